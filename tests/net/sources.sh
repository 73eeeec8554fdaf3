#!/usr/bin/env bash
# Feeds that a person moves or removes.
. "$(dirname -- "$0")/common.sh"

write_feed() {
    begin_feed "$1" 'Harbour Talk'
    # An id that is only good within its feed, and one that is of the world.
    item "$1" 12 'The ferry' 'Mon, 06 Jan 2025 07:00:00 GMT' \
        "$(transcript one.vtt)"
    item "$1" harbour-talk-0002 'The pilot' 'Mon, 13 Jan 2025 07:00:00 GMT' \
        "$(transcript two.vtt)"
    item "$1" 13 'The tide' 'Mon, 20 Jan 2025 07:00:00 GMT'
    end_feed "$1"
}

# lists WHAT LINES: so many rows.
lists() {
    expect 0 "$quoth" list "$1" --format jsonl
    [ "$(wc -l <out)" = "$2" ] || fault "not $2 $1: $(cat out)"
}

vtt one.vtt 'the ferry leaves at noon'
vtt two.vtt 'the pilot comes aboard'
write_feed feed.xml
expect 0 "$quoth" index "$url/feed.xml?token=secret"
lists episodes 3
"$quoth" list episodes --format tsv | cut -f 1,3-6 >before

# Another address, another host's file: asked for once, and nothing else is.
write_feed new.xml
expect 0 "$quoth" set "$url/feed.xml?token=secret" path="$url/new.xml?token=other"
says out "source 1 is now $url/new.xml"
expect 0 "$quoth" list sources --format tsv
says out "$url/new.xml"
forget_requests
expect 0 "$quoth" update
[ "$(cat www/log)" = '/new.xml?token=other 200' ] ||
    fault "asked for: $(cat www/log)"
"$quoth" list episodes --format tsv | cut -f 1,3-6 | diff before - ||
    fault 'episodes changed'
expect 0 "$quoth" search 'ferry leaves'

# What was downloaded is for those who may read the archive.
expect 0 "$quoth" update --force
for kept in fetched fetched/* fetched/*/*; do
    case $(stat -c '%F %a' "$kept") in
    'directory 700' | 'regular file 600') ;;
    *) fault "$kept has the mode $(stat -c %a "$kept")" ;;
    esac
done
expect 0 "$quoth" set 1 lang=en --group
[ "$(find fetched -type f -perm 600 -o -type d -perm 700 | wc -l)" = 0 ] ||
    fault 'what was fetched before stays closed'
expect 0 "$quoth" update --force --group
[ "$(stat -c %a fetched)" = 750 ] || fault 'the group may not look in fetched/'
[ "$(find fetched -type f -perm 640 | wc -l)" -gt 0 ] ||
    fault 'the group may not read what was fetched'

# Not where another source is, nor anywhere else than on the web.
write_feed third.xml
expect 0 "$quoth" index "$url/third.xml"
expect 2 "$quoth" set 1 path="$url/third.xml"
says err 'is a source already'
expect 2 "$quoth" set 1 path=file:///etc/passwd
expect 2 "$quoth" set 1 path="$work"
expect 0 "$quoth" remove "$url/third.xml"
lists sources 1
# What both feeds have comes back by the one that is left.
expect 0 "$quoth" update --only failed
expect 0 "$quoth" search 'ferry leaves'

# An episode that is removed stays out, whatever its feed makes of it.
ferry=$("$quoth" search 'ferry leaves' --format ref | cut -d@ -f1)
expect 0 "$quoth" remove "$ferry"
sed -i 's/The ferry/The old ferry/; s/one\.vtt/once.vtt/' www/new.xml
cp www/one.vtt www/once.vtt
expect 0 "$quoth" update --force
expect 1 "$quoth" search 'ferry leaves'
lists exclusions 1
tide=$("$quoth" list episodes --format jsonl | grep 'The tide' |
    sed 's/{"id":\([0-9]*\).*/\1/')
expect 0 "$quoth" remove "$tide"
expect 0 "$quoth" update --force
lists episodes 1
expect 0 "$quoth" remove --undo "$url/new.xml?token=other"
lists exclusions 0
expect 0 "$quoth" update --force
lists episodes 3

# Where the archive cannot be written, nothing of what is kept goes.
kept=$(find fetched -name '*[0-9]' -type f | wc -l)
expect 4 limited 40 "$quoth" remove "$url/new.xml?token=other"
lists sources 1
[ "$(find fetched -name '*[0-9]' -type f | wc -l)" -eq "$kept" ] ||
    fault 'what it brought is gone'

# A feed that is forgotten takes along all that it brought.
expect 0 "$quoth" remove "$url/new.xml?token=other"
if grep -q other out; then fault "a token was shown: $(cat out)"; fi
lists sources 0
[ -z "$(find fetched -name '*[0-9]' -type f -exec grep -l aboard {} +)" ] ||
    fault 'what it brought is still kept'
lists episodes 0
lists exclusions 0
expect 2 "$quoth" update
expect 0 "$quoth" check
conclude
