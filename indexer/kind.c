#include "kind.h"

#include "base/timecode.h"
#include "charset.h"
#include "feed.h"

#define TRANSCRIBE "transcribe it first, with whisper for one"
#define UNPACK     "unpack it first"
#define BY_FFMPEG  "convert it first: ffmpeg -i FILE FILE.srt"
#define BY_TTCONV  "convert it first: tt convert -i FILE -o FILE.srt (ttconv)"
#define AS_TEXT    "save it as text first"

enum {
    SIGNATURE_SEARCH = 4096, /* bytes in which a signature's hint may lie */
    BINARY_SAMPLE = 8192,    /* bytes counted for "binary data" */
    HEAD_LINES = 40,         /* in which a caption file shows what it is */
    FRAME_DIGITS_MAX = 9999999,
};

/* ---- kinds of files that are no text ---- */

struct signature {
    struct slice magic;
    size_t offset;     /* of the magic */
    struct slice hint; /* must be near the front as well; empty = nothing */
    struct kind kind;
};

/* A more special kind stands before the general one. */
/* clang-format off */
static const struct signature signatures[] = {
    { SLICE_INIT("PK\3\4"), 0, SLICE_INIT("word/"),
      { "a Word document (docx)", "docx",
        "make text of it first: pandoc FILE -t plain -o FILE.txt", false } },
    { SLICE_INIT("PK\3\4"), 0, SLICE_INIT("xl/"),
      { "an Excel workbook (xlsx)", "xlsx", "save it as CSV first", false } },
    { SLICE_INIT("PK\3\4"), 0, SLICE_INIT("ppt/"),
      { "a PowerPoint presentation (pptx)", "pptx", NULL, false } },
    { SLICE_INIT("PK\3\4"), 0, SLICE_INIT("application/epub"),
      { "an EPUB book", "epub",
        "make text of it first: pandoc FILE -t plain -o FILE.txt", false } },
    { SLICE_INIT("PK\3\4"), 0, SLICE_INIT("opendocument"),
      { "an OpenDocument file", "odt",
        "make text of it first: pandoc FILE -t plain -o FILE.txt", false } },
    { SLICE_INIT("PK\3\4"), 0, { 0 },
      { "a zip archive", "zip", UNPACK, false } },
    { SLICE_INIT("PK\5\6"), 0, { 0 },
      { "an empty zip archive", "zip", NULL, false } },
    { SLICE_INIT("{\\rtf"), 0, { 0 },
      { "an RTF document", "rtf", AS_TEXT, false } },
    { SLICE_INIT("%PDF-"), 0, { 0 },
      { "a PDF document", "pdf",
        "make text of it first: pdftotext -layout FILE FILE.txt", false } },
    { SLICE_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0, { 0 },
      { "an old Office document", "doc", AS_TEXT, false } },
    { SLICE_INIT("ID3\2"), 0, { 0 },
      { "an MP3 file", "mp3", TRANSCRIBE, false } },
    { SLICE_INIT("ID3\3"), 0, { 0 },
      { "an MP3 file", "mp3", TRANSCRIBE, false } },
    { SLICE_INIT("ID3\4"), 0, { 0 },
      { "an MP3 file", "mp3", TRANSCRIBE, false } },
    { SLICE_INIT("\0\0\0"), 0, SLICE_INIT("ftypM4A"),
      { "an MPEG-4 audio file", "m4a", TRANSCRIBE, false } },
    { SLICE_INIT("\0\0\0"), 0, SLICE_INIT("ftypM4B"),
      { "an MPEG-4 audio book", "m4b", TRANSCRIBE, false } },
    { SLICE_INIT("\0\0\0"), 0, SLICE_INIT("ftypqt"),
      { "a QuickTime movie", "mov", TRANSCRIBE, false } },
    { SLICE_INIT("\0\0\0"), 0, SLICE_INIT("ftyphei"),
      { "an HEIC picture", "heic", NULL, false } },
    { SLICE_INIT("\0\0\0"), 0, SLICE_INIT("ftyp"),
      { "an MP4 file", "mp4", TRANSCRIBE, false } },
    { SLICE_INIT("\x1a\x45\xdf\xa3"), 0, SLICE_INIT("webm"),
      { "a WebM file", "webm", TRANSCRIBE, false } },
    { SLICE_INIT("\x1a\x45\xdf\xa3"), 0, { 0 },
      { "a Matroska file", "mkv",
        "take its subtitles out first: ffmpeg -i FILE FILE.srt", false } },
    { SLICE_INIT("RIFF"), 0, SLICE_INIT("WAVE"),
      { "a WAV file", "wav", TRANSCRIBE, false } },
    { SLICE_INIT("RIFF"), 0, SLICE_INIT("WEBP"),
      { "a WebP picture", "webp", NULL, false } },
    { SLICE_INIT("RIFF"), 0, SLICE_INIT("AVI "),
      { "an AVI file", "avi", TRANSCRIBE, false } },
    { SLICE_INIT("OggS"), 0, SLICE_INIT("OpusHead"),
      { "an Opus file", "opus", TRANSCRIBE, false } },
    { SLICE_INIT("OggS\0"), 0, { 0 },
      { "an Ogg file", "ogg", TRANSCRIBE, false } },
    { SLICE_INIT("fLaC"), 0, { 0 },
      { "a FLAC file", "flac", TRANSCRIBE, false } },
    { SLICE_INIT("FORM"), 0, SLICE_INIT("AIFF"),
      { "an AIFF file", "aiff", TRANSCRIBE, false } },
    { SLICE_INIT("caff\0"), 0, { 0 },
      { "a Core Audio file", "caf", TRANSCRIBE, false } },
    { SLICE_INIT("#!AMR"), 0, { 0 },
      { "an AMR file", "amr", TRANSCRIBE, false } },
    { SLICE_INIT("FLV\1"), 0, { 0 },
      { "a Flash video", "flv", TRANSCRIBE, false } },
    { SLICE_INIT("\x30\x26\xb2\x75\x8e\x66\xcf\x11"), 0, { 0 },
      { "a Windows Media file", "wmv", TRANSCRIBE, false } },
    { SLICE_INIT("\0\0\1\xba"), 0, { 0 },
      { "an MPEG video", "mpg", TRANSCRIBE, false } },
    { SLICE_INIT("\x1f\x8b"), 0, { 0 },
      { "gzip data", "gz", "unpack it first: gunzip FILE", false } },
    { SLICE_INIT("BZh91AY"), 0, { 0 },
      { "bzip2 data", "bz2", "unpack it first: bunzip2 FILE", false } },
    { SLICE_INIT("\xfd" "7zXZ\0"), 0, { 0 },
      { "xz data", "xz", "unpack it first: unxz FILE", false } },
    { SLICE_INIT("\x28\xb5\x2f\xfd"), 0, { 0 },
      { "Zstandard data", "zst", "unpack it first: unzstd FILE", false } },
    { SLICE_INIT("7z\xbc\xaf\x27\x1c"), 0, { 0 },
      { "a 7-Zip archive", "7z", UNPACK, false } },
    { SLICE_INIT("Rar!\x1a\7"), 0, { 0 },
      { "a RAR archive", "rar", UNPACK, false } },
    { SLICE_INIT("ustar"), 257, { 0 },
      { "a tar archive", "tar", UNPACK, false } },
    { SLICE_INIT("\x89PNG\r\n\x1a\n"), 0, { 0 },
      { "a PNG picture", "png", NULL, false } },
    { SLICE_INIT("\xff\xd8\xff"), 0, { 0 },
      { "a JPEG picture", "jpg", NULL, false } },
    { SLICE_INIT("GIF87a"), 0, { 0 }, { "a GIF picture", "gif", NULL, false } },
    { SLICE_INIT("GIF89a"), 0, { 0 }, { "a GIF picture", "gif", NULL, false } },
    { SLICE_INIT("II*\0"), 0, { 0 },
      { "a TIFF picture", "tiff", NULL, false } },
    { SLICE_INIT("MM\0*"), 0, { 0 },
      { "a TIFF picture", "tiff", NULL, false } },
    { SLICE_INIT("SQLite format 3\0"), 0, { 0 },
      { "an SQLite database", "sqlite", NULL, false } },
    { SLICE_INIT("\x7f" "ELF"), 0, { 0 },
      { "a program (ELF)", "program", NULL, false } },
    { SLICE_INIT("STL25.01"), 3, { 0 },
      { "EBU subtitles (STL)", "stl", BY_TTCONV, true } },
    { SLICE_INIT("STL30.01"), 3, { 0 },
      { "EBU subtitles (STL)", "stl", BY_TTCONV, true } },
};

/* clang-format on */

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

const struct kind *kind_of_bytes(struct slice bytes)
{
    static const struct kind mp3_frames = { "an MP3 file", "mp3", TRANSCRIBE,
                                            false };
    static const struct kind data = { "binary data", "binary", NULL, false };
    struct charset marked;

    for (size_t i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
        if (has_signature(bytes, &signatures[i]))
            return &signatures[i].kind;
    if (is_mp3_frame(bytes))
        return &mp3_frames;
    if (!charset_by_marks(bytes, &marked) && is_mostly_control(bytes))
        return &data;
    return NULL;
}

/* ---- captions in text ---- */

/* Passes what may stand before the root of an XML document. */
static struct slice skip_prolog(struct slice text)
{
    static const struct {
        struct slice begin, end;
    } parts[] = { { SLICE_INIT("<?"), SLICE_INIT("?>") },
                  { SLICE_INIT("<!--"), SLICE_INIT("-->") },
                  { SLICE_INIT("<!"), SLICE_INIT(">") } };

    size_t i = 0;

    text = slice_trim_left(text);
    while (i < sizeof(parts) / sizeof(parts[0])) {
        size_t end = slice_starts_with(text, parts[i].begin)
                         ? slice_find(text, parts[i].end)
                         : SLICE_NOT_FOUND;

        if (end == SLICE_NOT_FOUND) {
            i++;
            continue;
        }
        text = slice_trim_left(slice_from(text, end + parts[i].end.len));
        i = 0;
    }
    return text;
}

/* The local name of an XML document's root; empty if it has none. */
static struct slice root_name(struct slice text)
{
    size_t len = 0, colon;

    text = skip_prolog(text);
    if (!slice_take_char(&text, '<'))
        return (struct slice){ 0 };
    while (len < text.len && !ascii_is_space(text.ptr[len]) &&
           text.ptr[len] != '>' && text.ptr[len] != '/')
        len++;
    text = slice_range(text, 0, len);
    colon = slice_find_char(text, ':');
    return colon == SLICE_NOT_FOUND ? text : slice_from(text, colon + 1);
}

static bool is_sami(struct slice text)
{
    return slice_equal_nocase(root_name(text), SLICE("sami"));
}

static bool is_scenarist(struct slice text)
{
    return slice_starts_with(text, SLICE("Scenarist_SCC"));
}

static bool is_vobsub(struct slice text)
{
    return slice_starts_with(text, SLICE("# VobSub index file"));
}

/* Spruce's STL begins with its settings: "$FontName = Arial". */
static bool is_spruce(struct slice text)
{
    struct slice line;

    for (int i = 0; i < HEAD_LINES && slice_next_line(&text, &line); i++)
        if (slice_starts_with_nocase(line, SLICE("$FontName")) ||
            slice_starts_with_nocase(line, SLICE("$TapeOffset")))
            return true;
    return false;
}

/* "{0}{25}Text" and "[0][25]Text", by the brackets. */
static bool has_frame_pair(struct slice text, char open, char close)
{
    int64_t number;

    for (int i = 0; i < 2; i++)
        if (!slice_take_char(&text, open) ||
            !slice_take_number(&text, FRAME_DIGITS_MAX, &number) ||
            !slice_take_char(&text, close))
            return false;
    return true;
}

static bool is_microdvd(struct slice text)
{
    return has_frame_pair(text, '{', '}');
}

static bool is_mpl2(struct slice text)
{
    return has_frame_pair(text, '[', ']');
}

/* "11:20:49 ", with a date before it or without. */
static bool take_time_of_day(struct slice *line)
{
    enum { DATE_BYTES = 11 }; /* "2025-11-21 " */

    struct slice rest = *line;
    int64_t ms;

    if (rest.len > DATE_BYTES && rest.ptr[4] == '-' && rest.ptr[7] == '-')
        rest = slice_from(rest, DATE_BYTES);
    if (rest.len < 3 || rest.ptr[2] != ':' ||
        !timecode_take_stamp(&rest, 0, &ms) || rest.len == 0 ||
        !ascii_is_space(rest.ptr[0]))
        return false;
    *line = rest;
    return true;
}

/*
 * Behind the time: " From  Ana Lima  to  Everyone:", " From  Ana Lima : Hello",
 * "<tab>Ana Lima:<tab>Hello".
 */
static bool is_sender(struct slice rest)
{
    bool tab = slice_starts_with(rest, SLICE("\t"));
    size_t to;

    rest = slice_trim_left(rest);
    if (!slice_starts_with(rest, SLICE("From ")))
        return tab && slice_find(rest, SLICE(":\t")) != SLICE_NOT_FOUND;
    if (slice_find(rest, SLICE(" : ")) != SLICE_NOT_FOUND)
        return true;
    to = slice_find(rest, SLICE(" to "));
    return to != SLICE_NOT_FOUND &&
           slice_find_char(slice_from(rest, to), ':') != SLICE_NOT_FOUND;
}

/* Every line that begins with a time says who wrote, and the first is one. */
static bool is_zoom_chat(struct slice text)
{
    struct slice line;
    size_t messages = 0;

    for (int i = 0; i < HEAD_LINES && slice_next_line(&text, &line); i++) {
        bool timed = take_time_of_day(&line);

        if (timed ? !is_sender(line) : i == 0)
            return false;
        messages += timed;
    }
    return messages > 0;
}

/* To read one of them, write its reader and take out its line. */
static const struct {
    bool (*is)(struct slice text); /* from the first character that is one */
    struct kind kind;
} text_kinds[] = {
    { is_sami, { "SAMI captions", "smi", BY_FFMPEG, true } },
    { is_scenarist, { "Scenarist captions (SCC)", "scc", BY_FFMPEG, true } },
    { is_vobsub,
      { "the index of VobSub subtitles, which are pictures", "idx", NULL,
        false } },
    { is_spruce, { "Spruce subtitles (STL)", "stl", BY_FFMPEG, true } },
    { is_microdvd, { "MicroDVD subtitles", "sub", BY_FFMPEG, true } },
    { is_mpl2, { "MPL2 subtitles", "mpl", BY_FFMPEG, true } },
    { is_zoom_chat,
      { "a Zoom chat (written, not said)", "chat", NULL, false } },
    { feed_is,
      { "a feed", "feed", "give quoth index its address instead", false } },
};

const struct kind *kind_of_text(struct slice text)
{
    text = slice_trim_left(text);
    for (size_t i = 0; i < sizeof(text_kinds) / sizeof(text_kinds[0]); i++)
        if (text_kinds[i].is(text))
            return &text_kinds[i].kind;
    return NULL;
}

enum status kind_refuse(const struct kind *kind, struct error *err)
{
    return error_set(err, kind->captions ? STATUS_BAD_INPUT : STATUS_NOT_OURS,
                     "%s, which quoth does not read%s%s", kind->name,
                     kind->advice ? "; " : "",
                     kind->advice ? kind->advice : "");
}
