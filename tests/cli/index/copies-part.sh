# Copies are one transcript until one of them says something else.
. "$CASES/../captions"
said="The heron stands in the cold water until the tide comes in"
answers() {
    for word in waits leaves returns; do
        echo "$word: $(quoth search "tide $word" --strict --format ref | cut -f1)"
    done
    quoth list transcripts --format csv | cut -d, -f1-5,13
}
captions_of() {
    captions "$1" "$said and $2"
}
begin() {
    echo "--- $1"
    rm -rf talks old "$QUOTH_DB"
    mkdir -p talks old
    captions_of old/heron.vtt waits
    cp old/heron.vtt talks/tide.vtt
    quoth index old talks -q
    quoth list transcripts --format csv | cut -d, -f1-5,13
}
begin 'the copy changes'
captions_of talks/tide.vtt leaves
quoth update
answers
begin 'what was copied changes'
captions_of old/heron.vtt leaves
quoth update
answers
echo '--- and the next run sees whose name the other has'
quoth update
answers
begin 'both change at once'
captions_of old/heron.vtt leaves
captions_of talks/tide.vtt returns
quoth update
answers
quoth check
echo '--- of one name, they are versions of one episode'
rm -rf talks old "$QUOTH_DB"
mkdir -p talks/vtt talks/subs
captions_of talks/vtt/heron.vtt waits
cp talks/vtt/heron.vtt talks/subs/heron.vtt
quoth index talks -q
captions_of talks/subs/heron.vtt leaves
quoth update
quoth list transcripts --format csv | cut -d, -f1-5,13
quoth check
