/*
 * Clocks in a fold: how they start, what they open, and what happens when time passes them by.
 */
#include <string.h>

#include "case/case.h"

/*
 * A finding is a bit of the event that earns it, so one event has each finding once, however often it is found.
 * What nobody did has no event. Where nobody asks for findings there is no place for them.
 */
void foi__fold_find(foi__fold *f, int32_t event, uint8_t code)
{
    if (code == FOI__NO || f->found == NULL)
        return;
    if (event >= 0)
        f->found[event] |= foi__bit(code);
    else
        f->missing |= foi__bit(code);
}

static void no_memory(foi__fold *f)
{
    if (f->code == FOI_OK)
        f->code = foi__no_memory(f->err);
}

/* ---- instances ----------------------------------------------------------------------------------------- */

/* foi__grow() by one, for a list that may have begun in room that is not its own. */
static void *grow(const void *few, void *items, size_t *room, size_t count, size_t size)
{
    size_t own = 0;
    void *p;

    if (few == NULL || items != few)
        return foi__grow(items, room, count + 1, size);
    p = foi__grow(NULL, &own, count + 1, size);
    if (p != NULL) {
        memcpy(p, few, count * size);
        *room = own;
    }
    return p;
}

/* Wait for the due date. Where it moves later, what was waited for before no longer fits and is passed over. */
void foi__fold_watch(foi__fold *f, int32_t i)
{
    foi__due *heap = f->heap, item;
    size_t at = f->heap_len;

    if (f->instances[i].due == FOI_DAY_NONE)
        return;
    item = foi__due_of(f->instances[i].due, f->instances[i].clock, i);
    if (f->heap_len == f->heap_room) {
        heap = grow(f->few_dues, f->heap, &f->heap_room, f->heap_len, sizeof *heap);
        if (heap == NULL) {
            no_memory(f);
            return;
        }
        f->heap = heap;
    }
    f->heap_len++;
    for (; at > 0 && item < heap[(at - 1) / 2]; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = item;
}

static foi__due pop(foi__fold *f)
{
    foi__due *heap = f->heap, top = heap[0], last = heap[--f->heap_len];
    size_t at = 0, child;

    while ((child = 2 * at + 1) < f->heap_len) {
        if (child + 1 < f->heap_len && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= last)
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return top;
}

/* The array may move, so callers hold numbers, not pointers, across anything that starts a clock. */
static foi__instance *new_instance(foi__fold *f, uint8_t clock)
{
    foi__instance *i;

    if (f->count == f->room) {
        foi__instance *items = grow(f->few, f->instances, &f->room, f->count, sizeof *items);

        if (items == NULL) {
            no_memory(f);
            return NULL;
        }
        f->instances = items;
    }
    i = &f->instances[f->count];
    *i = (foi__instance){.event = -1,
                         .source = -1,
                         .extended_event = -1,
                         .stopped_event = -1,
                         .ended_by = -1,
                         .older = f->newest[clock],
                         .open = f->open[clock],
                         .extended_from = FOI_DAY_NONE,
                         .stopped = FOI_DAY_NONE,
                         .clock = clock,
                         .party = FOI__NO};
    f->newest[clock] = f->open[clock] = (int32_t)f->count;
    f->listed |= foi__bit(clock);
    f->count++;
    return i;
}

/* ---- windows of grounds -------------------------------------------------------------------------------- */

static foi_day known_or_far(foi_day day)
{
    return day != FOI_DAY_NONE ? day : FOI_DAY_MAX;
}

/*
 * Of a ground only the last day of its last window is kept: windows of one kind end in the order in which they
 * opened, so an earlier one cannot be open when the last is closed.
 */
static void open_ground(foi__fold *f, size_t ground, foi_day last, bool silent)
{
    foi__windows *w = &f->windows[ground];
    foi_day *to = silent ? &w->last_silent : &w->last;
    bool *any = silent ? &w->any_silent : &w->any;

    if (!*any || last > *to)
        *to = last;
    *any = true;
}

void foi__fold_close_grounds(foi__fold *f)
{
    memset(f->windows, 0, sizeof f->windows);
}

void foi__fold_open_grounds(foi__fold *f, const foi__plan_event *e, const foi__record *fact)
{
    foi_day last = FOI_DAY_NONE;
    bool known = false;

    for (size_t i = 0; i < e->opens.count; i++) {
        const foi__plan_trigger *t = &e->opens.items[i];

        if (!foi__tests_hold(&t->when, e, fact) || (t->late_for != FOI__NO && (f->late >> t->late_for & 1) == 0))
            continue;
        if (!known)
            last = known_or_far(foi__fold_due(f, t->clock, fact->day, fact->kind, false));
        known = true;
        open_ground(f, t->ground, last, false);
    }
}

static void open_grounds_by_lapse(foi__fold *f, uint8_t clock, foi_day lapse)
{
    const foi__plan_clock *c = f->plan->ground_clock != FOI__NO ? &f->plan->clocks[f->plan->ground_clock] : NULL;
    foi_day last = FOI_DAY_NONE;
    bool known = false;

    for (size_t i = 0; c != NULL && i < c->ground_count; i++) {
        const foi__plan_ground *g = &c->grounds[i];
        bool silent = (g->after_silence >> clock & 1) != 0;

        if (!silent && (g->after_lapse >> clock & 1) == 0)
            continue;
        if (!known)
            last = known_or_far(foi__fold_due(f, f->plan->ground_clock, lapse, FOI__NO, true));
        known = true;
        open_ground(f, i, last, silent);
    }
}

/* A lapse that an extension undid opens no window. */
void foi__fold_close_grounds_by_lapse(foi__fold *f, uint8_t clock)
{
    const foi__plan_clock *c = f->plan->ground_clock != FOI__NO ? &f->plan->clocks[f->plan->ground_clock] : NULL;

    for (size_t i = 0; c != NULL && i < c->ground_count; i++) {
        if ((c->grounds[i].after_silence >> clock & 1) != 0)
            f->windows[i].any_silent = false;
        if ((c->grounds[i].after_lapse >> clock & 1) != 0)
            f->windows[i].any = false;
    }
}

/* ---- starting ------------------------------------------------------------------------------------------ */

bool foi__fold_has_rule(foi__fold *f, uint8_t clock, foi_day day, int32_t event)
{
    const foi__plan_clock *c = &f->plan->clocks[clock];
    const foi__version *v = foi__timeline_at(f->edition->clocks[clock].timeline, day);
    bool earlier = false;

    for (uint8_t k = 0; v != NULL && (c->unless_before & f->happened) >> k != 0; k++)
        if (((c->unless_before & f->happened) >> k & 1) != 0 && f->first_day[k] < v->from)
            earlier = true;
    if (v != NULL && !earlier)
        return true;
    foi__fold_find(f, event, c->no_rule);
    return false;
}

/* Has the act that this clock waits for been done by the party already? */
static bool party_acted(const foi__fold *f, const foi__plan_clock *c, uint8_t party)
{
    foi__set done = c->stop_events & f->happened;

    for (uint8_t k = 0; done >> k != 0; k++)
        if ((done >> k & 1) != 0 && (f->happened_party[k] >> party & 1) != 0)
            return true;
    return false;
}

/* The due date is left to the caller, who knows whether it is counted, read from a field or that of a lapse. */
foi__instance *foi__fold_start(foi__fold *f, uint8_t clock, foi_day from, int32_t event, uint8_t party)
{
    const foi__plan_clock *c = &f->plan->clocks[clock];
    foi__instance *i;

    if (c->each_party && party_acted(f, c, party))
        return NULL;
    i = new_instance(f, clock);
    if (i == NULL)
        return NULL;
    i->event = i->root = event;
    i->from = from;
    if (c->each_party)
        i->party = party;
    f->running[clock]++;
    return i;
}

/* Its root is that of the duty: in another world the duty may have begun by another event of the same round. */
static void start_window(foi__fold *f, uint8_t window, int32_t source, foi_day lapse)
{
    const foi__plan_clock *c = &f->plan->clocks[window];
    foi__instance *i;

    if (f->edition->clocks[window].clock == NULL || (c->not_in.count > 0 && foi__fold_in(f, &c->not_in)))
        return;
    i = foi__fold_start(f, window, lapse, -1, FOI__NO);
    if (i == NULL)
        return;
    i->source = source;
    i->root = f->instances[source].root;
    i->due = foi__fold_due(f, window, lapse, FOI__NO, true);
    i->from = foi__fold_day0(f, window, lapse);
    foi__fold_watch(f, (int32_t)(i - f->instances));
    foi__fold_open_track(f, c, lapse + 1);
}

/* ---- lapses -------------------------------------------------------------------------------------------- */

/* A party whose copy is not on file has its time still before it. */
static bool each_party_passed(const foi__fold *f, uint8_t clock)
{
    for (uint8_t p = 0; p < f->plan->party_count; p++) {
        const foi__instance *i = foi__fold_newest(f, clock, p);

        if (i == NULL || i->end != FOI__RUNS || !i->passed)
            return false;
    }
    return true;
}

/* Ended by time, not by an act: there is no event to name. What was due before the day has passed like the other. */
static void cancel_clocks(foi__fold *f, foi__set clocks, int32_t by, foi_day day)
{
    for (uint8_t k = 0; k < f->plan->clock_count; k++) {
        if ((clocks >> k & 1) == 0)
            continue;
        for (int32_t i = f->open[k]; i >= 0; i = f->instances[i].open)
            if (f->instances[i].end == FOI__RUNS && !f->instances[i].passed &&
                (f->instances[i].due == FOI_DAY_NONE || f->instances[i].due >= day)) {
                foi__fold_end_instance(f, &f->instances[i], FOI__CANCELLED, -1, day);
                f->instances[i].ended_by = by;
            }
    }
}

/*
 * What the passing of a term does: first to states, then to what it opens. A window is counted from the last day
 * of the term, but nobody can use it before the day after.
 */
static void lapse(foi__fold *f, int32_t number)
{
    foi__instance *i = &f->instances[number];
    const foi__plan_clock *c = &f->plan->clocks[i->clock];
    uint8_t window = foi__fold_window(f, i->clock);
    foi_day last = i->due;

    i->passed = true;
    f->running[i->clock]--;
    for (size_t k = 0; k < c->lapse_count; k++) {
        const foi__plan_lapse *l = &c->lapses[k];

        if ((l->from >> f->state[l->track] & 1) == 0 || !foi__fold_in(f, &l->in) ||
            (l->last && f->running[i->clock] > 0) || (l->each_party && !each_party_passed(f, i->clock)))
            continue;
        foi__fold_set_state(f, l->track, l->to, last + 1);
        if (l->cancels != 0)
            cancel_clocks(f, l->cancels, number, last + 1);
    }
    if (window == FOI__NO)
        return;
    if (f->found != NULL)
        open_grounds_by_lapse(f, i->clock, last);
    start_window(f, window, number, last);
}

void foi__fold_lapse(foi__fold *f, foi_day day)
{
    while (f->heap_len > 0 && foi__due_day(f->heap[0]) < day) {
        foi__due first = pop(f);
        int32_t number = (int32_t)(uint32_t)first;
        const foi__instance *i = &f->instances[number];

        if (i->end == FOI__RUNS && !i->passed && i->due == foi__due_day(first))
            lapse(f, number);
    }
}
