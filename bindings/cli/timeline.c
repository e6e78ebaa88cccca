/*
 * foi case --timeline: the case as a picture in the terminal. Above, a bar for each clock, heavy on working days
 * and light on days off; below, a line for each day that matters. It needs no colour, and 100 columns at most.
 */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDE = 100, LIST_MARGIN = 18 };

/* ---- words ---- */

/* The length of the first line of a text broken at blanks; it is never 0 before the end. */
size_t cli_wrap(const char *text, size_t columns)
{
    size_t width = 0, at = 0, blank = 0;

    for (; text[at] != '\0'; at++) {
        if (((unsigned char)text[at] & 0xC0u) == 0x80u)
            continue;
        if (width++ == columns)
            return blank > 0 ? blank : at;
        if (text[at] == ' ')
            blank = at;
    }
    return at;
}

const char *cli_clock_name(const cli *c, const foi_case_clock *clock)
{
    return c->lang == FOI_LANG_EN ? clock->name_en : clock->name_id;
}

const char *cli_status_word(const cli *c, int status)
{
    static const struct { int status; enum cli_text text; } words[] = {
        {FOI_CLOCK_RUNNING, T_RUNNING},     {FOI_CLOCK_DUE_TODAY, T_DUE_TODAY}, {FOI_CLOCK_MET, T_MET},
        {FOI_CLOCK_LATE, T_MET_LATE},       {FOI_CLOCK_LAPSED, T_LAPSED},       {FOI_CLOCK_CANCELLED, T_CANCELLED},
        {FOI_CLOCK_VOID, T_CANCELLED},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i].status == status)
            return cli_text(words[i].text, c->lang);
    }
    return "";
}

const char *cli_mark_sign(enum cli_mark_kind kind)
{
    static const char *const signs[] = {"●", "!", "◇", "◆", "✕", "▲"};

    return signs[kind];
}

bool cli_day_off(const foi_calendar *cal, foi_day day)
{
    foi_day_info info = {.size = sizeof info};

    return foi_calendar_day(cal, &info, day, NULL) == FOI_OK && info.decided == 1 && info.working == 0;
}

/* ---- the marks ---- */

static void add_mark(cli_picture *p, foi_day day, enum cli_mark_kind kind, size_t index, char *text)
{
    p->mark[p->marks++] = (cli_mark){.day = day, .kind = kind, .index = index, .text = text};
}

static int by_day(const void *a, const void *b)
{
    const cli_mark *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static char *event_text(cli *c, const foi_event_info *event)
{
    const char *name = c->lang == FOI_LANG_EN ? event->name_en : event->name_id;
    char date[16], line[256];
    const char *arg[3] = {date, NULL, NULL};

    if (event->date == event->day)
        return cli_print("%s", name);
    foi_date_format(event->date, date, sizeof date);
    cli_text_fill(line, sizeof line, T_OF_DAY, c->lang, arg);
    return cli_print("%s (%s)", name, line);
}

static void mark_events(cli *c, cli_picture *p)
{
    for (size_t i = 0; i < p->j->events; i++) {
        if (p->j->event[i].day <= p->j->info.as_of)
            add_mark(p, p->j->event[i].day, MARK_EVENT, i, event_text(c, &p->j->event[i]));
    }
}

/* The day of a finding: that of its event, or the day after the term that passed. */
static foi_day finding_day(const cli_judged *j, const foi_case_finding *finding)
{
    if (finding->event >= 0 && (size_t)finding->event < j->events)
        return j->event[finding->event].day;
    for (size_t i = 0; i < j->clocks && finding->clock != NULL; i++) {
        if (strcmp(j->clock[i].id, finding->clock) == 0 && j->clock[i].due != FOI_DAY_NONE &&
            j->clock[i].due < j->info.as_of)
            return j->clock[i].due + 1;
    }
    return j->info.as_of;
}

static char *finding_text(const cli *c, const foi_case_finding *finding)
{
    static const enum cli_text severity[] = {T_VIOLATION, T_DEFECT, T_WARNING, T_REMARK};
    const char *text = c->lang == FOI_LANG_EN ? finding->text_en : finding->text_id, *under = "";

    if (finding->under == FOI_UNDER_DEFAULT)
        under = cli_text(T_UNDER_DEFAULT, c->lang);
    if (finding->under == FOI_UNDER_OTHER)
        under = cli_text(T_UNDER_OTHER, c->lang);
    return cli_print("%s %s%s%s: %s", cli_text(severity[(finding->severity - 1) & 3], c->lang), finding->code,
                     under[0] != '\0' ? "; " : "", under, text);
}

static char *due_text(const cli *c, const foi_case_clock *clock)
{
    const char *state = cli_status_word(c, clock->status), *unit = "";
    char left[32] = "";

    if (clock->days_left != INT32_MIN && clock->days_left > 0) {
        enum cli_text many = clock->unit == FOI_UNIT_WORKING_DAY ? T_LEFT_WORKING : T_LEFT_CALENDAR;

        unit = cli_text((enum cli_text)(many + (clock->days_left == 1)), c->lang);
        (void)snprintf(left, sizeof left, ", %d ", (int)clock->days_left);
    }
    return cli_print("%s (%s): %s, %s%s%s", cli_clock_name(c, clock), clock->id, cli_text(T_CLOCK_DUE, c->lang), state, left,
                     unit);
}

static void mark_clocks(cli *c, cli_picture *p)
{
    for (size_t i = 0; i < p->j->clocks; i++) {
        const foi_case_clock *clock = &p->j->clock[i];
        bool runs = clock->status == FOI_CLOCK_RUNNING || clock->status == FOI_CLOCK_DUE_TODAY;

        if (clock->due == FOI_DAY_NONE)
            continue;
        add_mark(p, clock->due, MARK_DUE, i, due_text(c, clock));
        if (clock->status == FOI_CLOCK_LAPSED && clock->due < FOI_DAY_MAX)
            add_mark(p, clock->due + 1, MARK_LAPSE, i,
                     cli_print("%s: %s", clock->id, cli_text(T_PASSED, c->lang)));
        if (runs && clock->earliest != FOI_DAY_NONE && clock->earliest != clock->due)
            add_mark(p, clock->earliest, MARK_SAFE, i, cli_print("%s: %s", clock->id, cli_text(T_CLOCK_SAFE, c->lang)));
    }
}

static char *report_text(const cli *c, const foi_case_info *info)
{
    char states[1024] = "";
    size_t used = 0;

    for (size_t i = 0; i < FOI_CASE_TRACKS && info->tracks[i] != NULL && used < sizeof states; i++) {
        int size = snprintf(states + used, sizeof states - used, "%s%s %s", i > 0 ? ", " : "", info->tracks[i],
                            info->states[i]);

        used += size > 0 ? (size_t)size : 0;
    }
    return cli_print("%s: %s", cli_text(T_REPORT_DAY, c->lang), states);
}

static void span(cli_picture *p, foi_day day)
{
    if (day == FOI_DAY_NONE)
        return;
    p->first = day < p->first ? day : p->first;
    p->last = day > p->last ? day : p->last;
}

static void draw_up(cli *c, cli_picture *p, const cli_judged *j)
{
    *p = (cli_picture){.j = j, .first = j->info.as_of, .last = j->info.as_of};
    p->mark = cli_alloc(j->events + j->findings + 3 * j->clocks + 1, sizeof *p->mark);
    mark_events(c, p);
    for (size_t i = 0; i < j->findings; i++)
        add_mark(p, finding_day(j, &j->finding[i]), MARK_FINDING, i, finding_text(c, &j->finding[i]));
    mark_clocks(c, p);
    add_mark(p, j->info.as_of, MARK_REPORT, 0, report_text(c, &j->info));
    qsort(p->mark, p->marks, sizeof *p->mark, by_day);
    for (size_t i = 0; i < p->marks; i++)
        span(p, p->mark[i].day);
    for (size_t i = 0; i < j->clocks; i++) {
        span(p, j->clock[i].from);
        span(p, j->clock[i].stopped);
    }
}

/* ---- bars ---- */

typedef struct axis {
    const cli_picture *p;
    size_t margin, columns;
    int64_t per; /* days a column */
} axis;

static size_t column(const axis *a, foi_day day)
{
    return (size_t)(((int64_t)day - a->p->first) / a->per);
}

static axis lay_out(cli *c, const cli_picture *p)
{
    size_t margin = cli_width(cli_text(T_EVENTS, c->lang));
    int64_t days = (int64_t)p->last - p->first + 1, room;
    axis a = {.p = p};

    for (size_t i = 0; i < p->j->clocks; i++) {
        if (strlen(p->j->clock[i].id) > margin)
            margin = strlen(p->j->clock[i].id);
    }
    a.margin = (margin < WIDE / 2 ? margin : WIDE / 2) + 1;
    room = (int64_t)(WIDE - a.margin);
    a.per = (days + room - 1) / room;
    a.columns = (size_t)((days + a.per - 1) / a.per);
    return a;
}

/* Is half of a column or more off? */
static bool thin(const axis *a, size_t at)
{
    int64_t off = 0, from = a->p->first + (int64_t)at * a->per;

    if (a->per > 31)
        return false;
    for (int64_t day = from; day < from + a->per && day <= FOI_DAY_MAX; day++)
        off += cli_day_off(a->p->j->cal, (foi_day)day);
    return 2 * off >= a->per;
}

static void put_row(cli *c, const axis *a, const char *label, const char *const *cell)
{
    size_t last = a->columns;

    cli_putf(&c->out, "%.*s%*s", (int)a->margin - 1, label, (int)a->margin - (int)cli_width(label), "");
    while (last > 0 && cell[last - 1] == NULL)
        last--;
    for (size_t i = 0; i < last; i++)
        cli_put(&c->out, cell[i] == NULL ? " " : cell[i]);
    cli_put(&c->out, "\n");
}

/* The months, each where it begins, as far as there is room. */
static void put_months(cli *c, const axis *a)
{
    size_t free_from = 0;
    int32_t year, month, mday;

    cli_putf(&c->out, "%*s", (int)a->margin, "");
    for (size_t at = 0; at < a->columns; at++) {
        int64_t from = a->p->first + (int64_t)at * a->per;
        bool begins = at == 0;

        for (int64_t day = from; day < from + a->per && day <= a->p->last && !begins; day++)
            begins = foi_date_to_civil((foi_day)day, NULL, NULL, &mday, NULL) == FOI_OK && mday == 1;
        if (!begins || at < free_from || at + 7 > WIDE - a->margin ||
            foi_date_to_civil((foi_day)(from + (at > 0 ? a->per - 1 : 0)), &year, &month, NULL, NULL) != FOI_OK)
            continue;
        cli_putf(&c->out, "%*s%04d-%02d", (int)(at - (free_from > 0 ? free_from - 1 : 0)), "", (int)year, (int)month);
        free_from = at + 8;
    }
    cli_put(&c->out, "\n");
}

static void put_events(cli *c, const axis *a, const char **cell)
{
    memset(cell, 0, a->columns * sizeof *cell);
    for (size_t i = 0; i < a->p->marks; i++) {
        if (a->p->mark[i].kind == MARK_EVENT || a->p->mark[i].kind == MARK_REPORT)
            cell[column(a, a->p->mark[i].day)] = cli_mark_sign(a->p->mark[i].kind);
    }
    put_row(c, a, cli_text(T_EVENTS, c->lang), cell);
}

/* From the trigger to the due date; dotted on where it was done later, crossed where it passed. */
static void put_bar(cli *c, const axis *a, const foi_case_clock *clock, const char **cell)
{
    foi_day due = clock->due == FOI_DAY_NONE ? a->p->last : clock->due;
    foi_day left = clock->from < due ? clock->from : due, right = clock->from < due ? due : clock->from;
    bool late = clock->status == FOI_CLOCK_LATE && clock->stopped != FOI_DAY_NONE;

    memset(cell, 0, a->columns * sizeof *cell);
    for (size_t at = column(a, left); at <= column(a, right); at++)
        cell[at] = thin(a, at) ? "─" : "━";
    for (size_t at = column(a, right) + 1; late && at <= column(a, clock->stopped); at++)
        cell[at] = "┄";
    if (clock->status == FOI_CLOCK_LAPSED && clock->due != FOI_DAY_NONE && clock->due < FOI_DAY_MAX)
        cell[column(a, clock->due + 1)] = cli_mark_sign(MARK_LAPSE);
    cell[column(a, clock->from)] = clock->from <= due ? "┣" : "┫";
    if (clock->due != FOI_DAY_NONE)
        cell[column(a, due)] = cli_mark_sign(MARK_DUE);
    if (clock->stopped != FOI_DAY_NONE)
        cell[column(a, clock->stopped)] = cli_mark_sign(MARK_EVENT);
    put_row(c, a, clock->id, cell);
}

static void put_bars(cli *c, const cli_picture *p)
{
    axis a = lay_out(c, p);
    const char **cell = cli_alloc(a.columns, sizeof *cell);

    put_months(c, &a);
    put_events(c, &a, cell);
    for (size_t i = 0; i < p->j->clocks; i++)
        put_bar(c, &a, &p->j->clock[i], cell);
    free(cell);
    cli_putf(&c->out, "\n%s\n%s\n", cli_text(T_TIMELINE_BARS, c->lang), cli_text(T_TIMELINE_MARKS, c->lang));
}

/* ---- the days ---- */

static void put_mark(cli *c, const cli_mark *mark)
{
    const char *text = mark->text;
    bool strong = mark->kind == MARK_FINDING || mark->kind == MARK_REPORT;

    cli_putf(&c->out, "%s ", cli_mark_sign(mark->kind));
    for (size_t size; *text != '\0'; text += size) {
        if (text > mark->text)
            cli_putf(&c->out, "%*s", LIST_MARGIN, "");
        text += text > mark->text && *text == ' ';
        size = cli_wrap(text, WIDE - LIST_MARGIN);
        cli_put(&c->out, strong && c->colour ? "\033[1m" : "");
        cli_put_bytes(&c->out, text, size);
        cli_put(&c->out, strong && c->colour ? "\033[0m\n" : "\n");
    }
}

static void put_days(cli *c, const cli_picture *p)
{
    char date[16], weekday[16];

    for (size_t i = 0; i < p->marks; i++) {
        if (i > 0 && p->mark[i].day == p->mark[i - 1].day) {
            cli_putf(&c->out, "%*s", LIST_MARGIN - 2, "");
        } else {
            foi_date_format(p->mark[i].day, date, sizeof date);
            cli_pick_word(weekday, sizeof weekday, cli_text(T_CAL_DAYS, c->lang), foi_date_weekday(p->mark[i].day));
            cli_putf(&c->out, "%s %-3s  ", date, weekday);
        }
        put_mark(c, &p->mark[i]);
    }
}

int cli_timeline(cli *c, const cli_judged *j, bool svg)
{
    cli_picture p;

    draw_up(c, &p, j);
    if (svg) {
        cli_put_svg(c, &p);
    } else {
        put_bars(c, &p);
        cli_put(&c->out, "\n");
        put_days(c, &p);
    }
    for (size_t i = 0; i < p.marks; i++)
        free(p.mark[i].text);
    free(p.mark);
    return CLI_YES;
}
