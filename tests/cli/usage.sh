# Commands, options, help, languages.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

t "no command" 2 "" "foi: perintah apa?*" --
t "no command in English" 2 "" "foi: which command?*" -- --lang en
t "unknown command" 2 "" 'foi: *"deu"*"due"?' -- deu
t "unknown command, nothing near" 2 "" 'foi: *"frobnicate"*foi help*' -- frobnicate
t "empty command" 2 "" 'foi: *""*' -- ""
t "version" 0 "foi [0-9]*.[0-9]*" "" -- --version
t "help" 0 "foi - tenggat*foi due response*" "" -- --help
t "help in English" 0 "foi - deadlines*foi due response*" "" -- --lang=en --help
t "help as a command" 0 "foi - tenggat*" "" -- help
t "-h" 0 "foi - tenggat*" "" -- -h
for command in due workdays calendar case check redate replay verify key cosign init body request event find cases import \
    checkpoint proof evidence erase freeze release export rotate backup rules explain; do
    t "help $command" 0 "foi $command*foi $command*" "" -- help $command
    t "$command --help" 0 "foi $command*:*" "" -- $command --help
    t "$command --help in English" 0 "foi $command*:*" "" -- $command --lang en --help
done
t "help on what is not there" 2 "" 'foi: *"clendar"*"calendar"?' -- help clendar
t "help on two things" 2 "" 'foi: "workdays"*' -- help due workdays
t "unknown option" 2 "" 'foi: *--form*--from?' -- due response --form 2025-10-06
t "unknown option before the command" 2 "" 'foi: *--versoin*--version?' -- --versoin
t "option of another command" 2 "" 'foi: *`foi calendar`*--explain*' -- calendar 2025 --explain
t "unknown short option" 2 "" 'foi: *-x*' -- due response -x
t "option without value" 2 "" 'foi: *--from*' -- due response --from
t "option whose value is an option" 2 "" 'foi: *--from*nilai*' -- due response --from --json
t "option with an empty value" 2 "" 'foi: *--from*nilai*' -- due response --from=
t "flag with a value" 2 "" 'foi: *--json*nilai*' -- due response --from 2025-10-06 --json=yes
t "option twice" 2 "" 'foi: *--from*sekali*' -- due response --from 2025-10-06 --from 2025-10-07
t "flag twice" 2 "" 'foi: *--json*sekali*' -- due response --from 2025-10-06 --json --json
t "option twice in English" 2 "" 'foi: *--from*only once*' -- due response --from 2025-10-06 --from=2025-10-07 --lang en
t "unknown language" 2 "" 'foi: *"fr"*' -- due response --from 2025-10-06 --lang fr
t "unknown language before the command" 2 "" 'foi: *"fr"*' -- --lang fr due response --from 2025-10-06
t "language without a value" 2 "" 'foi: *--lang*' -- --lang
t "no abbreviations" 2 "" 'foi: *--know*--known-on?' -- workdays is 2025-10-06 --know 2025-01-01
t "-- ends the options" 2 "" 'foi: *"--json"*' -- workdays is -- --json
FOI_LANG=en t "language of the environment" 2 "" "foi: which command?*" --
FOI_LANG=en t "--lang wins over the environment" 2 "" "foi: perintah apa?*" -- --lang id
FOI_LANG=xx t "unknown language of the environment is Indonesian" 2 "" "foi: perintah apa?*" --
for page in due workdays calendar rules explain; do # the examples of the help must work
    while read -r _ words; do
        case $words in *FILE* | *.tsv* | *.txt* | *.yaml* | *DAY* | *YEAR* | *TOPIC* | *COMMAND*) continue ;; esac
        words=${words%%  *}
        eval "\"$foi\" $words" >out 2>err </dev/null
        code=$?
        if ((code == 0)) || [[ $code == 1 && $words == "workdays is"* ]]; then pass; else fail "example: foi $words" "exit $code" "$(cat err)"; fi
    done < <("$foi" help $page | grep '^  foi')
done
