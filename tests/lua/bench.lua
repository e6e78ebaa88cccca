-- How long calls take, one figure a line: name, tab, nanoseconds a call or an item. Called by tests/lua/bench.
local foi = require "foi"

local law = assert(foi.law())
local cal = assert(law:calendar())
local case = assert(law:case())
assert(case:apply("request_received", "2025-10-06"))
local clock = os.clock

local function report(name, seconds, count)
    print(("%s\t%.2f"):format(name, seconds / count * 1e9))
end

local function each(name, count, call)
    call(1000)
    local begun = clock()
    call(count)
    report(name, clock() - begun, count)
end

each("empty loop", 5e6, function(n) local x = 0 for i = 1, n do x = x + i % 7 end return x end)
each("calendar:add, numbers", 3e6, function(n) for i = 1, n do cal:add(20000 + i % 1000, 10) end end)
each("calendar:count, numbers", 3e6, function(n) for i = 1, n do cal:count(19000, 20000 + i % 1000) end end)
each("calendar:is_workday, numbers", 3e6, function(n) for i = 1, n do cal:is_workday(20000 + i % 1000) end end)
each("calendar:add, text", 1e6, function(n) for _ = 1, n do cal:add("2025-10-06", 10) end end)
each("law:due, numbers", 2e5, function(n) for i = 1, n do law:due("response", 20000 + i % 300) end end)
each("law:due, then .due", 2e5, function(n) for i = 1, n do local _ = law:due("response", 20000 + i % 300).due end end)
each("law:due, a reading fixed", 2e5, function(n)
    for i = 1, n do
        law:due("response", 20000 + i % 300, {readings = {first_day = "same_day"}})
    end
end)
each("case:state", 5e4, function(n) for _ = 1, n do case:state {as_of = 20400} end end)
each("case:report_json", 1e4, function(n) for _ = 1, n do case:report_json {as_of = 20400} end end)
each("case:report", 1e4, function(n) for _ = 1, n do case:report {as_of = 20400} end end)

local days = {}
for i = 1, 1000000 do
    days[i] = 20000 + i % 1000
end
local function batch(name, call)
    collectgarbage()
    local begun = clock()
    call()
    report(name, clock() - begun, #days)
end
batch("law:due_many, 1 M days", function() return law:due_many("response", days) end)
batch("calendar:add_many, 1 M days", function() return cal:add_many(days, 10) end)
