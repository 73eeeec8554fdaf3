# A regular expression sees what was said, not how it was cut into cues; hits
# are what it matched, with exact times.
. "$CASES/../captions"
captions 1.vtt "and if it is not a one-way" "door, then it costs 40 k" \
    "or 300 grand, and/or more colour"
captions 2.vtt "the long sentence goes on and on without a mark in it as" \
    "people do who have never once been asked what they mean by that; or so"
quoth index 1.vtt 2.vtt -q
quoth search '/one.way \w+/'
quoth search '/\b\d+ (k|grand)\b/ colo*' --format jsonl |
    grep -o '"hits":.*"speaker"' | cut -d'"' -f1-40
quoth search '/Colou?r/i -/draft/' --format ref
quoth search and/or --format ref
fails 1 quoth search '/Colou?r/'
fails 2 quoth search 'colour /a(b/'
fails 2 quoth search '/^(\w+\s?)+$/'
