-- The programs of README.md and docs/lua.md print what stands after --> in them. Those of a document are one program,
-- from the first to the last.
local h = require "harness"

local function run(path, least)
    local programs, wanted, printed = {}, {}, {}
    for block in h.read(path):gmatch("\n```lua\n(.-)\n```") do
        programs[#programs + 1] = block
        for line in (block .. "\n"):gmatch("([^\n]*)\n") do
            wanted[#wanted + 1] = line:match("%-%-> (.*)$")
        end
    end
    h.check(#wanted >= least, path, #programs, "programs", #wanted, "lines")
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
    local program = setfenv and setfenv(assert(loadstring(text, "=" .. path)), environment)
        or assert(load(text, "=" .. path, "t", environment))
    local good, message = pcall(program)
    h.output("rm -r " .. folder)
    h.check(good, message)
    for i = 1, math.max(#wanted, #printed) do
        h.same(printed[i], wanted[i], path .. ", line " .. i .. ":")
    end
end

run("docs/lua.md", 20)
run("README.md", 2)

h.finish()
