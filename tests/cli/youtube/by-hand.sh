# Captions that a person wrote go before YouTube's own, though less finely timed.
. "$CASES/video"
mkdir videos
json3 "videos/$stem.en-orig.json3"
srv2 "videos/$stem.en.srv2"
info "videos/$stem.info.json"
sed -i 's/"automatic_captions".*/"subtitles": {"en": [{}]},\n"automatic_captions": {"en-orig": [{}]},/' \
    "videos/$stem.info.json"
quoth index videos
quoth list transcripts --format csv | cut -d, -f5,6,8-11,13
