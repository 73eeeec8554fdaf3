# YouTube's rolling captions: each line once, each word at its own time.
cp -r "$SAMPLES/field-notes" notes
quoth index notes -q
quoth search '"one way door is this"'
quoth search '"one way door is this"' --format jsonl |
    grep -o '"timing":"[a-z]*","within_ms":[0-9]*\|"hits":.*"from_byte"' |
    cut -d, -f1-3
grep -c 'one<.*way<.*door' notes/*Jw4-tN8fGyA*.vtt
