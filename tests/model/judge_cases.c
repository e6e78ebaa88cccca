/*
 * Case files on standard input, one a line, judged by the built-in law with one pack replaced by a file: a report, or
 * an error, a line. For tests/checks/mutate_procedure, which spoils packs and wants to see reports change.
 *
 * usage: judge_cases [FILE]   exit 0; 1 with the reason if the law is refused or lint finds something
 */
#define _POSIX_C_SOURCE 200809L /* getline */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "foi/case.h"

enum { ROOM = 1 << 20, REPORT = 1 << 20 };

static int complain(const foi_error *err)
{
    char text[1024];

    foi_error_text(err, FOI_LANG_EN, text, sizeof text);
    fprintf(stderr, "%s\n", text);
    return 1;
}

static int judge_line(const foi_law *law, const char *line, size_t length, char *out)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    size_t needed = 0;
    int code = foi_case_parse(&c, law, line, length, NULL, &err);

    if (code == FOI_OK)
        code = foi_case_report_json(c, FOI_DAY_NONE, out, REPORT, &needed, &err);
    foi_case_free(c);
    if (needed >= REPORT) {
        fprintf(stderr, "a report of %zu bytes\n", needed);
        return 1;
    }
    if (code != FOI_OK)
        foi_case_error_json(&err, FOI_LANG_EN, out, REPORT);
    puts(out);
    return 0;
}

static int judge_all(const foi_law *law)
{
    char *line = NULL, *out = malloc(REPORT);
    size_t room = 0;
    ssize_t length;
    int result = out == NULL;

    while (result == 0 && (length = getline(&line, &room, stdin)) > 0) {
        if (line[length - 1] == '\n')
            length--;
        result = judge_line(law, line, (size_t)length, out);
    }
    free(line);
    free(out);
    return result;
}

int main(int argc, char **argv)
{
    static char text[ROOM];
    foi_source pack = {.name = argc > 1 ? argv[1] : NULL, .text = text};
    foi_law_opts opts = {.size = sizeof opts, .packs = &pack, .pack_count = argc > 1};
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    int result = 1;

    if (argc > 1) {
        FILE *file = fopen(argv[1], "rb");

        if (file == NULL) {
            perror(argv[1]);
            return 2;
        }
        pack.size = fread(text, 1, ROOM, file);
        fclose(file);
    }
    if (foi_law_new(&law, &opts, &err) != FOI_OK || foi_law_lint(law, 0, &err) == 1)
        result = complain(&err);
    else
        result = judge_all(law);
    foi_law_unref(law);
    return result;
}
