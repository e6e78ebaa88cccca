/* JSON in both directions: tables for the library, answers of the library as tables. */
#include "foi_lua.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- tables as JSON ---- */

enum { DEEPEST = 32 };

/* What is written lies in a userdata at `slot`, which is replaced by a larger one when it is full. */
typedef struct writer {
    lua_State *L;
    int argument; /* the one to be blamed for what has no form in JSON */
    int slot;
    char *to;
    size_t size, room;
} writer;

static writer begin_writing(lua_State *L, int argument)
{
    writer w = {.L = L, .argument = argument, .room = 256};

    w.to = lua_newuserdata(L, w.room);
    w.slot = lua_gettop(L);
    return w;
}

static void put(writer *w, const char *bytes, size_t count)
{
    if (count > w->room - w->size) {
        char *larger;

        w->room = 2 * (w->room + count);
        larger = lua_newuserdata(w->L, w->room);
        memcpy(larger, w->to, w->size);
        lua_replace(w->L, w->slot);
        w->to = larger;
    }
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

static _Noreturn void no_json(writer *w)
{
    lua_foi_wrong(w->L, w->argument,
                  "a table of name = value expected: text, whole number, true, false, or a list or table of them, "
                  "at most 32 deep");
}

static void put_number(writer *w, int index)
{
    lua_Number n = lua_tonumber(w->L, index);
    char number[32];

    if (!(n >= -9007199254740992.0 && n <= 9007199254740992.0) || (lua_Number)(int64_t)n != n)
        no_json(w);
    put(w, number, (size_t)snprintf(number, sizeof number, "%lld", (long long)n));
}

static void put_value(writer *w, int index, int depth);

static void put_list(writer *w, int table, int count, int depth)
{
    put(w, "[", 1);
    for (int i = 1; i <= count; i++) {
        put(w, ", ", i > 1 ? 2 : 0);
        lua_rawgeti(w->L, table, i);
        put_value(w, lua_gettop(w->L), depth);
        lua_pop(w->L, 1);
    }
    put(w, "]", 1);
}

typedef struct name {
    const char *text;
    size_t len;
} name;

static int by_bytes(const void *a, const void *b)
{
    const name *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);

    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

/* The names of a table in order. They are kept by a list (pushed) even if a finalizer changes the table meanwhile. */
static name *sorted_names(writer *w, int table, size_t count)
{
    lua_State *L = w->L;
    name *names;
    size_t n = 0;

    lua_createtable(L, (int)count, 0);
    names = lua_newuserdata(L, (count + 1) * sizeof *names);
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || n == count)
            no_json(w);
        names[n].text = lua_tolstring(L, -2, &names[n].len);
        lua_pushvalue(L, -2);
        lua_rawseti(L, -5, (int)++n); /* the list lies under the names, the key, the value and the copy */
    }
    if (n < count)
        no_json(w);
    qsort(names, count, sizeof *names, by_bytes);
    return names;
}

/*
 * Without braces; the first has a comma before it unless it is. In the order of the names: lua_next() has one of each
 * run of the program, and a register compares what is sent again by its bytes.
 */
static void put_members(writer *w, int table, bool first, int depth)
{
    lua_State *L = w->L;
    int top = lua_gettop(L);
    size_t count = lua_foi_entries(L, table);
    name *names = sorted_names(w, table, count);

    for (size_t i = 0; i < count; i++) {
        put(w, ", ", first && i == 0 ? 0 : 2);
        lua_pushlstring(L, names[i].text, names[i].len);
        put_text(w, lua_gettop(L));
        put(w, ": ", 2);
        lua_rawget(L, table);
        put_value(w, lua_gettop(L), depth);
        lua_pop(L, 1);
    }
    lua_settop(L, top);
}

/* A table without entries is an empty list. */
static void put_table(writer *w, int table, int depth)
{
    size_t count = lua_rawlen(w->L, table);

    if (depth == DEEPEST || count > INT32_MAX)
        no_json(w);
    luaL_checkstack(w->L, 8, "a table as JSON");
    if (lua_foi_entries(w->L, table) == count) {
        put_list(w, table, (int)count, depth + 1);
        return;
    }
    put(w, "{", 1);
    put_members(w, table, true, depth + 1);
    put(w, "}", 1);
}

static void put_value(writer *w, int index, int depth)
{
    switch (lua_type(w->L, index)) {
    case LUA_TSTRING:
        put_text(w, index);
        break;
    case LUA_TBOOLEAN:
        put(w, lua_toboolean(w->L, index) ? "true" : "false", lua_toboolean(w->L, index) ? 4 : 5);
        break;
    case LUA_TNUMBER:
        put_number(w, index);
        break;
    case LUA_TTABLE:
        put_table(w, index, depth);
        break;
    default:
        no_json(w);
    }
}

void lua_foi_push_list(lua_State *L, int index, int argument)
{
    writer w = begin_writing(L, argument);

    put_value(&w, index, 0);
    lua_pushlstring(L, w.to, w.size);
    lua_remove(L, w.slot);
}

void lua_foi_push_object(lua_State *L, int index, int argument)
{
    writer w = begin_writing(L, argument);

    put(&w, "{", 1);
    put_members(&w, index, true, 1);
    put(&w, "}", 1);
    lua_pushlstring(L, w.to, w.size);
    lua_remove(L, w.slot);
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
        put_members(w, fields, false, 1);
    put(w, "}", 1);
}

bool lua_foi_event(lua_State *L, int index)
{
    foi_day date;
    writer w;

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
    w = begin_writing(L, index + 2);
    put_event(&w, index, w.slot - 1);
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
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *found = r->at < r->end && *r->at != '\0' ? strchr(digits, *r->at) : NULL;

    if (found == NULL)
        not_ours(r);
    r->at++;
    return (int)(found - digits) % 16;
}

/* Escaped are quotes, backslashes and bytes below 0x20: what else JSON lets be escaped, the library does not. */
static char read_escape(reader *r)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    const char *letter;
    int high;

    if (read_word(r, "\"") || read_word(r, "\\"))
        return r->at[-1];
    letter = r->at < r->end && *r->at != '\0' ? strchr(letters, *r->at) : NULL;
    if (letter != NULL) {
        r->at++;
        return bytes[letter - letters];
    }
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

/* Whole, but for what somebody wrote into the profile of a body. */
static void read_number(reader *r)
{
    const char *start = r->at;
    lua_Integer n = 0;
    size_t len;

    while (r->at < r->end && *r->at != '\0' && strchr("+-.0123456789eE", *r->at) != NULL)
        r->at++;
    len = (size_t)(r->at - start);
    if (len > 0 && len < 16 && strspn(start, "-0123456789") >= len) {
        for (const char *p = start + (*start == '-'); p < r->at; p++)
            n = n * 10 + (*p - '0');
        lua_pushinteger(r->L, *start == '-' ? -n : n);
        return;
    }
    lua_pushlstring(r->L, start, len);
    if (!lua_isnumber(r->L, -1))
        not_ours(r);
    lua_pushnumber(r->L, lua_tonumber(r->L, -1));
    lua_remove(r->L, -2);
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
