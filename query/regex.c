#include "regex.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "needle.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    /* The clock is looked at after so many places for a match to begin at, and
     * ever more while they go by in no time. */
    WINDOW_BYTES = 4096,
    SLOW_WINDOW_BYTES = 64,
    SLOW_MS = 20,
    CALLS_PER_LOOK = 64, /* where there is a match at every turn */

    TELLING_BYTES = 5,
    FEW_STARTS = 4,

    STACK_LEAST_BYTES = 32 << 10,
    STACK_MOST_BYTES = 1 << 20,
    HEAP_KILOBYTES = 32 << 10,
    MESSAGE_BYTES = 256, /* longer than any of PCRE2's messages */
};

struct regex {
    pcre2_code *code;
    struct needle needed; /* empty: nothing is known */
    uint32_t reach;
};

struct regex_matcher {
    const struct regex *regex;
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    int64_t begun_ms; /* the text, in this thread's processor time */
    int64_t seen_ms;  /* when the clock was looked at last */
    uint64_t calls;   /* for the text */
};

/* ---- flags ---- */

static const struct {
    char letter;
    unsigned flag;
    uint32_t option;
} flag_letters[] = {
    { 'i', REGEX_NOCASE, PCRE2_CASELESS },
    { 'm', REGEX_LINES, PCRE2_MULTILINE },
    { 's', REGEX_DOT_ALL, PCRE2_DOTALL },
    { 'x', REGEX_EXTENDED, PCRE2_EXTENDED },
    { 'g', 0, 0 },
    { 'u', 0, 0 },
};

enum { FLAG_LETTERS = sizeof(flag_letters) / sizeof(*flag_letters) };

unsigned regex_take_flags(struct slice *rest)
{
    unsigned flags = 0;

    while (rest->len) {
        size_t i = 0;

        while (i < FLAG_LETTERS && flag_letters[i].letter != rest->ptr[0])
            i++;
        if (i == FLAG_LETTERS)
            break;
        flags |= flag_letters[i].flag;
        *rest = slice_from(*rest, 1);
    }
    return flags;
}

void regex_print_flags(struct buf *out, unsigned flags)
{
    for (size_t i = 0; i < FLAG_LETTERS; i++)
        if (flags & flag_letters[i].flag)
            buf_char(out, flag_letters[i].letter);
}

static uint32_t compile_options(unsigned flags)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_USE_OFFSET_LIMIT |
                       PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;

    for (size_t i = 0; i < FLAG_LETTERS; i++)
        if (flags & flag_letters[i].flag)
            options |= flag_letters[i].option;
    return options;
}

/* ---- compiling ---- */

/* PCRE2 tells the place of the character at fault, or the end. */
static enum status bad_expression(struct slice source, long from, int code,
                                  PCRE2_SIZE offset, struct error *err)
{
    unsigned char message[MESSAGE_BYTES];
    struct slice text;
    long at = from + (long)(offset < source.len ? offset : source.len);

    pcre2_get_error_message(code, message, sizeof(message));
    text = slice_of((char *)message);
    /* It names itself in what it says of \u, \L and the like. */
    if (slice_find(text, SLICE("PCRE2")) != SLICE_NOT_FOUND)
        text = SLICE("no such escape is known; a character by its number is "
                     "\\x{e9}");
    return error_at(err, at, at + 1, "in this regular expression: %.*s",
                    SLICE_ARG(text));
}

enum status regex_compile(struct slice source, unsigned flags, long from,
                          struct regex **ret, struct error *err)
{
    PCRE2_SIZE offset;
    int code;
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)source.ptr, source.len,
                      compile_options(flags), &code, &offset, NULL);

    if (!compiled)
        return bad_expression(source, from, code, offset, err);
    /* Where there is no JIT, matching is only slower. */
    pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    *ret = mem_alloc(sizeof(**ret));
    (*ret)->code = compiled;
    return STATUS_OK;
}

void regex_free(struct regex *regex)
{
    if (!regex)
        return;
    pcre2_code_free(regex->code);
    free(regex);
}

/* Whether PCRE2 knows by which byte, or one of few, every match begins. */
static bool knows_start(const pcre2_code *code)
{
    uint32_t type = 0;
    const uint8_t *bitmap = NULL;
    int bytes = 0;

    pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &type);
    pcre2_pattern_info(code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
    for (int i = 0; bitmap && i < 256; i++)
        bytes += bitmap[i / 8] >> i % 8 & 1;
    return type == 1 || (bitmap && bytes <= FEW_STARTS);
}

/* A short string is said often: where it knows the start, PCRE2 is as fast. */
void regex_expect(struct regex *regex, struct slice needed, uint32_t reach)
{
    if (needed.len < TELLING_BYTES && knows_start(regex->code))
        return;
    regex->needed = needle_of(needed);
    regex->reach = reach;
}

/* ---- matching ---- */

enum status regex_matcher_new(const struct regex *regex,
                              struct regex_matcher **ret, struct error *err)
{
    struct regex_matcher *matcher = mem_alloc(sizeof(*matcher));

    matcher->regex = regex;
    matcher->match = pcre2_match_data_create(1, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    matcher->stack =
        pcre2_jit_stack_create(STACK_LEAST_BYTES, STACK_MOST_BYTES, NULL);
    if (!matcher->match || !matcher->context || !matcher->stack) {
        regex_matcher_free(matcher);
        return error_set(err, STATUS_LIMIT,
                         "no memory for matching an expression");
    }
    pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    pcre2_set_match_limit(matcher->context, LIMIT_PATTERN_STEPS);
    pcre2_set_heap_limit(matcher->context, HEAP_KILOBYTES);
    *ret = matcher;
    return STATUS_OK;
}

void regex_matcher_free(struct regex_matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->match);
    free(matcher);
}

void regex_begin_text(struct regex_matcher *matcher)
{
    matcher->begun_ms = matcher->seen_ms = clock_thread_ms();
    matcher->calls = 0;
}

/* Fails when the time for a text is over; *ret_took_ms since the last look. */
static enum status look_at_clock(struct regex_matcher *matcher,
                                 int64_t *ret_took_ms, struct error *err)
{
    int64_t now_ms = clock_thread_ms();

    *ret_took_ms = now_ms - matcher->seen_ms;
    matcher->seen_ms = now_ms;
    if (now_ms - matcher->begun_ms <= LIMIT_REGEX_SECONDS * 1000)
        return STATUS_OK;
    return error_set(err, STATUS_LIMIT,
                     "this expression takes more than %d s for one transcript; "
                     "make it simpler",
                     LIMIT_REGEX_SECONDS);
}

static enum status match_failed(int code, struct error *err)
{
    switch (code) {
    case PCRE2_ERROR_NOMATCH:
        return STATUS_NOT_FOUND;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return error_set(err, STATUS_LIMIT,
                         "this expression takes too many steps; repetitions "
                         "inside repetitions are the usual cause: make it "
                         "simpler");
    default:
        return error_set(err, STATUS_LIMIT,
                         "this expression calls itself without end");
    }
}

/* A match that begins at one of `window` places from `at` on. */
static enum status match_window(struct regex_matcher *matcher,
                                struct slice text, size_t at, size_t window,
                                struct regex_match *ret, struct error *err)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->match);
    int code;

    pcre2_set_offset_limit(matcher->context, at + window - 1);
    code = pcre2_match(matcher->regex->code, (PCRE2_SPTR)text.ptr, text.len, at,
                       PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, matcher->match,
                       matcher->context);
    if (code < 0)
        return match_failed(code, err);
    *ret = (struct regex_match){ bounds[0], bounds[1] };
    return STATUS_OK;
}

/* The start of the first character at `at` or behind it. */
static size_t character_from(struct slice text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

/* A match that begins in [at, end). */
static enum status next_between(struct regex_matcher *matcher,
                                struct slice text, size_t at, size_t end,
                                struct regex_match *ret, struct error *err)
{
    size_t window = WINDOW_BYTES;
    enum status status = STATUS_NOT_FOUND;
    int64_t took_ms = 0;

    while (at < end && status == STATUS_NOT_FOUND) {
        if (window > end - at)
            window = end - at;
        status = match_window(matcher, text, at, window, ret, err);
        if (status != STATUS_NOT_FOUND)
            break;
        at = character_from(text, at + window);
        if (at < end && look_at_clock(matcher, &took_ms, err))
            return err->status;
        window = took_ms > SLOW_MS ? SLOW_WINDOW_BYTES : window * 2;
    }
    return status;
}

/*
 * The first byte in [from, to] that a match can begin at which touches `to`:
 * from there on no more blanks are touched than it can. The Mongolian vowel
 * separator is a blank for \s, but for words it is not there.
 */
static size_t first_start(struct slice text, size_t from, size_t to,
                          uint32_t reach)
{
    bool in_blank = false;
    uint32_t blanks = 0;

    for (size_t at = to, behind; at > from;) {
        int32_t code;
        bool is_space;

        behind = at;
        do
            at--;
        while (at > from && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
        utf8_decode(slice_range(text, at, behind), &code);
        is_space = code == 0x180E ? in_blank : utf8_is_space(code);
        if (is_space && !in_blank && blanks++ == reach)
            return behind;
        in_blank = is_space;
    }
    return from;
}

/* Counts a turn; false, with `err` set, if the time for the text is over. */
static bool is_in_time(struct regex_matcher *matcher, struct error *err)
{
    int64_t took_ms;

    return ++matcher->calls % CALLS_PER_LOOK ||
           !look_at_clock(matcher, &took_ms, err);
}

/* The first match from `at` on, by way of the string that it has. */
static enum status next_by_needle(struct regex_matcher *matcher,
                                  struct slice text, size_t at,
                                  struct regex_match *ret, struct error *err)
{
    const struct regex *regex = matcher->regex;
    enum status status = STATUS_NOT_FOUND;
    size_t needed;

    while (status == STATUS_NOT_FOUND &&
           (needed = needle_find(&regex->needed, text, at)) !=
               SLICE_NOT_FOUND) {
        size_t from = first_start(text, at, needed, regex->reach);

        status = next_between(matcher, text, from, needed + 1, ret, err);
        at = character_from(text, needed + 1);
        if (status == STATUS_NOT_FOUND && !is_in_time(matcher, err))
            status = err->status;
    }
    return status;
}

enum status regex_next(struct regex_matcher *matcher, struct slice text,
                       size_t at, struct regex_match *ret, struct error *err)
{
    if (!is_in_time(matcher, err))
        return err->status;
    if (matcher->regex->needed.text.len)
        return next_by_needle(matcher, text, at, ret, err);
    return next_between(matcher, text, at, text.len, ret, err);
}
