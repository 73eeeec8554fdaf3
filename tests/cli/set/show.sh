# A show is renamed for all its episodes, also for those to come.
. "$CASES/../captions"
mkdir -p talks/fieldnotes
captions talks/fieldnotes/1.vtt "The heron waits."
quoth index talks
quoth set show:fieldnotes name='Field Notes'
quoth list shows
captions talks/fieldnotes/2.vtt "The otter sleeps."
quoth index talks
quoth list shows
quoth search show:field otter --format ref
fails 1 quoth set show:nothing name=x
fails 2 quoth set show:field colour=green
fails 2 quoth set show:field name=x title=y
quoth check
