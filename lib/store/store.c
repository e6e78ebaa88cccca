/* Opening a register, and what every operation looks up: bodies, cases, keys. */
#include <sodium.h>
#include <unistd.h>

#include "store/json.h"

/* ---- opening --------------------------------------------------------------------------------------------- */

/*
 * The store keeps a reference of its own: the caller may let go of the law at once. Epoch 0 makes codes and aliases and
 * wraps no key of a person, so here it can stand for the usual first one.
 */
static int begin_store(foi_store *s, const foi_law *law, const foi_store_opts *o, foi_error *err)
{
    int code;

    if ((o->flags & ~(uint32_t)(FOI_STORE_CREATE | FOI_STORE_READ_ONLY)) != 0)
        return foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o->flags).text, NULL, NULL);
    if ((code = foi__wanted(law, "law", err)) < 0 || (code = foi__env_read(&s->env, o->env, err)) < 0)
        return code;
    if (sodium_init() < 0)
        return foi__fail(err, FOI__STORAGE_FAILED, "random", "0", NULL);
    s->epoch = o->epoch != 0 ? o->epoch : 1;
    s->read_only = (o->flags & FOI_STORE_READ_ONLY) != 0;
    s->process = getpid();
    s->law = foi_law_ref((foi_law *)(uintptr_t)law);
    return FOI_OK;
}

/*
 * begin_store() may fail anywhere: all is zero at first, and closing takes back what there is. Of a failure the back
 * end stays the caller's.
 */
int foi__store_new(foi_store **out, const foi_law *law, const foi_store_opts *o, const foi__backend *ops, void *back,
                   foi_error *err)
{
    foi_store *s = foi__zalloc(1, sizeof *s);
    int code = s != NULL ? begin_store(s, law, o, err) : foi__no_memory(err);

    if (code < 0) {
        foi_store_close(s);
        return code;
    }
    s->ops = ops;
    s->back = back;
    *out = s;
    return FOI_OK;
}

/* The options are looked at before the file is: a wrong flag must not leave an empty register behind. */
int foi_store_open(foi_store **out, const char *path, const foi_law *law, const foi_store_opts *opts, foi_error *err)
{
    enum { WAIT_MS = 5000 };
    foi_store_opts o = {.size = 0};
    foi_store *s = NULL;
    int code;

    if ((code = foi__wanted(out, "out", err)) < 0 || (code = foi__wanted(path, "path", err)) < 0 ||
        (code = foi__opts_read(&o, sizeof o, opts, err)) < 0 ||
        (code = foi__store_new(&s, law, &o, NULL, NULL, err)) < 0)
        return code;
    code = foi__sqlite_open(&s->back, &s->ops, path, o.flags, o.wait_ms != 0 ? o.wait_ms : WAIT_MS, err);
    if (code < 0) {
        foi_store_close(s);
        return code;
    }
    *out = s;
    return FOI_OK;
}

/* After a fork the file is the parent's: closing it here would drop the parent's locks. */
void foi_store_close(foi_store *s)
{
    if (s == NULL)
        return;
    if (s->back != NULL && s->process == getpid())
        s->ops->close(s->back);
    for (size_t i = 0; i < s->term_room; i++)
        foi_term_free(s->terms[i]);
    foi__free(s->terms);
    foi_law_unref(s->law);
    foi__free(s);
}

int foi__wanted(const void *given, const char *name, foi_error *err)
{
    return given != NULL ? FOI_OK : foi__fail(err, FOI__NULL_ARGUMENT, name, NULL, NULL);
}

/* A connection must not cross a fork: two processes would share its locks and its idea of the file. */
int foi__store_usable(const foi_store *s, foi_error *err)
{
    int code = foi__wanted(s, "store", err);

    if (code < 0)
        return code;
    return s->process == getpid() ? FOI_OK : foi__fail(err, FOI__STORE_FORKED, NULL, NULL, NULL);
}

/* ---- looking up ------------------------------------------------------------------------------------------ */

/* The key lies in the caller's memory, and the caller wipes it as soon as it was used. */
int foi__store_key(const foi_store *s, uint32_t epoch, uint8_t key[FOI__KEY], foi_error *err)
{
    return s->env.key(s->env.context, epoch, key) == FOI_OK
               ? FOI_OK
               : foi__fail(err, FOI__NO_KEY, foi__format_number(epoch).text, NULL, NULL);
}

/* Inside a transaction, as all look-ups: a row that was found must still be there when it is used. */
int foi__store_body(foi_store *s, const char *origin, foi__body *body, foi_error *err)
{
    int code = foi__wanted(origin, "body", err);

    if (code < 0)
        return code;
    code = s->ops->find_body(s->back, body, origin, 0, 0, err);
    return code == FOI__NO_ROW ? foi__fail(err, FOI__NO_BODY, origin, NULL, NULL) : code < 0 ? code : FOI_OK;
}

int foi__store_item(foi_store *s, const char *id, foi__item *item, foi_error *err)
{
    uint8_t uid[FOI__UID];
    int code = foi__wanted(id, "item", err);

    if (code < 0)
        return code;
    /* a text that is no id gets the answer of an id that nobody has */
    if (!foi__uid_read(uid, id))
        return foi__fail(err, FOI__NO_ITEM, NULL, NULL, NULL);
    code = s->ops->find_item(s->back, item, uid, NULL, 0, err);
    return code == FOI__NO_ROW ? foi__fail(err, FOI__NO_ITEM, NULL, NULL, NULL) : code < 0 ? code : FOI_OK;
}

int foi__body_of(foi_store *s, int64_t id, foi__body *body, foi_error *err)
{
    int code = s->ops->find_body(s->back, body, NULL, id, 0, err);

    return code == FOI__NO_ROW ? foi__fail(err, FOI__STORE_DAMAGED, "body", NULL, NULL) : code < 0 ? code : FOI_OK;
}

int foi__subject_of(foi_store *s, const foi__item *item, foi__subject *subject, foi_error *err)
{
    int code = s->ops->find_subject(s->back, item->subject, subject, err);

    return code == FOI__NO_ROW ? foi__fail(err, FOI__STORE_DAMAGED, "subject", NULL, NULL) : code < 0 ? code : FOI_OK;
}

/* The state is looked at before any key is: of a person who is frozen nothing is opened, though the key is at hand. */
int foi__subject_key(foi_store *s, const foi__subject *subject, uint8_t key[FOI__KEY], foi_error *err)
{
    uint8_t epoch_key[FOI__KEY];
    int code;
    bool good;

    if (subject->state == FOI__SUBJECT_ERASED)
        return foi__fail(err, FOI__PERSON_ERASED, NULL, NULL, NULL);
    if (subject->state == FOI__SUBJECT_FROZEN)
        return foi__fail(err, FOI__PERSON_FROZEN, NULL, NULL, NULL);
    if ((code = foi__store_key(s, subject->epoch, epoch_key, err)) < 0)
        return code;
    good = foi__unwrap(key, epoch_key, subject->epoch, subject->uid, subject->wrapped);
    sodium_memzero(epoch_key, sizeof epoch_key);
    return good ? FOI_OK : foi__fail(err, FOI__NO_KEY, foi__format_number(subject->epoch).text, NULL, NULL);
}

/* The tag borrows. */
foi__seal_place foi__place_of(const foi__body *body, const foi__subject *subject, const foi__item *item,
                              uint32_t version, foi__text tag)
{
    foi__seal_place at = {.version = version, .tag = tag.bytes, .tag_len = tag.len};

    memcpy(at.body, body->uid, FOI__UID);
    memcpy(at.subject, subject->uid, FOI__UID);
    memcpy(at.item, item->uid, FOI__UID);
    return at;
}

/* ---- bodies ---------------------------------------------------------------------------------------------- */

/*
 * Without `otherwise` (NULL) the key must be there. `size` has room for the NUL, of which the sentence does not speak.
 */
static int want_text(const json_t *map, const char *key, const char *otherwise, char *to, size_t size, foi_error *err)
{
    const json_t *v = json_object_get(map, key);
    const char *text = v == NULL ? otherwise : json_string_value(v);

    if (text == NULL)
        return v == NULL ? foi__fail(err, FOI__KEY_MISSING, key, NULL, NULL)
                         : foi__fail(err, FOI__WANT_TEXT, key, NULL, NULL);
    if (strlen(text) >= size)
        return foi__fail(err, FOI__VALUE_LONG, key, foi__format_number((int64_t)size - 1).text, NULL);
    memcpy(to, text, strlen(text) + 1);
    return FOI_OK;
}

/* A form for a kind of event that the law does not have would never give a number, and nobody would notice. */
static int check_numbers(const foi_store *s, json_t *numbers, foi_error *err)
{
    const char *kind;
    json_t *form;

    if (numbers == NULL)
        return FOI_OK;
    if (!json_is_object(numbers))
        return foi__fail(err, FOI__WANT_OBJECT, "numbers", NULL, NULL);
    json_object_foreach(numbers, kind, form)
    {
        foi_event_kind k = {.size = sizeof k};
        size_t i = 0;

        while (foi_law_event(s->law, i, &k) == FOI_OK && !foi__same(k.id, kind))
            i++;
        if (foi_law_event(s->law, i, &k) != FOI_OK)
            return foi__fail(err, FOI__KEY_UNKNOWN, kind, NULL, NULL);
        if (!json_is_string(form) || !foi__number_form_good(json_string_value(form)))
            return foi__fail(err, FOI__NUMBER_FORM, kind, NULL, NULL);
    }
    return FOI_OK;
}

/* A case of the body can be made: then regime and time zone are known. */
static int check_body(const foi_store *s, const foi__body *body, foi_error *err)
{
    foi_case_opts opts = {.size = sizeof opts, .regime = body->regime, .timezone = body->zone};
    foi_case *c = NULL;
    int code = foi_case_new(&c, s->law, &opts, err);

    foi_case_free(c);
    return code;
}

/* The profile is kept as given: keys that the register does not use stay in it, for those who do. */
static int read_body(const foi_store *s, const char *json, size_t len, foi__body *body, foi_error *err)
{
    json_t *root = NULL;
    size_t bytes;
    int code = foi__json_load(&root, json, len, &foi__store_json, err);

    if (code < 0)
        return code;
    if (!json_is_object(root)) {
        json_decref(root);
        return foi__fail(err, FOI__WANT_OBJECT, "body", NULL, NULL);
    }
    bytes = json_dumpb(root, body->profile, sizeof body->profile - 1, JSON_COMPACT);
    if (bytes == 0)
        code = foi__no_memory(err);
    else if (bytes >= sizeof body->profile)
        code = foi__fail(err, FOI__VALUE_LONG, "body", foi__format_number(FOI__PROFILE - 1).text, NULL);
    else if ((code = want_text(root, "origin", NULL, body->origin, sizeof body->origin, err)) == FOI_OK &&
             (code = want_text(root, "regime", foi_law_regime(s->law, 0), body->regime, sizeof body->regime, err)) ==
                 FOI_OK)
        code = want_text(root, "timezone", "Asia/Jakarta", body->zone, sizeof body->zone, err);
    if (code == FOI_OK && !foi__name_good(body->origin, strlen(body->origin)))
        code = foi__fail(err, FOI__ORIGIN_BAD, NULL, NULL, NULL);
    if (code == FOI_OK)
        code = check_numbers(s, json_object_get(root, "numbers"), err);
    json_decref(root);
    return code < 0 ? code : check_body(s, body, err);
}

/* Everything that may be refused without looking into the register is refused before other writers have to wait. */
int foi_store_add_body(foi_store *s, const char *json, size_t len, foi_error *err)
{
    foi__body body = {.id = 0}, other;
    uint8_t random[FOI__UID];
    int code;

    if ((code = foi__store_usable(s, err)) < 0 || (code = read_body(s, json, len, &body, err)) < 0)
        return code;
    s->env.random(s->env.context, random, sizeof random);
    foi__uid_make(body.uid, s->env.now(s->env.context), random);
    if ((code = s->ops->begin(s->back, true, err)) < 0)
        return code;
    code = s->ops->find_body(s->back, &other, body.origin, 0, 0, err);
    if (code == FOI__ROW)
        code = foi__fail(err, FOI__BODY_EXISTS, body.origin, NULL, NULL);
    if (code == FOI__NO_ROW)
        code = s->ops->add_body(s->back, &body, err);
    if (code == FOI_OK)
        return s->ops->commit(s->back, err);
    s->ops->rollback(s->back);
    return code;
}

/* One row is one statement, which is a transaction of its own. */
int foi_store_body_json(foi_store *s, size_t index, char *buf, size_t size, size_t *needed, foi_error *err)
{
    foi__body body;
    foi__out out = {buf, size, 0};
    int code;

    if ((code = foi__store_usable(s, err)) < 0 || (code = foi__wanted(needed, "needed", err)) < 0 ||
        (code = s->ops->find_body(s->back, &body, NULL, 0, index, err)) < 0)
        return code;
    if (code == FOI__NO_ROW)
        return foi__fail(err, FOI__NO_BODY, foi__format_number((int64_t)index).text, NULL, NULL);
    foi__puts(&out, body.profile);
    *needed = foi__put_end(&out);
    return FOI_OK;
}
