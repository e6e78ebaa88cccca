-- The examples do what they say: the ten lines say what the same lines in C and in the shell say, and the OpenResty
-- handler answers, here with a small `ngx` of our own. FOI is the command, LUA the interpreter.
local h = require "harness"

local folder = assert(os.getenv("FOI")):match("^(.*)/[^/]*$")
local ours = h.output(assert(os.getenv("LUA")) .. " examples/ten-lines/ten-lines.lua")
h.check(#ours > 500, "ten lines of Lua say", ours)
h.same(ours, h.output(folder .. "/ten-lines"), "ten lines of C")
h.same(ours, h.output("PATH=" .. folder .. ":$PATH examples/ten-lines/ten-lines.sh"), "ten lines of shell")

-- ---- the handler ---------------------------------------------------------------------------------------------------

local request, response

ngx = {
    say = function(text)
        response.body = response.body .. text .. "\n"
    end,
    req = {
        get_uri_args = function() return request.args end,
        read_body = function() request.read = true end,
        get_body_data = function() return request.read and request.body end,
        get_body_file = function() return request.read and request.file end,
    },
}

package.path = "examples/openresty/?.lua;" .. package.path
local handler = require "handler"

local function ask(call, args, body, file)
    request = {args = args, body = body, file = file}
    response = {body = ""}
    ngx.status, ngx.header = nil, {}
    call()
    h.same(ngx.header.content_type, "application/json; charset=utf-8", "content type")
    return ngx.status, response.body
end

local function expect(status, part, call, ...)
    local got, body = ask(call, ...)
    h.check(got == status and body:find(part, 1, true), "want", status, part, "got", got, body)
    return body
end

local command = os.getenv("FOI")
local case_file = h.read("examples/data/case.json")

h.same(expect(200, '"due": "2025-10-20"', handler.due, {clock = "response", from = "2025-10-06"}),
       h.output(command .. " due response --from 2025-10-06 --json --explain"), "as the command")
expect(200, '"due": "2025-10-17"', handler.due,
       {clock = "response", from = "2025-10-06", regime = "id", reading = "first_day=same_day"})
expect(200, '"latest": "2025-10-24"', handler.due,
       {clock = "response", from = "2025-10-11", reading = {"first_day=same_day", "off_day_receipt=keep"}})
expect(422, "tidak dikenal", handler.due, {clock = "respnse", from = "2025-10-06"})
expect(422, '"code": "calendar"', handler.due, {clock = "response", from = "2031-01-02", lang = "en"})
expect(400, "there is no day", handler.due, {clock = "response", from = "2025-02-30", lang = "en"})
expect(400, "clock and from", handler.due, {clock = "response"})
expect(400, "clock and from", handler.due, {})
expect(400, "given twice", handler.due, {clock = {"response", "refusal"}, from = "2025-10-06"})
expect(400, "given twice", handler.due, {clock = true, from = "2025-10-06"})
expect(400, "not as a text", handler.due, {clock = "a\0b", from = "2025-10-06"})
expect(400, "not known here", handler.due, {clock = "response", from = "2025-10-06", ['<"'] = "x"})
expect(400, "AXIS=OPTION", handler.due, {clock = "response", from = "2025-10-06", reading = "same_day"})
expect(400, "AXIS=OPTION", handler.due, {clock = "response", from = "2025-10-06", reading = true})
expect(400, "lang is", handler.due, {clock = "response", from = "2025-10-06", lang = "fr"})

h.same(expect(200, '"request": "lapsed"', handler.case, {}, case_file),
       h.output(command .. " case examples/data/case.json --json"), "as the command")
expect(200, '"as_of": "2025-10-07"', handler.case, {as_of = "2025-10-07"}, case_file)
expect(200, '"request": "lapsed"', handler.case, {}, nil, "examples/data/case.json")
expect(400, '"code": "json"', handler.case, {})
expect(400, '"pointer": "/evens"', handler.case, {lang = "en"}, '{"foi_case": 1, "events": [], "evens": 1}')
expect(400, "there is no day", handler.case, {as_of = "2025-02-30", lang = "en"}, case_file)
expect(400, "lang is", handler.case, {lang = "fr"}, case_file)
expect(422, '"code": "calendar"', handler.case, {},
       '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2031-01-06"}]}')

h.finish()
