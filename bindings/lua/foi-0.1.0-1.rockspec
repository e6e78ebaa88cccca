rockspec_format = "3.0"
package = "foi"
version = "0.1.0-1"
source = {url = "file://."} -- `luarocks make` in this folder, against an installed libfoi
description = {
    summary = "Freedom-of-information law: deadlines with their reasons",
    detailed = [[
        Binding of libfoi: when a statutory term ends, which day is safe, and who says so; working days from decrees;
        cases judged from their events; and libfoi-store, the register of record. For Lua 5.4 and LuaJIT 2.1.]],
    license = "MIT",
}
supported_platforms = {"linux"}
dependencies = {"lua >= 5.1, < 5.5"} -- 5.1 stands for LuaJIT
external_dependencies = {
    FOI = {header = "foi.h", library = "foi"},
    FOI_STORE = {header = "foi-store.h", library = "foi-store"},
}
build = {
    type = "builtin",
    modules = {
        foi = {
            sources = {"foi_lua.c", "values.c", "json.c", "calendar.c", "law.c", "case.c", "term.c"},
            incdirs = {"$(FOI_INCDIR)"},
            libdirs = {"$(FOI_LIBDIR)"},
            libraries = {"foi"},
        },
        ["foi.store"] = { -- the register; who loads foi alone does without SQLite
            sources = {"store.c", "due.c", "ledger.c", "values.c", "json.c"},
            incdirs = {"$(FOI_INCDIR)", "$(FOI_STORE_INCDIR)"},
            libdirs = {"$(FOI_LIBDIR)", "$(FOI_STORE_LIBDIR)"},
            libraries = {"foi-store", "foi"},
        },
    },
    copy_directories = {"library"}, -- annotations for editors
}
