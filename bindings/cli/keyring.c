/*
 * The key file of a register: a key a line, "EPOCH BASE64". Epoch 0 makes tracking codes and aliases and is never
 * changed; each other one wraps the keys of persons. foi init makes one, foi rotate adds to it.
 */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEYS_FILE_MAX = 1 << 20, KEYS_LINE = CLI_BASE64 + 16 };

/* ---- reading ---- */

const uint8_t *cli_keyring_find(const cli_keyring *ring, uint32_t epoch)
{
    for (size_t i = 0; i < ring->count; i++) {
        if (ring->item[i].epoch == epoch)
            return ring->item[i].key;
    }
    return NULL;
}

static bool read_line(cli_keyring *ring, const char *line, size_t size)
{
    uint64_t epoch = 0;
    size_t at = 0;

    for (; at < size && at < 10 && line[at] >= '0' && line[at] <= '9'; at++)
        epoch = epoch * 10 + (uint64_t)(line[at] - '0');
    if (at == 0 || at == size || line[at] != ' ' || epoch > UINT32_MAX || ring->count == CLI_EPOCHS ||
        cli_keyring_find(ring, (uint32_t)epoch) != NULL)
        return false;
    if (!cli_base64_read(ring->item[ring->count].key, line + at + 1, size - at - 1))
        return false;
    ring->item[ring->count++].epoch = (uint32_t)epoch;
    return true;
}

static int read_lines(cli *c, cli_keyring *ring, const cli_file *file)
{
    char number[16];

    for (size_t at = 0, line = 1; at < file->size; line++) {
        const char *end = memchr(file->text + at, '\n', file->size - at);
        size_t size = end != NULL ? (size_t)(end - file->text) - at : file->size - at;

        (void)snprintf(number, sizeof number, "%zu", line);
        if (!read_line(ring, file->text + at, size))
            return cli_fail(c, CLI_BAD, T_KEYS_LINE, file->name, number);
        at += size + 1;
    }
    return cli_keyring_find(ring, 0) != NULL ? CLI_YES : cli_fail(c, CLI_BAD, T_KEYS_ZERO, file->name);
}

int cli_keyring_read(cli *c, cli_keyring *ring, const char *path)
{
    cli_file *file = cli_alloc(1, sizeof *file);
    int code = cli_read_file(c, file, path, KEYS_FILE_MAX);

    ring->count = 0;
    if (code == CLI_YES)
        code = read_lines(c, ring, file);
    if (file->text != NULL)
        cli_wipe(file->text, file->size);
    cli_free_files(file, 1);
    return code;
}

/* ---- writing ---- */

/* The text of the key file; wipe it. */
static char *write_lines(const cli_keyring *ring, size_t *size)
{
    char *text = cli_alloc(ring->count + 1, KEYS_LINE), key[CLI_BASE64 + 1];

    *size = 0;
    for (size_t i = 0; i < ring->count; i++) {
        cli_base64_write(key, ring->item[i].key);
        *size += (size_t)snprintf(text + *size, KEYS_LINE, "%u %s\n", (unsigned)ring->item[i].epoch, key);
    }
    cli_wipe(key, sizeof key);
    return text;
}

static int save(cli *c, const cli_keyring *ring, const char *path, bool fresh)
{
    size_t size;
    char *text = write_lines(ring, &size);
    int code = fresh ? cli_write_new(c, path, text, size) : cli_replace(c, path, text, size);

    cli_wipe(text, size);
    free(text);
    return code;
}

static int add_key(cli *c, cli_keyring *ring, uint32_t epoch)
{
    if (ring->count == CLI_EPOCHS)
        return cli_fail(c, CLI_BAD, T_KEYS_MANY);
    ring->item[ring->count].epoch = epoch;
    return cli_random(c, ring->item[ring->count++].key, 32);
}

/* ---- init ---- */

/* The register begins as a file of nothing that nobody had before. */
static int make_register(cli *c, const cli_args *args)
{
    const char *path = args->words.item[0];
    cli_register r = {.c = c};
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600), code;

    if (file < 0)
        return cli_fail(c, CLI_BAD, T_WRITING, path, cli_errno_text(c, errno));
    close(file);
    code = cli_register_open(&r, args, FOI_STORE_CREATE);
    cli_register_close(&r);
    if (code != CLI_YES)
        (void)unlink(path);
    return code;
}

static int make_keys(cli *c, const char *path)
{
    cli_keyring ring = {.count = 0};
    int code = add_key(c, &ring, 0);

    if (code == CLI_YES)
        code = add_key(c, &ring, 1);
    if (code == CLI_YES)
        code = save(c, &ring, path, true);
    cli_wipe(&ring, sizeof ring);
    return code;
}

static void tell_init(cli *c, const char *path, const char *keys, bool json)
{
    char clean[2][256];

    cli_clean(clean[0], sizeof clean[0], path, strlen(path));
    cli_clean(clean[1], sizeof clean[1], keys, strlen(keys));
    if (!json) {
        cli_pair(c, T_REGISTER_FILE, clean[0]);
        cli_pair(c, T_KEYS_FILE, clean[1]);
        cli_putf(&c->out, "\n%s\n", cli_text(T_KEYS_CARE, c->lang));
        return;
    }
    cli_put(&c->out, "{\"foi_init\": 1, \"register\": ");
    cli_put_json(&c->out, clean[0]);
    cli_put(&c->out, ", \"keys\": ");
    cli_put_json(&c->out, clean[1]);
    cli_put(&c->out, ", \"epochs\": [0, 1]}\n");
}

static int init(cli *c, const cli_args *args)
{
    const char *keys = args->value[OPT_KEYS];
    int code = cli_words(c, args, 1, 1, "init REGISTER --keys FILE");

    if (code == CLI_YES)
        code = cli_needed(c, args, OPT_KEYS);
    if (code == CLI_YES && access(args->words.item[0], F_OK) == 0)
        code = cli_fail(c, CLI_BAD, T_WRITING, args->words.item[0], cli_errno_text(c, EEXIST));
    if (code == CLI_YES)
        code = make_keys(c, keys);
    if (code != CLI_YES)
        return code;
    code = make_register(c, args);
    if (code == CLI_YES)
        tell_init(c, args->words.item[0], keys, cli_given(args, OPT_JSON));
    else
        (void)unlink(keys); /* keys of nothing */
    return code;
}

int cli_init(cli *c, int argc, char **argv)
{
    cli_args args;
    int code = cli_args_read(c, &args, BIT(OPT_KEYS) | BIT(OPT_JSON), argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "init") : init(c, &args);
    cli_args_free(&args);
    return code;
}

/* ---- rotate ---- */

/* Every person is under the new epoch now: no other one is needed, but 0. */
static void tell_rotated(cli_register *r, uint32_t epoch, size_t count, bool added)
{
    cli_out *out = &r->c->out;
    const char *before = "";

    if (r->json) {
        cli_putf(out, "{\"foi_rotated\": 1, \"epoch\": %u, \"added\": %s, \"persons\": %zu, \"unused\": [",
                 (unsigned)epoch, added ? "true" : "false", count);
    } else {
        char number[24];

        (void)snprintf(number, sizeof number, "%u", (unsigned)epoch);
        cli_pair(r->c, T_EPOCH, number);
        (void)snprintf(number, sizeof number, "%zu", count);
        cli_pair(r->c, T_PERSONS_WRAPPED, number);
    }
    for (size_t i = 0; i < r->keys.count; i++) {
        uint32_t other = r->keys.item[i].epoch;
        char number[24];

        if (other == 0 || other == epoch)
            continue;
        (void)snprintf(number, sizeof number, "%u", (unsigned)other);
        if (r->json)
            cli_putf(out, "%s%s", before, number);
        else
            cli_pair(r->c, T_EPOCH_UNUSED, number);
        before = ", ";
    }
    if (r->json)
        cli_put(out, "]}\n");
    else if (*before != '\0')
        cli_putf(out, "\n%s\n", cli_text(T_EPOCH_CARE, r->c->lang));
}

/* The key is on the disk before anything is wrapped with it; two runs at once must not make two of one epoch. */
static int rotate(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    const char *path = args->value[OPT_KEYS];
    uint64_t epoch = 0;
    size_t count = 0;
    bool added = false;
    int fd = -1, code = cli_number_option(r->c, args, OPT_EPOCH, UINT32_MAX, &epoch);

    if (code == CLI_YES && epoch == 0)
        code = cli_fail(r->c, CLI_BAD, T_EPOCH_ZERO);
    if (code == CLI_YES)
        code = cli_lock(r->c, path, &fd);
    if (code == CLI_YES)
        code = cli_keyring_read(r->c, &r->keys, path);
    if (code == CLI_YES && cli_keyring_find(&r->keys, (uint32_t)epoch) == NULL) {
        added = true;
        code = add_key(r->c, &r->keys, (uint32_t)epoch);
        if (code == CLI_YES)
            code = save(r->c, &r->keys, path, false);
    }
    if (code == CLI_YES && foi_store_rotate(r->store, (uint32_t)epoch, &count, &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    else if (code == CLI_YES)
        tell_rotated(r, (uint32_t)epoch, count, added);
    if (fd >= 0)
        close(fd);
    return code;
}

int cli_rotate(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "rotate", .usage = "rotate REGISTER --keys FILE --epoch N", .least = 1, .most = 1,
        .needed = BIT(OPT_KEYS) | BIT(OPT_EPOCH), .run = rotate};

    return cli_register_run(c, &command, argc, argv);
}
