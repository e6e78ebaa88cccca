/* The procedure of a regime as a picture: one Graphviz digraph, a cluster a track. */
#include "report/report.h"

/*
 * Drawn from the same tables that run a case, so the picture cannot say other than the law does. Events without
 * a next state are left out: they move nothing.
 */
typedef struct drawing {
    const foi_law *law;
    const foi__regime_law *regime;
    const foi__track *track;
    int lang;
    foi__out out;
    int64_t hubs; /* how many edges had to be drawn through a node of their own */
} drawing;

/* What leads from some states to one or more others. */
typedef struct arrow {
    const foi__words *from;
    const char *const *to;
    size_t to_count;
    const char *label;
    bool by_time;
} arrow;

/* Names are free text from packs. In a quoted id only these two can end it early. */
static void put_quoted(foi__out *out, const char *text)
{
    foi__puts(out, "\"");
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            foi__puts(out, "\\");
        foi__put(out, *p == '\n' ? " " : p, 1);
    }
    foi__puts(out, "\"");
}

/* A state's node: its name is unique only within its track. */
static void put_state(drawing *d, const char *state)
{
    foi__puts(&d->out, "\"");
    foi__puts(&d->out, d->track->rule.id);
    foi__puts(&d->out, ".");
    foi__puts(&d->out, state);
    foi__puts(&d->out, "\"");
}

static void put_hub(drawing *d)
{
    foi__puts(&d->out, "hub");
    foi__putn(&d->out, d->hubs);
}

/* " [dir=none, style=dashed];" */
static void put_style(drawing *d, const char *label, bool headless, bool by_time)
{
    const char *comma = "";

    if (label != NULL || headless || by_time) {
        foi__puts(&d->out, " [");
        if (label != NULL) {
            foi__puts(&d->out, "label=");
            put_quoted(&d->out, label);
            comma = ", ";
        }
        if (headless) {
            foi__puts(&d->out, comma);
            foi__puts(&d->out, "dir=none");
            comma = ", ";
        }
        if (by_time) {
            foi__puts(&d->out, comma);
            foi__puts(&d->out, "style=dashed");
        }
        foi__puts(&d->out, "]");
    }
    foi__puts(&d->out, ";\n");
}

/* The states that an arrow leaves: one that it also leads to alone is no step. */
static bool leaves(const arrow *a, size_t i)
{
    return a->to_count != 1 || !foi__same(a->from->items[i], a->to[0]);
}

static void draw_plain(drawing *d, const arrow *a, size_t from)
{
    foi__puts(&d->out, "    ");
    put_state(d, a->from->items[from]);
    foi__puts(&d->out, " -> ");
    put_state(d, a->to[0]);
    put_style(d, a->label, false, a->by_time);
}

/* Many edges of one event: they meet in a node that carries the label once. */
static void draw_hub(drawing *d, const arrow *a)
{
    d->hubs++;
    foi__puts(&d->out, "    ");
    put_hub(d);
    foi__puts(&d->out, " [shape=plaintext, margin=\"0.12,0.04\", width=0, height=0, fontsize=9, label=");
    put_quoted(&d->out, a->label);
    foi__puts(&d->out, "];\n");
    for (size_t i = 0; i < a->from->count; i++)
        if (leaves(a, i)) {
            foi__puts(&d->out, "    ");
            put_state(d, a->from->items[i]);
            foi__puts(&d->out, " -> ");
            put_hub(d);
            put_style(d, NULL, true, a->by_time);
        }
    for (size_t i = 0; i < a->to_count; i++) {
        foi__puts(&d->out, "    ");
        put_hub(d);
        foi__puts(&d->out, " -> ");
        put_state(d, a->to[i]);
        put_style(d, NULL, false, a->by_time);
    }
}

static void draw_arrow(drawing *d, const arrow *a)
{
    size_t left = 0, last = 0;

    for (size_t i = 0; i < a->from->count; i++)
        if (leaves(a, i)) {
            left++;
            last = i;
        }
    if (left == 1 && a->to_count == 1)
        draw_plain(d, a, last);
    else if (left > 0)
        draw_hub(d, a);
}

static void draw_transition(drawing *d, const foi__transition *t)
{
    const foi__event *e = foi__law_event(d->law, t->rule.id);
    arrow a = {&t->from, &t->to, 1, foi__in(d->lang, &e->name), false};

    /* a field that names the next state: one arrow to each that it may name */
    if (t->to_field != NULL)
        for (size_t i = 0; i < e->field_count; i++)
            if (foi__same(e->fields[i].id, t->to_field)) {
                a.to = e->fields[i].of.items;
                a.to_count = e->fields[i].of.count;
            }
    if (t->to != NULL || t->to_field != NULL)
        draw_arrow(d, &a);
}

/* What an event does to another track than its own. */
static void draw_also(drawing *d, const foi__transition *t)
{
    for (size_t i = 0; i < t->also_count; i++) {
        arrow a = {&t->also[i].from, &t->also[i].to, 1, foi__in(d->lang, &foi__law_event(d->law, t->rule.id)->name),
                   false};

        if (foi__same(t->also[i].track, d->track->rule.id))
            draw_arrow(d, &a);
    }
}

/* A clock by its last name in the regime, by its id where the regime does not have it. */
static const char *clock_name(const drawing *d, const char *id)
{
    const foi__timeline *t;
    size_t number;

    if (foi__law_clock_number(d->law, id, &number, NULL) < 0)
        return id;
    t = &d->regime->clocks[number];
    return t->count > 0 ? foi__in(d->lang, &foi__clock_of(&t->items[t->count - 1])->name) : id;
}

static void draw_lapse(drawing *d, const foi__lapse *l)
{
    arrow a = {&l->from, &l->to, 1, clock_name(d, l->rule.id), true};

    if (l->to != NULL)
        draw_arrow(d, &a);
}

/* The opening of a window, by whatever opens it. */
static void draw_opening(drawing *d, const foi__run *r)
{
    arrow a = {&r->opens_from, &r->opens_to, 1, clock_name(d, r->rule.id), false};

    if (r->opens_track != NULL && foi__same(r->opens_track, d->track->rule.id))
        draw_arrow(d, &a);
}

static void draw_states(drawing *d)
{
    for (size_t i = 0; i < d->track->state_count; i++) {
        const foi__state *s = &d->track->states[i];

        foi__puts(&d->out, "    ");
        put_state(d, s->id);
        foi__puts(&d->out, " [label=");
        put_quoted(&d->out, foi__in(d->lang, &s->name));
        foi__puts(&d->out, s->final ? ", peripheries=2];\n" : "];\n");
    }
}

static void draw_track(drawing *d, const foi__track *track)
{
    d->track = track;
    foi__puts(&d->out, "  subgraph \"cluster_");
    foi__puts(&d->out, track->rule.id);
    foi__puts(&d->out, "\" {\n    label=");
    put_quoted(&d->out, foi__in(d->lang, &track->name));
    foi__puts(&d->out, ";\n");
    draw_states(d);
    for (size_t i = 0; i < d->regime->pack_count; i++) {
        const foi__pack *p = d->regime->packs[i];

        for (size_t k = 0; k < p->run_count; k++)
            draw_opening(d, &p->runs[k]);
        for (size_t k = 0; k < p->transition_count; k++)
            draw_also(d, &p->transitions[k]);
        for (size_t k = 0; k < p->transition_count; k++)
            if (!p->transitions[k].rule.absent && foi__same(p->transitions[k].track, track->rule.id))
                draw_transition(d, &p->transitions[k]);
        for (size_t k = 0; k < p->lapse_count; k++)
            if (!p->lapses[k].rule.absent && foi__same(p->lapses[k].track, track->rule.id))
                draw_lapse(d, &p->lapses[k]);
    }
    foi__puts(&d->out, "  }\n");
}

int foi_law_graph(const foi_law *law, const char *regime, int lang, char *buf, size_t size, size_t *needed,
                  foi_error *err)
{
    drawing d = {law, NULL, NULL, lang, {buf, size, 0}, 0};
    size_t number;
    int code = foi__law_regime_number(law, regime, &number, err);

    if (code < 0)
        return code;
    d.regime = &law->regimes[number];
    foi__puts(&d.out, "digraph ");
    put_quoted(&d.out, d.regime->regime->id);
    foi__puts(&d.out, " {\n"
                      "  rankdir=LR;\n"
                      "  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];\n"
                      "  edge [fontname=\"Helvetica\", fontsize=9];\n"
                      "  fontname=\"Helvetica\";\n");
    for (size_t i = d.regime->pack_count; i-- > 0;) /* from the last: dot stacks clusters from the bottom up */
        for (size_t k = d.regime->packs[i]->track_count; k-- > 0;)
            if (!d.regime->packs[i]->tracks[k].rule.absent)
                draw_track(&d, &d.regime->packs[i]->tracks[k]);
    foi__puts(&d.out, "}\n");
    foi__put_end(&d.out);
    if (needed != NULL)
        *needed = d.out.len;
    return FOI_OK;
}
