/** @file check_case.c Cases: every transition, clock and finding, and what the API of a case promises. */
#define _POSIX_C_SOURCE 200809L /* strtok_r */
#include "harness.h"

#include "foi/case.h"

static foi_law *law;

static void load(void)
{
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_law_new(&law, NULL, &err) == FOI_OK, "%s", err.message);
}

static void unload(void)
{
    foi_law_unref(law);
}

static foi_day day_of(const char *text)
{
    foi_day day;
    ck_assert_msg(foi_date_parse(&day, text, strlen(text), NULL) == FOI_OK, "%s is no day", text);
    return day;
}

/* ---- the table of cases -------------------------------------------------------------------------------- */

/* "kind date field=value field=value" */
static void apply(foi_case *c, char *text)
{
    foi_error err = {.size = sizeof err};
    foi_field fields[8];
    foi_event event = {.size = sizeof event, .fields = fields};
    char *rest;
    event.kind = strtok_r(text, " ", &rest);
    event.date = day_of(strtok_r(NULL, " ", &rest));
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
        char *equals = strchr(word, '=');
        *equals = '\0';
        fields[event.field_count++] = (foi_field){word, equals + 1};
    }
    ck_assert_msg(foi_case_apply(c, &event, &err) == FOI_OK, "%s: %s", err.pointer, err.message);
}

static foi_case *case_of(const char *options, const char *events)
{
    foi_error err = {.size = sizeof err};
    const char *readings[8];
    foi_case_opts opts = {.size = sizeof opts, .readings = readings};
    foi_case *c = NULL;
    char text[4096], *rest;
    snprintf(text, sizeof text, "%s", strcmp(options, "-") == 0 ? "" : options);
    for (char *word = strtok_r(text, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        if (strncmp(word, "regime=", 7) == 0) {
            opts.regime = word + 7;
        } else if (strncmp(word, "applicant=", 10) == 0) {
            opts.applicant = word + 10;
        } else {
            readings[opts.reading_count++] = word;
        }
    }
    ck_assert_msg(foi_case_new(&c, law, &opts, &err) == FOI_OK, "%s", err.message);
    snprintf(text, sizeof text, "%s", events);
    for (char *event = strtok_r(text, ";", &rest); event != NULL; event = strtok_r(NULL, ";", &rest)) {
        apply(c, event + strspn(event, " "));
    }
    return c;
}

enum { MOST = 64 };

struct outcome {
    foi_case_info info;
    foi_case_clock clocks[MOST];
    foi_case_finding findings[MOST];
    char text[8192]; /* states, clocks, findings */
};

static void add(char *text, size_t size, const char *more)
{
    size_t len = strlen(text);
    snprintf(text + len, size - len, "%s", more);
}

static void add_day(char *text, size_t size, foi_day day)
{
    char written[16] = "-";
    if (day != FOI_DAY_NONE) {
        foi_date_format(day, written, sizeof written);
    }
    add(text, size, " ");
    add(text, size, written);
}

/* The outcome in the words of the table. */
static void put_outcome(struct outcome *o)
{
    size_t size = sizeof o->text;
    o->text[0] = '\0';
    for (size_t i = 0; i < 8 && o->info.tracks[i] != NULL; i++) {
        add(o->text, size, i > 0 ? " " : "");
        add(o->text, size, o->info.states[i]);
    }
    for (size_t i = 0; i < o->info.clock_count; i++) {
        const foi_case_clock *k = &o->clocks[i];
        add(o->text, size, i > 0 ? "; " : "\t");
        add(o->text, size, k->id);
        add(o->text, size, " ");
        add(o->text, size, foi_clock_status_name(k->status));
        add_day(o->text, size, k->due);
        if (k->earliest != k->latest) {
            add_day(o->text, size, k->earliest);
            add_day(o->text, size, k->latest);
        }
    }
    add(o->text, size, o->info.clock_count > 0 ? "" : "\t-");
    for (size_t i = 0; i < o->info.finding_count; i++) {
        const foi_case_finding *f = &o->findings[i];
        char event[16] = "-";
        if (f->event >= 0) {
            snprintf(event, sizeof event, "%d", (int)f->event);
        }
        add(o->text, size, i > 0 ? "; " : "\t");
        add(o->text, size, f->code);
        add(o->text, size, " ");
        add(o->text, size, event);
        add(o->text, size, " ");
        add(o->text, size, foi_under_name(f->under));
    }
    add(o->text, size, o->info.finding_count > 0 ? "" : "\t-");
}

static void judge(foi_case *c, foi_day as_of, struct outcome *o)
{
    foi_error err = {.size = sizeof err};
    memset(o, 0, sizeof *o);
    o->info.size = sizeof o->info;
    ck_assert_msg(foi_case_judge(c, as_of, &o->info, o->clocks, MOST, o->findings, MOST, &err) == FOI_OK, "%s",
                  err.message);
    ck_assert_uint_le(o->info.clock_count, MOST);
    ck_assert_uint_le(o->info.finding_count, MOST);
    put_outcome(o);
}

static void check_row(const struct table *t, foi_case *c)
{
    struct outcome o;
    char expected[8192];
    judge(c, day_of(t->cell[2]), &o);
    snprintf(expected, sizeof expected, "%s\t%s\t%s", t->cell[4], t->cell[5], t->cell[6]);
    ck_assert_msg(strcmp(o.text, expected) == 0, "%s\n  expected %s\n  got      %s", t->cell[0], expected, o.text);
}

START_TEST(cases_of_the_table)
{
    struct table t;
    int count = 0;
    table_open(&t, "cases.tsv");
    while (table_next(&t)) {
        foi_case *c = case_of(t.cell[1], t.cell[3]);
        check_row(&t, c);
        foi_case_free(c);
        count++;
    }
    table_close(&t);
    ck_assert_int_ge(count, 500);
}
END_TEST

/* The list is the case: whatever order it is given in, the days decide; a corrected event is as if never wrong. */
START_TEST(order_copies_and_corrections)
{
    struct table t;
    table_open(&t, "cases.tsv");
    while (table_next(&t)) {
        foi_error err = {.size = sizeof err};
        foi_case *c = case_of(t.cell[1], t.cell[3]), *copy = NULL;
        foi_event wrong = {.size = sizeof wrong, .date = day_of("2024-01-02"), .kind = "request_withdrawn"};
        size_t last = foi_case_count(c) - 1;
        char right[4096], *text = right;
        snprintf(right, sizeof right, "%s", t.cell[3]);
        for (char *next; (next = strstr(text, "; ")) != NULL;) {
            text = next + 2;
        }
        ck_assert_int_eq(foi_case_replace(c, last, &wrong, &err), FOI_OK);
        ck_assert_int_eq(foi_case_copy(&copy, c, NULL, &err), FOI_OK);
        foi_case_free(c);
        {
            foi_field fields[8];
            foi_event event = {.size = sizeof event, .fields = fields};
            char *rest;
            event.kind = strtok_r(text, " ", &rest);
            event.date = day_of(strtok_r(NULL, " ", &rest));
            for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;) {
                char *equals = strchr(word, '=');
                *equals = '\0';
                fields[event.field_count++] = (foi_field){word, equals + 1};
            }
            ck_assert_int_eq(foi_case_replace(copy, last, &event, &err), FOI_OK);
        }
        check_row(&t, copy);
        foi_case_free(copy);
    }
    table_close(&t);
}
END_TEST

/* The prevailing reading alone says the same states and due dates. */
START_TEST(state_is_the_prevailing_reading)
{
    struct table t;
    table_open(&t, "cases.tsv");
    while (table_next(&t)) {
        foi_error err = {.size = sizeof err};
        foi_case *c = case_of(t.cell[1], t.cell[3]);
        foi_case_info info = {.size = sizeof info};
        foi_case_clock clocks[MOST];
        struct outcome o;
        ck_assert_int_eq(foi_case_state(c, day_of(t.cell[2]), &info, clocks, MOST, &err), FOI_OK);
        judge(c, day_of(t.cell[2]), &o);
        ck_assert_uint_eq(info.clock_count, o.info.clock_count);
        ck_assert_uint_eq(info.finding_count, 0);
        for (size_t i = 0; i < info.clock_count; i++) {
            ck_assert_str_eq(clocks[i].id, o.clocks[i].id);
            ck_assert_int_eq(clocks[i].due, o.clocks[i].due);
            ck_assert_int_eq(clocks[i].earliest, clocks[i].due);
            ck_assert_int_eq(clocks[i].status, o.clocks[i].status);
        }
        for (size_t i = 0; i < 4; i++) {
            ck_assert_str_eq(info.states[i], o.info.states[i]);
            ck_assert_int_eq(info.since[i], o.info.since[i]);
        }
        foi_case_free(c);
    }
    table_close(&t);
}
END_TEST

/* ---- the example of docs/formats.md -------------------------------------------------------------------- */

START_TEST(the_example_to_the_letter)
{
    foi_case *c = case_of("-", "request_received 2025-10-06 channel=desk");
    struct outcome o;
    judge(c, day_of("2025-12-01"), &o);
    ck_assert_uint_eq(o.info.clock_count, 3);
    ck_assert_str_eq(o.clocks[0].id, "response");
    ck_assert_str_eq(o.clocks[0].actor, "ppid");
    ck_assert_str_eq(o.clocks[0].trigger, "request_received");
    ck_assert_ptr_null(o.clocks[0].lapse_of);
    ck_assert_int_eq(o.clocks[0].trigger_event, 0);
    ck_assert_int_eq(o.clocks[0].from, day_of("2025-10-06"));
    ck_assert_int_eq(o.clocks[0].days_left, -30);
    ck_assert_int_eq(o.clocks[0].stopped, FOI_DAY_NONE);
    ck_assert_int_eq(o.clocks[0].extended_event, -1);
    ck_assert_ptr_null(o.clocks[2].trigger);
    ck_assert_str_eq(o.clocks[2].lapse_of, "response");
    ck_assert_int_eq(o.clocks[2].trigger_event, -1);
    ck_assert_int_eq(o.clocks[2].from, day_of("2025-10-21"));
    ck_assert_int_eq(o.clocks[2].days_left, 1);
    ck_assert_int_eq(o.findings[0].severity, FOI_SEVERITY_VIOLATION);
    ck_assert_str_eq(o.findings[0].actor, "ppid");
    ck_assert_str_eq(o.findings[0].clock, "response");
    foi_case_free(c);
}
END_TEST

/* ---- case files and their faults ----------------------------------------------------------------------- */

#define FILE_OF(events) "{\"foi_case\": 1, \"events\": [" events "]}"
#define EVENT(more) "{\"kind\": \"request_received\", \"date\": \"2025-10-06\"" more "}"
#define ANSWER(more) "{\"kind\": \"request_answered\", \"date\": \"2025-10-06\"" more "}"

static const struct fault {
    const char *json, *pointer;
    int code;
} faults[] = {
    {"", "", FOI_ERR_SYNTAX},
    {"{", "", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"foi_case\": 1, \"events\": []}", "", FOI_ERR_SYNTAX},
    {"[]", "", FOI_ERR_SYNTAX},
    {"7", "", FOI_ERR_SYNTAX},
    {"{\"events\": []}", "/foi_case", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 2, \"events\": []}", "/foi_case", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1}", "/events", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": {}}", "/events", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": [], \"evens\": 1}", "/evens", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": [], \"a/b~c\": 1}", "/a~1b~0c", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": [], \"body\": []}", "/body", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": [], \"body\": {\"timezone\": \"Asia/Tokyo\"}}", "/body/timezone", FOI_ERR_ARGUMENT},
    {"{\"foi_case\": 1, \"events\": [], \"applicant\": {\"kind\": \"robot\"}}", "/applicant/kind", FOI_ERR_ARGUMENT},
    {"{\"foi_case\": 1, \"events\": [], \"as_of\": \"2025-02-30\"}", "/as_of", FOI_ERR_RANGE},
    {"{\"foi_case\": 1, \"events\": [], \"as_of\": 5}", "/as_of", FOI_ERR_SYNTAX},
    {"{\"foi_case\": 1, \"events\": [], \"readings\": {\"x\": \"y\"}}", "/readings/x", FOI_ERR_ARGUMENT},
    {"{\"foi_case\": 1, \"events\": [], \"readings\": {\"first_day\": \"y\"}}", "/readings/first_day", FOI_ERR_ARGUMENT},
    {"{\"foi_case\": 1, \"events\": [], \"regime\": \"nowhere\"}", "/regime", FOI_ERR_LAW_GAP},
    {"{\"foi_case\": 1, \"regime\": \"nowhere\", \"events\": [5]}", "/events/0", FOI_ERR_SYNTAX},
    {FILE_OF("{\"date\": \"2025-10-06\"}"), "/events/0/kind", FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"request_recieved\", \"date\": \"2025-10-06\"}"), "/events/0/kind", FOI_ERR_ARGUMENT},
    {FILE_OF("{\"kind\": \"request_received\"}"), "/events/0/date", FOI_ERR_SYNTAX},
    {FILE_OF(EVENT(", \"at\": \"2025-10-06T00:00:00Z\"")), "/events/0/at", FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"request_received\", \"at\": \"yesterday\"}"), "/events/0/at", FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"request_received\", \"date\": \"2025-13-06\"}"), "/events/0/date", FOI_ERR_RANGE},
    {FILE_OF("{\"kind\": \"request_received\", \"date\": \"6 October\"}"), "/events/0/date", FOI_ERR_SYNTAX},
    {FILE_OF(EVENT(", \"chanel\": \"desk\"")), "/events/0/chanel", FOI_ERR_SYNTAX},
    {FILE_OF(EVENT(", \"channel\": null")), "/events/0/channel", FOI_ERR_SYNTAX},
    {FILE_OF(EVENT(", \"received\": \"2025-10-07\"")), "/events/0/received", FOI_ERR_SYNTAX},
    {FILE_OF(EVENT("") ", " ANSWER("")), "/events/1/outcome", FOI_ERR_SYNTAX},
    {FILE_OF(ANSWER(", \"outcome\": \"perhaps\"")), "/events/0/outcome", FOI_ERR_ARGUMENT},
    {FILE_OF(ANSWER(", \"outcome\": \"refused\", \"exemption\": \"17h\"")), "/events/0/exemption", FOI_ERR_SYNTAX},
    {FILE_OF(ANSWER(", \"outcome\": \"refused\", \"exemption\": [\"17a\", \"17k\"]")), "/events/0/exemption/1",
     FOI_ERR_ARGUMENT},
    {FILE_OF(ANSWER(", \"outcome\": \"refused\", \"received\": \"2025-10-05\"")), "/events/0/received", FOI_ERR_RANGE},
    {FILE_OF(ANSWER(", \"outcome\": \"refused\", \"consequence_test\": true")), "/events/0/consequence_test",
     FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"information_delivered\", \"date\": \"2025-10-06\", \"complete\": \"yes\"}"),
     "/events/0/complete", FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"objection_decided\", \"date\": \"2025-10-06\", \"outcome\": \"granted\", \"reasons\": false}"),
     "/events/0/reasons", FOI_ERR_SYNTAX},
    {FILE_OF("{\"kind\": \"suit_filed\", \"date\": \"2025-10-06\", \"party\": \"court\"}"), "/events/0/party",
     FOI_ERR_ARGUMENT},
};

START_TEST(faults_name_their_place)
{
    const struct fault *f = &faults[_i];
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    ck_assert_msg(foi_case_parse(&c, law, f->json, strlen(f->json), NULL, &err) == f->code, "%s: %d %s", f->json,
                  (int)err.code, err.message);
    ck_assert_msg(strcmp(err.pointer, f->pointer) == 0, "%s: %s", f->json, err.pointer);
    ck_assert_ptr_null(c);
    ck_assert_msg((err.line > 0) == (_i < 3), "%s: line %d", f->json, (int)err.line);
}
END_TEST

static int report_of(const char *json, foi_day as_of, foi_error *err)
{
    foi_case *c = NULL;
    foi_case_info info = {.size = sizeof info};
    int code = foi_case_parse(&c, law, json, strlen(json), NULL, err);
    if (code == FOI_OK) {
        code = foi_case_judge(c, as_of, &info, NULL, 0, NULL, 0, err);
    }
    foi_case_free(c);
    return code;
}

START_TEST(gaps_of_law_and_calendar)
{
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(report_of(FILE_OF(""), FOI_DAY_NONE, &err), FOI_ERR_RANGE);
    ck_assert_str_eq(err.pointer, "/as_of");
    ck_assert_int_eq(report_of(FILE_OF(""), day_of("2025-10-06"), &err), FOI_OK);
    ck_assert_int_eq(report_of(FILE_OF("{\"kind\": \"request_received\", \"date\": \"2010-04-29\"}"), FOI_DAY_NONE, &err),
                     FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.pointer, "");
    ck_assert_int_eq(report_of(FILE_OF("{\"kind\": \"request_received\", \"date\": \"2010-04-30\"}"), FOI_DAY_NONE, &err),
                     FOI_OK);
    ck_assert_int_eq(report_of(FILE_OF("{\"kind\": \"request_received\", \"date\": \"2031-01-06\"}"), FOI_DAY_NONE, &err),
                     FOI_ERR_CALENDAR_GAP);
    ck_assert_int_eq(report_of(FILE_OF("{\"kind\": \"request_received\", \"date\": \"2031-01-06\"}"), day_of("2025-10-06"),
                               &err),
                     FOI_OK);
    ck_assert_int_eq(report_of("{\"foi_case\": 1, \"readings\": {\"response_start\": \"registered\"}, \"events\": [" EVENT("")
                               "]}",
                               FOI_DAY_NONE, &err),
                     FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.pointer, "/readings/response_start");
}
END_TEST

START_TEST(instants_are_days_of_the_zone)
{
    static const char *const zones[][2] = {{"Asia/Jakarta", "2025-10-06"}, {"Asia/Jayapura", "2025-10-07"}};
    for (size_t i = 0; i < 2; i++) {
        foi_error err = {.size = sizeof err};
        foi_case *c = NULL;
        foi_event_info info = {.size = sizeof info};
        char json[300];
        snprintf(json, sizeof json,
                 "{\"foi_case\": 1, \"body\": {\"timezone\": \"%s\"}, \"events\": [{\"kind\": \"request_received\", \"at\": "
                 "\"2025-10-06T15:30:00Z\", \"note\": \"by mail\"}]}",
                 zones[i][0]);
        ck_assert_msg(foi_case_parse(&c, law, json, strlen(json), NULL, &err) == FOI_OK, "%s", err.message);
        ck_assert_int_eq(foi_case_event(c, 0, &info), FOI_OK);
        ck_assert_int_eq(info.date, day_of(zones[i][1]));
        ck_assert_str_eq(info.note, "by mail");
        ck_assert_str_eq(info.track, "request");
        ck_assert_int_eq(foi_case_event(c, 1, &info), FOI_ERR_ARGUMENT);
        foi_case_free(c);
    }
}
END_TEST

START_TEST(the_caller_wins_over_the_file)
{
    static const char json[] = "{\"foi_case\": 1, \"readings\": {\"first_day\": \"next_day\"}, \"as_of\": \"2025-10-20\", "
                               "\"events\": [" EVENT("") "]}";
    const char *readings[] = {"first_day=same_day"};
    foi_case_opts opts = {.size = sizeof opts, .readings = readings, .reading_count = 1};
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    struct outcome o;
    ck_assert_int_eq(foi_case_parse(&c, law, json, strlen(json), &opts, &err), FOI_OK);
    ck_assert_int_eq(foi_case_as_of(c), day_of("2025-10-20"));
    judge(c, FOI_DAY_NONE, &o);
    ck_assert_str_eq(o.text, "lapsed available none none\tresponse lapsed 2025-10-17; refusal lapsed 2025-10-17; "
                             "objection_filing running 2025-11-28\tresponse_missing - all");
    foi_case_free(c);
}
END_TEST

START_TEST(what_cannot_be_done)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = case_of("-", "request_received 2025-10-06");
    foi_event event = {.size = sizeof event, .date = day_of("2025-10-06"), .kind = "request_answered"};
    foi_case_opts opts = {.size = sizeof opts, .flags = 1};
    foi_case *none = NULL;
    ck_assert_int_eq(foi_case_apply(c, &event, &err), FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.pointer, "/events/1/outcome");
    ck_assert_uint_eq(foi_case_count(c), 1);
    ck_assert_int_eq(foi_case_replace(c, 1, &event, &err), FOI_ERR_ARGUMENT);
    event.kind = NULL;
    ck_assert_int_eq(foi_case_apply(c, &event, &err), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_case_new(&none, law, &opts, &err), FOI_ERR_ABI);
    ck_assert_int_eq(foi_case_apply_json(c, "{\"kind\": 1}", 11, &err), FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.pointer, "/events/1/kind");
    foi_case_free(c);
    foi_case_free(NULL);
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(foi_clock_status_name(FOI_CLOCK_RUNNING), "running");
    ck_assert_str_eq(foi_clock_status_name(FOI_CLOCK_VOID), "void");
    ck_assert_ptr_null(foi_clock_status_name(0));
    ck_assert_ptr_null(foi_clock_status_name(15));
    ck_assert_ptr_null(foi_clock_status_name(80));
    ck_assert_str_eq(foi_severity_name(FOI_SEVERITY_NOTE), "note");
    ck_assert_ptr_null(foi_severity_name(0));
    ck_assert_ptr_null(foi_severity_name(5));
    ck_assert_str_eq(foi_under_name(FOI_UNDER_OTHER), "other");
    ck_assert_ptr_null(foi_under_name(0));
    ck_assert_ptr_null(foi_under_name(4));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case");
    TCase *tc = tcase_create("case");
    tcase_add_unchecked_fixture(tc, load, unload);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, cases_of_the_table);
    tcase_add_test(tc, order_copies_and_corrections);
    tcase_add_test(tc, state_is_the_prevailing_reading);
    tcase_add_test(tc, the_example_to_the_letter);
    tcase_add_loop_test(tc, faults_name_their_place, 0, sizeof faults / sizeof faults[0]);
    tcase_add_test(tc, gaps_of_law_and_calendar);
    tcase_add_test(tc, instants_are_days_of_the_zone);
    tcase_add_test(tc, the_caller_wins_over_the_file);
    tcase_add_test(tc, what_cannot_be_done);
    tcase_add_test(tc, names);
    suite_add_tcase(suite, tc);
    return harness_run(suite);
}
