/* Numbers of registration: "{seq:03}/PPID/{year}" and the like. */
#include "store/json.h"

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

/*
 * Without seq two cases would get the same number. What is wrong with a form is told when the body is added, and not in
 * the middle of a registration.
 */
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

/* A number that outgrows its width is written in full: a cut one would come twice. */
static void put_padded(foi__out *out, int64_t value, size_t width)
{
    foi__number text = foi__format_number(value);

    for (size_t len = strlen(text.text); len < width; len++)
        foi__puts(out, "0");
    foi__puts(out, text.text);
}

/* The form was found good. The day is that of the event and not of the writing: a year's numbers go with its events. */
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
int foi__numbers_read(json_t **numbers, const foi__body *body, foi_error *err)
{
    json_t *profile = NULL;
    int code = foi__json_load(&profile, body->profile, strlen(body->profile), &foi__store_json, NULL);

    if (code < 0)
        return code == FOI_ERR_MEMORY ? foi__no_memory(err) : foi__fail(err, FOI__STORE_DAMAGED, "profile", NULL, NULL);
    *numbers = json_incref(json_object_get(profile, "numbers"));
    json_decref(profile);
    return FOI_OK;
}

/* From the file, so it is looked at again. */
int foi__number_form(const json_t *numbers, const char *kind, const char **form, foi_error *err)
{
    const json_t *found = json_object_get(numbers, kind);

    *form = found != NULL ? json_string_value(found) : "";
    return *form != NULL && (found == NULL || foi__number_form_good(*form))
               ? FOI_OK
               : foi__fail(err, FOI__STORE_DAMAGED, "profile", NULL, NULL);
}
