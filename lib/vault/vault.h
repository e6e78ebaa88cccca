/*
 * The inside of the vault room: personal data outside the log. Each person (a *subject*) has a key; what the register
 * knows of the person is sealed under it, and the ledger holds only commitments. The key itself is wrapped under the
 * key of an *epoch* that is kept elsewhere. To erase a person the sealed rows and the wrapped key are deleted; when
 * the epoch's key is destroyed too, no backup can bring them back.
 */
#ifndef FOI_VAULT_INTERNAL_H
#define FOI_VAULT_INTERNAL_H

#include "base/base.h"

enum {
    FOI__KEY = 32,
    FOI__NONCE = 24,
    FOI__TAG = 16,        /* of authentication */
    FOI__VAULT_SALT = 32, /* of the commitment, sealed with the value */
    FOI__WRAPPED = FOI__NONCE + FOI__KEY + FOI__TAG,
    FOI__SEAL_MORE = FOI__NONCE + FOI__VAULT_SALT + FOI__TAG, /* what sealing adds to a value */
    FOI__SEALED_MAX = 65536                                   /* bytes of a value */
};

/* Where a sealed value belongs: it opens nowhere else, so that rows cannot be exchanged. */
typedef struct foi__seal_place {
    uint8_t body[16], subject[16], item[16];
    uint32_t version; /* number of the event in the case; 0: of the case or the person itself */
    const char *tag;
    uint32_t tag_len;
} foi__seal_place;

/* A subject's key under that of an epoch. */
void foi__wrap(uint8_t out[FOI__WRAPPED], const uint8_t epoch_key[FOI__KEY], uint32_t epoch, const uint8_t subject[16],
               const uint8_t key[FOI__KEY], const uint8_t nonce[FOI__NONCE]);
bool foi__unwrap(uint8_t key[FOI__KEY], const uint8_t epoch_key[FOI__KEY], uint32_t epoch, const uint8_t subject[16],
                 const uint8_t wrapped[FOI__WRAPPED]);

/* `out` has room for len + FOI__SEAL_MORE bytes. */
int foi__seal(uint8_t *out, const uint8_t key[FOI__KEY], const foi__seal_place *at, const uint8_t nonce[FOI__NONCE],
              const uint8_t salt[FOI__VAULT_SALT], const char *value, size_t len, foi_error *err);
/* `value` has room for sealed_len - FOI__SEAL_MORE bytes. FOI_ERR_DAMAGED: another key or place, or changed bytes. */
int foi__unseal(char *value, size_t *len, uint8_t salt[FOI__VAULT_SALT], const uint8_t key[FOI__KEY],
                const foi__seal_place *at, const uint8_t *sealed, size_t sealed_len, foi_error *err);

/* ---- track.c: codes by which an applicant finds the case ------------------------------------------------- */

enum {
    FOI__CODE_BITS = 10, /* bytes that nobody can guess */
    FOI__CODE_TEXT = 21, /* XXXX-XXXX-XXXX-XXXX-C with NUL is 22 */
    FOI__CODE_DIGEST = 32
};

/* Made from the key and the id of the case, so that a call that is repeated can tell the code again. */
void foi__code_make(uint8_t code[FOI__CODE_BITS], const uint8_t key[FOI__KEY], const uint8_t item[16]);
void foi__code_write(char text[FOI__CODE_TEXT + 1], const uint8_t code[FOI__CODE_BITS]);
/* As people copy it: small letters, without hyphens, O for 0, I and L for 1. False if the check character is wrong. */
bool foi__code_read(uint8_t code[FOI__CODE_BITS], const char *text, size_t len);
/* The register keeps only this: who reads the register cannot make a code. */
void foi__code_digest(uint8_t out[FOI__CODE_DIGEST], const uint8_t key[FOI__KEY], const uint8_t code[FOI__CODE_BITS]);

#endif
