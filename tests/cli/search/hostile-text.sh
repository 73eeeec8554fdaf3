# Nothing that a transcript says gets to a terminal or a spreadsheet raw.
. "$CASES/../captions"
captions formula.vtt "=HYPERLINK(heron)" "+1 heron" "-2 heron" "@SUM heron"
captions control.vtt "$(printf 'otter \033[31mred\033[0m \007bell \302\233csi')"
captions bidi.vtt "$(printf 'badger \342\200\256evil\342\200\254 \342\201\246x')"
printf 'title: "=1+1 \\e[2J"\n' >formula.meta.yaml
quoth index formula.vtt control.vtt bidi.vtt -q
quoth search heron --format csv | cut -d, -f1,3,10
quoth search heron --format ref
quoth search 'otter OR badger'
for format in text json jsonl csv tsv ref; do
    quoth search 'otter OR badger OR heron' -n 0 --format $format
    quoth list episodes
    quoth read 1 2 3
done >all
LC_ALL=C tr -d '\n\t\40-\377' <all | od -An -c
grep -c "$(printf '\302\233\|\342\200\256\|\342\201\246')" all || true
quoth list episodes
