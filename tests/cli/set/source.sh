# A folder that was moved: nothing of it is read again, or taken for gone.
. "$CASES/../captions"
mkdir -p disk/talks/a disk/talks/b
captions disk/talks/a/heron.vtt "The heron waits."
captions disk/talks/a/otter.vtt "The otter sleeps."
captions disk/talks/b/3.vtt "The badger digs."
captions alone.vtt "A lone kingfisher dives."
quoth index disk/talks -q
quoth index alone.vtt -q
quoth remove 2
mkdir attic
mv disk/talks attic/talks
quoth set disk/talks path=attic/talks
quoth list sources --format csv | cut -d, -f1-7
quoth list episodes --format csv | cut -d, -f1,15
echo '--- nothing to do'
quoth update
quoth check
echo '--- its episodes are known by their names at the new place'
mkdir attic/talks/a/subs
captions attic/talks/a/subs/heron.vtt "The heron waits. It waits long."
quoth update talks
quoth list transcripts --format csv | cut -d, -f1,2,13
echo '--- some files did not come along'
mkdir half half/a
cp -p attic/talks/a/*.vtt half/a
quoth set source:1 path=half
quoth set 2 path=half/a/heron.vtt || echo "exit $?"
echo '--- one file'
mv alone.vtt half.vtt
quoth set alone path="$PWD/half.vtt"
quoth update
