/* What is done with personal data: erased, frozen, released, exported, and its keys wrapped anew; a backup. */
#include <sodium.h>

#include "date/date.h"
#include "store/json.h"
#include "store/read.h"
#include "store/write.h"

/* ---- acts ------------------------------------------------------------------------------------------------ */

/* While a term runs the data is needed: for the answer, and for whoever judges it. */
static int check_at_rest(foi__writing *w, foi_day today)
{
    foi_case_info info = {.size = sizeof info};
    foi_case_clock *clocks = NULL;
    char day[16];
    foi_case *c = NULL;
    int code = foi__case_read(w->s, &w->item, w->body, NULL, &c, w->err);

    if (code == FOI_OK)
        code = foi_case_state(c, today, &info, NULL, 0, w->err);
    if (code == FOI_OK && (clocks = foi__zalloc(info.clock_count, sizeof *clocks)) == NULL)
        code = foi__no_memory(w->err);
    if (code == FOI_OK)
        code = foi_case_state(c, today, &info, clocks, info.clock_count, w->err);
    for (size_t i = 0; code == FOI_OK && i < info.clock_count; i++) {
        if (clocks[i].status != FOI_CLOCK_RUNNING && clocks[i].status != FOI_CLOCK_DUE_TODAY)
            continue;
        if (clocks[i].due != FOI_DAY_NONE)
            foi_date_format(clocks[i].due, day, sizeof day);
        code = foi__fail(w->err, FOI__ITEM_RUNS, clocks[i].name_en, clocks[i].due != FOI_DAY_NONE ? day : "?", NULL);
    }
    foi__free(clocks);
    foi_case_free(c);
    return code;
}

/* One key and no other: the basis stands in the ledger in the clear and for ever, so nothing may slip in beside it. */
static int read_basis(const foi_append *a, foi__arena *arena, foi__text *basis, foi_error *err)
{
    json_t *root = NULL;
    const json_t *v;
    size_t len;
    int code = foi__json_load(&root, a->events, a->events_len, &foi__store_json, err);

    if (code < 0)
        return code;
    v = json_object_get(root, "basis");
    len = json_string_length(v);
    if (len == 0 || len > FOI__LEAF_VALUE || json_object_size(root) != 1)
        code = foi__fail(err, FOI__VAULT_BASIS, foi__format_number(FOI__LEAF_VALUE).text, NULL, NULL);
    else if ((basis->bytes = foi__arena_text(arena, json_string_value(v), len)) == NULL)
        code = foi__no_memory(err);
    basis->len = (uint32_t)len;
    json_decref(root);
    return code;
}

/*
 * Sealed rows and wrapped key go in one transaction. The back end takes a subject that is set as the sign that no log
 * of its own may keep what was there before.
 */
static int change_subject(foi__writing *w, int act)
{
    foi_store *s = w->s;
    int code;

    if (w->subject.state == FOI__SUBJECT_ERASED)
        return foi__fail(w->err, FOI__PERSON_ERASED, NULL, NULL, NULL);
    if (act != FOI_VAULT_ERASE) {
        int32_t state = act == FOI_VAULT_FREEZE ? FOI__SUBJECT_FROZEN : FOI__SUBJECT_OPEN;

        if (w->subject.state == state)
            return foi__fail(w->err, FOI__VAULT_STATE, NULL, NULL, NULL);
        w->subject.state = state;
    } else {
        if ((code = s->ops->erase(s->back, w->subject.id, w->err)) < 0)
            return code;
        w->subject.state = FOI__SUBJECT_ERASED;
        memset(w->subject.wrapped, 0, sizeof w->subject.wrapped);
    }
    return s->ops->set_subject(s->back, &w->subject, w->err);
}

/* An act is an event of the ledger, of a kind that no law has: it says why, and nothing of the person. */
static int write_act(foi__writing *w, int act, const foi_append *a, foi_day today, foi__text basis)
{
    const char *kind = act == FOI_VAULT_ERASE    ? "vault:erased"
                       : act == FOI_VAULT_FREEZE ? "vault:frozen"
                                                 : "vault:released";
    foi__entry e = {.kind = {kind, (uint32_t)strlen(kind)}, .day = today, .received = FOI_DAY_NONE, .field_count = 1};
    int code;

    e.fields[0] = (foi__entry_field){{"basis", 5}, basis, false};
    code = act == FOI_VAULT_ERASE ? check_at_rest(w, today) : FOI_OK;
    if (code == FOI_OK)
        code = change_subject(w, act);
    return code < 0 ? code : foi__write_entry(w, a, &e, "");
}

/* As an append: repeated with its key, an act gives its first receipt, though the person is gone since. */
static int do_act(foi_store *s, int act, const foi_append *a, foi_day today, foi__text basis, foi_receipt *out,
                  foi_error *err)
{
    foi__body body;
    foi__writing w = {.s = s, .body = &body, .err = err};
    int code;

    if ((code = foi__store_item(s, a->item, &w.item, err)) < 0 || (code = foi__body_of(s, w.item.body, &body, err)) < 0)
        return code;
    code = foi__replay(s, &body, act, a, out, err);
    if (code != FOI__NO_ROW)
        return code < 0 ? code : FOI_OK;
    w.leaf = foi__alloc(FOI__LEAF_BYTES);
    if (w.leaf == NULL)
        return foi__no_memory(err);
    if ((code = foi__writing_begin(&w, a, out)) == FOI_OK && (code = write_act(&w, act, a, today, basis)) == FOI_OK &&
        (code = foi__writing_end(&w, act, a, out)) == FOI_OK)
        code = s->ops->set_body(s->back, &body, err);
    sodium_memzero(w.key, sizeof w.key);
    foi__free(w.leaf);
    return code;
}

/* What needs no lock is checked before other writers are kept waiting. */
int foi_store_vault(foi_store *s, int act, const foi_append *append, foi_day today, foi_receipt *out, foi_error *err)
{
    foi_append a = {.size = 0};
    foi__arena arena = {.used = 0};
    foi__text basis = {"", 0};
    foi_receipt told = {.size = 0};
    int code = foi__store_usable(s, err);

    if (code == FOI_OK)
        code = foi__receipt_check(out, err);
    if (code < 0)
        return code;
    if (act != FOI_VAULT_ERASE && act != FOI_VAULT_FREEZE && act != FOI_VAULT_RELEASE)
        return foi__fail(err, FOI__VAULT_ACT, foi__format_number(act).text, NULL, NULL);
    code = foi__append_read(&a, append, err);
    if (code == FOI_OK && !foi__day_valid(today))
        code = foi__fail(err, FOI__DAY_NUMBER, foi__format_number(today).text, NULL, NULL);
    if (code == FOI_OK)
        code = read_basis(&a, &arena, &basis, err);
    if (code == FOI_OK)
        code = s->ops->begin(s->back, true, err);
    if (code == FOI_OK) {
        code = do_act(s, act, &a, today, basis, &told, err);
        if (code == FOI_OK)
            code = s->ops->commit(s->back, err);
        else
            s->ops->rollback(s->back);
    }
    foi__arena_free(&arena);
    return foi__receipt_tell(code, out, &told);
}

/* ---- keys ------------------------------------------------------------------------------------------------ */

typedef struct rotating {
    foi_store *s;
    uint32_t epoch;
    uint8_t key[FOI__KEY];
    size_t count;
} rotating;

static int wrap_again(void *context, foi__subject *subject, foi_error *err)
{
    rotating *x = context;
    foi__subject open = *subject;
    uint8_t key[FOI__KEY], nonce[FOI__NONCE];
    int code;

    if (subject->state == FOI__SUBJECT_ERASED || subject->epoch == x->epoch)
        return FOI_OK;
    open.state = FOI__SUBJECT_OPEN; /* to be frozen bars reading, not this */
    if ((code = foi__subject_key(x->s, &open, key, err)) < 0)
        return code;
    x->s->env.random(x->s->env.context, nonce, sizeof nonce);
    foi__wrap(subject->wrapped, x->key, x->epoch, subject->uid, key, nonce);
    sodium_memzero(key, sizeof key);
    subject->epoch = x->epoch;
    x->count++;
    return x->s->ops->set_subject(x->s->back, subject, err);
}

/*
 * Epoch 0 makes codes and aliases, which must never change, so no person's key comes under it. New persons come under
 * the new epoch after the commit only: what was rolled back leaves the store as it was.
 */
int foi_store_rotate(foi_store *s, uint32_t epoch, size_t *count, foi_error *err)
{
    rotating x = {.s = s, .epoch = epoch};
    int code = foi__store_usable(s, err);

    if (code == FOI_OK && epoch == 0)
        code = foi__fail(err, FOI__NO_KEY, "0", NULL, NULL);
    if (code == FOI_OK)
        code = foi__store_key(s, epoch, x.key, err);
    if (code == FOI_OK)
        code = s->ops->begin(s->back, true, err);
    if (code == FOI_OK) {
        code = s->ops->each_subject(s->back, wrap_again, &x, err);
        if (code == FOI_OK)
            code = s->ops->commit(s->back, err);
        else
            s->ops->rollback(s->back);
    }
    sodium_memzero(x.key, sizeof x.key);
    if (code == FOI_OK) {
        s->epoch = epoch;
        if (count != NULL)
            *count = x.count;
    }
    return code;
}

/* ---- for the person -------------------------------------------------------------------------------------- */

/* {"foi_export": 1, "case": ..., "applicant": {...}, "events": [{"version": 1, "values": {...}}]} */
static json_t *export_json(const foi__item *item, const foi__openings *o)
{
    char id[37];
    json_t *root = json_object(), *applicant = json_object(), *events = json_array(), *values = NULL;
    uint32_t version = 0;
    int bad = 0;

    foi__uuid_text(id, item->uid);
    bad |= json_object_set_new(root, "foi_export", json_integer(1)) |
           json_object_set_new(root, "case", json_string(id)) |
           json_object_set_new(applicant, "kind", json_string(item->applicant));
    /* a new version begins an event; what jansson could not make it refuses later, so one look at the end is enough */
    for (size_t i = 0; i < o->count; i++) {
        const foi__opened_value *v = &o->items[i];

        if (v->version != 0 && v->version != version) {
            json_t *event = json_object();

            values = json_object();
            version = v->version;
            bad |= json_object_set_new(event, "version", json_integer(version)) |
                   json_object_set_new(event, "values", values) | json_array_append_new(events, event);
        }
        bad |= json_object_set_new(v->version == 0 ? applicant : values, v->tag.bytes,
                                   json_stringn(v->value.bytes, v->value.len));
    }
    bad |= json_object_set_new(root, "applicant", applicant) | json_object_set_new(root, "events", events);
    if (bad == 0)
        return root;
    json_decref(root);
    return NULL;
}

/* Too small a buffer holds an empty text and not half a document; `needed` says what it takes. */
static int export_item(foi_store *s, const char *id, char *buf, size_t size, size_t *needed, foi_error *err)
{
    foi__openings opened = {.count = 0};
    foi__item item;
    foi__body body;
    json_t *root;
    int code;

    if ((code = foi__store_item(s, id, &item, err)) < 0 || (code = foi__body_of(s, item.body, &body, err)) < 0)
        return code;
    code = foi__openings_read(s, &body, &item, &opened, err);
    root = code == FOI_OK ? export_json(&item, &opened) : NULL;
    if (code == FOI_OK && root == NULL)
        code = foi__no_memory(err);
    if (root != NULL) {
        size_t len = json_dumpb(root, buf, size > 0 ? size - 1 : 0, 0);

        if (size > 0)
            buf[len < size ? len : 0] = '\0';
        if (len > 0)
            *needed = len;
        else
            code = foi__no_memory(err); /* jansson writes nothing then */
    }
    json_decref(root);
    foi__openings_free(&opened);
    return code;
}

int foi_store_export(foi_store *s, const char *item, char *buf, size_t size, size_t *needed, foi_error *err)
{
    int code;

    if ((code = foi__wanted(needed, "needed", err)) < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    code = export_item(s, item, buf, size, needed, err);
    s->ops->rollback(s->back);
    return code;
}

/* ---- a copy ---------------------------------------------------------------------------------------------- */

/* The back end copies in a transaction of its own; writers go on meanwhile. */
int foi_store_backup(foi_store *s, const char *path, foi_error *err)
{
    int code = foi__store_usable(s, err);

    if (code == FOI_OK)
        code = foi__wanted(path, "path", err);
    return code < 0 ? code : s->ops->backup(s->back, path, err);
}
