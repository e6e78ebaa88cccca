/* Limits of the register at their edges, calls without arguments, what must never be kept, and registers of before. */
#include "register.h"
#include "store/store.h"

#include <sqlite3.h>

#include "harness.h"

static foi_law *law;
static foi_key *signer;
static struct around around;
static foi_store *s;
static char folder[64], path[128];

static foi_store *opened(void)
{
    foi_error err = {.size = sizeof err};
    foi_store *store = NULL;
    int code = register_open(&store, path, law, FOI_STORE_CREATE, &around, &err);
    ck_assert_msg(code == FOI_OK, "%s", err.message);
    return store;
}

static void begin(void)
{
    static const uint8_t seed[32] = {3};
    ck_assert(register_folder(folder, path));
    around = around_new(0);
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_key_new(&signer, "ppid", FOI_KEY_LOG, seed, NULL), FOI_OK);
    s = opened();
    ck_assert_int_eq(foi_store_add_body(s, register_body, strlen(register_body), NULL), FOI_OK);
}

static void end(void)
{
    foi_store_close(s);
    foi_key_free(signer);
    foi_law_unref(law);
    ck_assert_int_eq(register_remove(folder), 0);
}

static int append(foi_append a, foi_receipt *out)
{
    foi_receipt r = {.size = sizeof r};
    int code = foi_store_append(s, &a, out != NULL ? out : &r, NULL);
    return code;
}

static foi_verified verified(void)
{
    foi_verified v = {.size = sizeof v};
    foi_error err = {.size = sizeof err};
    int code = foi_store_verify(s, register_origin, NULL, 0, NULL, &v, &err);
    ck_assert_msg(code == FOI_OK, "%s", err.message);
    return v;
}

/* ---- limits -------------------------------------------------------------------------------------------------- */

static char large[2200000];

static const char *list_of(size_t count)
{
    char *p = large;
    *p++ = '[';
    for (size_t i = 0; i < count; i++) {
        p += sprintf(p, "%s%s", i > 0 ? "," : "", register_received);
    }
    strcpy(p, "]");
    return large;
}

START_TEST(events_of_an_append)
{
    foi_receipt r = {.size = sizeof r};
    ck_assert_int_eq(append(register_new("a", list_of(FOI_APPEND_EVENTS - 1)), NULL), FOI_OK);
    ck_assert_int_eq(append(register_new("b", list_of(FOI_APPEND_EVENTS)), &r), FOI_OK);
    ck_assert_uint_eq(r.version, FOI_APPEND_EVENTS);
    ck_assert_int_eq(append(register_new("c", list_of(FOI_APPEND_EVENTS + 1)), NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(append(register_new("d", list_of(0)), NULL), FOI_ERR_ARGUMENT);
    ck_assert_uint_eq(verified().leaves, 2 * FOI_APPEND_EVENTS - 1);
}
END_TEST

START_TEST(events_of_a_case)
{
    foi_receipt r = {.size = sizeof r};
    char key[24] = "first";
    ck_assert_int_eq(append(register_new(key, list_of(FOI_APPEND_EVENTS)), &r), FOI_OK);
    for (int i = 0; r.version + FOI_APPEND_EVENTS < FOI_STORE_EVENTS; i++) {
        snprintf(key, sizeof key, "more-%d", i);
        ck_assert_int_eq(append(register_add(&r, key, list_of(FOI_APPEND_EVENTS)), &r), FOI_OK);
    }
    ck_assert_int_eq(append(register_add(&r, "past", list_of(FOI_STORE_EVENTS - r.version + 1)), NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(append(register_add(&r, "before", list_of(FOI_STORE_EVENTS - r.version - 1)), &r), FOI_OK);
    ck_assert_int_eq(append(register_add(&r, "last", register_received), &r), FOI_OK);
    ck_assert_uint_eq(r.version, FOI_STORE_EVENTS);
    ck_assert_int_eq(append(register_add(&r, "one more", register_received), NULL), FOI_ERR_LIMIT);
    ck_assert_uint_eq(verified().leaves, FOI_STORE_EVENTS);
}
END_TEST

START_TEST(appends_of_a_batch)
{
    foi_append *all = calloc(FOI_BATCH + 1, sizeof *all);
    foi_receipt *out = calloc(FOI_BATCH + 1, sizeof *out);
    char (*keys)[24] = calloc(FOI_BATCH + 1, sizeof *keys);
    for (size_t i = 0; i <= FOI_BATCH; i++) {
        snprintf(keys[i], sizeof keys[i], "k%zu", i);
        all[i] = register_new(keys[i], register_received);
        all[i].applicant = NULL;
        out[i].size = sizeof out[i];
    }
    ck_assert_int_eq(foi_store_append_many(s, all, FOI_BATCH + 1, out, NULL, NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(foi_store_append_many(s, all, 0, out, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_store_append_many(s, all, FOI_BATCH, out, NULL, NULL), FOI_OK);
    ck_assert_uint_eq(out[FOI_BATCH - 1].index, FOI_BATCH - 1);
    free(all);
    free(out);
    free(keys);
    ck_assert_uint_eq(verified().cases, FOI_BATCH);
}
END_TEST

START_TEST(keys_actors_and_roles)
{
    static const char *const bad[] = {"", "\xff", "\xc3"};
    char key[FOI_KEY_BYTES + 2], role[FOI__LEAF_NAME + 2], actor[38];
    for (size_t more = 0; more < 3; more++) {
        foi_append a;
        memset(key, 'k', sizeof key);
        memset(role, 'r', sizeof role);
        memset(actor, 'a', sizeof actor);
        key[0] = (char)('0' + more);
        key[FOI_KEY_BYTES - 1 + more] = role[FOI__LEAF_NAME - 1 + more] = actor[35 + more] = '\0';
        ck_assert_int_eq(append(register_new(key, register_received), NULL), more < 2 ? FOI_OK : FOI_ERR_ARGUMENT);
        key[1] = 'r';
        key[20] = '\0';
        a = register_new(key, register_received);
        a.role = role;
        ck_assert_int_eq(append(a, NULL), more < 2 ? FOI_OK : FOI_ERR_ARGUMENT);
        key[1] = 'a';
        a = register_new(key, register_received);
        a.actor = actor;
        ck_assert_int_eq(append(a, NULL), more < 2 ? FOI_OK : FOI_ERR_ARGUMENT);
    }
    for (size_t i = 0; i < 3; i++) {
        foi_append a = register_new(bad[i], register_received);
        ck_assert_int_eq(append(a, NULL), FOI_ERR_ARGUMENT);
        a = register_new("bad", register_received);
        a.role = i > 0 ? bad[i] : NULL;
        a.actor = i > 1 ? bad[i] : NULL;
        ck_assert_int_eq(append(a, NULL), i > 0 ? FOI_ERR_ARGUMENT : FOI_OK); /* else the leaf could never be read */
    }
    verified();
}
END_TEST

/* Text of so many bytes in a field. */
static const char *with_text(const char *field, size_t bytes)
{
    int n = sprintf(large, "{\"kind\": \"request_extended\", \"date\": \"2025-10-10\", \"%s\": \"", field);
    memset(large + n, 'x', bytes);
    strcpy(large + n + bytes, "\"}");
    return large;
}

START_TEST(sealed_values)
{
    foi_case *c = NULL;
    foi_receipt r = {.size = sizeof r};
    ck_assert_int_eq(append(register_new("a", with_text("reason", FOI__SEALED_MAX - 1)), NULL), FOI_OK);
    ck_assert_int_eq(append(register_new("b", with_text("reason", FOI__SEALED_MAX)), &r), FOI_OK);
    ck_assert_int_eq(append(register_new("c", with_text("reason", FOI__SEALED_MAX + 1)), NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(append(register_new("d", with_text("reason", 0)), NULL), FOI_OK);
    ck_assert_int_eq(foi_store_case(s, &c, r.item, FOI_READ_SEALED, NULL, NULL), FOI_OK);
    foi_case_free(c);
    verified();
}
END_TEST

START_TEST(people_and_json)
{
    foi_append a = register_new("a", register_received);
    for (size_t more = 0; more < 3; more++) { /* texts of a person */
        char *p = large + sprintf(large, "{\"kind\": \"individual\"");
        for (size_t i = 0; i < FOI__LEAF_FIELDS - 1 + more; i++) {
            p += sprintf(p, ", \"t%zu\": \"x\"", i);
        }
        strcpy(p, "}");
        a.key = large + 1; /* no key: too long */
        a.key = more == 0 ? "p0" : more == 1 ? "p1" : "p2";
        a.applicant = large;
        a.applicant_len = strlen(large);
        ck_assert_int_eq(append(a, NULL), more < 2 ? FOI_OK : FOI_ERR_LIMIT);
    }
    for (size_t more = 0; more < 3; more++) { /* the name of a text */
        char name[64];
        memset(name, 'n', sizeof name);
        name[FOI__LEAF_NAME - 16 - 1 + more] = '\0';
        sprintf(large, "{\"%s\": \"x\"}", name);
        a.key = more == 0 ? "n0" : more == 1 ? "n1" : "n2";
        a.applicant = large;
        a.applicant_len = strlen(large);
        ck_assert_int_eq(append(a, NULL), more < 2 ? FOI_OK : FOI_ERR_SYNTAX);
    }
    a = register_new("size", large); /* blanks around: the size of JSON */
    memset(large, ' ', sizeof large);
    memcpy(large, register_received, sizeof register_received - 1);
    a.events_len = 1000001;
    ck_assert_int_eq(append(a, NULL), FOI_ERR_LIMIT);
    a.events_len = 1000000;
    ck_assert_int_eq(append(a, NULL), FOI_OK);
    for (size_t depth = 32; depth < 34; depth++) {
        memset(large, '[', depth);
        memset(large + depth, ']', depth);
        large[2 * depth] = '\0';
        ck_assert_int_eq(append(register_new("deep", large), NULL), depth > 32 ? FOI_ERR_LIMIT : FOI_ERR_SYNTAX);
    }
    verified();
}
END_TEST

START_TEST(bodies)
{
    for (size_t more = 0; more < 3; more++) { /* the profile, as it is kept: compact */
        int n = sprintf(large, "{\"origin\":\"b%zu.example/log\",\"name\":\"", more);
        size_t room = FOI__PROFILE - 2 + more - (size_t)n - 2;
        memset(large + n, 'x', room);
        strcpy(large + n + room, "\"}");
        ck_assert_uint_eq(strlen(large), FOI__PROFILE - 2 + more);
        ck_assert_int_eq(foi_store_add_body(s, large, strlen(large), NULL), more < 2 ? FOI_OK : FOI_ERR_LIMIT);
    }
    for (size_t more = 0; more < 3; more++) { /* the form of a number */
        char form[FOI__LEAF_NAME + 2];
        memset(form, '-', sizeof form);
        memcpy(form, "{seq}", 5);
        form[FOI__LEAF_NAME - 1 + more] = '\0';
        sprintf(large, "{\"origin\": \"n%zu.example/log\", \"numbers\": {\"request_registered\": \"%s\"}}", more, form);
        ck_assert_int_eq(foi_store_add_body(s, large, strlen(large), NULL), more < 2 ? FOI_OK : FOI_ERR_ARGUMENT);
    }
    /* a number may come out longer than its form: as long as a leaf has room, and not given where it has none */
    sprintf(large, "{\"origin\": \"long.example/log\", \"numbers\": {\"request_registered\": \"{seq:09}%055d\"}}", 0);
    ck_assert_int_eq(foi_store_add_body(s, large, strlen(large), NULL), FOI_OK);
    foi_append a = register_new("64", register_numbered);
    foi_receipt r = {.size = sizeof r};
    a.body = "long.example/log";
    ck_assert_int_eq(append(a, &r), FOI_OK);
    ck_assert_uint_eq(strlen(r.number), FOI__LEAF_NAME);
    sprintf(large, "{\"origin\": \"longer.example/log\", \"numbers\": {\"request_registered\": \"{seq:09}%056d\"}}", 0);
    ck_assert_int_eq(foi_store_add_body(s, large, strlen(large), NULL), FOI_OK);
    a.body = "longer.example/log";
    a.key = "65";
    ck_assert_int_eq(append(a, &r), FOI_ERR_LIMIT);
}
END_TEST

START_TEST(pages)
{
    static char text[1 << 18];
    char next[40] = "";
    for (int i = 0; i < FOI_LIST_PAGE + 1; i += 77) {
        foi_append all[77];
        foi_receipt out[77];
        char keys[77][24];
        for (int k = 0; k < 77; k++) {
            snprintf(keys[k], sizeof keys[k], "%d", i + k);
            all[k] = register_new(keys[k], register_received);
            all[k].applicant = NULL;
            out[k].size = sizeof out[k];
        }
        ck_assert_int_eq(foi_store_append_many(s, all, 77, out, NULL, NULL), FOI_OK);
        if (i == 0) {
            strcpy(next, out[0].item);
        }
    }
    for (size_t limit = FOI_LIST_PAGE - 1; limit <= FOI_LIST_PAGE + 1; limit++) {
        size_t needed = 0, count = 0;
        ck_assert_int_eq(foi_store_cases_json(s, register_origin, next, limit, text, sizeof text, &needed, NULL), FOI_OK);
        ck_assert_uint_lt(needed, sizeof text);
        for (const char *p = text; (p = strstr(p, "\"case\"")) != NULL; p++) {
            count++;
        }
        ck_assert_uint_eq(count, limit < FOI_LIST_PAGE ? limit : FOI_LIST_PAGE);
    }
}
END_TEST

/* A clock that no calendar can show would make a leaf that nobody reads. */
START_TEST(a_mad_clock_is_refused)
{
    around.now = INT64_MAX / 2;
    ck_assert_int_eq(append(register_new("a", register_received), NULL), FOI_ERR_RANGE);
    around.now = INT64_MIN / 2; /* before 1970: no event is earlier than the one before it */
    ck_assert_int_eq(append(register_new("a", register_received), NULL), FOI_OK);
    verified();
}
END_TEST

/* ---- nothing given ------------------------------------------------------------------------------------------- */

START_TEST(nothing_given_is_refused)
{
    foi_append a = register_new("a", register_received);
    foi_receipt r = {.size = sizeof r}, small = {.size = 3};
    foi_digest proof[FOI_PROOF_MAX];
    foi_verified v = {.size = sizeof v};
    foi_case *c = NULL;
    foi_store *none = NULL;
    uint64_t leaves;
    size_t n = 0;
    char item[40];
    foi_store_close(NULL);
    ck_assert_int_eq(foi_store_open(NULL, path, law, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_store_open(&none, NULL, law, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_store_open(&none, path, NULL, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_lt(foi_store_open(&none, "", law, NULL, NULL), 0);
    for (int i = 0; i < 2; i++) { /* without a register, then without the rest */
        foi_store *given = i == 0 ? NULL : s;
        const char *origin = i == 0 ? register_origin : NULL, *id = i == 0 ? "x" : NULL;
        size_t *needed = i == 0 ? &n : NULL;
        ck_assert_int_eq(foi_store_add_body(given, NULL, 0, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_body_json(given, 0, NULL, 0, needed, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_append(given, i == 0 ? &a : NULL, &r, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_append(given, &a, i == 0 ? &r : NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_append_many(given, i == 0 ? &a : NULL, 1, &r, NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_case(given, i == 0 ? &c : NULL, id, 0, NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_case(given, &c, id, 0, NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_find(given, item, origin, id, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_cases_json(given, origin, NULL, 1, NULL, 0, &n, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_cases_json(given, register_origin, NULL, 1, NULL, 0, needed, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_checkpoint(given, origin, signer, NULL, 0, &n, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_checkpoint(given, register_origin, NULL, NULL, 0, &n, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_consistency(given, origin, 0, proof, &n, &leaves, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_consistency(given, register_origin, 0, i == 0 ? proof : NULL, needed, NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_evidence(given, id, 0, NULL, 0, &n, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_verify(given, origin, NULL, 0, NULL, &v, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_verify(given, register_origin, NULL, 0, NULL, i == 0 ? &v : NULL, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_vault(given, FOI_VAULT_FREEZE, i == 0 ? &a : NULL, 20000, &r, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_rotate(given, 0, NULL, NULL), i == 0 ? FOI_ERR_ARGUMENT : FOI_ERR_SEALED);
        ck_assert_int_eq(foi_store_export(given, id, NULL, 0, &n, NULL), FOI_ERR_ARGUMENT);
        ck_assert_int_eq(foi_store_backup(given, i == 0 ? path : NULL, NULL), FOI_ERR_ARGUMENT);
    }
    ck_assert_int_eq(foi_store_append(s, &a, &small, NULL), FOI_ERR_ABI);
    a.size = 3;
    ck_assert_int_eq(foi_store_append(s, &a, &r, NULL), FOI_ERR_ABI);
    a = register_new("a", register_received);
    a.body = "";
    ck_assert_int_eq(foi_store_append(s, &a, &r, NULL), FOI_ERR_ABSENT);
    a.body = NULL;
    ck_assert_int_eq(foi_store_append(s, &a, &r, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_store_find(s, item, register_origin, "", NULL), FOI_ERR_ABSENT);
    ck_assert_uint_eq(verified().leaves, 0);
}
END_TEST

/* ---- what must never be kept, and what must be missed ---------------------------------------------------------- */

static void sql(const char *text)
{
    sqlite3 *db = NULL;
    foi_store_close(s);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    s = opened();
}

static const char by_officer[] = "{\"kind\": \"request_answered\", \"date\": \"2025-10-20\", \"outcome\": \"granted\", \"officer\": \"Rudi\"}";

/* An alias that was made without a key could be guessed, and it would stand in the ledger for ever. */
START_TEST(no_alias_without_its_key)
{
    foi_receipt r = {.size = sizeof r};
    ck_assert_int_eq(append(register_new("a", register_received), &r), FOI_OK);
    around.lost = 0;
    ck_assert_int_eq(append(register_add(&r, "b", by_officer), NULL), FOI_ERR_SEALED);
    around.lost = UINT32_MAX;
    ck_assert_int_eq(append(register_add(&r, "b", by_officer), NULL), FOI_OK);
}
END_TEST

/* What an append asked for is kept as a digest, to know it again: made with the key of the person, gone with it. */
START_TEST(digests_of_appends_cannot_be_guessed)
{
    foi_receipt r[2] = {{.size = sizeof r[0]}, {.size = sizeof r[1]}};
    foi__once once[2];
    foi_append a;
    ck_assert_int_eq(foi_store_add_body(s, "{\"origin\": \"b/log\"}", 19, NULL), FOI_OK);
    for (int i = 0; i < 2; i++) { /* the same once more, in another body: nothing shows that it is the same */
        a = register_new("a", register_received);
        a.body = i == 0 ? register_origin : "b/log";
        ck_assert_int_eq(append(a, &r[i]), FOI_OK);
        a = register_add(&r[0], "b", by_officer);
        ck_assert_int_eq(s->ops->find_once(s->back, i + 1, "a", &once[i], NULL), FOI__ROW);
        ck_assert_int_eq(once[i].digest[0] & 0x80, 0x80);
    }
    ck_assert(memcmp(once[0].digest, once[1].digest, 32) != 0);
    a = register_add(&r[0], "erase", "{\"basis\": \"UU 27/2022\"}");
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &r[0], NULL), FOI_OK);
    ck_assert_int_eq(append(register_new("a", register_received), NULL), FOI_ERR_SEALED);
    ck_assert_int_eq(append(register_new("a", register_answered), NULL), FOI_ERR_SEALED);
    a.body = NULL;
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &r[1], NULL), FOI_OK);
    ck_assert_int_eq(r[1].replayed, 1);
}
END_TEST

/* An erasure waits for every clock, be they ever so many. */
START_TEST(a_case_of_many_clocks_runs)
{
    foi_receipt r = {.size = sizeof r};
    char *p = large + sprintf(large, "[");
    for (int i = 0; i < 32; i++) {
        p += sprintf(p, "%s{\"kind\": \"objection_received\", \"date\": \"2025-01-06\", \"grounds\": [\"c\"]}, "
                        "{\"kind\": \"objection_decided\", \"date\": \"2025-01-07\", \"outcome\": \"confirmed\"}",
                     i > 0 ? ", " : "");
    }
    strcpy(p, "]");
    ck_assert_int_eq(append(register_new("a", large), &r), FOI_OK);
    for (int i = 0; i < 3; i++) {
        char key[8] = {'m', (char)('0' + i), '\0'};
        ck_assert_int_eq(append(register_add(&r, key, large), &r), FOI_OK);
    }
    ck_assert_int_eq(append(register_add(&r, "b", register_received), &r), FOI_OK); /* the last one runs */
    foi_append a = register_add(&r, "erase", "{\"basis\": \"UU 27/2022\"}");
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20370, &r, NULL), FOI_ERR_CONFLICT);
}
END_TEST

START_TEST(what_is_missing_is_missed)
{
    static const char *const acts[] = {
        "DELETE FROM number WHERE number = 3", /* the last one: it would be given again */
        "UPDATE number SET text = '009/PPID/2025' WHERE number = 2",
        "UPDATE number SET item = 1 WHERE number = 2",
        "INSERT INTO number VALUES (1, 'request_registered', 2025, 4, '004/PPID/2025', 1)",
        "DELETE FROM sealed WHERE item = 1 AND tag = 'note'",
    };
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        foi_verified v = {.size = sizeof v};
        for (int n = 0; n < 3; n++) {
            char key[8] = {'k', (char)('0' + n), '\0'}, next[8] = {'n', (char)('0' + n), '\0'};
            foi_receipt r = {.size = sizeof r};
            ck_assert_int_eq(append(register_new(key, register_numbered), &r), FOI_OK);
            ck_assert_int_eq(append(register_add(&r, next, register_answered), &r), FOI_OK);
        }
        verified();
        sql(acts[i]);
        ck_assert_msg(foi_store_verify(s, register_origin, NULL, 0, NULL, &v, NULL) == FOI_ERR_DAMAGED, "%s", acts[i]);
        foi_store_close(s);
        register_copy(NULL, path);
        s = opened();
        ck_assert_int_eq(foi_store_add_body(s, register_body, strlen(register_body), NULL), FOI_OK);
    }
}
END_TEST

/* ---- registers of before ----------------------------------------------------------------------------------------- */

static void line(FILE *file, const char *name, char *value, size_t size)
{
    char text[512];
    ck_assert_ptr_nonnull(fgets(text, sizeof text, file));
    text[strcspn(text, "\n")] = '\0';
    ck_assert_msg(strncmp(text, name, strlen(name)) == 0, "%s", text);
    snprintf(value, size, "%s", text + strlen(name) + (text[strlen(name)] == ' '));
}

START_TEST(a_register_of_before_is_read)
{
    static char file_text[1 << 16], report[1 << 16];
    char root[68], leaves[16], sealed[16], unopened[16], item[40], code[24], number[68], key_text[256], none[8], found[40];
    char note[4096], hex[65];
    foi_key *log = NULL;
    foi_verified v;
    foi_receipt r = {.size = sizeof r};
    size_t len, needed = 0;
    FILE *file = fopen(FOI_TEST_DATA "/register/version-1.txt", "r");
    ck_assert_ptr_nonnull(file);
    line(file, "root", root, sizeof root);
    line(file, "leaves", leaves, sizeof leaves);
    line(file, "sealed", sealed, sizeof sealed);
    line(file, "unopened", unopened, sizeof unopened);
    line(file, "case", item, sizeof item);
    line(file, "code", code, sizeof code);
    line(file, "number", number, sizeof number);
    line(file, "key", key_text, sizeof key_text);
    line(file, "checkpoint", none, sizeof none);
    len = fread(note, 1, sizeof note, file);
    fclose(file);

    foi_store_close(s);
    register_copy(FOI_TEST_DATA "/register/version-1.foi", path);
    s = opened();
    v = verified();
    ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, v.root.bytes, sizeof v.root.bytes), root);
    ck_assert_uint_eq(v.leaves, strtoull(leaves, NULL, 10));
    ck_assert_uint_eq(v.sealed, strtoull(sealed, NULL, 10));
    ck_assert_uint_eq(v.unopened, strtoull(unopened, NULL, 10));
    ck_assert_int_eq(foi_store_find(s, found, NULL, code, NULL), FOI_OK);
    ck_assert_str_eq(found, item);
    ck_assert_int_eq(foi_store_find(s, found, register_origin, number, NULL), FOI_OK);
    ck_assert_str_eq(found, item);
    ck_assert_int_eq(foi_key_parse(&log, key_text, strlen(key_text), NULL), FOI_OK);
    ck_assert_int_eq(foi_store_verify(s, register_origin, note, len, log, &v, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_evidence(s, item, FOI_READ_SEALED, file_text, sizeof file_text, &needed, NULL), FOI_OK);
    const foi_trust trust = {.size = sizeof trust, .origin = register_origin, .log = log};
    ck_assert_int_eq(foi_evidence_check(file_text, needed, &trust, report, sizeof report, &needed, NULL), FOI_OK);
    foi_append a = register_new("open", register_received); /* repeated after years, it is what it was */
    ck_assert_int_eq(append(a, &r), FOI_OK);
    ck_assert_int_eq(r.replayed, 1);
    ck_assert_str_eq(r.item, item);
    ck_assert_int_eq(append(register_new("now", register_numbered), &r), FOI_OK); /* and it goes on */
    ck_assert_str_eq(r.number, "002/PPID/2025");
    ck_assert_int_eq(foi_store_verify(s, register_origin, note, len, log, &v, NULL), FOI_OK);
    foi_key_free(log);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("register");
    TCase *t = tcase_create("register");
    tcase_add_checked_fixture(t, begin, end);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, events_of_an_append);
    tcase_add_test(t, events_of_a_case);
    tcase_add_test(t, appends_of_a_batch);
    tcase_add_test(t, keys_actors_and_roles);
    tcase_add_test(t, sealed_values);
    tcase_add_test(t, people_and_json);
    tcase_add_test(t, bodies);
    tcase_add_test(t, pages);
    tcase_add_test(t, a_mad_clock_is_refused);
    tcase_add_test(t, nothing_given_is_refused);
    tcase_add_test(t, no_alias_without_its_key);
    tcase_add_test(t, digests_of_appends_cannot_be_guessed);
    tcase_add_test(t, a_case_of_many_clocks_runs);
    tcase_add_test(t, what_is_missing_is_missed);
    tcase_add_test(t, a_register_of_before_is_read);
    suite_add_tcase(suite, t);
    return harness_run(suite);
}
