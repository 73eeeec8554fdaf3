#!/usr/bin/env bash
#
# lock.sh QUOTH HOLD_LOCK: one writer at a time, and readers at any time.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
hold_lock=$(realpath -- "$2")

# Another run begins, and ends.
begin_other() {
    local line
    coproc OTHER { "$hold_lock" "$QUOTH_DB.lock"; }
    other=$OTHER_PID
    read -r line <&"${OTHER[0]}" && [ "$line" = locked ] || fault "no lock"
}

end_other() {
    eval "exec ${OTHER[1]}>&-"
    wait "$other"
}

write_shows shows 3 early
begin_other
expect 75 "$quoth" index shows
says err "another quoth is writing to"
[ -e quoth.db ] && fault "an archive without the lock"
end_other
expect 0 "$quoth" index shows

begin_other
expect 75 "$quoth" index shows
expect 75 "$quoth" set 1 title=Another
expect 75 "$quoth" remove 1
expect 75 "$quoth" index --wait=0 shows
expect 75 "$quoth" index --wait=1 shows
expect 0 "$quoth" search early
expect 0 "$quoth" check
"$quoth" set 1 title=Waited --wait >waited 2>&1 &
waiting=$!
pause 100
kill -0 $waiting || fault "did not wait: $(cat waited)"
end_other
wait $waiting || fault "the one that waited: $(cat waited)"
expect 0 "$quoth" list episodes Waited

# A request to stop ends the waiting, too.
begin_other
"$quoth" set 1 title=Never --wait >waited 2>&1 &
waiting=$!
pause 100
kill -TERM $waiting
for _ in {1..50}; do
    kill -0 $waiting 2>/dev/null || break
    pause 100
done
if kill -0 $waiting 2>/dev/null; then
    fault "waits on though it was asked to stop"
    kill -KILL $waiting
fi
wait $waiting
end_other
conclude
