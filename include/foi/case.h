/**
 * @file foi/case.h
 * A case is judged: events in; states, clocks, findings and next steps out.
 *
 * A case is the list of what happened. Facts are recorded, the law judges them: an event that should not
 * have happened is kept and gets a finding, it is never refused. Everything else is computed from the
 * events, the law, the calendar and the day of the report; the same list gives the same answer, byte for
 * byte. Events count by their day in the case, those of one day as listed; an event after the day of the
 * report has not happened yet. A corrected event changes everything that follows from it.
 *
 * Where the law can be read in more than one way, the whole case is judged in each reading. States, clocks
 * and next steps are those of the prevailing one, with the earliest and latest date beside it; a finding
 * says under which readings it holds.
 *
 * Errors of a case carry a JSON pointer into the case file (foi_error.pointer). Their classes:
 *
 *     FOI_ERR_SYNTAX with line > 0   the text is no JSON, or a key stands twice in an object
 *     FOI_ERR_SYNTAX, _RANGE, _ARGUMENT, _LIMIT   JSON, but no case: an unknown key, kind or value
 *     FOI_ERR_LAW_GAP                unknown regime, reading not offered, no rule in force
 *     FOI_ERR_CALENDAR_GAP           a day that no decree decides
 */
#ifndef FOI_CASE_H
#define FOI_CASE_H

#include "foi/base.h"
#include "foi/calendar.h"
#include "foi/date.h"
#include "foi/deadline.h"
#include "foi/law.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** One case. Cheap, for one thread at a time; it keeps a reference to the law. */
typedef struct foi_case foi_case;

/** Status of a clock. */
enum foi_clock_status {
    FOI_CLOCK_RUNNING = 10,
    FOI_CLOCK_DUE_TODAY = 20,
    FOI_CLOCK_MET = 30,       /**< stopped in time */
    FOI_CLOCK_LATE = 40,      /**< stopped after the due date */
    FOI_CLOCK_LAPSED = 50,    /**< not stopped, the due date has passed */
    FOI_CLOCK_CANCELLED = 60, /**< ended by another act on or before the due date */
    FOI_CLOCK_VOID = 70       /**< kept for packs */
};

/** How bad a finding is. */
enum foi_severity {
    FOI_SEVERITY_VIOLATION = 1, /**< a duty was broken */
    FOI_SEVERITY_DEFECT = 2,    /**< a right or step is invalid */
    FOI_SEVERITY_WARNING = 3,
    FOI_SEVERITY_NOTE = 4
};

/** Under which readings a finding holds. */
enum foi_under {
    FOI_UNDER_ALL = 1,     /**< all of them */
    FOI_UNDER_DEFAULT = 2, /**< the prevailing one, but not all */
    FOI_UNDER_OTHER = 3    /**< not the prevailing one */
};

/** Limits of a case. */
enum foi_case_limits {
    FOI_CASE_TRACKS = 8,       /**< room for tracks in foi_case_info */
    FOI_CASE_EVENTS = 1000000, /**< most events of a case */
    FOI_CASE_BYTES = 67108864  /**< longest case file */
};

/** What a case is about. size first; all zero (or NULL) = first regime, Jakarta, an individual. */
typedef struct foi_case_opts {
    uint32_t size;               /**< sizeof(foi_case_opts) */
    uint32_t flags;              /**< 0; another bit is FOI_ERR_ABI */
    const char *regime;          /**< NULL = the first regime of the law */
    const char *timezone;        /**< of instants: Asia/Jakarta (NULL), Asia/Pontianak, Asia/Makassar, Asia/Jayapura */
    const char *applicant;       /**< kind of applicant; NULL = individual */
    const char *const *readings; /**< fixed readings, each "axis=option"; the last for an axis counts */
    size_t reading_count; /**< how many readings are fixed */
} foi_case_opts;

/** A field of an event, as text: "2025-10-06", "true", "17h,17b" (a list), "refused". */
typedef struct foi_field {
    const char *name; /**< e.g. "outcome" */
    const char *value; /**< never NULL */
} foi_field;

/** One event. The texts are read during the call only (copies). */
typedef struct foi_event {
    uint32_t size;    /**< sizeof(foi_event) */
    foi_day date;     /**< the day it happened */
    const char *kind; /**< e.g. "request_received" */
    const foi_field *fields; /**< NULL if it has none */
    size_t field_count; /**< how many there are */
} foi_event;

/** An event as recorded. Strings borrow from the case. */
typedef struct foi_event_info {
    uint32_t size;    /**< sizeof(foi_event_info) */
    foi_day date;     /**< the day it happened */
    foi_day day;      /**< its day in the case: that of receipt where the law counts so */
    foi_day received; /**< FOI_DAY_NONE if not on file */
    const char *kind; /**< e.g. "request_received" */
    const char *name_id;  /**< what it is called in Indonesian */
    const char *name_en;  /**< and in English */
    const char *track;    /**< id of the track that it moves */
    const char *note;     /**< NULL if there is none */
    int32_t track_number; /**< place of the track in foi_case_info */
    int32_t reserved;     /**< 0 */
} foi_event_info;

/** One clock of a case. Strings borrow from the law. */
typedef struct foi_case_clock {
    const char *id; /**< e.g. "response" */
    const char *name_id; /**< what it is called in Indonesian */
    const char *name_en; /**< and in English */
    const char *actor;    /**< who is obliged, or whose right it is */
    const char *trigger;  /**< kind of the event that started it; NULL: the lapse of `lapse_of` */
    const char *lapse_of; /**< id of the clock whose lapse started it; NULL: an event */
    foi_day from;         /**< the day it was started on */
    foi_day due;          /**< FOI_DAY_NONE: beyond the decided days */
    foi_day earliest;     /**< over all readings; = due where only the prevailing one was asked for */
    foi_day latest; /**< likewise the latest */
    foi_day extended_from;  /**< the due date before the extension; FOI_DAY_NONE if not extended */
    foi_day stopped;        /**< the day it ended; FOI_DAY_NONE */
    int32_t trigger_event;  /**< index of the event; -1 for a lapse */
    int32_t extended_event; /**< -1 */
    int32_t stopped_event;  /**< -1 */
    int32_t status;         /**< enum foi_clock_status */
    int32_t days_left;      /**< INT32_MIN where there are none */
    int32_t unit;           /**< enum foi_unit */
} foi_case_clock;

/** Where a case stands. Strings borrow from the law. */
typedef struct foi_case_info {
    uint32_t size; /**< sizeof(foi_case_info) */
    foi_day as_of; /**< the day judged */
    const char *regime; /**< its regime */
    const char *tracks[8]; /**< ids, in the order of the law; NULL past the last */
    const char *states[8]; /**< the state of each */
    foi_day since[8];      /**< the day since when; FOI_DAY_NONE for the first state */
    size_t clock_count; /**< how many clocks there are */
    size_t finding_count; /**< 0 where only the prevailing reading was asked for */
} foi_case_info;

/** One finding. Strings borrow from the law. */
typedef struct foi_case_finding {
    const char *code; /**< e.g. "response_late" */
    const char *actor; /**< who is at fault; NULL: nobody */
    const char *clock; /**< the clock that it speaks of; NULL: none */
    const char *text_id; /**< what is wrong, in Indonesian */
    const char *text_en; /**< and in English */
    int32_t event;    /**< index of the event; -1 for an omission */
    int32_t severity; /**< enum foi_severity */
    int32_t under;    /**< enum foi_under */
    int32_t reserved; /**< 0 */
} foi_case_finding;

/** Whose clock it is. */
enum foi_wait_kind {
    FOI_WAIT_DUTY = 10, /**< somebody must act; when it has passed it waits still */
    FOI_WAIT_RIGHT = 20 /**< somebody may act; when it has passed it is over */
};

/** Limits of a term. */
enum foi_term_limits {
    FOI_TERM_BYTES = 255 /**< longest text of a term */
};

/**
 * A clock that nothing has ended: it waits on some day, today or when others have passed. Days depend on the
 * calendar, a term does not: it is the day from which the clock is counted and the legs of the way, and gives
 * its due date under the calendar that the law has. So many cases can be kept by their terms, and nothing of them
 * needs to be written again when a holiday is decreed. Strings borrow from the law.
 */
typedef struct foi_wait {
    const char *clock;       /**< its id */
    const char *actor;       /**< who is obliged, or whose right it is */
    int32_t kind;            /**< enum foi_wait_kind */
    foi_day start;           /**< day 0 of the first leg */
    foi_day until_start;     /**< of the term whose lapse ends it; FOI_DAY_NONE: none does */
    int32_t reserved;        /**< 0 */
    char term[256];          /**< its term, for foi_term_new() */
    char until[256];         /**< the term whose lapse ends it, "" if none does */
} foi_wait;

/** A way of counting, ready to be used for many days. Immutable; keeps a reference to the law. */
typedef struct foi_term foi_term;

/** What became of a clock. */
enum foi_move {
    FOI_MOVE_DUE = 1,  /**< another due date */
    FOI_MOVE_NEW = 2,  /**< it is there after the change only */
    FOI_MOVE_GONE = 3  /**< it was there before the change only */
};

/** A clock that a change of the calendar moved. Strings borrow from the two laws. */
typedef struct foi_clock_move {
    size_t item;           /**< place in the array of cases, or of days */
    const char *clock;     /**< its id */
    int32_t trigger_event; /**< index of the event that started it; -1 for a lapse, or a plain day */
    int32_t move;          /**< enum foi_move */
    foi_day start;         /**< the day it was started on, after the change unless it is gone */
    foi_day since;         /**< the first day that its due date depends on: where the lapse of a clock started
                                it, the start of that one */
    foi_day from;          /**< the due date before; FOI_DAY_NONE: beyond the decided days, or no such clock */
    foi_day to;            /**< the due date after; FOI_DAY_NONE likewise */
    foi_day_change because; /**< the first day between `since` and the due dates that is otherwise now, with its
                                 decree; `day` is FOI_DAY_NONE where only the decided days became more or fewer */
} foi_clock_move;

/**
 * An empty case.
 *
 * @param out  returns new; free it with foi_case_free()
 * @param law  the case keeps a reference
 * @returns FOI_OK; FOI_ERR_ARGUMENT for a kind of applicant, zone, axis or option that there is nowhere;
 *          FOI_ERR_LAW_GAP for an unknown regime; FOI_ERR_ABI; FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_case_new(foi_case **out, const foi_law *law, const foi_case_opts *opts, foi_error *err);

/**
 * A case from a case file (docs/formats.md).
 *
 * @param out  returns new
 * @param json UTF-8, at most FOI_CASE_BYTES; it need not end with NUL
 * @param opts what wins over the file: regime, zone and applicant where not NULL, readings axis by axis;
 *             may be NULL
 * @returns FOI_OK; the classes named above; FOI_ERR_ABI; FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_case_parse(foi_case **out, const foi_law *law, const char *json, size_t len, const foi_case_opts *opts,
                           foi_error *err);

/**
 * The same events and options, on their own from now on.
 *
 * @param law the law that judges the copy; NULL = that of the original
 * @returns FOI_OK; as foi_case_new() if another law does not know the case's regime or readings, and as
 *          foi_case_apply() for its events; FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_case_copy(foi_case **out, const foi_case *c, const foi_law *law, foi_error *err);

/** Free a case; NULL is fine. Since 0.1. */
FOI_API void foi_case_free(foi_case *c);

/**
 * Record one more event.
 *
 * @returns FOI_OK; FOI_ERR_ARGUMENT for an unknown kind or value; FOI_ERR_SYNTAX for an unknown or missing
 *          field, or a day of another form; FOI_ERR_RANGE for a day that is none, or a receipt before the
 *          date; FOI_ERR_LIMIT past FOI_CASE_EVENTS; FOI_ERR_ABI; FOI_ERR_MEMORY. On a failure nothing was
 *          recorded. The pointer is that of the event as it would stand in a case file
 *          ("/events/3/outcome"). Since 0.1.
 */
FOI_API int foi_case_apply(foi_case *c, const foi_event *event, foi_error *err);

/** As foi_case_apply(), with the event as a JSON object, as in a case file. Since 0.1. */
FOI_API int foi_case_apply_json(foi_case *c, const char *json, size_t len, foi_error *err);

/**
 * Correct an earlier fact: the index-th event is this one instead.
 *
 * @returns as foi_case_apply(); FOI_ERR_ARGUMENT past the last event. Since 0.1.
 */
FOI_API int foi_case_replace(foi_case *c, size_t index, const foi_event *event, foi_error *err);

/** As foi_case_replace(), with the event as a JSON object. Since 0.1. */
FOI_API int foi_case_replace_json(foi_case *c, size_t index, const char *json, size_t len, foi_error *err);

/** The number of recorded events. Since 0.1. */
FOI_API size_t foi_case_count(const foi_case *c);

/** The index-th event, as listed. @returns FOI_OK; FOI_ERR_ARGUMENT past the last; FOI_ERR_ABI. Since 0.1. */
FOI_API int foi_case_event(const foi_case *c, size_t index, foi_event_info *out);

/**
 * The day that a report is about when none is given: `as_of` of the case file, else the latest day in any
 * date or receipt.
 *
 * @returns FOI_DAY_NONE if there is neither. Since 0.1.
 */
FOI_API foi_day foi_case_as_of(const foi_case *c);

/** The law of the case (borrows). Since 0.1. */
FOI_API const foi_law *foi_case_law(const foi_case *c);

/**
 * Where the case stands under the prevailing reading alone: no findings, no text. The fast way.
 *
 * @param as_of the day judged; FOI_DAY_NONE = foi_case_as_of()
 * @param out   may be NULL
 * @param clocks at most `capacity` are written, in the order of the report; out->clock_count is how many there are
 * @returns FOI_OK; FOI_ERR_RANGE if there is no day to judge (pointer "/as_of") or it is none;
 *          FOI_ERR_LAW_GAP, FOI_ERR_CALENDAR_GAP as in the head of this file; FOI_ERR_ABI;
 *          FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_case_state(foi_case *c, foi_day as_of, foi_case_info *out, foi_case_clock *clocks, size_t capacity,
                           foi_error *err);

/**
 * As foi_case_state(), judged in every reading: earliest, latest and findings are filled too.
 *
 * @param findings at most `finding_capacity` are written, in the order of the report
 * @returns as foi_case_state(). Since 0.1.
 */
FOI_API int foi_case_judge(foi_case *c, foi_day as_of, foi_case_info *out, foi_case_clock *clocks, size_t capacity,
                           foi_case_finding *findings, size_t finding_capacity, foi_error *err);

/**
 * The report of the case as JSON (docs/formats.md), one document without line breaks.
 *
 * @param as_of  as foi_case_state()
 * @param needed bytes needed without NUL (size, then fill)
 * @returns as foi_case_state(). Since 0.1.
 */
FOI_API int foi_case_report_json(foi_case *c, foi_day as_of, char *buf, size_t size, size_t *needed, foi_error *err);

/**
 * The report as text that an officer can read: where the case stands, what runs until when, what was
 * wrong, what comes next, each with its source. As foi_case_report_json().
 *
 * @param lang FOI_LANG_ID or FOI_LANG_EN; any other value gives English
 * @returns as foi_case_report_json(). Since 0.1.
 */
FOI_API int foi_case_report_text(foi_case *c, foi_day as_of, int lang, char *buf, size_t size, size_t *needed,
                                 foi_error *err);

/**
 * What a planned event would do, without recording it: the case is judged on the event's day with it.
 * {"foi_check": 1, "event": ..., "date": ..., "lawful": true, "state": {...}, "findings": [...]}; `state` is
 * that after the event, `findings` are those that the event itself would get, as in a report.
 *
 * @param event  a JSON object, as in a case file
 * @param lawful 1 if it gets no finding but notes; may be NULL
 * @param needed bytes needed without NUL (size, then fill)
 * @returns as foi_case_apply_json() (pointers begin at the event: "/outcome") and foi_case_state(). Since 0.1.
 */
FOI_API int foi_case_check_json(foi_case *c, const char *event, size_t len, int32_t *lawful, char *buf, size_t size,
                                size_t *needed, foi_error *err);

/**
 * The clocks of a case that nothing has ended, in the prevailing reading, as far as days are decided: those that wait
 * now, and those that will when time alone passes.
 *
 * @param count how many there are
 * @returns FOI_OK; FOI_ERR_ARGUMENT for a case with fixed readings; as foi_case_state(). Since 0.1.
 */
FOI_API int foi_case_waits(foi_case *c, foi_wait *out, size_t capacity, size_t *count, foi_error *err);

/**
 * A term from its text.
 *
 * @param out  returns new
 * @returns FOI_OK; FOI_ERR_SYNTAX for a text that is none; FOI_ERR_LAW_GAP for a regime, clock or kind of event that
 *          the law does not have; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_term_new(foi_term **out, const foi_law *law, const char *text, foi_error *err);

/** Free a term; NULL is fine. Since 0.1. */
FOI_API void foi_term_free(foi_term *term);

/**
 * The due date of a term from a day.
 *
 * @param opens the last day of the leg before the last one, after which the clock waits; FOI_DAY_NONE if there is
 *              one leg, and it waits from the start. May be NULL
 * @returns the day; FOI_DAY_NONE beyond the decided days. Any thread. Since 0.1.
 */
FOI_API foi_day foi_term_due(const foi_term *term, foi_day start, foi_day *opens);

/** The id of the clock that the term leads to (borrows). Any thread. Since 0.1. */
FOI_API const char *foi_term_clock(const foi_term *term);

/**
 * The latest day from which the term is due on or before a day: a later start is never due earlier.
 *
 * @returns FOI_DAY_NONE if there is no such day. Any thread. Since 0.1.
 */
FOI_API foi_day foi_term_latest(const foi_term *term, foi_day due);

/**
 * Which clocks of many cases does a change of the calendar move? Each case is judged as it stands, under its
 * prevailing reading, by two laws that differ in nothing but what their calendars know: before a decree and
 * after it. Told is every clock that waits for something still, under either law: one that runs, is due today
 * or has lapsed with nothing to stop it. What was stopped or cancelled under both is history: an answer given in
 * time is not put in question by a holiday decreed later, and if it is, foi_case_judge() says so.
 *
 * The cases may have been made with either law or a third one of the same packs; it is not used. They are put in
 * order where that was not done before, so each belongs to one thread meanwhile.
 *
 * @param before   the law as it was
 * @param after    the law as it is
 * @param as_of    the day judged; FOI_DAY_NONE = foi_case_as_of() of each case
 * @param status   count bytes of enum foi_item_status: a case that either law cannot judge is passed over; may
 *                 be NULL
 * @param moves    at most `capacity` are written, case by case; in a case in the order of the report by `after`,
 *                 then those that are there by `before` only
 * @param moved    how many clocks moved in all (size, then fill)
 * @param judged   how many cases were judged; may be NULL
 * @param err      describes the first case that could not be judged
 * @returns FOI_OK even when some cases could not be judged; FOI_ERR_ARGUMENT for laws of other packs, or NULL
 *          where there must be something; FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_redate(foi_case *const *cases, size_t count, const foi_law *before, const foi_law *after,
                       foi_day as_of, uint8_t *status, foi_clock_move *moves, size_t capacity, size_t *moved,
                       size_t *judged, foi_error *err);

/**
 * The same for one clock over plain start days, without cases: a register with a column of dates. Of
 * foi_law_due_many() by both laws, the items that differ.
 *
 * @param clock id of the clock
 * @param start day 0 of each item; one that neither law can answer has not moved
 * @param opts  regime and readings, as foi_law_due_many()
 * @param moves at most `capacity` are written, in the order of the items: `item` is the place in `start`
 * @param moved how many moved in all (size, then fill)
 * @param err   describes the first item that could not be answered
 * @returns FOI_OK even when some items could not be answered; errors of the question as foi_law_due_many();
 *          FOI_ERR_ARGUMENT for laws of other packs. Any thread. Since 0.1.
 */
FOI_API int foi_law_redate_many(const foi_law *before, const foi_law *after, const char *clock, const foi_day *start,
                                size_t count, const foi_deadline_opts *opts, foi_clock_move *moves, size_t capacity,
                                size_t *moved, foi_error *err);

/**
 * An error of this room as JSON: {"error": {"code": "input", "message": ..., "pointer": "/events/0/dat"}};
 * code is json, input, law or calendar. Size, then fill.
 *
 * @param err  filled by a failed call
 * @param lang of the message
 * @returns bytes needed without NUL. Any thread. Since 0.1.
 */
FOI_API size_t foi_case_error_json(const foi_error *err, int lang, char *buf, size_t size);

/** The name of a clock status ("running"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_clock_status_name(int status);

/** The name of a severity ("violation"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_severity_name(int severity);

/** The name of `under` ("all"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_under_name(int under);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
