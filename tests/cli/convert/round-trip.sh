# What vtt and jsonl hold is the same after a way there and back.
for file in "$SAMPLES"/field-notes/*.vtt "$SAMPLES"/field-notes/016*.json \
    "$SAMPLES"/second-draft/*.srt "$SAMPLES"/second-draft/*.vtt; do
    quoth convert "$file" --format jsonl -q >first
    quoth convert "$file" -o there.vtt -q
    quoth convert there.vtt --format jsonl >second
    cmp first second
    quoth convert there.vtt -o again.vtt
    cmp there.vtt again.vtt
    quoth convert "$file" -o there.srt -q
    quoth convert there.srt -o again.srt
    cmp there.srt again.srt
    wc -l <first
done
# Word times, too, but for the ends of words, which vtt cannot hold.
quoth convert "$SAMPLES"/second-draft/057*.json --words -o words.vtt
quoth convert "$SAMPLES"/second-draft/057*.json --words --format jsonl >first
quoth convert words.vtt --words --format jsonl >second
for side in first second; do
    sed 's/"end_ms":[0-9]*,"text"/"text"/g' $side >$side.starts
done
cmp first.starts second.starts
sed -n 1,5p words.vtt | cut -c1-120
head -n 1 first | cut -c1-200
