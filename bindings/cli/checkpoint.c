/* foi checkpoint, proof, evidence, export, verify --store: what a register shows to others, and of itself. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- checkpoint ---- */

static void put_checkpoint(cli_register *r, const char *note, size_t size)
{
    foi_checkpoint state = {.size = sizeof state};
    char root[CLI_BASE64 + 1];

    if (!r->json) {
        cli_put_bytes(&r->c->out, note, size);
        return;
    }
    (void)foi_checkpoint_read(&state, note, size, NULL, 0, NULL, NULL, NULL);
    cli_base64_write(root, state.root.bytes);
    cli_put(&r->c->out, "{\"foi_checkpoint\": 1, \"origin\": ");
    cli_put_json(&r->c->out, state.origin);
    cli_putf(&r->c->out, ", \"leaves\": %" PRIu64 ", \"root\": \"%s\", \"note\": ", state.leaves, root);
    cli_put_json(&r->c->out, note);
    cli_put(&r->c->out, "}\n");
}

static int checkpoint(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    foi_key *key = NULL;
    char *note = cli_alloc(FOI_NOTE_BYTES + 1, 1);
    size_t size = 0;
    int code = cli_key_file(r->c, &key, args->value[OPT_SIGN]);

    if (code == CLI_YES && foi_store_checkpoint(r->store, args->value[OPT_BODY], key, note, FOI_NOTE_BYTES + 1, &size,
                                                &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    else if (code == CLI_YES && cli_given(args, OPT_OUT))
        code = cli_write_new(r->c, args->value[OPT_OUT], note, size);
    if (code == CLI_YES && (r->json || !cli_given(args, OPT_OUT)))
        put_checkpoint(r, note, size);
    foi_key_free(key);
    free(note);
    return code;
}

int cli_checkpoint(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "checkpoint", .usage = "checkpoint REGISTER --body ORIGIN --sign FILE [--out FILE]", .least = 1,
        .most = 1, .allowed = BIT(OPT_OUT), .needed = BIT(OPT_BODY) | BIT(OPT_SIGN), .run = checkpoint};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- proof ---- */

static int proof(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    foi_digest hash[FOI_PROOF_MAX];
    uint64_t from = 0, leaves = 0;
    size_t count = 0;
    int code = cli_number_option(r->c, args, OPT_FROM, INT64_MAX, &from);

    if (code != CLI_YES)
        return code;
    if (foi_store_consistency(r->store, args->value[OPT_BODY], from, hash, &count, &leaves, &err) != FOI_OK)
        return cli_register_failed(r, &err, NULL, 0);
    if (r->json)
        cli_putf(&r->c->out, "{\"foi_proof\": 1, \"from\": %" PRIu64 ", \"leaves\": %" PRIu64 ", \"hashes\": [", from,
                 leaves);
    for (size_t i = 0; i < count; i++) {
        char text[CLI_BASE64 + 1];

        cli_base64_write(text, hash[i].bytes);
        cli_putf(&r->c->out, r->json ? "%s\"%s\"" : "%s%s\n", r->json && i > 0 ? ", " : "", text);
    }
    cli_put(&r->c->out, r->json ? "]}\n" : "");
    return CLI_YES;
}

int cli_proof(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "proof", .usage = "proof REGISTER --body ORIGIN --from LEAVES", .least = 1, .most = 1,
        .needed = BIT(OPT_BODY) | BIT(OPT_FROM), .flags = FOI_STORE_READ_ONLY, .run = proof};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- evidence, export: JSON as the library writes it ---- */

static int ask(cli_register *r, bool evidence, const char *item, uint32_t flags, char *buf, size_t size, size_t *needed,
               foi_error *err)
{
    if (evidence)
        return foi_store_evidence(r->store, item, flags, buf, size, needed, err);
    return foi_store_export(r->store, item, buf, size, needed, err);
}

/* Ask until it fits: somebody may write between two calls. */
static int put_document(cli_register *r, const cli_args *args, bool evidence)
{
    foi_error err = {.size = sizeof err};
    const uint32_t flags = cli_given(args, OPT_OPEN) ? FOI_READ_SEALED : 0;
    size_t room = (size_t)64 << 10, needed = 0;
    char item[40], *text = cli_alloc(room, 1);
    int code = cli_register_case(r, args, args->words.item[1], item), status = FOI_OK;

    if (code == CLI_YES)
        status = ask(r, evidence, item, flags, text, room, &needed, &err);
    while (code == CLI_YES && status == FOI_OK && needed >= room) {
        cli_wipe(text, room);
        free(text);
        room = needed + needed / 2;
        text = cli_alloc(room, 1);
        status = ask(r, evidence, item, flags, text, room, &needed, &err);
    }
    if (code == CLI_YES && status != FOI_OK) {
        code = cli_register_failed(r, &err, NULL, 0);
    } else if (code == CLI_YES && cli_given(args, OPT_OUT)) {
        code = cli_write_new(r->c, args->value[OPT_OUT], text, needed);
    } else if (code == CLI_YES) {
        cli_put_bytes(&r->c->out, text, needed);
        cli_put(&r->c->out, "\n");
    }
    cli_wipe(text, room);
    free(text);
    return code;
}

static int evidence(cli_register *r, const cli_args *args)
{
    int code = cli_given(args, OPT_OPEN) ? cli_needed(r->c, args, OPT_KEYS) : CLI_YES;

    return code == CLI_YES ? put_document(r, args, true) : code;
}

static int export(cli_register *r, const cli_args *args)
{
    return put_document(r, args, false);
}

int cli_evidence(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "evidence", .usage = "evidence REGISTER CASE [--keys FILE --open] [--out FILE]", .least = 2, .most = 2,
        .allowed = BIT(OPT_BODY) | BIT(OPT_OPEN) | BIT(OPT_OUT), .flags = FOI_STORE_READ_ONLY, .run = evidence};

    return cli_register_run(c, &command, argc, argv);
}

int cli_export(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "export", .usage = "export REGISTER CASE --keys FILE [--out FILE]", .least = 2, .most = 2,
        .allowed = BIT(OPT_BODY) | BIT(OPT_OUT), .needed = BIT(OPT_KEYS), .flags = FOI_STORE_READ_ONLY, .run = export};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- verify --store ---- */

static void pair_number(cli *c, enum cli_text label, uint64_t value)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    cli_pair(c, label, text);
}

static void put_verified(cli_register *r, const char *body, const foi_verified *told)
{
    cli *c = r->c;
    char root[CLI_BASE64 + 1];

    cli_base64_write(root, told->root.bytes);
    if (r->json) {
        cli_put(&c->out, "{\"foi_verified\": 1, \"holds\": true, \"body\": ");
        cli_put_json(&c->out, body);
        cli_putf(&c->out, ", \"leaves\": %" PRIu64 ", \"cases\": %" PRIu64 ", \"sealed\": %" PRIu64, told->leaves,
                 told->cases, told->sealed);
        cli_putf(&c->out, ", \"unopened\": %" PRIu64 ", \"root\": \"%s\"}\n", told->unopened, root);
        return;
    }
    cli_putf(&c->out, "%s\n", cli_text(T_REGISTER_HOLDS, c->lang));
    pair_number(c, T_VERIFIED_LEAVES, told->leaves);
    pair_number(c, T_VERIFIED_CASES, told->cases);
    pair_number(c, T_VERIFIED_SEALED, told->sealed);
    pair_number(c, T_VERIFIED_UNOPENED, told->unopened);
    cli_pair(c, T_VERIFIED_ROOT, root);
}

static int verify(cli_register *r, const cli_args *args, const foi_key *log, cli_file *note)
{
    foi_error err = {.size = sizeof err};
    foi_verified told = {.size = sizeof told};
    const char *body = args->value[OPT_BODY];
    int code = cli_given(args, OPT_NOTE) ? cli_read_file(r->c, note, args->value[OPT_NOTE], FOI_NOTE_BYTES) : CLI_YES;
    const char *text = cli_given(args, OPT_NOTE) && note->text == NULL ? "" : note->text;

    if (code == CLI_YES)
        code = cli_register_open(r, args, FOI_STORE_READ_ONLY);
    if (code != CLI_YES)
        return code;
    if (foi_store_verify(r->store, body, text, note->size, log, &told, &err) != FOI_OK)
        return cli_register_failed(r, &err, note->name, 0);
    put_verified(r, body, &told);
    return CLI_YES;
}

/* A whole register, where foi verify FILE looks at the evidence of one case. */
int cli_verify_register(cli *c, const cli_args *args)
{
    cli_register *r = cli_alloc(1, sizeof *r);
    cli_file *note = cli_alloc(1, sizeof *note);
    foi_key *log = NULL;
    int code = cli_words(c, args, 0, 0, "verify --store REGISTER --body ORIGIN [--note FILE --key KEY]");

    r->c = c;
    r->path = args->value[OPT_STORE];
    for (int option = OPT_WITNESS; option <= OPT_ORIGIN && code == CLI_YES; option++)
        code = cli_only_one(c, args, BIT(OPT_STORE) | BIT(option));
    if (code == CLI_YES)
        code = cli_needed(c, args, OPT_BODY);
    if (code == CLI_YES && (cli_given(args, OPT_NOTE) || cli_given(args, OPT_KEY)))
        code = cli_needed(c, args, cli_given(args, OPT_NOTE) ? OPT_KEY : OPT_NOTE);
    if (code == CLI_YES && cli_given(args, OPT_KEY))
        code = cli_key_word(c, &log, "--key", args->value[OPT_KEY]);
    if (code == CLI_YES)
        code = verify(r, args, log, note);
    foi_key_free(log);
    cli_free_files(note, 1);
    cli_register_close(r);
    free(r);
    return code;
}
