/* How large and deep the JSON may be that a register is given. */
#ifndef FOI_STORE_JSON_INTERNAL_H
#define FOI_STORE_JSON_INTERNAL_H

#include "base/read_json.h"
#include "store/store.h"

enum { FOI__STORE_JSON = 1000000 };

extern const foi__json_limits foi__store_json;

#endif
