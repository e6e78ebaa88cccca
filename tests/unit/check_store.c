/* The register: what is written is there, in order, once, provably; what is personal is apart and can go. */
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "foi-store/store.h"
#include "store/store.h"

#include "harness.h"

static const char origin[] = "ppid.example.go.id/log";
static const char body_json[] = "{\"origin\": \"ppid.example.go.id/log\", \"name\": \"Badan Contoh\", "
                                "\"numbers\": {\"request_registered\": \"{seq:03}/PPID/{year}\"}}";
static foi_law *law;
static char folder[64], path[128];

/* ---- surroundings that come out the same every time ------------------------------------------------------- */

static struct {
    int64_t now;
    uint64_t seed;
    uint32_t lost; /* the epoch whose key is gone */
} around;

static int64_t now(void *context)
{
    (void)context;
    return around.now += 1000000;
}

static void chance(void *context, uint8_t *buf, size_t len)
{
    uint8_t seed[32] = {0};

    (void)context;
    around.seed++;
    memcpy(seed, &around.seed, sizeof around.seed);
    randombytes_buf_deterministic(buf, len, seed);
}

static int key_of(void *context, uint32_t epoch, uint8_t key[32])
{
    (void)context;
    if (epoch == around.lost)
        return FOI_ERR_SEALED;
    memset(key, (int)epoch + 1, 32);
    return FOI_OK;
}

static const foi_env env = {sizeof env, 0, NULL, now, chance, key_of};

static foi_store *open_at(const char *where, uint32_t flags)
{
    const foi_store_opts opts = {.size = sizeof opts, .flags = flags, .env = &env};
    foi_error err = {.size = sizeof err};
    foi_store *s = NULL;

    ck_assert_msg(foi_store_open(&s, where, law, &opts, &err) == FOI_OK, "%s", err.message);
    return s;
}

static void begin(void)
{
    strcpy(folder, "/tmp/foi-store-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/register.foi", folder);
    around.now = INT64_C(1759710000000000);
    around.seed = 0;
    around.lost = UINT32_MAX;
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
}

static void end(void)
{
    char command[256];

    foi_law_unref(law);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static foi_store *new_store(void)
{
    foi_store *s = open_at(path, FOI_STORE_CREATE);

    ck_assert_int_eq(foi_store_add_body(s, body_json, strlen(body_json), NULL), FOI_OK);
    return s;
}

static foi_append ask(const char *key, const char *events)
{
    static const char applicant[] = "{\"kind\": \"individual\", \"name\": \"Siti Canary Aminah\", \"nik\": \"3171CANARY0001\"}";

    return (foi_append){.size = sizeof(foi_append), .body = origin, .key = key, .events = events,
                        .events_len = strlen(events), .applicant = applicant, .applicant_len = strlen(applicant),
                        .role = "petugas"};
}

static foi_append add(const foi_receipt *to, const char *key, const char *events)
{
    return (foi_append){.size = sizeof(foi_append), .expected = to->version, .item = to->item, .key = key,
                        .events = events, .events_len = strlen(events), .role = "ppid"};
}

static foi_receipt write_one(foi_store *s, foi_append a)
{
    foi_receipt r = {.size = sizeof r};
    foi_error err = {.size = sizeof err};

    ck_assert_msg(foi_store_append(s, &a, &r, &err) == FOI_OK, "%s", err.message);
    return r;
}

static int refused(foi_store *s, foi_append a, foi_receipt *r)
{
    foi_receipt none = {.size = sizeof none};

    return foi_store_append(s, &a, r != NULL ? r : &none, NULL);
}

static const char received[] = "{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"channel\": \"desk\"}";
static const char registered[] = "[{\"kind\": \"request_registered\", \"date\": \"2025-10-06\"}, {\"kind\": \"request_completed\", \"date\": \"2025-10-07\"}]";
static const char extended[] = "{\"kind\": \"request_extended\", \"date\": \"2025-10-10\", \"reason\": \"menunggu Budi CANARY\"}";
static const char answered[] = "{\"kind\": \"request_answered\", \"date\": \"2025-10-20\", \"outcome\": \"refused\", "
                               "\"exemption\": [\"17h\", \"17b\"], \"consequence_test\": \"2025-10-15\", \"officer\": \"Rudi CANARY\", "
                               "\"received\": \"2025-10-21\", \"note\": \"catatan CANARY\"}";

static foi_receipt write_case(foi_store *s, int n)
{
    char key[32];
    foi_receipt r;
    static const char *const steps[] = {registered, extended, answered};

    snprintf(key, sizeof key, "case-%d", n);
    r = write_one(s, ask(key, received));
    for (int i = 0; i < 3; i++) {
        char next[48];

        snprintf(next, sizeof next, "%s-%d", key, i);
        r = write_one(s, add(&r, next, steps[i]));
    }
    return r;
}

/* ---- writing and reading ---------------------------------------------------------------------------------- */

START_TEST(what_is_written_is_judged)
{
    foi_store *s = new_store();
    foi_receipt r = write_one(s, ask("a", received));
    char item[40], report[65536], id[40];
    foi_case *c = NULL;
    uint32_t version = 0;
    size_t needed = 0;

    ck_assert_uint_eq(r.version, 1);
    ck_assert_uint_eq(r.index, 0);
    ck_assert_uint_eq(strlen(r.code), 21);
    ck_assert_str_eq(r.number, "");
    strcpy(id, r.item);
    r = write_one(s, add(&r, "b", registered));
    ck_assert_uint_eq(r.version, 3);
    ck_assert_str_eq(r.number, "001/PPID/2025");
    ck_assert_str_eq(r.code, "");
    r = write_one(s, add(&r, "c", extended));
    r = write_one(s, add(&r, "d", answered));

    ck_assert_int_eq(foi_store_find(s, item, origin, "001/PPID/2025", NULL), FOI_OK);
    ck_assert_str_eq(item, id);
    ck_assert_int_eq(foi_store_find(s, item, origin, "002/PPID/2025", NULL), FOI_ERR_ABSENT);
    ck_assert_int_eq(foi_store_case(s, &c, id, 0, &version, NULL), FOI_OK);
    ck_assert_uint_eq(version, 5);
    ck_assert_uint_eq(foi_case_count(c), 5);
    ck_assert_int_eq(foi_case_report_json(c, FOI_DAY_NONE, report, sizeof report, &needed, NULL), FOI_OK);
    ck_assert_ptr_nonnull(strstr(report, "\"refused\""));
    ck_assert_ptr_null(strstr(report, "extension_unreasoned")); /* sealed, yet given */
    ck_assert_ptr_null(strstr(report, "refusal_without_exemption"));
    ck_assert_ptr_null(strstr(report, "CANARY"));
    foi_case_free(c);
    foi_store_close(s);
}
END_TEST

START_TEST(the_same_key_has_the_same_effect_once)
{
    foi_store *s = new_store();
    foi_receipt first = write_one(s, ask("a", received)), again = write_one(s, ask("a", received)), r = {.size = sizeof r};
    char item[40];

    ck_assert_int_eq(again.replayed, 1);
    ck_assert_str_eq(first.item, again.item);
    ck_assert_str_eq(first.code, again.code); /* a call in doubt that is repeated tells the code */
    ck_assert_int_eq(foi_store_find(s, item, NULL, first.code, NULL), FOI_OK);
    ck_assert_str_eq(item, first.item);
    ck_assert_int_eq(refused(s, ask("a", registered), NULL), FOI_ERR_KEY_REUSED);
    ck_assert_int_eq(refused(s, add(&first, "a", registered), NULL), FOI_ERR_KEY_REUSED);
    first = write_one(s, add(&first, "b", registered));
    ck_assert_int_eq(refused(s, add(&again, "c", extended), &r), FOI_ERR_VERSION); /* knows version 1 only */
    ck_assert_uint_eq(r.version, 3);
    first.version = 9;
    ck_assert_int_eq(refused(s, add(&first, "d", extended), NULL), FOI_ERR_VERSION);
    foi_store_close(s);
}
END_TEST

START_TEST(bad_input_writes_nothing)
{
    static const char *const bad[] = {
        "", "[]", "{", "{\"kind\": \"request_recieved\", \"date\": \"2025-10-06\"}",
        "[{\"kind\": \"request_received\", \"date\": \"2025-10-06\"}, {\"kind\": \"request_answered\", \"date\": \"2025-10-06\"}]",
        "{\"kind\": \"request_registered\", \"date\": \"2025-10-06\", \"number\": \"7\"}",
        "{\"kind\": \"request_received\", \"date\": \"2025-02-30\"}",
        "{\"kind\": \"request_received\", \"kind\": \"request_received\", \"date\": \"2025-10-06\"}",
        "{\"kind\": \"vault:erased\", \"date\": \"2025-10-06\"}", "17", "\"x\""};
    foi_store *s = new_store();
    foi_verified v = {.size = sizeof v};
    foi_append a = ask("", received);
    char big[FOI_KEY_BYTES + 2];

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(refused(s, ask("k", bad[i]), NULL) < 0, "%s", bad[i]);
    ck_assert_int_eq(refused(s, a, NULL), FOI_ERR_ARGUMENT);
    a.key = NULL;
    ck_assert_int_eq(refused(s, a, NULL), FOI_ERR_ARGUMENT);
    memset(big, 'k', sizeof big);
    big[sizeof big - 1] = '\0';
    a.key = big;
    ck_assert_int_eq(refused(s, a, NULL), FOI_ERR_ARGUMENT);
    a = ask("k", received);
    a.body = "other/log";
    ck_assert_int_eq(refused(s, a, NULL), FOI_ERR_ABSENT);
    a = ask("k", received);
    a.item = "not an id";
    ck_assert_int_eq(refused(s, a, NULL), FOI_ERR_ABSENT);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, 0);
    foi_store_close(s);
}
END_TEST

START_TEST(numbers_have_no_gaps)
{
    foi_store *s = new_store();
    foi_verified v = {.size = sizeof v};

    for (int i = 0; i < 12; i++) {
        char key[16], want[32];
        foi_receipt r, bad;

        snprintf(key, sizeof key, "a%d", i);
        r = write_one(s, ask(key, received));
        key[0] = 'b';
        bad = r;
        bad.version = 7;
        ck_assert_int_eq(refused(s, add(&bad, key, registered), NULL), FOI_ERR_VERSION);
        ck_assert_int_lt(refused(s, add(&r, key, "[{\"kind\": \"request_registered\", \"date\": \"2025-10-06\"}, {\"kind\": \"x\"}]"), NULL), 0);
        r = write_one(s, add(&r, key, registered));
        snprintf(want, sizeof want, "%03d/PPID/2025", i + 1);
        ck_assert_str_eq(r.number, want);
    }
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, 36);
    ck_assert_uint_eq(v.cases, 12);
    foi_store_close(s);
}
END_TEST

START_TEST(a_batch_is_written_whole_or_not_at_all)
{
    foi_store *s = new_store();
    foi_append all[50];
    foi_receipt out[50];
    char keys[50][16];
    size_t failed = 0;
    foi_verified v = {.size = sizeof v};

    for (int i = 0; i < 50; i++) {
        snprintf(keys[i], sizeof keys[i], "k%d", i);
        all[i] = ask(keys[i], received);
        out[i].size = sizeof out[i];
    }
    all[37].events = "{}";
    all[37].events_len = 2;
    ck_assert_int_lt(foi_store_append_many(s, all, 50, out, &failed, NULL), 0);
    ck_assert_uint_eq(failed, 37);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, 0);
    all[37] = ask(keys[37], received);
    ck_assert_int_eq(foi_store_append_many(s, all, 50, out, NULL, NULL), FOI_OK);
    ck_assert_uint_eq(out[49].index, 49);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, 50);
    foi_store_close(s);
}
END_TEST

/* The same script in the same surroundings gives the same root, and goes on after the register was opened again. */
START_TEST(the_same_script_has_the_same_root)
{
    foi_verified a = {.size = sizeof a}, b = {.size = sizeof b};
    foi_store *s = new_store();

    for (int i = 0; i < 3; i++)
        write_case(s, i);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &a, NULL), FOI_OK);
    foi_store_close(s);
    unlink(path);
    around.now = INT64_C(1759710000000000);
    around.seed = 0;
    s = new_store();
    for (int i = 0; i < 3; i++) {
        write_case(s, i);
        foi_store_close(s);
        s = open_at(path, 0);
    }
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &b, NULL), FOI_OK);
    ck_assert_mem_eq(&a.root, &b.root, sizeof a.root);
    ck_assert_uint_eq(b.leaves, 15);
    ck_assert_uint_eq(b.sealed, 3 * 3);
    foi_store_close(s);
}
END_TEST

/* ---- proving ---------------------------------------------------------------------------------------------- */

static foi_key *log_key(void)
{
    const uint8_t seed[32] = {3};
    foi_key *key = NULL;

    ck_assert_int_eq(foi_key_new(&key, "ppid", FOI_KEY_LOG, seed, NULL), FOI_OK);
    return key;
}

static void spoil(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
    sqlite3_close(db);
}

START_TEST(a_checkpoint_is_signed_over_what_was_read)
{
    foi_store *s = new_store();
    foi_key *key = log_key();
    char first[2048], second[2048];
    foi_digest proof[FOI_PROOF_MAX];
    foi_checkpoint a = {.size = sizeof a}, b = {.size = sizeof b};
    size_t first_len = 0, second_len = 0, count = 0;
    uint64_t leaves = 0;

    write_case(s, 1);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, first, sizeof first, &first_len, NULL), FOI_OK);
    write_case(s, 2);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, second, sizeof second, &second_len, NULL), FOI_OK);
    ck_assert_int_eq(foi_checkpoint_read(&a, first, first_len, NULL, 0, NULL, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_checkpoint_read(&b, second, second_len, NULL, 0, NULL, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_consistency(s, origin, a.leaves, proof, &count, &leaves, NULL), FOI_OK);
    ck_assert_uint_eq(leaves, b.leaves);
    ck_assert_int_eq(foi_merkle_continues(&b.root, b.leaves, &a.root, a.leaves, proof, count, NULL), FOI_OK);

    /* a bit that turned after it was hashed is not signed */
    write_case(s, 3);
    foi_store_close(s);
    spoil("DROP TRIGGER event_stays; UPDATE event SET leaf = CAST(substr(leaf, 1, 60) || x'00' || substr(leaf, 62) AS BLOB) "
          "WHERE log = 12");
    s = open_at(path, 0);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, second, sizeof second, &second_len, NULL), FOI_ERR_DAMAGED);
    foi_store_close(s);
    foi_key_free(key);
}
END_TEST

/* Whoever writes to the file behind our back is found. */
START_TEST(every_tampering_is_found)
{
    static const char *const acts[] = {
        "DROP TRIGGER event_stays; UPDATE event SET leaf = CAST(replace(leaf, 'granted', 'refused') AS BLOB), version = version WHERE log = 3; "
        "UPDATE event SET leaf = x'00' WHERE log = 3",
        "DROP TRIGGER event_remains; DELETE FROM event WHERE log = 3",
        "DROP TRIGGER log_remains; DELETE FROM log WHERE place = 3",
        "DROP TRIGGER log_remains; DROP TRIGGER event_remains; DELETE FROM log WHERE place = 14; DELETE FROM event WHERE log = 14",
        "DROP TRIGGER log_stays; UPDATE log SET hash = randomblob(32) WHERE place = 5",
        "UPDATE body SET leaves = 14",
        "UPDATE body SET frontier = randomblob(length(frontier))",
        "UPDATE item SET version = 4 WHERE id = 1",
        "UPDATE item SET last = randomblob(32) WHERE id = 2",
        "DELETE FROM number WHERE number = 2",
        "UPDATE number SET number = 7 WHERE number = 3",
        "UPDATE sealed SET bytes = randomblob(length(bytes)) WHERE item = 1 AND tag = 'note'",
        "UPDATE sealed SET bytes = (SELECT bytes FROM sealed WHERE item = 2 AND tag = 'note') WHERE item = 1 AND tag = 'note'",
        "DROP TRIGGER checkpoint_stays; UPDATE checkpoint SET note = replace(note, '1', '2')",
        "DROP TRIGGER event_stays; UPDATE event SET log = log + 100 WHERE item = 1; UPDATE event SET log = log - 100 WHERE item = 1; "
        "UPDATE event SET leaf = (SELECT leaf FROM event WHERE log = 6) WHERE log = 1",
    };
    foi_key *key = log_key();

    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        foi_verified v = {.size = sizeof v};
        char note[2048];
        size_t len = 0;
        foi_store *s = new_store();

        for (int n = 0; n < 3; n++)
            write_case(s, n);
        ck_assert_int_eq(foi_store_checkpoint(s, origin, key, note, sizeof note, &len, NULL), FOI_OK);
        ck_assert_int_eq(foi_store_verify(s, origin, note, len, key, &v, NULL), FOI_OK);
        ck_assert_uint_eq(v.unopened, 0);
        foi_store_close(s);
        spoil(acts[i]);
        s = open_at(path, 0);
        ck_assert_msg(foi_store_verify(s, origin, note, len, key, &v, NULL) < 0, "%s", acts[i]);
        foi_store_close(s);
        unlink(path);
    }
    foi_key_free(key);
}
END_TEST

/* The evidence of a case holds for a stranger who has the key of the body only. */
START_TEST(evidence_holds_without_the_register)
{
    static char file[1 << 16], report[1 << 16];
    foi_store *s = new_store();
    foi_key *key = log_key();
    const foi_trust trust = {.size = sizeof trust, .origin = origin, .log = key};
    foi_receipt r = write_case(s, 1);
    char note[2048], *at;
    size_t len = 0, needed = 0;

    ck_assert_int_eq(foi_store_evidence(s, r.item, 0, file, sizeof file, &len, NULL), FOI_ERR_ABSENT);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, note, sizeof note, &needed, NULL), FOI_OK);
    write_case(s, 2);
    ck_assert_int_eq(foi_store_evidence(s, r.item, FOI_READ_SEALED, file, sizeof file, &len, NULL), FOI_OK);
    ck_assert_ptr_nonnull(strstr(file, "menunggu Budi CANARY"));
    ck_assert_int_eq(foi_evidence_check(file, len, &trust, report, sizeof report, &needed, NULL), FOI_OK);
    at = strstr(file, "menunggu");
    at[0] = 'n';
    ck_assert_int_eq(foi_evidence_check(file, len, &trust, report, sizeof report, &needed, NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_store_evidence(s, r.item, 0, file, sizeof file, &len, NULL), FOI_OK);
    ck_assert_ptr_null(strstr(file, "CANARY"));
    ck_assert_int_eq(foi_evidence_check(file, len, &trust, report, sizeof report, &needed, NULL), FOI_OK);
    foi_store_close(s);
    foi_key_free(key);
}
END_TEST

/* Pages of a list: every case once, in order. */
START_TEST(cases_are_listed_in_pages)
{
    foi_store *s = new_store();
    char ids[7][40], text[8192], after[40] = "", *next;
    size_t needed = 0, seen = 0;

    for (int i = 0; i < 7; i++) {
        char key[16];

        snprintf(key, sizeof key, "k%d", i);
        strcpy(ids[i], write_one(s, ask(key, received)).item);
    }
    do {
        ck_assert_int_eq(foi_store_cases_json(s, origin, after[0] != '\0' ? after : NULL, 3, text, sizeof text, &needed, NULL),
                         FOI_OK);
        for (char *p = text; (p = strstr(p, "\"case\": \"")) != NULL; p += 9)
            ck_assert(strncmp(p + 9, ids[seen++], 36) == 0);
        next = strstr(text, "\"next\": \"");
        if (next != NULL)
            snprintf(after, sizeof after, "%.36s", next + 9);
    } while (next != NULL);
    ck_assert_uint_eq(seen, 7);
    ck_assert_int_eq(foi_store_cases_json(s, "other", NULL, 3, text, sizeof text, &needed, NULL), FOI_ERR_ABSENT);
    foi_store_close(s);
}
END_TEST

/* ---- what is due -------------------------------------------------------------------------------------------- */

enum { OFFICE = 120, ROWS = 2000 };

static char office[OFFICE][40]; /* ids of its cases */

/* Requests of 2025 at every stage. */
static foi_store *new_office(void)
{
    static const char *const steps[][2] = {
        {"request_registered", ""},
        {"request_completed", ""},
        {"request_extended", ", \"reason\": \"x\""},
        {"request_answered", ", \"outcome\": \"granted\", \"provide_by\": \"2025-12-01\""},
        {"objection_received", ", \"grounds\": [\"g\"]"},
        {"objection_decided", ", \"outcome\": \"confirmed\", \"reasons\": true"},
        {"dispute_filed", ""},
        {"dispute_incomplete", ""},
    };
    foi_store *s = new_store();
    uint32_t dice = 7;

    for (int i = 0; i < OFFICE; i++) {
        foi_day day = 20240 + i % 90; /* from June 2025 */
        char date[16], text[256], key[32];
        foi_receipt r;

        foi_date_format(day, date, sizeof date);
        snprintf(text, sizeof text, "{\"kind\": \"request_received\", \"date\": \"%s\"}", date);
        snprintf(key, sizeof key, "c%d", i);
        r = write_one(s, ask(key, text));
        strcpy(office[i], r.item);
        for (int k = 0; k < i % 9; k++) {
            dice = dice * 1664525u + 1013904223u;
            day += (foi_day)(dice >> 28);
            foi_date_format(day, date, sizeof date);
            snprintf(text, sizeof text, "{\"kind\": \"%s\", \"date\": \"%s\"%s}", steps[k][0], date, steps[k][1]);
            snprintf(key, sizeof key, "c%d-%d", i, k);
            r = write_one(s, add(&r, key, text));
        }
    }
    return s;
}

/* How many of the list there are, one case after the other. */
static size_t brute_count(foi_store *s, const foi_law *of, foi_day today, foi_day from, foi_day to)
{
    size_t found = 0;

    for (int i = 0; i < OFFICE; i++) {
        foi_case *c = NULL;
        foi_wait w[64];
        size_t count = 0;

        ck_assert_int_eq(foi_store_case(s, &c, office[i], 0, NULL, NULL), FOI_OK);
        ck_assert_int_eq(foi_case_waits(c, w, 64, &count, NULL), FOI_OK);
        for (size_t k = 0; k < count; k++) {
            foi_term *t = NULL, *until = NULL;
            foi_day opens, due, end = FOI_DAY_MAX;

            ck_assert_int_eq(foi_term_new(&t, of, w[k].term, NULL), FOI_OK);
            due = foi_term_due(t, w[k].start, &opens);
            if (due == FOI_DAY_NONE)
                due = FOI_DAY_MAX;
            if (w[k].until[0] != '\0') {
                ck_assert_int_eq(foi_term_new(&until, of, w[k].until, NULL), FOI_OK);
                end = foi_term_due(until, w[k].until_start, NULL);
            }
            found += (opens == FOI_DAY_NONE || opens < today) && (w[k].kind == FOI_WAIT_DUTY || due >= today) &&
                     end >= today && due >= from && due <= to;
            foi_term_free(t);
            foi_term_free(until);
        }
        foi_case_free(c);
    }
    return found;
}

/* All pages of a list; sorted, each row once. */
static size_t list(foi_store *s, const foi_due_query *q, foi_due *out, size_t page)
{
    size_t total = 0, got = 0, unjudged = 9;

    do {
        ck_assert_int_eq(foi_store_due(s, q, total > 0 ? &out[total - 1] : NULL, out + total, page, &got, &unjudged, NULL), FOI_OK);
        ck_assert_uint_eq(unjudged, 0);
        total += got;
        ck_assert_uint_lt(total + page, ROWS);
    } while (got == page);
    for (size_t i = 1; i < total; i++)
        ck_assert(out[i].due == FOI_DAY_NONE || (out[i - 1].due != FOI_DAY_NONE && out[i - 1].due <= out[i].due));
    return total;
}

START_TEST(the_due_list_is_what_waits)
{
    static foi_due rows[ROWS], again[ROWS];
    foi_store *s = new_office();
    foi_due_query q = {.size = sizeof q, .body = origin};
    size_t seen = 0, clocks = 0;

    for (q.today = 20270; q.today < 20440; q.today += 17) {
        size_t all, overdue, today, later;

        q.flags = 0;
        all = list(s, &q, rows, 100);
        ck_assert_uint_eq(all, brute_count(s, law, q.today, FOI_DAY_MIN, FOI_DAY_MAX));
        ck_assert_uint_eq(list(s, &q, again, 7), all);
        ck_assert_mem_eq(rows, again, all * sizeof *rows);
        q.flags = FOI_DUE_TO;
        q.to = q.today - 1;
        overdue = list(s, &q, again, 13);
        ck_assert_uint_eq(overdue, brute_count(s, law, q.today, FOI_DAY_MIN, q.today - 1));
        ck_assert_mem_eq(rows, again, overdue * sizeof *rows);
        q.flags = FOI_DUE_FROM | FOI_DUE_TO;
        q.from = q.to = q.today;
        today = list(s, &q, again, 13);
        q.flags = FOI_DUE_FROM;
        q.from = q.today + 1;
        later = list(s, &q, again, 13);
        ck_assert_uint_eq(overdue + today + later, all);
        ck_assert_mem_eq(rows + overdue + today, again, later * sizeof *rows);
        q.flags = 0;
        q.clock = "response";
        clocks = list(s, &q, again, 50);
        for (size_t i = 0; i < all; i++)
            clocks -= strcmp(rows[i].clock, "response") == 0;
        ck_assert_uint_eq(clocks, 0);
        q.clock = NULL;
        q.kind = FOI_WAIT_RIGHT;
        seen += list(s, &q, again, 50);
        q.kind = 0;
    }
    ck_assert_uint_gt(seen, 50);
    q.flags = 8;
    ck_assert_int_eq(foi_store_due(s, &q, NULL, rows, 10, &seen, NULL, NULL), FOI_ERR_ABI);
    q.flags = 0;
    q.today = FOI_DAY_NONE;
    ck_assert_int_eq(foi_store_due(s, &q, NULL, rows, 10, &seen, NULL, NULL), FOI_ERR_RANGE);
    q.today = 20270;
    q.body = "other";
    ck_assert_int_eq(foi_store_due(s, &q, NULL, rows, 10, &seen, NULL, NULL), FOI_ERR_ABSENT);
    foi_store_close(s);
}
END_TEST

/* The leave of 18 August 2025 moves what waits over it, and nothing is written. */
START_TEST(a_new_holiday_moves_what_waits)
{
    static foi_due_move moves[ROWS];
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = 20306 /* 2025-08-06 */};
    foi_law *before = NULL, *after = NULL;
    foi_store *s = new_office();
    size_t moved = 0, few = 0, later = 0, count = 0;

    ck_assert_int_eq(foi_law_new(&before, &opts, NULL), FOI_OK);
    opts.known_on++;
    ck_assert_int_eq(foi_law_new(&after, &opts, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_redate(s, origin, before, after, moves, ROWS, &moved, NULL), FOI_OK);
    ck_assert_uint_gt(moved, 20);
    ck_assert_uint_lt(moved, ROWS);
    for (size_t i = 0; i < moved; i++) {
        ck_assert_int_ne(moves[i].from, moves[i].to);
        later += moves[i].to == FOI_DAY_NONE || (moves[i].from != FOI_DAY_NONE && moves[i].to > moves[i].from);
    }
    ck_assert_uint_eq(later, moved);
    ck_assert_int_eq(foi_store_redate(s, origin, before, after, moves, 3, &few, NULL), FOI_OK);
    ck_assert_uint_eq(few, moved);
    ck_assert_int_eq(foi_store_redate(s, origin, after, after, moves, 3, &few, NULL), FOI_OK);
    ck_assert_uint_eq(few, 0);
    ck_assert_int_eq(foi_store_refresh(s, origin, &count, NULL), FOI_OK);
    ck_assert_uint_eq(count, OFFICE);
    ck_assert_int_eq(foi_store_redate(s, origin, before, after, moves, 3, &few, NULL), FOI_OK);
    ck_assert_uint_eq(few, moved);
    foi_law_unref(before);
    foi_law_unref(after);
    foi_store_close(s);
}
END_TEST

/* A case of a year that no decree decides yet is written, told apart, and judged when the law knows more. */
START_TEST(what_cannot_be_judged_is_told)
{
    foi_law_opts opts = {.size = sizeof opts, .flags = FOI_LAW_KNOWN_ON, .known_on = 20306};
    const foi_due_query q = {.size = sizeof q, .body = origin, .today = 20480 /* 2026-01-27 */};
    foi_law *known = law;
    foi_store *s;
    foi_due rows[10];
    size_t count = 0, unjudged = 0;

    ck_assert_int_eq(foi_law_new(&law, &opts, NULL), FOI_OK);
    s = new_store();
    write_one(s, ask("a", "{\"kind\": \"request_received\", \"date\": \"2026-01-20\"}"));
    ck_assert_int_eq(foi_store_due(s, &q, NULL, rows, 10, &count, &unjudged, NULL), FOI_OK);
    ck_assert_uint_eq(count, 0);
    ck_assert_uint_eq(unjudged, 1);
    foi_store_close(s);
    foi_law_unref(law);
    law = known;
    s = open_at(path, 0);
    ck_assert_int_eq(foi_store_refresh(s, origin, &count, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_due(s, &q, NULL, rows, 10, &count, &unjudged, NULL), FOI_OK);
    ck_assert_uint_gt(count, 0);
    ck_assert_uint_eq(unjudged, 0);
    foi_store_close(s);
}
END_TEST

/* An older copy that was put back is smaller than a checkpoint kept elsewhere. */
START_TEST(an_old_copy_is_found)
{
    foi_store *s = new_store();
    foi_key *key = log_key();
    foi_verified v = {.size = sizeof v};
    char copy[160], note[2048];
    size_t len = 0;

    snprintf(copy, sizeof copy, "%s/copy", folder);
    write_case(s, 1);
    ck_assert_int_eq(foi_store_backup(s, copy, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_backup(s, copy, NULL), FOI_ERR_CONFLICT);
    write_case(s, 2);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, note, sizeof note, &len, NULL), FOI_OK);
    foi_store_close(s);
    s = open_at(copy, 0);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, 5);
    ck_assert_int_eq(foi_store_verify(s, origin, note, len, key, &v, NULL), FOI_ERR_PROOF);
    foi_store_close(s);
    foi_key_free(key);
}
END_TEST

/* ---- the vault --------------------------------------------------------------------------------------------- */

static bool file_holds(const char *name, const char *what)
{
    char where[192];
    static char bytes[1 << 22];
    size_t len, want = strlen(what);
    FILE *file;

    snprintf(where, sizeof where, "%s%s", path, name);
    file = fopen(where, "rb");
    if (file == NULL)
        return false;
    len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    for (size_t i = 0; i + want <= len; i++)
        if (memcmp(bytes + i, what, want) == 0)
            return true;
    return false;
}

static foi_append act(const foi_receipt *to, const char *key)
{
    static const char basis[] = "{\"basis\": \"UU 27/2022 art. 43\"}";

    return (foi_append){.size = sizeof(foi_append), .expected = to->version, .item = to->item, .key = key,
                        .events = basis, .events_len = strlen(basis)};
}

START_TEST(nothing_personal_lies_in_the_file)
{
    foi_store *s = new_store();

    write_case(s, 1);
    ck_assert(!file_holds("", "CANARY") && !file_holds("-wal", "CANARY"));
    ck_assert(file_holds("", "request_answered") || file_holds("-wal", "request_answered"));
    foi_store_close(s);
    ck_assert(!file_holds("", "CANARY"));
}
END_TEST

START_TEST(who_is_erased_is_gone_and_every_proof_holds)
{
    foi_store *s = new_store();
    foi_key *key = log_key();
    foi_receipt r = write_case(s, 1), other = write_case(s, 2), out = {.size = sizeof out};
    foi_verified before = {.size = sizeof before}, after = {.size = sizeof after};
    foi_day running = 20383 /* 2025-10-22 */, rest = 20820 /* 2027-01-02 */;
    char text[8192], note[2048], report[2][65536];
    size_t needed = 0, note_len = 0;
    foi_append a = act(&r, "erase");
    foi_case *c = NULL;

    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_OK);
    ck_assert_ptr_nonnull(strstr(text, "Siti Canary Aminah"));
    ck_assert_ptr_nonnull(strstr(text, "menunggu Budi CANARY"));
    ck_assert_int_eq(foi_store_case(s, &c, r.item, 0, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_case_report_json(c, rest, report[0], sizeof report[0], &needed, NULL), FOI_OK);
    foi_case_free(c);
    ck_assert_int_eq(foi_store_checkpoint(s, origin, key, note, sizeof note, &note_len, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &before, NULL), FOI_OK);

    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, running, &out, NULL), FOI_ERR_CONFLICT);
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, rest, &out, NULL), FOI_OK);
    ck_assert_uint_eq(out.version, r.version + 1);
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, rest, &out, NULL), FOI_OK); /* the same key: told again */
    ck_assert_int_eq(out.replayed, 1);
    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_ERR_SEALED);
    ck_assert_int_eq(foi_store_export(s, other.item, text, sizeof text, &needed, NULL), FOI_OK);
    ck_assert_int_eq(refused(s, add(&out, "more", extended), NULL), FOI_ERR_SEALED);

    ck_assert_int_eq(foi_store_verify(s, origin, note, note_len, key, &after, NULL), FOI_OK);
    ck_assert_uint_eq(after.leaves, before.leaves + 1);
    ck_assert_uint_eq(after.sealed, before.sealed / 2);
    ck_assert_uint_eq(after.unopened, before.sealed / 2);
    ck_assert_int_eq(foi_store_case(s, &c, r.item, 0, NULL, NULL), FOI_OK); /* what it was judged to be it still is */
    ck_assert_int_eq(foi_case_report_json(c, rest, report[1], sizeof report[1], &needed, NULL), FOI_OK);
    ck_assert_str_eq(report[0], report[1]);
    foi_case_free(c);
    foi_store_close(s);
    foi_key_free(key);
}
END_TEST

START_TEST(who_is_frozen_is_out_of_reach_until_released)
{
    foi_store *s = new_store();
    foi_receipt r = write_case(s, 1);
    foi_append a = act(&r, "freeze");
    char text[8192];
    size_t needed = 0;

    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_FREEZE, &a, 20400, &r, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_ERR_SEALED);
    a = act(&r, "again");
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_FREEZE, &a, 20400, &r, NULL), FOI_ERR_CONFLICT);
    a = act(&r, "release");
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_RELEASE, &a, 20400, &r, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_vault(s, 11, &a, 20400, &r, NULL), FOI_ERR_ARGUMENT);
    a.events = "{\"basis\": \"\"}";
    a.events_len = strlen(a.events);
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_FREEZE, &a, 20400, &r, NULL), FOI_ERR_ARGUMENT);
    foi_store_close(s);
}
END_TEST

START_TEST(keys_are_wrapped_anew)
{
    foi_store *s = new_store();
    foi_receipt r = write_case(s, 1), other = write_case(s, 2), out = {.size = sizeof out};
    foi_append a = act(&other, "erase");
    char text[8192];
    size_t needed = 0, count = 0;

    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &out, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_rotate(s, 2, &count, NULL), FOI_OK);
    ck_assert_uint_eq(count, 1);
    around.lost = 1; /* the old key is destroyed */
    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_rotate(s, 2, &count, NULL), FOI_OK);
    ck_assert_uint_eq(count, 0);
    around.lost = 2;
    ck_assert_int_eq(foi_store_export(s, r.item, text, sizeof text, &needed, NULL), FOI_ERR_SEALED);
    ck_assert_int_eq(foi_store_rotate(s, 3, &count, NULL), FOI_ERR_SEALED);
    ck_assert_int_eq(refused(s, ask("new", received), NULL), FOI_ERR_SEALED);
    foi_store_close(s);
}
END_TEST

/* ---- files ------------------------------------------------------------------------------------------------- */

static int open_code(const char *where, uint32_t flags)
{
    const foi_store_opts opts = {.size = sizeof opts, .flags = flags, .env = &env};
    foi_store *s = NULL;
    int code = foi_store_open(&s, where, law, &opts, NULL);

    ck_assert((code == FOI_OK) == (s != NULL));
    foi_store_close(s);
    return code;
}

START_TEST(only_a_register_is_opened)
{
    char other[160];
    struct stat st;
    FILE *file;
    sqlite3 *db = NULL;

    ck_assert_int_eq(open_code(path, 0), FOI_ERR_ABSENT);
    foi_store_close(new_store());
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
    snprintf(other, sizeof other, "%s/other", folder);
    ck_assert_int_eq(symlink(path, other), 0);
    ck_assert_int_eq(open_code(other, 0), FOI_ERR_FOREIGN);
    unlink(other);
    ck_assert_int_eq(link(path, other), 0);
    ck_assert_int_eq(open_code(other, 0), FOI_ERR_FOREIGN);
    ck_assert_int_eq(open_code(path, 0), FOI_ERR_FOREIGN);
    unlink(other);
    file = fopen(other, "w");
    fputs("this is no database, it is a text of more than a hundred bytes, so that SQLite looks at it and says that it is none\n", file);
    fclose(file);
    ck_assert_int_eq(open_code(other, 0), FOI_ERR_FOREIGN);
    ck_assert_int_eq(open_code(other, FOI_STORE_CREATE), FOI_ERR_FOREIGN);
    unlink(other);
    ck_assert_int_eq(sqlite3_open(other, &db), SQLITE_OK); /* another program's */
    sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL);
    sqlite3_close(db);
    ck_assert_int_eq(open_code(other, FOI_STORE_CREATE), FOI_ERR_FOREIGN);
    spoil("PRAGMA user_version = 2");
    ck_assert_int_eq(open_code(path, 0), FOI_ERR_FOREIGN);
    ck_assert_int_eq(open_code(path, 4), FOI_ERR_ABI);
    ck_assert_int_eq(open_code(folder, 0), FOI_ERR_STORAGE);
}
END_TEST

START_TEST(a_register_is_of_one_process)
{
    foi_store *s = new_store();
    int status = 0;
    pid_t child;

    write_case(s, 1);
    child = fork();
    if (child == 0) {
        int code = refused(s, ask("child", received), NULL);

        foi_store_close(s); /* leaves the database alone, which is its parent's: to a leak check it is lost */
        execl("/bin/sh", "sh", "-c", code == FOI_ERR_ARGUMENT ? "exit 0" : "exit 1", (char *)NULL);
        _exit(1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    write_case(s, 2);
    foi_store_close(s);
}
END_TEST

START_TEST(a_reader_writes_nothing)
{
    foi_store *s = new_store(), *reader;
    foi_receipt r = write_case(s, 1);
    foi_case *c = NULL;

    reader = open_at(path, FOI_STORE_READ_ONLY);
    ck_assert_int_eq(foi_store_case(reader, &c, r.item, 0, NULL, NULL), FOI_OK);
    foi_case_free(c);
    ck_assert_int_eq(refused(reader, ask("x", received), NULL), FOI_ERR_STORAGE);
    foi_store_close(reader);
    foi_store_close(s);
}
END_TEST

/* Eight processes write at once: no number is skipped, none is given twice, everything that was told is there. */
START_TEST(many_write_at_once)
{
    enum { WRITERS = 8, EACH = 25 };
    foi_verified v = {.size = sizeof v};
    uint32_t last = 0;
    foi_store *s = new_store();

    foi_store_close(s);
    for (int w = 0; w < WRITERS; w++)
        if (fork() == 0) {
            around.seed = 1000000u * (unsigned)(w + 1);
            s = open_at(path, 0);
            for (int i = 0; i < EACH; i++) {
                char key[32];
                foi_receipt r = {.size = sizeof r};
                foi_append a;

                snprintf(key, sizeof key, "w%d-%d", w, i);
                a = ask(key, registered);
                if (foi_store_append(s, &a, &r, NULL) != FOI_OK)
                    _exit(1);
            }
            foi_store_close(s);
            _exit(0);
        }
    for (int w = 0; w < WRITERS; w++) {
        int status = 1;

        wait(&status);
        ck_assert_int_eq(status, 0);
    }
    s = open_at(path, 0);
    ck_assert_int_eq(foi_store_verify(s, origin, NULL, 0, NULL, &v, NULL), FOI_OK);
    ck_assert_uint_eq(v.leaves, WRITERS * EACH * 2);
    ck_assert_int_eq(s->ops->last_number(s->back, 1, "request_registered", 2025, &last, NULL), FOI_OK);
    ck_assert_uint_eq(last, WRITERS * EACH);
    foi_store_close(s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store");
    TCase *t = tcase_create("store");

    tcase_add_checked_fixture(t, begin, end);
    tcase_set_timeout(t, 120);
    tcase_add_test(t, what_is_written_is_judged);
    tcase_add_test(t, the_same_key_has_the_same_effect_once);
    tcase_add_test(t, bad_input_writes_nothing);
    tcase_add_test(t, numbers_have_no_gaps);
    tcase_add_test(t, a_batch_is_written_whole_or_not_at_all);
    tcase_add_test(t, the_same_script_has_the_same_root);
    tcase_add_test(t, a_checkpoint_is_signed_over_what_was_read);
    tcase_add_test(t, every_tampering_is_found);
    tcase_add_test(t, evidence_holds_without_the_register);
    tcase_add_test(t, cases_are_listed_in_pages);
    tcase_add_test(t, the_due_list_is_what_waits);
    tcase_add_test(t, a_new_holiday_moves_what_waits);
    tcase_add_test(t, what_cannot_be_judged_is_told);
    tcase_add_test(t, an_old_copy_is_found);
    tcase_add_test(t, nothing_personal_lies_in_the_file);
    tcase_add_test(t, who_is_erased_is_gone_and_every_proof_holds);
    tcase_add_test(t, who_is_frozen_is_out_of_reach_until_released);
    tcase_add_test(t, keys_are_wrapped_anew);
    tcase_add_test(t, only_a_register_is_opened);
    tcase_add_test(t, a_register_is_of_one_process);
    tcase_add_test(t, a_reader_writes_nothing);
    tcase_add_test(t, many_write_at_once);
    suite_add_tcase(suite, t);
    return harness_run(suite);
}
