#include "nearest.h"

#include "base/slice.h"

#include <stddef.h>
#include <string.h>

/* No name is longer; what is cannot be a slip of one. */
enum { NAME_MAX_LETTERS = 32 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same_letter(char a, char b)
{
    return ascii_lower(a) == ascii_lower(b);
}

/*
 * Edits that make `b` of `a`: insert, delete, replace, swap neighbours (optimal
 * string alignment). Three rows of the table are enough, the swap looks two
 * back.
 */
static size_t edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t rows[3][NAME_MAX_LETTERS + 1];

    for (size_t j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        const size_t *two_above = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t replaced = above[j - 1] + !same_letter(a[i - 1], b[j - 1]);

            row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                same_letter(a[i - 2], b[j - 1]))
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_len % 3][b_len];
}

const char *nearest_name(const char *word, const char *const *names)
{
    size_t len = strlen(word);
    size_t allowed = len > 4 ? 2 : 1;
    const char *nearest = NULL;

    if (len > NAME_MAX_LETTERS)
        return NULL;
    for (; *names; names++) {
        size_t name_len = strlen(*names), distance;

        if (name_len > NAME_MAX_LETTERS)
            continue;
        distance = edits(word, len, *names, name_len);
        if (distance <= allowed && distance < name_len) {
            nearest = *names;
            allowed = distance ? distance - 1 : 0;
        }
        if (distance == 0)
            break;
    }
    return nearest;
}
