/* foi.case: events in; reports, findings and next steps out. And which clocks a change of the calendar moves. */
#include "foi_lua.h"

static foi_case *self(lua_State *L)
{
    return lua_foi_open(L, 1, lua_foi_case_name);
}

static int close_case(lua_State *L)
{
    lua_foi_object *object = lua_foi_any(L, 1, lua_foi_case_name);

    foi_case_free(object->it);
    object->it = NULL;
    return 0;
}

/* ---- made by a law ---- */

static void read_opts(lua_State *L, int index, foi_case_opts *opts)
{
    static const char *const names[] = {"regime", "timezone", "applicant", "readings", NULL};

    *opts = (foi_case_opts){.size = sizeof *opts};
    lua_foi_options(L, index, names);
    opts->regime = lua_foi_text_option(L, index, "regime");
    opts->timezone = lua_foi_text_option(L, index, "timezone");
    opts->applicant = lua_foi_text_option(L, index, "applicant");
    opts->readings = lua_foi_readings_option(L, index, &opts->reading_count);
}

/* law:case(options) */
int lua_foi_law_case(lua_State *L)
{
    const foi_law *law = lua_foi_open(L, 1, lua_foi_law_name);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object;
    foi_case *made = NULL;
    foi_case_opts opts;
    int code;

    lua_settop(L, 2);
    read_opts(L, 2, &opts);
    object = lua_foi_new(L, lua_foi_case_name);
    code = foi_case_new(&made, law, &opts, &err);
    object->it = made;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* law:case_from_json(text, options) */
int lua_foi_law_case_from_json(lua_State *L)
{
    const foi_law *law = lua_foi_open(L, 1, lua_foi_law_name);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object;
    foi_case *made = NULL;
    foi_case_opts opts;
    const char *text;
    size_t len;
    int code;

    lua_settop(L, 3);
    luaL_checktype(L, 2, LUA_TSTRING);
    text = lua_tolstring(L, 2, &len);
    read_opts(L, 3, &opts);
    object = lua_foi_new(L, lua_foi_case_name);
    code = foi_case_parse(&made, law, text, len, &opts, &err);
    object->it = made;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* case:copy(law): judged by another law, or the same */
static int case_copy(lua_State *L)
{
    const foi_case *c = self(L);
    const foi_law *law = lua_isnoneornil(L, 2) ? NULL : lua_foi_open(L, 2, lua_foi_law_name);
    foi_error err = {.size = sizeof err};
    lua_foi_object *object = lua_foi_new(L, lua_foi_case_name);
    foi_case *copy = NULL;
    int code = foi_case_copy(&copy, c, law, &err);

    object->it = copy;
    return code == FOI_OK ? 1 : lua_foi_fault(L, &err);
}

/* ---- events ---- */

static int recorded(lua_State *L, int code, const foi_error *err)
{
    if (code != FOI_OK)
        return lua_foi_fault(L, err);
    lua_pushboolean(L, 1);
    return 1;
}

static int apply(lua_State *L, foi_case *c, int index)
{
    foi_error err = {.size = sizeof err};
    const char *event;
    size_t len;
    int code;

    luaL_checktype(L, index, LUA_TSTRING);
    event = lua_tolstring(L, index, &len);
    code = foi_case_apply_json(c, event, len, &err);
    return recorded(L, code, &err);
}

static int replace(lua_State *L, foi_case *c, int place, int index)
{
    foi_error err = {.size = sizeof err};
    int32_t n = lua_foi_int32(L, place);
    const char *event;
    size_t len;
    int code;

    luaL_checktype(L, index, LUA_TSTRING);
    if (n < 1)
        lua_foi_wrong(L, place, "events count from 1");
    event = lua_tolstring(L, index, &len);
    code = foi_case_replace_json(c, (size_t)n - 1, event, len, &err);
    return recorded(L, code, &err);
}

/* case:apply(kind, day, fields) */
static int case_apply(lua_State *L)
{
    foi_case *c = self(L);

    if (!lua_foi_event(L, 2))
        return FOI_LUA_FAULT;
    return apply(L, c, lua_gettop(L));
}

static int case_apply_json(lua_State *L)
{
    return apply(L, self(L), 2);
}

/* case:replace(n, kind, day, fields) */
static int case_replace(lua_State *L)
{
    foi_case *c = self(L);

    if (!lua_foi_event(L, 3))
        return FOI_LUA_FAULT;
    return replace(L, c, 2, lua_gettop(L));
}

/* case:replace_json(n, event) */
static int case_replace_json(lua_State *L)
{
    return replace(L, self(L), 2, 3);
}

static int case_count(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)foi_case_count(self(L)));
    return 1;
}

/* case:events(): as listed */
static int case_events(lua_State *L)
{
    foi_case *c = self(L);
    foi_event_info info = {.size = sizeof info};

    lua_newtable(L);
    for (int i = 0; foi_case_event(c, (size_t)i, &info) == FOI_OK; i++) {
        lua_createtable(L, 0, 8);
        lua_foi_set_text(L, "kind", info.kind);
        lua_foi_set_day(L, "date", info.date, false);
        lua_foi_set_day(L, "day", info.day, false);
        lua_foi_set_day(L, "received", info.received, false);
        lua_foi_set_names(L, "name", info.name_id, info.name_en);
        lua_foi_set_text(L, "track", info.track);
        lua_foi_set_text(L, "note", info.note);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static int case_as_of(lua_State *L)
{
    lua_foi_push_day(L, foi_case_as_of(self(L)), false);
    return 1;
}

/* ---- reports ---- */

/* {as_of = day} */
static bool read_as_of(lua_State *L, int index, foi_day *as_of)
{
    static const char *const names[] = {"as_of", NULL};

    lua_foi_options(L, index, names);
    return lua_foi_day_option(L, index, "as_of", as_of);
}

/* @returns the results pushed for a failure, or 0 with the report in the buffer */
static int read_report(lua_State *L, lua_foi_buffer *b, size_t *needed)
{
    foi_case *c = self(L);
    foi_error err = {.size = sizeof err};
    foi_day as_of;

    lua_settop(L, 2);
    if (!read_as_of(L, 2, &as_of))
        return FOI_LUA_FAULT;
    lua_foi_buffer_begin(b, L);
    do {
        if (foi_case_report_json(c, as_of, b->text, b->size, needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(b, *needed));
    return 0;
}

static int case_report_json(lua_State *L)
{
    lua_foi_buffer b;
    size_t needed = 0;
    int failed = read_report(L, &b, &needed);

    if (failed)
        return failed;
    lua_pushlstring(L, b.text, needed);
    return 1;
}

static int push_report(lua_State *L, const char *part)
{
    lua_foi_buffer b;
    size_t needed = 0;
    int failed = read_report(L, &b, &needed);

    if (failed)
        return failed;
    lua_foi_push_json(L, b.text, needed);
    if (part != NULL)
        lua_getfield(L, -1, part);
    return 1;
}

static int case_report(lua_State *L)
{
    return push_report(L, NULL);
}

static int case_clocks(lua_State *L)
{
    return push_report(L, "clocks");
}

static int case_findings(lua_State *L)
{
    return push_report(L, "findings");
}

static int case_next(lua_State *L)
{
    return push_report(L, "next");
}

/* case:state{as_of = day}: the state of each track under the prevailing reading, which is the fast question */
static int case_state(lua_State *L)
{
    foi_case *c = self(L);
    foi_case_info info = {.size = sizeof info};
    foi_error err = {.size = sizeof err};
    foi_day as_of;

    lua_settop(L, 2);
    if (!read_as_of(L, 2, &as_of))
        return FOI_LUA_FAULT;
    if (foi_case_state(c, as_of, &info, NULL, 0, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    lua_newtable(L);
    for (int i = 0; i < FOI_CASE_TRACKS && info.tracks[i] != NULL; i++)
        lua_foi_set_text(L, info.tracks[i], info.states[i]);
    return 1;
}

/* case:text(lang, {as_of = day}) */
static int case_text(lua_State *L)
{
    foi_case *c = self(L);
    int lang = lua_foi_lang(L, 2);
    foi_error err = {.size = sizeof err};
    lua_foi_buffer b;
    size_t needed = 0;
    foi_day as_of;

    lua_settop(L, 3);
    if (!read_as_of(L, 3, &as_of))
        return FOI_LUA_FAULT;
    lua_foi_buffer_begin(&b, L);
    do {
        if (foi_case_report_text(c, as_of, lang, b.text, b.size, &needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(&b, needed));
    lua_pushlstring(L, b.text, needed);
    return 1;
}

/* ---- what waits ---- */

static void push_wait(lua_State *L, const foi_wait *w)
{
    lua_createtable(L, 0, 7);
    lua_foi_set_text(L, "clock", w->clock);
    lua_foi_set_text(L, "actor", w->actor);
    lua_foi_set_text(L, "kind", w->kind == FOI_WAIT_DUTY ? "duty" : "right");
    lua_foi_set_day(L, "start", w->start, false);
    lua_foi_set_text(L, "term", w->term);
    lua_foi_set_day(L, "until_start", w->until_start, false);
    if (w->until[0] != '\0')
        lua_foi_set_text(L, "until_term", w->until);
}

/* case:waits(): the clocks that nothing has ended, by their terms */
static int case_waits(lua_State *L)
{
    foi_case *c = self(L);
    foi_error err = {.size = sizeof err};
    size_t room, count = 16;
    foi_wait *waits;

    do {
        room = count;
        waits = lua_newuserdata(L, (room + 1) * sizeof *waits);
        if (foi_case_waits(c, waits, room, &count, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (count > room);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_wait(L, &waits[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

/* ---- planned events ---- */

static int read_check(lua_State *L, foi_case *c, int index, lua_foi_buffer *b, size_t *needed, int32_t *lawful)
{
    foi_error err = {.size = sizeof err};
    const char *event;
    size_t len;

    luaL_checktype(L, index, LUA_TSTRING);
    event = lua_tolstring(L, index, &len);
    lua_foi_buffer_begin(b, L);
    do {
        if (foi_case_check_json(c, event, len, lawful, b->text, b->size, needed, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (!lua_foi_buffer_holds(b, *needed));
    return 0;
}

/* case:check(kind, day, fields): what it would do, as a table */
static int case_check(lua_State *L)
{
    foi_case *c = self(L);
    lua_foi_buffer b;
    size_t needed = 0;
    int failed;

    if (!lua_foi_event(L, 2))
        return FOI_LUA_FAULT;
    failed = read_check(L, c, lua_gettop(L), &b, &needed, NULL);
    if (failed)
        return failed;
    lua_foi_push_json(L, b.text, needed);
    return 1;
}

/* case:check_json(event): the same as JSON, and whether it would be lawful */
static int case_check_json(lua_State *L)
{
    lua_foi_buffer b;
    size_t needed = 0;
    int32_t lawful = 0;
    int failed = read_check(L, self(L), 2, &b, &needed, &lawful);

    if (failed)
        return failed;
    lua_pushlstring(L, b.text, needed);
    lua_pushboolean(L, lawful);
    return 2;
}

/* ---- which clocks a change of the calendar moves ---- */

static const char *move_name(int move)
{
    return move == FOI_MOVE_DUE ? "due" : move == FOI_MOVE_NEW ? "new" : "gone";
}

static void push_move(lua_State *L, const foi_clock_move *m, bool number)
{
    lua_createtable(L, 0, 9);
    lua_pushinteger(L, (lua_Integer)m->item + 1);
    lua_setfield(L, -2, "item");
    lua_foi_set_text(L, "clock", m->clock);
    if (m->trigger_event >= 0) {
        lua_pushinteger(L, m->trigger_event + 1);
        lua_setfield(L, -2, "event");
    }
    lua_foi_set_text(L, "move", move_name(m->move));
    lua_foi_set_day(L, "start", m->start, number);
    lua_foi_set_day(L, "since", m->since, number);
    lua_foi_set_day(L, "from", m->from, number);
    lua_foi_set_day(L, "to", m->to, number);
    if (m->because.day != FOI_DAY_NONE) {
        lua_foi_push_change(L, &m->because, number);
        lua_setfield(L, -2, "because");
    }
}

/* Push the moves; those of plain days have the form of their day in the array at `days`, 0 for none. */
static void push_moves(lua_State *L, const foi_clock_move *moves, size_t count, int days)
{
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        bool number = false;

        if (days != 0) {
            lua_rawgeti(L, days, (int)moves[i].item + 1);
            number = lua_type(L, -1) == LUA_TNUMBER;
            lua_pop(L, 1);
        }
        push_move(L, &moves[i], number);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* before:redate_many(after, clock, days, options) */
int lua_foi_law_redate_many(lua_State *L)
{
    static const char *const names[] = {"regime", "readings", NULL};
    const foi_law *before = lua_foi_open(L, 1, lua_foi_law_name), *after = lua_foi_open(L, 2, lua_foi_law_name);
    const char *clock = lua_foi_text(L, 3);
    foi_error err = {.size = sizeof err};
    size_t count, moved = 0;
    foi_deadline_opts opts;
    foi_clock_move *moves;
    foi_day *days;

    lua_settop(L, 5);
    days = lua_foi_days(L, 4, &count);
    lua_foi_deadline_opts(L, 5, names, &opts);
    moves = lua_newuserdata(L, (count + 1) * sizeof *moves);
    if (foi_law_redate_many(before, after, clock, days, count, &opts, moves, count, &moved, &err) != FOI_OK)
        return lua_foi_fault(L, &err);
    push_moves(L, moves, moved, 4);
    return 1;
}

static foi_case **read_cases(lua_State *L, int index, size_t *count)
{
    foi_case **cases;

    *count = lua_foi_length(L, index);
    cases = lua_newuserdata(L, (*count + 1) * sizeof(foi_case *));
    for (size_t i = 0; i < *count; i++) {
        lua_rawgeti(L, index, (int)i + 1);
        cases[i] = lua_foi_open(L, lua_gettop(L), lua_foi_case_name);
        lua_pop(L, 1); /* the array keeps it */
    }
    return cases;
}

/* foi.redate(cases, before, after, {as_of = day}): the moves, and how many cases were judged */
int lua_foi_redate(lua_State *L)
{
    const foi_law *before = lua_foi_open(L, 2, lua_foi_law_name), *after = lua_foi_open(L, 3, lua_foi_law_name);
    foi_error err = {.size = sizeof err};
    foi_clock_move *moves = NULL;
    size_t count, room = 0, moved = 0, judged = 0;
    foi_case **cases;
    foi_day as_of;

    lua_settop(L, 4);
    cases = read_cases(L, 1, &count);
    if (!read_as_of(L, 4, &as_of))
        return FOI_LUA_FAULT;
    do {
        room = moved + count;
        moves = lua_newuserdata(L, (room + 1) * sizeof *moves);
        if (foi_redate(cases, count, before, after, as_of, NULL, moves, room, &moved, &judged, &err) != FOI_OK)
            return lua_foi_fault(L, &err);
    } while (moved > room);
    push_moves(L, moves, moved, 0);
    lua_pushinteger(L, (lua_Integer)judged);
    return 2;
}

void lua_foi_case_class(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__close", close_case}, {"__gc", close_case}, {"__len", case_count}, {NULL, NULL}};
    static const luaL_Reg methods[] = {
        {"apply", case_apply},
        {"apply_json", case_apply_json},
        {"as_of", case_as_of},
        {"check", case_check},
        {"check_json", case_check_json},
        {"clocks", case_clocks},
        {"close", close_case},
        {"copy", case_copy},
        {"events", case_events},
        {"findings", case_findings},
        {"next", case_next},
        {"replace", case_replace},
        {"replace_json", case_replace_json},
        {"report", case_report},
        {"report_json", case_report_json},
        {"state", case_state},
        {"text", case_text},
        {"waits", case_waits},
        {NULL, NULL},
    };

    lua_foi_class(L, lua_foi_case_name, meta, methods, NULL, NULL);
    lua_pushlightuserdata(L, (void *)(uintptr_t)lua_foi_case_name);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_FOI_CASE_CLASS);
}
