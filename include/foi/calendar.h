/**
 * @file foi/calendar.h
 * Working-day calendars: immutable, reference-counted, built from rows of decrees.
 *
 * A calendar answers only for decided days. A sum needs every day from its first to its last day to be
 * decided, otherwise it fails with FOI_ERR_CALENDAR_GAP: weekends alone are never an answer.
 *
 * The text form is a tab-separated table (docs/calendars.md):
 *
 *     # foi-calendar 1
 *     week<TAB>1111100<TAB>2008-01-01<TAB>2027-12-31
 *     date<TAB>kind<TAB>name_id<TAB>name_en<TAB>action<TAB>decree<TAB>decree_date<TAB>grade
 *     2025-08-18<TAB>collective_leave<TAB>Cuti Bersama ...<TAB>...<TAB>added<TAB>SKB ...<TAB>2025-08-07<TAB>2
 */
#ifndef FOI_CALENDAR_H
#define FOI_CALENDAR_H

#include "foi/base.h"
#include "foi/date.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** An immutable calendar: what is known on one day about which days are worked. */
typedef struct foi_calendar foi_calendar;

/** Why a day is off. The first three come from decrees, in order of precedence. */
enum foi_day_kind {
    FOI_DAY_KIND_WORKING = 0,
    FOI_DAY_KIND_NATIONAL = 10,         /**< national holiday (hari libur nasional) */
    FOI_DAY_KIND_COLLECTIVE_LEAVE = 20, /**< collective leave (cuti bersama) */
    FOI_DAY_KIND_LOCAL = 30,            /**< regional holiday, local election, office closure */
    FOI_DAY_KIND_WEEKEND = 40           /**< off by the week pattern (wins over the others) */
};

/** Is a year decided? */
enum foi_coverage {
    FOI_COVERAGE_UNDECIDED = 0, /**< no day of it */
    FOI_COVERAGE_PARTIAL = 10,  /**< some days of it */
    FOI_COVERAGE_DECIDED = 20   /**< every day of it */
};

/** How foi_calendar_merge() joins two calendars. */
enum foi_merge {
    FOI_MERGE_OFF_IN_EITHER = 1, /**< works only where both work */
    FOI_MERGE_OFF_IN_BOTH = 2    /**< works where one of them works */
};

/** Flags of foi_calendar_opts. */
enum foi_calendar_flags {
    /** Whole calendars: a year inside the week ranges is decided only once a `set` row of it is known,
        as a government's calendar is that gets its decree year by year. */
    FOI_CALENDAR_DECIDED_BY_YEAR = 1
};

/** How to build a calendar. size first; all zero = a whole calendar of its own with everything known. */
typedef struct foi_calendar_opts {
    uint32_t size;           /**< sizeof(foi_calendar_opts) */
    uint32_t flags;          /**< enum foi_calendar_flags; an unknown bit is FOI_ERR_ABI */
    const char *name;        /**< copies: identity in answers and errors; NULL = "calendar" */
    const foi_calendar *base;/**< the calendar under an overlay; NULL: the text must have a `week` line */
} foi_calendar_opts;

/** What a calendar knows of one day. Strings borrow from the calendar; NULL where there is none. */
typedef struct foi_day_info {
    uint32_t size;       /**< sizeof(foi_day_info) */
    int32_t decided;     /**< 1: some decree decides this day; 0: the other fields are empty */
    int32_t working;     /**< 1 works, 0 off */
    int32_t kind;        /**< enum foi_day_kind */
    const char *name_id; /**< the day's name in Indonesian */
    const char *name_en; /**< and in English */
    const char *decree;  /**< the decree that put it off */
    foi_day decree_date; /**< FOI_DAY_NONE if not known */
    int32_t grade;       /**< of the row's source: 2 two transcriptions agree, 1 one, 0 none */
} foi_day_info;

/** One day that is on in one calendar and off in another. Strings borrow from the two calendars. */
typedef struct foi_day_change {
    foi_day day; /**< the day; FOI_DAY_NONE: there is none */
    int32_t works_before;  /**< 1 or 0 in the first calendar */
    int32_t works_after;   /**< 1 or 0 in the second */
    int32_t kind;          /**< enum foi_day_kind of the row that made the change; 0 = the week pattern */
    const char *name_id;   /**< NULL for the week pattern */
    const char *name_en; /**< and in English */
    const char *decree;    /**< the decree that changed the day */
    foi_day decree_date; /**< the day of the decree */
} foi_day_change;

/**
 * Build a calendar from its text. Parsing is strict: every fault names its line and what was expected.
 * A text with `week` lines is a whole calendar: exactly the days of its ranges are decided. A text
 * without is an overlay on `opts->base`: its rows act after those of the base, and it decides no day.
 *
 * @param out  returns new; it copies what it takes from the base
 * @returns FOI_OK; FOI_ERR_SYNTAX, FOI_ERR_RANGE (with line and column); FOI_ERR_CONFLICT for a whole
 *          calendar on a base, or week ranges that overlap; FOI_ERR_ARGUMENT for an overlay without a
 *          base; FOI_ERR_LIMIT above 16 MiB, 200,000 rows, 20,000
 *          different texts or 1,000 week lines; FOI_ERR_ABI; FOI_ERR_MEMORY.
 * Any thread. Since 0.1. The rules of the text are those of the joint ministerial decrees: a later
 * decree adds, cancels or moves single days.
 */
FOI_API int foi_calendar_parse(foi_calendar **out, const char *text, size_t len, const foi_calendar_opts *opts,
                               foi_error *err);

/** Take one more reference. @returns cal. Any thread. Since 0.1. */
FOI_API foi_calendar *foi_calendar_ref(foi_calendar *cal);

/** Give a reference back; NULL is fine. Any thread. Since 0.1. */
FOI_API void foi_calendar_unref(foi_calendar *cal);

/**
 * The calendar as it was known on a day: only rows whose decree date is not later. A row without a
 * date counts, if `set`, as known on 1 January of the year before its day; any other by the ISO day
 * printed in its decree field, else from its own day.
 *
 * @param out returns new
 * @returns FOI_OK; FOI_ERR_RANGE if `known_on` is no day; FOI_ERR_ARGUMENT for a merged calendar, which
 *          has no rows; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_calendar_known_on(foi_calendar **out, const foi_calendar *cal, foi_day known_on, foi_error *err);

/**
 * Join two calendars. Only days that both decide are decided in the result; the rest is never padded.
 *
 * A day off for the same reason in both bears the name and decree of the first.
 *
 * @param out returns new
 * @param how enum foi_merge
 * @returns FOI_OK; FOI_ERR_ARGUMENT for another `how`; FOI_ERR_CALENDAR_GAP if no day is decided in
 *          both; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_calendar_merge(foi_calendar **out, const foi_calendar *a, const foi_calendar *b, int how,
                               foi_error *err);

/**
 * The `n`-th working day strictly after `day` (before it for negative `n`). n = 0: `day` itself if it
 * is a working day, else the next one. Constant time.
 *
 * @returns FOI_OK; FOI_ERR_RANGE if `day` is no day, or the sum leaves the years 1 to 9999;
 *          FOI_ERR_CALENDAR_GAP if some day from the first to the last is undecided. Any thread. Since 0.1.
 */
FOI_API int foi_calendar_add(const foi_calendar *cal, foi_day *out, foi_day day, int32_t n, foi_error *err);

/**
 * Working days in (from, to]; negative when `to` is before `from`, then those in (to, from].
 * Constant time. Errors as foi_calendar_add(). Any thread. Since 0.1.
 */
FOI_API int foi_calendar_count(const foi_calendar *cal, int32_t *out, foi_day from, foi_day to, foi_error *err);

/** Is `day` a working day? *out is 1 or 0. Errors as foi_calendar_add(). Any thread. Since 0.1. */
FOI_API int foi_calendar_is(const foi_calendar *cal, int32_t *out, foi_day day, foi_error *err);

/**
 * foi_calendar_add() over arrays. An item that cannot be answered gets FOI_DAY_NONE; the rest go on.
 *
 * @param answered how many items were answered; may be NULL
 * @param out      may be the same array as `day`
 * @param err      describes the first item that could not be answered
 * @returns FOI_OK even when some items could not be answered; FOI_ERR_ARGUMENT for NULL arrays with
 *          count > 0. Any thread. Since 0.1.
 */
FOI_API int foi_calendar_add_many(const foi_calendar *cal, foi_day *out, const foi_day *day, const int32_t *n,
                                  size_t count, size_t *answered, foi_error *err);

/** foi_calendar_count() over arrays; an unanswered item gets INT32_MIN. As foi_calendar_add_many(). Since 0.1. */
FOI_API int foi_calendar_count_many(const foi_calendar *cal, int32_t *out, const foi_day *from, const foi_day *to,
                                    size_t count, size_t *answered, foi_error *err);

/** foi_calendar_is() over an array: bytes 1, 0, or 255 for an undecided day. As foi_calendar_add_many(). Since 0.1. */
FOI_API int foi_calendar_is_many(const foi_calendar *cal, uint8_t *out, const foi_day *day, size_t count,
                                 size_t *answered, foi_error *err);

/** What is known of a day. @returns FOI_OK; FOI_ERR_RANGE; FOI_ERR_ABI. Any thread. Since 0.1. */
FOI_API int foi_calendar_day(const foi_calendar *cal, foi_day_info *out, foi_day day, foi_error *err);

/** Coverage of a year: enum foi_coverage (undecided for a year outside 1..9999). Any thread. Since 0.1. */
FOI_API int foi_calendar_coverage(const foi_calendar *cal, int32_t year);

/** The first decided day; FOI_DAY_NONE if there is none. There may be gaps behind it. Any thread. Since 0.1. */
FOI_API foi_day foi_calendar_first(const foi_calendar *cal);

/** The last decided day; FOI_DAY_NONE if there is none. Any thread. Since 0.1. */
FOI_API foi_day foi_calendar_last(const foi_calendar *cal);

/**
 * Days decided in both calendars that are on in one and off in the other, in order, with the decree
 * that made the change. Size, then fill: at most `capacity` entries are written.
 *
 * @returns the number of changed days. Any thread. Since 0.1.
 */
FOI_API size_t foi_calendar_diff(const foi_calendar *before, const foi_calendar *after, foi_day_change *out,
                                 size_t capacity);

/** The calendar's name (borrows). Any thread. Since 0.1. */
FOI_API const char *foi_calendar_name(const foi_calendar *cal);

/** The day that the calendar is known on; FOI_DAY_NONE = everything in the rows. Any thread. Since 0.1. */
FOI_API foi_day foi_calendar_known(const foi_calendar *cal);

/**
 * The content hash as 64 hexadecimal digits: equal for calendars that decide the same days in the same
 * way for the same reasons, whatever their name. Size, then fill. @returns 64. Any thread. Since 0.1.
 */
FOI_API size_t foi_calendar_hash(const foi_calendar *cal, char *buf, size_t size);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
