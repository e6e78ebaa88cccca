/*
 * Memory runs out at every place where it can. This program is its own malloc (shared libraries use it too): it
 * fails the n-th allocation, once or from then on, for every n until a call gets through untouched. Each time the
 * call must say FOI_ERR_MEMORY, leave its output alone and give everything back; or it may do without (the C
 * library's qsort does), and then the answer is the same as ever.
 *
 * usage: oom [--long]    --long loads the built-in law too, failing every 97th of its many thousand places
 */
#include "foi-store.h"
#include "foi.h"

#include "../unit/events.h"
#include "heap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the calls work on; made before anything fails ------------------------------------------------------- */

static const char days_text[] = "# foi-calendar 1\n"
                                "week\t1111100\t2024-01-01\t2027-12-31\n"
                                "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
                                "2025-10-09\tnational\tHari A\tDay A\tset\tDecree 1\t2024-10-14\t2\n"
                                "2025-10-10\tcollective_leave\tHari B\tDay B\tadded\tDecree 2\t2025-10-01\t2\n";
static const char over_text[] = "# foi-calendar 1\n"
                                "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
                                "2025-10-13\tlocal\tHari C\tDay C\tadded\tDecree 3\t2025-10-01\t1\n";

static const char tentative_text[] = "# foi-tentative 1\n"
                                     "from\tto\tcertainty\tkind\tname_id\tname_en\tsource\tgrade\n"
                                     "2028-01-01\t2028-01-02\tcertain\tnational\tA\tB\tC\t2\n";

/* The sample's composition with bounds for its calendar. */
static const char bounds_text[] = "foi_pack: 1\nid: test/regimes\nkind: composition\n"
                                  "title: {id: S, en: C}\nshort: {id: S, en: C}\nchecked_on: 2026-01-01\n"
                                  "calendars:\n"
                                  "  - {id: test/days, file: test/days.tsv, tentative: test/tentative.tsv}\n"
                                  "regimes:\n"
                                  "  - {id: test, name: {id: C, en: S}, calendar: test/days, act: test/act,"
                                  " instruments: [test/act]}\n";

/* Texts too long for any first block: names and week ranges by the hundred. Written by prepare(). */
static char large_text[256 << 10], weeks_text[64 << 10];

static struct {
    foi_source packs[2];
    foi_calendar *calendar, *overlay, *large, *gaps;
    foi_law *law, *builtin;
    foi_deadline *deadline;
    foi_case *small, *many;
    char small_answer[1 << 16], many_answer[1 << 18];
} with;

/* 1,500 rows of a year each with three names of its own; 100 ranges of one day, with a gap after each. */
static void write_texts(void)
{
    static const char columns[] = "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n";
    char *p = large_text;
    p += sprintf(p, "# foi-calendar 1\nweek\t1111110\t2001-01-01\t2012-06-30\nweek\t1111100\t2012-07-01\t2030-12-31\n%s",
                 columns);
    for (int i = 0; i < 1500; i++) {
        p += sprintf(p, "%d-%02d-%02d\tnational\tHari %d\tDay %d\tset\tDecree %d\t%d-01-01\t2\n", 2001 + 2 * (i % 15),
                     1 + i / 15 % 12, 1 + i % 28, i, i, i, 2000 + 2 * (i % 15));
    }
    p = weeks_text;
    p += sprintf(p, "# foi-calendar 1\n");
    for (int i = 0; i < 100; i++) {
        char day[16];
        foi_date_format(20000 + 2 * i, day, sizeof day);
        p += sprintf(p, "week\t1111111\t%s\t%s\n", day, day);
    }
    sprintf(p, "%s", columns);
}

static foi_calendar_opts overlay_opts(void)
{
    return (foi_calendar_opts){.size = sizeof(foi_calendar_opts), .name = "overlay", .base = with.calendar};
}

/* ---- calls that may run out of memory: each undoes itself -------------------------------------------------------- */

/* The output of a call that failed is as it was before: NULL. One that succeeded is the same as `like`. */
static int calendar_done(int rc, foi_calendar *cal, const foi_calendar *like)
{
    char hash[65] = "", want[65] = "";
    if ((rc == FOI_OK) != (cal != NULL)) {
        return 1;
    }
    if (cal && like) {
        foi_calendar_hash(cal, hash, sizeof hash);
        foi_calendar_hash(like, want, sizeof want);
    }
    foi_calendar_unref(cal);
    return strcmp(hash, want) == 0 ? rc : 1;
}

static int calendar_parse(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_parse(&cal, days_text, sizeof days_text - 1, NULL, err);
    return calendar_done(rc, cal, with.calendar);
}

/* Every other year decided: many segments, many strings, and room that has to grow again and again. */
static int calendar_large(foi_error *err)
{
    foi_calendar *cal = NULL;
    foi_calendar_opts opts = {.size = sizeof opts, .flags = FOI_CALENDAR_DECIDED_BY_YEAR, .name = "large"};
    int rc = foi_calendar_parse(&cal, large_text, strlen(large_text), &opts, err);
    return calendar_done(rc, cal, with.large);
}

static int calendar_gaps(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_parse(&cal, weeks_text, strlen(weeks_text), NULL, err);
    return calendar_done(rc, cal, with.gaps);
}

static int calendar_large_overlay(foi_error *err)
{
    foi_calendar *cal = NULL;
    foi_calendar_opts opts = {.size = sizeof opts, .name = "overlay", .base = with.large};
    int rc = foi_calendar_parse(&cal, over_text, sizeof over_text - 1, &opts, err);
    return calendar_done(rc, cal, NULL);
}

static int calendar_large_known_on(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_known_on(&cal, with.large, 14000, err);
    return calendar_done(rc, cal, NULL);
}

static int calendar_large_merge(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_merge(&cal, with.large, with.large, FOI_MERGE_OFF_IN_BOTH, err);
    return calendar_done(rc, cal, NULL);
}

static int calendar_merge_gaps(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_merge(&cal, with.gaps, with.calendar, FOI_MERGE_OFF_IN_EITHER, err);
    return calendar_done(rc, cal, NULL);
}

static int calendar_overlay(foi_error *err)
{
    foi_calendar *cal = NULL;
    foi_calendar_opts opts = overlay_opts();
    int rc = foi_calendar_parse(&cal, over_text, sizeof over_text - 1, &opts, err);
    return calendar_done(rc, cal, with.overlay);
}

static int calendar_known_on(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_known_on(&cal, with.overlay, 20300, err);
    return calendar_done(rc, cal, NULL);
}

static int calendar_merge(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_calendar_merge(&cal, with.calendar, with.overlay, FOI_MERGE_OFF_IN_EITHER, err);
    return calendar_done(rc, cal, NULL);
}

static int law_done(int rc, foi_law *law, const foi_law *like)
{
    char hash[65] = "", want[65] = "";
    if ((rc == FOI_OK) != (law != NULL)) {
        return 1;
    }
    if (law && like) {
        foi_law_hash(law, hash, sizeof hash);
        foi_law_hash(like, want, sizeof want);
    }
    foi_law_unref(law);
    return strcmp(hash, want) == 0 ? rc : 1;
}

static int load(foi_law **law, foi_error *err)
{
    static const foi_source calendars[] = {{"test/days.tsv", days_text, sizeof days_text - 1},
                                           {"overlay", over_text, sizeof over_text - 1}};
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_NO_BUILTIN | FOI_LAW_KNOWN_ON, .known_on = 20400};
    opts.packs = with.packs;
    opts.pack_count = 2;
    opts.calendars = calendars;
    opts.calendar_count = 2;
    return foi_law_new(law, &opts, err);
}

static int law_small(foi_error *err)
{
    foi_law *law = NULL;
    int rc = load(&law, err);
    return law_done(rc, law, with.law);
}

static int law_bounds(foi_error *err)
{
    static const foi_source calendars[] = {{"test/days.tsv", days_text, sizeof days_text - 1},
                                           {"test/tentative.tsv", tentative_text, sizeof tentative_text - 1}};
    const foi_source packs[] = {with.packs[0], {"bounds.yaml", bounds_text, sizeof bounds_text - 1}};
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_NO_BUILTIN};
    foi_law *law = NULL;
    opts.packs = packs;
    opts.pack_count = 2;
    opts.calendars = calendars;
    opts.calendar_count = 2;
    int rc = foi_law_new(&law, &opts, err);
    return law_done(rc, law, NULL);
}

static int law_builtin(foi_error *err)
{
    foi_law *law = NULL;
    int rc = foi_law_new(&law, NULL, err);
    return law_done(rc, law, NULL);
}

static int law_calendar(foi_error *err)
{
    foi_calendar *cal = NULL;
    int rc = foi_law_calendar(with.law, &cal, NULL, err);
    return calendar_done(rc, cal, NULL);
}

static int deadline_done(int rc, foi_deadline *d)
{
    if ((rc == FOI_OK) != (d != NULL)) {
        return 1;
    }
    foi_deadline_unref(d);
    return rc;
}

static int due(foi_error *err)
{
    foi_deadline *d = NULL;
    int rc = foi_law_due(with.law, &d, "response", 20367, NULL, err);
    return deadline_done(rc, d);
}

static int due_provisional(foi_error *err)
{
    foi_deadline *d = NULL;
    foi_deadline_opts opts = {.size = sizeof opts, .flags = FOI_DEADLINE_PROVISIONAL};
    int rc = foi_law_due(with.builtin, &d, "response", 21180, &opts, err);
    return deadline_done(rc, d);
}

static int due_builtin(foi_error *err)
{
    foi_deadline *d = NULL;
    int rc = foi_law_due(with.builtin, &d, "response", 20367, NULL, err);
    return deadline_done(rc, d);
}

static int due_many(foi_error *err)
{
    foi_day from[] = {20367, 20368, FOI_DAY_NONE, 20370}, out[4];
    uint8_t status[4];
    size_t answered = 0;
    int rc = foi_law_due_many(with.law, out, status, from, 4, "response", NULL, &answered, err);
    return rc == FOI_OK && answered != 3 ? 1 : rc;
}

/* So many questions that each day is answered once, in a table; without memory for it the answers are the same. */
static int due_many_table(foi_error *err)
{
    enum { DAYS = 1200, MANY = 8 * DAYS };
    static foi_day from[MANY], out[MANY], first[MANY];
    static int asked;
    size_t answered = 0;
    for (int i = 0; i < MANY; i++) {
        from[i] = 19800 + i % DAYS;
    }
    int rc = foi_law_due_many(with.law, out, NULL, from, MANY, "response", NULL, &answered, err);
    if (rc == FOI_OK && !asked) {
        memcpy(first, out, sizeof out);
        asked = 1;
    }
    return rc == FOI_OK && (answered != MANY || memcmp(first, out, sizeof out) != 0) ? 1 : rc;
}

static int prove(foi_error *err)
{
    int rc = foi_law_prove(with.law, 0, err);
    return rc == 1 ? FOI_OK : rc;
}

static int explain(foi_error *err)
{
    char text[4096];
    size_t needed = 0;
    return foi_law_explain(with.law, "duties", NULL, 20367, FOI_LANG_EN, text, sizeof text, &needed, err);
}

static int explain_json(foi_error *err)
{
    char text[4096];
    size_t needed = 0;
    return foi_law_explain_json(with.law, "duties", NULL, 20367, text, sizeof text, &needed, err);
}

static int pack_json(foi_error *err)
{
    char text[4096];
    size_t needed = 0;
    return foi_law_pack_json(with.law, "test/act", text, sizeof text, &needed, err);
}

static const char case_text[] =
    "{\"foi_case\": 1, \"events\": [{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"note\": \"by mail\"}, "
    "{\"kind\": \"request_registered\", \"date\": \"2025-10-08\"}, {\"kind\": \"request_extended\", \"date\": "
    "\"2025-10-23\", \"reason\": \"search\"}, {\"kind\": \"objection_received\", \"date\": \"2025-11-10\", \"grounds\": "
    "[\"c\"]}, {\"kind\": \"fee_charged\", \"date\": \"2025-10-13\"}]}";

/* Read, judge, copy, correct and judge again; whatever fails, everything is given back. */
static int case_whole(foi_error *err)
{
    static char text[65536];
    foi_case *c = NULL, *copy = NULL;
    foi_field field = {"outcome", "granted"};
    foi_event event = {.size = sizeof event, .date = 20372, .kind = "request_answered", .fields = &field, .field_count = 1};
    size_t needed = 0;
    int rc = foi_case_parse(&c, with.builtin, case_text, sizeof case_text - 1, NULL, err);
    if (rc == FOI_OK) {
        rc = foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &needed, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_copy(&copy, c, NULL, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_replace(copy, 2, &event, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_check_json(copy, "{\"kind\": \"request_withdrawn\", \"date\": \"2025-10-20\"}", 51, NULL, text,
                                 sizeof text, &needed, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_report_text(copy, FOI_DAY_NONE, FOI_LANG_EN, text, sizeof text, &needed, err);
    }
    foi_case_free(copy);
    foi_case_free(c);
    return rc;
}

/* ---- cases: whatever failed, the case is as it was, and then answers as ever ------------------------------------- */

/* A look with memory enough: what it asks for is not counted. */
static long asked_before, fail_at_before;

static void pause_failing(void)
{
    asked_before = heap.asked;
    fail_at_before = heap.fail_at;
    heap.fail_at = 0;
}

static void resume_failing(void)
{
    heap.asked = asked_before;
    heap.fail_at = fail_at_before;
}

/* The answer with memory enough. A case that was spoiled by a failure, or one that is wrong, gives 0. */
static int answers(foi_case *c, const char *like)
{
    static char text[1 << 18];
    size_t needed = 0;
    pause_failing();
    int rc = foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &needed, NULL);
    resume_failing();
    return rc == FOI_OK && needed < sizeof text && strcmp(text, like) == 0;
}

static foi_case *copy_of(const foi_case *c)
{
    foi_case *copy = NULL;
    pause_failing();
    foi_case_copy(&copy, c, NULL, NULL);
    resume_failing();
    return copy;
}

/* Every kind of event twice, then many rounds of objections: every list of a case grows beyond its first room. */
enum { TWICE = 2 * SETTINGS, MANY = TWICE + 60 };

static void make_many(struct made *m, size_t i)
{
    const char *round = i % 2 == 0 ? "objection_received grounds=c,d" : "objection_decided outcome=granted execute_by=+7";
    make_event(m, i < TWICE ? settings[i % SETTINGS] : round, 20100 + (foi_day)i * 2);
}

static int apply_many(foi_case *c, foi_error *err)
{
    int failed = FOI_OK;
    for (size_t i = 0; i < MANY; i++) {
        struct made m;
        make_many(&m, i);
        int rc = foi_case_apply(c, &m.event, err);
        if (rc != FOI_OK && foi_case_count(c) != i) {
            return 1;
        }
        if (rc != FOI_OK) { /* once more, with memory */
            failed = rc;
            pause_failing();
            rc = foi_case_apply(c, &m.event, NULL);
            resume_failing();
        }
        if (rc != FOI_OK || foi_case_count(c) != i + 1) {
            return 1;
        }
    }
    return failed;
}

static int case_done(int rc, foi_case *c, const char *like)
{
    if ((rc == FOI_OK) != (c != NULL) || (c != NULL && like != NULL && !answers(c, like))) {
        rc = 1;
    }
    foi_case_free(c);
    return rc;
}

static int case_new(foi_error *err)
{
    static const char *const readings[] = {"first_day=same_day", "late_extension=valid"};
    foi_case_opts opts = {.size = sizeof opts, .regime = "id/kemnaker", .applicant = "group", .readings = readings};
    foi_case *c = NULL;
    opts.reading_count = 2;
    int rc = foi_case_new(&c, with.builtin, &opts, err);
    return case_done(rc, c, NULL);
}

static int case_parse(foi_error *err)
{
    foi_case *c = NULL;
    int rc = foi_case_parse(&c, with.builtin, case_text, sizeof case_text - 1, NULL, err);
    return case_done(rc, c, with.small_answer);
}

static int case_copy(foi_error *err)
{
    foi_case *c = NULL;
    int rc = foi_case_copy(&c, with.many, NULL, err);
    return case_done(rc, c, with.many_answer);
}

static int case_apply(foi_error *err)
{
    foi_case *c = NULL;
    int rc = foi_case_new(&c, with.builtin, NULL, err);
    if (rc == FOI_OK) {
        rc = apply_many(c, err);
        if (!answers(c, with.many_answer)) {
            rc = 1;
        }
    }
    foi_case_free(c);
    return rc;
}

/* An event that failed left no trace: without it the case answers as before, corrected back it does so again. */
static int case_apply_json(foi_error *err)
{
    static const char wrong[] = "{\"kind\": \"request_received\", \"date\": \"2025-10-01\", \"channel\": \"desk\"}";
    static const char right[] = "{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"note\": \"by mail\"}";
    static const char more[] = "{\"kind\": \"request_answered\", \"date\": \"2025-10-09\", \"outcome\": \"refused\", "
                               "\"exemption\": [\"17h\"], \"officer\": \"A\"}";
    foi_case *c = copy_of(with.small);
    int rc = foi_case_replace_json(c, 0, wrong, sizeof wrong - 1, err);
    if (rc == FOI_OK) {
        rc = foi_case_replace_json(c, 0, right, sizeof right - 1, err);
    }
    if (rc == FOI_OK && !answers(c, with.small_answer)) {
        rc = 1;
    }
    if (rc == FOI_OK) {
        rc = foi_case_apply_json(c, more, sizeof more - 1, err);
    }
    if (rc != FOI_OK && foi_case_count(c) != 5) {
        rc = 1;
    }
    foi_case_free(c);
    return rc;
}

static int case_replace(foi_error *err)
{
    foi_case *c = copy_of(with.many);
    int rc = FOI_OK;
    for (size_t i = 0; i < MANY && rc == FOI_OK; i++) {
        struct made m;
        make_many(&m, i);
        rc = foi_case_replace(c, i, &m.event, err);
    }
    if (!answers(c, with.many_answer)) {
        rc = 1;
    }
    foi_case_free(c);
    return rc;
}

/* A question that failed is asked again with memory, and answered. */
static int asked(foi_case *c, int rc)
{
    if (!answers(c, with.many_answer)) {
        rc = 1;
    }
    foi_case_free(c);
    return rc;
}

static int case_state(foi_error *err)
{
    foi_case *c = copy_of(with.many);
    foi_case_info info = {.size = sizeof info};
    return asked(c, foi_case_state(c, FOI_DAY_NONE, &info, NULL, 0, err));
}

static int case_judge(foi_error *err)
{
    foi_case *c = copy_of(with.many);
    foi_case_info info = {.size = sizeof info};
    return asked(c, foi_case_judge(c, FOI_DAY_NONE, &info, NULL, 0, NULL, 0, err));
}

static int case_report_json(foi_error *err)
{
    static char text[1 << 18];
    size_t needed = 0;
    foi_case *c = copy_of(with.many);
    int rc = foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &needed, err);
    return asked(c, rc == FOI_OK && strcmp(text, with.many_answer) != 0 ? 1 : rc);
}

static int case_report_text(foi_error *err)
{
    static char text[1 << 18];
    size_t needed = 0;
    foi_case *c = copy_of(with.many);
    return asked(c, foi_case_report_text(c, FOI_DAY_NONE, FOI_LANG_ID, text, sizeof text, &needed, err));
}

/* The planned event is gone again, also where judging it failed. */
static int case_check_json(foi_error *err)
{
    static const char event[] = "{\"kind\": \"request_withdrawn\", \"date\": \"2025-10-20\", \"note\": \"planned\"}";
    static char text[1 << 16], wanted[1 << 16];
    size_t needed = 0;
    int32_t lawful = -1;
    foi_case *c = copy_of(with.many);
    int rc = foi_case_check_json(c, event, sizeof event - 1, &lawful, text, sizeof text, &needed, err);
    if (foi_case_count(c) != MANY || (rc == FOI_OK && wanted[0] != '\0' && strcmp(text, wanted) != 0)) {
        rc = 1;
    }
    if (rc == FOI_OK) {
        memcpy(wanted, text, sizeof wanted);
    }
    return asked(c, rc);
}

static int prepare_cases(foi_error *err)
{
    size_t needed = 0;
    int rc = foi_case_parse(&with.small, with.builtin, case_text, sizeof case_text - 1, NULL, err);
    if (rc == FOI_OK) {
        rc = foi_case_new(&with.many, with.builtin, NULL, err);
    }
    if (rc == FOI_OK) {
        rc = apply_many(with.many, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_report_json(with.small, FOI_DAY_NONE, with.small_answer, sizeof with.small_answer, &needed, err);
    }
    if (rc == FOI_OK) {
        rc = foi_case_report_json(with.many, FOI_DAY_NONE, with.many_answer, sizeof with.many_answer, &needed, err);
    }
    return rc == FOI_OK && needed >= sizeof with.many_answer ? 1 : rc;
}

/* ---- calls that have no way to say "out of memory", so they must not ask for any -------------------------------- */

static int lint(foi_error *err)
{
    for (size_t i = 0; foi_law_lint(with.law, i, err) == 1; i++) {
    }
    return FOI_OK;
}

static int dates(foi_error *err)
{
    foi_day day = FOI_DAY_NONE;
    int32_t y = 0, m = 0, d = 0;
    char text[1024];
    foi_date_from_civil(&day, 2025, 13, 1, err);
    foi_error_text(err, FOI_LANG_ID, text, sizeof text);
    foi_date_parse(&day, "2025-02-30", 10, err);
    foi_date_parse(&day, "2025-10-06", 10, err);
    foi_date_to_civil(day, &y, &m, &d, err);
    foi_date_add_months(&day, day, 1, FOI_MONTH_END_DOWN, err);
    foi_date_add_years(&day, day, 1, FOI_MONTH_END_DOWN, err);
    foi_date_from_instant(&day, "2025-10-06T23:30:00+07:00", 25, "Asia/Jakarta", err);
    foi_date_format(day, text, sizeof text);
    foi_day_text(day, FOI_LANG_ID, text, sizeof text);
    return foi_date_weekday(day) == 0 ? FOI_OK : 1;
}

static int calendar_questions(foi_error *err)
{
    foi_day day = FOI_DAY_NONE, from[] = {20367, 20368}, to[] = {20380, 20381};
    foi_day_info info = {.size = sizeof info};
    foi_day_change change[4];
    int32_t number = 0, n[] = {1, 2};
    uint8_t works[2];
    size_t answered = 0;
    char hash[65];
    const foi_calendar *cal = with.overlay;
    foi_calendar_add(cal, &day, 20367, 5, err);
    foi_calendar_add(cal, &day, 20367, 5000, err);
    foi_calendar_count(cal, &number, 20367, 20380, err);
    foi_calendar_is(cal, &number, 20367, err);
    foi_calendar_add_many(cal, to, from, n, 2, &answered, err);
    foi_calendar_count_many(cal, n, from, to, 2, &answered, err);
    foi_calendar_is_many(cal, works, from, 2, &answered, err);
    foi_calendar_day(cal, &info, 20371, err);
    foi_calendar_coverage(cal, 2025);
    foi_calendar_diff(with.calendar, with.overlay, change, 4);
    foi_calendar_hash(cal, hash, sizeof hash);
    foi_calendar_unref(foi_calendar_ref(with.overlay));
    return foi_calendar_first(cal) < foi_calendar_last(cal) && foi_calendar_name(cal) != NULL &&
                   foi_calendar_known(cal) == FOI_DAY_NONE
               ? FOI_OK
               : 1;
}

static int law_questions(foi_error *err)
{
    foi_pack_info pack = {.size = sizeof pack};
    foi_clock_info clock = {.size = sizeof clock};
    char hash[65];
    (void)err;
    foi_law_hash(with.law, hash, sizeof hash);
    foi_law_pack(with.law, 0, &pack);
    foi_law_clock(with.law, 0, &clock);
    foi_law_unref(foi_law_ref(with.law));
    return foi_law_regime(with.law, 0) != NULL ? FOI_OK : 1;
}

static int deadline_questions(foi_error *err)
{
    foi_deadline_info info = {.size = sizeof info};
    foi_reading readings[8];
    foi_step steps[32];
    foi_cite cites[8];
    char text[8192];
    (void)err;
    foi_deadline_get(with.deadline, &info);
    foi_deadline_readings(with.deadline, readings, 8);
    foi_deadline_reading_label(with.deadline, 0, text, sizeof text);
    foi_deadline_steps(with.deadline, steps, 32);
    foi_deadline_cites(with.deadline, cites, 8);
    foi_deadline_json(with.deadline, FOI_JSON_EXPLANATION, text, sizeof text);
    foi_deadline_text(with.deadline, FOI_LANG_ID, text, sizeof text);
    foi_deadline_text(with.deadline, FOI_LANG_EN, text, sizeof text);
    foi_deadline_unref(foi_deadline_ref(with.deadline));
    return foi_deadline_law(with.deadline) != NULL && foi_deadline_calendar(with.deadline) != NULL ? FOI_OK : 1;
}

/* ---- the ledger --------------------------------------------------------------------------------------------- */

static struct {
    char evidence[8192], spoiled[8192], log_text[256], witness_text[256], note[1024], report[8192];
    size_t evidence_size, note_size;
    foi_key *log, *witness, *signer;
} ledger;

static int key_new(foi_error *err)
{
    static const uint8_t seed[32] = {1};
    foi_key *key = NULL;
    int rc = foi_key_new(&key, "ppid", FOI_KEY_LOG, seed, err);
    int fits = (rc == FOI_OK) == (key != NULL);
    foi_key_free(key);
    return fits ? rc : 1;
}

static int key_parse(foi_error *err)
{
    foi_key *key = NULL;
    int rc = foi_key_parse(&key, ledger.log_text, strlen(ledger.log_text), err);
    int fits = (rc == FOI_OK) == (key != NULL);
    foi_key_free(key);
    return fits ? rc : 1;
}

static int checkpoint_read(foi_error *err)
{
    const foi_key *keys[] = {ledger.log, ledger.witness};
    foi_checkpoint c = {.size = sizeof c};
    uint64_t signers = 0;
    int rc = foi_checkpoint_read(&c, ledger.note, ledger.note_size, keys, 2, &signers, NULL, err);
    return (rc == FOI_OK) == (c.leaves == 8 && signers == 3) ? rc : 1;
}

static int checkpoint_cosign(foi_error *err)
{
    char text[4096] = "";
    size_t needed = 0;
    int rc = foi_checkpoint_cosign(ledger.note, ledger.note_size, ledger.note, ledger.note_size, ledger.log, ledger.signer,
                                   NULL, 0, 1764000000, text, sizeof text, &needed, err);
    return (rc == FOI_OK) == (needed > ledger.note_size && text[0] != '\0') ? rc : 1;
}

static int evidence(const char *json, int want, foi_error *err)
{
    const foi_key *witnesses[] = {ledger.witness};
    foi_trust trust = {.size = sizeof trust, .witnesses_needed = 1, .log = ledger.log, .witnesses = witnesses,
                       .witness_count = 1};
    size_t needed = 0;
    ledger.report[0] = '\0';
    int rc = foi_evidence_check(json, ledger.evidence_size, &trust, ledger.report, sizeof ledger.report, &needed, err);
    if ((rc == want) != (needed > 0 && strlen(ledger.report) == needed)) {
        return 1;
    }
    return rc == want ? FOI_OK : rc;
}

static int evidence_good(foi_error *err)
{
    return evidence(ledger.evidence, FOI_OK, err);
}

/* Every event has faults, each with texts of its own. */
static int evidence_spoiled(foi_error *err)
{
    return evidence(ledger.spoiled, FOI_ERR_PROOF, err);
}

static int merkle(foi_error *err)
{
    foi_digest leaf;
    (void)err;
    foi_merkle_leaf(&leaf, "x", 1);
    return foi_merkle_included(&leaf, 1, 0, &leaf, NULL, 0, NULL) == FOI_OK &&
                   foi_merkle_continues(&leaf, 1, &leaf, 1, NULL, 0, NULL) == FOI_OK
               ? FOI_OK
               : 1;
}

static const struct row {
    const char *name;
    int (*call)(foi_error *err);
    int may_allocate;
    long stride; /* 0: every place */
} rows[] = {
    {"foi_calendar_parse", calendar_parse, 1, 0},
    {"foi_calendar_parse, large", calendar_large, 1, 0},
    {"foi_calendar_parse, gaps", calendar_gaps, 1, 0},
    {"foi_calendar_parse, large base", calendar_large_overlay, 1, 0},
    {"foi_calendar_known_on, large", calendar_large_known_on, 1, 0},
    {"foi_calendar_merge, large", calendar_large_merge, 1, 0},
    {"foi_calendar_merge, gaps", calendar_merge_gaps, 1, 0},
    {"foi_calendar_parse, overlay", calendar_overlay, 1, 0},
    {"foi_calendar_known_on", calendar_known_on, 1, 0},
    {"foi_calendar_merge", calendar_merge, 1, 0},
    {"foi_law_new, small", law_small, 1, 0},
    {"foi_law_new, bounds", law_bounds, 1, 0},
    {"foi_law_calendar", law_calendar, 1, 0},
    {"foi_law_due", due, 1, 0},
    {"foi_law_due, built-in", due_builtin, 1, 0},
    {"foi_law_due, provisional", due_provisional, 1, 0},
    {"foi_law_due_many", due_many, 1, 0},
    {"foi_law_due_many, table", due_many_table, 1, 0},
    {"foi_law_prove", prove, 1, 0},
    {"foi_law_explain", explain, 1, 0},
    {"foi_law_explain_json", explain_json, 1, 0},
    {"foi_law_pack_json", pack_json, 1, 0},
    {"a case from file to report", case_whole, 1, 0},
    {"foi_case_new", case_new, 1, 0},
    {"foi_case_parse", case_parse, 1, 0},
    {"foi_case_copy", case_copy, 1, 0},
    {"foi_case_apply, many events", case_apply, 1, 0},
    {"foi_case_apply_json, foi_case_replace_json", case_apply_json, 1, 0},
    {"foi_case_replace, many events", case_replace, 1, 0},
    {"foi_case_state", case_state, 1, 0},
    {"foi_case_judge", case_judge, 1, 0},
    {"foi_case_report_json", case_report_json, 1, 0},
    {"foi_case_report_text", case_report_text, 1, 0},
    {"foi_case_check_json", case_check_json, 1, 0},
    {"foi_key_new", key_new, 1, 0},
    {"foi_key_parse", key_parse, 1, 0},
    {"foi_checkpoint_read", checkpoint_read, 1, 0},
    {"foi_checkpoint_cosign", checkpoint_cosign, 1, 0},
    {"foi_evidence_check", evidence_good, 1, 0},
    {"foi_evidence_check, faults", evidence_spoiled, 1, 0},
    {"questions to a tree", merkle, 0, 0},
    {"foi_law_lint", lint, 0, 0},
    {"dates", dates, 0, 0},
    {"questions to a calendar", calendar_questions, 0, 0},
    {"questions to a law", law_questions, 0, 0},
    {"questions to a deadline", deadline_questions, 0, 0},
};

/* Called with failing switched off only: printing asks for memory too. */
static int complain(const struct row *row, long n, int forever, const char *what, long number)
{
    printf("%s, allocation %ld%s: %s %ld\n", row->name, n, forever ? " and all after" : "", what, number);
    return 0;
}

static int try_row(const struct row *row, int forever, long *places)
{
    for (long n = 1;; n += row->stride ? row->stride : 1) {
        foi_error err;
        memset(&err, 0, sizeof err);
        err.size = sizeof err;
        long before = heap.live;
        heap.asked = heap.failed = 0;
        heap.forever = forever;
        heap.fail_at = n;
        int rc = row->call(&err);
        heap.fail_at = 0;
        if (heap.live != before) {
            return complain(row, n, forever, "blocks lost:", heap.live - before);
        }
        if (rc == 1) {
            return complain(row, n, forever, "output and status, or two answers, do not fit; asked for", heap.asked);
        }
        if (heap.failed == 0) {
            *places = n - 1;
            return rc == FOI_OK ? 1 : complain(row, n, forever, "it fails by itself with", rc);
        }
        if (!row->may_allocate) {
            return complain(row, n, forever, "it may not ask for memory; status", rc);
        }
        if (rc != FOI_OK && (rc != FOI_ERR_MEMORY || err.code != FOI_ERR_MEMORY)) {
            return complain(row, n, forever, "status, want FOI_ERR_MEMORY:", rc);
        }
    }
}

/* A file of the test data, with a NUL. Its size, 0 if there is none or no room. */
static size_t read_data(const char *folder, const char *name, char *text, size_t room)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s/%s", FOI_TEST_DATA, folder, name);
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(text, 1, room, file) : 0;
    if (file) {
        fclose(file);
    }
    if (size == 0 || size == room) {
        printf("cannot read %s\n", path);
        return 0;
    }
    text[size] = '\0';
    return size;
}

static int read_pack(foi_source *pack, const char *name, char *text, size_t room)
{
    *pack = (foi_source){name, text, read_data("packs", name, text, room)};
    return pack->size > 0;
}

/* The checkpoint out of the evidence, as text. */
static void take_note(void)
{
    const char *p = strstr(ledger.evidence, "\"checkpoint\": \"") + strlen("\"checkpoint\": \"");
    char *to = ledger.note;
    for (; *p != '"'; p++) {
        *to++ = *p == '\\' ? '\n' : *p;
        p += *p == '\\';
    }
    *to = '\0';
    ledger.note_size = (size_t)(to - ledger.note);
}

/* The evidence with the log's size, the case and a value changed. */
static void spoil(void)
{
    memcpy(ledger.spoiled, ledger.evidence, sizeof ledger.spoiled);
    *strstr(ledger.spoiled, "11111111-") = '2';
    *(strstr(ledger.spoiled, "\\n8") + 2) = '9';
    *(strstr(ledger.spoiled, "Budi")) = 'R';
}

static int prepare_ledger(foi_error *err)
{
    static const uint8_t seed[32] = {2};
    ledger.evidence_size = read_data("ledger", "evidence.json", ledger.evidence, sizeof ledger.evidence);
    if (ledger.evidence_size == 0 || !read_data("ledger", "log.key", ledger.log_text, sizeof ledger.log_text) ||
        !read_data("ledger", "witness.key", ledger.witness_text, sizeof ledger.witness_text)) {
        return FOI_ERR_ARGUMENT;
    }
    take_note();
    spoil();
    int rc = foi_key_parse(&ledger.log, ledger.log_text, strlen(ledger.log_text), err);
    if (rc == FOI_OK) {
        rc = foi_key_parse(&ledger.witness, ledger.witness_text, strlen(ledger.witness_text), err);
    }
    return rc == FOI_OK ? foi_key_new(&ledger.signer, "saksi", FOI_KEY_WITNESS, seed, err) : rc;
}

static int prepare(void)
{
    static char act[8192], regimes[8192];
    foi_error err = {.size = sizeof err};
    foi_calendar_opts opts;
    if (!read_pack(&with.packs[0], "act.yaml", act, sizeof act) ||
        !read_pack(&with.packs[1], "regimes.yaml", regimes, sizeof regimes)) {
        return 0;
    }
    int rc = foi_calendar_parse(&with.calendar, days_text, sizeof days_text - 1, NULL, &err);
    opts = overlay_opts();
    if (rc == FOI_OK) {
        rc = foi_calendar_parse(&with.overlay, over_text, sizeof over_text - 1, &opts, &err);
    }
    write_texts();
    if (rc == FOI_OK) {
        opts = (foi_calendar_opts){.size = sizeof opts, .flags = FOI_CALENDAR_DECIDED_BY_YEAR, .name = "large"};
        rc = foi_calendar_parse(&with.large, large_text, strlen(large_text), &opts, &err);
    }
    if (rc == FOI_OK) {
        rc = foi_calendar_parse(&with.gaps, weeks_text, strlen(weeks_text), NULL, &err);
    }
    if (rc == FOI_OK) {
        rc = load(&with.law, &err);
    }
    if (rc == FOI_OK) {
        rc = foi_law_new(&with.builtin, NULL, &err);
    }
    if (rc == FOI_OK) {
        rc = foi_law_due(with.law, &with.deadline, "response", 20367, NULL, &err);
    }
    if (rc == FOI_OK) {
        rc = prepare_cases(&err);
    }
    if (rc == FOI_OK) {
        rc = prepare_ledger(&err);
    }
    if (rc != FOI_OK) {
        printf("cannot prepare: %s:%d:%d: %s\n", err.file, err.line, err.column, err.message);
    }
    return rc == FOI_OK;
}

int main(int argc, char **argv)
{
    static const struct row builtin = {"foi_law_new, built-in", law_builtin, 1, 97};
    int passed = 0, failed = 0;
    setvbuf(stdout, NULL, _IONBF, 0);
    if (!prepare()) {
        return 1;
    }
    if (heap.live == 0) {
        printf("the library does not use the malloc of this program\n");
        return 1;
    }
    size_t count = sizeof rows / sizeof rows[0];
    int all = argc == 2 && strcmp(argv[1], "--long") == 0;
    for (size_t i = 0; i < count + (size_t)all; i++) {
        const struct row *row = i < count ? &rows[i] : &builtin;
        for (int forever = 0; forever < 2; forever++) {
            long places = 0;
            int good = try_row(row, forever, &places);
            passed += good;
            failed += !good;
            if (good && !forever) {
                printf("%s: %ld places\n", row->name, places);
            }
        }
    }
    foi_key_free(ledger.log);
    foi_key_free(ledger.witness);
    foi_key_free(ledger.signer);
    foi_case_free(with.small);
    foi_case_free(with.many);
    foi_deadline_unref(with.deadline);
    foi_law_unref(with.law);
    foi_law_unref(with.builtin);
    foi_calendar_unref(with.overlay);
    foi_calendar_unref(with.calendar);
    foi_calendar_unref(with.large);
    foi_calendar_unref(with.gaps);
    printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
