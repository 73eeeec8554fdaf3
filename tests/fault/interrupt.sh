#!/usr/bin/env bash
#
# Ctrl-C in the middle of a run: it ends in order with exit code 130, what was
# read is kept, and the next run goes on from there.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

files=500

# interrupt_after MILLISECONDS: false if the run was over by then.
interrupt_after() {
    local code=0
    # Without job control, a shell makes what runs in the background deaf to
    # SIGINT; SIGTERM is answered in the same way.
    "$quoth" index shows >out 2>err &
    pause "$1"
    kill -TERM $! 2>/dev/null
    wait $! || code=$?
    case $code in
    0) return 1 ;;
    130) says err "interrupted" ;;
    *) fault "exit $code: $(cat err)" ;;
    esac
}

write_shows shows $files early
length=$(milliseconds "$quoth" index shows)
dump >want
rm -f quoth.db*

# Somewhat earlier each time, until it is in the middle of the run.
share=90
until interrupt_after $((length * share / 100)) || [ $share -le 10 ]; do
    rm -f quoth.db*
    share=$((share - 20))
done
[ -e quoth.db ] || fault "nothing was kept"
expect 0 "$quoth" check
expect 0 "$quoth" index shows
expect 0 "$quoth" check
dump >got
cmp want got || fault "the archive differs"
conclude
