/* Sealing with XChaCha20-Poly1305: nonces are random and long enough that none comes twice. */
#include <sodium.h>

#include "vault/vault.h"

enum { ASSOCIATED = 160, TAG_MAX = 64 };

/* ---- what a sealed value is bound to --------------------------------------------------------------------- */

/* The highest byte first on every machine: what one has sealed another must open. */
static void put_number(foi__out *out, uint32_t value)
{
    const char bytes[4] = {(char)(value >> 24), (char)(value >> 16), (char)(value >> 8), (char)value};

    foi__put(out, bytes, sizeof bytes);
}

/* The domain comes first: what is wrapped can never be taken for what is sealed. */
static size_t place_bytes(uint8_t *out, const foi__seal_place *at)
{
    static const char domain[] = "foi-seal-1";
    foi__out o = {(char *)out, ASSOCIATED + 1, 0};

    foi__put(&o, domain, sizeof domain - 1);
    foi__put(&o, (const char *)at->body, sizeof at->body);
    foi__put(&o, (const char *)at->subject, sizeof at->subject);
    foi__put(&o, (const char *)at->item, sizeof at->item);
    put_number(&o, at->version);
    /* last, as it alone has no fixed length: no two places have the same bytes */
    foi__put(&o, at->tag, at->tag_len < TAG_MAX ? at->tag_len : TAG_MAX);
    return o.len;
}

/* The epoch is bound too: a wrapped key cannot be passed off as one of another epoch. */
static size_t subject_bytes(uint8_t *out, uint32_t epoch, const uint8_t subject[16])
{
    static const char domain[] = "foi-wrap-1";
    foi__out o = {(char *)out, ASSOCIATED + 1, 0};

    foi__put(&o, domain, sizeof domain - 1);
    put_number(&o, epoch);
    foi__put(&o, (const char *)subject, 16);
    return o.len;
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

/* The nonce is no secret and stands before what it was used for. */
void foi__wrap(uint8_t out[FOI__WRAPPED], const uint8_t epoch_key[FOI__KEY], uint32_t epoch, const uint8_t subject[16],
               const uint8_t key[FOI__KEY], const uint8_t nonce[FOI__NONCE])
{
    uint8_t bound[ASSOCIATED];
    size_t bound_len = subject_bytes(bound, epoch, subject);

    memcpy(out, nonce, FOI__NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + FOI__NONCE, NULL, key, FOI__KEY, bound, bound_len, NULL, nonce,
                                               epoch_key);
}

/* False: not under this key, or not of this person and epoch. Then there is nothing in `key`. */
bool foi__unwrap(uint8_t key[FOI__KEY], const uint8_t epoch_key[FOI__KEY], uint32_t epoch, const uint8_t subject[16],
                 const uint8_t wrapped[FOI__WRAPPED])
{
    uint8_t bound[ASSOCIATED];
    size_t bound_len = subject_bytes(bound, epoch, subject);

    return crypto_aead_xchacha20poly1305_ietf_decrypt(key, NULL, NULL, wrapped + FOI__NONCE, FOI__KEY + FOI__TAG, bound,
                                                      bound_len, wrapped, epoch_key) == 0;
}

/* ---- values ---------------------------------------------------------------------------------------------- */

/* The salt of the commitment goes with the value: who cannot open the one cannot test guesses at the other. */
int foi__seal(uint8_t *out, const uint8_t key[FOI__KEY], const foi__seal_place *at, const uint8_t nonce[FOI__NONCE],
              const uint8_t salt[FOI__VAULT_SALT], const char *value, size_t len, foi_error *err)
{
    uint8_t bound[ASSOCIATED], *plain;
    size_t bound_len = place_bytes(bound, at);

    if (len > FOI__SEALED_MAX)
        return foi__fail(err, FOI__SEALED_LONG, foi__format_number(FOI__SEALED_MAX).text, NULL, NULL);
    plain = foi__alloc(FOI__VAULT_SALT + len);
    if (plain == NULL)
        return foi__no_memory(err);
    memcpy(plain, salt, FOI__VAULT_SALT);
    memcpy(plain + FOI__VAULT_SALT, value, len);
    memcpy(out, nonce, FOI__NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + FOI__NONCE, NULL, plain, FOI__VAULT_SALT + len, bound, bound_len,
                                               NULL, nonce, key);
    sodium_memzero(plain, FOI__VAULT_SALT + len);
    foi__free(plain);
    return FOI_OK;
}

/* Nothing is handed out unless every byte is as it was sealed, and at its place. */
int foi__unseal(char *value, size_t *len, uint8_t salt[FOI__VAULT_SALT], const uint8_t key[FOI__KEY],
                const foi__seal_place *at, const uint8_t *sealed, size_t sealed_len, foi_error *err)
{
    uint8_t bound[ASSOCIATED], *plain;
    size_t bound_len = place_bytes(bound, at), plain_len;
    bool good;

    if (sealed_len < FOI__SEAL_MORE || sealed_len > FOI__SEALED_MAX + FOI__SEAL_MORE)
        return foi__fail(err, FOI__STORE_DAMAGED, "sealed", NULL, NULL);
    plain_len = sealed_len - FOI__NONCE - FOI__TAG;
    plain = foi__alloc(plain_len);
    if (plain == NULL)
        return foi__no_memory(err);
    good = crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, sealed + FOI__NONCE, sealed_len - FOI__NONCE,
                                                      bound, bound_len, sealed, key) == 0;
    if (good) {
        *len = plain_len - FOI__VAULT_SALT;
        memcpy(salt, plain, FOI__VAULT_SALT);
        memcpy(value, plain + FOI__VAULT_SALT, *len);
    }
    sodium_memzero(plain, plain_len);
    foi__free(plain);
    return good ? FOI_OK : foi__fail(err, FOI__STORE_DAMAGED, "sealed", NULL, NULL);
}
