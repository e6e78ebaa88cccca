/*
 * What machines and people get to see: JSON that a parser reads back, with the keys of the contract in their order;
 * texts in both languages with everything that an officer must be able to point at; and nothing written past the
 * caller's buffer, whatever its size.
 */
#include "sample.h"

#include <jansson.h>

#include "report/report.h"

/* ---- helpers ---------------------------------------------------------------------------------------------- */

static foi_law *builtin(const char *known_on)
{
    foi_law_opts o = {.size = sizeof o};
    foi_law *law = NULL;
    if (known_on != NULL) {
        o.flags = FOI_LAW_KNOWN_ON;
        o.known_on = day_of(known_on);
    }
    ck_assert_int_eq(foi_law_new(&law, &o, NULL), FOI_OK);
    return law;
}

static foi_deadline *answer(const foi_law *law, const char *clock, const char *from, const char *regime, uint32_t flags)
{
    foi_deadline_opts o = {.size = sizeof o, .regime = regime, .flags = flags};
    foi_error err = {.size = sizeof err};
    foi_deadline *d = NULL;
    ck_assert_msg(foi_law_due(law, &d, clock, day_of(from), &o, &err) == FOI_OK, "%s: %s", clock, err.message);
    return d;
}

/* A writer of text: size, then fill. */
typedef size_t writer(const void *what, char *buf, size_t size);

static size_t write_json(const void *d, char *buf, size_t size)
{
    return foi_deadline_json(d, 0, buf, size);
}

static size_t write_json_long(const void *d, char *buf, size_t size)
{
    return foi_deadline_json(d, FOI_JSON_EXPLANATION, buf, size);
}

static size_t write_text_id(const void *d, char *buf, size_t size)
{
    return foi_deadline_text(d, FOI_LANG_ID, buf, size);
}

static size_t write_text_en(const void *d, char *buf, size_t size)
{
    return foi_deadline_text(d, FOI_LANG_EN, buf, size);
}

/* The whole of it; the caller frees it. */
static char *whole(writer *w, const void *what)
{
    size_t needed = w(what, NULL, 0);
    char *text = malloc(needed + 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_eq(w(what, text, needed + 1), needed);
    ck_assert_uint_eq(strlen(text), needed);
    return text;
}

/* Every size: never a byte past the end, always a NUL, always a beginning of the whole that ends between characters. */
static void every_size(writer *w, const void *what)
{
    char *text = whole(w, what);
    size_t needed = strlen(text);
    char *part = malloc(needed + 16);
    ck_assert_ptr_nonnull(part);
    for (size_t size = 1; size <= needed + 2; size++) {
        memset(part, 0x7E, needed + 16);
        size_t told = w(what, part, size);
        const char *end = memchr(part, '\0', size);
        size_t len = end != NULL ? (size_t)(end - part) : size;
        if (told != needed || len >= size || part[size] != 0x7E || memcmp(part, text, len) != 0 ||
            len + 4 < (size <= needed ? size : needed + 1) || !foi__utf8_valid(part, len)) {
            ck_abort_msg("size %zu of %zu: told %zu, wrote %zu", size, needed, told, len);
        }
    }
    free(part);
    free(text);
}

/* Parse JSON strictly; the caller gives it back. */
static json_t *parse(const char *text)
{
    json_error_t err;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &err);
    ck_assert_msg(root != NULL, "line %d column %d: %s in: %.2000s", err.line, err.column, err.text, text);
    ck_assert_ptr_null(strchr(text, '\n'));
    return root;
}

static json_t *json_of(const foi_deadline *d, int flags)
{
    char *text = whole(flags ? write_json_long : write_json, d);
    json_t *root = parse(text);
    free(text);
    return root;
}

static const char *string_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    ck_assert_msg(text != NULL, "no text %s", key);
    return text;
}

static void contains(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "\"%s\" is not in:\n%.2000s", part, text);
}

static void contains_day(const char *text, foi_day day, int lang)
{
    char words[64];
    foi_day_text(day, lang, words, sizeof words);
    contains(text, words);
}

/* ---- JSON of an answer ---------------------------------------------------------------------------------------- */

/* The example of the formats, byte by byte; after it stand the fields that were added since. */
START_TEST(the_contract)
{
    static const char want[] =
        "{\"foi_deadline\": 1, \"clock\": \"response\", \"from\": \"2025-10-06\", \"due\": \"2025-10-20\", "
        "\"earliest\": \"2025-10-17\", \"latest\": \"2025-10-20\", \"status\": \"decided\", \"length\": 10, "
        "\"unit\": \"working_day\", \"actor\": \"ppid\", "
        "\"readings\": [{\"first_day\": \"next_day\", \"due\": \"2025-10-20\", \"default\": true}, "
        "{\"first_day\": \"same_day\", \"due\": \"2025-10-17\"}], "
        "\"skipped\": [{\"date\": \"2025-10-11\", \"why\": \"weekend\"}, {\"date\": \"2025-10-12\", \"why\": \"weekend\"}, "
        "{\"date\": \"2025-10-18\", \"why\": \"weekend\"}, {\"date\": \"2025-10-19\", \"why\": \"weekend\"}], "
        "\"cite\": [{\"key\": \"UU14\", \"article\": \"22(7)\", \"grade\": \"read\"}, "
        "{\"key\": \"PERKI21\", \"article\": \"31(3)\", \"grade\": \"read\"}], \"regime\": \"id\", \"law\": \"%s\", "
        "\"calendar\": {\"id\": \"id/government\", \"known_on\": null, \"hash\": \"%s\"}, ";
    static const char *const keys[] = {"foi_deadline", "clock", "from",     "due",     "earliest", "latest",   "status",
                                       "length",       "unit",  "actor",    "readings", "skipped",  "cite",     "regime",
                                       "law",          "calendar", "direction", "rule",  "duty",     "warnings"};
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-10-06", NULL, 0);
    char law_hash[65], cal_hash[65], start[sizeof want + 128];
    foi_law_hash(law, law_hash, sizeof law_hash);
    foi_calendar_hash(foi_deadline_calendar(d), cal_hash, sizeof cal_hash);
    snprintf(start, sizeof start, want, law_hash, cal_hash);
    char *text = whole(write_json, d);
    ck_assert_msg(strncmp(text, start, strlen(start)) == 0, "want %s\ngot  %s", start, text);
    json_t *root = parse(text);
    size_t n = 0;
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        ck_assert_msg(n < sizeof keys / sizeof keys[0], "another key: %s", key);
        ck_assert_str_eq(key, keys[n]);
        n++;
    }
    ck_assert_uint_eq(n, sizeof keys / sizeof keys[0]);
    ck_assert_str_eq(string_of(root, "direction"), "forward");
    ck_assert_str_eq(string_of(root, "rule"), "id/perki-1-2021");
    ck_assert_ptr_nonnull(string_of(json_object_get(root, "duty"), "id"));
    json_t *warning = json_array_get(json_object_get(root, "warnings"), 0);
    ck_assert_str_eq(string_of(warning, "code"), "departs_from_act");
    ck_assert_uint_eq(json_array_size(json_object_get(warning, "cite")), 2);
    json_decref(root);
    free(text);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(the_explanation_is_the_text)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "dispute_decision", "2024-12-02", NULL, 0); /* the longest term in days */
    json_t *root = json_of(d, FOI_JSON_EXPLANATION);
    char *id = whole(write_text_id, d), *en = whole(write_text_en, d);
    ck_assert_str_eq(string_of(json_object_get(root, "explanation"), "id"), id);
    ck_assert_str_eq(string_of(json_object_get(root, "explanation"), "en"), en);
    json_decref(root);
    root = json_of(d, 0);
    ck_assert_ptr_null(json_object_get(root, "explanation"));
    json_decref(root);
    free(id);
    free(en);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(names_decrees_and_leave)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-12-23", NULL, 0);
    json_t *root = json_of(d, 0), *day;
    size_t i, named = 0;
    json_array_foreach(json_object_get(root, "skipped"), i, day)
    {
        const char *why = string_of(day, "why");
        if (strcmp(why, "weekend") == 0) {
            ck_assert_uint_eq(json_object_size(day), 2);
        } else {
            ck_assert_uint_eq(json_object_size(day), 4);
            contains(string_of(day, "decree"), "SKB");
            ck_assert_uint_gt(strlen(string_of(day, "name")), 0);
            named++;
        }
    }
    ck_assert_uint_eq(i, 7);
    ck_assert_uint_eq(named, 3);
    json_decref(root);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(provisional_and_stale_and_known_on)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2028-03-01", NULL, FOI_DEADLINE_PROVISIONAL);
    json_t *root = json_of(d, FOI_JSON_EXPLANATION);
    ck_assert(json_is_null(json_object_get(root, "due")));
    ck_assert_str_eq(string_of(root, "status"), "provisional");
    ck_assert_ptr_nonnull(string_of(root, "earliest"));
    ck_assert_uint_eq(json_array_size(json_object_get(root, "readings")), 0);
    ck_assert_uint_eq(json_array_size(json_object_get(root, "skipped")), 0);
    json_t *stale = json_array_get(json_object_get(root, "warnings"), 1);
    ck_assert_str_eq(string_of(stale, "code"), "stale");
    ck_assert_str_eq(string_of(stale, "checked_on"), "2026-11-24");
    json_decref(root);
    for (int lang = FOI_LANG_ID; lang <= FOI_LANG_EN; lang++) {
        char *text = whole(lang == FOI_LANG_ID ? write_text_id : write_text_en, d);
        foi_deadline_info info = {.size = sizeof info};
        foi_deadline_get(d, &info);
        contains_day(text, info.earliest, lang);
        contains_day(text, info.latest, lang);
        contains_day(text, day_of("2026-11-24"), lang);
        contains(text, lang == FOI_LANG_ID ? "Belum semua hari ditetapkan." : "No decree decides all the days yet.");
        free(text);
    }
    foi_deadline_unref(d);
    foi_law_unref(law);

    law = builtin("2025-08-06");
    d = answer(law, "response", "2025-08-04", NULL, 0);
    root = json_of(d, 0);
    ck_assert_str_eq(string_of(root, "status"), "amended");
    ck_assert_str_eq(string_of(json_object_get(root, "calendar"), "known_on"), "2025-08-06");
    json_decref(root);
    char *text = whole(write_text_en, d);
    contains(text, "A later decree changed a day in this term: Monday, 18 August 2025, ");
    contains(text, "as known on Wednesday, 6 August 2025");
    free(text);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* Every clock in every regime on a few days: JSON that parses, texts without holes. */
START_TEST(every_clock)
{
    static const char *const days[] = {"2012-02-29", "2021-06-30", "2025-12-23", "2026-12-31"};
    foi_law *law = builtin(NULL);
    size_t answers = 0;
    foi_clock_info clock = {.size = sizeof clock};
    for (size_t r = 0; foi_law_regime(law, r) != NULL; r++) {
        for (size_t c = 0; foi_law_clock(law, c, &clock) == FOI_OK; c++) {
            for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
                foi_deadline_opts o = {.size = sizeof o, .regime = foi_law_regime(law, r)};
                foi_deadline *d = NULL;
                if (foi_law_due(law, &d, clock.id, day_of(days[i]), &o, NULL) != FOI_OK) {
                    continue;
                }
                json_t *root = json_of(d, FOI_JSON_EXPLANATION);
                ck_assert_str_eq(string_of(root, "clock"), clock.id);
                const char *en = string_of(json_object_get(root, "explanation"), "en");
                ck_assert_ptr_null(strstr(en, "{1}"));
                ck_assert_ptr_null(strstr(en, "(null)"));
                ck_assert_int_eq(en[strlen(en) - 1], '\n');
                json_decref(root);
                foi_deadline_unref(d);
                answers++;
            }
        }
    }
    ck_assert_uint_gt(answers, 400);
    foi_law_unref(law);
}
END_TEST

START_TEST(every_size_of_an_answer)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-12-23", "id/kemnaker", 0);
    every_size(write_json, d);
    every_size(write_json_long, d);
    every_size(write_text_id, d);
    every_size(write_text_en, d);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

/* ---- hostile names ------------------------------------------------------------------------------------------------ */

/* A sample law with one overlay of the caller's. */
static foi_deadline *under(const char *name, const char *overlay)
{
    static const char *const packs[] = {ACT, REGIMES("t/act"), NULL};
    struct sample s;
    sample_init(&s, packs, DAYS);
    sample_calendar(&s, name, overlay);
    foi_law *law = sample_load(&s);
    foi_deadline *d = answer(law, "answer", "2025-10-06", NULL, 0);
    foi_law_unref(law);
    return d;
}

START_TEST(hostile_names_in_rows)
{
    static const char row[] = "2025-10-07\tlocal\ta\"b\\c\ten \\u0022 \"\\\"\tadded\t\\\"decree\\\\ {1} %s\t2025-01-01\t2\n";
    char overlay[512];
    snprintf(overlay, sizeof overlay, "%s%s", OVERLAY, row);
    foi_deadline *d = under("o.tsv", overlay);
    json_t *root = json_of(d, FOI_JSON_EXPLANATION);
    json_t *day = json_array_get(json_object_get(root, "skipped"), 0);
    ck_assert_str_eq(string_of(day, "name"), "a\"b\\c");
    ck_assert_str_eq(string_of(day, "decree"), "\\\"decree\\\\ {1} %s");
    contains(string_of(json_object_get(root, "explanation"), "en"), "en \\u0022 \"\\\" (\\\"decree\\\\ {1} %s)");
    every_size(write_json_long, d);
    json_decref(root);
    foi_deadline_unref(d);
}
END_TEST

/* The name of a file may be any bytes. */
START_TEST(hostile_names_of_files)
{
    static const char *const names[] = {"quote\".tsv", "back\\slash.tsv", "line\nend.tsv", "tab\t\r\x01\x1f\x7f.tsv",
                                        "not \xff utf-8.tsv", "cut \xc3", "\xed\xa0\x80 surrogate", "", "{1} %s %n"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        foi_deadline *d = under(names[i], OVERLAY);
        json_t *root = json_of(d, FOI_JSON_EXPLANATION);
        if (i < 4) {
            contains(string_of(json_object_get(root, "calendar"), "id"), names[i]);
        }
        json_decref(root);
        foi_deadline_unref(d);
    }
}
END_TEST

/* A name longer than any buffer is cut between characters. */
START_TEST(long_names)
{
    for (size_t shift = 0; shift < 3; shift++) {
        char name[1200];
        memset(name, 'a', shift);
        for (size_t i = shift; i < sizeof name - 4; i += 3) {
            memcpy(name + i, "\xe2\x82\xac", 4);
        }
        foi_deadline *d = under(name, OVERLAY);
        json_decref(json_of(d, FOI_JSON_EXPLANATION));
        foi_deadline_unref(d);
    }
}
END_TEST

/* Days off with names of many thousand bytes: the explanation stays valid JSON. */
START_TEST(an_explanation_longer_than_any_buffer)
{
    enum { NAME = 4000, ROOM = 64 * 1024 };
    char *overlay = malloc(ROOM), *name = malloc(NAME + 8);
    ck_assert(overlay != NULL && name != NULL);
    for (size_t shift = 0; shift < 3; shift++) {
        size_t len = shift;
        memset(name, 'a', shift);
        for (; len + 3 <= NAME; len += 3) {
            memcpy(name + len, "\xe2\x82\xac", 3);
        }
        name[len] = '\0';
        strcpy(overlay, OVERLAY);
        for (int day = 7; day <= 10; day++) {
            size_t at = strlen(overlay);
            snprintf(overlay + at, ROOM - at, "2025-10-%02d\tlocal\t%s\t%s\tadded\t%s\t2025-01-01\t2\n", day, name, name,
                     name);
        }
        foi_deadline *d = under("o.tsv", overlay);
        json_decref(json_of(d, FOI_JSON_EXPLANATION));
        foi_deadline_unref(d);
    }
    free(overlay);
    free(name);
}
END_TEST

/* ---- text ------------------------------------------------------------------------------------------------------------ */

START_TEST(a_text_has_everything)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "response", "2025-12-23", "id/non-government", 0);
    foi_deadline_info info = {.size = sizeof info};
    foi_deadline_get(d, &info);
    for (int lang = FOI_LANG_ID; lang <= FOI_LANG_EN; lang++) {
        bool id = lang == FOI_LANG_ID;
        char *text = whole(id ? write_text_id : write_text_en, d), part[256], hash[65];
        contains(text, id ? "Jatuh tempo: Jumat, 9 Januari 2026" : "Due: Friday, 9 January 2026");
        contains(text, id ? "10 hari kerja, dihitung dari Selasa, 23 Desember 2025"
                          : "10 working days, counted from Tuesday, 23 December 2025");
        contains_day(text, info.earliest, lang);
        contains_day(text, info.latest + 1, lang);
        foi_step steps[16];
        size_t count = foi_deadline_steps(d, steps, 16);
        ck_assert_uint_eq(count, 7);
        for (size_t i = 0; i < count; i++) {
            contains_day(text, steps[i].day, lang);
            if (steps[i].kind != FOI_DAY_KIND_WEEKEND) {
                contains(text, id ? steps[i].name_id : steps[i].name_en);
                contains(text, steps[i].decree);
            }
        }
        foi_reading readings[16];
        count = foi_deadline_readings(d, readings, 16);
        ck_assert_uint_eq(count, 3);
        for (size_t i = 0; i < count; i++) {
            contains_day(text, readings[i].due, lang);
            foi_deadline_reading_label(d, i, part, sizeof part);
            contains(text, part);
        }
        contains(text, id ? "bacaan yang lazim" : "prevailing reading");
        contains(text, id ? "UU 14/2008 Pasal 22(7) (naskah dibaca)" : "Act 14/2008, article 22(7) (text read)");
        contains(text, id ? "Perki 1/2021 Pasal 31(3)" : "Information Commission Regulation 1/2021, article 31(3)");
        foi_law_hash(law, hash, 13);
        contains(text, hash);
        foi_calendar_hash(foi_deadline_calendar(d), hash, 13);
        contains(text, hash);
        contains(text, "id/non-government");
        contains(text, id ? "sejak permintaan dinyatakan lengkap" : "from the day it is declared complete");
        free(text);
    }
    char *en = whole(write_text_en, d), other[16384];
    ck_assert_uint_eq(foi_deadline_text(d, 99, other, sizeof other), strlen(en));
    ck_assert_str_eq(other, en);
    free(en);
    foi_deadline_unref(d);
    d = answer(law, "response", "2025-10-06", "id/kemnaker", 0);
    en = whole(write_text_en, d);
    contains(en, "(by an official copy)");
    free(en);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(a_text_of_a_clock_counted_back)
{
    foi_law *law = builtin(NULL);
    foi_deadline *d = answer(law, "summons", "2025-10-06", NULL, 0);
    char *id = whole(write_text_id, d), *en = whole(write_text_en, d);
    contains(id, "Jatuh tempo: Rabu, 1 Oktober 2025\n  3 hari kerja sebelum Senin, 6 Oktober 2025.\n");
    contains(en, "Due: Wednesday, 1 October 2025\n  3 working days before Monday, 6 October 2025.\n");
    ck_assert_ptr_null(strstr(en, "do not count"));
    free(id);
    free(en);
    foi_deadline_unref(d);
    foi_law_unref(law);
}
END_TEST

START_TEST(days_in_words)
{
    static const char *const id[] = {"Senin, 6 Januari 2025",  "Jumat, 7 Februari 2025",  "Sabtu, 8 Maret 2025",
                                     "Rabu, 9 April 2025",     "Sabtu, 10 Mei 2025",      "Rabu, 11 Juni 2025",
                                     "Sabtu, 12 Juli 2025",    "Rabu, 13 Agustus 2025",   "Minggu, 14 September 2025",
                                     "Rabu, 15 Oktober 2025",  "Minggu, 16 November 2025", "Rabu, 17 Desember 2025"};
    static const char *const en[] = {"Monday, 6 January 2025",    "Friday, 7 February 2025",  "Saturday, 8 March 2025",
                                     "Wednesday, 9 April 2025",   "Saturday, 10 May 2025",    "Wednesday, 11 June 2025",
                                     "Saturday, 12 July 2025",    "Wednesday, 13 August 2025", "Sunday, 14 September 2025",
                                     "Wednesday, 15 October 2025", "Sunday, 16 November 2025", "Wednesday, 17 December 2025"};
    static const char *const week_id[] = {"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"};
    static const char *const week_en[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    char text[64];
    for (int month = 1; month <= 12; month++) {
        foi_day day = 0;
        ck_assert_int_eq(foi_date_from_civil(&day, 2025, month, 5 + month, NULL), FOI_OK);
        ck_assert_uint_eq(foi_day_text(day, FOI_LANG_ID, text, sizeof text), strlen(id[month - 1]));
        ck_assert_str_eq(text, id[month - 1]);
        foi_day_text(day, FOI_LANG_EN, text, sizeof text);
        ck_assert_str_eq(text, en[month - 1]);
    }
    for (int i = 0; i < 7; i++) {
        char want[64];
        snprintf(want, sizeof want, "%s, %d Oktober 2025", week_id[i], 6 + i);
        foi_day_text(day_of("2025-10-06") + i, FOI_LANG_ID, text, sizeof text);
        ck_assert_str_eq(text, want);
        snprintf(want, sizeof want, "%s, %d October 2025", week_en[i], 6 + i);
        foi_day_text(day_of("2025-10-06") + i, 99, text, sizeof text);
        ck_assert_str_eq(text, want);
    }
    foi_day_text(FOI_DAY_MIN, FOI_LANG_EN, text, sizeof text);
    ck_assert_str_eq(text, "Monday, 1 January 1");
    foi_day_text(FOI_DAY_MAX, FOI_LANG_EN, text, sizeof text);
    ck_assert_str_eq(text, "Friday, 31 December 9999");
    ck_assert_uint_eq(foi_day_text(FOI_DAY_NONE, FOI_LANG_EN, text, sizeof text), 0);
    ck_assert_str_eq(text, "");
}
END_TEST

/* ---- explain ---------------------------------------------------------------------------------------------------------- */

struct topic {
    const foi_law *law;
    const char *topic, *regime;
    foi_day day;
    int lang; /* 0: JSON */
};

static int explain(const struct topic *t, char *buf, size_t size, size_t *needed, foi_error *err)
{
    if (t->lang == 0) {
        return foi_law_explain_json(t->law, t->topic, t->regime, t->day, buf, size, needed, err);
    }
    return foi_law_explain(t->law, t->topic, t->regime, t->day, t->lang, buf, size, needed, err);
}

static size_t write_topic(const void *what, char *buf, size_t size)
{
    size_t needed = SIZE_MAX;
    foi_error err = {.size = sizeof err};
    int code = explain(what, buf, size, &needed, &err);
    if (code != FOI_OK) {
        ck_abort_msg("%s: %s", ((const struct topic *)what)->topic, err.message);
    }
    return needed;
}

static char *told(const foi_law *law, const char *topic, const char *regime, const char *day, int lang)
{
    struct topic t = {law, topic, regime, day_of(day), lang};
    return whole(write_topic, &t);
}

START_TEST(every_topic)
{
    foi_law *law = builtin(NULL);
    char *list = told(law, NULL, NULL, "2025-10-06", 0);
    json_t *root = parse(list), *topic;
    size_t i;
    ck_assert(json_is_null(json_object_get(root, "topic")));
    json_array_foreach(json_object_get(root, "entries"), i, topic)
    {
        const char *name = json_string_value(topic);
        char *id = told(law, name, NULL, "2025-10-06", FOI_LANG_ID), *en = told(law, name, NULL, "2025-10-06", FOI_LANG_EN);
        char *json = told(law, name, NULL, "2025-10-06", 0);
        ck_assert_str_ne(id, en);
        contains(id, "Sumber: ");
        contains(en, "Source: ");
        json_t *entries = parse(json);
        ck_assert_str_eq(string_of(entries, "topic"), name);
        ck_assert_str_eq(string_of(entries, "day"), "2025-10-06");
        ck_assert_uint_gt(json_array_size(json_object_get(entries, "entries")), 0);
        json_t *entry;
        size_t k;
        json_array_foreach(json_object_get(entries, "entries"), k, entry)
        {
            ck_assert_str_eq(string_of(entry, "list"), name);
            contains(id, string_of(json_object_get(entry, "name"), "id"));
            contains(en, string_of(json_object_get(entry, "name"), "en"));
            ck_assert_uint_gt(json_array_size(json_object_get(entry, "cite")), 0);
        }
        json_decref(entries);
        free(id);
        free(en);
        free(json);
    }
    ck_assert_uint_eq(i, 13);
    json_decref(root);
    free(list);
    for (int lang = FOI_LANG_ID; lang <= FOI_LANG_EN; lang++) {
        list = told(law, NULL, NULL, "2025-10-06", lang);
        contains(list, lang == FOI_LANG_ID ? "exemptions: informasi yang dikecualikan" : "exemptions: exempt information");
        free(list);
    }
    foi_law_unref(law);
}
END_TEST

START_TEST(single_entries)
{
    static const struct {
        const char *topic, *list, *id;
    } rows[] = {
        {"ground a", "grounds", "a"}, {"grounds/a", "grounds", "a"},       {"grounds a", "grounds", "a"},
        {"17a", "exemptions", "17a"}, {"exemption 17a", "exemptions", "17a"}, {"response", "clocks", "response"},
        {"clock response", "clocks", "response"},
    };
    foi_law *law = builtin(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *json = told(law, rows[i].topic, NULL, "2025-10-06", 0), *text = told(law, rows[i].topic, NULL, "2025-10-06", 2);
        json_t *root = parse(json), *entries = json_object_get(root, "entries");
        ck_assert_uint_eq(json_array_size(entries), 1);
        ck_assert_str_eq(string_of(json_array_get(entries, 0), "list"), rows[i].list);
        ck_assert_str_eq(string_of(json_array_get(entries, 0), "id"), rows[i].id);
        contains(text, string_of(json_object_get(json_array_get(entries, 0), "name"), "en"));
        json_decref(root);
        free(json);
        free(text);
    }
    /* the rules of the day are told, in the regime that was asked for */
    char *old = told(law, "response", NULL, "2015-01-01", FOI_LANG_EN), *now = told(law, "response", NULL, "2025-10-06", FOI_LANG_EN);
    char *here = told(law, "response", "id/kemnaker", "2025-10-06", FOI_LANG_EN);
    ck_assert_str_ne(old, now);
    ck_assert_str_ne(here, now);
    contains(here, "The Ministry's information officer answers");
    free(old);
    free(now);
    free(here);
    foi_law_unref(law);
}
END_TEST

START_TEST(topics_that_are_refused)
{
    static const struct {
        const char *topic, *regime, *day;
        int code;
        const char *sentence;
    } rows[] = {
        {"exemption", NULL, "2025-10-06", FOI_ERR_LAW_GAP, "topic \"exemption\" is not known; did you mean \"exemptions\"?"},
        {"something else altogether", NULL, "2025-10-06", FOI_ERR_LAW_GAP, "topic \"something else altogether\" is not known"},
        {"rights", "id/kemnakr", "2025-10-06", FOI_ERR_LAW_GAP, "regime \"id/kemnakr\" is not known; did you mean \"id/kemnaker\"?"},
        {"rights", NULL, "2008-01-01", FOI_ERR_LAW_GAP, "regime id says nothing about rights on 2008-01-01"},
        {"ministry_cost", "id/court", "2025-10-06", FOI_ERR_LAW_GAP, "regime id/court says nothing about ministry_cost on 2025-10-06"},
    };
    foi_law *law = builtin(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int lang = 0; lang <= FOI_LANG_EN; lang++) {
            struct topic t = {law, rows[i].topic, rows[i].regime, day_of(rows[i].day), lang};
            foi_error err = {.size = sizeof err};
            char buf[64];
            size_t needed = 7;
            ck_assert_int_eq(explain(&t, buf, sizeof buf, &needed, &err), rows[i].code);
            ck_assert_str_eq(err.message, rows[i].sentence);
            ck_assert_uint_eq(needed, 7);
            ck_assert_ptr_nonnull(memchr(buf, '\0', sizeof buf));
        }
    }
    struct topic t = {law, NULL, NULL, FOI_DAY_NONE, FOI_LANG_EN};
    ck_assert_int_eq(explain(&t, NULL, 0, NULL, NULL), FOI_ERR_RANGE);
    t = (struct topic){law, "", NULL, 20000, FOI_LANG_EN};
    ck_assert_int_eq(explain(&t, NULL, 0, NULL, NULL), FOI_ERR_LAW_GAP);
    t = (struct topic){law, "rights", NULL, 20000, FOI_LANG_EN};
    ck_assert_int_eq(explain(&t, NULL, 0, NULL, NULL), FOI_OK);
    foi_law_unref(law);
}
END_TEST

/* Every kind of line: text, value, term, needs, marks, items; in every regime, on a day of each edition of the law. */
START_TEST(everything_in_every_regime)
{
    static const char *const days[] = {"2010-04-30", "2013-04-29", "2021-06-30", "2025-10-06"};
    foi_law *law = builtin(NULL);
    for (size_t r = 0; foi_law_regime(law, r) != NULL; r++) {
        for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
            for (size_t list = 0; foi__provision_lists[list] != NULL; list++) {
                struct topic t = {law, foi__provision_lists[list], foi_law_regime(law, r), day_of(days[i]), 0};
                size_t needed = 0;
                if (explain(&t, NULL, 0, &needed, NULL) == FOI_ERR_LAW_GAP) {
                    continue; /* says nothing yet */
                }
                char *json = whole(write_topic, &t);
                json_decref(parse(json));
                free(json);
                for (t.lang = FOI_LANG_ID; t.lang <= FOI_LANG_EN; t.lang++) {
                    char *text = whole(write_topic, &t);
                    ck_assert_ptr_null(strstr(text, "{1}"));
                    ck_assert_ptr_null(strstr(text, "(null)"));
                    ck_assert(foi__utf8_valid(text, strlen(text)));
                    free(text);
                }
            }
        }
    }
    foi_law_unref(law);
}
END_TEST

START_TEST(every_size_of_a_topic)
{
    foi_law *law = builtin(NULL);
    for (int lang = 0; lang <= FOI_LANG_EN; lang++) {
        struct topic t = {law, "grounds", NULL, day_of("2025-10-06"), lang};
        every_size(write_topic, &t);
        t.topic = "response";
        every_size(write_topic, &t);
        t.topic = NULL;
        every_size(write_topic, &t);
    }
    foi_law_unref(law);
}
END_TEST

/* ---- packs as JSON -------------------------------------------------------------------------------------------------------- */

struct shown {
    const foi_law *law;
    const char *pack;
};

static size_t write_pack(const void *what, char *buf, size_t size)
{
    const struct shown *s = what;
    size_t needed = SIZE_MAX;
    ck_assert_int_eq(foi_law_pack_json(s->law, s->pack, buf, size, &needed, NULL), FOI_OK);
    return needed;
}

START_TEST(every_pack_as_json)
{
    foi_law *law = builtin(NULL);
    foi_pack_info info = {.size = sizeof info};
    size_t clocks = 0, provisions = 0;
    for (size_t i = 0; foi_law_pack(law, i, &info) == FOI_OK; i++) {
        struct shown s = {law, info.id};
        char *text = whole(write_pack, &s);
        json_t *root = parse(text), *clock;
        size_t k;
        ck_assert_str_eq(string_of(root, "id"), info.id);
        if (info.key != NULL) {
            ck_assert_str_eq(string_of(root, "key"), info.key);
            ck_assert_str_eq(string_of(root, "grade"), foi_grade_name(info.grade));
        }
        json_array_foreach(json_object_get(root, "clocks"), k, clock)
        {
            ck_assert_uint_gt(json_array_size(json_object_get(clock, "cite")), 0);
            ck_assert(json_is_string(json_object_get(clock, "valid_from")));
        }
        clocks += k;
        provisions += json_array_size(json_object_get(root, "provisions"));
        json_decref(root);
        free(text);
    }
    ck_assert_uint_gt(clocks, 30);
    ck_assert_uint_gt(provisions, 100);
    struct shown s = {law, "id/sk-kma-2-144-2022"};
    every_size(write_pack, &s);
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_law_pack_json(law, "id/uu-14-2009", NULL, 0, NULL, &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "pack \"id/uu-14-2009\" is not known; did you mean \"id/uu-14-2008\"?");
    ck_assert_int_eq(foi_law_pack_json(law, "nothing like it", NULL, 0, NULL, &err), FOI_ERR_LAW_GAP);
    ck_assert_str_eq(err.message, "pack \"nothing like it\" is not known");
    ck_assert_int_eq(foi_law_pack_json(law, NULL, NULL, 0, NULL, &err), FOI_ERR_LAW_GAP);
    foi_law_unref(law);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report");
    TCase *json = tcase_create("json");
    tcase_set_timeout(json, 120);
    tcase_add_test(json, the_contract);
    tcase_add_test(json, the_explanation_is_the_text);
    tcase_add_test(json, names_decrees_and_leave);
    tcase_add_test(json, provisional_and_stale_and_known_on);
    tcase_add_test(json, every_clock);
    tcase_add_test(json, every_size_of_an_answer);
    suite_add_tcase(suite, json);

    TCase *hostile = tcase_create("hostile");
    tcase_set_timeout(hostile, 60);
    tcase_add_test(hostile, hostile_names_in_rows);
    tcase_add_test(hostile, hostile_names_of_files);
    tcase_add_test(hostile, long_names);
    tcase_add_test(hostile, an_explanation_longer_than_any_buffer);
    suite_add_tcase(suite, hostile);

    TCase *text = tcase_create("text");
    tcase_add_test(text, a_text_has_everything);
    tcase_add_test(text, a_text_of_a_clock_counted_back);
    tcase_add_test(text, days_in_words);
    suite_add_tcase(suite, text);

    TCase *topics = tcase_create("topics");
    tcase_set_timeout(topics, 120);
    tcase_add_test(topics, every_topic);
    tcase_add_test(topics, single_entries);
    tcase_add_test(topics, topics_that_are_refused);
    tcase_add_test(topics, everything_in_every_regime);
    tcase_add_test(topics, every_size_of_a_topic);
    suite_add_tcase(suite, topics);

    TCase *packs = tcase_create("packs");
    tcase_set_timeout(packs, 60);
    tcase_add_test(packs, every_pack_as_json);
    suite_add_tcase(suite, packs);
    return harness_run(suite);
}
