/* The procedure of all packs together: do its names lead somewhere, and does its picture make sense? */
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

static void check_states(checking *c, int32_t line, const foi__track *track, const foi__words *states)
{
    for (size_t i = 0; track != NULL && i < states->count; i++)
        if (!has_state(track, states->items[i]))
            nowhere(c, line, "state", states->items[i]);
}

static void check_finding(checking *c, int32_t line, const char *code)
{
    if (code != NULL && finding_of(c->law, code) == NULL)
        nowhere(c, line, "finding", code);
}

static void check_clock(checking *c, int32_t line, const char *clock)
{
    size_t number;

    if (clock != NULL && foi__law_clock_number(c->law, clock, &number, NULL) < 0)
        nowhere(c, line, "clock", clock);
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

static void check_guard(checking *c, const foi__event *e, const foi__guard *g)
{
    bool field = g->condition != FOI__IF_STATE && g->condition != FOI__IF_APPLICANT && g->subject.name != NULL;

    check_finding(c, g->line, g->finding);
    check_finding(c, g->line, g->premature);
    check_finding(c, g->line, g->absent);
    for (size_t i = 0; i < g->when_count; i++)
        need_field(c, g->line, e, g->when[i].name);
    need_field(c, g->line, e, g->when_has);
    if (g->when_state.name != NULL)
        check_states(c, g->line, need_track(c, g->line, g->when_state.name), &g->when_state.values);
    if (field)
        need_field(c, g->line, e, g->subject.name);
    if (g->condition == FOI__IF_STATE)
        check_states(c, g->line, need_track(c, g->line, g->subject.name), &g->subject.values);
    if (g->condition == FOI__IF_WITHIN || g->condition == FOI__IF_WINDOW)
        check_clock(c, g->line, g->other);
    if (g->condition == FOI__IF_DIFFERS)
        check_event(c, g->line, g->other);
}

static void check_transition(checking *c, const foi__transition *t)
{
    const foi__event *e = foi__law_event(c->law, t->rule.id);
    const foi__track *track = need_track(c, t->rule.line, t->track);

    check_event(c, t->rule.line, t->rule.id);
    check_states(c, t->rule.line, track, &t->from);
    check_states(c, t->rule.line, track, &t->gap);
    check_states(c, t->rule.line, track, &t->ignored);
    if (t->to != NULL && track != NULL && !has_state(track, t->to))
        nowhere(c, t->rule.line, "state", t->to);
    need_field(c, t->rule.line, e, t->to_field);
    if (t->to_field != NULL && e != NULL && field_of(e, t->to_field) != NULL)
        check_states(c, t->rule.line, track, &field_of(e, t->to_field)->of);
    check_finding(c, t->rule.line, t->otherwise);
    for (size_t i = 0; i < t->guard_count; i++)
        check_guard(c, e, &t->guards[i]);
    check_cites(c, &t->rule);
}

static void check_lapse(checking *c, const foi__lapse *l)
{
    const foi__track *track = need_track(c, l->rule.line, l->track);

    check_clock(c, l->rule.line, l->rule.id);
    check_states(c, l->rule.line, track, &l->from);
    if (l->to != NULL && track != NULL && !has_state(track, l->to))
        nowhere(c, l->rule.line, "state", l->to);
    check_finding(c, l->rule.line, l->finding);
    check_cites(c, &l->rule);
}

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

static void check_pack(checking *c, bool events)
{
    const foi__pack *p = c->pack;

    for (size_t i = 0; i < p->track_count; i++)
        check_cites(c, &p->tracks[i].rule);
    for (size_t i = 0; i < p->event_count; i++)
        need_track(c, p->events[i].line, p->events[i].track);
    for (size_t i = 0; i < p->event_count; i++)
        need_field(c, p->events[i].line, &p->events[i], p->events[i].day);
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

int foi__law_check_procedure(const foi_law *law, foi_error *err)
{
    checking c = {law, NULL, err, FOI_OK};
    bool events = any_events(law);

    for (size_t i = 0; i < law->pack_count; i++) {
        c.pack = law->packs[i];
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

/* Does anything lead from `from` to `to` on the track? NULL stands for any state. */
bool foi__law_leads(const foi_law *law, const foi__track *track, const char *from, const char *to)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        for (size_t k = 0; k < p->transition_count; k++) {
            const foi__transition *t = &p->transitions[k];
            const foi__event *e = foi__law_event(law, t->rule.id);
            const foi__field *f = t->to_field != NULL ? field_of(e, t->to_field) : NULL;
            bool goes =
                t->to != NULL ? to == NULL || foi__same(t->to, to) : f != NULL && (to == NULL || holds(&f->of, to));

            if (foi__same(t->track, track->rule.id) && goes &&
                (from == NULL || holds(&t->from, from) || holds(&t->gap, from)) &&
                !(from != NULL && t->to != NULL && foi__same(t->to, from)))
                return true;
        }
        for (size_t k = 0; k < p->lapse_count; k++) {
            const foi__lapse *l = &p->lapses[k];

            if (foi__same(l->track, track->rule.id) && l->to != NULL && (to == NULL || foi__same(l->to, to)) &&
                (from == NULL || holds(&l->from, from)))
                return true;
        }
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

bool foi__law_gives_finding(const foi_law *law, const char *code)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        for (size_t k = 0; k < p->lapse_count; k++)
            if (p->lapses[k].finding != NULL && foi__same(p->lapses[k].finding, code))
                return true;
        for (size_t k = 0; k < p->transition_count; k++) {
            const foi__transition *t = &p->transitions[k];

            if (t->otherwise != NULL && foi__same(t->otherwise, code))
                return true;
            for (size_t n = 0; n < t->guard_count; n++)
                if (guard_gives(&t->guards[n], code))
                    return true;
        }
    }
    return false;
}
