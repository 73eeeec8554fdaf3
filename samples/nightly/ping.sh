#!/bin/sh
# Runs the update and reports it to a monitor that takes the exit code behind
# its address, as Healthchecks does: it complains when no report comes, too.
#
#     ping.sh https://monitor.example/ping/ID
#
set -u
address=${1:?'usage: ping.sh ADDRESS'}
report=$(mktemp) || exit 4
trap 'rm -f -- "$report"' EXIT

code=0
quoth update --format json --wait=600 --max-time 2h >"$report" 2>&1 || code=$?
curl -fsS -m 10 --retry 5 -o /dev/null --data-binary "@$report" \
    "$address/$code"
exit $code
