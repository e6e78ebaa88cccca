# foi replay.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

cases=$root/examples/data/replay
count=$(find "$cases" -name '*.json' | wc -l)
"$foi" replay "$cases" --json >out 2>err
yes_if "every real case runs" test "$? $(wc -c <err)" = "0 0"
f "and is counted" "$count 0" "j['cases'], j['disagree']" replay "$cases" --json
f "a word of a panel each, or none" "True" "all((r['panel'] is None) == (r['about'] is None) for r in j['rows'])" replay "$cases" --json
f "the answer of Bandung was in time" "[('met', None, 'agree')]" \
    "[(r['library'], r['other'], r['comparison']) for r in j['rows'] if r['case'] == 'kijabar-2382-2024' and r['about'] == 'response']" replay "$cases" --json
f "the printed days and the readings that give them" \
    "[('2020-11-23', True), ('2023-02-16', False), ('2023-11-14', True), ('2023-12-15', True)]" \
    "sorted((r['stated'], r['reading'] is not None) for r in j['rows'] if r.get('stated'))" replay "$cases" --json
f "the reading of Bandung" "[('objection', 'first_day=same_day'), ('response', 'first_day=same_day')]" \
    "sorted((r['about'], r['reading'].split()[0]) for r in j['rows'] if r['case'] == 'kijabar-2382-2024')" replay "$cases" --json
f "late in every reading" "[('late', None, 'agree')]" "[(r['library'], r['other'], r['comparison']) for r in j['rows'] if r['case'] == 'kip-bkpm-2024']" replay "$cases" --json
t "for people" 0 "perkara *hasil*kip-bkpm-2024 *terlambat *sama*Tercetak 2020-11-23: *tidak dapat dibandingkan: *" "" -- replay "$cases"
t "for people, in English" 0 "case *result*kip-bkpm-2024 *late *agree*Printed 2020-11-23: *not comparable: *" "" -- replay "$cases" --lang en

# A panel that the library contradicts under every reading.
mkdir -p putusan kosong
answered='{"kind": "request_received", "date": "2025-10-06"}, {"kind": "request_answered", "date": "2025-10-08", "outcome": "granted"}'
wrap() # PANEL [MORE [EVENTS]]: a file
{
    printf '{"foi_replay": 1, "id": "x", "case": {"foi_case": 1, "events": [%s]}, "panel": [%s], "source": "s"%s}' \
        "${3:-$answered}" "$1" "${2:-}"
}
wrap '{"about": "response", "finding": "late"}' '' >putusan/x.json
t "a contradiction" 1 "*x *terlambat *pada waktunya (semua cara baca) *berbeda*" "" -- replay putusan
f "a contradiction, in JSON" "disagree met late 1" "j['rows'][0]['comparison'], j['rows'][0]['library'], j['rows'][0]['panel'], j['disagree']" replay putusan --json
wrap '{"about": "response", "finding": "late"}' '' '{"kind": "request_received", "date": "2025-10-06"}, {"kind": "request_answered", "date": "2025-10-20", "outcome": "granted"}' >putusan/x.json
f "a finding that another reading gives" "agree_other met late" "j['rows'][0]['comparison'], j['rows'][0]['library'], j['rows'][0]['other']" replay putusan --json
wrap '{"about": "objection", "finding": "late"}' '' >putusan/x.json
f "the act is not on file" "not_comparable True" "j['rows'][0]['comparison'], 'not on file' in j['rows'][0]['why']['en']" replay putusan --json
wrap '{"about": "dispute", "finding": "late"}' '' '{"kind": "dispute_filed", "date": "2025-10-06"}' >putusan/x.json
f "what started the term is not on file" "not_comparable True" "j['rows'][0]['comparison'], 'started' in j['rows'][0]['why']['en']" replay putusan --json
wrap '{"about": "other", "finding": "lapsed", "text": {"id": "a", "en": "b"}}' ', "note": {"id": "a", "en": "b"}, "assumed": []' >putusan/x.json
t "not about a term" 0 "*gugur*tidak dapat dibandingkan*" "" -- replay putusan
wrap '' '' >putusan/x.json
t "nothing said" 0 "*x *-*-*" "" -- replay putusan
wrap '{"about": "response", "finding": "met", "stated": "2025-10-21"}' '' >putusan/x.json
f "a printed day that no reading gives" "None" "j['rows'][0]['reading']" replay putusan --json

form() # NAME POINTER TEXT
{
    printf '%s' "$3" >putusan/x.json
    t "$1" 2 "*" "foi: putusan/x.json: $2: *" -- replay putusan
}
form "unknown key" /pannel '{"foi_replay": 1, "pannel": []}'
form "another version" /foi_replay '{"foi_replay": 2}'
form "no id" /id '{"foi_replay": 1}'
form "no case" /case '{"foi_replay": 1, "id": "x"}'
form "no panel" /panel '{"foi_replay": 1, "id": "x", "case": {}}'
form "no source" /source '{"foi_replay": 1, "id": "x", "case": {}, "panel": []}'
form "a list" / '[]'
form "a key twice" /id '{"foi_replay": 1, "id": "x", "id": "y"}'
form "an unknown subject" /panel/0/about "$(wrap '{"about": "answer", "finding": "late"}' '')"
form "an unknown finding" /panel/0/finding "$(wrap '{"about": "response", "finding": "tardy"}' '')"
form "an impossible day" /panel/0/stated "$(wrap '{"about": "response", "finding": "late", "stated": "2025-02-30"}' '')"
form "a text in one language" /panel/0/text "$(wrap '{"about": "response", "finding": "late", "text": {"id": "a"}}' '')"
form "an unknown key of a word" /panel/0/day "$(wrap '{"about": "response", "finding": "late", "day": "2025-10-20"}' '')"
form "a bad case inside" /case/events/0/kind "$(wrap '' '' '{"kind": "x", "date": "2025-10-06"}')"
for text in '' '{' '{"foi_replay": 1,}' '{"foi_replay": 01}' $'\xef\xbb\xbf{}' '{} {}' '{"id": "\ud800"}' $'{"id": "\xff"}' '[[]' '{"a" 1}' "$(printf '[%.0s' {1..200})"; do
    printf '%s' "$text" >putusan/x.json
    t "no JSON: ${text:0:20}" 2 "*" "foi: putusan/x.json:1:*" -- replay putusan
done
printf '{"foi_replay": 1,\n "id": nul}' >putusan/x.json
t "where it is no JSON" 2 "*" "foi: putusan/x.json:2:8: *" -- replay putusan
wrap '' '' '{"kind": "request_received", "date": "2031-03-03"}' >putusan/x.json
t "a case that the calendar cannot judge" 3 "*" "foi: putusan/x.json: *" -- replay putusan
t "an empty folder" 2 "" "foi: kosong: *" -- replay kosong
t "no such folder" 2 "" "foi: absent: *" -- replay absent
t "no folder" 2 "" "foi: *replay DIR*" -- replay
t "two folders" 2 "" 'foi: "b"*' -- replay a b

# The examples of the help work, in a folder that has their files.
mkdir -p contoh && cp perkara.json contoh/perkara.json && cp perkara.json contoh/case.json
cp agustus.jsonl contoh/perkara.jsonl && cp agustus.jsonl contoh/cases.jsonl
cp polos.tsv contoh/lama.tsv && cp polos.tsv contoh/old.tsv && cp kota.tsv contoh/baru.tsv && cp kota.tsv contoh/new.tsv
ln -s "$root/examples" contoh/examples
for page in case check redate replay; do
    for lang in id en; do
        while read -r _ words; do
            case $words in *FILE* | *DIR* | *--store* | "$page ...") continue ;; esac
            (cd contoh && eval "\"$foi\" $words" >../out 2>../err </dev/null)
            code=$?
            if ((code <= 1)) && [[ ! -s err ]]; then pass; else fail "example: foi $words" "exit $code" "$(cat err)"; fi
        done < <("$foi" help $page --lang $lang | grep '^  foi')
    done
done
