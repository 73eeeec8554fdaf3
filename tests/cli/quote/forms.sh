# All forms of one quote, and the form that a file's name implies.
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
for form in md txt html json jsonl csv bibtex ris csl; do
    echo "== $form"
    quoth quote '"one-way door"' --format $form | tr -d '\r'
done
quoth quote 1@0:05 -o quote.bib
head -n 1 quote.bib
quoth quote 1@0:05 -o quote.html
head -n 1 quote.html
