# Tokens and passwords in addresses are not shown.
. "$CASES/../captions"
captions 1.vtt "The heron waits."
captions 2.vtt "The otter sleeps."
quoth index 1.vtt 2.vtt -q
quoth set 1 media='https://dana:secret@river.example/1.mp3?token=abc' \
    link='https://river.example/one?key=abc#top' >set
grep -c 'secret\|abc' set || true
quoth set 2 link='https://www.youtube.com/watch?v=abcdefghijk&pp=x' >set
quoth list episodes --format jsonl | grep -o '"link[s]*":[^}"]*"[^"]*"[^}]*}*'
quoth list settings --format csv | cut -d, -f1-3
quoth search heron --format jsonl | grep -o '"link.*"source"'
quoth read 1
