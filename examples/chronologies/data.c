/* The tables of examples/data. Reading is strict: a fault names its file and line. */
#include "chronologies.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 20 };

static const char case_header[] = "case\tregister\tcommission\tbody\tapplicant\tregime\tground\tuse\tdoubtful\t"
                                  "outcome_id\toutcome_en\tsources";
static const char event_header[] = "case\tevent\tday\tstanding\tnote_id\tnote_en";
static const char panel_header[] = "case\tclock\tfinding\tfirst_day\tstated\ttext_id\ttext_en";

const char *cell(const struct table *t, size_t row, size_t column)
{
    return t->cell[row * t->columns + column];
}

bool is_empty(const char *field)
{
    return strcmp(field, "-") == 0;
}

/* The whole file with a NUL at its end, or NULL and a message. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t size;

    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return NULL;
    }
    text = calloc(1, FILE_MOST + 1);
    size = text == NULL ? 0 : fread(text, 1, FILE_MOST, file);
    if (text == NULL || ferror(file) || size == FILE_MOST || strlen(text) != size) {
        fprintf(stderr, "%s: cannot be read, holds a NUL, or is larger than 1 MiB\n", path);
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

/* Cut one line into fields in place; false if there are not exactly `columns` of them or one is empty. */
static bool split(char *line, const char **fields, size_t columns)
{
    for (size_t i = 0; i < columns; i++) {
        char *tab = strchr(line, '\t');

        if ((tab == NULL) != (i + 1 == columns) || *line == '\0' || tab == line)
            return false;
        fields[i] = line;
        if (tab != NULL) {
            *tab = '\0';
            line = tab + 1;
        }
    }
    return true;
}

static size_t count_of(const char *text, char c)
{
    size_t count = 0;

    for (; (text = strchr(text, c)) != NULL; text++)
        count++;
    return count;
}

static bool read_table(struct table *t, const char *folder, const char *name, const char *header)
{
    char path[4096];
    char *line;

    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path ||
        (t->text = read_file(path)) == NULL)
        return false;
    t->columns = count_of(header, '\t') + 1;
    t->cell = calloc(count_of(t->text, '\n') + 1, t->columns * sizeof *t->cell);
    line = t->text;
    for (size_t number = 1; t->cell != NULL && *line != '\0'; number++) {
        char *end = strchr(line, '\n');

        if (end != NULL)
            *end = '\0';
        if (number == 1 ? strcmp(line, header) != 0 : !split(line, &t->cell[t->rows * t->columns], t->columns)) {
            fprintf(stderr, "%s:%zu: expected %zu fields: %s\n", path, number, t->columns, header);
            return false;
        }
        t->rows += number > 1;
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    return t->cell != NULL;
}

bool read_day(const char *field, foi_day *day)
{
    *day = FOI_DAY_NONE;
    return is_empty(field) || foi_date_parse(day, field, strlen(field), NULL) == FOI_OK;
}

/* Rows must speak of a case that is there, and their days must be days. */
static bool check_rows(const struct app *app, const struct table *t, const char *name, size_t first, size_t last)
{
    for (size_t row = 0; row < t->rows; row++) {
        size_t of = 0;
        foi_day day;

        while (of < app->cases.rows && strcmp(cell(&app->cases, of, CASE_ID), cell(t, row, 0)) != 0)
            of++;
        for (size_t column = first; column <= last; column++) {
            if (of == app->cases.rows || !read_day(cell(t, row, column), &day)) {
                fprintf(stderr, "%s:%zu: no such case, or no day: %s %s\n", name, row + 2, cell(t, row, 0),
                        cell(t, row, column));
                return false;
            }
        }
    }
    return true;
}

bool read_data(struct app *app)
{
    return read_table(&app->cases, app->data, "cases.tsv", case_header) &&
           read_table(&app->events, app->data, "events.tsv", event_header) &&
           read_table(&app->panel, app->data, "panel.tsv", panel_header) &&
           check_rows(app, &app->events, "events.tsv", EVENT_DAY, EVENT_DAY) &&
           check_rows(app, &app->panel, "panel.tsv", PANEL_FIRST, PANEL_STATED);
}

static void free_table(struct table *t)
{
    free(t->text);
    free(t->cell);
}

void free_data(struct app *app)
{
    free_table(&app->cases);
    free_table(&app->events);
    free_table(&app->panel);
}
