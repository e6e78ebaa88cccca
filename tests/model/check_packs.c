/*
 * The built-in law with packs replaced by files, checked as `foi rules check` does it: loaded, linted, every worked
 * example proved. For tests/checks/mutate, which spoils packs and wants to see them caught.
 *
 * usage: check_packs FILE...        exit 0 clean, 1 caught by lint or an example, 2 refused (or no such file)
 *        check_packs --differs FILE...  the first answer that is otherwise than without the files: exit 1; none: 0
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "deadline/deadline.h"

enum { FILES = 8, ROOM = 1 << 20, REFUSED = 2, FIRST_YEAR = 2010, DAYS = 18 * 365 };

static char *slurp(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(ROOM);

    *size = file != NULL && text != NULL ? fread(text, 1, ROOM, file) : 0;
    if (file != NULL)
        fclose(file);
    if (*size > 0)
        return text;
    free(text);
    return NULL;
}

static void say(const foi_error *err)
{
    char text[1024];

    foi_error_text(err, FOI_LANG_EN, text, sizeof text);
    puts(text);
}

static int check(const foi_law *law)
{
    foi_error err = {.size = sizeof err};
    int found = 0, result;

    for (size_t i = 0; foi_law_lint(law, i, &err) == 1; i++) {
        say(&err);
        found = 1;
    }
    for (size_t i = 0; (result = foi_law_prove(law, i, &err)) != 0; i++)
        if (result != 1) {
            say(&err);
            found = 1;
        }
    return found;
}

/* ---- does any answer differ? ------------------------------------------------------------------------------- */

static foi_day days[DAYS];

static int tell(const char *clock, const char *regime, const char *reading, foi_day day)
{
    printf("%s in %s from %s (%s)\n", clock, regime, foi__day_string(day).text, reading != NULL ? reading : "-");
    return 1;
}

/* Due dates under one reading, NULL for none. */
static int due_differs(const foi_law *a, const foi_law *b, const char *clock, const char *regime, const char *reading)
{
    static foi_day x[DAYS], y[DAYS];
    static uint8_t u[DAYS], v[DAYS];
    foi_deadline_opts o = {.size = sizeof o, .regime = regime, .readings = &reading, .reading_count = reading != NULL};
    int left = foi_law_due_many(a, x, u, days, DAYS, clock, &o, NULL, NULL);
    int right = foi_law_due_many(b, y, v, days, DAYS, clock, &o, NULL, NULL);

    if (left != right)
        return tell(clock, regime, reading, days[0]);
    for (size_t i = 0; left == FOI_OK && i < DAYS; i++)
        if (x[i] != y[i] || u[i] != v[i])
            return tell(clock, regime, reading, days[i]);
    return 0;
}

static foi_deadline_info bounds(const foi_law *law, const char *clock, const char *regime, foi_day day)
{
    foi_deadline_opts o = {.size = sizeof o, .regime = regime};
    foi_deadline_info info = {.size = sizeof info};
    foi_deadline *d = NULL;

    if (foi_law_due(law, &d, clock, day, &o, NULL) == FOI_OK)
        foi_deadline_get(d, &info);
    foi_deadline_unref(d);
    return info;
}

static int bounds_differ(const foi_law *a, const foi_law *b, const char *clock, const char *regime)
{
    for (size_t i = 0; i < DAYS; i++) {
        foi_deadline_info x = bounds(a, clock, regime, days[i]), y = bounds(b, clock, regime, days[i]);

        if (x.earliest != y.earliest || x.latest != y.latest)
            return tell(clock, regime, NULL, days[i]);
    }
    return 0;
}

/* Under no reading, then under each option that the law without the files has anywhere. */
static int clock_differs(const foi_law *a, const foi_law *b, const char *clock, const char *regime)
{
    if (due_differs(a, b, clock, regime, NULL) || bounds_differ(a, b, clock, regime))
        return 1;
    for (size_t i = 0; i < a->axis_count; i++)
        for (size_t k = 0; k < a->axes[i].rule_count; k++) {
            const foi__axis *axis = (const foi__axis *)(const void *)a->axes[i].rules[k];

            for (size_t o = 0; o < axis->option_count; o++) {
                char reading[160];

                snprintf(reading, sizeof reading, "%s=%s", axis->rule.id, axis->options[o].name);
                if (due_differs(a, b, clock, regime, reading))
                    return 1;
            }
        }
    return 0;
}

static int differs(const foi_law *law)
{
    foi_law *plain = NULL;
    int found = 0;

    if (foi_law_new(&plain, NULL, NULL) != FOI_OK || foi_date_from_civil(&days[0], FIRST_YEAR, 1, 1, NULL) != FOI_OK)
        return REFUSED;
    for (size_t i = 1; i < DAYS; i++)
        days[i] = days[0] + (foi_day)i;
    for (size_t r = 0; r < plain->regime_count && !found; r++)
        for (size_t c = 0; c < plain->clock_count && !found; c++)
            found = clock_differs(plain, law, plain->clocks[c].id, foi_law_regime(plain, r));
    foi_law_unref(plain);
    return found;
}

int main(int argc, char **argv)
{
    foi_source packs[FILES];
    foi_law_opts opts = {.size = sizeof opts, .packs = packs};
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    bool compare = argc > 1 && strcmp(argv[1], "--differs") == 0;
    int code = REFUSED;

    for (int i = compare ? 2 : 1; i < argc && i <= FILES; i++) {
        foi_source *p = &packs[opts.pack_count++];

        p->name = argv[i];
        p->text = slurp(argv[i], &p->size);
        if (p->text == NULL) {
            fprintf(stderr, "cannot read %s\n", argv[i]);
            opts.pack_count--;
            goto done;
        }
    }
    if (foi_law_new(&law, &opts, &err) == FOI_OK)
        code = compare ? differs(law) : check(law);
    else
        say(&err);
    foi_law_unref(law);
done:
    for (size_t i = 0; i < opts.pack_count; i++)
        free((char *)(uintptr_t)packs[i].text);
    return code;
}
