#include "format.h"

const struct format *const formats[] = {
    &format_vtt, &format_srt, &format_whisper, &format_text, NULL,
};

const struct format *format_by_name(struct slice name)
{
    for (size_t i = 0; formats[i]; i++)
        if (slice_equal(name, slice_of(formats[i]->name)))
            return formats[i];
    return NULL;
}

const struct format *format_detect(const struct format_input *input,
                                   const char **ret_why)
{
    const struct format *best = NULL;
    int best_answer = PROBE_NO;

    for (size_t i = 0; formats[i] && best_answer < PROBE_CERTAIN; i++) {
        const char *why = NULL;
        int answer = formats[i]->probe(input, &why);

        if (answer > best_answer) {
            best_answer = answer;
            best = formats[i];
            *ret_why = why;
        }
    }
    return best;
}
