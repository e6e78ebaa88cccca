/*
 * Editions: what a regime says on a day of its clocks and axes. From one turn of its timelines to the next it
 * says the same, so a case needs one look-up for the whole of its law.
 */
#include <string.h>

#include "law/plan.h"

/* ---- clocks -------------------------------------------------------------------------------------------- */

/* 0 is the event that the option names, or one that stands beside it; those that it falls back to follow in order. */
static uint8_t rank_of(const foi__option *o, const char *event)
{
    uint8_t place = foi__number_of_word(&o->falls_back, event);

    if (foi__same(o->event, event) || foi__number_of_word(&o->also, event) != FOI__NO)
        return 0;
    return place == FOI__NO ? FOI__NO : (uint8_t)(place + 1);
}

static void rank_starts(foi__making *m, const foi__axis *a, foi__edition_clock *c)
{
    for (size_t e = 0; e < m->plan->event_count; e++)
        for (size_t o = 0; o < 8; o++)
            c->rank[e][o] = o < a->option_count ? rank_of(&a->options[o], m->plan->events[e].event->id) : FOI__NO;
}

/* An option that names no event gives its length whatever started the clock. */
static void limit_lengths(foi__making *m, const foi__axis *a, foi__edition_clock *c)
{
    for (size_t o = 0; o < a->option_count && o < 8; o++)
        c->only_from[o] = foi__events_of(m, &a->options[o].only_from);
}

static void link_axis(foi__making *m, const foi__edition *e, size_t number, foi__edition_clock *c)
{
    const foi__axis *a = e->axes[number].axis;
    uint8_t n = (uint8_t)number;

    if (a == NULL)
        return;
    switch (a->mechanism) {
    case FOI__SETS_EVENT_DAY:
        c->first_day = n;
        break;
    case FOI__SETS_RECEIPT_ON_DAY_OFF:
        c->receipt = n;
        break;
    case FOI__SETS_UNIT:
        c->unit = n;
        break;
    case FOI__SETS_LENGTH:
        c->length = n;
        limit_lengths(m, a, c);
        break;
    case FOI__SETS_WORKING_KINDS:
        c->kinds = n;
        break;
    case FOI__SETS_LAPSE_START:
        c->lapse_start = n;
        break;
    case FOI__SETS_START_EVENT:
        c->start = n;
        rank_starts(m, a, c);
        break;
    default:
        c->late = n;
        break;
    }
}

/* The first option is the default. */
static int32_t default_of(const foi__edition *e, uint8_t axis, int32_t otherwise)
{
    return axis != FOI__NO ? e->axes[axis].axis->options[0].value : otherwise;
}

/* Most questions are asked under the default options: their answers need no more than this. */
static void make_plain(const foi__edition *e, foi__edition_clock *c)
{
    int32_t length = default_of(e, c->length, c->clock->length);

    if (default_of(e, c->unit, c->clock->unit) != FOI_UNIT_WORKING_DAY ||
        (c->length != FOI__NO && c->only_from[0] != 0))
        return;
    c->plain.calendar = c->kinds != FOI__NO ? e->axes[c->kinds].calendars[0] : e->calendar;
    c->plain.length = c->clock->backward ? -length : length;
    c->plain.extension = c->clock->backward ? -c->clock->extension.length : c->clock->extension.length;
    c->plain.event_day_counts = default_of(e, c->first_day, 0) != 0;
    c->plain.receipt_moves = default_of(e, c->receipt, 0) != 0;
    c->plain.after_lapse = default_of(e, c->lapse_start, 0) != 0;
    c->plain.forward = !c->plain.event_day_counts && !c->plain.receipt_moves && c->plain.length > 0;
}

static bool same_words(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && foi__same(a, b));
}

/* Does a case run the clock in the same way by either rule? */
static bool same_way(const foi__clock *a, const foi__clock *b)
{
    return a->length == b->length && a->unit == b->unit && a->backward == b->backward && a->month_end == b->month_end &&
           a->end_rolls == b->end_rolls && a->axes.count == b->axes.count &&
           (a->axes.count == 0 ||
            memcmp(a->axis_numbers, b->axis_numbers, a->axes.count * sizeof *a->axis_numbers) == 0) &&
           same_words(a->extension.by, b->extension.by) && a->extension.length == b->extension.length &&
           (a->lapse_opens.count > 0) == (b->lapse_opens.count > 0);
}

/* The rule of the day of the event says whether there is such a clock, and who cites it; how it runs is one thing. */
static const foi__version *last_version(foi__making *m, const foi__regime_law *r, const foi__timeline *t)
{
    const foi__version *last = t->count > 0 ? &t->items[t->count - 1] : NULL;

    for (size_t i = 0; m->code == FOI_OK && i + 1 < t->count; i++)
        if (!same_way(foi__clock_of(&t->items[i]), foi__clock_of(last)))
            m->code = foi__fail_at(m->err, foi__rule_place(t->items[i].rule), FOI__TWO_TERMS, r->regime->id,
                                   t->items[i].rule->id, NULL);
    return last;
}

/* Only axes that the regime offers on that day; a clock whose rule is of the event's day keeps its timeline. */
static void make_edition_clock(foi__making *m, const foi__regime_law *r, const foi__edition *e,
                               const foi__plan_clock *c, foi__edition_clock *out)
{
    const foi__timeline *t = &r->clocks[c->number];
    const foi__version *v = foi__timeline_at(t, e->from);

    out->first_day = out->receipt = out->unit = out->length = FOI__NO;
    out->kinds = out->lapse_start = out->start = out->late = FOI__NO;
    if (c->no_rule != FOI__NO) {
        out->timeline = t;
        v = last_version(m, r, t);
    }
    if (v == NULL)
        return;
    out->clock = foi__clock_of(v);
    for (size_t i = 0; i < out->clock->axes.count; i++)
        link_axis(m, e, out->clock->axis_numbers[i], out);
    make_plain(e, out);
}

/* A clock that has no rule is no clock. */
static void make_starts(foi__making *m, const foi__edition *e, const foi__plan_triggers *all, foi__starts *out)
{
    out->items = foi__make_room(m, all->count, sizeof *out->items);
    for (size_t i = 0; m->code == FOI_OK && i < all->count; i++) {
        const foi__plan_trigger *t = &all->items[i];
        const foi__plan_clock *c = &m->plan->clocks[t->clock];
        const foi__edition_clock *rule = &e->clocks[t->clock];

        if (rule->clock == NULL && rule->timeline == NULL)
            continue;
        out->items[out->count++] = (foi__start){
            .trigger = t,
            .clock = c,
            .dated = rule->timeline != NULL,
            .by_axis = c->start_axis != FOI__NO && rule->start != FOI__NO,
            .always = rule->timeline == NULL && t->when.count == 0 && t->in.count == 0 && t->late_for == FOI__NO &&
                      c->not_in.count == 0,
        };
    }
}

static void make_edition(foi__making *m, const foi__regime_law *r, foi_day from, foi__edition *e)
{
    e->from = from;
    e->calendar = r->calendar->states[0].used;
    /* a finding that came into the law later is not held against an earlier day */
    for (size_t i = 0; i < m->plan->code_count; i++)
        if (m->plan->codes[i]->rule.valid.from <= from && from <= m->plan->codes[i]->rule.valid.to)
            e->codes |= foi__bit((unsigned)i);
    for (size_t i = 0; i < m->law->axis_count; i++) {
        const foi__version *v = foi__timeline_at(&r->axes[i], from);
        const foi__axis *a = v != NULL ? foi__axis_of(v) : NULL;

        e->axes[i].axis = a;
        for (size_t o = 0; a != NULL && a->mechanism == FOI__SETS_WORKING_KINDS && o < a->option_count && o < 8; o++)
            e->axes[i].calendars[o] = foi__calendar_state_of(r->calendar, (unsigned)a->options[o].value)->used;
    }
    e->clocks = foi__make_room(m, m->plan->clock_count, sizeof *e->clocks);
    for (size_t i = 0; m->code == FOI_OK && i < m->plan->clock_count; i++)
        make_edition_clock(m, r, e, &m->plan->clocks[i], &e->clocks[i]);
    e->starts = foi__make_room(m, m->plan->event_count, sizeof *e->starts);
    for (size_t i = 0; m->code == FOI_OK && i < m->plan->event_count; i++)
        make_starts(m, e, &m->plan->events[i].starts, &e->starts[i]);
}

typedef struct turns {
    size_t count;
    bool full; /* there are more */
    foi_day days[256];
} turns;

static void add_turn(turns *t, foi_day day)
{
    size_t i = t->count;

    for (size_t k = 0; k < t->count; k++)
        if (t->days[k] == day)
            return;
    t->full = t->full || t->count == sizeof t->days / sizeof t->days[0];
    if (t->full)
        return;
    for (; i > 0 && t->days[i - 1] > day; i--)
        t->days[i] = t->days[i - 1];
    t->days[i] = day;
    t->count++;
}

static void add_timeline(turns *t, const foi__timeline *line)
{
    for (size_t i = 0; i < line->count; i++) {
        add_turn(t, line->items[i].from);
        if (line->items[i].to < FOI_DAY_MAX)
            add_turn(t, line->items[i].to + 1);
    }
}

/* From one turn to the next the regime says the same. */
static void make_editions(foi__making *m, foi__regime_law *r)
{
    turns t = {0};

    for (size_t i = 0; i < m->plan->clock_count; i++)
        add_timeline(&t, &r->clocks[m->plan->clocks[i].number]);
    for (size_t i = 0; i < m->law->axis_count; i++)
        add_timeline(&t, &r->axes[i]);
    for (size_t i = 0; i < m->plan->code_count; i++)
        add_turn(&t, m->plan->codes[i]->rule.valid.from);
    if (t.full) { /* a turn left out would be a law that does not change where it did */
        m->code = foi__fail(m->err, FOI__PROCEDURE_LARGE, foi__format_number((int64_t)t.count).text, "changes", NULL);
        return;
    }
    r->editions = foi__make_room(m, t.count, sizeof *r->editions);
    for (size_t i = 0; m->code == FOI_OK && i < t.count; i++)
        make_edition(m, r, t.days[i], &r->editions[i]);
    r->edition_count = t.count;
}

/* A law without events has no cases, and may have more axes than a case has room for. */
int foi__law_make_editions(foi_law *law, foi_error *err)
{
    foi__making m = {law, law->plan, err, FOI_OK};

    for (size_t i = 0; m.plan->event_count > 0 && m.code == FOI_OK && i < law->regime_count; i++)
        make_editions(&m, &law->regimes[i]);
    return m.code;
}

/* From the newest on: most questions are about the law of today. */
const foi__edition *foi__law_edition(const foi_law *law, size_t regime, foi_day day)
{
    const foi__regime_law *r = &law->regimes[regime];

    if (r->act == NULL || day < r->act->in_force.from || day > r->act->in_force.to)
        return NULL;
    for (size_t i = r->edition_count; i > 0; i--)
        if (r->editions[i - 1].from <= day)
            return &r->editions[i - 1];
    return NULL;
}
