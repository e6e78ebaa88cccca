/* The answer to a question on one day: every reading, its bounds, and what it rests on. */
#include "deadline/deadline.h"

typedef struct distinct {
    foi_day due;
    uint16_t combination; /* the first one that gives this day */
} distinct;

/*
 * An answer keeps the law alive, and everything it points to belongs to the law: rules, options, the calendar
 * and the regime. Of the combinations only one for each day is kept, with the bits of the axes that matter.
 */
struct foi_deadline {
    foi__refs refs;
    foi_law *law;
    const foi__regime_law *regime;
    const foi_calendar *calendar; /* of the prevailing reading; the law keeps it */
    foi_deadline_info info;
    foi__ruling ruling;
    uint32_t mattering; /* bit i: dimension i changes the day for some setting of the others */
    size_t reading_count;
    distinct readings[];
};

/* ---- combinations -------------------------------------------------------------------------------------- */

/* No more than FOI__COMBINATIONS_MAX: the question was refused otherwise. */
static size_t combinations(const foi__ruling *r)
{
    size_t n = 1;

    for (size_t i = 0; i < r->dimension_count; i++)
        n *= r->dimensions[i].count;
    return n;
}

/* The options of the n-th combination; the last axis runs fastest. */
static void options_of(const foi__ruling *r, size_t n, uint8_t *option)
{
    for (size_t i = r->dimension_count; i > 0; i--) {
        option[i - 1] = (uint8_t)(n % r->dimensions[i - 1].count);
        n /= r->dimensions[i - 1].count;
    }
}

/* From one combination to the next. */
static void next_options(const foi__ruling *r, uint8_t *option)
{
    for (size_t i = r->dimension_count; i > 0; i--) {
        if (++option[i - 1] < r->dimensions[i - 1].count)
            return;
        option[i - 1] = 0;
    }
}

/* The end of each combination, in the order of options_of(). It lives on the stack of one call. */
typedef struct answering {
    const foi__ruling *ruling;
    const foi__calendar_set *calendars;
    foi_day from;
    size_t count;
    uint32_t states; /* bit i: the i-th state of the calendars answered a combination */
    foi_day ends[FOI__COMBINATIONS_MAX];
} answering;

enum which { USED, CERTAIN, POSSIBLE };

static const foi_calendar *calendar_in(const foi__calendar_state *s, int which)
{
    return which == CERTAIN ? s->certain : which == POSSIBLE ? s->possible : s->used;
}

/*
 * One combination without an answer leaves the whole without one: earliest and latest have to hold under every
 * reading, and a reading that cannot be computed may be the one that is right.
 */
static int compute(answering *a, int which, foi_error *err)
{
    uint8_t option[FOI__AXES_MAX] = {0};

    a->states = 0;
    for (size_t i = 0; i < a->count; i++, next_options(a->ruling, option)) {
        foi__term t = foi__ruling_term(a->ruling, option);
        const foi__calendar_state *s = foi__calendar_state_of(a->calendars, t.worked_kinds);
        int code = foi__term_end(&t, calendar_in(s, which), a->from, &a->ends[i], err);

        if (code < 0)
            return code;
        a->states |= UINT32_C(1) << (s - a->calendars->states);
    }
    return FOI_OK;
}

static void widen(foi_deadline_info *info, const answering *a)
{
    for (size_t i = 0; i < a->count; i++) {
        if (a->ends[i] < info->earliest)
            info->earliest = a->ends[i];
        if (a->ends[i] > info->latest)
            info->latest = a->ends[i];
    }
}

/*
 * Dimension d matters if two combinations that differ only there end on different days. In the order of
 * combinations two neighbours in d lie `stride` apart, the product of the counts of all later dimensions. What
 * does not matter is not named in readings: a question that changes nothing would only alarm.
 */
static uint32_t find_mattering(const answering *a)
{
    const foi__ruling *r = a->ruling;
    uint32_t bits = 0;
    size_t stride = 1;

    for (size_t d = r->dimension_count; d > 0; d--) {
        size_t count = r->dimensions[d - 1].count;

        for (size_t group = 0; group < a->count; group += stride * count)
            for (size_t i = group + stride; i < group + stride * count; i++)
                if (a->ends[i] != a->ends[i - stride])
                    bits |= UINT32_C(1) << (d - 1);
        stride *= count;
    }
    return bits;
}

/* The first combination has the first option on every axis, so readings[0] is always the prevailing one. */
static size_t find_distinct(const answering *a, distinct *out)
{
    size_t count = 0;

    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;

        while (k < count && out[k].due != a->ends[i])
            k++;
        if (k == count)
            out[count++] = (distinct){a->ends[i], (uint16_t)i};
    }
    return count;
}

/* ---- certainty ----------------------------------------------------------------------------------------- */

static bool amended_between(const foi__calendar_state *s, foi_day from, foi_day to)
{
    size_t i;

    if (s->amended_count == 0)
        return false;
    i = foi__first_from(&s->amended[0].day, sizeof s->amended[0], s->amended_count, from);
    return i < s->amended_count && s->amended[i].day <= to;
}

/*
 * A later decree changed a day between the first and the last day that the answer speaks of. Only the states of
 * the calendar that some combination used are asked: a changed leave day says nothing where leave is worked.
 */
static bool is_amended(const answering *a, const foi_deadline_info *info)
{
    foi_day first = info->from < info->earliest ? info->from : info->earliest;
    foi_day last = info->from > info->latest ? info->from : info->latest;

    for (size_t i = 0; i < a->calendars->state_count; i++)
        if ((a->states >> i & 1) != 0 && amended_between(&a->calendars->states[i], first, last))
            return true;
    return false;
}

/* ---- the answer ---------------------------------------------------------------------------------------- */

static bool has_bounds(const answering *a)
{
    for (size_t i = 0; i < a->calendars->state_count; i++)
        if (a->calendars->states[i].certain == NULL)
            return false;
    return true;
}

/*
 * Bounds over what is certainly and what is possibly off, under every reading. No day is due: none of them is
 * decided.
 */
static int bound(answering *a, foi_deadline_info *info, foi_error *err)
{
    int code;

    info->certainty = FOI_CERTAINTY_PROVISIONAL;
    info->due = FOI_DAY_NONE;
    for (int which = CERTAIN; which <= POSSIBLE; which++) {
        if ((code = compute(a, which, err)) < 0)
            return code;
        widen(info, a);
    }
    return FOI_OK;
}

/*
 * Bounds are given only when they were asked for and a day is undecided; a fault of another kind is never
 * papered over.
 */
static int decide(answering *a, foi_deadline_info *info, bool provisional, foi_error *err)
{
    int code = compute(a, USED, err);

    info->earliest = INT32_MAX;
    info->latest = INT32_MIN;
    if (code == FOI_ERR_CALENDAR_GAP && provisional && has_bounds(a))
        return bound(a, info, err);
    if (code < 0)
        return code;
    widen(info, a);
    info->due = a->ends[0];
    info->certainty = FOI_CERTAINTY_DECIDED;
    if (info->unit == FOI_UNIT_WORKING_DAY && is_amended(a, info))
        info->certainty = FOI_CERTAINTY_AMENDED;
    return FOI_OK;
}

/* Stale: nobody has compared the rule with the law since a day before the event. */
static void fill_info(const foi__question *q, const foi__ruling *r, const foi__term *t, foi_day from,
                      foi_deadline_info *info)
{
    info->from = from;
    info->length = t->length;
    info->unit = t->unit;
    info->backward = t->backward;
    info->stale = from > r->clock->rule.pack->checked_on;
    info->clock = r->clock->rule.id;
    info->actor = r->clock->actor;
    info->regime = q->regime->regime->id;
    info->rule = r->clock->rule.pack->id;
}

static int check_opts(foi_deadline_opts *o, const foi_deadline_opts *given, foi_error *err)
{
    int code = foi__opts_read(o, sizeof *o, given, err);

    if (code == FOI_OK && (o->flags & ~(uint32_t)FOI_DEADLINE_PROVISIONAL) != 0)
        code = foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o->flags).text, NULL, NULL);
    return code;
}

/* The readings stand behind the answer in one block, with room for as many as there are combinations. */
static int make(foi_deadline **out, const foi__question *q, const answering *a, const foi_deadline_info *info,
                unsigned worked_kinds, foi_error *err)
{
    bool firm = info->certainty != FOI_CERTAINTY_PROVISIONAL;
    foi_deadline *d = foi__alloc(sizeof *d + (firm ? a->count : 0) * sizeof d->readings[0]);

    if (d == NULL)
        return foi__no_memory(err);
    foi__refs_init(&d->refs);
    d->law = foi_law_ref((foi_law *)(uintptr_t)q->law); /* counting references is no change */
    d->regime = q->regime;
    d->calendar = foi__calendar_state_of(a->calendars, worked_kinds)->used;
    d->info = *info;
    d->ruling = *a->ruling;
    d->mattering = firm ? find_mattering(a) : 0;
    d->reading_count = firm ? find_distinct(a, d->readings) : 0;
    *out = d;
    return FOI_OK;
}

/*
 * From the outside in: the struct, the day, the names, the law of that day, and the calendar last. So the first
 * fault told is the one that the caller can do most about.
 */
int foi_law_due(const foi_law *law, foi_deadline **out, const char *clock, foi_day from, const foi_deadline_opts *opts,
                foi_error *err)
{
    static const uint8_t prevailing[FOI__AXES_MAX] = {0};
    foi_deadline_opts o;
    foi_deadline_info info = {.size = sizeof info};
    foi__question q;
    foi__ruling ruling;
    foi__term term;
    answering a;
    int code = check_opts(&o, opts, err);

    if (code < 0)
        return code;
    if (!foi__day_valid(from))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(from).text, NULL, NULL);
    if ((code = foi__question_ask(&q, law, clock, o.regime, o.readings, o.reading_count, err)) < 0 ||
        (code = foi__question_rule(&q, from, &ruling, err)) < 0)
        return code;
    term = foi__ruling_term(&ruling, prevailing);
    fill_info(&q, &ruling, &term, from, &info);
    a.ruling = &ruling;
    a.calendars = q.regime->calendar;
    a.from = from;
    a.count = combinations(&ruling);
    if ((code = decide(&a, &info, (o.flags & FOI_DEADLINE_PROVISIONAL) != 0, err)) < 0)
        return code;
    return make(out, &q, &a, &info, term.worked_kinds, err);
}

/* ---- what it tells ------------------------------------------------------------------------------------- */

foi_deadline *foi_deadline_ref(foi_deadline *d)
{
    foi__refs_take(&d->refs);
    return d;
}

void foi_deadline_unref(foi_deadline *d)
{
    if (d == NULL || !foi__refs_drop(&d->refs))
        return;
    foi_law_unref(d->law);
    foi__free(d);
}

int foi_deadline_get(const foi_deadline *d, foi_deadline_info *out)
{
    return foi__info_write(out, &d->info, sizeof d->info);
}

const foi_law *foi_deadline_law(const foi_deadline *d)
{
    return d->law;
}

const foi_calendar *foi_deadline_calendar(const foi_deadline *d)
{
    return d->calendar;
}

const foi__ruling *foi__deadline_ruling(const foi_deadline *d)
{
    return &d->ruling;
}

size_t foi_deadline_readings(const foi_deadline *d, foi_reading *out, size_t capacity)
{
    for (size_t i = 0; i < d->reading_count && i < capacity; i++)
        out[i] = (foi_reading){d->readings[i].due, i == 0};
    return d->reading_count;
}

const foi__option *foi__deadline_choice(const foi_deadline *d, size_t reading, size_t dimension)
{
    uint8_t option[FOI__AXES_MAX];
    const foi__dimension *m = &d->ruling.dimensions[dimension];

    if (reading >= d->reading_count || (d->mattering >> dimension & 1) == 0)
        return NULL;
    options_of(&d->ruling, d->readings[reading].combination, option);
    return &m->axis->options[m->first + option[dimension]];
}

size_t foi_deadline_reading_label(const foi_deadline *d, size_t index, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};

    for (size_t i = 0; i < d->ruling.dimension_count; i++) {
        const foi__option *o = foi__deadline_choice(d, index, i);

        if (o == NULL)
            continue;
        foi__puts(&out, out.len > 0 ? " " : "");
        foi__puts(&out, d->ruling.dimensions[i].axis->rule.id);
        foi__puts(&out, "=");
        foi__puts(&out, o->name);
    }
    return foi__put_end(&out);
}

/* A weekend is told as a weekend even when a decree names the day as well: it would be off without it. */
bool foi__deadline_step(const foi_deadline *d, foi_day day, foi_step *out)
{
    const foi_calendar *cal = d->calendar;
    const foi__row *row;
    int32_t works = 1;

    foi_calendar_is(cal, &works, day, NULL);
    if (works)
        return false;
    row = foi__calendar_fact(cal, day);
    *out = (foi_step){.day = day, .kind = FOI_DAY_KIND_WEEKEND};
    if (row == NULL || foi__calendar_weekend(cal, day))
        return true;
    out->kind = foi__public_kind(row->kind);
    out->name_id = foi__source_text(cal->source, row->name_id);
    out->name_en = foi__source_text(cal->source, row->name_en);
    out->decree = foi__source_text(cal->source, row->decree);
    return true;
}

/*
 * Only terms of working days pass over days off, and bounds lead to no single day. Counted backward, the days
 * passed over lie before the event; nobody has to be told why an end came later.
 */
size_t foi_deadline_steps(const foi_deadline *d, foi_step *out, size_t capacity)
{
    size_t count = 0;

    if (d->info.unit != FOI_UNIT_WORKING_DAY || d->info.backward || d->info.certainty == FOI_CERTAINTY_PROVISIONAL)
        return 0;
    for (foi_day day = d->info.from + 1; day <= d->info.due; day++) {
        foi_step step;

        if (!foi__deadline_step(d, day, &step))
            continue;
        if (count < capacity)
            out[count] = step;
        count++;
    }
    return count;
}

bool foi__deadline_amendment(const foi_deadline *d, foi_day from, foi_day_change *out)
{
    for (size_t i = 0; i < d->regime->calendar->state_count; i++) {
        const foi__calendar_state *s = &d->regime->calendar->states[i];

        for (size_t k = 0; s->used == d->calendar && k < s->amended_count; k++)
            if (s->amended[k].day >= from) {
                *out = s->amended[k];
                return true;
            }
    }
    return false;
}

size_t foi_deadline_cites(const foi_deadline *d, foi_cite *out, size_t capacity)
{
    const foi__rule *rule = &d->ruling.clock->rule;

    for (size_t i = 0; i < rule->cites.count && i < capacity; i++) {
        const foi__citation *c = &rule->cites.items[i];

        out[i] = (foi_cite){c->key, c->article, c->grade != 0 ? c->grade : rule->grade, 0};
    }
    return rule->cites.count;
}

const char *foi_certainty_name(int certainty)
{
    switch (certainty) {
    case FOI_CERTAINTY_DECIDED:
        return "decided";
    case FOI_CERTAINTY_AMENDED:
        return "amended";
    case FOI_CERTAINTY_PROVISIONAL:
        return "provisional";
    default:
        return NULL;
    }
}

const char *foi_day_kind_name(int kind)
{
    switch (kind) {
    case FOI_DAY_KIND_WORKING:
        return "working";
    case FOI_DAY_KIND_NATIONAL:
        return "national";
    case FOI_DAY_KIND_COLLECTIVE_LEAVE:
        return "collective_leave";
    case FOI_DAY_KIND_LOCAL:
        return "local";
    case FOI_DAY_KIND_WEEKEND:
        return "weekend";
    default:
        return NULL;
    }
}
