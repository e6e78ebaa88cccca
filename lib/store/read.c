/* Reading: a case to be judged, a case by its code or number, lists. What comes out of the file is input. */
#include <sodium.h>

#include "store/read.h"

/* ---- opened values --------------------------------------------------------------------------------------- */

/* Values are looked for by version and tag; both lists are in that order, but a case has few. */
const foi__opened_value *foi__openings_find(const foi__openings *o, uint32_t version, foi__text tag)
{
    for (size_t i = 0; o != NULL && i < o->count; i++)
        if (o->items[i].version == version && o->items[i].tag.len == tag.len &&
            memcmp(o->items[i].tag.bytes, tag.bytes, tag.len) == 0)
            return &o->items[i];
    return NULL;
}

/* All of it borrows, the key too: whoever had it opened wipes it. */
typedef struct opening {
    foi__openings *out;
    const foi__body *body;
    const foi__item *item;
    const foi__subject *subject;
    const uint8_t *key;
} opening;

/* A value is counted when it is open, so that wiping goes over what is there and no further. */
static int open_one(void *context, const foi__sealed *sealed, foi_error *err)
{
    opening *x = context;
    foi__opened_value *v, *items = foi__grow(x->out->items, &x->out->room, x->out->count + 1, sizeof *items);
    foi__seal_place at;
    char *tag, *value;
    size_t len;
    int code;

    if (items == NULL)
        return foi__no_memory(err);
    x->out->items = items;
    /* lengths come from the file: they are looked at before room is made for them */
    if (sealed->len < FOI__SEAL_MORE || sealed->len > FOI__SEALED_MAX + FOI__SEAL_MORE)
        return foi__fail(err, FOI__STORE_DAMAGED, "sealed", NULL, NULL);
    tag = foi__arena_text(&x->out->arena, sealed->tag, sealed->tag_len);
    value = foi__arena_alloc(&x->out->arena, sealed->len);
    if (tag == NULL || value == NULL)
        return foi__no_memory(err);
    v = &items[x->out->count];
    *v = (foi__opened_value){.version = sealed->version, .tag = {tag, sealed->tag_len}};
    at = foi__place_of(x->body, x->subject, x->item, sealed->version, v->tag);
    if ((code = foi__unseal(value, &len, v->salt, x->key, &at, sealed->bytes, sealed->len, err)) < 0)
        return code;
    v->value = (foi__text){value, (uint32_t)len};
    x->out->count++;
    return FOI_OK;
}

/* A person who was erased or frozen is FOI_ERR_SEALED, also where there is nothing to open. */
int foi__openings_read(foi_store *s, const foi__body *body, const foi__item *item, foi__openings *out, foi_error *err)
{
    foi__subject subject;
    uint8_t key[FOI__KEY];
    opening x = {out, body, item, &subject, key};
    int code = foi__subject_of(s, item, &subject, err);

    if (code < 0 || (code = foi__subject_key(s, &subject, key, err)) < 0)
        return code;
    code = s->ops->each_sealed(s->back, item->id, open_one, &x, err);
    sodium_memzero(key, sizeof key);
    return code;
}

/* What was opened must not stay in freed memory, where a dump would show it. */
void foi__openings_free(foi__openings *o)
{
    for (size_t i = 0; i < o->count; i++)
        sodium_memzero((char *)(uintptr_t)o->items[i].value.bytes, o->items[i].value.len);
    foi__free(o->items);
    foi__arena_free(&o->arena);
}

/* ---- a case ---------------------------------------------------------------------------------------------- */

typedef struct building {
    foi_case *c;
    const foi__item *item;
    const foi__openings *opened;
    uint32_t version;
} building;

/* Others may have touched the file: each row must be the next one of this very case. */
static int add_event(void *context, const foi__row *row, foi_error *err)
{
    building *x = context;
    foi__text values[FOI__LEAF_FIELDS] = {{NULL, 0}};
    foi__leaf leaf;

    if (!foi__leaf_read(&leaf, row->leaf, row->leaf_len) || leaf.version != row->version ||
        leaf.version != ++x->version || memcmp(leaf.item, x->item->uid, FOI__UID) != 0)
        return foi__fail(err, FOI__STORE_DAMAGED, "event", NULL, NULL);
    for (size_t i = 0; i < leaf.field_count; i++) {
        const foi__opened_value *v =
            leaf.fields[i].committed ? foi__openings_find(x->opened, leaf.version, leaf.fields[i].tag) : NULL;

        if (v != NULL)
            values[i] = v->value;
    }
    return foi__entry_apply(x->c, &leaf, x->opened != NULL ? values : NULL, err);
}

/* Inside a transaction. */
int foi__case_read(foi_store *s, const foi__item *item, const foi__body *body, const foi__openings *opened,
                   foi_case **out, foi_error *err)
{
    foi_case_opts opts = {
        .size = sizeof opts, .regime = body->regime, .timezone = body->zone, .applicant = item->applicant};
    building x = {.item = item, .opened = opened};
    int code = foi_case_new(&x.c, s->law, &opts, err);

    if (code == FOI_OK)
        code = s->ops->each_row(s->back, item->id, add_event, &x, err);
    if (code == FOI_OK && x.version != item->version)
        code = foi__fail(err, FOI__STORE_DAMAGED, "event", NULL, NULL);
    if (code < 0)
        foi_case_free(x.c);
    else
        *out = x.c;
    return code;
}

/* What was opened is wiped before the case is handed out: a case keeps copies of its texts. */
static int read_case(foi_store *s, const char *id, uint32_t flags, foi_case **out, uint32_t *version, foi_error *err)
{
    foi__openings opened = {.count = 0};
    foi__item item;
    foi__body body;
    int code;

    if ((code = foi__store_item(s, id, &item, err)) < 0 || (code = foi__body_of(s, item.body, &body, err)) < 0)
        return code;
    if ((flags & FOI_READ_SEALED) != 0)
        code = foi__openings_read(s, &body, &item, &opened, err);
    if (code == FOI_OK)
        code = foi__case_read(s, &item, &body, (flags & FOI_READ_SEALED) != 0 ? &opened : NULL, out, err);
    foi__openings_free(&opened);
    if (code == FOI_OK && version != NULL)
        *version = item.version;
    return code;
}

/* Reading ends by a rollback everywhere: there is nothing to commit, and a rollback cannot fail. */
int foi__read_begin(foi_store *s, foi_error *err)
{
    int code = foi__store_usable(s, err);

    return code < 0 ? code : s->ops->begin(s->back, false, err);
}

int foi_store_case(foi_store *s, foi_case **out, const char *item, uint32_t flags, uint32_t *version, foi_error *err)
{
    int code = foi__wanted(out, "out", err);

    if (code == FOI_OK)
        code = foi__read_begin(s, err);

    if (code < 0)
        return code;
    code = read_case(s, item, flags, out, version, err);
    s->ops->rollback(s->back);
    return code;
}

/* ---- looking for a case ---------------------------------------------------------------------------------- */

/* Looked for by a keyed digest: whoever has the file without the key cannot try codes at it. */
static int by_code(foi_store *s, const uint8_t code[FOI__CODE_BITS], foi__item *item, foi_error *err)
{
    uint8_t key[FOI__KEY], digest[FOI__CODE_DIGEST];
    int result = foi__store_key(s, 0, key, err);

    if (result < 0)
        return result;
    foi__code_digest(digest, key, code);
    sodium_memzero(key, sizeof key);
    return s->ops->find_item(s->back, item, NULL, digest, 0, err);
}

/* A number is of one body; two bodies may give the same. */
static int by_number(foi_store *s, const char *origin, const char *number, foi__item *item, foi_error *err)
{
    foi__body body;
    int64_t id = 0;
    int code = foi__store_body(s, origin, &body, err);

    if (code < 0 || (code = s->ops->find_number(s->back, body.id, number, &id, err)) != FOI__ROW)
        return code;
    return s->ops->find_item(s->back, item, NULL, NULL, id, err);
}

int foi_store_find(foi_store *s, char item[40], const char *body, const char *text, foi_error *err)
{
    uint8_t bits[FOI__CODE_BITS];
    foi__item found;
    int code;

    if ((code = foi__wanted(item, "item", err)) < 0 || (code = foi__wanted(text, "code_or_number", err)) < 0 ||
        (code = foi__read_begin(s, err)) < 0)
        return code;
    code = foi__code_read(bits, text, strlen(text)) ? by_code(s, bits, &found, err) : FOI__NO_ROW;
    /* forms are free: what reads as a code may be a number */
    if (code == FOI__NO_ROW && body != NULL)
        code = by_number(s, body, text, &found, err);
    s->ops->rollback(s->back);
    if (code == FOI__NO_ROW)
        return foi__fail(err, FOI__NO_ITEM, NULL, NULL, NULL);
    if (code < 0)
        return code;
    foi__uuid_text(item, found.uid);
    return FOI_OK;
}
