rockspec_format = "3.0"
package = "foi"
version = "0.1.0-1"
source = {url = "file://."} -- `luarocks make` in this folder, against an installed libfoi
description = {
    summary = "Freedom-of-information law: deadlines with their reasons",
    detailed = [[
        Binding of libfoi: when a statutory term ends, which day is safe, and who says so; working days from decrees;
        cases judged from their events. For Lua 5.4 and LuaJIT 2.1.]],
    license = "MIT",
}
supported_platforms = {"linux"}
dependencies = {"lua >= 5.1, < 5.5"} -- 5.1 stands for LuaJIT
external_dependencies = {FOI = {header = "foi.h", library = "foi"}}
build = {
    type = "builtin",
    modules = {
        foi = {
            sources = {"foi_lua.c", "values.c", "json.c", "calendar.c", "law.c", "case.c"},
            incdirs = {"$(FOI_INCDIR)"},
            libdirs = {"$(FOI_LIBDIR)"},
            libraries = {"foi"},
        },
    },
    copy_directories = {"library"}, -- annotations for editors
}
