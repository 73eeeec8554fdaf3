# Which words: whole sentences, fewer on request, and what is left out shows.
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
quoth quote costs
quoth quote costs --max-words 6
quoth quote costs --max-words 16
quoth quote speaker:sam asked --clean
quoth quote 'speaker:sam asked'
quoth quote costs -C 1
quoth quote 1@0:05-0:10 1@w2-w4 1@w2-w4
quoth search costs --format ref | quoth quote -
