#include "stem.h"

#include <libstemmer.h>
#include <string.h>

/* What an article or the like is, before an apostrophe: "quell'". */
enum { ELISION_BYTES = 6 };

/*
 * The word without what an apostrophe joins to it, which stemmers leave there:
 * l'eau, dell'acqua; in Turkish the endings of a name, as in Ankara'da.
 */
static struct slice without_joined(struct slice word, struct slice tag)
{
    static const char *const eliding[] = { "fr", "it", "ca" };
    size_t at = slice_find_char(word, '\'');

    if (at == SLICE_NOT_FOUND)
        return word;
    if (slice_equal(tag, SLICE("tr")))
        return slice_range(word, 0, at);
    for (size_t i = 0; i < sizeof(eliding) / sizeof(*eliding); i++)
        if (slice_equal(tag, slice_of(eliding[i])) && at <= ELISION_BYTES)
            return slice_from(word, at + 1);
    return word;
}

struct slice stem_of(struct sb_stemmer *stemmer, struct slice tag,
                     struct slice word)
{
    const sb_symbol *stem;

    if (!stemmer)
        return word;
    word = without_joined(word, tag);
    stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    return stem ? (struct slice){ (const char *)stem,
                                  (size_t)sb_stemmer_length(stemmer) }
                : word;
}

struct sb_stemmer *stemmer_for(struct slice tag)
{
    char name[16];

    if (tag.len == 0 || tag.len >= sizeof(name))
        return NULL;
    memcpy(name, tag.ptr, tag.len);
    name[tag.len] = '\0';
    return sb_stemmer_new(name, NULL);
}
