/* foi workdays: sums in the calendar of the first regime. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum sum { SUM_ADD, SUM_COUNT, SUM_IS, SUM_NONE } sum;

static const char *const sum_names[] = {"add", "count", "is"};

/* An integer of any size, with an optional sign. One that int32 cannot hold becomes the nearest that it can. */
static bool parse_integer(int32_t *out, const char *text, size_t size)
{
    bool negative = size > 0 && text[0] == '-';
    int64_t value = 0;
    size_t at = size > 0 && (text[0] == '-' || text[0] == '+');

    if (at == size)
        return false;
    for (; at < size; at++) {
        if (text[at] < '0' || text[at] > '9')
            return false;
        if (value <= INT32_MAX)
            value = value * 10 + (text[at] - '0');
    }
    value = negative ? -value : value;
    *out = value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : (int32_t)value;
    return true;
}

/* ---- one sum ---- */

/* The answer in `out`; for `is` 1 or 0. */
static int compute(const foi_calendar *cal, sum which, foi_day day, int32_t second, int32_t *out, foi_error *err)
{
    if (which == SUM_ADD)
        return foi_calendar_add(cal, out, day, second, err);
    if (which == SUM_COUNT)
        return foi_calendar_count(cal, out, day, second, err);
    return foi_calendar_is(cal, out, day, err);
}

static void put_json(cli *c, const foi_calendar *cal, sum which, foi_day day, int32_t second, int32_t result)
{
    cli_out *out = &c->out;

    cli_putf(out, "{\"foi_workdays\": 1, \"sum\": \"%s\", \"%s\": ", sum_names[which],
             which == SUM_COUNT ? "from" : "day");
    cli_put_date(out, day);
    if (which == SUM_ADD) {
        cli_putf(out, ", \"n\": %d, \"result\": ", (int)second);
        cli_put_date(out, result);
    } else if (which == SUM_COUNT) {
        cli_put(out, ", \"to\": ");
        cli_put_date(out, second);
        cli_putf(out, ", \"result\": %d", (int)result);
    } else {
        cli_putf(out, ", \"result\": %s", result != 0 ? "true" : "false");
    }
    cli_put(out, ", ");
    cli_put_calendar_json(out, cal);
    cli_put(out, "}\n");
}

static void put_plain(cli *c, sum which, int32_t result)
{
    char date[16];

    if (which == SUM_ADD) {
        foi_date_format(result, date, sizeof date);
        cli_putf(&c->out, "%s\n", date);
    } else if (which == SUM_COUNT) {
        cli_putf(&c->out, "%d\n", (int)result);
    } else {
        cli_put(&c->out, result != 0 ? "yes\n" : "no\n");
    }
}

/* The numbers of one sum, each checked before anything is loaded. */
static int read_words(cli *c, const cli_args *args, sum which, foi_day *day, int32_t *second)
{
    const char *const *word = args->words.item;
    int code = cli_day_word(c, word[1], day);

    if (code == CLI_YES && which == SUM_COUNT)
        code = cli_day_word(c, word[2], second);
    if (code == CLI_YES && which == SUM_ADD && !parse_integer(second, word[2], strlen(word[2])))
        code = cli_fail(c, CLI_BAD, T_NOT_INTEGER, word[2]);
    return code;
}

static int answer_one(cli *c, const cli_args *args, sum which)
{
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    foi_calendar *cal = NULL;
    foi_day day;
    int32_t second = 0, result = 0;
    int code = read_words(c, args, which, &day, &second);

    if (code == CLI_YES)
        code = cli_load_calendar(c, &law, &cal, args);
    if (code == CLI_YES && compute(cal, which, day, second, &result, &err) != FOI_OK)
        code = cli_fail_with(c, &err);
    else if (code == CLI_YES) {
        if (cli_given(args, OPT_JSON))
            put_json(c, cal, which, day, second, result);
        else
            put_plain(c, which, result);
        code = which == SUM_IS && result == 0 ? CLI_NO : CLI_YES;
    }
    foi_calendar_unref(cal);
    foi_law_unref(law);
    return code;
}

/* ---- batch ---- */

typedef struct sum_job {
    batch_job base; /* first: the job is passed by its base */
    const foi_calendar *cal;
    sum which;
    foi_day day[BATCH_BLOCK];
    int32_t second[BATCH_BLOCK], result[BATCH_BLOCK];
    uint8_t works[BATCH_BLOCK];
} sum_job;

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Split "A B" at its blanks; false unless there are exactly two fields. */
static bool split(const char *line, size_t size, size_t *first, const char **second, size_t *second_size)
{
    size_t at = 0;

    while (at < size && !is_blank(line[at]))
        at++;
    *first = at;
    while (at < size && is_blank(line[at]))
        at++;
    *second = line + at;
    *second_size = size - at;
    return *first > 0 && at > *first && *second_size > 0;
}

static bool parse_line(batch_job *base, size_t slot, const char *line, size_t size)
{
    sum_job *job = (sum_job *)base;
    const char *second;
    size_t first, second_size;

    job->day[slot] = FOI_DAY_NONE;
    job->second[slot] = 0;
    if (job->which == SUM_IS)
        return cli_parse_day(&job->day[slot], line, size);
    if (!split(line, size, &first, &second, &second_size) || !cli_parse_day(&job->day[slot], line, first))
        return false;
    if (job->which == SUM_COUNT)
        return cli_parse_day(&job->second[slot], second, second_size);
    return parse_integer(&job->second[slot], second, second_size);
}

/* A bad line has no day, so the library leaves it out; its state stays what it is. */
static void solve_block(batch_job *base, size_t count)
{
    sum_job *job = (sum_job *)base;

    if (job->which == SUM_ADD)
        foi_calendar_add_many(job->cal, job->result, job->day, job->second, count, NULL, NULL);
    else if (job->which == SUM_COUNT)
        foi_calendar_count_many(job->cal, job->result, job->day, job->second, count, NULL, NULL);
    else
        foi_calendar_is_many(job->cal, job->works, job->day, count, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        bool gap = job->which == SUM_IS ? job->works[i] > 1 : job->result[i] == INT32_MIN;

        if (gap && base->state[i] == LINE_ANSWERED)
            base->state[i] = LINE_GAP;
    }
}

static size_t print_answer(batch_job *base, size_t slot, char *to)
{
    sum_job *job = (sum_job *)base;
    int size;

    if (job->which == SUM_ADD)
        return foi_date_format(job->result[slot], to, BATCH_ANSWER);
    if (job->which == SUM_COUNT)
        size = snprintf(to, BATCH_ANSWER, "%d", (int)job->result[slot]);
    else
        size = snprintf(to, BATCH_ANSWER, "%s", job->works[slot] != 0 ? "yes" : "no");
    return size > 0 ? (size_t)size : 0;
}

/* Is this no day? Then the library's sentence about it is in `err`. */
static bool bad_day(const char *text, size_t size, foi_error *err)
{
    char clean[64];
    foi_day day;

    cli_clean(clean, sizeof clean, text, size);
    return foi_date_parse(&day, clean, strlen(clean), err) != FOI_OK;
}

static enum cli_text tell_why(batch_job *base, size_t slot, const char *line, size_t size, foi_error *err)
{
    sum_job *job = (sum_job *)base;
    const char *second;
    size_t first, second_size;
    int32_t result;

    if (base->state[slot] == LINE_GAP) {
        compute(job->cal, job->which, job->day[slot], job->second[slot], &result, err);
        return T_COUNT;
    }
    if (job->which == SUM_IS)
        return bad_day(line, size, err) ? T_COUNT : T_NOT_UTF8;
    if (!split(line, size, &first, &second, &second_size))
        return job->which == SUM_ADD ? T_LINE_DAY_N : T_LINE_FROM_TO;
    if (bad_day(line, first, err) || (job->which == SUM_COUNT && bad_day(second, second_size, err)))
        return T_COUNT;
    return T_LINE_DAY_N;
}

static int answer_batch(cli *c, const cli_args *args, sum which)
{
    sum_job *job = cli_alloc(1, sizeof *job);
    foi_law *law = NULL;
    foi_calendar *cal = NULL;
    int code = cli_load_calendar(c, &law, &cal, args);

    if (code == CLI_YES) {
        job->base.parse = parse_line;
        job->base.solve = solve_block;
        job->base.print = print_answer;
        job->base.why = tell_why;
        job->cal = cal;
        job->which = which;
        code = cli_batch(c, &job->base);
    }
    foi_calendar_unref(cal);
    foi_law_unref(law);
    free(job);
    return code;
}

/* ---- the question ---- */

static int answer(cli *c, const cli_args *args)
{
    static const char *const usage[] = {"workdays add DAY N", "workdays count FROM TO", "workdays is DAY"};
    const char *name = args->words.count > 0 ? args->words.item[0] : NULL;
    sum which = SUM_ADD;
    size_t words;
    int code;

    if (name == NULL)
        return cli_words(c, args, 1, 3, "workdays add|count|is");
    while (which < SUM_NONE && strcmp(name, sum_names[which]) != 0)
        which = (sum)(which + 1);
    if (which == SUM_NONE)
        return cli_unknown(c, T_UNKNOWN_PART, name, cli_nearest(name, sum_names, SUM_NONE));
    words = which == SUM_IS ? 2 : 3;
    if (cli_given(args, OPT_BATCH)) {
        if (args->words.count > 1)
            return cli_fail(c, CLI_BAD, T_WORD_WITH_BATCH, args->words.item[1]);
        code = cli_batch_usage(c, args, BIT(OPT_JSON));
        return code == CLI_YES ? answer_batch(c, args, which) : code;
    }
    code = cli_words(c, args, words, words, usage[which]);
    return code == CLI_YES ? answer_one(c, args, which) : code;
}

int cli_workdays(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_KNOWN_ON) | BIT(OPT_CALENDAR) | BIT(OPT_JSON) | BIT(OPT_BATCH);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "workdays") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
