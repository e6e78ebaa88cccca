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

/* Worked kinds need no comparison of their own: each choice of them has a calendar of its own. */
static bool same_answer(const stretch *a, const stretch *b)
{
    const foi__term *x = &a->term, *y = &b->term;

    if (a->in_force != b->in_force)
        return false;
    return !a->in_force ||
           (x->length == y->length && x->unit == y->unit && x->month_end == y->month_end &&
            x->backward == y->backward && x->end_rolls == y->end_rolls && x->event_day_counts == y->event_day_counts &&
            x->receipt_moves == y->receipt_moves && a->cal == b->cal);
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
        return foi__no_memory(err);
    p->items = grown;
    p->items[p->count++] = *s;
    return FOI_OK;
}

/*
 * Each ruling ends where something changes, and the next one begins a day later: there are as many as the law
 * has turns, however many days they cover.
 */
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

/* What the fast loop needs: the days of the stretch whose sum stays inside the calendar. */
typedef struct window {
    const uint16_t *rank, *select; /* rank[i]: working days up to and with the i-th day of the window */
    uint16_t *due;                 /* the answer for each of its days; NULL = too few questions to make them all */
    uint32_t first, days, n, lo;
} window;

static window window_of(const stretch *s)
{
    const foi_calendar *c = s->cal;
    window w = {.rank = c->rank, .select = c->select, .n = (uint32_t)s->term.length - 1, .lo = (uint32_t)c->lo};
    foi_day first = s->from > c->lo ? s->from : c->lo, end;

    if (w.n >= c->working)
        return w;
    end = c->lo + (foi_day)w.select[c->working - 1 - w.n]; /* from there on the sum leaves the calendar */
    if (s->to < end)
        end = s->to + 1;
    if (first >= end)
        return w;
    w.first = (uint32_t)first;
    w.days = (uint32_t)(end - first);
    w.rank += first - c->lo + 1;
    return w;
}

/* Many questions about few days: answer each day once. Without memory it goes on without. */
static void answer_ahead(window *w, size_t count)
{
    if (w->days == 0 || count / 4 < w->days || (w->due = foi__alloc(w->days * sizeof *w->due)) == NULL)
        return;
    for (uint32_t i = 0; i < w->days; i++)
        w->due[i] = w->select[w->rank[i] + w->n];
}

enum { BLOCK = 64 };

/* A block that lies in the window as a whole: a pass of checks without branches, then one of bare look-ups. */
static inline bool run_block(const window *w, foi_day *out, const foi_day *from)
{
    const uint16_t *rank = w->rank, *select = w->select, *due = w->due;
    const uint32_t first = w->first, last = w->days - 1, n = w->n, lo = w->lo;
    uint32_t bad = 0;

    for (size_t i = 0; i < BLOCK; i++) {
        uint32_t at = (uint32_t)from[i] - first;

        bad |= at | (last - at); /* the sign bit is set unless 0 <= at <= last */
    }
    if ((int32_t)bad < 0)
        return false;
    for (size_t i = 0; i < BLOCK && due != NULL; i++)
        out[i] = (foi_day)(lo + due[(uint32_t)from[i] - first]);
    for (size_t i = 0; i < BLOCK && due == NULL; i++)
        out[i] = (foi_day)(lo + select[rank[(uint32_t)from[i] - first] + n]);
    return true;
}

typedef struct tally {
    size_t good, bad; /* bad: the first failure, SIZE_MAX without one */
} tally;

/* One by one; a register with blanks or old dates in it has something special in every block. */
static void run_items(const plan *p, const window *w, foi_day *out, uint8_t *status, const foi_day *from, size_t begin,
                      size_t end, tally *t)
{
    for (size_t i = begin; i < end; i++) {
        uint32_t at = (uint32_t)from[i] - w->first;
        int item;

        if (at < w->days) {
            out[i] = (foi_day)(w->lo + w->select[w->rank[at] + w->n]);
            t->good++;
            continue;
        }
        item = answer(p, from[i], &out[i]);
        if (status != NULL)
            status[i] = (uint8_t)item;
        if (item == FOI_ITEM_OK)
            t->good++;
        else if (t->bad == SIZE_MAX)
            t->bad = i;
    }
}

static tally run(const plan *p, foi_day *out, uint8_t *status, const foi_day *from, size_t count)
{
    const stretch *fast = plain_stretch(p);
    window w = fast != NULL ? window_of(fast) : (window){.days = 0};
    tally t = {0, SIZE_MAX};
    size_t i = 0;

    answer_ahead(&w, count);
    if (status != NULL && count > 0)
        memset(status, FOI_ITEM_OK, count);
    for (; w.days > 0 && count - i >= BLOCK; i += BLOCK) {
        if (run_block(&w, out + i, from + i))
            t.good += BLOCK;
        else
            run_items(p, &w, out, status, from, i, i + BLOCK, &t);
    }
    run_items(p, &w, out, status, from, i, count, &t);
    foi__free(w.due);
    return t;
}

/*
 * The single question tells why in words. The provisional flag is taken off, since an item without a due day
 * has failed here. It fails there too, so there is no answer to give back.
 */
static void explain(const foi_law *law, const char *clock, foi_day day, const foi_deadline_opts *o, foi_error *err)
{
    foi_deadline_opts plain = *o;
    foi_deadline *d = NULL;

    plain.size = sizeof plain;
    plain.flags = 0;
    foi_law_due(law, &d, clock, day, &plain, err);
    foi_deadline_unref(d); /* NULL */
}

/* Where an answer would overwrite its own question, the first day without one is found beforehand. */
static foi_day culprit_in_place(const plan *p, const foi_day *from, size_t count)
{
    foi_day unused;

    for (size_t i = 0; i < count; i++)
        if (answer(p, from[i], &unused) != FOI_ITEM_OK)
            return from[i];
    return FOI_DAY_NONE;
}

static int check_question(foi_deadline_opts *o, const foi_deadline_opts *given, const void *out, const void *from,
                          size_t count, foi_error *err)
{
    int code = foi__opts_read(o, sizeof *o, given, err);

    if (code == FOI_OK && (o->flags & ~(uint32_t)FOI_DEADLINE_PROVISIONAL) != 0)
        code = foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o->flags).text, NULL, NULL);
    if (code == FOI_OK && count > 0 && (out == NULL || from == NULL))
        code = foi__fail(err, FOI__NULL_ARGUMENT, out == NULL ? "out" : "from", NULL, NULL);
    return code;
}

int foi_law_due_many(const foi_law *law, foi_day *out, uint8_t *status, const foi_day *from, size_t count,
                     const char *clock, const foi_deadline_opts *opts, size_t *answered, foi_error *err)
{
    foi_deadline_opts o;
    foi__question q;
    plan p = {NULL, 0, 0};
    int code = check_question(&o, opts, out, from, count, err);

    if (code == FOI_OK)
        code = foi__question_ask(&q, law, clock, o.regime, o.readings, o.reading_count, err);
    if (code == FOI_OK)
        code = make_plan(&p, &q, err);
    if (code == FOI_OK) {
        foi_day culprit = out == from ? culprit_in_place(&p, from, count) : FOI_DAY_NONE;
        tally t = run(&p, out, status, from, count);

        if (answered != NULL)
            *answered = t.good;
        if (t.good < count)
            explain(law, clock, out == from ? culprit : from[t.bad], &o, err);
    }
    foi__free(p.items);
    return code;
}
