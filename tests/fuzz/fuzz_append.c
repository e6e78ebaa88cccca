/* A body, an applicant and events of any bytes, with a NUL between them, into a register: what was taken reads well. */
#include "../unit/memory_store.h"
#include "../unit/register.h"

#include <jansson.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static foi_law *law;
static char text[1 << 20];

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

/* Up to the next NUL; the rest is for the next one. */
static const char *part(const uint8_t **data, size_t *size, size_t *len)
{
    const char *start = (const char *)*data;
    const uint8_t *end = *size > 0 ? memchr(*data, 0, *size) : NULL;
    *len = end != NULL ? (size_t)(end - *data) : *size;
    *data += end != NULL ? *len + 1 : *len;
    *size -= end != NULL ? *len + 1 : *len;
    return start;
}

static void check(int code, const foi_error *err)
{
    require(code == FOI_OK || (code < 0 && err->code == code && err->message[0] != '\0' &&
                               foi_error_text(err, FOI_LANG_ID, NULL, 0) > 0));
}

static void require_json(size_t needed)
{
    json_t *json = needed < sizeof text ? json_loadb(text, needed, JSON_REJECT_DUPLICATES, NULL) : NULL;
    require(json_is_object(json) || needed >= sizeof text);
    json_decref(json);
}

static void read_back(foi_store *s, const char *origin, const foi_receipt *r)
{
    foi_error err = {.size = sizeof err};
    foi_verified v = {.size = sizeof v};
    foi_case *c = NULL;
    size_t needed = 0;
    char item[40];
    for (uint32_t flags = 0; flags < 2; flags++) {
        require(foi_store_case(s, &c, r->item, flags, NULL, &err) == FOI_OK);
        require(foi_case_count(c) == r->version);
        foi_case_free(c);
    }
    require(foi_store_verify(s, origin, NULL, 0, NULL, &v, &err) == FOI_OK && v.leaves == r->version && v.unopened == 0);
    require(foi_store_export(s, r->item, text, sizeof text, &needed, &err) == FOI_OK);
    require_json(needed);
    require(foi_store_find(s, item, NULL, r->code, &err) == FOI_OK && strcmp(item, r->item) == 0);
    require(r->number[0] == '\0' || foi_store_find(s, item, origin, r->number, &err) == FOI_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct around around = around_new(7);
    const foi_env env = around_env(&around);
    const foi_store_opts opts = {.size = sizeof opts, .env = &env};
    foi_error err = {.size = sizeof err};
    foi_store *s = NULL;
    foi_append a = register_new("k", "");
    foi_receipt r = {.size = sizeof r}, again = {.size = sizeof again};
    foi__body body;
    size_t len;
    const char *json;
    if (law == NULL) {
        require(foi_law_new(&law, NULL, NULL) == FOI_OK);
    }
    require(foi__store_new(&s, law, &opts, &memory_ops, memory_new(), &err) == FOI_OK);
    json = part(&data, &size, &len);
    int code = foi_store_add_body(s, json, len, &err);
    check(code, &err);
    if (code == FOI_OK) {
        require(foi_store_body_json(s, 0, text, sizeof text, &len, &err) == FOI_OK);
        require_json(len);
    } else {
        require(foi_store_add_body(s, register_body, strlen(register_body), &err) == FOI_OK);
    }
    require(s->ops->find_body(s->back, &body, NULL, 0, 0, NULL) == FOI__ROW);
    a.body = body.origin;
    a.applicant = part(&data, &size, &a.applicant_len);
    a.applicant = a.applicant_len > 0 ? a.applicant : NULL;
    a.events = (const char *)data;
    a.events_len = size;
    code = foi_store_append(s, &a, &r, &err);
    check(code, &err);
    if (code == FOI_OK) {
        read_back(s, body.origin, &r);
        require(foi_store_append(s, &a, &again, &err) == FOI_OK && again.replayed == 1 && again.index == r.index);
    }
    foi_store_close(s);
    return 0;
}
