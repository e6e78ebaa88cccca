/*
 * What waits, and by which term. A due date is written as the way that leads to it: the day from which it is counted,
 * and legs of which each begins where the one before ended:
 *
 *     id@2021-07-01 response/request_completed +response >objection_filing
 *
 * is the term of the answer counted from completeness, then its extension, then the window that its lapse opens. `=`
 * stands before a clock whose due date is the start itself: somebody promised or ordered that day. The day after @ is
 * that whose law the case has; what the clock is then is looked up, so that a text kept for years needs no more.
 */
#include "case/case.h"

enum { LEGS = 12 };

enum leg_kind { COUNTED, EXTENDED, BY_LAPSE, ON_FILE };

typedef struct leg {
    uint8_t kind, clock, event; /* event FOI__NO: none */
} leg;

struct foi_term {
    foi_law *law;
    foi__world world; /* the defaults of the edition */
    foi__fold fold;   /* holds nothing: what counting asks of one is the edition and the world */
    size_t count;
    leg legs[LEGS];
};

/* ---- from a case to texts -------------------------------------------------------------------------------- */

/* The legs of an instance, the last first. Returns how many; LEGS + 1 if they are more. */
static size_t find_legs(const foi__fold *f, const foi__instance *i, leg *legs, foi_day *start)
{
    size_t count = 0;

    for (;; i = &f->instances[i->source]) {
        bool on_file = f->plan->clocks[i->clock].run->due != NULL;

        if (count + 2 > LEGS)
            return LEGS + 1;
        if (i->extended_event >= 0)
            legs[count++] = (leg){EXTENDED, i->clock, FOI__NO};
        *start = on_file ? i->due : i->from;
        if (i->source < 0) {
            legs[count++] = (leg){on_file ? ON_FILE : COUNTED, i->clock, f->c->records[i->event].kind};
            return count;
        }
        legs[count++] = (leg){BY_LAPSE, i->clock, FOI__NO};
    }
}

static size_t put_term(const foi__fold *f, const leg *legs, size_t count, char *buf, size_t size)
{
    static const char *const signs[] = {"", "+", ">", "="};
    foi__out out = {buf, size, 0};

    foi__puts(&out, f->c->law->regimes[f->c->regime].regime->id);
    foi__puts(&out, "@");
    foi__puts(&out, foi__day_string(f->edition->from).text);
    while (count > 0) {
        const leg *l = &legs[--count];

        foi__puts(&out, " ");
        foi__puts(&out, signs[l->kind]);
        foi__puts(&out, f->plan->clocks[l->clock].id);
        if (l->kind == COUNTED && l->event != FOI__NO) {
            foi__puts(&out, "/");
            foi__puts(&out, f->plan->events[l->event].event->id);
        }
    }
    return foi__put_end(&out);
}

static int describe(const foi__fold *f, const foi__instance *i, char text[FOI_TERM_BYTES + 1], foi_day *start,
                    foi_error *err)
{
    leg legs[LEGS];
    size_t count = find_legs(f, i, legs, start);

    if (count > LEGS || put_term(f, legs, count, text, FOI_TERM_BYTES + 1) > FOI_TERM_BYTES)
        return foi__fail(err, FOI__TERM_LONG, foi__format_number(FOI_TERM_BYTES).text, foi__format_number(LEGS).text,
                         NULL);
    return FOI_OK;
}

/* It waits on some day: nothing ended it, or only time will. What was closed waits for nobody. */
static bool waits(const foi__instance *i)
{
    return !i->closed && !i->again && (i->end == FOI__RUNS || (i->end == FOI__CANCELLED && i->ended_by >= 0));
}

static int make_wait(const foi__fold *f, const foi__instance *i, foi_wait *out, foi_error *err)
{
    const foi__plan_clock *c = &f->plan->clocks[i->clock];
    int code;

    *out = (foi_wait){.clock = c->id,
                      .actor = foi__instance_actor(f->c, i),
                      .kind = c->opens_track != FOI__NO ? FOI_WAIT_RIGHT : FOI_WAIT_DUTY,
                      .until_start = FOI_DAY_NONE};
    code = describe(f, i, out->term, &out->start, err);
    if (code == FOI_OK && i->end == FOI__CANCELLED)
        code = describe(f, &f->instances[i->ended_by], out->until, &out->until_start, err);
    return code;
}

/* Judged on the last day that is decided: everything that time alone brings has happened then. */
int foi_case_waits(foi_case *c, foi_wait *out, size_t capacity, size_t *count, foi_error *err)
{
    foi_day as_of = c->law->regimes[c->regime].calendar->states[0].used->hi;
    foi__brief b;
    int code;

    if (c->fixed_count > 0)
        return foi__fail(err, FOI__READINGS_FIXED, NULL, NULL, NULL);
    if ((code = foi__case_ready(c, &as_of, err)) < 0)
        return code;
    if (c->happened < c->count) { /* of a day that no decree decides: nobody knows what it leads to */
        int32_t works;

        code = foi_calendar_is(c->edition->calendar, &works, foi__record_at(c, c->happened)->day, err);
        return code < 0 ? code : FOI_ERR_CALENDAR_GAP;
    }
    *count = 0;
    code = foi__case_brief(c, &b, as_of, err);
    for (size_t i = 0; code == FOI_OK && i < b.fold.count; i++) {
        if (!waits(&b.fold.instances[i]))
            continue;
        if (*count < capacity)
            code = make_wait(&b.fold, &b.fold.instances[i], &out[*count], err);
        ++*count;
    }
    foi__brief_free(&b);
    return code;
}

/* ---- from a text to a term ------------------------------------------------------------------------------- */

typedef struct word {
    const char *at;
    size_t len;
} word;

static word next_word(const char **p)
{
    word w = {*p, strcspn(*p, " ")};

    *p += w.len;
    *p += **p == ' ';
    return w;
}

static uint8_t find_clock(const foi__plan *plan, word w)
{
    for (uint8_t i = 0; i < plan->clock_count; i++)
        if (foi__same_n(plan->clocks[i].id, w.at, w.len))
            return i;
    return FOI__NO;
}

static uint8_t find_event(const foi__plan *plan, word w)
{
    for (uint8_t i = 0; i < plan->event_count; i++)
        if (foi__same_n(plan->events[i].event->id, w.at, w.len))
            return i;
    return FOI__NO;
}

/* A leg begins where the one before ended, so the first is counted or on file and no other is. */
static bool read_leg(const foi_term *t, word w, leg *l)
{
    const foi__plan *plan = t->fold.plan;
    const char *slash = memchr(w.at, '/', w.len);
    bool first = t->count == 0;

    *l = (leg){COUNTED, FOI__NO, FOI__NO};
    if (w.len > 0 && strchr("+>=", w.at[0]) != NULL) {
        l->kind = w.at[0] == '+' ? EXTENDED : w.at[0] == '>' ? BY_LAPSE : ON_FILE;
        w.at++;
        w.len--;
        slash = NULL;
    }
    if (slash != NULL) {
        l->event = find_event(plan, (word){slash + 1, w.len - (size_t)(slash + 1 - w.at)});
        w.len = (size_t)(slash - w.at);
        if (l->event == FOI__NO)
            return false;
    }
    l->clock = find_clock(plan, w);
    return l->clock != FOI__NO && t->fold.edition->clocks[l->clock].clock != NULL &&
           first == (l->kind == COUNTED || l->kind == ON_FILE);
}

static int read_law(foi_term *t, const char *text, word w, foi_error *err)
{
    const char *at = memchr(w.at, '@', w.len);
    size_t regime = 0;
    foi_day day;

    if (at == NULL || foi_date_parse(&day, at + 1, w.len - (size_t)(at + 1 - w.at), NULL) < 0)
        return foi__fail(err, FOI__TERM_TEXT, text, NULL, NULL);
    while (regime < t->law->regime_count && !foi__same_n(t->law->regimes[regime].regime->id, w.at, (size_t)(at - w.at)))
        regime++;
    t->fold.plan = t->law->plan;
    t->fold.edition = regime < t->law->regime_count ? foi__law_edition(t->law, regime, day) : NULL;
    if (t->fold.edition == NULL)
        return foi__fail(err, FOI__TERM_NAME, text, NULL, NULL);
    foi__world_of_defaults(t->law, t->fold.edition, &t->world);
    t->fold.world = &t->world;
    return FOI_OK;
}

static int read_term(foi_term *t, const char *text, foi_error *err)
{
    const char *p = text;
    int code;

    if (strlen(text) > FOI_TERM_BYTES)
        return foi__fail(err, FOI__TERM_LONG, foi__format_number(FOI_TERM_BYTES).text, foi__format_number(LEGS).text,
                         NULL);
    if ((code = read_law(t, text, next_word(&p), err)) < 0)
        return code;
    while (*p != '\0') {
        if (t->count == LEGS)
            return foi__fail(err, FOI__TERM_LONG, foi__format_number(FOI_TERM_BYTES).text,
                             foi__format_number(LEGS).text, NULL);
        if (!read_leg(t, next_word(&p), &t->legs[t->count]))
            return foi__fail(err, FOI__TERM_NAME, text, NULL, NULL);
        t->count++;
    }
    return t->count > 0 && p[-1] != ' ' ? FOI_OK : foi__fail(err, FOI__TERM_TEXT, text, NULL, NULL);
}

int foi_term_new(foi_term **out, const foi_law *law, const char *text, foi_error *err)
{
    foi_term *t = foi__zalloc(1, sizeof *t);
    int code;

    if (t == NULL)
        return foi__no_memory(err);
    t->law = foi_law_ref((foi_law *)(uintptr_t)law);
    code = read_term(t, text, err);
    if (code < 0)
        foi_term_free(t);
    else
        *out = t;
    return code;
}

void foi_term_free(foi_term *t)
{
    if (t == NULL)
        return;
    foi_law_unref(t->law);
    foi__free(t);
}

const char *foi_term_clock(const foi_term *t)
{
    return t->fold.plan->clocks[t->legs[t->count - 1].clock].id;
}

/* ---- counting -------------------------------------------------------------------------------------------- */

static foi_day walk(foi__fold *f, const leg *l, foi_day from)
{
    switch (l->kind) {
    case ON_FILE:
        return from;
    case EXTENDED:
        return foi__fold_extended(f, l->clock, from);
    default:
        return foi__fold_due(f, l->clock, from, l->event, l->kind == BY_LAPSE);
    }
}

/* An extension is of the same clock and opens nothing, so what opens it is the end of the last lapse. */
foi_day foi_term_due(const foi_term *t, foi_day start, foi_day *opens)
{
    FOI__UNSET foi__fold f; /* large, and counting looks at these only */
    foi_day day = start;

    f.plan = t->fold.plan;
    f.edition = t->fold.edition;
    f.world = (foi__world *)(uintptr_t)&t->world; /* whole, so nobody changes it */
    f.asked_first = FOI_DAY_MAX;
    f.asked_last = FOI_DAY_MIN;
    if (opens != NULL)
        *opens = FOI_DAY_NONE;
    for (size_t i = 0; i < t->count && day != FOI_DAY_NONE; i++) {
        if (opens != NULL && t->legs[i].kind == BY_LAPSE)
            *opens = day;
        day = walk(&f, &t->legs[i], day);
    }
    return day;
}

/* A later start is never due earlier, so halving finds the threshold. */
foi_day foi_term_latest(const foi_term *t, foi_day due)
{
    const foi_calendar *cal = t->fold.edition->calendar;
    int64_t lo = cal->lo, hi = cal->hi;
    foi_day first = foi_term_due(t, cal->lo, NULL);

    if (first == FOI_DAY_NONE || first > due)
        return FOI_DAY_NONE;
    while (lo < hi) {
        foi_day middle = (foi_day)(lo + (hi - lo + 1) / 2), end = foi_term_due(t, middle, NULL);

        if (end != FOI_DAY_NONE && end <= due)
            lo = middle;
        else
            hi = middle - 1;
    }
    return (foi_day)lo;
}
