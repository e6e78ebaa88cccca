/*
 * One pass through the facts in one world. Time and events take turns: before an event, every clock that was
 * due before its day has passed, in the order of the due dates; then the event does what the tables say.
 */
#include <string.h>

#include "case/case.h"

/* ---- what an event does to clocks ---------------------------------------------------------------------- */

/*
 * The days of an extension are counted on from the due date, whenever it was announced. A clock that had passed
 * runs again: its lapse has not happened, so the window that it opened is closed and the track is where it was.
 */
static void extend(foi__fold *f, uint8_t clock, int32_t event, foi_day day)
{
    uint8_t window = foi__fold_window(f, clock);
    int32_t number = f->open[clock];
    foi__instance *i;

    if (!foi__extends(&f->edition->clocks[clock], &f->plan->events[f->c->records[event].kind]))
        return;
    while (number >= 0 && f->instances[number].end != FOI__RUNS)
        number = f->instances[number].open;
    if (number < 0)
        return;
    i = &f->instances[number];
    i->extended_from = i->due;
    i->extended_event = event;
    i->due = foi__fold_extended(f, clock, i->due);
    if (i->passed) { /* it runs again, and what its lapse opened is gone */
        i->passed = false;
        f->running[clock]++;
        if (window != FOI__NO) {
            const foi__plan_clock *w = &f->plan->clocks[window];

            foi__fold_close_grounds_by_lapse(f, clock);
            for (int32_t k = f->open[window]; k >= 0; k = f->instances[k].open)
                if (f->instances[k].source == number && f->instances[k].end == FOI__RUNS && !f->instances[k].passed)
                    foi__fold_end_instance(f, &f->instances[k], FOI__CANCELLED, event, day);
            if (w->opens_track != FOI__NO && f->state[w->opens_track] == w->opens_to && f->running[window] == 0)
                foi__fold_set_state(f, w->opens_track, 0, day);
        }
    }
    foi__fold_watch(f, number);
}

/* Drop from the list of a clock what has ended. */
static void tidy(foi__fold *f, uint8_t clock)
{
    int32_t *link = &f->open[clock];

    while (*link >= 0)
        if (f->instances[*link].end != FOI__RUNS && !f->instances[*link].again)
            *link = f->instances[*link].open;
        else
            link = &f->instances[*link].open;
    if (f->open[clock] < 0)
        f->listed &= ~foi__bit(clock);
}

/* True if the trigger speaks of this instance. */
static bool concerns(const foi__fold *f, const foi__plan_trigger *t, const foi__instance *i, const foi__record *fact)
{
    return i->end == FOI__RUNS && (!t->in_time || !i->passed) && (!t->of_lapse || i->source >= 0) &&
           (i->party == FOI__NO || fact->party == FOI__NO || i->party == fact->party ||
            !f->plan->clocks[i->clock].each_party);
}

/* A filing stops every window of its kind, any other act only the term that runs now, not that of a former round. */
static bool is_current(const foi__fold *f, const foi__instance *i)
{
    return f->plan->clocks[i->clock].opens_track != FOI__NO || i == &f->instances[f->newest[i->clock]] ||
           i == foi__fold_newest(f, i->clock, i->party);
}

static void stop_all(foi__fold *f, const foi__plan_event *e, const foi__record *fact, int32_t event)
{
    if ((e->stop_clocks & f->listed) == 0)
        return;
    for (size_t k = 0; k < e->stops.count; k++) {
        const foi__plan_trigger *t = &e->stops.items[k];

        if (f->open[t->clock] < 0 || !foi__tests_hold(&t->when, e, fact))
            continue;
        for (int32_t i = f->open[t->clock]; i >= 0; i = f->instances[i].open) {
            if (!concerns(f, t, &f->instances[i], fact) || !is_current(f, &f->instances[i]))
                continue;
            if (f->instances[i].due != FOI_DAY_NONE && fact->day > f->instances[i].due) {
                f->late |= foi__bit(t->clock);
                foi__fold_find(f, event, t->late);
            }
            foi__fold_end_instance(f, &f->instances[i], FOI__STOPPED, event, fact->day);
            f->stopped |= foi__bit(t->clock);
        }
        tidy(f, t->clock);
    }
}

static bool names(const foi__plan_trigger *t, const char *option)
{
    for (size_t i = 0; i < t->options->count; i++)
        if (foi__same(t->options->items[i], option))
            return true;
    return false;
}

/* Does the world take one of the options that the trigger names? It chooses only if that makes a difference. */
static bool is_under(foi__fold *f, const foi__plan_trigger *t)
{
    const foi__axis *axis = f->edition->axes[t->under].axis;
    size_t named = 0;

    if (axis == NULL)
        return false;
    if (f->world->option[t->under] >= 0)
        return names(t, axis->options[f->world->option[t->under]].name);
    for (size_t i = 0; i < axis->option_count; i++)
        named += names(t, axis->options[i].name);
    if (named == 0 || named == axis->option_count)
        return named > 0;
    return names(t, axis->options[foi__world_ask(f->world, t->under)].name);
}

static void cancel_all(foi__fold *f, const foi__plan_event *e, const foi__record *fact, int32_t event)
{
    if (e->closes_grounds && f->found != NULL)
        foi__fold_close_grounds(f);
    if ((e->cancel_clocks & f->listed) == 0)
        return;
    for (size_t k = 0; k < e->cancels.count; k++) {
        const foi__plan_trigger *t = &e->cancels.items[k];

        if (f->open[t->clock] < 0 || !foi__tests_hold(&t->when, e, fact))
            continue;
        for (int32_t i = f->open[t->clock]; i >= 0; i = f->instances[i].open) {
            foi__instance *x = &f->instances[i];

            if (!concerns(f, t, x, fact))
                continue;
            if (x->passed) { /* what has lapsed stays so, yet the matter is closed */
                x->closed = true;
                continue;
            }
            if (t->under != FOI__NO && !is_under(f, t))
                continue;
            x->closed = !t->again;
            x->again = t->again;
            foi__fold_end_instance(f, x, FOI__CANCELLED, event, fact->day);
        }
        tidy(f, t->clock);
    }
}

/* ---- clocks that several events may start -------------------------------------------------------------- */

/* What an event does to a clock under an option: nothing, a new one, or the one that runs moves to it. */
enum effect { NOTHING, STARTS, MOVES };

/* Rank 0 is the event that the option names, 1 and more are what it falls back on. */
static int effect_of(const foi__fold *f, uint8_t clock, uint8_t kind, int8_t option, const foi__instance *now)
{
    const foi__edition_clock *e = &f->edition->clocks[clock];
    uint8_t rank = e->rank[kind][option];

    if (rank == FOI__NO)
        return NOTHING;
    if (now == NULL)
        return STARTS;
    if (now->end == FOI__RUNS && !now->passed)
        return now->extended_event < 0 && now->event >= 0 && rank < e->rank[f->c->records[now->event].kind][option]
                   ? MOVES
                   : NOTHING;
    if (f->plan->clocks[clock].one)
        return now->again && rank == 0 ? MOVES : NOTHING;
    return STARTS;
}

/* The world chooses only if that makes a difference. */
static int chosen_effect(foi__fold *f, uint8_t clock, const foi__record *fact, const foi__instance *now)
{
    uint8_t axis = f->edition->clocks[clock].start;
    int first;
    int8_t option = f->world->option[axis];

    if (option >= 0)
        return effect_of(f, clock, fact->kind, option, now);
    first = effect_of(f, clock, fact->kind, 0, now);
    for (int8_t o = 1; o < (int8_t)f->world->count[axis]; o++)
        if (effect_of(f, clock, fact->kind, o, now) != first)
            return effect_of(f, clock, fact->kind, (int8_t)foi__world_ask(f->world, axis), now);
    return first;
}

/* It stays the same clock: only what it is counted from has changed. */
static void move_to(foi__fold *f, foi__instance *i, int32_t event, foi_day from)
{
    int32_t number = (int32_t)(i - f->instances);

    if (i->end != FOI__RUNS)
        f->running[i->clock]++;
    i->end = FOI__RUNS;
    i->again = i->passed = false;
    i->stopped_event = -1;
    i->stopped = FOI_DAY_NONE;
    i->event = event;
    i->from = from;
    i->due = foi__fold_due(f, i->clock, from, f->c->records[event].kind, false);
    foi__fold_watch(f, number);
}

/* An event without a party starts a clock that each party has for all of them. */
static void start_by_axis(foi__fold *f, uint8_t clock, const foi__record *fact, int32_t event, foi_day from)
{
    const foi__plan_clock *c = &f->plan->clocks[clock];
    const foi__plan_event *e = &f->plan->events[fact->kind];
    uint8_t first = 0, last = (uint8_t)f->plan->party_count;

    if (!c->each_party) {
        last = 1;
    } else if (e->party_field != FOI__NO) {
        first = fact->party;
        last = (uint8_t)(first + 1);
    }
    for (uint8_t p = first; p < last; p++) {
        foi__instance *now = foi__fold_newest(f, clock, p);

        switch (chosen_effect(f, clock, fact, now)) {
        case STARTS:
            now = foi__fold_start(f, clock, from, event, p);
            if (now == NULL)
                break;
            now->due = foi__fold_due(f, clock, from, fact->kind, false);
            foi__fold_watch(f, (int32_t)(now - f->instances));
            foi__fold_open_track(f, c, fact->day);
            break;
        case MOVES:
            move_to(f, now, event, from);
            break;
        default:
            break;
        }
    }
}

/* A due date that somebody promised or ordered is a day of the file; without it there is no term to keep. */
static void start_plain(foi__fold *f, const foi__plan_trigger *t, const foi__record *fact, int32_t event, foi_day from)
{
    const foi__plan_clock *c = &f->plan->clocks[t->clock];
    uint8_t field = c->due_field_of_event[fact->kind];
    foi__instance *i;

    if (c->run->due != NULL && (field == FOI__NO || (fact->present >> field & 1) == 0))
        return;
    i = foi__fold_start(f, t->clock, from, event, fact->party);
    if (i == NULL)
        return;
    i->due = c->run->due != NULL ? fact->value[field] : foi__fold_due(f, t->clock, from, fact->kind, false);
    if ((c->stop_events >> fact->kind & 1) != 0) { /* started and stopped by one act */
        if (i->due != FOI_DAY_NONE && fact->day > i->due)
            for (size_t k = 0; k < f->plan->events[fact->kind].stops.count; k++)
                if (f->plan->events[fact->kind].stops.items[k].clock == t->clock)
                    foi__fold_find(f, event, f->plan->events[fact->kind].stops.items[k].late);
        foi__fold_end_instance(f, i, FOI__STOPPED, event, fact->day);
        tidy(f, t->clock);
        return;
    }
    foi__fold_watch(f, (int32_t)(i - f->instances));
    foi__fold_open_track(f, c, fact->day);
}

static foi_day day_from(const foi__plan_event *e, uint8_t field, const foi__record *fact)
{
    if (field == FOI__NO)
        return fact->day;
    if (field == e->receipt_field)
        return fact->received != FOI_DAY_NONE ? fact->received : fact->date;
    return (fact->present >> field & 1) != 0 ? fact->value[field] : fact->day;
}

static bool starts_now(foi__fold *f, const foi__start *s, const foi__plan_event *e, const foi__record *fact,
                       int32_t event)
{
    const foi__plan_trigger *t = s->trigger;

    return foi__tests_hold(&t->when, e, fact) && foi__fold_in(f, &t->in) &&
           (t->late_for == FOI__NO || (f->late >> t->late_for & 1) != 0) &&
           (s->clock->not_in.count == 0 || !foi__fold_in(f, &s->clock->not_in)) &&
           (!s->dated || foi__fold_has_rule(f, t->clock, fact->day, event));
}

/* States are those after the event. Of several entries for one clock the first that fits starts it, once. */
static void start_all(foi__fold *f, const foi__plan_event *e, const foi__record *fact, int32_t event)
{
    const foi__starts *starts = &f->edition->starts[fact->kind];
    foi__set started = 0;

    for (size_t k = 0; k < starts->count; k++) {
        const foi__start *s = &starts->items[k];
        const foi__plan_trigger *t = s->trigger;

        if ((started >> t->clock & 1) != 0 || (!s->always && !starts_now(f, s, e, fact, event)))
            continue;
        started |= foi__bit(t->clock);
        if (s->by_axis)
            start_by_axis(f, t->clock, fact, event, day_from(e, t->from, fact));
        else
            start_plain(f, t, fact, event, day_from(e, t->from, fact));
    }
}

/* The end of a duty that nothing started: its answer counts all the same. */
static void note_unasked(foi__fold *f, const foi__record *fact)
{
    if (!f->decided_without || fact->day > f->decided_without_day)
        f->decided_without_day = fact->day;
    f->decided_without = true;
}

/* ---- one event ----------------------------------------------------------------------------------------- */

/* The event has no place here: a code of its own where the tables give one, else the general one. */
static void find_elsewhere(foi__fold *f, const foi__plan_event *e, int32_t event, uint8_t otherwise)
{
    for (size_t i = 0; i < e->elsewhere_count; i++) {
        const foi__plan_elsewhere *w = &e->elsewhere[i];
        const foi__instance *x = w->passed != FOI__NO ? foi__fold_newest(f, w->passed, FOI__NO) : NULL;

        if ((w->in >> f->state[e->track] & 1) == 0 ||
            (w->passed != FOI__NO && (x == NULL || x->end != FOI__RUNS || !x->passed)) ||
            (w->after != FOI__NO && (f->happened >> w->after & 1) == 0) ||
            (w->not_after != FOI__NO && (f->happened >> w->not_after & 1) != 0))
            continue;
        foi__fold_find(f, event, w->finding);
        return;
    }
    foi__fold_find(f, event, otherwise);
}

/* Was it done before, where it can be done only once? */
static bool done_before(const foi__fold *f, const foi__move *m, const foi__record *fact)
{
    if (m->once == FOI__ONCE_NOT || (f->happened >> fact->kind & 1) == 0)
        return false;
    return m->once == FOI__ONCE_CASE ||
           (fact->party != FOI__NO && (f->happened_party[fact->kind] >> fact->party & 1) != 0);
}

static bool is_unstopped(const foi__fold *f, uint8_t clock)
{
    const foi__instance *i = clock != FOI__NO ? foi__fold_newest(f, clock, FOI__NO) : NULL;

    return clock == FOI__NO || (i != NULL && i->end == FOI__RUNS);
}

/* The event's own track first; what becomes of others may depend on clocks that it has just ended. */
static void move_tracks(foi__fold *f, const foi__move *m, const foi__plan_event *e, const foi__record *fact)
{
    uint8_t to = m->to_field != FOI__NO ? m->states[fact->value[m->to_field]] : m->to;

    if (to != FOI__NO && (m->stays_if.count == 0 || !foi__tests_hold(&m->stays_if, e, fact)))
        foi__fold_set_state(f, e->track, to, fact->day);
    for (size_t i = 0; i < m->also_count; i++) {
        const foi__plan_also *a = &m->also[i];

        if ((a->from >> f->state[a->track] & 1) != 0 &&
            (a->unless_running == FOI__NO || f->running[a->unless_running] == 0))
            foi__fold_set_state(f, a->track, a->to, fact->day);
    }
}

static void note(foi__fold *f, const foi__record *fact)
{
    if ((f->happened >> fact->kind & 1) == 0) {
        f->first_day[fact->kind] = fact->day;
        f->happened_party[fact->kind] = 0;
    }
    f->happened |= foi__bit(fact->kind);
    f->last[fact->kind] = f->place;
    if (fact->party != FOI__NO)
        f->happened_party[fact->kind] |= (uint8_t)(1u << fact->party);
    if ((f->plan->answers >> fact->kind & 1) != 0)
        f->answered = true;
}

/* The event takes effect. Clocks end before others start, and tracks move after clocks ended. */
static void take_effect(foi__fold *f, const foi__move *m, const foi__plan_event *e, const foi__record *fact,
                        int32_t event)
{
    f->late = f->stopped = 0;
    for (foi__set left = e->extends & f->listed; left != 0; left &= left - 1) /* seldom any */
        extend(f, foi__first_of(left), event, fact->day);
    stop_all(f, e, fact, event);
    cancel_all(f, e, fact, event);
    move_tracks(f, m, e, fact);
    note(f, fact);
    if (e->plain)
        return;
    if (f->found != NULL) /* windows of grounds make findings only */
        foi__fold_open_grounds(f, e, fact);
    start_all(f, e, fact, event);
    if ((e->ends_duties & ~f->stopped) != 0)
        note_unasked(f, fact);
}

/*
 * Recorded is recorded; the question is only what the event does. In its place it takes effect, over a gap too;
 * elsewhere, or if a guard denies it, it leaves a finding and nothing else.
 */
static void apply(foi__fold *f, const foi__record *fact, int32_t event)
{
    const foi__plan_event *e = &f->plan->events[fact->kind];
    foi__action a = e->action[f->state[e->track]];
    const foi__move *m;

    if (a.act == FOI__ACT_IGNORE)
        return;
    if (a.act == FOI__ACT_VOID) {
        find_elsewhere(f, e, event, a.number);
        return;
    }
    m = &f->plan->moves[a.number];
    if (done_before(f, m, fact) || !is_unstopped(f, m->unstopped)) {
        find_elsewhere(f, e, event, e->otherwise);
        return;
    }
    if (a.act == FOI__ACT_GAP || (m->gap_in.count > 0 && foi__fold_in(f, &m->gap_in)))
        foi__fold_find(f, event, m->otherwise);
    if (m->guard_count > 0 && foi__fold_guard(f, m, fact, event))
        return;
    take_effect(f, m, e, fact, event);
}

/* ---- the pass ------------------------------------------------------------------------------------------ */

/* Memory of the last pass is used again. Only what a look may reach is cleared: the rest is behind a bit or a list. */
static void begin(foi__fold *f, const foi_case *c, foi__world *w, foi__set *found, foi_error *err)
{
    f->c = c;
    f->plan = c->plan;
    f->edition = c->edition;
    f->world = w;
    f->found = found;
    f->err = err;
    f->code = FOI_OK;
    f->missing = f->happened = f->listed = f->row_told = 0;
    f->answered = f->decided_without = false;
    f->asked_first = FOI_DAY_MAX;
    f->asked_last = FOI_DAY_MIN;
    f->count = f->heap_len = 0;
    memset(f->state, 0, sizeof f->state);
    memset(f->row, 0, sizeof f->row);
    memset(f->newest, 0xff, c->plan->clock_count * sizeof *f->newest);
    memset(f->open, 0xff, c->plan->clock_count * sizeof *f->open);
    memset(f->running, 0, c->plan->clock_count * sizeof *f->running);
    if (found != NULL)
        memset(f->windows, 0, sizeof f->windows);
    for (size_t i = 0; i < c->plan->track_count; i++)
        f->since[i] = FOI_DAY_NONE;
}

/* What was left undone: clocks that passed and that nothing stopped. */
static void find_omissions(foi__fold *f)
{
    for (size_t i = 0; f->found != NULL && i < f->count; i++)
        if (f->instances[i].passed && f->instances[i].end == FOI__RUNS)
            foi__fold_find(f, -1, f->plan->clocks[f->instances[i].clock].missing);
}

int foi__fold_run(foi__fold *f, const foi_case *c, foi__world *w, foi__set *found, foi_day as_of, foi_error *err)
{
    begin(f, c, w, found, err);
    for (size_t i = 0; i < c->happened && f->code == FOI_OK; i++) {
        const foi__record *fact = foi__record_at(c, i);

        f->place = (int32_t)i;
        foi__fold_pass_time(f, fact->day);
        apply(f, fact, (int32_t)foi__record_number(c, i));
    }
    if (f->code == FOI_OK)
        foi__fold_pass_time(f, as_of);
    find_omissions(f);
    return f->code;
}

void foi__fold_free(foi__fold *f)
{
    if (f->instances != f->few)
        foi__free(f->instances);
    if (f->heap != f->few_dues)
        foi__free(f->heap);
}

/* ---- the order of the report --------------------------------------------------------------------------- */

/* By the day of the trigger, then as they started. `sorted` has room for twice as many and one. */
void foi__fold_sort(const foi__fold *f, uint32_t *sorted)
{
    const foi__instance *all = f->instances;
    size_t count = f->count;
    uint32_t *spare = sorted + count;
    bool in_order = true;

    for (size_t i = 0; i < count; i++) {
        sorted[i] = (uint32_t)i;
        in_order = in_order && (i == 0 || all[i - 1].from <= all[i].from);
    }
    for (size_t width = 1; width < count && !in_order; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t mid = from + width < count ? from + width : count;
            size_t end = from + 2 * width < count ? from + 2 * width : count, i = from, k = mid;

            for (size_t n = from; n < end; n++)
                spare[n] =
                    i < mid && (k == end || all[sorted[i]].from <= all[sorted[k]].from) ? sorted[i++] : sorted[k++];
        }
        memcpy(sorted, spare, count * sizeof *sorted);
    }
}

/* ---- the prevailing world alone ------------------------------------------------------------------------ */

/* The fold begins in the room of `b` and moves to room of its own only if the case has many clocks. */
int foi__case_brief(const foi_case *c, foi__brief *b, foi_day as_of, foi_error *err)
{
    foi__world *world = (foi__world *)(uintptr_t)&c->prevailing; /* every choice of it is made: nobody changes it */
    foi__fold *f = &b->fold;

    f->instances = b->few;
    f->heap = b->few_dues;
    f->few = b->few;
    f->few_dues = b->few_dues;
    f->room = f->heap_room = FOI__FEW;
    b->sorted = b->few_sorted;
    return foi__fold_run(f, c, world, NULL, as_of, err);
}

/* Only who asks for the clocks needs their order. */
int foi__brief_sort(foi__brief *b, foi_error *err)
{
    if (b->fold.count > FOI__FEW)
        b->sorted = foi__alloc((2 * b->fold.count + 1) * sizeof *b->sorted);
    if (b->sorted == NULL) {
        b->sorted = b->few_sorted;
        return foi__no_memory(err);
    }
    foi__fold_sort(&b->fold, b->sorted);
    return FOI_OK;
}

void foi__brief_free(foi__brief *b)
{
    foi__fold_free(&b->fold);
    if (b->sorted != b->few_sorted)
        foi__free(b->sorted);
}
