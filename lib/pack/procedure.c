/* The tables of docs/procedure.md: tracks, events, transitions with their guards, lapses, findings. */
#include "pack/pack.h"

/* ---- tracks and events --------------------------------------------------------------------------------- */

/* Here as below FOI__BIND_ALL hands over the owner of the list; those who need no owner ignore it. */
static void bind_state(foi__binder *b, foi__track *owner, const foi__node *map, foi__state *s)
{
    static const char *const keys[] = {"id", "shows", "name", "final", NULL};

    (void)owner;
    if (!foi__bind_keys(b, map, "states", keys))
        return;
    s->line = map->line;
    s->id = foi__bind_id(b, map, "id", true);
    s->shows = foi__bind_id(b, map, "shows", false);
    s->name = foi__bind_bilingual(b, map, "name", true);
    s->final = foi__bind_bool(b, map, "final", false);
}

/* {not: [kinds], finding: CODE} */
static void bind_applicants(foi__binder *b, const foi__node *map, foi__track *t)
{
    static const char *const keys[] = {"not", "finding", NULL};
    const foi__node *n = foi__find(map, "applicants");

    if (n == NULL || !foi__bind_keys(b, n, "applicants", keys))
        return;
    t->barred_applicants = foi__bind_words(b, n, "not");
    t->applicant_finding = foi__bind_id(b, n, "finding", true);
}

static void bind_track(foi__binder *b, foi__pack *pack, const foi__node *map, foi__track *t)
{
    static const char *const keys[] = {"id",    "name",  "states",    "applicants", "cite",
                                       "grade", "valid", "overrides", NULL};

    if (!foi__bind_keys(b, map, "tracks", keys))
        return;
    foi__bind_rule(b, pack, map, "id", &t->rule, true);
    t->name = foi__bind_bilingual(b, map, "name", true);
    if (b->code == FOI_OK)
        foi__need(b, map, "states");
    bind_applicants(b, map, t);
    FOI__BIND_ALL(b, t, map, "states", states, state_count, bind_state);
    foi__bind_unique(b, map, "states", "id", "state");
}

/*
 * A choice without its values could never be answered wrongly, so it would check nothing. Conditions are 64 bits,
 * one a value; a list of choices is kept in 32.
 */
static void bind_field(foi__binder *b, foi__event *owner, const foi__node *map, foi__field *f)
{
    static const char *const keys[] = {"id", "type", "of", "required", NULL};
    static const foi__word_number types[] = {{"text", FOI__FIELD_TEXT},
                                             {"text_or_true", FOI__FIELD_TEXT_OR_TRUE},
                                             {"number", FOI__FIELD_NUMBER},
                                             {"flag", FOI__FIELD_FLAG},
                                             {"day", FOI__FIELD_DAY},
                                             {"receipt", FOI__FIELD_RECEIPT},
                                             {"choice", FOI__FIELD_CHOICE},
                                             {"choices", FOI__FIELD_CHOICES},
                                             {"party", FOI__FIELD_PARTY},
                                             {"texts", FOI__FIELD_TEXTS},
                                             {NULL, 0}};

    (void)owner;
    if (!foi__bind_keys(b, map, "fields", keys))
        return;
    f->id = foi__bind_id(b, map, "id", true);
    f->type = foi__bind_word(b, map, "type", types, 0, true);
    f->required = foi__bind_bool(b, map, "required", false);
    f->of = foi__bind_words(b, map, "of");
    foi__bind_most(b, foi__find(map, "of"), f->type == FOI__FIELD_CHOICES ? 32 : 64);
    if (b->code == FOI_OK && (f->type == FOI__FIELD_CHOICE || f->type == FOI__FIELD_CHOICES) && f->of.count == 0)
        foi__need(b, map, "of");
}

/* {missing: CODE, clock: CLOCK} */
static void bind_receipt(foi__binder *b, const foi__node *map, foi__event *e)
{
    static const char *const keys[] = {"missing", "clock", NULL};
    const foi__node *n = foi__find(map, "receipt");

    if (n == NULL || !foi__bind_keys(b, n, "receipt", keys))
        return;
    e->no_receipt = foi__bind_id(b, n, "missing", true);
    e->receipt_clock = foi__bind_id(b, n, "clock", false);
}

static void bind_event(foi__binder *b, foi__pack *pack, const foi__node *map, foi__event *e)
{
    static const char *const keys[] = {"id", "track", "name", "day", "receipt", "fields", NULL};

    (void)pack;
    if (!foi__bind_keys(b, map, "events", keys))
        return;
    e->line = map->line;
    e->id = foi__bind_id(b, map, "id", true);
    e->track = foi__bind_id(b, map, "track", true);
    e->name = foi__bind_bilingual(b, map, "name", true);
    e->day = foi__bind_id(b, map, "day", false);
    bind_receipt(b, map, e);
    FOI__BIND_ALL(b, e, map, "fields", fields, field_count, bind_field);
    foi__bind_unique(b, map, "fields", "id", "field");
}

/* ---- guards -------------------------------------------------------------------------------------------- */

/*
 * A guard is a condition on an event, with the finding for when it does not hold. Its condition is the first of
 * these keys that it has; in YAML that reads like a sentence, and needs no word for the kind of condition.
 */
static const struct {
    const char *key;
    int condition;
    const char *also;   /* the key that must stand beside it */
    const char *may[3]; /* those that may */
} conditions[] = {
    {"in_a_row", FOI__IF_IN_A_ROW, "field", {"among", "since"}}, /* before `field`, which stands beside it */
    {"has", FOI__IF_HAS, NULL, {NULL}},
    {"field", FOI__IF_FIELD, "among", {"among"}},
    {"not_all", FOI__IF_NOT_ALL, "among", {"among", "of"}},
    {"none_of", FOI__IF_NONE_OF, "among", {"among", "of"}},
    {"by", FOI__IF_BY, NULL, {NULL}},
    {"within", FOI__IF_WITHIN, NULL, {NULL}},
    {"first_effective", FOI__IF_FIRST_EFFECTIVE, NULL, {NULL}},
    {"differs", FOI__IF_DIFFERS, "from", {"from"}},
    {"state", FOI__IF_STATE, NULL, {NULL}},
    {"window", FOI__IF_WINDOW, NULL, {"premature", "absent", "grounds"}},
    {"applicant", FOI__IF_APPLICANT, NULL, {NULL}},
    {"given", FOI__IF_GIVEN, NULL, {NULL}},
    {"extends", FOI__IF_EXTENDS, NULL, {NULL}},
    {"after", FOI__IF_AFTER, NULL, {NULL}},
};

/* The one entry of {NAME: [values]}. */
static void bind_among(foi__binder *b, const foi__node *n, foi__among *a)
{
    if (b->code < 0)
        return;
    if (n->kind != FOI__NODE_LIST || n->count == 0) {
        foi__bind_fault(b, n, FOI__WANT_LIST, n->key, NULL, NULL);
        return;
    }
    a->name = n->key;
    a->values = foi__bind_list_words(b, n, n->key);
}

static const foi__node *need_map(foi__binder *b, const foi__node *map, const char *key)
{
    const foi__node *n = foi__find(map, key);

    if (b->code < 0 || n == NULL)
        return NULL;
    if (n->kind == FOI__NODE_MAP && n->count > 0)
        return n;
    foi__bind_fault(b, n, FOI__WANT_MAP, key, NULL, NULL);
    return NULL;
}

/* {NAME: [values], NAME: [values]}; none if the key is not there. */
foi__amongs foi__bind_amongs(foi__binder *b, const foi__node *map, const char *key)
{
    const foi__node *n = need_map(b, map, key);
    foi__amongs all = {0, NULL};

    if (n == NULL)
        return all;
    all.items = foi__bind_alloc(b, n->count, sizeof *all.items);
    for (const foi__node *c = n->child; c != NULL && b->code == FOI_OK; c = c->next)
        bind_among(b, c, &all.items[all.count++]);
    return all;
}

static void bind_condition(foi__binder *b, const foi__node *map, const char *key, foi__guard *g)
{
    foi__amongs state;

    switch (g->condition) {
    case FOI__IF_IN_A_ROW:
        g->number = foi__bind_number(b, map, "in_a_row", 2, 100, 0);
        g->subject.name = foi__bind_id(b, map, "field", true);
        g->subject.values = foi__bind_words(b, map, "among");
        g->other = foi__bind_id(b, map, "since", false);
        break;
    case FOI__IF_FIRST_EFFECTIVE:
        foi__bind_bool(b, map, key, true);
        break;
    case FOI__IF_STATE:
        state = foi__bind_amongs(b, map, "state");
        foi__bind_one(b, map, "state", state.count);
        if (state.count == 1)
            g->subject = state.items[0];
        break;
    case FOI__IF_APPLICANT:
        g->subject.values = foi__bind_words(b, map, "applicant");
        break;
    case FOI__IF_WITHIN:
    case FOI__IF_EXTENDS:
    case FOI__IF_AFTER:
        g->other = foi__bind_id(b, map, key, true);
        break;
    case FOI__IF_WINDOW:
        g->other = foi__bind_id(b, map, key, true);
        g->subject.name = foi__bind_id(b, map, "grounds", false);
        break;
    default:
        g->subject.name = foi__bind_id(b, map, key, true);
        g->subject.values = foi__bind_words(b, map, "among");
        g->other = foi__bind_id(b, map, g->condition == FOI__IF_DIFFERS ? "from" : "of", false);
        break;
    }
}

/* A key that belongs to another condition would say something that nobody reads. */
static void check_beside(foi__binder *b, const foi__node *map, size_t condition)
{
    static const char *const keys[] = {"among", "of", "from", "since", "premature", "absent", "grounds"};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const foi__node *n = foi__find(map, keys[i]);
        bool may = n == NULL;

        for (size_t k = 0; k < 3 && conditions[condition].may[k] != NULL; k++)
            may = may || foi__same(conditions[condition].may[k], keys[i]);
        if (!may)
            foi__bind_fault(b, n, FOI__KEY_NOT_TOGETHER, conditions[condition].key, keys[i], NULL);
    }
    if (conditions[condition].condition == FOI__IF_WINDOW && foi__find(map, "alone") != NULL)
        foi__bind_fault(b, map, FOI__KEY_NOT_TOGETHER, "window", "alone", NULL);
}

static void bind_guard(foi__binder *b, foi__transition *owner, const foi__node *map, foi__guard *g)
{
    static const char *const keys[] = {"when",
                                       "when_has",
                                       "when_state",
                                       "has",
                                       "field",
                                       "among",
                                       "not_all",
                                       "none_of",
                                       "by",
                                       "within",
                                       "first_effective",
                                       "differs",
                                       "from",
                                       "state",
                                       "window",
                                       "in_a_row",
                                       "applicant",
                                       "finding",
                                       "premature",
                                       "absent",
                                       "unless_state",
                                       "of",
                                       "given",
                                       "extends",
                                       "alone",
                                       "grounds",
                                       "after",
                                       "since",
                                       NULL};
    size_t i = 0;

    (void)owner;
    if (!foi__bind_keys(b, map, "guards", keys))
        return;
    g->line = map->line;
    g->finding = foi__bind_id(b, map, "finding", true);
    g->premature = foi__bind_id(b, map, "premature", false);
    g->absent = foi__bind_id(b, map, "absent", false);
    g->when = foi__bind_amongs(b, map, "when");
    g->when_state = foi__bind_amongs(b, map, "when_state");
    g->unless_state = foi__bind_amongs(b, map, "unless_state");
    g->when_has = foi__bind_id(b, map, "when_has", false);
    g->alone = foi__bind_bool(b, map, "alone", false);
    while (i < sizeof conditions / sizeof conditions[0] && foi__find(map, conditions[i].key) == NULL)
        i++;
    if (i == sizeof conditions / sizeof conditions[0]) {
        foi__bind_fault(b, map, FOI__KEY_MISSING, "has, field, within, ...", NULL, NULL);
        return;
    }
    for (size_t k = i + 1; k < sizeof conditions / sizeof conditions[0]; k++)
        if (foi__find(map, conditions[k].key) != NULL &&
            (conditions[i].also == NULL || !foi__same(conditions[k].key, conditions[i].also)))
            foi__bind_fault(b, map, FOI__KEY_NOT_TOGETHER, conditions[i].key, conditions[k].key, NULL);
    check_beside(b, map, i);
    if (conditions[i].also != NULL)
        foi__need(b, map, conditions[i].also);
    g->condition = conditions[i].condition;
    if (b->code == FOI_OK)
        bind_condition(b, map, conditions[i].key, g);
}

/* ---- transitions, lapses, findings --------------------------------------------------------------------- */

static void bind_elsewhere(foi__binder *b, foi__transition *owner, const foi__node *map, foi__elsewhere *e)
{
    static const char *const keys[] = {"in", "passed", "after", "not_after", "finding", NULL};

    (void)owner;
    if (!foi__bind_keys(b, map, "elsewhere", keys))
        return;
    e->line = map->line;
    e->in = foi__bind_words(b, map, "in");
    e->passed = foi__bind_id(b, map, "passed", false);
    e->after = foi__bind_id(b, map, "after", false);
    e->not_after = foi__bind_id(b, map, "not_after", false);
    e->finding = foi__bind_id(b, map, "finding", true);
}

static void bind_also(foi__binder *b, foi__transition *owner, const foi__node *map, foi__also *a)
{
    static const char *const keys[] = {"track", "from", "to", "unless_running", NULL};

    (void)owner;
    if (!foi__bind_keys(b, map, "also", keys))
        return;
    a->line = map->line;
    a->track = foi__bind_id(b, map, "track", true);
    a->from = foi__bind_words(b, map, "from");
    a->to = foi__bind_id(b, map, "to", true);
    a->unless_running = foi__bind_id(b, map, "unless_running", false);
}

/*
 * Facts are recorded and the law judges: an event in a wrong state is not refused but gets a finding
 * (`otherwise`). What becomes of the state must be said, as one of three: an omission would look like "stays".
 */
static void bind_transition(foi__binder *b, foi__pack *pack, const foi__node *map, foi__transition *t)
{
    static const char *const keys[] = {"on",        "track", "from",      "gap",       "ignored",  "to",
                                       "to_field",  "stays", "once",      "otherwise", "guards",   "cite",
                                       "grade",     "valid", "overrides", "gap_in",    "stays_if", "unstopped",
                                       "elsewhere", "also",  NULL};
    static const foi__word_number once[] = {{"case", FOI__ONCE_CASE}, {"party", FOI__ONCE_PARTY}, {NULL, 0}};
    bool stays;

    if (!foi__bind_keys(b, map, "transitions", keys))
        return;
    foi__bind_rule(b, pack, map, "on", &t->rule, true);
    t->track = foi__bind_id(b, map, "track", true);
    t->from = foi__bind_words(b, map, "from");
    t->gap = foi__bind_words(b, map, "gap");
    t->ignored = foi__bind_words(b, map, "ignored");
    t->to = foi__bind_id(b, map, "to", false);
    t->to_field = foi__bind_id(b, map, "to_field", false);
    stays = foi__bind_bool(b, map, "stays", false);
    t->once = foi__bind_word(b, map, "once", once, FOI__ONCE_NOT, false);
    t->otherwise = foi__bind_id(b, map, "otherwise", false);
    if (b->code == FOI_OK && (t->to != NULL) + (t->to_field != NULL) + stays > 1)
        foi__bind_fault(b, map, FOI__KEY_NOT_TOGETHER, t->to != NULL ? "to" : "to_field",
                        t->to != NULL && t->to_field != NULL ? "to_field" : "stays", NULL);
    if (b->code == FOI_OK && t->to == NULL && t->to_field == NULL && !stays)
        foi__bind_fault(b, map, FOI__KEY_MISSING, "to, to_field, stays", NULL, NULL);
    if (b->code == FOI_OK && t->from.count == 0 && t->gap.count == 0)
        foi__need(b, map, "from");
    t->gap_in = foi__bind_amongs(b, map, "gap_in");
    t->stays_if = foi__bind_amongs(b, map, "stays_if");
    t->unstopped = foi__bind_id(b, map, "unstopped", false);
    FOI__BIND_ALL(b, t, map, "elsewhere", elsewhere, elsewhere_count, bind_elsewhere);
    FOI__BIND_ALL(b, t, map, "also", also, also_count, bind_also);
    FOI__BIND_ALL(b, t, map, "guards", guards, guard_count, bind_guard);
}

/*
 * What the mere passing of a clock does: a next state, a finding, or both. With neither it would do nothing. The
 * finding lasts while nobody stops the clock, wherever the case stands: states are those of the move.
 */
static void bind_lapse(foi__binder *b, foi__pack *pack, const foi__node *map, foi__lapse *l)
{
    static const char *const keys[] = {"clock", "track",      "from",    "to", "finding", "cite",      "grade",
                                       "last",  "each_party", "cancels", "in", "valid",   "overrides", NULL};
    static const char *const moving[] = {"from", "in", "last", "each_party", "cancels"};

    if (!foi__bind_keys(b, map, "time", keys))
        return;
    foi__bind_rule(b, pack, map, "clock", &l->rule, true);
    l->track = foi__bind_id(b, map, "track", true);
    l->from = foi__bind_words(b, map, "from");
    l->to = foi__bind_id(b, map, "to", false);
    l->finding = foi__bind_id(b, map, "finding", false);
    l->cancels = foi__bind_words(b, map, "cancels");
    l->in = foi__bind_amongs(b, map, "in");
    l->last = foi__bind_bool(b, map, "last", false);
    l->each_party = foi__bind_bool(b, map, "each_party", false);
    if (b->code == FOI_OK && l->to == NULL && l->finding == NULL)
        foi__need(b, map, "to");
    if (b->code == FOI_OK && l->to != NULL)
        foi__need(b, map, "from");
    for (size_t i = 0; i < sizeof moving / sizeof moving[0] && l->to == NULL; i++)
        if (foi__find(map, moving[i]) != NULL)
            foi__bind_fault(b, foi__find(map, moving[i]), FOI__KEY_TOGETHER, moving[i], "to", NULL);
}

static void bind_finding(foi__binder *b, foi__pack *pack, const foi__node *map, foi__finding *f)
{
    static const char *const keys[] = {"code", "severity", "actor", "clock",     "effect", "text",
                                       "cite", "grade",    "valid", "overrides", NULL};
    static const foi__word_number severities[] = {
        {"violation", 1}, {"defect", 2}, {"warning", 3}, {"note", 4}, {NULL, 0}};
    static const foi__word_number effects[] = {{"proceeds", 0}, {"void", 1}, {NULL, 0}};

    if (!foi__bind_keys(b, map, "findings", keys))
        return;
    foi__bind_rule(b, pack, map, "code", &f->rule, true);
    f->severity = foi__bind_word(b, map, "severity", severities, 0, true);
    f->actor = foi__bind_id(b, map, "actor", false);
    f->clock = foi__bind_id(b, map, "clock", false);
    f->is_void = foi__bind_word(b, map, "effect", effects, 0, true) == 1;
    f->text = foi__bind_bilingual(b, map, "text", true);
}

void foi__bind_procedure(foi__binder *b, foi__pack *pack, const foi__node *root)
{
    FOI__BIND_ALL(b, pack, root, "tracks", tracks, track_count, bind_track);
    FOI__BIND_ALL(b, pack, root, "events", events, event_count, bind_event);
    FOI__BIND_ALL(b, pack, root, "transitions", transitions, transition_count, bind_transition);
    FOI__BIND_ALL(b, pack, root, "time", lapses, lapse_count, bind_lapse);
    FOI__BIND_ALL(b, pack, root, "findings", findings, finding_count, bind_finding);
    foi__bind_runs(b, pack, root);
    foi__bind_unique(b, root, "tracks", "id", "track");
    foi__bind_unique(b, root, "events", "id", "event");
    foi__bind_unique(b, root, "findings", "code", "finding");
    foi__bind_unique(b, root, "runs", "clock", "clock");
}
