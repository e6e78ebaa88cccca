/*
 * Working-day sums by rank and select: rank[i] = working days before the i-th day of the window,
 * select[k] = the k-th working day. Each sum is two look-ups and two bounds checks, whatever n is.
 */
#include "calendar/calendar.h"

/* `wide` is a constant wherever speed matters, so that the compiler keeps one kind of table. */
static inline uint32_t rank_at(const foi_calendar *c, bool wide, uint32_t i)
{
    return wide ? ((const uint32_t *)c->rank)[i] : ((const uint16_t *)c->rank)[i];
}

static inline uint32_t select_at(const foi_calendar *c, bool wide, uint32_t k)
{
    return wide ? ((const uint32_t *)c->select)[k] : ((const uint16_t *)c->select)[k];
}

/*
 * The segment that holds a day; NULL if the day is undecided. Only calendars with holes, and failures, come
 * here.
 */
static const foi__segment *segment_of(const foi_calendar *c, foi_day day)
{
    size_t i;

    if (c->segment_count == 0)
        return NULL;
    i = foi__first_from(&c->segments[0].to, sizeof c->segments[0], c->segment_count, day);
    return i < c->segment_count && c->segments[i].from <= day ? &c->segments[i] : NULL;
}

bool foi__calendar_decides(const foi_calendar *cal, foi_day day)
{
    return segment_of(cal, day) != NULL;
}

/* ---- faults: found out only when there is one ---------------------------------------------------------- */

static int undecided(const foi_calendar *c, foi_day day, foi_error *err)
{
    if (c->segment_count == 0)
        return foi__fail(err, FOI__CAL_NOTHING, c->name, NULL, NULL);
    return foi__fail(err, FOI__CAL_GAP, foi__day_string(day).text, c->name, NULL);
}

/* A sum from `day` failed: name the first undecided day that it needs. */
static int gap(const foi_calendar *c, foi_day day, bool backward, foi_error *err)
{
    const foi__segment *s;

    if (!foi__day_valid(day))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(day).text, NULL, NULL);
    s = segment_of(c, day);
    if (s == NULL)
        return undecided(c, day, err);
    day = backward ? s->from - 1 : s->to + 1;
    if (!foi__day_valid(day))
        return foi__fail(err, FOI__DAY_OUTSIDE, NULL, NULL, NULL);
    return undecided(c, day, err);
}

/* ---- one sum ------------------------------------------------------------------------------------------- */

/*
 * False when it cannot be answered from the window alone. Unsigned, a day before `lo` is a very large index, so
 * one comparison checks both ends. k is the number of the wanted working day, from 0: forward, the working days
 * up to and with `day`, and n - 1 more; otherwise those before `day`, less -n, which for n = 0 is `day` itself
 * or the next one. 64 bits hold that for any n, and a negative k is again very large.
 */
static inline bool add(const foi_calendar *c, bool wide, foi_day *out, foi_day day, int32_t n)
{
    uint32_t i = (uint32_t)day - (uint32_t)c->lo;
    uint32_t after = n > 0;
    int64_t k;

    if (i >= c->days)
        return false;
    k = (int64_t)rank_at(c, wide, i + after) - after + n;
    if ((uint64_t)k >= c->working)
        return false;
    *out = c->lo + (foi_day)select_at(c, wide, (uint32_t)k);
    return true;
}

/*
 * Windows with holes: start and result must lie in one segment. Holes have no working days, so a sum may step
 * across one unnoticed; but then it ends in another segment.
 */
static bool add_in_segment(const foi_calendar *c, foi_day *out, foi_day day, int32_t n)
{
    const foi__segment *s = segment_of(c, day);
    foi_day result;

    if (s == NULL || !add(c, c->wide, &result, day, n) || result < s->from || result > s->to)
        return false;
    *out = result;
    return true;
}

/* The constants make two copies of add(), each with one kind of table. */
static inline bool add_any(const foi_calendar *c, foi_day *out, foi_day day, int32_t n)
{
    if (c->segment_count != 1)
        return add_in_segment(c, out, day, n);
    return c->wide ? add(c, true, out, day, n) : add(c, false, out, day, n);
}

int foi_calendar_add(const foi_calendar *cal, foi_day *out, foi_day day, int32_t n, foi_error *err)
{
    if (add_any(cal, out, day, n))
        return FOI_OK;
    return gap(cal, day, n < 0, err);
}

/* Both ends in the window: working days after `from` up to and with `to`, negative if `to` is earlier. */
static inline bool count_days(const foi_calendar *c, bool wide, int32_t *out, foi_day from, foi_day to)
{
    uint32_t a = (uint32_t)from - (uint32_t)c->lo, b = (uint32_t)to - (uint32_t)c->lo;

    if (a >= c->days || b >= c->days)
        return false;
    *out = (int32_t)rank_at(c, wide, b + 1) - (int32_t)rank_at(c, wide, a + 1);
    return true;
}

static inline bool count_any(const foi_calendar *c, int32_t *out, foi_day from, foi_day to)
{
    if (c->segment_count != 1) {
        const foi__segment *s = segment_of(c, from);

        if (s == NULL || to < s->from || to > s->to)
            return false;
    }
    return count_days(c, c->wide, out, from, to);
}

int foi_calendar_count(const foi_calendar *cal, int32_t *out, foi_day from, foi_day to, foi_error *err)
{
    if (count_any(cal, out, from, to))
        return FOI_OK;
    /* name the day that is none; of two valid days, the first undecided one on the way */
    if (foi__day_valid(from) && !foi__day_valid(to))
        return gap(cal, to, false, err);
    return gap(cal, from, to < from, err);
}

static inline bool is_any(const foi_calendar *c, int32_t *out, foi_day day)
{
    uint32_t i = (uint32_t)day - (uint32_t)c->lo;

    if (i >= c->days || (c->segment_count != 1 && segment_of(c, day) == NULL))
        return false;
    *out = (int32_t)(rank_at(c, c->wide, i + 1) - rank_at(c, c->wide, i));
    return true;
}

int foi_calendar_is(const foi_calendar *cal, int32_t *out, foi_day day, foi_error *err)
{
    return is_any(cal, out, day) ? FOI_OK : gap(cal, day, false, err);
}

/* ---- many sums --------------------------------------------------------------------------------------------
 *
 * The common case (one segment, 16-bit tables) goes in blocks: first a pass that only checks, without branches,
 * which compilers turn into vector code; then, if nothing in the block is out of bounds, a pass of bare look-ups.
 * A block with anything special in it is answered item by item.
 */
/* 64 items: the checks fill some vectors, and one odd item spoils no more than its own block. */
enum { BLOCK = 64 };

static inline bool is_plain(const foi_calendar *c)
{
    return c->segment_count == 1 && !c->wide;
}

/*
 * The sign bit is set unless 0 <= at <= last, where last < 2^31: a larger `at` has it set itself, or makes the
 * difference wrap around to more than 2^31. Results can be or-ed, so a whole block is judged by one bit.
 */
static inline uint32_t outside(uint32_t at, uint32_t last)
{
    return at | (last - at);
}

static inline bool all_within(const foi_day *day, uint32_t lo, uint32_t days)
{
    uint32_t bad = 0;

    for (size_t i = 0; i < BLOCK; i++)
        bad |= outside((uint32_t)day[i] - lo, days - 1);
    return (int32_t)bad >= 0;
}

/* Days from lo on that have at least n working days after them (n is at least 1); 0 if n is too large. */
static inline uint32_t days_before_last(const foi_calendar *c, uint32_t n)
{
    return n <= c->working ? ((const uint16_t *)c->select)[c->working - n] : 0;
}

/*
 * Forward sums only, all inside the window. False: nothing was written. n - 1 has its sign bit set for n = 0
 * too, which is another question (the day itself may count). The bits of all n together are at least the
 * largest n, so the check may refuse a block that would have been right, never the reverse. `out` may be `day`:
 * each item is read before it is written.
 */
static inline bool add_block(const foi_calendar *c, foi_day *out, const foi_day *day, const int32_t *n)
{
    const uint16_t *rank = (const uint16_t *)c->rank + 1, *select = c->select;
    const uint32_t lo = (uint32_t)c->lo;
    uint32_t most = 0, low = 0, days;

    for (size_t i = 0; i < BLOCK; i++) {
        most |= (uint32_t)n[i];
        low |= (uint32_t)n[i] - 1;
    }
    if ((int32_t)(most | low) < 0)
        return false;
    days = days_before_last(c, most); /* `most` is no less than the largest n */
    if (days == 0 || !all_within(day, lo, days))
        return false;
    for (size_t i = 0; i < BLOCK; i++)
        out[i] = (foi_day)(lo + select[rank[(uint32_t)day[i] - lo] + (uint32_t)n[i] - 1]);
    return true;
}

static int check_arrays(const void *out, const void *in, const char *in_name, size_t count, foi_error *err)
{
    if (count == 0 || (out != NULL && in != NULL))
        return FOI_OK;
    return foi__fail(err, FOI__NULL_ARGUMENT, out == NULL ? "out" : in_name, NULL, NULL);
}

/* What many sums leave behind: failures are marked one by one in the results, and the first is told in words. */
typedef struct tally {
    size_t good;
    bool failed; /* the first failure is described in err */
    foi_error *err;
} tally;

/* The start is copied first, since `out` may be `day` and the failure still has to name it. */
static void add_items(const foi_calendar *c, foi_day *out, const foi_day *day, const int32_t *n, size_t count, tally *t)
{
    for (size_t i = 0; i < count; i++) {
        const foi_day start = day[i];
        const int32_t length = n[i];

        if (add_any(c, &out[i], start, length)) {
            t->good++;
            continue;
        }
        out[i] = FOI_DAY_NONE;
        if (!t->failed)
            gap(c, start, length < 0, t->err);
        t->failed = true;
    }
}

int foi_calendar_add_many(const foi_calendar *cal, foi_day *out, const foi_day *day, const int32_t *n, size_t count,
                          size_t *answered, foi_error *err)
{
    int code = check_arrays(out, day, "day", count, err);
    const bool plain = is_plain(cal);
    tally t = {0, false, err};
    size_t i = 0;

    if (code < 0)
        return code;
    if (n == NULL && count > 0)
        return foi__fail(err, FOI__NULL_ARGUMENT, "n", NULL, NULL);
    for (; plain && count - i >= BLOCK; i += BLOCK) {
        if (add_block(cal, out + i, day + i, n + i))
            t.good += BLOCK;
        else
            add_items(cal, out + i, day + i, n + i, BLOCK, &t);
    }
    if (i < count) /* with nothing to do the arrays may be NULL */
        add_items(cal, out + i, day + i, n + i, count - i, &t);
    if (answered != NULL)
        *answered = t.good;
    return FOI_OK;
}

static inline bool count_block(const foi_calendar *c, int32_t *out, const foi_day *from, const foi_day *to)
{
    const uint16_t *rank = (const uint16_t *)c->rank + 1;
    const uint32_t lo = (uint32_t)c->lo;

    if (!all_within(from, lo, c->days) || !all_within(to, lo, c->days))
        return false;
    for (size_t i = 0; i < BLOCK; i++)
        out[i] = (int32_t)rank[(uint32_t)to[i] - lo] - (int32_t)rank[(uint32_t)from[i] - lo];
    return true;
}

static void count_items(const foi_calendar *c, int32_t *out, const foi_day *from, const foi_day *to, size_t count,
                        tally *t)
{
    for (size_t i = 0; i < count; i++) {
        const foi_day a = from[i], b = to[i];
        int32_t unused;

        if (count_any(c, &out[i], a, b)) {
            t->good++;
            continue;
        }
        out[i] = INT32_MIN;
        if (!t->failed)
            foi_calendar_count(c, &unused, a, b, t->err);
        t->failed = true;
    }
}

int foi_calendar_count_many(const foi_calendar *cal, int32_t *out, const foi_day *from, const foi_day *to, size_t count,
                            size_t *answered, foi_error *err)
{
    int code = check_arrays(out, from, "from", count, err);
    const bool plain = is_plain(cal);
    tally t = {0, false, err};
    size_t i = 0;

    if (code < 0)
        return code;
    if (to == NULL && count > 0)
        return foi__fail(err, FOI__NULL_ARGUMENT, "to", NULL, NULL);
    for (; plain && count - i >= BLOCK; i += BLOCK) {
        if (count_block(cal, out + i, from + i, to + i))
            t.good += BLOCK;
        else
            count_items(cal, out + i, from + i, to + i, BLOCK, &t);
    }
    if (i < count) /* with nothing to do the arrays may be NULL */
        count_items(cal, out + i, from + i, to + i, count - i, &t);
    if (answered != NULL)
        *answered = t.good;
    return FOI_OK;
}

static inline bool is_block(const foi_calendar *c, uint8_t *out, const foi_day *day)
{
    const uint16_t *rank = c->rank;
    const uint32_t lo = (uint32_t)c->lo;

    if (!all_within(day, lo, c->days))
        return false;
    for (size_t i = 0; i < BLOCK; i++) {
        uint32_t at = (uint32_t)day[i] - lo;

        out[i] = (uint8_t)(rank[at + 1] - rank[at]);
    }
    return true;
}

static void is_items(const foi_calendar *c, uint8_t *out, const foi_day *day, size_t count, tally *t)
{
    enum { UNDECIDED = 255 };

    for (size_t i = 0; i < count; i++) {
        int32_t works;

        if (is_any(c, &works, day[i])) {
            out[i] = (uint8_t)works;
            t->good++;
            continue;
        }
        out[i] = UNDECIDED;
        if (!t->failed)
            gap(c, day[i], false, t->err);
        t->failed = true;
    }
}

int foi_calendar_is_many(const foi_calendar *cal, uint8_t *out, const foi_day *day, size_t count, size_t *answered,
                         foi_error *err)
{
    int code = check_arrays(out, day, "day", count, err);
    const bool plain = is_plain(cal);
    tally t = {0, false, err};
    size_t i = 0;

    if (code < 0)
        return code;
    for (; plain && count - i >= BLOCK; i += BLOCK) {
        if (is_block(cal, out + i, day + i))
            t.good += BLOCK;
        else
            is_items(cal, out + i, day + i, BLOCK, &t);
    }
    if (i < count) /* with nothing to do the arrays may be NULL */
        is_items(cal, out + i, day + i, count - i, &t);
    if (answered != NULL)
        *answered = t.good;
    return FOI_OK;
}
