/*
 * The inside of the store room. What an append means is decided here, the same for every back end; a back end keeps
 * rows and knows nothing of events, leaves or law.
 */
#ifndef FOI_STORE_INTERNAL_H
#define FOI_STORE_INTERNAL_H

#include "base/base.h"
#include "foi-store/store.h"
#include "ledger/evidence.h"
#include "vault/vault.h"

/* ---- rows ---------------------------------------------------------------------------------------------- */

enum {
    FOI__UID = 16,
    FOI__PROFILE = 8192,    /* bytes of a body's JSON */
    FOI__LEAF_BYTES = 32768 /* of the longest leaf */
};

typedef struct foi__body {
    int64_t id;
    uint8_t uid[FOI__UID];
    char origin[FOI_ORIGIN_BYTES + 1];
    char regime[FOI__LEAF_NAME + 1], zone[FOI__LEAF_NAME + 1];
    char profile[FOI__PROFILE]; /* the JSON as given */
    foi__frontier log;
    int64_t recorded; /* the time of the last event */
} foi__body;

/* A case. */
typedef struct foi__item {
    int64_t id, body, subject;
    uint8_t uid[FOI__UID];
    uint8_t code[FOI__CODE_DIGEST];
    uint32_t version;
    foi_digest last; /* the hash of its last leaf */
    char applicant[FOI__LEAF_NAME + 1];
} foi__item;

enum foi__subject_state { FOI__SUBJECT_OPEN = 0, FOI__SUBJECT_FROZEN = 1, FOI__SUBJECT_ERASED = 2 };

typedef struct foi__subject {
    int64_t id;
    uint8_t uid[FOI__UID];
    uint32_t epoch;
    int32_t state;
    uint8_t wrapped[FOI__WRAPPED]; /* zeros when erased */
} foi__subject;

/* A row of a case's history. Bytes borrow until the next row is asked for. */
typedef struct foi__row {
    int64_t body, item;
    uint32_t version;
    uint64_t index;
    const uint8_t *leaf;
    size_t leaf_len;
    foi_digest hash;
} foi__row;

typedef struct foi__sealed {
    int64_t item;
    uint32_t version;
    const char *tag;
    uint32_t tag_len;
    const uint8_t *bytes;
    size_t len;
} foi__sealed;

/* What a key did the first time. */
typedef struct foi__once {
    uint8_t digest[32];
    int64_t item;
    uint32_t version;
    uint64_t index;
    foi_digest leaf;
    char number[68];
} foi__once;

/* A clock that waits. Term 0: the case could not be judged, as a day or a law that it needs is not there. */
typedef struct foi__waiting {
    int64_t body, term, item, until_term; /* until_term 0: nothing ends it */
    foi_day start, until_start;
    int32_t n; /* of several with one term and start */
    int32_t kind;
    uint8_t uid[FOI__UID]; /* of the case */
    char actor[FOI__LEAF_NAME + 1];
} foi__waiting;

/* ---- a back end ---------------------------------------------------------------------------------------- */

enum { FOI__ROW = 1, FOI__NO_ROW = 0 }; /* what looking for a row returns, or a negative code */

typedef int foi__row_fn(void *context, const foi__row *row, foi_error *err);
typedef int foi__item_fn(void *context, const foi__item *item, foi_error *err);
typedef int foi__sealed_fn(void *context, const foi__sealed *sealed, foi_error *err);
typedef int foi__subject_fn(void *context, foi__subject *subject, foi_error *err);

/* A number that was given: texts end by NUL and borrow. */
typedef struct foi__given_number {
    const char *series, *text;
    int32_t year;
    uint32_t number;
    int64_t item;
} foi__given_number;

typedef int foi__number_fn(void *context, const foi__given_number *given, foi_error *err);

/*
 * The operations of a back end. One that visits rows calls the function for each and stops at the first code that is
 * not FOI_OK, which it returns.
 */
typedef struct foi__backend {
    void (*close)(void *b);
    int (*begin)(void *b, bool write, foi_error *err);
    int (*commit)(void *b, foi_error *err);
    void (*rollback)(void *b);
    int (*backup)(void *b, const char *path, foi_error *err);

    int (*add_body)(void *b, foi__body *body, foi_error *err);
    int (*set_body)(void *b, const foi__body *body, foi_error *err); /* log and recorded */
    int (*find_body)(void *b, foi__body *body, const char *origin, int64_t id, size_t nth, foi_error *err);

    int (*add_item)(void *b, foi__item *item, foi_error *err);
    int (*set_item)(void *b, const foi__item *item, foi_error *err); /* version and last */
    int (*find_item)(void *b, foi__item *item, const uint8_t *uid, const uint8_t *code, int64_t id, foi_error *err);
    int (*each_item)(void *b, int64_t body, int64_t after, size_t limit, foi__item_fn *fn, void *context,
                     foi_error *err);

    int (*add_row)(void *b, const foi__row *row, foi_error *err);
    int (*each_row)(void *b, int64_t item, foi__row_fn *fn, void *context, foi_error *err);
    int (*each_leaf)(void *b, int64_t body, uint64_t from, uint64_t to, foi__row_fn *fn, void *context, foi_error *err);
    int (*each_hash)(void *b, int64_t body, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err);

    int (*add_number)(void *b, int64_t body, const foi__given_number *given, foi_error *err);
    int (*last_number)(void *b, int64_t body, const char *series, int32_t year, uint32_t *number, foi_error *err);
    int (*find_number)(void *b, int64_t body, const char *text, int64_t *item, foi_error *err);
    int (*each_number)(void *b, int64_t body, foi__number_fn *fn, void *context, foi_error *err);

    int (*add_once)(void *b, int64_t body, const char *key, const foi__once *once, foi_error *err);
    int (*find_once)(void *b, int64_t body, const char *key, foi__once *once, foi_error *err);

    int (*add_subject)(void *b, foi__subject *subject, foi_error *err);
    int (*set_subject)(void *b, const foi__subject *subject, foi_error *err);
    int (*find_subject)(void *b, int64_t id, foi__subject *subject, foi_error *err);
    int (*each_subject)(void *b, foi__subject_fn *fn, void *context, foi_error *err); /* each may be set */

    int (*add_sealed)(void *b, const foi__sealed *sealed, foi_error *err);
    int (*each_sealed)(void *b, int64_t item, foi__sealed_fn *fn, void *context, foi_error *err);
    int (*erase)(void *b, int64_t subject, foi_error *err); /* all that is sealed of a person */

    int (*term_id)(void *b, const char *text, int64_t *id, foi_error *err); /* made if there is none */
    int (*term_text)(void *b, int64_t id, char text[FOI_TERM_BYTES + 1], foi_error *err);
    int (*next_term)(void *b, int64_t body, int64_t after, int64_t *id, foi_error *err); /* that something waits by */
    int (*drop_waits)(void *b, int64_t item, foi_error *err);
    int (*add_wait)(void *b, const foi__waiting *wait, foi_error *err);
    /* Those of `after`'s body and term that come behind it, by start, item and n, up to a start: at most `most`. */
    int (*waits)(void *b, const foi__waiting *after, foi_day to, foi__waiting *out, size_t most, size_t *count,
                 foi_error *err);

    int (*add_checkpoint)(void *b, int64_t body, uint64_t leaves, const char *note, size_t len, foi_error *err);
    /* The last one. */
    int (*last_checkpoint)(void *b, int64_t body, uint64_t *leaves, char *note, size_t size, size_t *len,
                           foi_error *err);
} foi__backend;

struct foi_store {
    const foi__backend *ops;
    void *back;
    foi_law *law;
    foi_env env;
    uint32_t epoch;
    bool read_only;
    int64_t process;  /* that opened it */
    foi_term **terms; /* by number, as they were asked for */
    size_t term_room;
};

int foi__sqlite_open(void **back, const foi__backend **ops, const char *path, uint32_t flags, uint32_t wait_ms,
                     foi_error *err);

/* ---- one event on its way in (event.c) ------------------------------------------------------------------- */

/* A field: in the clear, or a secret until it is sealed. */
typedef struct foi__entry_field {
    foi__text tag, value;
    bool secret;
} foi__entry_field;

/* An event with its fields parted: what everybody may know, and what not. Texts lie in the arena of the caller. */
typedef struct foi__entry {
    foi__text kind;
    foi_day day, received;
    size_t field_count;
    foi__entry_field fields[FOI__LEAF_FIELDS]; /* by tag */
} foi__entry;

/*
 * One JSON event, or a list of them: `out` has room for FOI_APPEND_EVENTS. Checked against the law first. Without
 * `alias_key` (NULL) an event that needs an alias is FOI_ERR_SEALED.
 */
int foi__entries_read(const foi_store *s, const foi__body *body, const char *json, size_t len, const uint8_t *alias_key,
                      foi__arena *arena, foi__entry *out, size_t *count, foi_error *err);
/* Texts of an applicant: {"kind": ..., more}. `kind` may be left as it is. */
int foi__applicant_read(const char *json, size_t len, foi__arena *arena, const char **kind, foi__entry_field *out,
                        size_t *count, foi_error *err);
/* A leaf as an event of a case. What is sealed is "(sealed)". Events of the register itself are passed over. */
int foi__entry_apply(foi_case *c, const foi__leaf *leaf, const foi__text *opened, foi_error *err);

/* ---- numbers (number.c) ---------------------------------------------------------------------------------- */

enum { FOI__NUMBER = 67 }; /* bytes of a number */

bool foi__number_form_good(const char *form);
/* Size, then fill. */
size_t foi__number_write(const char *form, uint32_t number, foi_day day, char *buf, size_t size);

/* ---- uid.c ----------------------------------------------------------------------------------------------- */

void foi__uid_make(uint8_t uid[FOI__UID], int64_t now, const uint8_t random[FOI__UID]); /* time-ordered: version 7 */
bool foi__uid_read(uint8_t uid[FOI__UID], const char *text);

/* ---- env.c ----------------------------------------------------------------------------------------------- */

int foi__env_read(foi_env *env, const foi_env *given, foi_error *err);

/* ---- due.c ----------------------------------------------------------------------------------------------- */

/* Inside a writing transaction: what waits in a case now. */
int foi__waits_update(foi_store *s, const foi__body *body, const foi__item *item, foi_error *err);

/* ---- the store ------------------------------------------------------------------------------------------- */

/* A store over a back end, which it then owns. The options were read already. */
int foi__store_new(foi_store **out, const foi_law *law, const foi_store_opts *o, const foi__backend *ops, void *back,
                   foi_error *err);
int foi__wanted(const void *given, const char *name, foi_error *err);
int foi__store_usable(const foi_store *s, foi_error *err); /* not after a fork */
int foi__store_key(const foi_store *s, uint32_t epoch, uint8_t key[FOI__KEY], foi_error *err);
int foi__store_body(foi_store *s, const char *origin, foi__body *body, foi_error *err);
int foi__store_item(foi_store *s, const char *id, foi__item *item, foi_error *err);
/* Nothing ever takes away the body or the person of a case: that one is missing is damage. */
int foi__body_of(foi_store *s, int64_t id, foi__body *body, foi_error *err);
int foi__subject_of(foi_store *s, const foi__item *item, foi__subject *subject, foi_error *err);
/* The key of a person; FOI_ERR_SEALED if it is not to be had. */
int foi__subject_key(foi_store *s, const foi__subject *subject, uint8_t key[FOI__KEY], foi_error *err);
foi__seal_place foi__place_of(const foi__body *body, const foi__subject *subject, const foi__item *item,
                              uint32_t version, foi__text tag);

#endif
