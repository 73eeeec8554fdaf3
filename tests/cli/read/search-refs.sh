# What search prints, read takes: each ref leads back to the words.
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth search '"peer review"' -n 0 --format ref >refs
wc -l <refs
cut -f1 refs | while read -r ref; do
    quoth read "$ref" -C 0 | tr -s ' \n' '  ' | grep -c 'peer review'
done
quoth search '"peer review"' -n 0 --format ref | quoth read - -C 0 |
    grep -c 'peer review'
