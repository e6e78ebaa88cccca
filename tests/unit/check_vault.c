/* The vault: what is sealed opens with its key in its place only, every bit counts; tracking codes. */
#include <sodium.h>

#include "vault/vault.h"

#include "harness.h"

static foi__seal_place place(void)
{
    foi__seal_place at = {.version = 3, .tag = "note", .tag_len = 4};

    memset(at.body, 1, sizeof at.body);
    memset(at.subject, 2, sizeof at.subject);
    memset(at.item, 3, sizeof at.item);
    return at;
}

static const uint8_t key[FOI__KEY] = {7}, nonce[FOI__NONCE] = {8}, salt[FOI__VAULT_SALT] = {9};
static const char value[] = "Jalan Merdeka 17";

enum { VALUE = sizeof value - 1, SEALED = VALUE + FOI__SEAL_MORE };

static bool opens(const uint8_t *sealed, size_t len, const uint8_t *with, const foi__seal_place *at)
{
    char back[SEALED];
    uint8_t back_salt[FOI__VAULT_SALT];
    size_t back_len = 0;

    return foi__unseal(back, &back_len, back_salt, with, at, sealed, len, NULL) == FOI_OK && back_len == VALUE &&
           memcmp(back, value, VALUE) == 0 && memcmp(back_salt, salt, sizeof salt) == 0;
}

START_TEST(a_value_opens_in_its_place_only)
{
    const foi__seal_place at = place();
    uint8_t sealed[SEALED], other_key[FOI__KEY] = {7, 1};
    foi__seal_place other = at;

    ck_assert_int_eq(foi__seal(sealed, key, &at, nonce, salt, value, VALUE, NULL), FOI_OK);
    ck_assert(opens(sealed, SEALED, key, &at));
    ck_assert(!opens(sealed, SEALED, other_key, &at));
    for (size_t bit = 0; bit < SEALED * 8; bit++) {
        sealed[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert(!opens(sealed, SEALED, key, &at));
        sealed[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    for (size_t len = 0; len < SEALED; len++)
        ck_assert(!opens(sealed, len, key, &at));
    other.body[15] ^= 1;
    ck_assert(!opens(sealed, SEALED, key, &other));
    other = at;
    other.subject[0] ^= 1;
    ck_assert(!opens(sealed, SEALED, key, &other));
    other = at;
    other.item[3] ^= 1;
    ck_assert(!opens(sealed, SEALED, key, &other));
    other = at;
    other.version++;
    ck_assert(!opens(sealed, SEALED, key, &other));
    other = at;
    other.tag = "name";
    ck_assert(!opens(sealed, SEALED, key, &other));
    for (size_t i = 0; i + VALUE <= SEALED; i++)
        ck_assert(memcmp(sealed + i, value, VALUE) != 0);
}
END_TEST

START_TEST(values_have_a_limit)
{
    const foi__seal_place at = place();
    static char large[FOI__SEALED_MAX + 1];
    static uint8_t sealed[FOI__SEALED_MAX + FOI__SEAL_MORE];

    ck_assert_int_eq(foi__seal(sealed, key, &at, nonce, salt, large, FOI__SEALED_MAX, NULL), FOI_OK);
    ck_assert_int_eq(foi__seal(sealed, key, &at, nonce, salt, large, FOI__SEALED_MAX + 1, NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(foi__seal(sealed, key, &at, nonce, salt, "", 0, NULL), FOI_OK);
}
END_TEST

START_TEST(a_key_is_wrapped_for_one_person_and_epoch)
{
    const uint8_t epoch_key[FOI__KEY] = {1}, other_key[FOI__KEY] = {2}, subject[16] = {3}, other[16] = {4};
    uint8_t wrapped[FOI__WRAPPED], back[FOI__KEY];

    foi__wrap(wrapped, epoch_key, 5, subject, key, nonce);
    ck_assert(foi__unwrap(back, epoch_key, 5, subject, wrapped));
    ck_assert_mem_eq(back, key, FOI__KEY);
    ck_assert(!foi__unwrap(back, other_key, 5, subject, wrapped));
    ck_assert(!foi__unwrap(back, epoch_key, 6, subject, wrapped));
    ck_assert(!foi__unwrap(back, epoch_key, 5, other, wrapped));
    for (size_t bit = 0; bit < FOI__WRAPPED * 8; bit++) {
        wrapped[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ck_assert(!foi__unwrap(back, epoch_key, 5, subject, wrapped));
        wrapped[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}
END_TEST

/* ---- tracking codes -------------------------------------------------------------------------------------- */

START_TEST(codes_come_back_as_people_copy_them)
{
    uint8_t code[FOI__CODE_BITS], back[FOI__CODE_BITS];
    char text[FOI__CODE_TEXT + 1], copied[64];

    for (unsigned n = 0; n < 2000; n++) {
        size_t len = 0;

        randombytes_buf_deterministic(code, sizeof code, (const uint8_t[32]){(uint8_t)n, (uint8_t)(n >> 8)});
        foi__code_write(text, code);
        ck_assert_uint_eq(strlen(text), FOI__CODE_TEXT);
        ck_assert(foi__code_read(back, text, FOI__CODE_TEXT));
        ck_assert_mem_eq(back, code, sizeof code);
        for (const char *p = text; *p != '\0'; p++) /* small, in one piece, with letters for digits */
            if (*p != '-')
                copied[len++] = *p == '0' ? 'o' : *p == '1' ? 'l' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        ck_assert(foi__code_read(back, copied, len));
        ck_assert_mem_eq(back, code, sizeof code);
    }
    memset(code, 0, sizeof code);
    foi__code_write(text, code);
    ck_assert_str_eq(text, "0000-0000-0000-0000-0");
    memset(code, 0xff, sizeof code);
    foi__code_write(text, code);
    ck_assert_str_eq(text, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-~"); /* 2^80 - 1 modulo 37 is 33 */
}
END_TEST

/* One character wrong, or two neighbours exchanged: the check character finds both, always. */
START_TEST(a_slip_of_the_pen_is_found)
{
    static const char all[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    uint8_t code[FOI__CODE_BITS], back[FOI__CODE_BITS];
    char text[FOI__CODE_TEXT + 1];

    for (unsigned n = 0; n < 200; n++) {
        randombytes_buf_deterministic(code, sizeof code, (const uint8_t[32]){(uint8_t)n, 1});
        foi__code_write(text, code);
        for (size_t i = 0; i < FOI__CODE_TEXT; i++) {
            char was = text[i];

            for (const char *c = all; *c != '\0' && was != '-'; c++) {
                text[i] = *c;
                if (*c != was)
                    ck_assert_msg(!foi__code_read(back, text, FOI__CODE_TEXT), "%s", text);
            }
            text[i] = was;
            if (i + 1 < FOI__CODE_TEXT && was != text[i + 1] && was != '-' && text[i + 1] != '-') {
                text[i] = text[i + 1];
                text[i + 1] = was;
                ck_assert_msg(!foi__code_read(back, text, FOI__CODE_TEXT), "%s", text);
                text[i + 1] = text[i];
                text[i] = was;
            }
        }
        for (size_t len = 0; len < FOI__CODE_TEXT; len++)
            ck_assert(!foi__code_read(back, text, len));
    }
    ck_assert(!foi__code_read(back, "0000-0000-0000-0000-00", 22));
    ck_assert(!foi__code_read(back, "U000-0000-0000-0000-0", 21));
    ck_assert(!foi__code_read(back, "0000-0000-0000-0000-\0", 21));
}
END_TEST

START_TEST(the_register_keeps_a_digest)
{
    const uint8_t a[FOI__CODE_BITS] = {1}, b[FOI__CODE_BITS] = {2}, other_key[FOI__KEY] = {8};
    uint8_t one[FOI__CODE_DIGEST], two[FOI__CODE_DIGEST];

    foi__code_digest(one, key, a);
    foi__code_digest(two, key, a);
    ck_assert_mem_eq(one, two, sizeof one);
    foi__code_digest(two, key, b);
    ck_assert_mem_ne(one, two, sizeof one);
    foi__code_digest(two, other_key, a);
    ck_assert_mem_ne(one, two, sizeof one);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vault");
    TCase *seals = tcase_create("seals"), *codes = tcase_create("codes");

    tcase_add_test(seals, a_value_opens_in_its_place_only);
    tcase_add_test(seals, values_have_a_limit);
    tcase_add_test(seals, a_key_is_wrapped_for_one_person_and_epoch);
    suite_add_tcase(suite, seals);
    tcase_add_test(codes, codes_come_back_as_people_copy_them);
    tcase_add_test(codes, a_slip_of_the_pen_is_found);
    tcase_add_test(codes, the_register_keeps_a_digest);
    suite_add_tcase(suite, codes);
    return harness_run(suite);
}
