#include "cut_make.h"

#include "base/utf8.h"
#include "media.h"
#include "path.h"

#include <string.h>

enum {
    NAME_COLUMNS = 60, /* of the name of a cut */
    LEAST_MS = 500,    /* a cut that no time is known to pass in */
};

struct maker {
    struct arena *arena;
    const struct cut_options *options;
    struct cut_list list;
    size_t capacity, source_capacity;
    struct cut_losses losses;
};

/* ---- recordings ---- */

struct slice cut_stem(struct slice path)
{
    struct slice name = path_name(path);
    size_t dot = name.len;

    while (dot > 1 && name.ptr[dot - 1] != '.')
        dot--;
    return dot > 1 ? slice_range(name, 0, dot - 1) : name;
}

static size_t find_source(struct maker *maker, const struct passage *passage)
{
    struct cut_list *list = &maker->list;
    struct slice media =
        media_find(passage, maker->options->media, maker->arena);
    struct cut_source source = {
        .media = media,
        .name = media.len ? path_name(media) : cut_stem(passage->source_path),
        .is_video = media_is_video(media),
        .episode = passage->episode->id,
    };

    for (size_t i = 0; i < list->source_count; i++)
        if (list->sources[i].episode == source.episode &&
            slice_equal(list->sources[i].media, source.media))
            return i;
    list->sources =
        arena_grow(maker->arena, list->sources, &maker->source_capacity,
                   list->source_count + 1, sizeof(*list->sources));
    list->sources[list->source_count] = source;
    return list->source_count++;
}

/* ---- cuts ---- */

/* "Dana Reyes: If it is not a one-way door, then …" */
static struct slice name_of(const struct passage *passage, struct arena *arena)
{
    struct slice text = passage->text, fit;

    if (passage->speaker.len)
        text = arena_printf(arena, "%.*s: %.*s", SLICE_ARG(passage->speaker),
                            SLICE_ARG(text));
    fit = utf8_fit(text, NAME_COLUMNS);
    if (fit.len == text.len)
        return text;
    while (fit.len > 1 && fit.ptr[fit.len - 1] != ' ')
        fit.len--;
    return arena_printf(arena, "%.*s…", SLICE_ARG(fit));
}

/* The times of the cut: those that were asked for, or those of the words. */
static void set_times(struct cut *cut, const struct selected *selected,
                      const struct passage *passage,
                      const struct cut_options *options)
{
    bool asked = selected->from_ms != TIME_NONE;

    cut->in_ms = asked ? selected->from_ms : passage->start_ms;
    cut->out_ms = asked ? selected->to_ms : passage->end_ms;
    if (cut->out_ms < cut->in_ms + LEAST_MS)
        cut->out_ms = cut->in_ms + LEAST_MS;
    cut->in_ms += cut->shift_ms - options->pad_ms;
    cut->out_ms += cut->shift_ms + options->pad_ms;
    if (cut->in_ms < 0)
        cut->in_ms = 0;
    if (cut->out_ms < cut->in_ms + LEAST_MS)
        cut->out_ms = cut->in_ms + LEAST_MS;
    cut->approximate = !asked && passage->within_ms > WITHIN_APPROXIMATE_MS;
}

/* Lines of `more` that begin behind those of `cut` join them. */
static void join_lines(struct cut *cut, const struct cut *more,
                       struct arena *arena)
{
    struct spoken_line *lines =
        arena_array(arena, cut->line_count + more->line_count, sizeof(*lines));
    size_t count = cut->line_count;

    memcpy(lines, cut->lines, count * sizeof(*lines));
    for (size_t i = 0; i < more->line_count; i++)
        if (more->lines[i].start_ms > lines[count - 1].start_ms)
            lines[count++] = more->lines[i];
    cut->lines = lines;
    cut->line_count = count;
}

static struct slice join_text(const struct cut *cut, struct arena *arena)
{
    struct buf text = BUF_INIT;
    struct slice joined;

    for (size_t i = 0; i < cut->line_count; i++) {
        if (i)
            buf_char(&text, ' ');
        buf_slice(&text, cut->lines[i].text);
    }
    joined = arena_copy(arena, buf_view(&text));
    buf_release(&text);
    return joined;
}

/* Does `next` begin inside `cut`, or with its end? */
static bool overlaps(const struct cut *cut, const struct cut *next)
{
    return cut->source == next->source && next->in_ms >= cut->in_ms &&
           next->in_ms <= cut->out_ms;
}

static void add_cut(struct maker *maker, const struct cut *cut)
{
    struct cut_list *list = &maker->list;
    struct cut *last = list->count ? &list->cuts[list->count - 1] : NULL;
    struct cut_source *source = &list->sources[cut->source];

    if (cut->out_ms > source->end_ms)
        source->end_ms = cut->out_ms;
    if (last && overlaps(last, cut)) {
        if (cut->out_ms > last->out_ms)
            last->out_ms = cut->out_ms;
        last->approximate = last->approximate || cut->approximate;
        join_lines(last, cut, maker->arena);
        last->text = join_text(last, maker->arena);
        return;
    }
    list->cuts = arena_grow(maker->arena, list->cuts, &maker->capacity,
                            list->count + 1, sizeof(*list->cuts));
    list->cuts[list->count++] = *cut;
}

static void make_cut(struct maker *maker, const struct selected *selected,
                     const struct quotation *quotation)
{
    const struct passage *passage = &quotation->passage;
    struct cut cut = {
        .name = name_of(passage, maker->arena),
        .text = passage->text,
        .lines = quotation->lines,
        .line_count = quotation->line_count,
    };
    struct slice media;

    if (passage->start_ms == TIME_NONE) {
        maker->losses.untimed++;
        return;
    }
    cut.source = find_source(maker, passage);
    media = maker->list.sources[cut.source].media;
    if (media.len == 0)
        maker->losses.without_media++;
    if (media.len == 0 && maker->options->needs_media)
        return;
    /* What is published may differ from what the transcript was made of. */
    if (path_is_address(media))
        cut.shift_ms = quotation->offset_ms;
    set_times(&cut, selected, passage, maker->options);
    if (cut.approximate) {
        maker->losses.approximate++;
        if (passage->within_ms > maker->losses.within_ms)
            maker->losses.within_ms = passage->within_ms;
    }
    add_cut(maker, &cut);
}

enum status cut_list_make(struct store *store,
                          const struct selection *selection,
                          const struct cut_options *options,
                          struct arena *arena, struct cut_list *ret_list,
                          struct cut_losses *ret_losses, struct error *err)
{
    const struct quotation_options how = { .exact = options->exact };
    struct maker maker = { .arena = arena, .options = options };
    struct quoter *quoter = quoter_new(store, &how, arena);
    enum status status = STATUS_OK;

    for (size_t i = 0; i < selection->count && !status; i++) {
        struct quotation quotation;

        status =
            quotation_make(quoter, &selection->list[i].span, &quotation, err);
        if (!status)
            make_cut(&maker, &selection->list[i], &quotation);
    }
    quoter_free(quoter);
    *ret_list = maker.list;
    *ret_losses = maker.losses;
    return status;
}

void cut_list_of_source(const struct cut_list *list, size_t source,
                        struct arena *arena, struct cut_list *ret_list)
{
    *ret_list = *list;
    ret_list->cuts = arena_array(arena, list->count, sizeof(*list->cuts));
    ret_list->count = 0;
    ret_list->sources = &list->sources[source];
    ret_list->source_count = 1;
    for (size_t i = 0; i < list->count; i++)
        if (list->cuts[i].source == source) {
            ret_list->cuts[ret_list->count] = list->cuts[i];
            ret_list->cuts[ret_list->count++].source = 0;
        }
}
