/*
 * The Lua module foi.store: the register of record. `require "foi.store"` gives the function that opens one, and puts
 * it and those of ledger.c into the module foi.
 */
#include "foi_store_lua.h"

#include <string.h>

_Static_assert(sizeof(foi_env) == 8 + 4 * sizeof(void *), "foi_env has changed");
_Static_assert(sizeof(foi_store_opts) == 16 + sizeof(void *), "foi_store_opts has changed");
_Static_assert(sizeof(foi_append) == 8 + 9 * sizeof(void *), "foi_append has changed");
_Static_assert(sizeof(foi_receipt) == 24 + 32 + 40 + 24 + 68 + 4, "foi_receipt has changed");
_Static_assert(sizeof(foi_verified) == 8 + 4 * 8 + 32, "foi_verified has changed");
_Static_assert(sizeof(foi_checkpoint) == 16 + 32 + 208, "foi_checkpoint has changed");
_Static_assert(sizeof(foi_trust) == 8 + 4 * sizeof(void *), "foi_trust has changed");

static const char store_name[] = "foi.store";

/* An open register. Its user value is {keys, the function fetch_key}. */
typedef struct register_object {
    lua_foi_object object;
    lua_State *L; /* that of the call on the register that runs now; NULL: none */
    int cause;    /* stack index where that call leaves what the keys raised */
} register_object;

enum { KEYS = 1, FETCH = 2 };

/* ---- keys ------------------------------------------------------------------------------------------------------ */

/* fetch_key(keys, epoch): a text of 32 bytes, or nil. Whatever it raises stays in its protected call. */
static int fetch_key(lua_State *L)
{
    bool asked = lua_isfunction(L, 1);

    if (asked)
        lua_call(L, 1, 1);
    else
        lua_rawget(L, 1);
    if (!lua_isnil(L, -1) && (lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) != 32))
        return luaL_error(L, "the key of an epoch is a text of 32 bytes");
    return 1;
}

/*
 * Called by the library in the middle of its work: nothing here may leave by longjmp, so nothing here makes anything.
 * Arguments of the method are still on the stack, the register is the first.
 */
static int key_of(void *context, uint32_t epoch, uint8_t key[32])
{
    const register_object *r = context;
    lua_State *L = r->L;
    int top = lua_gettop(L), failed;
    bool found;

    lua_getuservalue(L, 1);
    lua_rawgeti(L, top + 1, FETCH);
    lua_rawgeti(L, top + 1, KEYS);
    lua_pushinteger(L, (lua_Integer)epoch);
    failed = lua_pcall(L, 2, 1, 0);
    found = failed == 0 && lua_type(L, -1) == LUA_TSTRING;
    if (found)
        memcpy(key, lua_tostring(L, -1), 32);
    if (failed != 0)
        lua_replace(L, r->cause);
    lua_settop(L, top);
    return found ? FOI_OK : FOI_ERR_SEALED;
}

/* ---- calls ----------------------------------------------------------------------------------------------------- */

/* The register in first place, open and not at work: a function that gives keys must not use it. */
static register_object *self(lua_State *L)
{
    register_object *r = (register_object *)lua_foi_any(L, 1, store_name);

    if (r->L != NULL)
        luaL_error(L, "%s is at work", store_name);
    lua_foi_open(L, 1, store_name);
    return r;
}

foi_store *lua_foi_store_self(lua_State *L)
{
    return self(L)->object.it;
}

/* What a function of the library is given, and what it gave: nothing between them raises an error of Lua. */
static foi_store *at_work(lua_State *L, register_object *r)
{
    luaL_checkstack(L, 8, "keys of a register");
    lua_pushnil(L);
    r->cause = lua_gettop(L);
    r->L = L;
    return r->object.it;
}

static int done(register_object *r, int code)
{
    r->L = NULL;
    return code;
}

/* nil, message, code, fault; then, if there is more to tell, {cause = ..., version = ..., place = ...}. */
static int refused_at(lua_State *L, const register_object *r, const foi_error *err, uint32_t version, size_t place)
{
    lua_foi_fault(L, err);
    if (lua_isnil(L, r->cause) && version == 0 && place == 0)
        return FOI_LUA_FAULT;
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, r->cause);
    lua_setfield(L, -2, "cause");
    if (version != 0) {
        lua_pushinteger(L, (lua_Integer)version);
        lua_setfield(L, -2, "version");
    }
    if (place != 0) {
        lua_pushinteger(L, (lua_Integer)place);
        lua_setfield(L, -2, "place");
    }
    return FOI_LUA_FAULT + 1;
}

static int refused(lua_State *L, const register_object *r, const foi_error *err)
{
    return refused_at(L, r, err, 0, 0);
}

static int well(lua_State *L, const register_object *r, int code, const foi_error *err)
{
    if (code != FOI_OK)
        return refused(L, r, err);
    lua_pushboolean(L, 1);
    return 1;
}

/* ---- opening --------------------------------------------------------------------------------------------------- */

static void check_keys(lua_State *L, int options, int keys)
{
    if (lua_isnil(L, keys) || lua_isfunction(L, keys))
        return;
    if (!lua_istable(L, keys))
        lua_foi_wrong(L, options, "option \"keys\": a table or a function expected");
    for (lua_pushnil(L); lua_next(L, keys); lua_pop(L, 1))
        if (lua_type(L, -2) != LUA_TNUMBER || lua_type(L, -1) != LUA_TSTRING || lua_rawlen(L, -1) != 32)
            lua_foi_wrong(L, options, "option \"keys\": a table of epoch = text of 32 bytes expected");
}

/* In seconds, as everything of Lua that waits. */
static uint32_t wait_option(lua_State *L, int index)
{
    lua_Number seconds = 5;

    if (lua_foi_option(L, index, "wait"))
        seconds = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : 0;
    if (!(seconds >= 0.001 && seconds <= 1e6))
        lua_foi_wrong(L, index, "option \"wait\": seconds expected, at least 0.001");
    lua_pop(L, 1);
    return (uint32_t)(seconds * 1000);
}

static register_object *new_register(lua_State *L, int keys)
{
    register_object *r = lua_newuserdata(L, sizeof *r);

    *r = (register_object){.object = {.class = store_name}};
    luaL_setmetatable(L, store_name);
    lua_createtable(L, 2, 0);
    lua_pushvalue(L, keys);
    lua_rawseti(L, -2, KEYS);
    lua_pushcfunction(L, fetch_key);
    lua_rawseti(L, -2, FETCH);
    lua_setuservalue(L, -2);
    return r;
}

/* A law is of the other module: it is known by its metatable. */
const foi_law *lua_foi_read_law(lua_State *L, int index)
{
    const lua_foi_object *object = luaL_checkudata(L, index, lua_foi_law_name);

    if (object->it == NULL)
        luaL_error(L, "%s is closed", lua_foi_law_name);
    return object->it;
}

/* foi.store(path, law, {keys = ..., create = ..., read_only = ..., epoch = ..., wait = ...}) */
static int store_open(lua_State *L)
{
    static const char *const names[] = {"keys", "create", "read_only", "epoch", "wait", NULL};
    const char *path = lua_foi_text(L, 1);
    const foi_law *law = lua_foi_read_law(L, 2);
    foi_env env = {.size = sizeof env, .key = key_of};
    foi_store_opts opts = {.size = sizeof opts, .env = &env};
    foi_error err = {.size = sizeof err};
    foi_store *store = NULL;
    register_object *r;
    int code;

    lua_settop(L, 3);
    lua_foi_options(L, 3, names);
    lua_foi_option(L, 3, "keys");
    check_keys(L, 3, 4);
    opts.flags = (lua_foi_flag_option(L, 3, "create", false) ? FOI_STORE_CREATE : 0) |
                 (lua_foi_flag_option(L, 3, "read_only", false) ? FOI_STORE_READ_ONLY : 0);
    opts.epoch = (uint32_t)lua_foi_count_option(L, 3, "epoch", 0);
    opts.wait_ms = wait_option(L, 3);
    r = new_register(L, 4);
    env.context = r;
    if (lua_isnil(L, 4))
        env.key = NULL;
    code = foi_store_open(&store, path, law, &opts, &err);
    r->object.it = store;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

static int close_store(lua_State *L)
{
    register_object *r = (register_object *)lua_foi_any(L, 1, store_name);

    if (r->L != NULL)
        return luaL_error(L, "%s is at work", store_name);
    foi_store_close(r->object.it);
    r->object.it = NULL;
    return 0;
}

/* ---- bodies ---------------------------------------------------------------------------------------------------- */

/* store:add_body{origin = ..., name = ..., regime = ..., timezone = ..., numbers = {kind = form}} */
static int store_add_body(lua_State *L)
{
    register_object *r = self(L);
    foi_error err = {.size = sizeof err};
    const char *json;
    size_t len;
    int code;

    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_foi_push_object(L, 2, 2);
    json = lua_tolstring(L, 3, &len);
    code = done(r, foi_store_add_body(at_work(L, r), json, len, &err));
    return well(L, r, code, &err);
}

/* store:bodies(): as they were added */
static int store_bodies(lua_State *L)
{
    register_object *r = self(L);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    int top, code;

    lua_settop(L, 1);
    lua_newtable(L);
    top = lua_gettop(L);
    for (int i = 0;; i++) {
        size_t needed = 0;

        lua_foi_buffer_begin(&b, L);
        do
            code = done(r, foi_store_body_json(at_work(L, r), (size_t)i, b.text, b.size, &needed, &err));
        while (code == FOI_OK && !lua_foi_buffer_holds(&b, needed));
        if (code != FOI_OK)
            break;
        lua_foi_push_json(L, b.text, needed);
        lua_rawseti(L, top, i + 1);
        lua_settop(L, top);
    }
    if (code != FOI_ERR_ABSENT)
        return refused(L, r, &err);
    lua_settop(L, top);
    return 1;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

/* Push an option as JSON and keep it in the table at `kept`; NULL without one. */
static const char *json_option(lua_State *L, int index, const char *name, int kept,
                               void (*push)(lua_State *L, int index, int argument), size_t *len)
{
    *len = 0;
    if (!lua_foi_option(L, index, name))
        return NULL;
    if (!lua_istable(L, -1))
        lua_foi_wrong(L, index, lua_pushfstring(L, "option \"%s\": a table expected", name));
    push(L, lua_gettop(L), index);
    lua_pushvalue(L, -1);
    lua_rawseti(L, kept, (int)lua_rawlen(L, kept) + 1);
    return lua_tolstring(L, -1, len);
}

/* The append that the table at `index` is; it and the table at `kept` hold its texts. */
static foi_append read_append(lua_State *L, int index, int kept, const char *const *names)
{
    foi_append a = {.size = sizeof a};
    int top = lua_gettop(L);

    luaL_checktype(L, index, LUA_TTABLE);
    lua_foi_options(L, index, names);
    a.body = lua_foi_text_option(L, index, "body");
    a.item = lua_foi_text_option(L, index, "item");
    if (a.body == NULL && a.item == NULL)
        lua_foi_wrong(L, index, "an option \"body\" or \"item\" is needed");
    a.key = lua_foi_text_option(L, index, "key");
    a.actor = lua_foi_text_option(L, index, "actor");
    a.role = lua_foi_text_option(L, index, "role");
    a.expected = (uint32_t)lua_foi_count_option(L, index, "expected", 0);
    a.events = json_option(L, index, "events", kept, lua_foi_push_list, &a.events_len);
    a.applicant = json_option(L, index, "applicant", kept, lua_foi_push_object, &a.applicant_len);
    lua_settop(L, top);
    return a;
}

static void set_unless_empty(lua_State *L, const char *name, const char *text)
{
    lua_foi_set_text(L, name, text[0] != '\0' ? text : NULL);
}

static void push_receipt(lua_State *L, const foi_receipt *receipt)
{
    lua_createtable(L, 0, 7);
    lua_foi_set_text(L, "item", receipt->item);
    lua_pushinteger(L, (lua_Integer)receipt->version);
    lua_setfield(L, -2, "version");
    set_unless_empty(L, "code", receipt->code);
    set_unless_empty(L, "number", receipt->number);
    lua_pushinteger(L, (lua_Integer)receipt->index);
    lua_setfield(L, -2, "index");
    lua_foi_push_digest(L, &receipt->leaf);
    lua_setfield(L, -2, "leaf");
    lua_foi_set_bool(L, "replayed", receipt->replayed);
}

/* Which version there is, for a caller that knew another one. */
static uint32_t other_version(int code, const foi_receipt *receipt)
{
    return code == FOI_ERR_VERSION ? receipt->version : 0;
}

static int written(lua_State *L, const register_object *r, int code, const foi_receipt *receipt, const foi_error *err)
{
    if (code != FOI_OK)
        return refused_at(L, r, err, other_version(code, receipt), 0);
    push_receipt(L, receipt);
    return 1;
}

static int write_one(lua_State *L, const char *const *names)
{
    register_object *r = self(L);
    foi_receipt receipt = {.size = sizeof receipt};
    foi_error err = {.size = sizeof err};
    foi_append a;
    int code;

    lua_settop(L, 2);
    lua_newtable(L);
    a = read_append(L, 2, 3, names);
    code = done(r, foi_store_append(at_work(L, r), &a, &receipt, &err));
    return written(L, r, code, &receipt, &err);
}

/* store:register{body = ..., applicant = ..., events = ..., key = ..., actor = ..., role = ...}: a new case */
static int store_register(lua_State *L)
{
    static const char *const names[] = {"body", "applicant", "events", "key", "actor", "role", NULL};

    return write_one(L, names);
}

/* store:append{item = ..., expected = version, events = ..., key = ..., actor = ..., role = ...} */
static int store_append(lua_State *L)
{
    static const char *const names[] = {"item", "expected", "events", "key", "actor", "role", NULL};

    return write_one(L, names);
}

/* store:append_many{...}: tables as for append(), and for register() those without an item; all of them or none */
static int store_append_many(lua_State *L)
{
    static const char *const names[] = {"body", "applicant", "item", "expected", "events",
                                        "key",  "actor",     "role", NULL};
    register_object *r = self(L);
    foi_error err = {.size = sizeof err};
    size_t count, failed = 0;
    foi_receipt *receipts;
    foi_append *appends;
    int code;

    lua_settop(L, 2);
    count = lua_foi_length(L, 2);
    lua_newtable(L);
    appends = lua_newuserdata(L, (count + 1) * sizeof *appends);
    receipts = lua_newuserdata(L, (count + 1) * sizeof *receipts);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (int)i + 1);
        appends[i] = read_append(L, 6, 3, names);
        lua_pop(L, 1);
        receipts[i] = (foi_receipt){.size = sizeof *receipts};
    }
    code = done(r, foi_store_append_many(at_work(L, r), appends, count, receipts, &failed, &err));
    if (code != FOI_OK)
        return refused_at(L, r, &err, other_version(code, &receipts[failed]), failed + 1);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_receipt(L, &receipts[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

/* {sealed = true}: with what is personal */
static uint32_t read_flags(lua_State *L, int index)
{
    static const char *const names[] = {"sealed", NULL};

    lua_foi_options(L, index, names);
    return lua_foi_flag_option(L, index, "sealed", false) ? FOI_READ_SEALED : 0;
}

/* A closed case of the other module. */
static lua_foi_object *new_case(lua_State *L)
{
    lua_foi_object *object = lua_newuserdata(L, sizeof *object);

    lua_getfield(L, LUA_REGISTRYINDEX, LUA_FOI_CASE_CLASS);
    *object = (lua_foi_object){.class = lua_touserdata(L, -1)};
    lua_pop(L, 1);
    luaL_setmetatable(L, lua_foi_case_name);
    return object;
}

/* store:case(item, {sealed = true}): the case and its version */
static int store_case(lua_State *L)
{
    register_object *r = self(L);
    const char *item = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object;
    foi_case *c = NULL;
    uint32_t version = 0, flags;
    int code;

    lua_settop(L, 3);
    flags = read_flags(L, 3);
    object = new_case(L);
    code = done(r, foi_store_case(at_work(L, r), &c, item, flags, &version, &err));
    object->it = c;
    if (code != FOI_OK)
        return refused(L, r, &err);
    lua_pushvalue(L, 4);
    lua_pushinteger(L, (lua_Integer)version);
    return 2;
}

/* store:find(code), store:find(code or number, body): the id of the case */
static int store_find(lua_State *L)
{
    register_object *r = self(L);
    const char *text = lua_foi_text(L, 2), *body = lua_foi_opt_text(L, 3);
    foi_error err = {.size = sizeof err};
    char item[40];

    if (done(r, foi_store_find(at_work(L, r), item, body, text, &err)) != FOI_OK)
        return refused(L, r, &err);
    lua_pushstring(L, item);
    return 1;
}

/* What next_case() keeps. */
enum { STORE = 1, BODY, PAGE, PLACE };

/* Push a page of cases, after the one on top of the stack (nil: the first). @returns 0, or the results pushed */
static int push_page(lua_State *L, register_object *r, const char *body)
{
    const char *after = lua_tostring(L, -1);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;
    int code;

    lua_foi_buffer_begin(&b, L);
    do {
        code = done(r, foi_store_cases_json(at_work(L, r), body, after, FOI_LIST_PAGE, b.text, b.size, &needed, &err));
        if (code != FOI_OK)
            return refused(L, r, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_foi_push_json(L, b.text, needed);
    return 0;
}

/* A later page that cannot be read raises: in a loop there is nobody to look at four values. */
static int next_case(lua_State *L)
{
    int place = (int)lua_tointeger(L, lua_upvalueindex(PLACE)) + 1, page;

    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(STORE));
    lua_pushvalue(L, lua_upvalueindex(PAGE));
    lua_getfield(L, 2, "cases");
    lua_rawgeti(L, 3, place);
    if (lua_isnil(L, 4)) {
        lua_getfield(L, 2, "next");
        if (lua_isnil(L, -1))
            return 1;
        page = push_page(L, self(L), lua_tostring(L, lua_upvalueindex(BODY)));
        if (page != 0)
            return luaL_error(L, "%s", lua_tostring(L, 1 - page));
        lua_pushvalue(L, -1);
        lua_replace(L, lua_upvalueindex(PAGE));
        lua_getfield(L, -1, "cases");
        place = 1;
        lua_rawgeti(L, -1, place);
    }
    lua_pushinteger(L, place);
    lua_replace(L, lua_upvalueindex(PLACE));
    return 1;
}

/* for c in store:cases(body): {case = id, version = ..., applicant = kind}, in the order in which they came */
static int store_cases(lua_State *L)
{
    register_object *r = self(L);
    const char *body = lua_foi_text(L, 2);
    int failed;

    lua_settop(L, 2);
    lua_pushnil(L);
    failed = push_page(L, r, body);
    if (failed)
        return failed;
    lua_replace(L, 3);
    lua_settop(L, 3);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_case, 4);
    return 1;
}

/* ---- proving --------------------------------------------------------------------------------------------------- */

/* store:checkpoint(body, key): the signed note */
static int store_checkpoint(lua_State *L)
{
    register_object *r = self(L);
    const char *body = lua_foi_text(L, 2);
    const foi_key *key = lua_foi_open(L, 3, lua_foi_key_name);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;

    lua_foi_buffer_begin(&b, L);
    do {
        if (done(r, foi_store_checkpoint(at_work(L, r), body, key, b.text, b.size, &needed, &err)) != FOI_OK)
            return refused(L, r, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* store:consistency(body, old_leaves): the proof, and of how many leaves it is */
static int store_consistency(lua_State *L)
{
    register_object *r = self(L);
    const char *body = lua_foi_text(L, 2);
    uint64_t old = lua_foi_uint64(L, 3), leaves = 0;
    foi_error err = {.size = sizeof err};
    foi_digest proof[FOI_PROOF_MAX];
    size_t count = 0;

    if (done(r, foi_store_consistency(at_work(L, r), body, old, proof, &count, &leaves, &err)) != FOI_OK)
        return refused(L, r, &err);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_foi_push_digest(L, &proof[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)leaves);
    return 2;
}

/* store:evidence(item, {sealed = true}): the evidence file */
static int store_evidence(lua_State *L)
{
    register_object *r = self(L);
    const char *item = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;
    uint32_t flags;

    lua_settop(L, 3);
    flags = read_flags(L, 3);
    lua_foi_buffer_begin(&b, L);
    do {
        if (done(r, foi_store_evidence(at_work(L, r), item, flags, b.text, b.size, &needed, &err)) != FOI_OK)
            return refused(L, r, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

static void set_count(lua_State *L, const char *name, uint64_t count)
{
    lua_pushinteger(L, (lua_Integer)count);
    lua_setfield(L, -2, name);
}

/* store:verify(body, {note = ..., log = key}) */
static int store_verify(lua_State *L)
{
    static const char *const names[] = {"note", "log", NULL};
    register_object *r = self(L);
    const char *body = lua_foi_text(L, 2), *note;
    foi_verified told = {.size = sizeof told};
    foi_error err = {.size = sizeof err};
    const foi_key *log;
    size_t len;

    lua_settop(L, 3);
    lua_foi_options(L, 3, names);
    note = lua_foi_bytes_option(L, 3, "note", &len);
    log = lua_foi_key_option(L, 3, "log");
    if (done(r, foi_store_verify(at_work(L, r), body, note, len, log, &told, &err)) != FOI_OK)
        return refused(L, r, &err);
    lua_createtable(L, 0, 5);
    set_count(L, "leaves", told.leaves);
    set_count(L, "cases", told.cases);
    set_count(L, "sealed", told.sealed);
    set_count(L, "unopened", told.unopened);
    lua_foi_push_digest(L, &told.root);
    lua_setfield(L, -2, "root");
    return 1;
}

/* ---- the vault ------------------------------------------------------------------------------------------------- */

static int act_on_person(lua_State *L, int act)
{
    static const char *const names[] = {"item", "expected", "basis", "key", "today", "actor", "role", NULL};
    register_object *r = self(L);
    foi_receipt receipt = {.size = sizeof receipt};
    foi_error err = {.size = sizeof err};
    foi_append a;
    foi_day today;
    int code;

    lua_settop(L, 2);
    lua_newtable(L);
    a = read_append(L, 2, 3, names);
    if (!lua_foi_day_option(L, 2, "today", &today))
        return FOI_LUA_FAULT;
    if (today == FOI_DAY_NONE)
        lua_foi_wrong(L, 2, "option \"today\" is missing");
    lua_createtable(L, 0, 1);
    lua_foi_option(L, 2, "basis");
    lua_setfield(L, -2, "basis");
    lua_foi_push_object(L, lua_gettop(L), 2);
    a.events = lua_tolstring(L, -1, &a.events_len);
    code = done(r, foi_store_vault(at_work(L, r), act, &a, today, &receipt, &err));
    return written(L, r, code, &receipt, &err);
}

/* store:erase{item = ..., expected = version, basis = why, key = ..., today = day, actor = ..., role = ...} */
static int store_erase(lua_State *L)
{
    return act_on_person(L, FOI_VAULT_ERASE);
}

static int store_freeze(lua_State *L)
{
    return act_on_person(L, FOI_VAULT_FREEZE);
}

static int store_release(lua_State *L)
{
    return act_on_person(L, FOI_VAULT_RELEASE);
}

/* store:rotate(epoch): how many persons' keys were wrapped again */
static int store_rotate(lua_State *L)
{
    register_object *r = self(L);
    int32_t epoch = lua_foi_int32(L, 2);
    foi_error err = {.size = sizeof err};
    size_t count = 0;

    if (epoch < 0)
        lua_foi_wrong(L, 2, "epochs count from 0");
    if (done(r, foi_store_rotate(at_work(L, r), (uint32_t)epoch, &count, &err)) != FOI_OK)
        return refused(L, r, &err);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}

/* store:export(item): all that is had of the applicant, as JSON */
static int store_export(lua_State *L)
{
    register_object *r = self(L);
    const char *item = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;

    lua_foi_buffer_begin(&b, L);
    do {
        if (done(r, foi_store_export(at_work(L, r), item, b.text, b.size, &needed, &err)) != FOI_OK)
            return refused(L, r, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* store:backup(path) */
static int store_backup(lua_State *L)
{
    register_object *r = self(L);
    const char *path = lua_foi_text(L, 2);
    foi_error err = {.size = sizeof err};
    int code = done(r, foi_store_backup(at_work(L, r), path, &err));

    return well(L, r, code, &err);
}

/* ---- the module ------------------------------------------------------------------------------------------------ */

static void store_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_store}, {"__close", close_store}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"add_body", store_add_body},
        {"append", store_append},
        {"append_many", store_append_many},
        {"backup", store_backup},
        {"bodies", store_bodies},
        {"case", store_case},
        {"cases", store_cases},
        {"checkpoint", store_checkpoint},
        {"close", close_store},
        {"consistency", store_consistency},
        {"erase", store_erase},
        {"evidence", store_evidence},
        {"export", store_export},
        {"find", store_find},
        {"freeze", store_freeze},
        {"register", store_register},
        {"release", store_release},
        {"due", lua_foi_store_due},
        {"redate", lua_foi_store_redate},
        {"refresh", lua_foi_store_refresh},
        {"rotate", store_rotate},
        {"verify", store_verify},
        {NULL, NULL},
    };

    lua_foi_class(L, store_name, meta, methods, NULL, NULL);
}

__attribute__((visibility("default"))) int luaopen_foi_store(lua_State *L);

int luaopen_foi_store(lua_State *L)
{
    static const luaL_Reg functions[] = {
        {"check_evidence", lua_foi_check_evidence},
        {"cosign", lua_foi_cosign},
        {"key", lua_foi_key_new},
        {"read_checkpoint", lua_foi_read_checkpoint},
        {"store", store_open},
        {NULL, NULL},
    };

    lua_getglobal(L, "require");
    lua_pushliteral(L, "foi");
    lua_call(L, 1, 1);
    lua_foi_key_class(L);
    store_class(L);
    luaL_setfuncs(L, functions, 0);
    lua_getfield(L, -1, "store");
    return 1;
}
