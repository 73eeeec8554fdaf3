#include "html.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "charref.h"
#include "decode.h"
#include "html_tag.h"
#include "xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STRAY_TAGS_MAX = 100000, /* end tags that end nothing: it is no HTML */
    SCRATCH_BYTES = 1 << 20, /* given back between blocks */
};

/* An open element, with what holds for the text in it. */
struct element {
    const struct html_tag *tag;
    enum html_block block;
    int level;
    unsigned inside;
    struct slice link; /* in parse.links, or empty */
    bool is_dropped, is_pre;
    bool is_fact; /* its text is one: see parse.fact */
};

struct parse {
    xmlParserCtxtPtr parser;
    const struct html_handler *handler;
    void *context;
    uint32_t first_line;

    struct element open[LIMIT_HTML_NESTING + 1]; /* open[0] is around all */
    int depth;
    uint32_t around[LIMIT_HTML_NESTING]; /* numbers of the blocks of these */
    int block_depth;
    uint32_t block_number; /* of the newest block */
    struct arena links;

    struct buf text; /* of the piece that is being read */
    uint32_t line;   /* where that began */
    char gap;        /* white space to come before more text, or NUL */
    bool in_block;   /* the block has had text */
    bool starts_block, starts_row;
    struct arena scratch; /* cleared with each block */

    const char *fact; /* the name of the one that is being read */
    struct buf fact_text;
    int stray_tags;
    bool too_deep, stopped;
};

static struct element *innermost(struct parse *parse)
{
    return &parse->open[parse->depth];
}

static void stop(struct parse *parse)
{
    parse->stopped = true;
    xmlStopParser(parse->parser);
}

/* ---- pieces ---- */

static void end_piece(struct parse *parse)
{
    const struct element *element = innermost(parse);
    struct html_piece piece = {
        .block = element->block,
        .level = element->level,
        .starts_block = parse->starts_block,
        .starts_row = parse->starts_row,
        .inside = element->inside,
        .link = element->link,
        .line = parse->line,
        .around = parse->around,
        .depth = parse->block_depth,
    };

    if (parse->text.len == 0 || parse->stopped)
        return;
    piece.text = decode_clean(buf_view(&parse->text), &parse->scratch);
    parse->starts_block = parse->starts_row = false;
    if (!parse->handler->piece(parse->context, &piece))
        stop(parse);
    buf_clear(&parse->text);
}

static void end_block(struct parse *parse)
{
    end_piece(parse);
    parse->gap = '\0';
    parse->in_block = false;
    parse->starts_block = true;
    if (parse->scratch.total > SCRATCH_BYTES)
        arena_release(&parse->scratch);
    arena_clear(&parse->scratch);
}

static void break_line(struct parse *parse)
{
    if (parse->gap == '\n')
        end_block(parse);
    else if (parse->in_block)
        parse->gap = '\n';
}

static void append_space(struct parse *parse, char space)
{
    if (space == '\n' && innermost(parse)->is_pre)
        break_line(parse);
    else if (parse->in_block && !parse->gap)
        parse->gap = ' ';
}

/* Appends what has no white space in it and stands on `line`. */
static void append_word(struct parse *parse, struct slice word, uint32_t line)
{
    if (parse->text.len == 0)
        parse->line = line;
    if (parse->gap)
        buf_char(&parse->text, parse->gap);
    parse->gap = '\0';
    parse->in_block = true;
    buf_slice(&parse->text, word);
}

static void append_text(struct parse *parse, struct slice text, uint32_t line)
{
    while (text.len) {
        size_t len = 0;

        while (len < text.len && !ascii_is_space(text.ptr[len]))
            len++;
        if (len) {
            append_word(parse, slice_range(text, 0, len), line);
        } else {
            line += text.ptr[0] == '\n';
            append_space(parse, text.ptr[0]);
            len = 1;
        }
        text = slice_from(text, len);
    }
}

/* ---- facts ---- */

static void tell_fact(struct parse *parse, const char *name, const char *value)
{
    if (parse->handler->fact && name && value && !parse->stopped)
        parse->handler->fact(parse->context, slice_of(name), slice_of(value));
}

static void end_fact(struct parse *parse)
{
    buf_char(&parse->fact_text, '\0');
    tell_fact(parse, parse->fact, parse->fact_text.ptr);
    buf_clear(&parse->fact_text);
}

/* The value of an attribute; NULL if it is not there, "" if it has none. */
static const char *attribute(const xmlChar **attributes, const char *name)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (!strcmp((const char *)attributes[0], name))
            return attributes[1] ? (const char *)attributes[1] : "";
    return NULL;
}

static bool attribute_is(const xmlChar **attributes, const char *name,
                         const char *value)
{
    const char *found = attribute(attributes, name);

    return found && slice_equal_nocase(slice_of(found), slice_of(value));
}

/* Tells where an element leads to. */
static void tell_target(struct parse *parse, const char *name,
                        const xmlChar **attributes)
{
    static const char *const players[] = { "iframe", "audio", "video",
                                           "source" };

    if (!strcmp(name, "a"))
        tell_fact(parse, name, attribute(attributes, "href"));
    for (size_t i = 0; i < sizeof(players) / sizeof(*players); i++)
        if (!strcmp(name, players[i]))
            tell_fact(parse, name, attribute(attributes, "src"));
}

/* Tells what the element's tag says of the page, or that its text will. */
static void open_fact(struct parse *parse, const char *name,
                      const xmlChar **attributes, struct element *element)
{
    const char *key;

    if (!strcmp(name, "meta")) {
        key = attribute(attributes, "property");
        tell_fact(parse, key ? key : attribute(attributes, "name"),
                  attribute(attributes, "content"));
    } else if (!strcmp(name, "link")) {
        tell_fact(parse, attribute(attributes, "rel"),
                  attribute(attributes, "href"));
    } else if (!strcmp(name, "html")) {
        tell_fact(parse, "lang", attribute(attributes, "lang"));
    } else if (!strcmp(name, "title") &&
               !strcmp(innermost(parse)->tag->name, "head")) {
        parse->fact = "title";
        element->is_fact = true;
    } else if (!strcmp(name, "script") &&
               attribute_is(attributes, "type", "application/ld+json")) {
        parse->fact = "ld+json";
        element->is_fact = true;
    } else if (!strcmp(name, "time")) {
        tell_fact(parse, "datetime", attribute(attributes, "datetime"));
    } else {
        tell_target(parse, name, attributes);
    }
}

/* ---- what the parser calls ---- */

/* The number of the line on which `text`, just read, begins. */
static uint32_t line_before(const struct parse *parse, struct slice text)
{
    uint32_t line = (uint32_t)parse->parser->input->line;

    for (size_t i = 0; i < text.len; i++)
        line -= text.ptr[i] == '\n' && line > 1;
    return parse->first_line + line - 1;
}

static void open_block(struct parse *parse)
{
    end_block(parse);
    parse->around[parse->block_depth++] = ++parse->block_number;
}

/* Ends the piece where the text goes on with other properties. */
static void end_piece_before(struct parse *parse, const struct element *next)
{
    const struct element *now = innermost(parse);

    if (next->inside != now->inside || next->link.ptr != now->link.ptr)
        end_piece(parse);
}

/* <time datetime="2026-05-17T10:30">10:30</time> */
static bool is_date(const xmlChar **attributes)
{
    struct slice value = slice_of(attribute(attributes, "datetime"));
    int64_t year;

    return slice_take_number(&value, 9999, &year) &&
           slice_take_char(&value, '-');
}

static struct element element_of(struct parse *parse, const char *name,
                                 const xmlChar **attributes)
{
    const struct html_tag *tag = html_tag_of(name);
    struct element element = *innermost(parse);
    const char *link;

    element.tag = tag;
    element.is_fact = false;
    element.inside |= tag->inside;
    if (tag->inside == HTML_TIME && is_date(attributes))
        element.inside = (element.inside & ~(unsigned)HTML_TIME) | HTML_DATE;
    element.is_pre |= !strcmp(name, "pre");
    element.is_dropped |= tag->is_dropped || attribute(attributes, "hidden");
    if (tag->block) {
        element.block = tag->block;
        element.level = tag->level;
    }
    link = strcmp(name, "a") ? NULL : attribute(attributes, "href");
    if (link)
        element.link = arena_copy(&parse->links, slice_of(link));
    return element;
}

static void on_open(void *context, const xmlChar *xml_name,
                    const xmlChar **attributes)
{
    struct parse *parse = context;
    const char *name = (const char *)xml_name;
    struct element element;

    if (parse->stopped)
        return;
    if (parse->depth == LIMIT_HTML_NESTING) {
        parse->too_deep = true;
        stop(parse);
        return;
    }
    element = element_of(parse, name, attributes);
    open_fact(parse, name, attributes, &element);
    if (element.tag->is_block)
        open_block(parse);
    else
        end_piece_before(parse, &element);
    if (!strcmp(name, "br") && !element.is_dropped)
        break_line(parse);
    parse->starts_row |= !strcmp(name, "tr");
    parse->open[++parse->depth] = element;
}

static void on_close(void *context, const xmlChar *name)
{
    struct parse *parse = context;
    const struct element *element = innermost(parse);

    (void)name;
    if (parse->stopped || parse->depth == 0)
        return;
    if (element->is_fact)
        end_fact(parse);
    if (element->tag->is_block) {
        end_block(parse);
        parse->block_depth--;
    } else {
        end_piece_before(parse, element - 1);
    }
    parse->depth--;
}

/* A C1 control comes of a reference that means windows-1252: "&#146;". */
static void append_control(struct parse *parse, unsigned char code)
{
    struct buf meant = BUF_INIT;
    char reference[sizeof("&#255;")];

    snprintf(reference, sizeof(reference), "&#%d;", code);
    charref_decode(&meant, slice_of(reference));
    append_text(parse, buf_view(&meant), line_before(parse, SLICE("")));
    buf_release(&meant);
}

static void on_text(void *context, const xmlChar *bytes, int len)
{
    struct parse *parse = context;
    struct slice text = { (const char *)bytes, (size_t)len };
    const struct element *element = innermost(parse);

    if (parse->stopped)
        return;
    if (element->is_fact)
        buf_slice(&parse->fact_text, text);
    if (element->is_dropped)
        return;
    if (len == 2 && bytes[0] == 0xC2 && bytes[1] < 0xA0)
        append_control(parse, bytes[1]);
    else
        append_text(parse, text, line_before(parse, text));
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct parse *parse = context;

    /* Each makes the parser look through all open elements. */
    if (error->code == XML_ERR_TAG_NAME_MISMATCH &&
        ++parse->stray_tags == STRAY_TAGS_MAX)
        stop(parse);
}

static enum status run(struct parse *parse, struct error *err)
{
    xmlSAXHandler callbacks = {
        .initialized = XML_SAX2_MAGIC,
        .startElement = on_open,
        .endElement = on_close,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    xmlSAXHandlerPtr own = parse->parser->sax;

    parse->parser->sax = &callbacks;
    parse->parser->userData = parse;
    htmlCtxtUseOptions(parse->parser, HTML_PARSE_NONET | HTML_PARSE_RECOVER |
                                          HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parse->parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parse->parser);
    parse->parser->sax = own;
    if (parse->too_deep)
        return error_set(err, STATUS_LIMIT, "HTML nested deeper than %d levels",
                         LIMIT_HTML_NESTING);
    if (parse->stray_tags >= STRAY_TAGS_MAX)
        return error_set(err, STATUS_BAD_INPUT,
                         "not HTML: %d end tags in it that end nothing",
                         STRAY_TAGS_MAX);
    end_piece(parse);
    return STATUS_OK;
}

static struct parse *parse_new(const struct html_handler *handler,
                               void *context, uint32_t first_line)
{
    struct parse *parse = mem_alloc(sizeof(*parse));

    parse->handler = handler;
    parse->context = context;
    parse->first_line = first_line;
    parse->open[0].tag = html_tag_of("");
    parse->starts_block = true;
    arena_init(&parse->links);
    arena_init(&parse->scratch);
    return parse;
}

static void parse_free(struct parse *parse)
{
    if (parse->parser) {
        xmlFreeDoc(parse->parser->myDoc);
        htmlFreeParserCtxt(parse->parser);
    }
    arena_release(&parse->links);
    arena_release(&parse->scratch);
    buf_release(&parse->text);
    buf_release(&parse->fact_text);
    free(parse);
}

enum status html_parse(struct slice text, uint32_t first_line,
                       const struct html_handler *handler, void *context,
                       struct error *err)
{
    struct parse *parse;
    enum status status;

    if (text.len == 0)
        return STATUS_OK;
    if (text.len > LIMIT_HTML_BYTES)
        return error_set(err, STATUS_LIMIT, "HTML above %zu MB",
                         LIMIT_HTML_BYTES >> 20);
    if (html_max_attributes(text) > LIMIT_ATTRIBUTES)
        return error_set(err, STATUS_LIMIT,
                         "an HTML tag with more than %d attributes",
                         LIMIT_ATTRIBUTES);
    parse = parse_new(handler, context, first_line);
    xml_start_library();
    parse->parser = htmlCreateMemoryParserCtxt(text.ptr, (int)text.len);
    status = parse->parser
                 ? run(parse, err)
                 : error_set(err, STATUS_IO, "no memory for reading HTML");
    parse_free(parse);
    return status;
}
