/* What decrees say: strings once, rows in the order in which they act. */
#include <stdlib.h>
#include <string.h>

#include "calendar/calendar.h"

static uint32_t hash_text(const char *text, size_t len)
{
    uint32_t h = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)text[i]) * 16777619u;
    return h;
}

static void put_slot(foi__source_builder *b, uint32_t number)
{
    const char *text = b->text + b->strings[number];
    size_t i = hash_text(text, strlen(text)) & (b->slot_count - 1);

    while (b->slots[i] != 0)
        i = (i + 1) & (b->slot_count - 1);
    b->slots[i] = number + 1;
}

/* Keep the table at most half full: strings come one by one, so doubling is enough. */
static int grow_slots(foi__source_builder *b, foi_error *err)
{
    size_t count = b->slot_count > 0 ? b->slot_count * 2 : 512;
    uint32_t *slots;

    if (b->string_count * 2 < b->slot_count)
        return FOI_OK;
    slots = foi__zalloc(count, sizeof *slots);
    if (slots == NULL)
        return foi__no_memory(err);
    foi__free(b->slots);
    b->slots = slots;
    b->slot_count = count;
    for (uint32_t i = 0; i < b->string_count; i++)
        put_slot(b, i);
    return FOI_OK;
}

/* Make room for `more` items after `count`; returns false when there is no memory. */
static bool room(void **items, size_t *capacity, size_t count, size_t more, size_t size)
{
    void *p = foi__grow(*items, capacity, count + more, size);

    if (p == NULL)
        return false;
    *items = p;
    return true;
}

/*
 * Each string once: a decree is named on dozens of rows, a holiday every year. Rows then compare names by
 * number.
 */
int foi__source_string(foi__source_builder *b, uint32_t *number, const char *text, size_t len, foi_error *err)
{
    int code = grow_slots(b, err);
    size_t i;

    if (code < 0)
        return code;
    for (i = hash_text(text, len) & (b->slot_count - 1); b->slots[i] != 0; i = (i + 1) & (b->slot_count - 1))
        if (foi__same_n(b->text + b->strings[b->slots[i] - 1], text, len)) {
            *number = b->slots[i] - 1;
            return FOI_OK;
        }
    /* names and decrees repeat; a bound on how many differ also bounds what a hostile file can make of the table */
    if (b->string_count == FOI__STRINGS_MAX)
        return foi__fail(err, FOI__CAL_STRINGS, foi__format_number(FOI__STRINGS_MAX).text, NULL, NULL);
    if (!room((void **)&b->strings, &b->string_room, b->string_count, 1, sizeof *b->strings) ||
        !room((void **)&b->text, &b->text_room, b->text_len, len + 1, 1))
        return foi__no_memory(err);
    memcpy(b->text + b->text_len, text, len);
    b->text[b->text_len + len] = '\0';
    b->strings[b->string_count] = (uint32_t)b->text_len;
    b->text_len += len + 1;
    *number = (uint32_t)b->string_count++;
    b->slots[i] = *number + 1;
    return FOI_OK;
}

int foi__source_row(foi__source_builder *b, const foi__row *row, foi_error *err)
{
    if (!room((void **)&b->rows, &b->row_room, b->row_count, 1, sizeof *b->rows))
        return foi__no_memory(err);
    b->rows[b->row_count] = *row;
    b->rows[b->row_count].sequence = (uint32_t)b->row_count;
    b->row_count++;
    return FOI_OK;
}

int foi__source_week(foi__source_builder *b, const foi__week *week, foi_error *err)
{
    if (!room((void **)&b->weeks, &b->week_room, b->week_count, 1, sizeof *b->weeks))
        return foi__no_memory(err);
    b->weeks[b->week_count++] = *week;
    return FOI_OK;
}

static int by_sequence(const void *a, const void *b)
{
    const foi__row *x = a, *y = b;

    return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

/*
 * The order in which find_facts() reads: all rows of a day, of a kind, of a name, in the order of the files.
 * qsort() is not stable, so the sequence must be part of the key.
 */
static int by_day(const void *a, const void *b)
{
    const foi__row *x = a, *y = b;

    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->name_id != y->name_id)
        return x->name_id < y->name_id ? -1 : 1;
    return by_sequence(a, b);
}

static int by_from(const void *a, const void *b)
{
    const foi__week *x = a, *y = b;

    return x->from < y->from ? -1 : x->from > y->from;
}

/*
 * An overlay is not chained to its base: it starts as a copy of it, in the order of the files, and its own rows
 * come after. So a calendar with any number of overlays is as fast as one without, and keeps only its own
 * source alive.
 */
int foi__source_begin(foi__source_builder *b, const foi__source *base, foi_error *err)
{
    memset(b, 0, sizeof *b);
    if (base == NULL)
        return FOI_OK;
    for (size_t i = 0; i < base->string_count; i++) {
        const char *text = foi__source_text(base, (uint32_t)i);
        uint32_t number;
        int code = foi__source_string(b, &number, text, strlen(text), err);

        if (code < 0)
            return code;
    }
    if (!room((void **)&b->rows, &b->row_room, 0, base->row_count + 1, sizeof *b->rows) ||
        !room((void **)&b->weeks, &b->week_room, 0, base->week_count + 1, sizeof *b->weeks))
        return foi__no_memory(err);
    if (base->row_count > 0)
        memcpy(b->rows, base->rows, base->row_count * sizeof *b->rows);
    memcpy(b->weeks, base->weeks, base->week_count * sizeof *b->weeks); /* never none */
    b->row_count = base->row_count;
    b->week_count = base->week_count;
    qsort(b->rows, b->row_count, sizeof *b->rows, by_sequence); /* as they were given */
    return FOI_OK;
}

void foi__source_abandon(foi__source_builder *b)
{
    foi__free(b->weeks);
    foi__free(b->rows);
    foi__free(b->strings);
    foi__free(b->slots);
    foi__free(b->text);
    memset(b, 0, sizeof *b);
}

/*
 * One exact block for everything: a source lives long and is never changed. The parts stand in order of their
 * alignment, so no padding is needed between them.
 */
static foi__source *pack_source(const foi__source_builder *b)
{
    size_t rows = b->row_count * sizeof(foi__row), weeks = b->week_count * sizeof(foi__week);
    size_t strings = b->string_count * sizeof(uint32_t);
    foi__source *s = foi__zalloc(1, sizeof *s + rows + weeks + strings + b->text_len + 1);

    if (s == NULL)
        return NULL;
    s->rows = (foi__row *)(void *)(s + 1);
    s->weeks = (foi__week *)(void *)(s->rows + b->row_count);
    s->strings = (uint32_t *)(void *)(s->weeks + b->week_count);
    s->text = (char *)(s->strings + b->string_count);
    if (b->row_count > 0)
        memcpy(s->rows, b->rows, rows);
    memcpy(s->weeks, b->weeks, weeks); /* never none */
    if (b->string_count > 0) {
        memcpy(s->strings, b->strings, strings);
        memcpy(s->text, b->text, b->text_len);
    }
    s->row_count = b->row_count;
    s->week_count = b->week_count;
    s->string_count = b->string_count;
    foi__refs_init(&s->refs);
    return s;
}

int foi__source_finish(foi__source_builder *b, foi__source **out, foi_error *err)
{
    foi__source *s;

    /* qsort() must not be given NULL, not even with nothing to sort; weeks there always are */
    if (b->row_count > 0)
        qsort(b->rows, b->row_count, sizeof *b->rows, by_day);
    qsort(b->weeks, b->week_count, sizeof *b->weeks, by_from);
    s = pack_source(b);
    foi__source_abandon(b);
    if (s == NULL)
        return foi__no_memory(err);
    *out = s;
    return FOI_OK;
}

foi__source *foi__source_ref(foi__source *source)
{
    foi__refs_take(&source->refs);
    return source;
}

void foi__source_unref(foi__source *source)
{
    if (foi__refs_drop(&source->refs))
        foi__free(source);
}
