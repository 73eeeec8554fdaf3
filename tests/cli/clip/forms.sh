# All forms of one list, and the form that a file's name implies.
. "$CASES/../talk"
talk door.vtt
: >door.mp4
quoth index door.vtt -q
for form in edl resolve premiere fcpxml otio audacity mpv m3u srt vtt ffmpeg; do
    echo "== $form"
    # The length of a path depends on where the case is run.
    quoth clip costs OR week --format $form | sed "s|%[0-9]*%/|%N%/|"
done
for file in cut.edl cut.markers.edl cut.mpv.edl cut.otio cut.xml cut.fcpxml cut.sh; do
    quoth clip costs -o $file
    sed -n "s/ *$//; 1p; 4p" "$file" | cut -c 1-36
done
