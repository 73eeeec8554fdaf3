# Show notes: matched to their transcript, searched when asked for.
mkdir -p shop
cat >shop/014-draw-the-seam.vtt <<'END'
WEBVTT

00:00.000 --> 00:20.000
<v Nell Ferro>Every coat begins with the seam.

00:20.000 --> 00:40.000
<v Nell Ferro>Canvas remembers the wind it stood in.

00:40.000 --> 01:00.000
<v Nell Ferro>I sell them after the winter.
END
cat >shop/014-draw-the-seam.md <<'END'
# Draw the seam

**Show:** shop
**Guest:** Nell Ferro

Nell Ferro cuts coats out of sails, and she tells why the pattern comes last.

(00:00) Seams
(00:20) Canvas
(00:40) Selling

## Takeaways

1. Linen forgives what thread does not.

## Sponsor

1. Bobbins that never jam on linen.

Watch on YouTube: https://youtu.be/SeAmFiRsT12
Apple: https://podcasts.apple.com/us/podcast/shop/id1800000009?i=1000400000099
END
cat >shop/bell.html <<'END'
<html><head><title>The bell founder's debt - The Kiln Room</title>
<meta property="og:title" content="The bell founder's debt">
<meta property="article:published_time" content="2025-12-01T07:00:00Z">
</head><body><h1>The bell founder's debt</h1>
<p>Guest: Otto Lund</p><p>What bronze costs, and who lent the money for it.</p>
<ol><li>A cracked bell is a loan that was called in.</li></ol>
<p>This post is for paid subscribers</p><p>Subscribe</p></body></html>
END
quoth index shop
echo '== speech knows its chapter'
quoth search remembers
echo '== words of the notes are not speech'
quoth search linen || echo "exit $?"
echo '== unless they are asked for'
quoth search notes:linen
quoth search 'in:notes "a loan that"'
quoth search -n 1 --format jsonl notes:bobbins | grep -o '"kind":"[a-z]*"\|"note":"[a-z]*"\|"ref":"[^"]*"' || true
echo '== what is known of them'
quoth list chapters
quoth list episodes --format jsonl |
    grep -o '"title":"[^"]*"\|"people":[^]]*\|"links":{[^}]*\|"partial":[01]'
echo '== the page is whole'
sed -i 's/<p>This post is for paid subscribers<.p>/<p>The rest: linen.<\/p>/' shop/bell.html
quoth index shop
quoth search notes:linen
quoth list episodes --format jsonl | grep -o '"partial":[01]'
echo '== and gone'
rm shop/014-draw-the-seam.md
quoth index shop --prune --yes
quoth list chapters || echo "exit $?"
quoth check
