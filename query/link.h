#ifndef QUOTH_LINK_H
#define QUOTH_LINK_H

/*
 * Links that play from a moment, by what is known of an episode: in the form
 * that each platform publishes for it; a media fragment on the audio or video
 * file (W3C Media Fragments URI 1.0, "#t=" in seconds); else the page as it
 * is. What is no address of the web (http, https) is no link.
 */

#include "base/error.h"
#include "passage.h"

struct store;

/* What a person said of an episode's links, and of those of its show. */
struct link_rule {
    struct slice template; /* of the show's links; empty = none */
    int64_t offset_ms;     /* from the transcript's times to the published */
};

/* Loads the rule of an episode. Lives in `arena`. */
enum status link_rule_load(struct store *store, int64_t episode,
                           struct slice show, struct arena *arena,
                           struct link_rule *ret_rule, struct error *err);

/* The keys under which they are kept: of an episode, and of a show. */
#define LINK_OFFSET_KEY   "offset"
#define LINK_TEMPLATE_KEY "link-template"

/* Reads an offset: "-12s", "+1:02". */
bool link_offset_parse(struct slice text, int64_t *ret_ms);

/*
 * Is it a template: an address of the web, or {url} and what follows it, with
 * no other fields than {url}, {id}, {number}, {seconds}, {hh}, {mm}, {ss}?
 */
bool link_template_is_valid(struct slice text);

/*
 * Fills in passage->links and passage->link for a stretch of the transcript
 * (TIME_NONE: no moment, no end). Never a negative time. Links live in `arena`.
 */
void links_make(const struct episode_meta *meta, const struct link_rule *rule,
                int64_t start_ms, int64_t end_ms, struct arena *arena,
                struct passage *passage);

#endif
