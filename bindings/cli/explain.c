/* foi explain: rights, duties, grounds and exemptions in plain language. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The day by the clock of this machine, where none is given. */
int cli_today(cli *c, foi_day *out)
{
    time_t now = time(NULL);
    struct tm local;

    if (now == (time_t)-1 || localtime_r(&now, &local) == NULL ||
        foi_date_from_civil(out, local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, NULL) != FOI_OK)
        return cli_fail(c, CLI_BAD, T_CLOCK_OF_DAY);
    return CLI_YES;
}

/* The words of the topic as one text, "ground a"; NULL when there are none. */
static char *join_words(const cli_list *words)
{
    size_t size = 1;
    char *topic, *end;

    if (words->count == 0)
        return NULL;
    for (size_t i = 0; i < words->count; i++)
        size += strlen(words->item[i]) + 1;
    topic = cli_alloc(size, 1);
    end = topic;
    for (size_t i = 0; i < words->count; i++) {
        size_t length = strlen(words->item[i]);

        if (i > 0)
            *end++ = ' ';
        memcpy(end, words->item[i], length);
        end += length;
    }
    return topic;
}

/* In a language, or as JSON when it is 0. */
static int ask(const foi_law *law, const char *topic, const char *regime, foi_day day, int lang, char *buf,
               size_t size, size_t *needed, foi_error *err)
{
    if (lang == 0)
        return foi_law_explain_json(law, topic, regime, day, buf, size, needed, err);
    return foi_law_explain(law, topic, regime, day, lang, buf, size, needed, err);
}

static int tell(cli *c, const foi_law *law, const char *topic, const char *regime, foi_day day, bool json)
{
    foi_error err = {.size = sizeof err};
    int lang = json ? 0 : c->lang;
    size_t needed = 0;
    char *text;

    if (ask(law, topic, regime, day, lang, NULL, 0, &needed, &err) != FOI_OK)
        return cli_fail_with(c, &err);
    text = cli_alloc(needed + 1, 1);
    ask(law, topic, regime, day, lang, text, needed + 1, &needed, NULL);
    cli_put(&c->out, text);
    if (needed > 0 && text[needed - 1] != '\n')
        cli_put(&c->out, "\n");
    free(text);
    return CLI_YES;
}

static int answer(cli *c, const cli_args *args)
{
    foi_law *law = NULL;
    foi_day day = FOI_DAY_NONE;
    char *topic = join_words(&args->words);
    int code = cli_given(args, OPT_ON) ? cli_day_option(c, args, OPT_ON, &day) : cli_today(c, &day);

    if (code == CLI_YES && topic != NULL && !cli_utf8(topic))
        code = cli_fail(c, CLI_BAD, T_NOT_UTF8, topic);
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    if (code == CLI_YES)
        code = tell(c, law, topic, args->value[OPT_REGIME], day, cli_given(args, OPT_JSON));
    foi_law_unref(law);
    free(topic);
    return code;
}

int cli_explain(cli *c, int argc, char **argv)
{
    cli_args args;
    int code = cli_args_read(c, &args, BIT(OPT_REGIME) | BIT(OPT_ON) | BIT(OPT_JSON), argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "explain") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
