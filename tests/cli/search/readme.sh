# What the README shows first is what a search prints.
quoth index -q "$SAMPLES"
quoth search '"one-way door"' -n 3 | sed 's/ · [0-9]* ms;/ · 1 ms;/' >printed
sed -n 's/^    //; /^\$ quoth search .* -n 3$/,/ passages in /p' \
    "$SAMPLES/../README.md" | tail -n +2 >shown
test -s shown
diff shown printed
