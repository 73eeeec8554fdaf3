#include "telling.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "network.h"
#include "output.h"
#include "url.h"

/* ---- as it comes ---- */

static struct show_tally *tally_of(struct telling *telling, struct slice name)
{
    struct show_tally *tally;

    for (size_t i = 0; i < telling->show_count; i++)
        if (slice_equal(telling->shows[i].name, name))
            return &telling->shows[i];
    telling->shows =
        arena_grow(telling->arena, telling->shows, &telling->show_capacity,
                   telling->show_count + 1, sizeof(*telling->shows));
    tally = &telling->shows[telling->show_count++];
    *tally = (struct show_tally){ .name = arena_copy(telling->arena, name) };
    return tally;
}

static void count_episode(struct telling *telling,
                          const struct episode_meta *meta)
{
    struct show_tally *tally = tally_of(telling, meta->show);

    telling->new_episodes++;
    tally->episodes++;
    if (!meta->date.len)
        return;
    if (!tally->first.len || slice_compare(meta->date, tally->first) < 0)
        tally->first = arena_copy(telling->arena, meta->date);
    if (!tally->last.len || slice_compare(meta->date, tally->last) > 0)
        tally->last = arena_copy(telling->arena, meta->date);
}

void telling_put_failure(struct telling *telling,
                         const struct ingest_event *event)
{
    struct buf text = BUF_INIT;

    progress_clear(&telling->progress);
    buf_string(&text, "quoth: ");
    present_safe(&text, url_public(event->path, telling->arena));
    buf_string(&text, ": ");
    present_safe(&text, event->reason);
    buf_char(&text, '\n');
    output_complaint(buf_view(&text));
    buf_release(&text);
}

void telling_take_event(void *context, const struct ingest_event *event)
{
    struct telling *telling = context;

    if (event->outcome == INGEST_FAILED)
        telling_put_failure(telling, event);
    if (event->new_episode)
        count_episode(telling, &event->prepared->meta);
}

bool telling_interrupted(void *context)
{
    const struct telling *telling = context;

    return interrupted() || (telling->deadline_ms &&
                             clock_monotonic_ms() > telling->deadline_ms);
}

void telling_take_progress(void *context, size_t done, size_t total)
{
    struct telling *telling = context;

    progress_show(&telling->progress, done, total, "files");
}

/* ---- at the end ---- */

static void put_shows(const struct telling *telling, struct buf *out)
{
    size_t width = 0;

    for (size_t i = 0; i < telling->show_count; i++)
        if (utf8_width(telling->shows[i].name) > width)
            width = utf8_width(telling->shows[i].name);
    for (size_t i = 0; i < telling->show_count; i++) {
        const struct show_tally *tally = &telling->shows[i];
        size_t pad = width - utf8_width(tally->name);

        present_safe(out, tally->name);
        buf_printf(out, "%*s   %6zu episode%s   ", (int)pad, "",
                   tally->episodes, tally->episodes == 1 ? " " : "s");
        if (!tally->first.len)
            buf_string(out, "no dates");
        else if (slice_equal(tally->first, tally->last))
            present_safe(out, tally->first);
        else
            buf_printf(out, "%.*s to %.*s", SLICE_ARG(tally->first),
                       SLICE_ARG(tally->last));
        buf_char(out, '\n');
    }
}

static void put_count(struct buf *out, int64_t count, const char *what)
{
    if (count == 0)
        return;
    if (out->len && out->ptr[out->len - 1] != '\n')
        buf_string(out, ", ");
    present_count(out, (size_t)count);
    buf_printf(out, " %s", what);
}

/* 3.1 M, 12.4 k, 950 */
static void put_words(struct buf *out, int64_t words)
{
    if (words >= 1000000)
        buf_printf(out, "%.1f M words", (double)words / 1e6);
    else if (words >= 10000)
        buf_printf(out, "%.1f k words", (double)words / 1e3);
    else
        buf_printf(out, "%lld words", (long long)words);
}

static void put_kinds(struct buf *out, const struct ingest_report *report)
{
    for (size_t i = 0; i < report->kind_count; i++) {
        buf_string(out, i ? ", " : " · not transcripts: ");
        present_count(out, report->kinds[i].count);
        buf_char(out, ' ');
        present_safe(out, report->kinds[i].kind);
    }
}

static bool could_not_read(const struct ingest_report *report)
{
    return report->unavailable_count || report->postponed || report->resting ||
           report->counts.failed || report->counts.still_failing;
}

void telling_put_summary(const struct telling *telling,
                         const struct ingest_report *report, int64_t elapsed_ms,
                         struct buf *out)
{
    const struct run_counts *counts = &report->counts;

    network_put_feeds(report, out);
    put_shows(telling, out);
    if (counts->added || counts->changed) {
        put_count(out, (int64_t)telling->new_episodes,
                  telling->new_episodes == 1 ? "new episode" : "new episodes");
        put_count(out, counts->added - (int64_t)telling->new_episodes,
                  "more of known episodes");
        put_count(out, counts->changed, "changed");
        if (report->tokens) {
            buf_string(out, ", ");
            put_words(out, report->tokens);
        }
    }
    put_count(out, counts->moved, "moved");
    if (counts->removed == 0) /* else they are among the forgotten */
        put_count(out, counts->vanished, "vanished (--prune forgets them)");
    put_count(out, counts->removed, "forgotten");
    put_count(out, counts->unchanged, "unchanged");
    if (!out->len || out->ptr[out->len - 1] == '\n')
        buf_string(out,
                   could_not_read(report) ? "nothing read" : "no transcripts");
    buf_string(out, " in ");
    present_elapsed(out, elapsed_ms);
    if (counts->failed)
        buf_printf(out, " · %lld failed (quoth list failures)",
                   (long long)counts->failed);
    if (counts->still_failing)
        buf_printf(out, " · %lld still failing",
                   (long long)counts->still_failing);
    if (report->postponed)
        buf_printf(out, " · %lld put off (their hosts want peace)",
                   (long long)report->postponed);
    if (report->resting)
        buf_printf(out, " · %lld resting", (long long)report->resting);
    if (report->rechecked)
        buf_printf(out, " · %lld looked at again",
                   (long long)report->rechecked);
    put_kinds(out, report);
    buf_char(out, '\n');
}

void telling_put_dry_summary(const struct ingest_report *report,
                             struct buf *out)
{
    const struct run_counts *counts = &report->counts;

    if (counts->added) {
        present_counted(out, (size_t)counts->added, "transcript");
        buf_string(out, ", ");
        put_words(out, report->tokens);
    } else {
        buf_string(out, "no transcripts");
    }
    if (counts->failed)
        buf_printf(out, " · %lld failed", (long long)counts->failed);
    put_kinds(out, report);
    buf_string(out, " · nothing was stored\n");
}

/* What the user must know besides: on stderr. */
void telling_put_warnings(const struct telling *telling,
                          const struct ingest_report *report)
{
    struct buf text = BUF_INIT;

    for (size_t i = 0; i < report->unavailable_count; i++) {
        buf_string(&text, "quoth: unavailable, and left as it is: ");
        present_safe(&text, report->unavailable[i]);
        buf_string(&text, " (");
        present_safe(&text, report->unavailable_reasons[i]);
        buf_string(&text, ")\n");
    }
    if (report->refused_prune.len) {
        buf_string(&text, "quoth: nothing forgotten: ");
        present_safe(&text, report->refused_prune);
        buf_char(&text, '\n');
    }
    output_complaint(buf_view(&text));
    buf_clear(&text);
    if (report->was_interrupted)
        buf_printf(&text,
                   "quoth: %s; what was read is kept, the next run goes on "
                   "from there\n",
                   interrupted() ? "interrupted" : "the time is up");
    output_note(telling->context, buf_view(&text));
    buf_release(&text);
}
