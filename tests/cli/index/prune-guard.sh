# A tenth of a source, and twenty, are not forgotten without --yes.
. "$CASES/../captions"
mkdir talks
for i in $(seq 10 69); do
    captions "talks/$i.vtt" "Number $i waits."
done
quoth index talks
rm talks/1?.vtt
quoth index talks --prune
rm talks/2?.vtt talks/3?.vtt
fails 3 quoth index talks --prune
quoth search waits --count
quoth index talks --prune --yes
quoth search waits --count
quoth check
