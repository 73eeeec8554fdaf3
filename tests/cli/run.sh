#!/usr/bin/env bash
#
# Runs the command-line cases: each AREA/CASE.sh in a fresh folder, with a home
# and an archive of its own, and compares what it prints and its exit code with
# CASE.out, CASE.err and CASE.exit beside it (no file: nothing, or 0).
#
#   tests/cli/run.sh QUOTH [AREA | AREA/CASE.sh]…
#   REWRITE=1 tests/cli/run.sh …      writes these files anew; look at the diff
#
# A case is run by sh -eu and calls quoth by that name. It finds its own folder
# in $CASES and the repository's samples in $SAMPLES. What differs from run to
# run is made the same before it is compared: the folder's name becomes TMP and
# elapsed time and the number of checks N.
set -uo pipefail

if [ $# -lt 1 ] || ! [ -x "$1" ]; then
    printf 'usage: tests/cli/run.sh QUOTH [AREA | AREA/CASE.sh]…\n' >&2
    exit 2
fi

quoth=$(realpath -- "$1")
shift
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
samples=$(realpath -- "$root/../../samples")
work=$(mktemp -d) || exit 2
trap 'rm -rf -- "$work"' EXIT
passed=0
failed=0

mkdir -- "$work/bin"
ln -s -- "$quoth" "$work/bin/quoth"

normalise() {
    sed -E -e "s|$1|TMP|g" \
        -e 's/ · [0-9.]+ m?s\b/ · N ms/' -e 's/ in [0-9.]+ m?s\b/ in N ms/' \
        -e 's/"elapsed_ms":[0-9]+/"elapsed_ms":N/' \
        -e 's/^[0-9]+ checks/N checks/' "$2"
}

# Runs the case; leaves out, err and exit in $work/got.
run_case() {
    local script=$1 folder=$work/case
    rm -rf -- "$folder" "$work/got"
    mkdir -p -- "$folder/home" "$work/got"
    (
        cd -- "$folder" || exit 99
        exec env -i PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 TERM=dumb TZ=UTC \
            HOME="$folder/home" XDG_DATA_HOME="$folder/home/data" \
            QUOTH_DB="$folder/quoth.db" CASES="$(dirname -- "$script")" \
            SAMPLES="$samples" ${ASAN_OPTIONS+ASAN_OPTIONS="$ASAN_OPTIONS"} \
            sh -eu "$script"
    ) >"$work/raw.out" 2>"$work/raw.err" </dev/null
    printf '%s\n' $? >"$work/got/exit"
    normalise "$folder" "$work/raw.out" >"$work/got/out"
    normalise "$folder" "$work/raw.err" >"$work/got/err"
}

# What is expected of the case, in $work/want.
read_expected() {
    local base=$1
    rm -rf -- "$work/want"
    mkdir -- "$work/want"
    cat -- "$base.out" >"$work/want/out" 2>/dev/null
    cat -- "$base.err" >"$work/want/err" 2>/dev/null
    cat -- "$base.exit" >"$work/want/exit" 2>/dev/null ||
        printf '0\n' >"$work/want/exit"
}

rewrite() {
    local base=$1 part
    for part in out err exit; do
        cp -- "$work/got/$part" "$base.$part"
    done
    [ -s "$base.out" ] || rm -- "$base.out"
    [ -s "$base.err" ] || rm -- "$base.err"
    [ "$(cat -- "$base.exit")" != 0 ] || rm -- "$base.exit"
}

check_case() {
    local script=$1 base=${1%.sh}
    run_case "$script"
    if [ "${REWRITE-}" = 1 ]; then
        rewrite "$base"
    fi
    read_expected "$base"
    if diff -u -- "$work/want" "$work/got"; then
        passed=$((passed + 1))
    else
        printf 'FAILED: %s\n' "${script#"$root/"}"
        failed=$((failed + 1))
    fi
}

for wanted in "${@:-.}"; do
    while IFS= read -r script; do
        check_case "$script"
    done < <(find "$root/$wanted" -name '*.sh' ! -name run.sh | sort)
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
