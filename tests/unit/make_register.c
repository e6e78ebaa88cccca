/*
 * Makes a register that every later version must open: clock and chance are fixed, so a register made anew has the
 * same root. Each version of the schema keeps its own in tests/data/register, for ever.
 *
 * usage: make-register FOLDER     FOLDER/version-1.foi and what is known of it, version-1.txt
 */
#include "register.h"

static foi_error err = {.size = sizeof err};

static void must(int code)
{
    if (code != FOI_OK) {
        fprintf(stderr, "make-register: %s\n", err.message);
        exit(1);
    }
}

static foi_receipt written(foi_store *s, foi_append a)
{
    foi_receipt r = {.size = sizeof r};
    must(foi_store_append(s, &a, &r, &err));
    return r;
}

int main(int argc, char **argv)
{
    static const uint8_t seed[32] = {3};
    struct around around = around_new(0);
    foi_verified v = {.size = sizeof v};
    char path[512], note[4096], hex[65], code[24], number[68], key_text[256];
    size_t needed = 0;
    foi_store *s = NULL;
    foi_law *law = NULL;
    foi_key *key = NULL;
    foi_receipt r, erased, frozen;
    foi_append a;
    FILE *file;
    if (argc != 2) {
        fputs("usage: make-register FOLDER\n", stderr);
        return 2;
    }
    snprintf(path, sizeof path, "%s/version-1.foi", argv[1]);
    register_copy(NULL, path);
    must(foi_law_new(&law, NULL, &err));
    must(foi_key_new(&key, "ppid", FOI_KEY_LOG, seed, &err));
    must(register_open(&s, path, law, FOI_STORE_CREATE, &around, &err));
    must(foi_store_add_body(s, register_body, strlen(register_body), &err));
    erased = written(s, register_new("erased", register_answered));
    a = register_add(&erased, "erase", "{\"basis\": \"UU 27/2022\"}");
    must(foi_store_vault(s, FOI_VAULT_ERASE, &a, 20820, &erased, &err));
    frozen = written(s, register_new("frozen", register_received));
    a = register_add(&frozen, "freeze", "{\"basis\": \"UU 27/2022\"}");
    must(foi_store_vault(s, FOI_VAULT_FREEZE, &a, 20820, &frozen, &err));
    must(foi_store_rotate(s, 2, NULL, &err));
    r = written(s, register_new("open", register_received));
    strcpy(code, r.code);
    r = written(s, register_add(&r, "open-2", register_numbered));
    strcpy(number, r.number);
    written(s, register_add(&r, "open-3", register_answered));
    must(foi_store_checkpoint(s, register_origin, key, note, sizeof note, &needed, &err));
    must(foi_store_verify(s, register_origin, NULL, 0, NULL, &v, &err));
    foi_store_close(s);

    snprintf(path, sizeof path, "%s/version-1.txt", argv[1]);
    file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    sodium_bin2hex(hex, sizeof hex, v.root.bytes, sizeof v.root.bytes);
    foi_key_public_text(key, key_text, sizeof key_text);
    fprintf(file, "root %s\nleaves %u\nsealed %u\nunopened %u\ncase %s\ncode %s\nnumber %s\nkey %s\ncheckpoint\n%s", hex,
            (unsigned)v.leaves, (unsigned)v.sealed, (unsigned)v.unopened, r.item, code, number, key_text, note);
    fclose(file);
    snprintf(path, sizeof path, "%s/version-1.foi-lock", argv[1]);
    unlink(path);
    foi_key_free(key);
    foi_law_unref(law);
    return 0;
}
