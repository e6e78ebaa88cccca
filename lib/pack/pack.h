/*
 * The inside of the pack room: one rule pack as structs. Nothing here knows what the law says; lib/law
 * composes packs into regimes. All texts and lists live in the pack's arena.
 */
#ifndef FOI_PACK_INTERNAL_H
#define FOI_PACK_INTERNAL_H

#include "base/base.h"
#include "date/date.h"
#include "foi/law.h"

enum { FOI__FORMAT_OLDEST = 1, FOI__FORMAT_NEWEST = 1 };

/* ---- yaml.c: text to nodes ----------------------------------------------------------------------------- */

enum foi__node_kind { FOI__NODE_TEXT, FOI__NODE_LIST, FOI__NODE_MAP };

typedef struct foi__node {
    int kind;
    int32_t line, column;
    int32_t key_line, key_column;
    bool plain;               /* a text without quotes */
    const char *key;          /* inside a map */
    const char *text;         /* NUL-terminated; a text's only */
    size_t len, count;        /* bytes of a text, children of a list or map */
    struct foi__node *child, *next;
} foi__node;

/* Texts outlive the nodes: a pack keeps the first and drops the second. */
int foi__yaml_read(foi__node **out, foi__arena *nodes, foi__arena *texts, const char *file, const char *text,
                   size_t len, foi_error *err);

/* ---- bind.c: nodes to values. The first fault sticks; after it every call is idle. --------------------- */

typedef struct foi__binder {
    foi__arena *arena;
    const char *file;
    foi_error *err;
    int code;
} foi__binder;

typedef struct foi__bilingual {
    const char *id, *en; /* both NULL = not said */
} foi__bilingual;

typedef struct foi__words {
    size_t count;
    const char **items;
} foi__words;

typedef struct foi__citation {
    const char *key, *article;
    int32_t grade; /* FOI_GRADE_*; 0 = that of the rule */
    int32_t line, column;
} foi__citation;

typedef struct foi__citations {
    size_t count;
    foi__citation *items;
} foi__citations;

typedef struct foi__word_number {
    const char *word;
    int32_t number;
} foi__word_number;

void foi__bind_fault(foi__binder *b, const foi__node *at, int sentence, const char *x, const char *y, const char *z);
void *foi__bind_alloc(foi__binder *b, size_t count, size_t size);
/* `map` must be a map with only these keys (NULL ends the list). */
bool foi__bind_keys(foi__binder *b, const foi__node *map, const char *what, const char *const *keys);
const foi__node *foi__find(const foi__node *map, const char *key);
const foi__node *foi__need(foi__binder *b, const foi__node *map, const char *key);
/* The children of an optional list; NULL and 0 when there is none. */
const foi__node *foi__bind_list(foi__binder *b, const foi__node *map, const char *key, size_t *count);
const char *foi__bind_text(foi__binder *b, const foi__node *map, const char *key, bool needed);
const char *foi__bind_id(foi__binder *b, const foi__node *map, const char *key, bool needed);
foi__bilingual foi__bind_bilingual(foi__binder *b, const foi__node *map, const char *key, bool needed);
int32_t foi__bind_number(foi__binder *b, const foi__node *map, const char *key, int32_t least, int32_t most,
                         int32_t otherwise);
bool foi__bind_bool(foi__binder *b, const foi__node *map, const char *key, bool otherwise);
foi_day foi__bind_day(foi__binder *b, const foi__node *map, const char *key, foi_day otherwise);
int32_t foi__bind_word(foi__binder *b, const foi__node *map, const char *key, const foi__word_number *words,
                       int32_t otherwise, bool needed);
/* `list` may have `most` items; NULL has none. */
void foi__bind_most(foi__binder *b, const foi__node *list, size_t most);
/* `count` things stand under the key where there may be one. */
void foi__bind_one(foi__binder *b, const foi__node *map, const char *key, size_t count);
foi__words foi__bind_list_words(foi__binder *b, const foi__node *list, const char *key);
/* No two maps of a list, which are bound already, say the same under `key`. */
void foi__bind_unique(foi__binder *b, const foi__node *map, const char *list, const char *key, const char *what);
foi__words foi__bind_words(foi__binder *b, const foi__node *map, const char *key);
foi__citations foi__bind_cites(foi__binder *b, const foi__node *map, const char *key, const char *needed_by);

/* ---- pack.c: one pack ---------------------------------------------------------------------------------- */

typedef struct foi__validity {
    foi_day from, to; /* inclusive; FOI_DAY_MIN and FOI_DAY_MAX when open */
} foi__validity;

/* What every rule has. */
typedef struct foi__rule {
    struct foi__pack *pack;
    const char *id;
    foi__validity valid;
    foi__words overrides; /* "pack:id" of clocks and readings, "pack:list/id" of provisions */
    foi__citations cites;
    int32_t grade, line;
    bool absent; /* says that there is no such thing */
} foi__rule;

typedef struct foi__extension {
    const char *by; /* the event; NULL = none */
    int32_t length, at_most;
    bool before_lapse;
    foi__words needs;
} foi__extension;

typedef struct foi__clock {
    foi__rule rule;
    foi__bilingual name, duty, term, note, departs;
    foi__citations departs_cites;
    const char *actor;
    foi__words starts, axes, stops, cancelled_by, lapse_opens, lapse_grounds;
    uint16_t *axis_numbers; /* of `axes`, in the order of the law's axes; filled when the law is composed */
    foi__extension extension;
    int32_t length, unit, month_end; /* unit FOI_UNIT_NONE: no term in law */
    bool backward, end_rolls;        /* end_rolls: an end on a day off moves to the next working day */
} foi__clock;

enum foi__mechanism {
    FOI__SETS_EVENT_DAY = 1,
    FOI__SETS_RECEIPT_ON_DAY_OFF,
    FOI__SETS_UNIT,
    FOI__SETS_LENGTH,
    FOI__SETS_WORKING_KINDS,
    FOI__SETS_START_EVENT,
    FOI__SETS_LAPSE_START,
    FOI__SETS_LATE_EXTENSION
};

typedef struct foi__option {
    const char *name, *event;   /* event of FOI__SETS_START_EVENT */
    foi__bilingual text;
    foi__citations cites;
    int32_t grade, value, line; /* value: what the mechanism takes */
    foi__words also, falls_back, only_from; /* events: as good as `event`, next best, the only ones of a length */
} foi__option;

typedef struct foi__axis {
    foi__rule rule;
    foi__bilingual asks;
    int32_t order, mechanism;
    bool contested;
    size_t option_count;
    foi__option *options; /* the first is the default */
} foi__axis;

typedef struct foi__provision {
    foi__rule rule;
    const char *list; /* the list it stands in: exemptions, rights, ... */
    foi__bilingual name, text, term_text;
    const char *of, *side, *value;
    int32_t term_length, term_unit;
    bool required, personal;
    foi__words needs;
    size_t item_count;
    struct foi__provision *items;
} foi__provision;

/* ---- the procedure (docs/procedure.md) ----------------------------------------------------------------- */

typedef struct foi__state {
    const char *id, *shows; /* shows: the state under whose name it is told; NULL: its own */
    foi__bilingual name;
    bool final;
    int32_t line;
} foi__state;

typedef struct foi__track {
    foi__rule rule;
    foi__bilingual name;
    size_t state_count;
    foi__state *states; /* the first is where every case begins */
    foi__words barred_applicants;
    const char *applicant_finding; /* of the first event of the track, if such a one applies */
} foi__track;

enum foi__field_type {
    FOI__FIELD_TEXT = 1,
    FOI__FIELD_TEXT_OR_TRUE,
    FOI__FIELD_NUMBER,
    FOI__FIELD_FLAG,
    FOI__FIELD_DAY,
    FOI__FIELD_RECEIPT,
    FOI__FIELD_CHOICE,
    FOI__FIELD_CHOICES,
    FOI__FIELD_PARTY,
    FOI__FIELD_TEXTS
};

typedef struct foi__field {
    const char *id;
    int32_t type;
    bool required;
    foi__words of;
} foi__field;

typedef struct foi__event {
    const char *id, *track, *day; /* day NULL: the date of the event */
    const char *no_receipt, *receipt_clock; /* the finding without a receipt on file, and the clock that it is about */
    foi__bilingual name;
    size_t field_count;
    foi__field *fields;
    int32_t line;
} foi__event;

enum foi__condition {
    FOI__IF_HAS = 1,
    FOI__IF_FIELD,
    FOI__IF_NOT_ALL,
    FOI__IF_NONE_OF,
    FOI__IF_BY,
    FOI__IF_WITHIN,
    FOI__IF_FIRST_EFFECTIVE,
    FOI__IF_DIFFERS,
    FOI__IF_STATE,
    FOI__IF_WINDOW,
    FOI__IF_IN_A_ROW,
    FOI__IF_APPLICANT,
    FOI__IF_GIVEN,
    FOI__IF_EXTENDS,
    FOI__IF_AFTER
};

/* A name with values: a field and what it may be, or a track and its states. */
typedef struct foi__among {
    const char *name;
    foi__words values;
} foi__among;

typedef struct foi__amongs {
    size_t count;
    foi__among *items; /* all of them must be so */
} foi__amongs;

typedef struct foi__guard {
    foi__amongs when;        /* the guard is asked if all of them are so */
    foi__amongs when_state, unless_state;
    const char *when_has;
    int32_t condition, number;
    foi__among subject;      /* field, track or kinds of the condition */
    const char *other;       /* clock or event of the condition */
    bool alone;              /* if it fails, no later guard is asked */
    const char *finding, *premature, *absent;
    int32_t line;
} foi__guard;

enum foi__once { FOI__ONCE_NOT, FOI__ONCE_CASE, FOI__ONCE_PARTY };

/* The finding in some states where the event has no place. */
typedef struct foi__elsewhere {
    foi__words in; /* empty: all others */
    const char *finding, *passed, *after, *not_after; /* only if a clock has lapsed, an event is on file, or is not */
    int32_t line;
} foi__elsewhere;

/* What becomes of another track. */
typedef struct foi__also {
    const char *track, *to, *unless_running; /* unless_running: a clock; NULL: in any case */
    foi__words from;
    int32_t line;
} foi__also;

typedef struct foi__transition {
    foi__rule rule; /* id: the event */
    const char *track, *to, *to_field, *otherwise; /* to and to_field NULL: the state stays */
    foi__words from, gap, ignored;
    foi__amongs gap_in, stays_if; /* states of other tracks that make a gap too; fields that leave the state */
    const char *unstopped;        /* a clock that nothing may have stopped yet */
    size_t elsewhere_count, also_count;
    foi__elsewhere *elsewhere;
    foi__also *also;
    int32_t once;
    size_t guard_count;
    foi__guard *guards;
} foi__transition;

typedef struct foi__lapse {
    foi__rule rule; /* id: the clock */
    const char *track, *to, *finding;
    foi__words from, cancels;
    foi__amongs in;
    bool last, each_party; /* only if no other of its kind runs; only if each party's is on file and passed */
} foi__lapse;

/* ---- how a clock runs in a case (run.c) ---------------------------------------------------------------- */

/* An event that starts, stops or ends a clock. */
typedef struct foi__trigger {
    const char *on, *from;     /* from: the field that says the day; NULL: the event's own */
    foi__amongs when, in;      /* fields of the event, states of tracks */
    const char *late_for;      /* a clock that this event must have stopped late */
    const char *late;          /* the finding if it stops the clock late */
    bool in_time, again, of_lapse; /* only while not passed; it may start again; only one that a lapse opened */
    foi__among under;          /* an axis and its options */
    int32_t line;
} foi__trigger;

typedef struct foi__triggers {
    size_t count;
    foi__trigger *items;
} foi__triggers;

/* A ground of a filing, and what opens a window for it. */
typedef struct foi__ground {
    const char *id;
    bool never_late, never_early, assumed; /* assumed: where no ground is on file */
    foi__triggers after;
    foi__words after_lapse, after_silence; /* clocks; silence: only while no answer came */
    int32_t line;
} foi__ground;

typedef struct foi__run {
    foi__rule rule; /* id: the clock */
    const char *step, *due, *start_by, *opens_track, *opens_to, *announces, *no_rule, *after;
    const char *answer_clock;
    foi__words opens_from, unless_before, answers;
    foi__amongs not_in, extend_in, answer_open;
    bool one, each_party;
    foi__triggers starts, stops, cancels;
    size_t ground_count;
    foi__ground *grounds;
} foi__run;

/* A step that no clock asks for. */
typedef struct foi__step_rule {
    foi__rule rule; /* id: the event */
    const char *actor;
    size_t where_count;
    struct foi__where {
        const char *since; /* the track whose state opened it */
        foi__amongs in;
        int32_t line;
    } *where;
    foi__amongs unless; /* fields of the events named in `of` */
    foi__words of;
} foi__step_rule;

typedef struct foi__finding {
    foi__rule rule; /* id: the code */
    const char *actor, *clock;
    foi__bilingual text;
    int32_t severity;
    bool is_void;
} foi__finding;

typedef struct foi__regime {
    const char *id, *base, *calendar, *act;
    foi__bilingual name;
    foi__words instruments;
    int32_t line;
} foi__regime;

typedef struct foi__calendar_use {
    const char *id, *file, *tentative;
    bool by_year;
    int32_t line;
} foi__calendar_use;

typedef struct foi__example {
    const char *name, *regime, *clock;
    foi_day day, due, earliest, latest; /* FOI_DAY_NONE = not said */
    int32_t fails;                      /* FOI_ERR_LAW_GAP, FOI_ERR_CALENDAR_GAP or 0 */
    foi__words readings;                /* "axis=option" */
    foi__citations cites;
    int32_t line;
} foi__example;

typedef struct foi__cited_source {
    const char *key;
    foi__bilingual title;
    int32_t grade, line;
} foi__cited_source;

typedef struct foi__pack {
    foi__arena arena;
    char *file, *text; /* as given */
    bool given;        /* by the caller, not built in */
    size_t text_size;
    const char *id, *key, *kind, *number, *gazette;
    foi__bilingual title, short_title, note, transition;
    foi__citations transition_cites;
    int32_t year, grade;
    foi__validity in_force;
    foi_day checked_on;
    foi__words replaces;
    size_t source_count, clock_count, axis_count, provision_count, regime_count, calendar_count, example_count;
    size_t track_count, event_count, transition_count, lapse_count, finding_count, run_count, step_count;
    const char *party_actor; /* the actor that stands for the party that acts */
    foi__words parties, applicant_kinds, law_day; /* of the procedure; applicants: the first is the default */
    foi__cited_source *sources;
    foi__clock *clocks;
    foi__axis *axes;
    foi__provision *provisions;
    foi__regime *regimes;
    foi__calendar_use *calendars;
    foi__example *examples;
    foi__track *tracks;
    foi__event *events;
    foi__transition *transitions;
    foi__lapse *lapses;
    foi__finding *findings;
    foi__run *runs;
    foi__step_rule *steps;
} foi__pack;

/* procedure.c: the tables of docs/procedure.md */
void foi__bind_procedure(foi__binder *b, foi__pack *pack, const foi__node *root);
foi__amongs foi__bind_amongs(foi__binder *b, const foi__node *map, const char *key);
/* run.c */
void foi__bind_runs(foi__binder *b, foi__pack *pack, const foi__node *root);
void foi__bind_rule(foi__binder *b, foi__pack *pack, const foi__node *map, const char *id_key, foi__rule *rule,
                    bool cite_needed);
/* For each map of an optional list: room for all, then one after the other. */
#define FOI__BIND_ALL(b, pack, root, key, field, counter, bind)                                    \
    do {                                                                                           \
        size_t count_;                                                                             \
        const foi__node *n_ = foi__bind_list(b, root, key, &count_);                               \
                                                                                                   \
        (pack)->field = foi__bind_alloc(b, count_, sizeof *(pack)->field);                         \
        for (; n_ != NULL && (b)->code == FOI_OK; n_ = n_->next)                                   \
            bind(b, pack, n_, &(pack)->field[(pack)->counter++]);                                  \
    } while (0)

int foi__pack_read(foi__pack **out, const foi_source *source, foi_error *err);
void foi__pack_free(foi__pack *pack);
extern const char *const foi__provision_lists[]; /* NULL ends it */

/* ---- builtin.c: what is compiled in -------------------------------------------------------------------- */

/* The index-th file, with a name such as "id/uu-14-2008.yaml"; NULL past the last. */
const foi_source *foi__builtin_file(size_t index, foi_source *out);

#endif
