#!/usr/bin/env bash
# Feeds that break off without a word, addresses that fail when they are asked
# for the first time, and what one answer leaves for the next.
. "$(dirname -- "$0")/common.sh"
printf 'retry_seconds: 60\n' >>"$QUOTH_CONFIG"

vtt one.vtt 'the ferry leaves at noon'
vtt two.vtt 'the pilot comes aboard'
begin_feed feed.xml 'Harbour Talk'
item feed.xml harbour-talk-0001 'The ferry' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(transcript one.vtt)"
item feed.xml harbour-talk-0002 'The pilot' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(transcript two.vtt)"
end_feed feed.xml
cp www/feed.xml whole

# broken AFTER EPISODES: the feed ends behind that text. Items that are whole are
# taken, that which is not is left out, and the next run has the rest.
broken() {
    local at
    forget
    at=$(grep -bo -- "$1" whole | head -n 1 | cut -d: -f1)
    head -c $((at + ${#1})) whole >www/feed.xml
    expect 3 "$quoth" index "$url/feed.xml"
    says err 'feed.xml: it broke off before its end'
    expect 0 "$quoth" list failures
    says out 'it broke off before its end'
    expect 0 "$quoth" list episodes --format jsonl
    [ "$(grep -c '"title"' out)" = "$2" ] || fault "after $1: $(cat out)"

    cp whole www/feed.xml
    let_pass 1
    expect 0 "$quoth" update
    expect 0 "$quoth" search 'pilot aboard'
    expect 0 "$quoth" list episodes --format jsonl
    [ "$(grep -c '"title"' out)" = 2 ] || fault "in the end: $(cat out)"
    expect 0 "$quoth" list failures
    says out 'no failures'
    forget_requests
    expect 0 "$quoth" update
    [ "$(cat www/log)" = '/feed.xml 304' ] || fault "asked: $(cat www/log)"
}
broken 'Harbour' 0
broken 'harbour-talk-000' 0 # half a guid is that of another episode
broken '</item>' 1
broken 'harbour-talk-0002' 1
broken '</chan' 2

# ---- an address that fails at first ----

# fails_at_first PATH REMEMBERED: is it a source all the same?
fails_at_first() {
    forget
    expect 3 "$quoth" index "$url/$1"
    expect 0 "$quoth" list sources --format tsv
    [ "$(grep -c "$1" out)" = "$2" ] || fault "$1: $(cat out)"
    expect 0 "$quoth" list failures --format tsv
    [ "$(grep -c "$1" out)" = "$2" ] || fault "$1: $(cat out)"
}
fails_at_first code/404/feed.xml 0
fails_at_first code/410/feed.xml 0
fails_at_first audio/feed.xml 0
fails_at_first code/401/feed.xml 1
fails_at_first reset/feed.xml 1
fails_at_first first/503/feed.xml 1
let_pass 1
expect 0 "$quoth" update
expect 0 "$quoth" search 'pilot aboard'
expect 0 "$quoth" list sources --format tsv
says out feed

# Who imports a list need not see to the feeds that were down just then.
forget
cat >www/list.opml <<END
<opml version="2.0"><body>
<outline type="rss" text="Down" xmlUrl="$url/first/500/feed.xml"/>
<outline type="rss" text="Gone" xmlUrl="$url/code/404/feed.xml"/>
</body></opml>
END
expect 3 "$quoth" index "$url/list.opml"
expect 0 "$quoth" list sources --format jsonl
[ "$(wc -l <out)" = 2 ] || fault "not two sources: $(cat out)"
let_pass 1
expect 0 "$quoth" update
says out '1 still failing'
expect 0 "$quoth" search 'pilot aboard'

# ---- what an answer leaves in the connection ----

forget
begin_feed feed.xml 'Harbour Talk'
for i in 1 2 3 4 5 6; do
    vtt "left-$i.vtt" "the tug number $i pulls and pulls"
    item feed.xml "harbour-tugs-000$i" "Tug $i" "$i Jan 2025 07:00:00 GMT" \
        "$(transcript "overlong/left-$i.vtt")"
done
end_feed feed.xml
expect 0 "$quoth" index "$url/feed.xml"
expect 0 "$quoth" search 'tug pulls' --count
says out 6

# Over a connection that stood already, a host that stalls does answer.
forget
expect 3 "$quoth" index "$url/one.vtt" "$url/two.vtt" "$url/stalled/one.vtt" \
    "$url/stalled/two.vtt"
[ "$(grep -c 'hardly anything came for 2 seconds' err)" = 2 ] ||
    fault "$(cat err)"

conclude
