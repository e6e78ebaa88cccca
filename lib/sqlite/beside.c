/*
 * The tables beside the log: numbers, keys of appends, what is sealed, what waits, checkpoints. Nothing here is a leaf;
 * each row is of a transaction that adds leaves, or says what was true of them.
 */
#include "sqlite/statement.h"

/* ---- numbers ------------------------------------------------------------------------------------------- */

/* The primary key is the last word: a number that is there already is refused, whoever counted. */
int foi__sqlite_add_number(void *back, int64_t body, const foi__given_number *given, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_NUMBER, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_words(&x, given->series);
    bind_number(&x, given->year);
    bind_number(&x, given->number);
    bind_words(&x, given->text);
    bind_number(&x, given->item);
    return run(b, &x, err);
}

/* From the end of an index: one row is read, however long the series is. No row: 0. */
int foi__sqlite_last_number(void *back, int64_t body, const char *series, int32_t year, uint32_t *number,
                            foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_LAST_NUMBER, &x, err);

    if (code < 0)
        return code;
    *number = 0;
    bind_number(&x, body);
    bind_words(&x, series);
    bind_number(&x, year);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        code = column_u32(x.s, 0, number) ? FOI_OK : damaged(x.s, err, "number");
    finish(x.s);
    return code;
}

int foi__sqlite_find_number(void *back, int64_t body, const char *text, int64_t *item, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_FIND_NUMBER, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_words(&x, text);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        *item = sqlite3_column_int64(x.s, 0);
    finish(x.s);
    return code;
}

/* By series, year and number: only in that order is a gap seen. */
int foi__sqlite_each_number(void *back, int64_t body, foi__number_fn *fn, void *context, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_NUMBERS, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        char series[FOI__LEAF_NAME + 1], text[FOI__LEAF_NAME + 1];
        foi__given_number given = {series, text, sqlite3_column_int(x.s, 1), 0, sqlite3_column_int64(x.s, 4)};

        code = !column_text(x.s, 0, series, sizeof series) || !column_u32(x.s, 2, &given.number) ||
                       !column_text(x.s, 3, text, sizeof text)
                   ? damaged(x.s, err, "number")
                   : fn(context, &given, err);
        if (code < 0)
            break;
    }
    finish(x.s);
    return code;
}

/* ---- keys of appends ----------------------------------------------------------------------------------- */

/* In the transaction of what it tells of: there is no key without its events, and no event without its key. */
int foi__sqlite_add_once(void *back, int64_t body, const char *key, const foi__once *once, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_ONCE, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_words(&x, key);
    bind_bytes(&x, once->digest, sizeof once->digest);
    bind_number(&x, once->item);
    bind_number(&x, once->version);
    bind_number(&x, (int64_t)once->index);
    bind_bytes(&x, once->leaf.bytes, sizeof once->leaf.bytes);
    bind_words(&x, once->number);
    return run(b, &x, err);
}

int foi__sqlite_find_once(void *back, int64_t body, const char *key, foi__once *once, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ONCE, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_words(&x, key);
    code = step(b, &x, err);
    if (code == FOI__ROW) {
        once->item = sqlite3_column_int64(x.s, 1);
        once->index = (uint64_t)sqlite3_column_int64(x.s, 3);
        if (!column_bytes(x.s, 0, once->digest, sizeof once->digest) || !column_u32(x.s, 2, &once->version) ||
            !column_bytes(x.s, 4, once->leaf.bytes, sizeof once->leaf.bytes) ||
            !column_text(x.s, 5, once->number, sizeof once->number))
            code = damaged(x.s, err, "once");
    }
    finish(x.s);
    return code;
}

/* ---- what is sealed ------------------------------------------------------------------------------------ */

/* Written once and never again: a value that is corrected belongs to another event. */
int foi__sqlite_add_sealed(void *back, const foi__sealed *sealed, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_SEALED, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, sealed->item);
    bind_number(&x, sealed->version);
    bind_text(&x, sealed->tag, sealed->tag_len);
    bind_bytes(&x, sealed->bytes, sealed->len);
    return run(b, &x, err);
}

/* By version and tag; the export relies on it. */
int foi__sqlite_each_sealed(void *back, int64_t item, foi__sealed_fn *fn, void *context, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_SEALED, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, item);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        foi__sealed sealed = {.item = item};

        sealed.tag = (const char *)sqlite3_column_text(x.s, 1);
        sealed.tag_len = (uint32_t)sqlite3_column_bytes(x.s, 1);
        sealed.bytes = sqlite3_column_blob(x.s, 2);
        sealed.len = (size_t)sqlite3_column_bytes(x.s, 2);
        code = sealed.tag == NULL || sealed.bytes == NULL || !column_u32(x.s, 0, &sealed.version)
                   ? damaged(x.s, err, "sealed")
                   : fn(context, &sealed, err);
        if (code < 0)
            break;
    }
    finish(x.s);
    return code;
}

/*
 * secure_delete overwrites the rows with zeros. What is still in the write-ahead log is wiped after the commit, for
 * which set_subject() asks.
 */
int foi__sqlite_erase(void *back, int64_t subject, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ERASE, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, subject);
    return run(b, &x, err);
}

/* ---- what waits ---------------------------------------------------------------------------------------- */

/* Terms are never taken away: the texts are few and serve all cases. */
int foi__sqlite_term_id(void *back, const char *text, int64_t *id, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_TERM_ID, &x, err);

    if (code < 0)
        return code;
    bind_words(&x, text);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        *id = sqlite3_column_int64(x.s, 0);
    finish(x.s);
    if (code != FOI__NO_ROW)
        return code < 0 ? code : FOI_OK;
    if ((code = begin_binding(b, FOI__SQL_ADD_TERM, &x, err)) < 0)
        return code;
    bind_words(&x, text);
    code = run(b, &x, err);
    *id = sqlite3_last_insert_rowid(b->db);
    return code;
}

int foi__sqlite_term_text(void *back, int64_t id, char text[FOI_TERM_BYTES + 1], foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_TERM_TEXT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, id);
    code = step(b, &x, err);
    if (code == FOI__NO_ROW || (code == FOI__ROW && !column_text(x.s, 0, text, FOI_TERM_BYTES + 1)))
        code = damaged(x.s, err, "term");
    finish(x.s);
    return code < 0 ? code : FOI_OK;
}

/* One step in the index, whatever the number of rows that wait by a term. */
int foi__sqlite_next_term(void *back, int64_t body, int64_t after, int64_t *id, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_NEXT_TERM, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_number(&x, after);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        *id = sqlite3_column_int64(x.s, 0);
    finish(x.s);
    return code;
}

int foi__sqlite_drop_waits(void *back, int64_t item, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_DROP_WAITS, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, item);
    return run(b, &x, err);
}

int foi__sqlite_add_wait(void *back, const foi__waiting *wait, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_WAIT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, wait->body);
    bind_number(&x, wait->term);
    bind_number(&x, wait->start);
    bind_number(&x, wait->item);
    bind_number(&x, wait->n);
    bind_bytes(&x, wait->uid, FOI__UID);
    bind_number(&x, wait->kind);
    bind_words(&x, wait->actor);
    bind_number(&x, wait->until_term);
    bind_number(&x, wait->until_start);
    return run(b, &x, err);
}

static bool read_wait(sqlite3_stmt *s, foi__waiting *w)
{
    w->start = sqlite3_column_int(s, 0);
    w->item = sqlite3_column_int64(s, 1);
    w->n = sqlite3_column_int(s, 2);
    w->kind = sqlite3_column_int(s, 4);
    w->until_term = sqlite3_column_int64(s, 6);
    w->until_start = sqlite3_column_int(s, 7);
    return column_bytes(s, 3, w->uid, FOI__UID) && column_text(s, 5, w->actor, sizeof w->actor);
}

/* Behind a row and not past a number of rows: a page costs the same, wherever it begins. */
int foi__sqlite_waits(void *back, const foi__waiting *after, foi_day to, foi__waiting *out, size_t most, size_t *count,
                      foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_WAITS, &x, err);

    if (code < 0)
        return code;
    *count = 0;
    bind_number(&x, after->body);
    bind_number(&x, after->term);
    bind_number(&x, after->start);
    bind_number(&x, after->item);
    bind_number(&x, after->n);
    bind_number(&x, to);
    bind_number(&x, (int64_t)most);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        out[*count].body = after->body;
        out[*count].term = after->term;
        if (!read_wait(x.s, &out[(*count)++])) {
            code = damaged(x.s, err, "waiting");
            break;
        }
    }
    finish(x.s);
    return code;
}

/* ---- checkpoints --------------------------------------------------------------------------------------- */

int foi__sqlite_add_checkpoint(void *back, int64_t body, uint64_t leaves, const char *note, size_t len, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_CHECKPOINT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_number(&x, (int64_t)leaves);
    bind_text(&x, note, len);
    return run(b, &x, err);
}

/* A note that was signed fits into FOI_NOTE_BYTES; a longer one is damage. */
int foi__sqlite_last_checkpoint(void *back, int64_t body, uint64_t *leaves, char *note, size_t size, size_t *len,
                                foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_LAST_CHECKPOINT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    code = step(b, &x, err);
    if (code == FOI__ROW) {
        *leaves = (uint64_t)sqlite3_column_int64(x.s, 0);
        *len = (size_t)sqlite3_column_bytes(x.s, 1);
        if (!column_text(x.s, 1, note, size))
            code = damaged(x.s, err, "checkpoint");
    }
    finish(x.s);
    return code;
}
