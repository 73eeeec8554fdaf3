#include "html_fact.h"

#include "cue.h"
#include "decode.h"
#include "language.h"
#include "page_fact.h"

static struct slice one_line(struct slice text, struct arena *arena)
{
    return cue_text_line(decode_clean(text, arena), arena);
}

void html_fact_add(struct episode_meta *meta, struct slice name,
                   struct slice value, struct arena *arena)
{
    bool title = slice_equal_nocase(name, SLICE("title")) &&
                 meta->title.len == 0 &&
                 !slice_equal_nocase(slice_trim(value), SLICE("transcript"));

    if (title || slice_equal_nocase(name, SLICE("og:title")))
        meta->title = one_line(value, arena);
    else if (slice_equal_nocase(name, SLICE("og:site_name")) &&
             !page_fact_is_platform(slice_trim(value)))
        meta->show = one_line(value, arena);
    else if (slice_equal(name, SLICE("lang")))
        meta->language = language_normalize(slice_trim(value), arena);
    else if (slice_equal_nocase(name, SLICE("canonical")))
        meta->link = one_line(value, arena);
}
