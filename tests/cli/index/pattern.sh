# A pattern holds for its source, is remembered, and applied when it changes.
. "$CASES/../captions"
mkdir talks
printf '0:15 / ANA / The gauge fell.\n1:02 / BEN / Since when?\n' >talks/1.txt
printf 'nothing of the kind\n' >talks/2.txt
fails 3 quoth index talks \
    --pattern '^(?<start>[\d:]+) / (?<speaker>\w+) / (?<text>.*)$'
quoth search gauge --format tsv | cut -f5,6,10
quoth list failures --format tsv | cut -f1,2
quoth list sources --format jsonl | grep -o '"pattern":.*","ex'
rm talks/2.txt
printf '0:20 / ANA / The gauge rose.\n' >talks/3.txt
quoth index talks
quoth search rose --format tsv | cut -f5,6,10
# Another pattern is applied to what did not change.
quoth index talks --pattern '^(?<start>[\d:]+) / (?<text>.*)$'
quoth search gauge --format tsv | cut -f5,6,10
# A format is in its place.
quoth index talks --from text
quoth list sources --format jsonl | grep -o '"pattern":.*,"ex'
quoth search gauge --format tsv | cut -f5,6,10
fails 2 quoth index talks --pattern '('
fails 2 quoth index talks --pattern '(?<text>.*)' --from text
