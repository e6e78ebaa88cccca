/*
 * What all readings together say. The prevailing world comes first and gives states, clocks and next steps;
 * every other one that differs widens the dates of the clocks it shares and tells which findings it makes too.
 */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* ---- room ---------------------------------------------------------------------------------------------- */

/* Four sets of findings for each fact, one after the other. */
static int make_room(foi_case *c, foi_error *err)
{
    foi__set *found = foi__grow(c->found, &c->found_room, 4 * c->count + 4, sizeof *found);

    if (found == NULL)
        return foi__no_memory(err);
    c->found = found;
    c->all = found + c->count + 1;
    c->any = c->all + c->count + 1;
    c->first = c->any + c->count + 1;
    return FOI_OK;
}

/* ---- findings that no reading changes ------------------------------------------------------------------ */

/* Of every event that happened, whatever became of it. */
static void find_receipts(foi_case *c)
{
    for (size_t i = 0; i < c->happened; i++) {
        const foi__record *f = foi__record_at(c, i);
        const foi__plan_event *e = &c->plan->events[f->kind];

        if (e->no_receipt != FOI__NO && f->received == FOI_DAY_NONE)
            c->found[foi__record_number(c, i)] |= foi__bit(e->no_receipt);
    }
}

/* The first event of a track in the order of the days, even if it had no effect: who asks is known then. */
static void find_applicant(foi_case *c)
{
    foi__set seen = 0;

    for (size_t i = 0; i < c->happened && seen != foi__bit((unsigned)c->plan->track_count) - 1; i++) {
        uint8_t track = c->plan->events[foi__record_at(c, i)->kind].track;
        const foi__plan_track *t = &c->plan->tracks[track];

        if ((seen >> track & 1) == 0 && t->applicant_finding != FOI__NO &&
            (t->barred_applicants >> c->applicant_number & 1) != 0)
            c->found[foi__record_number(c, i)] |= foi__bit(t->applicant_finding);
        seen |= foi__bit(track);
    }
}

/* ---- the same clock in two worlds ---------------------------------------------------------------------- */

/*
 * A list of the prevailing clocks for each fact that started them, one for each whose lapse opened them, and
 * one for clocks that there can be only one of, or one for each party.
 */
static size_t head_of(const foi_case *c, const foi__instance *i)
{
    const foi__plan_clock *k = &c->plan->clocks[i->clock];

    if (k->one || (k->each_party && c->edition->clocks[i->clock].start != FOI__NO))
        return 2 * c->count;
    return i->source >= 0 ? c->count + (size_t)i->root : (size_t)i->event;
}

static int make_heads(foi_case *c, foi_error *err)
{
    foi__fold *f = &c->judgment->fold;
    int32_t *heads = foi__grow(c->heads, &c->head_room, 2 * c->count + 1, sizeof *heads), *links;

    if (heads == NULL)
        return foi__no_memory(err);
    c->heads = heads;
    links = foi__grow(c->links, &c->link_room, f->count + 1, sizeof *links);
    if (links == NULL)
        return foi__no_memory(err);
    c->links = links;
    memset(heads, 0xff, (2 * c->count + 1) * sizeof *heads);
    for (size_t i = 0; i < f->count; i++) {
        size_t head = head_of(c, &f->instances[i]);

        links[i] = heads[head];
        heads[head] = (int32_t)i;
    }
    return FOI_OK;
}

static bool is_same(const foi__instance *a, const foi__instance *b)
{
    return a->clock == b->clock && a->party == b->party && (a->source >= 0) == (b->source >= 0);
}

/* A day beyond the decided ones is later than any other. */
static void widen(foi_day *earliest, foi_day *latest, foi_day due)
{
    if (due != FOI_DAY_NONE && (*earliest == FOI_DAY_NONE || due < *earliest))
        *earliest = due;
    if (due == FOI_DAY_NONE || (*latest != FOI_DAY_NONE && due > *latest))
        *latest = due;
}

/* ---- worlds -------------------------------------------------------------------------------------------- */

/* The next world: the last choice that has another option takes it, choices after it are open again. */
static bool next_world(foi__world *w)
{
    while (w->path_len > 0) {
        uint8_t axis = w->path[w->path_len - 1];

        if (++w->option[axis] < (int8_t)w->count[axis])
            return true;
        w->option[axis] = -1;
        w->path_len--;
    }
    return false;
}

static void leave_open(foi__world *w, size_t axes)
{
    w->whole = w->plain = false;
    for (size_t i = 0; i < axes; i++)
        if (w->count[i] > 1)
            w->option[i] = -1;
}

/* Under all is in each, under the prevailing one is in the first, under another is in any. */
static void gather(foi_case *c, const foi__fold *f, bool first)
{
    c->found[c->count] = f->missing;
    for (size_t i = 0; i <= c->count; i++) {
        c->all[i] = first ? c->found[i] : c->all[i] & c->found[i];
        c->any[i] = first ? c->found[i] : c->any[i] | c->found[i];
        if (first)
            c->first[i] = c->found[i];
    }
}

/* The window that a running duty will open ends on a day of its own in each world, even if it is open there. */
static void widen_rights(foi_case *c, foi__fold *f, const foi__instance *i, const foi__instance *mine)
{
    for (size_t k = 0; k < c->judgment->right_count; k++) {
        foi__right *r = &c->judgment->rights[k];
        foi_day latest = FOI_DAY_NONE;

        if (&c->judgment->fold.instances[r->duty] == mine && i->end == FOI__RUNS && i->due != FOI_DAY_NONE)
            widen(&r->safe_until, &latest,
                  foi__fold_due(f, c->plan->clocks[i->clock].announces, i->due, FOI__NO, true));
    }
}

static void widen_clocks(foi_case *c, foi__fold *f)
{
    foi__instance *mine = c->judgment->fold.instances;

    for (size_t i = 0; i < f->count; i++)
        for (int32_t k = c->heads[head_of(c, &f->instances[i])]; k >= 0; k = c->links[k]) {
            if (!is_same(&mine[k], &f->instances[i]))
                continue;
            widen(&mine[k].earliest, &mine[k].latest, f->instances[i].due);
            widen_rights(c, f, &f->instances[i], &mine[k]);
        }
}

static int fold_world(foi_case *c, foi__fold *f, foi__world *w, foi_day as_of, foi_error *err)
{
    memset(c->found, 0, (c->count + 1) * sizeof *c->found);
    find_receipts(c);
    find_applicant(c);
    return foi__fold_run(f, c, w, c->found, as_of, err);
}

/* Its choices are the defaults: an axis that is asked for takes its first option. */
static int first_world(foi_case *c, foi__world *w, foi_day as_of, foi_error *err)
{
    foi__fold *f = &c->judgment->fold;
    int code = fold_world(c, f, w, as_of, err);

    if (code < 0)
        return code;
    for (size_t i = 0; i < f->count; i++)
        f->instances[i].earliest = f->instances[i].latest = f->instances[i].due;
    if ((code = make_heads(c, err)) < 0 || (code = foi__case_rights(c, err)) < 0)
        return code;
    gather(c, f, true);
    widen_clocks(c, f);
    return FOI_OK;
}

static int other_worlds(foi_case *c, foi__world *w, foi_day as_of, foi_error *err)
{
    while (next_world(w)) {
        int code;

        if (c->scratch == NULL && (c->scratch = foi__zalloc(1, sizeof *c->scratch)) == NULL)
            return foi__no_memory(err);
        code = fold_world(c, c->scratch, w, as_of, err);
        if (code < 0)
            return code;
        gather(c, c->scratch, false);
        widen_clocks(c, c->scratch);
    }
    return FOI_OK;
}

/* ---- verdicts ------------------------------------------------------------------------------------------ */

static int add_verdict(foi_case *c, size_t fact, uint8_t code, foi_error *err)
{
    foi__judgment *j = c->judgment;
    foi__verdict *v = foi__grow(j->verdicts, &j->verdict_room, j->verdict_count + 1, sizeof *v);
    foi__set bit = foi__bit(code);

    if (v == NULL)
        return foi__no_memory(err);
    j->verdicts = v;
    v[j->verdict_count++] = (foi__verdict){fact < c->count ? (int32_t)fact : -1, code,
                                           (uint8_t)((c->all[fact] & bit) != 0     ? FOI_UNDER_ALL
                                                     : (c->first[fact] & bit) != 0 ? FOI_UNDER_DEFAULT
                                                                                   : FOI_UNDER_OTHER)};
    return FOI_OK;
}

/* In the order of the file, omissions last; of one event in the order of the packs. */
static int make_verdicts(foi_case *c, foi_error *err)
{
    c->judgment->verdict_count = 0;
    for (size_t i = 0; i <= c->count; i++) {
        foi__set codes = c->any[i] & c->edition->codes;

        for (uint8_t k = 0; codes >> k != 0 && k < c->plan->code_count; k++)
            if ((codes >> k & 1) != 0) {
                int code = add_verdict(c, i, k, err);

                if (code < 0)
                    return code;
            }
    }
    return FOI_OK;
}

int32_t foi__verdict_severity(const foi_case *c, const foi__verdict *v)
{
    int32_t severity = c->plan->codes[v->code]->severity;

    return v->under == FOI_UNDER_OTHER && severity < FOI_SEVERITY_WARNING ? FOI_SEVERITY_WARNING : severity;
}

/* "party" stands for the party that acted. */
static const char *party_or(const foi_case *c, const char *actor, uint8_t party)
{
    bool stands = actor != NULL && c->plan->party_actor != NULL && foi__same(actor, c->plan->party_actor);

    return stands && party != FOI__NO ? c->plan->parties[party] : actor;
}

const char *foi__verdict_actor(const foi_case *c, const foi__verdict *v)
{
    return party_or(c, c->plan->codes[v->code]->actor, v->event >= 0 ? c->records[v->event].party : FOI__NO);
}

uint8_t foi__verdict_clock(const foi_case *c, const foi__verdict *v)
{
    const foi__plan_event *e = v->event >= 0 ? &c->plan->events[c->records[v->event].kind] : NULL;

    return e != NULL && e->no_receipt == v->code ? e->receipt_clock : c->plan->code_clock[v->code];
}

/* ---- the clocks of the report -------------------------------------------------------------------------- */

static int sort_clocks(foi_case *c, foi_error *err)
{
    foi__judgment *j = c->judgment;
    uint32_t *sorted = foi__grow(j->sorted, &j->sorted_room, 2 * j->fold.count + 1, sizeof *sorted);

    if (sorted == NULL)
        return foi__no_memory(err);
    j->sorted = sorted;
    foi__fold_sort(&j->fold, sorted);
    return FOI_OK;
}

/* Late is late by the date, not by the order of events: an act on the due date is in time. */
int foi__instance_status(const foi__instance *i, foi_day as_of)
{
    bool late = i->due != FOI_DAY_NONE && i->stopped != FOI_DAY_NONE && i->stopped > i->due;

    if (i->end == FOI__STOPPED)
        return late ? FOI_CLOCK_LATE : FOI_CLOCK_MET;
    if (i->end == FOI__CANCELLED)
        return FOI_CLOCK_CANCELLED;
    if (i->passed)
        return FOI_CLOCK_LAPSED;
    return i->due == as_of ? FOI_CLOCK_DUE_TODAY : FOI_CLOCK_RUNNING;
}

/* Of a clock that ended nothing is left, and of one that ends beyond the decided days nobody knows. */
int32_t foi__instance_left(const foi__fold *f, const foi__instance *i, foi_day as_of)
{
    int32_t days;

    if (i->end != FOI__RUNS || i->due == FOI_DAY_NONE)
        return INT32_MIN;
    if (foi__fold_unit(f, i->clock) != FOI_UNIT_WORKING_DAY)
        return i->due - as_of;
    return foi_calendar_count(foi__fold_calendar(f, i->clock), &days, as_of, i->due, NULL) < 0 ? INT32_MIN : days;
}

/* The rule that is cited: that of the day of the event where that day counts, else that of the law of the case. */
const foi__clock *foi__instance_rule(const foi_case *c, const foi__instance *i)
{
    const foi__edition_clock *e = &c->edition->clocks[i->clock];
    const foi__version *v = NULL;

    if (e->timeline != NULL && i->event >= 0)
        v = foi__timeline_at(e->timeline, c->records[i->event].day);
    return v != NULL ? foi__clock_of(v) : e->clock;
}

const char *foi__instance_actor(const foi_case *c, const foi__instance *i)
{
    return party_or(c, foi__instance_rule(c, i)->actor, i->party);
}

/* ---- all ----------------------------------------------------------------------------------------------- */

/* What was judged last is kept until an event is recorded: a report asks for size and text in two calls. */
int foi__case_judge(foi_case *c, foi_day as_of, foi_error *err)
{
    foi__judgment *j = c->judgment;
    foi__world w;
    int code;

    if (j == NULL) {
        j = c->judgment = foi__zalloc(1, sizeof *j);
        if (j == NULL)
            return foi__no_memory(err);
    }
    if (j->valid && j->as_of == as_of)
        return FOI_OK;
    j->valid = false;
    w = c->prevailing;
    leave_open(&w, c->law->axis_count);
    if ((code = make_room(c, err)) < 0 || (code = first_world(c, &w, as_of, err)) < 0 ||
        (code = other_worlds(c, &w, as_of, err)) < 0 || (code = make_verdicts(c, err)) < 0 ||
        (code = sort_clocks(c, err)) < 0 || (code = foi__case_next(c, err)) < 0)
        return code;
    j->fold.world = &c->prevailing;
    j->valid = true;
    j->as_of = as_of;
    return FOI_OK;
}
