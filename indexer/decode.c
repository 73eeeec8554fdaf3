#include "decode.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <uchardet.h>
#include <utf8proc.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define WESTERN     "windows-1252"

/* Initialises a slice in a table; a literal of bytes, which may hold NULs. */
#define BYTES(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

enum {
    SIGNATURE_SEARCH = 4096,   /* bytes in which a signature's hint may lie */
    BINARY_SAMPLE = 8192,      /* bytes counted for "binary data" */
    NUL_SAMPLE = 8192,         /* bytes counted for UTF-16 without BOM */
    STATISTICS_SAMPLE = 65536, /* bytes shown to the statistics */
    STATISTICS_EVIDENCE = 10,  /* bytes above ASCII that they need */
    CONVERT_CHUNK = 16384,
};

/* Kinds of files that are no text. */

struct signature {
    struct slice magic;
    size_t offset;     /* of the magic */
    struct slice hint; /* must be near the front as well; empty = nothing */
    const char *kind;
};

/* A more special kind stands before the general one. */
static const struct signature signatures[] = {
    { BYTES("PK\3\4"), 0, BYTES("word/"), "a Word document (docx)" },
    { BYTES("PK\3\4"), 0, BYTES("xl/"), "an Excel workbook (xlsx)" },
    { BYTES("PK\3\4"), 0, BYTES("application/epub"), "an EPUB book" },
    { BYTES("PK\3\4"), 0, BYTES("opendocument"), "an OpenDocument file" },
    { BYTES("PK\3\4"), 0, { 0 }, "a zip archive" },
    { BYTES("PK\5\6"), 0, { 0 }, "an empty zip archive" },
    { BYTES("{\\rtf"), 0, { 0 }, "an RTF document" },
    { BYTES("%PDF-"), 0, { 0 }, "a PDF document" },
    { BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
      0,
      { 0 },
      "an old Office document" },
    { BYTES("ID3\2"), 0, { 0 }, "an MP3 file" },
    { BYTES("ID3\3"), 0, { 0 }, "an MP3 file" },
    { BYTES("ID3\4"), 0, { 0 }, "an MP3 file" },
    { BYTES("\0\0\0"), 0, BYTES("ftypM4A"), "an MPEG-4 audio file" },
    { BYTES("\0\0\0"), 0, BYTES("ftypM4B"), "an MPEG-4 audio book" },
    { BYTES("\0\0\0"), 0, BYTES("ftypqt"), "a QuickTime movie" },
    { BYTES("\0\0\0"), 0, BYTES("ftyp"), "an MP4 file" },
    { BYTES("\x1a\x45\xdf\xa3"), 0, BYTES("webm"), "a WebM file" },
    { BYTES("\x1a\x45\xdf\xa3"), 0, { 0 }, "a Matroska file" },
    { BYTES("RIFF"), 0, BYTES("WAVE"), "a WAV file" },
    { BYTES("RIFF"), 0, BYTES("WEBP"), "a WebP picture" },
    { BYTES("RIFF"), 0, BYTES("AVI "), "an AVI file" },
    { BYTES("OggS"), 0, BYTES("OpusHead"), "an Opus file" },
    { BYTES("OggS\0"), 0, { 0 }, "an Ogg file" },
    { BYTES("fLaC"), 0, { 0 }, "a FLAC file" },
    { BYTES("FORM"), 0, BYTES("AIFF"), "an AIFF file" },
    { BYTES("caff\0"), 0, { 0 }, "a Core Audio file" },
    { BYTES("#!AMR"), 0, { 0 }, "an AMR file" },
    { BYTES("FLV\1"), 0, { 0 }, "a Flash video" },
    { BYTES("\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
      0,
      { 0 },
      "a Windows Media file" },
    { BYTES("\0\0\1\xba"), 0, { 0 }, "an MPEG video" },
    { BYTES("\x1f\x8b"), 0, { 0 }, "gzip data" },
    { BYTES("BZh91AY"), 0, { 0 }, "bzip2 data" },
    { BYTES("\xfd"
            "7zXZ\0"),
      0,
      { 0 },
      "xz data" },
    { BYTES("\x28\xb5\x2f\xfd"), 0, { 0 }, "Zstandard data" },
    { BYTES("7z\xbc\xaf\x27\x1c"), 0, { 0 }, "a 7-Zip archive" },
    { BYTES("Rar!\x1a\7"), 0, { 0 }, "a RAR archive" },
    { BYTES("ustar"), 257, { 0 }, "a tar archive" },
    { BYTES("\x89PNG\r\n\x1a\n"), 0, { 0 }, "a PNG picture" },
    { BYTES("\xff\xd8\xff"), 0, { 0 }, "a JPEG picture" },
    { BYTES("GIF87a"), 0, { 0 }, "a GIF picture" },
    { BYTES("GIF89a"), 0, { 0 }, "a GIF picture" },
    { BYTES("II*\0"), 0, { 0 }, "a TIFF picture" },
    { BYTES("MM\0*"), 0, { 0 }, "a TIFF picture" },
    { BYTES("SQLite format 3\0"), 0, { 0 }, "an SQLite database" },
    { BYTES("\x7f"
            "ELF"),
      0,
      { 0 },
      "a program (ELF)" },
    { BYTES("STL25.01"), 3, { 0 }, "an EBU STL subtitle file" },
    { BYTES("STL30.01"), 3, { 0 }, "an EBU STL subtitle file" },
};

static bool has_signature(struct slice bytes, const struct signature *s)
{
    if (!slice_starts_with(slice_from(bytes, s->offset), s->magic))
        return false;
    return s->hint.len == 0 ||
           slice_find(slice_range(bytes, 0, SIGNATURE_SEARCH), s->hint) !=
               SLICE_NOT_FOUND;
}

/*
 * An MPEG audio frame header without ID3 tag before it. Layer III alone: the
 * other layers' FF FE is the BOM of UTF-16.
 */
static bool is_mp3_frame(struct slice bytes)
{
    if (bytes.len < 2 || (unsigned char)bytes.ptr[0] != 0xff)
        return false;
    switch ((unsigned char)bytes.ptr[1]) {
    case 0xe2:
    case 0xe3:
    case 0xf2:
    case 0xf3:
    case 0xfa:
    case 0xfb:
        return true;
    default:
        return false;
    }
}

/* More than one control byte in ten, line ends and the like aside. */
static bool is_mostly_control(struct slice bytes)
{
    struct slice head = slice_range(bytes, 0, BINARY_SAMPLE);
    size_t controls = 0;

    for (size_t i = 0; i < head.len; i++)
        if ((unsigned char)head.ptr[i] < ' ' && !ascii_is_space(head.ptr[i]))
            controls++;
    return controls > head.len / 10;
}

/* Which encoding. */

struct bom {
    struct slice bytes;
    const char *encoding;
};

static const char *encoding_by_bom(struct slice bytes, size_t *ret_length)
{
    /* UTF-32LE's begins like that of UTF-16LE. */
    static const struct bom boms[] = {
        { BYTES("\xef\xbb\xbf"), "UTF-8" },
        { BYTES("\xff\xfe\0\0"), "UTF-32LE" },
        { BYTES("\0\0\xfe\xff"), "UTF-32BE" },
        { BYTES("\xff\xfe"), "UTF-16LE" },
        { BYTES("\xfe\xff"), "UTF-16BE" },
        { BYTES("\x84\x31\x95\x33"), "GB18030" },
    };

    for (size_t i = 0; i < sizeof(boms) / sizeof(boms[0]); i++) {
        if (slice_starts_with(bytes, boms[i].bytes)) {
            *ret_length = boms[i].bytes.len;
            return boms[i].encoding;
        }
    }
    return NULL;
}

/*
 * UTF-16 and UTF-32 without BOM show by where their NULs are: line ends, digits
 * and Latin letters have them in the high bytes only.
 */
static const char *encoding_by_nuls(struct slice bytes)
{
    struct slice head = slice_range(bytes, 0, NUL_SAMPLE);
    size_t units = head.len / 4, nuls[4] = { 0 }, even, odd;

    if (slice_find_char(head, '\0') == SLICE_NOT_FOUND)
        return NULL;
    for (size_t i = 0; i < units * 4; i++)
        if (head.ptr[i] == '\0')
            nuls[i % 4]++;
    even = nuls[0] + nuls[2];
    odd = nuls[1] + nuls[3];
    if (even + odd < 3 || even + odd <= units / 10)
        return NULL;
    if (nuls[0] == 0 && nuls[2] == units && nuls[3] == units)
        return "UTF-32LE";
    if (nuls[3] == 0 && nuls[0] == units && nuls[1] == units)
        return "UTF-32BE";
    if (even * 10 <= odd)
        return "UTF-16LE";
    return odd * 10 <= even ? "UTF-16BE" : NULL;
}

/*
 * Charsets in which the statistics can be believed. The Western ones are all
 * read as windows-1252, as browsers do: uchardet tells them apart by chance.
 */
static bool is_believable(struct slice charset)
{
    static const char *const believable[] = {
        "GB18030",      "BIG5",         "EUC-TW",       "SHIFT_JIS",
        "EUC-JP",       "EUC-KR",       "UHC",          "JOHAB",
        "WINDOWS-1250", "ISO-8859-2",   "WINDOWS-1251", "ISO-8859-5",
        "KOI8-R",       "IBM866",       "MAC-CYRILLIC", "WINDOWS-1253",
        "ISO-8859-7",   "WINDOWS-1254", "ISO-8859-9",   "WINDOWS-1255",
        "ISO-8859-8",   "WINDOWS-1256", "ISO-8859-6",   "TIS-620",
        "ISO-8859-11",
    };

    for (size_t i = 0; i < sizeof(believable) / sizeof(believable[0]); i++)
        if (slice_equal_nocase(charset, slice_of(believable[i])))
            return true;
    return false;
}

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

/* Latin-1 in files is windows-1252: nobody writes C1 controls. */
static bool is_latin1(struct slice encoding)
{
    return slice_equal_nocase(encoding, SLICE("ISO-8859-1")) ||
           slice_equal_nocase(encoding, SLICE("ISO8859-1")) ||
           slice_equal_nocase(encoding, SLICE("latin1"));
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

static const char *encoding_by_statistics(struct slice bytes,
                                          const struct survey *survey,
                                          struct arena *arena)
{
    /* ASCII tells nothing: begin shortly before the first byte that is not. */
    size_t first = skip_ascii(bytes, 0);
    size_t from = first > CONVERT_CHUNK ? first - CONVERT_CHUNK : 0;
    struct slice sample = slice_range(bytes, from, from + STATISTICS_SAMPLE);
    uchardet_t detector;
    const char *found = WESTERN;

    if (survey->invalid < STATISTICS_EVIDENCE)
        return found;
    detector = uchardet_new();
    if (uchardet_handle_data(detector, sample.ptr, sample.len) == 0) {
        struct slice charset;

        uchardet_data_end(detector);
        charset = slice_of(uchardet_get_charset(detector));
        if (is_believable(charset))
            found = arena_string(arena, charset);
    }
    uchardet_delete(detector);
    return found;
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
 * With a few bytes that are not UTF-8, is it UTF-8 all the same? JSON is by
 * definition, and whisper.cpp cuts characters in two in it.
 */
static bool is_mostly_utf8(const struct survey *survey, bool json)
{
    return json ? survey->valid > 0 : survey->valid >= survey->invalid;
}

/* Conversion. */

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
 * Appends what stands for a byte that does not exist in the encoding. The five bytes
 * that windows-1252 leaves undefined become C1 controls, as in browsers.
 */
static void append_unknown(struct buf *out, const char *encoding, char byte)
{
    if (!strcmp(encoding, WESTERN))
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
        convert_with(from_western, run, WESTERN, out);
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
    iconv_t from_western = iconv_open("UTF-8", WESTERN);
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
                  : "not UTF-8 here, read as " WESTERN " (lines: %zu)",
             lines);
}

/* What every text goes through. */

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

/*
 * Converts as `encoding` says. *ret_text is in `arena`.
 */
static enum status decode_as(struct slice bytes, const char *encoding,
                             struct arena *arena, struct slice *ret_text,
                             struct error *err)
{
    struct buf converted = BUF_INIT;
    struct survey survey;

    if (!convert(bytes, encoding, &converted))
        return error_set(err, STATUS_USAGE,
                         "no encoding is called \"%s\"; `iconv -l` lists them",
                         encoding);
    *ret_text = arena_copy(arena, buf_view(&converted));
    buf_release(&converted);
    survey = survey_text(*ret_text);
    *ret_text = clean(*ret_text, &survey, arena);
    return STATUS_OK;
}

/* The same for UTF-8 with or without faults, and for what looks like neither. */
static enum status decode_utf8_or_guess(struct slice bytes, struct arena *arena,
                                        struct slice *ret_text,
                                        const char **ret_encoding,
                                        struct diag *diag, struct error *err)
{
    struct survey survey = survey_text(bytes);
    bool json = is_json(bytes);

    if (survey.invalid && !is_mostly_utf8(&survey, json)) {
        *ret_encoding = encoding_by_statistics(bytes, &survey, arena);
        diag_add(diag, DIAG_NOTE, 0,
                 "not UTF-8; read as %s, a guess (--encoding says it for sure)",
                 *ret_encoding);
        return decode_as(bytes, *ret_encoding, arena, ret_text, err);
    }
    if (survey.invalid) {
        struct buf repaired = BUF_INIT;

        repair(bytes, json, &repaired, diag);
        bytes = arena_copy(arena, buf_view(&repaired));
        buf_release(&repaired);
    }
    *ret_encoding = "UTF-8";
    *ret_text = clean(bytes, &survey, arena);
    return STATUS_OK;
}

enum status decode(struct slice bytes, struct slice encoding,
                   struct arena *arena, struct slice *ret_text,
                   const char **ret_encoding, struct diag *diag,
                   struct error *err)
{
    const char *kind = encoding.len ? NULL : decode_binary_kind(bytes);
    const char *named = NULL;
    size_t bom = 0;
    enum status status;

    if (kind)
        return error_set(err, STATUS_BAD_INPUT,
                         "this is %s; quoth reads text transcripts", kind);
    if (is_latin1(encoding))
        named = WESTERN;
    else if (encoding.len)
        named = arena_string(arena, encoding);
    if (!named)
        named = encoding_by_bom(bytes, &bom);
    if (!named)
        named = encoding_by_nuls(bytes);
    bytes = slice_from(bytes, bom);
    if (named && (encoding.len || strcmp(named, "UTF-8") != 0)) {
        *ret_encoding = named;
        status = decode_as(bytes, named, arena, ret_text, err);
    } else {
        status = decode_utf8_or_guess(bytes, arena, ret_text, ret_encoding,
                                      diag, err);
    }
    return status ? status : check_lines(*ret_text, err);
}

struct slice decode_clean(struct slice text, struct arena *arena)
{
    struct survey survey = survey_text(text);

    return clean(text, &survey, arena);
}

const char *decode_binary_kind(struct slice bytes)
{
    size_t bom;

    for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
        if (has_signature(bytes, &signatures[i]))
            return signatures[i].kind;
    if (is_mp3_frame(bytes))
        return "an MP3 file";
    if (!encoding_by_bom(bytes, &bom) && !encoding_by_nuls(bytes) &&
        is_mostly_control(bytes))
        return "binary data";
    return NULL;
}
