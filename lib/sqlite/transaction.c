/* Where a transaction begins and ends: the turn of a writer, a commit that failed, and what is wiped after one. */
#include "sqlite/sqlite.h"

/* What ends a transaction is made ready before one begins: to end it must not fail for lack of memory. */
int foi__sqlite_ready(foi__sqlite *b, foi_error *err)
{
    sqlite3_stmt *s;
    int code = foi__sqlite_statement(b, FOI__SQL_COMMIT, &s, err);

    return code < 0 ? code : foi__sqlite_statement(b, FOI__SQL_ROLLBACK, &s, err);
}

static int simple(foi__sqlite *b, int which, foi_error *err)
{
    sqlite3_stmt *s;
    int code = foi__sqlite_statement(b, which, &s, err);

    if (code == FOI_OK && sqlite3_step(s) != SQLITE_DONE)
        code = foi__sqlite_failed(b, sqlite3_errcode(b->db), err);
    if (s != NULL)
        sqlite3_reset(s);
    return code;
}

int foi__sqlite_begin(void *back, bool write, foi_error *err)
{
    foi__sqlite *b = back;
    int code;

    if (!write)
        return simple(b, FOI__SQL_BEGIN_READ, err);
    if (b->read_only)
        return foi__fail(err, FOI__STORAGE_READ_ONLY, NULL, NULL, NULL);
    if ((code = foi__lock_take(&b->lock, b->wait_ms, err)) < 0)
        return code;
    code = simple(b, FOI__SQL_BEGIN_WRITE, err);
    b->writing = code == FOI_OK;
    if (code < 0)
        foi__lock_give(&b->lock);
    return code;
}

void foi__sqlite_rollback(void *back)
{
    foi__sqlite *b = back;

    if (!sqlite3_get_autocommit(b->db))
        simple(b, FOI__SQL_ROLLBACK, NULL);
    if (b->writing)
        foi__lock_give(&b->lock);
    b->writing = false;
}

/*
 * What was erased or wrapped anew stands in the write-ahead log still. While somebody reads an older state it must stay
 * there; then the next commit tries again, and whoever closes the register last.
 */
static void wipe(foi__sqlite *b)
{
    int frames = 0;

    if (sqlite3_wal_checkpoint_v2(b->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, &frames, NULL) == SQLITE_OK && frames == 0)
        b->wipe = false;
}

/* An error of a commit leaves it open whether it was made: only looking for its key tells. */
int foi__sqlite_commit(void *back, foi_error *err)
{
    foi__sqlite *b = back;
    bool was_writing = b->writing;
    int code = simple(b, FOI__SQL_COMMIT, err);

    if (code < 0) {
        bool busy = code == FOI_ERR_BUSY;

        foi__sqlite_rollback(b);
        return was_writing && !busy ? foi__fail(err, FOI__STORE_IN_DOUBT, NULL, NULL, NULL) : code;
    }
    if (b->wipe)
        wipe(b);
    if (b->writing)
        foi__lock_give(&b->lock);
    b->writing = false;
    return FOI_OK;
}
