#ifndef QUOTH_SPOKEN_H
#define QUOTH_SPOKEN_H

/*
 * Words with times of their own, as speech recognisers give them -> cues. For
 * readers of all formats that have such words.
 */

#include "cue.h"

/* A word, or a part of one, as it stands in the source. */
struct spoken_word {
    struct slice text;    /* maybe with a blank before it */
    struct slice speaker; /* empty = not said */
    bool speaker_carried; /* as in struct cue */
    int64_t start_ms;     /* TIME_NONE = not known: it could not be aligned */
    int64_t end_ms;
};

struct spoken_list {
    struct arena *arena; /* owns the array; scratch memory, too */
    struct spoken_word *words;
    size_t count, capacity;
};

/* Does `text` begin with a letter of a script that has no blanks? */
bool spoken_is_unspaced(struct slice text);

/* Appends an empty word, to be filled in; good until the next append. */
struct spoken_word *spoken_list_append(struct spoken_list *list);

/* Words `from` to `to` (exclusive), borrowed. */
struct spoken_list spoken_list_range(const struct spoken_list *list,
                                     size_t from, size_t to);

/*
 * Are they single words, with times of their own, rather than sentences? So
 * they are in lists that have a member for each word, but for one in twenty.
 */
bool spoken_list_is_words(const struct spoken_list *list);

/*
 * Appends `cue`, whose text is as found, with `words` said in it; the text is
 * copied to the arena of `list`. Words are sought in the text in their order,
 * those that are not there are left out, and parts are joined where the text
 * has no blank between them. Where the speaker of the words changes, a cue ends
 * and the next begins.
 */
void spoken_append_cue(struct cue_list *list, const struct cue *cue,
                       const struct spoken_list *words);

/*
 * Gives words the marks and blanks of `text`, in which they stand: each becomes
 * what is there from it to the next. Words that are not there join the one
 * before them. Nothing is done, and false returned, if those are many: then
 * the text is another. The texts live in the list's arena.
 */
bool spoken_take_text(struct spoken_list *words, struct slice text);

/*
 * Makes cues of words alone: ended by a change of speaker, a long pause, or the
 * end of a sentence once there is enough. They stand on `line` of the document.
 */
void spoken_append_words(struct cue_list *list, const struct spoken_list *words,
                         uint32_t line);

#endif
