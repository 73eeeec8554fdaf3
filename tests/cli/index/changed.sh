# A changed transcript is replaced: old words gone, new ones found, under the
# same episode number.
. "$CASES/../captions"
mkdir -p talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
quoth index talks
captions talks/2.vtt "A badger digs at night."
quoth index talks
fails 1 quoth search otter
quoth search badger --format ref
quoth search heron --format ref
# A new date alone is no change.
touch -d 2020-01-01 talks/1.vtt
quoth index talks
quoth check
