/* foi rules diff: the clocks of two packs, key by key. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct diff {
    cli *c;
    const char *name[2];
    json_span clocks[2];
    size_t found; /* clocks that differ */
} diff;

static const json_span nothing = {NULL, 0};

/* The clock with the id of `wanted`; an id may come again, so the n-th of one belongs to the n-th of the other. */
static json_span find_clock(json_span clocks, json_span id, size_t nth)
{
    const char *cursor = NULL;
    json_span key, clock;

    while (json_next(clocks, &cursor, &key, &clock)) {
        if (json_same(json_member(clock, "id"), id) && nth-- == 0)
            return clock;
    }
    return nothing;
}

static void put_span(cli_out *out, json_span text)
{
    if (text.at != NULL)
        cli_put_bytes(out, text.at, text.size);
}

/* ---- for people ---- */

static void put_words(cli *c, json_span value);

/* A JSON string without its quotes; the backslash before a quote or another backslash goes too. */
static void put_string(cli *c, json_span text)
{
    for (size_t i = 1; i + 1 < text.size; i++) {
        if (text.at[i] == '\\' && i + 2 < text.size)
            i++;
        cli_put_bytes(&c->out, text.at + i, 1);
    }
}

/* "a, b" of a list, "length 7, at_most 1" of an object. */
static void put_members(cli *c, json_span container)
{
    const char *cursor = NULL;
    json_span key, value;

    for (bool first = true; json_next(container, &cursor, &key, &value); first = false) {
        cli_put(&c->out, first ? "" : ", ");
        put_span(&c->out, key);
        cli_put(&c->out, key.at != NULL ? " " : "");
        put_words(c, value);
    }
}

/* A value as a reader of law would write it: a text in one language, a citation as "UU14 22(7)". */
static void put_words(cli *c, json_span value)
{
    json_span text = json_member(value, c->lang == FOI_LANG_EN ? "en" : "id");

    if (value.at == NULL || json_is(value, "null")) {
        cli_put(&c->out, cli_text(T_DIFF_ABSENT, c->lang));
    } else if (value.at[0] == '"') {
        put_string(c, value);
    } else if (value.at[0] == '{' && text.at != NULL) {
        put_words(c, text);
    } else if (value.at[0] == '{' && json_member(value, "article").at != NULL) {
        put_words(c, json_member(value, "key"));
        cli_put(&c->out, " ");
        put_words(c, json_member(value, "article"));
        cli_put(&c->out, " (");
        put_words(c, json_member(value, "grade"));
        cli_put(&c->out, ")");
    } else if (value.at[0] == '{' || value.at[0] == '[') {
        put_members(c, value);
    } else {
        put_span(&c->out, value);
    }
}

static void put_value(cli *c, char mark, json_span key, json_span value)
{
    const char *colour = !c->colour ? "" : mark == '-' ? "\033[31m" : "\033[32m";

    cli_putf(&c->out, "  %s%c ", colour, mark);
    put_span(&c->out, key);
    cli_put(&c->out, ": ");
    put_words(c, value);
    cli_put(&c->out, c->colour ? "\033[0m\n" : "\n");
}

/* Do two values read alike? A text that differs in the other language only does. */
static bool reads_alike(const cli *c, json_span a, json_span b)
{
    const char *lang = c->lang == FOI_LANG_EN ? "en" : "id";
    json_span text = json_member(a, lang);

    return json_same(a, b) || (text.at != NULL && json_same(text, json_member(b, lang)));
}

static void put_change(cli *c, json_span key, json_span from, json_span to)
{
    put_value(c, '-', key, from);
    put_value(c, '+', key, to);
}

/* Keys whose values differ, then keys that only the second has. */
static void put_changes(cli *c, json_span from, json_span to)
{
    const char *cursor = NULL;
    json_span key, value;
    char name[64];

    while (json_next(from, &cursor, &key, &value)) {
        cli_clean(name, sizeof name, key.at, key.size);
        if (!reads_alike(c, value, json_member(to, name)))
            put_change(c, key, value, json_member(to, name));
    }
    for (cursor = NULL; json_next(to, &cursor, &key, &value);) {
        cli_clean(name, sizeof name, key.at, key.size);
        if (json_member(from, name).at == NULL)
            put_change(c, key, nothing, value);
    }
}

/* A clock that differs, or that only one of the packs has. */
static void put_clock(diff *d, json_span id, json_span from, json_span to)
{
    cli *c = d->c;
    char line[256];
    const char *arg[3] = {d->name[from.at == NULL], NULL, NULL};

    d->found++;
    if (id.size >= 2)
        cli_put_bytes(&c->out, id.at + 1, id.size - 2);
    if (from.at == NULL || to.at == NULL) {
        cli_text_fill(line, sizeof line, T_DIFF_ONLY, c->lang, arg);
        cli_putf(&c->out, ": %s\n", line);
    } else {
        cli_put(&c->out, "\n");
        put_changes(c, from, to);
    }
}

/* ---- for machines ---- */

static void put_clock_json(diff *d, json_span id, json_span from, json_span to)
{
    cli_out *out = &d->c->out;

    cli_put(out, d->found++ > 0 ? ", {\"id\": " : "{\"id\": ");
    put_span(out, id);
    cli_put(out, ", \"from\": ");
    put_span(out, from.at == NULL ? (json_span){"null", 4} : from);
    cli_put(out, ", \"to\": ");
    put_span(out, to.at == NULL ? (json_span){"null", 4} : to);
    cli_put(out, "}");
}

/* ---- the comparison ---- */

/* Walk the clocks of one side; those of the second are shown only when the first has none of the name. */
static void walk(diff *d, int side, void (*show)(diff *, json_span, json_span, json_span))
{
    const char *cursor = NULL;
    json_span key, clock;

    for (size_t i = 0; json_next(d->clocks[side], &cursor, &key, &clock); i++) {
        json_span id = json_member(clock, "id"), other;
        const char *before = NULL;
        size_t nth = 0;

        for (size_t k = 0; k < i; k++) {
            json_next(d->clocks[side], &before, &key, &other);
            nth += json_same(json_member(other, "id"), id);
        }
        other = find_clock(d->clocks[1 - side], id, nth);
        if (side == 0 && !json_same(clock, other))
            show(d, id, clock, other);
        if (side == 1 && other.at == NULL)
            show(d, id, nothing, clock);
    }
}

static void compare(diff *d, bool json)
{
    cli_out *out = &d->c->out;

    if (json) {
        cli_put(out, "{\"foi_rules_diff\": 1, \"from\": ");
        cli_put_json(out, d->name[0]);
        cli_put(out, ", \"to\": ");
        cli_put_json(out, d->name[1]);
        cli_put(out, ", \"clocks\": [");
    }
    walk(d, 0, json ? put_clock_json : put_clock);
    walk(d, 1, json ? put_clock_json : put_clock);
    if (json)
        cli_put(out, "]}\n");
    else if (d->found == 0)
        cli_putf(out, "%s\n", cli_text(T_DIFF_SAME, d->c->lang));
}

int cli_rules_diff(cli *c, const cli_args *args)
{
    diff d = {.c = c};
    char *text[2] = {NULL, NULL};
    foi_law *law = NULL;
    int code = cli_words(c, args, 3, 3, "rules diff ID ID");

    for (size_t i = 0; i < 2 && code == CLI_YES; i++) {
        d.name[i] = args->words.item[i + 1];
        if (!cli_utf8(d.name[i]))
            code = cli_fail(c, CLI_BAD, T_NOT_UTF8, d.name[i]);
    }
    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    for (size_t i = 0; i < 2 && code == CLI_YES; i++) {
        text[i] = cli_pack_json(c, law, d.name[i], &code);
        if (text[i] != NULL)
            d.clocks[i] = json_member((json_span){text[i], strlen(text[i])}, "clocks");
    }
    if (code == CLI_YES)
        compare(&d, cli_given(args, OPT_JSON));
    foi_law_unref(law);
    free(text[0]);
    free(text[1]);
    return code;
}
