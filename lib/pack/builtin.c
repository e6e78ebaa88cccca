/*
 * The built-in packs and calendars. The assembler copies the files in, so the text that is installed,
 * the text that is read and the text that is compiled in are one.
 */
#include "pack/pack.h"

#define FOI_PACK(sym, path)                                                    \
    __asm__(".pushsection .rodata.foi_packs,\"a\",@progbits\n.balign 16\n"     \
            ".global foi__pack_" #sym "\n.hidden foi__pack_" #sym "\n"         \
            "foi__pack_" #sym ":\n.incbin \"" FOI_PACKS "/" path "\"\n"        \
            ".global foi__pack_" #sym "_end\n.hidden foi__pack_" #sym "_end\n" \
            "foi__pack_" #sym "_end:\n.byte 0\n.popsection\n");                \
    extern const char foi__pack_##sym[] __attribute__((visibility("hidden"))); \
    extern const char foi__pack_##sym##_end[] __attribute__((visibility("hidden")));
#include "packs/list.inc"
#undef FOI_PACK

/* Sizes are differences of symbols, no constants for C, so the list is filled when it is asked for. */
const foi_source *foi__builtin_file(size_t index, foi_source *out)
{
    static const struct file {
        const char *name, *begin, *end;
    } files[] = {
#define FOI_PACK(sym, path) {path, foi__pack_##sym, foi__pack_##sym##_end},
#include "packs/list.inc"
#undef FOI_PACK
    };

    if (index >= sizeof files / sizeof files[0])
        return NULL;
    *out = (foi_source){files[index].name, files[index].begin, (size_t)(files[index].end - files[index].begin)};
    return out;
}
