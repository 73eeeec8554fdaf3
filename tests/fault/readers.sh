#!/usr/bin/env bash
#
# Readers while a run changes every file: each answer is of one moment, with
# every transcript as it was or as it is, and none twice or missing.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

files=700 # more than are committed at a time
write_shows shows $files early
"$quoth" index shows >/dev/null || fault "the first run"
write_shows shows $files late
"$quoth" index shows >/dev/null 2>&1 &
writer=$!
answers=0
while kill -0 $writer 2>/dev/null; do
    "$quoth" search 'early OR late' -n 0 --format ref >out 2>err ||
        fault "a reader: $(cat err)"
    found=$(cut -d@ -f1 out | sort -u | wc -l)
    [ "$found" -eq "$files" ] || fault "$found of $files episodes"
    answers=$((answers + 1))
done
wait $writer || fault "the writer"
[ "$answers" -gt 0 ] || fault "the run was over before a reader came"
expect 1 "$quoth" search early
expect 0 "$quoth" search late
expect 0 "$quoth" check
conclude
