/* What a register shows of itself as JSON: lists of cases, and the evidence of one. */
#include "store/read.h"

/* ---- lists ----------------------------------------------------------------------------------------------- */

typedef struct listing {
    foi__json *j;
    uint8_t last[FOI__UID];
    size_t count;
} listing;

/* Of the person only the kind is told: a list needs no key. */
static int list_item(void *context, const foi__item *item, foi_error *err)
{
    listing *x = context;
    char id[FOI__UUID_TEXT];

    (void)err;
    foi__uuid_text(id, item->uid);
    foi__json_open(x->j, NULL, '{');
    foi__json_text(x->j, "case", id);
    foi__json_number(x->j, "version", item->version);
    foi__json_text(x->j, "applicant", item->applicant);
    foi__json_close(x->j, '}');
    memcpy(x->last, item->uid, FOI__UID);
    x->count++;
    return FOI_OK;
}

/* A page that is full has the id after which the next one begins. */
static int list(foi_store *s, const char *origin, const char *after, size_t limit, foi__json *j, foi_error *err)
{
    listing x = {.j = j};
    foi__body body;
    foi__item from = {.id = 0};
    char id[FOI__UUID_TEXT];
    int code;

    if ((code = foi__store_body(s, origin, &body, err)) < 0 ||
        (after != NULL && (code = foi__store_item(s, after, &from, err)) < 0))
        return code;
    foi__json_open(j, NULL, '{');
    foi__json_number(j, "foi_cases", 1);
    foi__json_text(j, "body", body.origin);
    foi__json_number(j, "leaves", (int64_t)body.log.leaves);
    foi__json_open(j, "cases", '[');
    code = s->ops->each_item(s->back, body.id, from.id, limit, list_item, &x, err);
    foi__json_close(j, ']');
    foi__uuid_text(id, x.last);
    foi__json_text(j, "next", x.count == limit ? id : NULL);
    foi__json_close(j, '}');
    return code;
}

/* Too large a page is cut to the longest one and no fault: the caller goes on by `next` in any case. */
int foi_store_cases_json(foi_store *s, const char *body, const char *after, size_t limit, char *buf, size_t size,
                         size_t *needed, foi_error *err)
{
    foi__json j = {{buf, size, 0}, false};
    int code;

    if (limit == 0 || limit > FOI_LIST_PAGE)
        limit = FOI_LIST_PAGE;
    if ((code = foi__wanted(needed, "needed", err)) < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    code = list(s, body, after, limit, &j, err);
    s->ops->rollback(s->back);
    if (code == FOI_OK)
        *needed = foi__put_end(&j.out);
    return code;
}

/* ---- evidence -------------------------------------------------------------------------------------------- */

/* Events of a case with their leaves copied, since a row borrows. */
typedef struct gathering {
    foi__arena arena;
    foi__evidence_event *events;
    size_t count, room;
} gathering;

static int gather(void *context, const foi__row *row, foi_error *err)
{
    gathering *x = context;
    foi__evidence_event *items = foi__grow(x->events, &x->room, x->count + 1, sizeof *items);
    uint8_t *leaf;

    if (items == NULL)
        return foi__no_memory(err);
    x->events = items;
    leaf = foi__arena_alloc(&x->arena, row->leaf_len);
    if (leaf == NULL)
        return foi__no_memory(err);
    memcpy(leaf, row->leaf, row->leaf_len);
    items[x->count++] = (foi__evidence_event){.index = row->index, .leaf = leaf, .leaf_len = row->leaf_len};
    return FOI_OK;
}

/* What belongs to the event; values of the applicant (version 0) are in no leaf. */
static int add_opened(gathering *x, foi__evidence_event *e, uint32_t version, const foi__openings *o, foi_error *err)
{
    foi__opened *opened = foi__arena_alloc(&x->arena, (o->count + 1) * sizeof *opened);

    if (opened == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; i < o->count; i++) {
        if (o->items[i].version != version)
            continue;
        opened[e->opened_count].tag = o->items[i].tag;
        opened[e->opened_count].value = o->items[i].value;
        memcpy(opened[e->opened_count++].salt, o->items[i].salt, FOI__SALT);
    }
    e->opened = opened;
    return FOI_OK;
}

/* Under the tree of the checkpoint and not that of today: only the first is signed. */
static int add_proof(foi_store *s, gathering *x, foi__evidence_event *e, const foi__body *body, uint64_t leaves,
                     foi_error *err)
{
    foi_digest *proof = foi__arena_alloc(&x->arena, (FOI_PROOF_MAX + 1) * sizeof *proof);
    foi__log_of log = {s, body->id};

    if (proof == NULL)
        return foi__no_memory(err);
    e->proof = proof;
    return foi__merkle_inclusion(&(foi__leaves){foi__log_hashes, &log}, leaves, e->index, proof, &e->proof_count, err);
}

/*
 * Versions run from 1 without a gap, so the place in the list says which one an event is. One that came after the
 * checkpoint has no signed tree yet: somebody must sign first.
 */
static int fill(foi_store *s, gathering *x, const foi__item *item, const foi__body *body, uint64_t leaves,
                const foi__openings *opened, foi_error *err)
{
    int code = s->ops->each_row(s->back, item->id, gather, x, err);

    for (size_t i = 0; code == FOI_OK && i < x->count; i++) {
        if (x->events[i].index >= leaves)
            return foi__fail(err, FOI__NO_CHECKPOINT, NULL, NULL, NULL);
        code = add_proof(s, x, &x->events[i], body, leaves, err);
        if (code == FOI_OK)
            code = add_opened(x, &x->events[i], (uint32_t)i + 1, opened, err);
    }
    return code;
}

static int evidence(foi_store *s, const char *id, uint32_t flags, gathering *x, foi__openings *opened, char *note,
                    foi__evidence *out, foi_error *err)
{
    foi__item item;
    foi__body body;
    uint64_t leaves = 0;
    size_t len = 0;
    int code;

    if ((code = foi__store_item(s, id, &item, err)) < 0 || (code = foi__body_of(s, item.body, &body, err)) < 0 ||
        ((flags & FOI_READ_SEALED) != 0 && (code = foi__openings_read(s, &body, &item, opened, err)) < 0) ||
        (code = s->ops->last_checkpoint(s->back, body.id, &leaves, note, FOI_NOTE_BYTES, &len, err)) < 0)
        return code;
    if (code == FOI__NO_ROW)
        return foi__fail(err, FOI__NO_CHECKPOINT, NULL, NULL, NULL);
    if ((code = fill(s, x, &item, &body, leaves, opened, err)) < 0)
        return code;
    memcpy(out->item, item.uid, FOI__UID);
    out->note = (foi__text){note, (uint32_t)len};
    out->events = x->events;
    out->count = x->count;
    return FOI_OK;
}

/* The evidence borrows from events, openings and note: all of them live until it is written. */
int foi_store_evidence(foi_store *s, const char *item, uint32_t flags, char *buf, size_t size, size_t *needed,
                       foi_error *err)
{
    gathering x = {.count = 0};
    foi__openings opened = {.count = 0};
    foi__evidence out = {.count = 0};
    char *note;
    int code = foi__wanted(needed, "needed", err);

    if (code < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    note = foi__alloc(FOI_NOTE_BYTES);
    if (note == NULL)
        code = foi__no_memory(err);
    else
        code = evidence(s, item, flags, &x, &opened, note, &out, err);
    s->ops->rollback(s->back);
    if (code == FOI_OK)
        *needed = foi__evidence_write(&out, buf, size);
    foi__openings_free(&opened);
    foi__arena_free(&x.arena);
    foi__free(x.events);
    foi__free(note);
    return code;
}
