# Where a source cannot be.
. "$CASES/../captions"
mkdir -p talks radio/late empty
captions talks/1.vtt "The heron waits."
captions radio/late/1.vtt "The otter sleeps."
quoth index talks radio -q
fails 2 quoth set talks path=nowhere
fails 2 quoth set talks path=radio
fails 2 quoth set talks path=radio/late
fails 2 quoth set talks path=talks
fails 2 quoth set talks path=talks/1.vtt
fails 2 quoth set talks path=.
fails 2 quoth set talks path=empty
fails 2 quoth set talks path=https://example.org/feed.xml
fails 2 quoth set talks path=
fails 2 quoth set source:talks show=Radio
fails 2 quoth set source: path=empty
fails 2 quoth set source:9 path=empty
fails 2 quoth set 'a' path=empty
mkdir other
captions other/1.vtt "A badger digs."
quoth index --no-remember other -q
fails 2 quoth set talks path=other
quoth list sources --format csv | cut -d, -f1-5
