/* The law as the options ask for it: with calendars from files, as known on a day. */
#include "cli.h"

#include <stdlib.h>

static void fill_source(foi_source *source, const cli_file *file)
{
    *source = (foi_source){.name = file->name, .text = file->text == NULL ? "" : file->text, .size = file->size};
}

static int load(cli *c, foi_law **out, const cli_file *files, size_t count, foi_day known_on)
{
    foi_source *calendars = cli_alloc(count, sizeof *calendars);
    foi_error err = {.size = sizeof err};
    foi_law_opts opts = {.size = sizeof opts, .calendars = calendars, .calendar_count = count};
    int code;

    for (size_t i = 0; i < count; i++)
        fill_source(&calendars[i], &files[i]);
    if (known_on != FOI_DAY_NONE) {
        opts.flags = FOI_LAW_KNOWN_ON;
        opts.known_on = known_on;
    }
    code = foi_law_new(out, &opts, &err);
    free(calendars);
    return code == FOI_OK ? CLI_YES : cli_fail_with(c, &err);
}

/* Load the law with --calendar and --known-on. */
int cli_load(cli *c, foi_law **out, const cli_args *args)
{
    size_t count = args->calendars.count;
    cli_file *files = cli_alloc(count, sizeof *files);
    foi_day known_on;
    int code = cli_day_option(c, args, OPT_KNOWN_ON, &known_on);

    for (size_t i = 0; i < count && code == CLI_YES; i++)
        code = cli_read_file(c, &files[i], args->calendars.item[i], CLI_CALENDAR_MAX);
    if (code == CLI_YES)
        code = load(c, out, files, count, known_on);
    cli_free_files(files, count);
    return code;
}

/* The law with one state of the calendar: that of a file, that known on a day, or both. Either may be NULL. */
int cli_load_state(cli *c, foi_law **out, const char *calendar, const char *known_on)
{
    size_t count = calendar != NULL;
    cli_file *files = cli_alloc(count, sizeof *files);
    foi_day day = FOI_DAY_NONE;
    int code = known_on != NULL ? cli_day_word(c, known_on, &day) : CLI_YES;

    if (code == CLI_YES && calendar != NULL)
        code = cli_read_file(c, files, calendar, CLI_CALENDAR_MAX);
    if (code == CLI_YES)
        code = load(c, out, files, count, day);
    cli_free_files(files, count);
    return code;
}

/* As cli_load(), and the calendar of the first regime. */
int cli_load_calendar(cli *c, foi_law **law, foi_calendar **cal, const cli_args *args)
{
    foi_error err = {.size = sizeof err};
    int code = cli_load(c, law, args);

    if (code == CLI_YES && foi_law_calendar(*law, cal, NULL, &err) != FOI_OK)
        code = cli_fail_with(c, &err);
    return code;
}

/* The identity of a calendar, as every JSON answer carries it. */
void cli_put_calendar_json(cli_out *out, const foi_calendar *cal)
{
    char hash[80];

    foi_calendar_hash(cal, hash, sizeof hash);
    cli_put(out, "\"calendar\": {\"id\": ");
    cli_put_json(out, foi_calendar_name(cal));
    cli_put(out, ", \"known_on\": ");
    cli_put_date(out, foi_calendar_known(cal));
    cli_putf(out, ", \"hash\": \"%s\"}", hash);
}
