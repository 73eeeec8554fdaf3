# One line per show; the second run has nothing to do.
cp -r "$SAMPLES" podcasts
quoth index podcasts
quoth index podcasts
quoth list episodes
quoth list sources --format csv | cut -d, -f2-7
quoth
