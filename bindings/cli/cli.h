/*
 * The `foi` command: what its files share. One file a question: args.c reads the command line, io.c
 * files and output, load.c the law, batch.c lines from stdin, json.c values of JSON; due.c, workdays.c,
 * calendar.c, rules.c (with check.c, diff.c and graph.c), case.c (with reports.c for lines of cases,
 * timeline.c and svg.c for pictures, ics.c for due dates), planned.c, redate.c, replay.c (with verdict.c),
 * verify.c, key.c, cosign.c, explain.c and help.c are the commands, and on a register of record register.c (opening
 * it, looking at it), keyring.c, append.c, due_list.c, checkpoint.c and import.c (with csv.c); text.h holds every
 * sentence that the command itself says.
 */
#ifndef CLI_H
#define CLI_H

#include <foi-store.h>
#include <foi.h>
#include <foi/case.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* Exit codes (docs/formats.md). */
enum { CLI_YES = 0, CLI_NO = 1, CLI_BAD = 2, CLI_GAP = 3 };

enum { CLI_CALENDAR_MAX = 16 << 20, CLI_PACK_MAX = 1 << 20 };

/* A buffer in front of a file descriptor. After a failed write everything is dropped. */
typedef struct cli_out {
    int fd;
    int failed; /* errno of the first write that failed */
    size_t used;
    char buf[1 << 16];
} cli_out;

/* One run of the command. */
typedef struct cli {
    int lang;
    bool colour;         /* of stdout */
    const char *command; /* "due", "workdays add", for messages */
    cli_out out;
    cli_out err;
} cli;

/* args.c */

enum cli_option {
    OPT_FROM, OPT_REGIME, OPT_READING, OPT_KNOWN_ON, OPT_CALENDAR, OPT_ON, OPT_LANG,
    OPT_AS_OF, OPT_EVENT, OPT_CALENDAR_BEFORE, OPT_CALENDAR_AFTER, OPT_KNOWN_BEFORE, OPT_KNOWN_AFTER,
    OPT_KEY, OPT_WITNESS, OPT_NEED, OPT_ORIGIN, OPT_OUT, OPT_LOG, OPT_STATE, OPT_PROOF, OPT_OF_WITNESS,
    OPT_STORE, OPT_KEYS, OPT_EPOCH, OPT_BODY, OPT_EXPECTED, OPT_ONCE, OPT_EVENT_OF, OPT_EVENTS, OPT_APPLICANT,
    OPT_ACTOR, OPT_ROLE, OPT_BASIS, OPT_DATE, OPT_SIGN, OPT_NOTE, OPT_AFTER, OPT_LIMIT, OPT_MAP, OPT_SEPARATOR,
    OPT_WITHIN, OPT_CLOCK, OPT_OVERDUE, OPT_OPEN, OPT_DRY_RUN,
    OPT_PROVISIONAL, OPT_EXPLAIN, OPT_TIMELINE, OPT_SVG, OPT_ICS, OPT_JSON, OPT_BATCH, OPT_HELP, OPT_COUNT
};
#define BIT(option) (UINT64_C(1) << (unsigned)(option))

typedef struct cli_list {
    const char **item;
    size_t count;
} cli_list;

typedef struct cli_args {
    uint64_t seen;                /* bits of the options given */
    const char *value[OPT_COUNT]; /* of options that may be given once */
    cli_list readings, calendars, witnesses, events, words;
} cli_args;

int cli_args_read(cli *c, cli_args *args, uint64_t allowed, int argc, char **argv);
void cli_args_free(cli_args *args);
bool cli_given(const cli_args *args, enum cli_option option);
int cli_words(cli *c, const cli_args *args, size_t least, size_t most, const char *usage);
int cli_day_word(cli *c, const char *text, foi_day *out);
int cli_day_option(cli *c, const cli_args *args, enum cli_option option, foi_day *out);
int cli_lang_of(int argc, char **argv);
const char *cli_nearest(const char *word, const char *const *names, size_t count);
int cli_unknown(cli *c, enum cli_text text, const char *word, const char *near);
int cli_batch_usage(cli *c, const cli_args *args, uint64_t forbidden);
int cli_needed(cli *c, const cli_args *args, enum cli_option option);
int cli_number_option(cli *c, const cli_args *args, enum cli_option option, uint64_t most, uint64_t *out);
int cli_only_one(cli *c, const cli_args *args, uint64_t options);

/* io.c */

typedef struct cli_file {
    const char *name; /* fit for a message */
    char *text;
    size_t size;
} cli_file;

void *cli_alloc(size_t count, size_t size);
void cli_put(cli_out *out, const char *text);
void cli_put_bytes(cli_out *out, const char *bytes, size_t size);
void cli_putf(cli_out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cli_put_json(cli_out *out, const char *text);
void cli_put_date(cli_out *out, foi_day day);
void cli_put_day_words(cli_out *out, foi_day day, int lang);
void cli_flush(cli_out *out);
int cli_finish(cli *c, int code);
int cli_fail(cli *c, int code, enum cli_text text, ...);
int cli_fail_with(cli *c, const foi_error *err);
int cli_fail_in(cli *c, const foi_error *err, const char *name);
void cli_put_clean(cli_out *out, const char *text);
char *cli_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_clean(char *to, size_t size, const char *text, size_t length);
bool cli_utf8(const char *text);
bool cli_utf8_bytes(const char *text, size_t size, const char **bad);
size_t cli_width(const char *text);
int cli_exit_of(int code);
const char *cli_errno_text(const cli *c, int number);
int cli_read_file(cli *c, cli_file *file, const char *path, size_t limit);
int cli_write_new(cli *c, const char *path, const char *text, size_t size);
int cli_replace(cli *c, const char *path, const char *text, size_t size);
int cli_lock(cli *c, const char *file, int *fd);
void cli_free_files(cli_file *files, size_t count);

/* base64.c */

enum { CLI_BASE64 = 44 };

bool cli_base64_read(uint8_t bytes[32], const char *text, size_t size);
void cli_base64_write(char text[CLI_BASE64 + 1], const uint8_t bytes[32]);

/* calendar.c */

void cli_pick_word(char *to, size_t size, const char *words, int index);

/* load.c */

int cli_load(cli *c, foi_law **out, const cli_args *args);
int cli_load_state(cli *c, foi_law **out, const char *calendar, const char *known_on);
int cli_load_calendar(cli *c, foi_law **law, foi_calendar **cal, const cli_args *args);
void cli_put_calendar_json(cli_out *out, const foi_calendar *cal);

/* batch.c */

enum { BATCH_BLOCK = 4096, BATCH_ANSWER = 16, BATCH_LINE = 4096 };
enum { LINE_ANSWERED = 0, LINE_BAD = 1, LINE_GAP = 2 };

/* What a command does with a block of lines. `state` is LINE_* of each line. */
typedef struct batch_job {
    bool (*parse)(struct batch_job *job, size_t slot, const char *line, size_t size);
    void (*solve)(struct batch_job *job, size_t count);
    size_t (*print)(struct batch_job *job, size_t slot, char *to); /* at most BATCH_ANSWER bytes */
    /* why a line has no answer: T_COUNT with `err` filled, or a sentence whose %1 is the line */
    enum cli_text (*why)(struct batch_job *job, size_t slot, const char *line, size_t size, foi_error *err);
    uint8_t state[BATCH_BLOCK];
} batch_job;

int cli_batch(cli *c, batch_job *job);
bool cli_parse_day(foi_day *out, const char *text, size_t size);

/* json.c: values of a JSON document, without a copy. One from outside is checked first. */

typedef struct json_span {
    const char *at; /* NULL = nothing there */
    size_t size;
} json_span;

json_span json_member(json_span object, const char *key);
bool json_next(json_span container, const char **cursor, json_span *key, json_span *value);
bool json_same(json_span a, json_span b);
bool json_is(json_span text, const char *word);
bool json_check(const char *text, size_t size, int32_t *line, int32_t *column);
size_t json_end(const char *text, size_t size);
char *json_text(json_span string);

/* A text that grows; all zero at first. */
typedef struct json_buffer {
    char *text;
    size_t used, room;
} json_buffer;

void json_add(json_buffer *b, const char *json);
void json_add_string(json_buffer *b, const char *text);

/* case.c */

/* A case that has been judged. What it holds borrows from the case. */
typedef struct cli_judged {
    foi_case *of;
    foi_calendar *cal; /* of the regime */
    foi_case_info info;
    foi_case_clock *clock;
    foi_case_finding *finding;
    foi_event_info *event; /* all that are recorded; those after info.as_of have not happened */
    size_t clocks, findings, events;
} cli_judged;

int cli_case_opts(cli *c, const cli_args *args, const foi_law *law, foi_case_opts *opts);
int cli_case_read(cli *c, foi_case **out, const foi_law *law, const foi_case_opts *opts, const char *path,
                  cli_file *file);
int cli_judge(cli *c, cli_judged *j, foi_case *of, foi_day as_of, const char *name);
void cli_judged_free(cli_judged *j);
int cli_case_ics(cli *c, const cli_judged *j, const cli_file *file);

/* reports.c */

/* One line, without its LF, is answered. Returns an exit code. */
typedef int cli_line_job(void *job, const char *line, size_t size);

int cli_lines(cli *c, cli_line_job *answer, void *job);
int cli_case_batch(cli *c, const foi_law *law, const foi_case_opts *opts, foi_day as_of);

/* timeline.c: what stands in both pictures of a case */

enum cli_mark_kind { MARK_EVENT, MARK_FINDING, MARK_SAFE, MARK_DUE, MARK_LAPSE, MARK_REPORT };

/* Something on a day. */
typedef struct cli_mark {
    foi_day day;
    enum cli_mark_kind kind;
    size_t index; /* of the event, the finding or the clock */
    char *text;
} cli_mark;

typedef struct cli_picture {
    const cli_judged *j;
    foi_day first, last; /* the days shown */
    cli_mark *mark;      /* in order of day and kind */
    size_t marks;
} cli_picture;

int cli_timeline(cli *c, const cli_judged *j, bool svg);
bool cli_day_off(const foi_calendar *cal, foi_day day);
size_t cli_wrap(const char *text, size_t columns);
const char *cli_clock_name(const cli *c, const foi_case_clock *clock);
const char *cli_status_word(const cli *c, int status);
const char *cli_mark_sign(enum cli_mark_kind kind);
void cli_put_svg(cli *c, const cli_picture *p);

/* verdict.c: what a panel said beside what the library says */

enum cli_about { ABOUT_RESPONSE, ABOUT_OBJECTION, ABOUT_DISPUTE, ABOUT_OTHER, ABOUT_COUNT };
enum cli_said { SAID_MET, SAID_LATE, SAID_PREMATURE, SAID_LAPSED, SAID_NO_STANDING, SAID_OTHER, SAID_COUNT };
enum cli_comparison { COMPARED_AGREE, COMPARED_AGREE_OTHER, COMPARED_DISAGREE, COMPARED_NOT, COMPARED_COUNT };

typedef struct cli_verdict {
    enum cli_comparison comparison;
    enum cli_text why;    /* with COMPARED_NOT */
    enum cli_said says;   /* the library, under the prevailing reading */
    enum cli_said other;  /* and under another one */
    int32_t under;        /* enum foi_under of `says` */
    bool reproduced;      /* some reading gives the printed date */
    char reading[256];    /* that reading; empty where all give it */
} cli_verdict;

cli_verdict cli_verdict_find(const cli_judged *j, enum cli_about about, enum cli_said panel, foi_day stated);

/* key.c */

void cli_wipe(void *bytes, size_t size);
int cli_random(cli *c, uint8_t *bytes, size_t size);
int cli_key_word(cli *c, foi_key **out, const char *option, const char *word);
int cli_key_file(cli *c, foi_key **out, const char *path);

/* csv.c */

enum { CSV_CELLS = 64, CSV_CELL = 8192 };
enum csv_found { CSV_END = 0, CSV_ROW = 1, CSV_FAULT = -1 };

typedef struct cli_csv {
    const char *at, *end;
    char separator;
    char *bytes;
    const char *cell[CSV_CELLS];
    size_t cells;
    size_t line, next_line; /* where the row begins, from 1 */
    enum cli_text why;      /* of a fault, which is in the cell after the last */
} cli_csv;

void cli_csv_begin(cli_csv *csv, const char *text, size_t size, char separator);
enum csv_found cli_csv_next(cli_csv *csv);
void cli_csv_end(cli_csv *csv);
bool cli_local_day(const char *text, foi_day *out);

/* keyring.c: the key file of a register */

enum { CLI_EPOCHS = 256 };

typedef struct cli_keyring {
    size_t count;
    struct { uint32_t epoch; uint8_t key[32]; } item[CLI_EPOCHS];
} cli_keyring;

int cli_keyring_read(cli *c, cli_keyring *ring, const char *path);
const uint8_t *cli_keyring_find(const cli_keyring *ring, uint32_t epoch);

/* register.c: what the commands on a register share */

typedef struct cli_register {
    cli *c;
    foi_law *law;
    foi_store *store;
    cli_keyring keys;
    const char *path;
    bool json;
} cli_register;

/* A command: words before that of the register, from `least` to `most` in all, options, and what it does. */
typedef struct cli_register_command {
    const char *topic, *usage;
    size_t before, least, most;
    uint64_t allowed, needed; /* beside --json, --keys and --epoch */
    uint32_t flags;           /* of foi_store_open() */
    int (*run)(cli_register *r, const cli_args *args);
} cli_register_command;

int cli_register_run(cli *c, const cli_register_command *command, int argc, char **argv);
int cli_register_open(cli_register *r, const cli_args *args, uint32_t flags);
void cli_register_close(cli_register *r);
int cli_register_exit(int status);
int cli_register_failed(const cli_register *r, const foi_error *err, const char *name, uint32_t version);
int cli_register_case(cli_register *r, const cli_args *args, const char *word, char item[40]);
void cli_pair(cli *c, enum cli_text label, const char *value);
int cli_json_file(cli *c, cli_file *file, const char *path);

/* the commands */

int cli_due(cli *c, int argc, char **argv);
int cli_workdays(cli *c, int argc, char **argv);
int cli_calendar(cli *c, int argc, char **argv);
int cli_rules(cli *c, int argc, char **argv);
int cli_explain(cli *c, int argc, char **argv);
int cli_today(cli *c, foi_day *out);
int cli_case(cli *c, int argc, char **argv);
int cli_planned(cli *c, int argc, char **argv);
int cli_redate(cli *c, int argc, char **argv);
int cli_replay(cli *c, int argc, char **argv);
int cli_verify(cli *c, int argc, char **argv);
int cli_key(cli *c, int argc, char **argv);
int cli_cosign(cli *c, int argc, char **argv);
int cli_init(cli *c, int argc, char **argv);
int cli_body(cli *c, int argc, char **argv);
int cli_request(cli *c, int argc, char **argv);
int cli_event(cli *c, int argc, char **argv);
int cli_find(cli *c, int argc, char **argv);
int cli_cases(cli *c, int argc, char **argv);
int cli_due_list(cli *c, int argc, char **argv);
int cli_refresh(cli *c, int argc, char **argv);
int cli_checkpoint(cli *c, int argc, char **argv);
int cli_proof(cli *c, int argc, char **argv);
int cli_evidence(cli *c, int argc, char **argv);
int cli_erase(cli *c, int argc, char **argv);
int cli_freeze(cli *c, int argc, char **argv);
int cli_release(cli *c, int argc, char **argv);
int cli_export(cli *c, int argc, char **argv);
int cli_rotate(cli *c, int argc, char **argv);
int cli_backup(cli *c, int argc, char **argv);
int cli_import(cli *c, int argc, char **argv);
int cli_verify_register(cli *c, const cli_args *args);
int cli_redate_store(cli *c, const cli_args *args, const foi_law *before, const foi_law *after);
int cli_rules_check(cli *c, const cli_args *args);
int cli_rules_diff(cli *c, const cli_args *args);
int cli_rules_graph(cli *c, const cli_args *args);
char *cli_pack_json(cli *c, const foi_law *law, const char *id, int *code);

/* help.c */

int cli_help(cli *c, const char *topic);
const char *cli_help_nearest(const char *topic);

#endif
