# An empty argument is not the folder in which quoth is run.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
quoth index talks -q
cd talks
fails 2 quoth remove ""
fails 2 quoth update ""
fails 2 quoth index ""
quoth list episodes --format csv | cut -d, -f1,4
