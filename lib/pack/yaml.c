/*
 * From YAML text to nodes, by libyaml's events. Every scalar is a text: what it means is decided by who
 * binds it, never by YAML. A pack is untrusted, so the reader stops at the first thing that it does not
 * allow (it never lets libyaml skip over something: that can be made slow).
 */
#include <string.h>

#include <yaml.h>

#include "pack/pack.h"

/*
 * Twenty times what the longest pack takes. Some inputs cost libyaml time that grows with the square of their
 * size.
 */
enum { TEXT_MAX = 1 << 20, DEPTH_MAX = 32, KEYS_MAX = 256, ITEMS_MAX = 20000, SCALAR_MAX = 64 << 10 };

typedef struct reader {
    yaml_parser_t parser;
    foi__arena *nodes, *texts;
    const char *file, *text;
    foi_error *err;
    int code;
} reader;

/* libyaml counts lines and columns from 0, and columns in characters. */
static foi__place at(const reader *r, yaml_mark_t mark)
{
    return (foi__place){r->file, (int32_t)mark.line + 1, (int32_t)mark.column + 1};
}

static void fault(reader *r, yaml_mark_t mark, int sentence, const char *a, const char *b)
{
    if (r->code == FOI_OK)
        r->code = foi__fail_at(r->err, at(r, mark), sentence, a, b, NULL);
}

static void no_memory(reader *r)
{
    if (r->code == FOI_OK)
        r->code = foi__no_memory(r->err);
}

/* libyaml gives no mark for bytes that it cannot read, only an offset. */
static yaml_mark_t mark_of_offset(const reader *r, size_t offset)
{
    yaml_mark_t mark = {offset, 0, 0};

    for (size_t i = 0; i < offset; i++)
        if (r->text[i] == '\n')
            mark.line++;
    return mark;
}

static void broken(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem != NULL ? p->problem : "bad syntax";

    if (p->error == YAML_MEMORY_ERROR)
        no_memory(r);
    else if (p->error == YAML_READER_ERROR)
        fault(r, mark_of_offset(r, p->problem_offset), FOI__YAML_BROKEN, problem, NULL);
    else
        fault(r, p->problem_mark, FOI__YAML_BROKEN, problem, NULL);
}

/*
 * The next event; false after a fault. The caller deletes it. After a failed parse there is none to delete, and
 * parsing must not go on.
 */
static bool next(reader *r, yaml_event_t *event)
{
    if (r->code < 0)
        return false;
    if (yaml_parser_parse(&r->parser, event))
        return true;
    broken(r);
    return false;
}

/*
 * U+202A-202E and U+2066-2069 make a text look other than it is: a lawyer who reads the pack must see what is
 * read here.
 */
static bool reorders(const unsigned char *p, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++)
        if (p[i] == 0xe2 && ((p[i + 1] == 0x80 && p[i + 2] >= 0xaa && p[i + 2] <= 0xae) ||
                             (p[i + 1] == 0x81 && p[i + 2] >= 0xa6 && p[i + 2] <= 0xa9)))
            return true;
    return false;
}

static foi__node *new_node(reader *r, int kind, yaml_mark_t mark)
{
    foi__node *n = foi__arena_alloc(r->nodes, sizeof *n);

    if (n == NULL) {
        no_memory(r);
        return NULL;
    }
    n->kind = kind;
    n->line = (int32_t)mark.line + 1;
    n->column = (int32_t)mark.column + 1;
    return n;
}

/*
 * Anchors would let a small text grow without bounds, tags would let it claim a type; a pack needs neither. The
 * length counts, as an escape in quotes can put a NUL into a text. libyaml has checked that it is UTF-8.
 */
static foi__node *read_scalar(reader *r, const yaml_event_t *e)
{
    const char *text = (const char *)e->data.scalar.value;
    size_t len = e->data.scalar.length;
    foi__node *n;

    if (e->data.scalar.anchor != NULL)
        fault(r, e->start_mark, FOI__YAML_ANCHOR, NULL, NULL);
    else if (e->data.scalar.tag != NULL)
        fault(r, e->start_mark, FOI__YAML_TAG, NULL, NULL);
    else if (len > SCALAR_MAX)
        fault(r, e->start_mark, FOI__YAML_TEXT, foi__format_number(SCALAR_MAX).text, NULL);
    else if (memchr(text, '\0', len) != NULL)
        fault(r, e->start_mark, FOI__YAML_BROKEN, "a text contains NUL", NULL);
    else if (reorders(e->data.scalar.value, len))
        fault(r, e->start_mark, FOI__YAML_BROKEN, "a text contains characters that reorder it", NULL);
    n = r->code == FOI_OK ? new_node(r, FOI__NODE_TEXT, e->start_mark) : NULL;
    if (n == NULL)
        return NULL;
    n->text = foi__arena_text(r->texts, text, len);
    n->len = len;
    n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (n->text == NULL)
        no_memory(r);
    return n;
}

static foi__node *read_node(reader *r, const yaml_event_t *e, int depth);

/* libyaml lets a key stand twice. Of two terms for one clock neither may win in silence. */
static bool key_is_new(reader *r, const foi__node *map, const foi__node *key)
{
    for (const foi__node *c = map->child; c != NULL; c = c->next)
        if (foi__same(c->key, key->text)) {
            yaml_mark_t mark = {0, (size_t)key->line - 1, (size_t)key->column - 1};

            fault(r, mark, FOI__YAML_TWICE, key->text, foi__format_number(c->key_line).text);
            return false;
        }
    return true;
}

/*
 * One entry of a list or map; false at its end or after a fault. libyaml's events are balanced, so any end is
 * the end of this collection. Each event is deleted on every path, as it owns its text.
 */
static bool read_entry(reader *r, foi__node *parent, foi__node **tail, int depth)
{
    bool map = parent->kind == FOI__NODE_MAP;
    yaml_event_t e;
    foi__node *key = NULL, *value = NULL;

    if (!next(r, &e))
        return false;
    if (e.type == YAML_SEQUENCE_END_EVENT || e.type == YAML_MAPPING_END_EVENT) {
        yaml_event_delete(&e);
        return false;
    }
    if (parent->count >= (map ? KEYS_MAX : ITEMS_MAX))
        fault(r, e.start_mark, FOI__YAML_ITEMS, foi__format_number(map ? KEYS_MAX : ITEMS_MAX).text, NULL);
    else if (map && e.type == YAML_ALIAS_EVENT)
        fault(r, e.start_mark, FOI__YAML_ANCHOR, NULL, NULL);
    else if (map && e.type != YAML_SCALAR_EVENT)
        fault(r, e.start_mark, FOI__YAML_KEY, NULL, NULL);
    else if (map)
        key = read_scalar(r, &e);
    if (!map && r->code == FOI_OK)
        value = read_node(r, &e, depth);
    yaml_event_delete(&e);
    if (map && r->code == FOI_OK && key_is_new(r, parent, key) && next(r, &e)) {
        value = read_node(r, &e, depth);
        yaml_event_delete(&e);
    }
    if (r->code < 0 || value == NULL)
        return false;
    if (map) {
        value->key = key->text;
        value->key_line = key->line;
        value->key_column = key->column;
    }
    if (*tail == NULL)
        parent->child = value;
    else
        (*tail)->next = value;
    *tail = value;
    parent->count++;
    return true;
}

/* Recursion ends at DEPTH_MAX, so a nested text cannot use up the stack. */
static foi__node *read_collection(reader *r, const yaml_event_t *e, int kind, int depth)
{
    foi__node *n, *tail = NULL;

    if (depth > DEPTH_MAX) {
        fault(r, e->start_mark, FOI__YAML_DEPTH, foi__format_number(DEPTH_MAX).text, NULL);
        return NULL;
    }
    n = new_node(r, kind, e->start_mark);
    while (n != NULL && read_entry(r, n, &tail, depth + 1))
        ;
    return r->code == FOI_OK ? n : NULL;
}

static foi__node *read_node(reader *r, const yaml_event_t *e, int depth)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        return read_scalar(r, e);
    case YAML_SEQUENCE_START_EVENT:
        if (e->data.sequence_start.anchor != NULL)
            fault(r, e->start_mark, FOI__YAML_ANCHOR, NULL, NULL);
        else if (e->data.sequence_start.tag != NULL)
            fault(r, e->start_mark, FOI__YAML_TAG, NULL, NULL);
        return r->code == FOI_OK ? read_collection(r, e, FOI__NODE_LIST, depth) : NULL;
    case YAML_MAPPING_START_EVENT:
        if (e->data.mapping_start.anchor != NULL)
            fault(r, e->start_mark, FOI__YAML_ANCHOR, NULL, NULL);
        else if (e->data.mapping_start.tag != NULL)
            fault(r, e->start_mark, FOI__YAML_TAG, NULL, NULL);
        return r->code == FOI_OK ? read_collection(r, e, FOI__NODE_MAP, depth) : NULL;
    default:
        fault(r, e->start_mark, FOI__YAML_ANCHOR, NULL, NULL);
        return NULL;
    }
}

/* Exactly one document with something in it. */
static foi__node *read_document(reader *r)
{
    foi__node *root = NULL;
    yaml_event_t e;
    bool done = false;

    while (!done && next(r, &e)) {
        if (e.type == YAML_STREAM_END_EVENT)
            done = true;
        else if (e.type == YAML_DOCUMENT_START_EVENT && root != NULL)
            fault(r, e.start_mark, FOI__YAML_SECOND, NULL, NULL);
        else if (e.type != YAML_STREAM_START_EVENT && e.type != YAML_DOCUMENT_START_EVENT &&
                 e.type != YAML_DOCUMENT_END_EVENT)
            root = read_node(r, &e, 1);
        yaml_event_delete(&e);
    }
    if (r->code == FOI_OK && root == NULL)
        fault(r, (yaml_mark_t){0, 0, 0}, FOI__YAML_EMPTY, NULL, NULL);
    return root;
}

int foi__yaml_read(foi__node **out, foi__arena *nodes, foi__arena *texts, const char *file, const char *text,
                   size_t len, foi_error *err)
{
    reader r = {.nodes = nodes, .texts = texts, .file = file, .text = text, .err = err};

    if (len > TEXT_MAX)
        return foi__fail_at(err, (foi__place){file, 0, 0}, FOI__PACK_LARGE, "1 MiB", NULL, NULL);
    if (!yaml_parser_initialize(&r.parser))
        return foi__no_memory(err);
    /* else the first bytes decide, and a pack could be read as UTF-16 */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
    *out = read_document(&r);
    yaml_parser_delete(&r.parser);
    return r.code;
}
