/* Bounded text output and small text helpers. No locale: only ASCII has meaning here. */
#include <string.h>

#include "base/base.h"

/*
 * `len` goes on counting when the buffer is full, and the last byte is kept for the NUL. So "size, then fill"
 * is the same code run twice: it cannot fail, and the second run needs exactly what the first one told.
 */
void foi__put(foi__out *out, const char *text, size_t len)
{
    if (out->size > 0 && out->len < out->size - 1) {
        size_t room = out->size - 1 - out->len;

        memcpy(out->buf + out->len, text, len < room ? len : room);
    }
    out->len += len;
}

void foi__puts(foi__out *out, const char *text)
{
    foi__put(out, text, strlen(text));
}

void foi__putn(foi__out *out, int64_t value)
{
    foi__puts(out, foi__format_number(value).text);
}

/* Length of the well-formed UTF-8 character at p, 0 if it is none. */
static size_t utf8_one(const unsigned char *p, size_t left)
{
    /*
     * A character written longer than needed could slip past a check for its short form; a surrogate is half of
     * one.
     */
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t need = p[0] < 0x80 ? 1 : p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    uint32_t c = need == 1 ? p[0] : (uint32_t)(p[0] & (0xff >> (need + 1)));

    if (p[0] == 0 || (p[0] >= 0x80 && p[0] < 0xc2) || p[0] > 0xf4 || need > left)
        return 0;
    for (size_t i = 1; i < need; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = (c << 6) | (p[i] & 0x3fu);
    }
    if (c < lowest[need] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    return need;
}

/* How much of a text can stay so that no character is cut in two. */
static size_t whole_characters(const char *text, size_t len)
{
    size_t start = len;

    while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)text[start - 1] < 0xc0)
        return len; /* ends in ASCII (or is no UTF-8 at all) */
    start--;
    return utf8_one((const unsigned char *)text + start, len - start) == len - start ? len : start;
}

/* A text that was cut stays valid UTF-8: it ends before the character that did not fit. */
size_t foi__put_end(foi__out *out)
{
    if (out->size > 0) {
        size_t end = out->len < out->size ? out->len : whole_characters(out->buf, out->size - 1);

        out->buf[end] = '\0';
    }
    return out->len;
}

foi__number foi__format_number(int64_t value)
{
    foi__number n = {{0}}; /* every byte is defined: some callers hash all of it */
    char digits[24];
    size_t count = 0, at = 0;
    /* the smallest number has no positive counterpart in int64_t */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        n.text[at++] = '-';
    while (count > 0)
        n.text[at++] = digits[--count];
    n.text[at] = '\0';
    return n;
}

bool foi__same_n(const char *a, const char *b, size_t b_len)
{
    return strlen(a) == b_len && memcmp(a, b, b_len) == 0;
}

/*
 * Ten digits cannot overflow 64 bits. A leading zero is refused, since 010 is eight to some readers and ten to
 * others; so is a sign, as no number in a pack or calendar has one.
 */
bool foi__number_parse(int32_t *out, const char *text, size_t len)
{
    int64_t value = 0;

    if (len == 0 || len > 10 || (len > 1 && text[0] == '0'))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    if (value > INT32_MAX)
        return false;
    *out = (int32_t)value;
    return true;
}

/* Are the next eight bytes ASCII without NUL? Most text is, so most of it is seen in words. */
static bool plain_eight(const unsigned char *p, size_t left)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = UINT64_C(0x8080808080808080);
    uint64_t word;

    if (left < sizeof word)
        return false;
    memcpy(&word, p, sizeof word);
    return ((word | (word - ones)) & highs) == 0; /* a NUL borrows from the high bit */
}

bool foi__utf8_valid(const char *text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text;

    while (len > 0) {
        size_t n = plain_eight(p, len) ? 8 : utf8_one(p, len);

        if (n == 0)
            return false;
        p += n;
        len -= n;
    }
    return true;
}

unsigned foi__distance(const char *a, const char *b)
{
    /*
     * Levenshtein's table, one row at a time. Names have at most 60 bytes; a longer word is near to none of
     * them.
     */
    enum { LONGEST = 63 };
    unsigned row[LONGEST + 1];
    size_t la = strlen(a), lb = strlen(b);

    if (la > LONGEST || lb > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= lb; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= la; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= lb; j++) {
            unsigned change = diagonal + (a[i - 1] != b[j - 1]);
            unsigned least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

            diagonal = row[j];
            row[j] = change < least ? change : least;
        }
    }
    return row[lb];
}

/* For "did you mean". A third of the letters may differ; of a short word one. */
const char *foi__nearest(const char *wanted, const char *const *names, size_t count)
{
    const char *near = NULL;
    size_t third = strlen(wanted) / 3;
    unsigned best = third < 1 ? 2 : (unsigned)third + 1;

    for (size_t i = 0; i < count; i++) {
        unsigned d = foi__distance(names[i], wanted);

        if (d < best) {
            best = d;
            near = names[i];
        }
    }
    return near;
}

void foi__hex(char *out65, const unsigned char bytes[32])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 32; i++) {
        out65[2 * i] = digits[bytes[i] >> 4];
        out65[2 * i + 1] = digits[bytes[i] & 15];
    }
    out65[64] = '\0';
}
