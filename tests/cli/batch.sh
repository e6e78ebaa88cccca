# --batch: lines in, lines out.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

IN='2025-10-06\n2025-03-26\n2025-08-11\n2024-02-29\n'
t "batch" 0 $'2025-10-20\n2025-04-21\n2025-08-26\n2024-03-18' "" -- due response --batch
t "batch with a reading" 0 $'2025-10-17\n*' "" -- due response --batch --reading first_day=same_day
t "batch with a regime" 0 $'2025-10-20\n*' "" -- due response --batch --regime id/kemnaker
t "batch as known before" 0 $'2025-10-20\n2025-04-21\n2025-08-25\n2024-03-18' "" -- due response --batch --known-on 2025-08-01
IN='2025-10-06\n2025-03-26'
t "last line without a line feed" 0 $'2025-10-20\n2025-04-21' "" -- due response --batch
IN='2025-10-06\r\n2025-03-26\r\n'
t "lines that end in CR LF" 0 $'2025-10-20\n2025-04-21' "" -- due response --batch
IN='2025-10-06\r\r\n'
t "one CR only" 2 "" "foi: baris 1: *" -- due response --batch
IN=
t "no lines" 0 "" "" -- due response --batch
IN='2025-10-06\n2025-02-30\n2025-03-26\n'
t "a bad line in the middle" 2 $'2025-10-20\n\n2025-04-21' "foi: baris 2: *2025-02-30" -- due response --batch
t "a bad line in English" 2 $'2025-10-20\n\n2025-04-21' "foi: line 2: *2025-02-30" -- due response --batch --lang en
IN='2025-10-06\n2031-03-03\n2025-03-26\n'
t "a line that the calendar cannot answer" 3 $'2025-10-20\n\n2025-04-21' "foi: baris 2: *id/government" -- due response --batch
IN='2025-10-06\n2010-04-29\n2025-03-26\n'
t "a line that the law cannot answer" 3 $'2025-10-20\n\n2025-04-21' "foi: baris 2: *2010-04-29*" -- due response --batch
IN='2031-03-03\nnonsense\n2010-04-29\n2025-10-06\n'
t "bad outweighs unanswerable" 2 $'\n\n\n2025-10-20' $'foi: baris 1: *\nfoi: baris 2: *\nfoi: baris 3: *' -- due response --batch
for line in '' ' 2025-10-06' '2025-10-06 ' '2025-10-6' '20251006' '2025-10-06T00:00' '+025-10-06' '2025-1O-06' '2025-10-06\x00' '\x002025-10-06' '2025-10-0\xff'; do
    IN="2025-10-06\n$line\n2025-03-26\n"
    t "bad line '$line'" 2 $'2025-10-20\n\n2025-04-21' "foi: baris 2: *" -- due response --batch
done
IN=$(printf '%070000d' 0)'\n2025-10-06\n'
t "a long line" 2 $'\n2025-10-20' "foi: baris 1: barisnya terlalu panjang" -- due response --batch
IN=$(printf '%070000d' 0)
t "a long last line" 2 "" "foi: baris 1: barisnya terlalu panjang" -- due response --batch
IN='2025-10-06\n'
t "batch with --from" 2 "" "foi: *--from*--batch*" -- due response --batch --from 2025-10-06
t "batch with --json" 2 "" "foi: *--json*--batch*" -- due response --batch --json
t "batch with --explain" 2 "" "foi: *--explain*--batch*" -- due response --batch --explain
t "batch without a clock" 2 "" "foi: *due CLOCK --batch*" -- due --batch
t "batch with a day as a word" 2 "" 'foi: "2025-10-06"*' -- due response 2025-10-06 --batch
IN='nonsense\n'
t "unknown clock fails at once" 3 "" 'foi: *"respons"*' -- due respons --batch
t "unknown regime fails at once" 3 "" 'foi: *"xx"*' -- due response --batch --regime xx
t "unknown axis fails at once" 2 "" 'foi: *"xx"*' -- due response --batch --reading xx=yy
t "bad known-on fails at once" 2 "" "foi: *" -- due response --batch --known-on xx
t "the calendar cannot be standard input too" 2 "" "foi: *(-)*" -- due response --batch --calendar -

IN='2025-10-06 10\n2025-10-06\t-10\n2025-10-05  +0\n2025-10-06 99999999999\n2025-10-06 x\n2025-10-06\n2025-02-30 1\n2025-10-06 1 2\n2025-10-06 1'
t "add" 2 $'2025-10-20\n2025-09-22\n2025-10-06\n\n\n\n\n\n2025-10-07' $'foi: baris 4: *id/government\nfoi: baris 5: *DAY N*\nfoi: baris 6: *DAY N*\nfoi: baris 7: *2025-02-30\nfoi: baris 8: *DAY N*' \
    -- workdays add --batch
IN='2025-10-06 1\n2025-10-06 99999999999\n'
t "add, unanswerable" 3 "2025-10-07" "foi: baris 2: *" -- workdays add --batch
IN='2025-10-06 2025-10-20\n2025-10-20 2025-10-06\n2025-10-06 2025-10-06\n2025-10-06 2025-02-30\n2025-10-06\n2025-10-06 2031-01-01\n'
t "count" 2 $'10\n-10\n0' $'foi: baris 4: *2025-02-30\nfoi: baris 5: *FROM TO*\nfoi: baris 6: *' -- workdays count --batch
IN='2025-10-06\n2025-10-05\n2025-08-18\n'
t "is never exits with 1" 0 $'yes\nno\nno' "" -- workdays is --batch
t "is, as known before" 0 $'yes\nno\nyes' "" -- workdays is --batch --known-on 2025-08-01
IN='2025-10-06\n2031-01-01\n2025-10-05\n'
t "is, undecided" 3 $'yes\n\nno' "foi: baris 2: *2031-01-01*" -- workdays is --batch
IN='2025-10-06\nyes\n2031-01-01\n'
t "is, bad" 2 $'yes' $'foi: baris 2: *\nfoi: baris 3: *' -- workdays is --batch
t "sum with --json" 2 "" "foi: *--json*" -- workdays is --batch --json
t "sum with a word" 2 "" 'foi: *"2025-10-06"*' -- workdays is --batch 2025-10-06
IN=

# Answers come while the input pauses, in order.
mkfifo in.fifo out.fifo
"$foi" due response --batch <in.fifo >out.fifo &
exec 3>in.fifo 4<out.fifo
printf '2025-10-06\n2025-03' >&3
IFS= read -r -t 10 -u 4 first
printf -- '-26\n' >&3
IFS= read -r -t 10 -u 4 second
exec 3>&-
wait $!
code=$?
exec 4<&-
yes_if "answers do not wait for more input" test "$first $second $code" = "2025-10-20 2025-04-21 0"

# Many lines: the same answers as one by one, in order, over the borders of blocks and buffers.
python3 - >many <<'PY'
import datetime
day = datetime.date(2011, 1, 1)
for i in range(100000):
    print(day + datetime.timedelta(i * 7919 % 5000))
PY
"$foi" due response --batch <many >out 2>err
code=$?
yes_if "a hundred thousand lines" test "$code $(wc -l <out) $(wc -c <err)" = "0 100000 0"
yes_if "equal lines have equal answers" eval 'test "$(paste many out | sort -u | wc -l)" = 5000'
split -l 1 -a 4 <(head -n 20 many) one.
for file in one.*; do "$foi" due response --batch <"$file"; done >single
yes_if "lines one by one" cmp -s <(head -n 20 out) single
tr '\n' '\r' <many | sed 's/\r/\r\n/g' | "$foi" due response --batch >crlf
yes_if "a hundred thousand lines with CR" cmp -s out crlf
truncate -s 100M zeros
"$foi" due response --batch <zeros >out 2>err
yes_if "a line of 100 MB of NULs" test "$? $(wc -l <out) $(wc -l <err)" = "2 1 1"
if command -v script >/dev/null; then # a count of lines after a second of work, on a terminal only
    printf '(echo 2025-10-06; sleep 2.5; echo 2025-10-06) | "%s" due response --batch >out\n' "$foi" >slow
    yes_if "progress on a terminal" eval 'script -qec "bash slow" /dev/null </dev/null | grep -q "2 baris"'
    yes_if "answers are not disturbed by it" test "$(sort -u out)" = 2025-10-20
fi
IN='9990-01-01\n'
t "a term that leaves the years 1 to 9999 is bad, as it is alone" 2 "" "foi: baris 1: *9999" -- due exemption_term --batch
t "alone" 2 "" "foi: *9999" -- due exemption_term --from 9990-01-01
IN=
