#!/usr/bin/env bash
# A feed over the nights: what it offers, what is asked for, what is kept.
. "$(dirname -- "$0")/common.sh"

notes='<description><![CDATA[<p>About ferries.</p><p>00:00 Hello<br>04:10 Boats<br>09:30 Goodbye</p>]]></description>'

write_feed() {
    begin_feed feed.xml 'Harbour Talk'
    item feed.xml harbour-talk-0001 'The ferry' 'Mon, 06 Jan 2025 07:00:00 GMT' \
        "$(transcript one.vtt)" "$(transcript one.srt application/x-subrip)"
    item feed.xml harbour-talk-0002 'The pilot' '13 Jan 2025 07:00 +0100' \
        "$notes"
    item feed.xml harbour-talk-0003 'The tide' 'Mon, 20 Jan 2025 07:00:00 GMT' \
        "$@"
    end_feed feed.xml
}

vtt one.vtt 'the ferry leaves at noon'
printf 'not asked for' >www/one.srt
write_feed

# Three nights: one request each, and nothing but the first writes.
expect 0 "$quoth" index "$url/feed.xml"
says out 'Harbour Talk: 3 episodes, 1 with transcript (1 fetched now), 2 with show notes and chapters only'
[ "$(requests '^/feed.xml 200')" = 1 ] || fault 'the feed was not fetched once'
[ "$(requests '^/one.vtt 200')" = 1 ] || fault 'not one transcript was fetched'
[ "$(requests '.srt')" = 0 ] || fault 'a second form was fetched'
expect 0 "$quoth" search '"ferry leaves"'
says out 'The ferry'
expect 0 "$quoth" search Boats
says out 'The pilot'
expect 0 "$quoth" check
dump >before
forget_requests
for _ in 1 2; do
    expect 0 "$quoth" index "$url/feed.xml"
done
[ "$(cat www/log)" = "$(printf '/feed.xml 304\n/feed.xml 304')" ] ||
    fault "an unchanged feed cost: $(cat www/log)"
dump >after
cmp before after || fault 'an unchanged feed changed something'

# A transcript that comes late: first no tag, then refused, then there.
write_feed "$(transcript first/403/late.vtt)"
vtt late.vtt 'spring tide at dawn'
expect 3 "$quoth" index "$url/feed.xml"
says err 'its host refuses it (HTTP 403)'
expect 0 "$quoth" list failures
says out '/first/403/late.vtt'
expect 1 "$quoth" search 'spring tide'
forget_requests
expect 0 "$quoth" index "$url/feed.xml"
[ "$(requests '^/feed.xml 304')" = 1 ] || fault 'the feed was not asked for'
[ "$(requests '.')" = 2 ] || fault "asked for more: $(cat www/log)"
expect 0 "$quoth" search 'spring tide'
expect 0 "$quoth" list failures
if grep -q late out; then fault 'what came counts as failed'; fi

# Where one form fails, another will do.
write_feed "$(transcript code/404/t.vtt)" \
    "$(transcript tide.srt application/x-subrip)"
printf '1\n00:00:01,000 --> 00:00:05,000\nneap tide at dusk\n' >www/tide.srt
expect 3 "$quoth" index "$url/feed.xml"
expect 0 "$quoth" search 'neap tide'

# An item that leaves the feed stays.
begin_feed feed.xml 'Harbour Talk'
item feed.xml harbour-talk-0001 'The ferry' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(transcript one.vtt)"
end_feed feed.xml
expect 0 "$quoth" index --prune "$url/feed.xml"
expect 0 "$quoth" search 'spring tide'
expect 0 "$quoth" list failures
if grep -q code/404 out; then fault 'what is not wanted any more failed'; fi

# What is fetched is kept as it came, the last three versions.
for version in two three four; do
    vtt one.vtt "the ferry leaves at $version"
    expect 0 "$quoth" index --force "$url/feed.xml"
done
expect 0 "$quoth" search 'leaves at four'
[ "$(grep -l 'ferry leaves' fetched/*/* | wc -l)" = 3 ] ||
    fault "kept: $(grep -c 'ferry leaves' fetched/*/*)"
[ "$(stat -c %a fetched)" = 700 ] || fault 'others may look into fetched/'

# A feed that has moved is asked for at its new place.
rm -rf "$QUOTH_DB"* fetched
expect 0 "$quoth" index "$url/moved/feed.xml"
expect 0 "$quoth" list sources --format tsv
if grep -q '/moved/' out; then fault 'the source did not move'; fi

# Bounds, pages and a list of feeds.
begin_feed page1.xml 'Paged'
printf '<atom:link rel="next" href="page2.xml"/>\n' >>www/page1.xml
item page1.xml paged-episode-02 'Second page one' '2 Feb 2025 07:00:00 GMT'
end_feed page1.xml
begin_feed page2.xml 'Paged'
printf '<atom:link rel="next" href="page1.xml"/>\n' >>www/page2.xml
item page2.xml paged-episode-01 'First page two' '1 Feb 2025 07:00:00 GMT'
end_feed page2.xml
expect 0 "$quoth" index "$url/page1.xml" --latest 1
expect 0 "$quoth" list episodes
says out 'Second page one'
if grep -q 'First page two' out; then fault '--latest took more'; fi
cat >www/list.opml <<END
<opml version="2.0"><body><outline text="all">
<outline type="rss" text="Paged" xmlUrl="$url/page1.xml"/>
</outline></body></opml>
END
rm -rf "$QUOTH_DB"* fetched
expect 0 "$quoth" index www/list.opml # the pages lead in a circle
expect 0 "$quoth" list episodes
says out 'First page two'

# A feed may have a hundred pages; what is behind them is left out, and told.
many_pages() {
    local page
    for page in $(seq "$1"); do
        begin_feed "many$page.xml" 'Many'
        [ "$page" = "$1" ] ||
            printf '<atom:link rel="next" href="many%d.xml"/>\n' $((page + 1)) \
                >>"www/many$page.xml"
        item "many$page.xml" "many-episode-$page" "Part $page" \
            '1 Feb 2025 07:00:00 GMT'
        end_feed "many$page.xml"
    done
}
rm -rf "$QUOTH_DB"* fetched
many_pages 100
expect 0 "$quoth" index "$url/many1.xml"
expect 0 "$quoth" list episodes
says out 'Part 100'
rm -rf "$QUOTH_DB"* fetched
many_pages 101
expect 3 "$quoth" index "$url/many1.xml"
says err 'more than 100 pages'
expect 0 "$quoth" list episodes
if grep -q 'Part 101' out; then fault 'a page too many was read'; fi

# A dry run keeps nothing; nor do transcripts by address need a feed.
rm -rf "$QUOTH_DB"* fetched
expect 0 "$quoth" index --dry-run "$url/feed.xml"
says out 'The ferry'
[ ! -e fetched ] && [ ! -e "$QUOTH_DB" ] || fault 'a dry run kept something'
expect 0 "$quoth" index --no-keep "$url/one.vtt"
[ ! -e fetched ] || fault '--no-keep kept something'
expect 0 "$quoth" search 'leaves at four'
expect 2 "$quoth" index 'ftp://example.com/feed.xml'
says err 'only http and https'

conclude
