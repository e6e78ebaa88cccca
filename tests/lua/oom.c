/*
 * Memory runs out at every place where it can, for the interpreter and for the library under it. All allocations of
 * Lua from the n-th on fail (a single one it would try again after a collection): there must be Lua's own error. Or
 * the n-th of the library fails: there must be FOI_ERR_MEMORY. Each time, when the state is closed, no block is left.
 * This program is its own malloc, so that it can count them.
 *
 * usage: oom FOLDER_OF_FOI_SO, with REGISTER: where a register may be made
 */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *p);

static struct {
    long fail_at, asked; /* of Lua */
    long refuse_at, wanted; /* of the library and the C library; only while `armed` */
    int armed;
    long live; /* blocks of all */
} heap;

static int refuse(void)
{
    return heap.armed && ++heap.wanted == heap.refuse_at;
}

void *malloc(size_t size)
{
    void *p = refuse() ? NULL : __libc_malloc(size);
    heap.live += p != NULL;
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = refuse() ? NULL : __libc_calloc(count, size);
    heap.live += p != NULL;
    return p;
}

void *realloc(void *old, size_t size)
{
    void *p = refuse() ? NULL : __libc_realloc(old, size);
    heap.live += old == NULL && p != NULL;
    return p;
}

void free(void *p)
{
    heap.live -= p != NULL;
    __libc_free(p);
}

/* The interpreter's memory is none of the library's: it is counted by itself and always given. */
static void *lua_memory(void *state, void *old, size_t old_size, size_t size)
{
    (void)state;
    (void)old_size;
    if (size == 0) {
        heap.live -= old != NULL;
        __libc_free(old);
        return NULL;
    }
    if ((old == NULL || size > old_size) && heap.fail_at > 0 && ++heap.asked >= heap.fail_at)
        return NULL;
    void *p = __libc_realloc(old, size);
    heap.live += old == NULL && p != NULL;
    return p;
}

/* need() ends the script with the name of the code. Small laws only: the built-in one has very many places. */
static const char law_script[] =
    "local function need(value, message, code)\n"
    "  if value == nil then error(code, 0) end\n"
    "  return value\n"
    "end\n"
    "local law = need(foi.law{builtin = false, packs = packs, calendars = {days}})\n"
    "local cal = need(law:calendar())\n"
    "local d = need(law:due('response', '2025-10-06', {readings = {first_day = 'same_day'}}))\n"
    "need(d:to_table()) need(d:explain('en')) need(d.cite)\n"
    "need(law:due_many('response', {'2025-10-06', 20367}))\n"
    "need(cal:add_many({20367, 20368}, {1, 2}))\n"
    "need(need(cal:known_on('2025-10-06')):diff(cal))\n"
    "need(cal:merge(cal, 'off_in_both'))\n"
    "need(law:packs()) need(law:clocks())\n"
    "local case = need(law:case())\n"
    "local _, _, code = case:apply('request_received', '2025-10-06', {channel = {'a', 'b'}})\n"
    "if code == 'FOI_ERR_MEMORY' then error(code, 0) end\n"
    "need(case:copy()) need(case:events()) need(law:events())\n"
    "need(law:redate_many(law, 'response', {20367}))\n"
    "need(foi.redate({case}, law, law))\n"
    "local _, _, code, fault = law:due('respnse', 20367)\n"
    "if code == 'FOI_ERR_MEMORY' then error(code, 0) end\n"
    "need(fault:text())\n";

/* The register, for Lua's memory alone. What is left of the run before is no other, for its keys are the same. */
static const char store_script[] =
    "local function need(value, message, code, fault, more)\n"
    "  if value == nil then error(type(more) == 'table' and more.cause or code, 0) end\n"
    "  return value\n"
    "end\n"
    "local keys = function(epoch) return tostring(epoch):rep(32) end\n"
    "local event = {kind = 'request_received', date = '2025-10-06', channel = 'desk', note = 'a'}\n"
    "local law = need(foi.law())\n"
    "local store = need(foi.store(os.getenv 'REGISTER', law, {keys = keys, create = true}))\n"
    "local _, _, code = store:add_body{origin = 'log', name = 'x', more = {list = {1, 'a', {}}}}\n"
    "if code and code ~= 'FOI_ERR_CONFLICT' then error(code, 0) end\n"
    "local r = need(store:register{body = 'log', events = {event}, key = 'k', applicant = {name = 'A'}})\n"
    "need(store:append_many{{body = 'log', events = event, key = 'k2'}})\n"
    "need(store:bodies()) need(store:find(r.code)) need(store:case(r.item, {sealed = true}))\n"
    "for c in need(store:cases('log')) do need(c.case) end\n"
    "local waits = need(need(store:case(r.item)):waits()) need(law:term(waits[1].term))\n"
    "local key = need(foi.key('log', 'log', ('s'):rep(32)))\n"
    "local public = need(foi.key(key:public_text()))\n"
    "local note = need(store:checkpoint('log', key))\n"
    "need(foi.read_checkpoint(note, {public}))\n"
    "need(store:consistency('log', 1))\n"
    "need(foi.check_evidence(need(store:evidence(r.item)), {log = public}))\n"
    "need(store:verify('log', {note = note, log = public})) need(store:export(r.item))\n";

static int prepare(lua_State *L)
{
    luaL_openlibs(L);
    return luaL_dostring(L, "foi = require 'foi'\n"
                            "require 'foi.store'\n"
                            "local function read(name)\n"
                            "  local file = assert(io.open('tests/data/packs/' .. name))\n"
                            "  local text = file:read('a') file:close() return text\n"
                            "end\n"
                            "packs = {read 'act.yaml', read 'regimes.yaml'}\n"
                            "days = '# foi-calendar 1\\nweek\\t1111100\\t2024-01-01\\t2027-12-31\\n' ..\n"
                            "  'date\\tkind\\tname_id\\tname_en\\taction\\tdecree\\tdecree_date\\tgrade\\n' ..\n"
                            "  '2025-10-09\\tnational\\tA\\tA\\tset\\tDecree 1\\t2024-10-14\\t2\\n'\n");
}

/* One run with the n-th allocation failing. @returns 1 untouched, 0 memory ran out and all is well, -1 wrong */
static int run(const char *script, long n, int of_library)
{
    int code, result = -1;
    lua_State *L = lua_newstate(lua_memory, NULL);

    if (L == NULL || prepare(L) != LUA_OK || luaL_loadstring(L, script) != LUA_OK) {
        fprintf(stderr, "cannot prepare: %s\n", L == NULL ? "no memory" : lua_tostring(L, -1));
        exit(2);
    }
    heap.asked = heap.wanted = 0;
    heap.fail_at = of_library ? 0 : n;
    heap.refuse_at = of_library ? n : 0;
    heap.armed = of_library;
    code = lua_pcall(L, 0, 0, 0);
    heap.fail_at = 0;
    heap.armed = 0;
    if (code == LUA_OK)
        result = of_library ? heap.wanted < n : heap.asked < n;
    else if (of_library ? strcmp(lua_tostring(L, -1), "FOI_ERR_MEMORY") == 0 : code == LUA_ERRMEM)
        result = 0;
    if (result < 0)
        fprintf(stderr, "allocation %ld: %s\n", n, lua_tostring(L, -1));
    lua_close(L);
    return result;
}

/* For every n until the script gets through untouched. */
static int all_places(const char *script, int of_library)
{
    long live, n = 1, ran_out = 0;
    int bad = 0, result = 0;

    run(script, 1, of_library); /* the first of each outcome takes what the loader and the C library keep */
    run(script, 1000000000, of_library);
    live = heap.live;
    for (; result != 1 && bad < 10; n++) {
        result = run(script, n, of_library);
        ran_out += result == 0;
        if (result < 0 || heap.live > live) {
            fprintf(stderr, "allocation %ld of %s: %ld blocks left\n", n, of_library ? "libfoi" : "Lua",
                    heap.live - live);
            live = heap.live;
            bad++;
        }
    }
    printf("%s: %ld places, %ld times out of memory\n", of_library ? "libfoi" : "Lua", n - 1, ran_out);
    return bad == 0 && n > 100;
}

int main(int argc, char **argv)
{
    int good;

    if (argc != 2)
        return 2;
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/?.so", argv[1]);
    setenv("LUA_CPATH_5_4", path, 1);
    setvbuf(stdout, NULL, _IONBF, 0);
    good = all_places(law_script, 0);
    good += all_places(law_script, 1);
    good += all_places(store_script, 0);
    printf("%d passed, %d failed\n", good, 3 - good);
    return good != 3;
}
