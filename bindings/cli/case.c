/* foi case: where a case stands, what runs until when, what was wrong, what comes next. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* ---- shared with the other commands that judge cases ---- */

/* The options of the command line, tried on an empty case: a fault of theirs is told before any file is read. */
int cli_case_opts(cli *c, const cli_args *args, const foi_law *law, foi_case_opts *opts)
{
    foi_error err = {.size = sizeof err};
    foi_case *empty = NULL;

    *opts = (foi_case_opts){
        .size = sizeof *opts, .readings = args->readings.item, .reading_count = args->readings.count};
    if (foi_case_new(&empty, law, opts, &err) != FOI_OK && cli_exit_of(err.code) == CLI_BAD)
        return cli_fail_with(c, &err);
    foi_case_free(empty);
    return CLI_YES;
}

/* Read a file that holds one case. The file stays with the caller. */
int cli_case_read(cli *c, foi_case **out, const foi_law *law, const foi_case_opts *opts, const char *path,
                  cli_file *file)
{
    foi_error err = {.size = sizeof err};
    int code = cli_read_file(c, file, path, FOI_CASE_BYTES);

    if (code == CLI_YES &&
        foi_case_parse(out, law, file->text == NULL ? "" : file->text, file->size, opts, &err) != FOI_OK)
        code = cli_fail_in(c, &err, file->name);
    return code;
}

static void read_events(cli_judged *j)
{
    j->events = foi_case_count(j->of);
    j->event = cli_alloc(j->events, sizeof *j->event);
    for (size_t i = 0; i < j->events; i++) {
        j->event[i].size = sizeof j->event[i];
        foi_case_event(j->of, i, &j->event[i]);
    }
}

/* Judge a case in every reading. On a fault it has been told as one of `name`. */
int cli_judge(cli *c, cli_judged *j, foi_case *of, foi_day as_of, const char *name)
{
    foi_error err = {.size = sizeof err};

    *j = (cli_judged){.of = of, .info = {.size = sizeof j->info}};
    if (foi_case_judge(of, as_of, &j->info, NULL, 0, NULL, 0, &err) != FOI_OK)
        return cli_fail_in(c, &err, name);
    j->clocks = j->info.clock_count;
    j->findings = j->info.finding_count;
    j->clock = cli_alloc(j->clocks, sizeof *j->clock);
    j->finding = cli_alloc(j->findings, sizeof *j->finding);
    if (foi_case_judge(of, as_of, &j->info, j->clock, j->clocks, j->finding, j->findings, &err) != FOI_OK ||
        foi_law_calendar(foi_case_law(of), &j->cal, j->info.regime, &err) != FOI_OK)
        return cli_fail_in(c, &err, name);
    read_events(j);
    return CLI_YES;
}

void cli_judged_free(cli_judged *j)
{
    foi_calendar_unref(j->cal);
    free(j->clock);
    free(j->finding);
    free(j->event);
}

/* ---- the answer ---- */

static int ask(foi_case *of, foi_day as_of, int lang, char *buf, size_t size, size_t *needed, foi_error *err)
{
    if (lang == 0)
        return foi_case_report_json(of, as_of, buf, size, needed, err);
    return foi_case_report_text(of, as_of, lang, buf, size, needed, err);
}

/* The report in a language, or as JSON when it is 0. */
static int put_report(cli *c, foi_case *of, foi_day as_of, int lang, const char *name)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0;
    char *text;

    if (ask(of, as_of, lang, NULL, 0, &needed, &err) != FOI_OK)
        return cli_fail_in(c, &err, name);
    text = cli_alloc(needed + 1, 1);
    ask(of, as_of, lang, text, needed + 1, &needed, NULL);
    cli_put_bytes(&c->out, text, needed);
    if (needed > 0 && text[needed - 1] != '\n')
        cli_put(&c->out, "\n");
    free(text);
    return CLI_YES;
}

static int put_answer(cli *c, const cli_args *args, foi_case *of, foi_day as_of, const cli_file *file)
{
    cli_judged j;
    int code;

    if (!cli_given(args, OPT_TIMELINE) && !cli_given(args, OPT_ICS))
        return put_report(c, of, as_of, cli_given(args, OPT_JSON) ? 0 : c->lang, file->name);
    code = cli_judge(c, &j, of, as_of, file->name);
    if (code == CLI_YES)
        code = cli_given(args, OPT_ICS) ? cli_case_ics(c, &j, file)
                                        : cli_timeline(c, &j, cli_given(args, OPT_SVG));
    cli_judged_free(&j);
    return code;
}

/* Every fault of input that can be seen without the law. */
static int check_usage(cli *c, const cli_args *args, foi_day *as_of)
{
    const uint64_t forms = BIT(OPT_TIMELINE) | BIT(OPT_ICS) | BIT(OPT_JSON);
    bool batch = cli_given(args, OPT_BATCH);
    int code = CLI_YES;

    if (batch && args->words.count > 0)
        code = cli_fail(c, CLI_BAD, T_FILE_WITH_BATCH, args->words.item[0]);
    if (code == CLI_YES && !batch)
        code = cli_words(c, args, 1, 1, "case FILE");
    if (code == CLI_YES && (args->seen & (BIT(OPT_KEYS) | BIT(OPT_BODY) | BIT(OPT_OPEN))) != 0)
        code = cli_needed(c, args, OPT_STORE);
    if (code == CLI_YES && batch)
        code = cli_batch_usage(c, args, BIT(OPT_TIMELINE) | BIT(OPT_SVG) | BIT(OPT_ICS));
    if (code == CLI_YES)
        code = cli_only_one(c, args, forms);
    if (code == CLI_YES && cli_given(args, OPT_SVG) && !cli_given(args, OPT_TIMELINE))
        code = cli_fail(c, CLI_BAD, T_SVG_ALONE);
    return code == CLI_YES ? cli_day_option(c, args, OPT_AS_OF, as_of) : code;
}

/* A case of a register; it has no file, its id stands for the name of one. */
static int answer_register(cli_register *r, const cli_args *args, foi_day as_of)
{
    foi_error err = {.size = sizeof err};
    foi_case *of = NULL;
    char item[40];
    cli_file file = {.name = item};
    int code = cli_register_case(r, args, args->words.item[0], item);

    if (code == CLI_YES && foi_store_case(r->store, &of, item, cli_given(args, OPT_OPEN) ? FOI_READ_SEALED : 0, NULL,
                                          &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    else if (code == CLI_YES)
        code = put_answer(r->c, args, of, as_of, &file);
    foi_case_free(of);
    return code;
}

static int from_register(cli *c, const cli_args *args, foi_day as_of)
{
    cli_register *r = cli_alloc(1, sizeof *r);
    int code = cli_only_one(c, args, BIT(OPT_STORE) | BIT(OPT_BATCH) | BIT(OPT_READING));

    r->c = c;
    r->path = args->value[OPT_STORE];
    if (code == CLI_YES && cli_given(args, OPT_OPEN))
        code = cli_needed(c, args, OPT_KEYS);
    if (code == CLI_YES)
        code = cli_register_open(r, args, FOI_STORE_READ_ONLY);
    if (code == CLI_YES)
        code = answer_register(r, args, as_of);
    cli_register_close(r);
    free(r);
    return code;
}

static int answer(cli *c, const cli_args *args)
{
    foi_law *law = NULL;
    foi_case *of = NULL;
    foi_case_opts opts;
    foi_day as_of = FOI_DAY_NONE;
    cli_file *file = cli_alloc(1, sizeof *file);
    int code = check_usage(c, args, &as_of);

    if (code == CLI_YES && cli_given(args, OPT_STORE)) {
        cli_free_files(file, 1);
        return from_register(c, args, as_of);
    }
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        code = cli_case_opts(c, args, law, &opts);
    if (code == CLI_YES && cli_given(args, OPT_BATCH)) {
        code = cli_case_batch(c, law, &opts, as_of);
    } else if (code == CLI_YES) {
        code = cli_case_read(c, &of, law, &opts, args->words.item[0], file);
        if (code == CLI_YES)
            code = put_answer(c, args, of, as_of, file);
    }
    foi_case_free(of);
    foi_law_unref(law);
    cli_free_files(file, 1);
    return code;
}

int cli_case(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_AS_OF) | BIT(OPT_READING) | BIT(OPT_KNOWN_ON) | BIT(OPT_TIMELINE) | BIT(OPT_SVG) |
                             BIT(OPT_ICS) | BIT(OPT_JSON) | BIT(OPT_BATCH) | BIT(OPT_STORE) | BIT(OPT_KEYS) |
                             BIT(OPT_BODY) | BIT(OPT_OPEN);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "case") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
