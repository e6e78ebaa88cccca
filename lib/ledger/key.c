/* Ed25519 keys with a name, and their texts (docs/ledger.md; the form is that of C2SP signed notes). */
#include <sodium.h>

#include "ledger/note.h"

/* Printable ASCII without blank and plus: no two names look alike, and none can hold a second line. */
bool foi__name_good(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (name[i] <= 0x20 || name[i] >= 0x7f || name[i] == '+')
            return false;
    return len > 0 && len <= FOI_ORIGIN_BYTES;
}

/* The first four bytes of SHA-256 of name, line end, kind and key: tells keys of one name apart. */
static void hash_key(foi_key *key)
{
    const uint8_t middle[2] = {'\n', key->kind};
    uint8_t digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;

    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, (const uint8_t *)key->name, strlen(key->name));
    crypto_hash_sha256_update(&s, middle, sizeof middle);
    crypto_hash_sha256_update(&s, key->public, sizeof key->public);
    crypto_hash_sha256_final(&s, digest);
    memcpy(key->hash, digest, sizeof key->hash);
}

/* The seed is all that is secret; the rest can be computed from it, so the text of a secret key holds no more. */
int foi_key_new(foi_key **out, const char *name, int kind, const uint8_t seed[32], foi_error *err)
{
    foi_key *key;

    if (!foi__name_good(name, strlen(name)))
        return foi__fail(err, FOI__KEY_NAME, name, NULL, NULL);
    if (kind != FOI_KEY_LOG && kind != FOI_KEY_WITNESS)
        return foi__fail(err, FOI__KEY_KIND, foi__format_number(kind).text, NULL, NULL);
    key = foi__zalloc(1, sizeof *key);
    if (key == NULL)
        return foi__no_memory(err);
    memcpy(key->name, name, strlen(name));
    key->kind = (uint8_t)kind;
    crypto_sign_seed_keypair(key->public, key->secret, seed);
    key->has_secret = true;
    hash_key(key);
    *out = key;
    return FOI_OK;
}

void foi_key_free(foi_key *key)
{
    if (key == NULL)
        return;
    sodium_memzero(key, sizeof *key);
    foi__free(key);
}

const char *foi_key_name(const foi_key *key)
{
    return key->name;
}

int foi_key_kind(const foi_key *key)
{
    return key->kind;
}

/* ---- texts --------------------------------------------------------------------------------------------- */

static const char private_prefix[] = "PRIVATE+KEY+";

/* The kind stands in the same base64 as the key, and the hash covers both: neither can be changed alone. */
static size_t put_key(const foi_key *key, const char *prefix, const uint8_t *half, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    uint8_t bytes[33];
    char hash[9];

    bytes[0] = key->kind;
    memcpy(bytes + 1, half, 32);
    foi__puts(&out, prefix);
    foi__puts(&out, key->name);
    foi__puts(&out, "+");
    foi__puts(&out, sodium_bin2hex(hash, sizeof hash, key->hash, sizeof key->hash));
    foi__puts(&out, "+");
    foi__put_base64(&out, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    return foi__put_end(&out);
}

size_t foi_key_public_text(const foi_key *key, char *buf, size_t size)
{
    return put_key(key, "", key->public, buf, size);
}

/* The first half of what libsodium calls the secret key is the seed. */
size_t foi_key_secret_text(const foi_key *key, char *buf, size_t size)
{
    if (!key->has_secret) {
        if (size > 0)
            buf[0] = '\0';
        return 0;
    }
    return put_key(key, private_prefix, key->secret, buf, size);
}

/* name+hash+key, where the name holds no plus. False if it has another form or the hash is that of another key. */
static bool read_key(foi_key *key, const char *text, size_t len, bool secret)
{
    const char *plus = memchr(text, '+', len), *data;
    uint8_t bytes[33];
    char hash[9];
    size_t name_len;

    if (plus == NULL)
        return false;
    name_len = (size_t)(plus - text);
    if (!foi__name_good(text, name_len) || len - name_len < 10 || plus[9] != '+')
        return false;
    data = plus + 10;
    if (!foi__read_base64(bytes, sizeof bytes, data, (size_t)(text + len - data)) ||
        (bytes[0] != FOI_KEY_LOG && bytes[0] != FOI_KEY_WITNESS))
        return false;
    memcpy(key->name, text, name_len); /* the key is zeroed, so the NUL is there */
    key->kind = bytes[0];
    key->has_secret = secret;
    if (secret)
        crypto_sign_seed_keypair(key->public, key->secret, bytes + 1);
    else
        memcpy(key->public, bytes + 1, sizeof key->public);
    sodium_memzero(bytes, sizeof bytes);
    hash_key(key);
    return memcmp(sodium_bin2hex(hash, sizeof hash, key->hash, sizeof key->hash), plus + 1, 8) == 0;
}

/* Of a text that cannot be read nothing is repeated: it may be a secret with a slip of the pen. */
int foi_key_parse(foi_key **out, const char *text, size_t len, foi_error *err)
{
    const size_t prefix = sizeof private_prefix - 1;
    bool secret;
    foi_key *key = foi__zalloc(1, sizeof *key);

    if (key == NULL)
        return foi__no_memory(err);
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    secret = len > prefix && memcmp(text, private_prefix, prefix) == 0;
    if (!read_key(key, text + (secret ? prefix : 0), len - (secret ? prefix : 0), secret)) {
        foi_key_free(key);
        return foi__fail(err, FOI__KEY_TEXT, NULL, NULL, NULL);
    }
    *out = key;
    return FOI_OK;
}
