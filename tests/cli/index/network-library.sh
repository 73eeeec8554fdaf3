# libcurl is loaded for what is fetched, and only then; without it an address is
# not passed over.
. "$CASES/../captions"
mkdir talks lib
for name in libcurl.so.4 libcurl-gnutls.so.4; do
    echo 'not a library' >lib/$name
done
LD_LIBRARY_PATH=$PWD/lib
export LD_LIBRARY_PATH
captions talks/1.vtt "The heron waits."
quoth index talks
cat >feeds.opml <<'XML'
<opml version="2.0"><body>
<outline type="rss" xmlUrl="https://podcast.example/feed.xml"/>
</body></opml>
XML
for source in https://podcast.example/feed.xml feeds.opml; do
    fails 4 quoth index "$source" 2>complaint
    sed 's/loaded:.*/loaded: …/' complaint
done
quoth search heron --format ref
