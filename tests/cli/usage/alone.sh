# quoth alone: the state of the archive, and the steps that fit it.
. "$CASES/../captions"
quoth
mkdir show
captions show/one.vtt 'a heron stood there' 'and flew off'
quoth index -q show
echo '== filled'
quoth
printf 'no captions in here\n' >show/two.vtt
fails 3 quoth index -q show 2>/dev/null
echo '== with a failure'
quoth
echo '== and long ago'
python3 - "$QUOTH_DB" <<'PYTHON'
import sqlite3
import sys

archive = sqlite3.connect(sys.argv[1])
archive.execute("UPDATE run SET finished_ms = (strftime('%s') - 864000) * 1000")
archive.commit()
PYTHON
quoth
