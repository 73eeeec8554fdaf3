#!/usr/bin/env bash
# Addresses that are signed anew by each feed that comes, feeds that have moved,
# and transcripts that change where they are.
. "$(dirname -- "$0")/common.sh"

# signed_feed NAME QUERY LINE: a feed with an episode of which all is signed.
signed_feed() {
    begin_feed "$1" 'Harbour Talk'
    printf '<description>%s</description>' "$3" >>"www/$1"
    item "$1" 'harbour-episode-1' 'Moorings' 'Mon, 06 Jan 2025 07:00:00 GMT' \
        "$(transcript "one.vtt?$2")" \
        "<podcast:chapters url=\"$url/chapters.json?$2\" type=\"application/json\"/>" \
        "<enclosure url=\"$url/one.mp3?$2\" type=\"audio/mpeg\"/>"
    end_feed "$1"
}

count() {
    python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])' \
        "$QUOTH_DB" "$1"
}

# holds NUMBER SQL: what the archive counts.
holds() {
    local number
    number=$(count "$2")
    [ "$number" = "$1" ] || fault "$number, not $1: $2"
}

asked() {
    [ "$(requests "$2")" = "$1" ] ||
        fault "$(requests "$2") requests of $2, not $1: $(cat www/log)"
}

links="SELECT count(*) FROM remote WHERE guid = 'harbour-episode-1'"

vtt one.vtt 'the moorings are let by the year'
printf '{"version":"1.2.0","chapters":[{"startTime":0,"title":"Ropes"}]}' \
    >www/chapters.json

# ---- signatures ----

for signature in 'Expires=%d&amp;Signature=abc%d&amp;Key-Pair-Id=K' \
    'X-Amz-Date=%d&amp;X-Amz-Signature=%d' 'token=%d.%d' 'sig=%d&amp;se=%d'; do
    forget
    forget_requests
    for day in 1 2 3; do
        # shellcheck disable=SC2059
        signed_feed feed.xml "$(printf "$signature" $day $day)" "day $day"
        expect 0 "$quoth" index "$url/feed.xml"
    done
    asked 3 '^/feed'
    asked 1 '^/one.vtt'
    asked 1 '^/chapters'
    holds 2 "$links"
    holds 2 'SELECT count(*) FROM location'
    [ "$(find fetched -type f | wc -l)" = 5 ] || # three of the feed
        fault "not five files: $(find fetched -type f)"
    # It is looked at again with the signature of the day, and the validators.
    let_pass 30
    signed_feed feed.xml "$(printf "$signature" 4 4)" 'day 4'
    forget_requests
    expect 0 "$quoth" update
    says out '2 looked at again'
    asked 1 '^/one.vtt.*4.* 304$'
    holds 2 "$links"
    # A feed that is as it was tells signatures that may be over by now.
    let_pass 90
    forget_requests
    expect 0 "$quoth" update
    asked 0 '^/one.vtt'
    expect 0 "$quoth" check
done

# What is written over while it is signed takes the place of what was there.
vtt one.vtt 'the moorings are let by the tide'
let_pass 90
signed_feed feed.xml 'sig=9&amp;se=9' 'day 9'
expect 0 "$quoth" update
expect 0 "$quoth" search 'let by the tide'
expect 1 "$quoth" search '"let by the year"'
holds 2 "$links"

# ---- a query that says more ----

forget
signed_feed feed.xml 'v=1' 'first'
expect 0 "$quoth" index "$url/feed.xml"
vtt one.vtt 'the moorings are let by the hour'
signed_feed feed.xml 'v=2' 'second'
expect 0 "$quoth" update
expect 0 "$quoth" search 'let by the hour'
holds 2 "$links"
forget_requests
signed_feed feed.xml 'v=2' 'third'
expect 0 "$quoth" update
asked 0 '^/one.vtt'

# The episode itself has changed as well.
vtt one.vtt 'the moorings are let by the minute'
signed_feed feed.xml 'v=3' 'fourth'
sed -i 's/Moorings/Berths/' www/feed.xml
expect 0 "$quoth" update
expect 0 "$quoth" search 'let by the minute'
says out 'Berths'

# Two languages at one place, which change their order.
forget
printf 'WEBVTT\n\n00:01.000 --> 00:06.000\ndie Liegeplätze werden jedes Jahr neu vermietet\n' >www/de.vtt
vtt en.vtt 'the berths are let again each year'
printf 'WEBVTT\n\n00:01.000 --> 00:06.000\nles places sont louées chaque année au port\n' >www/fr.vtt
for day in 1 2; do
    begin_feed feed.xml "Harbour Talk"
    order='en de'
    if [ $day = 2 ]; then order='fr de en'; fi
    elements=
    for language in $order; do
        elements+="<podcast:transcript url=\"$url/tongue/get?lang=$language&amp;sig=$day\" type=\"text/vtt\" language=\"$language\"/>"
    done
    item feed.xml 'harbour-episode-1' 'Moorings' \
        'Mon, 06 Jan 2025 07:00:00 GMT' "$elements"
    end_feed feed.xml
    forget_requests
    expect 0 "$quoth" index "$url/feed.xml"
done
asked 1 tongue
asked 1 'lang=fr'
holds 3 "$links"

# ---- copies that are there already ----

forget
vtt one.vtt 'the moorings are let by the year'
signed_feed feed.xml 'sig=1' 'first'
expect 0 "$quoth" index "$url/feed.xml"
python3 - "$QUOTH_DB" <<'END'
import sqlite3, sys
archive = sqlite3.connect(sys.argv[1])
for old in ("sig=0", "sig=00"):
    for table, name in (("remote", "url"), ("location", "path")):
        columns = [row[1] for row in
                   archive.execute(f"PRAGMA table_info({table})")
                   if row[1] not in (name, "id", "asked")]
        listed = ", ".join(columns)
        archive.execute(
            f"INSERT INTO {table}({name}, {listed})"
            f" SELECT replace({name}, 'sig=1', '{old}'), {listed}"
            f" FROM {table} WHERE {name} LIKE '%one.vtt?sig=1'")
archive.commit()
END
holds 4 "$links"
forget_requests
signed_feed feed.xml 'sig=2' 'second'
expect 0 "$quoth" update
asked 0 '^/one.vtt'
holds 2 "$links"
holds 2 'SELECT count(*) FROM location'
expect 0 "$quoth" search 'let by the year'
expect 0 "$quoth" check

# ---- what changes where it is ----

forget
vtt two.vtt 'the tide tables are wrong'
begin_feed plain.xml 'Tides'
item plain.xml tides-episode-1 'Tables' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(transcript two.vtt)"
end_feed plain.xml
expect 0 "$quoth" index "$url/plain.xml"
vtt two.vtt 'the tide tables are right'
forget_requests
expect 0 "$quoth" update
asked 0 '^/two'
let_pass 23
forget_requests
expect 0 "$quoth" update
says out '1 looked at again'
asked 1 '^/plain.xml 304'
asked 1 '^/two.vtt 200'
expect 0 "$quoth" search 'tables are right'
# Ever more seldom while it is the same, and with validators.
let_pass 23
forget_requests
expect 0 "$quoth" update --format json
says out '"rechecked":1'
asked 1 '^/two.vtt 304'
let_pass 10
forget_requests
expect 0 "$quoth" update --format json
says out '"rechecked":0'
asked 0 '^/two'
# What is withdrawn stays, and is no failure.
rm www/two.vtt
let_pass 200
expect 0 "$quoth" update
expect 0 "$quoth" search 'tables are right'
expect 0 "$quoth" list failures
says out 'no failures'

# So many at once, the newest first, and over the same connections.
forget
begin_feed many.xml 'Many'
for i in $(seq 10 49); do
    vtt "many$i.vtt" "buoy number $i is green"
    item many.xml "buoys-episode-$i" "Buoy $i" \
        "$(LC_ALL=C date -u -d "2025-01-01 +$i days" '+%d %b %Y 07:00 GMT')" \
        "$(transcript "many$i.vtt")"
done
end_feed many.xml
rm -f www/connections
expect 0 "$quoth" index "$url/many.xml"
[ "$(wc -l <www/connections)" -le 3 ] ||
    fault "$(wc -l <www/connections) connections for 41 addresses"
let_pass 23
rm -f www/connections
forget_requests
expect 0 "$quoth" update
asked 32 '^/many[0-9].*304$'
asked 1 '^/many49'
asked 0 '^/many10'
[ "$(wc -l <www/connections)" -le 3 ] ||
    fault "$(wc -l <www/connections) connections"
forget_requests
expect 0 "$quoth" update
asked 8 '^/many[0-9].*304$'

vtt two.vtt 'the tide tables are right'

# ---- where a feed was before ----

forget
expect 0 "$quoth" index "$url/moved/plain.xml"
expect 0 "$quoth" index "$url/moved/plain.xml"
expect 0 "$quoth" update "$url/moved/plain.xml"
holds 1 'SELECT count(*) FROM source'
holds 1 'SELECT count(*) FROM episode'
# One that nobody has asked for yet.
forget
expect 0 "$quoth" index "$url/plain.xml"
expect 0 "$quoth" index "$url/moved/plain.xml"
holds 1 'SELECT count(*) FROM source'
forget_requests
expect 0 "$quoth" index "$url/moved/plain.xml"
asked 0 '^/moved'
expect 0 "$quoth" remove "$url/plain.xml"
expect 0 "$quoth" check
holds 0 'SELECT count(*) FROM former_address'

conclude
