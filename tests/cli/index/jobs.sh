# However many threads read, the archive is the same.
cp -r "$SAMPLES" podcasts
for jobs in 1 4; do
    db=jobs$jobs.db
    quoth index --db $db --jobs $jobs podcasts -q
    for what in shows episodes speakers chapters transcripts; do
        quoth list --db $db $what --format jsonl
    done >dump$jobs
    for id in 1 2 3 4 5 6 7 8 9 10 11 12; do
        quoth read --db $db $id --format jsonl
    done >>dump$jobs
done
cmp dump1 dump4
wc -l <dump1
