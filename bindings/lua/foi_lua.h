/**
 * @file foi_lua.h
 * What the files of the Lua module share: objects, arguments, results. One source for Lua 5.4 and LuaJIT 2.1.
 *
 * Any call of the Lua API that makes something may leave by longjmp. So what must be given back hangs on a
 * userdata before the library is asked for it, and scratch memory is a userdata too: nothing is freed by hand.
 *
 * A function of the module returns its results, or lua_foi_fault() for a failure that a caller has to expect. What
 * only a fault of the program explains (a wrong type, a fraction, an unknown option, a closed object) raises.
 */
#ifndef FOI_LUA_H
#define FOI_LUA_H

#include <foi.h>

#include <lauxlib.h>
#include <lua.h>

#include <stdbool.h>

#if LUA_VERSION_NUM < 502
#define lua_rawlen lua_objlen
#define lua_getuservalue lua_getfenv
#define lua_setuservalue lua_setfenv
#endif

#pragma GCC visibility push(hidden) /* the rock is built without the flags of the project */

/* ---- objects --------------------------------------------------------------------------------------------------- */

/** A userdata of one of these classes; a larger one may begin with it. */
typedef struct lua_foi_object {
    const char *class; /**< one of the names below: by its address an object is known, quicker than by its metatable */
    void *it;          /**< NULL: closed */
    bool numbers;      /**< of a deadline: days come back as numbers, for one went in */
} lua_foi_object;

extern const char lua_foi_law_name[], lua_foi_calendar_name[], lua_foi_deadline_name[], lua_foi_case_name[],
    lua_foi_term_name[];

/** In the registry: by which address the module foi knows its cases, for the module foi.store, which makes some. */
#define LUA_FOI_CASE_CLASS "foi.case class"

/** Make a class. With fields `get` is its __index: see lua_foi_field(); without, both are NULL. */
void lua_foi_class(lua_State *L, const char *name, const luaL_Reg *meta, const luaL_Reg *methods,
                   const char *const *fields, lua_CFunction get);

/** In __index: the number of the field asked for, or -1 with its method (or nil) pushed. */
int lua_foi_field(lua_State *L);

/** Push a closed object of a class, to be opened by writing `it`. */
lua_foi_object *lua_foi_new(lua_State *L, const char *class);

/** The object of a class at an index, closed or not. */
lua_foi_object *lua_foi_any(lua_State *L, int index, const char *class);

/** What the open object of a class at an index holds. */
void *lua_foi_open(lua_State *L, int index, const char *class);

/* ---- arguments ------------------------------------------------------------------------------------------------- */

/** luaL_argerror(), of which compilers know that it does not return. */
_Noreturn void lua_foi_wrong(lua_State *L, int index, const char *message);

/** A text without NUL. */
const char *lua_foi_text(lua_State *L, int index);

/** A text without NUL, or NULL for nil or nothing. */
const char *lua_foi_opt_text(lua_State *L, int index);

/** A whole number of 32 bits. */
int32_t lua_foi_int32(lua_State *L, int index);

/** The number of the name that stands at `index`. */
int lua_foi_choice(lua_State *L, int index, const char *const *names);

/** "id" or "en"; without one, Indonesian. */
int lua_foi_lang(lua_State *L, int index);

/**
 * A day: a number, or a text YYYY-MM-DD.
 *
 * @returns its form, LUA_TNUMBER or LUA_TSTRING, in which days that follow from it go back; 0 for a text that is no
 *          day: then the fault has been pushed, return FOI_LUA_FAULT.
 */
int lua_foi_day(lua_State *L, int index, foi_day *out);

/** An array of days as scratch memory (pushed). An item that is no day becomes FOI_DAY_NONE. */
foi_day *lua_foi_days(lua_State *L, int index, size_t *count);

/** The length of an array that fits into one. */
size_t lua_foi_length(lua_State *L, int index);

/** The table of options at `index`, or nothing: each key must be one of `names`, which ends with NULL. */
void lua_foi_options(lua_State *L, int index, const char *const *names);

/** Push an option as it is; nil without one. @returns whether there is one. */
bool lua_foi_option(lua_State *L, int index, const char *name);

/** NULL without the option. Stays on the stack. */
const char *lua_foi_text_option(lua_State *L, int index, const char *name);

/** `without` where there is no such option. */
bool lua_foi_flag_option(lua_State *L, int index, const char *name, bool without);

/** FOI_DAY_NONE without the option; @returns false after a fault, as lua_foi_day(). */
bool lua_foi_day_option(lua_State *L, int index, const char *name, foi_day *out);

/** From 0; `without` where there is no such option. */
int32_t lua_foi_count_option(lua_State *L, int index, const char *name, int32_t without);

/** {axis = "option"} as the library wants it; list and texts stay on the stack. NULL without any. */
const char *const *lua_foi_readings_option(lua_State *L, int index, size_t *count);

/** The number of entries of a table, in the list or not. */
size_t lua_foi_entries(lua_State *L, int table);

/** Push the event of arguments (kind, day, fields) as a JSON object. The day may be nil where fields hold `at`. */
bool lua_foi_event(lua_State *L, int index);

/**
 * Push the table at `index` as JSON: text, whole numbers, true, false, lists, objects with their names in order. The
 * first form makes a list of a table without entries, the second an object. Anything else, and what is nested too
 * deeply or in itself, is a wrong `argument`.
 */
void lua_foi_push_list(lua_State *L, int index, int argument);
void lua_foi_push_object(lua_State *L, int index, int argument);

/* ---- results --------------------------------------------------------------------------------------------------- */

enum { FOI_LUA_FAULT = 4 };

/** Push nil, message, name of the code, fault. @returns FOI_LUA_FAULT */
int lua_foi_fault(lua_State *L, const foi_error *err);

/** Push a fault alone. */
void lua_foi_push_fault(lua_State *L, const foi_error *err);

void lua_foi_fault_class(lua_State *L);

/** Push a day as number or text; nil for FOI_DAY_NONE. */
void lua_foi_push_day(lua_State *L, foi_day day, bool number);

/** Push the days that the items of the array at `index` became, each in the form of its item; false for none. */
void lua_foi_push_days(lua_State *L, const foi_day *days, size_t count, int index);

/** t.name = text (or nil), for the table on top. The last: t.name = {id = ..., en = ...}. */
void lua_foi_set_text(lua_State *L, const char *name, const char *text);
void lua_foi_set_day(lua_State *L, const char *name, foi_day day, bool number);
void lua_foi_set_bool(lua_State *L, const char *name, bool value);
void lua_foi_set_names(lua_State *L, const char *name, const char *id, const char *en);

/** A change of one day as a table. */
void lua_foi_push_change(lua_State *L, const foi_day_change *change, bool number);

/**
 * Text by "size, then fill":
 *
 *     lua_foi_buffer b;
 *     lua_foi_buffer_begin(&b, L);
 *     do
 *         needed = foi_deadline_text(d, lang, b.text, b.size);
 *     while (!lua_foi_buffer_holds(&b, needed));
 *     lua_pushlstring(L, b.text, needed);
 */
typedef struct lua_foi_buffer {
    lua_State *L;
    char *text;
    size_t size;
    char small[4096];
} lua_foi_buffer;

void lua_foi_buffer_begin(lua_foi_buffer *b, lua_State *L);
bool lua_foi_buffer_holds(lua_foi_buffer *b, size_t needed);

/** Push JSON that the library wrote as tables; null is nil. */
void lua_foi_push_json(lua_State *L, const char *text, size_t len);

/* ---- the classes and the functions of the module --------------------------------------------------------------- */

void lua_foi_calendar_class(lua_State *L);
void lua_foi_deadline_class(lua_State *L);
void lua_foi_law_class(lua_State *L);
void lua_foi_case_class(lua_State *L);
void lua_foi_term_class(lua_State *L);

int lua_foi_calendar_new(lua_State *L); /* foi.calendar */
int lua_foi_law_new(lua_State *L);      /* foi.law */
int lua_foi_redate(lua_State *L);       /* foi.redate */

/* Methods of a law that stand in other files. */
int lua_foi_law_case(lua_State *L);
int lua_foi_law_case_from_json(lua_State *L);
int lua_foi_law_redate_many(lua_State *L);
int lua_foi_law_term(lua_State *L);

/** Regime and readings of a question. */
void lua_foi_deadline_opts(lua_State *L, int index, const char *const *names, foi_deadline_opts *opts);

#pragma GCC visibility pop

#endif
