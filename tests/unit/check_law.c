/*
 * Packs composed into regimes: which rule speaks when, what cannot be loaded, what is found wrong although it can,
 * which calendar answers. Small laws of no country; the built-in law at the end.
 */
#include "sample.h"

#include "law/law.h"

/* ---- helpers ------------------------------------------------------------------------------------------------ */

/* Load packs that must be refused; the place is "FILE:LINE:COLUMN", zeros where there is none. */
static void refuse(const char *const *packs, const char *days, int code, const char *place, const char *sentence)
{
    struct sample s;
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    char got[256];
    sample_init(&s, packs, days);
    int rc = foi_law_new(&law, &s.opts, &err);
    ck_assert_msg(rc != FOI_OK, "loaded, expected: %s", sentence);
    ck_assert_ptr_null(law);
    snprintf(got, sizeof got, "%s:%d:%d", err.file, err.line, err.column);
    ck_assert_str_eq(err.message, sentence);
    ck_assert_str_eq(got, place);
    ck_assert_int_eq(rc, code);
    ck_assert_int_eq(err.code, code);
    ck_assert_int_eq(foi_law_new(&law, &s.opts, NULL), code);
}

#define REFUSE(code, place, sentence, ...)                                                                       \
    refuse((const char *const[]){__VA_ARGS__, NULL}, DAYS, code, place, sentence)

/* The pack whose rule speaks for a clock on a day; NULL for none. */
static const char *speaks(const foi_law *law, const char *regime, const char *clock, const char *day)
{
    size_t r, c;
    ck_assert_int_eq(foi__law_regime_number(law, regime, &r, NULL), FOI_OK);
    ck_assert_int_eq(foi__law_clock_number(law, clock, &c, NULL), FOI_OK);
    const foi__version *v = foi__timeline_at(&law->regimes[r].clocks[c], day_of(day));
    return v != NULL ? v->rule->pack->id : NULL;
}

/* Exactly this lint and no other; NULL for none. Place "FILE:LINE". */
static void lint_is(foi_law *law, const char *place, const char *sentence)
{
    foi_error found = {.size = sizeof found};
    char got[256];
    if (sentence == NULL) {
        int any = foi_law_lint(law, 0, &found);
        ck_assert_msg(!any, "%s:%d: %s", found.file, found.line, found.message);
    } else {
        ck_assert_msg(foi_law_lint(law, 0, &found) == 1, "nothing found, expected: %s", sentence);
        snprintf(got, sizeof got, "%s:%d", found.file, found.line);
        ck_assert_str_eq(found.message, sentence);
        ck_assert_str_eq(got, place);
        ck_assert_int_eq(found.code, FOI_ERR_LINT);
        foi_error more = {.size = sizeof more};
        int any = foi_law_lint(law, 1, &more);
        ck_assert_msg(!any, "also: %s:%d: %s", more.file, more.line, more.message);
    }
    foi_law_unref(law);
}

#define LOOSER(why)                                                                                              \
    "answer is looser on the public body than t/act (" why "); add \"departs_from_act\" with a citation, or correct it"

/* An overlay on ACT with one clock "answer" that overrides the Act's. */
#define OVERRIDES "overrides: [\"t/act:answer\"]"
#define OVER(more) OVER_HEAD "clocks:\n" CLOCK("answer", more ", " OVERRIDES)

/* ---- which rule speaks ---------------------------------------------------------------------------------------- */

START_TEST(a_rule_speaks_while_it_is_valid)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, valid: "
                       "{from: 2021-03-01, to: 2022-03-31}") "examples:\n" EXAMPLE("answer", "2021-03-01", "2021-03-15"),
                       REGIMES("t/act"));
    ck_assert_ptr_null(speaks(law, "t", "answer", "2021-02-28"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2021-03-01"), "t/act");
    ck_assert_str_eq(speaks(law, NULL, "answer", "2022-03-31"), "t/act");
    ck_assert_ptr_null(speaks(law, "t", "answer", "2022-04-01"));
    ck_assert_ptr_null(speaks(law, "t", "answer", "0001-01-01"));
    ck_assert_ptr_null(speaks(law, "t", "answer", "9999-12-31"));
    foi_law_unref(law);
}
END_TEST

/* Overridden while the overrider is valid; it returns when that one ends. */
START_TEST(the_overridden_rule_returns)
{
    foi_law *law = LAW(ACT, OVER("length: 5, unit: working_day, valid: {from: 2022-01-01, to: 2022-12-31}"),
                       REGIMES("t/act, t/over"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2021-12-31"), "t/act");
    ck_assert_str_eq(speaks(law, "t", "answer", "2022-01-01"), "t/over");
    ck_assert_str_eq(speaks(law, "t", "answer", "2022-12-31"), "t/over");
    ck_assert_str_eq(speaks(law, "t", "answer", "2023-01-01"), "t/act");
    ck_assert_str_eq(speaks(law, "t", "answer", "9999-12-31"), "t/act");
    ck_assert_ptr_null(speaks(law, "t", "answer", "2019-12-31"));
    foi_law_unref(law);
}
END_TEST

/* An overrider outside the regime says nothing there. */
START_TEST(only_instruments_of_the_regime_speak)
{
    foi_law *law = LAW(ACT, OVER("length: 5, unit: working_day"),
                       REGIMES_HEAD CALENDARS "regimes:\n" REGIME("t", "t/act") REGIME("t/two", "t/act, t/over"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2025-01-01"), "t/act");
    ck_assert_str_eq(speaks(law, "t/two", "answer", "2025-01-01"), "t/over");
    ck_assert_str_eq(foi_law_regime(law, 0), "t");
    ck_assert_str_eq(foi_law_regime(law, 1), "t/two");
    ck_assert_ptr_null(foi_law_regime(law, 2));
    foi_law_unref(law);
}
END_TEST

#define THIRD_HEAD HEAD("t/third", "THIRD", "decree", "from: 2020-01-01", "read")

/* C overrides B, B overrides A: an overridden rule still overrides. */
START_TEST(a_chain_of_overrides)
{
    foi_law *law = LAW(ACT, OVER("length: 5, unit: working_day"),
                       THIRD_HEAD "clocks:\n" CLOCK("answer", "length: 3, unit: working_day, "
                       "overrides: [\"t/over:answer\"], valid: {from: 2024-01-01, to: 2024-12-31}"),
                       REGIMES("t/act, t/over, t/third"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2023-12-31"), "t/over");
    ck_assert_str_eq(speaks(law, "t", "answer", "2024-06-01"), "t/third");
    ck_assert_str_eq(speaks(law, "t", "answer", "2025-01-01"), "t/over");
    foi_law_unref(law);
}
END_TEST

/* "absent" takes a rule away while it is valid, and is no rule itself. */
START_TEST(an_absent_rule)
{
    foi_law *law = LAW(ACT, OVER_HEAD "clocks:\n  - {id: answer, absent: true, cite: [OVER 1], grade: read, "
                       OVERRIDES ", valid: {from: 2025-01-01, to: 2025-06-30}}\n", REGIMES("t/act, t/over"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2024-12-31"), "t/act");
    ck_assert_ptr_null(speaks(law, "t", "answer", "2025-01-01"));
    ck_assert_ptr_null(speaks(law, "t", "answer", "2025-06-30"));
    ck_assert_str_eq(speaks(law, "t", "answer", "2025-07-01"), "t/act");
    foi_law_unref(law);
}
END_TEST

/* A law that a later edition of the same pack changes: two rules, told apart by their days. */
START_TEST(two_versions_in_one_pack)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n"
                       CLOCK("answer", "length: 10, unit: working_day, valid: {to: 2022-12-31}")
                       CLOCK("answer", "length: 7, unit: working_day, valid: {from: 2023-01-01}")
                       "examples:\n" EXAMPLE("answer", "2022-12-30", "2023-01-13") EXAMPLE("answer", "2025-10-06",
                       "2025-10-15"), REGIMES("t/act"));
    size_t c;
    ck_assert_int_eq(foi__law_clock_number(law, "answer", &c, NULL), FOI_OK);
    const foi__timeline *t = &law->regimes[0].clocks[c];
    ck_assert_uint_eq(t->count, 2);
    ck_assert_int_eq(foi__clock_of(foi__timeline_at(t, day_of("2022-12-31")))->length, 10);
    ck_assert_int_eq(foi__clock_of(foi__timeline_at(t, day_of("2023-01-01")))->length, 7);
    lint_is(law, NULL, NULL);
}
END_TEST

/* A base regime gives its instruments, calendar and Act; what it adds comes after. */
START_TEST(a_regime_on_a_base)
{
    foi_law *law = LAW(ACT, OVER("length: 5, unit: working_day"), REGIMES_HEAD CALENDARS "regimes:\n"
                       "  - {id: t/b, name: " BOTH ", base: t/a, instruments: [t/over]}\n"
                       "  - {id: t/c, name: " BOTH ", base: t/b}\n" REGIME("t/a", "t/act"));
    ck_assert_str_eq(foi_law_regime(law, 0), "t/b");
    ck_assert_str_eq(speaks(law, "t/a", "answer", "2025-01-01"), "t/act");
    ck_assert_str_eq(speaks(law, "t/b", "answer", "2025-01-01"), "t/over");
    ck_assert_str_eq(speaks(law, "t/c", "answer", "2025-01-01"), "t/over");
    ck_assert_uint_eq(law->regimes[1].pack_count, 2);
    ck_assert_str_eq(law->regimes[1].packs[0]->id, "t/act");
    ck_assert_str_eq(law->regimes[1].act->id, "t/act");
    ck_assert_ptr_eq(law->regimes[1].calendar, &law->calendars[0]);
    foi_law_unref(law);
}
END_TEST

START_TEST(readings_and_provisions_are_overridden_too)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" TEN "readings:\n" FIRST_DAY
                       "rights:\n  - {id: ask, name: {id: A, en: From the Act}, cite: [ACT 1], grade: read}\n" EXAMPLES,
                       OVER_HEAD "readings:\n  - {axis: first_day, absent: true, cite: [OVER 1], grade: read, overrides: "
                       "[\"t/act:first_day\"], valid: {from: 2023-01-01}}\n"
                       "rights:\n  - {id: ask, name: {id: B, en: From the overlay}, cite: [OVER 2], grade: read, "
                       "overrides: [\"t/act:rights/ask\"]}\n"
                       "duties:\n  - {id: ask, name: {id: C, en: Another list}, cite: [OVER 3], grade: read}\n",
                       REGIMES("t/act, t/over"));
    ck_assert_uint_eq(law->axis_count, 1);
    ck_assert_ptr_nonnull(foi__timeline_at(&law->regimes[0].axes[0], day_of("2022-12-31")));
    ck_assert_ptr_null(foi__timeline_at(&law->regimes[0].axes[0], day_of("2023-01-01")));
    int seen = 0;
    for (size_t i = 0; i < law->provision_count; i++) {
        const foi__version *v = foi__timeline_at(&law->regimes[0].provisions[i], day_of("2025-01-01"));
        if (strcmp(law->provisions[i].id, "ask") == 0) {
            ck_assert_str_eq(foi__provision_of(v)->name.en,
                             strcmp(law->provisions[i].list, "rights") == 0 ? "From the overlay" : "Another list");
            seen++;
        }
    }
    ck_assert_int_eq(seen, 2);
    foi_law_unref(law);
}
END_TEST

/* ---- what cannot be loaded ---------------------------------------------------------------------------------------- */

START_TEST(two_rules_at_once)
{
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:11:0", "regime t has two rules for answer on 2023-01-01: the other is 1.yaml:15; "
           "one must name the other in \"overrides\"",
           ACT, OVER_HEAD "clocks:\n" CLOCK("answer", "length: 5, unit: working_day, valid: {from: 2023-01-01}"),
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_CONFLICT, "1.yaml:16:0", "regime t has two rules for answer on 2020-01-01: the other is 1.yaml:15; "
           "one must name the other in \"overrides\"",
           ACT_HEAD ACTORS "clocks:\n" TEN TEN EXAMPLES, REGIMES("t/act"));
    /* the overlap of one day is enough */
    REFUSE(FOI_ERR_CONFLICT, "1.yaml:16:0", "regime t has two rules for answer on 2022-12-31: the other is 1.yaml:15; "
           "one must name the other in \"overrides\"",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 1, unit: hour, valid: {to: 2022-12-31}")
           CLOCK("answer", "length: 2, unit: hour, valid: {from: 2022-12-31}"), REGIMES("t/act"));
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:11:0", "regime t has two rules for first_day on 2020-01-01: the other is "
           "1.yaml:17; one must name the other in \"overrides\"",
           ACT_HEAD ACTORS "clocks:\n" TEN "readings:\n" FIRST_DAY, OVER_HEAD "readings:\n" FIRST_DAY,
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:11:0", "regime t has two rules for body on 2020-01-01: the other is 1.yaml:11; "
           "one must name the other in \"overrides\"",
           ACT, OVER_HEAD "actors:\n  - {id: body, name: " BOTH ", cite: [OVER 1], grade: read}\n",
           REGIMES("t/act, t/over"));
}
END_TEST

/* Two that override each other silence both: on those days nothing speaks, and that is a gap, not a choice. */
START_TEST(two_that_override_each_other)
{
    REFUSE(FOI_ERR_CONFLICT, "1.yaml:15:0", "regime t: rules for answer override each other on 2020-01-01, this one and "
           "2.yaml:11; none of them could speak",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, overrides: [\"t/over:answer\"]")
           EXAMPLES, OVER("length: 5, unit: working_day"), REGIMES("t/act, t/over"));
    /* whatever else speaks */
    REFUSE(FOI_ERR_CONFLICT, "1.yaml:15:0", "regime t: rules for answer override each other on 2020-01-01, this one and "
           "2.yaml:11; none of them could speak",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, overrides: [\"t/over:answer\"]")
           EXAMPLES, OVER("length: 5, unit: working_day"),
           THIRD_HEAD "clocks:\n" CLOCK("answer", "length: 3, unit: working_day"), REGIMES("t/act, t/over, t/third"));
    /* in a circle of three, on the days when all are valid */
    REFUSE(FOI_ERR_CONFLICT, "3.yaml:11:0", "regime t: rules for answer override each other on 2024-01-01, this one and "
           "1.yaml:15; none of them could speak",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, overrides: [\"t/third:answer\"]")
           EXAMPLES, OVER("length: 5, unit: working_day"),
           THIRD_HEAD "clocks:\n" CLOCK("answer", "length: 3, unit: working_day, overrides: [\"t/over:answer\"], "
           "valid: {from: 2024-01-01}"), REGIMES("t/act, t/over, t/third"));
    /* not in another regime, nor on other days */
    foi_law_unref(LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, valid: "
                      "{to: 2023-12-31}, overrides: [\"t/over:answer\"]") EXAMPLES,
                      OVER("length: 5, unit: working_day, valid: {from: 2024-01-01}"), REGIMES("t/act, t/over")));
    foi_law_unref(LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, overrides: "
                      "[\"t/over:answer\"]") EXAMPLES, OVER("length: 5, unit: working_day"), REGIMES("t/act")));
}
END_TEST

START_TEST(things_twice)
{
    REFUSE(FOI_ERR_CONFLICT, "3.yaml:1:0", "pack \"t/act\" is defined twice; the first is in 1.yaml", ACT,
           REGIMES("t/act"), ACT);
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:11:0", "regime \"t\" is defined twice; the first is in 2.yaml", ACT,
           REGIMES("t/act") REGIME("t", "t/act"));
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:10:0", "instrument \"t/act\" is defined twice; the first is in t", ACT,
           REGIMES("t/act, t/act"));
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:11:0", "instrument \"t/act\" is defined twice; the first is in t/two", ACT,
           REGIMES("t/act") "  - {id: t/two, name: " BOTH ", base: t, instruments: [t/act]}\n");
    REFUSE(FOI_ERR_CONFLICT, "2.yaml:9:0", "calendar \"t/days\" is defined twice; the first is in 2.yaml", ACT,
           REGIMES_HEAD CALENDARS "  - {id: t/days, file: t/other.tsv}\nregimes:\n" REGIME("t", "t/act"));
    REFUSE(FOI_ERR_CONFLICT, "1.yaml:15:0", "axis \"first_day\" is defined twice; the first is in answer",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 1, unit: hour, axes: [first_day, first_day]")
           "readings:\n" FIRST_DAY, REGIMES("t/act"));
}
END_TEST

/* A citation must lead to one source. */
START_TEST(two_sources_of_one_key)
{
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    struct sample s;
    sample_init(&s, (const char *const[]){ACT, HEAD("t/over", "ACT", "decree", "from: 2020-01-01", "unverified"),
                REGIMES("t/act, t/over"), NULL}, DAYS);
    int rc = foi_law_new(&law, &s.opts, &err);
    foi_law_unref(law);
    ck_assert_msg(rc == FOI_ERR_CONFLICT, "two packs are cited as ACT: %s", foi_status_name(rc));
}
END_TEST

START_TEST(names_that_lead_nowhere)
{
    REFUSE(FOI_ERR_LINT, "1.yaml:15:97", "citation \"ATC\" leads nowhere",
           ACT_HEAD ACTORS "clocks:\n" CLOCK_OF("answer", "body", "cite: [ATC 1], grade: read, length: 1, unit: hour"),
           REGIMES("t/act"));
    REFUSE(FOI_ERR_LINT, "2.yaml:11:0", "override \"t/act:reply\" leads nowhere",
           ACT, OVER_HEAD "clocks:\n" CLOCK("answer", "length: 5, unit: working_day, overrides: [\"t/act:reply\"]"),
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_LINT, "2.yaml:11:0", "override \"t/atc:answer\" leads nowhere",
           ACT, OVER_HEAD "clocks:\n" CLOCK("answer", "length: 5, unit: working_day, overrides: [\"t/atc:answer\"]"),
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_LINT, "2.yaml:11:0", "override \"answer\" leads nowhere",
           ACT, OVER_HEAD "clocks:\n" CLOCK("answer", "length: 5, unit: working_day, overrides: [answer]"),
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_LINT, "2.yaml:11:0", "override \"t/act:duties/body\" leads nowhere", ACT, OVER_HEAD
           "actors:\n  - {id: body, name: " BOTH ", cite: [OVER 1], grade: read, overrides: [\"t/act:duties/body\"]}\n",
           REGIMES("t/act, t/over"));
    REFUSE(FOI_ERR_LINT, "1.yaml:15:0", "actor \"bodies\" leads nowhere",
           ACT_HEAD ACTORS "clocks:\n" CLOCK_OF("answer", "bodies", "cite: [ACT 1], grade: read, length: 1, unit: hour"),
           REGIMES("t/act"));
    REFUSE(FOI_ERR_LINT, "1.yaml:15:0", "axis \"frist_day\" leads nowhere; did you mean \"first_day\"?",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 1, unit: hour, axes: [frist_day]") "readings:\n" FIRST_DAY,
           REGIMES("t/act"));
    REFUSE(FOI_ERR_LINT, "1.yaml:15:0", "axis \"colour\" leads nowhere",
           ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 1, unit: hour, axes: [colour]") "readings:\n" FIRST_DAY,
           REGIMES("t/act"));
    REFUSE(FOI_ERR_LINT, "2.yaml:10:0", "instrument \"t/atc\" leads nowhere", ACT, REGIMES("t/atc"));
    REFUSE(FOI_ERR_LINT, "2.yaml:10:0", "calendar \"t/nights\" leads nowhere", ACT, REGIMES_HEAD CALENDARS
           "regimes:\n  - {id: t, name: " BOTH ", calendar: t/nights, act: t/act, instruments: [t/act]}\n");
    REFUSE(FOI_ERR_LINT, "2.yaml:10:0", "act \"t/atc\" leads nowhere", ACT, REGIMES_HEAD CALENDARS
           "regimes:\n  - {id: t, name: " BOTH ", calendar: t/days, act: t/atc, instruments: [t/act]}\n");
    REFUSE(FOI_ERR_LINT, "2.yaml:11:0", "base \"u\" leads nowhere", ACT,
           REGIMES("t/act") "  - {id: t/two, name: " BOTH ", base: u}\n");
    REFUSE(FOI_ERR_LINT, "1.yaml:15:189", "citation \"PERKI\" leads nowhere", ACT_HEAD ACTORS "clocks:\n"
           CLOCK("answer", "length: 1, unit: hour, departs_from_act: {text: " BOTH ", cite: [PERKI 1]}"),
           REGIMES("t/act"));
}
END_TEST

/* Citations of every place are followed: options, provisions, items, transitions, examples. */
START_TEST(every_citation_is_followed)
{
    static const char *const texts[] = {
        ACT_HEAD ACTORS "clocks:\n" TEN EXAMPLES
        "readings:\n  - {axis: a, order: 1, kind: contested, sets: event_day, asks: " BOTH ", options: "
        "[{name: b, value: excluded, text: " BOTH ", grade: read, cite: [NO 1]}], grade: read}\n",
        ACT "rights:\n  - {id: a, name: " BOTH ", cite: [NO 1], grade: read}\n",
        ACT "rights:\n  - {id: a, name: " BOTH ", cite: [ACT 1], grade: read, items: [{id: b, name: " BOTH
        ", cite: [NO 1]}]}\n",
        ACT "transition: {text: " BOTH ", cite: [NO 1]}\n",
        ACT_HEAD ACTORS "clocks:\n" TEN "examples:\n"
        "  - {name: example, clock: answer, day: 2025-10-06, due: 2025-10-20, cite: [NO 1]}\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct sample s;
        foi_error err = {.size = sizeof err};
        foi_law *law = NULL;
        sample_init(&s, (const char *const[]){texts[i], REGIMES("t/act"), NULL}, DAYS);
        int rc = foi_law_new(&law, &s.opts, &err);
        foi_law_unref(law);
        ck_assert_msg(rc == FOI_ERR_LINT, "text %zu: a citation of nothing was loaded", i);
        ck_assert_str_eq(err.message, "citation \"NO\" leads nowhere");
    }
}
END_TEST

START_TEST(bases_that_run_in_a_circle)
{
    REFUSE(FOI_ERR_LINT, "2.yaml:10:0", "base \"a\" leads nowhere", ACT, REGIMES_HEAD CALENDARS
           "regimes:\n  - {id: a, name: " BOTH ", base: b}\n  - {id: b, name: " BOTH ", base: a}\n");
    REFUSE(FOI_ERR_LINT, "2.yaml:10:0", "base \"a\" leads nowhere", ACT, REGIMES_HEAD CALENDARS
           "regimes:\n  - {id: a, name: " BOTH ", base: a}\n");
    REFUSE(FOI_ERR_LINT, ":0:0", "no pack defines a regime", ACT);
    struct sample s;
    foi_law *law = NULL;
    sample_init(&s, (const char *const[]){NULL}, NULL);
    ck_assert_int_eq(foi_law_new(&law, &s.opts, NULL), FOI_ERR_LINT);
}
END_TEST

/* ---- lint: each finding fires, and narrowly does not ---------------------------------------------------------- */

#define ACT_WITH(more) ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", more) EXAMPLES
#define ALL REGIMES("t/act, t/over")
#define EXT(length, most) "extension: {by: request_extended, length: " length ", at_most: " most "}"

START_TEST(lint_finds_what_is_looser)
{
    static const struct {
        const char *act, *over, *why; /* why NULL: content */
    } rows[] = {
        {ACT_WITH("length: 10, unit: working_day"), OVER("length: 11, unit: working_day"), LOOSER("length")},
        {ACT_WITH("length: 10, unit: working_day"), OVER("length: 10, unit: working_day"), NULL},
        {ACT_WITH("length: 10, unit: working_day"), OVER("length: 9, unit: working_day"), NULL},
        {ACT_WITH("length: 10, unit: working_day"), OVER("length: 10, unit: calendar_day"), LOOSER("unit")},
        {ACT_WITH("length: 10, unit: working_day"), OVER("term: " BOTH), LOOSER("unit")},
        {ACT_WITH("length: 10, unit: working_day, " EXT("7", "1")), OVER("length: 10, unit: working_day, " EXT("8", "1")),
         LOOSER("extension")},
        {ACT_WITH("length: 10, unit: working_day, " EXT("7", "1")), OVER("length: 10, unit: working_day, " EXT("7", "2")),
         LOOSER("extension")},
        {ACT_WITH("length: 10, unit: working_day, " EXT("7", "1")), OVER("length: 10, unit: working_day, " EXT("7", "1")),
         NULL},
        {ACT_WITH("length: 10, unit: working_day, " EXT("7", "1")), OVER("length: 10, unit: working_day"), NULL},
        {ACT_WITH("length: 10, unit: working_day"), OVER("length: 10, unit: working_day, " EXT("1", "1")),
         LOOSER("extension")},
        {ACT_WITH("length: 10, unit: working_day, starts: [a, b]"), OVER("length: 10, unit: working_day, starts: [b, a]"),
         LOOSER("starts")},
        {ACT_WITH("length: 10, unit: working_day, starts: [a, b]"), OVER("length: 10, unit: working_day, starts: [a]"),
         NULL},
        {ACT_WITH("length: 10, unit: working_day, direction: backward"),
         OVER("length: 9, unit: working_day, direction: backward"), LOOSER("length")},
        {ACT_WITH("length: 10, unit: working_day, direction: backward"),
         OVER("length: 11, unit: working_day, direction: backward"), NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        foi_law *law = LAW(rows[i].act, rows[i].over, ALL);
        lint_is(law, "2.yaml:11", rows[i].why);
    }
}
END_TEST

START_TEST(lint_on_other_sides)
{
#define BY(actor, length) CLOCK_OF("answer", actor, "cite: [ACT 1], grade: read, length: " length ", unit: working_day")
#define BY_OVER(actor, length)                                                                                   \
    OVER_HEAD "clocks:\n" CLOCK_OF("answer", actor, "cite: [ACT 1], grade: read, " OVERRIDES ", length: " length   \
                                                    ", unit: working_day")
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" BY("applicant", "10") EXAMPLES, BY_OVER("applicant", "9"), ALL),
            "2.yaml:11", LOOSER("length"));
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" BY("applicant", "10") EXAMPLES, BY_OVER("applicant", "11"), ALL), NULL, NULL);
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" BY("court", "10") EXAMPLES, BY_OVER("court", "99"), ALL), NULL, NULL);
}
END_TEST

/* Taking the body's term away altogether is the loosest that there is. */
START_TEST(lint_finds_a_term_taken_away)
{
    foi_law *law = LAW(ACT, OVER_HEAD "clocks:\n  - {id: answer, absent: true, cite: [OVER 1], grade: read, "
                       OVERRIDES "}\n", ALL);
    foi_error found = {.size = sizeof found};
    int any = foi_law_lint(law, 0, &found);
    foi_law_unref(law);
    ck_assert_msg(any == 1 && strncmp(found.message, "answer is looser", 16) == 0,
                  "an overlay took the Act's term away and lint said nothing");
}
END_TEST

START_TEST(a_departure_that_is_said_is_no_lint)
{
    lint_is(LAW(ACT, OVER("length: 11, unit: working_day, departs_from_act: {text: " BOTH ", cite: [OVER 2]}"), ALL), NULL,
            NULL);
}
END_TEST

/* Without an Act's own clock there is nothing to compare with; outside the regime neither. */
START_TEST(lint_compares_only_with_the_act)
{
    lint_is(LAW(ACT, OVER_HEAD "clocks:\n" CLOCK("other", "length: 99, unit: year, month_end: down") "examples:\n"
                EXAMPLE("other", "2025-01-01", "2124-01-01"), ALL), NULL, NULL);
    lint_is(LAW(ACT, OVER("length: 11, unit: working_day"), REGIMES("t/act")), "2.yaml:1", "no regime uses pack t/over");
}
END_TEST

START_TEST(lint_finds_a_grade_better_than_its_source)
{
#define LOW_HEAD HEAD("t/over", "OVER", "decree", "from: 2020-01-01", "mirrored")
    lint_is(LAW(ACT, LOW_HEAD "rights:\n  - {id: a, name: " BOTH ", cite: [OVER 1], grade: read}\n", ALL), "2.yaml:11",
            "citation OVER claims grade read, but its source has grade mirrored");
    lint_is(LAW(ACT, LOW_HEAD "rights:\n  - {id: a, name: " BOTH ", cite: [OVER 1], grade: mirrored}\n", ALL), NULL, NULL);
    lint_is(LAW(ACT, LOW_HEAD "rights:\n  - {id: a, name: " BOTH ", cite: [OVER 1], grade: unverified}\n", ALL), NULL, NULL);
    lint_is(LAW(ACT, LOW_HEAD "rights:\n  - {id: a, name: " BOTH ", cite: [{at: OVER 1, grade: mirrored}, ACT 2], "
                "grade: read}\n", ALL), NULL, NULL);
    lint_is(LAW(ACT, LOW_HEAD "rights:\n  - {id: a, name: " BOTH ", cite: [{at: OVER 1, grade: read}], grade: mirrored}\n",
                ALL), "2.yaml:11", "citation OVER claims grade read, but its source has grade mirrored");
    lint_is(LAW(ACT "readings:\n" FIRST_DAY, LOW_HEAD "readings:\n  - {axis: b, order: 2, kind: contested, sets: event_day, "
                "asks: " BOTH ", grade: mirrored, options: [{name: c, value: excluded, text: " BOTH
                ", cite: [OVER 1], grade: read}]}\n", ALL), "2.yaml:11",
            "citation OVER claims grade read, but its source has grade mirrored");
    lint_is(LAW(ACT "sources: [{key: PANEL, title: " BOTH ", grade: unverified}]\n"
                "rights:\n  - {id: a, name: " BOTH ", cite: [PANEL], grade: mirrored}\n", REGIMES("t/act")), "1.yaml:20",
            "citation PANEL claims grade mirrored, but its source has grade unverified");
}
END_TEST

START_TEST(lint_finds_a_gap_in_time)
{
#define GAPPED(from)                                                                                             \
    ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, valid: {to: 2022-12-31}")           \
    CLOCK("answer", "length: 10, unit: working_day, valid: {from: " from "}") "examples:\n"                         \
    EXAMPLE("answer", "2022-01-03", "2022-01-17") EXAMPLE("answer", "2025-10-06", "2025-10-20")
    lint_is(LAW(GAPPED("2023-01-02"), REGIMES("t/act")), "1.yaml:16",
            "clock answer of regime t has no rule from 2023-01-01 to 2023-01-01, between two that have one");
    lint_is(LAW(GAPPED("2023-01-01"), REGIMES("t/act")), NULL, NULL);
}
END_TEST

/* A finding is told once, however many regimes share the rule. */
START_TEST(lint_tells_once)
{
    lint_is(LAW(ACT, OVER("length: 11, unit: working_day"), REGIMES("t/act, t/over") REGIME("t/two", "t/act, t/over")),
            "2.yaml:11", LOOSER("length"));
}
END_TEST

START_TEST(lint_finds_an_axis_that_is_nowhere_offered)
{
#define ASKS CLOCK("answer", "length: 10, unit: working_day, axes: [first_day]")
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" ASKS EXAMPLES, OVER_HEAD "readings:\n" FIRST_DAY,
                REGIMES_HEAD CALENDARS "regimes:\n" REGIME("t", "t/act") REGIME("t/two", "t/act, t/over")), "1.yaml:15",
            "contested axis first_day of clock answer is nowhere offered");
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" ASKS EXAMPLES, OVER_HEAD "readings:\n" FIRST_DAY, ALL), NULL, NULL);
}
END_TEST

START_TEST(lint_finds_a_clock_without_example)
{
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" TEN, REGIMES("t/act")), "1.yaml:15", "no worked example speaks of answer");
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" TEN "examples:\n" EXAMPLE("answer", "2019-12-31", "2020-01-14"),
                REGIMES("t/act")), "1.yaml:15", "no worked example speaks of answer");
    lint_is(LAW(ACT_HEAD ACTORS "clocks:\n" TEN "examples:\n" EXAMPLE("answer", "2020-01-01", "2020-01-15"),
                REGIMES("t/act")), NULL, NULL);
}
END_TEST

/* ---- the procedure ---------------------------------------------------------------------------------------------- */

#define STATE(id, more) "    - {id: " id ", name: " BOTH more "}\n"
#define EVENT(id, fields) "  - {id: " id ", track: request, name: " BOTH ", fields: [" fields "]}\n"
#define CITED "cite: [ACT 1], grade: read}\n"
#define PROCEDURE                                                                                                \
    ACT "tracks:\n  - id: request\n    name: " BOTH "\n    states:\n" STATE("none", "") STATE("open", "")            \
    STATE("done", ", final: true") "    cite: [ACT 1]\n    grade: read\n"                                           \
    "events:\n" EVENT("asked", "{id: place, type: text}, {id: on, type: day}")                                      \
    EVENT("answered", "{id: outcome, type: choice, of: [done]}")                                                   \
    "transitions:\n"                                                                                              \
    "  - {on: asked, track: request, from: [none], gap: [open], to: open, otherwise: odd, guards: ["                \
    "{has: place, finding: bare}, {within: answer, finding: bare}, "                                                 \
    "{window: answer, premature: soon, finding: late}, "                                                           \
    "{when: {place: [x]}, differs: place, from: asked, finding: bare}, "                                           \
    "{when_state: {request: [none]}, state: {request: [open]}, finding: bare}], " CITED                             \
    "  - {on: answered, track: request, from: [open], to_field: outcome, otherwise: odd, " CITED                     \
    "time:\n  - {clock: answer, track: request, from: [open], to: done, finding: late, " CITED                      \
    "findings:\n" FINDING("odd", "void") FINDING("bare", "void") FINDING("soon", "proceeds")                        \
    FINDING("late", "proceeds") "runs:\n  - {clock: answer, grounds: [{ground: a}]}\n"
#define FINDING(code, effect) "  - {code: " code ", severity: note, clock: answer, effect: " effect ", text: " BOTH ", " CITED

/* PROCEDURE with a text that stands there once replaced. */
static char *spoiled(const char *from, const char *to)
{
    static const char good[] = PROCEDURE;
    char *text = calloc(1, sizeof good + strlen(to));
    const char *place = strstr(good, from);
    ck_assert(text != NULL && place != NULL);
    ck_assert_msg(strstr(place + 1, from) == NULL, "\"%s\" stands twice", from);
    memcpy(text, good, (size_t)(place - good));
    strcat(text, to);
    strcat(text, place + strlen(from));
    return text;
}

START_TEST(names_of_the_procedure_lead_somewhere)
{
    static const struct {
        const char *from, *to, *sentence;
    } rows[] = {
        {"{id: asked, track: request", "{id: asked, track: court", "track \"court\" leads nowhere"},
        {"{on: asked, track: request", "{on: asked, track: court", "track \"court\" leads nowhere"},
        {"{on: asked,", "{on: aksed,", "event \"aksed\" leads nowhere"},
        {"from: [none], gap", "from: [nothing], gap", "state \"nothing\" leads nowhere"},
        {"gap: [open]", "gap: [gone]", "state \"gone\" leads nowhere"},
        {"gap: [open]", "ignored: [gone]", "state \"gone\" leads nowhere"},
        {"to: open", "to: opened", "state \"opened\" leads nowhere"},
        {"to_field: outcome", "to_field: result", "field \"result\" leads nowhere"},
        {"of: [done]", "of: [done, partly]", "state \"partly\" leads nowhere"},
        {"to: open, otherwise: odd", "to: open, otherwise: strange", "finding \"strange\" leads nowhere"},
        {"has: place, finding: bare", "has: place, finding: naked", "finding \"naked\" leads nowhere"},
        {"premature: soon", "premature: early", "finding \"early\" leads nowhere"},
        {"premature: soon", "absent: never", "finding \"never\" leads nowhere"},
        {"{has: place", "{has: colour", "field \"colour\" leads nowhere"},
        {"within: answer", "within: reply", "clock \"reply\" leads nowhere"},
        {"window: answer", "window: reply", "window \"reply\" leads nowhere"},
        {"when: {place:", "when: {colour:", "field \"colour\" leads nowhere"},
        {"differs: place", "differs: colour", "field \"colour\" leads nowhere"},
        {"from: asked", "from: aksed", "event \"aksed\" leads nowhere"},
        {"when_state: {request:", "when_state: {court:", "track \"court\" leads nowhere"},
        {"when_state: {request: [none]", "when_state: {request: [nothing]", "state \"nothing\" leads nowhere"},
        {", state: {request: [open]", ", state: {request: [shut]", "state \"shut\" leads nowhere"},
        {"{clock: answer, track: request", "{clock: reply, track: request", "clock \"reply\" leads nowhere"},
        {"to: done, finding: late", "to: gone, finding: late", "state \"gone\" leads nowhere"},
        {"to: done, finding: late", "to: done, finding: tardy", "finding \"tardy\" leads nowhere"},
        {"code: odd, severity: note, clock: answer", "code: odd, severity: note, clock: reply",
         "clock \"reply\" leads nowhere"},
        {"code: odd, severity: note,", "code: odd, severity: note, actor: nobody,", "actor \"nobody\" leads nowhere"},
        {"length: 10, unit: working_day", "length: 10, unit: working_day, starts: [request_received]",
         "event \"request_received\" leads nowhere"},
        {"length: 10, unit: working_day", "length: 10, unit: working_day, stops: [request_received]",
         "event \"request_received\" leads nowhere"},
        {"length: 10, unit: working_day", "length: 10, unit: working_day, lapse: {opens: [objection]}",
         "clock \"objection\" leads nowhere"},
        {"length: 10, unit: working_day", "length: 10, unit: working_day, extension: {by: extended, length: 7}",
         "event \"extended\" leads nowhere"},
    };
    int wrong = 0;
    lint_is(LAW(PROCEDURE, REGIMES("t/act")), NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = spoiled(rows[i].from, rows[i].to);
        struct sample s;
        foi_error err = {.size = sizeof err};
        foi_law *law = NULL;
        sample_init(&s, (const char *const[]){text, REGIMES("t/act"), NULL}, DAYS);
        int rc = foi_law_new(&law, &s.opts, &err);
        foi_law_unref(law);
        free(text);
        if (rc != FOI_ERR_LINT || strcmp(err.message, rows[i].sentence) != 0 || strcmp(err.file, "1.yaml") != 0 ||
            err.line < 15) {
            fprintf(stderr, "%s: want %s, got %s:%d: %s\n", rows[i].to, rows[i].sentence, err.file, err.line,
                    rc == FOI_OK ? "loaded" : err.message);
            wrong++;
        }
    }
    ck_assert_msg(wrong == 0, "%d not as written", wrong);
}
END_TEST

#define RUN "{clock: answer, "

/* What an event does is known where no guard asks for it: the finding must say the same. */
START_TEST(effects_that_nobody_reads)
{
    static const struct {
        const char *from, *to, *key, *finding, *effect;
    } rows[] = {
        {"to: open, otherwise: odd", "to: open, otherwise: late", "otherwise", "late", "void"},
        {"to: open, otherwise", "to: open, elsewhere: [{finding: late}], otherwise", "elsewhere", "late", "void"},
        {"premature: soon, finding: late", "premature: soon, finding: bare", "finding", "bare", "proceeds"},
        {"premature: soon", "premature: bare", "premature", "bare", "proceeds"},
        {"premature: soon", "premature: soon, absent: bare", "absent", "bare", "proceeds"},
        {"to: done, finding: late", "to: done, finding: bare", "finding", "bare", "proceeds"},
        {RUN "grounds", RUN "stops: [{on: asked, late: odd}], grounds", "late", "odd", "proceeds"},
        {RUN "grounds", RUN "rule_of_event_day: {missing: odd}, grounds", "missing", "odd", "proceeds"},
        {"{id: answered, track", "{id: answered, receipt: {missing: odd}, track", "receipt", "odd", "proceeds"},
        {"- id: request\n", "- id: request\n    applicants: {not: [firm], finding: odd}\n", "applicants", "odd", "proceeds"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = spoiled(rows[i].from, rows[i].to), sentence[256];
        struct sample s;
        foi_error err = {.size = sizeof err};
        foi_law *law = NULL;
        snprintf(sentence, sizeof sentence, "\"%s\" names finding \"%s\", whose effect must be \"%s\" there", rows[i].key,
                 rows[i].finding, rows[i].effect);
        sample_init(&s, (const char *const[]){text, REGIMES("t/act"), NULL}, DAYS);
        ck_assert_msg(foi_law_new(&law, &s.opts, &err) == FOI_ERR_LINT, "%s", rows[i].to);
        ck_assert_str_eq(err.message, sentence);
        ck_assert_int_gt(err.line, 15);
        free(text);
    }
}
END_TEST

/* A clock of the law that no case knows cannot be asked how it runs. */
START_TEST(clocks_that_do_not_run)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"within: answer", "within: report"},
        {"within: answer", "extends: report"},
        {"to: open, otherwise", "to: open, unstopped: report, otherwise"},
        {"to: open, otherwise", "to: open, elsewhere: [{passed: report, finding: odd}], otherwise"},
        {"to: open, otherwise", "to: open, also: [{track: request, to: open, unless_running: report}], otherwise"},
        {"time:\n  - " RUN, "time:\n  - {clock: report, "},
        {"to: done, finding: late", "to: done, cancels: [report], finding: late"},
        {RUN "grounds", RUN "starts: [{on: asked, late_for: report}], grounds"},
        {RUN "grounds", RUN "announces: report, grounds"},
        {RUN "grounds", RUN "after: report, grounds"},
        {RUN "grounds", RUN "answer_clock: report, grounds"},
        {"{ground: a}", "{ground: a, after_lapse: [answer, report]}"},
        {"{ground: a}", "{ground: a, after_silence: [report]}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = spoiled(rows[i].from, rows[i].to);
        struct sample s;
        foi_error err = {.size = sizeof err};
        foi_law *law = NULL;
        sample_init(&s, (const char *const[]){text, OVER_HEAD "clocks:\n" CLOCK("report", "length: 1, unit: working_day"),
                    REGIMES("t/act"), NULL}, DAYS);
        ck_assert_msg(foi_law_new(&law, &s.opts, &err) == FOI_ERR_LINT, "%s", rows[i].to);
        ck_assert_str_eq(err.message, "clock \"report\" does not run in a case: it is not under \"runs\"");
        ck_assert_int_gt(err.line, 15);
        free(text);
    }
}
END_TEST

/* A text with each # replaced by a number; returns its end. */
static char *numbered(char *to, const char *text, int n)
{
    for (; *text; text++) {
        to += *text == '#' ? sprintf(to, "%d", n) : sprintf(to, "%c", *text);
    }
    return to;
}

/* As many of each as the tables hold, and one more. */
START_TEST(the_procedure_is_bounded)
{
    static const struct {
        const char *from, *head, *piece, *tail, *what;
        int there, most; /* there: how many PROCEDURE has already */
    } rows[] = {
        {"events:\n", "", "  - {id: t#, name: " BOTH ", states: [{id: none, name: " BOTH "}], " CITED, "events:\n", "tracks", 1, 8},
        {"    cite: [ACT 1]\n", "", STATE("s#", ""), "    cite: [ACT 1]\n", "states", 3, 64},
        {"events:\n", "events:\n", EVENT("e#", ""), "", "events", 2, 64},
        {"{id: on, type: day}", "{id: on, type: day}", ", {id: f#, type: text}", "", "fields", 2, 8},
        {"findings:\n", "findings:\n", FINDING("c#", "void"), "", "findings", 4, 64},
        {"time:\n", "", "  - {on: asked, track: request, from: [none], to: open, " CITED, "time:\n", "transitions", 2, 254},
        {"guards: [", "guards: [", "{has: place, alone: true, finding: bare}, ", "", "guards", 5, 255},
        {"to: open, otherwise", "also: [", "{track: request, from: [none], to: open}, ", "], to: open, otherwise",
         "changes of other tracks", 0, 255},
        {"findings:\n", "", "  - {clock: answer, track: request, from: [open], to: done, " CITED, "findings:\n",
         "lapses of a clock", 1, 255},
        {"findings:\n", "procedure: {law_day: [", "asked, ", "]}\nfindings:\n", "law days", 0, 8},
        {"findings:\n", "procedure: {parties: [", "p#, ", "]}\nfindings:\n", "parties", 0, 4},
        {"findings:\n", "procedure: {applicants: [", "a#, ", "]}\nfindings:\n", "kinds of applicant", 0, 32},
        {"{ground: a}", "{ground: a}", ", {ground: g#}", "", "grounds", 1, 16},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int more = 0; more < 2; more++) {
            char sentence[256], to[65536], *p = to;
            p += sprintf(p, "%s", rows[i].head);
            for (int n = rows[i].there; n < rows[i].most + more; n++) {
                p = numbered(p, rows[i].piece, n);
            }
            sprintf(p, "%s", rows[i].tail);
            char *text = spoiled(rows[i].from, to);
            snprintf(sentence, sizeof sentence, "the procedure has more than %d %s", rows[i].most, rows[i].what);
            if (more) {
                REFUSE(FOI_ERR_LIMIT, ":0:0", sentence, text, REGIMES("t/act"));
            } else {
                foi_law_unref(LAW(text, REGIMES("t/act")));
            }
            free(text);
        }
    }
}
END_TEST

/* Twice in one pack: see pack-faults.tsv. */
START_TEST(the_procedure_twice)
{
    static const struct {
        const char *text, *what;
    } rows[] = {
        {"tracks:\n  - {id: request, name: " BOTH ", states: [{id: none, name: " BOTH "}], " CITED, "track \"request\""},
        {"events:\n" EVENT("asked", ""), "event \"asked\""},
        {"findings:\n" FINDING("odd", "void"), "finding \"odd\""},
        {"runs: [{clock: answer}]\n", "clock \"answer\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char third[4096], sentence[256];
        snprintf(third, sizeof third, "%s%s", THIRD_HEAD, rows[i].text);
        snprintf(sentence, sizeof sentence, "%s is defined twice; the first is in 1.yaml", rows[i].what);
        REFUSE(FOI_ERR_CONFLICT, i < 3 ? "2.yaml:11:0" : "2.yaml:10:0", sentence, PROCEDURE, third, REGIMES("t/act"));
    }
}
END_TEST

START_TEST(lint_looks_at_the_picture)
{
    static const struct {
        const char *from, *to, *place, *sentence;
    } rows[] = {
        {STATE("open", ""), STATE("open", "") STATE("lost", ", final: true"), "1.yaml:24",
         "nothing leads to state lost of track request"},
        {STATE("done", ", final: true"), STATE("done", ""), "1.yaml:24",
         "state done of track request has no exit and is not final"},
        {"from: [none], gap: [open]", "from: [none, done]", "1.yaml:24",
         "state done of track request is final, yet something leads out of it"},
        {"events:\n", "events:\n" EVENT("told", ""), "1.yaml:28", "event told has no transition"},
        {"findings:\n", "findings:\n" FINDING("idle", "void"), "1.yaml:36", "nothing gives finding idle"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = spoiled(rows[i].from, rows[i].to);
        lint_is(law_of((const char *const[]){text, REGIMES("t/act"), NULL}), rows[i].place, rows[i].sentence);
        free(text);
    }
}
END_TEST

/* ---- calendars -------------------------------------------------------------------------------------------------- */

static int works(const foi_law *law, const char *day)
{
    foi_calendar *cal = NULL;
    int32_t yes = -1;
    ck_assert_int_eq(foi_law_calendar(law, &cal, NULL, NULL), FOI_OK);
    foi_calendar_is(cal, &yes, day_of(day), NULL);
    foi_calendar_unref(cal);
    return yes;
}

static void name_is(const foi_law *law, const char *name)
{
    foi_calendar *cal = NULL;
    ck_assert_int_eq(foi_law_calendar(law, &cal, "t", NULL), FOI_OK);
    ck_assert_str_eq(foi_calendar_name(cal), name);
    foi_calendar_unref(cal);
}

static struct sample plain_sample(void)
{
    static const char *const packs[] = {ACT, REGIMES("t/act"), NULL};
    struct sample s;
    sample_init(&s, packs, DAYS);
    s.opts.packs = NULL;
    s.opts.calendars = NULL;
    return s;
}

static foi_law *load(struct sample *s)
{
    s->opts.packs = s->packs;
    s->opts.calendars = s->calendars;
    return sample_load(s);
}

static int fails(struct sample *s, foi_error *err)
{
    foi_law *law = NULL;
    s->opts.packs = s->packs;
    s->opts.calendars = s->calendars;
    int code = foi_law_new(&law, &s->opts, err);
    ck_assert_int_ne(code, FOI_OK);
    ck_assert_ptr_null(law);
    return code;
}

START_TEST(the_calendar_that_a_pack_names)
{
    struct sample s = plain_sample();
    foi_law *law = load(&s);
    name_is(law, "t/days");
    ck_assert_int_eq(works(law, "2025-10-06"), 1);
    ck_assert_int_eq(works(law, "2025-10-11"), 0);
    ck_assert_int_eq(works(law, "2031-01-01"), -1);
    foi_law_unref(law);

    foi_error err = {.size = sizeof err};
    s = plain_sample();
    s.opts.calendar_count = 0;
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_LINT);
    ck_assert_str_eq(err.message, "calendar file \"t/days.tsv\" leads nowhere");
}
END_TEST

START_TEST(overlays_add_up)
{
    struct sample s = plain_sample();
    sample_calendar(&s, "office.tsv", OVERLAY OFF("2025-10-07", "Office", "2025-01-01"));
    sample_calendar(&s, NULL, OVERLAY OFF("2025-10-08", "Town", "2025-01-01"));
    foi_law *law = load(&s);
    name_is(law, "t/days+office.tsv+(text)");
    ck_assert_int_eq(works(law, "2025-10-06"), 1);
    ck_assert_int_eq(works(law, "2025-10-07"), 0);
    ck_assert_int_eq(works(law, "2025-10-08"), 0);
    foi_law_unref(law);
}
END_TEST

START_TEST(a_whole_calendar_replaces)
{
#define SIX "# foi-calendar 1\nweek\t1111110\t2025-01-01\t2025-12-31\n" ROWS
    struct sample s = plain_sample();
    sample_calendar(&s, "office.tsv", OVERLAY OFF("2025-10-07", "Office", "2025-01-01"));
    sample_calendar(&s, "six.tsv", SIX);
    foi_law *law = load(&s);
    name_is(law, "six.tsv+office.tsv");
    ck_assert_int_eq(works(law, "2025-10-11"), 1); /* a Saturday */
    ck_assert_int_eq(works(law, "2025-10-07"), 0);
    ck_assert_int_eq(works(law, "2024-10-07"), -1);
    foi_law_unref(law);

    foi_error err = {.size = sizeof err};
    s = plain_sample();
    sample_calendar(&s, "six.tsv", SIX);
    sample_calendar(&s, "seven.tsv", SIX);
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_CONFLICT);
    ck_assert_str_eq(err.message, "seven.tsv is a second whole calendar (it has a week line); at most one may be given");
    ck_assert_str_eq(err.file, "seven.tsv");
}
END_TEST

START_TEST(a_fault_in_a_calendar_is_told)
{
    foi_error err = {.size = sizeof err};
    struct sample s = plain_sample();
    sample_calendar(&s, "bad.tsv", "# foi-calendar 1\n" ROWS "2025-10-07\tlocal\n");
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.file, "bad.tsv");
    ck_assert_int_eq(err.line, 3);
    s = plain_sample();
    s.calendars[0].text = "nothing";
    s.calendars[0].size = 7;
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.file, "t/days.tsv");
    s = plain_sample();
    sample_calendar(&s, "null.tsv", "");
    s.calendars[1].text = NULL;
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_ARGUMENT);
    s = plain_sample();
    s.packs[0].text = NULL;
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_ARGUMENT);
}
END_TEST

START_TEST(known_on_a_day)
{
    struct sample s = plain_sample();
    sample_calendar(&s, "late.tsv", OVERLAY OFF("2025-10-07", "Late", "2025-10-01"));
    s.opts.flags |= FOI_LAW_KNOWN_ON;
    s.opts.known_on = day_of("2025-09-30");
    foi_law *law = load(&s);
    ck_assert_int_eq(works(law, "2025-10-07"), 1);
    foi_calendar *cal = NULL;
    ck_assert_int_eq(foi_law_calendar(law, &cal, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_calendar_known(cal), day_of("2025-09-30"));
    foi_calendar_unref(cal);
    foi_law_unref(law);
    s.opts.known_on = day_of("2025-10-01");
    law = load(&s);
    ck_assert_int_eq(works(law, "2025-10-07"), 0);
    foi_law_unref(law);
    foi_error err = {.size = sizeof err};
    s.opts.known_on = FOI_DAY_NONE;
    ck_assert_int_eq(fails(&s, &err), FOI_ERR_RANGE);
    s.opts.flags &= ~(uint32_t)FOI_LAW_KNOWN_ON; /* then the day is not looked at */
    foi_law_unref(load(&s));
}
END_TEST

/* ---- the options struct ---------------------------------------------------------------------------------------- */

START_TEST(options_of_any_size)
{
    struct {
        foi_law_opts opts;
        unsigned char more[64];
    } big;
    foi_law *law = NULL;
    memset(&big, 0, sizeof big);
    big.opts.size = sizeof big;
    ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_OK); /* a newer caller, nothing new set */
    foi_law_unref(law);
    law = NULL;
    big.more[63] = 1;
    ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_ERR_ABI);
    big.opts.size = 8; /* only the flags are given */
    big.opts.flags = 0;
    ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_OK);
    foi_law_unref(law);
    law = NULL;
    for (uint32_t size = 0; size < 4; size++) {
        big.opts.size = size;
        ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_ERR_ABI);
    }
    big.opts.size = 5000;
    ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_ERR_ABI);
    big.opts.size = sizeof big.opts;
    for (int bit = 2; bit < 32; bit++) {
        big.opts.flags = UINT32_C(1) << bit;
        ck_assert_int_eq(foi_law_new(&law, &big.opts, NULL), FOI_ERR_ABI);
    }
    ck_assert_ptr_null(law);
}
END_TEST

START_TEST(missing_arguments)
{
    foi_law_opts o = {.size = sizeof o, .pack_count = 1};
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    ck_assert_int_eq(foi_law_new(&law, &o, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "packs must not be NULL");
    o = (foi_law_opts){.size = sizeof o, .calendar_count = 1};
    ck_assert_int_eq(foi_law_new(&law, &o, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "calendars must not be NULL");
    foi_source whole = {NULL, SIX, strlen(SIX)}; /* calendars are there, packs are not */
    o = (foi_law_opts){.size = sizeof o, .pack_count = 0, .packs = NULL, .calendars = &whole, .calendar_count = 1};
    ck_assert_int_eq(foi_law_new(&law, &o, &err), FOI_OK);
    foi_law_unref(law);
    foi_law_unref(NULL);
}
END_TEST

START_TEST(structs_of_any_size)
{
    foi_law *law = LAW(ACT, REGIMES("t/act"));
    struct {
        foi_pack_info info;
        unsigned char more[16];
    } big;
    foi_pack_info info = {.size = sizeof info};
    foi_clock_info clock = {.size = sizeof clock};
    foi_error lint = {.size = sizeof lint};
    memset(&big, 0xA5, sizeof big);
    big.info.size = sizeof big;
    ck_assert_int_eq(foi_law_pack(law, 0, &big.info), FOI_OK);
    ck_assert_uint_eq(big.info.size, sizeof big);
    for (size_t i = 0; i < sizeof big.more; i++) {
        ck_assert_int_eq(big.more[i], 0);
    }
    memset(&big, 0xA5, sizeof big);
    big.info.size = offsetof(foi_pack_info, key); /* an older caller */
    ck_assert_int_eq(foi_law_pack(law, 0, &big.info), FOI_OK);
    ck_assert_str_eq(big.info.id, "t/act");
    ck_assert_int_eq(((unsigned char *)&big)[offsetof(foi_pack_info, key)], 0xA5);
    info.size = 0;
    ck_assert_int_eq(foi_law_pack(law, 0, &info), FOI_ERR_ABI);
    info.size = sizeof info;
    ck_assert_int_eq(foi_law_pack(law, 0, &info), FOI_OK);
    ck_assert_str_eq(info.key, "ACT");
    ck_assert_int_eq(info.in_force_from, day_of("2020-01-01"));
    ck_assert_int_eq(info.in_force_to, FOI_DAY_NONE);
    ck_assert_int_eq(info.checked_on, day_of("2026-01-01"));
    ck_assert_int_eq(info.grade, FOI_GRADE_READ);
    ck_assert_uint_eq(info.text_size, strlen(ACT));
    ck_assert_str_eq(info.text, ACT);
    ck_assert_int_eq(foi_law_pack(law, 1, &info), FOI_OK);
    ck_assert_ptr_null(info.key);
    ck_assert_int_eq(info.in_force_from, FOI_DAY_NONE);
    ck_assert_int_eq(foi_law_pack(law, 2, &info), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_law_pack(law, SIZE_MAX, &info), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_law_clock(law, 0, &clock), FOI_OK);
    ck_assert_str_eq(clock.id, "answer");
    ck_assert_str_eq(clock.name_en, "N");
    ck_assert_int_eq(foi_law_clock(law, 1, &clock), FOI_ERR_ARGUMENT);
    clock.size = 4;
    ck_assert_int_eq(foi_law_clock(law, 0, &clock), FOI_ERR_ABI);
    ck_assert_int_eq(foi_law_lint(law, SIZE_MAX, &lint), 0);
    foi_law_unref(law);
}
END_TEST

/* The strings of a pack must not depend on the caller's bytes, which are read during the call only. */
START_TEST(the_callers_bytes_are_copied)
{
    struct sample s = plain_sample();
    char *act = malloc(strlen(ACT) + 1), *days = malloc(strlen(DAYS) + 1);
    ck_assert(act != NULL && days != NULL);
    strcpy(act, ACT);
    strcpy(days, DAYS);
    s.packs[0].text = act;
    s.calendars[0].text = days;
    foi_law *law = load(&s);
    memset(act, 'x', strlen(act));
    memset(days, 'x', strlen(days));
    free(act);
    free(days);
    memset(&s, 'x', sizeof s);
    ck_assert_str_eq(speaks(law, "t", "answer", "2025-01-01"), "t/act");
    ck_assert_int_eq(works(law, "2025-10-06"), 1);
    foi_pack_info info = {.size = sizeof info};
    ck_assert_int_eq(foi_law_pack(law, 0, &info), FOI_OK);
    ck_assert_str_eq(info.text, ACT);
    foi_law_unref(law);
}
END_TEST

START_TEST(references)
{
    foi_law *law = LAW(ACT, REGIMES("t/act"));
    foi_calendar *cal = NULL;
    ck_assert_ptr_eq(foi_law_ref(law), law);
    foi_law_unref(law);
    ck_assert_str_eq(foi_law_regime(law, 0), "t");
    ck_assert_int_eq(foi_law_calendar(law, &cal, NULL, NULL), FOI_OK);
    foi_law_unref(law);
    int32_t yes = -1; /* the calendar outlives the law */
    ck_assert_int_eq(foi_calendar_is(cal, &yes, day_of("2025-10-06"), NULL), FOI_OK);
    ck_assert_int_eq(yes, 1);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(unknown_names)
{
    foi_law *law = LAW(ACT, REGIMES("t/act"));
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    size_t n;
    ck_assert_int_eq(foi_law_calendar(law, &cal, "tt", &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "regime \"tt\" is not known; did you mean \"t\"?");
    ck_assert_int_eq(foi_law_calendar(law, &cal, "somewhere/else", &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "regime \"somewhere/else\" is not known");
    ck_assert_ptr_null(cal);
    ck_assert_int_eq(foi__law_clock_number(law, "anwser", &n, &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "clock \"anwser\" is not known; did you mean \"answer\"?");
    ck_assert_int_eq(foi__law_clock_number(law, "exemption", &n, &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "clock \"exemption\" is not known");
    ck_assert_int_eq(foi__law_clock_number(law, "", &n, &err), FOI_ERR_LAW_GAP);
    foi_law_unref(law);
}
END_TEST

/* ---- the hash ------------------------------------------------------------------------------------------------------- */

static void hash_of(struct sample *s, char *out)
{
    foi_law *law = load(s);
    ck_assert_uint_eq(foi_law_hash(law, NULL, 0), 64);
    memset(out, 'x', 66);
    ck_assert_uint_eq(foi_law_hash(law, out, 11), 64);
    ck_assert_uint_eq(strlen(out), 10);
    ck_assert_int_eq(out[11], 'x');
    ck_assert_uint_eq(foi_law_hash(law, out, 66), 64);
    ck_assert_uint_eq(strspn(out, "0123456789abcdef"), 64);
    ck_assert_uint_eq(strlen(out), 64);
    foi_law_unref(law);
}

START_TEST(the_hash_is_of_every_byte_of_the_packs)
{
    char first[66], other[66];
    struct sample s = plain_sample();
    hash_of(&s, first);
    hash_of(&s, other);
    ck_assert_str_eq(first, other);
    foi_source act = s.packs[0]; /* in another order, by another name */
    s.packs[0] = s.packs[1];
    s.packs[1] = act;
    s.packs[1].name = "other.yaml";
    hash_of(&s, other);
    ck_assert_str_eq(first, other);
    s.calendars[0].text = SIX; /* the calendar has a hash of its own */
    s.calendars[0].size = strlen(SIX);
    hash_of(&s, other);
    ck_assert_str_eq(first, other);
    static const char *const changed[] = {ACT "\n", ACT "#", "#\n" ACT};
    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++) {
        s.packs[1].text = changed[i];
        s.packs[1].size = strlen(changed[i]);
        hash_of(&s, other);
        ck_assert_str_ne(first, other);
    }
    char text[sizeof ACT]; /* one byte of a name */
    strcpy(text, ACT);
    strstr(text, "ACT pendek")[4] = 'q';
    s.packs[1].text = text;
    s.packs[1].size = strlen(text);
    hash_of(&s, other);
    ck_assert_str_ne(first, other);
}
END_TEST

/* ---- the built-in law ------------------------------------------------------------------------------------------------- */

START_TEST(the_built_in_law)
{
    static const char *const regimes[] = {"id", "id/kemnaker", "id/court", "id/election", "id/non-government"};
    foi_law *law = NULL;
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_law_new(&law, NULL, &err) == FOI_OK, "%s:%d: %s", err.file, err.line, err.message);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(foi_law_regime(law, i), regimes[i]);
    }
    ck_assert_ptr_null(foi_law_regime(law, 5));
    foi_error found = {.size = sizeof found};
    int any = foi_law_lint(law, 0, &found);
    ck_assert_msg(!any, "%s:%d: %s", found.file, found.line, found.message);

    foi_source file;
    size_t packs = 0;
    for (size_t i = 0; foi__builtin_file(i, &file) != NULL; i++) {
        foi_pack_info info = {.size = sizeof info};
        char id[128];
        snprintf(id, sizeof id, "%s", file.name);
        char *dot = strstr(id, ".yaml");
        if (dot == NULL) {
            continue;
        }
        *dot = '\0';
        ck_assert_int_eq(foi_law_pack(law, packs++, &info), FOI_OK); /* both in order of id */
        ck_assert_str_eq(info.id, id);
        ck_assert_uint_eq(info.text_size, file.size);
        ck_assert_int_eq(memcmp(info.text, file.text, file.size), 0);
        ck_assert(info.title_id != NULL && info.title_en != NULL);
        ck_assert(foi_grade_name(info.grade) != NULL);
        ck_assert_int_ne(info.checked_on, FOI_DAY_NONE);
    }
    foi_pack_info info = {.size = sizeof info};
    ck_assert_int_eq(foi_law_pack(law, packs, &info), FOI_ERR_ARGUMENT);
    foi_clock_info clock = {.size = sizeof clock}, before = {.size = sizeof before};
    size_t clocks = 0;
    for (; foi_law_clock(law, clocks, &clock) == FOI_OK; clocks++) {
        ck_assert(clock.name_id != NULL && clock.name_en != NULL);
        ck_assert_msg(clocks == 0 || strcmp(before.id, clock.id) < 0, "%s stands before %s", before.id, clock.id);
        before = clock;
    }
    ck_assert_uint_ge(clocks, 30);
    char hash[65], again[65];
    foi_law_hash(law, hash, sizeof hash);
    foi_law_unref(law);
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    foi_law_hash(law, again, sizeof again);
    ck_assert_str_eq(hash, again);
    foi_law_unref(law);
}
END_TEST

/* A pack with the id of a built-in one takes its place; others come beside. */
START_TEST(a_given_pack_replaces_a_built_in_one)
{
    static const char text[] = "foi_pack: 1\nid: id/monev-kkp-2024\nkind: monitoring\nkey: NEW\ntitle: " BOTH
                               "\nshort: " BOTH "\nin_force: {}\ngrade: read\nchecked_on: 2026-01-01\n";
    foi_source packs[] = {{"mine.yaml", text, strlen(text)}, {"twice.yaml", text, strlen(text)}};
    foi_law_opts o = {.size = sizeof o, .packs = packs, .pack_count = 1};
    foi_error err = {.size = sizeof err};
    foi_law *plain = NULL, *law = NULL;
    ck_assert_int_eq(foi_law_new(&plain, NULL, NULL), FOI_OK);
    ck_assert_msg(foi_law_new(&law, &o, &err) == FOI_OK, "%s:%d: %s", err.file, err.line, err.message);
    const foi__pack *p = foi__law_pack_by_id(law, "id/monev-kkp-2024");
    ck_assert_str_eq(p->key, "NEW");
    ck_assert_str_eq(p->file, "mine.yaml");
    ck_assert_uint_eq(law->pack_count, plain->pack_count);
    char hash[65], other[65];
    foi_law_hash(law, hash, sizeof hash);
    foi_law_hash(plain, other, sizeof other);
    ck_assert_str_ne(hash, other);
    foi_law_unref(law);
    foi_law_unref(plain);
    law = NULL;
    o.pack_count = 2;
    ck_assert_int_eq(foi_law_new(&law, &o, &err), FOI_ERR_CONFLICT);
    ck_assert_str_eq(err.message, "pack \"id/monev-kkp-2024\" is defined twice; the first is in mine.yaml");
    ck_assert_str_eq(err.file, "twice.yaml");
}
END_TEST

START_TEST(names_of_numbers)
{
    static const int grades[] = {FOI_GRADE_UNVERIFIED, FOI_GRADE_MIRRORED, FOI_GRADE_READ};
    static const char *const grade_names[] = {"unverified", "mirrored", "read"};
    static const int units[] = {FOI_UNIT_WORKING_DAY, FOI_UNIT_CALENDAR_DAY, FOI_UNIT_MONTH, FOI_UNIT_YEAR, FOI_UNIT_HOUR};
    static const char *const unit_names[] = {"working_day", "calendar_day", "month", "year", "hour"};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(foi_grade_name(grades[i]), grade_names[i]);
    }
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(foi_unit_name(units[i]), unit_names[i]);
    }
    ck_assert_ptr_null(foi_grade_name(0));
    ck_assert_ptr_null(foi_grade_name(-1));
    ck_assert_ptr_null(foi_unit_name(FOI_UNIT_NONE));
    ck_assert_ptr_null(foi_unit_name(11));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("law");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, a_rule_speaks_while_it_is_valid);
    tcase_add_test(rules, the_overridden_rule_returns);
    tcase_add_test(rules, only_instruments_of_the_regime_speak);
    tcase_add_test(rules, a_chain_of_overrides);
    tcase_add_test(rules, an_absent_rule);
    tcase_add_test(rules, two_versions_in_one_pack);
    tcase_add_test(rules, a_regime_on_a_base);
    tcase_add_test(rules, readings_and_provisions_are_overridden_too);
    suite_add_tcase(suite, rules);

    TCase *refused = tcase_create("refused");
    tcase_add_test(refused, two_rules_at_once);
    tcase_add_test(refused, two_that_override_each_other);
    tcase_add_test(refused, things_twice);
    tcase_add_test(refused, two_sources_of_one_key);
    tcase_add_test(refused, names_that_lead_nowhere);
    tcase_add_test(refused, every_citation_is_followed);
    tcase_add_test(refused, bases_that_run_in_a_circle);
    suite_add_tcase(suite, refused);

    TCase *lint = tcase_create("lint");
    tcase_add_test(lint, lint_finds_what_is_looser);
    tcase_add_test(lint, lint_on_other_sides);
    tcase_add_test(lint, lint_finds_a_term_taken_away);
    tcase_add_test(lint, a_departure_that_is_said_is_no_lint);
    tcase_add_test(lint, lint_compares_only_with_the_act);
    tcase_add_test(lint, lint_finds_a_grade_better_than_its_source);
    tcase_add_test(lint, lint_finds_a_gap_in_time);
    tcase_add_test(lint, lint_tells_once);
    tcase_add_test(lint, lint_finds_an_axis_that_is_nowhere_offered);
    tcase_add_test(lint, lint_finds_a_clock_without_example);
    suite_add_tcase(suite, lint);

    TCase *procedure = tcase_create("procedure");
    tcase_add_test(procedure, names_of_the_procedure_lead_somewhere);
    tcase_add_test(procedure, effects_that_nobody_reads);
    tcase_add_test(procedure, clocks_that_do_not_run);
    tcase_add_test(procedure, the_procedure_is_bounded);
    tcase_add_test(procedure, the_procedure_twice);
    tcase_add_test(procedure, lint_looks_at_the_picture);
    suite_add_tcase(suite, procedure);

    TCase *calendars = tcase_create("calendars");
    tcase_add_test(calendars, the_calendar_that_a_pack_names);
    tcase_add_test(calendars, overlays_add_up);
    tcase_add_test(calendars, a_whole_calendar_replaces);
    tcase_add_test(calendars, a_fault_in_a_calendar_is_told);
    tcase_add_test(calendars, known_on_a_day);
    suite_add_tcase(suite, calendars);

    TCase *border = tcase_create("border");
    tcase_set_timeout(border, 60);
    tcase_add_test(border, options_of_any_size);
    tcase_add_test(border, missing_arguments);
    tcase_add_test(border, structs_of_any_size);
    tcase_add_test(border, the_callers_bytes_are_copied);
    tcase_add_test(border, references);
    tcase_add_test(border, unknown_names);
    tcase_add_test(border, the_hash_is_of_every_byte_of_the_packs);
    tcase_add_test(border, names_of_numbers);
    suite_add_tcase(suite, border);

    TCase *builtin = tcase_create("builtin");
    tcase_set_timeout(builtin, 60);
    tcase_add_test(builtin, the_built_in_law);
    tcase_add_test(builtin, a_given_pack_replaces_a_built_in_one);
    suite_add_tcase(suite, builtin);
    return harness_run(suite);
}
