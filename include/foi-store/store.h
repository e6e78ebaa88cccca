/**
 * @file foi-store/store.h
 * The register of record: bodies, cases and their events, durably, in order, provably unchanged.
 *
 * A register is one file. Events are added, never changed. Each event is a leaf of its body's ledger
 * (foi-store/ledger.h); what it says of a person lies in the vault beside it, sealed under a key of that person,
 * and the leaf holds a commitment only. So a person can be erased and every proof still holds.
 *
 * Every append names the version of the case that it knows and a key of its own. The version keeps two officers
 * from writing over each other; the key makes a repetition harmless: the same key with the same content gives the
 * first result again. (Contents are compared under the key of the person: after erasing or freezing a repetition of what
 * was written with it gets FOI_ERR_SEALED.) After FOI_ERR_IN_DOUBT (nobody knows whether the commit was made) call again with the same key.
 *
 * A handle is for one thread at a time, and for the process that opened it. Any number of handles and processes may
 * use a register; writers come first come, first served.
 */
#ifndef FOI_STORE_STORE_H
#define FOI_STORE_STORE_H

#include "foi/base.h"
#include "foi/case.h"
#include "foi/date.h"
#include "foi/law.h"
#include "foi-store/ledger.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** An open register. */
typedef struct foi_store foi_store;

/** Limits of a register. */
enum foi_store_limits {
    FOI_APPEND_EVENTS = 64,     /**< events of one append */
    FOI_STORE_EVENTS = 10000,   /**< events of a case in a register */
    FOI_BATCH = 10000,          /**< appends of one transaction */
    FOI_KEY_BYTES = 64,         /**< longest idempotency key */
    FOI_LIST_PAGE = 1000        /**< longest page of a list */
};

/**
 * Whatever the register cannot know by itself. NULL functions: the system's clock and random numbers.
 * The functions are called while a call on the register runs, in its thread.
 */
typedef struct foi_env {
    uint32_t size;     /**< sizeof(foi_env) */
    uint32_t reserved; /**< 0 */
    void *context;     /**< handed to each function */
    int64_t (*now)(void *context);                           /**< microseconds since 1970, UTC */
    void (*random)(void *context, uint8_t *buf, size_t len); /**< bytes that nobody can guess */
    /**
     * The key of an epoch, from where keys are kept: never in the register. Epoch 0 makes tracking codes and aliases
     * and is never changed; each other one wraps the keys of persons. @returns FOI_OK; else the call returns FOI_ERR_SEALED.
     */
    int (*key)(void *context, uint32_t epoch, uint8_t key[32]);
} foi_env;

/** Flags of foi_store_opts. */
enum foi_store_flags {
    FOI_STORE_CREATE = 1,   /**< make the register if there is no such file */
    FOI_STORE_READ_ONLY = 2
};

/** How to open. size first. */
typedef struct foi_store_opts {
    uint32_t size;      /**< sizeof(foi_store_opts) */
    uint32_t flags;     /**< enum foi_store_flags; an unknown bit is FOI_ERR_ABI */
    const foi_env *env; /**< copied; without `key` nothing personal can be written or read */
    uint32_t epoch;     /**< under whose key new persons come; 0 = 1 */
    uint32_t wait_ms;   /**< how long to wait for other writers; 0 = 5000 */
} foi_store_opts;

/**
 * Open a register.
 *
 * @param out  returns new; close it with foi_store_close()
 * @param path a file of a local file system; not a link
 * @param law  judges and checks the events; the register keeps a reference
 * @returns FOI_OK; FOI_ERR_ABSENT if there is no such file; FOI_ERR_FOREIGN for a file that is no register, one of a
 *          newer version, a link, or a network file system; FOI_ERR_STORAGE, FOI_ERR_BUSY, FOI_ERR_DAMAGED;
 *          FOI_ERR_ARGUMENT; FOI_ERR_ABI; FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_store_open(foi_store **out, const char *path, const foi_law *law, const foi_store_opts *opts,
                           foi_error *err);

/** Close; NULL is fine. In another process than the one that opened it only the memory is freed. Since 0.1. */
FOI_API void foi_store_close(foi_store *store);

/* ---- bodies -------------------------------------------------------------------------------------------- */

/**
 * A public body, as a JSON object (docs/register.md): {"origin": name of its log, "name", "regime", "timezone",
 * "numbers": {kind of event: form of its number}, ...}.
 *
 * @returns FOI_OK; FOI_ERR_CONFLICT if there is one of this origin; FOI_ERR_SYNTAX, FOI_ERR_ARGUMENT with a pointer;
 *          FOI_ERR_LAW_GAP for a regime that the law does not have; what a write returns. Since 0.1.
 */
FOI_API int foi_store_add_body(foi_store *store, const char *json, size_t len, foi_error *err);

/**
 * The index-th body in the order in which they were added, as JSON.
 *
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_ABSENT past the last. Since 0.1.
 */
FOI_API int foi_store_body_json(foi_store *store, size_t index, char *buf, size_t size, size_t *needed, foi_error *err);

/* ---- writing ------------------------------------------------------------------------------------------- */

/** What is to be written. Texts are read during the call only. */
typedef struct foi_append {
    uint32_t size;         /**< sizeof(foi_append) */
    uint32_t expected;     /**< the version of the case that you know; 0: a new case */
    const char *body;      /**< origin of the body; needed for a new case */
    const char *item;      /**< id of the case; NULL: a new case */
    const char *key;       /**< idempotency key, 1 to FOI_KEY_BYTES bytes: one for each thing to be done */
    const char *events;    /**< JSON: an event, or a list of them, as in a case file */
    size_t events_len; /**< bytes of `events` */
    const char *applicant; /**< of a new case: JSON object {"kind": ..., more personal texts}; NULL: an individual */
    size_t applicant_len; /**< bytes of `applicant` */
    const char *actor;     /**< who records it: an id, no name; NULL: nobody is told */
    const char *role;      /**< in which office; NULL: none */
} foi_append;

/** What was written. */
typedef struct foi_receipt {
    uint32_t size;         /**< sizeof(foi_receipt) */
    int32_t replayed;      /**< 1: the key was used before for the same; this is the first result */
    uint32_t version;      /**< of the case, now */
    uint32_t reserved;     /**< 0 */
    uint64_t index;        /**< place of the last event in the ledger */
    foi_digest leaf;       /**< its hash: give it to the applicant */
    char item[40];         /**< id of the case */
    char code[24];         /**< tracking code of a new case; shown once: the register keeps a digest only */
    char number[68];       /**< the last number that was given, "" if none was */
} foi_receipt;

/**
 * Add events to a case, or a new case: all of them or none.
 *
 * @returns FOI_OK, and then it survives; FOI_ERR_VERSION if the case has another version (it is in `out->version`);
 *          FOI_ERR_KEY_REUSED if the key was used for something else; FOI_ERR_IN_DOUBT; FOI_ERR_ABSENT for an unknown
 *          body or case; what foi_case_apply_json() returns for a broken event; FOI_ERR_SEALED if the person was erased
 *          or is frozen, or a key is not to be had - also for a key that was used, as only the key of the person tells
 *          whether the content is the same; FOI_ERR_RANGE for a clock outside the years 1 to 9999; FOI_ERR_LIMIT,
 *          FOI_ERR_BUSY, FOI_ERR_STORAGE, FOI_ERR_DAMAGED, FOI_ERR_ABI, FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_store_append(foi_store *store, const foi_append *append, foi_receipt *out, foi_error *err);

/**
 * Many appends of one body in one transaction: all of them or none. As foi_store_append().
 *
 * @param out    `count` receipts; their `size` must be set
 * @param failed which one stopped it, on a failure only; may be NULL
 * @returns as foi_store_append(). Since 0.1.
 */
FOI_API int foi_store_append_many(foi_store *store, const foi_append *appends, size_t count, foi_receipt *out,
                                  size_t *failed, foi_error *err);

/* ---- reading ------------------------------------------------------------------------------------------- */

/** How a case is read. */
enum foi_read_flags {
    FOI_READ_SEALED = 1 /**< open what is personal too; without it such a text is "(sealed)" */
};

/**
 * A case, to be judged: everything of foi/case.h can be asked of it.
 *
 * @param out     returns new
 * @param item    its id
 * @param version which it has; may be NULL
 * @returns FOI_OK; FOI_ERR_ABSENT; FOI_ERR_DAMAGED; FOI_ERR_SEALED; FOI_ERR_STORAGE, FOI_ERR_MEMORY. Since 0.1.
 */
FOI_API int foi_store_case(foi_store *store, foi_case **out, const char *item, uint32_t flags, uint32_t *version,
                           foi_error *err);

/**
 * The id of a case by its tracking code, or by a number that the body has given.
 *
 * @param item room for 37 bytes
 * @param body origin; may be NULL for a code
 * @returns FOI_OK; FOI_ERR_ABSENT for a wrong code as for one that nobody has. Since 0.1.
 */
FOI_API int foi_store_find(foi_store *store, char item[40], const char *body, const char *code_or_number,
                           foi_error *err);

/**
 * Cases of a body in the order in which they came, as JSON.
 *
 * @param after  id of the last case of the page before; NULL = from the first
 * @param limit  how many, at most FOI_LIST_PAGE
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_ABSENT; FOI_ERR_STORAGE. Since 0.1.
 */
FOI_API int foi_store_cases_json(foi_store *store, const char *body, const char *after, size_t limit, char *buf,
                                 size_t size, size_t *needed, foi_error *err);

/* ---- what is due --------------------------------------------------------------------------------------- */

/** Which clocks are asked for. size first; all zero but body and today: everything that waits on that day. */
typedef struct foi_due_query {
    uint32_t size;      /**< sizeof(foi_due_query) */
    int32_t kind;       /**< enum foi_wait_kind; 0: both */
    const char *body;   /**< origin */
    const char *clock;  /**< id; NULL: every clock */
    const char *actor;  /**< id; NULL: whoever it is */
    foi_day today;      /**< the day on which they wait */
    foi_day from;       /**< due on this day or later; 0 with FOI_DUE_FROM unset in `flags`: however long ago */
    foi_day to;         /**< due on this day or earlier, with FOI_DUE_TO in `flags`; else however far */
    uint32_t flags;     /**< enum foi_due_flags; an unknown bit is FOI_ERR_ABI */
} foi_due_query;

/** Flags of foi_due_query. */
enum foi_due_flags {
    FOI_DUE_FROM = 1, /**< `from` counts */
    FOI_DUE_TO = 2    /**< `to` counts */
};

/** A clock that waits. */
typedef struct foi_due {
    char item[40];    /**< id of the case */
    char clock[68];   /**< id of the clock */
    char actor[68];   /**< who is obliged, or whose right it is */
    foi_day start;    /**< day 0 of its term */
    foi_day due;      /**< its last day; FOI_DAY_NONE: beyond the decided days */
    int32_t kind;     /**< enum foi_wait_kind */
    int32_t n;        /**< for the next page */
    int64_t place[2]; /**< for the next page */
} foi_due;

/**
 * The clocks of a body that wait, by due date: those that are overdue (duties only: a right that has passed is over),
 * due today or later. Nothing is judged for it: terms are counted from the days that the register keeps. Clocks whose
 * due date no decree decides yet come last.
 *
 * @param after    the last row of the page before; NULL = from the first
 * @param count    how many were written; fewer than `capacity`: there are no more
 * @param unjudged cases of the body that could not be judged when they were written, as a law or a decided day was
 *                 missing: they are in no list. foi_store_refresh() tries again. May be NULL
 * @returns FOI_OK; FOI_ERR_RANGE for a day that is none; FOI_ERR_ABSENT; FOI_ERR_ABI; what a read returns. Since 0.1.
 */
FOI_API int foi_store_due(foi_store *store, const foi_due_query *query, const foi_due *after, foi_due *out,
                          size_t capacity, size_t *count, size_t *unjudged, foi_error *err);

/** A clock that another calendar moves. */
typedef struct foi_due_move {
    char item[40];  /**< id of the case */
    char clock[68]; /**< id of the clock */
    foi_day start;  /**< day 0 of its term */
    foi_day from;   /**< the due date before; FOI_DAY_NONE: not decided */
    foi_day to;     /**< the due date after; FOI_DAY_NONE: not decided */
} foi_due_move;

/**
 * Which clocks of a body that wait does a change of the calendar move? Only what waits is looked at, and nothing is
 * written: an answer that was late and no longer is, is found when its case is judged.
 *
 * @param before, after laws of the same packs with other calendars
 * @param moves at most `capacity` are written
 * @param moved how many there are
 * @returns FOI_OK; FOI_ERR_ABSENT; FOI_ERR_LAW_GAP if one of the laws cannot count a term; what a read returns.
 *          Since 0.1.
 */
FOI_API int foi_store_redate(foi_store *store, const char *body, const foi_law *before, const foi_law *after,
                             foi_due_move *moves, size_t capacity, size_t *moved, foi_error *err);

/**
 * Judge the cases of a body again and write anew what waits: after a law or a calendar has come that an earlier one
 * lacked, or whose days made an act timely that was late.
 *
 * @param count cases that were judged; may be NULL
 * @returns FOI_OK; FOI_ERR_ABSENT for an unknown body; what a write returns. Since 0.1.
 */
FOI_API int foi_store_refresh(foi_store *store, const char *body, size_t *count, foi_error *err);

/* ---- proving ------------------------------------------------------------------------------------------- */

/**
 * Sign the state of a body's ledger. What was recorded since the last checkpoint is read and hashed again first; a
 * ledger that does not continue the last checkpoint is never signed.
 *
 * @param needed bytes needed without NUL (size, then fill); filling writes the checkpoint into the register
 * @returns FOI_OK; FOI_ERR_DAMAGED if what is read is not what was recorded; FOI_ERR_ARGUMENT for a key that cannot
 *          sign; FOI_ERR_ABSENT; what a write returns. Since 0.1.
 */
FOI_API int foi_store_checkpoint(foi_store *store, const char *body, const foi_key *key, char *buf, size_t size,
                                 size_t *needed, foi_error *err);

/**
 * The proof that the ledger continues what it was with `old_leaves` events, for a witness.
 *
 * @param proof room for FOI_PROOF_MAX hashes
 * @param leaves of which the proof is: those of the last checkpoint
 * @returns FOI_OK; FOI_ERR_PROOF if the last checkpoint has fewer than `old_leaves`; FOI_ERR_ABSENT for an unknown
 *          body; what a read returns. Since 0.1.
 */
FOI_API int foi_store_consistency(foi_store *store, const char *body, uint64_t old_leaves, foi_digest *proof,
                                  size_t *count, uint64_t *leaves, foi_error *err);

/**
 * The evidence file of a case under the last checkpoint that has all its events (docs/ledger.md).
 *
 * @param flags  FOI_READ_SEALED: with the personal values opened, for whom may see them
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_ABSENT without such a checkpoint; what foi_store_case() returns. Since 0.1.
 */
FOI_API int foi_store_evidence(foi_store *store, const char *item, uint32_t flags, char *buf, size_t size,
                               size_t *needed, foi_error *err);

/** What foi_store_verify() found. size first. */
typedef struct foi_verified {
    uint32_t size;         /**< sizeof(foi_verified) */
    uint32_t reserved;     /**< 0 */
    uint64_t leaves;       /**< read and hashed again */
    uint64_t cases;        /**< that they belong to */
    uint64_t sealed;       /**< personal values that were opened and are what was recorded */
    uint64_t unopened;     /**< of persons who were erased or frozen, or whose key is not to be had */
    foi_digest root;       /**< of the tree */
} foi_verified;

/**
 * Read everything of a body and compare: leaves with their hashes, the tree with its root, each case with the order
 * of its events, numbers with the events that bear them, sealed values with what was recorded, checkpoints with the
 * tree.
 *
 * @param note a checkpoint that was kept elsewhere, which the ledger must continue; NULL = none
 * @param log  public key for `note`: it must have signed it
 * @returns FOI_OK; FOI_ERR_ARGUMENT for a note without its key; FOI_ERR_DAMAGED with the place of the first fault;
 *          FOI_ERR_PROOF if it does not continue `note`; what a read returns. Since 0.1.
 */
FOI_API int foi_store_verify(foi_store *store, const char *body, const char *note, size_t note_len, const foi_key *log,
                             foi_verified *out, foi_error *err);

/* ---- the vault ----------------------------------------------------------------------------------------- */

/** What is done with the personal data of a case. */
enum foi_vault_act {
    FOI_VAULT_ERASE = 10,   /**< for ever; refused while the case runs */
    FOI_VAULT_FREEZE = 20,  /**< nothing is read or written until released */
    FOI_VAULT_RELEASE = 30
};

/**
 * Erase, freeze or release the personal data of a case's applicant. It is an event of the ledger.
 *
 * @param append version, case, key, actor and role as for an append; `events` is JSON {"basis": why, in law}
 * @param today  the day on which the case must be at rest, for FOI_VAULT_ERASE
 * @returns as foi_store_append(); FOI_ERR_CONFLICT if the case runs still. Since 0.1.
 */
FOI_API int foi_store_vault(foi_store *store, int act, const foi_append *append, foi_day today, foi_receipt *out,
                            foi_error *err);

/**
 * Wrap the keys of all persons that were not erased under the key of another epoch. When the key of an epoch that no
 * person uses any more is destroyed, what was erased cannot come back from a backup.
 *
 * @param count how many were wrapped again; may be NULL
 * @returns FOI_OK; FOI_ERR_SEALED for epoch 0 or where a key is not to be had; what a write returns. Since 0.1.
 */
FOI_API int foi_store_rotate(foi_store *store, uint32_t epoch, size_t *count, foi_error *err);

/** All that the register has of the applicant of a case, as JSON (size, then fill), for the person. Since 0.1. */
FOI_API int foi_store_export(foi_store *store, const char *item, char *buf, size_t size, size_t *needed,
                             foi_error *err);

/**
 * A copy of the register in a new file, complete and closed in itself, while others go on writing.
 *
 * @returns FOI_OK; FOI_ERR_CONFLICT if the file is there; FOI_ERR_STORAGE. Since 0.1.
 */
FOI_API int foi_store_backup(foi_store *store, const char *path, foi_error *err);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
