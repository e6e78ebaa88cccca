---@meta foi.store
-- The module foi.store for lua-language-server. `require "foi.store"` adds these functions to foi and gives foi.store.

local foi = require "foi"

---32 bytes.
---@alias foi.secret string

---@class foi.store_options
---@field keys? table<integer, foi.secret>|fun(epoch: integer): foi.secret? of epochs; 0 is never changed; without, nothing personal
---@field create? boolean make the register if there is no such file
---@field read_only? boolean
---@field epoch? integer under whose key new persons come; without, 1
---@field wait? number seconds to wait for other writers; without, 5

---What a failed call on a register returns in fifth place, if there is more to tell.
---@class foi.more
---@field cause? any what the keys raised
---@field version? integer FOI_ERR_VERSION: the version that the case has
---@field place? integer append_many: which one stopped it, from 1

---Open a register.
---@param path string a file of a local file system
---@param law foi.law
---@param options? foi.store_options
---@return foi.store|nil, string?, foi.code?, foi.fault?
function foi.store(path, law, options) end

---A key from its text; or a new one of 32 random bytes.
---@param text string
---@return foi.key|nil, string?, foi.code?, foi.fault?
---@overload fun(name: string, kind: "log"|"witness", seed: foi.secret): foi.key|nil, string?, foi.code?, foi.fault?
function foi.key(text) end

---@class foi.checkpoint
---@field origin string name of the log
---@field leaves integer how many the tree has
---@field root string 64 hexadecimal digits
---@field signed (boolean|integer)[] for each key: whether it signed, and when if it is a witness's, in seconds since 1970

---Read a signed checkpoint and check the signatures of these keys.
---@param note string
---@param keys? foi.key[]
---@return foi.checkpoint|nil, string?, foi.code?, foi.fault?
function foi.read_checkpoint(note, keys) end

---@class foi.cosigning
---@field note string the checkpoint
---@field old? string the last one that this witness signed
---@field log foi.key public half is enough
---@field witness foi.key with its secret half
---@field proof? string[] of store:consistency()
---@field time integer seconds since 1970

---What a witness does: see that the checkpoint continues the old one, and sign it too.
---@param what foi.cosigning
---@return string|nil, string?, foi.code?, foi.fault?
function foi.cosign(what) end

---@class foi.trust
---@field log foi.key of the body
---@field origin? string name of the log; without, that of the key
---@field witnesses? foi.key[]
---@field witnesses_needed? integer how many of them must have signed; without, none

---Check an evidence file (docs/ledger.md). The report; where a proof does not hold it comes in fifth place.
---@param json string
---@param trust foi.trust
---@return table|nil, string?, foi.code?, foi.fault?, table?
function foi.check_evidence(json, trust) end

---An Ed25519 key with a name. Immutable.
---@class foi.key
local key = {}

---@return string
function key:name() end

---@return "log"|"witness"
function key:kind() end

---@return string
function key:public_text() end

---Keep it secret.
---@return string|nil # nil without a secret half
function key:secret_text() end

---Give it back now, wiped; may be called twice.
function key:close() end

---An event as in a case file: text, whole numbers, true, false, and lists; days are texts.
---@alias foi.event_table table<string, any>

---What was written.
---@class foi.receipt
---@field item string id of the case
---@field version integer of the case, now
---@field code? string tracking code of a new case: told only here
---@field number? string the last number that was given
---@field index integer place of the last event in the ledger, from 0
---@field leaf string its hash, 64 hexadecimal digits
---@field replayed boolean the key was used before for the same: this is the first result

---A register of record. For one thread at a time.
---@class foi.store
local store = {}

---A public body.
---@param body {origin: string, name?: string, regime?: string, timezone?: string, numbers?: table<string, string>}
---@return true|nil, string?, foi.code?, foi.fault?, foi.more?
function store:add_body(body) end

---@return table[]|nil, string?, foi.code?, foi.fault?, foi.more?
function store:bodies() end

---@class foi.registering
---@field body string origin of the body
---@field applicant? table<string, string> kind, and texts that are personal
---@field events foi.event_table|foi.event_table[]
---@field key string idempotency key: one for each thing to be done
---@field actor? string who records it: an id, no name
---@field role? string

---@class foi.appending
---@field item string id of the case
---@field expected integer the version of the case that you know
---@field events foi.event_table|foi.event_table[]
---@field key string
---@field actor? string
---@field role? string

---A new case with its first events.
---@param what foi.registering
---@return foi.receipt|nil, string?, foi.code?, foi.fault?, foi.more?
function store:register(what) end

---Events of a case: all of them or none.
---@param what foi.appending
---@return foi.receipt|nil, string?, foi.code?, foi.fault?, foi.more?
function store:append(what) end

---Many of one body: all of them or none.
---@param many (foi.registering|foi.appending)[]
---@return foi.receipt[]|nil, string?, foi.code?, foi.fault?, foi.more?
function store:append_many(many) end

---@alias foi.reading {sealed?: boolean}

---A case and its version; texts that are personal are "(sealed)" without `sealed`.
---@param item string
---@param options? foi.reading
---@return foi.case|nil, integer|string, foi.code?, foi.fault?, foi.more?
function store:case(item, options) end

---The id of a case, by its tracking code or by a number of a body.
---@param code_or_number string
---@param body? string
---@return string|nil, string?, foi.code?, foi.fault?, foi.more?
function store:find(code_or_number, body) end

---`for c in assert(store:cases(body))`, in the order in which they came. A later page that cannot be read raises.
---@param body string
---@return (fun(): {case: string, version: integer, applicant: string}|nil)|nil, string?, foi.code?, foi.fault?, foi.more?
function store:cases(body) end

---Sign the state of a body's ledger.
---@param body string
---@param key foi.key
---@return string|nil, string?, foi.code?, foi.fault?, foi.more?
function store:checkpoint(body, key) end

---The proof that the ledger continues what it was, and of how many leaves it is.
---@param body string
---@param old_leaves integer
---@return string[]|nil, integer|string, foi.code?, foi.fault?, foi.more?
function store:consistency(body, old_leaves) end

---The evidence file of a case, as JSON.
---@param item string
---@param options? foi.reading
---@return string|nil, string?, foi.code?, foi.fault?, foi.more?
function store:evidence(item, options) end

---Read everything of a body and compare.
---@param body string
---@param options? {note?: string, log?: foi.key} a checkpoint that was kept elsewhere
---@return {leaves: integer, cases: integer, sealed: integer, unopened: integer, root: string}|nil, string?, foi.code?, foi.fault?, foi.more?
function store:verify(body, options) end

---@class foi.acting
---@field item string
---@field expected integer
---@field basis string why, in law
---@field key string idempotency key
---@field today foi.day the day of the act
---@field actor? string
---@field role? string

---Erase what is personal, for ever; refused while the case runs.
---@param what foi.acting
---@return foi.receipt|nil, string?, foi.code?, foi.fault?, foi.more?
function store:erase(what) end

---Nothing personal is read or written until it is released.
---@param what foi.acting
---@return foi.receipt|nil, string?, foi.code?, foi.fault?, foi.more?
function store:freeze(what) end

---@param what foi.acting
---@return foi.receipt|nil, string?, foi.code?, foi.fault?, foi.more?
function store:release(what) end

---@class foi.due_options
---@field since? foi.day due on this day or later
---@field to? foi.day due on this day or earlier; the day before `today` gives what is overdue
---@field clock? string
---@field actor? string
---@field kind? "duty"|"right"

---@class foi.due
---@field item string id of the case
---@field clock string
---@field actor string
---@field kind "duty"|"right"
---@field start foi.day day 0 of its term
---@field due? foi.day its last day; nil: no decree decides it yet

---The clocks of a body that wait on a day, by due date; and how many cases could not be judged. Days come back as
---`today` went in.
---@param body string
---@param today foi.day
---@param options? foi.due_options
---@return foi.due[]|nil, integer|string, foi.code?, foi.fault?
function store:due(body, today, options) end

---@class foi.due_move
---@field item string
---@field clock string
---@field start string
---@field from? string
---@field to? string

---What a change of the calendar moves of what waits; nothing is written.
---@param body string
---@param before foi.law
---@param after foi.law
---@return foi.due_move[]|nil, string?, foi.code?, foi.fault?
function store:redate(body, before, after) end

---Judge the cases of a body again for the due list. How many there were.
---@param body string
---@return integer|nil, string?, foi.code?, foi.fault?
function store:refresh(body) end

---Wrap the keys of all persons under that of another epoch. How many there were.
---@param epoch integer
---@return integer|nil, string?, foi.code?, foi.fault?, foi.more?
function store:rotate(epoch) end

---All that the register has of the applicant of a case, as JSON.
---@param item string
---@return string|nil, string?, foi.code?, foi.fault?, foi.more?
function store:export(item) end

---A copy in a new file, while others go on writing.
---@param path string
---@return true|nil, string?, foi.code?, foi.fault?, foi.more?
function store:backup(path) end

---Close it; may be called twice.
function store:close() end

return foi.store
