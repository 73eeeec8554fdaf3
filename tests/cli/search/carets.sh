# What cannot be understood is pointed at.
. "$CASES/../captions"
captions 1.vtt "The heron waits."
quoth index 1.vtt -q
for query in 'heron AND (' 'heron)' '-heron' 'show:' 'date:soon heron' \
    'heron p*' 'heron OR' '"' '()' 'NOT' 'show:nothing' ''; do
    fails 2 quoth search "$query"
done
# What people type is valid.
for query in "don't" co-founder C++ AT\&T 20.04 '"heron' 'heron "' "it's" \
    '???heron' 'heron!'; do
    quoth search "$query" >/dev/null || [ $? -eq 1 ] || echo "exit: $query"
done
