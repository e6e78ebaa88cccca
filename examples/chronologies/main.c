/*
 * The command line, the CSV, and the sum at the end.
 *
 *     chronologies [--lang id|en] [--data DIR]     a page for each case, and the sum
 *     chronologies --csv                           one line a clock
 *     chronologies --explain CASE                  one case, day by day
 */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "chronologies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- CSV ---- */

static void csv_text(const char *text, char end)
{
    const bool quoted = strpbrk(text, ",\"\r\n") != NULL;

    if (quoted)
        putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    if (quoted)
        putchar('"');
    putchar(end);
}

static void csv_day(foi_day day)
{
    char text[16] = "";

    if (day != FOI_DAY_NONE)
        foi_date_format(day, text, sizeof text);
    csv_text(text, ',');
}

static void csv_marks(unsigned marks)
{
    char text[64] = "";

    snprintf(text, sizeof text, "%s%s%s", (marks & NEAR) != 0 ? "not_receipt " : "",
             (marks & DOUBTFUL) != 0 ? "doubtful " : "", (marks & IF_SILENT) != 0 ? "if_unanswered " : "");
    if (text[0] != '\0')
        text[strlen(text) - 1] = '\0';
    csv_text(text, ',');
}

static void csv_step(const struct app *app, const char *id, const struct step *step)
{
    static const char *const words[] = {"not_on_file", "in_time", "late", "premature", "unanswered", "undated"};
    const bool printed = step->panel_row < app->panel.rows;
    char some[512];

    csv_text(id, ',');
    csv_text(step->plan->clock, ',');
    csv_day(step->from.day);
    csv_text(step->from.kind == NULL ? "" : step->from.kind, ',');
    csv_marks(step->from.marks);
    csv_day(step->answered ? step->due : FOI_DAY_NONE);
    csv_day(step->answered ? step->earliest : FOI_DAY_NONE);
    csv_day(step->answered ? step->latest : FOI_DAY_NONE);
    csv_day(step->done.day);
    csv_text(step->done.kind == NULL ? "" : step->done.kind, ',');
    csv_marks(step->done.marks);
    csv_text(step->answered ? words[step->verdict] : foi_status_name(step->status), ',');
    csv_text(!is_judged(step) ? "" : step->verdict == step->other ? "all" : "default", ',');
    csv_text(step->verdict == step->other ? "" : words[step->other], ',');
    csv_marks(doubts(step));
    csv_text(printed ? cell(&app->panel, step->panel_row, PANEL_STATED) : "", ',');
    csv_text(!printed ? "" : step->reproduced == NULL ? "not reproducible" : step->reproduced, ',');
    cites_of(step, "; ", some, sizeof some);
    csv_text(some, '\n');
}

/* ---- the sum ---- */

struct sum {
    size_t usable, clocks[STEPS], unanswered_by_law, judged[3], firm, contested, printed, reproduced;
    struct { char label[LABEL]; size_t count; } reading[8];
};

static void count_panel(struct sum *sum, const struct step *step)
{
    size_t i = 0;

    sum->printed++;
    if (step->reproduced == NULL)
        return;
    sum->reproduced++;
    while (i < 8 && sum->reading[i].count > 0 && strcmp(sum->reading[i].label, step->reproduced) != 0)
        i++;
    if (i == 8)
        return;
    snprintf(sum->reading[i].label, LABEL, "%s", step->reproduced);
    sum->reading[i].count++;
}

static void count_case(const struct app *app, struct sum *sum, const struct step *steps)
{
    sum->usable++;
    for (size_t i = 0; i < STEPS; i++) {
        const struct step *step = &steps[i];

        sum->clocks[i] += step->answered;
        sum->unanswered_by_law += !step->answered && step->status != FOI_OK;
        sum->firm += is_judged(step) && doubts(step) == 0;
        if (is_judged(step) && step->verdict == step->other)
            sum->judged[step->verdict - IN_TIME]++;
        else if (is_judged(step))
            sum->contested++;
        if (step->panel_row < app->panel.rows)
            count_panel(sum, step);
    }
}

static void put_marks(const struct app *app)
{
    put_wrapped(app, "~", tr(app, "hari pengiriman atau pencatatan; hari penerimaan tidak ada di berkas",
                             "day of sending or registration; the day of receipt is not on file"));
    put_wrapped(app, "?", tr(app, "faktanya diragukan", "the fact is doubtful"));
    put_wrapped(app, "*", tr(app, "bila tidak ada jawaban; jawabannya tidak ada di berkas",
                             "if no answer came; none is on file"));
    put_wrapped(app, tr(app, "baku", "default"),
                tr(app, "menurut cara baca yang lazim; (semua) setiap cara baca, (lain) hanya menurut yang lain",
                   "under the prevailing reading; (all) under every reading, (other) only under another"));
}

static void put_counts(const struct app *app, const struct sum *sum)
{
    char line[512];
    size_t clocks = 0;

    for (size_t i = 0; i < STEPS; i++)
        clocks += sum->clocks[i];
    snprintf(line, sizeof line, "%zu %s %zu %s", sum->usable, tr(app, "dari", "of"), app->cases.rows,
             tr(app, "perkara dapat dihitung", "cases can be computed"));
    put_wrapped(app, tr(app, "perkara", "cases"), line);
    snprintf(line, sizeof line, "%zu %s: %s %zu, %s %zu, %s %zu, %s %zu; %zu %s", clocks,
             tr(app, "terjawab", "answered"), tr(app, plans[0].id, plans[0].en), sum->clocks[0],
             tr(app, plans[1].id, plans[1].en), sum->clocks[1], tr(app, plans[2].id, plans[2].en), sum->clocks[2],
             tr(app, plans[3].id, plans[3].en), sum->clocks[3], sum->unanswered_by_law,
             tr(app, "tidak dapat dijawab", "could not be answered"));
    put_wrapped(app, tr(app, "hitungan", "clocks"), line);
    snprintf(line, sizeof line, "%s: %zu %s, %zu %s, %zu %s; %s: %zu; %zu %s",
             tr(app, "menurut setiap cara baca", "under every reading"), sum->judged[0], tr(app, "tepat waktu", "in time"), sum->judged[1],
             tr(app, "terlambat", "late"), sum->judged[2], tr(app, "prematur", "premature"),
             tr(app, "bergantung pada cara baca", "depending on the reading"), sum->contested,
             sum->firm, tr(app, "tanpa tanda", "without a mark"));
    put_wrapped(app, tr(app, "penilaian", "verdicts"), line);
    snprintf(line, sizeof line, "%zu %s, %zu %s", sum->printed, tr(app, "tanggal dicetak", "dates printed"),
             sum->reproduced, tr(app, "direproduksi", "reproduced"));
    put_wrapped(app, "panel", line);
    for (size_t i = 0; i < 8 && sum->reading[i].count > 0; i++) {
        snprintf(line, sizeof line, "%zu %s %s", sum->reading[i].count, tr(app, "dengan", "by"), sum->reading[i].label);
        put_wrapped(app, "", line);
    }
}

/* Why the other cases cannot be used, with their names. */
static void put_unusable(const struct app *app)
{
    static const struct { const char *use, *id, *en; } reasons[] = {
        {"decision_only", "hanya tanggal putusan", "only the day of the decision is on file"},
        {"dispute_only", "hanya tanggal permohonan sengketa", "only the day of the dispute application is on file"},
        {"no_date", "tidak ada tanggal", "no date at all"},
        {"year_missing", "tahun permintaan tidak tercetak", "the year of the request is not printed"},
        {"ambiguous", "tidak jelas surat itu menjawab permintaan atau keberatan",
         "unclear whether the letter answers the request or the objection"},
        {"contradictory", "berita-beritanya bertentangan", "the reports contradict each other"},
    };

    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        char line[4096];
        size_t count = 0, used = 0;

        for (size_t row = 0; row < app->cases.rows; row++)
            count += strcmp(cell(&app->cases, row, CASE_USE), reasons[i].use) == 0;
        if (count == 0)
            continue;
        used = (size_t)snprintf(line, sizeof line, "%zu %s:", count, tr(app, reasons[i].id, reasons[i].en));
        for (size_t row = 0; row < app->cases.rows && used < sizeof line; row++) {
            if (strcmp(cell(&app->cases, row, CASE_USE), reasons[i].use) == 0)
                used += (size_t)snprintf(line + used, sizeof line - used, " %s", cell(&app->cases, row, CASE_ID));
        }
        put_wrapped(app, i == 0 ? tr(app, "tidak", "not") : "", line);
    }
}

/* ---- running ---- */

static void run_all(const struct app *app)
{
    struct sum sum = {0};

    if (app->csv)
        printf("case,clock,from,from_event,from_standing,due,earliest,latest,happened,happened_event,"
               "happened_standing,verdict,under,other_verdict,verdict_rests_on,panel_date,reproduced_by,citations\n");
    for (size_t row = 0; row < app->cases.rows; row++) {
        struct step steps[STEPS];

        if (!usable(app, row))
            continue;
        solve_case(app, row, steps);
        count_case(app, &sum, steps);
        for (size_t i = 0; i < STEPS && app->csv; i++) {
            if (has_row(&steps[i]))
                csv_step(app, cell(&app->cases, row, CASE_ID), &steps[i]);
        }
        if (!app->csv)
            put_case(app, row, steps);
        free_steps(steps);
    }
    if (app->csv)
        return;
    put_marks(app);
    printf("\n");
    put_counts(app, &sum);
    put_unusable(app);
}

static bool run_one(const struct app *app)
{
    for (size_t row = 0; row < app->cases.rows; row++) {
        struct step steps[STEPS];

        if (strcmp(cell(&app->cases, row, CASE_ID), app->explain) != 0)
            continue;
        solve_case(app, row, steps);
        explain_case(app, row, steps);
        free_steps(steps);
        return true;
    }
    fprintf(stderr, "chronologies: %s: %s\n", tr(app, "tidak ada perkara ini", "there is no such case"), app->explain);
    return false;
}

static const char usage[] = "chronologies [--lang id|en] [--csv | --explain CASE] [--data DIR]\n";

static bool read_options(struct app *app, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;

        if (strcmp(argv[i], "--csv") == 0) {
            app->csv = true;
            continue;
        }
        if (value != NULL && strcmp(argv[i], "--lang") == 0 && (strcmp(value, "id") == 0 || strcmp(value, "en") == 0))
            app->lang = strcmp(value, "id") == 0 ? FOI_LANG_ID : FOI_LANG_EN;
        else if (value != NULL && strcmp(argv[i], "--data") == 0)
            app->data = value;
        else if (value != NULL && strcmp(argv[i], "--explain") == 0)
            app->explain = value;
        else {
            fprintf(stderr, "%s", usage);
            return false;
        }
        i++;
    }
    if (app->csv && app->explain != NULL)
        fprintf(stderr, "%s", usage);
    return !app->csv || app->explain == NULL;
}

int main(int argc, char **argv)
{
    struct app app = {.lang = FOI_LANG_ID, .data = "examples/data"};
    foi_error err = {.size = sizeof err};
    bool good;

    if (!read_options(&app, argc, argv))
        return 2;
    app.colour = isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == NULL;
    good = read_data(&app);
    if (good && foi_law_new(&app.law, NULL, &err) != FOI_OK) {
        fprintf(stderr, "chronologies: %s\n", err.message);
        good = false;
    }
    if (good && app.explain != NULL)
        good = run_one(&app);
    else if (good)
        run_all(&app);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("chronologies");
        good = false;
    }
    foi_law_unref(app.law);
    free_data(&app);
    return good ? 0 : 2;
}
