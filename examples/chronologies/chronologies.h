/*
 * chronologies: what the law says about real cases of the Information Commission.
 *
 * It uses nothing but the public headers of libfoi. There is no article and no term in these files: all of that
 * comes from the library.
 *
 *     data.c     reads the three tables of examples/data
 *     steps.c    computes the clocks of a case and sets what happened beside them
 *     page.c     a case as a page for people
 *     explain.c  one case, day by day
 *     main.c     the command line, the CSV, the sum at the end
 */
#ifndef CHRONOLOGIES_H
#define CHRONOLOGIES_H

#include <foi.h>

#include <stdbool.h>
#include <stddef.h>

enum { WIDTH = 100, MARGIN = 13, LABEL = 160, CANDIDATES = 16 };

/* A table: a header, then rows of fields split by one tab; "-" is an empty field. */
struct table {
    char *text;        /* the file; cells point into it */
    const char **cell; /* rows * columns */
    size_t rows, columns;
};

enum { CASE_ID, CASE_REGISTER, CASE_COMMISSION, CASE_BODY, CASE_APPLICANT, CASE_REGIME, CASE_GROUND, CASE_USE,
       CASE_DOUBTFUL, CASE_OUTCOME_ID, CASE_OUTCOME_EN, CASE_SOURCES };
enum { EVENT_CASE, EVENT_KIND, EVENT_DAY, EVENT_STANDING, EVENT_NOTE_ID, EVENT_NOTE_EN };
enum { PANEL_CASE, PANEL_CLOCK, PANEL_FINDING, PANEL_FIRST, PANEL_STATED, PANEL_TEXT_ID, PANEL_TEXT_EN };

struct app {
    foi_law *law;
    struct table cases, events, panel;
    int lang;
    bool colour, csv;
    const char *explain; /* a case, or NULL */
    const char *data;    /* folder of the tables */
};

/* Why a date is not quite the one that the law asks for. */
enum { NEAR = 1 /* sent or registered; receipt is not on file */, DOUBTFUL = 2, IF_SILENT = 4 };

struct fact {
    foi_day day;      /* FOI_DAY_NONE: not on file, or on file without its day */
    const char *kind; /* NULL: not on file at all */
    unsigned marks;
};

/* One date that a reading gives, and the first day of the window. */
struct candidate {
    foi_day open, due;
    char label[LABEL];
};

enum verdict { NOT_ON_FILE, IN_TIME, LATE, PREMATURE, UNANSWERED, UNDATED };

struct plan {
    const char *clock;
    const char *from[2];    /* events that start it, the better one first */
    const char *done[3];    /* events that it waits for */
    const char *unanswered; /* says that nothing came */
    int after;              /* the step whose lapse starts it if nothing came; -1 = none */
    const char *silence[2]; /* readings of that start, the default first */
    const char *id, *en;
};

enum { STEPS = 4 };
extern const struct plan plans[STEPS];

struct step {
    const struct plan *plan;
    struct fact from, done, silent; /* silent: that nothing came is on file */
    bool answered;    /* the library answered: the dates below hold */
    int status;       /* else why not, FOI_ERR_*; FOI_OK = no question, the facts are not on file */
    char why[512];
    foi_deadline *deadline; /* of the prevailing reading */
    foi_day open, due, earliest, latest;
    struct candidate candidate[CANDIDATES]; /* the prevailing one first */
    size_t candidates;
    enum verdict verdict, other; /* other: under another reading, if it differs */
    size_t panel_row;            /* of panel.tsv; its number of rows = no date printed */
    const char *reproduced;      /* the reading that gives the panel's date; NULL = none does */
};

/* data.c */
bool read_data(struct app *app);
void free_data(struct app *app);
const char *cell(const struct table *t, size_t row, size_t column);
bool is_empty(const char *field);
bool read_day(const char *field, foi_day *day); /* a day or "-"; false for anything else */

/* steps.c */
void solve_case(const struct app *app, size_t row, struct step *steps); /* free_steps() gives back */
void free_steps(struct step *steps);
bool usable(const struct app *app, size_t row);
bool has_row(const struct step *step);
bool is_judged(const struct step *step);
unsigned doubts(const struct step *step); /* the marks that could overturn the verdict */
void cites_of(const struct step *step, const char *between, char *to, size_t size);

/* page.c */
extern const char bold[], dim[], plain[];
const char *tr(const struct app *app, const char *id, const char *en);
const char *paint(const struct app *app, const char *code);
void put_wrapped(const struct app *app, const char *label, const char *text);
void put_head(const struct app *app, size_t row);
void put_outcome(const struct app *app, size_t row);
size_t marks_text(unsigned marks, char *to); /* "~?*" and NUL: 4 bytes at most */
void put_verdict(const struct app *app, const struct step *step);
void put_case(const struct app *app, size_t row, const struct step *steps);
const char *event_word(const struct app *app, const char *kind);

/* explain.c */
void explain_case(const struct app *app, size_t row, const struct step *steps);

#endif
