/* A case as a page: one line a clock, aligned, at most 100 columns. */
#include "chronologies.h"

#include <stdio.h>
#include <string.h>

const char *tr(const struct app *app, const char *id, const char *en)
{
    return app->lang == FOI_LANG_ID ? id : en;
}

const char *event_word(const struct app *app, const char *kind)
{
    static const struct { const char *kind, *id, *en; } words[] = {
        {"request_sent", "permintaan dikirim", "request sent"},
        {"request_received", "permintaan diterima", "request received"},
        {"request_registered", "permintaan dicatat", "request registered"},
        {"request_answered", "permintaan dijawab", "request answered"},
        {"request_unanswered", "permintaan tidak dijawab", "request never answered"},
        {"objection_sent", "keberatan dikirim", "objection sent"},
        {"objection_received", "keberatan diterima", "objection received"},
        {"objection_decided", "keberatan ditanggapi", "objection decided"},
        {"objection_unanswered", "keberatan tidak ditanggapi", "objection never decided"},
        {"dispute_sent", "permohonan sengketa dikirim", "dispute application sent"},
        {"dispute_filed", "permohonan sengketa diterima", "dispute application received"},
        {"dispute_registered", "permohonan sengketa dicatat", "dispute registered"},
        {"dispute_decided", "putusan Komisi", "decision of the Commission"},
        {"mediation_agreed", "mediasi sepakat", "agreed in mediation"},
        {"mediation_failed", "mediasi gagal", "mediation failed"},
        {"suit_filed", "gugatan ke pengadilan", "suit filed"},
        {"suit_decided", "putusan pengadilan", "judgment of the court"},
        {"cassation_filed", "kasasi diajukan", "cassation filed"},
        {"cassation_decided", "putusan kasasi", "cassation decided"},
        {"lapse", "waktu sebelumnya lewat", "the term before has passed"},
        {"panel", "hari pertama menurut panel", "the panel's first day"},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].kind, kind) == 0)
            return tr(app, words[i].id, words[i].en);
    }
    return kind;
}

const char *paint(const struct app *app, const char *code)
{
    return app->colour ? code : "";
}

const char bold[] = "\033[1m", dim[] = "\033[2m", plain[] = "\033[0m";
static const char red[] = "\033[31m", green[] = "\033[32m", yellow[] = "\033[33m";

static int columns_of(const char *text, size_t bytes)
{
    int columns = 0;

    for (size_t i = 0; i < bytes; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

/* A label in the margin and a text beside it, broken at spaces. */
void put_wrapped(const struct app *app, const char *label, const char *text)
{
    int at = MARGIN;

    printf("  %s%s%s%*s", paint(app, dim), label, paint(app, plain), MARGIN - 2 - columns_of(label, strlen(label)), "");
    while (*text != '\0') {
        size_t bytes = strcspn(text, " ");
        int columns = columns_of(text, bytes);

        if (at > MARGIN && at + 1 + columns > WIDTH) {
            printf("\n%*s", MARGIN, "");
            at = MARGIN;
        }
        printf("%s%.*s", at > MARGIN ? " " : "", (int)bytes, text);
        at += columns + (at > MARGIN);
        text += bytes + strspn(text + bytes, " ");
    }
    printf("\n");
}

static const char *verdict_word(const struct app *app, enum verdict verdict)
{
    switch (verdict) {
    case IN_TIME: return tr(app, "tepat waktu", "in time");
    case LATE: return tr(app, "terlambat", "late");
    case PREMATURE: return tr(app, "prematur", "premature");
    case UNANSWERED: return tr(app, "tidak dijawab", "never answered");
    case UNDATED: return tr(app, "ada, tanpa tanggal", "on file, not dated");
    case NOT_ON_FILE: break;
    }
    return tr(app, "tidak di berkas", "not on file");
}

static const char *verdict_colour(const struct app *app, const struct step *step)
{
    if (step->verdict == NOT_ON_FILE || step->verdict == UNDATED)
        return paint(app, dim);
    if (step->verdict != step->other)
        return paint(app, yellow);
    return paint(app, step->verdict == IN_TIME ? green : red);
}

size_t marks_text(unsigned marks, char *to)
{
    size_t used = 0;

    for (unsigned i = 0; i < 3; i++) {
        if ((marks & 1u << i) != 0)
            to[used++] = "~?*"[i];
    }
    to[used] = '\0';
    return used;
}

void put_verdict(const struct app *app, const struct step *step)
{
    char marks[4];

    printf("%s%s", verdict_colour(app, step), verdict_word(app, step->verdict));
    if (is_judged(step) && step->verdict == step->other)
        printf(" %s", tr(app, "(semua)", "(all)"));
    else if (is_judged(step))
        printf(" %s, %s %s", tr(app, "(baku)", "(default)"), verdict_word(app, step->other),
               tr(app, "(lain)", "(other)"));
    marks_text(doubts(step), marks);
    printf("%s%s%s\n", marks[0] != '\0' ? " " : "", marks, paint(app, plain));
}

/* A day with its marks, in 14 columns. */
static void put_fact(const struct fact *fact)
{
    char text[32] = "-";

    if (fact->day != FOI_DAY_NONE)
        marks_text(fact->marks, text + foi_date_format(fact->day, text, sizeof text));
    printf("%-14s", text);
}

static void put_panel(const struct app *app, const struct step *step)
{
    const char *stated = cell(&app->panel, step->panel_row, PANEL_STATED);

    printf("%*s%s%s %s ", MARGIN, "", paint(app, bold), tr(app, "panel mencetak", "the panel printed"), stated);
    if (step->reproduced == NULL)
        printf("%s%s\n", tr(app, "= tidak dapat direproduksi", "= not reproducible"), paint(app, plain));
    else
        printf("= %s%s\n", step->reproduced, paint(app, plain));
}

static void put_row(const struct app *app, const struct step *step)
{
    char due[16], earliest[16], latest[16];

    printf("  %-*s", MARGIN - 2, tr(app, step->plan->id, step->plan->en));
    if (!step->answered) {
        put_fact(&step->from);
        printf("%s: %s\n", foi_status_name(step->status), step->why);
        return;
    }
    foi_date_format(step->due, due, sizeof due);
    foi_date_format(step->earliest, earliest, sizeof earliest);
    foi_date_format(step->latest, latest, sizeof latest);
    put_fact(&step->from);
    printf("%s%s%s  %s  %s  ", paint(app, bold), due, paint(app, plain), earliest, latest);
    put_fact(&step->done);
    put_verdict(app, step);
    if (step->panel_row < app->panel.rows)
        put_panel(app, step);
}

static void put_cites(const struct app *app, const struct step *steps)
{
    char line[2048] = "";
    size_t used = 0;

    for (size_t i = 0; i < STEPS; i++) {
        char some[512];

        cites_of(&steps[i], ", ", some, sizeof some);
        if (some[0] != '\0' && used < sizeof line)
            used += (size_t)snprintf(line + used, sizeof line - used, "%s%s: %s", used > 0 ? "; " : "",
                                     tr(app, steps[i].plan->id, steps[i].plan->en), some);
    }
    if (used > 0)
        put_wrapped(app, tr(app, "dasar", "law"), line);
}

void put_head(const struct app *app, size_t row)
{
    const char *number = cell(&app->cases, row, CASE_REGISTER), *regime = cell(&app->cases, row, CASE_REGIME);

    printf("%s%s%s  %s%s%s\n", paint(app, bold), cell(&app->cases, row, CASE_ID), paint(app, plain),
           cell(&app->cases, row, CASE_COMMISSION), is_empty(number) ? "" : "  ", is_empty(number) ? "" : number);
    put_wrapped(app, tr(app, "badan", "body"), cell(&app->cases, row, CASE_BODY));
    if (strcmp(regime, foi_law_regime(app->law, 0)) != 0)
        put_wrapped(app, tr(app, "rezim", "regime"), regime);
}

void put_outcome(const struct app *app, size_t row)
{
    const char *outcome = cell(&app->cases, row, app->lang == FOI_LANG_ID ? CASE_OUTCOME_ID : CASE_OUTCOME_EN);

    if (!is_empty(outcome))
        put_wrapped(app, tr(app, "hasil", "outcome"), outcome);
}

static void put_titles(const struct app *app)
{
    printf("  %s%*s%s%s\n", paint(app, dim), MARGIN - 2, "",
           tr(app, "hari 0        jatuh tempo terawal     terakhir    terjadi",
              "day 0         due         earliest    latest      happened"),
           paint(app, plain));
}

void put_case(const struct app *app, size_t row, const struct step *steps)
{
    put_head(app, row);
    put_titles(app);
    for (size_t i = 0; i < STEPS; i++) {
        if (has_row(&steps[i]))
            put_row(app, &steps[i]);
    }
    put_cites(app, steps);
    put_outcome(app, row);
    printf("\n");
}
