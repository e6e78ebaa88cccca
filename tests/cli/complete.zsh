#!/usr/bin/zsh -f
# What TAB offers at the end of a line. Usage: complete.zsh FOLDER LINE...; FOLDER holds the completion as _foi.
# Prints a line for each, its words sorted.
zmodload zsh/zpty
out=$(mktemp)
zpty terminal zsh -f -i
zpty -w terminal "fpath=(${(q)1} \$fpath) out=${(q)out}"
# compadd with -O, -A or -D only asks what would match.
zpty -w terminal 'autoload -Uz compinit; compinit -D -u; unsetopt auto_list auto_menu
    compadd() {
        [[ " $* " == *" -"[OAD]" "* ]] && { builtin compadd "$@"; return }
        local -a offered
        builtin compadd -A offered "$@"
        print -rl -- $offered >>$out
        builtin compadd "$@"
    }
    finish() { : >$out.done; comppostfuncs=(finish) }
    comppostfuncs=(finish)
    bindkey "^I" complete-word "^U" kill-whole-line'
for line in "$@[2,-1]"; do
    : >$out
    zpty -w -n terminal $'\025'"$line"$'\t'
    repeat 200 { [[ -e $out.done ]] && break; sleep 0.05 }
    rm -f $out.done
    print -r -- ${(o)${(f)"$(<$out)"}}
done
rm -f $out
zpty -d terminal
