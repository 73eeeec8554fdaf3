# Every form of the same figures; a month without an episode is no zero.
. "$CASES/shows.inc"
for form in text csv tsv json jsonl; do
    echo "== $form"
    quoth trends heron --format $form
done
echo '== in ASCII'
LC_ALL=C quoth trends heron --by year
