# What cannot be verified.
. "$CASES/../captions"
quoth index "$SAMPLES" -q
echo '“fine words, none of them said”' >draft.md
fails 2 quoth verify
fails 2 quoth verify one two
fails 2 quoth verify draft.md --format csv
fails 3 quoth verify nowhere.md
fails 2 quoth verify draft.md --in door
fails 2 quoth verify draft.md --in speaker:dana
fails 2 quoth verify draft.md --in show:nowhere
fails 1 quoth verify draft.md
fails 1 quoth verify draft.md --min-words 4 -o report.json
grep -c '"not found"' report.json
quoth verify draft.md --min-words 9
: >empty.md
quoth verify empty.md
