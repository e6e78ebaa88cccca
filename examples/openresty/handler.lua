-- Due dates and case reports over HTTP, in OpenResty:
--
--     lua_package_cpath "/usr/local/lib/lua/5.1/?.so;;";       # where foi.so is, and this file on lua_package_path
--     init_by_lua_block { require "handler" }      # the law is read once, before the workers fork
--     client_max_body_size 1m;
--     location /due  { content_by_lua_block { require("handler").due() } }
--     location /case { content_by_lua_block { require("handler").case() } }
--
-- GET  /due?clock=response&from=2025-10-06[&regime=id][&reading=first_day=same_day]...[&lang=en]
-- POST /case[?as_of=2025-12-01][&lang=en]          with a case file as body
--
-- What comes back is the JSON of docs/formats.md. A fault is {"error": {"code": ..., "message": ..., "pointer": ...}}:
-- 400 for a wrong question, 422 where the law or the calendar cannot answer.
local foi = require "foi"

local law = assert(foi.law())
local handler = {}

local statuses = {FOI_ERR_LAW_GAP = 422, FOI_ERR_CALENDAR_GAP = 422, FOI_ERR_MEMORY = 500}

local function answer(status, json)
    ngx.status = status
    ngx.header.content_type = "application/json; charset=utf-8"
    ngx.header.cache_control = "no-store"
    ngx.say(json)
end

--- The answer as JSON, or the fault that came in its place.
local function answer_with(json, fault, lang)
    if json then
        return answer(200, json)
    end
    return answer(statuses[fault.code] or 400, fault:json(lang))
end

local function refuse(message)
    return answer(400, ('{"error": {"code": "input", "message": "%s", "pointer": null}}'):format(message))
end

--- Arguments of the query, each once and with a value; `reading` may come several times.
local function arguments(known)
    local given, readings = ngx.req.get_uri_args(), {}
    for name, value in pairs(given) do
        if name == "reading" and known.reading then
            for _, pair in ipairs(type(value) == "table" and value or {value}) do
                local axis, option = tostring(pair):match("^([^=%z]+)=([^%z]*)$")
                if not axis then
                    return nil, "reading is AXIS=OPTION"
                end
                readings[axis] = option
            end
        elseif not known[name] then
            return nil, "there is an argument that is not known here"
        elseif type(value) ~= "string" or value:find("%z") then
            return nil, name .. " is given twice, or not as a text"
        end
    end
    local lang = given.lang or "id"
    if lang ~= "id" and lang ~= "en" then
        return nil, "lang is id or en"
    end
    return given, readings, lang
end

function handler.due()
    local args, readings, lang = arguments {clock = true, from = true, regime = true, reading = true, lang = true}
    if not args then
        return refuse(readings)
    end
    if not args.clock or not args.from then
        return refuse("clock and from are needed")
    end
    local deadline, _, _, fault = law:due(args.clock, args.from, {regime = args.regime, readings = readings})
    return answer_with(deadline and deadline:json {explanation = true}, fault, lang)
end

--- The body of the request; nginx puts a long one into a file.
local function body()
    ngx.req.read_body()
    local path = ngx.req.get_body_file()
    if not path then
        return ngx.req.get_body_data() or ""
    end
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

function handler.case()
    local args, problem, lang = arguments {as_of = true, lang = true}
    if not args then
        return refuse(problem)
    end
    local case, _, _, fault = law:case_from_json(body())
    if not case then
        return answer_with(nil, fault, lang)
    end
    local report
    report, _, _, fault = case:report_json {as_of = args.as_of}
    case:close() -- a large case need not wait for the collector
    return answer_with(report, fault, lang)
end

return handler
