/*
 * CSV from any bytes: the reader ends, every cell is UTF-8 and within its limits, and a row that is written again, every
 * cell in quotes, reads as the same. Each cell is also tried as a day.
 */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int condition)
{
    if (!condition)
        abort();
}

static size_t quote(char *to, const char *cell)
{
    char *begin = to;

    *to++ = '"';
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            *to++ = '"';
        *to++ = *cell;
    }
    *to++ = '"';
    return (size_t)(to - begin);
}

static void check_again(const cli_csv *csv, char separator)
{
    static char text[CSV_CELLS * (2 * CSV_CELL + 3)];
    cli_csv again;
    size_t used = 0;

    for (size_t i = 0; i < csv->cells; i++) {
        used += quote(text + used, csv->cell[i]);
        text[used++] = i + 1 < csv->cells ? separator : '\n';
    }
    cli_csv_begin(&again, text, used, separator);
    require(cli_csv_next(&again) == CSV_ROW && again.cells == csv->cells);
    for (size_t i = 0; i < csv->cells; i++)
        require(strcmp(again.cell[i], csv->cell[i]) == 0);
    require(cli_csv_next(&again) == CSV_END);
    cli_csv_end(&again);
}

static void check_day(const char *cell)
{
    char date[16];
    foi_day day = FOI_DAY_NONE, same = FOI_DAY_NONE;

    if (!cli_local_day(cell, &day))
        return;
    require(foi_date_format(day, date, sizeof date) == 10);
    require(cli_local_day(date, &same) && same == day);
}

/* The first byte chooses the separator. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char separator = size > 0 && data[0] % 2 == 0 ? ';' : ',';
    enum csv_found found;
    size_t line = 0, rows = 0;
    cli_csv csv;

    if (size == 0)
        return 0;
    cli_csv_begin(&csv, (const char *)data + 1, size - 1, separator);
    while ((found = cli_csv_next(&csv)) == CSV_ROW) {
        require(csv.cells >= 1 && csv.cells <= CSV_CELLS && csv.line > line && csv.next_line > csv.line);
        line = csv.line;
        for (size_t i = 0; i < csv.cells; i++) {
            require(strlen(csv.cell[i]) <= CSV_CELL && cli_utf8(csv.cell[i]));
            check_day(csv.cell[i]);
        }
        if (rows++ < 4) /* a reader each, which is slow */
            check_again(&csv, separator);
    }
    require(found == CSV_END || (csv.why > 0 && csv.why < T_COUNT));
    cli_csv_end(&csv);
    return 0;
}
