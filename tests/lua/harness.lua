-- What the tests of the Lua module share. They run in the project's root, under Lua 5.4 and under LuaJIT.
local harness = {passed = 0, failed = 0}

--- One test: `good`, or the words that say what is wrong.
function harness.check(good, ...)
    if good then
        harness.passed = harness.passed + 1
        return
    end
    harness.failed = harness.failed + 1
    local words = {...}
    for i = 1, select("#", ...) do
        words[i] = tostring(words[i])
    end
    print("failed: " .. table.concat(words, " "))
end

--- `got` is `want`.
function harness.same(got, want, ...)
    harness.check(got == want, ..., "want", want, "got", got)
end

--- The call raises, with words that hold `part`.
function harness.raises(part, call, ...)
    local good, message = pcall(call, ...)
    harness.check(not good and tostring(message):find(part, 1, true), "want an error with", part, "got", good, message)
end

--- What a failed call returns: nil, a message, the name of a code, a fault that agrees.
function harness.fails(code, value, message, got, fault, ...)
    local whole = value == nil and type(message) == "string" and message ~= "" and got == code and fault ~= nil and
        fault.code == code and tostring(fault) == message and select("#", ...) == 0
    harness.check(whole, "want", code, "got", value, message, got)
end

function harness.read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

function harness.write(path, text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

--- The standard output of a shell command; `text` is its standard input.
function harness.output(command, text)
    local path = os.tmpname()
    harness.write(path, text or "")
    local pipe = assert(io.popen("LD_PRELOAD= FOI_LANG=en sh -c '" .. command .. "' <" .. path .. " 2>/dev/null", "r"))
    local out = pipe:read("*a")
    pipe:close()
    os.remove(path)
    return out
end

--- The parts of a text between separators of one character.
function harness.split(text, separator)
    local parts = {}
    for part in (text .. separator):gmatch("([^" .. separator .. "]*)" .. separator) do
        parts[#parts + 1] = part
    end
    return parts
end

--- The rows of tests/data/NAME: cells parted by tabs, without comments. `least` rows must be there.
function harness.rows(name, least, has_header)
    local rows, number = {}, 0
    for line in harness.read("tests/data/" .. name):gmatch("([^\n]*)\n") do
        number = number + 1
        if line ~= "" and line:sub(1, 1) ~= "#" then
            local cells = harness.split(line, "\t")
            cells.place = name .. ":" .. number .. ":"
            rows[#rows + 1] = cells
        end
    end
    if has_header then
        table.remove(rows, 1)
    end
    harness.check(#rows >= least, name, "has", #rows, "rows, once it had", least)
    return rows
end

--- The event of a row of cases.tsv, "kind date field=value ...": kind, date, fields.
function harness.event(text)
    local words = harness.split(text, " ")
    local lists = {exemption = true, approved_by = true, grounds = true, missing = true}
    local values = {["true"] = true, ["false"] = false}
    local fields = {}
    for i = 3, #words do
        local name, value = words[i]:match("^([^=]+)=(.*)$")
        if lists[name] then
            fields[name] = value == "" and {} or harness.split(value, ",")
        elseif values[value] ~= nil then
            fields[name] = values[value]
        else
            fields[name] = name == "amount" and tonumber(value) or value
        end
    end
    return words[1], words[2], fields
end

--- The same event as JSON, written here and not by the module.
function harness.event_json(kind, date, fields)
    local members = {('"kind": "%s"'):format(kind), ('"date": "%s"'):format(date)}
    local names = {}
    for name in pairs(fields) do
        names[#names + 1] = name
    end
    table.sort(names)
    for _, name in ipairs(names) do
        local value = fields[name]
        if type(value) == "table" then
            local items = {}
            for i, item in ipairs(value) do
                items[i] = '"' .. item .. '"'
            end
            value = "[" .. table.concat(items, ", ") .. "]"
        elseif type(value) == "string" then
            value = '"' .. value .. '"'
        end
        members[#members + 1] = ('"%s": %s'):format(name, tostring(value))
    end
    return "{" .. table.concat(members, ", ") .. "}"
end

--- JSON as tables, read otherwise than the module does. Only for texts of the library.
function harness.decode(text)
    local at, value = 1, nil
    local function mark() -- the next byte that is no space
        at = text:find("[^ ]", at) or #text + 1
        return text:sub(at, at)
    end
    local function collection(open, close)
        local found, count = {}, 0
        at = at + 1
        while mark() ~= close do
            count = count + 1
            local key = open == "{" and value() or count
            at = open == "{" and text:find(":", at, true) + 1 or at
            found[key] = value()
            at = mark() == "," and at + 1 or at
        end
        at = at + 1
        return found
    end
    local function quoted()
        local stop = text:find('["\\]', at + 1)
        while text:sub(stop, stop) == "\\" do
            stop = text:find('["\\]', stop + 2)
        end
        local literal = text:sub(at, stop):gsub("\\u00(%x%x)", function(digits)
            return ("\\%03d"):format(tonumber(digits, 16))
        end)
        at = stop + 1
        return assert((loadstring or load)("return " .. literal))() -- the other escapes are Lua's too
    end
    function value()
        local first = mark()
        if first == "{" or first == "[" then
            return collection(first, first == "{" and "}" or "]")
        elseif first == '"' then
            return quoted()
        end
        local word = text:match("^[%w-]+", at)
        at = at + #word
        if word == "null" then
            return nil
        elseif word == "true" or word == "false" then
            return word == "true"
        end
        return assert(tonumber(word), word)
    end
    return value()
end

--- Do two values hold the same?
function harness.alike(a, b)
    if type(a) ~= "table" or type(b) ~= "table" then
        return a == b
    end
    for key, value in pairs(a) do
        if not harness.alike(value, b[key]) then
            return false
        end
    end
    for key in pairs(b) do
        if a[key] == nil then
            return false
        end
    end
    return true
end

function harness.finish()
    print(("%d passed, %d failed"):format(harness.passed, harness.failed))
    os.exit(harness.failed == 0 and harness.passed > 0 and 0 or 1, true)
end

return harness
