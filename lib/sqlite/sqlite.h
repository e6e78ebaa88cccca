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

/* beside.c */
int foi__sqlite_add_number(void *back, int64_t body, const foi__given_number *given, foi_error *err);
int foi__sqlite_last_number(void *back, int64_t body, const char *series, int32_t year, uint32_t *number,
                            foi_error *err);
int foi__sqlite_find_number(void *back, int64_t body, const char *text, int64_t *item, foi_error *err);
int foi__sqlite_each_number(void *back, int64_t body, foi__number_fn *fn, void *context, foi_error *err);
int foi__sqlite_add_once(void *back, int64_t body, const char *key, const foi__once *once, foi_error *err);
int foi__sqlite_find_once(void *back, int64_t body, const char *key, foi__once *once, foi_error *err);
int foi__sqlite_add_sealed(void *back, const foi__sealed *sealed, foi_error *err);
int foi__sqlite_each_sealed(void *back, int64_t item, foi__sealed_fn *fn, void *context, foi_error *err);
int foi__sqlite_erase(void *back, int64_t subject, foi_error *err);
int foi__sqlite_term_id(void *back, const char *text, int64_t *id, foi_error *err);
int foi__sqlite_term_text(void *back, int64_t id, char text[FOI_TERM_BYTES + 1], foi_error *err);
int foi__sqlite_next_term(void *back, int64_t body, int64_t after, int64_t *id, foi_error *err);
int foi__sqlite_drop_waits(void *back, int64_t item, foi_error *err);
int foi__sqlite_add_wait(void *back, const foi__waiting *wait, foi_error *err);
int foi__sqlite_waits(void *back, const foi__waiting *after, foi_day to, foi__waiting *out, size_t most, size_t *count,
                      foi_error *err);
int foi__sqlite_add_checkpoint(void *back, int64_t body, uint64_t leaves, const char *note, size_t len, foi_error *err);
int foi__sqlite_last_checkpoint(void *back, int64_t body, uint64_t *leaves, char *note, size_t size, size_t *len,
                                foi_error *err);

extern const foi__backend foi__sqlite_ops;

#endif
