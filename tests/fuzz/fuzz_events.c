/*
 * Sequences of events. The first two bytes choose options and the day of the report; then two bytes an event: which,
 * and how many days after the one before (days around the terms of the law), or that it corrects an earlier one.
 */
#include "foi.h"

#include "../unit/events.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 40, ROOM = 1024 };

static foi_law *law;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static const int steps[] = {0, 1, 2, 3, 4, 5, 10, 11, 14, 15, 20, 21, 42, 43, -1, -7};

static foi_case *new_case(uint8_t choice)
{
    static const char *const regimes[] = {NULL, "id/non-government", "id/kemnaker", NULL};
    static const char *const readings[] = {"first_day=same_day", "late_extension=valid", "cassation_start=pronounced"};
    foi_case_opts opts = {.size = sizeof opts, .regime = regimes[choice & 3]};
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    opts.applicant = (choice & 4) != 0 ? "foreigner" : NULL;
    opts.readings = &readings[(choice >> 3) % 3];
    opts.reading_count = (choice & 0x80) != 0;
    require(foi_case_new(&c, law, &opts, &err) == FOI_OK);
    return c;
}

static void clock_holds(const foi_case_clock *k, foi_day as_of)
{
    int ended = k->status == FOI_CLOCK_MET || k->status == FOI_CLOCK_LATE || k->status == FOI_CLOCK_CANCELLED;
    require(foi_clock_status_name(k->status) != NULL && k->id != NULL && k->actor != NULL);
    require((k->trigger_event >= 0) == (k->trigger != NULL) && (k->trigger == NULL) == (k->lapse_of != NULL));
    require((k->extended_event >= 0) == (k->extended_from != FOI_DAY_NONE));
    require(ended == (k->stopped != FOI_DAY_NONE) && (ended || k->stopped_event < 0));
    require(!ended || k->days_left == INT32_MIN);
    if (k->due == FOI_DAY_NONE) {
        require(k->status != FOI_CLOCK_LATE && k->status != FOI_CLOCK_LAPSED && k->status != FOI_CLOCK_DUE_TODAY);
        return;
    }
    require(k->earliest <= k->due && (k->latest == FOI_DAY_NONE || k->due <= k->latest));
    require(k->status != FOI_CLOCK_MET || k->stopped <= k->due);
    require(k->status != FOI_CLOCK_CANCELLED || k->stopped <= k->due);
    require(k->status != FOI_CLOCK_LATE || k->stopped > k->due);
    require(k->status != FOI_CLOCK_LAPSED || k->due < as_of);
    require(k->status != FOI_CLOCK_DUE_TODAY || k->due == as_of);
    require(k->status != FOI_CLOCK_RUNNING || k->due > as_of);
}

static void judge(foi_case *c, foi_day as_of)
{
    static foi_case_clock clocks[ROOM], brief[ROOM];
    static foi_case_finding findings[ROOM];
    foi_case_info info = {.size = sizeof info}, state = {.size = sizeof state};
    foi_error err = {.size = sizeof err};
    int rc = foi_case_judge(c, as_of, &info, clocks, ROOM, findings, ROOM, &err);
    require(foi_case_state(c, as_of, &state, brief, ROOM, NULL) == rc);
    if (rc != FOI_OK) {
        require((rc == FOI_ERR_LAW_GAP || rc == FOI_ERR_CALENDAR_GAP || rc == FOI_ERR_RANGE) && err.message[0] != '\0');
        return;
    }
    require(info.clock_count == state.clock_count && info.clock_count <= ROOM && info.finding_count <= ROOM);
    require(memcmp(info.states, state.states, sizeof info.states) == 0);
    require(memcmp(info.since, state.since, sizeof info.since) == 0);
    for (size_t i = 0; i < info.clock_count; i++) {
        clock_holds(&clocks[i], info.as_of);
        require(clocks[i].due == brief[i].due && clocks[i].status == brief[i].status && clocks[i].id == brief[i].id);
    }
    for (size_t i = 0; i < info.finding_count; i++) {
        require(findings[i].event < (int32_t)foi_case_count(c) && foi_under_name(findings[i].under) != NULL);
        for (size_t j = 0; j < i; j++) {
            require(findings[i].event != findings[j].event || strcmp(findings[i].code, findings[j].code) != 0);
        }
    }
}

static char *report(foi_case *c, foi_day as_of)
{
    size_t needed = 0;
    if (foi_case_report_json(c, as_of, NULL, 0, &needed, NULL) != FOI_OK) {
        return NULL;
    }
    char *text = malloc(needed + 1);
    require(text != NULL && foi_case_report_json(c, as_of, text, needed + 1, &needed, NULL) == FOI_OK);
    return text;
}

/* What was judged on the way, and what was corrected, leaves no trace: a case of the same list says the same. */
static void same_as_fresh(foi_case *c, const struct made *list, size_t count, uint8_t choice, foi_day as_of)
{
    foi_case *fresh = new_case(choice);
    for (size_t i = 0; i < count; i++) {
        require(foi_case_apply(fresh, &list[i].event, NULL) == FOI_OK);
    }
    char *a = report(c, as_of), *b = report(fresh, as_of);
    require((a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0));
    free(a);
    free(b);
    foi_case_free(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct made list[MOST], other;
    foi_error err = {.size = sizeof err};
    foi_day date = 20095; /* 2025-01-07 */
    size_t count = 0;
    if (size < 4) {
        return 0;
    }
    if (law == NULL) {
        require(foi_law_new(&law, NULL, &err) == FOI_OK);
    }
    foi_case *c = new_case(data[0]);
    for (size_t i = 2; i + 1 < size && count < MOST; i += 2) {
        int replaces = (data[i + 1] & 0xc0) == 0xc0 && count > 0;
        size_t at = replaces ? (data[i + 1] >> 4 & 3) % count : count;
        struct made *m = &list[at];
        date += steps[data[i + 1] & 15];
        make_event(m, settings[data[i] % SETTINGS], date);
        require((replaces ? foi_case_replace(c, at, &m->event, &err) : foi_case_apply(c, &m->event, &err)) == FOI_OK);
        count += !replaces;
        if ((data[i + 1] & 0x10) != 0 || i + 3 >= size) {
            judge(c, FOI_DAY_NONE);
        }
    }
    make_event(&other, "request_answered", date); /* without its outcome: refused, and nothing changes */
    require(foi_case_apply(c, &other.event, &err) == FOI_ERR_SYNTAX && foi_case_count(c) == count);
    date += data[1] & 0x7f;
    judge(c, date);
    same_as_fresh(c, list, count, data[0], date);
    foi_case_free(c);
    return 0;
}
