/* foi check: what would an event do? It is judged, not recorded. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* A JSON string member as text; "" where there is none. */
static void put_member(cli *c, json_span object, const char *key)
{
    json_span value = json_member(object, key);
    char *text;

    if (value.at == NULL || value.at[0] != '"')
        return;
    text = json_text(value);
    cli_put(&c->out, text);
    free(text);
}

static enum cli_text severity_text(json_span finding)
{
    static const enum cli_text words[] = {T_VIOLATION, T_DEFECT, T_WARNING, T_REMARK};
    char *name = json_text(json_member(finding, "severity"));
    enum cli_text found = T_REMARK;

    for (int i = FOI_SEVERITY_VIOLATION; i <= FOI_SEVERITY_NOTE; i++) {
        if (strcmp(foi_severity_name(i), name) == 0)
            found = words[i - FOI_SEVERITY_VIOLATION];
    }
    free(name);
    return found;
}

/* " (only under other readings)" */
static void put_under(cli *c, json_span finding)
{
    char *under = json_text(json_member(finding, "under"));

    if (strcmp(under, foi_under_name(FOI_UNDER_ALL)) != 0)
        cli_putf(&c->out, "; %s",
                 cli_text(strcmp(under, foi_under_name(FOI_UNDER_OTHER)) == 0 ? T_UNDER_OTHER : T_UNDER_DEFAULT,
                          c->lang));
    free(under);
}

static void put_cites(cli *c, json_span cites)
{
    const char *cursor = NULL;
    json_span key, cite;

    for (bool first = true; json_next(cites, &cursor, &key, &cite); first = false) {
        cli_put(&c->out, first ? "    " : ", ");
        put_member(c, cite, "key");
        cli_put(&c->out, " ");
        put_member(c, cite, "article");
        cli_put(&c->out, " (");
        put_member(c, cite, "grade");
        cli_put(&c->out, ")");
    }
    cli_put(&c->out, cursor != NULL ? "\n" : "");
}

static void put_finding(cli *c, json_span finding)
{
    cli_putf(&c->out, "\n  %s ", cli_text(severity_text(finding), c->lang));
    put_member(c, finding, "code");
    put_under(c, finding);
    cli_put(&c->out, "\n    ");
    put_member(c, json_member(finding, "text"), c->lang == FOI_LANG_EN ? "en" : "id");
    cli_put(&c->out, "\n");
    put_cites(c, json_member(finding, "cite"));
}

/* "request extended, objection none" */
static void put_state(cli *c, json_span state)
{
    const char *cursor = NULL;
    json_span key, value;

    cli_putf(&c->out, "\n%s", cli_text(T_STATE_AFTER, c->lang));
    for (bool first = true; json_next(state, &cursor, &key, &value); first = false) {
        cli_put(&c->out, first ? " " : ", ");
        cli_put_bytes(&c->out, key.at, key.size);
        cli_put(&c->out, " ");
        cli_put_bytes(&c->out, value.at + 1, value.size - 2);
    }
    cli_put(&c->out, "\n");
}

static void put_words(cli *c, json_span answer, bool lawful)
{
    json_span key, finding;
    const char *cursor = NULL;

    cli_putf(&c->out, "%s: ", cli_text(lawful ? T_LAWFUL : T_UNLAWFUL, c->lang));
    put_member(c, answer, "event");
    cli_put(&c->out, ", ");
    put_member(c, answer, "date");
    cli_put(&c->out, "\n");
    while (json_next(json_member(answer, "findings"), &cursor, &key, &finding))
        put_finding(c, finding);
    put_state(c, json_member(answer, "state"));
}

static int judge(cli *c, foi_case *of, const char *event, bool json)
{
    foi_error err = {.size = sizeof err};
    int32_t lawful = 0;
    size_t needed = 0;
    char *text;

    if (foi_case_check_json(of, event, strlen(event), &lawful, NULL, 0, &needed, &err) != FOI_OK)
        return cli_fail_in(c, &err, "--event");
    text = cli_alloc(needed + 1, 1);
    foi_case_check_json(of, event, strlen(event), &lawful, text, needed + 1, &needed, NULL);
    if (json) {
        cli_put(&c->out, text);
        cli_put(&c->out, "\n");
    } else {
        put_words(c, (json_span){text, needed}, lawful == 1);
    }
    free(text);
    return lawful == 1 ? CLI_YES : CLI_NO;
}

static int answer(cli *c, const cli_args *args)
{
    foi_law *law = NULL;
    foi_case *of = NULL;
    foi_case_opts opts;
    const char *event = cli_given(args, OPT_EVENT) ? args->value[OPT_EVENT] : "";
    cli_file *file = cli_alloc(1, sizeof *file);
    int code = cli_words(c, args, 1, 1, "check FILE --event JSON");

    if (code == CLI_YES && !cli_given(args, OPT_EVENT))
        code = cli_fail(c, CLI_BAD, T_EVENT_MISSING);
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        code = cli_case_opts(c, args, law, &opts);
    if (code == CLI_YES)
        code = cli_case_read(c, &of, law, &opts, args->words.item[0], file);
    if (code == CLI_YES)
        code = judge(c, of, event, cli_given(args, OPT_JSON));
    foi_case_free(of);
    foi_law_unref(law);
    cli_free_files(file, 1);
    return code;
}

int cli_planned(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_EVENT) | BIT(OPT_READING) | BIT(OPT_KNOWN_ON) | BIT(OPT_JSON);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "check") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
