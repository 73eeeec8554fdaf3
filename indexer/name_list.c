#include "name_list.h"

#include <string.h>

/*
 * Bytes of ", Jr." or the like at the front of `text`, which belongs to the
 * name before it; 0 if there is none.
 */
static size_t suffix_length(struct slice text)
{
    static const char *const suffixes[] = {
        "Jr.",   "Jr",  "Sr.",  "Sr", "III",  "II",  "IV",
        "Ph.D.", "PhD", "M.D.", "MD", "Esq.", "MBA", "CPA",
    };
    struct slice rest = text;

    if (!slice_take_char(&rest, ','))
        return 0;
    rest = slice_trim_left(rest);
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
        struct slice suffix = slice_of(suffixes[i]);
        struct slice behind = slice_from(rest, suffix.len);

        if (slice_starts_with(rest, suffix) &&
            (behind.len == 0 || behind.ptr[0] == ' ' || behind.ptr[0] == ',' ||
             behind.ptr[0] == ';'))
            return text.len - behind.len;
    }
    return 0;
}

/* Bytes of the separator of names at the front of `text`: 0 if it is none. */
static size_t separator_length(struct slice text)
{
    static const char *const separators[] = { ",",     ";",     " & ", " + ",
                                              " and ", " und ", " y " };

    for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
        if (slice_starts_with(text, slice_of(separators[i])))
            return strlen(separators[i]);
    return 0;
}

/* Where the first of several names in `text` ends. */
static size_t name_end(struct slice text)
{
    size_t at = 0;

    while (at < text.len) {
        struct slice rest = slice_from(text, at);
        size_t suffix = suffix_length(rest);

        if (!suffix && separator_length(rest))
            break;
        at += suffix ? suffix : 1;
    }
    return at;
}

struct slice name_list_take(struct slice *rest)
{
    size_t end = name_end(*rest);
    struct slice name = slice_trim(slice_range(*rest, 0, end));

    *rest = slice_from(*rest, end);
    *rest = slice_from(*rest, separator_length(*rest));
    return name;
}
