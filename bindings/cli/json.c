/*
 * Values inside JSON, found without a copy. The text is known to be well formed, as the library wrote it or
 * json_check() has passed it, so looking for a value only looks for where it ends. At the end: small texts of JSON,
 * written.
 */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n' || *at == ',' || *at == ':'))
        at++;
    return at;
}

static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < end)
            at++;
    }
    return at < end ? at + 1 : end;
}

static const char *skip_value(const char *at, const char *end)
{
    size_t depth = 0;

    while (at < end) {
        if (*at == '"') {
            at = skip_string(at, end);
        } else if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (*at == '}' || *at == ']') {
            if (depth == 0)
                return at;
            depth--;
            at++;
        } else if (depth == 0 && (*at == ',' || *at == ' ' || *at == '\t' || *at == '\r' || *at == '\n')) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return at;
}

/* The next member of an object or list; `*cursor` is NULL before the first. Keys come without quotes. */
bool json_next(json_span container, const char **cursor, json_span *key, json_span *value)
{
    const char *end, *at;

    if (container.size < 2)
        return false;
    end = container.at + container.size - 1;
    at = skip_blanks(*cursor == NULL ? container.at + 1 : *cursor, end);
    if (at >= end)
        return false;
    *key = (json_span){NULL, 0};
    if (container.at[0] == '{') {
        const char *after = skip_string(at, end);

        *key = (json_span){at + 1, (size_t)(after - at) - 2};
        at = skip_blanks(after, end);
    }
    value->at = at;
    *cursor = skip_value(at, end);
    value->size = (size_t)(*cursor - at);
    return true;
}

json_span json_member(json_span object, const char *key)
{
    const char *cursor = NULL;
    json_span name, value;

    if (object.at == NULL || object.at[0] != '{')
        return (json_span){NULL, 0};
    while (json_next(object, &cursor, &name, &value)) {
        if (json_is(name, key))
            return value;
    }
    return (json_span){NULL, 0};
}

bool json_same(json_span a, json_span b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

bool json_is(json_span text, const char *word)
{
    return text.size == strlen(word) && memcmp(text.at, word, text.size) == 0;
}

/* ---- documents from outside ---- */

enum { DEPTH = 64 };

/* Reading a document: `depth` brackets are open, and what each of them is. */
typedef struct reader {
    const char *at, *end;
    size_t depth;
    char open[DEPTH];
} reader;

static void blanks(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n'))
        r->at++;
}

static bool digits(reader *r)
{
    const char *from = r->at;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9')
        r->at++;
    return r->at > from;
}

static bool take(reader *r, char byte)
{
    if (r->at >= r->end || *r->at != byte)
        return false;
    r->at++;
    return true;
}

static bool number(reader *r)
{
    take(r, '-');
    if (!take(r, '0') && !digits(r))
        return false;
    if (take(r, '.') && !digits(r))
        return false;
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '+'))
            take(r, '-');
        return digits(r);
    }
    return true;
}

static bool word(reader *r, const char *text)
{
    size_t size = strlen(text);

    if ((size_t)(r->end - r->at) < size || memcmp(r->at, text, size) != 0)
        return false;
    r->at += size;
    return true;
}

/* The value of four hexadecimal digits, -1 if they are none. */
static int32_t hex4(const char *at, const char *end)
{
    int32_t value = 0;

    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        static const char hex[] = "0123456789abcdef0123456789ABCDEF";
        const char *found = at[i] == '\0' ? NULL : strchr(hex, at[i]);

        if (found == NULL)
            return -1;
        value = value * 16 + (int32_t)((found - hex) % 16);
    }
    return value;
}

/* A string. Halves of surrogate pairs and the character 0 are none that a name could hold. */
static bool string(reader *r)
{
    int32_t unit;

    if (!take(r, '"'))
        return false;
    while (r->at < r->end && *r->at != '"') {
        if ((unsigned char)*r->at < 0x20)
            return false;
        if (*r->at++ != '\\')
            continue;
        if (r->at >= r->end || *r->at == '\0' || strchr("\"\\/bfnrtu", *r->at) == NULL)
            return false;
        if (*r->at++ != 'u')
            continue;
        unit = hex4(r->at, r->end);
        if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
            return false;
        r->at += 4;
        if (unit >= 0xD800 && unit <= 0xDBFF) {
            int32_t low = word(r, "\\u") ? hex4(r->at, r->end) : -1;

            if (low < 0xDC00 || low > 0xDFFF)
                return false;
            r->at += 4;
        }
    }
    return take(r, '"');
}

static bool key(reader *r)
{
    blanks(r);
    if (!string(r))
        return false;
    blanks(r);
    return take(r, ':');
}

/* A value that holds no other, or the beginning of one that does. `*opened` tells which. */
static bool begin(reader *r, bool *opened)
{
    blanks(r);
    *opened = false;
    if (r->at >= r->end)
        return false;
    if (*r->at == '{' || *r->at == '[') {
        if (r->depth == DEPTH)
            return false;
        r->open[r->depth++] = *r->at++;
        blanks(r);
        *opened = true;
        return true;
    }
    return *r->at == '"' ? string(r) : word(r, "true") || word(r, "false") || word(r, "null") || number(r);
}

/* One value with all that is in it. */
static bool value(reader *r)
{
    bool opened, fresh = false; /* fresh: a bracket has just been opened */

    do {
        if (fresh && take(r, r->open[r->depth - 1] == '{' ? '}' : ']')) {
            r->depth--;
        } else {
            if (r->depth > 0 && r->open[r->depth - 1] == '{' && !key(r))
                return false;
            if (!begin(r, &opened))
                return false;
            fresh = opened;
            if (opened)
                continue;
        }
        fresh = false;
        while (r->depth > 0) {
            blanks(r);
            if (take(r, ','))
                break;
            if (!take(r, r->open[r->depth - 1] == '{' ? '}' : ']'))
                return false;
            r->depth--;
        }
    } while (r->depth > 0);
    return true;
}

/* Is this one JSON document in UTF-8, with at most DEPTH brackets open? Else where not, from 1. */
bool json_check(const char *text, size_t size, int32_t *line, int32_t *column)
{
    reader r = {.at = text, .end = text + size};
    bool good = value(&r) && (blanks(&r), r.at == r.end);

    if (good && !cli_utf8_bytes(text, size, &r.at))
        good = false;
    *line = *column = 1;
    for (const char *at = text; at < r.at && !good; at++) {
        *column = *at == '\n' ? 1 : *column + (((unsigned char)*at & 0xC0u) != 0x80u);
        *line += *at == '\n';
    }
    return good;
}

/* Where the first document of the text ends; 0 if it does not begin with one. */
size_t json_end(const char *text, size_t size)
{
    reader r = {.at = text, .end = text + size};

    return value(&r) ? (size_t)(r.at - text) : 0;
}

static char *put_utf8(char *to, uint32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else {
        static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;

        *to++ = (char)(lead[more] | code >> (6 * more));
        while (more-- > 0)
            *to++ = (char)(0x80u | (code >> (6 * more) & 0x3Fu));
    }
    return to;
}

/* A string without its quotes and escapes. */
char *json_text(json_span text)
{
    static const char from[] = "bfnrt", into[] = "\b\f\n\r\t";
    char *copy = cli_alloc(text.size, 1), *to = copy;

    for (size_t i = 1; i + 1 < text.size; i++) {
        if (text.at[i] != '\\') {
            *to++ = text.at[i];
        } else if (text.at[++i] != 'u') {
            const char *found = strchr(from, text.at[i]);

            *to++ = found != NULL ? into[found - from] : text.at[i];
        } else {
            uint32_t code = (uint32_t)hex4(text.at + i + 1, text.at + text.size);

            i += 4;
            if (code >= 0xD800 && code <= 0xDBFF) {
                uint32_t low = (uint32_t)hex4(text.at + i + 3, text.at + text.size);

                code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00;
                i += 6;
            }
            to = put_utf8(to, code);
        }
    }
    return copy;
}

/* ---- writing ---- */

static void add_bytes(json_buffer *b, const char *bytes, size_t size)
{
    if (b->used + size + 1 > b->room) {
        char *bigger;

        b->room = 2 * (b->used + size) + 256;
        bigger = cli_alloc(b->room, 1);
        if (b->used > 0)
            memcpy(bigger, b->text, b->used);
        free(b->text);
        b->text = bigger;
    }
    memcpy(b->text + b->used, bytes, size);
    b->used += size;
    b->text[b->used] = '\0';
}

/* A piece of JSON as it is, into a text that grows and is the caller's to free. */
void json_add(json_buffer *b, const char *json)
{
    add_bytes(b, json, strlen(json));
}

/* A string, quoted. */
void json_add_string(json_buffer *b, const char *text)
{
    char escape[8];

    json_add(b, "\"");
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte == '"' || byte == '\\' || byte < 0x20) {
            (void)snprintf(escape, sizeof escape, "\\u%04x", byte);
            json_add(b, escape);
        } else {
            add_bytes(b, text, 1);
        }
    }
    json_add(b, "\"");
}
