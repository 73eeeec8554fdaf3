# All sources are visited, or those that are named; a run says what changed.
. "$CASES/../captions"
fails 2 quoth update
mkdir -p talks radio
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
captions radio/1.vtt "A badger digs at night."
quoth index talks
quoth index radio
echo '--- nothing new'
quoth update
quoth update -q
echo '--- new, changed, gone'
captions talks/3.vtt "A kingfisher dives."
captions talks/1.vtt "The heron leaves."
rm talks/2.vtt
quoth update radio
quoth update 1
quoth search kingfisher --format ref
quoth search otter --format ref
echo '--- pruned'
quoth update --prune
fails 1 quoth search otter
echo '--- a source that is not there is left as it is'
mv radio away
fails 3 quoth update
quoth search badger --format ref
mv away radio
quoth update
fails 2 quoth update nonsense
fails 2 quoth update --only new
fails 2 quoth update --max-time soon
fails 2 quoth update --format xml
quoth list runs --format tsv | cut -f 2,6-
quoth check
