# near/N, within:, and which matches are marked.
. "$CASES/../captions"
mkdir -p show
captions show/a.vtt '<v Ann>The lantern hung over the pier.' \
    '<v Bob>And the boats?' '<v Ann>The boats were out, all of them.' \
    '<v Bob>Nobody knew where.' '<v Ann>Nobody, no.' '<v Bob>And the storm?' \
    '<v Ann>It came at night.' '<v Bob>The lantern was out, then?' \
    '<v Ann>Out, and the pier was gone. Gone, gone, gone.'
captions show/b.vtt '<v Bob>No lantern here, and no storm.'
quoth index -q show
look() {
    echo "$*"
    quoth search --strict "$@" | grep -v passage | cut -c 1-110
}
look lantern near/3 pier
look pier near/2 lantern
look 'lantern near/1 pier' || true
look 'boats storm' || true
look boats storm within:10s || true
look boats storm within:1m
look pier night within:episode
look 'lantern -storm within:episode' || true
look 'lantern -rocks within:episode'
look speaker:ann lantern pier
look speaker:bob boats where
look '"gone gone"'
quoth search '"gone gone"' --format jsonl | grep -o '"from_byte":[0-9]*,"to_byte":[0-9]*'
quoth search --explain 'lantern near/3 (pier OR boats) within:1m' 2>&1 >/dev/null |
    sed -n '/^tree/,/^plan/p'
fails 2 quoth search lantern near/3
fails 2 quoth search within:5m
