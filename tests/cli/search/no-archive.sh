. "$CASES/../captions"
fails 2 quoth search heron
fails 2 quoth read 1
fails 2 quoth list episodes
fails 2 quoth check
fails 4 quoth search --db "$PWD" heron
printf 'Some text that is no database, but long enough to have been one.\n' >text
fails 4 quoth search --db text heron
fails 4 quoth index --db text text
: >empty
fails 4 quoth search --db empty heron
cat text
ls
