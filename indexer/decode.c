#include "decode.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "charset.h"
#include "mojibake.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

enum {
    CONVERT_CHUNK = 16384,
    MIXED_SHARE = 4, /* UTF-8 in one line of five of those beyond ASCII */
};

/* The first byte at or after `at` that is not ASCII; text.len if all are. */
static size_t skip_ascii(struct slice text, size_t at)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);

    while (text.len - at >= sizeof(uint64_t)) {
        uint64_t word;

        memcpy(&word, text.ptr + at, sizeof(word));
        if (word & high_bits)
            break;
        at += sizeof(word);
    }
    while (at < text.len && !((unsigned char)text.ptr[at] & 0x80))
        at++;
    return at;
}

/* What one look at bytes that may be UTF-8 tells. */
struct survey {
    size_t valid;   /* sequences of two bytes or more */
    size_t invalid; /* bytes that belong to none */
    bool boms;      /* U+FEFF somewhere */
    bool unnormal;  /* there may be text that is not in normal form C */
};

static bool is_mark(const utf8proc_property_t *property)
{
    return property->category == UTF8PROC_CATEGORY_MN ||
           property->category == UTF8PROC_CATEGORY_MC ||
           property->category == UTF8PROC_CATEGORY_ME;
}

/*
 * Can `code` be part of text that normal form C changes? So can marks and the
 * later parts of Hangul syllables, which compose with what is before them,
 * characters excluded from composition, and those that stand for one other.
 * True for too many does no harm: their lines are normalised to themselves.
 */
static bool may_be_unnormal(int32_t code)
{
    const utf8proc_property_t *property;
    utf8proc_int32_t parts[4];
    int class = 0;

    if (code < 0x300)
        return false;
    if (code >= 0x1161 && code <= 0x11c2)
        return true;
    /* Greek with tone marks and the Angstrom sign: one other, decomposed. */
    if ((code >= 0x1f00 && code <= 0x1fff) || code == 0x212b)
        return true;
    property = utf8proc_get_property(code);
    if (is_mark(property) || property->comp_exclusion)
        return true;
    return property->decomp_type == 0 &&
           property->decomp_seqindex != UINT16_MAX &&
           utf8proc_decompose_char(code, parts, 4, UTF8PROC_DECOMPOSE,
                                   &class) == 1;
}

static struct survey survey_text(struct slice text)
{
    struct survey survey = { 0 };
    size_t at = 0;

    while ((at = skip_ascii(text, at)) < text.len) {
        int32_t code;

        at += utf8_decode(slice_from(text, at), &code);
        if (code < 0) {
            survey.invalid++;
            continue;
        }
        survey.valid++;
        if (code == 0xfeff)
            survey.boms = true;
        else if (!survey.unnormal && may_be_unnormal(code))
            survey.unnormal = true;
    }
    return survey;
}

/* Begins like a JSON object or a list of them, and unlike "[00:12] Name:". */
static bool is_json(struct slice bytes)
{
    struct slice text = slice_trim_left(bytes);

    if (slice_take_char(&text, '['))
        text = slice_trim_left(text);
    if (!slice_take_char(&text, '{'))
        return false;
    text = slice_trim_left(text);
    return text.len && (text.ptr[0] == '"' || text.ptr[0] == '}');
}

/*
 * Are there lines of UTF-8 beside those that are none, as in joined files? A
 * line in another encoding is hardly ever valid UTF-8 by chance.
 */
static bool has_utf8_lines(struct slice text)
{
    size_t utf8 = 0, other = 0;
    struct slice line;

    while (slice_next_line(&text, &line)) {
        struct survey survey = survey_text(line);

        utf8 += survey.valid && !survey.invalid;
        other += survey.invalid > 0;
    }
    return utf8 * MIXED_SHARE >= other;
}

/*
 * With some bytes that are not UTF-8, is it UTF-8 all the same? JSON is by
 * definition, and whisper.cpp cuts characters in two in it.
 */
static bool is_mostly_utf8(struct slice text, const struct survey *survey,
                           bool json)
{
    if (json)
        return survey->valid > 0;
    return survey->valid >= survey->invalid || has_utf8_lines(text);
}

/* ---- conversion ---- */

/* How many bytes a code unit of the encoding has. */
static size_t unit_size(const char *encoding)
{
    if (slice_starts_with_nocase(slice_of(encoding), SLICE("UTF-16")))
        return 2;
    if (slice_starts_with_nocase(slice_of(encoding), SLICE("UTF-32")))
        return 4;
    return 1;
}

/*
 * Appends what stands for a byte that does not exist in the encoding. The five
 * bytes that windows-1252 leaves undefined become C1 controls, as in browsers.
 */
static void append_unknown(struct buf *out, const char *encoding, char byte)
{
    if (!strcmp(encoding, CHARSET_WESTERN))
        utf8_append(out, (unsigned char)byte);
    else
        buf_string(out, REPLACEMENT);
}

/* Appends `bytes` in UTF-8; `converter` converts from `encoding` to it. */
static void convert_with(iconv_t converter, struct slice bytes,
                         const char *encoding, struct buf *out)
{
    char *from = (char *)bytes.ptr; /* iconv(3) does not write there */
    size_t left = bytes.len, unit = unit_size(encoding);

    while (left) {
        char chunk[CONVERT_CHUNK];
        char *to = chunk;
        size_t room = sizeof(chunk);
        size_t result = iconv(converter, &from, &left, &to, &room);
        int reason = errno;

        buf_append(out, chunk, (size_t)(to - chunk));
        if (result == (size_t)-1 && reason != E2BIG) {
            size_t skipped = left < unit ? left : unit;

            append_unknown(out, encoding, *from);
            from += skipped;
            left -= skipped;
        }
    }
}

/* The same; false if iconv does not know the encoding. */
static bool convert(struct slice bytes, const char *encoding, struct buf *out)
{
    iconv_t converter = iconv_open("UTF-8", encoding);

    if (converter == (iconv_t)-1)
        return false;
    convert_with(converter, bytes, encoding, out);
    iconv_close(converter);
    return true;
}

/* The first byte at or after `at` that is not UTF-8; text.len if all is. */
static size_t skip_valid(struct slice text, size_t at)
{
    while ((at = skip_ascii(text, at)) < text.len) {
        int32_t code;
        size_t taken = utf8_decode(slice_from(text, at), &code);

        if (code < 0)
            break;
        at += taken;
    }
    return at;
}

static size_t skip_invalid(struct slice text, size_t at)
{
    while (at < text.len) {
        int32_t code;

        utf8_decode(slice_from(text, at), &code);
        if (code >= 0)
            break;
        at++;
    }
    return at;
}

static uint32_t count_lines(struct slice text)
{
    struct slice line;
    uint32_t count = 0;

    while (slice_next_line(&text, &line))
        count++;
    return count;
}

/* Appends what stands for a run of bytes that are not UTF-8. */
static void append_invalid(struct buf *out, struct slice run,
                           iconv_t from_western, bool json)
{
    if (!json && from_western != (iconv_t)-1)
        convert_with(from_western, run, CHARSET_WESTERN, out);
    else
        for (size_t i = 0; i < run.len; i++)
            buf_string(out, REPLACEMENT);
}

/*
 * Appends text that is UTF-8 but for some bytes: those are windows-1252, or
 * nothing that can be known in JSON. Joined files are the usual cause.
 */
static void repair(struct slice bytes, bool json, struct buf *out,
                   struct diag *diag)
{
    iconv_t from_western = iconv_open("UTF-8", CHARSET_WESTERN);
    size_t at = 0, lines = 0;
    uint32_t first = 0;

    while (at < bytes.len) {
        size_t bad = skip_valid(bytes, at), end = skip_invalid(bytes, bad);
        struct slice good = slice_range(bytes, at, bad);

        buf_slice(out, good);
        if (bad < end) {
            if (lines == 0)
                first = count_lines(slice_range(bytes, 0, end));
            if (lines == 0 || slice_find_char(good, '\n') != SLICE_NOT_FOUND)
                lines++;
            append_invalid(out, slice_range(bytes, bad, end), from_western,
                           json);
        }
        at = end;
    }
    if (from_western != (iconv_t)-1)
        iconv_close(from_western);
    diag_add(diag, DIAG_NOTE, first,
             json ? "not UTF-8 here, as whisper.cpp writes cut characters "
                    "(lines: %zu)"
                  : "not UTF-8 here, read as " CHARSET_WESTERN " (lines: %zu)",
             lines);
}

/* ---- what every text goes through ---- */

/* Appends `text` without BOMs, with U+FFFD for NUL and '\n' for line ends. */
static void append_unified(struct slice text, struct buf *out)
{
    const struct slice bom = SLICE("\xef\xbb\xbf");
    size_t run = 0;

    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        size_t taken = 1;

        if (c != '\r' && c != '\0' && c != bom.ptr[0])
            continue;
        if (c == bom.ptr[0]) {
            if (!slice_starts_with(slice_from(text, at), bom))
                continue;
            taken = bom.len;
        }
        buf_slice(out, slice_range(text, run, at));
        if (c == '\0')
            buf_string(out, REPLACEMENT);
        else if (c == '\r' && slice_range(text, at + 1, at + 2).len &&
                 text.ptr[at + 1] == '\n')
            taken = 1; /* the '\n' stands for both */
        else if (c == '\r')
            buf_char(out, '\n');
        run = at + taken;
        at = run - 1;
    }
    buf_slice(out, slice_from(text, run));
}

/* Appends `text` in normal form C, touching only the lines that need it. */
static void append_normal(struct slice text, struct buf *out)
{
    while (text.len) {
        size_t end = slice_find_char(text, '\n');
        struct slice line =
            slice_range(text, 0, end == SLICE_NOT_FOUND ? end : end + 1);

        if (survey_text(line).unnormal)
            utf8_append_nfc(out, line);
        else
            buf_slice(out, line);
        text = slice_from(text, line.len);
    }
}

/* `text`, or what is in `changed` if that is not the same; empties `changed`. */
static struct slice take_changed(struct slice text, struct buf *changed,
                                 struct arena *arena)
{
    if (!slice_equal(text, buf_view(changed)))
        text = arena_copy(arena, buf_view(changed));
    buf_release(changed);
    return text;
}

static struct slice clean(struct slice text, const struct survey *survey,
                          struct arena *arena)
{
    struct buf changed = BUF_INIT;

    if (survey->boms || slice_find_char(text, '\r') != SLICE_NOT_FOUND ||
        slice_find_char(text, '\0') != SLICE_NOT_FOUND) {
        append_unified(text, &changed);
        text = take_changed(text, &changed, arena);
    }
    if (survey->unnormal) {
        append_normal(text, &changed);
        text = take_changed(text, &changed, arena);
    }
    return text;
}

/* One JSON document may be one line; it has a limit of its own. */
static enum status check_lines(struct slice text, struct error *err)
{
    struct slice line;
    unsigned long number = 0;

    if (text.len <= LIMIT_LINE_BYTES || is_json(text))
        return STATUS_OK;
    while (slice_next_line(&text, &line)) {
        number++;
        if (line.len > LIMIT_LINE_BYTES)
            return error_set(err, STATUS_LIMIT,
                             "line %lu is longer than %zu MB", number,
                             LIMIT_LINE_BYTES >> 20);
    }
    return STATUS_OK;
}

/* Converts as ret->encoding says. ret->text is in `arena`. */
static enum status decode_as(struct slice bytes, struct arena *arena,
                             struct decoded *ret, struct error *err)
{
    struct buf converted = BUF_INIT;
    struct survey survey;

    if (!convert(bytes, ret->encoding, &converted))
        return error_set(err, STATUS_USAGE,
                         "no encoding is called \"%s\"; `iconv -l` lists them",
                         ret->encoding);
    ret->text = arena_copy(arena, buf_view(&converted));
    buf_release(&converted);
    survey = survey_text(ret->text);
    ret->text = clean(ret->text, &survey, arena);
    return STATUS_OK;
}

/* UTF-8, maybe with some bytes that are none, maybe encoded twice. */
static void decode_utf8(struct slice bytes, const struct survey *found,
                        bool json, struct arena *arena, struct decoded *ret,
                        struct diag *diag)
{
    struct survey survey = *found;
    struct buf mended = BUF_INIT;

    if (!ret->why)
        ret->why = survey.invalid ? "most of it is valid UTF-8"
                   : survey.valid ? "it is valid UTF-8"
                                  : "it is ASCII";
    ret->encoding = "UTF-8";
    if (survey.invalid) {
        repair(bytes, json, &mended, diag);
        bytes = arena_copy(arena, buf_view(&mended));
    } else if (survey.valid && mojibake_undo(bytes, &mended)) {
        bytes = arena_copy(arena, buf_view(&mended));
        survey = survey_text(bytes);
        diag_add(diag, DIAG_NOTE, 0,
                 "encoded in UTF-8 twice, by way of windows-1252: undone");
    }
    buf_release(&mended);
    ret->text = clean(bytes, &survey, arena);
}

/* The same, and what looks like something else. */
static enum status decode_unmarked(struct slice bytes, struct arena *arena,
                                   struct decoded *ret, struct diag *diag,
                                   struct error *err)
{
    struct survey survey = survey_text(bytes);
    bool json = is_json(bytes);
    struct charset guess;

    if (survey.invalid == 0 || is_mostly_utf8(bytes, &survey, json)) {
        decode_utf8(bytes, &survey, json, arena, ret, diag);
        return STATUS_OK;
    }
    guess = charset_guess(bytes, survey.invalid, arena);
    ret->encoding = guess.name;
    ret->why = guess.why;
    diag_add(diag, DIAG_NOTE, 0,
             "not UTF-8; read as %s, a guess (--encoding says it for sure)",
             guess.name);
    return decode_as(bytes, arena, ret, err);
}

enum status decode(struct slice bytes, struct slice encoding,
                   struct arena *arena, struct decoded *ret, struct diag *diag,
                   struct error *err)
{
    struct charset marked = { 0 };
    bool is_marked = charset_by_marks(bytes, &marked);
    enum status status;

    *ret = (struct decoded){ 0 };
    if (encoding.len) {
        ret->encoding = charset_meant_by(encoding, arena);
        ret->why = "it was asked for";
    } else if (is_marked) {
        ret->encoding = marked.name;
        ret->why = marked.why;
    }
    bytes = slice_from(bytes, marked.bom);
    if (ret->encoding && (encoding.len || strcmp(ret->encoding, "UTF-8") != 0))
        status = decode_as(bytes, arena, ret, err);
    else
        status = decode_unmarked(bytes, arena, ret, diag, err);
    return status ? status : check_lines(ret->text, err);
}

struct slice decode_clean(struct slice text, struct arena *arena)
{
    struct survey survey = survey_text(text);

    return clean(text, &survey, arena);
}
