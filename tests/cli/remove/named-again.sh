# Who names a removed file wants it back.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
quoth index talks -q
quoth remove 1
quoth index talks
quoth index talks/1.vtt
quoth search heron --format ref
