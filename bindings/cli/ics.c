/*
 * foi case --ics: the due dates that run, as iCalendar (RFC 5545). The same case on the same day gives the same
 * bytes: the stamp is the day of the report, and an entry keeps its UID while the case goes on, so that a newer
 * file replaces the entries of an older one.
 */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLD = 75 };

/* ---- lines of content ---- */

/* A line, folded at 75 octets, never inside a character. */
static void put_line(cli_out *out, const char *line)
{
    size_t left = strlen(line), room = FOLD;

    while (left > room) {
        size_t size = room;

        while (((unsigned char)line[size] & 0xC0u) == 0x80u)
            size--;
        cli_put_bytes(out, line, size);
        cli_put(out, "\r\n ");
        line += size;
        left -= size;
        room = FOLD - 1;
    }
    cli_put(out, line);
    cli_put(out, "\r\n");
}

/* "NAME:text", with what the text form forbids escaped. */
static void put_text(cli_out *out, const char *name, const char *text)
{
    char *line = cli_alloc(strlen(name) + 2 * strlen(text) + 2, 1), *to = line;

    memcpy(to, name, strlen(name));
    to += strlen(name);
    *to++ = ':';
    for (; *text != '\0'; text++) {
        if (*text == '\n' || *text == ',' || *text == ';' || *text == '\\')
            *to++ = '\\';
        *to++ = *text == '\n' ? 'n' : (unsigned char)*text < 0x20 ? ' ' : *text;
    }
    put_line(out, line);
    free(line);
}

static void put_day(cli_out *out, const char *name, foi_day day)
{
    char date[16];
    char line[64];

    foi_date_format(day, date, sizeof date);
    (void)snprintf(line, sizeof line, "%s:%.4s%.2s%.2s%s", name, date, date + 5, date + 8,
                   strcmp(name, "DTSTAMP") == 0 ? "T000000Z" : "");
    put_line(out, line);
}

/* ---- which case is this? ---- */

static uint64_t hash(uint64_t so_far, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        so_far = (so_far ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
    return so_far;
}

/* Blanks between values do not count: a case that was only laid out anew is the same. */
static uint64_t hash_value(uint64_t so_far, json_span value)
{
    bool quoted = false;

    for (size_t i = 0; i < value.size; i++) {
        const char byte = value.at[i];

        if (quoted && byte == '\\' && i + 1 < value.size)
            so_far = hash(so_far, value.at + i++, 1);
        else if (byte == '"')
            quoted = !quoted;
        if (quoted || (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n'))
            so_far = hash(so_far, value.at + i, 1);
    }
    return so_far;
}

/* What stays the same while a case goes on: the name of its file, the body and the first event. */
static uint64_t case_hash(const cli_file *file)
{
    const char *slash = strrchr(file->name, '/'), *name = slash != NULL ? slash + 1 : file->name, *cursor = NULL;
    json_span whole = {file->text, file->size}, key, first = {NULL, 0};
    uint64_t found = hash(UINT64_C(0xCBF29CE484222325), name, strlen(name));

    while (whole.size > 0 && *whole.at != '{') {
        whole.at++;
        whole.size--;
    }
    while (whole.size > 0 && whole.at[whole.size - 1] != '}')
        whole.size--;
    found = hash_value(found, json_member(whole, "body"));
    json_next(json_member(whole, "events"), &cursor, &key, &first);
    return hash_value(found, first);
}

/* ---- the entries ---- */

static void put_entry(cli *c, const cli_judged *j, size_t index, uint64_t of)
{
    const foi_case_clock *clock = &j->clock[index];
    size_t nth = 1;
    char words[128], line[256], *text;

    for (size_t i = 0; i < index; i++)
        nth += strcmp(j->clock[i].id, clock->id) == 0;
    put_line(&c->out, "BEGIN:VEVENT");
    (void)snprintf(line, sizeof line, "UID:%016" PRIx64 "-%s-%zu@libfoi", of, clock->id, nth);
    put_line(&c->out, line);
    put_day(&c->out, "DTSTAMP", j->info.as_of);
    put_day(&c->out, "DTSTART;VALUE=DATE", clock->due);
    if (clock->due < FOI_DAY_MAX)
        put_day(&c->out, "DTEND;VALUE=DATE", clock->due + 1);
    text = cli_print("%s: %s", cli_text(T_DUE, c->lang), cli_clock_name(c, clock));
    put_text(&c->out, c->lang == FOI_LANG_EN ? "SUMMARY;LANGUAGE=en" : "SUMMARY;LANGUAGE=id", text);
    free(text);
    foi_day_text(clock->earliest, c->lang, words, sizeof words);
    text = cli_print("%s: %s\n%s, %s", cli_text(T_SAFE, c->lang), words, clock->id, clock->actor);
    put_text(&c->out, c->lang == FOI_LANG_EN ? "DESCRIPTION;LANGUAGE=en" : "DESCRIPTION;LANGUAGE=id", text);
    free(text);
    put_text(&c->out, "CATEGORIES", clock->id);
    put_line(&c->out, "TRANSP:TRANSPARENT");
    put_line(&c->out, "END:VEVENT");
}

static bool runs(const foi_case_clock *clock)
{
    return clock->due != FOI_DAY_NONE && (clock->status == FOI_CLOCK_RUNNING || clock->status == FOI_CLOCK_DUE_TODAY);
}

/* A calendar without entries is none (RFC 5545, 3.6): then it is said that nothing runs. */
int cli_case_ics(cli *c, const cli_judged *j, const cli_file *file)
{
    uint64_t of = case_hash(file);
    size_t count = 0;

    for (size_t i = 0; i < j->clocks; i++)
        count += runs(&j->clock[i]);
    if (count == 0)
        return cli_fail(c, CLI_NO, T_NOTHING_RUNS);
    put_line(&c->out, "BEGIN:VCALENDAR");
    put_line(&c->out, "VERSION:2.0");
    put_line(&c->out, "PRODID:-//libfoi//foi//EN");
    put_line(&c->out, "CALSCALE:GREGORIAN");
    for (size_t i = 0; i < j->clocks; i++) {
        if (runs(&j->clock[i]))
            put_entry(c, j, i, of);
    }
    put_line(&c->out, "END:VCALENDAR");
    return CLI_YES;
}
