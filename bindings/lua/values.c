/* Values on their way between Lua and the library: objects, arguments, faults, days, texts. */
#include "foi_lua.h"

#include <string.h>

/* ---- objects ---- */

const char lua_foi_law_name[] = "foi.law", lua_foi_calendar_name[] = "foi.calendar",
           lua_foi_deadline_name[] = "foi.deadline", lua_foi_case_name[] = "foi.case", lua_foi_term_name[] = "foi.term";

static void push_methods(lua_State *L, const luaL_Reg *methods)
{
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
}

void lua_foi_class(lua_State *L, const char *name, const luaL_Reg *meta, const luaL_Reg *methods,
                   const char *const *fields, lua_CFunction get)
{
    luaL_newmetatable(L, name);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name"); /* as Lua 5.4 does itself */
    luaL_setfuncs(L, meta, 0);
    push_methods(L, methods);
    if (get != NULL) {
        lua_newtable(L);
        for (int i = 0; fields[i] != NULL; i++) {
            lua_pushinteger(L, i);
            lua_setfield(L, -2, fields[i]);
        }
        lua_pushcclosure(L, get, 2);
    }
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

int lua_foi_field(lua_State *L)
{
    int field = -1;

    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(2));
    if (lua_type(L, -1) == LUA_TNUMBER)
        field = (int)lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (field < 0) {
        lua_pushvalue(L, 2);
        lua_rawget(L, lua_upvalueindex(1));
    }
    return field;
}

lua_foi_object *lua_foi_new(lua_State *L, const char *class)
{
    lua_foi_object *object = lua_newuserdata(L, sizeof *object);

    *object = (lua_foi_object){.class = class};
    luaL_setmetatable(L, class);
    return object;
}

void lua_foi_wrong(lua_State *L, int index, const char *message)
{
    luaL_argerror(L, index, message);
    __builtin_unreachable();
}

static _Noreturn void wrong_class(lua_State *L, int index, const char *class)
{
    lua_foi_wrong(L, index, lua_pushfstring(L, "%s expected, got %s", class, luaL_typename(L, index)));
}

/* The size tells other modules' userdata that are too small to be looked into. */
lua_foi_object *lua_foi_any(lua_State *L, int index, const char *class)
{
    lua_foi_object *object = lua_touserdata(L, index);

    if (object == NULL || lua_rawlen(L, index) < sizeof *object || object->class != class)
        wrong_class(L, index, class);
    return object;
}

void *lua_foi_open(lua_State *L, int index, const char *class)
{
    lua_foi_object *object = lua_foi_any(L, index, class);

    if (object->it == NULL)
        luaL_error(L, "%s is closed", class);
    return object->it;
}

/* ---- arguments ---- */

static const char *plain_text(lua_State *L, int index)
{
    size_t len;
    const char *text = lua_tolstring(L, index, &len);

    return strlen(text) == len ? text : NULL;
}

const char *lua_foi_text(lua_State *L, int index)
{
    const char *text;

    luaL_checktype(L, index, LUA_TSTRING);
    text = plain_text(L, index);
    if (text == NULL)
        lua_foi_wrong(L, index, "a text without NUL expected");
    return text;
}

const char *lua_foi_opt_text(lua_State *L, int index)
{
    return lua_isnoneornil(L, index) ? NULL : lua_foi_text(L, index);
}

/* The number at an index, if it is whole and of 32 bits. INT32_MIN is "no day" and no answer to anything else. */
static bool whole(lua_State *L, int index, int32_t *out)
{
#if LUA_VERSION_NUM >= 503
    int exact;
    lua_Integer n = lua_tointegerx(L, index, &exact); /* quicker than through a double, which it takes too */

    if (!exact || n <= INT32_MIN || n > INT32_MAX)
        return false;
    *out = (int32_t)n;
    return true;
#else
    lua_Number n = lua_tonumber(L, index);

    if (!(n > INT32_MIN && n <= INT32_MAX)) /* before the cast, which would be undefined; NaN is in no range */
        return false;
    *out = (int32_t)n;
    return (lua_Number)*out == n;
#endif
}

static _Noreturn void not_whole(lua_State *L, int index)
{
    lua_foi_wrong(L, index, "a whole number of 32 bits expected");
}

int32_t lua_foi_int32(lua_State *L, int index)
{
    int32_t n = 0;

    if (lua_type(L, index) != LUA_TNUMBER)
        luaL_checktype(L, index, LUA_TNUMBER);
    if (!whole(L, index, &n))
        not_whole(L, index);
    return n;
}

/* luaL_checkoption() of LuaJIT takes a value of another type for the default. */
int lua_foi_choice(lua_State *L, int index, const char *const *names)
{
    const char *name = lua_foi_text(L, index);
    int i = 0;

    while (names[i] != NULL && strcmp(names[i], name) != 0)
        i++;
    if (names[i] == NULL)
        lua_foi_wrong(L, index, lua_pushfstring(L, "invalid option \"%s\"", name));
    return i;
}

int lua_foi_lang(lua_State *L, int index)
{
    static const char *const names[] = {"id", "en", NULL};
    static const int langs[] = {FOI_LANG_ID, FOI_LANG_EN};

    return lua_isnoneornil(L, index) ? FOI_LANG_ID : langs[lua_foi_choice(L, index, names)];
}

static bool parse_day(lua_State *L, int index, foi_day *out)
{
    foi_error err = {.size = sizeof err};
    size_t len;
    const char *text = lua_tolstring(L, index, &len);

    if (foi_date_parse(out, text, len, &err) == FOI_OK)
        return true;
    lua_foi_fault(L, &err);
    return false;
}

int lua_foi_day(lua_State *L, int index, foi_day *out)
{
    int type = lua_type(L, index);

    if (type == LUA_TNUMBER) {
        if (!whole(L, index, out))
            not_whole(L, index);
    } else if (type != LUA_TSTRING) {
        lua_foi_wrong(L, index, lua_pushfstring(L, "a day expected, got %s", lua_typename(L, type)));
    } else if (!parse_day(L, index, out)) {
        return 0;
    }
    return type;
}

size_t lua_foi_length(lua_State *L, int index)
{
    size_t count;

    luaL_checktype(L, index, LUA_TTABLE);
    count = lua_rawlen(L, index);
    if (count > INT32_MAX / sizeof(foi_clock_move))
        lua_foi_wrong(L, index, "too many items");
    return count;
}

/* The item on top. */
static foi_day item_day(lua_State *L, int index, size_t place)
{
    foi_day day = FOI_DAY_NONE;
    size_t len;
    const char *text;
    int type = lua_type(L, -1);

    if (type == LUA_TNUMBER) {
        if (!whole(L, -1, &day))
            lua_foi_wrong(L, index, lua_pushfstring(L, "item %d is no whole number of 32 bits", (int)place));
    } else if (type == LUA_TSTRING) {
        text = lua_tolstring(L, -1, &len);
        foi_date_parse(&day, text, len, NULL);
    } else {
        lua_foi_wrong(L, index,
                      lua_pushfstring(L, "item %d: a day expected, got %s", (int)place, lua_typename(L, type)));
    }
    return day;
}

foi_day *lua_foi_days(lua_State *L, int index, size_t *count)
{
    foi_day *days;

    *count = lua_foi_length(L, index);
    days = lua_newuserdata(L, (*count + 1) * sizeof *days); /* never of size 0 */
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        days[i] = item_day(L, index, i + 1);
        lua_pop(L, 1);
    }
    return days;
}

/* ---- options ---- */

void lua_foi_options(lua_State *L, int index, const char *const *names)
{
    if (lua_isnoneornil(L, index))
        return;
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        int i = 0;

        while (names[i] != NULL && (name == NULL || strcmp(names[i], name) != 0))
            i++;
        if (names[i] == NULL)
            lua_foi_wrong(L, index, lua_pushfstring(L, "unknown option \"%s\"", name != NULL ? name : "(no text)"));
    }
}

bool lua_foi_option(lua_State *L, int index, const char *name)
{
    if (lua_isnoneornil(L, index)) {
        lua_pushnil(L);
    } else {
        lua_pushstring(L, name);
        lua_rawget(L, index); /* no metamethod: the table holds the value as long as it is used */
    }
    return !lua_isnil(L, -1);
}

static _Noreturn void wrong_option(lua_State *L, int index, const char *name, const char *expected)
{
    lua_foi_wrong(L, index, lua_pushfstring(L, "option \"%s\": %s expected", name, expected));
}

const char *lua_foi_text_option(lua_State *L, int index, const char *name)
{
    const char *text;

    if (!lua_foi_option(L, index, name))
        return NULL;
    text = lua_type(L, -1) == LUA_TSTRING ? plain_text(L, -1) : NULL;
    if (text == NULL)
        wrong_option(L, index, name, "a text without NUL");
    return text;
}

bool lua_foi_flag_option(lua_State *L, int index, const char *name, bool without)
{
    bool value = lua_foi_option(L, index, name) ? lua_toboolean(L, -1) : without;

    if (!lua_isnil(L, -1) && !lua_isboolean(L, -1))
        wrong_option(L, index, name, "true or false");
    lua_pop(L, 1);
    return value;
}

bool lua_foi_day_option(lua_State *L, int index, const char *name, foi_day *out)
{
    int type;

    *out = FOI_DAY_NONE;
    if (!lua_foi_option(L, index, name))
        return true;
    type = lua_type(L, -1);
    if (type == LUA_TSTRING)
        return parse_day(L, lua_gettop(L), out);
    if (type != LUA_TNUMBER || !whole(L, -1, out))
        wrong_option(L, index, name, "a day");
    return true;
}

int32_t lua_foi_count_option(lua_State *L, int index, const char *name, int32_t without)
{
    int32_t n = without;

    if (lua_foi_option(L, index, name) && (lua_type(L, -1) != LUA_TNUMBER || !whole(L, -1, &n) || n < 0))
        wrong_option(L, index, name, "a whole number from 0");
    lua_pop(L, 1);
    return n;
}

size_t lua_foi_entries(lua_State *L, int table)
{
    size_t count = 0;

    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1))
        count++;
    return count;
}

const char *const *lua_foi_readings_option(lua_State *L, int index, size_t *count)
{
    static const char expected[] = "a table of axis = \"option\"";
    const char **list;
    int table;
    size_t n = 0;

    *count = 0;
    if (!lua_foi_option(L, index, "readings"))
        return NULL;
    if (!lua_istable(L, -1))
        wrong_option(L, index, "readings", expected);
    table = lua_gettop(L);
    *count = lua_foi_entries(L, table);
    if (*count > 1000)
        wrong_option(L, index, "readings", expected);
    luaL_checkstack(L, (int)*count + 4, "too many readings");
    list = lua_newuserdata(L, (*count + 1) * sizeof *list);
    for (lua_pushnil(L); lua_next(L, table);) { /* the texts are left under the key */
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING || !plain_text(L, -2) ||
            !plain_text(L, -1))
            wrong_option(L, index, "readings", expected);
        list[n++] = lua_pushfstring(L, "%s=%s", lua_tostring(L, -2), lua_tostring(L, -1));
        lua_replace(L, -2);
        lua_insert(L, -2);
    }
    return list;
}

/* ---- faults ---- */

static const char fault_name[] = "foi.fault";

void lua_foi_push_fault(lua_State *L, const foi_error *err)
{
    foi_error *kept = lua_newuserdata(L, sizeof *kept);

    *kept = *err;
    luaL_setmetatable(L, fault_name);
}

static void push_message(lua_State *L, const foi_error *err, int lang)
{
    lua_foi_buffer b;
    size_t needed;

    lua_foi_buffer_begin(&b, L);
    do
        needed = foi_error_text(err, lang, b.text, b.size);
    while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
}

int lua_foi_fault(lua_State *L, const foi_error *err)
{
    lua_pushnil(L);
    push_message(L, err, FOI_LANG_EN);
    lua_pushstring(L, foi_status_name(err->code));
    lua_foi_push_fault(L, err);
    return FOI_LUA_FAULT;
}

static int fault_text(lua_State *L)
{
    push_message(L, luaL_checkudata(L, 1, fault_name), lua_foi_lang(L, 2));
    return 1;
}

static int fault_tostring(lua_State *L)
{
    push_message(L, luaL_checkudata(L, 1, fault_name), FOI_LANG_EN);
    return 1;
}

static int fault_json(lua_State *L)
{
    const foi_error *err = luaL_checkudata(L, 1, fault_name);
    int lang = lua_foi_lang(L, 2);
    lua_foi_buffer b;
    size_t needed;

    lua_foi_buffer_begin(&b, L);
    do
        needed = foi_case_error_json(err, lang, b.text, b.size);
    while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

enum { FAULT_CODE, FAULT_MESSAGE, FAULT_FILE, FAULT_LINE, FAULT_COLUMN, FAULT_POINTER };

static const char *const fault_fields[] = {"code", "message", "file", "line", "column", "pointer", NULL};

static void push_unless_empty(lua_State *L, const char *text)
{
    lua_pushstring(L, text[0] != '\0' ? text : NULL);
}

static int fault_get(lua_State *L)
{
    const foi_error *err = luaL_checkudata(L, 1, fault_name);

    switch (lua_foi_field(L)) {
    case FAULT_CODE:
        lua_pushstring(L, foi_status_name(err->code));
        break;
    case FAULT_MESSAGE:
        lua_pushstring(L, err->message);
        break;
    case FAULT_FILE:
        push_unless_empty(L, err->file);
        break;
    case FAULT_LINE:
        lua_pushinteger(L, err->line);
        break;
    case FAULT_COLUMN:
        lua_pushinteger(L, err->column);
        break;
    case FAULT_POINTER:
        lua_pushstring(L, err->pointer);
        break;
    default:
        break;
    }
    return 1;
}

void lua_foi_fault_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__tostring", fault_tostring}, {NULL, NULL}};
    static const luaL_Reg methods[] = {{"text", fault_text}, {"json", fault_json}, {NULL, NULL}};

    lua_foi_class(L, fault_name, meta, methods, fault_fields, fault_get);
}

/* ---- results ---- */

static void push_date(lua_State *L, foi_day day)
{
    char text[16];

    lua_pushlstring(L, text, foi_date_format(day, text, sizeof text));
}

void lua_foi_push_day(lua_State *L, foi_day day, bool number)
{
    if (day == FOI_DAY_NONE)
        lua_pushnil(L);
    else if (number)
        lua_pushinteger(L, day);
    else
        push_date(L, day);
}

void lua_foi_push_days(lua_State *L, const foi_day *days, size_t count, int index)
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        bool number;

        lua_rawgeti(L, index, (int)i + 1);
        number = lua_type(L, -1) == LUA_TNUMBER;
        lua_pop(L, 1);
        if (days[i] == FOI_DAY_NONE)
            lua_pushboolean(L, 0);
        else
            lua_foi_push_day(L, days[i], number);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

void lua_foi_set_text(lua_State *L, const char *name, const char *text)
{
    lua_pushstring(L, text); /* NULL is nil */
    lua_setfield(L, -2, name);
}

void lua_foi_set_day(lua_State *L, const char *name, foi_day day, bool number)
{
    lua_foi_push_day(L, day, number);
    lua_setfield(L, -2, name);
}

void lua_foi_set_bool(lua_State *L, const char *name, bool value)
{
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}

void lua_foi_set_names(lua_State *L, const char *name, const char *id, const char *en)
{
    if (id == NULL && en == NULL)
        return;
    lua_createtable(L, 0, 2);
    lua_foi_set_text(L, "id", id);
    lua_foi_set_text(L, "en", en);
    lua_setfield(L, -2, name);
}

void lua_foi_push_change(lua_State *L, const foi_day_change *change, bool number)
{
    lua_createtable(L, 0, 6);
    lua_foi_set_day(L, "date", change->day, number);
    lua_foi_set_bool(L, "works", change->works_after);
    if (change->kind != 0)
        lua_foi_set_text(L, "kind", foi_day_kind_name(change->kind));
    lua_foi_set_names(L, "name", change->name_id, change->name_en);
    lua_foi_set_text(L, "decree", change->decree);
    lua_foi_set_day(L, "decree_date", change->decree_date, number);
}

void lua_foi_buffer_begin(lua_foi_buffer *b, lua_State *L)
{
    b->L = L;
    b->text = b->small;
    b->size = sizeof b->small;
}

bool lua_foi_buffer_holds(lua_foi_buffer *b, size_t needed)
{
    if (needed < b->size)
        return true;
    b->size = needed + 1;
    b->text = lua_newuserdata(b->L, b->size);
    return false;
}
