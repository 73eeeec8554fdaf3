#!/usr/bin/env bash
#
# No room for the archive, by a limit on the size of files: the run says so and
# ends with exit code 4, and what was there stays sound.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

write_shows shows 40 early
for kilobytes in 8 64 128; do
    expect 4 limited $kilobytes "$quoth" index shows
    [ -s err ] || fault "without a word at $kilobytes KB"
    [ -e quoth.db ] && fault "half an archive at $kilobytes KB"
    [ -e quoth.db.new ] && fault "left quoth.db.new at $kilobytes KB"
done
expect 0 "$quoth" index shows
dump >want

# fill COMMAND…: the run ends when the file may not grow any more, at once or in
# the middle; the next one goes on.
fill() {
    local size kilobytes
    size=$(($(stat -c %s quoth.db) / 1024))
    for kilobytes in $((size / 2)) $size $((size + 40)); do
        expect 4 limited $kilobytes "$quoth" "$@"
        [ -s err ] || fault "without a word at $kilobytes KB"
        expect 0 "$quoth" check
        expect 0 "$quoth" search heron
    done
    expect 0 "$quoth" "$@"
    expect 0 "$quoth" check
}

write_shows shows 400 late
fill index shows
expect 1 "$quoth" search early
write_shows shows 900 later
fill update
expect 1 "$quoth" search late
expect 0 "$quoth" search later

# Output that does not fit.
expect 4 limited 1 "$quoth" search heron -n 0 -o out.csv
[ -e out.csv ] && fault "half an output"
[ -e out.csv.part ] && fault "left out.csv.part"
conclude
