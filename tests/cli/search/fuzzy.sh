# Words are found as recognisers write them, and the spelling that matched is
# shown; what is not there gets a suggestion.
mkdir lab
cat >lab/one.vtt <<'VTT'
WEBVTT

00:00:01.000 --> 00:00:06.000
The lab is called Lumatropic, or so the press release says.

00:01:10.000 --> 00:01:16.000
Somebody at Lumatropik told me that the front end is done.

00:02:20.000 --> 00:02:26.000
They moved to Luma tropic in the spring.

00:03:30.000 --> 00:03:36.000
Her frontend work was about topics in the tropics.
VTT
quoth index lab -q --lang en
quoth search 'lumatropic~'
quoth search '~lumatropic' --format jsonl |
    grep -o '"match":"[^"]*"\|"suggestions":.*,"e' || true
quoth search 'lumatropic~' --explain --count 2>&1 | grep 'worth' |
    sed 's/ worth.*times//'
echo '== compounds'
quoth search frontend --format ref | cut -c1-60
quoth search front end --format ref | cut -c1-60
quoth search front-end --format ref | cut -c1-60
quoth search '"front end"' --format ref | cut -c1-60
echo '== suggestions'
quoth search lumatrpic || echo "exit $?"
quoth search '"spring moved"' || echo "exit $?"
quoth search lumatrpic --format json | grep -o '"missing.*\],' || true
