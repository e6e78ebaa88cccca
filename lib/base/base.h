/* The inside of libfoi's lowest room: memory, errors, bounded text, options, references. */
#ifndef FOI_BASE_INTERNAL_H
#define FOI_BASE_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "foi/base.h"

/* ---- memory: the only allocator of the library --------------------------------------------------------- */

void *foi__alloc(size_t size);                    /* NULL when there is none; size 0 is size 1 */
void *foi__zalloc(size_t count, size_t size);     /* zeroed; NULL on overflow too */
void *foi__grow(void *old, size_t *capacity, size_t need, size_t size); /* doubles; NULL leaves old alone */
void foi__free(void *p);
char *foi__copy_text(const char *text, size_t len); /* NUL-terminated copy */

/* Everything of one object that dies together. Zero-initialised is empty. */
typedef struct foi__arena {
    struct foi__block *block;
    size_t used;
} foi__arena;

void *foi__arena_alloc(foi__arena *arena, size_t size); /* zeroed, aligned to 16 */
char *foi__arena_text(foi__arena *arena, const char *text, size_t len);
void foi__arena_free(foi__arena *arena);
void foi__arena_reset(foi__arena *arena); /* all objects go; a block stays for the next ones */

/* ---- references ---------------------------------------------------------------------------------------- */

typedef atomic_int foi__refs;

static inline void foi__refs_init(foi__refs *refs)
{
    atomic_init(refs, 1);
}

static inline void foi__refs_take(foi__refs *refs)
{
    atomic_fetch_add_explicit(refs, 1, memory_order_relaxed);
}

/* True when this was the last one: the caller then frees the object. */
static inline bool foi__refs_drop(foi__refs *refs)
{
    return atomic_fetch_sub_explicit(refs, 1, memory_order_acq_rel) == 1;
}

/* ---- sentences and errors ------------------------------------------------------------------------------ */

enum foi__sentence {
    FOI__SENTENCE_NONE,
#define FOI_SENTENCE(name, code, en, id) FOI__##name,
#include "base/sentences.def"
#undef FOI_SENTENCE
    FOI__SENTENCE_COUNT
};

/* Where in a text a fault is; all zero = nowhere. */
typedef struct foi__place {
    const char *file;
    int32_t line, column;
} foi__place;

/* Fill `err` (may be NULL) and return the sentence's code. Unused arguments are NULL. */
int foi__fail(foi_error *err, int sentence, const char *a, const char *b, const char *c);
int foi__no_memory(foi_error *err); /* the failure that everything may have */
int foi__fail_at4(foi_error *err, foi__place at, int sentence, const char *const args[4]);
int foi__fail_at(foi_error *err, foi__place at, int sentence, const char *a, const char *b, const char *c);

/* The sentence in a language as it stands: for those without arguments. */
const char *foi__sentence(int sentence, int lang);
/* The sentence in a language with {1} to {4} replaced. Returns the bytes needed. */
size_t foi__sentence_text(int sentence, int lang, const char *const *args, size_t count, char *buf, size_t size);

typedef struct foi__number {
    char text[24];
} foi__number;

foi__number foi__format_number(int64_t value);

/* ---- places in a JSON document ------------------------------------------------------------------------- */

typedef struct foi__pointer {
    char text[128];
    size_t len; /* what it would be if it fitted */
} foi__pointer;

foi__pointer foi__pointer_to(const foi__pointer *in, const char *key); /* in NULL: the document */
foi__pointer foi__pointer_at(const foi__pointer *in, size_t index);
/* An error with a JSON pointer. Returns the code. */
int foi__point(foi_error *err, int code, const char *pointer);

/* ---- bounded text output ------------------------------------------------------------------------------- */

typedef struct foi__out {
    char *buf;
    size_t size, len; /* len counts what would have been written */
} foi__out;

void foi__put(foi__out *out, const char *text, size_t len);
void foi__puts(foi__out *out, const char *text);
void foi__putn(foi__out *out, int64_t value);
size_t foi__put_end(foi__out *out); /* writes the NUL; returns len */

/* ---- small text helpers -------------------------------------------------------------------------------- */

/* Names are compared by the ten thousand when the law is loaded, and most differ in the first byte. */
static inline bool foi__same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

bool foi__same_n(const char *a, const char *b, size_t b_len); /* a is NUL-terminated */
bool foi__utf8_valid(const char *text, size_t len);           /* no NUL, no overlong form, no surrogate */
bool foi__number_parse(int32_t *out, const char *text, size_t len); /* plain decimal, no leading zero */
unsigned foi__distance(const char *a, const char *b);         /* edit distance, for "did you mean" */
/* The nearest of many names, NULL if none is near: for "did you mean". */
const char *foi__nearest(const char *wanted, const char *const *names, size_t count);
void foi__hex(char *out65, const unsigned char bytes[32]);

/* ---- size-first structs -------------------------------------------------------------------------------- */

/* Copy what the caller gave over zeros. given NULL = all defaults. A longer struct must have a zero tail. */
int foi__opts_read(void *known, size_t known_size, const void *given, foi_error *err);
/* Copy `known` out into the caller's struct, never past its size. `size` fields are kept. */
int foi__info_write(void *given, const void *known, size_t known_size);

#endif
