#include "page_name.h"

#include "base/utf8.h"

#include <string.h>

enum {
    NAME_WORDS_LEAST = 2,
    NAME_WORDS_MOST = 4,
    WORD_BYTES_MOST = 24,
    TITLE_BYTES = 500, /* a longer one is none */
    LINE_BYTES = 4000, /* of a paragraph in which people are introduced … */
    HEAD_LINES = 60,   /* … of the first on a page */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_listed(struct slice word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal_nocase(word, slice_of(list[i])))
            return true;
    return false;
}

/* Small words within names. */
static bool is_particle(struct slice word)
{
    static const char *const list[] = {
        "da", "de",  "del", "der", "di", "dos", "du",  "el", "la",
        "le", "van", "von", "bin", "al", "ter", "ten", "y",  "den"
    };

    return is_listed(word, list, COUNT(list));
}

/* Words with capitals in titles that no name has. */
static bool is_everyday(struct slice word)
{
    static const char *const list[] = {
        "a",           "about",      "after",      "against",    "ai",
        "all",         "an",         "and",        "are",        "art",
        "as",          "at",         "be",         "become",     "behind",
        "being",       "best",       "better",     "beyond",     "big",
        "bonus",       "book",       "build",      "building",   "business",
        "but",         "by",         "career",     "chapter",    "chapters",
        "ceo",         "cto",        "cfo",        "cpo",        "founder",
        "cofounder",   "co-founder", "president",  "professor",  "director",
        "author",      "company",    "culture",    "daily",      "data",
        "deep",        "design",     "do",         "does",       "don't",
        "engineering", "ep",         "episode",    "every",      "everything",
        "fast",        "for",        "from",       "future",     "get",
        "good",        "great",      "growth",     "guide",      "head",
        "history",     "how",        "i",          "in",         "inside",
        "interview",   "into",       "is",         "it",         "its",
        "leadership",  "learning",   "lessons",    "life",       "live",
        "make",        "making",     "management", "more",       "most",
        "my",          "new",        "news",       "no",         "not",
        "of",          "off",        "on",         "one",        "open",
        "or",          "our",        "out",        "over",       "part",
        "podcast",     "power",      "product",    "questions",  "radio",
        "real",        "rethinking", "review",     "science",    "season",
        "secret",      "secrets",    "show",       "software",   "special",
        "startup",     "state",      "story",      "strategy",   "talk",
        "team",        "teams",      "tech",       "technology", "that",
        "the",         "their",      "them",       "they",       "things",
        "thinking",    "this",       "time",       "to",         "today",
        "trailer",     "truth",      "under",      "up",         "us",
        "using",       "vs",         "we",         "week",       "weekly",
        "what",        "when",       "where",      "who",        "why",
        "with",        "without",    "work",       "working",    "world",
        "year",        "years",      "you",        "your",
    };

    return is_listed(word, list, COUNT(list));
}

/* Without a tail in parentheses or behind a comma: "(Acme)", ", CEO of Acme". */
static struct slice without_tail(struct slice text)
{
    static const char *const tails[] = { "(", "[", ", ", " — ", " – ", " / " };

    for (size_t i = 0; i < COUNT(tails); i++)
        text = slice_range(text, 0, slice_find(text, slice_of(tails[i])));
    return slice_trim(text);
}

static bool starts_with_capital(struct slice word)
{
    int32_t code;

    if (word.len == 0)
        return false;
    if ((unsigned char)word.ptr[0] < 0x80)
        return ascii_is_alpha(word.ptr[0]) &&
               ascii_lower(word.ptr[0]) != word.ptr[0];
    utf8_decode(word, &code);
    return utf8_is_word(code); /* "Łukasz", "Émile" */
}

/* Letters, and what stands between those of a name: O'Neil, Jean-Luc, J. */
static bool is_name_word(struct slice word)
{
    if (word.len > WORD_BYTES_MOST || is_everyday(word))
        return false;
    if (is_particle(word))
        return true;
    for (size_t at = 0; at < word.len;) {
        int32_t code;
        size_t bytes = utf8_decode(slice_from(word, at), &code);

        if (code < 0x80 && !ascii_is_alpha((char)code) && code != '-' &&
            code != '\'' && code != '.')
            return false;
        if (code >= 0x80 && !utf8_is_word(code) && code != 0x2019)
            return false;
        at += bytes;
    }
    return starts_with_capital(word);
}

bool page_name_is(struct slice text)
{
    struct slice rest = slice_trim(text), word;
    size_t words = 0, capitals = 0;

    while (slice_next_part(&rest, ' ', &word)) {
        if (!is_name_word(word))
            return false;
        words++;
        capitals += starts_with_capital(word);
    }
    return words >= NAME_WORDS_LEAST && words <= NAME_WORDS_MOST &&
           capitals >= NAME_WORDS_LEAST;
}

/* ---- several names ---- */

struct name_list {
    struct arena *arena;
    struct episode_meta *meta;
    struct slice role;
};

/* The names in "Ana Lima, Bo Chen and Cy Dorn"; false if one of them is none. */
static bool add_names(const struct name_list *names, struct slice text)
{
    static const char *const joints[] = { " and ", " & ",   ", ",
                                          " + ",   " und ", " y " };
    size_t added = 0;

    text = slice_trim(text);
    while (text.len) {
        size_t end = text.len, next = text.len;
        struct slice name;

        for (size_t i = 0; i < COUNT(joints); i++) {
            size_t at = slice_find(text, slice_of(joints[i]));

            if (at < end) {
                end = at;
                next = at + strlen(joints[i]);
            }
        }
        name = slice_trim(slice_range(text, 0, end));
        if (!page_name_is(name))
            return added > 0;
        people_guess(&names->meta->people, names->arena,
                     arena_copy(names->arena, name), names->role);
        added++;
        text = slice_trim_left(slice_from(text, next));
        if (slice_starts_with(text, SLICE("and ")))
            text = slice_from(text, 4);
    }
    return added > 0;
}

/* ---- the title ---- */

/* Does the page say the text, too, outside its title? */
static bool comes_back(const struct page_lines *lines, struct slice text,
                       struct slice title)
{
    for (size_t i = 0; i < lines->count; i++) {
        struct slice line = lines->list[i].text;

        if (slice_find(line, text) != SLICE_NOT_FOUND &&
            slice_find(line, title) == SLICE_NOT_FOUND)
            return true;
    }
    return false;
}

/* The first name of a list of them. */
static struct slice first_name(struct slice text)
{
    text = slice_range(text, 0, slice_find(text, SLICE(" and ")));
    text = slice_range(text, 0, slice_find(text, SLICE(" & ")));
    return slice_trim(slice_range(text, 0, slice_find_char(text, ',')));
}

/* Behind "with", "ft." and the like. */
static bool take_behind_word(const struct name_list *names, struct slice title)
{
    static const char *const words[] = {
        " with ",      " w/ ",    " ft. ",  " ft ",     " feat. ", " feat ",
        " featuring ", " (with ", " (ft. ", " (feat. ", " (w/ ",
    };
    static const char *const ends[] = { " | ", ": ", " on ", " about ", " (" };

    for (size_t i = 0; i < COUNT(words); i++) {
        size_t at = slice_find(title, slice_of(words[i]));
        struct slice behind;

        if (at == SLICE_NOT_FOUND)
            continue;
        behind = slice_from(title, at + strlen(words[i]));
        behind = slice_range(behind, 0, slice_find_char(behind, ')'));
        for (size_t j = 0; j < COUNT(ends); j++)
            behind =
                slice_range(behind, 0, slice_find(behind, slice_of(ends[j])));
        if (add_names(names, behind))
            return true;
    }
    return false;
}

/* Behind the last bar, or the last dash. */
static bool take_last_part(const struct name_list *names, struct slice title,
                           const struct page_lines *lines, const char *mark,
                           bool sure)
{
    struct slice rest = title, part = { NULL, 0 };
    size_t at;

    while ((at = slice_find(rest, slice_of(mark))) != SLICE_NOT_FOUND)
        part = rest = slice_from(rest, at + strlen(mark));
    part = slice_range(part, 0, slice_find(part, SLICE(" (")));
    if (slice_find(part, SLICE(" and ")) == SLICE_NOT_FOUND &&
        slice_find(part, SLICE(" & ")) == SLICE_NOT_FOUND &&
        !page_name_is(part))
        part = without_tail(part);
    return part.len && (sure || comes_back(lines, first_name(part), title)) &&
           add_names(names, part);
}

/* "#123 – Ana Lima: How bees vote" */
static struct slice without_number(struct slice title)
{
    struct slice rest = title;
    int64_t number;

    if (slice_starts_with_nocase(rest, SLICE("episode ")))
        rest = slice_from(rest, 8);
    else if (slice_starts_with_nocase(rest, SLICE("ep. ")))
        rest = slice_from(rest, 4);
    else if (slice_starts_with_nocase(rest, SLICE("ep ")))
        rest = slice_from(rest, 3);
    slice_take_char(&rest, '#');
    if (!slice_take_number(&rest, 99999, &number))
        return title;
    while (rest.len &&
           (ascii_is_space(rest.ptr[0]) ||
            slice_find_char(SLICE(":.-|"), rest.ptr[0]) != SLICE_NOT_FOUND))
        rest = slice_from(rest, 1);
    if (slice_starts_with(rest, SLICE("–")) ||
        slice_starts_with(rest, SLICE("—")))
        rest = slice_trim_left(slice_from(rest, 3));
    return rest;
}

/* Before a colon, or "on": words of the title unless they come back. */
static bool take_first_part(const struct name_list *names, struct slice title,
                            const struct page_lines *lines, const char *mark)
{
    struct slice rest = without_number(title), part;
    size_t at = slice_find(rest, slice_of(mark));

    if (at == SLICE_NOT_FOUND)
        return false;
    part = slice_range(rest, 0, at);
    part = slice_range(part, 0, slice_find(part, SLICE(" (")));
    return comes_back(lines, first_name(part), title) && add_names(names, part);
}

void page_name_guests(const struct page_lines *lines, struct arena *arena,
                      struct episode_meta *meta)
{
    static const char *const first_marks[] = { ": ",  " on ", " – ",
                                               " — ", " - ",  " | " };
    static const char *const last_marks[] = { " — ", " – ", " - ", ": " };
    const struct name_list names = { arena, meta, SLICE("guest") };
    struct slice title = meta->title;

    if (title.len > TITLE_BYTES)
        return;
    if (take_last_part(&names, title, lines, " | ", true) ||
        take_behind_word(&names, title))
        return;
    for (size_t i = 0; i < COUNT(first_marks); i++)
        if (take_first_part(&names, title, lines, first_marks[i]))
            return;
    for (size_t i = 0; i < COUNT(last_marks); i++)
        if (take_last_part(&names, title, lines, last_marks[i], false))
            return;
}

/* ---- sentences ---- */

static const struct introduction {
    const char *words;
    const char *role;
} introductions[] = {
    { "hosted by ", "host" },
    { "your host, ", "host" },
    { "your host is ", "host" },
    { "i'm your host, ", "host" },
    { "i’m your host, ", "host" },
    { "my guest is ", "guest" },
    { "my guest today is ", "guest" },
    { "my guest this week is ", "guest" },
    { "our guest is ", "guest" },
    { "our guest today is ", "guest" },
    { "today's guest is ", "guest" },
    { "today’s guest is ", "guest" },
    { "this week's guest is ", "guest" },
    { "this week’s guest is ", "guest" },
    { "guest is ", "guest" },
    { "guest: ", "guest" },
    { "guests: ", "guest" },
    { "with guest ", "guest" },
    { "with guests ", "guest" },
    { "special guest ", "guest" },
    { "joined by ", "guest" },
    { "sits down with ", "guest" },
    { "sit down with ", "guest" },
    { "sat down with ", "guest" },
    { "interviews ", "guest" },
    { "in conversation with ", "guest" },
    { "conversation with ", "guest" },
    { "talks to ", "guest" },
    { "talks with ", "guest" },
    { "speaks with ", "guest" },
    { "where to find ", "guest" },
    { "i talk to ", "guest" },
    { "i talk with ", "guest" },
};

/* The longest run of name words at the front of `text`. */
static struct slice name_at(struct slice text)
{
    struct slice rest = text, word, best = { NULL, 0 };

    for (size_t words = 0; words < NAME_WORDS_MOST; words++) {
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
        if (!is_name_word(word))
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

static bool has_role(const struct people *people, const char *role)
{
    for (size_t i = 0; i < people->count; i++)
        if (slice_equal(people->list[i].role, slice_of(role)))
            return true;
    return false;
}

/* Advances past what joins the next name of a list. */
static bool take_joint(struct slice *text)
{
    static const char *const joints[] = { ", and ", " and ", " & ", ", " };

    for (size_t i = 0; i < COUNT(joints); i++)
        if (slice_starts_with(*text, slice_of(joints[i]))) {
            *text = slice_from(*text, strlen(joints[i]));
            return true;
        }
    return false;
}

/* Adds whom the line introduces with these words, and those joined to them. */
static void introduce(const struct introduction *how, struct slice line,
                      struct arena *arena, struct people *people)
{
    size_t at = slice_find_nocase(line, slice_of(how->words));
    struct slice rest = slice_from(line, at), name;

    if (at == SLICE_NOT_FOUND)
        return;
    rest = slice_from(rest, strlen(how->words));
    do {
        name = name_at(rest);
        if (name.len == 0 || is_host(people, name))
            return;
        people_guess(people, arena, arena_copy(arena, name),
                     slice_of(how->role));
        rest = slice_from(rest, name.len);
    } while (take_joint(&rest));
}

/* Adds whom the line introduces in that role. */
static void introduce_all(const struct page_line *line, const char *role,
                          struct arena *arena, struct people *people)
{
    struct slice text = slice_range(line->text, 0, LINE_BYTES);

    for (size_t i = 0; i < COUNT(introductions); i++)
        if (!strcmp(introductions[i].role, role))
            introduce(&introductions[i], text, arena, people);
}

/* "Ana Lima is the founder of Acme." opens what many pages say of a guest. */
static void introduce_subject(struct slice sentence, struct arena *arena,
                              struct people *people)
{
    static const char *const verbs[] = {
        " is a ",    " is an ",     " is the ",    " is one ", " is co-",
        " is head ", " was the ",   " joins ",     " leads ",  " explains ",
        " talks ",   " shares ",    " tells ",     " shows ",  " runs ",
        " teaches ", " describes ", " discusses ", " has ",    " returns ",
    };
    struct slice name = name_at(sentence);

    for (size_t i = 0; name.len && i < COUNT(verbs); i++)
        if (slice_starts_with(slice_from(sentence, name.len),
                              slice_of(verbs[i]))) {
            people_guess(people, arena, arena_copy(arena, name),
                         SLICE("guest"));
            return;
        }
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
    if (page_name_is(author) && !has_role(people, "host"))
        people_guess(people, arena, author, SLICE("host"));
    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++)
        introduce_all(&lines->list[i], "host", arena, people);
    if (has_role(people, "guest"))
        return;
    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++) {
        const struct page_line *line = &lines->list[i];

        introduce_all(line, "guest", arena, people);
        if (!has_role(people, "guest") && line->block == TEXT_PLAIN)
            introduce_subjects(slice_range(line->text, 0, LINE_BYTES), arena,
                               people);
    }
}
