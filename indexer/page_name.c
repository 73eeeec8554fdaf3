#include "page_name.h"

#include "base/utf8.h"
#include "word_table.h"

#include <string.h>

enum {
    NAME_WORDS_LEAST = 2,
    WORD_BYTES_MOST = 24,
    TITLE_BYTES = 500, /* a longer one is none */
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* clang-format off */

/* Small words within names. */
static const char *const particles[] = {
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el",
    "la", "le", "ten", "ter", "van", "von", "y",
};

/* Words with capitals in titles that no name has. */
static const char *const everyday[] = {
    "a", "about", "after", "against", "ai", "all", "an", "and", "are", "art",
    "as", "at", "author", "be", "become", "behind", "being", "best", "better",
    "beyond", "big", "bonus", "book", "build", "building", "business", "but",
    "by", "career", "ceo", "cfo", "chapter", "chapters", "co-founder",
    "cofounder", "company", "cpo", "cto", "culture", "daily", "data", "deep",
    "design", "director", "do", "does", "don't", "engineering", "ep",
    "episode", "every", "everything", "fast", "for", "founder", "from",
    "future", "get", "good", "great", "growth", "guide", "head", "history",
    "how", "i", "in", "inside", "interview", "into", "is", "it", "its",
    "leadership", "learning", "lessons", "life", "live", "make", "making",
    "management", "more", "most", "my", "new", "news", "no", "not", "of",
    "off", "on", "one", "open", "or", "our", "out", "over", "part", "podcast",
    "power", "president", "product", "professor", "questions", "radio",
    "real", "rethinking", "review", "science", "season", "secret", "secrets",
    "show", "software", "special", "startup", "state", "story", "strategy",
    "talk", "team", "teams", "tech", "technology", "that", "the", "their",
    "them", "they", "things", "thinking", "this", "time", "to", "today",
    "trailer", "truth", "under", "up", "us", "using", "vs", "we", "week",
    "weekly", "what", "when", "where", "who", "why", "with", "without",
    "work", "working", "world", "year", "years", "you", "your",
};

/* clang-format on */

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
bool page_name_is_word(struct slice word)
{
    if (word.len > WORD_BYTES_MOST || WORD_TABLE_HAS(everyday, word))
        return false;
    if (WORD_TABLE_HAS(particles, word))
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
        if (!page_name_is_word(word))
            return false;
        words++;
        capitals += starts_with_capital(word);
    }
    return words >= NAME_WORDS_LEAST && words <= PAGE_NAME_WORDS_MOST &&
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
