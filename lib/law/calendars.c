/*
 * The calendars of a law: built in or given, overlaid by the caller's files, as known on a day, once for
 * each choice of worked kinds that some reading offers, with bounds for the undecided years after.
 */
#include <string.h>

#include "law/law.h"

/* All that is read here is read once, when the law is made: an answer never opens, parses or builds a calendar. */
typedef struct loading {
    foi_law *law;
    const foi_law_opts *opts;
    foi_error *err;
} loading;

/* ---- texts by name ------------------------------------------------------------------------------------- */

/* A calendar file of the packs: compiled in, or among the given ones when nothing is compiled in. */
static bool find_text(const loading *l, const char *name, foi_source *out)
{
    if ((l->opts->flags & FOI_LAW_NO_BUILTIN) == 0)
        for (size_t i = 0; foi__builtin_file(i, out) != NULL; i++)
            if (foi__same(out->name, name))
                return true;
    for (size_t i = 0; i < l->opts->calendar_count; i++)
        if (l->opts->calendars[i].name != NULL && foi__same(l->opts->calendars[i].name, name)) {
            *out = l->opts->calendars[i];
            return true;
        }
    return false;
}

/* With nothing compiled in, a file that a pack names is no overlay. */
static bool is_named_by_pack(const loading *l, const foi_source *file)
{
    if ((l->opts->flags & FOI_LAW_NO_BUILTIN) == 0 || file->name == NULL)
        return false;
    for (size_t i = 0; i < l->law->calendar_count; i++) {
        const foi__calendar_use *use = l->law->calendars[i].use;

        if (foi__same(use->file, file->name) || (use->tentative != NULL && foi__same(use->tentative, file->name)))
            return true;
    }
    return false;
}

static const char *name_of(const foi_source *file)
{
    return file->name != NULL ? file->name : "(text)";
}

/* ---- the caller's files -------------------------------------------------------------------------------- */

/*
 * Read a file for itself, only to see whether it is a whole calendar. It is read again later, on the base that
 * it then has: files are few, and reading them twice is simpler than moving rows from one source to another.
 */
static int is_whole(const loading *l, const foi_source *file, bool *whole)
{
    foi__source_builder b;
    int code;

    if (file->text == NULL)
        return foi__fail(l->err, FOI__NULL_ARGUMENT, "text", NULL, NULL);
    code = foi__source_begin(&b, NULL, l->err);
    if (code == FOI_OK)
        code = foi__rows_parse(&b, whole, name_of(file), file->text, file->size, l->err);
    foi__source_abandon(&b);
    return code;
}

/*
 * The one whole calendar among the files, NULL if there is none. It takes the place of the built-in one,
 * wherever it stands among the overlays. Two would be two answers to every question.
 */
static int find_whole(const loading *l, const foi_source **out)
{
    *out = NULL;
    for (size_t i = 0; i < l->opts->calendar_count; i++) {
        const foi_source *file = &l->opts->calendars[i];
        bool whole = false;
        int code;

        if (is_named_by_pack(l, file))
            continue;
        if ((code = is_whole(l, file, &whole)) < 0)
            return code;
        if (whole && *out != NULL)
            return foi__fail_at(l->err, (foi__place){name_of(file), 0, 0}, FOI__CAL_SECOND_WHOLE, name_of(file), NULL,
                                NULL);
        if (whole)
            *out = file;
    }
    return FOI_OK;
}

/*
 * Replace *cal by itself with an overlay. The name grows with it ("base+file"): an answer tells what it was
 * counted on.
 */
static int overlay(const loading *l, foi_calendar **cal, const foi_source *file)
{
    char name[256];
    foi__out out = {name, sizeof name, 0};
    foi_calendar *next;
    int code;

    foi__puts(&out, foi_calendar_name(*cal));
    foi__puts(&out, "+");
    foi__puts(&out, name_of(file));
    foi__put_end(&out);
    code = foi__calendar_read(&next, name_of(file), name, file->text, file->size, 0, *cal, l->err);
    if (code < 0)
        return code;
    foi_calendar_unref(*cal);
    *cal = next;
    return FOI_OK;
}

/*
 * Decided by year is what a pack says of the file that it names. A whole calendar of the caller decides all its
 * days.
 */
static int read_base(const loading *l, const foi__calendar_use *use, const foi_source *whole, foi_calendar **out)
{
    foi_source text;

    if (whole != NULL)
        return foi__calendar_read(out, name_of(whole), name_of(whole), whole->text, whole->size, 0, NULL, l->err);
    if (!find_text(l, use->file, &text))
        return foi__fail(l->err, FOI__LEADS_NOWHERE, "calendar file", use->file, NULL);
    return foi__calendar_read(out, text.name, use->id, text.text, text.size,
                              use->by_year ? FOI_CALENDAR_DECIDED_BY_YEAR : 0, NULL, l->err);
}

/* Everything that is known, before any day of knowledge is chosen. */
/* On a fault *out may hold a calendar that the caller has to give back. */
static int read_full(const loading *l, const foi__calendar_use *use, foi_calendar **out)
{
    const foi_source *whole;
    int code = find_whole(l, &whole);

    if (code == FOI_OK)
        code = read_base(l, use, whole, out);
    for (size_t i = 0; code == FOI_OK && i < l->opts->calendar_count; i++) {
        const foi_source *file = &l->opts->calendars[i];

        if (file != whole && !is_named_by_pack(l, file))
            code = overlay(l, out, file);
    }
    return code;
}

/* ---- states -------------------------------------------------------------------------------------------- */

/* Days that are otherwise when everything is known. */
static int find_amended(const loading *l, foi__calendar_state *s)
{
    size_t count = foi_calendar_diff(s->used, s->full, NULL, 0);

    if (count == 0)
        return FOI_OK;
    s->amended = foi__alloc(count * sizeof *s->amended);
    if (s->amended == NULL)
        return foi__no_memory(l->err);
    s->amended_count = foi_calendar_diff(s->used, s->full, s->amended, count);
    return FOI_OK;
}

/* Bounds reach past the last decided day only as far as tentative days are tabled. */
static int make_bounds(const loading *l, const foi__tentative *t, foi__calendar_state *s)
{
    foi_day last = foi_calendar_last(s->used);
    int32_t year;
    int code;

    if (t == NULL || last == FOI_DAY_NONE)
        return FOI_OK;
    year = foi__civil_of(last).year + FOI__TAIL_YEARS;
    if (year > foi__civil_of(t->last).year)
        return FOI_OK;
    code = foi__calendar_variant(&s->certain, s->used, s->worked_kinds, FOI__BOUND_CERTAIN, t, l->err);
    if (code == FOI_OK)
        code = foi__calendar_variant(&s->possible, s->used, s->worked_kinds, FOI__BOUND_POSSIBLE, t, l->err);
    return code;
}

/*
 * `full` is everything known today, `used` what the law is asked to know. Where they differ a later decree has
 * changed the past, and answers that cross such a day are told as amended.
 */
static int make_state(const loading *l, const foi_calendar *base, const foi__tentative *t, foi__calendar_state *s)
{
    int code = FOI_OK;

    if (s->worked_kinds == 0)
        s->full = foi_calendar_ref((foi_calendar *)(uintptr_t)base); /* counting references is no change */
    else
        code = foi__calendar_variant(&s->full, base, s->worked_kinds, FOI__BOUND_NONE, NULL, l->err);
    if (code < 0)
        return code;
    if ((l->opts->flags & FOI_LAW_KNOWN_ON) != 0)
        code = foi_calendar_known_on(&s->used, s->full, l->opts->known_on, l->err);
    else
        s->used = foi_calendar_ref(s->full);
    if (code == FOI_OK && s->used != s->full)
        code = find_amended(l, s);
    if (code == FOI_OK)
        code = make_bounds(l, t, s);
    return code;
}

/*
 * Which kinds some option of some axis lets be worked: collective leave is a working day in one reading and off
 * in another, so each choice needs tables of its own. An option names one kind at most, so the room is never
 * exceeded.
 */
static size_t find_worked_kinds(const foi_law *law, foi__calendar_state *states)
{
    size_t count = 1;

    states[0].worked_kinds = 0;
    for (size_t i = 0; i < law->axis_count; i++)
        for (size_t k = 0; k < law->axes[i].rule_count; k++) {
            const foi__axis *a = (const foi__axis *)(const void *)law->axes[i].rules[k];

            for (size_t o = 0; a->mechanism == FOI__SETS_WORKING_KINDS && o < a->option_count; o++) {
                unsigned kinds = (unsigned)a->options[o].value;
                size_t n = 0;

                while (n < count && states[n].worked_kinds != kinds)
                    n++;
                if (n == count && count < FOI__STATES_MAX)
                    states[count++].worked_kinds = kinds;
            }
        }
    return count;
}

static int load_set(const loading *l, foi__calendar_set *set)
{
    foi__tentative tentative = {0, NULL, 0};
    foi_calendar *full = NULL;
    foi_source text;
    bool has_tentative = false;
    int code = FOI_OK;

    if (set->use->tentative != NULL) {
        if (!find_text(l, set->use->tentative, &text))
            return foi__fail(l->err, FOI__LEADS_NOWHERE, "calendar file", set->use->tentative, NULL);
        code = foi__tentative_parse(&tentative, text.name, text.text, text.size, l->err);
        has_tentative = code == FOI_OK;
    }
    if (code == FOI_OK)
        code = read_full(l, set->use, &full);
    set->state_count = find_worked_kinds(l->law, set->states);
    for (size_t i = 0; code == FOI_OK && i < set->state_count; i++)
        code = make_state(l, full, has_tentative ? &tentative : NULL, &set->states[i]);
    foi_calendar_unref(full);
    foi__tentative_free(&tentative);
    return code;
}

/* ---- all ----------------------------------------------------------------------------------------------- */

/* Only the names, because regimes refer to them; their days follow when the axes say which states are needed. */
int foi__law_find_calendars(foi_law *law, foi_error *err)
{
    size_t total = 0;

    for (size_t i = 0; i < law->pack_count; i++)
        total += law->packs[i]->calendar_count;
    law->calendars = foi__arena_alloc(&law->arena, total > 0 ? total * sizeof *law->calendars : 1);
    if (law->calendars == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; i < law->pack_count; i++)
        for (size_t k = 0; k < law->packs[i]->calendar_count; k++) {
            const foi__calendar_use *use = &law->packs[i]->calendars[k];

            for (size_t n = 0; n < law->calendar_count; n++)
                if (foi__same(law->calendars[n].use->id, use->id))
                    return foi__fail_at(err, (foi__place){law->packs[i]->file, use->line, 0}, FOI__TWICE, "calendar",
                                        use->id, law->packs[i]->file);
            law->calendars[law->calendar_count++].use = use;
        }
    return FOI_OK;
}

int foi__law_load_calendars(foi_law *law, const foi_law_opts *opts, foi_error *err)
{
    loading l = {law, opts, err};
    int code = FOI_OK;

    for (size_t i = 0; code == FOI_OK && i < law->calendar_count; i++)
        code = load_set(&l, &law->calendars[i]);
    return code;
}

/* Also after a fault half-way: the arena is zeroed, so what was not made is NULL. */
void foi__law_drop_calendars(foi_law *law)
{
    for (size_t i = 0; i < law->calendar_count; i++)
        for (size_t k = 0; k < FOI__STATES_MAX; k++) {
            foi__calendar_state *s = &law->calendars[i].states[k];

            foi_calendar_unref(s->full);
            foi_calendar_unref(s->used);
            foi_calendar_unref(s->certain);
            foi_calendar_unref(s->possible);
            foi__free(s->amended);
        }
}

/* The first state has no worked kinds. Any other choice comes from an option of this law, so its state is there. */
const foi__calendar_state *foi__calendar_state_of(const foi__calendar_set *set, unsigned worked_kinds)
{
    for (size_t i = 1; i < set->state_count; i++)
        if (set->states[i].worked_kinds == worked_kinds)
            return &set->states[i];
    return &set->states[0];
}
