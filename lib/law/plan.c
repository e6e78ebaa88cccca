/*
 * Compiling the procedure. Every name was checked before (procedure.c), so a name that is not found here can
 * only be one that was not said.
 */
#include <string.h>

#include "law/plan.h"

void *foi__make_room(foi__making *m, size_t count, size_t size)
{
    void *p;

    if (m->code < 0)
        return NULL;
    p = foi__arena_alloc(&m->law->arena, count > 0 ? count * size : 1);
    if (p == NULL)
        m->code = foi__no_memory(m->err);
    return p;
}

/* True while `count` is no more than `most` of something. */
static bool fits(foi__making *m, size_t count, size_t most, const char *what)
{
    if (m->code == FOI_OK && count > most)
        m->code = foi__fail(m->err, FOI__PROCEDURE_LARGE, foi__format_number((int64_t)most).text, what, NULL);
    return m->code == FOI_OK;
}

/* ---- numbers of names ---------------------------------------------------------------------------------- */

static uint8_t track_number(const foi__making *m, const char *id)
{
    for (size_t i = 0; id != NULL && i < m->plan->track_count; i++)
        if (foi__same(m->plan->tracks[i].track->rule.id, id))
            return (uint8_t)i;
    return FOI__NO;
}

static uint8_t state_number(const foi__making *m, uint8_t track, const char *id)
{
    const foi__track *t = m->plan->tracks[track].track;

    for (size_t i = 0; id != NULL && i < t->state_count; i++)
        if (foi__same(t->states[i].id, id))
            return (uint8_t)i;
    return FOI__NO;
}

static uint8_t event_number(const foi__making *m, const char *id)
{
    for (size_t i = 0; id != NULL && i < m->plan->event_count; i++)
        if (foi__same(m->plan->events[i].event->id, id))
            return (uint8_t)i;
    return FOI__NO;
}

static uint8_t clock_number(const foi__making *m, const char *id)
{
    for (size_t i = 0; id != NULL && i < m->plan->clock_count; i++)
        if (foi__same(m->plan->clocks[i].id, id))
            return (uint8_t)i;
    return FOI__NO;
}

static uint8_t code_number(const foi__making *m, const char *code)
{
    for (size_t i = 0; code != NULL && i < m->plan->code_count; i++)
        if (foi__same(m->plan->codes[i]->rule.id, code))
            return (uint8_t)i;
    return FOI__NO;
}

/* Fields and words are few: a search by name costs nothing here, since it is done once for a law. */
static uint8_t field_number(const foi__event *e, const char *id)
{
    for (size_t i = 0; id != NULL && e != NULL && i < e->field_count; i++)
        if (foi__same(e->fields[i].id, id))
            return (uint8_t)i;
    return FOI__NO;
}

uint8_t foi__number_of_word(const foi__words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (foi__same(words->items[i], word))
            return (uint8_t)i;
    return FOI__NO;
}

/* ---- sets ---------------------------------------------------------------------------------------------- */

/* Nothing for a name that leads nowhere. */
static foi__set bit_of(uint8_t n)
{
    return n < 64 ? foi__bit(n) : 0;
}

static foi__set states_of(const foi__making *m, uint8_t track, const foi__words *words)
{
    foi__set set = 0;

    for (size_t i = 0; i < words->count; i++)
        set |= bit_of(state_number(m, track, words->items[i]));
    return set;
}

/* Sets have 64 places at most; fits() has refused a law that needs more before any bit is set. */
static foi__set clocks_of(const foi__making *m, const foi__words *words)
{
    foi__set set = 0;

    for (size_t i = 0; i < words->count; i++)
        set |= bit_of(clock_number(m, words->items[i]));
    return set;
}

foi__set foi__events_of(const foi__making *m, const foi__words *words)
{
    foi__set set = 0;

    for (size_t i = 0; i < words->count; i++)
        set |= bit_of(event_number(m, words->items[i]));
    return set;
}

static foi__places places_of(foi__making *m, const foi__amongs *all)
{
    foi__places p = {0};

    if (!fits(m, all->count, 4, "conditions"))
        return p;
    for (size_t i = 0; i < all->count; i++) {
        p.track[i] = track_number(m, all->items[i].name);
        p.states[i] = states_of(m, p.track[i], &all->items[i].values);
    }
    p.count = (uint8_t)all->count;
    return p;
}

/* The values that a field may have, as bits: places in its list, or 0 and 1 of a flag. */
static foi__set values_of(const foi__making *m, const foi__field *f, const foi__words *words)
{
    foi__set set = 0;

    for (size_t i = 0; f != NULL && i < words->count; i++) {
        uint8_t n =
            f->type == FOI_FIELD_FLAG ? (uint8_t)foi__same(words->items[i], "true")
            : f->type == FOI_FIELD_PARTY
                ? foi__number_of_word(&(foi__words){m->plan->party_count, (const char **)(uintptr_t)m->plan->parties},
                                      words->items[i])
                : foi__number_of_word(&f->of, words->items[i]);

        if (n != FOI__NO)
            set |= foi__bit(n);
    }
    return set;
}

static foi__tests tests_of(foi__making *m, const foi__event *e, const foi__amongs *all)
{
    foi__tests t = {0};

    if (!fits(m, all->count, 3, "conditions"))
        return t;
    for (size_t i = 0; i < all->count; i++) {
        t.field[i] = field_number(e, all->items[i].name);
        t.values[i] = t.field[i] != FOI__NO ? values_of(m, &e->fields[t.field[i]], &all->items[i].values) : 0;
    }
    t.count = (uint8_t)all->count;
    return t;
}

/* ---- tracks, findings, events -------------------------------------------------------------------------- */

#define EACH_PACK(m, p) (size_t i_ = 0; i_ < (m)->law->pack_count && ((p) = (m)->law->packs[i_]) != NULL; i_++)

/* Tables are made once and never grow: pointers into them must hold. */
static void count_all(foi__making *m, size_t *tracks, size_t *events, size_t *moves, size_t *runs, size_t *codes,
                      size_t *steps)
{
    const foi__pack *p;

    for
        EACH_PACK(m, p)
        {
            *tracks += p->track_count;
            *events += p->event_count;
            *moves += p->transition_count;
            *runs += p->run_count;
            *codes += p->finding_count;
            *steps += p->step_count;
        }
}

/* A state that shows another is a state of its own in every table. */
static void make_track(foi__making *m, const foi__track *t)
{
    foi__plan_track *out = &m->plan->tracks[m->plan->track_count++];

    if (!fits(m, t->state_count, FOI__STATES_PER_TRACK, "states"))
        return;
    out->track = t;
    out->state_count = (uint8_t)t->state_count;
    out->applicant_finding = FOI__NO;
    for (size_t i = 0; i < t->state_count; i++) {
        const char *shows = t->states[i].shows;

        out->shown[i] = &t->states[i];
        for (size_t k = 0; shows != NULL && k < t->state_count; k++)
            if (foi__same(t->states[k].id, shows))
                out->shown[i] = &t->states[k];
    }
}

static void bar_applicants(foi__making *m, foi__plan_track *t)
{
    const foi__words *kinds = &t->track->barred_applicants;

    t->applicant_finding = code_number(m, t->track->applicant_finding);
    for (size_t i = 0; i < kinds->count; i++)
        for (size_t k = 0; k < m->plan->applicant_count && k < 32; k++)
            if (foi__same(m->plan->applicants[k], kinds->items[i]))
                t->barred_applicants |= UINT32_C(1) << k;
}

static uint8_t field_of_type(const foi__event *e, int type)
{
    for (size_t i = 0; i < e->field_count; i++)
        if (e->fields[i].type == type)
            return (uint8_t)i;
    return FOI__NO;
}

static void make_event(foi__making *m, const foi__event *e)
{
    foi__plan_event *out = &m->plan->events[m->plan->event_count++];

    if (!fits(m, e->field_count, FOI__FIELDS_MAX, "fields"))
        return;
    out->event = e;
    out->track = track_number(m, e->track);
    out->day_field = field_number(e, e->day);
    out->receipt_field = field_of_type(e, FOI_FIELD_RECEIPT);
    out->party_field = field_of_type(e, FOI_FIELD_PARTY);
    out->no_receipt = code_number(m, e->no_receipt);
    out->receipt_clock = FOI__NO; /* clocks have no numbers yet */
    out->field_count = (uint8_t)e->field_count;
    for (size_t i = 0; i < e->field_count; i++)
        out->fields[i] = (foi__plan_field){&e->fields[i], (uint8_t)e->fields[i].type};
}

/* ---- moves --------------------------------------------------------------------------------------------- */

/* Fields are those of the event, or of the one that the guard names. */
static void make_guard(foi__making *m, const foi__event *e, const foi__guard *g, foi__plan_guard *out)
{
    bool of_another = (g->condition == FOI__IF_NOT_ALL || g->condition == FOI__IF_NONE_OF) && g->other != NULL;
    const foi__event *subject = of_another ? foi__law_event(m->law, g->other) : e;

    out->guard = g;
    out->when = tests_of(m, e, &g->when);
    out->when_state = places_of(m, &g->when_state);
    out->unless_state = places_of(m, &g->unless_state);
    out->condition = (uint8_t)g->condition;
    out->number = (uint8_t)g->number;
    out->when_has = field_number(e, g->when_has);
    out->alone = g->alone;
    out->finding = code_number(m, g->finding);
    out->premature = code_number(m, g->premature);
    out->absent = code_number(m, g->absent);
    out->other = FOI__NO;
    out->field = FOI__NO;
    switch (g->condition) {
    case FOI__IF_STATE:
        out->subject_state.count = 1;
        out->subject_state.track[0] = track_number(m, g->subject.name);
        out->subject_state.states[0] = states_of(m, out->subject_state.track[0], &g->subject.values);
        break;
    case FOI__IF_APPLICANT:
        for (size_t i = 0; i < m->plan->applicant_count; i++)
            if (foi__number_of_word(&g->subject.values, m->plan->applicants[i]) != FOI__NO)
                out->values |= foi__bit((unsigned)i);
        break;
    case FOI__IF_WITHIN:
    case FOI__IF_WINDOW:
    case FOI__IF_EXTENDS:
        out->other = clock_number(m, g->other);
        out->field = field_number(e, g->subject.name);
        break;
    default:
        out->other = event_number(m, g->other);
        out->field = field_number(subject, g->subject.name);
        if (out->field != FOI__NO)
            out->values = values_of(m, &subject->fields[out->field], &g->subject.values);
        break;
    }
}

static void make_also(foi__making *m, const foi__transition *t, foi__move *out)
{
    if (!fits(m, t->also_count, UINT8_MAX, "changes of other tracks"))
        return;
    out->also = foi__make_room(m, t->also_count, sizeof *out->also);
    for (size_t i = 0; m->code == FOI_OK && i < t->also_count; i++) {
        const foi__also *a = &t->also[i];
        uint8_t track = track_number(m, a->track);

        out->also[i] = (foi__plan_also){track, state_number(m, track, a->to), clock_number(m, a->unless_running),
                                        states_of(m, track, &a->from)};
    }
    out->also_count = (uint8_t)t->also_count;
}

/* A move goes to a fixed state, to the one that a field names, or nowhere; the three exclude each other. */
static void make_target(foi__making *m, const foi__transition *t, const foi__event *e, uint8_t track, foi__move *out)
{
    out->to = state_number(m, track, t->to);
    out->to_field = field_number(e, t->to_field);
    if (out->to_field == FOI__NO || !fits(m, e->fields[out->to_field].of.count, sizeof out->states, "values"))
        return;
    for (size_t i = 0; i < e->fields[out->to_field].of.count; i++)
        out->states[i] = state_number(m, track, e->fields[out->to_field].of.items[i]);
}

/* In which states the entry speaks: the first entry of an event that names a state has it. */
static void place_move(foi__making *m, const foi__transition *t, foi__plan_event *e, uint8_t number)
{
    const struct {
        const foi__words *states;
        uint8_t act;
    } parts[] = {{&t->from, FOI__ACT_MOVE}, {&t->gap, FOI__ACT_GAP}, {&t->ignored, FOI__ACT_IGNORE}};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (size_t k = 0; k < parts[i].states->count; k++) {
            foi__action *a = &e->action[state_number(m, e->track, parts[i].states->items[k])];

            if (a->act == FOI__ACT_VOID && a->number == FOI__NO)
                *a = (foi__action){parts[i].act, number};
        }
}

static void make_elsewhere(foi__making *m, const foi__transition *t, foi__plan_event *e)
{
    foi__plan_elsewhere *items = foi__make_room(m, e->elsewhere_count + t->elsewhere_count, sizeof *items);

    for (size_t i = 0; m->code == FOI_OK && i < e->elsewhere_count; i++)
        items[i] = e->elsewhere[i];
    e->elsewhere = items;
    for (size_t i = 0; m->code == FOI_OK && i < t->elsewhere_count; i++) {
        const foi__elsewhere *w = &t->elsewhere[i];

        items[e->elsewhere_count++] = (foi__plan_elsewhere){
            w->in.count > 0 ? states_of(m, e->track, &w->in) : ~UINT64_C(0), clock_number(m, w->passed),
            event_number(m, w->after), event_number(m, w->not_after), code_number(m, w->finding)};
    }
}

static void make_move(foi__making *m, const foi__transition *t)
{
    uint8_t event = event_number(m, t->rule.id), number = (uint8_t)m->plan->move_count;
    foi__plan_event *e = &m->plan->events[event];
    foi__move *out = &m->plan->moves[m->plan->move_count++];

    out->transition = t;
    out->once = (uint8_t)t->once;
    out->otherwise = code_number(m, t->otherwise);
    out->unstopped = clock_number(m, t->unstopped);
    out->gap_in = places_of(m, &t->gap_in);
    out->stays_if = tests_of(m, e->event, &t->stays_if);
    make_target(m, t, e->event, e->track, out);
    make_also(m, t, out);
    fits(m, t->guard_count, UINT8_MAX, "guards");
    out->guards = foi__make_room(m, t->guard_count, sizeof *out->guards);
    for (size_t i = 0; m->code == FOI_OK && i < t->guard_count; i++)
        make_guard(m, e->event, &t->guards[i], &out->guards[i]);
    /* a move that no guard can void needs no guarding where nobody asks for findings */
    for (size_t i = 0; m->code == FOI_OK && i < t->guard_count; i++)
        out->may_void = out->may_void || (m->plan->voids >> out->guards[i].finding & 1) != 0;
    out->guard_count = (uint8_t)t->guard_count;
    if (m->code == FOI_OK)
        place_move(m, t, e, number);
    if (t->elsewhere_count > 0)
        make_elsewhere(m, t, e);
}

/* In states that no entry names, the first entry with `otherwise` speaks. */
static void close_actions(foi__making *m)
{
    for (size_t i = 0; i < m->plan->event_count; i++) {
        foi__plan_event *e = &m->plan->events[i];
        uint8_t code = FOI__NO;

        for (size_t k = m->plan->move_count; k > 0; k--)
            if (m->plan->moves[k - 1].otherwise != FOI__NO &&
                foi__same(m->plan->moves[k - 1].transition->rule.id, e->event->id))
                code = m->plan->moves[k - 1].otherwise;
        e->otherwise = code;
        for (size_t k = 0; k < FOI__STATES_PER_TRACK; k++)
            if (e->action[k].act == FOI__ACT_VOID && e->action[k].number == FOI__NO)
                e->action[k].number = code;
    }
}

/* ---- clocks -------------------------------------------------------------------------------------------- */

static foi__plan_trigger make_trigger(foi__making *m, const foi__trigger *t, uint8_t clock, uint8_t ground)
{
    const foi__event *e = foi__law_event(m->law, t->on);
    foi__plan_trigger out = {.clock = clock, .ground = ground, .under = FOI__NO};
    size_t axis;

    out.from = field_number(e, t->from);
    out.late_for = clock_number(m, t->late_for);
    out.late = code_number(m, t->late);
    out.in_time = t->in_time;
    out.again = t->again;
    out.of_lapse = t->of_lapse;
    out.when = tests_of(m, e, &t->when);
    out.in = places_of(m, &t->in);
    if (t->under.name == NULL || !foi__law_axis_number(m->law, t->under.name, strlen(t->under.name), &axis))
        return out;
    out.under = (uint8_t)axis;
    out.options = &t->under.values;
    return out;
}

/* Append to a list of the event; lists are few and short. */
static void add_trigger(foi__making *m, foi__plan_triggers *list, foi__plan_trigger t)
{
    foi__plan_trigger *items = foi__make_room(m, list->count + 1, sizeof *items);

    if (m->code < 0)
        return;
    for (size_t i = 0; i < list->count; i++)
        items[i] = list->items[i];
    items[list->count] = t;
    list->items = items;
    list->count++;
}

/* From lists by clock to lists by event: a fold asks what an event does, not what a clock waits for. */
static void add_triggers(foi__making *m, const foi__triggers *from, size_t list, uint8_t clock, uint8_t ground)
{
    for (size_t i = 0; m->code == FOI_OK && i < from->count; i++) {
        foi__plan_event *e = &m->plan->events[event_number(m, from->items[i].on)];
        foi__plan_triggers *lists[] = {&e->starts, &e->stops, &e->cancels, &e->opens};

        add_trigger(m, lists[list], make_trigger(m, &from->items[i], clock, ground));
    }
}

/* A fold keeps windows by ground alone, so only one clock of a law may have them. */
static void make_grounds(foi__making *m, foi__plan_clock *c, uint8_t number)
{
    const foi__run *r = c->run;

    if (!fits(m, r->ground_count, FOI__GROUNDS_MAX, "grounds"))
        return;
    if (r->ground_count > 0 && m->plan->ground_clock != FOI__NO)
        fits(m, 2, 1, "clock with grounds");
    if (r->ground_count > 0) {
        m->plan->ground_clock = number;
        m->plan->answers = c->answers;
    }
    c->grounds = foi__make_room(m, r->ground_count, sizeof *c->grounds);
    for (size_t i = 0; m->code == FOI_OK && i < r->ground_count; i++) {
        const foi__ground *g = &r->grounds[i];

        c->grounds[i] = (foi__plan_ground){g,
                                           g->never_late,
                                           g->never_early,
                                           g->assumed,
                                           clocks_of(m, &g->after_lapse),
                                           clocks_of(m, &g->after_silence)};
        add_triggers(m, &g->after, 3, number, (uint8_t)i);
    }
    c->ground_count = (uint8_t)r->ground_count;
}

/* A finding without a state is kept apart: it lasts for as long as the clock has passed and nothing stopped it. */
static void make_lapses(foi__making *m, foi__plan_clock *c)
{
    const foi__pack *p;
    size_t count = 0;

    c->missing = FOI__NO;
    for
        EACH_PACK(m, p)
    for (size_t i = 0; i < p->lapse_count; i++)
        count += foi__same(p->lapses[i].rule.id, c->id);
    fits(m, count, UINT8_MAX, "lapses of a clock");
    c->lapses = foi__make_room(m, count, sizeof *c->lapses);
    for
        EACH_PACK(m, p)
    for (size_t i = 0; m->code == FOI_OK && i < p->lapse_count; i++) {
        const foi__lapse *l = &p->lapses[i];
        uint8_t track = track_number(m, l->track);

        if (!foi__same(l->rule.id, c->id))
            continue;
        if (l->finding != NULL)
            c->missing = code_number(m, l->finding);
        if (l->to == NULL)
            continue;
        c->lapses[c->lapse_count++] = (foi__plan_lapse){l,
                                                        track,
                                                        state_number(m, track, l->to),
                                                        l->last,
                                                        l->each_party,
                                                        states_of(m, track, &l->from),
                                                        clocks_of(m, &l->cancels),
                                                        places_of(m, &l->in)};
    }
}

static void make_clock(foi__making *m, uint8_t number)
{
    foi__plan_clock *c = &m->plan->clocks[number];
    const foi__run *r = c->run;
    size_t axis;

    c->step = event_number(m, r->step);
    c->one = r->one;
    c->each_party = r->each_party;
    c->no_rule = code_number(m, r->no_rule);
    c->after = clock_number(m, r->after);
    c->announces = clock_number(m, r->announces);
    c->answer_clock = clock_number(m, r->answer_clock);
    c->start_axis = FOI__NO;
    if (r->start_by != NULL && foi__law_axis_number(m->law, r->start_by, strlen(r->start_by), &axis))
        c->start_axis = (uint8_t)axis;
    c->answers = foi__events_of(m, &r->answers);
    c->unless_before = foi__events_of(m, &r->unless_before);
    c->not_in = places_of(m, &r->not_in);
    c->extend_in = places_of(m, &r->extend_in);
    c->answer_open = places_of(m, &r->answer_open);
    c->opens_track = track_number(m, r->opens_track);
    if (c->opens_track != FOI__NO) {
        c->opens_to = state_number(m, c->opens_track, r->opens_to);
        c->opens_from = states_of(m, c->opens_track, &r->opens_from);
    }
    for (size_t i = 0; i < m->plan->event_count; i++)
        c->due_field_of_event[i] = field_number(m->plan->events[i].event, r->due);
    for (size_t i = 0; i < r->stops.count; i++)
        c->stop_events |= bit_of(event_number(m, r->stops.items[i].on));
    add_triggers(m, &r->starts, 0, number, FOI__NO);
    add_triggers(m, &r->stops, 1, number, FOI__NO);
    add_triggers(m, &r->cancels, 2, number, FOI__NO);
    make_grounds(m, c, number);
    make_lapses(m, c);
}

/* A rule may open no window; those that open one must open the same. */
static void link_window(foi__making *m, foi__plan_clock *c, const foi__clock *rule)
{
    const char *opens = rule->lapse_opens.count > 0 ? rule->lapse_opens.items[0] : NULL;
    uint8_t window = clock_number(m, opens);

    if (opens == NULL || m->code < 0)
        return;
    if (window == FOI__NO)
        m->code = foi__fail_at(m->err, foi__rule_place(&rule->rule), FOI__NOT_RUNNING, opens, NULL, NULL);
    else if (c->window != FOI__NO && c->window != window)
        m->code = foi__fail_at(m->err, foi__rule_place(&rule->rule), FOI__TWO_WINDOWS, c->id, opens,
                               m->plan->clocks[c->window].id);
    c->window = window;
}

/* The window that the lapse of a clock opens, and which clocks an event extends: said by the rules themselves. */
static void link_rules(foi__making *m)
{
    for (size_t i = 0; i < m->plan->clock_count; i++) {
        foi__plan_clock *c = &m->plan->clocks[i];
        const foi__thing *thing = &m->law->clocks[c->number];

        c->window = FOI__NO;
        for (size_t k = 0; k < thing->rule_count; k++) {
            const foi__clock *rule = (const foi__clock *)(const void *)thing->rules[k];

            link_window(m, c, rule);
            if (event_number(m, rule->extension.by) != FOI__NO)
                m->plan->events[event_number(m, rule->extension.by)].extends |= foi__bit((unsigned)i);
        }
    }
}

/* ---- steps --------------------------------------------------------------------------------------------- */

/* Each of its events has the test in the numbers of its own fields. */
static void make_step(foi__making *m, const foi__step_rule *s)
{
    foi__plan_step *out = &m->plan->steps[m->plan->step_count++];

    if (!fits(m, s->where_count, 4, "conditions") || !fits(m, s->of.count, 2, "events"))
        return;
    out->step = s;
    out->event = event_number(m, s->rule.id);
    out->of = foi__events_of(m, &s->of);
    out->where_count = (uint8_t)s->where_count;
    for (size_t i = 0; i < s->where_count; i++) {
        out->where[i].since = track_number(m, s->where[i].since);
        out->where[i].in = places_of(m, &s->where[i].in);
    }
    for (size_t i = 0; i < s->of.count; i++) {
        out->of_event[i] = event_number(m, s->of.items[i]);
        out->unless[i] = tests_of(m, foi__law_event(m->law, s->of.items[i]), &s->unless);
    }
}

/* ---- the plan ------------------------------------------------------------------------------------------ */

/* One pack says the parties and the kinds of applicant; a later one takes the place of an earlier one. */
static void make_words(foi__making *m)
{
    const foi__pack *p;

    for
        EACH_PACK(m, p)
        {
            if (p->parties.count > 0) {
                m->plan->parties = p->parties.items;
                m->plan->party_count = p->parties.count;
                m->plan->party_actor = p->party_actor;
            }
            if (p->applicant_kinds.count > 0) {
                m->plan->applicants = p->applicant_kinds.items;
                m->plan->applicant_count = p->applicant_kinds.count;
            }
        }
    fits(m, m->plan->party_count, FOI__PARTIES_MAX, "parties");
    fits(m, m->plan->applicant_count, 32, "kinds of applicant");
}

/* In the order of the pack: the first kind that is on file decides. */
static void make_law_days(foi__making *m)
{
    const foi__pack *p;

    for
        EACH_PACK(m, p)
    for (size_t i = 0; i < p->law_day.count && fits(m, m->plan->law_day_count + 1, 8, "law days"); i++)
        m->plan->law_day[m->plan->law_day_count++] = event_number(m, p->law_day.items[i]);
}

/* Names first, so that what follows may refer to anything, wherever it stands. */
static void make_tables(foi__making *m)
{
    const foi__pack *p;

    for
        EACH_PACK(m, p)
    for (size_t i = 0; m->code == FOI_OK && i < p->track_count; i++)
        make_track(m, &p->tracks[i]);
    for
        EACH_PACK(m, p)
    for (size_t i = 0; i < p->finding_count; i++) {
        if (p->findings[i].is_void)
            m->plan->voids |= foi__bit((unsigned)m->plan->code_count);
        m->plan->codes[m->plan->code_count++] = &p->findings[i];
    }
    for
        EACH_PACK(m, p)
    for (size_t i = 0; m->code == FOI_OK && i < p->event_count; i++)
        make_event(m, &p->events[i]);
    for
        EACH_PACK(m, p)
    for (size_t i = 0; i < p->run_count; i++) {
        foi__plan_clock *c = &m->plan->clocks[m->plan->clock_count++];

        c->run = &p->runs[i];
        c->id = p->runs[i].rule.id;
        foi__law_clock_number(m->law, c->id, &c->number, NULL);
    }
}

/*
 * The tables are complete, so every name has its number. What sums up the triggers of an event comes after all clocks.
 */
static void make_rest(foi__making *m)
{
    const foi__pack *p;

    for (size_t i = 0; i < m->plan->track_count; i++)
        bar_applicants(m, &m->plan->tracks[i]);
    for (size_t i = 0; i < m->plan->event_count; i++) {
        m->plan->events[i].receipt_clock = clock_number(m, m->plan->events[i].event->receipt_clock);
        for (size_t k = 0; k < FOI__STATES_PER_TRACK; k++)
            m->plan->events[i].action[k] = (foi__action){FOI__ACT_VOID, FOI__NO};
    }
    for
        EACH_PACK(m, p)
    for (size_t i = 0; m->code == FOI_OK && i < p->transition_count; i++)
        if (foi__same(p->transitions[i].track, foi__law_event(m->law, p->transitions[i].rule.id)->track))
            make_move(m, &p->transitions[i]);
    for (size_t i = 0; i < m->plan->code_count; i++)
        m->plan->code_clock[i] = clock_number(m, m->plan->codes[i]->clock);
    close_actions(m);
    for (size_t i = 0; m->code == FOI_OK && i < m->plan->clock_count; i++)
        make_clock(m, (uint8_t)i);
    link_rules(m);
    for
        EACH_PACK(m, p)
    for (size_t i = 0; m->code == FOI_OK && i < p->step_count; i++)
        make_step(m, &p->steps[i]);
    for (size_t i = 0; m->code == FOI_OK && i < m->plan->event_count; i++) {
        foi__plan_event *e = &m->plan->events[i];

        for (size_t k = 0; k < e->stops.count; k++)
            e->stop_clocks |= foi__bit(e->stops.items[k].clock);
        for (size_t k = 0; k < e->cancels.count; k++) {
            e->cancel_clocks |= foi__bit(e->cancels.items[k].clock);
            e->closes_grounds = e->closes_grounds || m->plan->clocks[e->cancels.items[k].clock].ground_count > 0;
        }
        for (size_t k = 0; k < m->plan->clock_count; k++)
            if (m->plan->clocks[k].after != FOI__NO &&
                (m->plan->clocks[m->plan->clocks[k].after].stop_events >> i & 1) != 0)
                e->ends_duties |= foi__bit(m->plan->clocks[k].after);
        e->plain = e->starts.count + e->stops.count + e->cancels.count + e->opens.count == 0 && e->extends == 0;
    }
}

/* Counted before anything is made: a law that is too large for the sets is refused, never cut. */
static void make_plan(foi__making *m)
{
    size_t tracks = 0, events = 0, moves = 0, runs = 0, codes = 0, steps = 0;

    count_all(m, &tracks, &events, &moves, &runs, &codes, &steps);
    if (!fits(m, tracks, FOI__TRACKS_MAX, "tracks") || !fits(m, events, FOI__EVENTS_MAX, "events") ||
        !fits(m, moves, FOI__NO - 1, "transitions") || !fits(m, runs, FOI__CLOCKS_MAX, "clocks") ||
        !fits(m, codes, FOI__CODES_MAX, "findings") ||
        (events > 0 && !fits(m, m->law->axis_count, FOI__PLAN_AXES, "axes")))
        return;
    m->plan->tracks = foi__make_room(m, tracks, sizeof *m->plan->tracks);
    m->plan->events = foi__make_room(m, events, sizeof *m->plan->events);
    m->plan->moves = foi__make_room(m, moves, sizeof *m->plan->moves);
    m->plan->clocks = foi__make_room(m, runs, sizeof *m->plan->clocks);
    m->plan->codes = foi__make_room(m, codes, sizeof(const foi__finding *));
    m->plan->steps = foi__make_room(m, steps, sizeof *m->plan->steps);
    if (m->code < 0)
        return;
    m->plan->ground_clock = FOI__NO;
    make_words(m);
    if (m->code == FOI_OK)
        make_tables(m);
    if (m->code == FOI_OK)
        make_rest(m);
    make_law_days(m);
}

/* A law without events has an empty plan, so that nobody need ask whether there is one. */
int foi__law_make_plan(foi_law *law, foi_error *err)
{
    foi__making m = {law, NULL, err, FOI_OK};

    m.plan = foi__make_room(&m, 1, sizeof *m.plan);
    if (m.code == FOI_OK)
        make_plan(&m);
    law->plan = m.plan;
    return m.code == FOI_OK ? foi__law_make_editions(law, err) : m.code;
}
