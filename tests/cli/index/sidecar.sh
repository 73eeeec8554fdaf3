# What stands beside a file is read with it, and when it changes.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
quoth index talks
printf 'title: The heron\ndate: 2025-01-02\nguests: Zoe Quist\n' \
    >talks/1.meta.yaml
quoth index talks
quoth list episodes
printf 'show: Bird Talks\n' >talks/quoth.yaml
quoth index talks
quoth list episodes
printf 'title: [unclosed\n' >talks/1.meta.yaml
fails 3 quoth index talks
quoth index talks
quoth search heron --format ref
