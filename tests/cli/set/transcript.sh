# Several transcripts of one episode: which is searched, and who says so.
. "$CASES/../captions"
mkdir river
captions river/1-weir.en.vtt "The heron waits by the weir."
printf '00:00:01 The heron waits at the weir.\n\n00:00:03 And waits.\n' \
    >river/1-weir.en.txt
captions river/1-weir.de.vtt "Der Reiher wartet heute wieder an dem alten Wehr."
quoth index river
quoth list transcripts 1 | sed 's|/.*/river|river|'
quoth search weir --format ref
quoth read 1 | head -n 2
quoth read 1 --version 2 | tail -n 1
fails 1 quoth set 1 transcript=99
fails 2 quoth set 1 transcript=first
quoth set 1 transcript=3
quoth index river --force -q
quoth list transcripts --format csv | cut -d, -f1,2,5,6,8
quoth search weir --format ref
quoth read 1 | head -n 2
quoth set 1 transcript=
quoth list transcripts --format csv | cut -d, -f1,5
quoth check
