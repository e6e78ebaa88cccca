/* foi due-list: what waits in a register, by due date; and what a new holiday moves in it, for foi redate. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 500, CURSOR = 96 };

typedef struct due_list {
    cli_register *r;
    foi_due_query query;
    size_t shown, unjudged;
} due_list;

/* ---- one row ---- */

static const char *status_of(const due_list *l, const foi_due *d)
{
    if (d->due == FOI_DAY_NONE || d->due > l->query.today)
        return "running";
    return d->due == l->query.today ? "due_today" : "overdue";
}

static const char *clock_name(const foi_law *law, const char *id, int lang)
{
    foi_clock_info info = {.size = sizeof info};

    for (size_t i = 0; foi_law_clock(law, i, &info) == FOI_OK; i++)
        if (strcmp(info.id, id) == 0)
            return lang == FOI_LANG_EN ? info.name_en : info.name_id;
    return id;
}

static void put_row_json(due_list *l, const foi_due *d)
{
    cli_out *out = &l->r->c->out;

    cli_putf(out, "%s{\"case\": \"%s\", \"clock\": ", l->shown > 0 ? ", " : "", d->item);
    cli_put_json(out, d->clock);
    cli_put(out, ", \"name\": {\"id\": ");
    cli_put_json(out, clock_name(l->r->law, d->clock, FOI_LANG_ID));
    cli_put(out, ", \"en\": ");
    cli_put_json(out, clock_name(l->r->law, d->clock, FOI_LANG_EN));
    cli_put(out, "}, \"actor\": ");
    cli_put_json(out, d->actor);
    cli_putf(out, ", \"kind\": \"%s\", \"status\": \"%s\", \"start\": ", d->kind == FOI_WAIT_RIGHT ? "right" : "duty",
             status_of(l, d));
    cli_put_date(out, d->start);
    cli_put(out, ", \"due\": ");
    cli_put_date(out, d->due);
    cli_put(out, "}");
}

static void put_row(due_list *l, const foi_due *d)
{
    const enum cli_text words = strcmp(status_of(l, d), "overdue") == 0     ? T_WAITS_OVERDUE
                                : strcmp(status_of(l, d), "due_today") == 0 ? T_WAITS_TODAY
                                                                            : T_WAITS_RUNNING;
    cli *c = l->r->c;
    char day[16] = "-";

    if (l->r->json) {
        put_row_json(l, d);
    } else {
        if (d->due != FOI_DAY_NONE)
            foi_date_format(d->due, day, sizeof day);
        cli_putf(&c->out, "%-10s  %s  %s (%s, %s): %s\n", day, d->item, clock_name(l->r->law, d->clock, c->lang),
                 d->clock, d->actor, cli_text(words, c->lang));
    }
    l->shown++;
}

/* ---- pages ---- */

/* The place of the last row as a word for --after. */
static void write_cursor(char text[CURSOR], const foi_due *d)
{
    (void)snprintf(text, CURSOR, "%" PRId32 ".%" PRId32 ".%" PRId32 ".%" PRId64 ".%" PRId64, d->due, d->start, d->n,
                   d->place[0], d->place[1]);
}

static int read_cursor(due_list *l, const char *text, foi_due *d)
{
    int used = 0;

    if (text == NULL)
        return CLI_YES;
    if (strlen(text) < CURSOR &&
        sscanf(text, "%" SCNd32 ".%" SCNd32 ".%" SCNd32 ".%" SCNd64 ".%" SCNd64 "%n", &d->due, &d->start, &d->n,
               &d->place[0], &d->place[1], &used) == 5 &&
        text[used] == '\0')
        return CLI_YES;
    return cli_fail(l->r->c, CLI_BAD, T_CURSOR, text);
}

/* Pages until there are no more, or until --limit; `next` is then where the next one begins. */
static int list(due_list *l, const cli_args *args, uint64_t limit, char next[CURSOR])
{
    foi_error err = {.size = sizeof err};
    foi_due last = {.n = 0}, *rows = cli_alloc(PAGE, sizeof *rows);
    bool more = args->value[OPT_AFTER] != NULL;
    size_t got = 0;
    int code = read_cursor(l, args->value[OPT_AFTER], &last);

    do {
        size_t want = limit - l->shown < PAGE ? (size_t)(limit - l->shown) : PAGE;

        if (code == CLI_YES &&
            foi_store_due(l->r->store, &l->query, more ? &last : NULL, rows, want, &got, &l->unjudged, &err) != FOI_OK)
            code = cli_register_failed(l->r, &err, NULL, 0);
        for (size_t i = 0; code == CLI_YES && i < got; i++)
            put_row(l, &rows[i]);
        if (code == CLI_YES && got > 0)
            last = rows[got - 1];
        more = got == want;
    } while (code == CLI_YES && more && l->shown < limit);
    if (code == CLI_YES && more && l->shown > 0)
        write_cursor(next, &last);
    free(rows);
    return code;
}

/* ---- what is asked ---- */

/* --within N: due until N working days from the day, by the calendar of the first regime. */
static int within(due_list *l, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    uint64_t days = 0;
    int code = cli_number_option(l->r->c, args, OPT_WITHIN, 1000, &days);

    if (code != CLI_YES || !cli_given(args, OPT_WITHIN))
        return code;
    l->query.flags |= FOI_DUE_TO;
    if (foi_law_calendar(l->r->law, &cal, NULL, &err) != FOI_OK ||
        foi_calendar_add(cal, &l->query.to, l->query.today, (int32_t)days, &err) != FOI_OK)
        code = cli_fail_with(l->r->c, &err);
    foi_calendar_unref(cal);
    return code;
}

static int read_query(due_list *l, const cli_args *args)
{
    int code;

    l->query = (foi_due_query){.size = sizeof l->query,
                               .body = args->value[OPT_BODY],
                               .clock = args->value[OPT_CLOCK],
                               .actor = args->value[OPT_ACTOR]};
    if (cli_given(args, OPT_DATE))
        code = cli_day_option(l->r->c, args, OPT_DATE, &l->query.today);
    else
        code = cli_today(l->r->c, &l->query.today);
    if (code == CLI_YES)
        code = cli_only_one(l->r->c, args, BIT(OPT_WITHIN) | BIT(OPT_OVERDUE));
    if (code == CLI_YES && cli_given(args, OPT_OVERDUE)) {
        l->query.flags |= FOI_DUE_TO;
        l->query.to = l->query.today - 1;
    }
    return code == CLI_YES ? within(l, args) : code;
}

static void put_unjudged(cli *c, size_t count)
{
    char number[24], text[256];

    (void)snprintf(number, sizeof number, "%zu", count);
    cli_text_fill(text, sizeof text, T_UNJUDGED, c->lang, (const char *const[3]){number, NULL, NULL});
    cli_putf(&c->out, "%s\n", text);
}

static int due_rows(cli_register *r, const cli_args *args)
{
    due_list l = {.r = r};
    uint64_t limit = UINT32_MAX;
    char next[CURSOR] = "";
    int code = read_query(&l, args);

    if (code == CLI_YES)
        code = cli_number_option(r->c, args, OPT_LIMIT, UINT32_MAX, &limit);
    if (code != CLI_YES)
        return code;
    if (r->json) {
        cli_put(&r->c->out, "{\"foi_due_list\": 1, \"body\": ");
        cli_put_json(&r->c->out, args->value[OPT_BODY]);
        cli_put(&r->c->out, ", \"date\": ");
        cli_put_date(&r->c->out, l.query.today);
        cli_put(&r->c->out, ", \"due\": [");
    }
    code = list(&l, args, limit, next);
    if (r->json) {
        cli_putf(&r->c->out, "], \"unjudged\": %zu, \"next\": ", l.unjudged);
        cli_put_json(&r->c->out, next[0] != '\0' ? next : NULL);
        cli_put(&r->c->out, "}\n");
    } else if (code == CLI_YES) {
        if (l.shown == 0)
            cli_putf(&r->c->out, "%s\n", cli_text(T_NOTHING_WAITS, r->c->lang));
        if (l.unjudged > 0)
            put_unjudged(r->c, l.unjudged);
        if (next[0] != '\0')
            cli_putf(&r->c->out, "--after %s\n", next);
    }
    return code;
}

int cli_due_list(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "due-list",
        .usage =
            "due-list REGISTER --body ORIGIN [--date DAY] [--overdue | --within N] [--clock CLOCK] [--actor ACTOR]",
        .least = 1,
        .most = 1,
        .allowed = BIT(OPT_DATE) | BIT(OPT_OVERDUE) | BIT(OPT_WITHIN) | BIT(OPT_CLOCK) | BIT(OPT_ACTOR) |
                   BIT(OPT_LIMIT) | BIT(OPT_AFTER),
        .needed = BIT(OPT_BODY),
        .flags = FOI_STORE_READ_ONLY,
        .run = due_rows};

    return cli_register_run(c, &command, argc, argv);
}

static int refresh(cli_register *r, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    size_t count = 0;

    if (foi_store_refresh(r->store, args->value[OPT_BODY], &count, &err) != FOI_OK)
        return cli_register_failed(r, &err, NULL, 0);
    cli_putf(&r->c->out, r->json ? "{\"foi_refresh\": 1, \"cases\": %zu}\n" : "%zu\n", count);
    return CLI_YES;
}

int cli_refresh(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {.topic = "refresh",
                                                 .usage = "refresh REGISTER --body ORIGIN",
                                                 .least = 1,
                                                 .most = 1,
                                                 .needed = BIT(OPT_BODY),
                                                 .run = refresh};

    return cli_register_run(c, &command, argc, argv);
}

/* ---- another calendar ---- */

static void put_day(cli_out *out, foi_day day)
{
    char text[16] = "-";

    if (day != FOI_DAY_NONE)
        foi_date_format(day, text, sizeof text);
    cli_put(out, text);
}

static void put_move(cli_register *r, const foi_due_move *m, bool first)
{
    cli_out *out = &r->c->out;

    if (!r->json) {
        cli_putf(out, "%s: %s (%s): ", m->item, clock_name(r->law, m->clock, r->c->lang), m->clock);
        put_day(out, m->from);
        cli_put(out, " -> ");
        put_day(out, m->to);
        cli_put(out, "\n");
        return;
    }
    cli_putf(out, "%s{\"case\": \"%s\", \"clock\": ", first ? "" : ", ", m->item);
    cli_put_json(out, m->clock);
    cli_put(out, ", \"start\": ");
    cli_put_date(out, m->start);
    cli_put(out, ", \"from\": ");
    cli_put_date(out, m->from);
    cli_put(out, ", \"to\": ");
    cli_put_date(out, m->to);
    cli_put(out, "}");
}

/* The register of `foi redate --store`; the laws are those before and after the decree. */
int cli_redate_store(cli *c, const cli_args *args, const foi_law *before, const foi_law *after)
{
    cli_register *r = cli_alloc(1, sizeof *r);
    foi_error err = {.size = sizeof err};
    foi_due_move *moves = NULL;
    size_t moved = 0, room;
    int code;

    r->c = c;
    r->path = args->value[OPT_STORE];
    code = cli_register_open(r, args, FOI_STORE_READ_ONLY);
    if (code == CLI_YES &&
        foi_store_redate(r->store, args->value[OPT_BODY], before, after, NULL, 0, &moved, &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    room = moved;
    moves = cli_alloc(room, sizeof *moves);
    if (code == CLI_YES && moved > 0 &&
        foi_store_redate(r->store, args->value[OPT_BODY], before, after, moves, room, &moved, &err) != FOI_OK)
        code = cli_register_failed(r, &err, NULL, 0);
    if (code == CLI_YES) {
        if (r->json) {
            cli_put(&c->out, "{\"foi_redate_store\": 1, \"body\": ");
            cli_put_json(&c->out, args->value[OPT_BODY]);
            cli_put(&c->out, ", \"moved\": [");
        }
        for (size_t i = 0; i < moved && i < room; i++)
            put_move(r, &moves[i], i == 0);
        if (r->json)
            cli_put(&c->out, "]}\n");
        else if (moved == 0)
            cli_putf(&c->out, "%s\n", cli_text(T_NOTHING_MOVED, c->lang));
        code = moved > 0 ? CLI_NO : CLI_YES;
    }
    free(moves);
    cli_register_close(r);
    free(r);
    return code;
}
