#include "network.h"

#include "command.h"
#include "path.h"
#include "present.h"
#include "url.h"

#include <stdlib.h>

struct slice network_folder(const char *store_path, struct arena *arena)
{
    struct slice folder = path_folder(path_absolute(arena, store_path));

    return arena_printf(arena, "%.*s/fetched", SLICE_ARG(folder));
}

struct network_options network_for(const struct config *config,
                                   const char *store_path, struct arena *arena)
{
    struct network_options network = config->network;
    const char *authorities = getenv("SSL_CERT_FILE");

    network.fetch.interrupted = ask_interrupted;
    network.keep = true;
    /* What other programs that use OpenSSL go by. */
    if (!network.fetch.ca_file && authorities && *authorities)
        network.fetch.ca_file = authorities;
    if (!store_path)
        return network;
    network.folder = network_folder(store_path, arena).ptr;
    return network;
}

/* 312 episodes, 14 with transcripts (2 fetched now), 298 with show notes and
 * chapters only */
static void put_offer(const struct feed_report *feed, struct buf *out)
{
    size_t others = feed->episodes - feed->with_transcripts;

    present_counted(out, feed->episodes, "episode");
    buf_string(out, ", ");
    present_count(out, feed->with_transcripts);
    buf_printf(out, " with transcript%s (",
               feed->with_transcripts == 1 ? "" : "s");
    present_count(out, feed->fetched);
    buf_string(out, " fetched now)");
    if (others == 0)
        return;
    buf_string(out, ", ");
    present_count(out, others);
    buf_string(out, " with show notes and chapters only");
}

void network_put_feeds(const struct ingest_report *report, struct buf *out)
{
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < report->feed_count; i++) {
        const struct feed_report *feed = &report->feeds[i];

        if (!feed->first)
            continue;
        present_safe(out, feed->title.len ? feed->title
                                          : url_public(feed->url, &arena));
        buf_string(out, ": ");
        put_offer(feed, out);
        buf_char(out, '\n');
    }
    arena_release(&arena);
}
