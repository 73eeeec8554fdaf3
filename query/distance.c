#include "distance.h"

#include "base/utf8.h"

bool distance_prepare(struct slice word, struct distance_word *ret_word)
{
    *ret_word = (struct distance_word){ .length = 0 };
    while (word.len) {
        int32_t code;

        if (ret_word->length == DISTANCE_LETTERS)
            return false;
        word = slice_from(word, utf8_decode(word, &code));
        if (code >= 0 && code < 128)
            ret_word->ascii[code] |= (uint64_t)1 << ret_word->length;
        else
            ret_word->has_others = true;
        ret_word->others[ret_word->length++] = code;
    }
    return ret_word->length > 0;
}

/* The places of a character beyond ASCII. */
static uint64_t places_of(const struct distance_word *word, int32_t code)
{
    uint64_t places = 0;

    if (!word->has_others)
        return 0;
    for (size_t i = 0; i < word->length; i++)
        if (word->others[i] == code)
            places |= (uint64_t)1 << i;
    return places;
}

/* Takes a character off the front; its places in the word. */
static uint64_t take_places(const struct distance_word *word,
                            struct slice *other)
{
    unsigned char byte = (unsigned char)other->ptr[0];
    size_t len = 1;
    int32_t code = byte;
    uint64_t places;

    if (byte < 128) {
        places = word->ascii[byte];
    } else {
        len = utf8_decode(*other, &code);
        places = places_of(word, code);
    }
    other->ptr += len;
    other->len -= len;
    return places;
}

/*
 * Whether more than `limit` places hold a letter that the other word lacks:
 * each takes an edit of its own. Most words that are far show so at a glance.
 */
static bool lacks_more(const struct distance_word *word, struct slice other,
                       size_t limit)
{
    uint64_t lacking = UINT64_MAX >> (DISTANCE_LETTERS - word->length);

    for (size_t i = 0; i < other.len; i++) {
        unsigned char byte = (unsigned char)other.ptr[i];

        if (byte >= 128)
            return false; /* cannot be told from its bytes */
        lacking &= ~word->ascii[byte];
    }
    for (; lacking && limit; limit--)
        lacking &= lacking - 1;
    return lacking != 0;
}

/*
 * The column of the table behind the letters read so far is `score` at its end;
 * `up` and `down` hold the places where it rises or falls by one from the place
 * before. As in the paper, VP, VN, D0, HP and HN.
 */
size_t distance_between(const struct distance_word *word, struct slice other,
                        size_t limit)
{
    uint64_t last = (uint64_t)1 << (word->length - 1);
    uint64_t up = UINT64_MAX, down = 0, diagonal = 0, before = 0;
    size_t score = word->length;

    if (lacks_more(word, other, limit))
        return limit + 1;
    while (other.len) {
        uint64_t places = take_places(word, &other);
        uint64_t swapped = ((~diagonal & places) << 1) & before;
        uint64_t right_up, right_down;

        diagonal = (((places & up) + up) ^ up) | places | down | swapped;
        right_up = down | ~(diagonal | up);
        right_down = diagonal & up;
        if (right_up & last)
            score++;
        else if (right_down & last)
            score--;
        right_up = right_up << 1 | 1;
        up = right_down << 1 | ~(diagonal | right_up);
        down = diagonal & right_up;
        before = places;
        /* What is left can take off one a byte at most. */
        if (score > limit + other.len)
            return limit + 1;
    }
    return score <= limit ? score : limit + 1;
}
