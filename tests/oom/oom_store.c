/*
 * Memory runs out in every operation of a register, at every allocation, SQLite's too. Each time the operation says
 * that it has no memory, or does without; the register then has all of it or nothing of it, reads well, and every block
 * was given back when it is closed. The same operation works when there is memory again.
 *
 * usage: oom_store [--long]    without --long every 7th place, beginning with one that the month decides
 */
#include "../unit/register.h"
#include "heap.h"

#include <time.h>

static struct around around;
static foi_law *law;
static foi_key *signer;
static char folder[64], path[128], base[160], other[160];
static foi_receipt first, second;
static uint64_t leaves_before;

enum { SHALLOW = 7 };

typedef int operation(foi_store *s, foi_error *err);

static int append_new(foi_store *s, foi_error *err)
{
    const foi_append a = register_new("new", register_answered);
    foi_receipt r = {.size = sizeof r};
    return foi_store_append(s, &a, &r, err);
}

static int append_more(foi_store *s, foi_error *err)
{
    const foi_append a = register_add(&second, "more", register_numbered);
    foi_receipt r = {.size = sizeof r};
    return foi_store_append(s, &a, &r, err);
}

static int append_batch(foi_store *s, foi_error *err)
{
    const foi_append a[2] = {register_new("b0", register_numbered), register_new("b1", register_received)};
    foi_receipt r[2] = {{.size = sizeof r[0]}, {.size = sizeof r[1]}};
    return foi_store_append_many(s, a, 2, r, NULL, err);
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
    return code == FOI_ERR_CONFLICT ? FOI_OK : code;
}

static int read_case(foi_store *s, foi_error *err)
{
    foi_case *c = NULL;
    int code = foi_store_case(s, &c, first.item, FOI_READ_SEALED, NULL, err);
    foi_case_free(c);
    return code;
}

static int find(foi_store *s, foi_error *err)
{
    char item[40];
    return foi_store_find(s, item, register_origin, "001/PPID/2025", err);
}

static int list(foi_store *s, foi_error *err)
{
    char text[2048];
    size_t needed = 0;
    int code = foi_store_body_json(s, 0, text, sizeof text, &needed, err);
    return code < 0 ? code : foi_store_cases_json(s, register_origin, NULL, 5, text, sizeof text, &needed, err);
}

static int export(foi_store *s, foi_error *err)
{
    char text[4096];
    size_t needed = 0;
    return foi_store_export(s, first.item, text, sizeof text, &needed, err);
}

static int evidence(foi_store *s, foi_error *err)
{
    static char text[1 << 16];
    size_t needed = 0;
    return foi_store_evidence(s, first.item, FOI_READ_SEALED, text, sizeof text, &needed, err);
}

static int consistency(foi_store *s, foi_error *err)
{
    foi_digest proof[FOI_PROOF_MAX];
    size_t count = 0;
    uint64_t leaves = 0;
    return foi_store_consistency(s, register_origin, 1, proof, &count, &leaves, err);
}

static int verify(foi_store *s, foi_error *err)
{
    foi_verified v = {.size = sizeof v};
    return foi_store_verify(s, register_origin, NULL, 0, NULL, &v, err);
}

static int back_up(foi_store *s, foi_error *err)
{
    unlink(other);
    return foi_store_backup(s, other, err);
}

static const struct row {
    const char *name;
    operation *fn;
    uint64_t leaves;
} rows[] = {
    {"a new case", append_new, 1}, {"an event", append_more, 1}, {"a batch", append_batch, 2}, {"erase", erase, 1},
    {"rotate", rotate, 0},         {"checkpoint", checkpoint, 0}, {"a body", add_body, 0},      {"a case", read_case, 0},
    {"find", find, 0},             {"list", list, 0},             {"export", export, 0},        {"evidence", evidence, 0},
    {"consistency", consistency, 0}, {"verify", verify, 0},       {"backup", back_up, 0},       {"opening", NULL, 0},
};

static int say(const struct row *row, long n, const char *what, int code, const foi_error *err)
{
    printf("%s, allocation %ld: %s (%d %s)\n", row->name, n, what, code, err->message);
    return 0;
}

static foi_store *opened(uint32_t flags, foi_error *err)
{
    foi_store *s = NULL;
    register_open(&s, path, law, flags, &around, err);
    return s;
}

static int check_after(const struct row *row, long n, int code, foi_error *err)
{
    foi_verified v = {.size = sizeof v};
    foi_store *s = opened(0, err);
    int again = s != NULL ? foi_store_verify(s, register_origin, NULL, 0, NULL, &v, err) : err->code, good = 1;
    if (again != FOI_OK) {
        good = say(row, n, "the register is damaged", again, err);
    } else if (v.leaves != leaves_before + (code == FOI_OK ? row->leaves : 0)) {
        good = say(row, n, "half an effect", code, err);
    } else if (row->fn != NULL && ((again = row->fn(s, err)) != FOI_OK ||
                                   foi_store_verify(s, register_origin, NULL, 0, NULL, &v, err) != FOI_OK ||
                                   v.leaves != leaves_before + row->leaves)) {
        good = say(row, n, "not once afterwards", again, err);
    }
    foi_store_close(s);
    return good;
}

/* 1: it came through untouched; 0: a fault of ours; -1: go on. */
static int try_place(const struct row *row, long n, int forever, long *faults)
{
    foi_error err = {.size = sizeof err};
    foi_store *s = NULL;
    long live, failed;
    int code;
    register_copy(base, path);
    live = heap.live;
    if (row->fn != NULL && (s = opened(0, &err)) == NULL) {
        return say(row, n, "cannot be opened", err.code, &err);
    }
    heap.asked = heap.failed = 0;
    heap.forever = forever;
    heap.fail_at = n;
    code = row->fn != NULL ? row->fn(s, &err) : register_open(&s, path, law, 0, &around, &err);
    failed = heap.failed;
    heap.fail_at = 0;
    if (code == FOI_ERR_MEMORY && row->fn != NULL && n % 2 == 0 && (code = row->fn(s, &err)) != FOI_OK) {
        return say(row, n, "the same handle, with memory again", code, &err);
    }
    foi_store_close(s);
    if (heap.live != live) {
        printf("%ld blocks\n", heap.live - live);
        return say(row, n, "blocks were not given back", code, &err);
    }
    if (failed == 0) {
        return code == FOI_OK ? 1 : say(row, n, "it fails by itself", code, &err);
    }
    *faults += 1;
    if (code != FOI_OK && (code != FOI_ERR_MEMORY || err.code != code)) {
        return say(row, n, "neither done nor without memory", code, &err);
    }
    return check_after(row, n, code, &err) ? -1 : 0;
}

static int prepare(foi_error *err)
{
    static const uint8_t seed[32] = {3};
    foi_store *s = NULL;
    foi_append a = register_new("first", register_received);
    if (!register_folder(folder, path)) {
        return 0;
    }
    snprintf(base, sizeof base, "%s/base.foi", folder);
    snprintf(other, sizeof other, "%s/other.foi", folder);
    around = around_new(0);
    first.size = second.size = sizeof first;
    if (foi_law_new(&law, NULL, err) != FOI_OK || foi_key_new(&signer, "ppid", FOI_KEY_LOG, seed, err) != FOI_OK ||
        (s = opened(FOI_STORE_CREATE, err)) == NULL ||
        foi_store_add_body(s, register_body, strlen(register_body), err) != FOI_OK ||
        foi_store_append(s, &a, &first, err) != FOI_OK) {
        return 0;
    }
    a = register_add(&first, "first-2", register_answered);
    if (foi_store_append(s, &a, &first, err) != FOI_OK) {
        return 0;
    }
    a = register_new("second", register_numbered);
    if (foi_store_append(s, &a, &second, err) != FOI_OK || checkpoint(s, err) != FOI_OK) {
        return 0;
    }
    leaves_before = 3;
    foi_store_close(s);
    register_copy(path, base);
    return 1;
}

int main(int argc, char **argv)
{
    foi_error err = {.size = sizeof err};
    int passed = 0, failed = 0, all = argc == 2 && strcmp(argv[1], "--long") == 0;
    const time_t today = time(NULL);
    long faults = 0, step = all ? 1 : SHALLOW, start = all ? 1 : 1 + gmtime(&today)->tm_mon % SHALLOW;
    setvbuf(stdout, NULL, _IONBF, 0);
    if (!prepare(&err)) {
        printf("cannot prepare: %s\n", err.message);
        return 1;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        for (int forever = 0; forever < 2; forever++) {
            int told = -1;
            for (long n = start; told < 0; n += step) {
                told = try_place(&rows[i], n, forever, &faults);
            }
            passed += told;
            failed += !told;
        }
    }
    foi_key_free(signer);
    foi_law_unref(law);
    register_remove(folder);
    printf("%ld allocations failed\n%d passed, %d failed\n", faults, passed, failed);
    return failed == 0 ? 0 : 1;
}
