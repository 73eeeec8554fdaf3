# What was told stays, and so do the numbers; what is found is the same.
. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth set 2 title='As we said'
quoth search door -n 0 --format ref >before
quoth reindex | sed -E 's/ in [0-9.]+ m?s$/ in N ms/'
quoth reindex -q
quoth search door -n 0 --format ref >after
cmp before after
quoth list episodes | grep 'As we said'
quoth check
fails 2 quoth reindex everything
fails 2 quoth --db none.db reindex
