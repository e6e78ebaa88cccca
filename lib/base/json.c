/* JSON straight into the caller's buffer: size, then fill. */
#include "base/json.h"

/*
 * Texts are valid UTF-8 already: packs, calendars and leaves are checked when they are read. Only what JSON forbids
 * is escaped.
 */
static void put_string(foi__out *out, const char *text, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const char *end = text + len;

    foi__put(out, "\"", 1);
    for (const char *p = text; p < end; p++) {
        const char *start = p;
        unsigned char c;

        while (p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
            p++;
        foi__put(out, start, (size_t)(p - start));
        if (p == end)
            break;
        c = (unsigned char)*p;
        if (c >= 0x20) {
            foi__puts(out, "\\");
            foi__put(out, p, 1);
        } else if (c == '\n') {
            foi__puts(out, "\\n");
        } else {
            char escape[6] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};

            foi__put(out, escape, sizeof escape);
        }
    }
    foi__put(out, "\"", 1);
}

/* Comma and key belong to the value that follows, so no value has to know whether another one comes. */
void foi__json_begin(foi__json *j, const char *key)
{
    if (j->comma)
        foi__put(&j->out, ", ", 2);
    if (key != NULL) {
        put_string(&j->out, key, strlen(key));
        foi__put(&j->out, ": ", 2);
    }
    j->comma = true;
}

void foi__json_open(foi__json *j, const char *key, char bracket)
{
    foi__json_begin(j, key);
    foi__put(&j->out, &bracket, 1);
    j->comma = false;
}

void foi__json_close(foi__json *j, char bracket)
{
    foi__put(&j->out, &bracket, 1);
    j->comma = true;
}

void foi__json_text_n(foi__json *j, const char *key, const char *value, size_t len)
{
    foi__json_begin(j, key);
    put_string(&j->out, value, len);
}

void foi__json_text(foi__json *j, const char *key, const char *value)
{
    if (value != NULL) {
        foi__json_text_n(j, key, value, strlen(value));
    } else {
        foi__json_begin(j, key);
        foi__puts(&j->out, "null");
    }
}

void foi__json_number(foi__json *j, const char *key, int64_t value)
{
    foi__json_begin(j, key);
    foi__putn(&j->out, value);
}

void foi__json_bool(foi__json *j, const char *key, bool value)
{
    foi__json_begin(j, key);
    foi__puts(&j->out, value ? "true" : "false");
}
