/*
 * How fast cases are judged, beside reading the bytes of their events and the same rules over rows of SQLite.
 *
 * usage: bench-case inputs FOLDER            cases.jsonl for the Python model; rows.db
 *        bench-case round FOLDER ANSWERS     measure everything; "key value" lines, answers.txt into ANSWERS
 *
 * All cases have 8 events and 6 clocks and are made from a fixed seed. FOLDER also holds readings.txt, one
 * "axis=option" a line: every contested reading fixed.
 */
#include "foi.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CASES = 500000,
    EVENTS = 8,
    CLOCKS = 6,
    ROWS = 50000,    /* cases in the database */
    ANSWERS = 500,   /* cases that Python judges too */
    REPORTS = 20000,
    OPEN = 1000000,  /* cases and days that are dated again */
    LONG = 10000,    /* events of a long case */
    PASSES = 3       /* the best of them is the figure of a round */
};

/* ---- what may go wrong --------------------------------------------------------------------------------- */

static _Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("bench-case: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

static foi_error err = {.size = sizeof err};

static void must(int code)
{
    if (code != FOI_OK)
        die("%s: %s", foi_status_name(code), err.message);
}

static void *need(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (p == NULL)
        die("out of memory");
    return p;
}

static FILE *open_in(const char *folder, const char *name, const char *mode)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, mode);
    if (file == NULL)
        die("%s: cannot open", path);
    return file;
}

static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static uint32_t dice(uint32_t sides)
{
    static uint64_t state = 20100430;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(((state >> 32) * sides) >> 32);
}

static foi_day civil(int32_t year, int32_t month, int32_t mday)
{
    foi_day day = 0;

    must(foi_date_from_civil(&day, year, month, mday, &err));
    return day;
}

/* ---- cases --------------------------------------------------------------------------------------------- */

/* A kind of event with its fields, as a struct and as a case file has them. */
static const struct kind {
    const char *name, *json;
    size_t field_count;
    foi_field fields[2];
} kinds[] = {
    {"request_received", "", 0, {{0}}},
    {"request_registered", "", 0, {{0}}},
    {"request_completed", "", 0, {{0}}},
    {"request_incomplete", "", 0, {{0}}},
    {"request_corrected", "", 0, {{0}}},
    {"request_extended", ", \"reason\": \"x\"", 1, {{"reason", "x"}}},
    {"request_answered", ", \"outcome\": \"refused\", \"exemption\": [\"17h\"]", 2, {{"outcome", "refused"}, {"exemption", "17h"}}},
    {"request_answered", ", \"outcome\": \"granted\"", 1, {{"outcome", "granted"}}},
    {"fee_charged", "", 0, {{0}}},
    {"information_delivered", "", 0, {{0}}},
    {"objection_received", ", \"grounds\": [\"a\"]", 1, {{"grounds", "a"}}},
    {"objection_received", ", \"grounds\": [\"c\"]", 1, {{"grounds", "c"}}},
    {"objection_registered", "", 0, {{0}}},
    {"objection_decided", ", \"outcome\": \"confirmed\"", 1, {{"outcome", "confirmed"}}},
    {"objection_decided", ", \"outcome\": \"granted\"", 1, {{"outcome", "granted"}}},
    {"objection_executed", "", 0, {{0}}},
};

/* Events of a usual case: kind, and the days after the event before it, from and to. */
static const struct course {
    uint8_t kind, from, to;
} courses[][EVENTS] = {
    /* refused, objection, confirmed */
    {{0, 0, 0}, {1, 0, 1}, {2, 0, 2}, {5, 3, 6}, {6, 2, 10}, {10, 5, 25}, {12, 0, 2}, {13, 10, 35}},
    /* completed late, granted for a fee */
    {{0, 0, 0}, {1, 0, 1}, {3, 0, 2}, {4, 1, 3}, {5, 2, 4}, {7, 2, 6}, {8, 0, 2}, {9, 1, 8}},
    /* silence, objection, granted and executed */
    {{0, 0, 0}, {1, 0, 1}, {2, 0, 2}, {5, 3, 6}, {11, 25, 35}, {12, 0, 2}, {14, 10, 25}, {15, 2, 20}},
};

typedef struct fact {
    const struct kind *kind;
    foi_day day;
} fact;

static foi_law *law, *before, *after; /* as all is known; without and with the leave of 18 August 2025 */
static fact (*facts)[EVENTS];
static foi_case **cases;
static foi_day *as_of;

static void apply(foi_case *c, const struct kind *kind, foi_day day)
{
    foi_event event = {sizeof event, day, kind->name, kind->fields, kind->field_count};

    must(foi_case_apply(c, &event, &err));
}

static foi_case *make_case(const fact *f, size_t count)
{
    foi_case *c = NULL;

    must(foi_case_new(&c, law, NULL, &err));
    for (size_t i = 0; i < count; i++)
        apply(c, f[i].kind, f[i].day);
    return c;
}

static void load_laws(void)
{
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = civil(2025, 8, 6)};

    must(foi_law_new(&before, &opts, &err));
    opts.known_on = civil(2025, 8, 7);
    must(foi_law_new(&after, &opts, &err));
    must(foi_law_new(&law, NULL, &err));
}

/* Of the courses with other days only those cases that have as many clocks as are wanted. */
static void make_cases(size_t count)
{
    const foi_day first = civil(2022, 1, 3);

    facts = need(count, sizeof *facts);
    cases = need(count, sizeof(foi_case *));
    as_of = need(count, sizeof *as_of);
    for (size_t i = 0; i < count;) {
        const struct course *course = courses[dice(sizeof courses / sizeof courses[0])];
        foi_case_info info = {.size = sizeof info};
        foi_day day = first + (foi_day)dice(900);

        for (size_t k = 0; k < EVENTS; k++) {
            day += course[k].from + (foi_day)dice(course[k].to - course[k].from + 1u);
            facts[i][k] = (fact){&kinds[course[k].kind], day};
        }
        cases[i] = make_case(facts[i], EVENTS);
        as_of[i] = day + 2;
        must(foi_case_state(cases[i], as_of[i], &info, NULL, 0, &err));
        if (info.clock_count == CLOCKS)
            i++;
        else
            foi_case_free(cases[i]);
    }
}

/* ---- answers ------------------------------------------------------------------------------------------- */

/* What is compared between all that judge: the states, and of each clock its due date. */
static uint64_t digest(const foi_case_info *info, const foi_case_clock *clocks)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < 4; i++)
        sum = sum * 31 + (unsigned char)info->states[i][0] + (unsigned char)info->states[i][strlen(info->states[i]) - 1];
    for (size_t i = 0; i < info->clock_count && i < CLOCKS; i++)
        sum = sum * 1000003 + (uint64_t)(uint32_t)clocks[i].due + (unsigned)clocks[i].status;
    return sum;
}

static void write_answer(FILE *file, foi_case *c, foi_day day)
{
    foi_case_info info = {.size = sizeof info};
    foi_case_clock clocks[CLOCKS];
    char text[16];

    must(foi_case_state(c, day, &info, clocks, CLOCKS, &err));
    for (size_t i = 0; info.tracks[i] != NULL; i++)
        fprintf(file, "%s ", info.states[i]);
    for (size_t i = 0; i < info.clock_count; i++) {
        foi_date_format(clocks[i].due, text, sizeof text);
        fprintf(file, " %s:%s:%s", clocks[i].id, text, foi_clock_status_name(clocks[i].status));
    }
    fputc('\n', file);
}

/* ---- files --------------------------------------------------------------------------------------------- */

static sqlite3 *database;

static void sql(const char *statement)
{
    if (sqlite3_exec(database, statement, NULL, NULL, NULL) != SQLITE_OK)
        die("%s: %s", statement, sqlite3_errmsg(database));
}

static sqlite3_stmt *prepare(const char *statement)
{
    sqlite3_stmt *s = NULL;

    if (sqlite3_prepare_v2(database, statement, -1, &s, NULL) != SQLITE_OK)
        die("%s: %s", statement, sqlite3_errmsg(database));
    return s;
}

static void open_database(const char *folder)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/rows.db", folder);
    if (sqlite3_open(path, &database) != SQLITE_OK)
        die("%s: cannot open", path);
    sql("PRAGMA cache_size = -262144");
}

/* Clustered by case: a case's rows lie together. Kinds and fields are numbers, as a careful schema has them. */
static void write_rows(const char *folder)
{
    sqlite3_stmt *s;

    open_database(folder);
    sql("CREATE TABLE event (item INTEGER, place INTEGER, day INTEGER, kind INTEGER, PRIMARY KEY (item, place)) WITHOUT ROWID");
    sql("BEGIN");
    s = prepare("INSERT INTO event VALUES (?, ?, ?, ?)");
    for (int i = 0; i < ROWS; i++)
        for (int k = 0; k < EVENTS; k++) {
            sqlite3_bind_int(s, 1, i);
            sqlite3_bind_int(s, 2, k);
            sqlite3_bind_int(s, 3, facts[i][k].day);
            sqlite3_bind_int(s, 4, (int)(facts[i][k].kind - kinds));
            if (sqlite3_step(s) != SQLITE_DONE)
                die("%s", sqlite3_errmsg(database));
            sqlite3_reset(s);
        }
    sqlite3_finalize(s);
    sql("COMMIT");
    sqlite3_close(database);
}

static void write_cases(const char *folder)
{
    FILE *file = open_in(folder, "cases.jsonl", "w");
    char text[16];

    for (size_t i = 0; i < ANSWERS; i++) {
        foi_date_format(as_of[i], text, sizeof text);
        fprintf(file, "{\"foi_case\": 1, \"as_of\": \"%s\", \"events\": [", text);
        for (size_t k = 0; k < EVENTS; k++) {
            foi_date_format(facts[i][k].day, text, sizeof text);
            fprintf(file, "%s{\"kind\": \"%s\", \"date\": \"%s\"%s}", k > 0 ? ", " : "", facts[i][k].kind->name, text,
                    facts[i][k].kind->json);
        }
        fputs("]}\n", file);
    }
    fclose(file);
}

/* ---- what is measured ---------------------------------------------------------------------------------- */

static volatile int64_t sink; /* what nobody may optimise away */
static uint64_t folded, from_rows;
static struct { int32_t words[10]; } *bytes; /* an event of 40 bytes, as a log has it */
static char report[1 << 17];
static foi_case **open_cases;
static foi_day *days;
static foi_clock_move *moves;
static size_t room, moved;
static foi_case *long_case, *long_fixed, *short_fixed;
static int pass;

static void read_bytes(void)
{
    int32_t sum = 0;

    for (size_t i = 0; i < (size_t)CASES * EVENTS; i++)
        for (size_t k = 0; k < 10; k++)
            sum = (int32_t)((uint32_t)sum + (uint32_t)bytes[i].words[k]);
    sink = sum;
}

static void fold(void)
{
    foi_case_info info = {.size = sizeof info};

    for (size_t i = 0; i < CASES; i++) {
        if (foi_case_state(cases[i], as_of[i], &info, NULL, 0, NULL) != FOI_OK)
            die("a case has no answer");
        sink += (int64_t)info.clock_count;
    }
}

static void fold_clocks(void)
{
    foi_case_info info = {.size = sizeof info};
    foi_case_clock clocks[CLOCKS];

    folded = 0;
    for (size_t i = 0; i < ROWS; i++) {
        if (foi_case_state(cases[i], as_of[i], &info, clocks, CLOCKS, NULL) != FOI_OK)
            die("a case has no answer");
        folded = folded * 31 + digest(&info, clocks);
    }
}

static void fold_rows(void)
{
    sqlite3_stmt *s = prepare("SELECT day, kind FROM event WHERE item = ? ORDER BY place");
    foi_case_info info = {.size = sizeof info};
    foi_case_clock clocks[CLOCKS];

    from_rows = 0;
    for (int i = 0; i < ROWS; i++) {
        foi_case *c = NULL;

        must(foi_case_new(&c, law, NULL, NULL));
        sqlite3_bind_int(s, 1, i);
        while (sqlite3_step(s) == SQLITE_ROW)
            apply(c, &kinds[sqlite3_column_int(s, 1)], sqlite3_column_int(s, 0));
        sqlite3_reset(s);
        must(foi_case_state(c, as_of[i], &info, clocks, CLOCKS, NULL));
        from_rows = from_rows * 31 + digest(&info, clocks);
        foi_case_free(c);
    }
    sqlite3_finalize(s);
}

/* Another day in each pass: what was judged last is kept. */
static void write_reports(void)
{
    size_t needed;

    for (size_t i = 0; i < REPORTS; i++) {
        must(foi_case_report_json(cases[i], as_of[i] + 1 + pass, report, sizeof report, &needed, &err));
        sink += (int64_t)needed;
    }
}

static void redate_days(void)
{
    must(foi_law_redate_many(before, after, "response", days, OPEN, NULL, moves, room, &moved, &err));
}

static void redate_cases(void)
{
    size_t judged;

    must(foi_redate(open_cases, OPEN, before, after, civil(2025, 8, 7), NULL, moves, room, &moved, &judged, &err));
    if (judged != OPEN)
        die("%zu of %d cases judged", judged, OPEN);
}

static void report_one(foi_case *c, foi_day day)
{
    static char *text;
    static size_t size;
    size_t needed = 0;

    must(foi_case_report_json(c, day, text, size, &needed, &err));
    if (needed < size)
        return;
    free(text);
    size = needed + 1;
    text = need(size, 1);
}

static void report_long(void)
{
    report_one(long_case, civil(2026, 6, 1) + pass);
}

static void report_long_fixed(void)
{
    report_one(long_fixed, civil(2026, 6, 1) + pass);
}

static void report_short_fixed(void)
{
    report_one(short_fixed, civil(2026, 6, 1) + pass);
}

static void measure(const char *key, void (*what)(void), size_t count)
{
    double best = 0;

    for (pass = 0; pass < PASSES; pass++) {
        double begun = now_ns(), cost;

        what();
        cost = (now_ns() - begun) / (double)count;
        if (pass == 0 || cost < best)
            best = cost;
    }
    printf("%s %.4f\n", key, best);
}

/* ---- rounds -------------------------------------------------------------------------------------------- */

/* Requests of the weeks before 7 August 2025, as far as they have come. */
static void make_open_cases(void)
{
    const foi_day today = civil(2025, 8, 7);

    open_cases = need(OPEN, sizeof(foi_case *));
    days = need(OPEN, sizeof *days);
    for (size_t i = 0; i < OPEN; i++) {
        const struct course *course = courses[dice(sizeof courses / sizeof courses[0])];
        foi_day day = today - (foi_day)dice(60);

        days[i] = day;
        must(foi_case_new(&open_cases[i], law, NULL, &err));
        for (size_t k = 0; k < EVENTS; k++) {
            day += course[k].from + (foi_day)dice(course[k].to - course[k].from + 1u);
            if (day <= today)
                apply(open_cases[i], &kinds[course[k].kind], day);
        }
    }
}

static void forget(foi_case **all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        foi_case_free(all[i]);
    free(all);
}

/* One body that answers request after request. */
static foi_case *make_long(size_t events, const char *const *readings, size_t reading_count)
{
    const foi_case_opts opts = {.size = sizeof opts, .readings = readings, .reading_count = reading_count};
    const foi_day first = civil(2022, 1, 1);
    foi_case *c = NULL;

    must(foi_case_new(&c, law, &opts, &err));
    for (size_t i = 0; i < events; i++)
        apply(c, &kinds[courses[i / EVENTS % 3][i % EVENTS].kind], first + (foi_day)(i * 1500 / events));
    return c;
}

static void make_long_cases(const char *folder)
{
    static char lines[32][128];
    const char *readings[32];
    size_t count = 0;
    FILE *file = open_in(folder, "readings.txt", "r");

    for (; count < 32 && fgets(lines[count], sizeof lines[count], file) != NULL; count++) {
        lines[count][strcspn(lines[count], "\n")] = '\0';
        readings[count] = lines[count];
    }
    fclose(file);
    long_case = make_long(LONG, NULL, 0);
    long_fixed = make_long(LONG, readings, count);
    short_fixed = make_long(LONG / 10, readings, count);
}

static void run_cases(const char *answers)
{
    FILE *file = open_in(answers, "answers.txt", "w");

    make_cases(CASES);
    bytes = need((size_t)CASES * EVENTS, sizeof *bytes);
    for (size_t i = 0; i < (size_t)CASES * EVENTS; i++)
        bytes[i].words[i % 10] = (int32_t)i;
    measure("case_read", read_bytes, CASES);
    measure("case_fold", fold, CASES);
    measure("case_clocks", fold_clocks, ROWS);
    measure("case_sqlite", fold_rows, ROWS);
    if (folded != from_rows)
        die("the cases from rows are answered otherwise");
    measure("case_report", write_reports, REPORTS);
    for (size_t i = 0; i < ANSWERS; i++)
        write_answer(file, cases[i], as_of[i]);
    fclose(file);
    free(bytes);
    forget(cases, CASES);
}

static void run_redate(void)
{
    size_t most;

    make_open_cases();
    redate_days();
    most = moved;
    redate_cases();
    most = moved > most ? moved : most;
    moves = need(most, sizeof *moves);
    room = most;
    measure("redate_one", redate_days, 1);
    printf("redate_one_moved %zu\n", moved);
    measure("redate_all", redate_cases, 1);
    printf("redate_all_moved %zu\n", moved);
    free(moves);
    free(days);
    forget(open_cases, OPEN);
}

static void run_round(const char *folder, const char *answers)
{
    load_laws();
    open_database(folder);
    run_cases(answers);
    sqlite3_close(database);
    run_redate();
    make_long_cases(folder);
    report_one(long_case, civil(2026, 6, 1) - 1); /* makes room */
    measure("case_long_all", report_long, 1);
    measure("case_long_one", report_long_fixed, 1);
    measure("case_event_long", report_long_fixed, LONG);
    measure("case_event_short", report_short_fixed, LONG / 10);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "inputs") == 0) {
        load_laws();
        make_cases(ROWS);
        write_rows(argv[2]);
        write_cases(argv[2]);
    } else if (argc == 4 && strcmp(argv[1], "round") == 0) {
        run_round(argv[2], argv[3]);
    } else {
        die("usage: bench-case inputs FOLDER | round FOLDER ANSWERS");
    }
    return 0;
}
