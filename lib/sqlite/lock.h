/* First come, first served between the writers of a register. */
#ifndef FOI_LOCK_INTERNAL_H
#define FOI_LOCK_INTERNAL_H

#include "base/base.h"

typedef struct foi__lock {
    int file; /* -1: none */
    int64_t ticket;
} foi__lock;

int foi__lock_open(foi__lock *lock, const char *path, foi_error *err);
int foi__lock_take(foi__lock *lock, uint32_t wait_ms, foi_error *err);
void foi__lock_give(foi__lock *lock);
void foi__lock_close(foi__lock *lock);

#endif
