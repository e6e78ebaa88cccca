/*
 * foi redate: which clocks of these cases move between two states of the calendar, and because of which day?
 * Each case is judged twice. A clock is the same in both when it has the same id and the same trigger.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* A case judged with one of the calendars. */
typedef struct side {
    foi_law *law;
    foi_calendar *cal; /* of the regime of the case */
    foi_case *of;
    foi_case_info info;
    foi_case_clock *clock;
    size_t clocks;
} side;

typedef struct redate {
    cli *c;
    bool json;
    const char *name; /* of the case */
    side before, after;
    const char *regime; /* whose days these are */
    foi_day_change *day;
    size_t days;
    size_t cases, moved;
    bool bad, gap; /* some case could not be read, some not be judged */
} redate;

/* ---- one clock ---- */

static bool same_trigger(const foi_case_clock *a, const foi_case_clock *b)
{
    return strcmp(a->id, b->id) == 0 && a->trigger_event == b->trigger_event &&
           (a->lapse_of == NULL) == (b->lapse_of == NULL) &&
           (a->lapse_of == NULL || strcmp(a->lapse_of, b->lapse_of) == 0);
}

/* The clock of `other` that is the same as the index-th of `own`; NULL if it has none. */
static const foi_case_clock *partner(const side *own, size_t index, const side *other)
{
    size_t nth = 0;

    for (size_t i = 0; i < index; i++)
        nth += same_trigger(&own->clock[i], &own->clock[index]);
    for (size_t i = 0; i < other->clocks; i++) {
        if (same_trigger(&other->clock[i], &own->clock[index]) && nth-- == 0)
            return &other->clock[i];
    }
    return NULL;
}

static void widen(foi_day day, foi_day *first, foi_day *last)
{
    if (day == FOI_DAY_NONE)
        return;
    *first = *first == FOI_DAY_NONE || day < *first ? day : *first;
    *last = *last == FOI_DAY_NONE || day > *last ? day : *last;
}

/* The days that a clock depends on: its own term and that of the clock whose lapse started it. */
static void term(const side *s, const foi_case_clock *clock, foi_day *first, foi_day *last)
{
    for (size_t depth = 0; clock != NULL && depth <= s->clocks; depth++) {
        const foi_case_clock *source = NULL;

        widen(clock->from, first, last);
        widen(clock->due, first, last);
        for (size_t i = 0; i < s->clocks && clock->lapse_of != NULL; i++) {
            if (strcmp(s->clock[i].id, clock->lapse_of) == 0 && s->clock[i].from < clock->from)
                source = &s->clock[i];
        }
        clock = source;
    }
}

/* ---- what is said ---- */

static void put_due(redate *r, const foi_case_clock *clock)
{
    char date[16] = "-";

    if (clock != NULL && clock->due != FOI_DAY_NONE)
        foi_date_format(clock->due, date, sizeof date);
    cli_put(&r->c->out, date);
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

static void put_changes(redate *r, const foi_case_clock *before, const foi_case_clock *after)
{
    foi_day first = FOI_DAY_NONE, last = FOI_DAY_NONE;
    size_t shown = 0;

    term(&r->before, before, &first, &last);
    term(&r->after, after, &first, &last);
    for (size_t i = 0; i < r->days && first != FOI_DAY_NONE; i++) {
        if (r->day[i].day < first || r->day[i].day > last)
            continue;
        if (r->json) {
            cli_put(&r->c->out, shown++ > 0 ? ", " : "");
            put_change_json(r, &r->day[i]);
        } else {
            put_change_words(r, &r->day[i]);
        }
    }
}

static void put_move_json(redate *r, const foi_case_clock *clock, const foi_case_clock *before,
                          const foi_case_clock *after)
{
    cli_out *out = &r->c->out;

    cli_put(out, r->moved > 0 ? ", {\"case\": " : "{\"case\": ");
    cli_put_json(out, r->name);
    cli_put(out, ", \"clock\": ");
    cli_put_json(out, clock->id);
    if (clock->trigger_event >= 0)
        cli_putf(out, ", \"trigger\": {\"event\": %d, \"date\": ", (int)clock->trigger_event);
    else
        cli_put(out, ", \"trigger\": {\"event\": null, \"date\": ");
    cli_put_date(out, clock->from);
    cli_put(out, "}, \"from\": ");
    cli_put_date(out, before != NULL ? before->due : FOI_DAY_NONE);
    cli_put(out, ", \"to\": ");
    cli_put_date(out, after != NULL ? after->due : FOI_DAY_NONE);
    cli_put(out, ", \"because\": [");
    put_changes(r, before, after);
    cli_put(out, "]}");
}

/* `clock` is the one of the two that there is, the later state first. */
static void put_move(redate *r, const foi_case_clock *clock, const foi_case_clock *before, const foi_case_clock *after)
{
    if (r->json) {
        put_move_json(r, clock, before, after);
    } else {
        cli_put_clean(&r->c->out, r->name);
        cli_putf(&r->c->out, ": %s (%s): ", cli_clock_name(r->c, clock), clock->id);
        put_due(r, before);
        cli_put(&r->c->out, " -> ");
        put_due(r, after);
        cli_put(&r->c->out, "\n");
        put_changes(r, before, after);
    }
    r->moved++;
}

/* ---- one case ---- */

static void compare(redate *r)
{
    for (size_t i = 0; i < r->after.clocks; i++) {
        const foi_case_clock *before = partner(&r->after, i, &r->before);

        if (before == NULL || before->due != r->after.clock[i].due)
            put_move(r, &r->after.clock[i], before, &r->after.clock[i]);
    }
    for (size_t i = 0; i < r->before.clocks; i++) {
        if (partner(&r->before, i, &r->after) == NULL)
            put_move(r, &r->before.clock[i], &r->before.clock[i], NULL);
    }
}

static int judge(side *s, foi_error *err)
{
    int code;

    s->info = (foi_case_info){.size = sizeof s->info};
    code = foi_case_state(s->of, FOI_DAY_NONE, &s->info, NULL, 0, err);
    if (code != FOI_OK)
        return code;
    free(s->clock);
    s->clocks = s->info.clock_count;
    s->clock = cli_alloc(s->clocks, sizeof *s->clock);
    return foi_case_state(s->of, FOI_DAY_NONE, &s->info, s->clock, s->clocks, err);
}

/* The days that differ between the calendars of this regime; most cases have that of the case before. */
static int find_days(redate *r, const char *regime, foi_error *err)
{
    int code;

    if (r->regime != NULL && strcmp(r->regime, regime) == 0)
        return FOI_OK;
    foi_calendar_unref(r->before.cal);
    foi_calendar_unref(r->after.cal);
    r->before.cal = r->after.cal = NULL;
    free(r->day);
    r->day = NULL;
    r->regime = NULL;
    code = foi_law_calendar(r->before.law, &r->before.cal, regime, err);
    if (code == FOI_OK)
        code = foi_law_calendar(r->after.law, &r->after.cal, regime, err);
    if (code != FOI_OK)
        return code;
    r->days = foi_calendar_diff(r->before.cal, r->after.cal, NULL, 0);
    r->day = cli_alloc(r->days, sizeof *r->day);
    foi_calendar_diff(r->before.cal, r->after.cal, r->day, r->days);
    r->regime = regime; /* borrows from the law, which stays */
    return FOI_OK;
}

/* One case; a fault is told and the next cases go on. */
static void redate_case(redate *r, const char *text, size_t size)
{
    foi_error err = {.size = sizeof err};
    int code = foi_case_parse(&r->before.of, r->before.law, text, size, NULL, &err);

    if (code == FOI_OK)
        code = foi_case_copy(&r->after.of, r->before.of, r->after.law, &err);
    if (code == FOI_OK)
        code = judge(&r->before, &err);
    if (code == FOI_OK)
        code = judge(&r->after, &err);
    if (code == FOI_OK)
        code = find_days(r, r->before.info.regime, &err);
    if (code == FOI_OK)
        compare(r);
    else if (cli_fail_in(r->c, &err, r->name) == CLI_GAP)
        r->gap = true;
    else
        r->bad = true;
    r->cases += code == FOI_OK;
    foi_case_free(r->before.of);
    foi_case_free(r->after.of);
    r->before.of = r->after.of = NULL;
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
        put_calendar(&r->c->out, "before", r->before.law);
        put_calendar(&r->c->out, "after", r->after.law);
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
    int code = cli_words(c, args, 1, SIZE_MAX, "redate FILE... --known-before DAY --known-after DAY");

    if (code == CLI_YES && args->value[OPT_CALENDAR_BEFORE] == NULL && args->value[OPT_KNOWN_BEFORE] == NULL)
        code = cli_fail(c, CLI_BAD, T_STATE_MISSING, "--calendar-before FILE", "--known-before DAY");
    if (code == CLI_YES && args->value[OPT_CALENDAR_AFTER] == NULL && args->value[OPT_KNOWN_AFTER] == NULL)
        code = cli_fail(c, CLI_BAD, T_STATE_MISSING, "--calendar-after FILE", "--known-after DAY");
    if (code == CLI_YES)
        code = cli_load_state(c, &r.before.law, args->value[OPT_CALENDAR_BEFORE], args->value[OPT_KNOWN_BEFORE]);
    if (code == CLI_YES)
        code = cli_load_state(c, &r.after.law, args->value[OPT_CALENDAR_AFTER], args->value[OPT_KNOWN_AFTER]);
    if (code == CLI_YES)
        code = run(&r, &args->words);
    foi_calendar_unref(r.before.cal);
    foi_calendar_unref(r.after.cal);
    free(r.before.clock);
    free(r.after.clock);
    free(r.day);
    foi_law_unref(r.before.law);
    foi_law_unref(r.after.law);
    return code;
}

int cli_redate(cli *c, int argc, char **argv)
{
    const uint32_t allowed = BIT(OPT_CALENDAR_BEFORE) | BIT(OPT_CALENDAR_AFTER) | BIT(OPT_KNOWN_BEFORE) |
                             BIT(OPT_KNOWN_AFTER) | BIT(OPT_JSON);
    cli_args args;
    int code = cli_args_read(c, &args, allowed, argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "redate") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
