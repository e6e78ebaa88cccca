/*
 * Procedures of no country: what tables may say that those of the built-in law do not. How the built-in ones are
 * judged stands in tests/data/cases.tsv.
 */
#include "sample.h"

#include "case/case.h"

#define CITED "cite: [ACT 1], grade: read}\n"
#define EVENT(id, more) "  - {id: " id ", track: main, name: " BOTH more "}\n"
#define STATES(a, b, c) "states: [{id: " a ", name: " BOTH "}, {id: " b ", name: " BOTH "}, {id: " c ", name: " BOTH "}], "
#define FINDING(code, effect) "  - {code: " code ", severity: defect, effect: " effect ", text: " BOTH ", " CITED
#define TABLES(asked_guards, answer, appeal)                                                                            \
    "tracks:\n  - {id: main, name: " BOTH ", " STATES("none", "open", "late") CITED                                \
    "  - {id: second, name: " BOTH ", " STATES("none", "available", "filed") CITED                                 \
    "events:\n" EVENT("asked", ", fields: [{id: place, type: text}]") EVENT("extended", "")                        \
    "transitions:\n"                                                                                              \
    "  - {on: asked, track: main, from: [none], to: open, otherwise: odd, guards: [" asked_guards "], " CITED       \
    "  - {on: extended, track: main, from: [open, late], to: open, otherwise: odd, " CITED                         \
    "time:\n  - {clock: answer, track: main, from: [open], to: late, " CITED                                        \
    "findings:\n" FINDING("odd", "void") FINDING("vague", "proceeds")                                              \
    "runs:\n  - {clock: answer, extend_in: {main: [open]}, starts: [asked]" answer "}\n  - {clock: appeal" appeal "}\n"
#define OPENS ", opens: {track: second, from: [none], to: available}"
#define APPEAL CLOCK("appeal", "length: 20, unit: working_day")
#define EXTENSION "extension: {by: extended, length: 5}"
#define LAPSE "lapse: {opens: [appeal]}"

static foi_case *case_of(const foi_law *law)
{
    foi_case_opts opts = {.size = sizeof opts, .regime = "t"};
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    ck_assert_msg(foi_case_new(&c, law, &opts, &err) == FOI_OK, "%s", err.message);
    return c;
}

static void apply(foi_case *c, const char *kind, const char *day)
{
    foi_error err = {.size = sizeof err};
    foi_event event = {.size = sizeof event, .kind = kind, .date = day_of(day)};
    ck_assert_msg(foi_case_apply(c, &event, &err) == FOI_OK, "%s", err.message);
}

/* "main second; clock status due, ...", by both ways to ask: they must agree. */
static const char *outcome(foi_case *c, const char *as_of)
{
    static char text[512];
    char brief[sizeof text];
    foi_error err = {.size = sizeof err};
    for (int full = 0; full < 2; full++) {
        foi_case_info info = {.size = sizeof info};
        foi_case_clock clocks[8];
        foi_case_finding findings[8];
        char *p = text, day[16];
        int code = full ? foi_case_judge(c, day_of(as_of), &info, clocks, 8, findings, 8, &err)
                        : foi_case_state(c, day_of(as_of), &info, clocks, 8, &err);
        ck_assert_msg(code == FOI_OK, "%s", err.message);
        p += sprintf(p, "%s %s;", info.states[0], info.states[1]);
        for (size_t i = 0; i < info.clock_count; i++) {
            foi_date_format(clocks[i].due, day, sizeof day);
            p += sprintf(p, " %s %s %s", clocks[i].id, foi_clock_status_name(clocks[i].status), day);
        }
        if (!full) {
            strcpy(brief, text);
        }
    }
    ck_assert_str_eq(brief, text);
    return text;
}

static void outcome_is(foi_case *c, const char *as_of, const char *want)
{
    ck_assert_str_eq(outcome(c, as_of), want);
    foi_case_free(c);
}

static bool may_be_extended(foi_case *c, const char *as_of)
{
    outcome(c, as_of);
    for (size_t i = 0; i < c->judgment->next_count; i++) {
        if (strcmp(c->plan->events[c->judgment->nexts[i].event].event->id, "extended") == 0) {
            return true;
        }
    }
    return false;
}

/* Each version of a rule says for itself what its lapse opens and what extends it. */
START_TEST(what_a_rule_opens_and_what_extends_it)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n"
                       CLOCK("answer", "length: 10, unit: working_day, " EXTENSION ", " LAPSE ", valid: {to: 2023-12-31}")
                       CLOCK("answer", "length: 10, unit: working_day, valid: {from: 2024-01-01, to: 2024-12-31}")
                       CLOCK("answer", "length: 10, unit: working_day, " EXTENSION ", " LAPSE ", valid: {from: 2025-01-01}")
                       APPEAL TABLES("", "", OPENS), REGIMES("t/act"));
    foi_case *c = case_of(law);
    apply(c, "asked", "2023-03-06");
    ck_assert(may_be_extended(c, "2023-03-07"));
    outcome_is(c, "2023-03-21", "late available; answer lapsed 2023-03-20 appeal running 2023-04-17");
    c = case_of(law);
    apply(c, "asked", "2024-03-04");
    ck_assert(!may_be_extended(c, "2024-03-05"));
    outcome_is(c, "2024-03-19", "late none; answer lapsed 2024-03-18");
    c = case_of(law);
    apply(c, "asked", "2023-03-06");
    apply(c, "extended", "2023-03-13");
    outcome_is(c, "2023-03-21", "open none; answer running 2023-03-27");
    c = case_of(law);
    apply(c, "asked", "2024-03-04");
    apply(c, "extended", "2024-03-11");
    outcome_is(c, "2024-03-15", "open none; answer running 2024-03-18");
    foi_law_unref(law);
}
END_TEST

/* An extension after the lapse undoes it, also where the window shows in no track. */
START_TEST(a_window_that_shows_in_no_track)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, " EXTENSION ", " LAPSE)
                       APPEAL TABLES("", "", ""), REGIMES("t/act"));
    foi_case *c = case_of(law);
    apply(c, "asked", "2023-03-06");
    apply(c, "extended", "2023-03-22");
    outcome_is(c, "2023-03-24", "open none; answer running 2023-03-27 appeal cancelled 2023-04-17");
    foi_law_unref(law);
}
END_TEST

/* A guard that is asked alone ends the questions, whether or not anyone asks for its finding. */
START_TEST(a_guard_alone)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" TEN APPEAL
                       TABLES("{has: place, alone: true, finding: vague}, {after: extended, finding: odd}", "", OPENS),
                       REGIMES("t/act"));
    foi_case *c = case_of(law);
    apply(c, "asked", "2023-03-06");
    outcome_is(c, "2023-03-07", "open none; answer running 2023-03-20");
    foi_law_unref(law);
}
END_TEST

static void refused(const char *act, int line, const char *sentence)
{
    struct sample s;
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    sample_init(&s, (const char *const[]){act, REGIMES("t/act"), NULL}, DAYS);
    ck_assert_msg(foi_law_new(&law, &s.opts, &err) == FOI_ERR_CONFLICT, "%s", sentence);
    ck_assert_str_eq(err.message, sentence);
    ck_assert_str_eq(err.file, "1.yaml");
    ck_assert_int_eq(err.line, line);
}

#define VERSIONS(first, second)                                                                                  \
    CLOCK("answer", "valid: {to: 2023-12-31}, " first) CLOCK("answer", "valid: {from: 2024-01-01}, " second)
#define BY_EVENT(first, second)                                                                                  \
    ACT_HEAD ACTORS "clocks:\n" VERSIONS(first, second) APPEAL "readings:\n" FIRST_DAY                            \
    TABLES("", ", rule_of_event_day: {missing: vague}", OPENS)
#define WD "unit: working_day, "

START_TEST(versions_that_disagree)
{
    static const char *const other_ways[] = {
        BY_EVENT(WD "length: 10", WD "length: 5"),
        BY_EVENT(WD "length: 10", "unit: calendar_day, length: 10"),
        BY_EVENT("unit: month, month_end: up, length: 1", "unit: month, month_end: down, length: 1"),
        BY_EVENT(WD "length: 10", WD "length: 10, direction: backward"),
        BY_EVENT("unit: calendar_day, length: 10", "unit: calendar_day, length: 10, day_off_end: next_working_day"),
        BY_EVENT(WD "length: 10", WD "length: 10, axes: [first_day]"),
        BY_EVENT(WD "length: 10", WD "length: 10, " LAPSE),
        BY_EVENT(WD "length: 10", WD "length: 10, " EXTENSION),
        BY_EVENT(WD "length: 10, " EXTENSION, WD "length: 10, extension: {by: extended, length: 6}"),
        BY_EVENT(WD "length: 10, " EXTENSION, WD "length: 10, extension: {by: asked, length: 5}"),
    };
    for (size_t i = 0; i < sizeof other_ways / sizeof other_ways[0]; i++) {
        refused(other_ways[i], 15, "regime t counts answer in another way later: with \"rule_of_event_day\" a case knows "
                "one way only");
    }
    foi_law_unref(LAW(BY_EVENT(WD "length: 10, axes: [first_day], " EXTENSION,
                               "length: 10, axes: [first_day], unit: working_day, " EXTENSION), REGIMES("t/act")));
    refused(ACT_HEAD ACTORS "clocks:\n" VERSIONS(WD "length: 10, " LAPSE, WD "length: 10, lapse: {opens: [answer]}") APPEAL
            TABLES("", "", OPENS), 16,
            "the lapse of answer opens answer here, and appeal in another rule: in a case it must be one");
}
END_TEST

/* A clock that no case knows cannot be opened in one. */
START_TEST(a_window_that_does_not_run)
{
    struct sample s;
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    sample_init(&s, (const char *const[]){ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", WD "length: 10, lapse: {opens: [report]}")
                APPEAL CLOCK("report", WD "length: 3") TABLES("", "", OPENS), REGIMES("t/act"), NULL}, DAYS);
    ck_assert_int_eq(foi_law_new(&law, &s.opts, &err), FOI_ERR_LINT);
    ck_assert_str_eq(err.message, "clock \"report\" does not run in a case: it is not under \"runs\"");
    ck_assert_int_eq(err.line, 15);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("procedure");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, what_a_rule_opens_and_what_extends_it);
    tcase_add_test(tables, a_window_that_shows_in_no_track);
    tcase_add_test(tables, a_guard_alone);
    tcase_add_test(tables, versions_that_disagree);
    tcase_add_test(tables, a_window_that_does_not_run);
    suite_add_tcase(suite, tables);
    return harness_run(suite);
}
