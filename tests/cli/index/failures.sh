# A file that cannot be read costs that file alone, and is news once.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
printf 'no captions in here\n' >talks/2.vtt
: >talks/3.srt
printf '{"language":"en","segments":[{"start":0.0,"end":1.5,"text":"one"},{"st' \
    >talks/4.json
fails 3 quoth index talks
quoth search heron --format ref
quoth list failures --format csv | cut -d, -f1,2
quoth index talks
# Mended:
captions talks/2.vtt "The otter sleeps."
quoth index talks
quoth search otter --format ref
quoth list failures --format csv | cut -d, -f1,2
# What was read before stays when the file is spoilt.
printf 'no captions any more\n' >talks/1.vtt
fails 3 quoth index talks
quoth search heron --format ref
quoth check
