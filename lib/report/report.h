/* The inside of the report room: JSON and text into bounded output. */
#ifndef FOI_REPORT_INTERNAL_H
#define FOI_REPORT_INTERNAL_H

#include "base/base.h"
#include "base/json.h"
#include "date/date.h"
#include "deadline/deadline.h"
#include "foi/report.h"
#include "law/law.h"

/* ---- json.c: what the law knows, as JSON --------------------------------------------------------------- */

void foi__json_day(foi__json *j, const char *key, foi_day day); /* FOI_DAY_NONE: null */
void foi__json_bilingual(foi__json *j, const char *key, const foi__bilingual *text);
void foi__json_cites(foi__json *j, const char *key, const foi__citations *cites, int32_t grade);
void foi__json_words(foi__json *j, const char *key, const foi__words *words);

/* ---- words.c: parts of sentences ----------------------------------------------------------------------- */

void foi__say(foi__out *out, int sentence, int lang, const char *a, const char *b, const char *c);
const char *foi__in(int lang, const foi__bilingual *text);
const char *foi__unit_words(int unit, int32_t number, int lang);
/* "Perki 1/2021 Pasal 31(3): naskah dibaca" */
void foi__say_cite(foi__out *out, const foi_law *law, const foi__citation *c, int32_t rule_grade, int lang);

typedef struct foi__day_words {
    char text[48];
} foi__day_words;

foi__day_words foi__say_day(foi_day day, int lang);

#endif
