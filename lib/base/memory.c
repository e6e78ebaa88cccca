/* The only place of the library that asks the system for memory. */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

enum { ARENA_BLOCK = 32 * 1024, ARENA_ALIGN = 16 };

/*
 * Packs and laws are thousands of small objects that are never changed and die together. They are cut from
 * blocks; nothing is ever given back to a block, and what does not fit in one gets a block of its own.
 */
struct foi__block {
    struct foi__block *next;
    size_t size;
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

void *foi__alloc(size_t size)
{
    return malloc(size > 0 ? size : 1);
}

void *foi__zalloc(size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        return NULL; /* calloc() would say so too, yet a sanitizer takes the question for a fault */
    return calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

/*
 * Doubling keeps a loop of additions linear. `need` is at most SIZE_MAX / 2 / size and `next` less than twice
 * that, so their product stays in range. On failure `old` is still the caller's, at its old capacity.
 */
void *foi__grow(void *old, size_t *capacity, size_t need, size_t size)
{
    size_t next = *capacity > 0 ? *capacity : 16;
    void *p;

    if (need <= *capacity)
        return old;
    if (need > SIZE_MAX / 2 / size)
        return NULL;
    while (next < need)
        next *= 2;
    p = realloc(old, next * size);
    if (p != NULL)
        *capacity = next;
    return p;
}

void foi__free(void *p)
{
    free(p);
}

char *foi__copy_text(const char *text, size_t len)
{
    char *copy = foi__alloc(len + 1);

    if (copy == NULL)
        return NULL;
    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void *foi__arena_alloc(foi__arena *arena, size_t size)
{
    size_t rounded = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    void *p;

    if (rounded < size)
        return NULL;
    if (arena->block == NULL || arena->block->size - arena->used < rounded) {
        size_t bytes = rounded > ARENA_BLOCK ? rounded : ARENA_BLOCK;
        struct foi__block *block = foi__zalloc(1, sizeof *block + bytes);

        if (block == NULL)
            return NULL;
        block->next = arena->block;
        block->size = bytes;
        arena->block = block;
        arena->used = 0;
    }
    p = arena->block->bytes + arena->used;
    arena->used += rounded;
    return p;
}

/* The block is zeroed, so the NUL is there already. */
char *foi__arena_text(foi__arena *arena, const char *text, size_t len)
{
    char *copy = foi__arena_alloc(arena, len + 1);

    if (copy != NULL && len > 0)
        memcpy(copy, text, len);
    return copy;
}

void foi__arena_reset(foi__arena *arena)
{
    foi__arena older = {.block = NULL};

    if (arena->block == NULL)
        return;
    older.block = arena->block->next;
    foi__arena_free(&older);
    arena->block->next = NULL;
    memset(arena->block->bytes, 0, arena->used);
    arena->used = 0;
}

void foi__arena_free(foi__arena *arena)
{
    struct foi__block *block = arena->block;

    while (block != NULL) {
        struct foi__block *next = block->next;

        foi__free(block);
        block = next;
    }
    arena->block = NULL;
    arena->used = 0;
}
