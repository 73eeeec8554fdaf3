# What cannot be quoted.
. "$CASES/../captions"
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
fails 2 quoth quote
fails 2 quoth quote door --format word
fails 2 quoth quote 1@0:x5
fails 2 quoth quote 'door AND ('
fails 1 quoth quote nothing of the kind
fails 1 quoth quote 1@9:00
fails 2 quoth quote door -C near
fails 4 quoth quote door -o nowhere/quote.md
