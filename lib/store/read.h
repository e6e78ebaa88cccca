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

typedef struct foi__opened {
    foi__opened_value *items;
    size_t count, room;
    foi__arena arena;
} foi__opened;

/* All of these inside a transaction, but the first, which begins one; the caller rolls it back. */
int foi__read_begin(foi_store *s, foi_error *err);
int foi__body_of(foi_store *s, int64_t id, foi__body *body, foi_error *err);
int foi__opened_read(foi_store *s, const foi__body *body, const foi__item *item, foi__opened *out, foi_error *err);
const foi__opened_value *foi__opened_find(const foi__opened *o, uint32_t version, foi__text tag);
void foi__opened_free(foi__opened *o); /* wipes them */
int foi__case_read(foi_store *s, const foi__item *item, const foi__body *body, const foi__opened *opened,
                   foi_case **out, foi_error *err);

#endif
