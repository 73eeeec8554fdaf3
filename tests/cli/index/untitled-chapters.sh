# Chapters need no title: where one ends another begins, whatever it is called.
mkdir talks
cat >talks/two.vtt <<'EOF'
WEBVTT

00:01.000 --> 00:04.000
The heron waits.

00:12.000 --> 00:14.000
The otter sleeps.
EOF
cat >talks/two.chapters.json <<'EOF'
{"version":"1.2.0","chapters":[{"startTime":0,"title":"Morning"},
{"startTime":10},{"startTime":20,"title":""}]}
EOF
cat >talks/alone.txt <<'EOF'
;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1000
[CHAPTER]
TIMEBASE=1/1000
START=1000
END=2000
title=Roof
EOF
quoth index talks
quoth list chapters --format csv
quoth search otter
quoth search roof --format ref
quoth check
