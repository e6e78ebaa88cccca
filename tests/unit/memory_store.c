/* The model of a back end. A transaction copies all tables first; to roll back is to take the copy. */
#include "memory_store.h"

#include <stdlib.h>
#include <string.h>

typedef struct table {
    void *rows;
    size_t count, width;
} table;

typedef struct number_row {
    int64_t body, item;
    char series[FOI__LEAF_NAME + 1], text[FOI__LEAF_NAME + 1];
    int32_t year;
    uint32_t number;
} number_row;

typedef struct once_row {
    int64_t body;
    char key[FOI_KEY_BYTES + 1];
    foi__once once;
} once_row;

typedef struct sealed_row {
    int64_t item;
    uint32_t version;
    char tag[FOI__LEAF_NAME + 1];
    const uint8_t *bytes;
    size_t len;
} sealed_row;

typedef struct checkpoint_row {
    int64_t body;
    uint64_t leaves;
    const uint8_t *note;
    size_t len;
} checkpoint_row;

typedef struct term_row {
    char text[FOI_TERM_BYTES + 1];
} term_row;

enum { BODIES, SUBJECTS, ITEMS, ROWS, NUMBERS, ONCES, SEALED, CHECKPOINTS, TERMS, WAITS, TABLES };

typedef struct memory {
    table tables[TABLES], before[TABLES];
    bool writing;
    void **blobs; /* what rows point to; freed at the end */
    size_t blob_count;
} memory;

static void *must(void *p)
{
    if (p == NULL)
        abort();
    return p;
}

static const void *blob(memory *m, const void *bytes, size_t len)
{
    m->blobs = must(realloc(m->blobs, (m->blob_count + 1) * sizeof *m->blobs));
    m->blobs[m->blob_count] = must(malloc(len + 1));
    memcpy(m->blobs[m->blob_count], bytes, len);
    return m->blobs[m->blob_count++];
}

static void *row_at(const memory *m, int which, size_t i)
{
    return (char *)m->tables[which].rows + i * m->tables[which].width;
}

static void add(memory *m, int which, const void *row)
{
    table *t = &m->tables[which];

    t->rows = must(realloc(t->rows, (t->count + 1) * t->width));
    memcpy((char *)t->rows + t->count++ * t->width, row, t->width);
}

void *memory_new(void)
{
    static const size_t widths[TABLES] = {sizeof(foi__body),  sizeof(foi__subject), sizeof(foi__item),  sizeof(foi__row),
                                          sizeof(number_row), sizeof(once_row),     sizeof(sealed_row), sizeof(checkpoint_row),
                                          sizeof(term_row),   sizeof(foi__waiting)};
    memory *m = must(calloc(1, sizeof *m));

    for (int i = 0; i < TABLES; i++)
        m->tables[i].width = widths[i];
    return m;
}

static void drop(table *tables)
{
    for (int i = 0; i < TABLES; i++)
        free(tables[i].rows);
}

static void close_memory(void *b)
{
    memory *m = b;

    drop(m->tables);
    for (size_t i = 0; i < m->blob_count; i++)
        free(m->blobs[i]);
    free(m->blobs);
    free(m);
}

static int begin(void *b, bool write, foi_error *err)
{
    memory *m = b;

    (void)err;
    m->writing = write;
    for (int i = 0; write && i < TABLES; i++) {
        m->before[i] = m->tables[i];
        m->before[i].rows = must(malloc(m->tables[i].count * m->tables[i].width + 1));
        if (m->tables[i].count > 0)
            memcpy(m->before[i].rows, m->tables[i].rows, m->tables[i].count * m->tables[i].width);
    }
    return FOI_OK;
}

static int commit(void *b, foi_error *err)
{
    memory *m = b;

    (void)err;
    drop(m->before);
    m->writing = false;
    return FOI_OK;
}

static void rollback(void *b)
{
    memory *m = b;

    if (!m->writing)
        return;
    drop(m->tables);
    memcpy(m->tables, m->before, sizeof m->tables);
    m->writing = false;
}

static int backup(void *b, const char *path, foi_error *err)
{
    (void)b;
    (void)path;
    return foi__fail(err, FOI__STORE_EXISTS, NULL, NULL, NULL);
}

/* ---- bodies, subjects, cases ------------------------------------------------------------------------------- */

static int add_body(void *b, foi__body *body, foi_error *err)
{
    memory *m = b;

    (void)err;
    body->id = (int64_t)m->tables[BODIES].count + 1;
    add(m, BODIES, body);
    return FOI_OK;
}

static int set_body(void *b, const foi__body *body, foi_error *err)
{
    foi__body *row = row_at(b, BODIES, (size_t)body->id - 1);

    (void)err;
    row->log = body->log;
    row->recorded = body->recorded;
    return FOI_OK;
}

static int find_body(void *b, foi__body *body, const char *origin, int64_t id, size_t nth, foi_error *err)
{
    const memory *m = b;

    (void)err;
    for (size_t i = 0; i < m->tables[BODIES].count; i++) {
        const foi__body *row = row_at(m, BODIES, i);

        if (origin != NULL ? strcmp(row->origin, origin) == 0 : id > 0 ? row->id == id : i == nth) {
            *body = *row;
            return FOI__ROW;
        }
    }
    return FOI__NO_ROW;
}

static int add_subject(void *b, foi__subject *subject, foi_error *err)
{
    memory *m = b;

    (void)err;
    subject->id = (int64_t)m->tables[SUBJECTS].count + 1;
    add(m, SUBJECTS, subject);
    return FOI_OK;
}

static int set_subject(void *b, const foi__subject *subject, foi_error *err)
{
    (void)err;
    memcpy(row_at(b, SUBJECTS, (size_t)subject->id - 1), subject, sizeof *subject);
    return FOI_OK;
}

static int find_subject(void *b, int64_t id, foi__subject *subject, foi_error *err)
{
    const memory *m = b;

    (void)err;
    if (id < 1 || (size_t)id > m->tables[SUBJECTS].count)
        return FOI__NO_ROW;
    memcpy(subject, row_at(m, SUBJECTS, (size_t)id - 1), sizeof *subject);
    return FOI__ROW;
}

static int each_subject(void *b, foi__subject_fn *fn, void *context, foi_error *err)
{
    const memory *m = b;
    int code = FOI_OK;

    for (size_t i = 0; i < m->tables[SUBJECTS].count && code == FOI_OK; i++) {
        foi__subject copy;

        memcpy(&copy, row_at(m, SUBJECTS, i), sizeof copy);
        code = fn(context, &copy, err);
    }
    return code;
}

static int add_item(void *b, foi__item *item, foi_error *err)
{
    memory *m = b;

    (void)err;
    item->id = (int64_t)m->tables[ITEMS].count + 1;
    add(m, ITEMS, item);
    return FOI_OK;
}

static int set_item(void *b, const foi__item *item, foi_error *err)
{
    foi__item *row = row_at(b, ITEMS, (size_t)item->id - 1);

    (void)err;
    row->version = item->version;
    row->last = item->last;
    return FOI_OK;
}

static int find_item(void *b, foi__item *item, const uint8_t *uid, const uint8_t *code, int64_t id, foi_error *err)
{
    const memory *m = b;

    (void)err;
    for (size_t i = 0; i < m->tables[ITEMS].count; i++) {
        const foi__item *row = row_at(m, ITEMS, i);

        if (uid != NULL    ? memcmp(row->uid, uid, FOI__UID) == 0
            : code != NULL ? memcmp(row->code, code, FOI__CODE_DIGEST) == 0
                           : row->id == id) {
            *item = *row;
            return FOI__ROW;
        }
    }
    return FOI__NO_ROW;
}

static int each_item(void *b, int64_t body, int64_t after, size_t limit, foi__item_fn *fn, void *context, foi_error *err)
{
    const memory *m = b;
    int code = FOI_OK;

    for (size_t i = 0; i < m->tables[ITEMS].count && limit > 0 && code == FOI_OK; i++) {
        const foi__item *row = row_at(m, ITEMS, i);

        if (row->body == body && row->id > after) {
            code = fn(context, row, err);
            limit--;
        }
    }
    return code;
}

/* ---- events ------------------------------------------------------------------------------------------------ */

static int add_row(void *b, const foi__row *row, foi_error *err)
{
    memory *m = b;
    foi__row copy = *row;

    (void)err;
    copy.leaf = blob(m, row->leaf, row->leaf_len);
    add(m, ROWS, &copy);
    return FOI_OK;
}

/* Events of a case came in the order of their versions. */
static int each_row(void *b, int64_t item, foi__row_fn *fn, void *context, foi_error *err)
{
    const memory *m = b;
    int code = FOI_OK;

    for (size_t i = 0; i < m->tables[ROWS].count && code == FOI_OK; i++) {
        const foi__row *row = row_at(m, ROWS, i);

        if (row->item == item)
            code = fn(context, row, err);
    }
    return code;
}

static int each_leaf(void *b, int64_t body, uint64_t from, uint64_t to, foi__row_fn *fn, void *context, foi_error *err)
{
    const memory *m = b;
    int code = FOI_OK;

    for (size_t i = 0; i < m->tables[ROWS].count && code == FOI_OK; i++) {
        const foi__row *row = row_at(m, ROWS, i);

        if (row->body == body && row->index >= from && row->index < to)
            code = fn(context, row, err);
    }
    return code;
}

static int each_hash(void *b, int64_t body, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    const memory *m = b;

    (void)err;
    for (size_t i = 0; i < m->tables[ROWS].count; i++) {
        const foi__row *row = row_at(m, ROWS, i);

        if (row->body == body && row->index >= from && row->index < to)
            foi__frontier_add(into, &row->hash);
    }
    return FOI_OK;
}

/* ---- numbers ----------------------------------------------------------------------------------------------- */

static int add_number(void *b, int64_t body, const foi__given_number *given, foi_error *err)
{
    number_row row = {.body = body, .item = given->item, .year = given->year, .number = given->number};

    (void)err;
    strcpy(row.series, given->series);
    strcpy(row.text, given->text);
    add(b, NUMBERS, &row);
    return FOI_OK;
}

static int last_number(void *b, int64_t body, const char *series, int32_t year, uint32_t *number, foi_error *err)
{
    const memory *m = b;

    (void)err;
    *number = 0;
    for (size_t i = 0; i < m->tables[NUMBERS].count; i++) {
        const number_row *row = row_at(m, NUMBERS, i);

        if (row->body == body && row->year == year && strcmp(row->series, series) == 0 && row->number > *number)
            *number = row->number;
    }
    return FOI_OK;
}

static int compare(const number_row *a, const number_row *b)
{
    int order = strcmp(a->series, b->series);

    if (order != 0)
        return order;
    return a->year != b->year ? (a->year > b->year) - (a->year < b->year) : (a->number > b->number) - (a->number < b->number);
}

/* The first one after `last` in the order of series, year and number; of this text, if there is one. */
static const number_row *next_number(const memory *m, int64_t body, const char *text, const number_row *last)
{
    const number_row *best = NULL;

    for (size_t i = 0; i < m->tables[NUMBERS].count; i++) {
        const number_row *row = row_at(m, NUMBERS, i);

        if (row->body == body && (text == NULL || strcmp(row->text, text) == 0) && (last == NULL || compare(row, last) > 0) &&
            (best == NULL || compare(row, best) < 0))
            best = row;
    }
    return best;
}

static int find_number(void *b, int64_t body, const char *text, int64_t *item, foi_error *err)
{
    const number_row *row = next_number(b, body, text, NULL);

    (void)err;
    if (row == NULL)
        return FOI__NO_ROW;
    *item = row->item;
    return FOI__ROW;
}

static int each_number(void *b, int64_t body, foi__number_fn *fn, void *context, foi_error *err)
{
    const number_row *row = NULL;
    int code = FOI_OK;

    while (code == FOI_OK && (row = next_number(b, body, NULL, row)) != NULL)
        code = fn(context, &(foi__given_number){row->series, row->text, row->year, row->number, row->item}, err);
    return code;
}

/* ---- keys of appends --------------------------------------------------------------------------------------- */

static int add_once(void *b, int64_t body, const char *key, const foi__once *once, foi_error *err)
{
    once_row row = {.body = body, .once = *once};

    (void)err;
    strcpy(row.key, key);
    add(b, ONCES, &row);
    return FOI_OK;
}

static int find_once(void *b, int64_t body, const char *key, foi__once *once, foi_error *err)
{
    const memory *m = b;

    (void)err;
    for (size_t i = 0; i < m->tables[ONCES].count; i++) {
        const once_row *row = row_at(m, ONCES, i);

        if (row->body == body && strcmp(row->key, key) == 0) {
            *once = row->once;
            return FOI__ROW;
        }
    }
    return FOI__NO_ROW;
}

/* ---- what is sealed ---------------------------------------------------------------------------------------- */

static int add_sealed(void *b, const foi__sealed *sealed, foi_error *err)
{
    sealed_row row = {.item = sealed->item, .version = sealed->version, .len = sealed->len};

    (void)err;
    memcpy(row.tag, sealed->tag, sealed->tag_len);
    row.bytes = blob(b, sealed->bytes, sealed->len);
    add(b, SEALED, &row);
    return FOI_OK;
}

static bool is_before(const sealed_row *a, const sealed_row *b)
{
    return a->version != b->version ? a->version < b->version : strcmp(a->tag, b->tag) < 0;
}

static int each_sealed(void *b, int64_t item, foi__sealed_fn *fn, void *context, foi_error *err)
{
    const memory *m = b;
    const sealed_row *last = NULL, *next;
    int code = FOI_OK;

    for (;;) {
        next = NULL;
        for (size_t i = 0; i < m->tables[SEALED].count; i++) {
            const sealed_row *row = row_at(m, SEALED, i);

            if (row->item == item && (last == NULL || is_before(last, row)) && (next == NULL || is_before(row, next)))
                next = row;
        }
        if (next == NULL || code < 0)
            return code;
        last = next;
        code = fn(context,
                  &(foi__sealed){item, next->version, next->tag, (uint32_t)strlen(next->tag), next->bytes, next->len}, err);
    }
}

static int erase(void *b, int64_t subject, foi_error *err)
{
    memory *m = b;
    size_t kept = 0;

    (void)err;
    for (size_t i = 0; i < m->tables[SEALED].count; i++) {
        const sealed_row *row = row_at(m, SEALED, i);
        const foi__item *item = row_at(m, ITEMS, (size_t)row->item - 1);

        if (item->subject != subject)
            memmove(row_at(m, SEALED, kept++), row, sizeof *row);
    }
    m->tables[SEALED].count = kept;
    return FOI_OK;
}

/* ---- what waits -------------------------------------------------------------------------------------------- */

static int term_id(void *b, const char *text, int64_t *id, foi_error *err)
{
    memory *m = b;
    term_row row = {""};

    (void)err;
    for (size_t i = 0; i < m->tables[TERMS].count; i++)
        if (strcmp(((const term_row *)row_at(m, TERMS, i))->text, text) == 0) {
            *id = (int64_t)i + 1;
            return FOI_OK;
        }
    strncpy(row.text, text, FOI_TERM_BYTES);
    add(m, TERMS, &row);
    *id = (int64_t)m->tables[TERMS].count;
    return FOI_OK;
}

static int term_text(void *b, int64_t id, char text[FOI_TERM_BYTES + 1], foi_error *err)
{
    memory *m = b;

    if (id < 1 || (size_t)id > m->tables[TERMS].count)
        return foi__fail(err, FOI__STORE_DAMAGED, "term", NULL, NULL);
    strcpy(text, ((const term_row *)row_at(m, TERMS, (size_t)id - 1))->text);
    return FOI_OK;
}

static int next_term(void *b, int64_t body, int64_t after, int64_t *id, foi_error *err)
{
    memory *m = b;
    int64_t next = INT64_MAX;

    (void)err;
    for (size_t i = 0; i < m->tables[WAITS].count; i++) {
        const foi__waiting *w = row_at(m, WAITS, i);

        if (w->body == body && w->term > after && w->term < next)
            next = w->term;
    }
    *id = next;
    return next < INT64_MAX ? FOI__ROW : FOI__NO_ROW;
}

static int drop_waits(void *b, int64_t item, foi_error *err)
{
    memory *m = b;
    size_t kept = 0;

    (void)err;
    for (size_t i = 0; i < m->tables[WAITS].count; i++) {
        const foi__waiting *w = row_at(m, WAITS, i);

        if (w->item != item)
            memmove(row_at(m, WAITS, kept++), w, sizeof *w);
    }
    m->tables[WAITS].count = kept;
    return FOI_OK;
}

static int add_wait(void *b, const foi__waiting *wait, foi_error *err)
{
    (void)err;
    add(b, WAITS, wait);
    return FOI_OK;
}

static int by_place(const foi__waiting *a, const foi__waiting *b)
{
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->item != b->item)
        return a->item < b->item ? -1 : 1;
    return a->n < b->n ? -1 : a->n > b->n;
}

/* The smallest behind the last one, again and again: slow, and nothing can be wrong with it. */
static int waits(void *b, const foi__waiting *after, foi_day to, foi__waiting *out, size_t most, size_t *count,
                 foi_error *err)
{
    memory *m = b;
    foi__waiting last = *after;

    (void)err;
    for (*count = 0; *count < most; ++*count) {
        const foi__waiting *best = NULL;

        for (size_t i = 0; i < m->tables[WAITS].count; i++) {
            const foi__waiting *w = row_at(m, WAITS, i);

            if (w->body == after->body && w->term == after->term && w->start <= to && by_place(w, &last) > 0 &&
                (best == NULL || by_place(w, best) < 0))
                best = w;
        }
        if (best == NULL)
            break;
        last = out[*count] = *best;
    }
    return FOI_OK;
}

/* ---- checkpoints ------------------------------------------------------------------------------------------- */

static int last_checkpoint(void *b, int64_t body, uint64_t *leaves, char *note, size_t size, size_t *len, foi_error *err)
{
    const memory *m = b;
    const checkpoint_row *best = NULL;

    for (size_t i = 0; i < m->tables[CHECKPOINTS].count; i++) {
        const checkpoint_row *row = row_at(m, CHECKPOINTS, i);

        if (row->body == body && (best == NULL || row->leaves > best->leaves))
            best = row;
    }
    if (best == NULL)
        return FOI__NO_ROW;
    if (best->len >= size)
        return foi__fail(err, FOI__STORE_DAMAGED, "checkpoint", NULL, NULL);
    *leaves = best->leaves;
    *len = best->len;
    memcpy(note, best->note, best->len);
    note[best->len] = '\0';
    return FOI__ROW;
}

static int add_checkpoint(void *b, int64_t body, uint64_t leaves, const char *note, size_t len, foi_error *err)
{
    memory *m = b;

    (void)err;
    for (size_t i = 0; i < m->tables[CHECKPOINTS].count; i++) {
        const checkpoint_row *row = row_at(m, CHECKPOINTS, i);

        if (row->body == body && row->leaves == leaves)
            return FOI_OK;
    }
    add(m, CHECKPOINTS, &(checkpoint_row){body, leaves, blob(m, note, len), len});
    return FOI_OK;
}

const foi__backend memory_ops = {
    .close = close_memory,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .backup = backup,
    .add_body = add_body,
    .set_body = set_body,
    .find_body = find_body,
    .add_item = add_item,
    .set_item = set_item,
    .find_item = find_item,
    .each_item = each_item,
    .add_row = add_row,
    .each_row = each_row,
    .each_leaf = each_leaf,
    .each_hash = each_hash,
    .add_number = add_number,
    .last_number = last_number,
    .find_number = find_number,
    .each_number = each_number,
    .add_once = add_once,
    .find_once = find_once,
    .add_subject = add_subject,
    .set_subject = set_subject,
    .find_subject = find_subject,
    .each_subject = each_subject,
    .add_sealed = add_sealed,
    .each_sealed = each_sealed,
    .erase = erase,
    .term_id = term_id,
    .term_text = term_text,
    .next_term = next_term,
    .drop_waits = drop_waits,
    .add_wait = add_wait,
    .waits = waits,
    .add_checkpoint = add_checkpoint,
    .last_checkpoint = last_checkpoint,
};
