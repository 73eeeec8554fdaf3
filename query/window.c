#include "window.h"

#include "field.h"

#include <stdlib.h>

void window_init(struct window *window, const struct plan *plan)
{
    *window = (struct window){ .plan = plan };
    arena_init(&window->arena);
}

void window_release(struct window *window)
{
    arena_release(&window->arena);
}

void window_enter(struct window *window, int64_t transcript)
{
    window->transcript = transcript;
    window->has_bounds = window->has_track = window->has_axis = false;
    window->has_segments = window->has_speakers = false;
    window->guesses = window->guessed = false;
    if (window->arena.head)
        arena_clear(&window->arena);
}

/* Loads what `*loaded` stands for, once. Nothing is loaded after a failure. */
static bool begin_load(struct window *window, bool *loaded)
{
    if (*loaded || window->status)
        return false;
    *loaded = true;
    return true;
}

static void load_bounds(struct window *window)
{
    if (begin_load(window, &window->has_bounds))
        window->status =
            store_get_bounds(window->plan->store, window->transcript,
                             &window->surely, &window->maybe, &window->error);
}

static void load_track(struct window *window)
{
    if (begin_load(window, &window->has_track))
        window->status =
            store_get_axis(window->plan->store, window->transcript,
                           &window->arena, &window->track, &window->error);
}

static void load_axis(struct window *window)
{
    if (!begin_load(window, &window->has_axis))
        return;
    load_track(window);
    if (!window->status)
        window->status = axis_unpack(window->track, &window->arena,
                                     &window->axis, &window->error);
}

const struct axis *window_axis(struct window *window)
{
    load_axis(window);
    return &window->axis;
}

/* With their speakers, or without. */
static void unpack_segments(struct window *window, int64_t **ret_speakers)
{
    window->segment_count = 0;
    load_track(window);
    if (!window->status)
        window->status = axis_unpack_segments(
            window->track, &window->arena, &window->segment_starts,
            &window->segment_count, ret_speakers, &window->error);
}

static void load_segments(struct window *window)
{
    if (begin_load(window, &window->has_segments))
        unpack_segments(window, NULL);
}

static void load_speakers(struct window *window)
{
    if (begin_load(window, &window->has_speakers)) {
        window->has_segments = true;
        unpack_segments(window, &window->segment_speakers);
    }
}

/*
 * No span of more tokens than this lasts at most `most_ms`: it can be cut into
 * so many of AXIS_CLOSE_MS, each of at most window->maybe tokens to the next.
 */
static uint64_t most_tokens(const struct window *window, int64_t most_ms)
{
    uint64_t pieces = ((uint64_t)most_ms + AXIS_CLOSE_MS - 1) / AXIS_CLOSE_MS;

    return pieces <= 1 ? window->maybe
                       : pieces * ((uint64_t)window->maybe + 1) - 1;
}

/* What is not surely close. */
static bool lasts_by_axis(struct window *window, uint32_t first, uint32_t last,
                          int64_t most_ms)
{
    if (last - first > most_tokens(window, most_ms))
        return false;
    if (window->guesses)
        return window->guessed = true;
    load_axis(window);
    if (window->status)
        return false;
    return axis_span_ms(&window->axis, first, last) <= most_ms;
}

bool window_lasts(void *context, uint32_t first, uint32_t last, int64_t most_ms)
{
    struct window *window = context;

    if (first == last)
        return true;
    load_bounds(window);
    if (window->status)
        return false;
    if (last - first <= window->surely && most_ms >= AXIS_CLOSE_MS)
        return true;
    return lasts_by_axis(window, first, last, most_ms);
}

bool window_is_close(struct window *window, uint32_t first, uint32_t last)
{
    return window_lasts(window, first, last, AXIS_CLOSE_MS);
}

size_t window_segment_of(struct window *window, uint32_t token)
{
    size_t low = 0, high;

    load_segments(window);
    high = window->segment_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (window->segment_starts[middle] <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t window_move_to(struct window *window, uint32_t token, size_t *segment)
{
    const uint32_t *starts = window->segment_starts;
    size_t at = *segment;

    while (at + 1 < window->segment_count && starts[at + 1] <= token)
        at++;
    *segment = at;
    return at + 1 < window->segment_count ? starts[at + 1] : UINT32_MAX;
}

int64_t window_speaker_of(struct window *window, size_t segment)
{
    load_speakers(window);
    return segment < window->segment_count ? window->segment_speakers[segment]
                                           : 0;
}

static int compare_ids(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return a < b ? -1 : a > b;
}

static bool is_said_by(struct window *window, const struct filter_plan *filter,
                       uint32_t token)
{
    size_t segment = window_segment_of(window, token);
    int64_t speaker = window_speaker_of(window, segment);

    return speaker && filter->speaker_count &&
           bsearch(&speaker, filter->speakers, filter->speaker_count,
                   sizeof(*filter->speakers), compare_ids);
}

/* Spans do not overlap: it is the last one that begins at or before the token. */
static bool is_in_spans(const struct window *window,
                        const struct filter_plan *filter, uint32_t token)
{
    size_t low = 0, high = filter->span_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct token_span *span = &filter->spans[middle];

        if (span->transcript < window->transcript ||
            (span->transcript == window->transcript && span->first <= token))
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && filter->spans[low - 1].transcript == window->transcript &&
           token < filter->spans[low - 1].end;
}

bool window_filter(void *context, const struct node *node, uint32_t token)
{
    struct window *window = context;
    const struct filter_plan *filter = plan_filter(window->plan, node);

    if (node->field->scope == FIELD_OF_EPISODE)
        return id_set_has(&filter->transcripts, window->transcript);
    if (node->field->id == FIELD_CHAPTER)
        return is_in_spans(window, filter, token);
    return is_said_by(window, filter, token);
}

const uint32_t *window_segment_starts(void *context, size_t *ret_count)
{
    struct window *window = context;

    load_segments(window);
    *ret_count = window->segment_count;
    return window->segment_starts;
}
