/**
 * @file heap.h
 * The malloc of a program that wants memory to run out: the n-th allocation fails, once or from then on. Shared
 * libraries use it too. In one source file of a program only.
 */
#ifndef HEAP_H
#define HEAP_H

#include <stddef.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *p);

static struct {
    long fail_at; /* 0: never */
    long asked;   /* allocations since fail_at was set */
    long failed;
    long live; /* blocks */
    int forever;
} heap;

static int refuse(void)
{
    heap.asked++;
    if (heap.fail_at == 0 || heap.asked < heap.fail_at || (heap.asked > heap.fail_at && !heap.forever)) {
        return 0;
    }
    heap.failed++;
    return 1;
}

void *malloc(size_t size)
{
    void *p = refuse() ? NULL : __libc_malloc(size);
    heap.live += p != NULL;
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = refuse() ? NULL : __libc_calloc(count, size);
    heap.live += p != NULL;
    return p;
}

void *realloc(void *old, size_t size)
{
    void *p = refuse() ? NULL : __libc_realloc(old, size);
    heap.live += old == NULL && p != NULL;
    return p;
}

void free(void *p)
{
    heap.live -= p != NULL;
    __libc_free(p);
}

#endif
