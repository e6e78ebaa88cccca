/* The report of a case in words: where it stands, what runs, what was found, what comes next. */
#include "case/case.h"
#include "report/case_text.h"

typedef struct telling {
    foi__out out;
    const foi_case *c;
    foi_day as_of;
    int lang;
} telling;

static void line(telling *t, const char *indent, int sentence, const char *a, const char *b, const char *d)
{
    foi__puts(&t->out, indent);
    foi__say(&t->out, sentence, t->lang, a, b, d);
    foi__puts(&t->out, "\n");
}

static void say_cites(telling *t, const foi__citations *cites, int32_t grade)
{
    foi__puts(&t->out, "    ");
    for (size_t i = 0; i < cites->count; i++) {
        foi__puts(&t->out, i > 0 ? "; " : "");
        foi__say_cite(&t->out, t->c->law, &cites->items[i], grade, t->lang);
    }
    foi__puts(&t->out, "\n");
}

/* What an actor is called; its id where no pack says. */
static const char *actor_name(const telling *t, const char *actor)
{
    const foi_law *law = t->c->law;

    for (size_t i = 0; i < law->provision_count; i++)
        if (foi__same(law->provisions[i].list, "actors") && foi__same(law->provisions[i].id, actor))
            return foi__in(t->lang, &((const foi__provision *)(const void *)law->provisions[i].rules[0])->name);
    return actor;
}

static const char *event_name(const telling *t, uint8_t kind)
{
    return foi__in(t->lang, &t->c->plan->events[kind].event->name);
}

static void heading(telling *t, int sentence, size_t count)
{
    foi__puts(&t->out, "\n");
    line(t, "", sentence, foi__format_number((int64_t)count).text, NULL, NULL);
}

/* ---- where it stands ----------------------------------------------------------------------------------- */

static void say_states(telling *t)
{
    const foi__fold *f = &t->c->judgment->fold;

    line(t, "", FOI__SAY_CASE, foi__say_day(t->as_of, t->lang).text, NULL, NULL);
    for (size_t i = 0; i < t->c->plan->track_count; i++) {
        const foi__plan_track *track = &t->c->plan->tracks[i];
        const char *state = foi__in(t->lang, &track->shown[f->state[i]]->name);

        line(t, "  ", f->since[i] != FOI_DAY_NONE ? FOI__SAY_STATE_SINCE : FOI__SAY_STATE,
             foi__in(t->lang, &track->track->name), state, foi__say_day(f->since[i], t->lang).text);
    }
}

/* At the top: without it a report under fixed readings would be taken for the prevailing one. */
static void say_fixed(telling *t)
{
    char text[512];
    foi__out out = {text, sizeof text, 0};

    if (t->c->fixed_count == 0)
        return;
    for (size_t i = 0; i < t->c->fixed_count; i++) {
        foi__puts(&out, i > 0 ? ", " : "");
        foi__puts(&out, t->c->law->axes[t->c->fixed[i].axis].id);
        foi__puts(&out, "=");
        foi__puts(&out, t->c->fixed[i].option);
    }
    foi__put_end(&out);
    line(t, "  ", FOI__SAY_FIXED, text, NULL, NULL);
}

/* ---- clocks -------------------------------------------------------------------------------------------- */

/* Statuses are numbered in tens (foi/case.h), in this order. */
static const char *status_words(const telling *t, int status)
{
    static const int sentences[] = {FOI__SAY_RUNNING, FOI__SAY_DUE_TODAY, FOI__SAY_MET, FOI__SAY_LATE,
                                    FOI__SAY_LAPSED,  FOI__SAY_CANCELLED, FOI__SAY_VOID};

    return foi__sentence(sentences[status / 10 - 1], t->lang);
}

/* What the days are counted from, in words, as that is what people argue about. */
static void say_trigger(telling *t, const foi__instance *i)
{
    const foi__fold *f = &t->c->judgment->fold;
    foi__day_words from = foi__say_day(i->from, t->lang);

    if (i->source < 0)
        line(t, "    ", FOI__SAY_CLOCK_FROM, from.text, event_name(t, t->c->records[i->event].kind), NULL);
    else
        line(t, "    ", FOI__SAY_CLOCK_LAPSE, from.text,
             foi__in(t->lang, &foi__instance_rule(t->c, &f->instances[i->source])->name), NULL);
}

static void say_dates(telling *t, const foi__instance *i)
{
    if (i->due == FOI_DAY_NONE)
        line(t, "    ", FOI__SAY_CLOCK_OPEN, NULL, NULL, NULL);
    else
        line(t, "    ", FOI__SAY_CLOCK_DUE, foi__say_day(i->due, t->lang).text, NULL, NULL);
    if (i->earliest != i->latest && i->earliest != FOI_DAY_NONE && i->latest != FOI_DAY_NONE)
        line(t, "    ", FOI__SAY_CLOCK_BETWEEN, foi__say_day(i->earliest, t->lang).text,
             foi__say_day(i->latest, t->lang).text, NULL);
    if (i->extended_event >= 0 && i->extended_from != FOI_DAY_NONE)
        line(t, "    ", FOI__SAY_CLOCK_EXTENDED, foi__say_day(i->extended_from, t->lang).text, NULL, NULL);
    if (i->end != FOI__RUNS)
        line(t, "    ", FOI__SAY_CLOCK_ENDED, foi__say_day(i->stopped, t->lang).text, NULL, NULL);
}

/* What is left is told in working days or else in days, also of a term in months or years. */
static void say_clock(telling *t, const foi__instance *i)
{
    const foi__clock *rule = foi__instance_rule(t->c, i);
    int32_t left = foi__instance_left(&t->c->judgment->fold, i, t->as_of);
    int32_t unit = foi__fold_unit(&t->c->judgment->fold, i->clock);

    line(t, "  ", FOI__SAY_CLOCK_OF, foi__in(t->lang, &rule->name), actor_name(t, foi__instance_actor(t->c, i)),
         status_words(t, foi__instance_status(i, t->as_of)));
    say_trigger(t, i);
    say_dates(t, i);
    if (left != INT32_MIN && left >= 0)
        line(t, "    ", FOI__SAY_DAYS_LEFT, foi__format_number(left).text,
             foi__unit_words(unit == FOI_UNIT_WORKING_DAY ? unit : FOI_UNIT_CALENDAR_DAY, left, t->lang), NULL);
    say_cites(t, &rule->rule.cites, rule->rule.grade);
}

/* ---- findings ------------------------------------------------------------------------------------------ */

/* Events are counted from 1 here, as people do; JSON has indexes. */
static void say_finding(telling *t, const foi__verdict *v)
{
    static const int severities[] = {FOI__SAY_VIOLATION, FOI__SAY_DEFECT, FOI__SAY_WARNING, FOI__SAY_NOTE};
    const foi__finding *f = t->c->plan->codes[v->code];
    const char *actor = foi__verdict_actor(t->c, v);
    const char *severity = foi__sentence(severities[foi__verdict_severity(t->c, v) - 1], t->lang);

    if (actor != NULL)
        line(t, "  ", FOI__SAY_CLOCK_OF, severity, actor_name(t, actor), foi__in(t->lang, &f->text));
    else
        line(t, "  ", FOI__SAY_STATE, severity, foi__in(t->lang, &f->text), NULL);
    if (v->event >= 0) {
        const foi__record *r = &t->c->records[v->event];

        line(t, "    ", FOI__SAY_EVENT, foi__format_number(v->event + 1).text, event_name(t, r->kind),
             foi__say_day(r->date, t->lang).text);
    }
    if (v->under != FOI_UNDER_ALL)
        line(t, "    ", v->under == FOI_UNDER_DEFAULT ? FOI__SAY_UNDER_DEFAULT : FOI__SAY_UNDER_OTHER, NULL, NULL,
             NULL);
    say_cites(t, &f->rule.cites, f->rule.grade);
}

/* ---- next ---------------------------------------------------------------------------------------------- */

/*
 * What the passing of the term does: the finding that it makes, else the state that it leads to. Nothing for a
 * step that no clock asks for, or that the clock only allows.
 */
bool foi__say_if_not(foi__out *out, const foi_case *c, const foi__next *n, int lang)
{
    const foi__plan_clock *k = n->clock != FOI__NO ? &c->plan->clocks[n->clock] : NULL;
    const foi__plan_track *track;

    if (k == NULL || n->event != k->step || (k->missing == FOI__NO && k->lapse_count == 0))
        return false;
    if (k->missing != FOI__NO) {
        foi__puts(out, foi__in(lang, &c->plan->codes[k->missing]->text));
        return true;
    }
    track = &c->plan->tracks[k->lapses[0].track];
    foi__say(out, FOI__SAY_STATE, lang, foi__in(lang, &track->track->name),
             foi__in(lang, &track->shown[k->lapses[0].to]->name), NULL);
    foi__puts(out, ".");
    return true;
}

static void say_if_not(telling *t, const foi__next *n)
{
    char text[512];
    foi__out out = {text, sizeof text, 0};

    if (!foi__say_if_not(&out, t->c, n, t->lang))
        return;
    foi__put_end(&out);
    line(t, "    ", FOI__SAY_IF_NOT, text, NULL, NULL);
}

static void say_next(telling *t, const foi__next *n)
{
    foi__day_words from = foi__say_day(n->not_before, t->lang);

    line(t, "  ", FOI__SAY_STEP, event_name(t, n->event), actor_name(t, n->actor), NULL);
    if (n->until == FOI_DAY_NONE)
        line(t, "    ", FOI__SAY_STEP_FROM, from.text, NULL, NULL);
    else
        line(t, "    ", FOI__SAY_STEP_UNTIL, from.text, foi__say_day(n->until, t->lang).text, NULL);
    if (n->safe_until != FOI_DAY_NONE && n->safe_until != n->until)
        line(t, "    ", FOI__SAY_STEP_SAFE, foi__say_day(n->safe_until, t->lang).text, NULL, NULL);
    say_if_not(t, n);
    say_cites(t, n->cites, n->grade);
}

/* ---- all ----------------------------------------------------------------------------------------------- */

/* Which calendar and law said so; the hashes are cut, JSON has them whole. */
static void say_identity(telling *t)
{
    enum { SHOWN = 13 };
    const foi_calendar *cal = t->c->edition->calendar;
    foi_day known = foi_calendar_known(cal);
    char cal_hash[SHOWN], law_hash[SHOWN], text[512];
    foi__day_words known_words = foi__say_day(known, t->lang);
    const char *args[] = {foi_calendar_name(cal), known_words.text, cal_hash, law_hash,
                          t->c->law->regimes[t->c->regime].regime->id};

    foi_calendar_hash(cal, cal_hash, sizeof cal_hash);
    foi_law_hash(t->c->law, law_hash, sizeof law_hash);
    foi__sentence_text(known != FOI_DAY_NONE ? FOI__SAY_KNOWN_ON : FOI__SAY_KNOWN, t->lang, args, 5, text, sizeof text);
    foi__puts(&t->out, "\n");
    foi__puts(&t->out, text);
    foi__puts(&t->out, "\n");
}

static size_t tell(telling *t)
{
    const foi__judgment *j = t->c->judgment;

    say_states(t);
    say_fixed(t);
    if (j->fold.count > 0)
        heading(t, FOI__SAY_CASE_CLOCKS, j->fold.count);
    for (size_t i = 0; i < j->fold.count; i++)
        say_clock(t, &j->fold.instances[j->sorted[i]]);
    if (j->verdict_count > 0)
        heading(t, FOI__SAY_CASE_FINDINGS, j->verdict_count);
    for (size_t i = 0; i < j->verdict_count; i++)
        say_finding(t, &j->verdicts[i]);
    if (j->next_count > 0)
        heading(t, FOI__SAY_CASE_NEXT, j->next_count);
    for (size_t i = 0; i < j->next_count; i++)
        say_next(t, &j->nexts[i]);
    say_identity(t);
    return foi__put_end(&t->out);
}

int foi_case_report_text(foi_case *c, foi_day as_of, int lang, char *buf, size_t size, size_t *needed, foi_error *err)
{
    telling t = {{buf, size, 0}, c, FOI_DAY_NONE, lang};
    int code = foi__case_ready(c, &as_of, err);

    if (code == FOI_OK)
        code = foi__case_judge(c, as_of, err);
    if (code < 0)
        return code;
    t.as_of = as_of;
    *needed = tell(&t);
    return FOI_OK;
}
