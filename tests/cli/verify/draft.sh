# What a draft claims, and what was said: who, when, to the word.
. "$CASES/../captions"
quoth index "$SAMPLES" -q
cat >draft.md <<'END'
# Doors

“So it’s not a one-way door, you see,” says Ingrid Solheim, and again:
"so its not a one way door, you see".

> We could’ve turned it on again any day. So it’s not a two-way door, you see.
>
> — Ingrid Solheim

Dana Reyes says: “A door with a foot in it, how would you say” and

- “we turned the mainframe off […] answering nobody for seven months” (5:52)
- “it’d been answering nobody for seven months” (7:52)
- “it’d been answering nobody for seven months,” says Dana Reyes.
- “seven months” of “Rewrites that paid off | Ingrid Solheim and Tomasz Wrona”
- “The penguins had never once paid the rent on time.”

<!-- quoth: skip -->
“Nobody ever said this, and nobody is asked about it.”
END
fails 1 quoth verify draft.md
echo "== all of it, as JSON"
fails 1 quoth verify draft.md --format json | tr ',' '\n' |
    grep -E '"(verdict|line|holds|ref)"'
echo "== elsewhere"
fails 1 quoth verify draft.md --in 'show:"field notes"'
grep -n 'seven months,' draft.md | sed 's/.*/“it’d been answering nobody for seven months”/' |
    quoth verify -
