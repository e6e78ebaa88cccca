/* What appends and acts of the vault share: a transaction that adds leaves to one case. */
#ifndef FOI_WRITE_INTERNAL_H
#define FOI_WRITE_INTERNAL_H

#include "store/store.h"

/* A case being written, inside a transaction. */
typedef struct foi__writing {
    foi_store *s;
    foi__body *body;
    foi__item item;
    foi__subject subject;
    uint8_t key[FOI__KEY]; /* of the subject */
    bool has_key;
    foi_digest law;
    int64_t recorded;
    uint8_t *leaf;                   /* room for FOI__LEAF_BYTES */
    char number[FOI__LEAF_NAME + 1]; /* the last that was given */
    foi_error *err;
} foi__writing;

/* `act` is 0 for an append, else one of the vault. */
int foi__append_read(foi_append *out, const foi_append *given, foi_error *err);
/* A receipt is made inside, and told to the caller after the commit; of a failure only the version that was found. */
int foi__receipt_check(const foi_receipt *out, foi_error *err);
int foi__receipt_tell(int code, foi_receipt *out, const foi_receipt *told);
/* FOI__ROW: the key was used for this, and `out` is filled. */
int foi__replay(foi_store *s, const foi__body *body, int act, const foi_append *a, foi_receipt *out, foi_error *err);
/* The case as it stands, if it has the version that the append expects; else out->version tells. */
int foi__writing_begin(foi__writing *w, const foi_append *a, foi_receipt *out);
/* Seal, hash and record one event; `kind_number`: under whose form it is numbered, "" for none. */
int foi__write_entry(foi__writing *w, const foi_append *a, const foi__entry *e, const char *form);
/* Case, body and key are brought up to date; `out` is filled. */
int foi__writing_end(foi__writing *w, int act, const foi_append *a, foi_receipt *out);

#endif
