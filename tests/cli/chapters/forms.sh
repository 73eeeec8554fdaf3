# All forms, what YouTube asks for, and back again.
cat >talk.md <<'END'
---
title: Doors & "keys"
show: Second Draft
---

# Start = <here>; #1 \ *two*

Ann (00:00:04):
We begin with the weather, and it is fine.

# The middle

Ann (00:10:00):
Now to the middle of it all.

# The end

Ann (01:10:05):
That was it. Thank you all.
END
quoth index talk.md -q
for form in text youtube md json podlove vtt ffmetadata; do
    echo "== $form"
    quoth chapters 1 --format $form
    [ $form = youtube ] || quoth chapters doors --format $form >1.chapters
    quoth convert 1.chapters --format jsonl 2>/dev/null
done
quoth chapters 1 -o 1.json
head -c 30 1.json
