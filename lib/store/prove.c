/*
 * Checkpoints, and reading everything again. Nothing is signed that was not read and hashed again first: a bit that
 * turned on the disk after it was hashed would else be signed, and the log would contradict itself for ever.
 */
#include <sodium.h>

#include "store/read.h"

/* ---- hashing again --------------------------------------------------------------------------------------- */

typedef struct checking {
    const foi__body *body;
    foi__frontier tree;
    uint64_t next;
    int64_t recorded;
} checking;

/* The first place that is wrong, for whoever looks it up in a backup. */
static int place_damaged(foi_error *err, uint64_t place)
{
    return foi__fail(err, FOI__LEAF_DAMAGED, foi__format_number((int64_t)place).text, NULL, NULL);
}

/* The bytes against the hash, and the leaf against its place: one that was moved as a whole has its hash still. */
static int check_leaf(void *context, const foi__row *row, foi_error *err)
{
    checking *x = context;
    foi_digest hash;
    foi__leaf leaf;

    foi_merkle_leaf(&hash, row->leaf, row->leaf_len);
    if (row->index != x->next || !foi__digest_same(&hash, &row->hash) ||
        !foi__leaf_read(&leaf, row->leaf, row->leaf_len) || leaf.index != row->index || leaf.version != row->version ||
        leaf.recorded < x->recorded || !foi__same_n(x->body->origin, leaf.origin.bytes, leaf.origin.len))
        return place_damaged(err, x->next);
    x->next++;
    x->recorded = leaf.recorded;
    foi__frontier_add(&x->tree, &hash);
    return FOI_OK;
}

/* The leaves that came since `from`, on top of the hashes before. */
static int check_since(foi_store *s, const foi__body *body, uint64_t from, checking *x, foi_error *err)
{
    foi_digest root, head;
    int code = FOI_OK;

    *x = (checking){.body = body, .next = from};
    if (from > 0)
        code = s->ops->each_hash(s->back, body->id, 0, from, &x->tree, err);
    if (code == FOI_OK)
        code = s->ops->each_leaf(s->back, body->id, from, body->log.leaves, check_leaf, x, err);
    if (code < 0)
        return code;
    foi__frontier_root(&x->tree, &root);
    foi__frontier_root(&body->log, &head);
    return x->next == body->log.leaves && foi__digest_same(&root, &head) ? FOI_OK : place_damaged(err, x->next);
}

/* ---- what proofs are made from --------------------------------------------------------------------------- */

int foi__log_hashes(void *log_of, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    const foi__log_of *l = log_of;

    return l->s->ops->each_hash(l->s->back, l->body, from, to, into, err);
}

/* From hashes alone: the leaves before a checkpoint were read when it was signed. */
static int root_at(foi_store *s, const foi__body *body, uint64_t leaves, foi_digest *root, foi_error *err)
{
    foi__frontier tree = {0};
    int code = s->ops->each_hash(s->back, body->id, 0, leaves, &tree, err);

    if (code == FOI_OK)
        foi__frontier_root(&tree, root);
    return code;
}

/* ---- checkpoints ----------------------------------------------------------------------------------------- */

/* The last one that was signed; none: no leaves. */
static int last_signed(foi_store *s, const foi__body *body, foi_checkpoint *c, char *note, size_t *len, foi_error *err)
{
    uint64_t leaves = 0;
    int code = s->ops->last_checkpoint(s->back, body->id, &leaves, note, FOI_NOTE_BYTES, len, err);

    c->size = sizeof *c;
    c->leaves = 0;
    if (code != FOI__ROW)
        return code;
    code = foi_checkpoint_read(c, note, *len, NULL, 0, NULL, NULL, err);
    return code == FOI_OK && (c->leaves != leaves || !foi__same(c->origin, body->origin))
               ? foi__fail(err, FOI__STORE_DAMAGED, "checkpoint", NULL, NULL)
               : code;
}

/* Fewer leaves than were signed: an old state was put back. Another root: the log was rewritten. */
static int check_continues(foi_store *s, const foi__body *body, const foi_checkpoint *old, foi_error *err)
{
    foi_digest root;
    int code;

    if (old->leaves == 0)
        return FOI_OK;
    if (old->leaves > body->log.leaves)
        return foi__fail(err, FOI__ROLLED_BACK, foi__format_number((int64_t)body->log.leaves).text,
                         foi__format_number((int64_t)old->leaves).text, NULL);
    if ((code = root_at(s, body, old->leaves, &root, err)) < 0)
        return code;
    return foi__digest_same(&root, &old->root)
               ? FOI_OK
               : foi__fail(err, FOI__NOT_CONTINUED, foi__format_number((int64_t)body->log.leaves).text,
                           foi__format_number((int64_t)old->leaves).text, NULL);
}

static int sign(foi_store *s, const char *origin, const foi_key *key, char *buf, size_t size, size_t *needed,
                char *note, foi_error *err)
{
    foi_checkpoint c = {.size = sizeof c}, old = {.size = sizeof old};
    foi__body body;
    checking x;
    size_t len;
    int code;

    if ((code = foi__store_body(s, origin, &body, err)) < 0 ||
        (code = last_signed(s, &body, &old, note, &len, err)) < 0 ||
        (code = check_continues(s, &body, &old, err)) < 0 || (code = check_since(s, &body, old.leaves, &x, err)) < 0)
        return code;
    c.leaves = body.log.leaves;
    memcpy(c.origin, body.origin, sizeof body.origin);
    foi__frontier_root(&body.log, &c.root);
    /* what was not handed out whole is not kept: the caller comes again with more room */
    if ((code = foi_checkpoint_sign(&c, key, buf, size, needed, err)) < 0 || *needed >= size)
        return code;
    return s->ops->add_checkpoint(s->back, body.id, c.leaves, buf, *needed, err);
}

/* A writing transaction: nothing is added between reading and signing. */
int foi_store_checkpoint(foi_store *s, const char *body, const foi_key *key, char *buf, size_t size, size_t *needed,
                         foi_error *err)
{
    char *note;
    size_t bytes = 0;
    int code = foi__store_usable(s, err);

    if (code < 0 || (code = foi__wanted(key, "key", err)) < 0 || (code = foi__wanted(needed, "needed", err)) < 0 ||
        (code = s->ops->begin(s->back, true, err)) < 0)
        return code;
    note = foi__alloc(FOI_NOTE_BYTES);
    code = note != NULL ? sign(s, body, key, buf, size, &bytes, note, err) : foi__no_memory(err);
    foi__free(note);
    if (code == FOI_OK)
        code = s->ops->commit(s->back, err);
    else
        s->ops->rollback(s->back);
    if (code == FOI_OK)
        *needed = bytes;
    return code;
}

/* As far as the last checkpoint: a witness can compare with nothing but what was signed. */
static int prove(foi_store *s, const char *origin, uint64_t old_leaves, foi_digest *proof, size_t *count,
                 uint64_t *leaves, char *note, foi_error *err)
{
    foi_checkpoint last = {.size = sizeof last};
    foi__body body;
    size_t len;
    int code;

    if ((code = foi__store_body(s, origin, &body, err)) < 0 ||
        (code = last_signed(s, &body, &last, note, &len, err)) < 0)
        return code;
    if (old_leaves > last.leaves)
        return foi__fail(err, FOI__ROLLED_BACK, foi__format_number((int64_t)last.leaves).text,
                         foi__format_number((int64_t)old_leaves).text, NULL);
    *leaves = last.leaves;
    return foi__merkle_consistency(&(foi__leaves){foi__log_hashes, &(foi__log_of){s, body.id}}, last.leaves, old_leaves,
                                   proof, count, err);
}

int foi_store_consistency(foi_store *s, const char *body, uint64_t old_leaves, foi_digest *proof, size_t *count,
                          uint64_t *leaves, foi_error *err)
{
    char *note;
    int code;

    if ((code = foi__wanted(proof, "proof", err)) < 0 || (code = foi__wanted(count, "count", err)) < 0 ||
        (code = foi__wanted(leaves, "leaves", err)) < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    note = foi__alloc(FOI_NOTE_BYTES);
    code = note != NULL ? prove(s, body, old_leaves, proof, count, leaves, note, err) : foi__no_memory(err);
    foi__free(note);
    s->ops->rollback(s->back);
    return code;
}

/* ---- everything ------------------------------------------------------------------------------------------ */

typedef struct visiting {
    foi_store *s;
    const foi__body *body;
    foi_verified *told;
    const foi__item *item;
    const foi__openings *opened;
    foi_digest last; /* hash of the leaf before */
    uint32_t version;
    char series[FOI__LEAF_NAME + 1]; /* of the number before */
    int32_t year;
    uint32_t number;
    foi_digest given[2]; /* all numbers, by the leaves and by the rows: what does not depend on their order */
} visiting;

/*
 * A sum of hashes, since rows and leaves come in different orders. It finds what was lost or mixed up; against a forger
 * stand the leaves themselves.
 */
static void add_given(foi_digest *sum, const char *series, size_t series_len, int32_t year, const char *text,
                      size_t text_len, int64_t item)
{
    const int64_t numbers[] = {year, item, (int64_t)series_len};
    crypto_generichash_state state;
    foi_digest one;

    crypto_generichash_init(&state, NULL, 0, sizeof one.bytes);
    crypto_generichash_update(&state, (const uint8_t *)numbers, sizeof numbers);
    crypto_generichash_update(&state, (const uint8_t *)series, series_len);
    crypto_generichash_update(&state, (const uint8_t *)text, text_len);
    crypto_generichash_final(&state, one.bytes, sizeof one.bytes);
    sodium_add(sum->bytes, one.bytes, sizeof one.bytes);
}

/* What lies in the vault is what was recorded. */
static bool check_sealed(visiting *x, const foi__leaf *leaf)
{
    for (size_t i = 0; i < leaf->field_count; i++) {
        const foi__opened_value *v;
        foi_digest commitment;

        if (!leaf->fields[i].committed)
            continue;
        v = foi__openings_find(x->opened, leaf->version, leaf->fields[i].tag);
        if (v == NULL && x->opened != NULL)
            return false;
        if (v == NULL) {
            x->told->unopened++;
            continue;
        }
        foi__commit(&commitment, v->salt, v->tag, v->value);
        if (!foi__digest_same(&commitment, &leaf->fields[i].commitment))
            return false;
        x->told->sealed++;
    }
    return true;
}

/* Each event follows the one before it. */
static int check_event(void *context, const foi__row *row, foi_error *err)
{
    visiting *x = context;
    foi__leaf leaf;
    int32_t year = 0;

    if (!foi__leaf_read(&leaf, row->leaf, row->leaf_len) || leaf.version != ++x->version ||
        row->version != x->version || leaf.index != row->index || memcmp(leaf.item, x->item->uid, FOI__UID) != 0 ||
        !foi__digest_same(&leaf.previous, &x->last) || !check_sealed(x, &leaf))
        return place_damaged(err, row->index);
    foi_date_to_civil(leaf.day, &year, NULL, NULL, NULL);
    if (leaf.number.len > 0)
        add_given(&x->given[0], leaf.kind.bytes, leaf.kind.len, year, leaf.number.bytes, leaf.number.len, x->item->id);
    foi_merkle_leaf(&x->last, row->leaf, row->leaf_len);
    return FOI_OK;
}

/* A person that was erased, or whose key is not at hand, leaves values that nobody can open: that is told, no fault. */
static int check_item(void *context, const foi__item *item, foi_error *err)
{
    visiting *x = context;
    foi__openings opened = {.count = 0};
    int code = foi__openings_read(x->s, x->body, item, &opened, NULL);

    if (code < 0 && code != FOI_ERR_SEALED) { /* once more, to say why */
        foi__openings_free(&opened);
        opened = (foi__openings){.count = 0};
        code = foi__openings_read(x->s, x->body, item, &opened, err);
    }
    if (code < 0 && code != FOI_ERR_SEALED) {
        foi__openings_free(&opened);
        return code;
    }
    x->item = item;
    x->opened = code == FOI_OK ? &opened : NULL;
    x->version = 0;
    memset(&x->last, 0, sizeof x->last);
    code = x->s->ops->each_row(x->s->back, item->id, check_event, x, err);
    foi__openings_free(&opened);
    if (code == FOI_OK && (x->version != item->version || !foi__digest_same(&x->last, &item->last)))
        code = foi__fail(err, FOI__STORE_DAMAGED, "item", NULL, NULL);
    x->told->cases++;
    return code;
}

/* 1, 2, 3 in each series and year. */
static int check_number(void *context, const foi__given_number *given, foi_error *err)
{
    visiting *x = context;
    bool same = given->year == x->year && foi__same(given->series, x->series);

    if (given->number != (same ? x->number + 1 : 1))
        return foi__fail(err, FOI__NUMBER_GAP, given->series, foi__format_number(given->year).text,
                         foi__format_number(given->number).text);
    memcpy(x->series, given->series, strlen(given->series) + 1);
    x->year = given->year;
    x->number = given->number;
    add_given(&x->given[1], given->series, strlen(given->series), given->year, given->text, strlen(given->text),
              given->item);
    return FOI_OK;
}

static int check_note(foi_store *s, const foi__body *body, const char *note, size_t len, const foi_key *log,
                      foi_error *err)
{
    foi_checkpoint c = {.size = sizeof c};
    uint64_t signers = 0;
    int code;

    if (log == NULL) /* a note that nobody need have signed would prove nothing */
        return foi__fail(err, FOI__NULL_ARGUMENT, "log", NULL, NULL);
    if ((code = foi_checkpoint_read(&c, note, len, &log, 1, &signers, NULL, err)) < 0)
        return code;
    if (signers == 0)
        return foi__fail(err, FOI__NOT_SIGNED, foi_key_name(log), NULL, NULL);
    if (!foi__same(c.origin, body->origin))
        return foi__fail(err, FOI__OTHER_LOG, c.origin, body->origin, NULL);
    return check_continues(s, body, &c, err);
}

/* What shows that the leaves are whole comes before what trusts them. */
static int verify(foi_store *s, const char *origin, const char *note, size_t note_len, const foi_key *log,
                  foi_verified *told, char *last, foi_error *err)
{
    foi_checkpoint signed_last = {.size = sizeof signed_last};
    foi__body body;
    checking tree;
    visiting x = {.s = s, .body = &body, .told = told};
    size_t len;
    int code;

    if ((code = foi__store_body(s, origin, &body, err)) < 0 || (code = check_since(s, &body, 0, &tree, err)) < 0 ||
        (code = last_signed(s, &body, &signed_last, last, &len, err)) < 0 ||
        (code = check_continues(s, &body, &signed_last, err)) < 0 ||
        (note != NULL && (code = check_note(s, &body, note, note_len, log, err)) < 0) ||
        (code = s->ops->each_item(s->back, body.id, 0, SIZE_MAX >> 1, check_item, &x, err)) < 0 ||
        (code = s->ops->each_number(s->back, body.id, check_number, &x, err)) < 0)
        return code;
    if (!foi__digest_same(&x.given[0], &x.given[1])) /* a number is there if and only if its event is */
        return foi__fail(err, FOI__STORE_DAMAGED, "number", NULL, NULL);
    told->leaves = body.log.leaves;
    foi__frontier_root(&body.log, &told->root);
    return FOI_OK;
}

/* In one reading transaction: what is written meanwhile is not seen, and nobody waits. */
int foi_store_verify(foi_store *s, const char *body, const char *note, size_t note_len, const foi_key *log,
                     foi_verified *out, foi_error *err)
{
    foi_verified told = {.size = 0};
    char *last;
    int code;

    if ((code = foi__wanted(out, "out", err)) < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    last = foi__alloc(FOI_NOTE_BYTES);
    code = last != NULL ? verify(s, body, note, note_len, log, &told, last, err) : foi__no_memory(err);
    foi__free(last);
    s->ops->rollback(s->back);
    return code < 0 ? code : foi__info_write(out, &told, sizeof told);
}
