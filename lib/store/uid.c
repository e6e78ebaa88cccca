/* Time-ordered identifiers (RFC 9562, version 7): rows that come one after the other lie one after the other. */
#include <uuid/uuid.h>

#include "store/store.h"

void foi__uid_make(uint8_t uid[FOI__UID], int64_t now, const uint8_t random[FOI__UID])
{
    uint64_t ms = (uint64_t)(now / 1000);

    memcpy(uid, random, FOI__UID);
    for (unsigned i = 0; i < 6; i++)
        uid[i] = (uint8_t)(ms >> (8 * (5 - i)));
    uid[6] = (uint8_t)(0x70 | (uid[6] & 0x0f));
    uid[8] = (uint8_t)(0x80 | (uid[8] & 0x3f));
}

bool foi__uid_read(uint8_t uid[FOI__UID], const char *text)
{
    return uuid_parse(text, uid) == 0;
}
