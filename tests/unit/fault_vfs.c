#include "fault_vfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 8, SECTOR = 512 };

struct fault fault;

static sqlite3_vfs *below, here;
static void (*watcher)(void);

/* ---- a disk that forgets ------------------------------------------------------------------------------------- */

/* A write that is not flushed; `bytes` NULL: a truncation to `at`. */
struct pending {
    sqlite3_int64 at;
    size_t len;
    unsigned char *bytes;
};

static struct disk_file {
    char path[160];
    unsigned char *bytes; /* flushed */
    size_t len;
    struct pending *pending;
    size_t count;
} files[FILES];

static struct disk_file *file_of(const char *path, int make)
{
    for (int i = 0; i < FILES; i++) {
        if (strcmp(files[i].path, path) == 0) {
            return &files[i];
        }
    }
    for (int i = 0; make && i < FILES; i++) {
        if (files[i].path[0] == '\0') {
            snprintf(files[i].path, sizeof files[i].path, "%s", path);
            return &files[i];
        }
    }
    return NULL;
}

static void forget(struct disk_file *f)
{
    for (size_t i = 0; i < f->count; i++) {
        free(f->pending[i].bytes);
    }
    free(f->pending);
    free(f->bytes);
    memset(f, 0, sizeof *f);
}

static void *must(void *p)
{
    if (p == NULL) {
        abort();
    }
    return p;
}

static void put(unsigned char **bytes, size_t *len, sqlite3_int64 at, const unsigned char *from, size_t n)
{
    size_t end = (size_t)at + n;
    if (end > *len) {
        *bytes = must(realloc(*bytes, end));
        memset(*bytes + *len, 0, end - *len);
        *len = end;
    }
    memcpy(*bytes + at, from, n);
}

static void flush(struct disk_file *f)
{
    for (size_t i = 0; i < f->count; i++) {
        struct pending *p = &f->pending[i];
        if (p->bytes != NULL) {
            put(&f->bytes, &f->len, p->at, p->bytes, p->len);
        } else if ((size_t)p->at < f->len) {
            f->len = (size_t)p->at;
        }
        free(p->bytes);
    }
    f->count = 0;
}

static void remember(const char *path, sqlite3_int64 at, const void *bytes, size_t len)
{
    struct disk_file *f = must(file_of(path, 1));
    f->pending = must(realloc(f->pending, (f->count + 1) * sizeof *f->pending));
    f->pending[f->count] = (struct pending){at, len, NULL};
    if (bytes != NULL) {
        f->pending[f->count].bytes = must(malloc(len + 1));
        memcpy(f->pending[f->count].bytes, bytes, len);
    }
    f->count++;
}

/* What stands in the file when the watch begins is flushed. */
static void take(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct disk_file *f;
    unsigned char block[4096];
    size_t n;
    if (file == NULL) {
        return;
    }
    f = must(file_of(path, 1));
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        put(&f->bytes, &f->len, (sqlite3_int64)f->len, block, n);
    }
    fclose(file);
}

void power_watch(void (*seen)(void))
{
    watcher = seen;
    for (int i = 0; i < FILES; i++) {
        forget(&files[i]);
    }
}

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

static int write_image(const char *from, const char *to, uint64_t seed)
{
    struct disk_file *f = file_of(from, 0);
    unsigned char *bytes = NULL;
    size_t len = 0;
    FILE *file;
    remove(to);
    if (f == NULL) {
        return 1;
    }
    if (f->len > 0) {
        put(&bytes, &len, 0, f->bytes, f->len);
    }
    for (size_t i = 0; seed != 0 && i < f->count; i++) {
        const struct pending *p = &f->pending[i];
        for (size_t at = 0; p->bytes != NULL && at < p->len; at += SECTOR) {
            if (next(&seed) % 2 == 0) {
                put(&bytes, &len, p->at + (sqlite3_int64)at, p->bytes + at, p->len - at < SECTOR ? p->len - at : SECTOR);
            }
        }
    }
    file = fopen(to, "wb");
    if (file != NULL && len > 0) {
        fwrite(bytes, 1, len, file);
    }
    free(bytes);
    return file != NULL && fclose(file) == 0;
}

int power_image(const char *path, const char *to, uint64_t seed)
{
    char from_wal[160], to_wal[160];
    snprintf(from_wal, sizeof from_wal, "%s-wal", path);
    snprintf(to_wal, sizeof to_wal, "%s-wal", to);
    return write_image(path, to, seed) && write_image(from_wal, to_wal, seed);
}

static void look(void)
{
    void (*seen)(void) = watcher;
    watcher = NULL; /* whoever looks at an image opens files too */
    if (seen != NULL) {
        seen();
    }
    watcher = seen;
}

/* ---- calls that fail ----------------------------------------------------------------------------------------- */

typedef struct shim {
    sqlite3_file base;
    char path[160];
    sqlite3_file *real; /* behind this struct */
} shim;

static int fails(void)
{
    if (fault.at == 0) {
        return 0;
    }
    fault.calls++;
    if (fault.calls < fault.at || (fault.calls > fault.at && !fault.forever)) {
        return 0;
    }
    fault.failed++;
    return 1;
}

static sqlite3_file *real(sqlite3_file *f)
{
    return ((shim *)f)->real;
}

static int x_close(sqlite3_file *f)
{
    return real(f)->pMethods != NULL ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int x_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return fails() ? SQLITE_IOERR_READ : real(f)->pMethods->xRead(real(f), to, n, at);
}

static int x_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    if (watcher != NULL) {
        remember(((shim *)f)->path, at, from, (size_t)n);
        look();
    }
    if (fails()) {
        if (fault.kind == FAULT_SHORT) {
            real(f)->pMethods->xWrite(real(f), from, n / 2, at);
        }
        return fault.kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    return real(f)->pMethods->xWrite(real(f), from, n, at);
}

static int x_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    if (watcher != NULL) {
        remember(((shim *)f)->path, size, NULL, 0);
        look();
    }
    return fails() ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}

static int x_sync(sqlite3_file *f, int flags)
{
    if (watcher != NULL) {
        struct disk_file *file = file_of(((shim *)f)->path, 0);
        look();
        if (file != NULL) {
            flush(file);
        }
    }
    return fails() ? SQLITE_IOERR_FSYNC : real(f)->pMethods->xSync(real(f), flags);
}

static int x_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return fails() ? SQLITE_IOERR_FSTAT : real(f)->pMethods->xFileSize(real(f), size);
}

static int x_lock(sqlite3_file *f, int level)
{
    return fails() ? SQLITE_IOERR_LOCK : real(f)->pMethods->xLock(real(f), level);
}

static int x_unlock(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xUnlock(real(f), level);
}

static int x_reserved(sqlite3_file *f, int *out)
{
    return fails() ? SQLITE_IOERR_CHECKRESERVEDLOCK : real(f)->pMethods->xCheckReservedLock(real(f), out);
}

static int x_control(sqlite3_file *f, int op, void *arg)
{
    return real(f)->pMethods->xFileControl(real(f), op, arg);
}

static int x_sector(sqlite3_file *f)
{
    return real(f)->pMethods->xSectorSize(real(f));
}

/* A disk that tears sectors says nothing good of itself. */
static int x_character(sqlite3_file *f)
{
    (void)f;
    return 0;
}

static int x_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return fails() ? SQLITE_IOERR_SHMMAP : real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}

static int x_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    if ((flags & SQLITE_SHM_LOCK) != 0 && fails()) {
        return SQLITE_IOERR_SHMLOCK;
    }
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void x_shm_barrier(sqlite3_file *f)
{
    real(f)->pMethods->xShmBarrier(real(f));
}

static int x_shm_unmap(sqlite3_file *f, int remove_it)
{
    return real(f)->pMethods->xShmUnmap(real(f), remove_it);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = x_close,
    .xRead = x_read,
    .xWrite = x_write,
    .xTruncate = x_truncate,
    .xSync = x_sync,
    .xFileSize = x_size,
    .xLock = x_lock,
    .xUnlock = x_unlock,
    .xCheckReservedLock = x_reserved,
    .xFileControl = x_control,
    .xSectorSize = x_sector,
    .xDeviceCharacteristics = x_character,
    .xShmMap = x_shm_map,
    .xShmLock = x_shm_lock,
    .xShmBarrier = x_shm_barrier,
    .xShmUnmap = x_shm_unmap,
};

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
    shim *s = (shim *)f;
    int rc;
    (void)v;
    memset(s, 0, sizeof *s);
    s->real = (sqlite3_file *)(void *)(s + 1);
    memset(s->real, 0, sizeof *s->real);
    if (fails()) {
        return SQLITE_CANTOPEN;
    }
    rc = below->xOpen(below, name, s->real, flags, out);
    if (rc != SQLITE_OK) {
        return rc;
    }
    s->base.pMethods = &methods;
    snprintf(s->path, sizeof s->path, "%s", name != NULL ? name : "");
    if (watcher != NULL && name != NULL && file_of(name, 0) == NULL) {
        take(name);
    }
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    struct disk_file *f = watcher != NULL ? file_of(name, 0) : NULL;
    (void)v;
    if (fails()) {
        return SQLITE_IOERR_DELETE;
    }
    if (f != NULL) {
        look();
        forget(f);
    }
    return below->xDelete(below, name, sync);
}

static int v_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    (void)v;
    return fails() ? SQLITE_IOERR_ACCESS : below->xAccess(below, name, flags, out);
}

int fault_vfs_register(void)
{
    if (below != NULL) {
        return SQLITE_OK;
    }
    below = sqlite3_vfs_find(NULL);
    here = *below;
    here.zName = "fault";
    here.szOsFile = (int)sizeof(shim) + below->szOsFile;
    here.xOpen = v_open;
    here.xDelete = v_delete;
    here.xAccess = v_access;
    return sqlite3_vfs_register(&here, 1);
}
