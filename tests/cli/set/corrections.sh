# What a person says stays: over another run, --force, a new text and a move.
. "$CASES/../captions"
mkdir talks
captions talks/1.vtt "The heron waits."
captions talks/2.vtt "The otter sleeps."
quoth index talks -q
quoth set 1 title='The patient bird' date=2025-11-02 number=7 \
    people='Dana Reyes, Sam Okafor' link=https://birds.example/1
quoth list episodes --format jsonl >said
cat said
same() { quoth list episodes --format jsonl | sed 's/moved.vtt/1.vtt/' | cmp said -; }
quoth index talks --force
same
captions talks/1.vtt "The stork waits."
quoth index talks
same
mv talks/1.vtt talks/moved.vtt
quoth index talks
same
quoth list settings --format csv | cut -d, -f1-3
quoth search title:patient --format ref
quoth search after:2025-11-01 waits --format ref
# Taken back, the file is believed again.
quoth set 1 title= date= number= people= link=
quoth index talks --force
quoth list episodes
quoth list settings
quoth check
