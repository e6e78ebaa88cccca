/* One rule pack: the schema of docs/packs.md. */
#include <string.h>

#include "pack/pack.h"

const char *const foi__provision_lists[] = {"definitions", "actors", "applicants", "grounds", "exemptions",
                                            "rights",      "duties", "categories", "forms",   "penalties",
                                            "costs",       "scales", NULL};

static const foi__word_number grades[] = {
    {"unverified", FOI_GRADE_UNVERIFIED}, {"mirrored", FOI_GRADE_MIRRORED}, {"read", FOI_GRADE_READ}, {NULL, 0}};
static const foi__word_number units[] = {{"working_day", FOI_UNIT_WORKING_DAY},
                                         {"calendar_day", FOI_UNIT_CALENDAR_DAY},
                                         {"month", FOI_UNIT_MONTH},
                                         {"year", FOI_UNIT_YEAR},
                                         {"hour", FOI_UNIT_HOUR},
                                         {NULL, 0}};
static const foi__word_number pack_kinds[] = {{"act", 1},
                                              {"government_regulation", 2},
                                              {"presidential_regulation", 3},
                                              {"commission_regulation", 4},
                                              {"court_regulation", 5},
                                              {"ministerial_regulation", 6},
                                              {"decree", 7},
                                              {"monitoring", 8},
                                              {"composition", 9},
                                              {NULL, 0}};
enum { KIND_COMPOSITION = 9 };

/* ---- what every rule has ------------------------------------------------------------------------------- */

/*
 * Each end that is not said is that of `otherwise`: a rule is valid while its pack is in force, unless a part
 * of it came later or went earlier.
 */
static foi__validity bind_validity(foi__binder *b, const foi__node *map, const char *key, foi__validity otherwise)
{
    static const char *const keys[] = {"from", "to", NULL};
    const foi__node *n = foi__find(map, key);
    foi__validity v = otherwise;

    if (n == NULL || !foi__bind_keys(b, n, key, keys))
        return v;
    v.from = foi__bind_day(b, n, "from", otherwise.from);
    v.to = foi__bind_day(b, n, "to", otherwise.to);
    if (v.from > v.to)
        foi__bind_fault(b, n, FOI__RANGE_REVERSED, key, NULL, NULL);
    return v;
}

/*
 * Whoever needs a citation needs a grade as well: what it was read from, and how well. Without either it is no
 * law but somebody's opinion, and the pack is refused.
 */
void foi__bind_rule(foi__binder *b, foi__pack *pack, const foi__node *map, const char *id_key, foi__rule *rule,
                    bool cite_needed)
{
    rule->pack = pack;
    rule->line = map->line;
    rule->id = foi__bind_id(b, map, id_key, true);
    rule->valid = bind_validity(b, map, "valid", pack->in_force);
    rule->overrides = foi__bind_words(b, map, "overrides");
    rule->absent = foi__bind_bool(b, map, "absent", false);
    rule->grade = foi__bind_word(b, map, "grade", grades, pack->grade, cite_needed);
    rule->cites = foi__bind_cites(b, map, "cite", cite_needed ? rule->id : NULL);
}

/* ---- clocks -------------------------------------------------------------------------------------------- */

static void bind_extension(foi__binder *b, const foi__node *map, foi__extension *e)
{
    static const char *const keys[] = {"by", "length", "at_most", "before_lapse", "needs", NULL};
    const foi__node *n = foi__find(map, "extension");

    if (n == NULL || !foi__bind_keys(b, n, "extension", keys))
        return;
    e->by = foi__bind_id(b, n, "by", true);
    e->length = foi__bind_number(b, n, "length", 1, 1000, 0);
    e->at_most = foi__bind_number(b, n, "at_most", 1, 10, 1);
    e->before_lapse = foi__bind_bool(b, n, "before_lapse", false);
    e->needs = foi__bind_words(b, n, "needs");
    if (b->code == FOI_OK && e->length == 0)
        foi__need(b, n, "length");
}

static void bind_lapse(foi__binder *b, const foi__node *map, foi__clock *c)
{
    static const char *const keys[] = {"opens", "grounds", NULL};
    const foi__node *n = foi__find(map, "lapse");

    if (n == NULL || !foi__bind_keys(b, n, "lapse", keys))
        return;
    c->lapse_opens = foi__bind_words(b, n, "opens");
    foi__bind_one(b, n, "opens", c->lapse_opens.count);
    c->lapse_grounds = foi__bind_words(b, n, "grounds");
}

static void bind_departure(foi__binder *b, const foi__node *map, foi__clock *c)
{
    static const char *const keys[] = {"text", "cite", NULL};
    const foi__node *n = foi__find(map, "departs_from_act");

    if (n == NULL || !foi__bind_keys(b, n, "departs_from_act", keys))
        return;
    c->departs = foi__bind_bilingual(b, n, "text", true);
    c->departs_cites = foi__bind_cites(b, n, "cite", "departs_from_act");
}

/*
 * A term is a number with a unit, or words where the law gives no number ("promptly"), never both. Months and
 * years must say what becomes of a day that their last month lacks; the library has no opinion on that.
 */
static void bind_term(foi__binder *b, const foi__node *map, foi__clock *c)
{
    static const foi__word_number month_ends[] = {
        {"down", FOI_MONTH_END_DOWN}, {"up", FOI_MONTH_END_UP}, {"report", FOI_MONTH_END_REPORT}, {NULL, 0}};
    static const foi__word_number directions[] = {{"forward", 0}, {"backward", 1}, {NULL, 0}};
    static const foi__word_number ends[] = {{"keep", 0}, {"next_working_day", 1}, {NULL, 0}};
    const foi__node *length = foi__find(map, "length"), *unit = foi__find(map, "unit");
    bool months;

    c->length = foi__bind_number(b, map, "length", 0, 10000, 0);
    c->unit = foi__bind_word(b, map, "unit", units, FOI_UNIT_NONE, false);
    c->backward = foi__bind_word(b, map, "direction", directions, 0, false) == 1;
    c->month_end = foi__bind_word(b, map, "month_end", month_ends, 0, false);
    c->end_rolls = foi__bind_word(b, map, "day_off_end", ends, 0, false) == 1;
    c->term = foi__bind_bilingual(b, map, "term", false);
    if (b->code < 0)
        return;
    months = c->unit == FOI_UNIT_MONTH || c->unit == FOI_UNIT_YEAR;
    if ((length == NULL) != (unit == NULL))
        foi__bind_fault(b, map, FOI__KEY_TOGETHER, length != NULL ? "length" : "unit",
                        length != NULL ? "unit" : "length", NULL);
    else if (months && c->month_end == 0)
        foi__need(b, map, "month_end");
    else if (!months && c->month_end != 0)
        foi__bind_fault(b, map, FOI__KEY_NOT_TOGETHER, "month_end", "unit", NULL);
    else if (length == NULL && c->term.id == NULL && !c->rule.absent)
        foi__need(b, map, "length");
    else if (length != NULL && c->term.id != NULL)
        foi__bind_fault(b, map, FOI__KEY_NOT_TOGETHER, "length", "term", NULL);
}

/*
 * An absent clock says only that there is none, with its citation; everything else would describe what does not
 * exist.
 */
static void bind_clock(foi__binder *b, foi__pack *pack, const foi__node *map, foi__clock *c)
{
    static const char *const keys[] = {"id",     "name",         "duty",        "actor",     "starts",
                                       "length", "unit",         "direction",   "month_end", "axes",
                                       "stops",  "cancelled_by", "extension",   "lapse",     "departs_from_act",
                                       "term",   "note",         "cite",        "grade",     "absent",
                                       "valid",  "overrides",    "day_off_end", NULL};
    if (!foi__bind_keys(b, map, "clocks", keys))
        return;
    foi__bind_rule(b, pack, map, "id", &c->rule, true);
    bind_departure(b, map, c);
    if (c->rule.absent)
        return;
    c->name = foi__bind_bilingual(b, map, "name", true);
    c->duty = foi__bind_bilingual(b, map, "duty", true);
    c->note = foi__bind_bilingual(b, map, "note", false);
    c->actor = foi__bind_id(b, map, "actor", true);
    c->starts = foi__bind_words(b, map, "starts");
    c->axes = foi__bind_words(b, map, "axes");
    c->stops = foi__bind_words(b, map, "stops");
    c->cancelled_by = foi__bind_words(b, map, "cancelled_by");
    bind_term(b, map, c);
    bind_extension(b, map, &c->extension);
    bind_lapse(b, map, c);
}

/* ---- readings ------------------------------------------------------------------------------------------ */

static const foi__word_number mechanisms[] = {{"event_day", FOI__SETS_EVENT_DAY},
                                              {"receipt_on_day_off", FOI__SETS_RECEIPT_ON_DAY_OFF},
                                              {"unit", FOI__SETS_UNIT},
                                              {"length", FOI__SETS_LENGTH},
                                              {"working_kinds", FOI__SETS_WORKING_KINDS},
                                              {"start_event", FOI__SETS_START_EVENT},
                                              {"lapse_start", FOI__SETS_LAPSE_START},
                                              {"late_extension", FOI__SETS_LATE_EXTENSION},
                                              {NULL, 0}};

/* The words that each mechanism takes; a number and an event are read otherwise. */
static const foi__word_number *option_words(int mechanism)
{
    static const foi__word_number event_day[] = {{"excluded", 0}, {"included", 1}, {NULL, 0}};
    static const foi__word_number receipt[] = {{"keep", 0}, {"next_working_day", 1}, {NULL, 0}};
    static const foi__word_number kinds[] = {
        {"none", 0}, {"national", 1 << 0}, {"collective_leave", 1 << 1}, {"local", 1 << 2}, {NULL, 0}};
    static const foi__word_number lapse[] = {{"lapse_day", 0}, {"day_after", 1}, {NULL, 0}};
    static const foi__word_number extension[] = {{"void", 0}, {"valid", 1}, {NULL, 0}};

    switch (mechanism) {
    case FOI__SETS_EVENT_DAY:
        return event_day;
    case FOI__SETS_RECEIPT_ON_DAY_OFF:
        return receipt;
    case FOI__SETS_UNIT:
        return units;
    case FOI__SETS_WORKING_KINDS:
        return kinds;
    case FOI__SETS_LAPSE_START:
        return lapse;
    default:
        return extension;
    }
}

/*
 * What `value` may be depends on what the axis sets, so that every option of it has a number or event when it
 * is used.
 */
static void bind_option(foi__binder *b, foi__pack *pack, const foi__node *map, int mechanism, foi__option *o)
{
    static const char *const keys[] = {"name", "value", "also",       "falls_back", "only_from",
                                       "text", "cite",  "grade",      NULL};
    const foi__node *value;

    if (!foi__bind_keys(b, map, "options", keys))
        return;
    o->line = map->line;
    o->name = foi__bind_id(b, map, "name", true);
    o->text = foi__bind_bilingual(b, map, "text", true);
    o->grade = foi__bind_word(b, map, "grade", grades, pack->grade, true);
    o->cites = foi__bind_cites(b, map, "cite", o->name);
    o->also = foi__bind_words(b, map, "also");
    o->falls_back = foi__bind_words(b, map, "falls_back");
    o->only_from = foi__bind_words(b, map, "only_from");
    value = b->code == FOI_OK ? foi__need(b, map, "value") : NULL;
    if (value == NULL)
        return;
    if (mechanism == FOI__SETS_LENGTH) {
        o->value = foi__bind_number(b, map, "value", 0, 10000, 0);
    } else if (mechanism == FOI__SETS_START_EVENT) {
        o->event = foi__bind_id(b, map, "value", true);
    } else {
        o->value = foi__bind_word(b, map, "value", option_words(mechanism), 0, true);
    }
}

/*
 * The first option is the one that prevails, and each has a citation of its own: a reading that nobody holds is
 * none. Eight options on each of a few axes is more than any law has left open, and keeps combinations
 * countable.
 */
static void bind_axis(foi__binder *b, foi__pack *pack, const foi__node *map, foi__axis *a)
{
    static const char *const keys[] = {"axis", "order", "kind",   "sets",  "asks",      "options",
                                       "cite", "grade", "absent", "valid", "overrides", NULL};
    static const foi__word_number kinds[] = {{"contested", 1}, {"selectable", 0}, {NULL, 0}};
    const foi__node *n;
    size_t count;

    if (!foi__bind_keys(b, map, "readings", keys))
        return;
    foi__bind_rule(b, pack, map, "axis", &a->rule, foi__find(map, "absent") != NULL);
    if (a->rule.absent)
        return;
    a->order = foi__bind_number(b, map, "order", 1, 100, 0);
    a->contested = foi__bind_word(b, map, "kind", kinds, 1, true) == 1;
    a->mechanism = foi__bind_word(b, map, "sets", mechanisms, 0, true);
    a->asks = foi__bind_bilingual(b, map, "asks", true);
    if (b->code == FOI_OK)
        foi__need(b, map, "order");
    if (b->code == FOI_OK && foi__need(b, map, "options") == NULL)
        return;
    n = foi__bind_list(b, map, "options", &count);
    if (b->code == FOI_OK && (count == 0 || count > 8))
        foi__bind_fault(b, map, FOI__WANT_RANGE, "options", foi__format_number((int64_t)count).text, "1..8");
    a->options = foi__bind_alloc(b, count, sizeof *a->options);
    for (; n != NULL && b->code == FOI_OK; n = n->next)
        bind_option(b, pack, n, a->mechanism, &a->options[a->option_count++]);
    foi__bind_unique(b, map, "options", "name", "option");
}

/* ---- provisions ---------------------------------------------------------------------------------------- */

static void bind_provision_term(foi__binder *b, const foi__node *map, foi__provision *p)
{
    static const char *const keys[] = {"length", "unit", "text", NULL};
    const foi__node *n = foi__find(map, "term");

    if (n == NULL || !foi__bind_keys(b, n, "term", keys))
        return;
    p->term_length = foi__bind_number(b, n, "length", 0, 10000, 0);
    p->term_unit = foi__bind_word(b, n, "unit", units, FOI_UNIT_NONE, false);
    if (b->code == FOI_OK && (foi__find(n, "length") == NULL) != (foi__find(n, "unit") == NULL))
        foi__bind_fault(b, n, FOI__KEY_TOGETHER, foi__find(n, "unit") != NULL ? "unit" : "length",
                        foi__find(n, "unit") != NULL ? "length" : "unit", NULL);
    p->term_text = foi__bind_bilingual(b, n, "text", false);
    if (b->code == FOI_OK && p->term_unit == FOI_UNIT_NONE && p->term_text.id == NULL)
        foi__need(b, n, "text");
}

/* A scale's value is kept as text: as a binary fraction 0.1 would come out as something else. */
static bool decimal(const char *text)
{
    size_t whole = strspn(text, "0123456789"), rest;

    if (whole == 0 || whole > 9)
        return false;
    if (text[whole] == '\0')
        return true;
    rest = strspn(text + whole + 1, "0123456789");
    return text[whole] == '.' && rest > 0 && rest <= 9 && text[whole + 1 + rest] == '\0';
}

/* A provision, its items and theirs. */
enum { LEVELS = 3 };

static void bind_provision(foi__binder *b, foi__pack *pack, const foi__node *map, const char *list,
                           const foi__provision *parent, foi__provision *p, int level)
{
    static const char *const keys[] = {"id",   "name",  "text",  "of",   "side",  "required", "personal",  "value",
                                       "term", "needs", "items", "cite", "grade", "valid",    "overrides", NULL};
    static const foi__word_number sides[] = {{"body", 1}, {"applicant", 2}, {"commission", 3}, {"court", 4}, {NULL, 0}};
    static const foi__word_number needs[] = {
        {"consequence_test", 1}, {"approval", 2}, {"reasons", 3}, {"power_of_attorney", 4}, {NULL, 0}};
    const foi__node *n;
    size_t count;

    if (!foi__bind_keys(b, map, list, keys))
        return;
    foi__bind_rule(b, pack, map, "id", &p->rule, parent == NULL);
    /* items rest on their parent's source unless they name one themselves */
    if (parent != NULL && p->rule.cites.count == 0) {
        p->rule.cites = parent->rule.cites;
        p->rule.grade = parent->rule.grade;
    } else if (parent != NULL && foi__find(map, "grade") == NULL) {
        p->rule.grade = parent->rule.grade;
    }
    p->list = list;
    p->name = foi__bind_bilingual(b, map, "name", true);
    p->text = foi__bind_bilingual(b, map, "text", false);
    p->of = foi__bind_id(b, map, "of", false);
    p->side = foi__bind_text(b, map, "side", false);
    foi__bind_word(b, map, "side", sides, 0, false);
    p->required = foi__bind_bool(b, map, "required", false);
    p->personal = foi__bind_bool(b, map, "personal", false);
    p->value = foi__bind_text(b, map, "value", false);
    if (p->value != NULL && !decimal(p->value))
        foi__bind_fault(b, foi__find(map, "value"), FOI__WANT_DECIMAL, "value", p->value, NULL);
    bind_provision_term(b, map, p);
    p->needs = foi__bind_words(b, map, "needs");
    for (size_t i = 0; i < p->needs.count; i++) {
        size_t k = 0;

        while (needs[k].word != NULL && !foi__same(needs[k].word, p->needs.items[i]))
            k++;
        if (needs[k].word == NULL)
            foi__bind_fault(b, foi__find(map, "needs"), FOI__WANT_ONE_OF, "needs", p->needs.items[i],
                            "consequence_test, approval, reasons, power_of_attorney");
    }
    n = foi__bind_list(b, map, "items", &count);
    if (n != NULL && level >= LEVELS)
        foi__bind_fault(b, n, FOI__YAML_DEPTH, foi__format_number(LEVELS).text, NULL, NULL);
    p->items = foi__bind_alloc(b, count, sizeof *p->items);
    for (; n != NULL && b->code == FOI_OK; n = n->next)
        bind_provision(b, pack, n, list, p, &p->items[p->item_count++], level + 1);
}

/* One array for all lists, in the order of foi__provision_lists: each keeps the name of its list. */
static void bind_provisions(foi__binder *b, foi__pack *pack, const foi__node *root)
{
    size_t total = 0, count;

    for (size_t i = 0; foi__provision_lists[i] != NULL; i++) {
        foi__bind_list(b, root, foi__provision_lists[i], &count);
        total += count;
    }
    pack->provisions = foi__bind_alloc(b, total, sizeof *pack->provisions);
    for (size_t i = 0; foi__provision_lists[i] != NULL && b->code == FOI_OK; i++) {
        const foi__node *n = foi__bind_list(b, root, foi__provision_lists[i], &count);

        for (; n != NULL && b->code == FOI_OK; n = n->next)
            bind_provision(b, pack, n, foi__provision_lists[i], NULL, &pack->provisions[pack->provision_count++], 1);
    }
}

/* ---- regimes, calendars, sources, examples ------------------------------------------------------------- */

/* A regime without a base must say everything; with one it inherits what it does not say. */
static void bind_regime(foi__binder *b, foi__pack *pack, const foi__node *map, foi__regime *r)
{
    static const char *const keys[] = {"id", "name", "base", "calendar", "act", "instruments", NULL};
    (void)pack;
    if (!foi__bind_keys(b, map, "regimes", keys))
        return;
    r->line = map->line;
    r->id = foi__bind_id(b, map, "id", true);
    r->name = foi__bind_bilingual(b, map, "name", true);
    r->base = foi__bind_id(b, map, "base", false);
    r->calendar = foi__bind_id(b, map, "calendar", r->base == NULL);
    r->act = foi__bind_id(b, map, "act", r->base == NULL);
    r->instruments = foi__bind_words(b, map, "instruments");
}

static void bind_calendar(foi__binder *b, foi__pack *pack, const foi__node *map, foi__calendar_use *c)
{
    static const char *const keys[] = {"id", "file", "tentative", "decided_by_year", NULL};
    (void)pack;
    if (!foi__bind_keys(b, map, "calendars", keys))
        return;
    c->line = map->line;
    c->id = foi__bind_id(b, map, "id", true);
    c->file = foi__bind_id(b, map, "file", true);
    c->tentative = foi__bind_id(b, map, "tentative", false);
    c->by_year = foi__bind_bool(b, map, "decided_by_year", false);
}

static void bind_source(foi__binder *b, foi__pack *pack, const foi__node *map, foi__cited_source *s)
{
    static const char *const keys[] = {"key", "title", "grade", NULL};
    (void)pack;
    if (!foi__bind_keys(b, map, "sources", keys))
        return;
    s->line = map->line;
    s->key = foi__bind_text(b, map, "key", true);
    s->title = foi__bind_bilingual(b, map, "title", true);
    s->grade = foi__bind_word(b, map, "grade", grades, 0, true);
}

/* {axis: option} as "axis=option". */
static foi__words bind_fixed(foi__binder *b, const foi__node *map)
{
    const foi__node *n = foi__find(map, "readings");
    foi__words w = {0, NULL};

    if (b->code < 0 || n == NULL)
        return w;
    if (n->kind != FOI__NODE_MAP) {
        foi__bind_fault(b, n, FOI__WANT_MAP, "readings", NULL, NULL);
        return w;
    }
    w.items = foi__bind_alloc(b, n->count, sizeof *w.items);
    for (const foi__node *c = n->child; c != NULL && b->code == FOI_OK; c = c->next) {
        size_t key = strlen(c->key);
        char *text;

        if (c->kind != FOI__NODE_TEXT) {
            foi__bind_fault(b, c, FOI__WANT_TEXT, c->key, NULL, NULL);
            break;
        }
        text = foi__bind_alloc(b, key + c->len + 2, 1);
        if (text == NULL)
            break;
        memcpy(text, c->key, key);
        text[key] = '=';
        memcpy(text + key + 1, c->text, c->len);
        w.items[w.count++] = text;
    }
    return w;
}

/* `why` and `cite` are read for their faults only: they are for who reads the pack. */
static void bind_example(foi__binder *b, foi__pack *pack, const foi__node *map, foi__example *e)
{
    static const char *const keys[] = {"name",     "regime", "clock", "day", "readings", "due",
                                       "earliest", "latest", "fails", "why", "cite",     NULL};
    static const foi__word_number gaps[] = {{"law", FOI_ERR_LAW_GAP}, {"calendar", FOI_ERR_CALENDAR_GAP}, {NULL, 0}};
    (void)pack;
    if (!foi__bind_keys(b, map, "examples", keys))
        return;
    e->line = map->line;
    e->name = foi__bind_text(b, map, "name", true);
    e->regime = foi__bind_id(b, map, "regime", false);
    e->clock = foi__bind_id(b, map, "clock", true);
    e->day = foi__bind_day(b, map, "day", FOI_DAY_NONE);
    e->due = foi__bind_day(b, map, "due", FOI_DAY_NONE);
    e->earliest = foi__bind_day(b, map, "earliest", FOI_DAY_NONE);
    e->latest = foi__bind_day(b, map, "latest", FOI_DAY_NONE);
    e->fails = foi__bind_word(b, map, "fails", gaps, 0, false);
    e->readings = bind_fixed(b, map);
    foi__bind_bilingual(b, map, "why", false);
    e->cites = foi__bind_cites(b, map, "cite", e->name);
    if (b->code == FOI_OK)
        foi__need(b, map, "day");
    if (b->code == FOI_OK && e->due == FOI_DAY_NONE && e->earliest == FOI_DAY_NONE && e->latest == FOI_DAY_NONE &&
        e->fails == 0)
        foi__need(b, map, "due");
}

/* ---- the pack ------------------------------------------------------------------------------------------ */

static void bind_transition(foi__binder *b, const foi__node *root, foi__pack *p)
{
    static const char *const keys[] = {"text", "cite", NULL};
    const foi__node *n = foi__find(root, "transition");

    if (n == NULL || !foi__bind_keys(b, n, "transition", keys))
        return;
    p->transition = foi__bind_bilingual(b, n, "text", true);
    p->transition_cites = foi__bind_cites(b, n, "cite", "transition");
}

static void bind_format(foi__binder *b, const foi__node *root)
{
    const foi__node *n = foi__need(b, root, "foi_pack");
    int32_t format = foi__bind_number(b, root, "foi_pack", 0, INT32_MAX, 0);

    if (b->code == FOI_OK && (format < FOI__FORMAT_OLDEST || format > FOI__FORMAT_NEWEST))
        foi__bind_fault(b, n, FOI__PACK_FORMAT, foi__format_number(format).text,
                        foi__format_number(FOI__FORMAT_OLDEST).text, foi__format_number(FOI__FORMAT_NEWEST).text);
}

/*
 * A composition puts packs together and is no law itself: it has no key to be cited by, no grade, no day of
 * entry into force. checked_on is needed of every pack, as it tells from when on an answer may be stale.
 */
static void bind_head(foi__binder *b, foi__pack *p, const foi__node *root)
{
    bool composition;

    bind_format(b, root);
    p->id = foi__bind_id(b, root, "id", true);
    p->kind = foi__bind_text(b, root, "kind", true);
    composition = foi__bind_word(b, root, "kind", pack_kinds, 0, true) == KIND_COMPOSITION;
    p->key = foi__bind_text(b, root, "key", !composition);
    if (b->code == FOI_OK && p->key != NULL && strchr(p->key, ' ') != NULL)
        foi__bind_fault(b, foi__find(root, "key"), FOI__WANT_CITE, p->key, NULL, NULL);
    p->title = foi__bind_bilingual(b, root, "title", true);
    p->short_title = foi__bind_bilingual(b, root, "short", true);
    p->number = foi__bind_text(b, root, "number", false);
    p->year = foi__bind_number(b, root, "year", 1, 9999, 0);
    p->gazette = foi__bind_text(b, root, "gazette", false);
    p->in_force = bind_validity(b, root, "in_force", (foi__validity){FOI_DAY_MIN, FOI_DAY_MAX});
    p->grade = foi__bind_word(b, root, "grade", grades, FOI_GRADE_UNVERIFIED, !composition);
    p->checked_on = foi__bind_day(b, root, "checked_on", FOI_DAY_NONE);
    p->replaces = foi__bind_words(b, root, "replaces");
    p->note = foi__bind_bilingual(b, root, "note", false);
    bind_transition(b, root, p);
    if (b->code == FOI_OK)
        foi__need(b, root, "checked_on");
    if (b->code == FOI_OK && !composition)
        foi__need(b, root, "in_force");
}

static void bind_pack(foi__binder *b, foi__pack *pack, const foi__node *root)
{
    static const char *const keys[] = {
        "foi_pack", "id",         "kind",    "key",         "title",      "short",       "number",     "year",
        "gazette",  "in_force",   "grade",   "checked_on",  "replaces",   "note",        "transition", "sources",
        "clocks",   "readings",   "regimes", "calendars",   "examples",   "definitions", "actors",     "applicants",
        "grounds",  "exemptions", "rights",  "duties",      "categories", "forms",       "penalties",  "costs",
        "scales",   "tracks",     "events",  "transitions", "time",       "findings",    "runs",       "steps",
        "procedure", NULL};

    if (!foi__bind_keys(b, root, "pack", keys))
        return;
    bind_head(b, pack, root);
    FOI__BIND_ALL(b, pack, root, "sources", sources, source_count, bind_source);
    FOI__BIND_ALL(b, pack, root, "clocks", clocks, clock_count, bind_clock);
    FOI__BIND_ALL(b, pack, root, "readings", axes, axis_count, bind_axis);
    bind_provisions(b, pack, root);
    FOI__BIND_ALL(b, pack, root, "calendars", calendars, calendar_count, bind_calendar);
    FOI__BIND_ALL(b, pack, root, "regimes", regimes, regime_count, bind_regime);
    FOI__BIND_ALL(b, pack, root, "examples", examples, example_count, bind_example);
    foi__bind_procedure(b, pack, root);
}

/*
 * Two arenas: the nodes die here, the texts that they point to live in the pack. The text as given is kept too,
 * since a pack can be shown, and is hashed, byte for byte.
 */
int foi__pack_read(foi__pack **out, const foi_source *source, foi_error *err)
{
    const char *name = source->name != NULL ? source->name : "(text)";
    foi__pack *pack = foi__zalloc(1, sizeof *pack);
    foi__arena nodes = {NULL, 0};
    foi__node *root = NULL;
    foi__binder b;
    int code;

    if (pack == NULL)
        return foi__no_memory(err);
    pack->file = foi__copy_text(name, strlen(name));
    pack->text = foi__copy_text(source->text, source->size);
    pack->text_size = source->size;
    if (pack->file == NULL || pack->text == NULL) {
        foi__pack_free(pack);
        return foi__no_memory(err);
    }
    code = foi__yaml_read(&root, &nodes, &pack->arena, pack->file, pack->text, pack->text_size, err);
    b = (foi__binder){&pack->arena, pack->file, err, code};
    if (code == FOI_OK)
        bind_pack(&b, pack, root);
    foi__arena_free(&nodes);
    if (b.code < 0) {
        foi__pack_free(pack);
        return b.code;
    }
    *out = pack;
    return FOI_OK;
}

void foi__pack_free(foi__pack *pack)
{
    if (pack == NULL)
        return;
    foi__arena_free(&pack->arena);
    foi__free(pack->file);
    foi__free(pack->text);
    foi__free(pack);
}
