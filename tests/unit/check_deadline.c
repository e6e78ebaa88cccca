/*
 * A clock on a day: the date, its bounds and readings, what it rests on, and in which order faults are told. Over
 * arrays the same, day by day. tests/data/due.tsv holds hand-counted and modelled cases; what stands here are the
 * edges that a table does not show.
 */
#include "sample.h"

#include <pthread.h>

#include "deadline/deadline.h"

/* ---- helpers ---------------------------------------------------------------------------------------------- */

static foi_law *builtin(const char *known_on)
{
    foi_law_opts o = {.size = sizeof o};
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    if (known_on != NULL) {
        o.flags = FOI_LAW_KNOWN_ON;
        o.known_on = day_of(known_on);
    }
    ck_assert_msg(foi_law_new(&law, &o, &err) == FOI_OK, "%s:%d: %s", err.file, err.line, err.message);
    return law;
}

enum { FIXED = 20 };

/* A question; readings are split by commas, NULL for none. */
struct question {
    const char *clock, *from, *regime, *readings;
    uint32_t flags;
};

static int ask(const foi_law *law, const struct question *q, foi_deadline **d, foi_error *err)
{
    char text[512];
    const char *fixed[FIXED];
    foi_deadline_opts o = {.size = sizeof o, .flags = q->flags, .regime = q->regime, .readings = fixed};
    snprintf(text, sizeof text, "%s", q->readings != NULL ? q->readings : "");
    for (char *p = strtok(text, ","); p != NULL; p = strtok(NULL, ",")) {
        ck_assert_uint_lt(o.reading_count, FIXED);
        fixed[o.reading_count++] = p;
    }
    *d = NULL;
    int code = foi_law_due(law, d, q->clock, day_of(q->from), &o, err);
    if ((code == FOI_OK) != (*d != NULL)) {
        ck_abort_msg("%s: an answer and a fault at once", q->clock);
    }
    return code;
}

/* An answer that must come. */
static foi_deadline *answer(const foi_law *law, const char *clock, const char *from, const char *regime,
                            const char *readings)
{
    struct question q = {clock, from, regime, readings, 0};
    foi_error err = {.size = sizeof err};
    foi_deadline *d;
    ck_assert_msg(ask(law, &q, &d, &err) == FOI_OK, "%s from %s: %s", clock, from, err.message);
    return d;
}

static foi_deadline_info info_of(const foi_deadline *d)
{
    foi_deadline_info info = {.size = sizeof info};
    ck_assert_int_eq(foi_deadline_get(d, &info), FOI_OK);
    return info;
}

/* "due earliest latest", the answer given back. */
static void dates_are(foi_deadline *d, const char *want)
{
    foi_deadline_info info = info_of(d);
    char got[64];
    snprintf(got, sizeof got, "%s %s %s", foi__day_string(info.due).text, foi__day_string(info.earliest).text,
             foi__day_string(info.latest).text);
    ck_assert_str_eq(got, want);
    foi_deadline_unref(d);
}

/* All readings as "DAY LABEL; DAY LABEL", the first being the default; the answer is given back. */
static void readings_are(foi_deadline *d, const char *want)
{
    char got[2048] = "";
    foi_reading r[FOI__COMBINATIONS_MAX];
    size_t count = foi_deadline_readings(d, r, FOI__COMBINATIONS_MAX);
    for (size_t i = 0; i < count; i++) {
        char label[256];
        size_t len = foi_deadline_reading_label(d, i, label, sizeof label);
        ck_assert_uint_eq(len, strlen(label));
        ck_assert_int_eq(r[i].is_default, i == 0);
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s %s", i > 0 ? "; " : "",
                 foi__day_string(r[i].due).text, label);
    }
    ck_assert_str_eq(got, want);
    foi_deadline_unref(d);
}

static void fault_is(const foi_law *law, struct question q, int code, const char *sentence)
{
    foi_error err = {.size = sizeof err};
    foi_deadline *d;
    int rc = ask(law, &q, &d, &err);
    foi_deadline_unref(d);
    ck_assert_msg(rc == code, "%s: %s", sentence, foi_status_name(rc));
    ck_assert_str_eq(err.message, sentence);
    ck_assert_int_eq(ask(law, &q, &d, NULL), code);
}

/* ---- the facts ------------------------------------------------------------------------------------------------ */

START_TEST(every_field_of_an_answer)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-10-06", NULL, NULL);
    foi_deadline_info info = info_of(d);
    ck_assert_uint_eq(info.size, sizeof info);
    ck_assert_int_eq(info.certainty, FOI_CERTAINTY_DECIDED);
    ck_assert_int_eq(info.from, day_of("2025-10-06"));
    ck_assert_int_eq(info.due, day_of("2025-10-20"));
    ck_assert_int_eq(info.earliest, day_of("2025-10-17"));
    ck_assert_int_eq(info.latest, day_of("2025-10-20"));
    ck_assert_int_eq(info.length, 10);
    ck_assert_int_eq(info.unit, FOI_UNIT_WORKING_DAY);
    ck_assert_int_eq(info.backward, 0);
    ck_assert_int_eq(info.stale, 0);
    ck_assert_str_eq(info.clock, "response");
    ck_assert_str_eq(info.actor, "ppid");
    ck_assert_str_eq(info.regime, "id");
    ck_assert_str_eq(info.rule, "id/perki-1-2021");
    ck_assert_ptr_eq(foi_deadline_law(d), law);
    ck_assert_str_eq(foi_calendar_name(foi_deadline_calendar(d)), "id/government");

    foi_cite cites[4];
    memset(cites, 0, sizeof cites);
    ck_assert_uint_eq(foi_deadline_cites(d, NULL, 0), 2);
    ck_assert_uint_eq(foi_deadline_cites(d, cites, 1), 2);
    ck_assert_ptr_null(cites[1].key);
    ck_assert_uint_eq(foi_deadline_cites(d, cites, 4), 2);
    ck_assert_str_eq(cites[0].key, "UU14");
    ck_assert_str_eq(cites[0].article, "22(7)");
    ck_assert_int_eq(cites[0].grade, FOI_GRADE_READ);
    ck_assert_str_eq(cites[1].key, "PERKI21");
    ck_assert_str_eq(cites[1].article, "31(3)");
    ck_assert_ptr_null(cites[2].key);
    foi_deadline_unref(d);

    d = answer(law, "response", "2025-10-06", "id/kemnaker", NULL);
    ck_assert_str_eq(info_of(d).regime, "id/kemnaker");
    ck_assert_str_eq(info_of(d).rule, "id/permenaker-21-2019");
    ck_assert_uint_eq(foi_deadline_cites(d, cites, 4), 3);
    ck_assert_str_eq(cites[0].article, ""); /* a source as a whole */
    ck_assert_int_eq(cites[0].grade, FOI_GRADE_MIRRORED);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* The day after the last comparison with the law is the first stale one. */
START_TEST(stale)
{
    foi_law *law = LAW(ACT, REGIMES("t/act"));
    foi_deadline *d = answer(law, "answer", "2026-01-01", NULL, NULL);
    ck_assert_int_eq(info_of(d).stale, 0);
    foi_deadline_unref(d);
    d = answer(law, "answer", "2026-01-02", NULL, NULL);
    ck_assert_int_eq(info_of(d).stale, 1);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* ---- terms of every unit ------------------------------------------------------------------------------------------ */

START_TEST(units)
{
    static const struct {
        const char *term, *from, *due; /* due NULL: out of range */
    } rows[] = {
        {"length: 3, unit: working_day", "2025-10-03", "2025-10-08"},
        {"length: 0, unit: working_day", "2025-10-03", "2025-10-03"},
        {"length: 0, unit: working_day", "2025-10-04", "2025-10-06"}, /* a Saturday */
        {"length: 3, unit: working_day, direction: backward", "2025-10-06", "2025-10-01"},
        {"length: 1, unit: working_day, direction: backward", "2025-10-05", "2025-10-03"},
        {"length: 14, unit: calendar_day", "2025-10-06", "2025-10-20"},
        {"length: 0, unit: calendar_day", "2025-10-04", "2025-10-04"},
        {"length: 5, unit: calendar_day", "2025-10-06", "2025-10-11"}, /* ends on a Saturday and stays */
        {"length: 5, unit: calendar_day, day_off_end: keep", "2025-10-06", "2025-10-11"},
        {"length: 5, unit: calendar_day, day_off_end: next_working_day", "2025-10-06", "2025-10-13"},
        {"length: 4, unit: calendar_day, day_off_end: next_working_day", "2025-10-06", "2025-10-10"},
        {"length: 5, unit: calendar_day, direction: backward", "2025-10-06", "2025-10-01"},
        {"length: 72, unit: hour", "2025-10-06", "2025-10-09"},
        {"length: 24, unit: hour", "2025-10-06", "2025-10-07"},
        {"length: 25, unit: hour", "2025-10-06", "2025-10-08"},
        {"length: 1, unit: hour", "2025-10-06", "2025-10-07"},
        {"length: 0, unit: hour", "2025-10-06", "2025-10-06"},
        {"length: 1, unit: month, month_end: down", "2025-01-31", "2025-02-28"},
        {"length: 1, unit: month, month_end: down", "2024-01-31", "2024-02-29"},
        {"length: 1, unit: month, month_end: up", "2025-01-31", "2025-03-01"},
        {"length: 1, unit: month, month_end: report", "2025-01-31", NULL},
        {"length: 1, unit: month, month_end: report", "2025-01-28", "2025-02-28"},
        {"length: 6, unit: month, month_end: down", "2025-08-31", "2026-02-28"},
        {"length: 1, unit: month, month_end: down, direction: backward", "2025-03-31", "2025-02-28"},
        {"length: 1, unit: year, month_end: down", "2024-02-29", "2025-02-28"},
        {"length: 1, unit: year, month_end: up", "2024-02-29", "2025-03-01"},
        {"length: 30, unit: year, month_end: down", "2024-02-29", "2054-02-28"},
        {"length: 4, unit: year, month_end: report", "2024-02-29", "2028-02-29"},
        {"length: 1, unit: year, month_end: down, direction: backward", "2024-02-29", "2023-02-28"},
        {"length: 10000, unit: year, month_end: down", "2024-02-29", NULL},
        {"length: 10000, unit: month, month_end: down", "9999-12-31", NULL},
        {"length: 1, unit: calendar_day", "9999-12-31", NULL},
        {"length: 1, unit: hour", "9999-12-31", NULL},
        {"length: 1, unit: calendar_day", "9999-12-30", "9999-12-31"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char act[4096];
        snprintf(act, sizeof act, "%sclocks:\n  - {id: answer, name: " BOTH ", duty: " BOTH ", actor: body, cite: "
                 "[ACT 1], grade: read, %s}\n", ACT_HEAD ACTORS, rows[i].term);
        foi_law *law = LAW(act, REGIMES("t/act"));
        foi_error err = {.size = sizeof err};
        struct question q = {"answer", rows[i].from, NULL, NULL, 0};
        foi_deadline *d;
        int code = ask(law, &q, &d, &err);
        if (rows[i].due == NULL) {
            ck_assert_msg(code == FOI_ERR_RANGE, "%s from %s: %s", rows[i].term, rows[i].from, foi_status_name(code));
        } else {
            ck_assert_msg(code == FOI_OK, "%s from %s: %s", rows[i].term, rows[i].from, err.message);
            foi_deadline_info info = info_of(d);
            ck_assert_msg(info.due == day_of(rows[i].due), "%s from %s: want %s, got %s", rows[i].term, rows[i].from,
                          rows[i].due, foi__day_string(info.due).text);
            ck_assert_int_eq(info.backward, strstr(rows[i].term, "backward") != NULL);
            ck_assert_int_eq(info.earliest, info.due);
            ck_assert_int_eq(info.latest, info.due);
            if (info.unit != FOI_UNIT_WORKING_DAY || info.backward) {
                ck_assert_uint_eq(foi_deadline_steps(d, NULL, 0), 0);
            }
        }
        foi_deadline_unref(d);
        foi_law_unref(law);
    }
}
END_TEST

/* The first days of time: an Act that was always in force. */
START_TEST(terms_before_the_first_day)
{
#define ALWAYS HEAD("t/act", "ACT", "act", "", "read") ACTORS "clocks:\n"
    foi_law *law = LAW(ALWAYS CLOCK("answer", "length: 2, unit: calendar_day, direction: backward"), REGIMES("t/act"));
    dates_are(answer(law, "answer", "0001-01-03", NULL, NULL), "0001-01-01 0001-01-01 0001-01-01");
    fault_is(law, (struct question){"answer", "0001-01-02", NULL, NULL, 0}, FOI_ERR_RANGE,
             "the term ends outside the years 1 to 9999");
    foi_law_unref(law);
}
END_TEST

/* An event day that counts, and a receipt on a day off, in terms of both kinds; a term of nothing has no first day. */
#define RECEIPT                                                                                                  \
    AXIS("off_day_receipt", "2", "contested", "receipt_on_day_off",                                                  \
         OPTION("keep", "keep") ", " OPTION("deemed_next", "next_working_day"))
#define TWO_AXES ", axes: [first_day, off_day_receipt]"

START_TEST(event_days_and_receipts)
{
    static const struct {
        const char *term, *from, *readings;
    } rows[] = {
        {"length: 0, unit: working_day", "2025-10-06", "2025-10-06 "},
        {"length: 0, unit: working_day", "2025-10-04", "2025-10-06 "},
        {"length: 0, unit: calendar_day", "2025-10-06", "2025-10-06 "},
        {"length: 0, unit: calendar_day", "2025-10-04",
         "2025-10-04 off_day_receipt=keep; 2025-10-06 off_day_receipt=deemed_next"},
        {"length: 3, unit: calendar_day", "2025-10-04",
         "2025-10-07 first_day=next_day off_day_receipt=keep; 2025-10-09 first_day=next_day off_day_receipt=deemed_next; "
         "2025-10-06 first_day=same_day off_day_receipt=keep; 2025-10-08 first_day=same_day off_day_receipt=deemed_next"},
        {"length: 24, unit: hour", "2025-10-06", "2025-10-07 first_day=next_day; 2025-10-06 first_day=same_day"},
        {"length: 1, unit: month, month_end: down", "2025-10-04", "2025-11-04 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char act[8192];
        snprintf(act, sizeof act, "%sclocks:\n  - {id: answer, name: " BOTH ", duty: " BOTH ", actor: body, cite: [ACT 1], "
                 "grade: read, %s" TWO_AXES "}\nreadings:\n%s", ACT_HEAD ACTORS, rows[i].term, FIRST_DAY RECEIPT);
        foi_law *law = LAW(act, REGIMES("t/act"));
        readings_are(answer(law, "answer", rows[i].from, NULL, NULL), rows[i].readings);
        foi_law_unref(law);
    }
    /* the receipt moves past what is decided: no reading may be left out */
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 1, unit: calendar_day" TWO_AXES)
                       CLOCK("other", "length: 1, unit: working_day" TWO_AXES) "readings:\n" FIRST_DAY RECEIPT,
                       REGIMES("t/act"));
    fault_is(law, (struct question){"answer", "2031-01-01", NULL, NULL, 0}, FOI_ERR_CALENDAR_GAP,
             "no decree decides 2031-01-01 in calendar t/days");
    fault_is(law, (struct question){"other", "2031-01-01", NULL, NULL, 0}, FOI_ERR_CALENDAR_GAP,
             "no decree decides 2031-01-01 in calendar t/days");
    dates_are(answer(law, "answer", "2031-01-01", NULL, "off_day_receipt=keep"), "2031-01-02 2031-01-01 2031-01-02");
    foi_law_unref(law);
}
END_TEST

/* An axis that is in force later is no question before. */
START_TEST(an_axis_from_a_day_on)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, axes: [first_day]"),
                       HEAD("t/over", "OVER", "ministerial_regulation", "from: 2024-01-01", "read") "readings:\n" FIRST_DAY,
                       REGIMES("t/act, t/over"));
    readings_are(answer(law, "answer", "2023-12-29", NULL, NULL), "2024-01-12 ");
    readings_are(answer(law, "answer", "2024-01-01", NULL, NULL), "2024-01-15 first_day=next_day; 2024-01-12 first_day=same_day");
    fault_is(law, (struct question){"answer", "2023-12-29", NULL, "first_day=same_day", 0}, FOI_ERR_LAW_GAP,
             "regime t does not offer first_day=same_day on 2023-12-29");
    foi_law_unref(law);
}
END_TEST

/* A citation may be graded apart from its rule. */
START_TEST(grades_of_citations)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK_OF("answer", "body", "cite: [ACT 1, {at: ACT 2, grade: mirrored}], "
                       "grade: read, length: 10, unit: working_day"), REGIMES("t/act"));
    foi_deadline *d = answer(law, "answer", "2025-10-06", NULL, NULL);
    foi_cite cites[2];
    ck_assert_uint_eq(foi_deadline_cites(d, cites, 2), 2);
    ck_assert_str_eq(cites[0].article, "1");
    ck_assert_int_eq(cites[0].grade, FOI_GRADE_READ);
    ck_assert_str_eq(cites[1].article, "2");
    ck_assert_int_eq(cites[1].grade, FOI_GRADE_MIRRORED);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* ---- readings --------------------------------------------------------------------------------------------------------- */

START_TEST(readings_and_labels)
{
    foi_law *law = builtin(NULL);
    readings_are(answer(law, "response", "2025-10-06", NULL, NULL), "2025-10-20 first_day=next_day; 2025-10-17 first_day=same_day");
    /* on a Saturday both axes matter, and three of four combinations meet */
    readings_are(answer(law, "response", "2025-10-11", NULL, NULL),
                 "2025-10-24 first_day=next_day off_day_receipt=keep; 2025-10-27 first_day=next_day off_day_receipt=deemed_next");
    /* no axis matters: one reading, no label */
    readings_are(answer(law, "completeness_fix", "2025-10-11", NULL, NULL), "2025-10-15 ");
    readings_are(answer(law, "publish_periodic", "2025-08-31", NULL, NULL), "2026-02-28 ");
    /* the order of the axes: first_day before cassation_unit, the last one fastest */
    readings_are(answer(law, "cassation_filing", "2025-10-06", NULL, NULL),
                 "2025-10-24 first_day=next_day cassation_unit=working_day; "
                 "2025-10-20 first_day=next_day cassation_unit=calendar_day; "
                 "2025-10-23 first_day=same_day cassation_unit=working_day; "
                 "2025-10-19 first_day=same_day cassation_unit=calendar_day");
    /* leave that some bodies work: three axes, only two matter */
    readings_are(answer(law, "response", "2025-12-23", "id/non-government", NULL),
                 "2026-01-09 first_day=next_day collective_leave=off; 2026-01-08 first_day=next_day collective_leave=working; "
                 "2026-01-07 first_day=same_day collective_leave=working");
    foi_law_unref(law);
}
END_TEST

START_TEST(sizes_of_lists)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-10-06", NULL, NULL);
    foi_reading r[3] = {{1, 1}, {1, 1}, {1, 1}};
    ck_assert_uint_eq(foi_deadline_readings(d, NULL, 0), 2);
    ck_assert_uint_eq(foi_deadline_readings(d, r, 1), 2);
    ck_assert_int_eq(r[0].due, day_of("2025-10-20"));
    ck_assert_int_eq(r[1].due, 1);
    char label[64];
    ck_assert_uint_eq(foi_deadline_reading_label(d, 1, NULL, 0), strlen("first_day=same_day"));
    for (size_t size = 1; size <= sizeof "first_day=same_day"; size++) {
        memset(label, 'x', sizeof label);
        ck_assert_uint_eq(foi_deadline_reading_label(d, 1, label, size), strlen("first_day=same_day"));
        ck_assert_uint_eq(strlen(label), size - 1);
        ck_assert_int_eq(label[size], 'x');
    }
    ck_assert_uint_eq(foi_deadline_reading_label(d, 2, label, sizeof label), 0);
    ck_assert_str_eq(label, "");
    ck_assert_uint_eq(foi_deadline_reading_label(d, SIZE_MAX, label, sizeof label), 0);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(fixed_readings)
{
    foi_law *law = builtin(NULL);
    dates_are(answer(law, "response", "2025-10-06", NULL, "first_day=same_day"), "2025-10-17 2025-10-17 2025-10-17");
    dates_are(answer(law, "response", "2025-10-06", NULL, "first_day=next_day"), "2025-10-20 2025-10-20 2025-10-20");
    readings_are(answer(law, "response", "2025-10-06", NULL, "first_day=same_day"), "2025-10-17 ");
    readings_are(answer(law, "response", "2025-10-11", NULL, "off_day_receipt=deemed_next"),
                 "2025-10-27 first_day=next_day; 2025-10-24 first_day=same_day");
    /* the last for an axis counts */
    dates_are(answer(law, "response", "2025-10-06", NULL, "first_day=same_day,first_day=next_day"),
              "2025-10-20 2025-10-20 2025-10-20");
    /* a selectable axis changes the length of the answer */
    foi_deadline *d = answer(law, "response", "2025-10-14", NULL, "notice_edition=gazette");
    ck_assert_int_eq(info_of(d).length, 3);
    dates_are(d, "2025-10-17 2025-10-16 2025-10-17");
    d = answer(law, "cassation_filing", "2025-10-06", NULL, "cassation_unit=calendar_day");
    ck_assert_int_eq(info_of(d).unit, FOI_UNIT_CALENDAR_DAY);
    ck_assert_uint_eq(foi_deadline_steps(d, NULL, 0), 0);
    dates_are(d, "2025-10-20 2025-10-19 2025-10-20");
    /* an axis that the clock never asks for, or that chooses a trigger */
    dates_are(answer(law, "response", "2025-10-06", NULL, "cassation_unit=calendar_day,response_start=received"),
              "2025-10-20 2025-10-17 2025-10-20");
    dates_are(answer(law, "exemption_term", "2025-10-06", NULL, "first_day=same_day"), "2055-10-06 2055-10-06 2055-10-06");
    d = answer(law, "response", "2025-12-23", "id/non-government", "collective_leave=working");
    ck_assert_uint_eq(foi_deadline_steps(d, NULL, 0), 6); /* 26 December counts */
    dates_are(d, "2026-01-08 2026-01-07 2026-01-08");
    foi_law_unref(law);
}
END_TEST

START_TEST(readings_that_are_refused)
{
    foi_law *law = builtin(NULL);
#define FIX(readings) ((struct question){"response", "2025-10-06", NULL, readings, 0})
    fault_is(law, FIX("first_day"), FOI_ERR_ARGUMENT, "reading \"first_day\" must be written AXIS=OPTION");
    fault_is(law, FIX("frist_day=same_day"), FOI_ERR_ARGUMENT,
             "reading axis \"frist_day\" is not known; did you mean \"first_day\"?");
    fault_is(law, FIX("colour_of_paper=red"), FOI_ERR_ARGUMENT, "reading axis \"colour_of_paper\" is not known");
    fault_is(law, FIX("=same_day"), FOI_ERR_ARGUMENT, "reading axis \"\" is not known");
    fault_is(law, FIX("first_day="), FOI_ERR_ARGUMENT, "axis first_day has no option \"\": expected one of next_day, same_day");
    fault_is(law, FIX("first_day=third_day"), FOI_ERR_ARGUMENT,
             "axis first_day has no option \"third_day\": expected one of next_day, same_day");
    fault_is(law, FIX("first_day=same_day=x"), FOI_ERR_ARGUMENT,
             "axis first_day has no option \"same_day=x\": expected one of next_day, same_day");
    fault_is(law, FIX("first_day=Same_day"), FOI_ERR_ARGUMENT,
             "axis first_day has no option \"Same_day\": expected one of next_day, same_day");
    fault_is(law, FIX("response_start=registered"), FOI_ERR_LAW_GAP,
             "regime id does not offer response_start=registered on 2025-10-06");
    fault_is(law, FIX("collective_leave=working"), FOI_ERR_LAW_GAP,
             "regime id does not offer collective_leave=working on 2025-10-06");
    fault_is(law, (struct question){"response", "2021-06-29", NULL, "notice_edition=gazette", 0}, FOI_ERR_LAW_GAP,
             "regime id does not offer notice_edition=gazette on 2021-06-29");
    /* each option once, wherever its axis offers it */
    fault_is(law, FIX("response_start=later"), FOI_ERR_ARGUMENT,
             "axis response_start has no option \"later\": expected one of completed, received, registered");
    const char *none[] = {NULL};
    foi_deadline_opts o = {.size = sizeof o, .readings = none, .reading_count = 1};
    foi_deadline *d = NULL;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_due(law, &d, "response", 20000, &o, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "reading \"\" must be written AXIS=OPTION");
    o.readings = NULL;
    ck_assert_int_eq(foi_law_due(law, &d, "response", 20000, &o, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "readings must not be NULL");
    ck_assert_ptr_null(d);
    foi_law_unref(law);
}
END_TEST

/* 2^8 combinations are computed, 2^9 are refused; so are readings for too many axes. */
START_TEST(too_many_readings)
{
#define EIGHT_AXES "a1, a2, a3, a4, a5, a6, a7, a8"
#define TWO_OPTIONS(name, order) AXIS(name, order, "contested", "length", OPTION("one", "1") ", " OPTION("two", "2"))
#define AXES8                                                                                                    \
    TWO_OPTIONS("a1", "1") TWO_OPTIONS("a2", "2") TWO_OPTIONS("a3", "3") TWO_OPTIONS("a4", "4")                      \
    TWO_OPTIONS("a5", "5") TWO_OPTIONS("a6", "6") TWO_OPTIONS("a7", "7") TWO_OPTIONS("a8", "8")
#define AXES9                                                                                                    \
    TWO_OPTIONS("b1", "11") TWO_OPTIONS("b2", "12") TWO_OPTIONS("b3", "13") TWO_OPTIONS("b4", "14")            \
    TWO_OPTIONS("b5", "15") TWO_OPTIONS("b6", "16") TWO_OPTIONS("b7", "17") TWO_OPTIONS("b8", "18")                  \
    TWO_OPTIONS("b9", "19")
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("eight", "length: 1, unit: working_day, axes: [" EIGHT_AXES "]")
                       CLOCK("nine", "length: 1, unit: working_day, axes: [" EIGHT_AXES ", b1]") "readings:\n" AXES8,
                       OVER_HEAD "readings:\n" AXES9, REGIMES("t/act, t/over"));
    readings_are(answer(law, "eight", "2025-10-06", NULL, NULL), "2025-10-07 a8=one; 2025-10-08 a8=two");
    fault_is(law, (struct question){"nine", "2025-10-06", NULL, NULL, 0}, FOI_ERR_LIMIT,
             "more than 256 combinations of readings");
    dates_are(answer(law, "nine", "2025-10-06", NULL, "a1=one"), "2025-10-07 2025-10-07 2025-10-08");
    foi_day day = day_of("2025-10-06"), out = 7;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_due_many(law, &out, NULL, &day, 1, "nine", NULL, NULL, &err), FOI_ERR_LIMIT);
    ck_assert_int_eq(out, 7);
    fault_is(law, (struct question){"eight", "2025-10-06", NULL, "a1=one,a2=one,a3=one,a4=one,a5=one,a6=one,a7=one,a8=one,"
             "b1=one,b2=one,b3=one,b4=one,b5=one,b6=one,b7=one,b8=one,b9=one", 0}, FOI_ERR_LIMIT,
             "readings of more than 16 axes");
    foi_law_unref(law);

    /* one combination in all, yet of more axes than an answer can name */
    char act[16384], *p = act;
    p += sprintf(p, "%sclocks:\n", ACT_HEAD ACTORS);
    p += sprintf(p, CLOCK("sixteen", "length: 1, unit: working_day, axes: [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, "
                          "c12, c13, c14, c15, c16]"));
    p += sprintf(p, CLOCK("seventeen", "length: 1, unit: working_day, axes: [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, "
                          "c12, c13, c14, c15, c16, c17]") "readings:\n");
    for (int i = 1; i <= 17; i++) {
        p += sprintf(p, "  - {axis: c%d, order: %d, kind: selectable, sets: length, asks: " BOTH ", options: ["
                     OPTION("one", "1") "], grade: read}\n", i, i);
    }
    law = LAW(act, REGIMES("t/act"));
    readings_are(answer(law, "sixteen", "2025-10-06", NULL, NULL), "2025-10-07 ");
    fault_is(law, (struct question){"seventeen", "2025-10-06", NULL, NULL, 0}, FOI_ERR_LIMIT,
             "readings of more than 16 axes");
    foi_law_unref(law);
}
END_TEST

/* ---- faults --------------------------------------------------------------------------------------------------------- */

START_TEST(faults_of_the_law)
{
    foi_law *law = builtin(NULL);
    fault_is(law, (struct question){"respons", "2025-10-06", NULL, NULL, 0}, FOI_ERR_LAW_GAP,
             "clock \"respons\" is not known; did you mean \"response\"?");
    fault_is(law, (struct question){"", "2025-10-06", NULL, NULL, 0}, FOI_ERR_LAW_GAP, "clock \"\" is not known");
    fault_is(law, (struct question){"response", "2025-10-06", "id/kemnakr", NULL, 0}, FOI_ERR_LAW_GAP,
             "regime \"id/kemnakr\" is not known; did you mean \"id/kemnaker\"?");
    fault_is(law, (struct question){"response", "2010-04-29", NULL, NULL, 0}, FOI_ERR_LAW_GAP,
             "regime id has no rule for response in force on 2010-04-29");
    fault_is(law, (struct question){"objection_execution", "2025-10-06", NULL, NULL, 0}, FOI_ERR_LAW_GAP,
             "the law sets no term for objection_execution: its last day is set in each case");
    fault_is(law, (struct question){"response", "2027-12-30", NULL, NULL, 0}, FOI_ERR_CALENDAR_GAP,
             "no decree decides 2028-01-01 in calendar id/government");
    foi_law_unref(law);
}
END_TEST

/* Of several faults the one of the question is told before that of the law, and that before the calendar's. */
START_TEST(the_order_of_faults)
{
    foi_law *law = builtin(NULL);
    foi_error err = {.size = sizeof err};
    foi_deadline *d = NULL;
    const char *unknown[] = {"colour=red"}, *missing[] = {"collective_leave=working"};
    foi_deadline_opts o = {.size = sizeof o, .regime = "nowhere/at/all", .readings = unknown, .reading_count = 1, .flags = 8};
    ck_assert_int_eq(foi_law_due(law, &d, NULL, FOI_DAY_NONE, &o, &err), FOI_ERR_ABI);
    o.flags = 0;
    ck_assert_int_eq(foi_law_due(law, &d, "nothing", FOI_DAY_NONE, &o, &err), FOI_ERR_RANGE);
    ck_assert_int_eq(foi_law_due(law, &d, NULL, 20000, &o, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "clock must not be NULL");
    ck_assert_int_eq(foi_law_due(law, &d, "nothing", 20000, &o, &err), FOI_ERR_ARGUMENT);
    o.reading_count = 0;
    ck_assert_int_eq(foi_law_due(law, &d, "nothing", 20000, &o, &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "regime \"nowhere/at/all\" is not known");
    o.regime = NULL; /* not offered, and the calendar would have a gap */
    o.readings = missing;
    o.reading_count = 1;
    ck_assert_int_eq(foi_law_due(law, &d, "response", day_of("2030-01-01"), &o, &err), FOI_ERR_LAW_GAP);
    o.reading_count = 0;
    ck_assert_int_eq(foi_law_due(law, &d, "response", day_of("2030-01-01"), &o, &err), FOI_ERR_CALENDAR_GAP);
    ck_assert_int_eq(foi_law_due(law, &d, "response", FOI_DAY_MAX + 1, NULL, &err), FOI_ERR_RANGE);
    ck_assert_ptr_null(d);
    foi_law_unref(law);
}
END_TEST

/* ---- days that are not counted ---------------------------------------------------------------------------------------- */

START_TEST(steps_with_names_and_decrees)
{
    static const struct {
        const char *day;
        int kind;
    } want[] = {
        {"2025-12-25", FOI_DAY_KIND_NATIONAL}, {"2025-12-26", FOI_DAY_KIND_COLLECTIVE_LEAVE},
        {"2025-12-27", FOI_DAY_KIND_WEEKEND},  {"2025-12-28", FOI_DAY_KIND_WEEKEND},
        {"2026-01-01", FOI_DAY_KIND_NATIONAL}, {"2026-01-03", FOI_DAY_KIND_WEEKEND},
        {"2026-01-04", FOI_DAY_KIND_WEEKEND},
    };
    enum { COUNT = sizeof want / sizeof want[0] };
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-12-23", NULL, NULL);
    foi_step steps[COUNT + 1];
    memset(steps, 0, sizeof steps);
    ck_assert_uint_eq(foi_deadline_steps(d, NULL, 0), COUNT);
    ck_assert_uint_eq(foi_deadline_steps(d, steps, 2), COUNT);
    ck_assert_int_eq(steps[2].kind, 0);
    ck_assert_uint_eq(foi_deadline_steps(d, steps, COUNT + 1), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_str_eq(foi__day_string(steps[i].day).text, want[i].day);
        ck_assert_int_eq(steps[i].kind, want[i].kind);
        if (want[i].kind == FOI_DAY_KIND_WEEKEND) {
            ck_assert(steps[i].name_id == NULL && steps[i].name_en == NULL && steps[i].decree == NULL);
        } else {
            ck_assert(steps[i].name_id != NULL && steps[i].name_en != NULL);
            ck_assert_ptr_nonnull(strstr(steps[i].decree, "SKB"));
        }
    }
    ck_assert_ptr_nonnull(strstr(steps[0].name_id, "Natal"));
    foi_deadline_unref(d);
    d = answer(law, "summons", "2026-01-05", NULL, NULL);
    ck_assert_uint_eq(foi_deadline_steps(d, steps, COUNT), 0);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* A row on a weekend does not hide the weekend. */
START_TEST(a_weekend_wins)
{
    static const char *const packs[] = {ACT, REGIMES("t/act"), NULL};
    struct sample s;
    sample_init(&s, packs, DAYS);
    sample_calendar(&s, "o.tsv", OVERLAY OFF("2025-10-11", "Saturday", "2025-01-01") OFF("2025-10-13", "Monday", "2025-01-01"));
    foi_law *law = sample_load(&s);
    foi_deadline *d = answer(law, "answer", "2025-10-10", NULL, NULL);
    foi_step steps[8];
    ck_assert_uint_ge(foi_deadline_steps(d, steps, 8), 3);
    ck_assert_int_eq(steps[0].kind, FOI_DAY_KIND_WEEKEND);
    ck_assert_ptr_null(steps[0].decree);
    ck_assert_int_eq(steps[2].kind, FOI_DAY_KIND_LOCAL);
    ck_assert_str_eq(steps[2].decree, "Decree Monday");
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* ---- how sure --------------------------------------------------------------------------------------------------------- */

START_TEST(amended)
{
    foi_law *law = builtin("2025-08-06"); /* 18 August 2025 was declared on the 7th */
    foi_deadline *d = answer(law, "response", "2025-08-04", NULL, NULL);
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_AMENDED);
    ck_assert_int_eq(foi_calendar_known(foi_deadline_calendar(d)), day_of("2025-08-06"));
    dates_are(d, "2025-08-18 2025-08-15 2025-08-18");
    d = answer(law, "response", "2025-07-01", NULL, NULL);
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_DECIDED);
    foi_deadline_unref(d);
    d = answer(law, "publish_periodic", "2025-08-04", NULL, NULL); /* months need no calendar */
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_DECIDED);
    foi_deadline_unref(d);
    d = answer(law, "summons", "2025-08-20", NULL, NULL); /* counted back over the day */
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_AMENDED);
    foi_deadline_unref(d);
    foi_law_unref(law);

    /* the first changed day from a day on, in the calendar that the answer used */
    law = builtin("2025-08-06");
    foi_day_change change = {.day = 7};
    static const char *const regimes[] = {NULL, "id/non-government"};
    for (int i = 0; i < 2; i++) {
        d = answer(law, "response", "2025-08-04", regimes[i], NULL);
        ck_assert(foi__deadline_amendment(d, day_of("2025-08-04"), &change));
        ck_assert_int_eq(change.day, day_of("2025-08-18"));
        ck_assert_int_eq(change.works_after, 0);
        ck_assert(foi__deadline_amendment(d, day_of("2025-08-18"), &change));
        change.day = 7;
        ck_assert(!foi__deadline_amendment(d, day_of("2025-08-19"), &change));
        ck_assert_int_eq(change.day, 7);
        foi_deadline_unref(d);
    }
    /* leave is worked: on that calendar the decree changed nothing */
    d = answer(law, "response", "2025-08-04", "id/non-government", "collective_leave=working");
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_DECIDED);
    ck_assert(!foi__deadline_amendment(d, day_of("2025-08-04"), &change));
    foi_deadline_unref(d);
    foi_law_unref(law);

    law = builtin("2025-08-07");
    d = answer(law, "response", "2025-08-04", NULL, NULL);
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_DECIDED);
    dates_are(d, "2025-08-19 2025-08-15 2025-08-19");
    foi_law_unref(law);
}
END_TEST

START_TEST(provisional)
{
    foi_law *law = builtin(NULL);
    struct question q = {"response", "2028-03-01", NULL, NULL, FOI_DEADLINE_PROVISIONAL};
    foi_error err = {.size = sizeof err};
    foi_deadline *d;
    ck_assert_msg(ask(law, &q, &d, &err) == FOI_OK, "%s", err.message);
    foi_deadline_info info = info_of(d);
    ck_assert_int_eq(info.certainty, FOI_CERTAINTY_PROVISIONAL);
    ck_assert_int_eq(info.due, FOI_DAY_NONE);
    ck_assert_int_le(info.earliest, info.latest);
    ck_assert_int_gt(info.earliest, info.from);
    ck_assert_int_eq(info.length, 10);
    char label[32] = "x";
    ck_assert_uint_eq(foi_deadline_readings(d, NULL, 0), 0);
    ck_assert_uint_eq(foi_deadline_steps(d, NULL, 0), 0);
    ck_assert_uint_eq(foi_deadline_reading_label(d, 0, label, sizeof label), 0);
    ck_assert_str_eq(label, "");
    foi_deadline_unref(d);

    q.from = "2025-10-06"; /* decided all the same */
    ck_assert_int_eq(ask(law, &q, &d, &err), FOI_OK);
    ck_assert_int_eq(info_of(d).certainty, FOI_CERTAINTY_DECIDED);
    foi_deadline_unref(d);
    q.from = "2029-12-28"; /* past two years after the last decided one */
    ck_assert_int_eq(ask(law, &q, &d, &err), FOI_ERR_CALENDAR_GAP);
    foi_law_unref(law);

    law = LAW(ACT, REGIMES("t/act")); /* no table of tentative days: no bounds */
    q.from = "2030-12-30";
    q.clock = "answer";
    ck_assert_int_eq(ask(law, &q, &d, &err), FOI_ERR_CALENDAR_GAP);
    foi_law_unref(law);
}
END_TEST

/* ---- the cases of the table ------------------------------------------------------------------------------------------- */

START_TEST(table_of_terms)
{
    struct table t;
    char known[64] = "";
    foi_law *law = NULL;
    int wrong = 0, rows = 0;
    table_open(&t, "due.tsv");
    while (table_next(&t)) {
        foi_day day = 0;
        if (foi_date_parse(&day, t.cell[3], strlen(t.cell[3]), NULL) < 0 ||
            (strcmp(t.cell[4], "-") != 0 && foi_date_parse(&day, t.cell[4], strlen(t.cell[4]), NULL) < 0)) {
            continue; /* the header, and days that are none: parsing them is the caller's */
        }
        if (law == NULL || strcmp(known, t.cell[4]) != 0) {
            foi_law_unref(law);
            snprintf(known, sizeof known, "%s", t.cell[4]);
            law = builtin(strcmp(known, "-") != 0 ? known : NULL);
        }
        struct question q = {t.cell[2], t.cell[3], t.cell[1], strcmp(t.cell[5], "-") != 0 ? t.cell[5] : NULL, 0};
        foi_error err = {.size = sizeof err};
        char got[128], want[128];
        foi_deadline *d;
        int code = ask(law, &q, &d, &err);
        if (code == FOI_OK) {
            foi_deadline_info info = info_of(d);
            snprintf(got, sizeof got, "%s %s %s %s", foi__day_string(info.due).text, foi__day_string(info.earliest).text,
                     foi__day_string(info.latest).text, foi_certainty_name(info.certainty));
        } else {
            snprintf(got, sizeof got, "- - - error:%s", code == FOI_ERR_LAW_GAP        ? "law"
                                                        : code == FOI_ERR_CALENDAR_GAP ? "calendar"
                                                                                       : "input");
        }
        snprintf(want, sizeof want, "%s %s %s %s", t.cell[6], t.cell[7], t.cell[8], t.cell[9]);
        if (strcmp(got, want) != 0) {
            fprintf(stderr, "%s:%d: %s: want %s, got %s\n", t.name, t.line, t.cell[0], want, got);
            wrong++;
        }
        foi_deadline_unref(d);
        rows++;
    }
    table_close(&t);
    foi_law_unref(law);
    ck_assert_int_gt(rows, 400);
    ck_assert_msg(wrong == 0, "%d of %d", wrong, rows);
}
END_TEST

/* ---- structs and lives -------------------------------------------------------------------------------------------------- */

START_TEST(options_and_structs_of_any_size)
{
    foi_law *law = builtin(NULL);
    struct {
        foi_deadline_opts opts;
        unsigned char more[32];
    } big;
    foi_deadline *d = NULL;
    foi_day day = day_of("2025-10-06"), out = 7;
    memset(&big, 0, sizeof big);
    big.opts.size = sizeof big;
    ck_assert_int_eq(foi_law_due(law, &d, "response", day, &big.opts, NULL), FOI_OK);
    foi_deadline_unref(d);
    d = NULL;
    big.more[31] = 1;
    ck_assert_int_eq(foi_law_due(law, &d, "response", day, &big.opts, NULL), FOI_ERR_ABI);
    ck_assert_int_eq(foi_law_due_many(law, &out, NULL, &day, 1, "response", &big.opts, NULL, NULL), FOI_ERR_ABI);
    big.opts.size = 8;
    big.opts.regime = "nowhere"; /* beyond the size: not looked at */
    ck_assert_int_eq(foi_law_due(law, &d, "response", day, &big.opts, NULL), FOI_OK);
    foi_deadline_unref(d);
    d = NULL;
    for (uint32_t size = 0; size < 4; size++) {
        big.opts.size = size;
        ck_assert_int_eq(foi_law_due(law, &d, "response", day, &big.opts, NULL), FOI_ERR_ABI);
    }
    big.opts.size = 4097;
    ck_assert_int_eq(foi_law_due(law, &d, "response", day, &big.opts, NULL), FOI_ERR_ABI);
    for (int bit = 1; bit < 32; bit++) {
        foi_deadline_opts o = {.size = sizeof o, .flags = UINT32_C(1) << bit};
        ck_assert_int_eq(foi_law_due(law, &d, "response", day, &o, NULL), FOI_ERR_ABI);
        ck_assert_int_eq(foi_law_due_many(law, &out, NULL, &day, 1, "response", &o, NULL, NULL), FOI_ERR_ABI);
    }
    ck_assert_ptr_null(d);
    ck_assert_int_eq(out, 7);

    d = answer(law, "response", "2025-10-06", NULL, NULL);
    enum { ROOM = sizeof(foi_deadline_info) + 32 };
    union {
        foi_deadline_info info;
        unsigned char bytes[ROOM + 8];
    } u;
    foi_deadline_info full = info_of(d);
    for (uint32_t size = 0; size <= ROOM; size++) {
        memset(&u, 0xA5, sizeof u);
        u.info.size = size;
        ck_assert_int_eq(foi_deadline_get(d, &u.info), size > 4 ? FOI_OK : FOI_ERR_ABI);
        ck_assert_uint_eq(u.info.size, size);
        if (size > 4) {
            size_t known = size < sizeof full ? size : sizeof full;
            ck_assert_int_eq(memcmp(u.bytes + 4, (unsigned char *)&full + 4, known - 4), 0);
        }
        for (size_t i = size > 4 ? size : 4; i < sizeof u.bytes; i++) {
            ck_assert_int_eq(u.bytes[i], 0xA5);
        }
    }
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(the_answer_keeps_the_law)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-12-23", "id/non-government", NULL);
    foi_law_unref(law);
    ck_assert_ptr_eq(foi_deadline_ref(d), d);
    foi_deadline_unref(d);
    ck_assert_str_eq(info_of(d).rule, "id/perki-1-2021");
    ck_assert_str_eq(foi_law_regime(foi_deadline_law(d), 0), "id");
    foi_step steps[8];
    ck_assert_uint_eq(foi_deadline_steps(d, steps, 8), 7);
    ck_assert_ptr_nonnull(strstr(steps[0].decree, "SKB"));
    foi_deadline_unref(d);
    foi_deadline_unref(NULL);
}
END_TEST

/* ---- arrays --------------------------------------------------------------------------------------------------------------- */

/* The status that foi_law_due() stands for. */
static uint8_t item_of(int code)
{
    return code == FOI_OK                 ? FOI_ITEM_OK
           : code == FOI_ERR_CALENDAR_GAP ? FOI_ITEM_CALENDAR_GAP
                                          : FOI_ITEM_LAW_GAP;
}

static void many_is_one_by_one(const foi_law *law, const char *clock, const char *regime, const char *reading,
                               foi_day first, foi_day last)
{
    size_t count = (size_t)(last - first + 1), answered = SIZE_MAX, good = 0;
    foi_day *days = malloc(count * sizeof *days), *out = malloc(count * sizeof *out);
    uint8_t *status = malloc(count);
    const char *fixed[] = {reading};
    foi_deadline_opts o = {.size = sizeof o, .regime = regime, .readings = fixed, .reading_count = reading != NULL};
    ck_assert(days != NULL && out != NULL && status != NULL);
    for (size_t i = 0; i < count; i++) {
        days[i] = first + (foi_day)i;
    }
    foi_error err = {.size = sizeof err};
    int code = foi_law_due_many(law, out, status, days, count, clock, &o, &answered, &err);
    if (code != FOI_OK) {
        ck_abort_msg("%s in %s: %s", clock, regime, err.message);
    }
    for (size_t i = 0; i < count; i++) {
        foi_deadline *d = NULL;
        foi_deadline_info info = {.size = sizeof info};
        int rc = foi_law_due(law, &d, clock, days[i], &o, NULL);
        foi_day due = FOI_DAY_NONE;
        if (rc == FOI_OK) {
            foi_deadline_get(d, &info);
            due = info.due;
            good++;
        }
        foi_deadline_unref(d);
        if (out[i] != due || status[i] != item_of(rc)) {
            ck_abort_msg("%s in %s from %s (%s): one %s %s, many %s %d", clock, regime, foi__day_string(days[i]).text,
                         reading != NULL ? reading : "-", foi__day_string(due).text, foi_status_name(rc),
                         foi__day_string(out[i]).text, status[i]);
        }
    }
    ck_assert_uint_eq(answered, good);
    /* in place, without status: the same */
    ck_assert_int_eq(foi_law_due_many(law, days, NULL, days, count, clock, &o, NULL, NULL), FOI_OK);
    ck_assert_int_eq(memcmp(days, out, count * sizeof *out), 0);
    free(days);
    free(out);
    free(status);
}

START_TEST(arrays_equal_single_answers)
{
    foi_law *law = builtin(NULL);
    const char *regime = foi_law_regime(law, (size_t)_i);
    ck_assert_ptr_nonnull(regime);
    foi_clock_info clock = {.size = sizeof clock};
    for (size_t c = 0; foi_law_clock(law, c, &clock) == FOI_OK; c++) {
        many_is_one_by_one(law, clock.id, regime, NULL, day_of("2007-12-01"), day_of("2028-02-29"));
    }
    foi_law_unref(law);
}
END_TEST

START_TEST(arrays_under_fixed_readings)
{
    static const char *const readings[] = {
        "first_day=same_day", "off_day_receipt=deemed_next", "response_start=registered", "notice_edition=gazette",
        "collective_leave=working", "cassation_unit=calendar_day",
    };
    static const char *const clocks[] = {"response", "cassation_filing", "summons", "exemption_term"};
    foi_law *law = builtin("2020-06-30");
    for (size_t r = 0; r < sizeof readings / sizeof readings[0]; r++) {
        for (size_t c = 0; c < sizeof clocks / sizeof clocks[0]; c++) {
            many_is_one_by_one(law, clocks[c], "id/non-government", readings[r], day_of("2009-12-01"), day_of("2012-02-29"));
            many_is_one_by_one(law, clocks[c], "id/kemnaker", readings[r], day_of("2019-06-01"), day_of("2022-02-28"));
        }
    }
    foi_law_unref(law);
}
END_TEST

START_TEST(arrays_with_bad_days)
{
    foi_law *law = builtin(NULL);
    foi_day in[] = {day_of("2025-10-06"), FOI_DAY_NONE, FOI_DAY_MIN - 1, FOI_DAY_MAX + 1, INT32_MAX, day_of("2010-04-29"),
                    day_of("2027-12-30"), FOI_DAY_MIN, FOI_DAY_MAX, day_of("2025-10-07")};
    static const uint8_t want[] = {FOI_ITEM_OK,      FOI_ITEM_BAD_DAY, FOI_ITEM_BAD_DAY,      FOI_ITEM_BAD_DAY, FOI_ITEM_BAD_DAY,
                                   FOI_ITEM_LAW_GAP, FOI_ITEM_CALENDAR_GAP, FOI_ITEM_LAW_GAP, FOI_ITEM_CALENDAR_GAP, FOI_ITEM_OK};
    enum { COUNT = sizeof want };
    foi_day out[COUNT];
    uint8_t status[COUNT];
    size_t answered = 99;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_due_many(law, out, status, in, COUNT, "response", NULL, &answered, &err), FOI_OK);
    ck_assert_uint_eq(answered, 2);
    ck_assert_int_eq(memcmp(status, want, COUNT), 0);
    for (size_t i = 0; i < COUNT; i++) {
        ck_assert_int_eq(out[i] == FOI_DAY_NONE, status[i] != FOI_ITEM_OK);
    }
    ck_assert_int_eq(err.code, FOI_ERR_RANGE); /* the first that could not be answered */
    err.code = 0;
    ck_assert_int_eq(foi_law_due_many(law, out, NULL, in + 5, 5, "response", NULL, NULL, &err), FOI_OK);
    ck_assert_str_eq(err.message, "regime id has no rule for response in force on 2010-04-29");
    /* in place, the first fault is still told of the day that was there */
    ck_assert_int_eq(foi_law_due_many(law, in, status, in, COUNT, "response", NULL, &answered, &err), FOI_OK);
    ck_assert_int_eq(err.code, FOI_ERR_RANGE);
    ck_assert_int_eq(memcmp(status, want, COUNT), 0);
    ck_assert_int_eq(in[0], day_of("2025-10-20"));
    foi_law_unref(law);
}
END_TEST

START_TEST(arrays_of_nothing_and_faults)
{
    foi_law *law = builtin(NULL);
    size_t answered = 99;
    foi_day day = day_of("2025-10-06"), out = 7;
    uint8_t status = 7;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_due_many(law, NULL, NULL, NULL, 0, "response", NULL, &answered, &err), FOI_OK);
    ck_assert_uint_eq(answered, 0);
    ck_assert_int_eq(foi_law_due_many(law, NULL, NULL, &day, 1, "response", NULL, &answered, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "out must not be NULL");
    ck_assert_int_eq(foi_law_due_many(law, &out, NULL, NULL, 1, "response", NULL, &answered, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "from must not be NULL");
    ck_assert_int_eq(foi_law_due_many(law, &out, &status, &day, 1, "respons", NULL, &answered, &err), FOI_ERR_LAW_GAP);
    ck_assert_int_eq(foi_law_due_many(law, &out, &status, &day, 1, NULL, NULL, &answered, &err), FOI_ERR_ARGUMENT);
    const char *bad[] = {"first_day"};
    foi_deadline_opts o = {.size = sizeof o, .readings = bad, .reading_count = 1};
    ck_assert_int_eq(foi_law_due_many(law, &out, &status, &day, 1, "response", &o, &answered, &err), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(out, 7);
    ck_assert_int_eq(status, 7);
    /* no term in law: each item says so */
    ck_assert_int_eq(foi_law_due_many(law, &out, &status, &day, 1, "objection_execution", NULL, &answered, &err), FOI_OK);
    ck_assert_int_eq(status, FOI_ITEM_LAW_GAP);
    ck_assert_uint_eq(answered, 0);
    o = (foi_deadline_opts){.size = sizeof o, .flags = FOI_DEADLINE_PROVISIONAL}; /* no effect here */
    day = day_of("2028-03-01");
    ck_assert_int_eq(foi_law_due_many(law, &out, &status, &day, 1, "response", &o, &answered, &err), FOI_OK);
    ck_assert_int_eq(status, FOI_ITEM_CALENDAR_GAP);
    foi_law_unref(law);
}
END_TEST

/* Two rules of one clock, one after the other, that differ in one thing: arrays must see where it changes. */
#define LATER_HEAD HEAD("t/over", "OVER", "ministerial_regulation", "from: 2024-01-01", "read")
#define OTHER_AXIS(name, order, kind, sets, options)                                                             \
    "  - {axis: " name ", order: " order ", kind: " kind ", sets: " sets ", asks: " BOTH ", options: [" options     \
    "], grade: read, overrides: [\"t/act:" name "\"]}\n"

START_TEST(arrays_where_the_rule_changes)
{
#define SAME "length: 30, unit: calendar_day"
#define WORKDAYS "length: 10, unit: working_day"
    static const struct {
        const char *before, *after, *axes; /* axes that change; NULL: none */
    } rows[] = {
        {SAME, SAME, NULL},
        {SAME, "length: 31, unit: calendar_day", NULL},
        {SAME, "length: 30, unit: working_day", NULL},
        {SAME, SAME ", direction: backward", NULL},
        {SAME, SAME ", day_off_end: next_working_day", NULL},
        {"length: 1, unit: month, month_end: down", "length: 1, unit: month, month_end: up", NULL},
        {SAME, SAME,
         OTHER_AXIS("first_day", "1", "contested", "event_day", OPTION("same_day", "included") ", " OPTION("next_day", "excluded"))},
        {SAME, SAME,
         OTHER_AXIS("off_day_receipt", "2", "contested", "receipt_on_day_off",
              OPTION("deemed_next", "next_working_day") ", " OPTION("keep", "keep"))},
        {WORKDAYS, WORKDAYS,
         OTHER_AXIS("first_day", "1", "contested", "event_day", OPTION("same_day", "included") ", " OPTION("next_day", "excluded"))},
        {WORKDAYS, WORKDAYS,
         OTHER_AXIS("off_day_receipt", "2", "contested", "receipt_on_day_off",
              OPTION("deemed_next", "next_working_day") ", " OPTION("keep", "keep"))},
        {WORKDAYS, WORKDAYS ", direction: backward", NULL},
        {WORKDAYS, "length: 0, unit: working_day", NULL},
        {"length: 0, unit: working_day", WORKDAYS, NULL},
        {WORKDAYS, SAME, NULL},
        {WORKDAYS, "length: 10000, unit: working_day", NULL}, /* longer than the calendar */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char act[8192], over[8192];
        snprintf(act, sizeof act, "%sclocks:\n" CLOCK("answer", "%s" TWO_AXES) "readings:\n%s", ACT_HEAD ACTORS,
                 rows[i].before, FIRST_DAY RECEIPT);
        snprintf(over, sizeof over, "%sclocks:\n" CLOCK("answer", "%s" TWO_AXES ", overrides: [\"t/act:answer\"]") "%s%s",
                 LATER_HEAD, rows[i].after,
                 rows[i].axes != NULL ? "readings:\n" : "", rows[i].axes != NULL ? rows[i].axes : "");
        foi_law *law = LAW(act, over, REGIMES("t/act, t/over"));
        /* up to where every reading is decided: arrays ask the prevailing one only */
        many_is_one_by_one(law, "answer", NULL, NULL, day_of("2019-12-15"), day_of("2030-11-15"));
        foi_law_unref(law);
    }
}
END_TEST

/* Leave that is off before a day and worked from it on: one term, two calendars. */
START_TEST(arrays_where_the_calendar_changes)
{
#define LEAVE_OFF OPTION("off", "none")
#define LEAVE_WORKED OPTION("worked", "collective_leave")
    struct sample s;
    sample_init(&s, (const char *const[]){ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", WORKDAYS ", axes: [leave]")
                "readings:\n" AXIS("leave", "1", "contested", "working_kinds", LEAVE_OFF ", " LEAVE_WORKED),
                LATER_HEAD
                "readings:\n" OTHER_AXIS("leave", "1", "contested", "working_kinds", LEAVE_WORKED ", " LEAVE_OFF), REGIMES("t/act, t/over"), NULL},
                DAYS "2023-12-26\tcollective_leave\tA\tA\tset\tD\t2023-01-01\t2\n"
                "2024-12-26\tcollective_leave\tA\tA\tset\tD\t2023-01-01\t2\n");
    foi_law *law = sample_load(&s);
    dates_are(answer(law, "answer", "2023-12-18", NULL, NULL), "2024-01-02 2024-01-01 2024-01-02");
    dates_are(answer(law, "answer", "2024-12-18", NULL, NULL), "2025-01-01 2025-01-01 2025-01-02");
    many_is_one_by_one(law, "answer", NULL, NULL, day_of("2023-11-01"), day_of("2025-01-31"));
    foi_law_unref(law);
}
END_TEST

/* Calendars that the fast way must leave alone: with a gap, and of all time. The last day of each is within reach. */
START_TEST(arrays_on_any_calendar)
{
    static const char *const days[] = {
        "# foi-calendar 1\nweek\t1111100\t2024-01-01\t2024-06-30\nweek\t1111110\t2024-08-01\t2024-12-31\n" ROWS,
        "# foi-calendar 1\nweek\t1111100\t0001-01-01\t9999-12-31\n" ROWS,
        "# foi-calendar 1\nweek\t1111100\t2024-06-01\t2024-06-30\n" ROWS,
    };
    static const char *const packs[] = {ACT, REGIMES("t/act"), NULL};
    for (size_t i = 0; i < 3; i++) {
        struct sample s;
        sample_init(&s, packs, days[i]);
        foi_law *law = sample_load(&s);
        many_is_one_by_one(law, "answer", NULL, NULL, day_of("2023-12-01"), day_of("2025-01-31"));
        foi_law_unref(law);
    }
}
END_TEST

/* Many questions about few days are answered ahead, and must be what one question gives: in whole blocks, in blocks
   with something else in them, and at both ends of the days that have an answer. */
START_TEST(arrays_of_few_days)
{
    struct sample s;
    sample_init(&s, (const char *const[]){ACT, REGIMES("t/act"), NULL},
                "# foi-calendar 1\nweek\t1111100\t2024-06-01\t2024-06-30\n" ROWS);
    foi_law *law = sample_load(&s);
    enum { MANY = 64 * 40 };
    static foi_day in[MANY], out[MANY], one[64];
    static uint8_t status[MANY];
    foi_day first = day_of("2024-05-30");
    for (int i = 0; i < 40; i++) {
        foi_deadline *d = NULL;
        one[i] = FOI_DAY_NONE;
        if (foi_law_due(law, &d, "answer", first + i, NULL, NULL) == FOI_OK) {
            one[i] = info_of(d).due;
        }
        foi_deadline_unref(d);
    }
    ck_assert_int_eq(one[0], FOI_DAY_NONE);
    ck_assert_int_eq(one[2], day_of("2024-06-14"));
    ck_assert_int_eq(one[15], day_of("2024-06-28")); /* from the 14th: the last day that is decided */
    ck_assert_int_eq(one[16], day_of("2024-06-28"));
    ck_assert_int_eq(one[17], day_of("2024-06-28"));
    ck_assert_int_eq(one[18], FOI_DAY_NONE);
    for (int round = 0; round < 3; round++) {
        size_t good = 0, answered = SIZE_MAX;
        for (int i = 0; i < MANY; i++) { /* a day to a block; then days mixed; then one odd day in each block */
            int k = round == 0 ? i / 64 : round == 1 ? i % 40 : i % 64 == i / 64 ? 0 : 2 + i % 10;
            in[i] = first + k;
            good += one[k] != FOI_DAY_NONE;
        }
        ck_assert_int_eq(foi_law_due_many(law, out, status, in, MANY, "answer", NULL, &answered, NULL), FOI_OK);
        ck_assert_uint_eq(answered, good);
        for (int i = 0; i < MANY; i++) {
            ck_assert_int_eq(out[i], one[in[i] - first]);
            ck_assert_int_eq(status[i], out[i] != FOI_DAY_NONE ? FOI_ITEM_OK : FOI_ITEM_CALENDAR_GAP);
        }
        ck_assert_int_eq(foi_law_due_many(law, in, NULL, in, MANY, "answer", NULL, NULL, NULL), FOI_OK);
        ck_assert_int_eq(memcmp(in, out, sizeof in), 0);
    }
    foi_law_unref(law);
}
END_TEST

/* A term that ends past the last day of the world is no gap of the law and none of the calendar; arrays have no
   status for it but say that there is no answer. */
START_TEST(arrays_at_the_end_of_days)
{
    foi_law *law = LAW(ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 2, unit: calendar_day"), REGIMES("t/act"));
    foi_day in[] = {FOI_DAY_MAX - 2, FOI_DAY_MAX - 1, FOI_DAY_MAX}, out[3];
    uint8_t status[3];
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_due_many(law, out, status, in, 3, "answer", NULL, NULL, &err), FOI_OK);
    ck_assert_int_eq(out[0], FOI_DAY_MAX);
    ck_assert_int_eq(out[1], FOI_DAY_NONE);
    ck_assert_int_ne(status[1], FOI_ITEM_OK);
    ck_assert_int_eq(err.code, FOI_ERR_RANGE);
    foi_law_unref(law);
}
END_TEST

/* ---- worked examples ------------------------------------------------------------------------------------------------------ */

START_TEST(every_built_in_example_holds)
{
    foi_law *law = builtin(NULL);
    size_t count = 0;
    int result;
    foi_error err = {.size = sizeof err};
    for (; (result = foi_law_prove(law, count, &err)) != 0; count++) {
        ck_assert_msg(result == 1, "%s:%d: %s", err.file, err.line, err.message);
        ck_assert_int_eq(err.code, FOI_OK);
        ck_assert_int_gt(err.line, 0);
        ck_assert_ptr_nonnull(strstr(err.file, ".yaml"));
        ck_assert_int_eq(foi_law_prove(law, count, NULL), 1);
    }
    ck_assert_uint_gt(count, 200);
    ck_assert_int_eq(foi_law_prove(law, SIZE_MAX, &err), 0);
    foi_law_unref(law);
}
END_TEST

START_TEST(an_example_that_does_not_hold)
{
#define EXAMPLE_OF(fields) "  - {name: mine, clock: answer, " fields ", cite: [ACT 1]}\n"
    static const struct {
        const char *fields, *sentence; /* NULL: holds */
    } rows[] = {
        {EXAMPLE_OF("day: 2025-10-06, due: 2025-10-20"), NULL},
        {EXAMPLE_OF("day: 2025-10-06, due: 2025-10-21"), "example \"mine\": due is 2025-10-20, expected 2025-10-21"},
        {EXAMPLE_OF("day: 2025-10-06, due: 2025-10-20, earliest: 2025-10-16"),
         "example \"mine\": earliest is 2025-10-17, expected 2025-10-16"},
        {EXAMPLE_OF("day: 2025-10-06, latest: 2025-10-17"), "example \"mine\": latest is 2025-10-20, expected 2025-10-17"},
        {EXAMPLE_OF("day: 2025-10-06, readings: {first_day: same_day}, due: 2025-10-17"), NULL},
        {EXAMPLE_OF("day: 2019-12-31, fails: law"), NULL},
        {EXAMPLE_OF("day: 2030-12-31, fails: calendar"), NULL},
        {EXAMPLE_OF("day: 2025-10-06, fails: law"), "example \"mine\": due is 2025-10-20, expected FOI_ERR_LAW_GAP"},
        {EXAMPLE_OF("day: 2030-12-31, fails: law"),
         "example \"mine\": due is no decree decides 2031-01-01 in calendar t/days, expected FOI_ERR_LAW_GAP"},
        {EXAMPLE_OF("day: 2019-12-31, earliest: 2020-01-13, latest: 2020-01-14"),
         "example \"mine\": due is regime t has no rule for answer in force on 2019-12-31, expected 2020-01-13"},
        {EXAMPLE_OF("day: 2019-12-31, latest: 2020-01-14"),
         "example \"mine\": due is regime t has no rule for answer in force on 2019-12-31, expected 2020-01-14"},
        {EXAMPLE_OF("day: 2019-12-31, due: 2020-01-14"),
         "example \"mine\": due is regime t has no rule for answer in force on 2019-12-31, expected 2020-01-14"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char act[4096];
        foi_error err = {.size = sizeof err};
        snprintf(act, sizeof act, "%s%s", ACT_HEAD ACTORS "clocks:\n" CLOCK("answer", "length: 10, unit: working_day, axes: "
                 "[first_day]") "readings:\n" FIRST_DAY "examples:\n", rows[i].fields);
        foi_law *law = LAW(act, REGIMES("t/act"));
        int result = foi_law_prove(law, 0, &err);
        ck_assert_int_eq(result, rows[i].sentence != NULL ? FOI_ERR_EXAMPLE : 1);
        ck_assert_str_eq(err.file, "1.yaml");
        ck_assert_int_eq(err.line, 19);
        if (rows[i].sentence != NULL) {
            ck_assert_str_eq(err.message, rows[i].sentence);
        }
        ck_assert_int_eq(foi_law_prove(law, 1, &err), 0);
        foi_law_unref(law);
    }
}
END_TEST

/* ---- threads ---------------------------------------------------------------------------------------------------------------- */

enum { THREADS = 4, ROUNDS = 2000 };

struct work {
    foi_law *law;
    foi_day out[ROUNDS];
    int faults;
};

static void *work_on(void *argument)
{
    struct work *w = argument;
    foi_law *law = foi_law_ref(w->law);
    foi_day first = 0;
    foi_date_from_civil(&first, 2015, 1, 1, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        foi_deadline *d = NULL;
        foi_deadline_info info = {.size = sizeof info};
        foi_deadline_opts o = {.size = sizeof o, .regime = i % 2 ? "id" : "id/non-government"};
        foi_error err = {.size = sizeof err};
        w->faults += foi_law_due(law, &d, i % 3 ? "response" : "cassation_filing", first + i, &o, &err) != FOI_OK;
        w->faults += d == NULL || foi_deadline_get(d, &info) != FOI_OK;
        w->out[i] = info.due;
        w->faults += foi_law_due(law, &d, "respons", first, &o, &err) != FOI_ERR_LAW_GAP;
        foi_deadline_unref(d);
    }
    foi_law_unref(law);
    return NULL;
}

START_TEST(threads_share_a_law)
{
    foi_law *law = builtin(NULL);
    struct work *w = calloc(THREADS + 1, sizeof *w);
    pthread_t threads[THREADS];
    ck_assert_ptr_nonnull(w);
    for (int i = 0; i <= THREADS; i++) {
        w[i].law = law;
    }
    for (int i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, work_on, &w[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    work_on(&w[THREADS]); /* alone */
    for (int i = 0; i <= THREADS; i++) {
        ck_assert_int_eq(w[i].faults, 0);
        ck_assert_int_eq(memcmp(w[i].out, w[THREADS].out, sizeof w[i].out), 0);
    }
    free(w);
    foi_law_unref(law);
}
END_TEST

START_TEST(names_of_numbers)
{
    ck_assert_str_eq(foi_certainty_name(FOI_CERTAINTY_DECIDED), "decided");
    ck_assert_str_eq(foi_certainty_name(FOI_CERTAINTY_AMENDED), "amended");
    ck_assert_str_eq(foi_certainty_name(FOI_CERTAINTY_PROVISIONAL), "provisional");
    ck_assert_ptr_null(foi_certainty_name(0));
    ck_assert_str_eq(foi_day_kind_name(FOI_DAY_KIND_WORKING), "working");
    ck_assert_str_eq(foi_day_kind_name(FOI_DAY_KIND_NATIONAL), "national");
    ck_assert_str_eq(foi_day_kind_name(FOI_DAY_KIND_COLLECTIVE_LEAVE), "collective_leave");
    ck_assert_str_eq(foi_day_kind_name(FOI_DAY_KIND_LOCAL), "local");
    ck_assert_str_eq(foi_day_kind_name(FOI_DAY_KIND_WEEKEND), "weekend");
    ck_assert_ptr_null(foi_day_kind_name(-1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deadline");
    TCase *facts = tcase_create("facts");
    tcase_set_timeout(facts, 60);
    tcase_add_test(facts, every_field_of_an_answer);
    tcase_add_test(facts, stale);
    tcase_add_test(facts, units);
    tcase_add_test(facts, terms_before_the_first_day);
    tcase_add_test(facts, event_days_and_receipts);
    tcase_add_test(facts, an_axis_from_a_day_on);
    tcase_add_test(facts, grades_of_citations);
    tcase_add_test(facts, steps_with_names_and_decrees);
    tcase_add_test(facts, a_weekend_wins);
    tcase_add_test(facts, amended);
    tcase_add_test(facts, provisional);
    tcase_add_test(facts, names_of_numbers);
    suite_add_tcase(suite, facts);

    TCase *readings = tcase_create("readings");
    tcase_set_timeout(readings, 60);
    tcase_add_test(readings, readings_and_labels);
    tcase_add_test(readings, sizes_of_lists);
    tcase_add_test(readings, fixed_readings);
    tcase_add_test(readings, readings_that_are_refused);
    tcase_add_test(readings, too_many_readings);
    suite_add_tcase(suite, readings);

    TCase *faults = tcase_create("faults");
    tcase_add_test(faults, faults_of_the_law);
    tcase_add_test(faults, the_order_of_faults);
    suite_add_tcase(suite, faults);

    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 300);
    tcase_set_tags(table, "exhaustive"); /* a law for each day on which something became known */
    tcase_add_test(table, table_of_terms);
    suite_add_tcase(suite, table);

    TCase *border = tcase_create("border");
    tcase_set_timeout(border, 60);
    tcase_add_test(border, options_and_structs_of_any_size);
    tcase_add_test(border, the_answer_keeps_the_law);
    suite_add_tcase(suite, border);

    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 300);
    tcase_set_tags(all, "exhaustive");
    tcase_add_loop_test(all, arrays_equal_single_answers, 0, 5);
    suite_add_tcase(suite, all);

    TCase *arrays = tcase_create("arrays");
    tcase_set_timeout(arrays, 120);
    tcase_add_test(arrays, arrays_under_fixed_readings);
    tcase_add_test(arrays, arrays_where_the_rule_changes);
    tcase_add_test(arrays, arrays_where_the_calendar_changes);
    tcase_add_test(arrays, arrays_on_any_calendar);
    tcase_add_test(arrays, arrays_of_few_days);
    tcase_add_test(arrays, arrays_with_bad_days);
    tcase_add_test(arrays, arrays_of_nothing_and_faults);
    tcase_add_test(arrays, arrays_at_the_end_of_days);
    suite_add_tcase(suite, arrays);

    TCase *examples = tcase_create("examples");
    tcase_set_timeout(examples, 60);
    tcase_add_test(examples, every_built_in_example_holds);
    tcase_add_test(examples, an_example_that_does_not_hold);
    suite_add_tcase(suite, examples);

    TCase *threads = tcase_create("threads");
    tcase_set_timeout(threads, 120);
    tcase_add_test(threads, threads_share_a_law);
    suite_add_tcase(suite, threads);
    return harness_run(suite);
}
