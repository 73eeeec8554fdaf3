# Text in a layout of its own.
. "$CASES/../captions"
cat >talk.txt <<'END'
Kettle Bridge, part 3

0:15 / ANA / The bridge is closed.
It is, for good.
==== Wind, from 1:00
1:02 / BEN / Since when?
END
quoth convert talk.txt --format txt \
    --pattern '^(?:(?<start>[\d:]+) / (?<speaker>\w+) / (?<text>.*)|=+ (?<title>.*), from (?<start>.*))$'
quoth convert talk.txt --format txt --pattern '^(?<start>[\d:]+) / '
fails 2 quoth convert talk.txt --pattern 'Brücke (?<text>[a-'
fails 2 quoth convert talk.txt --pattern '(?<word>.*)'
fails 2 quoth convert talk.txt --pattern '(?<text>.*)' --from text
fails 2 quoth convert talk.txt --from pattern
fails 3 quoth convert talk.txt --pattern '^(?<text>nowhere)'
