/*
 * An append. First the body is locked, then everything is thought about: number, place in the log, leaf and tree
 * change in the same transaction or not at all.
 */
#include <sodium.h>

#include "date/date.h"
#include "store/json.h"
#include "store/write.h"

/* ---- what is asked for ----------------------------------------------------------------------------------- */

enum { ACTOR = 36 };

/* These texts stand in the leaf as they are, where others read them for ever: UTF-8, and no longer than their room. */
static bool text_fits(const char *text, size_t most)
{
    return text == NULL || (strlen(text) <= most && foi__utf8_valid(text, strlen(text)));
}

/* Every append has a key: without one nobody could tell after a broken connection whether the thing was done. */
int foi__append_read(foi_append *out, const foi_append *given, foi_error *err)
{
    int code;
    size_t key;

    if (given == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "append", NULL, NULL);
    if ((code = foi__opts_read(out, sizeof *out, given, err)) < 0)
        return code;
    if (out->key == NULL || (key = strlen(out->key)) == 0 || key > FOI_KEY_BYTES || !foi__utf8_valid(out->key, key))
        return foi__fail(err, FOI__KEY_LENGTH, foi__format_number(FOI_KEY_BYTES).text, NULL, NULL);
    if (out->events == NULL)
        return foi__fail(err, FOI__NO_EVENTS, NULL, NULL, NULL);
    if (!text_fits(out->actor, ACTOR))
        return foi__fail(err, FOI__ROLE_TEXT, "actor", foi__format_number(ACTOR).text, NULL);
    if (!text_fits(out->role, FOI__LEAF_NAME))
        return foi__fail(err, FOI__ROLE_TEXT, "role", foi__format_number(FOI__LEAF_NAME).text, NULL);
    return FOI_OK;
}

/* The length before the text: else two lists of texts could run together to the same bytes. */
static void add_part(crypto_generichash_state *state, const char *text, size_t len)
{
    const uint64_t n = text != NULL ? len : UINT64_MAX; /* none is not the same as empty */

    crypto_generichash_update(state, (const uint8_t *)&n, sizeof n);
    if (text != NULL)
        crypto_generichash_update(state, (const uint8_t *)text, len);
}

static void add_words(crypto_generichash_state *state, const char *text)
{
    add_part(state, text, text != NULL ? strlen(text) : 0);
}

/*
 * What was asked for may tell of a person, and who has a digest without a key can try guesses at it. So it is made with
 * the key of the person, and goes with it; without that key nothing personal was written. The first bit tells which.
 */
static void digest_of(uint8_t digest[32], const uint8_t *key, int act, const foi_append *a)
{
    crypto_generichash_state state;
    const uint32_t numbers[2] = {(uint32_t)act, a->expected};

    crypto_generichash_init(&state, key, key != NULL ? FOI__KEY : 0, 32);
    crypto_generichash_update(&state, (const uint8_t *)numbers, sizeof numbers);
    add_words(&state, a->body);
    add_words(&state, a->item);
    add_words(&state, a->actor);
    add_words(&state, a->role);
    add_part(&state, a->events, a->events_len);
    add_part(&state, a->applicant, a->applicant_len);
    crypto_generichash_final(&state, digest, 32);
    digest[0] = (uint8_t)((digest[0] & 0x7f) | (key != NULL ? 0x80 : 0));
}

/* Asked before anything is written: after the commit it is too late to refuse. */
int foi__receipt_check(const foi_receipt *out, foi_error *err)
{
    enum { SMALLEST = sizeof out->size + 1, LARGEST = 4096 };

    if (out == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "out", NULL, NULL);
    return out->size >= SMALLEST && out->size <= LARGEST
               ? FOI_OK
               : foi__fail(err, FOI__STRUCT_SIZE, foi__format_number(out->size).text,
                           foi__format_number(sizeof *out).text, NULL);
}

int foi__receipt_tell(int code, foi_receipt *out, const foi_receipt *told)
{
    if (code == FOI_ERR_VERSION && out->size >= offsetof(foi_receipt, version) + sizeof out->version)
        out->version = told->version;
    return code == FOI_OK ? foi__info_write(out, told, sizeof *told) : code;
}

/* ---- the case -------------------------------------------------------------------------------------------- */

static void make_random(const foi_store *s, uint8_t *to, size_t len)
{
    s->env.random(s->env.context, to, len);
}

/* The key is random and lies nowhere but wrapped: without those bytes nobody can make it again. */
static int new_subject(foi__writing *w)
{
    uint8_t epoch_key[FOI__KEY], nonce[FOI__NONCE], random[FOI__UID];
    int code = foi__store_key(w->s, w->s->epoch, epoch_key, w->err);

    if (code < 0)
        return code;
    make_random(w->s, w->key, sizeof w->key);
    make_random(w->s, nonce, sizeof nonce);
    make_random(w->s, random, sizeof random);
    w->has_key = true;
    w->subject = (foi__subject){.epoch = w->s->epoch, .state = FOI__SUBJECT_OPEN};
    foi__uid_make(w->subject.uid, w->recorded, random);
    foi__wrap(w->subject.wrapped, epoch_key, w->s->epoch, w->subject.uid, w->key, nonce);
    sodium_memzero(epoch_key, sizeof epoch_key);
    return w->s->ops->add_subject(w->s->back, &w->subject, w->err);
}

/* Law and time are those of the whole append: its events were recorded together. */
int foi__writing_begin(foi__writing *w, const foi_append *a, foi_receipt *out)
{
    int64_t now = w->s->env.now(w->s->env.context);
    char hash[65];
    size_t bytes;

    foi_law_hash(w->s->law, hash, sizeof hash);
    sodium_hex2bin(w->law.bytes, sizeof w->law.bytes, hash, 64, NULL, &bytes, NULL);
    w->recorded = now > w->body->recorded ? now : w->body->recorded; /* a clock set back does not turn the order */
    if (a->item == NULL)
        return FOI_OK;
    if (w->item.version == a->expected)
        return foi__subject_of(w->s, &w->item, &w->subject, w->err);
    out->version = w->item.version;
    return foi__fail(w->err, FOI__OTHER_VERSION, foi__format_number(w->item.version).text,
                     foi__format_number(a->expected).text, NULL);
}

/* A new case with its person and its tracking code, of which the register keeps a digest only. */
static int new_item(foi__writing *w, const char *applicant)
{
    uint8_t code_key[FOI__KEY], code[FOI__CODE_BITS], random[FOI__UID];
    int result = new_subject(w);

    if (result < 0 || (result = foi__store_key(w->s, 0, code_key, w->err)) < 0)
        return result;
    make_random(w->s, random, sizeof random);
    w->item = (foi__item){.body = w->body->id, .subject = w->subject.id};
    foi__uid_make(w->item.uid, w->recorded, random);
    foi__code_make(code, code_key, w->item.uid);
    foi__code_digest(w->item.code, code_key, code);
    sodium_memzero(code_key, sizeof code_key);
    memcpy(w->item.applicant, applicant, strlen(applicant) + 1);
    return w->s->ops->add_item(w->s->back, &w->item, w->err);
}

/* ---- one event ------------------------------------------------------------------------------------------- */

/* Opened at the first secret, kept for the others, and wiped by whoever began the writing. */
static int open_key(foi__writing *w)
{
    int code = w->has_key ? FOI_OK : foi__subject_key(w->s, &w->subject, w->key, w->err);

    w->has_key = code == FOI_OK;
    return code;
}

/* Nonce and salt are new each time, so that equal values do not look equal, in the vault or in the ledger. */
static int seal(foi__writing *w, uint32_t version, foi__text tag, foi__text value, foi_digest *commitment)
{
    foi__seal_place at = foi__place_of(w->body, &w->subject, &w->item, version, tag);
    uint8_t nonce[FOI__NONCE], salt[FOI__SALT], *bytes;
    foi__sealed sealed = {w->item.id, version, tag.bytes, tag.len, NULL, value.len + FOI__SEAL_MORE};
    int code = open_key(w);

    if (code < 0)
        return code;
    bytes = foi__alloc(sealed.len);
    if (bytes == NULL)
        return foi__no_memory(w->err);
    make_random(w->s, nonce, sizeof nonce);
    make_random(w->s, salt, sizeof salt);
    code = foi__seal(bytes, w->key, &at, nonce, salt, value.bytes, value.len, w->err);
    sealed.bytes = bytes;
    if (code == FOI_OK)
        code = w->s->ops->add_sealed(w->s->back, &sealed, w->err);
    if (code == FOI_OK && commitment != NULL)
        foi__commit(commitment, salt, tag, value);
    foi__free(bytes);
    return code;
}

/* The next of its series; a number is there if and only if its event is. */
static int give_number(foi__writing *w, const foi__entry *e, const char *form)
{
    char series[FOI__LEAF_NAME + 1];
    uint32_t last = 0;
    int32_t year = 0, month, mday;
    int code;

    foi_date_to_civil(e->day, &year, &month, &mday, NULL);
    memcpy(series, e->kind.bytes, e->kind.len);
    series[e->kind.len] = '\0';
    if ((code = w->s->ops->last_number(w->s->back, w->body->id, series, year, &last, w->err)) < 0)
        return code;
    if (last == UINT32_MAX ||
        foi__number_write(form, last + 1, e->day, w->number, sizeof w->number) >= sizeof w->number)
        return foi__fail(w->err, FOI__VALUE_LONG, series, foi__format_number(FOI__LEAF_NAME).text, NULL);
    return w->s->ops->add_number(w->s->back, w->body->id,
                                 &(foi__given_number){series, w->number, year, last + 1, w->item.id}, w->err);
}

/* A secret leaves its commitment in the leaf and its value in the vault: the second can be erased, the first stays. */
static int put_fields(foi__writing *w, const foi__entry *e, foi__leaf *leaf)
{
    int code = FOI_OK;

    leaf->field_count = e->field_count;
    for (size_t i = 0; i < e->field_count && code == FOI_OK; i++) {
        const foi__entry_field *f = &e->fields[i];

        leaf->fields[i] = (foi__leaf_field){.tag = f->tag, .committed = f->secret};
        if (f->secret)
            code = seal(w, leaf->version, f->tag, f->value, &leaf->fields[i].commitment);
        else
            leaf->fields[i].value = f->value;
    }
    return code;
}

static foi__text words(const char *text)
{
    return (foi__text){text != NULL ? text : "", text != NULL ? (uint32_t)strlen(text) : 0};
}

/*
 * Sixteen bytes have room for an id. Any other text is hashed without a key, and could be guessed if it were a name:
 * foi_append asks for an id.
 */
static void actor_of(uint8_t actor[16], const char *text)
{
    memset(actor, 0, 16);
    if (text == NULL || foi__uid_read(actor, text))
        return;
    crypto_generichash(actor, 16, (const uint8_t *)text, strlen(text), NULL, 0);
}

/* Case and body move on in memory too, so that the next event of the same append comes after this one. */
int foi__write_entry(foi__writing *w, const foi_append *a, const foi__entry *e, const char *form)
{
    foi__leaf leaf = {.origin = words(w->body->origin),
                      .index = w->body->log.leaves,
                      .version = w->item.version + 1,
                      .kind = e->kind,
                      .day = e->day,
                      .received = e->received,
                      .recorded = w->recorded,
                      .offset = (int16_t)foi__zone_minutes(w->body->zone),
                      .role = words(a->role),
                      .law = w->law,
                      .number = {"", 0},
                      .previous = w->item.last};
    foi__row row = {.body = w->body->id, .item = w->item.id, .version = leaf.version, .index = leaf.index};
    int code = FOI_OK;

    if (leaf.version > FOI_STORE_EVENTS)
        return foi__fail(w->err, FOI__EVENTS_MANY, foi__format_number(FOI_STORE_EVENTS).text, NULL, NULL);
    memcpy(leaf.item, w->item.uid, FOI__UID);
    actor_of(leaf.actor, a->actor);
    if (form[0] != '\0' && (code = give_number(w, e, form)) == FOI_OK)
        leaf.number = words(w->number);
    if (code < 0 || (code = put_fields(w, e, &leaf)) < 0)
        return code;
    row.leaf = w->leaf;
    row.leaf_len = foi__leaf_write(&leaf, w->leaf, FOI__LEAF_BYTES);
    if (row.leaf_len > FOI__LEAF_BYTES || !foi__leaf_read(&leaf, w->leaf, row.leaf_len)) /* else never read again */
        return foi__fail(w->err, FOI__LEAF_BAD, NULL, NULL, NULL);
    foi_merkle_leaf(&row.hash, w->leaf, row.leaf_len);
    if ((code = w->s->ops->add_row(w->s->back, &row, w->err)) < 0)
        return code;
    foi__frontier_add(&w->body->log, &row.hash);
    w->item.version = leaf.version;
    w->item.last = row.hash;
    w->body->recorded = w->recorded;
    return FOI_OK;
}

/* ---- ends ------------------------------------------------------------------------------------------------ */

/* Only who makes a case is told its code, and who repeats that call. */
static void fill(const foi_store *s, const foi_append *a, foi_receipt *out, const foi__once *once,
                 const uint8_t uid[FOI__UID], bool replayed)
{
    foi_receipt r = {.replayed = replayed, .version = once->version, .index = once->index, .leaf = once->leaf};
    uint8_t key[FOI__KEY], code[FOI__CODE_BITS];

    foi__uuid_text(r.item, uid);
    if (a->item == NULL && foi__store_key(s, 0, key, NULL) == FOI_OK) {
        foi__code_make(code, key, uid);
        foi__code_write(r.code, code);
        sodium_memzero(key, sizeof key);
    }
    memcpy(r.number, once->number, sizeof r.number);
    *out = r;
}

int foi__writing_end(foi__writing *w, int act, const foi_append *a, foi_receipt *out)
{
    foi__once once = {
        .item = w->item.id, .version = w->item.version, .index = w->body->log.leaves - 1, .leaf = w->item.last};
    int code;

    /* an act of the vault is known again without the key: the person may be gone when it is repeated */
    if (act == 0 && !w->has_key)
        w->has_key = foi__subject_key(w->s, &w->subject, w->key, NULL) == FOI_OK;
    digest_of(once.digest, w->has_key ? w->key : NULL, act, a);
    memcpy(once.number, w->number, strlen(w->number) + 1);
    if ((code = w->s->ops->set_item(w->s->back, &w->item, w->err)) < 0 ||
        (code = foi__waits_update(w->s, w->body, &w->item, w->err)) < 0 ||
        (code = w->s->ops->add_once(w->s->back, w->body->id, a->key, &once, w->err)) < 0)
        return code;
    fill(w->s, a, out, &once, w->item.uid, false);
    return FOI_OK;
}

/*
 * Digested as the first time, which the first bit tells. That the key is not to be had now does not mean that the
 * append was another one.
 */
static int check_same(foi_store *s, const foi__once *once, const foi__item *item, int act, const foi_append *a,
                      foi_error *err)
{
    const bool keyed = (once->digest[0] & 0x80) != 0;
    uint8_t digest[32], key[FOI__KEY];
    foi__subject subject;
    int code;

    if (keyed && ((code = foi__subject_of(s, item, &subject, err)) < 0 ||
                  (code = foi__subject_key(s, &subject, key, err)) < 0))
        return code;
    digest_of(digest, keyed ? key : NULL, act, a);
    sodium_memzero(key, sizeof key);
    return sodium_memcmp(once->digest, digest, sizeof digest) == 0 ? FOI_OK
                                                                   : foi__fail(err, FOI__KEY_USED, NULL, NULL, NULL);
}

/* Before the version is looked at: whoever repeats a call has the old version by right. */
int foi__replay(foi_store *s, const foi__body *body, int act, const foi_append *a, foi_receipt *out, foi_error *err)
{
    foi__once once = {.item = 0};
    foi__item item;
    int code = s->ops->find_once(s->back, body->id, a->key, &once, err);

    if (code != FOI__ROW)
        return code;
    code = s->ops->find_item(s->back, &item, NULL, NULL, once.item, err);
    if (code == FOI__NO_ROW)
        return foi__fail(err, FOI__STORE_DAMAGED, "once", NULL, NULL);
    if (code < 0 || (code = check_same(s, &once, &item, act, a, err)) < 0)
        return code;
    fill(s, a, out, &once, item.uid, true);
    return FOI__ROW;
}

/* ---- appends --------------------------------------------------------------------------------------------- */

/* Everything that one append is made of, read before the register is locked as far as that can be. */
typedef struct appending {
    foi__arena arena;
    foi__entry entries[FOI_APPEND_EVENTS];
    foi__entry_field applicant[FOI__LEAF_FIELDS];
    const char *applicant_kind;
    size_t count, applicant_count;
    json_t *numbers; /* forms of the body's numbers */
    bool has_alias_key;
    uint8_t alias_key[FOI__KEY];
    uint8_t leaf[FOI__LEAF_BYTES];
} appending;

/* A case of this applicant can be made: then the law knows the kind. */
static int read_applicant(const foi_store *s, const foi__body *body, const foi_append *a, appending *x, foi_error *err)
{
    foi_case_opts opts = {.size = sizeof opts, .regime = body->regime, .timezone = body->zone};
    foi_case *c = NULL;
    int code = FOI_OK;

    x->applicant_kind = "individual";
    x->applicant_count = 0;
    if (a->applicant == NULL)
        return FOI_OK;
    code = foi__applicant_read(a->applicant, a->applicant_len, &x->arena, &x->applicant_kind, x->applicant,
                               &x->applicant_count, err);
    opts.applicant = x->applicant_kind;
    if (code == FOI_OK && strlen(x->applicant_kind) > FOI__LEAF_NAME)
        code = foi__fail(err, FOI__VALUE_LONG, "kind", foi__format_number(FOI__LEAF_NAME).text, NULL);
    if (code == FOI_OK)
        code = foi_case_new(&c, s->law, &opts, err);
    foi_case_free(c);
    return code;
}

/* Where the body gives the numbers none is taken from outside: two series would run through each other. */
static int write_entries(foi__writing *w, const foi_append *a, const appending *x)
{
    const char *form;
    int code = FOI_OK;

    for (size_t i = 0; i < x->count && code == FOI_OK; i++) {
        code = foi__number_form(x->numbers, x->entries[i].kind.bytes, &form, w->err);
        for (size_t k = 0; code == FOI_OK && form[0] != '\0' && k < x->entries[i].field_count; k++)
            if (foi__same(x->entries[i].fields[k].tag.bytes, "number"))
                code = foi__fail(w->err, FOI__NUMBER_GIVEN, x->entries[i].kind.bytes, NULL, NULL);
        if (code == FOI_OK)
            code = foi__write_entry(w, a, &x->entries[i], form);
    }
    return code;
}

static int write_case(foi__writing *w, const foi_append *a, const appending *x, foi_receipt *out)
{
    int code = foi__writing_begin(w, a, out);

    if (code == FOI_OK && a->item == NULL)
        code = new_item(w, x->applicant_kind);
    for (size_t i = 0; i < x->applicant_count && code == FOI_OK; i++)
        code = seal(w, 0, x->applicant[i].tag, x->applicant[i].value, NULL);
    if (code == FOI_OK)
        code = write_entries(w, a, x);
    return code < 0 ? code : foi__writing_end(w, 0, a, out);
}

/* Inside the transaction. `body` is that of the first append; the others must be of the same. */
static int append_one(foi_store *s, foi__body *body, const foi_append *given, appending *x, foi_receipt *out,
                      foi_error *err)
{
    foi__writing w = {.s = s, .body = body, .leaf = x->leaf, .err = err};
    foi_append a = {.size = 0};
    int code = foi__append_read(&a, given, err);

    if (code < 0)
        return code;
    if (a.item != NULL && (code = foi__store_item(s, a.item, &w.item, err)) < 0)
        return code;
    if (a.item != NULL ? w.item.body != body->id : (a.body == NULL || !foi__same(a.body, body->origin)))
        return foi__fail(err, FOI__NO_ITEM, NULL, NULL, NULL);
    code = foi__replay(s, body, 0, &a, out, err);
    if (code != FOI__NO_ROW)
        return code < 0 ? code : FOI_OK;
    code = foi__entries_read(s, body, a.events, a.events_len, x->has_alias_key ? x->alias_key : NULL, &x->arena,
                             x->entries, &x->count, err);
    if (code == FOI_OK)
        code = read_applicant(s, body, &a, x, err);
    if (code == FOI_OK)
        code = write_case(&w, &a, x, out);
    sodium_memzero(w.key, sizeof w.key);
    return code;
}

/* A case knows its body; `body` of the append is needed for a new one only. */
static int find_body_of(foi_store *s, const foi_append *a, foi__body *body, foi_error *err)
{
    foi__item item;
    int code;

    if (a->item == NULL)
        return foi__store_body(s, a->body, body, err);
    code = foi__store_item(s, a->item, &item, err);
    return code < 0 ? code : foi__body_of(s, item.body, body, err);
}

/* The body grows in memory and is written once, after the last append. `failed` names an append before it can fail. */
static int append_all(foi_store *s, const foi_append *appends, size_t count, appending *x, foi_receipt *out,
                      size_t *failed, foi_error *err)
{
    foi__body body;
    foi_append first = {.size = 0};
    int code;

    *failed = 0;
    if ((code = foi__append_read(&first, &appends[0], err)) < 0 || (code = find_body_of(s, &first, &body, err)) < 0 ||
        (code = foi__numbers_read(&x->numbers, &body, err)) < 0)
        return code;
    for (size_t i = 0; i < count && code == FOI_OK; i++) {
        *failed = i;
        code = append_one(s, &body, &appends[i], x, &out[i], err);
        foi__arena_reset(&x->arena);
    }
    return code < 0 ? code : s->ops->set_body(s->back, &body, err);
}

static int write_all(foi_store *s, const foi_append *appends, size_t count, foi_receipt *told, size_t *at,
                     foi_error *err)
{
    appending *x = foi__alloc(sizeof *x); /* large, and not read before it is written */
    int code = x != NULL ? s->ops->begin(s->back, true, err) : foi__no_memory(err);

    if (x != NULL) {
        x->arena = (foi__arena){.used = 0};
        x->numbers = NULL;
    }
    if (code == FOI_OK) {
        /* no fault yet: most events need no alias */
        x->has_alias_key = foi__store_key(s, 0, x->alias_key, NULL) == FOI_OK;
        code = append_all(s, appends, count, x, told, at, err);
        if (code == FOI_OK)
            code = s->ops->commit(s->back, err);
        else
            s->ops->rollback(s->back);
    }
    if (x != NULL) {
        json_decref(x->numbers);
        foi__arena_free(&x->arena);
        sodium_memzero(x->alias_key, sizeof x->alias_key);
    }
    foi__free(x);
    return code;
}

/* Receipts are told when what they say is true. */
int foi_store_append_many(foi_store *s, const foi_append *appends, size_t count, foi_receipt *out, size_t *failed,
                          foi_error *err)
{
    size_t at = 0;
    foi_receipt *told;
    int code = foi__store_usable(s, err);

    if (code < 0)
        return code;
    if (count == 0 || appends == NULL)
        return foi__fail(err, FOI__NO_EVENTS, NULL, NULL, NULL);
    if (count > FOI_BATCH)
        return foi__fail(err, FOI__EVENTS_MANY, foi__format_number(FOI_BATCH).text, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        if ((code = foi__receipt_check(out != NULL ? &out[i] : NULL, err)) < 0)
            return code;
    told = foi__zalloc(count, sizeof *told);
    if (told == NULL)
        return foi__no_memory(err);
    code = write_all(s, appends, count, told, &at, err);
    for (size_t i = code == FOI_OK ? 0 : at; i < (code == FOI_OK ? count : at + 1); i++)
        foi__receipt_tell(code, &out[i], &told[i]);
    if (code < 0 && failed != NULL)
        *failed = at;
    foi__free(told);
    return code;
}

int foi_store_append(foi_store *s, const foi_append *append, foi_receipt *out, foi_error *err)
{
    return foi_store_append_many(s, append, 1, out, NULL, err);
}
