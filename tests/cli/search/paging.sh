# Pages put together are the whole; counts are those of the whole.
. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth search door -n 0 --format ref >all
for offset in 0 7 14 21 28 35; do
    quoth search door -n 7 --offset $offset --format ref || echo "exit $?"
done >pages
grep -v exit pages | cmp all -
[ "$(quoth search door --count)" -eq "$(wc -l <all)" ] && echo "counted"
fails 1 quoth search door --offset 1000
quoth search door --count speaker:dana
quoth search zeppelin --count || echo "exit $?"
