# The same file in two places is one transcript, and lives as long as one does.
. "$CASES/../captions"
mkdir -p talks/a talks/b
captions talks/a/one.vtt "The heron waits."
cp talks/a/one.vtt talks/b/other.vtt
quoth index talks
quoth search heron --format ref
rm talks/a/one.vtt
quoth index talks --prune
quoth search heron --format ref
quoth check
