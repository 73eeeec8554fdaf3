#!/usr/bin/env bash
# Hosts that fail in every way: each failure has its message and its bounds, and
# costs nothing but itself.
. "$(dirname -- "$0")/common.sh"

vtt good.vtt 'the lighthouse is lit'

# failing PATH MESSAGE: an item with that transcript beside a good one.
failing() {
    local path=$1 message=$2
    rm -rf "$QUOTH_DB"* fetched
    begin_feed feed.xml 'Lighthouse'
    item feed.xml lighthouse-0001 'Bad' 'Mon, 06 Jan 2025 07:00:00 GMT' \
        "$(transcript "$path")"
    item feed.xml lighthouse-0002 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
        "$(transcript good.vtt)"
    end_feed feed.xml
    expect 3 "$quoth" index "$url/feed.xml"
    says err "$message"
    expect 0 "$quoth" list failures
    says out "$message"
    expect 0 "$quoth" search 'lighthouse lit'
    expect 0 "$quoth" check
}

failing slow/good.vtt 'hardly anything came for 2 seconds'
failing stalled/good.vtt 'hardly anything came for 2 seconds'
failing silent/good.vtt 'hardly anything came for 2 seconds'
failing truncated/good.vtt 'it broke off before its end'
failing reset/good.vtt 'broke off'
failing nothing/good.vtt 'its host answers with nothing'
failing garbled/good.vtt 'its compression is damaged'
failing loop/good.vtt 'it redirects more than 5 times'
failing to-file/good.vtt 'neither http nor https'
failing to-gopher/good.vtt 'neither http nor https'
failing headers/good.vtt 'its headers are longer than 256 kB'
failing long-header/good.vtt 'one of its headers is too long'
failing no-http/good.vtt 'its host does not speak HTTP'
failing login/good.vtt 'a web page came, and no transcript'
failing audio/good.vtt 'an MP3 file came, and no transcript'
failing code/301/good.vtt 'it redirects to nowhere (HTTP 301)'
failing code/304/good.vtt 'unasked (HTTP 304)'
failing code/401/good.vtt 'it wants a name and a password (HTTP 401)'
failing code/404/good.vtt 'it is not there (HTTP 404)'
failing code/410/good.vtt 'it is gone for good (HTTP 410)'
failing code/500/good.vtt 'its host has a fault (HTTP 500)'

# Bombs are given up at the limit, in little memory.
failing bomb/good.vtt 'no transcript'
failing text-bomb/good.vtt 'it is larger than 256 MB'
takes_at_most 400000 'a bomb' "$quoth" index --force "$url/feed.xml"
[ -z "$(find fetched -name 'part-*')" ] || fault 'a part was left behind'

# What is wrong in form alone is read.
for way in packed/gzip packed/deflate packed/br packed/zstd gzip-file chunked \
    mistyped blunt; do
    rm -rf "$QUOTH_DB"* fetched
    begin_feed feed.xml 'Lighthouse'
    item feed.xml lighthouse-0002 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
        "$(transcript "$way/good.vtt")"
    end_feed feed.xml
    expect 0 "$quoth" index "$url/feed.xml"
    expect 0 "$quoth" search 'lighthouse lit'
done

# A host that asks for peace is asked once.
rm -rf "$QUOTH_DB"* fetched
begin_feed feed.xml 'Lighthouse'
for i in 1 2 3 4 5 6 7 8 9; do
    item feed.xml "lighthouse-000$i" "Busy $i" 'Mon, 13 Jan 2025 07:00:00 GMT' \
        "$(transcript "busy/$i.vtt")"
done
end_feed feed.xml
forget_requests
expect 3 "$quoth" index "$url/feed.xml"
says err 'its host is asked too often (HTTP 429)'
[ "$(requests '^/busy/')" -le 2 ] || fault "asked on: $(cat www/log)"

# A password from the config; it is nowhere to be seen.
rm -rf "$QUOTH_DB"* fetched
expect 3 "$quoth" index "$url/secret/good.vtt?token=hidden"
says err 'it wants a name and a password'
if grep -q hidden err; then fault 'a token was shown'; fi
printf 'logins:\n  127.0.0.1: "dana:xy"\n' >>"$QUOTH_CONFIG"
expect 0 "$quoth" index "$url/secret/good.vtt?token=hidden"
for what in sources failures transcripts episodes; do
    expect 0 "$quoth" list "$what" --format jsonl
    if grep -q hidden out; then fault "list $what shows a token"; fi
done

# A whole feed that fails, then is well again; the other one is unharmed.
rm -rf "$QUOTH_DB"* fetched
begin_feed ill.xml 'Ill'
item ill.xml ill-episode-0001 'Well again' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(transcript good.vtt)"
end_feed ill.xml
expect 3 "$quoth" index "$url/first/500/ill.xml" "$url/ill.xml"
expect 0 "$quoth" search 'lighthouse lit'
expect 0 "$quoth" index "$url/first/500/ill.xml"
expect 3 "$quoth" index http://127.0.0.1:1/feed.xml
says err 'its host does not answer'

# What is no transcript stays a failure, and is not taken for one unchanged.
printf '<!DOCTYPE html><html><body>Nothing yet</body></html>' >www/page.html
expect 3 "$quoth" index "$url/page.html"
expect 3 "$quoth" index "$url/page.html" # an error each time it is named …
says out '1 failed'
expect 0 "$quoth" update "$url/page.html" # … and news once where it is visited
says out '1 still failing'
expect 0 "$quoth" list failures
says out 'page.html'

# A feed that turns into a web page keeps what it had.
printf '<!DOCTYPE html><html><body>Domain for sale</body></html>' >www/ill.xml
expect 3 "$quoth" index "$url/ill.xml"
says err 'something else than a feed came'
expect 0 "$quoth" search 'lighthouse lit'

conclude
