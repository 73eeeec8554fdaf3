# Says what would be understood of each file, and makes no archive.
cp -r "$SAMPLES" podcasts
rm -r podcasts/second-draft
printf 'Nothing that anybody said.\n' >podcasts/none.vtt
fails() { "$@" || echo "exit $?"; }
fails quoth index --dry-run podcasts
ls
mkdir none
quoth index --dry-run none
