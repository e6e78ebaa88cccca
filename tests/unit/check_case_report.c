/** @file check_case_report.c The report of a case as JSON and in words, planned events, errors as JSON. */
#include "harness.h"

#include <jansson.h>

#include "foi.h"

static foi_law *law;
static char text[1 << 20];

static void load(void)
{
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_law_new(&law, NULL, &err) == FOI_OK, "%s", err.message);
}

static void unload(void)
{
    foi_law_unref(law);
}

static foi_case *parse(const char *json)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    ck_assert_msg(foi_case_parse(&c, law, json, strlen(json), NULL, &err) == FOI_OK, "%s: %s", err.pointer, err.message);
    return c;
}

/* The case file and the report of docs/formats.md. */
#define EXAMPLE                                                                                                     \
    "{\"foi_case\": 1, \"regime\": \"id\", \"body\": {\"kind\": \"ministry\", \"name\": \"...\", \"timezone\": "      \
    "\"Asia/Jakarta\"}, \"applicant\": {\"kind\": \"individual\"}, \"as_of\": \"2025-12-01\", \"readings\": {}, "      \
    "\"events\": [{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"channel\": \"desk\"}]}"
#define CLOCK(id, actor, trigger, due, earliest, status, left)                                                      \
    "{\"id\": \"" id "\", \"actor\": \"" actor "\", \"trigger\": " trigger ", \"due\": \"" due "\", \"earliest\": \""  \
    earliest "\", \"latest\": \"" due "\", \"extended\": null, \"stopped\": null, \"status\": \"" status                \
    "\", \"days_left\": " left "}"
#define RECEIVED "{\"event\": 0, \"kind\": \"request_received\", \"date\": \"2025-10-06\"}"
#define LAPSE "{\"event\": null, \"kind\": \"lapse\", \"clock\": \"response\", \"date\": \"2025-10-21\"}"
#define REPORT                                                                                                      \
    "{\"foi_report\": 1, \"as_of\": \"2025-12-01\", \"regime\": \"id\", \"readings\": {}, \"state\": {\"request\": "    \
    "\"lapsed\", \"objection\": \"available\", \"dispute\": \"none\", \"court\": \"none\"}, \"clocks\": ["            \
    CLOCK("response", "ppid", RECEIVED, "2025-10-20", "2025-10-17", "lapsed", "-30") ", "                             \
    CLOCK("refusal", "ppid", RECEIVED, "2025-10-20", "2025-10-17", "lapsed", "-30") ", "                              \
    CLOCK("objection_filing", "applicant", LAPSE, "2025-12-02", "2025-11-28", "running", "1")                         \
    "], \"findings\": [{\"code\": \"response_missing\", \"severity\": \"violation\", \"actor\": \"ppid\", \"event\": " \
    "null, \"clock\": \"response\", \"under\": \"all\"}], \"next\": [{\"event\": \"objection_received\", \"actor\": "  \
    "\"applicant\", \"not_before\": \"2025-10-21\", \"until\": \"2025-12-02\", \"safe_until\": \"2025-11-28\"}]}"

/* Take what the example leaves open out of a list: citations and texts, which must be there. */
static void strip(json_t *list, const char *key)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *entry = json_array_get(list, i);
        ck_assert_uint_gt(json_array_size(json_object_get(entry, "cite")), 0);
        json_object_del(entry, "cite");
        ck_assert_ptr_nonnull(key != NULL ? json_object_get(entry, key) : entry);
        if (key != NULL) {
            ck_assert_ptr_nonnull(json_object_get(json_object_get(entry, key), "id"));
            ck_assert_ptr_nonnull(json_object_get(json_object_get(entry, key), "en"));
            json_object_del(entry, key);
        }
    }
}

START_TEST(the_example_to_the_letter)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = parse(EXAMPLE);
    size_t needed = 0;
    ck_assert_int_eq(foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &needed, &err), FOI_OK);
    ck_assert_uint_eq(needed, strlen(text));
    json_t *got = json_loads(text, JSON_REJECT_DUPLICATES, NULL), *want = json_loads(REPORT, 0, NULL);
    ck_assert_ptr_nonnull(got);
    ck_assert_ptr_nonnull(want);
    ck_assert_uint_eq(json_string_length(json_object_get(got, "law")), 64);
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(got, "calendar"), "id")), "id/government");
    ck_assert(json_is_null(json_object_get(json_object_get(got, "calendar"), "known_on")));
    json_object_del(got, "law");
    json_object_del(got, "calendar");
    strip(json_object_get(got, "clocks"), NULL);
    strip(json_object_get(got, "findings"), "text");
    strip(json_object_get(got, "next"), "if_not");
    ck_assert_msg(json_equal(got, want), "%s", text);
    json_decref(got);
    json_decref(want);
    foi_case_free(c);
}
END_TEST

/* Size, then fill; and the same list gives the same bytes. */
START_TEST(same_case_same_bytes)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = parse(EXAMPLE), *copy = NULL;
    size_t needed = 0, again = 0;
    static char other[1 << 16];
    char small[10] = "";
    ck_assert_int_eq(foi_case_report_json(c, FOI_DAY_NONE, NULL, 0, &needed, &err), FOI_OK);
    ck_assert_int_eq(foi_case_report_json(c, FOI_DAY_NONE, small, sizeof small, &again, &err), FOI_OK);
    ck_assert_uint_eq(needed, again);
    ck_assert_str_eq(small, "{\"foi_rep");
    ck_assert_int_eq(foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &again, &err), FOI_OK);
    ck_assert_uint_eq(strlen(text), needed);
    ck_assert_int_eq(foi_case_copy(&copy, c, law, &err), FOI_OK);
    foi_case_free(c);
    ck_assert_int_eq(foi_case_report_json(copy, FOI_DAY_NONE, other, sizeof other, &again, &err), FOI_OK);
    ck_assert_str_eq(other, text);
    foi_case_free(copy);
}
END_TEST

static void text_has(const char *const *parts)
{
    for (; *parts != NULL; parts++) {
        ck_assert_msg(strstr(text, *parts) != NULL, "\"%s\" is not in\n%s", *parts, text);
    }
}

START_TEST(in_words)
{
    static const char *const indonesian[] = {"Perkara menurut keadaan Senin, 1 Desember 2025",
                                             "Keberatan: Dapat diajukan, sejak Selasa, 21 Oktober 2025",
                                             "Pemberitahuan tertulis (PPID): lewat waktu",
                                             "Tersisa 1 hari kerja.",
                                             "Aman sampai Jumat, 28 November 2025.",
                                             "Bila tidak: Keberatan: Waktu mengajukan lewat.",
                                             "UU 14/2008 Pasal 36(1) (naskah dibaca)",
                                             NULL};
    static const char *const english[] = {"The case as of Monday, 1 December 2025", "Written notice (Information officer): passed",
                                          "Read in other ways: Friday, 28 November 2025 to Tuesday, 2 December 2025.",
                                          "    1 working day left.\n",
                                          "Duty broken (Information officer): ", "If not: Objection: Out of time.", NULL};
    foi_error err = {.size = sizeof err};
    foi_case *c = parse(EXAMPLE);
    size_t needed = 0;
    ck_assert_int_eq(foi_case_report_text(c, FOI_DAY_NONE, FOI_LANG_ID, text, sizeof text, &needed, &err), FOI_OK);
    ck_assert_uint_eq(needed, strlen(text));
    text_has(indonesian);
    ck_assert_int_eq(foi_case_report_text(c, FOI_DAY_NONE, FOI_LANG_EN, text, sizeof text, &needed, &err), FOI_OK);
    text_has(english);
    foi_case_free(c);
}
END_TEST

/* ---- planned events ------------------------------------------------------------------------------------ */

static const struct plan {
    const char *event, *code;
    int lawful;
} plans[] = {
    {"{\"kind\": \"objection_received\", \"date\": \"2025-11-28\", \"grounds\": [\"c\"]}", NULL, 1},
    {"{\"kind\": \"objection_received\", \"date\": \"2025-12-02\", \"grounds\": [\"c\"]}", "objection_late", 0},
    {"{\"kind\": \"objection_received\", \"date\": \"2025-12-03\", \"grounds\": [\"c\"]}", "objection_late", 0},
    {"{\"kind\": \"objection_received\", \"date\": \"2025-11-28\"}", "ground_unknown", 1},
    {"{\"kind\": \"objection_received\", \"date\": \"2025-10-16\", \"grounds\": [\"c\"]}", "objection_premature", 0},
};

START_TEST(planned_events)
{
    const struct plan *p = &plans[_i];
    foi_error err = {.size = sizeof err};
    foi_case *c = parse(EXAMPLE);
    size_t needed = 0;
    int32_t lawful = -1;
    ck_assert_int_eq(
        foi_case_check_json(c, p->event, strlen(p->event), &lawful, text, sizeof text, &needed, &err), FOI_OK);
    ck_assert_msg(lawful == p->lawful, "%s", text);
    ck_assert_uint_eq(needed, strlen(text));
    json_t *got = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    const json_t *findings = json_object_get(got, "findings");
    ck_assert_int_eq(json_is_true(json_object_get(got, "lawful")), p->lawful);
    ck_assert_str_eq(json_string_value(json_object_get(json_object_get(got, "state"), "objection")), "filed");
    ck_assert_uint_eq(json_array_size(findings), p->code != NULL);
    if (p->code != NULL) {
        ck_assert_str_eq(json_string_value(json_object_get(json_array_get(findings, 0), "code")), p->code);
    }
    json_decref(got);
    ck_assert_uint_eq(foi_case_count(c), 1);
    foi_case_free(c);
}
END_TEST

START_TEST(planned_events_have_faults_too)
{
    static const char wrong[] = "{\"kind\": \"objection_received\", \"date\": \"2025-11-28\", \"grounds\": \"c\"}";
    static const char far[] = "{\"kind\": \"objection_received\", \"date\": \"2031-11-28\"}";
    foi_error err = {.size = sizeof err};
    foi_case *c = parse(EXAMPLE);
    size_t needed = 0;
    ck_assert_int_eq(foi_case_check_json(c, wrong, strlen(wrong), NULL, text, sizeof text, &needed, &err),
                     FOI_ERR_SYNTAX);
    ck_assert_str_eq(err.pointer, "/grounds");
    ck_assert_int_eq(foi_case_check_json(c, far, strlen(far), NULL, text, sizeof text, &needed, &err),
                     FOI_ERR_CALENDAR_GAP);
    ck_assert_uint_eq(foi_case_count(c), 1);
    foi_case_free(c);
}
END_TEST

/* ---- errors -------------------------------------------------------------------------------------------- */

static const struct fault {
    const char *json, *code, *pointer;
} faults[] = {
    {"", "json", NULL},
    {"{\"a\": 1, \"a\": 1}", "json", NULL},
    {"[]", "input", ""},
    {"{\"foi_case\": 1, \"events\": [{\"kind\": \"request_received\", \"dat\": \"2025-10-06\", \"date\": \"2025-10-06\"}]}",
     "input", "/events/0/dat"},
    {"{\"foi_case\": 1, \"events\": []}", "input", "/as_of"},
    {"{\"foi_case\": 1, \"regime\": \"xx\", \"events\": []}", "law", "/regime"},
    {"{\"foi_case\": 1, \"as_of\": \"2009-01-05\", \"events\": []}", "law", NULL},
    {"{\"foi_case\": 1, \"as_of\": \"2031-01-06\", \"events\": []}", "calendar", NULL},
};

START_TEST(errors_as_json)
{
    const struct fault *f = &faults[_i];
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    size_t needed = 0;
    int code = foi_case_parse(&c, law, f->json, strlen(f->json), NULL, &err);
    if (code == FOI_OK) {
        code = foi_case_report_json(c, FOI_DAY_NONE, text, sizeof text, &needed, &err);
    }
    ck_assert_int_lt(code, 0);
    ck_assert_uint_eq(foi_case_error_json(&err, FOI_LANG_EN, text, sizeof text), strlen(text));
    json_t *got = json_loads(text, 0, NULL);
    const json_t *error = json_object_get(got, "error"), *pointer = json_object_get(error, "pointer");
    ck_assert_msg(strcmp(json_string_value(json_object_get(error, "code")), f->code) == 0, "%s: %s", f->json, text);
    ck_assert_uint_gt(json_string_length(json_object_get(error, "message")), 0);
    if (f->pointer == NULL) {
        ck_assert_msg(json_is_null(pointer), "%s", text);
    } else {
        ck_assert_str_eq(json_string_value(pointer), f->pointer);
    }
    json_decref(got);
    foi_case_free(c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case-report");
    TCase *tc = tcase_create("case-report");
    tcase_add_unchecked_fixture(tc, load, unload);
    tcase_add_test(tc, the_example_to_the_letter);
    tcase_add_test(tc, same_case_same_bytes);
    tcase_add_test(tc, in_words);
    tcase_add_loop_test(tc, planned_events, 0, sizeof plans / sizeof plans[0]);
    tcase_add_test(tc, planned_events_have_faults_too);
    tcase_add_loop_test(tc, errors_as_json, 0, sizeof faults / sizeof faults[0]);
    suite_add_tcase(suite, tc);
    return harness_run(suite);
}
