. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth check
fails 2 quoth check everything
