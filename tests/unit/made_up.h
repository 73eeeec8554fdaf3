#ifndef QUOTH_TEST_MADE_UP_H
#define QUOTH_TEST_MADE_UP_H

/*
 * Transcripts that nobody ever said: random files for the real readers, and
 * what is true of them, worked out from their cues alone. Few words, so that
 * random queries find something.
 */

#include "base/arena.h"
#include "dice.h"
#include "tokenizer.h"

enum {
    MADE_TOKENS = 64,  /* of a transcript, at most */
    MADE_CUES = 24,    /* likewise */
    MADE_SPEAKERS = 3, /* in made_speakers */
    MADE_WORDS = 24,   /* in made_words */
    MADE_PATH = 96,    /* bytes of a path */
};

extern const char *const made_speakers[MADE_SPEAKERS];
extern const char *const made_words[MADE_WORDS];

/* The forms of an English word among made_words, the word itself too. Returns
 * how many. */
size_t made_forms(struct slice word, struct slice forms[MADE_WORDS]);

/* The words that are looked for in place of a word~: itself, and near ones. */
size_t made_near(struct slice word, struct slice forms[MADE_WORDS]);

enum made_kind { MADE_VTT, MADE_SRT, MADE_TEXT, MADE_KINDS };

struct made_cue {
    int64_t start_ms, end_ms;
    size_t speaker; /* MADE_SPEAKERS = not known */
    char text[160];
    size_t first_token;
};

struct made_up {
    char path[MADE_PATH];
    enum made_kind kind;
    char show[16], title[32], number[8], date[16]; /* date: "" = not known */
    struct made_cue cues[MADE_CUES];
    size_t cue_count;
    /* On the axis: */
    struct token_list list;
    struct slice tokens[MADE_TOKENS];
    size_t token_count;
    int64_t start_ms[MADE_TOKENS], end_ms[MADE_TOKENS];
    size_t speakers[MADE_TOKENS];
};

/* Invents transcript number `index` and writes it to a file in `folder`, with a
 * sidecar that says what it is of. */
void made_up_write(struct made_up *made, struct dice *dice, const char *folder,
                   size_t index);
/* Frees what it holds, and removes its files. */
void made_up_remove(struct made_up *made);

#endif
