#include "ttml_span.h"

#include "base/limits.h"
#include "ttml_time.h"

enum {
    ROUNDING_MS = 1000, /* absolute times may be before the parent's by this */
};

const struct ttml_span ttml_span_outside = { .start_ms = TIME_NONE,
                                             .end_ms = TIME_NONE,
                                             .reached_ms = TIME_NONE };

enum ttml_element ttml_element_of(struct slice name)
{
    static const struct {
        const char *name;
        enum ttml_element element;
    } known[] = { { "p", TTML_CAPTION },
                  { "span", TTML_SPAN },
                  { "div", TTML_CONTAINER },
                  { "body", TTML_CONTAINER },
                  { "agent", TTML_AGENT } };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (slice_equal(name, slice_of(known[i].name)))
            return known[i].element;
    return TTML_OTHER;
}

static bool is_speech(enum ttml_element element)
{
    return element == TTML_CAPTION || element == TTML_SPAN;
}

/* ---- nesting ---- */

/* Elements that begin below a parent that does, and those before it. */
struct count {
    size_t timed, before;
};

struct survey {
    struct ttml_clock clock;
    int64_t begins_ms[LIMIT_NESTING];
    bool speech[LIMIT_NESTING];
    struct count containers, captions;
};

static void count_child(struct count *count, int64_t parent_ms,
                        int64_t child_ms)
{
    if (parent_ms <= 0)
        return;
    count->timed++;
    if (child_ms + ROUNDING_MS < parent_ms)
        count->before++;
}

static bool survey_element(void *context, const struct xml_element *element)
{
    struct survey *survey = context;
    int depth = element->depth;
    int64_t parent_ms = depth ? survey->begins_ms[depth - 1] : TIME_NONE;
    struct arena arena;
    struct slice value;
    int64_t ms;

    if (depth == 0)
        survey->clock = ttml_clock_of(element);
    survey->begins_ms[depth] = parent_ms;
    survey->speech[depth] = is_speech(ttml_element_of(element->name));
    arena_init(&arena);
    if (xml_attribute(element, "begin", &arena, &value) &&
        ttml_time_parse(value, &survey->clock, &ms)) {
        survey->begins_ms[depth] = ms;
        if (depth)
            count_child(survey->speech[depth - 1] ? &survey->captions
                                                  : &survey->containers,
                        parent_ms, ms);
    }
    arena_release(&arena);
    return true;
}

/*
 * Absolute times are never before the parent's. Offsets are nearly always, in a
 * caption; but few of them may be in a <div> that is long and begins early.
 */
struct ttml_nesting ttml_find_nesting(struct slice text)
{
    static const struct xml_handler handler = { .open = survey_element };
    struct survey survey = { 0 };
    struct error err;

    xml_parse(text, 1, &handler, &survey, NULL, &err);
    return (struct ttml_nesting){
        .in_containers = survey.containers.before > 0,
        .in_speech = survey.captions.before * 2 > survey.captions.timed,
    };
}

/* ---- spans ---- */

int64_t ttml_sooner(int64_t a_ms, int64_t b_ms)
{
    if (a_ms == TIME_NONE || b_ms == TIME_NONE)
        return a_ms == TIME_NONE ? b_ms : a_ms;
    return a_ms < b_ms ? a_ms : b_ms;
}

/* From where the times of a child of `parent` count. */
static int64_t base_of(const struct ttml_span *parent,
                       struct ttml_nesting nesting)
{
    bool offsets =
        is_speech(parent->element) ? nesting.in_speech : nesting.in_containers;
    int64_t ms = TIME_NONE;

    if (parent->sequential)
        ms = parent->reached_ms;
    else if (offsets)
        ms = parent->start_ms;
    return ms == TIME_NONE ? 0 : ms;
}

/*
 * Without a begin an element may be anywhere in its parent. A caption that no
 * parent times, and that ends, starts with the recording.
 */
static int64_t start_of(enum ttml_element element,
                        const struct ttml_span *parent, struct ttml_given given,
                        int64_t base_ms)
{
    int64_t start_ms = parent->start_ms;

    if (given.begin_ms != TIME_NONE)
        start_ms = base_ms + given.begin_ms;
    else if (parent->sequential)
        start_ms = base_ms;
    else if (start_ms == TIME_NONE && element == TTML_CAPTION &&
             ttml_sooner(given.end_ms, given.dur_ms) != TIME_NONE)
        start_ms = 0;
    return start_ms > TIME_MAX ? TIME_NONE : start_ms;
}

void ttml_span_set(struct ttml_span *span, const struct ttml_span *parent,
                   struct ttml_given given, struct ttml_nesting nesting)
{
    int64_t base_ms = base_of(parent, nesting), end_ms;

    span->start_ms = start_of(span->element, parent, given, base_ms);
    span->reached_ms = span->start_ms;
    /* It ends with its parent only if it begins with it. */
    span->end_ms = given.begin_ms == TIME_NONE && !parent->sequential
                       ? parent->end_ms
                       : TIME_NONE;
    if (span->start_ms == TIME_NONE)
        return;
    if (given.end_ms != TIME_NONE)
        given.end_ms += base_ms;
    if (given.dur_ms != TIME_NONE)
        given.dur_ms += span->start_ms;
    end_ms = ttml_sooner(given.end_ms, given.dur_ms);
    if (end_ms != TIME_NONE)
        span->end_ms = end_ms;
}

void ttml_span_end(const struct ttml_span *span, struct ttml_span *parent)
{
    int64_t ms = span->end_ms == TIME_NONE ? span->reached_ms : span->end_ms;

    if (span->element != TTML_OTHER && ms > parent->reached_ms)
        parent->reached_ms = ms;
}
