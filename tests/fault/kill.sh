#!/usr/bin/env bash
#
# Kills an indexing run at moments all over its length, building a new archive
# and changing one: after each, the archive is sound and can be searched, and
# the next run completes it to what a run that nobody disturbed makes.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

moments=${MOMENTS:-12}
files=120

# kill_after MILLISECONDS: starts a run and kills it.
kill_after() {
    "$quoth" index shows >/dev/null 2>&1 &
    pause "$1"
    kill -KILL $! 2>/dev/null
    wait $! 2>/dev/null
}

check_sound() {
    "$quoth" check >out 2>&1 || fault "$1: $(cat out)"
    "$quoth" search heron -n 1 >out 2>&1 || fault "$1: $(cat out)"
}

# Nobody disturbs these two runs.
write_shows shows $files early
length=$(milliseconds "$quoth" index shows)
dump >want.first
write_shows shows $((files + 60)) late
sleep 0.01
"$quoth" index shows >/dev/null || fault "the second run"
dump >want.second
rm -f quoth.db*

rm -r shows
write_shows shows $files early
for ((i = 0; i < moments; i++)); do
    kill_after $((length * i / moments))
    if [ -e quoth.db ]; then
        check_sound "killed while building"
        rm -f quoth.db
    fi
done
"$quoth" index shows >/dev/null || fault "the run after building was killed"
dump >got.first
cmp want.first got.first || fault "the new archive differs"

# A run is killed, the next goes on from there: so change the words each time.
for ((i = 0; i < moments; i++)); do
    write_shows shows $files "word$i"
    kill_after $((length * i / moments))
    check_sound "killed while changing"
done
write_shows shows $((files + 60)) late
"$quoth" index shows >/dev/null || fault "the run after changing was killed"
check_sound "afterwards"
dump >got.second
cmp want.second got.second || fault "the changed archive differs"
conclude
