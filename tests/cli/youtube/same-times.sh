# Every notation gives the words the same starts.
. "$CASES/video"
vtt net.vtt
json3 net.json3
srv1 net.srv1
srv2 net.srv2
srv3 net.srv3
for kind in vtt json3 srv3; do
    quoth convert net.$kind --format jsonl --words |
        sed 's/"end_ms":[0-9]*,//g' >$kind.jsonl
done
cat vtt.jsonl
cmp vtt.jsonl json3.jsonl
cmp vtt.jsonl srv3.jsonl
for kind in srv1 srv2; do
    quoth convert net.$kind --format srt >$kind.srt
done
cat srv1.srt
cmp srv1.srt srv2.srt
