/*
 * Rule packs as texts: what is accepted, and how every fault of form is refused. The sentence, line and column of
 * a refusal are part of the promise, so they are compared whole: tests/data/pack-faults.tsv spoils a good pack one
 * text at a time, tests/data/packs-bad holds whole files beside the refusal that each must get.
 */
#include "harness.h"

#include "pack/pack.h"

#define GOOD "packs-bad/good.yaml"

/* A whole file of tests/data, NUL-terminated; the caller frees it. */
static char *load(const char *name, size_t *size)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", FOI_TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "cannot open %s", path);
    char *text = malloc(65536);
    ck_assert_ptr_nonnull(text);
    *size = fread(text, 1, 65535, file);
    ck_assert_msg(feof(file), "%s is too long", path);
    text[*size] = '\0';
    fclose(file);
    return text;
}

static int read_pack(const char *name, const char *text, size_t size, foi_error *err)
{
    foi__pack *pack = NULL;
    foi_source source = {name, text, size};
    int code = foi__pack_read(&pack, &source, err);
    if (code == FOI_OK) {
        foi__pack_free(pack);
    } else {
        ck_assert_ptr_null(pack);
    }
    return code;
}

/* "SYNTAX<tab>3:5<tab>sentence", as the tables have it. */
static void refusal(char *out, size_t room, int code, const foi_error *err)
{
    const char *name = foi_status_name(code);
    snprintf(out, room, "%s\t%d:%d\t%s", code < 0 ? name + strlen("FOI_ERR_") : "OK", err->line, err->column,
             code < 0 ? err->message : "");
}

/* A cell with \n and \t written out; "-" is nothing. */
static void unescape(const char *cell, char *out)
{
    if (strcmp(cell, "-") == 0) {
        cell = "";
    }
    for (; *cell; cell++) {
        if (cell[0] == '\\' && (cell[1] == 'n' || cell[1] == 't')) {
            *out++ = cell[1] == 'n' ? '\n' : '\t';
            cell++;
        } else {
            *out++ = *cell;
        }
    }
    *out = '\0';
}

/* The good pack with `from` replaced by `to`; an empty `from` adds `to` at the end. The caller frees it. */
static char *spoil(const char *good, const char *from, const char *to, const char *row)
{
    char *text = calloc(1, strlen(good) + strlen(to) + 1);
    ck_assert_ptr_nonnull(text);
    const char *place = *from ? strstr(good, from) : good + strlen(good);
    ck_assert_msg(place != NULL, "%s: the text to replace is not in the pack", row);
    ck_assert_msg(!*from || strstr(place + 1, from) == NULL, "%s: the text to replace stands twice", row);
    memcpy(text, good, (size_t)(place - good));
    strcat(text, to);
    strcat(text, place + strlen(from));
    return text;
}

/* Every row is tried; those that differ are printed, so that one run shows all. */
START_TEST(every_fault_of_form)
{
    size_t size;
    char *good = load(GOOD, &size);
    struct table t;
    int rows = 0, wrong = 0;
    table_open(&t, "pack-faults.tsv");
    while (table_next(&t)) {
        char from[4096], to[4096], got[1024], want[1024];
        foi_error err = {.size = sizeof err};
        ck_assert_msg(t.cells == 6, "%s:%d: %d cells", t.name, t.line, t.cells);
        unescape(t.cell[1], from);
        unescape(t.cell[2], to);
        char *text = spoil(good, from, to, t.cell[0]);
        refusal(got, sizeof got, read_pack("x.yaml", text, strlen(text), &err), &err);
        snprintf(want, sizeof want, "%s\t%s\t%s", t.cell[3], t.cell[4], t.cell[5]);
        if (strcmp(got, want) != 0 || strcmp(err.file, "x.yaml") != 0) {
            fprintf(stderr, "%s:%d: %s\n  want %s\n  got  %s\n", t.name, t.line, t.cell[0], want, got);
            wrong++;
        }
        free(text);
        rows++;
    }
    table_close(&t);
    free(good);
    ck_assert_int_gt(rows, 200);
    ck_assert_msg(wrong == 0, "%d of %d refusals are not as written", wrong, rows);
}
END_TEST

START_TEST(every_bad_file)
{
    static const char *const names[] = {
        "a-list", "a-text", "alias-bomb", "alias-to-itself", "bidi-escape", "bidi-isolate", "bidi-override", "blank",
        "comment-only", "complex-key", "depth-33", "directive", "empty", "invalid-utf8", "invalid-utf8-overlong",
        "invalid-utf8-surrogate", "no-document-content", "nul-byte", "nul-escape", "second-document", "tabs",
        "utf16-big", "utf16-little", "version-2",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char name[256], got[1024];
        size_t size, length;
        foi_error err = {.size = sizeof err};
        snprintf(name, sizeof name, "packs-bad/%s.yaml", names[i]);
        char *text = load(name, &size);
        refusal(got, sizeof got, read_pack(name, text, size, &err), &err);
        snprintf(name, sizeof name, "packs-bad/%s.err", names[i]);
        char *want = load(name, &length);
        ck_assert_msg(length > 0 && want[length - 1] == '\n', "%s: no end of line", name);
        want[length - 1] = '\0';
        ck_assert_msg(strcmp(got, want) == 0, "%s:\n  want %s\n  got  %s", name, want, got);
        free(text);
        free(want);
    }
}
END_TEST

/* A refusal is a sentence in both languages, with the name of the text as the caller gave it. */
START_TEST(refusals_in_both_languages)
{
    static const char text[] = "foi_pack: 2\n";
    foi_error err = {.size = sizeof err};
    char id[512], en[512];
    ck_assert_int_eq(read_pack("my.yaml", text, strlen(text), &err), FOI_ERR_SYNTAX);
    foi_error_text(&err, FOI_LANG_EN, en, sizeof en);
    foi_error_text(&err, FOI_LANG_ID, id, sizeof id);
    ck_assert_str_eq(en, "my.yaml:1:11: pack format 2 is not known: this library reads formats 1 to 1");
    ck_assert_str_eq(id, "my.yaml:1:11: format paket 2 tidak dikenal: pustaka ini membaca format 1 sampai 1");
    ck_assert_int_eq(read_pack(NULL, text, strlen(text), &err), FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.file, "(text)");
    ck_assert_int_eq(read_pack(NULL, text, strlen(text), NULL), FOI_ERR_SYNTAX);
}
END_TEST

/* ---- the good pack ---------------------------------------------------------------------------------------- */

START_TEST(everything_is_read)
{
    size_t size;
    char *text = load(GOOD, &size);
    foi__pack *p = NULL;
    foi_error err = {.size = sizeof err};
    foi_source source = {NULL, text, size};
    ck_assert_msg(foi__pack_read(&p, &source, &err) == FOI_OK, "%d:%d: %s", err.line, err.column, err.message);
    free(text); /* the pack keeps its own */
    ck_assert_str_eq(p->file, "(text)");
    ck_assert_uint_eq(p->text_size, size);
    ck_assert_str_eq(p->id, "test/good");
    ck_assert_str_eq(p->kind, "act");
    ck_assert_str_eq(p->number, "1");
    ck_assert_int_eq(p->year, 2020);
    ck_assert_str_eq(p->gazette, "LN 2020/1");
    ck_assert_str_eq(foi__day_string(p->in_force.from).text, "2020-01-01");
    ck_assert_str_eq(foi__day_string(p->in_force.to).text, "2039-12-31");
    ck_assert_str_eq(foi__day_string(p->checked_on).text, "2026-01-01");
    ck_assert_int_eq(p->grade, FOI_GRADE_READ);
    ck_assert_str_eq(p->replaces.items[0], "test/older");
    ck_assert_str_eq(p->transition.en, "Transition");
    ck_assert_str_eq(p->transition_cites.items[0].article, "9");
    ck_assert_uint_eq(p->source_count, 1);
    ck_assert_int_eq(p->sources[0].grade, FOI_GRADE_MIRRORED);
    ck_assert_uint_eq(p->calendar_count, 1);
    ck_assert(p->calendars[0].by_year);
    ck_assert_str_eq(p->calendars[0].tentative, "test/tentative.tsv");
    ck_assert_uint_eq(p->regime_count, 1);
    ck_assert_str_eq(p->regimes[0].act, "test/good");
    ck_assert_uint_eq(p->clock_count, 4);
    ck_assert_uint_eq(p->axis_count, 2);
    ck_assert_uint_eq(p->provision_count, 1);
    ck_assert_uint_eq(p->example_count, 1);

    const foi__clock *c = &p->clocks[0];
    ck_assert_int_eq(c->rule.line, 24);
    ck_assert_int_eq(c->length, 10);
    ck_assert_int_eq(c->unit, FOI_UNIT_WORKING_DAY);
    ck_assert(!c->backward && !c->end_rolls && !c->rule.absent);
    ck_assert_str_eq(c->extension.by, "request_extended");
    ck_assert_int_eq(c->extension.length, 7);
    ck_assert_int_eq(c->extension.at_most, 1);
    ck_assert(c->extension.before_lapse);
    ck_assert_str_eq(c->lapse_grounds.items[0], "c");
    ck_assert_str_eq(foi__day_string(c->rule.valid.to).text, "2030-12-31");
    ck_assert_str_eq(c->rule.overrides.items[0], "test/older:answer");
    ck_assert_uint_eq(c->rule.cites.count, 3);
    ck_assert_str_eq(c->rule.cites.items[0].key, "GOOD");
    ck_assert_str_eq(c->rule.cites.items[0].article, "1");
    ck_assert_int_eq(c->rule.cites.items[0].grade, 0); /* that of the rule */
    ck_assert_str_eq(c->rule.cites.items[1].key, "PANEL-1");
    ck_assert_int_eq(c->rule.cites.items[1].grade, FOI_GRADE_MIRRORED);
    ck_assert_str_eq(c->rule.cites.items[2].article, ""); /* a source as a whole */
    ck_assert_int_eq(p->clocks[1].unit, FOI_UNIT_NONE);
    ck_assert_str_eq(p->clocks[1].term.id, "Janji");
    ck_assert_str_eq(foi__day_string(p->clocks[1].rule.valid.from).text, "2020-01-01"); /* the instrument's */
    ck_assert_int_eq(p->clocks[2].month_end, FOI_MONTH_END_DOWN);
    ck_assert(p->clocks[3].rule.absent);

    ck_assert(p->axes[0].contested && !p->axes[1].contested);
    ck_assert_int_eq(p->axes[0].options[1].value, 1);
    ck_assert_int_eq(p->axes[1].options[0].value, 3);
    const foi__provision *v = &p->provisions[0];
    ck_assert_str_eq(v->list, "exemptions");
    ck_assert_str_eq(v->value, "0.80");
    ck_assert_int_eq(v->term_length, 30);
    ck_assert(v->required && !v->personal);
    ck_assert_str_eq(v->items[0].rule.cites.items[0].article, "8"); /* an item inherits */
    ck_assert_str_eq(v->items[0].items[0].name.en, "Piece");
    ck_assert_str_eq(p->examples[0].readings.items[0], "first_day=same_day");
    ck_assert_int_eq(p->examples[0].line, 80);

    ck_assert_uint_eq(p->track_count, 1);
    ck_assert_uint_eq(p->tracks[0].state_count, 2);
    ck_assert(!p->tracks[0].states[0].final && p->tracks[0].states[1].final);
    ck_assert_uint_eq(p->event_count, 1);
    ck_assert_str_eq(p->events[0].day, "received");
    ck_assert_int_eq(p->events[0].fields[0].type, FOI__FIELD_CHOICE);
    ck_assert(p->events[0].fields[0].required && !p->events[0].fields[1].required);
    ck_assert_uint_eq(p->transition_count, 1);
    const foi__transition *t = &p->transitions[0];
    ck_assert_str_eq(t->to, "done");
    ck_assert_int_eq(t->once, FOI__ONCE_CASE);
    ck_assert_str_eq(t->gap.items[0], "done");
    ck_assert_uint_eq(t->guard_count, 5);
    ck_assert_int_eq(t->guards[0].condition, FOI__IF_HAS);
    ck_assert_str_eq(t->guards[0].subject.name, "exemption");
    ck_assert_int_eq(t->guards[1].condition, FOI__IF_IN_A_ROW);
    ck_assert_int_eq(t->guards[1].number, 3);
    ck_assert_str_eq(t->guards[2].other, "request_received");
    ck_assert_int_eq(t->guards[3].condition, FOI__IF_WINDOW);
    ck_assert_str_eq(t->guards[3].premature, "early");
    ck_assert_str_eq(t->guards[3].absent, "never");
    ck_assert_uint_eq(p->lapse_count, 1);
    ck_assert_str_eq(p->lapses[0].finding, "late");
    ck_assert_uint_eq(p->finding_count, 1);
    ck_assert(!p->findings[0].is_void);
    foi__pack_free(p);
    foi__pack_free(NULL);
}
END_TEST

/* Conditions of guards that the good pack does not have. */
START_TEST(every_condition_is_read)
{
    static const struct {
        const char *text;
        int condition;
        const char *subject, *other;
    } rows[] = {
        {"given: place", FOI__IF_GIVEN, "place", NULL},
        {"field: place, among: [here]", FOI__IF_FIELD, "place", NULL},
        {"not_all: grounds, among: [a]", FOI__IF_NOT_ALL, "grounds", NULL},
        {"none_of: grounds, among: [a], of: told", FOI__IF_NONE_OF, "grounds", "told"},
        {"by: tested", FOI__IF_BY, "tested", NULL},
        {"within: answer", FOI__IF_WITHIN, NULL, "answer"},
        {"extends: answer", FOI__IF_EXTENDS, NULL, "answer"},
        {"after: told", FOI__IF_AFTER, NULL, "told"},
        {"state: {request: [none, done]}", FOI__IF_STATE, "request", NULL},
        {"applicant: [firm]", FOI__IF_APPLICANT, NULL, NULL},
        {"in_a_row: 2, field: absent, among: [body], since: told", FOI__IF_IN_A_ROW, "absent", "told"},
        {"window: answer, grounds: grounds", FOI__IF_WINDOW, "grounds", "answer"},
    };
    size_t size;
    char *good = load(GOOD, &size);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        foi__pack *p = NULL;
        foi_error err = {.size = sizeof err};
        char *text = spoil(good, "first_effective: true", rows[i].text, rows[i].text);
        foi_source source = {NULL, text, strlen(text)};
        ck_assert_msg(foi__pack_read(&p, &source, &err) == FOI_OK, "%s: %s", rows[i].text, err.message);
        const foi__guard *g = &p->transitions[0].guards[4];
        ck_assert_int_eq(g->condition, rows[i].condition);
        ck_assert_pstr_eq(g->subject.name, rows[i].subject);
        ck_assert_pstr_eq(g->other, rows[i].other);
        foi__pack_free(p);
        free(text);
    }
    free(good);
}
END_TEST

/* How clocks run, and the steps that no clock asks for. */
START_TEST(how_clocks_run_is_read)
{
    static const char more[] =
        "procedure: {parties: [applicant, body], party: party, applicants: [person], law_day: [told]}\n"
        "runs:\n"
        "  - clock: answer\n    step: told\n    one: true\n    each_party: true\n    due: received\n    start_by: first_day\n"
        "    starts: [told, {on: asked, from: received, when: {outcome: [granted]}, in: {request: [none]}, late_for: answer}]\n"
        "    stops: [{on: told, late: late, in_time: true}]\n"
        "    cancels: [{on: told, under: {first_day: [next_day]}, again: true, of_lapse: true}]\n"
        "    not_in: {request: [done]}\n    extend_in: {request: [none]}\n    announces: delivery\n    after: report\n"
        "    opens: {track: request, from: [none], to: done}\n    answers: [told]\n    answer_clock: answer\n"
        "    answer_open: {request: [none]}\n    rule_of_event_day: {missing: late, unless_before: [told]}\n"
        "    grounds: [{ground: a, assumed: true, never_late: true, never_early: true, after: [told], after_lapse: [answer],\n"
        "               after_silence: [delivery]}, {ground: b}]\n"
        "  - {clock: delivery}\n"
        "steps:\n"
        "  - {event: told, actor: body, where: [{since: request, in: {request: [done]}}, {since: request}],\n"
        "     unless: {outcome: [refused]}, of: [asked], cite: [GOOD 14], grade: read}\n";
    size_t size;
    char *good = load(GOOD, &size), *text = spoil(good, "", more, "runs");
    foi__pack *p = NULL;
    foi_error err = {.size = sizeof err};
    foi_source source = {NULL, text, strlen(text)};
    ck_assert_msg(foi__pack_read(&p, &source, &err) == FOI_OK, "%d:%d: %s", err.line, err.column, err.message);
    free(good);
    free(text);
    ck_assert_uint_eq(p->parties.count, 2);
    ck_assert_str_eq(p->party_actor, "party");
    ck_assert_str_eq(p->applicant_kinds.items[0], "person");
    ck_assert_str_eq(p->law_day.items[0], "told");
    ck_assert_uint_eq(p->run_count, 2);
    const foi__run *r = &p->runs[0];
    ck_assert(r->one && r->each_party);
    ck_assert_str_eq(r->step, "told");
    ck_assert_str_eq(r->due, "received");
    ck_assert_str_eq(r->start_by, "first_day");
    ck_assert_uint_eq(r->starts.count, 2);
    ck_assert_str_eq(r->starts.items[0].on, "told");
    ck_assert_str_eq(r->starts.items[1].from, "received");
    ck_assert_str_eq(r->starts.items[1].when.items[0].values.items[0], "granted");
    ck_assert_str_eq(r->starts.items[1].in.items[0].name, "request");
    ck_assert_str_eq(r->starts.items[1].late_for, "answer");
    ck_assert_str_eq(r->stops.items[0].late, "late");
    ck_assert(r->stops.items[0].in_time && !r->stops.items[0].again);
    ck_assert(r->cancels.items[0].again && r->cancels.items[0].of_lapse && !r->cancels.items[0].in_time);
    ck_assert_str_eq(r->cancels.items[0].under.name, "first_day");
    ck_assert_str_eq(r->not_in.items[0].values.items[0], "done");
    ck_assert_str_eq(r->extend_in.items[0].values.items[0], "none");
    ck_assert_str_eq(r->announces, "delivery");
    ck_assert_str_eq(r->after, "report");
    ck_assert_str_eq(r->opens_track, "request");
    ck_assert_str_eq(r->opens_from.items[0], "none");
    ck_assert_str_eq(r->opens_to, "done");
    ck_assert_str_eq(r->answers.items[0], "told");
    ck_assert_str_eq(r->answer_clock, "answer");
    ck_assert_uint_eq(r->answer_open.count, 1);
    ck_assert_str_eq(r->no_rule, "late");
    ck_assert_str_eq(r->unless_before.items[0], "told");
    ck_assert_uint_eq(r->ground_count, 2);
    ck_assert(r->grounds[0].assumed && r->grounds[0].never_late && r->grounds[0].never_early);
    ck_assert(!r->grounds[1].assumed && !r->grounds[1].never_late && !r->grounds[1].never_early);
    ck_assert_str_eq(r->grounds[0].after.items[0].on, "told");
    ck_assert_str_eq(r->grounds[0].after_lapse.items[0], "answer");
    ck_assert_str_eq(r->grounds[0].after_silence.items[0], "delivery");
    ck_assert_uint_eq(p->step_count, 1);
    ck_assert_str_eq(p->steps[0].actor, "body");
    ck_assert_uint_eq(p->steps[0].where_count, 2);
    ck_assert_str_eq(p->steps[0].where[0].since, "request");
    ck_assert_str_eq(p->steps[0].unless.items[0].name, "outcome");
    ck_assert_str_eq(p->steps[0].of.items[0], "asked");
    foi__pack_free(p);
}
END_TEST

/* What may be written otherwise, or left out. */
START_TEST(other_ways_to_write)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"foi_pack: 1", "--- # one document\nfoi_pack: 1"},
        {"number: \"1\"\n", ""},
        {"year: 2020\n", ""},
        {"gazette: LN 2020/1\n", ""},
        {"replaces: [test/older]\n", ""},
        {"replaces: [test/older]", "replaces: []"},
        {"replaces: [test/older]", "replaces:\n- test/older\n- test/oldest"},
        {"note: {id: Catatan, en: Note}\n", ""},
        {"note: {id: Catatan, en: Note}", "note: {\"id\": 'Catatan', en: \"N\\u00f6te\"}"},
        {"note: {id: Catatan, en: Note}", "note:\n  id: >\n    Catatan\n    panjang\n  en: |\n    Note"},
        /* neighbours of the marks that reorder a text: U+2019, U+2030, U+2044, U+2070, U+20AC */
        {"note: {id: Catatan, en: Note}", "note: {id: \xe2\x80\x99\xe2\x80\xb0, en: \xe2\x81\x84\xe2\x81\xb0\xe2\x82\xac}"},
        {"in_force: {from: 2020-01-01, to: 2039-12-31}", "in_force: {from: 2020-01-01}"},
        {"in_force: {from: 2020-01-01, to: 2039-12-31}", "in_force: {}"},
        {"in_force: {from: 2020-01-01,", "in_force: {from: \"2020-01-01\","},
        {"    valid: {from: 2021-01-01, to: 2030-12-31}\n", ""},
        {"    length: 10", "    length: 0"},
        {"    length: 10", "    length: 10000"},
        {"    direction: forward", "    direction: backward"},
        {"    day_off_end: keep", "    day_off_end: next_working_day"},
        {"unit: month, month_end: down", "unit: year, month_end: report"},
        {"unit: month, month_end: down", "unit: hour"},
        {"    due: 2025-10-20\n", "    fails: law\n"},
        {"    due: 2025-10-20\n", "    earliest: 2025-10-17\n"},
        {"    why: {id: Sepuluh, en: Ten}\n", ""},
        {"    value: \"0.80\"", "    value: \"12\""},
        {"    value: \"0.80\"", "    value: \"123456789.123456789\""},
        {"term: {length: 30, unit: year, text: {id: Lama, en: Long}}", "term: {length: 30, unit: year}"},
        {"term: {length: 30, unit: year, text: {id: Lama, en: Long}}", "term: {text: {id: Lama, en: Long}}"},
        {"{id: gone, absent: true,", "{id: gone, absent: true, valid: {from: 2022-01-01},"},
        {"{id: received, type: receipt}", /* as many as a list of choices may have */
         "{id: received, type: choices, of: [a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,0,1,2,3,4,5]}"},
    };
    size_t size;
    char *good = load(GOOD, &size);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        foi_error err = {.size = sizeof err};
        char *text = spoil(good, rows[i].from, rows[i].to, rows[i].to);
        int code = read_pack(NULL, text, strlen(text), &err);
        ck_assert_msg(code == FOI_OK, "\"%s\": %d:%d: %s", rows[i].to, err.line, err.column, err.message);
        free(text);
    }
    free(good);
}
END_TEST

/* A pack of regimes needs no key, grade or day of entry into force. */
START_TEST(a_composition_needs_less)
{
    static const char text[] = "foi_pack: 1\nid: test/c\nkind: composition\ntitle: {id: S, en: C}\n"
                               "short: {id: S, en: C}\nchecked_on: 2026-01-01\n";
    foi_error err = {.size = sizeof err};
    ck_assert_msg(read_pack(NULL, text, strlen(text), &err) == FOI_OK, "%s", err.message);
}
END_TEST

/* Cut anywhere, the text is refused or, cut between two parts, a smaller pack; never more than that. */
START_TEST(every_cut)
{
    size_t size, accepted = 0;
    char *good = load(GOOD, &size);
    for (size_t cut = 0; cut < size; cut++) {
        char *exact = malloc(cut + 1); /* a sanitizer sees a read past the end */
        ck_assert_ptr_nonnull(exact);
        memcpy(exact, good, cut);
        foi_error err = {.size = sizeof err};
        int code = read_pack(NULL, exact, cut, &err);
        if (code == FOI_OK) {
            accepted++;
        } else {
            ck_assert_msg(err.line >= 1 && err.message[0] != '\0', "cut at %zu: no place", cut);
        }
        free(exact);
    }
    free(good);
    ck_assert_uint_gt(accepted, 10);
    ck_assert_uint_lt(accepted, size / 4);
}
END_TEST

/* ---- limits: the last that is accepted, the first that is refused ------------------------------------------- */

static int read_yaml(const char *text, size_t size, foi_error *err)
{
    foi__arena nodes = {NULL, 0}, texts = {NULL, 0};
    foi__node *root = NULL;
    int code = foi__yaml_read(&root, &nodes, &texts, "big.yaml", text, size, err);
    foi__arena_free(&nodes);
    foi__arena_free(&texts);
    return code;
}

enum { ROOM = (1 << 20) + 64 };

struct limit {
    const char *name;
    size_t (*write)(char *out, size_t n);
    size_t most;
    int line, column;
    const char *sentence;
};

static size_t nested(char *out, size_t n)
{
    memset(out, '[', n);
    memset(out + n, ']', n);
    return 2 * n;
}

static size_t keys(char *out, size_t n)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        len += (size_t)snprintf(out + len, 16, "k%zu: v\n", i);
    }
    return len;
}

static size_t items(char *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        memcpy(out + 4 * i, "- x\n", 4);
    }
    return 4 * n;
}

static size_t scalar(char *out, size_t n)
{
    memcpy(out, "a: ", 3);
    memset(out + 3, 'x', n);
    out[n + 3] = '\n';
    return n + 4;
}

static size_t whole(char *out, size_t n)
{
    memset(out, '\n', n);
    memcpy(out, "a: b", 4);
    return n;
}

START_TEST(limits)
{
    static const struct limit rows[] = {
        {"depth", nested, 32, 1, 33, "nested deeper than 32 levels"},
        {"keys", keys, 256, 257, 1, "more than 256 items"},
        {"items", items, 20000, 20001, 3, "more than 20000 items"},
        {"text", scalar, 64 << 10, 1, 4, "a text longer than 65536 bytes"},
        {"pack", whole, 1 << 20, 0, 0, "the pack is larger than 1 MiB"},
    };
    char *text = malloc(ROOM);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct limit *row = &rows[i];
        foi_error err = {.size = sizeof err};
        int code = read_yaml(text, row->write(text, row->most), &err);
        ck_assert_msg(code == FOI_OK, "%s: %zu refused: %d:%d %s", row->name, row->most, err.line, err.column,
                      err.message);
        code = read_yaml(text, row->write(text, row->most + 1), &err);
        ck_assert_msg(code == FOI_ERR_LIMIT, "%s: %zu accepted", row->name, row->most + 1);
        ck_assert_str_eq(err.message, row->sentence);
        ck_assert_msg(err.line == row->line && err.column == row->column, "%s: %d:%d", row->name, err.line,
                      err.column);
        ck_assert_str_eq(err.file, "big.yaml");
    }
    free(text);
}
END_TEST

/* Texts that make a careless reader slow are refused at once: tcase timeout is the test. */
START_TEST(hostile_texts_are_refused_soon)
{
    char *text = malloc(ROOM);
    ck_assert_ptr_nonnull(text);
    static const char openers[] = "[{-?!&*%\"'|>:# \t";
    for (const char *p = openers; *p; p++) {
        foi_error err = {.size = sizeof err};
        memset(text, *p, 1 << 20);
        int code = read_yaml(text, 1 << 20, &err);
        ck_assert_msg(code < 0, "'%c' a million times: %s", *p, foi_status_name(code));
    }
    free(text);
}
END_TEST

/* ---- the built-in files --------------------------------------------------------------------------------------- */

START_TEST(builtin_files)
{
    foi_source file;
    size_t count = 0, packs = 0;
    for (; foi__builtin_file(count, &file) != NULL; count++) {
        size_t len = strlen(file.name);
        ck_assert_uint_gt(file.size, 100);
        ck_assert_int_eq(file.text[file.size], '\0');
        ck_assert_int_eq(file.text[file.size - 1], '\n');
        if (strcmp(file.name + len - 5, ".yaml") == 0) {
            foi_error err = {.size = sizeof err};
            ck_assert_msg(read_pack(file.name, file.text, file.size, &err) == FOI_OK, "%s:%d:%d: %s", err.file,
                          err.line, err.column, err.message);
            packs++;
        }
    }
    ck_assert_uint_gt(packs, 15);
    ck_assert_ptr_null(foi__builtin_file(count, &file));
    ck_assert_ptr_null(foi__builtin_file(SIZE_MAX, &file));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pack");
    TCase *form = tcase_create("form");
    tcase_set_timeout(form, 60);
    tcase_add_test(form, every_fault_of_form);
    tcase_add_test(form, every_bad_file);
    tcase_add_test(form, refusals_in_both_languages);
    suite_add_tcase(suite, form);

    TCase *good = tcase_create("good");
    tcase_set_timeout(good, 60);
    tcase_add_test(good, everything_is_read);
    tcase_add_test(good, every_condition_is_read);
    tcase_add_test(good, how_clocks_run_is_read);
    tcase_add_test(good, other_ways_to_write);
    tcase_add_test(good, a_composition_needs_less);
    tcase_add_test(good, every_cut);
    suite_add_tcase(suite, good);

    TCase *hostile = tcase_create("limits");
    tcase_set_timeout(hostile, 60);
    tcase_add_test(hostile, limits);
    tcase_add_test(hostile, hostile_texts_are_refused_soon);
    suite_add_tcase(suite, hostile);

    TCase *builtin = tcase_create("builtin");
    tcase_add_test(builtin, builtin_files);
    suite_add_tcase(suite, builtin);
    return harness_run(suite);
}
