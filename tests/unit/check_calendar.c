/* Working-day calendars: every fault of a text with its place, and sums against plain stepping from day to day. */
#include <stddef.h>

#include "calendar/calendar.h"

#include "harness.h"

#define HEAD "# foi-calendar 1\n"
#define COLUMNS "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
#define WEEK "week\t1111100\t2025-01-01\t2025-12-31\n"
#define OVERLAY HEAD COLUMNS    /* lines 1 and 2 */
#define YEAR HEAD WEEK COLUMNS  /* lines 1 to 3: the year 2025, Monday to Friday */
#define ROW(day, kind, name, action, decree, dated) \
    day "\t" kind "\t" name "\t" name " (en)\t" action "\t" decree "\t" dated "\t2\n"
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { UNTOUCHED = 777777 };

/* ---- tools ------------------------------------------------------------------------------------------------- */

static foi_day D(const char *text)
{
    foi_day day = UNTOUCHED;
    ck_assert_msg(foi_date_parse(&day, text, strlen(text), NULL) == FOI_OK, "%s is no day", text);
    return day;
}

static foi_calendar *build(const char *text, size_t len, uint32_t flags, const foi_calendar *base)
{
    foi_calendar_opts opts = {.size = sizeof opts, .flags = flags, .name = "test.tsv", .base = base};
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    int rc = foi_calendar_parse(&cal, text, len, &opts, &err);
    ck_assert_msg(rc == FOI_OK, "line %d:%d: %s", err.line, err.column, err.message);
    return cal;
}

static foi_calendar *whole(const char *text)
{
    return build(text, strlen(text), 0, NULL);
}

static foi_calendar *by_year(const char *text)
{
    return build(text, strlen(text), FOI_CALENDAR_DECIDED_BY_YEAR, NULL);
}

static foi_calendar *overlay(const char *text, const foi_calendar *base)
{
    return build(text, strlen(text), 0, base);
}

static foi_calendar *known(const foi_calendar *cal, const char *day)
{
    foi_calendar *then = NULL;
    ck_assert_int_eq(foi_calendar_known_on(&then, cal, D(day), NULL), FOI_OK);
    return then;
}

static foi_calendar *merged(const foi_calendar *a, const foi_calendar *b, int how)
{
    foi_calendar *cal = NULL;
    ck_assert_int_eq(foi_calendar_merge(&cal, a, b, how, NULL), FOI_OK);
    return cal;
}

/* 1 works, 0 off, -1 undecided. */
static int works(const foi_calendar *cal, foi_day day)
{
    int32_t is = UNTOUCHED;
    int rc = foi_calendar_is(cal, &is, day, NULL);
    if (rc != FOI_OK) {
        ck_assert_int_eq(rc, FOI_ERR_CALENDAR_GAP);
        ck_assert_int_eq(is, UNTOUCHED);
        return -1;
    }
    return is;
}

static foi_day_info info(const foi_calendar *cal, const char *day)
{
    foi_day_info i = {.size = sizeof i, .decided = UNTOUCHED, .name_id = "?"};
    ck_assert_int_eq(foi_calendar_day(cal, &i, D(day), NULL), FOI_OK);
    return i;
}

static int same_hash(const foi_calendar *a, const foi_calendar *b)
{
    char x[65] = "a", y[65] = "b";
    foi_calendar_hash(a, x, sizeof x);
    foi_calendar_hash(b, y, sizeof y);
    return strcmp(x, y) == 0;
}

/* A sum that must fail: with this code and sentence, and nothing written. */
static void expect_add(const foi_calendar *cal, foi_day day, int32_t n, int code, const char *sentence)
{
    foi_error err = {.size = sizeof err};
    foi_day out = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_add(cal, &out, day, n, &err), code);
    ck_assert_int_eq(err.code, code);
    ck_assert_str_eq(err.message, sentence);
    ck_assert_int_eq(out, UNTOUCHED);
    ck_assert_int_eq(foi_calendar_add(cal, &out, day, n, NULL), code);
}

static void expect_count(const foi_calendar *cal, foi_day from, foi_day to, int code, const char *sentence)
{
    foi_error err = {.size = sizeof err};
    int32_t out = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_count(cal, &out, from, to, &err), code);
    ck_assert_int_eq(err.code, code);
    ck_assert_str_eq(err.message, sentence);
    ck_assert_int_eq(out, UNTOUCHED);
}

static void expect_is(const foi_calendar *cal, foi_day day, int code, const char *sentence)
{
    foi_error err = {.size = sizeof err};
    int32_t out = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_is(cal, &out, day, &err), code);
    ck_assert_int_eq(err.code, code);
    ck_assert_str_eq(err.message, sentence);
    ck_assert_int_eq(out, UNTOUCHED);
}

static foi_day sum(const foi_calendar *cal, const char *day, int32_t n)
{
    foi_day out = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_add(cal, &out, D(day), n, NULL), FOI_OK);
    return out;
}

/* ---- the faults of a text ---------------------------------------------------------------------------------- */

#define COLUMN_NAMES "date kind name_id name_en action decree decree_date grade"
#define TEXT(text) text, sizeof(text) - 1
#define GOOD_ROW ROW("2025-08-18", "national", "A", "set", "SKB 1", "2025-01-02")
#define NO_HEAD "the first line must be \"# foi-calendar 1\""
#define NO_COLUMNS "the header line \"" COLUMN_NAMES "\" is missing"
#define BAD_COLUMNS "expected the header \"" COLUMN_NAMES "\" (fields split by one TAB)"
#define NOT_UTF8 "the line is not plain UTF-8 text"
#define CR_LF "the line ends in CR LF: expected LF alone"
#define FIELDS(n) "fields in the row: " #n ", expected 8 split by one TAB"
#define EMPTY(name) "field \"" name "\" is empty"
#define MASK(mask) "week mask \"" mask "\" must be seven times 1 (working) or 0 (off), Monday to Sunday"
#define FOUR "a week line has four fields: week, mask, first day, last day"
#define NO_FORM(text) "\"" text "\" is not a day: expected YYYY-MM-DD"
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define KINDS "national, collective_leave, local"
#define ACTIONS "set, added, moved_to, cancelled, moved_from"

static const struct {
    const char *id, *text;
    size_t len;
    int code;
    int32_t line, column;
    const char *sentence;
} faults[] = {
    {"no text", TEXT(""), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"an empty line first", TEXT("\n" YEAR), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"another comment first", TEXT("# x\n" YEAR), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"no head", TEXT(WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"head without number", TEXT("# foi-calendar\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"head in capitals", TEXT("# FOI-calendar 1\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"space before the head", TEXT(" " YEAR), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"byte order mark", TEXT("\xef\xbb\xbf" YEAR), FOI_ERR_SYNTAX, 1, 0, NO_HEAD},
    {"format 2", TEXT("# foi-calendar 2\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 16,
     "calendar format \"2\" is not known: this library reads format 1"},
    {"format 10", TEXT("# foi-calendar 10\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 16,
     "calendar format \"10\" is not known: this library reads format 1"},
    {"no format", TEXT("# foi-calendar \n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 16,
     "calendar format \"\" is not known: this library reads format 1"},
    {"space after the format", TEXT("# foi-calendar 1 \n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 16,
     "calendar format \"1 \" is not known: this library reads format 1"},

    {"CR LF in the head", TEXT("# foi-calendar 1\r\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 0, CR_LF},
    {"CR LF in a comment", TEXT(HEAD "# x\r\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, CR_LF},
    {"CR LF in an empty line", TEXT(HEAD "\r\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, CR_LF},
    {"CR LF in a row", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2\r\n"), FOI_ERR_SYNTAX, 4, 0, CR_LF},
    {"CR at the end", TEXT(YEAR "\r"), FOI_ERR_SYNTAX, 4, 0, CR_LF},
    {"NUL in the head", TEXT("# foi-calendar 1\0\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 1, 0, NOT_UTF8},
    {"NUL in a row", TEXT(YEAR "2025-08-18\tlocal\tA\0\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 0, NOT_UTF8},
    {"NUL after the last line", TEXT(YEAR "\0"), FOI_ERR_SYNTAX, 4, 0, NOT_UTF8},
    {"Latin-1", TEXT(YEAR "2025-08-18\tlocal\tAm\xe9lie\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 0, NOT_UTF8},
    {"a character cut by the line", TEXT(HEAD "# \xe2\x82\n\xac" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, NOT_UTF8},
    {"an overlong character", TEXT(HEAD "# \xc0\xaf\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, NOT_UTF8},
    {"a surrogate", TEXT(HEAD "# \xed\xa0\x80\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, NOT_UTF8},
    {"beyond Unicode", TEXT(HEAD "# \xf4\x90\x80\x80\n" WEEK COLUMNS), FOI_ERR_SYNTAX, 2, 0, NOT_UTF8},

    {"only the head", TEXT(HEAD), FOI_ERR_SYNTAX, 1, 0, NO_COLUMNS},
    {"only the head, no line end", TEXT("# foi-calendar 1"), FOI_ERR_SYNTAX, 1, 0, NO_COLUMNS},
    {"only comments", TEXT(HEAD "# a\n\n# b\n"), FOI_ERR_SYNTAX, 4, 0, NO_COLUMNS},
    {"only a week", TEXT(HEAD WEEK), FOI_ERR_SYNTAX, 2, 0, NO_COLUMNS},
    {"header with seven columns", TEXT(HEAD WEEK "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\n"),
     FOI_ERR_SYNTAX, 3, 0, BAD_COLUMNS},
    {"header split by spaces", TEXT(HEAD WEEK COLUMN_NAMES "\n"), FOI_ERR_SYNTAX, 3, 0, BAD_COLUMNS},
    {"header in capitals", TEXT(HEAD WEEK "Date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"),
     FOI_ERR_SYNTAX, 3, 0, BAD_COLUMNS},
    {"header with a TAB at its end",
     TEXT(HEAD WEEK "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\t\n"), FOI_ERR_SYNTAX, 3, 0,
     BAD_COLUMNS},
    {"a row for a header", TEXT(HEAD WEEK GOOD_ROW COLUMNS), FOI_ERR_SYNTAX, 3, 0, BAD_COLUMNS},
    {"weeks is no week", TEXT(HEAD "weeks\t1111100\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 0,
     BAD_COLUMNS},

    {"week alone", TEXT(HEAD "week\n" COLUMNS), FOI_ERR_SYNTAX, 2, 0, FOUR},
    {"week without an end", TEXT(HEAD "week\t1111100\t2025-01-01\n" COLUMNS), FOI_ERR_SYNTAX, 2, 0, FOUR},
    {"week with five fields", TEXT(HEAD "week\t1111100\t2025-01-01\t2025-12-31\t\n" COLUMNS), FOI_ERR_SYNTAX, 2, 0,
     FOUR},
    {"mask of six", TEXT(HEAD "week\t111110\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 6,
     MASK("111110")},
    {"mask of eight", TEXT(HEAD "week\t11111000\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 6,
     MASK("11111000")},
    {"mask of letters", TEXT(HEAD "week\t11111oo\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 6,
     MASK("11111oo")},
    {"mask with a 2", TEXT(HEAD "week\t1111102\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 6,
     MASK("1111102")},
    {"empty mask", TEXT(HEAD "week\t\t2025-01-01\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 6, MASK("")},
    {"week from no day", TEXT(HEAD "week\t1111100\t2025\t2025-12-31\n" COLUMNS), FOI_ERR_SYNTAX, 2, 14,
     NO_FORM("2025")},
    {"week to no day", TEXT(HEAD "week\t1111100\t2025-01-01\t2025-11-31\n" COLUMNS), FOI_ERR_RANGE, 2, 25,
     "there is no day 2025-11-31"},
    {"week backward", TEXT(HEAD "week\t1111100\t2025-01-02\t2025-01-01\n" COLUMNS), FOI_ERR_RANGE, 2, 25,
     "the week range ends before it begins"},
    {"weeks that share a day", TEXT(HEAD WEEK "\nweek\t1111110\t2025-12-31\t2026-12-31\n" COLUMNS), FOI_ERR_CONFLICT,
     4, 14, "the week range overlaps that of line 2"},
    {"week inside another", TEXT(HEAD "#\n" WEEK "week\t1111110\t2025-06-01\t2025-06-02\n" COLUMNS), FOI_ERR_CONFLICT,
     4, 14, "the week range overlaps that of line 3"},
    {"week around another", TEXT(HEAD WEEK "week\t1111110\t2024-12-31\t2026-01-01\n" COLUMNS), FOI_ERR_CONFLICT, 3, 14,
     "the week range overlaps that of line 2"},
    {"week twice", TEXT(HEAD WEEK WEEK COLUMNS), FOI_ERR_CONFLICT, 3, 14, "the week range overlaps that of line 2"},
    {"week after the header", TEXT(YEAR "week\t1111100\t2026-01-01\t2026-12-31\n"), FOI_ERR_SYNTAX, 4, 0,
     "a week line must stand before the header"},
    {"week after a row", TEXT(OVERLAY GOOD_ROW "week\n"), FOI_ERR_SYNTAX, 4, 0,
     "a week line must stand before the header"},

    {"one field", TEXT(YEAR "2025-08-18\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(1)},
    {"seven fields", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(7)},
    {"nine fields", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2\tx\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(9)},
    {"TAB at the end", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2\t\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(9)},
    {"two TABs", TEXT(YEAR "2025-08-18\t\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(9)},
    {"header twice", TEXT(YEAR COLUMNS), FOI_ERR_SYNTAX, 4, 1, NO_FORM("date")},
    {"spaces only", TEXT(YEAR "  \n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(1)},
    {"space before a comment", TEXT(YEAR " # x\n"), FOI_ERR_SYNTAX, 4, 0, FIELDS(1)},
    {"empty date", TEXT(YEAR "\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 1, EMPTY("date")},
    {"empty kind", TEXT(YEAR "2025-08-18\t\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12, EMPTY("kind")},
    {"empty name_id", TEXT(YEAR "2025-08-18\tlocal\t\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 18, EMPTY("name_id")},
    {"empty name_en", TEXT(YEAR "2025-08-18\tlocal\tA\t\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 20, EMPTY("name_en")},
    {"empty action", TEXT(YEAR "2025-08-18\tlocal\tA\tB\t\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 22, EMPTY("action")},
    {"empty decree", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\t\t?\t2\n"), FOI_ERR_SYNTAX, 4, 26, EMPTY("decree")},
    {"empty decree_date", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t\t2\n"), FOI_ERR_SYNTAX, 4, 28,
     EMPTY("decree_date")},
    {"empty grade", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t\n"), FOI_ERR_SYNTAX, 4, 30, EMPTY("grade")},
    {"all empty", TEXT(YEAR "\t\t\t\t\t\t\t\n"), FOI_ERR_SYNTAX, 4, 1, EMPTY("date")},

    {"30 February", TEXT(YEAR "2025-02-30\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_RANGE, 4, 1,
     "there is no day 2025-02-30"},
    {"29 February 1900", TEXT(YEAR "1900-02-29\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_RANGE, 4, 1,
     "there is no day 1900-02-29"},
    {"year 0", TEXT(YEAR "0000-12-31\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_RANGE, 4, 1,
     "there is no day 0000-12-31"},
    {"month 13", TEXT(YEAR "2025-13-01\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_RANGE, 4, 1,
     "there is no day 2025-13-01"},
    {"day 0", TEXT(YEAR "2025-01-00\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_RANGE, 4, 1, "there is no day 2025-01-00"},
    {"a short date", TEXT(YEAR "2025-8-18\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 1, NO_FORM("2025-8-18")},
    {"space before the date", TEXT(YEAR " 2025-08-18\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 1,
     NO_FORM(" 2025-08-18")},
    {"no date known", TEXT(YEAR "?\tlocal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 1, NO_FORM("?")},
    {"a row with a fault after good ones", TEXT(YEAR "\n# x\n" GOOD_ROW GOOD_ROW "2025\tlocal\tA\tB\tset\tC\t?\t2"),
     FOI_ERR_SYNTAX, 8, 1, NO_FORM("2025")},
    {"kind of another word", TEXT(YEAR "2025-08-18\tholiday\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12,
     "kind \"holiday\" is not known: expected " KINDS},
    {"kind in capitals", TEXT(YEAR "2025-08-18\tNational\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12,
     "kind \"National\" is not known: expected " KINDS},
    {"kind weekend", TEXT(YEAR "2025-08-18\tweekend\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12,
     "kind \"weekend\" is not known: expected " KINDS},
    {"kind with a control character", TEXT(YEAR "2025-08-18\tlo\033cal\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12,
     "kind \"lo?cal\" is not known: expected " KINDS},
    {"a long kind",
     TEXT(YEAR "2025-08-18\t" HUNDRED HUNDRED "0123456789\tA\tB\tset\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 12,
     "kind \"" HUNDRED HUNDRED "...\" is not known: "
     "expected " KINDS},
    {"action removed", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tremoved\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 22,
     "action \"removed\" is not known: expected " ACTIONS},
    {"action after a name in other letters",
     TEXT(YEAR "2025-08-18\tlocal\tRamaḍān é 齋\tB\tmoved\tC\t?\t2\n"), FOI_ERR_SYNTAX, 4, 32,
     "action \"moved\" is not known: expected " ACTIONS},
    {"decree_date in words", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t7 August 2025\t2\n"), FOI_ERR_SYNTAX, 4, 28,
     NO_FORM("7 August 2025")},
    {"decree_date that does not exist", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t2025-02-29\t2\n"), FOI_ERR_RANGE, 4,
     28, "there is no day 2025-02-29"},
    {"decree_date of another mark", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t-\t2\n"), FOI_ERR_SYNTAX, 4, 28,
     NO_FORM("-")},
    {"decree_date of two marks", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t??\t2\n"), FOI_ERR_SYNTAX, 4, 28,
     NO_FORM("?\?")},
    {"grade 3", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t3\n"), FOI_ERR_SYNTAX, 4, 30,
     "grade \"3\" is not known: expected 0, 1, 2"},
    {"grade -1", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t-1\n"), FOI_ERR_SYNTAX, 4, 30,
     "grade \"-1\" is not known: expected 0, 1, 2"},
    {"space after the grade", TEXT(YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2 \n"), FOI_ERR_SYNTAX, 4, 30,
     "grade \"2 \" is not known: expected 0, 1, 2"},
    {"overlay without a base", TEXT(OVERLAY GOOD_ROW), FOI_ERR_ARGUMENT, 0, 0,
     "bad.tsv has no week line: an overlay needs a calendar under it"},
};

/* Every part of the promise at once: the code, the place and the sentence, in the struct and as text. */
static void expect_fault(const char *id, const char *text, size_t len, const foi_calendar *base, int code, int32_t line,
                         int32_t column, const char *sentence)
{
    foi_calendar_opts opts = {.size = sizeof opts, .name = "bad.tsv", .base = base};
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    char want[640], place[64] = "", got[640], indonesian[640];
    int rc = foi_calendar_parse(&cal, text, len, &opts, &err);
    if (line > 0 && column > 0) {
        snprintf(place, sizeof place, ":%d:%d", line, column);
    } else if (line > 0) {
        snprintf(place, sizeof place, ":%d", line);
    }
    snprintf(want, sizeof want, "bad.tsv%s: %s", place, sentence);
    foi_error_text(&err, FOI_LANG_EN, got, sizeof got);
    foi_error_text(&err, FOI_LANG_ID, indonesian, sizeof indonesian);
    ck_assert_msg(rc == code, "%s: want %s, got %s: %s", id, foi_status_name(code), foi_status_name(rc), got);
    ck_assert_msg(strcmp(got, want) == 0, "%s:\nwant %s\ngot  %s", id, want, got);
    ck_assert_msg(strcmp(err.message, sentence) == 0, "%s: message %s", id, err.message);
    ck_assert_msg(err.code == code && err.line == line && err.column == column && strcmp(err.file, "bad.tsv") == 0,
                  "%s: fields of the error", id);
    ck_assert_msg(strcmp(indonesian, got) != 0, "%s: no Indonesian", id);
    ck_assert_msg(!cal, "%s: something was built", id);
    ck_assert_int_eq(foi_calendar_parse(&cal, text, len, &opts, NULL), code);
}

/* The text lies on the heap and has no byte more, so that a sanitizer sees a read past its end. */
START_TEST(each_fault)
{
    size_t len = faults[_i].len;
    char *text = malloc(len > 0 ? len : 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, faults[_i].text, len);
    expect_fault(faults[_i].id, text, len, NULL, faults[_i].code, faults[_i].line, faults[_i].column,
                 faults[_i].sentence);
    free(text);
}
END_TEST

START_TEST(faults_that_need_a_base)
{
    foi_calendar *base = whole(YEAR);
    expect_fault("second whole", TEXT(YEAR), base, FOI_ERR_CONFLICT, 0, 0,
                 "bad.tsv is a second whole calendar (it has a week line); at most one may be given");
    expect_fault("second whole elsewhere", TEXT(HEAD "week\t1111100\t2030-01-01\t2030-12-31\n" COLUMNS), base,
                 FOI_ERR_CONFLICT, 0, 0,
                 "bad.tsv is a second whole calendar (it has a week line); at most one may be given");
    expect_fault("overlay with a fault", TEXT(OVERLAY "2025\tlocal\tA\tB\tset\tC\t?\t2\n"), base, FOI_ERR_SYNTAX, 3, 1,
                 NO_FORM("2025"));
    foi_calendar_unref(base);
}
END_TEST

/* A text of `size` bytes: the start, then one comment of dots. */
static char *padded(const char *start, size_t size)
{
    size_t len = strlen(start);
    char *text = malloc(size);
    ck_assert_ptr_nonnull(text);
    memset(text, '.', size);
    memcpy(text, start, len);
    text[len] = '#';
    return text;
}

/* A text with `count` lines between its start and its end. */
static char *repeated(const char *start, const char *line, const char *end, size_t count)
{
    size_t a = strlen(start), b = strlen(line), c = strlen(end);
    char *text = malloc(a + b * count + c + 1), *p = text + a;
    ck_assert_ptr_nonnull(text);
    memcpy(text, start, a);
    for (size_t i = 0; i < count; i++, p += b) {
        memcpy(p, line, b);
    }
    memcpy(p, end, c + 1);
    return text;
}

START_TEST(largest_text)
{
    enum { MOST = 16 << 20 };
    char *text = padded(YEAR, MOST + 1);
    foi_calendar *cal = build(text, MOST, 0, NULL);
    ck_assert_int_eq(works(cal, D("2025-08-18")), 1);
    expect_fault("16 MiB and a byte", text, MOST + 1, NULL, FOI_ERR_LIMIT, 0, 0, "the calendar is larger than 16 MiB");
    foi_calendar_unref(cal);
    free(text);
}
END_TEST

START_TEST(most_rows)
{
    enum { MOST = 200000 };
    static const char row[] = "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2\n";
    char *text = repeated(YEAR, row, row, MOST);
    foi_calendar *cal = build(text, strlen(text) - strlen(row), 0, NULL);
    ck_assert_int_eq(works(cal, D("2025-08-18")), 0);
    expect_fault("a row too many", text, strlen(text), NULL, FOI_ERR_LIMIT, MOST + 4, 0,
                 "the calendar has more than 200000 rows");
    expect_fault("rows of the base count", TEXT(OVERLAY GOOD_ROW), cal, FOI_ERR_LIMIT, 3, 0,
                 "the calendar has more than 200000 rows");
    foi_calendar_unref(cal);
    free(text);
}
END_TEST

static char *weeks_of_a_day(int count)
{
    char *text = malloc(64 + 40 * (size_t)count + sizeof COLUMNS), *p = text;
    ck_assert_ptr_nonnull(text);
    p += sprintf(p, HEAD);
    for (int i = 0; i < count; i++) {
        char day[16];
        foi_date_format(10000 + 2 * i, day, sizeof day);
        p += sprintf(p, "week\t1111111\t%s\t%s\n", day, day);
    }
    sprintf(p, COLUMNS);
    return text;
}

START_TEST(most_weeks)
{
    char *text = weeks_of_a_day(1000);
    foi_calendar *cal = whole(text);
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(works(cal, 10000 + 2 * i), 1);
        ck_assert_int_eq(works(cal, 10001 + 2 * i), -1);
    }
    foi_calendar_unref(cal);
    free(text);
    text = weeks_of_a_day(1001);
    foi_error err = {.size = sizeof err};
    cal = NULL;
    ck_assert_int_eq(foi_calendar_parse(&cal, text, strlen(text), NULL, &err), FOI_ERR_LIMIT);
    ck_assert_int_eq(err.line, 1002);
    ck_assert_str_eq(err.file, "calendar");
    ck_assert_ptr_null(cal);
    free(text);
}
END_TEST

/* Names and decrees that differ: the last that is accepted, the first that is refused, with its line. */
START_TEST(most_strings)
{
    enum { MOST = 20000 };
    char *text = malloc(100 + 48 * (size_t)MOST), *p = text, *last;
    ck_assert_ptr_nonnull(text);
    p += sprintf(p, YEAR);
    for (int i = 0; i + 3 < MOST; i += 3) { /* three strings a row; 20,000 is one row and two strings more */
        p += sprintf(p, "2025-08-18\tlocal\tn%d\te%d\tset\td%d\t?\t2\n", i, i, i);
    }
    p += sprintf(p, "2025-08-18\tlocal\tn\te\tset\td0\t?\t2\n");
    last = p;
    p += sprintf(p, "2025-08-18\tlocal\tn\te\tset\td\t?\t2\n");
    foi_calendar *cal = build(text, (size_t)(last - text), 0, NULL);
    ck_assert_int_eq(works(cal, D("2025-08-18")), 0);
    expect_fault("a string too many", text, (size_t)(p - text), NULL, FOI_ERR_LIMIT, 3 + MOST / 3 + 2, 0,
                 "the calendar has more than 20000 different names and decrees");
    expect_fault("strings of the base count", TEXT(OVERLAY "2025-08-18\tlocal\tn\te\tset\td\t?\t2\n"), cal,
                 FOI_ERR_LIMIT, 3, 0, "the calendar has more than 20000 different names and decrees");
    /* two calendars that are within the bound may be beyond it together */
    foi_calendar *other = whole(YEAR GOOD_ROW), *both = NULL;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_calendar_merge(&both, cal, other, FOI_MERGE_OFF_IN_EITHER, &err), FOI_ERR_LIMIT);
    ck_assert_str_eq(err.message, "the calendar has more than 20000 different names and decrees");
    ck_assert_ptr_null(both);
    both = merged(cal, cal, FOI_MERGE_OFF_IN_BOTH);
    ck_assert(same_hash(cal, both));
    foi_calendar_unref(both);
    foi_calendar_unref(other);
    foi_calendar_unref(cal);
    free(text);
}
END_TEST

/* ---- tables of tentative days -------------------------------------------------------------------------------- */

#define T_HEAD "# foi-tentative 1\n"
#define T_COLUMNS "from\tto\tcertainty\tkind\tname_id\tname_en\tsource\tgrade\n"
#define T_NAMES "from to certainty kind name_id name_en source grade"
#define TABLE T_HEAD T_COLUMNS

static const struct {
    const char *text;
    int code;
    int32_t line, column;
    const char *sentence;
} tentative_faults[] = {
    {"", FOI_ERR_SYNTAX, 1, 0, "the first line must be \"# foi-tentative 1\""},
    {HEAD T_COLUMNS, FOI_ERR_SYNTAX, 1, 0, "the first line must be \"# foi-tentative 1\""},
    {"# foi-tentative 2\n" T_COLUMNS, FOI_ERR_SYNTAX, 1, 17,
     "calendar format \"2\" is not known: this library reads format 1"},
    {T_HEAD, FOI_ERR_SYNTAX, 1, 0, "the header line \"" T_NAMES "\" is missing"},
    {T_HEAD "# only this\n\n", FOI_ERR_SYNTAX, 3, 0, "the header line \"" T_NAMES "\" is missing"},
    {T_HEAD "\r\n", FOI_ERR_SYNTAX, 2, 0, CR_LF},
    {T_HEAD COLUMNS, FOI_ERR_SYNTAX, 2, 0, "expected the header \"" T_NAMES "\" (fields split by one TAB)"},
    {TABLE "2028-01-01\t2028-01-01\tcertain\n", FOI_ERR_SYNTAX, 3, 0, FIELDS(3)},
    {TABLE "2028\t2028-01-01\tcertain\tnational\tA\tB\tC\t2\n", FOI_ERR_SYNTAX, 3, 1, NO_FORM("2028")},
    {TABLE "2028-01-01\t2028-02-30\tcertain\tnational\tA\tB\tC\t2\n", FOI_ERR_RANGE, 3, 12,
     "there is no day 2028-02-30"},
    {TABLE "2028-01-01\t2028-01-01\tsure\tnational\tA\tB\tC\t2\n", FOI_ERR_SYNTAX, 3, 23,
     "certainty \"sure\" is not known: expected certain, possible"},
    {TABLE "2028-01-01\t2028-01-01\tcertain\tfeast\tA\tB\tC\t2\n", FOI_ERR_SYNTAX, 3, 31,
     "kind \"feast\" is not known: expected " KINDS},
    {TABLE "2028-01-01\t2028-01-01\tcertain\tlocal\tA\tB\tC\t3\n", FOI_ERR_SYNTAX, 3, 43,
     "grade \"3\" is not known: expected 0, 1, 2"},
    {TABLE "2028-01-01\t2028-01-01\tcertain\tlocal\tA\tB\tC\t2\n\xff\n", FOI_ERR_SYNTAX, 4, 0, NOT_UTF8},
};

START_TEST(each_fault_of_tentative_days)
{
    foi__tentative t = {77, NULL, 77};
    foi_error err = {.size = sizeof err};
    const char *text = tentative_faults[_i].text;
    int rc = foi__tentative_parse(&t, "bad.tsv", text, strlen(text), &err);
    ck_assert_msg(rc == tentative_faults[_i].code, "%s: %s", foi_status_name(rc), err.message);
    ck_assert_str_eq(err.message, tentative_faults[_i].sentence);
    ck_assert_int_eq(err.line, tentative_faults[_i].line);
    ck_assert_int_eq(err.column, tentative_faults[_i].column);
    ck_assert_str_eq(err.file, "bad.tsv");
    ck_assert_uint_eq(t.count, 77); /* nothing was written */
    ck_assert_ptr_null(t.rows);
}
END_TEST

START_TEST(largest_table_of_tentative_days)
{
    enum { MOST = 16 << 20 };
    char *text = padded(TABLE, MOST + 1);
    foi__tentative t = {0, NULL, 0};
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi__tentative_parse(&t, "t.tsv", text, MOST, &err), FOI_OK);
    ck_assert_uint_eq(t.count, 0);
    foi__tentative_free(&t);
    ck_assert_int_eq(foi__tentative_parse(&t, "t.tsv", text, MOST + 1, &err), FOI_ERR_LIMIT);
    ck_assert_str_eq(err.message, "the calendar is larger than 16 MiB");
    free(text);
}
END_TEST

static foi_calendar *bounds(const foi_calendar *cal, int bound, const foi__tentative *t)
{
    foi_calendar *out = NULL;
    ck_assert_int_eq(foi__calendar_variant(&out, cal, 0, bound, t, NULL), FOI_OK);
    return out;
}

/* Bounds speak of two years after the last decided one; what is decided, and what stays undecided, they leave. */
START_TEST(bounds_of_the_years_to_come)
{
    static const char table[] = TABLE "2025-12-30\t2026-01-02\tcertain\tnational\tA\tB\tC\t2\n"
                                      "2026-05-04\t2026-05-05\tpossible\tlocal\tA\tB\tC\t2\n"
                                      "2024-01-01\t2024-01-01\tcertain\tlocal\tA\tB\tC\t2\n"
                                      "2027-12-30\t2028-01-05\tcertain\tlocal\tA\tB\tC\t2\n";
    foi__tentative t = {0, NULL, 0};
    foi_calendar *cal = whole(YEAR), *sure, *most, *bare;
    ck_assert_int_eq(foi__tentative_parse(&t, "t.tsv", TEXT(table), NULL), FOI_OK);
    ck_assert_uint_eq(t.count, 4);
    ck_assert_int_eq(t.last, D("2028-01-05"));
    sure = bounds(cal, FOI__BOUND_CERTAIN, &t);
    most = bounds(cal, FOI__BOUND_POSSIBLE, &t);
    bare = bounds(cal, FOI__BOUND_CERTAIN, NULL); /* no table: the week pattern alone */
    for (foi_day day = D("2024-12-30"); day <= D("2028-01-05"); day++) {
        int out = day < D("2025-01-01") || day > D("2027-12-31");
        int week = foi_date_weekday(day) < 5;
        int certain = (day >= D("2026-01-01") && day <= D("2026-01-02")) || day >= D("2027-12-30");
        int possible = day == D("2026-05-04") || day == D("2026-05-05");
        ck_assert_int_eq(works(bare, day), out ? -1 : week);
        ck_assert_int_eq(works(sure, day), out ? -1 : week && !certain);
        ck_assert_int_eq(works(most, day), out ? -1 : week && !certain && !possible);
    }
    foi_calendar_unref(bare);
    foi_calendar_unref(most);
    foi_calendar_unref(sure);
    foi_calendar_unref(cal);
    cal = by_year(YEAR); /* nothing is decided, so there is no year to come after it */
    sure = bounds(cal, FOI__BOUND_CERTAIN, &t);
    ck_assert_int_eq(foi_calendar_first(sure), FOI_DAY_NONE);
    foi_calendar_unref(sure);
    foi_calendar_unref(cal);
    cal = whole(HEAD "week\t1111100\t9999-01-01\t9999-12-31\n" COLUMNS); /* there are no years to come */
    sure = bounds(cal, FOI__BOUND_CERTAIN, NULL);
    ck_assert_int_eq(foi_calendar_last(sure), FOI_DAY_MAX);
    foi_calendar_unref(sure);
    foi_calendar_unref(cal);
    foi__tentative_free(&t);
}
END_TEST

START_TEST(no_text_at_all)
{
    foi_error err = {.size = sizeof err};
    foi_calendar *cal = NULL;
    ck_assert_int_eq(foi_calendar_parse(&cal, NULL, 0, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "text must not be NULL");
    ck_assert_int_eq(foi_calendar_parse(&cal, NULL, 10, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_ptr_null(cal);
}
END_TEST

/* ---- texts that are fine ------------------------------------------------------------------------------------ */

START_TEST(texts_that_are_fine)
{
    static const struct {
        const char *text;
        const char *first, *last;
        int working; /* days in all */
    } good[] = {
        {YEAR, "2025-01-01", "2025-12-31", 261},
        {HEAD "# a\n\n" WEEK "\n# b\n" COLUMNS "# c\n\n", "2025-01-01", "2025-12-31", 261},
        {HEAD "week\t1111100\t2025-01-01\t2025-12-31\ndate\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade",
         "2025-01-01", "2025-12-31", 261},
        {YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t2", "2025-01-01", "2025-12-31", 260},
        {YEAR "#", "2025-01-01", "2025-12-31", 261},
        {YEAR "2025-08-18\tlocal\tA\tB\tset\tC\t?\t0\n2025-08-19\tlocal\tA\tB\tset\tC\t?\t1\n", "2025-01-01",
         "2025-12-31", 259},
        {HEAD "week\t1111111\t2025-03-01\t2025-03-01\n" COLUMNS, "2025-03-01", "2025-03-01", 1},
        {HEAD "week\t1111111\t2025-01-01\t2025-01-31\nweek\t0000000\t2025-02-01\t2025-02-28\n" COLUMNS, "2025-01-01",
         "2025-02-28", 31},
        {HEAD "week\t1111111\t2025-02-01\t2025-02-28\nweek\t1000000\t2025-01-01\t2025-01-31\n" COLUMNS, "2025-01-01",
         "2025-02-28", 32},
        {YEAR "2024-12-31\tlocal\tA\tB\tset\tC\t?\t2\n2026-01-01\tlocal\tA\tB\tset\tC\t?\t2\n", "2025-01-01",
         "2025-12-31", 261},
        {YEAR "2025-08-18\tlocal\t齋戒月\tRamaḍān \xf0\x9f\x8c\x99\tset\t\"C\"\t2025-01-01\t2\n", "2025-01-01",
         "2025-12-31", 260},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        size_t len = strlen(good[i].text);
        char *exact = malloc(len);
        ck_assert_ptr_nonnull(exact);
        memcpy(exact, good[i].text, len);
        foi_calendar *cal = build(exact, len, 0, NULL);
        free(exact);
        ck_assert_int_eq(foi_calendar_first(cal), D(good[i].first));
        ck_assert_int_eq(foi_calendar_last(cal), D(good[i].last));
        int working = 0;
        for (foi_day day = D(good[i].first); day <= D(good[i].last); day++) {
            working += works(cal, day);
        }
        ck_assert_msg(working == good[i].working, "text %zu: %d working days", i, working);
        foi_calendar_unref(cal);
    }
}
END_TEST

/* ---- structs that grow -------------------------------------------------------------------------------------- */

struct longer_opts {
    foi_calendar_opts known;
    unsigned char more[8];
};

START_TEST(options_of_every_size)
{
    foi_calendar *base = whole(YEAR), *cal = NULL;
    struct longer_opts o = {.known = {.size = sizeof o, .name = "long.tsv", .base = base}};
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(OVERLAY), &o.known, NULL), FOI_OK);
    ck_assert_str_eq(foi_calendar_name(cal), "long.tsv");
    foi_calendar_unref(cal);
    cal = NULL;
    for (size_t i = 0; i < sizeof o.more; i++) {
        o.more[i] = 1;
        ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(OVERLAY), &o.known, &err), FOI_ERR_ABI);
        ck_assert_str_eq(err.message, "the caller was built for a newer library: a field is set that this version "
                                      "does not know");
        o.more[i] = 0;
    }
    o.known.size = offsetof(foi_calendar_opts, base); /* an old caller that knows no base */
    ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(OVERLAY), &o.known, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(YEAR), &o.known, NULL), FOI_OK);
    ck_assert_str_eq(foi_calendar_name(cal), "long.tsv");
    foi_calendar_unref(cal);
    o.known.size = offsetof(foi_calendar_opts, name);
    ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(YEAR), &o.known, NULL), FOI_OK);
    ck_assert_str_eq(foi_calendar_name(cal), "calendar");
    foi_calendar_unref(cal);
    ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(YEAR), NULL, NULL), FOI_OK);
    ck_assert_str_eq(foi_calendar_name(cal), "calendar");
    foi_calendar_unref(cal);
    cal = NULL;
    static const uint32_t sizes[] = {0, 1, 3, 4097, UINT32_MAX};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        o.known.size = sizes[i];
        ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(YEAR), &o.known, &err), FOI_ERR_ABI);
        ck_assert_int_eq(err.code, FOI_ERR_ABI);
    }
    static const uint32_t flags[] = {2, 3, 4, UINT32_MAX, 0x80000000u};
    o.known.size = sizeof o.known;
    o.known.base = NULL;
    for (size_t i = 0; i < COUNT(flags); i++) {
        o.known.flags = flags[i];
        ck_assert_int_eq(foi_calendar_parse(&cal, TEXT(YEAR), &o.known, &err), FOI_ERR_ABI);
        ck_assert_ptr_nonnull(strstr(err.message, "not known to this version"));
    }
    ck_assert_ptr_null(cal);
    foi_calendar_unref(base);
}
END_TEST

START_TEST(day_info_of_every_size)
{
    foi_calendar *cal = whole(YEAR GOOD_ROW);
    struct {
        foi_day_info known;
        unsigned char more[8];
    } i;
    memset(&i, 'x', sizeof i);
    i.known.size = sizeof i;
    ck_assert_int_eq(foi_calendar_day(cal, &i.known, D("2025-08-18"), NULL), FOI_OK);
    ck_assert_uint_eq(i.known.size, sizeof i);
    ck_assert_str_eq(i.known.name_en, "A (en)");
    for (size_t k = 0; k < sizeof i.more; k++) {
        ck_assert_uint_eq(i.more[k], 0);
    }
    memset(&i, 'x', sizeof i);
    i.known.size = offsetof(foi_day_info, working);
    ck_assert_int_eq(foi_calendar_day(cal, &i.known, D("2025-08-18"), NULL), FOI_OK);
    ck_assert_int_eq(i.known.decided, 1);
    for (const unsigned char *p = (const unsigned char *)&i.known.working; p < i.more + sizeof i.more; p++) {
        ck_assert_uint_eq(*p, 'x');
    }
    static const uint32_t sizes[] = {0, 3, 4, 4097, UINT32_MAX};
    for (size_t k = 0; k < COUNT(sizes); k++) {
        foi_error err = {.size = sizeof err};
        i.known.size = sizes[k];
        ck_assert_int_eq(foi_calendar_day(cal, &i.known, D("2025-08-18"), &err), FOI_ERR_ABI);
        ck_assert_int_eq(err.code, FOI_ERR_ABI);
        ck_assert_int_eq(i.known.decided, 1);
    }
    foi_calendar_unref(cal);
}
END_TEST

/* ---- a model: rows as read, days one by one ------------------------------------------------------------------ */

enum { MODEL_ROWS = 1000, MODEL_FIRST_YEAR = 2008, MODEL_YEARS = 20 };

static struct model {
    size_t count;
    struct model_row {
        foi_day day, known;
        char kind[20], name[96];
        int off, set, year;
    } row[MODEL_ROWS];
    foi_day first, last;
    signed char works[MODEL_YEARS * 366 + 2]; /* 1, 0, or -1 for undecided; the last is beyond the end */
} model;

static foi_day model_printed_day(const char *text, foi_day otherwise)
{
    foi_day day;
    for (; strlen(text) >= 10; text++) {
        if (foi_date_parse(&day, text, 10, NULL) == FOI_OK) {
            return day;
        }
    }
    return otherwise;
}

static void model_read(void)
{
    struct table t;
    int header = 1;
    table_open(&t, "../../lib/packs/id/government.tsv");
    model.count = 0;
    while (table_next(&t)) {
        struct model_row *r = &model.row[model.count];
        if (strcmp(t.cell[0], "week") == 0 || header) {
            header = strcmp(t.cell[0], "date") != 0;
            continue;
        }
        char first[32];
        ck_assert_uint_lt(model.count, MODEL_ROWS - 1);
        r->day = D(t.cell[0]);
        r->year = atoi(t.cell[0]);
        r->set = strcmp(t.cell[4], "set") == 0;
        r->off = r->set || strcmp(t.cell[4], "added") == 0 || strcmp(t.cell[4], "moved_to") == 0;
        snprintf(r->kind, sizeof r->kind, "%s", t.cell[1]);
        snprintf(r->name, sizeof r->name, "%s", t.cell[2]);
        ck_assert_str_eq(r->name, t.cell[2]);
        snprintf(first, sizeof first, "%04d-01-01", r->year - 1);
        r->known = strcmp(t.cell[6], "?") != 0 ? D(t.cell[6])
                   : r->set                    ? D(first)
                                               : model_printed_day(t.cell[5], r->day);
        model.count++;
    }
    table_close(&t);
    model.first = D("2008-01-01");
    model.last = D("2027-12-31");
}

/* What is worked as known on a day. Each row in turn acts on its own name of its day. */
static void model_state(foi_day known_on)
{
    int decided[MODEL_YEARS] = {0};
    for (size_t i = 0; i < model.count; i++) {
        const struct model_row *r = &model.row[i];
        if (r->set && r->known <= known_on) {
            decided[r->year - MODEL_FIRST_YEAR] = 1;
        }
    }
    for (foi_day day = model.first; day <= model.last; day++) {
        int32_t year = 0;
        foi_date_to_civil(day, &year, NULL, NULL, NULL);
        model.works[day - model.first] =
            (signed char)(!decided[year - MODEL_FIRST_YEAR] ? -1 : foi_date_weekday(day) < 5);
    }
    for (size_t i = 0; i < model.count; i++) {
        const struct model_row *r = &model.row[i];
        int off = r->off && r->known <= known_on;
        for (size_t k = i + 1; off && k < model.count; k++) {
            const struct model_row *later = &model.row[k];
            off = !(later->day == r->day && later->known <= known_on && strcmp(later->kind, r->kind) == 0 &&
                    strcmp(later->name, r->name) == 0);
        }
        if (off && model.works[r->day - model.first] == 1) {
            model.works[r->day - model.first] = 0;
        }
    }
    model.works[model.last - model.first + 1] = -1;
}

static int model_works(foi_day day)
{
    return day < model.first || day > model.last ? -1 : model.works[day - model.first];
}

static foi_calendar *government(void)
{
    char path[1024];
    static char text[256 * 1024];
    snprintf(path, sizeof path, "%s/../../lib/packs/id/government.tsv", FOI_TEST_DATA);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "cannot open %s", path);
    size_t len = fread(text, 1, sizeof text, file);
    ck_assert_uint_lt(len, sizeof text);
    fclose(file);
    return build(text, len, FOI_CALENDAR_DECIDED_BY_YEAR, NULL);
}

START_TEST(government_every_day)
{
    foi_calendar *cal = government();
    model_read();
    ck_assert_uint_gt(model.count, 400);
    model_state(FOI_DAY_MAX);
    ck_assert_int_eq(foi_calendar_first(cal), model.first);
    ck_assert_int_eq(foi_calendar_last(cal), model.last);
    for (foi_day day = model.first - 400; day <= model.last + 400; day++) {
        if (works(cal, day) != model_works(day)) {
            ck_abort_msg("day %d: model %d, library %d", day, model_works(day), works(cal, day));
        }
    }
    foi_calendar_unref(cal);
}
END_TEST

static void compare_add(const foi_calendar *cal, foi_day day, int32_t n, foi_day want)
{
    foi_day got = UNTOUCHED;
    int rc = foi_calendar_add(cal, &got, day, n, NULL);
    int right = want == UNTOUCHED ? rc == FOI_ERR_CALENDAR_GAP && got == UNTOUCHED : rc == FOI_OK && got == want;
    if (!right) {
        ck_abort_msg("day %d, n %d: want %d, got %d (%d)", day, n, want, got, rc);
    }
}

/* Every sum from a day, n from -most to most, by walking. `decided` tells what the walk may step on. */
static void walk(const foi_calendar *cal, int (*decided)(foi_day), foi_day day, int32_t most)
{
    foi_day at = day;
    while (decided(at) == 0) {
        at++;
    }
    compare_add(cal, day, 0, decided(day) < 0 || decided(at) < 0 ? UNTOUCHED : at);
    for (int32_t step = -1; step <= 1; step += 2) {
        int whole_way = decided(day) >= 0;
        at = day;
        for (int32_t n = 1; n <= most; n++) {
            while (whole_way) {
                at += step;
                if (decided(at) != 0) {
                    whole_way = decided(at) > 0;
                    break;
                }
            }
            compare_add(cal, day, n * step, whole_way ? at : UNTOUCHED);
        }
    }
}

START_TEST(government_every_sum)
{
    foi_calendar *cal = government();
    model_read();
    model_state(FOI_DAY_MAX);
    for (foi_day day = model.first; day <= model.last; day++) {
        walk(cal, model_works, day, 120);
    }
    for (foi_day day = model.first - 200; day < model.first; day++) {
        walk(cal, model_works, day, 3);
        walk(cal, model_works, day + (model.last - model.first) + 201, 3);
    }
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(government_many_counts)
{
    foi_calendar *cal = government();
    model_read();
    model_state(FOI_DAY_MAX);
    for (foi_day from = model.first; from <= model.last; from += 31) {
        int32_t forward = 0, backward = 0;
        for (foi_day to = from; to <= model.last; to++) {
            int32_t got = UNTOUCHED;
            forward += to > from && model_works(to);
            if (foi_calendar_count(cal, &got, from, to, NULL) != FOI_OK || got != forward) {
                ck_abort_msg("(%d, %d]: want %d, got %d", from, to, forward, got);
            }
        }
        for (foi_day to = from; to >= model.first; to--) {
            int32_t got = UNTOUCHED;
            if (foi_calendar_count(cal, &got, from, to, NULL) != FOI_OK || got != -backward) {
                ck_abort_msg("(%d, %d]: want %d, got %d", from, to, -backward, got);
            }
            backward += model_works(to);
        }
        expect_count(cal, from, model.last + 1, FOI_ERR_CALENDAR_GAP, "no decree decides 2028-01-01 in calendar test.tsv");
        expect_count(cal, from, model.first - 1, FOI_ERR_CALENDAR_GAP,
                     "no decree decides 2007-12-31 in calendar test.tsv");
    }
    foi_calendar_unref(cal);
}
END_TEST

/* On the day of each decree and on the day before it. */
START_TEST(government_as_known)
{
    foi_calendar *now = government();
    model_read();
    for (size_t i = 0; i < model.count; i++) {
        int seen = 0;
        for (size_t k = 0; k < i && !seen; k++) {
            seen = model.row[k].known == model.row[i].known;
        }
        for (foi_day known_on = model.row[i].known - 1; !seen && known_on <= model.row[i].known; known_on++) {
            foi_calendar *then = NULL;
            int decided[MODEL_YEARS] = {0};
            ck_assert_int_eq(foi_calendar_known_on(&then, now, known_on, NULL), FOI_OK);
            ck_assert_int_eq(foi_calendar_known(then), known_on);
            ck_assert_str_eq(foi_calendar_name(then), "test.tsv");
            model_state(known_on);
            for (foi_day day = model.first; day <= model.last; day++) {
                if (works(then, day) != model_works(day)) {
                    ck_abort_msg("known on %d, day %d: model %d, library %d", known_on, day, model_works(day),
                                 works(then, day));
                }
            }
            for (int year = 0; year < MODEL_YEARS; year++) {
                foi_day first = UNTOUCHED;
                foi_date_from_civil(&first, MODEL_FIRST_YEAR + year, 1, 1, NULL);
                decided[year] = model_works(first) >= 0;
                ck_assert_int_eq(foi_calendar_coverage(then, MODEL_FIRST_YEAR + year),
                                 decided[year] ? FOI_COVERAGE_DECIDED : FOI_COVERAGE_UNDECIDED);
            }
            foi_calendar_unref(then);
        }
    }
    foi_calendar_unref(now);
}
END_TEST

/* ---- algebra ------------------------------------------------------------------------------------------------- */

static uint32_t dice = 1;

static int32_t roll(int32_t low, int32_t high)
{
    dice = dice * 1664525u + 1013904223u;
    return low + (int32_t)((dice >> 8) % (uint32_t)(high - low + 1));
}

#define SIX_DAYS HEAD "week\t1111110\t2024-01-01\t2024-12-31\nweek\t1111100\t2025-01-01\t2026-12-31\n" COLUMNS \
    ROW("2024-05-01", "national", "A", "set", "K", "2023-01-01") ROW("2025-05-01", "national", "A", "set", "K", "2023-01-01")
#define ALL_TIME HEAD "week\t1111100\t0001-01-01\t9999-12-31\n" COLUMNS \
    ROW("2025-08-18", "national", "A", "set", "SKB 1", "2025-01-02")

static void check_algebra(const foi_calendar *cal, foi_day low, foi_day high)
{
    for (int i = 0; i < 40000; i++) {
        foi_day day = roll(low, high), other = roll(low, high), third = roll(low, high);
        int32_t n = roll(1, 60), m = roll(-60, 60), k = roll(-60, 60), c = 0, d = 0, e = 0;
        foi_day a = 0, b = 0, ab = 0;
        int fine = foi_calendar_add(cal, &a, day, n, NULL) == FOI_OK && a > day && works(cal, a) == 1 &&
                   foi_calendar_count(cal, &c, day, a, NULL) == FOI_OK && c == n;
        ck_assert_msg(fine, "count(%d, add(%d, %d)) is %d", day, day, n, c);
        fine = foi_calendar_add(cal, &b, day, -n, NULL) == FOI_OK && b < day && works(cal, b) == 1 &&
               foi_calendar_count(cal, &c, day, b, NULL) == FOI_OK && c == -(n - 1 + works(cal, day));
        ck_assert_msg(fine, "count(%d, add(%d, %d)) is %d", day, day, -n, c);
        fine = foi_calendar_add(cal, &a, day, 0, NULL) == FOI_OK && works(cal, a) == 1 &&
               (works(cal, day) == 1 ? a == day
                                     : foi_calendar_add(cal, &b, day, 1, NULL) == FOI_OK && a == b && a > day);
        ck_assert_msg(fine, "add(%d, 0) is %d", day, a);
        /* From a working day steps add up, whichever way they go. */
        fine = foi_calendar_add(cal, &b, a, m, NULL) == FOI_OK && foi_calendar_add(cal, &b, b, k, NULL) == FOI_OK &&
               foi_calendar_add(cal, &ab, a, m + k, NULL) == FOI_OK && ab == b;
        ck_assert_msg(fine, "add(add(%d, %d), %d) is %d, not %d", a, m, k, b, ab);
        fine = foi_calendar_count(cal, &c, day, other, NULL) == FOI_OK &&
               foi_calendar_count(cal, &d, other, third, NULL) == FOI_OK &&
               foi_calendar_count(cal, &e, day, third, NULL) == FOI_OK && c + d == e &&
               foi_calendar_count(cal, &d, other, day, NULL) == FOI_OK && c == -d;
        ck_assert_msg(fine, "counts between %d, %d and %d", day, other, third);
        /* Later days and more days never give an earlier result. */
        fine = foi_calendar_add(cal, &a, day, m, NULL) == FOI_OK &&
               foi_calendar_add(cal, &b, day + 1, m, NULL) == FOI_OK && a <= b &&
               foi_calendar_add(cal, &b, day, m + 1, NULL) == FOI_OK && (a < b || (m == 0 && a == b));
        ck_assert_msg(fine, "add is not monotone at %d, %d", day, m);
    }
}

START_TEST(algebra)
{
    static const char *const texts[] = {SIX_DAYS, ALL_TIME};
    foi_calendar *cal = government();
    check_algebra(cal, D("2009-01-01"), D("2026-12-31"));
    foi_calendar_unref(cal);
    cal = whole(texts[0]);
    check_algebra(cal, D("2024-07-01"), D("2026-07-01"));
    foi_calendar_unref(cal);
    cal = whole(texts[1]);
    check_algebra(cal, D("2024-07-01"), D("2026-07-01"));
    check_algebra(cal, D("0002-01-01"), D("9998-12-31"));
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(a_holiday_more_never_makes_a_date_earlier)
{
    foi_calendar *less = government();
    for (int i = 0; i < 40; i++) {
        char day[16], text[512];
        foi_day added = roll(D("2012-01-01"), D("2022-12-31"));
        foi_date_format(added, day, sizeof day);
        snprintf(text, sizeof text, OVERLAY "%s\tlocal\tPilkada\tLocal election\tadded\tK\t2010-01-01\t1\n", day);
        foi_calendar *more = overlay(text, less);
        ck_assert_int_eq(works(more, added), 0);
        for (foi_day from = added - 90; from <= added + 90; from++) {
            for (int32_t n = -40; n <= 40; n++) {
                foi_day a = 0, b = 0;
                int fine = foi_calendar_add(less, &a, from, n, NULL) == FOI_OK &&
                           foi_calendar_add(more, &b, from, n, NULL) == FOI_OK && (n >= 0 ? b >= a : b <= a);
                ck_assert_msg(fine, "%s more: add(%d, %d) goes from %d to %d", day, from, n, a, b);
            }
            int32_t a = 0, b = 0;
            ck_assert_int_eq(foi_calendar_count(less, &a, added - 90, from, NULL), FOI_OK);
            ck_assert_int_eq(foi_calendar_count(more, &b, added - 90, from, NULL), FOI_OK);
            ck_assert_int_eq(a - b, from >= added && works(less, added));
        }
        foi_calendar_unref(more);
    }
    foi_calendar_unref(less);
}
END_TEST

/* ---- wide calendars, gaps, the ends of time ------------------------------------------------------------------- */

static int model_all_time(foi_day day)
{
    return day < FOI_DAY_MIN || day > FOI_DAY_MAX ? -1 : foi_date_weekday(day) < 5 && day != 20318; /* 2025-08-18 */
}

START_TEST(all_of_time)
{
    foi_calendar *cal = whole(ALL_TIME);
    int32_t worked = 0;
    ck_assert_int_eq(D("2025-08-18"), 20318);
    ck_assert_int_eq(foi_calendar_first(cal), FOI_DAY_MIN);
    ck_assert_int_eq(foi_calendar_last(cal), FOI_DAY_MAX);
    ck_assert_int_eq(foi_calendar_coverage(cal, 1), FOI_COVERAGE_DECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 9999), FOI_COVERAGE_DECIDED);
    for (foi_day day = FOI_DAY_MIN; day <= FOI_DAY_MAX; day++) {
        int32_t count = UNTOUCHED;
        foi_day at = UNTOUCHED;
        int on = model_all_time(day), fine;
        worked += on && day > FOI_DAY_MIN; /* 0001-01-01 is a Monday, and not counted */
        fine = foi_calendar_count(cal, &count, FOI_DAY_MIN, day, NULL) == FOI_OK && count == worked &&
               foi_calendar_add(cal, &at, FOI_DAY_MIN, worked, NULL) == FOI_OK && (on ? at == day : at < day);
        if (!fine) {
            ck_abort_msg("day %d: want %d, got %d; back to %d", day, worked, count, at);
        }
    }
    expect_add(cal, FOI_DAY_MAX, 1, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    expect_add(cal, FOI_DAY_MIN, -1, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    expect_add(cal, 0, INT32_MAX, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    expect_add(cal, 0, INT32_MIN, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    ck_assert_int_eq(sum(cal, "9999-12-31", 0), FOI_DAY_MAX);
    ck_assert_int_eq(sum(cal, "0001-01-01", 0), FOI_DAY_MIN);
    ck_assert_int_eq(sum(cal, "9999-12-31", -1), D("9999-12-30"));
    foi_calendar_unref(cal);
}
END_TEST

/* The tables change from 16 to 32 bits at 65,536 days. */
START_TEST(around_the_width_of_the_tables)
{
    for (int32_t days = 65530; days <= 65540; days++) {
        char text[256], last[16];
        foi_date_format(days - 1, last, sizeof last);
        snprintf(text, sizeof text, HEAD "week\t1111111\t1970-01-01\t%s\n" COLUMNS, last);
        foi_calendar *cal = whole(text);
        foi_day at = UNTOUCHED;
        int32_t count = UNTOUCHED;
        ck_assert_int_eq(foi_calendar_add(cal, &at, 0, days - 1, NULL), FOI_OK);
        ck_assert_int_eq(at, days - 1);
        ck_assert_int_eq(foi_calendar_add(cal, &at, days - 1, 1 - days, NULL), FOI_OK);
        ck_assert_int_eq(at, 0);
        ck_assert_int_eq(foi_calendar_add(cal, &at, 0, days, NULL), FOI_ERR_CALENDAR_GAP);
        ck_assert_int_eq(foi_calendar_count(cal, &count, 0, days - 1, NULL), FOI_OK);
        ck_assert_int_eq(count, days - 1);
        ck_assert_int_eq(works(cal, days - 1), 1);
        ck_assert_int_eq(works(cal, days), -1);
        foi_calendar_unref(cal);
    }
}
END_TEST

#define GAPS HEAD "week\t1111100\t2025-01-01\t2025-06-30\nweek\t1111110\t2025-08-01\t2025-10-31\n" \
    "week\t0000011\t2025-11-01\t2025-11-30\nweek\t1111100\t2025-12-02\t2025-12-31\n" COLUMNS \
    ROW("2025-05-01", "national", "A", "set", "K", "2024-01-01") ROW("2025-07-15", "national", "A", "set", "K", "2024-01-01")

static int model_gaps(foi_day day)
{
    int weekday = foi_date_weekday(day);
    if ((day >= D("2025-01-01") && day <= D("2025-06-30")) || (day >= D("2025-12-02") && day <= D("2025-12-31"))) {
        return weekday < 5 && day != D("2025-05-01");
    }
    if (day >= D("2025-08-01") && day <= D("2025-11-30")) {
        return day < D("2025-11-01") ? weekday < 6 : weekday > 4;
    }
    return -1;
}

START_TEST(sums_never_cross_a_gap)
{
    foi_calendar *cal = whole(GAPS);
    ck_assert_int_eq(foi_calendar_first(cal), D("2025-01-01"));
    ck_assert_int_eq(foi_calendar_last(cal), D("2025-12-31"));
    for (foi_day day = D("2024-12-01"); day <= D("2026-01-31"); day++) {
        ck_assert_int_eq(works(cal, day), model_gaps(day));
        walk(cal, model_gaps, day, 150);
        int32_t want = 0;
        int all = model_gaps(day) >= 0;
        for (foi_day to = day; to <= D("2026-01-31"); to++) {
            int32_t got = UNTOUCHED, back = UNTOUCHED;
            all = all && model_gaps(to) >= 0;
            want += to > day && model_gaps(to) == 1;
            int rc = foi_calendar_count(cal, &got, day, to, NULL), cr = foi_calendar_count(cal, &back, to, day, NULL);
            int fine = all ? rc == FOI_OK && cr == FOI_OK && got == want && back == -want
                           : rc == FOI_ERR_CALENDAR_GAP && cr == FOI_ERR_CALENDAR_GAP && got == UNTOUCHED &&
                                 back == UNTOUCHED;
            ck_assert_msg(fine, "(%d, %d]: %d %d, want %d", day, to, got, back, want);
        }
    }
    foi_calendar_unref(cal);
}
END_TEST

/* The day that is named is the first undecided one on the way. */
START_TEST(gaps_are_named)
{
    static const char summer[] = "no decree decides 2025-07-01 in calendar test.tsv";
    static const char winter[] = "no decree decides 2026-01-01 in calendar test.tsv";
    static const char before[] = "no decree decides 2025-07-31 in calendar test.tsv";
    foi_calendar *cal = whole(GAPS);
    expect_add(cal, D("2025-06-30"), 1, FOI_ERR_CALENDAR_GAP, summer);
    expect_add(cal, D("2025-01-01"), INT32_MAX, FOI_ERR_CALENDAR_GAP, summer);
    expect_add(cal, D("2025-08-01"), -1, FOI_ERR_CALENDAR_GAP, before);
    expect_add(cal, D("2025-11-30"), INT32_MIN, FOI_ERR_CALENDAR_GAP, before);
    expect_add(cal, D("2025-12-31"), 1, FOI_ERR_CALENDAR_GAP, winter);
    expect_add(cal, D("2025-01-01"), -1, FOI_ERR_CALENDAR_GAP, "no decree decides 2024-12-31 in calendar test.tsv");
    expect_add(cal, D("2025-07-15"), 0, FOI_ERR_CALENDAR_GAP, "no decree decides 2025-07-15 in calendar test.tsv");
    expect_add(cal, D("2025-07-31"), 1, FOI_ERR_CALENDAR_GAP, before);
    expect_count(cal, D("2025-06-30"), D("2025-08-01"), FOI_ERR_CALENDAR_GAP, summer);
    expect_count(cal, D("2025-08-01"), D("2025-06-30"), FOI_ERR_CALENDAR_GAP, before);
    expect_count(cal, D("2025-01-01"), D("2025-12-31"), FOI_ERR_CALENDAR_GAP, summer);
    expect_count(cal, D("2025-07-31"), D("2025-08-01"), FOI_ERR_CALENDAR_GAP, before);
    expect_count(cal, D("2025-12-31"), D("2026-05-01"), FOI_ERR_CALENDAR_GAP, winter);
    expect_is(cal, D("2025-07-15"), FOI_ERR_CALENDAR_GAP, "no decree decides 2025-07-15 in calendar test.tsv");
    expect_is(cal, D("2025-12-01"), FOI_ERR_CALENDAR_GAP, "no decree decides 2025-12-01 in calendar test.tsv");
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(what_is_no_day)
{
    static const struct {
        foi_day day;
        const char *sentence;
    } bad[] = {
        {FOI_DAY_NONE, "day number -2147483648 is outside the years 1 to 9999"},
        {INT32_MAX, "day number 2147483647 is outside the years 1 to 9999"},
        {INT32_MIN + 1, "day number -2147483647 is outside the years 1 to 9999"},
        {FOI_DAY_MIN - 1, "day number -719163 is outside the years 1 to 9999"},
        {FOI_DAY_MAX + 1, "day number 2932897 is outside the years 1 to 9999"},
    };
    static const char *const texts[] = {YEAR, GAPS, ALL_TIME};
    static const int32_t numbers[] = {0, 1, -1, 100000, INT32_MAX, INT32_MIN};
    for (size_t t = 0; t < COUNT(texts); t++) {
        foi_calendar *cal = whole(texts[t]);
        for (size_t i = 0; i < COUNT(bad); i++) {
            foi_error err = {.size = sizeof err};
            foi_day_info day = {.size = sizeof day, .decided = UNTOUCHED};
            foi_calendar *then = NULL;
            for (size_t k = 0; k < COUNT(numbers); k++) {
                expect_add(cal, bad[i].day, numbers[k], FOI_ERR_RANGE, bad[i].sentence);
            }
            expect_is(cal, bad[i].day, FOI_ERR_RANGE, bad[i].sentence);
            expect_count(cal, bad[i].day, D("2025-01-15"), FOI_ERR_RANGE, bad[i].sentence);
            expect_count(cal, D("2025-01-15"), bad[i].day, FOI_ERR_RANGE, bad[i].sentence);
            expect_count(cal, D("1825-01-15"), bad[i].day, FOI_ERR_RANGE, bad[i].sentence);
            expect_count(cal, bad[i].day, bad[i].day, FOI_ERR_RANGE, bad[i].sentence);
            ck_assert_int_eq(foi_calendar_day(cal, &day, bad[i].day, &err), FOI_ERR_RANGE);
            ck_assert_str_eq(err.message, bad[i].sentence);
            ck_assert_int_eq(day.decided, UNTOUCHED);
            ck_assert_int_eq(foi_calendar_known_on(&then, cal, bad[i].day, &err), FOI_ERR_RANGE);
            ck_assert_str_eq(err.message, bad[i].sentence);
            ck_assert_ptr_null(then);
        }
        foi_calendar_unref(cal);
    }
}
END_TEST

/* Windows at both ends: the last step that fits, and the one after it. */
START_TEST(the_ends_of_time)
{
    foi_calendar *cal = whole(HEAD "week\t1111100\t0001-01-01\t0001-12-31\nweek\t1111100\t9999-01-01\t9999-12-31\n" COLUMNS
                              ROW("0001-01-02", "national", "A", "set", "K", "?")
                              ROW("9999-12-31", "national", "B", "set", "K", "?"));
    ck_assert_int_eq(foi_calendar_first(cal), FOI_DAY_MIN);
    ck_assert_int_eq(foi_calendar_last(cal), FOI_DAY_MAX);
    ck_assert_int_eq(foi_calendar_coverage(cal, 1), FOI_COVERAGE_DECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 2), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 9999), FOI_COVERAGE_DECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 0), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 10000), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, INT32_MIN), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, INT32_MAX), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(sum(cal, "0001-01-01", 1), D("0001-01-03"));
    ck_assert_int_eq(sum(cal, "0001-01-03", -1), FOI_DAY_MIN);
    expect_add(cal, D("0001-01-03"), -2, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    ck_assert_int_eq(sum(cal, "9999-12-29", 1), D("9999-12-30"));
    expect_add(cal, D("9999-12-30"), 1, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    expect_add(cal, FOI_DAY_MAX, 0, FOI_ERR_RANGE, "the result lies outside the years 1 to 9999");
    expect_add(cal, D("0001-12-31"), 1, FOI_ERR_CALENDAR_GAP, "no decree decides 0002-01-01 in calendar test.tsv");
    expect_add(cal, D("9999-01-01"), -1, FOI_ERR_CALENDAR_GAP, "no decree decides 9998-12-31 in calendar test.tsv");
    /* An undated row of year 1 has no year before it. */
    foi_calendar *then = known(cal, "0001-01-01");
    ck_assert_int_eq(works(then, D("0001-01-02")), 0);
    foi_calendar_unref(then);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(weeks_without_a_working_day)
{
    foi_calendar *cal = whole(HEAD "week\t0000000\t2025-01-01\t2025-12-31\n" COLUMNS GOOD_ROW);
    static const int32_t numbers[] = {0, 1, INT32_MAX};
    int32_t count = UNTOUCHED;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        expect_add(cal, D("2025-06-01"), numbers[i], FOI_ERR_CALENDAR_GAP,
                   "no decree decides 2026-01-01 in calendar test.tsv");
    }
    expect_add(cal, D("2025-06-01"), -1, FOI_ERR_CALENDAR_GAP, "no decree decides 2024-12-31 in calendar test.tsv");
    ck_assert_int_eq(foi_calendar_count(cal, &count, D("2025-01-01"), D("2025-12-31"), NULL), FOI_OK);
    ck_assert_int_eq(count, 0);
    ck_assert_int_eq(info(cal, "2025-06-02").kind, FOI_DAY_KIND_WEEKEND);
    ck_assert_int_eq(info(cal, "2025-08-18").kind, FOI_DAY_KIND_WEEKEND);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(nothing_decided)
{
    static const char sentence[] = "no day is decided in calendar test.tsv";
    foi_calendar *cal = by_year(YEAR ROW("2025-08-18", "national", "A", "added", "K", "2025-01-01"));
    foi_calendar *other = whole(YEAR), *both = NULL;
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_calendar_first(cal), FOI_DAY_NONE);
    ck_assert_int_eq(foi_calendar_last(cal), FOI_DAY_NONE);
    ck_assert_int_eq(foi_calendar_coverage(cal, 2025), FOI_COVERAGE_UNDECIDED);
    expect_add(cal, D("2025-08-18"), 1, FOI_ERR_CALENDAR_GAP, sentence);
    expect_add(cal, 0, 0, FOI_ERR_CALENDAR_GAP, sentence);
    expect_add(cal, -1, -1, FOI_ERR_CALENDAR_GAP, sentence);
    expect_count(cal, 0, 0, FOI_ERR_CALENDAR_GAP, sentence);
    expect_is(cal, 0, FOI_ERR_CALENDAR_GAP, sentence);
    ck_assert_int_eq(info(cal, "2025-08-18").decided, 0);
    ck_assert_uint_eq(foi_calendar_diff(cal, other, NULL, 0), 0);
    ck_assert_uint_eq(foi_calendar_diff(other, cal, NULL, 0), 0);
    ck_assert_uint_eq(foi_calendar_hash(cal, NULL, 0), 64);
    for (int how = FOI_MERGE_OFF_IN_EITHER; how <= FOI_MERGE_OFF_IN_BOTH; how++) {
        ck_assert_int_eq(foi_calendar_merge(&both, cal, other, how, &err), FOI_ERR_CALENDAR_GAP);
        ck_assert_str_eq(err.message, sentence);
        ck_assert_int_eq(foi_calendar_merge(&both, other, cal, how, NULL), FOI_ERR_CALENDAR_GAP);
    }
    ck_assert_ptr_null(both);
    foi_calendar_unref(other);
    foi_calendar_unref(cal);
}
END_TEST

/* ---- many at once --------------------------------------------------------------------------------------------- */

enum { MANY = 6000 };

static struct {
    foi_day day[MANY], to[MANY], sum[MANY], one_sum[MANY];
    int32_t n[MANY], count[MANY], one_count[MANY];
    uint8_t is[MANY], one_is[MANY];
} many;

static void roll_many(foi_day low, foi_day high)
{
    static const int32_t edge[] = {INT32_MIN,       INT32_MAX,       FOI_DAY_MIN, FOI_DAY_MAX,
                                   FOI_DAY_MIN - 1, FOI_DAY_MAX + 1, 0,           -1};
    for (int i = 0; i < MANY; i++) {
        many.day[i] = i % 17 == 16 ? edge[roll(0, 7)] : roll(low, high);
        many.to[i] = i % 19 == 18 ? edge[roll(0, 7)] : roll(low, high);
        many.n[i] = i % 23 == 22 ? edge[roll(0, 7)] : roll(-90, 90);
    }
}

static void same_error(const foi_error *a, const foi_error *b)
{
    ck_assert_int_eq(a->code, b->code);
    ck_assert_str_eq(a->message, b->message);
}

static void check_many(const foi_calendar *cal)
{
    enum { ADD, COUNTING, IS };
    size_t good[3] = {0}, answered = 0;
    foi_error first[3] = {{.size = sizeof(foi_error)}, {.size = sizeof(foi_error)}, {.size = sizeof(foi_error)}};
    for (size_t i = 0; i < MANY; i++) {
        foi_error err = {.size = sizeof err};
        int32_t is = 255;
        many.one_sum[i] = FOI_DAY_NONE;
        many.one_count[i] = INT32_MIN;
        if (foi_calendar_add(cal, &many.one_sum[i], many.day[i], many.n[i], &err) == FOI_OK) {
            good[ADD]++;
        } else if (good[ADD] == i) {
            first[ADD] = err;
        }
        if (foi_calendar_count(cal, &many.one_count[i], many.day[i], many.to[i], &err) == FOI_OK) {
            good[COUNTING]++;
        } else if (good[COUNTING] == i) {
            first[COUNTING] = err;
        }
        if (foi_calendar_is(cal, &is, many.day[i], &err) == FOI_OK) {
            good[IS]++;
        } else if (good[IS] == i) {
            first[IS] = err;
        }
        many.one_is[i] = (uint8_t)is;
    }
    ck_assert_uint_gt(good[ADD], MANY / 4);
    ck_assert_uint_lt(good[ADD], MANY);
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_calendar_add_many(cal, many.sum, many.day, many.n, MANY, &answered, &err), FOI_OK);
    ck_assert_uint_eq(answered, good[ADD]);
    ck_assert_mem_eq(many.sum, many.one_sum, sizeof many.sum);
    same_error(&err, &first[ADD]);
    ck_assert_int_eq(foi_calendar_count_many(cal, many.count, many.day, many.to, MANY, &answered, &err), FOI_OK);
    ck_assert_uint_eq(answered, good[COUNTING]);
    ck_assert_mem_eq(many.count, many.one_count, sizeof many.count);
    same_error(&err, &first[COUNTING]);
    ck_assert_int_eq(foi_calendar_is_many(cal, many.is, many.day, MANY, &answered, &err), FOI_OK);
    ck_assert_uint_eq(answered, good[IS]);
    ck_assert_mem_eq(many.is, many.one_is, sizeof many.is);
    same_error(&err, &first[IS]);
    /* Nobody need ask for the number of answers or the error. */
    memset(many.is, 'x', sizeof many.is);
    ck_assert_int_eq(foi_calendar_is_many(cal, many.is, many.day, MANY, NULL, NULL), FOI_OK);
    ck_assert_mem_eq(many.is, many.one_is, sizeof many.is);
    /* The answers may take the place of the questions. */
    memcpy(many.sum, many.day, sizeof many.sum);
    ck_assert_int_eq(foi_calendar_add_many(cal, many.sum, many.sum, many.n, MANY, NULL, &err), FOI_OK);
    ck_assert_mem_eq(many.sum, many.one_sum, sizeof many.sum);
    same_error(&err, &first[ADD]);
    memcpy(many.count, many.day, sizeof many.count);
    ck_assert_int_eq(foi_calendar_count_many(cal, many.count, many.count, many.to, MANY, NULL, &err), FOI_OK);
    ck_assert_mem_eq(many.count, many.one_count, sizeof many.count);
    same_error(&err, &first[COUNTING]);
    memcpy(many.count, many.to, sizeof many.count);
    ck_assert_int_eq(foi_calendar_count_many(cal, many.count, many.day, many.count, MANY, NULL, NULL), FOI_OK);
    ck_assert_mem_eq(many.count, many.one_count, sizeof many.count);
}

START_TEST(many_are_as_one)
{
    foi_calendar *cal = government();
    roll_many(D("2007-10-01"), D("2028-03-01"));
    check_many(cal);
    foi_calendar_unref(cal);
    cal = whole(GAPS);
    roll_many(D("2024-12-20"), D("2026-01-10"));
    check_many(cal);
    foi_calendar_unref(cal);
    cal = whole(ALL_TIME);
    roll_many(D("0001-01-01"), D("9999-12-31"));
    check_many(cal);
    foi_calendar_unref(cal);
}
END_TEST

/*
 * Many sums go in blocks of 64 that must give what one by one gives: all in the window, and with one item that
 * is not, at each place of its block.
 */
static void check_blocks(const foi_calendar *cal, foi_day low, foi_day high, int32_t most)
{
    enum { BLOCKS = 3 * 64 + 5 };
    static const foi_day no_day[] = {INT32_MIN, INT32_MAX, FOI_DAY_MIN - 1, -1};
    foi_error err;
    size_t answered;
    for (int i = 0; i < BLOCKS; i++) {
        many.day[i] = roll(low, high);
        many.to[i] = roll(low, high);
        many.n[i] = roll(1, most);
    }
    for (int spoiled = -1; spoiled < 3 * BLOCKS; spoiled++) {
        int at = spoiled % BLOCKS, what = spoiled / BLOCKS;
        foi_day day = many.day[at < 0 ? 0 : at], to = many.to[at < 0 ? 0 : at];
        int32_t n = many.n[at < 0 ? 0 : at];
        if (spoiled >= 0 && what == 0) {
            many.day[at] = at % 2 ? low - 1 : no_day[at / 2 % 4];
        } else if (spoiled >= 0 && what == 1) {
            many.to[at] = at % 2 ? high + 1 : no_day[at / 2 % 4];
        } else if (spoiled >= 0) {
            static const int32_t lengths[] = {0, -1, INT32_MAX, INT32_MIN, 100000};
            many.n[at] = lengths[at % 5];
        }
        size_t good[3] = {0};
        for (int i = 0; i < BLOCKS; i++) {
            int32_t is = 255;
            many.one_sum[i] = FOI_DAY_NONE;
            many.one_count[i] = INT32_MIN;
            good[0] += foi_calendar_add(cal, &many.one_sum[i], many.day[i], many.n[i], NULL) == FOI_OK;
            good[1] += foi_calendar_count(cal, &many.one_count[i], many.day[i], many.to[i], NULL) == FOI_OK;
            good[2] += foi_calendar_is(cal, &is, many.day[i], NULL) == FOI_OK;
            many.one_is[i] = (uint8_t)is;
        }
        err = (foi_error){.size = sizeof err};
        ck_assert_int_eq(foi_calendar_add_many(cal, many.sum, many.day, many.n, BLOCKS, &answered, &err), FOI_OK);
        ck_assert_uint_eq(answered, good[0]);
        ck_assert_int_eq(err.code == FOI_OK, good[0] == BLOCKS);
        ck_assert_mem_eq(many.sum, many.one_sum, BLOCKS * sizeof many.sum[0]);
        ck_assert_int_eq(foi_calendar_count_many(cal, many.count, many.day, many.to, BLOCKS, &answered, NULL), FOI_OK);
        ck_assert_uint_eq(answered, good[1]);
        ck_assert_mem_eq(many.count, many.one_count, BLOCKS * sizeof many.count[0]);
        ck_assert_int_eq(foi_calendar_is_many(cal, many.is, many.day, BLOCKS, &answered, NULL), FOI_OK);
        ck_assert_uint_eq(answered, good[2]);
        ck_assert_mem_eq(many.is, many.one_is, BLOCKS);
        if (spoiled < 0) {
            ck_assert_uint_eq(good[0] + good[1] + good[2], 3 * BLOCKS);
        }
        if (spoiled >= 0) {
            many.day[at] = day;
            many.to[at] = to;
            many.n[at] = n;
        }
    }
    /* in place */
    memcpy(many.one_sum, many.day, BLOCKS * sizeof many.day[0]);
    foi_calendar_add_many(cal, many.sum, many.day, many.n, BLOCKS, NULL, NULL);
    foi_calendar_add_many(cal, many.one_sum, many.one_sum, many.n, BLOCKS, NULL, NULL);
    ck_assert_mem_eq(many.sum, many.one_sum, BLOCKS * sizeof many.sum[0]);
}

START_TEST(blocks_are_as_one)
{
    foi_calendar *cal = government();
    check_blocks(cal, foi_calendar_first(cal), foi_calendar_first(cal) + 7000, 120);
    foi_calendar_unref(cal);
    cal = whole(ALL_TIME);
    check_blocks(cal, FOI_DAY_MIN, FOI_DAY_MAX - 500, 120);
    foi_calendar_unref(cal);
}
END_TEST

/* Up to the last working day of the calendar, and a day or a length past it: every day and length that a block
   may be judged by. */
START_TEST(blocks_at_the_end_of_the_calendar)
{
    foi_calendar *cal = whole(HEAD "week\t1111100\t2025-01-01\t2025-01-31\n" COLUMNS); /* 23 working days */
    foi_day first = D("2025-01-01"), day[64], sum[64];
    int32_t n[64];
    for (foi_day start = first - 1; start <= first + 31; start++) {
        for (int32_t length = 1; length <= 25; length++) {
            foi_day one = FOI_DAY_NONE;
            size_t answered = UNTOUCHED;
            int rc = foi_calendar_add(cal, &one, start, length, NULL);
            for (int i = 0; i < 64; i++) {
                day[i] = start;
                n[i] = length;
            }
            ck_assert_int_eq(foi_calendar_add_many(cal, sum, day, n, 64, &answered, NULL), FOI_OK);
            ck_assert_uint_eq(answered, rc == FOI_OK ? 64 : 0);
            for (int i = 0; i < 64; i++) {
                ck_assert_int_eq(sum[i], one);
            }
        }
    }
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(many_of_none)
{
    foi_calendar *cal = whole(YEAR);
    foi_error err = {.size = sizeof err};
    size_t answered = UNTOUCHED;
    foi_day day = D("2025-01-02");
    int32_t n = 1;
    uint8_t is = 7;
    ck_assert_int_eq(foi_calendar_add_many(cal, NULL, NULL, NULL, 0, &answered, NULL), FOI_OK);
    ck_assert_uint_eq(answered, 0);
    answered = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_count_many(cal, NULL, NULL, NULL, 0, &answered, NULL), FOI_OK);
    ck_assert_uint_eq(answered, 0);
    answered = UNTOUCHED;
    ck_assert_int_eq(foi_calendar_is_many(cal, NULL, NULL, 0, &answered, NULL), FOI_OK);
    ck_assert_uint_eq(answered, 0);
    ck_assert_int_eq(foi_calendar_add_many(cal, NULL, &day, &n, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "out must not be NULL");
    ck_assert_int_eq(foi_calendar_add_many(cal, &day, NULL, &n, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "day must not be NULL");
    ck_assert_int_eq(foi_calendar_add_many(cal, &day, &day, NULL, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "n must not be NULL");
    ck_assert_int_eq(foi_calendar_count_many(cal, NULL, &day, &day, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "out must not be NULL");
    ck_assert_int_eq(foi_calendar_count_many(cal, &n, NULL, &day, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "from must not be NULL");
    ck_assert_int_eq(foi_calendar_count_many(cal, &n, &day, NULL, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "to must not be NULL");
    ck_assert_int_eq(foi_calendar_is_many(cal, NULL, &day, 1, NULL, &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "out must not be NULL");
    ck_assert_int_eq(foi_calendar_is_many(cal, &is, NULL, 1, NULL, NULL), FOI_ERR_ARGUMENT);
    ck_assert_int_eq(day, D("2025-01-02"));
    ck_assert_int_eq(n, 1);
    ck_assert_uint_eq(is, 7);
    foi_calendar_unref(cal);
}
END_TEST

/* ---- what is known of a day ------------------------------------------------------------------------------------ */

static void expect_off(const foi_calendar *cal, const char *day, int kind, const char *name, const char *decree)
{
    foi_day_info i = info(cal, day);
    ck_assert_int_eq(i.decided, 1);
    ck_assert_int_eq(i.working, 0);
    ck_assert_int_eq(works(cal, D(day)), 0);
    ck_assert_msg(i.kind == kind, "%s: kind %d, want %d", day, i.kind, kind);
    if (!name) {
        ck_assert_ptr_null(i.name_id);
        ck_assert_ptr_null(i.name_en);
        ck_assert_ptr_null(i.decree);
        ck_assert_int_eq(i.decree_date, FOI_DAY_NONE);
        return;
    }
    char english[64];
    snprintf(english, sizeof english, "%s (en)", name);
    ck_assert_str_eq(i.name_id, name);
    ck_assert_str_eq(i.name_en, english);
    ck_assert_str_eq(i.decree, decree);
    ck_assert_int_eq(i.grade, 2);
}

static void expect_on(const foi_calendar *cal, const char *day)
{
    foi_day_info i = info(cal, day);
    ck_assert_int_eq(i.decided, 1);
    ck_assert_int_eq(i.working, 1);
    ck_assert_int_eq(works(cal, D(day)), 1);
    ck_assert_int_eq(i.kind, FOI_DAY_KIND_WORKING);
    ck_assert_ptr_null(i.name_id);
    ck_assert_ptr_null(i.name_en);
    ck_assert_ptr_null(i.decree);
    ck_assert_int_eq(i.decree_date, FOI_DAY_NONE);
    ck_assert_int_eq(i.grade, 0);
}

static void expect_unknown(const foi_calendar *cal, const char *day)
{
    foi_day_info i = info(cal, day);
    ck_assert_int_eq(i.decided, 0);
    ck_assert_int_eq(i.working, 0);
    ck_assert_int_eq(i.kind, 0);
    ck_assert_ptr_null(i.name_id);
    ck_assert_ptr_null(i.decree);
    ck_assert_int_eq(i.decree_date, FOI_DAY_NONE);
    ck_assert_int_eq(works(cal, D(day)), -1);
}

#define NATIONAL FOI_DAY_KIND_NATIONAL
#define LEAVE FOI_DAY_KIND_COLLECTIVE_LEAVE
#define LOCAL FOI_DAY_KIND_LOCAL
#define WEEKEND FOI_DAY_KIND_WEEKEND

START_TEST(which_reason_wins)
{
    foi_calendar *cal = whole(YEAR
        ROW("2025-03-03", "local", "L", "set", "K1", "2025-01-01")
        ROW("2025-03-03", "collective_leave", "C", "set", "K2", "2025-01-01")
        ROW("2025-03-03", "national", "N", "set", "K3", "2025-01-01")
        ROW("2025-03-04", "local", "L", "set", "K1", "2025-01-01")
        ROW("2025-03-04", "collective_leave", "C", "set", "K2", "2025-01-01")
        ROW("2025-03-05", "local", "L", "set", "K1", "2025-01-01")
        ROW("2025-03-08", "national", "N", "set", "K3", "2025-01-01")
        ROW("2025-03-10", "national", "Z", "set", "K4", "2025-01-01")
        ROW("2025-03-10", "national", "N", "set", "K5", "2025-01-01")
        ROW("2025-03-10", "national", "C", "set", "K6", "2025-01-01")
        ROW("2025-03-11", "national", "Y", "set", "K4", "2025-01-01")
        ROW("2025-03-11", "national", "N", "set", "K5", "2025-01-01")
        ROW("2025-03-11", "national", "Y", "cancelled", "K6", "2025-01-01")
        ROW("2025-03-12", "national", "N", "set", "K3", "2025-01-01")
        ROW("2025-03-12", "local", "L", "set", "K1", "2025-01-01")
        ROW("2025-03-12", "national", "N", "cancelled", "K7", "2025-01-01")
        ROW("2025-03-13", "national", "N", "set", "K3", "2025-01-01")
        ROW("2025-03-13", "local", "N", "cancelled", "K7", "2025-01-01")
        ROW("2025-03-13", "national", "n", "cancelled", "K7", "2025-01-01"));
    expect_off(cal, "2025-03-03", NATIONAL, "N", "K3");
    expect_off(cal, "2025-03-04", LEAVE, "C", "K2");
    expect_off(cal, "2025-03-05", LOCAL, "L", "K1");
    expect_on(cal, "2025-03-06");
    expect_off(cal, "2025-03-08", WEEKEND, "N", "K3"); /* a Saturday: the week wins, the name is still told */
    expect_off(cal, "2025-03-09", WEEKEND, NULL, NULL);
    expect_off(cal, "2025-03-10", NATIONAL, "Z", "K4"); /* the first of its kind, wherever its name was used before */
    expect_off(cal, "2025-03-11", NATIONAL, "N", "K5");
    expect_off(cal, "2025-03-12", LOCAL, "L", "K1");
    expect_off(cal, "2025-03-13", NATIONAL, "N", "K3"); /* other kinds and names cancel nothing */
    expect_unknown(cal, "2024-12-31");
    expect_unknown(cal, "2026-01-01");
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(days_that_move)
{
    foi_calendar *cal = whole(YEAR
        ROW("2025-05-01", "national", "A", "set", "K1", "2024-06-01")
        ROW("2025-05-01", "national", "A", "moved_from", "K2", "2025-01-02")
        ROW("2025-05-02", "national", "A", "moved_to", "K2", "2025-01-02")
        ROW("2025-06-02", "national", "B", "set", "K1", "2024-06-01")
        ROW("2025-06-02", "national", "B", "cancelled", "K2", "2025-01-02")
        ROW("2025-06-02", "national", "B", "added", "K3", "2025-02-03")
        ROW("2025-06-03", "national", "C", "cancelled", "K2", "2025-01-02")
        ROW("2025-06-03", "national", "C", "set", "K1", "2024-06-01"));
    expect_on(cal, "2025-05-01");
    expect_off(cal, "2025-05-02", NATIONAL, "A", "K2");
    expect_off(cal, "2025-06-02", NATIONAL, "B", "K3");
    ck_assert_int_eq(info(cal, "2025-06-02").decree_date, D("2025-02-03"));
    expect_off(cal, "2025-06-03", NATIONAL, "C", "K1"); /* rows act in the order of their lines, not of their dates */
    foi_calendar *then = known(cal, "2025-01-01");
    expect_off(then, "2025-05-01", NATIONAL, "A", "K1");
    expect_on(then, "2025-05-02");
    expect_off(then, "2025-06-02", NATIONAL, "B", "K1");
    foi_calendar_unref(then);
    then = known(cal, "2025-01-02");
    expect_on(then, "2025-05-01");
    expect_off(then, "2025-05-02", NATIONAL, "A", "K2");
    expect_on(then, "2025-06-02");
    foi_calendar_unref(then);
    then = known(cal, "2024-05-31");
    expect_on(then, "2025-05-01");
    foi_calendar_unref(then);
    foi_calendar_unref(cal);
}
END_TEST

/* Rows without a date: the day before they count as known, and the day itself. */
START_TEST(rows_without_a_date)
{
    static const struct {
        const char *row, *day, *known;
    } rows[] = {
        {ROW("2025-08-18", "national", "A", "set", "K", "?"), "2025-08-18", "2024-01-01"},
        {ROW("2025-08-18", "national", "A", "set", "K (2024-09-09)", "?"), "2025-08-18", "2024-01-01"},
        {ROW("2025-01-01", "local", "A", "set", "K", "?"), "2025-01-01", "2024-01-01"},
        {ROW("2025-08-18", "national", "A", "added", "K", "?"), "2025-08-18", "2025-08-18"},
        {ROW("2025-08-18", "national", "A", "added", "? (cut reported 2025-02-05)", "?"), "2025-08-18", "2025-02-05"},
        {ROW("2025-08-18", "national", "A", "moved_to", "2025-09-30", "?"), "2025-08-18", "2025-09-30"},
        {ROW("2025-08-18", "national", "A", "moved_to", "2025-02-30", "?"), "2025-08-18", "2025-08-18"},
        {ROW("2025-08-18", "national", "A", "added", "2025-02-30, 2025-03-01", "?"), "2025-08-18", "2025-03-01"},
        {ROW("2025-08-18", "national", "A", "added", "SKB of 2025-08", "?"), "2025-08-18", "2025-08-18"},
        {ROW("2025-08-18", "national", "A", "added", "K 2025-02-05", "2025-03-06"), "2025-08-18", "2025-03-06"},
        {ROW("2025-08-18", "national", "A", "set", "K", "2025-12-01"), "2025-08-18", "2025-12-01"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[512];
        foi_calendar *before = NULL, *after = NULL;
        snprintf(text, sizeof text, YEAR "%s", rows[i].row);
        foi_calendar *cal = whole(text);
        ck_assert_int_eq(foi_calendar_known_on(&before, cal, D(rows[i].known) - 1, NULL), FOI_OK);
        ck_assert_int_eq(foi_calendar_known_on(&after, cal, D(rows[i].known), NULL), FOI_OK);
        ck_assert_msg(works(cal, D(rows[i].day)) == 0 && works(before, D(rows[i].day)) == 1 &&
                          works(after, D(rows[i].day)) == 0, "row %zu: not known from %s on", i, rows[i].known);
        foi_calendar_unref(after);
        foi_calendar_unref(before);
        foi_calendar_unref(cal);
    }
    /* What undoes a day follows the same rule. */
    foi_calendar *cal = whole(YEAR ROW("2025-08-18", "national", "A", "set", "K", "?")
                              ROW("2025-08-18", "national", "A", "moved_from", "? (by 2025-02-05)", "?")
                              ROW("2025-08-19", "national", "A", "set", "K", "?")
                              ROW("2025-08-19", "national", "A", "cancelled", "K", "?"));
    foi_calendar *then = known(cal, "2025-02-04");
    expect_off(then, "2025-08-18", NATIONAL, "A", "K");
    foi_calendar_unref(then);
    then = known(cal, "2025-02-05");
    expect_on(then, "2025-08-18");
    expect_off(then, "2025-08-19", NATIONAL, "A", "K");
    foi_calendar_unref(then);
    then = known(cal, "2025-08-19");
    expect_on(then, "2025-08-19");
    foi_calendar_unref(then);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(coverage_of_years)
{
    foi_calendar *cal = whole(HEAD "week\t1111100\t2024-03-01\t2025-06-30\nweek\t1111110\t2025-07-01\t2026-12-31\n"
                              "week\t1111100\t2028-01-01\t2028-06-30\nweek\t1111100\t2028-07-02\t2028-12-31\n" COLUMNS);
    static const int want[] = {0, FOI_COVERAGE_PARTIAL, FOI_COVERAGE_DECIDED, FOI_COVERAGE_DECIDED, 0,
                               FOI_COVERAGE_PARTIAL, 0};
    for (int i = 0; i < 7; i++) {
        ck_assert_int_eq(foi_calendar_coverage(cal, 2023 + i), want[i]);
    }
    ck_assert_int_eq(sum(cal, "2025-06-30", 5), D("2025-07-05")); /* ranges that touch are one: a Saturday works now */
    foi_calendar_unref(cal);
}
END_TEST

#define TWO_YEARS HEAD "week\t1111100\t2024-07-01\t2026-12-31\n" COLUMNS \
    ROW("2024-12-25", "national", "A", "set", "K1", "2023-10-01") \
    ROW("2025-12-25", "national", "A", "set", "K2", "2024-10-01") \
    ROW("2025-12-26", "national", "B", "set", "K3", "2024-11-01") \
    ROW("2026-05-01", "national", "C", "added", "K4", "2024-12-01")

START_TEST(years_decided_by_their_decree)
{
    foi_calendar *cal = by_year(TWO_YEARS), *then;
    ck_assert_int_eq(foi_calendar_coverage(cal, 2024), FOI_COVERAGE_PARTIAL); /* the range begins in July */
    ck_assert_int_eq(foi_calendar_coverage(cal, 2025), FOI_COVERAGE_DECIDED);
    ck_assert_int_eq(foi_calendar_coverage(cal, 2026), FOI_COVERAGE_UNDECIDED); /* added decides nothing */
    ck_assert_int_eq(foi_calendar_first(cal), D("2024-07-01"));
    ck_assert_int_eq(foi_calendar_last(cal), D("2025-12-31"));
    expect_unknown(cal, "2026-05-01");
    then = known(cal, "2024-09-30");
    ck_assert_int_eq(foi_calendar_coverage(then, 2025), FOI_COVERAGE_UNDECIDED);
    ck_assert_int_eq(foi_calendar_last(then), D("2024-12-31"));
    foi_calendar_unref(then);
    then = known(cal, "2024-10-01"); /* the first `set` row decides the whole year */
    ck_assert_int_eq(foi_calendar_coverage(then, 2025), FOI_COVERAGE_DECIDED);
    expect_off(then, "2025-12-25", NATIONAL, "A", "K2");
    expect_on(then, "2025-12-26");
    foi_calendar_unref(then);
    then = known(cal, "2023-09-30");
    ck_assert_int_eq(foi_calendar_first(then), FOI_DAY_NONE);
    foi_calendar_unref(then);
    foi_calendar_unref(cal);
    cal = whole(TWO_YEARS); /* without the flag every day of the range is decided at all times */
    then = known(cal, "2000-01-01");
    ck_assert_int_eq(foi_calendar_coverage(then, 2026), FOI_COVERAGE_DECIDED);
    expect_on(then, "2025-12-25");
    foi_calendar_unref(then);
    foi_calendar_unref(cal);
}
END_TEST

/* A decree decides its year whole, also where the week changes within it; and no other year. */
START_TEST(a_year_in_two_weeks)
{
#define TWO_WEEKS HEAD "week\t1111110\t2023-07-01\t2025-06-30\nweek\t1111100\t2025-07-01\t2027-06-30\n" COLUMNS
    foi_calendar *cal = by_year(TWO_WEEKS ROW("2025-03-03", "national", "A", "set", "K", "2024-10-01"));
    ck_assert_int_eq(foi_calendar_first(cal), D("2025-01-01"));
    ck_assert_int_eq(foi_calendar_last(cal), D("2025-12-31"));
    ck_assert_int_eq(foi_calendar_coverage(cal, 2025), FOI_COVERAGE_DECIDED);
    ck_assert_int_eq(works(cal, D("2025-06-28")), 1); /* Saturdays */
    ck_assert_int_eq(works(cal, D("2025-07-05")), 0);
    ck_assert_int_eq(works(cal, D("2025-03-03")), 0);
    foi_calendar_unref(cal);
    cal = by_year(TWO_WEEKS ROW("2025-12-25", "national", "A", "set", "K", "2024-10-01"));
    ck_assert_int_eq(foi_calendar_first(cal), D("2025-01-01"));
    ck_assert_int_eq(foi_calendar_last(cal), D("2025-12-31"));
    foi_calendar_unref(cal);
    /* a day of the year that no week covers speaks for the year all the same */
    cal = by_year(TWO_WEEKS ROW("2023-03-01", "national", "A", "set", "K", "2022-10-01")
                  ROW("2027-12-25", "national", "A", "set", "K", "2026-10-01"));
    ck_assert_int_eq(foi_calendar_first(cal), D("2023-07-01"));
    ck_assert_int_eq(foi_calendar_last(cal), D("2027-06-30"));
    ck_assert_int_eq(works(cal, D("2024-01-01")), -1);
    ck_assert_int_eq(works(cal, D("2026-12-31")), -1);
    ck_assert_int_eq(works(cal, D("2027-01-01")), 1);
    ck_assert_int_eq(foi_calendar_coverage(cal, 2023), FOI_COVERAGE_PARTIAL);
    foi_calendar_unref(cal);
    cal = by_year(TWO_WEEKS ROW("2022-03-01", "national", "A", "set", "K", "2021-10-01")
                  ROW("2028-01-01", "national", "A", "set", "K", "2027-10-01"));
    ck_assert_int_eq(foi_calendar_first(cal), FOI_DAY_NONE);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(overlays_act_after_and_decide_nothing)
{
    foi_calendar *base = by_year(TWO_YEARS);
    foi_calendar *over = overlay(OVERLAY
        ROW("2025-12-25", "national", "A", "cancelled", "P1", "2025-01-01")
        ROW("2025-06-27", "local", "L", "added", "P2", "2025-02-01")
        ROW("2025-12-26", "collective_leave", "B", "cancelled", "P1", "2025-01-01")
        ROW("2026-06-01", "national", "D", "set", "P3", "2025-01-01"), base);
    expect_on(over, "2025-12-25");
    expect_off(over, "2025-06-27", LOCAL, "L", "P2");
    expect_off(over, "2025-12-26", NATIONAL, "B", "K3");
    expect_unknown(over, "2026-06-01");
    ck_assert_int_eq(foi_calendar_coverage(over, 2026), FOI_COVERAGE_UNDECIDED);
    expect_off(base, "2025-12-25", NATIONAL, "A", "K2"); /* the base is as it was */
    expect_on(base, "2025-06-27");
    foi_calendar *again = overlay(OVERLAY ROW("2025-12-25", "national", "A", "added", "P4", "2025-03-01"), over);
    expect_off(again, "2025-12-25", NATIONAL, "A", "P4");
    expect_off(again, "2025-06-27", LOCAL, "L", "P2");
    foi_calendar *then = known(again, "2025-02-28");
    expect_on(then, "2025-12-25");
    foi_calendar_unref(then);
    then = known(again, "2024-12-31");
    expect_off(then, "2025-12-25", NATIONAL, "A", "K2");
    expect_on(then, "2025-06-27");
    /* An overlay on what was known on a day is known on that day too. */
    foi_calendar *late = overlay(OVERLAY ROW("2025-06-30", "local", "L", "added", "P2", "2025-01-01")
                                 ROW("2025-07-01", "local", "L", "added", "P2", "2024-12-31"), then);
    ck_assert_int_eq(foi_calendar_known(late), D("2024-12-31"));
    expect_on(late, "2025-06-30");
    expect_off(late, "2025-07-01", LOCAL, "L", "P2");
    foi_calendar_unref(late);
    foi_calendar_unref(then);
    foi_calendar *nothing = overlay(OVERLAY, base);
    ck_assert(same_hash(nothing, base));
    foi_calendar_unref(nothing);
    foi_calendar_unref(again);
    foi_calendar_unref(over);
    foi_calendar_unref(base);
}
END_TEST

START_TEST(known_twice_is_known_last)
{
    foi_calendar *cal = government(), *a = known(cal, "2010-01-01"), *b = known(a, "2020-05-20");
    foi_calendar *c = known(cal, "2020-05-20"), *all = known(cal, "9999-12-31");
    ck_assert(same_hash(b, c));
    ck_assert(!same_hash(a, c));
    ck_assert(same_hash(cal, all));
    ck_assert_int_eq(foi_calendar_known(b), D("2020-05-20"));
    ck_assert_int_eq(foi_calendar_known(cal), FOI_DAY_NONE);
    foi_calendar_unref(all);
    foi_calendar_unref(c);
    foi_calendar_unref(b);
    foi_calendar_unref(a);
    foi_calendar_unref(cal);
}
END_TEST

/* ---- the hash ---------------------------------------------------------------------------------------------------- */

#define SAID_1 ROW("2025-08-18", "national", "A", "set", "K1", "2025-01-01")
#define SAID_2 ROW("2025-09-01", "local", "B", "set", "K2", "2025-01-01")
#define SAID YEAR SAID_1 SAID_2

START_TEST(hash_of_the_same)
{
    static const char *const same[] = {
        YEAR SAID_2 SAID_1,
        YEAR "# x\n" SAID_1 "\n" SAID_2,
        YEAR SAID_1 SAID_2 ROW("2025-10-01", "local", "X", "cancelled", "K9", "2025-01-01"),
        YEAR SAID_1 SAID_2 ROW("2026-10-01", "local", "X", "set", "K9", "2025-01-01"),
        YEAR SAID_1 SAID_1 SAID_2,
        YEAR ROW("2025-10-01", "local", "X", "set", "K9", "2025-01-01")
            ROW("2025-10-01", "local", "X", "cancelled", "K9", "2025-01-01") SAID_2 SAID_1,
        YEAR ROW("2025-08-18", "national", "A", "set", "K0", "2024-01-01") SAID_1 SAID_2,
        HEAD "week\t1111100\t2025-06-16\t2025-12-31\nweek\t1111100\t2025-01-01\t2025-06-15\n" COLUMNS SAID_1 SAID_2,
    };
    foi_calendar *cal = whole(SAID), *other = NULL;
    for (size_t i = 0; i < COUNT(same); i++) {
        ck_assert_int_eq(foi_calendar_parse(&other, same[i], strlen(same[i]), NULL, NULL), FOI_OK);
        ck_assert_msg(same_hash(cal, other), "text %zu has another hash", i);
        foi_calendar_unref(other);
    }
    other = by_year(SAID);
    ck_assert(same_hash(cal, other));
    foi_calendar_unref(other);
    other = known(cal, "2025-01-01");
    ck_assert(same_hash(cal, other));
    foi_calendar_unref(other);
    foi_calendar_unref(cal);
}
END_TEST

START_TEST(hash_of_what_differs)
{
    static const char *const texts[] = {
        SAID,
        YEAR,
        YEAR SAID_1,
        YEAR SAID_2 ROW("2025-08-19", "national", "A", "set", "K1", "2025-01-01"),
        YEAR SAID_2 ROW("2025-08-18", "collective_leave", "A", "set", "K1", "2025-01-01"),
        YEAR SAID_2 ROW("2025-08-18", "national", "a", "set", "K1", "2025-01-01"),
        YEAR SAID_2 "2025-08-18\tnational\tA\tAnother\tset\tK1\t2025-01-01\t2\n",
        YEAR SAID_2 ROW("2025-08-18", "national", "A", "set", "K3", "2025-01-01"),
        YEAR SAID_2 ROW("2025-08-18", "national", "A", "set", "K1", "2025-01-02"),
        YEAR SAID_2 ROW("2025-08-18", "national", "A", "set", "K1", "?"),
        YEAR SAID_2 SAID_1 ROW("2025-08-18", "national", "B", "set", "K1", "2025-01-01"),
        YEAR SAID_2 SAID_1 ROW("2025-08-24", "national", "B", "set", "K1", "2025-01-01"), /* a Sunday */
        YEAR SAID_2 ROW("2025-08-18", "national", "B", "set", "K1", "2025-01-01") SAID_1,
        HEAD "week\t1111110\t2025-01-01\t2025-12-31\n" COLUMNS SAID_1 SAID_2,
        HEAD "week\t1111100\t2025-01-01\t2025-12-30\n" COLUMNS SAID_1 SAID_2,
        HEAD "week\t1111100\t2025-01-02\t2025-12-31\n" COLUMNS SAID_1 SAID_2,
        HEAD "week\t1111100\t2025-01-01\t2025-12-27\nweek\t1111100\t2025-12-29\t2025-12-31\n" COLUMNS SAID_1 SAID_2,
    };
    foi_calendar *cal[COUNT(texts)];
    for (size_t i = 0; i < COUNT(texts); i++) {
        cal[i] = whole(texts[i]);
        for (size_t k = 0; k < i; k++) {
            ck_assert_msg(!same_hash(cal[i], cal[k]), "texts %zu and %zu have one hash", k, i);
        }
    }
    for (size_t i = 0; i < COUNT(texts); i++) {
        foi_calendar_unref(cal[i]);
    }
}
END_TEST

/* One day, off by the week and by a decree, or by the decree alone: not the same reason (foi_day_info.kind). */
START_TEST(hash_of_another_reason)
{
    foi_calendar *a = whole(HEAD "week\t1111111\t2025-08-17\t2025-08-17\n" COLUMNS
                            ROW("2025-08-17", "national", "A", "set", "K", "2025-01-01"));
    foi_calendar *b = whole(HEAD "week\t1111110\t2025-08-17\t2025-08-17\n" COLUMNS
                            ROW("2025-08-17", "national", "A", "set", "K", "2025-01-01"));
    expect_off(a, "2025-08-17", NATIONAL, "A", "K");
    expect_off(b, "2025-08-17", WEEKEND, "A", "K");
    ck_assert(!same_hash(a, b));
    foi_calendar_unref(b);
    foi_calendar_unref(a);
}
END_TEST

START_TEST(hash_fills_what_fits)
{
    foi_calendar *cal = whole(SAID);
    char full[65];
    ck_assert_uint_eq(foi_calendar_hash(cal, NULL, 0), 64);
    ck_assert_uint_eq(foi_calendar_hash(cal, full, sizeof full), 64);
    ck_assert_uint_eq(strlen(full), 64);
    ck_assert_uint_eq(strspn(full, "0123456789abcdef"), 64);
    for (size_t size = 1; size <= 66; size++) {
        char buf[70];
        size_t fits = size - 1 < 64 ? size - 1 : 64;
        memset(buf, 'x', sizeof buf);
        ck_assert_uint_eq(foi_calendar_hash(cal, buf, size), 64);
        ck_assert_uint_eq(strlen(buf), fits);
        ck_assert_int_eq(memcmp(buf, full, fits), 0);
        ck_assert_int_eq(buf[size > 65 ? 65 : size], 'x');
    }
    foi_calendar_unref(cal);
}
END_TEST

/* ---- two calendars ------------------------------------------------------------------------------------------- */

#define SIX HEAD "week\t1111110\t2025-03-01\t2025-06-30\nweek\t1111110\t2025-08-01\t2026-03-31\n" COLUMNS \
    ROW("2025-05-01", "national", "A", "set", "S1", "2024-01-01") ROW("2025-05-02", "local", "L", "set", "S2", "2024-01-01") \
    ROW("2025-05-10", "local", "M", "set", "S3", "2024-01-01") ROW("2026-01-01", "national", "Y", "set", "S4", "2024-01-01")
#define FIVE YEAR ROW("2025-05-01", "national", "A", "set", "F1", "2024-01-01") \
    ROW("2025-05-05", "collective_leave", "C", "set", "F2", "2024-01-01") \
    ROW("2025-07-15", "national", "J", "set", "F3", "2024-01-01")

static int joined(int a, int b, int how)
{
    return a < 0 || b < 0 ? -1 : how == FOI_MERGE_OFF_IN_EITHER ? a && b : a || b;
}

START_TEST(merged_day_by_day)
{
    foi_calendar *cal[] = {whole(SIX), whole(FIVE), whole(GAPS), whole(SIX_DAYS), government()};
    for (size_t a = 0; a < COUNT(cal); a++) {
        for (size_t b = 0; b < COUNT(cal); b++) {
            for (int how = FOI_MERGE_OFF_IN_EITHER; how <= FOI_MERGE_OFF_IN_BOTH; how++) {
                foi_calendar *both = merged(cal[a], cal[b], how);
                for (foi_day day = D("2023-12-01"); day <= D("2027-02-01"); day++) {
                    int want = joined(works(cal[a], day), works(cal[b], day), how);
                    if (works(both, day) != want) {
                        ck_abort_msg("%zu with %zu, how %d, day %d: %d, want %d", a, b, how, day, works(both, day), want);
                    }
                }
                ck_assert_int_eq(foi_calendar_known(both), FOI_DAY_NONE);
                if (a == b) {
                    ck_assert_msg(same_hash(both, cal[a]), "%zu with itself, how %d: another hash", a, how);
                }
                foi_calendar_unref(both);
            }
        }
    }
    for (size_t i = 0; i < COUNT(cal); i++) {
        foi_calendar_unref(cal[i]);
    }
}
END_TEST

START_TEST(merged_keeps_reasons_not_rows)
{
    foi_calendar *six = whole(SIX), *five = whole(FIVE), *both, *none = NULL;
    foi_error err = {.size = sizeof err};
    both = merged(six, five, FOI_MERGE_OFF_IN_EITHER);
    foi_calendar_unref(six);
    foi_calendar_unref(five); /* the strings live on */
    ck_assert_str_eq(foi_calendar_name(both), "test.tsv");
    ck_assert_int_eq(foi_calendar_first(both), D("2025-03-01"));
    ck_assert_int_eq(foi_calendar_last(both), D("2025-12-31"));
    expect_off(both, "2025-05-02", LOCAL, "L", "S2");
    expect_off(both, "2025-05-05", LEAVE, "C", "F2");
    expect_off(both, "2025-05-10", WEEKEND, "M", "S3");
    expect_off(both, "2025-05-03", WEEKEND, NULL, NULL);
    expect_unknown(both, "2025-07-15");
    expect_unknown(both, "2026-01-01");
    expect_add(both, D("2025-06-30"), 1, FOI_ERR_CALENDAR_GAP, "no decree decides 2025-07-01 in calendar test.tsv");
    ck_assert_int_eq(foi_calendar_known_on(&none, both, D("2025-01-01"), &err), FOI_ERR_ARGUMENT);
    ck_assert_str_eq(err.message, "a merged calendar has no rows, so it has no earlier state");
    ck_assert_ptr_null(none);
    /* It can still be a base, and what stands on it has no earlier state either. */
    foi_calendar *over = overlay(OVERLAY ROW("2025-05-06", "local", "P", "added", "P1", "2025-01-01"), both);
    expect_off(over, "2025-05-06", LOCAL, "P", "P1");
    expect_off(over, "2025-05-05", LEAVE, "C", "F2");
    ck_assert_int_eq(foi_calendar_known_on(&none, over, D("2025-01-01"), NULL), FOI_ERR_ARGUMENT);
    foi_calendar_unref(over);
    foi_calendar_unref(both);
    six = whole(SIX);
    five = whole(FIVE);
    both = merged(five, six, FOI_MERGE_OFF_IN_BOTH);
    expect_off(both, "2025-05-01", NATIONAL, "A", info(both, "2025-05-01").decree);
    expect_on(both, "2025-05-02");
    expect_on(both, "2025-05-05");
    expect_on(both, "2025-05-03");
    expect_off(both, "2025-05-10", LOCAL, "M", "S3"); /* a weekend here, a decree there: off in both */
    foi_calendar_unref(both);
    static const int hows[] = {0, 3, -1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < COUNT(hows); i++) {
        char sentence[64];
        snprintf(sentence, sizeof sentence, "how cannot be %d", hows[i]);
        ck_assert_int_eq(foi_calendar_merge(&none, five, six, hows[i], &err), FOI_ERR_ARGUMENT);
        ck_assert_str_eq(err.message, sentence);
    }
    ck_assert_ptr_null(none);
    foi_calendar_unref(five);
    foi_calendar_unref(six);
}
END_TEST

/* Windows that only touch have no day in common. */
START_TEST(merged_of_strangers)
{
    foi_calendar *a = whole(YEAR), *both = NULL;
    foi_calendar *b = whole(HEAD "week\t1111100\t2026-01-01\t2026-12-31\n" COLUMNS);
    foi_error err = {.size = sizeof err};
    ck_assert_int_eq(foi_calendar_merge(&both, a, b, FOI_MERGE_OFF_IN_EITHER, &err), FOI_ERR_CALENDAR_GAP);
    ck_assert_str_eq(err.message, "no day is decided in calendar test.tsv");
    ck_assert_ptr_null(both);
    foi_calendar_unref(b);
    b = whole(HEAD "week\t1111111\t2025-12-31\t9999-12-31\n" COLUMNS);
    both = merged(a, b, FOI_MERGE_OFF_IN_BOTH);
    ck_assert_int_eq(foi_calendar_first(both), D("2025-12-31"));
    ck_assert_int_eq(foi_calendar_last(both), D("2025-12-31"));
    foi_calendar_unref(both);
    foi_calendar_unref(a);
    a = whole(ALL_TIME);
    both = merged(a, b, FOI_MERGE_OFF_IN_BOTH);
    ck_assert_int_eq(foi_calendar_last(both), FOI_DAY_MAX);
    foi_calendar_unref(both);
    both = merged(a, a, FOI_MERGE_OFF_IN_EITHER);
    ck_assert(same_hash(a, both));
    foi_calendar_unref(both);
    foi_calendar_unref(b);
    foi_calendar_unref(a);
}
END_TEST

static void expect_change(const foi_day_change *c, const char *day, int32_t after, int kind, const char *name,
                          const char *decree, const char *dated)
{
    ck_assert_int_eq(c->day, D(day));
    ck_assert_int_eq(c->works_before, !after);
    ck_assert_int_eq(c->works_after, after);
    ck_assert_int_eq(c->kind, kind);
    if (!name) {
        ck_assert_ptr_null(c->name_id);
        ck_assert_ptr_null(c->name_en);
        ck_assert_ptr_null(c->decree);
        ck_assert_int_eq(c->decree_date, FOI_DAY_NONE);
        return;
    }
    ck_assert_str_eq(c->name_id, name);
    ck_assert_ptr_nonnull(c->name_en);
    ck_assert_str_eq(c->decree, decree);
    ck_assert_int_eq(c->decree_date, D(dated));
}

START_TEST(what_a_decree_changed)
{
    static const char leave[] = "Cuti Bersama Hari Raya Idul Fitri", may[] = "SKB 440/2020, 03/2020, 03/2020";
    static const char august[] = "SKB 933/2025, 1/2025, 3/2025", proclamation[] = "Cuti Bersama Proklamasi Kemerdekaan RI";
    static const char april[] = "SKB 391/2020, 02/2020, 02/2020";
    foi_calendar *now = government(), *before = known(now, "2025-08-06"), *after = known(now, "2025-08-07");
    foi_day_change c[16];
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 16), 1);
    expect_change(c, "2025-08-18", 0, LEAVE, proclamation, august, "2025-08-07");
    ck_assert_str_eq(c->name_en, "Independence Day collective leave");
    ck_assert_uint_eq(foi_calendar_diff(after, before, c, 16), 1);
    expect_change(c, "2025-08-18", 1, LEAVE, proclamation, august, "2025-08-07");
    ck_assert_uint_eq(foi_calendar_diff(before, now, c, 16), 1); /* 2026 and 2027 were not decided then */
    foi_calendar_unref(after);
    foi_calendar_unref(before);
    before = known(now, "2020-05-19");
    after = known(now, "2020-05-20");
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 16), 1);
    expect_change(c, "2020-05-22", 1, LEAVE, leave, may, "2020-05-20");
    ck_assert_uint_eq(foi_calendar_diff(after, before, c, 16), 1);
    expect_change(c, "2020-05-22", 0, LEAVE, leave, info(before, "2020-05-22").decree, "2019-08-28");
    foi_calendar_unref(after);
    foi_calendar_unref(before);
    /* One decree: four days of May back to work, one of October and four of December off; in order. */
    before = known(now, "2020-04-08");
    after = known(now, "2020-04-09");
    memset(c, 0, sizeof c);
    ck_assert_uint_eq(foi_calendar_diff(before, after, NULL, 0), 9);
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 3), 9);
    ck_assert_int_eq(c[3].day, 0);
    ck_assert_ptr_null(c[3].decree);
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 16), 9);
    static const char *const days[] = {"2020-05-26", "2020-05-27", "2020-05-28", "2020-05-29", "2020-10-28",
                                       "2020-12-28", "2020-12-29", "2020-12-30", "2020-12-31"};
    for (size_t i = 0; i < 9; i++) {
        expect_change(&c[i], days[i], i < 4, LEAVE,
                      i < 4    ? leave
                      : i == 4 ? "Cuti Bersama Maulid Nabi Muhammad SAW"
                               : "Pengganti Cuti Bersama Hari Raya Idul Fitri",
                      april, "2020-04-09");
    }
    ck_assert_uint_eq(foi_calendar_diff(now, now, c, 16), 0);
    foi_calendar_unref(after);
    foi_calendar_unref(before);
    foi_calendar_unref(now);
}
END_TEST

/* Of several rows that put a day back to work the last one known in the files is named. */
START_TEST(which_row_put_it_back)
{
#define BACK YEAR ROW("2025-05-05", "collective_leave", "A", "added", "K1", "2025-01-01") \
    ROW("2025-05-05", "local", "L", "added", "K1", "2025-01-01")
#define BACK_A ROW("2025-05-05", "collective_leave", "A", "cancelled", "K2", "2025-02-01")
#define BACK_L ROW("2025-05-05", "local", "L", "cancelled", "K3", "2025-03-01")
#define BACK_AGAIN ROW("2025-05-05", "collective_leave", "A", "cancelled", "K4", "2025-04-01")
    foi_calendar *before = whole(BACK);
    foi_calendar *after = whole(BACK BACK_A BACK_L);
    foi_day_change c[2];
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 2), 1);
    expect_change(&c[0], "2025-05-05", 1, LOCAL, "L", "K3", "2025-03-01");
    foi_calendar_unref(after);
    after = whole(BACK BACK_L BACK_A);
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 2), 1);
    expect_change(&c[0], "2025-05-05", 1, LEAVE, "A", "K2", "2025-02-01");
    foi_calendar_unref(after);
    foi_calendar *now = whole(BACK BACK_A BACK_L BACK_AGAIN);
    after = known(now, "2025-03-31"); /* the last row is not known yet */
    ck_assert_uint_eq(foi_calendar_diff(before, after, c, 2), 1);
    expect_change(&c[0], "2025-05-05", 1, LOCAL, "L", "K3", "2025-03-01");
    ck_assert_uint_eq(foi_calendar_diff(before, now, c, 2), 1);
    expect_change(&c[0], "2025-05-05", 1, LEAVE, "A", "K4", "2025-04-01");
    foi_calendar_unref(after);
    foi_calendar_unref(now);
    foi_calendar_unref(before);
}
END_TEST

/* Of a day that one of the two does not decide there is nothing to compare. */
START_TEST(gaps_are_no_change)
{
    foi_calendar *gaps = whole(GAPS), *all = whole(HEAD "week\t1111111\t2025-01-01\t2025-12-31\n" COLUMNS);
    size_t want = 0;
    for (foi_day day = D("2025-01-01"); day <= D("2025-12-31"); day++) {
        want += model_gaps(day) == 0;
    }
    ck_assert_uint_eq(foi_calendar_diff(gaps, all, NULL, 0), want);
    ck_assert_uint_eq(foi_calendar_diff(all, gaps, NULL, 0), want);
    foi_calendar_unref(all);
    foi_calendar_unref(gaps);
}
END_TEST

START_TEST(what_a_week_changed)
{
    foi_calendar *five = whole(HEAD "week\t1111100\t2025-05-01\t2025-05-11\n" COLUMNS
                               ROW("2025-05-02", "national", "A", "set", "K1", "2025-01-01")
                               ROW("2025-05-10", "local", "L", "set", "K2", "2025-01-01"));
    foi_calendar *six = whole(HEAD "week\t1111110\t2025-05-02\t2025-05-31\n" COLUMNS
                              ROW("2025-05-02", "collective_leave", "B", "set", "K3", "2025-01-01"));
    foi_day_change c[4];
    ck_assert_uint_eq(foi_calendar_diff(five, six, c, 4), 2); /* the 2nd is off in both, whatever the reason */
    expect_change(&c[0], "2025-05-03", 1, 0, NULL, NULL, NULL);
    ck_assert_int_eq(c[1].day, D("2025-05-10"));
    ck_assert_int_eq(c[1].works_after, 1);
    ck_assert_uint_eq(foi_calendar_diff(six, five, c, 4), 2);
    expect_change(&c[0], "2025-05-03", 0, 0, NULL, NULL, NULL);
    ck_assert_int_eq(c[1].works_after, 0);
    foi_calendar_unref(six);
    foi_calendar_unref(five);
}
END_TEST

/* ---- references ---------------------------------------------------------------------------------------------- */

START_TEST(references_in_any_order)
{
    foi_calendar_unref(NULL);
    foi_calendar *base = by_year(TWO_YEARS);
    ck_assert_ptr_eq(foi_calendar_ref(base), base);
    foi_calendar_unref(base);
    foi_calendar *over = overlay(OVERLAY ROW("2025-06-27", "local", "L", "added", "P2", "2025-02-01"), base);
    foi_calendar *then = known(over, "2025-01-31"), *both = merged(base, over, FOI_MERGE_OFF_IN_EITHER);
    foi_calendar_unref(base);
    expect_off(over, "2025-12-25", NATIONAL, "A", "K2");
    foi_calendar_unref(over);
    expect_on(then, "2025-06-27");
    expect_off(then, "2025-12-26", NATIONAL, "B", "K3");
    foi_calendar_unref(then);
    expect_off(both, "2025-06-27", LOCAL, "L", "P2");
    ck_assert_str_eq(foi_calendar_name(both), "test.tsv");
    foi_calendar_unref(both);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("calendar");
    TCase *text = tcase_create("text"), *sums = tcase_create("sums"), *days = tcase_create("days");
    TCase *two = tcase_create("two"), *steps = tcase_create("steps");
    tcase_set_timeout(sums, 300);
    tcase_set_timeout(steps, 300);
    tcase_set_tags(steps, "exhaustive"); /* from day to day, or sum to sum, through the whole calendar */
    tcase_add_loop_test(text, each_fault, 0, (int)COUNT(faults));
    tcase_add_test(text, faults_that_need_a_base);
    tcase_add_test(text, largest_text);
    tcase_add_test(text, most_rows);
    tcase_add_test(text, most_weeks);
    tcase_add_test(text, most_strings);
    tcase_add_loop_test(text, each_fault_of_tentative_days, 0, (int)COUNT(tentative_faults));
    tcase_add_test(text, largest_table_of_tentative_days);
    tcase_add_test(text, bounds_of_the_years_to_come);
    tcase_add_test(text, no_text_at_all);
    tcase_add_test(text, texts_that_are_fine);
    tcase_add_test(text, options_of_every_size);
    tcase_add_test(text, day_info_of_every_size);
    tcase_set_timeout(text, 120);
    suite_add_tcase(suite, text);
    tcase_add_test(sums, government_every_day);
    tcase_add_test(steps, government_every_sum);
    tcase_add_test(steps, government_many_counts);
    tcase_add_test(steps, government_as_known);
    tcase_add_test(steps, algebra);
    tcase_add_test(steps, a_holiday_more_never_makes_a_date_earlier);
    tcase_add_test(steps, all_of_time);
    tcase_add_test(sums, around_the_width_of_the_tables);
    tcase_add_test(steps, sums_never_cross_a_gap);
    tcase_add_test(sums, gaps_are_named);
    tcase_add_test(sums, what_is_no_day);
    tcase_add_test(sums, the_ends_of_time);
    tcase_add_test(sums, weeks_without_a_working_day);
    tcase_add_test(sums, nothing_decided);
    tcase_add_test(sums, many_are_as_one);
    tcase_add_test(sums, blocks_are_as_one);
    tcase_add_test(sums, blocks_at_the_end_of_the_calendar);
    tcase_add_test(sums, many_of_none);
    suite_add_tcase(suite, sums);
    suite_add_tcase(suite, steps);
    tcase_add_test(days, which_reason_wins);
    tcase_add_test(days, days_that_move);
    tcase_add_test(days, rows_without_a_date);
    tcase_add_test(days, coverage_of_years);
    tcase_add_test(days, years_decided_by_their_decree);
    tcase_add_test(days, a_year_in_two_weeks);
    tcase_add_test(days, overlays_act_after_and_decide_nothing);
    tcase_add_test(days, known_twice_is_known_last);
    suite_add_tcase(suite, days);
    tcase_add_test(two, hash_of_the_same);
    tcase_add_test(two, hash_of_what_differs);
    tcase_add_test(two, hash_of_another_reason);
    tcase_add_test(two, hash_fills_what_fits);
    tcase_add_test(two, merged_day_by_day);
    tcase_add_test(two, merged_keeps_reasons_not_rows);
    tcase_add_test(two, merged_of_strangers);
    tcase_add_test(two, what_a_decree_changed);
    tcase_add_test(two, which_row_put_it_back);
    tcase_add_test(two, gaps_are_no_change);
    tcase_add_test(two, what_a_week_changed);
    tcase_add_test(two, references_in_any_order);
    tcase_set_timeout(two, 120);
    suite_add_tcase(suite, two);
    return harness_run(suite);
}
