/*
 * Histories of chance on two registers at once: one in a file, one in plain arrays. Clock and randomness are the same,
 * so after each step every code, text, receipt and root must be the same. A history that fails says its seed;
 * FOI_SEED=N runs that one alone, FOI_LONG=1 runs many more.
 */
#include "memory_store.h"
#include "register.h"

#include "harness.h"

enum { HISTORIES = 300, STEPS = 40, MANY = 50, CASES = 64, TEXT = 1 << 18 };

static const char *const origins[] = {"ppid.example.go.id/log", "dinas.example.go.id/log", "kota.example.go.id/log"};
static const char *const bodies[] = {
    register_body,
    "{\"origin\": \"dinas.example.go.id/log\", \"timezone\": \"Asia/Makassar\", \"numbers\": {\"request_registered\": "
    "\"{year}/{seq}\", \"objection_registered\": \"K-{seq:05}/{roman}/{year}\"}}",
    "{\"origin\": \"kota.example.go.id/log\", \"name\": \"Kota\"}"};
static const char *const good[] = {
    register_received,
    register_numbered,
    register_answered,
    "[{\"kind\": \"request_registered\", \"date\": \"2026-01-05\"}, {\"kind\": \"request_completed\", \"date\": \"2026-01-06\"}]",
    "{\"kind\": \"request_extended\", \"date\": \"2025-10-10\", \"reason\": \"masih dicari\"}",
    "{\"kind\": \"request_answered\", \"date\": \"2025-10-20\", \"outcome\": \"granted\", \"officer\": \"Ani\"}",
    "{\"kind\": \"information_delivered\", \"date\": \"2025-10-21\"}",
    "{\"kind\": \"objection_received\", \"date\": \"2025-11-03\", \"grounds\": [\"c\", \"d\"]}",
    "{\"kind\": \"objection_registered\", \"date\": \"2025-11-03\"}",
    "{\"kind\": \"request_withdrawn\", \"date\": \"2025-10-08\", \"note\": \"\"}",
};
static const char *const broken[] = {"", "[]", "{", "{\"kind\": \"nonsense\", \"date\": \"2025-10-06\"}",
                                     "[{\"kind\": \"request_registered\", \"date\": \"2025-10-06\"}, {\"kind\": \"x\"}]",
                                     "{\"kind\": \"request_received\", \"date\": \"2025-02-30\"}", "17"};
enum { GOOD = sizeof good / sizeof good[0], BROKEN = sizeof broken / sizeof broken[0] };

static foi_law *law;
static foi_key *signer;
static char folder[64], path[128], text[2][TEXT];

static struct history {
    foi_store *s[2];
    struct around around[2];
    uint64_t seed, state;
    int step, bodies, keys;
    struct known {
        foi_receipt last;
        char code[24], key[16];
        const char *events, *body;
        uint32_t before; /* version that the last append expected; its item if it was no new case */
    } cases[CASES];
    int case_count;
} h;

static uint64_t chance(uint64_t below)
{
    h.state ^= h.state << 13;
    h.state ^= h.state >> 7;
    h.state ^= h.state << 17;
    return (h.state >> 11) % below;
}

#define SAME(condition, what) ck_assert_msg((condition), "FOI_SEED=%llu step %d: %s", (unsigned long long)h.seed, h.step, what)

static const int codes[] = {FOI_OK, FOI_ERR_ARGUMENT, FOI_ERR_SYNTAX, FOI_ERR_RANGE, FOI_ERR_CONFLICT,
                            FOI_ERR_VERSION, FOI_ERR_KEY_REUSED, FOI_ERR_ABSENT, FOI_ERR_SEALED, FOI_ERR_PROOF};
enum { CODES = sizeof codes / sizeof codes[0] };
static long seen[CODES];

static void same_codes(int a, int b, const foi_error *err)
{
    for (size_t i = 0; i < CODES; i++) {
        seen[i] += codes[i] == a;
    }
    ck_assert_msg(a == b && strcmp(err[0].message, err[1].message) == 0, "FOI_SEED=%llu step %d: %d \"%s\", %d \"%s\"",
                  (unsigned long long)h.seed, h.step, a, err[0].message, b, err[1].message);
}

static void open_file(uint32_t flags)
{
    ck_assert_int_eq(register_open(&h.s[0], path, law, flags, &h.around[0], NULL), FOI_OK);
}

static void add_body(void)
{
    foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
    const char *json = bodies[chance(3) < 2 && h.bodies < 3 ? h.bodies : 0];
    int code[2];
    for (int i = 0; i < 2; i++) {
        code[i] = foi_store_add_body(h.s[i], json, strlen(json), &err[i]);
    }
    same_codes(code[0], code[1], err);
    h.bodies += code[0] == FOI_OK;
}

static int append_both(const foi_append *a, size_t count, foi_receipt *out)
{
    static foi_receipt other[MANY];
    foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
    size_t failed[2] = {0, 0};
    int code[2];
    for (int i = 0; i < 2; i++) {
        foi_receipt *to = i == 0 ? out : other;
        memset(to, 0, count * sizeof *to);
        for (size_t n = 0; n < count; n++) {
            to[n].size = sizeof *to;
        }
        code[i] = foi_store_append_many(h.s[i], a, count, to, &failed[i], &err[i]);
    }
    same_codes(code[0], code[1], err);
    SAME(failed[0] == failed[1] && memcmp(out, other, count * sizeof *out) == 0, "receipts differ");
    return code[0];
}

static void next_key(char key[16])
{
    snprintf(key, 16, "key-%d", h.keys++);
}

static void new_case(void)
{
    static const char *const people[] = {register_person, NULL, "{\"kind\": \"legal_entity\", \"name\": \"PT Contoh\"}",
                                         "{\"kind\": \"alien\"}", "{\"name\": 1}", "[]"};
    struct known *k = &h.cases[h.case_count];
    const char *person = people[chance(sizeof people / sizeof people[0])];
    foi_append a;
    foi_receipt r;
    next_key(k->key);
    k->events = good[chance(GOOD)];
    k->body = origins[chance(3)];
    k->before = 0;
    a = register_new(k->key, k->events);
    a.body = k->body;
    a.applicant = person;
    a.applicant_len = person != NULL ? strlen(person) : 0;
    if (h.case_count < CASES - 1 && append_both(&a, 1, &r) == FOI_OK) {
        SAME(r.version >= 1 && r.code[0] != '\0', "a new case has no code");
        k->last = r;
        strcpy(k->code, r.code);
        h.case_count++;
    }
}

/* What an append may be beside a good one. */
enum { FINE, STALE, OTHER_CONTENT, AGAIN, UNREADABLE, WAYS };

static void append_to(struct known *k, int way)
{
    foi_append a;
    foi_receipt r, to = k->last;
    char key[16];
    next_key(key);
    const char *events = way == UNREADABLE ? broken[chance(BROKEN)] : good[chance(GOOD)];
    if (way == STALE) {
        to.version += (uint32_t)chance(3) - 1;
    }
    if (way == AGAIN && k->before > 0) {
        to.version = k->before;
        events = k->events;
    }
    a = register_add(&to, way == OTHER_CONTENT || way == AGAIN ? k->key : key, events);
    int code = append_both(&a, 1, &r);
    if (way == AGAIN && k->before > 0 && code == FOI_OK) {
        SAME(r.replayed == 1 && r.version == k->last.version && memcmp(&r.leaf, &k->last.leaf, sizeof r.leaf) == 0,
             "the same key has another effect");
    } else if (code == FOI_OK) {
        SAME(r.replayed == 0 && r.version > to.version, "no new version");
        strcpy(k->key, a.key);
        k->before = to.version;
        k->events = events;
        k->last = r;
    }
    if (way == OTHER_CONTENT || way == UNREADABLE) {
        SAME(code < 0, "it was taken");
    }
}

static void batch(void)
{
    static foi_append all[MANY];
    static foi_receipt out[MANY];
    static char keys[MANY][16];
    size_t count = 1 + (size_t)chance(MANY - 1);
    bool spoiled = chance(3) == 0;
    for (size_t i = 0; i < count; i++) {
        next_key(keys[i]);
        all[i] = register_new(keys[i], good[chance(GOOD)]);
        if (chance(4) == 0 && h.case_count > 0) { /* an old case; it may be of another body */
            const struct known *k = &h.cases[chance((uint64_t)h.case_count)];
            all[i] = register_add(&k->last, keys[i], good[chance(GOOD)]);
            all[i].expected += (uint32_t)(chance(8) == 0);
        }
    }
    if (spoiled) {
        all[count - 1].events = "{}";
        all[count - 1].events_len = 2;
    }
    if (append_both(all, count, out) != FOI_OK) {
        return;
    }
    SAME(!spoiled, "a spoiled batch was taken");
    for (size_t i = 0; i < count; i++) {
        for (int n = 0; all[i].item != NULL && n < h.case_count; n++) {
            struct known *k = &h.cases[n];
            if (strcmp(k->last.item, all[i].item) == 0 && k->last.version < out[i].version) {
                k->before = 0; /* its key is not kept: it cannot be repeated */
                k->last.version = out[i].version;
            }
        }
    }
}

static void vault(struct known *k)
{
    static const int acts[] = {FOI_VAULT_ERASE, FOI_VAULT_FREEZE, FOI_VAULT_RELEASE, FOI_VAULT_RELEASE};
    static const char *const days[] = {"2025-10-08", "2031-01-02"};
    foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
    foi_receipt r[2] = {{.size = sizeof r[0]}, {.size = sizeof r[1]}};
    char key[16];
    foi_append a;
    foi_day day = 0;
    int act = acts[chance(4)], code[2];
    next_key(key);
    a = register_add(&k->last, key, chance(6) == 0 ? "{}" : "{\"basis\": \"UU 27/2022\"}");
    foi_date_parse(&day, days[chance(2)], 10, NULL);
    for (int i = 0; i < 2; i++) {
        code[i] = foi_store_vault(h.s[i], act, &a, day, &r[i], &err[i]);
    }
    same_codes(code[0], code[1], err);
    SAME(memcmp(&r[0], &r[1], sizeof r[0]) == 0, "receipts of the vault differ");
    if (code[0] == FOI_OK) {
        k->last = r[0];
        k->before = 0;
        strcpy(k->key, key);
    }
}

static void keys(void)
{
    foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
    size_t count[2] = {0, 0};
    uint32_t epoch = (uint32_t)chance(4);
    int code[2];
    if (chance(2) == 0) {
        h.around[0].lost = h.around[1].lost = chance(2) == 0 ? UINT32_MAX : epoch;
        return;
    }
    for (int i = 0; i < 2; i++) {
        code[i] = foi_store_rotate(h.s[i], epoch, &count[i], &err[i]);
    }
    same_codes(code[0], code[1], err);
    SAME(count[0] == count[1], "others were wrapped again");
}

/* Calls that give a text: they are asked for it twice, as everybody does. */
typedef int text_fn(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err);

static const struct known *of;
static const char *in;

static int report(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    uint32_t version = 0;
    foi_case *c = NULL;
    int code = foi_store_case(s, &c, of->last.item, (uint32_t)(h.step % 2), &version, err);
    if (code == FOI_OK) {
        code = foi_case_report_json(c, 20500, buf, size, needed, err);
    }
    SAME(c == NULL || version == of->last.version, "another version");
    foi_case_free(c);
    return code;
}

static int cases(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    return foi_store_cases_json(s, in, of != NULL && h.step % 2 ? of->last.item : NULL, 1 + (size_t)h.step % 7, buf, size,
                                needed, err);
}

static int export(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    return foi_store_export(s, of->last.item, buf, size, needed, err);
}

static int evidence(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    return foi_store_evidence(s, of->last.item, (uint32_t)(h.step % 2), buf, size, needed, err);
}

static int body(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    return foi_store_body_json(s, (size_t)h.step % 3, buf, size, needed, err);
}

static int checkpoint(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    return foi_store_checkpoint(s, in, signer, buf, size, needed, err);
}

static int find(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    char item[40] = "";
    int code = foi_store_find(s, item, h.step % 3 ? in : NULL, h.step % 2 ? of->code : of->last.number, err);
    *needed = (size_t)snprintf(buf, size, "%s", item);
    return code;
}

static int consistency(foi_store *s, char *buf, size_t size, size_t *needed, foi_error *err)
{
    foi_digest proof[FOI_PROOF_MAX] = {{{0}}};
    uint64_t leaves = 0;
    size_t count = 0;
    int code = foi_store_consistency(s, in, (uint64_t)h.step / 4, proof, &count, &leaves, err);
    if (code == FOI_OK && size > count * sizeof proof[0]) {
        memcpy(buf, proof, count * sizeof proof[0]);
    }
    *needed = (size_t)leaves + count;
    return code;
}

static void read_both(text_fn *fn)
{
    foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
    size_t needed[2] = {0, 0};
    int code[2];
    for (int i = 0; i < 2; i++) {
        memset(text[i], 0, 4096);
        code[i] = fn(h.s[i], text[i], TEXT, &needed[i], &err[i]);
    }
    same_codes(code[0], code[1], err);
    SAME(needed[0] == needed[1] && (code[0] < 0 || memcmp(text[0], text[1], needed[0] < TEXT ? needed[0] : TEXT) == 0),
         "texts differ");
}

static void read_something(void)
{
    static text_fn *const of_a_case[] = {report, export, evidence, find};
    static text_fn *const of_a_body[] = {cases, body, checkpoint, consistency};
    of = h.case_count > 0 ? &h.cases[chance((uint64_t)h.case_count)] : NULL;
    in = origins[chance(3)];
    if (of != NULL && chance(2) == 0) {
        read_both(of_a_case[chance(4)]);
    } else {
        read_both(of_a_body[chance(4)]);
    }
}

static void one_step(void)
{
    struct known *k = h.case_count > 0 ? &h.cases[chance((uint64_t)h.case_count)] : NULL;
    uint64_t what = chance(100);
    if (what < 5 || h.bodies == 0) {
        add_body();
    } else if (what < 25 || k == NULL) {
        new_case();
    } else if (what < 60) {
        append_to(k, what < 45 ? FINE : (int)chance(WAYS));
    } else if (what < 65) {
        batch();
    } else if (what < 72) {
        vault(k);
    } else if (what < 77) {
        keys();
    } else if (what < 80) {
        foi_store_close(h.s[0]);
        open_file(0);
        foi_store_rotate(h.s[0], 1, NULL, NULL); /* a handle that was opened anew begins with the first epoch */
        foi_store_rotate(h.s[1], 1, NULL, NULL);
    } else {
        read_something();
    }
}

static void compare(void)
{
    for (size_t n = 0; n < 3; n++) {
        foi_error err[2] = {{.size = sizeof err[0]}, {.size = sizeof err[1]}};
        foi_verified v[2] = {{.size = sizeof v[0]}, {.size = sizeof v[1]}};
        int code[2];
        for (int i = 0; i < 2; i++) {
            code[i] = foi_store_verify(h.s[i], origins[n], NULL, 0, NULL, &v[i], &err[i]);
        }
        same_codes(code[0], code[1], err);
        SAME(code[0] == FOI_OK || code[0] == FOI_ERR_ABSENT, err[0].message);
        SAME(memcmp(&v[0], &v[1], sizeof v[0]) == 0, "another root");
    }
}

static void history(uint64_t seed)
{
    const foi_env env = around_env(&h.around[1]);
    const foi_store_opts opts = {.size = sizeof opts, .env = &env};
    memset(&h, 0, sizeof h);
    h.seed = seed;
    h.state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    h.around[0] = h.around[1] = around_new(seed << 20);
    open_file(FOI_STORE_CREATE);
    ck_assert_int_eq(foi__store_new(&h.s[1], law, &opts, &memory_ops, memory_new(), NULL), FOI_OK);
    for (h.step = 0; h.step < STEPS; h.step++) {
        one_step();
        compare();
        SAME(h.around[0].seed == h.around[1].seed && h.around[0].now == h.around[1].now, "chance was asked otherwise");
    }
    foi_store_close(h.s[0]);
    foi_store_close(h.s[1]);
    unlink(path);
}

static void run(uint64_t count)
{
    static const uint8_t seed[32] = {3};
    const char *only = getenv("FOI_SEED");
    memset(seen, 0, sizeof seen);
    ck_assert(register_folder(folder, path));
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    ck_assert_int_eq(foi_key_new(&signer, "ppid", FOI_KEY_LOG, seed, NULL), FOI_OK);
    for (uint64_t i = only != NULL ? strtoull(only, NULL, 10) : 1; i <= count; i++) {
        history(i);
        if (only != NULL) {
            break;
        }
    }
    for (size_t i = 0; i < CODES && only == NULL && count >= HISTORIES; i++) {
        printf("%s %ld times\n", foi_status_name(codes[i]), seen[i]);
        ck_assert_msg(seen[i] > 0, "%s never came", foi_status_name(codes[i]));
    }
    foi_key_free(signer);
    foi_law_unref(law);
    ck_assert_int_eq(register_remove(folder), 0);
}

START_TEST(a_file_is_what_the_model_is)
{
    run(10);
}
END_TEST

START_TEST(in_many_histories_too)
{
    run((uint64_t)(HISTORIES * register_times(100)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("histories");
    TCase *t = tcase_create("histories"), *hard = tcase_create("hard");
    tcase_set_tags(hard, "exhaustive");
    tcase_set_timeout(hard, 60 * register_times(60));
    tcase_add_test(t, a_file_is_what_the_model_is);
    tcase_add_test(hard, in_many_histories_too);
    suite_add_tcase(suite, t);
    suite_add_tcase(suite, hard);
    return harness_run(suite);
}
