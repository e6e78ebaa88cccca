-- A million calls leave nothing behind: the memory of the process is watched. MANY sets the number of calls.
local foi = require "foi"
local h = require "harness"
require "foi.store"

local many = tonumber(os.getenv("MANY") or "1000000")
local law = assert(foi.law())
local cal = assert(law:calendar())
local case = assert(law:case())
assert(case:apply("request_received", "2025-10-06"))
local file = '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2025-10-06"}]}'
local days = {"2025-10-06", 20367, "2031-01-01"}
local sample = {
    builtin = false,
    packs = {h.read("tests/data/packs/act.yaml"), h.read("tests/data/packs/regimes.yaml")},
    calendars = {"# foi-calendar 1\nweek\t1111100\t2024-01-01\t2027-12-31\n" ..
        "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"},
}

local folder = h.output("mktemp -d"):match("[^\n]+")
local event = {kind = "request_received", date = "2025-10-06", channel = "desk", note = "a note"}
local first = {body = "log", events = {event}, key = "k", applicant = {kind = "individual", name = "x"}}
local second = {item = "x", events = {event}, key = "k2"}
local log = assert(foi.key("log", "log", ("s"):rep(32)))
local shut = false
local function keys(epoch)
    return shut and error({}) or tostring(epoch):rep(32)
end
local store = assert(foi.store(folder .. "/register.foi", law, {keys = keys, create = true}))
assert(store:add_body {origin = "log", list = {{}, {"a"}}})
local receipt = assert(store:register(first))
local note = assert(store:checkpoint("log", log))

--- The register as it is: a repetition reads and writes and leaves nothing.
local function register()
    assert(store:register(first).replayed)
    store:append(second)
    store:append_many {first, second}
    assert(store:case(receipt.item, {sealed = true}))
    shut = true
    store:case(receipt.item, {sealed = true})
    shut = false
    for c in store:cases("log") do
        assert(store:find(receipt.code) == c.case)
    end
    assert(store:verify("log", {note = note, log = log}))
    assert(foi.check_evidence(store:evidence(receipt.item), {log = foi.key(log:public_text())}))
    foi.check_evidence("{}", {log = log})
    foi.read_checkpoint(note, {log})
    store:consistency("log", 0)
    store:export(receipt.item)
    store:bodies()
    pcall(store.add_body, store, {x = {y = print}})
    assert(foi.store(folder .. "/register.foi", law, {keys = {[0] = ("k"):rep(32)}, read_only = true}))
    foi.store(folder .. "/none", law)
end

local function everything(i)
    local day = 20000 + i % 300
    cal:add(day, 10)
    cal:add("2031-01-01", 10)
    local d = law:due("response", day, {readings = {first_day = "same_day"}})
    if i % 2 == 0 then
        d:close()
    end
    if i % 20 == 0 then
        d = law:due("response", "2025-10-06")
        local _ = d.cite, d:to_table(), d:explain()
        law:due("respnse", day)
        pcall(law.due, law, "response", 1.5)
        cal:add_many(days, 3)
        local made = law:case_from_json(file)
        made:report()
        made:apply("request_answered", "2025-10-10", {outcome = "granted", exemption = {}})
        made:apply("request_answered", "2025-10-10", {outcome = "x"})
        case:copy():report()
        case:check("objection_received", "2025-11-03", {grounds = {"c"}})
        for _, wait in ipairs(case:waits()) do
            law:term(wait.term):due(wait.start)
        end
    end
    if i % 400 == 0 then
        local small = assert(foi.law(sample))
        assert(foi.calendar(sample.calendars[1])):merge(small:calendar(), "off_in_both"):known()
        assert(small:calendar():known_on(day))
        local _, _, _, fault = small:due("nothing", day)
        fault:text()
    end
    if i % 2000 == 100 then
        register()
        law:events()
    end
    if i % 2000 == 0 then
        law:due_many("response", days)
        foi.law {packs = {"foi_pack: 2"}}
        foi.redate({case}, law, law)
    end
end

--- Bytes of the process that are in memory.
local function resident()
    collectgarbage()
    collectgarbage()
    local file = io.open("/proc/self/statm", "r")
    local pages = file:read("*a"):match("^%d+ (%d+)")
    file:close()
    return tonumber(pages) * 4096
end

for i = 1, math.floor(many / 4) do
    everything(i)
end
local begun = resident()
for i = 1, many do
    everything(i)
end
local grown = resident() - begun
h.check(grown < 1024 * 1024, many, "calls took", grown, "bytes")
print(("%d calls, %d bytes more than before them"):format(many, grown))
store:close()
h.output("rm -r " .. folder)
h.finish()
