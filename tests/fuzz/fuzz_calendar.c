/* Calendars from any bytes. One that is accepted must count both ways alike. */
#include "foi/calendar.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void count_undoes_add(const foi_calendar *cal)
{
    foi_day first = foi_calendar_first(cal), last = foi_calendar_last(cal);
    require(first <= last);
    for (int32_t n = 1; n < 50; n += 7) {
        foi_day day = FOI_DAY_NONE;
        int32_t count = 0, works = 0;
        if (foi_calendar_add(cal, &day, first, n, NULL) == FOI_OK) {
            require(day > first && day <= last);
            require(foi_calendar_is(cal, &works, day, NULL) == FOI_OK && works == 1);
            require(foi_calendar_count(cal, &count, first, day, NULL) == FOI_OK && count == n);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL, *known = NULL, *merged = NULL;
    int rc = foi_calendar_parse(&cal, (const char *)data, size, NULL, &err);
    if (rc != FOI_OK) {
        require(!cal && err.code == rc && err.message[0] != '\0');
        require(foi_error_text(&err, FOI_LANG_ID, NULL, 0) > 0);
        return 0;
    }
    char hash[65];
    require(foi_calendar_hash(cal, hash, sizeof hash) == 64);
    if (foi_calendar_first(cal) != FOI_DAY_NONE) {
        count_undoes_add(cal);
    }
    require(foi_calendar_diff(cal, cal, NULL, 0) == 0);
    if (foi_calendar_known_on(&known, cal, 20367, NULL) == FOI_OK) {
        foi_calendar_diff(known, cal, NULL, 0);
    }
    if (foi_calendar_merge(&merged, cal, cal, FOI_MERGE_OFF_IN_EITHER, NULL) == FOI_OK) {
        require(foi_calendar_diff(cal, merged, NULL, 0) == 0);
    }
    foi_calendar_unref(cal);
    foi_calendar_unref(known);
    foi_calendar_unref(merged);
    return 0;
}
