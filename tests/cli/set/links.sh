# How links are made: a show's template, an episode's offset.
. "$CASES/../captions"
. "$CASES/../talk"
talk door.vtt
quoth index door.vtt -q
link() { quoth search costs --format jsonl | grep -o '"link":[^,]*,"links":{[^}]*}'; }
link
quoth set 1 offset=-8s
link
quoth set 1 offset=-1:02
link
quoth set 1 offset=1:02
link
quoth set show:draft link='https://draft.example/{id}?s={seconds}#{hh}:{mm}:{ss}'
link
quoth set show:draft name='Third Draft'
link
quoth set show:third link='{url}?t={seconds}'
link
quoth list settings --format csv | cut -d, -f1-3
quoth set show:third link=
quoth set 1 offset=
link
fails 2 quoth set 1 offset=soon
fails 2 quoth set show:third link='https://x.example/{minutes}'
fails 2 quoth set show:third link='javascript:{seconds}'
