/*
 * The procedure, compiled when the law is loaded: names become small numbers, lists of states become bit
 * masks, and what an event does in a state is a look-up. A *plan* is the same for the whole law; an *edition*
 * adds what a regime says on a day: the rules of the clocks and the options of the axes.
 */
#ifndef FOI_PLAN_INTERNAL_H
#define FOI_PLAN_INTERNAL_H

#include "law/law.h"

enum {
    FOI__TRACKS_MAX = 8,
    FOI__STATES_PER_TRACK = 64,
    FOI__EVENTS_MAX = 64,
    FOI__CLOCKS_MAX = 32,
    FOI__CODES_MAX = 64,
    FOI__FIELDS_MAX = 8,
    FOI__PARTIES_MAX = 4,
    FOI__GROUNDS_MAX = 16,
    FOI__PLAN_AXES = 16,
    FOI__NO = 255 /* no such number */
};

typedef uint64_t foi__set; /* of states of one track, of events, clocks or findings */

static inline foi__set foi__bit(unsigned n)
{
    return UINT64_C(1) << n;
}

/* The smallest number in a set that is not empty. */
static inline uint8_t foi__first_of(foi__set set)
{
    return (uint8_t)__builtin_ctzll(set);
}

/* Tracks with the states that each must be in. */
typedef struct foi__places {
    uint8_t count, track[4];
    foi__set states[4];
} foi__places;

/* Fields with the values that each must have. */
typedef struct foi__tests {
    uint8_t count, field[3];
    foi__set values[3];
} foi__tests;

typedef struct foi__plan_field {
    const foi__field *field;
    uint8_t type;
} foi__plan_field;

typedef struct foi__plan_guard {
    const foi__guard *guard;
    foi__tests when;
    foi__places when_state, unless_state, subject_state;
    uint8_t condition, when_has, field, other; /* other: an event or a clock */
    uint8_t finding, premature, absent, number;
    bool alone;
    foi__set values;
} foi__plan_guard;

typedef struct foi__plan_also {
    uint8_t track, to, unless_running;
    foi__set from;
} foi__plan_also;

/* One entry of the transitions. */
typedef struct foi__move {
    const foi__transition *transition;
    uint8_t to, to_field, once, otherwise, unstopped, guard_count, also_count; /* to FOI__NO: the state stays */
    uint8_t states[16];                                                        /* of the values of to_field */
    foi__places gap_in;
    foi__tests stays_if;
    bool may_void; /* a guard may deny the effect */
    foi__plan_guard *guards;
    foi__plan_also *also;
} foi__move;

/* The finding where an event has no place, in some states and on conditions. */
typedef struct foi__plan_elsewhere {
    foi__set in;
    uint8_t passed, after, not_after, finding;
} foi__plan_elsewhere;

enum foi__act { FOI__ACT_VOID, FOI__ACT_MOVE, FOI__ACT_GAP, FOI__ACT_IGNORE };

typedef struct foi__action {
    uint8_t act, number; /* of a move; of the finding of a void one */
} foi__action;

/* What an event does to a clock. */
typedef struct foi__plan_trigger {
    uint8_t clock, from, late_for, late, ground, under; /* under: an axis */
    bool in_time, again, of_lapse;
    foi__tests when;
    foi__places in;
    const foi__words *options; /* of `under`, by name: their numbers are those of an edition */
} foi__plan_trigger;

typedef struct foi__plan_triggers {
    size_t count;
    foi__plan_trigger *items;
} foi__plan_triggers;

typedef struct foi__plan_event {
    const foi__event *event;
    uint8_t track, day_field, receipt_field, party_field, no_receipt, receipt_clock, field_count, otherwise;
    foi__plan_field fields[FOI__FIELDS_MAX];
    foi__action action[FOI__STATES_PER_TRACK];
    size_t elsewhere_count;
    foi__plan_elsewhere *elsewhere;
    foi__plan_triggers starts, stops, cancels, opens; /* opens: windows of grounds */
    foi__set extends, ends_duties;                    /* clocks */
    foi__set stop_clocks, cancel_clocks;              /* those in the lists above */
    bool plain;                                       /* touches no clock and no ground */
    bool closes_grounds;
} foi__plan_event;

/* What the lapse of a clock does to a track. */
typedef struct foi__plan_lapse {
    const foi__lapse *lapse;
    uint8_t track, to;
    bool last, each_party;
    foi__set from, cancels;
    foi__places in;
} foi__plan_lapse;

typedef struct foi__plan_ground {
    const foi__ground *ground;
    bool never_late, never_early, assumed;
    foi__set after_lapse, after_silence; /* clocks */
} foi__plan_ground;

typedef struct foi__plan_clock {
    const foi__run *run;
    const char *id;
    size_t number; /* in the law */
    uint8_t step, due_field_of_event[FOI__EVENTS_MAX], start_axis, window, missing, no_rule, after, announces,
        answer_clock;
    uint8_t opens_track, opens_to, lapse_count, ground_count;
    bool one, each_party;
    foi__set opens_from, stop_events, answers, unless_before;
    foi__places not_in, extend_in, answer_open;
    foi__plan_lapse *lapses;
    foi__plan_ground *grounds;
} foi__plan_clock;

typedef struct foi__plan_track {
    const foi__track *track;
    uint8_t state_count, applicant_finding;
    const foi__state *shown[FOI__STATES_PER_TRACK]; /* the state under whose name each is told */
    uint32_t barred_applicants;                     /* kinds */
} foi__plan_track;

typedef struct foi__plan_step {
    const foi__step_rule *step;
    uint8_t event, where_count;
    struct {
        uint8_t since;
        foi__places in;
    } where[4];
    foi__set of;
    foi__tests unless[2]; /* of the events in `of`, in their order */
    uint8_t of_event[2];
} foi__plan_step;

typedef struct foi__plan {
    size_t track_count, event_count, move_count, clock_count, code_count, step_count;
    size_t party_count, applicant_count;
    const char *const *parties, *const *applicants;
    const char *party_actor;
    uint8_t code_clock[FOI__CODES_MAX]; /* the clock that a finding speaks of */
    foi__plan_track *tracks;
    foi__plan_event *events;
    foi__move *moves;
    foi__plan_clock *clocks; /* in the order of the runs */
    const foi__finding **codes;
    foi__plan_step *steps;
    uint8_t law_day[8];
    size_t law_day_count;
    foi__set voids;       /* findings whose effect is void */
    uint8_t ground_clock; /* the one with grounds */
    foi__set answers;     /* events that are the answer that it waits for */
} foi__plan;

/* A term of working days under the default options, ready to be counted. */
typedef struct foi__plain_term {
    const foi_calendar *calendar; /* NULL: it is none of these, or its options are not so simple */
    int32_t length, extension;    /* negative: backward */
    bool event_day_counts, receipt_moves, after_lapse;
    bool forward; /* nothing but so many working days on: one look at the tables of the calendar */
} foi__plain_term;

/* What the axes do to a clock: numbers of axes in the edition, FOI__NO if none. */
typedef struct foi__edition_clock {
    const foi__clock *clock;       /* NULL: no rule in the regime on the day of the law */
    const foi__timeline *timeline; /* for rules of the day of the event */
    uint8_t first_day, receipt, unit, length, kinds, lapse_start, start, late;
    foi__plain_term plain;
    foi__set only_from[8];            /* events, by option of `length`; 0: any */
    uint8_t rank[FOI__EVENTS_MAX][8]; /* of a start event, by option of `start`; FOI__NO: starts nothing */
} foi__edition_clock;

/* A clock that an event may start, where the edition has a rule for it. */
typedef struct foi__start {
    const foi__plan_trigger *trigger;
    const foi__plan_clock *clock;
    bool always;  /* on no condition */
    bool dated;   /* its rule is that of the day of the event */
    bool by_axis; /* several events may start it: an axis says which counts */
} foi__start;

typedef struct foi__starts {
    size_t count;
    foi__start *items;
} foi__starts;

typedef struct foi__edition_axis {
    const foi__axis *axis;            /* NULL: not offered in the regime on that day */
    const foi_calendar *calendars[8]; /* by option, of an axis of worked kinds */
} foi__edition_axis;

typedef struct foi__edition {
    foi_day from;
    foi__set codes;                         /* findings that there are on that day */
    const foi_calendar *calendar;           /* with no kind of day off worked */
    foi__edition_axis axes[FOI__PLAN_AXES]; /* by the number of the axis in the law */
    foi__edition_clock *clocks;
    foi__starts *starts;                    /* by event */
} foi__edition;

int foi__law_make_plan(foi_law *law, foi_error *err);
int foi__law_make_editions(foi_law *law, foi_error *err);
/* The edition of a regime on a day; NULL before the law of the regime. */
const foi__edition *foi__law_edition(const foi_law *law, size_t regime, foi_day day);

/* ---- making plans and editions: the first fault sticks -------------------------------------------------- */

typedef struct foi__making {
    foi_law *law;
    foi__plan *plan;
    foi_error *err;
    int code;
} foi__making;

void *foi__make_room(foi__making *m, size_t count, size_t size);     /* of the law's arena, zeroed */
uint8_t foi__number_of_word(const foi__words *words, const char *word); /* FOI__NO if it is not there */
foi__set foi__events_of(const foi__making *m, const foi__words *words);

#endif
