#ifndef QUOTH_PAGE_PART_H
#define QUOTH_PAGE_PART_H

/*
 * The words by which the parts of a show-notes page are known: what its
 * headings begin, and what on it is not about the episode at all.
 */

#include "base/slice.h"

/* What a heading, or a line that is one in effect, begins. */
enum page_part {
    PAGE_PART_NONE, /* it is an ordinary line */
    PAGE_PART_NOTES,
    PAGE_PART_CHAPTERS,
    PAGE_PART_TAKEAWAYS,
    PAGE_PART_SPONSOR,
    PAGE_PART_LINKS, /* where the episode can be had */
    PAGE_PART_OTHER, /* no more of this episode: comments, other episodes */
};

/* The part that a heading with this text begins; NOTES for all others. */
enum page_part page_part_of_heading(struct slice text);

/*
 * The part that an ordinary line begins, alone: "Brought to you by:". NONE for
 * nearly all of them.
 */
enum page_part page_part_of_line(struct slice text);

/* Who the sponsor is: "Acme" of "This episode is brought to you by Acme — …". */
struct slice page_part_sponsor(struct slice text);

/* Subscribe, sign in, share: of the site, not of the episode. */
bool page_part_is_furniture(struct slice text);

/* Does the line say that the rest is for those who pay or sign up? */
bool page_part_is_paywall(struct slice text);

#endif
