/* foi.calendar: sums of working days, and what is known of a day. */
#include "foi_lua.h"

static foi_calendar *self(lua_State *L)
{
    return lua_foi_open(L, 1, lua_foi_calendar_name);
}

static int close_calendar(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_calendar_name);

    foi_calendar_unref(object->it);
    object->it = NULL;
    return 0;
}

/* foi.calendar(text, options) */
int lua_foi_calendar_new(lua_State *L)
{
    static const char *const names[] = {"name", "base", "decided_by_year", NULL};
    foi_calendar_opts opts = {.size = sizeof opts};
    foi_error err = {.size = sizeof err};
    const char *text;
    size_t len;
    foi_calendar *cal = NULL;
    lua_foi_object *object;
    int code;

    lua_settop(L, 2);
    luaL_checktype(L, 1, LUA_TSTRING);
    text = lua_tolstring(L, 1, &len);
    lua_foi_options(L, 2, names);
    opts.name = lua_foi_text_option(L, 2, "name");
    if (lua_foi_option(L, 2, "base"))
        opts.base = lua_foi_open(L, lua_gettop(L), lua_foi_calendar_name);
    if (lua_foi_flag_option(L, 2, "decided_by_year", false))
        opts.flags |= FOI_CALENDAR_DECIDED_BY_YEAR;
    object = lua_foi_new(L, lua_foi_calendar_name);
    code = foi_calendar_parse(&cal, text, len, &opts, &err);
    object->it = cal;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/*
 * The three sums are asked without an error struct, which is large, and once more with one for the reason. Nothing
 * has changed in between: calendars are immutable.
 */

static int add_fault(lua_State *L, const foi_calendar *cal, foi_day day, int32_t n)
{
    foi_error err = {.size = sizeof err};

    foi_calendar_add(cal, &day, day, n, &err);
    return lua_foi_fault(L, &err);
}

static int calendar_add(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_day day, sum;
    int form = lua_foi_day(L, 2, &day);
    int32_t n;

    if (!form)
        return FOI_LUA_FAULT;
    n = lua_foi_int32(L, 3);
    if (foi_calendar_add(cal, &sum, day, n, NULL) != FOI_OK)
        return add_fault(L, cal, day, n);
    lua_foi_push_day(L, sum, form == LUA_TNUMBER);
    return 1;
}

static int count_fault(lua_State *L, const foi_calendar *cal, foi_day from, foi_day to)
{
    foi_error err = {.size = sizeof err};
    int32_t count;

    foi_calendar_count(cal, &count, from, to, &err);
    return lua_foi_fault(L, &err);
}

static int calendar_count(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_day from, to;
    int32_t count;

    if (!lua_foi_day(L, 2, &from) || !lua_foi_day(L, 3, &to))
        return FOI_LUA_FAULT;
    if (foi_calendar_count(cal, &count, from, to, NULL) != FOI_OK)
        return count_fault(L, cal, from, to);
    lua_pushinteger(L, count);
    return 1;
}

static int is_fault(lua_State *L, const foi_calendar *cal, foi_day day)
{
    foi_error err = {.size = sizeof err};
    int32_t works;

    foi_calendar_is(cal, &works, day, &err);
    return lua_foi_fault(L, &err);
}

static int calendar_is_workday(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_day day;
    int32_t works;

    if (!lua_foi_day(L, 2, &day))
        return FOI_LUA_FAULT;
    if (foi_calendar_is(cal, &works, day, NULL) != FOI_OK)
        return is_fault(L, cal, day);
    lua_pushboolean(L, works);
    return 1;
}

/* ---- arrays ---- */

/* One number for all days, or one for each. */
static int32_t *steps(lua_State *L, int index, size_t count)
{
    int32_t *n = lua_newuserdata(L, (count + 1) * sizeof *n);

    if (lua_type(L, index) == LUA_TNUMBER) {
        for (size_t i = 0; i < count; i++)
            n[i] = lua_foi_int32(L, index);
        return n;
    }
    if (lua_foi_length(L, index) != count)
        lua_foi_wrong(L, index, "as many numbers as days expected");
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        n[i] = lua_foi_int32(L, -1);
        lua_pop(L, 1);
    }
    return n;
}

/* calendar:add_many(days, n or numbers) */
static int calendar_add_many(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_error err = {.size = sizeof err};
    size_t count, answered = 0;
    foi_day *days = lua_foi_days(L, 2, &count);
    int32_t *n = steps(L, 3, count);

    if (foi_calendar_add_many(cal, days, days, n, count, &answered, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_foi_push_days(L, days, count, 2);
    lua_pushinteger(L, (lua_Integer)answered);
    return 2;
}

/* calendar:count_many(from, to) */
static int calendar_count_many(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_error err = {.size = sizeof err};
    size_t count, others, answered = 0;
    foi_day *from = lua_foi_days(L, 2, &count), *to = lua_foi_days(L, 3, &others);
    int32_t *counted = lua_newuserdata(L, (count + 1) * sizeof *counted);

    if (others != count)
        lua_foi_wrong(L, 3, "as many last days as first days expected");
    if (foi_calendar_count_many(cal, counted, from, to, count, &answered, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        if (counted[i] == INT32_MIN)
            lua_pushboolean(L, 0);
        else
            lua_pushinteger(L, counted[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)answered);
    return 2;
}

/* ---- what is known ---- */

/* calendar:name(day, lang): nil for a day that has none */
static int calendar_name(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_day_info info = {.size = sizeof info};
    foi_error err = {.size = sizeof err};
    int lang = lua_foi_lang(L, 3);
    foi_day day;

    if (!lua_foi_day(L, 2, &day))
        return FOI_LUA_FAULT;
    if (foi_calendar_day(cal, &info, day, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_pushstring(L, lang == FOI_LANG_EN ? info.name_en : info.name_id);
    return 1;
}

/* calendar:day(day): everything known of it */
static int calendar_day(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_day_info info = {.size = sizeof info};
    foi_error err = {.size = sizeof err};
    foi_day day;

    if (!lua_foi_day(L, 2, &day))
        return FOI_LUA_FAULT;
    if (foi_calendar_day(cal, &info, day, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_createtable(L, 0, 8);
    lua_foi_set_bool(L, "decided", info.decided);
    if (!info.decided)
        return 1;
    lua_foi_set_bool(L, "works", info.working);
    lua_foi_set_text(L, "kind", foi_day_kind_name(info.kind));
    lua_foi_set_names(L, "name", info.name_id, info.name_en);
    lua_foi_set_text(L, "decree", info.decree);
    lua_foi_set_day(L, "decree_date", info.decree_date, lua_type(L, 2) == LUA_TNUMBER);
    lua_pushinteger(L, info.grade);
    lua_setfield(L, -2, "grade");
    return 1;
}

static int calendar_known_on(lua_State *L)
{
    const foi_calendar *cal = self(L);
    foi_error err = {.size = sizeof err};
    foi_calendar *then = NULL;
    lua_foi_object *object;
    foi_day day;
    int code;

    if (!lua_foi_day(L, 2, &day))
        return FOI_LUA_FAULT;
    object = lua_foi_new(L, lua_foi_calendar_name);
    code = foi_calendar_known_on(&then, cal, day, &err);
    object->it = then;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* calendar:merge(other, how) */
static int calendar_merge(lua_State *L)
{
    static const char *const names[] = {"off_in_either", "off_in_both", NULL};
    static const int hows[] = {FOI_MERGE_OFF_IN_EITHER, FOI_MERGE_OFF_IN_BOTH};
    const foi_calendar *cal = self(L), *other = lua_foi_open(L, 2, lua_foi_calendar_name);
    foi_error err = {.size = sizeof err};
    int how = hows[lua_foi_choice(L, 3, names)];
    lua_foi_object *object = lua_foi_new(L, lua_foi_calendar_name);
    foi_calendar *merged = NULL;
    int code = foi_calendar_merge(&merged, cal, other, how, &err);

    object->it = merged;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* calendar:diff(after): the days that changed */
static int calendar_diff(lua_State *L)
{
    const foi_calendar *before = self(L), *after = lua_foi_open(L, 2, lua_foi_calendar_name);
    size_t count = foi_calendar_diff(before, after, NULL, 0);
    foi_day_change *changes = lua_newuserdata(L, (count + 1) * sizeof *changes);

    foi_calendar_diff(before, after, changes, count);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_foi_push_change(L, &changes[i], false);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

static int calendar_coverage(lua_State *L)
{
    const foi_calendar *cal = self(L);

    switch (foi_calendar_coverage(cal, lua_foi_int32(L, 2))) {
    case FOI_COVERAGE_DECIDED:
        lua_pushliteral(L, "decided");
        break;
    case FOI_COVERAGE_PARTIAL:
        lua_pushliteral(L, "partial");
        break;
    default:
        lua_pushliteral(L, "undecided");
    }
    return 1;
}

static int calendar_first(lua_State *L)
{
    lua_foi_push_day(L, foi_calendar_first(self(L)), false);
    return 1;
}

static int calendar_last(lua_State *L)
{
    lua_foi_push_day(L, foi_calendar_last(self(L)), false);
    return 1;
}

static int calendar_known(lua_State *L)
{
    lua_foi_push_day(L, foi_calendar_known(self(L)), false);
    return 1;
}

static int calendar_id(lua_State *L)
{
    lua_pushstring(L, foi_calendar_name(self(L)));
    return 1;
}

static int calendar_hash(lua_State *L)
{
    char hash[65];

    lua_pushlstring(L, hash, foi_calendar_hash(self(L), hash, sizeof hash));
    return 1;
}

void lua_foi_calendar_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_calendar}, {"__close", close_calendar}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"add", calendar_add},
        {"add_many", calendar_add_many},
        {"close", close_calendar},
        {"count", calendar_count},
        {"count_many", calendar_count_many},
        {"coverage", calendar_coverage},
        {"day", calendar_day},
        {"diff", calendar_diff},
        {"first", calendar_first},
        {"hash", calendar_hash},
        {"id", calendar_id},
        {"is_workday", calendar_is_workday},
        {"known", calendar_known},
        {"known_on", calendar_known_on},
        {"last", calendar_last},
        {"merge", calendar_merge},
        {"name", calendar_name},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_calendar_name, meta, methods, NULL, NULL);
}
