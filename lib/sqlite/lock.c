/*
 * SQLite lets writers poll, and one of eight may wait for seconds. So a writer draws a ticket here first: a byte of
 * the lock file with the number of the ticket, locked by its holder. It is its turn when no byte below is locked. The
 * kernel drops the locks of a process that dies, and its place in the queue with them. The lock is held until the
 * commit has ended, checkpoint included: two connections then never write the log of one database at once.
 *
 * Locks of open file descriptions, not of processes: closing another handle of the same process must not drop them.
 */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sqlite/lock.h"

/* The counter stands in the first bytes, guarded by the lock of the first; tickets are counted from 64. */
enum { COUNTER = 0, FIRST_TICKET = 64, NAP_NS = 100000 };

static int failed(foi_error *err, const char *what)
{
    char number[16];

    snprintf(number, sizeof number, "%d", errno);
    return foi__fail(err, FOI__STORAGE_FAILED, what, number, NULL);
}

static bool set_lock(int file, int64_t from, int64_t len, short type, bool wait)
{
    struct flock l = {.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)from, .l_len = (off_t)len};
    int done;

    do
        done = fcntl(file, wait ? F_OFD_SETLKW : F_OFD_SETLK, &l);
    while (done < 0 && errno == EINTR);
    return done == 0;
}

static bool somebody_before(int file, int64_t ticket)
{
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = FIRST_TICKET};

    l.l_len = (off_t)(ticket - FIRST_TICKET);
    return l.l_len > 0 && fcntl(file, F_OFD_GETLK, &l) == 0 && l.l_type != F_UNLCK;
}

int foi__lock_open(foi__lock *lock, const char *path, foi_error *err)
{
    lock->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return lock->file >= 0 ? FOI_OK : failed(err, "open");
}

/* Draw the next ticket. Nobody holds the counter for longer than this. */
static bool draw(foi__lock *lock)
{
    int64_t next = 0;
    bool good;

    if (!set_lock(lock->file, COUNTER, 1, F_WRLCK, true))
        return false;
    good = pread(lock->file, &next, sizeof next, 0) >= 0;
    if (next < FIRST_TICKET || next > INT64_MAX / 2)
        next = FIRST_TICKET;
    lock->ticket = next++;
    good = good && pwrite(lock->file, &next, sizeof next, 0) == (ssize_t)sizeof next &&
           set_lock(lock->file, lock->ticket, 1, F_WRLCK, false);
    set_lock(lock->file, COUNTER, 1, F_UNLCK, false);
    return good;
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int foi__lock_take(foi__lock *lock, uint32_t wait_ms, foi_error *err)
{
    const struct timespec nap = {0, NAP_NS};
    int64_t begun;

    if (!draw(lock))
        return failed(err, "lock");
    begun = now_ms();
    while (somebody_before(lock->file, lock->ticket)) {
        if (now_ms() - begun > (int64_t)wait_ms) {
            foi__lock_give(lock);
            return foi__fail(err, FOI__STORE_BUSY, foi__format_number(wait_ms).text, NULL, NULL);
        }
        nanosleep(&nap, NULL);
    }
    return FOI_OK;
}

void foi__lock_give(foi__lock *lock)
{
    set_lock(lock->file, lock->ticket, 1, F_UNLCK, false);
}

void foi__lock_close(foi__lock *lock)
{
    if (lock->file >= 0)
        close(lock->file);
    lock->file = -1;
}
