/**
 * @file memory_store.h
 * A back end of plain arrays, looked through from the first to the last: slow, and right at sight. What another back
 * end does is compared with it.
 */
#ifndef MEMORY_STORE_H
#define MEMORY_STORE_H

#include "store/store.h"

extern const foi__backend memory_ops;

/** A new one without anything in it; its close() frees it. */
void *memory_new(void);

#endif
