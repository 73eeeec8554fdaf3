#include "recognized.h"

enum { LOOK_BYTES = 65536 }; /* at either end of the text */

static bool has_key(struct slice head, struct slice tail, const char *key)
{
    return json_has_key(head, key) || json_has_key(tail, key);
}

bool recognized_has_keys(const struct format_input *input,
                         const char *const *keys)
{
    struct slice text = slice_trim_left(input->text);
    struct slice head = slice_range(text, 0, LOOK_BYTES), tail = { 0 };

    if (!slice_starts_with(text, SLICE("{")))
        return false;
    if (text.len > LOOK_BYTES)
        tail = slice_from(text, text.len - LOOK_BYTES);
    while (*keys)
        if (!has_key(head, tail, *keys++))
            return false;
    return true;
}

enum status recognized_read(const struct format_input *input,
                            struct cue_list *list, struct error *err,
                            bool (*read_root)(struct recognized *reader,
                                              struct json_object *root),
                            const char *service)
{
    struct arena scratch;
    struct recognized reader = { .list = list,
                                 .scratch = &scratch,
                                 .line = input->first_line };
    struct json_object *root;
    enum status status = json_parse(input->text, &root, err);

    if (status)
        return status;
    arena_init(&scratch);
    list->order = CUE_ORDER_TIME;
    list->meta.made_by = SLICE("machine");
    if (!read_root(&reader, root))
        status = error_set(err, STATUS_BAD_INPUT,
                           "JSON, but not a transcript of %s", service);
    arena_release(&scratch);
    json_release(root);
    return status;
}

struct spoken_list recognized_words(struct recognized *reader)
{
    return (struct spoken_list){ .arena = reader->scratch };
}

struct slice recognized_speaker(struct recognized *reader,
                                struct json_object *label)
{
    struct slice name = json_line(label, reader->list->arena), rest = name;
    int64_t number;

    if (name.len == 1 && ascii_is_alpha(name.ptr[0]))
        rest.len = 0;
    else if (!slice_take_number(&rest, INT32_MAX, &number))
        return name;
    if (rest.len || name.len == 0)
        return name;
    return arena_printf(reader->list->arena, "Speaker %.*s", SLICE_ARG(name));
}

void recognized_append_text(struct recognized *reader, struct json_object *text,
                            int64_t start_ms, int64_t end_ms,
                            struct slice speaker)
{
    const struct spoken_list none = { .arena = reader->scratch };
    const struct cue cue = {
        .start_ms = start_ms,
        .end_ms = end_ms,
        .speaker = speaker,
        .text = json_text(text, reader->scratch),
        .line = reader->line,
    };

    if (cue.text.len)
        spoken_append_cue(reader->list, &cue, &none);
}
