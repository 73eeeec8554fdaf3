#!/usr/bin/env bash
#
# An archive of other rules for words, and one whose derived tables are damaged:
# reindex and check --repair make of it what a fresh run makes; killed at any
# moment, or without room, they leave what was there, and searches go on.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

moments=${MOMENTS:-12}

# What is made of the texts; the index by what it finds. The order in which
# FTS5 keeps its pages is its own.
derived() {
    local table
    for table in segment axis chapter guessed_chapter note_section transcript \
                 language vocabulary episode location correction source \
                 total; do
        printf '%s\n' "$table"
        sqlite3 "${1:-quoth.db}" "SELECT * FROM $table ORDER BY 1" |
            sha256sum
    done
    sqlite3 "${1:-quoth.db}" "SELECT * FROM term WHERE count > 0 ORDER BY 1, 2"
    questions "${1:-quoth.db}"
}

questions() {
    local query
    for query in heron 'cold water' '"number7 at5"' 'herons -number3' 'wat*' \
                 'colt~' 'chapter:two water' '/num\w+1\d/' 'number3 OR number4'; do
        "$quoth" --db "$1" search "$query" -n 0 --format ref
    done
}

make_old() {
    sqlite3 quoth.db 'UPDATE tokenizer SET version = version - 1' \
                     'UPDATE transcript SET crowding = NULL'
}

write_shows shows 150 early
cat >shows/note.md <<'END'
---
title: Of herons
---
Ann: The heron has no time, it says, but C++ and 20.04.
END
printf 'WEBVTT\n\nNOTE chapters\n\n%s\n%s\n' '00:00.000 --> 00:20.000' \
    'Part two, cold water' >shows/001.chapters.vtt
expect 0 "$quoth" index shows
expect 0 "$quoth" set 3 title=Said
expect 0 "$quoth" saved add birds heron
derived >want
cp quoth.db sound.db

# Rules change: writers ask for reindex, readers do not mind.
make_old
expect 4 "$quoth" update
says err 'quoth reindex'
expect 1 "$quoth" check
expect 0 "$quoth" search heron
expect 0 "$quoth" reindex
expect 0 "$quoth" check
derived >got
cmp want got || fault "an archive of old rules"
expect 0 "$quoth" update

# damage WORDS CODE SQL…: what is wrong is said, and mended with that code.
damage() {
    local words=$1 code=$2
    shift 2
    rm -f quoth.db*
    cp sound.db quoth.db
    sqlite3 -cmd 'PRAGMA writable_schema=ON' quoth.db "$@" ||
        fault "cannot damage: $*"
    expect 1 "$quoth" check
    says out "$words"
    expect "$code" "$quoth" check --repair
    expect "$code" "$quoth" check
}

same_as_sound() {
    derived >got
    diff want got >differences || fault "$1: $(head -c 500 differences)"
}

damage 'index' 0 'DELETE FROM speech_data'
same_as_sound 'the index without its data'
damage 'index' 0 'DELETE FROM speech_data WHERE id > 100'
same_as_sound 'the index without its words'
damage 'index' 0 "UPDATE speech_data SET block = zeroblob(length(block))
    WHERE id > 100"
same_as_sound 'the index of zeros'
damage 'differently' 0 'DELETE FROM term WHERE term > "m"'
same_as_sound 'half the vocabulary'
damage 'packed' 0 "UPDATE vocabulary SET words = x'01'"
same_as_sound 'the packed vocabulary'
damage 'totals' 0 'UPDATE total SET segments = segments + 1'
same_as_sound 'a wrong total'
damage 'totals' 0 'DELETE FROM total'
same_as_sound 'no totals'
damage 'not there' 0 'INSERT INTO segment VALUES(999 << 24, 1, 0, 1, 1, "x");
    INSERT INTO chapter VALUES(998, 0, 0, 0, 1, "x");
    INSERT INTO episode_key VALUES("x", 997);
    INSERT INTO speaker(episode, name, personal) VALUES(996, "x", 1)'
same_as_sound 'rows of nobody'
damage 'searched' 0 'UPDATE transcript SET chosen = 0 WHERE id = 5'
same_as_sound 'nothing chosen'
damage 'episode 4 has no' 1 'DELETE FROM transcript WHERE episode = 4'

# Times are lost but in the segments, or the text: files are read once more.
for sql in 'DELETE FROM axis' "UPDATE axis SET track = x'ff'" \
           "UPDATE segment SET text = 'gone' || text WHERE id >> 24 = 9" \
           'DELETE FROM segment WHERE id >> 24 = 7' \
           'UPDATE segment SET id = id + 1 WHERE id = 7 << 24'; do
    damage 'transcript' 0 "$sql"
    expect 0 "$quoth" update
    expect 0 "$quoth" check
    questions quoth.db >got
    questions sound.db >expected
    cmp expected got || fault "read again after: $sql"
done

# A page of rubbish in each table that is made anew.
rubbish() {
    local page size
    rm -f quoth.db*
    cp sound.db quoth.db
    size=$(sqlite3 quoth.db 'PRAGMA page_size')
    page=$(sqlite3 quoth.db \
        "SELECT rootpage FROM sqlite_schema WHERE name = '$1'")
    head -c "$size" /dev/zero | tr '\0' x |
        dd of=quoth.db bs="$size" seek=$((page - 1)) conv=notrunc 2>/dev/null
    expect 1 "$quoth" check
    expect 0 "$quoth" check --repair
    expect 0 "$quoth" check
    same_as_sound "rubbish in $1"
}
for table in speech_data speech_idx term vocabulary term_stem; do
    rubbish $table
done

# Nothing changes without room, and the log is not left at its full length.
rm -f quoth.db*
cp sound.db quoth.db
make_old
(ulimit -f 64 && exec "$quoth" reindex) >out 2>err
[ $? -eq 4 ] || fault "reindex without room: $(cat out err)"
[ -s err ] || fault "no room, without a word"
[ "$(stat -c %s quoth.db-wal)" -lt 65536 ] || fault "a long log is left"
questions quoth.db >got
cmp expected got || fault "after there was no room"
expect 0 "$quoth" reindex

# Killed at moments all over its length; searched meanwhile.
make_old
length=$(milliseconds "$quoth" reindex)
for ((i = 0; i < moments; i++)); do
    make_old
    "$quoth" reindex >/dev/null 2>&1 &
    pid=$!
    while [ -e /proc/$pid/exe ] && [ ! -e asked ]; do
        "$quoth" search heron -n 0 --format ref | wc -l
    done >answers &
    reader=$!
    pause $((length * i / moments))
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
    touch asked
    wait $reader
    rm asked
    [ "$(sort -u answers | wc -l)" -le 1 ] || fault "answers differ: $(cat answers)"
    questions quoth.db >got
    cmp expected got || fault "killed after $((length * i / moments)) ms"
done
expect 0 "$quoth" reindex
expect 0 "$quoth" check
same_as_sound 'after all kills'
conclude
