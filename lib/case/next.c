/* What may or must be done now, by whom and until when, in the prevailing world. */
#include "case/case.h"

typedef struct listing {
    foi_case *c;
    const foi__fold *f;
    foi_error *err;
    int code;
} listing;

/* Of merged entries the earliest first day, the last due day and the safest day count; an unknown day is late. */
static void merge(foi__next *into, const foi__next *n)
{
    if (n->not_before < into->not_before)
        into->not_before = n->not_before;
    if (into->until != FOI_DAY_NONE && (n->until == FOI_DAY_NONE || n->until > into->until))
        into->until = n->until;
    if (n->safe_until != FOI_DAY_NONE && (into->safe_until == FOI_DAY_NONE || n->safe_until < into->safe_until))
        into->safe_until = n->safe_until;
}

/* One entry for an event and an actor, however many clocks ask for it: a person acts once. */
static void add(listing *l, foi__next n)
{
    foi__judgment *j = l->c->judgment;
    foi__next *all;

    if (l->code < 0 || n.event == FOI__NO)
        return;
    for (size_t i = 0; i < j->next_count; i++)
        if (j->nexts[i].event == n.event && foi__same(j->nexts[i].actor, n.actor)) {
            merge(&j->nexts[i], &n);
            return;
        }
    all = foi__grow(j->nexts, &j->next_room, j->next_count + 1, sizeof *all);
    if (all == NULL) {
        l->code = foi__no_memory(l->err);
        return;
    }
    j->nexts = all;
    all[j->next_count++] = n;
}

/* A window that a lapse opened is open from the day after, whatever its days are counted from. */
static foi__next entry(const listing *l, const foi__instance *i, uint8_t event)
{
    const foi__clock *rule = foi__instance_rule(l->c, i);
    bool lapse = i->source >= 0;

    return (foi__next){.event = event,
                       .clock = i->clock,
                       .actor = foi__instance_actor(l->c, i),
                       .not_before = lapse ? l->f->instances[i->source].due + 1 : i->from,
                       .until = i->due,
                       .safe_until = i->earliest,
                       .cites = &rule->rule.cites,
                       .grade = rule->rule.grade};
}

/* An extension is a step only in its states, and only once. */
static void add_extension(listing *l, const foi__instance *i)
{
    const foi__plan_clock *c = &l->c->plan->clocks[i->clock];

    if (c->extend_in.count == 0 || i->extended_event >= 0 || !foi__fold_in(l->f, &c->extend_in))
        return;
    for (uint8_t e = 0; e < l->c->plan->event_count; e++)
        if (foi__extends(&l->c->edition->clocks[i->clock], &l->c->plan->events[e]))
            add(l, entry(l, i, e));
}

/* What a running duty will open if nothing comes of it: told before it is open, so that nobody misses the window. */
static void add_right(listing *l, const foi__right *r)
{
    const foi__instance *duty = &l->f->instances[r->duty];
    uint8_t window = l->c->plan->clocks[duty->clock].announces;
    const foi__clock *rule = l->c->edition->clocks[window].clock;

    add(l, (foi__next){.event = l->c->plan->clocks[window].step,
                       .clock = window,
                       .actor = rule->actor,
                       .not_before = duty->due + 1,
                       .until = r->until,
                       .safe_until = r->safe_until,
                       .cites = &rule->rule.cites,
                       .grade = rule->rule.grade});
}

/* True if the last of certain events says that there is nothing to be done. */
static bool is_undone(const listing *l, const foi__plan_step *s)
{
    for (size_t i = 0; i < s->step->of.count; i++) {
        uint8_t e = s->of_event[i];

        if ((l->f->happened >> e & 1) != 0 &&
            foi__tests_hold(&s->unless[i], &l->c->plan->events[e], foi__record_at(l->c, (size_t)l->f->last[e])))
            return true;
    }
    return false;
}

/* One entry at most: the places are told in the order in which a case goes through them. */
static void add_step(listing *l, const foi__plan_step *s)
{
    for (size_t i = 0; i < s->where_count && !is_undone(l, s); i++) {
        if (!foi__fold_in(l->f, &s->where[i].in))
            continue;
        add(l, (foi__next){.event = s->event,
                           .clock = FOI__NO,
                           .actor = s->step->actor,
                           .not_before = l->f->since[s->where[i].since],
                           .until = FOI_DAY_NONE,
                           .safe_until = FOI_DAY_NONE,
                           .open_end = true,
                           .cites = &s->step->rule.cites,
                           .grade = s->step->rule.grade});
        return;
    }
}

static bool is_running(const foi__instance *i)
{
    return i->end == FOI__RUNS && !i->passed;
}

/* The right that a running duty will open when it lapses, if nothing has opened it before. */
static bool will_open(const foi_case *c, const foi__fold *f, const foi__instance *i)
{
    uint8_t window = c->plan->clocks[i->clock].announces;

    return window != FOI__NO && is_running(i) && i->due != FOI_DAY_NONE && c->edition->clocks[window].clock != NULL &&
           c->plan->clocks[window].opens_track != FOI__NO && f->state[c->plan->clocks[window].opens_track] == 0;
}

/* The days are those of the first world; judging the others can only draw safe_until nearer. */
int foi__case_rights(foi_case *c, foi_error *err)
{
    foi__judgment *j = c->judgment;
    foi__fold *f = &j->fold;

    j->right_count = 0;
    for (size_t i = 0; i < f->count; i++) {
        foi__right *all;
        foi_day due;

        if (!will_open(c, f, &f->instances[i]))
            continue;
        all = foi__grow(j->rights, &j->right_room, j->right_count + 1, sizeof *all);
        if (all == NULL)
            return foi__no_memory(err);
        j->rights = all;
        due = foi__fold_due(f, c->plan->clocks[f->instances[i].clock].announces, f->instances[i].due, FOI__NO, true);
        all[j->right_count++] = (foi__right){(int32_t)i, due, due};
    }
    return FOI_OK;
}

/* Entries that are merged keep the source of the first: what a clock asks for comes before what is only allowed. */
int foi__case_next(foi_case *c, foi_error *err)
{
    listing l = {c, &c->judgment->fold, err, FOI_OK};
    const foi__judgment *j = c->judgment;

    c->judgment->next_count = 0;
    for (size_t i = 0; i < l.f->count; i++) {
        const foi__instance *x = &l.f->instances[j->sorted[i]];

        if (is_running(x))
            add(&l, entry(&l, x, c->plan->clocks[x->clock].step));
    }
    for (size_t i = 0; i < l.f->count; i++)
        if (is_running(&l.f->instances[j->sorted[i]]))
            add_extension(&l, &l.f->instances[j->sorted[i]]);
    for (size_t i = 0; i < j->right_count; i++)
        add_right(&l, &j->rights[i]);
    for (size_t i = 0; i < c->plan->step_count; i++)
        add_step(&l, &c->plan->steps[i]);
    return l.code;
}
