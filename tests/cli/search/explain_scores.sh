# A score is a sum that can be read; what lacks words comes after what has all,
# and where its subject is spoken of around there it comes first.
mkdir farm
cat >farm/one.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:06.000
Wool is the reason that we keep llamas on the hill.

00:05:00.000 --> 00:05:06.000
A fence on the hill costs more than the hill.

00:06:00.000 --> 00:06:06.000
Llamas lean on it until it falls.

00:07:00.000 --> 00:07:06.000
So the fence got a wire.
VTT
cat >farm/two.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:06.000
Somebody painted the fence green last year.

00:02:00.000 --> 00:02:06.000
Nobody knows what it was about, and nobody asks.
VTT
quoth index farm -q --lang en
quoth search 'llamas fence wool' --explain --format ref 2>&1 | sed -n '/^scores/,$p'
