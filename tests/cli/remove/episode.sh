# Forgotten, and kept out of later runs until --undo.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
quoth index talks -q
quoth remove 1
fails 1 quoth search heron
quoth index talks
quoth list exclusions --format csv | cut -d, -f1
ls talks
quoth remove --undo talks/1.vtt
quoth index talks
quoth search heron --format ref
fails 1 quoth remove --undo talks/1.vtt
fails 1 quoth remove 1
fails 2 quoth remove
quoth check
