/* Parts of sentences: days, units and citations in words. */
#include "report/report.h"

/*
 * A sentence that is longer than the buffer is cut, and what is counted is what was written: the two runs of
 * "size, then fill" must agree.
 */
void foi__say(foi__out *out, int sentence, int lang, const char *a, const char *b, const char *c)
{
    const char *args[] = {a, b, c};
    char text[1024];
    size_t len = foi__sentence_text(sentence, lang, args, 3, text, sizeof text);

    foi__put(out, text, len < sizeof text ? len : sizeof text - 1);
}

const char *foi__in(int lang, const foi__bilingual *text)
{
    return lang == FOI_LANG_ID ? text->id : text->en;
}

/* The unit as it stands after a number. English has a word of its own for one. */
const char *foi__unit_words(int unit, int32_t number, int lang)
{
    static const struct {
        int unit;
        foi__bilingual one, many;
    } units[] = {
        {FOI_UNIT_WORKING_DAY, {"hari kerja", "working day"}, {"hari kerja", "working days"}},
        {FOI_UNIT_CALENDAR_DAY, {"hari kalender", "calendar day"}, {"hari kalender", "calendar days"}},
        {FOI_UNIT_MONTH, {"bulan", "month"}, {"bulan", "months"}},
        {FOI_UNIT_YEAR, {"tahun", "year"}, {"tahun", "years"}},
        {FOI_UNIT_HOUR, {"jam", "hour"}, {"jam", "hours"}},
    };

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i].unit == unit)
            return foi__in(lang, number == 1 ? &units[i].one : &units[i].many);
    return "";
}

/* No locale and no strftime(): the words are those of the law's language, not of the machine's. */
foi__day_words foi__say_day(foi_day day, int lang)
{
    static const foi__bilingual weekdays[] = {{"Senin", "Monday"},   {"Selasa", "Tuesday"}, {"Rabu", "Wednesday"},
                                              {"Kamis", "Thursday"}, {"Jumat", "Friday"},   {"Sabtu", "Saturday"},
                                              {"Minggu", "Sunday"}};
    static const foi__bilingual months[] = {
        {"Januari", "January"}, {"Februari", "February"}, {"Maret", "March"},
        {"April", "April"},     {"Mei", "May"},           {"Juni", "June"},
        {"Juli", "July"},       {"Agustus", "August"},    {"September", "September"},
        {"Oktober", "October"}, {"November", "November"}, {"Desember", "December"}};
    foi__day_words words;
    foi__out out = {words.text, sizeof words.text, 0};
    foi__civil c;

    if (foi__day_valid(day)) {
        c = foi__civil_of(day);
        foi__puts(&out, foi__in(lang, &weekdays[foi_date_weekday(day)]));
        foi__puts(&out, ", ");
        foi__putn(&out, c.mday);
        foi__puts(&out, " ");
        foi__puts(&out, foi__in(lang, &months[c.month - 1]));
        foi__puts(&out, " ");
        foi__putn(&out, c.year);
    }
    foi__put_end(&out);
    return words;
}

size_t foi_day_text(foi_day day, int lang, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};

    foi__puts(&out, foi__say_day(day, lang).text);
    return foi__put_end(&out);
}

static int grade_sentence(int32_t grade)
{
    return grade == FOI_GRADE_READ       ? FOI__SAY_GRADE_READ
           : grade == FOI_GRADE_MIRRORED ? FOI__SAY_GRADE_MIRRORED
                                         : FOI__SAY_GRADE_UNVERIFIED;
}

/*
 * A citation's own grade counts before that of its rule. A key without a source cannot occur in a law that was
 * loaded.
 */
void foi__say_cite(foi__out *out, const foi_law *law, const foi__citation *c, int32_t rule_grade, int lang)
{
    int32_t best;
    const foi__bilingual *source = foi__law_source(law, c->key, &best);
    const char *name = source != NULL ? foi__in(lang, source) : c->key;

    if (c->article[0] != '\0')
        foi__say(out, FOI__SAY_ARTICLE, lang, name, c->article, NULL);
    else
        foi__puts(out, name);
    foi__puts(out, " (");
    foi__say(out, grade_sentence(c->grade != 0 ? c->grade : rule_grade), lang, NULL, NULL, NULL);
    foi__puts(out, ")");
}
