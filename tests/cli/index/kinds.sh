# Captions that cannot be read are failures; what else is no transcript is
# counted by what it is, whatever its name says.
. "$CASES/../captions"
mkdir mixed
captions mixed/1.vtt "The heron waits."
printf 'start,end,speaker,text\n0.5,2,Dana,"Rye, and wheat."\n2,4.5,Sam,Ground fine.\n' >mixed/2.csv
printf '[00:00.000 --> 00:02.500]  The brook is frozen.\n' >mixed/3.txt
printf 'colour,size\nred,4\n' >mixed/prices.csv
printf 'Scenarist_SCC V1.0\n\n00:00:01:00\t9420 9420\n' >mixed/4.scc
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >mixed/picture.txt
printf 'GIF89a\0\0' >mixed/5.dat
fails 3 quoth index mixed
quoth list failures --format tsv | cut -f 1,2
quoth search 'rye wheat'
quoth search 'brook'
