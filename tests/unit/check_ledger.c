/* The ledger: trees against their definition, every proof up to a size, every bit of a proof turned, notes, leaves. */
#include <sodium.h>

#include "ledger/ledger.h"

#include "harness.h"

enum { SIZES = 130, PROOF_ROOM = FOI_PROOF_MAX + 1 };

/* ---- the definition, word for word (RFC 9162, 2.1.1) ----------------------------------------------------- */

static foi_digest leaves[SIZES];

static foi_digest two(const foi_digest *a, const foi_digest *b)
{
    uint8_t bytes[65] = {1};
    foi_digest out;

    memcpy(bytes + 1, a, 32);
    memcpy(bytes + 33, b, 32);
    crypto_hash_sha256(out.bytes, bytes, sizeof bytes);
    return out;
}

static foi_digest defined_root(size_t from, size_t to)
{
    foi_digest left, right, out;
    size_t k = 1;

    if (from == to) {
        crypto_hash_sha256(out.bytes, NULL, 0);
        return out;
    }
    if (to - from == 1)
        return leaves[from];
    while (2 * k < to - from)
        k *= 2;
    left = defined_root(from, from + k);
    right = defined_root(from + k, to);
    return two(&left, &right);
}

static void make_leaves(void)
{
    for (unsigned i = 0; i < SIZES; i++)
        foi_merkle_leaf(&leaves[i], &i, sizeof i);
}

static int read_leaves(void *from_where, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    const foi_digest *all = from_where;

    (void)err;
    for (uint64_t i = from; i < to; i++)
        foi__frontier_add(into, &all[i]);
    return FOI_OK;
}

static const foi__leaves source = {read_leaves, leaves};

/* Bytes and roots that other implementations of the RFC publish. */
START_TEST(published_roots)
{
    static const struct {
        const char *leaf, *root;
    } known[] = {
        {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    };
    foi__frontier f = {0};
    foi_digest root;
    char hex[65];

    foi__frontier_root(&f, &root);
    ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, root.bytes, 32),
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        uint8_t bytes[16];
        size_t len = 0;
        foi_digest leaf;

        ck_assert_int_eq(sodium_hex2bin(bytes, sizeof bytes, known[i].leaf, strlen(known[i].leaf), NULL, &len, NULL), 0);
        foi_merkle_leaf(&leaf, bytes, len);
        foi__frontier_add(&f, &leaf);
        foi__frontier_root(&f, &root);
        ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, root.bytes, 32), known[i].root);
    }
}
END_TEST

START_TEST(every_size_has_the_defined_root)
{
    foi__frontier f = {0};

    for (size_t n = 0; n < SIZES; n++) {
        foi_digest root, want = defined_root(0, n);

        foi__frontier_root(&f, &root);
        ck_assert_msg(foi__digest_same(&root, &want), "%zu leaves", n);
        foi__frontier_add(&f, &leaves[n]);
    }
}
END_TEST

START_TEST(every_inclusion)
{
    for (size_t n = 1; n < SIZES; n++) {
        foi_digest root = defined_root(0, n);

        for (size_t i = 0; i < n; i++) {
            foi_digest proof[PROOF_ROOM];
            size_t count = 0;

            ck_assert_int_eq(foi__merkle_inclusion(&source, n, i, proof, &count, NULL), FOI_OK);
            if (foi_merkle_included(&root, n, i, &leaves[i], proof, count, NULL) != FOI_OK)
                ck_abort_msg("leaf %zu of %zu", i, n);
            if (n > 1 && foi_merkle_included(&root, n, i, &leaves[(i + 1) % n], proof, count, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("another leaf passes for %zu of %zu", i, n);
            if (foi_merkle_included(&root, n, (i + 1) % (n + 1), &leaves[i], proof, count, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("leaf %zu of %zu passes for the next", i, n);
            if (count > 0 && foi_merkle_included(&root, n, i, &leaves[i], proof, count - 1, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("short proof of %zu of %zu", i, n);
            proof[count] = root;
            if (foi_merkle_included(&root, n, i, &leaves[i], proof, count + 1, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("long proof of %zu of %zu", i, n);
        }
    }
}
END_TEST

START_TEST(every_consistency)
{
    for (size_t n = 0; n < SIZES; n++) {
        foi_digest root = defined_root(0, n);

        for (size_t m = 0; m <= n; m++) {
            foi_digest old = defined_root(0, m), other = leaves[0], proof[PROOF_ROOM];
            size_t count = 0;

            ck_assert_int_eq(foi__merkle_consistency(&source, n, m, proof, &count, NULL), FOI_OK);
            if (foi_merkle_continues(&root, n, &old, m, proof, count, NULL) != FOI_OK)
                ck_abort_msg("%zu from %zu", n, m);
            other.bytes[0] ^= 1;
            if (foi_merkle_continues(&root, n, &other, m, proof, count, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("%zu from %zu with another old root", n, m);
            if (foi_merkle_continues(&other, n, &old, m, proof, count, NULL) != FOI_ERR_PROOF && m > 0)
                ck_abort_msg("%zu from %zu with another root", n, m);
            if (count > 0 && foi_merkle_continues(&root, n, &old, m, proof, count - 1, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("%zu from %zu, short proof", n, m);
            proof[count] = root;
            if (foi_merkle_continues(&root, n, &old, m, proof, count + 1, NULL) != FOI_ERR_PROOF)
                ck_abort_msg("%zu from %zu, long proof", n, m);
        }
        if (foi_merkle_continues(&root, n, &root, n + 1, NULL, 0, NULL) != FOI_ERR_PROOF)
            ck_abort_msg("a smaller log passes for a larger one: %zu", n);
    }
}
END_TEST

static int fails_to_read(void *from_where, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    (void)from_where, (void)from, (void)to, (void)into, (void)err;
    return FOI_ERR_MEMORY;
}

/* A proof is only as good as the leaves that could be read; and none is longer than a tree can be high. */
START_TEST(proofs_that_cannot_be)
{
    const foi__leaves broken = {fails_to_read, NULL};
    foi_digest proof[64], root = defined_root(0, 8);
    size_t count = 0;

    memset(proof, 0, sizeof proof);
    ck_assert_int_eq(foi__merkle_inclusion(&broken, 8, 3, proof, &count, NULL), FOI_ERR_MEMORY);
    ck_assert_int_eq(foi__merkle_consistency(&broken, 8, 3, proof, &count, NULL), FOI_ERR_MEMORY);
    ck_assert_int_eq(foi_merkle_included(&root, UINT64_MAX, 3, &leaves[3], proof, 64, NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_merkle_continues(&root, UINT64_MAX, &root, 8, proof, 64, NULL), FOI_ERR_PROOF);
}
END_TEST

/* Every bit of every proof and leaf, turned. */
START_TEST(no_turned_bit_passes)
{
    size_t turned = 0;

    for (size_t n = 1; n <= 32; n++) {
        foi_digest root = defined_root(0, n), proof[PROOF_ROOM];
        size_t count = 0;

        for (size_t i = 0; i < n; i++) {
            foi__merkle_inclusion(&source, n, i, proof, &count, NULL);
            for (size_t bit = 0; bit < count * 256; bit++, turned++) {
                proof[bit / 256].bytes[bit / 8 % 32] ^= (uint8_t)(1u << bit % 8);
                if (foi_merkle_included(&root, n, i, &leaves[i], proof, count, NULL) != FOI_ERR_PROOF)
                    ck_abort_msg("leaf %zu of %zu, bit %zu", i, n, bit);
                proof[bit / 256].bytes[bit / 8 % 32] ^= (uint8_t)(1u << bit % 8);
            }
        }
        for (size_t m = 1; m < n; m++) {
            foi_digest old = defined_root(0, m);

            foi__merkle_consistency(&source, n, m, proof, &count, NULL);
            for (size_t bit = 0; bit < count * 256; bit++, turned++) {
                proof[bit / 256].bytes[bit / 8 % 32] ^= (uint8_t)(1u << bit % 8);
                if (foi_merkle_continues(&root, n, &old, m, proof, count, NULL) != FOI_ERR_PROOF)
                    ck_abort_msg("%zu from %zu, bit %zu", n, m, bit);
                proof[bit / 256].bytes[bit / 8 % 32] ^= (uint8_t)(1u << bit % 8);
            }
        }
    }
    ck_assert_uint_gt(turned, 500000);
}
END_TEST

/* ---- keys and notes -------------------------------------------------------------------------------------- */

static foi_key *key_of(const char *name, int kind, uint8_t seed)
{
    uint8_t bytes[32];
    foi_key *key = NULL;

    memset(bytes, seed, sizeof bytes);
    ck_assert_int_eq(foi_key_new(&key, name, kind, bytes, NULL), FOI_OK);
    return key;
}

static foi_key *public_of(const foi_key *key)
{
    char text[512];
    foi_key *out = NULL;

    ck_assert_uint_lt(foi_key_public_text(key, text, sizeof text), sizeof text);
    ck_assert_int_eq(foi_key_parse(&out, text, strlen(text), NULL), FOI_OK);
    return out;
}

/* The key of the example in the specification of signed notes. */
START_TEST(a_published_key_reads)
{
    static const char text[] = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    static const char want[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    char back[512];
    foi_key *key = NULL;

    ck_assert_int_eq(foi_key_parse(&key, text, strlen(text), NULL), FOI_OK);
    foi_key_public_text(key, back, sizeof back);
    ck_assert_str_eq(back, want);
    foi_key_secret_text(key, back, sizeof back);
    ck_assert_str_eq(back, text);
    foi_key_free(key);
}
END_TEST

/* Every text of four bytes that begins with one of 256: what reads is written back the same. */
START_TEST(base64_has_one_spelling)
{
    char text[4] = {0, 'A', 'w', '='}, back[8];
    uint8_t bytes[2];
    size_t read = 0;

    for (unsigned c = 0; c < 256 * 256; c++) {
        foi__out out = {back, sizeof back, 0};

        text[0] = (char)(c >> 8);
        text[2] = (char)c;
        if (!foi__read_base64(bytes, sizeof bytes, text, sizeof text))
            continue;
        foi__put_base64(&out, bytes, sizeof bytes);
        ck_assert_mem_eq(text, back, sizeof text);
        read++;
    }
    ck_assert_uint_eq(read, 64 * 16);
    ck_assert(!foi__read_base64(bytes, 1, text, 3));
}
END_TEST

START_TEST(keys_that_are_none)
{
    static const char *const bad[] = {
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", /* the hash of another key */
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW=",
        "PeterNeumann+c74f20a3+AxpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", /* a kind that is none */
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq\xdaLDE4izWy10TW", /* a slash for libsodium */
    };
    static const char *const names[] = {"", "a b", "a+b", "a\nb", "\xc3\xa9"};
    const uint8_t seed[32] = {0};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        foi_key *key = NULL;

        ck_assert_msg(foi_key_parse(&key, bad[i], strlen(bad[i]), NULL) == FOI_ERR_SYNTAX && key == NULL, "%s", bad[i]);
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        foi_key *key = NULL;

        ck_assert_msg(foi_key_new(&key, names[i], FOI_KEY_LOG, seed, NULL) == FOI_ERR_ARGUMENT, "%s", names[i]);
    }
    ck_assert_int_eq(foi_key_new(NULL, "a", 3, seed, NULL), FOI_ERR_ARGUMENT);
}
END_TEST

static const char origin[] = "ppid.example.go.id/log";

static size_t checkpoint(char *buf, size_t size, const foi_key *key, size_t n)
{
    foi_checkpoint c = {.size = sizeof c, .leaves = n, .root = defined_root(0, n)};
    size_t needed = 0;

    strcpy(c.origin, origin);
    ck_assert_int_eq(foi_checkpoint_sign(&c, key, buf, size, &needed, NULL), FOI_OK);
    ck_assert_uint_lt(needed, size);
    return needed;
}

START_TEST(a_checkpoint_is_signed_and_read)
{
    foi_key *log = key_of("ppid", FOI_KEY_LOG, 1), *witness = key_of("komisi", FOI_KEY_WITNESS, 2);
    foi_key *log_public = public_of(log), *witness_public = public_of(witness), *other = key_of("ppid", FOI_KEY_LOG, 3);
    const foi_key *keys[] = {witness_public, log_public, other};
    char note[2048], cosigned[2048], old[2048];
    foi_checkpoint c = {.size = sizeof c};
    foi_digest proof[PROOF_ROOM], want = defined_root(0, 77);
    uint64_t signers = 0, times[3];
    size_t len = checkpoint(note, sizeof note, log, 77), old_len = checkpoint(old, sizeof old, log, 50), needed = 0, count;

    ck_assert_int_eq(foi_checkpoint_read(&c, note, len, keys, 3, &signers, times, NULL), FOI_OK);
    ck_assert_uint_eq(signers, 2);
    ck_assert_uint_eq(c.leaves, 77);
    ck_assert_str_eq(c.origin, origin);
    ck_assert(foi__digest_same(&c.root, &want));

    foi__merkle_consistency(&source, 77, 50, proof, &count, NULL);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, old, old_len, log_public, witness, proof, count, 1764000000, cosigned,
                                           sizeof cosigned, &needed, NULL), FOI_OK);
    ck_assert_int_eq(foi_checkpoint_read(&c, cosigned, needed, keys, 3, &signers, times, NULL), FOI_OK);
    ck_assert_uint_eq(signers, 3);
    ck_assert_uint_eq(times[0], 1764000000);
    ck_assert_uint_eq(times[1], 0);

    /* not signed by the log; the smaller for the larger; another proof; a key that cannot sign */
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, NULL, 0, other, witness, NULL, 0, 1, cosigned, sizeof cosigned, &needed,
                                           NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_checkpoint_cosign(old, old_len, note, len, log_public, witness, proof, count, 1, cosigned,
                                           sizeof cosigned, &needed, NULL), FOI_ERR_PROOF);
    proof[0].bytes[7] ^= 1;
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, old, old_len, log_public, witness, proof, count, 1, cosigned,
                                           sizeof cosigned, &needed, NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, NULL, 0, log_public, witness_public, NULL, 0, 1, cosigned,
                                           sizeof cosigned, &needed, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, NULL, 0, log_public, log, NULL, 0, 1, cosigned, sizeof cosigned,
                                           &needed, NULL), FOI_ERR_ARGUMENT);
    foi_key_free(log);
    foi_key_free(witness);
    foi_key_free(log_public);
    foi_key_free(witness_public);
    foi_key_free(other);
}
END_TEST

/* Every bit of a note: another text has no signature, another signature does not hold, or it is no note any more. */
START_TEST(no_turned_bit_of_a_note_passes)
{
    foi_key *log = key_of("ppid", FOI_KEY_LOG, 1);
    const foi_key *keys[] = {log};
    char note[2048];
    size_t len = checkpoint(note, sizeof note, log, 77);

    for (size_t bit = 0; bit < len * 8; bit++) {
        foi_checkpoint c = {.size = sizeof c};
        uint64_t signers = 0;

        note[bit / 8] = (char)(note[bit / 8] ^ 1 << bit % 8);
        if (foi_checkpoint_read(&c, note, len, keys, 1, &signers, NULL, NULL) == FOI_OK && signers != 0)
            ck_abort_msg("bit %zu", bit);
        note[bit / 8] = (char)(note[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t n = 0; n < len; n++) {
        foi_checkpoint c = {.size = sizeof c};

        if (foi_checkpoint_read(&c, note, n, keys, 1, NULL, NULL, NULL) == FOI_OK)
            ck_abort_msg("cut at %zu", n);
    }
    foi_key_free(log);
}
END_TEST

START_TEST(notes_have_limits)
{
    foi_key *log = key_of("ppid", FOI_KEY_LOG, 1);
    const foi_key *keys[65] = {log};
    char note[4096], line[512];
    foi_checkpoint c = {.size = sizeof c};
    size_t len = checkpoint(note, sizeof note, log, 5);
    uint64_t signers = 0;

    snprintf(line, sizeof line, "%s", strstr(note, "\n\n") + 2);
    for (int i = 1; i < FOI_SIGNATURES_MAX; i++)
        strcat(note, line);
    ck_assert_int_eq(foi_checkpoint_read(&c, note, strlen(note), keys, 1, &signers, NULL, NULL), FOI_OK);
    strcat(note, line);
    ck_assert_int_eq(foi_checkpoint_read(&c, note, strlen(note), keys, 1, &signers, NULL, NULL), FOI_ERR_LIMIT);
    ck_assert_int_eq(foi_checkpoint_read(&c, note, len, keys, 65, &signers, NULL, NULL), FOI_ERR_LIMIT);
    c.leaves = 5;
    strcpy(c.origin, "two words");
    ck_assert_int_eq(foi_checkpoint_sign(&c, log, note, sizeof note, &len, NULL), FOI_ERR_ARGUMENT);
    memset(c.origin, 'a', sizeof c.origin);
    ck_assert_int_eq(foi_checkpoint_sign(&c, log, note, sizeof note, &len, NULL), FOI_ERR_ARGUMENT);
    foi_key_free(log);
}
END_TEST

/* A text, or a line of a signature, that is almost a note. */
START_TEST(notes_that_are_none)
{
#define ROOT "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define LINE "\xe2\x80\x94 a AAAAAAAA\n"
    static const char *const bad[] = {
        "", "\n\n", "x\n", "\n\n" LINE, "x\n\n" LINE, "x\n1\n\n" LINE, "x y\n1\n" ROOT "\n\n" LINE,
        "x\n\n" ROOT "\n\n" LINE, "x\n01\n" ROOT "\n\n" LINE, "x\n1a\n" ROOT "\n\n" LINE, "x\n-1\n" ROOT "\n\n" LINE,
        "x\n1234567890123456789\n" ROOT "\n\n" LINE, "x\n1\n" ROOT " \n\n" LINE, "x\n1\n" ROOT "\n\n",
        "x\n1\n" ROOT "\n\na AAAAAAAA\n", "x\n1\n" ROOT "\n\n\xe2\x80\x94 aAAAAAAAA\n", "x\n1\n" ROOT "\n\n\xe2\x80\x94 a AAAAAAA\n",
        "x\n1\n" ROOT "\n\n\xe2\x80\x94  AAAAAAAA\n", "x\n1\n" ROOT "\n\n\xe2\x80\x94 \n", "x\n1\n" ROOT "\n\n" LINE "more",
        "x\n1\n" ROOT "\n\xff\n\n" LINE,
    };
    static const char *const good[] = {
        "x\n0\n" ROOT "\n\n" LINE, "x\n123456789012345678\n" ROOT "\n\n" LINE, "x\n1\n" ROOT "\nmore\n\nof it\n\n" LINE LINE,
    };
    foi_checkpoint c = {.size = sizeof c};
    char *large = malloc(FOI_NOTE_BYTES + 1);

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(foi_checkpoint_read(&c, bad[i], strlen(bad[i]), NULL, 0, NULL, NULL, NULL) == FOI_ERR_SYNTAX, "%s", bad[i]);
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        ck_assert_msg(foi_checkpoint_read(&c, good[i], strlen(good[i]), NULL, 0, NULL, NULL, NULL) == FOI_OK, "%s", good[i]);
    ck_assert_ptr_nonnull(large);
    memset(large, 'x', FOI_NOTE_BYTES + 1);
    ck_assert_int_eq(foi_checkpoint_read(&c, large, FOI_NOTE_BYTES, NULL, 0, NULL, NULL, NULL), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_checkpoint_read(&c, large, FOI_NOTE_BYTES + 1, NULL, 0, NULL, NULL, NULL), FOI_ERR_LIMIT);
    free(large);
    c.size = 1;
    ck_assert_int_eq(foi_checkpoint_read(&c, good[0], strlen(good[0]), NULL, 0, NULL, NULL, NULL), FOI_ERR_ABI);
}
END_TEST

/* What a witness has signed before must itself be a checkpoint of that log, signed by it. */
START_TEST(a_state_that_a_witness_cannot_go_on_from)
{
    foi_key *log = key_of("ppid", FOI_KEY_LOG, 1), *witness = key_of("komisi", FOI_KEY_WITNESS, 2), *other = key_of("x", FOI_KEY_LOG, 3);
    char note[2048], old[2048], out[4096];
    foi_checkpoint c = {.size = sizeof c, .leaves = 77, .root = defined_root(0, 77), .origin = "else"};
    size_t len = checkpoint(note, sizeof note, log, 77), old_len = checkpoint(old, sizeof old, other, 77), needed = 0;

    ck_assert_int_eq(foi_checkpoint_cosign(note, len, old, old_len, log, witness, NULL, 0, 1, out, sizeof out, &needed, NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, "x", 1, log, witness, NULL, 0, 1, out, sizeof out, &needed, NULL), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_checkpoint_sign(&c, log, old, sizeof old, &old_len, NULL), FOI_OK);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, old, old_len, log, witness, NULL, 0, 1, out, sizeof out, &needed, NULL), FOI_ERR_PROOF);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, note, len, log, witness, NULL, 0, UINT64_MAX, out, sizeof out, &needed, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_checkpoint_cosign(note, len, note, len, log, witness, NULL, 0, INT64_MAX, out, sizeof out, &needed, NULL), FOI_OK);
    foi_key_free(log);
    foi_key_free(witness);
    foi_key_free(other);
}
END_TEST

/* ---- leaves ---------------------------------------------------------------------------------------------- */

static foi__text text(const char *bytes)
{
    return (foi__text){bytes, (uint32_t)strlen(bytes)};
}

static foi__leaf sample(void)
{
    foi__leaf leaf = {.origin = text(origin), .index = 41, .version = 3, .kind = text("request_answered"), .day = 20367,
                      .received = FOI_DAY_NONE, .recorded = INT64_C(1759710000123456), .offset = 420,
                      .role = text("ppid"), .number = text("001/PPID/2025"), .field_count = 2, .file_count = 1};
    const uint8_t salt[FOI__SALT] = {9};

    memset(leaf.item, 0x11, sizeof leaf.item);
    memset(leaf.actor, 0x22, sizeof leaf.actor);
    memset(leaf.law.bytes, 0x33, sizeof leaf.law.bytes);
    memset(leaf.previous.bytes, 0x44, sizeof leaf.previous.bytes);
    leaf.fields[0] = (foi__leaf_field){.tag = text("note"), .committed = true};
    foi__commit(&leaf.fields[0].commitment, salt, text("note"), text("Budi"));
    leaf.fields[1] = (foi__leaf_field){.tag = text("outcome"), .value = text("granted")};
    memset(leaf.files[0].digest.bytes, 0x55, sizeof leaf.files[0].digest.bytes);
    leaf.files[0].len = 1234;
    return leaf;
}

/* The bytes of format 1 are fixed for ever: this hash was taken when the format was made. */
START_TEST(the_bytes_of_a_leaf_are_fixed)
{
    foi__leaf leaf = sample(), back;
    uint8_t bytes[1024], again[1024];
    size_t len = foi__leaf_write(&leaf, bytes, sizeof bytes);
    foi_digest digest;
    char hex[65];

    ck_assert_uint_eq(foi__leaf_write(&leaf, NULL, 0), len);
    ck_assert_uint_eq(len, 300);
    foi_merkle_leaf(&digest, bytes, len);
    ck_assert_str_eq(sodium_bin2hex(hex, sizeof hex, digest.bytes, 32), "cedb9c55820270ccbc6a23f217f26e9d8e70b00cfefcc393ed4ab76390b0590e");
    ck_assert(foi__leaf_read(&back, bytes, len));
    ck_assert_uint_eq(foi__leaf_write(&back, again, sizeof again), len);
    ck_assert_mem_eq(bytes, again, len);
    ck_assert_int_eq(back.received, FOI_DAY_NONE);
    ck_assert_int_eq(back.offset, 420);
}
END_TEST

static bool reads(const foi__leaf *leaf)
{
    uint8_t bytes[8192];
    foi__leaf back;
    size_t len = foi__leaf_write(leaf, bytes, sizeof bytes);

    ck_assert_uint_le(len, sizeof bytes);
    return foi__leaf_read(&back, bytes, len);
}

/* Each limit at the last value that passes, and one beyond it. */
START_TEST(a_leaf_has_limits)
{
    static const int64_t day = INT64_C(86400000000);
    char name[66], many[17][2];
    foi__leaf leaf = sample();

    memset(name, 'n', sizeof name);
    leaf.version = 0, ck_assert(!reads(&leaf)), leaf.version = UINT32_MAX, ck_assert(reads(&leaf));
    leaf.index = INT64_MAX, ck_assert(reads(&leaf)), leaf.index++, ck_assert(!reads(&leaf)), leaf.index = 41;
    leaf.kind.len = 0, ck_assert(!reads(&leaf)), leaf.kind = (foi__text){name, 64}, ck_assert(reads(&leaf));
    leaf.kind.len++, ck_assert(!reads(&leaf)), leaf.kind = text("x");
    leaf.day = FOI_DAY_MAX, ck_assert(reads(&leaf)), leaf.day++, ck_assert(!reads(&leaf));
    leaf.day = FOI_DAY_MIN, ck_assert(reads(&leaf)), leaf.day--, ck_assert(!reads(&leaf)), leaf.day = 1;
    leaf.received = FOI_DAY_MAX, ck_assert(reads(&leaf)), leaf.received++, ck_assert(!reads(&leaf));
    leaf.received = FOI_DAY_MIN, ck_assert(reads(&leaf)), leaf.received--, ck_assert(!reads(&leaf)), leaf.received = 1;
    leaf.offset = 1439, ck_assert(reads(&leaf)), leaf.offset++, ck_assert(!reads(&leaf));
    leaf.offset = -1439, ck_assert(reads(&leaf)), leaf.offset--, ck_assert(!reads(&leaf)), leaf.offset = 0;
    leaf.recorded = FOI_DAY_MIN * day, ck_assert(reads(&leaf)), leaf.recorded--, ck_assert(!reads(&leaf));
    leaf.recorded = (FOI_DAY_MAX + 1) * day - 1, ck_assert(reads(&leaf)), leaf.recorded++, ck_assert(!reads(&leaf));
    leaf.recorded--, leaf.offset = 1, ck_assert(!reads(&leaf)); /* the local clock is in the year 10000 */
    leaf.recorded = FOI_DAY_MIN * day, leaf.offset = -1, ck_assert(!reads(&leaf)), leaf.recorded = 0;
    leaf.files[0].len = INT64_MAX, ck_assert(reads(&leaf)), leaf.files[0].len++, ck_assert(!reads(&leaf));
    leaf.file_count = 0, leaf.field_count = 16;
    for (int i = 0; i < 16; i++) {
        many[i][0] = (char)('a' + i);
        leaf.fields[i] = (foi__leaf_field){.tag = {many[i], 1}, .value = text("")};
    }
    ck_assert(reads(&leaf));
    leaf.fields[3].tag = leaf.fields[2].tag, ck_assert(!reads(&leaf)), leaf.fields[3].tag.len = 0, ck_assert(!reads(&leaf));
}
END_TEST

/* What reads is written again in the same bytes: an event has one spelling only. */
START_TEST(a_leaf_has_one_spelling)
{
    foi__leaf leaf = sample(), back;
    uint8_t bytes[1024], again[1024];
    size_t len = foi__leaf_write(&leaf, bytes, sizeof bytes), read = 0;

    for (size_t cut = 0; cut < len; cut++)
        ck_assert(!foi__leaf_read(&back, bytes, cut));
    ck_assert(!foi__leaf_read(&back, bytes, len + 1));
    for (size_t i = 0; i < len; i++)
        for (unsigned value = 0; value < 256; value++) { /* the last one is the first again */
            bytes[i] = (uint8_t)(bytes[i] + 1);
            if (!foi__leaf_read(&back, bytes, len))
                continue;
            read++;
            if (foi__leaf_write(&back, again, sizeof again) != len || memcmp(bytes, again, len) != 0)
                ck_abort_msg("byte %zu", i);
        }
    ck_assert_uint_gt(read, 1000);
}
END_TEST

START_TEST(a_commitment_is_of_one_value)
{
    uint8_t salt[FOI__SALT] = {1};
    foi_digest a, b;

    foi__commit(&a, salt, text("name"), text("Budi"));
    foi__commit(&b, salt, text("name"), text("Budi"));
    ck_assert(foi__digest_same(&a, &b));
    foi__commit(&b, salt, text("nameB"), text("udi")); /* the length of the tag counts */
    ck_assert(!foi__digest_same(&a, &b));
    salt[31] ^= 1;
    foi__commit(&b, salt, text("name"), text("Budi"));
    ck_assert(!foi__digest_same(&a, &b));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ledger");
    TCase *trees = tcase_create("trees"), *notes = tcase_create("notes"), *turned = tcase_create("turned bits");
    TCase *bytes = tcase_create("leaves");

    make_leaves();
    tcase_set_timeout(trees, 120);
    tcase_set_tags(trees, "exhaustive"); /* millions of hashes: too much for valgrind */
    tcase_set_tags(turned, "exhaustive");
    tcase_add_test(trees, published_roots);
    tcase_add_test(trees, every_size_has_the_defined_root);
    tcase_add_test(trees, every_inclusion);
    tcase_add_test(trees, every_consistency);
    tcase_add_test(trees, proofs_that_cannot_be);
    tcase_add_test(trees, no_turned_bit_passes);
    suite_add_tcase(suite, trees);
    tcase_add_test(notes, a_published_key_reads);
    tcase_add_test(notes, base64_has_one_spelling);
    tcase_add_test(notes, keys_that_are_none);
    tcase_add_test(notes, a_checkpoint_is_signed_and_read);
    tcase_add_test(turned, no_turned_bit_of_a_note_passes);
    suite_add_tcase(suite, turned);
    tcase_add_test(notes, notes_have_limits);
    tcase_add_test(notes, notes_that_are_none);
    tcase_add_test(notes, a_state_that_a_witness_cannot_go_on_from);
    suite_add_tcase(suite, notes);
    tcase_add_test(bytes, the_bytes_of_a_leaf_are_fixed);
    tcase_add_test(bytes, a_leaf_has_limits);
    tcase_add_test(bytes, a_leaf_has_one_spelling);
    tcase_add_test(bytes, a_commitment_is_of_one_value);
    suite_add_tcase(suite, bytes);
    return harness_run(suite);
}
