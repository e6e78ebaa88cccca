# Output that cannot be written, and promises that other files make about the command.
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

no_output() # NAME COMMAND: must exit with 2 and say why
{
    eval "$2"
    if [[ $? == 2 ]] && grep -q '^foi: ' err; then pass; else fail "$1" "$(cat err)"; fi
}
for words in "--version" "help" "due response --from 2025-10-06" "due response --from 2025-10-06 --json" "workdays is 2025-10-06" \
    "calendar 2025" "rules list" "rules show id/uu-14-2008" "explain rights"; do
    no_output "closed stdout: $words" "\"$foi\" $words >&- 2>err"
    no_output "full disk: $words" "\"$foi\" $words >/dev/full 2>err"
done
no_output "batch to a full disk" "\"$foi\" due response --batch <many >/dev/full 2>err"
no_output "batch to a closed stdout" "\"$foi\" due response --batch <many >&- 2>err"
"$foi" due response --batch <many 2>err | head -n 1 >out
yes_if "a reader that goes away is no crash" test "${PIPESTATUS[0]} $(cat out) $(wc -l <err)" = "2 $("$foi" due response --batch <<<"$(head -n 1 many)") 1"
no_output "closed stdin" "\"$foi\" due response --batch <&- >out 2>err"
no_output "a directory as stdin" "\"$foi\" due response --batch <. >out 2>err"
"$foi" workdays is never >out 2>&-
yes_if "closed stderr" test "$?" = 2

# Completion and manual know what the command knows.
axes=$(cat "$root"/lib/packs/id/*.yaml | sed -n "s/^  - axis: *//p" | sort -u)
# shellcheck source=/dev/null
. "$root/bindings/cli/foi.bash"
yes_if "completion knows every axis" test "$axes" = "$(printf '%s\n' "${_foi_readings[@]}" | sed 's/=.*//' | sort -u)"
for reading in "${_foi_readings[@]}"; do
    "$foi" due response --from 2025-10-06 --reading "$reading" >out 2>err
    yes_if "completion offers what exists: $reading" test "$?" != 2
done
PATH=$(dirname "$foi"):$PATH
complete_words() # WORDS...: the completions of the last word
{
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _foi
    printf '%s ' "${COMPREPLY[@]}"
}
yes_if "completion of commands" test "$(complete_words foi wo)" = "workdays "
yes_if "completion of options" test "$(complete_words foi due response --pro)" = "--provisional "
yes_if "completion of readings" test "$(complete_words foi due response --reading first_day=s)" = "first_day=same_day "
if [[ $(basename "$foi") == foi ]]; then
    yes_if "completion of clocks" test "$(complete_words foi due respon)" = "response "
    yes_if "completion of regimes" test "$(complete_words foi due response --regime id/kem)" = "id/kemnaker "
    yes_if "completion of topics" test "$(complete_words foi explain exem)" = "exemptions exemption_release exemption_term "
    yes_if "completion of packs" test "$(complete_words foi rules show id/uu-14)" = "id/uu-14-2008 "
fi
for command in due workdays calendar case check redate replay verify key cosign init body request event find cases import checkpoint proof evidence erase freeze release export rotate backup rules explain; do
    for option in $(_foi_options $command); do
        "$foi" $command "$option" >out 2>err </dev/null
        yes_if "$command knows $option" eval '! grep -q "tidak mengenal" err'
        yes_if "the manual knows $option" grep -q -- "${option//-/\\\\-}" "$root/bindings/cli/foi.1"
    done
done
if command -v man >/dev/null; then
    yes_if "the manual is well formed" test -z "$(man --warnings -E UTF-8 -l "$root/bindings/cli/foi.1" 2>&1 >/dev/null)"
fi

# The same law has the same identity in every process.
for n in 1 2 3; do "$foi" due response --from 2025-10-06 --json | grep -o '"law": "[^"]*"' >>hashes; done
yes_if "the law hash does not change from run to run" test "$(sort -u hashes | wc -l)" = 1
