#!/usr/bin/env bash
#
# What a killed run leaves beside an archive must not get into another one that
# is built in its place: SQLite would take the old log for the new file's.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

files=1500
write_shows shows $files early
"$quoth" index shows >/dev/null || fault "the first run"
write_shows shows $files late
"$quoth" index shows >/dev/null 2>&1 &
writer=$!
until "$quoth" search late -n 1 >/dev/null 2>&1; do # so the log has commits
    kill -0 $writer || break
done
kill -KILL $writer
wait $writer 2>/dev/null
[ -s quoth.db-wal ] || fault "no log to try it with"

mv quoth.db aside.db
printf 'part of a killed build' >quoth.db.new
write_shows shows 30 anew
rm -f shows/0[3-9]?.vtt shows/[1-9]*.vtt shows/031.vtt
expect 0 "$quoth" index shows
expect 0 "$quoth" check
expect 0 "$quoth" search anew
expect 1 "$quoth" search 'early OR late'
[ -e quoth.db.new ] && fault "quoth.db.new is still there"
conclude
