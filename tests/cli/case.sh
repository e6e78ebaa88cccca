# foi case and foi check.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

one='{"kind": "request_received", "date": "2025-10-06"}'
of() # EVENTS [MORE]: a case file
{
    printf '{"foi_case": 1%s, "events": [%s]}' "${2:+, $2}" "$1"
}
of "$one" >perkara.json
of '{"kind": "request_received", "date": "2025-10-06", "channel": "desk"}' \
    '"regime": "id", "as_of": "2025-12-01", "readings": {}, "applicant": {"kind": "individual"}, "body": {"kind": "ministry", "name": "X; Y, Z", "timezone": "Asia/Jakarta"}' >contoh.json

# The example of docs/formats.md, field by field.
f "the example: states" "lapsed available none none" \
    "' '.join(j['state'][t] for t in ('request', 'objection', 'dispute', 'court'))" case contoh.json --json
f "the example: clocks" "[('response', '2025-10-20', '2025-10-17', '2025-10-20', 'lapsed', -30), ('refusal', '2025-10-20', '2025-10-17', '2025-10-20', 'lapsed', -30), ('objection_filing', '2025-12-02', '2025-11-28', '2025-12-02', 'running', 1)]" \
    "[(c['id'], c['due'], c['earliest'], c['latest'], c['status'], c['days_left']) for c in j['clocks']]" case contoh.json --json
f "the example: triggers" "{'event': 0, 'kind': 'request_received', 'date': '2025-10-06'} {'event': None, 'kind': 'lapse', 'clock': 'response', 'date': '2025-10-21'}" \
    "j['clocks'][0]['trigger'], j['clocks'][2]['trigger']" case contoh.json --json
f "the example: findings" "[('response_missing', 'violation', 'ppid', None, 'response', 'all')]" \
    "[tuple(x[k] for k in ('code', 'severity', 'actor', 'event', 'clock', 'under')) for x in j['findings']]" case contoh.json --json
f "the example: next" "True" "('objection_received', 'applicant', '2025-10-21', '2025-12-02', '2025-11-28') in [tuple(x[k] for k in ('event', 'actor', 'not_before', 'until', 'safe_until')) for x in j['next']]" \
    case contoh.json --json
f "the example: head" "1 2025-12-01 id {} id/government None" \
    "j['foi_report'], j['as_of'], j['regime'], j['readings'], j['calendar']['id'], j['calendar']['known_on']" case contoh.json --json
f "the example: both languages" "True" "all(x['text']['id'] and x['text']['en'] and x['cite'] for x in j['findings'])" case contoh.json --json

# What wins over the file.
f "as_of defaults to the last day of the file" "2025-10-06 received" "j['as_of'], j['state']['request']" case perkara.json --json
f "--as-of" "2025-10-20 received due_today" "j['as_of'], j['state']['request'], j['clocks'][0]['status']" case perkara.json --json --as-of 2025-10-20
f "--as-of wins" "2025-10-21 lapsed" "j['as_of'], j['state']['request']" case contoh.json --json --as-of 2025-10-21
f "--as-of before the first event" "none []" "j['state']['request'], j['clocks']" case contoh.json --json --as-of 2025-10-05
f "--reading" "2025-10-17 {'first_day': 'same_day'}" "j['clocks'][0]['due'], j['readings']" case contoh.json --json --reading first_day=same_day
of "$one" '"readings": {"first_day": "same_day"}' >sama.json
f "a reading of the file" "2025-10-17 2025-10-17" "j['clocks'][0]['due'], j['clocks'][0]['latest']" case sama.json --json
f "--reading wins over the file" "2025-10-20 {'first_day': 'next_day'}" "j['clocks'][0]['due'], j['readings']" case sama.json --json --reading first_day=next_day
of '{"kind": "request_received", "date": "2025-08-11"}' >agustus.json
f "--known-on, before the decree" "2025-08-25 2025-08-06" "j['clocks'][0]['due'], j['calendar']['known_on']" case agustus.json --json --known-on 2025-08-06
f "--known-on, after it" "2025-08-26" "j['clocks'][0]['due']" case agustus.json --json --known-on 2025-08-07
of '{"kind": "request_received", "at": "2025-10-05T23:30:00Z"}' >instan.json
f "an instant is the day of the zone" "2025-10-06" "j['clocks'][0]['trigger']['date']" case instan.json --json
IN=$(cat perkara.json) t "standard input" 0 '{"foi_report": 1*' "" -- case - --json
t "for people" 0 "*1 Desember 2025*28 November 2025*" "" -- case contoh.json
t "for people, in English" 0 "*1 December 2025*28 November 2025*" "" -- case contoh.json --lang en
"$foi" case contoh.json --json >one && "$foi" case contoh.json --json >two
yes_if "the same bytes again" cmp -s one two

# Usage.
t "no file" 2 "" "foi: *case FILE*" -- case
t "two files" 2 "" 'foi: "b.json"*' -- case a.json b.json
t "an absent case" 2 "" "foi: absent.json: berkas tidak ada" -- case absent.json
t "a directory as a case" 2 "" "foi: .: ini direktori*" -- case .
t "a file beside --batch" 2 "" 'foi: *"perkara.json"*' -- case --batch perkara.json
t "--svg alone" 2 "" "foi: *--svg*--timeline*" -- case perkara.json --svg
t "--json with --ics" 2 "" "foi: *--ics*--json*" -- case perkara.json --json --ics
t "--timeline with --batch" 2 "" "foi: *--timeline*--batch*" -- case --batch --timeline
t "no such day" 2 "" "foi: *2025-02-30" -- case perkara.json --as-of 2025-02-30
t "unknown axis before the file" 2 "" 'foi: *"first_dya"*' -- case absent.json --reading first_dya=same_day
t "an option that is nowhere" 2 "" 'foi: *' -- case perkara.json --reading first_day=never
IN='x' t "standard input twice" 2 "" "foi: *[(]-[)]*" -- case - --batch
IN=

# Bad input: each once as a file and once as a line of a batch, where code and pointer are a contract.
error_line() # FILE: code and pointer of the only line of a batch
{
    python3 -c "import json, sys; j = json.loads(open('$1').read()); e = j['error']; print(e['code'], e['pointer'], bool(e['message']), list(j))" 2>&1
}
bad() # NAME CODE POINTER JSON
{
    local want got code=2

    [[ $2 == law || $2 == calendar ]] && code=3
    printf '%s' "$4" >bad.json
    "$foi" case bad.json >out 2>err
    got=$?
    if [[ $got == "$code" && ! -s out ]] && grep -q '^foi: bad.json:' err && { [[ $3 == None ]] || grep -qF -- "bad.json: $3" err; }; then
        pass
    else
        fail "$1" "exit $got, expected $code" "$(cat out err)"
    fi
    want="$2 $3 True ['error']"
    "$foi" case --batch <bad.json >out 2>err
    got="$? $(error_line out)"
    if [[ $got == "$code $want" ]] && grep -q "^foi: 1 dari 1 " err; then pass; else fail "$1, in a batch" "got: $got" "expected: $code $want" "$(cat out err)"; fi
}
answered='"kind": "request_answered", "date": "2025-10-06"'
printf '%s' "$(of '{"kind": "request_recieved", "date": "2025-10-06"}')" >nope.json
bad "unknown kind" input /events/0/kind "$(of '{"kind": "request_recieved", "date": "2025-10-06"}')"
bad "unknown field" input /events/0/chanel "$(of '{"kind": "request_received", "date": "2025-10-06", "chanel": "desk"}')"
bad "a field of another kind" input /events/0/outcome "$(of '{"kind": "request_received", "date": "2025-10-06", "outcome": "granted"}')"
bad "unknown ground" input /events/0/grounds/0 "$(of '{"kind": "objection_received", "date": "2025-10-06", "grounds": ["h"]}')"
bad "unknown outcome" input /events/0/outcome "$(of "{$answered, \"outcome\": \"maybe\"}")"
bad "unknown exemption letter" input /events/0/exemption/1 "$(of "{$answered, \"outcome\": \"refused\", \"exemption\": [\"17h\", \"17k\"]}")"
bad "unknown office" input /events/0/approved_by/0 "$(of "{$answered, \"outcome\": \"refused\", \"approved_by\": [\"raja\"]}")"
bad "unknown party" input /events/0/party "$(of '{"kind": "suit_filed", "date": "2025-10-06", "party": "court"}')"
bad "impossible date" input /events/0/date "$(of '{"kind": "request_received", "date": "2025-02-30"}')"
bad "a date of another form" input /events/0/date "$(of '{"kind": "request_received", "date": "06-10-2025"}')"
bad "the year 10000" input /events/0/date "$(of '{"kind": "request_received", "date": "10000-01-01"}')"
bad "an instant without offset" input /events/0/at "$(of '{"kind": "request_received", "at": "2025-10-06T10:00:00"}')"
bad "no date" input /events/0/date "$(of '{"kind": "request_received"}')"
bad "date and at" input /events/0/at "$(of '{"kind": "request_received", "date": "2025-10-06", "at": "2025-10-06T10:00:00+07:00"}')"
bad "no kind" input /events/0/kind "$(of '{"date": "2025-10-06"}')"
bad "no outcome" input /events/1/outcome "$(of "$one, {$answered}")"
bad "no party" input /events/0/party "$(of '{"kind": "decision_received", "date": "2025-10-06"}')"
bad "no hearing" input /events/0/hearing "$(of '{"kind": "hearing_summoned", "date": "2025-10-06"}')"
bad "received before it was sent" input /events/0/received "$(of "{$answered, \"outcome\": \"granted\", \"received\": \"2025-10-05\"}")"
bad "no events" input /events '{"foi_case": 1}'
bad "no foi_case" input /foi_case '{"events": []}'
bad "another version" input /foi_case '{"foi_case": 2, "events": []}'
bad "the version as a string" input /foi_case '{"foi_case": "1", "events": []}'
bad "unknown key" input /event '{"foi_case": 1, "event": [], "events": []}'
bad "events that are no list" input /events '{"foi_case": 1, "events": {}}'
bad "an event that is no object" input /events/0 "$(of '"request_received"')"
bad "a list as the document" input "" '[]'
bad "a number as the document" input "" '1'
bad "null as the document" input "" 'null'
bad "no event and no day" input /as_of "$(of '')"
bad "an impossible as_of" input /as_of "$(of "$one" '"as_of": "2025-13-01"')"
bad "as_of as a number" input /as_of "$(of "$one" '"as_of": 20251006')"
bad "an unknown kind of applicant" input /applicant/kind "$(of "$one" '"applicant": {"kind": "company"}')"
bad "an unknown key of the body" input /body/nam "$(of "$one" '"body": {"nam": "X"}')"
bad "an unknown zone" input /body/timezone "$(of "$one" '"body": {"timezone": "Europe/Paris"}')"
bad "readings that are no object" input /readings "$(of "$one" '"readings": []')"
bad "an unknown axis" input /readings/first_dya "$(of "$one" '"readings": {"first_dya": "same_day"}')"
bad "an option that is nowhere, in the file" input /readings/first_day "$(of "$one" '"readings": {"first_day": "never"}')"
bad "grounds that are no list" input /events/0/grounds "$(of '{"kind": "objection_received", "date": "2025-10-06", "grounds": "a"}')"
bad "a word where true or false belongs" input /events/0/complete "$(of '{"kind": "information_delivered", "date": "2025-10-06", "complete": "yes"}')"
bad "the regime as a number" input /regime "$(of "$one" '"regime": 1')"
bad "unknown regime" law /regime "$(of "$one" '"regime": "xx"')"
bad "a reading that the law of the day does not offer" law /readings/response_start \
    "$(of '{"kind": "request_received", "date": "2015-03-02"}' '"readings": {"response_start": "completed"}')"
bad "before the Act" law None "$(of '{"kind": "request_received", "date": "2010-04-29"}')"
bad "an undecided day" calendar None "$(of '{"kind": "request_received", "date": "2031-03-03"}')"
bad "an undecided day of the report" calendar None "$(of "$one" '"as_of": "2031-03-03"')"
bad "a bracket too few" json None '{"foi_case": 1, "events": ['
bad "a comma too many" json None '{"foi_case": 1, "events": [],}'
bad "two documents" json None '{"foi_case": 1, "events": []} {}'
bad "a key twice" json None '{"foi_case": 1, "events": [], "events": []}'
bad "a key twice in an event" json None "$(of '{"kind": "request_received", "date": "2025-10-06", "date": "2025-10-07"}')"
bad "a byte order mark" json None $'\xef\xbb\xbf'"$(cat perkara.json)"
bad "not UTF-8" json None "$(of $'{"kind": "request_received", "date": "2025-10-06", "note": "\xff"}')"
bad "half a surrogate pair" json None "$(of '{"kind": "request_received", "date": "2025-10-06", "note": "\ud800"}')"
bad "single quotes" json None "{'foi_case': 1}"
bad "not a number" json None '{"foi_case": NaN, "events": []}'
: >empty.json
t "an empty file" 2 "" "foi: empty.json:*" -- case empty.json
printf '{"foi_case": 1\0, "events": []}' >nul.json
t "a NUL" 2 "" "foi: nul.json:*" -- case nul.json
python3 -c "print('{\"foi_case\": 1, \"events\": ' + '[' * 200 + ']' * 200 + '}')" >deep.json
t "200 levels" 2 "" "foi: deep.json*" -- case deep.json
truncate -s 100M huge.json
t "a case of 100 MB" 2 "" "foi: huge.json: *64 MiB" -- case huge.json
t "an unknown kind, in English" 2 "" 'foi: nope.json: /events/0/kind: *"request_recieved"*' -- case nope.json --lang en

# Batch.
line=$(cat perkara.json)
IN="$line\n$(of '{"kind": "request_received", "date": "2025-08-11"}')\n" t "two lines" 0 '{"foi_report": 1*"2025-10-20"*
{"foi_report": 1*"2025-08-26"*' "" -- case --batch
IN="$line" t "the last line without LF" 0 '{"foi_report": 1*' "" -- case --batch
IN="$line\r\n$line\r\n" t "lines that end in CR LF" 0 '{"foi_report": 1*
{"foi_report": 1*' "" -- case --batch
IN='' t "no line, no output" 0 "" "" -- case --batch
IN="$line\n\n$line\n" t "an empty line" 2 '{"foi_report": 1*
{"error": {"code": "json"*"pointer": null}}
{"foi_report": 1*' "foi: 1 dari 3 baris *" -- case --batch
for pair in '{|1:1: tidak terbaca sebagai JSON: teks berakhir terlalu awal' '{} 5|1:4: tidak terbaca sebagai JSON: teks berlanjut sesudah akhirnya' \
    '{"a": 1, "a": 2}|1:12: tidak terbaca sebagai JSON: kunci ini ada dua kali dalam objeknya' "{'a'}|1:2: tidak terbaca sebagai JSON di tempat ini" \
    '{"a": 1e999}|1:11: tidak terbaca sebagai JSON: bilangan ini terlalu besar'; do
    IN="${pair%|*}\n" t "no JSON: ${pair%|*}" 2 "{\"error\": {\"code\": \"json\", \"message\": \"${pair#*|}\", \"pointer\": null}}" \
        "foi: 1 dari 1 baris tidak terjawab" -- case --batch
done
IN="$(printf '[%.0s' {1..3000})\n" t "nested too deep" 2 '{"error": {"code": "input", "message": "1:2049: bersarang terlalu dalam", "pointer": ""}}' "foi: *" -- case --batch
IN="$(of '{"kind": "request_received", "date": "2031-03-03"}')\n$line\n" t "a line that the calendar cannot answer" 3 '{"error": {"code": "calendar"*
{"foi_report": 1*' "foi: 1 dari 2 baris *" -- case --batch
IN="$(of '{"kind": "request_received", "date": "2031-03-03"}')\n{}\n" t "bad outweighs unanswerable" 2 '{"error": {"code": "calendar"*
{"error": {"code": "input"*' "foi: 2 dari 2 baris *" -- case --batch
IN="$line\n" t "the command line, for every line" 0 '*"as_of": "2025-10-21"*"first_day": "same_day"*' "" -- case --batch --as-of 2025-10-21 --reading first_day=same_day
IN="$(of '{"kind": "request_received", "date": "2015-03-02"}')\n" t "a reading of the command line that is not offered" 3 '{"error": {"code": "law"*"pointer": null}}' "foi: 1 dari 1 *" \
    -- case --batch --reading response_start=completed
IN="$line\n" t "--json changes nothing" 0 '{"foi_report": 1*' "" -- case --batch --json
IN="{}\n" t "a message in English" 2 '{"error": {"code": "input", "message": "*' "foi: lines without an answer: 1 of 1" -- case --batch --lang en
t "an unknown axis fails at once" 2 "" 'foi: *"xx"*' -- case --batch --reading xx=yy
IN=
yes_if "a batch line is the report of the file" cmp -s <("$foi" case --batch <perkara.json) <("$foi" case perkara.json --json)
"$foi" case --batch <huge.json >out 2>err
yes_if "a line of 100 MB" test "$? $(wc -l <out) $(wc -l <err) $(cut -c1-25 out)" = '2 1 1 {"error": {"code": "input'
{ cat huge.json && printf '\n%s\n' "$line"; } | "$foi" case --batch >out 2>err
yes_if "the line after it" test "$? $(wc -l <out) $(tail -n 1 out | cut -c1-16)" = '2 2 {"foi_report": 1'
python3 -c "
import json
for size in (4095, 65536, 262143, 262144, 262145, 1000000, 3):
    print(json.dumps({'foi_case': 1, 'events': [{'kind': 'request_received', 'date': '2025-10-06', 'note': 'x' * size}]}))" >long.jsonl
"$foi" case --batch <long.jsonl >out 2>err
yes_if "lines of any length" test "$? $(wc -l <out) $(sort -u out | wc -l)" = "0 7 1"
mkfifo cases.in cases.out
"$foi" case --batch <cases.in >cases.out &
exec 3>cases.in 4<cases.out
printf '%s\n%s' "$line" "${line:0:20}" >&3
IFS= read -r -t 10 -u 4 first
printf '%s\n' "${line:20}" >&3
IFS= read -r -t 10 -u 4 second
exec 3>&-
wait $!
code=$?
exec 4<&-
yes_if "reports do not wait for more input" test "$code ${first:0:16} ${second:0:16}" = '0 {"foi_report": 1 {"foi_report": 1'
for ((i = 0; i < 2000; i++)); do printf '%s\n' "$line"; done | "$foi" case --batch >out 2>err
yes_if "two thousand lines, one report" test "$? $(wc -l <out) $(sort -u out | wc -l)" = "0 2000 1"
no_output "a batch to a full disk" '"$foi" case --batch <long.jsonl >/dev/full 2>err'
no_output "a directory as standard input" '"$foi" case --batch <. >out 2>err'
no_output "a timeline to a full disk" '"$foi" case contoh.json --timeline >/dev/full 2>err'

# The timeline.
for lang in id en; do
    golden "timeline, $lang" "case.timeline.$lang.txt" case contoh.json --timeline --lang $lang
    "$foi" case contoh.json --timeline --svg --lang $lang >out.svg
    yes_if "the picture is XML, $lang" python3 -c "
import xml.etree.ElementTree as e
t = e.parse('out.svg').getroot()
assert t.tag == '{http://www.w3.org/2000/svg}svg' and t.get('lang') == '$lang'
assert not [x for x in t.iter() if x.tag.endswith('script') or any('href' in k or k.startswith('on') for k in x.attrib)]"
    yes_if "the picture in dark, $lang" grep -q 'prefers-color-scheme:dark' out.svg
done
yes_if "the picture says what the terminal says" grep -q 'response_missing' out.svg
wide() # the lines of out that are longer than 100 characters
{
    python3 -c "print(sum(len(line) > 101 for line in open('out', encoding='utf-8')))"
}
"$foi" case contoh.json --timeline >out
yes_if "the timeline keeps to 100 columns" test "$(wide)" = 0
yes_if "and needs no colour" eval "! grep -q $'\\033' out"
of "$one, {\"kind\": \"request_answered\", \"date\": \"2025-10-17\", \"received\": \"2025-10-21\", \"outcome\": \"not_held\", \"note\": \"<&>\"}, {\"kind\": \"objection_received\", \"date\": \"2025-11-03\", \"grounds\": [\"d\"]}, {\"kind\": \"dispute_filed\", \"date\": \"2027-03-01\"}" >panjang.json
"$foi" case panjang.json --timeline >out
yes_if "a long case keeps to 100 columns" test "$? $(wide)" = "0 0"
"$foi" case panjang.json --timeline --svg >out.svg
yes_if "its picture is XML" python3 -c "import xml.etree.ElementTree as e; e.parse('out.svg')"
t "a timeline before anything happened" 0 "*Hari laporan*" "" -- case contoh.json --timeline --as-of 2025-10-05

# iCalendar.
cat >ics.py <<'PY'
import re
import sys

raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"\r\n") and raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"), "line ends"
for line in raw.split(b"\r\n"):
    assert len(line) <= 75, line
    line.decode("utf-8")  # never folded inside a character
lines = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR", "frame"
assert any(line.startswith("PRODID:") for line in lines)
uids, inside = [], None
for line in lines:
    name, value = re.match(r"([A-Z-]+(?:;[A-Z]+=[A-Za-z]+)*):(.*)$", line).groups()
    key = name.split(";")[0]
    if line == "BEGIN:VEVENT":
        inside = {}
    elif line == "END:VEVENT":
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION"} <= set(inside), inside
        uids.append(inside["UID"])
        print(inside["DTSTART"], inside["DTSTAMP"], inside["SUMMARY"])
        inside = None
    elif inside is not None:
        assert key not in inside, f"{key} twice"
        inside[key] = value
        if key in ("SUMMARY", "DESCRIPTION"):
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]|\\[^nN,;\\]", value), value
        if key == "DTSTART":
            assert name == "DTSTART;VALUE=DATE" and re.fullmatch(r"\d{8}", value), line
        if key == "DTSTAMP":
            assert re.fullmatch(r"\d{8}T\d{6}Z", value), line
assert len(set(uids)) == len(uids), uids
print(*uids)
PY
"$foi" case contoh.json --ics >a.ics
yes_if "the due date that runs" test "$(python3 ics.py a.ics | sed -n "1s/:.*//p")" = "20251202 20251201T000000Z Jatuh tempo"
golden "iCalendar" case.en.ics case contoh.json --ics --lang en
"$foi" case contoh.json --ics >b.ics
yes_if "the same bytes again, iCalendar" cmp -s a.ics b.ics
"$foi" case contoh.json --ics --as-of 2025-12-02 >b.ics
yes_if "an entry keeps its UID" test "$(python3 ics.py a.ics | tail -n 1)" = "$(python3 ics.py b.ics | tail -n 1)"
python3 -m json.tool contoh.json >anew.json && mkdir -p elsewhere && mv anew.json elsewhere/contoh.json
"$foi" case elsewhere/contoh.json --ics >b.ics
yes_if "also when the file is laid out anew" cmp -s a.ics b.ics
"$foi" case perkara.json --ics >b.ics
yes_if "two clocks of one day" test "$(python3 ics.py b.ics | wc -l)" -ge 3
"$foi" case panjang.json --ics --lang en --as-of 2025-11-04 >b.ics
yes_if "a longer case" eval "python3 ics.py b.ics >out"
t "nothing runs" 1 "" "foi: tidak ada *" -- case contoh.json --ics --as-of 2025-10-05

# foi check.
late='{"kind": "objection_received", "date": "2025-12-03", "grounds": ["c"]}'
t "a lawful step" 0 "Sah, tanpa temuan: objection_received, 2025-11-28*" "" -- check perkara.json --event '{"kind": "objection_received", "date": "2025-11-28", "grounds": ["c"]}'
t "a step that is late under another reading" 1 "Ada temuan: *Peringatan objection_late; hanya menurut cara baca lain*" "" \
    -- check perkara.json --event '{"kind": "objection_received", "date": "2025-12-02", "grounds": ["c"]}'
t "a step that is too late" 1 "Ada temuan: *objection_late*UU14*Sesudahnya: *" "" -- check perkara.json --event "$late"
t "in English" 1 "There are findings: *Defect objection_late*After it: *" "" -- check perkara.json --event "$late" --lang en
f "in JSON" "1 objection_received 2025-12-03 False filed ['objection_late']" \
    "j['foi_check'], j['event'], j['date'], j['lawful'], j['state']['objection'], [x['code'] for x in j['findings']]" check perkara.json --event "$late" --json
"$foi" check perkara.json --event "$late" --json >out
yes_if "and its exit status" test "$?" = 1
f "a step too early" "['objection_premature']" "[x['code'] for x in j['findings']]" check perkara.json --event '{"kind": "objection_received", "date": "2025-10-20", "grounds": ["c"]}' --json
f "an extension after the due date" "True" "'extension_late' in [x['code'] for x in j['findings']]" check perkara.json --event '{"kind": "request_extended", "date": "2025-10-21", "reason": "banyak"}' --json
f "a reading of its own" "[('objection_late', 'all')]" "[(x['code'], x['under']) for x in j['findings']]" check perkara.json --event '{"kind": "objection_received", "date": "2025-12-02", "grounds": ["c"]}' \
    --json --reading first_day=same_day --reading objection_silence_start=lapse_day
t "no event" 2 "" "foi: *--event JSON*" -- check perkara.json
t "no case" 2 "" "foi: *check FILE --event JSON*" -- check --event '{}'
t "an event of no kind" 2 "" "foi: --event: /kind: *" -- check perkara.json --event '{"kind": "request_recieved", "date": "2025-10-06"}'
t "an event without its outcome" 2 "" "foi: --event: /outcome: *" -- check perkara.json --event '{"kind": "request_answered", "date": "2025-10-06"}'
t "an event that is no JSON" 2 "" "foi: --event:1*" -- check perkara.json --event 'request_answered'
t "an event on an undecided day" 3 "" "foi: --event: *" -- check perkara.json --event '{"kind": "request_withdrawn", "date": "2031-03-03"}'
t "a bad case" 2 "" "foi: empty.json:*" -- check empty.json --event "$late"
