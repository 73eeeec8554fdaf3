/* Whom the sentences of a page introduce. */

#include "line_scan.h"
#include "page_name.h"

enum {
    LINE_BYTES = 4000, /* of a paragraph in which people are introduced … */
    HEAD_LINES = 60,   /* … of the first on a page */
};

static const struct slice host_words[] = {
    SLICE_INIT("hosted by "),      SLICE_INIT("your host, "),
    SLICE_INIT("your host is "),   SLICE_INIT("i'm your host, "),
    SLICE_INIT("i’m your host, "),
};

static const struct slice guest_words[] = {
    SLICE_INIT("my guest is "),
    SLICE_INIT("my guest today is "),
    SLICE_INIT("my guest this week is "),
    SLICE_INIT("our guest is "),
    SLICE_INIT("our guest today is "),
    SLICE_INIT("today's guest is "),
    SLICE_INIT("today’s guest is "),
    SLICE_INIT("this week's guest is "),
    SLICE_INIT("this week’s guest is "),
    SLICE_INIT("guest is "),
    SLICE_INIT("guest: "),
    SLICE_INIT("guests: "),
    SLICE_INIT("with guest "),
    SLICE_INIT("with guests "),
    SLICE_INIT("special guest "),
    SLICE_INIT("joined by "),
    SLICE_INIT("sits down with "),
    SLICE_INIT("sit down with "),
    SLICE_INIT("sat down with "),
    SLICE_INIT("interviews "),
    SLICE_INIT("in conversation with "),
    SLICE_INIT("conversation with "),
    SLICE_INIT("talks to "),
    SLICE_INIT("talks with "),
    SLICE_INIT("speaks with "),
    SLICE_INIT("where to find "),
    SLICE_INIT("i talk to "),
    SLICE_INIT("i talk with "),
};

/* Words behind which the names of people in one role stand. */
struct introductions {
    const struct slice *words;
    size_t count;
    struct slice openers; /* the first letters of the words */
    struct slice role;
};

static const struct introductions hosts = { host_words, LINE_COUNT(host_words),
                                            SLICE_INIT("hiy"),
                                            SLICE_INIT("host") };
static const struct introductions guests = { guest_words,
                                             LINE_COUNT(guest_words),
                                             SLICE_INIT("cgijmostw"),
                                             SLICE_INIT("guest") };

enum { INTRODUCTIONS_MOST = LINE_COUNT(guest_words) };

_Static_assert(LINE_COUNT(host_words) <= INTRODUCTIONS_MOST, "room for both");

/* The longest run of name words at the front of `text`. */
static struct slice name_at(struct slice text)
{
    struct slice rest = text, word, best = { NULL, 0 };

    for (size_t words = 0; words < PAGE_NAME_WORDS_MOST; words++) {
        size_t len = 0;

        while (rest.len > len && rest.ptr[len] != ' ' &&
               slice_find_char(SLICE(",:;()!?\""), rest.ptr[len]) ==
                   SLICE_NOT_FOUND)
            len++;
        word = slice_range(rest, 0, len);
        /* "Ana Lima." ends a sentence, "J. Lima" does not. */
        if (word.len > 2 && slice_ends_with(word, SLICE(".")))
            word.len--;
        if (slice_ends_with(word, SLICE("'s")))
            word.len -= 2;
        if (!page_name_is_word(word))
            break;
        rest = slice_from(rest, len);
        if (page_name_is(
                slice_range(text, 0, (size_t)(word.ptr + word.len - text.ptr))))
            best =
                slice_range(text, 0, (size_t)(word.ptr + word.len - text.ptr));
        if (word.len < len || !slice_take_char(&rest, ' '))
            break;
    }
    return best;
}

static bool is_host(const struct people *people, struct slice name)
{
    for (size_t i = 0; i < people->count; i++)
        if (slice_equal_nocase(people->list[i].name, name))
            return slice_equal(people->list[i].role, SLICE("host"));
    return false;
}

static bool has_role(const struct people *people, struct slice role)
{
    for (size_t i = 0; i < people->count; i++)
        if (slice_equal(people->list[i].role, role))
            return true;
    return false;
}

/* Advances past what joins the next name of a list. */
static bool take_joint(struct slice *text)
{
    static const struct slice joints[] = {
        SLICE_INIT(", and "),
        SLICE_INIT(" and "),
        SLICE_INIT(" & "),
        SLICE_INIT(", "),
    };

    return line_take_any(text, joints, LINE_COUNT(joints)) < LINE_COUNT(joints);
}

/* Notes the words that stand at `at` and were not met before. */
static void note_words(const struct introductions *how, struct slice text,
                       size_t at, size_t *ret_at)
{
    char c = ascii_lower(text.ptr[at]);
    char next = at + 1 < text.len ? ascii_lower(text.ptr[at + 1]) : '\0';

    for (size_t i = 0; i < how->count; i++)
        if (how->words[i].ptr[0] == c && how->words[i].ptr[1] == next &&
            ret_at[i] == SLICE_NOT_FOUND &&
            slice_starts_with_nocase(slice_from(text, at), how->words[i]))
            ret_at[i] = at;
}

/* Where each of the words stand first; all in one pass. */
static void find_words(const struct introductions *how, struct slice text,
                       size_t *ret_at)
{
    bool in_word = false;

    for (size_t i = 0; i < how->count; i++)
        ret_at[i] = SLICE_NOT_FOUND;
    for (size_t at = 0; at < text.len; at++) {
        bool starts = !in_word;

        in_word = ascii_is_alpha(text.ptr[at]);
        if (starts && in_word &&
            slice_find_char(how->openers, ascii_lower(text.ptr[at])) !=
                SLICE_NOT_FOUND)
            note_words(how, text, at, ret_at);
    }
}

/* Adds whom words introduce that `behind` stands behind. */
static void introduce(struct slice behind, struct slice role,
                      struct arena *arena, struct people *people)
{
    struct slice name;

    do {
        name = name_at(behind);
        if (name.len == 0 || is_host(people, name))
            return;
        people_guess(people, arena, arena_copy(arena, name), role);
        behind = slice_from(behind, name.len);
    } while (take_joint(&behind));
}

/* Adds whom the line introduces so. */
static void introduce_all(const struct page_line *line,
                          const struct introductions *how, struct arena *arena,
                          struct people *people)
{
    struct slice text = slice_range(line->text, 0, LINE_BYTES);
    size_t at[INTRODUCTIONS_MOST];

    find_words(how, text, at);
    for (size_t i = 0; i < how->count; i++)
        if (at[i] != SLICE_NOT_FOUND)
            introduce(slice_from(text, at[i] + how->words[i].len), how->role,
                      arena, people);
}

/* "Ana Lima is the founder of Acme." opens what many pages say of a guest. */
static void introduce_subject(struct slice sentence, struct arena *arena,
                              struct people *people)
{
    static const struct slice verbs[] = {
        SLICE_INIT(" is a "),      SLICE_INIT(" is an "),
        SLICE_INIT(" is the "),    SLICE_INIT(" is one "),
        SLICE_INIT(" is co-"),     SLICE_INIT(" is head "),
        SLICE_INIT(" was the "),   SLICE_INIT(" joins "),
        SLICE_INIT(" leads "),     SLICE_INIT(" explains "),
        SLICE_INIT(" talks "),     SLICE_INIT(" shares "),
        SLICE_INIT(" tells "),     SLICE_INIT(" shows "),
        SLICE_INIT(" runs "),      SLICE_INIT(" teaches "),
        SLICE_INIT(" describes "), SLICE_INIT(" discusses "),
        SLICE_INIT(" has "),       SLICE_INIT(" returns "),
    };
    struct slice name = name_at(sentence), behind;

    behind = slice_from(sentence, name.len);
    if (name.len &&
        line_take_any(&behind, verbs, LINE_COUNT(verbs)) < LINE_COUNT(verbs))
        people_guess(people, arena, arena_copy(arena, name), SLICE("guest"));
}

/* The same for each sentence of a paragraph. */
static void introduce_subjects(struct slice text, struct arena *arena,
                               struct people *people)
{
    size_t end;

    do {
        introduce_subject(text, arena, people);
        end = slice_find(text, SLICE(". "));
        text = slice_from(text, end == SLICE_NOT_FOUND ? text.len : end + 2);
    } while (text.len);
}

void page_name_people(const struct page_lines *lines, struct slice author,
                      struct arena *arena, struct episode_meta *meta)
{
    struct people *people = &meta->people;

    /* Hosts first: the page says of them, too, where they are to be found. */
    if (page_name_is(author) && !has_role(people, SLICE("host")))
        people_guess(people, arena, author, SLICE("host"));
    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++)
        introduce_all(&lines->list[i], &hosts, arena, people);
    if (has_role(people, SLICE("guest")))
        return;
    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++) {
        const struct page_line *line = &lines->list[i];

        introduce_all(line, &guests, arena, people);
        if (!has_role(people, SLICE("guest")) && line->block == TEXT_PLAIN)
            introduce_subjects(slice_range(line->text, 0, LINE_BYTES), arena,
                               people);
    }
}
