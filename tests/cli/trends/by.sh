# What is counted together, and what filters leave of the words.
. "$CASES/shows.inc"
for by in year episode speaker show; do
    echo "== $by"
    quoth trends heron --by $by
    quoth trends heron --by $by --format csv
done
echo '== what Bo says'
quoth trends heron speaker:bo --by year
echo '== no month where all words must be said'
quoth trends heron ice --by year
echo '== a filter that leaves episodes out'
quoth trends heron after:2025 --by year
