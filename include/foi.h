/**
 * @file foi.h
 * libfoi: freedom-of-information law that can be trusted with a deadline.
 *
 * This file includes everything of libfoi. Each room has a header of its own in foi/:
 *
 *     foi/base.h      status codes, error text, languages
 *     foi/date.h      civil days
 *     foi/calendar.h  working-day calendars, immutable, "as known on" a day
 *     foi/law.h       rule packs, regimes, readings: the loaded law
 *     foi/deadline.h  a clock on a day -> due, earliest, latest, readings, steps
 *     foi/case.h      events in -> states, clocks, findings, next steps out
 *     foi/report.h    answers as JSON and as text in Indonesian and English
 *
 * Rules that hold for every function:
 *
 * - A function that can fail returns `int`: FOI_OK (0) or a negative FOI_ERR_* code. Outputs come first
 *   and are written on FOI_OK only. `err` may always be NULL.
 * - Ownership is said in four words: "returns new" (you unref it), "borrows" (valid while the named
 *   object lives), "copies" (your memory is yours again on return), "keeps a reference".
 *   The caller never calls free() on anything of the library.
 * - Text goes out by "size, then fill": the function returns the bytes needed without the final NUL,
 *   writes at most `size` bytes, and always ends with NUL when `size` is not 0. (NULL, 0) asks for the size.
 * - Text comes in as UTF-8. `const char *` alone is NUL-terminated; with a length it need not be.
 * - The library has no clock, locale, environment, files, network, output or mutable statics.
 * - Immutable objects (foi_calendar, foi_law, foi_deadline) may be shared by any number of threads; a foi_case
 *   is for one thread at a time.
 * - Structs that cross the border start with `size`: set it to sizeof the struct, fill the rest with 0.
 */
#ifndef FOI_H
#define FOI_H

#include "foi/base.h"
#include "foi/date.h"
#include "foi/calendar.h"
#include "foi/law.h"
#include "foi/deadline.h"
#include "foi/case.h"
#include "foi/report.h"

#endif
