#!/usr/bin/env bash
#
# Builds quoth on Debian 12 and tries it on the transcripts in this folder.
# Installs what is missing, writes only to build/, and can be run again.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd -- "$root"
# shellcheck source-path=SCRIPTDIR source=packages.sh
. samples/packages.sh

build() {
    say "Building quoth into build/release"
    cmake --preset release -DQUOTH_TESTS=OFF
    cmake --build --preset release
}

# Prints a command as one would type it: quoted only where that is needed.
print_command() {
    local word
    printf '\n$ quoth'
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_./:@=~-]*) printf " '%s'" "${word//\'/\'\\\'\'}" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
}

try() {
    print_command "$@"
    quoth "$@"
}

# A fresh database every time, so that the output is always the same.
use_new_database() {
    export QUOTH_DB=$root/build/demo/quoth.db
    mkdir -p build/demo
    rm -f -- "$QUOTH_DB" "$QUOTH_DB-wal" "$QUOTH_DB-shm"
}

# Looks for a moment by its words and reads on from there.
read_around() {
    local found
    print_command search "$1" -n 1 --format ref
    found=$(quoth search "$1" -n 1 --format ref)
    printf '%s\n' "$found"
    try read "${found%%$'\t'*}"
}

tour() {
    try index samples
    try list shows
    try search '"one-way door"' -n 6
    try search 'migration paid off' -n 4
    try search 'speaker:marcus river gauge'
    try search '"el rio no avisa"'
    read_around '"flat line had cost us"'
}

say "Checking for the packages that the build needs"
require_packages "${BUILD_PACKAGES[@]}"
build
PATH=$root/build/release/query:$PATH
say "Indexing samples/ into build/demo/quoth.db and searching it"
use_new_database
tour
printf '\n'
say "Done. To go on: QUOTH_DB=$QUOTH_DB $root/build/release/query/quoth help"
