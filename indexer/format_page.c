/*
 * A page about an episode, with no more of what was said than its notes: see
 * page.h. One that holds a transcript is left to the readers of those.
 */

#include "chapter_list.h"
#include "format.h"
#include "html.h"
#include "page.h"

enum {
    TEXT_BYTES = 48 * 1024, /* notes are shorter than what was said */
    SIGNS = 2,              /* that tell */
};

/* How much tells that it is of an episode. */
static int count_signs(const struct cue_list *list,
                       const struct page_signs *signs)
{
    int count = signs->is_episode;
    bool parts = false, people = false;

    for (size_t i = 0; i < list->section_count; i++)
        parts = parts || !slice_equal(slice_of(list->sections[i].kind),
                                      SLICE(SECTION_NOTES));
    for (size_t i = 0; i < list->meta.people.count; i++)
        people = people || !list->meta.people.list[i].guessed;
    count += list->chapter_count >= CHAPTER_LIST_LEAST ? SIGNS : 0;
    count += list->meta.links.count < 2 ? (int)list->meta.links.count : 2;
    count += list->meta.media.len > 0;
    return count + parts + people + list->meta.partial;
}

/* Is it a list of chapters and little else, without a sentence? */
static bool is_bare_list(const struct format_input *input,
                         const struct cue_list *list)
{
    return !input->front_matter && !html_is_page(input->text) &&
           (input->chapters || list->meta.description.len == 0);
}

static int probe(const struct format_input *input, const char **ret_why)
{
    bool is_page = html_is_page(input->text);
    struct page_signs signs;
    struct cue_list list;
    struct arena scratch;
    struct error err;
    int answer = PROBE_NO;

    if (!is_page && input->text.len > TEXT_BYTES)
        return PROBE_NO;
    arena_init(&scratch);
    cue_list_init(&list, &scratch);
    if (!page_look(input->text, input->first_line, &list, &signs, &err) &&
        !signs.is_transcript && !is_bare_list(input, &list) &&
        count_signs(&list, &signs) >= SIGNS) {
        *ret_why = "show notes: chapters, or links to an episode";
        answer = PROBE_LIKELY;
    }
    arena_release(&scratch);
    return answer;
}

static enum status read(const struct format_input *input, struct cue_list *list,
                        struct diag *diag, struct error *err)
{
    struct page_signs signs;

    (void)diag;
    return page_read(input->text, input->first_line, list, &signs, err);
}

const struct format format_page = {
    .name = "page",
    .summary = "show notes: the page of an episode, its chapters and notes",
    .probe = probe,
    .read = read,
};
