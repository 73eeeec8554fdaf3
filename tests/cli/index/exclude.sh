. "$CASES/../captions"
mkdir -p talks/drafts
captions talks/1.vtt "The heron waits."
captions talks/2.draft.vtt "The otter sleeps."
captions talks/drafts/3.vtt "The badger digs."
quoth index talks --exclude drafts --exclude '*.draft.*'
quoth list episodes --format csv | cut -d, -f15
