[ -e /dev/full ] || { echo "quoth: standard output: No space left on device" >&2; exit 4; }
quoth help >/dev/full
