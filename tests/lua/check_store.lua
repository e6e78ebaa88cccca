-- The register of record: what is written is there, once, in order, provably; what is personal is apart and can go.
local foi = require "foi"
local h = require "harness"

h.same(package.loaded["foi.store"], nil, "foi alone does without")
h.same(foi.store, nil, "foi alone does without")
local alone = {}
for name in pairs(foi) do
    alone[name] = true
end
local open = require "foi.store"
h.same(open, foi.store, "require gives the function")

local folder = h.output("mktemp -d"):match("[^\n]+")
local path = folder .. "/register.foi"
local law = assert(foi.law())
local keys = {[0] = ("a"):rep(32), [1] = ("b"):rep(32)}
local origin = "ppid.example.go.id/log"
local numbers = {request_registered = "{seq:03}/PPID/{year}"}
local profile = {origin = origin, name = 'Badan "Contoh"\\\t', numbers = numbers,
                 more = {list = {1, true, false, "a\b\n\r\f"}, none = {}}}
local applicant = {kind = "individual", name = "Siti Canary Aminah", nik = "3171CANARY0001"}

local received = {kind = "request_received", date = "2025-10-06", channel = "desk"}
local registered = {{kind = "request_registered", date = "2025-10-06"},
                    {kind = "request_completed", date = "2025-10-07"}}
local answered = {kind = "request_answered", date = "2025-10-17", outcome = "refused", exemption = {"17h", "17b"},
                  consequence_test = "2025-10-15", officer = "Rudi CANARY", note = "catatan CANARY"}

--- A refusal: nil, message, code, fault, and the words of the fifth value.
local function refused(code, ...)
    local more = select("#", ...) == 5 and select(5, ...) or {}
    h.fails(code, ..., (select(2, ...)), (select(3, ...)), (select(4, ...)))
    return more
end

-- ---- what is due ---------------------------------------------------------------------------------------------------

do
    local s = assert(foi.store(folder .. "/due.foi", law, {keys = keys, create = true}))
    assert(s:add_body {origin = "due/log"})
    for n, day in ipairs {"2025-08-01", "2025-08-04", "2025-08-11"} do
        assert(s:register {body = "due/log", key = "k" .. n, events = {kind = "request_received", date = day}})
    end
    local rows, unjudged = s:due("due/log", "2025-08-19", {clock = "response"})
    h.same(#rows, 3, "rows")
    h.same(unjudged, 0, "all are judged")
    h.same(rows[1].due .. " " .. rows[2].due .. " " .. rows[3].due, "2025-08-15 2025-08-19 2025-08-26", "sorted")
    h.same(rows[1].kind .. " " .. rows[1].actor .. " " .. rows[1].start, "duty ppid 2025-08-01", "a duty")
    local number = foi.day and foi.day("2025-08-19") or 20319
    h.same(s:due("due/log", number, {clock = "response"})[2].due, number, "as it went in")
    h.same(#s:due("due/log", "2025-08-19", {clock = "response", to = "2025-08-18"}), 1, "overdue")
    h.same(#s:due("due/log", "2025-08-19", {clock = "response", since = "2025-08-20"}), 1, "to come")
    h.same(s:due("due/log", "2025-08-19", {kind = "right"})[1].clock, "objection_filing", "a right")
    h.same(#s:due("due/log", "2025-08-19", {actor = "applicant"}), 1, "of somebody")
    local before, after = assert(foi.law {known_on = "2025-08-06"}), assert(foi.law {known_on = "2025-08-07"})
    local moved = s:redate("due/log", before, after)
    h.check(#moved > 3 and moved[1].from ~= moved[1].to, #moved, "moved")
    h.same(#s:redate("due/log", after, after), 0, "nothing moves")
    h.same(s:refresh("due/log"), 3, "judged again")
    refused("FOI_ERR_ABSENT", s:due("none", "2025-08-19"))
    refused("FOI_ERR_ABSENT", s:refresh("none"))
    refused("FOI_ERR_RANGE", s:due("due/log", "2025-02-30"))
    h.check(not pcall(s.due, s, "due/log", "2025-08-19", {before = "2025-08-19"}), "an option that there is not")
    h.check(not pcall(s.due, s, "due/log", "2025-08-19", {kind = "both"}), "a kind that there is not")
    h.check(not pcall(s.redate, s, "due/log", law), "a law is missing")
    s:close()
    h.check(not pcall(s.due, s, "due/log", "2025-08-19"), "closed")
end

-- ---- opening -------------------------------------------------------------------------------------------------------

refused("FOI_ERR_ABSENT", foi.store(path, law))
h.write(folder .. "/other", ("no register\n"):rep(1000))
refused("FOI_ERR_FOREIGN", foi.store(folder .. "/other", law))

local store = assert(foi.store(path, law, {keys = keys, create = true, wait = 0.5, epoch = 1}))
h.same(store:add_body(profile), true, "a body")
refused("FOI_ERR_CONFLICT", store:add_body(profile))
refused("FOI_ERR_SYNTAX", store:add_body {})
refused("FOI_ERR_LAW_GAP", store:add_body {origin = "x", regime = "nowhere"})
assert(store:add_body {origin = "second", timezone = "Asia/Jayapura", many = 9007199254740992})
local bodies = assert(store:bodies())
h.same(#bodies, 2, "bodies")
h.check(h.alike(bodies[1], profile), "a body comes back as it went in")
h.same(bodies[2].origin .. " " .. bodies[2].timezone, "second Asia/Jayapura", "the second body")

-- ---- writing -------------------------------------------------------------------------------------------------------

local first = assert(store:register {body = origin, applicant = applicant, events = received, key = "k1",
                                     role = "petugas"})
h.same(first.version .. " " .. first.index .. " " .. tostring(first.replayed), "1 0 false", "first")
h.check(#first.item == 36 and #first.code > 8 and first.number == nil, first.item, first.code, first.number)
h.same(#first.leaf:match("^%x+$"), 64, "a hash")

-- The same again, its table made in another order, is the same: names are written in order.
local again = {}
for _, name in ipairs {"channel", "date", "kind"} do
    again[name] = received[name]
end
local replay = assert(store:register {role = "petugas", key = "k1", events = again, body = origin,
                                      applicant = {nik = applicant.nik, name = applicant.name, kind = "individual"}})
h.same(replay.replayed, true, "a repetition")
for _, name in ipairs {"item", "code", "version", "index", "leaf"} do
    h.same(replay[name], first[name], "the first result:", name)
end
refused("FOI_ERR_KEY_REUSED", store:register {body = origin, events = received, key = "k1"})
refused("FOI_ERR_ABSENT", store:register {body = "nobody", events = received, key = "k2"})
refused("FOI_ERR_ARGUMENT", store:register {body = origin, events = {}, key = "k2"})
local strange = {kind = "request_received", date = "2025-10-06", x = {}}
local _, _, _, fault = store:register {body = origin, events = strange, key = "k"}
h.same(fault.code .. fault.pointer, "FOI_ERR_SYNTAX/events/0/x", "a fault has its place")

local second = assert(store:append {item = first.item, expected = 1, events = registered, key = "k2"})
h.same(second.version .. " " .. second.number .. " " .. tostring(second.code), "3 001/PPID/2025 nil", "a number")
local more = refused("FOI_ERR_VERSION", store:append {item = first.item, expected = 1, events = answered, key = "k3"})
h.same(more.version, 3, "which version there is")
local third = assert(store:append {item = first.item, expected = 3, events = answered, key = "k3", actor = "pegawai-7"})
h.same(third.version, 4, "third")

local many = {}
for n = 1, 1200 do
    many[n] = {body = origin, events = {received, {kind = "request_registered", date = "2025-10-06"}}, key = "m" .. n}
end
many[1201] = {item = first.item, expected = 9, events = answered, key = "m"}
more = refused("FOI_ERR_VERSION", store:append_many(many))
h.same(more.place .. " " .. more.version, "1201 4", "which of many, and its version")
many[1201] = nil
local receipts = assert(store:append_many(many))
h.same(#receipts .. receipts[1200].number, "12001201/PPID/2025", "many: numbers without gaps after the refusal")
refused("FOI_ERR_ARGUMENT", store:append_many {})

-- ---- reading -------------------------------------------------------------------------------------------------------

local case, version = assert(store:case(first.item))
h.same(version .. " " .. #case, "4 4", "a case and its version")
h.same(case:events()[4].note, "(sealed)", "what is personal is sealed")
h.same(case:report {as_of = "2025-12-01"}.state.request, "refused", "a case of a register can be asked everything")
h.same(#foi.redate({case}, law, law), 0, "and given to functions of the other module")
local sealed = assert(store:case(first.item, {sealed = true}))
h.same(sealed:events()[4].note, "catatan CANARY", "opened")
local plain = assert(law:case())
for _, event in ipairs {received, registered[1], registered[2], answered} do
    local fields = {}
    for name, value in pairs(event) do
        fields[name] = name ~= "kind" and name ~= "date" and value or nil
    end
    assert(plain:apply(event.kind, event.date, fields))
end
h.same(sealed:report_json(), plain:report_json(), "the same case as without a register")
refused("FOI_ERR_ABSENT", store:case("no id"))
h.same(store:find(first.code), first.item, "by code")
h.same(store:find("001/PPID/2025", origin), first.item, "by number")
refused("FOI_ERR_ABSENT", store:find("9999/PPID/2025", origin))
refused("FOI_ERR_ABSENT", store:find("001/PPID/2025"))

local seen = 0
for c in assert(store:cases(origin)) do
    seen = seen + 1
    if seen == 1 then
        h.same(c.case .. c.version .. c.applicant, first.item .. "4individual", "the first case")
    else
        h.same(c.case, receipts[seen - 1].item, "in the order in which they came")
    end
end
h.same(seen, 1201, "over two pages")
for _ in assert(store:cases("second")) do
    h.check(false, "a case of a body without any")
end
refused("FOI_ERR_ABSENT", store:cases("nobody"))

-- ---- proving -------------------------------------------------------------------------------------------------------

local log = assert(foi.key(origin, "log", ("s"):rep(32)))
local witness = assert(foi.key("witness.example", "witness", ("w"):rep(32)))
h.same(log:name() .. log:kind() .. witness:kind(), origin .. "logwitness", "keys")
local public = assert(foi.key(log:public_text()))
h.same(public:public_text(), log:public_text(), "the public half")
h.same(public:secret_text(), nil, "no secret half")
h.same(foi.key(log:secret_text()):secret_text(), log:secret_text(), "both halves")
h.check(not tostring(log):find(log:secret_text():sub(-20), 1, true), "no secret in the text of a key")
refused("FOI_ERR_SYNTAX", foi.key("PRIVATE+KEY+x"))
refused("FOI_ERR_ARGUMENT", foi.key("a name", "log", ("s"):rep(32)))

refused("FOI_ERR_ABSENT", store:evidence(first.item))
local note = assert(store:checkpoint(origin, log))
refused("FOI_ERR_ARGUMENT", store:checkpoint(origin, public))
local head = assert(foi.read_checkpoint(note, {public, witness}))
h.same(head.origin .. head.leaves, origin .. 2404, "note")
h.same(tostring(head.signed[1]) .. tostring(head.signed[2]), "truefalse", "signed by one of two")
local cosigned = assert(foi.cosign {note = note, log = public, witness = witness, time = 1760000000})
head = assert(foi.read_checkpoint(cosigned, {public, witness}))
h.same(head.signed[2], 1760000000, "the time of the witness")
h.same(assert(foi.read_checkpoint(note)).root, head.root, "read without keys")
refused("FOI_ERR_SYNTAX", foi.read_checkpoint("no note"))
refused("FOI_ERR_PROOF", foi.read_checkpoint(note:gsub("2404", "2403"), {public}))

assert(store:register {body = origin, events = received, key = "later"})
local proof, leaves = assert(store:consistency(origin, 2404))
h.same(#proof .. " " .. leaves, "0 2404", "nothing was signed since")
local newer = assert(store:checkpoint(origin, log))
proof, leaves = assert(store:consistency(origin, 2404))
h.check(#proof > 0 and leaves == 2405, #proof, leaves)
assert(foi.cosign {note = newer, old = cosigned, log = public, witness = witness, proof = proof, time = 1760000001})
proof[1] = ("0"):rep(64)
refused("FOI_ERR_PROOF",
        foi.cosign {note = newer, old = cosigned, log = public, witness = witness, proof = proof, time = 1760000001})

local evidence = assert(store:evidence(first.item))
local report = assert(foi.check_evidence(evidence, {log = public}))
h.check(report.holds == true and not evidence:find("CANARY", 1, true), "evidence without what is personal")
local opened = assert(store:evidence(first.item, {sealed = true}))
h.check(opened:find("catatan CANARY", 1, true) and foi.check_evidence(opened, {log = public}), "opened evidence")
local forged = opened:gsub("catatan CANARY", "catatan KANARY")
local none, message, code, _, found = foi.check_evidence(forged, {log = public})
h.check(none == nil and code == "FOI_ERR_PROOF" and type(message) == "string", message)
h.check(found.holds == false and #found.faults == 1, "what was found is told all the same")
refused("FOI_ERR_SYNTAX", foi.check_evidence("{}", {log = public}))
h.same(select(3, foi.check_evidence(evidence, {log = public, witnesses = {witness}, witnesses_needed = 1})),
       "FOI_ERR_PROOF", "a witness is missing")

local function shared(name)
    return h.read("tests/data/ledger/" .. name)
end
local trust = {log = foi.key((shared("log.key"):gsub("%s", ""))), witnesses_needed = 1,
               witnesses = {foi.key((shared("witness.key"):gsub("%s", "")))}}
h.same(assert(foi.check_evidence(shared("evidence.json"), trust)).holds, true, "the evidence of the other languages")

local told = assert(store:verify(origin, {note = cosigned, log = public}))
h.same(table.concat({told.leaves, told.cases, told.unopened, #told.root}, " "), "2405 1202 0 64", "verified")
h.check(told.sealed >= 2, told.sealed)
refused("FOI_ERR_PROOF", store:verify(origin, {note = cosigned, log = foi.key("x", "log", ("x"):rep(32))}))

-- ---- the keys ------------------------------------------------------------------------------------------------------

local asked, behave = {}, nil
local other = assert(foi.store(path, law, {keys = function(epoch)
    asked[#asked + 1] = epoch
    return behave(epoch)
end}))
behave = function(epoch) return keys[epoch] end
h.same(other:case(first.item, {sealed = true}):events()[4].note, "catatan CANARY", "keys of a function")
h.same(asked[1], 1, "asked for the epoch")
behave = function() return nil end
h.same(refused("FOI_ERR_SEALED", other:case(first.item, {sealed = true})).cause, nil, "no key, and no reason")
local raised = {}
behave = function() error(raised) end
h.same(refused("FOI_ERR_SEALED", other:case(first.item, {sealed = true})).cause, raised, "what was raised")
h.same(other:verify(origin).unopened > 0, true, "what cannot be opened is told, no fault")
behave = function() error("the safe is shut", 0) end
more = refused("FOI_ERR_SEALED", other:register {body = origin, events = received, applicant = applicant, key = "shut"})
h.same(more.cause, "the safe is shut", "a message")
refused("FOI_ERR_SEALED", other:find(first.code))
for _, bad in ipairs {"short", 5, {}, ("x"):rep(33), false} do
    behave = function() return bad end
    more = refused("FOI_ERR_SEALED", other:case(first.item, {sealed = true}))
    h.check(tostring(more.cause):find("32 bytes", 1, true), more.cause)
end
local function endless() return endless() + 1 end
for name, use in pairs {case = function() other:case(first.item) end, close = function() other:close() end,
                        yield = function() coroutine.yield() end, endless = endless} do
    behave = use
    local where = coroutine.wrap(function() return select("#", other:case(first.item, {sealed = true})) end)
    h.same(where(), 5, "inside its own keys:", name)
    h.same(other:find("001/PPID/2025", origin), first.item, "and it works on")
end
behave = function() error("shut") end
h.same(select("#", other:case(first.item)), 2, "without what is personal no key is needed")
other:close()
local keyless = assert(foi.store(path, law, {read_only = true}))
refused("FOI_ERR_SEALED", keyless:case(first.item, {sealed = true}))
h.same(keyless:case(first.item):report_json(), case:report_json(), "without keys")
h.check(select(3, keyless:register {body = origin, events = received, key = "x"}) ~= nil, "read only")
keyless:close()

-- ---- the vault -----------------------------------------------------------------------------------------------------

local export = h.decode(assert(store:export(first.item)))
h.same(export.applicant.name .. export.case, applicant.name .. first.item, "for the person")
local act = {item = first.item, expected = 4, basis = "sengketa", key = "v1", today = "2025-11-03"}
local frozen = assert(store:freeze(act))
h.same(frozen.version, 5, "frozen")
h.same(assert(store:freeze(act)).replayed, true, "frozen once")
refused("FOI_ERR_SEALED", store:case(first.item, {sealed = true}))
act = {item = first.item, expected = 5, basis = "selesai", key = "v2", today = foi.day("2025-11-03")}
assert(store:release(act))
assert(store:case(first.item, {sealed = true}))
keys[2] = ("c"):rep(32)
h.same(store:rotate(2), 1202, "all persons")
refused("FOI_ERR_SEALED", store:rotate(3))
keys[1] = nil
assert(store:case(first.item, {sealed = true}))
act = {item = first.item, expected = 6, basis = "UU PDP", key = "v3", today = "2025-10-20"}
refused("FOI_ERR_CONFLICT", store:erase(act))
act.today = "2026-12-01"
h.same(assert(store:erase(act)).version, 7, "erased")
refused("FOI_ERR_SEALED", store:export(first.item))
h.check(assert(store:verify(origin)).unopened > 0, "the ledger holds all the same")
local later = {as_of = "2025-12-01"}
h.same(assert(store:case(first.item)):report_json(later), case:report_json(later), "judged as before")

h.same(store:backup(folder .. "/copy.foi"), true, "a copy")
refused("FOI_ERR_CONFLICT", store:backup(folder .. "/copy.foi"))
local copy = assert(foi.store(folder .. "/copy.foi", law, {read_only = true}))
h.same(copy:verify(origin).root, store:verify(origin).root, "the same ledger")
h.check(not h.read(folder .. "/copy.foi"):find("CANARY", 1, true), "nothing personal in its bytes")

-- A register that is damaged while a list is read: a later page raises what a call would return.
local torn = assert(foi.store(folder .. "/copy.foi", law, {read_only = true}))
local page = assert(torn:cases(origin))
h.write(folder .. "/copy.foi", ("d"):rep(#h.read(folder .. "/copy.foi")))
local good, reason
repeat
    good, reason = pcall(page)
until not good or reason == nil
local _, same = torn:case(first.item)
h.check(not good and same ~= nil and reason == same, good, reason, same)
torn:close()

-- ---- wrong arguments, closed objects -------------------------------------------------------------------------------

local loop, deep, wide = {}, {}, {}
loop.loop = loop
local at = deep
for _ = 1, 40 do
    at.x = {}
    at = at.x
end
for i = 1, 100 do
    wide["name" .. i] = ("x"):rep(i % 9)
end
assert(store:add_body {origin = "wide", words = wide})
h.check(h.alike(store:bodies()[3].words, wide), "a wide table is written whole")
h.raises("at most 32 deep", store.add_body, store, {5})
for _, bad in ipairs {loop, deep, {x = print}, {[1.5] = 1}, {x = {1, nil, 3}}, {x = 0.5}, {x = 0 / 0}, {x = 1e300},
                      {x = {1, y = 2}}} do
    h.raises("at most 32 deep", store.add_body, store, bad)
    h.raises("at most 32 deep", store.register, store, {body = origin, events = {kind = bad}, key = "x"})
end
h.raises("foi.law expected", foi.store, path, {})
h.raises("without NUL", foi.store, "a\0b", law)
h.raises('unknown option "key"', foi.store, path, law, {key = keys})
h.raises("32 bytes", foi.store, path, law, {keys = {"short"}})
h.raises("a table or a function", foi.store, path, law, {keys = "x"})
for _, bad in ipairs {-1, 0, 0 / 0, "5", 1e300} do
    h.raises('"wait"', foi.store, path, law, {wait = bad})
end
h.raises('"epoch"', foi.store, path, law, {epoch = -1})
h.raises('"expected"', store.append, store, {item = first.item, expected = 1.5})
for _, name in ipairs {"register", "append", "erase"} do
    h.raises('"body" or "item" is needed', store[name], store, {key = "x"})
end
h.raises('"body" or "item" is needed', store.append_many, store, {many[1], {events = received, key = "x"}})
h.raises('unknown option "item"', store.register, store, {item = first.item})
h.raises('"events": a table', store.register, store, {body = origin, events = "{}"})
h.raises('"today"', store.erase, store, {item = first.item})
h.raises("foi.key expected", store.checkpoint, store, origin, "key")
h.raises("whole number", store.consistency, store, origin, -1)
h.raises("64 hexadecimal digits", foi.cosign, {note = note, log = public, witness = witness, proof = {"xyz"}, time = 1})
h.raises("is missing", foi.cosign, {note = note, log = public, proof = {}, time = 1})
h.raises("32 random bytes", foi.key, "x", "log", "short")
h.raises("invalid option", foi.key, "x", "logs", ("s"):rep(32))
h.raises("foi.key expected", foi.read_checkpoint, note, {law})
refused("FOI_ERR_ARGUMENT", store:register {body = origin, events = received})
refused("FOI_ERR_SYNTAX", store:erase {item = first.item, today = "x", key = "k"})

local closing = store:cases(origin)
closing()
for _, object in ipairs {store, copy, public} do
    local class = object == public and "foi.key" or "foi.store"
    object:close()
    object:close()
    for name, method in pairs(getmetatable(object).__index) do
        h.raises(class .. " expected", method)
        h.raises(class .. " expected", method, law)
        if name ~= "close" then
            h.raises(class .. " is closed", method, object, {item = "x"})
        end
    end
end
h.raises("foi.key is closed", foi.read_checkpoint, note, {public})
for c in closing do
    if c.case == receipts[999].item then
        break
    end
end
h.raises("is closed", closing)
law:close()
h.raises("foi.law is closed", foi.store, path, law)
h.same(case:report_json() ~= nil, true, "a case outlives the register and the law")

-- ---- the annotations for editors name every function, and no other --------------------------------------------------

local annotated = {foi = {}, store = {}, key = {}}
for class, name in h.read("bindings/lua/library/foi/store.lua"):gmatch("\nfunction (%a+)[.:]([%a_]+)%(") do
    annotated[class][name] = true
end
local there = {store = getmetatable(store).__index, key = getmetatable(log).__index, foi = {}}
for name, value in pairs(foi) do
    there.foi[name] = not alone[name] and value or nil
end
for class, names in pairs(annotated) do
    for name in pairs(names) do
        h.same(type(there[class][name]), "function", class, name)
    end
    for name in pairs(there[class]) do
        h.check(names[name], class, name, "is not annotated")
    end
end

if _VERSION == "Lua 5.4" then
    local kept
    local text = "local open, keep = ...; do local store <close> = open(); keep(store) end"
    assert(load(text))(function() return assert(foi.store(path, foi.law())) end, function(x) kept = x end)
    h.raises("foi.store is closed", kept.bodies, kept)
end

h.output("rm -r " .. folder)
h.finish()
