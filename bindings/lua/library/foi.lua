---@meta foi
-- The module foi for lua-language-server: what may be given, what comes back. The guide is docs/lua.md.

---A day: "2025-10-06", or the number of days since 1970-01-01 (20367). Years 1 to 9999.
---@alias foi.day string|integer

---@alias foi.lang
---| "id" # Indonesian, without a word
---| "en" # English

---The name of a code of libfoi.
---@alias foi.code
---| "FOI_ERR_ARGUMENT"     # an argument is wrong
---| "FOI_ERR_ABI"          # libfoi is older than the module
---| "FOI_ERR_MEMORY"       # out of memory; nothing was changed
---| "FOI_ERR_SYNTAX"       # a text cannot be read
---| "FOI_ERR_RANGE"        # no such day, or a number out of its range
---| "FOI_ERR_LIMIT"        # an input is larger or deeper than is accepted
---| "FOI_ERR_CONFLICT"     # two rules, or two whole calendars, for the same thing
---| "FOI_ERR_LAW_GAP"      # unknown regime or clock, no rule in force, option not offered
---| "FOI_ERR_CALENDAR_GAP" # a day that no decree decides is needed
---| "FOI_ERR_LINT"         # a pack can be read, yet something in it is wrong
---| "FOI_ERR_EXAMPLE"      # a worked example does not come out as written
---| "FOI_ERR_PROOF"        # a proof, signature or commitment does not hold
---| "FOI_ERR_VERSION"      # the case has another version than the caller knew
---| "FOI_ERR_KEY_REUSED"   # an idempotency key was used for something else
---| "FOI_ERR_IN_DOUBT"     # nobody knows whether a commit was made: call again with the same key
---| "FOI_ERR_BUSY"         # others are writing; nothing was changed
---| "FOI_ERR_STORAGE"      # the disk or the file system failed, is full or read-only
---| "FOI_ERR_FOREIGN"      # the file is no register of this version, or lies where none may lie
---| "FOI_ERR_DAMAGED"      # what was read is not what was recorded
---| "FOI_ERR_ABSENT"       # no such body, case, number, code or file
---| "FOI_ERR_SEALED"       # personal data that cannot be opened: erased, frozen, or without a key

---Both languages.
---@class foi.words
---@field id string
---@field en string

---What a failed call returns in fourth place. tostring() gives the message of the second.
---@class foi.fault
---@field code foi.code
---@field message string the sentence in English, without its place
---@field file? string name of the text
---@field line integer from 1; 0 = not about a text
---@field column integer from 1, in characters; 0 = whole line
---@field pointer string JSON pointer into a case file or event; "" = none
local fault = {}

---The message with its place.
---@param lang? foi.lang
---@return string
function fault:text(lang) end

---{"error": {"code": ..., "message": ..., "pointer": ...}}: code is json, input, law or calendar.
---@param lang? foi.lang
---@return string
function fault:json(lang) end

---@class foi
local foi = {}

---The version of libfoi at run time.
---@return string
function foi.version() end

---The number of a day.
---@param text string "2025-10-06"
---@return integer|nil, string?, foi.code?, foi.fault?
---@overload fun(year: integer, month: integer, mday: integer): integer|nil, string?, foi.code?, foi.fault?
function foi.day(text) end

---"2025-10-06"
---@param day foi.day
---@return string|nil, string?, foi.code?, foi.fault?
function foi.date(day) end

---Year, month and day of the month; or nil, message, code, fault.
---@param day foi.day
---@return integer|nil, integer|string, integer|foi.code, foi.fault?
function foi.civil(day) end

---1 Monday to 7 Sunday.
---@param day foi.day
---@return integer|nil, string?, foi.code?, foi.fault?
function foi.weekday(day) end

---"Senin, 6 Oktober 2025"
---@param day foi.day
---@param lang? foi.lang
---@return string|nil, string?, foi.code?, foi.fault?
function foi.day_text(day, lang) end

---What a month sum does when there is no such day of the month: its last day, the first of the next, or fail.
---@alias foi.month_end "down"|"up"|"report"

---@param day foi.day
---@param months integer may be negative
---@param month_end foi.month_end
---@return foi.day|nil, string?, foi.code?, foi.fault?
function foi.add_months(day, months, month_end) end

---@param day foi.day
---@param years integer may be negative
---@param month_end foi.month_end
---@return foi.day|nil, string?, foi.code?, foi.fault?
function foi.add_years(day, years, month_end) end

---The civil day of an RFC 3339 instant.
---@param instant string "2025-10-06T23:30:00+07:00"
---@param zone "Asia/Jakarta"|"Asia/Pontianak"|"Asia/Makassar"|"Asia/Jayapura"|"UTC"
---@return string|nil, string?, foi.code?, foi.fault?
function foi.from_instant(instant, zone) end

---@class foi.source
---@field name? string stands in errors; without, "(text)"
---@field text string

---@class foi.law_options
---@field packs? (string|foi.source)[] more packs; one with the id of a built-in pack replaces it
---@field calendars? (string|foi.source)[] one whole calendar at most, and overlays; they act on every regime
---@field known_on? foi.day calendars as known on this day
---@field builtin? boolean false: only the packs and calendars given

---Load the law: once a process is enough.
---@param options? foi.law_options
---@return foi.law|nil, string?, foi.code?, foi.fault?
function foi.law(options) end

---@class foi.calendar_options
---@field name? string its identity in answers and errors
---@field base? foi.calendar the calendar under an overlay
---@field decided_by_year? boolean a year is decided once a row of it is known

---Build a calendar from its text (docs/calendars.md).
---@param text string
---@param options? foi.calendar_options
---@return foi.calendar|nil, string?, foi.code?, foi.fault?
function foi.calendar(text, options) end

---@class foi.day_change
---@field date foi.day
---@field works boolean after the change
---@field kind? string national, collective_leave, local, weekend; nil for the week pattern
---@field name? foi.words
---@field decree? string
---@field decree_date? foi.day

---@class foi.clock_move
---@field item integer place in the array of cases or days, from 1
---@field clock string its id
---@field event? integer place of the event that started it in case:events(), from 1; nil for a lapse or a plain day
---@field move "due"|"new"|"gone"
---@field start foi.day the day it was started on
---@field since foi.day the first day that its due date depends on
---@field from? foi.day the due date before
---@field to? foi.day the due date after
---@field because? foi.day_change the first day that is otherwise now

---Which clocks of these cases does a change of the calendar move? Also returned: how many cases could be judged.
---@param cases foi.case[]
---@param before foi.law
---@param after foi.law
---@param options? {as_of?: foi.day}
---@return foi.clock_move[]|nil, integer|string, foi.code?, foi.fault?
function foi.redate(cases, before, after, options) end

---The loaded law. Immutable.
---@class foi.law
local law = {}

---@class foi.question
---@field regime? string e.g. "id/kemnaker"; without, the first regime of the law
---@field readings? table<string, string> axes to be fixed: {first_day = "same_day"}

---@class foi.due_question : foi.question
---@field provisional? boolean bounds where days are undecided

---A clock on a day: when it is due, how sure that is, and why.
---@param clock string e.g. "response"
---@param day foi.day day 0: the day of the event itself
---@param options? foi.due_question
---@return foi.deadline|nil, string?, foi.code?, foi.fault?
function law:due(clock, day, options) end

---The prevailing due date of each day, in its form; false where there is none. Then how many were answered, and the
---code of each place that was not.
---@param clock string
---@param days foi.day[]
---@param options? foi.question
---@return (foi.day|false)[]|nil, integer|string, table<integer, foi.code>|foi.code, foi.fault?
function law:due_many(clock, days, options) end

---Of due_many() by this law and by another one of the same packs, the items that differ.
---@param after foi.law
---@param clock string
---@param days foi.day[]
---@param options? foi.question
---@return foi.clock_move[]|nil, string?, foi.code?, foi.fault?
function law:redate_many(after, clock, days, options) end

---The calendar of a regime.
---@param regime? string
---@return foi.calendar|nil, string?, foi.code?, foi.fault?
function law:calendar(regime) end

---@class foi.case_options : foi.question
---@field timezone? string of instants; without, Asia/Jakarta
---@field applicant? string kind of applicant; without, individual

---An empty case.
---@param options? foi.case_options
---@return foi.case|nil, string?, foi.code?, foi.fault?
function law:case(options) end

---A case from a case file (docs/formats.md); options win over the file.
---@param json string
---@param options? foi.case_options
---@return foi.case|nil, string?, foi.code?, foi.fault?
function law:case_from_json(json, options) end

---@return string[] # the first is the default
function law:regimes() end

---@return {id: string, name: foi.words}[]
function law:clocks() end

---@class foi.field_kind
---@field id string
---@field type "text"|"texts"|"text_or_true"|"number"|"flag"|"day"|"receipt"|"choice"|"choices"|"party"
---@field personal "no"|"alias"|"yes" whether what it holds may tell of a person
---@field required boolean an event without it is refused
---@field values? string[] of a choice; the parties of a party

---@class foi.event_kind
---@field id string
---@field name foi.words
---@field track string the track that it moves
---@field fields foi.field_kind[]

---The kinds of events.
---@return foi.event_kind[]
function law:events() end

---A term from its text, as in case:waits().
---@param text string
---@return foi.term|nil, string?, foi.code?, foi.fault?
function law:term(text) end

---@class foi.pack
---@field id string
---@field key? string the key of its citations
---@field title foi.words
---@field grade string
---@field in_force_from? string
---@field in_force_to? string
---@field checked_on? string
---@field text string

---@return foi.pack[]
function law:packs() end

---@return string # 64 hexadecimal digits
function law:hash() end

---What is wrong in the packs though they can be loaded.
---@return foi.fault[]
function law:lint() end

---How many worked examples of the packs come out as written, and those that do not.
---@return integer|nil, foi.fault[]|string, foi.code?, foi.fault?
function law:prove() end

---A topic in plain language.
---@param topic string|nil nil lists the topics
---@param day foi.day the day whose law is told
---@param lang? foi.lang
---@param regime? string
---@return string|nil, string?, foi.code?, foi.fault?
function law:explain(topic, day, lang, regime) end

---@param topic string|nil
---@param day foi.day
---@param regime? string
---@return string|nil, string?, foi.code?, foi.fault?
function law:explain_json(topic, day, regime) end

---The procedure of a regime for Graphviz.
---@param lang? foi.lang
---@param regime? string
---@return string|nil, string?, foi.code?, foi.fault?
function law:graph(lang, regime) end

---The clocks of a pack as JSON.
---@param pack string
---@return string|nil, string?, foi.code?, foi.fault?
function law:pack_json(pack) end

---Give the law back now; calendars, deadlines and cases made of it live on. May be called twice.
function law:close() end

---An answer. Immutable. Days have the form of the day that was asked for.
---@class foi.deadline
---@field from foi.day day 0
---@field due? foi.day last day of the term under the prevailing reading; nil if provisional
---@field earliest foi.day over all readings: advise this one
---@field latest foi.day over all readings: late beyond doubt from the day after
---@field status "decided"|"amended"|"provisional"
---@field clock string
---@field actor string
---@field regime string
---@field rule string the pack whose rule answered
---@field length integer
---@field unit "working_day"|"calendar_day"|"month"|"year"|"hour"
---@field direction "forward"|"backward"
---@field stale boolean the day lies after the last check of the rule
---@field cite {key: string, article: string, grade: string}[]
local deadline = {}

---The reasons, for people.
---@param lang? foi.lang
---@return string
function deadline:explain(lang) end

---The JSON of docs/formats.md.
---@param options? {explanation?: boolean}
---@return string
function deadline:json(options) end

---The same as tables; null is nil, days are texts.
---@param options? {explanation?: boolean}
---@return table
function deadline:to_table(options) end

---Give it back now; may be called twice.
function deadline:close() end

---A way of counting that outlives a calendar. Immutable.
---@class foi.term
local term = {}

---The due date from a day; nil alone beyond the decided days.
---@param start foi.day
---@return foi.day|nil, string?, foi.code?, foi.fault?
function term:due(start) end

---The day after which the clock waits; nil alone if it does from the start.
---@param start foi.day
---@return foi.day|nil, string?, foi.code?, foi.fault?
function term:opens(start) end

---The latest day from which the term is due on or before a day; nil alone if there is none.
---@param due foi.day
---@return foi.day|nil, string?, foi.code?, foi.fault?
function term:latest(due) end

---@return string # the clock that the term leads to
function term:clock() end

---Give it back now; may be called twice.
function term:close() end

---Which days are worked. Immutable.
---@class foi.calendar
local calendar = {}

---The n-th working day strictly after the day, before it for negative n; 0: the day, or the next working one.
---@param day foi.day
---@param n integer
---@return foi.day|nil, string?, foi.code?, foi.fault?
function calendar:add(day, n) end

---Working days in (from, to]; negative when reversed.
---@param from foi.day
---@param to foi.day
---@return integer|nil, string?, foi.code?, foi.fault?
function calendar:count(from, to) end

---@param day foi.day
---@return boolean|nil, string?, foi.code?, foi.fault?
function calendar:is_workday(day) end

---As add() for each day; false where there is no answer. Then how many were answered.
---@param days foi.day[]
---@param n integer|integer[]
---@return (foi.day|false)[]|nil, integer|string, foi.code?, foi.fault?
function calendar:add_many(days, n) end

---As count() for each pair.
---@param from foi.day[]
---@param to foi.day[]
---@return (integer|false)[]|nil, integer|string, foi.code?, foi.fault?
function calendar:count_many(from, to) end

---The name of a holiday; nil alone for a day without one.
---@param day foi.day
---@param lang? foi.lang
---@return string|nil, string?, foi.code?, foi.fault?
function calendar:name(day, lang) end

---@class foi.day_info
---@field decided boolean false: no decree decides it, and nothing else is known
---@field works? boolean
---@field kind? "working"|"weekend"|"national"|"collective_leave"|"local"
---@field name? foi.words
---@field decree? string
---@field decree_date? foi.day
---@field grade? integer of the row's source: 2, 1 or 0

---@param day foi.day
---@return foi.day_info|nil, string?, foi.code?, foi.fault?
function calendar:day(day) end

---The calendar as it was known on a day.
---@param day foi.day
---@return foi.calendar|nil, string?, foi.code?, foi.fault?
function calendar:known_on(day) end

---@param other foi.calendar
---@param how "off_in_either"|"off_in_both"
---@return foi.calendar|nil, string?, foi.code?, foi.fault?
function calendar:merge(other, how) end

---The days that are on in this calendar and off in the other, or the reverse.
---@param after foi.calendar
---@return foi.day_change[]
function calendar:diff(after) end

---@param year integer
---@return "decided"|"partial"|"undecided"
function calendar:coverage(year) end

---@return string|nil # the first decided day
function calendar:first() end

---@return string|nil # the last decided day
function calendar:last() end

---@return string|nil # the day it is known on; nil = everything
function calendar:known() end

---@return string
function calendar:id() end

---@return string # 64 hexadecimal digits
function calendar:hash() end

---Give it back now; may be called twice.
function calendar:close() end

---A case. For one thread at a time.
---@class foi.case
---@operator len: integer # number of events
local case = {}

---Record one more event. Fields are written as in a case file: text, whole number, true, false, or a list of them;
---days in fields are texts. Without a day, `at` of the fields is the instant.
---@param kind string
---@param day foi.day|nil
---@param fields? table<string, string|number|boolean|table>
---@return true|nil, string?, foi.code?, foi.fault?
function case:apply(kind, day, fields) end

---The same with the event as JSON.
---@param json string
---@return true|nil, string?, foi.code?, foi.fault?
function case:apply_json(json) end

---Correct the n-th event, from 1.
---@param n integer
---@param kind string
---@param day foi.day|nil
---@param fields? table<string, string|number|boolean|table>
---@return true|nil, string?, foi.code?, foi.fault?
function case:replace(n, kind, day, fields) end

---@param n integer
---@param json string
---@return true|nil, string?, foi.code?, foi.fault?
function case:replace_json(n, json) end

---What a planned event would do, without recording it: the table of foi_check.
---@param kind string
---@param day foi.day|nil
---@param fields? table<string, string|number|boolean|table>
---@return table|nil, string?, foi.code?, foi.fault?
function case:check(kind, day, fields) end

---The same as JSON, and whether the event would be lawful.
---@param json string
---@return string|nil, boolean|string, foi.code?, foi.fault?
function case:check_json(json) end

---@class foi.event
---@field kind string
---@field date string
---@field day string its day in the case: that of receipt where the law counts so
---@field received? string
---@field name foi.words
---@field track string
---@field note? string

---@return foi.event[]
function case:events() end

---The day that a report is about when none is given.
---@return string|nil
function case:as_of() end

---@alias foi.report_options {as_of?: foi.day}

---The report of docs/formats.md as tables: null is nil, days are texts, `event` counts from 0 as in the JSON.
---@param options? foi.report_options
---@return table|nil, string?, foi.code?, foi.fault?
function case:report(options) end

---@param options? foi.report_options
---@return string|nil, string?, foi.code?, foi.fault?
function case:report_json(options) end

---The report for people.
---@param lang? foi.lang
---@param options? foi.report_options
---@return string|nil, string?, foi.code?, foi.fault?
function case:text(lang, options) end

---The state of each track under the prevailing reading: quicker than a report.
---@param options? foi.report_options
---@return table<string, string>|nil, string?, foi.code?, foi.fault?
function case:state(options) end

---`clocks` of the report.
---@param options? foi.report_options
---@return table[]|nil, string?, foi.code?, foi.fault?
function case:clocks(options) end

---`findings` of the report.
---@param options? foi.report_options
---@return table[]|nil, string?, foi.code?, foi.fault?
function case:findings(options) end

---`next` of the report.
---@param options? foi.report_options
---@return table[]|nil, string?, foi.code?, foi.fault?
function case:next(options) end

---@class foi.wait
---@field clock string
---@field actor string who is obliged, or whose right it is
---@field kind "duty"|"right" a right is over when it has passed, a duty waits still
---@field start string day 0
---@field term string for law:term()
---@field until_start? string with until_term: the term whose lapse ends it
---@field until_term? string

---The clocks that nothing has ended: those that wait now, and those that will when time alone passes.
---@return foi.wait[]|nil, string?, foi.code?, foi.fault?
function case:waits() end

---The same events and options, on their own from now on.
---@param law? foi.law the law that judges the copy
---@return foi.case|nil, string?, foi.code?, foi.fault?
function case:copy(law) end

---Give it back now; may be called twice.
function case:close() end

return foi
