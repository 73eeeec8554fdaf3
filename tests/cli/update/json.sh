# What programs read.
. "$CASES/../captions"
report() {
    quoth update --format json "$@" |
        sed -E 's/"20[0-9-]{8}T[0-9:]{8}Z"/"WHEN"/g' >report || true
    cat report
}
mkdir -p talks
captions talks/1.vtt "The heron waits."
quoth index -q talks
report
captions talks/1.vtt "The heron leaves."
captions talks/2.vtt "The otter sleeps."
printf 'no captions in here\n' >talks/3.vtt
report
echo '--- known failures count only if that is wanted'
report
quoth update -q
fails 3 quoth update -q --strict
echo '--- only what failed'
captions talks/4.vtt "A badger digs."
report --only failed
report
