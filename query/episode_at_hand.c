#include "episode_at_hand.h"

enum status episode_at_hand_enter(struct episode_at_hand *hand,
                                  struct store *store, int64_t id,
                                  struct arena *arena, struct error *err)
{
    struct passage_episode *episode;
    struct slice key;
    enum status status;

    if (hand->episode && hand->episode->id == id)
        return STATUS_OK;
    hand->episode = NULL;
    status = store_get_episode(store, id, arena, &hand->meta, &key, err);
    if (!status)
        status = link_rule_load(store, id, hand->meta.show, arena,
                                &hand->link_rule, err);
    if (status)
        return status;
    episode = arena_alloc(arena, sizeof(*episode));
    *episode = (struct passage_episode){
        .id = id,
        .key = key,
        .show = hand->meta.show,
        .number = hand->meta.number,
        .title = hand->meta.title,
        .date = hand->meta.date,
        .media = hand->meta.media,
        .people = hand->meta.people,
    };
    hand->episode = episode;
    return STATUS_OK;
}
