/*
 * foi case --timeline --svg: the same picture as one standalone SVG file. No scripts, no fonts or files from
 * elsewhere; colours for light and for dark; shapes differ, so that colour alone never says anything.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 960, LEFT = 200, RIGHT = 930, TOP = 40, ROW = 24, LIST = 20, LIST_TEXT = 170, LIST_COLUMNS = 100 };

/* Plain colours: programs other than browsers know no CSS variables. */
static const char style[] =
    "<style>\n"
    "svg{color-scheme:light dark}\n"
    "text{font:13px system-ui,sans-serif}\n"
    ".over,.today,.cross{fill:none;stroke-width:2}.over{stroke-dasharray:2 4}.today{stroke-width:1;stroke-dasharray:4 3}\n"
    ".ring{stroke-width:1.5}\n"
    "text,.ink,.ring{fill:#1b1b1b}.paper{fill:#ffffff}.ring{stroke:#ffffff}.soft{fill:#666666}.today{stroke:#666666}\n"
    ".bar{fill:#1f5fa8}.over{stroke:#1f5fa8}.bad{fill:#b3261e}.cross{stroke:#b3261e}\n"
    "@media (prefers-color-scheme:dark){\n"
    "text,.ink,.ring{fill:#ececec}.paper{fill:#161616}.ring{stroke:#161616}.soft{fill:#a0a0a0}.today{stroke:#a0a0a0}\n"
    ".bar{fill:#7fb4f0}.over{stroke:#7fb4f0}.bad{fill:#ff8a80}.cross{stroke:#ff8a80}\n"
    "}\n"
    "</style>\n";

static void put_escaped(cli_out *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const unsigned char byte = (unsigned char)text[i];

        if (byte == '&' || byte == '<' || byte == '>')
            cli_put(out, byte == '&' ? "&amp;" : byte == '<' ? "&lt;" : "&gt;");
        else if (byte == '"')
            cli_put(out, "&quot;");
        else
            cli_put_bytes(out, byte < 0x20 ? " " : text + i, 1);
    }
}

static void put_words(cli_out *out, double x, double y, const char *class, const char *text, size_t size)
{
    cli_putf(out, "<text x=\"%.1f\" y=\"%.1f\"%s>", x, y, class);
    put_escaped(out, text, size);
    cli_put(out, "</text>\n");
}

/* The left edge of a day. */
static double place(const cli_picture *p, foi_day day)
{
    return LEFT + (RIGHT - LEFT) * ((double)day - p->first) / ((double)p->last - p->first + 1);
}

static double middle(const cli_picture *p, foi_day day)
{
    return (place(p, day) + place(p, day < FOI_DAY_MAX ? day + 1 : day)) / 2;
}

static void put_months(cli *c, const cli_picture *p)
{
    double free_from = 0;

    for (foi_day day = p->first; day <= p->last; day++) {
        int32_t year, month, mday;
        char label[32];
        int size;

        if (foi_date_to_civil(day, &year, &month, &mday, NULL) != FOI_OK || (mday != 1 && day != p->first) ||
            place(p, day) < free_from || place(p, day) > RIGHT - 50)
            continue;
        size = snprintf(label, sizeof label, "%04d-%02d", (int)year, (int)month);
        put_words(&c->out, place(p, day), 22, " class=\"soft\"", label, (size_t)size);
        free_from = place(p, day) + 60;
    }
}

/* A run of days that are all worked or all off is one box. */
static void put_runs(cli *c, const cli_picture *p, foi_day left, foi_day right, double y)
{
    for (foi_day day = left; day <= right;) {
        bool off = cli_day_off(p->j->cal, day);
        foi_day end = day;

        while (end < right && cli_day_off(p->j->cal, end + 1) == off)
            end++;
        cli_putf(&c->out, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>\n", place(p, day),
                 off ? y - 1 : y - 4, place(p, end) - place(p, day) + (place(p, end) - place(p, end - 1)), off ? 2 : 8);
        day = end + 1;
    }
}

static void put_diamond(cli *c, double x, double y)
{
    cli_putf(&c->out, "<path d=\"M%.1f %.1fl6 6-6 6-6-6z\" class=\"ink\"/>\n", x, y - 6);
}

static void put_circle(cli *c, double x, double y)
{
    cli_putf(&c->out, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>\n", x, y);
}

static void put_cross(cli *c, double x, double y)
{
    cli_putf(&c->out, "<path d=\"M%.1f %.1fl8 8m0-8l-8 8\" class=\"cross\"/>\n", x - 4, y - 4);
}

static void put_clock(cli *c, const cli_picture *p, const foi_case_clock *clock, double y)
{
    foi_day due = clock->due == FOI_DAY_NONE ? p->last : clock->due;
    foi_day left = clock->from < due ? clock->from : due, right = clock->from < due ? due : clock->from;
    char date[16] = "?";

    foi_date_format(clock->due, date, sizeof date);
    put_words(&c->out, 12, y + 4, "", clock->id, strlen(clock->id));
    cli_put(&c->out, "<g><title>");
    put_escaped(&c->out, cli_clock_name(c, clock), strlen(cli_clock_name(c, clock)));
    cli_putf(&c->out, ": %s, %s</title>\n", date, cli_status_word(c, clock->status));
    put_runs(c, p, left, right, y);
    if (clock->status == FOI_CLOCK_LATE && clock->stopped > right)
        cli_putf(&c->out, "<path class=\"over\" d=\"M%.1f %.1fH%.1f\"/>\n", middle(p, right), y,
                 middle(p, clock->stopped));
    if (clock->due != FOI_DAY_NONE)
        put_diamond(c, middle(p, due), y);
    if (clock->status == FOI_CLOCK_LAPSED && clock->due != FOI_DAY_NONE && clock->due < FOI_DAY_MAX)
        put_cross(c, middle(p, due) + 14, y);
    if (clock->stopped != FOI_DAY_NONE)
        put_circle(c, middle(p, clock->stopped), y);
    cli_put(&c->out, "</g>\n");
}

/* How many lines the list below has. */
static size_t list_lines(const cli_picture *p)
{
    size_t lines = 0;

    for (size_t i = 0; i < p->marks; i++) {
        for (const char *text = p->mark[i].text; *text != '\0'; lines++) {
            text += *text == ' ';
            text += cli_wrap(text, LIST_COLUMNS);
        }
    }
    return lines;
}

static void put_list(cli *c, const cli_picture *p, double y)
{
    for (size_t i = 0; i < p->marks; i++) {
        const cli_mark *mark = &p->mark[i];
        const char *class = mark->kind == MARK_FINDING ? " class=\"bad\"" : "", *text = mark->text;
        char date[16], weekday[16], head[64];
        int size;

        if (i == 0 || mark->day != p->mark[i - 1].day) {
            foi_date_format(mark->day, date, sizeof date);
            cli_pick_word(weekday, sizeof weekday, cli_text(T_CAL_DAYS, c->lang), foi_date_weekday(mark->day));
            size = snprintf(head, sizeof head, "%s %s", date, weekday);
            put_words(&c->out, 12, y, " class=\"soft\"", head, (size_t)size);
        }
        put_words(&c->out, LIST_TEXT - 25, y, class, cli_mark_sign(mark->kind), strlen(cli_mark_sign(mark->kind)));
        for (size_t length; *text != '\0'; text += length, y += LIST) {
            text += *text == ' ';
            length = cli_wrap(text, LIST_COLUMNS);
            put_words(&c->out, LIST_TEXT, y, class, text, length);
        }
    }
}

static void put_head(cli *c, const cli_picture *p, size_t height)
{
    const char *title = cli_text(T_TIMELINE, c->lang);
    char date[16];

    foi_date_format(p->j->info.as_of, date, sizeof date);
    cli_putf(&c->out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %zu\" width=\"%d\" height=\"%zu\" "
             "role=\"img\" xml:lang=\"%s\" lang=\"%s\">\n<title>%s, %s</title>\n",
             WIDTH, height, WIDTH, height, c->lang == FOI_LANG_EN ? "en" : "id", c->lang == FOI_LANG_EN ? "en" : "id",
             title, date);
    cli_put(&c->out, style);
    cli_putf(&c->out, "<rect width=\"%d\" height=\"%zu\" class=\"paper\"/>\n", WIDTH, height);
}

void cli_put_svg(cli *c, const cli_picture *p)
{
    size_t bars = TOP + (p->j->clocks + 1) * ROW, key = bars + 20, list = key + 50;
    double today = middle(p, p->j->info.as_of);

    put_head(c, p, list + list_lines(p) * LIST + 12);
    put_months(c, p);
    cli_putf(&c->out, "<path class=\"today\" d=\"M%.1f %dV%zu\"/>\n", today, TOP - 12, bars - 8);
    put_words(&c->out, 12, TOP + 4, "", cli_text(T_EVENTS, c->lang), strlen(cli_text(T_EVENTS, c->lang)));
    for (size_t i = 0; i < p->marks; i++) {
        if (p->mark[i].kind == MARK_EVENT)
            put_circle(c, middle(p, p->mark[i].day), TOP);
    }
    for (size_t i = 0; i < p->j->clocks; i++)
        put_clock(c, p, &p->j->clock[i], TOP + (double)(i + 1) * ROW);
    put_words(&c->out, 12, (double)key, " class=\"soft\"", cli_text(T_SVG_KEY, c->lang),
              strlen(cli_text(T_SVG_KEY, c->lang)));
    put_words(&c->out, 12, (double)key + LIST, " class=\"soft\"", cli_text(T_TIMELINE_MARKS, c->lang),
              strlen(cli_text(T_TIMELINE_MARKS, c->lang)));
    put_list(c, p, (double)list);
    cli_put(&c->out, "</svg>\n");
}
