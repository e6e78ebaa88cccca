# foi verify, foi key, foi cosign.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

led=$root/tests/data/ledger
key=(--key "@$led/log.key")
witness=(--witness "@$led/witness.key")

# foi verify.
t "evidence that holds" 0 "Bukti ini cocok.*name: Budi*note: (disegel)*" "" -- verify "$led/evidence.json" "${key[@]}" "${witness[@]}"
t "in English" 0 "This evidence holds.*signed by*witnessed by    komisi, 2025-11-24T16:00:00Z*" "" \
    -- verify "$led/evidence.json" "${key[@]}" "${witness[@]}" --lang en
t "without a witness" 0 "Bukti ini cocok.*" "" -- verify "$led/evidence.json" "${key[@]}"
t "the key as text" 0 "Bukti ini cocok.*" "" -- verify "$led/evidence.json" --key "$(cat "$led/log.key")"
golden "the report" ../../data/ledger/report.json verify "$led/evidence.json" "${key[@]}" "${witness[@]}" --json
IN=$(sed 's/\\/\\\\/g; s/Budi/Budj/' "$led/evidence.json")
t "another value" 1 "Bukti ini tidak cocok.*yang ditunjukkan sebagai name bukan yang disegel*" "" -- verify - "${key[@]}"
t "another value, in English" 1 "This evidence does not hold.*what is shown as name is not what was sealed*" "" -- verify - "${key[@]}" --lang en
t "another value, as JSON" 1 '{"foi_evidence_report": 1, "holds": false,*"event": 0,*' "" -- verify - "${key[@]}" --json
IN='{"foi_evidence": 1, "foi_evidence": 1}'
t "a key twice" 2 "" "foi: -:1:*: *JSON*" -- verify - "${key[@]}"
IN='{"foi_evidence": 1, "case": "x", "checkpoint": "", "events": []}'
t "a fault with its place" 2 "" "foi: -: /case: *UUID*" -- verify - "${key[@]}"
IN=
t "an empty file" 2 "" "foi: -:1:*" -- verify - "${key[@]}"
t "no such file" 2 "" "foi: absent.json: *" -- verify absent.json "${key[@]}"
t "another log" 1 "Bukti ini tidak cocok.*other*" "" -- verify "$led/evidence.json" "${key[@]}" --origin other
t "no key" 2 "" "foi: *--key*foi help verify*" -- verify "$led/evidence.json"
t "no file" 2 "" "foi: *verify FILE --key KEY*" -- verify "${key[@]}"
t "a key that is none" 2 "" "foi: --key: *" -- verify "$led/evidence.json" --key ppid
t "a key file that is not there" 2 "" "foi: absent: *" -- verify "$led/evidence.json" --key @absent
t "the key of a witness for the log" 2 "" "foi: komisi *" -- verify "$led/evidence.json" --key "@$led/witness.key"
t "the same witness twice" 2 "" "foi: *komisi*" -- verify "$led/evidence.json" "${key[@]}" "${witness[@]}" "${witness[@]}"
t "more needed than given" 2 "" "foi: --need 2*" -- verify "$led/evidence.json" "${key[@]}" "${witness[@]}" --need 2
t "no number" 2 "" "foi: --need x*" -- verify "$led/evidence.json" "${key[@]}" "${witness[@]}" --need x
t "a number beyond all numbers" 2 "" "foi: --need 9*" -- verify "$led/evidence.json" "${key[@]}" --need 99999999999999999999999

# foi key.
t "a new key" 0 "ppid+[0-9a-f]*+A*" "" -- key new ppid --out ppid.key
cp out ppid.pub
yes_if "only its owner may read it" test "$(stat -c %a ppid.key)" = 600
yes_if "the secret half is in the file" grep -qx "PRIVATE+KEY+ppid+[0-9a-f]*+A.*" ppid.key
t "shown again" 0 "$(cat ppid.pub)" "" -- key show ppid.key
t "a public half shown" 0 "$(cat ppid.pub)" "" -- key show ppid.pub
cp ppid.key before.key
t "never overwritten" 2 "" "foi: ppid.key: *sudah ada" -- key new ppid --out ppid.key
yes_if "and left as it was" cmp -s ppid.key before.key
t "the key of a witness" 0 "komisi+[0-9a-f]*+B*" "" -- key new komisi --witness --out komisi.key
cp out komisi.pub
t "two keys differ" 0 "ppid+*" "" -- key new ppid --out other.key
yes_if "by chance alone" eval '! cmp -s out ppid.pub'
cp out other.pub
t "a name that cannot be" 2 "" "foi: *\"a b\"*" -- key new "a b" --out spoiled.key
yes_if "leaves no file" test ! -e spoiled.key
t "a folder that is not there" 2 "" "foi: absent/a.key: *" -- key new ppid --out absent/a.key
t "no --out" 2 "" "foi: *--out*foi help key*" -- key new ppid
t "no part" 2 "" "foi: *key new NAME*" -- key
t "an unknown part" 2 "" 'foi: *"shwo"*"show"*' -- key shwo ppid.key
echo ppid >ppid.txt
t "a file that holds no key" 2 "" "foi: ppid.txt: *" -- key show ppid.txt

# foi cosign. How a log continues another is tried in tests/model/compare_ledger.
python3 -c 'import json, sys; sys.stdout.write(json.load(open(sys.argv[1]))["checkpoint"])' "$led/evidence.json" >note.txt
cosign=(cosign note.txt --log "@$led/log.key" --key komisi.key --state log.state)
t "the first checkpoint" 0 "$(cat note.txt)"$'\n'"— komisi *" "" -- "${cosign[@]}"
yes_if "is kept" cmp -s out log.state
yes_if "and only for its owner" test "$(stat -c %a log.state)" = 600
cp log.state kept.state
t "the same again" 0 "*— komisi *" "" -- "${cosign[@]}"
cp kept.state log.state
t "a secret key is needed" 2 "" "foi: komisi.pub: *" -- cosign note.txt --log "@$led/log.key" --key komisi.pub --state log.state
t "that of a witness" 2 "" "foi: note.txt: *ppid*" -- cosign note.txt --log "@$led/log.key" --key ppid.key --state log.state
t "not signed by the log" 1 "" "foi: note.txt: ppid *" -- cosign note.txt --log @ppid.pub --key komisi.key --state new.state
yes_if "keeps nothing" test ! -e new.state
sed 's/^8$/9/' note.txt >changed.txt
t "a changed checkpoint" 1 "" "foi: changed.txt:*: *" -- cosign changed.txt --log "@$led/log.key" --key komisi.key --state new.state
echo AAAA >proof.txt
t "a proof that is none" 2 "" "foi: proof.txt:1: *" -- "${cosign[@]}" --proof proof.txt
for _ in {1..64}; do echo "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; done >proof.txt
t "a proof too long" 2 "" "foi: proof.txt: *63*" -- "${cosign[@]}" --proof proof.txt
head -n 1 proof.txt >proof1.txt
t "a proof that does not hold" 1 "" "foi: note.txt: *tidak terbukti melanjutkan*" -- "${cosign[@]}" --proof proof1.txt
t "a state that is no checkpoint" 2 "" "foi: proof.txt*" -- cosign note.txt --log "@$led/log.key" --key komisi.key --state proof.txt
yes_if "what was refused left the state alone" cmp -s log.state kept.state
t "no state" 2 "" "foi: *--state*" -- cosign note.txt --log "@$led/log.key" --key komisi.key
t "a state in a folder that is not there" 2 "" "foi: absent/x.lock: *" -- cosign note.txt --log "@$led/log.key" --key komisi.key --state absent/x
(
    exec 9>>log.state.lock
    python3 -c 'import fcntl, subprocess, sys; fcntl.lockf(9, fcntl.LOCK_EX); sys.exit(subprocess.call(sys.argv[1:], pass_fds=[9]))' \
        "$foi" "${cosign[@]}" >out 2>err
)
yes_if "two at once are kept apart" grep -q "^foi: log.state: " err
