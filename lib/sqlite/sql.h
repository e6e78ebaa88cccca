/*
 * All SQL of the register, constant and in one place. Nothing is computed by the database: no clock, no collation, no
 * default decides anything. Integers are keys inside; 16 random bytes as keys would cost three times the time.
 */
#ifndef FOI_SQL_H
#define FOI_SQL_H

enum { FOI__APPLICATION = 0x464f4931 /* "FOI1" */, FOI__SCHEMA = 1 };

/* Rows of a case lie together; the log says in which order a body's events came. */
static const char *const foi__schema_1[] = {
    "CREATE TABLE body (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, origin TEXT NOT NULL UNIQUE, regime TEXT NOT NULL, "
    "zone TEXT NOT NULL, profile TEXT NOT NULL, leaves INTEGER NOT NULL, frontier BLOB NOT NULL, recorded INTEGER NOT NULL) STRICT",
    "CREATE TABLE subject (id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, epoch INTEGER NOT NULL, state INTEGER NOT NULL "
    "CHECK (state BETWEEN 0 AND 2), wrapped BLOB NOT NULL) STRICT",
    "CREATE TABLE item (id INTEGER PRIMARY KEY, body INTEGER NOT NULL REFERENCES body, subject INTEGER NOT NULL REFERENCES subject, "
    "uid BLOB NOT NULL UNIQUE, code BLOB NOT NULL UNIQUE, version INTEGER NOT NULL, last BLOB NOT NULL, applicant TEXT NOT NULL) STRICT",
    "CREATE TABLE event (item INTEGER NOT NULL, version INTEGER NOT NULL, log INTEGER NOT NULL, leaf BLOB NOT NULL, "
    "PRIMARY KEY (item, version)) STRICT, WITHOUT ROWID",
    "CREATE TABLE log (body INTEGER NOT NULL, place INTEGER NOT NULL, item INTEGER NOT NULL, version INTEGER NOT NULL, "
    "hash BLOB NOT NULL, PRIMARY KEY (body, place)) STRICT, WITHOUT ROWID",
    "CREATE TABLE number (body INTEGER NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL, "
    "text TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (body, series, year, number)) STRICT, WITHOUT ROWID",
    "CREATE INDEX number_text ON number (body, text)",
    "CREATE TABLE once (body INTEGER NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, item INTEGER NOT NULL, "
    "version INTEGER NOT NULL, place INTEGER NOT NULL, leaf BLOB NOT NULL, number TEXT NOT NULL, "
    "PRIMARY KEY (body, key)) STRICT, WITHOUT ROWID",
    "CREATE TABLE sealed (item INTEGER NOT NULL, version INTEGER NOT NULL, tag TEXT NOT NULL, bytes BLOB NOT NULL, "
    "PRIMARY KEY (item, version, tag)) STRICT, WITHOUT ROWID",
    "CREATE TABLE checkpoint (body INTEGER NOT NULL, leaves INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY (body, leaves)) "
    "STRICT, WITHOUT ROWID",
    /* clocks that wait: never a due date, which a decree may move, but the day and the term that lead to it */
    "CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE waiting (body INTEGER NOT NULL, term INTEGER NOT NULL, start INTEGER NOT NULL, item INTEGER NOT NULL, "
    "n INTEGER NOT NULL, uid BLOB NOT NULL, kind INTEGER NOT NULL, actor TEXT NOT NULL, until_term INTEGER NOT NULL, "
    "until_start INTEGER NOT NULL, PRIMARY KEY (body, term, start, item, n)) STRICT, WITHOUT ROWID",
    "CREATE INDEX waiting_item ON waiting (item)",
    "CREATE INDEX item_subject ON item (subject)",
    "CREATE INDEX item_body ON item (body, id)",
    /* a seat belt: the tree is the proof */
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END",
    "CREATE TRIGGER event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END",
    "CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER log_remains BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END",
    "CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END",
    "CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'checkpoints stay'); END",
};

enum foi__statement {
    FOI__SQL_BEGIN_WRITE,
    FOI__SQL_BEGIN_READ,
    FOI__SQL_COMMIT,
    FOI__SQL_ROLLBACK,
    FOI__SQL_ADD_BODY,
    FOI__SQL_SET_BODY,
    FOI__SQL_BODY_BY_ORIGIN,
    FOI__SQL_BODY_BY_ID,
    FOI__SQL_BODY_NTH,
    FOI__SQL_ADD_SUBJECT,
    FOI__SQL_SET_SUBJECT,
    FOI__SQL_SUBJECT,
    FOI__SQL_SUBJECTS,
    FOI__SQL_ADD_ITEM,
    FOI__SQL_SET_ITEM,
    FOI__SQL_ITEM_BY_UID,
    FOI__SQL_ITEM_BY_CODE,
    FOI__SQL_ITEM_BY_ID,
    FOI__SQL_ITEMS,
    FOI__SQL_ADD_EVENT,
    FOI__SQL_ADD_LOG,
    FOI__SQL_EVENTS,
    FOI__SQL_LEAVES,
    FOI__SQL_HASHES,
    FOI__SQL_ADD_NUMBER,
    FOI__SQL_LAST_NUMBER,
    FOI__SQL_FIND_NUMBER,
    FOI__SQL_NUMBERS,
    FOI__SQL_ADD_ONCE,
    FOI__SQL_ONCE,
    FOI__SQL_ADD_SEALED,
    FOI__SQL_SEALED,
    FOI__SQL_ERASE,
    FOI__SQL_ADD_CHECKPOINT,
    FOI__SQL_LAST_CHECKPOINT,
    FOI__SQL_ADD_TERM,
    FOI__SQL_TERM_ID,
    FOI__SQL_TERM_TEXT,
    FOI__SQL_NEXT_TERM,
    FOI__SQL_DROP_WAITS,
    FOI__SQL_ADD_WAIT,
    FOI__SQL_WAITS,
    FOI__SQL_COUNT
};

static const char *const foi__sql[FOI__SQL_COUNT] = {
    [FOI__SQL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [FOI__SQL_BEGIN_READ] = "BEGIN",
    [FOI__SQL_COMMIT] = "COMMIT",
    [FOI__SQL_ROLLBACK] = "ROLLBACK",
    [FOI__SQL_ADD_BODY] = "INSERT INTO body (uid, origin, regime, zone, profile, leaves, frontier, recorded) VALUES (?, ?, ?, ?, ?, 0, x'', 0)",
    [FOI__SQL_SET_BODY] = "UPDATE body SET leaves = ?, frontier = ?, recorded = ? WHERE id = ?",
    [FOI__SQL_BODY_BY_ORIGIN] = "SELECT id, uid, origin, regime, zone, profile, leaves, frontier, recorded FROM body WHERE origin = ?",
    [FOI__SQL_BODY_BY_ID] = "SELECT id, uid, origin, regime, zone, profile, leaves, frontier, recorded FROM body WHERE id = ?",
    [FOI__SQL_BODY_NTH] = "SELECT id, uid, origin, regime, zone, profile, leaves, frontier, recorded FROM body ORDER BY id LIMIT 1 OFFSET ?",
    [FOI__SQL_ADD_SUBJECT] = "INSERT INTO subject (uid, epoch, state, wrapped) VALUES (?, ?, ?, ?)",
    [FOI__SQL_SET_SUBJECT] = "UPDATE subject SET epoch = ?, state = ?, wrapped = ? WHERE id = ?",
    [FOI__SQL_SUBJECT] = "SELECT id, uid, epoch, state, wrapped FROM subject WHERE id = ?",
    [FOI__SQL_SUBJECTS] = "SELECT id, uid, epoch, state, wrapped FROM subject WHERE id > ? ORDER BY id LIMIT 1",
    [FOI__SQL_ADD_ITEM] = "INSERT INTO item (body, subject, uid, code, version, last, applicant) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [FOI__SQL_SET_ITEM] = "UPDATE item SET version = ?, last = ? WHERE id = ?",
    [FOI__SQL_ITEM_BY_UID] = "SELECT id, body, subject, uid, code, version, last, applicant FROM item WHERE uid = ?",
    [FOI__SQL_ITEM_BY_CODE] = "SELECT id, body, subject, uid, code, version, last, applicant FROM item WHERE code = ?",
    [FOI__SQL_ITEM_BY_ID] = "SELECT id, body, subject, uid, code, version, last, applicant FROM item WHERE id = ?",
    [FOI__SQL_ITEMS] = "SELECT id, body, subject, uid, code, version, last, applicant FROM item WHERE body = ? AND id > ? ORDER BY id LIMIT ?",
    [FOI__SQL_ADD_EVENT] = "INSERT INTO event (item, version, log, leaf) VALUES (?, ?, ?, ?)",
    [FOI__SQL_ADD_LOG] = "INSERT INTO log (body, place, item, version, hash) VALUES (?, ?, ?, ?, ?)",
    [FOI__SQL_EVENTS] = "SELECT version, log, leaf FROM event WHERE item = ? ORDER BY version",
    [FOI__SQL_LEAVES] = ("SELECT l.place, l.item, l.version, l.hash, e.leaf FROM log l LEFT JOIN event e ON e.item = l.item AND "
                        "e.version = l.version WHERE l.body = ? AND l.place >= ? AND l.place < ? ORDER BY l.place"),
    [FOI__SQL_HASHES] = "SELECT place, hash FROM log WHERE body = ? AND place >= ? AND place < ? ORDER BY place",
    [FOI__SQL_ADD_NUMBER] = "INSERT INTO number (body, series, year, number, text, item) VALUES (?, ?, ?, ?, ?, ?)",
    [FOI__SQL_LAST_NUMBER] = "SELECT number FROM number WHERE body = ? AND series = ? AND year = ? ORDER BY number DESC LIMIT 1",
    [FOI__SQL_FIND_NUMBER] = "SELECT item FROM number WHERE body = ? AND text = ? LIMIT 1",
    [FOI__SQL_NUMBERS] = "SELECT series, year, number, text, item FROM number WHERE body = ? ORDER BY series, year, number",
    [FOI__SQL_ADD_ONCE] = "INSERT INTO once (body, key, digest, item, version, place, leaf, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [FOI__SQL_ONCE] = "SELECT digest, item, version, place, leaf, number FROM once WHERE body = ? AND key = ?",
    [FOI__SQL_ADD_SEALED] = "INSERT INTO sealed (item, version, tag, bytes) VALUES (?, ?, ?, ?)",
    [FOI__SQL_SEALED] = "SELECT version, tag, bytes FROM sealed WHERE item = ? ORDER BY version, tag",
    [FOI__SQL_ERASE] = "DELETE FROM sealed WHERE item IN (SELECT id FROM item WHERE subject = ?)",
    [FOI__SQL_ADD_TERM] = "INSERT INTO term (text) VALUES (?)",
    [FOI__SQL_TERM_ID] = "SELECT id FROM term WHERE text = ?",
    [FOI__SQL_TERM_TEXT] = "SELECT text FROM term WHERE id = ?",
    [FOI__SQL_NEXT_TERM] = "SELECT term FROM waiting WHERE body = ? AND term > ? ORDER BY term LIMIT 1",
    [FOI__SQL_DROP_WAITS] = "DELETE FROM waiting WHERE item = ?",
    [FOI__SQL_ADD_WAIT] = "INSERT INTO waiting (body, term, start, item, n, uid, kind, actor, until_term, until_start) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [FOI__SQL_WAITS] = "SELECT start, item, n, uid, kind, actor, until_term, until_start FROM waiting WHERE body = ? AND term = ? "
                       "AND (start, item, n) > (?, ?, ?) AND start <= ? ORDER BY start, item, n LIMIT ?",
    [FOI__SQL_ADD_CHECKPOINT] = "INSERT OR IGNORE INTO checkpoint (body, leaves, note) VALUES (?, ?, ?)",
    [FOI__SQL_LAST_CHECKPOINT] = "SELECT leaves, note FROM checkpoint WHERE body = ? ORDER BY leaves DESC LIMIT 1",
};

#endif
