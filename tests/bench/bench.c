/*
 * How fast the library is. tests/bench/run builds this twice (gcc, clang), runs it in rounds between its peers and
 * compares every answer.
 *
 * usage: bench-foi inputs FOLDER             make the questions, from a fixed seed
 *        bench-foi round FOLDER ANSWERS      measure everything; "key value" lines, answers into the folder ANSWERS
 *        bench-foi count FOLDER WHAT TIMES   only WHAT (see `counted`), so many passes: for callgrind and perf
 *
 * FOLDER holds days.i32, n.i32, to.i32 (native int32), days.txt (one ISO date a line), holidays.txt (the days off
 * that are no weekend), length.txt (working days of the clock) and worst.txt (the slowest clock and its regime).
 * Every question can be answered, so that both sides of a ratio do the same work.
 */
#include "foi.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DAYS = 1000000,
    SMALL = 2048,    /* a batch that stays in the first caches */
    CALLS = 100000,  /* days for single calls and for the day loop */
    DUES = 20000,    /* days for whole deadlines */
    TEXTS = 2000,    /* deadlines that are rendered */
    PASSES = 5       /* the best of them is the figure of a round */
};

static const char clock_name[] = "response";

static _Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("bench-foi: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

static void must(int code, const foi_error *err)
{
    if (code != FOI_OK)
        die("%s: %s", foi_status_name(code), err->message);
}

/* ---- memory: this program is its own malloc ---------------------------------------------------------------------- */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *p);

static struct {
    bool watched;
    size_t live, peak; /* bytes as the allocator rounds them */
} heap;

static void *taken(void *p)
{
    if (heap.watched && p != NULL) {
        heap.live += malloc_usable_size(p);
        if (heap.live > heap.peak)
            heap.peak = heap.live;
    }
    return p;
}

static void given(void *p)
{
    if (heap.watched && p != NULL)
        heap.live -= malloc_usable_size(p);
}

void *malloc(size_t size)
{
    return taken(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return taken(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    given(old);
    return taken(__libc_realloc(old, size));
}

void free(void *p)
{
    given(p);
    __libc_free(p);
}

static void watch_heap(void)
{
    heap.live = heap.peak = 0;
    heap.watched = true;
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

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

static void save(const char *folder, const char *name, const void *data, size_t size, size_t count)
{
    FILE *file = open_in(folder, name, "wb");

    if (fwrite(data, size, count, file) != count || fclose(file) != 0)
        die("%s/%s: cannot write", folder, name);
}

static void *need(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (p == NULL)
        die("out of memory");
    return p;
}

static int32_t *fetch(const char *folder, const char *name)
{
    int32_t *data = need(DAYS, sizeof *data);
    FILE *file = open_in(folder, name, "rb");

    if (fread(data, sizeof *data, DAYS, file) != DAYS)
        die("%s/%s: too short", folder, name);
    fclose(file);
    return data;
}

/* ---- chance and days --------------------------------------------------------------------------------------------- */

static uint32_t dice(uint32_t sides)
{
    static uint64_t state = 20100430;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(((state >> 32) * sides) >> 32);
}

static foi_day civil(int32_t year, int32_t month, int32_t mday)
{
    foi_error err = {.size = sizeof err};
    foi_day day = 0;

    must(foi_date_from_civil(&day, year, month, mday, &err), &err);
    return day;
}

/* ---- the law and the days off ------------------------------------------------------------------------------------ */

static struct {
    foi_law *law;
    foi_calendar *cal;
    int32_t length;           /* of the clock */
    foi_day off[1000];        /* days off that are no weekend, 2008 to 2027, in order */
    size_t off_count;
    char clock[128], regime[128]; /* the slowest */
} world;

static void load_world(void)
{
    foi_error err = {.size = sizeof err};
    foi_day_info info = {.size = sizeof info};

    must(foi_law_new(&world.law, NULL, &err), &err);
    must(foi_law_calendar(world.law, &world.cal, NULL, &err), &err);
    for (foi_day day = civil(2008, 1, 1); day <= civil(2027, 12, 31); day++) {
        must(foi_calendar_day(world.cal, &info, day, &err), &err);
        if (!info.decided)
            die("every day of 2008 to 2027 must be decided");
        if (!info.working && info.kind != FOI_DAY_KIND_WEEKEND)
            world.off[world.off_count++] = day;
        if (world.off_count == sizeof world.off / sizeof world.off[0])
            die("too many days off");
    }
}

/* ---- questions --------------------------------------------------------------------------------------------------- */

static foi_day first_answered(void)
{
    for (foi_day day = civil(2010, 1, 1); day <= civil(2026, 12, 31); day++) {
        foi_deadline_info info = {.size = sizeof info};
        foi_deadline *d = NULL;

        if (foi_law_due(world.law, &d, clock_name, day, NULL, NULL) != FOI_OK)
            continue;
        foi_deadline_get(d, &info);
        world.length = info.length;
        foi_deadline_unref(d);
        return day;
    }
    die("no day answers the clock %s", clock_name);
}

/* Time of this process alone: on a busy machine a long pass would lose more to others than a short one. */
static double now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* ns of one deadline, the best of three walks; 0 if some day of 2022 to 2025 has no answer. */
static double cost_of(const char *clock, const char *regime)
{
    const foi_deadline_opts opts = {.size = sizeof opts, .regime = regime};
    const foi_day first = civil(2022, 1, 1), last = civil(2025, 12, 31);
    double best = 0;

    for (int pass = 0; pass < 3; pass++) {
        double begun = now_ns(), cost;

        for (foi_day day = first; day <= last; day++) {
            foi_deadline *d = NULL;

            if (foi_law_due(world.law, &d, clock, day, &opts, NULL) != FOI_OK)
                return 0;
            foi_deadline_unref(d);
        }
        cost = (now_ns() - begun) / (double)(last - first + 1);
        if (pass == 0 || cost < best)
            best = cost;
    }
    return best;
}

static void find_worst(const char *folder)
{
    foi_clock_info clock = {.size = sizeof clock};
    const char *regime;
    double worst = 0;
    FILE *file = open_in(folder, "worst.txt", "w");

    for (size_t r = 0; (regime = foi_law_regime(world.law, r)) != NULL; r++)
        for (size_t c = 0; foi_law_clock(world.law, c, &clock) == FOI_OK; c++) {
            double cost = cost_of(clock.id, regime);

            if (cost <= worst)
                continue;
            worst = cost;
            snprintf(world.clock, sizeof world.clock, "%s", clock.id);
            snprintf(world.regime, sizeof world.regime, "%s", regime);
        }
    fprintf(file, "%s %s\n", world.clock, world.regime);
    fclose(file);
}

static void write_days(const char *folder, const char *name, const foi_day *days, size_t count)
{
    FILE *file = open_in(folder, name, "w");
    char text[16];

    for (size_t i = 0; i < count; i++) {
        foi_date_format(days[i], text, sizeof text);
        fprintf(file, "%s\n", text);
    }
    if (fclose(file) != 0)
        die("%s/%s: cannot write", folder, name);
}

static void make_inputs(const char *folder)
{
    static const int32_t terms[] = {3, 10, 17, 30, 100};
    foi_day *day = need(DAYS, sizeof *day), first, last = civil(2026, 12, 31);
    int32_t *n = need(DAYS, sizeof *n), *to = need(DAYS, sizeof *to);
    FILE *file;

    load_world();
    first = first_answered();
    for (size_t i = 0; i < DAYS; i++) {
        day[i] = first + (foi_day)dice((uint32_t)(last - first + 1));
        n[i] = terms[dice(5)];
        to[i] = day[i] + (foi_day)dice(150);
    }
    save(folder, "days.i32", day, sizeof *day, DAYS);
    save(folder, "n.i32", n, sizeof *n, DAYS);
    save(folder, "to.i32", to, sizeof *to, DAYS);
    write_days(folder, "days.txt", day, DAYS);
    write_days(folder, "holidays.txt", world.off, world.off_count);
    file = open_in(folder, "length.txt", "w");
    fprintf(file, "%d\n", (int)world.length);
    fclose(file);
    find_worst(folder);
}

/* ---- what is measured -------------------------------------------------------------------------------------------- */

static struct {
    foi_day *day;
    int32_t *n, *to;
    foi_day *due;    /* answers */
    int32_t *count;
    uint8_t *status, *is;
    foi_deadline *deadlines[TEXTS];
    char text[1 << 16];
    foi_calendar *long_cal; /* 100 years, for the growth of cost */
    foi_calendar *short_cal;
    foi_day *any;    /* days of those 100 years */
    int32_t *few, *many; /* 3 and 1000, DAYS times */
    char *rows;      /* the text of a calendar of 20 years */
    size_t rows_size;
} at;

static volatile int64_t sink; /* what nobody may optimise away */

static void all_answered(size_t answered, size_t asked)
{
    if (answered != asked)
        die("%zu of %zu days answered", answered, asked);
}

static void add_many(const foi_calendar *cal, const foi_day *day, const int32_t *n, size_t count)
{
    foi_error err = {.size = sizeof err};
    size_t answered = 0;

    must(foi_calendar_add_many(cal, at.due, day, n, count, &answered, &err), &err);
    all_answered(answered, count);
}

static void add_batch(size_t count)
{
    add_many(world.cal, at.day, at.n, count);
}

static void due_batch(size_t count)
{
    foi_error err = {.size = sizeof err};
    size_t answered = 0;

    must(foi_law_due_many(world.law, at.due, at.status, at.day, count, clock_name, NULL, &answered, &err), &err);
    all_answered(answered, count);
}

static void count_batch(size_t count)
{
    foi_error err = {.size = sizeof err};
    size_t answered = 0;

    must(foi_calendar_count_many(world.cal, at.count, at.day, at.to, count, &answered, &err), &err);
    all_answered(answered, count);
}

static void is_batch(size_t count)
{
    foi_error err = {.size = sizeof err};
    size_t answered = 0;

    must(foi_calendar_is_many(world.cal, at.is, at.day, count, &answered, &err), &err);
    all_answered(answered, count);
}

static void add_calls(size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (foi_calendar_add(world.cal, &at.due[i], at.day[i], at.n[i], NULL) != FOI_OK)
            die("a day has no answer");
}

/* Each call needs the answer before it. */
static void add_chain(size_t count)
{
    const foi_day base = civil(2020, 1, 1);
    foi_day due = base;

    for (size_t i = 0; i < count; i++) {
        if (foi_calendar_add(world.cal, &due, base + (due & 1023), at.n[i], NULL) != FOI_OK)
            die("a day has no answer");
    }
    sink = due;
}

/* The peer in C: day by day, with a binary search for each day of the week that may be off. */
static int by_day(const void *a, const void *b)
{
    const foi_day x = *(const foi_day *)a, y = *(const foi_day *)b;

    return (x > y) - (x < y);
}

static void add_loop(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        foi_day day = at.day[i];

        for (int32_t left = at.n[i]; left > 0;) {
            day++;
            if ((day + 719162) % 7 < 5 &&
                bsearch(&day, world.off, world.off_count, sizeof world.off[0], by_day) == NULL)
                left--;
        }
        at.due[i] = day;
    }
}

static void one_due(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        foi_deadline *d = NULL;

        if (foi_law_due(world.law, &d, clock_name, at.day[i], NULL, NULL) != FOI_OK)
            die("a day has no answer");
        foi_deadline_unref(d);
    }
}

static void worst_due(size_t count)
{
    const foi_deadline_opts opts = {.size = sizeof opts, .regime = world.regime};
    const foi_day first = civil(2022, 1, 1);

    for (size_t i = 0; i < count; i++) {
        foi_deadline *d = NULL;

        if (foi_law_due(world.law, &d, world.clock, first + (at.day[i] & 1023), &opts, NULL) != FOI_OK)
            die("a day has no answer");
        foi_deadline_unref(d);
    }
}

static void render_json(size_t count)
{
    for (size_t i = 0; i < count; i++)
        sink += (int64_t)foi_deadline_json(at.deadlines[i], 0, at.text, sizeof at.text);
}

static void render_text(size_t count)
{
    for (size_t i = 0; i < count; i++)
        sink += (int64_t)foi_deadline_text(at.deadlines[i], FOI_LANG_ID, at.text, sizeof at.text);
}

static void build_calendar(size_t count)
{
    foi_error err = {.size = sizeof err};

    for (size_t i = 0; i < count; i++) {
        foi_calendar *cal = NULL;

        must(foi_calendar_known_on(&cal, world.cal, civil(2027, 12, 31), &err), &err);
        foi_calendar_unref(cal);
    }
}

static void parse_calendar(size_t count)
{
    foi_error err = {.size = sizeof err};

    for (size_t i = 0; i < count; i++) {
        foi_calendar *cal = NULL;

        must(foi_calendar_parse(&cal, at.rows, at.rows_size, NULL, &err), &err);
        foi_calendar_unref(cal);
    }
}

static void load_law(size_t count)
{
    foi_error err = {.size = sizeof err};

    for (size_t i = 0; i < count; i++) {
        foi_law *law = NULL;

        must(foi_law_new(&law, NULL, &err), &err);
        foi_law_unref(law);
    }
}

static void add_few(size_t count)
{
    add_many(at.long_cal, at.day, at.few, count);
}

static void add_much(size_t count)
{
    add_many(at.long_cal, at.day, at.many, count);
}

static void add_short(size_t count)
{
    add_many(at.short_cal, at.day, at.n, count);
}

static void add_long(size_t count)
{
    add_many(at.long_cal, at.day, at.n, count);
}

static void add_anywhere(size_t count)
{
    add_many(at.long_cal, at.any, at.n, count);
}

/* ---- calendars of any length ------------------------------------------------------------------------------------- */

static char *calendar_text(size_t *size, int32_t first, int32_t last)
{
    static const int32_t month_day[][2] = {
        {1, 1},  {1, 28}, {2, 17}, {3, 3},  {3, 29}, {4, 10}, {4, 11}, {5, 1},   {5, 9},
        {5, 23}, {6, 1},  {6, 17}, {7, 7},  {8, 17}, {9, 16}, {10, 9}, {12, 25}, {12, 26},
    };
    const size_t room = (size_t)(last - first + 1) * 18 * 64 + 256;
    char *text = need(room, 1);
    size_t used;

    used = (size_t)snprintf(text, room,
                            "# foi-calendar 1\nweek\t1111100\t%d-01-01\t%d-12-31\n"
                            "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n",
                            (int)first, (int)last);
    for (int32_t year = first; year <= last; year++)
        for (size_t i = 0; i < 18; i++)
            used += (size_t)snprintf(text + used, room - used, "%d-%02d-%02d\tnational\tLibur\tHoliday\tset\tA\t?\t1\n",
                                     (int)year, (int)month_day[i][0], (int)month_day[i][1]);
    *size = used;
    return text;
}

static foi_calendar *make_calendar(int32_t first, int32_t last)
{
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    size_t size;
    char *text = calendar_text(&size, first, last);

    must(foi_calendar_parse(&cal, text, size, NULL, &err), &err);
    free(text);
    return cal;
}

/* ---- rounds ------------------------------------------------------------------------------------------------------ */

static void prepare(const char *folder)
{
    const foi_day oldest = civil(1970, 1, 1), span = civil(2060, 12, 31) - oldest;
    FILE *file = open_in(folder, "worst.txt", "r");

    if (fscanf(file, "%127s %127s", world.clock, world.regime) != 2)
        die("worst.txt cannot be read");
    fclose(file);
    load_world();
    at.day = fetch(folder, "days.i32");
    at.n = fetch(folder, "n.i32");
    at.to = fetch(folder, "to.i32");
    at.due = need(DAYS, sizeof *at.due);
    at.count = need(DAYS, sizeof *at.count);
    at.status = need(DAYS, 1);
    at.is = need(DAYS, 1);
    at.any = need(DAYS, sizeof *at.any);
    at.few = need(DAYS, sizeof *at.few);
    at.many = need(DAYS, sizeof *at.many);
    for (size_t i = 0; i < DAYS; i++) {
        at.any[i] = oldest + (foi_day)dice((uint32_t)span);
        at.few[i] = 3;
        at.many[i] = 1000;
    }
    at.short_cal = make_calendar(2008, 2027);
    at.long_cal = make_calendar(1970, 2069);
    at.rows = calendar_text(&at.rows_size, 2008, 2027);
    for (size_t i = 0; i < TEXTS; i++)
        if (foi_law_due(world.law, &at.deadlines[i], clock_name, at.day[i], NULL, NULL) != FOI_OK)
            die("a day has no answer");
}

/* `what` over `count` items, `repeat` times in one reading of the clock: ns an item, the best of the passes. */
static void measure(const char *key, void (*what)(size_t), size_t count, size_t repeat)
{
    double best = 0;

    for (int pass = 0; pass < PASSES; pass++) {
        double begun = now_ns(), cost;

        for (size_t i = 0; i < repeat; i++)
            what(count);
        cost = (now_ns() - begun) / ((double)count * (double)repeat);
        if (pass == 0 || cost < best)
            best = cost;
    }
    printf("%s %.4f\n", key, best);
}

static void measure_memory(void)
{
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    foi_law *law = NULL;

    watch_heap();
    must(foi_calendar_known_on(&cal, world.cal, civil(2027, 12, 31), &err), &err);
    printf("build_bytes %zu\nbuild_peak %zu\n", heap.live, heap.peak);
    heap.watched = false;
    foi_calendar_unref(cal);
    watch_heap();
    must(foi_law_new(&law, NULL, &err), &err);
    printf("law_bytes %zu\nlaw_peak %zu\n", heap.live, heap.peak);
    heap.watched = false;
    foi_law_unref(law);
}

/* A call, a batch and the day loop must agree. */
static void compare_loop(void)
{
    foi_day *kept = need(CALLS, sizeof *kept);

    add_batch(CALLS);
    memcpy(kept, at.due, CALLS * sizeof *kept);
    add_calls(CALLS);
    if (memcmp(kept, at.due, CALLS * sizeof *kept) != 0)
        die("the batch and the calls differ");
    add_loop(CALLS);
    if (memcmp(kept, at.due, CALLS * sizeof *kept) != 0)
        die("the batch and the day loop differ");
    free(kept);
}

static void run_round(const char *folder, const char *answers)
{
    prepare(folder);
    compare_loop();
    measure("add", add_batch, DAYS, 1);
    save(answers, "add.i32", at.due, sizeof *at.due, DAYS);
    measure("due_many", due_batch, DAYS, 1);
    save(answers, "due.i32", at.due, sizeof *at.due, DAYS);
    measure("count", count_batch, DAYS, 1);
    save(answers, "count.i32", at.count, sizeof *at.count, DAYS);
    measure("is", is_batch, DAYS, 1);
    save(answers, "is.u8", at.is, 1, DAYS);
    measure("add_small", add_batch, SMALL, 200);
    measure("due_many_small", due_batch, SMALL, 200);
    measure("add_call", add_calls, CALLS, 5);
    measure("add_chain", add_chain, CALLS, 5);
    measure("add_loop", add_loop, CALLS, 1);
    measure("add_3", add_few, DAYS, 1);
    measure("add_1000", add_much, DAYS, 1);
    measure("add_20_years", add_short, DAYS, 1);
    measure("add_100_years", add_long, DAYS, 1);
    measure("add_anywhere", add_anywhere, DAYS, 1);
    measure("due", one_due, DUES, 1);
    measure("due_worst", worst_due, DUES, 1);
    measure("json", render_json, TEXTS, 1);
    measure("text", render_text, TEXTS, 1);
    measure("build", build_calendar, 50, 1);
    measure("parse", parse_calendar, 20, 1);
    measure("law", load_law, 3, 1);
    measure_memory();
}

static const struct {
    const char *name;
    void (*what)(size_t);
    size_t count;
} counted[] = {
    {"add", add_batch, DAYS},       {"due_many", due_batch, DAYS},    {"count", count_batch, DAYS},
    {"is", is_batch, DAYS},         {"add_call", add_calls, CALLS},   {"add_loop", add_loop, CALLS},
    {"due", one_due, DUES},         {"due_worst", worst_due, DUES},   {"json", render_json, TEXTS},
    {"text", render_text, TEXTS},   {"build", build_calendar, 50},    {"parse", parse_calendar, 20},
    {"law", load_law, 1},
};

static void run_count(const char *folder, const char *name, unsigned long times)
{
    prepare(folder);
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        if (strcmp(counted[i].name, name) != 0)
            continue;
        for (unsigned long k = 0; k < times; k++)
            counted[i].what(counted[i].count);
        return;
    }
    die("%s is not measured", name);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "inputs") == 0)
        make_inputs(argv[2]);
    else if (argc == 4 && strcmp(argv[1], "round") == 0)
        run_round(argv[2], argv[3]);
    else if (argc == 5 && strcmp(argv[1], "count") == 0)
        run_count(argv[2], argv[3], strtoul(argv[4], NULL, 10));
    else
        die("usage: bench-foi inputs FOLDER | round FOLDER ANSWERS | count FOLDER WHAT TIMES");
    return 0;
}
