/* foi.key, foi.read_checkpoint, foi.cosign, foi.check_evidence: what proves that a register is what it was. */
#include "foi_store_lua.h"

#include <string.h>

const char lua_foi_key_name[] = "foi.key";

/* ---- arguments and results ---- */

const char *lua_foi_bytes(lua_State *L, int index, size_t *len)
{
    luaL_checktype(L, index, LUA_TSTRING);
    return lua_tolstring(L, index, len);
}

const char *lua_foi_bytes_option(lua_State *L, int index, const char *name, size_t *len)
{
    *len = 0;
    if (!lua_foi_option(L, index, name))
        return NULL;
    if (lua_type(L, -1) != LUA_TSTRING)
        lua_foi_wrong(L, index, lua_pushfstring(L, "option \"%s\": a text expected", name));
    return lua_tolstring(L, -1, len);
}

uint64_t lua_foi_uint64(lua_State *L, int index)
{
    lua_Number n = lua_tonumber(L, index);

    luaL_checktype(L, index, LUA_TNUMBER);
    if (!(n >= 0 && n <= 9007199254740992.0) || (lua_Number)(uint64_t)n != n)
        lua_foi_wrong(L, index, "a whole number from 0 expected");
    return (uint64_t)n;
}

const foi_key *lua_foi_key_option(lua_State *L, int index, const char *name)
{
    return lua_foi_option(L, index, name) ? lua_foi_open(L, lua_gettop(L), lua_foi_key_name) : NULL;
}

void lua_foi_push_digest(lua_State *L, const foi_digest *digest)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * sizeof digest->bytes];

    for (size_t i = 0; i < sizeof digest->bytes; i++) {
        text[2 * i] = digits[digest->bytes[i] >> 4];
        text[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    lua_pushlstring(L, text, sizeof text);
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The hash on top of the stack. */
static void read_digest(lua_State *L, int argument, foi_digest *out)
{
    size_t len = 0;
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &len) : NULL;
    bool good = len == 2 * sizeof out->bytes;

    for (size_t i = 0; good && i < sizeof out->bytes; i++) {
        int high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);

        good = high >= 0 && low >= 0;
        if (good)
            out->bytes[i] = (uint8_t)(high << 4 | low);
    }
    if (!good)
        lua_foi_wrong(L, argument, "a hash is a text of 64 hexadecimal digits");
}

/* A list of keys as scratch memory (pushed). Its table keeps them. */
static const foi_key **read_keys(lua_State *L, int index, size_t *count)
{
    const foi_key **keys;

    *count = lua_foi_length(L, index);
    keys = lua_newuserdata(L, (*count + 1) * sizeof *keys);
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        keys[i] = lua_foi_open(L, lua_gettop(L), lua_foi_key_name);
        lua_pop(L, 1);
    }
    return keys;
}

/* ---- keys ---- */

static const foi_key *self(lua_State *L)
{
    return lua_foi_open(L, 1, lua_foi_key_name);
}

static int close_key(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_key_name);

    foi_key_free(object->it);
    object->it = NULL;
    return 0;
}

/* foi.key(text), or a new one: foi.key(name, "log" or "witness", seed) */
int lua_foi_key_new(lua_State *L)
{
    static const char *const names[] = {"log", "witness", NULL};
    static const int kinds[] = {FOI_KEY_LOG, FOI_KEY_WITNESS};
    bool parse = lua_gettop(L) < 2;
    const char *text, *seed = NULL;
    foi_error err = {.size = sizeof err};
    lua_foi_object *object;
    foi_key *key = NULL;
    size_t len, seed_len = 32;
    int kind = 0, code;

    text = lua_foi_bytes(L, 1, &len);
    if (!parse) {
        text = lua_foi_text(L, 1);
        kind = kinds[lua_foi_choice(L, 2, names)];
        seed = lua_foi_bytes(L, 3, &seed_len);
    }
    if (seed_len != 32)
        lua_foi_wrong(L, 3, "a seed is 32 random bytes");
    object = lua_foi_new(L, lua_foi_key_name);
    code = parse ? foi_key_parse(&key, text, len, &err) : foi_key_new(&key, text, kind, (const uint8_t *)seed, &err);
    object->it = key;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

static int push_text(lua_State *L, size_t (*write)(const foi_key *key, char *buf, size_t size))
{
    const foi_key *key = self(L);
    lua_foi_buffer b;
    size_t needed;

    lua_foi_buffer_begin(&b, L);
    do
        needed = write(key, b.text, b.size);
    while (!lua_foi_buffer_holds(&b, needed));
    if (needed == 0)
        lua_pushnil(L);
    else
        lua_pushlstring(L, b.text, needed);
    return 1;
}

static int key_public_text(lua_State *L)
{
    return push_text(L, foi_key_public_text);
}

/* nil without a secret half */
static int key_secret_text(lua_State *L)
{
    return push_text(L, foi_key_secret_text);
}

static int key_name(lua_State *L)
{
    lua_pushstring(L, foi_key_name(self(L)));
    return 1;
}

static int key_kind(lua_State *L)
{
    lua_pushstring(L, foi_key_kind(self(L)) == FOI_KEY_LOG ? "log" : "witness");
    return 1;
}

void lua_foi_key_class(lua_State *L)
{
    static const luaL_Reg meta[] = {{"__gc", close_key}, {"__close", close_key}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"close", close_key},
        {"kind", key_kind},
        {"name", key_name},
        {"public_text", key_public_text},
        {"secret_text", key_secret_text},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_key_name, meta, methods, NULL, NULL);
}

/* ---- checkpoints ---- */

/* For each key: false, true, or the time of its cosignature. */
static void push_signed(lua_State *L, size_t count, uint64_t signers, const uint64_t *times)
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        if (times[i] != 0)
            lua_pushinteger(L, (lua_Integer)times[i]);
        else
            lua_pushboolean(L, (int)(signers >> i & 1));
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* foi.read_checkpoint(note, keys) */
int lua_foi_read_checkpoint(lua_State *L)
{
    foi_checkpoint c = {.size = sizeof c};
    foi_error err = {.size = sizeof err};
    const foi_key **keys = NULL;
    uint64_t signers = 0, *times;
    size_t len, count = 0;
    const char *note = lua_foi_bytes(L, 1, &len);

    lua_settop(L, 2);
    if (!lua_isnil(L, 2))
        keys = read_keys(L, 2, &count);
    times = lua_newuserdata(L, (count + 1) * sizeof *times);
    memset(times, 0, (count + 1) * sizeof *times);
    if (foi_checkpoint_read(&c, note, len, keys, count, &signers, times, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_createtable(L, 0, 4);
    lua_foi_set_text(L, "origin", c.origin);
    lua_pushinteger(L, (lua_Integer)c.leaves);
    lua_setfield(L, -2, "leaves");
    lua_foi_push_digest(L, &c.root);
    lua_setfield(L, -2, "root");
    push_signed(L, count, signers, times);
    lua_setfield(L, -2, "signed");
    return 1;
}

/* The option `proof`, a list of hashes, as scratch memory (pushed). */
static const foi_digest *read_proof(lua_State *L, int index, size_t *count)
{
    foi_digest *proof;
    int list;

    *count = 0;
    if (!lua_foi_option(L, index, "proof"))
        return NULL;
    list = lua_gettop(L);
    *count = lua_foi_length(L, list);
    proof = lua_newuserdata(L, (*count + 1) * sizeof *proof);
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, list, (int)i + 1);
        read_digest(L, index, &proof[i]);
        lua_pop(L, 1);
    }
    return proof;
}

static const foi_key *need_key(lua_State *L, int index, const char *name)
{
    const foi_key *key = lua_foi_key_option(L, index, name);

    if (key == NULL)
        lua_foi_wrong(L, index, lua_pushfstring(L, "option \"%s\" is missing", name));
    return key;
}

/* foi.cosign{note = ..., old = ..., log = key, witness = key, proof = ..., time = ...}: the note with a line more */
int lua_foi_cosign(lua_State *L)
{
    static const char *const names[] = {"note", "old", "log", "witness", "proof", "time", NULL};
    foi_error err = {.size = sizeof err};
    size_t len, old_len, count, needed = 0;
    const foi_key *log, *witness;
    const foi_digest *proof;
    const char *note, *old;
    lua_foi_buffer b;
    uint64_t time;

    lua_settop(L, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_foi_options(L, 1, names);
    note = lua_foi_bytes_option(L, 1, "note", &len);
    if (note == NULL)
        lua_foi_wrong(L, 1, "option \"note\" is missing");
    old = lua_foi_bytes_option(L, 1, "old", &old_len);
    log = need_key(L, 1, "log");
    witness = need_key(L, 1, "witness");
    proof = read_proof(L, 1, &count);
    if (!lua_foi_option(L, 1, "time"))
        lua_foi_wrong(L, 1, "option \"time\" is missing");
    time = lua_foi_uint64(L, lua_gettop(L));
    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_checkpoint_cosign(note, len, old, old_len, log, witness, proof, count, time, b.text, b.size, &needed,
                                  &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* ---- evidence ---- */

static void read_trust(lua_State *L, int index, foi_trust *trust)
{
    static const char *const names[] = {"log", "origin", "witnesses", "witnesses_needed", NULL};

    luaL_checktype(L, index, LUA_TTABLE);
    lua_foi_options(L, index, names);
    *trust = (foi_trust){.size = sizeof *trust};
    trust->log = need_key(L, index, "log");
    trust->origin = lua_foi_text_option(L, index, "origin");
    if (lua_foi_option(L, index, "witnesses"))
        trust->witnesses = read_keys(L, lua_gettop(L), &trust->witness_count);
    trust->witnesses_needed = (uint32_t)lua_foi_count_option(L, index, "witnesses_needed", 0);
}

/* foi.check_evidence(text, trust): the report; where a proof does not hold it is in fifth place, after the fault */
int lua_foi_check_evidence(lua_State *L)
{
    foi_error err = {.size = sizeof err};
    size_t len, needed = 0;
    const char *text = lua_foi_bytes(L, 1, &len);
    lua_foi_buffer b;
    foi_trust trust;
    int code;

    lua_settop(L, 2);
    read_trust(L, 2, &trust);
    lua_foi_buffer_begin(&b, L);
    do {
        code = foi_evidence_check(text, len, &trust, b.text, b.size, &needed, &err);
        if (code != FOI_OK && code != FOI_ERR_PROOF)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    if (code == FOI_ERR_PROOF)
        lua_foi_fault(L, &err);
    lua_foi_push_json(L, b.text, needed);
    return code == FOI_OK ? 1 : FOI_LUA_FAULT + 1;
}
