/**
 * @file foi-store/ledger.h
 * The ledger: proofs that a register is what it was.
 *
 * The events of a public body are the leaves of one Merkle tree (RFC 6962, SHA-256) that only grows. A
 * *checkpoint* names the tree, its size and its root, and is signed with Ed25519 as a text note; a *witness*
 * who has seen that it continues the one before signs it too. With a checkpoint in hand anybody can check that
 * an event was recorded (inclusion), and that nothing recorded before was changed (consistency). What bytes a
 * leaf has and what the texts look like is in docs/ledger.md.
 *
 * Nothing here reads a clock or makes random bytes: times and seeds are arguments.
 */
#ifndef FOI_STORE_LEDGER_H
#define FOI_STORE_LEDGER_H

#include "foi/base.h"
#include "foi/date.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** Limits of notes, proofs and evidence. */
enum foi_ledger_limits {
    FOI_PROOF_MAX = 63,        /**< hashes in a proof */
    FOI_SIGNATURES_MAX = 16,   /**< signature lines of a note */
    FOI_NOTE_BYTES = 65536,    /**< longest note */
    FOI_ORIGIN_BYTES = 200,    /**< longest name of a log or of a key */
    FOI_EVIDENCE_BYTES = 67108864 /**< longest evidence file */
};

/** A SHA-256 hash. */
typedef struct foi_digest {
    uint8_t bytes[32]; /**< the hash */
} foi_digest;

/* ---- Merkle trees -------------------------------------------------------------------------------------- */

/** The hash of a leaf: SHA-256 of a zero byte and the bytes of the leaf. Any thread. Since 0.1. */
FOI_API void foi_merkle_leaf(foi_digest *out, const void *leaf, size_t len);

/**
 * Is the leaf in the tree?
 *
 * @param index place of the leaf, from 0
 * @param proof hashes from the leaf upward
 * @returns FOI_OK; FOI_ERR_PROOF if the proof does not hold. Any thread. Since 0.1. Source: RFC 9162, 2.1.3.2.
 */
FOI_API int foi_merkle_included(const foi_digest *root, uint64_t size, uint64_t index, const foi_digest *leaf,
                                const foi_digest *proof, size_t count, foi_error *err);

/**
 * Does the tree continue an older one, all whose leaves it holds unchanged?
 *
 * @returns FOI_OK; FOI_ERR_PROOF if the proof does not hold. An empty tree is continued by every tree, with an
 *          empty proof. Any thread. Since 0.1. Source: RFC 9162, 2.1.4.2.
 */
FOI_API int foi_merkle_continues(const foi_digest *root, uint64_t size, const foi_digest *old_root, uint64_t old_size,
                                 const foi_digest *proof, size_t count, foi_error *err);

/* ---- keys ---------------------------------------------------------------------------------------------- */

/** Whose signature a key makes. */
enum foi_key_kind {
    FOI_KEY_LOG = 1,    /**< of a public body: signs checkpoints of its log */
    FOI_KEY_WITNESS = 4 /**< of a witness: cosigns them, with the time */
};

/** An Ed25519 key with a name: the public half, or both. Immutable. */
typedef struct foi_key foi_key;

/**
 * A new key.
 *
 * @param out  returns new
 * @param name who signs: no blank, no "+", no control character
 * @param kind enum foi_key_kind
 * @param seed 32 random bytes (copies)
 * @returns FOI_OK; FOI_ERR_ARGUMENT for a name or kind that cannot be; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_key_new(foi_key **out, const char *name, int kind, const uint8_t seed[32], foi_error *err);

/**
 * A key from its text: "name+hash+key", or "PRIVATE+KEY+name+hash+key" with both halves.
 *
 * @param out returns new
 * @returns FOI_OK; FOI_ERR_SYNTAX for another text; FOI_ERR_MEMORY. Any thread. Since 0.1.
 */
FOI_API int foi_key_parse(foi_key **out, const char *text, size_t len, foi_error *err);

/** Free a key; the secret half is wiped first. NULL is fine. Since 0.1. */
FOI_API void foi_key_free(foi_key *key);

/** The name (borrows). Any thread. Since 0.1. */
FOI_API const char *foi_key_name(const foi_key *key);

/** enum foi_key_kind. Any thread. Since 0.1. */
FOI_API int foi_key_kind(const foi_key *key);

/** The text of the public half. Size, then fill. @returns bytes needed without NUL. Any thread. Since 0.1. */
FOI_API size_t foi_key_public_text(const foi_key *key, char *buf, size_t size);

/** The text of both halves: keep it secret. Size, then fill. @returns 0 if there is no secret half. Since 0.1. */
FOI_API size_t foi_key_secret_text(const foi_key *key, char *buf, size_t size);

/* ---- checkpoints --------------------------------------------------------------------------------------- */

/** The state of a log. */
typedef struct foi_checkpoint {
    uint32_t size;     /**< sizeof(foi_checkpoint) */
    uint32_t reserved; /**< 0 */
    uint64_t leaves;   /**< how many the tree has */
    foi_digest root; /**< of the tree */
    char origin[208];  /**< the name of the log */
} foi_checkpoint;

/**
 * A signed checkpoint: origin, size and root, each on a line, an empty line, the line of the signature.
 *
 * @param key    of kind FOI_KEY_LOG, with its secret half
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_ARGUMENT for a key that cannot sign this, or an origin that cannot be;
 *          FOI_ERR_ABI. Any thread. Since 0.1.
 */
FOI_API int foi_checkpoint_sign(const foi_checkpoint *checkpoint, const foi_key *key, char *buf, size_t size,
                                size_t *needed, foi_error *err);

/**
 * Read a note and check its signatures. Lines of keys that are not given are passed over.
 *
 * @param keys   whose signatures are looked for; at most 64
 * @param signers bit i: keys[i] signed it. A line that names a given key and does not hold is an error
 * @param times  for each key the time of its cosignature in seconds since 1970, 0 if there is none; may be NULL
 * @returns FOI_OK, even if nobody signed: ask `signers`; FOI_ERR_SYNTAX for a text that is no checkpoint;
 *          FOI_ERR_LIMIT; FOI_ERR_PROOF for a signature that does not hold; FOI_ERR_ABI. Any thread. Since 0.1.
 */
FOI_API int foi_checkpoint_read(foi_checkpoint *out, const char *note, size_t len, const foi_key *const *keys,
                                size_t key_count, uint64_t *signers, uint64_t *times, foi_error *err);

/**
 * What a witness does: see that the new checkpoint continues the old one, then add a signature with the time.
 *
 * @param old    the last note that this witness signed; NULL for the first. Keep the new one before you give it away
 * @param log    public key of the log
 * @param witness of kind FOI_KEY_WITNESS, with its secret half
 * @param proof  that the tree of `note` continues that of `old`
 * @param time   seconds since 1970
 * @param needed bytes needed without NUL (size, then fill): `note` with one line more
 * @returns FOI_OK; FOI_ERR_PROOF if it is not signed by the log, is of another log, is smaller than the old one or
 *          does not continue it; what foi_checkpoint_read() returns; FOI_ERR_ARGUMENT for a key that cannot sign.
 *          Any thread. Since 0.1.
 */
FOI_API int foi_checkpoint_cosign(const char *note, size_t len, const char *old, size_t old_len, const foi_key *log,
                                  const foi_key *witness, const foi_digest *proof, size_t proof_count, uint64_t time,
                                  char *buf, size_t size, size_t *needed, foi_error *err);

/* ---- evidence ------------------------------------------------------------------------------------------ */

/** Whom to believe. size first. */
typedef struct foi_trust {
    uint32_t size;                  /**< sizeof(foi_trust) */
    uint32_t witnesses_needed;      /**< how many of `witnesses` must have signed; 0: none */
    const char *origin;             /**< the log; NULL = the name of the key */
    const foi_key *log;             /**< public key of the body; the file never says whom to believe */
    const foi_key *const *witnesses; /**< public keys, no two of them equal */
    size_t witness_count;           /**< at most 63 */
} foi_trust;

/**
 * Check the evidence file of a case: the checkpoint is signed by whom you believe, every event of the case is a
 * leaf under it, the events follow each other without a gap, and every value that the file opens is the one that
 * was recorded. Every fault is in the report; the first one is the error, with a JSON pointer. Events after the last
 * one in the file can have been left out: nothing in the file could show that.
 *
 * @param json   an evidence file of at most FOI_EVIDENCE_BYTES bytes, with at most 10,000 events
 * @param report what was found, as JSON (docs/ledger.md); written for FOI_OK and for FOI_ERR_PROOF
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK if everything holds; FOI_ERR_PROOF if something does not; FOI_ERR_SYNTAX with line, or with a JSON
 *          pointer, for a file that is no evidence; FOI_ERR_LIMIT; FOI_ERR_ARGUMENT for a trust without log, with a
 *          key of the wrong kind or twice, or with more needed than given; FOI_ERR_ABI; FOI_ERR_MEMORY.
 *          Any thread. Since 0.1.
 */
FOI_API int foi_evidence_check(const char *json, size_t len, const foi_trust *trust, char *report, size_t size,
                               size_t *needed, foi_error *err);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
