/* The closed vocabulary of conditions on an event (docs/procedure.md). */
#include "case/case.h"

/* ---- fields -------------------------------------------------------------------------------------------- */

static bool is_present(const foi__record *fact, uint8_t field)
{
    return field != FOI__NO && (fact->present >> field & 1) != 0;
}

static bool is_filled(const foi__record *fact, uint8_t field)
{
    return field != FOI__NO && (fact->filled >> field & 1) != 0;
}

/* The values of a field as bits: one of a choice, several of a list. */
static foi__set bits_of(const foi__plan_event *e, const foi__record *fact, uint8_t field)
{
    return e->fields[field].type == FOI_FIELD_CHOICES ? (foi__set)(uint32_t)fact->value[field]
                                                       : foi__bit((unsigned)fact->value[field] & 63);
}

/* A field that is not there has none of the values. */
bool foi__tests_pass(const foi__tests *t, const foi__plan_event *e, const foi__record *fact)
{
    for (size_t i = 0; i < t->count; i++)
        if (!is_present(fact, t->field[i]) || (bits_of(e, fact, t->field[i]) & t->values[i]) == 0)
            return false;
    return true;
}

/* The last event of a kind that took effect; NULL if there is none. */
static const foi__record *last_of(const foi__fold *f, uint8_t event)
{
    return event != FOI__NO && (f->happened >> event & 1) != 0 ? foi__record_at(f->c, (size_t)f->last[event]) : NULL;
}

/* The list that a condition speaks of, in the event itself or in the last one of another kind. */
static foi__set list_of(const foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__record *subject = g->other != FOI__NO ? last_of(f, g->other) : fact;

    if (subject == NULL || !is_present(subject, g->field))
        return 0;
    return bits_of(&f->plan->events[subject->kind], subject, g->field);
}

/* Two names that are not both on file differ: nobody is accused of what is not known. */
static bool differs(const foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__record *other = last_of(f, g->other);
    uint8_t field = FOI__NO;

    if (other == NULL || !is_filled(fact, g->field))
        return true;
    for (uint8_t i = 0; i < f->plan->events[other->kind].field_count; i++)
        if (foi__same(f->plan->events[other->kind].fields[i].field->id, g->guard->subject.name))
            field = i;
    return !is_filled(other, field) || !foi__same(f->c->text + fact->value[g->field], f->c->text + other->value[field]);
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

/* Told once in a case, when the row reaches its number. */
static bool in_a_row(foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__plan_event *e = &f->plan->events[fact->kind];
    uint8_t *row = &f->row[fact->kind];

    if ((f->happened >> fact->kind & 1) == 0 ||
        (g->other != FOI__NO && (f->happened >> g->other & 1) != 0 && f->last[g->other] > f->last[fact->kind]))
        *row = 0; /* a new one began since */
    if (!is_present(fact, g->field) || (bits_of(e, fact, g->field) & g->values) == 0) {
        *row = 0;
        return false;
    }
    if (*row < FOI__NO)
        ++*row;
    if (*row != g->number || (f->row_told >> fact->kind & 1) != 0)
        return false;
    f->row_told |= foi__bit(fact->kind);
    return true;
}

/* ---- clocks -------------------------------------------------------------------------------------------- */

/* Without a term, or without a last day that is decided, nobody is late. */
static bool is_within(const foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__instance *i = foi__fold_newest(f, g->other, fact->party);

    return i == NULL || i->due == FOI_DAY_NONE || fact->day <= i->due;
}

/* A notice after the term is good in one reading, while its own days last. */
static bool extends(foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__instance *i = foi__fold_newest(f, g->other, fact->party);
    const foi__edition_clock *c = &f->edition->clocks[g->other];
    const foi__axis *axis = c->late != FOI__NO ? f->edition->axes[c->late].axis : NULL;
    foi_day limit;

    if (i == NULL || i->due == FOI_DAY_NONE || fact->day <= i->due)
        return true;
    if (axis == NULL || i->extended_event >= 0)
        return false;
    limit = foi__fold_extended(f, g->other, i->due);
    if (limit != FOI_DAY_NONE && fact->day > limit)
        return false;
    return axis->options[foi__world_ask(f->world, c->late)].value != 0;
}

/* ---- windows of grounds -------------------------------------------------------------------------------- */

enum verdict { IN_TIME = 1, LATE = 2, PREMATURE = 4, ABSENT = 8 };

/* While the answer may still come it is too early to complain of silence. */
static bool answer_open(const foi__fold *f, const foi__plan_clock *c)
{
    const foi__instance *i = c->answer_clock != FOI__NO ? foi__fold_newest(f, c->answer_clock, FOI__NO) : NULL;

    return (i != NULL && i->end == FOI__RUNS && !i->passed) ||
           (c->answer_open.count > 0 && foi__fold_in(f, &c->answer_open));
}

/*
 * After a window that has closed it is late. Where none ever opened it is early as long as the answer may come, else
 * without ground.
 */
static unsigned ground_verdict(const foi__fold *f, const foi__plan_clock *c, size_t ground, foi_day day)
{
    const foi__plan_ground *g = &c->grounds[ground];
    const foi__windows *w = &f->windows[ground];
    bool silent = w->any_silent && !f->answered;

    if (g->never_late || (w->any && day <= w->last) || (silent && day <= w->last_silent))
        return IN_TIME;
    if (w->any || silent)
        return LATE;
    return !g->never_early && answer_open(f, c) ? PREMATURE : ABSENT;
}

/* One ground in time carries the filing. Else it may be late for one and early for another: both are told. */
static unsigned grounds_verdict(const foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    const foi__plan_clock *c = &f->plan->clocks[g->other];
    bool known = is_present(fact, g->field);
    unsigned all = 0;

    for (size_t i = 0; i < c->ground_count; i++) {
        const foi__words *of = known ? &f->plan->events[fact->kind].fields[g->field].field->of : NULL;
        bool named = !known && c->grounds[i].assumed;

        for (size_t k = 0; known && k < of->count; k++)
            if ((fact->value[g->field] >> k & 1) != 0 && foi__same(of->items[k], c->grounds[i].ground->id))
                named = true;
        if (named)
            all |= ground_verdict(f, c, i, fact->day);
    }
    return (all & IN_TIME) != 0 ? IN_TIME : (all & (LATE | PREMATURE)) != 0 ? all & (LATE | PREMATURE) : ABSENT;
}

/* ---- windows after an answer or silence ---------------------------------------------------------------- */

/* One duty: its answer opens a window, its silence another; one in time is enough. */
static unsigned duty_verdict(foi__fold *f, uint8_t window, const foi__instance *duty, foi_day day)
{
    bool answered = duty->end == FOI__STOPPED, silent = duty->due != FOI_DAY_NONE && (!answered || duty->passed);
    foi_day last;

    if (answered) {
        last = foi__fold_due(f, window, duty->stopped, f->c->records[duty->stopped_event].kind, false);
        if (last == FOI_DAY_NONE || day <= last)
            return IN_TIME;
    }
    if (!answered && (duty->due == FOI_DAY_NONE || day <= duty->due))
        return PREMATURE;
    if (silent) {
        last = foi__fold_due(f, window, duty->due, FOI__NO, true);
        if (last == FOI_DAY_NONE || day <= last)
            return IN_TIME;
    }
    return LATE;
}

/* From the newest on. If none is in time, the verdict on the newest is what is told. */
static unsigned duties_verdict(foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    uint8_t duty = f->plan->clocks[g->other].after;
    unsigned verdict = ABSENT;
    foi_day last;

    for (int32_t i = f->newest[duty]; i >= 0; i = f->instances[i].older) {
        unsigned one;

        if (f->instances[i].closed)
            continue;
        one = duty_verdict(f, g->other, &f->instances[i], fact->day);
        if (one == IN_TIME)
            return IN_TIME;
        if (verdict == ABSENT)
            verdict = one;
    }
    if (!f->decided_without)
        return verdict;
    last = foi__fold_due(f, g->other, f->decided_without_day, FOI__NO, false);
    if (last == FOI_DAY_NONE || fact->day <= last)
        return IN_TIME;
    return verdict == ABSENT ? LATE : verdict;
}

/* A window only judges (docs/procedure.md): whatever is found, the event keeps its effect. */
static bool judge_window(foi__fold *f, const foi__plan_guard *g, const foi__record *fact, int32_t event)
{
    const foi__plan_clock *c = &f->plan->clocks[g->other];
    unsigned v = c->ground_count > 0 ? grounds_verdict(f, g, fact) : duties_verdict(f, g, fact);

    if ((v & LATE) != 0)
        foi__fold_find(f, event, g->finding);
    if ((v & PREMATURE) != 0)
        foi__fold_find(f, event, g->premature);
    if ((v & ABSENT) != 0)
        foi__fold_find(f, event, g->absent);
    return v == IN_TIME;
}

/* ---- all of them --------------------------------------------------------------------------------------- */

static bool is_asked(const foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    return foi__tests_hold(&g->when, &f->plan->events[fact->kind], fact) &&
           (g->guard->when_has == NULL || is_filled(fact, g->when_has)) && foi__fold_in(f, &g->when_state) &&
           (g->unless_state.count == 0 || !foi__fold_in(f, &g->unless_state));
}

static bool holds(foi__fold *f, const foi__plan_guard *g, const foi__record *fact)
{
    switch (g->condition) {
    case FOI__IF_HAS:
        return is_filled(fact, g->field);
    case FOI__IF_GIVEN:
        return is_present(fact, g->field);
    case FOI__IF_FIELD:
        return !is_present(fact, g->field) || (list_of(f, g, fact) & g->values) != 0;
    case FOI__IF_NOT_ALL:
        return list_of(f, g, fact) == 0 || (list_of(f, g, fact) & ~g->values) != 0;
    case FOI__IF_NONE_OF:
        return (list_of(f, g, fact) & g->values) == 0;
    case FOI__IF_BY:
        return is_present(fact, g->field) && fact->value[g->field] <= fact->date;
    case FOI__IF_WITHIN:
        return is_within(f, g, fact);
    case FOI__IF_EXTENDS:
        return extends(f, g, fact);
    case FOI__IF_FIRST_EFFECTIVE:
        return (f->happened >> fact->kind & 1) == 0;
    case FOI__IF_AFTER:
        return (f->happened >> g->other & 1) != 0;
    case FOI__IF_DIFFERS:
        return differs(f, g, fact);
    case FOI__IF_STATE:
        return foi__fold_in(f, &g->subject_state);
    case FOI__IF_IN_A_ROW:
        return !in_a_row(f, g, fact);
    default:
        return (g->values >> f->c->applicant_number & 1) != 0;
    }
}

bool foi__fold_guard(foi__fold *f, const foi__move *m, const foi__record *fact, int32_t event)
{
    bool is_void = false;

    if (f->found == NULL && !m->may_void)
        return false;
    for (size_t i = 0; i < m->guard_count; i++) {
        const foi__plan_guard *g = &m->guards[i];
        bool good;

        /* where nobody asks for findings, only what may deny the event its effect matters, or who is asked */
        if ((f->found == NULL && !g->alone && (f->plan->voids >> g->finding & 1) == 0) || !is_asked(f, g, fact))
            continue;
        if (g->condition == FOI__IF_WINDOW) {
            judge_window(f, g, fact, event);
            continue;
        }
        good = holds(f, g, fact);
        if (good)
            continue;
        foi__fold_find(f, event, g->finding);
        is_void = is_void || (f->plan->voids >> g->finding & 1) != 0;
        if (g->alone)
            break;
    }
    return is_void;
}
