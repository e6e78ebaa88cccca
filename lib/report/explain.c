/* Rights, duties, grounds, exemptions and terms in plain language, with their articles. */
#include <string.h>

#include "report/report.h"

/* One walk for text and JSON: what is told must not depend on how it is told. */
typedef struct telling {
    const foi_law *law;
    const foi__regime_law *regime;
    foi_day day;
    int lang;
    foi__json *json; /* NULL: text */
    foi__out *out;
    size_t told;
} telling;

/* ---- topics -------------------------------------------------------------------------------------------- */

static int list_sentence(const char *list)
{
    static const struct {
        const char *list;
        int sentence;
    } names[] = {
        {"clocks", FOI__LIST_CLOCKS},         {"definitions", FOI__LIST_DEFINITIONS},
        {"actors", FOI__LIST_ACTORS},         {"applicants", FOI__LIST_APPLICANTS},
        {"grounds", FOI__LIST_GROUNDS},       {"exemptions", FOI__LIST_EXEMPTIONS},
        {"rights", FOI__LIST_RIGHTS},         {"duties", FOI__LIST_DUTIES},
        {"categories", FOI__LIST_CATEGORIES}, {"forms", FOI__LIST_FORMS},
        {"penalties", FOI__LIST_PENALTIES},   {"costs", FOI__LIST_COSTS},
        {"scales", FOI__LIST_SCALES},
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (foi__same(names[i].list, list))
            return names[i].sentence;
    return FOI__SENTENCE_NONE;
}

/*
 * "grounds", "ground a", "grounds/a", "17a": does a thing of that list and id belong to the topic? The word
 * before the id may be cut, as people say "ground a", but to no less than four letters: shorter ones fit too
 * many lists.
 */
static bool is_about(const char *topic, const char *list, const char *id)
{
    size_t word = strcspn(topic, " /");

    if (foi__same(topic, list) || foi__same(topic, id))
        return true;
    if (topic[word] == '\0' || word < 4 || strlen(list) < word)
        return false;
    return strncmp(list, topic, word) == 0 && foi__same(topic + word + 1, id);
}

/* ---- text ---------------------------------------------------------------------------------------------- */

static void indent(foi__out *out, int level)
{
    for (int i = 0; i < level; i++)
        foi__puts(out, "  ");
}

static void say_cites(const telling *t, const foi__citations *cites, int32_t grade, int level)
{
    char text[1024];
    foi__out list = {text, sizeof text, 0};

    for (size_t i = 0; i < cites->count; i++) {
        foi__puts(&list, i > 0 ? "; " : "");
        foi__say_cite(&list, t->law, &cites->items[i], grade, t->lang);
    }
    foi__put_end(&list);
    indent(t->out, level);
    foi__say(t->out, FOI__SAY_SOURCE, t->lang, text, NULL, NULL);
    foi__puts(t->out, "\n");
}

/* The binder lets no other word through. */
static int need_sentence(const char *need)
{
    return foi__same(need, "consequence_test") ? FOI__SAY_NEED_TEST
           : foi__same(need, "approval")       ? FOI__SAY_NEED_APPROVAL
           : foi__same(need, "reasons")        ? FOI__SAY_NEED_REASONS
                                               : FOI__SAY_NEED_POWER;
}

static void say_needs(const telling *t, const foi__words *needs, int level)
{
    char text[256];
    foi__out list = {text, sizeof text, 0};

    if (needs->count == 0)
        return;
    for (size_t i = 0; i < needs->count; i++) {
        foi__puts(&list, i > 0 ? ", " : "");
        foi__say(&list, need_sentence(needs->items[i]), t->lang, NULL, NULL, NULL);
    }
    foi__put_end(&list);
    indent(t->out, level);
    foi__say(t->out, FOI__SAY_NEEDS, t->lang, text, NULL, NULL);
    foi__puts(t->out, "\n");
}

/* The number of the law, its words where it has no number, both where the words qualify it. */
static void say_term(const telling *t, const foi__provision *p, int level)
{
    char text[512];
    foi__out out = {text, sizeof text, 0};

    if (p->term_unit == FOI_UNIT_NONE && p->term_text.id == NULL)
        return;
    if (p->term_unit != FOI_UNIT_NONE) {
        foi__putn(&out, p->term_length);
        foi__puts(&out, " ");
        foi__puts(&out, foi__unit_words(p->term_unit, p->term_length, t->lang));
    }
    if (p->term_text.id != NULL) {
        foi__puts(&out, out.len > 0 ? ", " : "");
        foi__puts(&out, foi__in(t->lang, &p->term_text));
    }
    foi__put_end(&out);
    indent(t->out, level);
    foi__say(t->out, FOI__SAY_TERM, t->lang, text, NULL, NULL);
    foi__puts(t->out, "\n");
}

/* "(wajib, data pribadi)" behind the name of a form's field. */
static void say_marks(const telling *t, const foi__provision *p)
{
    if (!p->required && !p->personal)
        return;
    foi__puts(t->out, " (");
    if (p->required)
        foi__say(t->out, FOI__SAY_REQUIRED, t->lang, NULL, NULL, NULL);
    foi__puts(t->out, p->required && p->personal ? ", " : "");
    if (p->personal)
        foi__say(t->out, FOI__SAY_PERSONAL, t->lang, NULL, NULL, NULL);
    foi__puts(t->out, ")");
}

/* Items inherit their citations, so one line of sources under the whole says it for all. */
static void say_provision(const telling *t, const foi__provision *p, int level)
{
    indent(t->out, level);
    foi__puts(t->out, level > 1 ? "- " : "");
    foi__puts(t->out, p->rule.id);
    foi__puts(t->out, ". ");
    foi__puts(t->out, foi__in(t->lang, &p->name));
    if (p->value != NULL) {
        foi__puts(t->out, ": ");
        foi__puts(t->out, p->value);
    }
    say_marks(t, p);
    foi__puts(t->out, "\n");
    if (p->text.id != NULL) {
        indent(t->out, level + 1);
        foi__puts(t->out, foi__in(t->lang, &p->text));
        foi__puts(t->out, "\n");
    }
    say_term(t, p, level + 1);
    say_needs(t, &p->needs, level + 1);
    for (size_t i = 0; i < p->item_count; i++)
        say_provision(t, &p->items[i], level + 1);
    if (level == 1)
        say_cites(t, &p->rule.cites, p->rule.grade, level + 1);
}

/* A term without a number ("at once") is told in the words of the law. */
static void say_clock(const telling *t, const foi__clock *c)
{
    indent(t->out, 1);
    foi__puts(t->out, c->rule.id);
    foi__puts(t->out, ". ");
    if (c->unit != FOI_UNIT_NONE) {
        foi__say(t->out, FOI__SAY_CLOCK, t->lang, foi__in(t->lang, &c->name), foi__format_number(c->length).text,
                 foi__unit_words(c->unit, c->length, t->lang));
    } else {
        foi__puts(t->out, foi__in(t->lang, &c->name));
        foi__puts(t->out, ": ");
        foi__say(t->out, FOI__SAY_NO_TERM, t->lang, foi__in(t->lang, &c->term), NULL, NULL);
    }
    foi__puts(t->out, "\n");
    indent(t->out, 2);
    foi__puts(t->out, foi__in(t->lang, &c->duty));
    foi__puts(t->out, ".\n");
    if (c->note.id != NULL) {
        indent(t->out, 2);
        foi__puts(t->out, foi__in(t->lang, &c->note));
        foi__puts(t->out, "\n");
    }
    say_cites(t, &c->rule.cites, c->rule.grade, 2);
}

/* ---- JSON ---------------------------------------------------------------------------------------------- */

static void json_provision(foi__json *j, const foi__provision *p, bool top)
{
    foi__json_open(j, NULL, '{');
    if (top)
        foi__json_text(j, "list", p->list);
    foi__json_text(j, "id", p->rule.id);
    foi__json_bilingual(j, "name", &p->name);
    foi__json_bilingual(j, "text", &p->text);
    if (p->of != NULL)
        foi__json_text(j, "of", p->of);
    if (p->value != NULL)
        foi__json_text(j, "value", p->value);
    if (p->term_unit != FOI_UNIT_NONE) {
        foi__json_number(j, "length", p->term_length);
        foi__json_text(j, "unit", foi_unit_name(p->term_unit));
    }
    foi__json_bilingual(j, "term", &p->term_text);
    if (p->needs.count > 0)
        foi__json_words(j, "needs", &p->needs);
    if (p->required)
        foi__json_bool(j, "required", true);
    if (p->personal)
        foi__json_bool(j, "personal", true);
    if (p->item_count > 0) {
        foi__json_open(j, "items", '[');
        for (size_t i = 0; i < p->item_count; i++)
            json_provision(j, &p->items[i], false);
        foi__json_close(j, ']');
    }
    foi__json_cites(j, "cite", &p->rule.cites, p->rule.grade);
    foi__json_close(j, '}');
}

/* A clock as its pack says it, not as some regime applies it: what overrides it stands in other packs. */
static void json_clock(foi__json *j, const foi__clock *c)
{
    foi__json_open(j, NULL, '{');
    foi__json_text(j, "list", "clocks");
    foi__json_text(j, "id", c->rule.id);
    foi__json_bilingual(j, "name", &c->name);
    foi__json_bilingual(j, "duty", &c->duty);
    foi__json_text(j, "actor", c->actor);
    if (c->unit != FOI_UNIT_NONE) {
        foi__json_number(j, "length", c->length);
        foi__json_text(j, "unit", foi_unit_name(c->unit));
        foi__json_text(j, "direction", c->backward ? "backward" : "forward");
    }
    foi__json_bilingual(j, "term", &c->term);
    foi__json_words(j, "starts", &c->starts);
    foi__json_words(j, "axes", &c->axes);
    foi__json_words(j, "stops", &c->stops);
    foi__json_words(j, "cancelled_by", &c->cancelled_by);
    if (c->extension.by != NULL) {
        foi__json_open(j, "extension", '{');
        foi__json_text(j, "by", c->extension.by);
        foi__json_number(j, "length", c->extension.length);
        foi__json_number(j, "at_most", c->extension.at_most);
        foi__json_close(j, '}');
    }
    foi__json_day(j, "valid_from", c->rule.valid.from != FOI_DAY_MIN ? c->rule.valid.from : FOI_DAY_NONE);
    foi__json_day(j, "valid_to", c->rule.valid.to != FOI_DAY_MAX ? c->rule.valid.to : FOI_DAY_NONE);
    foi__json_words(j, "overrides", &c->rule.overrides);
    foi__json_bilingual(j, "note", &c->note);
    foi__json_cites(j, "cite", &c->rule.cites, c->rule.grade);
    foi__json_close(j, '}');
}

/* ---- one topic ----------------------------------------------------------------------------------------- */

/* Before the first thing that is told: a list of which nothing holds on that day has no heading. */
static void tell_heading(telling *t, const char *list, bool *said)
{
    if (*said || t->json != NULL)
        return;
    foi__puts(t->out, t->told > 0 ? "\n" : "");
    foi__say(t->out, list_sentence(list), t->lang, NULL, NULL, NULL);
    foi__puts(t->out, ":\n");
    *said = true;
}

/*
 * *known parts a topic that exists nowhere from one that has nothing to say in this regime on this day. The
 * first is a slip of who asks and gets a suggestion, the second is a gap of the law.
 */
static void tell_provisions(telling *t, const char *topic, const char *list, bool *known)
{
    bool said = false;

    for (size_t i = 0; i < t->law->provision_count; i++) {
        const foi__thing *thing = &t->law->provisions[i];
        const foi__version *v;

        if (!foi__same(thing->list, list) || !is_about(topic, list, thing->id))
            continue;
        *known = true;
        v = foi__timeline_at(&t->regime->provisions[i], t->day);
        if (v == NULL)
            continue;
        tell_heading(t, list, &said);
        if (t->json != NULL)
            json_provision(t->json, foi__provision_of(v), true);
        else
            say_provision(t, foi__provision_of(v), 1);
        t->told++;
    }
}

static void tell_clocks(telling *t, const char *topic, bool *known)
{
    bool said = false;

    for (size_t i = 0; i < t->law->clock_count; i++) {
        const foi__version *v;

        if (!is_about(topic, "clocks", t->law->clocks[i].id))
            continue;
        *known = true;
        v = foi__timeline_at(&t->regime->clocks[i], t->day);
        if (v == NULL)
            continue;
        tell_heading(t, "clocks", &said);
        if (t->json != NULL)
            json_clock(t->json, foi__clock_of(v));
        else
            say_clock(t, foi__clock_of(v));
        t->told++;
    }
}

/*
 * Without a topic: which ones there are. The words are those that a topic is asked with, the same in both
 * languages.
 */
static void tell_topics(telling *t)
{
    if (t->json == NULL) {
        foi__say(t->out, FOI__SAY_TOPICS, t->lang, NULL, NULL, NULL);
        foi__puts(t->out, "\n  clocks: ");
        foi__say(t->out, list_sentence("clocks"), t->lang, NULL, NULL, NULL);
        foi__puts(t->out, "\n");
    } else {
        foi__json_text(t->json, NULL, "clocks");
    }
    for (size_t i = 0; foi__provision_lists[i] != NULL; i++) {
        if (t->json != NULL) {
            foi__json_text(t->json, NULL, foi__provision_lists[i]);
            continue;
        }
        foi__puts(t->out, "  ");
        foi__puts(t->out, foi__provision_lists[i]);
        foi__puts(t->out, ": ");
        foi__say(t->out, list_sentence(foi__provision_lists[i]), t->lang, NULL, NULL, NULL);
        foi__puts(t->out, "\n");
    }
}

/* A name beyond SHOWN is not suggested; nothing else depends on it. */
static int unknown_topic(const foi_law *law, const char *topic, foi_error *err)
{
    enum { SHOWN = 400 };
    const char *names[SHOWN], *near;
    size_t count = 0;

    names[count++] = "clocks";
    for (size_t i = 0; foi__provision_lists[i] != NULL; i++)
        names[count++] = foi__provision_lists[i];
    for (size_t i = 0; i < law->clock_count && count < SHOWN; i++)
        names[count++] = law->clocks[i].id;
    for (size_t i = 0; i < law->provision_count && count < SHOWN; i++)
        names[count++] = law->provisions[i].id;
    near = foi__nearest(topic, names, count);
    return foi__fail(err, near != NULL ? FOI__TOPIC_UNKNOWN_NEAR : FOI__TOPIC_UNKNOWN, topic, near, NULL);
}

/* Day and regime are checked for the list of topics too, though it is the same for all of them. */
static int tell(telling *t, const char *topic, const char *regime, foi_error *err)
{
    bool known = false;
    size_t number;
    int code;

    if (!foi__day_valid(t->day))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(t->day).text, NULL, NULL);
    if ((code = foi__law_regime_number(t->law, regime, &number, err)) < 0)
        return code;
    t->regime = &t->law->regimes[number];
    if (topic == NULL) {
        tell_topics(t);
        return FOI_OK;
    }
    tell_clocks(t, topic, &known);
    for (size_t i = 0; foi__provision_lists[i] != NULL; i++)
        tell_provisions(t, topic, foi__provision_lists[i], &known);
    if (!known)
        return unknown_topic(t->law, topic, err);
    if (t->told == 0)
        return foi__fail(err, FOI__TOPIC_EMPTY, t->regime->regime->id, topic, foi__day_string(t->day).text);
    return FOI_OK;
}

int foi_law_explain(const foi_law *law, const char *topic, const char *regime, foi_day day, int lang, char *buf,
                    size_t size, size_t *needed, foi_error *err)
{
    foi__out out = {buf, size, 0};
    telling t = {law, NULL, day, lang, NULL, &out, 0};
    int code = tell(&t, topic, regime, err);

    foi__put_end(&out);
    if (code == FOI_OK && needed != NULL)
        *needed = out.len;
    return code;
}

int foi_law_explain_json(const foi_law *law, const char *topic, const char *regime, foi_day day, char *buf, size_t size,
                         size_t *needed, foi_error *err)
{
    foi__json j = {{buf, size, 0}, false};
    telling t = {law, NULL, day, FOI_LANG_EN, &j, &j.out, 0};
    int code;

    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_explain", 1);
    foi__json_text(&j, "topic", topic);
    foi__json_day(&j, "day", day);
    foi__json_open(&j, "entries", '[');
    code = tell(&t, topic, regime, err);
    foi__json_close(&j, ']');
    foi__json_close(&j, '}');
    foi__put_end(&j.out);
    if (code == FOI_OK && needed != NULL)
        *needed = j.out.len;
    return code;
}

/* ---- one pack ------------------------------------------------------------------------------------------ */

/* A pack without a key is cited by nobody, and so has no grade. */
static void json_pack_head(foi__json *j, const foi__pack *p)
{
    foi__json_text(j, "id", p->id);
    foi__json_text(j, "key", p->key);
    foi__json_text(j, "kind", p->kind);
    foi__json_bilingual(j, "title", &p->title);
    foi__json_bilingual(j, "short", &p->short_title);
    foi__json_text(j, "gazette", p->gazette);
    foi__json_day(j, "in_force_from", p->in_force.from != FOI_DAY_MIN ? p->in_force.from : FOI_DAY_NONE);
    foi__json_day(j, "in_force_to", p->in_force.to != FOI_DAY_MAX ? p->in_force.to : FOI_DAY_NONE);
    foi__json_text(j, "grade", p->key != NULL ? foi_grade_name(p->grade) : NULL);
    foi__json_day(j, "checked_on", p->checked_on);
    foi__json_words(j, "replaces", &p->replaces);
    foi__json_bilingual(j, "note", &p->note);
    foi__json_bilingual(j, "transition", &p->transition);
}

/* An absent axis takes away that of another pack: it asks nothing and offers nothing. */
static void json_axis(foi__json *j, const foi__axis *a)
{
    foi__json_open(j, NULL, '{');
    foi__json_text(j, "axis", a->rule.id);
    if (a->rule.absent) {
        foi__json_bool(j, "absent", true);
    } else {
        foi__json_text(j, "kind", a->contested ? "contested" : "selectable");
        foi__json_bilingual(j, "asks", &a->asks);
        foi__json_open(j, "options", '[');
        for (size_t i = 0; i < a->option_count; i++) {
            foi__json_open(j, NULL, '{');
            foi__json_text(j, "name", a->options[i].name);
            foi__json_bilingual(j, "text", &a->options[i].text);
            foi__json_cites(j, "cite", &a->options[i].cites, a->options[i].grade);
            foi__json_close(j, '}');
        }
        foi__json_close(j, ']');
    }
    foi__json_close(j, '}');
}

/* What one pack says, absent clocks left out; the regime in which it speaks is another question. */
int foi_law_pack_json(const foi_law *law, const char *pack, char *buf, size_t size, size_t *needed, foi_error *err)
{
    foi__json j = {{buf, size, 0}, false};
    const foi__pack *p = pack != NULL ? foi__law_pack_by_id(law, pack) : NULL;

    if (p == NULL) {
        const char *names[64], *near;
        size_t count = law->pack_count < 64 ? law->pack_count : 64;

        for (size_t i = 0; i < count; i++)
            names[i] = law->packs[i]->id;
        near = pack != NULL ? foi__nearest(pack, names, count) : NULL;
        return foi__fail(err, near != NULL ? FOI__PACK_UNKNOWN_NEAR : FOI__PACK_UNKNOWN, pack != NULL ? pack : "", near,
                         NULL);
    }
    foi__json_open(&j, NULL, '{');
    json_pack_head(&j, p);
    foi__json_open(&j, "clocks", '[');
    for (size_t i = 0; i < p->clock_count; i++)
        if (!p->clocks[i].rule.absent)
            json_clock(&j, &p->clocks[i]);
    foi__json_close(&j, ']');
    foi__json_open(&j, "readings", '[');
    for (size_t i = 0; i < p->axis_count; i++)
        json_axis(&j, &p->axes[i]);
    foi__json_close(&j, ']');
    foi__json_open(&j, "provisions", '[');
    for (size_t i = 0; i < p->provision_count; i++)
        json_provision(&j, &p->provisions[i], true);
    foi__json_close(&j, ']');
    foi__json_number(&j, "examples", (int64_t)p->example_count);
    foi__json_close(&j, '}');
    foi__put_end(&j.out);
    if (needed != NULL)
        *needed = j.out.len;
    return FOI_OK;
}
