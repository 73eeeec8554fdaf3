/*
 * What `quoth` without a command prints.
 */
#include "command.h"
#include "store.h"
#include "styled.h"

#include <inttypes.h>
#include <time.h>

enum {
    STEPS = 3,
    COMMAND_COLUMNS = 28,
    DAYS_UNTIL_STALE = 7, /* sources not visited for longer may have news */
};

/* What the advice depends on. */
struct state {
    struct store_stats stats;
    int64_t days; /* since the sources were visited; -1 = never */
};

static bool is_empty(const struct state *state)
{
    return state->stats.episodes == 0;
}

static bool is_filled(const struct state *state)
{
    return !is_empty(state);
}

static bool has_failures(const struct state *state)
{
    return state->stats.failures > 0;
}

static bool is_stale(const struct state *state)
{
    return state->stats.sources > 0 && state->days > DAYS_UNTIL_STALE;
}

/* What to do next, in the order of its worth; the first that fit are shown. */
static const struct next_step {
    bool (*fits)(const struct state *state); /* NULL = always */
    const char *command, *purpose;
} next_steps[] = {
    { is_empty, "quoth index FOLDER", "make transcripts searchable" },
    { is_filled, "quoth search 'WORDS'", "find where something was said" },
    { has_failures, "quoth list failures", "see what could not be read, why" },
    { is_stale, "quoth update", "look for what is new" },
    { is_empty, "quoth convert FILE", "look at what one file gives" },
    { is_filled, "quoth list episodes", "see what is there" },
    { NULL, "quoth help", "see all commands" },
};

static void print_steps(const struct state *state,
                        const struct present_style *style, struct buf *out)
{
    struct buf line = BUF_INIT;
    size_t shown = 0;

    buf_char(out, '\n');
    for (size_t i = 0; i < sizeof(next_steps) / sizeof(*next_steps); i++) {
        const struct next_step *step = &next_steps[i];

        if (shown == STEPS || (step->fits && !step->fits(state)))
            continue;
        shown++;
        buf_clear(&line);
        buf_printf(&line, "  %-*s  %s", COMMAND_COLUMNS, step->command,
                   step->purpose);
        styled_line(out, style, NULL, 4, buf_view(&line));
    }
    buf_release(&line);
}

static void print_state(const struct state *state,
                        const struct present_style *style, struct buf *out)
{
    const struct store_stats *stats = &state->stats;
    struct buf line = BUF_INIT;

    present_counted(&line, (size_t)stats->episodes, "episode");
    buf_string(&line, " of ");
    present_counted(&line, (size_t)stats->shows, "show");
    buf_string(&line, ", ");
    present_counted(&line, (size_t)stats->indexed_tokens, "word");
    if (stats->speakers) {
        buf_string(&line, ", ");
        present_counted(&line, (size_t)stats->speakers, "speaker");
    }
    if (stats->failures) {
        buf_string(&line, "; ");
        present_counted(&line, (size_t)stats->failures, "file");
        buf_string(&line, " failed");
    }
    if (is_stale(state))
        buf_printf(&line, "; sources not visited for %" PRId64 " days",
                   state->days);
    styled_line(out, style, NULL, 2, buf_view(&line));
    buf_release(&line);
}

static enum status read_state(struct store *store, struct state *state,
                              struct error *err)
{
    const int64_t ms_per_day = 24 * 60 * 60 * 1000;
    int64_t last_ms = 0;
    enum status status = store_stats(store, &state->stats, err);

    if (!status)
        status = store_last_run(store, &last_ms, err);
    state->days =
        last_ms ? ((int64_t)time(NULL) * 1000 - last_ms) / ms_per_day : -1;
    return status;
}

enum status overview_print(struct context *context, struct error *err)
{
    const struct present_style *style = &context->style;
    struct state state = { .days = -1 };
    enum status status = STATUS_OK;

    if (context->store)
        status = read_state(context->store, &state, err);
    if (status)
        return status;
    if (is_empty(&state))
        buf_printf(&context->out, "nothing is indexed yet at %s\n",
                   context->store_path);
    else
        print_state(&state, style, &context->out);
    print_steps(&state, style, &context->out);
    return STATUS_OK;
}
