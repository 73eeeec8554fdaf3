. "$CASES/../captions"
captions 1.vtt "The heron waits."
fails 2 quoth convert
fails 2 quoth convert 1.vtt 1.vtt
fails 2 quoth convert 1.vtt --format pdf
fails 2 quoth convert 1.vtt --from vt
fails 2 quoth convert 1.vtt --encoding utf9
fails 2 quoth convert 1.vtt -o 1.doc
fails 3 quoth convert nowhere.vtt
fails 3 quoth convert .
: >empty.vtt
fails 3 quoth convert empty.vtt
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >picture.txt
fails 3 quoth convert picture.txt
printf '{"a": 1}' >other.json
fails 3 quoth convert other.json
fails 4 quoth convert 1.vtt -o nowhere/2.srt
quoth convert - --format srt <1.vtt
printf 'Prose that nobody times.\n' | quoth convert - --format txt
quoth convert 1.vtt --explain --format txt
