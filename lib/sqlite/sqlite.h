/* The inside of the embedded back end. */
#ifndef FOI_SQLITE_INTERNAL_H
#define FOI_SQLITE_INTERNAL_H

#include <sqlite3.h>

#include "sqlite/lock.h"
#include "sqlite/sql.h"
#include "store/store.h"

typedef struct foi__sqlite {
    sqlite3 *db;
    sqlite3_stmt *statements[FOI__SQL_COUNT];
    foi__lock lock;
    uint32_t wait_ms;
    bool writing, read_only;
    bool wipe; /* keys or sealed bytes were replaced: the write-ahead log must not keep them */
} foi__sqlite;

/* A code of SQLite as one of ours, with a sentence. Its own words stay inside: they could hold a value. */
int foi__sqlite_failed(foi__sqlite *b, int rc, foi_error *err);
int foi__sqlite_statement(foi__sqlite *b, int which, sqlite3_stmt **out, foi_error *err);
/* transaction.c */
int foi__sqlite_begin(void *back, bool write, foi_error *err);
int foi__sqlite_commit(void *back, foi_error *err);
void foi__sqlite_rollback(void *back);
int foi__sqlite_ready(foi__sqlite *b, foi_error *err);
/* open.c */
void foi__sqlite_close(void *back);
int foi__sqlite_backup(void *back, const char *path, foi_error *err);

extern const foi__backend foi__sqlite_ops;

#endif
