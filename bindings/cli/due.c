/* foi due: when is a clock due, and how sure is that? */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARGIN = 17 };

/* ---- the answer for people ---- */

/* "  Jatuh tempo   ": a label padded to the margin. */
static void put_label(cli *c, enum cli_text text)
{
    const char *label = cli_text(text, c->lang);

    cli_putf(&c->out, "%s%*s", label, MARGIN - (int)cli_width(label), "");
}

static void put_day(cli *c, enum cli_text label, foi_day day, bool strong)
{
    put_label(c, label);
    cli_put(&c->out, strong && c->colour ? "\033[1m" : "");
    cli_put_day_words(&c->out, day, c->lang);
    cli_put(&c->out, strong && c->colour ? "\033[0m" : "");
}

/* The options that lead to a date, " (first_day=same_day)". */
static void put_options(cli *c, const foi_deadline *d, foi_day due)
{
    size_t count = foi_deadline_readings(d, NULL, 0);
    foi_reading *reading = cli_alloc(count, sizeof *reading);

    foi_deadline_readings(d, reading, count);
    for (size_t i = 0; i < count; i++) {
        char label[256];

        if (reading[i].due == due && foi_deadline_reading_label(d, i, label, sizeof label) > 0) {
            cli_putf(&c->out, "  (%s)", label);
            break;
        }
    }
    free(reading);
}

/* The dates: when it is due, when it is safe, from when it is late under every reading. */
static void put_bounds(cli *c, const foi_deadline *d, const foi_deadline_info *info)
{
    if (info->certainty == FOI_CERTAINTY_PROVISIONAL) {
        put_day(c, T_NOT_EARLIER, info->earliest, true);
        cli_put(&c->out, "\n");
        put_day(c, T_NOT_LATER, info->latest, true);
        cli_put(&c->out, "\n");
    } else {
        put_day(c, T_DUE, info->due, true);
        cli_put(&c->out, "\n");
        if (info->earliest != info->due) {
            put_day(c, T_SAFE, info->earliest, false);
            put_options(c, d, info->earliest);
            cli_put(&c->out, "\n");
        }
    }
    if (info->latest < FOI_DAY_MAX) {
        put_label(c, T_LATE);
        cli_put(&c->out, cli_text(T_LATE_FROM, c->lang));
        cli_put_day_words(&c->out, info->latest + 1, c->lang);
        if (info->certainty != FOI_CERTAINTY_PROVISIONAL && info->latest != info->due)
            put_options(c, d, info->latest);
        cli_put(&c->out, "\n");
    }
}

/* "10 working days"; English loses its plural s at one. */
static void fill_length(const cli *c, char *to, size_t size, const foi_deadline_info *info)
{
    static const struct { int unit; enum cli_text text; } units[] = {
        {FOI_UNIT_WORKING_DAY, T_UNIT_WORKING_DAY}, {FOI_UNIT_CALENDAR_DAY, T_UNIT_CALENDAR_DAY},
        {FOI_UNIT_MONTH, T_UNIT_MONTH},             {FOI_UNIT_YEAR, T_UNIT_YEAR},
        {FOI_UNIT_HOUR, T_UNIT_HOUR},
    };
    bool one = c->lang == FOI_LANG_EN && info->length == 1;
    const char *name = "";

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (units[i].unit == info->unit)
            name = cli_text(units[i].text, c->lang);
    }
    (void)snprintf(to, size, "%d %.*s", (int)info->length, (int)strlen(name) - one, name);
}

static const char *clock_name(const cli *c, const foi_law *law, const char *id)
{
    foi_clock_info clock = {.size = sizeof clock};

    for (size_t i = 0; foi_law_clock(law, i, &clock) == FOI_OK; i++) {
        if (strcmp(clock.id, id) == 0)
            return c->lang == FOI_LANG_EN ? clock.name_en : clock.name_id;
    }
    return id;
}

/* What is counted, from which day, for whom. */
static void put_term(cli *c, const foi_deadline *d, const foi_deadline_info *info)
{
    char length[64], from[128], line[256];
    const char *arg[3] = {length, from, NULL};

    fill_length(c, length, sizeof length, info);
    foi_day_text(info->from, c->lang, from, sizeof from);
    cli_text_fill(line, sizeof line, info->backward != 0 ? T_TERM_BACKWARD : T_TERM_FORWARD, c->lang, arg);
    put_label(c, T_TERM);
    cli_putf(&c->out, "%s; %s (%s, %s)\n", line, clock_name(c, foi_deadline_law(d), info->clock), info->clock,
             info->actor);
}

static void put_sources(cli *c, const foi_deadline *d, const foi_deadline_info *info)
{
    size_t count = foi_deadline_cites(d, NULL, 0);
    foi_cite *cite = cli_alloc(count, sizeof *cite);

    foi_deadline_cites(d, cite, count);
    put_label(c, T_REGIME);
    cli_putf(&c->out, "%s, %s\n", info->regime, info->rule);
    put_label(c, T_SOURCES);
    for (size_t i = 0; i < count; i++)
        cli_putf(&c->out, "%s%s %s (%s)", i > 0 ? ", " : "", cite[i].key, cite[i].article,
                 foi_grade_name(cite[i].grade));
    cli_put(&c->out, "\n");
    free(cite);
}

/* Why the answer may not be the last word. */
static void put_notes(cli *c, const foi_deadline_info *info)
{
    if (info->certainty == FOI_CERTAINTY_PROVISIONAL) {
        put_label(c, T_PROVISIONAL);
        cli_putf(&c->out, "%s\n", cli_text(T_PROVISIONAL_WHY, c->lang));
    }
    if (info->certainty == FOI_CERTAINTY_AMENDED) {
        put_label(c, T_NOTE);
        cli_putf(&c->out, "%s\n", cli_text(T_AMENDED_WHY, c->lang));
    }
    if (info->stale != 0) {
        put_label(c, T_NOTE);
        cli_putf(&c->out, "%s\n", cli_text(T_STALE_WHY, c->lang));
    }
}

static void put_short(cli *c, const foi_deadline *d)
{
    foi_deadline_info info = {.size = sizeof info};

    foi_deadline_get(d, &info);
    put_bounds(c, d, &info);
    cli_put(&c->out, "\n");
    put_term(c, d, &info);
    put_sources(c, d, &info);
    put_notes(c, &info);
    cli_putf(&c->out, "\n%s\n", cli_text(T_MORE, c->lang));
}

static void put_json(cli *c, const foi_deadline *d, int flags)
{
    size_t size = foi_deadline_json(d, flags, NULL, 0) + 1;
    char *text = cli_alloc(size, 1);

    foi_deadline_json(d, flags, text, size);
    cli_put(&c->out, text);
    cli_put(&c->out, "\n");
    free(text);
}

static void put_explanation(cli *c, const foi_deadline *d)
{
    size_t size = foi_deadline_text(d, c->lang, NULL, 0) + 1;
    char *text = cli_alloc(size, 1);

    foi_deadline_text(d, c->lang, text, size);
    cli_put(&c->out, text);
    free(text);
}

static int answer_one(cli *c, const foi_law *law, const char *clock, foi_day from, const foi_deadline_opts *opts,
                      const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    foi_deadline *d = NULL;

    if (foi_law_due(law, &d, clock, from, opts, &err) != FOI_OK)
        return cli_fail_with(c, &err);
    if (cli_given(args, OPT_JSON))
        put_json(c, d, cli_given(args, OPT_EXPLAIN) ? FOI_JSON_EXPLANATION : 0);
    else if (cli_given(args, OPT_EXPLAIN))
        put_explanation(c, d);
    else
        put_short(c, d);
    foi_deadline_unref(d);
    return CLI_YES;
}

/* ---- batch ---- */

typedef struct due_job {
    batch_job base; /* first: the job is passed by its base */
    const foi_law *law;
    const char *clock;
    foi_deadline_opts opts;
    foi_day from[BATCH_BLOCK], due[BATCH_BLOCK];
    uint8_t status[BATCH_BLOCK];
} due_job;

static bool parse_line(batch_job *base, size_t slot, const char *line, size_t size)
{
    due_job *job = (due_job *)base;

    job->from[slot] = FOI_DAY_NONE;
    return cli_parse_day(&job->from[slot], line, size);
}

/* A bad line has no day, so the library leaves it out; its state stays what it is. */
static void solve_block(batch_job *base, size_t count)
{
    due_job *job = (due_job *)base;

    if (foi_law_due_many(job->law, job->due, job->status, job->from, count, job->clock, &job->opts, NULL, NULL) !=
        FOI_OK)
        memset(job->status, FOI_ITEM_LAW_GAP, count);
    for (size_t i = 0; i < count; i++) {
        if (job->status[i] != FOI_ITEM_OK && base->state[i] == LINE_ANSWERED)
            base->state[i] = LINE_GAP;
    }
}

static size_t print_answer(batch_job *base, size_t slot, char *to)
{
    return foi_date_format(((due_job *)base)->due[slot], to, BATCH_ANSWER);
}

static enum cli_text tell_why(batch_job *base, size_t slot, const char *line, size_t size, foi_error *err)
{
    due_job *job = (due_job *)base;
    foi_deadline *d = NULL;
    foi_day day;
    char clean[64];

    if (base->state[slot] == LINE_BAD) {
        cli_clean(clean, sizeof clean, line, size);
        foi_date_parse(&day, clean, strlen(clean), err);
    } else if (foi_law_due(job->law, &d, job->clock, job->from[slot], &job->opts, err) == FOI_OK) {
        foi_deadline_unref(d);
    }
    return T_COUNT;
}

static int answer_batch(cli *c, const foi_law *law, const char *clock, const foi_deadline_opts *opts)
{
    due_job *job = cli_alloc(1, sizeof *job);
    foi_error err = {.size = sizeof err};
    int code;

    job->base.parse = parse_line;
    job->base.solve = solve_block;
    job->base.print = print_answer;
    job->base.why = tell_why;
    job->law = law;
    job->clock = clock;
    job->opts = *opts;
    job->opts.flags = 0;
    /* no item: only the question itself is judged, before any line is read */
    if (foi_law_due_many(law, job->due, job->status, job->from, 0, clock, &job->opts, NULL, &err) != FOI_OK)
        code = cli_fail_with(c, &err);
    else
        code = cli_batch(c, &job->base);
    free(job);
    return code;
}

/* ---- the question ---- */

/* Every fault of input that can be seen without the law. */
static int check_usage(cli *c, const cli_args *args, foi_day *from)
{
    bool batch = cli_given(args, OPT_BATCH);
    int code = cli_words(c, args, 1, 1, batch ? "due CLOCK --batch" : "due CLOCK --from DAY");

    if (code == CLI_YES && batch)
        code = cli_batch_usage(c, args, BIT(OPT_FROM) | BIT(OPT_JSON) | BIT(OPT_EXPLAIN));
    if (code == CLI_YES && !batch && args->value[OPT_FROM] == NULL)
        code = cli_fail(c, CLI_BAD, T_FROM_MISSING);
    if (code == CLI_YES)
        code = cli_day_option(c, args, OPT_FROM, from);
    if (code == CLI_YES && !cli_utf8(args->words.item[0]))
        code = cli_fail(c, CLI_BAD, T_NOT_UTF8, args->words.item[0]);
    return code;
}

static int answer(cli *c, const cli_args *args)
{
    foi_deadline_opts opts = {
        .size = sizeof opts,
        .flags = cli_given(args, OPT_PROVISIONAL) ? FOI_DEADLINE_PROVISIONAL : 0,
        .regime = args->value[OPT_REGIME],
        .readings = args->readings.item,
        .reading_count = args->readings.count,
    };
    foi_law *law = NULL;
    foi_day from;
    int code = check_usage(c, args, &from);

    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES && cli_given(args, OPT_BATCH))
        code = answer_batch(c, law, args->words.item[0], &opts);
    else if (code == CLI_YES)
        code = answer_one(c, law, args->words.item[0], from, &opts, args);
    foi_law_unref(law);
    return code;
}

int cli_due(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_FROM) | BIT(OPT_REGIME) | BIT(OPT_READING) | BIT(OPT_KNOWN_ON) |
                             BIT(OPT_CALENDAR) | BIT(OPT_PROVISIONAL) | BIT(OPT_EXPLAIN) | BIT(OPT_JSON) |
                             BIT(OPT_BATCH);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "due") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
