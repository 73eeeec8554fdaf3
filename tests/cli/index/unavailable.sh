# A source that is missing or empty, as an unmounted disk is, loses nothing.
. "$CASES/../captions"
mkdir disk
captions disk/1.vtt "The heron waits."
captions disk/2.vtt "The otter sleeps."
quoth index disk
mv disk away
fails 3 quoth index disk --prune --yes
mkdir disk
fails 3 quoth index disk --prune --yes
quoth search heron --format ref
quoth list sources --format csv | cut -d, -f4-7
rmdir disk
mv away disk
quoth index disk
