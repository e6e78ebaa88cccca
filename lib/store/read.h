/* Reading of cases, for those who list, prove and export them. */
#ifndef FOI_READ_INTERNAL_H
#define FOI_READ_INTERNAL_H

#include "store/store.h"

/* Personal values of a case, opened. */
typedef struct foi__opened_value {
    uint32_t version;
    foi__text tag, value;
    uint8_t salt[FOI__SALT];
} foi__opened_value;

typedef struct foi__openings {
    foi__opened_value *items;
    size_t count, room;
    foi__arena arena;
} foi__openings;

/* All of these inside a transaction, but the first, which begins one; the caller rolls it back. */
int foi__read_begin(foi_store *s, foi_error *err);
int foi__openings_read(foi_store *s, const foi__body *body, const foi__item *item, foi__openings *out, foi_error *err);
const foi__opened_value *foi__openings_find(const foi__openings *o, uint32_t version, foi__text tag);
void foi__openings_free(foi__openings *o); /* wipes them */
int foi__case_read(foi_store *s, const foi__item *item, const foi__body *body, const foi__openings *opened,
                   foi_case **out, foi_error *err);

/* Where proofs are made from: the hashes of a body's log. */
typedef struct foi__log_of {
    foi_store *s;
    int64_t body;
} foi__log_of;

int foi__log_hashes(void *log_of, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err);

#endif
