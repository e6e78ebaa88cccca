/*
 * The inside of the law room: packs composed into regimes.
 *
 * For each regime and thing (a clock, an axis, a provision) there is a timeline: which rule speaks from
 * when to when. It is computed once, when the law is loaded; a look-up is a search for a day.
 */
#ifndef FOI_LAW_INTERNAL_H
#define FOI_LAW_INTERNAL_H

#include "base/base.h"
#include "calendar/calendar.h"
#include "date/date.h"
#include "foi/law.h"
#include "pack/pack.h"

typedef struct foi__version {
    foi_day from, to;
    const foi__rule *rule; /* never one that says "absent" */
} foi__version;

typedef struct foi__timeline {
    size_t count;
    foi__version *items; /* in order, disjoint */
} foi__timeline;

/* A thing of the law by name: all its rules, wherever they stand. */
typedef struct foi__thing {
    const char *list, *id; /* list: "clocks", "readings", "exemptions", ... */
    int32_t order;         /* axes stand in this order, everything else in that of the packs */
    size_t rule_count;
    foi__rule **rules;
} foi__thing;

/* Calendar states of one choice of worked kinds. */
typedef struct foi__calendar_state {
    unsigned worked_kinds;
    foi_calendar *used, *certain, *possible; /* bounds may be NULL */
    size_t amended_count;
    foi_calendar *full;      /* with everything known; keeps the strings of `amended` */
    foi_day_change *amended; /* days that are otherwise in `full` */
} foi__calendar_state;

enum { FOI__STATES_MAX = 8 };

typedef struct foi__calendar_set {
    const foi__calendar_use *use;
    size_t state_count;
    foi__calendar_state states[FOI__STATES_MAX]; /* the first has no worked kinds */
} foi__calendar_set;

typedef struct foi__regime_law {
    const foi__regime *regime;
    const foi__pack *act;
    size_t pack_count;
    foi__pack **packs; /* in order */
    const foi__calendar_set *calendar;
    foi__timeline *clocks, *axes, *provisions; /* one for each thing of the law */
    size_t edition_count;
    struct foi__edition *editions; /* plan.h: in order of day */
} foi__regime_law;

struct foi_law {
    foi__refs refs;
    foi__arena arena;
    size_t pack_count, clock_count, axis_count, provision_count, regime_count, calendar_count, lint_count, lint_room;
    foi__pack **packs;   /* in order of id */
    foi__thing *clocks;  /* in order of id */
    foi__thing *axes;    /* in order of `order` */
    foi__thing *provisions;
    foi__regime_law *regimes;
    foi__calendar_set *calendars;
    foi_error *lint;
    struct foi__plan *plan; /* plan.h */
    unsigned char hash[32];
};

/* ---- compose.c ----------------------------------------------------------------------------------------- */

int foi__law_compose(foi_law *law, foi_error *err);
bool foi__law_has_actor(const foi_law *law, const char *id);

/* ---- procedure.c --------------------------------------------------------------------------------------- */

int foi__law_check_procedure(const foi_law *law, foi_error *err);
const foi__track *foi__law_track(const foi_law *law, const char *id);
const foi__event *foi__law_event(const foi_law *law, const char *id);
/* Does an event or the passing of time lead from one state of a track to another? NULL stands for any state. */
bool foi__law_leads(const foi_law *law, const foi__track *track, const char *from, const char *to);
bool foi__law_event_moves(const foi_law *law, const char *event);
bool foi__law_gives_finding(const foi_law *law, const char *code);

/* ---- calendars.c --------------------------------------------------------------------------------------- */

/* First which calendars there are, then (when the axes are known) their states. */
int foi__law_find_calendars(foi_law *law, foi_error *err);
int foi__law_load_calendars(foi_law *law, const foi_law_opts *opts, foi_error *err);
void foi__law_drop_calendars(foi_law *law);
const foi__calendar_state *foi__calendar_state_of(const foi__calendar_set *set, unsigned worked_kinds);

/* ---- lint.c -------------------------------------------------------------------------------------------- */

int foi__law_find_lint(foi_law *law, foi_error *err);

/* ---- lookup.c: names and days -------------------------------------------------------------------------- */

const foi__pack *foi__law_pack_by_id(const foi_law *law, const char *id);
/* The pack or cited source of a citation key; *grade is the best grade that it can lend. NULL if there is none. */
const foi__bilingual *foi__law_source(const foi_law *law, const char *key, int32_t *grade);
int foi__law_regime_number(const foi_law *law, const char *regime, size_t *out, foi_error *err);
int foi__law_clock_number(const foi_law *law, const char *clock, size_t *out, foi_error *err);
/* False if no axis has that name. */
bool foi__law_axis_number(const foi_law *law, const char *axis, size_t len, size_t *out);
/* The number of an option; the count of options if it is not among them: another rule of the axis may offer it. */
size_t foi__axis_option(const foi__axis *a, const char *option);
const foi__version *foi__timeline_at(const foi__timeline *t, foi_day day); /* NULL: no rule */

static inline foi__place foi__rule_place(const foi__rule *rule)
{
    return (foi__place){rule->pack->file, rule->line, 0};
}

static inline const foi__clock *foi__clock_of(const foi__version *v)
{
    return (const foi__clock *)(const void *)v->rule; /* the rule is the clock's first member */
}

static inline const foi__axis *foi__axis_of(const foi__version *v)
{
    return (const foi__axis *)(const void *)v->rule;
}

static inline const foi__provision *foi__provision_of(const foi__version *v)
{
    return (const foi__provision *)(const void *)v->rule;
}

#endif
