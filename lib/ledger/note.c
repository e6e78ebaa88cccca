/*
 * Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint and tlog-cosignature): a text, an empty line, and a
 * line for each signature. Lines of keys that nobody asked for are passed over, so that signatures of a kind that
 * does not exist yet can stand beside ours.
 */
#include <sodium.h>

#include "ledger/note.h"

enum { KEYS_MAX = 64, SIGNATURE = 64, ED25519 = 4 + SIGNATURE, COSIGNATURE = 4 + 8 + SIGNATURE };

static const char dash[] = "\xe2\x80\x94 "; /* how a signature line begins */

/* ---- base64 -------------------------------------------------------------------------------------------- */

/* Three bytes at a time: text goes straight out, whatever its length, and needs no room of its own. */
void foi__put_base64(foi__out *out, const void *bytes, size_t len)
{
    const uint8_t *p = bytes;
    char four[8];

    for (size_t i = 0; i < len; i += 3) {
        sodium_bin2base64(four, sizeof four, p + i, len - i < 3 ? len - i : 3, sodium_base64_VARIANT_ORIGINAL);
        foi__puts(out, four);
    }
}

/*
 * The length is known before, so a text that is too short or too long is refused without being read. libsodium
 * refuses bits after the last byte that are not zero, but takes every byte from 0x80 for a slash: either way one
 * signature would have many spellings.
 */
bool foi__read_base64(void *bytes, size_t want, const char *text, size_t len)
{
    size_t got = 0;

    if (len != (want + 2) / 3 * 4)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return sodium_base642bin(bytes, want, text, len, NULL, &got, NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == want;
}

/* ---- messages ------------------------------------------------------------------------------------------ */

/* What a witness signs: the note with the time before it. Two runs over the same text: header, then note. */
static size_t put_cosigned(char *buf, size_t size, uint64_t time, const char *text, size_t len)
{
    foi__out out = {buf, size, 0};

    foi__puts(&out, "cosignature/v1\ntime ");
    foi__putn(&out, (int64_t)time);
    foi__puts(&out, "\n");
    foi__put(&out, text, len);
    return foi__put_end(&out);
}

enum { MESSAGE_MAX = FOI_NOTE_BYTES + 64 };

/* A log signs the text as it stands, a witness the text with its time: neither can be taken for the other. */
static bool holds(const foi_key *key, const uint8_t *signature, uint64_t time, const char *text, size_t len,
                  char *room)
{
    size_t n = len;

    if (key->kind == FOI_KEY_WITNESS) {
        n = put_cosigned(room, MESSAGE_MAX, time, text, len);
        text = room;
    }
    return n < MESSAGE_MAX && crypto_sign_verify_detached(signature, (const uint8_t *)text, n, key->public) == 0;
}

/* The start of the key's hash comes first, so that a reader knows whose line it is before checking anything. */
static void put_signature(foi__out *out, const foi_key *key, uint64_t time, const uint8_t signature[SIGNATURE])
{
    uint8_t bytes[COSIGNATURE];
    size_t len = 4;

    memcpy(bytes, key->hash, 4);
    for (unsigned i = 0; key->kind == FOI_KEY_WITNESS && i < 8; i++)
        bytes[len++] = (uint8_t)(time >> (8 * (7 - i)));
    memcpy(bytes + len, signature, SIGNATURE);
    foi__puts(out, dash);
    foi__puts(out, key->name);
    foi__puts(out, " ");
    foi__put_base64(out, bytes, len + SIGNATURE);
    foi__puts(out, "\n");
}

/* ---- writing ------------------------------------------------------------------------------------------- */

static size_t put_text(const foi_checkpoint *c, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};

    foi__puts(&out, c->origin);
    foi__puts(&out, "\n");
    foi__putn(&out, (int64_t)c->leaves);
    foi__puts(&out, "\n");
    foi__put_base64(&out, c->root.bytes, sizeof c->root.bytes);
    foi__puts(&out, "\n");
    return foi__put_end(&out);
}

/* Ed25519 needs no random bytes to sign, so the same checkpoint and key always give the same note. */
int foi_checkpoint_sign(const foi_checkpoint *checkpoint, const foi_key *key, char *buf, size_t size, size_t *needed,
                        foi_error *err)
{
    foi_checkpoint c = {.size = sizeof c};
    uint8_t signature[SIGNATURE];
    char text[FOI_ORIGIN_BYTES + 96];
    foi__out out = {buf, size, 0};
    size_t len;
    int code = foi__opts_read(&c, sizeof c, checkpoint, err);

    if (code < 0)
        return code;
    if (memchr(c.origin, '\0', sizeof c.origin) == NULL || !foi__name_good(c.origin, strlen(c.origin)) ||
        c.leaves > INT64_MAX)
        return foi__fail(err, FOI__ORIGIN_BAD, NULL, NULL, NULL);
    if (!key->has_secret || key->kind != FOI_KEY_LOG)
        return foi__fail(err, FOI__KEY_CANNOT_SIGN, key->name, NULL, NULL);
    len = put_text(&c, text, sizeof text);
    crypto_sign_detached(signature, NULL, (const uint8_t *)text, len, key->secret);
    foi__put(&out, text, len);
    foi__puts(&out, "\n");
    put_signature(&out, key, 0, signature);
    *needed = foi__put_end(&out);
    return FOI_OK;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

typedef struct note {
    const char *text;
    size_t text_len; /* with its last line end */
    const char *signatures;
    size_t signatures_len;
} note;

static int broken(foi_error *err, int32_t line)
{
    return foi__fail_at(err, (foi__place){NULL, line, 0}, FOI__NOTE_BROKEN, NULL, NULL, NULL);
}

static int32_t line_of(const char *start, const char *p)
{
    int32_t line = 1;

    for (; start < p; start++)
        line += *start == '\n';
    return line;
}

/*
 * The last empty line parts the text from the signatures. The last, not the first: an empty line inside the text
 * would else turn what follows it into signatures that nobody asked for.
 */
static int split(note *n, const char *bytes, size_t len, foi_error *err)
{
    size_t at = len;

    if (len > FOI_NOTE_BYTES)
        return foi__fail(err, FOI__NOTE_LONG, foi__format_number(FOI_NOTE_BYTES).text, NULL, NULL);
    if (len == 0 || bytes[len - 1] != '\n' || !foi__utf8_valid(bytes, len))
        return broken(err, 0);
    while (at >= 2 && !(bytes[at - 1] == '\n' && bytes[at - 2] == '\n'))
        at--;
    if (at < 2 || at == len)
        return broken(err, 0);
    *n = (note){bytes, at - 1, bytes + at, len - at};
    return FOI_OK;
}

/* Origin, size without a leading zero, root; more lines may follow and mean nothing here. */
static int read_text(foi_checkpoint *c, const note *n, foi_error *err)
{
    const char *p = n->text, *end = n->text + n->text_len, *stop = memchr(p, '\n', (size_t)(end - p));
    size_t len = (size_t)(stop - p);

    if (!foi__name_good(p, len))
        return broken(err, 1);
    memcpy(c->origin, p, len);
    p = stop + 1;
    stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    if (stop == NULL || stop == p || stop - p > 18 || (*p == '0' && stop - p > 1))
        return broken(err, 2);
    for (; p < stop; p++) {
        if (*p < '0' || *p > '9')
            return broken(err, 2);
        c->leaves = c->leaves * 10 + (uint64_t)(*p - '0');
    }
    p = stop + 1;
    stop = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    if (stop == NULL || !foi__read_base64(c->root.bytes, sizeof c->root.bytes, p, (size_t)(stop - p)))
        return broken(err, 3);
    return FOI_OK;
}

typedef struct signature_line {
    const char *name, *data;
    size_t name_len, data_len;
} signature_line;

static bool split_line(signature_line *s, const char *line, size_t len)
{
    const char *blank;

    if (len <= sizeof dash - 1 || memcmp(line, dash, sizeof dash - 1) != 0)
        return false;
    s->name = line + sizeof dash - 1;
    blank = memchr(s->name, ' ', (size_t)(line + len - s->name));
    if (blank == NULL)
        return false;
    s->name_len = (size_t)(blank - s->name);
    s->data = blank + 1;
    s->data_len = (size_t)(line + len - s->data);
    return foi__name_good(s->name, s->name_len) && s->data_len >= 8;
}

/* Is it a line of this key? The first eight characters of the signature tell the key's hash. */
static bool is_of(const signature_line *s, const foi_key *key)
{
    uint8_t start[6];

    return foi__same_n(key->name, s->name, s->name_len) && foi__read_base64(start, sizeof start, s->data, 8) &&
           memcmp(start, key->hash, sizeof key->hash) == 0;
}

static bool line_holds(const signature_line *s, const foi_key *key, const note *n, uint64_t *time, char *room)
{
    const size_t len = key->kind == FOI_KEY_WITNESS ? COSIGNATURE : ED25519;
    uint8_t bytes[COSIGNATURE];

    *time = 0;
    if (!foi__read_base64(bytes, len, s->data, s->data_len))
        return false;
    for (size_t i = 4; i < len - SIGNATURE; i++)
        *time = *time << 8 | bytes[i];
    return *time <= INT64_MAX && holds(key, bytes + len - SIGNATURE, *time, n->text, n->text_len, room);
}

/* One line; `signers` and `times` learn of it if a key is given that made it. */
static int read_line(const note *n, const char *line, size_t len, const foi_key *const *keys, size_t key_count,
                     uint64_t *signers, uint64_t *times, char *room, foi_error *err)
{
    const int32_t number = line_of(n->text, line);
    signature_line s;

    if (!split_line(&s, line, len))
        return broken(err, number);
    for (size_t i = 0; i < key_count; i++) {
        uint64_t time;

        if (!is_of(&s, keys[i]))
            continue;
        if (!line_holds(&s, keys[i], n, &time, room))
            return foi__fail_at(err, (foi__place){NULL, number, 0}, FOI__SIGNATURE_WRONG, keys[i]->name, NULL, NULL);
        *signers |= UINT64_C(1) << i;
        if (times != NULL)
            times[i] = time;
    }
    return FOI_OK;
}

/* Every line is looked at, also after a good one: a note with a line that does not hold is not passed on. */
static int read_signatures(const note *n, const foi_key *const *keys, size_t key_count, uint64_t *signers,
                           uint64_t *times, foi_error *err)
{
    char *room = foi__alloc(MESSAGE_MAX);
    size_t lines = 0;
    int code = room != NULL ? FOI_OK : foi__no_memory(err);

    for (size_t at = 0; code == FOI_OK && at < n->signatures_len;) {
        const char *line = n->signatures + at, *end = memchr(line, '\n', n->signatures_len - at);
        size_t len = (size_t)(end - line); /* a note ends with a line end */

        if (++lines > FOI_SIGNATURES_MAX)
            code = foi__fail(err, FOI__NOTE_SIGNATURES, foi__format_number(FOI_SIGNATURES_MAX).text, NULL, NULL);
        else
            code = read_line(n, line, len, keys, key_count, signers, times, room, err);
        at += len + 1;
    }
    foi__free(room);
    return code;
}

int foi_checkpoint_read(foi_checkpoint *out, const char *bytes, size_t len, const foi_key *const *keys,
                        size_t key_count, uint64_t *signers, uint64_t *times, foi_error *err)
{
    foi_checkpoint c = {.size = 0};
    uint64_t found = 0;
    note n = {"", 0, "", 0};
    int code;

    if (key_count > KEYS_MAX)
        return foi__fail(err, FOI__KEYS_MANY, foi__format_number(KEYS_MAX).text, NULL, NULL);
    for (size_t i = 0; times != NULL && i < key_count; i++)
        times[i] = 0;
    if ((code = split(&n, bytes, len, err)) < 0 || (code = read_text(&c, &n, err)) < 0 ||
        (code = read_signatures(&n, keys, key_count, &found, times, err)) < 0)
        return code;
    if (signers != NULL)
        *signers = found;
    return foi__info_write(out, &c, sizeof c);
}

/* ---- what a witness does ------------------------------------------------------------------------------- */

/* Nothing is signed that the witness could not answer for: an unsigned, foreign, smaller or other log. */
static int may_cosign(const foi_checkpoint *c, uint64_t signers, const char *old, size_t old_len, const foi_key *log,
                      const foi_digest *proof, size_t count, foi_error *err)
{
    foi_checkpoint before = {.size = sizeof before};
    uint64_t old_signers = 0;
    int code;

    if (signers == 0)
        return foi__fail(err, FOI__NOT_SIGNED, log->name, NULL, NULL);
    if (old == NULL)
        return FOI_OK;
    if ((code = foi_checkpoint_read(&before, old, old_len, &log, 1, &old_signers, NULL, err)) < 0)
        return code;
    if (old_signers == 0)
        return foi__fail(err, FOI__NOT_SIGNED, log->name, NULL, NULL);
    if (!foi__same(before.origin, c->origin))
        return foi__fail(err, FOI__OTHER_LOG, c->origin, before.origin, NULL);
    return foi_merkle_continues(&c->root, c->leaves, &before.root, before.leaves, proof, count, err);
}

/* The time is part of what is signed: a cosignature says when, at the latest, the log stood as it says. */
int foi_checkpoint_cosign(const char *bytes, size_t len, const char *old, size_t old_len, const foi_key *log,
                          const foi_key *witness, const foi_digest *proof, size_t proof_count, uint64_t time,
                          char *buf, size_t size, size_t *needed, foi_error *err)
{
    foi_checkpoint c = {.size = sizeof c};
    uint8_t signature[SIGNATURE];
    foi__out out = {buf, size, 0};
    uint64_t signers = 0;
    char *message;
    size_t message_len;
    note n = {"", 0, "", 0};
    int code;

    if (!witness->has_secret || witness->kind != FOI_KEY_WITNESS || time > INT64_MAX)
        return foi__fail(err, FOI__KEY_CANNOT_SIGN, witness->name, NULL, NULL);
    if ((code = foi_checkpoint_read(&c, bytes, len, &log, 1, &signers, NULL, err)) < 0 ||
        (code = may_cosign(&c, signers, old, old_len, log, proof, proof_count, err)) < 0 ||
        (code = split(&n, bytes, len, err)) < 0)
        return code;
    message = foi__alloc(MESSAGE_MAX);
    if (message == NULL)
        return foi__no_memory(err);
    message_len = put_cosigned(message, MESSAGE_MAX, time, n.text, n.text_len);
    crypto_sign_detached(signature, NULL, (const uint8_t *)message, message_len, witness->secret);
    foi__free(message);
    foi__put(&out, bytes, len);
    put_signature(&out, witness, time, signature);
    *needed = foi__put_end(&out);
    return FOI_OK;
}
