/* The procedure of all packs together: do its names lead somewhere, and does its picture make sense? */
#include <string.h>

#include "law/law.h"

/* ---- finding things ------------------------------------------------------------------------------------ */

const foi__track *foi__law_track(const foi_law *law, const char *id)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->track_count; k++)
            if (foi__same(law->packs[i]->tracks[k].rule.id, id))
                return &law->packs[i]->tracks[k];
    return NULL;
}

const foi__event *foi__law_event(const foi_law *law, const char *id)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->event_count; k++)
            if (foi__same(law->packs[i]->events[k].id, id))
                return &law->packs[i]->events[k];
    return NULL;
}

static const foi__finding *finding_of(const foi_law *law, const char *code)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->finding_count; k++)
            if (foi__same(law->packs[i]->findings[k].rule.id, code))
                return &law->packs[i]->findings[k];
    return NULL;
}

static bool has_state(const foi__track *t, const char *id)
{
    for (size_t i = 0; i < t->state_count; i++)
        if (foi__same(t->states[i].id, id))
            return true;
    return false;
}

static const foi__field *field_of(const foi__event *e, const char *id)
{
    for (size_t i = 0; i < e->field_count; i++)
        if (foi__same(e->fields[i].id, id))
            return &e->fields[i];
    return NULL;
}

static bool any_events(const foi_law *law)
{
    for (size_t i = 0; i < law->pack_count; i++)
        if (law->packs[i]->event_count > 0)
            return true;
    return false;
}

/* ---- references ---------------------------------------------------------------------------------------- */

/*
 * The first fault sticks, as in bind.c: a check may go on to the next name without asking what became of the
 * last one.
 */
typedef struct checking {
    const foi_law *law;
    const foi__pack *pack;
    foi_error *err;
    int code;
} checking;

static void nowhere(checking *c, int32_t line, const char *what, const char *name)
{
    if (c->code == FOI_OK)
        c->code = foi__fail_at(c->err, (foi__place){c->pack->file, line, 0}, FOI__LEADS_NOWHERE, what, name, NULL);
}

static void check_cites(checking *c, const foi__rule *rule)
{
    for (size_t i = 0; i < rule->cites.count; i++) {
        int32_t grade;

        if (foi__law_source(c->law, rule->cites.items[i].key, &grade) == NULL)
            nowhere(c, rule->cites.items[i].line, "citation", rule->cites.items[i].key);
    }
}

/* Without a track its fault was told already. */
static void check_states(checking *c, int32_t line, const foi__track *track, const foi__words *states)
{
    for (size_t i = 0; track != NULL && i < states->count; i++)
        if (!has_state(track, states->items[i]))
            nowhere(c, line, "state", states->items[i]);
}

/*
 * A guard asks for the effect of its finding. Everywhere else it is known what becomes of the event, and the finding
 * must say the same.
 */
enum effect { ANY_EFFECT, PROCEEDS, VOID };

static void check_finding(checking *c, int32_t line, const char *key, const char *code, enum effect effect)
{
    const foi__finding *f = code != NULL ? finding_of(c->law, code) : NULL;

    if (code != NULL && f == NULL)
        nowhere(c, line, "finding", code);
    if (f != NULL && effect != ANY_EFFECT && f->is_void != (effect == VOID) && c->code == FOI_OK)
        c->code = foi__fail_at(c->err, (foi__place){c->pack->file, line, 0}, FOI__WRONG_EFFECT, key, code,
                               effect == VOID ? "void" : "proceeds");
}

static void check_clock(checking *c, int32_t line, const char *clock)
{
    size_t number;

    if (clock != NULL && foi__law_clock_number(c->law, clock, &number, NULL) < 0)
        nowhere(c, line, "clock", clock);
}

static bool runs(const foi_law *law, const char *clock)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->run_count; k++)
            if (foi__same(law->packs[i]->runs[k].rule.id, clock))
                return true;
    return false;
}

/* A clock that is asked how it runs must run: others have no place in a case. */
static void need_run(checking *c, int32_t line, const char *clock)
{
    check_clock(c, line, clock);
    if (clock != NULL && c->code == FOI_OK && !runs(c->law, clock))
        c->code = foi__fail_at(c->err, (foi__place){c->pack->file, line, 0}, FOI__NOT_RUNNING, clock, NULL, NULL);
}

static void need_runs(checking *c, int32_t line, const foi__words *clocks)
{
    for (size_t i = 0; i < clocks->count; i++)
        need_run(c, line, clocks->items[i]);
}

static void check_actor(checking *c, int32_t line, const char *actor)
{
    if (actor != NULL && !foi__law_has_actor(c->law, actor))
        nowhere(c, line, "actor", actor);
}

static void check_event(checking *c, int32_t line, const char *event)
{
    if (event != NULL && foi__law_event(c->law, event) == NULL)
        nowhere(c, line, "event", event);
}

/* NULL after a fault: whoever asks takes it, and passes over what depends on the track. */
static const foi__track *need_track(checking *c, int32_t line, const char *id)
{
    const foi__track *t = foi__law_track(c->law, id);

    if (t == NULL)
        nowhere(c, line, "track", id);
    return t;
}

static void need_field(checking *c, int32_t line, const foi__event *e, const char *field)
{
    if (e != NULL && field != NULL && field_of(e, field) == NULL)
        nowhere(c, line, "field", field);
}

static void need_fields(checking *c, int32_t line, const foi__event *e, const foi__amongs *fields)
{
    for (size_t i = 0; i < fields->count; i++)
        need_field(c, line, e, fields->items[i].name);
}

static void need_states(checking *c, int32_t line, const foi__amongs *places)
{
    for (size_t i = 0; i < places->count; i++)
        check_states(c, line, need_track(c, line, places->items[i].name), &places->items[i].values);
}

static void need_state(checking *c, int32_t line, const foi__track *track, const char *state)
{
    if (state != NULL && track != NULL && !has_state(track, state))
        nowhere(c, line, "state", state);
}

/* A filing is judged by windows of grounds, or by the duty that it answers; a clock that runs with neither has none. */
static bool has_window(const foi_law *law, const char *clock)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->run_count; k++) {
            const foi__run *r = &law->packs[i]->runs[k];

            if (foi__same(r->rule.id, clock) && (r->ground_count > 0 || r->after != NULL))
                return true;
        }
    return false;
}

/*
 * What a guard's subject names depends on its condition: a field of the event, states of another track, or
 * nothing that could lead nowhere.
 */
static void check_guard(checking *c, const foi__event *e, const foi__guard *g)
{
    bool field = g->condition != FOI__IF_STATE && g->condition != FOI__IF_APPLICANT && g->subject.name != NULL;

    check_finding(c, g->line, "finding", g->finding, g->condition == FOI__IF_WINDOW ? PROCEEDS : ANY_EFFECT);
    check_finding(c, g->line, "premature", g->premature, PROCEEDS);
    check_finding(c, g->line, "absent", g->absent, PROCEEDS);
    need_fields(c, g->line, e, &g->when);
    need_field(c, g->line, e, g->when_has);
    need_states(c, g->line, &g->when_state);
    need_states(c, g->line, &g->unless_state);
    if (field && (g->condition == FOI__IF_NOT_ALL || g->condition == FOI__IF_NONE_OF) && g->other != NULL) {
        check_event(c, g->line, g->other);
        need_field(c, g->line, foi__law_event(c->law, g->other), g->subject.name);
    } else if (field) {
        need_field(c, g->line, e, g->subject.name);
    }
    if (g->condition == FOI__IF_STATE)
        check_states(c, g->line, need_track(c, g->line, g->subject.name), &g->subject.values);
    if (g->condition == FOI__IF_WINDOW && !has_window(c->law, g->other))
        nowhere(c, g->line, "window", g->other);
    if (g->condition == FOI__IF_WITHIN || g->condition == FOI__IF_EXTENDS)
        need_run(c, g->line, g->other);
    if (g->condition == FOI__IF_DIFFERS || g->condition == FOI__IF_AFTER || g->condition == FOI__IF_IN_A_ROW)
        check_event(c, g->line, g->other);
}

static void check_also(checking *c, const foi__also *a)
{
    const foi__track *track = need_track(c, a->line, a->track);

    check_states(c, a->line, track, &a->from);
    need_state(c, a->line, track, a->to);
    need_run(c, a->line, a->unless_running);
}

/*
 * A transition names states of its track only. Where a field says which one is next, every value that the field
 * may have must be such a state.
 */
static void check_transition(checking *c, const foi__transition *t)
{
    const foi__event *e = foi__law_event(c->law, t->rule.id);
    const foi__track *track = need_track(c, t->rule.line, t->track);

    check_event(c, t->rule.line, t->rule.id);
    check_states(c, t->rule.line, track, &t->from);
    check_states(c, t->rule.line, track, &t->gap);
    check_states(c, t->rule.line, track, &t->ignored);
    need_state(c, t->rule.line, track, t->to);
    need_states(c, t->rule.line, &t->gap_in);
    need_fields(c, t->rule.line, e, &t->stays_if);
    need_run(c, t->rule.line, t->unstopped);
    for (size_t i = 0; i < t->elsewhere_count; i++) {
        check_states(c, t->elsewhere[i].line, track, &t->elsewhere[i].in);
        check_finding(c, t->elsewhere[i].line, "elsewhere", t->elsewhere[i].finding, VOID);
        need_run(c, t->elsewhere[i].line, t->elsewhere[i].passed);
        check_event(c, t->elsewhere[i].line, t->elsewhere[i].after);
        check_event(c, t->elsewhere[i].line, t->elsewhere[i].not_after);
    }
    for (size_t i = 0; i < t->also_count; i++)
        check_also(c, &t->also[i]);
    need_field(c, t->rule.line, e, t->to_field);
    if (t->to_field != NULL && e != NULL && field_of(e, t->to_field) != NULL)
        check_states(c, t->rule.line, track, &field_of(e, t->to_field)->of);
    check_finding(c, t->rule.line, "otherwise", t->otherwise, VOID);
    for (size_t i = 0; i < t->guard_count; i++)
        check_guard(c, e, &t->guards[i]);
    check_cites(c, &t->rule);
}

static void check_lapse(checking *c, const foi__lapse *l)
{
    const foi__track *track = need_track(c, l->rule.line, l->track);

    need_run(c, l->rule.line, l->rule.id);
    check_states(c, l->rule.line, track, &l->from);
    need_state(c, l->rule.line, track, l->to);
    need_states(c, l->rule.line, &l->in);
    need_runs(c, l->rule.line, &l->cancels);
    check_finding(c, l->rule.line, "finding", l->finding, PROCEEDS);
    check_cites(c, &l->rule);
}

static void check_triggers(checking *c, const foi__triggers *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const foi__trigger *t = &all->items[i];
        const foi__event *e = foi__law_event(c->law, t->on);
        size_t axis;

        check_event(c, t->line, t->on);
        need_field(c, t->line, e, t->from);
        need_fields(c, t->line, e, &t->when);
        need_states(c, t->line, &t->in);
        need_run(c, t->line, t->late_for);
        check_finding(c, t->line, "late", t->late, PROCEEDS);
        if (t->under.name != NULL && !foi__law_axis_number(c->law, t->under.name, strlen(t->under.name), &axis))
            nowhere(c, t->line, "axis", t->under.name);
    }
}

static void check_events(checking *c, int32_t line, const foi__words *events)
{
    for (size_t i = 0; i < events->count; i++)
        check_event(c, line, events->items[i]);
}

static void check_ground(checking *c, const foi__ground *g)
{
    check_triggers(c, &g->after);
    need_runs(c, g->line, &g->after_lapse);
    need_runs(c, g->line, &g->after_silence);
}

/* The clock itself may be any of the law; those that it speaks of must run too. */
static void check_run(checking *c, const foi__run *r)
{
    int32_t line = r->rule.line;
    const foi__track *opens = r->opens_track != NULL ? need_track(c, line, r->opens_track) : NULL;
    size_t axis;

    check_clock(c, line, r->rule.id);
    need_run(c, line, r->announces);
    need_run(c, line, r->after);
    need_run(c, line, r->answer_clock);
    check_event(c, line, r->step);
    check_finding(c, line, "missing", r->no_rule, PROCEEDS);
    check_events(c, line, &r->unless_before);
    check_events(c, line, &r->answers);
    check_states(c, line, opens, &r->opens_from);
    need_state(c, line, opens, r->opens_to);
    need_states(c, line, &r->not_in);
    need_states(c, line, &r->extend_in);
    need_states(c, line, &r->answer_open);
    check_triggers(c, &r->starts);
    check_triggers(c, &r->stops);
    check_triggers(c, &r->cancels);
    if (r->start_by != NULL && !foi__law_axis_number(c->law, r->start_by, strlen(r->start_by), &axis))
        nowhere(c, line, "axis", r->start_by);
    for (size_t i = 0; i < r->starts.count && r->due != NULL; i++)
        need_field(c, line, foi__law_event(c->law, r->starts.items[i].on), r->due);
    for (size_t i = 0; i < r->ground_count; i++)
        check_ground(c, &r->grounds[i]);
}

static void check_step(checking *c, const foi__step_rule *s)
{
    check_event(c, s->rule.line, s->rule.id);
    check_events(c, s->rule.line, &s->of);
    for (size_t i = 0; i < s->of.count; i++)
        need_fields(c, s->rule.line, foi__law_event(c->law, s->of.items[i]), &s->unless);
    for (size_t i = 0; i < s->where_count; i++) {
        need_track(c, s->where[i].line, s->where[i].since);
        need_states(c, s->where[i].line, &s->where[i].in);
    }
    check_cites(c, &s->rule);
}

/*
 * Only where events are defined: a law without procedure tables still says what starts its clocks, in words of
 * its own.
 */
static void check_clock_events(checking *c, const foi__clock *k)
{
    const foi__words *lists[] = {&k->starts, &k->stops, &k->cancelled_by};

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t n = 0; n < lists[i]->count; n++)
            check_event(c, k->rule.line, lists[i]->items[n]);
    check_event(c, k->rule.line, k->extension.by);
    for (size_t i = 0; i < k->lapse_opens.count; i++)
        check_clock(c, k->rule.line, k->lapse_opens.items[i]);
}

/* What a procedure has only once, by name; NULL after the last. */
static const char *name_in(const foi__pack *p, size_t kind, size_t i, int32_t *line)
{
    switch (kind) {
    case 0:
        *line = i < p->track_count ? p->tracks[i].rule.line : 0;
        return i < p->track_count ? p->tracks[i].rule.id : NULL;
    case 1:
        *line = i < p->event_count ? p->events[i].line : 0;
        return i < p->event_count ? p->events[i].id : NULL;
    case 2:
        *line = i < p->finding_count ? p->findings[i].rule.line : 0;
        return i < p->finding_count ? p->findings[i].rule.id : NULL;
    default:
        *line = i < p->run_count ? p->runs[i].rule.line : 0;
        return i < p->run_count ? p->runs[i].rule.id : NULL;
    }
}

/* Twice in one pack was refused when it was read. */
static void check_twice(checking *c, const foi__pack *before)
{
    static const char *const kinds[] = {"track", "event", "finding", "clock"};
    const char *name, *other;
    int32_t line, there;

    for (size_t kind = 0; kind < sizeof kinds / sizeof kinds[0]; kind++)
        for (size_t i = 0; (name = name_in(c->pack, kind, i, &line)) != NULL; i++)
            for (size_t k = 0; (other = name_in(before, kind, k, &there)) != NULL; k++)
                if (c->code == FOI_OK && foi__same(name, other))
                    c->code = foi__fail_at(c->err, (foi__place){c->pack->file, line, 0}, FOI__TWICE, kinds[kind], name,
                                           before->file);
}

static void check_pack(checking *c, bool events)
{
    const foi__pack *p = c->pack;

    for (size_t i = 0; i < p->track_count; i++) {
        const foi__track *t = &p->tracks[i];

        check_cites(c, &t->rule);
        check_finding(c, t->rule.line, "applicants", t->applicant_finding, PROCEEDS);
        for (size_t k = 0; k < t->state_count; k++)
            need_state(c, t->states[k].line, t, t->states[k].shows);
    }
    for (size_t i = 0; i < p->event_count; i++)
        need_track(c, p->events[i].line, p->events[i].track);
    for (size_t i = 0; i < p->event_count; i++) {
        need_field(c, p->events[i].line, &p->events[i], p->events[i].day);
        check_finding(c, p->events[i].line, "receipt", p->events[i].no_receipt, PROCEEDS);
        check_clock(c, p->events[i].line, p->events[i].receipt_clock);
    }
    for (size_t i = 0; i < p->run_count; i++)
        check_run(c, &p->runs[i]);
    for (size_t i = 0; i < p->step_count; i++)
        check_step(c, &p->steps[i]);
    check_events(c, 0, &p->law_day);
    for (size_t i = 0; i < p->transition_count; i++)
        check_transition(c, &p->transitions[i]);
    for (size_t i = 0; i < p->lapse_count; i++)
        check_lapse(c, &p->lapses[i]);
    for (size_t i = 0; i < p->finding_count; i++) {
        check_clock(c, p->findings[i].rule.line, p->findings[i].clock);
        check_actor(c, p->findings[i].rule.line, p->findings[i].actor);
        check_cites(c, &p->findings[i].rule);
    }
    for (size_t i = 0; events && i < p->clock_count; i++)
        check_clock_events(c, &p->clocks[i]);
}

/* Names are the law's and not a pack's: one name in two packs would be two things under one number. */
int foi__law_check_procedure(const foi_law *law, foi_error *err)
{
    checking c = {law, NULL, err, FOI_OK};
    bool events = any_events(law);

    for (size_t i = 0; i < law->pack_count; i++) {
        c.pack = law->packs[i];
        for (size_t k = 0; k < i; k++)
            check_twice(&c, law->packs[k]);
        check_pack(&c, events);
    }
    return c.code;
}

/* ---- the picture --------------------------------------------------------------------------------------- */

static bool holds(const foi__words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (foi__same(words->items[i], word))
            return true;
    return false;
}

/* From one state to another, where each may be any (NULL); staying where one is leads nowhere. */
static bool goes(const foi__words *states, const char *target, const char *from, const char *to)
{
    return (to == NULL || foi__same(target, to)) && (from == NULL || holds(states, from)) &&
           !(from != NULL && foi__same(target, from));
}

/* All the ways of a transition: by its target, by a field, by a gap, and on other tracks. */
static bool transition_leads(const foi_law *law, const foi__transition *t, const char *track, const char *from,
                             const char *to)
{
    const foi__field *f = t->to_field != NULL ? field_of(foi__law_event(law, t->rule.id), t->to_field) : NULL;

    for (size_t i = 0; i < t->also_count; i++)
        if (foi__same(t->also[i].track, track) && goes(&t->also[i].from, t->also[i].to, from, to))
            return true;
    if (!foi__same(t->track, track))
        return false;
    if (t->to != NULL && (goes(&t->from, t->to, from, to) || goes(&t->gap, t->to, from, to)))
        return true;
    return f != NULL && (to == NULL || holds(&f->of, to)) &&
           (from == NULL || holds(&t->from, from) || holds(&t->gap, from));
}

/*
 * Does anything lead from `from` to `to` on the track? NULL stands for any state. Events, the passing of time and
 * the opening of a window count alike.
 */
bool foi__law_leads(const foi_law *law, const foi__track *track, const char *from, const char *to)
{
    const char *id = track->rule.id;

    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        for (size_t k = 0; k < p->transition_count; k++)
            if (transition_leads(law, &p->transitions[k], id, from, to))
                return true;
        for (size_t k = 0; k < p->lapse_count; k++)
            if (foi__same(p->lapses[k].track, id) && p->lapses[k].to != NULL &&
                goes(&p->lapses[k].from, p->lapses[k].to, from, to))
                return true;
        for (size_t k = 0; k < p->run_count; k++)
            if (p->runs[k].opens_track != NULL && foi__same(p->runs[k].opens_track, id) &&
                goes(&p->runs[k].opens_from, p->runs[k].opens_to, from, to))
                return true;
    }
    return false;
}

bool foi__law_event_moves(const foi_law *law, const char *event)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->transition_count; k++)
            if (foi__same(law->packs[i]->transitions[k].rule.id, event))
                return true;
    return false;
}

static bool guard_gives(const foi__guard *g, const char *code)
{
    return foi__same(g->finding, code) || (g->premature != NULL && foi__same(g->premature, code)) ||
           (g->absent != NULL && foi__same(g->absent, code));
}

static bool is_code(const char *given, const char *code)
{
    return given != NULL && foi__same(given, code);
}

static bool transition_gives(const foi__transition *t, const char *code)
{
    for (size_t i = 0; i < t->elsewhere_count; i++)
        if (foi__same(t->elsewhere[i].finding, code))
            return true;
    for (size_t i = 0; i < t->guard_count; i++)
        if (guard_gives(&t->guards[i], code))
            return true;
    return is_code(t->otherwise, code);
}

static bool run_gives(const foi__run *r, const char *code)
{
    for (size_t i = 0; i < r->stops.count; i++)
        if (is_code(r->stops.items[i].late, code))
            return true;
    return is_code(r->no_rule, code);
}

/* A finding that nothing gives is a rule of the procedure which nobody checks, most likely a slip of the pen. */
bool foi__law_gives_finding(const foi_law *law, const char *code)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        for (size_t k = 0; k < p->track_count; k++)
            if (is_code(p->tracks[k].applicant_finding, code))
                return true;
        for (size_t k = 0; k < p->event_count; k++)
            if (is_code(p->events[k].no_receipt, code))
                return true;
        for (size_t k = 0; k < p->lapse_count; k++)
            if (is_code(p->lapses[k].finding, code))
                return true;
        for (size_t k = 0; k < p->transition_count; k++)
            if (transition_gives(&p->transitions[k], code))
                return true;
        for (size_t k = 0; k < p->run_count; k++)
            if (run_gives(&p->runs[k], code))
                return true;
    }
    return false;
}
