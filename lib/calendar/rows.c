/* The text forms of this room: calendar files and tables of tentative days. Strict, line by line. */
#include <string.h>

#include "calendar/calendar.h"

/* The most that a file may ask for, so that any text is read in bounded time and memory. */
enum { TEXT_MAX = 16 << 20, ROWS_MAX = 200000, FIELDS_MAX = 8 };

static const char calendar_head[] = "# foi-calendar ";
static const char calendar_columns[] = "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade";
static const char tentative_head[] = "# foi-tentative ";
static const char tentative_columns[] = "from\tto\tcertainty\tkind\tname_id\tname_en\tsource\tgrade";
static const char *const calendar_names[] = {"date",   "kind",   "name_id",     "name_en",
                                             "action", "decree", "decree_date", "grade"};
static const char *const tentative_names[] = {"from",    "to",      "certainty", "kind",
                                              "name_id", "name_en", "source",    "grade"};
static const char *const kind_names[] = {"national", "collective_leave", "local", NULL};
static const char *const action_names[] = {"set", "added", "moved_to", "cancelled", "moved_from", NULL};
static const char *const grade_names[] = {"0", "1", "2", NULL};
static const char *const certainty_names[] = {"certain", "possible", NULL};

typedef struct field {
    const char *text;
    size_t len;
} field;

typedef struct reader {
    const char *file, *at, *end;
    const char *line;
    size_t len;
    int32_t number;
    foi_error *err;
} reader;

static foi__place place(const reader *r, int32_t at)
{
    return (foi__place){r->file, r->number, at};
}

static int fault(const reader *r, int32_t at, int sentence, const char *a, const char *b, const char *c)
{
    return foi__fail_at(r->err, place(r, at), sentence, a, b, c);
}

/*
 * 1 with the next line, 0 at the end, negative for a line that is no text. A CR is refused: it would become
 * part of the last field, which a person then sees as right and the program as wrong.
 */
static int next_line(reader *r)
{
    const char *lf;

    if (r->at == r->end)
        return 0;
    lf = memchr(r->at, '\n', (size_t)(r->end - r->at));
    r->line = r->at;
    r->len = (size_t)((lf != NULL ? lf : r->end) - r->at);
    r->at = lf != NULL ? lf + 1 : r->end;
    r->number++;
    if (!foi__utf8_valid(r->line, r->len))
        return fault(r, 0, FOI__TSV_UTF8, NULL, NULL, NULL);
    if (r->len > 0 && r->line[r->len - 1] == '\r')
        return fault(r, 0, FOI__TSV_CR, NULL, NULL, NULL);
    return 1;
}

/* As next_line(), past comments and empty lines. */
static int next_content(reader *r)
{
    int more;

    do
        more = next_line(r);
    while (more > 0 && (r->len == 0 || r->line[0] == '#'));
    return more;
}

/* Split the line at its TABs. Returns the number of fields, which may be more than were kept. */
static size_t split(const reader *r, field *fields, size_t max)
{
    const char *at = r->line, *end = r->line + r->len;
    size_t count = 0;

    for (;;) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));

        if (count < max)
            fields[count] = (field){at, (size_t)((tab != NULL ? tab : end) - at)};
        count++;
        if (tab == NULL)
            return count;
        at = tab + 1;
    }
}

/* Where a field stands, in characters from 1, as editors count. */
static int32_t column(const reader *r, const field *f)
{
    int32_t n = 1;

    for (const char *p = r->line; p < f->text; p++)
        n += ((unsigned char)*p & 0xc0) != 0x80;
    return n;
}

/* Field text for a message. */
typedef struct shown {
    char text[256];
} shown;

static shown show(const field *f)
{
    shown s;
    foi__out out = {s.text, sizeof s.text, 0};

    foi__put(&out, f->text, f->len);
    foi__put_end(&out);
    return s;
}

/* The date room knows what is wrong with the day, this room where it stands: its sentence, our place. */
static int take_day(const reader *r, const field *f, foi_day *out)
{
    foi_error inner = {.size = sizeof inner};

    if (foi_date_parse(out, f->text, f->len, &inner) == FOI_OK)
        return FOI_OK;
    return fault(r, column(r, f), inner.sentence, show(f).text, NULL, NULL);
}

/* The number of a word in a list; negative (with a message) if it is not there. */
static int take_choice(const reader *r, const field *f, const char *what, const char *const *words)
{
    char list[160];
    foi__out out = {list, sizeof list, 0};

    for (int i = 0; words[i] != NULL; i++) {
        if (foi__same_n(words[i], f->text, f->len))
            return i;
        foi__puts(&out, i > 0 ? ", " : "");
        foi__puts(&out, words[i]);
    }
    foi__put_end(&out);
    return fault(r, column(r, f), FOI__TSV_CHOICE, show(f).text, what, list);
}

/* Exactly eight fields, none empty: what is not known is written "?", so that emptiness is always a slip. */
static int take_fields(const reader *r, field *fields, const char *const *names)
{
    size_t count = split(r, fields, FIELDS_MAX);

    if (count != FIELDS_MAX)
        return fault(r, 0, FOI__TSV_FIELDS, foi__format_number((int64_t)count).text, "8", NULL);
    for (size_t i = 0; i < FIELDS_MAX; i++)
        if (fields[i].len == 0)
            return fault(r, column(r, &fields[i]), FOI__TSV_EMPTY, names[i], NULL, NULL);
    return FOI_OK;
}

static int take_head(reader *r, const char *head, int sentence)
{
    size_t n = strlen(head);
    int more = next_line(r);

    if (more < 0)
        return more;
    if (more == 0 || r->len < n || memcmp(r->line, head, n) != 0) {
        r->number = 1;
        return fault(r, 0, sentence, NULL, NULL, NULL);
    }
    if (r->len == n + 1 && r->line[n] == '1')
        return FOI_OK;
    return fault(r, (int32_t)n + 1, FOI__CAL_FORMAT, show(&(field){r->line + n, r->len - n}).text, NULL, NULL);
}

static bool is_week(const reader *r)
{
    return r->len >= 4 && memcmp(r->line, "week", 4) == 0 && (r->len == 4 || r->line[4] == '\t');
}

/* Seven digits from Monday, 1 for a day that is worked. */
static int take_mask(const reader *r, const field *f, uint8_t *works)
{
    unsigned bits = 0;

    for (size_t i = 0; f->len == 7 && i < 7; i++) {
        if (f->text[i] != '0' && f->text[i] != '1')
            return fault(r, column(r, f), FOI__WEEK_MASK, show(f).text, NULL, NULL);
        bits |= (unsigned)(f->text[i] - '0') << i;
    }
    if (f->len != 7)
        return fault(r, column(r, f), FOI__WEEK_MASK, show(f).text, NULL, NULL);
    *works = (uint8_t)bits;
    return FOI_OK;
}

/*
 * Ranges may come in any order but must not overlap: two patterns for one day are two decrees, and the file has
 * to say which holds. At most a thousand are compared with each other. Weeks of a base, before `mine`, are no
 * matter of this text: a second whole calendar is refused as such.
 */
static int take_week(const reader *r, foi__source_builder *b, size_t mine)
{
    foi__week w = {.line = r->number};
    field f[FIELDS_MAX];
    int code;

    if (split(r, f, FIELDS_MAX) != 4)
        return fault(r, 0, FOI__WEEK_FIELDS, NULL, NULL, NULL);
    if ((code = take_mask(r, &f[1], &w.works)) < 0 || (code = take_day(r, &f[2], &w.from)) < 0 ||
        (code = take_day(r, &f[3], &w.to)) < 0)
        return code;
    if (w.to < w.from)
        return fault(r, column(r, &f[3]), FOI__WEEK_ORDER, NULL, NULL, NULL);
    if (b->week_count - mine >= 1000)
        return fault(r, 0, FOI__CAL_WEEKS, "1000", NULL, NULL);
    for (size_t i = mine; i < b->week_count; i++)
        if (w.from <= b->weeks[i].to && b->weeks[i].from <= w.to)
            return fault(r, column(r, &f[2]), FOI__WEEK_OVERLAP, foi__format_number(b->weeks[i].line).text, NULL, NULL);
    return foi__source_week(b, &w, r->err);
}

static int take_header(const reader *r, const char *columns)
{
    if (foi__same_n(columns, r->line, r->len))
        return FOI_OK;
    return fault(r, 0, FOI__TSV_HEADER, columns, NULL, NULL);
}

/*
 * When a row without a decree date became known. The days off of a year are set in the year before, so for a
 * `set` row its first day is used: too early rather than too late, else a past year would seem undecided for
 * want of a date. A change is the other way round. It must not be known before it was decreed, so it counts
 * from the day printed in the decree's name, else from the very day that it changes.
 */
static foi_day undated(const foi__row *row, const char *decree)
{
    foi_day printed;

    if (row->set) {
        int32_t year = foi__civil_of(row->day).year;

        return foi__day_of(year > 1 ? year - 1 : 1, 1, 1);
    }
    return foi__day_inside(&printed, decree) ? printed : row->day;
}

static int take_strings(const reader *r, foi__source_builder *b, const field *f, foi__row *row)
{
    int code = foi__source_string(b, &row->name_id, f[2].text, f[2].len, r->err);

    if (code == FOI_OK)
        code = foi__source_string(b, &row->name_en, f[3].text, f[3].len, r->err);
    if (code == FOI_OK)
        code = foi__source_string(b, &row->decree, f[5].text, f[5].len, r->err);
    if (code == FOI_ERR_LIMIT) /* the same sentence, with its place */
        return fault(r, 0, FOI__CAL_STRINGS, foi__format_number(FOI__STRINGS_MAX).text, NULL, NULL);
    return code;
}

static int take_row(const reader *r, foi__source_builder *b, bool whole)
{
    foi__row row = {.decree_date = FOI_DAY_NONE};
    field f[FIELDS_MAX];
    int code, kind, action, grade;

    if ((code = take_fields(r, f, calendar_names)) < 0 || (code = take_day(r, &f[0], &row.day)) < 0)
        return code;
    if ((kind = take_choice(r, &f[1], "kind", kind_names)) < 0)
        return kind;
    if ((action = take_choice(r, &f[4], "action", action_names)) < 0)
        return action;
    if (!(f[6].len == 1 && f[6].text[0] == '?') && (code = take_day(r, &f[6], &row.decree_date)) < 0)
        return code;
    if ((grade = take_choice(r, &f[7], "grade", grade_names)) < 0)
        return grade;
    if ((code = take_strings(r, b, f, &row)) < 0)
        return code;
    row.kind = (uint8_t)kind;
    row.set = action == 0;
    /*
     * An overlay adds days off to a calendar and decides nothing: else one local holiday would turn a year that
     * no decree speaks of into a decided one, with all its other days worked.
     */
    row.decides = row.set && whole;
    row.off = action <= 2;
    row.grade = (uint8_t)grade;
    row.known = row.decree_date != FOI_DAY_NONE ? row.decree_date : undated(&row, b->text + b->strings[row.decree]);
    if (b->row_count >= ROWS_MAX)
        return fault(r, 0, FOI__CAL_ROWS, foi__format_number(ROWS_MAX).text, NULL, NULL);
    return foi__source_row(b, &row, r->err);
}

/* The order is fixed (head, week ranges, column names, rows), so that *whole is known before the first row. */
int foi__rows_parse(foi__source_builder *b, bool *whole, const char *file, const char *text, size_t len, foi_error *err)
{
    reader r = {file, text, text + len, NULL, 0, 0, err};
    size_t weeks_before = b->week_count;
    int code, more;

    if (len > TEXT_MAX)
        return foi__fail_at(err, (foi__place){file, 0, 0}, FOI__CAL_LARGE, "16 MiB", NULL, NULL);
    if ((code = take_head(&r, calendar_head, FOI__CAL_HEAD)) < 0)
        return code;
    while ((more = next_content(&r)) > 0 && is_week(&r))
        if ((code = take_week(&r, b, weeks_before)) < 0)
            return code;
    if (more < 0)
        return more;
    if (more == 0)
        return fault(&r, 0, FOI__TSV_HEADER_MISSING, calendar_columns, NULL, NULL);
    if ((code = take_header(&r, calendar_columns)) < 0)
        return code;
    *whole = b->week_count > weeks_before;
    while ((more = next_content(&r)) > 0) {
        code = is_week(&r) ? fault(&r, 0, FOI__WEEK_LATE, NULL, NULL, NULL) : take_row(&r, b, *whole);
        if (code < 0)
            return code;
    }
    return more;
}

/* Names and sources are checked but not kept: bounds need days only, and no answer cites a tentative day. */
static int take_tentative(const reader *r, foi__tentative_row *row)
{
    field f[FIELDS_MAX];
    int code, certainty, kind;

    if ((code = take_fields(r, f, tentative_names)) < 0 || (code = take_day(r, &f[0], &row->from)) < 0 ||
        (code = take_day(r, &f[1], &row->to)) < 0)
        return code;
    if ((certainty = take_choice(r, &f[2], "certainty", certainty_names)) < 0)
        return certainty;
    if ((kind = take_choice(r, &f[3], "kind", kind_names)) < 0)
        return kind;
    if ((code = take_choice(r, &f[7], "grade", grade_names)) < 0)
        return code;
    row->certain = certainty == 0;
    row->kind = (uint8_t)kind;
    return FOI_OK;
}

int foi__tentative_parse(foi__tentative *out, const char *file, const char *text, size_t len, foi_error *err)
{
    reader r = {file, text, text + len, NULL, 0, 0, err};
    foi__tentative t = {0, NULL, FOI_DAY_MIN};
    size_t capacity = 0;
    int code, more;

    if (len > TEXT_MAX)
        return foi__fail_at(err, (foi__place){file, 0, 0}, FOI__CAL_LARGE, "16 MiB", NULL, NULL);
    if ((code = take_head(&r, tentative_head, FOI__TENTATIVE_HEAD)) < 0)
        return code;
    more = next_content(&r);
    /* one status for the loop: positive while there is another line, negative after a fault */
    if (more > 0)
        more = take_header(&r, tentative_columns) < 0 ? FOI_ERR_SYNTAX : 1;
    else if (more == 0)
        more = fault(&r, 0, FOI__TSV_HEADER_MISSING, tentative_columns, NULL, NULL);
    while (more > 0 && (more = next_content(&r)) > 0) {
        foi__tentative_row *rows = foi__grow(t.rows, &capacity, t.count + 1, sizeof *rows);

        if (rows == NULL) {
            more = foi__no_memory(err);
            break;
        }
        t.rows = rows;
        if ((code = take_tentative(&r, &t.rows[t.count])) < 0)
            more = code;
        else if (t.rows[t.count++].to > t.last)
            t.last = t.rows[t.count - 1].to;
    }
    if (more < 0) {
        foi__tentative_free(&t);
        return more;
    }
    *out = t;
    return FOI_OK;
}

void foi__tentative_free(foi__tentative *t)
{
    foi__free(t->rows);
    t->rows = NULL;
    t->count = 0;
}
