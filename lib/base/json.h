/* A writer of JSON that allocates nothing and cannot fail. */
#ifndef FOI_JSON_INTERNAL_H
#define FOI_JSON_INTERNAL_H

#include "base/base.h"

typedef struct foi__json {
    foi__out out;
    bool comma; /* the next value needs one before it */
} foi__json;

/* Keys are NULL inside a list. */
void foi__json_open(foi__json *j, const char *key, char bracket);
void foi__json_close(foi__json *j, char bracket);
void foi__json_text(foi__json *j, const char *key, const char *value); /* NULL value: null */
void foi__json_text_n(foi__json *j, const char *key, const char *value, size_t len);
void foi__json_number(foi__json *j, const char *key, int64_t value);
void foi__json_bool(foi__json *j, const char *key, bool value);
/* Comma and key alone: the caller puts the value into `out`. */
void foi__json_begin(foi__json *j, const char *key);

#endif
