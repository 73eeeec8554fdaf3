# added: keeps to what came since then; a file that is read again did not come
# again, unless its words are others.
. "$CASES/../captions"
mkdir -p talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The heron sleeps."
quoth index -q talks
fails 1 quoth search heron added:last-update
quoth update -q
sleep 0.01
captions talks/3.vtt "Another heron came."
quoth update -q
quoth search heron added:last-update --format ref
quoth update -q --force
echo '--- nothing came with the last one'
fails 1 quoth search heron added:last-update
echo '--- changed words are new'
captions talks/1.vtt "The heron left."
quoth update -q
quoth search heron added:last-update --format ref
echo '--- by day'
quoth search heron added:1d --count
quoth search heron added:2020 --count
fails 1 quoth search heron added:2999-01-01
fails 2 quoth search heron added:soon
