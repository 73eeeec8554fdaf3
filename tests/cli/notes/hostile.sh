# Text that Markdown or HTML would take for its own is only text.
cat >bad.vtt <<'END'
WEBVTT

00:01.000 --> 00:03.000
<v Ann>Really *bold* [Evil Corp](https://evil.example) &lt;script&gt;alert(1)&lt;/script&gt; Evil Corp and Evil Corp.

00:03.000 --> 00:05.000
<v Ann>“Quoted” # heading `code` words.
END
cat >bad.meta.yaml <<'END'
show: "*Show* | <b>"
title: "# A \"title\" <img src=x onerror=y>\n- [ ] (1:00) no"
link: "https://host.example/a)b(c'd\"e<f"
END
cat >bad.chapters.json <<'END'
{"version": "1.2.0", "chapters": [
    {"startTime": 0, "title": "<b>One</b> & *two*"},
    {"startTime": 2, "title": "[three](javascript:x)"},
    {"startTime": 4, "title": "# four"}
]}
END
quoth index bad.vtt bad.chapters.json -q
quoth notes 1 --quote 1@0:01
quoth notes 1 --quote 1@0:01 --format html
