/*
 * What a format can hold survives being written and read again: random lists of
 * cues, with the characters that formats stumble over, through every writer and
 * back through the readers, which have to know the format by its content.
 */
#include "cue_write.h"
#include "dice.h"
#include "document.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum {
    ROUNDS = 300, /* lists for each format */
    CUES_MOST = 12,
    TOKENS_MOST = 9,
    CUE_MS_MOST = 9000,
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A small generator of its own: the same lists on every machine. */
static size_t draw(struct dice *dice, size_t below)
{
    return dice_below(dice, (uint32_t)below);
}

static const char *const plain_tokens[] = {
    "river",  "door.",      "it's",    "(aside)", "café", "日本",
    "\"so\"", "3.5",        "C++",     "naïve",   "a/b",  "x=1",
    "10.02",  "semi;colon", "one,two", "100%",
};

/* Not in text for people, where some of it would be markup. */
static const char *const odd_tokens[] = {
    "-->",     "->",      "a<b>c",  "<i>it</i>", "&amp;",  "&",
    "AT&T",    "<3",      "*s*",    "_u_",       "[x](y)", "`code`",
    "\\",      "{\\an8}", "~~no~~", "#one",      "|",      "&#65;",
    "</v>now", "'",       "\\*",    "a>b",       "{}",     "]",
};

/* Not in prose either, which is read by guessing: times, control characters,
 * changes of direction. */
static const char *const wild_tokens[] = {
    "1:02",    "\x1b[31mred", "\u202Egnol\u202C",
    "\u200Fx", "\x07",        "\u2066y\u2069",
};

static const char *const people[] = { "", "Dana Reyes", "Sam Okafor", "Ines" };

static const char *const odd_people[] = { "", "A & B <Ltd>", "x > \"y\"",
                                          "Dana Reyes" };

/* How a format is tried: nothing that it cannot hold is asked of it. */
enum tried {
    ODD = 1 << 0,        /* odd tokens */
    WILD = 1 << 1,       /* wild ones */
    ODD_PEOPLE = 1 << 2, /* names that are set apart from the text */
    UNTIMED = 1 << 3,    /* lists without any times, too */
    LABELS = 1 << 4,     /* names before a colon, which are believed when they
                            come back: everybody speaks twice */
    NO_GAPS = 1 << 5,    /* nothing says that a speaker ends: all have one, or
                            nobody has */
};

struct trial {
    const char *writer;
    unsigned tried;
};

static const struct trial trials[] = {
    { "vtt", ODD | WILD | ODD_PEOPLE },
    { "srt", ODD | WILD | LABELS },
    { "txt", UNTIMED | LABELS },
    { "md", ODD | UNTIMED | LABELS },
    { "tsv", ODD | WILD },
    { "csv", ODD | WILD | ODD_PEOPLE },
    { "jsonl", ODD | WILD | ODD_PEOPLE | UNTIMED },
    { "json", ODD | WILD | ODD_PEOPLE | UNTIMED },
    { "whisper", ODD | WILD | ODD_PEOPLE },
    { "podcast-json", ODD | WILD | ODD_PEOPLE },
    { "podcast-html", ODD | NO_GAPS },
};

struct lists {
    struct arena arena;
    struct diag diag;
    struct cue_list made;
    struct buf file;
    struct document read;
};

/* ---- making ---- */

static const char *draw_token(struct dice *dice, const struct trial *trial)
{
    size_t kind = draw(dice, 6);

    if ((trial->tried & WILD) && kind == 0)
        return wild_tokens[draw(dice, COUNT(wild_tokens))];
    if ((trial->tried & ODD) && kind < 3)
        return odd_tokens[draw(dice, COUNT(odd_tokens))];
    return plain_tokens[draw(dice, COUNT(plain_tokens))];
}

/* A text whose tokens are timed words, evenly over the cue. */
static void make_text(struct dice *dice, const struct trial *trial,
                      struct arena *arena, struct cue *cue)
{
    size_t count = 2 + draw(dice, TOKENS_MOST - 1);
    int64_t length_ms = cue->end_ms - cue->start_ms;
    struct buf text = BUF_INIT;

    cue->words = arena_array(arena, count, sizeof(*cue->words));
    for (size_t i = 0; i < count; i++) {
        struct cue_word *word = &cue->words[i];

        buf_string(&text, i ? " " : "");
        word->from_byte = (uint32_t)text.len;
        /* The first is an ordinary word: no label, bullet or mark. */
        buf_string(&text, i ? draw_token(dice, trial) : "Well");
        word->to_byte = (uint32_t)text.len;
        word->end_ms = TIME_NONE;
        if (cue->start_ms != TIME_NONE)
            word->start_ms =
                cue->start_ms + length_ms * (int64_t)i / (int64_t)count;
    }
    cue->word_count = cue->start_ms == TIME_NONE ? 0 : (uint32_t)count;
    cue->text = arena_copy(arena, buf_view(&text));
    buf_release(&text);
}

static void make_chapter(struct dice *dice, struct cue_list *list,
                         int64_t start_ms)
{
    struct cue_chapter *chapter = cue_list_append_chapter(list);

    chapter->title =
        arena_printf(list->arena, "Part %zu of it", 1 + draw(dice, 90));
    chapter->start_ms = start_ms;
}

static void make_list(struct dice *dice, const struct trial *trial,
                      struct lists *lists)
{
    struct cue_list *list = &lists->made;
    size_t count = 2 * (1 + draw(dice, CUES_MOST / 2));
    bool timed = !(trial->tried & UNTIMED) || draw(dice, 3) > 0;
    bool spoken = draw(dice, 3) > 0;
    const char *const *names =
        (trial->tried & ODD_PEOPLE) ? odd_people : people;
    /* Without times nothing tells where a speaker ends. */
    size_t first_name = timed && !(trial->tried & NO_GAPS) ? 0 : 1;
    int64_t at_ms = (int64_t)draw(dice, 5000);
    struct error err;

    for (size_t i = 0; i < count; i++) {
        struct cue *cue;

        if (draw(dice, 5) == 0)
            make_chapter(dice, list, timed ? at_ms : TIME_NONE);
        cue = cue_list_append(list);
        if (timed) {
            cue->start_ms = at_ms;
            at_ms += 1000 + (int64_t)draw(dice, CUE_MS_MOST);
            cue->end_ms = at_ms - (int64_t)draw(dice, 900);
        }
        if (spoken && (trial->tried & LABELS) && i % 2)
            cue->speaker = cue[-1].speaker;
        else if (spoken)
            cue->speaker = slice_of(
                names[first_name + draw(dice, COUNT(people) - first_name)]);
        make_text(dice, trial, &lists->arena, cue);
    }
    list->order = CUE_ORDER_WRITTEN;
    assert_int_equal(cue_list_tidy(list, &lists->diag, &err), STATUS_OK);
}

/* ---- comparing ---- */

static int64_t held_time(int64_t ms, unsigned holds)
{
    return ms == TIME_NONE || (holds & HOLDS_MS) ? ms : ms / 1000 * 1000;
}

static bool same_words(const struct cue *made, const struct cue *read)
{
    if (made->word_count != read->word_count)
        return false;
    for (uint32_t i = 0; i < made->word_count; i++)
        if (made->words[i].start_ms != read->words[i].start_ms ||
            made->words[i].from_byte != read->words[i].from_byte)
            return false;
    return true;
}

static const char *cue_difference(const struct cue *made,
                                  const struct cue *read, unsigned holds)
{
    if (!slice_equal(made->text, read->text))
        return "text";
    if (held_time(made->start_ms, holds) != read->start_ms)
        return "start";
    if ((holds & HOLDS_ENDS) && made->end_ms != TIME_NONE &&
        made->end_ms != read->end_ms)
        return "end";
    if ((holds & HOLDS_SPEAKERS) && !slice_equal(made->speaker, read->speaker))
        return "speaker";
    if ((holds & HOLDS_WORDS) && !same_words(made, read))
        return "words";
    return NULL;
}

static const char *chapter_difference(const struct cue_list *made,
                                      const struct cue_list *read,
                                      unsigned holds)
{
    if (made->chapter_count != read->chapter_count)
        return "number of chapters";
    for (size_t i = 0; i < made->chapter_count; i++) {
        const struct cue_chapter *a = &made->chapters[i];
        const struct cue_chapter *b = &read->chapters[i];

        if (!slice_equal(a->title, b->title) || a->first_cue != b->first_cue ||
            held_time(a->start_ms, holds) != b->start_ms)
            return "chapter";
    }
    return NULL;
}

static void compare(const struct lists *lists, const struct trial *trial,
                    unsigned holds, int round)
{
    const struct cue_list *made = &lists->made, *read = &lists->read.cues;
    const char *difference =
        made->count == read->count ? NULL : "number of cues";

    for (size_t i = 0; i < made->count && !difference; i++) {
        difference = cue_difference(&made->cues[i], &read->cues[i], holds);
        if (difference)
            print_message("cue %zu: \"%.*s\" came back as \"%.*s\"\n", i,
                          SLICE_ARG(made->cues[i].text),
                          SLICE_ARG(read->cues[i].text));
    }
    if (!difference && (holds & HOLDS_CHAPTERS))
        difference = chapter_difference(made, read, holds);
    if (difference)
        fail_msg("%s, round %d: another %s, read as %s, of\n%s", trial->writer,
                 round, difference, lists->read.format->name, lists->file.ptr);
}

/* ---- the tests ---- */

static void try_once(const struct trial *trial, struct dice *dice, int round)
{
    const struct cue_writer *writer =
        cue_writer_by_name(slice_of(trial->writer));
    const struct document_options options = { .forced = true };
    struct lists lists = { .file = BUF_INIT };
    struct error err;

    arena_init(&lists.arena);
    diag_init(&lists.diag, &lists.arena);
    cue_list_init(&lists.made, &lists.arena);
    make_list(dice, trial, &lists);
    writer->write(&lists.made, true, &lists.file);
    if (document_read(buf_view(&lists.file), SLICE("file"), &options,
                      &lists.arena, &lists.read, &err))
        fail_msg("%s, round %d: %s in\n%s", trial->writer, round, err.text,
                 lists.file.ptr);
    compare(&lists, trial, writer->holds, round);
    buf_release(&lists.file);
    arena_release(&lists.arena);
}

static void what_is_held_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(trials); i++) {
        struct dice dice = { i + 1 };

        for (int round = 0; round < ROUNDS; round++)
            try_once(&trials[i], &dice, round);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_held_comes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
