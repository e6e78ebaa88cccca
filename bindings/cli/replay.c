/*
 * foi replay: cases that were decided, beside what the library says of them. A file is a case with what its
 * panel said around it (docs/replay.md); the case inside is an ordinary case file.
 */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const about_names[ABOUT_COUNT] = {"response", "objection", "dispute", "other"};
static const char *const said_names[SAID_COUNT] = {"met", "late", "premature", "lapsed", "no_standing", "other"};
static const char *const comparison_names[COMPARED_COUNT] = {"agree", "agree_other", "disagree", "not_comparable"};

typedef struct replay {
    cli *c;
    const foi_law *law;
    bool json;
    size_t rows, cases;
    size_t count[COMPARED_COUNT];
    cli_file *file;
    char *id; /* of the case */
} replay;

/* ---- the form of a file ---- */

static int bad_form(const replay *r, const char *pointer)
{
    return cli_fail(r->c, CLI_BAD, T_REPLAY_FORM, r->file->name, pointer);
}

static bool is_type(json_span value, char type)
{
    return value.at != NULL && value.at[0] == type;
}

/* Only these keys, each once. `at` is the pointer of the object. */
static int check_keys(const replay *r, json_span object, const char *at, const char *const *keys, size_t count)
{
    const char *cursor = NULL;
    json_span key, value;
    uint32_t seen = 0;
    char pointer[256];

    while (json_next(object, &cursor, &key, &value)) {
        size_t i = 0;

        while (i < count && !json_is(key, keys[i]))
            i++;
        if (i == count || (seen & 1u << i) != 0) {
            (void)snprintf(pointer, sizeof pointer, "%s/%.*s", at, (int)key.size, key.at);
            return bad_form(r, pointer);
        }
        seen |= 1u << i;
    }
    return CLI_YES;
}

/* {"id": ..., "en": ...}; it may be left out. */
static bool is_texts(json_span value)
{
    return value.at == NULL ||
           (is_type(value, '{') && is_type(json_member(value, "id"), '"') && is_type(json_member(value, "en"), '"'));
}

/* The number of a string in a list of names, `count` if it is none of them. */
static size_t name_index(json_span value, const char *const *names, size_t count)
{
    size_t i = 0;

    if (!is_type(value, '"'))
        return count;
    while (i < count && !json_is((json_span){value.at + 1, value.size - 2}, names[i]))
        i++;
    return i;
}

/* One word of a panel. */
typedef struct saying {
    enum cli_about about;
    enum cli_said said;
    foi_day stated;
} saying;

/* One entry of `panel`. */
static int read_panel(const replay *r, json_span entry, size_t index, saying *out)
{
    static const char *const keys[] = {"about", "finding", "stated", "text"};
    json_span stated = json_member(entry, "stated");
    const char *wrong = NULL;
    char at[64];
    size_t about, said;
    int code;

    (void)snprintf(at, sizeof at, "/panel/%zu", index);
    if (!is_type(entry, '{'))
        return bad_form(r, at);
    code = check_keys(r, entry, at, keys, sizeof keys / sizeof keys[0]);
    if (code != CLI_YES)
        return code;
    about = name_index(json_member(entry, "about"), about_names, ABOUT_COUNT);
    said = name_index(json_member(entry, "finding"), said_names, SAID_COUNT);
    out->stated = FOI_DAY_NONE;
    if (about == ABOUT_COUNT)
        wrong = "about";
    else if (said == SAID_COUNT)
        wrong = "finding";
    else if (stated.at != NULL && !json_is(stated, "null") &&
             (!is_type(stated, '"') || !cli_parse_day(&out->stated, stated.at + 1, stated.size - 2)))
        wrong = "stated";
    else if (!is_texts(json_member(entry, "text")))
        wrong = "text";
    if (wrong != NULL) {
        (void)snprintf(at, sizeof at, "/panel/%zu/%s", index, wrong);
        return bad_form(r, at);
    }
    out->about = (enum cli_about)about;
    out->said = (enum cli_said)said;
    return CLI_YES;
}

static int check_form(const replay *r, json_span whole)
{
    static const char *const keys[] = {"foi_replay", "id", "case", "panel", "source", "assumed", "note"};
    static const struct { const char *key; char type; bool needed; } types[] = {
        {"id", '"', true}, {"case", '{', true}, {"panel", '[', true}, {"source", '"', true}, {"assumed", '[', false}};
    char pointer[32];
    int code;

    if (!is_type(whole, '{'))
        return bad_form(r, "/");
    code = check_keys(r, whole, "", keys, sizeof keys / sizeof keys[0]);
    if (code != CLI_YES)
        return code;
    if (!json_is(json_member(whole, "foi_replay"), "1"))
        return bad_form(r, "/foi_replay");
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        json_span value = json_member(whole, types[i].key);

        (void)snprintf(pointer, sizeof pointer, "/%s", types[i].key);
        if (value.at == NULL ? types[i].needed : !is_type(value, types[i].type))
            return bad_form(r, pointer);
    }
    return is_texts(json_member(whole, "note")) ? CLI_YES : bad_form(r, "/note");
}

/* ---- what is said ---- */

static void put_cell(cli *c, const char *text, size_t width)
{
    size_t used = cli_width(text);

    cli_putf(&c->out, "%s%*s", text, used < width ? (int)(width - used) + 1 : 1, "");
}

static const char *said_word(const cli *c, enum cli_said said)
{
    return cli_text((enum cli_text)(T_SAID_MET + (int)said), c->lang);
}

static void put_row_words(cli *c, const char *id, const char *about, const char *panel, const char *library,
                          const char *result)
{
    put_cell(c, id, 34);
    put_cell(c, about, 9);
    put_cell(c, panel, 15);
    put_cell(c, library, 32);
    cli_putf(&c->out, "%s\n", result);
}

/* "late (all readings)", "in time, or else late" */
static void fill_library(const cli *c, const cli_verdict *v, char *to, size_t size)
{
    if (v->comparison == COMPARED_NOT)
        (void)snprintf(to, size, "-");
    else if (v->under == FOI_UNDER_ALL)
        (void)snprintf(to, size, "%s (%s)", said_word(c, v->says), cli_text(T_UNDER_ALL_SHORT, c->lang));
    else
        (void)snprintf(to, size, "%s, %s %s", said_word(c, v->says), cli_text(T_OR_ELSE, c->lang),
                       said_word(c, v->other));
}

static void put_sentence(cli *c, enum cli_text text, const char *first, const char *second)
{
    const char *arg[3] = {first, second, NULL};
    char line[1024];

    cli_text_fill(line, sizeof line, text, c->lang, arg);
    cli_putf(&c->out, "    %s\n", line);
}

static void put_words(const replay *r, const saying *p, const cli_verdict *v)
{
    cli *c = r->c;
    char library[128], date[16];

    fill_library(c, v, library, sizeof library);
    put_row_words(c, r->id, cli_text((enum cli_text)(T_ABOUT_RESPONSE + (int)p->about), c->lang),
                  said_word(c, p->said), library,
                  cli_text((enum cli_text)(T_COMPARED_AGREE + (int)v->comparison), c->lang));
    if (v->comparison == COMPARED_NOT)
        cli_putf(&c->out, "    %s\n", cli_text(v->why, c->lang));
    if (foi_date_format(p->stated, date, sizeof date) > 0)
        put_sentence(c, T_STATED, date,
                     !v->reproduced           ? cli_text(T_NOT_REPRODUCED, c->lang)
                     : v->reading[0] == '\0' ? cli_text(T_UNDER_ALL_SHORT, c->lang)
                                              : v->reading);
}

static void put_texts(cli_out *out, enum cli_text text)
{
    cli_put(out, "{\"id\": ");
    cli_put_json(out, cli_text(text, FOI_LANG_ID));
    cli_put(out, ", \"en\": ");
    cli_put_json(out, cli_text(text, FOI_LANG_EN));
    cli_put(out, "}");
}

static void put_json(const replay *r, const saying *p, const cli_verdict *v)
{
    cli_out *out = &r->c->out;
    bool compared = v->comparison != COMPARED_NOT;

    cli_put(out, r->rows > 0 ? ", {\"case\": " : "{\"case\": ");
    cli_put_json(out, r->id);
    cli_putf(out, ", \"about\": \"%s\", \"panel\": \"%s\", \"library\": ", about_names[p->about], said_names[p->said]);
    cli_put_json(out, compared ? said_names[v->says] : NULL);
    cli_put(out, ", \"other\": ");
    cli_put_json(out, compared && v->under != FOI_UNDER_ALL ? said_names[v->other] : NULL);
    cli_put(out, ", \"stated\": ");
    cli_put_date(out, p->stated);
    cli_put(out, ", \"reading\": ");
    cli_put_json(out, v->reproduced ? v->reading : NULL);
    cli_putf(out, ", \"comparison\": \"%s\", \"why\": ", comparison_names[v->comparison]);
    if (compared)
        cli_put(out, "null");
    else
        put_texts(out, v->why);
    cli_put(out, "}");
}

/* The codes of the findings, each once. */
static void put_codes(cli *c, const cli_judged *j)
{
    size_t shown = 0;

    for (size_t i = 0; i < j->findings; i++) {
        const foi_case_finding *finding = &j->finding[i];
        size_t before = 0;

        while (before < i && (strcmp(j->finding[before].code, finding->code) != 0 ||
                              j->finding[before].under != finding->under))
            before++;
        if (before == i)
            cli_putf(&c->out, "%s%s (%s)", shown++ > 0 ? ", " : cli_text(T_FINDINGS, c->lang), finding->code,
                     foi_under_name(finding->under));
    }
    cli_put(&c->out, shown > 0 ? "\n" : "");
}

/* A case of which the panel's word is not on file: the findings of the library stand alone. */
static void put_silent(replay *r, const cli_judged *j)
{
    cli *c = r->c;
    cli_out *out = &c->out;

    if (r->json) {
        cli_put(out, r->rows > 0 ? ", {\"case\": " : "{\"case\": ");
        cli_put_json(out, r->id);
        cli_put(out, ", \"about\": null, \"panel\": null, \"findings\": [");
        for (size_t i = 0; i < j->findings; i++)
            cli_putf(out, "%s{\"code\": \"%s\", \"under\": \"%s\"}", i > 0 ? ", " : "", j->finding[i].code,
                     foi_under_name(j->finding[i].under));
        cli_put(out, "], \"comparison\": \"not_comparable\", \"why\": ");
        put_texts(out, T_WHY_SILENT);
        cli_put(out, "}");
        return;
    }
    put_row_words(c, r->id, "-", "-", "-", cli_text(T_COMPARED_NOT, c->lang));
    cli_putf(out, "    %s\n", cli_text(T_WHY_SILENT, c->lang));
    put_codes(c, j);
}

/* ---- the run ---- */

static int compare(replay *r, const cli_judged *j, json_span panels)
{
    const char *cursor = NULL;
    json_span key, entry;
    size_t index = 0;

    for (int code; json_next(panels, &cursor, &key, &entry); index++) {
        saying p = {.about = ABOUT_OTHER, .said = SAID_OTHER, .stated = FOI_DAY_NONE};
        cli_verdict v;

        code = read_panel(r, entry, index, &p);
        if (code != CLI_YES)
            return code;
        v = cli_verdict_find(j, p.about, p.said, p.stated);
        (r->json ? put_json : put_words)(r, &p, &v);
        r->rows++;
        r->count[v.comparison]++;
    }
    if (index == 0) {
        put_silent(r, j);
        r->rows++;
        r->count[COMPARED_NOT]++;
    }
    return CLI_YES;
}

static int judge(replay *r, json_span whole)
{
    json_span of = json_member(whole, "case");
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    cli_judged j;
    int code;

    if (foi_case_parse(&c, r->law, of.at, of.size, NULL, &err) != FOI_OK) {
        char pointer[sizeof err.pointer];

        (void)snprintf(pointer, sizeof pointer, "/case%.*s", (int)sizeof pointer - 6, err.pointer);
        memcpy(err.pointer, pointer, sizeof pointer);
        err.line = err.column = 0; /* they count from the beginning of the case */
        return cli_fail_in(r->c, &err, r->file->name);
    }
    code = cli_judge(r->c, &j, c, FOI_DAY_NONE, r->file->name);
    if (code == CLI_YES)
        code = compare(r, &j, json_member(whole, "panel"));
    cli_judged_free(&j);
    foi_case_free(c);
    return code;
}

static int replay_file(replay *r, const char *path)
{
    int code = cli_read_file(r->c, r->file, path, FOI_CASE_BYTES);
    const char *text = r->file->text == NULL ? "" : r->file->text;
    json_span whole = {text + strspn(text, " \t\r\n"), 0};
    char line[16], column[16];
    int32_t at[2];

    if (code != CLI_YES)
        return code;
    if (!json_check(text, r->file->size, &at[0], &at[1])) {
        (void)snprintf(line, sizeof line, "%d", (int)at[0]);
        (void)snprintf(column, sizeof column, "%d", (int)at[1]);
        return cli_fail(r->c, CLI_BAD, T_REPLAY_JSON, r->file->name, line, column);
    }
    whole.size = json_end(whole.at, r->file->size - (size_t)(whole.at - text));
    code = check_form(r, whole);
    if (code != CLI_YES)
        return code;
    r->id = json_text(json_member(whole, "id"));
    code = judge(r, whole);
    r->cases += code == CLI_YES;
    free(r->id);
    return code;
}

static void put_head(const replay *r)
{
    int lang = r->c->lang;

    if (r->json)
        cli_put(&r->c->out, "{\"foi_replay\": 1, \"rows\": [");
    else
        put_row_words(r->c, cli_text(T_HEAD_CASE, lang), cli_text(T_HEAD_ABOUT, lang), cli_text(T_HEAD_PANEL, lang),
                      cli_text(T_HEAD_LIBRARY, lang), cli_text(T_HEAD_RESULT, lang));
}

static void put_sum(const replay *r)
{
    if (r->json)
        cli_putf(&r->c->out, "], \"cases\": %zu", r->cases);
    for (size_t i = 0; i < COMPARED_COUNT; i++) {
        if (r->json)
            cli_putf(&r->c->out, ", \"%s\": %zu", comparison_names[i], r->count[i]);
        else
            cli_putf(&r->c->out, "%s%s: %zu", i > 0 ? "; " : "\n",
                     cli_text((enum cli_text)(T_COMPARED_AGREE + (int)i), r->c->lang), r->count[i]);
    }
    cli_put(&r->c->out, r->json ? "}\n" : "\n");
}

static int is_case_file(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);

    return entry->d_name[0] != '.' && length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

/* A file that cannot be used is told, and the others go on. */
static int run(replay *r, const char *folder)
{
    struct dirent **entry = NULL;
    int count = scandir(folder, &entry, is_case_file, alphasort), worst = CLI_YES;

    if (count < 0)
        return cli_fail(r->c, CLI_BAD, T_FILE, folder, cli_errno_text(r->c, errno));
    if (count == 0)
        worst = cli_fail(r->c, CLI_BAD, T_REPLAY_NONE, folder);
    else
        put_head(r);
    for (int i = 0; i < count; i++) {
        char *path = cli_print("%s/%s", folder, entry[i]->d_name);
        int code;

        r->file = cli_alloc(1, sizeof *r->file);
        code = replay_file(r, path);
        worst = code == CLI_BAD || (code == CLI_GAP && worst != CLI_BAD) ? code : worst;
        cli_free_files(r->file, 1);
        free(path);
        free(entry[i]);
    }
    free(entry);
    if (count > 0)
        put_sum(r);
    return worst == CLI_YES && r->count[COMPARED_DISAGREE] > 0 ? CLI_NO : worst;
}

static int answer(cli *c, const cli_args *args)
{
    replay r = {.c = c, .json = cli_given(args, OPT_JSON)};
    foi_law *law = NULL;
    int code = cli_words(c, args, 1, 1, "replay DIR");

    if (code == CLI_YES)
        code = cli_load(c, &law, args);
    r.law = law;
    if (code == CLI_YES)
        code = run(&r, args->words.item[0]);
    foi_law_unref(law);
    return code;
}

int cli_replay(cli *c, int argc, char **argv)
{
    cli_args args;
    int code = cli_args_read(c, &args, BIT(OPT_JSON), argc, argv);

    if (code == CLI_YES)
        code = cli_given(&args, OPT_HELP) ? cli_help(c, "replay") : answer(c, &args);
    cli_args_free(&args);
    return code;
}
