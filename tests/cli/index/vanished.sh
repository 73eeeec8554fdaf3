# What is gone stays searchable until --prune.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
quoth index talks
rm talks/2.vtt
quoth index talks
quoth index talks
quoth search otter --format ref
quoth list sources --format csv | cut -d, -f4-7
quoth index talks --prune
fails 1 quoth search otter
quoth list episodes --format jsonl | wc -l
quoth check
# And when it comes back, it is new: numbers are not used again.
captions talks/2.vtt "The otter sleeps."
quoth index talks
quoth search otter --format ref
