/**
 * @file fault_vfs.h
 * SQLite's files with faults: the n-th call fails, once or from then on; and a disk that loses power, of which only
 * what was flushed is left, and of the rest what chance lets through.
 */
#ifndef FAULT_VFS_H
#define FAULT_VFS_H

#include <sqlite3.h>
#include <stdint.h>

enum fault_kind { FAULT_ERROR, FAULT_FULL, FAULT_SHORT, FAULT_KINDS };

extern struct fault {
    long at;      /* the call that fails; 0: none */
    long calls;   /* since at was set */
    long failed;
    int forever;
    int kind;     /* enum fault_kind */
} fault;

/** Put it before the system's own. */
int fault_vfs_register(void);

/** From now on `seen` is called before each write, flush and truncation; NULL: no more. It may call power_image(). */
void power_watch(void (*seen)(void));

/**
 * Files as they would be after a loss of power now, written under another path: `path` and `path`-wal become `to` and
 * `to`-wal. Of what was not flushed nothing is there (seed 0), or parts of it, torn at the sector.
 */
int power_image(const char *path, const char *to, uint64_t seed);

#endif
