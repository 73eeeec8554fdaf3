#!/usr/bin/env bash
# What is taken of the items of a feed: which transcript of several, whose it is,
# which episodes, and what is known of them.
. "$(dirname -- "$0")/common.sh"

# ---- several transcripts: the best form of each language ----

vtt one.vtt 'the ferry leaves at noon'
printf 'WEBVTT\n\n00:01.000 --> 00:06.000\n<v Ann>die Fähre fährt am Mittag ab, wie an jedem anderen Tag auch\n' \
    >www/one.de.vtt
cat >www/one.json <<'END'
{"version": "1.0.0", "segments": [
 {"speaker": "Ann", "startTime": 1.0, "endTime": 6.0,
  "body": "the ferry leaves at noon in detail"}]}
END
printf '1\n00:00:01,000 --> 00:00:05,000\nthe ferry in srt\n' >www/one.srt
printf 'the ferry in plain text\n' >www/one.txt
printf '<html><body><p>the ferry in a page</p></body></html>' >www/one.html
begin_feed forms.xml 'Forms'
item forms.xml forms-episode-1 'Forms' 'Mon, 06 Jan 2025 07:00:00 GMT' \
    "$(transcript one.txt text/plain)" "$(transcript one.html text/html)" \
    "$(transcript one.srt text/vtt)" "$(transcript one.vtt text/vtt)" \
    "$(transcript one.json application/json)" \
    "<podcast:transcript url=\"$url/one.de.vtt\" language=\"de\"/>"
end_feed forms.xml
expect 0 "$quoth" index "$url/forms.xml"
[ "$(requests '^/one')" = 2 ] || fault "more than two: $(cat www/log)"
expect 0 "$quoth" search 'noon in detail'
expect 0 "$quoth" list transcripts --format jsonl
says out 'one.json'
says out 'one.de.vtt'
says out '"language":"de"'

# A type that is wrong, in each way, does no harm.
forget
begin_feed wrong.xml 'Wrong'
for pair in one.vtt:application/json one.json:text/vtt one.srt:audio/mpeg \
    one.vtt:text/html one.json: one.srt:text/plain; do
    cp "www/${pair%:*}" "www/bare-${pair//[:\/.]/-}"
    item wrong.xml "wrong-$pair-1" "${pair#*:}" 'Mon, 06 Jan 2025 07:00 GMT' \
        "$(transcript "bare-${pair//[:\/.]/-}" "${pair#*:}")"
done
end_feed wrong.xml
expect 0 "$quoth" index "$url/wrong.xml"
says out '6 with transcripts (6 fetched now)'
expect 0 "$quoth" list failures
says out 'no failures'

# ---- one address in several items ----

forget
begin_feed shared.xml 'Shared'
for i in 1 2 3; do
    item shared.xml "shared-episode-$i" "Part $i" "$i Jan 2025 07:00 GMT" \
        "$(transcript one.vtt)"
done
end_feed shared.xml
forget_requests
expect 0 "$quoth" index "$url/shared.xml"
[ "$(requests one.vtt)" = 1 ] || fault "asked for it $(requests one.vtt) times"
expect 0 "$quoth" list episodes
says out 'Part 1'
says out 'Part 3'
expect 0 "$quoth" check
forget_requests
expect 0 "$quoth" update shared.xml
[ "$(requests .)" = 1 ] || fault "it goes on asking: $(cat www/log)"

# ---- one guid of several episodes, and one episode twice ----

forget
begin_feed twins.xml 'Twins'
for i in 3 2 1; do
    item twins.xml twins-have-a-guid "Twin $i" "$i Jan 2025 07:00 GMT" \
        "<enclosure url=\"$url/$i.mp3\" type=\"audio/mpeg\"/>"
done
item twins.xml twins-have-a-guid 'Twin 1' '1 Jan 2025 07:00 GMT' \
    "<enclosure url=\"$url/1.mp3\" type=\"audio/mpeg\"/>"
end_feed twins.xml
expect 0 "$quoth" index "$url/twins.xml"
expect 0 "$quoth" list episodes --format jsonl
[ "$(wc -l <out)" = 3 ] || fault "not three episodes: $(cat out)"
expect 0 "$quoth" update twins.xml
expect 0 "$quoth" check

# ---- chapters by address, people, bounds ----

forget
cat >www/chapters.json <<'END'
{"version": "1.2.0", "chapters": [
 {"startTime": 0, "title": "Casting off"},
 {"startTime": 60.5, "title": "Open water", "url": "https://pod.example/"},
 {"startTime": 90, "title": "Hidden", "toc": false}]}
END
begin_feed people.xml 'People'
cat >>www/people.xml <<'END'
<podcast:person role="host" group="cast">Bo Lund</podcast:person>
END
item people.xml people-episode-1 'With a guest' '10 Jan 2025 07:00 GMT' \
    "$(transcript one.vtt)" \
    "<podcast:chapters url=\"$url/chapters.json\" type=\"application/json+chapters\"/>" \
    '<podcast:person>Cy Reed</podcast:person>' \
    '<podcast:person role="Guest">Ada Moor</podcast:person>'
item people.xml people-episode-2 'Alone' '20 Jan 2025 07:00 GMT'
item people.xml people-episode-3 'Undated' ''
end_feed people.xml
expect 0 "$quoth" index "$url/people.xml"
expect 0 "$quoth" list episodes --format jsonl
says out '{"name":"Ada Moor","role":"guest"}'
says out '{"name":"Cy Reed","role":"host"}'
says out '{"name":"Bo Lund","role":"host"}'
expect 0 "$quoth" list chapters
says out 'Casting off'
says out 'Open water'
expect 0 "$quoth" search 'guest:moor ferry'
# Of what is only announced, there is nothing to read yet.
alone=$("$quoth" list episodes Alone --format jsonl | grep -o '"id":[0-9]*' |
    cut -d: -f2)
expect 0 "$quoth" list episodes "id:$alone"
says out 'Alone'
expect 1 "$quoth" read "$alone"
says err "episode $alone has no transcript yet"
says err 'quoth update looks for one'
expect 2 "$quoth" list episodes id:4711
says err "no episode has the id '4711'"

# As the first feeds with such elements had them: names in attributes, and a form
# that does not say its language, which is then that of the feed.
forget
begin_feed early.xml 'Early'
item early.xml early-episode-1 'Attributes' '10 Jan 2025 07:00:00 GMT' \
    "$(transcript one.txt text/plain)" \
    "<podcast:transcript url=\"$url/one.srt\" language=\"en-GB\"/>" \
    '<podcast:person role="guest" name="Ada Moor"/>'
end_feed early.xml
forget_requests
expect 0 "$quoth" index "$url/early.xml"
[ "$(requests '^/one')" = 1 ] || fault "more than one form: $(cat www/log)"
expect 0 "$quoth" list episodes --format jsonl
says out '{"name":"Ada Moor","role":"guest"}'
says out '"transcripts":1'

# ---- a page by itself: its show is the site, not the host ----

cat >www/dredger.html <<'END'
<!DOCTYPE html><html><head><title>The dredger</title>
<meta property="og:site_name" content="Tidal Radio"></head><body>
<h1>The dredger</h1><h2>Transcript</h2>
<p>Ann: We went out with the dredger on a cold morning in March.</p>
<p>Bo: And it was cold indeed, I remember all the mud.</p>
<p>Ann: The mud was everywhere that day and the next.</p>
<p>Bo: So we stopped.</p></body></html>
END
sed 's/Tidal Radio/YouTube/' www/dredger.html >www/platform.html
forget
expect 0 "$quoth" index "$url/dredger.html"
expect 0 "$quoth" list shows
says out 'Tidal Radio'
forget
expect 0 "$quoth" index "$url/platform.html"
expect 0 "$quoth" list shows
says out '127.0.0.1'

# ---- how much of a feed ----

# titles ARGUMENT…: the episodes that are taken so.
titles() {
    forget
    expect 0 "$quoth" index "$url/people.xml" "$@"
    "$quoth" list episodes --format jsonl | grep -o '"title":"[^"]*"' | sort |
        cut -d'"' -f4 | paste -sd, >titles
    [ "$(cat titles)" = "$wanted" ] || fault "$*: $(cat titles)"
}
wanted='Alone' titles --latest 1
wanted='Alone,With a guest' titles --latest 2
wanted='Alone,Undated' titles --after 2025-01-11
wanted='Alone,Undated,With a guest' titles --after 2025-01-10

conclude
