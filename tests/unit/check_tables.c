/* The tables that every language reads: workdays.tsv, peers-workdays.tsv and due.tsv, a line a test. */
#include "foi.h"

#include "harness.h"

enum { UNTOUCHED = 777777, MOST = 700, CELLS = 12, CALENDARS = 64 };

/* The lines of one table, kept; read before the first test, for Check wants to know their number. */
static struct lines {
    const char *name;
    int count;
    struct line {
        int number;
        char *text;
        const char *cell[CELLS];
    } line[MOST];
} workdays = {.name = "workdays.tsv"}, peers = {.name = "peers-workdays.tsv"}, dues = {.name = "due.tsv"};

static void give_up(const char *name, int line, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", name, line, why);
    exit(EXIT_FAILURE);
}

static char *read_file(const char *folder, const char *name, size_t *len)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s%s", FOI_TEST_DATA, folder, name);
    FILE *file = fopen(path, "rb");
    size_t size = 1 << 20;
    char *text = malloc(size);
    if (!file || !text) {
        give_up(path, 0, "cannot open");
    }
    *len = fread(text, 1, size - 1, file);
    if (*len == size - 1) {
        give_up(path, 0, "larger than expected");
    }
    text[*len] = '\0';
    fclose(file);
    return text;
}

/* The first line that is no comment names the columns. */
static void read_lines(struct lines *t, int cells)
{
    size_t len;
    char *all = read_file("", t->name, &len), *next;
    int number = 0, header = 1;
    if (strlen(all) != len || len == 0 || all[len - 1] != '\n') {
        give_up(t->name, 0, "a NUL, or no end of line");
    }
    for (char *p = all; *p; p = next) {
        number++;
        next = strchr(p, '\n') + 1;
        next[-1] = '\0';
        if (*p == '#' || *p == '\0') {
            continue;
        }
        if (header) {
            header = 0;
            continue;
        }
        if (t->count == MOST) {
            give_up(t->name, number, "too many lines");
        }
        struct line *line = &t->line[t->count++];
        int count = 0;
        line->number = number;
        line->text = malloc(strlen(p) + 1);
        if (!line->text) {
            give_up(t->name, number, "out of memory");
        }
        strcpy(line->text, p);
        for (char *cell = line->text; cell && count < CELLS;) {
            line->cell[count++] = cell;
            cell = strchr(cell, '\t');
            if (cell) {
                *cell++ = '\0';
            }
        }
        if (count != cells) {
            give_up(t->name, number, "not as many cells as columns");
        }
    }
    free(all);
}

static void free_lines(struct lines *t)
{
    for (int i = 0; i < t->count; i++) {
        free(t->line[i].text);
    }
}

/* ---- what the lines ask ---------------------------------------------------------------------------------------- */

static foi_law *law;
static foi_calendar *government;

static struct {
    char name[64];
    foi_calendar *cal;
} calendars[CALENDARS];

static void load_law(void)
{
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_law_new(&law, NULL, &err) == FOI_OK, "%s:%d: %s", err.file, err.line, err.message);
    ck_assert_int_eq(foi_law_calendar(law, &government, "id", NULL), FOI_OK);
}

static void free_law(void)
{
    for (int i = 0; i < CALENDARS; i++) {
        foi_calendar_unref(calendars[i].cal);
        calendars[i].cal = NULL;
        calendars[i].name[0] = '\0';
    }
    foi_calendar_unref(government);
    foi_law_unref(law);
}

/* Each file is read once a process (borrows). */
static foi_calendar *calendar_file(const char *name)
{
    int i = 0;
    while (calendars[i].cal && strcmp(calendars[i].name, name) != 0) {
        ck_assert_int_lt(++i, CALENDARS);
    }
    if (!calendars[i].cal) {
        foi_calendar_opts opts = {.size = sizeof opts, .name = name};
        foi_error err = {.size = sizeof err};
        size_t len;
        char *text = read_file("calendars/", name, &len);
        int rc = foi_calendar_parse(&calendars[i].cal, text, len, &opts, &err);
        free(text);
        ck_assert_msg(rc == FOI_OK, "%s:%d: %s", name, err.line, err.message);
        snprintf(calendars[i].name, sizeof calendars[i].name, "%s", name);
    }
    return calendars[i].cal;
}

static foi_day day_of(const char *text, size_t len)
{
    foi_day day = UNTOUCHED;
    ck_assert_msg(foi_date_parse(&day, text, len, NULL) == FOI_OK, "%s is no day", text);
    return day;
}

static int32_t number_of(const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    ck_assert_msg(*text != '\0' && *end == '\0' && n >= INT32_MIN && n <= INT32_MAX, "%s is no number", text);
    return (int32_t)n;
}

/* The answer as the table writes it. */
static void answer(const foi_calendar *cal, const char *op, const char *args, char *out, size_t size)
{
    const char *space = strchr(args, ' ');
    foi_day day = day_of(args, space ? (size_t)(space - args) : strlen(args)), sum = UNTOUCHED;
    int32_t result = UNTOUCHED;
    int rc;
    if (strcmp(op, "add") == 0 && space) {
        rc = foi_calendar_add(cal, &sum, day, number_of(space + 1), NULL);
        foi_date_format(sum, out, size);
    } else if (strcmp(op, "count") == 0 && space) {
        rc = foi_calendar_count(cal, &result, day, day_of(space + 1, strlen(space + 1)), NULL);
        snprintf(out, size, "%d", result);
    } else {
        ck_assert_msg(strcmp(op, "is") == 0 && !space, "%s %s cannot be asked", op, args);
        rc = foi_calendar_is(cal, &result, day, NULL);
        snprintf(out, size, "%s", result ? "yes" : "no");
    }
    if (rc != FOI_OK) {
        snprintf(out, size, "%s", rc == FOI_ERR_CALENDAR_GAP ? "gap" : foi_status_name(rc));
    }
}

/* id, calendar, known_on, op, args, expected, why, source */
static void run_workdays(const struct lines *t, int i)
{
    const struct line *line = &t->line[i];
    const char *const *cell = line->cell;
    foi_calendar *cal = strcmp(cell[1], "government") == 0 ? government : calendar_file(cell[1]), *then = NULL;
    char got[64];
    if (strcmp(cell[2], "-") != 0) {
        ck_assert_int_eq(foi_calendar_known_on(&then, cal, day_of(cell[2], strlen(cell[2])), NULL), FOI_OK);
        cal = then;
    }
    answer(cal, cell[3], cell[4], got, sizeof got);
    foi_calendar_unref(then);
    ck_assert_msg(strcmp(got, cell[5]) == 0, "%s:%d: %s: %s %s: want %s, got %s (%s; %s)", t->name, line->number,
                  cell[0], cell[3], cell[4], cell[5], got, cell[6], cell[7]);
}

START_TEST(workdays_line)
{
    run_workdays(&workdays, _i);
}
END_TEST

START_TEST(peers_line)
{
    run_workdays(&peers, _i);
}
END_TEST

/* A law loaded as known on a day has the calendar that foi_calendar_known_on() gives. */
START_TEST(law_and_calendar_know_the_same)
{
    const char *before = "";
    for (int i = 0; i < workdays.count; i++) {
        const char *known_on = workdays.line[i].cell[2];
        if (strcmp(known_on, "-") == 0 || strcmp(known_on, before) == 0) {
            continue;
        }
        before = known_on;
        foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = day_of(known_on, 10)};
        foi_law *then = NULL;
        foi_calendar *a = NULL, *b = NULL;
        char x[65] = "a", y[65] = "b";
        ck_assert_int_eq(foi_law_new(&then, &opts, NULL), FOI_OK);
        ck_assert_int_eq(foi_law_calendar(then, &a, "id", NULL), FOI_OK);
        ck_assert_int_eq(foi_calendar_known_on(&b, government, opts.known_on, NULL), FOI_OK);
        foi_calendar_hash(a, x, sizeof x);
        foi_calendar_hash(b, y, sizeof y);
        ck_assert_msg(strcmp(x, y) == 0, "known on %s: two calendars", known_on);
        ck_assert_int_eq(foi_calendar_known(a), opts.known_on);
        foi_calendar_unref(b);
        foi_calendar_unref(a);
        foi_law_unref(then);
    }
}
END_TEST

enum { READINGS = 8 };

struct answered {
    char due[16], earliest[16], latest[16], status[32];
};

static void put_day(foi_day day, char *out, size_t size)
{
    if (foi_date_format(day, out, size) == 0) {
        snprintf(out, size, "-");
    }
}

/* The classes of a failure, as the exit codes of the command. */
static const char *fault_class(int code)
{
    return code == FOI_ERR_LAW_GAP ? "error:law" : code == FOI_ERR_CALENDAR_GAP ? "error:calendar" : "error:input";
}

static int ask(const char *const *cell, foi_deadline **out)
{
    char text[256], *reading[READINGS];
    foi_deadline_opts opts = {.size = sizeof opts, .regime = cell[1], .readings = (const char *const *)reading};
    foi_law *then = NULL;
    foi_day from;
    int rc = foi_date_parse(&from, cell[3], strlen(cell[3]), NULL);
    ck_assert_uint_lt(strlen(cell[5]), sizeof text);
    strcpy(text, cell[5]);
    for (char *p = strcmp(text, "-") != 0 ? text : NULL; p;) {
        ck_assert_uint_lt(opts.reading_count, READINGS);
        reading[opts.reading_count++] = p;
        p = strchr(p, ',');
        if (p) {
            *p++ = '\0';
        }
    }
    if (rc == FOI_OK && strcmp(cell[4], "-") != 0) {
        foi_law_opts known = {.size = sizeof known, .flags = FOI_LAW_KNOWN_ON};
        rc = foi_date_parse(&known.known_on, cell[4], strlen(cell[4]), NULL);
        if (rc == FOI_OK) {
            foi_error err = {.size = sizeof err};
            rc = foi_law_new(&then, &known, &err);
            ck_assert_msg(rc == FOI_OK, "%s: no law known on %s: %s", cell[0], cell[4], err.message);
        }
    }
    if (rc == FOI_OK) {
        rc = foi_law_due(then ? then : law, out, cell[2], from, &opts, NULL);
    }
    foi_law_unref(then);
    return rc;
}

/* id, regime, clock, from, known_on, readings, due, earliest, latest, status, why, citation */
START_TEST(due_line)
{
    const struct line *line = &dues.line[_i];
    const char *const *cell = line->cell;
    struct answered got = {"-", "-", "-", ""};
    foi_deadline *deadline = NULL;
    int rc = ask(cell, &deadline);
    if (rc == FOI_OK) {
        foi_deadline_info info = {.size = sizeof info};
        ck_assert_int_eq(foi_deadline_get(deadline, &info), FOI_OK);
        put_day(info.due, got.due, sizeof got.due);
        put_day(info.earliest, got.earliest, sizeof got.earliest);
        put_day(info.latest, got.latest, sizeof got.latest);
        snprintf(got.status, sizeof got.status, "%s", foi_certainty_name(info.certainty));
    } else {
        ck_assert_ptr_null(deadline);
        snprintf(got.status, sizeof got.status, "%s", fault_class(rc));
    }
    foi_deadline_unref(deadline);
    int same = strcmp(got.due, cell[6]) == 0 && strcmp(got.earliest, cell[7]) == 0 &&
               strcmp(got.latest, cell[8]) == 0 && strcmp(got.status, cell[9]) == 0;
    ck_assert_msg(same, "%s:%d: %s: %s %s from %s known %s, %s: want %s %s %s %s, got %s %s %s %s (%s; %s)", dues.name,
                  line->number, cell[0], cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7], cell[8],
                  cell[9], got.due, got.earliest, got.latest, got.status, cell[10], cell[11]);
}
END_TEST

/* A table that was cut is not a table that passed. Two lines with one id would hide which of them failed. */
START_TEST(tables_are_whole)
{
    static const struct {
        const struct lines *table;
        int least;
    } tables[] = {{&workdays, 306}, {&peers, 507}, {&dues, 533}};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        const struct lines *table = tables[t].table;
        ck_assert_msg(table->count >= tables[t].least, "%s has %d lines, once it had %d", table->name, table->count,
                      tables[t].least);
        for (int i = 0; i < table->count; i++) {
            for (int k = 0; k < i; k++) {
                ck_assert_msg(strcmp(table->line[i].cell[0], table->line[k].cell[0]) != 0, "%s:%d: %s stands twice",
                              table->name, table->line[i].number, table->line[i].cell[0]);
            }
        }
    }
}
END_TEST

int main(void)
{
    enum { OTHER_TESTS = 2 };
    read_lines(&workdays, 8);
    read_lines(&peers, 8);
    read_lines(&dues, 12);
    Suite *suite = suite_create("tables");
    TCase *tables = tcase_create("tables");
    tcase_add_unchecked_fixture(tables, load_law, free_law);
    tcase_set_timeout(tables, 120);
    tcase_add_test(tables, tables_are_whole);
    tcase_add_loop_test(tables, workdays_line, 0, workdays.count);
    tcase_add_loop_test(tables, peers_line, 0, peers.count);
    suite_add_tcase(suite, tables);
    TCase *laws = tcase_create("laws");
    tcase_add_unchecked_fixture(laws, load_law, free_law);
    tcase_set_timeout(laws, 120);
    tcase_set_tags(laws, "exhaustive"); /* a law for each day on which something became known */
    tcase_add_test(laws, law_and_calendar_know_the_same);
    tcase_add_loop_test(laws, due_line, 0, dues.count);
    suite_add_tcase(suite, laws);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner), ran = srunner_ntests_run(runner);
    int lines = workdays.count + peers.count + dues.count;
    srunner_free(runner);
    free_lines(&workdays);
    free_lines(&peers);
    free_lines(&dues);
    if (getenv("CK_EXCLUDE_TAGS") == NULL ? ran != lines + OTHER_TESTS : ran == 0) {
        fprintf(stderr, "%d tests ran for %d lines\n", ran, lines);
        return EXIT_FAILURE;
    }
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
