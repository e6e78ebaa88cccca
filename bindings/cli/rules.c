/* foi rules list and show: which law is loaded. What checks, compares and draws is in check.c, diff.c and graph.c. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static void put_texts_json(cli_out *out, const char *id, const char *en)
{
    cli_put(out, "{\"id\": ");
    cli_put_json(out, id);
    cli_put(out, ", \"en\": ");
    cli_put_json(out, en);
    cli_put(out, "}");
}

static void put_pack_json(cli_out *out, const foi_pack_info *pack)
{
    cli_put(out, "{\"id\": ");
    cli_put_json(out, pack->id);
    cli_put(out, ", \"key\": ");
    cli_put_json(out, pack->key);
    cli_put(out, ", \"title\": ");
    put_texts_json(out, pack->title_id, pack->title_en);
    cli_put(out, ", \"in_force\": {\"from\": ");
    cli_put_date(out, pack->in_force_from);
    cli_put(out, ", \"to\": ");
    cli_put_date(out, pack->in_force_to);
    cli_put(out, "}, \"grade\": ");
    cli_put_json(out, foi_grade_name(pack->grade));
    cli_put(out, ", \"checked_on\": ");
    cli_put_date(out, pack->checked_on);
    cli_put(out, "}");
}

static void list_json(cli *c, const foi_law *law)
{
    foi_pack_info pack = {.size = sizeof pack};
    foi_clock_info clock = {.size = sizeof clock};
    cli_out *out = &c->out;
    char hash[80];

    foi_law_hash(law, hash, sizeof hash);
    cli_putf(out, "{\"foi_rules\": 1, \"law\": \"%s\", \"packs\": [", hash);
    for (size_t i = 0; foi_law_pack(law, i, &pack) == FOI_OK; i++) {
        cli_put(out, i > 0 ? ", " : "");
        put_pack_json(out, &pack);
    }
    cli_put(out, "], \"regimes\": [");
    for (size_t i = 0; foi_law_regime(law, i) != NULL; i++) {
        cli_put(out, i > 0 ? ", " : "");
        cli_put_json(out, foi_law_regime(law, i));
    }
    cli_put(out, "], \"clocks\": [");
    for (size_t i = 0; foi_law_clock(law, i, &clock) == FOI_OK; i++) {
        cli_put(out, i > 0 ? ", {\"id\": " : "{\"id\": ");
        cli_put_json(out, clock.id);
        cli_put(out, ", \"name\": ");
        put_texts_json(out, clock.name_id, clock.name_en);
        cli_put(out, "}");
    }
    cli_put(out, "]}\n");
}

static void put_heading(cli *c, enum cli_text text)
{
    cli_putf(&c->out, "%s%s%s\n", c->colour ? "\033[1m" : "", cli_text(text, c->lang), c->colour ? "\033[0m" : "");
}

/* One line of the list. A pack may have no time of its own. */
static void put_pack(cli *c, const foi_pack_info *pack)
{
    char from[16], to[16];

    foi_date_format(pack->in_force_from, from, sizeof from);
    foi_date_format(pack->in_force_to, to, sizeof to);
    cli_putf(&c->out, "  %-24s  %-10s %s %-10s  ", pack->id, from, from[0] != '\0' ? "-" : " ", to);
    cli_put(&c->out, c->lang == FOI_LANG_EN ? pack->title_en : pack->title_id);
    cli_put(&c->out, "\n");
}

static void list_words(cli *c, const foi_law *law)
{
    foi_pack_info pack = {.size = sizeof pack};
    foi_clock_info clock = {.size = sizeof clock};

    put_heading(c, T_RULES_PACKS);
    for (size_t i = 0; foi_law_pack(law, i, &pack) == FOI_OK; i++)
        put_pack(c, &pack);
    cli_put(&c->out, "\n");
    put_heading(c, T_RULES_REGIMES);
    for (size_t i = 0; foi_law_regime(law, i) != NULL; i++)
        cli_putf(&c->out, "  %s\n", foi_law_regime(law, i));
    cli_put(&c->out, "\n");
    put_heading(c, T_RULES_CLOCKS);
    for (size_t i = 0; foi_law_clock(law, i, &clock) == FOI_OK; i++)
        cli_putf(&c->out, "  %-26s%s\n", clock.id, c->lang == FOI_LANG_EN ? clock.name_en : clock.name_id);
    cli_putf(&c->out, "\n%s\n", cli_text(T_RULES_MORE, c->lang));
}

static int list(cli *c, const cli_args *args)
{
    foi_law *law = NULL;
    int code = cli_words(c, args, 1, 1, "rules list");

    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        (cli_given(args, OPT_JSON) ? list_json : list_words)(c, law);
    foi_law_unref(law);
    return code;
}

/* The pack as JSON, NULL when it has been told why not; `*code` is the exit code. */
char *cli_pack_json(cli *c, const foi_law *law, const char *id, int *code)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0;
    char *text;

    if (foi_law_pack_json(law, id, NULL, 0, &needed, &err) != FOI_OK) {
        *code = cli_fail_with(c, &err);
        return NULL;
    }
    text = cli_alloc(needed + 1, 1);
    foi_law_pack_json(law, id, text, needed + 1, &needed, NULL);
    return text;
}

/* For people a pack is its own best description: it is printed as it was loaded. */
static void show_text(cli *c, const foi_law *law, const char *id)
{
    foi_pack_info pack = {.size = sizeof pack};

    for (size_t i = 0; foi_law_pack(law, i, &pack) == FOI_OK; i++) {
        if (strcmp(pack.id, id) == 0)
            cli_put_bytes(&c->out, pack.text, pack.text_size);
    }
}

static int show(cli *c, const cli_args *args)
{
    const char *id = args->words.count > 1 ? args->words.item[1] : "";
    foi_law *law = NULL;
    char *json = NULL;
    int code = cli_words(c, args, 2, 2, "rules show ID");

    if (code == CLI_YES && !cli_utf8(id))
        code = cli_fail(c, CLI_BAD, T_NOT_UTF8, id);
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        json = cli_pack_json(c, law, id, &code);
    if (json != NULL && cli_given(args, OPT_JSON)) {
        cli_put(&c->out, json);
        cli_put(&c->out, "\n");
    } else if (json != NULL) {
        show_text(c, law, id);
    }
    foi_law_unref(law);
    free(json);
    return code;
}

int cli_rules(cli *c, int argc, char **argv)
{
    static const char *const parts[] = {"list", "show", "check", "diff", "graph"};
    static int (*const answers[])(cli *, const cli_args *) = {list, show, cli_rules_check, cli_rules_diff,
                                                            cli_rules_graph};
    enum { PARTS = sizeof parts / sizeof parts[0] };
    cli_args args;
    size_t i = 0;
    int code = cli_args_read(c, &args, BIT(OPT_JSON), argc, argv);

    if (code == CLI_YES && cli_given(&args, OPT_HELP)) {
        code = cli_help(c, "rules");
    } else if (code == CLI_YES && args.words.count == 0) {
        code = cli_words(c, &args, 1, 1, "rules list|show|check|diff|graph");
    } else if (code == CLI_YES) {
        while (i < PARTS && strcmp(args.words.item[0], parts[i]) != 0)
            i++;
        if (i < PARTS)
            code = answers[i](c, &args);
        else
            code = cli_unknown(c, T_UNKNOWN_PART, args.words.item[0],
                               cli_nearest(args.words.item[0], parts, PARTS));
    }
    cli_args_free(&args);
    return code;
}
