# foi redate.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

# 18 August 2025, declared on 7 August 2025; one case that it moves and one that it does not.
printf '%s\n' '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2025-08-11"}]}' \
    '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2025-10-06"}]}' >agustus.jsonl
head -n 1 agustus.jsonl >agustus.json
moves="[(m['case'], m['clock'], m['from'], m['to']) for m in j['moved']]"
f "18 August 2025" "[('agustus.jsonl:1', 'response', '2025-08-25', '2025-08-26'), ('agustus.jsonl:1', 'refusal', '2025-08-25', '2025-08-26')]" \
    "$moves" redate agustus.jsonl --known-before 2025-08-06 --known-after 2025-08-07 --json
f "its day and decree" "2025-08-18 False 2025-08-07 True" \
    "j['moved'][0]['because'][0]['date'], j['moved'][0]['because'][0]['works'], j['moved'][0]['because'][0]['decree_date'], 'SKB' in j['moved'][0]['because'][0]['decree']" \
    redate agustus.jsonl --known-before 2025-08-06 --known-after 2025-08-07 --json
f "its calendars" "2025-08-06 2025-08-07 True 2" "j['before']['known_on'], j['after']['known_on'], j['before']['hash'] != j['after']['hash'], j['cases']" \
    redate agustus.jsonl --known-before 2025-08-06 --known-after 2025-08-07 --json
t "for people" 1 "agustus.json: *[(]response[)]: 2025-08-25 -> 2025-08-26*2025-08-18 menjadi hari libur: *2025-08-07*" "" \
    -- redate agustus.json --known-before 2025-08-06 --known-after 2025-08-07
t "for people, in English" 1 "agustus.json: *[(]response[)]: 2025-08-25 -> 2025-08-26*2025-08-18 becomes a day off: *" "" \
    -- redate agustus.json --known-before 2025-08-06 --known-after 2025-08-07 --lang en
t "backwards" 1 "*2025-08-26 -> 2025-08-25*2025-08-18 menjadi hari kerja*" "" -- redate agustus.json --known-before 2025-08-07 --known-after 2025-08-06
t "nothing moves" 0 "Tidak ada jangka waktu yang bergeser." "" -- redate agustus.json --known-before 2025-08-07 --known-after 2025-08-08
f "nothing moves, in JSON" "[] 2" "j['moved'], j['cases']" redate agustus.jsonl --known-before 2025-08-07 --known-after 2025-08-08 --json

# On 20 May 2020 the leave of 22 May was cancelled; before it, on 9 April, that of 26 to 29 May was moved.
printf '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2020-05-11"}]}' >mei.json
f "20 May 2020" "[('response', '2020-05-28', '2020-05-27')]" "[(m['clock'], m['from'], m['to']) for m in j['moved']]" \
    redate mei.json --known-before 2020-05-19 --known-after 2020-05-20 --json
f "because of 22 May 2020" "[('2020-05-22', True, '2020-05-20', 'SKB 440/2020, 03/2020, 03/2020')]" \
    "[(d['date'], d['works'], d['decree_date'], d['decree']) for d in j['moved'][0]['because']]" redate mei.json --known-before 2020-05-19 --known-after 2020-05-20 --json
f "9 April 2020" "[('2020-05-26', True), ('2020-05-27', True), ('2020-05-28', True), ('2020-05-29', True)]" \
    "[(d['date'], d['works']) for d in j['moved'][0]['because']]" redate mei.json --known-before 2020-04-08 --known-after 2020-04-09 --json

# A window that a lapse opens moves with the term before it.
printf '{"foi_case": 1, "as_of": "2025-09-01", "events": [{"kind": "request_received", "date": "2025-08-11"}]}' >lewat.json
f "the window after a lapse moves too" "[('response', '2025-08-18'), ('refusal', '2025-08-18'), ('objection_filing', '2025-08-18')]" \
    "[(m['clock'], m['because'][0]['date']) for m in j['moved']]" redate lewat.json --known-before 2025-08-06 --known-after 2025-09-01 --json

# Calendar files.
printf '# foi-calendar 1\nweek\t1111100\t2025-01-01\t2025-12-31\ndate\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n' >polos.tsv
{ cat polos.tsv && printf '2025-08-18\tlocal\tLibur kota\tCity holiday\tadded\tPerda 1/2025\t2025-08-01\t1\n'; } >kota.tsv
t "calendar files" 1 "*2025-08-25 -> 2025-08-26*City holiday; Perda 1/2025 (2025-08-01)*" "" -- redate agustus.json --calendar-before polos.tsv --calendar-after kota.tsv --lang en
t "one calendar file and one day" 1 "*[(]response[)]: 2025-08-25 -> 2025-08-26*" "" -- redate agustus.json --calendar-before polos.tsv --known-after 2025-08-07
t "the same file twice" 0 "No clock moves." "" -- redate agustus.json --calendar-before kota.tsv --calendar-after kota.tsv --lang en
IN=$(cat agustus.jsonl) t "cases on standard input, one a line" 1 "-:1: *" "" -- redate - --known-before 2025-08-06 --known-after 2025-08-07

# Faults: told, and the other cases go on.
printf '{"foi_case": 1, "events": [{"kind": "request_received", "date": "2031-03-03"}]}' >jauh.json
t "a case that the calendar cannot judge" 3 "*2025-08-26*" "foi: jauh.json: *" -- redate jauh.json agustus.json --known-before 2025-08-06 --known-after 2025-08-07
printf '{"foi_case": 1}\n%s\n' "$(cat agustus.json)" >rusak.jsonl
t "a bad line" 2 "rusak.jsonl:2: *2025-08-26*" "foi: rusak.jsonl:1: /events: *" -- redate rusak.jsonl --known-before 2025-08-06 --known-after 2025-08-07
t "an absent case" 2 "*2025-08-26*" "foi: absent.json: *" -- redate absent.json agustus.json --known-before 2025-08-06 --known-after 2025-08-07
t "no case" 2 "" "foi: *redate FILE...*" -- redate --known-before 2025-08-06 --known-after 2025-08-07
t "no before" 2 "" "foi: *--known-before DAY*" -- redate agustus.json --known-after 2025-08-07
t "no after" 2 "" "foi: *--known-after DAY*" -- redate agustus.json --known-before 2025-08-07
t "no such day" 2 "" "foi: *2025-02-30" -- redate agustus.json --known-before 2025-02-30 --known-after 2025-08-07
t "a bad calendar" 2 "" "mei.json:1*" -- redate agustus.json --calendar-before mei.json --known-after 2025-08-07
t "an absent calendar" 2 "" "foi: absent.tsv: *" -- redate agustus.json --calendar-before absent.tsv --known-after 2025-08-07
t "standard input for two things" 2 "" "foi: *[(]-[)]*" -- redate - --calendar-before - --known-after 2025-08-07
IN=
