# SPDX-License-Identifier: Apache-2.0
# bash completion for stratos-conform: verbs and options are asked of the program itself.
_stratos_conform() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words=
	local data
	if [ "$COMP_CWORD" = 1 ]; then
		words=$("${COMP_WORDS[0]}" --help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p')
		COMPREPLY=($(compgen -W "$words --help --version" -- "$cur"))
		return
	fi
	data=$(dirname "$(command -v "${COMP_WORDS[0]}")")/../share/stratos-conform
	case $prev in
	--machine | -m) words=$(cd "$data/machines" 2>/dev/null && ls -- *.json) ;;
	--accel) words="auto kvm tcg" ;;
	*) case $verb in
		boot) words=$(cd "$data/hypervisors" 2>/dev/null && ls -- *.json) ;;
		compare | profile) words=$(cd "$data/profiles" 2>/dev/null && ls -- *.json) ;;
		list) words="probes checks benches facts metrics profiles requirements recipes machines plans statements --coverage" ;;
		explain) words=$("${COMP_WORDS[0]}" list 2>/dev/null | awk '{print $2}') ;;
	esac ;;
	esac
	words=${words//.json/}
	[[ $cur != -* ]] || words=$("${COMP_WORDS[0]}" "$verb" --help 2>/dev/null | grep -o -e '--[a-z-]*' | sort -u)
	COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))
}
complete -o filenames -F _stratos_conform stratos-conform
