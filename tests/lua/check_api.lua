-- What the module promises beside the answers: forms of days, failures, wrong arguments, closed objects.
local foi = require "foi"
local h = require "harness"

local law = assert(foi.law())
local cal = assert(law:calendar())
local huge, nan = 1e300, 0 / 0

-- ---- days in and out -----------------------------------------------------------------------------------------------

h.check(foi.version():match("^%d+%.%d+%.%d+$"), foi.version())
h.same(foi.day("2025-10-06"), 20367, "day of a text")
h.same(foi.day(2025, 10, 6), 20367, "day of three numbers")
h.same(foi.date("2025-10-06"), "2025-10-06", "date of a text")
h.same(table.concat({foi.civil(20367)}, "-"), "2025-10-6", "civil")
h.same(foi.weekday("2025-10-06"), 1, "a Monday")
h.same(foi.weekday("2025-10-05"), 7, "a Sunday")
h.same(foi.day_text("2025-10-06"), "Senin, 6 Oktober 2025", "Indonesian without a word")
h.same(foi.day_text("2025-10-06", "en"), "Monday, 6 October 2025", "English")
h.same(foi.add_months("2024-01-31", 1, "down"), "2024-02-29", "down")
h.same(foi.add_months(foi.day("2024-01-31"), 1, "up"), foi.day("2024-03-01"), "up, as a number")
h.same(foi.add_years("2024-02-29", 1, "down"), "2025-02-28", "years")
h.fails("FOI_ERR_RANGE", foi.add_months("2024-01-31", 1, "report"))
h.fails("FOI_ERR_RANGE", foi.day(2025, 2, 30))
h.fails("FOI_ERR_RANGE", foi.date(2932897))
h.fails("FOI_ERR_SYNTAX", foi.weekday("Monday"))
h.fails("FOI_ERR_ARGUMENT", foi.from_instant("2025-10-06T00:00:00Z", "Asia/Tokyo"))
h.same(20367.0, foi.day("2025-10-06"), "a whole float is a whole number")
h.same(cal:add(20367.0, 10), 20381, "and may be a day")

local d = assert(law:due("response", "2025-10-06"))
local n = assert(law:due("response", 20367))
local days = {from = "2025-10-06", due = "2025-10-20", earliest = "2025-10-17", latest = "2025-10-20"}
for name, day in pairs(days) do
    h.same(d[name], day, name)
    h.same(n[name], foi.day(day), name, "as a number")
end
local facts = {status = "decided", clock = "response", length = 10, unit = "working_day", direction = "forward",
               regime = "id", rule = "id/perki-1-2021", actor = "ppid", stale = false}
for name, value in pairs(facts) do
    h.same(d[name], value, name)
end
h.same(d.cite[1].key .. " " .. d.cite[1].article .. " " .. d.cite[1].grade, "UU14 22(7) read", "citation")
h.same(d.nothing, nil, "no such field")
h.same(d[1], nil, "no such place")
h.same(d[nan], nil, "no such number")
h.check(d:explain():find("20 Oktober 2025", 1, true) and d:explain("en"):find("20 October 2025", 1, true), d:explain())
h.same(d:json(), n:json(), "JSON has texts in any case")
h.same(d:to_table {explanation = true}.explanation.en, d:explain("en"), "explanation")
h.check(d:json {explanation = true}:find('"explanation": {', 1, true), "explanation as JSON")
h.same(d:to_table().calendar.known_on, nil, "null is nil")
h.same(law:due("response", "2025-10-06", {readings = {first_day = "same_day"}}).due, "2025-10-17", "a fixed reading")
local late = law:due("response", "2027-12-28", {provisional = true})
h.same(tostring(late.due) .. " " .. late.status, "nil provisional", "bounds alone")
h.check(late.earliest < late.latest, late.earliest, late.latest)
h.same(law:due("exemption_release", "2025-10-06").direction, "backward", "counted back")

-- ---- calendars -----------------------------------------------------------------------------------------------------

h.same(cal:add("2025-10-06", -1), "2025-10-03", "back")
h.same(cal:add("2025-10-11", 0), "2025-10-13", "zero days from a day off")
h.same(cal:count("2025-01-01", "2025-12-31"), 237, "a year")
h.same(cal:count(20381, "2025-10-06"), -10, "reversed, in two forms")
h.same(tostring(cal:is_workday("2025-10-06")) .. tostring(cal:is_workday("2025-10-05")), "truefalse", "is")
h.same(cal:name("2025-08-17"), "Hari Kemerdekaan Republik Indonesia", "name")
h.same(cal:name("2025-10-06"), nil, "no name")
local known = cal:day("2025-08-18")
h.same(known.kind .. " " .. known.decree_date, "collective_leave 2025-08-07", "day")
h.same(known.works, false, "works")
h.same(cal:day(foi.day("2025-08-18")).decree_date, foi.day("2025-08-07"), "day by number")
h.same(cal:day("2031-01-01").decided, false, "an undecided day")
h.same(cal:coverage(2025) .. " " .. cal:coverage(2031), "decided undecided", "coverage")
h.check(cal:first() < "2009" and cal:last() > "2026" and cal:known() == nil and #cal:hash() == 64, cal:first())
h.same(cal:id(), "id/government", "id")
local then_ = assert(cal:known_on("2025-08-06"))
h.same(then_:add("2025-08-04", 10), "2025-08-18", "as known before the decree")
h.same(then_:known(), "2025-08-06", "known on")
local changes = then_:diff(cal)
h.same(changes[1].date .. " " .. changes[1].kind, "2025-08-18 collective_leave", "diff")
h.fails("FOI_ERR_CALENDAR_GAP", cal:add("2031-01-01", 1))
h.fails("FOI_ERR_CALENDAR_GAP", cal:count("2031-01-01", "2032-01-01"))
h.fails("FOI_ERR_CALENDAR_GAP", cal:is_workday("2031-01-01"))
h.fails("FOI_ERR_RANGE", cal:add(2932897, 1))
h.fails("FOI_ERR_RANGE", cal:add("2025-02-30", 1))
h.fails("FOI_ERR_SYNTAX", cal:count("2025-10-06", "soon"))
h.fails("FOI_ERR_SYNTAX", foi.calendar("no calendar"))
local rows = "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n"
local overlay = "# foi-calendar 1\n" .. rows .. "2025-10-07\tlocal\tLibur\tOff\tset\tDecree\t2025-01-01\t1\n"
local with = assert(foi.calendar(overlay, {base = cal, name = "with"}))
h.same(with:add("2025-10-06", 1) .. " " .. with:id(), "2025-10-08 with", "an overlay")
h.fails("FOI_ERR_ARGUMENT", foi.calendar(overlay))
h.same(with:merge(cal, "off_in_both"):is_workday("2025-10-07"), true, "off in both")
h.same(with:merge(cal, "off_in_either"):is_workday("2025-10-07"), false, "off in either")
h.fails("FOI_ERR_ARGUMENT", with:merge(cal, "off_in_both"):known_on("2025-01-01"))
h.same(foi.law {calendars = {overlay}}:due("response", "2025-10-06").due, "2025-10-21", "an overlay on the law")
local quoted = overlay:gsub("Libur", function() return '"Libur" \\ ' end)
h.same(foi.law({calendars = {quoted}}):due("response", "2025-10-06"):to_table().skipped[1].name, '"Libur" \\ ',
       "escapes of JSON")

-- Answers of every length around that of the first buffer are whole.
local function with_name(length)
    local text = overlay:gsub("Libur", ("x"):rep(length))
    return foi.law({calendars = {text}}):due("response", "2025-10-06")
end
local base = #with_name(1):json() - 1
for length = 4094 - base, 4098 - base do
    local long = with_name(length)
    h.same(#long:json(), base + length, "length of JSON")
    h.check(h.alike(long:to_table(), h.decode(long:json())), "as a table")
end

local sums, answered = cal:add_many({"2025-10-06", 20367, "2031-01-01", "soon"}, 10)
h.same(table.concat({sums[1], sums[2], tostring(sums[3]), tostring(sums[4]), answered}, " "),
       "2025-10-20 20381 false false 2", "add_many")
h.same(cal:add_many({20367, 20367}, {1, 2})[2], 20369, "add_many with numbers")
h.same(table.concat(cal:count_many({"2025-10-06"}, {20381}), " "), "10", "count_many")
h.same(cal:count_many({"2031-01-01"}, {"2031-01-02"})[1], false, "count_many without an answer")
h.same(#cal:add_many({}, 1), 0, "no days")

-- ---- the law -------------------------------------------------------------------------------------------------------

h.same(law:regimes()[1], "id", "regimes")
h.check(#law:packs() > 10 and law:packs()[1].text:find("foi_pack: 1", 1, true) and #law:hash() == 64, "packs")
h.check(law:packs()[1].title.id and law:packs()[1].title.en, "titles")
h.check(#law:clocks() > 20 and law:clocks()[1].name.id and law:clocks()[1].name.en, "clocks")
h.check(law:explain("17a", "2025-10-06", "en"):find("17"), "explain")
h.check(law:explain(nil, 20367) ~= law:explain(nil, 20367, "en"), "topics in two languages")
h.check(law:explain_json("17a", "2025-10-06"):sub(1, 1) == "{", "explain_json")
h.check(law:graph("en"):find("digraph", 1, true) and law:graph("en") ~= law:graph(), "graph")
h.check(law:pack_json("id/perki-1-2021"):find('"response"', 1, true), "pack_json")
h.fails("FOI_ERR_LAW_GAP", law:explain("nothing like this", "2025-10-06"))
h.fails("FOI_ERR_LAW_GAP", law:explain_json("17a", "2025-10-06", "xx"))
h.fails("FOI_ERR_LAW_GAP", law:graph("id", "xx"))
h.fails("FOI_ERR_LAW_GAP", law:pack_json("xx"))
h.fails("FOI_ERR_LAW_GAP", law:calendar("xx"))
h.fails("FOI_ERR_LAW_GAP", law:due("respnse", "2025-10-06"))
h.fails("FOI_ERR_LAW_GAP", law:due("response", "2025-10-06", {regime = "xx"}))
h.fails("FOI_ERR_ARGUMENT", law:due("response", "2025-10-06", {readings = {first_day = "x"}}))
h.fails("FOI_ERR_ARGUMENT", law:due("response", "2025-10-06", {readings = {["\255"] = "\255"}}))
h.fails("FOI_ERR_RANGE", law:due("response", 2147483647))
h.fails("FOI_ERR_CALENDAR_GAP", law:due("response", "2031-01-02"))
h.fails("FOI_ERR_LAW_GAP", law:due_many("respnse", {"2025-10-06"}))
h.fails("FOI_ERR_RANGE", foi.law {known_on = "2025-02-30"})
h.fails("FOI_ERR_RANGE", foi.law {known_on = 2147483647})
h.fails("FOI_ERR_SYNTAX", foi.law {packs = {"\255"}})
h.fails("FOI_ERR_SYNTAX", foi.law {packs = {{name = "x.yaml", text = "a\0b"}}})
local _, _, _, fault = foi.law {packs = {{name = "x.yaml", text = "foi_pack: 2\n"}}}
h.same(fault.file .. ":" .. fault.line .. ":" .. fault.column .. ": " .. fault.message, fault:text("en"), "a place")
h.check(fault:text():find("tidak dikenal", 1, true), fault:text())
_, _, _, fault = law:due("respnse", "2025-10-06")
h.same(tostring(fault.file) .. fault.line .. fault.pointer, "nil0", "no place")

-- ---- cases ---------------------------------------------------------------------------------------------------------

local case = assert(law:case())
h.same(case:as_of(), nil, "no day")
h.fails("FOI_ERR_RANGE", case:report())
h.same(case:apply("request_received", 20367, {channel = 'de"sk\\ \n\1\31\127', note = "é"}), true, "apply by number")
h.same(case:as_of(), "2025-10-06", "as_of")
h.same(case:events()[1].kind .. " " .. case:events()[1].day .. " " .. case:events()[1].track,
       "request_received 2025-10-06 request", "event")
h.same(case:events()[1].note, "é", "note")
h.check(case:replace(1, "request_received", "2025-10-07"), "replace")
h.same(case:as_of(), "2025-10-07", "replaced")
h.check(case:replace_json(1, '{"kind": "request_received", "date": "2025-10-06"}'), "replace_json")
h.check(case:apply_json('{"kind": "request_answered", "date": "2025-10-10", "outcome": "granted"}'), "apply_json")
h.check(case:apply("information_delivered", "2025-10-10", {complete = false}), "a flag")
h.check(case:apply("fee_charged", nil, {at = "2025-10-10T03:00:00Z", amount = 5000}), "an instant and a number")
h.same(case:events()[4].date, "2025-10-10", "the day of the instant")
local refused = {
    {"FOI_ERR_ARGUMENT", "", "request_recieved", "2025-10-10"},
    {"FOI_ERR_SYNTAX", "/events/4/chanel", "request_received", "2025-10-10", {chanel = "desk"}},
    {"FOI_ERR_SYNTAX", "/events/4/outcome", "request_answered", "2025-10-10"},
    {"FOI_ERR_SYNTAX", "/events/4/date", "request_received"},
    {"FOI_ERR_SYNTAX", "/events/4/received", "request_incomplete", "2025-10-10", {received = 20371}},
    {"FOI_ERR_SYNTAX", "", "request_received", "2025-10-10", {date = "2025-10-11"}}, -- twice
    {"FOI_ERR_SYNTAX", "", "request_received", "2025-10-10", {channel = "\255"}},
    {"FOI_ERR_SYNTAX", "", "request_received", "2025-10-10", {channel = "\237\160\128"}}, -- a surrogate
    {"FOI_ERR_SYNTAX", "", "request_received", "2025-10-10", {channel = "a\0b"}},
    {"FOI_ERR_SYNTAX", "", "request\0received", "2025-10-10"},
    {"FOI_ERR_ARGUMENT", "/events/4/grounds/0", "objection_received", "2025-10-10", {grounds = {"a,c"}}},
}
for _, r in ipairs(refused) do
    h.fails(r[1], case:apply(r[3], r[4], r[5]))
    local _, message, _, where = case:apply(r[3], r[4], r[5])
    h.check(r[2] == "" or where.pointer == r[2], message, where.pointer, "want", r[2])
    h.fails(r[1], case:check(r[3], r[4], r[5]))
    h.fails(r[1], case:replace(1, r[3], r[4], r[5]))
end
h.same(#case:events(), 4, "nothing was recorded")
h.fails("FOI_ERR_ARGUMENT", case:replace(5, "request_received", "2025-10-10"))
h.fails("FOI_ERR_SYNTAX", case:apply_json("{"))
h.fails("FOI_ERR_SYNTAX", case:check_json("[]"))
h.fails("FOI_ERR_RANGE", case:apply("request_received", "2025-02-30"))
h.fails("FOI_ERR_RANGE", case:report {as_of = "2025-02-30"})
h.fails("FOI_ERR_ARGUMENT", law:case {applicant = "robot"})
h.fails("FOI_ERR_ARGUMENT", law:case {timezone = "Asia/Tokyo"})
h.fails("FOI_ERR_LAW_GAP", law:case {regime = "xx"})
h.fails("FOI_ERR_SYNTAX", law:case_from_json('{"foi_case": 1, "events": []}\0'))
local file = '{"foi_case": 1, "as_of": "2025-12-01", "events": [{"kind": "request_received", "date": "2025-10-06"}]}'
local one = assert(law:case_from_json(file, {readings = {first_day = "same_day"}}))
local report = one:report()
h.same(report.clocks[1].due, "2025-10-17", "the caller wins over the file")
h.same(report.clocks[1].stopped, nil, "null is nil")
h.same(report.clocks[1].days_left, -31, "a number below zero")
h.check(not h.alike(report, h.decode((one:report_json():gsub("%-31", "31")))), "alike sees a difference")
h.same(one:clocks()[1].due .. one:findings()[1].code .. one:next({as_of = "2025-11-03"})[1].event,
       "2025-10-17response_missingobjection_received", "parts of the report")
h.same(one:state().objection .. one:state {as_of = 20367}.objection, "barrednone", "state")
h.check(one:text("en", {as_of = "2025-10-07"}) ~= one:text("id", {as_of = "2025-10-07"}), "text")
h.same(one:text(), one:text("id", {as_of = "2025-12-01"}), "text without a word")
local json, lawful = one:check_json('{"kind": "objection_received", "date": "2025-12-01", "grounds": ["c"]}')
h.same(lawful, false, "out of time when the day of receipt counts")
h.check(json:find("objection_late", 1, true), json)
local check = one:check("objection_received", "2025-11-28", {grounds = {"c"}})
h.same(tostring(check.lawful) .. check.state.objection .. #one:events(), "truefiled1", "a check records nothing")

local copy = one:copy()
one:close()
h.same(copy:report_json(), law:case_from_json(file, {readings = {first_day = "same_day"}}):report_json(), "a copy")
h.same(copy:copy(foi.law {known_on = "2025-01-01"}):report().calendar.known_on, "2025-01-01", "by another law")

-- ---- what a decree moves -------------------------------------------------------------------------------------------

local before, after = foi.law {known_on = "2025-08-06"}, foi.law {known_on = "2025-08-07"}
local still, moved = law:case(), law:case()
still:apply("request_received", "2025-06-02")
moved:apply("request_received", "2025-08-04")
local moves, judged = foi.redate({still, moved}, before, after)
h.same(judged, 2, "judged")
local answer = {}
for _, m in ipairs(moves) do
    if m.clock == "response" then
        answer = m
    end
end
h.same(table.concat({answer.item, answer.event, answer.move, answer.start, answer.from, answer.to}, " "),
       "2 1 due 2025-08-04 2025-08-18 2025-08-19", "a clock that moved")
h.same(answer.because.date .. tostring(answer.because.works) .. answer.because.decree_date, "2025-08-18false2025-08-07",
       "because")
moves = before:redate_many(after, "response", {"2025-06-02", "2025-08-04", 20304})
h.same(#moves, 2, "days that moved")
h.same(moves[1].item .. moves[1].to, "22025-08-19", "as a text")
h.same(moves[2].item .. " " .. moves[2].to .. " " .. moves[2].because.date, "3 20319 20318", "as numbers")
h.fails("FOI_ERR_ARGUMENT", foi.redate({}, before, foi.law {packs = {h.read("tests/data/packs/act.yaml")}}))
h.fails("FOI_ERR_LAW_GAP", before:redate_many(after, "respnse", {20304}))
h.fails("FOI_ERR_SYNTAX", foi.redate({}, before, after, {as_of = "soon"}))
local many = {}
for i = 1, 50 do
    many[i] = law:case()
    many[i]:apply("request_received", "2025-08-04")
    many[i]:apply("request_registered", "2025-08-05")
end
moves, judged = foi.redate(many, before, after)
h.check(judged == 50 and #moves > 50 and moves[#moves].item == 50, "more moves than cases:", #moves)

-- ---- wrong arguments raise -----------------------------------------------------------------------------------------

local numbers = "whole number of 32 bits"
for _, bad in ipairs {1.5, -0.5, huge, -huge, nan, 1 / 0, -1 / 0, 2147483648, -2147483648, 2 ^ 53} do
    h.raises(numbers, cal.add, cal, bad, 1)
    h.raises(numbers, cal.add, cal, 20367, bad)
    h.raises(numbers, cal.count, cal, 20367, bad)
    h.raises(numbers, cal.is_workday, cal, bad)
    h.raises(numbers, law.due, law, "response", bad)
    h.raises(numbers, law.due_many, law, "response", {20367, bad})
    h.raises(numbers, cal.add_many, cal, {20367}, {bad})
    h.raises(numbers, foi.date, bad)
    h.raises(numbers, foi.day, 2025, 10, bad)
    h.raises(numbers, case.apply, case, "request_received", bad)
    h.raises("a day expected", case.report, case, {as_of = bad})
    h.raises("a day expected", foi.law, {known_on = bad})
end
for _, bad in ipairs {1.5, huge, nan, {a = print}, {a = 1, 2}, print, {1, nil, 3}} do
    h.raises("whole number, true, false, or a list", case.apply, case, "fee_charged", 20367, {amount = bad})
end
for _, bad in ipairs {{{}}, {a = 1}} do
    h.fails("FOI_ERR_SYNTAX", case:apply("fee_charged", 20367, {amount = bad}))
end
for _, bad in ipairs {true, {}, print, law} do
    h.raises("a day expected", cal.add, cal, bad, 1)
    h.raises("expected", cal.add, cal, 20367, bad)
    h.raises("expected", law.due, law, bad, 20367)
    h.raises("a day expected", law.due_many, law, "response", {20367, bad})
    h.raises("expected", foi.calendar, bad)
    h.raises("expected", law.case_from_json, law, bad)
    h.raises("expected", case.apply, case, bad, 20367)
    h.raises("expected", case.replace, case, bad, "request_received", 20367)
    h.raises("expected", case.apply_json, case, bad)
    h.raises("option", law.due, law, "response", 20367, {regime = bad})
    h.raises("expected", d.explain, d, bad)
end
h.raises("a day expected, got nil", law.due, law, "response")
h.raises("string expected, got number", law.due, law, 5, 20367)
h.raises("table expected", law.due, law, "response", 20367, "id")
h.raises('unknown option "regim"', law.due, law, "response", 20367, {regim = "id"})
h.raises("unknown option", law.due, law, "response", 20367, {[1] = "id"})
h.raises('unknown option "provisional"', law.due_many, law, "response", {}, {provisional = true})
h.raises('unknown option "as_off"', case.report, case, {as_off = 20367})
h.raises('"provisional": true or false', law.due, law, "response", 20367, {provisional = "yes"})
h.raises('"readings": a table', law.due, law, "response", 20367, {readings = "first_day=same_day"})
h.raises('"readings": a table', law.due, law, "response", 20367, {readings = {"first_day=same_day"}})
h.raises('"readings": a table', law.due, law, "response", 20367, {readings = {first_day = "a\0b"}})
local crowd = {}
for i = 1, 1001 do
    crowd["axis" .. i] = "x"
end
h.raises('"readings": a table', law.due, law, "response", 20367, {readings = crowd})
crowd.axis1001 = nil
h.fails("FOI_ERR_ARGUMENT", law:due("response", 20367, {readings = crowd}))
h.raises("without NUL", law.due, law, "a\0b", 20367)
h.raises("without NUL", law.due, law, "response", 20367, {regime = "id\0"})
h.raises("without NUL", foi.from_instant, "2025-10-06T00:00:00Z", "UTC\0")
h.raises("list", foi.law, {packs = "foi_pack: 1"})
h.raises("list", foi.law, {packs = {5}})
h.raises("without text", foi.law, {packs = {{name = "x"}}})
h.raises('unknown option "txt"', foi.law, {packs = {{txt = "x"}}})
h.raises("unknown option", foi.law, {pack = {}})
h.raises("expected", foi.calendar, overlay, {base = law})
h.raises("invalid option", d.explain, d, "fr")
h.raises("invalid option", cal.merge, cal, cal, "off")
h.raises("invalid option", foi.add_months, 20367, 1, "sideways")
h.raises("as many", cal.add_many, cal, {20367}, {1, 2})
h.raises("as many", cal.count_many, cal, {20367}, {20367, 20368})
h.raises("item 1", law.due_many, law, "response", {false})
h.raises("count from 1", case.replace, case, 0, "request_received", 20367)
h.raises("count from 1", case.replace_json, case, -1, "{}")
h.raises("foi.case expected", foi.redate, {law}, before, after)
h.raises("foi.law expected", foi.redate, {}, before, cal)
h.raises("table expected", foi.redate, nil, before, after)
h.raises("table of name = value", case.apply, case, "request_received", 20367, {"desk"})
h.raises("table expected", case.apply, case, "request_received", 20367, "desk")
h.raises("table expected", cal.add_many, cal, 20367, 1)

-- ---- kinds of events, what waits, terms ----------------------------------------------------------------------------

local kinds = {}
for _, kind in ipairs(law:events()) do
    kinds[kind.id] = kind
    for _, field in ipairs(kind.fields) do
        kind[field.id] = field
    end
end
local kind = kinds.request_answered
h.check(kind.track == "request" and kind.name.en and kind.name.id, "a kind of event")
h.same(kind.outcome.type .. tostring(kind.outcome.required) .. kind.outcome.personal, "choicetrueno", "a choice")
h.check((" " .. table.concat(kind.outcome.values, " ") .. " "):find(" refused ", 1, true), "its values")
h.same(kind.exemption.type .. kind.exemption.personal, "choicesno", "choices")
local types, secrets = {}, {}
for _, of in pairs(kinds) do
    for _, field in ipairs(of.fields) do
        types[field.type], secrets[field.personal] = true, true
    end
end
for name in ("text texts text_or_true number flag day receipt choice choices party"):gmatch("[%a_]+") do
    h.check(types[name], "a field of type", name)
end
h.check(secrets.no and secrets.alias and secrets.yes, "personal or not")

local waiting = assert(law:case())
h.same(#assert(waiting:waits()), 0, "nothing waits")
assert(waiting:apply("request_received", "2025-10-06"))
local due = {}
for _, clock in ipairs(waiting:clocks {as_of = "2025-10-07"}) do
    due[clock.id] = clock.due
end
for _, wait in ipairs(assert(waiting:waits())) do
    local term = assert(law:term(wait.term))
    h.same(term:clock(), wait.clock, "the clock of a term")
    if due[wait.clock] then
        h.same(term:due(wait.start), due[wait.clock], wait.clock)
        h.same(term:due(foi.day(wait.start)), foi.day(due[wait.clock]), wait.clock)
        h.same(term:latest(due[wait.clock]), wait.start, "the latest start is this one:", wait.clock)
        h.same(term:opens(wait.start), nil, "it waits from the start:", wait.clock)
        due[wait.clock] = nil
    else
        h.same(term:opens(wait.start), "2025-10-20", "it waits when the answer was not given:", wait.clock)
        h.check(term:opens(wait.start) < term:due(wait.start), wait.clock)
    end
    h.check(wait.kind == "duty" or wait.kind == "right", wait.kind)
    h.check(type(wait.actor) == "string", wait.actor)
    h.same(wait.until_term, nil, "nothing that passes ends it")
end
h.same(next(due), nil, "every clock that runs waits")
local disputed = assert(law:case())
assert(disputed:apply("dispute_filed", "2025-12-05"))
assert(disputed:apply("dispute_incomplete", "2025-12-10", {received = "2025-12-10"}))
local dependent = 0
for _, wait in ipairs(assert(disputed:waits())) do
    if wait.until_term then
        dependent = dependent + 1
        h.same(wait.until_start, "2025-12-10", wait.clock)
        h.same(law:term(wait.until_term):clock(), "dispute_fix", wait.clock)
    end
end
h.check(dependent > 0, "a clock that ends when another lapses")
local term = assert(law:term("id@2021-07-01 response/request_received"))
h.same(term:due("2031-01-01"), nil, "beyond the decided days")
h.same(term:due(-2147483647), nil, "no day of the calendar")
h.same(term:latest("1999-01-01"), nil, "nor before them")
h.fails("FOI_ERR_SYNTAX", law:term("x"))
h.fails("FOI_ERR_LAW_GAP", law:term("nowhere@2021-07-01 response"))
h.fails("FOI_ERR_SYNTAX", term:due("Monday"))
h.fails("FOI_ERR_ARGUMENT", law:case({readings = {first_day = "same_day"}}):waits())
h.raises("whole number", term.due, term, 1.5)
h.raises("a day expected", term.latest, term)

-- ---- methods of another class, and of closed objects ----------------------------------------------------------------

local objects = {law = foi.law(), calendar = foi.law():calendar(), deadline = law:due("response", 20367)}
objects.term = law:term("id@2021-07-01 response/request_received")
objects.case = law:case()
for class, object in pairs(objects) do
    local index = getmetatable(object).__index
    local methods = {}
    if type(index) == "table" then
        methods = index
    else
        for _, name in ipairs {"close", "explain", "json", "to_table"} do
            methods[name] = object[name]
        end
    end
    for name, method in pairs(methods) do
        for _, stranger in ipairs {false, 5, "x", {}, print, io.stdout, fault, class == "law" and cal or law} do
            h.raises("foi." .. class .. " expected", method, stranger)
        end
        h.raises("foi." .. class .. " expected", method)
        if name ~= "close" then
            object:close()
            h.raises("foi." .. class .. " is closed", method, object)
        end
    end
    for _, name in ipairs {"__gc", "__close"} do
        h.raises("foi." .. class .. " expected", getmetatable(object)[name], {})
        h.check(pcall(getmetatable(object)[name], object), "closing twice")
    end
    object:close()
end
h.raises("foi.deadline is closed", function() return objects.deadline.due end)
h.raises("foi.law is closed", foi.redate, {}, objects.law, after)
h.raises("foi.case is closed", foi.redate, {objects.case}, before, after)
h.raises("foi.calendar is closed", foi.calendar, overlay, {base = objects.calendar})
h.raises("foi.law is closed", case.copy, case, objects.law)
h.raises("foi.law is closed", before.redate_many, before, objects.law, "response", {})
h.raises("foi.fault expected", fault.text, {})
h.raises("foi.fault expected", getmetatable(fault).__tostring, law)

-- A table that answers by a metamethod is asked for what it holds, so that no text can vanish while it is read.
local tricky = setmetatable({}, {__index = function() return "id/kemnaker" end})
h.same(law:due("response", 20367, tricky).regime, "id", "options are read without metamethods")

-- ---- noise: a result, a fault or an error, never anything else ------------------------------------------------------

local state = 7
local function chance(most)
    state = (state * 16807) % 2147483647
    return state % most + 1
end

local function noise()
    local bytes = {}
    for i = 1, chance(12) do
        bytes[i] = string.char(chance(256) - 1)
    end
    return table.concat(bytes)
end

local function anything()
    local some = {noise(), "2025-10-06", "grounds", chance(99999), -chance(9), 0.5, true, noise, law, {noise()}, {}}
    return some[chance(#some)]
end

for _ = 1, 3000 do
    local calls = {
        {law.due, law, "response", anything(), {readings = {[noise()] = noise()}}},
        {law.due, law, noise(), anything(), {regime = anything()}},
        {law.due_many, law, "response", {anything(), anything()}},
        {law.case_from_json, law, '{"foi_case": 1, "events": [{"kind": "' .. noise() .. '"}]}'},
        {case.apply, case:copy(), "objection_received", anything(), {[noise()] = anything(), grounds = anything()}},
        {case.check, case, "request_answered", "2025-10-06", {outcome = anything(), officer = noise()}},
        {foi.calendar, noise()},
        {foi.law, {packs = {anything()}, builtin = anything()}},
        {law.explain, law, noise(), anything()},
        {foi.from_instant, noise(), noise()},
    }
    local call = calls[chance(#calls)]
    local good, value, text, code = pcall((table.unpack or unpack)(call))
    h.check(not good or value ~= nil or type(text) == "string" and code:sub(1, 8) == "FOI_ERR_", good, value, text)
end
h.same(#case:events(), 4, "the case is as it was")

-- ---- the annotations for editors name every function, and no other --------------------------------------------------

local annotated = {foi = {}, law = {}, calendar = {}, case = {}, term = {}, deadline = {}, fault = {}}
for class, name in h.read("bindings/lua/library/foi.lua"):gmatch("\nfunction (%a+)[.:]([%a_]+)%(") do
    annotated[class][name] = true
end
local there = {foi = foi, law = getmetatable(law).__index, calendar = getmetatable(cal).__index,
               case = getmetatable(case).__index, term = getmetatable(term).__index, deadline = d, fault = fault}
for class, names in pairs(annotated) do
    for name in pairs(names) do
        h.same(type(there[class][name]), "function", class, name)
    end
    for name in pairs(type(there[class]) == "table" and there[class] or {}) do
        h.check(names[name], class, name, "is not annotated")
    end
end

if _VERSION == "Lua 5.4" then
    local kept
    assert(load([[local law, keep = ...; do local d <close> = law:due("response", 20367); keep(d) end]]))(
        law, function(x) kept = x end)
    h.raises("foi.deadline is closed", function() return kept.due end)
end

h.finish()
