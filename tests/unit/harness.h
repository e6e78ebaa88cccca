/**
 * @file harness.h
 * What every unit test needs beside Check: a main that fails when nothing ran, and a reader of the tables
 * in tests/data, which other languages read too.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** Run a suite. A filter that matches no test is a failure too: Check alone would call it a success. */
static inline int harness_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    int ran = srunner_ntests_run(runner);
    srunner_free(runner);
    return failed == 0 && ran > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/** One row of a table: cells parted by tabs. Lines that are empty or start with '#' are skipped. */
enum { TABLE_CELLS = 16 };

struct table {
    FILE *file;
    const char *name;
    int line;
    int cells;                     /* cells of the present row */
    const char *cell[TABLE_CELLS]; /* "" for those that the row does not have */
    char text[4096];
};

static inline void table_open(struct table *t, const char *name)
{
    char path[1024];
    memset(t, 0, sizeof *t);
    t->name = name;
    snprintf(path, sizeof path, "%s/%s", FOI_TEST_DATA, name);
    t->file = fopen(path, "rb");
    ck_assert_msg(t->file != NULL, "cannot open %s", path);
}

/** The next row; 0 at the end. A row without its line end was too long, or the file is cut: both fail. */
static inline int table_next(struct table *t)
{
    while (fgets(t->text, sizeof t->text, t->file)) {
        t->line++;
        size_t len = strlen(t->text);
        ck_assert_msg(len > 0 && t->text[len - 1] == '\n', "%s:%d: no end of line", t->name, t->line);
        t->text[len - 1] = '\0';
        if (t->text[0] == '#' || t->text[0] == '\0') {
            continue;
        }
        t->cells = 0;
        for (int i = 0; i < TABLE_CELLS; i++) {
            t->cell[i] = "";
        }
        for (char *p = t->text; p;) {
            ck_assert_msg(t->cells < TABLE_CELLS, "%s:%d: too many cells", t->name, t->line);
            t->cell[t->cells++] = p;
            p = strchr(p, '\t');
            if (p) {
                *p++ = '\0';
            }
        }
        return 1;
    }
    return 0;
}

static inline void table_close(struct table *t)
{
    fclose(t->file);
}

#endif
