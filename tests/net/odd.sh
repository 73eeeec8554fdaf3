#!/usr/bin/env bash
# Feeds and files that come in odd forms, from odd places, and are read; and
# those that cannot be, and cost nothing but themselves.
. "$(dirname -- "$0")/common.sh"

vtt good.vtt 'the lighthouse is lit'
begin_feed feed.xml 'Lighthouse Café'
item feed.xml lighthouse-0002 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(transcript good.vtt)"
end_feed feed.xml

# read_as ADDRESS: the feed is there, and understood as always.
read_as() {
    forget
    expect 0 "$quoth" index "$1"
    expect 0 "$quoth" search 'lighthouse lit'
    says out 'Lighthouse Café'
    expect 0 "$quoth" index "$1"
}

# ---- encodings ----

sed '1d' www/feed.xml >body
{ printf '\357\273\277'; cat www/feed.xml; } >www/bom.xml
{ printf '\377\376'; iconv -t UTF-16LE body; } >www/utf16le.xml
{ printf '\376\377'; iconv -t UTF-16BE body; } >www/utf16be.xml
{
    printf '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
    iconv -t ISO-8859-1 body
} >www/latin.xml
{ printf '\n \n'; cat body; } >www/blank.xml # a declaration may not stand there
for name in bom utf16le utf16be latin blank; do
    read_as "$url/$name.xml"
done
for way in packed/gzip packed/deflate packed/br packed/zstd gzip-file chunked \
    mistyped blunt; do
    read_as "$url/$way/feed.xml"
done

# ---- places ----

read_as "$url/elsewhere/302/$url/feed.xml"
expect 0 "$quoth" list sources --format tsv
says out '/elsewhere/' # where it led today is no promise
read_as "$url/elsewhere/307/$url/moved/feed.xml"
forget
expect 0 "$quoth" index "$url/elsewhere/308/$url/feed.xml"
expect 0 "$quoth" list sources --format tsv
if grep -q elsewhere out; then fault 'the source did not move'; fi
read_as "http://localhost:${url##*:}/feed.xml"
serve www6 ::1
cp www/*.xml www/*.vtt www6/
read_as "http://[::1]:$port/feed.xml"

# A transcript behind a redirect; its address stays the one that the feed has.
forget
begin_feed moving.xml 'Moving'
item moving.xml moving-lights-1 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(transcript moved/good.vtt)"
end_feed moving.xml
expect 0 "$quoth" index "$url/moving.xml"
expect 0 "$quoth" list transcripts --format jsonl
says out '/moved/good.vtt'
forget_requests
expect 0 "$quoth" index "$url/moving.xml"
[ "$(requests good.vtt)" = 0 ] || fault "asked again: $(cat www/log)"

# A feed that says it is elsewhere, where it says that it is here.
forget
for way in here:there there:here; do
    begin_feed "${way%:*}.xml" 'Ping'
    printf '<itunes:new-feed-url>%s</itunes:new-feed-url>\n' \
        "$url/${way#*:}.xml" >>"www/${way%:*}.xml"
    item "${way%:*}.xml" ping-episode-01 'Pong' '13 Jan 2025 07:00:00 GMT'
    end_feed "${way%:*}.xml"
done
expect 0 "$quoth" index "$url/here.xml"
expect 0 "$quoth" update
forget_requests
for _ in 1 2 3; do
    expect 0 "$quoth" update
done
[ "$(requests ' 304$')" = 3 ] || fault "it goes to and fro: $(cat www/log)"
expect 0 "$quoth" list sources --format tsv
says out there.xml

# ---- what is no feed, and no transcript ----

# bad PATH MESSAGE: beside a good feed, which it leaves unharmed.
bad() {
    forget
    expect 3 "$quoth" index "$url/$1" "$url/feed.xml"
    says err "$2"
    expect 0 "$quoth" search 'lighthouse lit'
    expect 0 "$quoth" check
}

printf '<!DOCTYPE html><html><head><title>Log in</title></head><body><form>\
<input name="user"></form></body></html>' >www/login.html
bad empty/feed.xml 'empty'
bad login.html 'no transcript'
bad login/feed.xml 'no transcript'
bad audio/feed.xml 'an MP3 file came, and no transcript'
bad gzip-part/feed.xml 'it broke off before its end'
bad gzip-bomb/feed.xml 'it is larger than 256 MB'
bad truncated/feed.xml 'it broke off before its end'
bad code/403/feed.xml 'its host refuses it (HTTP 403)'
bad elsewhere/302/ftp://127.0.0.1/feed.xml 'neither http nor https'
bad elsewhere/302/dict://127.0.0.1/feed.xml 'neither http nor https'
bad elsewhere/302/http:///feed.xml 'its host is not known'
# Once known, they stay what they are, and say what came.
forget
expect 0 "$quoth" index "$url/feed.xml"
cp www/feed.xml feed.kept
for what in '' '<html><body>Gone fishing</body></html>' '<rss><channel>'; do
    printf '%s' "$what" >www/feed.xml
    "$quoth" update feed.xml >out 2>err
    expect 0 "$quoth" search 'lighthouse lit'
    cp feed.kept www/feed.xml
    expect 0 "$quoth" update feed.xml
    expect 0 "$quoth" list failures
    if grep -q feed.xml out; then fault 'it is well again, and counts as ill'; fi
done

# Two hundred days later, what was refused is there.
forget
begin_feed late.xml 'Late'
item late.xml late-light-00001 'Good' 'Mon, 13 Jan 2025 07:00:00 GMT' \
    "$(transcript first/403/good.vtt)"
end_feed late.xml
expect 3 "$quoth" index "$url/late.xml"
expect 0 "$quoth" update
expect 1 "$quoth" search 'lighthouse lit'
let_pass 4800
expect 0 "$quoth" update
expect 0 "$quoth" search 'lighthouse lit'

# Fifty megabytes of feed, in bounds.
forget
begin_feed large.xml 'Large'
python3 - >>www/large.xml <<'END'
notes = "the keeper climbs the stairs of the tower, " * 24
for i in range(45000):
    print(f"<item><guid>large-episode-{i:06}</guid><title>Night {i}</title>"
          f"<pubDate>Mon, 13 Jan 2025 07:00:00 GMT</pubDate>"
          f"<description>{notes}</description></item>")
END
end_feed large.xml
takes_at_most 400000 'a large feed' "$quoth" index --latest 3 "$url/large.xml"
expect 0 "$quoth" list episodes
says out 'Night 2' # as they all have one date, the first three

conclude
