/*
 * The titles of a transcript's chapters, kept as a transcript beside it.
 */
#include "store_internal.h"

#include "term_counts.h"
#include "titles.h"

/* The transcript of the titles, as it is stored. */
static struct transcript_record record_of(const struct titles *titles,
                                          const struct transcript_record *of,
                                          int64_t parent, int64_t id)
{
    return (struct transcript_record){
        .id = id,
        .parent = parent,
        .episode = of->episode,
        .kind = KIND_CHAPTERS,
        .language = of->language,
        .language_guessed = of->language_guessed,
        .format = of->format,
        .encoding = of->encoding,
        .made_by = of->made_by,
        .timing = titles->timing,
        .content_hash = of->content_hash,
        .duration_ms = of->duration_ms,
        .axis = titles->axis,
        .segments = titles->segments,
        .surely_close = titles->surely_close,
        .maybe_close = titles->maybe_close,
        .crowding = titles->crowding,
    };
}

static enum status put_titles(struct store *store, const struct titles *titles,
                              const struct token_list *tokens,
                              const struct transcript_record *of,
                              int64_t parent, int64_t id, struct error *err)
{
    struct term_counts *terms = term_counts_new();
    struct transcript_record record = record_of(titles, of, parent, id);
    enum status status;

    term_counts_add(terms, tokens, of->language, 1);
    record.tokens = tokens;
    record.terms = terms;
    record.stream_hash = token_list_hash(tokens);
    status = store_put_transcript(store, &record, &id, err);
    term_counts_free(terms);
    return status;
}

enum status store_put_titles(struct store *store, int64_t parent,
                             const struct transcript_record *transcript,
                             struct error *err)
{
    struct token_list tokens;
    struct titles titles;
    struct arena arena;
    int64_t id = 0;
    enum status status =
        store_number_of(store, CHAPTERS_TRANSCRIPT, parent, &id, err);

    if (status)
        return status;
    arena_init(&arena);
    token_list_init(&tokens);
    titles_lay_out(transcript->chapters, transcript->chapter_count, &arena,
                   &tokens, &titles);
    if (titles.axis.segment_count)
        status =
            put_titles(store, &titles, &tokens, transcript, parent, id, err);
    else if (id)
        status = store_drop_transcript(store, id, err);
    token_list_release(&tokens);
    arena_release(&arena);
    return status;
}
