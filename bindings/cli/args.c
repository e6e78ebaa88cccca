/* The command line: options that are known, given once, with a value where one belongs. */
#include "cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option {
    const char *name;
    bool has_value;
    bool repeats;
} options[OPT_COUNT] = {
    [OPT_FROM] = {"--from", true, false},
    [OPT_REGIME] = {"--regime", true, false},
    [OPT_READING] = {"--reading", true, true},
    [OPT_KNOWN_ON] = {"--known-on", true, false},
    [OPT_CALENDAR] = {"--calendar", true, true},
    [OPT_ON] = {"--on", true, false},
    [OPT_LANG] = {"--lang", true, false},
    [OPT_AS_OF] = {"--as-of", true, false},
    [OPT_EVENT] = {"--event", true, false},
    [OPT_CALENDAR_BEFORE] = {"--calendar-before", true, false},
    [OPT_CALENDAR_AFTER] = {"--calendar-after", true, false},
    [OPT_KNOWN_BEFORE] = {"--known-before", true, false},
    [OPT_KNOWN_AFTER] = {"--known-after", true, false},
    [OPT_KEY] = {"--key", true, false},
    [OPT_WITNESS] = {"--witness", true, true},
    [OPT_NEED] = {"--need", true, false},
    [OPT_ORIGIN] = {"--origin", true, false},
    [OPT_OUT] = {"--out", true, false},
    [OPT_LOG] = {"--log", true, false},
    [OPT_STATE] = {"--state", true, false},
    [OPT_PROOF] = {"--proof", true, false},
    [OPT_OF_WITNESS] = {"--witness", false, false},
    [OPT_STORE] = {"--store", true, false},
    [OPT_KEYS] = {"--keys", true, false},
    [OPT_EPOCH] = {"--epoch", true, false},
    [OPT_BODY] = {"--body", true, false},
    [OPT_EXPECTED] = {"--expected", true, false},
    [OPT_ONCE] = {"--once", true, false},
    [OPT_EVENT_OF] = {"--event", true, true},
    [OPT_EVENTS] = {"--events", true, false},
    [OPT_APPLICANT] = {"--applicant", true, false},
    [OPT_ACTOR] = {"--actor", true, false},
    [OPT_ROLE] = {"--role", true, false},
    [OPT_BASIS] = {"--basis", true, false},
    [OPT_DATE] = {"--date", true, false},
    [OPT_SIGN] = {"--sign", true, false},
    [OPT_NOTE] = {"--note", true, false},
    [OPT_AFTER] = {"--after", true, false},
    [OPT_LIMIT] = {"--limit", true, false},
    [OPT_MAP] = {"--map", true, false},
    [OPT_SEPARATOR] = {"--separator", true, false},
    [OPT_WITHIN] = {"--within", true, false},
    [OPT_CLOCK] = {"--clock", true, false},
    [OPT_OVERDUE] = {"--overdue", false, false},
    [OPT_OPEN] = {"--open", false, false},
    [OPT_DRY_RUN] = {"--dry-run", false, false},
    [OPT_PROVISIONAL] = {"--provisional", false, false},
    [OPT_EXPLAIN] = {"--explain", false, false},
    [OPT_TIMELINE] = {"--timeline", false, false},
    [OPT_SVG] = {"--svg", false, false},
    [OPT_ICS] = {"--ics", false, false},
    [OPT_JSON] = {"--json", false, false},
    [OPT_BATCH] = {"--batch", false, false},
    [OPT_HELP] = {"--help", false, false},
};

bool cli_given(const cli_args *args, enum cli_option option)
{
    return (args->seen & BIT(option)) != 0;
}

/* ---- the nearest name ---- */

/* Optimal string alignment: how many letters must be changed, added, dropped or swapped. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 32 };
    size_t row[3][MOST + 1], m = strlen(a), n = strlen(b);

    if (m > MOST || n > MOST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = row[i % 3], *up = row[(i - 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = up[j - 1] + (a[i - 1] != b[j - 1]);

            best = up[j] + 1 < best ? up[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && row[(i + 1) % 3][j - 2] + 1 < best)
                best = row[(i + 1) % 3][j - 2] + 1;
            now[j] = best;
        }
    }
    return row[m % 3][n];
}

/* The name that a slip of the keyboard most likely meant; NULL when none is near. */
const char *cli_nearest(const char *word, const char *const *names, size_t count)
{
    size_t length = strlen(word), best = (length < 3 ? 1 : 1 + length / 3) + 1;
    const char *near = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t far = distance(word, names[i]);

        if (length >= 3 && far >= best && strncmp(word, names[i], length) == 0)
            far = best - 1;
        if (far < best) {
            best = far;
            near = names[i];
        }
    }
    return near;
}

/* Report an unknown word. The sentence with a suggestion stands right after the one without. */
int cli_unknown(cli *c, enum cli_text text, const char *word, const char *near)
{
    if (near == NULL)
        return cli_fail(c, CLI_BAD, text, word, "", c->command);
    return cli_fail(c, CLI_BAD, (enum cli_text)(text + 1), word, near, c->command);
}

/* ---- reading ---- */

/* Only options of this command are suggested. */
static int unknown_option(cli *c, uint64_t allowed, const char *word)
{
    const char *names[OPT_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < OPT_COUNT; i++) {
        if ((allowed & BIT(i)) != 0)
            names[count++] = options[i].name;
    }
    return cli_unknown(c, T_UNKNOWN_OPTION, word, cli_nearest(word, names, count));
}

/* "-" is standard input and "-5" a number; neither is an option. */
static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0' && !(word[1] >= '0' && word[1] <= '9');
}

/*
 * The number of an option that is allowed here, OPT_COUNT when there is none. Names are never abbreviated; two
 * commands may mean different things by one.
 */
static size_t find_option(const char *word, size_t length, uint64_t allowed)
{
    size_t i = 0;

    if (length == 2 && memcmp(word, "-h", 2) == 0)
        return OPT_HELP;
    while (i < OPT_COUNT && ((allowed & BIT(i)) == 0 || strlen(options[i].name) != length ||
                             memcmp(options[i].name, word, length) != 0))
        i++;
    return i;
}

/* Where the values of an option go that may be repeated. */
static cli_list *list_of(cli_args *args, enum cli_option option)
{
    switch (option) {
    case OPT_READING:
        return &args->readings;
    case OPT_CALENDAR:
        return &args->calendars;
    case OPT_WITNESS:
        return &args->witnesses;
    default:
        return &args->events;
    }
}

/* Options whose value is text for the library; paths may hold any bytes. */
static int store_value(cli *c, cli_args *args, enum cli_option option, const char *value)
{
    const uint64_t paths = BIT(OPT_CALENDAR) | BIT(OPT_CALENDAR_BEFORE) | BIT(OPT_CALENDAR_AFTER) | BIT(OPT_KEY) |
                           BIT(OPT_WITNESS) | BIT(OPT_OUT) | BIT(OPT_LOG) | BIT(OPT_STATE) | BIT(OPT_PROOF) |
                           BIT(OPT_STORE) | BIT(OPT_KEYS) | BIT(OPT_EVENTS) | BIT(OPT_APPLICANT) | BIT(OPT_SIGN) |
                           BIT(OPT_NOTE);
    cli_list *list = list_of(args, option);

    if ((paths & BIT(option)) == 0 && !cli_utf8(value))
        return cli_fail(c, CLI_BAD, T_NOT_UTF8, value);
    if (options[option].repeats)
        list->item[list->count++] = value;
    else
        args->value[option] = value;
    return CLI_YES;
}

/* One option at argv[*at]; moves on when it takes the next word as its value. */
static int read_option(cli *c, cli_args *args, uint64_t allowed, int argc, char **argv, int *at)
{
    const char *word = argv[*at], *equals = strchr(word, '='), *value = NULL;
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    char name[64];
    size_t option;

    cli_clean(name, sizeof name, word, length);
    option = find_option(word, length, allowed);
    if (option == OPT_COUNT)
        return unknown_option(c, allowed, name);
    if (cli_given(args, (enum cli_option)option) && !options[option].repeats)
        return cli_fail(c, CLI_BAD, T_OPTION_TWICE, name);
    if (!options[option].has_value && equals != NULL)
        return cli_fail(c, CLI_BAD, T_OPTION_NO_VALUE, name);
    args->seen |= BIT(option);
    if (!options[option].has_value)
        return CLI_YES;
    if (equals != NULL)
        value = equals + 1;
    else if (*at + 1 < argc && !is_option(argv[*at + 1]))
        value = argv[++*at];
    if (value == NULL || *value == '\0')
        return cli_fail(c, CLI_BAD, T_OPTION_VALUE, name);
    return store_value(c, args, (enum cli_option)option, value);
}

/* What can be said of the values without the law. */
static int check_values(cli *c, const cli_args *args)
{
    const char *lang = args->value[OPT_LANG];
    const uint64_t files = BIT(OPT_CALENDAR_BEFORE) | BIT(OPT_CALENDAR_AFTER) | BIT(OPT_EVENTS) | BIT(OPT_APPLICANT);
    const bool reads_files = strcmp(c->command, "case") == 0 || strcmp(c->command, "redate") == 0;
    size_t from_stdin = cli_given(args, OPT_BATCH);

    if (lang != NULL && strcmp(lang, "id") != 0 && strcmp(lang, "en") != 0)
        return cli_fail(c, CLI_BAD, T_LANGUAGE, lang);
    for (size_t i = 0; i < args->readings.count; i++) {
        const char *reading = args->readings.item[i], *equals = strchr(reading, '=');

        if (equals == NULL || equals == reading || equals[1] == '\0')
            return cli_fail(c, CLI_BAD, T_READING_FORM, reading);
    }
    for (size_t i = 0; i < args->calendars.count; i++)
        from_stdin += strcmp(args->calendars.item[i], "-") == 0;
    for (size_t i = 0; i < OPT_COUNT; i++)
        from_stdin += (BIT(i) & files) != 0 && args->value[i] != NULL && strcmp(args->value[i], "-") == 0;
    for (size_t i = 0; i < args->words.count && reads_files; i++)
        from_stdin += strcmp(args->words.item[i], "-") == 0;
    return from_stdin > 1 ? cli_fail(c, CLI_BAD, T_STDIN_TWICE) : CLI_YES;
}

/* Read the words after the command. On a fault it has been told, and the exit code comes back. */
int cli_args_read(cli *c, cli_args *args, uint64_t allowed, int argc, char **argv)
{
    size_t room = (size_t)argc + 1;
    bool only_words = false;
    int code = CLI_YES;

    memset(args, 0, sizeof *args);
    args->readings.item = cli_alloc(room, sizeof(char *));
    args->calendars.item = cli_alloc(room, sizeof(char *));
    args->witnesses.item = cli_alloc(room, sizeof(char *));
    args->events.item = cli_alloc(room, sizeof(char *));
    args->words.item = cli_alloc(room, sizeof(char *));
    allowed |= BIT(OPT_LANG) | BIT(OPT_HELP);
    for (int at = 0; at < argc && code == CLI_YES; at++) {
        if (!only_words && strcmp(argv[at], "--") == 0)
            only_words = true;
        else if (!only_words && is_option(argv[at]))
            code = read_option(c, args, allowed, argc, argv, &at);
        else
            args->words.item[args->words.count++] = argv[at];
    }
    if (code == CLI_YES && cli_given(args, OPT_HELP))
        return CLI_YES;
    return code == CLI_YES ? check_values(c, args) : code;
}

void cli_args_free(cli_args *args)
{
    free(args->readings.item);
    free(args->calendars.item);
    free(args->witnesses.item);
    free(args->events.item);
    free(args->words.item);
}

/* ---- checks that several commands share ---- */

/* From `least` to `most` words, else the usage is told. */
int cli_words(cli *c, const cli_args *args, size_t least, size_t most, const char *usage)
{
    char topic[32];

    cli_clean(topic, sizeof topic, c->command, strcspn(c->command, " "));
    if (args->words.count < least)
        return cli_fail(c, CLI_BAD, T_WORD_MISSING, usage, topic);
    if (args->words.count > most)
        return cli_fail(c, CLI_BAD, T_WORD_TOO_MANY, args->words.item[most], usage, topic);
    return CLI_YES;
}

/* A day, or the library's sentence about what is wrong with it. */
int cli_day_word(cli *c, const char *text, foi_day *out)
{
    foi_error err = {.size = sizeof err};
    char clean[64];

    if (foi_date_parse(out, text, strlen(text), NULL) == FOI_OK)
        return CLI_YES;
    cli_clean(clean, sizeof clean, text, strlen(text));
    if (foi_date_parse(out, clean, strlen(clean), &err) == FOI_OK)
        return cli_fail(c, CLI_BAD, T_NOT_UTF8, text);
    return cli_fail_with(c, &err);
}

int cli_day_option(cli *c, const cli_args *args, enum cli_option option, foi_day *out)
{
    *out = FOI_DAY_NONE;
    return args->value[option] == NULL ? CLI_YES : cli_day_word(c, args->value[option], out);
}

/* A whole number from 0 to `most`, at most INT64_MAX; `*out` stays as it is if the option is not given. */
int cli_number_option(cli *c, const cli_args *args, enum cli_option option, uint64_t most, uint64_t *out)
{
    const char *text = args->value[option], *p = text;
    uint64_t number = 0;
    char limit[24];

    if (text == NULL)
        return CLI_YES;
    for (; number <= most / 10 && *p >= '0' && *p <= '9'; p++)
        number = number * 10 + (uint64_t)(*p - '0');
    (void)snprintf(limit, sizeof limit, "%" PRIu64, most);
    if (*p != '\0' || number > most)
        return cli_fail(c, CLI_BAD, T_OPTION_NUMBER, options[option].name, text, limit);
    *out = number;
    return CLI_YES;
}

/* With --batch some options have no meaning. */
int cli_batch_usage(cli *c, const cli_args *args, uint64_t forbidden)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if ((args->seen & forbidden & BIT(i)) != 0)
            return cli_fail(c, CLI_BAD, T_OPTION_WITH_BATCH, options[i].name);
    }
    return CLI_YES;
}

/* An option that the command cannot do without. */
int cli_needed(cli *c, const cli_args *args, enum cli_option option)
{
    char topic[32];

    cli_clean(topic, sizeof topic, c->command, strcspn(c->command, " "));
    if (cli_given(args, option))
        return CLI_YES;
    return cli_fail(c, CLI_BAD, T_OPTION_MISSING, options[option].name, topic);
}

/* Options of which one at most may be given. */
int cli_only_one(cli *c, const cli_args *args, uint64_t alternatives)
{
    const char *first = NULL;

    for (size_t i = 0; i < OPT_COUNT; i++) {
        if ((args->seen & alternatives & BIT(i)) == 0)
            continue;
        if (first != NULL)
            return cli_fail(c, CLI_BAD, T_OPTION_WITH_OPTION, first, options[i].name);
        first = options[i].name;
    }
    return CLI_YES;
}

/* The language must be known before the first message, so it is looked for ahead of the rest. */
int cli_lang_of(int argc, char **argv)
{
    const char *lang = getenv("FOI_LANG");

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            lang = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            lang = argv[++i];
    }
    return lang != NULL && strcmp(lang, "en") == 0 ? FOI_LANG_EN : FOI_LANG_ID;
}
