#include "command.h"
#include "date_text.h"
#include "language.h"
#include "link.h"
#include "name.h"
#include "ref.h"
#include "set.h"
#include "source_named.h"
#include "store.h"
#include "url.h"

#include <inttypes.h>
#include <string.h>

/* ---- what can be said of an episode ---- */

/* The value as it is kept, in `arena`; empty if it is none of the kind. */
typedef struct slice keep(struct slice value, struct arena *arena);

static struct slice keep_link(struct slice value, struct arena *arena)
{
    if (!slice_starts_with(value, SLICE("https://")) &&
        !slice_starts_with(value, SLICE("http://")))
        return (struct slice){ NULL, 0 };
    return set_keep_line(value, arena);
}

static struct slice keep_number(struct slice value, struct arena *arena)
{
    struct slice rest = value;
    int64_t number;

    if (!slice_take_number(&rest, INT64_MAX, &number) || rest.len)
        return (struct slice){ NULL, 0 };
    return arena_printf(arena, "%" PRId64, number);
}

static struct slice keep_offset(struct slice value, struct arena *arena)
{
    int64_t ms;

    if (!link_offset_parse(value, &ms))
        return (struct slice){ NULL, 0 };
    return set_keep_line(value, arena);
}

/* What a setting is about, and so what has to be done once it is made. */
enum subject {
    OF_EPISODE,     /* its record */
    OF_WORDS,       /* they are counted and stemmed by language: read anew */
    OF_TRANSCRIPTS, /* which of them is searched */
    OF_LINKS,       /* how they are made */
    OF_SPEAKERS,    /* whose names their names are */
};

/* The key is "speaker:" and a name in the episode. */
#define SPEAKER_KEY "speaker:"

struct key {
    const char *name;
    keep *keep;
    const char *kind; /* "a date: 2025-11-02, …" */
    enum subject subject;
};

static const struct key keys[] = {
    { "title", set_keep_line, "a text of one line", OF_EPISODE },
    { "date", date_normalize, "a date: 2025-11-02, 2025-11 or 2025",
      OF_EPISODE },
    { "show", set_keep_line, "a text of one line", OF_EPISODE },
    { "number", set_keep_line, "a text of one line", OF_EPISODE },
    { "lang", language_normalize, "a language: en or pt-BR", OF_WORDS },
    { "people", set_keep_line, "names, separated by commas", OF_EPISODE },
    { "link", keep_link, "an address: https://…", OF_EPISODE },
    { "media", keep_link, "an address: https://…", OF_EPISODE },
    { "transcript", keep_number, "a number from quoth list transcripts",
      OF_TRANSCRIPTS },
    { LINK_OFFSET_KEY, keep_offset, "a time, later or earlier: 12s or -1:02",
      OF_LINKS },
    { SPEAKER_KEY, set_keep_line, "a name", OF_SPEAKERS },
    { .name = NULL },
};

static const struct key *key_by_name(struct slice name)
{
    if (slice_starts_with(name, SLICE(SPEAKER_KEY)))
        name = SLICE(SPEAKER_KEY);
    for (const struct key *key = keys; key->name; key++)
        if (slice_equal(slice_of(key->name), name))
            return key;
    return NULL;
}

/* One argument: "date=2025-11-02". */
struct assignment {
    const struct key *key;
    struct slice name;  /* of the key, as it is kept */
    struct slice value; /* empty: taken back */
};

static enum status unknown_key(struct slice name, struct error *err)
{
    const char *names[sizeof(keys) / sizeof(*keys)];
    struct buf list = BUF_INIT;
    const char *meant;

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        names[i] = keys[i].name;
        if (names[i])
            buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    meant = nearest_name(name.ptr, names);
    if (meant)
        error_set(err, STATUS_USAGE,
                  "episodes have no \"%.*s\"; did you mean %s?",
                  SLICE_ARG(name), meant);
    else
        error_set(err, STATUS_USAGE, "episodes have no \"%.*s\", but %s",
                  SLICE_ARG(name), list.ptr);
    buf_release(&list);
    return err->status;
}

static enum status parse_assignment(const char *argument, struct arena *arena,
                                    struct assignment *ret_assignment,
                                    struct error *err)
{
    struct assignment assignment;
    struct slice name, value;
    enum status status = set_split(argument, arena, &name, &value, err);

    if (status)
        return status;
    assignment.key = key_by_name(name);
    if (!assignment.key)
        return unknown_key(name, err);
    assignment.name = name;
    assignment.value = value;
    if (value.len)
        assignment.value = assignment.key->keep(value, arena);
    if (value.len && assignment.value.len == 0)
        return error_set(err, STATUS_USAGE, "%s is %s, not \"%.*s\"",
                         assignment.key->name, assignment.key->kind,
                         SLICE_ARG(value));
    *ret_assignment = assignment;
    return STATUS_OK;
}

/* ---- episodes ---- */

/* Puts the name of one of the episode's speakers into the key as stored. */
static enum status check_speaker(struct store *store, int64_t episode,
                                 struct assignment *assignment,
                                 struct arena *arena, struct error *err)
{
    struct slice typed = slice_from(assignment->name, strlen(SPEAKER_KEY));
    struct slice key = name_fold(typed, arena), *names;
    size_t count = 0;
    enum status status =
        store_episode_speakers(store, episode, arena, &names, &count, err);

    for (size_t i = 0; i < count && !status; i++) {
        if (!slice_equal(name_fold(names[i], arena), key))
            continue;
        assignment->name =
            arena_printf(arena, SPEAKER_KEY "%.*s", SLICE_ARG(names[i]));
        return STATUS_OK;
    }
    if (status)
        return status;
    return error_set(err, STATUS_NOT_FOUND,
                     "nobody is called \"%.*s\" in episode %" PRId64,
                     SLICE_ARG(typed), episode);
}

static enum status check_transcript(struct store *store, int64_t episode,
                                    struct slice value, struct arena *arena,
                                    struct error *err)
{
    struct transcript_info info;
    int64_t id = 0;
    enum status status;

    if (!slice_take_number(&value, INT64_MAX, &id))
        return STATUS_OK; /* taken back */
    status = store_get_transcript(store, id, arena, &info, err);
    if (!status && (info.episode != episode || info.parent))
        status = error_set(err, STATUS_NOT_FOUND,
                           "episode %" PRId64 " has no transcript %" PRId64
                           "; quoth list transcripts %" PRId64 " shows them",
                           episode, id, episode);
    return status;
}

/* Whether the episode has what is spoken of. */
static enum status check(struct store *store, int64_t episode,
                         struct assignment *assignment, struct arena *arena,
                         struct error *err)
{
    switch (assignment->key->subject) {
    case OF_TRANSCRIPTS:
        return check_transcript(store, episode, assignment->value, arena, err);
    case OF_SPEAKERS:
        return check_speaker(store, episode, assignment, arena, err);
    case OF_EPISODE:
    case OF_WORDS:
    case OF_LINKS:
        break;
    }
    return STATUS_OK;
}

/* What follows from a setting besides what is stored of the episode. */
static enum status follow(struct store *store, int64_t episode,
                          enum subject subject, struct error *err)
{
    switch (subject) {
    case OF_WORDS:
        return store_reread_episode(store, episode, err);
    case OF_TRANSCRIPTS:
        return store_choose_transcripts(store, episode, err);
    case OF_SPEAKERS:
        return store_name_speakers(store, err);
    case OF_EPISODE:
    case OF_LINKS:
        break;
    }
    return STATUS_OK;
}

static void tell(const struct assignment *assignment, int64_t episode,
                 struct arena *arena, struct buf *out)
{
    bool read_anew = assignment->key->subject == OF_EPISODE ||
                     assignment->key->subject == OF_WORDS;

    buf_printf(out, "episode %" PRId64 ": ", episode);
    present_safe(out, assignment->name);
    if (assignment->value.len) {
        buf_string(out, " is ");
        present_safe(out, url_public(assignment->value, arena));
        buf_char(out, '\n');
    } else {
        buf_string(out, read_anew ? " will be what the file says, when it is "
                                    "indexed again\n"
                                  : " is what quoth makes of it again\n");
    }
}

static enum status assign(struct context *context, int64_t episode,
                          const struct assignment *assignment,
                          struct arena *arena, struct error *err)
{
    struct slice target = arena_printf(arena, "episode:%" PRId64, episode);
    enum status status =
        assignment->value.len
            ? store_put_correction(context->store, target, assignment->name,
                                   assignment->value, err)
            : store_drop_correction(context->store, episode, assignment->name,
                                    err);

    if (!status)
        status = follow(context->store, episode, assignment->key->subject, err);
    if (!status)
        tell(assignment, episode, arena, &context->out);
    return status;
}

static enum status set_episode(struct context *context, int argc, char **argv,
                               struct arena *arena, struct error *err)
{
    struct assignment *assignments =
        arena_array(arena, (size_t)argc, sizeof(*assignments));
    struct episode_meta nothing_new;
    int64_t episode;
    enum status status =
        ref_episode(context->store, slice_of(argv[1]), &episode, err);

    for (int i = 2; !status && i < argc; i++)
        status = parse_assignment(argv[i], arena, &assignments[i], err);
    for (int i = 2; !status && i < argc; i++)
        status = check(context->store, episode, &assignments[i], arena, err);
    for (int i = 2; !status && i < argc; i++)
        status = assign(context, episode, &assignments[i], arena, err);
    if (status)
        return status;
    /* Lays the corrections over what is stored. */
    meta_init(&nothing_new);
    return store_put_episode(context->store, &nothing_new, NULL, 0,
                             EPISODE_FILL, &episode, err);
}

/* ---- the command ---- */

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct slice show = SLICE("show:"), speaker = SLICE("speaker:");
    const struct slice source = SLICE(SOURCE_PREFIX), path = SLICE("path=");
    struct slice target = slice_of(argc > 1 ? argv[1] : "");
    struct arena arena;
    enum status status;

    (void)values;
    if (argc < 3)
        return error_set(err, STATUS_USAGE,
                         "set what? quoth set 12 date=2025-11-02, or "
                         "quoth set show:OLD name=NEW");
    arena_init(&arena);
    if (slice_starts_with(target, show))
        status = set_show(context, slice_from(target, show.len), argc - 2,
                          argv + 2, &arena, err);
    else if (slice_starts_with(target, speaker))
        status = set_speaker(context, slice_from(target, speaker.len), argc - 2,
                             argv + 2, &arena, err);
    else if (slice_starts_with(target, source) ||
             slice_starts_with(slice_of(argv[2]), path))
        status = set_source(context, argv[1], argc - 2, argv + 2, &arena, err);
    else
        status = set_episode(context, argc, argv, &arena, err);
    arena_release(&arena);
    return status;
}

static const char details[] =
    "What is set stays, also when files are read again. Of an episode: title,\n"
    "date, show, number, lang (counts from the next index on), people (names\n"
    "with commas between them), link (page or video), media (the audio or\n"
    "video file), transcript (which of several is searched: its number in\n"
    "quoth list transcripts), offset (how much later, or earlier with a\n"
    "minus, things come in what is published than in the transcript: links\n"
    "and cuts heed it), and speaker:NAME, who that is in this episode. Of a\n"
    "show: name, and link, how its links are made. Of a speaker: alias, under\n"
    "which name to find and show them, in all episodes. KEY= without a value\n"
    "takes it back; an alias to the name itself parts what was taken for one\n"
    "person. Of a source, by its number in quoth list sources, its path or a\n"
    "part of it: path, where it is now; what is known of its files goes\n"
    "along.\n"
    "\n"
    "Examples:\n"
    "    quoth set 12 date=2025-11-02 people='Dana Reyes, Sam Okafor'\n"
    "    quoth set 12 date=\n"
    "    quoth set 12 'speaker:Speaker 1=Dana Reyes'\n"
    "    quoth set 12 transcript=14\n"
    "    quoth set 12 offset=-12s\n"
    "    quoth set show:fieldnotes name='Field Notes'\n"
    "    quoth set show:fieldnotes link='{url}?t={seconds}'\n"
    "    quoth set speaker:Dana alias='Dana Reyes'\n"
    "    quoth set ~/podcasts path=/mnt/disk/podcasts\n"
    "    quoth set source:3 path=https://example.org/feed.xml\n"
    "    quoth list settings";

const struct command cmd_set = {
    .name = "set",
    .summary = "correct what is known of episodes, shows, speakers and sources",
    .usage = "EPISODE|show:NAME|speaker:NAME|SOURCE KEY=VALUE…",
    .details = details,
    .options = NULL,
    .options_size = 0,
    .needs = NEEDS_WRITER,
    .run = run,
};
