/* foi verify: does the evidence of a case hold, believing these keys and nothing of the file? */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct verifying {
    cli *c;
    cli_file *file;
    foi_key *log, **witness;
    size_t witnesses;
    char *report; /* JSON */
} verifying;

/* ---- the report for people ---- */

/* A string or number of the report, on one line. */
static void put_value(cli *c, json_span value)
{
    char clean[256];
    char *text = value.size > 0 && value.at[0] == '"' ? json_text(value) : cli_print("%.*s", (int)value.size, value.at);

    cli_clean(clean, sizeof clean, text, strlen(text));
    cli_put(&c->out, clean);
    free(text);
}

static void put_label(cli *c, enum cli_text label)
{
    const char *text = cli_text(label, c->lang);

    cli_putf(&c->out, "  %s%*s ", text, (int)(15 - cli_width(text)), "");
}

/* Seconds since 1970 as a moment in UTC; as a number if no calendar has the day. */
static void put_time(cli *c, json_span value)
{
    const int64_t seconds = strtoll(value.at, NULL, 10);
    char day[16];

    if (seconds / 86400 > FOI_DAY_MAX) {
        put_value(c, value);
        return;
    }
    foi_date_format((foi_day)(seconds / 86400), day, sizeof day);
    cli_putf(&c->out, "%sT%02d:%02d:%02dZ", day, (int)(seconds / 3600 % 24), (int)(seconds / 60 % 60),
             (int)(seconds % 60));
}

static void put_signers(cli *c, json_span report)
{
    const char *cursor = NULL;
    json_span key, value, list = json_member(report, "signed_by");
    bool any = false;

    put_label(c, T_PROVED_SIGNED);
    for (; json_next(list, &cursor, &key, &value); any = true)
        put_value(c, value);
    cli_put(&c->out, any ? "\n" : cli_text(T_PROVED_NOBODY, c->lang));
    cli_put(&c->out, any ? "" : "\n");
    list = json_member(report, "cosigned");
    for (cursor = NULL; json_next(list, &cursor, &key, &value);) {
        put_label(c, T_PROVED_COSIGNED);
        put_value(c, json_member(value, "name"));
        cli_put(&c->out, ", ");
        put_time(c, json_member(value, "time"));
        cli_put(&c->out, "\n");
    }
}

static void put_head(cli *c, json_span report)
{
    json_span origin = json_member(report, "origin"), leaves = json_member(report, "leaves");
    char *name = json_text(origin), *count = cli_print("%.*s", (int)leaves.size, leaves.at);
    const char *const args[3] = {name, count, NULL};
    char line[512];

    put_label(c, T_PROVED_CASE);
    put_value(c, json_member(report, "case"));
    cli_put(&c->out, "\n");
    put_label(c, T_PROVED_LOG);
    cli_text_fill(line, sizeof line, T_PROVED_LEAVES, c->lang, args);
    cli_put(&c->out, line);
    cli_put(&c->out, "\n");
    put_signers(c, report);
    free(name);
    free(count);
}

/* "key: value" of each member, or of each item of a list "item: word". */
static void put_members(cli *c, json_span members, const char *word)
{
    const char *cursor = NULL;
    json_span key, value;

    while (json_next(members, &cursor, &key, &value)) {
        char clean[256];

        cli_put(&c->out, "       ");
        if (word != NULL) {
            put_value(c, value);
            cli_putf(&c->out, ": %s\n", word);
            continue;
        }
        cli_clean(clean, sizeof clean, key.at, key.size);
        cli_putf(&c->out, "%s: ", clean);
        put_value(c, value);
        cli_put(&c->out, "\n");
    }
}

static void put_line(cli *c, enum cli_text text, json_span value)
{
    char *filling = value.at[0] == '"' ? json_text(value) : cli_print("%.*s", (int)value.size, value.at), line[512];
    const char *const args[3] = {filling, NULL, NULL};

    cli_text_fill(line, sizeof line, text, c->lang, args);
    cli_put(&c->out, line);
    cli_put(&c->out, "\n");
    free(filling);
}

static void put_event(cli *c, json_span event)
{
    json_span version = json_member(event, "version");

    cli_put(&c->out, "\n");
    if (version.at == NULL) {
        cli_put(&c->out, "     ");
        put_line(c, T_PROVED_BYTES, json_member(event, "index"));
        return;
    }
    cli_putf(&c->out, "%3.*s  ", (int)version.size, version.at);
    put_value(c, json_member(event, "kind"));
    cli_put(&c->out, ", ");
    put_value(c, json_member(event, "date"));
    cli_put(&c->out, ", ");
    put_line(c, T_PROVED_RECORDED, json_member(event, "recorded"));
    put_members(c, json_member(event, "fields"), NULL);
    put_members(c, json_member(event, "opened"), NULL);
    put_members(c, json_member(event, "sealed"), cli_text(T_PROVED_SEALED, c->lang));
}

static void put_faults(cli *c, json_span faults)
{
    const char *cursor = NULL;
    json_span key, fault;

    while (json_next(faults, &cursor, &key, &fault)) {
        cli_put(&c->out, "  - ");
        put_value(c, json_member(json_member(fault, "text"), c->lang == FOI_LANG_EN ? "en" : "id"));
        cli_put(&c->out, "\n");
    }
}

static void put_report(const verifying *v, bool holds)
{
    const json_span report = {v->report, strlen(v->report)};
    cli *c = v->c;
    const char *cursor = NULL;
    json_span key, event;

    cli_put(&c->out, cli_text(holds ? T_HOLDS : T_HOLDS_NOT, c->lang));
    cli_put(&c->out, "\n");
    put_faults(c, json_member(report, "faults"));
    put_head(c, report);
    while (json_next(json_member(report, "events"), &cursor, &key, &event))
        put_event(c, event);
}

/* ---- the command ---- */

static int read_need(cli *c, const cli_args *args, uint32_t *need)
{
    const char *text = args->value[OPT_NEED];
    uint64_t number = 0;

    *need = (uint32_t)args->witnesses.count;
    if (text == NULL)
        return CLI_YES;
    for (const char *p = text; *p >= '0' && *p <= '9' && number <= args->witnesses.count; p++)
        number = number * 10 + (uint64_t)(*p - '0');
    if (text[strspn(text, "0123456789")] != '\0' || number > args->witnesses.count)
        return cli_fail(c, CLI_BAD, T_NEED_NUMBER, text);
    *need = (uint32_t)number;
    return CLI_YES;
}

static int read_keys(verifying *v, const cli_args *args)
{
    int code = cli_key_word(v->c, &v->log, "--key", args->value[OPT_KEY]);

    v->witness = cli_alloc(args->witnesses.count, sizeof(foi_key *));
    for (size_t i = 0; i < args->witnesses.count && code == CLI_YES; i++, v->witnesses++)
        code = cli_key_word(v->c, &v->witness[i], "--witness", args->witnesses.item[i]);
    return code;
}

/* CLI_YES if it holds, CLI_NO if not; else there is no report. */
static int check(verifying *v, const foi_trust *trust)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0;
    int code = foi_evidence_check(v->file->text, v->file->size, trust, NULL, 0, &needed, &err);

    if (code == FOI_OK || code == FOI_ERR_PROOF) {
        v->report = cli_alloc(needed + 1, 1);
        code = foi_evidence_check(v->file->text, v->file->size, trust, v->report, needed + 1, &needed, &err);
    }
    if (code == FOI_OK)
        return CLI_YES;
    if (code == FOI_ERR_PROOF)
        return CLI_NO;
    return code == FOI_ERR_ARGUMENT ? cli_fail_with(v->c, &err) : cli_fail_in(v->c, &err, v->file->name);
}

static int verify(verifying *v, const cli_args *args)
{
    foi_trust trust = {.size = sizeof trust, .origin = args->value[OPT_ORIGIN], .log = v->log,
                       .witnesses = (const foi_key *const *)v->witness, .witness_count = v->witnesses};
    int code = read_need(v->c, args, &trust.witnesses_needed);

    if (code == CLI_YES)
        code = cli_read_file(v->c, v->file, args->words.item[0], FOI_EVIDENCE_BYTES);
    if (code == CLI_YES)
        code = check(v, &trust);
    if (v->report == NULL)
        return code;
    if (cli_given(args, OPT_JSON)) {
        cli_put(&v->c->out, v->report);
        cli_put(&v->c->out, "\n");
    } else {
        put_report(v, code == CLI_YES);
    }
    return code;
}

static int answer(cli *c, const cli_args *args)
{
    verifying v = {.c = c, .file = cli_alloc(1, sizeof *v.file)};
    const uint64_t of_register = BIT(OPT_BODY) | BIT(OPT_NOTE) | BIT(OPT_KEYS);
    int code = cli_words(c, args, 1, 1, "verify FILE --key KEY [--witness KEY]...");

    if (code == CLI_YES && (args->seen & of_register) != 0)
        code = cli_needed(c, args, OPT_STORE);
    if (code == CLI_YES)
        code = cli_needed(c, args, OPT_KEY);
    if (code == CLI_YES)
        code = read_keys(&v, args);
    if (code == CLI_YES)
        code = verify(&v, args);
    foi_key_free(v.log);
    for (size_t i = 0; i < v.witnesses; i++)
        foi_key_free(v.witness[i]);
    free(v.witness);
    free(v.report);
    cli_free_files(v.file, 1);
    return code;
}

int cli_verify(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_KEY) | BIT(OPT_WITNESS) | BIT(OPT_NEED) | BIT(OPT_ORIGIN) | BIT(OPT_JSON) |
                             BIT(OPT_STORE) | BIT(OPT_BODY) | BIT(OPT_NOTE) | BIT(OPT_KEYS);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES && cli_given(&args, OPT_HELP))
        code = cli_help(c, "verify");
    else if (code == CLI_YES && cli_given(&args, OPT_STORE))
        code = cli_verify_register(c, &args);
    else if (code == CLI_YES)
        code = answer(c, &args);
    cli_args_free(&args);
    return code;
}
