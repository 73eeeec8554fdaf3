#!/usr/bin/env bash
# Recordings whose feed offers no transcript, and a program that makes one.
. "$(dirname -- "$0")/common.sh"

# configure PROGRAM LINE…: a transcriber whose runs can be counted.
configure() {
    printf '#!/bin/sh\necho run >>%s/runs\n%s\n' "$work" "$1" >transcribe
    chmod +x transcribe
    shift
    {
        printf 'transcriber: [%s/transcribe, "{audio}", "{output}", "{folder}"]\n' \
            "$work"
        printf '%s\n' stalled_seconds:\ 5 retry_seconds:\ 1 "$@"
    } >"$QUOTH_CONFIG"
    : >runs
}

runs() {
    wc -l <runs
}

# nothing_left: no recording stays, whatever became of it.
nothing_left() {
    [ ! -e fetched/audio ] || fault "left: $(ls -R fetched/audio)"
}

enclosure() {
    printf '<enclosure url="%s/%s" type="audio/mpeg" length="5000"/>' "$url" "$1"
}

head -c 5000 /dev/zero | tr '\0' a >www/one.mp3
cp www/one.mp3 www/two.mp3
cp www/one.mp3 www/fresh.mp3
vtt three.vtt 'the gauge was written down'
begin_feed feed.xml 'Night Boats'
item feed.xml night-boats-0001 'The oar' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(enclosure one.mp3)"
item feed.xml night-boats-0002 'The lamp' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(enclosure two.mp3)"
item feed.xml night-boats-0003 'The gauge' 'Mon, 20 Jan 2025 07:00:00 GMT' \
    "$(enclosure three.mp3)" "$(transcript three.vtt)"
item feed.xml night-boats-0004 'Just out' "$(date -R)" "$(enclosure fresh.mp3)"
end_feed feed.xml

# Without a transcriber nothing is asked for; index never asks.
configure 'exit 1'
expect 0 "$quoth" index "$url/feed.xml"
printf 'retry_seconds: 1\n' >"$QUOTH_CONFIG"
expect 0 "$quoth" update
[ "$(requests 'mp3')" = 0 ] || fault "asked for recordings: $(cat www/log)"

# One that writes a file, as long as it may: newest first, and not the fresh one.
configure '[ "$(wc -c <"$1")" = 5000 ] || exit 1
[ "$(stat -c %a "$3")" = 700 ] || exit 2
case $1 in *.mp3) ;; *) exit 3 ;; esac
printf "WEBVTT\n\n00:02.000 --> 00:05.000\nthe lamp is lit\n" >"$2.vtt"
printf "the lamp is lit" >"$2.txt"; echo chatter' 'transcriber_episodes: 1'
expect 0 "$quoth" update --no-transcribe
[ "$(runs)" = 0 ] || fault '--no-transcribe transcribed'
expect 0 "$quoth" update
[ "$(runs)" = 1 ] || fault "ran $(runs) times"
nothing_left
expect 0 "$quoth" search '"lamp is lit"' --format jsonl
says out '"title":"The lamp"'
says out '"made_by":"machine"'
says out '"start_ms":2000'
[ "$(requests '^/(three|fresh).mp3')" = 0 ] || fault 'asked for too much'

# One that prints, and says nothing: remembered, and tried again.
configure 'true'
expect 3 "$quoth" update --format json
says out "feed.xml#night-boats-0001#audio"
says out 'wrote nothing'
grep -q '"retry_after":"20' out || fault "no time: $(cat out)"
[ "$(runs)" = 1 ] || fault "ran $(runs) times"
nothing_left
expect 0 "$quoth" list failures
says out 'night-boats-0001#audio'
expect 0 "$quoth" update
[ "$(runs)" = 1 ] || fault 'tried again before its time'
sleep 1.1
configure 'echo "out of breath" >&2; exit 9'
expect 3 "$quoth" update
says err 'out of breath (exit status 9)'

# It hangs: its own time limit, and that of the run, which is no failure.
configure 'sleep 100' 'transcriber_seconds: 1'
expect 3 "$quoth" update --only failed
says err 'takes longer than 1 s'
configure 'sleep 100'
expect 0 "$quoth" update --only failed --max-time 1s
says err 'the time is up'
nothing_left

# Too large, a page, not there.
configure 'true' 'transcriber_megabytes: 1'
head -c 1200000 /dev/zero | tr '\0' a >www/one.mp3
expect 3 "$quoth" update --only failed
says err 'it is larger than 1 MB'
printf '<!DOCTYPE html><html><body>Sign in</body></html>' >www/one.mp3
expect 3 "$quoth" update --only failed
says err 'a web page came, and no recording'
rm www/one.mp3
expect 3 "$quoth" update --only failed
says err 'HTTP 404'
[ "$(runs)" = 0 ] || fault 'ran without a recording'
nothing_left

# Killed in the middle: what it left is gone after the next run.
cp www/two.mp3 www/one.mp3
configure 'echo $$ >$3/../../transcribing; exec sleep 100'
"$quoth" update -q --only failed &
for _ in $(seq 100); do
    [ -s transcribing ] && break
    sleep 0.1
done
kill -KILL $!
wait $! 2>/dev/null
kill -KILL "$(cat transcribing)"
[ -e fetched/audio/recording.mp3 ] || fault 'the check itself: nothing was left'
configure 'echo "[00:00:01.000 --> 00:00:03.000]  an oar is missing"'
expect 0 "$quoth" update --only failed
nothing_left
expect 0 "$quoth" search '"oar is missing"'
says out 'The oar'
expect 0 "$quoth" list failures
says out 'no failures'

# Once it is there it is not made again, not even with --force.
expect 0 "$quoth" update
expect 0 "$quoth" update --force
[ "$(runs)" = 1 ] || fault 'transcribed twice'
expect 0 "$quoth" search '"oar is missing"'
expect 0 "$quoth" check

# The feed offers one at last: both are kept, and the usual rule chooses.
vtt one.vtt 'an oar was missing'
begin_feed feed.xml 'Night Boats'
item feed.xml night-boats-0001 'The oar' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(enclosure one.mp3)" "$(transcript one.vtt)"
end_feed feed.xml
expect 0 "$quoth" update
expect 0 "$quoth" list transcripts 'title:oar' --format tsv
[ "$(grep -c 'The oar' out)" = 2 ] || fault "not two: $(cat out)"

# What is still failing when the feed offers it is no failure any more.
rm -rf "$QUOTH_DB"* fetched
begin_feed feed.xml 'Night Boats'
item feed.xml night-boats-0001 'The oar' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(enclosure one.mp3)"
end_feed feed.xml
configure 'exit 1'
expect 0 "$quoth" index "$url/feed.xml"
expect 3 "$quoth" update
begin_feed feed.xml 'Night Boats'
item feed.xml night-boats-0001 'The oar' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(enclosure one.mp3)" "$(transcript one.vtt)"
end_feed feed.xml
expect 0 "$quoth" update
expect 0 "$quoth" list failures
says out 'no failures'
conclude
