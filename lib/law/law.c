/* The life of a loaded law, and what it tells of itself. */
#include <stdlib.h>
#include <string.h>

#include <sodium/crypto_generichash.h>

#include "law/plan.h"

/* Calendars are compiled in beside the packs, and told apart by name. */
static bool is_pack(const char *name)
{
    size_t len = strlen(name);

    return len > 5 && foi__same(name + len - 5, ".yaml");
}

/* A given pack takes the place of the built-in one with its id; otherwise two with one id are a fault. */
static int add_pack(foi_law *law, foi__pack *pack, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        foi__pack *other = law->packs[i];

        if (!foi__same(other->id, pack->id))
            continue;
        if (other->given || !pack->given)
            return foi__fail_at(err, (foi__place){pack->file, 1, 0}, FOI__TWICE, "pack", pack->id, other->file);
        foi__pack_free(other);
        law->packs[i] = pack;
        return FOI_OK;
    }
    law->packs[law->pack_count++] = pack;
    return FOI_OK;
}

/* Once it has been added the pack belongs to the law; until then a fault gives it back here. */
static int read_pack(foi_law *law, const foi_source *source, bool given, foi_error *err)
{
    foi__pack *pack = NULL;
    int code;

    if (source->text == NULL)
        return foi__fail(err, FOI__NULL_ARGUMENT, "text", NULL, NULL);
    code = foi__pack_read(&pack, source, err);
    if (code < 0)
        return code;
    pack->given = given;
    code = add_pack(law, pack, err);
    if (code < 0)
        foi__pack_free(pack);
    return code;
}

/* Room for all at once, for the built-in ones too where they are left out: the list never grows. */
static int read_packs(foi_law *law, const foi_law_opts *o, foi_error *err)
{
    size_t room = o->pack_count;
    foi_source file;

    for (size_t i = 0; foi__builtin_file(i, &file) != NULL; i++)
        room++;
    law->packs = foi__zalloc(room, sizeof *law->packs);
    if (law->packs == NULL)
        return foi__no_memory(err);
    for (size_t i = 0; (o->flags & FOI_LAW_NO_BUILTIN) == 0 && foi__builtin_file(i, &file) != NULL; i++) {
        int code = is_pack(file.name) ? read_pack(law, &file, false, err) : FOI_OK;

        if (code < 0)
            return code;
    }
    for (size_t i = 0; i < o->pack_count; i++) {
        int code = read_pack(law, &o->packs[i], true, err);

        if (code < 0)
            return code;
    }
    return FOI_OK;
}

static int by_id(const void *a, const void *b)
{
    const foi__pack *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

/*
 * The packs' texts in order of id: the same law has the same hash, however it was given. The size stands before
 * the text, so that no two lists of packs run together to the same bytes.
 */
static void hash_packs(foi_law *law)
{
    crypto_generichash_state h;

    crypto_generichash_init(&h, NULL, 0, sizeof law->hash);
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        crypto_generichash_update(&h, (const unsigned char *)p->id, strlen(p->id) + 1);
        crypto_generichash_update(&h, (const unsigned char *)foi__format_number((int64_t)p->text_size).text,
                                  sizeof(foi__number));
        crypto_generichash_update(&h, (const unsigned char *)p->text, p->text_size);
    }
    crypto_generichash_final(&h, law->hash, sizeof law->hash);
}

/* Packs are sorted before anything looks at them: the order in which they were given must change no answer. */
static int load(foi_law *law, const foi_law_opts *o, foi_error *err)
{
    int code = read_packs(law, o, err);

    if (code < 0)
        return code;
    qsort(law->packs, law->pack_count, sizeof *law->packs, by_id);
    hash_packs(law);
    if ((code = foi__law_find_calendars(law, err)) < 0 || (code = foi__law_compose(law, err)) < 0 ||
        (code = foi__law_check_procedure(law, err)) < 0 || (code = foi__law_load_calendars(law, o, err)) < 0 ||
        (code = foi__law_make_plan(law, err)) < 0)
        return code;
    return foi__law_find_lint(law, err);
}

/* An unknown flag is refused: a caller of a newer library would else get another law than it asked for. */
static int check_opts(const foi_law_opts *o, foi_error *err)
{
    if ((o->flags & ~(uint32_t)(FOI_LAW_KNOWN_ON | FOI_LAW_NO_BUILTIN)) != 0)
        return foi__fail(err, FOI__UNKNOWN_FLAG, foi__format_number(o->flags).text, NULL, NULL);
    if ((o->flags & FOI_LAW_KNOWN_ON) != 0 && !foi__day_valid(o->known_on))
        return foi__fail(err, FOI__DAY_NUMBER, foi__format_number(o->known_on).text, NULL, NULL);
    if ((o->packs == NULL && o->pack_count > 0) || (o->calendars == NULL && o->calendar_count > 0))
        return foi__fail(err, FOI__NULL_ARGUMENT, o->pack_count > 0 ? "packs" : "calendars", NULL, NULL);
    return FOI_OK;
}

/* A law that fails to load is given back like a whole one: everything in it is NULL or 0 until it is made. */
int foi_law_new(foi_law **out, const foi_law_opts *opts, foi_error *err)
{
    foi_law_opts o;
    foi_law *law;
    int code = foi__opts_read(&o, sizeof o, opts, err);

    if (code < 0 || (code = check_opts(&o, err)) < 0)
        return code;
    law = foi__zalloc(1, sizeof *law);
    if (law == NULL)
        return foi__no_memory(err);
    foi__refs_init(&law->refs);
    code = load(law, &o, err);
    if (code < 0) {
        foi_law_unref(law);
        return code;
    }
    *out = law;
    return FOI_OK;
}

foi_law *foi_law_ref(foi_law *law)
{
    foi__refs_take(&law->refs);
    return law;
}

/* Cases and registers hold references of their own: the law goes with the last of them. */
void foi_law_unref(foi_law *law)
{
    if (law == NULL || !foi__refs_drop(&law->refs))
        return;
    foi__law_drop_calendars(law);
    for (size_t i = 0; i < law->pack_count; i++)
        foi__pack_free(law->packs[i]);
    foi__free(law->packs);
    foi__free(law->lint);
    foi__arena_free(&law->arena);
    foi__free(law);
}

size_t foi_law_hash(const foi_law *law, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    char hex[65];

    foi__hex(hex, law->hash);
    foi__puts(&out, hex);
    return foi__put_end(&out);
}

/* The calendar is the caller's to give back. */
int foi_law_calendar(const foi_law *law, foi_calendar **out, const char *regime, foi_error *err)
{
    size_t number;
    int code = foi__law_regime_number(law, regime, &number, err);

    if (code == FOI_OK)
        *out = foi_calendar_ref(law->regimes[number].calendar->states[0].used);
    return code;
}

const char *foi_law_regime(const foi_law *law, size_t index)
{
    return index < law->regime_count ? law->regimes[index].regime->id : NULL;
}

/*
 * Inside, an open end is the first or last day, so that comparisons need no case of their own; outside it is no
 * day.
 */
static foi_day open_end(foi_day day, foi_day open)
{
    return day == open ? FOI_DAY_NONE : day;
}

int foi_law_pack(const foi_law *law, size_t index, foi_pack_info *out)
{
    const foi__pack *p;
    foi_pack_info info = {.size = 0};

    if (index >= law->pack_count)
        return FOI_ERR_ARGUMENT;
    p = law->packs[index];
    info.grade = p->grade;
    info.id = p->id;
    info.key = p->key;
    info.title_id = p->title.id;
    info.title_en = p->title.en;
    info.in_force_from = open_end(p->in_force.from, FOI_DAY_MIN);
    info.in_force_to = open_end(p->in_force.to, FOI_DAY_MAX);
    info.checked_on = p->checked_on;
    info.text = p->text;
    info.text_size = p->text_size;
    return foi__info_write(out, &info, sizeof info);
}

/*
 * The name is that of the last rule which has one: for lists. Which rule holds is known only with a regime and
 * a day.
 */
int foi_law_clock(const foi_law *law, size_t index, foi_clock_info *out)
{
    foi_clock_info info = {.size = 0};

    if (index >= law->clock_count)
        return FOI_ERR_ARGUMENT;
    info.id = law->clocks[index].id;
    for (size_t i = 0; i < law->clocks[index].rule_count; i++) {
        const foi__clock *c = (const foi__clock *)(const void *)law->clocks[index].rules[i];

        if (!c->rule.absent) {
            info.name_id = c->name.id;
            info.name_en = c->name.en;
        }
    }
    return foi__info_write(out, &info, sizeof info);
}

int foi_law_event(const foi_law *law, size_t index, foi_event_kind *out)
{
    foi_event_kind info = {.size = 0};
    const foi__event *e;

    if (index >= law->plan->event_count)
        return FOI_ERR_ARGUMENT;
    e = law->plan->events[index].event;
    info.id = e->id;
    info.name_id = e->name.id;
    info.name_en = e->name.en;
    info.track = e->track;
    info.field_count = (uint32_t)e->field_count;
    return foi__info_write(out, &info, sizeof info);
}

/* Parties are words of the law and not of the field. */
int foi_law_event_field(const foi_law *law, size_t index, size_t field, foi_field_kind *out)
{
    foi_field_kind info = {.size = 0};
    const foi__field *f;

    if (index >= law->plan->event_count || field >= law->plan->events[index].event->field_count)
        return FOI_ERR_ARGUMENT;
    f = &law->plan->events[index].event->fields[field];
    info.id = f->id;
    info.type = f->type;
    info.personal = f->personal;
    info.required = f->required;
    info.values = f->type == FOI_FIELD_PARTY ? law->plan->parties : f->of.items;
    info.value_count = f->type == FOI_FIELD_PARTY ? law->plan->party_count : f->of.count;
    return foi__info_write(out, &info, sizeof info);
}

int foi_law_lint(const foi_law *law, size_t index, foi_error *out)
{
    if (index >= law->lint_count)
        return 0;
    return foi__info_write(out, &law->lint[index], sizeof law->lint[index]) < 0 ? 0 : 1;
}

const char *foi_grade_name(int grade)
{
    switch (grade) {
    case FOI_GRADE_READ:
        return "read";
    case FOI_GRADE_MIRRORED:
        return "mirrored";
    case FOI_GRADE_UNVERIFIED:
        return "unverified";
    default:
        return NULL;
    }
}

const char *foi_unit_name(int unit)
{
    switch (unit) {
    case FOI_UNIT_WORKING_DAY:
        return "working_day";
    case FOI_UNIT_CALENDAR_DAY:
        return "calendar_day";
    case FOI_UNIT_MONTH:
        return "month";
    case FOI_UNIT_YEAR:
        return "year";
    case FOI_UNIT_HOUR:
        return "hour";
    default:
        return NULL;
    }
}
