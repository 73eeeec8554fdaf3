/*
 * Chapter titles as a transcript of their own: they are found like speech, and
 * never mistaken for it.
 */
#include "store_internal.h"

#include "base/limits.h"
#include "term.h"

/* The titles on an axis: each is a segment, and all its words are said, as it
 * were, when the chapter begins. */
struct titles {
    struct arena arena;
    struct token_list tokens;
    struct term_counts *terms;
    struct segment_record *segments;
    struct axis axis;
};

/* A title's tokens; what is behind the most a segment may have is left out. */
static struct slice tokenize_title(struct token_list *tokens,
                                   struct slice title)
{
    size_t before = tokens->count;

    tokenize(tokens, title, 0);
    if (tokens->count - before > LIMIT_SEGMENT_TOKENS) {
        tokens->count = before + LIMIT_SEGMENT_TOKENS;
        title =
            slice_range(title, 0, tokens->tokens[tokens->count - 1].to_byte);
    }
    return title;
}

static void add_title(struct titles *titles,
                      const struct chapter_record *chapter)
{
    struct axis *axis = &titles->axis;
    uint32_t token = (uint32_t)titles->tokens.count;
    struct slice title = tokenize_title(&titles->tokens, chapter->title);

    if (titles->tokens.count == token)
        return; /* no word in it: nothing to find */
    titles->segments[axis->segment_count] = (struct segment_record){
        .text = title,
        .start_ms = chapter->start_ms,
        .end_ms = chapter->start_ms,
    };
    axis->segments[axis->segment_count++] =
        (struct axis_segment){ .token = token, .speaker = AXIS_NO_SPEAKER };
    if (chapter->start_ms != TIME_NONE)
        axis->anchors[axis->anchor_count++] =
            (struct axis_anchor){ token, false, chapter->start_ms,
                                  chapter->start_ms };
}

static void titles_init(struct titles *titles,
                        const struct transcript_record *transcript)
{
    size_t count = transcript->chapter_count;

    *titles = (struct titles){ .terms = term_counts_new() };
    arena_init(&titles->arena);
    token_list_init(&titles->tokens);
    titles->segments =
        arena_array(&titles->arena, count, sizeof(*titles->segments));
    titles->axis.segments =
        arena_array(&titles->arena, count, sizeof(*titles->axis.segments));
    titles->axis.anchors =
        arena_array(&titles->arena, count, sizeof(*titles->axis.anchors));
    for (size_t i = 0; i < count; i++)
        add_title(titles, &transcript->chapters[i]);
    titles->axis.token_count = (uint32_t)titles->tokens.count;
    term_counts_add(titles->terms, &titles->tokens, transcript->language, 1);
}

static void titles_release(struct titles *titles)
{
    token_list_release(&titles->tokens);
    term_counts_free(titles->terms);
    arena_release(&titles->arena);
}

/* The transcript of the titles, as it is stored. */
static struct transcript_record record_of(struct titles *titles,
                                          const struct transcript_record *of,
                                          int64_t parent, int64_t id)
{
    struct transcript_record record = {
        .id = id,
        .parent = parent,
        .episode = of->episode,
        .kind = KIND_CHAPTERS,
        .language = of->language,
        .language_guessed = of->language_guessed,
        .format = of->format,
        .encoding = of->encoding,
        .made_by = of->made_by,
        .timing = titles->axis.anchor_count ? TIMING_CUE : TIMING_NONE,
        .content_hash = of->content_hash,
        .duration_ms = of->duration_ms,
        .tokens = &titles->tokens,
        .terms = titles->terms,
        .stream_hash = token_list_hash(&titles->tokens),
        .axis = titles->axis,
        .segments = titles->segments,
    };

    axis_closeness_bounds(&titles->axis,
                          axis_token_starts(&titles->axis, &titles->arena),
                          &record.surely_close, &record.maybe_close);
    return record;
}

enum status store_put_titles(struct store *store, int64_t parent,
                             const struct transcript_record *transcript,
                             struct error *err)
{
    struct transcript_record record;
    struct titles titles;
    int64_t id = 0;
    enum status status =
        store_number_of(store, CHAPTERS_TRANSCRIPT, parent, &id, err);

    if (status)
        return status;
    titles_init(&titles, transcript);
    record = record_of(&titles, transcript, parent, id);
    if (titles.axis.segment_count)
        status = store_put_transcript(store, &record, &id, err);
    else if (id)
        status = store_drop_transcript(store, id, err);
    titles_release(&titles);
    return status;
}
