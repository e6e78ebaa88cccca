/* Days and instants: what is read is written back the same, and the failure says what it is. */
#include "foi/date.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const zones[] = {"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura", "UTC"};
    const char *text = (const char *)data;
    foi_error err = {.size = sizeof err};
    foi_day day = FOI_DAY_NONE;
    int rc = foi_date_parse(&day, text, size, &err);
    if (rc == FOI_OK) {
        char back[16];
        require(foi_date_format(day, back, sizeof back) == 10);
        require(size == 10 && memcmp(back, text, 10) == 0);
    } else {
        require(rc == FOI_ERR_SYNTAX || rc == FOI_ERR_RANGE);
        require(err.code == rc && day == FOI_DAY_NONE);
    }
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        rc = foi_date_from_instant(&day, text, size, zones[i], &err);
        if (rc == FOI_OK) {
            require(day >= FOI_DAY_MIN && day <= FOI_DAY_MAX);
        } else {
            require(rc == FOI_ERR_SYNTAX || rc == FOI_ERR_RANGE);
            require(foi_error_text(&err, FOI_LANG_ID, NULL, 0) > 0);
        }
    }
    return 0;
}
