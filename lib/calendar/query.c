/* What a calendar knows of a day and a year; two calendars compared and joined. */
#include <string.h>

#include "calendar/calendar.h"

foi_calendar *foi_calendar_ref(foi_calendar *cal)
{
    foi__refs_take(&cal->refs);
    return cal;
}

void foi_calendar_unref(foi_calendar *cal)
{
    if (cal == NULL || !foi__refs_drop(&cal->refs))
        return;
    foi__source_unref(cal->source);
    foi__free(cal->name);
    foi__free(cal->rank);
    foi__free(cal->select);
    foi__free(cal->segments);
    foi__free(cal->facts);
    foi__free(cal);
}

const char *foi_calendar_name(const foi_calendar *cal)
{
    return cal->name;
}

foi_day foi_calendar_known(const foi_calendar *cal)
{
    return cal->known_on;
}

foi_day foi_calendar_first(const foi_calendar *cal)
{
    return cal->segment_count > 0 ? cal->lo : FOI_DAY_NONE;
}

foi_day foi_calendar_last(const foi_calendar *cal)
{
    return cal->segment_count > 0 ? cal->hi : FOI_DAY_NONE;
}

size_t foi_calendar_hash(const foi_calendar *cal, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    char hex[65];

    foi__hex(hex, cal->hash);
    foi__puts(&out, hex);
    return foi__put_end(&out);
}

/* Inside, kinds are bit numbers without gaps; outside there is room between them for kinds to come. */
int foi__public_kind(int kind)
{
    static const int kinds[] = {FOI_DAY_KIND_NATIONAL, FOI_DAY_KIND_COLLECTIVE_LEAVE, FOI_DAY_KIND_LOCAL};

    return kinds[kind];
}

/* From the last range backward: there are few, and most questions are about the latest. Each calendar has one. */
const foi__week *foi__week_of(const foi_calendar *cal, foi_day day)
{
    const foi__source *s = cal->source;
    size_t i = s->week_count - 1;

    while (s->weeks[i].from > day)
        i--;
    return &s->weeks[i];
}

bool foi__calendar_weekend(const foi_calendar *cal, foi_day day)
{
    return (foi__week_of(cal, day)->works >> foi_date_weekday(day) & 1) == 0;
}

const foi__row *foi__calendar_fact(const foi_calendar *cal, foi_day day)
{
    size_t i = foi__first_from(&cal->facts[0].day, sizeof cal->facts[0], cal->fact_count, day);

    return i < cal->fact_count && cal->facts[i].day == day ? &cal->source->rows[cal->facts[i].row] : NULL;
}

/*
 * A decree's row is told even when the day falls on a weekend: it is then not why the day is off, and `kind`
 * says so.
 */
int foi_calendar_day(const foi_calendar *cal, foi_day_info *out, foi_day day, foi_error *err)
{
    foi_day_info info = {.decree_date = FOI_DAY_NONE};
    const foi__row *row;

    if (!foi__day_valid(day))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(day).text, NULL, NULL);
    if (foi_calendar_is(cal, &info.working, day, NULL) == FOI_OK) {
        info.decided = 1;
        row = foi__calendar_fact(cal, day);
        if (row != NULL) {
            info.kind = foi__public_kind(row->kind);
            info.name_id = foi__source_text(cal->source, row->name_id);
            info.name_en = foi__source_text(cal->source, row->name_en);
            info.decree = foi__source_text(cal->source, row->decree);
            info.decree_date = row->decree_date;
            info.grade = row->grade;
        }
        if (!info.working && foi__calendar_weekend(cal, day))
            info.kind = FOI_DAY_KIND_WEEKEND;
    }
    if (foi__info_write(out, &info, sizeof info) < 0)
        return foi__fail(err, FOI__STRUCT_SIZE, foi__format_number(out->size).text,
                         foi__format_number(sizeof info).text, NULL);
    return FOI_OK;
}

/* Segments never touch, so a year is decided only if one of them holds it whole. */
int foi_calendar_coverage(const foi_calendar *cal, int32_t year)
{
    foi_day first, last;
    bool some = false;

    if (year < 1 || year > 9999)
        return FOI_COVERAGE_UNDECIDED;
    first = foi__day_of(year, 1, 1);
    last = foi__day_of(year, 12, 31);
    for (size_t i = 0; i < cal->segment_count; i++) {
        const foi__segment *s = &cal->segments[i];

        if (s->from <= first && last <= s->to)
            return FOI_COVERAGE_DECIDED;
        some = some || (s->from <= last && first <= s->to);
    }
    return some ? FOI_COVERAGE_PARTIAL : FOI_COVERAGE_UNDECIDED;
}

/* ---- differences --------------------------------------------------------------------------------------- */

/*
 * The last known row in the files that puts a day back to work; NULL if none does. Such rows are not among the
 * facts, so all rows are walked: it is asked only for days that differ, and those are few.
 */
static const foi__row *row_that_cancels(const foi_calendar *cal, foi_day day)
{
    const foi__source *s = cal->source;
    const foi__row *found = NULL;

    for (size_t i = 0; i < s->row_count && s->rows[i].day <= day; i++) {
        const foi__row *row = &s->rows[i];

        if (row->day == day && !row->off && (cal->known_on == FOI_DAY_NONE || row->known <= cal->known_on) &&
            (found == NULL || row->sequence > found->sequence))
            found = row;
    }
    return found;
}

static void explain_change(foi_day_change *change, const foi_calendar *before, const foi_calendar *after)
{
    const foi_calendar *speaker = after;
    const foi__row *row;

    if (change->works_after)
        row = row_that_cancels(after, change->day);
    else
        row = foi__calendar_fact(after, change->day);
    if (row == NULL && change->works_after) { /* the row is gone altogether: name the one that was there */
        speaker = before;
        row = foi__calendar_fact(before, change->day);
    }
    change->decree_date = FOI_DAY_NONE;
    if (row == NULL)
        return;
    change->kind = foi__public_kind(row->kind);
    change->name_id = foi__source_text(speaker->source, row->name_id);
    change->name_en = foi__source_text(speaker->source, row->name_en);
    change->decree = foi__source_text(speaker->source, row->decree);
    change->decree_date = row->decree_date;
}

/*
 * Only days that both decide can differ: of an undecided day nothing is said that could be contradicted. Where
 * nothing is decided, lo is past hi and the loop does not run.
 */
size_t foi_calendar_diff(const foi_calendar *before, const foi_calendar *after, foi_day_change *out, size_t capacity)
{
    foi_day from = before->lo > after->lo ? before->lo : after->lo;
    foi_day to = before->hi < after->hi ? before->hi : after->hi;
    size_t count = 0;

    for (foi_day day = from; day <= to; day++) {
        int32_t a, b;

        if (foi_calendar_is(before, &a, day, NULL) < 0 || foi_calendar_is(after, &b, day, NULL) < 0 || a == b)
            continue;
        if (count < capacity) {
            foi_day_change change = {.day = day, .works_before = a, .works_after = b};

            explain_change(&change, before, after);
            out[count] = change;
        }
        count++;
    }
    return count;
}

/* ---- merging ------------------------------------------------------------------------------------------- */

/* The segment that holds a day, or the first one after it; NULL if there is none. */
static const foi__segment *segment_from(const foi_calendar *cal, foi_day day)
{
    for (size_t i = 0; i < cal->segment_count; i++)
        if (cal->segments[i].to >= day)
            return &cal->segments[i];
    return NULL;
}

static foi_day least(foi_day a, foi_day b)
{
    return a < b ? a : b;
}

/*
 * First pass of merging. The result is a whole calendar, so its week ranges are what decides: they cover the
 * days that both parts decide, and a new one begins wherever one of the two patterns changes. Each round goes
 * to the nearest end of a segment or pattern. A decided day always has a pattern: segments are made of week
 * ranges only.
 */
static int merge_weeks(foi__source_builder *b, const foi_calendar *x, const foi_calendar *y, int how, foi_error *err)
{
    foi_day day = FOI_DAY_MIN;
    const foi__segment *p, *q;

    while ((p = segment_from(x, day)) != NULL && (q = segment_from(y, day)) != NULL) {
        foi_day from = p->from > q->from ? p->from : q->from;
        const foi__week *v, *w;
        foi__week both;
        int code;

        if (from > day) {
            day = from;
            continue;
        }
        v = foi__week_of(x, day);
        w = foi__week_of(y, day);
        both.from = day;
        both.to = least(least(p->to, q->to), least(v->to, w->to));
        both.works = how == FOI_MERGE_OFF_IN_EITHER ? v->works & w->works : v->works | w->works;
        both.line = 0;
        if ((code = foi__source_week(b, &both, err)) < 0)
            return code;
        if (both.to == FOI_DAY_MAX)
            break;
        day = both.to + 1;
    }
    return FOI_OK;
}

/*
 * Second and third pass: the facts of one part that still hold in the result become its rows. For "off in both"
 * a fact holds where the other part is off for whatever reason, be it only a weekend. Both parts may give the
 * same day and name; the later row then repeats the earlier one.
 */
static int merge_facts(foi__source_builder *b, const foi_calendar *from, const foi_calendar *other, int how,
                       foi_error *err)
{
    const foi__source *s = from->source;

    for (size_t i = 0; i < from->fact_count; i++) {
        foi__row row = s->rows[from->facts[i].row];
        uint32_t *const numbers[] = {&row.name_id, &row.name_en, &row.decree};
        int32_t works;

        if (foi_calendar_is(other, &works, row.day, NULL) < 0 || (works && how == FOI_MERGE_OFF_IN_BOTH))
            continue;
        for (int k = 0; k < 3; k++) {
            const char *text = foi__source_text(s, *numbers[k]);
            int code = foi__source_string(b, numbers[k], text, strlen(text), err);

            if (code < 0)
                return code;
        }
        /* what was known when is a question to the parts, so the result must not answer it */
        row.known = FOI_DAY_MIN;
        if (foi__source_row(b, &row, err) < 0)
            return FOI_ERR_MEMORY;
    }
    return FOI_OK;
}

int foi_calendar_merge(foi_calendar **out, const foi_calendar *a, const foi_calendar *b, int how, foi_error *err)
{
    foi__source_builder builder = {.weeks = NULL};
    foi__source *source = NULL;
    int code;

    if (how != FOI_MERGE_OFF_IN_EITHER && how != FOI_MERGE_OFF_IN_BOTH)
        return foi__fail(err, FOI__BAD_ARGUMENT, "how", foi__format_number(how).text, NULL);
    code = merge_weeks(&builder, a, b, how, err);
    if (code == FOI_OK && builder.week_count == 0)
        code = foi__fail(err, FOI__CAL_NOTHING, a->name, NULL, NULL);
    if (code == FOI_OK) /* the last row of a name speaks, so the first calendar comes last */
        code = merge_facts(&builder, b, a, how, err);
    if (code == FOI_OK)
        code = merge_facts(&builder, a, b, how, err);
    if (code == FOI_OK)
        code = foi__source_finish(&builder, &source, err);
    foi__source_abandon(&builder);
    if (code < 0)
        return code;
    source->merged = true;
    code = foi__calendar_build(out, &(foi__snapshot){a->name, source, FOI_DAY_NONE, 0, FOI__BOUND_NONE, NULL}, err);
    foi__source_unref(source);
    return code;
}
