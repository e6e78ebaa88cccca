/* What is wrong in packs that can be loaded. Each finding names the line to look at. */
#include <string.h>

#include "law/law.h"

typedef struct linting {
    foi_law *law;
    foi_error *err;
    int code;
} linting;

/* Findings are errors that are kept instead of returned: the same sentences, places and languages. */
static void add(linting *l, foi__place at, int sentence, const char *const args[4])
{
    foi_law *law = l->law;
    foi_error found = {.size = sizeof found};
    foi_error *grown;

    foi__fail_at4(&found, at, sentence, args);
    for (size_t i = 0; i < law->lint_count; i++) /* the same fault seen in another regime */
        if (law->lint[i].line == found.line && foi__same(law->lint[i].message, found.message) &&
            foi__same(law->lint[i].file, found.file))
            return;
    grown = foi__grow(law->lint, &law->lint_room, law->lint_count + 1, sizeof *grown);
    if (grown == NULL) {
        l->code = foi__no_memory(l->err);
        return;
    }
    law->lint = grown;
    law->lint[law->lint_count++] = found;
}

/* ---- grades -------------------------------------------------------------------------------------------- */

/* No rule can be surer than what it was read from. */
static void lint_cites(linting *l, const foi__rule *rule, const foi__citations *cites, int32_t rule_grade)
{
    for (size_t i = 0; i < cites->count; i++) {
        const foi__citation *c = &cites->items[i];
        int32_t best = 0, claimed = c->grade != 0 ? c->grade : rule_grade;
        const char *args[4] = {c->key, foi_grade_name(claimed), NULL, NULL};

        foi__law_source(l->law, c->key, &best);
        args[2] = foi_grade_name(best);
        if (claimed > best)
            add(l, (foi__place){rule->pack->file, c->line, c->column}, FOI__LINT_GRADE, args);
    }
}

static void lint_grades(linting *l, const foi__thing *things, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < things[i].rule_count; k++)
            lint_cites(l, things[i].rules[k], &things[i].rules[k]->cites, things[i].rules[k]->grade);
}

static void lint_options(linting *l)
{
    for (size_t i = 0; i < l->law->axis_count; i++)
        for (size_t k = 0; k < l->law->axes[i].rule_count; k++) {
            const foi__axis *a = (const foi__axis *)(const void *)l->law->axes[i].rules[k];

            for (size_t o = 0; o < a->option_count; o++)
                lint_cites(l, &a->rule, &a->options[o].cites, a->options[o].grade);
        }
}

/* ---- looser than the Act ------------------------------------------------------------------------------- */

/*
 * On which side does an actor stand? A longer term is looser for who must act in it, so what counts as looser
 * depends on whose clock it is. Actors of a commission or court are not compared at all.
 */
static bool side_is(const foi_law *law, const char *actor, const char *side)
{
    for (size_t i = 0; i < law->provision_count; i++) {
        const foi__thing *t = &law->provisions[i];

        if (foi__same(t->list, "actors") && foi__same(t->id, actor)) {
            const foi__provision *p = (const foi__provision *)(const void *)t->rules[0];

            return p->side != NULL && foi__same(p->side, side);
        }
    }
    return false;
}

/*
 * What makes `c` looser on the public body than the Act's clock; NULL if nothing does. For a duty that is a
 * longer term, or less time before when it is counted backward; another unit, which cannot be compared without
 * a calendar; a longer extension; another starting event, which may put off the whole term. For an applicant's
 * clock it is a shorter term.
 */
static const char *looser_by(const foi_law *law, const foi__clock *c, const foi__clock *act)
{
    if (side_is(law, act->actor, "applicant"))
        return c->unit == act->unit && c->length < act->length ? "length" : NULL;
    if (!side_is(law, act->actor, "body"))
        return NULL;
    if (c->unit != act->unit)
        return "unit";
    if (!c->backward && c->length > act->length)
        return "length";
    if (c->backward && c->length < act->length)
        return "length";
    if (c->extension.by != NULL && (act->extension.by == NULL || c->extension.length > act->extension.length ||
                                    c->extension.at_most > act->extension.at_most))
        return "extension";
    if (c->starts.count > 0 && act->starts.count > 0 && !foi__same(c->starts.items[0], act->starts.items[0]))
        return "starts";
    return NULL;
}

/* The Act's own clock of a name; NULL if it has none. */
static const foi__clock *clock_of_act(const foi__regime_law *r, const foi__thing *thing)
{
    for (size_t i = 0; i < thing->rule_count; i++)
        if (thing->rules[i]->pack == r->act && !thing->rules[i]->absent)
            return (const foi__clock *)(const void *)thing->rules[i];
    return NULL;
}

/*
 * A lower rule may depart from the Act if its pack says so and why (departs_from_act); then it is told with
 * every answer instead. What is found here departs in silence.
 */
static void lint_looser(linting *l, const foi__regime_law *r, size_t number)
{
    const foi__clock *act = clock_of_act(r, &l->law->clocks[number]);

    for (size_t i = 0; act != NULL && i < r->clocks[number].count; i++) {
        const foi__clock *c = foi__clock_of(&r->clocks[number].items[i]);
        const char *args[4] = {c->rule.id, r->act->id, NULL, NULL};

        if (c->rule.pack == r->act || c->departs.id != NULL)
            continue;
        args[2] = looser_by(l->law, c, act);
        if (args[2] != NULL)
            add(l, foi__rule_place(&c->rule), FOI__LINT_LOOSER, args);
    }
}

/* An overlay that takes away the term which the Act sets the body. */
static void lint_taken_away(linting *l, const foi__regime_law *r, size_t number)
{
    const foi__thing *thing = &l->law->clocks[number];
    const foi__clock *act = clock_of_act(r, thing);

    for (size_t i = 0; act != NULL && side_is(l->law, act->actor, "body") && i < thing->rule_count; i++) {
        const foi__clock *c = (const foi__clock *)(const void *)thing->rules[i];
        const char *args[4] = {c->rule.id, r->act->id, "absent", NULL};

        for (size_t k = 0; c->rule.absent && c->departs.id == NULL && k < r->pack_count; k++)
            if (r->packs[k] == c->rule.pack && c->rule.pack != r->act)
                add(l, foi__rule_place(&c->rule), FOI__LINT_LOOSER, args);
    }
}

/* ---- time, use, examples ------------------------------------------------------------------------------- */

/* Before the first and after the last rule there may be nothing; a hole between two is most likely a wrong date. */
static void lint_gaps(linting *l, const foi__regime_law *r, size_t number)
{
    const foi__timeline *t = &r->clocks[number];

    for (size_t i = 1; i < t->count; i++) {
        const foi__version *before = &t->items[i - 1], *after = &t->items[i];
        foi__day_text from = foi__day_string(before->to + 1), to = foi__day_string(after->from - 1);
        const char *args[4] = {after->rule->id, r->regime->id, from.text, to.text};

        if (before->to + 1 < after->from)
            add(l, foi__rule_place(after->rule), FOI__LINT_TIME_GAP, args);
    }
}

/* An axis that a clock names must be offered somewhere in the regime while the clock's rule is valid. */
static void lint_axes(linting *l, const foi__regime_law *r, const foi__version *v)
{
    const foi__clock *c = foi__clock_of(v);

    for (size_t k = 0; k < c->axes.count; k++) {
        const foi__timeline *t = &r->axes[c->axis_numbers[k]];
        const char *args[4] = {l->law->axes[c->axis_numbers[k]].id, c->rule.id, NULL, NULL};
        bool offered = false;

        for (size_t i = 0; i < t->count; i++)
            offered = offered || (t->items[i].from <= v->to && v->from <= t->items[i].to);
        if (!offered)
            add(l, foi__rule_place(&c->rule), FOI__LINT_AXIS_ONE_OPTION, args);
    }
}

/*
 * Compositions, calendars and procedure tables are used by being there. Any other pack that no regime names has
 * no effect.
 */
static void lint_use(linting *l)
{
    for (size_t i = 0; i < l->law->pack_count; i++) {
        foi__pack *p = l->law->packs[i];
        const char *args[4] = {p->id, NULL, NULL, NULL};
        bool used = p->regime_count + p->calendar_count + p->track_count > 0;

        for (size_t r = 0; r < l->law->regime_count && !used; r++)
            for (size_t k = 0; k < l->law->regimes[r].pack_count; k++)
                used = used || l->law->regimes[r].packs[k] == p;
        if (!used)
            add(l, (foi__place){p->file, 1, 0}, FOI__LINT_UNUSED_PACK, args);
    }
}

/* An example of any pack will do, in any regime: an overlay often brings the examples for what it builds upon. */
static bool has_example(const foi_law *law, const foi__clock *c)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->example_count; k++) {
            const foi__example *e = &law->packs[i]->examples[k];

            if (foi__same(e->clock, c->rule.id) && e->day >= c->rule.valid.from && e->day <= c->rule.valid.to)
                return true;
        }
    return false;
}

static void lint_examples(linting *l)
{
    for (size_t i = 0; i < l->law->pack_count; i++)
        for (size_t k = 0; k < l->law->packs[i]->clock_count; k++) {
            const foi__clock *c = &l->law->packs[i]->clocks[k];
            const char *args[4] = {c->rule.id, NULL, NULL, NULL};

            if (!c->rule.absent && !has_example(l->law, c))
                add(l, foi__rule_place(&c->rule), FOI__LINT_NO_EXAMPLE, args);
        }
}

/* ---- the procedure ------------------------------------------------------------------------------------- */

/*
 * Each case begins in the first state, so that one needs no way in. Any other without a way in, or without a
 * way out though it is not final, is a hole in the procedure.
 */
static void lint_track(linting *l, const foi__pack *pack, const foi__track *t)
{
    for (size_t i = 0; i < t->state_count; i++) {
        const foi__state *s = &t->states[i];
        const char *args[4] = {s->id, t->rule.id, NULL, NULL};
        foi__place at = {pack->file, s->line, 0};
        bool exit = foi__law_leads(l->law, t, s->id, NULL);

        if (i > 0 && !foi__law_leads(l->law, t, NULL, s->id))
            add(l, at, FOI__LINT_UNREACHABLE, args);
        if (!exit && !s->final)
            add(l, at, FOI__LINT_DEAD_END, args);
        if (exit && s->final)
            add(l, at, FOI__LINT_NOT_FINAL, args);
    }
}

static void lint_procedure(linting *l)
{
    for (size_t i = 0; i < l->law->pack_count; i++) {
        const foi__pack *p = l->law->packs[i];

        for (size_t k = 0; k < p->track_count; k++)
            lint_track(l, p, &p->tracks[k]);
        for (size_t k = 0; k < p->event_count; k++)
            if (!foi__law_event_moves(l->law, p->events[k].id))
                add(l, (foi__place){p->file, p->events[k].line, 0}, FOI__LINT_IDLE_EVENT,
                    (const char *const[4]){p->events[k].id, NULL, NULL, NULL});
        for (size_t k = 0; k < p->finding_count; k++) {
            const foi__rule *rule = &p->findings[k].rule;

            lint_cites(l, rule, &rule->cites, rule->grade);
            if (!foi__law_gives_finding(l->law, rule->id))
                add(l, foi__rule_place(rule), FOI__LINT_IDLE_FINDING,
                    (const char *const[4]){rule->id, NULL, NULL, NULL});
        }
        for (size_t k = 0; k < p->transition_count; k++)
            lint_cites(l, &p->transitions[k].rule, &p->transitions[k].rule.cites, p->transitions[k].rule.grade);
        for (size_t k = 0; k < p->lapse_count; k++)
            lint_cites(l, &p->lapses[k].rule, &p->lapses[k].rule.cites, p->lapses[k].rule.grade);
    }
}

int foi__law_find_lint(foi_law *law, foi_error *err)
{
    linting l = {law, err, FOI_OK};

    lint_use(&l);
    lint_grades(&l, law->clocks, law->clock_count);
    lint_grades(&l, law->axes, law->axis_count);
    lint_grades(&l, law->provisions, law->provision_count);
    lint_options(&l);
    lint_examples(&l);
    lint_procedure(&l);
    for (size_t i = 0; i < law->regime_count; i++)
        for (size_t k = 0; k < law->clock_count; k++) {
            const foi__regime_law *r = &law->regimes[i];

            lint_looser(&l, r, k);
            lint_taken_away(&l, r, k);
            lint_gaps(&l, r, k);
            for (size_t n = 0; n < r->clocks[k].count; n++)
                lint_axes(&l, r, &r->clocks[k].items[n]);
        }
    return l.code;
}
