# Moved files and renamed folders are known again: numbers and corrections stay.
. "$CASES/../captions"
mkdir -p talks/old/2024
captions talks/old/first.vtt "The heron waits."
captions talks/old/2024/second.vtt "The otter sleeps."
quoth index talks
quoth set 1 title='The otter' date=2024-05-06
mv talks/old talks/new
mv talks/new/2024/second.vtt talks/new/third.vtt
quoth index talks
quoth search 'heron OR otter' --format ref
quoth list episodes --format csv | cut -d, -f1,5,7,15
quoth index talks
quoth check
