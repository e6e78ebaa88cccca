/* Reading JSON by jansson: what is no JSON has a line, what is no document of ours has a JSON pointer. */
#ifndef FOI_READ_JSON_INTERNAL_H
#define FOI_READ_JSON_INTERNAL_H

#include <jansson.h>

#include "base/base.h"

typedef struct foi__json_limits {
    size_t bytes;
    int too_large; /* the sentence for more; {1} is `bytes` */
    size_t depth;
} foi__json_limits;

/* A whole document; the caller drops it with json_decref(). */
int foi__json_load(json_t **root, const char *json, size_t len, const foi__json_limits *limits, foi_error *err);

/* One pass over a document. The first fault counts, and after it nothing more is read. */
typedef struct foi__json_reading {
    foi_error *err;
    int code;
} foi__json_reading;

void foi__json_fault(foi__json_reading *r, const foi__pointer *at, int sentence, const char *a, const char *b);
/* The value of a key; NULL and a fault if there is none. */
json_t *foi__json_need(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in);
/* True if the value is an object that has these keys only. */
bool foi__json_object(foi__json_reading *r, json_t *v, const char *name, const foi__pointer *at,
                      const char *const *keys, size_t count);
/* The values of needed keys; NULL and a fault for another type. */
const char *foi__json_need_text(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in,
                                size_t *len);
json_t *foi__json_need_list(foi__json_reading *r, json_t *map, const char *key, const foi__pointer *in);

#endif
