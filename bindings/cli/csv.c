/*
 * Comma-separated values (RFC 4180) and the days that people write in them. Strict: what is not clear is a fault with
 * its place, never a guess.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

/* Begin with a text that stays with the caller; a byte order mark is passed over. */
void cli_csv_begin(cli_csv *csv, const char *text, size_t size, char separator)
{
    static const char mark[] = "\xEF\xBB\xBF";

    *csv = (cli_csv){.at = text, .end = text + size, .separator = separator, .next_line = 1};
    csv->bytes = cli_alloc(CSV_CELLS, CSV_CELL + 1);
    if (size >= 3 && memcmp(text, mark, 3) == 0)
        csv->at += 3;
}

void cli_csv_end(cli_csv *csv)
{
    if (csv->bytes != NULL)
        cli_wipe(csv->bytes, (size_t)CSV_CELLS * (CSV_CELL + 1));
    free(csv->bytes);
    csv->bytes = NULL;
}

static bool fault(cli_csv *csv, enum cli_text why)
{
    csv->why = why;
    return false;
}

static bool put(cli_csv *csv, size_t *used, char byte)
{
    if (byte == '\0')
        return fault(csv, T_CSV_ZERO);
    if (*used == CSV_CELL)
        return fault(csv, T_CSV_CELL_LONG);
    csv->next_line += byte == '\n';
    csv->bytes[csv->cells * (CSV_CELL + 1) + (*used)++] = byte;
    return true;
}

/* The inside of quotes, where "" is one quote. */
static bool read_quoted(cli_csv *csv, size_t *used)
{
    for (csv->at++; csv->at < csv->end; csv->at++) {
        if (*csv->at == '"') {
            csv->at++;
            if (csv->at == csv->end || *csv->at != '"')
                return true;
        }
        if (!put(csv, used, *csv->at))
            return false;
    }
    return fault(csv, T_CSV_QUOTE_OPEN);
}

static bool at_row_end(const cli_csv *csv)
{
    return csv->at == csv->end || *csv->at == '\n' ||
           (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

static bool read_cell(cli_csv *csv)
{
    size_t used = 0;
    const char *cell = csv->bytes + csv->cells * (CSV_CELL + 1), *bad;

    if (csv->at < csv->end && *csv->at == '"') {
        if (!read_quoted(csv, &used))
            return false;
        if (!at_row_end(csv) && *csv->at != csv->separator)
            return fault(csv, T_CSV_AFTER_QUOTE);
    }
    for (; !at_row_end(csv) && *csv->at != csv->separator; csv->at++) {
        if (*csv->at == '"' || *csv->at == '\r')
            return fault(csv, T_CSV_QUOTE_INSIDE);
        if (!put(csv, &used, *csv->at))
            return false;
    }
    csv->bytes[csv->cells * (CSV_CELL + 1) + used] = '\0';
    if (!cli_utf8_bytes(cell, used, &bad))
        return fault(csv, T_CSV_UTF8);
    csv->cell[csv->cells++] = cell;
    return true;
}

/* The next row into csv->cell, valid until the one after it. At a fault csv->why, line and cells tell where. */
enum csv_found cli_csv_next(cli_csv *csv)
{
    csv->cells = 0;
    csv->line = csv->next_line;
    if (csv->at == csv->end)
        return CSV_END;
    for (;;) {
        if (csv->cells == CSV_CELLS) {
            (void)fault(csv, T_CSV_CELLS);
            return CSV_FAULT;
        }
        if (!read_cell(csv))
            return CSV_FAULT;
        if (at_row_end(csv))
            break;
        csv->at++; /* the separator */
    }
    if (csv->at < csv->end && *csv->at == '\r')
        csv->at++;
    if (csv->at < csv->end)
        csv->at++;
    csv->next_line++;
    return CSV_ROW;
}

/* ---- days ---- */

static const char *skip(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

/* At most `most` digits; NULL if there are none, or more. */
static const char *read_number(const char *at, size_t most, int32_t *out)
{
    size_t count = strspn(at, "0123456789");

    if (count == 0 || count > most)
        return NULL;
    *out = 0;
    for (size_t i = 0; i < count; i++)
        *out = *out * 10 + (at[i] - '0');
    return at + count;
}

static bool same_letter(char letter, char small)
{
    return letter == small || (letter >= 'A' && letter <= 'Z' && letter - 'A' == small - 'a');
}

/* The month that is called so, or is shortened to at least three letters; 0 for none. */
static int32_t month_of(const char *name, size_t length)
{
    static const struct { int32_t month; const char *name; } names[] = {
        {1, "januari"}, {2, "februari"}, {2, "pebruari"}, {3, "maret"},     {4, "april"},   {5, "mei"},
        {6, "juni"},    {7, "juli"},     {8, "agustus"},  {8, "agt"},       {8, "ags"},     {9, "september"},
        {10, "oktober"}, {11, "november"}, {11, "nopember"}, {12, "desember"},
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0] && length >= 3; i++) {
        size_t same = 0;

        while (same < length && names[i].name[same] != '\0' && same_letter(name[same], names[i].name[same]))
            same++;
        if (same == length)
            return names[i].month;
    }
    return 0;
}

/* " Januari " or " Jan. "; what follows is the year. */
static const char *read_month(const char *at, int32_t *month)
{
    size_t length = 0;

    for (at = skip(at); (at[length] >= 'A' && at[length] <= 'Z') || (at[length] >= 'a' && at[length] <= 'z');)
        length++;
    *month = month_of(at, length);
    at += length;
    return *month == 0 ? NULL : skip(at + (*at == '.'));
}

/* A day as YYYY-MM-DD, "12 Januari 2025", "12 Jan 2025", or day, month, year between equal "/", "-" or ".". */
bool cli_local_day(const char *text, foi_day *out)
{
    int32_t day = 0, month = 0, year = 0;
    const char *begin = skip(text), *at = read_number(begin, 2, &day);
    size_t length = strlen(begin);

    while (length > 0 && (begin[length - 1] == ' ' || begin[length - 1] == '\t'))
        length--;
    if (foi_date_parse(out, begin, length, NULL) == FOI_OK)
        return true;
    if (at != NULL && (*at == '/' || *at == '-' || *at == '.')) {
        char between = *at;

        at = read_number(at + 1, 2, &month);
        at = at != NULL && *at == between ? at + 1 : NULL;
    } else if (at != NULL) {
        at = read_month(at, &month);
    }
    if (at == NULL || strspn(at, "0123456789") != 4 || (at = read_number(at, 4, &year)) == NULL || *skip(at) != '\0')
        return false;
    return foi_date_from_civil(out, year, month, day, NULL) == FOI_OK;
}
