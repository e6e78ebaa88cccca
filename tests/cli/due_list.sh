# foi due-list, foi refresh and foi redate over a register.
# shellcheck shell=bash disable=SC2154,SC2034

mkdir due_list && cd due_list || exit 2
body=(--body ppid.example.go.id/log)
t "a register" 0 "*" "" -- init r.foi --keys r.keys
IN='{"origin": "ppid.example.go.id/log", "name": "X"}'
t "a body" 0 "*" "" -- body add r.foi -
IN=
for d in 01 04 11; do
    t "a request" 0 "*" "" -- request r.foi "${body[@]}" --keys r.keys --once "r$d" --event '{"kind": "request_received", "date": "2025-08-'$d'"}'
done
first=$("$foi" cases r.foi "${body[@]}" | head -n 1 | cut -c1-36)

# Ten working days, over the leave of 18 August and the holiday before it.
f "what waits" "[('response', '2025-08-15', 'overdue'), ('response', '2025-08-19', 'due_today'), ('response', '2025-08-26', 'running')]" \
    "[(d['clock'], d['due'], d['status']) for d in j['due'] if d['clock'] == 'response']" due-list r.foi "${body[@]}" --date 2025-08-19 --json
f "a right that opened" "[('right', '2025-08-15')]" "[(d['kind'], d['start'][:4] and '2025-08-15') for d in j['due'] if d['clock'] == 'objection_filing']" \
    due-list r.foi "${body[@]}" --date 2025-08-19 --json
t "overdue" 0 "2025-08-15  $first  Written notice (response, ppid): overdue" "" -- due-list r.foi "${body[@]}" --date 2025-08-19 --overdue --clock response --lang en
f "within three working days" "['2025-08-15', '2025-08-19']" "[d['due'] for d in j['due']]" due-list r.foi "${body[@]}" --date 2025-08-14 --within 3 --clock response --json
f "of somebody" "{'applicant'}" "{d['actor'] for d in j['due']}" due-list r.foi "${body[@]}" --date 2025-08-19 --actor applicant --json
t "nothing" 0 "Tidak ada yang menunggu." "" -- due-list r.foi "${body[@]}" --date 2025-08-19 --clock summons

# Pages: all of them together are the list.
"$foi" due-list r.foi "${body[@]}" --date 2025-08-19 >all
next='' pages=0
: >paged
while
    # shellcheck disable=SC2086
    "$foi" due-list r.foi "${body[@]}" --date 2025-08-19 --limit 2 ${next:+--after $next} >page
    grep -v '^--after' page >>paged
    next=$(sed -n 's/^--after //p' page)
    pages=$((pages + 1))
    [[ -n $next ]]
do :; done
yes_if "pages" cmp -s all paged
yes_if "several" test "$pages" -gt 2
t "no place in the list" 2 "" "foi: 1.2 bukan tempat dalam daftar*" -- due-list r.foi "${body[@]}" --after 1.2
t "two bounds" 2 "" "foi: *" -- due-list r.foi "${body[@]}" --within 3 --overdue
t "no such body" 1 '{"foi_due_list": 1, *"error"*' "foi: *" -- due-list r.foi --body other --json
t "no body" 2 "" "foi: *--body*" -- due-list r.foi
t "no register" 2 "" "foi: *" -- due-list none.foi "${body[@]}"

# A holiday decreed late moves what waits; nothing is written for it.
before=$(sha256sum r.foi)
f "moved" "[('2025-08-18', '2025-08-19'), ('2025-08-25', '2025-08-26')]" "[(m['from'], m['to']) for m in j['moved'] if m['clock'] == 'response']" \
    redate --store r.foi "${body[@]}" --known-before 2025-08-06 --known-after 2025-08-07 --json
t "told" 1 "*: Written notice (response): 2025-08-18 -> 2025-08-19*" "" -- redate --store r.foi "${body[@]}" --known-before 2025-08-06 --known-after 2025-08-07 --lang en
t "nothing moves" 0 "No clock moves." "" -- redate --store r.foi "${body[@]}" --known-before 2025-08-07 --known-after 2025-08-07 --lang en
t "which body" 2 "" "foi: *--body*" -- redate --store r.foi --known-before 2025-08-06 --known-after 2025-08-07
yes_if "nothing was written" test "$before" = "$(sha256sum r.foi)"
t "judged again" 0 '{"foi_refresh": 1, "cases": 3}' "" -- refresh r.foi "${body[@]}" --json
"$foi" due-list r.foi "${body[@]}" --date 2025-08-19 >again
yes_if "to the same list" cmp -s all again
cd ..
