/* What waits, by its terms: the same clocks as a case has on each day to come, and the same dates under any calendar. */
#include "case/case.h"

#include "events.h"
#include "harness.h"

enum { CASES = 1500, CLOCKS = 64, LOOKS = 40 };

static foi_law *law, *before, *after;
static uint32_t state = 12345;

static uint32_t dice(uint32_t sides)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)state * sides) >> 32);
}

static void load(void)
{
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON};

    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    foi_date_parse(&opts.known_on, "2025-08-06", 10, NULL);
    ck_assert_int_eq(foi_law_new(&before, &opts, NULL), FOI_OK);
    opts.known_on++;
    ck_assert_int_eq(foi_law_new(&after, &opts, NULL), FOI_OK);
}

static void unload(void)
{
    foi_law_unref(law);
    foi_law_unref(before);
    foi_law_unref(after);
}

/* In the order in which the law lists them, so that many take effect; the days between are of all sizes. */
static foi_case *random_case(const foi_law *of, foi_day *last)
{
    const size_t count = sizeof settings / sizeof settings[0];
    foi_day day = 20089 + (foi_day)dice(200); /* 2025 */
    size_t at = 0;
    foi_case *c = NULL;

    ck_assert_int_eq(foi_case_new(&c, of, NULL, NULL), FOI_OK);
    for (uint32_t n = 1 + dice(9); n > 0 && at < count; n--) {
        struct made e;

        make_event(&e, settings[at], day);
        ck_assert_int_eq(foi_case_apply(c, &e.event, NULL), FOI_OK);
        *last = day;
        at += 1 + dice(dice(3) == 0 ? 12 : 3);
        day += (foi_day)dice(dice(4) == 0 ? 60 : 12);
    }
    return c;
}

static bool is_open(int status)
{
    return status == FOI_CLOCK_RUNNING || status == FOI_CLOCK_DUE_TODAY;
}

/* The waits that are open on a day: begun, not over, not ended by the lapse of another. */
static size_t open_waits(const foi_law *of, const foi_wait *w, size_t count, foi_day day, foi_day *dues, const char **clocks)
{
    size_t open = 0;

    for (size_t i = 0; i < count; i++) {
        foi_term *t = NULL, *until = NULL;
        foi_day opens, due;

        ck_assert_int_eq(foi_term_new(&t, of, w[i].term, NULL), FOI_OK);
        due = foi_term_due(t, w[i].start, &opens);
        if (w[i].until[0] != '\0')
            ck_assert_int_eq(foi_term_new(&until, of, w[i].until, NULL), FOI_OK);
        ck_assert_str_eq(foi_term_clock(t), w[i].clock);
        if ((due == FOI_DAY_NONE || due >= day) && (opens == FOI_DAY_NONE || opens < day) &&
            (until == NULL || foi_term_due(until, w[i].until_start, NULL) >= day)) {
            dues[open] = due;
            clocks[open++] = w[i].clock;
        }
        foi_term_free(t);
        foi_term_free(until);
    }
    return open;
}

static void compare(foi_case *c, const foi_law *of, foi_day day, const foi_wait *w, size_t count)
{
    foi_case_info info = {.size = sizeof info};
    foi_case_clock clocks[CLOCKS];
    const char *names[CLOCKS];
    foi_day dues[CLOCKS];
    size_t open = open_waits(of, w, count, day, dues, names), matched = 0;

    ck_assert_int_eq(foi_case_state(c, day, &info, clocks, CLOCKS, NULL), FOI_OK);
    for (size_t i = 0; i < info.clock_count; i++) {
        size_t k = 0;

        if (!is_open(clocks[i].status))
            continue;
        while (k < open && (dues[k] != clocks[i].due || strcmp(names[k], clocks[i].id) != 0))
            k++;
        ck_assert_msg(k < open, "%s runs until %d on %d, and does not wait", clocks[i].id, clocks[i].due, day);
        names[k] = "";
        matched++;
    }
    ck_assert_msg(matched == open, "%zu wait on %d, %zu run", open, day, matched);
}

START_TEST(what_runs_is_what_waits)
{
    size_t looks = 0, waited = 0;

    for (int n = 0; n < CASES; n++) {
        foi_day last = 0;
        foi_case *c = random_case(law, &last);
        foi_wait w[CLOCKS];
        size_t count = 0;

        ck_assert_int_eq(foi_case_waits(c, w, CLOCKS, &count, NULL), FOI_OK);
        ck_assert_uint_lt(count, CLOCKS);
        for (int k = 0; k < LOOKS; k++, looks++)
            compare(c, law, last + 30 + k * 7, w, count); /* later than every receipt */
        waited += count;
        foi_case_free(c);
    }
    ck_assert_uint_gt(waited, CASES);
    ck_assert_uint_eq(looks, CASES * LOOKS);
}
END_TEST

/* The texts of one law give the dates of another calendar. */
START_TEST(terms_outlive_a_calendar)
{
    size_t moved = 0, compared = 0;

    for (int n = 0; n < CASES / 3; n++) {
        foi_day last = 0;
        foi_case *c = random_case(before, &last), *copy = NULL;
        foi_wait w[CLOCKS], same[CLOCKS];
        size_t count = 0, same_count = 0;

        ck_assert_int_eq(foi_case_waits(c, w, CLOCKS, &count, NULL), FOI_OK);
        ck_assert_int_eq(foi_case_copy(&copy, c, after, NULL), FOI_OK);
        ck_assert_int_eq(foi_case_waits(copy, same, CLOCKS, &same_count, NULL), FOI_OK);
        for (size_t i = 0; i < count; i++) {
            foi_term *a = NULL, *b = NULL;

            ck_assert_int_eq(foi_term_new(&a, before, w[i].term, NULL), FOI_OK);
            ck_assert_int_eq(foi_term_new(&b, after, w[i].term, NULL), FOI_OK);
            moved += foi_term_due(a, w[i].start, NULL) != foi_term_due(b, w[i].start, NULL);
            foi_term_free(a);
            foi_term_free(b);
        }
        if (same_count == count && last + 30 <= 20453) { /* else a lapse came earlier or later than an act; 2025 */
            compare(copy, after, last + 30, w, count);
            compared++;
        }
        foi_case_free(c);
        foi_case_free(copy);
    }
    ck_assert_uint_gt(moved, 50);
    ck_assert_uint_gt(compared, CASES / 6);
}
END_TEST

START_TEST(the_latest_start_is_the_threshold)
{
    static const char *const texts[] = {"id@2021-07-01 response/request_received", "id@2021-07-01 response/request_completed +response",
                                        "id@2021-07-01 response/request_received >objection_filing", "id@2021-07-01 =provision"};
    size_t looked = 0;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        foi_term *t = NULL;

        if (foi_term_new(&t, law, texts[i], NULL) != FOI_OK)
            continue;
        for (foi_day due = 20089; due < 20500; due++, looked++) {
            foi_day start = foi_term_latest(t, due);

            ck_assert_int_ne(start, FOI_DAY_NONE);
            ck_assert_int_le(foi_term_due(t, start, NULL), due);
            ck_assert_int_gt(foi_term_due(t, start + 1, NULL), due);
        }
        ck_assert_int_eq(foi_term_latest(t, -30000), FOI_DAY_NONE);
        foi_term_free(t);
    }
    ck_assert_uint_gt(looked, 1200);
}
END_TEST

START_TEST(texts_that_are_no_terms)
{
    static const struct {
        const char *text;
        int code;
    } bad[] = {
        {"", FOI_ERR_SYNTAX},
        {"id", FOI_ERR_SYNTAX},
        {"id@2021-07-01", FOI_ERR_SYNTAX},
        {"id@2021-13-01 response/request_received", FOI_ERR_SYNTAX},
        {"xx@2021-07-01 response/request_received", FOI_ERR_LAW_GAP},
        {"id@1999-07-01 response/request_received", FOI_ERR_LAW_GAP},
        {"id@2021-07-01 answer/request_received", FOI_ERR_LAW_GAP},
        {"id@2021-07-01 response/request_receive", FOI_ERR_LAW_GAP},
        {"id@2021-07-01 +response", FOI_ERR_LAW_GAP},
        {"id@2021-07-01 response/request_received response/request_received", FOI_ERR_LAW_GAP},
        {"id@2021-07-01 response/request_received ", FOI_ERR_SYNTAX},
        {"id@2021-07-01  response/request_received", FOI_ERR_LAW_GAP},
    };
    char large[300] = "id@2021-07-01 response/request_received";

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        foi_term *t = NULL;

        ck_assert_msg(foi_term_new(&t, law, bad[i].text, NULL) == bad[i].code && t == NULL, "\"%s\"", bad[i].text);
    }
    for (int i = 0; i < 12; i++)
        strcat(large, " +response");
    ck_assert_int_eq(foi_term_new(NULL, law, large, NULL), FOI_ERR_LIMIT);
    memset(large, 'a', sizeof large - 1);
    ck_assert_int_eq(foi_term_new(NULL, law, large, NULL), FOI_ERR_LIMIT);
    foi_term_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wait");
    TCase *t = tcase_create("wait"), *random = tcase_create("random");

    tcase_add_unchecked_fixture(random, load, unload);
    tcase_set_tags(random, "exhaustive");
    tcase_set_timeout(random, 120);
    tcase_add_test(random, what_runs_is_what_waits);
    tcase_add_test(random, terms_outlive_a_calendar);
    suite_add_tcase(suite, random);
    tcase_add_unchecked_fixture(t, load, unload);
    tcase_add_test(t, the_latest_start_is_the_threshold);
    tcase_add_test(t, texts_that_are_no_terms);
    suite_add_tcase(suite, t);
    return harness_run(suite);
}
