# Padding, frame rates, timecode, exact words, times of a ref; what overlaps is
# one cut.
. "$CASES/../captions"
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
quoth clip costs --format audacity
quoth clip costs --format audacity --exact
quoth clip costs --format audacity --pad 20s
quoth clip 1@0:02-0:03.5 --format audacity
quoth clip costs OR week --pad 1s --format audacity
quoth clip costs OR week --pad 1s --format vtt
for rate in 24 25 23.976 29.97 29.97ndf 59.94; do
    quoth clip costs --fps $rate --start-tc 00:59:59:20 -q | sed -n 4p
done
fails 2 quoth clip costs --fps 31
fails 2 quoth clip costs --start-tc 1:00
fails 2 quoth clip costs --pad long
fails 2 quoth clip costs --fps 29.97 --start-tc '00:01:00;01'
