#!/usr/bin/env bash
#
# Kills updates of folders that keep changing, at moments all over their length:
# after each, the archive is sound, searches are answered and what an earlier
# run said it added is there; the first run that ends makes of it what a single
# run over the same files makes. Then two updates at once, and searches while
# one is at work.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

moments=${MOMENTS:-12}
files=80

# What a person finds, without the numbers that tell in which order it came.
found() {
    "$quoth" list transcripts --format json | grep -o '"words":[0-9]*' | sort
    "$quoth" search heron -n 0 --format csv | cut -d, -f2,3,5-9 | sort
}

kill_after() {
    "$quoth" update >/dev/null 2>&1 &
    pause "$1"
    kill -KILL $! 2>/dev/null
    wait $! 2>/dev/null
}

write_shows one $files early
write_shows two $files second
"$quoth" index -q one two || fault "the first run"
write_shows one $files other
length=$(milliseconds "$quoth" update)

for ((i = 0; i < moments; i++)); do
    write_shows one $((files + i)) "word$i"
    rm -f two/0$((10 + i)).vtt
    write_shows "two/part$i" 5 "part$i"
    kill_after $((length * i / moments))
    "$quoth" check >out 2>&1 || fault "killed: $(cat out)"
    expect 0 "$quoth" search heron -n 1
    if [ $((i % 4)) -eq 3 ]; then
        expect 0 "$quoth" update --format json
        says out '"complete":true'
        expect 0 "$quoth" search "part$i" -n 1
    fi
done
expect 0 "$quoth" update --prune --yes
found >got
"$quoth" check >out 2>&1 || fault "at the end: $(cat out)"
QUOTH_DB=$work/single.db
"$quoth" index -q one two || fault "the single run"
found >want
cmp want got || fault "the archive differs from one of a single run"
QUOTH_DB=$work/quoth.db

# Two at once: one works, the other is turned away, or waits.
write_shows one $((files * 2)) again
"$quoth" update -q --wait=60 &
first=$!
code=0
"$quoth" update -q 2>/dev/null || code=$?
[ $code = 75 ] || [ $code = 0 ] || fault "the second of two ended with $code"
for ((i = 0; i < 20; i++)); do
    "$quoth" search heron -n 1 >out 2>&1 || fault "meanwhile: $(cat out)"
done
"$quoth" backup copy.db -q || fault "backup while an update is at work"
expect 0 "$quoth" update --wait=60
wait $first || fault "the first of two failed"
expect 0 "$quoth" --db copy.db check
"$quoth" check >out 2>&1 || fault "after two at once: $(cat out)"
conclude
