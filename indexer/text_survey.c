#include "text_survey.h"

#include "speaker_name.h"

enum {
    REPEATED = 2,        /* a pattern is one when it comes this often */
    HANDLE_REPEATED = 4, /* a name that is written like any word */
    WHOLE_FILE = 3,      /* or once, in a file of no more lines */
    MAIN_DIVISOR = 4,    /* rarer than this beside the main shape: chance */
    SHARE_DIVISOR = 3,   /* labels before every third paragraph: a dialogue */
    BARE_SHARE_DIVISOR = 4,
    BARE_TIME_DIVISOR = 10,
    FRAME_RATE = 30 /* of the "01:02:03.04" that transcribers' tools write */
};

/* Which of the shapes a head has. */
static size_t shape_of(const struct text_head *head)
{
    bool named = head->name.len && !head->bare_name;
    bool alone = !head->bare_name && head->text.len == 0;

    return (size_t)head->stamp.bracket * 8 + head->time_first * 4u +
           named * 2u + alone;
}

/* "Slides: https://…": a label of what is linked, unless it is a speaker's. */
static bool is_link(struct slice text)
{
    slice_take_char(&text, '<');
    return slice_starts_with_nocase(text, SLICE("http://")) ||
           slice_starts_with_nocase(text, SLICE("https://"));
}

/*
 * In a list or a heading a colon or a capital means nothing; emphasis and
 * times do.
 */
static bool may_label(const struct text_line *line,
                      const struct text_head *head)
{
    return line->block == TEXT_PLAIN || (head->bold && !head->bare_name);
}

/* "Ana Lima: Good morning", at the start of a paragraph. */
static bool is_full_label(const struct text_line *line,
                          const struct text_head *head)
{
    return line->starts_paragraph && line->block == TEXT_PLAIN &&
           !head->handle && head->text.len &&
           slice_find_char(head->name, ' ') != SLICE_NOT_FOUND &&
           speaker_is_single_label(head->name, head->text);
}

static void add_name(struct text_survey *survey, const struct text_line *line,
                     const struct text_head *head)
{
    struct speaker_vote vote = { .name = head->name };

    if (speaker_is_sound(head->name) ||
        (!head->stamp.bracket &&
         (!may_label(line, head) || (!head->bold && is_link(head->text)))))
        return;
    if (head->bare_name) {
        if (head->stamp.bracket || head->enclosed || !line->starts_paragraph)
            return;
        vote.bare = 1;
    } else {
        vote.labels = 1;
        vote.headers = head->text.len == 0;
        survey->labels++;
        survey->inner_labels += !line->starts_paragraph;
        survey->full_labels += is_full_label(line, head);
    }
    speaker_votes_add(&survey->votes, &vote);
}

static void add_stamp(struct text_survey *survey, const struct text_head *head)
{
    const struct text_stamp *stamp = &head->stamp;

    if (head->clock) {
        if (survey->first_clock_ms == TIME_NONE)
            survey->first_clock_ms = stamp->start_ms;
        survey->clocks++;
        return;
    }
    survey->shapes[shape_of(head)]++;
    survey->brackets[stamp->bracket]++;
    if (!head->time_first &&
        survey->shapes[shape_of(head)] > survey->main_shape)
        survey->main_shape = survey->shapes[shape_of(head)];
    if (stamp->bracket == TEXT_BARE && head->time_first) {
        survey->ascending += stamp->start_ms >= survey->last_bare_ms;
        survey->last_bare_ms = stamp->start_ms;
        survey->bare_times++;
    }
}

/* Counts the times in square brackets, and looks at their fractions. */
static void count_squares(struct text_survey *survey, struct slice text)
{
    struct text_stamp stamp;

    while (text_find_square_stamp(&text)) {
        text_take_stamp(&text, 0, &stamp);
        survey->squares++;
        if (stamp.fraction > survey->max_fraction)
            survey->max_fraction = stamp.fraction;
    }
}

/* Whether the line is text that goes on below a line of names or times. */
static bool is_said_below(const struct text_line *line)
{
    struct text_head head;

    return line->block == TEXT_PLAIN &&
           (!text_head_read(line->text, 0, &head) || !head.stamp.bracket);
}

static bool is_lone_stamp(const struct text_head *head)
{
    return head->stamp.bracket && head->name.len == 0 && head->text.len == 0;
}

/*
 * "1:05" and "1 minute, 5 seconds", one below the other: what a page shows and
 * what it has for screen readers, copied together. Below, the words may run on
 * into what is said.
 */
static bool is_spelled_pair(struct slice above, struct slice below,
                            const struct text_head *above_head,
                            const struct text_head *below_head)
{
    return (is_lone_stamp(above_head) &&
            text_take_spelled(&below, above_head->stamp.start_ms)) ||
           (is_lone_stamp(below_head) &&
            text_is_spelled(above, below_head->stamp.start_ms));
}

/* "Sam Okafor [0:00]", with what he says below it; or some words and a time. */
static bool is_closing_stamp(const struct text_head *head)
{
    return head->stamp.bracket && !head->time_first && head->name.len &&
           head->text.len == 0;
}

/*
 * "0:00 - Sam Okafor", "(Sam Okafor)", or a name below a time, say who speaks
 * only if the words follow at once; otherwise these are the words. `line` is
 * below `last`, which is below `before_last`.
 */
static void add_name_above(struct text_survey *survey,
                           const struct text_head *before_last,
                           const struct text_head *last,
                           const struct text_line *line)
{
    struct speaker_vote vote = { .name = last->name,
                                 .labels = 1,
                                 .headers = last->enclosed };
    bool below_stamp = is_lone_stamp(before_last) && !last->stamp.bracket;
    bool said;

    if (!last->bare_name)
        return;
    said = last->addressed || is_said_below(line);
    if (last->parted) {
        survey->timed_names += said;
        survey->timed_remarks += !said;
    } else if (last->stamp.bracket) {
        survey->unparted_names += said;
    } else if (below_stamp) {
        survey->named_stamps += said;
    } else if (!last->enclosed || line->starts_paragraph) {
        return;
    }
    if (said)
        speaker_votes_add(&survey->votes, &vote);
}

/* Looks whether the first line of all is a turn in bold. */
static void note_opening(struct text_survey *survey,
                         const struct text_line *line,
                         const struct text_head *head)
{
    if (survey->lines == 1 && line->block == TEXT_PLAIN && head->bold &&
        !head->bare_name)
        survey->opening = head->name;
}

static void survey_lines(struct text_survey *survey, struct slice text)
{
    struct text_head head = { 0 }, last = { 0 }, before_last;
    struct slice above = { NULL, 0 };
    struct text_lines lines;
    struct text_line line;

    text_lines_init(&lines, text, 1);
    for (; text_lines_next(&lines, &line); above = line.text) {
        bool prose = line.block == TEXT_PLAIN || line.block == TEXT_ITEM;
        bool is_head;

        before_last = last;
        last = head;
        head = (struct text_head){ 0 };
        add_name_above(survey, &before_last, &last, &line);
        survey->lines += prose;
        survey->paragraphs += prose && line.starts_paragraph;
        survey->titles += line.level == 1;
        if (!prose && line.block != TEXT_HEADING)
            continue;
        count_squares(survey, line.text);
        is_head = text_head_read(line.text, 0, &head);
        survey->spelled_pairs +=
            is_spelled_pair(above, line.text, &last, &head);
        if (!is_head)
            continue;
        if (head.name.len) {
            add_name(survey, &line, &head);
            note_opening(survey, &line, &head);
        }
        if (head.stamp.bracket)
            add_stamp(survey, &head);
        survey->lone_stamps += is_lone_stamp(&head);
        survey->timed_lines += head.time_first && !is_lone_stamp(&head);
        survey->closing_stamps += is_closing_stamp(&head);
        survey->wordless += is_closing_stamp(&head) && is_closing_stamp(&last);
        if (head.text.len == 0 && !head.bare_name)
            text_lines_break(&lines);
    }
}

/* Sums up the votes for names. */
static void judge_names(struct text_survey *survey)
{
    size_t labels = 0, bare = 0, bare_people = 0;

    speaker_votes_count(&survey->votes);
    for (size_t i = 0; i < survey->votes.count; i++) {
        const struct speaker_vote *vote = &survey->votes.list[i];

        if (vote->labels >= REPEATED)
            labels += vote->labels;
        if (vote->bare > REPEATED) {
            bare += vote->bare;
            bare_people++;
        }
    }
    survey->opens_in_bold =
        survey->opening.len &&
        speaker_votes_repeated(&survey->votes, survey->opening);
    survey->once_each = !labels && survey->full_labels >= REPEATED &&
                        survey->full_labels == survey->paragraphs;
    survey->dialogue = survey->once_each ||
                       (labels && labels * SHARE_DIVISOR >= survey->paragraphs);
    survey->names_behind_times =
        survey->unparted_names >= REPEATED &&
        survey->unparted_names * 2 > survey->timed_lines &&
        labels * 2 >= survey->unparted_names;
    survey->bare_names = !labels && bare_people >= REPEATED &&
                         bare * BARE_SHARE_DIVISOR >= survey->lines;
}

void text_survey_init(struct text_survey *survey, struct slice text)
{
    *survey = (struct text_survey){ .last_bare_ms = TIME_NONE,
                                    .first_clock_ms = TIME_NONE,
                                    .max_fraction = -1 };
    arena_init(&survey->arena);
    speaker_votes_init(&survey->votes, &survey->arena);
    survey_lines(survey, text);
    judge_names(survey);
    if (survey->max_fraction >= 0 && survey->max_fraction < FRAME_RATE)
        survey->frames_per_second = FRAME_RATE;
}

void text_survey_release(struct text_survey *survey)
{
    arena_release(&survey->arena);
}

/* Whether times without brackets, before text, look like a running clock. */
static bool bare_times_run(const struct text_survey *survey)
{
    return survey->ascending * MAIN_DIVISOR >=
               survey->bare_times * (MAIN_DIVISOR - 1) &&
           survey->bare_times * BARE_TIME_DIVISOR >= survey->lines;
}

static bool is_time_accepted(const struct text_survey *survey,
                             const struct text_head *head)
{
    bool named = head->name.len && !head->bare_name;
    bool alone = !head->bare_name && head->text.len == 0;

    if (head->stamp.bracket == TEXT_SQUARE &&
        (survey->squares >= REPEATED || survey->dialogue))
        return true;
    if (alone && survey->brackets[head->stamp.bracket] >= REPEATED &&
        (head->stamp.bracket != TEXT_BARE || head->stamp.has_hours))
        return true;
    if (survey->shapes[shape_of(head)] < REPEATED)
        return survey->lines <= WHOLE_FILE;
    return head->stamp.bracket != TEXT_BARE || named || bare_times_run(survey);
}

/* Whether turns of this file begin at such a place: most amid paragraphs? */
static bool may_begin_turn(const struct text_survey *survey,
                           const struct text_line *line,
                           const struct text_head *head)
{
    return line->starts_paragraph || head->stamp.bracket ||
           survey->inner_labels * 2 >= survey->labels;
}

/* Whether a label that comes once names a speaker: others must, too. */
static bool is_single_accepted(const struct text_survey *survey,
                               const struct text_line *line,
                               const struct text_head *head)
{
    if (survey->opens_in_bold && head->bold && head->text.len == 0 &&
        line->block == TEXT_PLAIN && line->starts_paragraph)
        return true;
    return survey->dialogue && may_begin_turn(survey, line, head) &&
           (head->bold || (!is_link(head->text) &&
                           speaker_is_single_label(head->name, head->text)));
}

/* Names stand below every other time that has nothing beside it. */
static bool has_named_stamps(const struct text_survey *survey)
{
    return survey->named_stamps >= REPEATED &&
           survey->named_stamps * 2 >= survey->lone_stamps;
}

/* Whether a label names a speaker, whatever a time beside it says. */
static bool is_label_accepted(const struct text_survey *survey,
                              const struct text_line *line,
                              const struct text_head *head)
{
    const struct speaker_vote *vote =
        speaker_votes_find(&survey->votes, head->name);

    if (head->bare_name)
        return vote && line->starts_paragraph && line->block == TEXT_PLAIN &&
               (vote->headers >= REPEATED ||
                (vote->labels && has_named_stamps(survey)) ||
                (survey->bare_names && vote->bare >= REPEATED));
    if (!may_label(line, head))
        return false;
    if (head->handle)
        return survey->dialogue && may_begin_turn(survey, line, head) && vote &&
               vote->labels >= HANDLE_REPEATED;
    if (speaker_is_sound(head->name))
        return head->bold || head->text.len == 0;
    if ((vote && vote->labels >= REPEATED) || speaker_is_numbered(head->name))
        return true;
    return is_single_accepted(survey, line, head);
}

/* "[00:12:34] Name: text" when most lines are so, whoever speaks. */
static bool is_named_shape_main(const struct text_survey *survey,
                                const struct text_head *head)
{
    struct text_head unnamed = *head;

    unnamed.name = (struct slice){ 0 };
    return survey->shapes[shape_of(head)] >= REPEATED &&
           survey->shapes[shape_of(head)] >=
               survey->shapes[shape_of(&unnamed)] &&
           speaker_is_proper_name(head->name);
}

/* Whether the name behind an accepted time is one. */
static bool is_timed_name_accepted(const struct text_survey *survey,
                                   const struct text_line *line,
                                   const struct text_head *head)
{
    const struct speaker_vote *vote =
        speaker_votes_find(&survey->votes, head->name);

    if (head->bare_name && !head->parted)
        return vote && survey->names_behind_times;
    if (head->bare_name)
        return vote &&
               (vote->labels >= REPEATED || (survey->timed_names >= REPEATED &&
                                             survey->timed_remarks == 0));
    return is_label_accepted(survey, line, head) ||
           is_named_shape_main(survey, head);
}

static bool accept_time_first(const struct text_survey *survey,
                              const struct text_line *line,
                              struct text_head *head)
{
    if (head->clock) {
        head->stamp.bracket = TEXT_NO_TIME;
        return speaker_votes_repeated(&survey->votes, head->name);
    }
    if (!is_time_accepted(survey, head))
        return false;
    if (head->name.len && !is_timed_name_accepted(survey, line, head)) {
        head->name = (struct slice){ 0 };
        head->text = head->behind_time;
    }
    return true;
}

static bool accept_name_first(const struct text_survey *survey,
                              const struct text_line *line,
                              struct text_head *head)
{
    uint32_t count = survey->shapes[shape_of(head)];
    bool alone = head->text.len == 0;

    if (head->clock) {
        head->stamp.start_ms -= survey->first_clock_ms;
        return speaker_votes_repeated(&survey->votes, head->name) ||
               (survey->clocks >= REPEATED &&
                speaker_is_proper_name(head->name));
    }
    if (speaker_is_sound(head->name))
        return head->bold || alone;
    if (speaker_votes_repeated(&survey->votes, head->name))
        return alone || head->stamp.bracket != TEXT_BARE ||
               head->stamp.has_hours || count >= REPEATED;
    if (line->block == TEXT_HEADING)
        return false;
    if (survey->lines <= WHOLE_FILE)
        return true;
    return count >= REPEATED && count * MAIN_DIVISOR >= survey->main_shape &&
           (alone || speaker_is_proper_name(head->name));
}

/*
 * Where most "names" before a time have nothing below them, they are what is
 * said, and the time stands behind it.
 */
static bool take_words_before_time(const struct text_survey *survey,
                                   struct text_head *head)
{
    if (!is_closing_stamp(head) || survey->wordless < REPEATED ||
        survey->wordless * 2 < survey->closing_stamps ||
        speaker_votes_repeated(&survey->votes, head->name))
        return false;
    head->text = head->behind_time = head->name;
    head->name = (struct slice){ 0 };
    return true;
}

bool text_survey_spells_times(const struct text_survey *survey)
{
    return survey->spelled_pairs >= REPEATED;
}

/* The same for a line whose turn mark does not count. */
static bool read_head(const struct text_survey *survey,
                      const struct text_line *line, struct text_head *ret)
{
    if (!text_head_read(line->text, survey->frames_per_second, ret))
        return false;
    if (ret->stamp.bracket == TEXT_SPELLED &&
        !text_survey_spells_times(survey) &&
        !text_head_read_label(line->text, ret))
        return false;
    if (ret->stamp.bracket && ret->time_first)
        return accept_time_first(survey, line, ret);
    if (take_words_before_time(survey, ret))
        return true;
    if (ret->stamp.bracket && accept_name_first(survey, line, ret))
        return true;
    if (ret->stamp.bracket && !text_head_read_label(line->text, ret))
        return false;
    return is_label_accepted(survey, line, ret);
}

bool text_survey_read_head(const struct text_survey *survey,
                           const struct text_line *line, struct text_head *ret)
{
    bool accepted = read_head(survey, line, ret);

    if (line->turn && !accepted)
        *ret =
            (struct text_head){ .text = line->text, .behind_time = line->text };
    ret->turn |= line->turn;
    return accepted || line->turn;
}
