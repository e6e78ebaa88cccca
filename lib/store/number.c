/* Numbers of registration: "{seq:03}/PPID/{year}" and the like. */
#include <jansson.h>

#include "store/store.h"

/* ---- forms ----------------------------------------------------------------------------------------------- */

static const char *const romans[] = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"};

/* What stands in braces; NULL if it is none of the words. `width` is that of seq. */
static const char *word_of(const char *p, unsigned *width)
{
    static const char *const words[] = {"seq", "year", "month", "roman"};

    *width = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);

        if (strncmp(p, words[i], len) != 0)
            continue;
        if (p[len] == '}')
            return words[i];
        if (i == 0 && p[len] == ':' && p[len + 1] == '0' && p[len + 2] >= '1' && p[len + 2] <= '9' &&
            p[len + 3] == '}') {
            *width = (unsigned)(p[len + 2] - '0');
            return words[i];
        }
    }
    return NULL;
}

bool foi__number_form_good(const char *form)
{
    bool has_seq = false;

    if (!foi__utf8_valid(form, strlen(form)) || strlen(form) > FOI__LEAF_NAME)
        return false;
    for (const char *p = form; *p != '\0'; p++) {
        unsigned width;
        const char *word;

        if ((unsigned char)*p < 0x20 || *p == '}')
            return false;
        if (*p != '{')
            continue;
        word = word_of(p + 1, &width);
        if (word == NULL)
            return false;
        has_seq = has_seq || foi__same(word, "seq");
        p = strchr(p, '}');
    }
    return has_seq;
}

static void put_padded(foi__out *out, int64_t value, size_t width)
{
    foi__number text = foi__format_number(value);

    for (size_t len = strlen(text.text); len < width; len++)
        foi__puts(out, "0");
    foi__puts(out, text.text);
}

size_t foi__number_write(const char *form, uint32_t number, foi_day day, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    int32_t year = 1, month = 1, mday = 1;

    foi_date_to_civil(day, &year, &month, &mday, NULL);
    for (const char *p = form; *p != '\0'; p++) {
        unsigned width;
        const char *word = *p == '{' ? word_of(p + 1, &width) : NULL;

        if (word == NULL) {
            foi__put(&out, p, 1);
            continue;
        }
        if (foi__same(word, "seq"))
            put_padded(&out, number, width);
        else if (foi__same(word, "year"))
            put_padded(&out, year, 4);
        else if (foi__same(word, "month"))
            put_padded(&out, month, 2);
        else
            foi__puts(&out, romans[month - 1]);
        p = strchr(p, '}');
    }
    return foi__put_end(&out);
}

/* ---- of a body ------------------------------------------------------------------------------------------- */

/* The profile was checked when the body was added; what cannot be read now is damage. */
int foi__number_form(const foi__body *body, foi__text kind, char form[FOI__LEAF_NAME + 1], foi_error *err)
{
    json_t *profile = json_loads(body->profile, 0, NULL);
    char name[FOI__LEAF_NAME + 1];
    const json_t *found;
    const char *text;
    int code = FOI_OK;

    form[0] = '\0';
    if (profile == NULL)
        return foi__fail(err, FOI__STORE_DAMAGED, "profile", NULL, NULL);
    memcpy(name, kind.bytes, kind.len);
    name[kind.len] = '\0';
    found = json_object_get(json_object_get(profile, "numbers"), name);
    text = json_string_value(found);
    if (text != NULL && foi__number_form_good(text))
        memcpy(form, text, strlen(text) + 1);
    else if (found != NULL)
        code = foi__fail(err, FOI__STORE_DAMAGED, "profile", NULL, NULL);
    json_decref(profile);
    return code;
}
