#include "nearest.h"

#include "base/buf.h"
#include "distance.h"

#include <stddef.h>

/* No name is longer; what is cannot be a slip of one. */
enum { NAME_MAX_LETTERS = 32 };

/* `name` in small letters, in `out`. */
static struct slice lower(const char *name, char out[NAME_MAX_LETTERS + 1])
{
    size_t len = 0;

    for (; name[len] && len <= NAME_MAX_LETTERS; len++)
        out[len] = ascii_lower(name[len]);
    return (struct slice){ out, len };
}

const char *nearest_name(const char *word, const char *const *names)
{
    char word_text[NAME_MAX_LETTERS + 1], name_text[NAME_MAX_LETTERS + 1];
    struct slice folded = lower(word, word_text);
    size_t allowed = folded.len > 4 ? 2 : 1;
    const char *nearest = NULL;
    struct distance_word wanted;

    if (folded.len > NAME_MAX_LETTERS || !distance_prepare(folded, &wanted))
        return NULL;
    for (; *names; names++) {
        struct slice name = lower(*names, name_text);
        size_t edits;

        if (name.len > NAME_MAX_LETTERS)
            continue;
        edits = distance_between(&wanted, name, allowed);
        if (edits <= allowed && edits < name.len) {
            nearest = *names;
            allowed = edits ? edits - 1 : 0;
        }
        if (edits == 0)
            break;
    }
    return nearest;
}

enum status nearest_refuse(const char *option, const char *word,
                           const char *const *names, struct error *err)
{
    const char *meant = nearest_name(word, names);
    struct buf all = BUF_INIT;

    for (size_t i = 0; names[i]; i++) {
        const char *joint = names[i + 1] ? ", " : " or ";

        buf_printf(&all, "%s%s", i ? joint : "", names[i]);
    }
    error_set(err, STATUS_USAGE, "%s is %s, not \"%s\"%s%s%s", option, all.ptr,
              word, NEAREST_ARG(meant));
    buf_release(&all);
    return err->status;
}
