# Every form of a ref, and what is wrong with some.
. "$CASES/../captions"
cp -r "$SAMPLES" podcasts
quoth index podcasts -q
first() {
    echo "== $*"
    quoth read "$@" -C 0 | tail -n +4 | cut -c1-70
}
first 2@6:28
first 2@388.9s
first 2@0:06:28
first 2@6:28-6:55
first 6@w1002
first 'https://youtu.be/Jw4-tN8fGyA?t=269'
first 'https://www.youtube.com/watch?v=Jw4-tN8fGyA&t=4m29s'
first podcasts/field-notes/016-drift.json@6:28
first drift@6:28
first latest@w0
echo 2@6:28 | first -
fails 1 quoth read 99
fails 1 quoth read 2@99:00
fails 2 quoth read 2@x
fails 2 quoth read 2@
fails 2 quoth read 2@6:28-1:00
fails 2 quoth read the
fails 1 quoth read 'no such words'
fails 2 quoth read
