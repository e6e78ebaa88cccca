/*
 * A register with bytes changed. The input is a list of patches to tests/data/register/version-1.foi: three bytes of an
 * offset, one of a length up to 32, so many bytes; an offset of all ones cuts the file. Whatever is read is an error or
 * right: what verifies has the root that it had.
 */
#include "../unit/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILE_SIZE = 1 << 18, PATCH = 32, CUT = 0xffffff };

static uint8_t good[FILE_SIZE], bad[FILE_SIZE];
static size_t good_len;
static char path[64], item[40], root[65];
static foi_law *law;
static foi_key *signer;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void prepare(void)
{
    static const uint8_t seed[32] = {3};
    char text[1024] = "";
    FILE *file = fopen(FOI_TEST_DATA "/register/version-1.foi", "rb");
    require(file != NULL);
    good_len = fread(good, 1, sizeof good, file);
    fclose(file);
    file = fopen(FOI_TEST_DATA "/register/version-1.txt", "rb");
    require(file != NULL && fread(text, 1, sizeof text - 1, file) > 100);
    fclose(file);
    snprintf(root, sizeof root, "%s", strstr(text, "root ") + 5);
    snprintf(item, 37, "%s", strstr(text, "case ") + 5);
    snprintf(path, sizeof path, "%s/foi-fuzz-%d", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (int)getpid());
    require(foi_law_new(&law, NULL, NULL) == FOI_OK);
    require(foi_key_new(&signer, "ppid", FOI_KEY_LOG, seed, NULL) == FOI_OK);
}

static void write_file(const uint8_t *data, size_t size)
{
    size_t len = good_len;
    FILE *file;
    memcpy(bad, good, good_len);
    while (size > 4) {
        size_t at = (size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2], n = 1 + data[3] % PATCH;
        data += 4;
        size -= 4;
        n = n < size ? n : size;
        if (at == CUT) {
            len = ((size_t)data[0] << 8 | data[n - 1]) * 64 % (good_len + 1);
        } else {
            at %= good_len;
            memcpy(bad + at, data, n < good_len - at ? n : good_len - at);
        }
        data += n;
        size -= n;
    }
    register_copy(NULL, path);
    file = fopen(path, "wb");
    require(file != NULL && fwrite(bad, 1, len, file) == len && fclose(file) == 0);
}

static void check(int code, const foi_error *err)
{
    require(code == FOI_OK || (code < 0 && err->code == code && err->message[0] != '\0'));
}

static void read_all(foi_store *s)
{
    static char text[1 << 17];
    foi_error err = {.size = sizeof err};
    foi_verified v = {.size = sizeof v};
    foi_receipt r = {.size = sizeof r};
    const foi_append a = register_new("fuzz", register_numbered);
    char found[40], hex[65];
    foi_case *c = NULL;
    size_t needed = 0;
    check(foi_store_body_json(s, 0, text, sizeof text, &needed, &err), &err);
    check(foi_store_cases_json(s, register_origin, NULL, 0, text, sizeof text, &needed, &err), &err);
    check(foi_store_case(s, &c, item, FOI_READ_SEALED, NULL, &err), &err);
    foi_case_free(c);
    check(foi_store_find(s, found, register_origin, "001/PPID/2025", &err), &err);
    check(foi_store_export(s, item, text, sizeof text, &needed, &err), &err);
    check(foi_store_evidence(s, item, FOI_READ_SEALED, text, sizeof text, &needed, &err), &err);
    int code = foi_store_verify(s, register_origin, NULL, 0, NULL, &v, &err);
    check(code, &err);
    require(code != FOI_OK || strcmp(sodium_bin2hex(hex, sizeof hex, v.root.bytes, sizeof v.root.bytes), root) == 0);
    check(foi_store_append(s, &a, &r, &err), &err);
    check(foi_store_checkpoint(s, register_origin, signer, text, sizeof text, &needed, &err), &err);
    check(foi_store_rotate(s, 3, NULL, &err), &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct around around = around_new(7);
    foi_error err = {.size = sizeof err};
    foi_store *s = NULL;
    if (law == NULL) {
        prepare();
    }
    write_file(data, size);
    check(register_open(&s, path, law, 0, &around, &err), &err);
    if (s != NULL) {
        read_all(s);
        foi_store_close(s);
    }
    register_copy(NULL, path);
    return 0;
}
