/* The table of sentences, and how its gaps are filled. */
#include "text.h"

#include <foi.h>
#include <string.h>

static const char *const sentences[T_COUNT][2] = {
#define X(name, id, en) {id, en},
    CLI_TEXTS(X)
#undef X
};

const char *cli_text(enum cli_text text, int lang)
{
    return sentences[text][lang == FOI_LANG_EN];
}

static size_t append(char *to, size_t size, size_t used, const char *text, size_t length)
{
    size_t room = size - 1 - used;

    if (length > room) {
        length = room;
        while (length > 0 && ((unsigned char)text[length] & 0xC0u) == 0x80u)
            length--;
    }
    memcpy(to + used, text, length);
    return used + length;
}

void cli_text_fill(char *to, size_t size, enum cli_text text, int lang, const char *const arg[3])
{
    size_t used = 0;

    for (const char *at = cli_text(text, lang); *at != '\0';) {
        if (at[0] == '%' && at[1] >= '1' && at[1] <= '3') {
            const char *fill = arg[at[1] - '1'];

            if (fill != NULL)
                used = append(to, size, used, fill, strlen(fill));
            at += 2;
        } else {
            size_t run = 1 + strcspn(at + 1, "%");

            used = append(to, size, used, at, run);
            at += run;
        }
    }
    to[used] = '\0';
}
