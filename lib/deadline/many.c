/*
 * Prevailing due dates over arrays. The rule changes only on a few days, so the question is answered
 * once for each stretch of days; inside a stretch an item is a look-up.
 */
#include <string.h>

#include "deadline/deadline.h"

/* Days on which the same term answers, in the same way. */
typedef struct stretch {
    foi_day from, to;
    bool in_force;
    foi__term term;
    const foi_calendar *cal;
} stretch;

typedef struct plan {
    stretch *items;
    size_t count, room;
} plan;

static bool same_answer(const stretch *a, const stretch *b)
{
    const foi__term *x = &a->term, *y = &b->term;

    if (a->in_force != b->in_force)
        return false;
    return !a->in_force ||
           (x->length == y->length && x->unit == y->unit && x->month_end == y->month_end &&
            x->backward == y->backward && x->end_rolls == y->end_rolls &&
            x->event_day_counts == y->event_day_counts && x->receipt_moves == y->receipt_moves && a->cal == b->cal);
}

static int add_stretch(plan *p, const stretch *s, foi_error *err)
{
    stretch *grown;

    if (p->count > 0 && same_answer(&p->items[p->count - 1], s)) {
        p->items[p->count - 1].to = s->to;
        return FOI_OK;
    }
    grown = foi__grow(p->items, &p->room, p->count + 1, sizeof *grown);
    if (grown == NULL)
        return foi__fail(err, FOI__NO_MEMORY, NULL, NULL, NULL);
    p->items = grown;
    p->items[p->count++] = *s;
    return FOI_OK;
}

static int make_plan(plan *p, const foi__question *q, foi_error *err)
{
    static const uint8_t prevailing[FOI__AXES_MAX] = {0};

    for (foi_day day = FOI_DAY_MIN; day <= FOI_DAY_MAX;) {
        foi__ruling r;
        stretch s = {.in_force = false};
        int code = foi__question_rule(q, day, &r, err);

        if (code < 0 && code != FOI_ERR_LAW_GAP)
            return code;
        s.in_force = code == FOI_OK;
        s.from = day;
        s.to = r.to;
        if (s.in_force) {
            s.term = foi__ruling_term(&r, prevailing);
            s.cal = foi__calendar_state_of(q->regime->calendar, s.term.worked_kinds)->used;
        }
        if ((code = add_stretch(p, &s, err)) < 0)
            return code;
        day = r.to + 1;
    }
    return FOI_OK;
}

static const stretch *stretch_of(const plan *p, foi_day day)
{
    size_t i = p->count - 1;

    while (i > 0 && p->items[i].from > day)
        i--;
    return &p->items[i];
}

/* One item in full. */
static int answer(const plan *p, foi_day from, foi_day *out)
{
    const stretch *s;
    int code;

    *out = FOI_DAY_NONE;
    if (!foi__day_valid(from))
        return FOI_ITEM_BAD_DAY;
    s = stretch_of(p, from);
    if (!s->in_force)
        return FOI_ITEM_LAW_GAP;
    code = foi__term_end(&s->term, s->cal, from, out, NULL);
    if (code == FOI_OK)
        return FOI_ITEM_OK;
    *out = FOI_DAY_NONE;
    return code == FOI_ERR_CALENDAR_GAP ? FOI_ITEM_CALENDAR_GAP : FOI_ITEM_BAD_DAY; /* the term leaves time */
}

/* The stretch that most questions fall into: working days forward on a plain calendar. NULL if none is so. */
static const stretch *plain_stretch(const plan *p)
{
    for (size_t i = p->count; i > 0; i--) {
        const stretch *s = &p->items[i - 1];

        if (s->in_force && s->term.unit == FOI_UNIT_WORKING_DAY && !s->term.backward && s->term.length > 0 &&
            !s->term.event_day_counts && !s->term.receipt_moves && !s->cal->wide && s->cal->segment_count == 1)
            return s;
    }
    return NULL;
}

/* What the fast loop needs: `first` to `first + days` are days of both stretch and calendar. */
typedef struct window {
    const uint16_t *rank, *select; /* rank already shifted by one day */
    uint32_t first, days, working, n, lo;
} window;

static window window_of(const stretch *s)
{
    const foi_calendar *c = s->cal;
    foi_day first = s->from > c->lo ? s->from : c->lo, last = s->to < c->hi ? s->to : c->hi;
    window w = {.lo = (uint32_t)c->lo, .working = c->working, .n = (uint32_t)s->term.length - 1};

    w.first = (uint32_t)first;
    w.days = first <= last ? (uint32_t)(last - first + 1) : 0;
    w.rank = (const uint16_t *)c->rank + (w.days > 0 ? first - c->lo + 1 : 0);
    w.select = c->select;
    return w;
}

static size_t run(const plan *p, foi_day *out, uint8_t *status, const foi_day *from, size_t count, size_t *first_bad)
{
    const stretch *fast = plain_stretch(p);
    const window w = fast != NULL ? window_of(fast) : (window){.days = 0};
    size_t good = 0;

    for (size_t i = 0; i < count; i++) {
        const foi_day day = from[i];
        uint32_t at = (uint32_t)day - w.first, k;
        int item;

        if (at < w.days) {
            k = w.rank[at] + w.n;
            if (k < w.working) {
                out[i] = (foi_day)(w.lo + w.select[k]);
                if (status != NULL)
                    status[i] = FOI_ITEM_OK;
                good++;
                continue;
            }
        }
        item = answer(p, day, &out[i]);
        if (status != NULL)
            status[i] = (uint8_t)item;
        if (item == FOI_ITEM_OK)
            good++;
        else if (*first_bad == count)
            *first_bad = i;
    }
    return good;
}

/* The sentence for one item that could not be answered. */
static void explain(const foi_law *law, const char *clock, foi_day day, const foi_deadline_opts *o, foi_error *err)
{
    foi_deadline_opts plain = *o;
    foi_deadline *d = NULL;

    plain.size = sizeof plain;
    plain.flags = 0;
    if (foi_law_due(law, &d, clock, day, &plain, err) == FOI_OK)
        foi_deadline_unref(d);
}

int foi_law_due_many(const foi_law *law, foi_day *out, uint8_t *status, const foi_day *from, size_t count,
                     const char *clock, const foi_deadline_opts *opts, size_t *answered, foi_error *err)
{
    foi_deadline_opts o;
    foi__question q;
    plan p = {NULL, 0, 0};
    size_t good, bad = count;
    foi_day culprit = 0;
    int code = foi__opts_read(&o, sizeof o, opts, err);

    if (code == FOI_OK && (o.flags & ~(uint32_t)FOI_DEADLINE_PROVISIONAL) != 0)
        code = foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o.flags).text, NULL, NULL);
    if (code == FOI_OK && count > 0 && (out == NULL || from == NULL))
        code = foi__fail(err, FOI__NULL_ARGUMENT, out == NULL ? "out" : "from", NULL, NULL);
    if (code == FOI_OK)
        code = foi__question_ask(&q, law, clock, o.regime, o.readings, o.reading_count, err);
    if (code == FOI_OK)
        code = make_plan(&p, &q, err);
    if (code == FOI_OK) {
        if (out == from) /* the culprit would be overwritten */
            for (bad = 0; bad < count && answer(&p, from[bad], &culprit) == FOI_ITEM_OK;)
                bad++;
        culprit = bad < count ? from[bad] : 0;
        good = run(&p, out, status, from, count, &bad);
        if (answered != NULL)
            *answered = good;
        if (good < count)
            explain(law, clock, out == from ? culprit : from[bad], &o, err);
    }
    foi__free(p.items);
    return code;
}
