# foi workdays.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

t "add" 0 2025-10-20 "" -- workdays add 2025-10-06 10
t "add with a plus" 0 2025-10-20 "" -- workdays add 2025-10-06 +10
t "add backwards" 0 2025-09-22 "" -- workdays add 2025-10-06 -10
t "add nothing to a working day" 0 2025-10-06 "" -- workdays add 2025-10-06 0
t "add nothing to a Sunday" 0 2025-10-06 "" -- workdays add 2025-10-05 0
t "add minus nothing" 0 2025-10-06 "" -- workdays add 2025-10-05 -0
t "add over 18 August 2025" 0 2025-08-19 "" -- workdays add 2025-08-15 1
t "add as known before" 0 2025-08-18 "" -- workdays add 2025-08-15 1 --known-on 2025-08-01
t "add over Lebaran 2025" 0 2025-04-21 "" -- workdays add 2025-03-26 10
t "add over the turn of a year" 0 2024-12-31 "" -- workdays add 2024-12-20 5
t "add too many" 3 "" "foi: *id/government" -- workdays add 2025-10-06 100000
t "add the most that fits" 3 "" "foi: *" -- workdays add 2025-10-06 2147483647
t "add the least that fits" 3 "" "foi: *" -- workdays add 2025-10-06 -2147483648
t "add more than fits" 3 "" "foi: *" -- workdays add 2025-10-06 99999999999999999999999
t "add less than fits" 3 "" "foi: *" -- workdays add 2025-10-06 -99999999999999999999999
t "add to an undecided day" 3 "" "foi: *" -- workdays add 2031-01-02 1
for number in x 1x 1.5 + - "" " 1" 1e3 0x10; do
    t "not an integer: '$number'" 2 "" "foi: *" -- workdays add 2025-10-06 -- "$number"
done
t "number before law and calendar" 2 "" "foi: *" -- workdays add 2031-01-02 many
t "add without a number" 2 "" "foi: *workdays add DAY N*foi help workdays*" -- workdays add 2025-10-06
t "add with too much" 2 "" 'foi: "4"*' -- workdays add 2025-10-06 3 4
t "count" 0 10 "" -- workdays count 2025-10-06 2025-10-20
t "count reversed" 0 -10 "" -- workdays count 2025-10-20 2025-10-06
t "count nothing" 0 0 "" -- workdays count 2025-10-06 2025-10-06
t "count a year" 0 237 "" -- workdays count 2024-12-31 2025-12-31
t "count into an undecided day" 3 "" "foi: *" -- workdays count 2025-10-06 2031-01-01
t "count to no day" 2 "" "foi: *2025-02-30" -- workdays count 2025-10-06 2025-02-30
t "is, yes" 0 yes "" -- workdays is 2025-10-06
t "is, no" 1 no "" -- workdays is 2025-08-18
t "is, yes as known before" 0 yes "" -- workdays is 2025-08-18 --known-on 2025-08-06
t "is, no since the decree" 1 no "" -- workdays is 2025-08-18 --known-on 2025-08-07
t "is, in English the same words" 1 no "" -- workdays is 2025-10-05 --lang en
t "is, undecided" 3 "" "foi: *" -- workdays is 2031-03-03
t "is, before the calendar" 3 "" "foi: *" -- workdays is 2007-12-31
t "is, no day" 2 "" "foi: *2023-02-29" -- workdays is 2023-02-29
t "is, year 10000" 2 "" "foi: *" -- workdays is 10000-01-01
t "is, nothing" 2 "" "foi: *workdays is DAY*" -- workdays is
t "no sum" 2 "" "foi: *workdays add|count|is*" -- workdays
t "unknown sum" 2 "" 'foi: *"coutn"*"count"?' -- workdays coutn 2025-10-06 2025-10-07
t "known-on is no day" 2 "" "foi: *" -- workdays is 2025-10-06 --known-on yesterday
f "add in JSON" "2025-10-20 10 id/government" "j['result'], j['n'], j['calendar']['id']" workdays add 2025-10-06 10 --json
f "count in JSON" "10 2025-10-20" "j['result'], j['to']" workdays count 2025-10-06 2025-10-20 --json
f "is in JSON" "True 2025-08-01" "j['result'], j['calendar']['known_on']" workdays is 2025-08-18 --json --known-on 2025-08-01
t "is in JSON exits with 1 on no" 1 '*"result": false*' "" -- workdays is 2025-08-18 --json
