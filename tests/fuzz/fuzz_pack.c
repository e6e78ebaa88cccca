/* A law made of one pack of any bytes. Whatever is accepted can be asked everything without a fault. */
#include "foi/law.h"

#include "foi/deadline.h"
#include "foi/report.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void ask_everything(const foi_law *law)
{
    foi_error err = {.size = sizeof err};
    foi_pack_info pack = {.size = sizeof pack};
    foi_clock_info clock = {.size = sizeof clock};
    size_t needed = 0;
    for (size_t i = 0; i < 64 && foi_law_pack(law, i, &pack) == FOI_OK; i++) {
        foi_law_pack_json(law, pack.id, NULL, 0, &needed, NULL);
    }
    for (size_t i = 0; i < 10000 && foi_law_lint(law, i, &err) == 1; i++) {
        require(err.code == FOI_ERR_LINT && err.message[0] != '\0');
    }
    for (size_t i = 0; i < 100 && foi_law_prove(law, i, &err) != 0; i++) {
    }
    for (size_t r = 0; r < 64 && foi_law_regime(law, r); r++) {
        for (size_t c = 0; c < 8 && foi_law_clock(law, c, &clock) == FOI_OK; c++) {
            foi_deadline_opts opts = {.size = sizeof opts, .regime = foi_law_regime(law, r)};
            foi_deadline *d = NULL;
            opts.flags = FOI_DEADLINE_PROVISIONAL;
            if (foi_law_due(law, &d, clock.id, 20367, &opts, &err) == FOI_OK) {
                foi_deadline_json(d, FOI_JSON_EXPLANATION, NULL, 0);
                foi_deadline_text(d, FOI_LANG_ID, NULL, 0);
                foi_deadline_unref(d);
            }
        }
        foi_law_explain(law, NULL, foi_law_regime(law, r), 20367, FOI_LANG_EN, NULL, 0, &needed, NULL);
        foi_law_explain(law, "duties", foi_law_regime(law, r), 20367, FOI_LANG_ID, NULL, 0, &needed, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char days[] = "# foi-calendar 1\nweek\t1111100\t2020-01-01\t2027-12-31\n"
                               "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n";
    foi_source pack = {"pack", (const char *)data, size};
    foi_source calendar = {"calendar", days, sizeof days - 1};
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_NO_BUILTIN, .packs = &pack, .pack_count = 1};
    opts.calendars = &calendar;
    opts.calendar_count = 1;
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    int rc = foi_law_new(&law, &opts, &err);
    if (rc == FOI_OK) {
        ask_everything(law);
        foi_law_unref(law);
    } else {
        require(!law && err.code == rc && err.message[0] != '\0');
        require(foi_error_text(&err, FOI_LANG_ID, NULL, 0) > 0);
    }
    return 0;
}
