/*
 * The embedded back end. Whatever SQLite says is turned into a code and one sentence; its own words never reach a
 * person, as they could hold a value. What comes out of the file is looked at as input: lengths first.
 */
#include "sqlite/statement.h"

/* ---- what went wrong ----------------------------------------------------------------------------------- */

int foi__sqlite_failed(foi__sqlite *b, int rc, foi_error *err)
{
    foi__number text = foi__format_number(b->db != NULL ? sqlite3_extended_errcode(b->db) : rc);

    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return foi__no_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return foi__fail(err, FOI__STORE_BUSY, foi__format_number(b->wait_ms).text, NULL, NULL);
    case SQLITE_FULL:
        return foi__fail(err, FOI__STORAGE_FULL, NULL, NULL, NULL);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return foi__fail(err, FOI__STORAGE_READ_ONLY, NULL, NULL, NULL);
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return foi__fail(err, FOI__STORE_DAMAGED, text.text, NULL, NULL);
    case SQLITE_NOTADB:
        return foi__fail(err, FOI__STORE_FOREIGN, NULL, NULL, NULL);
    default:
        return foi__fail(err, FOI__STORAGE_FAILED, "sqlite", text.text, NULL);
    }
}

/* ---- statements ---------------------------------------------------------------------------------------- */

/* Made when it is first wanted and kept until the register is closed. */
int foi__sqlite_statement(foi__sqlite *b, int which, sqlite3_stmt **out, foi_error *err)
{
    int rc = SQLITE_OK;

    if (b->statements[which] == NULL)
        rc = sqlite3_prepare_v3(b->db, foi__sql[which], -1, SQLITE_PREPARE_PERSISTENT, &b->statements[which], NULL);
    *out = b->statements[which];
    return rc == SQLITE_OK ? FOI_OK : foi__sqlite_failed(b, rc, err);
}

/* ---- bodies -------------------------------------------------------------------------------------------- */

static int read_body(sqlite3_stmt *s, foi__body *body, foi_error *err)
{
    int64_t leaves = sqlite3_column_int64(s, 6);
    size_t bytes = (size_t)sqlite3_column_bytes(s, 7);

    body->log.count = 0;
    body->id = sqlite3_column_int64(s, 0);
    body->recorded = sqlite3_column_int64(s, 8);
    body->log.leaves = (uint64_t)leaves;
    /* a tree has a node on its frontier for each bit of the number of its leaves: the row must agree with itself */
    for (uint64_t n = body->log.leaves; n > 0; n &= n - 1)
        body->log.count++;
    if (leaves < 0 || bytes != body->log.count * sizeof(foi_digest) || !column_bytes(s, 1, body->uid, FOI__UID) ||
        !column_text(s, 2, body->origin, sizeof body->origin) ||
        !column_text(s, 3, body->regime, sizeof body->regime) || !column_text(s, 4, body->zone, sizeof body->zone) ||
        !column_text(s, 5, body->profile, sizeof body->profile))
        return damaged(s, err, "body");
    if (bytes > 0)
        memcpy(body->log.nodes, sqlite3_column_blob(s, 7), bytes);
    return FOI__ROW;
}

/* The caller gives an origin, else an id, else a place in the list. */
static int find_body(void *back, foi__body *body, const char *origin, int64_t id, size_t nth, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int which = origin != NULL ? FOI__SQL_BODY_BY_ORIGIN : id > 0 ? FOI__SQL_BODY_BY_ID : FOI__SQL_BODY_NTH;
    int code = begin_binding(b, which, &x, err);

    if (code < 0)
        return code;
    if (origin != NULL)
        bind_words(&x, origin);
    else
        bind_number(&x, id > 0 ? id : (int64_t)nth);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        code = read_body(x.s, body, err);
    finish(x.s);
    return code;
}

static int add_body(void *back, foi__body *body, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_BODY, &x, err);

    if (code < 0)
        return code;
    bind_bytes(&x, body->uid, FOI__UID);
    bind_words(&x, body->origin);
    bind_words(&x, body->regime);
    bind_words(&x, body->zone);
    bind_words(&x, body->profile);
    code = run(b, &x, err);
    body->id = sqlite3_last_insert_rowid(b->db);
    return code;
}

static int set_body(void *back, const foi__body *body, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_SET_BODY, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, (int64_t)body->log.leaves);
    bind_bytes(&x, body->log.nodes, body->log.count * sizeof(foi_digest));
    bind_number(&x, body->recorded);
    bind_number(&x, body->id);
    return run(b, &x, err);
}

/* ---- subjects ------------------------------------------------------------------------------------------ */

static int read_subject(sqlite3_stmt *s, foi__subject *subject, foi_error *err)
{
    memset(subject, 0, sizeof *subject);
    subject->id = sqlite3_column_int64(s, 0);
    subject->state = sqlite3_column_int(s, 3);
    if (!column_bytes(s, 1, subject->uid, FOI__UID) || !column_u32(s, 2, &subject->epoch) ||
        !column_bytes(s, 4, subject->wrapped, FOI__WRAPPED))
        return damaged(s, err, "subject");
    return FOI__ROW;
}

static int add_subject(void *back, foi__subject *subject, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_SUBJECT, &x, err);

    if (code < 0)
        return code;
    bind_bytes(&x, subject->uid, FOI__UID);
    bind_number(&x, subject->epoch);
    bind_number(&x, subject->state);
    bind_bytes(&x, subject->wrapped, FOI__WRAPPED);
    code = run(b, &x, err);
    subject->id = sqlite3_last_insert_rowid(b->db);
    return code;
}

static int set_subject(void *back, const foi__subject *subject, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_SET_SUBJECT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, subject->epoch);
    bind_number(&x, subject->state);
    bind_bytes(&x, subject->wrapped, FOI__WRAPPED);
    bind_number(&x, subject->id);
    /* a key that was replaced must not live on in the write-ahead log */
    b->wipe = true;
    return run(b, &x, err);
}

static int subject_row(foi__sqlite *b, int which, int64_t id, foi__subject *subject, foi_error *err)
{
    binding x;
    int code = begin_binding(b, which, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, id);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        code = read_subject(x.s, subject, err);
    finish(x.s);
    return code;
}

static int find_subject(void *back, int64_t id, foi__subject *subject, foi_error *err)
{
    return subject_row(back, FOI__SQL_SUBJECT, id, subject, err);
}

/* One at a time, so that the function may change the row. */
static int each_subject(void *back, foi__subject_fn *fn, void *context, foi_error *err)
{
    foi__subject subject = {.id = 0};
    int code;

    while ((code = subject_row(back, FOI__SQL_SUBJECTS, subject.id, &subject, err)) == FOI__ROW)
        if ((code = fn(context, &subject, err)) < 0)
            return code;
    return code;
}

/* ---- cases --------------------------------------------------------------------------------------------- */

static int read_item(sqlite3_stmt *s, foi__item *item, foi_error *err)
{
    memset(item, 0, sizeof *item);
    item->id = sqlite3_column_int64(s, 0);
    item->body = sqlite3_column_int64(s, 1);
    item->subject = sqlite3_column_int64(s, 2);
    if (!column_bytes(s, 3, item->uid, FOI__UID) || !column_bytes(s, 4, item->code, FOI__CODE_DIGEST) ||
        !column_u32(s, 5, &item->version) || !column_bytes(s, 6, item->last.bytes, sizeof item->last.bytes) ||
        !column_text(s, 7, item->applicant, sizeof item->applicant))
        return damaged(s, err, "item");
    return FOI__ROW;
}

static int add_item(void *back, foi__item *item, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_ITEM, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, item->body);
    bind_number(&x, item->subject);
    bind_bytes(&x, item->uid, FOI__UID);
    bind_bytes(&x, item->code, FOI__CODE_DIGEST);
    bind_number(&x, item->version);
    bind_bytes(&x, item->last.bytes, sizeof item->last.bytes);
    bind_words(&x, item->applicant);
    code = run(b, &x, err);
    item->id = sqlite3_last_insert_rowid(b->db);
    return code;
}

static int set_item(void *back, const foi__item *item, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_SET_ITEM, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, item->version);
    bind_bytes(&x, item->last.bytes, sizeof item->last.bytes);
    bind_number(&x, item->id);
    return run(b, &x, err);
}

/* The caller gives one of the three. */
static int find_item(void *back, foi__item *item, const uint8_t *uid, const uint8_t *code_digest, int64_t id,
                     foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int which = uid != NULL ? FOI__SQL_ITEM_BY_UID : code_digest != NULL ? FOI__SQL_ITEM_BY_CODE : FOI__SQL_ITEM_BY_ID;
    int code = begin_binding(b, which, &x, err);

    if (code < 0)
        return code;
    if (uid != NULL)
        bind_bytes(&x, uid, FOI__UID);
    else if (code_digest != NULL)
        bind_bytes(&x, code_digest, FOI__CODE_DIGEST);
    else
        bind_number(&x, id);
    code = step(b, &x, err);
    if (code == FOI__ROW)
        code = read_item(x.s, item, err);
    finish(x.s);
    return code;
}

/* The statement is in use while the function runs, which may look up other things but must not list cases itself. */
static int each_item(void *back, int64_t body, int64_t after, size_t limit, foi__item_fn *fn, void *context,
                     foi_error *err)
{
    foi__sqlite *b = back;
    foi__item item;
    binding x;
    int code = begin_binding(b, FOI__SQL_ITEMS, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_number(&x, after);
    bind_number(&x, (int64_t)limit);
    while ((code = step(b, &x, err)) == FOI__ROW)
        if ((code = read_item(x.s, &item, err)) < 0 || (code = fn(context, &item, err)) < 0)
            break;
    finish(x.s);
    return code;
}

/* ---- events and the log -------------------------------------------------------------------------------- */

/* A row for the case and one for the log: cases are read by version, proofs by place. */
static int add_row(void *back, const foi__row *row, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_ADD_EVENT, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, row->item);
    bind_number(&x, row->version);
    bind_number(&x, (int64_t)row->index);
    bind_bytes(&x, row->leaf, row->leaf_len);
    if ((code = run(b, &x, err)) < 0 || (code = begin_binding(b, FOI__SQL_ADD_LOG, &x, err)) < 0)
        return code;
    bind_number(&x, row->body);
    bind_number(&x, (int64_t)row->index);
    bind_number(&x, row->item);
    bind_number(&x, row->version);
    bind_bytes(&x, row->hash.bytes, sizeof row->hash.bytes);
    return run(b, &x, err);
}

/* The leaf is SQLite's memory until the next step. */
static int each_row(void *back, int64_t item, foi__row_fn *fn, void *context, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_EVENTS, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, item);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        foi__row row = {.item = item, .index = (uint64_t)sqlite3_column_int64(x.s, 1)};

        row.leaf = sqlite3_column_blob(x.s, 2);
        row.leaf_len = (size_t)sqlite3_column_bytes(x.s, 2);
        code =
            row.leaf == NULL || !column_u32(x.s, 0, &row.version) ? damaged(x.s, err, "event") : fn(context, &row, err);
        if (code < 0)
            break;
    }
    finish(x.s);
    return code;
}

/* An outer join: a hash whose leaf is gone is told as damage, not passed over. */
static int each_leaf(void *back, int64_t body, uint64_t from, uint64_t to, foi__row_fn *fn, void *context,
                     foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    int code = begin_binding(b, FOI__SQL_LEAVES, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_number(&x, (int64_t)from);
    bind_number(&x, (int64_t)to);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        foi__row row = {.body = body, .index = (uint64_t)sqlite3_column_int64(x.s, 0)};

        row.item = sqlite3_column_int64(x.s, 1);
        row.leaf = sqlite3_column_blob(x.s, 4);
        row.leaf_len = (size_t)sqlite3_column_bytes(x.s, 4);
        code = row.leaf == NULL || !column_u32(x.s, 2, &row.version) ||
                       !column_bytes(x.s, 3, row.hash.bytes, sizeof row.hash.bytes)
                   ? damaged(x.s, err, "log")
                   : fn(context, &row, err);
        if (code < 0)
            break;
    }
    finish(x.s);
    return code;
}

/* Without the places a missing hash would give another root and no word of why. */
static int each_hash(void *back, int64_t body, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    foi__sqlite *b = back;
    binding x;
    uint64_t next = from;
    int code = begin_binding(b, FOI__SQL_HASHES, &x, err);

    if (code < 0)
        return code;
    bind_number(&x, body);
    bind_number(&x, (int64_t)from);
    bind_number(&x, (int64_t)to);
    while ((code = step(b, &x, err)) == FOI__ROW) {
        foi_digest hash;

        if ((uint64_t)sqlite3_column_int64(x.s, 0) != next++ || !column_bytes(x.s, 1, hash.bytes, sizeof hash.bytes)) {
            code = damaged(x.s, err, "log");
            break;
        }
        foi__frontier_add(into, &hash);
    }
    finish(x.s);
    return code == FOI_OK && next != to ? damaged(x.s, err, "log") : code;
}

const foi__backend foi__sqlite_ops = {
    .close = foi__sqlite_close,
    .begin = foi__sqlite_begin,
    .commit = foi__sqlite_commit,
    .rollback = foi__sqlite_rollback,
    .backup = foi__sqlite_backup,
    .add_body = add_body,
    .set_body = set_body,
    .find_body = find_body,
    .add_item = add_item,
    .set_item = set_item,
    .find_item = find_item,
    .each_item = each_item,
    .add_row = add_row,
    .each_row = each_row,
    .each_leaf = each_leaf,
    .each_hash = each_hash,
    .add_number = foi__sqlite_add_number,
    .last_number = foi__sqlite_last_number,
    .find_number = foi__sqlite_find_number,
    .each_number = foi__sqlite_each_number,
    .add_once = foi__sqlite_add_once,
    .find_once = foi__sqlite_find_once,
    .add_subject = add_subject,
    .set_subject = set_subject,
    .find_subject = find_subject,
    .each_subject = each_subject,
    .add_sealed = foi__sqlite_add_sealed,
    .each_sealed = foi__sqlite_each_sealed,
    .erase = foi__sqlite_erase,
    .term_id = foi__sqlite_term_id,
    .term_text = foi__sqlite_term_text,
    .next_term = foi__sqlite_next_term,
    .drop_waits = foi__sqlite_drop_waits,
    .add_wait = foi__sqlite_add_wait,
    .waits = foi__sqlite_waits,
    .add_checkpoint = foi__sqlite_add_checkpoint,
    .last_checkpoint = foi__sqlite_last_checkpoint,
};
