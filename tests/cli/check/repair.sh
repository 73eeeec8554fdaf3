. "$CASES/../captions"
mkdir talks
captions talks/heron.vtt "The heron waits."
quoth index talks -q
quoth check --repair
fails 2 quoth --db none.db check --repair
