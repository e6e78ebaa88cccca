/*
 * Values inside JSON that the library wrote, found without a copy. The text is known to be well formed,
 * so this only looks for where a value ends.
 */
#include "cli.h"

#include <string.h>

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == ',' || *at == ':'))
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
        } else if (depth == 0 && (*at == ',' || *at == ' ' || *at == '\n')) {
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
