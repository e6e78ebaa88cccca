/* Questions: names become rules, options and terms. Faults of the question come before those of the law. */
#include <string.h>

#include "deadline/deadline.h"

/* ---- fixed readings ------------------------------------------------------------------------------------ */

/* Has one of the first `count` rules of an axis an option of that name? */
static bool offered_before(const foi__thing *axis, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        const foi__axis *a = (const foi__axis *)(const void *)axis->rules[i];

        for (size_t o = 0; o < a->option_count; o++)
            if (foi__same(a->options[o].name, name))
                return true;
    }
    return false;
}

/*
 * The option's own text in the law if the axis has it anywhere, under any rule; NULL if nowhere, with all
 * options in `list`. A name that exists nowhere is a slip of the caller; one that is not offered on the day is
 * a gap of the law, and that is found out later.
 */
static const char *option_anywhere(const foi__thing *axis, const char *name, foi__out *list)
{
    for (size_t i = 0; i < axis->rule_count; i++) {
        const foi__axis *a = (const foi__axis *)(const void *)axis->rules[i];

        for (size_t o = 0; o < a->option_count; o++) {
            if (foi__same(a->options[o].name, name))
                return a->options[o].name;
            if (offered_before(axis, i, a->options[o].name))
                continue;
            foi__puts(list, list->len > 0 ? ", " : "");
            foi__puts(list, a->options[o].name);
        }
    }
    foi__put_end(list);
    return NULL;
}

static int axis_unknown(const foi_law *law, const char *reading, size_t len, foi_error *err)
{
    const char *names[FOI__AXES_MAX * 4], *near;
    size_t count = 0;
    char axis[64];
    foi__out out = {axis, sizeof axis, 0};

    foi__put(&out, reading, len);
    foi__put_end(&out);
    for (size_t i = 0; i < law->axis_count && count < FOI__AXES_MAX * 4; i++)
        names[count++] = law->axes[i].id;
    near = foi__nearest(axis, names, count);
    return foi__fail(err, near != NULL ? FOI__AXIS_UNKNOWN_NEAR : FOI__AXIS_UNKNOWN, axis, near, NULL);
}

/*
 * A reading is given as "axis=option". The last word on an axis counts, so that a caller may append to
 * defaults. The text kept is the law's own: the question may outlive what the caller gave.
 */
int foi__reading_parse(const foi_law *law, const char *reading, foi__fixing *out, foi_error *err)
{
    const char *equals = reading != NULL ? strchr(reading, '=') : NULL;
    char list[200];
    foi__out names = {list, sizeof list, 0};

    if (equals == NULL)
        return foi__fail(err, FOI__READING_FORM, reading != NULL ? reading : "", NULL, NULL);
    if (!foi__law_axis_number(law, reading, (size_t)(equals - reading), &out->axis))
        return axis_unknown(law, reading, (size_t)(equals - reading), err);
    out->option = option_anywhere(&law->axes[out->axis], equals + 1, &names);
    return out->option != NULL ? FOI_OK
                               : foi__fail(err, FOI__OPTION_UNKNOWN, law->axes[out->axis].id, equals + 1, list);
}

static int fix(foi__question *q, const char *reading, foi_error *err)
{
    foi__fixing fixing;
    size_t i = 0;
    int code = foi__reading_parse(q->law, reading, &fixing, err);

    if (code < 0)
        return code;
    while (i < q->fixed_count && q->fixed[i].axis != fixing.axis)
        i++;
    if (i == FOI__AXES_MAX)
        return foi__fail(err, FOI__AXES_MANY, foi__format_number(FOI__AXES_MAX).text, NULL, NULL);
    q->fixed[i] = fixing;
    if (i == q->fixed_count)
        q->fixed_count++;
    return FOI_OK;
}

int foi__question_ask(foi__question *q, const foi_law *law, const char *clock, const char *regime,
                      const char *const *readings, size_t reading_count, foi_error *err)
{
    size_t number;
    int code;

    q->law = law;
    q->fixed_count = 0;
    if (clock == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "clock", NULL, NULL);
    if (readings == NULL && reading_count > 0)
        return foi__fail(err, FOI__NULL_ARGUMENT, "readings", NULL, NULL);
    for (size_t i = 0; i < reading_count; i++)
        if ((code = fix(q, readings[i], err)) < 0)
            return code;
    if ((code = foi__law_regime_number(law, regime, &number, err)) < 0)
        return code;
    q->regime = &law->regimes[number];
    if ((code = foi__law_clock_number(law, clock, &number, err)) < 0)
        return code;
    q->clock = &q->regime->clocks[number];
    q->clock_id = law->clocks[number].id;
    return FOI_OK;
}

/* ---- the rule of a day --------------------------------------------------------------------------------- */

/*
 * Narrow [r->from, r->to] to the days around `day` on which a timeline says the same. Every timeline that is
 * consulted for a ruling narrows it, also where it says nothing: what is left are the days on which the whole
 * question has the same rule and options. due_many needs one ruling for each such stretch instead of one for
 * each item.
 */
static const foi__version *version_on(const foi__timeline *t, foi_day day, foi__ruling *r)
{
    foi_day from = FOI_DAY_MIN, to = FOI_DAY_MAX;
    const foi__version *found = NULL;

    for (size_t i = 0; i < t->count; i++) {
        const foi__version *v = &t->items[i];

        if (v->to < day) {
            from = v->to + 1;
        } else if (v->from > day) {
            to = v->from - 1;
            break;
        } else {
            found = v;
            from = v->from;
            to = v->to;
            break;
        }
    }
    if (from > r->from)
        r->from = from;
    if (to < r->to)
        r->to = to;
    return found;
}

/*
 * Every fixed option must be offered on the day, whether the clock asks for it or not: who fixes a reading that
 * the law does not have then would otherwise get an answer that seems to rest on it.
 */
static int check_offered(const foi__question *q, foi_day day, foi__ruling *r, foi_error *err)
{
    for (size_t i = 0; i < q->fixed_count; i++) {
        const foi__version *v = version_on(&q->regime->axes[q->fixed[i].axis], day, r);
        char reading[128];
        foi__out out = {reading, sizeof reading, 0};

        if (v != NULL && foi__axis_option(foi__axis_of(v), q->fixed[i].option) < foi__axis_of(v)->option_count)
            continue;
        foi__puts(&out, q->law->axes[q->fixed[i].axis].id);
        foi__puts(&out, "=");
        foi__puts(&out, q->fixed[i].option);
        foi__put_end(&out);
        return foi__fail(err, FOI__OPTION_NOT_OFFERED, q->regime->regime->id, reading, foi__day_string(day).text);
    }
    return FOI_OK;
}

/*
 * A reading axis is a question that the law leaves open. Some change how a term is counted; those that choose
 * which event starts it do not apply here, since the day of that event is given.
 */
static bool computes(const foi__axis *a)
{
    return a->mechanism == FOI__SETS_EVENT_DAY || a->mechanism == FOI__SETS_RECEIPT_ON_DAY_OFF ||
           a->mechanism == FOI__SETS_UNIT || a->mechanism == FOI__SETS_LENGTH ||
           a->mechanism == FOI__SETS_WORKING_KINDS;
}

/*
 * A contested axis is tried with all its options, for the answer must hold whichever is right. A selectable one
 * stays with its first until the caller chooses.
 */
static foi__dimension dimension_of(const foi__question *q, size_t number, const foi__axis *a)
{
    foi__dimension d = {a, 0, a->contested ? a->option_count : 1};

    for (size_t i = 0; i < q->fixed_count; i++)
        if (q->fixed[i].axis == number) {
            d.first = foi__axis_option(a, q->fixed[i].option);
            d.count = 1;
        }
    return d;
}

/* An axis that no rule offers on the day is no question then: the clock is counted as its rule says. */
static int add_dimensions(const foi__question *q, foi_day day, foi__ruling *r, foi_error *err)
{
    size_t combinations = 1;

    for (size_t i = 0; i < r->clock->axes.count; i++) {
        size_t number = r->clock->axis_numbers[i];
        const foi__version *v = version_on(&q->regime->axes[number], day, r);
        foi__dimension d;

        if (v == NULL || !computes(foi__axis_of(v)))
            continue;
        d = dimension_of(q, number, foi__axis_of(v));
        combinations *= d.count;
        if (r->dimension_count == FOI__AXES_MAX)
            return foi__fail(err, FOI__AXES_MANY, foi__format_number(FOI__AXES_MAX).text, NULL, NULL);
        if (combinations > FOI__COMBINATIONS_MAX)
            return foi__fail(err, FOI__READINGS_MANY, foi__format_number(FOI__COMBINATIONS_MAX).text, NULL, NULL);
        r->dimensions[r->dimension_count++] = d;
    }
    return FOI_OK;
}

/*
 * The order of the faults: no rule in force, a reading that is not offered, a term without a number, too many
 * readings. After a gap of the law ruling->from and to are as narrow as what was consulted, so that a loop can
 * step over it.
 */
int foi__question_rule(const foi__question *q, foi_day day, foi__ruling *ruling, foi_error *err)
{
    const foi__version *v;
    int code;

    ruling->from = FOI_DAY_MIN;
    ruling->to = FOI_DAY_MAX;
    ruling->dimension_count = 0;
    v = version_on(q->clock, day, ruling);
    if (v == NULL)
        return foi__fail(err, FOI__NOT_IN_FORCE, q->regime->regime->id, q->clock_id, foi__day_string(day).text);
    ruling->clock = foi__clock_of(v);
    if ((code = check_offered(q, day, ruling, err)) < 0)
        return code;
    if (ruling->clock->unit == FOI_UNIT_NONE)
        return foi__fail(err, FOI__NO_TERM, q->clock_id, NULL, NULL);
    return add_dimensions(q, day, ruling, err);
}

/* ---- terms --------------------------------------------------------------------------------------------- */

/*
 * The rule gives the term, each option changes one thing of it. Two axes of one mechanism: the later one has
 * the last word.
 */
foi__term foi__ruling_term(const foi__ruling *r, const uint8_t *option)
{
    foi__term t = {.length = r->clock->length,
                   .unit = r->clock->unit,
                   .month_end = r->clock->month_end,
                   .backward = r->clock->backward,
                   .end_rolls = r->clock->end_rolls};

    for (size_t i = 0; i < r->dimension_count; i++) {
        const foi__dimension *d = &r->dimensions[i];
        int32_t value = d->axis->options[d->first + option[i]].value;

        switch (d->axis->mechanism) {
        case FOI__SETS_EVENT_DAY:
            t.event_day_counts = value != 0;
            break;
        case FOI__SETS_RECEIPT_ON_DAY_OFF:
            t.receipt_moves = value != 0;
            break;
        case FOI__SETS_UNIT:
            t.unit = value;
            break;
        case FOI__SETS_LENGTH:
            t.length = value;
            break;
        default:
            t.worked_kinds = (unsigned)value;
            break;
        }
    }
    return t;
}

/*
 * Backward a term says how long before a day something must be done; when that day arrives and whether it
 * counts are questions of receipt and do not arise. Forward, a receipt on a day off first moves to the next
 * working day. That the event day counts makes it the first of the n days, so one less is to be counted, but
 * only if it is worked: a day off is never one of n working days, and then both readings end on the same day.
 * Lengths are at most 10,000, so -n is safe.
 */
static int working_days(const foi__term *t, const foi_calendar *cal, foi_day from, foi_day *out, foi_error *err)
{
    int32_t n = t->length, works;
    int code;

    if (t->backward)
        return foi_calendar_add(cal, out, from, -n, err);
    if (t->receipt_moves && (code = foi_calendar_add(cal, &from, from, 0, err)) < 0)
        return code;
    if (t->event_day_counts && n > 0) {
        if ((code = foi_calendar_is(cal, &works, from, err)) < 0)
            return code;
        n -= works;
    }
    return foi_calendar_add(cal, out, from, n, err);
}

/*
 * Days of any kind: only a receipt that moves, and an end that rolls to the next working day, look at the
 * calendar. So such a term can be answered in years that no decree decides, unless it asks for one of the two.
 */
static int calendar_days(const foi__term *t, const foi_calendar *cal, foi_day from, int32_t n, foi_day *out,
                         foi_error *err)
{
    int64_t end;
    int code;

    if (t->receipt_moves && (code = foi_calendar_add(cal, &from, from, 0, err)) < 0)
        return code;
    if (t->event_day_counts && n > 0)
        n--;
    end = t->backward ? (int64_t)from - n : (int64_t)from + n;
    if (end < FOI_DAY_MIN || end > FOI_DAY_MAX)
        return foi__fail(err, FOI__TERM_OUTSIDE, NULL, NULL, NULL);
    *out = (foi_day)end;
    return t->end_rolls ? foi_calendar_add(cal, out, *out, 0, err) : FOI_OK;
}

/*
 * Months and years go from date to date. Neither the event day nor the receipt has a say in them, nor does the
 * calendar.
 */
int foi__term_end(const foi__term *t, const foi_calendar *cal, foi_day from, foi_day *out, foi_error *err)
{
    int32_t sign = t->backward ? -1 : 1;

    switch (t->unit) {
    case FOI_UNIT_WORKING_DAY:
        return working_days(t, cal, from, out, err);
    case FOI_UNIT_CALENDAR_DAY:
        return calendar_days(t, cal, from, t->length, out, err);
    case FOI_UNIT_HOUR: /* hours of a day: begun days count whole */
        return calendar_days(t, cal, from, (t->length + 23) / 24, out, err);
    case FOI_UNIT_MONTH:
        return foi_date_add_months(out, from, sign * t->length, t->month_end, err);
    default:
        return foi_date_add_years(out, from, sign * t->length, t->month_end, err);
    }
}
