/* The life of a case, and what it tells in structs. */
#include <string.h>

#include "case/case.h"
#include "deadline/deadline.h"

/* ---- options ------------------------------------------------------------------------------------------- */

/* The law's own text is kept and not the caller's: it lives as long as the case. */
int foi__case_applicant(foi_case *c, const char *kind, foi_error *err)
{
    char list[200];
    foi__out out = {list, sizeof list, 0};

    for (size_t i = 0; i < c->plan->applicant_count; i++) {
        if (foi__same(c->plan->applicants[i], kind)) {
            c->applicant = c->plan->applicants[i];
            c->applicant_number = (uint8_t)i;
            return FOI_OK;
        }
        foi__puts(&out, i > 0 ? ", " : "");
        foi__puts(&out, c->plan->applicants[i]);
    }
    foi__put_end(&out);
    return foi__point(err, foi__fail(err, FOI__NOT_ONE_OF, "kind", kind, list), "/applicant/kind");
}

/*
 * The zones of the country, none of which has summer time. A constant is kept, as the caller's text may go; another
 * zone needs a row in the date layer too.
 */
int foi__case_zone(foi_case *c, const char *zone, foi_error *err)
{
    static const char *const zones[] = {"Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"};

    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (foi__same(zones[i], zone)) {
            c->zone = zones[i];
            return FOI_OK;
        }
    return foi__point(
        err,
        foi__fail(err, FOI__NOT_ONE_OF, "timezone", zone, "Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura"),
        "/body/timezone");
}

static void reading_pointer(char *buf, size_t size, const char *axis, size_t len)
{
    foi__out out = {buf, size, 0};

    foi__puts(&out, "/readings/");
    foi__put(&out, axis, len);
    foi__put_end(&out);
}

/* What the caller fixed wins over the file, whatever comes first. */
int foi__case_fix(foi_case *c, const char *reading, bool from_file, foi_error *err)
{
    foi__fixing fixing;
    char pointer[128];
    size_t i = 0;
    int code;

    code = foi__reading_parse(c->law, reading, &fixing, err);
    if (code < 0) {
        reading_pointer(pointer, sizeof pointer, reading, strcspn(reading, "="));
        return foi__point(err, code, from_file ? pointer : "");
    }
    while (i < c->fixed_count && c->fixed[i].axis != fixing.axis)
        i++;
    if (i < c->fixed_count && from_file && !c->fixed[i].from_file)
        return FOI_OK;
    if (i == c->fixed_count)
        c->fixed_count++;
    c->prevailing_of = NULL;
    foi__case_changed(c);
    c->fixed[i] = (foi__fixed){(uint8_t)fixing.axis, from_file, fixing.option};
    return FOI_OK;
}

/* ---- life ---------------------------------------------------------------------------------------------- */

/* The plan is the law's, so events can be read before the regime is known. */
int foi__case_make(foi_case **out, const foi_law *law, const char *regime, foi_error *err)
{
    size_t number;
    foi_case *c;
    int code = foi__law_regime_number(law, regime, &number, err);

    if (code < 0) {
        foi__point(err, code, "/regime");
        return code;
    }
    c = foi__zalloc(1, sizeof *c);
    if (c == NULL)
        return foi__no_memory(err);
    c->law = foi_law_ref((foi_law *)(uintptr_t)law); /* counting references is no change */
    c->regime = number;
    c->plan = law->plan;
    c->zone = "Asia/Jakarta";
    c->applicant = c->plan->applicant_count > 0 ? c->plan->applicants[0] : "";
    c->file_as_of = c->latest = FOI_DAY_NONE;
    *out = c;
    return FOI_OK;
}

/* Also after a fault half-way: what was not made is NULL. */
static void free_judgment(foi__judgment *j)
{
    if (j == NULL)
        return;
    foi__free(j->sorted);
    foi__free(j->verdicts);
    foi__free(j->rights);
    foi__free(j->nexts);
    foi__fold_free(&j->fold);
    foi__free(j);
}

void foi_case_free(foi_case *c)
{
    if (c == NULL)
        return;
    foi_law_unref(c->law);
    foi__free(c->records);
    foi__free(c->text);
    foi__free(c->order);
    foi__free(c->found);
    foi__free(c->heads);
    foi__free(c->links);
    free_judgment(c->judgment);
    if (c->scratch != NULL)
        foi__fold_free(c->scratch);
    foi__free(c->scratch);
    foi__free(c);
}

/* Before the file is read: a fault of the caller is told before one of the file. */
int foi__case_options(foi_case *c, const foi_case_opts *o, foi_error *err)
{
    int code = FOI_OK;

    if (o->readings == NULL && o->reading_count > 0)
        return foi__fail(err, FOI__NULL_ARGUMENT, "readings", NULL, NULL);
    if (o->timezone != NULL)
        code = foi__case_zone(c, o->timezone, err);
    if (code == FOI_OK && o->applicant != NULL)
        code = foi__case_applicant(c, o->applicant, err);
    for (size_t i = 0; i < o->reading_count && code == FOI_OK; i++) {
        if (o->readings[i] == NULL)
            return foi__fail(err, FOI__NULL_ARGUMENT, "readings", NULL, NULL);
        code = foi__case_fix(c, o->readings[i], false, err);
    }
    return code;
}

int foi__case_opts_read(foi_case_opts *o, const foi_case_opts *given, foi_error *err)
{
    int code = foi__opts_read(o, sizeof *o, given, err);

    if (code == FOI_OK && o->flags != 0)
        code = foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o->flags).text, NULL, NULL);
    return code;
}

int foi_case_new(foi_case **out, const foi_law *law, const foi_case_opts *opts, foi_error *err)
{
    foi_case_opts o;
    foi_case *c = NULL;
    int code = foi__case_opts_read(&o, opts, err);

    if (code == FOI_OK)
        code = foi__case_make(&c, law, o.regime, err);
    if (c == NULL)
        return code;
    code = foi__case_options(c, &o, err);
    if (code < 0) {
        foi_case_free(c);
        return code;
    }
    *out = c;
    return FOI_OK;
}

/* ---- copies -------------------------------------------------------------------------------------------- */

/*
 * Handed over as soon as it is there: freeing the copy frees it, whatever comes after. Texts are copied as one, so that
 * their offsets stay good.
 */
static int copy_facts(foi_case *to, const foi_case *from, foi_error *err)
{
    foi__record *records = foi__grow(NULL, &to->room, from->count + 1, sizeof *records);
    char *text;

    if (records == NULL)
        return foi__no_memory(err);
    to->records = records;
    text = foi__grow(NULL, &to->text_room, from->text_len + 1, 1);
    if (text == NULL)
        return foi__no_memory(err);
    to->text = text;
    if (from->count > 0)
        memcpy(records, from->records, from->count * sizeof *records);
    if (from->text_len > 0)
        memcpy(text, from->text, from->text_len);
    to->count = from->count;
    to->text_len = from->text_len;
    to->latest = from->latest;
    to->file_as_of = from->file_as_of;
    return FOI_OK;
}

/* Numbers of kinds and fields are those of a law. Another one is another book only if it says other things. */
static bool same_tables(const foi__plan *a, const foi__plan *b)
{
    if (a->event_count != b->event_count)
        return false;
    for (size_t i = 0; i < a->event_count; i++) {
        const foi__plan_event *x = &a->events[i], *y = &b->events[i];

        if (!foi__same(x->event->id, y->event->id) || x->field_count != y->field_count)
            return false;
        for (size_t k = 0; k < x->field_count; k++) {
            const foi__field *p = x->fields[k].field, *q = y->fields[k].field;

            if (!foi__same(p->id, q->id) || p->type != q->type || p->of.count != q->of.count)
                return false;
            for (size_t n = 0; n < p->of.count; n++)
                if (!foi__same(p->of.items[n], q->of.items[n]))
                    return false;
        }
    }
    return true;
}

/* Readings go by their names, as their numbers are those of a law. */
static int copy_options(foi_case *to, const foi_case *from, foi_error *err)
{
    int code = FOI_OK;

    to->zone = from->zone;
    if (from->applicant[0] != '\0')
        code = foi__case_applicant(to, from->applicant, err);
    for (size_t i = 0; i < from->fixed_count && code == FOI_OK; i++) {
        char reading[160];
        foi__out out = {reading, sizeof reading, 0};

        foi__puts(&out, from->law->axes[from->fixed[i].axis].id);
        foi__puts(&out, "=");
        foi__puts(&out, from->fixed[i].option);
        foi__put_end(&out);
        code = foi__case_fix(to, reading, from->fixed[i].from_file, err);
    }
    return code;
}

/* With another law the rules may differ, but not the tables: records are numbers in them, and copied as they are. */
int foi_case_copy(foi_case **out, const foi_case *c, const foi_law *law, foi_error *err)
{
    foi_case *copy = NULL;
    int code;

    if (law == NULL)
        law = c->law;
    if (law != c->law && !same_tables(law->plan, c->plan))
        return foi__fail(err, FOI__OTHER_TABLES, NULL, NULL, NULL);
    code = foi__case_make(&copy, law, c->law->regimes[c->regime].regime->id, err);
    if (copy == NULL)
        return code;
    if ((code = copy_options(copy, c, err)) < 0 || (code = copy_facts(copy, c, err)) < 0) {
        foi_case_free(copy);
        return code;
    }
    *out = copy;
    return FOI_OK;
}

/* ---- records --------------------------------------------------------------------------------------------- */

/* Read as a whole before it is recorded: what is refused leaves nothing but texts that nobody points to. */
int foi_case_apply(foi_case *c, const foi_event *event, foi_error *err)
{
    foi__record fact;
    int code = foi__record_read(c, &fact, event, c->count, err);

    return code < 0 ? code : foi__case_record(c, &fact, c->count, err);
}

int foi_case_replace(foi_case *c, size_t index, const foi_event *event, foi_error *err)
{
    foi__record fact;
    int code;

    if (index >= c->count)
        return foi__fail(err, FOI__NO_EVENT, foi__format_number((int64_t)index).text,
                         foi__format_number((int64_t)c->count).text, NULL);
    code = foi__record_read(c, &fact, event, index, err);
    return code < 0 ? code : foi__case_record(c, &fact, index, err);
}

static int apply_json(foi_case *c, size_t index, const char *json, size_t len, foi_error *err)
{
    foi__record fact;
    foi__pointer events = foi__pointer_to(NULL, "events"), at = foi__pointer_at(&events, index);
    int code = foi__file_event(c, &fact, json, len, &at, err);

    return code < 0 ? code : foi__case_record(c, &fact, index, err);
}

int foi_case_apply_json(foi_case *c, const char *json, size_t len, foi_error *err)
{
    return apply_json(c, c->count, json, len, err);
}

int foi_case_replace_json(foi_case *c, size_t index, const char *json, size_t len, foi_error *err)
{
    if (index >= c->count)
        return foi__fail(err, FOI__NO_EVENT, foi__format_number((int64_t)index).text,
                         foi__format_number((int64_t)c->count).text, NULL);
    return apply_json(c, index, json, len, err);
}

size_t foi_case_count(const foi_case *c)
{
    return c->count;
}

const foi_law *foi_case_law(const foi_case *c)
{
    return c->law;
}

/* All events count, those too that have not happened on that day; so does a receipt that moves no clock. */
foi_day foi_case_as_of(const foi_case *c)
{
    foi_day latest = FOI_DAY_NONE;

    if (c->file_as_of != FOI_DAY_NONE)
        return c->file_as_of;
    for (size_t i = 0; i < c->count; i++) {
        const foi__record *f = &c->records[i];

        if (f->date > latest)
            latest = f->date;
        if (f->received != FOI_DAY_NONE && f->received > latest)
            latest = f->received;
    }
    return latest;
}

/* The note borrows from the texts of the case, which the next event may move. */
int foi_case_event(const foi_case *c, size_t index, foi_event_info *out)
{
    foi_event_info info = {.size = 0};
    const foi__record *f;
    const foi__plan_event *e;

    if (index >= c->count)
        return FOI_ERR_ARGUMENT;
    f = &c->records[index];
    e = &c->plan->events[f->kind];
    info.date = f->date;
    info.day = f->day;
    info.received = f->received;
    info.kind = e->event->id;
    info.name_id = e->event->name.id;
    info.name_en = e->event->name.en;
    info.track = e->event->track;
    info.track_number = e->track;
    info.note = f->note != 0 ? c->text + f->note : NULL;
    return foi__info_write(out, &info, sizeof info);
}

/* ---- what a fold tells --------------------------------------------------------------------------------- */

/* One world has one due date. foi_case_judge() puts the first and last of all readings in its place. */
static foi_case_clock clock_info(const foi__fold *f, const foi__instance *i, foi_day as_of)
{
    const foi_case *c = f->c;
    const foi__clock *rule = foi__instance_rule(c, i);

    return (foi_case_clock){.id = rule->rule.id,
                            .name_id = rule->name.id,
                            .name_en = rule->name.en,
                            .actor = foi__instance_actor(c, i),
                            .trigger = i->event >= 0 ? c->plan->events[c->records[i->event].kind].event->id : NULL,
                            .lapse_of = i->source >= 0 ? c->plan->clocks[f->instances[i->source].clock].id : NULL,
                            .from = i->from,
                            .due = i->due,
                            .earliest = i->due,
                            .latest = i->due,
                            .extended_from = i->extended_from,
                            .stopped = i->stopped,
                            .trigger_event = i->event,
                            .extended_event = i->extended_event,
                            .stopped_event = i->stopped_event,
                            .status = foi__instance_status(i, as_of),
                            .days_left = foi__instance_left(f, i, as_of),
                            .unit = foi__fold_unit(f, i->clock)};
}

static foi_case_finding finding_info(const foi_case *c, const foi__verdict *v)
{
    const foi__finding *f = c->plan->codes[v->code];
    uint8_t clock = foi__verdict_clock(c, v);

    return (foi_case_finding){.code = f->rule.id,
                              .actor = foi__verdict_actor(c, v),
                              .clock = clock != FOI__NO ? c->plan->clocks[clock].id : NULL,
                              .text_id = f->text.id,
                              .text_en = f->text.en,
                              .event = v->event,
                              .severity = foi__verdict_severity(c, v),
                              .under = v->under};
}

static int tell(const foi__fold *f, foi_day as_of, size_t findings, foi_case_info *out)
{
    foi_case_info info = {.size = 0};
    const foi_case *c = f->c;

    if (out == NULL)
        return FOI_OK;
    info.as_of = as_of;
    info.regime = c->law->regimes[c->regime].regime->id;
    for (size_t i = 0; i < c->plan->track_count && i < FOI_CASE_TRACKS; i++) {
        info.tracks[i] = c->plan->tracks[i].track->rule.id;
        info.states[i] = c->plan->tracks[i].shown[f->state[i]]->id;
        info.since[i] = f->since[i];
    }
    info.clock_count = f->count;
    info.finding_count = findings;
    return foi__info_write(out, &info, sizeof info);
}

/* The prevailing world alone and on the stack: it is asked of every case of an office, and must cost little. */
int foi_case_state(foi_case *c, foi_day as_of, foi_case_info *out, foi_case_clock *clocks, size_t capacity,
                   foi_error *err)
{
    FOI__UNSET foi__brief b;
    int code = foi__case_ready(c, &as_of, err);

    if (code < 0)
        return code;
    code = foi__case_brief(c, &b, as_of, err);
    if (code == FOI_OK && clocks != NULL)
        code = foi__brief_sort(&b, err);
    for (size_t i = 0; code == FOI_OK && clocks != NULL && i < b.fold.count && i < capacity; i++)
        clocks[i] = clock_info(&b.fold, &b.fold.instances[b.sorted[i]], as_of);
    if (code == FOI_OK)
        code = tell(&b.fold, as_of, 0, out);
    foi__brief_free(&b);
    return code;
}

int foi_case_judge(foi_case *c, foi_day as_of, foi_case_info *out, foi_case_clock *clocks, size_t capacity,
                   foi_case_finding *findings, size_t finding_capacity, foi_error *err)
{
    const foi__judgment *j;
    int code = foi__case_ready(c, &as_of, err);

    if (code < 0 || (code = foi__case_judge(c, as_of, err)) < 0)
        return code;
    j = c->judgment;
    for (size_t i = 0; clocks != NULL && i < j->fold.count && i < capacity; i++) {
        const foi__instance *x = &j->fold.instances[j->sorted[i]];

        clocks[i] = clock_info(&j->fold, x, as_of);
        clocks[i].earliest = x->earliest;
        clocks[i].latest = x->latest;
    }
    for (size_t i = 0; findings != NULL && i < j->verdict_count && i < finding_capacity; i++)
        findings[i] = finding_info(c, &j->verdicts[i]);
    return tell(&j->fold, as_of, j->verdict_count, out);
}

/* ---- names --------------------------------------------------------------------------------------------- */

const char *foi_clock_status_name(int status)
{
    static const char *const names[] = {"running", "due_today", "met", "late", "lapsed", "cancelled", "void"};

    return status >= FOI_CLOCK_RUNNING && status <= FOI_CLOCK_VOID && status % 10 == 0 ? names[status / 10 - 1] : NULL;
}

const char *foi_severity_name(int severity)
{
    static const char *const names[] = {"violation", "defect", "warning", "note"};

    return severity >= FOI_SEVERITY_VIOLATION && severity <= FOI_SEVERITY_NOTE ? names[severity - 1] : NULL;
}

const char *foi_under_name(int under)
{
    static const char *const names[] = {"all", "default", "other"};

    return under >= FOI_UNDER_ALL && under <= FOI_UNDER_OTHER ? names[under - 1] : NULL;
}
