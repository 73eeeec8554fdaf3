#!/usr/bin/env bash
# When hosts and feeds say that they want to be left alone, the runs that nobody
# asked for leave them alone.
. "$(dirname -- "$0")/common.sh"
printf 'retry_seconds: 60\n' >>"$QUOTH_CONFIG"

vtt good.vtt 'the lighthouse is lit'

# write_feed NAME CHANNEL ELEMENT…: a feed with one item.
write_feed() {
    local name=$1 channel=$2
    shift 2
    begin_feed "$name" "Lighthouse $name"
    printf '%s\n' "$channel" >>"www/$name"
    item "$name" "$name-episode-1" 'Lit' 'Mon, 13 Jan 2025 07:00:00 GMT' "$@"
    end_feed "$name"
}

# asked CODE NUMBER COMMAND…: so many requests does it take.
asked() {
    local number=$2
    forget_requests
    expect "$1" "${@:3}"
    [ "$(requests .)" = "$number" ] ||
        fault "$(requests .) requests, not $number: ${*:3}: $(cat www/log)"
}

# Retry-After, as seconds and as a date.
for later in 503/7200 429/7200 503/date 429/date; do
    forget
    write_feed feed.xml '' "$(transcript "later/$later/good.vtt")"
    asked 3 2 "$quoth" index "$url/feed.xml"
    says err "HTTP ${later%/*}"
    let_pass 1
    asked 0 1 "$quoth" update
    if grep -q later www/log; then fault "$later: asked too early"; fi
    let_pass 2
    asked 0 2 "$quoth" update
done
# Without it, after retry_seconds; asked for by name, at once.
forget
write_feed feed.xml '' "$(transcript code/429/good.vtt)"
asked 3 2 "$quoth" index "$url/feed.xml"
asked 0 1 "$quoth" update
asked 0 2 "$quoth" update feed.xml

# A host is left alone by the whole run.
forget
begin_feed many.xml 'Many'
for i in $(seq 100 170); do
    item many.xml "many-episodes-$i" "Busy $i" 'Mon, 13 Jan 2025 07:00:00 GMT' \
        "$(transcript "busy/$i.vtt")"
done
end_feed many.xml
expect 3 "$quoth" index "$url/many.xml"
says out 'put off (their hosts want peace)'
forget_requests
expect 0 "$quoth" update many.xml --format json
[ "$(requests '^/busy/')" -le 2 ] || fault "asked on: $(requests busy)"
says out '"postponed":'
if grep -q '"postponed":0' out; then fault 'those put off are not counted'; fi

# Cache-Control: also when the feed stays the same.
forget
write_feed feed.xml ''
cached=$url/with/Cache-Control=max-age=7200,%20no-transform/feed.xml
asked 0 1 "$quoth" index "$cached"
asked 0 0 "$quoth" update
says out 'nothing read in'
says out ' · 1 resting'
asked 0 1 "$quoth" update feed.xml
let_pass 1
asked 0 0 "$quoth" update
let_pass 2
asked 0 1 "$quoth" update
[ "$(requests ' 304$')" = 1 ] || fault "not conditional: $(cat www/log)"
asked 0 0 "$quoth" update

# A nightly run never finds it resting.
forget
asked 0 1 "$quoth" index "$url/with/Cache-Control=max-age=604800/feed.xml"
let_pass 23
asked 0 1 "$quoth" update

for value in no-store no-cache 'max-age=0' 'max-age=7200,%20no-store'; do
    forget
    asked 0 1 "$quoth" index "$url/with/Cache-Control=$value/feed.xml"
    asked 0 1 "$quoth" update
done

# The feed's own wishes: ttl in minutes, hours of Greenwich, days.
forget
write_feed feed.xml '<ttl>120</ttl>'
asked 0 1 "$quoth" index "$url/feed.xml"
asked 0 0 "$quoth" update
let_pass 3
asked 0 1 "$quoth" update
asked 0 0 "$quoth" update

hour=$((10#$(date -u +%H)))
forget
write_feed feed.xml "<skipHours><hour>$hour</hour><hour>$(((hour + 1) % 24))</hour></skipHours>"
asked 0 1 "$quoth" index "$url/feed.xml"
asked 0 0 "$quoth" update
asked 0 1 "$quoth" update feed.xml
let_pass 40 # a nightly run may always be at that hour
asked 0 1 "$quoth" update
asked 0 0 "$quoth" update

today=$(LC_ALL=C date -u +%A)
tomorrow=$(LC_ALL=C date -u -d tomorrow +%A)
forget
write_feed feed.xml "<skipDays><day>$today</day><day>$tomorrow</day></skipDays>"
asked 0 1 "$quoth" index "$url/feed.xml"
let_pass 40
asked 0 0 "$quoth" update
asked 0 1 "$quoth" update feed.xml

# What is wished for in passing does no harm.
forget
write_feed feed.xml "<ttl>soon</ttl><skipHours><hour>99</hour></skipHours>
<skipDays><day>Doomsday</day></skipDays>"
asked 0 1 "$quoth" index "$url/feed.xml"
asked 0 1 "$quoth" update

conclude
