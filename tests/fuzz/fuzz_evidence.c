/* A key text, a note and an evidence file of any bytes, with a NUL between them. What reads is written back the same. */
#include "foi.h"
#include "foi-store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char log_text[] = "ppid.example.go.id/log+a167b090+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
static const char witness_text[] = "komisi+4f7add08+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
static foi_key *log_key, *witness;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

/* Up to the next NUL; the rest is for the next one. The last part takes all. */
static const char *part(const uint8_t **data, size_t *size, size_t *len, int last)
{
    const char *start = (const char *)*data;
    const uint8_t *end = last || *size == 0 ? NULL : memchr(*data, 0, *size);
    *len = end ? (size_t)(end - *data) : *size;
    *data += end ? *len + 1 : *len;
    *size -= end ? *len + 1 : *len;
    return start;
}

static void try_key(const char *text, size_t len)
{
    char back[1024];
    foi_error err = {.size = sizeof err};
    foi_key *key = NULL;
    int rc = foi_key_parse(&key, text, len, &err);
    require((rc == FOI_OK) == (key != NULL));
    if (rc != FOI_OK) {
        require(rc == FOI_ERR_SYNTAX && err.code == rc && err.message[0] != '\0');
        return;
    }
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r')) {
        len--;
    }
    size_t needed = foi_key_secret_text(key, back, sizeof back);
    if (needed == 0) {
        needed = foi_key_public_text(key, back, sizeof back);
    }
    require(needed == len && memcmp(back, text, len) == 0);
    foi_key_free(key);
}

static void try_note(const char *text, size_t len)
{
    static char cosigned[FOI_NOTE_BYTES + 1024];
    const foi_key *keys[] = {log_key, witness};
    foi_error err = {.size = sizeof err};
    foi_checkpoint checkpoint = {.size = sizeof checkpoint};
    uint64_t signers = 0, times[2];
    size_t needed = 0;
    int rc = foi_checkpoint_read(&checkpoint, text, len, keys, 2, &signers, times, &err);
    if (rc != FOI_OK) {
        require(rc == FOI_ERR_SYNTAX || rc == FOI_ERR_LIMIT || rc == FOI_ERR_PROOF);
        require(err.code == rc && err.message[0] != '\0');
        return;
    }
    require(signers < 4 && memchr(checkpoint.origin, '\0', sizeof checkpoint.origin) != NULL);
    rc = foi_checkpoint_cosign(text, len, text, len, log_key, witness, NULL, 0, 1, cosigned, sizeof cosigned, &needed, &err);
    require(rc == FOI_ERR_ARGUMENT); /* it has no secret half */
}

static void require_json(const char *text, size_t len, int holds)
{
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    require(json_is_object(json));
    require(json_is_true(json_object_get(json, "holds")) == holds);
    require((json_array_size(json_object_get(json, "faults")) == 0) == holds);
    json_decref(json);
}

static void try_evidence(const char *text, size_t len)
{
    const foi_key *witnesses[] = {witness};
    foi_trust trust = {.size = sizeof trust, .log = log_key, .witnesses = witnesses, .witness_count = 1};
    foi_error err = {.size = sizeof err};
    size_t needed = 0, again = 0;
    int rc = foi_evidence_check(text, len, &trust, NULL, 0, &needed, &err);
    if (rc != FOI_OK) {
        require(err.code == rc && err.message[0] != '\0' && foi_error_text(&err, FOI_LANG_ID, NULL, 0) > 0);
        require(err.line == 0 || err.pointer[0] == '\0');
    }
    if (rc != FOI_OK && rc != FOI_ERR_PROOF) {
        require((rc == FOI_ERR_SYNTAX || rc == FOI_ERR_LIMIT) && needed == 0);
        return;
    }
    char *report = malloc(needed + 1);
    require(report != NULL);
    require(foi_evidence_check(text, len, &trust, report, needed + 1, &again, NULL) == rc);
    require(again == needed && strlen(report) == needed);
    require_json(report, needed, rc == FOI_OK);
    free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t len;
    const char *text;
    if (log_key == NULL) {
        require(foi_key_parse(&log_key, log_text, sizeof log_text - 1, NULL) == FOI_OK);
        require(foi_key_parse(&witness, witness_text, sizeof witness_text - 1, NULL) == FOI_OK);
    }
    text = part(&data, &size, &len, 0);
    try_key(text, len);
    text = part(&data, &size, &len, 0);
    try_note(text, len);
    text = part(&data, &size, &len, 1);
    try_evidence(text, len);
    return 0;
}
