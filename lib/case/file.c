/* Case files: JSON in by jansson, every fault with its place. */
#include <string.h>

#include "base/read_json.h"
#include "case/case.h"

enum { DEPTH = 2048 }; /* brackets in each other: more would jansson not read */

typedef struct reading {
    foi_case *c;
    foi_error *err;
    int code;
} reading;

/* The first fault is told: what follows from it would only confuse. */
static void fault(reading *r, const foi__pointer *at, int sentence, const char *a, const char *b)
{
    if (r->code == FOI_OK)
        r->code = foi__point(r->err, foi__fail(r->err, sentence, a, b, NULL), at != NULL ? at->text : "");
}

/* ---- JSON ---------------------------------------------------------------------------------------------- */

static int load(json_t **out, const char *json, size_t len, foi_error *err)
{
    static const foi__json_limits limits = {FOI_CASE_BYTES, FOI__CASE_LARGE, DEPTH};

    return foi__json_load(out, json, len, &limits, err);
}

/* The text of a value; NULL and a fault if it is none. */
static const char *text_of(reading *r, const json_t *v, const char *name, const foi__pointer *at)
{
    if (json_is_string(v))
        return json_string_value(v);
    fault(r, at, FOI__WANT_TEXT, name, NULL);
    return NULL;
}

static bool is_object(reading *r, const json_t *v, const char *name, const foi__pointer *at)
{
    if (json_is_object(v))
        return true;
    fault(r, at, FOI__WANT_OBJECT, name, NULL);
    return false;
}

/* An object may have these keys only. */
static void check_keys(reading *r, json_t *map, const foi__pointer *at, const char *const *keys, size_t count)
{
    const char *key;
    json_t *v;

    json_object_foreach(map, key, v)
    {
        const char *near;
        foi__pointer place = foi__pointer_to(at, key);
        size_t i = 0;

        while (i < count && !foi__same(keys[i], key))
            i++;
        if (i < count)
            continue;
        near = foi__nearest(key, keys, count);
        fault(r, &place, near != NULL ? FOI__KEY_UNKNOWN_NEAR : FOI__KEY_UNKNOWN, key, near);
        return;
    }
}

static json_t *need(reading *r, json_t *map, const char *key, const foi__pointer *in)
{
    json_t *v = json_object_get(map, key);
    foi__pointer at = foi__pointer_to(in, key);

    if (v == NULL)
        fault(r, &at, FOI__KEY_MISSING, key, NULL);
    return v;
}

/* ---- fields of an event -------------------------------------------------------------------------------- */

/* Each item has a place of its own. */
static void read_list(reading *r, foi__record *f, uint8_t field, const json_t *v, const char *name,
                      const foi__pointer *at)
{
    if (!json_is_array(v)) {
        fault(r, at, FOI__WANT_LIST, name, NULL);
        return;
    }
    foi__record_set_list(f, field);
    for (size_t i = 0; i < json_array_size(v) && r->code == FOI_OK; i++) {
        foi__pointer item = foi__pointer_at(at, i);
        const json_t *x = json_array_get(v, i);
        const char *text = text_of(r, x, name, &item);

        if (text != NULL)
            r->code = foi__record_add(r->c, f, field, text, json_string_length(x), &item, r->err);
    }
}

/* A text or a list of texts; that there are some is all that matters. */
static void read_texts(reading *r, foi__record *f, uint8_t field, const json_t *v, const char *name,
                       const foi__pointer *at)
{
    if (!json_is_array(v)) {
        fault(r, at, FOI__WANT_TEXTS, name, NULL);
        return;
    }
    for (size_t i = 0; i < json_array_size(v) && r->code == FOI_OK; i++) {
        foi__pointer item = foi__pointer_at(at, i);

        text_of(r, json_array_get(v, i), name, &item);
    }
    if (r->code == FOI_OK)
        r->code = json_array_size(v) > 0 ? foi__record_set_true(r->c, f, field, r->err)
                                         : foi__record_set(r->c, f, field, "", 0, at, r->err);
}

static int wanted(int type)
{
    switch (type) {
    case FOI_FIELD_TEXT_OR_TRUE:
        return FOI__WANT_TEXT_OR_TRUE;
    case FOI_FIELD_FLAG:
        return FOI__WANT_FLAG;
    case FOI_FIELD_NUMBER:
        return FOI__WANT_AMOUNT;
    default:
        return FOI__WANT_TEXT;
    }
}

/* A number, and `true`, are kept as being there: no rule asks how much it is. */
static void read_value(reading *r, foi__record *f, uint8_t field, const json_t *v, const foi__pointer *at)
{
    const foi__plan_field *p = &r->c->plan->events[f->kind].fields[field];
    const char *name = p->field->id;

    if (p->type == FOI_FIELD_CHOICES)
        read_list(r, f, field, v, name, at);
    else if (p->type == FOI_FIELD_FLAG && json_is_boolean(v))
        r->code = json_is_true(v) ? foi__record_set(r->c, f, field, "true", 4, at, r->err)
                                  : foi__record_set(r->c, f, field, "false", 5, at, r->err);
    else if ((p->type == FOI_FIELD_TEXT_OR_TRUE && json_is_true(v)) ||
             (p->type == FOI_FIELD_NUMBER && json_is_number(v)))
        r->code = foi__record_set_true(r->c, f, field, r->err);
    else if (p->type == FOI_FIELD_TEXTS && !json_is_string(v))
        read_texts(r, f, field, v, name, at);
    else if (!json_is_string(v) || p->type == FOI_FIELD_FLAG)
        fault(r, at, wanted(p->type), name, NULL);
    else
        r->code = foi__record_set(r->c, f, field, json_string_value(v), json_string_length(v), at, r->err);
}

/* ---- one event ----------------------------------------------------------------------------------------- */

/* A day, or an instant that is turned into the day of the body's zone. Never both, as they may contradict. */
static void read_day(reading *r, foi__record *f, json_t *map, const foi__pointer *event)
{
    const json_t *date = json_object_get(map, "date"), *at = json_object_get(map, "at");
    foi__pointer date_at = foi__pointer_to(event, "date"), at_at = foi__pointer_to(event, "at");
    const char *text;

    if (date != NULL && at != NULL) {
        fault(r, &at_at, FOI__DATE_AND_AT, NULL, NULL);
    } else if (at != NULL) {
        text = text_of(r, at, "at", &at_at);
        if (text != NULL)
            r->code = foi__point(
                r->err, foi_date_from_instant(&f->date, text, json_string_length(at), r->c->zone, r->err), at_at.text);
    } else if (date != NULL) {
        text = text_of(r, date, "date", &date_at);
        if (text != NULL)
            r->code = foi__record_day(&f->date, text, json_string_length(date), &date_at, r->err);
    } else {
        fault(r, &date_at, FOI__KEY_MISSING, "date", NULL);
    }
}

/* by and ref are the register's: a case has no use for them, but they must be texts. */
static void read_key(reading *r, foi__record *f, const char *key, const json_t *v, const foi__pointer *event)
{
    foi__pointer at = foi__pointer_to(event, key);
    uint8_t field;

    if (foi__same(key, "kind") || foi__same(key, "date") || foi__same(key, "at"))
        return;
    if (foi__same(key, "note") || foi__same(key, "by") || foi__same(key, "ref")) {
        if (text_of(r, v, key, &at) != NULL && foi__same(key, "note"))
            r->code = foi__record_note(r->c, f, json_string_value(v), json_string_length(v), r->err);
        return;
    }
    field = foi__record_field(r->c, f, key);
    if (field == FOI__NO)
        r->code = foi__record_unknown(r->c, f, key, event, r->err);
    else
        read_value(r, f, field, v, &at);
}

static void read_event(reading *r, foi__record *f, json_t *map, const foi__pointer *at)
{
    foi__pointer kind_at = foi__pointer_to(at, "kind");
    const json_t *kind;
    const char *text, *key;
    json_t *v;

    if (!is_object(r, map, "event", at))
        return;
    kind = need(r, map, "kind", at);
    text = kind != NULL ? text_of(r, kind, "kind", &kind_at) : NULL;
    if (text == NULL)
        return;
    r->code = foi__record_kind(r->c, f, text, &kind_at, r->err);
    if (r->code == FOI_OK)
        read_day(r, f, map, at);
    json_object_foreach(map, key, v)
    {
        if (r->code == FOI_OK)
            read_key(r, f, key, v, at);
    }
    if (r->code == FOI_OK)
        r->code = foi__record_finish(r->c, f, at, r->err);
}

/* Nothing of the JSON is left behind: texts were copied into the case. */
int foi__file_event(foi_case *c, foi__record *out, const char *json, size_t len, const foi__pointer *at, foi_error *err)
{
    reading r = {c, err, FOI_OK};
    json_t *root = NULL;

    r.code = load(&root, json, len, err);
    if (root == NULL)
        return r.code;
    read_event(&r, out, root, at);
    json_decref(root);
    return r.code;
}

/* ---- the file ------------------------------------------------------------------------------------------ */

/* A version that is not known is refused, not guessed at. */
static void read_format(reading *r, json_t *root)
{
    const json_t *v = need(r, root, "foi_case", NULL);
    foi__pointer at = foi__pointer_to(NULL, "foi_case");

    if (v != NULL && (!json_is_integer(v) || json_integer_value(v) != 1))
        fault(r, &at, FOI__CASE_FORMAT, NULL, NULL);
}

/* Of kind and name only the form is looked at: no rule asks for them. */
static void read_body(reading *r, json_t *root, bool zone_is_given)
{
    static const char *const keys[] = {"kind", "name", "timezone"};
    json_t *v = json_object_get(root, "body");
    foi__pointer at = foi__pointer_to(NULL, "body");

    if (v == NULL || r->code < 0 || !is_object(r, v, "body", &at))
        return;
    check_keys(r, v, &at, keys, 3);
    for (size_t i = 0; i < 3 && r->code == FOI_OK; i++) {
        foi__pointer place = foi__pointer_to(&at, keys[i]);
        const json_t *x = json_object_get(v, keys[i]);

        if (x != NULL && text_of(r, x, keys[i], &place) != NULL && i == 2 && !zone_is_given)
            r->code = foi__case_zone(r->c, json_string_value(x), r->err);
    }
}

static void read_applicant(reading *r, json_t *root, bool is_given)
{
    static const char *const keys[] = {"kind"};
    json_t *v = json_object_get(root, "applicant");
    foi__pointer at = foi__pointer_to(NULL, "applicant"), kind_at = foi__pointer_to(&at, "kind");
    const json_t *kind;
    const char *text;
    uint8_t number = r->c->applicant_number;

    if (v == NULL || r->code < 0 || !is_object(r, v, "applicant", &at))
        return;
    check_keys(r, v, &at, keys, 1);
    kind = json_object_get(v, "kind");
    text = kind != NULL && r->code == FOI_OK ? text_of(r, kind, "kind", &kind_at) : NULL;
    if (text == NULL)
        return;
    r->code = foi__case_applicant(r->c, text, r->err);
    if (r->code == FOI_OK && is_given) { /* the caller's word stands */
        r->c->applicant_number = number;
        r->c->applicant = r->c->plan->applicants[number];
    }
}

/* Axes are checked one by one, so that the fault names the axis. */
static void read_readings(reading *r, json_t *root)
{
    json_t *map = json_object_get(root, "readings"), *v;
    foi__pointer at = foi__pointer_to(NULL, "readings");
    const char *axis;

    if (map == NULL || r->code < 0 || !is_object(r, map, "readings", &at))
        return;
    json_object_foreach(map, axis, v)
    {
        foi__pointer place = foi__pointer_to(&at, axis);
        char text[160];
        foi__out out = {text, sizeof text, 0};

        if (r->code < 0 || text_of(r, v, axis, &place) == NULL)
            return;
        foi__puts(&out, axis);
        foi__puts(&out, "=");
        foi__puts(&out, json_string_value(v));
        foi__put_end(&out);
        r->code = foi__case_fix(r->c, text, true, r->err);
        if (r->code < 0)
            foi__point(r->err, r->code, place.text);
    }
}

static void read_as_of(reading *r, json_t *root)
{
    const json_t *v = json_object_get(root, "as_of");
    foi__pointer at = foi__pointer_to(NULL, "as_of");
    const char *text = v != NULL && r->code == FOI_OK ? text_of(r, v, "as_of", &at) : NULL;

    if (text != NULL)
        r->code = foi__record_day(&r->c->file_as_of, text, json_string_length(v), &at, r->err);
}

static void read_events(reading *r, json_t *root)
{
    json_t *list = r->code == FOI_OK ? need(r, root, "events", NULL) : NULL;
    foi__pointer at = foi__pointer_to(NULL, "events");

    if (list == NULL)
        return;
    if (!json_is_array(list)) {
        fault(r, &at, FOI__WANT_LIST, "events", NULL);
        return;
    }
    for (size_t i = 0; i < json_array_size(list) && r->code == FOI_OK; i++) {
        foi__pointer event = foi__pointer_at(&at, i);
        foi__record f;

        read_event(r, &f, json_array_get(list, i), &event);
        if (r->code == FOI_OK)
            r->code = foi__case_record(r->c, &f, i, r->err);
    }
}

/* The regime last: that it is unknown is a fault of law, and those come after faults of input. */
static void read_regime(reading *r, json_t *root, bool is_given)
{
    const json_t *v = json_object_get(root, "regime");
    foi__pointer at = foi__pointer_to(NULL, "regime");
    const char *text = v != NULL && r->code == FOI_OK ? text_of(r, v, "regime", &at) : NULL;

    if (text == NULL || is_given)
        return;
    r->code = foi__law_regime_number(r->c->law, text, &r->c->regime, r->err);
    if (r->code < 0)
        foi__point(r->err, r->code, at.text);
}

/* An unknown key is a fault: a misspelt one would be passed over in silence, and the answer would be wrong. */
static void read_file(reading *r, json_t *root, const foi_case_opts *o)
{
    static const char *const keys[] = {"foi_case", "regime",   "body",   "applicant",
                                       "as_of",    "readings", "events", "panel"};
    foi__pointer document = {"", 0};

    if (!is_object(r, root, "case", &document))
        return;
    check_keys(r, root, NULL, keys, sizeof keys / sizeof keys[0]);
    if (r->code == FOI_OK)
        read_format(r, root);
    read_body(r, root, o->timezone != NULL);
    read_applicant(r, root, o->applicant != NULL);
    read_readings(r, root);
    read_as_of(r, root);
    read_events(r, root);
    read_regime(r, root, o->regime != NULL);
}

int foi_case_parse(foi_case **out, const foi_law *law, const char *json, size_t len, const foi_case_opts *opts,
                   foi_error *err)
{
    foi_case_opts o;
    foi_case *c = NULL;
    reading r = {NULL, err, FOI_OK};
    json_t *root = NULL;

    r.code = foi__case_opts_read(&o, opts, err);
    if (r.code < 0 || (r.code = load(&root, json, len, err)) < 0)
        return r.code;
    r.code = foi__case_make(&c, law, o.regime, err);
    if (r.code == FOI_OK)
        r.code = foi__case_options(c, &o, err);
    r.c = c;
    if (r.code == FOI_OK)
        read_file(&r, root, &o);
    json_decref(root);
    if (r.code < 0) {
        foi_case_free(c);
        return r.code;
    }
    *out = c;
    return FOI_OK;
}
