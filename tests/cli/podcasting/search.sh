# The two transcripts that Podcasting 2.0 describes, found by content.
mkdir tides
cat >tides/12.json <<'END'
{"version":"1.0.0","segments":[
{"speaker":"Ana Lima","startTime":61.5,"endTime":61.9,"body":"Spring"},
{"startTime":61.9,"endTime":62.4,"body":"tides"},
{"startTime":62.4,"endTime":62.4,"body":","},
{"startTime":62.5,"endTime":63,"body":"then"},
{"startTime":63,"endTime":63.2,"body":"neap"},
{"startTime":63.2,"endTime":63.8,"body":"tides"},
{"speaker":"Bo Tran","startTime":66,"endTime":66.5,"body":"Twice"},
{"startTime":66.5,"endTime":67,"body":"a"},
{"startTime":67,"endTime":67.6,"body":"month"}]}
END
cat >tides/13.html <<'END'
<!doctype html><html lang="en"><head><title>Mud</title></head><body>
<nav>Spring sale</nav>
<cite>Ana Lima:</cite> <time>1:00:02</time>
<p>What is left after spring tides? Mud &amp; boots.</p>
<cite>Bo Tran:</cite> <time>1:00:09</time>
<p>Mostly mud.</p>
</body></html>
END
cat >tides/about.html <<'END'
<!doctype html><html><body><h1>About us</h1><p>We talk of spring.</p></body></html>
END
quoth index tides
quoth search '"spring tides"' --format jsonl |
    sed -En 's/.*"start_ms":([0-9]*),"end_ms":[0-9]*,"timing":"([a-z]*)".*/\1 \2/p'
quoth search 'spring' --format ref
quoth search 'speaker:bo twice month' --format ref
quoth search '"mud boots"' --format ref
quoth list episodes
