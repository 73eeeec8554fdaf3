#include "format.h"

const struct format *const formats[] = {
    &format_vtt,
    &format_srt,
    &format_cues,
    &format_json3,
    &format_timedtext,
    &format_ttml,
    &format_ass,
    &format_sbv,
    &format_lrc,
    &format_podcast_json,
    &format_podcast_html,
    &format_page,
    &format_html,
    &format_deepgram,
    &format_assemblyai,
    &format_aws,
    &format_rev,
    &format_google,
    &format_azure,
    &format_whisper,
    &format_ffmetadata,
    &format_chapters_xml,
    &format_chapters_json,
    &format_chapters_ogm,
    &format_audacity,
    &format_chapters_text,
    &format_console,
    &format_table,
    &format_text,
    &format_pattern,
    NULL,
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
