#include "speaker.h"

#include "speaker_name.h"
#include "speaker_votes.h"

enum {
    LABEL_SCAN_BYTES = 120, /* how far into a text a label's colon may be */
};

/* A voice or field may hold the label as it would stand before the words. */
static struct slice without_colon(struct slice name)
{
    while (slice_ends_with(name, SLICE(":")))
        name = slice_trim(slice_range(name, 0, name.len - 1));
    return name;
}

void speaker_tidy(struct cue_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];

        cue->speaker = without_colon(cue->speaker);
        if (cue->speaker.len && speaker_is_nobody(cue->speaker)) {
            cue->speaker = (struct slice){ 0 };
            cue->speaker_carried = false;
        }
    }
}

/* Takes a run of up to three like emphasis marks off the front of *text. */
static struct slice take_emphasis(struct slice *text)
{
    size_t len = 0;
    struct slice mark;

    while (len < 3 && len < text->len &&
           (text->ptr[len] == '*' || text->ptr[len] == '_') &&
           text->ptr[len] == text->ptr[0])
        len++;
    mark = slice_range(*text, 0, len);
    *text = slice_from(*text, len);
    return mark;
}

static struct slice without_suffix(struct slice text, struct slice suffix)
{
    if (suffix.len && slice_ends_with(text, suffix))
        text.len -= suffix.len;
    return text;
}

/* Advances past an ASCII or full-width colon. */
static bool take_colon(struct slice *text)
{
    struct slice wide = SLICE("\xEF\xBC\x9A");

    if (slice_take_char(text, ':'))
        return true;
    if (!slice_starts_with(*text, wide))
        return false;
    *text = slice_from(*text, wide.len);
    return true;
}

/* Where the first colon, of either width, is in the head of `text`. */
static size_t find_colon(struct slice text)
{
    struct slice head = slice_range(text, 0, LABEL_SCAN_BYTES);
    size_t colon = slice_find_char(head, ':');
    size_t wide = slice_find(head, SLICE("\xEF\xBC\x9A"));

    return colon < wide ? colon : wide; /* SLICE_NOT_FOUND is the largest */
}

/* "[Speaker 4] text", "[Audience]: text" */
static bool take_bracket_label(struct slice text, struct slice *ret_name,
                               struct slice *ret_rest)
{
    size_t end = slice_find_char(slice_range(text, 0, LABEL_SCAN_BYTES), ']');
    struct slice name, rest;

    if (end == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(text, 1, end));
    rest = slice_from(text, end + 1);
    if (!speaker_is_name(name) ||
        (!take_colon(&rest) && !speaker_is_numbered(name)))
        return false;
    *ret_name = name;
    *ret_rest = slice_trim(rest);
    return true;
}

static bool is_blank_or_end(struct slice rest)
{
    return rest.len == 0 || ascii_is_space(rest.ptr[0]) ||
           slice_starts_with(rest, SLICE("\xC2\xA0"));
}

/*
 * Takes the mark that ends a label behind its colon, "**Name:** text": the one
 * that opened it, or any that ends a word.
 */
static bool take_closing_mark(struct slice *text, struct slice opening)
{
    struct slice rest = *text, mark = take_emphasis(&rest);

    if (mark.len == 0 ||
        (!slice_equal(mark, opening) && !is_blank_or_end(rest)))
        return false;
    *text = rest;
    return true;
}

bool speaker_take_label(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest)
{
    struct slice rest = slice_trim(text), mark, name;
    bool marked, wide;
    size_t at;

    if (rest.len && rest.ptr[0] == '[')
        return take_bracket_label(rest, ret_name, ret_rest);
    mark = take_emphasis(&rest);
    at = find_colon(rest);
    if (at == SLICE_NOT_FOUND)
        return false;
    name = slice_trim(slice_range(rest, 0, at));
    marked = mark.len && slice_ends_with(name, mark);
    name = slice_trim(without_suffix(name, mark));
    name = slice_trim(without_suffix(name, SLICE("\xE2\x80\x93")));
    rest = slice_from(rest, at);
    wide = rest.ptr[0] != ':';
    while (take_colon(&rest))
        ;
    marked = marked || take_closing_mark(&rest, mark);
    /* a full-width colon or a closing mark leave no doubt, "12:30" and
     * "https://" do */
    if ((!marked && !wide && !is_blank_or_end(rest)) || !speaker_is_name(name))
        return false;
    if (!marked) /* the whole line was emphasised */
        rest = without_suffix(slice_trim(rest), mark);
    *ret_name = name;
    *ret_rest = slice_trim(rest);
    return true;
}

/* Bytes of a turn mark, ">> ", ">>> " or "- ", in front of a text. */
static size_t turn_mark_length(struct slice text)
{
    size_t len = 0;

    while (len < text.len && text.ptr[len] == '>')
        len++;
    if (len < 2)
        len = slice_starts_with(text, SLICE("- ")) ? 1 : 0;
    while (len && len < text.len && text.ptr[len] == ' ')
        len++;
    return len;
}

/* A label of a person in front of the text of a cue. */
static bool take_person(struct slice text, struct slice *ret_name,
                        struct slice *ret_rest)
{
    return speaker_take_label(text, ret_name, ret_rest) &&
           !speaker_is_sound(*ret_name);
}

/* Counts the labels. Returns how many cues could have one. */
static size_t count_labels(const struct cue_list *list,
                           struct speaker_votes *votes)
{
    size_t unnamed = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct cue *cue = &list->cues[i];
        struct speaker_vote vote = { .labels = 1 };
        struct slice text, rest;

        if (cue->speaker.len)
            continue;
        unnamed++;
        text = slice_from(cue->text, turn_mark_length(cue->text));
        if (take_person(text, &vote.name, &rest))
            speaker_votes_add(votes, &vote);
    }
    speaker_votes_count(votes);
    return unnamed;
}

/* Takes mark and label off one cue. Returns who speaks from here on. */
static struct slice apply_label(struct cue *cue, struct slice speaker,
                                const struct speaker_votes *votes,
                                bool dialogue)
{
    size_t mark = turn_mark_length(cue->text);
    struct slice name, rest;

    if (mark) {
        cue_cut(cue, mark, cue->text.len);
        cue->paragraph = true;
        speaker = (struct slice){ 0 };
    }
    if (take_person(cue->text, &name, &rest) &&
        (speaker_votes_repeated(votes, name) || speaker_is_numbered(name) ||
         (dialogue && speaker_is_single_label(name, rest)))) {
        cue_cut(cue, (size_t)(rest.ptr - cue->text.ptr), cue->text.len);
        cue->paragraph = true;
        cue->speaker = name;
        return name;
    }
    cue->speaker = speaker;
    cue->speaker_carried = speaker.len > 0;
    return speaker;
}

void speaker_labels_apply(struct cue_list *list)
{
    struct speaker_votes votes;
    struct slice speaker = { 0 };
    size_t unnamed;
    bool dialogue;

    speaker_votes_init(&votes, list->arena);
    unnamed = count_labels(list, &votes);
    dialogue = speaker_votes_dialogue(&votes, unnamed);
    for (size_t i = 0; i < list->count; i++) {
        struct cue *cue = &list->cues[i];

        if (cue->speaker.len)
            speaker = (struct slice){ 0 };
        else
            speaker = apply_label(cue, speaker, &votes, dialogue);
    }
}
