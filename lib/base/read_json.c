/* JSON in by jansson, with the care that it needs where memory runs out. */
#include "base/read_json.h"

/* ---- loading ------------------------------------------------------------------------------------------- */

/* In our own words: those of jansson are English only. */
static int sentence_of(enum json_error_code code)
{
    switch (code) {
    case json_error_premature_end_of_input:
        return FOI__JSON_ENDS;
    case json_error_end_of_input_expected:
        return FOI__JSON_MORE;
    case json_error_invalid_utf8:
        return FOI__JSON_UTF8;
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return FOI__JSON_NUL;
    case json_error_duplicate_key:
        return FOI__JSON_TWICE;
    case json_error_numeric_overflow:
        return FOI__JSON_NUMBER;
    case json_error_stack_overflow:
        return FOI__CASE_DEEP;
    default:
        return FOI__JSON_BROKEN;
    }
}

/* The place tells the two classes apart: what does not read has a line, what is no document of ours a pointer. */
static int broken(const json_error_t *e, foi_error *err)
{
    foi__place at = {NULL, e->line > 0 ? e->line : 1, e->column > 0 ? e->column : 1};

    if (json_error_code(e) == json_error_out_of_memory || e->text[0] == '\0') /* it could not even begin */
        return foi__no_memory(err);
    return foi__fail_at(err, at, sentence_of(json_error_code(e)), NULL, NULL, NULL);
}

/* Bytes of UTF-8 that an escape \\uXXXX stands for; a pair of surrogates counts with its first half. */
static size_t escape_bytes(const char *hex)
{
    uint32_t c = 0;

    for (size_t i = 0; i < 4; i++) {
        unsigned char x = (unsigned char)hex[i];

        c = c * 16 + (x <= '9' ? x - 48u : (x | 0x20u) - 87u); /* ASCII: '0' is 48, 'a' is 97 */
    }
    if (c >= 0xd800 && c <= 0xdfff)
        return c <= 0xdbff ? 4 : 0;
    return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
}

/* How long all texts of a well-formed document are together, keys too. */
static size_t bytes_written(const char *json, size_t len)
{
    size_t bytes = 0;
    bool inside = false;

    for (size_t i = 0; i < len; i++) {
        if (json[i] == '"') {
            inside = !inside;
        } else if (inside && json[i] == '\\') {
            bool code = json[++i] == 'u';

            bytes += code ? escape_bytes(json + i + 1) : 1;
            i += code ? 4 : 0;
        } else if (inside) {
            bytes++;
        }
    }
    return bytes;
}

static size_t bytes_read(json_t *v)
{
    size_t bytes = json_is_string(v) ? json_string_length(v) : 0;
    const char *key;
    json_t *item;

    json_object_foreach(v, key, item)
    {
        bytes += strlen(key) + bytes_read(item);
    }
    for (size_t i = 0; i < json_array_size(v); i++)
        bytes += bytes_read(json_array_get(v, i));
    return bytes;
}

/* jansson drops bytes of a text where there is no memory for them, and does not say so. */
static int check_whole(json_t **root, const char *json, size_t len, foi_error *err)
{
    if (bytes_read(*root) == bytes_written(json, len))
        return FOI_OK;
    json_decref(*root);
    *root = NULL;
    return foi__no_memory(err);
}

/*
 * Where brackets stand in each other deeper than they may; FOI_OK if nowhere. Looked at first: jansson calls itself
 * for each level, and so does whoever walks through what it made.
 */
static int check_depth(const char *json, size_t len, size_t most, foi_error *err)
{
    size_t depth = 0;
    foi__place at = {NULL, 1, 0};
    bool inside = false;

    for (size_t i = 0; i < len; i++) {
        at.column += ((unsigned char)json[i] & 0xc0) != 0x80; /* characters, not bytes */
        if (json[i] == '\n') {
            at.line++;
            at.column = 0;
        } else if (json[i] == '"') {
            inside = !inside;
        } else if (inside && json[i] == '\\') {
            i++;
            at.column++;
        } else if (!inside && (json[i] == '[' || json[i] == '{')) {
            if (++depth > most)
                return foi__fail_at(err, at, FOI__CASE_DEEP, NULL, NULL, NULL);
        } else if (!inside && (json[i] == ']' || json[i] == '}') && depth > 0) {
            depth--;
        }
    }
    return FOI_OK;
}

/*
 * When memory runs out in the middle of a token jansson calls the token invalid. So a text that does not read is
 * read once more, if there is memory: what is wrong with it is then wrong twice.
 */
int foi__json_load(json_t **root, const char *json, size_t len, const foi__json_limits *limits, foi_error *err)
{
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
    json_error_t e;
    void *some;
    int code;

    if (json == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "json", NULL, NULL);
    if (len > limits->bytes)
        return foi__fail(err, limits->too_large, foi__format_number((int64_t)limits->bytes).text, NULL, NULL);
    if ((code = check_depth(json, len, limits->depth, err)) < 0)
        return code;
    *root = json_loadb(json, len, flags, &e);
    if (*root != NULL)
        return check_whole(root, json, len, err);
    some = foi__alloc(len);
    if (some == NULL)
        return foi__no_memory(err);
    foi__free(some);
    *root = json_loadb(json, len, flags, &e);
    return *root != NULL ? check_whole(root, json, len, err) : broken(&e, err);
}

/* ---- values -------------------------------------------------------------------------------------------- */

void foi__json_fault(foi__json_reading *r, const foi__pointer *at, int sentence, const char *a, const char *b)
{
    if (r->code == FOI_OK)
        r->code = foi__point(r->err, foi__fail(r->err, sentence, a, b, NULL), at != NULL ? at->text : "");
}

json_t *foi__json_need(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in)
{
    json_t *v = json_object_get(map, key);
    foi__pointer at = foi__pointer_to(in, key);

    if (v == NULL)
        foi__json_fault(r, &at, FOI__KEY_MISSING, key, NULL);
    return v;
}

/*
 * A key that nobody knows is a fault, not a remark: it may be a known one misspelt, and what its writer meant would
 * then silently not be done.
 */
bool foi__json_object(foi__json_reading *r, json_t *v, const char *name, const foi__pointer *at,
                      const char *const *keys, size_t count)
{
    const char *key;
    json_t *item;

    if (!json_is_object(v)) {
        foi__json_fault(r, at, FOI__WANT_OBJECT, name, NULL);
        return false;
    }
    json_object_foreach(v, key, item)
    {
        const char *near;
        foi__pointer place = foi__pointer_to(at, key);
        size_t i = 0;

        while (i < count && !foi__same(keys[i], key))
            i++;
        if (i < count)
            continue;
        near = foi__nearest(key, keys, count);
        foi__json_fault(r, &place, near != NULL ? FOI__KEY_UNKNOWN_NEAR : FOI__KEY_UNKNOWN, key, near);
        return false;
    }
    return true;
}

const char *foi__json_need_text(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in,
                                size_t *len)
{
    const json_t *v = foi__json_need(r, map, key, in);
    foi__pointer at = foi__pointer_to(in, key);

    if (v == NULL)
        return NULL;
    if (!json_is_string(v)) {
        foi__json_fault(r, &at, FOI__WANT_TEXT, key, NULL);
        return NULL;
    }
    *len = json_string_length(v);
    return json_string_value(v);
}

json_t *foi__json_need_list(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in)
{
    json_t *v = foi__json_need(r, map, key, in);
    foi__pointer at = foi__pointer_to(in, key);

    if (v == NULL || json_is_array(v))
        return v;
    foi__json_fault(r, &at, FOI__WANT_LIST, key, NULL);
    return NULL;
}
