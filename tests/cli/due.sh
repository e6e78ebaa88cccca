# foi due. Dates come from the law documents and an independent count over the decreed holidays.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

golden "due, Indonesian" due.id.txt due response --from 2025-10-06
golden "due, English" due.en.txt due response --from 2025-10-06 --lang en
t "explained" 0 "*20 Oktober 2025*17 Oktober 2025*12 Oktober 2025*UU*22(7)*" "" -- due response --from 2025-10-06 --explain
t "explained in English" 0 "*20 October 2025*17 October 2025*12 October 2025*22(7)*" "" -- due response --from 2025-10-06 --explain --lang en
t "explained in English, one of a unit" 0 "*  1 month, counted from*" "" -- due list_update --from 2015-10-06 --explain --lang en
golden "due, a backward clock" due.summons.en.txt due summons --from 2025-10-06 --lang en
golden "due, provisional" due.provisional.en.txt due response --from 2028-03-06 --provisional --lang en
golden "due, amended" due.amended.en.txt due response --from 2025-08-11 --known-on 2025-08-01 --lang en

q="j['due'], j['earliest'], j['latest'], j['status']"
f "ten working days" "2025-10-20 2025-10-17 2025-10-20 decided" "$q" due response --from=2025-10-06 --json
f "keys of the contract" "True" "set('foi_deadline clock from due earliest latest status length unit actor readings skipped cite regime law calendar'.split()) <= set(j)" \
    due response --from 2025-10-06 --json
f "identity of the calendar" "['hash', 'id', 'known_on']" "sorted(j['calendar'])" due response --from 2025-10-06 --json
f "fixed reading" "2025-10-17 1" "j['due'], len(j['readings'])" due response --from 2025-10-06 --json --reading first_day=same_day
f "last reading of an axis counts" "2025-10-20" "j['due']" due response --from 2025-10-06 --json \
    --reading first_day=same_day --reading first_day=next_day
f "regime" "id/kemnaker" "j['regime']" due response --from 2025-10-06 --regime id/kemnaker --json
f "gazette edition" "2025-10-09" "j['due']" due response --from 2025-10-06 --reading notice_edition=gazette --json
f "across the leave of 18 August" "2025-08-26" "j['due']" due response --from 2025-08-11 --json
f "the leave was not known on 1 August" "2025-08-25 amended" "j['due'], j['status']" due response --from 2025-08-11 --known-on 2025-08-01 --json
f "backward" "2025-10-01" "j['due']" due summons --from 2025-10-06 --json
f "months" "2025-07-15" "j['due']" due publish_periodic --from 2025-01-15 --json
f "72 hours" "2025-10-14" "j['due']" due breach_notice --from 2025-10-11 --json
f "objection" "2025-12-02" "j['due']" due objection_filing --from 2025-10-21 --json
f "dispute" "2025-11-07" "j['due']" due dispute_filing --from 2025-10-20 --json
f "hundred days" "2026-03-03" "j['due']" due dispute_decision --from 2025-10-06 --json
f "provisional has no due date" "None provisional [] []" "j['due'], j['status'], j['readings'], j['skipped']" due response --from 2028-03-06 --provisional --json
f "explanation in JSON" "['en', 'id']" "sorted(j['explanation'])" due response --from 2025-10-06 --json --explain
f "no explanation unless asked for" "False" "'explanation' in j" due response --from 2025-10-06 --json

t "no clock" 2 "" "foi: *foi due CLOCK --from DAY*foi help due*" -- due
t "no day" 2 "" "foi: *--from*foi help due*" -- due response
t "two clocks" 2 "" 'foi: "refusal"*' -- due response refusal --from 2025-10-06
t "no such day" 2 "" "foi: *2025-02-30" -- due response --from 2025-02-30
t "month 13" 2 "" "foi: *2025-13-01" -- due response --from 2025-13-01
t "year 0" 2 "" "foi: *" -- due response --from 0000-01-01
t "another form of a day" 2 "" 'foi: "06/10/2025"*' -- due response --from 06/10/2025
t "a day with a blank" 2 "" 'foi: "2025-10-06 "*' -- due response --from "2025-10-06 "
t "a day of too many letters" 2 "" 'foi: "2025-10-061"*' -- due response --from 2025-10-061
t "a day in a sentence in English" 2 "" 'foi: "tomorrow" is not a day*' -- due response --from tomorrow --lang en
t "unknown clock" 3 "" 'foi: *"respons"*"response"?' -- due respons --from 2025-10-06
t "empty clock" 3 "" 'foi: *""*' -- due "" --from 2025-10-06
t "unknown clock, nothing near" 3 "" 'foi: *"zzzzzzzz"*' -- due zzzzzzzz --from 2025-10-06
t "unknown regime" 3 "" 'foi: *"id/kemnakr"*"id/kemnaker"?' -- due response --from 2025-10-06 --regime id/kemnakr
t "unknown axis" 2 "" 'foi: *"first_dya"*' -- due response --from 2025-10-06 --reading first_dya=same_day
t "unknown option of an axis" 2 "" 'foi: *"never"*' -- due response --from 2025-10-06 --reading first_day=never
t "option that the regime does not offer" 3 "" 'foi: *collective_leave*' -- due response --from 2025-10-06 --reading collective_leave=working
t "option that is not offered on the day" 3 "" 'foi: *notice_edition*' -- due response --from 2019-01-08 --reading notice_edition=gazette
for reading in first_day =same_day first_day= ""; do
    t "reading of a wrong form: $reading" 2 "" "foi: *" -- due response --from 2025-10-06 --reading "$reading"
done
t "before the Act" 3 "" "foi: *2010-04-29*" -- due response --from 2010-04-29
t "before the Act in English" 3 "" "foi: *2010-04-29*" -- due response --from 2010-04-29 --lang en
t "a clock without a term in law" 3 "" "foi: *information_delivery*" -- due information_delivery --from 2025-10-06
t "undecided year" 3 "" "foi: *id/government" -- due response --from 2031-03-03
t "undecided year, provisional, too far" 3 "" "foi: *" -- due response --from 2031-03-03 --provisional
t "term into an undecided year" 3 "" "foi: *id/government" -- due response --from 2027-12-20
t "input before law" 2 "" "foi: *2025-02-30" -- due nonsense --from 2025-02-30
t "known-on before law" 2 "" "foi: *2025-02-30" -- due nonsense --from 2025-10-06 --known-on 2025-02-30
t "axis before clock" 2 "" 'foi: *"nonsense_axis"*' -- due nonsense --from 2025-10-06 --reading nonsense_axis=x
t "law before calendar" 3 "" 'foi: *"nonsense"*' -- due nonsense --from 2031-03-03
t "clock that is not UTF-8" 2 "" 'foi: "?"*UTF-8*' -- due $'\xff' --from 2025-10-06
t "regime that is not UTF-8" 2 "" 'foi: "??"*UTF-8*' -- due response --from 2025-10-06 --regime $'\xc0\x80'
t "day that is not UTF-8" 2 "" 'foi: *' -- due response --from $'2025-10-0\xff'
t "control characters do not reach the terminal" 2 "" 'foi: "??[[]31m"*' -- due response --from $'\n\e[31m'
