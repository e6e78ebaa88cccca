/* JSON straight into the caller's buffer: size, then fill. */
#include "report/report.h"

/*
 * Texts are valid UTF-8 already: packs and calendars are checked when they are read. Only what JSON forbids is
 * escaped.
 */
static void put_string(foi__out *out, const char *text)
{
    static const char digits[] = "0123456789abcdef";

    foi__puts(out, "\"");
    for (const char *p = text; *p != '\0'; p++) {
        const char *start = p;
        unsigned char c;

        while ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
            p++;
        foi__put(out, start, (size_t)(p - start));
        c = (unsigned char)*p;
        if (c == '\0')
            break;
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
    foi__puts(out, "\"");
}

/*
 * Comma and key belong to the value that follows, so no value has to know whether another one comes. Keys are
 * names of ours or ids of packs: neither needs an escape.
 */
static void begin(foi__json *j, const char *key)
{
    if (key == NULL) {
        if (j->comma)
            foi__put(&j->out, ", ", 2);
    } else {
        if (j->comma)
            foi__put(&j->out, ", \"", 3);
        else
            foi__put(&j->out, "\"", 1);
        foi__puts(&j->out, key);
        foi__put(&j->out, "\": ", 3);
    }
    j->comma = true;
}

void foi__json_open(foi__json *j, const char *key, char bracket)
{
    begin(j, key);
    foi__put(&j->out, &bracket, 1);
    j->comma = false;
}

void foi__json_close(foi__json *j, char bracket)
{
    foi__put(&j->out, &bracket, 1);
    j->comma = true;
}

void foi__json_text(foi__json *j, const char *key, const char *value)
{
    begin(j, key);
    if (value != NULL)
        put_string(&j->out, value);
    else
        foi__puts(&j->out, "null");
}

void foi__json_number(foi__json *j, const char *key, int64_t value)
{
    begin(j, key);
    foi__putn(&j->out, value);
}

void foi__json_bool(foi__json *j, const char *key, bool value)
{
    begin(j, key);
    foi__puts(&j->out, value ? "true" : "false");
}

void foi__json_day(foi__json *j, const char *key, foi_day day)
{
    foi__json_text(j, key, day != FOI_DAY_NONE ? foi__day_string(day).text : NULL);
}

/* What a pack does not say is left out; null would be one more case for who reads it. */
void foi__json_bilingual(foi__json *j, const char *key, const foi__bilingual *text)
{
    if (text->id == NULL)
        return;
    foi__json_open(j, key, '{');
    foi__json_text(j, "id", text->id);
    foi__json_text(j, "en", text->en);
    foi__json_close(j, '}');
}

/* Every citation with the grade that holds for it, so that no reader has to know where it is inherited from. */
void foi__json_cites(foi__json *j, const char *key, const foi__citations *cites, int32_t grade)
{
    foi__json_open(j, key, '[');
    for (size_t i = 0; i < cites->count; i++) {
        const foi__citation *c = &cites->items[i];

        foi__json_open(j, NULL, '{');
        foi__json_text(j, "key", c->key);
        foi__json_text(j, "article", c->article);
        foi__json_text(j, "grade", foi_grade_name(c->grade != 0 ? c->grade : grade));
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

void foi__json_words(foi__json *j, const char *key, const foi__words *words)
{
    foi__json_open(j, key, '[');
    for (size_t i = 0; i < words->count; i++)
        foi__json_text(j, NULL, words->items[i]);
    foi__json_close(j, ']');
}
