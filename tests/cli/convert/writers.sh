# One transcript in every form; what a form cannot hold is said, once.
cat >talk.md <<'END'
---
title: The gauge
language: en
---
## [00:00:10] Wind & water

**Dana Reyes:** (00:00:12) The bridge is *closed* at <5 m, see AT&T.

**Sam Okafor:** (00:00:15) =SUM(gauge), "they" said.

**Dana Reyes:** (00:00:21) And the door?
END
for format in vtt srt txt md tsv csv jsonl json whisper podcast-json \
    podcast-html; do
    echo "== $format"
    quoth convert talk.md --format $format 2>&1
done
echo "== by extension"
for extension in vtt srt txt md tsv csv jsonl json html; do
    quoth convert talk.md -o out.$extension -q
    head -c 30 out.$extension | head -n 1
done
echo "== quiet"
quoth convert talk.md -q -o out.srt
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n<00:01.000>One <00:01.500>two\n' \
    >words.vtt
echo "== words"
quoth convert words.vtt --words --format srt 2>&1
quoth convert words.vtt --words --format whisper
