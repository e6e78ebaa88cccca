/*
 * Lines from stdin, one answer a line on stdout, in order. Whatever one read(2) brings is answered and
 * written before the next, so answers never wait for input that has not come. The lines of a block stay
 * in the input buffer until the block is answered; nothing is copied.
 */
#include "cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { INPUT = 256 << 10 };

typedef struct block {
    cli *c;
    batch_job *job;
    uint64_t lines;  /* answered before this block */
    size_t count;
    const char *text[BATCH_BLOCK];
    size_t size[BATCH_BLOCK]; /* SIZE_MAX = too long to be kept */
    bool bad, gap;
    bool watched;    /* stderr is a terminal and stdout is not: show progress */
    bool shows;      /* a count stands on the terminal's last line */
    struct timespec start, shown;
} block;

static double seconds_since(const struct timespec *then)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* After a second of work, a count of lines on the terminal, five times a second. */
static void show_progress(block *b, bool last)
{
    char number[32], line[64];
    const char *arg[3] = {number, NULL, NULL};

    if (!b->watched || seconds_since(&b->start) < 1 || (!last && seconds_since(&b->shown) < 0.2))
        return;
    clock_gettime(CLOCK_MONOTONIC, &b->shown);
    (void)snprintf(number, sizeof number, "%" PRIu64, b->lines);
    cli_text_fill(line, sizeof line, T_PROGRESS, b->c->lang, arg);
    cli_putf(&b->c->err, "\r%s%s", line, last ? "\n" : "");
    cli_flush(&b->c->err);
    b->shows = !last;
}

/* The sentence about line `slot`, which has no answer. */
static void find_reason(block *b, size_t slot, char *to, size_t size)
{
    foi_error err = {.size = sizeof err};
    const char *line = b->text[slot];
    enum cli_text own = T_LINE_LONG;
    char clean[96] = "";
    const char *arg[3] = {clean, NULL, NULL};

    if (b->size[slot] != SIZE_MAX) {
        own = b->job->why(b->job, slot, line, b->size[slot], &err);
        cli_clean(clean, sizeof clean, line, b->size[slot]);
    }
    if (own != T_COUNT) {
        cli_text_fill(to, size, own, b->c->lang, arg);
        return;
    }
    foi_error_text(&err, b->c->lang, to, size);
    if (cli_exit_of(err.code) == CLI_BAD) /* a day, but one that leads out of the years 1 to 9999 */
        b->job->state[slot] = LINE_BAD;
}

static void complain(block *b, size_t slot)
{
    char number[32], sentence[1024], line[1200];
    const char *arg[3] = {number, sentence, NULL};

    (void)snprintf(number, sizeof number, "%" PRIu64, b->lines + slot + 1);
    find_reason(b, slot, sentence, sizeof sentence);
    cli_text_fill(line, sizeof line, T_LINE, b->c->lang, arg);
    cli_put(&b->c->err, b->shows ? "\r\033[Kfoi: " : "foi: ");
    b->shows = false;
    cli_put(&b->c->err, line);
    cli_put(&b->c->err, "\n");
}

/* Answer the lines of the block and write them, in order. */
static void answer(block *b)
{
    batch_job *job = b->job;
    cli_out *out = &b->c->out;

    job->solve(job, b->count);
    for (size_t i = 0; i < b->count; i++) {
        if (BATCH_ANSWER + 1 > sizeof out->buf - out->used)
            cli_flush(out);
        if (job->state[i] == LINE_ANSWERED) {
            out->used += job->print(job, i, out->buf + out->used);
        } else {
            complain(b, i);
            b->bad |= job->state[i] == LINE_BAD;
            b->gap |= job->state[i] == LINE_GAP;
        }
        out->buf[out->used++] = '\n';
    }
    b->lines += b->count;
    b->count = 0;
    show_progress(b, false);
}

/* Take in one line without its LF; SIZE_MAX stands for one that was too long. */
static void take(block *b, const char *text, size_t size)
{
    batch_job *job = b->job;

    if (size != SIZE_MAX && size > 0 && text[size - 1] == '\r')
        size--;
    if (size > BATCH_LINE)
        size = SIZE_MAX;
    b->text[b->count] = text;
    b->size[b->count] = size;
    job->state[b->count] = LINE_ANSWERED;
    if (size == SIZE_MAX || !job->parse(job, b->count, text, size))
        job->state[b->count] = LINE_BAD;
    if (++b->count == BATCH_BLOCK)
        answer(b);
}

/* Take in the whole lines of the buffer. Returns how many bytes of it are left over. */
static size_t take_lines(block *b, char *buf, size_t used, bool *skipping)
{
    char *at = buf, *end = buf + used, *feed;

    while ((feed = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        take(b, at, *skipping ? SIZE_MAX : (size_t)(feed - at));
        *skipping = false;
        at = feed + 1;
    }
    if (b->count > 0)
        answer(b);
    if (*skipping || end - at > BATCH_LINE + 1) {
        *skipping = true;
        return 0;
    }
    memmove(buf, at, (size_t)(end - at));
    return (size_t)(end - at);
}

/* Read to the end, or until nobody reads the answers any more. */
static int read_lines(block *b, char *buf)
{
    size_t used = 0;
    bool skipping = false;

    while (b->c->out.failed == 0) {
        ssize_t got = read(STDIN_FILENO, buf + used, INPUT - used);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cli_fail(b->c, CLI_BAD, T_INPUT, cli_errno_text(b->c, errno));
        if (got == 0)
            break;
        used = take_lines(b, buf, used + (size_t)got, &skipping);
        cli_flush(&b->c->out);
        cli_flush(&b->c->err);
    }
    if (b->c->out.failed == 0 && (used > 0 || skipping)) {
        take(b, buf, skipping ? SIZE_MAX : used);
        if (b->count > 0)
            answer(b);
    }
    return CLI_YES;
}

/* Answer stdin line by line. Returns the exit code of the whole. */
int cli_batch(cli *c, batch_job *job)
{
    block *b = cli_alloc(1, sizeof *b);
    char *buf = cli_alloc(INPUT, 1);
    int code;

    b->c = c;
    b->job = job;
    b->watched = isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) != 1 &&
                 clock_gettime(CLOCK_MONOTONIC, &b->start) == 0;
    code = read_lines(b, buf);
    show_progress(b, true);
    if (code == CLI_YES)
        code = b->bad ? CLI_BAD : b->gap ? CLI_GAP : CLI_YES;
    free(buf);
    free(b);
    return code;
}

/* YYYY-MM-DD, exactly. The same answers as foi_date_parse(), without its message. */
bool cli_parse_day(foi_day *out, const char *text, size_t size)
{
    static const uint8_t place[10] = {1, 1, 1, 1, 0, 1, 1, 0, 1, 1};
    int32_t digit[10];

    if (size != 10)
        return false;
    for (size_t i = 0; i < 10; i++) {
        digit[i] = text[i] - '0';
        if (place[i] ? digit[i] < 0 || digit[i] > 9 : text[i] != '-')
            return false;
    }
    return foi_date_from_civil(out, digit[0] * 1000 + digit[1] * 100 + digit[2] * 10 + digit[3],
                               digit[5] * 10 + digit[6], digit[8] * 10 + digit[9], NULL) == FOI_OK;
}
