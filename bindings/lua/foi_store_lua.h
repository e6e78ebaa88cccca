/**
 * @file foi_store_lua.h
 * What the files of the Lua module foi.store share beside foi_lua.h. It is a module of its own so that nobody needs
 * SQLite for a due date; it takes laws of the module foi, and gives cases and faults of it.
 */
#ifndef FOI_STORE_LUA_H
#define FOI_STORE_LUA_H

#include "foi_lua.h"

#include <foi-store.h>

#pragma GCC visibility push(hidden)

extern const char lua_foi_key_name[];

void lua_foi_key_class(lua_State *L);

int lua_foi_key_new(lua_State *L);         /* foi.key */
int lua_foi_read_checkpoint(lua_State *L); /* foi.read_checkpoint */
int lua_foi_cosign(lua_State *L);          /* foi.cosign */
int lua_foi_check_evidence(lua_State *L);  /* foi.check_evidence */

/** The key of an option; NULL without one. Stays on the stack. */
const foi_key *lua_foi_key_option(lua_State *L, int index, const char *name);

/** A text with any bytes. */
const char *lua_foi_bytes(lua_State *L, int index, size_t *len);

/** The same of an option; NULL without one. Stays on the stack. */
const char *lua_foi_bytes_option(lua_State *L, int index, const char *name, size_t *len);

/** A whole number from 0 that Lua holds exactly. */
uint64_t lua_foi_uint64(lua_State *L, int index);

/** Push a hash as 64 hexadecimal digits. */
void lua_foi_push_digest(lua_State *L, const foi_digest *digest);

/** The register in first place, open and not at work. */
foi_store *lua_foi_store_self(lua_State *L);

/** A law of the other module. */
const foi_law *lua_foi_read_law(lua_State *L, int index);

/* Methods of a register that stand in due.c. */
int lua_foi_store_due(lua_State *L);
int lua_foi_store_redate(lua_State *L);
int lua_foi_store_refresh(lua_State *L);

#pragma GCC visibility pop

#endif
