/* Evidence of one case: its leaves with their proofs, under a signed checkpoint. */
#ifndef FOI_EVIDENCE_INTERNAL_H
#define FOI_EVIDENCE_INTERNAL_H

#include "base/json.h"
#include "ledger/ledger.h"

enum { FOI__EVIDENCE_EVENTS = 10000, FOI__UUID_TEXT = 37 };

/* A value that a leaf commits to, shown. */
typedef struct foi__opened {
    foi__text tag, value;
    uint8_t salt[FOI__SALT];
} foi__opened;

typedef struct foi__evidence_event {
    uint64_t index; /* of the leaf in the log */
    const uint8_t *leaf;
    size_t leaf_len;
    const foi_digest *proof; /* of inclusion under the checkpoint */
    size_t proof_count;
    const foi__opened *opened;
    size_t opened_count;
} foi__evidence_event;

/* Everything is borrowed. */
typedef struct foi__evidence {
    uint8_t item[16]; /* the case */
    foi__text note;   /* the checkpoint */
    const foi__evidence_event *events;
    size_t count;
} foi__evidence;

/* The evidence file, format 1. Size, then fill: returns the bytes needed. */
size_t foi__evidence_write(const foi__evidence *evidence, char *buf, size_t size);
/* What the file says lives in the arena, also after a failure. Nothing of it is checked but its form. */
int foi__evidence_read(foi__evidence *evidence, foi__arena *arena, const char *json, size_t len, foi_error *err);

void foi__json_base64(foi__json *j, const char *key, const void *bytes, size_t len);
void foi__uuid_text(char out[FOI__UUID_TEXT], const uint8_t bytes[16]);

#endif
