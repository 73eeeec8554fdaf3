# -o writes the form that its extension says, in one step, and prints nothing.
. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
for extension in txt json jsonl csv tsv; do
    quoth search ferryhouse -n 1 -o out.$extension
    head -c 40 out.$extension | head -n 1
    echo
done
quoth search ferryhouse -n 1 --format ref -o refs.csv
cat refs.csv
# A device is written to, a link stays one.
ln -s /dev/null sink
ln -s out.csv link
quoth search ferryhouse -n 1 --format csv -o sink
quoth search ferryhouse -n 1 --format csv -o link
[ -h sink ] && [ -h link ] && cmp link out.csv
fails 4 quoth search ferryhouse -o nowhere/out.csv
ls
