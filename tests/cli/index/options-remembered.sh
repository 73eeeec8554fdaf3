# What was said of a source holds for later runs; something else is applied to
# files that did not change, too. What a sidecar said goes when it goes.
. "$CASES/../captions"
mkdir talks
captions talks/first.vtt "The heron waits."
quoth index talks
quoth index talks --show 'Marsh Radio'
captions talks/second.vtt "The otter sleeps."
quoth index talks
quoth list episodes --format csv | cut -d, -f3,5
quoth index talks --show 'Marsh Radio'

printf 'title: Herons\ndate: 2025-03-04\n' >talks/first.meta.yaml
quoth index talks
quoth list episodes --format csv | cut -d, -f5,7
rm talks/first.meta.yaml
quoth index talks
quoth list episodes --format csv | cut -d, -f5,7
quoth check
