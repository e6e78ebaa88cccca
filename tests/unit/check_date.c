/* Civil days: every day of years 1 to 9999 against an odometer that shares no formula with the library. */
#include "date/date.h"

#include "harness.h"

enum { UNTOUCHED = 777777 };

static int odometer_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : length[month - 1];
}

/* One step of the odometer; 0 after 9999-12-31. */
static int odometer_next(int *year, int *month, int *mday)
{
    if (++*mday > odometer_length(*year, *month)) {
        *mday = 1;
        if (++*month > 12) {
            *month = 1;
            ++*year;
        }
    }
    return *year <= 9999;
}

START_TEST(anchors)
{
    foi_day day = UNTOUCHED;
    ck_assert_int_eq(foi_date_from_civil(&day, 1970, 1, 1, NULL), FOI_OK);
    ck_assert_int_eq(day, 0);
    ck_assert_int_eq(foi_date_weekday(0), 3); /* 1970-01-01 was a Thursday */
    ck_assert_int_eq(foi_date_from_civil(&day, 1, 1, 1, NULL), FOI_OK);
    ck_assert_int_eq(day, FOI_DAY_MIN);
    ck_assert_int_eq(foi_date_from_civil(&day, 9999, 12, 31, NULL), FOI_OK);
    ck_assert_int_eq(day, FOI_DAY_MAX);
    ck_assert_int_eq(foi_date_from_civil(&day, 2000, 3, 1, NULL), FOI_OK);
    ck_assert_int_eq(day, 11017);
    ck_assert_int_eq(FOI_DAY_NONE, INT32_MIN);
}
END_TEST

START_TEST(every_day_both_ways)
{
    int year = 1, month = 1, mday = 1, weekday = 0; /* 0001-01-01 is a Monday */
    foi_day day = FOI_DAY_MIN;
    do {
        int32_t y = 0, m = 0, d = 0;
        foi_day back = UNTOUCHED, parsed = UNTOUCHED;
        char text[16], want[48];
        snprintf(want, sizeof want, "%04d-%02d-%02d", year, month, mday);
        /* One test an item, not one ck_assert a fact: an assertion costs more than the call it looks at. */
        int same = foi_date_to_civil(day, &y, &m, &d, NULL) == FOI_OK && y == year && m == month && d == mday &&
                   foi_date_from_civil(&back, year, month, mday, NULL) == FOI_OK && back == day &&
                   foi_date_weekday(day) == weekday && foi_date_format(day, text, sizeof text) == 10 &&
                   strcmp(text, want) == 0 && foi_date_parse(&parsed, want, 10, NULL) == FOI_OK && parsed == day;
        if (!same) {
            ck_abort_msg("day %d: odometer %s, library %d-%d-%d %s, back %d, parsed %d, weekday %d", day, want, y, m,
                         d, text, back, parsed, foi_date_weekday(day));
        }
        day++;
        weekday = (weekday + 1) % 7;
    } while (odometer_next(&year, &month, &mday));
    ck_assert_int_eq(day, FOI_DAY_MAX + 1);
}
END_TEST

START_TEST(from_civil_refuses_what_is_no_day)
{
    static const int32_t bad[][3] = {
        {0, 1, 1},       {-1, 1, 1},       {10000, 1, 1},     {2025, 0, 1},          {2025, 13, 1},
        {2025, -1, 1},   {2025, 1, 0},     {2025, 1, 32},     {2025, 2, 29},         {1900, 2, 29},
        {2100, 2, 29},   {2025, 4, 31},    {2025, 6, 31},     {2025, 9, 31},         {2025, 11, 31},
        {2024, 2, 30},   {2025, 1, -1},    {INT32_MAX, 1, 1}, {INT32_MIN, 1, 1},     {2025, INT32_MAX, 1},
        {2025, 1, INT32_MAX}, {2025, INT32_MIN, 1}, {2025, 1, INT32_MIN}, {INT32_MAX, INT32_MAX, INT32_MAX},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        foi_day day = UNTOUCHED;
        ck_assert_int_eq(foi_date_from_civil(&day, bad[i][0], bad[i][1], bad[i][2], NULL), FOI_ERR_RANGE);
        ck_assert_int_eq(day, UNTOUCHED);
    }
}
END_TEST

START_TEST(to_civil_refuses_what_is_no_day)
{
    static const foi_day bad[] = {FOI_DAY_MIN - 1, FOI_DAY_MAX + 1, FOI_DAY_NONE, INT32_MAX, -1000000, 3000000};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int32_t y = UNTOUCHED, m = UNTOUCHED, d = UNTOUCHED;
        ck_assert_int_eq(foi_date_to_civil(bad[i], &y, &m, &d, NULL), FOI_ERR_RANGE);
        ck_assert_int_eq(y, UNTOUCHED);
        ck_assert_int_eq(m, UNTOUCHED);
        ck_assert_int_eq(d, UNTOUCHED);
        char text[16] = "x";
        ck_assert_uint_eq(foi_date_format(bad[i], text, sizeof text), 0);
        ck_assert_str_eq(text, "");
    }
}
END_TEST

START_TEST(to_civil_outputs_are_optional)
{
    int32_t y = 0, m = 0, d = 0;
    ck_assert_int_eq(foi_date_to_civil(20367, NULL, NULL, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_date_to_civil(20367, &y, NULL, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_date_to_civil(20367, NULL, &m, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_date_to_civil(20367, NULL, NULL, &d, NULL), FOI_OK);
    ck_assert_int_eq(y, 2025);
    ck_assert_int_eq(m, 10);
    ck_assert_int_eq(d, 6);
}
END_TEST

START_TEST(weekday_of_any_number)
{
    for (int32_t i = 0; i < 1000; i++) {
        int low = foi_date_weekday(INT32_MIN + i), high = foi_date_weekday(INT32_MAX - i);
        ck_assert_int_ge(low, 0);
        ck_assert_int_le(low, 6);
        ck_assert_int_ge(high, 0);
        ck_assert_int_le(high, 6);
        ck_assert_int_eq((low + 1) % 7, foi_date_weekday(INT32_MIN + i + 1));
        ck_assert_int_eq(high, (foi_date_weekday(INT32_MAX - i - 1) + 1) % 7);
        ck_assert_int_eq(foi_date_weekday(-i * 7), 3);
    }
}
END_TEST

START_TEST(format_fills_what_fits)
{
    for (size_t size = 0; size <= 12; size++) {
        char text[16];
        memset(text, 'x', sizeof text);
        ck_assert_uint_eq(foi_date_format(20367, text, size), 10);
        if (size > 0) {
            size_t fits = size - 1 < 10 ? size - 1 : 10;
            ck_assert_uint_eq(strlen(text), fits);
            ck_assert_int_eq(memcmp(text, "2025-10-06", fits), 0);
        }
        for (size_t i = size > 11 ? 11 : size; i < sizeof text; i++) {
            ck_assert_int_eq(text[i], 'x');
        }
    }
    ck_assert_uint_eq(foi_date_format(20367, NULL, 0), 10);
}
END_TEST

static const char *status_name(int code)
{
    const char *name = foi_status_name(code);
    return name ? name : "(unknown)";
}

/* Rows: text, day number or the name of a status. The text may hold \0 \t \n and \x, for what a table cannot. */
static size_t unescape(const char *cell, char *out)
{
    size_t len = 0;
    for (; *cell; cell++) {
        char c = *cell;
        if (c == '\\') {
            cell++;
            c = *cell == '0' ? '\0' : *cell == 't' ? '\t' : *cell == 'n' ? '\n' : *cell == 's' ? ' ' : *cell;
        }
        out[len++] = c;
    }
    return len;
}

static void expect(const struct table *t, const char *want, int rc, foi_day day)
{
    char got[32];
    snprintf(got, sizeof got, "%d", day);
    if (rc == FOI_OK) {
        ck_assert_msg(strcmp(want, got) == 0, "%s:%d: %s: want %s, got %s", t->name, t->line, t->cell[0], want, got);
    } else {
        ck_assert_msg(strcmp(want, status_name(rc)) == 0, "%s:%d: %s: want %s, got %s", t->name, t->line, t->cell[0],
                      want, status_name(rc));
        ck_assert_msg(day == UNTOUCHED, "%s:%d: output written on failure", t->name, t->line);
    }
}

START_TEST(parse_table)
{
    struct table t;
    table_open(&t, "date-parse.tsv");
    while (table_next(&t)) {
        char text[256];
        size_t len = unescape(t.cell[0], text);
        foi_day day = UNTOUCHED;
        foi_error err = {.size = sizeof err};
        int rc = foi_date_parse(&day, text, len, &err);
        expect(&t, t.cell[1], rc, day);
        if (rc != FOI_OK) {
            ck_assert_int_eq(err.code, rc);
            ck_assert_int_ne(err.message[0], '\0');
        }
    }
    table_close(&t);
}
END_TEST

/* The text need not end with NUL: nothing after `len` is looked at. */
START_TEST(parse_reads_len_bytes_only)
{
    foi_day day = UNTOUCHED;
    char *exact = malloc(10);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, "2025-10-06", 10);
    ck_assert_int_eq(foi_date_parse(&day, exact, 10, NULL), FOI_OK);
    ck_assert_int_eq(day, 20367);
    free(exact);
    for (size_t len = 0; len < 10; len++) {
        day = UNTOUCHED;
        ck_assert_int_eq(foi_date_parse(&day, "2025-10-06", len, NULL), FOI_ERR_SYNTAX);
        ck_assert_int_eq(day, UNTOUCHED);
    }
}
END_TEST

/* No text at all is a text of another form, and no buffer is ever read for it. */
START_TEST(parse_without_a_text)
{
    foi_day day = UNTOUCHED;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_date_parse(&day, NULL, 0, &err), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_date_parse(&day, NULL, 10, &err), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_date_from_instant(&day, NULL, 0, "UTC", &err), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_date_from_instant(&day, NULL, 20, "UTC", &err), FOI_ERR_SYNTAX);
    ck_assert_int_eq(day, UNTOUCHED);
}
END_TEST

/* The day printed in the name of a decree: the first that is one. */
START_TEST(day_inside_a_text)
{
    foi_day day = UNTOUCHED;
    ck_assert(foi__day_inside(&day, "SKB of 2025-10-06, not 2025-10-07"));
    ck_assert_int_eq(day, 20367);
    ck_assert(foi__day_inside(&day, "12025-10-07"));
    ck_assert_int_eq(day, 20368);
    ck_assert(foi__day_inside(&day, "2025-02-30 2025-10-06"));
    ck_assert_int_eq(day, 20367);
    day = UNTOUCHED;
    ck_assert(!foi__day_inside(&day, ""));
    ck_assert(!foi__day_inside(&day, "2025-10-0"));
    ck_assert(!foi__day_inside(&day, "2025-02-30"));
    ck_assert_int_eq(day, UNTOUCHED);
    ck_assert_str_eq(foi__day_string(20367).text, "2025-10-06");
    ck_assert_str_eq(foi__day_string(FOI_DAY_NONE).text, "----------");
}
END_TEST

/* Every byte at every place: only digits and the two dashes are ever accepted. */
START_TEST(parse_every_byte_everywhere)
{
    for (size_t place = 0; place < 10; place++) {
        for (int byte = 0; byte < 256; byte++) {
            char text[] = "2025-10-06";
            foi_day day = UNTOUCHED;
            text[place] = (char)byte;
            int dash = place == 4 || place == 7;
            int formed = dash ? byte == '-' : byte >= '0' && byte <= '9';
            int rc = foi_date_parse(&day, text, 10, NULL);
            if (formed) {
                ck_assert_msg(rc == FOI_OK || rc == FOI_ERR_RANGE, "%s: %s", text, status_name(rc));
            } else {
                ck_assert_msg(rc == FOI_ERR_SYNTAX, "byte %d at %zu: %s", byte, place, status_name(rc));
            }
        }
    }
}
END_TEST

/* Adding months one way only: count month by month, then look whether the day exists. */
static int model_add_months(int year, int month, int mday, int months, int mode, char *out, size_t size)
{
    for (; months > 0; months--) {
        if (++month > 12) {
            month = 1;
            year++;
        }
    }
    for (; months < 0; months++) {
        if (--month < 1) {
            month = 12;
            year--;
        }
    }
    if (mday > odometer_length(year, month)) {
        if (mode == FOI_MONTH_END_REPORT) {
            return FOI_ERR_RANGE;
        }
        mday = odometer_length(year, month);
        if (mode == FOI_MONTH_END_UP) {
            odometer_next(&year, &month, &mday);
        }
    }
    snprintf(out, size, "%04d-%02d-%02d", year, month, mday);
    return FOI_OK;
}

START_TEST(months_against_a_model)
{
    int mode = _i;
    int year = 1999, month = 1, mday = 1;
    do {
        foi_day day = UNTOUCHED;
        ck_assert_int_eq(foi_date_from_civil(&day, year, month, mday, NULL), FOI_OK);
        for (int months = -50; months <= 50; months++) {
            char want[48] = "", got[16] = "";
            foi_day sum = UNTOUCHED, years = UNTOUCHED;
            int expected = model_add_months(year, month, mday, months, mode, want, sizeof want);
            int rc = foi_date_add_months(&sum, day, months, mode, NULL);
            if (rc == FOI_OK) {
                foi_date_format(sum, got, sizeof got);
            }
            if (rc != expected || strcmp(want, got) != 0 || (rc != FOI_OK && sum != UNTOUCHED)) {
                ck_abort_msg("%d-%d-%d %+d mode %d: want %d %s, got %d %s", year, month, mday, months, mode, expected,
                             want, rc, got);
            }
            if (months % 12 == 0 &&
                (foi_date_add_years(&years, day, months / 12, mode, NULL) != rc || years != sum)) {
                ck_abort_msg("%d-%d-%d %+d years mode %d differs", year, month, mday, months / 12, mode);
            }
        }
    } while (odometer_next(&year, &month, &mday) && year < 2002);
}
END_TEST

START_TEST(months_at_the_edges)
{
    static const struct {
        const char *day;
        int32_t months;
        int mode;
        const char *want; /* NULL: out of range */
    } rows[] = {
        {"0001-01-01", -1, FOI_MONTH_END_DOWN, NULL},
        {"0001-01-01", 0, FOI_MONTH_END_REPORT, "0001-01-01"},
        {"0001-02-28", -1, FOI_MONTH_END_UP, "0001-01-28"},
        {"0001-01-01", 119987, FOI_MONTH_END_DOWN, "9999-12-01"},
        {"0001-01-01", 119988, FOI_MONTH_END_DOWN, NULL},
        {"9999-12-31", 1, FOI_MONTH_END_DOWN, NULL},
        {"9999-12-31", 1, FOI_MONTH_END_UP, NULL},
        {"9999-12-31", -119987, FOI_MONTH_END_UP, "0001-01-31"},
        {"9999-12-31", -119988, FOI_MONTH_END_UP, NULL},
        {"9999-10-31", 1, FOI_MONTH_END_UP, "9999-12-01"},
        {"2000-01-01", INT32_MAX, FOI_MONTH_END_DOWN, NULL},
        {"2000-01-01", INT32_MIN, FOI_MONTH_END_DOWN, NULL},
        {"9999-12-31", INT32_MAX, FOI_MONTH_END_UP, NULL},
        {"0001-01-01", INT32_MIN, FOI_MONTH_END_UP, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        foi_day day = UNTOUCHED, sum = UNTOUCHED;
        char got[16] = "";
        ck_assert_int_eq(foi_date_parse(&day, rows[i].day, 10, NULL), FOI_OK);
        int rc = foi_date_add_months(&sum, day, rows[i].months, rows[i].mode, NULL);
        if (rows[i].want) {
            ck_assert_int_eq(rc, FOI_OK);
            foi_date_format(sum, got, sizeof got);
            ck_assert_str_eq(got, rows[i].want);
        } else {
            ck_assert_int_eq(rc, FOI_ERR_RANGE);
            ck_assert_int_eq(sum, UNTOUCHED);
        }
    }
}
END_TEST

/* Twelve months a year must not overflow before the range is looked at. */
START_TEST(years_at_the_edges)
{
    static const int32_t far[] = {INT32_MAX, INT32_MIN, INT32_MAX / 12, INT32_MIN / 12, 178956971, 357913942,
                                  -357913942, 9999, -9999};
    for (size_t i = 0; i < sizeof far / sizeof far[0]; i++) {
        foi_day sum = UNTOUCHED;
        ck_assert_int_eq(foi_date_add_years(&sum, 0, far[i], FOI_MONTH_END_DOWN, NULL), FOI_ERR_RANGE);
        ck_assert_int_eq(sum, UNTOUCHED);
    }
    foi_day sum = UNTOUCHED;
    ck_assert_int_eq(foi_date_add_years(&sum, 0, 9999 - 1970, FOI_MONTH_END_DOWN, NULL), FOI_OK);
    ck_assert_int_eq(foi_date_add_years(&sum, 0, 1 - 1970, FOI_MONTH_END_DOWN, NULL), FOI_OK);
}
END_TEST

START_TEST(month_sums_refuse_bad_questions)
{
    static const int modes[] = {0, 4, -1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        foi_day sum = UNTOUCHED;
        ck_assert_int_eq(foi_date_add_months(&sum, 0, 1, modes[i], NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_date_add_years(&sum, 0, 1, modes[i], NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(sum, UNTOUCHED);
    }
    static const foi_day days[] = {FOI_DAY_MIN - 1, FOI_DAY_MAX + 1, FOI_DAY_NONE, INT32_MAX};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        foi_day sum = UNTOUCHED;
        ck_assert_int_eq(foi_date_add_months(&sum, days[i], 0, FOI_MONTH_END_DOWN, NULL), FOI_ERR_RANGE);
        ck_assert_int_eq(foi_date_add_years(&sum, days[i], 0, FOI_MONTH_END_DOWN, NULL), FOI_ERR_RANGE);
        ck_assert_int_eq(sum, UNTOUCHED);
        /* the day is looked at before the sum, however far that leads */
        foi_error err = {.size = sizeof err};
        ck_assert_int_eq(foi_date_add_years(&sum, days[i], INT32_MAX, FOI_MONTH_END_DOWN, &err), FOI_ERR_RANGE);
        ck_assert_msg(strncmp(err.message, "day number ", 11) == 0, "%s", err.message);
        ck_assert_int_eq(sum, UNTOUCHED);
    }
}
END_TEST

START_TEST(instant_table)
{
    struct table t;
    table_open(&t, "instants.tsv");
    while (table_next(&t)) {
        char text[256];
        size_t len = unescape(t.cell[0], text);
        foi_day day = UNTOUCHED, want = UNTOUCHED;
        int rc = foi_date_from_instant(&day, text, len, t.cell[1], NULL);
        if (foi_date_parse(&want, t.cell[2], strlen(t.cell[2]), NULL) == FOI_OK) {
            ck_assert_msg(rc == FOI_OK && day == want, "%s:%d: %s in %s: want %s, got %s day %d", t.name, t.line,
                          t.cell[0], t.cell[1], t.cell[2], status_name(rc), day);
        } else {
            expect(&t, t.cell[2], rc, day);
        }
    }
    table_close(&t);
}
END_TEST

/* Each zone's midnight: the last second of a day and the first of the next, seen from every whole offset. */
START_TEST(midnight_in_every_zone)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {
        {"Asia/Jakarta", 7}, {"Asia/Pontianak", 7}, {"Asia/Makassar", 8}, {"Asia/Jayapura", 9}, {"UTC", 0},
    };
    for (size_t z = 0; z < sizeof zones / sizeof zones[0]; z++) {
        for (int offset = -23; offset <= 23; offset++) {
            /* Local midnight of the zone at 2025-10-07, written with another offset. */
            int hour = 24 + offset - zones[z].hours; /* hours after 2025-10-06T00:00 */
            int mday = 6;
            for (; hour < 0; hour += 24) {
                mday--;
            }
            for (; hour >= 24; hour -= 24) {
                mday++;
            }
            char text[80];
            foi_day after = UNTOUCHED, before = UNTOUCHED;
            int len = snprintf(text, sizeof text, "2025-10-%02dT%02d:00:00%c%02d:00", mday, hour,
                               offset < 0 ? '-' : '+', abs(offset));
            ck_assert_int_eq(foi_date_from_instant(&after, text, (size_t)len, zones[z].name, NULL), FOI_OK);
            ck_assert_msg(after == 20368, "%s in %s: %d", text, zones[z].name, after);
            if (--hour < 0) {
                hour = 23;
                mday--;
            }
            len = snprintf(text, sizeof text, "2025-10-%02dT%02d:59:59.999%c%02d:00", mday, hour,
                           offset < 0 ? '-' : '+', abs(offset));
            ck_assert_int_eq(foi_date_from_instant(&before, text, (size_t)len, zones[z].name, NULL), FOI_OK);
            ck_assert_msg(before == 20367, "%s in %s: %d", text, zones[z].name, before);
        }
    }
    foi_day day = UNTOUCHED;
    ck_assert_int_eq(foi_date_from_instant(&day, "2025-10-06T00:00:00Z", 20, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(day, UNTOUCHED);
}
END_TEST

/* A caller may have been compiled with a shorter foi_error: not one byte after its `size` is written. */
START_TEST(error_of_any_size_is_respected)
{
    enum { ROOM = sizeof(foi_error) + 64 };
    for (uint32_t size = 0; size <= ROOM; size++) {
        union {
            foi_error err;
            unsigned char bytes[ROOM + 64];
        } u;
        memset(&u, 0xA5, sizeof u);
        u.err.size = size;
        foi_day day = UNTOUCHED;
        ck_assert_int_eq(foi_date_parse(&day, "2025-02-30", 10, &u.err), FOI_ERR_RANGE);
        for (size_t i = size < 4 ? 4 : size; i < sizeof u; i++) {
            ck_assert_msg(u.bytes[i] == 0xA5, "size %u: byte %zu was written", size, i);
        }
        ck_assert_uint_eq(u.err.size, size);
        if (size >= 8) {
            ck_assert_int_eq(u.err.code, FOI_ERR_RANGE);
        }
        if (size > offsetof(foi_error, message)) {
            size_t room = size - offsetof(foi_error, message);
            ck_assert_ptr_nonnull(memchr(u.err.message, '\0', room < sizeof u.err.message ? room : sizeof u.err.message));
        }
    }
}
END_TEST

START_TEST(error_text_in_both_languages)
{
    foi_error err = {.size = sizeof err};
    foi_day day = UNTOUCHED;
    ck_assert_int_eq(foi_date_parse(&day, "2025-02-30", 10, &err), FOI_ERR_RANGE);
    char id[1024], en[1024], other[1024];
    size_t id_len = foi_error_text(&err, FOI_LANG_ID, id, sizeof id);
    size_t en_len = foi_error_text(&err, FOI_LANG_EN, en, sizeof en);
    ck_assert_uint_eq(id_len, strlen(id));
    ck_assert_uint_eq(en_len, strlen(en));
    ck_assert_uint_gt(id_len, 0);
    ck_assert_str_ne(id, en);
    ck_assert_ptr_nonnull(strstr(en, "2025-02-30"));
    ck_assert_ptr_nonnull(strstr(id, "2025-02-30"));
    ck_assert_ptr_nonnull(strstr(en, err.message));
    foi_error_text(&err, 99, other, sizeof other);
    ck_assert_str_eq(other, en);
    ck_assert_uint_eq(foi_error_text(&err, FOI_LANG_EN, NULL, 0), en_len);
    for (size_t size = 1; size <= en_len + 1; size++) {
        char part[1024];
        memset(part, 'x', sizeof part);
        ck_assert_uint_eq(foi_error_text(&err, FOI_LANG_EN, part, size), en_len);
        ck_assert_uint_eq(strlen(part), size - 1);
        ck_assert_int_eq(memcmp(part, en, size - 1), 0);
        ck_assert_int_eq(part[size], 'x');
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("date");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 300); /* valgrind and the sanitizers take their time */
    tcase_set_tags(all, "exhaustive");
    tcase_add_test(all, every_day_both_ways);
    suite_add_tcase(suite, all);

    TCase *days = tcase_create("days");
    tcase_add_test(days, anchors);
    tcase_add_test(days, from_civil_refuses_what_is_no_day);
    tcase_add_test(days, to_civil_refuses_what_is_no_day);
    tcase_add_test(days, to_civil_outputs_are_optional);
    tcase_add_test(days, weekday_of_any_number);
    tcase_add_test(days, format_fills_what_fits);
    suite_add_tcase(suite, days);

    TCase *parse = tcase_create("parse");
    tcase_set_timeout(parse, 60);
    tcase_add_test(parse, parse_table);
    tcase_add_test(parse, parse_reads_len_bytes_only);
    tcase_add_test(parse, parse_every_byte_everywhere);
    tcase_add_test(parse, parse_without_a_text);
    tcase_add_test(parse, day_inside_a_text);
    suite_add_tcase(suite, parse);

    TCase *months = tcase_create("months");
    tcase_set_timeout(months, 60);
    tcase_add_loop_test(months, months_against_a_model, FOI_MONTH_END_DOWN, FOI_MONTH_END_REPORT + 1);
    tcase_add_test(months, months_at_the_edges);
    tcase_add_test(months, years_at_the_edges);
    tcase_add_test(months, month_sums_refuse_bad_questions);
    suite_add_tcase(suite, months);

    TCase *instants = tcase_create("instants");
    tcase_add_test(instants, instant_table);
    tcase_add_test(instants, midnight_in_every_zone);
    suite_add_tcase(suite, instants);

    TCase *errors = tcase_create("errors");
    tcase_set_timeout(errors, 60);
    tcase_add_test(errors, error_of_any_size_is_respected);
    tcase_add_test(errors, error_text_in_both_languages);
    suite_add_tcase(suite, errors);
    return harness_run(suite);
}
