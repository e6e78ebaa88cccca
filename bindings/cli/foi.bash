# Completion of the foi command for bash. Clocks, regimes and packs are asked of foi itself.

_foi_names() # packs | regimes | clocks: the ids that `foi rules list` shows under a heading
{
    local heading=$1

    FOI_LANG=en NO_COLOR=1 foi rules list 2>/dev/null | awk -v heading="$heading" '
        /^[^ ]/ { inside = ($0 == heading) }
        /^  / && inside { print $1 }'
}

_foi_topics() # what `foi explain` can tell
{
    FOI_LANG=en foi explain 2>/dev/null | sed -n 's/^  \([a-z_]*\):.*/\1/p'
}

_foi_readings=(first_day={next_day,same_day} off_day_receipt={keep,deemed_next}
    response_start={completed,received,registered} objection_decision_start={received,registered}
    objection_silence_start={day_after_lapse,lapse_day} dispute_silence_start={lapse_day,day_after_lapse}
    cassation_unit={working_day,calendar_day} cassation_start={received,pronounced}
    late_extension={void,valid} notice_edition={commission,gazette} collective_leave={off,working})

_foi_options() # the options of a command
{
    case $1 in
    due) echo --from --regime --reading --known-on --calendar --provisional --explain --json --batch --lang --help ;;
    workdays) echo --known-on --calendar --json --batch --lang --help ;;
    calendar) echo --known-on --calendar --json --lang --help ;;
    case) echo --as-of --reading --known-on --timeline --svg --ics --json --batch --store --body --keys --open --lang --help ;;
    check) echo --event --reading --known-on --json --lang --help ;;
    redate) echo --body --calendar-before --calendar-after --known-before --known-after --store --json --lang --help ;;
    replay) echo --json --lang --help ;;
    verify) echo --key --witness --need --origin --store --body --note --keys --json --lang --help ;;
    key) echo --witness --out --lang --help ;;
    cosign) echo --log --key --state --proof --lang --help ;;
    init) echo --keys --json --lang --help ;;
    body) echo --json --lang --help ;;
    request) echo --keys --epoch --body --event --events --applicant --once --actor --role --json --lang --help ;;
    event) echo --keys --epoch --body --expected --event --events --once --actor --role --json --lang --help ;;
    find) echo --keys --body --json --lang --help ;;
    cases) echo --body --after --limit --json --lang --help ;;
    due-list) echo --body --date --overdue --within --clock --actor --limit --after --json --lang --help ;;
    refresh) echo --body --json --lang --help ;;
    import) echo --keys --epoch --body --map --dry-run --separator --actor --role --json --lang --help ;;
    checkpoint) echo --body --sign --out --json --lang --help ;;
    proof) echo --body --from --json --lang --help ;;
    evidence) echo --body --keys --open --out --json --lang --help ;;
    erase | freeze | release) echo --body --basis --expected --date --once --actor --role --keys --json --lang --help ;;
    export) echo --body --keys --out --json --lang --help ;;
    rotate) echo --keys --epoch --json --lang --help ;;
    backup) echo --json --lang --help ;;
    rules) echo --json --lang --help ;;
    explain) echo --regime --on --json --lang --help ;;
    *) echo --lang --help --version ;;
    esac
}

_foi()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} words=

    COMPREPLY=()
    if [[ $word == "=" ]]; then
        word=
    elif [[ $before == "=" ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $before in
    --calendar | --calendar-before | --calendar-after | --out | --state | --proof | --store | --keys | --events | --applicant | --sign | --note | --map) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --key | --log | --witness)
        if [[ $command != key ]]; then # KEY is a text or @FILE, that of cosign a file
            [[ $command:$before == cosign:--key ]] || words=@
            mapfile -t COMPREPLY < <(compgen -f -P "$words" -- "${word#@}")
            return
        fi
        words=$(_foi_options key)
        ;;
    --lang) words="id en" ;;
    --regime) words=$(_foi_names Regimes) ;;
    --reading) words=${_foi_readings[*]} ;;
    --from | --known-on | --on | --as-of | --event | --known-before | --known-after | --need | --origin | \
        --epoch | --body | --expected | --once | --actor | --role | --basis | --date | --after | --limit | --separator) return ;;
    *)
        if ((COMP_CWORD == 1)); then
            words="due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain help --help --version --lang"
        elif [[ $word == -* ]]; then
            words=$(_foi_options "$command")
        else
            case $command:$COMP_CWORD:${COMP_WORDS[2]} in
            due:2:*) words=$(_foi_names Clocks) ;;
            workdays:2:*) words="add count is" ;;
            case:2:* | check:2:* | redate:* | verify:2:* | cosign:2:* | key:3:show) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
            body:2:*) words="add list" ;;
            init:2:* | body:[34]:* | request:2:* | event:2:* | find:2:* | cases:2:* | due-list:2:* | refresh:2:* | import:[23]:* | checkpoint:2:* | proof:2:* | \
                evidence:2:* | erase:2:* | freeze:2:* | release:2:* | export:2:* | rotate:2:* | backup:[23]:*)
                mapfile -t COMPREPLY < <(compgen -f -- "$word")
                return
                ;;
            replay:2:*) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
            key:2:*) words="new show" ;;
            rules:2:*) words="list show check diff graph" ;;
            rules:*:show | rules:*:diff) words=$(_foi_names "Rule packs") ;;
            rules:3:graph) words=$(_foi_names Regimes) ;;
            rules:*:check) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
            explain:2:*) words="$(_foi_topics) $(_foi_names Clocks)" ;;
            help:2:*) words="due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain" ;;
            esac
        fi
        ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -F _foi foi
