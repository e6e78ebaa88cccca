/*
 * Events on their way in and out. The law says which fields a kind has and which of them may tell of a person; what it
 * says nothing of, notes and references, is taken for personal.
 */
#include <sodium.h>
#include <stdlib.h>

#include "store/json.h"

const foi__json_limits foi__store_json = {FOI__STORE_JSON, FOI__STORE_JSON_LARGE, 32};

/* ---- texts ----------------------------------------------------------------------------------------------- */

/* The first fault sticks, and what comes after it does nothing. */
typedef struct reading {
    const foi_store *s;
    const foi__body *body;
    const uint8_t *alias_key;
    foi__arena *arena;
    foi_error *err;
    int code;
} reading;

/* Texts of the JSON go with its document; these stay until the arena is reset. */
static foi__text keep(reading *r, const char *bytes, size_t len)
{
    char *p = r->code == FOI_OK ? foi__arena_text(r->arena, bytes, len) : NULL;

    if (p == NULL && r->code == FOI_OK)
        r->code = foi__no_memory(r->err);
    return (foi__text){p != NULL ? p : "", p != NULL ? (uint32_t)len : 0};
}

/* A value that is no text, as JSON. What jansson writes is shorter, or nothing, when it has no memory. */
static foi__text keep_json(reading *r, const json_t *v)
{
    size_t len = json_dumpb(v, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
    char *p = r->code == FOI_OK && len > 0 ? foi__arena_alloc(r->arena, len + 1) : NULL;

    if (p == NULL || json_dumpb(v, p, len, JSON_COMPACT | JSON_ENCODE_ANY) != len) {
        if (r->code == FOI_OK)
            r->code = foi__no_memory(r->err);
        return (foi__text){"", 0};
    }
    return (foi__text){p, (uint32_t)len};
}

/* "17b,17h": the list as the law reads it. */
static foi__text keep_list(reading *r, const json_t *list)
{
    size_t len = 0, count = json_array_size(list);
    foi__out out;
    char *p;

    for (size_t i = 0; i < count; i++)
        len += json_string_length(json_array_get(list, i)) + 1;
    p = r->code == FOI_OK ? foi__arena_alloc(r->arena, len + 1) : NULL;
    if (p == NULL) {
        if (r->code == FOI_OK)
            r->code = foi__no_memory(r->err);
        return (foi__text){"", 0};
    }
    out = (foi__out){p, len + 1, 0};
    for (size_t i = 0; i < count; i++) {
        foi__puts(&out, i > 0 ? "," : "");
        foi__puts(&out, json_string_value(json_array_get(list, i)));
    }
    foi__put_end(&out);
    return (foi__text){p, (uint32_t)out.len};
}

/* ---- fields ---------------------------------------------------------------------------------------------- */

/* What is in the clear must fit into the leaf; of a secret the leaf has only the commitment. */
static void add_field(reading *r, foi__entry *e, const char *tag, foi__text value, bool secret)
{
    if (r->code < 0)
        return;
    if (e->field_count == FOI__LEAF_FIELDS || (!secret && value.len > FOI__LEAF_VALUE)) {
        r->code = foi__fail(r->err, FOI__VALUE_LONG, tag, foi__format_number(FOI__LEAF_VALUE).text, NULL);
        return;
    }
    e->fields[e->field_count++] = (foi__entry_field){keep(r, tag, strlen(tag)), value, secret};
}

/* The same person has the same alias in a body, and nobody can tell who it is without the key. */
static void add_alias(reading *r, foi__entry *e, const char *tag, foi__text value)
{
    static const char domain[] = "foi-alias-1";
    crypto_generichash_state state;
    uint8_t digest[16];
    char hex[33], name[FOI__LEAF_NAME + 8];

    if (r->alias_key == NULL) { /* what is made without a key could be guessed, and stands in the ledger for ever */
        if (r->code == FOI_OK)
            r->code = foi__fail(r->err, FOI__NO_KEY, "0", NULL, NULL);
        return;
    }
    crypto_generichash_init(&state, r->alias_key, FOI__KEY, sizeof digest);
    crypto_generichash_update(&state, (const uint8_t *)domain, sizeof domain - 1);
    crypto_generichash_update(&state, r->body->uid, FOI__UID);
    crypto_generichash_update(&state, (const uint8_t *)value.bytes, value.len);
    crypto_generichash_final(&state, digest, sizeof digest);
    memcpy(name, tag, strlen(tag) + 1);
    memcpy(name + strlen(tag), ".alias", sizeof ".alias");
    add_field(r, e, name, keep(r, sodium_bin2hex(hex, sizeof hex, digest, sizeof digest), 32), false);
}

/* An empty text or list tells nothing of anybody, and the law asks whether there is one: it stays in the clear. */
static void add_value(reading *r, foi__entry *e, const char *tag, const json_t *v, int type, int personal)
{
    bool text = json_is_string(v),
         empty = text ? json_string_length(v) == 0 : json_array_size(v) == 0 && json_is_array(v);
    foi__text value = {"", 0};

    if (text)
        value = keep(r, json_string_value(v), json_string_length(v));
    else if (type == FOI_FIELD_CHOICES)
        value = keep_list(r, v);
    else if (!empty)
        value = keep_json(r, v);
    if (json_is_true(v) || empty || personal == FOI_PERSONAL_NO) {
        add_field(r, e, tag, value, false);
        return;
    }
    add_field(r, e, tag, value, true);
    if (personal == FOI_PERSONAL_ALIAS)
        add_alias(r, e, tag, value);
}

static bool find_kind(const foi_law *law, const char *kind, size_t *index, foi_event_kind *out)
{
    out->size = sizeof *out;
    for (*index = 0; foi_law_event(law, *index, out) == FOI_OK; ++*index)
        if (foi__same(out->id, kind))
            return true;
    return false;
}

static void add_key(reading *r, foi__entry *e, size_t kind, const foi_event_kind *k, const char *key, const json_t *v)
{
    foi_field_kind f = {.size = sizeof f};

    if (foi__same(key, "kind") || foi__same(key, "date"))
        return;
    if (foi__same(key, "at")) {
        add_value(r, e, key, v, FOI_FIELD_TEXT, FOI_PERSONAL_NO);
        return;
    }
    for (size_t i = 0; i < k->field_count; i++)
        if (foi_law_event_field(r->s->law, kind, i, &f) == FOI_OK && foi__same(f.id, key)) {
            if (f.type != FOI_FIELD_RECEIPT)
                add_value(r, e, key, v, f.type, f.personal);
            return;
        }
    add_value(r, e, key, v, FOI_FIELD_TEXT, FOI_PERSONAL_YES);
}

/* Leaves have their fields in this order (docs/ledger.md), and so an alias comes right behind its text. */
static int by_tag(const void *a, const void *b)
{
    const foi__entry_field *x = a, *y = b;

    return strcmp(x->tag.bytes, y->tag.bytes); /* tags are ended by NUL */
}

/* ---- events ---------------------------------------------------------------------------------------------- */

/* The case only checks the event: that it has the right fields does not depend on what was before. */
static int check_event(reading *r, foi_case *scratch, foi__text text, foi_event_info *info)
{
    int code = r->code == FOI_OK ? foi_case_apply_json(scratch, text.bytes, text.len, r->err) : r->code;

    return code < 0 ? code : foi_case_event(scratch, foi_case_count(scratch) - 1, info);
}

static void read_event(reading *r, foi_case *scratch, json_t *v, foi__text text, foi__entry *e)
{
    foi_event_info info = {.size = sizeof info};
    foi_event_kind kind;
    size_t index;
    const char *key;
    json_t *value;

    e->field_count = 0;
    r->code = check_event(r, scratch, text, &info);
    if (r->code < 0 || !find_kind(r->s->law, info.kind, &index, &kind))
        return;
    e->kind = (foi__text){kind.id, (uint32_t)strlen(kind.id)}; /* the law keeps it */
    e->day = info.date;
    e->received = info.received;
    json_object_foreach(v, key, value)
    {
        if (r->code == FOI_OK)
            add_key(r, e, index, &kind, key, value);
    }
    if (r->code == FOI_OK)
        qsort(e->fields, e->field_count, sizeof e->fields[0], by_tag);
}

/* The case reads text: one event is read from the text as given, one of a list is written out again for it. */
int foi__entries_read(const foi_store *s, const foi__body *body, const char *json, size_t len, const uint8_t *alias_key,
                      foi__arena *arena, foi__entry *out, size_t *count, foi_error *err)
{
    reading r = {s, body, alias_key, arena, err, FOI_OK};
    foi_case_opts opts = {.size = sizeof opts, .regime = body->regime, .timezone = body->zone};
    json_t *root = NULL;
    foi_case *scratch = NULL;

    if ((r.code = foi__json_load(&root, json, len, &foi__store_json, err)) < 0)
        return r.code;
    *count = json_is_array(root) ? json_array_size(root) : 1;
    if (*count == 0)
        r.code = foi__fail(err, FOI__NO_EVENTS, NULL, NULL, NULL);
    else if (*count > FOI_APPEND_EVENTS)
        r.code = foi__fail(err, FOI__EVENTS_MANY, foi__format_number(FOI_APPEND_EVENTS).text, NULL, NULL);
    else
        r.code = foi_case_new(&scratch, s->law, &opts, err);
    for (size_t i = 0; r.code == FOI_OK && i < *count; i++) {
        json_t *v = json_is_array(root) ? json_array_get(root, i) : root;

        read_event(&r, scratch, v, v == root ? (foi__text){json, (uint32_t)len} : keep_json(&r, v), &out[i]);
    }
    foi_case_free(scratch);
    json_decref(root);
    return r.code;
}

/* ---- the applicant --------------------------------------------------------------------------------------- */

/* Whatever a text is called, but for the kind it is personal: the law says nothing of it. */
int foi__applicant_read(const char *json, size_t len, foi__arena *arena, const char **kind, foi__entry_field *out,
                        size_t *count, foi_error *err)
{
    reading r = {NULL, NULL, NULL, arena, err, FOI_OK};
    json_t *root = NULL;
    const char *key;
    json_t *v;

    *count = 0;
    if ((r.code = foi__json_load(&root, json, len, &foi__store_json, err)) < 0)
        return r.code;
    if (!json_is_object(root)) {
        json_decref(root);
        return foi__fail(err, FOI__WANT_OBJECT, "applicant", NULL, NULL);
    }
    json_object_foreach(root, key, v)
    {
        size_t key_len = strlen(key);

        if (r.code < 0)
            break;
        if (!json_is_string(v) || key_len == 0 || key_len > FOI__LEAF_NAME - 16)
            r.code = foi__fail(err, FOI__WANT_TEXT, key, NULL, NULL);
        else if (foi__same(key, "kind"))
            *kind = keep(&r, json_string_value(v), json_string_length(v)).bytes;
        else if (*count == FOI__LEAF_FIELDS)
            r.code = foi__fail(err, FOI__VALUE_LONG, "applicant", foi__format_number(FOI__LEAF_FIELDS).text, NULL);
        else if (json_string_length(v) > 0)
            out[(*count)++] =
                (foi__entry_field){keep(&r, key, key_len), keep(&r, json_string_value(v), json_string_length(v)), true};
    }
    json_decref(root);
    return r.code;
}

/* ---- and out --------------------------------------------------------------------------------------------- */

enum { TEXT_ROOM = FOI__LEAF_FIELDS * (FOI__LEAF_NAME + 1) + 64 };

/* Kinds of the register itself have a colon, which no kind of a law has. */
static bool is_of_law(const foi__leaf *leaf)
{
    return memchr(leaf->kind.bytes, ':', leaf->kind.len) == NULL;
}

static const char *copy(foi__out *out, foi__text text)
{
    const char *p = out->buf + out->len;

    foi__put(out, text.bytes, text.len);
    foi__put(out, "", 1);
    return p;
}

static bool is_tag(foi__text text, const char *tag)
{
    return foi__same_n(tag, text.bytes, text.len);
}

static bool ends_with(foi__text text, const char *end)
{
    size_t len = strlen(end);

    return text.len > len && memcmp(text.bytes + text.len - len, end, len) == 0;
}

/*
 * Texts are copied to be ended by NUL. An alias stands for the text that it is of: the law only asks whether two are
 * the same. The time of day counted when the event came; its day is on file.
 */
static size_t put_fields(const foi__leaf *leaf, const foi__text *opened, foi__out *room, foi_field *fields)
{
    static const foi__text sealed = {"(sealed)", 8};
    size_t count = 0;

    for (size_t i = 0; i < leaf->field_count; i++) {
        foi__text tag = leaf->fields[i].tag, value = leaf->fields[i].value;

        if (ends_with(tag, ".alias") || is_tag(tag, "at") || is_tag(tag, "by") || is_tag(tag, "ref"))
            continue;
        if (leaf->fields[i].committed)
            value = opened != NULL && opened[i].bytes != NULL ? opened[i] : sealed;
        if (leaf->fields[i].committed && i + 1 < leaf->field_count && ends_with(leaf->fields[i + 1].tag, ".alias") &&
            leaf->fields[i + 1].tag.len == tag.len + 6 && (opened == NULL || opened[i].bytes == NULL))
            value = leaf->fields[i + 1].value;
        fields[count].name = copy(room, tag);
        fields[count++].value = copy(room, value);
    }
    return count;
}

/* What the field of receipt of a kind is called. */
static const char *receipt_of(const foi_law *law, const char *kind)
{
    foi_field_kind f = {.size = sizeof f};
    foi_event_kind k;
    size_t index;

    if (find_kind(law, kind, &index, &k))
        for (size_t i = 0; i < k.field_count; i++)
            if (foi_law_event_field(law, index, i, &f) == FOI_OK && f.type == FOI_FIELD_RECEIPT)
                return f.id;
    return "received";
}

int foi__entry_apply(foi_case *c, const foi__leaf *leaf, const foi__text *opened, foi_error *err)
{
    foi_field fields[FOI__LEAF_FIELDS + 1];
    size_t size = TEXT_ROOM, count;
    char kind[FOI__LEAF_NAME + 1], received[16], small[2048], *room = small;
    foi_event event = {.size = sizeof event, .date = leaf->day, .kind = kind, .fields = fields};
    foi__out out;
    int code;

    if (!is_of_law(leaf))
        return FOI_OK;
    for (size_t i = 0; i < leaf->field_count; i++)
        size += leaf->fields[i].value.len + (opened != NULL ? opened[i].len : 0) + sizeof "(sealed)" + 1;
    if (size > sizeof small && (room = foi__alloc(size)) == NULL)
        return foi__no_memory(err);
    out = (foi__out){room, size, 0};
    memcpy(kind, leaf->kind.bytes, leaf->kind.len);
    kind[leaf->kind.len] = '\0';
    count = put_fields(leaf, opened, &out, fields);
    if (leaf->received != FOI_DAY_NONE) {
        foi_date_format(leaf->received, received, sizeof received);
        fields[count++] = (foi_field){receipt_of(foi_case_law(c), kind), received};
    }
    event.field_count = count;
    code = foi_case_apply(c, &event, err);
    if (room != small)
        foi__free(room);
    return code;
}
