# A program is told of new matches, and of nothing else.
cat >config.yaml <<'END'
notify: [sh, -c, 'cat >told; echo chatter']
END
export QUOTH_CONFIG="$PWD/config.yaml"
mkdir show
printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nthe pilot boards at noon\n' >show/1.vtt
quoth index -q show
quoth saved add pilots pilot
printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nnobody is on board\n' >show/2.vtt
quoth update -q --notify
test ! -e told && echo 'nothing new, and nobody was told'

printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nanother pilot comes\n' >show/3.vtt
quoth update --notify
sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g' told

echo '--- it fails: said, and nothing is lost'
cat >config.yaml <<'END'
notify: [sh, -c, 'echo no line >&2; exit 7']
END
printf 'WEBVTT\n\n00:01.000 --> 00:04.000\na third pilot\n' >show/4.vtt
code=0
quoth update -q --notify || code=$?
echo "exit $code"
quoth search '"third pilot"' --format ref

echo '--- there is none'
echo 'notify_seconds: 5' >config.yaml
code=0
quoth update --notify || code=$?
echo "exit $code"
