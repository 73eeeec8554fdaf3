# A copy is an archive itself, and takes no file's place unasked.
. "$CASES/../captions"
mkdir -p talks
captions talks/1.vtt "The heron waits."
quoth index -q talks
quoth backup copy.db
captions talks/2.vtt "The heron sleeps."
quoth update -q
quoth --db copy.db search heron --count
quoth --db copy.db check
fails 2 quoth backup copy.db
quoth backup --force copy.db
quoth --db copy.db search heron --count
fails 2 quoth backup --force quoth.db
fails 4 quoth backup nowhere/copy.db
fails 2 quoth backup
quoth --db copy.db update
ls
