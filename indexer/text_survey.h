#ifndef QUOTH_TEXT_SURVEY_H
#define QUOTH_TEXT_SURVEY_H

/*
 * What a prose transcript does as a whole: which patterns of times and names
 * come back, so that one "John 3:16" or "Careful: hot" stays the text it is.
 */

#include "format.h"
#include "speaker_votes.h"
#include "text_head.h"
#include "text_line.h"

struct text_survey {
    struct arena arena;         /* owns the votes */
    struct speaker_votes votes; /* for every name met */
    /* lines by the shape of their head: its brackets, what comes first,
     * whether a name is in it and whether text follows */
    uint32_t shapes[TEXT_BRACKET_COUNT * 8];
    uint32_t brackets[TEXT_BRACKET_COUNT]; /* the same by bracket alone */
    uint32_t main_shape;          /* lines of the commonest name-first shape */
    size_t lines, paragraphs;     /* without blanks, headings and code */
    size_t labels, inner_labels;  /* names; those amid a paragraph's lines */
    size_t titles;                /* headings of level 1 */
    size_t squares;               /* times in square brackets, anywhere */
    size_t ascending, bare_times; /* lines "00:12:34 text"; how many go up */
    int64_t last_bare_ms;
    int64_t first_clock_ms;  /* of "[Name] 11:20:49" lines, a time of day */
    int max_fraction;        /* two digits behind a dot; -1 = none seen */
    int frames_per_second;   /* 0 = fractions are decimal */
    struct slice opening;    /* the name, in bold, that the file begins with */
    bool opens_in_bold;      /* and it comes back: in bold are turns */
    size_t clocks;           /* lines "[Name] 11:20:49" */
    size_t lone_stamps;      /* times with nothing beside them */
    size_t named_stamps;     /* of these, above a name and what it says */
    size_t spelled_pairs;    /* times that a line gives in digits, and the next
                               or last one in words */
    size_t timed_names;      /* lines "0:00 - Name" above what is said */
    size_t timed_remarks;    /* and such that stand alone: text, not names */
    size_t closing_stamps;   /* lines that end in a time, with no text behind */
    size_t wordless;         /* of these, right before another such line */
    size_t unparted_names;   /* lines "0:00 Name" above what is said */
    size_t timed_lines;      /* lines of a time and something behind it */
    size_t full_labels;      /* labels of two words that open a paragraph */
    bool names_behind_times; /* most lines "0:00 Name" are of speakers */
    bool once_each;          /* every paragraph has such a label, none twice */
    bool dialogue;           /* labels stand before a third of the text */
    bool bare_names;         /* names stand alone, without colon or time */
};

/* Reads the whole of `text`. Release it also after a survey of nothing. */
void text_survey_init(struct text_survey *survey, struct slice text);
void text_survey_release(struct text_survey *survey);

/* Whether the file has its times twice, the second time in words. */
bool text_survey_spells_times(const struct text_survey *survey);

/*
 * Reads the head of `line` as far as the whole file bears it out. Returns false
 * if the line is text alone. A chat's clock is made an offset or taken out.
 */
bool text_survey_read_head(const struct text_survey *survey,
                           const struct text_line *line, struct text_head *ret);

#endif
