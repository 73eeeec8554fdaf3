# A source, one in another, and by number.
. "$CASES/../captions"
mkdir -p talks/a talks/b radio
captions talks/a/1.vtt "The heron waits."
captions talks/b/2.vtt "The otter sleeps."
captions radio/3.vtt "The badger digs."
quoth index talks radio -q
quoth index talks/a -q
quoth list sources --format csv | cut -d, -f1-2
echo '--- another source still visits it'
quoth remove talks/a
quoth update
quoth list exclusions --format csv | cut -d, -f1
quoth remove --undo talks/a
echo '--- with all in it'
quoth index talks/a -q
quoth remove talks
quoth remove source:2
quoth list sources
quoth list episodes
quoth list exclusions
quoth check
fails 2 quoth remove source:radio
fails 1 quoth remove https://example.org/feed.xml
fails 1 quoth remove --undo https://example.org/feed.xml?token=secret
