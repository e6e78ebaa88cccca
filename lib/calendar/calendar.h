/*
 * The inside of the calendar room.
 *
 * A *source* is what decrees say: week patterns and rows, in the order in which they act. A *calendar*
 * is a snapshot of a source: what is off as known on a day, with rank and select tables that make every
 * sum a matter of two look-ups. Snapshots of one source share it.
 */
#ifndef FOI_CALENDAR_INTERNAL_H
#define FOI_CALENDAR_INTERNAL_H

#include "base/base.h"
#include "date/date.h"
#include "foi/calendar.h"

enum foi__kind { FOI__NATIONAL, FOI__COLLECTIVE_LEAVE, FOI__LOCAL, FOI__KIND_COUNT };

/* A day is off while the last known row of one of its (kind, name) pairs puts it off. */
typedef struct foi__row {
    foi_day day, known, decree_date;       /* decree_date FOI_DAY_NONE = "?" */
    uint32_t name_id, name_en, decree;     /* numbers of strings in the source */
    uint32_t sequence;                     /* place in the files, from 0 */
    uint8_t kind, off, set, grade;
    uint8_t decides;                       /* a `set` row of a whole calendar: overlays decide no day */
} foi__row;

typedef struct foi__week {
    foi_day from, to;
    uint8_t works; /* bit 0 Monday to bit 6 Sunday */
    int32_t line;
} foi__week;

typedef struct foi__source {
    foi__refs refs;
    bool decided_by_year; /* a year is decided once a `set` row of it is known */
    bool merged;          /* made from two calendars: its rows are no decrees */
    size_t week_count, row_count, string_count;
    foi__week *weeks;     /* in order, disjoint */
    foi__row *rows;       /* in order of day, kind, name, sequence */
    uint32_t *strings;    /* offsets into text */
    char *text;
} foi__source;

typedef struct foi__segment {
    foi_day from, to;
} foi__segment;

typedef struct foi__fact {
    foi_day day;
    uint32_t row;
} foi__fact;

struct foi_calendar {
    foi__refs refs;
    char *name;
    foi__source *source;
    foi_day known_on;            /* FOI_DAY_NONE = all rows */
    unsigned worked_kinds;       /* bits of enum foi__kind that do not put a day off */
    foi_day lo, hi;              /* first and last decided day; lo > hi: nothing is decided */
    uint32_t days, working;
    bool wide;                   /* tables of uint32_t instead of uint16_t */
    void *rank;                  /* days + 1: working days before the i-th day */
    void *select;                /* working: the k-th working day, as days after lo */
    size_t segment_count, fact_count;
    foi__segment *segments;      /* decided days, in order, never adjacent */
    foi__fact *facts;            /* days off by decree: in order of day, the one that names the day first */
    unsigned char hash[32];
};

/* foi_calendar_add() for n > 0 on a calendar without holes; false where only that one can tell. */
static inline bool foi__calendar_forward(const foi_calendar *c, foi_day *out, foi_day day, int32_t n)
{
    const uint16_t *rank = c->rank, *select = c->select;
    uint32_t i = (uint32_t)day - (uint32_t)c->lo, k;

    if (i >= c->days || c->wide || c->segment_count != 1)
        return false;
    k = rank[i + 1] + (uint32_t)n - 1;
    if (n <= 0 || k >= c->working)
        return false;
    *out = c->lo + (foi_day)select[k];
    return true;
}

/* ---- source.c: rows from text -------------------------------------------------------------------------- */

enum { FOI__STRINGS_MAX = 20000 };

/* Working copy of a source while rows are added. Zero-initialised is empty. */
typedef struct foi__source_builder {
    foi__week *weeks;
    foi__row *rows;
    uint32_t *strings, *slots; /* slots: hash table of string numbers + 1 */
    char *text;
    size_t week_count, week_room, row_count, row_room, string_count, string_room, slot_count, text_len, text_room;
} foi__source_builder;

int foi__source_begin(foi__source_builder *b, const foi__source *base, foi_error *err);
int foi__source_string(foi__source_builder *b, uint32_t *number, const char *text, size_t len, foi_error *err);
int foi__source_row(foi__source_builder *b, const foi__row *row, foi_error *err);
int foi__source_week(foi__source_builder *b, const foi__week *week, foi_error *err);
int foi__source_finish(foi__source_builder *b, foi__source **out, foi_error *err); /* leaves b empty */
void foi__source_abandon(foi__source_builder *b);
foi__source *foi__source_ref(foi__source *source);
void foi__source_unref(foi__source *source);

static inline const char *foi__source_text(const foi__source *source, uint32_t number)
{
    return source->text + source->strings[number];
}

/* Read rows of a calendar file into b. *whole tells if there was a week line. */
int foi__rows_parse(foi__source_builder *b, bool *whole, const char *file, const char *text, size_t len,
                    foi_error *err);

/* ---- tentative days: what may be off in years that no decree decides yet ------------------------------- */

typedef struct foi__tentative_row {
    foi_day from, to;
    uint8_t certain, kind;
} foi__tentative_row;

typedef struct foi__tentative {
    size_t count;
    foi__tentative_row *rows;
    foi_day last; /* the last day that any row speaks of */
} foi__tentative;

int foi__tentative_parse(foi__tentative *out, const char *file, const char *text, size_t len, foi_error *err);
void foi__tentative_free(foi__tentative *t);

/* ---- snapshot.c ---------------------------------------------------------------------------------------- */

enum foi__bound { FOI__BOUND_NONE, FOI__BOUND_CERTAIN, FOI__BOUND_POSSIBLE };

typedef struct foi__snapshot {
    const char *name;
    foi__source *source;
    foi_day known_on;
    unsigned worked_kinds;
    int bound;                        /* enum foi__bound: also covers the undecided tail */
    const foi__tentative *tentative;  /* may be NULL */
} foi__snapshot;

enum { FOI__TAIL_YEARS = 2 }; /* how far past the last decided year bounds are given */

/* foi_calendar_parse() with the name of the text apart from that of the calendar. */
int foi__calendar_read(foi_calendar **out, const char *file, const char *name, const char *text, size_t len,
                       uint32_t flags, const foi_calendar *base, foi_error *err);
int foi__calendar_build(foi_calendar **out, const foi__snapshot *how, foi_error *err);
/* The same calendar with days of some kinds worked, or with bounds for its tail. */
int foi__calendar_variant(foi_calendar **out, const foi_calendar *cal, unsigned worked_kinds, int bound,
                          const foi__tentative *tentative, foi_error *err);

/* ---- sums.c and query.c -------------------------------------------------------------------------------- */

bool foi__calendar_decides(const foi_calendar *cal, foi_day day);
/* The last pattern that began on or before a decided day, or one in the tail of bounds: there always is one. */
const foi__week *foi__week_of(const foi_calendar *cal, foi_day day);
bool foi__calendar_weekend(const foi_calendar *cal, foi_day day); /* a decided day, off by the week pattern */
const foi__row *foi__calendar_fact(const foi_calendar *cal, foi_day day); /* NULL if no decree puts it off */
int foi__public_kind(int kind);

#endif
