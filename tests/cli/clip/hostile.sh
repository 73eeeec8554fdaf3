# Text that the forms would take for their own is only text.
cat >bad.vtt <<'END'
WEBVTT

00:01.000 --> 00:03.000
<v A|B>Say "it" &amp; &lt;/name&gt; 'so' |M:x |C:Red, 100%; $(rm).

00:04.000 --> 00:05.000
Then go.
END
quoth index bad.vtt -q
: >bad.mp3
for form in edl resolve audacity mpv m3u ffmpeg otio; do
    echo "== $form"
    quoth clip say --format $form | sed "s|%[0-9]*%/|%N%/|"
done
quoth clip say --format premiere | grep -e name -e comment
quoth clip say --format fcpxml | grep -e name -e note
