/* One case, day by day: what is on file, each clock with its count, and what became of it. */
#include "chronologies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_events(const struct app *app, const char *id)
{
    const size_t note = app->lang == FOI_LANG_ID ? EVENT_NOTE_ID : EVENT_NOTE_EN;

    printf("\n%s%s%s\n", paint(app, bold), tr(app, "Yang ada di berkas", "What is on file"), paint(app, plain));
    for (size_t row = 0; row < app->events.rows; row++) {
        char line[1024];
        const char *day = cell(&app->events, row, EVENT_DAY), *text = cell(&app->events, row, note);
        const bool doubtful = strcmp(cell(&app->events, row, EVENT_STANDING), "doubtful") == 0;

        if (strcmp(cell(&app->events, row, EVENT_CASE), id) != 0)
            continue;
        snprintf(line, sizeof line, "%s%s%s%s", event_word(app, cell(&app->events, row, EVENT_KIND)),
                 doubtful ? tr(app, " (diragukan)", " (doubtful)") : "", is_empty(text) ? "" : ". ",
                 is_empty(text) ? "" : text);
        put_wrapped(app, is_empty(day) ? tr(app, "tanpa hari", "no day") : day, line);
    }
}

/* The weeks from `from` to `due`: the number of each working day in the count, the days off left blank. */
static void put_weeks(const struct app *app, const struct step *step)
{
    const foi_calendar *calendar = foi_deadline_calendar(step->deadline);
    foi_deadline_info info = {.size = sizeof info};
    int32_t last = 0;

    foi_deadline_get(step->deadline, &info);
    if (info.unit != FOI_UNIT_WORKING_DAY || info.due == FOI_DAY_NONE || info.backward != 0 ||
        foi_calendar_count(calendar, &last, info.from, info.due, NULL) != FOI_OK || last != info.length)
        return; /* not a plain count from the next day on */
    printf("\n%*s%s%s%s\n", MARGIN, "", paint(app, dim),
           tr(app, "Sen Sel Rab Kam Jum Sab Min", "Mon Tue Wed Thu Fri Sat Sun"), paint(app, plain));
    for (foi_day week = info.from - foi_date_weekday(info.from); week <= info.due; week += 7) {
        char monday[16];

        foi_date_format(week, monday, sizeof monday);
        printf("  %-*s", MARGIN - 2, monday);
        for (foi_day day = week; day < week + 7 && day <= info.due; day++) {
            int32_t works = 0, number = 0;

            printf("%s", day > week ? " " : "");
            if (day < info.from)
                printf("   ");
            else if (day == info.from)
                printf("  0");
            else if (foi_calendar_is(calendar, &works, day, NULL) != FOI_OK || works == 0 ||
                     foi_calendar_count(calendar, &number, info.from, day, NULL) != FOI_OK)
                printf("  -");
            else
                printf("%3d", (int)number);
        }
        printf("\n");
    }
}

static void put_deadline(const struct app *app, const foi_deadline *deadline)
{
    size_t size = foi_deadline_text(deadline, app->lang, NULL, 0) + 1;
    char *text = malloc(size);

    if (text == NULL)
        return;
    foi_deadline_text(deadline, app->lang, text, size);
    printf("%s", text);
    free(text);
}

/* The dates of a window after silence: the library answers one clock at a time and does not see the chain. */
static void put_chain(const struct app *app, const struct step *step)
{
    printf("%s\n", tr(app, "Karena dihitung dari lewatnya waktu sebelumnya, tiap cara baca melalui kedua hitungan:",
                      "As it runs from the lapse of the term before, each reading goes through both counts:"));
    for (size_t i = 0; i < step->candidates; i++) {
        char due[16];

        foi_date_format(step->candidate[i].due, due, sizeof due);
        printf("  %s  %s\n", due, step->candidate[i].label);
    }
}

static void put_panel_words(const struct app *app, const struct step *step)
{
    const size_t text = app->lang == FOI_LANG_ID ? PANEL_TEXT_ID : PANEL_TEXT_EN;
    char line[1024];

    put_wrapped(app, "panel", cell(&app->panel, step->panel_row, text));
    if (step->reproduced == NULL)
        snprintf(line, sizeof line, "%s %s", cell(&app->panel, step->panel_row, PANEL_STATED),
                 tr(app, "tidak dapat direproduksi dengan cara baca mana pun",
                    "is not reproducible under any reading"));
    else
        snprintf(line, sizeof line, "%s %s %s", cell(&app->panel, step->panel_row, PANEL_STATED),
                 tr(app, "keluar dengan cara baca", "comes out under the reading"), step->reproduced);
    put_wrapped(app, "", line);
}

static void explain_step(const struct app *app, const struct step *step)
{
    const bool lapsed = step->from.kind != NULL && strcmp(step->from.kind, "lapse") == 0;
    char day[128];

    foi_day_text(step->from.day, app->lang, day, sizeof day);
    printf("\n%s%s%s: %s, %s%s%s\n", paint(app, bold), tr(app, step->plan->id, step->plan->en), paint(app, plain),
           step->from.kind == NULL ? "" : event_word(app, step->from.kind), day,
           (step->from.marks & NEAR) != 0 && !lapsed ? tr(app, " (hari penerimaannya tidak di berkas)",
                                                          " (its receipt is not on file)") : "",
           (step->from.marks & IF_SILENT) != 0 ? tr(app, " (bila tidak ada jawaban)", " (if no answer came)") : "");
    if (!step->answered) {
        printf("%s: %s\n", foi_status_name(step->status), step->why);
        return;
    }
    put_weeks(app, step);
    printf("\n");
    put_deadline(app, step->deadline);
    if (lapsed)
        put_chain(app, step);
    if (step->done.day != FOI_DAY_NONE) {
        foi_day_text(step->done.day, app->lang, day, sizeof day);
        printf("\n  %s, %s: ", event_word(app, step->done.kind), day);
    } else {
        printf("\n  ");
    }
    put_verdict(app, step);
    if (step->panel_row < app->panel.rows)
        put_panel_words(app, step);
}

/* What the panel found without printing a date. */
static void put_findings(const struct app *app, const char *id)
{
    const size_t text = app->lang == FOI_LANG_ID ? PANEL_TEXT_ID : PANEL_TEXT_EN;

    for (size_t row = 0; row < app->panel.rows; row++) {
        if (strcmp(cell(&app->panel, row, PANEL_CASE), id) == 0 && is_empty(cell(&app->panel, row, PANEL_STATED))) {
            printf("\n");
            put_wrapped(app, "panel", cell(&app->panel, row, text));
        }
    }
}

void explain_case(const struct app *app, size_t row, const struct step *steps)
{
    put_head(app, row);
    put_outcome(app, row);
    put_events(app, cell(&app->cases, row, CASE_ID));
    for (size_t i = 0; i < STEPS; i++) {
        if (has_row(&steps[i]))
            explain_step(app, &steps[i]);
    }
    put_findings(app, cell(&app->cases, row, CASE_ID));
}
