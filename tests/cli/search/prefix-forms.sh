# Of the words that begin alike the rare ones are looked for at once; none of
# them tells as much as what was typed.
. "$CASES/../captions"
mkdir talks
n=0
for word in harpoon harpsichord harpist harbour harbour harbour harbour harp; do
    n=$((n + 1))
    captions talks/$n.vtt "The boat has a $word, and the harbour another harbour."
done
quoth index -q talks
explain() {
    echo "$1"
    quoth search "$1" --explain -n 2 2>&1 | grep -E 'times as|close'
}
explain 'har* boat'
explain 'harp* boat'
explain 'harpo* boat'
quoth search 'harp*' --format ref --sort time
