#!/usr/bin/env bash
#
# Kills updates of folders and feeds that keep changing, at random moments: after
# each, the archive is sound, searches are answered, and all that a run said it
# added is there. The first run that ends makes of it what a single run over the
# same sources makes.
#
# MOMENTS: how often (20); SEED: of the moments, printed when something is wrong.
. "$(dirname -- "$0")/common.sh"

moments=${MOMENTS:-20}
RANDOM=${SEED:=$$}
seed=$SEED

# add_item FEED NUMBER ELEMENT…
add_item() {
    local name=$1 number=$2
    shift 2
    item "$name.xml" "$name-episode-$number" "$name number $number" \
        'Mon, 06 Jan 2025 07:00:00 GMT' "$@"
}

# write_feed NAME COUNT: the last three have no transcript yet, a few never do.
write_feed() {
    local name=$1 count=$2 i
    begin_feed "$name.xml" "The $name"
    for ((i = 0; i < count; i++)); do
        if ((i >= count - 3 || i % 7 == 3)); then
            add_item "$name" "$i"
        else
            [ -e "www/$name$i.vtt" ] ||
                vtt "$name$i.vtt" "$name says heron at${i}th bend"
            add_item "$name" "$i" "$(transcript "$name$i.vtt")"
        fi
    done
    end_feed "$name.xml"
}

# change ROUND: what is there is changed, more comes, something goes.
change() {
    local round=$1
    write_shows one $((40 + round)) "word$round"
    write_shows "two/part$round" 5 "part$round"
    rm -f "two/part$((round - 2))/001.vtt"
    write_feed river $((20 + 3 * round))
    write_feed delta $((12 + round))
}

# What a person finds, without the numbers that tell in which order it came.
found() {
    "$quoth" list episodes --format csv | cut -d, -f2-4 | sort
    "$quoth" list transcripts --format json | grep -o '"words":[0-9]*' | sort
    "$quoth" search heron -n 0 --format csv | cut -d, -f2,3,5-9 | sort
}

# in_place FILE: what an update's report says it added can be read; what it says
# is announced is listed.
in_place() {
    local ref id
    "$quoth" list episodes --format tsv >listed
    for ref in $(grep -o '"added":\[[^]]*\]' "$1" | grep -o '[0-9]*@[^"]*'); do
        "$quoth" read "$ref" >out 2>&1 || fault "$ref was added: $(cat out)"
    done
    for id in $(sed 's/.*"announced":\[\([^]]*\)\].*/\1/; s/,/ /g' "$1"); do
        grep -q "^$id	" listed || fault "$id was announced, and is not listed"
    done
}

sources=(one two "$url/river.xml" "$url/delta.xml")
change 0
"$quoth" index -q "${sources[@]}" || fault 'the first run'
change 1
length=$(milliseconds "$quoth" update)
ended=0
for ((i = 2; i < moments + 2; i++)); do
    change "$i"
    "$quoth" update --format json >report 2>/dev/null &
    pause $((RANDOM % (length * 5 / 4 + 1)))
    kill -KILL $! 2>/dev/null
    wait $! 2>/dev/null && ended=$((ended + 1)) && cp report last
    "$quoth" check >out 2>&1 || fault "killed, moment $i: $(cat out)"
    expect 0 "$quoth" search heron -n 1
    [ ! -e last ] || in_place last
    if ((i % 5 == 4)); then
        expect 0 "$quoth" update --format json
        says out '"complete":true'
        cp out last
        in_place last
        expect 0 "$quoth" search "part$i" -n 1
    fi
done
expect 0 "$quoth" update --prune --yes
expect 0 "$quoth" check
found >got
export QUOTH_DB=$work/single/quoth.db
mkdir single
"$quoth" index -q "${sources[@]}" || fault 'the single run'
found >want
diff want got >difference ||
    fault "the archive differs from one of a single run: $(head -20 difference)"
[ "$(wc -l <want)" -gt 100 ] || fault 'the check itself: little was compared'
echo "$moments moments in $length ms, $ended after the end"
[ "$faults" = 0 ] || echo "SEED=$seed" >&2
conclude
