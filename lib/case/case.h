/*
 * The inside of the case room.
 *
 * A *fact* is an event as recorded, its fields turned into numbers. A *fold* goes through the facts once, in
 * one reading of the law (a *world*), and leaves states and clock *instances*. A *judgment* is what all worlds
 * together say of a case on a day; its states, clocks and next steps are those of the prevailing one.
 */
#ifndef FOI_CASE_INTERNAL_H
#define FOI_CASE_INTERNAL_H

#include "base/base.h"
#include "date/date.h"
#include "foi/case.h"
#include "law/plan.h"

/* ---- facts --------------------------------------------------------------------------------------------- */

typedef struct foi__record {
    foi_day date, day, received;    /* received FOI_DAY_NONE: not on file */
    uint8_t kind, party;            /* party FOI__NO: none */
    uint8_t present;                /* bits of fields */
    uint8_t filled;                 /* bits of fields that hold something: no empty text, no empty list */
    int32_t value[FOI__FIELDS_MAX]; /* a day; place in a list; bits of a list; 0 or 1; offset of a text */
    uint32_t note;                  /* offset of a text; 0: none */
} foi__record;

typedef struct foi__fixed {
    uint8_t axis;
    bool from_file;
    const char *option; /* the law keeps it */
} foi__fixed;

/* For memory on the stack of which little is read: where the compiler would clear it, it need not. */
#if defined(__has_attribute)
#if __has_attribute(uninitialized)
#define FOI__UNSET __attribute__((uninitialized))
#endif
#endif
#ifndef FOI__UNSET
#define FOI__UNSET
#endif

/* ---- one fold ------------------------------------------------------------------------------------------ */

enum foi__end { FOI__RUNS, FOI__STOPPED, FOI__CANCELLED };

/* One clock of a case, in one world. */
typedef struct foi__instance {
    int32_t event;  /* index of the fact that started it; -1: a lapse */
    int32_t source; /* the instance whose lapse started it; -1 */
    int32_t root;   /* the fact with which it all began: what makes it the same clock in another world */
    int32_t extended_event, stopped_event;
    int32_t ended_by; /* the instance whose lapse ended it; -1: an act, or nothing */
    int32_t older; /* the one of the same clock that started before; -1 */
    int32_t open;  /* the next one of the same clock that has not ended; -1 */
    foi_day from, due, extended_from, stopped;
    foi_day earliest, latest; /* of a judgment */
    uint8_t clock, party, rank, end;
    bool passed, again, closed; /* closed: ended by another act, though it had passed */
    bool paired;                /* redate.c: found in the other fold */
} foi__instance;

typedef struct foi__windows {
    bool any, any_silent;
    foi_day last, last_silent; /* the last day of the last window; FOI_DAY_MAX: beyond the decided days */
} foi__windows;

/* Which option of each axis a world takes. A choice that nobody asks for is never made. */
typedef struct foi__world {
    int8_t option[FOI__PLAN_AXES]; /* -1: not chosen yet */
    uint8_t count[FOI__PLAN_AXES]; /* how many there are to choose from */
    uint8_t path[FOI__PLAN_AXES];  /* axes in the order in which they were asked for */
    uint8_t path_len;
    bool whole; /* every choice is made */
    bool plain; /* and each is the default */
} foi__world;

/*
 * A due date to come as one number: whichever is smaller passes first. Of one day it is the clock that comes first
 * in the law, then the instance that started first.
 */
typedef uint64_t foi__due;

static inline foi__due foi__due_of(foi_day day, uint8_t clock, int32_t instance)
{
    return (uint64_t)(day - FOI_DAY_MIN) << 40 | (uint64_t)clock << 32 | (uint32_t)instance;
}

static inline foi_day foi__due_day(foi__due due)
{
    return (foi_day)(due >> 40) + FOI_DAY_MIN;
}

typedef struct foi__fold {
    const foi_case *c;
    const foi__plan *plan;
    const foi__edition *edition;
    foi__world *world;
    foi__set *found;   /* findings of each fact; NULL: nobody asks */
    foi__set missing;  /* findings of omissions */
    foi__set happened; /* events that took effect */
    foi__set listed;   /* clocks with an instance in their list `open` */
    uint8_t state[FOI__TRACKS_MAX];
    foi_day since[FOI__TRACKS_MAX];
    uint8_t happened_party[FOI__EVENTS_MAX]; /* for which parties */
    int32_t last[FOI__EVENTS_MAX];           /* place in the order of the last one that took effect; -1 */
    foi_day first_day[FOI__EVENTS_MAX];      /* of an event that took effect; FOI_DAY_MAX: none */
    uint8_t row[FOI__EVENTS_MAX];            /* how many in a row */
    int32_t newest[FOI__CLOCKS_MAX], open[FOI__CLOCKS_MAX]; /* heads of lists of instances; -1 */
    int32_t running[FOI__CLOCKS_MAX];
    foi__windows windows[FOI__GROUNDS_MAX];
    foi__set late, stopped; /* clocks that the present event stopped: late, at all */
    foi__set row_told;
    bool answered;        /* one of the answers came */
    bool decided_without; /* an event that ends a duty took effect without the duty on file */
    foi_day decided_without_day;
    foi_day asked_first, asked_last; /* every day that the calendar was asked about lies between */
    int32_t place; /* of the present event in the order */
    foi__instance *instances;
    size_t count, room;
    foi__due *heap; /* due dates to come, the earliest first */
    size_t heap_len, heap_room;
    const foi__instance *few; /* room that is not the fold's own, to begin with; NULL: none */
    const foi__due *few_dues;
    int code;
    foi_error *err;
} foi__fold;

enum { FOI__FEW = 16 };

/*
 * The prevailing world alone, without findings. It lives on the stack: most cases have few clocks, and a look at
 * a case then touches nothing but its facts.
 */
typedef struct foi__brief {
    foi__fold fold;
    uint32_t *sorted; /* instances in the order of the report */
    foi__instance few[FOI__FEW];
    foi__due few_dues[FOI__FEW];
    uint32_t few_sorted[2 * FOI__FEW + 1];
} foi__brief;

/* ---- a judgment ---------------------------------------------------------------------------------------- */

typedef struct foi__next {
    uint8_t event, clock; /* clock: the one that asks for it or whose lapse will open it; FOI__NO: none */
    const char *actor;
    foi_day not_before, until, safe_until; /* FOI_DAY_NONE: none, or beyond the decided days */
    bool open_end;
    const foi__citations *cites;
    int32_t grade;
} foi__next;

/* The window that a running duty will open when it lapses. */
typedef struct foi__right {
    int32_t duty; /* an instance */
    foi_day until, safe_until;
} foi__right;

typedef struct foi__verdict {
    int32_t event; /* -1: an omission */
    uint8_t code, under;
} foi__verdict;

typedef struct foi__judgment {
    bool valid;
    foi_day as_of;
    foi__fold fold;   /* of the prevailing world; its instances are in `clocks` */
    uint32_t *sorted; /* instances in the order of the report */
    size_t sorted_room;
    foi__verdict *verdicts;
    size_t verdict_count, verdict_room;
    foi__right *rights;
    size_t right_count, right_room;
    foi__next *nexts;
    size_t next_count, next_room;
} foi__judgment;

/* What a look at the prevailing world needs comes first, and little of it: an office has many cases. */
struct foi_case {
    foi_law *law;
    const foi__plan *plan;
    size_t regime;
    foi__record *records; /* as listed */
    size_t count;
    uint32_t *order; /* facts by their day, then as listed */
    bool ordered;    /* it is known whether they are in order, and if not, `order` is */
    bool in_order;   /* as listed */
    uint8_t applicant_number;
    foi_day first_date; /* of the records, when they are ordered */
    size_t happened;    /* facts that have happened on the day of the judgment */
    const foi__edition *edition;
    const foi__edition *prevailing_of; /* the edition that `prevailing` was made for; NULL: none */
    foi__world prevailing;
    size_t fixed_count;
    foi__fixed fixed[FOI__PLAN_AXES];
    const char *zone, *applicant; /* the law keeps the applicant, the library the zone */
    foi_day file_as_of, latest;   /* FOI_DAY_NONE */
    char *text;
    size_t room, text_len, text_room, order_room;
    foi__fold *scratch;                  /* for the other worlds; NULL: none yet */
    foi__set *found, *all, *any, *first; /* findings by fact: of a fold, of all folds, of any, of the first */
    size_t found_room;
    int32_t *heads; /* keys of the prevailing clocks, by fact */
    int32_t *links;
    size_t head_room, link_room;
    foi__judgment *judgment; /* in all readings; NULL: nobody has asked */
};

/* What was judged no longer holds. */
static inline void foi__case_changed(foi_case *c)
{
    if (c->judgment != NULL)
        c->judgment->valid = false;
}

/* The place in the list of the i-th fact in the order of the days. */
static inline size_t foi__record_number(const foi_case *c, size_t i)
{
    return c->in_order ? i : c->order[i];
}

static inline const foi__record *foi__record_at(const foi_case *c, size_t i)
{
    return &c->records[foi__record_number(c, i)];
}

/* fact.c: from names and texts to numbers. A text stays in the case even if the event is refused later. */
int foi__record_read(foi_case *c, foi__record *out, const foi_event *event, size_t index, foi_error *err);
int foi__record_kind(const foi_case *c, foi__record *f, const char *kind, const foi__pointer *at, foi_error *err);
int foi__record_day(foi_day *out, const char *text, size_t len, const foi__pointer *at, foi_error *err);
uint8_t foi__record_field(const foi_case *c, const foi__record *f, const char *name);
int foi__record_set(foi_case *c, foi__record *f, uint8_t field, const char *text, size_t len, const foi__pointer *at,
                    foi_error *err);
int foi__record_set_true(foi_case *c, foi__record *f, uint8_t field, foi_error *err);
void foi__record_set_list(foi__record *f, uint8_t field);
int foi__record_add(const foi_case *c, foi__record *f, uint8_t field, const char *item, size_t len,
                    const foi__pointer *at, foi_error *err);
int foi__record_note(foi_case *c, foi__record *f, const char *text, size_t len, foi_error *err);
int foi__record_unknown(const foi_case *c, const foi__record *f, const char *name, const foi__pointer *event,
                        foi_error *err);
int foi__record_finish(const foi_case *c, foi__record *f, const foi__pointer *event, foi_error *err);
int foi__case_record(foi_case *c, const foi__record *f, size_t index, foi_error *err); /* index = count: one more */
void foi__case_forget(foi_case *c);                                                    /* the last one */

/* case.c */
int foi__case_fix(foi_case *c, const char *reading, bool from_file, foi_error *err);
int foi__case_make(foi_case **out, const foi_law *law, const char *regime, foi_error *err);
int foi__case_applicant(foi_case *c, const char *kind, foi_error *err);
int foi__case_zone(foi_case *c, const char *zone, foi_error *err);
int foi__case_options(foi_case *c, const foi_case_opts *o, foi_error *err);
int foi__case_opts_read(foi_case_opts *o, const foi_case_opts *given, foi_error *err);

/* file.c */
int foi__file_event(foi_case *c, foi__record *out, const char *json, size_t len, const foi__pointer *at,
                    foi_error *err);

/* ready.c: everything that is the same in every world */
int foi__case_order(foi_case *c, foi_error *err);
int foi__case_ready(foi_case *c, foi_day *as_of, foi_error *err);

/* fold.c */
int foi__fold_run(foi__fold *f, const foi_case *c, foi__world *w, foi__set *found, foi_day as_of, foi_error *err);
void foi__fold_free(foi__fold *f);
/* The instances in the order of the report; `sorted` has room for 2 * count + 1. */
void foi__fold_sort(const foi__fold *f, uint32_t *sorted);

/* clock.c */
static inline bool foi__fold_in(const foi__fold *f, const foi__places *p)
{
    for (size_t i = 0; i < p->count; i++)
        if ((p->states[i] >> f->state[p->track[i]] & 1) == 0)
            return false;
    return true;
}

/* The day is that of the change: a state that is entered again keeps the day since when it lasts. */
static inline void foi__fold_set_state(foi__fold *f, uint8_t track, uint8_t state, foi_day day)
{
    if (f->state[track] == state)
        return;
    f->state[track] = state;
    f->since[track] = day;
}

void foi__fold_find(foi__fold *f, int32_t event, uint8_t code);

/*
 * Instances of a clock form two lists: all of them, the newest first, and those that nothing has ended yet.
 * This is the one (of a party) that started last; NULL if there is none.
 */
static inline foi__instance *foi__fold_newest(const foi__fold *f, uint8_t clock, uint8_t party)
{
    int32_t i = f->newest[clock];

    if (i >= 0 && f->plan->clocks[clock].each_party)
        while (i >= 0 && f->instances[i].party != party)
            i = f->instances[i].older;
    return i >= 0 ? &f->instances[i] : NULL;
}

/* By the rule of the case: the window that the lapse of a clock opens (FOI__NO: none), whether an event extends it. */
static inline uint8_t foi__fold_window(const foi__fold *f, uint8_t clock)
{
    const foi__clock *rule = f->edition->clocks[clock].clock;

    return rule != NULL && rule->lapse_opens.count > 0 ? f->plan->clocks[clock].window : FOI__NO;
}

static inline bool foi__extends(const foi__edition_clock *c, const foi__plan_event *e)
{
    return c->clock != NULL && c->clock->extension.by != NULL && foi__same(c->clock->extension.by, e->event->id);
}

void foi__fold_watch(foi__fold *f, int32_t i);

/* An instance that had passed no longer runs; ending it takes nothing from the count. */
static inline void foi__fold_end_instance(foi__fold *f, foi__instance *i, uint8_t end, int32_t event, foi_day day)
{
    if (!i->passed)
        f->running[i->clock]--;
    i->end = end;
    i->stopped_event = event;
    i->stopped = day;
}

void foi__fold_close_grounds(foi__fold *f);
void foi__fold_open_grounds(foi__fold *f, const foi__plan_event *e, const foi__record *fact);
void foi__fold_close_grounds_by_lapse(foi__fold *f, uint8_t clock);
/*
 * Where the rule of the day of the event counts, its absence is told: the file then speaks of a time whose rules
 * nobody loaded.
 */
bool foi__fold_has_rule(foi__fold *f, uint8_t clock, foi_day day, int32_t event);

/* A right that can be used shows in its track, unless a later step stands there already. */
static inline void foi__fold_open_track(foi__fold *f, const foi__plan_clock *c, foi_day day)
{
    if (c->opens_track != FOI__NO && (c->opens_from >> f->state[c->opens_track] & 1) != 0)
        foi__fold_set_state(f, c->opens_track, c->opens_to, day);
}

foi__instance *foi__fold_start(foi__fold *f, uint8_t clock, foi_day from, int32_t event, uint8_t party);
void foi__fold_lapse(foi__fold *f, foi_day day);

/* Time passes: everything that was due before `day` has lapsed. */
static inline void foi__fold_pass_time(foi__fold *f, foi_day day)
{
    if (f->heap_len > 0 && foi__due_day(f->heap[0]) < day)
        foi__fold_lapse(f, day);
}

/* term.c */
uint8_t foi__world_ask(foi__world *w, uint8_t axis);
/* The last day of a term from a day; FOI_DAY_NONE beyond the decided days. */
foi_day foi__fold_due(foi__fold *f, uint8_t clock, foi_day from, uint8_t kind, bool lapse); /* kind of the event */
foi_day foi__fold_extended(foi__fold *f, uint8_t clock, foi_day due);
foi_day foi__fold_day0(foi__fold *f, uint8_t clock, foi_day lapse_day);
const foi_calendar *foi__fold_calendar(const foi__fold *f, uint8_t clock);
int32_t foi__fold_unit(const foi__fold *f, uint8_t clock);

/* What the law takes when nobody chose: the default of each axis of an edition. */
void foi__world_of_defaults(const foi_law *law, const foi__edition *e, foi__world *w);

/* guard.c */
bool foi__tests_pass(const foi__tests *t, const foi__plan_event *e, const foi__record *fact);

static inline bool foi__tests_hold(const foi__tests *t, const foi__plan_event *e, const foi__record *fact)
{
    return t->count == 0 || foi__tests_pass(t, e, fact);
}

/* Asks the guards of a move; true if the event has no effect. */
bool foi__fold_guard(foi__fold *f, const foi__move *m, const foi__record *fact, int32_t event);

/* judge.c */
int foi__case_judge(foi_case *c, foi_day as_of, foi_error *err);
int foi__case_brief(const foi_case *c, foi__brief *b, foi_day as_of, foi_error *err);
int foi__brief_sort(foi__brief *b, foi_error *err);
void foi__brief_free(foi__brief *b);
int foi__instance_status(const foi__instance *i, foi_day as_of);
int32_t foi__instance_left(const foi__fold *f, const foi__instance *i, foi_day as_of); /* INT32_MIN: none */
const char *foi__instance_actor(const foi_case *c, const foi__instance *i);
const foi__clock *foi__instance_rule(const foi_case *c, const foi__instance *i);
int32_t foi__verdict_severity(const foi_case *c, const foi__verdict *v);
const char *foi__verdict_actor(const foi_case *c, const foi__verdict *v);
uint8_t foi__verdict_clock(const foi_case *c, const foi__verdict *v); /* FOI__NO: none */

/* next.c: the rights to come while the first world stands, the steps when all have been judged */
int foi__case_rights(foi_case *c, foi_error *err);
int foi__case_next(foi_case *c, foi_error *err);

#endif
