/* One deadline as JSON and as text that an officer can read out. */
#include "report/report.h"

static const foi__clock *clock_of(const foi_deadline *d)
{
    return foi__deadline_ruling(d)->clock;
}

/* ---- JSON ---------------------------------------------------------------------------------------------- */

/* Readings are named by the axes that matter only; with one reading there are none, and it has just its day. */
static void json_readings(foi__json *j, const foi_deadline *d)
{
    const foi__ruling *r = foi__deadline_ruling(d);
    foi_reading readings[FOI__COMBINATIONS_MAX];
    size_t count = foi_deadline_readings(d, readings, FOI__COMBINATIONS_MAX);

    foi__json_open(j, "readings", '[');
    for (size_t i = 0; i < count; i++) {
        foi__json_open(j, NULL, '{');
        for (size_t k = 0; k < r->dimension_count; k++) {
            const foi__option *o = foi__deadline_choice(d, i, k);

            if (o != NULL)
                foi__json_text(j, r->dimensions[k].axis->rule.id, o->name);
        }
        foi__json_day(j, "due", readings[i].due);
        if (readings[i].is_default)
            foi__json_bool(j, "default", true);
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

/* Days are walked, not collected: there is no list to allocate, and the writer cannot fail. */
static void json_skipped(foi__json *j, const foi_deadline *d, const foi_deadline_info *info)
{
    bool counts = info->unit == FOI_UNIT_WORKING_DAY && !info->backward && info->certainty != FOI_CERTAINTY_PROVISIONAL;

    foi__json_open(j, "skipped", '[');
    for (foi_day day = info->from + 1; counts && day <= info->due; day++) {
        foi_step s;

        if (!foi__deadline_step(d, day, &s))
            continue;
        foi__json_open(j, NULL, '{');
        foi__json_day(j, "date", s.day);
        foi__json_text(j, "why", foi_day_kind_name(s.kind));
        if (s.kind != FOI_DAY_KIND_WEEKEND) {
            foi__json_text(j, "name", s.name_id);
            foi__json_text(j, "decree", s.decree);
        }
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

static void json_calendar(foi__json *j, const foi_calendar *cal)
{
    char hash[65];

    foi_calendar_hash(cal, hash, sizeof hash);
    foi__json_open(j, "calendar", '{');
    foi__json_text(j, "id", foi_calendar_name(cal));
    foi__json_day(j, "known_on", foi_calendar_known(cal));
    foi__json_text(j, "hash", hash);
    foi__json_close(j, '}');
}

/* What does not change the answer, but must be known by who relies on it. Codes are for programs, texts for people. */
static void json_warnings(foi__json *j, const foi_deadline *d, const foi_deadline_info *info)
{
    const foi__clock *c = clock_of(d);

    foi__json_open(j, "warnings", '[');
    if (c->departs.id != NULL) {
        foi__json_open(j, NULL, '{');
        foi__json_text(j, "code", "departs_from_act");
        foi__json_bilingual(j, "text", &c->departs);
        foi__json_cites(j, "cite", &c->departs_cites, c->rule.grade);
        foi__json_close(j, '}');
    }
    if (info->stale) {
        foi__json_open(j, NULL, '{');
        foi__json_text(j, "code", "stale");
        foi__json_day(j, "checked_on", c->rule.pack->checked_on);
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

/*
 * Both languages, so that whoever stores an answer can show it later without asking again. Cut if longer than
 * ever seen.
 */
static void json_explanation(foi__json *j, const foi_deadline *d)
{
    enum { LONGEST = 16 * 1024 };
    char id[LONGEST], en[LONGEST];

    foi_deadline_text(d, FOI_LANG_ID, id, sizeof id);
    foi_deadline_text(d, FOI_LANG_EN, en, sizeof en);
    foi__json_bilingual(j, "explanation", &(foi__bilingual){id, en});
}

size_t foi_deadline_json(const foi_deadline *d, int flags, char *buf, size_t size)
{
    foi__json j = {{buf, size, 0}, false};
    const foi__clock *c = clock_of(d);
    foi_deadline_info info = {.size = sizeof info};
    char hash[65];

    foi_deadline_get(d, &info);
    foi_law_hash(foi_deadline_law(d), hash, sizeof hash);
    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_deadline", 1);
    foi__json_text(&j, "clock", info.clock);
    foi__json_day(&j, "from", info.from);
    foi__json_day(&j, "due", info.due);
    foi__json_day(&j, "earliest", info.earliest);
    foi__json_day(&j, "latest", info.latest);
    foi__json_text(&j, "status", foi_certainty_name(info.certainty));
    foi__json_number(&j, "length", info.length);
    foi__json_text(&j, "unit", foi_unit_name(info.unit));
    foi__json_text(&j, "actor", info.actor);
    json_readings(&j, d);
    json_skipped(&j, d, &info);
    foi__json_cites(&j, "cite", &c->rule.cites, c->rule.grade);
    foi__json_text(&j, "regime", info.regime);
    foi__json_text(&j, "law", hash);
    json_calendar(&j, foi_deadline_calendar(d));
    foi__json_text(&j, "direction", info.backward ? "backward" : "forward");
    foi__json_text(&j, "rule", info.rule);
    foi__json_bilingual(&j, "duty", &c->duty);
    json_warnings(&j, d, &info);
    if ((flags & FOI_JSON_EXPLANATION) != 0)
        json_explanation(&j, d);
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}

/* ---- text ---------------------------------------------------------------------------------------------- */

static void line(foi__out *out, int sentence, int lang, const char *a, const char *b, const char *c)
{
    foi__say(out, sentence, lang, a, b, c);
    foi__puts(out, "\n");
}

/*
 * Where readings differ two days are told: done by the earliest, the thing is in time under all of them; from
 * the day after the latest on, it is late under all of them. Counted backward only the first is told: that term
 * ends with an event.
 */
static void say_answer(foi__out *out, const foi_deadline_info *info, int lang)
{
    foi__day_words from = foi__say_day(info->from, lang), due = foi__say_day(info->due, lang);
    foi__day_words earliest = foi__say_day(info->earliest, lang), latest = foi__say_day(info->latest, lang);
    foi__day_words late = foi__say_day(info->latest + 1, lang);

    if (info->certainty == FOI_CERTAINTY_PROVISIONAL)
        line(out, FOI__SAY_NOT_SURE, lang, earliest.text, latest.text, NULL);
    else
        line(out, FOI__SAY_DUE, lang, due.text, NULL, NULL);
    foi__puts(out, "  ");
    line(out, info->backward ? FOI__SAY_COUNTED_BACK : FOI__SAY_COUNTED_FORWARD, lang,
         foi__format_number(info->length).text, foi__unit_words(info->unit, info->length, lang), from.text);
    if (info->certainty == FOI_CERTAINTY_PROVISIONAL || info->earliest == info->latest)
        return;
    foi__puts(out, "  ");
    line(out, info->backward ? FOI__SAY_SAFE_BACK : FOI__SAY_SAFE, lang, earliest.text, late.text, NULL);
}

/* A weekend needs no decree; any other day off has one, and it is named. */
static void say_step(foi__out *out, const foi_step *s, int lang)
{
    foi__puts(out, "  ");
    foi__puts(out, foi__say_day(s->day, lang).text);
    foi__puts(out, ": ");
    if (s->kind == FOI_DAY_KIND_WEEKEND) {
        line(out, FOI__SAY_WEEKEND, lang, NULL, NULL, NULL);
        return;
    }
    foi__puts(out, lang == FOI_LANG_ID ? s->name_id : s->name_en);
    foi__puts(out, " (");
    foi__puts(out, s->decree);
    foi__puts(out, ")\n");
}

static void say_steps(foi__out *out, const foi_deadline *d, const foi_deadline_info *info, int lang)
{
    size_t count = foi_deadline_steps(d, NULL, 0);

    if (count == 0)
        return;
    foi__puts(out, "\n");
    line(out, FOI__SAY_SKIPPED, lang, foi__format_number((int64_t)count).text, NULL, NULL);
    for (foi_day day = info->from + 1; day <= info->due; day++) {
        foi_step s;

        if (foi__deadline_step(d, day, &s))
            say_step(out, &s, lang);
    }
}

/* The label in brackets is what fixes this reading in another call. */
static void say_reading(foi__out *out, const foi_deadline *d, size_t index, const foi_reading *reading, int lang)
{
    const foi__ruling *r = foi__deadline_ruling(d);
    char label[256];
    bool first = true;

    foi__puts(out, "  ");
    foi__puts(out, foi__say_day(reading->due, lang).text);
    foi__puts(out, ": ");
    for (size_t k = 0; k < r->dimension_count; k++) {
        const foi__option *o = foi__deadline_choice(d, index, k);

        if (o == NULL)
            continue;
        foi__puts(out, first ? "" : "; ");
        foi__puts(out, foi__in(lang, &o->text));
        first = false;
    }
    foi_deadline_reading_label(d, index, label, sizeof label);
    foi__puts(out, " [");
    foi__puts(out, label);
    foi__puts(out, "]");
    if (reading->is_default) {
        foi__puts(out, " - ");
        foi__say(out, FOI__SAY_PREVAILING, lang, NULL, NULL, NULL);
    }
    foi__puts(out, "\n");
}

static void say_readings(foi__out *out, const foi_deadline *d, int lang)
{
    foi_reading readings[FOI__COMBINATIONS_MAX];
    size_t count = foi_deadline_readings(d, readings, FOI__COMBINATIONS_MAX);

    if (count < 2)
        return;
    foi__puts(out, "\n");
    line(out, FOI__SAY_READINGS, lang, foi__format_number((int64_t)count).text, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        say_reading(out, d, i, &readings[i], lang);
}

static void say_cites(foi__out *out, const foi_deadline *d, const foi__citations *cites, int32_t grade, int lang)
{
    for (size_t i = 0; i < cites->count; i++) {
        foi__puts(out, "  ");
        foi__say_cite(out, foi_deadline_law(d), &cites->items[i], grade, lang);
        foi__puts(out, "\n");
    }
}

/* From one changed day to the next, over the same span that made the answer an amended one. */
static void say_amended(foi__out *out, const foi_deadline *d, const foi_deadline_info *info, int lang)
{
    const foi_calendar *cal = foi_deadline_calendar(d);
    foi_day first = info->from < info->earliest ? info->from : info->earliest;
    foi_day last = info->from > info->latest ? info->from : info->latest;
    foi_day_change change;

    while (first <= last && foi__deadline_amendment(d, first, &change)) {
        if (change.day > last)
            break;
        foi__puts(out, "  ");
        line(out, FOI__SAY_AMENDED, lang, foi__say_day(change.day, lang).text,
             change.decree != NULL ? change.decree : foi_calendar_name(cal), NULL);
        first = change.day + 1;
    }
}

/* Everything that may make the answer other than it looks, under one heading; without any of it no heading. */
static void say_care(foi__out *out, const foi_deadline *d, const foi_deadline_info *info, int lang)
{
    const foi__clock *c = clock_of(d);
    bool amended = info->certainty == FOI_CERTAINTY_AMENDED;
    bool provisional = info->certainty == FOI_CERTAINTY_PROVISIONAL;

    if (!amended && !provisional && !info->stale && c->departs.id == NULL && c->note.id == NULL)
        return;
    foi__puts(out, "\n");
    line(out, FOI__SAY_CARE, lang, NULL, NULL, NULL);
    if (amended)
        say_amended(out, d, info, lang);
    if (provisional) {
        foi__puts(out, "  ");
        line(out, FOI__SAY_PROVISIONAL, lang, NULL, NULL, NULL);
    }
    if (c->departs.id != NULL) {
        foi__puts(out, "  ");
        foi__puts(out, foi__in(lang, &c->departs));
        foi__puts(out, "\n");
    }
    if (c->note.id != NULL) {
        foi__puts(out, "  ");
        foi__puts(out, foi__in(lang, &c->note));
        foi__puts(out, "\n");
    }
    if (info->stale) {
        foi__puts(out, "  ");
        line(out, FOI__SAY_STALE, lang, foi__say_day(c->rule.pack->checked_on, lang).text, NULL, NULL);
    }
}

/* Which calendar and law said so; the hashes are cut, JSON has them whole. */
static void say_identity(foi__out *out, const foi_deadline *d, const foi_deadline_info *info, int lang)
{
    enum { SHOWN = 13 };
    const foi_calendar *cal = foi_deadline_calendar(d);
    foi_day known = foi_calendar_known(cal);
    char cal_hash[SHOWN], law_hash[SHOWN], text[512];
    foi__day_words known_words = foi__say_day(known, lang);
    const char *args[] = {foi_calendar_name(cal), known_words.text, cal_hash, law_hash, info->regime};

    foi_calendar_hash(cal, cal_hash, sizeof cal_hash);
    foi_law_hash(foi_deadline_law(d), law_hash, sizeof law_hash);
    foi__sentence_text(known != FOI_DAY_NONE ? FOI__SAY_KNOWN_ON : FOI__SAY_KNOWN, lang, args, 5, text, sizeof text);
    foi__puts(out, "\n");
    foi__puts(out, text);
    foi__puts(out, "\n");
}

/*
 * The answer first, then what it passed over, what else may be said, on what it rests and what to be careful
 * of: who stops reading early has read what matters most.
 */
size_t foi_deadline_text(const foi_deadline *d, int lang, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    const foi__clock *c = clock_of(d);
    foi_deadline_info info = {.size = sizeof info};

    foi_deadline_get(d, &info);
    foi__puts(&out, foi__in(lang, &c->duty));
    foi__puts(&out, "\n");
    say_answer(&out, &info, lang);
    say_steps(&out, d, &info, lang);
    say_readings(&out, d, lang);
    foi__puts(&out, "\n");
    line(&out, FOI__SAY_SOURCES, lang, NULL, NULL, NULL);
    say_cites(&out, d, &c->rule.cites, c->rule.grade, lang);
    say_care(&out, d, &info, lang);
    say_identity(&out, d, &info, lang);
    return foi__put_end(&out);
}
