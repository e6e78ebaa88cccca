/*
 * Calls that the package makes so often, or on so many days, that one crossing of the border must do: an answer comes
 * back as the result instead of through a pointer. What fails is asked again by the plain function, for its error.
 */
#ifndef FOI_PYTHON_CALLS_H
#define FOI_PYTHON_CALLS_H

#include "foi.h"
#include "foi-store.h"

static foi_day foi_python_add(const foi_calendar *cal, foi_day day, int32_t n); /* FOI_DAY_NONE: no answer */
static int32_t foi_python_count(const foi_calendar *cal, foi_day from, foi_day to); /* INT32_MIN: no answer */
static int foi_python_is(const foi_calendar *cal, foi_day day); /* 1, 0; -1: no answer */
static foi_deadline *foi_python_due(const foi_law *law, const char *clock, foi_day from, const foi_deadline_opts *opts,
                                    foi_deadline_info *info); /* NULL: no answer */

/* Days of 64 bits, as numpy keeps them, to ours and back. The least number is "no day" on both sides; what lies outside
   32 bits becomes "no day" too. */
static void foi_python_narrow(foi_day *out, const int64_t *day, size_t count);
static void foi_python_widen(int64_t *out, const foi_day *day, size_t count);

/* The version that the module was compiled for. */
static const char *foi_python_built_for(void);

#ifndef FOI_CDEF

static foi_day foi_python_add(const foi_calendar *cal, foi_day day, int32_t n)
{
    foi_day out = FOI_DAY_NONE;

    (void)foi_calendar_add(cal, &out, day, n, NULL);
    return out;
}

static int32_t foi_python_count(const foi_calendar *cal, foi_day from, foi_day to)
{
    int32_t out = INT32_MIN;

    (void)foi_calendar_count(cal, &out, from, to, NULL);
    return out;
}

static int foi_python_is(const foi_calendar *cal, foi_day day)
{
    int32_t out = -1;

    (void)foi_calendar_is(cal, &out, day, NULL);
    return out;
}

static foi_deadline *foi_python_due(const foi_law *law, const char *clock, foi_day from, const foi_deadline_opts *opts,
                                    foi_deadline_info *info)
{
    foi_deadline *d = NULL;

    info->size = sizeof *info;
    if (foi_law_due(law, &d, clock, from, opts, NULL) == FOI_OK) {
        (void)foi_deadline_get(d, info);
    }
    return d;
}

static void foi_python_narrow(foi_day *out, const int64_t *day, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = day[i] >= INT32_MIN && day[i] <= INT32_MAX ? (foi_day)day[i] : FOI_DAY_NONE;
    }
}

static void foi_python_widen(int64_t *out, const foi_day *day, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = day[i] == FOI_DAY_NONE ? INT64_MIN : day[i];
    }
}

static const char *foi_python_built_for(void)
{
    return FOI_PYTHON_VERSION;
}

#endif
#endif
