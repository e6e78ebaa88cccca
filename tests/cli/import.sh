# foi import: rows, days, faults with their place, and all or nothing.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

mkdir import && cd import || exit 2
body=(--body lama/log)
keys=(--keys r.keys)
"$foi" init r.foi "${keys[@]}" >out
echo '{"origin": "lama/log", "name": "Lama"}' | "$foi" body add r.foi - >out
echo '{"origin": "baru/log", "name": "Baru", "numbers": {"request_registered": "{seq}"}}' | "$foi" body add r.foi - >out
cat >map.txt <<'END'
# the columns of the old register
No = request_registered.number
Nama=applicant.name
Jenis = applicant.kind(:individual;Perorangan:individual;Badan Hukum:legal_entity)
Tanggal Masuk = request_received.date
Tanggal Catat = request_registered.date
Jawab = request_answered.date
Hasil=request_answered.outcome(Ditolak:refused;Diberikan:granted)
Pasal = request_answered.exemption
Uji=request_answered.consequence_test
Lengkap= information_delivered.complete
Diserahkan=information_delivered.date
Ket=request_received.note
=request_received.channel(:desk)
END
head='No,Nama,Jenis,Tanggal Masuk,Tanggal Catat,Jawab,Hasil,Pasal,Uji,Lengkap,Diserahkan,Ket,Lain'
rows() { printf '%s\r\n' "$head" "$@"; }
run=(import r.foi old.csv "${keys[@]}" "${body[@]}" --map map.txt)
leaves() { "$foi" cases r.foi "${body[@]}" --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["leaves"])'; }

{
    printf '\xef\xbb\xbf'
    rows '1/2024,"Siti ""CANARY"" Aminah",,12 Januari 2024,12/01/2024,20 Jan 2024,Ditolak,"17b; 17h",2024-01-15,,,"dua
baris CANARY",x' \
        '2/2024,PT CANARY,Badan Hukum,1-2-2024,1 Feb. 2024,,,,,,,,' '' \
        '3/2024,Budi CANARY,Perorangan,2024-03-04,4 MARET 2024,11.03.2024,Diberikan,,,ya,12 mar 2024,,'
} >old.csv
t "a dry run" 0 "Bersih, baris*3" "" -- "${run[@]}" --dry-run
t "as JSON" 0 '{"foi_import": 1, "file": "old.csv", "errors": \[\], "rows": 3, "dry_run": true, "written": false, "cases": \[\]}' "" -- "${run[@]}" --dry-run --json
yes_if "writes nothing" test "$(leaves)" = 0
t "the import" 0 '{"foi_import": 1, *"written": true, "cases": \[{"line": 2, *}, {"line": 4, *}, {"line": 6, *}\]}' "" -- "${run[@]}" --json --role petugas
python3 -c 'import json; [print(c["case"], c["code"]) for c in json.load(open("out"))["cases"]]' >written
first=$(head -n 1 written | cut -d' ' -f1) last=$(tail -n 1 written | cut -d' ' -f1)
t "a second time" 0 "2  $first *6  $last *" "" -- "${run[@]}" --role petugas
yes_if "writes nothing twice" test "$(leaves)" = 9
t "the code is the same" 0 "$first  3" "" -- find r.foi "$(head -n 1 written | cut -d' ' -f2)" "${keys[@]}"
t "in another way" 1 "" "foi: old.csv:2: *--map, --actor*" -- "${run[@]}"
t "as JSON" 1 '*"errors": \[{"line": 2, "column": null, "text": {"id": *}}\], *"written": false*' "foi: old.csv:2: *" -- "${run[@]}" --json
t "the person" 0 '*Siti \\"CANARY\\" Aminah*dua\\nbaris CANARY*' "" -- export r.foi "$first" "${keys[@]}"
f "judged" "refused" "j['state']['request']" case --store r.foi "$first" --json
f "without a violation" "delivered []" "j['state']['request'], [x for x in j['findings'] if x['severity'] == 'violation']" case --store r.foi "$last" --json
t "verified" 0 "*" "" -- verify --store r.foi "${body[@]}" "${keys[@]}"
yes_if "the number is kept" grep -aq "1/2024" r.foi
yes_if "no person is in the file" eval '! grep -aq CANARY r.foi*'
sed 's/Tanggal Catat/Tercatat/' old.csv | tr ',' ';' >semicolon.csv
sed 's/Tanggal Catat/Tercatat/' map.txt >map2.txt
sed -i 's/17b; 17h/17b, 17h/' semicolon.csv
t "another separator" 0 "*3" "" -- import r.foi semicolon.csv "${keys[@]}" "${body[@]}" --map map2.txt --separator ';' --dry-run
t "the map in the option" 0 "*3" "" -- import r.foi old.csv "${keys[@]}" "${body[@]}" --map 'Nama=applicant.name,Tanggal Masuk=request_received.date' --dry-run

t "without its key" 1 "" "foi: semicolon.csv:2: *masa 5*" -- import r.foi semicolon.csv "${keys[@]}" "${body[@]}" --map map2.txt --separator ';' --epoch 5

# --- days -------------------------------------------------------------------------------------------------------
day() # TEXT WANT: "" for a fault
{
    printf 'T\n"%s"\n' "$1" >day.csv
    "$foi" import r.foi day.csv "${keys[@]}" "${body[@]}" --map T=request_received.date >out 2>err
    if [[ -n $2 ]]; then
        f "day: $1" "$2" "j['as_of']" case --store r.foi "$(cut -d' ' -f3 out)" --json
    else
        yes_if "day: $1" grep -q '^foi: day.csv:2: kolom "T": bukan hari' err
    fi
}
day 2025-01-12 2025-01-12
day "12 Januari 2025" 2025-01-12
day "12 Jan 2025" 2025-01-12
day "  12   jan.  2025 " 2025-01-12
day "12/01/2025" 2025-01-12
day "1/2/2025" 2025-02-01
day "29/02/2024" 2024-02-29
months=(Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember)
for m in {1..12}; do day "5 ${months[m - 1]} 2025" "2025-$(printf %02d "$m")-05"; done
day "5 Nopember 2025" 2025-11-05
day "17 Agt 2025" 2025-08-17
for bad in 30/02/2025 "31 April 2025" 2025-1-2 12/01/25 "12 Ja 2025" "12 Foo 2025" 1/13/2025 12-01/2025 "12 Januari" "12 Januari 2025 x" 0/1/2025 "32 Mei 2025" 45678 "Januari 2025" "12Januarius 2025"; do day "$bad" ""; done

# --- faults -----------------------------------------------------------------------------------------------------
before=$(leaves)
rows '1,CANARY,,12 Januari 2024,32 CANARY,,,,,,,,' '2,CANARY,CANARY,2024-01-02,2024-01-02,2024-01-09,CANARY,,,,,,' \
    '3,CANARY,,,,,,,,,,CANARY,' '4,CANARY' '5,CANARY,,2024-02-30,,,,,,,,,' '6,CANARY,,2024-01-02,2024-01-02,2024-01-09,,,,,,,' ',CANARY,,,,,,,,,,,' \
    '8,CANARY,,2024-01-02,2024-01-02,,,,,CANARY,2024-01-09,,' '9,CANARY,,2024-01-02,2024-01-02,2024-01-09,Ditolak,17z,,,,,' >old.csv
t "faults" 1 "" '*' -- "${run[@]}"
wanted='foi: old.csv:2: kolom "Tanggal Catat": bukan hari yang terbaca, misalnya 12 Januari 2025, 12/01/2025 atau 2025-01-12 (request_registered.date)
foi: old.csv:3: kolom "Jenis": nilainya tidak cocok untuk applicant.kind
foi: old.csv:4: kolom "Tanggal Masuk": harinya kosong, padahal kolom "Ket" berisi
foi: old.csv:4: kolom "Tanggal Catat": harinya kosong, padahal kolom "No" berisi
foi: old.csv:5: banyaknya kolom lain daripada baris kepala
foi: old.csv:6: kolom "Tanggal Catat": harinya kosong, padahal kolom "No" berisi
foi: old.csv:6: kolom "Tanggal Masuk": bukan hari yang terbaca, misalnya 12 Januari 2025, 12/01/2025 atau 2025-01-12 (request_received.date)
foi: old.csv:7: kolom "Hasil": request_answered.outcome tidak ada
foi: old.csv:8: tidak ada peristiwa dalam baris ini
foi: old.csv:9: kolom "Lengkap": nilainya tidak cocok untuk information_delivered.complete
foi: old.csv:10: kolom "Pasal": nilainya tidak cocok untuk request_answered.exemption
foi: 11 kesalahan dalam old.csv; tidak ada yang ditulis'
yes_if "each with line and column" test "$(sort err)" = "$(sort <<<"$wanted")"
t "the same as JSON" 1 '{"foi_import": 1, "file": "old.csv", "errors": \[*"written": false, "cases": \[\]}' "" -- "${run[@]}" --json
yes_if "in both languages" test "$(python3 -c '
import json
j = json.load(open("out"))
print(len(j["errors"]), sum(e["text"]["id"] != e["text"]["en"] for e in j["errors"]), "CANARY" in str(j))')" = "11 11 False"
t "in English" 1 "" '*old.csv:2: column "Tanggal Catat": not a day*' -- "${run[@]}" --lang en
yes_if "canary: no message shows a value" eval '! grep -q CANARY out err'
yes_if "and nothing was written" test "$(leaves)" = "$before"

form() # NAME TEXT STDERR: the form of a file
{
    printf "$2" >form.csv
    t "form: $1" "${4:-1}" "" "foi: form.csv$3" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date'
}
form "a quote that is never closed" 'T\n"2025-01-02\n' ":2: sel ke-1: kutipnya*"
form "a quote inside" 'T,U\n2025-01-02,a"b\n' ":2: sel ke-2: kutip atau CR*"
form "something after the quote" 'T,U\n"2025-01-02"x,\n' ":2: sel ke-1: ada sesuatu*"
form "not UTF-8" 'T,U\n2025-01-02,\xff\n' ":2: sel ke-2: bukan UTF-8*"
form "a zero byte" 'T,U\n2025-01-02,a\0b\n' ":2: sel ke-2: ada bita nol*"
form "CR alone" 'T,U\r2025-01-02,\r' ":1: sel ke-2: kutip atau CR*"
form "a cell too long" "T,U\n2025-01-02,$(printf 'x%.0s' {1..8193})\n" ":2: sel ke-2: lebih panjang*"
form "too many columns" "$(printf 'T,%.0s' {1..64})U\n" ":1: lebih dari 64*"
form "the last fault has its line" 'T\n2025-01-02\n"2025-\n01-03"\nx\n' ":3: kolom*:5: kolom*2 kesalahan*"
form "no head" '' ": *kepala" 2
form "no such column" 'U\n2025-01-02\n' ':1: kolom "T" tidak ada' 2
form "a column twice" 'T,T\n2025-01-02,\n' ':1: kolom "T" ada dua kali' 2
printf 'T,U\n2025-01-02,%s\n' "$(printf 'x%.0s' {1..8192})" >form.csv
t "the longest cell" 0 "*1" "" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date' --dry-run
printf 'T\n' >form.csv
t "a head alone" 0 "*0" "" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date' --dry-run
t "and written" 0 "" "" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date'
{ echo T; yes 2025-01-02 | head -n 10001; } >form.csv
t "too many rows" 2 "" "foi: form.csv: *10000*" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date'

map() # NAME MAP STDERR
{
    t "map: $1" 2 "" "foi: --map: $3" -- import r.foi old.csv "${keys[@]}" "${body[@]}" --map "$2"
}
map "no field" 'Nama=applicant' '"Nama=applicant" *'
map "no column or field" 'No=' '"No=" *'
map "an unknown event" 'No=request_recieved.date' '*'
map "an unknown field" 'No=request_received.dat' '*'
map "a field twice" 'No=applicant.name,Nama=applicant.name' '*'
map "no day" 'Hasil=request_answered.outcome' 'request_answered.date *'
map "words without an end" 'Hasil=request_answered.outcome(a:b' '*'
map "nothing" ',=,' '*'
touch empty.txt
t "an empty map" 2 "" "foi: --map: *" -- import r.foi old.csv "${keys[@]}" "${body[@]}" --map empty.txt
t "no such map" 2 "" "foi: absent.txt: *" -- import r.foi old.csv "${keys[@]}" "${body[@]}" --map absent.txt
t "no such file" 2 "" "foi: absent.csv: *" -- import r.foi absent.csv "${keys[@]}" "${body[@]}" --map map.txt
t "a body that numbers itself" 2 "" 'foi: --map: *request_registered*"No"*' -- import r.foi old.csv "${keys[@]}" --body baru/log --map map.txt
t "no such body" 1 "" "foi: *tiada/log*" -- import r.foi old.csv "${keys[@]}" --body tiada/log --map map.txt
t "no separator" 2 "" 'foi: *";;"*' -- "${run[@]}" --separator ';;'
t "a quote as separator" 2 "" 'foi: *' -- "${run[@]}" --separator '"'
yes_if "still nothing was written" test "$(leaves)" = "$before"
{ echo T; for n in $(seq 1000); do printf '%d/%d/2024\n' $((n % 28 + 1)) $((n % 12 + 1)); done; } >form.csv
t "a thousand" 0 '*"rows": 1000, *"written": true*' "" -- import r.foi form.csv "${keys[@]}" "${body[@]}" --map 'T=request_received.date' --json
yes_if "are there" test "$(leaves)" = $((before + 1000))
cd .. || exit 2
