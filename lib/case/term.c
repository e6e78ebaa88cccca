/*
 * The last day of a term in a world. Where a world has not chosen between the options of an axis, the term is
 * computed for each: only if that makes a difference is the world asked to choose. So a case is judged in as
 * many worlds as there are differences, not as there are questions.
 */
#include "case/case.h"

uint8_t foi__world_ask(foi__world *w, uint8_t axis)
{
    if (w->option[axis] < 0) {
        w->option[axis] = 0;
        w->path[w->path_len++] = axis;
    }
    return (uint8_t)w->option[axis];
}

/* What a term is computed from. */
typedef struct asking {
    const foi__fold *f;
    const foi__edition_clock *clock;
    foi_day from;
    foi__set event; /* the bit of the event that starts it */
    int32_t length; /* 0: that of the rule */
    bool lapse;
} asking;

static int32_t option_value(const asking *a, const int8_t *option, uint8_t axis, int32_t otherwise)
{
    const foi__axis *x;

    if (axis == FOI__NO)
        return otherwise;
    x = a->f->edition->axes[axis].axis;
    return x != NULL ? x->options[option[axis]].value : otherwise;
}

/* A length of one reading may hold only where the clock started by certain events. */
static int32_t length_of(const asking *a, const int8_t *option)
{
    uint8_t axis = a->clock->length;
    foi__set only;

    if (a->length != 0)
        return a->length;
    if (axis == FOI__NO)
        return a->clock->clock->length;
    only = a->clock->only_from[option[axis]];
    return only == 0 || (only & a->event) != 0 ? option_value(a, option, axis, a->clock->clock->length)
                                               : a->clock->clock->length;
}

static const foi_calendar *calendar_of(const asking *a, const int8_t *option)
{
    uint8_t axis = a->clock->kinds;

    return axis != FOI__NO ? a->f->edition->axes[axis].calendars[option[axis]] : a->f->edition->calendar;
}

static foi_day working_days(const foi_calendar *cal, foi_day from, int32_t n, bool event_day_counts, bool backward)
{
    int32_t works;
    foi_day end;

    if (event_day_counts && n > 0) {
        if (foi_calendar_is(cal, &works, from, NULL) < 0)
            return FOI_DAY_NONE;
        n -= works;
    }
    return foi_calendar_add(cal, &end, from, backward ? -n : n, NULL) < 0 ? FOI_DAY_NONE : end;
}

static foi_day calendar_days(const asking *a, const foi_calendar *cal, foi_day from, int32_t n, bool event_day_counts)
{
    int64_t end;
    foi_day day;

    if (event_day_counts && n > 0)
        n--;
    end = a->clock->clock->backward ? (int64_t)from - n : (int64_t)from + n;
    if (end < FOI_DAY_MIN || end > FOI_DAY_MAX)
        return FOI_DAY_NONE;
    day = (foi_day)end;
    if (a->clock->clock->end_rolls && foi_calendar_add(cal, &day, day, 0, NULL) < 0)
        return FOI_DAY_NONE;
    return day;
}

/* Months and years: no case has such a clock yet, but a pack may. */
static foi_day months(const asking *a, foi_day from, int32_t n, int32_t unit)
{
    const foi__clock *c = a->clock->clock;
    int32_t sign = c->backward ? -1 : 1;
    foi_day day;
    int code = unit == FOI_UNIT_MONTH ? foi_date_add_months(&day, from, sign * n, c->month_end, NULL)
                                      : foi_date_add_years(&day, from, sign * n, c->month_end, NULL);

    return code < 0 ? FOI_DAY_NONE : day;
}

/* As foi__term_end() for a day that is given, with what a case adds: lapses, and lengths that depend on the start. */
static foi_day evaluate(const asking *a, const int8_t *option)
{
    const foi_calendar *cal = calendar_of(a, option);
    bool counts = option_value(a, option, a->clock->first_day, 0) != 0;
    int32_t unit = option_value(a, option, a->clock->unit, a->clock->clock->unit), n = length_of(a, option);
    foi_day from = a->from;

    if (a->lapse) { /* the last day of a term is no event: nothing of it is left to count */
        if (option_value(a, option, a->clock->lapse_start, 0) != 0)
            from++;
        else
            counts = false;
    } else if (option_value(a, option, a->clock->receipt, 0) != 0 && foi_calendar_add(cal, &from, from, 0, NULL) < 0) {
        return FOI_DAY_NONE;
    }
    switch (unit) {
    case FOI_UNIT_WORKING_DAY:
        return working_days(cal, from, n, counts, a->clock->clock->backward);
    case FOI_UNIT_CALENDAR_DAY:
        return calendar_days(a, cal, from, n, counts);
    case FOI_UNIT_HOUR:
        return calendar_days(a, cal, from, (n + 23) / 24, counts);
    default:
        return months(a, from, n, unit);
    }
}

enum { TERM_AXES = 6 };

/* The axes of the term that the world has not decided. */
static size_t undecided(const asking *a, uint8_t *axes)
{
    const uint8_t all[TERM_AXES] = {a->clock->first_day, a->clock->receipt,     a->clock->unit,
                                    a->clock->length,    a->clock->lapse_start, a->clock->kinds};
    size_t count = 0;

    for (size_t i = 0; i < TERM_AXES; i++)
        if (all[i] != FOI__NO && a->f->world->option[all[i]] < 0)
            axes[count++] = all[i];
    return count;
}

/* From one setting of the axes to the next; false after the last. The first axis is left alone. */
static bool next_setting(const foi__world *w, const uint8_t *axes, size_t count, size_t except, int8_t *option)
{
    for (size_t i = 0; i < count; i++) {
        if (i == except)
            continue;
        if (++option[axes[i]] < (int8_t)w->count[axes[i]])
            return true;
        option[axes[i]] = 0;
    }
    return false;
}

/* Does the option of an axis change the day, for some setting of the others? */
static bool matters(const asking *a, const uint8_t *axes, size_t count, size_t which, int8_t *option)
{
    const foi__world *w = a->f->world;

    for (size_t i = 0; i < count; i++)
        option[axes[i]] = 0;
    do {
        foi_day first;

        option[axes[which]] = 0;
        first = evaluate(a, option);
        for (int8_t o = 1; o < (int8_t)w->count[axes[which]]; o++) {
            option[axes[which]] = o;
            if (evaluate(a, option) != first)
                return true;
        }
        option[axes[which]] = 0;
    } while (next_setting(w, axes, count, which, option));
    return false;
}

/* Most terms are the same in every reading that is still open, and no world is made for them. */
static foi_day decide(const asking *a)
{
    uint8_t axes[TERM_AXES];
    int8_t option[FOI__PLAN_AXES];
    size_t count;

    while (!a->f->world->whole && (count = undecided(a, axes)) > 0) {
        size_t i = 0;

        for (size_t k = 0; k < FOI__PLAN_AXES; k++)
            option[k] = a->f->world->option[k];
        while (i < count && !matters(a, axes, count, i, option))
            i++;
        if (i == count) {
            for (size_t k = 0; k < count; k++)
                option[axes[k]] = 0;
            return evaluate(a, option);
        }
        foi__world_ask(a->f->world, axes[i]);
    }
    return evaluate(a, a->f->world->option);
}

static foi_day plain_due(const foi__plain_term *t, foi_day from, int32_t length, bool lapse)
{
    foi_day due;

    if (!t->event_day_counts && (lapse || !t->receipt_moves) &&
        foi__calendar_forward(t->calendar, &due, lapse && t->after_lapse ? from + 1 : from, length))
        return due;
    if (!lapse && t->receipt_moves && foi_calendar_add(t->calendar, &from, from, 0, NULL) < 0)
        return FOI_DAY_NONE;
    return working_days(t->calendar, lapse && t->after_lapse ? from + 1 : from, length,
                        t->event_day_counts && (!lapse || t->after_lapse), false);
}

/* A term depends on no day but those between its ends. */
static foi_day note_asked(foi__fold *f, foi_day from, foi_day due)
{
    foi_day last = due != FOI_DAY_NONE ? due : FOI_DAY_MAX;

    if (from < f->asked_first)
        f->asked_first = from;
    if (last < f->asked_first) /* counted back */
        f->asked_first = last;
    if (last > f->asked_last)
        f->asked_last = last;
    if (from > f->asked_last)
        f->asked_last = from;
    return due;
}

/* Apart, so that the common way is short. */
static foi_day slow_due(foi__fold *f, uint8_t clock, foi_day from, uint8_t kind, bool lapse)
{
    const foi__plain_term *plain = &f->edition->clocks[clock].plain;
    asking a;

    if (f->world->plain && plain->calendar != NULL)
        return note_asked(f, from, plain_due(plain, from, plain->length, lapse));
    a = (asking){f, &f->edition->clocks[clock], from, 0, 0, lapse};
    if (kind != FOI__NO)
        a.event = foi__bit(kind);
    return note_asked(f, from, decide(&a));
}

foi_day foi__fold_due(foi__fold *f, uint8_t clock, foi_day from, uint8_t kind, bool lapse)
{
    const foi__plain_term *t = &f->edition->clocks[clock].plain;
    foi_day due;

    if (!t->forward || !f->world->plain ||
        !foi__calendar_forward(t->calendar, &due, lapse && t->after_lapse ? from + 1 : from, t->length))
        return slow_due(f, clock, from, kind, lapse);
    if (from < f->asked_first)
        f->asked_first = from;
    if (due > f->asked_last)
        f->asked_last = due;
    return due;
}

/* The due date after an extension: its days are counted on from the due date before, if the rule has any. */
foi_day foi__fold_extended(foi__fold *f, uint8_t clock, foi_day due)
{
    const foi__edition_clock *c = &f->edition->clocks[clock];
    asking a;

    if (due == FOI_DAY_NONE || c->clock->extension.length == 0)
        return due;
    if (f->world->plain && c->plain.calendar != NULL)
        return note_asked(f, due, plain_due(&c->plain, due, c->plain.extension, true));
    a = (asking){f, c, due, 0, c->clock->extension.length, true};
    return note_asked(f, due, decide(&a));
}

/* Day 0 of a window that a lapse opens. An undecided axis changes nothing, so its default may be told. */
foi_day foi__fold_day0(foi__fold *f, uint8_t clock, foi_day lapse_day)
{
    const foi__edition_clock *c = &f->edition->clocks[clock];
    const foi__axis *x = c->lapse_start != FOI__NO ? f->edition->axes[c->lapse_start].axis : NULL;
    int option = c->lapse_start != FOI__NO ? f->world->option[c->lapse_start] : 0;

    return x != NULL && x->options[option > 0 ? option : 0].value != 0 ? lapse_day + 1 : lapse_day;
}

static int chosen(const foi__fold *f, uint8_t axis)
{
    return axis != FOI__NO && f->world->option[axis] > 0 ? f->world->option[axis] : 0;
}

const foi_calendar *foi__fold_calendar(const foi__fold *f, uint8_t clock)
{
    uint8_t axis = f->edition->clocks[clock].kinds;

    return axis != FOI__NO ? f->edition->axes[axis].calendars[chosen(f, axis)] : f->edition->calendar;
}

int32_t foi__fold_unit(const foi__fold *f, uint8_t clock)
{
    const foi__edition_clock *c = &f->edition->clocks[clock];
    const foi__axis *x = c->unit != FOI__NO ? f->edition->axes[c->unit].axis : NULL;

    return x != NULL ? x->options[chosen(f, c->unit)].value : c->clock->unit;
}
