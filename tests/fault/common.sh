# What the fault scripts share; sourced by them. QUOTH is the built program.
#
# Each script works in a folder of its own, with an archive at $QUOTH_DB, and
# ends with the exit code 0 if nothing was wrong.
set -uo pipefail

if [ $# -lt 1 ] || ! [ -x "$1" ]; then
    printf 'usage: %s QUOTH …\n' "$0" >&2
    exit 2
fi

quoth=$(realpath -- "$1")
work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
cd -- "$work" || exit 2
export QUOTH_DB=$work/quoth.db HOME=$work LC_ALL=C.UTF-8 TERM=dumb
unset XDG_DATA_HOME
faults=0

fault() {
    printf 'FAULT: %s\n' "$*" >&2
    faults=$((faults + 1))
}

# Ends the script.
conclude() {
    if [ "$faults" -gt 0 ]; then
        printf '%d faults\n' "$faults" >&2
        exit 1
    fi
    exit 0
}

# expect CODE COMMAND…: what it prints is left in out and err.
expect() {
    local wanted=$1 code=0
    shift
    "$@" >out 2>err </dev/null || code=$?
    if [ "$code" -ne "$wanted" ]; then
        fault "exit $code, not $wanted: $*"
        cat out err >&2
    fi
}

# says FILE WORDS: the words must be in it, as they are.
says() {
    if ! grep -qF -- "$2" "$1"; then
        fault "\"$2\" is not in $1:"
        cat -- "$1" >&2
    fi
}

# limited KILOBYTES COMMAND…: no file may be longer.
limited() {
    local kilobytes=$1
    shift
    (ulimit -f "$kilobytes" && exec "$@")
}

# write_shows FOLDER COUNT WORD: so many transcripts of a minute, each with WORD
# in every cue.
write_shows() {
    mkdir -p -- "$1"
    awk -v folder="$1" -v count="$2" -v word="$3" 'BEGIN {
        for (i = 1; i <= count; i++) {
            file = sprintf("%s/%03d.vtt", folder, i)
            print "WEBVTT" >file
            for (s = 0; s < 60; s += 5)
                printf "\n00:%02d.000 --> 00:%02d.500\n<v Ann>%s number%d " \
                       "at%d the heron waits in cold water.\n",
                       s, s + 4, word, i, s >file
            close(file)
        }
    }'
}

# All that a person can see of the archive, in one text.
dump() {
    local what
    for what in shows episodes speakers chapters transcripts failures; do
        "$quoth" list "$what" --format jsonl
    done
    "$quoth" search heron -n 0 --format ref
}

# milliseconds COMMAND…: how long it takes.
milliseconds() {
    local from to
    from=$(date +%s%N)
    "$@" >/dev/null 2>&1
    to=$(date +%s%N)
    echo $(((to - from) / 1000000))
}

# pause MILLISECONDS
pause() {
    sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}
