/* How clocks run in a case, the grounds of a filing, and the steps that no clock asks for (docs/procedure.md). */
#include "pack/pack.h"

/* ---- what starts, stops and ends a clock --------------------------------------------------------------- */

static const char *const trigger_keys[] = {"on",      "from",  "when",     "in",    "late_for", "late",
                                           "in_time", "again", "of_lapse", "under", NULL};

/* Most triggers are an event and nothing more, and are written as one word. */
static void bind_trigger(foi__binder *b, const foi__node *n, foi__trigger *t)
{
    foi__amongs under;

    t->line = n->line;
    if (n->kind == FOI__NODE_TEXT) { /* an event and nothing more */
        t->on = n->text;
        return;
    }
    if (!foi__bind_keys(b, n, "triggers", trigger_keys))
        return;
    t->on = foi__bind_id(b, n, "on", true);
    t->from = foi__bind_id(b, n, "from", false);
    t->when = foi__bind_amongs(b, n, "when");
    t->in = foi__bind_amongs(b, n, "in");
    t->late_for = foi__bind_id(b, n, "late_for", false);
    t->late = foi__bind_id(b, n, "late", false);
    t->in_time = foi__bind_bool(b, n, "in_time", false);
    t->again = foi__bind_bool(b, n, "again", false);
    t->of_lapse = foi__bind_bool(b, n, "of_lapse", false);
    under = foi__bind_amongs(b, n, "under");
    foi__bind_one(b, n, "under", under.count);
    if (under.count == 1)
        t->under = under.items[0];
}

/* A list of events, each as its name alone or as a map that narrows it. */
static foi__triggers bind_triggers(foi__binder *b, const foi__node *map, const char *key)
{
    foi__triggers all = {0, NULL};
    size_t count;
    const foi__node *n = foi__bind_list(b, map, key, &count);

    all.items = foi__bind_alloc(b, count, sizeof *all.items);
    for (; n != NULL && b->code == FOI_OK; n = n->next)
        bind_trigger(b, n, &all.items[all.count++]);
    return all;
}

/* ---- grounds ------------------------------------------------------------------------------------------- */

static void bind_ground(foi__binder *b, foi__run *owner, const foi__node *map, foi__ground *g)
{
    static const char *const keys[] = {"ground", "never_late",  "never_early",   "assumed",
                                       "after",  "after_lapse", "after_silence", NULL};

    (void)owner;
    if (!foi__bind_keys(b, map, "grounds", keys))
        return;
    g->line = map->line;
    g->id = foi__bind_id(b, map, "ground", true);
    g->never_late = foi__bind_bool(b, map, "never_late", false);
    g->never_early = foi__bind_bool(b, map, "never_early", false);
    g->assumed = foi__bind_bool(b, map, "assumed", false);
    g->after = bind_triggers(b, map, "after");
    g->after_lapse = foi__bind_words(b, map, "after_lapse");
    g->after_silence = foi__bind_words(b, map, "after_silence");
}

/* ---- one clock ----------------------------------------------------------------------------------------- */

/* {track: TRACK, from: [states], to: STATE} */
static void bind_opens(foi__binder *b, const foi__node *map, foi__run *r)
{
    static const char *const keys[] = {"track", "from", "to", NULL};
    const foi__node *n = foi__find(map, "opens");

    if (n == NULL || !foi__bind_keys(b, n, "opens", keys))
        return;
    r->opens_track = foi__bind_id(b, n, "track", true);
    r->opens_from = foi__bind_words(b, n, "from");
    r->opens_to = foi__bind_id(b, n, "to", true);
}

/* {missing: CODE, unless_before: [events]} */
static void bind_rule_by(foi__binder *b, const foi__node *map, foi__run *r)
{
    static const char *const keys[] = {"missing", "unless_before", NULL};
    const foi__node *n = foi__find(map, "rule_of_event_day");

    if (n == NULL || !foi__bind_keys(b, n, "rule_of_event_day", keys))
        return;
    r->no_rule = foi__bind_id(b, n, "missing", true);
    r->unless_before = foi__bind_words(b, n, "unless_before");
}

/* It has no citation: what a clock does rests on the rule, the transitions and the lapses, which all have theirs. */
static void bind_run(foi__binder *b, foi__pack *pack, const foi__node *map, foi__run *r)
{
    static const char *const keys[] = {
        "clock",   "step",    "due",       "start_by",          "opens", "announces",    "after",
        "answers", "not_in",  "extend_in", "answer_open",       "one",   "starts",       "each_party",
        "stops",   "cancels", "grounds",   "rule_of_event_day", "valid", "answer_clock", NULL};

    if (!foi__bind_keys(b, map, "runs", keys))
        return;
    foi__bind_rule(b, pack, map, "clock", &r->rule, false);
    r->step = foi__bind_id(b, map, "step", false);
    r->due = foi__bind_id(b, map, "due", false);
    r->start_by = foi__bind_id(b, map, "start_by", false);
    r->announces = foi__bind_id(b, map, "announces", false);
    r->after = foi__bind_id(b, map, "after", false);
    r->answer_clock = foi__bind_id(b, map, "answer_clock", false);
    r->answers = foi__bind_words(b, map, "answers");
    r->not_in = foi__bind_amongs(b, map, "not_in");
    r->extend_in = foi__bind_amongs(b, map, "extend_in");
    r->answer_open = foi__bind_amongs(b, map, "answer_open");
    r->one = foi__bind_bool(b, map, "one", false);
    r->each_party = foi__bind_bool(b, map, "each_party", false);
    r->starts = bind_triggers(b, map, "starts");
    r->stops = bind_triggers(b, map, "stops");
    r->cancels = bind_triggers(b, map, "cancels");
    bind_opens(b, map, r);
    bind_rule_by(b, map, r);
    FOI__BIND_ALL(b, r, map, "grounds", grounds, ground_count, bind_ground);
    foi__bind_unique(b, map, "grounds", "ground", "ground");
}

/* ---- steps --------------------------------------------------------------------------------------------- */

static void bind_where(foi__binder *b, foi__step_rule *owner, const foi__node *map, struct foi__where *w)
{
    static const char *const keys[] = {"since", "in", NULL};

    (void)owner;
    if (!foi__bind_keys(b, map, "where", keys))
        return;
    w->line = map->line;
    w->since = foi__bind_id(b, map, "since", true);
    w->in = foi__bind_amongs(b, map, "in");
}

static void bind_step(foi__binder *b, foi__pack *pack, const foi__node *map, foi__step_rule *s)
{
    static const char *const keys[] = {"event", "actor", "where", "unless", "of", "cite", "grade", "valid", NULL};

    if (!foi__bind_keys(b, map, "steps", keys))
        return;
    foi__bind_rule(b, pack, map, "event", &s->rule, true);
    s->actor = foi__bind_id(b, map, "actor", true);
    s->unless = foi__bind_amongs(b, map, "unless");
    s->of = foi__bind_words(b, map, "of");
    FOI__BIND_ALL(b, s, map, "where", where, where_count, bind_where);
}

/* ---- all ----------------------------------------------------------------------------------------------- */

void foi__bind_runs(foi__binder *b, foi__pack *pack, const foi__node *root)
{
    static const char *const keys[] = {"party", "parties", "applicants", "law_day", NULL};
    const foi__node *n = foi__find(root, "procedure");

    if (n != NULL && foi__bind_keys(b, n, "procedure", keys)) {
        pack->party_actor = foi__bind_id(b, n, "party", false);
        pack->parties = foi__bind_words(b, n, "parties");
        pack->applicant_kinds = foi__bind_words(b, n, "applicants");
        pack->law_day = foi__bind_words(b, n, "law_day");
    }
    FOI__BIND_ALL(b, pack, root, "runs", runs, run_count, bind_run);
    FOI__BIND_ALL(b, pack, root, "steps", steps, step_count, bind_step);
}
