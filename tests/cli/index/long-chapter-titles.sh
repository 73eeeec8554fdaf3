# A title is found by as many of its words as a segment may have; the index is
# still what its text says.
. "$CASES/../captions"
words() {
    for i in $(seq "$2" "$3"); do printf '%s%d ' "$1" "$i"; done
}
mkdir talks
cat >talks/two.vtt <<'EOF'
WEBVTT

00:01.000 --> 00:04.000
The heron waits.

00:12.000 --> 00:14.000
The otter sleeps.
EOF
cat >talks/two.chapters.json <<EOF
{"version":"1.2.0","chapters":[{"startTime":0,"title":"$(words w 1 200)"},
{"startTime":10,"title":"Evening"}]}
EOF
quoth index talks
quoth search w7 --format ref
fails 1 quoth search w150 --format ref
quoth search evening --format ref
quoth check
