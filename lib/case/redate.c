/*
 * Re-dating: which clocks does a change of the calendar move? A case is folded with the law before and with the law
 * after, and what waits still is compared. The second fold is spared where no day that the first one asked the
 * calendar about has changed: it would be the same.
 */
#include <string.h>

#include "case/case.h"
#include "deadline/deadline.h"

/* ---- the days that changed ----------------------------------------------------------------------------- */

/* Those of one calendar of the law, in order. */
typedef struct changes {
    foi_day_change *items;
    size_t count, room;
    bool same_days; /* both decide the same days, without holes */
} changes;

typedef struct redating {
    const foi_law *before, *after;
    changes *changes; /* by the number of the calendar in the law */
    foi_clock_move *moves;
    size_t capacity, moved;
} redating;

static int add_change(changes *c, const foi_day_change *day, foi_error *err)
{
    size_t at = c->count;
    foi_day_change *items;

    while (at > 0 && c->items[at - 1].day > day->day)
        at--;
    if (at > 0 && c->items[at - 1].day == day->day)
        return FOI_OK;
    items = foi__grow(c->items, &c->room, c->count + 1, sizeof *items);
    if (items == NULL)
        return foi__no_memory(err);
    c->items = items;
    memmove(&items[at + 1], &items[at], (c->count - at) * sizeof *items);
    items[at] = *day;
    c->count++;
    return FOI_OK;
}

static int add_changes(changes *c, const foi_calendar *before, const foi_calendar *after, foi_error *err)
{
    size_t count = foi_calendar_diff(before, after, NULL, 0);
    foi_day_change *days = foi__alloc(count * sizeof *days);
    int code = FOI_OK;

    if (days == NULL)
        return foi__no_memory(err);
    foi_calendar_diff(before, after, days, count);
    for (size_t i = 0; i < count && code == FOI_OK; i++)
        code = add_change(c, &days[i], err);
    foi__free(days);
    return code;
}

/* A day may be otherwise only where some kinds of day off are worked: each choice of them has a calendar. */
static int find_changes(changes *c, const foi__calendar_set *before, const foi__calendar_set *after, foi_error *err)
{
    const foi_calendar *a = before->states[0].used, *b = after->states[0].used;
    int code = FOI_OK;

    c->same_days = a->segment_count == 1 && b->segment_count == 1 && a->lo == b->lo && a->hi == b->hi;
    for (size_t i = 0; i < before->state_count && i < after->state_count && code == FOI_OK; i++)
        code = add_changes(c, before->states[i].used, after->states[i].used, err);
    return code;
}

static const changes *changes_of(const redating *r, size_t regime)
{
    return &r->changes[r->before->regimes[regime].calendar - r->before->calendars];
}

/* The first changed day in [since, last]; NULL if there is none. */
static const foi_day_change *first_change(const changes *c, foi_day since, foi_day last)
{
    size_t lo = 0, hi = c->count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (c->items[mid].day < since)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->count && c->items[lo].day <= last ? &c->items[lo] : NULL;
}

static void free_redating(redating *r)
{
    for (size_t i = 0; r->changes != NULL && i < r->before->calendar_count; i++)
        foi__free(r->changes[i].items);
    foi__free(r->changes);
}

/* Numbers of regimes, clocks and events are the same in two laws of the same packs. */
static int begin(redating *r, const foi_law *before, const foi_law *after, foi_error *err)
{
    int code = FOI_OK;

    *r = (redating){.before = before, .after = after};
    if (memcmp(before->hash, after->hash, sizeof before->hash) != 0 || before->calendar_count != after->calendar_count)
        return foi__fail(err, FOI__OTHER_TABLES, NULL, NULL, NULL);
    r->changes = foi__zalloc(before->calendar_count, sizeof *r->changes);
    if (r->changes == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; i < before->calendar_count && code == FOI_OK; i++)
        code = find_changes(&r->changes[i], &before->calendars[i], &after->calendars[i], err);
    if (code < 0)
        free_redating(r);
    return code;
}

/* ---- one move ------------------------------------------------------------------------------------------ */

/* What lies between start and due dates, whichever comes first: a term may be counted back. */
static void tell(redating *r, const changes *c, foi_clock_move m)
{
    if (r->moved < r->capacity) {
        foi_day last = m.start;
        const foi_day_change *because;

        for (size_t i = 0; i < 2; i++) {
            foi_day due = i == 0 ? m.from : m.to;

            if (m.move == (i == 0 ? FOI_MOVE_NEW : FOI_MOVE_GONE))
                continue;
            if (due != FOI_DAY_NONE && due < m.since)
                m.since = due;
            if (due == FOI_DAY_NONE || due > last)
                last = due != FOI_DAY_NONE ? due : FOI_DAY_MAX;
        }
        because = first_change(c, m.since, last);
        if (because != NULL)
            m.because = *because;
        else
            m.because.day = m.because.decree_date = FOI_DAY_NONE;
        r->moves[r->moved] = m;
    }
    r->moved++;
}

/* Where the lapse of a clock started it, it depends on the days of that one too. */
static foi_day since(const foi__fold *f, const foi__instance *i)
{
    while (i->source >= 0)
        i = &f->instances[i->source];
    return i->from;
}

static void tell_clock(redating *r, size_t item, const foi__brief *of, const foi__instance *i, int32_t move,
                       foi_day from, foi_day to)
{
    const foi__fold *f = &of->fold;

    tell(r, changes_of(r, f->c->regime),
         (foi_clock_move){.item = item,
                          .clock = f->plan->clocks[i->clock].id,
                          .trigger_event = i->event,
                          .move = move,
                          .start = i->from,
                          .since = since(f, i),
                          .from = from,
                          .to = to});
}

/* ---- one case ------------------------------------------------------------------------------------------ */

/* The same clock: by what started it, or by what the clock before it was started by. */
static bool is_same(const foi__instance *a, const foi__instance *b)
{
    return a->clock == b->clock && a->event == b->event && a->root == b->root && a->party == b->party &&
           (a->source >= 0) == (b->source >= 0);
}

/* Two folds start nearly the same clocks in nearly the same order, so the search begins where the last one ended. */
static foi__instance *partner(foi__fold *in, const foi__instance *of, size_t *at)
{
    for (size_t n = 0; n < in->count; n++) {
        size_t k = *at + n < in->count ? *at + n : *at + n - in->count;
        foi__instance *i = &in->instances[k];

        if (i->paired || !is_same(i, of))
            continue;
        i->paired = true;
        *at = k + 1 < in->count ? k + 1 : 0;
        return i;
    }
    return NULL;
}

static void compare(redating *r, size_t item, foi__brief *before, foi__brief *after)
{
    size_t at = 0;

    for (size_t i = 0; i < after->fold.count; i++) {
        const foi__instance *now = &after->fold.instances[after->sorted[i]];
        const foi__instance *old = partner(&before->fold, now, &at);
        bool waits = now->end == FOI__RUNS || (old != NULL && old->end == FOI__RUNS);

        if (waits && old == NULL)
            tell_clock(r, item, after, now, FOI_MOVE_NEW, FOI_DAY_NONE, now->due);
        else if (waits && old->due != now->due)
            tell_clock(r, item, after, now, FOI_MOVE_DUE, old->due, now->due);
    }
    for (size_t i = 0; i < before->fold.count; i++) {
        const foi__instance *old = &before->fold.instances[i];

        if (!old->paired && old->end == FOI__RUNS)
            tell_clock(r, item, before, old, FOI_MOVE_GONE, old->due, FOI_DAY_NONE);
    }
}

/* A case seen with another law: it borrows the facts. What was found out about the law of the last case is kept. */
static void look(foi_case *lens, const foi_case *c, const foi_law *law)
{
    if (lens->regime != c->regime || lens->fixed_count > 0 || c->fixed_count > 0)
        lens->prevailing_of = NULL;
    lens->law = (foi_law *)(uintptr_t)law;
    lens->plan = law->plan;
    lens->regime = c->regime;
    lens->records = c->records;
    lens->count = c->count;
    lens->order = c->order;
    lens->ordered = c->ordered;
    lens->in_order = c->in_order;
    lens->applicant_number = c->applicant_number;
    lens->first_date = c->first_date;
    lens->fixed_count = c->fixed_count;
    for (size_t i = 0; i < c->fixed_count; i++)
        lens->fixed[i] = c->fixed[i];
    lens->file_as_of = c->file_as_of;
    lens->text = c->text;
}

/* True if the calendars answer every question of the fold alike. */
static bool same_answers(const changes *c, const foi__fold *f)
{
    return c->same_days && first_change(c, f->asked_first, f->asked_last) == NULL;
}

/* Two lenses for all cases, so that what is found out about a law is found out once. */
typedef struct pair {
    foi_case before, after;
} pair;

/* The facts were put in order before, so a look through a lens changes nothing of the case. */
static int redate_case(redating *r, pair *p, const foi_case *c, size_t item, foi_day as_of, foi_error *err)
{
    FOI__UNSET foi__brief before;
    FOI__UNSET foi__brief after;
    int code;

    look(&p->before, c, r->before);
    if ((code = foi__case_ready(&p->before, &as_of, err)) < 0)
        return code;
    code = foi__case_brief(&p->before, &before, as_of, err);
    if (code < 0 || same_answers(changes_of(r, c->regime), &before.fold)) {
        foi__brief_free(&before);
        return code;
    }
    look(&p->after, c, r->after);
    if ((code = foi__case_ready(&p->after, &as_of, err)) == FOI_OK) {
        code = foi__case_brief(&p->after, &after, as_of, err);
        if (code == FOI_OK && (code = foi__brief_sort(&after, err)) == FOI_OK)
            compare(r, item, &before, &after);
        foi__brief_free(&after);
    }
    foi__brief_free(&before);
    return code;
}

/* ---- many cases ---------------------------------------------------------------------------------------- */

/* A case without a day to judge has no day at all. */
static uint8_t status_of(int code)
{
    switch (code) {
    case FOI_OK:
        return FOI_ITEM_OK;
    case FOI_ERR_LAW_GAP:
        return FOI_ITEM_LAW_GAP;
    case FOI_ERR_CALENDAR_GAP:
        return FOI_ITEM_CALENDAR_GAP;
    default:
        return FOI_ITEM_BAD_DAY;
    }
}

/* Cases lie anywhere in memory; what the next ones need is asked for ahead. */
static void fetch_ahead(foi_case *const *cases, size_t count, size_t i)
{
    enum { HEADS = 8, FACTS = 4, LINE = 64 };

    if (i + HEADS < count)
        for (size_t k = 0; k < 4; k++)
            __builtin_prefetch((const char *)cases[i + HEADS] + k * LINE);
    if (i + FACTS < count)
        for (size_t k = 0; k < FOI__FEW && k < cases[i + FACTS]->count; k++)
            __builtin_prefetch(&cases[i + FACTS]->records[k]);
}

static int redate_cases(redating *r, pair *p, foi_case *const *cases, size_t count, foi_day as_of, uint8_t *status,
                        size_t *judged, foi_error *err)
{
    const foi_law *known = r->before;

    for (size_t i = 0; i < count; i++) {
        int code;

        fetch_ahead(cases, count, i);
        if (cases[i]->law != known && cases[i]->law != r->after &&
            memcmp(cases[i]->law->hash, r->before->hash, sizeof r->before->hash) != 0)
            return foi__fail(err, FOI__OTHER_TABLES, NULL, NULL, NULL);
        known = cases[i]->law;
        code = foi__case_order(cases[i], err);
        if (code == FOI_OK)
            code = redate_case(r, p, cases[i], i, as_of, *judged == i ? err : NULL);
        if (code == FOI_ERR_MEMORY)
            return *judged == i ? code : foi__no_memory(err);
        if (status != NULL)
            status[i] = status_of(code);
        *judged += code == FOI_OK;
    }
    return FOI_OK;
}

static int check_arguments(const void *items, size_t count, const void *moves, size_t capacity, const void *moved,
                           const char *name, foi_error *err)
{
    if (items == NULL && count > 0)
        return foi__fail(err, FOI__NULL_ARGUMENT, name, NULL, NULL);
    if ((moves == NULL && capacity > 0) || moved == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, moved == NULL ? "moved" : "moves", NULL, NULL);
    return FOI_OK;
}

int foi_redate(foi_case *const *cases, size_t count, const foi_law *before, const foi_law *after, foi_day as_of,
               uint8_t *status, foi_clock_move *moves, size_t capacity, size_t *moved, size_t *judged, foi_error *err)
{
    redating r;
    size_t good = 0;
    pair *p;
    int code = check_arguments(cases, count, moves, capacity, moved, "cases", err);

    if (code < 0 || (code = begin(&r, before, after, err)) < 0)
        return code;
    r.moves = moves;
    r.capacity = capacity;
    p = foi__zalloc(1, sizeof *p);
    code = p != NULL ? redate_cases(&r, p, cases, count, as_of, status, &good, err) : foi__no_memory(err);
    if (code == FOI_OK) {
        *moved = r.moved;
        if (judged != NULL)
            *judged = good;
    }
    foi__free(p); /* what it points to is borrowed */
    free_redating(&r);
    return code;
}

/* ---- one clock over plain days ------------------------------------------------------------------------- */

/* As the answers of one law stand beside those of the other. */
static void list_days(redating *r, const changes *c, const char *clock, const foi_day *start, const foi_day *from,
                      const foi_day *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (from[i] != to[i])
            tell(r, c,
                 (foi_clock_move){.item = i,
                                  .clock = clock,
                                  .trigger_event = -1,
                                  .move = FOI_MOVE_DUE,
                                  .start = start[i],
                                  .since = start[i],
                                  .from = from[i],
                                  .to = to[i]});
}

static int redate_days(redating *r, const char *clock, const foi_day *start, size_t count,
                       const foi_deadline_opts *opts, foi_error *err)
{
    foi_day *from = foi__alloc(2 * count * sizeof *from), *to = from + count;
    foi_deadline_opts o;
    size_t number, regime, answered = 0;
    int code;

    if (from == NULL)
        return foi__no_memory(err);
    code = foi_law_due_many(r->before, from, NULL, start, count, clock, opts, &answered, err);
    if (code == FOI_OK)
        code = foi_law_due_many(r->after, to, NULL, start, count, clock, opts, NULL, answered == count ? err : NULL);
    if (code == FOI_OK && (code = foi__opts_read(&o, sizeof o, opts, err)) == FOI_OK &&
        (code = foi__law_regime_number(r->before, o.regime, &regime, err)) == FOI_OK &&
        (code = foi__law_clock_number(r->before, clock, &number, err)) == FOI_OK)
        list_days(r, changes_of(r, regime), r->before->clocks[number].id, start, from, to, count);
    foi__free(from);
    return code;
}

int foi_law_redate_many(const foi_law *before, const foi_law *after, const char *clock, const foi_day *start,
                        size_t count, const foi_deadline_opts *opts, foi_clock_move *moves, size_t capacity,
                        size_t *moved, foi_error *err)
{
    redating r;
    int code = check_arguments(start, count, moves, capacity, moved, "start", err);

    if (code < 0 || (code = begin(&r, before, after, err)) < 0)
        return code;
    r.moves = moves;
    r.capacity = capacity;
    code = redate_days(&r, clock, start, count, opts, err);
    if (code == FOI_OK)
        *moved = r.moved;
    free_redating(&r);
    return code;
}
