# Every command that help lists has help of its own, and every topic.
quoth help | sed -n "s/^  \([a-z][a-z]*\) .*/\1/p" | while read -r name; do
    quoth help "$name" | head -n 1 | grep -q . || echo "no help on $name"
done
