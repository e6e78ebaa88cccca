/*
 * The inside of the deadline room.
 *
 * A question names a clock, a regime and fixed readings. On a day it has a rule and axes; each
 * combination of their options is a term (length, unit, how the event day counts, which kinds of day
 * are worked), and a term has an end. Everything else is bookkeeping over the combinations.
 */
#ifndef FOI_DEADLINE_INTERNAL_H
#define FOI_DEADLINE_INTERNAL_H

#include "base/base.h"
#include "date/date.h"
#include "foi/deadline.h"
#include "law/law.h"

enum { FOI__AXES_MAX = 16, FOI__COMBINATIONS_MAX = 256 };

/* A reading that the caller fixed. */
typedef struct foi__fixing {
    size_t axis;
    const char *option; /* the law keeps it */
} foi__fixing;

typedef struct foi__question {
    const foi_law *law;
    const foi__regime_law *regime;
    const foi__timeline *clock;
    const char *clock_id;
    size_t fixed_count;
    foi__fixing fixed[FOI__AXES_MAX];
} foi__question;

/* What an answer is computed from, once every axis has an option. */
typedef struct foi__term {
    int32_t length, unit, month_end;
    bool backward, end_rolls, event_day_counts, receipt_moves;
    unsigned worked_kinds;
} foi__term;

/* One axis of a question on a day, with the options that are to be tried. */
typedef struct foi__dimension {
    const foi__axis *axis;
    size_t first, count; /* options [first, first + count) */
} foi__dimension;

/* The rule that answers on a day, and how long the same one does. */
typedef struct foi__ruling {
    const foi__clock *clock;
    foi_day from, to; /* the same rule and options speak on all these days */
    size_t dimension_count;
    foi__dimension dimensions[FOI__AXES_MAX];
} foi__ruling;

/* "axis=option": FOI_ERR_ARGUMENT for an axis that the law does not know, or an option that it has nowhere. */
int foi__reading_parse(const foi_law *law, const char *reading, foi__fixing *out, foi_error *err);
int foi__question_ask(foi__question *q, const foi_law *law, const char *clock, const char *regime,
                      const char *const *readings, size_t reading_count, foi_error *err);
/* FOI_ERR_LAW_GAP if there is no answer on that day; ruling->from and to then tell how long there is none. */
int foi__question_rule(const foi__question *q, foi_day day, foi__ruling *ruling, foi_error *err);
/* The term of a combination: option[i] counts from the dimension's first. */
foi__term foi__ruling_term(const foi__ruling *r, const uint8_t *option);
/* The last day of a term. `which` chooses among the calendar's states. */
int foi__term_end(const foi__term *t, const foi_calendar *cal, foi_day from, foi_day *out, foi_error *err);

/* For who renders an answer. */
const foi__ruling *foi__deadline_ruling(const foi_deadline *d);
/* The option of a dimension in a reading; NULL if that axis does not matter. */
const foi__option *foi__deadline_choice(const foi_deadline *d, size_t reading, size_t dimension);

/* True, with the step, if `day` is off in the calendar of the answer. */
bool foi__deadline_step(const foi_deadline *d, foi_day day, foi_step *out);
/* The first day from `from` on that is otherwise when everything is known; false if there is none. */
bool foi__deadline_amendment(const foi_deadline *d, foi_day from, foi_day_change *out);

#endif
