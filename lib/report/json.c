/* What the law knows, as JSON. */
#include "report/report.h"

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
