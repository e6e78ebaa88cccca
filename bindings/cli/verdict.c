/* What a panel said about a term, beside what the library says, and the reading that gives the printed date. */
#include "cli.h"

#include <string.h>

/* Where the library's word on a subject is found. */
static const struct subject {
    const char *clock;
    const char *late[2], *premature; /* findings */
    const char *act[2];              /* what is judged; the answer is judged by its clock alone */
    const char *no_term;             /* the finding that nothing started the term */
} subjects[ABOUT_OTHER] = {
    [ABOUT_RESPONSE] = {"response", {"response_late", "response_missing"}, "", {NULL, NULL}, ""},
    [ABOUT_OBJECTION] = {"objection_filing", {"objection_late", ""}, "objection_premature",
                         {"objection_received", "objection_registered"}, "objection_without_ground"},
    [ABOUT_DISPUTE] = {"dispute_filing", {"dispute_late", ""}, "dispute_premature",
                       {"dispute_filed", "dispute_registered"}, "dispute_without_objection"},
};

static bool happened(const cli_judged *j, const char *const kind[2])
{
    for (size_t i = 0; i < j->events; i++) {
        if (j->event[i].day <= j->info.as_of &&
            (strcmp(j->event[i].kind, kind[0]) == 0 || strcmp(j->event[i].kind, kind[1]) == 0))
            return true;
    }
    return false;
}

/* The answer is judged once its term is over or it was given. */
static bool answer_judged(const cli_judged *j, const char *clock)
{
    for (size_t i = 0; i < j->clocks; i++) {
        if (strcmp(j->clock[i].id, clock) == 0 &&
            (j->clock[i].status == FOI_CLOCK_MET || j->clock[i].status == FOI_CLOCK_LATE ||
             j->clock[i].status == FOI_CLOCK_LAPSED))
            return true;
    }
    return false;
}

static enum cli_said meaning(const struct subject *subject, const char *code)
{
    if (strcmp(code, subject->late[0]) == 0 || strcmp(code, subject->late[1]) == 0)
        return SAID_LATE;
    return strcmp(code, subject->premature) == 0 ? SAID_PREMATURE : SAID_OTHER;
}

/* What the library says under the prevailing reading, and under another where that differs. */
static void library_says(const cli_judged *j, const struct subject *subject, cli_verdict *out)
{
    out->says = out->other = SAID_MET;
    out->under = FOI_UNDER_ALL;
    for (size_t i = 0; i < j->findings; i++) {
        const foi_case_finding *finding = &j->finding[i];
        enum cli_said said = meaning(subject, finding->code);

        if (strcmp(finding->code, subject->no_term) == 0) {
            out->comparison = COMPARED_NOT;
            out->why = T_WHY_NO_TERM;
        }
        if (said == SAID_OTHER)
            continue;
        if (finding->under == FOI_UNDER_OTHER) {
            out->other = said;
            out->under = FOI_UNDER_DEFAULT;
        } else {
            out->says = said;
            out->under = finding->under == FOI_UNDER_ALL ? out->under : FOI_UNDER_DEFAULT;
        }
    }
    if (out->under == FOI_UNDER_ALL)
        out->other = out->says;
}

/* The first reading that gives the printed date for a clock of this name. */
static void find_reading(const cli_judged *j, const char *clock, foi_day stated, cli_verdict *out)
{
    foi_deadline_opts opts = {.size = sizeof opts, .regime = j->info.regime};

    for (size_t i = 0; i < j->clocks && !out->reproduced; i++) {
        foi_deadline *d = NULL;
        foi_reading reading[64];
        size_t count;

        if (strcmp(j->clock[i].id, clock) != 0 ||
            foi_law_due(foi_case_law(j->of), &d, clock, j->clock[i].from, &opts, NULL) != FOI_OK)
            continue;
        count = foi_deadline_readings(d, reading, 64);
        for (size_t k = 0; k < count && k < 64 && !out->reproduced; k++) {
            if (reading[k].due != stated)
                continue;
            out->reproduced = true;
            foi_deadline_reading_label(d, k, out->reading, sizeof out->reading);
        }
        foi_deadline_unref(d);
    }
}

cli_verdict cli_verdict_find(const cli_judged *j, enum cli_about about, enum cli_said panel, foi_day stated)
{
    cli_verdict v = {.comparison = COMPARED_NOT, .why = T_WHY_OTHER, .says = SAID_OTHER, .other = SAID_OTHER};
    const struct subject *subject;

    if (about == ABOUT_OTHER)
        return v;
    subject = &subjects[about];
    if (stated != FOI_DAY_NONE)
        find_reading(j, subject->clock, stated, &v);
    if (panel > SAID_PREMATURE)
        return v;
    v.why = T_WHY_ABSENT;
    if (subject->act[0] == NULL ? !answer_judged(j, subject->clock) : !happened(j, subject->act))
        return v;
    v.comparison = COMPARED_DISAGREE;
    library_says(j, subject, &v);
    if (v.comparison == COMPARED_NOT)
        return v;
    if (v.says == panel)
        v.comparison = COMPARED_AGREE;
    else if (v.other == panel)
        v.comparison = COMPARED_AGREE_OTHER;
    return v;
}
