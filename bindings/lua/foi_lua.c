/*
 * The Lua module foi, for Lua 5.4 and LuaJIT 2.1: libfoi's public functions as methods of five classes. What they
 * promise is in library/foi.lua (for editors) and docs/lua.md (for people).
 */
#include "foi_lua.h"

#include <string.h>

/*
 * The structs of libfoi that are filled here, as they were when this was written. A header with other ones stops the
 * build: then see what the new fields mean to Lua. (libfoi itself copes with older callers by their size.)
 */
_Static_assert(sizeof(foi_error) == 24 + 128 + 128 + 512 + 512, "foi_error has changed");
_Static_assert(sizeof(foi_calendar_opts) == 8 + 2 * sizeof(void *), "foi_calendar_opts has changed");
_Static_assert(sizeof(foi_day_info) == 16 + 3 * sizeof(void *) + 8, "foi_day_info has changed");
_Static_assert(sizeof(foi_day_change) == 16 + 3 * sizeof(void *) + 8, "foi_day_change has changed");
_Static_assert(sizeof(foi_law_opts) == 16 + 4 * sizeof(void *), "foi_law_opts has changed");
_Static_assert(sizeof(foi_pack_info) == 24 + 6 * sizeof(void *), "foi_pack_info has changed");
_Static_assert(sizeof(foi_clock_info) == 8 + 3 * sizeof(void *), "foi_clock_info has changed");
_Static_assert(sizeof(foi_deadline_opts) == 8 + 3 * sizeof(void *), "foi_deadline_opts has changed");
_Static_assert(sizeof(foi_deadline_info) == 40 + 4 * sizeof(void *), "foi_deadline_info has changed");
_Static_assert(sizeof(foi_cite) == 8 + 2 * sizeof(void *), "foi_cite has changed");
_Static_assert(sizeof(foi_event_kind) == 8 + 4 * sizeof(void *), "foi_event_kind has changed");
_Static_assert(sizeof(foi_field_kind) == 16 + 3 * sizeof(void *), "foi_field_kind has changed");
_Static_assert(sizeof(foi_wait) == 16 + 2 * sizeof(void *) + 2 * 256, "foi_wait has changed");
_Static_assert(sizeof(foi_case_opts) == 8 + 5 * sizeof(void *), "foi_case_opts has changed");
_Static_assert(sizeof(foi_event_info) == 24 + 5 * sizeof(void *), "foi_event_info has changed");
_Static_assert(sizeof(foi_case_info) == 40 + 19 * sizeof(void *), "foi_case_info has changed");
_Static_assert(sizeof(foi_clock_move) == 24 + 2 * sizeof(void *) + sizeof(foi_day_change), "foi_clock_move changed");

/* ---- days ---- */

/* foi.day("2025-10-06") or foi.day(2025, 10, 6): the day number */
static int foi_lua_day(lua_State *L)
{
    foi_error err = {.size = sizeof err};
    foi_day day;
    int code;

    if (lua_gettop(L) > 1) {
        code = foi_date_from_civil(&day, lua_foi_int32(L, 1), lua_foi_int32(L, 2), lua_foi_int32(L, 3), &err);
    } else {
        const char *text;
        size_t len;

        luaL_checktype(L, 1, LUA_TSTRING);
        text = lua_tolstring(L, 1, &len);
        code = foi_date_parse(&day, text, len, &err);
    }
    if (code != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_pushinteger(L, day);
    return 1;
}

/* A day whose number is one of years 1 to 9999; otherwise the fault has been pushed. */
static bool civil_day(lua_State *L, int index, foi_day *day, int32_t *year, int32_t *month, int32_t *mday)
{
    foi_error err = {.size = sizeof err};

    if (!lua_foi_day(L, index, day))
        return false;
    if (foi_date_to_civil(*day, year, month, mday, &err) == FOI_OK)
        return true;
    lua_foi_fault(L, &err);
    return false;
}

/* foi.date(20367): "2025-10-06" */
static int foi_lua_date(lua_State *L)
{
    foi_day day;

    if (!civil_day(L, 1, &day, NULL, NULL, NULL))
        return FOI_LUA_FAULT;
    lua_foi_push_day(L, day, false);
    return 1;
}

/* foi.civil(day): year, month, day of the month */
static int foi_lua_civil(lua_State *L)
{
    int32_t year, month, mday;
    foi_day day;

    if (!civil_day(L, 1, &day, &year, &month, &mday))
        return FOI_LUA_FAULT;
    lua_pushinteger(L, year);
    lua_pushinteger(L, month);
    lua_pushinteger(L, mday);
    return 3;
}

/* foi.weekday(day): 1 Monday to 7 Sunday, as ISO 8601 numbers them */
static int foi_lua_weekday(lua_State *L)
{
    foi_day day;

    if (!civil_day(L, 1, &day, NULL, NULL, NULL))
        return FOI_LUA_FAULT;
    lua_pushinteger(L, foi_date_weekday(day) + 1);
    return 1;
}

/* foi.day_text(day, lang) */
static int foi_lua_day_text(lua_State *L)
{
    int lang = lua_foi_lang(L, 2);
    char text[128];
    foi_day day;

    if (!civil_day(L, 1, &day, NULL, NULL, NULL))
        return FOI_LUA_FAULT;
    foi_day_text(day, lang, text, sizeof text);
    lua_pushstring(L, text);
    return 1;
}

typedef int add_function(foi_day *out, foi_day day, int32_t n, int month_end, foi_error *err);

static int add_by(lua_State *L, add_function *add)
{
    static const char *const names[] = {"down", "up", "report", NULL};
    static const int ends[] = {FOI_MONTH_END_DOWN, FOI_MONTH_END_UP, FOI_MONTH_END_REPORT};
    int32_t n = lua_foi_int32(L, 2);
    int end = ends[lua_foi_choice(L, 3, names)];
    foi_error err = {.size = sizeof err};
    foi_day day, sum;
    int form = lua_foi_day(L, 1, &day);

    if (!form)
        return FOI_LUA_FAULT;
    if (add(&sum, day, n, end, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_foi_push_day(L, sum, form == LUA_TNUMBER);
    return 1;
}

/* foi.add_months(day, n, "down", "up" or "report") */
static int foi_lua_add_months(lua_State *L)
{
    return add_by(L, foi_date_add_months);
}

static int foi_lua_add_years(lua_State *L)
{
    return add_by(L, foi_date_add_years);
}

/* foi.from_instant(text, zone): the civil day of an RFC 3339 instant */
static int foi_lua_from_instant(lua_State *L)
{
    const char *zone = lua_foi_text(L, 2), *text;
    foi_error err = {.size = sizeof err};
    foi_day day;
    size_t len;

    luaL_checktype(L, 1, LUA_TSTRING);
    text = lua_tolstring(L, 1, &len);
    if (foi_date_from_instant(&day, text, len, zone, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_foi_push_day(L, day, false);
    return 1;
}

/* ---- the module ---- */

static int foi_lua_version(lua_State *L)
{
    lua_pushstring(L, foi_version());
    return 1;
}

__attribute__((visibility("default"))) int luaopen_foi(lua_State *L);

int luaopen_foi(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"add_months", foi_lua_add_months},
        {"add_years", foi_lua_add_years},
        {"calendar", lua_foi_calendar_new},
        {"civil", foi_lua_civil},
        {"date", foi_lua_date},
        {"day", foi_lua_day},
        {"day_text", foi_lua_day_text},
        {"from_instant", foi_lua_from_instant},
        {"law", lua_foi_law_new},
        {"redate", lua_foi_redate},
        {"version", foi_lua_version},
        {"weekday", foi_lua_weekday},
        {NULL, NULL},
    };

    lua_foi_fault_class(L);
    lua_foi_calendar_class(L);
    lua_foi_deadline_class(L);
    lua_foi_law_class(L);
    lua_foi_case_class(L);
    lua_foi_term_class(L);
    luaL_newlib(L, functions);
    return 1;
}
