# A whole transcript: speakers, chapters, paragraphs.
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
quoth read 10 | head -n 20
quoth read 6 | head -n 12
quoth read 7@4:29 -C 1
quoth read 7@4:29 -C 30s --format jsonl | cut -c1-120
quoth read 7@4:29 -C 0 --format csv
version=$(quoth list transcripts 10 --format tsv | sed -n 2p | cut -f1)
quoth read 10 --version "$version" | head -n 1
quoth read 10 --version 1 || echo "exit $?"
