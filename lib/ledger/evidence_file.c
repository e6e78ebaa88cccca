/*
 * The evidence file, format 1 (docs/ledger.md): JSON in and out. Only the form is looked at here; whether the
 * evidence holds is asked in evidence.c.
 */
#include "base/read_json.h"
#include "ledger/evidence.h"

enum { DEPTH = 32 };

/* ---- UUIDs --------------------------------------------------------------------------------------------- */

/* 8-4-4-4-12 digits (RFC 9562). */
static bool dash_before(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void foi__uuid_text(char out[FOI__UUID_TEXT], const uint8_t bytes[16])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 16; i++) {
        if (dash_before(i))
            *out++ = '-';
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* In small letters only, as they are written: a case has one name. */
static bool read_uuid(uint8_t bytes[16], const char *text, size_t len)
{
    if (len != FOI__UUID_TEXT - 1)
        return false;
    for (size_t i = 0; i < 16; i++) {
        int high, low;

        if (dash_before(i) && *text++ != '-')
            return false;
        high = hex_digit(*text++);
        low = hex_digit(*text++);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* ---- writing ------------------------------------------------------------------------------------------- */

void foi__json_base64(foi__json *j, const char *key, const void *bytes, size_t len)
{
    foi__json_begin(j, key);
    foi__puts(&j->out, "\"");
    foi__put_base64(&j->out, bytes, len);
    foi__puts(&j->out, "\"");
}

/* `opened` is written even if it is empty; a reader takes a list that was left out for the same. */
static void put_event(foi__json *j, const foi__evidence_event *event)
{
    foi__json_open(j, NULL, '{');
    foi__json_number(j, "index", (int64_t)event->index);
    foi__json_base64(j, "leaf", event->leaf, event->leaf_len);
    foi__json_open(j, "proof", '[');
    for (size_t i = 0; i < event->proof_count; i++)
        foi__json_base64(j, NULL, event->proof[i].bytes, sizeof event->proof[i].bytes);
    foi__json_close(j, ']');
    foi__json_open(j, "opened", '[');
    for (size_t i = 0; i < event->opened_count; i++) {
        const foi__opened *o = &event->opened[i];

        foi__json_open(j, NULL, '{');
        foi__json_text_n(j, "tag", o->tag.bytes, o->tag.len);
        foi__json_base64(j, "salt", o->salt, sizeof o->salt);
        foi__json_text_n(j, "value", o->value.bytes, o->value.len);
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
    foi__json_close(j, '}');
}

/* No spaces, and one order of keys: the same evidence has the same bytes. */
size_t foi__evidence_write(const foi__evidence *evidence, char *buf, size_t size)
{
    foi__json j = {{buf, size, 0}, false};
    char item[FOI__UUID_TEXT];

    foi__uuid_text(item, evidence->item);
    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_evidence", 1);
    foi__json_text(&j, "case", item);
    foi__json_text_n(&j, "checkpoint", evidence->note.bytes, evidence->note.len);
    foi__json_open(&j, "events", '[');
    for (size_t i = 0; i < evidence->count; i++)
        put_event(&j, &evidence->events[i]);
    foi__json_close(&j, ']');
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}

/* ---- reading ------------------------------------------------------------------------------------------- */

typedef struct reading {
    foi__json_reading json;
    foi__arena *arena;
} reading;

/* Zeroed room in the arena; without it the reading has failed. */
static void *room(reading *r, size_t count, size_t size)
{
    void *p = r->json.code == FOI_OK ? foi__arena_alloc(r->arena, count * size) : NULL;

    if (p == NULL && r->json.code == FOI_OK)
        r->json.code = foi__no_memory(r->json.err);
    return p;
}

/* The text is copied, as the document is dropped before the evidence is. */
static foi__text keep(reading *r, const char *text, size_t len)
{
    char *copy = room(r, len + 1, 1);

    if (copy == NULL)
        return (foi__text){"", 0};
    memcpy(copy, text, len);
    return (foi__text){copy, (uint32_t)len};
}

/* A list of at most `most` items; NULL if it is none or too long. Counted before anything is allocated for it. */
static json_t *list_of(reading *r, json_t *map, const char *key, const foi__pointer *in, size_t most)
{
    json_t *list = foi__json_need_list(&r->json, map, key, in);
    foi__pointer at = foi__pointer_to(in, key);

    if (list == NULL || json_array_size(list) <= most)
        return list;
    foi__json_fault(&r->json, &at, FOI__EVIDENCE_MANY, key, foi__format_number((int64_t)most).text);
    return NULL;
}

static void read_digest(reading *r, void *to, const json_t *v, const char *name, const foi__pointer *at)
{
    if (!json_is_string(v) || !foi__read_base64(to, 32, json_string_value(v), json_string_length(v)))
        foi__json_fault(&r->json, at, FOI__WANT_DIGEST, name, NULL);
}

/* How many bytes a base64 text of this length stands for, if it is one. */
static size_t base64_bytes(const char *text, size_t len)
{
    size_t bytes = len / 4 * 3;

    for (size_t i = 0; i < 2 && bytes > 0 && text[len - 1 - i] == '='; i++)
        bytes--;
    return bytes;
}

/* Whether these bytes are an event is no question of form: evidence.c asks it, and goes on if they are not. */
static void read_leaf(reading *r, foi__evidence_event *event, json_t *map, const foi__pointer *in)
{
    size_t len = 0;
    const char *text = foi__json_need_text(&r->json, map, "leaf", in, &len);
    foi__pointer at = foi__pointer_to(in, "leaf");
    uint8_t *bytes;

    if (text == NULL)
        return;
    event->leaf_len = base64_bytes(text, len);
    bytes = room(r, event->leaf_len, 1);
    if (bytes != NULL && !foi__read_base64(bytes, event->leaf_len, text, len))
        foi__json_fault(&r->json, &at, FOI__WANT_BASE64, "leaf", NULL);
    event->leaf = bytes;
}

/* An empty proof is a good one: the only leaf of a log is its root. */
static void read_proof(reading *r, foi__evidence_event *event, json_t *map, const foi__pointer *in)
{
    json_t *list = list_of(r, map, "proof", in, FOI_PROOF_MAX);
    foi__pointer at = foi__pointer_to(in, "proof");
    foi_digest *proof = room(r, json_array_size(list), sizeof *proof);

    for (size_t i = 0; r->json.code == FOI_OK && i < json_array_size(list); i++) {
        foi__pointer place = foi__pointer_at(&at, i);

        read_digest(r, proof[i].bytes, json_array_get(list, i), "proof", &place);
    }
    event->proof = proof;
    event->proof_count = json_array_size(list);
}

/* A value may be empty, a tag may not: no field has an empty name. */
static void read_one_opened(reading *r, foi__opened *opened, json_t *map, const foi__pointer *at)
{
    static const char *const keys[] = {"tag", "salt", "value"};
    foi__pointer tag_at = foi__pointer_to(at, "tag"), salt_at = foi__pointer_to(at, "salt");
    size_t tag_len = 0, value_len = 0;
    const char *tag, *value;
    json_t *salt;

    if (!foi__json_object(&r->json, map, "opened", at, keys, 3))
        return;
    tag = foi__json_need_text(&r->json, map, "tag", at, &tag_len);
    salt = foi__json_need(&r->json, map, "salt", at);
    value = foi__json_need_text(&r->json, map, "value", at, &value_len);
    if (r->json.code < 0)
        return;
    if (tag_len == 0 || tag_len > FOI__LEAF_NAME) {
        foi__json_fault(&r->json, &tag_at, FOI__WANT_TAG, foi__format_number(FOI__LEAF_NAME).text, NULL);
        return;
    }
    read_digest(r, opened->salt, salt, "salt", &salt_at);
    opened->tag = keep(r, tag, tag_len);
    opened->value = keep(r, value, value_len);
}

/* The list may be left out: most events open nothing. */
static void read_opened(reading *r, foi__evidence_event *event, json_t *map, const foi__pointer *in)
{
    json_t *list = json_object_get(map, "opened") != NULL ? list_of(r, map, "opened", in, FOI__LEAF_FIELDS) : NULL;
    foi__pointer at = foi__pointer_to(in, "opened");
    foi__opened *opened = room(r, json_array_size(list), sizeof *opened);

    for (size_t i = 0; r->json.code == FOI_OK && i < json_array_size(list); i++) {
        foi__pointer place = foi__pointer_at(&at, i);

        read_one_opened(r, &opened[i], json_array_get(list, i), &place);
    }
    event->opened = opened;
    event->opened_count = json_array_size(list);
}

/* 5.0 is no index, though it is a number: a leaf has one place, written in one way. */
static void read_event(reading *r, foi__evidence_event *event, json_t *map, const foi__pointer *at)
{
    static const char *const keys[] = {"index", "leaf", "proof", "opened"};
    foi__pointer index_at = foi__pointer_to(at, "index");
    const json_t *index;

    if (!foi__json_object(&r->json, map, "events", at, keys, 4))
        return;
    index = foi__json_need(&r->json, map, "index", at);
    if (index != NULL && (!json_is_integer(index) || json_integer_value(index) < 0))
        foi__json_fault(&r->json, &index_at, FOI__WANT_INDEX, NULL, NULL);
    event->index = (uint64_t)json_integer_value(index);
    read_leaf(r, event, map, at);
    read_proof(r, event, map, at);
    read_opened(r, event, map, at);
}

static void read_events(reading *r, foi__evidence *evidence, json_t *root)
{
    json_t *list = list_of(r, root, "events", NULL, FOI__EVIDENCE_EVENTS);
    foi__pointer at = foi__pointer_to(NULL, "events");
    foi__evidence_event *events = room(r, json_array_size(list), sizeof *events);

    for (size_t i = 0; r->json.code == FOI_OK && i < json_array_size(list); i++) {
        foi__pointer place = foi__pointer_at(&at, i);

        read_event(r, &events[i], json_array_get(list, i), &place);
    }
    evidence->events = events;
    evidence->count = json_array_size(list);
}

static void read_head(reading *r, foi__evidence *evidence, json_t *root)
{
    const json_t *format = foi__json_need(&r->json, root, "foi_evidence", NULL);
    foi__pointer format_at = foi__pointer_to(NULL, "foi_evidence"), case_at = foi__pointer_to(NULL, "case");
    size_t item_len = 0, note_len = 0;
    const char *item, *note;

    if (format != NULL && (!json_is_integer(format) || json_integer_value(format) != 1))
        foi__json_fault(&r->json, &format_at, FOI__EVIDENCE_FORMAT, NULL, NULL);
    item = foi__json_need_text(&r->json, root, "case", NULL, &item_len);
    if (item != NULL && !read_uuid(evidence->item, item, item_len))
        foi__json_fault(&r->json, &case_at, FOI__WANT_UUID, NULL, NULL);
    note = foi__json_need_text(&r->json, root, "checkpoint", NULL, &note_len);
    if (note != NULL)
        evidence->note = keep(r, note, note_len);
}

/* The events come last, so that the cheap faults of the head are found before anything large is kept. */
int foi__evidence_read(foi__evidence *evidence, foi__arena *arena, const char *json, size_t len, foi_error *err)
{
    static const char *const keys[] = {"foi_evidence", "case", "checkpoint", "events"};
    const foi__json_limits limits = {FOI_EVIDENCE_BYTES, FOI__EVIDENCE_LARGE, DEPTH};
    const foi__pointer document = {"", 0};
    reading r = {{err, FOI_OK}, arena};
    json_t *root = NULL;

    /* all of it lies in the arena: after a fault, too, there is nothing else to free */
    memset(evidence, 0, sizeof *evidence);
    r.json.code = foi__json_load(&root, json, len, &limits, err);
    if (root == NULL)
        return r.json.code;
    if (foi__json_object(&r.json, root, "evidence", &document, keys, 4)) {
        read_head(&r, evidence, root);
        read_events(&r, evidence, root);
    }
    json_decref(root);
    return r.json.code;
}
