#include "spoken.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
    SEEK_BYTES = 48,  /* how far ahead a word may be in the text */
    PAUSE_MS = 1500,  /* ends a cue */
    ENOUGH_MS = 8000, /* a cue may end with its sentence … */
    ENOUGH_BYTES = 200,
    TOO_MUCH_BYTES = 600, /* … or anywhere */
    WORD_MEAN_MS = 1500,  /* single words are shorter than this */
    PHRASE_DIVISOR = 20,  /* more phrases than this among them: no words */
    STRAY_DIVISOR = 20,   /* more words than this elsewhere: another text */
};

struct spoken_word *spoken_list_append(struct spoken_list *list)
{
    struct spoken_word *word;

    list->words = arena_grow(list->arena, list->words, &list->capacity,
                             list->count + 1, sizeof(*list->words));
    word = &list->words[list->count++];
    *word = (struct spoken_word){ .start_ms = TIME_NONE, .end_ms = TIME_NONE };
    return word;
}

struct spoken_list spoken_list_range(const struct spoken_list *list,
                                     size_t from, size_t to)
{
    return (struct spoken_list){ .arena = list->arena,
                                 .words = list->words + from,
                                 .count = to - from };
}

bool spoken_list_is_words(const struct spoken_list *list)
{
    int64_t sum = 0;
    size_t timed = 0, phrases = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct spoken_word *one = &list->words[i];

        if (slice_find_char(slice_trim(one->text), ' ') != SLICE_NOT_FOUND &&
            ++phrases * PHRASE_DIVISOR > list->count)
            return false;
        if (one->start_ms == TIME_NONE || one->end_ms == TIME_NONE)
            continue;
        sum += one->end_ms - one->start_ms;
        timed++;
    }
    return timed > 1 && sum < (int64_t)timed * WORD_MEAN_MS;
}

/* ---- words in their text ---- */

/* A word that was found in the cue's text. */
struct place {
    size_t from, to; /* bytes */
    int64_t start_ms, end_ms;
    struct slice speaker;
};

struct places {
    struct place *list;
    size_t count;
};

bool spoken_is_unspaced(struct slice text)
{
    int32_t code;

    if (text.len == 0)
        return false;
    utf8_decode(text, &code);
    return (code >= 0x0e00 && code <= 0x0eff) || /* Thai, Lao */
           (code >= 0x1000 && code <= 0x109f) || /* Burmese */
           (code >= 0x1780 && code <= 0x17ff) || /* Khmer */
           (code >= 0x3040 && code <= 0x30ff) || /* Kana */
           (code >= 0x3400 && code <= 0x9fff) || /* Han */
           (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0x20000 && code <= 0x3ffff);
}

/* Can a word begin at `at`, or does another go on there? */
static bool is_word_start(struct slice text, size_t at)
{
    size_t before = at;
    int32_t code;

    if (at == 0)
        return true;
    do
        before--;
    while (before > 0 && ((unsigned char)text.ptr[before] & 0xc0) == 0x80);
    utf8_decode(slice_from(text, before), &code);
    return code < 0 || !utf8_is_word(code) ||
           spoken_is_unspaced(slice_from(text, at));
}

/*
 * Where `word` stands in `text` from `at` on: at once, or a little later, where
 * the source left something out (marks, words without times).
 */
static size_t seek_word(struct slice text, size_t at, struct slice word)
{
    struct slice near;
    size_t found;

    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (slice_starts_with(slice_from(text, at), word))
        return at;
    for (near = slice_range(text, at, at + SEEK_BYTES + word.len);
         (found = slice_find(near, word)) != SLICE_NOT_FOUND;
         near = slice_from(near, found + 1)) {
        at = (size_t)(near.ptr - text.ptr) + found;
        if (is_word_start(text, at))
            return at;
    }
    return SLICE_NOT_FOUND;
}

/* Does the word at `from` go on a word that ends there? */
static bool goes_on(struct slice text, const struct places *places, size_t from)
{
    return places->count && places->list[places->count - 1].to == from &&
           !spoken_is_unspaced(slice_from(text, from));
}

static struct places place_words(struct slice text,
                                 const struct spoken_list *words)
{
    struct places places = { 0 };
    size_t at = 0;

    if (words->count)
        places.list =
            arena_array(words->arena, words->count, sizeof(*places.list));

    for (size_t i = 0; i < words->count; i++) {
        const struct spoken_word *word = &words->words[i];
        struct slice bare = slice_trim(word->text);
        size_t from = bare.len ? seek_word(text, at, bare) : SLICE_NOT_FOUND;

        if (from == SLICE_NOT_FOUND)
            continue;
        at = from + bare.len;
        if (goes_on(text, &places, from)) {
            struct place *place = &places.list[places.count - 1];

            place->to = at;
            if (word->end_ms != TIME_NONE)
                place->end_ms = word->end_ms;
            continue;
        }
        places.list[places.count++] = (struct place){
            .from = from,
            .to = at,
            .start_ms = word->start_ms,
            .end_ms = word->end_ms,
            .speaker = word->speaker,
        };
    }
    return places;
}

/* ---- cues ---- */

/* Appends the part of `whole` over bytes [from, to) with the words in it. */
static void append_part(struct cue_list *list, const struct cue *whole,
                        size_t from, size_t to, const struct place *places,
                        size_t count)
{
    struct cue *cue = cue_list_append(list);
    struct slice text = slice_range(whole->text, from, to);
    struct cue_word *words;

    *cue = *whole;
    cue->text = slice_trim(text);
    words = arena_array(list->arena, count, sizeof(*words));
    from += (size_t)(cue->text.ptr - text.ptr);
    for (size_t i = 0; i < count; i++) {
        if (places[i].start_ms == TIME_NONE)
            continue;
        words[cue->word_count++] = (struct cue_word){
            .from_byte = (uint32_t)(places[i].from - from),
            .to_byte = (uint32_t)(places[i].to - from),
            .start_ms = places[i].start_ms,
            .end_ms = places[i].end_ms,
        };
    }
    if (cue->word_count)
        cue->words = words;
}

/* Words whose speaker is not said are the one's before them. */
static bool fill_speakers(struct places *places, struct slice first)
{
    struct slice speaker = first;
    bool several = false;

    for (size_t i = 0; i < places->count; i++) {
        struct place *place = &places->list[i];

        if (place->speaker.len)
            speaker = place->speaker;
        place->speaker = speaker;
        if (i && !slice_equal(speaker, places->list[0].speaker))
            several = true;
    }
    return several;
}

static int64_t first_start(const struct place *places, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (places[i].start_ms != TIME_NONE)
            return places[i].start_ms;
    return TIME_NONE;
}

static int64_t last_end(const struct place *places, size_t count)
{
    while (count-- > 0)
        if (places[count].end_ms != TIME_NONE)
            return places[count].end_ms;
    return TIME_NONE;
}

/* One part for each run of words of one speaker. */
static void append_by_speaker(struct cue_list *list, const struct cue *whole,
                              const struct places *places)
{
    size_t first = 0;
    int64_t reached = whole->start_ms;

    while (first < places->count) {
        const struct place *run = &places->list[first];
        struct cue part = *whole;
        size_t next = first + 1, count;
        bool last;

        while (next < places->count &&
               slice_equal(places->list[next].speaker, run->speaker))
            next++;
        last = next == places->count;
        count = next - first;
        part.speaker = run->speaker;
        if (first) {
            part.start_ms = first_start(run, count);
            if (part.start_ms == TIME_NONE)
                part.start_ms = reached;
        }
        if (!last)
            part.end_ms = last_end(run, count);
        append_part(list, &part, first ? run->from : 0,
                    last ? whole->text.len : places->list[next].from, run,
                    count);
        if (part.end_ms != TIME_NONE)
            reached = part.end_ms;
        first = next;
    }
}

void spoken_append_cue(struct cue_list *list, const struct cue *cue,
                       const struct spoken_list *words)
{
    struct places places;
    struct cue whole = *cue;

    whole.text = cue_text_line(cue->text, list->arena);
    places = place_words(whole.text, words);
    if (fill_speakers(&places, cue->speaker)) {
        append_by_speaker(list, &whole, &places);
    } else {
        if (whole.speaker.len == 0 && places.count)
            whole.speaker = places.list[0].speaker;
        append_part(list, &whole, 0, whole.text.len, places.list, places.count);
    }
}

/* ---- words beside their text ---- */

/* Where the part of the text begins that is a word's: with the blank before it,
 * if there is one behind the word that ends at `least`. */
static size_t part_start(struct slice text, size_t from, size_t least)
{
    size_t at = from;

    while (at > least && text.ptr[at] != ' ')
        at--;
    return text.ptr[at] == ' ' ? at : from;
}

bool spoken_take_text(struct spoken_list *words, struct slice text)
{
    struct spoken_list found = { .arena = words->arena };
    size_t begun = 0, at = 0;

    text = cue_text_line(text, words->arena);
    for (size_t i = 0; i < words->count; i++) {
        struct slice bare = slice_trim(words->words[i].text);
        size_t from = bare.len ? seek_word(text, at, bare) : SLICE_NOT_FOUND;

        if (from == SLICE_NOT_FOUND)
            continue;
        if (found.count) {
            size_t start = part_start(text, from, at);

            found.words[found.count - 1].text = slice_range(text, begun, start);
            begun = start;
        }
        *spoken_list_append(&found) = words->words[i];
        at = from + bare.len;
    }
    if (found.count == 0 ||
        (words->count - found.count) * STRAY_DIVISOR > words->count)
        return false;
    found.words[found.count - 1].text = slice_from(text, begun);
    *words = found;
    return true;
}

/* ---- words alone ---- */

/* Do the words bring the blanks between them along? */
static bool has_blanks(const struct spoken_list *words)
{
    for (size_t i = 1; i < words->count; i++)
        if (words->words[i].text.len && words->words[i].text.ptr[0] == ' ')
            return true;
    return false;
}

static bool ends_sentence(struct slice text)
{
    static const char *const marks[] = { ".", "?", "!", "…", "。", "？", "！" };

    text = slice_trim(text);
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (slice_ends_with(text, slice_of(marks[i])))
            return true;
    return false;
}

/* Does a cue that began with `first` and has `bytes` end behind `word`? */
static bool ends_cue(const struct spoken_word *first,
                     const struct spoken_word *word,
                     const struct spoken_word *next, size_t bytes)
{
    if (bytes >= TOO_MUCH_BYTES)
        return true;
    if (next->speaker.len && word->speaker.len &&
        !slice_equal(next->speaker, word->speaker))
        return true;
    if (word->end_ms != TIME_NONE && next->start_ms != TIME_NONE &&
        next->start_ms - word->end_ms > PAUSE_MS)
        return true;
    return ends_sentence(word->text) &&
           (bytes >= ENOUGH_BYTES ||
            (first->start_ms != TIME_NONE && word->end_ms != TIME_NONE &&
             word->end_ms - first->start_ms >= ENOUGH_MS));
}

/* The first start that is known among words. */
static int64_t start_of_group(const struct spoken_list *group)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->words[i].start_ms != TIME_NONE)
            return group->words[i].start_ms;
    return TIME_NONE;
}

static void append_group(struct cue_list *list, const struct spoken_list *group,
                         struct buf *text, uint32_t line)
{
    const struct spoken_word *last = &group->words[group->count - 1];
    struct cue cue = { .start_ms = start_of_group(group),
                       .end_ms = last->end_ms,
                       .speaker = group->words[0].speaker,
                       .speaker_carried = group->words[0].speaker_carried,
                       .text = buf_view(text),
                       .line = line };

    spoken_append_cue(list, &cue, group);
    buf_clear(text);
}

void spoken_append_words(struct cue_list *list, const struct spoken_list *words,
                         uint32_t line)
{
    bool blanks = has_blanks(words);
    struct buf text = BUF_INIT;
    size_t first = 0;

    for (size_t i = 0; i < words->count; i++) {
        const struct spoken_word *word = &words->words[i];
        bool last = i + 1 == words->count;

        if (!blanks && text.len && !spoken_is_unspaced(word->text))
            buf_char(&text, ' ');
        buf_slice(&text, word->text);
        if (last || ends_cue(&words->words[first], word, word + 1, text.len)) {
            struct spoken_list group = spoken_list_range(words, first, i + 1);

            append_group(list, &group, &text, line);
            first = i + 1;
        }
    }
    buf_release(&text);
}
