# Text that other languages would take for their own is only text.
cat >bad.vtt <<'END'
WEBVTT

00:01.000 --> 00:03.000
<v =cmd|' /C calc'!A1># Really *bold* [link](https://evil.example) &lt;script&gt;alert(1)&lt;/script&gt; 50% $x_1$ \input{x} {}.

00:03.000 --> 00:05.000
<v Ann>=1+1 said the sheet.
END
cat >bad.meta.yaml <<'END'
show: "*Show* | <b>"
title: "A \"title\" {\\evil} %\nER  - \n@misc{x,"
link: "https://host.example/a)b(c'd\"e<f"
date: 2026-05
END
quoth index bad.vtt -q
for form in md txt html csv bibtex ris csl; do
    echo "== $form"
    quoth quote really --format $form | tr -d '\r'
done
quoth quote 1@0:03 --format csv
sed -i 's|^link:.*|link: "javascript:alert(1)"|' bad.meta.yaml
quoth index . -q
quoth quote really --format html | tail -n 2
