# The filters beside show, speaker and date.
mkdir -p show/old
cat >show/old/one.en.vtt <<'END'
WEBVTT

00:01.000 --> 00:03.000
The ferry leaves at nine in the morning and comes back at six.
END
cat >show/old/one.de.vtt <<'END'
WEBVTT

00:01.000 --> 00:03.000
Die Ferry fährt um neun Uhr am Morgen und kommt um sechs zurück.
END
cat >show/two.md <<'END'
---
title: Two
guests: [Ulla Brandt]
---

# The night boat

Ann (00:00:10):
The ferry is late.

# Back on land

Ann (00:01:10):
We took the ferry home.
END
quoth index -q show
for query in lang:de lang:en source:old source:two.md guest:ulla \
    chapter:night 'chapter:"back on land"' in:speech in:chapters; do
    echo "$query"
    quoth search "ferry $query" --format ref || echo none
done
quoth search boat in:chapters --format ref
for query in lang:xx source:nowhere guest:ula chapter:nigth in:video; do
    quoth search "ferry $query" && exit 1
done
quoth search --explain 'ferry chapter:night lang:en' 2>&1 | grep -A1 '^  chapter\|^  lang'
