# Chapters of what is said, in one episode alone.
. "$CASES/../captions"
cat >1.vtt <<'END'
WEBVTT

00:00.000 --> 00:05.000
The ferry leaves at nine. Everybody knows the ferry.

00:40.000 --> 00:45.000
Nobody waits.

00:48.000 --> 00:52.000
The ferry is late, and so it is on every day of the year but two of them.

01:30.000 --> 01:35.000
A last ferry.
END
captions 2.vtt "A ferry of its own."
quoth index . -q
quoth chapters 1 --from-query ferry
quoth chapters 1 --from-query 'ferry OR waits' --format youtube
fails 1 quoth chapters 1
fails 1 quoth chapters 2 --from-query nobody
fails 2 quoth chapters 1 --from-query 'ferry AND ('
fails 2 quoth chapters
fails 2 quoth chapters 1 --format word
