/* Keys and signed notes, inside the ledger room. */
#ifndef FOI_NOTE_INTERNAL_H
#define FOI_NOTE_INTERNAL_H

#include "ledger/ledger.h"

struct foi_key {
    char name[FOI_ORIGIN_BYTES + 1];
    uint8_t kind, hash[4], public[32], secret[64];
    bool has_secret;
};

#endif
