-- Objects may go in any order: what lives on answers as before. Run it with a sanitizer too.
local foi = require "foi"
local h = require "harness"
require "foi.store"

collectgarbage("setpause", 1) -- a new cycle begins as soon as the last has ended
collectgarbage("setstepmul", 1000)

local overlay = "# foi-calendar 1\ndate\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n" ..
    "2025-10-07\tlocal\tLibur\tOff\tset\tDecree\t2025-01-01\t1\n"
local names = {"law", "calendar", "overlay", "merged", "deadline", "case", "copy", "fault", "term", "store", "stored",
               "key"}

local folder = h.output("mktemp -d"):match("[^\n]+")
local path = folder .. "/register.foi"
local receipt
do
    local keys = {[0] = ("a"):rep(32), ("b"):rep(32)}
    local store = assert(foi.store(path, assert(foi.law()), {keys = keys, create = true}))
    assert(store:add_body {origin = "log"})
    local event = {kind = "request_received", date = "2025-10-06", note = "a note"}
    receipt = assert(store:register {body = "log", events = event, key = "k"})
end

local function make()
    local o = {}
    o.law = assert(foi.law())
    o.calendar = assert(o.law:calendar())
    o.overlay = assert(foi.calendar(overlay, {base = o.calendar}))
    o.merged = assert(o.overlay:merge(o.calendar, "off_in_either"))
    o.deadline = assert(o.law:due("response", "2025-10-06"))
    o.case = assert(o.law:case())
    assert(o.case:apply("request_received", "2025-10-06"))
    o.copy = assert(o.case:copy())
    local _, _, _, fault = o.law:due("respnse", "2025-10-06")
    o.fault = fault
    o.term = assert(o.law:term(o.case:waits()[1].term))
    o.store = assert(foi.store(path, o.law, {keys = function(epoch)
        collectgarbage()
        return epoch == 0 and ("a"):rep(32) or ("b"):rep(32)
    end}))
    o.stored = assert(o.store:case(receipt.item, {sealed = true}))
    o.key = assert(foi.key("log", "log", ("s"):rep(32)))
    return o
end

local questions = {
    law = function(o) return o:due("response", "2025-10-06").due end,
    calendar = function(o) return o:add("2025-10-06", 10) .. o:name("2025-08-18") end,
    overlay = function(o) return o:add("2025-10-06", 10) .. o:day("2025-10-07").decree end,
    merged = function(o) return o:add("2025-10-06", 10) .. o:name("2025-10-07") end,
    deadline = function(o) return o.due .. o.cite[1].key .. o:explain() .. o:json() end,
    case = function(o) return o:report_json() .. o:text() .. #o:events() end,
    copy = function(o) return o:report_json {as_of = "2025-12-01"} end,
    fault = function(o) return o:text() .. o.code .. o.message end,
    term = function(o) return o:clock() .. o:due("2025-10-06") end,
    store = function(o) return o:find(receipt.code) .. o:case(receipt.item, {sealed = true}):events()[1].note end,
    stored = function(o) return o:report_json() .. o:events()[1].note end,
    key = function(o) return o:secret_text() end,
}

local whole, answers = make(), {}
for name, ask in pairs(questions) do
    answers[name] = ask(whole[name])
end

local function gone(o, name, closes)
    if closes and name ~= "fault" then
        o[name]:close()
    end
    o[name] = nil
    collectgarbage()
end

local function still_answer(o, words)
    for name, object in pairs(o) do
        h.same(questions[name](object), answers[name], words, name)
    end
end

-- Each alone first, and each alone last; then many orders by chance, always the same ones.
for first, name in ipairs(names) do
    for last, survivor in ipairs(names) do
        if first ~= last then
            local o = make()
            gone(o, name, last % 2 == 0)
            still_answer(o, "without " .. name)
            for _, other in ipairs(names) do
                if other ~= name and other ~= survivor then
                    gone(o, other, first % 2 == 0)
                end
            end
            still_answer(o, "alone:")
        end
    end
end

local state = 1
local function chance(most)
    state = (state * 16807) % 2147483647
    return state % most + 1
end

for _ = 1, 60 do
    local o, left = make(), {}
    for i, name in ipairs(names) do
        left[i] = name
    end
    while #left > 0 do
        gone(o, table.remove(left, chance(#left)), chance(2) == 1)
        still_answer(o, "in some order:")
    end
end

-- Failures make objects too: none of them stays open, and a collector at work is no danger to what is being read.
for i = 1, 300 do
    foi.law {packs = {"foi_pack: " .. i}, known_on = "2025-10-06"}
    foi.calendar("# foi-calendar 1\nweek\t" .. i)
    whole.law:due("response", "2025-10-06", {regime = "x" .. i, readings = {["axis" .. i] = "option" .. i}})
    whole.law:case {regime = "x" .. i}
    whole.law:case_from_json("{" .. i)
    whole.case:copy():apply("request_answered", "2025-10-06", {outcome = "x" .. i, exemption = {"a" .. i, "b" .. i}})
    pcall(whole.law.due, whole.law, "response", "2025-10-06", {readings = {["axis" .. i] = i}})
    pcall(whole.law.due_many, whole.law, "response", {i, "2025-10-" .. i, false})
    pcall(foi.redate, {whole.case, whole.law}, whole.law, whole.law)
end
still_answer(whole, "after failures:")

-- Coroutines are threads of one state.
local co = coroutine.wrap(function(law)
    for day = 20367, 20400 do
        coroutine.yield(law:due("response", day))
    end
end)
for day = 20367, 20400 do
    local d = co(whole.law)
    collectgarbage("step")
    h.same(d.from, day, "from a coroutine")
end

-- Left to the end of the program: the interpreter closes them in an order of its own.
left_open = make()
h.output("rm -r " .. folder)
h.finish()
