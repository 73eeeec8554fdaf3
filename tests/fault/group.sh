#!/usr/bin/env bash
#
# A group that may search an archive, and no more: beside the owner's runs and
# after them, and where nobody can write.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
    printf 'needs root and setpriv\n'
    exit 77
fi

group=54321
# as_member COMMAND…, as_stranger COMMAND…
as_member() {
    setpriv --reuid=65534 --regid=65534 --groups=$group "$@"
}
as_stranger() {
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}

# modes MODE FILE…: each has it.
modes() {
    local mode=$1 file
    shift
    for file; do
        [ "$(stat -c %a -- "$file")" = "$mode" ] ||
            fault "$file has the mode $(stat -c %a -- "$file"), not $mode"
    done
}

chmod 755 .
cp -- "$quoth" quoth && chmod 755 quoth
cp -- "$(dirname -- "$quoth")/quoth-complete" . && chmod 755 quoth-complete
quoth=$work/quoth
umask 077
mkdir -m 2750 shared && chgrp $group shared
export QUOTH_DB=$work/shared/quoth.db
write_shows shows 40 early

# Closed at first, then open, and so from then on.
expect 0 "$quoth" index shows
modes 600 shared/quoth.db shared/quoth.db-wal shared/quoth.db-shm \
    shared/quoth.db.lock
expect 4 as_member "$quoth" search early
expect 0 "$quoth" set 1 title=Open --group
modes 640 shared/quoth.db shared/quoth.db-wal shared/quoth.db-shm \
    shared/quoth.db.lock
expect 0 as_member "$quoth" search early
expect 0 as_member "$quoth" list episodes Open
expect 0 as_member "$quoth" read 1
expect 0 as_member "$quoth" check
expect 4 as_stranger "$quoth" search early
expect 4 as_member "$quoth" set 1 title=Mine
says err 'Permission denied'

# A new archive, with its folder.
expect 0 "$quoth" index shows --group --db shared/made/quoth.db
modes 640 shared/made/quoth.db shared/made/quoth.db-shm
modes 2750 shared/made
expect 0 as_member "$quoth" --db shared/made/quoth.db search early

# Beside a run, and after one that was killed.
write_shows shows 700 late
"$quoth" index shows >/dev/null 2>&1 &
writer=$!
answers=0
while kill -0 $writer 2>/dev/null; do
    as_member "$quoth" search 'early OR late' --count >out 2>err ||
        fault "a reader: $(cat err)"
    answers=$((answers + 1))
done
wait $writer || fault 'the writer'
[ "$answers" -gt 0 ] || fault 'the run was over before a reader came'
expect 0 as_member "$quoth" search late
modes 640 shared/quoth.db shared/quoth.db-wal shared/quoth.db-shm
write_shows shows 700 again
"$quoth" index shows >/dev/null 2>&1 &
writer=$!
until as_member "$quoth" search again -n 1 >/dev/null 2>&1; do
    kill -0 $writer || break
done
kill -KILL $writer
wait $writer 2>/dev/null
[ -s shared/quoth.db-wal ] || fault 'no log to try it with'
expect 0 as_member "$quoth" search again
found=$("$quoth" search again -n 0 --format ref | wc -l)

# On a medium that nobody writes, with its log and without what indexes it.
mkdir medium
cp shared/quoth.db shared/quoth.db-wal medium/
chmod 444 medium/* && chmod 555 medium
expect 0 as_stranger "$quoth" --db medium/quoth.db search again -n 0 --format ref
[ "$(wc -l <out)" = "$found" ] || fault "$(wc -l <out) passages, not $found"
expect 0 as_stranger "$quoth" --db medium/quoth.db list shows
expect 0 as_stranger "$quoth" --db medium/quoth.db read 1
expect 0 as_stranger "$quoth" --db medium/quoth.db check
expect 4 as_stranger "$quoth" --db medium/quoth.db set 1 title=Mine
expect 4 as_stranger "$quoth" --db medium/quoth.db update
mkdir -m 777 theirs
expect 0 as_stranger "$quoth" --db medium/quoth.db backup theirs/copy.db
expect 0 as_stranger "$quoth" --db theirs/copy.db search again -n 0 --format ref
[ "$(wc -l <out)" = "$found" ] || fault 'the copy is another'

# Where the log may not be read, what it holds is not left out in silence.
chmod 755 medium && chmod 600 medium/quoth.db-wal && chmod 555 medium
expect 4 as_stranger "$quoth" --db medium/quoth.db search again
says err 'quoth.db-wal'

# A mount that is read-only, where the system lets one be made.
mkdir mounted
if mount --bind shared mounted 2>/dev/null; then
    if mount -o remount,ro,bind mounted 2>/dev/null; then
        expect 0 "$quoth" --db mounted/quoth.db search again
        expect 0 as_member "$quoth" --db mounted/quoth.db search again
        expect 4 "$quoth" --db mounted/quoth.db set 1 title=Mine
        says err 'Read-only file system'
    fi
    umount mounted
fi

# The owner goes on.
expect 0 "$quoth" index shows
expect 0 "$quoth" check
expect 0 as_member "$quoth" search again
conclude
