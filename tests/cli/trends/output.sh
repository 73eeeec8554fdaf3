# A file's extension says the form; --format goes before it.
. "$CASES/shows.inc"
quoth trends heron --by show -o a.csv
quoth trends heron --by show -o b.txt
quoth trends heron --by show -o c.csv --format jsonl
head -v -n 99 -- *.csv *.txt
quoth trends heron --by show -o e.SVG
head -c 4 e.SVG
echo
