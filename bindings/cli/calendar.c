/* foi calendar YEAR: the year as a picture, and why each day off is off. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, ACROSS = 3, CELL = 3, WIDE = 7 * CELL };

/* A year, day by day. */
typedef struct year {
    const foi_calendar *cal;
    int32_t number;
    int coverage;
    foi_day first;               /* 1 January */
    int32_t start[MONTHS + 1];   /* index of the first day of each month; the last is the year's length */
    int32_t working[MONTHS];     /* -1 when some day of the month is undecided */
    int32_t total;               /* likewise */
    foi_day_info day[366];
} year;

static void fill_year(year *y)
{
    foi_day next;

    y->total = 0;
    for (int32_t m = 0; m < MONTHS; m++) {
        foi_date_add_months(&next, y->first, m, FOI_MONTH_END_DOWN, NULL);
        y->start[m] = next - y->first;
    }
    foi_date_from_civil(&next, y->number, 12, 31, NULL);
    y->start[MONTHS] = next - y->first + 1;
    for (int32_t m = 0; m < MONTHS; m++) {
        y->working[m] = 0;
        for (int32_t i = y->start[m]; i < y->start[m + 1]; i++) {
            y->day[i].size = sizeof y->day[i];
            foi_calendar_day(y->cal, &y->day[i], y->first + i, NULL);
            if (y->day[i].decided == 0)
                y->working[m] = -1;
            else if (y->working[m] >= 0)
                y->working[m] += y->day[i].working;
        }
        y->total = y->total < 0 || y->working[m] < 0 ? -1 : y->total + y->working[m];
    }
}

/* The word number `index` of a text that lists words. */
void cli_pick_word(char *to, size_t size, const char *words, int index)
{
    size_t length;

    while (index-- > 0)
        words += strcspn(words, " ") + 1;
    length = strcspn(words, " ");
    length = length < size ? length : size - 1;
    memcpy(to, words, length);
    to[length] = '\0';
}

/* ---- the picture ---- */

static char mark_of(const foi_day_info *day)
{
    if (day->decided == 0)
        return '?';
    if (day->working != 0)
        return ' ';
    switch (day->kind) {
    case FOI_DAY_KIND_NATIONAL: return '*';
    case FOI_DAY_KIND_COLLECTIVE_LEAVE: return '+';
    case FOI_DAY_KIND_LOCAL: return '~';
    default: return '.';
    }
}

static const char *colour_of(char mark)
{
    switch (mark) {
    case '*': return "\033[31m";
    case '+': return "\033[33m";
    case '~': return "\033[35m";
    case '.': case '?': return "\033[2m";
    default: return "";
    }
}

/* A line of the picture, kept until its end so that no blanks trail it. */
typedef struct line {
    char text[1024];
    size_t used;
} line;

static void add(line *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(line *l, const char *format, ...)
{
    va_list args;
    int size;

    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses va_start */
    size = vsnprintf(l->text + l->used, sizeof l->text - l->used, format, args);
    va_end(args);
    if (size > 0 && (size_t)size < sizeof l->text - l->used)
        l->used += (size_t)size;
}

static void add_day(cli *c, line *l, const foi_day_info *day, int32_t mday)
{
    char mark = mark_of(day);
    bool coloured = c->colour && mark != ' ';

    add(l, "%s%2d%c%s", coloured ? colour_of(mark) : "", (int)mday, mark, coloured ? "\033[0m" : "");
}

/* Line `row` of a month's grid; false when nothing of the month is left for it. */
static bool add_week(cli *c, line *l, const year *y, int month, int row)
{
    int32_t length = y->start[month + 1] - y->start[month];
    int32_t mday = row * 7 - foi_date_weekday(y->first + y->start[month]) + 1;
    bool any = mday <= length;

    for (int i = 0; i < 7; i++, mday++) {
        if (mday < 1 || mday > length)
            add(l, "%*s", CELL, "");
        else
            add_day(c, l, &y->day[y->start[month] + mday - 1], mday);
    }
    return any;
}

static void add_title(cli *c, line *l, const year *y, int month)
{
    char name[32], sum[32] = "?";
    int width;

    cli_pick_word(name, sizeof name, cli_text(T_CAL_MONTHS, c->lang), month);
    if (y->working[month] >= 0)
        (void)snprintf(sum, sizeof sum, "%d %s", (int)y->working[month], cli_text(T_CAL_SHORT, c->lang));
    width = WIDE - 1 - (int)cli_width(sum);
    add(l, "%s%-*s%s%s ", c->colour ? "\033[1m" : "", width, name, c->colour ? "\033[0m" : "", sum);
}

static void put_row(cli *c, const year *y, int top, int row)
{
    line l = {.used = 0};
    bool any = row < 0;

    for (int month = top; month < top + ACROSS; month++) {
        if (row == -2)
            add_title(c, &l, y, month);
        else if (row == -1)
            add(&l, "%s ", cli_text(T_CAL_WEEK, c->lang));
        else
            any |= add_week(c, &l, y, month, row);
        add(&l, "  ");
    }
    while (l.used > 0 && l.text[l.used - 1] == ' ')
        l.used--;
    l.text[l.used] = '\0';
    if (any)
        cli_putf(&c->out, "%s\n", l.text);
}

static void put_grid(cli *c, const year *y)
{
    for (int top = 0; top < MONTHS; top += ACROSS) {
        for (int row = -2; row < 6; row++)
            put_row(c, y, top, row);
        cli_put(&c->out, "\n");
    }
    cli_putf(&c->out, "%s\n", cli_text(T_CAL_LEGEND, c->lang));
}

/* ---- the list ---- */

static const char *kind_text(const cli *c, const foi_day_info *day)
{
    switch (day->kind) {
    case FOI_DAY_KIND_NATIONAL: return cli_text(T_KIND_NATIONAL, c->lang);
    case FOI_DAY_KIND_COLLECTIVE_LEAVE: return cli_text(T_KIND_LEAVE, c->lang);
    case FOI_DAY_KIND_LOCAL: return cli_text(T_KIND_LOCAL, c->lang);
    default: return cli_text(T_KIND_WEEKLY, c->lang);
    }
}

/* A day off that has a name, so that somebody must have decreed it. */
static bool is_named_off(const foi_day_info *day)
{
    return day->decided != 0 && day->working == 0 && day->name_id != NULL;
}

/* The decrees of the year, each once, in the order of the days they speak of: the first such day of each. */
static int find_decree(const foi_day_info **decrees, int *count, const foi_day_info *day)
{
    int i = 0;

    while (i < *count && strcmp(decrees[i]->decree, day->decree) != 0)
        i++;
    if (i == *count)
        decrees[(*count)++] = day;
    return i + 1;
}

static void put_decree(cli *c, const foi_day_info *day, int number)
{
    char date[16];

    cli_putf(&c->out, "  [%d] ", number);
    cli_put(&c->out, day->decree);
    if (foi_date_format(day->decree_date, date, sizeof date) > 0)
        cli_putf(&c->out, " (%s)", date);
    cli_put(&c->out, "\n");
}

static void put_day_off(cli *c, const year *y, int32_t index, int decree)
{
    const foi_day_info *day = &y->day[index];
    const char *kind = kind_text(c, day);
    char date[16], weekday[8];

    foi_date_format(y->first + index, date, sizeof date);
    cli_pick_word(weekday, sizeof weekday, cli_text(T_CAL_DAYS, c->lang), foi_date_weekday(y->first + index));
    cli_putf(&c->out, "  %s %s  %s%*s  %s", date, weekday, kind, 12 - (int)cli_width(kind), "",
             c->lang == FOI_LANG_EN && day->name_en != NULL ? day->name_en : day->name_id);
    if (decree > 0)
        cli_putf(&c->out, " [%d]", decree);
    cli_put(&c->out, "\n");
}

/* The list of named days, and under it the decrees by number. */
static void put_days_off(cli *c, const year *y)
{
    const foi_day_info *decrees[366];
    int count = 0;

    cli_putf(&c->out, "\n%s\n", cli_text(T_CAL_OFF, c->lang));
    for (int32_t i = 0; i < y->start[MONTHS]; i++) {
        const foi_day_info *day = &y->day[i];

        if (is_named_off(day))
            put_day_off(c, y, i, day->decree == NULL ? 0 : find_decree(decrees, &count, day));
    }
    if (count > 0)
        cli_putf(&c->out, "\n%s\n", cli_text(T_CAL_DECREES, c->lang));
    for (int i = 0; i < count; i++)
        put_decree(c, decrees[i], i + 1);
}

static void put_picture(cli *c, const year *y)
{
    char number[16], title[256], known[64];
    const char *arg[3] = {number, foi_calendar_name(y->cal), NULL}, *day[3] = {known, NULL, NULL};

    (void)snprintf(number, sizeof number, "%d", (int)y->number);
    cli_text_fill(title, sizeof title, T_CAL_TITLE, c->lang, arg);
    cli_put(&c->out, title);
    if (foi_calendar_known(y->cal) != FOI_DAY_NONE) {
        foi_day_text(foi_calendar_known(y->cal), c->lang, known, sizeof known);
        cli_text_fill(title, sizeof title, T_CAL_KNOWN, c->lang, day);
        cli_putf(&c->out, ", %s", title);
    }
    cli_put(&c->out, "\n\n");
    put_grid(c, y);
    if (y->total >= 0)
        cli_putf(&c->out, "\n%s %d: %d\n", cli_text(T_CAL_WORKING, c->lang), (int)y->number, (int)y->total);
    else
        cli_putf(&c->out, "\n%s\n", cli_text(T_CAL_PARTIAL, c->lang));
    put_days_off(c, y);
}

/* ---- for machines ---- */

static void put_count(cli_out *out, int32_t count)
{
    if (count < 0)
        cli_put(out, "null");
    else
        cli_putf(out, "%d", (int)count);
}

static void put_day_json(cli_out *out, foi_day date, const foi_day_info *day)
{
    cli_put(out, "{\"date\": ");
    cli_put_date(out, date);
    cli_put(out, ", \"why\": ");
    cli_put_json(out, foi_day_kind_name(day->kind));
    if (day->name_id != NULL) {
        cli_put(out, ", \"name\": ");
        cli_put_json(out, day->name_id);
        cli_put(out, ", \"decree\": ");
        cli_put_json(out, day->decree);
        cli_put(out, ", \"name_en\": ");
        cli_put_json(out, day->name_en);
        cli_put(out, ", \"decree_date\": ");
        cli_put_date(out, day->decree_date);
        cli_putf(out, ", \"grade\": %d", (int)day->grade);
    }
    cli_put(out, "}");
}

static void put_json(cli *c, const year *y)
{
    cli_out *out = &c->out;
    bool first = true;

    cli_putf(out, "{\"foi_calendar\": 1, \"year\": %d, \"coverage\": \"%s\", \"working_days\": ", (int)y->number,
             y->coverage == FOI_COVERAGE_DECIDED ? "decided" : "partial");
    put_count(out, y->total);
    cli_put(out, ", \"months\": [");
    for (int m = 0; m < MONTHS; m++) {
        cli_putf(out, "%s{\"month\": %d, \"working_days\": ", m > 0 ? ", " : "", m + 1);
        put_count(out, y->working[m]);
        cli_put(out, "}");
    }
    cli_put(out, "], \"days_off\": [");
    for (int32_t i = 0; i < y->start[MONTHS]; i++) {
        if (y->day[i].decided == 0 || y->day[i].working != 0)
            continue;
        cli_put(out, first ? "" : ", ");
        first = false;
        put_day_json(out, y->first + i, &y->day[i]);
    }
    cli_put(out, "], ");
    cli_put_calendar_json(out, y->cal);
    cli_put(out, "}\n");
}

/* ---- the question ---- */

/* The library's own sentence about the first day of the year. */
static int undecided(cli *c, const foi_calendar *cal, int32_t number)
{
    foi_error err = {.size = sizeof err};
    int32_t is;
    foi_day first;

    foi_date_from_civil(&first, number, 1, 1, NULL);
    foi_calendar_is(cal, &is, first, &err);
    return cli_fail_with(c, &err);
}

static bool parse_year(int32_t *out, const char *text)
{
    size_t length = strlen(text);

    if (length < 1 || length > 4 || strspn(text, "0123456789") != length)
        return false;
    *out = (int32_t)strtol(text, NULL, 10);
    return *out > 0;
}

static int answer(cli *c, const cli_args *args)
{
    year *y = cli_alloc(1, sizeof *y);
    foi_law *law = NULL;
    foi_calendar *cal = NULL;
    int code = cli_words(c, args, 1, 1, "calendar YEAR");

    if (code == CLI_YES && !parse_year(&y->number, args->words.item[0]))
        code = cli_fail(c, CLI_BAD, T_NOT_YEAR, args->words.item[0]);
    if (code == CLI_YES)
        code = cli_load_calendar(c, &law, &cal, args);
    if (code == CLI_YES) {
        y->cal = cal;
        y->coverage = foi_calendar_coverage(cal, y->number);
        foi_date_from_civil(&y->first, y->number, 1, 1, NULL);
        if (y->coverage == FOI_COVERAGE_UNDECIDED) {
            code = undecided(c, cal, y->number);
        } else {
            fill_year(y);
            (cli_given(args, OPT_JSON) ? put_json : put_picture)(c, y);
        }
    }
    foi_calendar_unref(cal);
    foi_law_unref(law);
    free(y);
    return code;
}

int cli_calendar(cli *c, int argc, char **argv)
{
    cli_args args;
    int code = cli_args_read(c, &args, BIT(OPT_KNOWN_ON) | BIT(OPT_CALENDAR) | BIT(OPT_JSON), argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "calendar") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
