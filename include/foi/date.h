/**
 * @file foi/date.h
 * Civil days: proleptic Gregorian calendar, years 1 to 9999, no time zone inside.
 *
 * A day is an int32 count from 1970-01-01 (day 0). In Python: date.toordinal() - 719163.
 */
#ifndef FOI_DATE_H
#define FOI_DATE_H

#include "foi/base.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** Days that are valid, and the number that is none. */
enum foi_day_limits {
    FOI_DAY_MIN = -719162,        /**< 0001-01-01 */
    FOI_DAY_MAX = 2932896,        /**< 9999-12-31 */
    FOI_DAY_NONE = -2147483647 - 1 /**< "no day": never a valid day */
};

/** What a month sum does when the day of the month does not exist (31 January + 1 month). */
enum foi_month_end {
    FOI_MONTH_END_DOWN = 1,  /**< the last day of the month */
    FOI_MONTH_END_UP = 2,    /**< the first day of the month after */
    FOI_MONTH_END_REPORT = 3 /**< fail with FOI_ERR_RANGE, so that somebody decides */
};

/**
 * The day of a year, month and day of the month.
 *
 * @param year 1 to 9999   @param month 1 to 12   @param mday 1 to the length of the month
 * @returns FOI_OK, or FOI_ERR_RANGE if there is no such day. Any thread. Since 0.1.
 */
FOI_API int foi_date_from_civil(foi_day *out, int32_t year, int32_t month, int32_t mday, foi_error *err);

/**
 * Year, month and day of the month of a day. Each output may be NULL.
 *
 * @returns FOI_OK, or FOI_ERR_RANGE for a number outside FOI_DAY_MIN..FOI_DAY_MAX. Any thread. Since 0.1.
 */
FOI_API int foi_date_to_civil(foi_day day, int32_t *year, int32_t *month, int32_t *mday, foi_error *err);

/**
 * Read `YYYY-MM-DD`: exactly ten ASCII characters, nothing before or after.
 *
 * @returns FOI_OK; FOI_ERR_SYNTAX if the text has another form; FOI_ERR_RANGE if there is no such
 *          day (2025-02-30, month 13, year 0). Any thread. Since 0.1.
 */
FOI_API int foi_date_parse(foi_day *out, const char *text, size_t len, foi_error *err);

/**
 * Write `YYYY-MM-DD`. Size, then fill.
 *
 * @returns 10; 0 (and an empty text) for a number that is no day. Any thread. Since 0.1.
 */
FOI_API size_t foi_date_format(foi_day day, char *buf, size_t size);

/** The day of the week: 0 Monday to 6 Sunday, for any int32 number. Cannot fail. Any thread. Since 0.1. */
FOI_API int foi_date_weekday(foi_day day);

/**
 * Add `months` (may be negative) to a day: the same day of the month, or what `month_end` says.
 *
 * @param month_end FOI_MONTH_END_DOWN, _UP or _REPORT; there is no default
 * @returns FOI_OK; FOI_ERR_RANGE if the result leaves years 1 to 9999 or, with _REPORT, has no such day
 *          of the month; FOI_ERR_ARGUMENT for another `month_end`. Any thread. Since 0.1.
 */
FOI_API int foi_date_add_months(foi_day *out, foi_day day, int32_t months, int month_end, foi_error *err);

/** Add `years`: as foi_date_add_months() with twelve months a year. Any thread. Since 0.1. */
FOI_API int foi_date_add_years(foi_day *out, foi_day day, int32_t years, int month_end, foi_error *err);

/**
 * The civil day of an RFC 3339 instant (`2025-10-06T23:30:00+07:00`, `...Z`) in a zone of fixed offset.
 *
 * @param zone Asia/Jakarta and Asia/Pontianak (WIB, +07:00), Asia/Makassar (WITA, +08:00),
 *             Asia/Jayapura (WIT, +09:00), UTC. Seconds fractions are read and dropped; second 60 is
 *             accepted as a leap second of the minute before.
 * @returns FOI_OK; FOI_ERR_SYNTAX for another form; FOI_ERR_RANGE for an impossible day or time, or a
 *          result outside years 1 to 9999; FOI_ERR_ARGUMENT for an unknown zone. Any thread. Since 0.1.
 */
FOI_API int foi_date_from_instant(foi_day *out, const char *text, size_t len, const char *zone, foi_error *err);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
