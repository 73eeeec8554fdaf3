# One answer in every form.
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
for format in text json jsonl csv tsv ref; do
    echo "== $format"
    quoth search '"peer review"' -n 3 --format $format |
        sed 's/"score":[0-9.]*/"score":N/'
done
