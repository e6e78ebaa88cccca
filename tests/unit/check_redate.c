/** @file check_redate.c Re-dating: which clocks a decree moves, from and to, because of which day. */
#include "harness.h"

#include "foi/case.h"

static foi_day day_of(const char *text)
{
    foi_day day;
    ck_assert_msg(foi_date_parse(&day, text, strlen(text), NULL) == FOI_OK, "%s is no day", text);
    return day;
}

/** The built-in law with the calendars as they were known on a day. */
static foi_law *law_known(const char *day)
{
    foi_error err = {.size = sizeof err};
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = day_of(day)};
    foi_law *law = NULL;
    ck_assert_msg(foi_law_new(&law, &opts, &err) == FOI_OK, "%s", err.message);
    return law;
}

static void record(foi_case *c, const char *kind, const char *date)
{
    foi_error err = {.size = sizeof err};
    foi_field outcome = {"outcome", "not_held"};
    foi_event event = {.size = sizeof event, .date = day_of(date), .kind = kind};
    if (strcmp(kind, "request_answered") == 0) {
        event.fields = &outcome;
        event.field_count = 1;
    }
    ck_assert_msg(foi_case_apply(c, &event, &err) == FOI_OK, "%s", err.message);
}

static foi_case *received(const foi_law *law, const char *date)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    ck_assert_msg(foi_case_new(&c, law, NULL, &err) == FOI_OK, "%s", err.message);
    record(c, "request_received", date);
    return c;
}

enum { MOST = 32 };

/** The moves of some cases; the number is also asked for without room, and with room for all but one. */
static size_t redate(foi_case *const *cases, size_t count, const foi_law *before, const foi_law *after, foi_day as_of,
                     foi_clock_move *moves)
{
    foi_error err = {.size = sizeof err};
    foi_clock_move few[MOST];
    size_t moved = 99, again = 99, judged = 99;
    memset(few, 7, sizeof few);
    ck_assert_msg(foi_redate(cases, count, before, after, as_of, NULL, NULL, 0, &moved, NULL, &err) == FOI_OK, "%s",
                  err.message);
    ck_assert_uint_lt(moved, MOST);
    ck_assert_int_eq(foi_redate(cases, count, before, after, as_of, NULL, moves, MOST, &again, &judged, &err), FOI_OK);
    ck_assert_uint_eq(again, moved);
    ck_assert_uint_eq(judged, count);
    if (moved > 0) {
        ck_assert_int_eq(foi_redate(cases, count, before, after, as_of, NULL, few, moved - 1, &again, NULL, &err),
                         FOI_OK);
        ck_assert_uint_eq(again, moved);
        for (size_t i = 0; i + 1 < moved; i++) {
            ck_assert_str_eq(few[i].clock, moves[i].clock);
            ck_assert_int_eq(few[i].to, moves[i].to);
        }
        ck_assert_int_eq(few[moved - 1].move, 0x07070707); /* not touched */
    }
    return moved;
}

static void check_move(const foi_clock_move *m, size_t item, const char *clock, const char *from, const char *to,
                       const char *day, const char *decreed)
{
    ck_assert_uint_eq(m->item, item);
    ck_assert_str_eq(m->clock, clock);
    ck_assert_int_eq(m->move, FOI_MOVE_DUE);
    ck_assert_int_eq(m->from, day_of(from));
    ck_assert_int_eq(m->to, day_of(to));
    ck_assert_int_eq(m->because.day, day_of(day));
    ck_assert_int_eq(m->because.decree_date, day_of(decreed));
    ck_assert_ptr_nonnull(m->because.decree);
    ck_assert_int_eq(m->because.works_after, !m->because.works_before);
}

/* UU 14/2008 art. 22(7): ten working days. The leave of 18 August 2025 was declared on 7 August 2025. */
START_TEST(the_leave_of_18_august_2025)
{
    foi_law *before = law_known("2025-08-06"), *after = law_known("2025-08-07");
    foi_case *cases[] = {received(before, "2025-08-11"), received(after, "2025-10-06"), received(before, "2025-08-18")};
    foi_clock_move moves[MOST];
    size_t moved = redate(cases, 3, before, after, FOI_DAY_NONE, moves);
    ck_assert_uint_eq(moved, 2); /* of the third day 0 was off, which does not matter */
    check_move(&moves[0], 0, "response", "2025-08-25", "2025-08-26", "2025-08-18", "2025-08-07");
    check_move(&moves[1], 0, "refusal", "2025-08-25", "2025-08-26", "2025-08-18", "2025-08-07");
    ck_assert_int_eq(moves[0].trigger_event, 0);
    ck_assert_int_eq(moves[0].start, day_of("2025-08-11"));
    ck_assert_int_eq(moves[0].since, day_of("2025-08-11"));
    /* and back */
    moved = redate(cases, 3, after, before, FOI_DAY_NONE, moves);
    ck_assert_uint_eq(moved, 2);
    check_move(&moves[0], 0, "response", "2025-08-26", "2025-08-25", "2025-08-18", "2025-08-07");
    for (size_t i = 0; i < 3; i++) {
        foi_case_free(cases[i]);
    }
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

/* On 20 May 2020 the leave of 22 May 2020 was cancelled. */
START_TEST(the_cancelled_leave_of_22_may_2020)
{
    foi_law *before = law_known("2020-05-19"), *after = law_known("2020-05-20");
    foi_case *c = received(before, "2020-05-11");
    foi_clock_move moves[MOST];
    size_t moved = redate(&c, 1, before, after, day_of("2020-05-20"), moves);
    ck_assert_uint_ge(moved, 1);
    check_move(&moves[0], 0, "response", "2020-05-28", "2020-05-27", "2020-05-22", "2020-05-20");
    ck_assert_int_eq(moves[0].because.works_after, 1);
    foi_case_free(c);
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

/* What was answered in time is history; a lapse moves, and with it the window that it opened. */
START_TEST(only_what_waits_moves)
{
    foi_law *before = law_known("2025-08-06"), *after = law_known("2025-08-07");
    foi_case *c = received(before, "2025-08-11");
    foi_clock_move moves[MOST];
    size_t moved = redate(&c, 1, before, after, day_of("2025-09-01"), moves);
    ck_assert_uint_eq(moved, 3);
    check_move(&moves[2], 0, "objection_filing", "2025-10-08", "2025-10-09", "2025-08-18", "2025-08-07");
    ck_assert_int_eq(moves[2].trigger_event, -1);
    ck_assert_int_eq(moves[2].start, day_of("2025-08-27"));
    ck_assert_int_eq(moves[2].since, day_of("2025-08-11"));
    /* on 26 August it has lapsed by the old calendar only: its window is gone by the new one */
    moved = redate(&c, 1, before, after, day_of("2025-08-26"), moves);
    ck_assert_uint_eq(moved, 3);
    ck_assert_str_eq(moves[2].clock, "objection_filing");
    ck_assert_int_eq(moves[2].move, FOI_MOVE_GONE);
    ck_assert_int_eq(moves[2].to, FOI_DAY_NONE);
    ck_assert_int_eq(moves[2].because.day, day_of("2025-08-18"));
    moved = redate(&c, 1, after, before, day_of("2025-08-26"), moves);
    ck_assert_uint_eq(moved, 3);
    ck_assert_int_eq(moves[2].move, FOI_MOVE_NEW);
    ck_assert_int_eq(moves[2].from, FOI_DAY_NONE);
    /* answered on 15 August: nothing of the first terms waits any more */
    record(c, "request_answered", "2025-08-15");
    moved = redate(&c, 1, before, after, day_of("2025-08-20"), moves);
    ck_assert_uint_eq(moved, 1);
    ck_assert_str_eq(moves[0].clock, "objection_filing");
    foi_case_free(c);
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

START_TEST(nothing_moves)
{
    foi_law *before = law_known("2025-08-07"), *after = law_known("2025-08-08");
    foi_case *c = received(before, "2025-08-11");
    foi_clock_move moves[MOST];
    foi_day start = day_of("2025-08-11");
    size_t moved = 99;
    ck_assert_uint_eq(redate(&c, 1, before, after, FOI_DAY_NONE, moves), 0);
    ck_assert_uint_eq(redate(&c, 1, before, before, FOI_DAY_NONE, moves), 0);
    ck_assert_uint_eq(redate(&c, 0, before, after, FOI_DAY_NONE, moves), 0);
    ck_assert_int_eq(foi_law_redate_many(before, after, "response", &start, 1, NULL, moves, MOST, &moved, NULL),
                     FOI_OK);
    ck_assert_uint_eq(moved, 0);
    foi_case_free(c);
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

/* Each move is what the two laws answer, day by day. */
START_TEST(one_clock_over_plain_days)
{
    foi_error err = {.size = sizeof err};
    foi_law *before = law_known("2025-08-06"), *after = law_known("2025-08-07");
    foi_day start[400], from[400], to[400];
    static foi_clock_move moves[400];
    size_t moved = 0, k = 0;
    for (int i = 0; i < 400; i++) {
        start[i] = day_of("2025-01-01") + i;
    }
    ck_assert_int_eq(foi_law_due_many(before, from, NULL, start, 400, "response", NULL, NULL, &err), FOI_OK);
    ck_assert_int_eq(foi_law_due_many(after, to, NULL, start, 400, "response", NULL, NULL, &err), FOI_OK);
    ck_assert_int_eq(foi_law_redate_many(before, after, "response", start, 400, NULL, NULL, 0, &moved, &err), FOI_OK);
    ck_assert_uint_gt(moved, 10);
    ck_assert_int_eq(foi_law_redate_many(before, after, "response", start, 400, NULL, moves, 400, &moved, &err),
                     FOI_OK);
    for (size_t i = 0; i < 400; i++) {
        if (from[i] == to[i]) {
            continue;
        }
        ck_assert_uint_eq(moves[k].item, i);
        ck_assert_str_eq(moves[k].clock, "response");
        ck_assert_int_eq(moves[k].from, from[i]);
        ck_assert_int_eq(moves[k].to, to[i]);
        ck_assert_int_eq(moves[k].because.day, day_of("2025-08-18"));
        k++;
    }
    ck_assert_uint_eq(k, moved);
    ck_assert_int_eq(foi_law_redate_many(before, after, "respons", start, 400, NULL, moves, 400, &moved, &err),
                     FOI_ERR_LAW_GAP);
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

/* A case that cannot be judged is passed over, and the first of them described. */
START_TEST(cases_beyond_the_calendar)
{
    foi_error err = {.size = sizeof err};
    foi_law *before = law_known("2025-08-06"), *after = law_known("2025-08-07");
    foi_case *cases[] = {received(before, "2031-03-03"), received(before, "2025-08-11"), received(before, "2001-01-01")};
    foi_clock_move moves[MOST];
    uint8_t status[3];
    size_t moved, judged;
    ck_assert_int_eq(foi_redate(cases, 3, before, after, FOI_DAY_NONE, status, moves, MOST, &moved, &judged, &err),
                     FOI_OK);
    ck_assert_uint_eq(judged, 1);
    ck_assert_uint_eq(moved, 2);
    ck_assert_uint_eq(moves[0].item, 1);
    ck_assert_uint_eq(status[0], FOI_ITEM_CALENDAR_GAP);
    ck_assert_uint_eq(status[1], FOI_ITEM_OK);
    ck_assert_uint_eq(status[2], FOI_ITEM_LAW_GAP);
    ck_assert_int_eq(err.code, FOI_ERR_CALENDAR_GAP);
    for (size_t i = 0; i < 3; i++) {
        foi_case_free(cases[i]);
    }
    foi_law_unref(before);
    foi_law_unref(after);
}
END_TEST

START_TEST(what_cannot_be_done)
{
    static const char more[] = "foi_pack: 1\nid: t/none\nkind: composition\ntitle: {id: N, en: N}\nshort: {id: N, en: N}\n"
                               "checked_on: 2026-01-01\n";
    foi_error err = {.size = sizeof err};
    const foi_source pack = {"none.yaml", more, sizeof more - 1};
    const foi_law_opts opts = {.size = sizeof opts, .packs = &pack, .pack_count = 1};
    foi_law *law = NULL, *other = NULL;
    foi_case *c, *stranger;
    foi_day start = day_of("2025-08-11");
    size_t moved;
    ck_assert_int_eq(foi_law_new(&law, NULL, &err), FOI_OK);
    ck_assert_msg(foi_law_new(&other, &opts, &err) == FOI_OK, "%s", err.message);
    c = received(law, "2025-08-11");
    stranger = received(other, "2025-08-11");
    ck_assert_int_eq(foi_redate(&c, 1, law, other, FOI_DAY_NONE, NULL, NULL, 0, &moved, NULL, &err),
                     FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_redate(&stranger, 1, law, law, FOI_DAY_NONE, NULL, NULL, 0, &moved, NULL, &err),
                     FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_law_redate_many(law, other, "response", &start, 1, NULL, NULL, 0, &moved, &err),
                     FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_redate(NULL, 1, law, law, FOI_DAY_NONE, NULL, NULL, 0, &moved, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_redate(&c, 1, law, law, FOI_DAY_NONE, NULL, NULL, 1, &moved, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_redate(&c, 1, law, law, FOI_DAY_NONE, NULL, NULL, 0, NULL, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_law_redate_many(law, law, "response", NULL, 1, NULL, NULL, 0, &moved, &err),
                     FOI_ERR_ARGUMENT);
    foi_case_free(c);
    foi_case_free(stranger);
    foi_law_unref(law);
    foi_law_unref(other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("redate");
    TCase *tc = tcase_create("redate");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, the_leave_of_18_august_2025);
    tcase_add_test(tc, the_cancelled_leave_of_22_may_2020);
    tcase_add_test(tc, only_what_waits_moves);
    tcase_add_test(tc, nothing_moves);
    tcase_add_test(tc, one_clock_over_plain_days);
    tcase_add_test(tc, cases_beyond_the_calendar);
    tcase_add_test(tc, what_cannot_be_done);
    suite_add_tcase(suite, tc);
    return harness_run(suite);
}
