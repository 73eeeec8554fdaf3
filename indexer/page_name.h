#ifndef QUOTH_PAGE_NAME_H
#define QUOTH_PAGE_NAME_H

/*
 * Who is in an episode, as far as its title and its page tell. What stands
 * behind a label ("Guest: Ana Lima") is stated, the rest is guessed.
 */

#include "page_line.h"

enum { PAGE_NAME_WORDS_MOST = 4 };

/* Could the word be one of a person's name: a capital, and no everyday word? */
bool page_name_is_word(struct slice word);

/*
 * Does the text look like a person's name: two to four words with capitals,
 * none of which is an everyday one?
 */
bool page_name_is(struct slice text);

/*
 * Adds the guests that the title names, behind a bar, "with", "ft." or before a
 * colon. `meta` has the title and the show; `lines` is what the page says: a
 * name that might be words of the title must come back there.
 */
void page_name_guests(const struct page_lines *lines, struct arena *arena,
                      struct episode_meta *meta);

/* page_people.c */

/*
 * Adds whom sentences of the page introduce: "My guest is Ana Lima", "Hosted by
 * Dana Reyes", "Where to find Ana Lima:". `author`, if it is a name, is a host.
 */
void page_name_people(const struct page_lines *lines, struct slice author,
                      struct arena *arena, struct episode_meta *meta);

#endif
