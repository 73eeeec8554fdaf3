#include "pattern.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    /* A match is first looked for so near, then twice as far, and so on: in
     * between, the clock is looked at. */
    WINDOW_BYTES = 4096,
    STACK_LEAST_BYTES = 32 << 10,
    STACK_MOST_BYTES = 1 << 20,
    HEAP_KILOBYTES = 32 << 10,
    MESSAGE_BYTES = 256, /* longer than any of PCRE2's messages */
};

static const char *const group_names[PATTERN_GROUPS] = {
    [PATTERN_START] = "start",     [PATTERN_END] = "end",
    [PATTERN_SPEAKER] = "speaker", [PATTERN_TEXT] = "text",
    [PATTERN_TITLE] = "title",
};

struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    signed char *group_of; /* by the expression's number; -1 = another */
    int64_t begun_ms;      /* of this thread's processor time */
};

/* ---- compiling ---- */

/* Characters, as a person counts them, before byte `offset`. */
static size_t characters_before(struct slice text, size_t offset)
{
    size_t count = 0;

    for (size_t i = 0; i < offset && i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static enum status compile_code(struct pattern *pattern, struct slice source,
                                struct error *err)
{
    const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE |
                             PCRE2_DUPNAMES | PCRE2_USE_OFFSET_LIMIT |
                             PCRE2_NEVER_BACKSLASH_C;
    unsigned char message[MESSAGE_BYTES];
    PCRE2_SIZE offset;
    int code;

    if (source.len > LIMIT_PATTERN_BYTES)
        return error_set(err, STATUS_USAGE, "--pattern: longer than %zu bytes",
                         LIMIT_PATTERN_BYTES);
    pattern->code = pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options,
                                  &code, &offset, NULL);
    if (pattern->code)
        return STATUS_OK;
    pcre2_get_error_message(code, message, sizeof(message));
    return error_set(err, STATUS_USAGE, "--pattern: %s, at character %zu",
                     (char *)message, characters_before(source, offset) + 1);
}

static int group_named(const char *name)
{
    for (int i = 0; i < PATTERN_GROUPS; i++)
        if (!strcmp(name, group_names[i]))
            return i;
    return -1;
}

/* Notes which of the expression's groups are ours. */
static bool find_groups(struct pattern *pattern)
{
    uint32_t captures = 0, names = 0, entry_bytes = 0;
    PCRE2_SPTR entry = NULL;
    bool found = false;

    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &captures);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &names);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &entry_bytes);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &entry);
    pattern->group_of = mem_alloc(captures + 1);
    memset(pattern->group_of, -1, captures + 1);
    /* An entry is the group's number in two bytes, then its name. */
    for (; names > 0; names--, entry += entry_bytes) {
        int group = group_named((const char *)entry + 2);

        pattern->group_of[entry[0] << 8 | entry[1]] = (signed char)group;
        found = found || group >= 0;
    }
    return found;
}

enum status pattern_compile(struct slice source, struct pattern **ret,
                            struct error *err)
{
    struct pattern *pattern = mem_alloc(sizeof(*pattern));
    enum status status = compile_code(pattern, source, err);

    if (!status && !find_groups(pattern))
        status = error_set(err, STATUS_USAGE,
                           "--pattern: it has none of the groups (?<start>…), "
                           "end, speaker, text and title");
    if (status) {
        pattern_free(pattern);
        return status;
    }
    /* Where there is no JIT, matching is only slower. */
    pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    pattern->match = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pattern->stack =
        pcre2_jit_stack_create(STACK_LEAST_BYTES, STACK_MOST_BYTES, NULL);
    if (!pattern->match || !pattern->context || !pattern->stack) {
        pattern_free(pattern);
        return error_set(err, STATUS_IO, "no memory for matching a pattern");
    }
    pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
    pcre2_set_match_limit(pattern->context, LIMIT_PATTERN_STEPS);
    pcre2_set_heap_limit(pattern->context, HEAP_KILOBYTES);
    pattern->begun_ms = clock_thread_ms();
    *ret = pattern;
    return STATUS_OK;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_jit_stack_free(pattern->stack);
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    free(pattern->group_of);
    free(pattern);
}

/* ---- matching ---- */

/* The start of the first character at `at` or behind it. */
static size_t character_from(struct slice text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

static void take_match(const struct pattern *pattern, struct slice text,
                       struct pattern_match *ret)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(pattern->match);
    uint32_t count = pcre2_get_ovector_count(pattern->match);

    *ret = (struct pattern_match){ .from = bounds[0], .to = bounds[1] };
    for (uint32_t i = 1; i < count; i++) {
        PCRE2_SIZE from = bounds[2 * i], to = bounds[2 * i + 1];

        if (pattern->group_of[i] >= 0 && from != PCRE2_UNSET && from <= to)
            ret->groups[pattern->group_of[i]] = slice_range(text, from, to);
    }
}

static enum status match_failed(int code, struct error *err)
{
    unsigned char message[MESSAGE_BYTES];

    switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return error_set(err, STATUS_LIMIT,
                         "the pattern takes too many steps; repetitions "
                         "inside repetitions are the usual cause");
    default:
        pcre2_get_error_message(code, message, sizeof(message));
        return error_set(err, STATUS_BAD_INPUT, "the pattern fails: %s",
                         (char *)message);
    }
}

static bool is_out_of_time(const struct pattern *pattern)
{
    return clock_thread_ms() - pattern->begun_ms > LIMIT_PATTERN_SECONDS * 1000;
}

enum status pattern_next(struct pattern *pattern, struct slice text, size_t at,
                         struct pattern_match *ret, struct error *err)
{
    size_t window = WINDOW_BYTES;

    while (at < text.len) {
        int code;

        pcre2_set_offset_limit(pattern->context, at + window);
        code = pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len, at,
                           PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, pattern->match,
                           pattern->context);
        if (code > 0) {
            take_match(pattern, text, ret);
            return STATUS_OK;
        }
        if (code != PCRE2_ERROR_NOMATCH)
            return match_failed(code, err);
        if (is_out_of_time(pattern))
            return error_set(err, STATUS_LIMIT,
                             "the pattern takes longer than %d s",
                             LIMIT_PATTERN_SECONDS);
        at = character_from(text, at + window + 1);
        window *= 2;
    }
    return STATUS_NOT_FOUND;
}
