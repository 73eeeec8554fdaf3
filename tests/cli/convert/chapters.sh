# A file of chapters has no cues: what it has is written where there is room.
printf '0:00 Doors\n1:30 Hinges\n1:02:03 Felt & slates\n' >shed.txt
quoth convert shed.txt
for format in vtt srt txt; do
    echo "--- $format"
    quoth convert shed.txt --format $format
done
