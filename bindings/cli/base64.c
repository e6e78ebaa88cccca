/* 32 bytes as base64: a hash in a proof, a key in a key file. */
#include "cli.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int sextet(char digit)
{
    const char *at = digit != '\0' ? strchr(digits, digit) : NULL;

    return at != NULL ? (int)(at - digits) : -1;
}

/* 43 digits and "="; the last digit holds two bits too many, which are zero. */
bool cli_base64_read(uint8_t bytes[32], const char *text, size_t size)
{
    uint32_t bits = 0;
    unsigned count = 0;
    size_t used = 0;

    if (size != CLI_BASE64 || text[CLI_BASE64 - 1] != '=')
        return false;
    for (size_t i = 0; i < CLI_BASE64 - 1; i++) {
        int value = sextet(text[i]);

        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[used++] = (uint8_t)(bits >> count);
            bits &= (1u << count) - 1;
        }
    }
    return bits == 0;
}

void cli_base64_write(char text[CLI_BASE64 + 1], const uint8_t bytes[32])
{
    uint32_t bits = 0;
    unsigned count = 0;

    for (size_t i = 0; i < 32; i++) {
        bits = bits << 8 | bytes[i];
        for (count += 8; count >= 6; count -= 6)
            *text++ = digits[bits >> (count - 6) & 0x3Fu];
    }
    *text++ = digits[bits << (6 - count) & 0x3Fu];
    *text++ = '=';
    *text = '\0';
}
