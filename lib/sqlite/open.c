/*
 * Opening a register file, with every setting read back: one that did not take would be found out when it is too
 * late. Closing it, and copying it while others write.
 */
#define _GNU_SOURCE /* O_NOFOLLOW */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "sqlite/sqlite.h"

/* ---- the file ------------------------------------------------------------------------------------------ */

/* Locks of network file systems cannot be trusted with a register. Numbers of statfs(2). */
static bool is_network(long type)
{
    static const unsigned long known[] = {
        0x6969 /* NFS */,      0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */, 0x517b /* SMB */,
        0x65735546 /* FUSE */, 0x01021997 /* 9p */,   0x5346414f /* AFS */,  0x00c36400 /* Ceph */};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (((unsigned long)type & 0xffffffff) == known[i])
            return true;
    return false;
}

/* Of errno as the failing call left it: nothing may come between. */
static int file_error(foi_error *err, const char *what)
{
    if (errno == ENOENT)
        return foi__fail(err, FOI__STORE_NO_FILE, NULL, NULL, NULL);
    if (errno == EROFS || errno == EACCES || errno == EPERM)
        return foi__fail(err, FOI__STORAGE_READ_ONLY, NULL, NULL, NULL);
    if (errno == ENOSPC || errno == EDQUOT)
        return foi__fail(err, FOI__STORAGE_FULL, NULL, NULL, NULL);
    if (errno == ELOOP)
        return foi__fail(err, FOI__STORE_LINK, NULL, NULL, NULL);
    return foi__fail(err, FOI__STORAGE_FAILED, what, foi__format_number(errno).text, NULL);
}

/*
 * A file under two names would get two journals, so it may have one name only. It is looked at by its descriptor,
 * which is closed before SQLite opens it: later, closing it would drop SQLite's locks.
 */
static int check_file(const char *path, uint32_t flags, foi_error *err)
{
    const bool read_only = (flags & FOI_STORE_READ_ONLY) != 0, create = (flags & FOI_STORE_CREATE) != 0;
    int mode = (read_only ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NOFOLLOW | (create && !read_only ? O_CREAT : 0);
    struct stat st;
    struct statfs fs;
    int file = open(path, mode, 0600), code = FOI_OK;

    if (file < 0)
        return file_error(err, "open");
    if (fstat(file, &st) < 0 || fstatfs(file, &fs) < 0)
        code = file_error(err, "stat");
    else if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
        code = foi__fail(err, FOI__STORE_LINK, NULL, NULL, NULL);
    else if (is_network((long)fs.f_type))
        code = foi__fail(err, FOI__STORE_NETWORK, NULL, NULL, NULL);
    close(file);
    return code;
}

/* ---- settings ------------------------------------------------------------------------------------------ */

/* `want` is what the statement must answer; NULL if nothing hangs on it. */
static int set(foi__sqlite *b, const char *sql, const char *want, foi_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(b->db, sql, -1, &s, NULL), code = FOI_OK;
    const char *got;

    if (rc != SQLITE_OK)
        return foi__sqlite_failed(b, rc, err);
    rc = sqlite3_step(s);
    got = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
    if ((rc != SQLITE_ROW && rc != SQLITE_DONE) || sqlite3_errcode(b->db) == SQLITE_NOMEM)
        code = foi__sqlite_failed(b, sqlite3_errcode(b->db), err);
    else if (want != NULL && (got == NULL || !foi__same(got, want)))
        code = foi__fail(err, FOI__STORE_SETTING, sql, NULL, NULL);
    sqlite3_finalize(s);
    return code;
}

/*
 * A register may have been through other hands: the file must not bring code with it, a damaged page must be noticed,
 * and without memory maps a disk that fails is an error and not a signal. FULL: what was told as done survives the loss
 * of power.
 */
static int configure(foi__sqlite *b, foi_error *err)
{
    static const struct {
        const char *set, *ask, *want;
    } settings[] = {
        {"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
        {"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
        {"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
        {"PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1"},
        {"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
        {"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    };
    static const struct {
        int id, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 1000000},         {SQLITE_LIMIT_SQL_LENGTH, 100000}, {SQLITE_LIMIT_COLUMN, 100},
        {SQLITE_LIMIT_EXPR_DEPTH, 30},          {SQLITE_LIMIT_COMPOUND_SELECT, 3}, {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50}, {SQLITE_LIMIT_TRIGGER_DEPTH, 10},  {SQLITE_LIMIT_VARIABLE_NUMBER, 64}};
    int on = 0, code;

    sqlite3_db_config(b->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &on);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    if (on != 1)
        return foi__fail(err, FOI__STORE_SETTING, "defensive", NULL, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        sqlite3_limit(b->db, limits[i].id, limits[i].value);
    sqlite3_busy_timeout(b->db, (int)b->wait_ms);
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if ((code = set(b, settings[i].set, NULL, err)) < 0 ||
            (code = set(b, settings[i].ask, settings[i].want, err)) < 0)
            return code;
    return FOI_OK;
}

/* ---- the schema ---------------------------------------------------------------------------------------- */

static int ask_number(foi__sqlite *b, const char *sql, int64_t *out, foi_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(b->db, sql, -1, &s, NULL), code = FOI_OK;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(s, 0);
    else
        code = foi__sqlite_failed(b, rc, err);
    sqlite3_finalize(s);
    return code;
}

/* Tables, application id and version come in one transaction: a file is a register or nothing. */
static int make_schema(foi__sqlite *b, foi_error *err)
{
    int code = set(b, "BEGIN IMMEDIATE", NULL, err);

    if (code < 0)
        return code;
    for (size_t i = 0; i < sizeof foi__schema_1 / sizeof foi__schema_1[0] && code == FOI_OK; i++)
        code = set(b, foi__schema_1[i], NULL, err);
    if (code == FOI_OK)
        code = set(b, "PRAGMA application_id = 1179601201", NULL, err);
    if (code == FOI_OK)
        code = set(b, "PRAGMA user_version = 1", NULL, err);
    if (code == FOI_OK)
        code = set(b, "COMMIT", NULL, err);
    else
        set(b, "ROLLBACK", NULL, NULL);
    return code;
}

/* A file of nothing is a register that begins; anything else must say that it is one, and of which version. */
static int check_schema(foi__sqlite *b, uint32_t flags, bool *empty, foi_error *err)
{
    int64_t application = 0, version = 0, tables = 0;
    int code;

    if ((code = ask_number(b, "PRAGMA application_id", &application, err)) < 0 ||
        (code = ask_number(b, "PRAGMA user_version", &version, err)) < 0 ||
        (code = ask_number(b, "SELECT count(*) FROM sqlite_schema", &tables, err)) < 0)
        return code;
    *empty = application == 0 && version == 0 && tables == 0 && (flags & FOI_STORE_CREATE) != 0;
    if (*empty)
        return FOI_OK;
    if (application != FOI__APPLICATION)
        return foi__fail(err, FOI__STORE_FOREIGN, NULL, NULL, NULL);
    if (version != FOI__SCHEMA)
        return foi__fail(err, FOI__STORE_NEWER, foi__format_number(version).text, foi__format_number(FOI__SCHEMA).text,
                         NULL);
    return FOI_OK;
}

/* The first writing comes after the file was seen to be ours: another program's is left as it is. */
static int begin_schema(foi__sqlite *b, uint32_t flags, foi_error *err)
{
    bool empty = false;
    int code = check_schema(b, flags, &empty, err);

    if (code == FOI_OK && !b->read_only)
        code = set(b, "PRAGMA journal_mode = WAL", "wal", err);
    if (code == FOI_OK && empty)
        code = make_schema(b, err);
    return code < 0 ? code : foi__sqlite_ready(b, err);
}

/* ---- opening and closing ------------------------------------------------------------------------------- */

/* Also after opening failed half-way: SQLite takes NULL for what was not made. */
void foi__sqlite_close(void *back)
{
    foi__sqlite *b = back;

    for (size_t i = 0; i < FOI__SQL_COUNT; i++)
        sqlite3_finalize(b->statements[i]);
    sqlite3_close(b->db);
    foi__lock_close(&b->lock);
    foi__free(b);
}

/* A file of its own: closing any descriptor of the register's file would drop SQLite's locks on it. */
static int open_lock(foi__sqlite *b, const char *path, foi_error *err)
{
    size_t len = strlen(path);
    char *name = foi__alloc(len + sizeof "-lock");
    int code;

    if (name == NULL)
        return foi__no_memory(err);
    memcpy(name, path, len);
    memcpy(name + len, "-lock", sizeof "-lock");
    code = foi__lock_open(&b->lock, name, err);
    foi__free(name);
    return code;
}

/*
 * The writers' lock is held until the schema is there: of two that open a new file at once, one makes the tables and
 * the other finds them.
 */
static int open_file(foi__sqlite *b, const char *path, uint32_t flags, foi_error *err)
{
    int mode =
        (b->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
    int code = check_file(path, flags, err), rc;

    if (code < 0 || (!b->read_only && (code = open_lock(b, path, err)) < 0))
        return code;
    if (!b->read_only && (code = foi__lock_take(&b->lock, b->wait_ms, err)) < 0)
        return code;
    rc = sqlite3_open_v2(path, &b->db, mode, NULL);
    code = rc == SQLITE_OK ? configure(b, err) : foi__sqlite_failed(b, rc, err);
    if (code == FOI_OK)
        code = begin_schema(b, flags, err);
    if (!b->read_only)
        foi__lock_give(&b->lock);
    return code;
}

int foi__sqlite_open(void **back, const foi__backend **ops, const char *path, uint32_t flags, uint32_t wait_ms,
                     foi_error *err)
{
    foi__sqlite *b = foi__zalloc(1, sizeof *b);
    int code;

    if (b == NULL)
        return foi__no_memory(err);
    b->lock.file = -1;
    b->wait_ms = wait_ms;
    b->read_only = (flags & FOI_STORE_READ_ONLY) != 0;
    code = open_file(b, path, flags, err);
    if (code < 0) {
        foi__sqlite_close(b);
        return code;
    }
    *back = b;
    *ops = &foi__sqlite_ops;
    return FOI_OK;
}

/* ---- a copy -------------------------------------------------------------------------------------------- */

/* A journal without its file would be played back into the next file of that name. */
static void remove_journals(const char *path)
{
    static const char *const ends[] = {"-journal", "-wal", "-shm"};
    char name[4096];

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (snprintf(name, sizeof name, "%s%s", path, ends[i]) < (int)sizeof name)
            unlink(name);
}

/* The new file appears whole or not at all to who looks for it by its name only after this returned. */
int foi__sqlite_backup(void *back, const char *path, foi_error *err)
{
    foi__sqlite *b = back;
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600), rc;
    sqlite3 *copy = NULL;
    sqlite3_backup *job;

    if (file < 0)
        return errno == EEXIST ? foi__fail(err, FOI__STORE_EXISTS, NULL, NULL, NULL) : file_error(err, "open");
    close(file);
    remove_journals(path);
    rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
    job = rc == SQLITE_OK ? sqlite3_backup_init(copy, "main", b->db, "main") : NULL;
    if (job != NULL) {
        rc = sqlite3_backup_step(job, -1);
        sqlite3_backup_finish(job);
        /* in WAL mode a copy would be several files; this one is whole by itself */
        if (rc == SQLITE_DONE)
            rc = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_errcode(copy);
    }
    sqlite3_close(copy);
    if (rc == SQLITE_OK)
        return FOI_OK;
    unlink(path);
    remove_journals(path);
    return foi__sqlite_failed(b, rc, err);
}
