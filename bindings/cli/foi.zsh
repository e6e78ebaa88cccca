#compdef foi
# Completion of the foi command for zsh. Clocks, regimes and packs are asked of foi itself.

_foi_names() {
    FOI_LANG=en NO_COLOR=1 foi rules list 2>/dev/null | awk -v heading="$1" '
        /^[^ ]/ { inside = ($0 == heading) }
        /^  / && inside { print $1 }'
}

_foi_topics() {
    FOI_LANG=en foi explain 2>/dev/null | sed -n 's/^  \([a-z_]*\):.*/\1/p'
}

_foi() {
    local -a readings=(first_day={next_day,same_day} off_day_receipt={keep,deemed_next}
        response_start={completed,received,registered} objection_decision_start={received,registered}
        objection_silence_start={day_after_lapse,lapse_day} dispute_silence_start={lapse_day,day_after_lapse}
        cassation_unit={working_day,calendar_day} cassation_start={received,pronounced}
        late_extension={void,valid} notice_edition={commission,gazette} collective_leave={off,working})
    local -a reading=("*--reading[fix a reading]:reading:($readings)")
    local -a days=('--known-on[as known on a day]:day:' '*--calendar[calendar file]:file:_files')
    local -a keys=('--keys[key file]:file:_files') body=('--body[public body]:name:')
    local -a written=('--once[idempotency key]:key:' '--actor[who records it]:id:' '--role[in which office]:role:')
    local -a events=('*--event[event]:JSON:' '--events[events]:file:_files' '--epoch[of the keys]:number:')
    local -a common=('--json[for machines]' '--lang[language]:language:(id en)' '--help[examples]')

    if (( CURRENT == 2 )); then
        compadd due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain help
        [[ $PREFIX == -* ]] && compadd -- --help --version --lang
        return
    fi
    case $words[2] in
    due) _arguments "2:clock:($(_foi_names Clocks))" '--from[day 0]:day:' "--regime[regime]:regime:($(_foi_names Regimes))" \
        $reading '--provisional[bounds only]' '--explain[all reasons]' \
        '--batch[days on standard input]' $days $common ;;
    workdays) _arguments '2:sum:(add count is)' '*:day:' '--batch[lines on standard input]' $days $common ;;
    calendar) _arguments '2:year:' $days $common ;;
    case) _arguments '2:case file:_files' '--as-of[day of the report]:day:' $reading \
        '--known-on[as known on a day]:day:' '--timeline[as a picture]' '--svg[as SVG]' '--ics[due dates as iCalendar]' \
        '--batch[cases on standard input]' '--store[case of a register]:file:_files' '--open[personal data too]' \
        $keys $body $common ;;
    check) _arguments '2:case file:_files' '--event[planned event]:JSON:' $reading \
        '--known-on[as known on a day]:day:' $common ;;
    redate) _arguments '*:case file:_files' '--store[register]:file:_files' '--body[public body]:name:' '--calendar-before[calendar file]:file:_files' \
        '--calendar-after[calendar file]:file:_files' '--known-before[as known on a day]:day:' \
        '--known-after[as known on a day]:day:' $common ;;
    replay) _arguments '2:folder:_files -/' $common ;;
    verify) _arguments '2:evidence:_files' '--key[key of the log, or @file]:key:' '*--witness[key of a witness, or @file]:key:' \
        '--need[how many witnesses]:number:' '--origin[name of the log]:name:' \
        '--store[a whole register]:file:_files' '--note[checkpoint kept elsewhere]:file:_files' $keys $body $common ;;
    key) case $words[3] in
        new) _arguments '3:name:' '--witness[key of a witness]' '--out[secret half]:file:_files' ;;
        *) _arguments '2:what:(new show)' '3:key file:_files' ;;
        esac ;;
    cosign) _arguments '2:checkpoint:_files' '--log[key of the log, or @file]:key:' '--key[secret key]:file:_files' \
        '--state[last checkpoint witnessed]:file:_files' '--proof[proof of continuation]:file:_files' ;;
    init) _arguments '2:register:_files' $keys $common ;;
    body) _arguments '2:what:(add list)' '3:register:_files' '4:body:_files' $common ;;
    request) _arguments '2:register:_files' '--applicant[applicant]:file:_files' $keys $body $events $written $common ;;
    event) _arguments '2:register:_files' '3:case:' '--expected[version]:number:' $keys $body $events $written $common ;;
    due-list) _arguments '2:register:_files' '--date[day]:day:' '--overdue[only]' '--within[working days]:number:' \
        "--clock[clock]:clock:($(_foi_names Clocks))" '--actor[actor]:actor:' '--limit[rows]:number:' '--after[place]:word:' \
        $keys $body $common ;;
    refresh) _arguments '2:register:_files' $keys $body $common ;;
    find) _arguments '2:register:_files' '3:code or number:' $keys $body $common ;;
    cases) _arguments '2:register:_files' '--after[last case]:id:' '--limit[how many]:number:' $body $common ;;
    import) _arguments '2:register:_files' '3:CSV file:_files' '--map[columns]:file:_files' '--dry-run[check only]' \
        '--separator[between cells]:character:' '--epoch[of the keys]:number:' $keys $body $written[2,3] $common ;;
    checkpoint) _arguments '2:register:_files' '--sign[secret key]:file:_files' '--out[file]:file:_files' $body $common ;;
    proof) _arguments '2:register:_files' '--from[events of the old state]:number:' $body $common ;;
    evidence) _arguments '2:register:_files' '3:case:' '--open[personal data too]' '--out[file]:file:_files' $keys $body $common ;;
    erase | freeze | release) _arguments '2:register:_files' '3:case:' '--basis[why, in law]:text:' \
        '--expected[version]:number:' '--date[day]:day:' $keys $body $written $common ;;
    export) _arguments '2:register:_files' '3:case:' '--out[file]:file:_files' $keys $body $common ;;
    rotate) _arguments '2:register:_files' '--epoch[of the keys]:number:' $keys $common ;;
    backup) _arguments '2:register:_files' '3:copy:_files' $common ;;
    rules) case $words[3] in
        check) _arguments '*:pack:_files' $common ;;
        graph) _arguments "3:regime:($(_foi_names Regimes))" $common ;;
        *) _arguments '2:what:(list show check diff graph)' "*:pack:($(_foi_names "Rule packs"))" $common ;;
        esac ;;
    explain) _arguments "2:topic:($(_foi_topics) $(_foi_names Clocks))" \
        '--on[day of the law]:day:' "--regime[regime]:regime:($(_foi_names Regimes))" $common ;;
    help) compadd due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain ;;
    esac
}

_foi "$@"
