/**
 * @file foi/deadline.h
 * A clock on a day: when it is due, how sure that is, and why.
 *
 * The day given is day 0 itself. The rule is the one in force in the regime on that day. Where the law
 * can be read in more than one defensible way, every reading is computed: `due` follows the default of
 * each axis (or the one fixed by the caller), `earliest` and `latest` are the bounds over all of them.
 * Advise the earliest; call nobody late before the day after the latest.
 */
#ifndef FOI_DEADLINE_H
#define FOI_DEADLINE_H

#include "foi/base.h"
#include "foi/calendar.h"
#include "foi/law.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** An immutable answer. It keeps a reference to the law. */
typedef struct foi_deadline foi_deadline;

/** How firm an answer is. */
enum foi_certainty {
    FOI_CERTAINTY_DECIDED = 10,    /**< every day it needs is decided */
    FOI_CERTAINTY_AMENDED = 20,    /**< decided as known then, but a later decree changed a day of it */
    FOI_CERTAINTY_PROVISIONAL = 30 /**< some day is undecided: no due date, only bounds */
};

/** Flags of foi_deadline_opts. */
enum foi_deadline_flags {
    /** Give bounds where days are undecided, up to two years past the last decided one. Needs a calendar with a
        table of tentative days that reaches so far (the built-in one); else FOI_ERR_CALENDAR_GAP as without. */
    FOI_DEADLINE_PROVISIONAL = 1
};

/** Status bytes of foi_law_due_many(). */
enum foi_item_status {
    FOI_ITEM_OK = 0,
    FOI_ITEM_BAD_DAY = 1,      /**< the input is no day, or the term ends outside the years 1 to 9999 */
    FOI_ITEM_LAW_GAP = 2,      /**< no rule in force, or a fixed option not offered, on that day */
    FOI_ITEM_CALENDAR_GAP = 3  /**< needs an undecided day */
};

/** How to answer. size first; all zero (or NULL) = first regime, no reading fixed. */
typedef struct foi_deadline_opts {
    uint32_t size;               /**< sizeof(foi_deadline_opts) */
    uint32_t flags;              /**< enum foi_deadline_flags; an unknown bit is FOI_ERR_ABI */
    const char *regime;          /**< e.g. "id/kemnaker"; NULL = the first regime of the law */
    const char *const *readings; /**< fixed readings, each "axis=option"; the last for an axis counts */
    size_t reading_count; /**< how many readings are fixed */
} foi_deadline_opts;

/** The facts of an answer. Strings borrow from the deadline. */
typedef struct foi_deadline_info {
    uint32_t size;       /**< sizeof(foi_deadline_info) */
    int32_t certainty;   /**< enum foi_certainty */
    foi_day from;        /**< day 0 */
    foi_day due;         /**< last day of the term under the prevailing reading; FOI_DAY_NONE if provisional */
    foi_day earliest;    /**< the minimum over all readings */
    foi_day latest;      /**< the maximum over all readings */
    int32_t length;      /**< of the term under the prevailing reading, in `unit` */
    int32_t unit;        /**< enum foi_unit */
    int32_t backward;    /**< 1: the term is counted back from `from` */
    int32_t stale;       /**< 1: `from` lies after the day the rule was last compared with the law */
    const char *clock;   /**< id of the clock */
    const char *actor;   /**< id of who is obliged, or whose right it is */
    const char *regime;  /**< id of the regime */
    const char *rule;    /**< id of the pack whose rule answered */
} foi_deadline_info;

/** One reading: a distinct date and the first combination of options that gives it. */
typedef struct foi_reading {
    foi_day due; /**< the date */
    int32_t is_default; /**< 1 for the prevailing reading */
} foi_reading;

/** One day between `from` and `due` that was not counted. Strings borrow from the deadline. */
typedef struct foi_step {
    foi_day day; /**< the day off */
    int32_t kind;        /**< enum foi_day_kind, never WORKING */
    const char *name_id; /**< NULL for a weekend */
    const char *name_en; /**< and in English; NULL for a weekend */
    const char *decree; /**< the decree that put it off; NULL for a weekend */
} foi_step;

/**
 * Answer a clock on a day. Faults of the question are reported before those of the law, and those
 * before the calendar's.
 *
 * @param out   returns new
 * @param clock id of the clock, e.g. "response"
 * @param from  day 0: the day of the event itself; for a backward clock the day counted back from
 * @returns FOI_OK; FOI_ERR_RANGE if `from` is no day; FOI_ERR_ARGUMENT for an axis that the law does not
 *          know, or an option that it has nowhere; FOI_ERR_LAW_GAP for an unknown regime or clock, no
 *          rule in force on `from`, a clock without a term in law, or a fixed option that the regime
 *          does not offer on that day; FOI_ERR_CALENDAR_GAP if an undecided day is needed;
 *          FOI_ERR_ABI; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_law_due(const foi_law *law, foi_deadline **out, const char *clock, foi_day from,
                        const foi_deadline_opts *opts, foi_error *err);

/**
 * The prevailing due date of each day of an array. An item that cannot be answered gets FOI_DAY_NONE. Only the
 * prevailing reading is computed: near the end of a calendar it may answer where foi_law_due() cannot, since
 * another reading would need an undecided day.
 *
 * @param out    count days; may be the same array as `from`
 * @param status count bytes of enum foi_item_status; may be NULL
 * @param err    describes the first item that could not be answered
 * @returns FOI_OK even when some items could not be answered; errors of the question itself as
 *          foi_law_due(): nothing is written then. FOI_DEADLINE_PROVISIONAL has no effect here.
 * Any thread. Since 0.1.
 */
FOI_API int foi_law_due_many(const foi_law *law, foi_day *out, uint8_t *status, const foi_day *from, size_t count,
                             const char *clock, const foi_deadline_opts *opts, size_t *answered, foi_error *err);

/** Take one more reference. @returns d. Any thread. Since 0.1. */
FOI_API foi_deadline *foi_deadline_ref(foi_deadline *d);

/** Give a reference back; NULL is fine. Any thread. Since 0.1. */
FOI_API void foi_deadline_unref(foi_deadline *d);

/** The facts of the answer. @returns FOI_OK or FOI_ERR_ABI. Any thread. Since 0.1. */
FOI_API int foi_deadline_get(const foi_deadline *d, foi_deadline_info *out);

/** The law that answered (borrows from the deadline). Any thread. Since 0.1. */
FOI_API const foi_law *foi_deadline_law(const foi_deadline *d);

/** The calendar that answered (borrows from the deadline). Any thread. Since 0.1. */
FOI_API const foi_calendar *foi_deadline_calendar(const foi_deadline *d);

/**
 * The readings, one for each distinct date, in the order of the axes (default options first, the last
 * axis fastest). Empty for a provisional answer. Size, then fill. @returns the number of readings. Since 0.1.
 */
FOI_API size_t foi_deadline_readings(const foi_deadline *d, foi_reading *out, size_t capacity);

/**
 * The options of the index-th reading, only of axes that matter: "first_day=same_day off_day_receipt=keep".
 * Size, then fill. @returns bytes needed; 0 when no axis matters. Any thread. Since 0.1.
 */
FOI_API size_t foi_deadline_reading_label(const foi_deadline *d, size_t index, char *buf, size_t size);

/**
 * The days off in (from, due], in order. Empty for units other than working days, for backward clocks
 * and for provisional answers. Size, then fill. @returns the number of days. Any thread. Since 0.1.
 */
FOI_API size_t foi_deadline_steps(const foi_deadline *d, foi_step *out, size_t capacity);

/** The citations of the rule. Size, then fill. @returns their number. Any thread. Since 0.1. */
FOI_API size_t foi_deadline_cites(const foi_deadline *d, foi_cite *out, size_t capacity);

/**
 * Prove the index-th worked example of the packs.
 *
 * @returns 1 if it comes out as written (`err` then names file and line of the example, with code FOI_OK); FOI_ERR_EXAMPLE with file, line and what
 *          came out instead; FOI_ERR_MEMORY; 0 past the last. Any thread. Since 0.1.
 */
FOI_API int foi_law_prove(const foi_law *law, size_t index, foi_error *err);

/** The name of a certainty ("decided"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_certainty_name(int certainty);

/** The name of a day kind ("weekend", "national", ...); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_day_kind_name(int kind);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
