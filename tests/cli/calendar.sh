# foi calendar.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

golden "a year" calendar.2025.id.txt calendar 2025
golden "a year in English" calendar.2026.en.txt calendar 2026 --lang en
f "working days a month" "[19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21] 237" \
    "[m['working_days'] for m in j['months']], j['working_days']" calendar 2025 --json
f "working days of 2027" "[19, 19, 15, 22, 16, 21, 22, 21, 22, 21, 22, 22] 242" \
    "[m['working_days'] for m in j['months']], j['working_days']" calendar 2027 --json
f "the first year" "[20, 20, 18, 22, 20, 21, 22, 21, 20, 20, 20, 19]" "[m['working_days'] for m in j['months']]" calendar 2008 --json
f "as known before 18 August" "21 2025-08-01" "j['months'][7]['working_days'], j['calendar']['known_on']" \
    calendar 2025 --known-on 2025-08-01 --json
f "days off carry their decree" "collective_leave True" \
    "*[(d['why'], d['decree'].startswith('SKB')) for d in j['days_off'] if d['date'] == '2025-08-18'][0]" calendar 2025 --json
t "undecided year" 3 "" "foi: *" -- calendar 2031
t "undecided year as JSON" 3 "" "foi: *" -- calendar 2031 --json
t "a year not decided on a day" 3 "" "foi: *" -- calendar 2026 --known-on 2024-01-01
for year in 0 0000 10000 2025x -1 "" abc 20.5; do
    t "not a year: $year" 2 "" "foi: *" -- calendar -- "$year"
done
t "no year" 2 "" "foi: *calendar YEAR*" -- calendar
t "two years" 2 "" 'foi: "2026"*' -- calendar 2025 2026
t "no colours in a pipe" 0 "Kalender 2025*" "" -- calendar 2025
yes_if "no escape codes in a pipe" eval '! grep -q $'"'"'\e'"'"' out'
if command -v script >/dev/null; then
    yes_if "colours on a terminal" eval 'script -qec "TERM=xterm $foi calendar 2025" /dev/null </dev/null | grep -q $'"'"'\e\[31m'"'"
    yes_if "NO_COLOR" eval '! NO_COLOR=1 script -qec "TERM=xterm $foi calendar 2025" /dev/null </dev/null | grep -q $'"'"'\e'"'"
fi
printf '# foi-calendar 1\nweek\t1111100\t2031-01-01\t2031-06-30\ndate\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n' >half.tsv
t "partial year" 0 "*belum diputuskan (?)*" "" -- calendar 2031 --calendar half.tsv
f "partial year in JSON" "partial None None" "j['coverage'], j['working_days'], j['months'][11]['working_days']" calendar 2031 --calendar half.tsv --json
