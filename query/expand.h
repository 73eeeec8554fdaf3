#ifndef QUOTH_EXPAND_H
#define QUOTH_EXPAND_H

/*
 * A leaf of the tree -> the forms that are looked for in its place. The index
 * holds the words as said; all that is looser is found here, in the vocabulary.
 *
 * The forms of a leaf never lie inside one another where they match: no word of
 * a form of two stands among the forms by itself.
 */

#include "plan.h"

/* Fills the leaf's alternatives; leaf->node is set. */
enum status expand_leaf(struct plan *plan, struct leaf_plan *leaf,
                        struct error *err);

/* Adds a form of one word, or of several in a row; `tokens` is kept. */
void expand_add(struct plan *plan, struct leaf_plan *leaf,
                struct alternative form);

/* Whether the word is among the leaf's forms by itself. */
bool expand_has(const struct leaf_plan *leaf, struct slice term);

/* How often the archive's words are said, all together, more or less. */
int64_t expand_archive_words(const struct plan *plan);

/* ---- compound.c: frontend, front end, front-end ---- */

/* Adds the other ways to write a word, or a word of several tokens. */
enum status compound_expand(struct plan *plan, struct leaf_plan *leaf,
                            struct error *err);

/* Adds to words written side by side what they are when written together. */
enum status compound_join(struct plan *plan, const struct node *root,
                          struct error *err);

/* ---- regex_narrow.c ---- */

/* Compiles the leaf's expression, and adds the words that it needs one of. */
enum status regex_expand(struct plan *plan, struct leaf_plan *leaf,
                         struct error *err);

/* ---- fuzzy.c ---- */

/* Adds near spellings, and what sounds like the word. */
enum status fuzzy_expand(struct plan *plan, struct leaf_plan *leaf,
                         struct error *err);

#endif
