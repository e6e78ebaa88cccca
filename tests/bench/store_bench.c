/*
 * How fast a register is, beside a bare loop of SQLite that writes the very same rows with the same settings, and one
 * that reads the same rows. What the register does more: JSON, the law, sealing, hashing, the tree, the order.
 *
 * usage: bench-store round FOLDER     measure everything but the due list; "key ns" lines
 *        bench-store due N FOLDER     the due list and a new holiday with N open cases; "key ns" lines
 *
 * Times are on the clock, as most of an append is the disk.
 */
#include "foi-store.h"
#include "foi.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    SINGLE = 400,     /* appends of one event */
    TRANSACTION = 1000,
    IMPORTED = 10000, /* cases of one event, so many in a transaction */
    READS = 2000,
    CASES = 20000,    /* of EVENTS each, to be verified */
    EVENTS = 5,
    EACH = 500,       /* appends at once while they are made */
    PAGE = 100,
    FEW = 9           /* times that a short measure is taken; the middle one is told */
};

static foi_error err = {.size = sizeof err};
static foi_law *law;
static char path[512], bare_path[512];
static struct { /* a row of a case: its id, and what is known of it */
    char item[40], key[24];
    uint32_t version;
} cases[CASES];

static void must(int code)
{
    if (code == FOI_OK)
        return;
    fprintf(stderr, "bench-store: %s: %s\n", foi_status_name(code), err.message);
    exit(2);
}

static void must_sql(sqlite3 *db, int good)
{
    if (good)
        return;
    fprintf(stderr, "bench-store: %s\n", sqlite3_errmsg(db));
    exit(2);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int key_of(void *context, uint32_t epoch, uint8_t key[32])
{
    (void)context;
    memset(key, (int)epoch + 1, 32);
    return FOI_OK;
}

static void remove_all(const char *name)
{
    static const char *const parts[] = {"", "-wal", "-shm", "-lock"};
    char full[600];

    for (size_t i = 0; i < 4; i++) {
        snprintf(full, sizeof full, "%s%s", name, parts[i]);
        unlink(full);
    }
}

static foi_store *new_store(void)
{
    static const char body[] = "{\"origin\": \"ppid.example.go.id/log\", \"name\": \"Badan Contoh\", "
                               "\"numbers\": {\"request_registered\": \"{seq:03}/PPID/{year}\"}}";
    const foi_env env = {.size = sizeof env, .key = key_of};
    const foi_store_opts opts = {.size = sizeof opts, .flags = FOI_STORE_CREATE, .env = &env};
    foi_store *s = NULL;

    remove_all(path);
    must(foi_store_open(&s, path, law, &opts, &err));
    must(foi_store_add_body(s, body, sizeof body - 1, &err));
    return s;
}

static foi_append new_case(const char *key)
{
    static const char received[] = "{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"channel\": \"desk\"}";
    static const char person[] = "{\"kind\": \"individual\", \"name\": \"Siti Aminah\", \"nik\": \"3171000000000001\"}";

    return (foi_append){.size = sizeof(foi_append), .body = "ppid.example.go.id/log", .key = key, .events = received,
                        .events_len = sizeof received - 1, .applicant = person, .applicant_len = sizeof person - 1,
                        .role = "petugas"};
}

/* ---- the same rows without the register ------------------------------------------------------------------ */

typedef struct peer {
    sqlite3 *from, *to;
    sqlite3_stmt *insert[6], *update_item, *update_body, *begin, *commit;
} peer;

static const char *const tables[] = {"subject", "item", "event", "log", "sealed", "once"};

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;

    must_sql(db, sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK);
    return s;
}

static void execute(sqlite3 *db, const char *sql)
{
    must_sql(db, sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void open_peer(peer *p)
{
    static const char *const inserts[] = {
        "INSERT INTO subject VALUES (?, ?, ?, ?, ?)",       "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "INSERT INTO event VALUES (?, ?, ?, ?)",            "INSERT INTO log VALUES (?, ?, ?, ?, ?)",
        "INSERT INTO sealed VALUES (?, ?, ?, ?)",           "INSERT INTO once VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
    sqlite3_stmt *s;

    remove_all(bare_path);
    must_sql(NULL, sqlite3_open(path, &p->from) == SQLITE_OK && sqlite3_open(bare_path, &p->to) == SQLITE_OK);
    execute(p->to, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
                   "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON");
    s = prepared(p->from, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (sqlite3_step(s) == SQLITE_ROW)
        execute(p->to, (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    s = prepared(p->from, "SELECT * FROM body");
    must_sql(p->from, sqlite3_step(s) == SQLITE_ROW);
    p->insert[0] = prepared(p->to, "INSERT INTO body VALUES (?, ?, ?, ?, ?, ?, 0, x'', 0)");
    for (int i = 0; i < 6; i++)
        sqlite3_bind_value(p->insert[0], i + 1, sqlite3_column_value(s, i));
    must_sql(p->to, sqlite3_step(p->insert[0]) == SQLITE_DONE);
    sqlite3_finalize(p->insert[0]);
    sqlite3_finalize(s);
    for (size_t i = 0; i < 6; i++)
        p->insert[i] = prepared(p->to, inserts[i]);
    p->update_item = prepared(p->to, "UPDATE item SET version = ?, last = ? WHERE id = ?");
    p->update_body = prepared(p->to, "UPDATE body SET leaves = ?, frontier = ?, recorded = ? WHERE id = 1");
    p->begin = prepared(p->to, "BEGIN IMMEDIATE");
    p->commit = prepared(p->to, "COMMIT");
}

static void close_peer(peer *p)
{
    for (size_t i = 0; i < 6; i++)
        sqlite3_finalize(p->insert[i]);
    sqlite3_finalize(p->update_item);
    sqlite3_finalize(p->update_body);
    sqlite3_finalize(p->begin);
    sqlite3_finalize(p->commit);
    must_sql(p->from, sqlite3_close(p->from) == SQLITE_OK);
    must_sql(p->to, sqlite3_close(p->to) == SQLITE_OK);
}

static void step(sqlite3 *db, sqlite3_stmt *s)
{
    must_sql(db, sqlite3_step(s) == SQLITE_DONE);
    sqlite3_reset(s);
}

/* Rows of a table in the register as they are, kept by SQLite, so that reading them is not what is measured. */
typedef struct kept {
    sqlite3_value **values;
    size_t count;
    int columns;
} kept;

static kept keep(sqlite3 *db, const char *table)
{
    char sql[64];
    kept k = {NULL, 0, 0};
    sqlite3_stmt *s;
    size_t room = 0;

    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", table);
    if (strcmp(table, "once") == 0)
        snprintf(sql, sizeof sql, "SELECT * FROM once ORDER BY place");
    s = prepared(db, sql);
    k.columns = sqlite3_column_count(s);
    while (sqlite3_step(s) == SQLITE_ROW) {
        if (k.count == room) {
            room = room > 0 ? 2 * room : 1024;
            k.values = realloc(k.values, room * (size_t)k.columns * sizeof *k.values);
        }
        for (int i = 0; i < k.columns; i++)
            k.values[k.count * (size_t)k.columns + (size_t)i] = sqlite3_value_dup(sqlite3_column_value(s, i));
        k.count++;
    }
    sqlite3_finalize(s);
    return k;
}

static void drop(kept *k)
{
    for (size_t i = 0; i < k->count * (size_t)k->columns; i++)
        sqlite3_value_free(k->values[i]);
    free(k->values);
}

static void insert(peer *p, size_t table, const kept *k, size_t row)
{
    for (int i = 0; i < k->columns; i++)
        sqlite3_bind_value(p->insert[table], i + 1, k->values[row * (size_t)k->columns + (size_t)i]);
    step(p->to, p->insert[table]);
}

static void update(peer *p, sqlite3_stmt *s, int64_t number, const void *bytes, int len, int64_t last)
{
    sqlite3_bind_int64(s, 1, number);
    sqlite3_bind_blob(s, 2, bytes, len, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, last);
    step(p->to, s);
}

/* What the register wrote, row by row, `each` cases in a transaction: ns for one. */
static double write_bare(size_t count, size_t each)
{
    static const char hashes[32 * 20];
    peer p;
    kept rows[6];
    double begun, ns;

    open_peer(&p);
    for (size_t t = 0; t < 6; t++)
        rows[t] = keep(p.from, tables[t]);
    begun = now();
    for (size_t i = 0; i < count; i += each) {
        step(p.to, p.begin);
        for (size_t n = i; n < i + each; n++) {
            for (size_t t = 0; t < 6; t++)
                for (size_t copies = rows[t].count / count, k = 0; k < copies; k++)
                    insert(&p, t, &rows[t], n * copies + k);
            update(&p, p.update_item, 1, hashes, 32, (int64_t)n + 1);
        }
        update(&p, p.update_body, (int64_t)(i + each), hashes, 32 * __builtin_popcountll(i + each), (int64_t)i);
        step(p.to, p.commit);
    }
    ns = (now() - begun) / (double)count;
    for (size_t t = 0; t < 6; t++)
        drop(&rows[t]);
    close_peer(&p);
    return ns;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static double write_register(size_t count, size_t each)
{
    static foi_append all[TRANSACTION];
    static foi_receipt out[TRANSACTION];
    static char keys[TRANSACTION][24];
    foi_store *s = new_store();
    double begun = now(), ns;

    for (size_t i = 0; i < count; i += each) {
        for (size_t n = 0; n < each; n++) {
            snprintf(keys[n], sizeof keys[n], "key-%zu", i + n);
            all[n] = new_case(keys[n]);
            out[n].size = sizeof out[n];
        }
        must(foi_store_append_many(s, all, each, out, NULL, &err));
    }
    ns = (now() - begun) / (double)count;
    foi_store_close(s);
    return ns;
}

/* ---- reading --------------------------------------------------------------------------------------------- */

static foi_store *fill(void)
{
    static const char *const steps[EVENTS - 1] = {
        "{\"kind\": \"request_registered\", \"date\": \"2025-10-06\"}", "{\"kind\": \"request_completed\", \"date\": \"2025-10-07\"}",
        "{\"kind\": \"request_extended\", \"date\": \"2025-10-10\", \"reason\": \"masih dicari\"}",
        "{\"kind\": \"request_answered\", \"date\": \"2025-10-20\", \"outcome\": \"granted\"}"};
    static foi_append all[EACH];
    static foi_receipt out[EACH];
    foi_store *s = new_store();

    for (size_t round = 0; round < EVENTS; round++)
        for (size_t i = 0; i < CASES; i += EACH) {
            for (size_t n = 0; n < EACH; n++) {
                snprintf(cases[i + n].key, sizeof cases[0].key, "%zu-%zu", round, i + n);
                all[n] = new_case(cases[i + n].key);
                out[n].size = sizeof out[n];
                if (round == 0)
                    continue;
                all[n] = (foi_append){.size = sizeof(foi_append), .item = cases[i + n].item, .key = cases[i + n].key,
                                      .expected = cases[i + n].version, .events = steps[round - 1],
                                      .events_len = strlen(steps[round - 1])};
            }
            must(foi_store_append_many(s, all, EACH, out, NULL, &err));
            for (size_t n = 0; n < EACH; n++) {
                memcpy(cases[i + n].item, out[n].item, sizeof cases[0].item);
                cases[i + n].version = out[n].version;
            }
        }
    return s;
}

static size_t nth_case(size_t i)
{
    return i * 7919 % CASES;
}

static double read_register(foi_store *s)
{
    double begun = now();

    for (size_t i = 0; i < READS; i++) {
        foi_case_info info = {.size = sizeof info};
        foi_case *c = NULL;

        must(foi_store_case(s, &c, cases[nth_case(i)].item, 0, NULL, &err));
        must(foi_case_state(c, 20400, &info, NULL, 0, &err));
        foi_case_free(c);
    }
    return (now() - begun) / READS;
}

static int hex(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void uid_of(unsigned char uid[16], const char *text)
{
    for (size_t i = 0; i < 16; text += 2) {
        if (*text == '-')
            text++;
        uid[i++] = (unsigned char)(hex(text[0]) * 16 + hex(text[1]));
    }
}

/* The rows of a case by its key: the case, its body, its events. */
static double read_bare(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *begin, *end, *item, *body, *events;
    size_t bytes = 0, rows = 0;
    double begun;

    must_sql(NULL, sqlite3_open(path, &db) == SQLITE_OK);
    begin = prepared(db, "BEGIN");
    end = prepared(db, "ROLLBACK");
    item = prepared(db, "SELECT id, body, subject, uid, code, version, last, applicant FROM item WHERE uid = ?");
    body = prepared(db, "SELECT id, uid, origin, regime, zone, profile, leaves, frontier, recorded FROM body WHERE id = ?");
    events = prepared(db, "SELECT version, log, leaf FROM event WHERE item = ? ORDER BY version");
    begun = now();
    for (size_t i = 0; i < READS; i++) {
        unsigned char uid[16];

        uid_of(uid, cases[nth_case(i)].item);
        step(db, begin);
        sqlite3_bind_blob(item, 1, uid, sizeof uid, SQLITE_STATIC);
        must_sql(db, sqlite3_step(item) == SQLITE_ROW);
        sqlite3_bind_int64(body, 1, sqlite3_column_int64(item, 1));
        sqlite3_bind_int64(events, 1, sqlite3_column_int64(item, 0));
        must_sql(db, sqlite3_step(body) == SQLITE_ROW);
        for (; sqlite3_step(events) == SQLITE_ROW; rows++)
            bytes += (size_t)sqlite3_column_bytes(events, 2) + (sqlite3_column_blob(events, 2) != NULL);
        sqlite3_reset(item);
        sqlite3_reset(body);
        sqlite3_reset(events);
        step(db, end);
    }
    begun = (now() - begun) / READS;
    must_sql(db, rows == (size_t)READS * EVENTS && bytes > rows);
    sqlite3_finalize(begin);
    sqlite3_finalize(end);
    sqlite3_finalize(item);
    sqlite3_finalize(body);
    sqlite3_finalize(events);
    sqlite3_close(db);
    return begun;
}

static double verify(foi_store *s)
{
    foi_verified v = {.size = sizeof v};
    double begun = now();

    must(foi_store_verify(s, "ppid.example.go.id/log", NULL, 0, NULL, &v, &err));
    begun = now() - begun;
    if (v.leaves != (uint64_t)CASES * EVENTS)
        must(FOI_ERR_DAMAGED);
    return begun / (double)v.leaves;
}

/* ---- the due list ---------------------------------------------------------------------------------------- */

static const foi_day before_decree = 20300, today = 20320; /* 31 July 2025; 20 August 2025, two days after its holiday */

/* Requests that came from the middle of June to the middle of August 2025, all of them open. */
static foi_store *fill_open(size_t count)
{
    static foi_append all[TRANSACTION];
    static foi_receipt out[TRANSACTION];
    static char keys[TRANSACTION][24], events[TRANSACTION][160];
    foi_store *s = new_store();

    for (size_t i = 0; i < count; i += TRANSACTION) {
        for (size_t n = 0; n < TRANSACTION; n++) {
            size_t day = (i + n) * 7919 % 60;
            char date[16];

            snprintf(date, sizeof date, "2025-%02zu-%02zu", 6 + (14 + day) / 30, 1 + (14 + day) % 30);
            snprintf(keys[n], sizeof keys[n], "key-%zu", i + n);
            all[n] = new_case(keys[n]);
            snprintf(events[n], sizeof events[n],
                     "[{\"kind\": \"request_received\", \"date\": \"%s\", \"channel\": \"desk\"}]", date);
            all[n].events = events[n];
            all[n].events_len = strlen(events[n]);
            out[n].size = sizeof out[n];
        }
        must(foi_store_append_many(s, all, TRANSACTION, out, NULL, &err));
    }
    return s;
}

static int by_time(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* All that are due by yesterday, a page at a time; how many they are. */
static size_t read_overdue(foi_store *s, bool first_only)
{
    static foi_due page[1000];
    const foi_due_query q = {.size = sizeof q, .body = "ppid.example.go.id/log", .today = today, .to = today - 1,
                             .flags = FOI_DUE_TO};
    const size_t room = first_only ? PAGE : sizeof page / sizeof *page;
    size_t count, all = 0;

    do {
        foi_due last = page[room - 1];

        must(foi_store_due(s, &q, all > 0 ? &last : NULL, page, room, &count, NULL, &err));
        all += count;
    } while (count == room && !first_only);
    return all;
}

/* The same rows out of the index, one day of start after the other, with all that a line of the list is made of. */
static size_t scan_bare(sqlite3 *db, size_t most)
{
    sqlite3_stmt *s = prepared(db, "SELECT start, item, n, uid, kind, actor, until_term, until_start FROM waiting "
                                   "WHERE body = 1 AND term = ? AND start <= ? ORDER BY start, item, n");
    sqlite3_stmt *terms = prepared(db, "SELECT DISTINCT term FROM waiting WHERE body = 1");
    size_t rows = 0, bytes = 0;

    while (rows < most && sqlite3_step(terms) == SQLITE_ROW) {
        sqlite3_bind_int64(s, 1, sqlite3_column_int64(terms, 0));
        sqlite3_bind_int64(s, 2, today);
        for (; rows < most && sqlite3_step(s) == SQLITE_ROW; rows++)
            bytes += (size_t)sqlite3_column_bytes(s, 3) + (size_t)sqlite3_column_bytes(s, 5);
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    sqlite3_finalize(terms);
    must_sql(db, bytes >= rows);
    return rows;
}

static void measure_page(foi_store *s)
{
    double times[FEW], begun;

    for (size_t i = 0; i < FEW; i++) {
        begun = now();
        if (read_overdue(s, true) != PAGE)
            must(FOI_ERR_DAMAGED);
        times[i] = now() - begun;
    }
    qsort(times, FEW, sizeof *times, by_time);
    printf("store_due_page %.0f\n", times[FEW / 2]);
}

static void measure_overdue(foi_store *s)
{
    double times[FEW], bare[FEW], begun;
    size_t rows = 0;
    sqlite3 *db = NULL;

    must_sql(NULL, sqlite3_open(path, &db) == SQLITE_OK);
    for (size_t i = 0; i < FEW; i++) {
        begun = now();
        rows = read_overdue(s, false);
        times[i] = now() - begun;
        begun = now();
        must_sql(db, scan_bare(db, rows) == rows);
        bare[i] = now() - begun;
    }
    sqlite3_close(db);
    qsort(times, FEW, sizeof *times, by_time);
    qsort(bare, FEW, sizeof *bare, by_time);
    printf("store_overdue_rows %zu\n", rows);
    printf("store_overdue %.0f\n", times[FEW / 2]);
    printf("store_overdue_bare %.0f\n", bare[FEW / 2]);
}

static void measure_redate(foi_store *s, size_t count)
{
    const foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = before_decree};
    foi_due_move *moves = calloc(count, sizeof *moves);
    foi_law *before = NULL;
    size_t moved = 0;
    double begun;

    must(moves != NULL ? FOI_OK : FOI_ERR_MEMORY);
    must(foi_law_new(&before, &opts, &err));
    begun = now();
    must(foi_store_redate(s, "ppid.example.go.id/log", before, law, moves, count, &moved, &err));
    printf("store_redate %.0f\n", now() - begun);
    printf("store_redate_rows %zu\n", moved);
    foi_law_unref(before);
    free(moves);
}

static int due_of_many(size_t count)
{
    foi_store *s = fill_open(count);

    measure_page(s);
    measure_overdue(s);
    measure_redate(s, count);
    foi_store_close(s);
    remove_all(path);
    foi_law_unref(law);
    return 0;
}

int main(int argc, char **argv)
{
    foi_store *s;

    if (argc == 4 && strcmp(argv[1], "due") == 0 && atol(argv[2]) >= TRANSACTION && atol(argv[2]) % TRANSACTION == 0) {
        snprintf(path, sizeof path, "%s/bench.foi", argv[3]);
        must(foi_law_new(&law, NULL, &err));
        return due_of_many((size_t)atol(argv[2]));
    }
    if (argc != 3 || strcmp(argv[1], "round") != 0) {
        fputs("usage: bench-store round FOLDER\n       bench-store due N FOLDER (N: thousands)\n", stderr);
        return 2;
    }
    snprintf(path, sizeof path, "%s/bench.foi", argv[2]);
    snprintf(bare_path, sizeof bare_path, "%s/bare.db", argv[2]);
    must(foi_law_new(&law, NULL, &err));
    printf("store_append %.0f\n", write_register(SINGLE, 1));
    printf("store_append_bare %.0f\n", write_bare(SINGLE, 1));
    printf("store_import %.0f\n", write_register(IMPORTED, TRANSACTION));
    printf("store_import_bare %.0f\n", write_bare(IMPORTED, TRANSACTION));
    s = fill();
    printf("store_read %.0f\n", read_register(s));
    printf("store_read_bare %.0f\n", read_bare());
    printf("store_verify %.0f\n", verify(s));
    foi_store_close(s);
    remove_all(path);
    remove_all(bare_path);
    foi_law_unref(law);
    return 0;
}
