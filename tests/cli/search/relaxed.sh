# Words that are not all in one place are left out one by one, and said to be.
. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth search migration zeppelin -n 2
quoth search migration zeppelin -n 1 --format jsonl | grep -o '"without":[^]]*]'
fails 1 quoth search --strict migration zeppelin
fails 1 quoth search migration AND zeppelin
fails 1 quoth search '"migration zeppelin"'
fails 1 quoth search zeppelin
fails 1 quoth search migration zeppelin --count

# How many lack some is not counted: a list that they fill may go on.
quoth search migration zeppelin crash -n 1 | grep passage
quoth search migration zeppelin crash -n 1 --format jsonl | grep -o '"total".*_exact":[a-z]*'

# A word that nobody says weighs nothing beside an OR.
quoth search 'patch bugs crash' --format ref >without.tsv
quoth search 'patch (bugs OR zeppelin) crash' --format ref >with.tsv
cmp without.tsv with.tsv

# All answers are those that have all words.
fails 1 quoth search 'ferry bees' -n 0
fails 1 quoth search 'ferry bees' -n 0 --strict
