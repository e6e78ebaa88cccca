/* The clocks of a case: from which day, until when, under which readings, and what happened. */
#include "chronologies.h"

#include <stdio.h>
#include <string.h>

const struct plan plans[STEPS] = {
    {"response", {"request_received", "request_sent"}, {"request_answered"}, "request_unanswered", -1, {NULL},
     "Jawaban", "Answer"},
    {"objection_filing", {"request_answered"}, {"objection_received", "objection_sent"}, NULL, 0,
     {"objection_silence_start=day_after_lapse", "objection_silence_start=lapse_day"}, "Keberatan", "Objection"},
    {"objection_decision", {"objection_received", "objection_sent"}, {"objection_decided"}, "objection_unanswered",
     -1, {NULL}, "Tanggapan", "Decision"},
    {"dispute_filing", {"objection_decided"}, {"dispute_filed", "dispute_sent", "dispute_registered"}, NULL, 2,
     {"dispute_silence_start=lapse_day", "dispute_silence_start=day_after_lapse"}, "Sengketa", "Dispute"},
};

/* The readings that run from one clock into the window that its lapse opens. */
static const char *const first_day[] = {"first_day=next_day", "first_day=same_day"};
static const char *const off_day[] = {"off_day_receipt=keep", "off_day_receipt=deemed_next"};

/* The first event of the case of one of the kinds, those with a day before those without. */
static struct fact find(const struct app *app, const char *id, const char *const *kinds, size_t count)
{
    struct fact found = {FOI_DAY_NONE, NULL, 0};

    for (size_t k = 0; k < count && kinds[k] != NULL; k++) {
        for (size_t row = 0; row < app->events.rows && found.day == FOI_DAY_NONE; row++) {
            foi_day day;

            if (strcmp(cell(&app->events, row, EVENT_CASE), id) != 0 ||
                strcmp(cell(&app->events, row, EVENT_KIND), kinds[k]) != 0 ||
                !read_day(cell(&app->events, row, EVENT_DAY), &day) || (found.kind != NULL && day == FOI_DAY_NONE))
                continue;
            found = (struct fact){day, kinds[k], 0};
            if (strcmp(cell(&app->events, row, EVENT_STANDING), "doubtful") == 0)
                found.marks = DOUBTFUL;
            if (strstr(kinds[k], "_received") == NULL && strstr(kinds[k], "_filed") == NULL)
                found.marks |= NEAR;
        }
    }
    return found;
}

static void fail(const struct app *app, struct step *step, const foi_error *err)
{
    step->status = err->code;
    foi_error_text(err, app->lang, step->why, sizeof step->why);
}

static int ask(const struct app *app, const char *regime, const char *clock, foi_day from,
               const char *const *readings, size_t count, foi_deadline **out, foi_error *err)
{
    foi_deadline_opts opts = {.size = sizeof opts, .regime = regime, .readings = readings, .reading_count = count};

    return foi_law_due(app->law, out, clock, from, &opts, err);
}

static void add_candidate(struct step *step, foi_day open, foi_day due, const char *label)
{
    for (size_t i = 0; i < step->candidates; i++) {
        if (step->candidate[i].open == open && step->candidate[i].due == due)
            return;
    }
    if (step->candidates < CANDIDATES) {
        struct candidate *c = &step->candidate[step->candidates++];

        c->open = open;
        c->due = due;
        snprintf(c->label, sizeof c->label, "%s", label);
    }
}

/* A clock that an event starts: the library knows all of its readings. */
static void from_event(const struct app *app, const char *regime, struct step *step)
{
    foi_error err = {.size = sizeof err};
    foi_deadline_info info = {.size = sizeof info};
    foi_reading reading[CANDIDATES];
    size_t count;

    if (ask(app, regime, step->plan->clock, step->from.day, NULL, 0, &step->deadline, &err) != FOI_OK) {
        fail(app, step, &err);
        return;
    }
    foi_deadline_get(step->deadline, &info);
    count = foi_deadline_readings(step->deadline, reading, CANDIDATES);
    for (size_t i = 0; i < count && i < CANDIDATES; i++) {
        char label[LABEL];

        foi_deadline_reading_label(step->deadline, i, label, sizeof label);
        add_candidate(step, step->open, reading[i].due, label);
    }
    step->due = info.due;
    step->earliest = info.earliest;
    step->latest = info.latest;
    step->answered = true;
}

struct world {
    foi_day open, from, due;
};

/* One combination of readings, in the order of the library: the last axis changes fastest. */
static int lapse_world(const struct app *app, const char *regime, struct step *step, const struct step *first,
                       unsigned number, struct world *out, foi_error *err)
{
    const char *const fixed[] = {first_day[number >> 2 & 1], off_day[number >> 1 & 1]};
    const bool after = strstr(step->plan->silence[number & 1], "=day_after_lapse") != NULL;
    foi_deadline_info info = {.size = sizeof info};
    foi_deadline *d = NULL;
    int status = ask(app, regime, first->plan->clock, first->from.day, fixed, 2, &d, err);

    if (status != FOI_OK)
        return status;
    foi_deadline_get(d, &info);
    foi_deadline_unref(d);
    out->open = info.due + 1;
    out->from = after ? info.due + 1 : info.due;
    /* A lapse is no event: counted from the lapse day itself, day 1 is the next day in every world. */
    status = ask(app, regime, step->plan->clock, out->from, after ? fixed : first_day, 1, &d, err);
    if (status != FOI_OK)
        return status;
    foi_deadline_get(d, &info);
    out->due = info.due;
    if (number == 0)
        step->deadline = d;
    else
        foi_deadline_unref(d);
    return FOI_OK;
}

/* The options of a world, without the axes that change nothing here. */
static void world_label(const struct step *step, const struct world *world, unsigned number, char *label, size_t size)
{
    const char *const option[] = {step->plan->silence[number & 1], off_day[number >> 1 & 1],
                                  first_day[number >> 2 & 1]};
    size_t used = 0;

    label[0] = '\0';
    for (unsigned bit = 3; bit-- > 0;) {
        bool matters = false;

        for (unsigned i = 0; i < 8; i++)
            matters |= world[i].due != world[i ^ 1u << bit].due || world[i].open != world[i ^ 1u << bit].open;
        if (matters && used < size)
            used += (size_t)snprintf(label + used, size - used, "%s%s", used > 0 ? " " : "", option[bit]);
    }
}

/* A window that opens when a term has passed in silence: every reading runs through both clocks. */
static void from_lapse(const struct app *app, const char *regime, struct step *step, const struct step *first)
{
    foi_error err = {.size = sizeof err};
    struct world world[8];

    for (unsigned i = 0; i < 8; i++) {
        if (lapse_world(app, regime, step, first, i, &world[i], &err) != FOI_OK) {
            fail(app, step, &err);
            return;
        }
    }
    step->from.day = world[0].from;
    step->from.kind = "lapse";
    step->open = world[0].open;
    step->due = step->earliest = step->latest = world[0].due;
    for (unsigned i = 0; i < 8; i++) {
        char label[LABEL];

        world_label(step, world, i, label, sizeof label);
        add_candidate(step, world[i].open, world[i].due, label);
        step->earliest = world[i].due < step->earliest ? world[i].due : step->earliest;
        step->latest = world[i].due > step->latest ? world[i].due : step->latest;
    }
    step->answered = true;
}

static enum verdict judge_day(const struct candidate *c, foi_day day)
{
    return day < c->open ? PREMATURE : day > c->due ? LATE : IN_TIME;
}

/* What happened, under the prevailing reading and, where it differs, under another. */
static void judge(const struct app *app, const char *id, struct step *step)
{
    step->silent = find(app, id, &step->plan->unanswered, 1);
    if (step->done.day == FOI_DAY_NONE || step->candidates == 0) {
        step->verdict = step->done.kind != NULL ? UNDATED : step->silent.kind != NULL ? UNANSWERED : NOT_ON_FILE;
        step->other = step->verdict;
        return;
    }
    step->verdict = step->other = judge_day(&step->candidate[0], step->done.day);
    for (size_t i = 1; i < step->candidates && step->other == step->verdict; i++)
        step->other = judge_day(&step->candidate[i], step->done.day);
}

/* The panel's own date for this clock, and the reading that gives it. */
static void compare(const struct app *app, struct step *step)
{
    foi_day stated = FOI_DAY_NONE;

    if (step->panel_row < app->panel.rows)
        read_day(cell(&app->panel, step->panel_row, PANEL_STATED), &stated);
    for (size_t i = 0; i < step->candidates && stated != FOI_DAY_NONE && step->reproduced == NULL; i++) {
        if (step->candidate[i].due == stated)
            step->reproduced = step->candidate[i].label[0] != '\0' ? step->candidate[i].label : "all";
    }
}

static size_t panel_row(const struct app *app, const char *id, const char *clock)
{
    size_t row = 0;

    while (row < app->panel.rows && (strcmp(cell(&app->panel, row, PANEL_CASE), id) != 0 ||
                                     strcmp(cell(&app->panel, row, PANEL_CLOCK), clock) != 0 ||
                                     is_empty(cell(&app->panel, row, PANEL_STATED))))
        row++;
    return row;
}

/* May the window be counted from the silence of the step before? Then with which marks? */
static bool lapse_counts(const struct step *first, unsigned *marks)
{
    if (first->from.day == FOI_DAY_NONE || first->done.kind != NULL)
        return false; /* no start on file, or an answer came, if only without its day */
    *marks = first->from.marks | (first->silent.kind == NULL ? IF_SILENT : first->silent.marks & DOUBTFUL);
    return true;
}

static void solve(const struct app *app, size_t row, struct step *steps, size_t number)
{
    struct step *step = &steps[number];
    const struct step *first = step->plan->after < 0 ? NULL : &steps[step->plan->after];
    const char *id = cell(&app->cases, row, CASE_ID), *regime = cell(&app->cases, row, CASE_REGIME);
    foi_day printed = FOI_DAY_NONE;

    step->from = find(app, id, step->plan->from, 2);
    step->done = find(app, id, step->plan->done, 3);
    step->panel_row = panel_row(app, id, step->plan->clock);
    if (step->from.day == FOI_DAY_NONE && step->panel_row < app->panel.rows &&
        read_day(cell(&app->panel, step->panel_row, PANEL_FIRST), &printed) && printed != FOI_DAY_NONE)
        step->from = (struct fact){printed, "panel", 0};
    if (step->from.day != FOI_DAY_NONE) {
        step->open = step->from.day;
        /* After a late answer the window stands open already, since the lapse. */
        if (first != NULL && first->answered && first->latest < step->open)
            step->open = first->latest + 1;
        from_event(app, regime, step);
    } else if (first != NULL && lapse_counts(first, &step->from.marks)) {
        from_lapse(app, regime, step, first);
    }
    judge(app, id, step);
    compare(app, step);
}

void solve_case(const struct app *app, size_t row, struct step *steps)
{
    const char *use = cell(&app->cases, row, CASE_USE);
    const size_t count = strcmp(use, "yes") == 0 ? STEPS : strcmp(use, "response_only") == 0 ? 1 : 0;

    memset(steps, 0, STEPS * sizeof *steps);
    for (size_t i = 0; i < STEPS; i++) {
        steps[i].plan = &plans[i];
        steps[i].panel_row = app->panel.rows;
        if (i < count)
            solve(app, row, steps, i);
    }
}

void free_steps(struct step *steps)
{
    for (size_t i = 0; i < STEPS; i++)
        foi_deadline_unref(steps[i].deadline);
}

bool usable(const struct app *app, size_t row)
{
    const char *use = cell(&app->cases, row, CASE_USE);

    return strcmp(use, "yes") == 0 || strcmp(use, "response_only") == 0;
}

bool has_row(const struct step *step)
{
    return step->answered || step->status != FOI_OK;
}

bool is_judged(const struct step *step)
{
    return step->verdict == IN_TIME || step->verdict == LATE || step->verdict == PREMATURE;
}

/* What is on file as sent came later in truth, never earlier: that can spoil some verdicts and not others. */
unsigned doubts(const struct step *step)
{
    switch (step->verdict) {
    case IN_TIME: return step->from.marks | step->done.marks;
    case LATE: return step->from.marks | (step->done.marks & ~(unsigned)NEAR);
    case PREMATURE: return (step->from.marks & ~(unsigned)NEAR) | step->done.marks;
    case UNANSWERED: return step->silent.marks & DOUBTFUL;
    case UNDATED:
    case NOT_ON_FILE: break;
    }
    return 0;
}

/* The citations of the rule, cut to what fits. */
void cites_of(const struct step *step, const char *between, char *to, size_t size)
{
    foi_cite cite[16];
    size_t count = step->deadline == NULL ? 0 : foi_deadline_cites(step->deadline, cite, 16), used = 0;

    to[0] = '\0';
    for (size_t i = 0; i < count && i < 16 && used < size; i++)
        used += (size_t)snprintf(to + used, size - used, "%s%s %s", i > 0 ? between : "", cite[i].key, cite[i].article);
}
