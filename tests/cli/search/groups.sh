# A word as typed is worth more than an inflection or a near spelling of it, in
# a group as well as by itself; the worse one is read first, so that it would
# win a tie.
mkdir club
talk() { # FILE WORDS: a line of four that answers
    printf 'WEBVTT\n\n00:00:01.000 --> 00:00:06.000\nOn Monday the club %s\n' \
        "$2" >club/"$1".vtt
}
talk 1 'often rows in the harbour.'
talk 2 'was rowing in the harbour.'
talk 3 'was sculling in the harbour.'
talk 4 'hired Morgenstren in the spring.'
talk 5 'hired Morgenstern in the spring.'
quoth index club -q --lang en
ask() {
    printf '== %s\n' "$1"
    quoth search "$1" --strict --format ref | cut -f 2
}
for word in 'rowing' 'morgenstern~'; do
    ask "$word OR drifting"
    ask "club AND ($word OR drifting)"
    ask "club ($word OR drifting)"
    ask "club ($word OR (drifting OR floating))"
    ask "club ($word OR drifting) (monday OR tuesday)"
done
echo '== what AND joins keeps its share each'
quoth search 'club (rowing AND harbour)' --strict --explain --format ref 2>&1 |
    sed -n '/^scores/,$p'
