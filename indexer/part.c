#include "part.h"

#include "identity.h"

/* Does the file itself say which episode it is of? */
static bool says_who_it_is(const struct prepared *prepared)
{
    const struct episode_meta *meta = &prepared->meta;

    return meta->guid.len || meta->platform_id.len || meta->media.len ||
           prepared->said_title;
}

/* Has another file of the episode the same stem, in a folder like its own? */
static enum status has_namesake(struct run *run, struct slice path,
                                int64_t episode, bool *ret_has,
                                struct error *err)
{
    struct slice key = identity_place_key(path, &run->scratch), *paths;
    size_t count = 0;
    enum status status = store_episode_paths(run->store, episode, &run->scratch,
                                             &paths, &count, err);

    *ret_has = false;
    for (size_t i = 0; i < count && !status && !*ret_has; i++)
        *ret_has =
            !slice_equal(paths[i], path) &&
            slice_equal(identity_place_key(paths[i], &run->scratch), key);
    return status;
}

enum status part_from_copies(struct run *run, const struct walk_file *file,
                             const struct prepared *prepared,
                             int64_t transcript, struct error *err)
{
    struct transcript_info info;
    struct identity_keys keys;
    bool stays = false;
    enum status status =
        store_get_transcript(run->store, transcript, &run->scratch, &info, err);

    if (!status)
        status = has_namesake(run, file->path, info.episode, &stays, err);
    if (status || stays || says_who_it_is(prepared))
        return status;
    identity_keys(&prepared->meta, file->path, false, &run->scratch, &keys);
    for (size_t i = 0; i < keys.count && !status; i++)
        status = store_drop_key(run->store, info.episode, keys.keys[i], err);
    /* Its title may be from the name that it does not have any more. */
    if (!status)
        status = store_reread_episode(run->store, info.episode, err);
    return status;
}
