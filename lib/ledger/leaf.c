/*
 * The bytes of a leaf, format 1 (docs/ledger.md): fixed order, big-endian, every text with its length before it. An
 * event has one spelling only, and bytes that have another are refused: else two registers of the same facts could
 * differ. What is written once is never written otherwise; a change is a new format.
 */
#include <sodium.h>

#include "ledger/ledger.h"

static const uint8_t magic[8] = {'f', 'o', 'i', '-', 'l', 'e', 'a', 'f'};

/* ---- writing ------------------------------------------------------------------------------------------- */

/* Big-endian, so that bytes sort as the numbers do and a hex dump can be read. */
static void put_number(foi__out *out, uint64_t value, unsigned bytes)
{
    uint8_t b[8];

    for (unsigned i = 0; i < bytes; i++)
        b[i] = (uint8_t)(value >> (8 * (bytes - 1 - i)));
    foi__put(out, (const char *)b, bytes);
}

static void put_text(foi__out *out, foi__text text)
{
    put_number(out, text.len, 2);
    foi__put(out, text.bytes, text.len);
}

static void put_field(foi__out *out, const foi__leaf_field *field)
{
    put_text(out, field->tag);
    put_number(out, field->committed, 1);
    if (field->committed)
        foi__put(out, (const char *)field->commitment.bytes, sizeof field->commitment.bytes);
    else
        put_text(out, field->value);
}

/* foi__out keeps the last byte for a NUL, so it is told of one byte more. */
size_t foi__leaf_write(const foi__leaf *leaf, uint8_t *buf, size_t size)
{
    foi__out out = {(char *)buf, size > 0 ? size + 1 : 0, 0};

    foi__put(&out, (const char *)magic, sizeof magic);
    put_number(&out, FOI__LEAF_FORMAT, 1);
    put_text(&out, leaf->origin);
    put_number(&out, leaf->index, 8);
    foi__put(&out, (const char *)leaf->item, sizeof leaf->item);
    put_number(&out, leaf->version, 4);
    put_text(&out, leaf->kind);
    put_number(&out, (uint32_t)leaf->day, 4);
    put_number(&out, (uint32_t)leaf->received, 4);
    put_number(&out, (uint64_t)leaf->recorded, 8);
    put_number(&out, (uint16_t)leaf->offset, 2);
    foi__put(&out, (const char *)leaf->actor, sizeof leaf->actor);
    put_text(&out, leaf->role);
    foi__put(&out, (const char *)leaf->law.bytes, sizeof leaf->law.bytes);
    put_text(&out, leaf->number);
    foi__put(&out, (const char *)leaf->previous.bytes, sizeof leaf->previous.bytes);
    put_number(&out, leaf->field_count, 2);
    for (size_t i = 0; i < leaf->field_count; i++)
        put_field(&out, &leaf->fields[i]);
    put_number(&out, leaf->file_count, 2);
    for (size_t i = 0; i < leaf->file_count; i++) {
        foi__put(&out, (const char *)leaf->files[i].digest.bytes, sizeof leaf->files[i].digest.bytes);
        put_number(&out, leaf->files[i].len, 8);
    }
    return out.len;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

/* Once bad, every further take gives zeros: only the end has to ask whether all went well. */
typedef struct reader {
    const uint8_t *bytes;
    size_t len, at;
    bool bad;
} reader;

static const uint8_t *take(reader *r, size_t len)
{
    const uint8_t *p = r->bytes + r->at;

    if (r->bad || len > r->len - r->at) {
        r->bad = true;
        return NULL;
    }
    r->at += len;
    return p;
}

static uint64_t take_number(reader *r, unsigned bytes)
{
    const uint8_t *p = take(r, bytes);
    uint64_t value = 0;

    for (unsigned i = 0; p != NULL && i < bytes; i++)
        value = value << 8 | p[i];
    return value;
}

static void take_bytes(reader *r, void *to, size_t len)
{
    const uint8_t *p = take(r, len);

    if (p != NULL)
        memcpy(to, p, len);
}

/* Text that is no UTF-8 could not be shown in a report, so it is no leaf. */
static foi__text take_text(reader *r, size_t most)
{
    foi__text text = {"", (uint32_t)take_number(r, 2)};
    const uint8_t *p = take(r, text.len);

    if (p == NULL || text.len > most || !foi__utf8_valid((const char *)p, text.len)) {
        r->bad = true;
        return (foi__text){"", 0};
    }
    text.bytes = (const char *)p;
    return text;
}

/* Tags in ascending order, each once: there is one way to write a set of fields. */
static bool in_order(foi__text a, foi__text b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.bytes, b.bytes, least);

    return order < 0 || (order == 0 && a.len < b.len);
}

/* A count beyond the limit is set back, as callers loop to it even over a leaf that was refused. */
static void take_fields(reader *r, foi__leaf *leaf)
{
    leaf->field_count = (size_t)take_number(r, 2);
    if (leaf->field_count > FOI__LEAF_FIELDS) {
        r->bad = true;
        leaf->field_count = 0;
    }
    memset(leaf->fields, 0, leaf->field_count * sizeof leaf->fields[0]);
    for (size_t i = 0; i < leaf->field_count && !r->bad; i++) {
        foi__leaf_field *f = &leaf->fields[i];
        uint64_t committed;

        f->tag = take_text(r, FOI__LEAF_NAME);
        committed = take_number(r, 1);
        f->committed = committed == 1;
        if (f->committed)
            take_bytes(r, f->commitment.bytes, sizeof f->commitment.bytes);
        else
            f->value = take_text(r, FOI__LEAF_VALUE);
        r->bad = r->bad || committed > 1 || f->tag.len == 0 || (i > 0 && !in_order(leaf->fields[i - 1].tag, f->tag));
    }
}

static void take_files(reader *r, foi__leaf *leaf)
{
    leaf->file_count = (size_t)take_number(r, 2);
    if (leaf->file_count > FOI__LEAF_FILES) {
        r->bad = true;
        leaf->file_count = 0;
    }
    memset(leaf->files, 0, leaf->file_count * sizeof leaf->files[0]);
    for (size_t i = 0; i < leaf->file_count && !r->bad; i++) {
        take_bytes(r, leaf->files[i].digest.bytes, sizeof leaf->files[i].digest.bytes);
        leaf->files[i].len = take_number(r, 8);
        r->bad = r->bad || leaf->files[i].len > INT64_MAX;
    }
}

/*
 * A moment that a calendar can show, in UTC and on the local clock: what is beyond could be recorded, but no report
 * could tell it.
 */
static bool moment_good(int64_t recorded, int16_t offset)
{
    const int64_t minute = INT64_C(60000000), day = 1440 * minute;
    const int64_t first = FOI_DAY_MIN * day, end = (FOI_DAY_MAX + INT64_C(1)) * day;
    int64_t local;

    if (recorded < first || recorded >= end || offset <= -1440 || offset >= 1440)
        return false;
    local = recorded + offset * minute;
    return local >= first && local < end;
}

bool foi__leaf_read(foi__leaf *leaf, const uint8_t *bytes, size_t len)
{
    reader r = {bytes, len, 0, false};
    const uint8_t *start = take(&r, sizeof magic);

    memset(leaf, 0, offsetof(foi__leaf, fields)); /* the rest as far as it is read: leaves are read by the million */
    if (start == NULL || memcmp(start, magic, sizeof magic) != 0 || take_number(&r, 1) != FOI__LEAF_FORMAT)
        return false;
    leaf->origin = take_text(&r, FOI_ORIGIN_BYTES);
    leaf->index = take_number(&r, 8);
    take_bytes(&r, leaf->item, sizeof leaf->item);
    leaf->version = (uint32_t)take_number(&r, 4);
    leaf->kind = take_text(&r, FOI__LEAF_NAME);
    leaf->day = (foi_day)(uint32_t)take_number(&r, 4);
    leaf->received = (foi_day)(uint32_t)take_number(&r, 4);
    leaf->recorded = (int64_t)take_number(&r, 8);
    leaf->offset = (int16_t)(uint16_t)take_number(&r, 2);
    take_bytes(&r, leaf->actor, sizeof leaf->actor);
    leaf->role = take_text(&r, FOI__LEAF_NAME);
    take_bytes(&r, leaf->law.bytes, sizeof leaf->law.bytes);
    leaf->number = take_text(&r, FOI__LEAF_NAME);
    take_bytes(&r, leaf->previous.bytes, sizeof leaf->previous.bytes);
    take_fields(&r, leaf);
    take_files(&r, leaf);
    return !r.bad && r.at == len && leaf->index <= INT64_MAX && leaf->version > 0 && leaf->kind.len > 0 &&
           leaf->day >= FOI_DAY_MIN && leaf->day <= FOI_DAY_MAX && moment_good(leaf->recorded, leaf->offset) &&
           (leaf->received == FOI_DAY_NONE || (leaf->received >= FOI_DAY_MIN && leaf->received <= FOI_DAY_MAX));
}

/* ---- commitments --------------------------------------------------------------------------------------- */

/*
 * BLAKE2b-256 keyed with the salt, over the tag with its length and the value. A number of sixteen digits would be
 * found by trying them all; with a salt of 32 random bytes that is thrown away, nothing can be tried.
 */
void foi__commit(foi_digest *out, const uint8_t salt[FOI__SALT], foi__text tag, foi__text value)
{
    static const char domain[] = "foi-commitment-1";
    const uint8_t tag_len[2] = {(uint8_t)(tag.len >> 8), (uint8_t)tag.len};
    crypto_generichash_state s;

    crypto_generichash_init(&s, salt, FOI__SALT, sizeof out->bytes);
    crypto_generichash_update(&s, (const uint8_t *)domain, sizeof domain - 1);
    crypto_generichash_update(&s, tag_len, sizeof tag_len);
    crypto_generichash_update(&s, (const uint8_t *)tag.bytes, tag.len);
    crypto_generichash_update(&s, (const uint8_t *)value.bytes, value.len);
    crypto_generichash_final(&s, out->bytes, sizeof out->bytes);
}
