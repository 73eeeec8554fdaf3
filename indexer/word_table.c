#include "word_table.h"

/* As memcmp() would; a word is less than what it begins. */
static int compare(struct slice word, const char *entry)
{
    for (size_t i = 0; i < word.len; i++) {
        int order =
            (unsigned char)ascii_lower(word.ptr[i]) - (unsigned char)entry[i];

        if (order || !entry[i])
            return order ? order : 1;
    }
    return entry[word.len] ? -1 : 0;
}

bool word_table_has(const char *const *table, size_t count, struct slice word)
{
    size_t from = 0, to = count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(word, table[middle]);

        if (order == 0)
            return true;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return false;
}
