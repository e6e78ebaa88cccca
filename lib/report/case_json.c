/* The report of a case, and what a planned event would do, as JSON. */
#include <string.h>

#include "case/case.h"
#include "report/case_text.h"

/* ---- parts --------------------------------------------------------------------------------------------- */

/* An omission has no event. The key is there all the same: entries of one list have the same keys. */
static void json_index(foi__json *j, const char *key, int32_t index)
{
    if (index >= 0)
        foi__json_number(j, key, index);
    else
        foi__json_text(j, key, NULL);
}

/* In the order of the axes and not in which they were fixed: same case, same bytes. */
static void json_readings(foi__json *j, const foi_case *c)
{
    foi__json_open(j, "readings", '{');
    for (size_t i = 0; i < c->law->axis_count; i++)
        for (size_t k = 0; k < c->fixed_count; k++)
            if (c->fixed[k].axis == i)
                foi__json_text(j, c->law->axes[i].id, c->fixed[k].option);
    foi__json_close(j, '}');
}

/* The state that is shown: some are parted by the procedure alone, and to people they are one. */
static void json_state(foi__json *j, const foi_case *c)
{
    foi__json_open(j, "state", '{');
    for (size_t i = 0; i < c->plan->track_count; i++) {
        const foi__plan_track *t = &c->plan->tracks[i];

        foi__json_text(j, t->track->rule.id, t->shown[c->judgment->fold.state[i]]->id);
    }
    foi__json_close(j, '}');
}

/* A lapse is no event of the case: its clock is named in place of one. */
static void json_trigger(foi__json *j, const foi_case *c, const foi__instance *i)
{
    foi__json_open(j, "trigger", '{');
    json_index(j, "event", i->event);
    if (i->source >= 0) {
        foi__json_text(j, "kind", "lapse");
        foi__json_text(j, "clock", c->plan->clocks[c->judgment->fold.instances[i->source].clock].id);
    } else {
        foi__json_text(j, "kind", c->plan->events[c->records[i->event].kind].event->id);
    }
    foi__json_day(j, "date", i->from);
    foi__json_close(j, '}');
}

static void json_happening(foi__json *j, const char *key, bool there, int32_t event, const char *day_key, foi_day day)
{
    if (!there) {
        foi__json_text(j, key, NULL);
        return;
    }
    foi__json_open(j, key, '{');
    json_index(j, "event", event);
    foi__json_day(j, day_key, day);
    foi__json_close(j, '}');
}

/* days_left is null where nothing is counted: a clock that has ended, or a due date that no decree decides. */
static void json_clock(foi__json *j, const foi_case *c, const foi__instance *i, foi_day as_of)
{
    const foi__clock *rule = foi__instance_rule(c, i);
    int32_t left = foi__instance_left(&c->judgment->fold, i, as_of);

    foi__json_open(j, NULL, '{');
    foi__json_text(j, "id", rule->rule.id);
    foi__json_text(j, "actor", foi__instance_actor(c, i));
    json_trigger(j, c, i);
    foi__json_day(j, "due", i->due);
    foi__json_day(j, "earliest", i->earliest);
    foi__json_day(j, "latest", i->latest);
    json_happening(j, "extended", i->extended_event >= 0, i->extended_event, "from", i->extended_from);
    json_happening(j, "stopped", i->end != FOI__RUNS, i->stopped_event, "date", i->stopped);
    foi__json_text(j, "status", foi_clock_status_name(foi__instance_status(i, as_of)));
    if (left != INT32_MIN)
        foi__json_number(j, "days_left", left);
    else
        foi__json_text(j, "days_left", NULL);
    foi__json_cites(j, "cite", &rule->rule.cites, rule->rule.grade);
    foi__json_close(j, '}');
}

static void json_finding(foi__json *j, const foi_case *c, const foi__verdict *v)
{
    const foi__finding *f = c->plan->codes[v->code];
    uint8_t clock = foi__verdict_clock(c, v);

    foi__json_open(j, NULL, '{');
    foi__json_text(j, "code", f->rule.id);
    foi__json_text(j, "severity", foi_severity_name(foi__verdict_severity(c, v)));
    foi__json_text(j, "actor", foi__verdict_actor(c, v));
    json_index(j, "event", v->event);
    foi__json_text(j, "clock", clock != FOI__NO ? c->plan->clocks[clock].id : NULL);
    foi__json_text(j, "under", foi_under_name(v->under));
    foi__json_cites(j, "cite", &f->rule.cites, f->rule.grade);
    foi__json_bilingual(j, "text", &f->text);
    foi__json_close(j, '}');
}

static void json_if_not(foi__json *j, const foi_case *c, const foi__next *n)
{
    char texts[2][512];
    foi__out id = {texts[0], sizeof texts[0], 0}, en = {texts[1], sizeof texts[1], 0};

    if (!foi__say_if_not(&id, c, n, FOI_LANG_ID) || !foi__say_if_not(&en, c, n, FOI_LANG_EN))
        return;
    foi__put_end(&id);
    foi__put_end(&en);
    foi__json_bilingual(j, "if_not", &(foi__bilingual){texts[0], texts[1]});
}

static void json_next(foi__json *j, const foi_case *c, const foi__next *n)
{
    foi__json_open(j, NULL, '{');
    foi__json_text(j, "event", c->plan->events[n->event].event->id);
    foi__json_text(j, "actor", n->actor);
    foi__json_day(j, "not_before", n->not_before);
    foi__json_day(j, "until", n->until);
    foi__json_day(j, "safe_until", n->safe_until);
    foi__json_cites(j, "cite", n->cites, n->grade);
    json_if_not(j, c, n);
    foi__json_close(j, '}');
}

static void json_identity(foi__json *j, const foi_case *c)
{
    const foi_calendar *cal = c->edition->calendar;
    char hash[65];

    foi__json_text(j, "regime", c->law->regimes[c->regime].regime->id);
    foi_law_hash(c->law, hash, sizeof hash);
    foi__json_text(j, "law", hash);
    foi__json_open(j, "calendar", '{');
    foi_calendar_hash(cal, hash, sizeof hash);
    foi__json_text(j, "id", foi_calendar_name(cal));
    foi__json_day(j, "known_on", foi_calendar_known(cal));
    foi__json_text(j, "hash", hash);
    foi__json_close(j, '}');
}

/* ---- the report ---------------------------------------------------------------------------------------- */

/* The order of the keys is part of the bytes: same case, same bytes. */
static size_t write_report(const foi_case *c, foi_day as_of, char *buf, size_t size)
{
    const foi__judgment *g = c->judgment;
    foi__json j = {{buf, size, 0}, false};

    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_report", 1);
    foi__json_day(&j, "as_of", as_of);
    json_identity(&j, c);
    json_readings(&j, c);
    json_state(&j, c);
    foi__json_open(&j, "clocks", '[');
    for (size_t i = 0; i < g->fold.count; i++)
        json_clock(&j, c, &g->fold.instances[g->sorted[i]], as_of);
    foi__json_close(&j, ']');
    foi__json_open(&j, "findings", '[');
    for (size_t i = 0; i < g->verdict_count; i++)
        json_finding(&j, c, &g->verdicts[i]);
    foi__json_close(&j, ']');
    foi__json_open(&j, "next", '[');
    for (size_t i = 0; i < g->next_count; i++)
        json_next(&j, c, &g->nexts[i]);
    foi__json_close(&j, ']');
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}

int foi_case_report_json(foi_case *c, foi_day as_of, char *buf, size_t size, size_t *needed, foi_error *err)
{
    int code = foi__case_ready(c, &as_of, err);

    if (code == FOI_OK)
        code = foi__case_judge(c, as_of, err);
    if (code == FOI_OK)
        *needed = write_report(c, as_of, buf, size);
    return code;
}

/* ---- a planned event ----------------------------------------------------------------------------------- */

/* A note tells what is not on file; it accuses nobody. */
static bool is_lawful(const foi_case *c, int32_t event)
{
    for (size_t i = 0; i < c->judgment->verdict_count; i++) {
        const foi__verdict *v = &c->judgment->verdicts[i];

        if (v->event == event && foi__verdict_severity(c, v) != FOI_SEVERITY_NOTE)
            return false;
    }
    return true;
}

/* Only what is found of the planned event: the rest is so with it or without it. */
static size_t write_check(const foi_case *c, int32_t event, bool lawful, char *buf, size_t size)
{
    const foi__record *r = &c->records[event];
    foi__json j = {{buf, size, 0}, false};

    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_check", 1);
    foi__json_text(&j, "event", c->plan->events[r->kind].event->id);
    foi__json_day(&j, "date", r->date);
    foi__json_bool(&j, "lawful", lawful);
    json_identity(&j, c);
    json_state(&j, c);
    foi__json_open(&j, "findings", '[');
    for (size_t i = 0; i < c->judgment->verdict_count; i++)
        if (c->judgment->verdicts[i].event == event)
            json_finding(&j, c, &c->judgment->verdicts[i]);
    foi__json_close(&j, ']');
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}

/* Judged on the day of the event: what comes after it is no argument against it. */
static int check(foi_case *c, int32_t *lawful, char *buf, size_t size, size_t *needed, foi_error *err)
{
    int32_t event = (int32_t)c->count - 1;
    foi_day day = c->records[event].day;
    int code = foi__case_ready(c, &day, err);

    if (code == FOI_OK)
        code = foi__case_judge(c, day, err);
    if (code < 0)
        return code;
    if (lawful != NULL)
        *lawful = is_lawful(c, event);
    *needed = write_check(c, event, is_lawful(c, event), buf, size);
    return FOI_OK;
}

/* The event is recorded for as long as the judgment takes. */
int foi_case_check_json(foi_case *c, const char *event, size_t len, int32_t *lawful, char *buf, size_t size,
                        size_t *needed, foi_error *err)
{
    foi__record record;
    int code = foi__file_event(c, &record, event, len, &(foi__pointer){"", 0}, err);

    if (code < 0 || (code = foi__case_record(c, &record, c->count, err)) < 0)
        return code;
    code = check(c, lawful, buf, size, needed, err);
    foi__case_forget(c);
    return code;
}

/* ---- errors -------------------------------------------------------------------------------------------- */

/*
 * The code says where to mend it: in the JSON, the input, the law or the calendar. A pointer into what is no JSON, or
 * to a decree that is missing, would lead nowhere.
 */
size_t foi_case_error_json(const foi_error *err, int lang, char *buf, size_t size)
{
    foi__json j = {{buf, size, 0}, false};
    foi_error e = {.size = sizeof e};
    const char *code = "input", *pointer;
    char message[512];

    /* of an older caller no more is read than it says there is */
    memcpy(&e, err, err->size < sizeof e ? err->size : sizeof e);
    pointer = e.pointer;
    if (e.code == FOI_ERR_SYNTAX && e.line > 0) {
        code = "json";
        pointer = NULL;
    } else if (e.code == FOI_ERR_LAW_GAP) {
        code = "law";
        pointer = e.pointer[0] != '\0' ? e.pointer : NULL;
    } else if (e.code == FOI_ERR_CALENDAR_GAP) {
        code = "calendar";
        pointer = NULL;
    }
    foi_error_text(&e, lang, message, sizeof message);
    foi__json_open(&j, NULL, '{');
    foi__json_open(&j, "error", '{');
    foi__json_text(&j, "code", code);
    foi__json_text(&j, "message", message);
    foi__json_text(&j, "pointer", pointer);
    foi__json_close(&j, '}');
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}
