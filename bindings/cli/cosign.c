/*
 * foi cosign: what a witness does, made for a cron job. The new note is kept before it is shown: a witness that has
 * forgotten what it signed could sign two logs that contradict each other.
 */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NOTE_FILE_MAX = 1 << 20 };

typedef struct cosigning {
    cli *c;
    cli_file *file; /* the note, the state, the proof */
    foi_key *log, *witness;
    foi_digest proof[FOI_PROOF_MAX];
    size_t proof_count;
    bool first; /* nothing was signed before */
} cosigning;

enum { NOTE, STATE, PROOF, FILES };

/* ---- the proof: a hash a line ---- */

static int read_proof(cosigning *k)
{
    const cli_file *file = &k->file[PROOF];
    char number[16];

    for (size_t at = 0, line = 1; at < file->size; line++) {
        const char *end = memchr(file->text + at, '\n', file->size - at);
        size_t size = end != NULL ? (size_t)(end - file->text) - at : file->size - at;

        (void)snprintf(number, sizeof number, "%zu", line);
        if (line > FOI_PROOF_MAX)
            return cli_fail(k->c, CLI_BAD, T_PROOF_LONG, file->name);
        if (!cli_base64_read(k->proof[k->proof_count++].bytes, file->text + at, size))
            return cli_fail(k->c, CLI_BAD, T_PROOF_LINE, file->name, number);
        at += size + 1;
    }
    return CLI_YES;
}

/* ---- the state: the note signed last ---- */

/* That there is none is no fault: it is the first time. What is there must be a note that the log has signed. */
static int read_state(cosigning *k, const char *path)
{
    const foi_key *log = k->log;
    foi_checkpoint checkpoint = {.size = sizeof checkpoint};
    foi_error err = {.size = sizeof err};
    int code;

    k->first = access(path, F_OK) != 0 && errno == ENOENT;
    if (k->first)
        return CLI_YES;
    code = cli_read_file(k->c, &k->file[STATE], path, NOTE_FILE_MAX);
    if (code == CLI_YES && foi_checkpoint_read(&checkpoint, k->file[STATE].text, k->file[STATE].size, &log, 1, NULL,
                                               NULL, &err) != FOI_OK)
        code = cli_fail_in(k->c, &err, k->file[STATE].name);
    return code;
}

/* ---- the command ---- */

static int cosign(cosigning *k, const char *state)
{
    const cli_file *note = &k->file[NOTE], *old = &k->file[STATE];
    size_t room = note->size + 1024, size = 0;
    char *text = cli_alloc(room, 1);
    foi_error err = {.size = sizeof err};
    int code = foi_checkpoint_cosign(note->text, note->size, k->first ? NULL : old->text, old->size, k->log, k->witness,
                                     k->proof, k->proof_count, (uint64_t)time(NULL), text, room, &size, &err);

    if (code != FOI_OK) {
        (void)cli_fail_in(k->c, &err, note->name);
        code = code == FOI_ERR_PROOF ? CLI_NO : CLI_BAD;
    } else {
        code = cli_replace(k->c, state, text, size);
        if (code == CLI_YES)
            cli_put_bytes(&k->c->out, text, size);
    }
    free(text);
    return code;
}

static int read_keys(cosigning *k, const cli_args *args)
{
    const char *path = args->value[OPT_KEY];
    int code = cli_key_word(k->c, &k->log, "--log", args->value[OPT_LOG]);

    if (code == CLI_YES)
        code = cli_key_file(k->c, &k->witness, path);
    if (code == CLI_YES && foi_key_secret_text(k->witness, NULL, 0) == 0)
        code = cli_fail(k->c, CLI_BAD, T_SECRET_WANTED, path);
    return code;
}

static int run(cosigning *k, const cli_args *args)
{
    const char *state = args->value[OPT_STATE];
    /* Two runs at once could each continue the same old note in another way. */
    int fd = -1, code = cli_lock(k->c, state, &fd);

    if (code == CLI_YES)
        code = read_state(k, state);
    if (code == CLI_YES)
        code = cosign(k, state);
    if (fd >= 0)
        close(fd);
    return code;
}

static int answer(cli *c, const cli_args *args)
{
    cosigning *k = cli_alloc(1, sizeof *k);
    int code = cli_words(c, args, 1, 1, "cosign NOTE --log KEY --key FILE --state FILE [--proof FILE]");

    k->c = c;
    k->file = cli_alloc(FILES, sizeof *k->file);
    for (int option = OPT_LOG; option <= OPT_STATE && code == CLI_YES; option++)
        code = cli_needed(c, args, (enum cli_option)option);
    if (code == CLI_YES)
        code = cli_needed(c, args, OPT_KEY);
    if (code == CLI_YES)
        code = read_keys(k, args);
    if (code == CLI_YES)
        code = cli_read_file(c, &k->file[NOTE], args->words.item[0], NOTE_FILE_MAX);
    if (code == CLI_YES && cli_given(args, OPT_PROOF))
        code = cli_read_file(c, &k->file[PROOF], args->value[OPT_PROOF], NOTE_FILE_MAX);
    if (code == CLI_YES)
        code = read_proof(k);
    if (code == CLI_YES)
        code = run(k, args);
    foi_key_free(k->log);
    foi_key_free(k->witness);
    cli_free_files(k->file, FILES);
    free(k);
    return code;
}

int cli_cosign(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_LOG) | BIT(OPT_KEY) | BIT(OPT_STATE) | BIT(OPT_PROOF);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "cosign") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
