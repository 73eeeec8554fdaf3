# All that yt-dlp writes of one video is one episode with several transcripts.
. "$CASES/../captions"
. "$CASES/video"
whole_set videos
quoth index videos
quoth list episodes
quoth list transcripts --format csv | cut -d, -f5,6,8-11,13
quoth list chapters
quoth search needle --format ref
quoth search '"is made of bone"' --format jsonl |
    sed -En 's/.*"key":"([^"]*)".*"link":"([^"]*)".*"path":"([^"]*)".*/\1 \2 \3/p'
quoth search Knochen
fails 1 quoth search pier --format ref
quoth index videos
