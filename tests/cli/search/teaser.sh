# What is said in the teaser and again in its place is one result.
mkdir show
cat >show/one.md <<'END'
---
title: Teaser
show: Folded
date: 2024-01-01
---

Ann (00:00:10):
If you ask me what I would do again, it is to keep the harbour open in winter, whatever it costs.

Ben (00:00:40):
Welcome to the show.

Ben (00:10:00):
And what would you say to them today?

Ann (00:10:30):
Well. If you ask me what I would do again, it is to keep the harbour open in winter, whatever it costs. They know that very well, and they have known it for twenty years.

Ann (00:20:00):
The harbour is another thing in summer, and I would not say the same of it.
END
quoth index -q show
quoth search harbour
quoth search harbour --format jsonl | grep -o '"also":\[[^]]*\]\|"folded":[0-9]*\|"total":[0-9]*'
quoth search harbour -n 1 --format ref
quoth search harbour --count
