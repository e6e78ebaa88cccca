/* foi rules graph: the procedure of a regime as a picture for Graphviz. */
#include "cli.h"

#include <stdlib.h>

static int draw(cli *c, const foi_law *law, const char *regime)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0;
    char *text;

    if (foi_law_graph(law, regime, c->lang, NULL, 0, &needed, &err) != FOI_OK)
        return cli_fail_with(c, &err);
    text = cli_alloc(needed + 1, 1);
    foi_law_graph(law, regime, c->lang, text, needed + 1, &needed, NULL);
    cli_put(&c->out, text);
    free(text);
    return CLI_YES;
}

int cli_rules_graph(cli *c, const cli_args *args)
{
    foi_law *law = NULL;
    int code;

    c->command = "rules graph";
    if (cli_given(args, OPT_JSON)) /* the picture is no JSON */
        return cli_unknown(c, T_UNKNOWN_OPTION, "--json", NULL);
    code = cli_words(c, args, 2, 2, "rules graph REGIME");
    if (code == CLI_YES && !cli_utf8(args->words.item[1]))
        code = cli_fail(c, CLI_BAD, T_NOT_UTF8, args->words.item[1]);
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        code = draw(c, law, args->words.item[1]);
    foi_law_unref(law);
    return code;
}
