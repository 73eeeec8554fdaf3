#include "match.h"

#include "identity.h"
#include "likeness.h"

/* An episode that has a key of the file's, but is not the file's. */
struct doubt {
    int64_t episode; /* 0 = none */
    struct slice key;
    const char *reason;
};

static bool is_speech(struct slice kind)
{
    return slice_equal(kind, SLICE(KIND_SPEECH));
}

/* Does the file say what another transcript says, in other words or cues? */
static enum status says_the_same(struct run *run,
                                 const struct prepared *prepared,
                                 int64_t transcript, bool *ret_same,
                                 struct error *err)
{
    struct transcript_info info;
    struct token_list tokens;
    enum status status =
        store_get_transcript(run->store, transcript, &run->scratch, &info, err);

    *ret_same = true;
    if (status || !slice_equal(info.language, prepared->meta.language) ||
        !is_speech(info.kind) || !is_speech(slice_of(prepared->kind)))
        return status; /* a translation has other words, so have titles */
    token_list_init(&tokens);
    status = store_transcript_tokens(run->store, transcript, &tokens, err);
    if (!status)
        *ret_same = likeness(&tokens, &prepared->tokens) > LIKENESS_SAME_SPEECH;
    token_list_release(&tokens);
    return status;
}

/*
 * Is the file a transcript of `episode`, which has one of its keys? A key can
 * be wrong: archives are found that give the same video id to two
 * conversations.
 */
static enum status fits_episode(struct run *run,
                                const struct prepared *prepared,
                                int64_t episode, enum key_trust trust,
                                const char **ret_reason, struct error *err)
{
    struct episode_meta stored;
    struct slice key;
    int64_t *transcripts;
    size_t count = 0;
    bool same = true;
    enum status status = store_get_episode(run->store, episode, &run->scratch,
                                           &stored, &key, err);

    *ret_reason = NULL;
    if (!status && !identity_compatible(&prepared->meta, &stored, trust))
        *ret_reason = "title or date differ";
    if (!status)
        status = store_episode_transcripts(run->store, episode, &run->scratch,
                                           &transcripts, &count, err);
    for (size_t i = 0; i < count && !status && same && !*ret_reason; i++)
        status = says_the_same(run, prepared, transcripts[i], &same, err);
    if (!same)
        *ret_reason = "what is said differs";
    return status;
}

/*
 * The episode that the file belongs to, by its strongest key that fits. Keys of
 * episodes that do not fit are dropped, and the first such is a doubt.
 */
static enum status find_episode(struct run *run,
                                const struct prepared *prepared,
                                struct identity_keys *keys,
                                int64_t *ret_episode, struct doubt *ret_doubt,
                                struct error *err)
{
    size_t kept = 0;
    enum status status = STATUS_OK;

    *ret_episode = 0;
    *ret_doubt = (struct doubt){ 0 };
    for (size_t i = 0; i < keys->count && !status; i++) {
        const char *reason = NULL;
        int64_t episode;
        size_t which;

        status = store_find_episode(run->store, &keys->keys[i], 1, &episode,
                                    &which, err);
        if (!status && episode && !*ret_episode) {
            status = fits_episode(run, prepared, episode, keys->trust[i],
                                  &reason, err);
            if (!reason)
                *ret_episode = episode;
            else if (!ret_doubt->episode)
                *ret_doubt = (struct doubt){ episode, keys->keys[i], reason };
        }
        if (!episode || episode == *ret_episode)
            keys->keys[kept++] = keys->keys[i];
    }
    keys->count = kept;
    return status;
}

/* Counts the transcripts of an episode that are of the file's kind. */
static enum status count_same_kind(struct run *run,
                                   const struct prepared *prepared,
                                   int64_t episode, size_t *ret_same,
                                   size_t *ret_all, struct error *err)
{
    int64_t *transcripts;
    enum status status = store_episode_transcripts(
        run->store, episode, &run->scratch, &transcripts, ret_all, err);

    *ret_same = 0;
    for (size_t i = 0; i < *ret_all && !status; i++) {
        struct transcript_info info;

        status = store_get_transcript(run->store, transcripts[i], &run->scratch,
                                      &info, err);
        if (!status)
            *ret_same += slice_equal(info.kind, slice_of(prepared->kind));
    }
    return status;
}

/*
 * What a file says goes before what others said if it states the title; it is
 * all that counts if the episode has no other transcript. A file of chapters
 * only fills gaps, and speech goes before it.
 */
static enum status choose_merge(struct run *run,
                                const struct prepared *prepared,
                                int64_t episode, int64_t transcript,
                                enum episode_merge *ret_merge,
                                struct error *err)
{
    bool speech = is_speech(slice_of(prepared->kind));
    size_t same = 0, all = 0;
    enum status status =
        count_same_kind(run, prepared, episode, &same, &all, err);

    if (transcript && (speech ? same : all) == 1)
        *ret_merge = EPISODE_REPLACE;
    else if (speech && (transcript || prepared->said_title || same == 0))
        *ret_merge = EPISODE_PREFER;
    else
        *ret_merge = EPISODE_FILL;
    return status;
}

enum status match_episode(struct run *run, const struct walk_file *file,
                          const struct prepared *prepared, int64_t transcript,
                          int64_t *ret_episode, bool *ret_new,
                          struct error *err)
{
    struct identity_keys keys;
    struct transcript_info info;
    struct doubt doubt = { 0 };
    enum episode_merge merge = EPISODE_FILL;
    enum status status = STATUS_OK;

    identity_keys(&prepared->meta, file->path, prepared->said_title,
                  &run->scratch, &keys);
    *ret_episode = 0;
    if (transcript) {
        status = store_get_transcript(run->store, transcript, &run->scratch,
                                      &info, err);
        *ret_episode = info.episode;
    } else {
        status = find_episode(run, prepared, &keys, ret_episode, &doubt, err);
    }
    if (status)
        return status;
    *ret_new = *ret_episode == 0;
    if (!status)
        status =
            choose_merge(run, prepared, *ret_episode, transcript, &merge, err);
    if (!status)
        status = store_put_episode(run->store, &prepared->meta, keys.keys,
                                   keys.count, merge, ret_episode, err);
    if (!status && doubt.episode && doubt.episode != *ret_episode)
        status = store_put_doubt(run->store, *ret_episode, doubt.episode,
                                 doubt.key, slice_of(doubt.reason), err);
    return status;
}
