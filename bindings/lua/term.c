/* foi.term: a way of counting, as it stands in what waits of a case. */
#include "foi_lua.h"

static foi_term *self(lua_State *L)
{
    return lua_foi_open(L, 1, lua_foi_term_name);
}

static int close_term(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_term_name);

    foi_term_free(object->it);
    object->it = NULL;
    return 0;
}

/* law:term(text) */
int lua_foi_law_term(lua_State *L)
{
    const foi_law *law = lua_foi_open(L, 1, lua_foi_law_name);
    const char *text = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object = lua_foi_new(L, lua_foi_term_name);
    foi_term *term = NULL;
    int code = foi_term_new(&term, law, text, &err);

    object->it = term;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* term:due(start); nil alone beyond the decided days */
static int term_due(lua_State *L)
{
    const foi_term *term = self(L);
    foi_day start;
    int form = lua_foi_day(L, 2, &start);

    if (!form)
        return FOI_LUA_FAULT;
    lua_foi_push_day(L, foi_term_due(term, start, NULL), form == LUA_TNUMBER);
    return 1;
}

/* term:opens(start): the day after which the clock waits; nil if it does from the start */
static int term_opens(lua_State *L)
{
    const foi_term *term = self(L);
    foi_day start, opens = FOI_DAY_NONE;
    int form = lua_foi_day(L, 2, &start);

    if (!form)
        return FOI_LUA_FAULT;
    foi_term_due(term, start, &opens);
    lua_foi_push_day(L, opens, form == LUA_TNUMBER);
    return 1;
}

/* term:latest(due): the latest day from which it is due on or before a day */
static int term_latest(lua_State *L)
{
    const foi_term *term = self(L);
    foi_day due;
    int form = lua_foi_day(L, 2, &due);

    if (!form)
        return FOI_LUA_FAULT;
    lua_foi_push_day(L, foi_term_latest(term, due), form == LUA_TNUMBER);
    return 1;
}

static int term_clock(lua_State *L)
{
    lua_pushstring(L, foi_term_clock(self(L)));
    return 1;
}

void lua_foi_term_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_term}, {"__close", close_term}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"clock", term_clock},
        {"close", close_term},
        {"due", term_due},
        {"latest", term_latest},
        {"opens", term_opens},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_term_name, meta, methods, NULL, NULL);
}
