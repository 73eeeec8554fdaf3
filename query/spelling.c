#include "spelling.h"

#include <string.h>

/* Up to so many letters one edit makes another spelling, beyond two. */
enum { ONE_EDIT_LETTERS = 7 };

/*
 * Costs, in hundredths of an edit. A recogniser writes what it heard: sounds
 * count as much as letters, near consonants and vowels less than others.
 */
enum {
    COST_EDIT = 100,
    COST_FIRST_LETTER = 50, /* beside the edit: people and machines mostly get
                               the beginning right */
    COST_VOWEL_FOR_VOWEL = 25,
    COST_VOWEL_MORE = 40,
    COST_NEAR_CONSONANT = 50,
    COST_LETTERS_ALONE = 10, /* beside that of letters, where the sounds are
                                further apart */
};

/*
 * Beside the distance of the sounds, where the letters are further apart (ph
 * and f), by the number of consonants: many words have the same two.
 */
static const uint32_t costs_of_sound_alone[] = { 100, 100, 100, 90, 60 };

/* What costs more is another word, by its letters. */
enum {
    MOST_SHORT = 65,   /* 4 */
    MOST_MIDDLE = 110, /* up to ONE_EDIT_LETTERS */
    MOST_LONG = 140,
    MOST_TWO = 80, /* two words for one of up to ONE_EDIT_LETTERS */
};

/* Edits between letters are not counted further. */
enum { EDITS_COUNTED = 5 };

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static bool has_digit(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_digit(word.ptr[i]))
            return true;
    return false;
}

static struct slice without_possessive(struct slice word)
{
    return slice_ends_with(word, SLICE("'s"))
               ? slice_range(word, 0, word.len - 2)
               : word;
}

static size_t consonant_count(const struct sound *sound)
{
    size_t count = 0;

    for (size_t i = 0; i < sound->count; i++)
        count += !sound_is_vowel(sound->codes[i]);
    return count;
}

bool spelling_init(struct spelling *spelling, struct slice word)
{
    size_t letters, consonants;

    *spelling = (struct spelling){ .word = word };
    if (has_digit(word) || !distance_prepare(word, &spelling->letters))
        return false;
    letters = spelling->letters.length;
    if (letters < SPELLING_LETTERS)
        return false;
    sound_of(word, &spelling->sound);
    spelling->key = sound_key(&spelling->sound, 0, spelling->sound.count);
    consonants = consonant_count(&spelling->sound);
    spelling->sound_alone = costs_of_sound_alone[least(
        (uint32_t)consonants,
        sizeof(costs_of_sound_alone) / sizeof(*costs_of_sound_alone) - 1)];
    spelling->edits_heard = letters / 2;
    spelling->edits = letters <= ONE_EDIT_LETTERS ? 1 : 2;
    spelling->most = letters == SPELLING_LETTERS   ? MOST_SHORT
                     : letters <= ONE_EDIT_LETTERS ? MOST_MIDDLE
                                                   : MOST_LONG;
    return true;
}

/* ---- sounds ---- */

static uint32_t cost_of_code(char code)
{
    return sound_is_vowel(code) ? COST_VOWEL_MORE : COST_EDIT;
}

static uint32_t cost_of_change(char a, char b)
{
    if (a == b)
        return 0;
    if (sound_is_vowel(a) && sound_is_vowel(b))
        return COST_VOWEL_FOR_VOWEL;
    if (sound_is_vowel(a) || sound_is_vowel(b))
        return COST_EDIT;
    return sound_is_near(a, b) ? COST_NEAR_CONSONANT : COST_EDIT;
}

/* Weighted edits between two sounds. */
static uint32_t sound_distance(const struct sound *a, const struct sound *b)
{
    uint32_t rows[2][SOUND_MAX + 1];

    rows[0][0] = 0;
    for (size_t j = 0; j < b->count; j++)
        rows[0][j + 1] = rows[0][j] + cost_of_code(b->codes[j]);
    for (size_t i = 0; i < a->count; i++) {
        const uint32_t *above = rows[i % 2];
        uint32_t *row = rows[(i + 1) % 2];

        row[0] = above[0] + cost_of_code(a->codes[i]);
        for (size_t j = 0; j < b->count; j++)
            row[j + 1] =
                least(above[j] + cost_of_change(a->codes[i], b->codes[j]),
                      least(above[j + 1] + cost_of_code(a->codes[i]),
                            row[j] + cost_of_code(b->codes[j])));
    }
    return rows[a->count % 2][b->count];
}

/* ---- together ---- */

static uint32_t letter_distance(const struct spelling *spelling,
                                struct slice other)
{
    size_t edits = distance_between(&spelling->letters, other, EDITS_COUNTED);
    uint32_t cost = (uint32_t)edits * COST_EDIT;

    if (edits && spelling->word.ptr[0] != other.ptr[0])
        cost += COST_FIRST_LETTER;
    return cost;
}

static uint32_t cost_of_near(const struct spelling *spelling,
                             struct slice other, uint32_t most)
{
    uint32_t letters = letter_distance(spelling, other);
    uint32_t cost = letters;

    if (spelling->sound.count) {
        struct sound sound;
        uint32_t heard;

        sound_of(other, &sound);
        if (sound.count == 0)
            return SPELLING_FAR;
        heard = sound_distance(&spelling->sound, &sound);
        cost = least(least((letters + heard) / 2, letters + COST_LETTERS_ALONE),
                     heard + spelling->sound_alone);
    }
    return cost <= most ? cost : SPELLING_FAR;
}

uint32_t spelling_cost(const struct spelling *spelling, struct slice other,
                       uint32_t other_key)
{
    other = without_possessive(other);
    if (other.len < SPELLING_LETTERS - 1)
        return SPELLING_FAR;
    if ((other_key == 0 || other_key != spelling->key) &&
        distance_between(&spelling->letters, other, spelling->edits) >
            spelling->edits)
        return SPELLING_FAR;
    if (has_digit(other) ||
        distance_between(&spelling->letters, other, spelling->edits_heard) >
            spelling->edits_heard)
        return SPELLING_FAR;
    return cost_of_near(spelling, other, spelling->most);
}

uint32_t spelling_cost_of_two(const struct spelling *spelling,
                              struct slice first, struct slice second)
{
    char joined[4 * DISTANCE_LETTERS];
    size_t len = first.len + second.len;

    if (len > sizeof(joined))
        return SPELLING_FAR;
    memcpy(joined, first.ptr, first.len);
    memcpy(joined + first.len, second.ptr, second.len);
    return cost_of_near(spelling, (struct slice){ joined, len },
                        spelling->most > MOST_MIDDLE ? spelling->most
                                                     : MOST_TWO);
}

/* ---- pieces ---- */

/* The letter `index` from the front, or from the back. */
static char letter_of(struct slice word, size_t index, bool from_end)
{
    return word.ptr[from_end ? word.len - 1 - index : index];
}

static uint32_t piece_distance(struct slice word, struct slice piece,
                               bool from_end)
{
    uint32_t row[DISTANCE_LETTERS + 1], nearest;

    for (size_t j = 0; j <= word.len; j++)
        row[j] = (uint32_t)j;
    for (size_t i = 0; i < piece.len; i++) {
        uint32_t corner = row[0];

        row[0]++;
        for (size_t j = 0; j < word.len; j++) {
            uint32_t replaced = corner + (letter_of(word, j, from_end) !=
                                          letter_of(piece, i, from_end));

            corner = row[j + 1];
            row[j + 1] = least(replaced, least(corner, row[j]) + 1);
        }
    }
    nearest = row[0];
    for (size_t j = 0; j < word.len; j++)
        nearest = least(nearest, row[j + 1]);
    return nearest;
}

uint32_t spelling_distance_of_start(const struct spelling *spelling,
                                    struct slice piece)
{
    return piece_distance(spelling->word, piece, false);
}

uint32_t spelling_distance_of_end(const struct spelling *spelling,
                                  struct slice piece)
{
    return piece_distance(spelling->word, piece, true);
}
