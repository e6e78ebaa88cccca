/*
 * Does the evidence of a case hold? Everything is checked and every fault told, not only the first: who reads the
 * report has to see whether one value is wrong or the whole file. Whom to believe is never read from the file.
 */
#include <sodium.h>

#include "date/date.h"
#include "ledger/evidence.h"
#include "ledger/note.h"

enum { WITNESSES_MAX = 63, NOWHERE = -1 }; /* with the log's key as many as foi_checkpoint_read() takes */

typedef struct fault {
    int64_t event; /* place in the file, or NOWHERE */
    int sentence;
    const char *a, *b, *c; /* in the arena, or of the trust */
} fault;

/* What is known of an event after its checks. */
typedef struct checked {
    bool reads;
    foi__leaf leaf;
    foi_digest hash;
    uint32_t held; /* bit k: opened[k] is what was sealed */
} checked;

typedef struct check {
    foi_trust trust;
    const char *origin; /* of the log that is believed */
    foi__evidence evidence;
    foi_checkpoint checkpoint;
    uint64_t signers; /* bit 0: the log; bit 1 + i: witness i */
    uint64_t times[WITNESSES_MAX + 1];
    checked *events;
    fault *faults;
    size_t fault_count, fault_room;
    foi__arena arena;
    int code; /* FOI_OK, or why the check could not be made */
    foi_error *err;
} check;

/* ---- faults -------------------------------------------------------------------------------------------- */

static const char *keep(check *c, const char *text, size_t len)
{
    char *copy = foi__arena_text(&c->arena, text, len);

    if (copy == NULL && c->code == FOI_OK)
        c->code = foi__no_memory(c->err);
    return copy;
}

static const char *number(check *c, uint64_t value)
{
    foi__number n = foi__format_number((int64_t)value); /* an index beyond INT64_MAX is no index of a log */

    return keep(c, n.text, strlen(n.text));
}

/* Faults may be many and are kept until all checks are done, as the report begins with whether there are any. */
static void add(check *c, int64_t event, int sentence, const char *a, const char *b, const char *third)
{
    fault *faults = foi__grow(c->faults, &c->fault_room, c->fault_count + 1, sizeof *faults);

    if (faults == NULL) {
        if (c->code == FOI_OK)
            c->code = foi__no_memory(c->err);
        return;
    }
    c->faults = faults;
    faults[c->fault_count++] = (fault){event, sentence, a, b, third};
}

/* ---- whom to believe ----------------------------------------------------------------------------------- */

/* A mistake of the caller here would make evidence hold that nobody vouches for, so all of it is refused loudly. */
static int check_keys(const foi_trust *t, foi_error *err)
{
    if (t->log->kind != FOI_KEY_LOG)
        return foi__fail(err, FOI__TRUST_LOG, t->log->name, NULL, NULL);
    if (t->witness_count > WITNESSES_MAX)
        return foi__fail(err, FOI__KEYS_MANY, foi__format_number(WITNESSES_MAX).text, NULL, NULL);
    if (t->witness_count > 0 && t->witnesses == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "trust.witnesses", NULL, NULL);
    if (t->witnesses_needed > t->witness_count)
        return foi__fail(err, FOI__TRUST_FEW, foi__format_number(t->witnesses_needed).text,
                         foi__format_number((int64_t)t->witness_count).text, NULL);
    return FOI_OK;
}

/* A key under two names would let one witness pass for two, or the body for its own witness. */
static int check_witness(const foi_trust *t, size_t number, foi_error *err)
{
    const foi_key *key = t->witnesses[number];
    bool twice;

    if (key == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "trust.witnesses", NULL, NULL);
    if (key->kind != FOI_KEY_WITNESS)
        return foi__fail(err, FOI__TRUST_WITNESS, key->name, NULL, NULL);
    twice = sodium_memcmp(key->public, t->log->public, sizeof key->public) == 0;
    for (size_t i = 0; i < number && !twice; i++)
        twice = sodium_memcmp(key->public, t->witnesses[i]->public, sizeof key->public) == 0;
    return twice ? foi__fail(err, FOI__TRUST_TWICE, key->name, NULL, NULL) : FOI_OK;
}

static int read_trust(check *c, const foi_trust *given)
{
    int code = foi__opts_read(&c->trust, sizeof c->trust, given, c->err);

    if (code < 0)
        return code;
    if (c->trust.log == NULL)
        return foi__fail(c->err, FOI__NULL_ARGUMENT, "trust.log", NULL, NULL);
    code = check_keys(&c->trust, c->err);
    for (size_t i = 0; i < c->trust.witness_count && code == FOI_OK; i++)
        code = check_witness(&c->trust, i, c->err);
    if (code < 0)
        return code;
    c->origin = c->trust.origin != NULL ? c->trust.origin : c->trust.log->name;
    if (!foi__name_good(c->origin, strlen(c->origin)))
        return foi__fail(c->err, FOI__ORIGIN_BAD, NULL, NULL, NULL);
    return FOI_OK;
}

/* ---- the checkpoint ------------------------------------------------------------------------------------ */

/* The text alone, for it is shown even if no signature of it holds. */
static int read_note(check *c)
{
    const foi__text note = c->evidence.note;
    int code, sentence = FOI__NOTE_BROKEN;
    const char *most = NULL;
    foi__number limit = foi__format_number(note.len > FOI_NOTE_BYTES ? FOI_NOTE_BYTES : FOI_SIGNATURES_MAX);

    c->checkpoint.size = sizeof c->checkpoint;
    code = foi_checkpoint_read(&c->checkpoint, note.bytes, note.len, NULL, 0, NULL, NULL, NULL);
    if (code == FOI_OK)
        return FOI_OK;
    if (code == FOI_ERR_MEMORY)
        return foi__no_memory(c->err);
    if (code == FOI_ERR_LIMIT) {
        sentence = note.len > FOI_NOTE_BYTES ? FOI__NOTE_LONG : FOI__NOTE_SIGNATURES;
        most = limit.text;
    }
    return foi__point(c->err, foi__fail(c->err, sentence, most, NULL, NULL), "/checkpoint");
}

/* One key at a time, so that a signature that does not hold hides none that does. */
static bool signed_by(check *c, const foi_key *key, unsigned bit)
{
    foi_checkpoint unused = {.size = sizeof unused};
    uint64_t signers = 0;
    int code = foi_checkpoint_read(&unused, c->evidence.note.bytes, c->evidence.note.len, &key, 1, &signers,
                                   &c->times[bit], NULL);

    if (code == FOI_ERR_PROOF)
        add(c, NOWHERE, FOI__SIGNATURE_WRONG, key->name, NULL, NULL);
    else if (code < 0 && c->code == FOI_OK)
        c->code = foi__no_memory(c->err); /* the note reads: read_note() has seen it */
    if (code == FOI_OK && signers != 0)
        c->signers |= UINT64_C(1) << bit;
    return code == FOI_ERR_PROOF || signers != 0;
}

/* Faults of witnesses beyond the number that is needed count too: a wrong signature has no innocent cause. */
static void check_note(check *c)
{
    uint32_t cosigned = 0;

    if (!foi__same(c->checkpoint.origin, c->origin))
        add(c, NOWHERE, FOI__OTHER_LOG, c->checkpoint.origin, c->origin, NULL);
    if (!signed_by(c, c->trust.log, 0))
        add(c, NOWHERE, FOI__NOT_SIGNED, c->trust.log->name, NULL, NULL);
    for (unsigned i = 0; i < c->trust.witness_count; i++) {
        signed_by(c, c->trust.witnesses[i], 1 + i);
        cosigned += (c->signers >> (1 + i) & 1) != 0;
    }
    if (cosigned < c->trust.witnesses_needed)
        add(c, NOWHERE, FOI__COSIGNED_FEW, number(c, cosigned), number(c, c->trust.witnesses_needed), NULL);
}

/* ---- events -------------------------------------------------------------------------------------------- */

static bool same_text(foi__text a, const char *b)
{
    return foi__same_n(b, a.bytes, a.len);
}

/*
 * What the leaf says of itself, against what the file says of it. The leaf is under the signed root, the file is not:
 * so what counts is the leaf, and the file is wrong where they differ.
 */
static void check_leaf(check *c, size_t i, const char *index)
{
    const foi__leaf *leaf = &c->events[i].leaf;
    char item[FOI__UUID_TEXT];

    if (!same_text(leaf->origin, c->checkpoint.origin))
        add(c, (int64_t)i, FOI__LEAF_ORIGIN, index, keep(c, leaf->origin.bytes, leaf->origin.len), NULL);
    if (memcmp(leaf->item, c->evidence.item, sizeof leaf->item) != 0) {
        foi__uuid_text(item, leaf->item);
        add(c, (int64_t)i, FOI__LEAF_CASE, index, keep(c, item, strlen(item)), NULL);
    }
    if (leaf->index != c->evidence.events[i].index)
        add(c, (int64_t)i, FOI__LEAF_INDEX, index, number(c, leaf->index), NULL);
    if (leaf->version != i + 1)
        add(c, (int64_t)i, FOI__LEAF_VERSION, index, number(c, leaf->version), number(c, i + 1));
}

/*
 * That it follows the event before. Inclusion alone would let events of a case be left out in the middle; the chain
 * of hashes does not. Those after the last one in the file can always be left out: docs/ledger.md says so.
 */
static void check_chain(check *c, size_t i, const char *index)
{
    static const foi_digest none;
    const checked *before = i > 0 ? &c->events[i - 1] : NULL;
    const foi__leaf *leaf = &c->events[i].leaf;

    if (!foi__digest_same(&leaf->previous, i > 0 ? &before->hash : &none))
        add(c, (int64_t)i, FOI__LEAF_PREVIOUS, index, NULL, NULL);
    if (i > 0 && c->evidence.events[i].index <= c->evidence.events[i - 1].index)
        add(c, (int64_t)i, FOI__LEAF_ORDER, index, number(c, c->evidence.events[i - 1].index), NULL);
    if (i > 0 && before->reads && leaf->recorded < before->leaf.recorded)
        add(c, (int64_t)i, FOI__LEAF_TIME, index, NULL, NULL);
}

static const foi__leaf_field *find_sealed(const foi__leaf *leaf, foi__text tag)
{
    for (size_t i = 0; i < leaf->field_count; i++) {
        const foi__leaf_field *f = &leaf->fields[i];

        if (f->committed && f->tag.len == tag.len && memcmp(f->tag.bytes, tag.bytes, tag.len) == 0)
            return f;
    }
    return NULL;
}

static bool opened_before(const foi__opened *opened, size_t k)
{
    for (size_t i = 0; i < k; i++)
        if (opened[i].tag.len == opened[k].tag.len &&
            memcmp(opened[i].tag.bytes, opened[k].tag.bytes, opened[k].tag.len) == 0)
            return true;
    return false;
}

/* A value that does not fit is told by its name only: the report repeats nothing that was not recorded. */
static void check_opened(check *c, size_t i, size_t k, const char *index)
{
    const foi__opened *opened = c->evidence.events[i].opened, *o = &opened[k];
    const foi__leaf_field *field = find_sealed(&c->events[i].leaf, o->tag);
    foi_digest commitment;

    if (opened_before(opened, k)) {
        add(c, (int64_t)i, FOI__OPENED_TWICE, index, o->tag.bytes, NULL);
        return;
    }
    if (field == NULL) {
        add(c, (int64_t)i, FOI__OPENED_UNKNOWN, index, o->tag.bytes, NULL);
        return;
    }
    foi__commit(&commitment, o->salt, o->tag, o->value);
    if (foi__digest_same(&commitment, &field->commitment))
        c->events[i].held |= UINT32_C(1) << k;
    else
        add(c, (int64_t)i, FOI__OPENED_OTHER, index, o->tag.bytes, NULL);
}

/* Of bytes that are no event it is still asked whether they stand in the log: somebody may have recorded them. */
static void check_event(check *c, size_t i)
{
    const foi__evidence_event *event = &c->evidence.events[i];
    const char *index = number(c, event->index);
    checked *e = &c->events[i];

    foi_merkle_leaf(&e->hash, event->leaf, event->leaf_len);
    e->reads = foi__leaf_read(&e->leaf, event->leaf, event->leaf_len);
    if (e->reads) {
        check_leaf(c, i, index);
        check_chain(c, i, index);
    } else {
        add(c, (int64_t)i, FOI__LEAF_BROKEN, index, NULL, NULL);
    }
    if (foi_merkle_included(&c->checkpoint.root, c->checkpoint.leaves, event->index, &e->hash, event->proof,
                            event->proof_count, NULL) != FOI_OK)
        add(c, (int64_t)i, FOI__NOT_INCLUDED, index, NULL, NULL);
    for (size_t k = 0; e->reads && k < event->opened_count; k++)
        check_opened(c, i, k, index);
}

static int check_events(check *c)
{
    c->events = foi__zalloc(c->evidence.count, sizeof *c->events);
    if (c->events == NULL)
        return foi__no_memory(c->err);
    if (c->evidence.count == 0)
        add(c, NOWHERE, FOI__EVIDENCE_EMPTY, NULL, NULL, NULL);
    for (size_t i = 0; i < c->evidence.count && c->code == FOI_OK; i++)
        check_event(c, i);
    return c->code;
}

/* ---- the report ---------------------------------------------------------------------------------------- */

static void put_day(foi__json *j, const char *key, foi_day day)
{
    foi__json_text(j, key, day != FOI_DAY_NONE ? foi__day_string(day).text : NULL);
}

/* The last `digits` digits of a number that is not negative. */
static void put_digits(foi__out *out, int64_t value, unsigned digits)
{
    char text[8];

    for (unsigned i = digits; i > 0; i--, value /= 10)
        text[i - 1] = (char)('0' + value % 10);
    foi__put(out, text, digits);
}

/* As the local clock showed it, with its distance to UTC: 2025-10-06T07:00:00.123456+07:00 */
static void put_moment(foi__json *j, const char *key, int64_t recorded, int16_t offset)
{
    const int64_t second = 1000000, minute = 60 * second, day = 1440 * minute;
    const int64_t local = recorded + offset * minute;
    const int64_t in_day = (local % day + day) % day, ahead = offset < 0 ? -offset : offset;
    char text[48];
    foi__out out = {text, sizeof text, 0};

    foi__puts(&out, foi__day_string((foi_day)((local - in_day) / day)).text);
    foi__puts(&out, "T");
    put_digits(&out, in_day / (60 * minute), 2);
    foi__puts(&out, ":");
    put_digits(&out, in_day / minute % 60, 2);
    foi__puts(&out, ":");
    put_digits(&out, in_day / second % 60, 2);
    foi__puts(&out, ".");
    put_digits(&out, in_day % second, 6);
    foi__puts(&out, offset < 0 ? "-" : "+");
    put_digits(&out, ahead / 60, 2);
    foi__puts(&out, ":");
    put_digits(&out, ahead % 60, 2);
    foi__put_end(&out);
    foi__json_text(j, key, text);
}

static void put_text(foi__json *j, const char *key, foi__text text)
{
    foi__json_text_n(j, key, text.bytes, text.len);
}

/* The tag of a field as a key. It is no longer than that: the leaf reads. */
static void put_named(foi__json *j, foi__text tag, foi__text value)
{
    char key[FOI__LEAF_NAME + 1];

    memcpy(key, tag.bytes, tag.len);
    key[tag.len] = '\0';
    put_text(j, key, value);
}

static bool is_opened(const check *c, size_t i, foi__text tag)
{
    const foi__evidence_event *event = &c->evidence.events[i];

    for (size_t k = 0; k < event->opened_count; k++)
        if ((c->events[i].held >> k & 1) != 0 && event->opened[k].tag.len == tag.len &&
            memcmp(event->opened[k].tag.bytes, tag.bytes, tag.len) == 0)
            return true;
    return false;
}

/* Three lists, so that nobody takes a sealed field for one that was not there. */
static void put_fields(foi__json *j, const check *c, size_t i)
{
    const foi__evidence_event *event = &c->evidence.events[i];
    const foi__leaf *leaf = &c->events[i].leaf;

    foi__json_open(j, "fields", '{');
    for (size_t k = 0; k < leaf->field_count; k++)
        if (!leaf->fields[k].committed)
            put_named(j, leaf->fields[k].tag, leaf->fields[k].value);
    foi__json_close(j, '}');
    foi__json_open(j, "sealed", '[');
    for (size_t k = 0; k < leaf->field_count; k++)
        if (leaf->fields[k].committed && !is_opened(c, i, leaf->fields[k].tag))
            put_text(j, NULL, leaf->fields[k].tag);
    foi__json_close(j, ']');
    foi__json_open(j, "opened", '{');
    for (size_t k = 0; k < event->opened_count; k++)
        if ((c->events[i].held >> k & 1) != 0)
            put_named(j, event->opened[k].tag, event->opened[k].value);
    foi__json_close(j, '}');
}

static void put_files(foi__json *j, const foi__leaf *leaf)
{
    char hex[65];

    foi__json_open(j, "files", '[');
    for (size_t i = 0; i < leaf->file_count; i++) {
        foi__hex(hex, leaf->files[i].digest.bytes);
        foi__json_open(j, NULL, '{');
        foi__json_text(j, "hash", hex);
        foi__json_number(j, "bytes", (int64_t)leaf->files[i].len);
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

/* Of bytes that are no event only the number can be told. */
static void put_event(foi__json *j, const check *c, size_t i)
{
    const foi__leaf *leaf = &c->events[i].leaf;

    foi__json_open(j, NULL, '{');
    foi__json_number(j, "index", (int64_t)c->evidence.events[i].index);
    if (c->events[i].reads) {
        foi__json_number(j, "version", leaf->version);
        put_text(j, "kind", leaf->kind);
        put_day(j, "date", leaf->day);
        put_day(j, "received", leaf->received);
        put_moment(j, "recorded", leaf->recorded, leaf->offset);
        put_text(j, "role", leaf->role);
        put_text(j, "number", leaf->number);
        put_fields(j, c, i);
        put_files(j, leaf);
    }
    foi__json_close(j, '}');
}

static void put_signatures(foi__json *j, const check *c)
{
    foi__json_open(j, "signed_by", '[');
    if ((c->signers & 1) != 0)
        foi__json_text(j, NULL, c->trust.log->name);
    foi__json_close(j, ']');
    foi__json_open(j, "cosigned", '[');
    for (size_t i = 0; i < c->trust.witness_count; i++) {
        if ((c->signers >> (1 + i) & 1) == 0)
            continue;
        foi__json_open(j, NULL, '{');
        foi__json_text(j, "name", c->trust.witnesses[i]->name);
        foi__json_number(j, "time", (int64_t)c->times[1 + i]);
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

static void put_sentence(foi__json *j, const char *key, const fault *f, int lang)
{
    const char *args[] = {f->a, f->b, f->c};
    char text[1024]; /* two names of 200 bytes and the sentence */

    foi__sentence_text(f->sentence, lang, args, 3, text, sizeof text);
    foi__json_text(j, key, text);
}

static void put_faults(foi__json *j, const check *c)
{
    foi__json_open(j, "faults", '[');
    for (size_t i = 0; i < c->fault_count; i++) {
        const fault *f = &c->faults[i];

        foi__json_open(j, NULL, '{');
        if (f->event == NOWHERE)
            foi__json_text(j, "event", NULL);
        else
            foi__json_number(j, "event", f->event);
        foi__json_open(j, "text", '{');
        put_sentence(j, "id", f, FOI_LANG_ID);
        put_sentence(j, "en", f, FOI_LANG_EN);
        foi__json_close(j, '}');
        foi__json_close(j, '}');
    }
    foi__json_close(j, ']');
}

static size_t put_report(const check *c, char *buf, size_t size)
{
    foi__json j = {{buf, size, 0}, false};
    char item[FOI__UUID_TEXT];

    foi__uuid_text(item, c->evidence.item);
    foi__json_open(&j, NULL, '{');
    foi__json_number(&j, "foi_evidence_report", 1);
    foi__json_bool(&j, "holds", c->fault_count == 0);
    foi__json_text(&j, "origin", c->checkpoint.origin);
    foi__json_number(&j, "leaves", (int64_t)c->checkpoint.leaves);
    foi__json_base64(&j, "root", c->checkpoint.root.bytes, sizeof c->checkpoint.root.bytes);
    put_signatures(&j, c);
    foi__json_text(&j, "case", item);
    foi__json_open(&j, "events", '[');
    for (size_t i = 0; i < c->evidence.count; i++)
        put_event(&j, c, i);
    foi__json_close(&j, ']');
    put_faults(&j, c);
    foi__json_close(&j, '}');
    return foi__put_end(&j.out);
}

/* The first fault is the error's sentence; where it stands, its pointer. */
static int verdict(const check *c)
{
    const fault *f = c->faults;
    foi__pointer at = foi__pointer_to(NULL, "events");

    if (c->fault_count == 0)
        return FOI_OK;
    if (f->event != NOWHERE)
        at = foi__pointer_at(&at, (size_t)f->event);
    else if (f->sentence != FOI__EVIDENCE_EMPTY)
        at = foi__pointer_to(NULL, "checkpoint");
    return foi__point(c->err, foi__fail(c->err, f->sentence, f->a, f->b, f->c), at.text);
}

/* Size, then fill, checks everything twice. A case has tens of events, and nothing has to be kept between calls. */
int foi_evidence_check(const char *json, size_t len, const foi_trust *trust, char *report, size_t size,
                       size_t *needed, foi_error *err)
{
    check c = {.err = err};

    c.code = read_trust(&c, trust);
    if (c.code == FOI_OK)
        c.code = foi__evidence_read(&c.evidence, &c.arena, json, len, err);
    if (c.code == FOI_OK)
        c.code = read_note(&c);
    if (c.code == FOI_OK) {
        check_note(&c);
        c.code = check_events(&c);
    }
    if (c.code == FOI_OK) {
        *needed = put_report(&c, report, size);
        c.code = verdict(&c);
    }
    foi__free(c.events);
    foi__free(c.faults);
    foi__arena_free(&c.arena);
    return c.code;
}
