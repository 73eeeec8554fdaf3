# A few transcripts among much that is none: not an error, but counted.
. "$CASES/../captions"
mkdir -p music/album music/.git
for i in 1 2 3; do
    printf 'ID3' >music/album/$i.mp3
done
captions music/album/talk.vtt "The heron waits."
printf '\211PNG' >music/album/cover.png
printf 'Milk, eggs, flour and a pound of butter.\n' >music/list.txt
printf '# Music\n\nHost: nobody\n' >music/README.md
printf 'MIT\n' >music/LICENSE
captions music/.git/hidden.vtt "Hidden."
printf '[core]\n' >music/.config
ln -s nowhere.flac music/gone.flac
quoth index music
quoth index music
quoth list episodes --format csv | cut -d, -f1,5
