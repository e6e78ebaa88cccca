/*
 * Tracking codes: 80 bits in 16 characters of Crockford's base 32, which has no letters that look like
 * digits, and a check character that finds a wrong or exchanged one.
 */
#include <sodium.h>

#include "vault/vault.h"

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U"; /* the last five only for the check */

enum { CHARACTERS = 16, GROUP = 4, BASE = 32, CHECK = 37 };

/* Five bits a character, the first ones first. */
static unsigned five_bits(const uint8_t code[FOI__CODE_BITS], unsigned i)
{
    unsigned bit = i * 5, shift = 11 - bit % 8;
    unsigned two = (unsigned)code[bit / 8] << 8 | (bit / 8 + 1 < FOI__CODE_BITS ? code[bit / 8 + 1] : 0u);

    return two >> shift & (BASE - 1);
}

void foi__code_write(char text[FOI__CODE_TEXT + 1], const uint8_t code[FOI__CODE_BITS])
{
    unsigned check = 0;
    char *p = text;

    for (unsigned i = 0; i < CHARACTERS; i++) {
        unsigned value = five_bits(code, i);

        check = (check * BASE + value) % CHECK;
        *p++ = alphabet[value];
        if (i % GROUP == GROUP - 1)
            *p++ = '-';
    }
    *p++ = alphabet[check];
    *p = '\0';
}

static int value_of(char c)
{
    const char *at;

    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    at = c != '\0' ? strchr(alphabet, c) : NULL;
    return at != NULL ? (int)(at - alphabet) : -1;
}

bool foi__code_read(uint8_t code[FOI__CODE_BITS], const char *text, size_t len)
{
    unsigned count = 0, check = 0, bits = 0, bit_count = 0;

    for (size_t i = 0; i < len; i++) {
        int value;

        if (text[i] == '-' || text[i] == ' ')
            continue;
        value = value_of(text[i]);
        if (value < 0 || count > CHARACTERS || (count < CHARACTERS && value >= BASE))
            return false;
        if (count == CHARACTERS) {
            if ((unsigned)value != check)
                return false;
        } else {
            check = (check * BASE + (unsigned)value) % CHECK;
            bits = (bits << 5 | (unsigned)value) & 0xffff;
            bit_count += 5;
            if (bit_count >= 8) {
                bit_count -= 8;
                code[(count * 5 + 5) / 8 - 1] = (uint8_t)(bits >> bit_count);
            }
        }
        count++;
    }
    return count == CHARACTERS + 1;
}

/* What BLAKE2b makes of the id under the key cannot be told from chance without the key. */
void foi__code_make(uint8_t code[FOI__CODE_BITS], const uint8_t key[FOI__KEY], const uint8_t item[16])
{
    static const char domain[] = "foi-track-1";
    crypto_generichash_state s;
    uint8_t bytes[16];

    crypto_generichash_init(&s, key, FOI__KEY, sizeof bytes);
    crypto_generichash_update(&s, (const uint8_t *)domain, sizeof domain - 1);
    crypto_generichash_update(&s, item, 16);
    crypto_generichash_final(&s, bytes, sizeof bytes);
    memcpy(code, bytes, FOI__CODE_BITS);
}

void foi__code_digest(uint8_t out[FOI__CODE_DIGEST], const uint8_t key[FOI__KEY], const uint8_t code[FOI__CODE_BITS])
{
    static const char domain[] = "foi-code-1";
    crypto_generichash_state s;

    crypto_generichash_init(&s, key, FOI__KEY, FOI__CODE_DIGEST);
    crypto_generichash_update(&s, (const uint8_t *)domain, sizeof domain - 1);
    crypto_generichash_update(&s, code, FOI__CODE_BITS);
    crypto_generichash_final(&s, out, FOI__CODE_DIGEST);
}
