/* foi.law and foi.deadline: the loaded law, and a clock on a day. */
#include "foi_lua.h"

static foi_law *self(lua_State *L)
{
    return lua_foi_open(L, 1, lua_foi_law_name);
}

/* ---- deadlines ---- */

static int close_deadline(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_deadline_name);

    foi_deadline_unref(object->it);
    object->it = NULL;
    return 0;
}

/* deadline:explain(lang) */
static int deadline_explain(lua_State *L)
{
    const foi_deadline *d = lua_foi_open(L, 1, lua_foi_deadline_name);
    int lang = lua_foi_lang(L, 2);
    lua_foi_buffer b;
    size_t needed;

    lua_foi_buffer_begin(&b, L);
    do
        needed = foi_deadline_text(d, lang, b.text, b.size);
    while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

static size_t read_json(lua_State *L, lua_foi_buffer *b)
{
    static const char *const names[] = {"explanation", NULL};
    const foi_deadline *d = lua_foi_open(L, 1, lua_foi_deadline_name);
    size_t needed;
    int flags;

    lua_foi_options(L, 2, names);
    flags = lua_foi_flag_option(L, 2, "explanation", false) ? FOI_JSON_EXPLANATION : 0;
    lua_foi_buffer_begin(b, L);
    do
        needed = foi_deadline_json(d, flags, b->text, b->size);
    while (!lua_foi_buffer_holds(b, needed));
    return needed;
}

static int deadline_json(lua_State *L)
{
    lua_foi_buffer b;
    size_t size = read_json(L, &b);

    lua_pushlstring(L, b.text, size);
    return 1;
}

static int deadline_to_table(lua_State *L)
{
    lua_foi_buffer b;
    size_t size = read_json(L, &b);

    lua_foi_push_json(L, b.text, size);
    return 1;
}

enum {
    D_ACTOR, D_CITE, D_CLOCK, D_DIRECTION, D_DUE, D_EARLIEST, D_FROM, D_LATEST, D_LENGTH, D_REGIME, D_RULE, D_STALE,
    D_STATUS, D_UNIT
};

static const char *const deadline_fields[] = {"actor", "cite",   "clock", "direction", "due",  "earliest",
                                              "from",  "latest", "length", "regime",    "rule", "stale",
                                              "status", "unit",  NULL};

static void push_cites(lua_State *L, const foi_deadline *d)
{
    size_t count = foi_deadline_cites(d, NULL, 0);
    foi_cite *cites = lua_newuserdata(L, (count + 1) * sizeof *cites);

    foi_deadline_cites(d, cites, count);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_createtable(L, 0, 3);
        lua_foi_set_text(L, "key", cites[i].key);
        lua_foi_set_text(L, "article", cites[i].article);
        lua_foi_set_text(L, "grade", foi_grade_name(cites[i].grade));
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void push_fact(lua_State *L, const foi_deadline_info *info, int field, bool number)
{
    switch (field) {
    case D_ACTOR:
        lua_pushstring(L, info->actor);
        break;
    case D_CLOCK:
        lua_pushstring(L, info->clock);
        break;
    case D_DIRECTION:
        lua_pushstring(L, info->backward ? "backward" : "forward");
        break;
    case D_DUE:
        lua_foi_push_day(L, info->due, number);
        break;
    case D_EARLIEST:
        lua_foi_push_day(L, info->earliest, number);
        break;
    case D_FROM:
        lua_foi_push_day(L, info->from, number);
        break;
    case D_LATEST:
        lua_foi_push_day(L, info->latest, number);
        break;
    case D_LENGTH:
        lua_pushinteger(L, info->length);
        break;
    case D_REGIME:
        lua_pushstring(L, info->regime);
        break;
    case D_RULE:
        lua_pushstring(L, info->rule);
        break;
    case D_STALE:
        lua_pushboolean(L, info->stale);
        break;
    case D_STATUS:
        lua_pushstring(L, foi_certainty_name(info->certainty));
        break;
    default:
        lua_pushstring(L, foi_unit_name(info->unit));
    }
}

/* Methods can be looked up on a closed deadline too, so that closing twice is fine; facts are gone. */
static int deadline_get(lua_State *L)
{
    const lua_foi_object *object = lua_foi_any(L, 1, lua_foi_deadline_name);
    foi_deadline_info info = {.size = sizeof info};
    int field = lua_foi_field(L);
    const foi_deadline *d;

    if (field < 0)
        return 1;
    d = lua_foi_open(L, 1, lua_foi_deadline_name);
    if (field == D_CITE) {
        push_cites(L, d);
    } else {
        foi_deadline_get(d, &info);
        push_fact(L, &info, field, object->numbers);
    }
    return 1;
}

void lua_foi_deadline_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_deadline}, {"__close", close_deadline}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"close", close_deadline},
        {"explain", deadline_explain},
        {"json", deadline_json},
        {"to_table", deadline_to_table},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_deadline_name, meta, methods, deadline_fields, deadline_get);
}

/* ---- loading ---- */

static int close_law(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_law_name);

    foi_law_unref(object->it);
    object->it = NULL;
    return 0;
}

/* The item on top of the stack: a text, or {name = ..., text = ...}. Its strings are kept by the tables. */
static void read_source(lua_State *L, foi_source *source)
{
    static const char *const names[] = {"name", "text", NULL};
    int item = lua_gettop(L);

    if (lua_type(L, item) == LUA_TSTRING) {
        source->name = NULL;
        source->text = lua_tolstring(L, item, &source->size);
        return;
    }
    if (!lua_istable(L, item))
        lua_foi_wrong(L, 1, "packs and calendars are lists of texts or of {name = ..., text = ...}");
    lua_foi_options(L, item, names);
    source->name = lua_foi_text_option(L, item, "name");
    if (!lua_foi_option(L, item, "text") || lua_type(L, -1) != LUA_TSTRING)
        lua_foi_wrong(L, 1, "a pack or calendar without text");
    source->text = lua_tolstring(L, -1, &source->size);
}

static const foi_source *read_sources(lua_State *L, const char *name, size_t *count)
{
    foi_source *sources;
    int list;

    *count = 0;
    if (!lua_foi_option(L, 1, name))
        return NULL;
    list = lua_gettop(L);
    if (!lua_istable(L, list))
        lua_foi_wrong(L, 1, "packs and calendars are lists of texts or of {name = ..., text = ...}");
    *count = lua_foi_length(L, list);
    sources = lua_newuserdata(L, (*count + 1) * sizeof *sources);
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, list, (int)i + 1);
        read_source(L, &sources[i]);
        lua_settop(L, list + 1);
    }
    return sources;
}

/* foi.law{packs = ..., calendars = ..., known_on = ..., builtin = ...} */
int lua_foi_law_new(lua_State *L)
{
    static const char *const names[] = {"packs", "calendars", "known_on", "builtin", NULL};
    foi_law_opts opts = {.size = sizeof opts};
    foi_error err = {.size = sizeof err};
    lua_foi_object *object;
    foi_law *law = NULL;
    int code;

    lua_settop(L, 1);
    lua_foi_options(L, 1, names);
    opts.packs = read_sources(L, "packs", &opts.pack_count);
    opts.calendars = read_sources(L, "calendars", &opts.calendar_count);
    if (!lua_foi_day_option(L, 1, "known_on", &opts.known_on))
        return FOI_LUA_FAULT;
    if (opts.known_on == FOI_DAY_NONE)
        opts.known_on = 0;
    else
        opts.flags |= FOI_LAW_KNOWN_ON;
    if (!lua_foi_flag_option(L, 1, "builtin", true))
        opts.flags |= FOI_LAW_NO_BUILTIN;
    object = lua_foi_new(L, lua_foi_law_name);
    code = foi_law_new(&law, &opts, &err);
    object->it = law;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* ---- terms ---- */

void lua_foi_deadline_opts(lua_State *L, int index, const char *const *names, foi_deadline_opts *opts)
{
    *opts = (foi_deadline_opts){.size = sizeof *opts};
    lua_foi_options(L, index, names);
    opts->regime = lua_foi_text_option(L, index, "regime");
    opts->readings = lua_foi_readings_option(L, index, &opts->reading_count);
}

/* law:due(clock, day, options) */
static int law_due(lua_State *L)
{
    static const char *const names[] = {"regime", "readings", "provisional", NULL};
    foi_law *law = self(L);
    const char *clock = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    foi_deadline_opts opts;
    foi_deadline *answer = NULL;
    lua_foi_object *object;
    foi_day from;
    int code;

    lua_settop(L, 4);
    if (!lua_foi_day(L, 3, &from))
        return FOI_LUA_FAULT;
    lua_foi_deadline_opts(L, 4, names, &opts);
    if (lua_foi_flag_option(L, 4, "provisional", false))
        opts.flags |= FOI_DEADLINE_PROVISIONAL;
    object = lua_foi_new(L, lua_foi_deadline_name);
    object->numbers = lua_type(L, 3) == LUA_TNUMBER;
    code = foi_law_due(law, &answer, clock, from, &opts, &err);
    object->it = answer;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

static const char *item_code(uint8_t status)
{
    return foi_status_name(status == FOI_ITEM_BAD_DAY   ? FOI_ERR_RANGE
                           : status == FOI_ITEM_LAW_GAP ? FOI_ERR_LAW_GAP
                                                        : FOI_ERR_CALENDAR_GAP);
}

/* law:due_many(clock, days, options): due dates, how many were answered, and the code of each that was not */
static int law_due_many(lua_State *L)
{
    static const char *const names[] = {"regime", "readings", NULL};
    foi_law *law = self(L);
    const char *clock = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    size_t count, answered = 0;
    foi_deadline_opts opts;
    uint8_t *status;
    foi_day *days;

    lua_settop(L, 4);
    days = lua_foi_days(L, 3, &count);
    lua_foi_deadline_opts(L, 4, names, &opts);
    status = lua_newuserdata(L, count + 1);
    if (foi_law_due_many(law, days, status, days, count, clock, &opts, &answered, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_foi_push_days(L, days, count, 3);
    lua_pushinteger(L, (lua_Integer)answered);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        if (status[i] == FOI_ITEM_OK)
            continue;
        lua_pushstring(L, item_code(status[i]));
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 3;
}

static int law_calendar(lua_State *L)
{
    foi_law *law = self(L);
    const char *regime = lua_foi_opt_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object = lua_foi_new(L, lua_foi_calendar_name);
    foi_calendar *cal = NULL;
    int code = foi_law_calendar(law, &cal, regime, &err);

    object->it = cal;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* ---- what is in the law ---- */

static int law_hash(lua_State *L)
{
    char hash[65];

    lua_pushlstring(L, hash, foi_law_hash(self(L), hash, sizeof hash));
    return 1;
}

static int law_regimes(lua_State *L)
{
    foi_law *law = self(L);
    const char *name;

    lua_newtable(L);
    for (int i = 0; (name = foi_law_regime(law, (size_t)i)) != NULL; i++) {
        lua_pushstring(L, name);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static int law_clocks(lua_State *L)
{
    foi_law *law = self(L);
    foi_clock_info info = {.size = sizeof info};

    lua_newtable(L);
    for (int i = 0; foi_law_clock(law, (size_t)i, &info) == FOI_OK; i++) {
        lua_createtable(L, 0, 2);
        lua_foi_set_text(L, "id", info.id);
        lua_foi_set_names(L, "name", info.name_id, info.name_en);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

/* What the fields of an event hold, in the order of enum foi_field_type; NULL for one of a newer library. */
static const char *type_name(int type)
{
    static const char *const names[] = {"text", "texts",   "text_or_true", "number",  "flag",
                                        "day",  "receipt", "choice",       "choices", "party"};

    return type >= 10 && type <= 100 ? names[type / 10 - 1] : NULL;
}

static const char *personal_name(int personal)
{
    return personal == FOI_PERSONAL_NO ? "no" : personal == FOI_PERSONAL_ALIAS ? "alias" : "yes";
}

static void push_field_kind(lua_State *L, const foi_field_kind *info)
{
    lua_createtable(L, 0, 5);
    lua_foi_set_text(L, "id", info->id);
    lua_foi_set_text(L, "type", type_name(info->type));
    lua_foi_set_text(L, "personal", personal_name(info->personal));
    lua_foi_set_bool(L, "required", info->required);
    if (info->value_count == 0)
        return;
    lua_createtable(L, (int)info->value_count, 0);
    for (size_t i = 0; i < info->value_count; i++) {
        lua_pushstring(L, info->values[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "values");
}

static void push_event_kind(lua_State *L, const foi_law *law, size_t index, const foi_event_kind *info)
{
    foi_field_kind field = {.size = sizeof field};

    lua_createtable(L, 0, 4);
    lua_foi_set_text(L, "id", info->id);
    lua_foi_set_names(L, "name", info->name_id, info->name_en);
    lua_foi_set_text(L, "track", info->track);
    lua_createtable(L, (int)info->field_count, 0);
    for (size_t i = 0; foi_law_event_field(law, index, i, &field) == FOI_OK; i++) {
        push_field_kind(L, &field);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_setfield(L, -2, "fields");
}

/* law:events(): the kinds of events and their fields */
static int law_events(lua_State *L)
{
    foi_law *law = self(L);
    foi_event_kind info = {.size = sizeof info};

    lua_newtable(L);
    for (int i = 0; foi_law_event(law, (size_t)i, &info) == FOI_OK; i++) {
        push_event_kind(L, law, (size_t)i, &info);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static void push_pack(lua_State *L, const foi_pack_info *info)
{
    lua_createtable(L, 0, 8);
    lua_foi_set_text(L, "id", info->id);
    lua_foi_set_text(L, "key", info->key);
    lua_foi_set_names(L, "title", info->title_id, info->title_en);
    lua_foi_set_text(L, "grade", foi_grade_name(info->grade));
    lua_foi_set_day(L, "in_force_from", info->in_force_from, false);
    lua_foi_set_day(L, "in_force_to", info->in_force_to, false);
    lua_foi_set_day(L, "checked_on", info->checked_on, false);
    lua_pushlstring(L, info->text, info->text_size);
    lua_setfield(L, -2, "text");
}

static int law_packs(lua_State *L)
{
    foi_law *law = self(L);
    foi_pack_info info = {.size = sizeof info};

    lua_newtable(L);
    for (int i = 0; foi_law_pack(law, (size_t)i, &info) == FOI_OK; i++) {
        push_pack(L, &info);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

/* law:lint(): what is wrong though it can be loaded */
static int law_lint(lua_State *L)
{
    foi_law *law = self(L);
    foi_error err = {.size = sizeof err};

    lua_newtable(L);
    for (int i = 0; foi_law_lint(law, (size_t)i, &err) == 1; i++) {
        lua_foi_push_fault(L, &err);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

/* law:prove(): how many worked examples of the packs come out as written, and those that do not */
static int law_prove(lua_State *L)
{
    foi_law *law = self(L);
    foi_error err = {.size = sizeof err};
    lua_Integer good = 0;
    int bad = 0, code;

    lua_newtable(L);
    for (size_t i = 0; (code = foi_law_prove(law, i, &err)) != 0; i++) {
        if (code == FOI_ERR_MEMORY)
            return lua_foi_fault(L, &err);
        if (code == 1) {
            good++;
            continue;
        }
        lua_foi_push_fault(L, &err);
        lua_rawseti(L, -2, ++bad);
    }
    lua_pushinteger(L, good);
    lua_insert(L, -2);
    return 2;
}

/* law:explain(topic, day, lang, regime) */
static int law_explain(lua_State *L)
{
    foi_law *law = self(L);
    const char *topic = lua_foi_opt_text(L, 2), *regime = lua_foi_opt_text(L, 5);
    int lang = lua_foi_lang(L, 4);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;
    foi_day day;

    if (!lua_foi_day(L, 3, &day))
        return FOI_LUA_FAULT;
    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_law_explain(law, topic, regime, day, lang, b.text, b.size, &needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* law:explain_json(topic, day, regime) */
static int law_explain_json(lua_State *L)
{
    foi_law *law = self(L);
    const char *topic = lua_foi_opt_text(L, 2), *regime = lua_foi_opt_text(L, 4);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;
    foi_day day;

    if (!lua_foi_day(L, 3, &day))
        return FOI_LUA_FAULT;
    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_law_explain_json(law, topic, regime, day, b.text, b.size, &needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* law:graph(lang, regime): the procedure for Graphviz */
static int law_graph(lua_State *L)
{
    foi_law *law = self(L);
    const char *regime = lua_foi_opt_text(L, 3);
    int lang = lua_foi_lang(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;

    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_law_graph(law, regime, lang, b.text, b.size, &needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* law:pack_json(id): the clocks of a pack */
static int law_pack_json(lua_State *L)
{
    foi_law *law = self(L);
    const char *pack = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;

    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_law_pack_json(law, pack, b.text, b.size, &needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

void lua_foi_law_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_law}, {"__close", close_law}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"calendar", law_calendar},
        {"case", lua_foi_law_case},
        {"case_from_json", lua_foi_law_case_from_json},
        {"clocks", law_clocks},
        {"close", close_law},
        {"due", law_due},
        {"due_many", law_due_many},
        {"events", law_events},
        {"explain", law_explain},
        {"explain_json", law_explain_json},
        {"graph", law_graph},
        {"hash", law_hash},
        {"lint", law_lint},
        {"pack_json", law_pack_json},
        {"packs", law_packs},
        {"prove", law_prove},
        {"redate_many", lua_foi_law_redate_many},
        {"regimes", law_regimes},
        {"term", lua_foi_law_term},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_law_name, meta, methods, NULL, NULL);
}
