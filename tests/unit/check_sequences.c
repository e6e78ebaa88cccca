/**
 * @file check_sequences.c
 * Sequences of events. For each track, from nothing and from where the track before it leaves a case: every sequence of
 * up to four events on three days (two in a row, the second a holiday, and one after most terms; several on one day in
 * every order); under a sanitizer, of those of four one in eleven. Longer ways lead to the states that lie deeper:
 *
 *   - every state is one of its track, and a final state is never left by an event;
 *   - the same list gives the same answer: anew, listed in another order, split after any event, copied in between;
 *   - over all of them, every state is reached and every event takes effect.
 *
 * And the table of faults that a case file can have.
 */
#include "harness.h"

#include "case/case.h"
#include "events.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(SLOW)
enum { SHARE = 11 };
#else
enum { SHARE = 1 };
#endif

enum { MOST = 48, DAYS = 3, DEEPEST = 4, JUDGED = 2003, LONGEST = 40 };

/* As ck_assert_msg(), which writes a line for each look: too slow for millions of them. */
#define REQUIRE(condition, ...)        \
    do {                               \
        if (!(condition)) {            \
            ck_abort_msg(__VA_ARGS__); \
        }                              \
    } while (0)

static foi_law *law;
static foi__set reached[FOI__TRACKS_MAX], effective;
static size_t tried, seen;

static void load(void)
{
    foi_error err = {.size = sizeof err};
    ck_assert_msg(foi_law_new(&law, NULL, &err) == FOI_OK, "%s", err.message);
    memset(reached, 0, sizeof reached);
    effective = 0;
    tried = seen = 0;
}

static void unload(void)
{
    foi_law_unref(law);
}

static foi_day day_of(const char *text)
{
    foi_day day;
    ck_assert_msg(foi_date_parse(&day, text, strlen(text), NULL) == FOI_OK, "%s is no day", text);
    return day;
}

static foi_case *new_case(void)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    REQUIRE(foi_case_new(&c, law, NULL, &err) == FOI_OK, "%s", err.message);
    return c;
}

static void apply(foi_case *c, const char *setting, foi_day date)
{
    foi_error err = {.size = sizeof err};
    struct made m;
    make_event(&m, setting, date);
    REQUIRE(foi_case_apply(c, &m.event, &err) == FOI_OK, "%s: %s %s", setting, err.pointer, err.message);
}

/* ---- where a case stands, with the states that look alike in a report ------------------------------------------ */

struct stand {
    uint8_t state[FOI__TRACKS_MAX];
    foi_day since[FOI__TRACKS_MAX];
    foi__set happened;
};

static struct stand stand_of(foi_case *c, foi_day as_of)
{
    foi_error err = {.size = sizeof err};
    foi__brief b;
    struct stand s;
    REQUIRE(foi__case_ready(c, &as_of, &err) == FOI_OK && foi__case_brief(c, &b, as_of, &err) == FOI_OK, "%s",
            err.message);
    memcpy(s.state, b.fold.state, sizeof s.state);
    memcpy(s.since, b.fold.since, sizeof s.since);
    s.happened = b.fold.happened;
    for (size_t t = 0; t < c->plan->track_count; t++) {
        REQUIRE(s.state[t] < c->plan->tracks[t].state_count, "no state of its track");
        reached[t] |= foi__bit(s.state[t]);
    }
    effective |= s.happened;
    foi__brief_free(&b);
    return s;
}

static bool is_final(const foi_case *c, size_t track, uint8_t state)
{
    return c->plan->tracks[track].track->states[state].final;
}

/* ---- the whole answer ------------------------------------------------------------------------------------------ */

struct answer {
    foi_case_info info;
    foi_case_clock clocks[MOST];
    foi_case_finding findings[MOST];
};

static void judge(foi_case *c, foi_day as_of, struct answer *a)
{
    foi_error err = {.size = sizeof err};
    memset(a, 0, sizeof *a);
    a->info.size = sizeof a->info;
    REQUIRE(foi_case_judge(c, as_of, &a->info, a->clocks, MOST, a->findings, MOST, &err) == FOI_OK, "%s", err.message);
    REQUIRE(a->info.clock_count <= MOST && a->info.finding_count <= MOST, "more than there is room for");
}

/* Names are those of one law, so the same answer is the same bytes. */
static void same(const struct answer *a, const struct answer *b, const char *what)
{
    REQUIRE(memcmp(a, b, sizeof *a) == 0, "not the same %s", what);
}

/* ---- one sequence ---------------------------------------------------------------------------------------------- */

struct step {
    const char *setting;
    foi_day date;
};

static struct step steps[LONGEST];
static size_t begun, count; /* steps[begun..count) are those that vary */

/* The list, told anew with the numbers of the other order. */
static void as_listed(struct answer *a, const size_t *place)
{
    for (size_t i = 0; i < a->info.clock_count; i++) {
        foi_case_clock *k = &a->clocks[i];
        k->trigger_event = k->trigger_event >= 0 ? (int32_t)place[k->trigger_event] : -1;
        k->extended_event = k->extended_event >= 0 ? (int32_t)place[k->extended_event] : -1;
        k->stopped_event = k->stopped_event >= 0 ? (int32_t)place[k->stopped_event] : -1;
    }
    for (size_t i = 0; i < a->info.finding_count; i++) {
        a->findings[i].event = a->findings[i].event >= 0 ? (int32_t)place[a->findings[i].event] : -1;
    }
}

static int by_event(const void *p, const void *q)
{
    const foi_case_finding *a = p, *b = q;
    int order = strcmp(a->code, b->code);
    return order != 0 ? order : (a->event > b->event) - (a->event < b->event);
}

/* The same events in another order of calls: day by day from the last, those of one day as they were. */
static void in_another_order(const struct answer *whole, const foi_case *listed, foi_day as_of)
{
    static struct answer other, like;
    foi_case *c = new_case();
    size_t place[LONGEST], n = 0;
    for (foi_day day = FOI_DAY_MAX, next; n < count; day = next) {
        next = FOI_DAY_MIN;
        for (size_t i = 0; i < count; i++) {
            foi_day on = listed->records[i].day;
            if (on < day && on > next) {
                next = on;
            }
        }
        for (size_t i = 0; i < count; i++) {
            if (listed->records[i].day == next) {
                place[n++] = i;
                apply(c, steps[i].setting, steps[i].date);
            }
        }
    }
    judge(c, as_of, &other);
    as_listed(&other, place);
    like = *whole;
    qsort(other.findings, other.info.finding_count, sizeof other.findings[0], by_event);
    qsort(like.findings, like.info.finding_count, sizeof like.findings[0], by_event);
    same(&like, &other, "in another order of calls");
    foi_case_free(c);
}

/* Judged and copied after every event, the copy going on. */
static void in_pieces(const struct answer *whole, foi_day as_of)
{
    static struct answer a;
    foi_case *c = new_case(), *copy = NULL;
    for (size_t i = 0; i < count; i++) {
        apply(c, steps[i].setting, steps[i].date);
        if (i + 1 < begun) {
            continue;
        }
        judge(c, as_of, &a);
        REQUIRE(foi_case_copy(&copy, c, NULL, NULL) == FOI_OK, "no copy");
        foi_case_free(c);
        c = copy;
    }
    judge(c, as_of, &a);
    same(whole, &a, "in pieces");
    foi_case_free(c);
}

/* The whole answer, in every way in which one can come to it. */
static void judge_in_all_ways(foi_case *c, foi_day as_of)
{
    static struct answer whole, again;
    judge(c, as_of, &whole);
    judge(c, as_of, &again);
    same(&whole, &again, "when asked again");
    in_another_order(&whole, c, as_of);
    in_pieces(&whole, as_of);
}

/* What an event finds final stays as it is. It must be the last by its day, else it stands before what was found. */
static void finals_stay(const foi_case *c, const struct stand *before, const struct stand *after)
{
    foi_day day = c->records[c->count - 1].day;
    for (size_t i = 0; i < c->count; i++) {
        if (c->records[i].day > day) {
            return;
        }
    }
    for (size_t t = 0; t < c->plan->track_count; t++) {
        if (is_final(c, t, before->state[t])) {
            REQUIRE(after->state[t] == before->state[t] && after->since[t] == before->since[t], "%s leads out of %s",
                    steps[count - 1].setting, c->plan->tracks[t].track->states[before->state[t]].id);
        }
    }
}

static const char *const dates[DAYS] = {"2025-12-24", "2025-12-25", "2026-02-27"}, *const late = "2026-11-30";
static foi_day days[DAYS], far;
static const char *own[SETTINGS]; /* settings of the track */
static struct made made[SETTINGS][DAYS];
static size_t own_count;

static void choose_track(const foi_case *c, const char *track)
{
    own_count = 0;
    far = day_of(late);
    for (size_t d = 0; d < DAYS; d++) {
        days[d] = day_of(dates[d]);
    }
    for (size_t s = 0; s < SETTINGS; s++) {
        struct made m;
        size_t k = 0;
        make_event(&m, settings[s], days[0]);
        while (k < c->plan->event_count && strcmp(c->plan->events[k].event->id, m.event.kind) != 0) {
            k++;
        }
        ck_assert_msg(k < c->plan->event_count, "%s is no event", m.event.kind);
        if (strcmp(c->plan->events[k].event->track, track) != 0) {
            continue;
        }
        own[own_count] = settings[s];
        for (size_t d = 0; d < DAYS; d++) {
            make_event(&made[own_count][d], settings[s], days[d]);
        }
        own_count++;
    }
}

static bool has_final(const foi_case *c, const struct stand *s)
{
    for (size_t t = 0; t < c->plan->track_count; t++) {
        if (is_final(c, t, s->state[t])) {
            return true;
        }
    }
    return false;
}

static void go_on(foi_case *c, size_t day, int depth, const struct stand *later);

/* `later` is where the case stood without this event, long after. */
static void one_more(foi_case *c, size_t setting, size_t day, int depth, const struct stand *later)
{
    const foi_event *event = &made[setting][day].event;
    size_t text_len = c->text_len;
    struct stand after;
    foi_day on;
    REQUIRE(foi_case_apply(c, event, NULL) == FOI_OK, "%s", own[setting]);
    on = c->records[c->count - 1].day;
    steps[count++] = (struct step){own[setting], days[day]};
    after = stand_of(c, on);
    if (has_final(c, later)) {
        struct stand before = {.happened = 0};
        foi__case_forget(c);
        before = stand_of(c, on);
        REQUIRE(foi_case_apply(c, event, NULL) == FOI_OK, "%s", own[setting]);
        finals_stay(c, &before, &after);
    }
    after = stand_of(c, far);
    if (tried++ % JUDGED == 0) {
        judge_in_all_ways(c, on);
        judge_in_all_ways(c, far);
    }
    if (depth < DEEPEST) {
        go_on(c, day, depth + 1, &after);
    }
    count--;
    foi__case_forget(c);
    c->text_len = text_len;
}

static void go_on(foi_case *c, size_t day, int depth, const struct stand *later)
{
    for (; day < DAYS; day++) {
        for (size_t s = 0; s < own_count; s++) {
            if (depth < DEEPEST || seen++ % SHARE == 0) {
                one_more(c, s, day, depth, later);
            }
        }
    }
}

/* "kind field=value 2025-12-01; kind; ...": a day is also that of those after it. */
static foi_case *follow(const char *way)
{
    static char text[LONGEST][160];
    foi_case *c = new_case();
    foi_day date = FOI_DAY_NONE;
    begun = count = 0;
    for (const char *p = way; *p != '\0';) {
        size_t len = strcspn(p, ";");
        char *word = text[count], *last;
        ck_assert(len < sizeof text[0] && count < LONGEST);
        memcpy(word, p, len);
        word[len] = '\0';
        p += len + (p[len] == ';');
        p += strspn(p, " ");
        last = strrchr(word, ' ');
        if (last != NULL && last[1] == '2') {
            date = day_of(last + 1);
            *last = '\0';
        }
        steps[count++] = (struct step){word, date};
        apply(c, word, date);
    }
    begun = count;
    return c;
}

static const struct {
    const char *track, *way;
} starts[] = {
    {"request", ""},
    {"request", "request_received 2025-12-10; request_registered"},
    {"objection", ""},
    {"objection", "request_received 2025-12-10; request_answered outcome=refused officer=A 2025-12-19"},
    {"dispute", ""},
    {"dispute",
     "request_received 2025-11-03; objection_received grounds=c 2025-11-18; objection_decided outcome=granted "
     "2025-12-22"},
    {"court", ""},
    {"court", "dispute_filed 2025-11-03; dispute_decided outcome=granted 2025-12-15; decision_received party=applicant "
              "2025-12-16; decision_received party=respondent"},
};

/* Ways that are longer than four events. */
static const char *const ways[] = {
    ("request_received 2025-01-06; request_answered outcome=refused 2025-01-20; objection_received grounds=a "
     "2025-01-21; "
     "objection_registered; objection_decided outcome=partial execute_by=+7 2025-02-03; objection_executed 2025-02-04; "
     "dispute_filed 2025-02-05; dispute_incomplete 2025-02-06; dispute_corrected 2025-02-07; dispute_registered; "
     "hearing_summoned hearing=+7 2025-02-10; hearing_held 2025-02-17; mediation_started; mediation_extended; "
     "mediation_failed cause=time 2025-03-03; adjudication_started; dispute_withdrawn 2025-03-04"),
    ("request_received 2025-01-06; objection_received grounds=c 2025-01-30; objection_settled 2025-02-03"),
    ("dispute_filed 2025-01-06; dispute_registered; adjudication_started; dispute_decided outcome=partial 2025-02-03; "
     "decision_received party=applicant 2025-02-04; decision_received party=respondent; suit_filed party=respondent "
     "2025-02-05; suit_registered; court_panel_set; suit_decided outcome=confirmed 2025-03-03; judgment_received "
     "party=applicant 2025-03-04; judgment_received party=respondent; cassation_filed party=respondent 2025-03-05; "
     "cassation_decided outcome=confirmed 2025-06-02; execution_requested 2025-06-03; execution_ordered; "
     "decision_executed"),
    ("dispute_filed 2025-01-06; dispute_decided outcome=granted 2025-02-03; suit_decided outcome=confirmed 2025-03-03; "
     "judgment_received party=applicant 2025-03-04; judgment_received party=respondent; execution_requested "
     "2025-06-02"),
};

START_TEST(sequences)
{
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        foi_case *c = follow(starts[i].way);
        struct stand nothing = {.happened = 0};
        choose_track(c, starts[i].track);
        if (count > 0) {
            nothing = stand_of(c, far);
        }
        go_on(c, 0, 1, &nothing);
        foi_case_free(c);
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        foi_case *c = follow(ways[i]);
        size_t whole = count;
        for (begun = count = 1; count <= whole; count++) {
            foi_case *part = new_case();
            for (size_t k = 0; k < count; k++) {
                apply(part, steps[k].setting, steps[k].date);
            }
            stand_of(part, foi_case_as_of(part));
            judge_in_all_ways(part, foi_case_as_of(part));
            foi_case_free(part);
        }
        count = whole;
        stand_of(c, far);
        foi_case_free(c);
    }
    for (size_t t = 0; t < law->plan->track_count; t++) {
        const foi__track *track = law->plan->tracks[t].track;
        for (size_t s = 0; s < law->plan->tracks[t].state_count; s++) {
            ck_assert_msg((reached[t] >> s & 1) != 0, "%s is never %s", track->rule.id, track->states[s].id);
        }
    }
    for (size_t k = 0; k < law->plan->event_count; k++) {
        ck_assert_msg((effective >> k & 1) != 0, "%s never takes effect", law->plan->events[k].event->id);
    }
    ck_assert_uint_gt(tried, 500000);
}
END_TEST

/* ---- faults of a case file ------------------------------------------------------------------------------------- */

/* "@200[" is a bracket 200 times, "\x" and two digits a byte. */
static size_t unfold(const char *cell, char *out, size_t room)
{
    size_t n = 0;
    for (const char *p = cell; *p != '\0';) {
        int times = 1, used = 0;
        char byte;
        if (*p == '@' && sscanf(p, "@%d%n", &times, &used) == 1) {
            p += used;
        }
        byte = *p++;
        if (byte == '\\' && *p == 'x') {
            unsigned value = 0;
            ck_assert_int_eq(sscanf(p, "x%2x", &value), 1);
            byte = (char)value;
            p += 3;
        }
        ck_assert_uint_le(n + (size_t)times, room);
        memset(out + n, byte, (size_t)times);
        n += (size_t)times;
    }
    return n;
}

/* The cell stands for a whole file, or for an event ("event: ...") or the members of a case ("case: ..."). */
static size_t file_of(const char *cell, char *out, size_t room)
{
    static char text[8192];
    if (strncmp(cell, "event: ", 7) == 0) {
        snprintf(text, sizeof text, "{\"foi_case\": 1, \"events\": [%s]}", cell + 7);
    } else if (strncmp(cell, "case: ", 6) == 0) {
        snprintf(text, sizeof text, "{\"foi_case\": 1, \"events\": [], %s}", cell + 6);
    } else {
        snprintf(text, sizeof text, "%s", cell);
    }
    return unfold(text, out, room);
}

static int parse_and_judge(const char *json, size_t len, foi_error *err)
{
    foi_case *c = NULL;
    int code = foi_case_parse(&c, law, json, len, NULL, err);
    ck_assert_int_eq(code == FOI_OK, c != NULL);
    if (code == FOI_OK) {
        code = foi_case_judge(c, FOI_DAY_NONE, NULL, NULL, 0, NULL, 0, err);
    }
    foi_case_free(c);
    return code;
}

START_TEST(faults_of_the_table)
{
    static char json[1 << 20];
    struct table t;
    int rows = 0;
    table_open(&t, "case-faults.tsv");
    while (table_next(&t)) {
        foi_error err = {.size = sizeof err};
        size_t len = file_of(t.cell[0], json, sizeof json);
        char *exact = malloc(len > 0 ? len : 1); /* so that a sanitizer sees the first byte after it */
        memcpy(exact, json, len);
        int code = parse_and_judge(exact, len, &err);
        const char *name = code == FOI_OK ? "FOI_OK" : foi_status_name(code);
        char text[sizeof err.message + 32] = "";
        free(exact);
        if (code != FOI_OK) {
            foi_error_text(&err, FOI_LANG_EN, text, sizeof text);
        }
        ck_assert_msg(strcmp(name + strlen("FOI_"), t.cell[1]) == 0 && strcmp(err.pointer, t.cell[2]) == 0 &&
                          strcmp(text, t.cell[3]) == 0,
                      "line %d\n%s\t%s\t%s\t%s", t.line, t.cell[0], name + strlen("FOI_"), err.pointer, text);
        ck_assert_msg(err.line == 0 || err.pointer[0] == '\0', "line %d: a place and a pointer", t.line);
        ck_assert(code == FOI_OK || foi_error_text(&err, FOI_LANG_ID, NULL, 0) > 0);
        rows++;
    }
    table_close(&t);
    ck_assert_int_ge(rows, 180);
}
END_TEST

/* Nothing is read of what is too long, so nothing of it need be there. */
START_TEST(too_long)
{
    foi_error err = {.size = sizeof err};
    foi_case *c = NULL;
    ck_assert_int_eq(foi_case_parse(&c, law, "{", 100000000, NULL, &err), FOI_ERR_LIMIT);
    ck_assert_int_eq(foi_case_parse(&c, law, "{", (size_t)FOI_CASE_BYTES + 1, NULL, &err), FOI_ERR_LIMIT);
    ck_assert_str_eq(err.pointer, "");
    ck_assert_str_eq(err.message, "the case file is larger than 67108864 bytes");
    ck_assert_ptr_null(c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sequences");
    TCase *tc = tcase_create("exhaustive"), *faults = tcase_create("faults");
    tcase_add_unchecked_fixture(tc, load, unload);
    tcase_set_tags(tc, "exhaustive");
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, sequences);
    suite_add_tcase(suite, tc);
    tcase_add_unchecked_fixture(faults, load, unload);
    tcase_add_test(faults, faults_of_the_table);
    tcase_add_test(faults, too_long);
    suite_add_tcase(suite, faults);
    return harness_run(suite);
}
