/* Case files of any bytes. What is accepted is reported the same every time, as JSON that another parser reads. */
#include "foi.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static foi_law *law;

/* Free the answer. NULL: the law or the calendar cannot answer. */
static char *report(foi_case *c)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0, again = 0;
    int rc = foi_case_report_json(c, FOI_DAY_NONE, NULL, 0, &needed, &err);
    if (rc != FOI_OK) {
        require(rc == FOI_ERR_LAW_GAP || rc == FOI_ERR_CALENDAR_GAP || rc == FOI_ERR_RANGE);
        require(err.code == rc && err.message[0] != '\0');
        return NULL;
    }
    char *text = malloc(needed + 1);
    require(text != NULL);
    require(foi_case_report_json(c, FOI_DAY_NONE, text, needed + 1, &again, &err) == FOI_OK);
    require(again == needed && strlen(text) == needed);
    return text;
}

static void require_json(const char *text, size_t len)
{
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    require(json_is_object(json));
    json_decref(json);
}

static void require_text(foi_case *c, int lang)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0, again = 0;
    require(foi_case_report_text(c, FOI_DAY_NONE, lang, NULL, 0, &needed, &err) == FOI_OK && needed > 0);
    char *text = malloc(needed + 1);
    require(text != NULL);
    require(foi_case_report_text(c, FOI_DAY_NONE, lang, text, needed + 1, &again, &err) == FOI_OK);
    require(again == needed && strlen(text) == needed);
    free(text);
}

/* A planned event leaves the case as it was. */
static void check(foi_case *c)
{
    static const char event[] = "{\"kind\": \"request_withdrawn\", \"date\": \"2025-10-20\"}";
    static char text[1 << 16];
    foi_error err = {.size = sizeof err};
    size_t needed = 0, count = foi_case_count(c);
    int32_t lawful = -1;
    int rc = foi_case_check_json(c, event, sizeof event - 1, &lawful, text, sizeof text, &needed, &err);
    require(foi_case_count(c) == count);
    if (rc != FOI_OK) {
        require(rc == FOI_ERR_LAW_GAP || rc == FOI_ERR_CALENDAR_GAP);
        return;
    }
    require((lawful == 0 || lawful == 1) && needed < sizeof text);
    require_json(text, needed);
}

static void accepted(foi_case *c)
{
    foi_case *copy = NULL;
    char *first = report(c), *second, *third;
    if (first != NULL) {
        require_json(first, strlen(first));
        require_text(c, FOI_LANG_ID);
        require_text(c, FOI_LANG_EN);
    }
    check(c);
    second = report(c);
    require(foi_case_copy(&copy, c, NULL, NULL) == FOI_OK);
    third = report(copy);
    require((first == NULL) == (second == NULL) && (first == NULL) == (third == NULL));
    if (first != NULL) {
        require(strcmp(first, second) == 0 && strcmp(first, third) == 0);
    }
    free(first);
    free(second);
    free(third);
    foi_case_free(copy);
}

static void refused(const foi_error *err, int rc)
{
    char text[4096];
    size_t needed = foi_case_error_json(err, FOI_LANG_ID, text, sizeof text);
    require(err->code == rc && err->message[0] != '\0');
    require(rc == FOI_ERR_SYNTAX || rc == FOI_ERR_RANGE || rc == FOI_ERR_ARGUMENT || rc == FOI_ERR_LIMIT ||
            rc == FOI_ERR_LAW_GAP);
    require(err->line == 0 || err->pointer[0] == '\0');
    require(foi_error_text(err, FOI_LANG_ID, NULL, 0) > 0);
    require(needed < sizeof text);
    require_json(text, needed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    if (law == NULL) {
        require(foi_law_new(&law, NULL, &err) == FOI_OK);
    }
    int rc = foi_case_parse(&c, law, (const char *)data, size, NULL, &err);
    require((rc == FOI_OK) == (c != NULL));
    if (rc == FOI_OK) {
        accepted(c);
        foi_case_free(c);
    } else {
        refused(&err, rc);
    }
    return 0;
}
