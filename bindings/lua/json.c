/* JSON in both directions: events for the library, answers of the library as tables. */
#include "foi_lua.h"

#include <stdio.h>
#include <string.h>

/* ---- an event as JSON: once to measure, once to write ---- */

typedef struct writer {
    lua_State *L;
    char *to; /* NULL: measure */
    size_t size;
} writer;

static void put(writer *w, const char *bytes, size_t count)
{
    if (w->to != NULL)
        memcpy(w->to + w->size, bytes, count);
    w->size += count;
}

/* Bytes above 0x7f stay as they are: the library refuses what is no UTF-8. */
static void put_text(writer *w, int index)
{
    size_t len;
    const char *text = lua_tolstring(w->L, index, &len);

    put(w, "\"", 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        char escape[8];

        if (c < 0x20) {
            put(w, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c));
        } else {
            if (c == '"' || c == '\\')
                put(w, "\\", 1);
            put(w, text + i, 1);
        }
    }
    put(w, "\"", 1);
}

/* A value that is no list: false for what has no form in JSON. */
static bool put_scalar(writer *w, int index)
{
    lua_Number n = lua_tonumber(w->L, index);
    char number[32];

    switch (lua_type(w->L, index)) {
    case LUA_TSTRING:
        put_text(w, index);
        return true;
    case LUA_TBOOLEAN:
        put(w, lua_toboolean(w->L, index) ? "true" : "false", lua_toboolean(w->L, index) ? 4 : 5);
        return true;
    case LUA_TNUMBER:
        if (!(n >= -9007199254740992.0 && n <= 9007199254740992.0) || (lua_Number)(int64_t)n != n)
            return false;
        put(w, number, (size_t)snprintf(number, sizeof number, "%lld", (long long)n));
        return true;
    default:
        return false;
    }
}

static bool put_list(writer *w, int table)
{
    size_t count = lua_rawlen(w->L, table);

    if (lua_foi_entries(w->L, table) != count)
        return false;
    put(w, "[", 1);
    for (size_t i = 1; i <= count; i++) {
        bool good;

        put(w, ", ", i > 1 ? 2 : 0);
        lua_rawgeti(w->L, table, (int)i);
        good = put_scalar(w, lua_gettop(w->L));
        lua_pop(w->L, 1);
        if (!good)
            return false;
    }
    put(w, "]", 1);
    return true;
}

static void put_field(writer *w, int fields)
{
    bool good = lua_type(w->L, -2) == LUA_TSTRING;
    int top = lua_gettop(w->L);

    if (good) {
        put(w, ", ", 2);
        put_text(w, top - 1);
        put(w, ": ", 2);
        good = lua_istable(w->L, top) ? put_list(w, top) : put_scalar(w, top);
    }
    if (!good)
        lua_foi_wrong(w->L, fields,
                      "a table of name = value expected: text, whole number, true, false, or a list of them");
}

/* Kind and fields are arguments, the day is a text or nil on top of the stack. */
static void put_event(writer *w, int kind, int day)
{
    int fields = kind + 2;

    put(w, "{\"kind\": ", 9);
    put_text(w, kind);
    if (!lua_isnil(w->L, day)) {
        put(w, ", \"date\": ", 10);
        put_text(w, day);
    }
    if (!lua_isnil(w->L, fields))
        for (lua_pushnil(w->L); lua_next(w->L, fields); lua_pop(w->L, 1))
            put_field(w, fields);
    put(w, "}", 1);
}

bool lua_foi_event(lua_State *L, int index)
{
    writer w = {L, NULL, 0};
    foi_day date;
    int day;

    lua_settop(L, index + 2);
    luaL_checktype(L, index, LUA_TSTRING);
    if (!lua_isnil(L, index + 2))
        luaL_checktype(L, index + 2, LUA_TTABLE);
    if (lua_isnil(L, index + 1)) {
        lua_pushnil(L);
    } else {
        if (!lua_foi_day(L, index + 1, &date))
            return false;
        lua_foi_push_day(L, date, false);
    }
    day = lua_gettop(L);
    put_event(&w, index, day);
    w.to = lua_newuserdata(L, w.size);
    w.size = 0;
    put_event(&w, index, day);
    lua_pushlstring(L, w.to, w.size);
    return true;
}

/* ---- JSON of the library as tables ---- */

typedef struct reader {
    lua_State *L;
    const char *at, *end;
} reader;

static void read_value(reader *r);

static _Noreturn void not_ours(reader *r)
{
    luaL_error(r->L, "libfoi wrote JSON that this module does not know");
    __builtin_unreachable();
}

static char peek(reader *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\n'))
        r->at++;
    if (r->at == r->end)
        return '\0';
    return *r->at;
}

static bool next_is(reader *r, char c)
{
    bool is = peek(r) == c;

    r->at += is;
    return is;
}

static void expect(reader *r, char c)
{
    if (!next_is(r, c))
        not_ours(r);
}

static bool read_word(reader *r, const char *word)
{
    size_t len = strlen(word);
    bool is = (size_t)(r->end - r->at) >= len && memcmp(r->at, word, len) == 0;

    r->at += is ? len : 0;
    return is;
}

static int read_digit(reader *r)
{
    static const char digits[] = "0123456789abcdef";

    for (int value = 0; r->at < r->end && value < 16; value++) {
        if (*r->at == digits[value]) {
            r->at++;
            return value;
        }
    }
    not_ours(r);
}

/* The library escapes what JSON demands and nothing else: quotes, backslashes and bytes below 0x20. */
static char read_escape(reader *r)
{
    int high;

    if (read_word(r, "\"") || read_word(r, "\\"))
        return r->at[-1];
    if (read_word(r, "n"))
        return '\n';
    if (!read_word(r, "u00"))
        not_ours(r);
    high = read_digit(r);
    return (char)(high << 4 | read_digit(r));
}

static void read_text(reader *r)
{
    luaL_Buffer b;

    expect(r, '"');
    luaL_buffinit(r->L, &b);
    while (r->at < r->end && *r->at != '"') {
        const char *start = r->at;

        while (r->at < r->end && *r->at != '"' && *r->at != '\\')
            r->at++;
        luaL_addlstring(&b, start, (size_t)(r->at - start));
        if (r->at < r->end && *r->at == '\\') {
            r->at++;
            luaL_addchar(&b, read_escape(r));
        }
    }
    expect(r, '"');
    luaL_pushresult(&b);
}

static void read_object(reader *r)
{
    lua_newtable(r->L);
    expect(r, '{');
    if (next_is(r, '}'))
        return;
    do {
        peek(r);
        read_text(r);
        expect(r, ':');
        read_value(r);
        lua_rawset(r->L, -3);
    } while (next_is(r, ','));
    expect(r, '}');
}

static void read_array(reader *r)
{
    int count = 0;

    lua_newtable(r->L);
    expect(r, '[');
    if (next_is(r, ']'))
        return;
    do {
        read_value(r);
        lua_rawseti(r->L, -2, ++count);
    } while (next_is(r, ','));
    expect(r, ']');
}

static void read_number(reader *r)
{
    bool negative = next_is(r, '-');
    lua_Integer n = 0;
    int digits = 0;

    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9' && digits < 16; r->at++, digits++)
        n = n * 10 + (*r->at - '0');
    if (digits == 0 || digits == 16)
        not_ours(r);
    lua_pushinteger(r->L, negative ? -n : n);
}

static void read_value(reader *r)
{
    luaL_checkstack(r->L, 4, "JSON of libfoi");
    switch (peek(r)) {
    case '{':
        read_object(r);
        break;
    case '[':
        read_array(r);
        break;
    case '"':
        read_text(r);
        break;
    default:
        if (read_word(r, "null"))
            lua_pushnil(r->L);
        else if (read_word(r, "true"))
            lua_pushboolean(r->L, 1);
        else if (read_word(r, "false"))
            lua_pushboolean(r->L, 0);
        else
            read_number(r);
    }
}

void lua_foi_push_json(lua_State *L, const char *text, size_t len)
{
    reader r = {L, text, text + len};

    read_value(&r);
    if (peek(&r) != '\0')
        not_ours(&r);
}
