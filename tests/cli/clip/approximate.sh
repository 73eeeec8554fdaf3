# Times that are not sure are warned of, and without times nothing is cut.
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth clip '"waiting also a one-way door"' --format audacity
quoth clip gentleman pillar --format audacity || echo "exit $?"
