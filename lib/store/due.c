/*
 * What is due. The register keeps no due date: a decree moves it. Of each clock that waits it keeps the day from which
 * it is counted and the term (foi/case.h). As no later start is due earlier, "due before a day" is "started before
 * another", found by halving, and a page of the list is read from an index. A new holiday costs no write at all.
 */
#include <stdlib.h>

#include "store/read.h"

/* ---- writing --------------------------------------------------------------------------------------------- */

/* Hardly a case has more clocks that wait at once; one that has is asked twice. */
enum { FEW_WAITS = 32 };

/* A law has few terms and a register many waits: the text of a term is kept once, and rows have its number. */
static int write_wait(foi_store *s, foi__waiting *row, const foi_wait *w, foi_error *err)
{
    int code = s->ops->term_id(s->back, w->term, &row->term, err);

    row->until_term = 0;
    row->until_start = 0;
    if (code == FOI_OK && w->until[0] != '\0') {
        row->until_start = w->until_start;
        code = s->ops->term_id(s->back, w->until, &row->until_term, err);
    }
    row->start = w->start;
    row->kind = w->kind;
    if (strlen(w->actor) >= sizeof row->actor)
        return foi__fail(err, FOI__VALUE_LONG, w->actor, foi__format_number(FOI__LEAF_NAME).text, NULL);
    memcpy(row->actor, w->actor, strlen(w->actor) + 1);
    return code < 0 ? code : s->ops->add_wait(s->back, row, err);
}

/* `n` tells apart what one case waits for by one term and from one day. */
static int write_waits(foi_store *s, foi_case *c, foi__waiting *row, foi_error *err)
{
    foi_wait few[FEW_WAITS], *all = few;
    size_t count = 0;
    int code = foi_case_waits(c, few, FEW_WAITS, &count, err);

    if (code == FOI_OK && count > FEW_WAITS) {
        all = foi__zalloc(count, sizeof *all);
        code = all != NULL ? foi_case_waits(c, all, count, &count, err) : foi__no_memory(err);
    }
    for (size_t i = 0; code == FOI_OK && i < count; i++) {
        row->n = (int32_t)i;
        code = write_wait(s, row, &all[i], err);
    }
    if (all != few)
        foi__free(all);
    return code;
}

/* What cannot be judged is a fact all the same: it is told apart, and nobody may think that nothing waits there. */
int foi__waits_update(foi_store *s, const foi__body *body, const foi__item *item, foi_error *err)
{
    foi__waiting row = {.body = body->id, .item = item->id};
    foi_error inner = {.size = sizeof inner};
    foi_case *c = NULL;
    int code;

    memcpy(row.uid, item->uid, FOI__UID);
    if ((code = s->ops->drop_waits(s->back, item->id, err)) < 0 ||
        (code = foi__case_read(s, item, body, NULL, &c, err)) < 0)
        return code;
    code = write_waits(s, c, &row, &inner);
    foi_case_free(c);
    if (code == FOI_ERR_CALENDAR_GAP || code == FOI_ERR_LAW_GAP) {
        row.term = 0;
        return s->ops->add_wait(s->back, &row, err);
    }
    if (code < 0 && err != NULL && err->size >= sizeof inner)
        *err = inner;
    return code;
}

/* ---- terms ----------------------------------------------------------------------------------------------- */

enum { MOST_TERMS = 1000000 }; /* a law has some hundred; a number beyond is not of ours */

/* Each is read once for the law of the register. */
static int term_of(foi_store *s, int64_t id, const foi_term **out, foi_error *err)
{
    char text[FOI_TERM_BYTES + 1];
    size_t number = (size_t)id, room = s->term_room;
    foi_term **terms;
    int code;

    /* it is the size of a list, and comes from the file */
    if (id <= 0 || id > MOST_TERMS)
        return foi__fail(err, FOI__STORE_DAMAGED, "term", NULL, NULL);
    if (number >= room) {
        terms = foi__grow(s->terms, &s->term_room, number + 1, sizeof *terms);
        if (terms == NULL)
            return foi__no_memory(err);
        memset(terms + room, 0, (s->term_room - room) * sizeof *terms);
        s->terms = terms;
    }
    if (s->terms[number] == NULL && ((code = s->ops->term_text(s->back, id, text, err)) < 0 ||
                                     (code = foi_term_new(&s->terms[number], s->law, text, err)) < 0))
        return code;
    *out = s->terms[number];
    return FOI_OK;
}

/* ---- reading a page -------------------------------------------------------------------------------------- */

/* Rows of one term in the order of their starts, which is that of their due dates. */
enum { CHUNK = 32 };

typedef struct stream {
    const foi_term *term;
    foi_day to;         /* the last start that is asked for */
    foi__waiting after; /* the row before the next chunk */
    foi__waiting rows[CHUNK];
    size_t count, at;
    foi_day start;      /* of the row at hand; many rows have the same */
    foi_day due;        /* of that start; FOI_DAY_MAX: not decided */
    foi_day opens;      /* likewise: it waits from the day after; FOI_DAY_NONE: from its start */
    bool done;
} stream;

typedef struct paging {
    foi_store *s;
    const foi_due_query *q;
    const foi_due *after;
    stream *streams;
    size_t count, room;
    foi_error *err;
} paging;

/* What no decree decides yet comes behind all that is decided. */
static foi_day known_or_far(foi_day day)
{
    return day != FOI_DAY_NONE ? day : FOI_DAY_MAX;
}

/* Does it wait on the day that is asked about, and is it one of those asked for? */
static int is_wanted(paging *p, const stream *x, const foi__waiting *w, bool *wanted)
{
    const foi_due_query *q = p->q;
    const foi_term *until;
    int code;

    *wanted = (x->opens == FOI_DAY_NONE || x->opens < q->today) && (q->kind == 0 || q->kind == w->kind) &&
              (q->actor == NULL || foi__same(q->actor, w->actor)) &&
              ((q->flags & FOI_DUE_FROM) == 0 || x->due >= q->from) &&
              ((q->flags & FOI_DUE_TO) == 0 || x->due <= q->to);
    if (!*wanted || w->until_term == 0)
        return FOI_OK;
    if ((code = term_of(p->s, w->until_term, &until, p->err)) < 0)
        return code;
    /* an end that is not decided has not come */
    *wanted = known_or_far(foi_term_due(until, w->until_start, NULL)) >= q->today;
    return FOI_OK;
}

/* The next rows of the file; none: the stream has come to its end. */
static int read_chunk(paging *p, stream *x)
{
    int code = p->s->ops->waits(p->s->back, &x->after, x->to, x->rows, CHUNK, &x->count, p->err);

    x->at = 0;
    x->done = code < 0 || x->count == 0;
    if (!x->done)
        x->after = x->rows[x->count - 1];
    return code;
}

static void date_row(stream *x, foi_day start)
{
    if (x->start == start)
        return;
    x->start = start;
    x->due = known_or_far(foi_term_due(x->term, start, &x->opens));
}

/*
 * A right that has passed is over; a duty that has passed is what the list is for. A term is of one clock, so what is
 * behind the rights that have passed is where the list goes on, however many they are.
 */
static bool skip_passed(const paging *p, stream *x)
{
    foi_day passed;

    if (x->rows[x->at].kind == FOI_WAIT_DUTY || x->due >= p->q->today)
        return false;
    passed = foi_term_latest(x->term, p->q->today - 1);
    x->after.start = passed > x->start ? passed : x->start; /* always forward */
    x->after.item = INT64_MAX;
    x->at = x->count = 0;
    return true;
}

/* To the next row that is wanted. */
static int advance(paging *p, stream *x)
{
    while (!x->done) {
        bool wanted = false;
        int code;

        if (x->at == x->count) {
            if ((code = read_chunk(p, x)) < 0)
                return code;
            continue;
        }
        date_row(x, x->rows[x->at].start);
        if (skip_passed(p, x))
            continue;
        if ((code = is_wanted(p, x, &x->rows[x->at], &wanted)) < 0 || wanted)
            return code;
        x->at++;
    }
    return FOI_OK;
}

/* The row before the first: of what is due earlier than `from`, or on the page before, nothing is read. */
static void place(const paging *p, stream *x, int64_t body, int64_t term)
{
    foi_day earlier = (p->q->flags & FOI_DUE_FROM) != 0 ? p->q->from - 1 : FOI_DAY_MIN - 1;
    foi_day start = FOI_DAY_NONE;

    x->after = (foi__waiting){.body = body, .term = term, .start = FOI_DAY_NONE};
    if (p->after != NULL && term == p->after->place[0]) {
        x->after.start = p->after->start;
        x->after.item = p->after->place[1];
        x->after.n = p->after->n;
        return;
    }
    if (p->after != NULL && known_or_far(p->after->due) - (term > p->after->place[0]) > earlier)
        earlier = known_or_far(p->after->due) - (term > p->after->place[0]);
    x->done = earlier == FOI_DAY_MAX; /* the page before ended among what is not decided, behind this term */
    if (earlier >= FOI_DAY_MIN && !x->done)
        start = foi_term_latest(x->term, earlier);
    if (start != FOI_DAY_NONE) {
        x->after.start = start;
        x->after.item = INT64_MAX; /* behind every row of that start */
    }
}

static int open_stream(paging *p, int64_t body, int64_t id)
{
    const foi_term *term = NULL;
    stream *x, *items;
    int code = term_of(p->s, id, &term, p->err);

    if (code < 0 || (p->q->clock != NULL && !foi__same(p->q->clock, foi_term_clock(term))))
        return code;
    items = foi__grow(p->streams, &p->room, p->count + 1, sizeof *items);
    if (items == NULL)
        return foi__no_memory(p->err);
    p->streams = items;
    x = &items[p->count];
    memset(x, 0, offsetof(stream, rows));
    x->count = x->at = 0;
    x->start = FOI_DAY_NONE;
    x->term = term;
    x->done = false;
    x->to = FOI_DAY_MAX;
    if ((p->q->flags & FOI_DUE_TO) != 0) {
        x->to = foi_term_latest(term, p->q->to);
        if (x->to == FOI_DAY_NONE)
            return FOI_OK;
    }
    place(p, x, body, id);
    p->count++;
    return FOI_OK;
}

/* A page looks once at each term, whatever waits by it, and then at no more rows than it shows. */
static int open_streams(paging *p, int64_t body)
{
    int64_t term = 0;
    int code;

    while ((code = p->s->ops->next_term(p->s->back, body, term, &term, p->err)) == FOI__ROW)
        if ((code = open_stream(p, body, term)) < 0)
            return code;
    for (size_t i = 0; code == FOI_OK && i < p->count; i++)
        code = advance(p, &p->streams[i]);
    return code;
}

/* By due date, then by term; in a term the rows come in order. */
static stream *first_of(paging *p)
{
    stream *first = NULL;

    for (size_t i = 0; i < p->count; i++)
        if (!p->streams[i].done && (first == NULL || p->streams[i].due < first->due))
            first = &p->streams[i];
    return first;
}

/* `n` and `place` mean nothing to the caller, who hands them back for the next page. */
static void tell(const stream *x, foi_due *out)
{
    const foi__waiting *w = &x->rows[x->at];
    foi_due d = {.start = w->start, .kind = w->kind, .n = w->n, .place = {w->term, w->item}};

    d.due = x->due != FOI_DAY_MAX ? x->due : FOI_DAY_NONE;
    foi__uuid_text(d.item, w->uid);
    memcpy(d.actor, w->actor, strlen(w->actor) + 1);
    memcpy(d.clock, foi_term_clock(x->term), strlen(foi_term_clock(x->term)) + 1);
    *out = d;
}

/* They stand under term 0 and are few, so walking is good enough to count them. */
static int count_unjudged(foi_store *s, int64_t body, size_t *count, foi_error *err)
{
    foi__waiting after = {.body = body, .start = FOI_DAY_NONE}, rows[CHUNK];
    size_t got;
    int code;

    *count = 0;
    do {
        if ((code = s->ops->waits(s->back, &after, FOI_DAY_MAX, rows, CHUNK, &got, err)) < 0)
            return code;
        *count += got;
        if (got > 0)
            after = rows[got - 1];
    } while (got == CHUNK);
    return FOI_OK;
}

static int read_page(paging *p, foi_due *out, size_t capacity, size_t *count, size_t *unjudged)
{
    foi__body body;
    stream *x;
    int code = foi__store_body(p->s, p->q->body, &body, p->err);

    if (code == FOI_OK && unjudged != NULL)
        code = count_unjudged(p->s, body.id, unjudged, p->err);
    if (code == FOI_OK)
        code = open_streams(p, body.id);
    while (code == FOI_OK && *count < capacity && (x = first_of(p)) != NULL) {
        tell(x, &out[(*count)++]);
        x->at++;
        code = advance(p, x);
    }
    return code;
}

/* A day that does not count is looked at as if it were `today`. */
static int check_query(const foi_due_query *q, foi_error *err)
{
    const foi_day days[] = {q->today, (q->flags & FOI_DUE_FROM) != 0 ? q->from : q->today,
                            (q->flags & FOI_DUE_TO) != 0 ? q->to : q->today};

    if ((q->flags & ~(uint32_t)(FOI_DUE_FROM | FOI_DUE_TO)) != 0)
        return foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(q->flags).text, NULL, NULL);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        if (days[i] < FOI_DAY_MIN || days[i] > FOI_DAY_MAX)
            return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(days[i]).text, NULL, NULL);
    return FOI_OK;
}

/*
 * One transaction for a page. Between two pages the register may change: the second begins behind the last row of the
 * first, whether that is still there or not.
 */
int foi_store_due(foi_store *s, const foi_due_query *query, const foi_due *after, foi_due *out, size_t capacity,
                  size_t *count, size_t *unjudged, foi_error *err)
{
    foi_due_query q = {.size = 0};
    paging p = {.s = s, .q = &q, .after = after, .err = err};
    int code = foi__opts_read(&q, sizeof q, query, err);

    *count = 0;
    if (code < 0 || (code = check_query(&q, err)) < 0 || (code = foi__read_begin(s, err)) < 0)
        return code;
    code = read_page(&p, out, capacity, count, unjudged);
    s->ops->rollback(s->back);
    foi__free(p.streams);
    return code;
}

/* ---- another calendar ------------------------------------------------------------------------------------ */

typedef struct redating {
    foi_store *s;
    foi_due_move *moves;
    size_t capacity, moved;
    foi_error *err;
} redating;

/* Counted beyond the capacity too, so that the caller knows how much room it takes. */
static void tell_move(redating *r, const foi_term *term, const foi__waiting *w, foi_day from, foi_day to)
{
    if (r->moved < r->capacity) {
        foi_due_move m = {.start = w->start, .from = from, .to = to};

        foi__uuid_text(m.item, w->uid);
        memcpy(m.clock, foi_term_clock(term), strlen(foi_term_clock(term)) + 1);
        r->moves[r->moved] = m;
    }
    r->moved++;
}

/* Rows of one start have one due date, and many cases start on one day. */
static int redate_rows(redating *r, int64_t body, int64_t id, const foi_term *before, const foi_term *after)
{
    foi__waiting last = {.body = body, .term = id, .start = FOI_DAY_NONE}, *rows;
    foi_day start = FOI_DAY_NONE, from = FOI_DAY_NONE, to = FOI_DAY_NONE;
    const size_t most = 1024;
    size_t got = 0;
    int code = FOI_OK;

    rows = foi__zalloc(most, sizeof *rows);
    if (rows == NULL)
        return foi__no_memory(r->err);
    do {
        code = r->s->ops->waits(r->s->back, &last, FOI_DAY_MAX, rows, most, &got, r->err);
        for (size_t i = 0; code == FOI_OK && i < got; i++) {
            if (rows[i].start != start) {
                start = rows[i].start;
                from = foi_term_due(before, start, NULL);
                to = foi_term_due(after, start, NULL);
            }
            if (from != to)
                tell_move(r, after, &rows[i], from, to);
        }
        if (got > 0)
            last = rows[got - 1];
    } while (code == FOI_OK && got == most);
    foi__free(rows);
    return code;
}

/* Not the terms that the store keeps: those are of its own law. */
static int redate_term(redating *r, int64_t body, int64_t id, const foi_law *before, const foi_law *after)
{
    char text[FOI_TERM_BYTES + 1];
    foi_term *old = NULL, *new = NULL;
    int code = r->s->ops->term_text(r->s->back, id, text, r->err);

    if (code == FOI_OK)
        code = foi_term_new(&old, before, text, r->err);
    if (code == FOI_OK)
        code = foi_term_new(&new, after, text, r->err);
    if (code == FOI_OK)
        code = redate_rows(r, body, id, old, new);
    foi_term_free(old);
    foi_term_free(new);
    return code;
}

int foi_store_redate(foi_store *s, const char *origin, const foi_law *before, const foi_law *after, foi_due_move *moves,
                     size_t capacity, size_t *moved, foi_error *err)
{
    redating r = {.s = s, .moves = moves, .capacity = capacity, .err = err};
    foi__body body;
    int64_t term = 0;
    int code = foi__read_begin(s, err);

    if (code < 0)
        return code;
    code = foi__store_body(s, origin, &body, err);
    while (code == FOI_OK && (code = s->ops->next_term(s->back, body.id, term, &term, err)) == FOI__ROW)
        code = redate_term(&r, body.id, term, before, after);
    s->ops->rollback(s->back);
    *moved = r.moved;
    return code;
}

/* ---- judging again --------------------------------------------------------------------------------------- */

/* Ids first: rows are not written while they are walked through. */
typedef struct refreshing {
    foi__item items[64];
    size_t count;
} refreshing;

static int note_item(void *context, const foi__item *item, foi_error *err)
{
    refreshing *x = context;

    (void)err;
    x->items[x->count++] = *item;
    return FOI_OK;
}

/* By pages: a register is never in memory as a whole. */
static int refresh(foi_store *s, const foi__body *body, size_t *count, foi_error *err)
{
    const size_t page = sizeof((refreshing *)0)->items / sizeof(foi__item);
    int64_t after = 0;
    refreshing x;
    int code;

    do {
        x.count = 0;
        code = s->ops->each_item(s->back, body->id, after, page, note_item, &x, err);
        for (size_t i = 0; code == FOI_OK && i < x.count; i++) {
            code = foi__waits_update(s, body, &x.items[i], err);
            after = x.items[i].id;
            ++*count;
        }
    } while (code == FOI_OK && x.count == page);
    return code;
}

/* One transaction: a list of what is due is of the old judgment or of the new one, never of both. */
int foi_store_refresh(foi_store *s, const char *origin, size_t *count, foi_error *err)
{
    foi__body body;
    size_t done = 0;
    int code = foi__store_usable(s, err);

    if (code < 0 || (code = s->ops->begin(s->back, true, err)) < 0)
        return code;
    code = foi__store_body(s, origin, &body, err);
    if (code == FOI_OK)
        code = refresh(s, &body, &done, err);
    if (code == FOI_OK)
        code = s->ops->commit(s->back, err);
    else
        s->ops->rollback(s->back);
    if (code == FOI_OK && count != NULL)
        *count = done;
    return code;
}
