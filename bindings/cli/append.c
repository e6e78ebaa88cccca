/* foi request, event, erase, freeze, release: what is written into a register, and the receipt of it. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct appending {
    cli_register *r;
    foi_append append;
    char item[40];
    char once[FOI_KEY_BYTES + 2];
    char *list;                  /* JSON made here */
    const char *name;            /* of the events, for messages */
    cli_file *events, *applicant;
} appending;

/* ---- what is asked for ---- */

/* Each --event must be a document of its own: they are put into one list. */
static int check_event(cli *c, const char *json)
{
    int32_t line, column;
    char place[2][16];

    if (json_check(json, strlen(json), &line, &column))
        return CLI_YES;
    (void)snprintf(place[0], sizeof place[0], "%d", (int)line);
    (void)snprintf(place[1], sizeof place[1], "%d", (int)column);
    return cli_fail(c, CLI_BAD, T_REPLAY_JSON, "--event", place[0], place[1]);
}

static int join_events(appending *a, const cli_list *events)
{
    json_buffer list = {NULL, 0, 0};
    int code = CLI_YES;

    for (size_t i = 0; i < events->count && code == CLI_YES; i++) {
        code = check_event(a->r->c, events->item[i]);
        json_add(&list, i == 0 ? "[" : ", ");
        json_add(&list, events->item[i]);
    }
    json_add(&list, "]");
    a->list = list.text;
    a->append.events = events->count == 1 ? events->item[0] : a->list;
    a->append.events_len = strlen(a->append.events);
    a->name = "--event";
    return code;
}

static int read_events(appending *a, const cli_args *args)
{
    int code = cli_only_one(a->r->c, args, BIT(OPT_EVENT_OF) | BIT(OPT_EVENTS));

    if (code != CLI_YES)
        return code;
    if (args->events.count > 0)
        return join_events(a, &args->events);
    if (!cli_given(args, OPT_EVENTS))
        return cli_fail(a->r->c, CLI_BAD, T_EVENTS_MISSING, a->r->c->command);
    code = cli_json_file(a->r->c, a->events, args->value[OPT_EVENTS]);
    a->append.events = a->events->text;
    a->append.events_len = a->events->size;
    a->name = a->events->name;
    return code;
}

/* The key that makes a repetition harmless: the one given, or one by chance, which the receipt tells. */
static int read_once(appending *a, const cli_args *args)
{
    const char *given = args->value[OPT_ONCE];
    uint8_t bytes[16];
    int code = CLI_YES;

    a->append.key = given != NULL ? given : a->once;
    if (given == NULL)
        code = cli_random(a->r->c, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes && given == NULL && code == CLI_YES; i++)
        (void)snprintf(a->once + 2 * i, 3, "%02x", bytes[i]);
    return code;
}

static int read_common(appending *a, const cli_args *args)
{
    uint64_t expected = 0;
    int code = cli_number_option(a->r->c, args, OPT_EXPECTED, UINT32_MAX, &expected);

    a->append.size = sizeof a->append;
    a->append.expected = (uint32_t)expected;
    a->append.actor = args->value[OPT_ACTOR];
    a->append.role = args->value[OPT_ROLE];
    return code == CLI_YES ? read_once(a, args) : code;
}

static int read_case(appending *a, const cli_args *args)
{
    int code = cli_register_case(a->r, args, args->words.item[1], a->item);

    a->append.item = a->item;
    return code;
}

static int read_applicant(appending *a, const cli_args *args)
{
    int code = CLI_YES;

    if (!cli_given(args, OPT_APPLICANT))
        return code;
    code = cli_json_file(a->r->c, a->applicant, args->value[OPT_APPLICANT]);
    a->append.applicant = a->applicant->text;
    a->append.applicant_len = a->applicant->size;
    return code;
}

/* ---- the receipt ---- */

static void put_receipt_json(cli *c, const foi_receipt *told, const char *once, const char *leaf)
{
    cli_putf(&c->out, "{\"foi_receipt\": 1, \"case\": \"%s\", \"version\": %u, \"number\": ", told->item,
             (unsigned)told->version);
    cli_put_json(&c->out, told->number[0] != '\0' ? told->number : NULL);
    cli_put(&c->out, ", \"code\": ");
    cli_put_json(&c->out, told->code[0] != '\0' ? told->code : NULL);
    cli_putf(&c->out, ", \"index\": %" PRIu64 ", \"leaf\": \"%s\", \"once\": ", told->index, leaf);
    cli_put_json(&c->out, once);
    cli_putf(&c->out, ", \"replayed\": %s}\n", told->replayed != 0 ? "true" : "false");
}

static void put_receipt(const appending *a, const foi_receipt *told)
{
    cli *c = a->r->c;
    char leaf[CLI_BASE64 + 1], number[24];

    cli_base64_write(leaf, told->leaf.bytes);
    if (a->r->json) {
        put_receipt_json(c, told, a->append.key, leaf);
        return;
    }
    cli_pair(c, T_CASE_ID, told->item);
    (void)snprintf(number, sizeof number, "%u", (unsigned)told->version);
    cli_pair(c, T_CASE_VERSION, number);
    if (told->number[0] != '\0')
        cli_pair(c, T_CASE_NUMBER, told->number);
    if (told->code[0] != '\0')
        cli_pair(c, T_CASE_CODE, told->code);
    (void)snprintf(number, sizeof number, "%" PRIu64, told->index);
    cli_pair(c, T_LOG_INDEX, number);
    cli_pair(c, T_LEAF_HASH, leaf);
    cli_pair(c, T_ONCE_KEY, a->append.key);
    if (told->replayed != 0)
        cli_putf(&c->out, "\n%s\n", cli_text(T_REPLAYED, c->lang));
}

/* The receipt, or why there is none. A key made by chance is told when nobody knows whether it was used. */
static int finish(appending *a, int status, const foi_receipt *told, const foi_error *err)
{
    int code;

    if (status == FOI_OK) {
        put_receipt(a, told);
        return CLI_YES;
    }
    code = cli_register_failed(a->r, err, a->name, status == FOI_ERR_VERSION ? told->version : 0);
    if (status == FOI_ERR_IN_DOUBT)
        code = cli_fail(a->r->c, code, T_DOUBT, a->append.key);
    return code;
}

static void free_appending(appending *a)
{
    if (a->applicant->text != NULL)
        cli_wipe(a->applicant->text, a->applicant->size);
    if (a->events->text != NULL)
        cli_wipe(a->events->text, a->events->size);
    cli_free_files(a->events, 1);
    cli_free_files(a->applicant, 1);
    free(a->list);
}

static appending begin(cli_register *r)
{
    return (appending){.r = r, .events = cli_alloc(1, sizeof(cli_file)), .applicant = cli_alloc(1, sizeof(cli_file))};
}

/* ---- request, event ---- */

static int append(cli_register *r, const cli_args *args, bool fresh)
{
    appending a = begin(r);
    foi_receipt told = {.size = sizeof told};
    foi_error err = {.size = sizeof err};
    int code = read_common(&a, args);

    a.append.body = args->value[OPT_BODY];
    if (code == CLI_YES)
        code = read_events(&a, args);
    if (code == CLI_YES)
        code = fresh ? read_applicant(&a, args) : read_case(&a, args);
    if (code == CLI_YES)
        code = finish(&a, foi_store_append(r->store, &a.append, &told, &err), &told, &err);
    free_appending(&a);
    return code;
}

static int request(cli_register *r, const cli_args *args)
{
    return append(r, args, true);
}

static int event(cli_register *r, const cli_args *args)
{
    return append(r, args, false);
}

int cli_request(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "request", .usage = "request REGISTER --keys FILE --body ORIGIN --event JSON [--applicant FILE]",
        .least = 1, .most = 1,
        .allowed = BIT(OPT_EVENT_OF) | BIT(OPT_EVENTS) | BIT(OPT_APPLICANT) | BIT(OPT_ONCE) | BIT(OPT_ACTOR) |
                   BIT(OPT_ROLE),
        .needed = BIT(OPT_KEYS) | BIT(OPT_BODY), .run = request};

    return cli_register_run(c, &command, argc, argv);
}

int cli_event(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "event", .usage = "event REGISTER CASE --keys FILE --expected N --event JSON", .least = 2, .most = 2,
        .allowed = BIT(OPT_EVENT_OF) | BIT(OPT_EVENTS) | BIT(OPT_ONCE) | BIT(OPT_ACTOR) | BIT(OPT_ROLE) | BIT(OPT_BODY),
        .needed = BIT(OPT_KEYS) | BIT(OPT_EXPECTED), .run = event};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- erase, freeze, release ---- */

static void write_basis(appending *a, const char *basis)
{
    json_buffer b = {NULL, 0, 0};

    json_add(&b, "{\"basis\": ");
    json_add_string(&b, basis);
    json_add(&b, "}");
    a->list = b.text;
    a->append.events = b.text;
    a->append.events_len = b.used;
}

static int act_on(cli_register *r, const cli_args *args, int act)
{
    appending a = begin(r);
    foi_receipt told = {.size = sizeof told};
    foi_error err = {.size = sizeof err};
    foi_day day = FOI_DAY_NONE;
    int code = cli_given(args, OPT_DATE) ? cli_day_option(r->c, args, OPT_DATE, &day) : cli_today(r->c, &day);

    if (code == CLI_YES)
        code = read_common(&a, args);
    if (code == CLI_YES)
        code = read_case(&a, args);
    if (code == CLI_YES) {
        write_basis(&a, args->value[OPT_BASIS]);
        code = finish(&a, foi_store_vault(r->store, act, &a.append, day, &told, &err), &told, &err);
    }
    free_appending(&a);
    return code;
}

static int erase(cli_register *r, const cli_args *args)
{
    return act_on(r, args, FOI_VAULT_ERASE);
}

static int freeze(cli_register *r, const cli_args *args)
{
    return act_on(r, args, FOI_VAULT_FREEZE);
}

static int release(cli_register *r, const cli_args *args)
{
    return act_on(r, args, FOI_VAULT_RELEASE);
}

static int run_act(cli *c, int argc, char **argv, const char *topic, const char *usage,
                   int (*run)(cli_register *r, const cli_args *args))
{
    const cli_register_command command = {
        .topic = topic, .usage = usage, .least = 2, .most = 2,
        .allowed = BIT(OPT_DATE) | BIT(OPT_ONCE) | BIT(OPT_ACTOR) | BIT(OPT_ROLE) | BIT(OPT_BODY),
        .needed = BIT(OPT_BASIS) | BIT(OPT_EXPECTED), .run = run};

    return cli_register_run(c, &command, argc, argv);
}

int cli_erase(cli *c, int argc, char **argv)
{
    return run_act(c, argc, argv, "erase", "erase REGISTER CASE --basis TEXT --expected N", erase);
}

int cli_freeze(cli *c, int argc, char **argv)
{
    return run_act(c, argc, argv, "freeze", "freeze REGISTER CASE --basis TEXT --expected N", freeze);
}

int cli_release(cli *c, int argc, char **argv)
{
    return run_act(c, argc, argv, "release", "release REGISTER CASE --basis TEXT --expected N", release);
}
