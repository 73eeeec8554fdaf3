#include "notes.h"

#include "evidence.h"
#include "known_as.h"
#include "link.h"
#include "mention.h"
#include "quotation.h"
#include "ref.h"

enum { EVIDENCE_MOMENTS = 3 };

/* Evidence that scores less than this of the best is another matter. */
#define EVIDENCE_SHARE 0.7

struct maker {
    struct store *store;
    int64_t episode;
    struct arena *arena;
    struct episode_meta meta;
    struct link_rule rule;
    struct axis axis; /* of the transcript of speech that is read */
    struct ref_clock clock;
    int64_t transcript; /* 0: there is none */
};

static enum status open_episode(struct maker *maker, struct error *err)
{
    struct slice key;
    enum status status = store_get_episode(
        maker->store, maker->episode, maker->arena, &maker->meta, &key, err);

    if (!status)
        status = link_rule_load(maker->store, maker->episode, maker->meta.show,
                                maker->arena, &maker->rule, err);
    return status;
}

/* The first transcript of speech; other kinds come behind it. */
static enum status open_transcript(struct maker *maker, struct error *err)
{
    struct transcript_info info;
    struct slice packed;
    int64_t *ids;
    size_t count;
    enum status status = store_episode_transcripts(
        maker->store, maker->episode, maker->arena, &ids, &count, err);

    if (status || count == 0)
        return status;
    status =
        store_get_transcript(maker->store, ids[0], maker->arena, &info, err);
    if (status || !slice_equal(info.kind, SLICE(KIND_SPEECH)))
        return status;
    status = store_get_axis(maker->store, ids[0], maker->arena, &packed, err);
    if (!status)
        status = axis_unpack(packed, maker->arena, &maker->axis, err);
    if (status || maker->axis.token_count == 0)
        return status;
    ref_clock_init(&maker->clock, &maker->axis, maker->arena);
    maker->transcript = ids[0];
    return STATUS_OK;
}

/* ---- moments ---- */

static struct slice link_at(struct maker *maker, int64_t start_ms)
{
    struct passage passage = { .start_ms = start_ms };

    links_make(&maker->meta, &maker->rule, start_ms, TIME_NONE, maker->arena,
               &passage);
    return passage.link;
}

static struct note_moment moment_of_token(struct maker *maker, uint32_t token)
{
    struct axis_time time = axis_time_of(&maker->axis, token);
    struct note_moment moment = { .start_ms = TIME_NONE };
    struct buf ref = BUF_INIT;

    ref_print(&ref, maker->episode, &maker->clock,
              axis_segment_of(&maker->axis, token));
    moment.ref = arena_copy(maker->arena, buf_view(&ref));
    buf_release(&ref);
    if (time.timing != TIMING_NONE)
        moment.start_ms = time.start_ms;
    moment.link = link_at(maker, moment.start_ms);
    return moment;
}

static struct note_moment moment_of_passage(struct maker *maker,
                                            const struct passage *passage)
{
    struct note_moment moment = { .ref = passage->ref,
                                  .start_ms = evidence_time(passage) };

    moment.link = link_at(maker, moment.start_ms);
    return moment;
}

/* ---- parts ---- */

/* Chapters of the first transcript that has some with times. */
static enum status add_chapters(struct maker *maker, struct notes *notes,
                                struct error *err)
{
    struct chapter_record *chapters = NULL;
    struct note_moment *moments;
    size_t count = 0, id_count, kept = 0;
    int64_t *ids;
    enum status status = store_episode_transcripts(
        maker->store, maker->episode, maker->arena, &ids, &id_count, err);

    for (size_t i = 0; i < id_count && !status && count == 0; i++)
        status = store_get_chapters(maker->store, ids[i], maker->arena,
                                    &chapters, &count, err);
    moments = arena_array(maker->arena, count, sizeof(*moments));
    for (size_t i = 0; i < count && !status; i++) {
        if (chapters[i].start_ms == TIME_NONE || !chapters[i].title.len)
            continue;
        moments[kept] = (struct note_moment){
            .start_ms = chapters[i].start_ms,
            .link = link_at(maker, chapters[i].start_ms),
        };
        chapters[kept++] = chapters[i];
    }
    notes->chapters = chapters;
    notes->chapter_moments = moments;
    notes->chapter_count = kept;
    return status;
}

static enum status add_quotes(struct maker *maker,
                              const struct notes_options *options,
                              struct notes *notes, struct error *err)
{
    const struct quotation_options how = { .max_words = 0 };
    struct quoter *quoter = quoter_new(maker->store, &how, maker->arena);
    struct passage *list =
        arena_array(maker->arena, options->quote_count, sizeof(*list));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < options->quote_count && !status; i++) {
        struct quotation quotation;

        status = quotation_make(quoter, &options->quotes[i], &quotation, err);
        list[i] = quotation.passage;
    }
    quoter_free(quoter);
    notes->quotes = list;
    notes->quote_count = options->quote_count;
    return status;
}

/* Who speaks is in the episode, also if nothing but the transcript says so. */
static enum status add_speakers(struct maker *maker, struct error *err)
{
    struct slice *speakers;
    size_t count;
    enum status status = store_episode_speakers(
        maker->store, maker->episode, maker->arena, &speakers, &count, err);

    for (size_t i = 0; i < count && !status; i++)
        if (name_is_personal(speakers[i]))
            people_add(&maker->meta.people, maker->arena, speakers[i],
                       SLICE(""));
    return status;
}

static void set_mentions(struct maker *maker, const struct mention *found,
                         size_t count, struct notes *notes)
{
    struct note_mention *list = arena_array(maker->arena, count, sizeof(*list));

    for (size_t i = 0; i < count; i++) {
        size_t times =
            found[i].count < MENTION_TIMES ? found[i].count : MENTION_TIMES;
        struct note_moment *moments =
            arena_array(maker->arena, times, sizeof(*moments));

        for (size_t k = 0; k < times; k++)
            moments[k] = moment_of_token(maker, found[i].tokens[k]);
        list[i] =
            (struct note_mention){ arena_copy(maker->arena, found[i].text),
                                   moments, times, found[i].count };
    }
    notes->mentions = list;
    notes->mention_count = count;
}

static enum status add_mentions(struct maker *maker, size_t limit,
                                struct notes *notes, struct error *err)
{
    struct extract extract;
    struct mention *found;
    const struct people *people = &maker->meta.people;
    struct slice *names =
        arena_array(maker->arena, people->count, sizeof(*names));
    size_t count;
    enum status status;

    if (!maker->transcript || !limit)
        return STATUS_OK;
    for (size_t i = 0; i < people->count; i++)
        names[i] = people->list[i].name;
    status =
        extract_load(maker->store, maker->transcript, &maker->axis, 0,
                     maker->axis.segment_count, maker->arena, &extract, err);
    if (status)
        return status;
    status = mentions_find(maker->store, &extract, names, people->count, limit,
                           maker->arena, &found, &count, err);
    if (!status)
        set_mentions(maker, found, count, notes);
    extract_release(&extract);
    return status;
}

static enum status add_takeaway(struct maker *maker, struct slice text,
                                struct note_takeaway *takeaway,
                                struct error *err)
{
    struct note_moment *moments =
        arena_array(maker->arena, EVIDENCE_MOMENTS, sizeof(*moments));
    struct evidence evidence;
    enum status status =
        evidence_find(maker->store, maker->episode, text, EVIDENCE_MOMENTS,
                      maker->arena, &evidence, err);

    *takeaway = (struct note_takeaway){ .text = text, .moments = moments };
    for (size_t i = 0; i < evidence.count && !status; i++)
        if (evidence.list[i].score >= EVIDENCE_SHARE * evidence.list[0].score)
            moments[takeaway->count++] =
                moment_of_passage(maker, &evidence.list[i]);
    return status;
}

static enum status add_takeaways(struct maker *maker,
                                 const struct notes_options *options,
                                 struct notes *notes, struct error *err)
{
    struct note_takeaway *list =
        arena_array(maker->arena, options->line_count, sizeof(*list));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < options->line_count && !status; i++)
        status = add_takeaway(maker, options->lines[i], &list[i], err);
    notes->takeaways = list;
    notes->takeaway_count = options->line_count;
    return status;
}

static void add_head(struct maker *maker, struct notes *notes)
{
    struct passage passage = { .start_ms = TIME_NONE };
    struct episode_meta *meta = arena_alloc(maker->arena, sizeof(*meta));

    *meta = maker->meta;
    links_make(meta, &maker->rule, TIME_NONE, TIME_NONE, maker->arena,
               &passage);
    notes->meta = meta;
    notes->links = passage.links;
    notes->link_count = passage.link_count;
}

enum status notes_make(struct store *store, int64_t episode,
                       const struct notes_options *options, struct arena *arena,
                       struct notes *ret_notes, struct error *err)
{
    struct maker maker = { .store = store, .episode = episode, .arena = arena };
    struct notes notes = { 0 };
    enum status status = open_episode(&maker, err);

    if (!status)
        status = add_speakers(&maker, err);
    if (!status)
        status = open_transcript(&maker, err);
    if (!status)
        status = add_chapters(&maker, &notes, err);
    if (!status)
        status = add_quotes(&maker, options, &notes, err);
    if (!status)
        status = add_mentions(&maker, options->mentions, &notes, err);
    if (!status)
        status = add_takeaways(&maker, options, &notes, err);
    if (status)
        return status;
    add_head(&maker, &notes);
    *ret_notes = notes;
    return STATUS_OK;
}

void notes_put_moment(struct buf *out, const struct note_moment *moment)
{
    if (moment->start_ms == TIME_NONE)
        buf_slice(out, moment->ref);
    else
        timecode_print_clock(out, moment->start_ms);
}

void notes_put_people(struct buf *out, const struct people *people,
                      void (*escape)(struct buf *out, struct slice text))
{
    for (size_t i = 0; i < people->count; i++) {
        const struct person *person = &people->list[i];

        if (i)
            buf_string(out, ", ");
        escape(out, person->name);
        if (person->role.len) {
            buf_string(out, " (");
            escape(out, person->role);
            buf_char(out, ')');
        }
    }
}
