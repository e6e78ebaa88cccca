/*
 * foi import: an existing register from CSV. Each row is a case. Every row is checked before the first is written;
 * then all are written in one transaction, each under a key made of the file's digest and its row, so that the same
 * file a second time writes nothing twice. No message shows a value: a cell may tell of a person.
 */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IMPORT_FILE_MAX = 100 << 20, MAP_FILE_MAX = 1 << 20, IMPORT_KINDS = 16, NO_COLUMN = -1 };

/* Where the cells of a column go. */
typedef struct target {
    char *column, *kind, *name; /* kind "applicant", or an event's; name "date" or a field's */
    char *words;                /* "Ditolak:refused;..." or NULL */
    int at;                     /* which column it is, NO_COLUMN for a constant */
    int32_t type;               /* enum foi_field_type */
} target;

typedef struct row {
    size_t line;
    char *events, *applicant;
    char key[FOI_KEY_BYTES + 1];
} row;

typedef struct import {
    cli_register *r;
    cli *c;
    const char *body, *file; /* file: its name */
    char *regime, *zone;
    target target[CSV_CELLS];
    size_t targets;
    row *rows;
    size_t count, room, faults;
    cli_csv csv;
} import;

/* ---- faults of rows ---- */

static void put_fault_json(import *m, size_t line, const char *column, const char *id, const char *en)
{
    cli_out *out = &m->c->out;

    cli_putf(out, "%s{\"line\": %zu, \"column\": ", m->faults > 0 ? ", " : "", line);
    cli_put_json(out, column);
    cli_put(out, ", \"text\": {\"id\": ");
    cli_put_json(out, id);
    cli_put(out, ", \"en\": ");
    cli_put_json(out, en);
    cli_put(out, "}}");
}

/* What is wrong in a row, and in which column; told at once, and counted. */
static void fault(import *m, const char *column, enum cli_text why, const char *about)
{
    const char *const arg[3] = {about, NULL, NULL};
    char words[2][512], name[128];

    cli_clean(name, sizeof name, column != NULL ? column : "", column != NULL ? strlen(column) : 0);
    for (int lang = 0; lang < 2; lang++)
        cli_text_fill(words[lang], sizeof words[lang], why, lang == 0 ? FOI_LANG_ID : FOI_LANG_EN, arg);
    if (m->r->json) {
        put_fault_json(m, m->csv.line, column != NULL ? name : NULL, words[0], words[1]);
    } else {
        char *place = cli_print("%s:%zu", m->file, m->csv.line);

        cli_fail(m->c, CLI_NO, column != NULL ? T_IMPORT_CELL : T_IMPORT_ROW, place,
                 words[m->c->lang == FOI_LANG_EN], name);
        free(place);
    }
    m->faults++;
}

/* ---- the map ---- */

static char *trimmed(const char *from, size_t size)
{
    char *copy;

    while (size > 0 && (*from == ' ' || *from == '\t')) {
        from++;
        size--;
    }
    while (size > 0 && strchr(" \t\r", from[size - 1]) != NULL && from[size - 1] != '\0')
        size--;
    copy = cli_alloc(size + 1, 1);
    memcpy(copy, from, size);
    return copy;
}

/* What the law has of a field of an event; false if there is none. Any event may have a note and the like. */
static bool find_field(const foi_law *law, target *t)
{
    static const char *const free_ones[] = {"note", "by", "ref"};
    foi_event_kind kind = {.size = sizeof kind};
    foi_field_kind field = {.size = sizeof field};
    size_t index = 0;

    while (foi_law_event(law, index, &kind) == FOI_OK && strcmp(kind.id, t->kind) != 0)
        index++;
    if (foi_law_event(law, index, &kind) != FOI_OK)
        return false;
    t->type = strcmp(t->name, "date") == 0 ? FOI_FIELD_DAY : FOI_FIELD_TEXT;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(t->name, free_ones[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < kind.field_count; i++) {
        if (foi_law_event_field(law, index, i, &field) == FOI_OK && strcmp(field.id, t->name) == 0) {
            t->type = field.type;
            return true;
        }
    }
    return strcmp(t->name, "date") == 0;
}

static target *find_target(import *m, const char *kind, const char *name)
{
    for (size_t i = 0; i < m->targets; i++) {
        if (strcmp(m->target[i].kind, kind) == 0 && strcmp(m->target[i].name, name) == 0)
            return &m->target[i];
    }
    return NULL;
}

/* COLUMN=KIND.FIELD, and in parentheses what the words of the column mean. */
static int read_entry(import *m, const char *entry, size_t size)
{
    const char *end = entry + size, *equals = memchr(entry, '=', size), *dot, *open;
    char *all = trimmed(entry, size);
    target t = {.at = NO_COLUMN, .type = FOI_FIELD_TEXT};
    int code = CLI_YES;

    open = equals != NULL ? memchr(equals, '(', (size_t)(end - equals)) : NULL;
    dot = equals != NULL ? memchr(equals, '.', (size_t)((open != NULL ? open : end) - equals)) : NULL;
    if (m->targets == CSV_CELLS || dot == NULL || (open != NULL && all[strlen(all) - 1] != ')')) {
        code = cli_fail(m->c, CLI_BAD, T_MAP_FORM, all);
    } else {
        t.column = trimmed(entry, (size_t)(equals - entry));
        t.kind = trimmed(equals + 1, (size_t)(dot - equals) - 1);
        t.name = trimmed(dot + 1, (size_t)((open != NULL ? open : end) - dot) - 1);
        t.words = open != NULL ? trimmed(open + 1, (size_t)(end - open) - 1) : NULL;
        if (t.words != NULL)
            t.words[strlen(t.words) - 1] = '\0';
        if (t.name[0] == '\0' || (strcmp(t.kind, "applicant") != 0 && !find_field(m->r->law, &t)))
            code = cli_fail(m->c, CLI_BAD, T_MAP_UNKNOWN, all);
        else if (find_target(m, t.kind, t.name) != NULL)
            code = cli_fail(m->c, CLI_BAD, T_MAP_TWICE, all);
        m->target[m->targets++] = t;
    }
    free(all);
    return code;
}

static int read_entries(import *m, const char *map, size_t size, const char *ends)
{
    int code = CLI_YES;

    for (size_t at = 0, length; at < size && code == CLI_YES; at += length + 1) {
        const char *entry = map + at;

        for (length = 0; at + length < size && strchr(ends, entry[length]) == NULL;)
            length++;
        if (strspn(entry, " \t\r") < length && entry[strspn(entry, " \t\r")] != '#')
            code = read_entry(m, entry, length);
    }
    return code;
}

/* A map in the option has a "=", a file has one entry a line. */
static int read_map(import *m, const char *given)
{
    cli_file *file;
    int code;

    if (strchr(given, '=') != NULL)
        return read_entries(m, given, strlen(given), ",");
    file = cli_alloc(1, sizeof *file);
    code = cli_read_file(m->c, file, given, MAP_FILE_MAX);
    if (code == CLI_YES && file->size > 0) {
        char *map = cli_print("%.*s", (int)file->size, file->text);

        code = cli_utf8(map) ? read_entries(m, map, strlen(map), "\n") : cli_fail(m->c, CLI_BAD, T_NOT_UTF8, given);
        free(map);
    }
    cli_free_files(file, 1);
    return code;
}

/* Every event of the map needs its day, and every column must be there, once. */
static int check_map(import *m)
{
    const cli_csv *csv = &m->csv;

    if (m->targets == 0)
        return cli_fail(m->c, CLI_BAD, T_MAP_EMPTY);
    for (size_t i = 0; i < m->targets; i++) {
        target *t = &m->target[i];

        if (strcmp(t->kind, "applicant") != 0 && find_target(m, t->kind, "date") == NULL)
            return cli_fail(m->c, CLI_BAD, T_MAP_NO_DATE, t->kind);
        for (size_t k = 0; k < csv->cells && t->column[0] != '\0'; k++) {
            char *name = trimmed(csv->cell[k], strlen(csv->cell[k]));
            bool same = strcmp(name, t->column) == 0;

            free(name);
            if (same && t->at != NO_COLUMN)
                return cli_fail(m->c, CLI_BAD, T_MAP_COLUMN_TWICE, m->file, t->column);
            t->at = same ? (int)k : t->at;
        }
        if (t->at == NO_COLUMN && t->column[0] != '\0')
            return cli_fail(m->c, CLI_BAD, T_MAP_COLUMN, m->file, t->column);
    }
    return CLI_YES;
}

/* ---- the body ---- */

static char *text_of(json_span value)
{
    return value.at != NULL && *value.at == '"' ? json_text(value) : NULL;
}

/* What the body numbers itself cannot come with a number. */
static int check_numbers(import *m, json_span body)
{
    for (size_t i = 0; i < m->targets; i++) {
        const target *t = &m->target[i];

        if (strcmp(t->name, "number") == 0 && json_member(json_member(body, "numbers"), t->kind).at != NULL)
            return cli_fail(m->c, CLI_BAD, T_MAP_NUMBERED, t->kind, t->column);
    }
    return CLI_YES;
}

static int read_body(import *m)
{
    foi_error err = {.size = sizeof err};
    enum { PROFILE = 16 << 10 };
    char *json = cli_alloc(PROFILE, 1);
    size_t needed = 0;
    int code = CLI_YES;
    bool found = false;

    if (foi_store_cases_json(m->r->store, m->body, NULL, 1, NULL, 0, &needed, &err) != FOI_OK)
        code = cli_register_failed(m->r, &err, NULL, 0);
    for (size_t i = 0; code == CLI_YES && !found; i++) {
        json_span body;
        char *origin;

        if (foi_store_body_json(m->r->store, i, json, PROFILE, &needed, &err) != FOI_OK) {
            code = cli_register_failed(m->r, &err, NULL, 0);
            break;
        }
        body = (json_span){json, strlen(json)};
        origin = json_text(json_member(body, "origin"));
        found = strcmp(origin, m->body) == 0;
        free(origin);
        if (!found)
            continue;
        m->regime = text_of(json_member(body, "regime"));
        m->zone = text_of(json_member(body, "timezone"));
        code = check_numbers(m, body);
    }
    free(json);
    return code;
}

/* ---- one row ---- */

static const char *cell_of(const import *m, const target *t)
{
    return t->at == NO_COLUMN ? "" : m->csv.cell[t->at];
}

static bool is_blank(const char *cell)
{
    return cell[strspn(cell, " \t")] == '\0';
}

/* The value of a cell: what its words mean, else itself without the blanks around it. A copy. */
static char *value_of(const import *m, const target *t)
{
    char *cell = trimmed(cell_of(m, t), strlen(cell_of(m, t)));

    for (const char *at = t->words; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ";"), from = strcspn(at, ":;");

        if (from < length && strlen(cell) == from && memcmp(cell, at, from) == 0) {
            free(cell);
            return trimmed(at + from + 1, length - from - 1);
        }
        at += length + (at[length] == ';');
    }
    return cell;
}

static void add_list(json_buffer *t, const char *value)
{
    json_add(t, "[");
    for (const char *before = ""; *value != '\0'; before = ", ") {
        size_t length = strcspn(value, ",;");
        char *item = trimmed(value, length);

        json_add(t, before);
        json_add_string(t, item);
        free(item);
        value += length;
        value += *value != '\0';
    }
    json_add(t, "]");
}

static bool is_one_of(const char *value, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strcmp(value, *words) == 0)
            return true;
    }
    return false;
}

static bool add_day(json_buffer *t, const char *value)
{
    char date[16];
    foi_day day;

    if (!cli_local_day(value, &day))
        return false;
    foi_date_format(day, date, sizeof date);
    json_add_string(t, date);
    return true;
}

/* A value as the JSON that its field wants; false if it is not of its form. */
static bool add_value(json_buffer *t, int32_t type, const char *value)
{
    static const char *const yes[] = {"ya", "Ya", "YA", "yes", "true", "1", NULL};
    static const char *const no[] = {"tidak", "Tidak", "TIDAK", "no", "false", "0", NULL};

    switch (type) {
    case FOI_FIELD_DAY:
    case FOI_FIELD_RECEIPT:
        return add_day(t, value);
    case FOI_FIELD_FLAG:
        json_add(t, is_one_of(value, yes) ? "true" : "false");
        return is_one_of(value, yes) || is_one_of(value, no);
    case FOI_FIELD_NUMBER:
        json_add(t, value);
        return strlen(value) < 16 && strspn(value, "0123456789") == strlen(value) && (value[0] != '0' || value[1] == '\0');
    case FOI_FIELD_TEXTS:
    case FOI_FIELD_CHOICES:
        add_list(t, value);
        return true;
    default:
        json_add_string(t, value);
        return true;
    }
}

static void add_member(import *m, json_buffer *t, const target *of)
{
    char *value = value_of(m, of), *about = cli_print("%s.%s", of->kind, of->name);

    if (value[0] != '\0') {
        json_add(t, t->used > 1 ? ", " : "");
        json_add_string(t, of->name);
        json_add(t, ": ");
        if (!add_value(t, of->type, value))
            fault(m, of->column,
                  of->type == FOI_FIELD_DAY || of->type == FOI_FIELD_RECEIPT ? T_IMPORT_DAY : T_IMPORT_VALUE, about);
    }
    cli_wipe(value, strlen(value));
    free(value);
    free(about);
}

static char *applicant_of(import *m)
{
    json_buffer t = {NULL, 0, 0};

    json_add(&t, "{");
    for (size_t i = 0; i < m->targets; i++) {
        if (strcmp(m->target[i].kind, "applicant") == 0)
            add_member(m, &t, &m->target[i]);
    }
    json_add(&t, "}");
    return t.text;
}

static char *event_of(import *m, const char *kind)
{
    json_buffer t = {NULL, 0, 0};

    json_add(&t, "{\"kind\": ");
    json_add_string(&t, kind);
    for (size_t i = 0; i < m->targets; i++) {
        if (strcmp(m->target[i].kind, kind) == 0)
            add_member(m, &t, &m->target[i]);
    }
    json_add(&t, "}");
    return t.text;
}

/* Without its day an event did not happen, and then nothing may be told of it. */
static bool happened(import *m, const target *date)
{
    char *value = value_of(m, date);
    bool blank = value[0] == '\0';

    free(value);
    for (size_t i = 0; i < m->targets && blank; i++) {
        const target *t = &m->target[i];

        if (strcmp(t->kind, date->kind) == 0 && !is_blank(cell_of(m, t)))
            fault(m, date->column, T_IMPORT_NO_DAY, t->column);
    }
    return !blank;
}

typedef struct happening {
    char *kind, *json;
    foi_day day;
} happening;

/* By day; those of one day as the map has them. */
static void sort(happening *item, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        happening moved = item[i];
        size_t k = i;

        for (; k > 0 && item[k - 1].day > moved.day; k--)
            item[k] = item[k - 1];
        item[k] = moved;
    }
}

static size_t gather(import *m, happening *out)
{
    size_t count = 0;

    for (size_t i = 0; i < m->targets; i++) {
        const target *t = &m->target[i];
        char *value;

        if (strcmp(t->kind, "applicant") == 0 || strcmp(t->name, "date") != 0 || !happened(m, t))
            continue;
        value = value_of(m, t);
        out[count] = (happening){.kind = t->kind, .json = event_of(m, t->kind), .day = FOI_DAY_NONE};
        (void)cli_local_day(value, &out[count++].day);
        free(value);
    }
    sort(out, count);
    return count;
}

/* The field in a pointer such as "/events/2/outcome" or "/exemption/0"; "" if it names none. A copy. */
static char *field_of(const char *pointer)
{
    static const char events[] = "/events/";

    if (strncmp(pointer, events, sizeof events - 1) == 0) {
        pointer += sizeof events - 1;
        pointer += strspn(pointer, "0123456789");
    }
    pointer += *pointer == '/';
    return trimmed(pointer, strcspn(pointer, "/"));
}

/* The library's word on an event, without its text: that may show a value. */
static void tell_refused(import *m, const char *kind, const foi_error *err)
{
    char *name = field_of(err->pointer);
    target *t = find_target(m, kind, name);
    char *about = cli_print("%s%s%s", kind, name[0] != '\0' ? "." : "", name);

    if (err->code == FOI_ERR_LAW_GAP || err->code == FOI_ERR_CALENDAR_GAP)
        fault(m, NULL, T_IMPORT_LAW, kind);
    else if (t != NULL && !is_blank(cell_of(m, t)))
        fault(m, t->column, T_IMPORT_VALUE, about);
    else
        fault(m, t != NULL ? t->column : NULL, name[0] != '\0' ? T_IMPORT_MISSING : T_IMPORT_EVENT, about);
    free(name);
    free(about);
}

/* As the register will look at it: a case of this body and applicant, and its events one by one. */
static void check_row(import *m, const happening *item, size_t count)
{
    target *of = find_target(m, "applicant", "kind");
    char *applicant = of != NULL ? value_of(m, of) : NULL;
    foi_case_opts opts = {.size = sizeof opts, .regime = m->regime, .timezone = m->zone,
                          .applicant = applicant != NULL && applicant[0] != '\0' ? applicant : NULL};
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;

    if (foi_case_new(&c, m->r->law, &opts, &err) != FOI_OK)
        fault(m, of != NULL ? of->column : NULL, T_IMPORT_VALUE, "applicant.kind");
    for (size_t i = 0; c != NULL && i < count; i++) {
        if (foi_case_apply_json(c, item[i].json, strlen(item[i].json), &err) != FOI_OK)
            tell_refused(m, item[i].kind, &err);
    }
    foi_case_free(c);
    free(applicant);
}

static char *list_of(const happening *item, size_t count)
{
    json_buffer t = {NULL, 0, 0};

    json_add(&t, "[");
    for (size_t i = 0; i < count; i++) {
        json_add(&t, i > 0 ? ", " : "");
        json_add(&t, item[i].json);
    }
    json_add(&t, "]");
    return t.text;
}

static void keep_row(import *m, const char *digest, char *events, char *applicant)
{
    row *r;

    if (m->count == m->room) {
        row *bigger;

        m->room = 2 * m->room + 64;
        bigger = cli_alloc(m->room, sizeof *bigger);
        if (m->count > 0)
            memcpy(bigger, m->rows, m->count * sizeof *bigger);
        free(m->rows);
        m->rows = bigger;
    }
    r = &m->rows[m->count++];
    *r = (row){.line = m->csv.line, .events = events, .applicant = applicant};
    (void)snprintf(r->key, sizeof r->key, "%.32s-%zu", digest, m->count);
}

static void read_row(import *m, size_t columns, const char *digest)
{
    happening item[CSV_CELLS];
    size_t count, faults = m->faults;
    char *applicant;

    if (m->csv.cells == 1 && is_blank(m->csv.cell[0]))
        return;
    if (m->csv.cells != columns) {
        fault(m, NULL, T_IMPORT_COLUMNS, NULL);
        return;
    }
    applicant = applicant_of(m);
    count = gather(m, item);
    if (m->faults == faults && count == 0)
        fault(m, NULL, T_IMPORT_NOTHING, NULL);
    if (m->faults == faults)
        check_row(m, item, count);
    keep_row(m, digest, list_of(item, count), applicant);
    for (size_t i = 0; i < count; i++)
        free(item[i].json);
}

/* ---- the file ---- */

/* A fault of the form ends the reading: nobody knows where the next row begins. */
static void tell_form(import *m)
{
    char cell[24];

    (void)snprintf(cell, sizeof cell, "%zu", m->csv.cells + 1);
    fault(m, NULL, m->csv.why, cell);
}

static int read_rows(import *m, const char *digest)
{
    size_t columns;
    enum csv_found found = cli_csv_next(&m->csv);
    int code;

    if (found == CSV_FAULT)
        tell_form(m);
    if (found != CSV_ROW)
        return found == CSV_END ? cli_fail(m->c, CLI_BAD, T_IMPORT_EMPTY, m->file) : CLI_YES;
    columns = m->csv.cells;
    code = check_map(m);
    while (code == CLI_YES && (found = cli_csv_next(&m->csv)) == CSV_ROW) {
        if (m->count == FOI_BATCH)
            return cli_fail(m->c, CLI_BAD, T_IMPORT_ROWS, m->file);
        read_row(m, columns, digest);
    }
    if (code == CLI_YES && found == CSV_FAULT)
        tell_form(m);
    return code;
}

/* ---- writing ---- */

static void put_case(import *m, const row *from, const foi_receipt *told, bool first)
{
    cli_out *out = &m->c->out;

    if (!m->r->json) {
        cli_putf(out, "%zu  %s  %s  %s\n", from->line, told->item, told->code, told->number);
        return;
    }
    cli_putf(out, "%s{\"line\": %zu, \"case\": \"%s\", \"code\": \"%s\", \"number\": ", first ? "" : ", ", from->line,
             told->item, told->code);
    cli_put_json(out, told->number[0] != '\0' ? told->number : NULL);
    cli_putf(out, ", \"version\": %u, \"replayed\": %s}", (unsigned)told->version, told->replayed != 0 ? "true" : "false");
}

/* What the register did not take although every row was good: a disk that is full, a key that was used. */
static int tell_not_written(import *m, const foi_error *err, size_t line)
{
    char *place = cli_print("%s:%zu", m->file, line), words[2][1024];

    (void)cli_fail_in(m->c, err, place);
    if (err->code == FOI_ERR_KEY_REUSED)
        (void)cli_fail(m->c, CLI_NO, T_IMPORT_OTHER_MAP);
    foi_error_text(err, FOI_LANG_ID, words[0], sizeof words[0]);
    foi_error_text(err, FOI_LANG_EN, words[1], sizeof words[1]);
    if (m->r->json)
        put_fault_json(m, line, NULL, words[0], words[1]);
    free(place);
    return cli_register_exit(err->code);
}

static int write_rows(import *m, const cli_args *args, foi_receipt *told)
{
    foi_error err = {.size = sizeof err};
    foi_append *all = cli_alloc(m->count, sizeof *all);
    size_t failed = 0;
    int code = CLI_YES;

    for (size_t i = 0; i < m->count; i++) {
        const row *r = &m->rows[i];

        told[i].size = sizeof told[i];
        all[i] = (foi_append){.size = sizeof all[i], .body = m->body, .key = r->key, .events = r->events,
                              .events_len = strlen(r->events), .applicant = r->applicant,
                              .applicant_len = strlen(r->applicant), .actor = args->value[OPT_ACTOR],
                              .role = args->value[OPT_ROLE]};
    }
    if (m->count > 0 && foi_store_append_many(m->r->store, all, m->count, told, &failed, &err) != FOI_OK)
        code = tell_not_written(m, &err, m->rows[failed].line);
    free(all);
    return code;
}

/* The end of the JSON, or what was written. */
static void tell_end(import *m, bool dry, bool written, const foi_receipt *told)
{
    char rows[24], faults[24];

    if (m->r->json)
        cli_putf(&m->c->out, "], \"rows\": %zu, \"dry_run\": %s, \"written\": %s, \"cases\": [", m->count,
                 dry ? "true" : "false", written ? "true" : "false");
    for (size_t i = 0; i < m->count && written; i++)
        put_case(m, &m->rows[i], &told[i], i == 0);
    if (m->r->json) {
        cli_put(&m->c->out, "]}\n");
        return;
    }
    (void)snprintf(rows, sizeof rows, "%zu", m->count);
    (void)snprintf(faults, sizeof faults, "%zu", m->faults);
    if (m->faults > 0)
        cli_fail(m->c, CLI_NO, T_IMPORT_FAULTS, faults, m->file);
    else if (dry)
        cli_pair(m->c, T_IMPORT_CLEAN, rows);
}

static int import_file(import *m, const cli_args *args, const cli_file *file)
{
    foi_receipt *told = NULL;
    bool dry = cli_given(args, OPT_DRY_RUN), written = false;
    foi_digest digest;
    char hex[33];
    int code;

    foi_merkle_leaf(&digest, file->text != NULL ? file->text : "", file->size);
    for (size_t i = 0; i < 16; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", digest.bytes[i]);
    if (m->r->json) {
        cli_put(&m->c->out, "{\"foi_import\": 1, \"file\": ");
        cli_put_json(&m->c->out, file->name);
        cli_put(&m->c->out, ", \"errors\": [");
    }
    code = read_rows(m, hex);
    if (code == CLI_YES && m->faults == 0 && !dry) {
        told = cli_alloc(m->count, sizeof *told);
        code = write_rows(m, args, told);
        written = code == CLI_YES;
    }
    tell_end(m, dry, written, told);
    free(told);
    return code == CLI_YES && m->faults > 0 ? CLI_NO : code;
}

static int read_separator(import *m, const cli_args *args, char *out)
{
    const char *given = args->value[OPT_SEPARATOR];

    if (given != NULL)
        *out = given[0];
    if (given != NULL && (given[1] != '\0' || strchr("\"\r\n", given[0]) != NULL))
        return cli_fail(m->c, CLI_BAD, T_CSV_SEPARATOR, given);
    return CLI_YES;
}

static void free_import(import *m)
{
    for (size_t i = 0; i < m->targets; i++) {
        free(m->target[i].column);
        free(m->target[i].kind);
        free(m->target[i].name);
        free(m->target[i].words);
    }
    for (size_t i = 0; i < m->count; i++) {
        cli_wipe(m->rows[i].events, strlen(m->rows[i].events));
        cli_wipe(m->rows[i].applicant, strlen(m->rows[i].applicant));
        free(m->rows[i].events);
        free(m->rows[i].applicant);
    }
    free(m->rows);
    free(m->regime);
    free(m->zone);
    cli_csv_end(&m->csv);
}

static int run(cli_register *r, const cli_args *args)
{
    import *m = cli_alloc(1, sizeof *m);
    cli_file *file = cli_alloc(1, sizeof *file);
    char separator = ',';
    int code;

    m->r = r;
    m->c = r->c;
    m->body = args->value[OPT_BODY];
    code = read_separator(m, args, &separator);
    if (code == CLI_YES)
        code = read_map(m, args->value[OPT_MAP]);
    if (code == CLI_YES)
        code = read_body(m);
    if (code == CLI_YES)
        code = cli_read_file(m->c, file, args->words.item[1], IMPORT_FILE_MAX);
    m->file = file->name;
    if (code == CLI_YES) {
        cli_csv_begin(&m->csv, file->text != NULL ? file->text : "", file->size, separator);
        code = import_file(m, args, file);
    }
    free_import(m);
    free(m);
    if (file->text != NULL)
        cli_wipe(file->text, file->size);
    cli_free_files(file, 1);
    return code;
}

int cli_import(cli *c, int argc, char **argv)
{
    static const cli_register_command command = {
        .topic = "import", .usage = "import REGISTER FILE --keys FILE --body ORIGIN --map FILE|COLUMN=KIND.FIELD,...",
        .least = 2, .most = 2,
        .allowed = BIT(OPT_DRY_RUN) | BIT(OPT_SEPARATOR) | BIT(OPT_ACTOR) | BIT(OPT_ROLE),
        .needed = BIT(OPT_KEYS) | BIT(OPT_BODY) | BIT(OPT_MAP), .run = run};

    return cli_register_run(c, &command, argc, argv);
}
