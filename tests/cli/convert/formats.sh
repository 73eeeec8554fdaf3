# From every sample to every form.
cd "$SAMPLES"
for file in field-notes/*.vtt field-notes/016*.json \
    second-draft/*.srt second-draft/057*.json; do
    for format in vtt srt txt jsonl; do
        echo "== $file to $format"
        quoth convert "$file" --format $format 2>&1 | head -n 8 | cut -c1-160
    done
done
echo "== without times"
quoth convert field-notes/027*.md --format txt | head -n 3 | cut -c1-160
quoth convert field-notes/027*.md --format jsonl | head -n 3 | cut -c1-160
