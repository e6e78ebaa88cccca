/*
 * From packs to regimes. Default logic over the whole time line: a rule speaks while it is valid and no
 * other valid rule overrides it; two that speak at once are a conflict, none is a gap.
 */
#include <stdlib.h>
#include <string.h>

#include "law/law.h"

static void *arena(foi_law *law, size_t count, size_t size)
{
    return foi__arena_alloc(&law->arena, count > 0 ? count * size : 1);
}

/* ---- things: everything of one name together ----------------------------------------------------------- */

/*
 * Rules of one name from all packs stand together, so that a timeline is a matter of one short list. A law has
 * hundreds of names, not thousands: searching them in a row is fast enough for something done once.
 */
typedef struct gathering {
    foi_law *law;
    foi__thing *things;
    size_t count, room;
} gathering;

/* How far rules may be gathered: as many as all packs have. */
static size_t rules_in(const foi_law *law, const char *list)
{
    size_t total = 0;

    for (size_t i = 0; i < law->pack_count; i++)
        total += foi__same(list, "clocks")     ? law->packs[i]->clock_count
                 : foi__same(list, "readings") ? law->packs[i]->axis_count
                                               : law->packs[i]->provision_count;
    return total;
}

/*
 * Put a rule to the others of its name. Twice in one pack is told apart by validity, later. The list is copied
 * for each addition and the old copy stays in the arena: few names have more than three rules.
 */
static bool gather(gathering *g, const char *list, foi__rule *rule, int32_t order)
{
    size_t i = 0;
    foi__thing *t;
    foi__rule **rules;

    while (i < g->count && (!foi__same(g->things[i].id, rule->id) || !foi__same(g->things[i].list, list)))
        i++;
    t = &g->things[i];
    if (i == g->count) {
        *t = (foi__thing){list, rule->id, order, 0, NULL};
        g->count++;
    }
    /* a rule that says "absent" has no order */
    if (t->order == 0)
        t->order = order;
    rules = foi__arena_alloc(&g->law->arena, (t->rule_count + 1) * sizeof(foi__rule *));
    if (rules == NULL)
        return false;
    if (t->rule_count > 0)
        memcpy(rules, t->rules, t->rule_count * sizeof(foi__rule *));
    t->rules = rules;
    t->rules[t->rule_count++] = rule;
    return true;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const foi__thing *)a)->id, ((const foi__thing *)b)->id);
}

static int by_order(const void *a, const void *b)
{
    const foi__thing *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->id, y->id);
}

static bool gather_clocks(foi_law *law)
{
    gathering g = {law, arena(law, rules_in(law, "clocks"), sizeof(foi__thing)), 0, 0};

    if (g.things == NULL)
        return false;
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->clock_count; k++)
            if (!gather(&g, "clocks", &law->packs[i]->clocks[k].rule, 0))
                return false;
    law->clocks = g.things;
    law->clock_count = g.count;
    if (g.count > 0)
        qsort(law->clocks, law->clock_count, sizeof *law->clocks, by_id);
    return true;
}

static bool gather_axes(foi_law *law)
{
    gathering g = {law, arena(law, rules_in(law, "readings"), sizeof(foi__thing)), 0, 0};

    if (g.things == NULL)
        return false;
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->axis_count; k++)
            if (!gather(&g, "readings", &law->packs[i]->axes[k].rule, law->packs[i]->axes[k].order))
                return false;
    law->axes = g.things;
    law->axis_count = g.count;
    if (g.count > 0)
        qsort(law->axes, law->axis_count, sizeof *law->axes, by_order);
    return true;
}

static bool gather_provisions(foi_law *law)
{
    gathering g = {law, arena(law, rules_in(law, "provisions"), sizeof(foi__thing)), 0, 0};

    if (g.things == NULL)
        return false;
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->provision_count; k++) {
            foi__provision *p = &law->packs[i]->provisions[k];

            if (!gather(&g, p->list, &p->rule, 0))
                return false;
        }
    law->provisions = g.things;
    law->provision_count = g.count;
    return true;
}

/* ---- references ---------------------------------------------------------------------------------------- */

static int leads_nowhere(foi_error *err, foi__place at, const char *what, const char *name, const char *near)
{
    return foi__fail_at(err, at, near != NULL ? FOI__LEADS_NOWHERE_NEAR : FOI__LEADS_NOWHERE, what, name, near);
}

static const char *near_thing(const foi__thing *things, size_t count, const char *wanted)
{
    enum { SHOWN = 128 };
    const char *names[SHOWN];
    size_t n = count < SHOWN ? count : SHOWN;

    for (size_t i = 0; i < n; i++)
        names[i] = things[i].id;
    return foi__nearest(wanted, names, n);
}

static int check_cites(const foi_law *law, const foi__pack *pack, const foi__citations *cites, foi_error *err)
{
    for (size_t i = 0; i < cites->count; i++) {
        const foi__citation *c = &cites->items[i];
        int32_t grade;

        if (foi__law_source(law, c->key, &grade) == NULL)
            return leads_nowhere(err, (foi__place){pack->file, c->line, c->column}, "citation", c->key, NULL);
    }
    return FOI_OK;
}

/* An item inherits the citations of its provision, or has its own. */
static int check_items(const foi_law *law, const foi__pack *pack, const foi__provision *p, foi_error *err)
{
    for (size_t i = 0; i < p->item_count; i++) {
        int code = check_cites(law, pack, &p->items[i].rule.cites, err);

        if (code < 0 || (code = check_items(law, pack, &p->items[i], err)) < 0)
            return code;
    }
    return FOI_OK;
}

/* What is cited outside the rules themselves. */
static int check_other_cites(const foi_law *law, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];
        int code = check_cites(law, p, &p->transition_cites, err);

        for (size_t k = 0; code == FOI_OK && k < p->provision_count; k++)
            code = check_items(law, p, &p->provisions[k], err);
        for (size_t k = 0; code == FOI_OK && k < p->example_count; k++)
            code = check_cites(law, p, &p->examples[k].cites, err);
        if (code < 0)
            return code;
    }
    return FOI_OK;
}

/* The file of the first pack or source of that key before a place (pack, source); NULL if there is none. */
static const char *key_before(const foi_law *law, size_t pack, size_t source, const char *key)
{
    for (size_t i = 0; i <= pack; i++) {
        const foi__pack *p = law->packs[i];
        size_t sources = i < pack ? p->source_count : source;

        if (p->key != NULL && p->key != key && foi__same(p->key, key))
            return p->file;
        for (size_t k = 0; k < sources; k++)
            if (foi__same(p->sources[k].key, key))
                return p->file;
    }
    return NULL;
}

/* A citation must lead to one thing. */
static int check_keys(const foi_law *law, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];
        const char *first = p->key != NULL ? key_before(law, i, 0, p->key) : NULL;

        if (first != NULL)
            return foi__fail_at(err, (foi__place){p->file, 1, 0}, FOI__TWICE, "citation", p->key, first);
        for (size_t k = 0; k < p->source_count; k++) {
            first = key_before(law, i, k, p->sources[k].key);
            if (first != NULL)
                return foi__fail_at(err, (foi__place){p->file, p->sources[k].line, 0}, FOI__TWICE, "citation",
                                    p->sources[k].key, first);
        }
    }
    return FOI_OK;
}

/*
 * "pack:id" or "pack:list/id" must name a rule; returns it, NULL if there is none. An override is the pack's
 * statement that its rule takes the place of another. The library never guesses it from rank, age or detail:
 * which of two rules yields is a question of law that the author of a pack answers, with a citation.
 */
static const foi__rule *override_target(const foi_law *law, const foi__thing *thing, const char *text)
{
    const char *colon = strchr(text, ':');
    const char *name = colon != NULL ? colon + 1 : "";
    size_t list = strlen(thing->list);

    (void)law;
    if (colon == NULL)
        return NULL;
    if (!foi__same(thing->list, "clocks") && !foi__same(thing->list, "readings")) {
        if (strncmp(name, thing->list, list) != 0 || name[list] != '/')
            return NULL;
        name += list + 1;
    }
    if (!foi__same(name, thing->id))
        return NULL;
    for (size_t i = 0; i < thing->rule_count; i++)
        if (foi__same_n(thing->rules[i]->pack->id, text, (size_t)(colon - text)))
            return thing->rules[i];
    return NULL;
}

/* After this no override leads nowhere; overridden_on() relies on it. */
static int check_thing(const foi_law *law, const foi__thing *thing, foi_error *err)
{
    for (size_t i = 0; i < thing->rule_count; i++) {
        const foi__rule *rule = thing->rules[i];
        int code = check_cites(law, rule->pack, &rule->cites, err);

        if (code < 0)
            return code;
        for (size_t k = 0; k < rule->overrides.count; k++)
            if (override_target(law, thing, rule->overrides.items[k]) == NULL)
                return leads_nowhere(err, foi__rule_place(rule), "override", rule->overrides.items[k], NULL);
    }
    return FOI_OK;
}

static int check_things(const foi_law *law, const foi__thing *things, size_t count, foi_error *err)
{
    for (size_t i = 0; i < count; i++) {
        int code = check_thing(law, &things[i], err);

        if (code < 0)
            return code;
    }
    return FOI_OK;
}

bool foi__law_has_actor(const foi_law *law, const char *id)
{
    for (size_t i = 0; i < law->provision_count; i++)
        if (foi__same(law->provisions[i].list, "actors") && foi__same(law->provisions[i].id, id))
            return true;
    return false;
}

/*
 * Axes of a clock by number, in the order of the law: combinations, and so the default reading and every list
 * of readings, then come in one order, however a pack wrote its list.
 */
static int link_axes(foi_law *law, foi__clock *c, foi_error *err)
{
    size_t filled = 0;

    c->axis_numbers = arena(law, c->axes.count, sizeof *c->axis_numbers);
    if (c->axis_numbers == NULL)
        return foi__no_memory(err);
    for (size_t k = 0; k < c->axes.count; k++) {
        const char *axis = c->axes.items[k];
        size_t number, at = filled++;

        if (!foi__law_axis_number(law, axis, strlen(axis), &number))
            return leads_nowhere(err, foi__rule_place(&c->rule), "axis", axis,
                                 near_thing(law->axes, law->axis_count, axis));
        while (at > 0 && c->axis_numbers[at - 1] > number) {
            c->axis_numbers[at] = c->axis_numbers[at - 1];
            at--;
        }
        if (at > 0 && c->axis_numbers[at - 1] == number)
            return foi__fail_at(err, foi__rule_place(&c->rule), FOI__TWICE, "axis", axis, c->rule.id);
        c->axis_numbers[at] = (uint16_t)number;
    }
    return FOI_OK;
}

static int link_clocks(foi_law *law, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->clock_count; k++) {
            foi__clock *c = &law->packs[i]->clocks[k];
            int code;

            if (c->rule.absent)
                continue;
            if (!foi__law_has_actor(law, c->actor))
                return leads_nowhere(err, foi__rule_place(&c->rule), "actor", c->actor, NULL);
            if ((code = link_axes(law, c, err)) < 0 ||
                (code = check_cites(law, c->rule.pack, &c->departs_cites, err)) < 0)
                return code;
        }
    return FOI_OK;
}

static int check_options(const foi_law *law, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->axis_count; k++)
            for (size_t o = 0; o < law->packs[i]->axes[k].option_count; o++) {
                int code = check_cites(law, law->packs[i], &law->packs[i]->axes[k].options[o].cites, err);

                if (code < 0)
                    return code;
            }
    return FOI_OK;
}

/* ---- timelines ----------------------------------------------------------------------------------------- */

static bool in_regime(const foi__regime_law *r, const foi__pack *pack)
{
    for (size_t i = 0; i < r->pack_count; i++)
        if (r->packs[i] == pack)
            return true;
    return false;
}

static bool speaks_on(const foi__regime_law *r, const foi__rule *rule, foi_day day)
{
    return rule->valid.from <= day && day <= rule->valid.to && in_regime(r, rule->pack);
}

/*
 * An override meets all rules of that name in the other pack, as one act may have amended its own term. It
 * holds even if the rule that overrides is overridden itself: what a third rule replaces does not bring back
 * the first.
 */
static bool overrides(const foi_law *law, const foi__thing *thing, const foi__rule *rule, const foi__rule *other)
{
    for (size_t k = 0; k < rule->overrides.count; k++)
        if (override_target(law, thing, rule->overrides.items[k])->pack == other->pack)
            return true;
    return false;
}

/* NULL: none does. */
static const foi__rule *overrider_on(const foi_law *law, const foi__regime_law *r, const foi__thing *thing,
                                     const foi__rule *rule, foi_day day)
{
    for (size_t i = 0; i < thing->rule_count; i++) {
        const foi__rule *other = thing->rules[i];

        if (other != rule && speaks_on(r, other, day) && overrides(law, thing, other, rule))
            return other;
    }
    return NULL;
}

static int conflict(const foi__regime_law *r, const foi__thing *thing, const foi__rule *a, const foi__rule *b,
                    foi_day day, int sentence, foi_error *err)
{
    char where[160];
    foi__out out = {where, sizeof where, 0};
    const char *args[4] = {r->regime->id, thing->id, foi__day_string(day).text, where};

    foi__puts(&out, a->pack->file);
    foi__puts(&out, ":");
    foi__putn(&out, a->line);
    foi__put_end(&out);
    return foi__fail_at4(err, foi__rule_place(b), sentence, args);
}

/*
 * The one rule that speaks on a day, NULL for none; negative *code for two, or where all are silent because they
 * override each other. Both are faults of the packs and refused when the law is loaded, so that no answer ever
 * depends on the order of rules.
 */
static const foi__rule *rule_on(const foi_law *law, const foi__regime_law *r, const foi__thing *thing, foi_day day,
                                int *code, foi_error *err)
{
    const foi__rule *found = NULL, *silent = NULL, *silencer = NULL;

    for (size_t i = 0; i < thing->rule_count; i++) {
        const foi__rule *rule = thing->rules[i], *other;

        if (!speaks_on(r, rule, day))
            continue;
        other = overrider_on(law, r, thing, rule, day);
        if (other != NULL && overrides(law, thing, rule, other)) {
            *code = conflict(r, thing, other, rule, day, FOI__OVERRIDE_CIRCLE, err);
            return NULL;
        }
        if (other != NULL) {
            silent = rule;
            silencer = other;
            continue;
        }
        if (found != NULL) {
            *code = conflict(r, thing, found, rule, day, FOI__TWO_RULES, err);
            return NULL;
        }
        found = rule;
    }
    if (found == NULL && silent != NULL)
        *code = conflict(r, thing, silencer, silent, day, FOI__OVERRIDE_CIRCLE, err);
    return found;
}

static int by_number(const void *a, const void *b)
{
    const foi_day *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

/*
 * The days on which something may change, in order, ending with FOI_DAY_MAX + 1 (no overflow: that is year
 * 10000). From one turn to the next all rules are valid or not as on the first day, so only turns need to be
 * asked.
 */
static size_t find_turns(const foi__thing *thing, foi_day *turns)
{
    size_t count = 0, kept = 0;

    turns[count++] = FOI_DAY_MIN;
    turns[count++] = FOI_DAY_MAX + 1;
    for (size_t i = 0; i < thing->rule_count; i++) {
        turns[count++] = thing->rules[i]->valid.from;
        turns[count++] = thing->rules[i]->valid.to + 1;
    }
    qsort(turns, count, sizeof *turns, by_number);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || turns[i] != turns[kept - 1])
            turns[kept++] = turns[i];
    return kept;
}

/*
 * A rule that says "absent" leaves a gap like one that is missing, yet it can override: the thing then does not
 * exist in the regime. Stretches of one rule are joined, so that a version ends only where the rule changes.
 */
static int make_timeline(foi_law *law, const foi__regime_law *r, const foi__thing *thing, foi__timeline *t,
                         foi_error *err)
{
    foi_day *turns = arena(law, thing->rule_count * 2 + 2, sizeof *turns);
    size_t count;
    int code = FOI_OK;

    t->items = arena(law, thing->rule_count * 2 + 2, sizeof *t->items);
    if (turns == NULL || t->items == NULL)
        return foi__no_memory(err);
    count = find_turns(thing, turns);
    for (size_t i = 0; i + 1 < count; i++) {
        const foi__rule *rule = rule_on(law, r, thing, turns[i], &code, err);
        foi__version *last = t->count > 0 ? &t->items[t->count - 1] : NULL;

        if (code < 0)
            return code;
        if (rule == NULL || rule->absent)
            continue;
        if (last != NULL && last->rule == rule && last->to + 1 == turns[i])
            last->to = turns[i + 1] - 1;
        else
            t->items[t->count++] = (foi__version){turns[i], turns[i + 1] - 1, rule};
    }
    return FOI_OK;
}

static int make_timelines(foi_law *law, const foi__regime_law *r, const foi__thing *things, size_t count,
                          foi__timeline **out, foi_error *err)
{
    *out = arena(law, count, sizeof **out);
    if (*out == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; i < count; i++) {
        int code = make_timeline(law, r, &things[i], &(*out)[i], err);

        if (code < 0)
            return code;
    }
    return FOI_OK;
}

/* ---- regimes ------------------------------------------------------------------------------------------- */

typedef struct regime_ref {
    const foi__regime *regime;
    const foi__pack *pack;
} regime_ref;

static const regime_ref *find_regime(const regime_ref *all, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (foi__same(all[i].regime->id, id))
            return &all[i];
    return NULL;
}

static int add_instruments(foi_law *law, foi__regime_law *r, const regime_ref *ref, foi_error *err)
{
    for (size_t i = 0; i < ref->regime->instruments.count; i++) {
        const char *id = ref->regime->instruments.items[i];
        foi__place at = {ref->pack->file, ref->regime->line, 0};
        foi__pack *pack = NULL;

        for (size_t k = 0; k < law->pack_count; k++)
            if (foi__same(law->packs[k]->id, id))
                pack = law->packs[k];
        if (pack == NULL)
            return leads_nowhere(err, at, "instrument", id, NULL);
        if (in_regime(r, pack))
            return foi__fail_at(err, at, FOI__TWICE, "instrument", id, r->regime->id);
        r->packs[r->pack_count++] = pack;
    }
    return FOI_OK;
}

/*
 * The chain of bases, the deepest first. A chain longer than there are regimes runs in a circle. A regime has
 * the instruments of its base and its own after them; calendar and act are those of the nearest regime that
 * names one, and the last of a chain always does.
 */
static int fill_regime(foi_law *law, foi__regime_law *r, const regime_ref *all, size_t count, foi_error *err)
{
    const regime_ref *chain[64], *ref = find_regime(all, count, r->regime->id);
    const char *calendar = NULL, *act = NULL;
    size_t depth = 0;
    foi__place at = {ref->pack->file, ref->regime->line, 0};

    while (ref != NULL) {
        if (depth == sizeof chain / sizeof chain[0] || depth > count)
            return foi__fail_at(err, at, FOI__LEADS_NOWHERE, "base", r->regime->id, NULL);
        chain[depth++] = ref;
        calendar = calendar != NULL ? calendar : ref->regime->calendar;
        act = act != NULL ? act : ref->regime->act;
        if (ref->regime->base == NULL)
            break;
        if (find_regime(all, count, ref->regime->base) == NULL)
            return leads_nowhere(err, at, "base", ref->regime->base, NULL);
        ref = find_regime(all, count, ref->regime->base);
    }
    r->packs = arena(law, law->pack_count, sizeof(foi__pack *));
    if (r->packs == NULL)
        return foi__no_memory(err);
    while (depth > 0) {
        int code = add_instruments(law, r, chain[--depth], err);

        if (code < 0)
            return code;
    }
    for (size_t i = 0; i < law->calendar_count; i++)
        if (foi__same(law->calendars[i].use->id, calendar))
            r->calendar = &law->calendars[i];
    if (r->calendar == NULL)
        return leads_nowhere(err, at, "calendar", calendar, NULL);
    r->act = foi__law_pack_by_id(law, act);
    return r->act != NULL ? FOI_OK : leads_nowhere(err, at, "act", act, NULL);
}

static int make_regimes(foi_law *law, foi_error *err)
{
    regime_ref *all;
    size_t total = 0, count = 0;

    for (size_t i = 0; i < law->pack_count; i++)
        total += law->packs[i]->regime_count;
    if (total == 0)
        return foi__fail(err, FOI__NO_REGIME, NULL, NULL, NULL);
    all = arena(law, total, sizeof *all);
    law->regimes = arena(law, total, sizeof *law->regimes);
    if (all == NULL || law->regimes == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->regime_count; k++) {
            const foi__regime *r = &law->packs[i]->regimes[k];
            const regime_ref *first = find_regime(all, count, r->id);

            if (first != NULL)
                return foi__fail_at(err, (foi__place){law->packs[i]->file, r->line, 0}, FOI__TWICE, "regime", r->id,
                                    first->pack->file);
            all[count] = (regime_ref){r, law->packs[i]};
            law->regimes[count++].regime = r;
        }
    law->regime_count = count;
    for (size_t i = 0; i < count; i++) {
        int code = fill_regime(law, &law->regimes[i], all, count, err);

        if (code < 0)
            return code;
    }
    return FOI_OK;
}

/*
 * Names before references, references before regimes, regimes before timelines: each step relies on the one
 * before and checks nothing twice. Nothing is freed on a fault, since all of it is in the arena of the law.
 */
int foi__law_compose(foi_law *law, foi_error *err)
{
    int code;

    if (!gather_clocks(law) || !gather_axes(law) || !gather_provisions(law))
        return foi__no_memory(err);
    if ((code = check_keys(law, err)) < 0 || (code = check_other_cites(law, err)) < 0 ||
        (code = check_things(law, law->clocks, law->clock_count, err)) < 0 ||
        (code = check_things(law, law->axes, law->axis_count, err)) < 0 ||
        (code = check_things(law, law->provisions, law->provision_count, err)) < 0 ||
        (code = check_options(law, err)) < 0 || (code = link_clocks(law, err)) < 0 ||
        (code = make_regimes(law, err)) < 0)
        return code;
    for (size_t i = 0; i < law->regime_count; i++) {
        foi__regime_law *r = &law->regimes[i];

        if ((code = make_timelines(law, r, law->clocks, law->clock_count, &r->clocks, err)) < 0 ||
            (code = make_timelines(law, r, law->axes, law->axis_count, &r->axes, err)) < 0 ||
            (code = make_timelines(law, r, law->provisions, law->provision_count, &r->provisions, err)) < 0)
            return code;
    }
    return FOI_OK;
}
