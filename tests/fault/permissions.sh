#!/usr/bin/env bash
#
# Who may read an archive may search it, without a permission to write; files
# that may not be read cost themselves alone. Another user is played by nobody,
# which takes root: without, there is nothing to test.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
    printf 'needs root and setpriv\n'
    exit 77
fi

# as_nobody COMMAND…
as_nobody() {
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

chmod 755 .
cp -- "$quoth" quoth && chmod 755 quoth
cp -- "$(dirname -- "$quoth")/quoth-complete" . && chmod 755 quoth-complete
quoth=$work/quoth
write_shows shows 3 early

expect 0 "$quoth" index shows
expect 4 as_nobody "$quoth" search early
says err "Permission denied"

chmod 644 quoth.db
expect 0 as_nobody "$quoth" search early
expect 0 as_nobody "$quoth" check
expect 0 as_nobody "$quoth"
expect 4 as_nobody "$quoth" index shows
says err "Permission denied"
expect 4 as_nobody "$quoth" set 1 title=Mine

# After a copy to a medium that nobody writes: one file.
mkdir copy
cp quoth.db copy/
chmod 555 copy
expect 0 as_nobody "$quoth" --db copy/quoth.db search early

# While the owner goes on writing.
write_shows shows 4 late
expect 0 "$quoth" index shows
expect 0 as_nobody "$quoth" search late
says out "late"

mkdir -m 777 theirs
chmod 600 shows/001.vtt
mkdir -m 700 shows/closed
expect 3 as_nobody "$quoth" --db theirs/quoth.db index shows
says err "shows/001.vtt: Permission denied"
says err "shows/closed: Permission denied"
expect 0 as_nobody "$quoth" --db theirs/quoth.db search late
expect 0 as_nobody "$quoth" --db theirs/quoth.db list failures
says out "001.vtt"

# What could not be opened is tried again, though nothing in it has changed.
expect 0 as_nobody "$quoth" --db theirs/quoth.db update
says out "2 still failing"
chmod 644 shows/001.vtt
chmod 755 shows/closed
expect 0 as_nobody "$quoth" --db theirs/quoth.db update
says out "1 new episode"
expect 0 as_nobody "$quoth" --db theirs/quoth.db list failures
says out "no failures"
conclude
