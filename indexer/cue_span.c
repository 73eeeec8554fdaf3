#include "cue_span.h"

enum {
    MS_PER_WORD = 400,    /* of speech, where nothing says how long it lasts */
    STEP_BACK_MS = 60000, /* a longer one is a mistyped time, here or before */
};

const struct cue_span cue_span_before_all = { .limit_ms = INT64_MAX };

static int64_t words_in(struct slice text)
{
    struct slice word;
    int64_t count = 0;

    while (slice_next_part(&text, ' ', &word))
        count++;
    return count;
}

struct cue_span cue_span_of(const struct cue *cue, struct cue_span above)
{
    int64_t spoken_ms = MS_PER_WORD * words_in(cue->text);
    struct cue_span span = { .start_ms = cue->start_ms, .end_ms = cue->end_ms };

    span.limit_ms = span.end_ms == TIME_NONE ? INT64_MAX : span.end_ms;
    if (span.start_ms == TIME_NONE) {
        span.start_ms = above.next_ms;
        span.limit_ms = above.limit_ms;
    } else if (span.start_ms < above.start_ms &&
               above.start_ms - span.start_ms <= STEP_BACK_MS) {
        span.start_ms = above.start_ms;
    }
    span.next_ms = span.start_ms + spoken_ms;
    if (span.end_ms == TIME_NONE || span.end_ms < span.start_ms)
        span.end_ms = span.next_ms;
    if (span.next_ms > span.limit_ms)
        span.next_ms = span.limit_ms;
    return span;
}

int64_t cue_word_end(const struct cue *cue, uint32_t index)
{
    if (cue->words[index].end_ms != TIME_NONE)
        return cue->words[index].end_ms;
    if (index + 1 < cue->word_count)
        return cue->words[index + 1].start_ms;
    return cue->end_ms;
}
