/* What the commands on a register share: opening it, naming a case, telling why not; and those that only look. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- telling ---- */

/* A label, and what it is, on one line. */
void cli_pair(cli *c, enum cli_text label, const char *value)
{
    enum { COLUMN = 20 };
    const char *text = cli_text(label, c->lang);
    size_t width = cli_width(text);

    cli_putf(&c->out, "%s%*s%s\n", text, width < COLUMN ? (int)(COLUMN - width) : 1, "", value);
}

static const struct refusal {
    const char *name;
    int status;
    bool answer; /* the register was asked and says no */
} refusals[] = {
    {"version", FOI_ERR_VERSION, true},     {"key_reused", FOI_ERR_KEY_REUSED, true},
    {"conflict", FOI_ERR_CONFLICT, true},   {"absent", FOI_ERR_ABSENT, true},
    {"sealed", FOI_ERR_SEALED, true},       {"proof", FOI_ERR_PROOF, true},
    {"damaged", FOI_ERR_DAMAGED, true},     {"in_doubt", FOI_ERR_IN_DOUBT, false},
    {"busy", FOI_ERR_BUSY, false},          {"storage", FOI_ERR_STORAGE, false},
    {"foreign", FOI_ERR_FOREIGN, false},    {"memory", FOI_ERR_MEMORY, false},
    {"law", FOI_ERR_LAW_GAP, false},        {"calendar", FOI_ERR_CALENDAR_GAP, false},
};

static void put_error_json(const cli_register *r, const foi_error *err, const char *name, uint32_t version)
{
    cli_out *out = &r->c->out;
    char text[1024], pointer[256];

    foi_error_text(err, r->c->lang, text, sizeof text);
    cli_clean(pointer, sizeof pointer, err->pointer, strlen(err->pointer));
    cli_putf(out, "{\"error\": {\"code\": \"%s\", \"message\": ", name);
    cli_put_json(out, text);
    cli_put(out, ", \"pointer\": ");
    cli_put_json(out, pointer);
    if (version > 0)
        cli_putf(out, ", \"version\": %u", (unsigned)version);
    cli_put(out, "}}\n");
}

static const struct refusal *refusal_of(int status)
{
    static const struct refusal other = {"input", 0, false};

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].status == status)
            return &refusals[i];
    }
    return &other;
}

int cli_register_exit(int status)
{
    return refusal_of(status)->answer ? CLI_NO : cli_exit_of(status);
}

/* Why the register did not do it; `name` is that of the text that was read, or NULL. Returns the exit code. */
int cli_register_failed(const cli_register *r, const foi_error *err, const char *name, uint32_t version)
{
    if (name != NULL && (err->line > 0 || err->pointer[0] != '\0'))
        (void)cli_fail_in(r->c, err, name);
    else
        (void)cli_fail_with(r->c, err);
    if (r->json)
        put_error_json(r, err, refusal_of(err->code)->name, version);
    return cli_register_exit(err->code);
}

/* ---- opening ---- */

static int key_of(void *context, uint32_t epoch, uint8_t key[32])
{
    const uint8_t *found = cli_keyring_find(context, epoch);

    if (found == NULL)
        return FOI_ERR_SEALED;
    memcpy(key, found, 32);
    return FOI_OK;
}

/* New persons come under the newest key, unless --epoch says otherwise. */
static int epoch_of(cli_register *r, const cli_args *args, uint32_t *epoch)
{
    uint64_t number = 0;
    int code = cli_number_option(r->c, args, OPT_EPOCH, UINT32_MAX, &number);

    for (size_t i = 0; i < r->keys.count && !cli_given(args, OPT_EPOCH); i++)
        number = r->keys.item[i].epoch > number ? r->keys.item[i].epoch : number;
    *epoch = (uint32_t)number;
    return code;
}

/* Opens r->path, or the first word. Close it even if this fails. */
int cli_register_open(cli_register *r, const cli_args *args, uint32_t flags)
{
    foi_error err = {.size = sizeof err};
    foi_env env = {.size = sizeof env, .context = &r->keys, .key = key_of};
    foi_store_opts opts = {.size = sizeof opts, .flags = flags, .env = &env};
    int code = cli_load(r->c, &r->law, args);

    r->json = cli_given(args, OPT_JSON);
    if (r->path == NULL)
        r->path = args->words.item[0];
    if (code == CLI_YES && cli_given(args, OPT_KEYS) && (flags & FOI_STORE_CREATE) == 0)
        code = cli_keyring_read(r->c, &r->keys, args->value[OPT_KEYS]);
    if (code == CLI_YES)
        code = epoch_of(r, args, &opts.epoch);
    if (code == CLI_YES && foi_store_open(&r->store, r->path, r->law, &opts, &err) != FOI_OK)
        code = cli_fail_in(r->c, &err, r->path);
    return code;
}

void cli_register_close(cli_register *r)
{
    foi_store_close(r->store);
    foi_law_unref(r->law);
    cli_wipe(&r->keys, sizeof r->keys);
}

static int answer(cli *c, const cli_register_command *command, const cli_args *args)
{
    cli_register *r = cli_alloc(1, sizeof *r);
    int code = cli_words(c, args, command->least, command->most, command->usage);

    for (int i = 0; i < OPT_COUNT && code == CLI_YES; i++) {
        if ((command->needed & BIT(i)) != 0)
            code = cli_needed(c, args, (enum cli_option)i);
    }
    r->c = c;
    if (code == CLI_YES) {
        r->path = args->words.item[command->before];
        code = cli_register_open(r, args, command->flags);
    }
    if (code == CLI_YES)
        code = command->run(r, args);
    cli_register_close(r);
    free(r);
    return code;
}

int cli_register_run(cli *c, const cli_register_command *command, int argc, char **argv)
{
    const uint64_t allowed = command->allowed | command->needed | BIT(OPT_KEYS) | BIT(OPT_EPOCH) | BIT(OPT_JSON);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, command->topic) : answer(c, command, &args);
    cli_args_free(&args);
    return code;
}

/* A file that must be one JSON document; what is wrong with it is told with its place. */
int cli_json_file(cli *c, cli_file *file, const char *path)
{
    int32_t line, column;
    char place[2][16];
    int code = cli_read_file(c, file, path, CLI_PACK_MAX);

    if (code != CLI_YES || json_check(file->text != NULL ? file->text : "", file->size, &line, &column))
        return code;
    (void)snprintf(place[0], sizeof place[0], "%d", (int)line);
    (void)snprintf(place[1], sizeof place[1], "%d", (int)column);
    return cli_fail(c, CLI_BAD, T_REPLAY_JSON, file->name, place[0], place[1]);
}

/* ---- a case ---- */

static bool is_id(const char *word)
{
    static const char form[] = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";

    for (size_t i = 0; form[i] != '\0'; i++) {
        bool hex = (word[i] >= '0' && word[i] <= '9') || (word[i] >= 'a' && word[i] <= 'f');

        if (form[i] == '-' ? word[i] != '-' : !hex)
            return false;
    }
    return word[sizeof form - 1] == '\0';
}

/* A case by its id, its tracking code, or a number of the body that --body names. */
int cli_register_case(cli_register *r, const cli_args *args, const char *word, char item[40])
{
    foi_error err = {.size = sizeof err};

    if (!cli_utf8(word))
        return cli_fail(r->c, CLI_BAD, T_NOT_UTF8, word);
    if (is_id(word)) {
        memcpy(item, word, strlen(word) + 1);
        return CLI_YES;
    }
    if (foi_store_find(r->store, item, args->value[OPT_BODY], word, &err) == FOI_OK)
        return CLI_YES;
    return cli_register_failed(r, &err, NULL, 0);
}

static int find(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    foi_case *of = NULL;
    uint32_t version = 0;
    char item[40];
    int code = cli_register_case(r, args, args->words.item[1], item);

    if (code == CLI_YES && foi_store_case(r->store, &of, item, 0, &version, &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    else if (code == CLI_YES)
        cli_putf(&r->c->out, r->json ? "{\"foi_found\": 1, \"case\": \"%s\", \"version\": %u}\n" : "%s  %u\n", item,
                 (unsigned)version);
    foi_case_free(of);
    return code;
}

int cli_find(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "find", .usage = "find REGISTER CASE [--body ORIGIN]", .least = 2, .most = 2,
        .allowed = BIT(OPT_BODY), .flags = FOI_STORE_READ_ONLY, .run = find};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- lists ---- */

static void put_cases(cli *c, const char *json)
{
    const char *cursor = NULL;
    json_span key, item;

    while (json_next(json_member((json_span){json, strlen(json)}, "cases"), &cursor, &key, &item)) {
        char *id = json_text(json_member(item, "case")), *applicant = json_text(json_member(item, "applicant"));
        json_span version = json_member(item, "version");

        cli_putf(&c->out, "%s  %.*s  %s\n", id, (int)version.size, version.at, applicant);
        free(id);
        free(applicant);
    }
}

static int cases(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    size_t size = (size_t)256 << 10, needed = 0;
    uint64_t limit = FOI_LIST_PAGE;
    char *text;
    int code = cli_number_option(r->c, args, OPT_LIMIT, FOI_LIST_PAGE, &limit);

    if (code != CLI_YES)
        return code;
    text = cli_alloc(size, 1); /* a case takes less than 200 bytes of a page */
    if (foi_store_cases_json(r->store, args->value[OPT_BODY], args->value[OPT_AFTER], (size_t)limit, text, size,
                             &needed, &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    else if (!r->json)
        put_cases(r->c, text);
    else {
        cli_put_bytes(&r->c->out, text, needed);
        cli_put(&r->c->out, "\n");
    }
    free(text);
    return code;
}

int cli_cases(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "cases", .usage = "cases REGISTER --body ORIGIN [--after ID] [--limit N]", .least = 1, .most = 1,
        .allowed = BIT(OPT_AFTER) | BIT(OPT_LIMIT), .needed = BIT(OPT_BODY), .flags = FOI_STORE_READ_ONLY,
        .run = cases};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- bodies ---- */

static const char body_usage[] = "body add REGISTER FILE | list REGISTER";
static const char *const body_parts[] = {"add", "list"};

static void put_body(cli_register *r, const char *json, bool first)
{
    json_span body = {json, strlen(json)}, name_of = json_member(body, "name");
    char *origin, *name;

    if (r->json) {
        cli_put(&r->c->out, first ? "" : ", ");
        cli_put(&r->c->out, json);
        return;
    }
    origin = json_text(json_member(body, "origin"));
    name = name_of.at != NULL && *name_of.at == '"' ? json_text(name_of) : cli_print("%s", "");
    cli_putf(&r->c->out, "%s  ", origin);
    cli_put_clean(&r->c->out, name);
    cli_put(&r->c->out, "\n");
    free(origin);
    free(name);
}

static int list_bodies(cli_register *r)
{
    enum { PROFILE = 16 << 10 };
    char *json = cli_alloc(PROFILE, 1);
    foi_error err = {.size = sizeof err};
    size_t index = 0, needed = 0;
    int code;

    cli_put(&r->c->out, r->json ? "{\"foi_bodies\": 1, \"bodies\": [" : "");
    while ((code = foi_store_body_json(r->store, index, json, PROFILE, &needed, &err)) == FOI_OK)
        put_body(r, json, index++ == 0);
    free(json);
    cli_put(&r->c->out, r->json ? "]}\n" : "");
    return code == FOI_ERR_ABSENT ? CLI_YES : cli_register_failed(r, &err, NULL, 0);
}

/* The origin of a body that the library has accepted. */
static char *origin_of(const cli_file *file)
{
    const char *brace = memchr(file->text, '{', file->size);
    size_t size = json_end(brace, file->size - (size_t)(brace - file->text));

    return json_text(json_member((json_span){brace, size}, "origin"));
}

static void tell_body(cli_register *r, const cli_file *file)
{
    char *origin = origin_of(file);

    if (r->json) {
        cli_put(&r->c->out, "{\"foi_body\": 1, \"origin\": ");
        cli_put_json(&r->c->out, origin);
        cli_put(&r->c->out, "}\n");
    } else {
        cli_putf(&r->c->out, "%s\n", origin);
    }
    free(origin);
}

static int add_body(cli_register *r, const char *path)
{
    cli_file *file = cli_alloc(1, sizeof *file);
    foi_error err = {.size = sizeof err};
    int code = cli_json_file(r->c, file, path);

    if (code == CLI_YES && foi_store_add_body(r->store, file->text, file->size, &err) != FOI_OK)
        code = cli_register_failed(r, &err, file->name, 0);
    else if (code == CLI_YES)
        tell_body(r, file);
    cli_free_files(file, 1);
    return code;
}

static int body(cli_register *r, const cli_args *args)
{
    const char *part = args->words.item[0];
    bool add = strcmp(part, "add") == 0;
    int code;

    if (!add && strcmp(part, "list") != 0)
        return cli_unknown(r->c, T_UNKNOWN_PART, part, cli_nearest(part, body_parts, 2));
    code = cli_words(r->c, args, add ? 3 : 2, add ? 3 : 2, body_usage);
    if (code != CLI_YES)
        return code;
    return add ? add_body(r, args->words.item[2]) : list_bodies(r);
}

int cli_body(cli *c, int argc, char **argv)
{
    cli_register_command command = {
        .topic = "body", .usage = body_usage, .before = 1, .least = 2, .most = 3, .run = body};

    if (argc > 0 && strcmp(argv[0], "list") == 0)
        command.flags = FOI_STORE_READ_ONLY;
    return cli_register_run(c, &command, argc, argv);
}

/* ---- a copy ---- */

static int backup(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    const char *path = args->words.item[1];
    char clean[256];

    if (foi_store_backup(r->store, path, &err) != FOI_OK) {
        (void)cli_fail_in(r->c, &err, path);
        if (r->json)
            put_error_json(r, &err, refusal_of(err.code)->name, 0);
        return CLI_BAD;
    }
    cli_clean(clean, sizeof clean, path, strlen(path));
    if (!r->json) {
        cli_putf(&r->c->out, "%s\n", clean);
        return CLI_YES;
    }
    cli_put(&r->c->out, "{\"foi_backup\": 1, \"file\": ");
    cli_put_json(&r->c->out, clean);
    cli_put(&r->c->out, "}\n");
    return CLI_YES;
}

int cli_backup(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {.topic = "backup", .usage = "backup REGISTER FILE", .least = 2,
                                                 .most = 2, .flags = FOI_STORE_READ_ONLY, .run = backup};

    return cli_register_run(c, &command, argc, argv);
}
