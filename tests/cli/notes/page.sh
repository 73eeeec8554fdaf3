# A draft of a page, in both forms, and from somebody's list.
quoth index "$SAMPLES" -q
cat >draft.md <<'END'
# Takeaways

- The mainframe was off for months before anybody noticed
- Penguins *pay* their <b>rent</b> | `on` [time](https://x.example)
END
quoth notes rewrites --from draft.md --quote 8@5:52 --mentions 3
quoth notes rewrites --from draft.md --quote 8@5:52 --mentions 3 -o page.html
cat page.html
