/* JSON that a register is given: how large and deep it may be, and what it keeps of it. */
#ifndef FOI_STORE_JSON_INTERNAL_H
#define FOI_STORE_JSON_INTERNAL_H

#include "base/read_json.h"
#include "store/store.h"

enum { FOI__STORE_JSON = 1000000 };

extern const foi__json_limits foi__store_json;

/* Forms of the numbers of a body, by kind of event: NULL or an object, which the caller drops. number.c */
int foi__numbers_read(json_t **numbers, const foi__body *body, foi_error *err);
/* That of a kind, "" if there is none; it borrows. */
int foi__number_form(const json_t *numbers, const char *kind, const char **form, foi_error *err);

#endif
