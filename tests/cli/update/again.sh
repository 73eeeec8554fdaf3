# What an older reader made is read once more, quietly: a file that has a copy
# stays one transcript, numbers and settings stay, and nothing counts as new.
. "$CASES/../captions"
mkdir -p talks/a talks/b
captions talks/a/1.vtt "The heron waits."
cp talks/a/1.vtt talks/b/second-name.vtt
captions talks/a/2.vtt "The otter sleeps."
quoth index talks -q
quoth set 2 title='As we said' -q
quoth saved add water heron OR otter
quoth update -q
archive() {
    python3 - "$QUOTH_DB" "$@" <<'PYTHON'
import sqlite3
import sys

archive = sqlite3.connect(sys.argv[1])
for sql in sys.argv[2:]:
    for row in archive.execute(sql):
        print(*row)
archive.commit()
PYTHON
}
older() {
    archive 'UPDATE location SET reader = 1' \
        'UPDATE transcript SET added_ms = 1000'
}
older
quoth update
quoth update --format json | grep -o '"changed":\[[^]]*\]\|"new_matches":\[[^]]*\]'
archive 'SELECT count(*), max(added_ms) FROM transcript' \
    'SELECT DISTINCT reader > 1 FROM location'
quoth list episodes
echo '--- asked for'
quoth index talks --force
archive 'SELECT count(*), max(added_ms) FROM transcript'
echo '--- the first copy is gone'
rm talks/a/1.vtt
older
quoth update
quoth search heron --format ref
quoth check
