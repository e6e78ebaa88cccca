# Completion in zsh and fish: it loads, and offers what that for bash does (output.sh).
# shellcheck shell=bash disable=SC2154,SC2016,SC2034,SC2059

# shellcheck source=/dev/null
. "$root/bindings/cli/foi.bash"
lines=("foi wo" "foi -" "foi due response --reading ")
offered=("workdays" "--help --lang --version" "$(printf '%s\n' "${_foi_readings[@]}" | sort | paste -sd ' ')")
if [[ $(basename "$foi") == foi ]]; then # they ask the command that is called foi
    lines+=("foi due respon" "foi due --from 2025-10-06 respon" "foi due response --regime id/kem" "foi explain exem"
        "foi rules show id/uu-14" "foi rules graph id/kem")
    offered+=(response response id/kemnaker "exemption_release exemption_term exemptions" id/uu-14-2008 id/kemnaker)
fi
for command in due workdays calendar case check redate replay rules explain; do
    lines+=("foi $command --")
    offered+=("$(tr ' ' '\n' <<<"$(_foi_options $command)" | sort | paste -sd ' ')")
done

zsh_complete() # LINE...: the words offered at the end of each, sorted
{
    mkdir -p completion
    cp "$root/bindings/cli/foi.zsh" completion/_foi
    "$here/complete.zsh" completion "$@"
}

fish_complete() # the same
{
    fish --no-config -c 'source $argv[1]
        for line in $argv[2..]; complete -C $line | cut -f 1 | sort | string join " "; end' \
        "$root/bindings/cli/foi.fish" "$@"
}

for shell in zsh fish; do
    if ! command -v $shell >/dev/null; then
        echo "skipped: completion in $shell, which is not installed"
        continue
    fi
    mapfile -t got < <(HOME=$tmp PATH=$(dirname "$foi"):$PATH "${shell}_complete" "${lines[@]}" 2>err)
    yes_if "completion in $shell says nothing else" test ! -s err
    for i in "${!lines[@]}"; do
        yes_if "completion in $shell: ${lines[i]}" test "${got[i]-}" = "${offered[i]}"
    done
done
