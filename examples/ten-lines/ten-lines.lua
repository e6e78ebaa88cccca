-- When is the answer due to a request received on 6 October 2025, which day is safe, and who says so?
local foi = require "foi"
local law = assert(foi.law())
io.write(assert(law:due("response", "2025-10-06")):explain("en"))
