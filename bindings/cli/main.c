/* The `foi` command: which command is meant, and in which language it speaks. */
#include "cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int help(cli *c, int argc, char **argv);

static const struct command {
    const char *name;
    int (*run)(cli *c, int argc, char **argv);
} commands[] = {
    {"due", cli_due},         {"workdays", cli_workdays}, {"calendar", cli_calendar},
    {"case", cli_case},       {"check", cli_planned},     {"redate", cli_redate},
    {"replay", cli_replay},   {"verify", cli_verify},     {"key", cli_key},
    {"cosign", cli_cosign},   {"init", cli_init},         {"body", cli_body},
    {"request", cli_request}, {"event", cli_event},       {"find", cli_find},
    {"cases", cli_cases},     {"import", cli_import},     {"checkpoint", cli_checkpoint},
    {"proof", cli_proof},     {"evidence", cli_evidence}, {"erase", cli_erase},
    {"freeze", cli_freeze},   {"release", cli_release},   {"export", cli_export},
    {"rotate", cli_rotate},   {"backup", cli_backup},     {"rules", cli_rules},
    {"explain", cli_explain}, {"due-list", cli_due_list}, {"refresh", cli_refresh},
    {"help", help},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int help(cli *c, int argc, char **argv)
{
    cli_args args;
    int code = cli_args_read(c, &args, 0, argc, argv);
    const char *topic;

    if (code == CLI_YES)
        code = cli_words(c, &args, 0, 1, "help COMMAND");
    if (code == CLI_YES) {
        topic = args.words.count > 0 ? args.words.item[0] : "";
        code = cli_help(c, topic);
        if (code != CLI_YES)
            code = cli_unknown(c, T_UNKNOWN_HELP, topic, cli_help_nearest(topic));
    }
    cli_args_free(&args);
    return code;
}

static int version(cli *c)
{
    cli_putf(&c->out, "foi %s\n", foi_version());
    return CLI_YES;
}

/* A slip of the keyboard gets a suggestion. */
static int unknown_command(cli *c, const char *word)
{
    const char *names[COMMANDS];

    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    return cli_unknown(c, T_UNKNOWN_COMMAND, word, cli_nearest(word, names, COMMANDS));
}

/* Before the command only --lang, --help and --version may stand. */
static int dispatch(cli *c, int argc, char **argv)
{
    static const char *const names[] = {"--help", "--version", "--lang"};
    int at = 1;

    for (; at < argc && argv[at][0] == '-'; at++) {
        const char *word = argv[at];

        if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
            return cli_help(c, "");
        if (strcmp(word, "--version") == 0)
            return version(c);
        if (strcmp(word, "--lang") == 0 || strncmp(word, "--lang=", 7) == 0) {
            const char *lang = word[6] == '=' ? word + 7 : at + 1 < argc ? argv[++at] : "";

            if (strcmp(lang, "id") != 0 && strcmp(lang, "en") != 0)
                return cli_fail(c, CLI_BAD, *lang == '\0' ? T_OPTION_VALUE : T_LANGUAGE,
                                *lang == '\0' ? "--lang" : lang);
            continue;
        }
        return cli_unknown(c, T_UNKNOWN_OPTION, word, cli_nearest(word, names, 3));
    }
    if (at == argc)
        return cli_fail(c, CLI_BAD, T_NO_COMMAND);
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[at], commands[i].name) == 0) {
            c->command = commands[i].name;
            return commands[i].run(c, argc - at - 1, argv + at + 1);
        }
    }
    return unknown_command(c, argv[at]);
}

int main(int argc, char **argv)
{
    cli *c = cli_alloc(1, sizeof *c);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    const char *term = getenv("TERM");
    int code;

    sigaction(SIGPIPE, &ignore, NULL); /* a closed pipe is told as a failed write */
    c->lang = cli_lang_of(argc, argv);
    c->command = "";
    c->out.fd = STDOUT_FILENO;
    c->err.fd = STDERR_FILENO;
    c->colour = getenv("NO_COLOR") == NULL && isatty(STDOUT_FILENO) == 1 && (term == NULL || strcmp(term, "dumb") != 0);
    code = cli_finish(c, dispatch(c, argc, argv));
    free(c);
    return code;
}
