# Files that are named, and one twice.
. "$CASES/../captions"
captions one.vtt "The heron waits."
captions -two.vtt "The otter sleeps."
quoth index one.vtt ./one.vtt
quoth index -- -two.vtt
quoth index ./-two.vtt one.vtt
quoth list sources --format csv | cut -d, -f2-5
quoth list episodes --format csv | cut -d, -f1,15
# A file that is no transcript is an error each time that it is named, and news
# once where it is only visited.
printf 'no captions in here\n' >prose.txt
fails 3 quoth index prose.txt
fails 3 quoth index prose.txt
quoth update
