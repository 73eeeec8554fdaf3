. "$CASES/../captions"
captions 1.vtt "The heron waits."
quoth index 1.vtt -q
fails 2 quoth set
fails 2 quoth set 1
fails 1 quoth set 99 title=x
fails 2 quoth set 1 title
fails 2 quoth set 1 =x
fails 2 quoth set 1 titel=x
fails 2 quoth set 1 colour=green
fails 2 quoth set 1 date=yesterday-ish
fails 2 quoth set 1 link=javascript:alert
fails 2 quoth set 1 title="$(printf 'two\nlines')"
fails 2 quoth set 1 title="$(printf 'red \033[31m')"
# All or nothing: what is right in a line that is not is not done.
fails 2 quoth set 1 title=Done date=never
quoth list episodes
