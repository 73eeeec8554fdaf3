# What stands in a transcript goes before a file of chapters, and that before
# what a description lists.
mkdir paint
cat >paint/stated.md <<'END'
# Stated

## Undercoat

**Ada Marsh** (00:00:00): We start with it today, as we always do.

## Topcoat

**Ben Holt** (00:01:05): And then this one, twice, with a day between.
END
cat >paint/guessed.md <<'END'
---
description: |
  On paint, for an hour.
  00:00 Primer
  01:00 Gloss
  02:00 Varnish
---

**Ada Marsh** (00:00:00): We start at the bottom today.

**Ben Holt** (00:01:05): And then go up, twice.

**Ada Marsh** (00:02:10): And down again.
END
quoth index paint
quoth list chapters

echo '--- with files of chapters'
printf '00:00 Sandpaper\n01:00 Brushes\n' >paint/stated.chapters.txt
printf ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\ntitle=Rollers\n' \
    >paint/guessed.chapters.txt
quoth index paint
quoth list chapters
quoth search gloss --format ref || echo "nothing: $?"
quoth search rollers

echo '--- and without'
rm paint/*.chapters.txt
quoth index paint --prune --yes
quoth list chapters
quoth search gloss
quoth check
