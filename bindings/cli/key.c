/* foi key: the keys of logs and witnesses. A secret half is written to a file of its owner and never shown. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { KEY_FILE_MAX = 1 << 20, KEY_TEXT = 1024 };

/* Through a pointer to volatile, which no compiler takes for a write that nobody reads. */
void cli_wipe(void *bytes, size_t size)
{
    volatile unsigned char *p = bytes;

    while (size-- > 0)
        *p++ = 0;
}

int cli_random(cli *c, uint8_t *bytes, size_t size)
{
    while (size > 0) {
        ssize_t got = getrandom(bytes, size, 0);

        if (got < 0 && errno != EINTR)
            return cli_fail(c, CLI_BAD, T_RANDOM_BYTES, cli_errno_text(c, errno));
        bytes += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return CLI_YES;
}

/* The key in a file: one line. */
int cli_key_file(cli *c, foi_key **out, const char *path)
{
    cli_file *file = cli_alloc(1, sizeof *file);
    foi_error err = {.size = sizeof err};
    int code = cli_read_file(c, file, path, KEY_FILE_MAX);

    if (code == CLI_YES && foi_key_parse(out, file->text, file->size, &err) != FOI_OK)
        code = cli_fail_in(c, &err, file->name);
    if (file->text != NULL)
        cli_wipe(file->text, file->size);
    cli_free_files(file, 1);
    return code;
}

/* A key on the command line: its text, or @FILE. */
int cli_key_word(cli *c, foi_key **out, const char *option, const char *word)
{
    foi_error err = {.size = sizeof err};

    if (word[0] == '@')
        return cli_key_file(c, out, word + 1);
    return foi_key_parse(out, word, strlen(word), &err) == FOI_OK ? CLI_YES : cli_fail_in(c, &err, option);
}

static void put_public(cli *c, const foi_key *key)
{
    char text[KEY_TEXT];

    foi_key_public_text(key, text, sizeof text);
    cli_put(&c->out, text);
    cli_put(&c->out, "\n");
}

/* ---- new ---- */

static int save(cli *c, const foi_key *key, const char *path)
{
    char text[KEY_TEXT];
    size_t size = foi_key_secret_text(key, text, sizeof text - 1);
    int code;

    text[size++] = '\n';
    code = cli_write_new(c, path, text, size);
    cli_wipe(text, sizeof text);
    return code;
}

static int key_new(cli *c, const cli_args *args)
{
    const int kind = cli_given(args, OPT_OF_WITNESS) ? FOI_KEY_WITNESS : FOI_KEY_LOG;
    foi_error err = {.size = sizeof err};
    foi_key *key = NULL;
    uint8_t seed[32];
    int code = cli_words(c, args, 2, 2, "key new NAME [--witness] --out FILE");

    if (code == CLI_YES)
        code = cli_needed(c, args, OPT_OUT);
    if (code == CLI_YES)
        code = cli_random(c, seed, sizeof seed);
    if (code != CLI_YES)
        return code;
    if (foi_key_new(&key, args->words.item[1], kind, seed, &err) != FOI_OK)
        code = cli_fail_with(c, &err);
    cli_wipe(seed, sizeof seed);
    if (code == CLI_YES)
        code = save(c, key, args->value[OPT_OUT]);
    if (code == CLI_YES)
        put_public(c, key);
    foi_key_free(key);
    return code;
}

/* ---- show ---- */

static int key_show(cli *c, const cli_args *args)
{
    foi_key *key = NULL;
    int code = cli_words(c, args, 2, 2, "key show FILE");

    if (code == CLI_YES)
        code = cli_key_file(c, &key, args->words.item[1]);
    if (code == CLI_YES)
        put_public(c, key);
    foi_key_free(key);
    return code;
}

int cli_key(cli *c, int argc, char **argv)
{
    static const char *const parts[] = {"new", "show"};
    cli_args args;
    int code = cli_args_read(c, &args, BIT(OPT_OF_WITNESS) | BIT(OPT_OUT), argc, argv);

    if (code == CLI_YES && cli_given(&args, OPT_HELP))
        code = cli_help(c, "key");
    else if (code == CLI_YES && args.words.count == 0)
        code = cli_words(c, &args, 1, 1, "key new NAME [--witness] --out FILE | show FILE");
    else if (code == CLI_YES && strcmp(args.words.item[0], "new") == 0)
        code = key_new(c, &args);
    else if (code == CLI_YES && strcmp(args.words.item[0], "show") == 0)
        code = key_show(c, &args);
    else if (code == CLI_YES)
        code = cli_unknown(c, T_UNKNOWN_PART, args.words.item[0], cli_nearest(args.words.item[0], parts, 2));
    cli_args_free(&args);
    return code;
}
