-- The tables that every language reads, a row a test, and the same bytes as the command. FOI is the command.
local foi = require "foi"
local h = require "harness"

local command = assert(os.getenv("FOI"), "FOI is not set")
local law = assert(foi.law())

-- ---- days ----------------------------------------------------------------------------------------------------------

local function unescape(cell)
    return (cell:gsub("\\(.)", {["0"] = "\0", t = "\t", n = "\n", s = " ", ["\\"] = "\\"}))
end

local function code_or(value, _, code)
    return value == nil and code or tostring(value)
end

for _, row in ipairs(h.rows("date-parse.tsv", 55)) do
    h.same(code_or(foi.day(unescape(row[1]))), row[2], row.place)
    -- A day that reads comes back as it was, in both forms.
    local number = tonumber(row[2])
    if number then
        h.same(foi.date(number), row[1], row.place)
        h.same(foi.add_months(row[1], 0, "report"), row[1], row.place)
        h.same(foi.add_months(number, 0, "report"), number, row.place)
    end
end

for _, row in ipairs(h.rows("instants.tsv", 90)) do
    h.same(code_or(foi.from_instant(unescape(row[1]), row[2])), row[3], row.place)
end

-- ---- sums of working days ------------------------------------------------------------------------------------------

local calendars = {government = assert(law:calendar("id"))}

local function calendar(name, known_on)
    if not calendars[name] then
        calendars[name] = assert(foi.calendar(h.read("tests/data/calendars/" .. name), {name = name}))
    end
    return known_on == "-" and calendars[name] or assert(calendars[name]:known_on(known_on))
end

local function sum(cal, op, args, form)
    local first, second = args:match("^(%S+) ?(%S*)$")
    local value, _, code
    if op == "add" then
        value, _, code = cal:add(form(first), tonumber(second))
    elseif op == "count" then
        value, _, code = cal:count(form(first), form(second))
    else
        value, _, code = cal:is_workday(form(first))
        value = code and nil or value and "yes" or "no"
    end
    return code == "FOI_ERR_CALENDAR_GAP" and "gap" or code or value
end

local function as_text(day)
    return day
end

for name, least in pairs {["workdays.tsv"] = 306, ["peers-workdays.tsv"] = 507} do
    for _, row in ipairs(h.rows(name, least, true)) do
        local cal = calendar(row[2], row[3])
        h.same(tostring(sum(cal, row[4], row[5], as_text)), row[6], row.place)
        local answer = sum(cal, row[4], row[5], foi.day)
        if row[4] == "add" and answer ~= "gap" then
            answer = foi.date(answer) -- numbers in, numbers out
        end
        h.same(tostring(answer), row[6], row.place, "by numbers:")
    end
end

-- ---- terms ---------------------------------------------------------------------------------------------------------

local classes = {FOI_ERR_LAW_GAP = "error:law", FOI_ERR_CALENDAR_GAP = "error:calendar"}
local laws = {["-"] = law}

local function law_known_on(day)
    if not laws[day] then
        local value, message, code = foi.law {known_on = day}
        if not value then
            return nil, message, code
        end
        laws[day] = value
    end
    return laws[day]
end

local function readings(cell)
    if cell == "-" then
        return nil
    end
    local fixed = {}
    for _, pair in ipairs(h.split(cell, ",")) do
        local axis, option = pair:match("^([^=]*)=(.*)$")
        fixed[axis or pair] = option or ""
    end
    return fixed
end

local asked, answers = {}, {}

for _, row in ipairs(h.rows("due.tsv", 533, true)) do
    local known, _, fault = law_known_on(row[5])
    local d, message, code
    if known then
        d, message, code = known:due(row[3], row[4], {regime = row[2], readings = readings(row[6])})
    else
        code = fault
    end
    local got = d and {d.due, d.earliest, d.latest, d.status} or {"-", "-", "-", classes[code] or "error:input"}
    h.same(table.concat(got, " "), table.concat({row[7], row[8], row[9], row[10]}, " "), row.place, message)
    if d then
        local line = {command, "due", row[3], "--from", row[4], "--regime", row[2], "--json"}
        if row[5] ~= "-" then
            line[#line + 1] = "--known-on " .. row[5]
        end
        for axis, option in pairs(readings(row[6]) or {}) do
            line[#line + 1] = "--reading " .. axis .. "=" .. option
        end
        asked[#asked + 1] = table.concat(line, " ")
        answers[#answers + 1] = d:json()
        local number = known:due(row[3], foi.day(row[4]), {regime = row[2], readings = readings(row[6])})
        h.same(number.due, foi.day(row[7]), row.place, "by numbers:")
        local whole = d:json {explanation = true}
        h.check(h.alike(d:to_table {explanation = true}, h.decode(whole)), row.place, "as a table")
    end
end

local script = os.tmpname()
h.write(script, table.concat(asked, "\n") .. "\n")
local printed = h.split(h.output("sh " .. script), "\n")
os.remove(script)
for i, answer in ipairs(answers) do
    h.same(answer, printed[i], asked[i])
end

-- A batch says what the single calls say, and what the command says.
local days = {}
for day = foi.day("2024-12-01"), foi.day("2027-02-28") do
    days[#days + 1] = foi.date(day)
end
local dues, answered, why = law:due_many("response", days)
printed = h.split(h.output(command .. " due response --batch", table.concat(days, "\n") .. "\n"), "\n")
local count = 0
for i = 1, #days do
    h.same(dues[i] or "", printed[i], days[i])
    h.check((dues[i] == false) == (why[i] ~= nil), days[i], "answered or not:", dues[i], why[i])
    count = count + (dues[i] and 1 or 0)
end
h.same(answered, count, "answered")

-- ---- cases ---------------------------------------------------------------------------------------------------------

local function options(cell)
    local opts, fixed = {}, {}
    for _, pair in ipairs(cell == "-" and {} or h.split(cell, ",")) do
        local name, value = pair:match("^([^=]*)=(.*)$")
        if name == "regime" or name == "applicant" then
            opts[name] = value
        else
            fixed[name] = value
        end
    end
    opts.readings = fixed
    return opts
end

local function outcome(report)
    local states, clocks, findings = {}, {}, {}
    for i, track in ipairs {"request", "objection", "dispute", "court"} do
        states[i] = report.state[track]
    end
    for i, k in ipairs(report.clocks) do
        clocks[i] = k.id .. " " .. k.status .. " " .. (k.due or "-")
        if k.earliest ~= k.latest then
            clocks[i] = clocks[i] .. " " .. k.earliest .. " " .. k.latest
        end
    end
    for i, f in ipairs(report.findings) do
        findings[i] = f.code .. " " .. (f.event or "-") .. " " .. f.under
    end
    local function list(t)
        return #t > 0 and table.concat(t, "; ") or "-"
    end
    return table.concat(states, " ") .. "\t" .. list(clocks) .. "\t" .. list(findings)
end

local function case_file(opts, as_of, events)
    local fixed = {}
    for axis, option in pairs(opts.readings) do
        fixed[#fixed + 1] = ('"%s": "%s"'):format(axis, option)
    end
    return ('{"foi_case": 1, "regime": "%s", "applicant": {"kind": "%s"}, "as_of": "%s", ' ..
            '"readings": {%s}, "events": [%s]}'):format(opts.regime or "id", opts.applicant or "individual", as_of,
        table.concat(fixed, ", "), table.concat(events, ", "))
end

local files, reports = {}, {}

for _, row in ipairs(h.rows("cases.tsv", 400)) do
    local opts, events = options(row[2]), {}
    local case = assert(law:case(opts))
    for i, text in ipairs(h.split(row[4], ";")) do
        local kind, date, fields = h.event(text:match("^ *(.*)$"))
        local done, message = case:apply(kind, date, fields)
        h.check(done, row.place, message)
        events[i] = h.event_json(kind, date, fields)
    end
    local report, message = case:report {as_of = row[3]}
    h.same(report and outcome(report), table.concat({row[5], row[6], row[7]}, "\t"), row.place, message)
    h.same(#case:events(), #events, row.place, "events")
    local state = case:state {as_of = row[3]}
    for track, name in pairs(report.state) do
        h.same(state[track], name, row.place, track)
    end
    files[#files + 1] = case_file(opts, row[3], events)
    reports[#reports + 1] = case:report_json {as_of = row[3]}
    h.check(h.alike(report, h.decode(reports[#reports])), row.place, "as a table")
end

local batch = h.split(h.output(command .. " case --batch", table.concat(files, "\n") .. "\n"), "\n")
for i, file in ipairs(files) do
    h.same(reports[i], batch[i], "by events:", file)
    h.same(assert(law:case_from_json(file)):report_json(), batch[i], "by file:", file)
end

-- ---- faults of case files ------------------------------------------------------------------------------------------

local function unfold(cell)
    cell = cell:gsub("^event: (.*)$", '{"foi_case": 1, "events": [%1]}')
    cell = cell:gsub("^case: (.*)$", '{"foi_case": 1, "events": [], %1}')
    cell = cell:gsub("@(%d+)(.)", function(times, byte) return byte:rep(tonumber(times)) end)
    return (cell:gsub("\\x(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local lines, errors = {}, {}

for _, row in ipairs(h.rows("case-faults.tsv", 60)) do
    local text, fault = unfold(row[1]), nil
    local case, _, code, why_not = law:case_from_json(text)
    if case then
        _, _, code, why_not = case:report()
    end
    fault = why_not or {}
    h.same((code or "FOI_OK"):sub(5), row[2], row.place)
    if row[2] ~= "OK" then
        local want = row[4]:gsub("%.%.%.$", "")
        h.same(fault.pointer, row[3], row.place)
        local message = fault:text("en") -- with its place, where it has one
        h.same(message:sub(1, want == row[4] and #message or #want), want, row.place)
        if not text:find("\n", 1, true) then
            lines[#lines + 1] = text
            errors[#errors + 1] = fault:json("en")
        end
    end
end

batch = h.split(h.output(command .. " case --batch", table.concat(lines, "\n") .. "\n"), "\n")
for i, line in ipairs(lines) do
    h.same(errors[i], batch[i], "fault of:", line:sub(1, 100))
end

-- ---- packs ---------------------------------------------------------------------------------------------------------

local function refusal(name, text)
    local value, _, code, fault = foi.law {builtin = false, packs = {{name = name, text = text}}}
    if value then
        return "OK"
    end
    return ("%s\t%d:%d\t%s"):format(code:sub(9), fault.line, fault.column, fault.message), fault.file
end

local function plain_replace(text, old, new)
    local from, to = text:find(old, 1, true)
    return text:sub(1, from - 1) .. new .. text:sub(to + 1)
end

local function cell_text(cell)
    return cell == "-" and "" or (cell:gsub("\\n", "\n"):gsub("\\t", "\t"))
end

local good = h.read("tests/data/packs-bad/good.yaml")
for _, row in ipairs(h.rows("pack-faults.tsv", 200)) do
    local old, new = cell_text(row[2]), cell_text(row[3])
    local text = old == "" and good .. new or plain_replace(good, old, new)
    local got, file = refusal("x.yaml", text)
    h.same(got, table.concat({row[4], row[5], row[6]}, "\t"), row.place, row[1])
    h.same(file, "x.yaml", row.place, "file")
end

local bad_files = h.split(h.output("ls tests/data/packs-bad/*.err"), "\n")
h.check(#bad_files > 20, #bad_files, "bad packs")
for _, path in ipairs(bad_files) do
    if path ~= "" then
        local name = path:gsub("%.err$", ".yaml")
        h.same(refusal(name:gsub("^tests/data/", ""), h.read(name)) .. "\n", h.read(path), name)
    end
end

-- A whole law from files: the sample packs with a calendar of their own.
local days_text = "# foi-calendar 1\nweek\t1111100\t2024-01-01\t2027-12-31\n" ..
    "date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n" ..
    "2025-10-09\tnational\tHari A\tDay A\tset\tDecree 1\t2024-10-14\t2\n"
local sample = assert(foi.law {
    builtin = false,
    packs = {{name = "act.yaml", text = h.read("tests/data/packs/act.yaml")}, h.read("tests/data/packs/regimes.yaml")},
    calendars = {{name = "days.tsv", text = days_text}},
})
h.same(table.concat(sample:regimes(), " "), "test", "regimes")
h.same(sample:due("response", "2025-10-06").due, "2025-10-21", "a day off in between")
h.same(assert(sample:calendar()):name("2025-10-09", "en"), "Day A", "its name")
h.same(law:due("response", "2025-10-06").due, "2025-10-20", "the built-in law is another")
local proved, wrong = law:prove()
h.check(proved > 200 and #wrong == 0 and #law:lint() == 0, "examples of the built-in packs:", proved, wrong[1])

h.finish()
