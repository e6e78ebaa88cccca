# --calendar and other files.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

header='date\tkind\tname_id\tname_en\taction\tdecree\tdecree_date\tgrade\n'
calendar() # FILE TEXT: a calendar with the usual first line
{
    printf '# foi-calendar 1\n%b' "$2" >"$1"
}
calendar local.tsv "${header}2025-10-15\tlocal\tPilkada\tLocal election\tadded\tGub 1/2025\t2025-09-01\t1\n"
t "an overlay" 0 2025-10-21 "" -- workdays add 2025-10-06 10 --calendar local.tsv
f "an overlay in due" "2025-10-21 ['local']" "j['due'], [s['why'] for s in j['skipped'] if s['why'] != 'weekend']" \
    due response --from 2025-10-06 --calendar local.tsv --json
t "an overlay not known yet" 0 2025-10-20 "" -- workdays add 2025-10-06 10 --calendar local.tsv --known-on 2025-08-31
calendar undo.tsv "${header}2025-10-15\tlocal\tPilkada\tLocal election\tcancelled\tGub 2/2025\t2025-09-02\t1\n"
t "overlays in the order given" 0 2025-10-20 "" -- workdays add 2025-10-06 10 --calendar local.tsv --calendar undo.tsv
t "and in the other order" 0 2025-10-21 "" -- workdays add 2025-10-06 10 --calendar undo.tsv --calendar local.tsv
IN=$(cat local.tsv)'\n' t "an overlay from standard input" 0 2025-10-21 "" -- workdays add 2025-10-06 10 --calendar -
t "an overlay in the picture" 0 "*15~*setempat*Pilkada*" "" -- calendar 2025 --calendar local.tsv
calendar whole.tsv "week\t1111110\t2025-01-01\t2031-12-31\n$header"
t "a whole calendar of six days" 0 2025-10-17 "" -- workdays add 2025-10-06 10 --calendar whole.tsv
t "a whole calendar decides its days" 0 yes "" -- workdays is 2031-03-03 --calendar whole.tsv
t "and no others" 3 "" "foi: *" -- workdays is 2024-12-31 --calendar whole.tsv
t "a second whole calendar" 2 "" "*kedua*" -- workdays is 2025-10-06 --calendar whole.tsv --calendar whole.tsv
t "batch with an overlay" 0 "" "" -- due response --batch --calendar local.tsv
bad() # NAME LINE TEXT
{
    printf '%b' "$3" >bad.tsv
    t "calendar: $1" 2 "" "bad.tsv:$2:*" -- workdays is 2025-10-06 --calendar bad.tsv
}
row='2025-10-15\tlocal\tA\tB\tadded\tC\t2025-09-01\t1\n'
bad "no first line" 1 "$header"
bad "another format" 1 "# foi-calendar 2\n$header"
bad "no header" 2 "# foi-calendar 1\n$row"
bad "an empty field" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\t\tB\tadded\tC\t2025-09-01\t1\n"
bad "a missing field" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\tB\tadded\tC\t2025-09-01\n"
bad "a field too many" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\tB\tadded\tC\t2025-09-01\t1\tx\n"
bad "no such day" 3 "# foi-calendar 1\n${header}2025-02-30\tlocal\tA\tB\tadded\tC\t2025-09-01\t1\n"
bad "an unknown kind" 3 "# foi-calendar 1\n${header}2025-10-15\tlokal\tA\tB\tadded\tC\t2025-09-01\t1\n"
bad "an unknown action" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\tB\tremoved\tC\t2025-09-01\t1\n"
bad "an unknown grade" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\tB\tadded\tC\t2025-09-01\t3\n"
bad "a decree of no day" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\tB\tadded\tC\tsoon\t1\n"
bad "a bad week" 2 "# foi-calendar 1\nweek\t111110\t2025-01-01\t2025-12-31\n$header"
bad "week ranges that overlap" 3 "# foi-calendar 1\nweek\t1111100\t2025-01-01\t2025-12-31\nweek\t1111100\t2025-12-31\t2026-12-31\n$header"
bad "a week after the header" 3 "# foi-calendar 1\n${header}week\t1111100\t2025-01-01\t2025-12-31\n"
bad "a NUL" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\x00\tB\tadded\tC\t2025-09-01\t1\n"
bad "no UTF-8" 3 "# foi-calendar 1\n${header}2025-10-15\tlocal\tA\xff\tB\tadded\tC\t2025-09-01\t1\n"
bad "lines that end in CR LF" '[12]' "# foi-calendar 1\r\n$header"
bad "nothing" 1 ""
t "calendar: comments and empty lines" 0 yes "" -- workdays is 2025-10-06 --calendar <(printf "# foi-calendar 1\n\n# x\n$header\n# y\n")
t "an absent file" 2 "" "foi: absent.tsv: berkas tidak ada" -- workdays is 2025-10-06 --calendar absent.tsv
t "an absent file in English" 2 "" "foi: absent.tsv: there is no such file" -- workdays is 2025-10-06 --calendar absent.tsv --lang en
t "a directory" 2 "" "foi: .: ini direktori, bukan berkas" -- workdays is 2025-10-06 --calendar .
t "a path through a file" 2 "" "foi: local.tsv/x: *" -- workdays is 2025-10-06 --calendar local.tsv/x
truncate -s 100M huge.tsv
t "a file of 100 MB" 2 "" "foi: huge.tsv: *16 MiB" -- workdays is 2025-10-06 --calendar huge.tsv
yes_if "100 MB through a pipe" eval '"$foi" workdays is 2025-10-06 --calendar - <huge.tsv 2>err; test $? = 2 && grep -q "16 MiB" err'
yes_if "an endless file" eval '"$foi" workdays is 2025-10-06 --calendar /dev/zero 2>err; test $? = 2 && grep -q "16 MiB" err'
if ((EUID != 0)); then
    chmod 0 undo.tsv
    t "a file that may not be read" 2 "" "foi: undo.tsv: tidak boleh dibaca" -- workdays is 2025-10-06 --calendar undo.tsv
fi
t "a name with control characters" 2 "" "foi: a?b: *" -- workdays is 2025-10-06 --calendar $'a\nb'
t "file before law" 2 "" "foi: absent.tsv: *" -- due nonsense --from 2025-10-06 --calendar absent.tsv
t "bad calendar before law" 2 "" "bad.tsv:*" -- due nonsense --from 2025-10-06 --calendar bad.tsv
t "bad calendar before a number that is too large" 2 "" "bad.tsv:*" -- workdays add 2025-10-06 99999999999 --calendar bad.tsv
