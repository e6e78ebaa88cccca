/* From nodes to values. Each fault names its place and what was expected. */
#include <string.h>

#include "pack/pack.h"

void foi__bind_fault(foi__binder *b, const foi__node *at, int sentence, const char *x, const char *y, const char *z)
{
    if (b->code == FOI_OK)
        b->code = foi__fail_at(b->err, (foi__place){b->file, at->line, at->column}, sentence, x, y, z);
}

/* No overflow: counts are limited by the reader, and a pack has 1 MiB at most. */
void *foi__bind_alloc(foi__binder *b, size_t count, size_t size)
{
    void *p;

    if (b->code < 0 || count == 0)
        return NULL;
    p = foi__arena_alloc(b->arena, count * size);
    if (p == NULL)
        b->code = foi__no_memory(b->err);
    return p;
}

/* Maps have at most 256 keys, most of them a dozen; an index would cost more than it saves. */
const foi__node *foi__find(const foi__node *map, const char *key)
{
    for (const foi__node *c = map->child; c != NULL; c = c->next)
        if (foi__same(c->key, key))
            return c;
    return NULL;
}

const foi__node *foi__need(foi__binder *b, const foi__node *map, const char *key)
{
    const foi__node *n = foi__find(map, key);

    if (n == NULL)
        foi__bind_fault(b, map, FOI__KEY_MISSING, key, NULL, NULL);
    return n;
}

static void unknown_key(foi__binder *b, const foi__node *at, const char *const *keys)
{
    const char *near;
    size_t count = 0;

    while (keys[count] != NULL)
        count++;
    near = foi__nearest(at->key, keys, count);
    if (b->code == FOI_OK)
        b->code = foi__fail_at(b->err, (foi__place){b->file, at->key_line, at->key_column},
                               near != NULL ? FOI__KEY_UNKNOWN_NEAR : FOI__KEY_UNKNOWN, at->key, near, NULL);
}

/*
 * The list of keys is closed. A key that is misspelled would otherwise be a rule of law that is silently left
 * out.
 */
bool foi__bind_keys(foi__binder *b, const foi__node *map, const char *what, const char *const *keys)
{
    if (b->code < 0)
        return false;
    if (map->kind != FOI__NODE_MAP) {
        foi__bind_fault(b, map, FOI__WANT_MAP, what, NULL, NULL);
        return false;
    }
    for (const foi__node *c = map->child; c != NULL; c = c->next) {
        size_t i = 0;

        while (keys[i] != NULL && !foi__same(keys[i], c->key))
            i++;
        if (keys[i] == NULL) {
            unknown_key(b, c, keys);
            return false;
        }
    }
    return true;
}

const foi__node *foi__bind_list(foi__binder *b, const foi__node *map, const char *key, size_t *count)
{
    const foi__node *n = foi__find(map, key);

    *count = 0;
    if (b->code < 0 || n == NULL)
        return NULL;
    if (n->kind != FOI__NODE_LIST) {
        foi__bind_fault(b, n, FOI__WANT_LIST, key, NULL, NULL);
        return NULL;
    }
    *count = n->count;
    return n->child;
}

/* The text node of a key; NULL if absent or after a fault. */
static const foi__node *text_node(foi__binder *b, const foi__node *map, const char *key, bool needed)
{
    const foi__node *n = b->code < 0 ? NULL : needed ? foi__need(b, map, key) : foi__find(map, key);

    if (n == NULL)
        return NULL;
    if (n->kind != FOI__NODE_TEXT || n->len == 0) {
        foi__bind_fault(b, n, FOI__WANT_TEXT, key, NULL, NULL);
        return NULL;
    }
    return n;
}

const char *foi__bind_text(foi__binder *b, const foi__node *map, const char *key, bool needed)
{
    const foi__node *n = text_node(b, map, key, needed);

    return n != NULL ? n->text : NULL;
}

/*
 * Ids stand unquoted in command lines, JSON and messages, and two of them must never look alike: small ASCII
 * letters only.
 */
const char *foi__bind_id(foi__binder *b, const foi__node *map, const char *key, bool needed)
{
    const foi__node *n = text_node(b, map, key, needed);

    if (n == NULL)
        return NULL;
    if (n->len > 60 || strspn(n->text, "abcdefghijklmnopqrstuvwxyz0123456789-_/.") != n->len)
        foi__bind_fault(b, n, FOI__WANT_ID, key, n->text, NULL);
    return n->text;
}

foi__bilingual foi__bind_bilingual(foi__binder *b, const foi__node *map, const char *key, bool needed)
{
    static const char *const keys[] = {"id", "en", NULL};
    const foi__node *n = b->code < 0 ? NULL : needed ? foi__need(b, map, key) : foi__find(map, key);
    foi__bilingual t = {NULL, NULL};

    if (n == NULL || !foi__bind_keys(b, n, key, keys))
        return t;
    t.id = foi__bind_text(b, n, "id", true);
    t.en = foi__bind_text(b, n, "en", true);
    return t;
}

/* Quotes make a text: "10" is no number. Nor is `10 hari`, of which some readers of YAML would take the 10. */
int32_t foi__bind_number(foi__binder *b, const foi__node *map, const char *key, int32_t least, int32_t most,
                         int32_t otherwise)
{
    const foi__node *n = text_node(b, map, key, false);
    int32_t value;

    if (n == NULL)
        return otherwise;
    if (!n->plain || !foi__number_parse(&value, n->text, n->len)) {
        foi__bind_fault(b, n, FOI__WANT_NUMBER, key, n->text, NULL);
        return otherwise;
    }
    if (value < least || value > most) {
        char range[48];
        foi__out out = {range, sizeof range, 0};

        foi__putn(&out, least);
        foi__puts(&out, "..");
        foi__putn(&out, most);
        foi__put_end(&out);
        foi__bind_fault(b, n, FOI__WANT_RANGE, key, n->text, range);
        return otherwise;
    }
    return value;
}

/*
 * Only true and false. YAML's other words are a trap: in some versions of it `no` is a truth value, in others a
 * country.
 */
bool foi__bind_bool(foi__binder *b, const foi__node *map, const char *key, bool otherwise)
{
    const foi__node *n = text_node(b, map, key, false);

    if (n == NULL)
        return otherwise;
    if (n->plain && foi__same(n->text, "true"))
        return true;
    if (!n->plain || !foi__same(n->text, "false"))
        foi__bind_fault(b, n, FOI__WANT_BOOLEAN, key, n->text, NULL);
    return false;
}

/* The date room's sentence at the place of the node. */
foi_day foi__bind_day(foi__binder *b, const foi__node *map, const char *key, foi_day otherwise)
{
    const foi__node *n = text_node(b, map, key, false);
    foi_error inner = {.size = sizeof inner};
    foi_day day = otherwise;

    if (n != NULL && foi_date_parse(&day, n->text, n->len, &inner) < 0) {
        foi__bind_fault(b, n, inner.sentence, n->text, NULL, NULL);
        return otherwise;
    }
    return day;
}

int32_t foi__bind_word(foi__binder *b, const foi__node *map, const char *key, const foi__word_number *words,
                       int32_t otherwise, bool needed)
{
    const foi__node *n = text_node(b, map, key, needed);
    char list[240];
    foi__out out = {list, sizeof list, 0};

    if (n == NULL)
        return otherwise;
    for (size_t i = 0; words[i].word != NULL; i++) {
        if (foi__same(words[i].word, n->text))
            return words[i].number;
        foi__puts(&out, i > 0 ? ", " : "");
        foi__puts(&out, words[i].word);
    }
    foi__put_end(&out);
    foi__bind_fault(b, n, FOI__WANT_ONE_OF, key, n->text, list);
    return otherwise;
}

void foi__bind_most(foi__binder *b, const foi__node *list, size_t most)
{
    if (list != NULL && list->count > most)
        foi__bind_fault(b, list, FOI__YAML_ITEMS, foi__format_number((int64_t)most).text, NULL, NULL);
}

void foi__bind_one(foi__binder *b, const foi__node *map, const char *key, size_t count)
{
    if (count > 1)
        foi__bind_fault(b, foi__find(map, key), FOI__WANT_RANGE, key, foi__format_number((int64_t)count).text, "0..1");
}

/* The number of a word is a byte of which the highest means "none". */
foi__words foi__bind_list_words(foi__binder *b, const foi__node *list, const char *key)
{
    enum { MOST = UINT8_MAX };
    foi__words w = {0, NULL};

    foi__bind_most(b, list, MOST);
    w.items = foi__bind_alloc(b, list->count, sizeof *w.items);
    for (const foi__node *n = list->child; n != NULL && b->code == FOI_OK; n = n->next) {
        if (n->kind != FOI__NODE_TEXT || n->len == 0)
            foi__bind_fault(b, n, FOI__WANT_TEXT, key, NULL, NULL);
        else
            w.items[w.count++] = n->text;
    }
    return w;
}

foi__words foi__bind_words(foi__binder *b, const foi__node *map, const char *key)
{
    size_t count;

    return foi__bind_list(b, map, key, &count) != NULL ? foi__bind_list_words(b, foi__find(map, key), key)
                                                       : (foi__words){0, NULL};
}

/* The first of two is told with its line, as for keys that stand twice. */
void foi__bind_unique(foi__binder *b, const foi__node *map, const char *list, const char *key, const char *what)
{
    enum { MOST = 256 }; /* more than any table of a procedure holds; all pairs are compared */
    size_t count;
    const foi__node *first = foi__bind_list(b, map, list, &count);

    foi__bind_most(b, foi__find(map, list), MOST);
    for (const foi__node *n = first; n != NULL && b->code == FOI_OK; n = n->next)
        for (const foi__node *m = first; m != n && b->code == FOI_OK; m = m->next)
            if (foi__same(foi__find(n, key)->text, foi__find(m, key)->text))
                foi__bind_fault(b, foi__find(n, key), FOI__TWICE_HERE, what, foi__find(n, key)->text,
                                foi__format_number(m->line).text);
}

static const foi__word_number grade_words[] = {
    {"unverified", FOI_GRADE_UNVERIFIED}, {"mirrored", FOI_GRADE_MIRRORED}, {"read", FOI_GRADE_READ}, {NULL, 0}};

/*
 * "KEY article" or {at: "KEY article", grade: ...}. The first space parts them. The key must lead to a source,
 * which is checked when all packs are there; the rest is a law's own way of counting its parts and is never
 * taken apart.
 */
static void bind_cite(foi__binder *b, const foi__node *n, foi__citation *c)
{
    static const char *const keys[] = {"at", "grade", NULL};
    const foi__node *text = n;
    const char *space;
    char *key;

    if (n->kind == FOI__NODE_MAP) {
        if (!foi__bind_keys(b, n, "cite", keys))
            return;
        text = text_node(b, n, "at", true);
        c->grade = foi__bind_word(b, n, "grade", grade_words, 0, true);
    }
    if (b->code < 0)
        return;
    space = text->kind == FOI__NODE_TEXT ? strchr(text->text, ' ') : NULL;
    if (text->kind != FOI__NODE_TEXT || text->len == 0 || space == text->text || (space != NULL && space[1] == '\0')) {
        foi__bind_fault(b, text, FOI__WANT_CITE, text->kind == FOI__NODE_TEXT ? text->text : "", NULL, NULL);
        return;
    }
    c->line = text->line;
    c->column = text->column;
    if (space == NULL) { /* a source as a whole */
        c->key = text->text;
        c->article = "";
        return;
    }
    key = foi__bind_alloc(b, (size_t)(space - text->text) + 1, 1);
    if (key == NULL)
        return;
    memcpy(key, text->text, (size_t)(space - text->text));
    c->key = key;
    c->article = space + 1;
}

foi__citations foi__bind_cites(foi__binder *b, const foi__node *map, const char *key, const char *needed_by)
{
    foi__citations c = {0, NULL};
    size_t count;
    const foi__node *n = foi__bind_list(b, map, key, &count);

    if (count == 0 && needed_by != NULL)
        foi__bind_fault(b, map, FOI__CITE_MISSING, needed_by, NULL, NULL);
    c.items = foi__bind_alloc(b, count, sizeof *c.items);
    for (; n != NULL && b->code == FOI_OK; n = n->next)
        bind_cite(b, n, &c.items[c.count++]);
    return c;
}
