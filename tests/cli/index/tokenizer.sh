# An index of other rules for words is searched, but not added to.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
quoth index -q talks
python3 - <<'END'
import sqlite3, os
archive = sqlite3.connect(os.environ["QUOTH_DB"])
archive.execute("UPDATE tokenizer SET version = version + 1")
archive.commit()
END
quoth search heron --format ref
fails 4 quoth index talks 2>errors
sed 's/rules for words ([^)]*)/rules for words (…)/' errors
