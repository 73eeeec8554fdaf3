# A file of chapters joins its episode, whichever of the two comes first.
mkdir shed
transcript() {
    cat <<'END'
WEBVTT

00:00.000 --> 00:06.000
Welcome back to the shed.

00:06.000 --> 00:40.000
The hinges were the hard part, all three of them.

01:10.000 --> 01:20.000
Now the roof, in the rain.
END
}
chapters='{"version":"1.2.0","chapters":[{"startTime":70,"title":"Felt"},{"startTime":0,"title":"Opening"}]}'

echo '--- chapters first'
printf '%s\n' "$chapters" >shed/ep1.chapters.json
quoth index shed
quoth list chapters
quoth read 1
quoth search felt
transcript >shed/ep1.vtt
quoth index shed
quoth list chapters
quoth search felt
quoth search rain

echo '--- transcript first'
transcript | sed 's/shed/barn/' >shed/ep2.vtt
quoth index shed
mkdir shed/chapters
printf '00:00 Doors\n00:30 Weathering\n' >shed/chapters/ep2.txt
quoth index shed
quoth list chapters
quoth list episodes

echo '--- changed'
printf '%s\n' "$chapters" | sed 's/Felt/Slates/' >shed/ep1.chapters.json
quoth index shed --force >/dev/null
quoth list chapters 1
quoth search felt --format ref || echo "nothing: $?"

echo '--- removed'
rm shed/ep1.chapters.json shed/ep2.vtt
quoth index shed --prune --yes
quoth list chapters
quoth check
