# --explain alone prints what was found instead of the cues; with a format, both.
. "$CASES/../captions"
cat >tide.md <<'END'
---
title: Low tide
date: 2025-03-02
language: en
---

**Dana Reyes** (00:00:05): Who moved the boats?

**Sam Okafor** (00:00:09): The tide did.
END
quoth convert tide.md --explain
printf 'start\tend\ttext\n0\t2500\tThe tide turns.\n2500\t2500\t\n' >tide.tsv
quoth convert tide.tsv --explain --format srt
printf '1\n00:00:01,000 --> 00:00:02,000\n\323\362\360\356\354 \362\350\365\356\n' >tide.srt
quoth convert tide.srt --explain
printf 'Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420\n' >tide.scc
fails 3 quoth convert tide.scc --explain
