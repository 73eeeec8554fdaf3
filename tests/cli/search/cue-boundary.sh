# A phrase may begin in one cue and end in the next; its times are those of the
# words.
. "$CASES/../captions"
captions 1.vtt "and if it is not a one-way" "door, then it costs nothing" \
    "to try it."
quoth index 1.vtt -q
quoth search '"one way door"'
quoth search '"one-way door then"' --format jsonl |
    grep -o '"hits":.*"speaker"' | cut -d, -f1-3
quoth search '"nothing to try"' --format ref
