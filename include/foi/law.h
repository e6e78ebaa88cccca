/**
 * @file foi/law.h
 * The loaded law: rule packs composed into regimes, with their calendars. Immutable, shared.
 *
 * Packs are texts (docs/packs.md): one instrument each, every rule with citation and grade. A regime is
 * a named, ordered composition of instruments. On a day, a regime has one rule for a thing, or none
 * (FOI_ERR_LAW_GAP); two without an explicit override are refused when the law is loaded.
 */
#ifndef FOI_LAW_H
#define FOI_LAW_H

#include "foi/base.h"
#include "foi/calendar.h"
#include "foi/date.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** The law, loaded once and shared between threads. */
typedef struct foi_law foi_law;

/** How well the source of a rule was seen. */
enum foi_grade {
    FOI_GRADE_UNVERIFIED = 10, /**< from memory of practitioners */
    FOI_GRADE_MIRRORED = 20,   /**< an official page or a later regulation that copies it */
    FOI_GRADE_READ = 30        /**< the words of the instrument were read */
};

/** Units of a clock. */
enum foi_unit {
    FOI_UNIT_NONE = 0,
    FOI_UNIT_WORKING_DAY = 10,
    FOI_UNIT_CALENDAR_DAY = 20,
    FOI_UNIT_MONTH = 30,
    FOI_UNIT_YEAR = 40,
    FOI_UNIT_HOUR = 50
};

/** Flags of foi_law_opts. */
enum foi_law_flags {
    FOI_LAW_KNOWN_ON = 1,  /**< `known_on` is given */
    FOI_LAW_NO_BUILTIN = 2 /**< load only the packs and calendars given, not the built-in ones */
};

/** What the field of an event holds. */
enum foi_field_type {
    FOI_FIELD_TEXT = 10,
    FOI_FIELD_TEXTS = 20,        /**< a list of texts */
    FOI_FIELD_TEXT_OR_TRUE = 30, /**< a text, or only that there is one */
    FOI_FIELD_NUMBER = 40,
    FOI_FIELD_FLAG = 50,
    FOI_FIELD_DAY = 60,
    FOI_FIELD_RECEIPT = 70,      /**< the day on which the event was received */
    FOI_FIELD_CHOICE = 80,       /**< one of the values */
    FOI_FIELD_CHOICES = 90,      /**< a list out of the values */
    FOI_FIELD_PARTY = 100
};

/** Whether what a field holds may tell of a person. */
enum foi_personal {
    FOI_PERSONAL_NO = 10,
    FOI_PERSONAL_ALIAS = 20, /**< it may; the law only asks whether two are the same */
    FOI_PERSONAL_YES = 30
};

/** A text with a name for its errors. The bytes are read during the call only (copies). */
typedef struct foi_source {
    const char *name; /**< file name or the like; NULL = "(text)" */
    const char *text; /**< its bytes */
    size_t size; /**< how many there are */
} foi_source;

/** What to load. size first; all zero (or NULL) = the built-in packs and calendars. */
typedef struct foi_law_opts {
    uint32_t size;               /**< sizeof(foi_law_opts) */
    uint32_t flags;              /**< enum foi_law_flags; an unknown bit is FOI_ERR_ABI */
    const foi_source *packs;     /**< more packs; one with the id of a built-in pack replaces it */
    size_t pack_count; /**< how many packs are given */
    const foi_source *calendars; /**< one whole calendar at most, and overlays; they act on every regime */
    size_t calendar_count; /**< how many calendars are given */
    foi_day known_on;            /**< calendars as known on this day, with FOI_LAW_KNOWN_ON */
    int32_t reserved;            /**< 0 */
} foi_law_opts;

/** One loaded pack. Strings borrow from the law. */
typedef struct foi_pack_info {
    uint32_t size;         /**< sizeof(foi_pack_info) */
    int32_t grade;         /**< enum foi_grade: the best that a rule of it may claim */
    const char *id;        /**< id/perki-1-2021 */
    const char *key;       /**< the key of citations, PERKI21; NULL for a pack of regimes only */
    const char *title_id;  /**< title in Indonesian */
    const char *title_en;  /**< title in English */
    foi_day in_force_from; /**< FOI_DAY_NONE if not said */
    foi_day in_force_to;   /**< last day, inclusive; FOI_DAY_NONE = still in force */
    foi_day checked_on;    /**< the day the encoding was last compared with the law */
    const char *text;      /**< the text of the pack, as loaded */
    size_t text_size; /**< bytes of `text` */
} foi_pack_info;

/** A clock, by its number in the law. Strings borrow from the law. */
typedef struct foi_clock_info {
    uint32_t size;       /**< sizeof(foi_clock_info) */
    int32_t reserved;    /**< 0 */
    const char *id;      /**< response */
    const char *name_id; /**< what it is called in Indonesian */
    const char *name_en; /**< and in English */
} foi_clock_info;

/** A kind of event, by its number in the law. Strings borrow from the law. */
typedef struct foi_event_kind {
    uint32_t size;        /**< sizeof(foi_event_kind) */
    uint32_t field_count; /**< how many fields it has */
    const char *id;       /**< request_received */
    const char *name_id;  /**< what it is called in Indonesian */
    const char *name_en;  /**< and in English */
    const char *track;    /**< id of the track that it moves */
} foi_event_kind;

/** A field of a kind of event. Strings and values borrow from the law. */
typedef struct foi_field_kind {
    uint32_t size;      /**< sizeof(foi_field_kind) */
    int32_t type;       /**< enum foi_field_type */
    int32_t personal;   /**< enum foi_personal */
    int32_t required;   /**< 1: an event without it is refused */
    const char *id;     /**< outcome */
    const char *const *values; /**< of a choice; the parties of a party */
    size_t value_count; /**< how many values there are */
} foi_field_kind;

/** One citation. Strings borrow from the law. */
typedef struct foi_cite {
    const char *key;      /**< UU14 */
    const char *article;  /**< 22(7) */
    int32_t grade;        /**< enum foi_grade */
    int32_t reserved;     /**< 0 */
} foi_cite;

/**
 * Load the law.
 *
 * @param out returns new
 * @returns FOI_OK; FOI_ERR_SYNTAX, FOI_ERR_RANGE, FOI_ERR_LIMIT (a fault in a text: file, line, column);
 *          FOI_ERR_CONFLICT (two rules for the same thing in a regime or rules that override each other, a name
 *          defined twice, two packs of one id, a second whole calendar); FOI_ERR_LINT (a reference that leads nowhere); FOI_ERR_ABI; FOI_ERR_MEMORY.
 * Any thread. Since 0.1.
 */
FOI_API int foi_law_new(foi_law **out, const foi_law_opts *opts, foi_error *err);

/** Take one more reference. @returns law. Any thread. Since 0.1. */
FOI_API foi_law *foi_law_ref(foi_law *law);

/** Give a reference back; NULL is fine. Any thread. Since 0.1. */
FOI_API void foi_law_unref(foi_law *law);

/** The identity of the packs as 64 hexadecimal digits. Size, then fill. @returns 64. Any thread. Since 0.1. */
FOI_API size_t foi_law_hash(const foi_law *law, char *buf, size_t size);

/**
 * The calendar of a regime, in the state that the law was loaded with.
 *
 * @param out    returns new (a reference)
 * @param regime NULL = the first regime
 * @returns FOI_OK; FOI_ERR_LAW_GAP for an unknown regime. Any thread. Since 0.1.
 */
FOI_API int foi_law_calendar(const foi_law *law, foi_calendar **out, const char *regime, foi_error *err);

/** The name of the index-th regime (borrows); NULL past the last. The first is the default. Any thread. Since 0.1. */
FOI_API const char *foi_law_regime(const foi_law *law, size_t index);

/** The index-th pack. @returns FOI_OK; FOI_ERR_ARGUMENT past the last; FOI_ERR_ABI. Any thread. Since 0.1. */
FOI_API int foi_law_pack(const foi_law *law, size_t index, foi_pack_info *out);

/** The index-th clock id of the law. As foi_law_pack(). Any thread. Since 0.1. */
FOI_API int foi_law_clock(const foi_law *law, size_t index, foi_clock_info *out);

/** The index-th kind of event. As foi_law_pack(). Any thread. Since 0.1. */
FOI_API int foi_law_event(const foi_law *law, size_t index, foi_event_kind *out);

/** The field-th field of the index-th kind of event. As foi_law_pack(). Any thread. Since 0.1. */
FOI_API int foi_law_event_field(const foi_law *law, size_t index, size_t field, foi_field_kind *out);

/**
 * The index-th thing that is wrong in the packs although they can be loaded: an overlay that is looser
 * on the public body than the Act and does not say so, a grade better than its source, a rule that
 * no regime uses, a gap in the time line, a state without exit.
 *
 * @param out filled with code FOI_ERR_LINT, file, line and sentence
 * @returns 1, or 0 past the last. Any thread. Since 0.1.
 */
FOI_API int foi_law_lint(const foi_law *law, size_t index, foi_error *out);

/** The name of a grade ("read"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_grade_name(int grade);

/** The name of a unit ("working_day"); NULL if unknown. Any thread. Since 0.1. */
FOI_API const char *foi_unit_name(int unit);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
