/*
 * The disk fails under every operation of the register, at every call: the code says what is true, what was
 * acknowledged is there when the register is opened again, and to repeat with the same key has one effect. And the power
 * fails at every write.
 */
#include "fault_vfs.h"
#include "register.h"
#include "store/store.h"

#include "harness.h"

static foi_law *law;
static foi_key *signer;
static struct around around;
static char folder[64], path[128], base[160], copy[160];
static foi_receipt first, second; /* of two cases that are there before */
static uint64_t leaves_before;

static foi_store *opened(const char *where, uint32_t flags)
{
    foi_error err = {.size = sizeof err};
    foi_store *s = NULL;
    int code = register_open(&s, where, law, flags, &around, &err);
    ck_assert_msg(code == FOI_OK, "%s", err.message);
    return s;
}

static foi_receipt written(foi_store *s, foi_append a)
{
    foi_receipt r = {.size = sizeof r};
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_store_append(s, &a, &r, &err) == FOI_OK, "%s", err.message);
    return r;
}

static uint64_t verified(foi_store *s, foi_digest *root)
{
    foi_verified v = {.size = sizeof v};
    foi_error err = {.size = sizeof err};
    int code = foi_store_verify(s, register_origin, NULL, 0, NULL, &v, &err);
    ck_assert_msg(code == FOI_OK, "%s", err.message);
    if (root != NULL) {
        *root = v.root;
    }
    return v.leaves;
}

/* A register that was closed, to begin each time anew. */
static void begin(void)
{
    static const uint8_t seed[32] = {3};
    foi_store *s;
    ck_assert(register_folder(folder, path));
    snprintf(base, sizeof base, "%s/base.foi", folder);
    snprintf(copy, sizeof copy, "%s/copy.foi", folder);
    around = around_new(0);
    ck_assert_int_eq(fault_vfs_register(), SQLITE_OK);
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_key_new(&signer, "ppid", FOI_KEY_LOG, seed, NULL), FOI_OK);
    s = opened(base, FOI_STORE_CREATE);
    ck_assert_int_eq(foi_store_add_body(s, register_body, strlen(register_body), NULL), FOI_OK);
    first = written(s, register_new("first", register_received));
    first = written(s, register_add(&first, "first-2", register_answered));
    second = written(s, register_new("second", register_numbered));
    leaves_before = verified(s, NULL);
    foi_store_close(s);
}

static void end(void)
{
    foi_key_free(signer);
    foi_law_unref(law);
    ck_assert_int_eq(register_remove(folder), 0);
}

/* ---- operations: how many events each adds ------------------------------------------------------------------- */

typedef int operation(foi_store *s, foi_error *err);

static int append_new(foi_store *s, foi_error *err)
{
    const foi_append a = register_new("new", register_received);
    foi_receipt r = {.size = sizeof r};
    return foi_store_append(s, &a, &r, err);
}

static int append_numbered(foi_store *s, foi_error *err)
{
    const foi_append a = register_add(&second, "numbered", register_numbered);
    foi_receipt r = {.size = sizeof r};
    return foi_store_append(s, &a, &r, err);
}

static int append_batch(foi_store *s, foi_error *err)
{
    static const char *const keys[] = {"b0", "b1", "b2", "b3", "b4"};
    foi_append a[5];
    foi_receipt r[5];
    for (size_t i = 0; i < 5; i++) {
        a[i] = register_new(keys[i], register_numbered);
        r[i].size = sizeof r[i];
    }
    return foi_store_append_many(s, a, 5, r, NULL, err);
}

static int freeze(foi_store *s, foi_error *err)
{
    const foi_append a = register_add(&first, "freeze", "{\"basis\": \"UU 27/2022\"}");
    foi_receipt r = {.size = sizeof r};
    return foi_store_vault(s, FOI_VAULT_FREEZE, &a, 20820, &r, err);
}

static int erase(foi_store *s, foi_error *err)
{
    const foi_append a = register_add(&first, "erase", "{\"basis\": \"UU 27/2022\"}");
    foi_receipt r = {.size = sizeof r};
    return foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &r, err);
}

static int rotate(foi_store *s, foi_error *err)
{
    return foi_store_rotate(s, 2, NULL, err);
}

static int checkpoint(foi_store *s, foi_error *err)
{
    char note[2048];
    size_t needed = 0;
    return foi_store_checkpoint(s, register_origin, signer, note, sizeof note, &needed, err);
}

static int add_body(foi_store *s, foi_error *err)
{
    static const char json[] = "{\"origin\": \"other.example.go.id/log\"}";
    int code = foi_store_add_body(s, json, sizeof json - 1, err);
    return code == FOI_ERR_CONFLICT ? FOI_OK : code; /* a commit in doubt was made */
}

static int read_all(foi_store *s, foi_error *err)
{
    static char text[1 << 16];
    char item[40];
    foi_verified v = {.size = sizeof v};
    foi_case *c = NULL;
    size_t needed = 0;
    int code = foi_store_case(s, &c, first.item, FOI_READ_SEALED, NULL, err);
    foi_case_free(c);
    if (code == FOI_OK) {
        code = foi_store_cases_json(s, register_origin, NULL, 10, text, sizeof text, &needed, err);
    }
    if (code == FOI_OK) {
        code = foi_store_find(s, item, register_origin, "001/PPID/2025", err);
    }
    if (code == FOI_OK) {
        code = foi_store_export(s, first.item, text, sizeof text, &needed, err);
    }
    return code == FOI_OK ? foi_store_verify(s, register_origin, NULL, 0, NULL, &v, err) : code;
}

static int back_up(foi_store *s, foi_error *err)
{
    int code;
    unlink(copy);
    code = foi_store_backup(s, copy, err);
    ck_assert_msg(code == FOI_OK || access(copy, F_OK) != 0, "half a copy is there");
    if (code == FOI_OK && fault.at == 0) { /* nothing of an attempt that failed is played back into it */
        foi_store *other = opened(copy, 0);
        verified(other, NULL);
        foi_store_close(other);
        register_copy(NULL, copy);
    }
    return code;
}

static const struct act {
    const char *name;
    operation *fn;
    uint64_t leaves;
} acts[] = {
    {"a new case", append_new, 1}, {"a numbered event", append_numbered, 1}, {"a batch", append_batch, 5},
    {"freeze", freeze, 1},         {"erase", erase, 1},                      {"rotate", rotate, 0},
    {"checkpoint", checkpoint, 0}, {"a body", add_body, 0},                  {"reading", read_all, 0},
    {"backup", back_up, 0},
};
enum { ACTS = sizeof acts / sizeof acts[0] };

/* ---- the disk fails ------------------------------------------------------------------------------------------ */

static long points;

static void check_code(const struct act *act, int code, uint64_t leaves, const foi_error *err)
{
    const char *where = act->name;
    ck_assert_msg(code == FOI_OK || code == FOI_ERR_STORAGE || code == FOI_ERR_IN_DOUBT || code == FOI_ERR_BUSY,
                  "%s, call %ld: %d %s", where, fault.at, code, err->message);
    ck_assert_msg(code == FOI_OK || (err->code == code && err->message[0] != '\0'), "%s: no sentence", where);
    if (code == FOI_OK) {
        ck_assert_msg(leaves == leaves_before + act->leaves, "%s, call %ld: acknowledged and lost", where, fault.at);
    } else if (code == FOI_ERR_IN_DOUBT) {
        ck_assert_msg(leaves == leaves_before || leaves == leaves_before + act->leaves, "%s, call %ld: half", where, fault.at);
    } else {
        ck_assert_msg(leaves == leaves_before, "%s, call %ld: refused and done", where, fault.at);
    }
}

/* What the next one finds if the process dies at once: the code was true of the files as they lie there. */
static void check_killed(const struct act *act, long n, int kind, int code, const foi_error *err)
{
    char from[160], to[200];
    foi_store *s = NULL;
    snprintf(from, sizeof from, "%s-wal", path);
    snprintf(to, sizeof to, "%s-wal", copy);
    register_copy(path, copy);
    register_copy(from, to);
    ck_assert_msg(register_open(&s, copy, law, 0, &around, NULL) == FOI_OK, "%s, call %ld, kind %d, %d", act->name, n, kind,
                  code);
    check_code(act, code, verified(s, NULL), err);
    foi_store_close(s);
    register_copy(NULL, copy);
}

/* One call fails. False when the operation got through without reaching it. */
static bool try_call(const struct act *act, long n, int forever, int kind)
{
    foi_error err = {.size = sizeof err};
    foi_store *s;
    bool more;
    int code, again;
    register_copy(base, path);
    s = opened(path, 0);
    fault = (struct fault){.at = n, .forever = forever, .kind = kind};
    code = act->fn(s, &err);
    more = fault.failed > 0;
    fault = (struct fault){.at = 0};
    if (code < 0) {
        check_killed(act, n, kind, code, &err);
    }
    if (n % 2 == 0 && code < 0) { /* the handle serves on, or says why not */
        again = act->fn(s, &err);
        ck_assert_msg(again == FOI_OK, "%s, call %ld, kind %d: %d afterwards: %s", act->name, n, kind, again, err.message);
        code = FOI_OK;
    }
    foi_store_close(s);
    s = opened(path, 0);
    fault.at = 0;
    check_code(act, code, verified(s, NULL), &err);
    ck_assert_msg((again = act->fn(s, &err)) == FOI_OK, "%s, call %ld: %d again: %s", act->name, n, again, err.message);
    ck_assert_msg(verified(s, NULL) == leaves_before + act->leaves, "%s, call %ld: two effects", act->name, n);
    foi_store_close(s);
    points += more;
    return more;
}

START_TEST(every_call_to_the_disk_fails_once)
{
    for (size_t a = 0; a < ACTS; a++) {
        for (int kind = 0; kind < FAULT_KINDS; kind++) {
            for (int forever = 0; forever < 2; forever++) {
                for (long n = 1; try_call(&acts[a], n, forever, kind); n++) {
                }
            }
        }
    }
    printf("%ld faults of the disk\n", points);
    ck_assert_int_gt(points, 1000);
}
END_TEST

/* A register that could not be opened or made is opened or made later. */
START_TEST(opening_fails_at_every_call)
{
    for (int made = 0; made < 2; made++) {
        for (int forever = 0; forever < 2; forever++) {
            for (long n = 1;; n++) {
                foi_error err = {.size = sizeof err};
                foi_store *s = NULL;
                long failed;
                int code;
                register_copy(made ? base : NULL, path);
                fault = (struct fault){.at = n, .forever = forever};
                code = register_open(&s, path, law, FOI_STORE_CREATE, &around, &err);
                failed = fault.failed;
                ck_assert_msg((code == FOI_OK) == (s != NULL), "call %ld", n);
                ck_assert_msg(code == FOI_OK || code == FOI_ERR_STORAGE || code == FOI_ERR_BUSY, "call %ld: %d %s", n, code,
                              err.message);
                foi_store_close(s); /* closing fails too */
                fault = (struct fault){.at = 0};
                s = opened(path, FOI_STORE_CREATE);
                if (made) {
                    ck_assert_uint_eq(verified(s, NULL), leaves_before);
                }
                foi_store_close(s);
                if (failed == 0) {
                    break;
                }
            }
        }
    }
}
END_TEST

/* ---- the power fails ----------------------------------------------------------------------------------------- */

static uint64_t acknowledged;
static char image[160];
static long images;

/* What is left is a register that has all that was acknowledged. */
static void check_image(void)
{
    for (uint64_t seed = 0; seed < 3; seed++) {
        char name[200];
        foi_store *s = NULL;
        uint64_t leaves;
        ck_assert(power_image(path, image, seed == 0 ? 0 : (uint64_t)images * 7919 + seed));
        s = opened(image, 0);
        leaves = verified(s, NULL);
        ck_assert_msg(leaves >= acknowledged, "%lu acknowledged, %lu there", (unsigned long)acknowledged, (unsigned long)leaves);
        if (images % 8 == 0) {
            written(s, register_new("after", register_numbered));
            ck_assert_uint_eq(verified(s, NULL), leaves + 1);
        }
        foi_store_close(s);
        snprintf(name, sizeof name, "%s-lock", image);
        unlink(name);
        images++;
    }
}

START_TEST(the_power_fails_at_every_write)
{
    enum { ROUNDS = 12 };
    foi_error err = {.size = sizeof err};
    foi_store *s;
    int rounds = ROUNDS * register_times(50);
    register_copy(base, path);
    snprintf(image, sizeof image, "%s/image.foi", folder);
    acknowledged = leaves_before;
    power_watch(check_image);
    s = opened(path, 0);
    for (int i = 0; i < rounds; i++) {
        char key[16];
        foi_receipt r;
        snprintf(key, sizeof key, "p%d", i);
        r = written(s, register_new(key, register_numbered));
        acknowledged++;
        snprintf(key, sizeof key, "q%d", i);
        written(s, register_add(&r, key, register_answered));
        acknowledged++;
        ck_assert_int_eq(checkpoint(s, &err), FOI_OK);
        ck_assert_int_eq(foi_store_rotate(s, 2 + (uint32_t)i % 2, NULL, &err), FOI_OK); /* writes the log back too */
    }
    foi_store_close(s);
    check_image();
    power_watch(NULL);
    printf("%ld images after a loss of power\n", images);
    ck_assert_int_gt(images, 300);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("faults");
    TCase *t = tcase_create("faults"), *hard = tcase_create("hard");
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_checked_fixture(hard, begin, end);
    tcase_set_tags(hard, "exhaustive");
    tcase_set_timeout(t, 100);
    tcase_set_timeout(hard, 100 * register_times(50));
    tcase_add_test(t, opening_fails_at_every_call);
    tcase_add_test(hard, every_call_to_the_disk_fails_once);
    tcase_add_test(hard, the_power_fails_at_every_write);
    suite_add_tcase(suite, t);
    suite_add_tcase(suite, hard);
    return harness_run(suite);
}
