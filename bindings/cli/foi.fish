# Completion of the foi command for fish. Clocks, regimes and packs are asked of foi itself.

function __foi_names
    FOI_LANG=en NO_COLOR=1 foi rules list 2>/dev/null | awk -v heading="$argv[1]" '
        /^[^ ]/ { inside = ($0 == heading) }
        /^  / && inside { print $1 }'
end

function __foi_topics
    FOI_LANG=en foi explain 2>/dev/null | sed -n 's/^  \([a-z_]*\):.*/\1/p'
end

function __foi_readings
    printf '%s\n' first_day={next_day,same_day} off_day_receipt={keep,deemed_next} \
        response_start={completed,received,registered} objection_decision_start={received,registered} \
        objection_silence_start={day_after_lapse,lapse_day} dispute_silence_start={lapse_day,day_after_lapse} \
        cassation_unit={working_day,calendar_day} cassation_start={received,pronounced} \
        late_extension={void,valid} notice_edition={commission,gazette} collective_leave={off,working}
end

function __foi_in
    __fish_seen_subcommand_from $argv
end

complete -c foi -f
complete -c foi -n __fish_use_subcommand -a "due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain help"
complete -c foi -l lang -x -a "id en"
complete -c foi -l help
complete -c foi -n __fish_use_subcommand -l version
complete -c foi -n "__foi_in due" -a "(__foi_names Clocks)"
complete -c foi -n "__foi_in due" -l from -x
complete -c foi -n "__foi_in due case; or __foi_in check; and not __foi_in rules" -l reading -x -a "(__foi_readings)"
complete -c foi -n "__foi_in due" -l provisional
complete -c foi -n "__foi_in due" -l explain
complete -c foi -n "__foi_in due explain" -l regime -x -a "(__foi_names Regimes)"
complete -c foi -n "__foi_in due workdays case" -l batch
complete -c foi -n "__foi_in due workdays calendar case; or __foi_in check; and not __foi_in rules" -l known-on -x
complete -c foi -n "__foi_in due workdays calendar" -l calendar -r -F
complete -c foi -n "__foi_in due workdays calendar case check redate replay verify init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain" -l json
complete -c foi -n "__foi_in workdays" -a "add count is"
complete -c foi -n "__foi_in rules; and not __foi_in show check diff list graph" -a "list show check diff graph"
complete -c foi -n "__foi_in rules; and __foi_in show diff" -a "(__foi_names 'Rule packs')"
complete -c foi -n "__foi_in rules; and __foi_in graph" -a "(__foi_names Regimes)"
complete -c foi -n "__foi_in rules; and __foi_in check" -F
complete -c foi -n "__foi_in case redate; or __foi_in check; and not __foi_in rules" -F
complete -c foi -n "__foi_in case" -l as-of -x
complete -c foi -n "__foi_in case" -l timeline
complete -c foi -n "__foi_in case" -l svg
complete -c foi -n "__foi_in case" -l ics
complete -c foi -n "__foi_in check; and not __foi_in rules" -l event -x
complete -c foi -n "__foi_in redate" -l calendar-before -r -F
complete -c foi -n "__foi_in redate" -l calendar-after -r -F
complete -c foi -n "__foi_in redate" -l known-before -x
complete -c foi -n "__foi_in redate" -l known-after -x
complete -c foi -n "__foi_in replay" -a "(__fish_complete_directories)"
complete -c foi -n "__foi_in verify cosign; or __foi_in show; and __foi_in key" -F
complete -c foi -n "__foi_in verify cosign" -l key -r -F
complete -c foi -n "__foi_in verify" -l witness -x
complete -c foi -n "__foi_in verify" -l need -x
complete -c foi -n "__foi_in verify" -l origin -x
complete -c foi -n "__foi_in key; and not __foi_in new show" -a "new show"
complete -c foi -n "__foi_in key; and __foi_in new" -l witness
complete -c foi -n "__foi_in key; and __foi_in new" -l out -r -F
complete -c foi -n "__foi_in cosign" -l log -x
complete -c foi -n "__foi_in cosign" -l state -r -F
complete -c foi -n "__foi_in cosign" -l proof -r -F
complete -c foi -n "__foi_in init request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup" -F
complete -c foi -n "__foi_in body; and not __foi_in add list" -a "add list"
complete -c foi -n "__foi_in body; and __foi_in add list" -F
complete -c foi -n "__foi_in init request event find import evidence erase freeze release export rotate case verify" -l keys -r -F
complete -c foi -n "__foi_in request event import rotate" -l epoch -x
complete -c foi -n "__foi_in request event find cases due-list refresh import checkpoint proof evidence erase freeze release export case verify" -l body -x
complete -c foi -n "__foi_in case verify" -l store -r -F
complete -c foi -n "__foi_in verify" -l note -r -F
complete -c foi -n "__foi_in case evidence" -l open
complete -c foi -n "__foi_in request event" -l event -x
complete -c foi -n "__foi_in request event" -l events -r -F
complete -c foi -n "__foi_in request" -l applicant -r -F
complete -c foi -n "__foi_in event erase freeze release" -l expected -x
complete -c foi -n "__foi_in request event erase freeze release" -l once -x
complete -c foi -n "__foi_in request event import erase freeze release" -l actor -x
complete -c foi -n "__foi_in request event import erase freeze release" -l role -x
complete -c foi -n "__foi_in erase freeze release" -l basis -x
complete -c foi -n "__foi_in erase freeze release" -l date -x
complete -c foi -n "__foi_in cases due-list" -l after -x
complete -c foi -n "__foi_in cases due-list" -l limit -x
complete -c foi -n "__foi_in due-list" -l date -x
complete -c foi -n "__foi_in due-list" -l overdue
complete -c foi -n "__foi_in due-list" -l within -x
complete -c foi -n "__foi_in due-list" -l clock -x -a "(__foi_names Clocks)"
complete -c foi -n "__foi_in due-list" -l actor -x
complete -c foi -n "__foi_in due-list refresh redate" -l body -x
complete -c foi -n "__foi_in redate" -l store -r -F
complete -c foi -n "__foi_in import" -l map -r -F
complete -c foi -n "__foi_in import" -l dry-run
complete -c foi -n "__foi_in import" -l separator -x
complete -c foi -n "__foi_in checkpoint" -l sign -r -F
complete -c foi -n "__foi_in checkpoint evidence export" -l out -r -F
complete -c foi -n "__foi_in proof" -l from -x
complete -c foi -n "__foi_in explain" -a "(__foi_topics; __foi_names Clocks)"
complete -c foi -n "__foi_in explain" -l on -x
complete -c foi -n "__foi_in help" -a "due workdays calendar case check redate replay verify key cosign init body request event find cases due-list refresh import checkpoint proof evidence erase freeze release export rotate backup rules explain"
