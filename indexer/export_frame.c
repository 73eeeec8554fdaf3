#include "export_frame.h"

#include "base/arena.h"
#include "base/timecode.h"
#include "date_text.h"
#include "line_scan.h"
#include "speaker_name.h"

enum {
    HEAD_LINES = 12,     /* with text, that a head has at most */
    TITLE_BYTES = 200,   /* of a meeting, at most */
    DATE_BYTES = 40,     /* "Mon, 15 June 2026, 1:35 PM", and more */
    STAMP_BYTES = 15,    /* "20260615_133555" */
    STAMP_DATE = 8,      /* of these, before the underscore */
    NAME_BYTES_MAX = 60, /* of who started the transcription */
};

/* The lines of a head that have text. */
struct walk {
    struct slice line; /* the current one, without marks; empty at the end */
    struct slice from; /* the text from its start on, and … */
    uint32_t number;   /* … the number of that line */
    struct slice rest; /* behind it */
    uint32_t next_number;
    size_t lines_left; /* that the head may have */
};

/* A heading's, a rule's and emphasis' marks, and escapes' backslashes. */
static bool is_mark(char c)
{
    switch (c) {
    case '#':
    case '*':
    case '_':
    case '-':
    case '\\':
        return true;
    default:
        return ascii_is_space(c);
    }
}

static struct slice without_marks(struct slice line)
{
    while (line.len && is_mark(line.ptr[0]))
        line = slice_from(line, 1);
    while (line.len && is_mark(line.ptr[line.len - 1]))
        line.len--;
    return line;
}

static void next_line(struct walk *walk)
{
    struct slice line;

    walk->line = (struct slice){ 0 };
    do {
        walk->from = walk->rest;
        walk->number = walk->next_number;
        if (walk->lines_left == 0 || !slice_next_line(&walk->rest, &line))
            return;
        walk->line = without_marks(line);
        walk->next_number++;
    } while (walk->line.len == 0);
    walk->lines_left--;
}

/* Goes on behind the line if it is `text`, whatever its case. */
static bool take_line(struct walk *walk, struct slice text)
{
    if (!slice_equal_nocase(walk->line, text))
        return false;
    next_line(walk);
    return true;
}

/* ---- single lines ---- */

/* Advances past what the line begins with. */
static bool take_text(struct slice *line, struct slice text)
{
    if (!slice_starts_with(*line, text))
        return false;
    *line = slice_from(*line, text.len);
    return true;
}

/* The line without `suffix` at its end; false if the rest is no title. */
static bool cut_suffix(struct slice line, struct slice suffix,
                       struct slice *ret)
{
    if (!slice_ends_with(line, suffix))
        return false;
    *ret = without_marks(slice_range(line, 0, line.len - suffix.len));
    return ret->len && ret->len <= TITLE_BYTES;
}

/* "Ana Lima started transcription" */
static bool is_by_somebody(struct slice line, struct slice what)
{
    struct slice name;

    return cut_suffix(line, what, &name) && name.len <= NAME_BYTES_MAX &&
           speaker_is_proper_name(name);
}

/* "Transcription ended after 00:32:49" */
static bool is_end_time(struct slice line)
{
    const struct slice waving_hand = SLICE("\xF0\x9F\x91\x8B");
    int64_t ms;

    if ((!take_text(&line, SLICE("Transcription ended after ")) &&
         !take_text(&line, SLICE("Meeting ended after "))) ||
        !timecode_take_stamp(&line, 0, &ms))
        return false;
    line = slice_trim(line);
    return line.len == 0 || slice_equal(line, waving_hand);
}

/*
 * "(This file is longer than 30 minutes. Go Unlimited at TurboScribe.ai to
 * transcribe files up to 10 hours long.)"
 */
static bool is_cut_off(struct slice line)
{
    return slice_starts_with(line, SLICE("(This file is longer than ")) &&
           slice_find(line, SLICE(". Go Unlimited at TurboScribe.ai to ")) !=
               SLICE_NOT_FOUND &&
           slice_ends_with(line, SLICE(" long.)"));
}

/* "ACTION ITEM: Call the port - WATCH: https://fathom.video/share/…" */
static bool is_fathom_mark(struct slice line)
{
    return (slice_starts_with(line, SLICE("ACTION ITEM: ")) ||
            slice_starts_with(line, SLICE("SCREEN SHARING: "))) &&
           slice_find(line, SLICE(" - WATCH: https://fathom.video/")) !=
               SLICE_NOT_FOUND;
}

bool export_is_notice(struct slice line)
{
    static const struct slice notices[] = {
        SLICE_INIT("Transcribed by https://otter.ai"),
        SLICE_INIT("This editable transcript was computer generated and might "
                   "contain errors. People can also change the text after it "
                   "was created."),
        SLICE_INIT("This editable transcript was computer generated and might "
                   "contain errors."),
        SLICE_INIT("People can also change the text after it was created."),
        SLICE_INIT("(Transcribed by TurboScribe. Go Unlimited to remove this "
                   "message.)"),
        SLICE_INIT("(Transcribed by TurboScribe.ai. Go Unlimited to remove "
                   "this message.)"),
    };

    line = without_marks(line);
    for (size_t i = 0; i < LINE_COUNT(notices); i++)
        if (slice_equal(line, notices[i]))
            return true;
    return is_end_time(line) || is_cut_off(line) || is_fathom_mark(line);
}

/* "27m 42s", "1h 2m 3s": a recording's length. */
static bool is_length(struct slice line)
{
    static const char units[] = "hms";

    size_t unit = 0;
    bool any = false;
    int64_t number;

    while (slice_take_number(&line, 999, &number)) {
        while (units[unit] && !slice_take_char(&line, units[unit]))
            unit++;
        if (!units[unit])
            return false;
        unit++;
        any = true;
        line = slice_trim_left(line);
    }
    return any && line.len == 0;
}

/* Takes a line that is a date, and maybe a time of day, and no more. */
static bool take_date(struct walk *walk, struct export_frame *frame)
{
    struct arena scratch;
    bool is_date;

    if (walk->line.len > DATE_BYTES)
        return false;
    arena_init(&scratch);
    is_date = date_normalize(walk->line, &scratch).len > 0;
    arena_release(&scratch);
    if (!is_date)
        return false;
    frame->date = walk->line;
    next_line(walk);
    return true;
}

/* ---- heads ---- */

/* "20260615_133555" */
static bool is_teams_stamp(struct slice stamp)
{
    for (size_t i = 0; i < stamp.len; i++)
        if (i == STAMP_DATE ? stamp.ptr[i] != '_'
                            : !ascii_is_digit(stamp.ptr[i]))
            return false;
    return stamp.len == STAMP_BYTES;
}

/* "Quay weekly-20260615_133555-Meeting Transcript" */
static bool is_teams_title(struct slice line, struct slice *ret_title)
{
    struct slice title;

    if (!cut_suffix(line, SLICE("-Meeting Transcript"), &line) &&
        !cut_suffix(line, SLICE("-Meeting Recording"), &line))
        return false;
    if (slice_ends_with(line, SLICE("UTC")))
        line.len -= SLICE("UTC").len;
    if (line.len <= STAMP_BYTES ||
        !is_teams_stamp(slice_from(line, line.len - STAMP_BYTES)) ||
        !cut_suffix(slice_range(line, 0, line.len - STAMP_BYTES), SLICE("-"),
                    &title))
        return false;
    *ret_title = title;
    return true;
}

/* Microsoft Teams, of a document: title, date, length, who started it. */
static bool take_teams(struct walk *walk, struct export_frame *frame)
{
    bool titled = is_teams_title(walk->line, &frame->title);

    if (titled) {
        next_line(walk);
        take_date(walk, frame);
        if (is_length(walk->line))
            next_line(walk);
    }
    if (!is_by_somebody(walk->line, SLICE(" started transcription")))
        return titled;
    next_line(walk);
    return true;
}

/* What Google Meet puts above what was said, where notes may be before it. */
static bool is_said_heading(struct slice line)
{
    return slice_equal(line, SLICE("\xF0\x9F\x93\x96 Transcript")); /* book */
}

/* Google Meet: date, "Title - Transcript", who came, "Transcript". */
static bool take_meet(struct walk *walk, struct export_frame *frame)
{
    bool known;

    if (is_said_heading(walk->line))
        next_line(walk);
    known = take_date(walk, frame);
    if (!cut_suffix(walk->line, SLICE(" - Transcript"), &frame->title) &&
        !cut_suffix(walk->line, SLICE(" \\- Transcript"), &frame->title))
        return false;
    next_line(walk);
    if (take_line(walk, SLICE("Attendees"))) {
        next_line(walk);
        known = true;
    }
    take_line(walk, SLICE("Transcript"));
    return known;
}

/* Fathom: "Title - January 29", "VIEW RECORDING - 31 mins (…): https://…" */
static bool take_fathom(struct walk *walk, struct export_frame *frame)
{
    struct slice line;
    int64_t minutes;

    frame->title = slice_range(walk->line, 0, TITLE_BYTES);
    next_line(walk);
    line = walk->line;
    if (!take_text(&line, SLICE("VIEW RECORDING - ")) ||
        !slice_take_number(&line, 9999, &minutes) ||
        !take_text(&line, SLICE(" min")))
        return false;
    next_line(walk);
    return true;
}

/* "Mon, Jun 15, 2026 1:35PM • 27:42" */
static bool take_otter_date(struct walk *walk, struct export_frame *frame)
{
    const struct slice bullet = SLICE(" \xE2\x80\xA2 ");
    size_t at = slice_find(walk->line, bullet);
    struct slice length;
    int64_t ms;

    if (at == SLICE_NOT_FOUND)
        return false;
    length = slice_from(walk->line, at + bullet.len);
    walk->line = slice_range(walk->line, 0, at);
    return timecode_take_stamp(&length, 0, &ms) && length.len == 0 &&
           take_date(walk, frame);
}

/* Otter: title, date and length, keywords, speakers. */
static bool take_otter(struct walk *walk, struct export_frame *frame)
{
    frame->title = slice_range(walk->line, 0, TITLE_BYTES);
    next_line(walk);
    if (!take_otter_date(walk, frame))
        return false;
    if (take_line(walk, SLICE("SUMMARY KEYWORDS")))
        next_line(walk);
    if (take_line(walk, SLICE("SPEAKERS")))
        next_line(walk);
    return true;
}

/* What stands behind "Key: " on the line; goes on behind that. */
static bool take_value(struct walk *walk, struct slice key,
                       struct slice *ret_value)
{
    struct slice line = walk->line;

    if (!take_text(&line, key))
        return false;
    *ret_value = slice_trim(line);
    next_line(walk);
    return true;
}

/* Granola, as copied: "Meeting Title: …", "Date: …", "Transcript:" */
static bool take_granola(struct walk *walk, struct export_frame *frame)
{
    struct slice names;

    if (!take_value(walk, SLICE("Meeting Title:"), &frame->title))
        return false;
    take_value(walk, SLICE("Date:"), &frame->date);
    take_value(walk, SLICE("Meeting participants:"), &names);
    return take_line(walk, SLICE("Transcript:"));
}

/* ---- together ---- */

/* Passes the notes that Gemini puts before the heading of what was said. */
static void pass_notes(struct walk *walk)
{
    const struct slice notes = SLICE("\xF0\x9F\x93\x9D Notes"); /* memo */
    struct walk ahead = *walk;

    if (!slice_equal(walk->line, notes))
        return;
    do {
        ahead.lines_left = HEAD_LINES;
        next_line(&ahead);
    } while (ahead.line.len && !is_said_heading(ahead.line));
    if (ahead.line.len)
        *walk = ahead;
}

/* Takes the known head off the text, if it has one. */
static void take_head(struct export_frame *frame)
{
    static bool (*const heads[])(struct walk * walk,
                                 struct export_frame * frame) = {
        take_teams, take_meet, take_fathom, take_otter, take_granola,
    };

    struct walk start = { .rest = frame->body,
                          .next_number = frame->first_line,
                          .lines_left = HEAD_LINES };

    next_line(&start);
    pass_notes(&start);
    for (size_t i = 0; i < LINE_COUNT(heads); i++) {
        struct export_frame found = { 0 };
        struct walk walk = start;

        if (heads[i](&walk, &found) && walk.line.len) {
            found.body = walk.from;
            found.first_line = walk.number;
            *frame = found;
            return;
        }
    }
}

/* Takes "Ana Lima stopped transcription" off the end. */
static void take_foot(struct export_frame *frame)
{
    struct slice text = frame->body;
    size_t from;

    while (text.len && ascii_is_space(text.ptr[text.len - 1]))
        text.len--;
    for (from = text.len; from && text.ptr[from - 1] != '\n'; from--)
        ;
    if (is_by_somebody(without_marks(slice_from(text, from)),
                       SLICE(" stopped transcription")))
        frame->body.len = from;
}

void export_frame_find(struct slice text, uint32_t first_line,
                       struct export_frame *ret)
{
    *ret = (struct export_frame){ .body = text, .first_line = first_line };
    take_head(ret);
    take_foot(ret);
}
