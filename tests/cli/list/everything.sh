# Every list in every form: rows of equal length, and JSON that is one a line.
cp -r "$SAMPLES" podcasts
printf 'none\n' >podcasts/none.vtt
quoth index podcasts -q 2>/dev/null || echo "exit $?"
quoth set 1 title='The gauge'
quoth remove 12
for what in shows episodes speakers chapters transcripts sources failures \
    settings exclusions formats; do
    echo "== $what"
    # The columns' places depend on the length of the folder's name.
    quoth list $what | sed 's/[0-9T:-]*Z$/DATE/; s/  */ /g'
    quoth list $what --format csv | head -n 1
    rows=$(quoth list $what --format tsv | wc -l)
    lines=$(quoth list $what --format jsonl | grep -c '^{.*}$')
    [ $((rows - 1)) -eq "$lines" ] || echo "$rows rows, $lines lines"
done
