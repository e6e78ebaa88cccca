/*
 * foi rules check: are these packs sound, and do their examples come out? The files are loaded together
 * with the built-in law; only what stands in the files given counts. A file that cannot be read is told
 * on stderr (exit 2); faults found in files that can be read are the answer, on stdout (exit 1).
 */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct check {
    cli *c;
    bool json;
    foi_source *source;
    size_t count;
    size_t faults, proved;
} check;

/* The file given that a fault stands in. The library cuts long names, so this compares as much as it keeps. */
static const char *owner(const check *k, const foi_error *err)
{
    for (size_t i = 0; i < k->count; i++) {
        if (strncmp(err->file, k->source[i].name, sizeof err->file - 1) == 0)
            return k->source[i].name;
    }
    return NULL;
}

/* The sentence alone: its place has keys of its own. */
static void fill_sentence(char *to, size_t size, const foi_error *err, int lang)
{
    foi_error bare = *err;

    bare.file[0] = '\0';
    bare.line = bare.column = 0;
    foi_error_text(&bare, lang, to, size);
}

/* "file:line:column: sentence", with the whole name of the file. */
static void put_fault_words(check *k, const foi_error *err)
{
    cli_out *out = &k->c->out;
    const char *name = owner(k, err);
    char text[1024];

    cli_put(out, name != NULL ? name : err->file);
    if (err->line > 0)
        cli_putf(out, ":%d", (int)err->line);
    if (err->column > 0)
        cli_putf(out, ":%d", (int)err->column);
    fill_sentence(text, sizeof text, err, k->c->lang);
    cli_putf(out, ": %s\n", text);
}

static void put_fault(check *k, const foi_error *err)
{
    cli_out *out = &k->c->out;
    const char *name = owner(k, err);
    char text[1024];

    if (k->faults++ > 0 && k->json)
        cli_put(out, ", ");
    if (!k->json) {
        put_fault_words(k, err);
        return;
    }
    cli_put(out, "{\"code\": ");
    cli_put_json(out, foi_status_name(err->code));
    cli_put(out, ", \"file\": ");
    cli_put_json(out, name != NULL ? name : err->file);
    cli_putf(out, ", \"line\": %d, \"column\": %d, \"text\": {\"id\": ", (int)err->line, (int)err->column);
    fill_sentence(text, sizeof text, err, FOI_LANG_ID);
    cli_put_json(out, text);
    cli_put(out, ", \"en\": ");
    fill_sentence(text, sizeof text, err, FOI_LANG_EN);
    cli_put_json(out, text);
    cli_put(out, "}}");
}

static void judge(check *k, const foi_law *law)
{
    foi_error err = {.size = sizeof err};
    int found;

    for (size_t i = 0; foi_law_lint(law, i, &err) == 1; i++) {
        if (owner(k, &err) != NULL)
            put_fault(k, &err);
        err = (foi_error){.size = sizeof err};
    }
    for (size_t i = 0; (found = foi_law_prove(law, i, &err)) != 0; i++) {
        if (owner(k, &err) != NULL) {
            if (found == 1)
                k->proved++;
            else
                put_fault(k, &err);
        }
        err = (foi_error){.size = sizeof err};
    }
}

/* Take the file that `err` speaks of out of the list. */
static bool drop_file(check *k, const foi_error *err)
{
    for (size_t i = 0; i < k->count; i++) {
        if (strncmp(err->file, k->source[i].name, sizeof err->file - 1) == 0) {
            k->source[i] = k->source[--k->count];
            return true;
        }
    }
    return false;
}

/* Load the files. One that cannot be read is told and left out, so that the faults of the others show too. */
static int load(check *k, foi_law **law)
{
    foi_law_opts opts = {.size = sizeof opts, .packs = k->source};
    foi_error err = {.size = sizeof err};
    int status, code = CLI_YES;

    for (;;) {
        opts.pack_count = k->count;
        status = foi_law_new(law, &opts, &err);
        if (status == FOI_OK)
            return code;
        if (status == FOI_ERR_LINT || status == FOI_ERR_CONFLICT) {
            if (code == CLI_YES)
                put_fault(k, &err);
            return code == CLI_YES ? CLI_NO : code;
        }
        code = cli_fail_with(k->c, &err);
        if (!drop_file(k, &err) || k->count == 0)
            return code;
    }
}

static void put_result(check *k)
{
    char number[32], line[128];
    const char *arg[3] = {number, NULL, NULL};

    (void)snprintf(number, sizeof number, "%zu", k->faults > 0 ? k->faults : k->proved);
    cli_text_fill(line, sizeof line, k->faults > 0 ? T_RULES_FAULTS : T_RULES_GOOD, k->c->lang, arg);
    cli_putf(&k->c->out, "%s\n", line);
}

static int run(check *k)
{
    foi_law *law = NULL;
    int code;

    if (k->json)
        cli_put(&k->c->out, "{\"foi_check\": 1, \"faults\": [");
    code = load(k, &law);
    if (law != NULL)
        judge(k, law);
    if (k->json)
        cli_putf(&k->c->out, "], \"proved\": %zu}\n", k->proved);
    else if (code == CLI_YES || k->faults > 0)
        put_result(k);
    foi_law_unref(law);
    return code == CLI_YES && k->faults > 0 ? CLI_NO : code;
}

/* Read every file; each that cannot be read is told. */
static int read_files(check *k, cli_file *files, const char *const *path, size_t count)
{
    size_t from_stdin = 0;
    int code = CLI_YES;

    for (size_t i = 0; i < count; i++)
        from_stdin += strcmp(path[i], "-") == 0;
    if (from_stdin > 1)
        return cli_fail(k->c, CLI_BAD, T_STDIN_TWICE);
    for (size_t i = 0; i < count; i++) {
        if (cli_read_file(k->c, &files[i], path[i], CLI_PACK_MAX) != CLI_YES)
            code = CLI_BAD;
        else
            k->source[k->count++] =
                (foi_source){files[i].name, files[i].text != NULL ? files[i].text : "", files[i].size};
    }
    return code;
}

int cli_rules_check(cli *c, const cli_args *args)
{
    size_t count = args->words.count - 1;
    cli_file *files = cli_alloc(count, sizeof *files);
    check k = {.c = c, .json = cli_given(args, OPT_JSON), .source = cli_alloc(count, sizeof(foi_source))};
    int code = cli_words(c, args, 2, SIZE_MAX, "rules check FILE...");

    if (code == CLI_YES)
        code = read_files(&k, files, args->words.item + 1, count);
    if (code == CLI_YES)
        code = run(&k);
    cli_free_files(files, count);
    free(k.source);
    return code;
}
