/* What is due in a register, and what another calendar moves: methods that need no keys. */
#include "foi_store_lua.h"

_Static_assert(sizeof(foi_due_query) == 24 + 3 * sizeof(void *), "foi_due_query has changed");
_Static_assert(sizeof(foi_due) == 40 + 68 + 68 + 4 * 4 + 2 * 8, "foi_due has changed");
_Static_assert(sizeof(foi_due_move) == 40 + 68 + 3 * 4, "foi_due_move has changed");

enum { PAGE = 200 };

static const char *kind_name(int kind)
{
    return kind == FOI_WAIT_RIGHT ? "right" : "duty";
}

static int kind_option(lua_State *L, int index)
{
    static const char *const kinds[] = {"duty", "right", NULL};
    int kind = 0;

    if (lua_foi_option(L, index, "kind"))
        kind = lua_foi_choice(L, -1, kinds) == 0 ? FOI_WAIT_DUTY : FOI_WAIT_RIGHT;
    lua_pop(L, 1);
    return kind;
}

static bool read_query(lua_State *L, foi_due_query *q)
{
    static const char *const names[] = {"since", "to", "clock", "actor", "kind", NULL};

    lua_settop(L, 4);
    lua_foi_options(L, 4, names);
    *q = (foi_due_query){.size = sizeof *q, .body = lua_foi_text(L, 2), .kind = kind_option(L, 4)};
    if (!lua_foi_day_option(L, 4, "since", &q->from) || !lua_foi_day_option(L, 4, "to", &q->to))
        return false;
    q->flags = (q->from != FOI_DAY_NONE ? FOI_DUE_FROM : 0u) | (q->to != FOI_DAY_NONE ? FOI_DUE_TO : 0u);
    q->clock = lua_foi_text_option(L, 4, "clock");
    q->actor = lua_foi_text_option(L, 4, "actor");
    return true;
}

static void push_due(lua_State *L, const foi_due *d, bool number)
{
    lua_createtable(L, 0, 6);
    lua_foi_set_text(L, "item", d->item);
    lua_foi_set_text(L, "clock", d->clock);
    lua_foi_set_text(L, "actor", d->actor);
    lua_foi_set_text(L, "kind", kind_name(d->kind));
    lua_foi_set_day(L, "start", d->start, number);
    lua_foi_set_day(L, "due", d->due, number);
}

/*
 * store:due(body, today, {since = day, to = day, clock = ..., actor = ..., kind = "duty"}): what waits, by due date,
 * and how many cases could not be judged
 */
int lua_foi_store_due(lua_State *L)
{
    foi_store *store = lua_foi_store_self(L);
    foi_error err = {.size = sizeof err};
    foi_due *page, last;
    foi_due_query q;
    size_t got = PAGE, unjudged = 0;
    foi_day today;
    int form = lua_foi_day(L, 3, &today), total = 0;

    if (form == 0 || !read_query(L, &q))
        return FOI_LUA_FAULT;
    q.today = today;
    page = lua_newuserdata(L, PAGE * sizeof *page);
    lua_newtable(L);
    while (got == PAGE) {
        if (foi_store_due(store, &q, total > 0 ? &last : NULL, page, PAGE, &got, &unjudged, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
        for (size_t i = 0; i < got; i++) {
            push_due(L, &page[i], form == LUA_TNUMBER);
            lua_rawseti(L, -2, ++total);
        }
        if (got > 0)
            last = page[got - 1];
    }
    lua_pushinteger(L, (lua_Integer)unjudged);
    return 2;
}

static void push_move(lua_State *L, const foi_due_move *m)
{
    lua_createtable(L, 0, 5);
    lua_foi_set_text(L, "item", m->item);
    lua_foi_set_text(L, "clock", m->clock);
    lua_foi_set_day(L, "start", m->start, false);
    lua_foi_set_day(L, "from", m->from, false);
    lua_foi_set_day(L, "to", m->to, false);
}

/* store:redate(body, before, after): what a change of the calendar moves of what waits; nothing is written */
int lua_foi_store_redate(lua_State *L)
{
    foi_store *store = lua_foi_store_self(L);
    const char *body = lua_foi_text(L, 2);
    const foi_law *before = lua_foi_read_law(L, 3), *after = lua_foi_read_law(L, 4);
    foi_error err = {.size = sizeof err};
    size_t room, moved = 64;
    foi_due_move *moves;

    do {
        room = moved;
        moves = lua_newuserdata(L, (room + 1) * sizeof *moves);
        if (foi_store_redate(store, body, before, after, moves, room, &moved, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (moved > room);
    lua_createtable(L, (int)moved, 0);
    for (size_t i = 0; i < moved; i++) {
        push_move(L, &moves[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* store:refresh(body): judges every case again for the due list; how many */
int lua_foi_store_refresh(lua_State *L)
{
    foi_store *store = lua_foi_store_self(L);
    foi_error err = {.size = sizeof err};
    size_t count = 0;

    if (foi_store_refresh(store, lua_foi_text(L, 2), &count, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_pushinteger(L, (lua_Integer)count);
    return 1;
}
