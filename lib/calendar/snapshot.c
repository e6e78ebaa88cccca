/* From a source to a calendar: which days are decided, which are off, and the tables for sums. */
#include <string.h>

#include <sodium/crypto_generichash.h>

#include "calendar/calendar.h"

/* A calendar being made. `works` has a byte a day of the window. */
typedef struct making {
    const foi__snapshot *how;
    foi_calendar *cal;
    uint8_t *works;
    size_t segment_room;
    foi_day decided_to; /* last decided day, before the tail of bounds */
} making;

static bool known(const making *m, const foi__row *row)
{
    return m->how->known_on == FOI_DAY_NONE || row->known <= m->how->known_on;
}

/* ---- which days are decided ---------------------------------------------------------------------------- */

/*
 * Segments come in order, since week ranges are sorted and disjoint and rows stand in order of day. Neighbours
 * become one: a calendar of one segment is the usual case, and sums.c is fastest for it.
 */
static bool add_segment(making *m, foi_day from, foi_day to)
{
    foi_calendar *c = m->cal;
    foi__segment *last = c->segment_count > 0 ? &c->segments[c->segment_count - 1] : NULL;
    foi__segment *grown;

    if (last != NULL && from <= last->to + 1) {
        last->to = to;
        return true;
    }
    grown = foi__grow(c->segments, &m->segment_room, c->segment_count + 1, sizeof *grown);
    if (grown == NULL)
        return false;
    c->segments = grown;
    c->segments[c->segment_count++] = (foi__segment){from, to};
    return true;
}

/*
 * The part of a week range that lies in years of which a `set` row is known: decrees come year by year, and
 * before one is out the week pattern alone says nothing of the year. A row decides its whole year, also where the
 * pattern changes within it. Rows are in order of day; `done` skips those of years before the range, and of a
 * year that is already decided.
 */
static bool add_decided_years(making *m, const foi__week *week)
{
    const foi__source *s = m->how->source;
    foi_day done = foi__day_of(foi__civil_of(week->from).year, 1, 1) - 1;
    foi_day end = foi__day_of(foi__civil_of(week->to).year, 12, 31);

    for (size_t i = 0; i < s->row_count && s->rows[i].day <= end; i++) {
        const foi__row *row = &s->rows[i];
        int32_t year;
        foi_day first, last;

        if (row->day <= done || !row->decides || !known(m, row))
            continue;
        year = foi__civil_of(row->day).year;
        first = foi__day_of(year, 1, 1);
        last = foi__day_of(year, 12, 31);
        if (!add_segment(m, first > week->from ? first : week->from, last < week->to ? last : week->to))
            return false;
        done = last;
    }
    return true;
}

/*
 * Bounds also cover the years after the last decided one; earlier gaps stay gaps, for there a decree is missing
 * from the file, while here it is not made yet.
 */
static void add_tail(making *m)
{
    foi_calendar *c = m->cal;
    foi__segment *last = c->segment_count > 0 ? &c->segments[c->segment_count - 1] : NULL;
    int32_t year;

    if (last == NULL)
        return;
    m->decided_to = last->to;
    year = foi__civil_of(last->to).year + FOI__TAIL_YEARS;
    last->to = foi__day_of(year < 9999 ? year : 9999, 12, 31);
}

static bool find_segments(making *m)
{
    const foi__source *s = m->how->source;

    for (size_t i = 0; i < s->week_count; i++)
        if (s->decided_by_year ? !add_decided_years(m, &s->weeks[i])
                               : !add_segment(m, s->weeks[i].from, s->weeks[i].to))
            return false;
    if (m->how->bound != FOI__BOUND_NONE)
        add_tail(m);
    return true;
}

/* ---- which days are worked ----------------------------------------------------------------------------- */

static void fill_week(making *m, foi_day from, foi_day to, unsigned works)
{
    foi_calendar *c = m->cal;
    int weekday;

    if (from < c->lo)
        from = c->lo;
    if (to > c->hi)
        to = c->hi;
    weekday = foi_date_weekday(from);
    for (foi_day d = from; d <= to; d++) {
        m->works[d - c->lo] = (works >> weekday) & 1;
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
}

/* The tail of bounds has no range of its own: the last pattern goes on. */
static void fill_weeks(making *m)
{
    const foi__source *s = m->how->source;
    const foi__week *last = &s->weeks[s->week_count - 1];

    for (size_t i = 0; i < s->week_count; i++)
        fill_week(m, s->weeks[i].from, s->weeks[i].to, s->weeks[i].works);
    if (m->how->bound != FOI__BOUND_NONE && last->to < m->cal->hi)
        fill_week(m, last->to + 1, m->cal->hi, last->works);
}

/*
 * Undecided days inside the window are never counted. The tables still have places for them, so that a day is
 * its own index; who asks must check that both ends lie in one segment.
 */
static void clear_gaps(making *m)
{
    foi_calendar *c = m->cal;

    for (size_t i = 1; i < c->segment_count; i++)
        memset(m->works + (c->segments[i - 1].to + 1 - c->lo), 0,
               (size_t)(c->segments[i].from - c->segments[i - 1].to - 1));
}

/*
 * Among the facts of a day, the one that names it comes first: lowest kind, then earliest in the files. Kinds
 * come in order already; only within a kind, where rows stand by name, the place must be found.
 */
static void place_fact(making *m, size_t first_of_day, uint32_t row)
{
    const foi__source *s = m->how->source;
    foi_calendar *c = m->cal;
    size_t at = c->fact_count++;

    while (at > first_of_day && s->rows[c->facts[at - 1].row].kind == s->rows[row].kind &&
           s->rows[c->facts[at - 1].row].sequence > s->rows[row].sequence) {
        c->facts[at] = c->facts[at - 1];
        at--;
    }
    c->facts[at] = (foi__fact){s->rows[row].day, row};
}

/*
 * Rows stand in order of day, kind, name, sequence: the last known one of each name decides. Reasons are kept
 * apart by name, so that cancelling one leaves the day off for the other. A fact of a worked kind is left out
 * altogether: on such a calendar the day is an ordinary one.
 */
static bool find_facts(making *m)
{
    const foi__source *s = m->how->source;
    foi_calendar *c = m->cal;
    size_t first_of_day = 0;

    c->facts = foi__alloc(s->row_count * sizeof *c->facts);
    if (c->facts == NULL)
        return false;
    for (size_t i = 0, next; i < s->row_count; i = next) {
        const foi__row *first = &s->rows[i];
        const foi__row *last = NULL;

        for (next = i; next < s->row_count && s->rows[next].day == first->day && s->rows[next].kind == first->kind &&
                       s->rows[next].name_id == first->name_id;
             next++)
            if (known(m, &s->rows[next]))
                last = &s->rows[next];
        if (last == NULL || !last->off || (m->how->worked_kinds >> first->kind & 1) != 0 ||
            !foi__calendar_decides(c, first->day))
            continue;
        if (c->fact_count > 0 && c->facts[c->fact_count - 1].day != first->day)
            first_of_day = c->fact_count;
        place_fact(m, first_of_day, (uint32_t)(last - s->rows));
        m->works[first->day - c->lo] = 0;
    }
    return true;
}

/*
 * Days that no decree decides yet, but that are or may be off. With only the certain ones off a term ends as
 * early as it can, with all the possible ones as late as it can. What is decided is never touched.
 */
static void apply_tentative(making *m)
{
    const foi__tentative *t = m->how->tentative;
    foi_calendar *c = m->cal;

    for (size_t i = 0; t != NULL && i < t->count; i++) {
        const foi__tentative_row *row = &t->rows[i];
        foi_day from = row->from > m->decided_to ? row->from : m->decided_to + 1;
        foi_day to = row->to < c->hi ? row->to : c->hi;

        if (from > to || (m->how->worked_kinds >> row->kind & 1) != 0 ||
            (!row->certain && m->how->bound != FOI__BOUND_POSSIBLE))
            continue;
        memset(m->works + (from - c->lo), 0, (size_t)(to - from + 1));
    }
}

/* ---- tables -------------------------------------------------------------------------------------------- */

/*
 * A day's index fits in 16 bits up to 65,535 days (179 years); half the memory is half the cache. The type of
 * the tables is chosen outside the loops, in sums.c as well.
 */
static bool make_tables(making *m)
{
    foi_calendar *c = m->cal;
    size_t size;
    uint32_t working = 0;

    for (uint32_t i = 0; i < c->days; i++)
        working += m->works[i];
    c->working = working;
    c->wide = c->days > UINT16_MAX;
    size = c->wide ? sizeof(uint32_t) : sizeof(uint16_t);
    c->rank = foi__alloc((c->days + 1) * size);
    c->select = foi__alloc(working * size);
    if (c->rank == NULL || c->select == NULL)
        return false;
    working = 0;
    if (c->wide) {
        uint32_t *rank = c->rank, *select = c->select;

        for (uint32_t i = 0; i < c->days; i++) {
            rank[i] = working;
            if (m->works[i])
                select[working++] = i;
        }
        rank[c->days] = working;
    } else {
        uint16_t *rank = c->rank, *select = c->select;

        for (uint32_t i = 0; i < c->days; i++) {
            rank[i] = (uint16_t)working;
            if (m->works[i])
                select[working++] = (uint16_t)i;
        }
        rank[c->days] = (uint16_t)working;
    }
    return true;
}

/* ---- the content hash ---------------------------------------------------------------------------------- */

typedef crypto_generichash_state hash_state;

static void hash_bytes(hash_state *h, const void *bytes, size_t len)
{
    crypto_generichash_update(h, bytes, len);
}

/* Byte by byte: the hash must be the same on every machine. */
static void put_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (8 * i));
}

/*
 * Over: the decided segments, a byte for each eight days, and each fact as day, kind, decree date and the numbers of
 * its strings, which are numbered by first use and hashed there. So the hash depends on what is said, not on how
 * the rows were written.
 */
static int hash_calendar(making *m)
{
    const foi__source *s = m->how->source;
    foi_calendar *c = m->cal;
    uint32_t *numbers = foi__zalloc(s->string_count, sizeof *numbers);
    uint32_t used = 0;
    unsigned char bits = 0;
    hash_state h;

    if (numbers == NULL)
        return FOI_ERR_MEMORY;
    crypto_generichash_init(&h, NULL, 0, sizeof c->hash);
    for (size_t i = 0; i < c->segment_count; i++) {
        unsigned char b[8];

        put_u32(b, (uint32_t)c->segments[i].from);
        put_u32(b + 4, (uint32_t)c->segments[i].to);
        hash_bytes(&h, b, sizeof b);
    }
    /* packed in place: byte i / 8 was read before, or is the first that this round reads */
    for (uint32_t i = 0; i < c->days; i += 8) {
        uint32_t n = c->days - i < 8 ? c->days - i : 8;

        bits = 0;
        for (uint32_t k = 0; k < n; k++)
            bits |= (unsigned char)(m->works[i + k] << k);
        m->works[i / 8] = bits; /* the bytes are not needed any more */
    }
    hash_bytes(&h, m->works, (c->days + 7) / 8);
    for (size_t i = 0; i < c->fact_count; i++) {
        const foi__row *row = &s->rows[c->facts[i].row];
        const uint32_t strings[3] = {row->name_id, row->name_en, row->decree};
        unsigned char b[21];

        put_u32(b, (uint32_t)row->day);
        put_u32(b + 4, (uint32_t)row->decree_date);
        b[8] = (unsigned char)(row->kind | foi__calendar_weekend(c, row->day) << 7);
        for (int k = 0; k < 3; k++) {
            uint32_t *number = &numbers[strings[k]];

            if (*number == 0) {
                const char *text = foi__source_text(s, strings[k]);

                *number = ++used;
                hash_bytes(&h, text, strlen(text) + 1);
            }
            put_u32(b + 9 + 4 * k, *number);
        }
        hash_bytes(&h, b, sizeof b);
    }
    crypto_generichash_final(&h, c->hash, sizeof c->hash);
    foi__free(numbers);
    return FOI_OK;
}

/* ---- all together -------------------------------------------------------------------------------------- */

static int fill(making *m)
{
    foi_calendar *c = m->cal;

    if (!find_segments(m))
        return FOI_ERR_MEMORY;
    /*
     * nothing decided is an empty window: with no days every look-up fails its check of bounds, and no other is
     * needed
     */
    c->lo = 0;
    c->hi = -1;
    if (c->segment_count > 0) {
        c->lo = c->segments[0].from;
        c->hi = c->segments[c->segment_count - 1].to;
    }
    c->days = (uint32_t)(c->hi - c->lo + 1);
    m->works = foi__zalloc(c->days, 1);
    if (m->works == NULL)
        return FOI_ERR_MEMORY;
    if (c->days > 0) {
        fill_weeks(m);
        clear_gaps(m);
    }
    if (!find_facts(m))
        return FOI_ERR_MEMORY;
    if (m->how->bound != FOI__BOUND_NONE && c->days > 0)
        apply_tentative(m);
    if (!make_tables(m))
        return FOI_ERR_MEMORY;
    return hash_calendar(m);
}

/* The name of a file may be any bytes, that of a calendar stands in answers: what is no UTF-8 becomes '?'. */
static void make_text(char *name)
{
    if (foi__utf8_valid(name, strlen(name)))
        return;
    for (char *p = name; *p != '\0'; p++)
        if ((unsigned char)*p >= 0x80)
            *p = '?';
}

/*
 * All that can fail here is memory. A half-made calendar is given back like a whole one: what is not there yet
 * is NULL.
 */
int foi__calendar_build(foi_calendar **out, const foi__snapshot *how, foi_error *err)
{
    foi_calendar *c = foi__zalloc(1, sizeof *c);
    making m = {how, c, NULL, 0, FOI_DAY_NONE};
    int code = FOI_ERR_MEMORY;

    if (c != NULL) {
        foi__refs_init(&c->refs);
        c->source = foi__source_ref(how->source);
        c->known_on = how->known_on;
        c->worked_kinds = how->worked_kinds;
        c->name = foi__copy_text(how->name, strlen(how->name));
        if (c->name != NULL) {
            make_text(c->name);
            code = fill(&m);
        }
    }
    foi__free(m.works);
    if (code < 0) {
        foi_calendar_unref(c);
        return foi__no_memory(err);
    }
    *out = c;
    return FOI_OK;
}

/* Only tables and facts are new: the source is shared, so a variant costs no second copy of the decrees. */
int foi__calendar_variant(foi_calendar **out, const foi_calendar *cal, unsigned worked_kinds, int bound,
                          const foi__tentative *tentative, foi_error *err)
{
    foi__snapshot how = {cal->name, cal->source, cal->known_on, worked_kinds, bound, tentative};

    return foi__calendar_build(out, &how, err);
}

int foi_calendar_known_on(foi_calendar **out, const foi_calendar *cal, foi_day known_on, foi_error *err)
{
    foi__snapshot how = {cal->name, cal->source, known_on, cal->worked_kinds, FOI__BOUND_NONE, NULL};

    if (!foi__day_valid(known_on))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(known_on).text, NULL, NULL);
    if (cal->source->merged)
        return foi__fail(err, FOI__CAL_MERGED, NULL, NULL, NULL);
    return foi__calendar_build(out, &how, err);
}

/*
 * `file` is for messages, `name` for the identity of answers. An overlay takes over everything that says how
 * its base is read, so that it may be laid on a calendar as known on a day, or on another overlay.
 */
int foi__calendar_read(foi_calendar **out, const char *file, const char *name, const char *text, size_t len,
                       uint32_t flags, const foi_calendar *base, foi_error *err)
{
    foi__snapshot how = {name, NULL, FOI_DAY_NONE, 0, FOI__BOUND_NONE, NULL};
    foi__source_builder b;
    bool whole = false;
    int code = foi__source_begin(&b, base != NULL ? base->source : NULL, err);

    if (code == FOI_OK)
        code = foi__rows_parse(&b, &whole, file, text, len, err);
    if (code == FOI_OK && whole && base != NULL)
        code = foi__fail_at(err, (foi__place){file, 0, 0}, FOI__CAL_SECOND_WHOLE, file, NULL, NULL);
    if (code == FOI_OK && !whole && base == NULL)
        code = foi__fail_at(err, (foi__place){file, 0, 0}, FOI__CAL_NO_BASE, file, NULL, NULL);
    if (code == FOI_OK)
        code = foi__source_finish(&b, &how.source, err);
    foi__source_abandon(&b);
    if (code < 0)
        return code;
    how.source->decided_by_year = (flags & FOI_CALENDAR_DECIDED_BY_YEAR) != 0;
    if (base != NULL) {
        how.source->decided_by_year = base->source->decided_by_year;
        how.source->merged = base->source->merged;
        how.known_on = base->known_on;
        how.worked_kinds = base->worked_kinds;
    }
    code = foi__calendar_build(out, &how, err);
    foi__source_unref(how.source);
    return code;
}

int foi_calendar_parse(foi_calendar **out, const char *text, size_t len, const foi_calendar_opts *opts, foi_error *err)
{
    foi_calendar_opts o;
    const char *name;
    int code = foi__opts_read(&o, sizeof o, opts, err);

    if (code < 0)
        return code;
    if ((o.flags & ~(uint32_t)FOI_CALENDAR_DECIDED_BY_YEAR) != 0)
        return foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o.flags).text, NULL, NULL);
    if (text == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "text", NULL, NULL);
    name = o.name != NULL ? o.name : "calendar";
    return foi__calendar_read(out, name, name, text, len, o.flags, o.base, err);
}
