# The commands on a register: a year of an office driven by --json, nonsense for each, and nothing personal in the open.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

mkdir register && cd register || exit 2
body=(--body ppid.example.go.id/log)
keys=(--keys office.keys)
echo '{"origin": "ppid.example.go.id/log", "name": "Badan Contoh", "kind": "ministry", "level": "national", "region": "31",
 "regime": "id", "timezone": "Asia/Jakarta", "numbers": {"request_registered": "{seq:03}/PPID/{year}"}}' >body.json
echo '{"kind": "individual", "name": "Siti CANARY Aminah", "nik": "3171CANARY0001"}' >applicant.json

j() # EXPRESSION: of the last output
{
    python3 -c "import json, sys; j = json.load(open('out')); print($1)"
}
is() # NAME WANT EXPRESSION
{
    local got

    got=$(j "$3" 2>&1)
    if [[ $got == "$2" ]]; then pass; else fail "$1" "got: $got" "expected: $2" "$(cat out err)"; fi
}

# --- the year ---------------------------------------------------------------------------------------------------
t "a new register" 0 '{"foi_init": 1, "register": "office.foi", "keys": "office.keys", "epochs": \[0, 1\]}' "" -- init office.foi "${keys[@]}" --json
yes_if "only its owner may read it" test "$(stat -c '%a' office.foi office.keys | sort -u)" = 600
yes_if "two keys, which differ" test "$(awk 'NF == 2 && length($2) == 44 { print $1 }' office.keys | tr '\n' ' ') $(cut -d' ' -f2 office.keys | sort -u | wc -l)" = "0 1  2"
t "a body" 0 '{"foi_body": 1, "origin": "ppid.example.go.id/log"}' "" -- body add office.foi body.json --json
t "once more" 1 '{"error": {"code": "conflict", *' 'foi: *ppid.example.go.id/log*' -- body add office.foi body.json --json
f "the bodies" "1 1 Badan Contoh 31" "j['foi_bodies'], len(j['bodies']), j['bodies'][0]['name'], j['bodies'][0]['region']" body list office.foi --json
t "the bodies, for people" 0 "ppid.example.go.id/log  Badan Contoh" "" -- body list office.foi

case_of=() code_of=()
for n in $(seq 12); do # a request a month, each registered at once
    day=$(printf '2025-%02d-06' "$n")
    t "request $n" 0 '{"foi_receipt": 1, *' "" -- request office.foi "${keys[@]}" "${body[@]}" --applicant applicant.json --once "r-$n" --role petugas --json \
        --event "{\"kind\": \"request_received\", \"date\": \"$day\", \"channel\": \"desk\"}" --event "{\"kind\": \"request_registered\", \"date\": \"$day\"}"
    is "its number" "$(printf '%03d/PPID/2025' "$n") 2 r-$n False" "j['number'], j['version'], j['once'], j['replayed']"
    case_of[n]=$(j "j['case']") code_of[n]=$(j "j['code']")
    last=2
    if ((n % 3 == 0)); then
        IN='{"kind": "request_extended", "date": "'"2025-$(printf %02d "$n")-10"'", "reason": "menunggu Budi CANARY", "received": "'"2025-$(printf %02d "$n")-10"'"}'
        t "extended" 0 '{"foi_receipt": 1, *' "" -- event office.foi "${code_of[n]}" "${keys[@]}" --expected 2 --events - --actor "petugas-1" --json
        IN=''
        last=3
    fi
    t "answered" 0 '{"foi_receipt": 1, *' "" -- event office.foi "$(printf '%03d/PPID/2025' "$n")" "${body[@]}" "${keys[@]}" --expected $last --role ppid --json \
        --event "{\"kind\": \"request_answered\", \"date\": \"2025-$(printf %02d "$n")-14\", \"received\": \"2025-$(printf %02d "$n")-14\", \"outcome\": \"granted\", \"officer\": \"Rudi CANARY\"}"
    is "its version" "$((last + 1)) None None" "j['version'], j['code'], j['number']"
done
f "the cases" "['1', 12, 40, None]" "[str(j['foi_cases']), len(j['cases']), j['leaves'], j['next']]" cases office.foi "${body[@]}" --json
f "a page" "5" "len(j['cases'])" cases office.foi "${body[@]}" --limit 5 --json
t "the page after it" 0 "*${case_of[6]}  4  individual*" "" -- cases office.foi "${body[@]}" --after "${case_of[5]}" --limit 5
yes_if "no case of the page before" eval '! grep -q "${case_of[5]}" out'
t "found by code" 0 "{\"foi_found\": 1, \"case\": \"${case_of[4]}\", \"version\": 3}" "" -- find office.foi "${code_of[4]}" "${keys[@]}" --json
t "found by number" 0 "${case_of[7]}  3" "" -- find office.foi 007/PPID/2025 "${body[@]}"
t "a report" 0 "*" "" -- case --store office.foi "${case_of[3]}" --as-of 2025-03-31 --json
is "judged" "1 granted ['(sealed)'] False" "j['foi_report'], j['state']['request'], ['(sealed)'], 'CANARY' in str(j)"
t "a timeline" 0 "*Permintaan dijawab*" "" -- case --store office.foi 003/PPID/2025 "${body[@]}" --timeline
t "a picture" 0 "<svg*" "" -- case --store office.foi 003/PPID/2025 "${body[@]}" --timeline --svg
t "due dates" 0 "BEGIN:VCALENDAR*" "" -- case --store office.foi "${code_of[3]}" "${keys[@]}" --as-of 2025-03-11 --ics
t "nothing runs" 1 "" "foi: *" -- case --store office.foi "${case_of[3]}" --as-of 2025-03-01 --ics

"$foi" key new ppid.example.go.id/log --out log.key >log.pub
"$foi" key new komisi --witness --out komisi.key >komisi.pub
t "a checkpoint" 0 "" "" -- checkpoint office.foi "${body[@]}" --sign log.key --out first.txt
yes_if "with all events" test "$(sed -n 2p first.txt)" = 40
t "a witness" 0 "*— komisi *" "" -- cosign first.txt --log @log.pub --key komisi.key --state log.state
t "one event more" 0 "*" "" -- event office.foi "${case_of[1]}" "${keys[@]}" --expected 3 --event '{"kind": "information_delivered", "date": "2025-01-15", "complete": true}'
t "the next checkpoint" 0 '{"foi_checkpoint": 1, "origin": "ppid.example.go.id/log", "leaves": 41, *' "" -- checkpoint office.foi "${body[@]}" --sign log.key --json --out second.txt
yes_if "the same note in the JSON" test "$(j "j['note'].strip()")" = "$(cat second.txt)"
t "a proof" 0 "*=" "" -- proof office.foi "${body[@]}" --from 40
cp out proof.txt
f "the same as JSON" "1 40 41 $(paste -sd' ' proof.txt)" "j['foi_proof'], j['from'], j['leaves'], *j['hashes']" proof office.foi "${body[@]}" --from 40 --json
t "the witness follows" 0 "*— komisi *" "" -- cosign second.txt --log @log.pub --key komisi.key --state log.state --proof proof.txt
t "evidence" 0 "" "" -- evidence office.foi "${case_of[1]}" --out evidence.json
yes_if "kept in its file" eval 'test ! -s out && test -s evidence.json'
t "which holds" 0 "Bukti ini cocok.*(disegel)*" "" -- verify evidence.json --key @log.pub
t "opened" 0 "*Rudi CANARY*" "" -- evidence office.foi "${case_of[1]}" "${keys[@]}" --open
cp out opened.json
t "which holds too" 0 "Bukti ini cocok.*Rudi CANARY*" "" -- verify opened.json --key @log.pub
t "evidence of what no checkpoint has" 0 "*" "" -- event office.foi "${case_of[2]}" "${keys[@]}" --expected 3 --event '{"kind": "information_delivered", "date": "2025-02-15"}'
t "is not given" 1 '{"error": {"code": "absent"*' "foi: *" -- evidence office.foi "${case_of[2]}" --json
f "verified" "1 True 42 12 16 0" "[j[k] for k in ('foi_verified', 'holds', 'leaves', 'cases', 'sealed', 'unopened')].__str__()[1:-1].replace(',', '')" \
    verify --store office.foi "${body[@]}" "${keys[@]}" --note first.txt --key @log.pub --json
t "verified without keys" 0 "Register ini cocok.*16*" "" -- verify --store office.foi "${body[@]}"
t "a backup" 0 '{"foi_backup": 1, "file": "backup.foi"}' "" -- backup office.foi backup.foi --json
f "the backup is a register" "42" "j['leaves']" verify --store backup.foi "${body[@]}" "${keys[@]}" --json

# --- a repetition -----------------------------------------------------------------------------------------------
t "the same key, the same thing" 0 "*\"code\": \"${code_of[1]}\", *\"replayed\": true}" "" -- request office.foi "${keys[@]}" "${body[@]}" --applicant applicant.json --once r-1 --role petugas --json \
    --event '{"kind": "request_received", "date": "2025-01-06", "channel": "desk"}' --event '{"kind": "request_registered", "date": "2025-01-06"}'
t "the same key, another thing" 1 '{"error": {"code": "key_reused", *' "foi: *" -- request office.foi "${keys[@]}" "${body[@]}" --once r-1 --event '{"kind": "request_received", "date": "2025-01-06"}' --json
t "another version" 1 '{"error": {"code": "version", *"version": 4}}' "foi: *" -- event office.foi "${case_of[3]}" "${keys[@]}" --expected 3 --event '{"kind": "request_withdrawn", "date": "2025-06-08"}' --json
is "the version is told" 4 "j['error']['version']"

t "frozen" 0 '{"foi_receipt": 1, *"version": 5, *' "" -- freeze office.foi "${case_of[1]}" --basis "UU 27/2022 Pasal 41" --expected 4 --date 2025-11-01 --json
t "out of reach" 1 '{"error": {"code": "sealed", *' "foi: *dibekukan*" -- export office.foi "${case_of[1]}" "${keys[@]}" --json
t "released" 0 "*" "" -- release office.foi "${case_of[1]}" --basis 'kata "pemohon" \ sendiri' --expected 5 --date 2025-11-02
t "in reach" 0 '{"foi_export": 1, *Siti CANARY Aminah*Rudi CANARY*' "" -- export office.foi "${case_of[1]}" "${keys[@]}" --json
t "a case that runs is not erased" 1 '{"error": {"code": "conflict", *' "foi: *2025-*" -- erase office.foi "${case_of[12]}" --basis x --expected 4 --date 2025-12-08 --json
t "at rest it is" 0 "*" "" -- erase office.foi "${case_of[1]}" --basis "UU 27/2022 Pasal 43" --expected 6 --date 2027-01-04 --once erase-1
t "told again" 0 "*hasil yang pertama*" "" -- erase office.foi "${case_of[1]}" --basis "UU 27/2022 Pasal 43" --expected 6 --date 2027-01-04 --once erase-1
t "gone" 1 "" "foi: *dihapus*" -- export office.foi "${case_of[1]}" "${keys[@]}"
t "and no repetition is known again" 1 '{"error": {"code": "sealed", *' "foi: *" -- request office.foi "${keys[@]}" "${body[@]}" --once r-1 --event '{"kind": "request_received", "date": "2025-01-06"}' --json
t "the others are there" 0 "*Siti CANARY*" "" -- export office.foi "${case_of[2]}" "${keys[@]}"
f "every proof holds" "True 45 15 1" "j['holds'], j['leaves'], j['sealed'], j['unopened']" verify --store office.foi "${body[@]}" "${keys[@]}" --note first.txt --key @log.pub --json
t "the keys are changed" 0 '{"foi_rotated": 1, "epoch": 2, "added": true, "persons": 11, "unused": \[1\]}' "" -- rotate office.foi "${keys[@]}" --epoch 2 --json
cp office.keys all.keys && sed -i '/^1 /d' office.keys
yes_if "the key file is for its owner" test "$(stat -c %a office.keys)" = 600
f "the old key is not needed" "15 1" "j['sealed'], j['unopened']" verify --store office.foi "${body[@]}" "${keys[@]}" --json
f "and an old backup stays shut" "0 16" "j['sealed'], j['unopened']" verify --store backup.foi "${body[@]}" "${keys[@]}" --json
t "the same epoch again" 0 '*"added": false, "persons": 0, "unused": \[\]}' "" -- rotate office.foi "${keys[@]}" --epoch 2 --json
t "new persons come under it" 0 "*" "" -- request office.foi "${keys[@]}" "${body[@]}" --applicant applicant.json --event '{"kind": "request_received", "date": "2025-12-29"}'

# --- nonsense ---------------------------------------------------------------------------------------------------
one='{"kind": "request_received", "date": "2025-10-06"}'
leaves() { "$foi" cases office.foi "${body[@]}" --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["leaves"])'; }
before=$(leaves)
t "init: the register is there" 2 "" "foi: office.foi: *sudah ada" -- init office.foi --keys new.keys
yes_if "init: leaves no keys" test ! -e new.keys
cp office.keys kept.keys
t "init: the keys are there" 2 "" "foi: office.keys: *sudah ada" -- init new.foi "${keys[@]}"
yes_if "init: leaves them" eval 'cmp -s office.keys kept.keys && test ! -e new.foi'
t "init: no folder" 2 "" "foi: absent/a.foi: *" -- init absent/a.foi --keys new.keys
yes_if "init: leaves no keys of nothing" test ! -e new.keys
t "init: no --keys" 2 "" "foi: *--keys*foi help init*" -- init new.foi
t "init: nothing" 2 "" "foi: *init REGISTER*" -- init
truncate -s 100 foreign.foi
printf 'this is no register at all, it is a text of more than a hundred bytes so that it is looked at properly and refused\n' >text.foi
printf '0 AAAA\n' >broken.keys
grep -v '^0' office.keys >zeroless.keys
sed 's/^2 ./2 x/' office.keys >other.keys
printf '%s\n' "$(cat office.keys)" "$(tail -n 1 office.keys)" >twice.keys
for command in "request REG --keys KEYS --body B --event E" "event REG ID --keys KEYS --expected 1 --event E" "find REG 001/PPID/2025 --body B" "cases REG --body B" \
    "checkpoint REG --body B --sign log.key" "proof REG --body B --from 1" "evidence REG ID" "erase REG ID --basis x --expected 1" "freeze REG ID --basis x --expected 1" \
    "release REG ID --basis x --expected 1" "export REG ID --keys KEYS" "rotate REG --keys KEYS --epoch 3" "backup REG new.foi" "body add REG body.json" "body list REG" \
    "case --store REG ID" "verify --store REG --body B" "import REG body.json --keys KEYS --body B --map a=applicant.name"; do
    for register in absent.foi text.foi foreign.foi . ; do
        words=() name=${command%% *}
        for word in $command; do
            case $word in REG) word=$register ;; KEYS) word=office.keys ;; B) word=ppid.example.go.id/log ;; ID) word=${case_of[2]} ;; E) word=$one ;; esac
            words+=("$word")
        done
        t "$name: $register" 2 "" "foi: $register*" -- "${words[@]}"
    done
    if [[ $command == *KEYS* ]]; then
        for file in absent.keys broken.keys zeroless.keys twice.keys; do
            words=()
            for word in $command; do
                case $word in REG) word=office.foi ;; KEYS) word=$file ;; B) word=ppid.example.go.id/log ;; ID) word=${case_of[2]} ;; E) word=$one ;; esac
                words+=("$word")
            done
            t "${command%% *}: $file" 2 "" "foi: $file*" -- "${words[@]}"
        done
    fi
    name=${command%% *}
    case $name in case | verify | body) ;; *) t "$name: no words" 2 "" "foi: *foi help $name*" -- "$name" ;; esac
done
yes_if "nothing was made" test ! -e new.foi
t "another key" 1 '{"error": {"code": "sealed"*' "foi: *" -- export office.foi "${case_of[2]}" --keys other.keys --json
t "event: another key" 1 "" "foi: *" -- event office.foi "${case_of[2]}" --keys other.keys --expected 4 --event '{"kind": "request_withdrawn", "date": "2025-02-20", "note": "x"}'
t "an unknown body" 1 '{"error": {"code": "absent", *' "foi: *other/log*" -- request office.foi "${keys[@]}" --body other/log --event "$one" --json
t "an unknown case" 1 "" "foi: *" -- event office.foi 01a20f85-7181-79af-8f07-d37c515ae000 "${keys[@]}" --expected 1 --event "$one"
t "a code that is wrong" 1 "" "foi: *" -- find office.foi AAAA-AAAA-AAAA-AAAA-A "${keys[@]}"
t "a code without keys" 1 "" "foi: *masa 0*" -- find office.foi "${code_of[2]}"
t "a number without its body" 1 "" "foi: *" -- find office.foi 001/PPID/2025
t "no events" 2 "" "foi: *--event JSON*foi help request*" -- request office.foi "${keys[@]}" "${body[@]}"
t "both kinds of events" 2 "" "foi: *--event*--events*" -- request office.foi "${keys[@]}" "${body[@]}" --event "$one" --events absent.json
t "an event that is no JSON" 2 "" "foi: --event:1:1: *" -- request office.foi "${keys[@]}" "${body[@]}" --event request_received
t "two events in one" 2 "" "foi: --event:1:*" -- request office.foi "${keys[@]}" "${body[@]}" --event "$one,$one" --event "$one"
t "an event of no kind" 2 '{"error": {"code": "input", *"pointer": "*/kind"}}' "foi: --event: */kind: *" -- request office.foi "${keys[@]}" "${body[@]}" --event '{"kind": "request_recieved", "date": "2025-10-06"}' --json
t "an event without its outcome" 2 "" "foi: --event: */outcome: *" -- request office.foi "${keys[@]}" "${body[@]}" --event '{"kind": "request_answered", "date": "2025-10-06"}'
t "a key in the event twice" 2 "" "foi: *" -- request office.foi "${keys[@]}" "${body[@]}" --event '{"kind": "request_received", "kind": "request_received", "date": "2025-10-06"}'
t "a number that the register gives" 2 "" "foi: *request_registered*" -- request office.foi "${keys[@]}" "${body[@]}" --event '{"kind": "request_registered", "date": "2025-10-06", "number": "7"}'
python3 -c 'print("[" + ",".join(["{}"] * 3500000) + "]")' >huge.json
t "10 MB of JSON" 2 "" "foi: huge.json: *1 MiB" -- request office.foi "${keys[@]}" "${body[@]}" --events huge.json
t "10 MB of a body" 2 "" "foi: huge.json: *" -- body add office.foi huge.json
python3 -c 'print("[" * 100000)' >deep.json
t "deep JSON" 2 "" "foi: deep.json:1:*" -- request office.foi "${keys[@]}" "${body[@]}" --events deep.json
echo '["a"]' >list.json
t "an applicant that is none" 2 "" "foi: *" -- request office.foi "${keys[@]}" "${body[@]}" --applicant list.json --event "$one"
t "a body that is none" 2 "" "foi: *" -- body add office.foi list.json
echo '{"origin": "b/log", "numbers": {"request_received": "{x}"}}' >odd.json
t "a body with an odd number" 2 "" "foi: *seq*" -- body add office.foi odd.json
echo '{"origin": "b/log", "regime": "xx"}' >odd.json
t "a body of no regime" 3 "" "foi: *xx*" -- body add office.foi odd.json
t "two standard inputs" 2 "" "foi: *(-)*" -- request office.foi "${keys[@]}" "${body[@]}" --events - --applicant -
t "no number" 2 "" "foi: --expected x: *" -- event office.foi "${case_of[2]}" "${keys[@]}" --expected x --event "$one"
t "a number beyond all numbers" 2 "" "foi: --expected 9*" -- event office.foi "${case_of[2]}" "${keys[@]}" --expected 99999999999 --event "$one"
t "20 is not 2" 2 "" "foi: --limit 20000*1000" -- cases office.foi "${body[@]}" --limit 20000
t "no key of that epoch" 1 "" "foi: *masa 7*" -- request office.foi "${keys[@]}" "${body[@]}" --epoch 7 --event "$one"
t "a key too long" 2 "" "foi: *64*" -- request office.foi "${keys[@]}" "${body[@]}" --once "$(printf 'k%.0s' {1..65})" --event "$one"
t "rotate: epoch 0" 2 "" "foi: masa 0*" -- rotate office.foi "${keys[@]}" --epoch 0
t "no basis" 2 "" "foi: *--basis*" -- erase office.foi "${case_of[2]}" --expected 4
t "a day that is none" 2 "" "foi: *" -- erase office.foi "${case_of[2]}" --basis x --expected 4 --date 2025-02-30
t "the key of a witness signs nothing" 2 "" "foi: *" -- checkpoint office.foi "${body[@]}" --sign komisi.key
t "nor half a key" 2 "" "foi: *" -- checkpoint office.foi "${body[@]}" --sign log.pub
t "a note that is there" 2 "" "foi: first.txt: *sudah ada" -- checkpoint office.foi "${body[@]}" --sign log.key --out first.txt
t "a proof from the future" 1 "" "foi: *" -- proof office.foi "${body[@]}" --from 999
t "a backup that is there" 2 "" "foi: backup.foi: *sudah ada" -- backup office.foi backup.foi
"$foi" checkpoint office.foi "${body[@]}" --sign log.key >third.txt
t "an old copy is found" 1 '{"error": {"code": "proof", *' "foi: *" -- verify --store backup.foi "${body[@]}" --note third.txt --key @log.pub --json
t "--open of a file" 2 "" "foi: *--store*" -- case body.json --open
t "--open without keys" 2 "" "foi: *--keys*" -- case --store office.foi "${case_of[2]}" --open
t "a reading of a register" 2 "" "foi: *--reading*--store*" -- case --store office.foi "${case_of[2]}" --reading first_day=same_day
t "--note of a file" 2 "" "foi: *--store*" -- verify evidence.json --key @log.pub --note first.txt
t "--note without a key" 2 "" "foi: *--key*" -- verify --store office.foi "${body[@]}" --note first.txt
t "an unknown part" 2 "" 'foi: *"lsit"*"list"*' -- body lsit office.foi
yes_if "nothing of this was written" test "$(leaves)" = "$before"
cp office.foi spoiled.foi
python3 - <<'END'
with open("spoiled.foi", "r+b") as file:
    data = file.read()
    at = data.rindex(b"request_answered")
    file.seek(at)
    file.write(b"request_bnswered")
END
t "a byte that was changed" 1 '{"error": {"code": "damaged", *' "foi: *" -- verify --store spoiled.foi "${body[@]}" --json

# --- places that cannot be written ------------------------------------------------------------------------------
mkdir read-only && cp office.foi read-only/
chmod 555 read-only
if [[ $(id -u) != 0 ]]; then
    t "a folder that can only be read" 2 "" "foi: read-only/a.foi: *" -- init read-only/a.foi --keys new.keys
fi
chmod 755 read-only
mkdir small
if [[ $(id -u) == 0 ]] && mount -t tmpfs -o size=256k none small 2>mount.err; then
    t "a small disk" 0 "*" "" -- init small/a.foi --keys small.keys
    "$foi" body add small/a.foi body.json >out 2>err
    code=0 n=0
    while ((code == 0 && n++ < 1000)); do
        "$foi" request small/a.foi --keys small.keys "${body[@]}" --applicant applicant.json --event "$one" >out 2>err
        code=$?
    done
    yes_if "is full at last" eval 'test $code = 2 && grep -q "^foi: " err'
    "$foi" verify --store small/a.foi "${body[@]}" --keys small.keys --json >out 2>err
    yes_if "and what was told is there" test "$(j "j['leaves']" 2>&1)" -ge $((n - 1))
    t "no room for a backup" 2 "" "foi: small/b.foi: *" -- backup small/a.foi small/b.foi
    yes_if "leaves no half of it" test ! -e small/b.foi
    umount small
fi
"$foi" cases office.foi "${body[@]}" >/dev/full 2>err
yes_if "an output that is full" test "$? $(grep -c "^foi: " err)" = "2 1"

# --- nothing personal in the open -------------------------------------------------------------------------------
canary() # NAME ARGUMENTS: neither stdout nor stderr has a word of a person
{
    local name=$1

    shift
    "$foi" "$@" >out 2>err </dev/null
    yes_if "canary: $name" eval '! grep -q CANARY out err'
}
for form in --json --timeline --ics; do canary "case $form" case --store office.foi "${case_of[3]}" $form; done
canary "case" case --store office.foi "${case_of[3]}"
canary "cases" cases office.foi "${body[@]}" --json
canary "evidence" evidence office.foi "${case_of[4]}"
canary "verify" verify --store office.foi "${body[@]}" "${keys[@]}" --json
canary "body" body list office.foi --json
canary "checkpoint" checkpoint office.foi "${body[@]}" --sign log.key --json
for value in '"CANARY"' '["CANARY"]' '{"CANARY": "CANARY"}' 5; do
    canary "a field of the wrong form: $value" request office.foi "${keys[@]}" "${body[@]}" --applicant applicant.json \
        --event "{\"kind\": \"request_answered\", \"date\": \"2025-10-06\", \"officer\": $value}"
done
yes_if "canary: no file has any" eval '! grep -q CANARY office.foi* backup.foi office.keys'
t "personal on purpose" 0 "*Siti CANARY*" "" -- export office.foi "${case_of[3]}" "${keys[@]}"
cd .. || exit 2
