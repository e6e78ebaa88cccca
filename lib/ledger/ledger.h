/* The inside of the ledger room: the growing tree, notes, the bytes of a leaf. */
#ifndef FOI_LEDGER_INTERNAL_H
#define FOI_LEDGER_INTERNAL_H

#include "base/base.h"
#include "foi-store/ledger.h"

/* ---- merkle.c ------------------------------------------------------------------------------------------ */

/* The roots of the whole subtrees that a tree consists of, the largest first: all that it needs to grow. */
typedef struct foi__frontier {
    uint64_t leaves;
    uint32_t count;
    foi_digest nodes[64];
} foi__frontier;

void foi__frontier_add(foi__frontier *f, const foi_digest *leaf);
void foi__frontier_root(const foi__frontier *f, foi_digest *root); /* of an empty tree: SHA-256 of nothing */

/* The hashes of leaves [from, to), one call each, in order. Returns FOI_OK or what stopped it. */
typedef struct foi__leaves {
    int (*read)(void *from_where, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err);
    void *from_where;
} foi__leaves;

/* proof has room for FOI_PROOF_MAX hashes. */
int foi__merkle_inclusion(const foi__leaves *leaves, uint64_t size, uint64_t index, foi_digest *proof, size_t *count,
                          foi_error *err);
int foi__merkle_consistency(const foi__leaves *leaves, uint64_t size, uint64_t old_size, foi_digest *proof,
                            size_t *count, foi_error *err);

static inline bool foi__digest_same(const foi_digest *a, const foi_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* ---- note.c and key.c ---------------------------------------------------------------------------------- */

bool foi__name_good(const char *name, size_t len); /* of a log or a key */

enum { FOI__BASE64_DIGEST = 44 }; /* characters of a digest in base64 */

void foi__put_base64(foi__out *out, const void *bytes, size_t len);
/* Exactly `want` bytes, written in the only way; false for anything else. */
bool foi__read_base64(void *bytes, size_t want, const char *text, size_t len);

/* ---- leaf.c -------------------------------------------------------------------------------------------- */

enum {
    FOI__LEAF_FORMAT = 1,
    FOI__LEAF_FIELDS = 16,
    FOI__LEAF_FILES = 16,
    FOI__LEAF_NAME = 64,    /* bytes of a kind, role or tag */
    FOI__LEAF_VALUE = 1024, /* bytes of a value in the clear */
    FOI__SALT = 32
};

typedef struct foi__text {
    const char *bytes;
    uint32_t len;
} foi__text;

/* A field of an event: in the clear, or as a commitment to what lies in the vault. */
typedef struct foi__leaf_field {
    foi__text tag, value; /* value: of one in the clear */
    bool committed;
    foi_digest commitment;
} foi__leaf_field;

typedef struct foi__leaf_file {
    foi_digest digest; /* of the bytes as stored */
    uint64_t len;
} foi__leaf_file;

/* An event as the ledger has it. Texts borrow. */
typedef struct foi__leaf {
    foi__text origin;
    uint64_t index;              /* place in the log */
    uint8_t item[16];            /* the case */
    uint32_t version;            /* number of the event in the case, from 1 */
    foi__text kind;              /* of the event */
    foi_day day, received;       /* received FOI_DAY_NONE: not on file */
    int64_t recorded;            /* microseconds since 1970, UTC */
    int16_t offset;              /* minutes that the local clock was ahead */
    uint8_t actor[16];           /* pseudonym of the officer */
    foi__text role;
    foi_digest law;              /* identity of the rule packs */
    foi__text number;            /* of registration, "" if it has none */
    foi_digest previous;         /* hash of the leaf before in the case; zeros for the first */
    size_t field_count, file_count;
    foi__leaf_field fields[FOI__LEAF_FIELDS];
    foi__leaf_file files[FOI__LEAF_FILES];
} foi__leaf;

/* Size, then fill: returns the bytes needed. */
size_t foi__leaf_write(const foi__leaf *leaf, uint8_t *buf, size_t size);
/* False for bytes that foi__leaf_write() never writes. */
bool foi__leaf_read(foi__leaf *leaf, const uint8_t *bytes, size_t len);
void foi__commit(foi_digest *out, const uint8_t salt[FOI__SALT], foi__text tag, foi__text value);

#endif
