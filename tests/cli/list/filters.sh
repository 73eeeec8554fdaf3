. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth list episodes field
quoth list episodes 3
quoth list chapters 7
quoth list speakers ruth
fails 1 quoth list episodes nothing like that
fails 2 quoth list
fails 2 quoth list episods
fails 2 quoth list everything
fails 2 quoth list episodes --format xml
