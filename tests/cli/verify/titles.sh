# Chapter lists against the chapters, and against what is said.
. "$CASES/../captions"
quoth index "$SAMPLES" -q
cat >list.md <<'END'
(0:00) Nobody defends a rewrite
(1:48) the first one that failed
(3:50) A catalogue with two doors
(5:40) Turning the mainframe off
(6:16) Penguins and xylophones
END
fails 1 quoth verify list.md --titles --in 'title:rewrites'
echo "== no episode is known"
quoth verify list.md --titles
