# Where the recordings are: beside the transcript, where --media says, or at an
# address. A name that a shell or ffmpeg would take for something else is a name.
. "$CASES/../captions"
. "$CASES/../talk"
mkdir -p show media 'out'
talk "show/it's; rm \$x.en.vtt"
captions show/two.vtt "Nobody knows what it costs."
quoth index show -q
fails 1 quoth clip costs --format mpv
fails 1 quoth clip zeppelin
quoth clip costs --media media --format m3u || true
: >"show/it's; rm \$x.mp3"
quoth clip costs --format ffmpeg --cut "-out dir"
quoth clip costs --cut out >cut.sh
sh -n cut.sh
: >media/two.wav
quoth clip nobody --media media --format m3u
quoth clip nobody --media media/two.wav --format mpv | sed "s|%[0-9]*%/|%N%/|"
quoth set two media='https://u:p@cdn.example/two.mp3?token=x' offset=-12s
quoth clip nobody --pad 3s --format m3u
quoth set two offset=12s
quoth clip nobody --format m3u
fails 2 quoth clip costs --format audacity
quoth clip costs --format audacity -o out -q
head out/*
