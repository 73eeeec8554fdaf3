# Searches that are kept, and what an update has for them.
. "$CASES/../captions"
mkdir -p talks
captions talks/1.vtt "The heron waits."
quoth index -q talks
quoth saved add herons heron OR otter
quoth saved add owls 'owl -barn'
fails 2 quoth saved add bad '(heron'
fails 2 quoth saved add bad
fails 2 quoth saved frob
quoth saved list
quoth saved run herons
quoth saved run herons --format ref
fails 1 quoth saved run owls
fails 2 quoth saved run nobody
quoth update
captions talks/2.vtt "The otter sleeps."
captions talks/3.vtt "An owl in the barn."
quoth update
captions talks/4.vtt "An owl, at last."
quoth update --format json | grep -o '"new_matches.*'
quoth saved remove owls
fails 2 quoth saved remove owls
quoth saved list
