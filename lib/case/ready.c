/* What is the same in every world: the order of the records, the law of the case, the readings that are offered. */
#include <stdlib.h>
#include <string.h>

#include "case/case.h"

/* ---- order --------------------------------------------------------------------------------------------- */

/* By the day in the case, then as listed. Most lists are in order already; else by merging, which keeps it. */
static void merge_sort(const foi__record *records, uint32_t *a, uint32_t *spare, size_t count)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t from = 0; from < count; from += 2 * width) {
            size_t mid = from + width < count ? from + width : count;
            size_t end = from + 2 * width < count ? from + 2 * width : count, i = from, k = mid;

            for (size_t n = from; n < end; n++)
                spare[n] = i < mid && (k == end || records[a[i]].day <= records[a[k]].day) ? a[i++] : a[k++];
        }
        memcpy(a, spare, count * sizeof *a);
    }
}

/* Kept until a record comes or goes. The second half of `order` is what merging needs. */
int foi__case_order(foi_case *c, foi_error *err)
{
    uint32_t *order;

    if (c->ordered)
        return FOI_OK;
    c->in_order = true;
    for (size_t i = 0; i < c->count; i++) {
        const foi__record *r = &c->records[i];

        if (i == 0 || r->date < c->first_date)
            c->first_date = r->date;
        if (i > 0 && r->day < c->records[i - 1].day)
            c->in_order = false;
    }
    c->ordered = c->in_order;
    if (c->in_order)
        return FOI_OK;
    order = foi__grow(c->order, &c->order_room, 2 * c->count, sizeof *order);
    if (order == NULL)
        return foi__no_memory(err);
    c->order = order;
    for (size_t i = 0; i < c->count; i++)
        order[i] = (uint32_t)i;
    merge_sort(c->records, order, order + c->count, c->count);
    c->ordered = true;
    return FOI_OK;
}

/* The last one first: mostly everything on file has happened. */
static size_t count_happened(const foi_case *c, foi_day as_of)
{
    size_t lo = 0, hi = c->count;

    if (hi > 0 && foi__record_at(c, hi - 1)->day <= as_of)
        return hi;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (foi__record_at(c, mid)->day <= as_of)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- the law of the case ------------------------------------------------------------------------------- */

/* The kinds in the order of the pack, each by its first event in the order of the days. */
static foi_day law_day(const foi_case *c, foi_day as_of)
{
    for (size_t k = 0; k < c->plan->law_day_count; k++)
        for (size_t i = 0; i < c->happened; i++)
            if (foi__record_at(c, i)->kind == c->plan->law_day[k])
                return foi__record_at(c, i)->day;
    return c->happened > 0 ? foi__record_at(c, 0)->day : as_of;
}

/* Passing over such a reading would answer another question than was asked. */
static int not_offered(const foi_case *c, const foi__fixed *x, foi_day day, foi_error *err)
{
    const char *axis = c->law->axes[x->axis].id;
    char reading[128], pointer[128];
    foi__out out = {reading, sizeof reading, 0}, at = {pointer, sizeof pointer, 0};

    foi__puts(&out, axis);
    foi__puts(&out, "=");
    foi__puts(&out, x->option);
    foi__put_end(&out);
    if (x->from_file) {
        foi__puts(&at, "/readings/");
        foi__puts(&at, axis);
    }
    foi__put_end(&at);
    return foi__point(err,
                      foi__fail(err, FOI__OPTION_NOT_OFFERED, c->law->regimes[c->regime].regime->id, reading,
                                foi__day_string(day).text),
                      pointer);
}

/* `count` is 1 where there is nothing to choose. */
void foi__world_of_defaults(const foi_law *law, const foi__edition *e, foi__world *w)
{
    w->path_len = 0;
    w->whole = w->plain = true;
    for (size_t i = 0; i < law->axis_count; i++) {
        const foi__axis *a = e->axes[i].axis;

        w->option[i] = 0;
        w->count[i] = a != NULL && a->contested ? (uint8_t)a->option_count : 1;
    }
}

/* The world of the defaults and the fixed options. */
static int make_prevailing(foi_case *c, foi_day day, foi_error *err)
{
    foi__world *w = &c->prevailing;

    if (c->prevailing_of == c->edition)
        return FOI_OK;
    c->prevailing_of = NULL;
    foi__world_of_defaults(c->law, c->edition, w);
    w->plain = c->fixed_count == 0;
    for (size_t i = 0; i < c->fixed_count; i++) {
        const foi__fixed *x = &c->fixed[i];
        const foi__axis *a = c->edition->axes[x->axis].axis;
        size_t n = foi__axis_option(a, x->option);

        if (a == NULL || n == a->option_count)
            return not_offered(c, x, day, err);
        w->option[x->axis] = (int8_t)n;
        w->count[x->axis] = 1;
    }
    c->prevailing_of = c->edition;
    return FOI_OK;
}

static int find_law(foi_case *c, foi_day as_of, foi_error *err)
{
    foi_day day = law_day(c, as_of);
    const foi__regime_law *r = &c->law->regimes[c->regime];

    c->edition = foi__law_edition(c->law, c->regime, day);
    if (c->edition == NULL)
        return foi__fail(err, FOI__NOT_IN_FORCE, r->regime->id, r->act != NULL ? r->act->key : "",
                         foi__day_string(day).text);
    return make_prevailing(c, day, err);
}

/* ---- decided days -------------------------------------------------------------------------------------- */

/* Asked a second time for the sentence only. */
static int check_decided(const foi_case *c, foi_day day, foi_error *err)
{
    int32_t works;

    return foi__calendar_decides(c->edition->calendar, day) ? FOI_OK
                                                            : foi_calendar_is(c->edition->calendar, &works, day, err);
}

/* Nothing is dated by silence: a day that no decree decides may be on or off, and everything after it with it. */
static int check_days(const foi_case *c, foi_day as_of, foi_error *err)
{
    const foi_calendar *cal = c->edition->calendar;
    int code;

    if (cal->segment_count == 1 && as_of >= cal->lo && as_of <= cal->hi &&
        (c->happened == 0 || c->first_date >= cal->lo))
        return FOI_OK; /* no day of the case lies after as_of */
    code = check_decided(c, as_of, err);
    for (size_t i = 0; i < c->happened && code == FOI_OK; i++) {
        const foi__record *f = foi__record_at(c, i);

        if (i == 0 || f->day != foi__record_at(c, i - 1)->day)
            code = check_decided(c, f->day, err);
        if (code == FOI_OK && f->date != f->day)
            code = check_decided(c, f->date, err);
    }
    return code;
}

int foi__case_ready(foi_case *c, foi_day *as_of, foi_error *err)
{
    int code;

    if (*as_of == FOI_DAY_NONE)
        *as_of = foi_case_as_of(c);
    if (*as_of == FOI_DAY_NONE)
        return foi__point(err, foi__fail(err, FOI__CASE_NO_DAY, NULL, NULL, NULL), "/as_of");
    if (!foi__day_valid(*as_of))
        return foi__point(err, foi__fail(err, FOI__DAY_NUMBER, foi__format_number(*as_of).text, NULL, NULL), "/as_of");
    for (size_t i = 0; i < c->count && i < FOI__FEW; i++)
        __builtin_prefetch(&c->records[i]); /* of many cases few are in the caches */
    if ((code = foi__case_order(c, err)) < 0)
        return code;
    c->happened = count_happened(c, *as_of);
    if ((code = find_law(c, *as_of, err)) < 0)
        return code;
    return check_days(c, *as_of, err);
}
