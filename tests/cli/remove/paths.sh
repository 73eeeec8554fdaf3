# A file, a folder, a whole source.
. "$CASES/../captions"
mkdir -p talks/a talks/b
captions talks/a/1.vtt "The heron waits."
captions talks/a/2.vtt "The otter sleeps."
captions talks/b/3.vtt "The badger digs."
quoth index talks -q
quoth remove talks/a
quoth index talks
quoth remove --undo talks/a
quoth index talks
quoth remove talks/b/3.vtt
quoth list episodes --format csv | cut -d, -f1,15
quoth remove talks
quoth list sources
quoth list shows
quoth search heron || echo "exit $?"
mkdir empty
quoth index empty
quoth remove empty
fails 1 quoth remove nowhere
# Nothing is removed before all is understood.
quoth index talks -q
fails 1 quoth remove talks/a nowhere
quoth search heron --count
quoth check
