/* foi redate: which clocks of these cases move between two states of the calendar, and because of which days? */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct redate {
    cli *c;
    bool json;
    const char *name; /* of the case */
    foi_law *before, *after;
    foi_clock_move *move; /* of the case */
    size_t room;
    const char *regime; /* whose days these are */
    foi_day_change *day;
    size_t days;
    size_t cases, moved;
    bool bad, gap; /* some case could not be read, some not be judged */
} redate;

/* ---- what is said ---- */

static void put_due(redate *r, foi_day due)
{
    char date[16] = "-";

    if (due != FOI_DAY_NONE)
        foi_date_format(due, date, sizeof date);
    cli_put(&r->c->out, date);
}

/* The last day that moved the clock. */
static foi_day last_day(const foi_clock_move *m)
{
    foi_day last = m->from > m->to ? m->from : m->to; /* FOI_DAY_NONE is earlier than any day */

    if (m->move == FOI_MOVE_DUE && (m->from == FOI_DAY_NONE || m->to == FOI_DAY_NONE))
        return FOI_DAY_MAX;
    return last > m->start ? last : m->start;
}

static void put_change_words(redate *r, const foi_day_change *change)
{
    cli *c = r->c;
    const char *name = c->lang == FOI_LANG_EN ? change->name_en : change->name_id;
    char date[16];

    foi_date_format(change->day, date, sizeof date);
    cli_putf(&c->out, "    %s %s", date, cli_text(change->works_after ? T_DAY_NOW_WORKED : T_DAY_NOW_OFF, c->lang));
    if (name != NULL) {
        cli_put(&c->out, ": ");
        cli_put(&c->out, name);
    }
    if (change->decree != NULL) {
        cli_put(&c->out, "; ");
        cli_put(&c->out, change->decree);
        if (foi_date_format(change->decree_date, date, sizeof date) > 0)
            cli_putf(&c->out, " (%s)", date);
    }
    cli_put(&c->out, "\n");
}

static void put_change_json(redate *r, const foi_day_change *change)
{
    cli_out *out = &r->c->out;

    cli_put(out, "{\"date\": ");
    cli_put_date(out, change->day);
    cli_putf(out, ", \"works\": %s, \"name\": {\"id\": ", change->works_after ? "true" : "false");
    cli_put_json(out, change->name_id);
    cli_put(out, ", \"en\": ");
    cli_put_json(out, change->name_en);
    cli_put(out, "}, \"decree\": ");
    cli_put_json(out, change->decree);
    cli_put(out, ", \"decree_date\": ");
    cli_put_date(out, change->decree_date);
    cli_put(out, "}");
}

static void put_changes(redate *r, const foi_clock_move *m)
{
    size_t shown = 0;

    for (size_t i = 0; i < r->days; i++) {
        if (r->day[i].day < m->since || r->day[i].day > last_day(m))
            continue;
        if (r->json) {
            cli_put(&r->c->out, shown++ > 0 ? ", " : "");
            put_change_json(r, &r->day[i]);
        } else {
            put_change_words(r, &r->day[i]);
        }
    }
}

static void put_move_json(redate *r, const foi_clock_move *m)
{
    cli_out *out = &r->c->out;

    cli_put(out, r->moved > 0 ? ", {\"case\": " : "{\"case\": ");
    cli_put_json(out, r->name);
    cli_put(out, ", \"clock\": ");
    cli_put_json(out, m->clock);
    if (m->trigger_event >= 0)
        cli_putf(out, ", \"trigger\": {\"event\": %d, \"date\": ", (int)m->trigger_event);
    else
        cli_put(out, ", \"trigger\": {\"event\": null, \"date\": ");
    cli_put_date(out, m->start);
    cli_put(out, "}, \"from\": ");
    cli_put_date(out, m->from);
    cli_put(out, ", \"to\": ");
    cli_put_date(out, m->to);
    cli_put(out, ", \"because\": [");
    put_changes(r, m);
    cli_put(out, "]}");
}

static const char *clock_name(const redate *r, const char *id)
{
    foi_clock_info info = {.size = sizeof info};

    for (size_t i = 0; foi_law_clock(r->after, i, &info) == FOI_OK; i++)
        if (strcmp(info.id, id) == 0)
            return r->c->lang == FOI_LANG_EN ? info.name_en : info.name_id;
    return id;
}

static void put_move(redate *r, const foi_clock_move *m)
{
    if (r->json) {
        put_move_json(r, m);
    } else {
        cli_put_clean(&r->c->out, r->name);
        cli_putf(&r->c->out, ": %s (%s): ", clock_name(r, m->clock), m->clock);
        put_due(r, m->from);
        cli_put(&r->c->out, " -> ");
        put_due(r, m->to);
        cli_put(&r->c->out, "\n");
        put_changes(r, m);
    }
    r->moved++;
}

/* ---- one case ---- */

/* The days that differ between the calendars of this regime; most cases have that of the case before. */
static int find_days(redate *r, const char *regime, foi_error *err)
{
    foi_calendar *before = NULL, *after = NULL;
    int code;

    if (r->regime != NULL && strcmp(r->regime, regime) == 0)
        return FOI_OK;
    code = foi_law_calendar(r->before, &before, regime, err);
    if (code == FOI_OK)
        code = foi_law_calendar(r->after, &after, regime, err);
    if (code == FOI_OK) {
        free(r->day);
        r->days = foi_calendar_diff(before, after, NULL, 0);
        r->day = cli_alloc(r->days, sizeof *r->day);
        foi_calendar_diff(before, after, r->day, r->days);
        r->regime = regime; /* borrows from the law, which stays */
    }
    foi_calendar_unref(before);
    foi_calendar_unref(after);
    return code;
}

static int find_moves(redate *r, foi_case *of, size_t *count, foi_error *err)
{
    foi_case_info info = {.size = sizeof info};
    uint8_t status = FOI_ITEM_OK;
    int code = foi_case_state(of, FOI_DAY_NONE, &info, NULL, 0, err); /* which regime it is judged by */

    if (code == FOI_OK)
        code = find_days(r, info.regime, err);
    if (code == FOI_OK)
        code = foi_redate(&of, 1, r->before, r->after, FOI_DAY_NONE, &status, r->move, r->room, count, NULL, err);
    if (code == FOI_OK && *count > r->room) {
        free(r->move);
        r->room = *count;
        r->move = cli_alloc(r->room, sizeof *r->move);
        code = foi_redate(&of, 1, r->before, r->after, FOI_DAY_NONE, &status, r->move, r->room, count, NULL, err);
    }
    return code == FOI_OK && status != FOI_ITEM_OK ? err->code : code;
}

/* One case; a fault is told and the next cases go on. */
static void redate_case(redate *r, const char *text, size_t size)
{
    foi_error err = {.size = sizeof err};
    foi_case *of = NULL;
    size_t count = 0;
    int code = foi_case_parse(&of, r->before, text, size, NULL, &err);

    if (code == FOI_OK)
        code = find_moves(r, of, &count, &err);
    for (size_t i = 0; code == FOI_OK && i < count; i++)
        put_move(r, &r->move[i]);
    if (code == FOI_OK)
        r->cases++;
    else if (cli_fail_in(r->c, &err, r->name) == CLI_GAP)
        r->gap = true;
    else
        r->bad = true;
    foi_case_free(of);
}

/* ---- the files ---- */

/* Does the file hold one case a line? So its name says, or its first line is a whole document and more follows. */
static bool by_line(const cli_file *file)
{
    const char *feed = file->size > 0 ? memchr(file->text, '\n', file->size) : NULL;
    size_t name = strlen(file->name), first, at;

    if (name > 6 && strcmp(file->name + name - 6, ".jsonl") == 0)
        return true;
    if (feed == NULL)
        return false;
    first = (size_t)(feed - file->text);
    for (at = first; at < file->size && strchr(" \t\r\n", file->text[at]) != NULL && file->text[at] != '\0';)
        at++;
    return at < file->size && json_end(file->text, first) > 0;
}

static void redate_lines(redate *r, const cli_file *file)
{
    const char *at = file->text, *end = file->text + file->size;

    for (size_t line = 1; at < end; line++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at)), *stop = feed != NULL ? feed : end;
        char *name = cli_print("%s:%zu", file->name, line);

        r->name = name;
        redate_case(r, at, (size_t)(stop - at));
        free(name);
        at = feed != NULL ? feed + 1 : end;
    }
}

static void redate_file(redate *r, const char *path)
{
    cli_file *file = cli_alloc(1, sizeof *file);

    if (cli_read_file(r->c, file, path, FOI_CASE_BYTES) != CLI_YES) {
        r->bad = true;
    } else if (by_line(file)) {
        redate_lines(r, file);
    } else {
        r->name = file->name;
        redate_case(r, file->text == NULL ? "" : file->text, file->size);
    }
    cli_free_files(file, 1);
}

static void put_calendar(cli_out *out, const char *key, const foi_law *law)
{
    foi_calendar *cal = NULL;
    char hash[80];

    if (foi_law_calendar(law, &cal, NULL, NULL) != FOI_OK)
        return;
    foi_calendar_hash(cal, hash, sizeof hash);
    cli_putf(out, "\"%s\": {\"id\": ", key);
    cli_put_json(out, foi_calendar_name(cal));
    cli_put(out, ", \"known_on\": ");
    cli_put_date(out, foi_calendar_known(cal));
    cli_putf(out, ", \"hash\": \"%s\"}, ", hash);
    foi_calendar_unref(cal);
}

static int run(redate *r, const cli_list *files)
{
    if (r->json) {
        cli_put(&r->c->out, "{\"foi_redate\": 1, ");
        put_calendar(&r->c->out, "before", r->before);
        put_calendar(&r->c->out, "after", r->after);
        cli_put(&r->c->out, "\"moved\": [");
    }
    for (size_t i = 0; i < files->count; i++)
        redate_file(r, files->item[i]);
    if (r->json)
        cli_putf(&r->c->out, "], \"cases\": %zu}\n", r->cases);
    else if (r->moved == 0 && r->cases > 0)
        cli_putf(&r->c->out, "%s\n", cli_text(T_NOTHING_MOVED, r->c->lang));
    if (r->bad || r->gap)
        return r->bad ? CLI_BAD : CLI_GAP;
    return r->moved > 0 ? CLI_NO : CLI_YES;
}

static int answer(cli *c, const cli_args *args)
{
    redate r = {.c = c, .json = cli_given(args, OPT_JSON)};
    const bool store = cli_given(args, OPT_STORE);
    int code = cli_words(c, args, store ? 0 : 1, store ? 0 : SIZE_MAX, "redate FILE... --known-before DAY --known-after DAY");

    if (code == CLI_YES && store)
        code = cli_needed(c, args, OPT_BODY);

    if (code == CLI_YES && args->value[OPT_CALENDAR_BEFORE] == NULL && args->value[OPT_KNOWN_BEFORE] == NULL)
        code = cli_fail(c, CLI_BAD, T_STATE_MISSING, "--calendar-before FILE", "--known-before DAY");
    if (code == CLI_YES && args->value[OPT_CALENDAR_AFTER] == NULL && args->value[OPT_KNOWN_AFTER] == NULL)
        code = cli_fail(c, CLI_BAD, T_STATE_MISSING, "--calendar-after FILE", "--known-after DAY");
    if (code == CLI_YES)
        code = cli_load_state(c, &r.before, args->value[OPT_CALENDAR_BEFORE], args->value[OPT_KNOWN_BEFORE]);
    if (code == CLI_YES)
        code = cli_load_state(c, &r.after, args->value[OPT_CALENDAR_AFTER], args->value[OPT_KNOWN_AFTER]);
    if (code == CLI_YES)
        code = store ? cli_redate_store(c, args, r.before, r.after) : run(&r, &args->words);
    free(r.move);
    free(r.day);
    foi_law_unref(r.before);
    foi_law_unref(r.after);
    return code;
}

int cli_redate(cli *c, int argc, char **argv)
{
    const uint64_t allowed = BIT(OPT_CALENDAR_BEFORE) | BIT(OPT_CALENDAR_AFTER) | BIT(OPT_KNOWN_BEFORE) |
                             BIT(OPT_KNOWN_AFTER) | BIT(OPT_STORE) | BIT(OPT_BODY) | BIT(OPT_JSON);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "redate") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
