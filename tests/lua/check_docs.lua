-- The programs of docs/lua.md print what stands after --> in them. They are one program, from the first to the last.
local h = require "harness"

local programs, wanted = {}, {}
for block in h.read("docs/lua.md"):gmatch("\n```lua\n(.-)\n```") do
    programs[#programs + 1] = block
    for line in (block .. "\n"):gmatch("([^\n]*)\n") do
        wanted[#wanted + 1] = line:match("%-%-> (.*)$")
    end
end
h.check(#programs > 5 and #wanted > 20, #programs, "programs", #wanted, "lines")

local printed = {}
local environment = setmetatable({
    print = function(...)
        local words = {...}
        for i = 1, select("#", ...) do
            words[i] = tostring(words[i])
        end
        printed[#printed + 1] = table.concat(words, "\t")
    end,
}, {__index = _G})

local folder = h.output("mktemp -d"):match("[^\n]+")
local text = table.concat(programs, "\n"):gsub("register%.foi", folder .. "/%0")
local program = setfenv and setfenv(assert(loadstring(text, "=docs/lua.md")), environment)
    or assert(load(text, "=docs/lua.md", "t", environment))
local good, message = pcall(program)
h.output("rm -r " .. folder)
h.check(good, message)
for i = 1, math.max(#wanted, #printed) do
    h.same(printed[i], wanted[i], "line " .. i .. ":")
end

h.finish()
