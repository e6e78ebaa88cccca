/* Processes that are killed, that write at once, and files that are not what they were. */
#include "register.h"
#include "sqlite/lock.h"
#include "store/store.h"

#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "harness.h"

static foi_law *law;
static struct around around;
static char folder[64], path[128], other[160];

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

static foi_verified verified(foi_store *s)
{
    foi_verified v = {.size = sizeof v};
    foi_error err = {.size = sizeof err};
    int code = foi_store_verify(s, register_origin, NULL, 0, NULL, &v, &err);
    ck_assert_msg(code == FOI_OK, "%s", err.message);
    return v;
}

static void new_register(void)
{
    foi_store *s = opened(path, FOI_STORE_CREATE);
    ck_assert_int_eq(foi_store_add_body(s, register_body, strlen(register_body), NULL), FOI_OK);
    foi_store_close(s);
}

static void begin(void)
{
    ck_assert(register_folder(folder, path));
    snprintf(other, sizeof other, "%s/other.foi", folder);
    around = around_new(0);
    ck_assert_int_eq(foi_law_new(&law, NULL, NULL), FOI_OK);
    new_register();
}

static void end(void)
{
    foi_law_unref(law);
    ck_assert_int_eq(register_remove(folder), 0);
}

/* ---- killed -------------------------------------------------------------------------------------------------- */

struct told {
    int n;
    foi_receipt receipt;
};

static foi_append nth(int n, char key[24])
{
    snprintf(key, 24, "n%d", n);
    return register_new(key, register_numbered);
}

static void write_until_killed(int cycle, int from, int to)
{
    foi_store *s;
    around.seed = (uint64_t)cycle << 32;
    s = opened(path, 0);
    for (int n = from;; n++) {
        struct told t = {.n = n, .receipt = {.size = sizeof t.receipt}};
        char key[24];
        foi_append a = nth(n, key);
        if (foi_store_append(s, &a, &t.receipt, NULL) != FOI_OK || write(to, &t, sizeof t) != (ssize_t)sizeof t) {
            _exit(1);
        }
    }
}

/* What was told is there with the same receipt; of what was under way there is all or nothing. */
static int check_told(struct told *last, int count)
{
    foi_store *s = opened(path, 0);
    foi_receipt r;
    char key[24];
    uint64_t leaves = verified(s).leaves;
    ck_assert_uint_ge(leaves, (uint64_t)count);
    ck_assert_uint_le(leaves, (uint64_t)count + 1);
    if (last->receipt.version > 0) {
        r = written(s, nth(last->n, key));
        ck_assert_int_eq(r.replayed, 1);
        last->receipt.replayed = 1;
        ck_assert_mem_eq(&r, &last->receipt, sizeof r);
    }
    r = written(s, nth(count, key)); /* the one in doubt: repeated, it is there once */
    ck_assert_uint_eq(verified(s).leaves, (uint64_t)count + 1);
    foi_store_close(s);
    return count + 1;
}

START_TEST(who_is_killed_loses_nothing)
{
    int cycles = 100 * register_times(100), count = 0;
    for (int cycle = 1; cycle <= cycles; cycle++) {
        struct told last = {.n = 0}, next;
        struct timespec nap = {0, 2000000 + (cycle * 7919 % 9000) * 1000};
        int ends[2], status = 0;
        pid_t child;
        ck_assert_int_eq(pipe(ends), 0);
        child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(cycle, count, ends[1]);
        }
        close(ends[1]);
        nanosleep(&nap, NULL);
        kill(child, SIGKILL);
        while (read(ends[0], &next, sizeof next) == (ssize_t)sizeof next) {
            last = next;
            count = next.n + 1;
        }
        close(ends[0]);
        waitpid(child, &status, 0);
        ck_assert(WIFSIGNALED(status));
        around.seed = ((uint64_t)cycle << 32) + (1u << 31);
        count = check_told(&last, count);
        if (count > 400) { /* each cycle reads all again */
            register_copy(NULL, path);
            around = around_new(1u << 20);
            new_register();
            count = 0;
        }
    }
    printf("%d processes killed\n", cycles);
}
END_TEST

/* ---- many at once -------------------------------------------------------------------------------------------- */

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Eight processes that never pause. On a machine of two cores beside others: far from the goal is what fails. */
START_TEST(nobody_waits_long)
{
    enum { WRITERS = 8, EACH = 60 };
    double worst = 0, wait_s, begun = now_s();
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    for (int w = 0; w < WRITERS; w++) {
        if (fork() == 0) {
            double longest = 0;
            foi_store *s;
            around.seed = (uint64_t)(w + 1) << 32;
            s = opened(path, 0);
            for (int i = 0; i < EACH; i++) {
                char key[40];
                double before = now_s();
                snprintf(key, sizeof key, "w%d-%d", w, i);
                written(s, register_new(key, register_numbered));
                longest = now_s() - before > longest ? now_s() - before : longest;
            }
            foi_store_close(s);
            _exit(write(ends[1], &longest, sizeof longest) == (ssize_t)sizeof longest ? 0 : 1);
        }
    }
    for (int w = 0; w < WRITERS; w++) {
        ck_assert_int_eq(read(ends[0], &wait_s, sizeof wait_s), (ssize_t)sizeof wait_s);
        worst = wait_s > worst ? wait_s : worst;
    }
    while (wait(NULL) > 0) {
    }
    printf("8 writers: %.0f events/s, the worst wait %.3f s\n", WRITERS * EACH / (now_s() - begun), worst);
    ck_assert_double_lt(worst, 2.0);
    foi_store *s = opened(path, 0);
    ck_assert_uint_eq(verified(s).leaves, WRITERS * EACH);
    foi_store_close(s);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

/* While one holds the lock others come one after the other: so they are served, and who dies in the queue leaves it. */
START_TEST(first_come_first_served)
{
    enum { QUEUE = 6, DIES = 2 };
    foi__lock lock;
    int ends[2];
    pid_t children[QUEUE];
    char name = 0;
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(other, sizeof other, "%s/queue", folder);
    ck_assert_int_eq(foi__lock_open(&lock, other, NULL), FOI_OK);
    ck_assert_int_eq(foi__lock_take(&lock, 1000, NULL), FOI_OK);
    for (int i = 0; i < QUEUE; i++) {
        int64_t ticket = lock.ticket + i + 1, counter = 0;
        children[i] = fork();
        if (children[i] == 0) {
            foi__lock mine;
            foi__lock_close(&lock);
            if (foi__lock_open(&mine, other, NULL) == FOI_OK && foi__lock_take(&mine, 10000, NULL) == FOI_OK) {
                name = (char)i;
                i = write(ends[1], &name, 1) == 1 ? 0 : 1;
                foi__lock_give(&mine);
            }
            _exit(i);
        }
        while (counter <= ticket) { /* until it has drawn */
            const struct timespec nap = {0, 1000000};
            ck_assert_int_ge(pread(lock.file, &counter, sizeof counter, 0), 0);
            nanosleep(&nap, NULL);
        }
    }
    kill(children[DIES], SIGKILL);
    waitpid(children[DIES], NULL, 0);
    foi__lock_give(&lock);
    for (int i = 0; i < QUEUE; i++) {
        if (i != DIES) {
            ck_assert_int_eq(read(ends[0], &name, 1), 1);
            ck_assert_int_eq(name, i);
        }
    }
    while (wait(NULL) > 0) {
    }
    foi__lock_close(&lock);
    close(ends[0]);
    close(ends[1]);
}
END_TEST

START_TEST(who_waits_too_long_is_told)
{
    foi_env env = around_env(&around);
    const foi_store_opts opts = {.size = sizeof opts, .env = &env, .wait_ms = 50};
    const foi_append a = register_new("k", register_received);
    foi_receipt r = {.size = sizeof r};
    foi_store *s = NULL;
    foi__lock lock;
    snprintf(other, sizeof other, "%s-lock", path);
    ck_assert_int_eq(foi_store_open(&s, path, law, &opts, NULL), FOI_OK);
    ck_assert_int_eq(foi__lock_open(&lock, other, NULL), FOI_OK);
    ck_assert_int_eq(foi__lock_take(&lock, 1000, NULL), FOI_OK);
    ck_assert_int_eq(foi_store_append(s, &a, &r, NULL), FOI_ERR_BUSY);
    ck_assert_uint_eq(verified(s).leaves, 0); /* readers do not wait */
    foi__lock_give(&lock);
    ck_assert_int_eq(foi_store_append(s, &a, &r, NULL), FOI_OK);
    foi__lock_close(&lock);
    foi_store_close(s);
}
END_TEST

/* ---- files --------------------------------------------------------------------------------------------------- */

static size_t read_file(const char *name, unsigned char *bytes, size_t size)
{
    FILE *file = fopen(name, "rb");
    size_t len = file != NULL ? fread(bytes, 1, size, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    return len;
}

static void write_file(const char *name, const unsigned char *bytes, size_t len)
{
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    fclose(file);
}

static uint64_t chance(uint64_t *state, uint64_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (*state >> 11) % below;
}

/* An error or a right answer: what verifies has the root that it had. */
START_TEST(turned_bits_do_no_harm)
{
    static unsigned char good[1 << 19], bad[1 << 19];
    static char text[1 << 16];
    int rounds = 1000 * register_times(20), refused = 0;
    uint64_t state = 88172645463325252u;
    foi_receipt r;
    foi_store *s = opened(path, 0);
    foi_digest root;
    size_t len;
    for (int i = 0; i < 12; i++) {
        char key[24];
        r = written(s, nth(i, key));
        snprintf(key, sizeof key, "m%d", i);
        r = written(s, register_add(&r, key, register_answered));
    }
    root = verified(s).root;
    foi_store_close(s);
    len = read_file(path, good, sizeof good);
    for (int i = 0; i < rounds; i++) {
        foi_verified v = {.size = sizeof v};
        foi_case *c = NULL;
        size_t needed = 0;
        memcpy(bad, good, len);
        for (uint64_t flips = 1 + chance(&state, 3); flips > 0; flips--) {
            bad[chance(&state, i % 2 ? len : 8192)] ^= (unsigned char)(1u << chance(&state, 8));
        }
        register_copy(NULL, path);
        write_file(path, bad, len);
        s = NULL;
        if (register_open(&s, path, law, 0, &around, NULL) != FOI_OK) {
            refused++;
            continue;
        }
        foi_store_body_json(s, 0, text, sizeof text, &needed, NULL);
        foi_store_cases_json(s, register_origin, NULL, 0, text, sizeof text, &needed, NULL);
        foi_store_case(s, &c, r.item, FOI_READ_SEALED, NULL, NULL);
        foi_case_free(c);
        foi_store_find(s, text, register_origin, "003/PPID/2025", NULL);
        foi_store_export(s, r.item, text, sizeof text, &needed, NULL);
        if (foi_store_verify(s, register_origin, NULL, 0, NULL, &v, NULL) == FOI_OK) {
            ck_assert_mem_eq(&v.root, &root, sizeof root);
        } else {
            refused++;
        }
        foi_store_close(s);
    }
    printf("%d files with turned bits, %d refused\n", rounds, refused);
    ck_assert_int_gt(refused, rounds / 4);
}
END_TEST

/* Another program's database and a register of later are left as they are, byte by byte. */
START_TEST(what_is_not_ours_stays_as_it_is)
{
    static unsigned char before[1 << 19], after[1 << 19];
    size_t len = read_file(path, before, sizeof before);
    foi_store *s = NULL;
    struct stat st;
    char name[200];
    for (int at = 60; at <= 68; at += 8) { /* user_version, then application_id, in the header of SQLite */
        static const unsigned char parts[2] = {63, 68};
        unsigned char *byte = &before[parts[at == 68]];
        *byte ^= 0x40;
        before[18] = before[19] = 1; /* no write-ahead log */
        register_copy(NULL, path);
        write_file(path, before, len);
        ck_assert_int_eq(register_open(&s, path, law, FOI_STORE_CREATE, &around, NULL), FOI_ERR_FOREIGN);
        ck_assert_uint_eq(read_file(path, after, sizeof after), len);
        ck_assert_mem_eq(before, after, len);
        snprintf(name, sizeof name, "%s-wal", path);
        ck_assert_int_ne(stat(name, &st), 0);
        *byte ^= 0x40;
    }
}
END_TEST

static bool holds(const char *name, const void *what, size_t want)
{
    static unsigned char bytes[1 << 20];
    size_t len = read_file(name, bytes, sizeof bytes);
    for (size_t i = 0; i + want <= len; i++) {
        if (memcmp(bytes + i, what, want) == 0) {
            return true;
        }
    }
    return false;
}

/* After an erasure no file of the register has the person's wrapped key or sealed values, nor after a rotation. */
START_TEST(what_is_erased_is_in_no_file)
{
    foi_store *s = opened(path, 0);
    foi_receipt r = written(s, register_new("a", register_answered)), out = {.size = sizeof out};
    foi_receipt kept = written(s, register_new("b", register_answered));
    foi_append a = register_add(&r, "erase", "{\"basis\": \"UU 27/2022\"}");
    foi__subject old[2];
    char wal[160];
    (void)kept;
    snprintf(wal, sizeof wal, "%s-wal", path);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(s->ops->find_subject(s->back, i + 1, &old[i], NULL), FOI__ROW);
        ck_assert(holds(wal, old[i].wrapped, sizeof old[i].wrapped) || holds(path, old[i].wrapped, sizeof old[i].wrapped));
    }
    ck_assert_int_eq(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &out, NULL), FOI_OK);
    ck_assert(!holds(wal, old[0].wrapped, sizeof old[0].wrapped) && !holds(path, old[0].wrapped, sizeof old[0].wrapped));
    ck_assert(holds(path, old[1].wrapped, sizeof old[1].wrapped));
    ck_assert_int_eq(foi_store_rotate(s, 2, NULL, NULL), FOI_OK);
    ck_assert(!holds(wal, old[1].wrapped, sizeof old[1].wrapped) && !holds(path, old[1].wrapped, sizeof old[1].wrapped));
    foi_store_close(s);
}
END_TEST

/* A small disk of its own, where we may make one. */
START_TEST(a_full_or_locked_disk_is_said_so)
{
    foi_store *s = NULL;
    char disk[96], file[128];
    foi_receipt r = {.size = sizeof r};
    int code = FOI_OK, n = 0;
    uint64_t leaves;
    snprintf(disk, sizeof disk, "%s/disk", folder);
    snprintf(file, sizeof file, "%s/r.foi", disk);
    ck_assert_int_eq(mkdir(disk, 0700), 0);
    if (mount("none", disk, "tmpfs", 0, "size=600k") != 0) {
        printf("no disk could be mounted: not tried\n");
        return;
    }
    s = opened(file, FOI_STORE_CREATE);
    ck_assert_int_eq(foi_store_add_body(s, register_body, strlen(register_body), NULL), FOI_OK);
    while (code == FOI_OK && n < 10000) {
        char key[24];
        foi_append a = nth(n, key);
        code = foi_store_append(s, &a, &r, NULL);
        n += code == FOI_OK;
    }
    ck_assert_msg(code == FOI_ERR_STORAGE || code == FOI_ERR_IN_DOUBT, "%d", code);
    leaves = verified(s).leaves;
    ck_assert_uint_ge(leaves, (uint64_t)n);
    foi_store_close(s);
    ck_assert_int_eq(mount("none", disk, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=600k"), 0);
    ck_assert_int_eq(register_open(&s, file, law, 0, &around, NULL), FOI_ERR_STORAGE);
    ck_assert_int_eq(mount("none", disk, "tmpfs", MS_REMOUNT, "size=4m"), 0);
    s = opened(file, 0);
    leaves = verified(s).leaves;
    ck_assert_uint_ge(leaves, (uint64_t)n);
    ck_assert_uint_le(leaves, (uint64_t)n + 1);
    for (int i = 0; i < 2; i++) { /* the one that did not fit, by its key */
        char key[24];
        r = written(s, nth(n, key));
        ck_assert_uint_eq(verified(s).leaves, (uint64_t)n + 1);
    }
    foi_store_close(s);
    ck_assert_int_eq(umount(disk), 0);
    printf("a disk was full after %d events\n", n);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("crash");
    TCase *t = tcase_create("crash"), *hard = tcase_create("hard");
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_checked_fixture(hard, begin, end);
    tcase_set_tags(hard, "exhaustive");
    tcase_set_timeout(t, 60);
    tcase_set_timeout(hard, 60 * register_times(60));
    tcase_add_test(hard, who_is_killed_loses_nothing);
    tcase_add_test(hard, nobody_waits_long);
    tcase_add_test(hard, turned_bits_do_no_harm);
    tcase_add_test(t, first_come_first_served);
    tcase_add_test(t, who_waits_too_long_is_told);
    tcase_add_test(t, what_is_not_ours_stays_as_it_is);
    tcase_add_test(t, what_is_erased_is_in_no_file);
    tcase_add_test(t, a_full_or_locked_disk_is_said_so);
    suite_add_tcase(suite, t);
    suite_add_tcase(suite, hard);
    return harness_run(suite);
}
