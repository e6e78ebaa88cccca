/*
 * Civil days. A day is counted from 1970-01-01; inside, years begin in March so that the leap day is
 * the last of its year, and 400 such years (an era) always have 146,097 days. After Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms". Examples: 1970-01-01 = 0, 2000-03-01 = 11017.
 */
#include <string.h>

#include "date/date.h"

enum { ERA_DAYS = 146097, EPOCH_SHIFT = 719468 }; /* from 0000-03-01 to 1970-01-01 */

int32_t foi__month_length(int32_t year, int32_t month)
{
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : lengths[month - 1];
}

/*
 * The year is at least 1 and the era counts from year 0, so no division rounds a negative number. Months from
 * March have 31, 30, 31, 30, 31 days again and again, 153 in five: month m (0 = March) begins after (153 m + 2)
 * / 5 days.
 */
foi_day foi__day_of(int32_t year, int32_t month, int32_t mday)
{
    int32_t y = year - (month <= 2);
    int32_t era = y / 400;
    int32_t year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * ERA_DAYS + day_of_era - EPOCH_SHIFT;
}

/*
 * The reverse. Before dividing by 365 the leap days are taken out: one at the end of each 1,460 days, none at
 * the end of a century of 36,524, and the one that ends the era, day 146,096.
 */
foi__civil foi__civil_of(foi_day day)
{
    int32_t z = day + EPOCH_SHIFT;
    int32_t era = z / ERA_DAYS;
    int32_t day_of_era = z - era * ERA_DAYS;
    int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted = (5 * day_of_year + 2) / 153;
    foi__civil c;

    c.mday = day_of_year - (153 * shifted + 2) / 5 + 1;
    c.month = shifted < 10 ? shifted + 3 : shifted - 9;
    c.year = year_of_era + era * 400 + (c.month <= 2);
    return c;
}

/* The numbers as they were given: they may be far from what YYYY-MM-DD can hold. */
static int no_such_day(foi_error *err, int32_t year, int32_t month, int32_t mday)
{
    char text[40];
    foi__out out = {text, sizeof text, 0};

    for (int32_t least = 1000; least > year && least > 1 && year >= 0; least /= 10)
        foi__puts(&out, "0"); /* four digits, as the day was most likely written */
    foi__putn(&out, year);
    foi__puts(&out, month < 10 && month >= 0 ? "-0" : "-");
    foi__putn(&out, month);
    foi__puts(&out, mday < 10 && mday >= 0 ? "-0" : "-");
    foi__putn(&out, mday);
    foi__put_end(&out);
    return foi__fail(err, FOI__DAY_NONE, text, NULL, NULL);
}

int foi_date_from_civil(foi_day *out, int32_t year, int32_t month, int32_t mday, foi_error *err)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1 || mday > foi__month_length(year, month))
        return no_such_day(err, year, month, mday);
    *out = foi__day_of(year, month, mday);
    return FOI_OK;
}

static int check_day(foi_day day, foi_error *err)
{
    if (foi__day_valid(day))
        return FOI_OK;
    return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(day).text, NULL, NULL);
}

int foi_date_to_civil(foi_day day, int32_t *year, int32_t *month, int32_t *mday, foi_error *err)
{
    int code = check_day(day, err);
    foi__civil c;

    if (code < 0)
        return code;
    c = foi__civil_of(day);
    if (year != NULL)
        *year = c.year;
    if (month != NULL)
        *month = c.month;
    if (mday != NULL)
        *mday = c.mday;
    return FOI_OK;
}

/* `count` digits as a number, -1 if one of them is none. */
static int32_t digits(const char *text, size_t count)
{
    int32_t value = 0;

    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static bool iso_fields(const char *text, foi__civil *c)
{
    c->year = digits(text, 4);
    c->month = digits(text + 5, 2);
    c->mday = digits(text + 8, 2);
    return c->year >= 0 && text[4] == '-' && c->month >= 0 && text[7] == '-' && c->mday >= 0;
}

/* A text of any length as an argument of a sentence: cut, with '?' for what cannot be printed. */
static int bad_form(foi_error *err, int sentence, const char *text, size_t len)
{
    char shown[64];
    size_t n = len < sizeof shown - 1 ? len : sizeof shown - 1;

    for (size_t i = 0; i < n; i++)
        shown[i] = text[i] >= 0x20 && text[i] < 0x7f ? text[i] : '?';
    shown[n] = '\0';
    return foi__fail(err, sentence, shown, NULL, NULL);
}

/* Exactly ten bytes, no spaces, no sign, no time: whoever has another form must say what it means. */
int foi_date_parse(foi_day *out, const char *text, size_t len, foi_error *err)
{
    foi__civil c;

    if (text == NULL || len != 10 || !iso_fields(text, &c))
        return bad_form(err, FOI__DAY_FORM, text, text != NULL ? len : 0);
    return foi_date_from_civil(out, c.year, c.month, c.mday, err);
}

static void two_digits(char *at, int32_t value)
{
    at[0] = (char)('0' + value / 10);
    at[1] = (char)('0' + value % 10);
}

foi__day_text foi__day_string(foi_day day)
{
    foi__day_text t = {"----------"};
    foi__civil c;

    if (!foi__day_valid(day))
        return t;
    c = foi__civil_of(day);
    two_digits(t.text, c.year / 100);
    two_digits(t.text + 2, c.year % 100);
    two_digits(t.text + 5, c.month);
    two_digits(t.text + 8, c.mday);
    return t;
}

size_t foi_date_format(foi_day day, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};

    if (foi__day_valid(day))
        foi__puts(&out, foi__day_string(day).text);
    return foi__put_end(&out);
}

int foi_date_weekday(foi_day day)
{
    int32_t w = (day % 7 + 3) % 7; /* 1970-01-01 was a Thursday */

    return w < 0 ? w + 7 : w;
}

/*
 * A month is no number of days: 31 January plus one month is a question of law, so the caller says which end is
 * meant. Months are summed in 64 bits, as a year's months plus any int32_t do not fit in 32.
 */
int foi_date_add_months(foi_day *out, foi_day day, int32_t months, int month_end, foi_error *err)
{
    int code = check_day(day, err);
    foi__civil c;
    int64_t total;
    int32_t length;

    if (code < 0)
        return code;
    if (month_end != FOI_MONTH_END_DOWN && month_end != FOI_MONTH_END_UP && month_end != FOI_MONTH_END_REPORT)
        return foi__fail(err, FOI__BAD_ARGUMENT, "month_end", foi__format_number(month_end).text, NULL);
    c = foi__civil_of(day);
    /* months since January of year 0; valid are those from January of year 1 to December of year 9999 */
    total = (int64_t)c.year * 12 + (c.month - 1) + months;
    if (total < 12 || total > 9999 * 12 + 11)
        return foi__fail(err, FOI__DAY_OUTSIDE, NULL, NULL, NULL);
    c.year = (int32_t)(total / 12);
    c.month = (int32_t)(total % 12) + 1;
    length = foi__month_length(c.year, c.month);
    if (c.mday > length) {
        if (month_end == FOI_MONTH_END_REPORT)
            return foi__fail(err, FOI__MONTH_END, foi__format_number(c.mday).text, NULL, NULL);
        /* UP: the day after the last; December has 31 days, so the year never ends here */
        *out = foi__day_of(c.year, c.month, length) + (month_end == FOI_MONTH_END_UP);
        return FOI_OK;
    }
    *out = foi__day_of(c.year, c.month, c.mday);
    return FOI_OK;
}

/* A larger number of years leads out of the calendar anyway, and would overflow when it is turned into months. */
int foi_date_add_years(foi_day *out, foi_day day, int32_t years, int month_end, foi_error *err)
{
    if (years > 10000 || years < -10000) {
        int code = check_day(day, err);

        return code < 0 ? code : foi__fail(err, FOI__DAY_OUTSIDE, NULL, NULL, NULL);
    }
    return foi_date_add_months(out, day, years * 12, month_end, err);
}

bool foi__day_inside(foi_day *out, const char *text)
{
    size_t len = strlen(text);

    for (size_t i = 0; i + 10 <= len; i++)
        if (foi_date_parse(out, text + i, 10, NULL) == FOI_OK)
            return true;
    return false;
}

/* ---- instants ------------------------------------------------------------------------------------------ */

/*
 * Fixed offsets, no zone data: a file of the system would make answers depend on the machine. None of these
 * zones has summer time, and the last to move did so in 1988.
 */
static const struct zone {
    const char *name;
    int32_t minutes;
} zones[] = {
    {"Asia/Jakarta", 7 * 60},
    {"Asia/Pontianak", 7 * 60},
    {"Asia/Makassar", 8 * 60},
    {"Asia/Jayapura", 9 * 60},
    {"UTC", 0},
};

int32_t foi__zone_minutes(const char *zone)
{
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (foi__same(zones[i].name, zone))
            return zones[i].minutes;
    return 0;
}

/* Reads "+hh:mm", "-hh:mm" or "Z" that ends the text. */
static bool offset_minutes(const char *text, size_t len, int32_t *minutes, bool *possible)
{
    int32_t hours, rest;

    *possible = true;
    if (len == 1 && (text[0] == 'Z' || text[0] == 'z')) {
        *minutes = 0;
        return true;
    }
    if (len != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return false;
    hours = digits(text + 1, 2);
    rest = digits(text + 4, 2);
    if (hours < 0 || rest < 0)
        return false;
    *possible = hours <= 23 && rest <= 59;
    *minutes = (text[0] == '-' ? -1 : 1) * (hours * 60 + rest);
    return true;
}

/* The length of a fraction of a second (".25"), 0 if there is none, SIZE_MAX if it is a bare dot; len is not 0. */
static size_t fraction(const char *text, size_t len)
{
    size_t n = 1;

    if (text[0] != '.')
        return 0;
    while (n < len && text[n] >= '0' && text[n] <= '9')
        n++;
    return n > 1 ? n : SIZE_MAX;
}

/*
 * An instant becomes a day only in a zone: an evening e-mail may be of the next day further east. Nothing is
 * assumed, so the text must carry its own offset. Second 60 is a leap second and belongs to the minute before.
 */
int foi_date_from_instant(foi_day *out, const char *text, size_t len, const char *zone, foi_error *err)
{
    const struct zone *z = NULL;
    foi__civil c;
    int32_t hour, minute, second, offset, local;
    size_t frac;
    bool possible;
    foi_day day;

    for (size_t i = 0; zone != NULL && i < sizeof zones / sizeof zones[0]; i++)
        if (foi__same(zones[i].name, zone))
            z = &zones[i];
    if (z == NULL)
        return foi__fail(err, FOI__ZONE_UNKNOWN, zone != NULL ? zone : "", NULL, NULL);
    if (text == NULL || len < 20 || !iso_fields(text, &c) || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
        text[16] != ':')
        return bad_form(err, FOI__INSTANT_FORM, text, text != NULL ? len : 0);
    hour = digits(text + 11, 2);
    minute = digits(text + 14, 2);
    second = digits(text + 17, 2);
    frac = fraction(text + 19, len - 19);
    if (hour < 0 || minute < 0 || second < 0 || frac == SIZE_MAX ||
        !offset_minutes(text + 19 + frac, len - 19 - frac, &offset, &possible))
        return bad_form(err, FOI__INSTANT_FORM, text, len);
    if (!possible || hour > 23 || minute > 59 || second > 60 ||
        foi_date_from_civil(&day, c.year, c.month, c.mday, NULL) < 0)
        return bad_form(err, FOI__INSTANT_NONE, text, len);
    local = hour * 60 + minute - offset + z->minutes; /* minutes of the zone's clock after midnight of `day` */
    day += (local + 24 * 60) / (24 * 60) - 1;         /* an offset is always less than a day */
    if (!foi__day_valid(day))
        return foi__fail(err, FOI__DAY_OUTSIDE, NULL, NULL, NULL);
    *out = day;
    return FOI_OK;
}
