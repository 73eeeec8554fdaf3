#include "window.h"

#include "field.h"

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
    window->has_bounds = window->has_axis = window->has_segments = false;
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

static struct slice load_track(struct window *window)
{
    struct slice packed = SLICE("");

    window->status = store_get_axis(window->plan->store, window->transcript,
                                    &window->arena, &packed, &window->error);
    return packed;
}

static void load_axis(struct window *window)
{
    struct slice packed;

    if (!begin_load(window, &window->has_axis))
        return;
    packed = load_track(window);
    if (!window->status)
        window->status =
            axis_unpack(packed, &window->arena, &window->axis, &window->error);
}

const struct axis *window_axis(struct window *window)
{
    load_axis(window);
    return &window->axis;
}

static void load_segments(struct window *window)
{
    struct slice packed;

    if (!begin_load(window, &window->has_segments))
        return;
    window->segment_count = 0;
    packed = load_track(window);
    if (!window->status)
        window->status = axis_unpack_segments(
            packed, &window->arena, &window->segment_starts,
            &window->segment_count, &window->segment_speakers, &window->error);
}

bool window_is_close(void *context, uint32_t first, uint32_t last)
{
    struct window *window = context;

    if (first == last)
        return true;
    load_bounds(window);
    if (window->status || last - first > window->maybe)
        return false;
    if (last - first <= window->surely)
        return true;
    load_axis(window);
    if (window->status)
        return false;
    return axis_span_ms(&window->axis, first, last) <= AXIS_CLOSE_MS;
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

bool window_filter(void *context, const struct node *node, uint32_t token)
{
    struct window *window = context;
    const struct filter_plan *filter = plan_filter(window->plan, node);
    int64_t speaker;

    if (node->field->scope == FIELD_OF_EPISODE)
        return id_set_has(&filter->transcripts, window->transcript);
    load_segments(window);
    if (window->segment_count == 0)
        return false;
    speaker = window->segment_speakers[window_segment_of(window, token)];
    for (size_t i = 0; i < filter->speaker_count; i++)
        if (filter->speakers[i] == speaker)
            return true;
    return false;
}

const uint32_t *window_segment_starts(void *context, size_t *ret_count)
{
    struct window *window = context;

    load_segments(window);
    *ret_count = window->segment_count;
    return window->segment_starts;
}
