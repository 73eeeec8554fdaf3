# Who is who: by first names within a show, by what a person says, and undone.
. "$CASES/../captions"
mkdir -p river
captions river/1.vtt "<v Dana Reyes>The heron waits." "<v Sam>The weir leaks."
captions river/2.vtt "<v Dana>The otter sleeps." "<v Speaker 1>The stork leaves."
captions river/3.vtt "<v Speaker 1>The gauge broke." "<v Unknown Speaker>Who knows?" \
    "<v Kim Ode (they/them)>The gauge holds."
quoth index river -q
quoth list speakers
quoth search speaker:'"dana reyes"' otter --format ref
# Speaker 1 is told by episode.
quoth set 2 'speaker:speaker 1=Sam Okafor'
quoth list speakers
quoth search speaker:sam --format ref
fails 2 quoth set 'speaker:Speaker 1' alias='Sam Okafor'
fails 1 quoth set 2 'speaker:Nobody=Sam Okafor'
# A nickname, over another run and --force; its bearer is found by both names.
quoth set 'speaker:kim ode (they/them)' alias='Kimbo'
quoth index river --force -q
quoth search speaker:kimbo gauge --format ref
quoth search speaker:ode gauge --format ref
quoth read 3 | tail -n 3
# Parted again.
quoth set speaker:Dana alias=Dana
quoth search speaker:'"dana reyes"' otter --format ref || echo "exit $?"
quoth set speaker:Dana alias=
quoth search speaker:'"dana reyes"' otter --format ref
quoth set 2 'speaker:Speaker 1='
quoth list speakers speaker
quoth list settings --format csv | cut -d, -f1-3
fails 2 quoth set speaker:Dana name=x
fails 1 quoth set speaker:Nobody alias=x
fails 2 quoth set speaker:Dana alias="$(printf 'two\nlines')"
quoth check
