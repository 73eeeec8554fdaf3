# Without an info.json, the id in the name holds the files together.
. "$CASES/video"
mkdir -p videos/en videos/de
json3 "videos/en/Mending nets [$id].en.json3"
german "videos/de/Netze flicken [$id].de.json3"
quoth index videos
quoth list episodes
quoth search needle --format ref
quoth search Nadel
