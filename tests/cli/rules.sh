# foi rules.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

packs=$root/lib/packs/id
t "list" 0 "Paket aturan*id/uu-14-2008*Rezim*id/kemnaker*Jangka waktu*response*" "" -- rules list
t "list in English" 0 "Rule packs*Regimes*Clocks*Written notice*" "" -- rules list --lang en
f "list in JSON" "True True id" \
    "'id/uu-14-2008' in [p['id'] for p in j['packs']], 'response' in [c['id'] for c in j['clocks']], j['regimes'][0]" rules list --json
t "show" 0 "foi_pack: 1*id: id/perki-1-2021*" "" -- rules show id/perki-1-2021
f "show in JSON" "True" "'response' in [c['id'] for c in j['clocks']]" rules show id/perki-1-2021 --json
"$foi" rules show id/uu-14-2008 >out 2>err
yes_if "show prints the pack as it stands" cmp -s out "$packs/uu-14-2008.yaml"
t "show what is not there" 3 "" 'foi: *"id/perki-1-2012"*' -- rules show id/perki-1-2012
t "show nothing" 2 "" "foi: *rules show ID*" -- rules show
t "show what is not UTF-8" 2 "" "foi: *UTF-8*" -- rules show $'\xff'
t "diff" 0 "*response*axes:*" "" -- rules diff id/perki-1-2010 id/perki-1-2021
t "diff of a pack with itself" 0 "Jangka waktunya sama." "" -- rules diff id/perki-1-2021 id/perki-1-2021
f "diff in JSON" "True None" "'response' in [c['id'] for c in j['clocks']], [c['from'] for c in j['clocks'] if c['id'] == 'refusal'][0]" \
    rules diff id/perki-1-2010 id/perki-1-2021 --json
t "diff with what is not there" 3 "" "foi: *" -- rules diff id/perki-1-2010 id/perki-1-2012
t "diff of one" 2 "" "foi: *rules diff ID ID*" -- rules diff id/perki-1-2010
t "graph" 0 'digraph "id" {*"cluster_request"*"Permintaan diterima"*style=dashed*}' "" -- rules graph id
t "graph in English" 0 'digraph "id/kemnaker" {*"Request received"*"Written notice"*}' "" -- rules graph id/kemnaker --lang en
t "graph of an unknown regime" 3 "" 'foi: *"idd"*"id"?' -- rules graph idd
t "graph of nothing" 2 "" "foi: *rules graph REGIME*" -- rules graph
t "graph of two" 2 "" 'foi: "id"*rules graph REGIME*' -- rules graph id id
t "graph of what is not UTF-8" 2 "" "foi: *UTF-8*" -- rules graph $'\xff'
t "graph is no JSON" 2 "" 'foi: `foi rules graph`*--json' -- rules graph id --json
t "no part" 2 "" "foi: *list|show|check|diff*" -- rules
t "unknown part" 2 "" 'foi: *"chekc"*"check"?' -- rules chekc
t "list takes no word" 2 "" 'foi: "all"*' -- rules list all

t "check a built-in pack" 0 "tidak ada cacat; contoh yang terbukti: [1-9]*" "" -- rules check "$packs/uu-14-2008.yaml"
t "check in English" 0 "no fault; examples proved: [1-9]*" "" -- rules check "$packs/perki-1-2021.yaml" --lang en
t "check all packs" 0 "no fault; examples proved: [1-9][0-9]*" "" -- rules check "$packs"/*.yaml --lang en
count=$("$foi" rules check "$packs/uu-14-2008.yaml" | tr -dc 0-9)
yes_if "check proves the examples of the file ($count)" test "$count" -eq "$(sed -n '/^examples:/,/^[a-z]/s/^  - .*/x/p' "$packs/uu-14-2008.yaml" | grep -c x)"
IN=$(sed 's/\\/\\\\/g' "$packs/perki-1-2021.yaml") t "check standard input" 0 "tidak ada cacat*" "" -- rules check -
t "check standard input twice" 2 "" "foi: *(-)*" -- rules check - -
sed '/^examples:/,$s/due: 2025-10-20/due: 2025-10-21/' "$packs/perki-1-2021.yaml" >wrong.yaml
t "an example that does not come out" 1 "wrong.yaml:[0-9]*: *2025-10-20*cacat: [1-9]*" "" -- rules check wrong.yaml
f "and in JSON" "True wrong.yaml FOI_ERR_EXAMPLE" \
    "j['faults'][0]['line'] > 0, j['faults'][0]['file'], j['faults'][0]['code']" rules check wrong.yaml --json
sed 's/^kind:/kinds:/' "$packs/perki-1-2021.yaml" >key.yaml
t "an unknown key" 2 "" 'key.yaml:3:*: *"kinds"*' -- rules check key.yaml
t "an unknown key beside a good pack" 2 "*" 'key.yaml:3:*: *"kinds"*' -- rules check key.yaml "$packs/pp-61-2010.yaml"
printf 'foi_pack: 1\nid: [x\n' >broken.yaml
t "no YAML" 2 "" "broken.yaml:*" -- rules check broken.yaml
t "two files that cannot be read" 2 "" "broken.yaml:*key.yaml:3:*: *" -- rules check broken.yaml key.yaml
: >empty.yaml
t "an empty pack" 2 "" "empty.yaml:*" -- rules check empty.yaml
t "an absent pack" 2 "" "foi: absent.yaml: berkas tidak ada" -- rules check absent.yaml
t "a directory as pack" 2 "" "foi: .: ini direktori*" -- rules check .
t "two absent packs are both told" 2 "" "foi: a.yaml: *foi: b.yaml: *" -- rules check a.yaml b.yaml
truncate -s 1048577 large.yaml
t "a pack over 1 MiB" 2 "" "foi: large.yaml: *1 MiB" -- rules check large.yaml
sed 's/PERKI21 31(2)/NOWHERE 31(2)/' "$packs/perki-1-2021.yaml" >cite.yaml
t "a citation that leads nowhere" 1 "cite.yaml:[0-9]*NOWHERE*" "" -- rules check cite.yaml
t "check nothing" 2 "" "foi: *rules check FILE...*" -- rules check
long=$(printf 'd%.0s' {1..100})/$(printf 'x%.0s' {1..100}).yaml
mkdir "${long%/*}" && cp wrong.yaml "$long"
t "a long name is told whole" 1 "$long:[0-9]*: *2025-10-20*" "" -- rules check "$long"
t "two packs of one id" 1 "*id/perki-1-2021*" "" -- rules check wrong.yaml "$packs/perki-1-2021.yaml"
sed 's/window: dispute_filing/window: suit_filing/' "$root/lib/packs/id/procedure.yaml" >no-window.yaml
t "a guard with the window of a clock that has none" 1 "no-window.yaml:*window \"suit_filing\" leads nowhere*" "" -- rules check no-window.yaml --lang en
