/* The inside of the date room. */
#ifndef FOI_DATE_INTERNAL_H
#define FOI_DATE_INTERNAL_H

#include "base/base.h"
#include "foi/date.h"

typedef struct foi__civil {
    int32_t year, month, mday;
} foi__civil;

typedef struct foi__day_text {
    char text[12];
} foi__day_text;

static inline bool foi__day_valid(foi_day day)
{
    return day >= FOI_DAY_MIN && day <= FOI_DAY_MAX;
}

/* Items in order of a day, `stride` bytes apart: the number of the first whose day is not before `day`. */
static inline size_t foi__first_from(const foi_day *days, size_t stride, size_t count, foi_day day)
{
    size_t lo = 0, hi = count;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        const foi_day *at = (const foi_day *)(const void *)((const char *)days + mid * stride);

        if (*at < day)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

foi_day foi__day_of(int32_t year, int32_t month, int32_t mday); /* for fields that are known to be right */
foi__civil foi__civil_of(foi_day day);
int32_t foi__month_length(int32_t year, int32_t month);
foi__day_text foi__day_string(foi_day day);
/* Minutes that the clocks of a zone are ahead of UTC; 0 for a zone that is not known. */
int32_t foi__zone_minutes(const char *zone);
/* The first YYYY-MM-DD inside a text that is a day; false if there is none. */
bool foi__day_inside(foi_day *out, const char *text);

#endif
