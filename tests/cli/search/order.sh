# Other orders than the best first; a few of each episode; text around.
mkdir -p show
talk() { # FILE DATE WORDS…: a cue each
    file=show/$1.md
    printf -- '---\ntitle: %s\ndate: %s\nshow: Order\n---\n\n' "$1" "$2" >"$file"
    shift 2
    s=0
    for words; do
        printf 'Ann (00:%02d:00): %s\n\n' "$s" "$words" >>"$file"
        s=$((s + 1))
    done
}
talk early 2021-03-01 'A lantern was lit on the pier before the boats came in.' \
    'Then there was nothing to be seen of them for an hour.' \
    'The lantern and the other lantern burned until the morning.'
talk late 2024-05-01 'Before that we had two of them, one at each end.' \
    'One lantern is enough if you know where the rocks are.' \
    'Behind the rocks it does not matter what you know.'
talk middle 2022 'There was no lantern at all in those days, and no pier.'
quoth index -q show
for order in rank date time 'date --reverse' 'time --reverse'; do
    echo "$order"
    quoth search lantern --format ref --sort $order
done
echo 'one of each'
quoth search lantern --format ref --per-episode 1
talk herons 2020-01-01 'A heron stood in the lake.' 'Nobody was there.' \
    'The heron of the lake is old.' 'It is late.' 'One heron, and a lake.' \
    'We go home.' 'There was a heron somewhere.'
talk lakes 2023 'A lake, a lake, and a lake again.'
talk other 2024 'Another lake.'
quoth index -q show
echo 'one of each, also of what lacks a word'
quoth search 'heron lake' --format ref --per-episode 1 -n 4
echo 'as many as there are, of other episodes'
quoth search 'the lantern' --format ref --per-episode 1 -n 3
echo 'the best that lack a word, by date'
quoth search 'heron lake grebe' --format ref -n 2
quoth search 'heron lake grebe' --format ref -n 2 --sort date
quoth search 'heron lake grebe' --format ref -n 2 --sort time
quoth search 'heron lake' --format ref -n 2 --sort date
echo 'around'
quoth search '"one lantern"' -C 1
quoth search '"one lantern"' -C 10s --format jsonl | head -1 | grep -o '"text":"[^"]*"' | head -1
quoth search lantern --facets -n 1 | tail -3
quoth search lantern --facets -n 1 --format jsonl | tail -1 | grep -o '"facets":.*]}'
quoth search lantern --sort loudness && exit 1
quoth search lantern --sort tiem && exit 1
quoth search lantern -C much && exit 1
echo $?
