# Filters work in a folder as they do for one file; what fails is kept as such.
. "$CASES/../captions"
cat >config.yaml <<'END'
filters:
  "*.pdf": [sh, -c, 'grep -v %PDF "$0" || { echo "no words in it" >&2; exit 1; }', '{}']
END
export QUOTH_CONFIG=config.yaml
mkdir -p talks/report
printf '%%PDF\nDana: The gauge fell.\n\nSam: By a metre.\n\nDana: Since May.\n\nSam: Yes.\n' >talks/report/flood.pdf
printf '%%PDF\n' >talks/empty.pdf
printf '%%PDF\nnothing that anybody said\n' >talks/prose.pdf
captions talks/first.vtt "The heron waits."
fails 3 quoth index talks
quoth search gauge --format tsv | cut -f2,3,5,10
quoth list failures --format tsv | cut -f1,2
# Unchanged files are not run through it again; without it they stay.
QUOTH_CONFIG= quoth index talks
quoth list episodes --format tsv | cut -f5
quoth index talks --force 2>/dev/null || echo "exit $?"
quoth index --dry-run talks/report/flood.pdf
quoth check | sed "s,^[0-9]*,N,"

# Asked to end, quoth takes along what it started.
cat >config.yaml <<'END'
filters:
  "*.slow": [sh, -c, 'echo $$ >begun.part; mv begun.part begun; exec sleep 100', '{}']
END
mkdir slow
echo >slow/talk.slow
quoth index slow 2>/dev/null >slow.out &
run=$!
until [ -e begun ]; do sleep 0.1; done
kill -TERM $run
fails 130 wait $run
if kill -0 "$(cat begun)" 2>/dev/null; then echo "it still runs"; fi
quoth list failures | tail -n 1 | cut -d' ' -f1
