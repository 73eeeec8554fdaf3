# Times that are known to ten seconds at best are marked, and none where there
# are none.
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth search '"waiting also a one-way door"'
quoth search gentleman pillar
quoth search gentleman pillar --format jsonl |
    grep -o '"ref":"[^"]*"\|"start_ms":[^,]*,"end_ms":[^,]*,"timing":"[a-z]*"' |
    head -n 2
quoth search gentleman pillar --format csv | cut -d, -f1-9
