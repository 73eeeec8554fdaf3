#!/usr/bin/env bash
#
# Files and names that nobody would make on purpose, or only on purpose. Each
# costs itself alone, takes no time, and memory in proportion.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# Sanitizers reserve more address space than any limit of ours.
memory=700000
if ! (ulimit -v $memory && exec "$quoth" version) >/dev/null 2>&1; then
    memory=unlimited
fi

# quickly COMMAND…: in bounded time and memory.
quickly() {
    (ulimit -v $memory && exec timeout 20 "$@")
}

# captions FILE TEXT
captions() {
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n%s\n' "$2" >"$1"
}

# convert refuses FILE, for that REASON.
refuses() {
    expect 3 quickly "$quoth" convert "$1"
    says err "$2"
}

mkdir bad
: >bad/empty.vtt
refuses bad/empty.vtt "it is empty"
printf '\357\273\277' >bad/mark.vtt
refuses bad/mark.vtt "it is empty"
printf '\0\0\0\0\0\0\0\0' >bad/nothing.vtt
printf 'GIF89a\1\0\1\0\200\0\0\377\377\377\0\0\0;' >bad/picture.vtt
refuses bad/picture.vtt "picture.vtt"
printf '%s' '{"language":"en","segments":[{"start":0.0,"end":1.5,"text":"one"},{"start":1.5,"te' >bad/cut.json
refuses bad/cut.json "it ends in the middle"
truncate -s 300M bad/huge.vtt
refuses bad/huge.vtt "larger than 256 MB"
{
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n'
    head -c 20000000 /dev/zero | tr '\0' a
} >bad/long.vtt
refuses bad/long.vtt "line"
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "[" }' >bad/nested.json
refuses bad/nested.json "nested.json"
refuses . "it is not a regular file"
refuses /dev/null "it is not a regular file"
refuses nowhere.vtt "No such file or directory"
mkfifo bad/pipe.vtt
refuses bad/pipe.vtt "it is not a regular file"
ln -s loop.vtt loop.vtt
refuses loop.vtt "loop.vtt"

expect 3 quickly "$quoth" index bad
expect 0 quickly "$quoth" index bad # known by now
says out "still failing"
expect 1 quickly "$quoth" search aaaa
expect 0 "$quoth" check

# Whatever a name is made of, its file is found by it.
mkdir odd
captions "odd/-dash.vtt" one
captions "odd/ two  spaces .vtt" two
captions "odd/it's \"quoted\" \$HOME \`id\`.vtt" three
captions "odd/$(printf 'a\nline').vtt" four
captions "odd/$(printf 'not\377utf8').vtt" five
captions "odd/$(printf 'esc\033[31m').vtt" six
captions "odd/%s%n.vtt" seven
captions "odd/Überfluß 日本.vtt" eight
captions "odd/$(printf '%0200d' 9).vtt" nine
ln -s . odd/again
expect 0 quickly "$quoth" index odd
for word in one two three four five six seven eight nine; do
    expect 0 "$quoth" search $word
    expect 0 "$quoth" search $word --format jsonl
done
expect 0 "$quoth" list transcripts
grep -q "$(printf '[\033\377]')" out && fault "a raw byte of a name"
expect 0 "$quoth" search six
grep -q "$(printf '\033')" out && fault "a raw escape in a name"
expect 0 quickly "$quoth" index odd
says out "9 unchanged"
expect 0 "$quoth" index -- odd/-dash.vtt
cd odd || exit 2
expect 0 "$quoth" convert -- -dash.vtt
cd ..
expect 0 "$quoth" check
conclude
