/* Status codes and their texts, and the tools that every layer stands on. */
#include "base/base.h"

#include "harness.h"

static const struct {
    int code;
    const char *name;
} codes[] = {
    {FOI_OK, "FOI_OK"},
    {FOI_ERR_ARGUMENT, "FOI_ERR_ARGUMENT"},
    {FOI_ERR_ABI, "FOI_ERR_ABI"},
    {FOI_ERR_MEMORY, "FOI_ERR_MEMORY"},
    {FOI_ERR_SYNTAX, "FOI_ERR_SYNTAX"},
    {FOI_ERR_RANGE, "FOI_ERR_RANGE"},
    {FOI_ERR_LIMIT, "FOI_ERR_LIMIT"},
    {FOI_ERR_CONFLICT, "FOI_ERR_CONFLICT"},
    {FOI_ERR_LAW_GAP, "FOI_ERR_LAW_GAP"},
    {FOI_ERR_CALENDAR_GAP, "FOI_ERR_CALENDAR_GAP"},
    {FOI_ERR_LINT, "FOI_ERR_LINT"},
    {FOI_ERR_EXAMPLE, "FOI_ERR_EXAMPLE"},
    {FOI_ERR_PROOF, "FOI_ERR_PROOF"},
};
enum { CODES = sizeof codes / sizeof codes[0] };

START_TEST(every_code_has_a_name_and_two_texts)
{
    int code = codes[_i].code;
    ck_assert_str_eq(foi_status_name(code), codes[_i].name);
    const char *id = foi_status_text(code, FOI_LANG_ID);
    const char *en = foi_status_text(code, FOI_LANG_EN);
    ck_assert_ptr_nonnull(id);
    ck_assert_ptr_nonnull(en);
    ck_assert_int_ne(id[0], '\0');
    ck_assert_int_ne(en[0], '\0');
    ck_assert_ptr_null(strchr(id, '\n'));
    ck_assert_ptr_null(strchr(en, '\n'));
    if (code != FOI_OK) {
        ck_assert_str_ne(id, en);
    }
    ck_assert_str_eq(foi_status_text(code, 0), en);
    ck_assert_str_eq(foi_status_text(code, 99), en);
    for (int i = 0; i < _i; i++) {
        ck_assert_str_ne(foi_status_text(codes[i].code, FOI_LANG_EN), en);
        ck_assert_str_ne(foi_status_text(codes[i].code, FOI_LANG_ID), id);
    }
}
END_TEST

/* A code added to the header without a line above is caught here, since it has a name then. */
START_TEST(every_other_number_is_unknown)
{
    for (int code = -1000; code <= 1000; code++) {
        int known = 0;
        for (int i = 0; i < CODES; i++) {
            known |= codes[i].code == code;
        }
        if (!known) {
            ck_assert_msg(!foi_status_name(code), "%d has a name", code);
            ck_assert_msg(!foi_status_text(code, FOI_LANG_ID), "%d has a text", code);
            ck_assert_msg(!foi_status_text(code, FOI_LANG_EN), "%d has a text", code);
        }
    }
    ck_assert_ptr_null(foi_status_name(INT32_MIN));
    ck_assert_ptr_null(foi_status_name(INT32_MAX));
}
END_TEST

START_TEST(version_is_that_of_the_build)
{
    ck_assert_str_eq(foi_version(), FOI_TEST_VERSION);
}
END_TEST

/* ---- errors ---------------------------------------------------------------------------------------- */

/* Every sentence exists in both languages and uses the same arguments in both. */
START_TEST(sentences_say_the_same_in_both_languages)
{
    static const char *const args[] = {"<1>", "<2>", "<3>", "<4>"};
    char id[1024], en[1024];
    ck_assert_uint_gt(foi__sentence_text(_i, FOI_LANG_ID, args, 4, id, sizeof id), 0);
    ck_assert_uint_gt(foi__sentence_text(_i, FOI_LANG_EN, args, 4, en, sizeof en), 0);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_msg(!strstr(id, args[i]) == !strstr(en, args[i]), "%s / %s", id, en);
    }
    ck_assert_msg(!strpbrk(id, "{}\n") && !strpbrk(en, "{}\n"), "%s / %s", id, en);
    foi_error err = {.size = sizeof err};
    int code = foi__fail(&err, _i, "a", "b", "c");
    if (_i < FOI__SAY_DUE) { /* from there on: explanations, which are no errors */
        ck_assert_int_lt(code, 0);
    } else {
        ck_assert_int_eq(code, FOI_OK);
    }
    ck_assert_ptr_nonnull(foi_status_name(code));
    ck_assert_int_eq(err.code, code);
    ck_assert_int_eq(err.sentence, _i);
    ck_assert_int_eq(foi__fail(NULL, _i, "a", "b", "c"), code);
}
END_TEST

START_TEST(a_sentence_of_another_library_is_empty)
{
    static const int unknown[] = {0, -1, FOI__SENTENCE_COUNT, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        char text[8] = "x";
        ck_assert_uint_eq(foi__sentence_text(unknown[i], FOI_LANG_EN, NULL, 0, text, sizeof text), 0);
        ck_assert_str_eq(text, "");
    }
}
END_TEST

START_TEST(error_text_names_the_place)
{
    static const struct {
        foi__place at;
        const char *start;
    } rows[] = {
        {{NULL, 0, 0}, ""},           {{"a.yaml", 0, 0}, "a.yaml: "},        {{"a.yaml", 7, 0}, "a.yaml:7: "},
        {{"a.yaml", 7, 3}, "a.yaml:7:3: "}, {{NULL, 7, 3}, "7:3: "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        foi_error err = {.size = sizeof err};
        char text[1024], want[1024];
        foi__fail_at(&err, rows[i].at, 1, "one", "two", "three");
        foi_error_text(&err, FOI_LANG_EN, text, sizeof text);
        snprintf(want, sizeof want, "%s%s", rows[i].start, err.message);
        ck_assert_str_eq(text, want);
    }
}
END_TEST

/* What comes from an input must not break the line, the arguments' separator or the buffer. */
START_TEST(hostile_arguments_stay_one_line)
{
    char longest[2000];
    memset(longest, 'y', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    static const char ugly[] = "a\nb\x1f" "c\x7f{1}\t";
    for (int sentence = 1; sentence < FOI__SENTENCE_COUNT; sentence++) {
        foi_error err = {.size = sizeof err};
        char text[2048];
        foi__fail_at(&err, (foi__place){longest, INT32_MAX, INT32_MAX}, sentence, ugly, longest, ugly);
        ck_assert_ptr_nonnull(memchr(err.message, '\0', sizeof err.message));
        ck_assert_ptr_nonnull(memchr(err.file, '\0', sizeof err.file));
        for (int lang = FOI_LANG_ID; lang <= FOI_LANG_EN; lang++) {
            ck_assert_uint_lt(foi_error_text(&err, lang, text, sizeof text), sizeof text);
            ck_assert_msg(!strpbrk(text, "\n\t\x1f\x7f"), "%s", text);
        }
    }
}
END_TEST

/* ---- size first ------------------------------------------------------------------------------------- */

struct known {
    uint32_t size, flags;
    int32_t value, more;
};

static unsigned char *sized(uint32_t size, size_t room)
{
    unsigned char *bytes = calloc(1, room);
    ck_assert_ptr_nonnull(bytes);
    memcpy(bytes, &size, sizeof size);
    return bytes;
}

START_TEST(options_of_any_age)
{
    struct known known = {1, 2, 3, 4};
    ck_assert_int_eq(foi__opts_read(&known, sizeof known, NULL, NULL), FOI_OK);
    ck_assert_uint_eq(known.flags, 0);
    ck_assert_int_eq(known.more, 0);
    for (uint32_t size = 0; size <= 64; size++) {
        unsigned char *given = sized(size, 64);
        memset(given + 4, 1, 4);
        if (size < 4) {
            ck_assert_int_eq(foi__opts_read(&known, sizeof known, given, NULL), FOI_ERR_ABI);
        } else {
            ck_assert_int_eq(foi__opts_read(&known, sizeof known, given, NULL), FOI_OK);
            ck_assert_uint_eq(known.flags & 0xff, size > 4);
            ck_assert_int_eq(known.value, 0);
        }
        free(given);
    }
    for (uint32_t set = sizeof known; set < 64; set++) { /* a wish that this library does not know */
        unsigned char *given = sized(64, 64);
        given[set] = 1;
        ck_assert_int_eq(foi__opts_read(&known, sizeof known, given, NULL), FOI_ERR_ABI);
        free(given);
    }
    unsigned char *absurd = sized(UINT32_MAX, 64);
    ck_assert_int_eq(foi__opts_read(&known, sizeof known, absurd, NULL), FOI_ERR_ABI);
    free(absurd);
}
END_TEST

START_TEST(answers_for_callers_of_any_age)
{
    const struct known known = {sizeof known, 7, 8, 9};
    for (uint32_t size = 0; size <= 64; size++) {
        unsigned char *given = sized(size, 128);
        memset(given + 4, 0xA5, 124);
        int rc = foi__info_write(given, &known, sizeof known);
        uint32_t kept;
        memcpy(&kept, given, sizeof kept);
        ck_assert_uint_eq(kept, size);
        ck_assert_int_eq(rc, size > 4 ? FOI_OK : FOI_ERR_ABI);
        for (size_t i = size < 4 ? 4 : size; i < 128; i++) {
            ck_assert_int_eq(given[i], 0xA5);
        }
        for (size_t i = 4; size > 4 && i < size && i < sizeof known; i++) {
            ck_assert_int_eq(given[i], ((const unsigned char *)&known)[i]);
        }
        for (size_t i = sizeof known; i < size; i++) { /* fields of a younger header: nothing known of them */
            ck_assert_int_eq(given[i], 0);
        }
        free(given);
    }
    unsigned char *absurd = sized(UINT32_MAX, 64);
    ck_assert_int_eq(foi__info_write(absurd, &known, sizeof known), FOI_ERR_ABI);
    free(absurd);
}
END_TEST

/* ---- memory ----------------------------------------------------------------------------------------- */

START_TEST(arena_hands_out_zeroed_aligned_memory)
{
    foi__arena arena = {NULL, 0};
    for (size_t size = 0; size < 70000; size += 997) {
        unsigned char *p = foi__arena_alloc(&arena, size);
        ck_assert_ptr_nonnull(p);
        ck_assert_uint_eq((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++) {
            if (p[i] != 0) {
                ck_abort_msg("byte %zu of %zu is not zero", i, size);
            }
            p[i] = 0xA5;
        }
    }
    char *text = foi__arena_text(&arena, "abcdef", 3);
    ck_assert_str_eq(text, "abc");
    ck_assert_str_eq(foi__arena_text(&arena, NULL, 0), "");
    ck_assert_ptr_null(foi__arena_alloc(&arena, SIZE_MAX));
    foi__arena_free(&arena);
    foi__arena_free(&arena); /* an empty one is fine */
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    size_t capacity = 0;
    ck_assert_ptr_null(foi__zalloc(SIZE_MAX / 2, 4));
    ck_assert_ptr_null(foi__grow(NULL, &capacity, SIZE_MAX / 8, 64));
    ck_assert_uint_eq(capacity, 0);
    /* More than half of all numbers: doubling must stop, not wrap round. */
    ck_assert_ptr_null(foi__grow(NULL, &capacity, SIZE_MAX - 1, 1));
    ck_assert_uint_eq(capacity, 0);
}
END_TEST

START_TEST(grow_doubles_and_keeps)
{
    size_t capacity = 0;
    int32_t *numbers = NULL;
    for (int32_t i = 0; i < 10000; i++) {
        int32_t *more = foi__grow(numbers, &capacity, (size_t)i + 1, sizeof *more);
        ck_assert_ptr_nonnull(more);
        ck_assert_uint_gt(capacity, (size_t)i);
        numbers = more;
        numbers[i] = i;
    }
    for (int32_t i = 0; i < 10000; i++) {
        ck_assert_int_eq(numbers[i], i);
    }
    foi__free(numbers);
    foi__free(NULL);
    char *copy = foi__copy_text("abcdef", 3);
    ck_assert_str_eq(copy, "abc");
    foi__free(copy);
}
END_TEST

/* ---- text -------------------------------------------------------------------------------------------- */

START_TEST(numbers)
{
    ck_assert_str_eq(foi__format_number(0).text, "0");
    ck_assert_str_eq(foi__format_number(-1).text, "-1");
    ck_assert_str_eq(foi__format_number(INT64_MIN).text, "-9223372036854775808");
    ck_assert_str_eq(foi__format_number(INT64_MAX).text, "9223372036854775807");

    static const char *const good[] = {"0", "1", "10", "2147483647"};
    static const char *const bad[] = {"",   "00", "010", "-1", "+1",  "1 ", " 1", "1.5", "1e1", "0x10", "1_000",
                                      "2147483648", "4294967296", "9999999999", "99999999999999999999", "ten"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int32_t value = -1;
        ck_assert(foi__number_parse(&value, good[i], strlen(good[i])));
        ck_assert_str_eq(foi__format_number(value).text, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int32_t value = -1;
        ck_assert_msg(!foi__number_parse(&value, bad[i], strlen(bad[i])), "%s", bad[i]);
        ck_assert_int_eq(value, -1);
    }
}
END_TEST

START_TEST(utf8)
{
    static const char *const good[] = {"", "abc", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                                       "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {
        "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x61", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xe1\x80", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xf0\x90\x80", "\xff", "\xfe", "a\xc3\x28", "\xe2\x28\xa1"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        ck_assert_msg(foi__utf8_valid(good[i], strlen(good[i])), "good %zu", i);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_msg(!foi__utf8_valid(bad[i], strlen(bad[i])), "bad %zu", i);
    }
    ck_assert(!foi__utf8_valid("a\0b", 3));
}
END_TEST

START_TEST(cut_text_ends_with_a_whole_character)
{
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z"; /* 1, 2, 3, 4 and 1 bytes */
    for (size_t size = 1; size <= sizeof text; size++) {
        char buf[32];
        memset(buf, 'x', sizeof buf);
        foi__out out = {buf, size, 0};
        foi__puts(&out, text);
        ck_assert_uint_eq(foi__put_end(&out), sizeof text - 1);
        ck_assert_uint_lt(strlen(buf), size);
        ck_assert_msg(foi__utf8_valid(buf, strlen(buf)), "size %zu", size);
        ck_assert_int_eq(memcmp(buf, text, strlen(buf)), 0);
        ck_assert_uint_gt(strlen(buf) + 4, size - 1); /* no more is lost than the cut character */
        ck_assert_int_eq(buf[size], 'x');
    }
}
END_TEST

START_TEST(distances)
{
    static const struct {
        const char *a, *b;
        unsigned distance;
    } rows[] = {
        {"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"response", "response", 0}, {"respons", "response", 1},
        {"repsonse", "response", 2}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ck_assert_uint_eq(foi__distance(rows[i].a, rows[i].b), rows[i].distance);
        ck_assert_uint_eq(foi__distance(rows[i].b, rows[i].a), rows[i].distance);
    }
    char longest[200];
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    ck_assert_uint_gt(foi__distance(longest, longest), 10); /* too long to be a slip */
    ck_assert_uint_gt(foi__distance("a", longest), 10);
}
END_TEST

START_TEST(hexadecimal)
{
    unsigned char bytes[32];
    char text[65];
    for (size_t i = 0; i < 32; i++) {
        bytes[i] = (unsigned char)(i * 8 + 7);
    }
    foi__hex(text, bytes);
    ck_assert_str_eq(text, "070f171f272f373f474f575f676f777f878f979fa7afb7bfc7cfd7dfe7eff7ff");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base");
    TCase *status = tcase_create("status");
    tcase_add_loop_test(status, every_code_has_a_name_and_two_texts, 0, CODES);
    tcase_add_test(status, every_other_number_is_unknown);
    tcase_add_test(status, version_is_that_of_the_build);
    suite_add_tcase(suite, status);

    TCase *errors = tcase_create("errors");
    tcase_add_loop_test(errors, sentences_say_the_same_in_both_languages, 1, FOI__SENTENCE_COUNT);
    tcase_add_test(errors, a_sentence_of_another_library_is_empty);
    tcase_add_test(errors, error_text_names_the_place);
    tcase_add_test(errors, hostile_arguments_stay_one_line);
    suite_add_tcase(suite, errors);

    TCase *structs = tcase_create("size first");
    tcase_add_test(structs, options_of_any_age);
    tcase_add_test(structs, answers_for_callers_of_any_age);
    suite_add_tcase(suite, structs);

    TCase *memory = tcase_create("memory");
    tcase_set_timeout(memory, 20);
    tcase_add_test(memory, arena_hands_out_zeroed_aligned_memory);
    tcase_add_test(memory, sizes_that_overflow_are_refused);
    tcase_add_test(memory, grow_doubles_and_keeps);
    suite_add_tcase(suite, memory);

    TCase *text = tcase_create("text");
    tcase_add_test(text, numbers);
    tcase_add_test(text, utf8);
    tcase_add_test(text, cut_text_ends_with_a_whole_character);
    tcase_add_test(text, distances);
    tcase_add_test(text, hexadecimal);
    suite_add_tcase(suite, text);
    return harness_run(suite);
}
