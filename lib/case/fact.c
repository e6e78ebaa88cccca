/* An event becomes a fact: names become numbers, texts are kept once, and what does not fit is told by its place. */
#include <string.h>

#include "case/case.h"

/* ---- texts --------------------------------------------------------------------------------------------- */

/* Texts of a case stand one after the other; offset 0 is the empty one. */
static int keep_text(foi_case *c, uint32_t *offset, const char *text, size_t len, foi_error *err)
{
    char *all = foi__grow(c->text, &c->text_room, c->text_len + len + 2, 1);

    if (all == NULL)
        return foi__no_memory(err);
    c->text = all;
    if (c->text_len == 0)
        all[c->text_len++] = '\0';
    if (c->text_len > INT32_MAX - len - 2)
        return foi__fail(err, FOI__CASE_LARGE, foi__format_number(FOI_CASE_BYTES).text, NULL, NULL);
    *offset = 0;
    if (len == 0)
        return FOI_OK;
    *offset = (uint32_t)c->text_len;
    memcpy(all + c->text_len, text, len);
    all[c->text_len + len] = '\0';
    c->text_len += len + 1;
    return FOI_OK;
}

int foi__record_note(foi_case *c, foi__record *f, const char *text, size_t len, foi_error *err)
{
    return keep_text(c, &f->note, text, len, err);
}

/* ---- kinds and fields ---------------------------------------------------------------------------------- */

/* The record begins with its kind: which fields there are depends on it. */
int foi__record_kind(const foi_case *c, foi__record *f, const char *kind, const foi__pointer *at, foi_error *err)
{
    const char *names[FOI__EVENTS_MAX], *near;

    memset(f, 0, sizeof *f);
    f->date = f->day = f->received = FOI_DAY_NONE;
    f->party = FOI__NO;
    for (size_t i = 0; i < c->plan->event_count; i++) {
        names[i] = c->plan->events[i].event->id;
        if (!foi__same(names[i], kind))
            continue;
        f->kind = (uint8_t)i;
        return FOI_OK;
    }
    near = foi__nearest(kind, names, c->plan->event_count);
    return foi__point(err, foi__fail(err, near != NULL ? FOI__KIND_UNKNOWN_NEAR : FOI__KIND_UNKNOWN, kind, near, NULL),
                      at->text);
}

uint8_t foi__record_field(const foi_case *c, const foi__record *f, const char *name)
{
    const foi__plan_event *e = &c->plan->events[f->kind];

    for (uint8_t i = 0; i < e->field_count; i++)
        if (foi__same(e->fields[i].field->id, name))
            return i;
    return FOI__NO;
}

int foi__record_unknown(const foi_case *c, const foi__record *f, const char *name, const foi__pointer *event,
                        foi_error *err)
{
    static const char *const common[] = {"kind", "date", "at", "note", "by", "ref"};
    const foi__plan_event *e = &c->plan->events[f->kind];
    const char *names[FOI__FIELDS_MAX + 6], *near;
    foi__pointer at = foi__pointer_to(event, name);
    size_t count = 0;

    for (size_t i = 0; i < e->field_count; i++)
        names[count++] = e->fields[i].field->id;
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        names[count++] = common[i];
    near = foi__nearest(name, names, count);
    return foi__point(err, foi__fail(err, near != NULL ? FOI__KEY_UNKNOWN_NEAR : FOI__KEY_UNKNOWN, name, near, NULL),
                      at.text);
}

/* ---- values -------------------------------------------------------------------------------------------- */

int foi__record_day(foi_day *out, const char *text, size_t len, const foi__pointer *at, foi_error *err)
{
    int code = foi_date_parse(out, text, len, err);

    return code < 0 ? foi__point(err, code, at->text) : FOI_OK;
}

/* There and not empty are two things: a list may be given and hold nothing. */
static void mark(foi__record *f, uint8_t field, bool filled)
{
    f->present |= (uint8_t)(1u << field);
    if (filled)
        f->filled |= (uint8_t)(1u << field);
}

/* What was given has no NUL and may be long: it is cut into room of its own for the sentence. */
static int not_one_of(const char *name, const char *text, size_t len, const char *const *words, size_t count,
                      const foi__pointer *at, foi_error *err)
{
    char list[200], given[100];
    foi__out out = {list, sizeof list, 0}, word = {given, sizeof given, 0};

    foi__put(&word, text, len);
    foi__put_end(&word);
    for (size_t i = 0; i < count; i++) {
        foi__puts(&out, i > 0 ? ", " : "");
        foi__puts(&out, words[i]);
    }
    foi__put_end(&out);
    return foi__point(err, foi__fail(err, FOI__NOT_ONE_OF, name, given, list), at->text);
}

static bool find_word(const char *const *words, size_t count, const char *text, size_t len, int32_t *out)
{
    for (size_t i = 0; i < count; i++)
        if (foi__same_n(words[i], text, len)) {
            *out = (int32_t)i;
            return true;
        }
    return false;
}

static int set_text(foi_case *c, foi__record *f, uint8_t field, const char *text, size_t len, foi_error *err)
{
    uint32_t offset = 0;
    int code = keep_text(c, &offset, text, len, err);

    if (code < 0)
        return code;
    f->value[field] = (int32_t)offset;
    mark(f, field, len > 0);
    return FOI_OK;
}

int foi__record_set_true(foi_case *c, foi__record *f, uint8_t field, foi_error *err)
{
    return set_text(c, f, field, "true", 4, err);
}

/* A day of receipt is kept twice: as a field, which conditions ask for, and as what moves clocks. */
static int set_day(foi__record *f, uint8_t field, bool receipt, const char *text, size_t len, const foi__pointer *at,
                   foi_error *err)
{
    int code = foi__record_day(&f->value[field], text, len, at, err);

    if (code < 0)
        return code;
    if (receipt)
        f->received = f->value[field];
    mark(f, field, true);
    return FOI_OK;
}

/* A word is kept as its place in the list of the pack, so that conditions are matters of bits. */
static int set_word(const foi_case *c, foi__record *f, uint8_t field, const char *text, size_t len,
                    const foi__pointer *at, foi_error *err)
{
    static const char *const flags[] = {"false", "true"};
    const foi__plan_field *p = &c->plan->events[f->kind].fields[field];
    const char *const *words = p->field->of.items;
    size_t count = p->field->of.count;

    if (p->type == FOI_FIELD_PARTY) {
        words = c->plan->parties;
        count = c->plan->party_count;
    } else if (p->type == FOI_FIELD_FLAG) {
        words = flags;
        count = 2;
    }
    if (!find_word(words, count, text, len, &f->value[field]))
        return not_one_of(p->field->id, text, len, words, count, at, err);
    if (p->type == FOI_FIELD_PARTY)
        f->party = (uint8_t)f->value[field];
    mark(f, field, true);
    return FOI_OK;
}

/* Given, and with nothing in it yet. */
void foi__record_set_list(foi__record *f, uint8_t field)
{
    f->value[field] = 0;
    mark(f, field, false);
}

int foi__record_add(const foi_case *c, foi__record *f, uint8_t field, const char *item, size_t len,
                    const foi__pointer *at, foi_error *err)
{
    const foi__field *p = c->plan->events[f->kind].fields[field].field;
    int32_t n;

    if (!find_word(p->of.items, p->of.count, item, len, &n))
        return not_one_of(p->id, item, len, p->of.items, p->of.count, at, err);
    f->value[field] |= (int32_t)(UINT32_C(1) << n);
    mark(f, field, true);
    return FOI_OK;
}

/* "17h,17b" */
static int set_items(const foi_case *c, foi__record *f, uint8_t field, const char *text, size_t len,
                     const foi__pointer *at, foi_error *err)
{
    int code = FOI_OK;

    foi__record_set_list(f, field);
    for (size_t from = 0, to; from < len && code == FOI_OK; from = to + 1) {
        const char *comma = memchr(text + from, ',', len - from);

        to = comma != NULL ? (size_t)(comma - text) : len;
        code = foi__record_add(c, f, field, text + from, to - from, at, err);
    }
    return code;
}

/* From the text of a caller or of a file alike: what a field may hold has one reader. */
int foi__record_set(foi_case *c, foi__record *f, uint8_t field, const char *text, size_t len, const foi__pointer *at,
                    foi_error *err)
{
    switch (c->plan->events[f->kind].fields[field].type) {
    case FOI_FIELD_DAY:
        return set_day(f, field, false, text, len, at, err);
    case FOI_FIELD_RECEIPT:
        return set_day(f, field, true, text, len, at, err);
    case FOI_FIELD_CHOICE:
    case FOI_FIELD_PARTY:
    case FOI_FIELD_FLAG:
        return set_word(c, f, field, text, len, at, err);
    case FOI_FIELD_CHOICES:
        return set_items(c, f, field, text, len, at, err);
    default:
        return set_text(c, f, field, text, len, err);
    }
}

/* ---- the whole event ----------------------------------------------------------------------------------- */

/* Required fields are there, receipt is not before sending, and the day in the case is known. */
int foi__record_finish(const foi_case *c, foi__record *f, const foi__pointer *event, foi_error *err)
{
    const foi__plan_event *e = &c->plan->events[f->kind];
    foi__pointer at;

    for (uint8_t i = 0; i < e->field_count; i++) {
        if (!e->fields[i].field->required || (f->present >> i & 1) != 0)
            continue;
        at = foi__pointer_to(event, e->fields[i].field->id);
        return foi__point(err, foi__fail(err, FOI__KEY_MISSING, e->fields[i].field->id, NULL, NULL), at.text);
    }
    f->day = f->date;
    if (f->received == FOI_DAY_NONE)
        return FOI_OK;
    if (f->received < f->date) {
        at = foi__pointer_to(event, e->fields[e->receipt_field].field->id);
        return foi__point(err,
                          foi__fail(err, FOI__RECEIVED_BEFORE, foi__day_string(f->received).text,
                                    foi__day_string(f->date).text, NULL),
                          at.text);
    }
    if (e->day_field != FOI__NO && e->day_field == e->receipt_field)
        f->day = f->received;
    return FOI_OK;
}

/* by and ref are the register's: a case takes them and forgets them. */
static int read_field(foi_case *c, foi__record *f, const foi_field *field, const foi__pointer *event, foi_error *err)
{
    foi__pointer at;
    uint8_t number;

    if (field->name == NULL || field->value == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, field->name == NULL ? "name" : "value", NULL, NULL);
    at = foi__pointer_to(event, field->name);
    if (foi__same(field->name, "note"))
        return foi__record_note(c, f, field->value, strlen(field->value), err);
    if (foi__same(field->name, "by") || foi__same(field->name, "ref"))
        return FOI_OK;
    number = foi__record_field(c, f, field->name);
    return number == FOI__NO ? foi__record_unknown(c, f, field->name, event, err)
                             : foi__record_set(c, f, number, field->value, strlen(field->value), &at, err);
}

/* `out` holds an event only if this returns FOI_OK; `index` is for the place of a fault. */
int foi__record_read(foi_case *c, foi__record *out, const foi_event *event, size_t index, foi_error *err)
{
    foi__pointer events = foi__pointer_to(NULL, "events"), at = foi__pointer_at(&events, index);
    foi__pointer kind = foi__pointer_to(&at, "kind"), date = foi__pointer_to(&at, "date");
    foi_event e;
    int code = foi__opts_read(&e, sizeof e, event, err);

    if (code < 0)
        return code;
    if (e.kind == NULL || (e.fields == NULL && e.field_count > 0))
        return foi__fail(err, FOI__NULL_ARGUMENT, e.kind == NULL ? "kind" : "fields", NULL, NULL);
    if ((code = foi__record_kind(c, out, e.kind, &kind, err)) < 0)
        return code;
    if (!foi__day_valid(e.date))
        return foi__point(err, foi__fail(err, FOI__DAY_NUMBER, foi__format_number(e.date).text, NULL, NULL), date.text);
    out->date = e.date;
    for (size_t i = 0; i < e.field_count && code == FOI_OK; i++)
        code = read_field(c, out, &e.fields[i], &at, err);
    return code < 0 ? code : foi__record_finish(c, out, &at, err);
}

/* Order and judgment no longer hold; they are made again when somebody asks. */
int foi__case_record(foi_case *c, const foi__record *f, size_t index, foi_error *err)
{
    foi__record *records;

    if (index >= FOI_CASE_EVENTS)
        return foi__fail(err, FOI__EVENTS_MANY, foi__format_number(FOI_CASE_EVENTS).text, NULL, NULL);
    records = foi__grow(c->records, &c->room, index + 1, sizeof *records);
    if (records == NULL)
        return foi__no_memory(err);
    c->records = records;
    records[index] = *f;
    if (index == c->count)
        c->count++;
    c->ordered = false;
    foi__case_changed(c);
    return FOI_OK;
}

/* Its texts stay until the case is freed: offsets of others must not move. */
void foi__case_forget(foi_case *c)
{
    c->count--;
    c->ordered = false;
    foi__case_changed(c);
}
