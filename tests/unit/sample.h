/**
 * @file sample.h
 * Small laws of no country, written as C strings, for the tests of the upper layers. A law is an Act, perhaps
 * overlays, a pack of regimes and a calendar; nothing of it is built in.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "harness.h"

#include "foi/law.h"

/* Two texts of one word, for names that no test looks at. */
#define BOTH "{id: N, en: N}"

#define HEAD(id, key, kind, validity, grade)                                                                     \
    "foi_pack: 1\nid: " id "\nkind: " kind "\nkey: " key "\ntitle: " BOTH "\nshort: {id: " key " pendek, en: " key  \
    " short}\nin_force: {" validity "}\ngrade: " grade "\nchecked_on: 2026-01-01\n"
#define ACT_HEAD HEAD("t/act", "ACT", "act", "from: 2020-01-01", "read")
#define OVER_HEAD HEAD("t/over", "OVER", "ministerial_regulation", "from: 2020-01-01", "read")

/* The first part of a clock; `more` ends with "}\n". */
#define CLOCK_OF(id, actor, more)                                                                                \
    "  - {id: " id ", name: " BOTH ", duty: {id: Menjawab, en: To answer}, actor: " actor ", " more "}\n"
#define CLOCK(id, more) CLOCK_OF(id, "body", "cite: [ACT 1], grade: read, " more)
#define TEN CLOCK("answer", "length: 10, unit: working_day")

#define ACTORS                                                                                                   \
    "actors:\n"                                                                                                  \
    "  - {id: body, name: " BOTH ", side: body, cite: [ACT 1], grade: read}\n"                                    \
    "  - {id: applicant, name: " BOTH ", side: applicant, cite: [ACT 1], grade: read}\n"                          \
    "  - {id: court, name: " BOTH ", side: court, cite: [ACT 1], grade: read}\n"

#define AXIS(name, order, kind, sets, options)                                                                    \
    "  - {axis: " name ", order: " order ", kind: " kind ", sets: " sets ", asks: " BOTH ", options: [" options     \
    "], grade: read}\n"
#define OPTION(name, value) "{name: " name ", value: " value ", text: " BOTH ", grade: read, cite: [ACT 1]}"
#define FIRST_DAY                                                                                                \
    AXIS("first_day", "1", "contested", "event_day", OPTION("next_day", "excluded") ", " OPTION("same_day", "included"))

/* An example that speaks of a clock on a day, so that lint is content. */
#define EXAMPLE(clock, day, due) "  - {name: example, clock: " clock ", day: " day ", due: " due ", cite: [ACT 1]}\n"
#define EXAMPLES "examples:\n" EXAMPLE("answer", "2025-10-06", "2025-10-20")

#define ACT ACT_HEAD ACTORS "clocks:\n" TEN EXAMPLES

#define REGIMES_HEAD                                                                                             \
    "foi_pack: 1\nid: t/regimes\nkind: composition\ntitle: " BOTH "\nshort: " BOTH "\nchecked_on: 2026-01-01\n"
#define CALENDARS "calendars:\n  - {id: t/days, file: t/days.tsv}\n"
#define REGIME(id, packs) "  - {id: " id ", name: " BOTH ", calendar: t/days, act: t/act, instruments: [" packs "]}\n"
#define REGIMES(packs) REGIMES_HEAD CALENDARS "regimes:\n" REGIME("t", packs)

#define ROWS "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
/* Monday to Friday, nothing off. */
#define DAYS "# foi-calendar 1\nweek\t1111100\t2020-01-01\t2030-12-31\n" ROWS
/* One row that puts a day off by a decree of another day. */
#define OFF(day, name, decreed) day "\tlocal\t" name "\t" name "\tadded\tDecree " name "\t" decreed "\t2\n"
#define OVERLAY "# foi-calendar 1\n" ROWS

enum { SAMPLE_PACKS = 8 };

struct sample {
    foi_source packs[SAMPLE_PACKS], calendars[SAMPLE_PACKS];
    foi_law_opts opts;
};

/* The packs are named 1.yaml, 2.yaml ... in their order; the calendar is t/days.tsv. */
static inline void sample_init(struct sample *s, const char *const *packs, const char *days)
{
    static const char *const names[] = {"1.yaml", "2.yaml", "3.yaml", "4.yaml",
                                        "5.yaml", "6.yaml", "7.yaml", "8.yaml"};
    memset(s, 0, sizeof *s);
    s->opts.size = sizeof s->opts;
    s->opts.flags = FOI_LAW_NO_BUILTIN;
    s->opts.packs = s->packs;
    s->opts.calendars = s->calendars;
    for (; packs[s->opts.pack_count] != NULL; s->opts.pack_count++) {
        const char *text = packs[s->opts.pack_count];
        ck_assert_uint_lt(s->opts.pack_count, SAMPLE_PACKS);
        s->packs[s->opts.pack_count] = (foi_source){names[s->opts.pack_count], text, strlen(text)};
    }
    if (days != NULL) {
        s->calendars[s->opts.calendar_count++] = (foi_source){"t/days.tsv", days, strlen(days)};
    }
}

/* Add one more calendar text under a name. */
static inline void sample_calendar(struct sample *s, const char *name, const char *text)
{
    ck_assert_uint_lt(s->opts.calendar_count, SAMPLE_PACKS);
    s->calendars[s->opts.calendar_count++] = (foi_source){name, text, strlen(text)};
}

/* Load packs that must be good. */
static inline foi_law *sample_load(const struct sample *s)
{
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    ck_assert_msg(foi_law_new(&law, &s->opts, &err) == FOI_OK, "%s:%d:%d: %s", err.file, err.line, err.column,
                  err.message);
    ck_assert_ptr_nonnull(law);
    return law;
}

#define LAW(...) law_of((const char *const[]){__VA_ARGS__, NULL})

static inline foi_law *law_of(const char *const *packs)
{
    struct sample s;
    sample_init(&s, packs, DAYS);
    return sample_load(&s);
}

static inline foi_day day_of(const char *text)
{
    foi_day day = 0;
    ck_assert_msg(foi_date_parse(&day, text, strlen(text), NULL) == FOI_OK, "%s is no day", text);
    return day;
}

#endif
