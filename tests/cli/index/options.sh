# --show and --lang hold for all files; what is no value is said beforehand.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
quoth index talks --show 'Bird Talks' --lang pt-br
quoth list episodes --format csv | cut -d, -f1,3,11
fails 2 quoth index talks --lang klingonese
fails 2 quoth index talks --from vt
fails 2 quoth index talks --encoding utf9
fails 2 quoth index talks --jobs -3
fails 2 quoth index talks --jobs many
fails 2 quoth index
fails 2 quoth index nowhere
fails 2 quoth index talks nowhere
quoth index talks --force
