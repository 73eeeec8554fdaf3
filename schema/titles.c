#include "titles.h"

#include "base/limits.h"
#include "crowding.h"

/* A title's tokens; what is behind the most a segment may have is left out. */
static struct slice tokenize_title(struct token_list *tokens,
                                   struct slice title)
{
    size_t before = tokens->count;

    tokenize(tokens, title, 0);
    if (tokens->count - before > LIMIT_SEGMENT_TOKENS) {
        token_list_cut(tokens, before + LIMIT_SEGMENT_TOKENS);
        title =
            slice_range(title, 0, tokens->tokens[tokens->count - 1].to_byte);
    }
    return title;
}

static void add_title(struct titles *titles, struct token_list *tokens,
                      struct crowding *crowding,
                      const struct chapter_record *chapter)
{
    struct axis *axis = &titles->axis;
    uint32_t token = (uint32_t)tokens->count;
    struct slice title = tokenize_title(tokens, chapter->title);

    if (tokens->count == token)
        return; /* no word in it: nothing to find */
    crowding_add(crowding, tokens->tokens + token, tokens->count - token,
                 title.ptr, true);
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

void titles_lay_out(const struct chapter_record *chapters, size_t count,
                    struct arena *arena, struct token_list *tokens,
                    struct titles *ret_titles)
{
    struct titles *titles = ret_titles;
    struct axis *axis = &titles->axis;
    struct crowding crowding = { 0 };

    *titles = (struct titles){
        .segments = arena_array(arena, count, sizeof(*titles->segments)),
        .axis.segments = arena_array(arena, count, sizeof(*axis->segments)),
        .axis.anchors = arena_array(arena, count, sizeof(*axis->anchors)),
    };
    for (size_t i = 0; i < count; i++)
        add_title(titles, tokens, &crowding, &chapters[i]);
    axis->token_count = (uint32_t)tokens->count;
    titles->timing = axis->anchor_count ? TIMING_CUE : TIMING_NONE;
    titles->crowding = crowding.most;
    axis_closeness_bounds(axis, axis_token_starts(axis, arena),
                          &titles->surely_close, &titles->maybe_close);
}

void titles_place(const struct titles *titles, struct chapter_record *chapters,
                  size_t count)
{
    const struct axis *axis = &titles->axis;
    size_t segment = 0;

    for (size_t i = 0; i < count; i++) {
        chapters[i].token = segment < axis->segment_count
                                ? axis->segments[segment].token
                                : axis->token_count;
        if (segment < axis->segment_count &&
            titles->segments[segment].text.ptr == chapters[i].title.ptr)
            segment++;
    }
}
