# Words of two people are given to nobody but who said them.
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
for form in md txt html csv ris; do
    echo "== $form"
    quoth quote '"ask sam um"' --format $form | tr -d '\r'
done
quoth quote '"ask sam um"' --format jsonl |
    grep -o '"speaker":"*[A-Za-z ]*"*,"[st][et][a-z_]*"'
quoth quote '"ask sam um"' --format bibtex | grep author
