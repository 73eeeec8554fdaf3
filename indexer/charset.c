#include "charset.h"

#include <iconv.h>
#include <uchardet.h>

enum {
    NUL_SAMPLE = 8192,         /* bytes counted for UTF-16 without BOM */
    DECLARATION_SEARCH = 1024, /* bytes in which a declaration must stand */
    STATISTICS_SAMPLE = 65536, /* bytes shown to the statistics */
    STATISTICS_BEFORE = 16384, /* ASCII shown before the first foreign byte */
    STATISTICS_EVIDENCE = 6,   /* bytes above ASCII that they need */
};

static bool by_bom(struct slice bytes, struct charset *ret)
{
    /* UTF-32LE's begins like that of UTF-16LE. */
    static const struct {
        struct slice bytes;
        const char *name;
    } marks[] = {
        { SLICE_INIT("\xef\xbb\xbf"), "UTF-8" },
        { SLICE_INIT("\xff\xfe\0\0"), "UTF-32LE" },
        { SLICE_INIT("\0\0\xfe\xff"), "UTF-32BE" },
        { SLICE_INIT("\xff\xfe"), "UTF-16LE" },
        { SLICE_INIT("\xfe\xff"), "UTF-16BE" },
        { SLICE_INIT("\x84\x31\x95\x33"), "GB18030" },
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (slice_starts_with(bytes, marks[i].bytes)) {
            *ret = (struct charset){ .name = marks[i].name,
                                     .why = "of its byte order mark",
                                     .bom = marks[i].bytes.len };
            return true;
        }
    }
    return false;
}

/* How often each of four neighbouring bytes is NUL. */
struct nul_census {
    size_t units; /* of four bytes */
    size_t at[4];
};

static struct nul_census count_nuls(struct slice head)
{
    struct nul_census census = { .units = head.len / 4 };

    for (size_t i = 0; i < census.units * 4; i++)
        if (head.ptr[i] == '\0')
            census.at[i % 4]++;
    return census;
}

/*
 * UTF-16 and UTF-32 without BOM show by where their NULs are: line ends, digits
 * and Latin letters have them in the high bytes only.
 */
static const char *name_by_nuls(struct slice head)
{
    struct nul_census nuls = count_nuls(head);
    size_t even = nuls.at[0] + nuls.at[2], odd = nuls.at[1] + nuls.at[3];

    if (even + odd < 3 || even + odd <= nuls.units / 10)
        return NULL;
    if (nuls.at[0] == 0 && nuls.at[2] == nuls.units && nuls.at[3] == nuls.units)
        return "UTF-32LE";
    if (nuls.at[3] == 0 && nuls.at[0] == nuls.units && nuls.at[1] == nuls.units)
        return "UTF-32BE";
    if (even * 10 <= odd)
        return "UTF-16LE";
    return odd * 10 <= even ? "UTF-16BE" : NULL;
}

bool charset_by_marks(struct slice bytes, struct charset *ret)
{
    struct slice head = slice_range(bytes, 0, NUL_SAMPLE);

    if (by_bom(bytes, ret))
        return true;
    if (slice_find_char(head, '\0') == SLICE_NOT_FOUND)
        return false;
    *ret = (struct charset){ .name = name_by_nuls(head),
                             .why = "of where its NUL bytes are" };
    return ret->name != NULL;
}

static bool iconv_knows(const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);

    if (converter == (iconv_t)-1)
        return false;
    iconv_close(converter);
    return true;
}

/* A name, in quotes or not, at the front of `text`. */
static struct slice take_name(struct slice text)
{
    size_t len = 0;

    text = slice_trim_left(text);
    if (!slice_take_char(&text, '"'))
        slice_take_char(&text, '\'');
    while (len < text.len &&
           (ascii_is_alpha(text.ptr[len]) || ascii_is_digit(text.ptr[len]) ||
            text.ptr[len] == '-' || text.ptr[len] == '_'))
        len++;
    return slice_range(text, 0, len);
}

/*
 * <?xml … encoding="windows-1251"?> or <meta charset=…>. Not a Unicode one:
 * the bytes have shown that it is none of these.
 */
static const char *declared_name(struct slice bytes, struct arena *arena)
{
    static const struct slice keys[] = { SLICE_INIT("encoding="),
                                         SLICE_INIT("charset=") };
    struct slice head =
        slice_range(slice_trim_left(bytes), 0, DECLARATION_SEARCH);

    if (head.len == 0 || head.ptr[0] != '<')
        return NULL;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        size_t at = slice_find(head, keys[i]);
        struct slice name;

        if (at == SLICE_NOT_FOUND)
            continue;
        name = take_name(slice_from(head, at + keys[i].len));
        if (name.len && !slice_starts_with_nocase(name, SLICE("utf")) &&
            !slice_starts_with_nocase(name, SLICE("ucs")) &&
            iconv_knows(arena_string(arena, name)))
            return charset_meant_by(name, arena);
    }
    return NULL;
}

/*
 * A charset in which the statistics can be believed, and what it is read as:
 * mostly the wider one, which has the same letters and more signs.
 */
struct believable {
    const char *found;
    const char *read_as;
    const char *with_c1; /* with bytes that are C1 controls in it, for nobody
                            writes those; NULL = the same */
};

/*
 * The Western charsets are not here: uchardet tells them apart by chance. They
 * are all read as windows-1252, as browsers do.
 */
static const struct believable believables[] = {
    { "GB18030", "GB18030", NULL },
    { "BIG5", "BIG5", NULL },
    { "EUC-TW", "EUC-TW", NULL },
    { "SHIFT_JIS", "CP932", NULL },
    { "EUC-JP", "EUC-JP", NULL },
    { "EUC-KR", "UHC", NULL },
    { "UHC", "UHC", NULL },
    { "JOHAB", "JOHAB", NULL },
    { "WINDOWS-1250", "WINDOWS-1250", NULL },
    { "ISO-8859-2", "ISO-8859-2", "WINDOWS-1250" },
    { "ISO-8859-16", "ISO-8859-16", "WINDOWS-1250" },
    { "WINDOWS-1251", "WINDOWS-1251", NULL },
    { "ISO-8859-5", "ISO-8859-5", NULL },
    { "KOI8-R", "KOI8-U", NULL },
    { "IBM866", "IBM866", NULL },
    { "MAC-CYRILLIC", "MAC-CYRILLIC", NULL },
    { "WINDOWS-1253", "WINDOWS-1253", NULL },
    { "ISO-8859-7", "ISO-8859-7", "WINDOWS-1253" },
    { "WINDOWS-1254", "WINDOWS-1254", NULL },
    { "ISO-8859-9", "ISO-8859-9", "WINDOWS-1254" },
    { "WINDOWS-1255", "WINDOWS-1255", NULL },
    { "ISO-8859-8", "ISO-8859-8", "WINDOWS-1255" },
    { "WINDOWS-1256", "WINDOWS-1256", NULL },
    { "ISO-8859-6", "ISO-8859-6", NULL },
    { "WINDOWS-1258", "WINDOWS-1258", NULL },
    { "TIS-620", "TIS-620", "CP874" },
    { "ISO-8859-11", "ISO-8859-11", "CP874" },
};

/* Has it one of the bytes from `from` to `to`? */
static bool has_byte_in(struct slice bytes, unsigned char from,
                        unsigned char to)
{
    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.ptr[i] >= from &&
            (unsigned char)bytes.ptr[i] <= to)
            return true;
    return false;
}

/*
 * ISO-8859-2 or windows-1250? The Polish letters of the former are ± and ¶ in
 * the latter, which stand in no words.
 */
static bool is_iso_polish(struct slice bytes)
{
    return !has_byte_in(bytes, 0x80, 0x9f) &&
           (has_byte_in(bytes, 0xb1, 0xb1) || has_byte_in(bytes, 0xb6, 0xb6));
}

/* What to read as, of what the statistics found in `bytes`; NULL = disbelieve. */
static const char *believe(struct slice found, struct slice bytes)
{
    for (size_t i = 0; i < sizeof(believables) / sizeof(believables[0]); i++) {
        const struct believable *known = &believables[i];

        if (!slice_equal_nocase(found, slice_of(known->found)))
            continue;
        if (slice_equal(found, SLICE("WINDOWS-1250")) && is_iso_polish(bytes))
            return "ISO-8859-2";
        if (known->with_c1 && has_byte_in(bytes, 0x80, 0x9f))
            return known->with_c1;
        return known->read_as;
    }
    return NULL;
}

/* What to show the statistics: ASCII tells nothing, so little of it. */
static struct slice sample_of(struct slice bytes)
{
    size_t first = 0, from;

    while (first < bytes.len && !((unsigned char)bytes.ptr[first] & 0x80))
        first++;
    from = first > STATISTICS_BEFORE ? first - STATISTICS_BEFORE : 0;
    return slice_range(bytes, from, from + STATISTICS_SAMPLE);
}

static const char *likely_name(struct slice sample)
{
    uchardet_t detector = uchardet_new();
    const char *name = NULL;

    if (uchardet_handle_data(detector, sample.ptr, sample.len) == 0) {
        uchardet_data_end(detector);
        name = believe(slice_of(uchardet_get_charset(detector)), sample);
    }
    uchardet_delete(detector);
    return name;
}

struct charset charset_guess(struct slice bytes, size_t foreign,
                             struct arena *arena)
{
    struct charset charset = { .name = declared_name(bytes, arena),
                               .why = "it declares that" };

    if (!charset.name && foreign >= STATISTICS_EVIDENCE) {
        charset.name = likely_name(sample_of(bytes));
        charset.why = "it is no UTF-8 and its bytes are spread like that";
    }
    if (!charset.name) {
        charset.name = CHARSET_WESTERN;
        charset.why = "it is no UTF-8 and nothing tells more";
    }
    return charset;
}

const char *charset_meant_by(struct slice name, struct arena *arena)
{
    /* Nobody writes C1 controls. */
    if (slice_equal_nocase(name, SLICE("ISO-8859-1")) ||
        slice_equal_nocase(name, SLICE("ISO8859-1")) ||
        slice_equal_nocase(name, SLICE("latin1")))
        return CHARSET_WESTERN;
    return arena_string(arena, name);
}
