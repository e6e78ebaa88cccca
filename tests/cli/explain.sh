# foi explain.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

t "list of topics" 0 "*rights*" "" -- explain
t "rights" 0 "*UU 14/2008*" "" -- explain rights --on 2025-10-06
t "rights in English" 0 "*Act 14/2008*" "" -- explain rights --on 2025-10-06 --lang en
t "one exemption" 0 "*17*" "" -- explain 17a --on 2025-10-06
t "an entry of two words" 0 "*35(1)(a)*" "" -- explain ground a --on 2025-10-06
t "one clock" 0 "*22(7)*" "" -- explain response --on 2025-10-06
t "one clock of one month" 0 "*: 1 month[!s]*" "" -- explain list_update --on 2015-10-06 --lang en
t "today" 0 "*UU 14/2008*" "" -- explain rights
f "in JSON" "True" "len(j) > 0" explain rights --on 2025-10-06 --json
t "another regime" 0 "?*" "" -- explain response --on 2025-10-06 --regime id/kemnaker
t "unknown topic" 3 "" 'foi: *"rigths"*"rights"?' -- explain rigths --on 2025-10-06
t "unknown regime" 3 "" 'foi: *"xx"*' -- explain rights --on 2025-10-06 --regime xx
t "before the Act" 3 "" "foi: *" -- explain rights --on 2009-01-01
t "no such day" 2 "" "foi: *2025-02-30" -- explain rights --on 2025-02-30
t "day before topic" 2 "" "foi: *" -- explain rigths --on never
t "topic that is not UTF-8" 2 "" "foi: *UTF-8*" -- explain $'\xff'
