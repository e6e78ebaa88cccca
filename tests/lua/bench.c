/* The same questions in C, for the figures beside those of tests/lua/bench.lua. */
#define _POSIX_C_SOURCE 200809L
#include <foi.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAYS = 1000000 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void report(const char *name, double begun, int count)
{
    printf("%s\t%.2f\n", name, (now() - begun) / count * 1e9);
}

int main(void)
{
    foi_day *days = malloc(DAYS * sizeof *days), *out = malloc(DAYS * sizeof *out), sum = 0, all = 0;
    int32_t *ten = malloc(DAYS * sizeof *ten);
    foi_law *law = NULL;
    foi_calendar *cal = NULL;
    double begun;

    if (!days || !out || !ten || foi_law_new(&law, NULL, NULL) || foi_law_calendar(law, &cal, NULL, NULL))
        return 1;
    for (int i = 0; i < DAYS; i++) {
        days[i] = 20000 + (i + 1) % 1000;
        ten[i] = 10;
    }
    begun = now();
    for (int i = 1; i <= 3000000; i++) {
        foi_calendar_add(cal, &sum, 20000 + i % 1000, 10, NULL);
        all ^= sum;
    }
    report("calendar:add, numbers", begun, 3000000);
    begun = now();
    for (int i = 1; i <= 200000; i++) {
        foi_deadline *d = NULL;

        foi_law_due(law, &d, "response", 20000 + i % 300, NULL, NULL);
        foi_deadline_unref(d);
    }
    report("law:due, numbers", begun, 200000);
    begun = now();
    foi_law_due_many(law, out, NULL, days, DAYS, "response", NULL, NULL, NULL);
    report("law:due_many, 1 M days", begun, DAYS);
    begun = now();
    foi_calendar_add_many(cal, out, days, ten, DAYS, NULL, NULL);
    report("calendar:add_many, 1 M days", begun, DAYS);
    foi_calendar_unref(cal);
    foi_law_unref(law);
    free(days);
    free(out);
    free(ten);
    return all == 12345;
}
