/*
 * foi case --batch: case files on stdin, one JSON a line, one line of output each, in order. A line may be as
 * long as a case file may be; of a longer one just so much is kept that the library can refuse it. Whatever one
 * read(2) completes is answered and written before the next.
 */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES_FIRST = 256 << 10, LINES_MOST = FOI_CASE_BYTES + 1 };

typedef struct lines {
    char *buf;
    size_t used, room;
    size_t seen;  /* bytes of the unfinished line that are known to hold no LF */
    bool skipping; /* the rest of a line that was too long, already answered */
    size_t count, bad, gap;
} lines;

static void note(lines *l, int code)
{
    l->count++;
    l->bad += code == CLI_BAD;
    l->gap += code == CLI_GAP;
}

/* Answer the whole lines of the buffer and keep the rest. */
static void answer_lines(lines *l, cli_line_job *answer, void *job)
{
    size_t from = 0, look = l->seen;
    char *feed;

    while ((feed = memchr(l->buf + look, '\n', l->used - look)) != NULL) {
        size_t end = (size_t)(feed - l->buf);

        if (!l->skipping)
            note(l, answer(job, l->buf + from, end - from));
        l->skipping = false;
        from = look = end + 1;
    }
    memmove(l->buf, l->buf + from, l->used - from);
    l->used -= from;
    if (l->used == LINES_MOST && !l->skipping) {
        note(l, answer(job, l->buf, l->used));
        l->skipping = true;
    }
    if (l->skipping)
        l->used = 0;
    l->seen = l->used;
}

static void grow(lines *l)
{
    char *bigger;

    if (l->used < l->room)
        return;
    l->room = l->room * 2 < LINES_MOST ? l->room * 2 : LINES_MOST;
    bigger = cli_alloc(l->room, 1);
    memcpy(bigger, l->buf, l->used);
    free(l->buf);
    l->buf = bigger;
}

static int read_lines(cli *c, lines *l, cli_line_job *answer, void *job)
{
    while (c->out.failed == 0) {
        ssize_t got;

        grow(l);
        got = read(STDIN_FILENO, l->buf + l->used, l->room - l->used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cli_fail(c, CLI_BAD, T_INPUT, cli_errno_text(c, errno));
        if (got == 0)
            break;
        l->used += (size_t)got;
        answer_lines(l, answer, job);
        cli_flush(&c->out);
        cli_flush(&c->err);
    }
    if (c->out.failed == 0 && l->used > 0)
        note(l, answer(job, l->buf, l->used));
    return l->bad > 0 ? CLI_BAD : l->gap > 0 ? CLI_GAP : CLI_YES;
}

/* The faults stand in the output, each in its line; whoever only sees the exit code is told how many. */
static void tell_sum(cli *c, const lines *l)
{
    char faults[32], all[32];

    (void)snprintf(faults, sizeof faults, "%zu", l->bad + l->gap);
    (void)snprintf(all, sizeof all, "%zu", l->count);
    cli_fail(c, CLI_BAD, T_LINES_UNANSWERED, faults, all);
}

/* Every line of stdin is answered. Returns the exit code of the whole. */
int cli_lines(cli *c, cli_line_job *answer, void *job)
{
    lines l = {.buf = cli_alloc(LINES_FIRST, 1), .room = LINES_FIRST};
    int code = read_lines(c, &l, answer, job);

    if (l.bad + l.gap > 0)
        tell_sum(c, &l);
    free(l.buf);
    return code;
}

/* ---- reports ---- */

typedef struct reports {
    cli *c;
    const foi_law *law;
    const foi_case_opts *opts;
    foi_day as_of;
    char *text; /* of the last report; kept for the next */
    size_t size;
} reports;

/* The report of a case into r->text, which grows as needed. */
static int report(reports *r, foi_case *of, foi_error *err)
{
    size_t needed = 0;
    int code = foi_case_report_json(of, r->as_of, r->text, r->size, &needed, err);

    if (code == FOI_OK && needed >= r->size) {
        free(r->text);
        r->size = needed + needed / 2 + 1;
        r->text = cli_alloc(r->size, 1);
        code = foi_case_report_json(of, r->as_of, r->text, r->size, &needed, err);
    }
    return code;
}

static int report_line(void *job, const char *line, size_t size)
{
    reports *r = job;
    foi_error err = {.size = sizeof err};
    foi_case *of = NULL;
    char fault[2048];
    int code = foi_case_parse(&of, r->law, line, size, r->opts, &err);

    if (code == FOI_OK)
        code = report(r, of, &err);
    if (code != FOI_OK)
        foi_case_error_json(&err, r->c->lang, fault, sizeof fault);
    cli_put(&r->c->out, code == FOI_OK ? r->text : fault);
    cli_put(&r->c->out, "\n");
    foi_case_free(of);
    return cli_exit_of(code);
}

int cli_case_batch(cli *c, const foi_law *law, const foi_case_opts *opts, foi_day as_of)
{
    reports r = {.c = c, .law = law, .opts = opts, .as_of = as_of, .text = cli_alloc(1 << 16, 1), .size = 1 << 16};
    int code = cli_lines(c, report_line, &r);

    free(r.text);
    return code;
}
