/*
 * Merkle trees of RFC 6962 with SHA-256. A tree of n leaves splits at the largest power of two below n; leaves and
 * inner nodes are hashed with a different first byte, so that none can pass for the other.
 */
#include <sodium.h>

#include "ledger/ledger.h"

enum { LEAF = 0, NODE = 1 };

void foi_merkle_leaf(foi_digest *out, const void *leaf, size_t len)
{
    crypto_hash_sha256_state s;
    const uint8_t prefix = LEAF;

    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, &prefix, 1);
    crypto_hash_sha256_update(&s, leaf, len);
    crypto_hash_sha256_final(&s, out->bytes);
}

static foi_digest node(const foi_digest *left, const foi_digest *right)
{
    uint8_t bytes[65] = {NODE};
    foi_digest out;

    memcpy(bytes + 1, left->bytes, 32);
    memcpy(bytes + 33, right->bytes, 32);
    crypto_hash_sha256(out.bytes, bytes, sizeof bytes);
    return out;
}

/* ---- a tree that grows --------------------------------------------------------------------------------- */

/* Each one at the end of the number of leaves, in binary, is a subtree that is whole now. */
void foi__frontier_add(foi__frontier *f, const foi_digest *leaf)
{
    f->nodes[f->count++] = *leaf;
    f->leaves++;
    for (uint64_t n = f->leaves; (n & 1) == 0; n >>= 1) {
        f->nodes[f->count - 2] = node(&f->nodes[f->count - 2], &f->nodes[f->count - 1]);
        f->count--;
    }
}

/* From the smallest subtree upward: each is the right half of a tree whose left half is the next larger one. */
void foi__frontier_root(const foi__frontier *f, foi_digest *root)
{
    if (f->count == 0) {
        crypto_hash_sha256(root->bytes, NULL, 0);
        return;
    }
    *root = f->nodes[f->count - 1];
    for (size_t i = f->count - 1; i > 0; i--)
        *root = node(&f->nodes[i - 1], root);
}

/* ---- proofs -------------------------------------------------------------------------------------------- */

/* Where RFC 6962 splits a tree; the left half is always whole, so it never changes when the tree grows. */
static uint64_t split(uint64_t n) /* the largest power of two below n > 1 */
{
    uint64_t k = 1;

    while (k << 1 < n && k << 1 != 0)
        k <<= 1;
    return k;
}

static int root_of(const foi__leaves *leaves, uint64_t from, uint64_t to, foi_digest *root, foi_error *err)
{
    foi__frontier f = {0};
    int code = leaves->read(leaves->from_where, from, to, &f, err);

    if (code == FOI_OK)
        foi__frontier_root(&f, root);
    return code;
}

static void turn_round(foi_digest *proof, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        foi_digest spare = proof[i];

        proof[i] = proof[count - 1 - i];
        proof[count - 1 - i] = spare;
    }
}

/* From the root down, at each split the half that the leaf is not in; a proof goes upward. */
int foi__merkle_inclusion(const foi__leaves *leaves, uint64_t size, uint64_t index, foi_digest *proof, size_t *count,
                          foi_error *err)
{
    uint64_t from = 0, to = size;
    int code = FOI_OK;

    *count = 0;
    while (to - from > 1 && code == FOI_OK) {
        uint64_t middle = from + split(to - from);
        bool left = index < middle;

        code = root_of(leaves, left ? middle : from, left ? to : middle, &proof[(*count)++], err);
        from = left ? from : middle;
        to = left ? middle : to;
    }
    turn_round(proof, *count);
    return code;
}

/* The same way down to the last subtree of the old tree that is whole in the new one. */
int foi__merkle_consistency(const foi__leaves *leaves, uint64_t size, uint64_t old_size, foi_digest *proof,
                            size_t *count, foi_error *err)
{
    uint64_t from = 0, to = size;
    int code = FOI_OK;

    *count = 0;
    if (old_size == 0)
        return FOI_OK;
    while (to != old_size && code == FOI_OK) {
        uint64_t middle = from + split(to - from);
        bool left = old_size <= middle;

        code = root_of(leaves, left ? middle : from, left ? to : middle, &proof[(*count)++], err);
        from = left ? from : middle;
        to = left ? middle : to;
    }
    if (code == FOI_OK && from > 0) /* else it is the old root, which the reader has */
        code = root_of(leaves, from, to, &proof[(*count)++], err);
    turn_round(proof, *count);
    return code;
}

/* ---- checking ------------------------------------------------------------------------------------------ */

/*
 * Upward from the leaf: a bit of the place tells on which side the next hash of the proof stands. At the right edge
 * levels without a right half are passed over. `last` runs to 0 only if the proof has exactly as many hashes as the
 * tree has levels there: one that is too short or too long does not hold.
 */
int foi_merkle_included(const foi_digest *root, uint64_t size, uint64_t index, const foi_digest *leaf,
                        const foi_digest *proof, size_t count, foi_error *err)
{
    uint64_t at = index, last = size - 1;
    foi_digest r = *leaf;

    if (index >= size || count > FOI_PROOF_MAX)
        return foi__fail(err, FOI__NOT_INCLUDED, foi__format_number((int64_t)index).text, NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        if (last == 0)
            return foi__fail(err, FOI__NOT_INCLUDED, foi__format_number((int64_t)index).text, NULL, NULL);
        if ((at & 1) != 0 || at == last) {
            r = node(&proof[i], &r);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            r = node(&r, &proof[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    if (last != 0 || !foi__digest_same(&r, root))
        return foi__fail(err, FOI__NOT_INCLUDED, foi__format_number((int64_t)index).text, NULL, NULL);
    return FOI_OK;
}

/*
 * Two roots out of one proof. Begins at the last subtree of the old tree that is whole in the new one; a hash that
 * stands to the left of it belongs to both trees, one to the right to the new one only.
 */
static bool continues(const foi_digest *root, uint64_t size, const foi_digest *old_root, uint64_t old_size,
                      const foi_digest *proof, size_t count)
{
    uint64_t at = old_size - 1, last = size - 1;
    foi_digest old, new;
    size_t i = 0;

    while ((at & 1) != 0) {
        at >>= 1;
        last >>= 1;
    }
    if (at == 0) { /* the old tree is a whole subtree: its root begins the proof and need not be told */
        old = *old_root;
    } else {
        if (count == 0)
            return false;
        old = proof[i++];
    }
    new = old;
    for (; i < count; i++) {
        if (last == 0)
            return false;
        if ((at & 1) != 0 || at == last) {
            old = node(&proof[i], &old);
            new = node(&proof[i], &new);
            while ((at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node(&new, &proof[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && foi__digest_same(&old, old_root) && foi__digest_same(&new, root);
}

/* The ends of the range have no proof to walk along: nothing is continued by everything, a tree only by itself. */
int foi_merkle_continues(const foi_digest *root, uint64_t size, const foi_digest *old_root, uint64_t old_size,
                         const foi_digest *proof, size_t count, foi_error *err)
{
    foi__frontier none = {0};
    foi_digest empty;
    bool good = false;

    foi__frontier_root(&none, &empty);
    if (old_size == 0)
        good = count == 0 && foi__digest_same(old_root, &empty) && (size > 0 || foi__digest_same(root, &empty));
    else if (old_size == size)
        good = count == 0 && foi__digest_same(root, old_root);
    else if (old_size < size && count <= FOI_PROOF_MAX)
        good = continues(root, size, old_root, old_size, proof, count);
    return good ? FOI_OK
                : foi__fail(err, FOI__NOT_CONTINUED, foi__format_number((int64_t)size).text,
                            foi__format_number((int64_t)old_size).text, NULL);
}
