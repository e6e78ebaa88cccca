/* What every file of the back end does with a statement: bind, step, look at a row. Columns are input: lengths first.
 */
#ifndef FOI_STATEMENT_INTERNAL_H
#define FOI_STATEMENT_INTERNAL_H

#include "sqlite/sqlite.h"

/* A value that cannot be had is damage, unless it was memory that SQLite could not have for it. */
static inline int damaged(sqlite3_stmt *s, foi_error *err, const char *what)
{
    return sqlite3_errcode(sqlite3_db_handle(s)) == SQLITE_NOMEM ? foi__no_memory(err)
                                                                 : foi__fail(err, FOI__STORE_DAMAGED, what, NULL, NULL);
}

/* ---- binding and running ------------------------------------------------------------------------------- */

/* Binding fails only for lack of memory, and then a step would run with what was not bound. */
typedef struct binding {
    sqlite3_stmt *s;
    int at, rc;
} binding;

static inline void bind_number(binding *x, int64_t value)
{
    if (x->rc == SQLITE_OK)
        x->rc = sqlite3_bind_int64(x->s, ++x->at, value);
}

static inline void bind_text(binding *x, const char *text, size_t len)
{
    if (x->rc == SQLITE_OK)
        x->rc = sqlite3_bind_text64(x->s, ++x->at, text, len, SQLITE_STATIC, SQLITE_UTF8);
}

static inline void bind_words(binding *x, const char *text)
{
    bind_text(x, text, strlen(text));
}

static inline void bind_bytes(binding *x, const void *bytes, size_t len)
{
    if (x->rc == SQLITE_OK)
        x->rc = len > 0 ? sqlite3_bind_blob64(x->s, ++x->at, bytes, len, SQLITE_STATIC)
                        : sqlite3_bind_zeroblob(x->s, ++x->at, 0);
}

/* Bindings are of the caller's memory, so they go when the statement is done. */
static inline void finish(sqlite3_stmt *s)
{
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
}

static inline int run(foi__sqlite *b, binding *x, foi_error *err)
{
    int rc = x->rc == SQLITE_OK ? sqlite3_step(x->s) : x->rc, code;

    code = rc == SQLITE_DONE || rc == SQLITE_ROW ? FOI_OK : foi__sqlite_failed(b, rc, err);
    finish(x->s);
    return code;
}

/* FOI__ROW, FOI__NO_ROW or a code; the row is there until finish(). */
static inline int step(foi__sqlite *b, binding *x, foi_error *err)
{
    int rc = x->rc == SQLITE_OK ? sqlite3_step(x->s) : x->rc;

    if (rc == SQLITE_ROW)
        return FOI__ROW;
    if (rc == SQLITE_DONE)
        return FOI__NO_ROW;
    return foi__sqlite_failed(b, rc, err);
}

static inline int begin_binding(foi__sqlite *b, int which, binding *x, foi_error *err)
{
    *x = (binding){NULL, 0, SQLITE_OK};
    return foi__sqlite_statement(b, which, &x->s, err);
}

/* ---- columns ------------------------------------------------------------------------------------------- */

static inline bool column_bytes(sqlite3_stmt *s, int column, void *to, size_t len)
{
    const void *p = sqlite3_column_blob(s, column);

    if (p == NULL || (size_t)sqlite3_column_bytes(s, column) != len)
        return false;
    memcpy(to, p, len);
    return true;
}

static inline bool column_text(sqlite3_stmt *s, int column, char *to, size_t size)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    size_t len = (size_t)sqlite3_column_bytes(s, column);

    if (p == NULL || len >= size || !foi__utf8_valid(p, len))
        return false;
    memcpy(to, p, len);
    to[len] = '\0';
    return true;
}

static inline bool column_u32(sqlite3_stmt *s, int column, uint32_t *to)
{
    int64_t value = sqlite3_column_int64(s, column);

    *to = (uint32_t)value;
    return value >= 0 && value <= UINT32_MAX;
}

#endif
