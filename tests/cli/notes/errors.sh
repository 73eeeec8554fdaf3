# What cannot be noted.
. "$CASES/../captions"
quoth index "$SAMPLES" -q
fails 2 quoth notes
fails 1 quoth notes 99
fails 2 quoth notes 8 --format word
fails 3 quoth notes 8 --from nowhere.md
fails 1 quoth notes 8 --quote 8@59:00
fails 4 quoth notes 8 -o nowhere/page.md
