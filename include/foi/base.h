/**
 * @file foi/base.h
 * Status codes, error details, languages. See foi.h for the rules that hold everywhere.
 */
#ifndef FOI_BASE_H
#define FOI_BASE_H

#ifndef FOI_CDEF /* a C or C++ compiler; undefined for binding generators, which want bare declarations */
#include <stddef.h>
#include <stdint.h>
#ifndef FOI_API
#define FOI_API __attribute__((visibility("default")))
#endif
#else
#define FOI_API
#endif

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** A civil day: days since 1970-01-01 in the proleptic Gregorian calendar. Years 1 to 9999 are valid. */
typedef int32_t foi_day;

/**
 * Status codes. Numbers are fixed for ever; new ones may be added in the gaps.
 * Three families matter to a caller: the question was wrong (ARGUMENT to LIMIT), the law cannot
 * answer (LAW_GAP), the calendar cannot answer (CALENDAR_GAP).
 */
enum foi_status {
    FOI_OK = 0,
    FOI_ERR_ARGUMENT = -10,     /**< an argument of the call is wrong */
    FOI_ERR_ABI = -20,          /**< a struct carries fields that this library does not know */
    FOI_ERR_MEMORY = -30,       /**< out of memory; nothing was changed */
    FOI_ERR_SYNTAX = -40,       /**< a text cannot be read: see line and column */
    FOI_ERR_RANGE = -50,        /**< no such day, or a number out of its range */
    FOI_ERR_LIMIT = -60,        /**< an input is larger or deeper than the library accepts */
    FOI_ERR_CONFLICT = -70,     /**< two rules, or two whole calendars, for the same thing */
    FOI_ERR_LAW_GAP = -80,      /**< unknown regime or clock, no rule in force, option not offered */
    FOI_ERR_CALENDAR_GAP = -90, /**< a day that no decree decides is needed */
    FOI_ERR_LINT = -100,        /**< a pack can be read, yet something in it is wrong */
    FOI_ERR_EXAMPLE = -110,     /**< a worked example of a pack does not come out as written */
    FOI_ERR_PROOF = -120,       /**< a proof, signature or commitment does not hold */
    FOI_ERR_VERSION = -130,     /**< the case has another version than the caller knew */
    FOI_ERR_KEY_REUSED = -140,  /**< an idempotency key was used for something else */
    FOI_ERR_IN_DOUBT = -150,    /**< nobody knows whether a commit was made: call again with the same key */
    FOI_ERR_BUSY = -160,        /**< others are writing; nothing was changed */
    FOI_ERR_STORAGE = -170,     /**< the disk or the file system failed, is full or read-only */
    FOI_ERR_FOREIGN = -180,     /**< the file is no register of this version, or lies where none may lie */
    FOI_ERR_DAMAGED = -190,     /**< what was read is not what was recorded */
    FOI_ERR_ABSENT = -200,      /**< no such body, case, number, code or file */
    FOI_ERR_SEALED = -210       /**< personal data that cannot be opened: erased, frozen, or without a key */
};

/** Languages of text for people. */
enum foi_lang {
    FOI_LANG_ID = 1, /**< Indonesian */
    FOI_LANG_EN = 2  /**< English */
};

/**
 * Details of a failure, in the caller's memory. Set `size` to sizeof(foi_error) first.
 * The library never writes past `size`. After FOI_OK the contents are unspecified.
 */
typedef struct foi_error {
    uint32_t size;      /**< sizeof(foi_error), set by the caller */
    int32_t code;       /**< the code that the function returned */
    int32_t line;       /**< from 1; 0 = not about a text */
    int32_t column;     /**< from 1, in characters; 0 = whole line */
    int32_t sentence;   /**< number of the sentence, for foi_error_text() */
    int32_t reserved;   /**< 0 */
    char file[128];     /**< name of the text as the caller gave it, or "" */
    char pointer[128];  /**< JSON pointer, or "" */
    char arguments[512]; /**< what fills the sentence, each ended by U+001F */
    char message[512];   /**< one English sentence, one line, cut if too long */
} foi_error;

/**
 * The name of a code, e.g. "FOI_ERR_LAW_GAP".
 *
 * @returns a constant string, NULL for a number that this library does not know.
 * Any thread. Since 0.1.
 */
FOI_API const char *foi_status_name(int code);

/**
 * What a code means, in one short sentence.
 *
 * @param lang FOI_LANG_ID or FOI_LANG_EN; any other value gives English
 * @returns a constant string, NULL for an unknown code. Any thread. Since 0.1.
 */
FOI_API const char *foi_status_text(int code, int lang);

/**
 * The whole message of an error in a language: "file:line:column: sentence".
 *
 * @param err  filled by a failed call of this library
 * @param lang FOI_LANG_ID or FOI_LANG_EN; any other value gives English
 * @returns bytes needed without NUL (size, then fill). Any thread. Since 0.1.
 */
FOI_API size_t foi_error_text(const foi_error *err, int lang, char *buf, size_t size);

/** The version of the library at run time, e.g. "0.1.0". Constant string. Any thread. Since 0.1. */
FOI_API const char *foi_version(void);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
