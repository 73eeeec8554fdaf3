#include "xml.h"

#include "base/buf.h"
#include "base/limits.h"
#include "charref.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>

enum {
    ROOT_BYTES = 8192,   /* a root comes before, or a probe gives up */
    FAULTS_MAX = 100000, /* beyond these it is no XML */
};

/* Five pointers each, as SAX2 gives them: local name, prefix, URI, and the
 * first byte of the value and the one behind its last. */
struct xml_attributes {
    const xmlChar **list;
    int count;
};

static pthread_once_t library_once = PTHREAD_ONCE_INIT;

void xml_start_library(void)
{
    pthread_once(&library_once, xmlInitParser);
}

struct parse {
    xmlParserCtxtPtr parser;
    const struct xml_handler *handler;
    void *context;
    struct diag *diag; /* or NULL */
    uint32_t first_line;
    const xmlChar *open[LIMIT_NESTING]; /* names, in the parser's dictionary */
    int depth;
    int faults;
    bool found; /* an element */
    bool too_deep;
    bool stopped; /* by the handler */
};

static struct slice slice_of_name(const xmlChar *name)
{
    return slice_of((const char *)name);
}

static uint32_t line_of(const struct parse *parse, int line)
{
    return parse->first_line + (line > 0 ? (uint32_t)line - 1 : 0);
}

static void on_open(void *context, const xmlChar *name, const xmlChar *prefix,
                    const xmlChar *uri, int namespace_count,
                    const xmlChar **namespaces, int attribute_count,
                    int defaulted_count, const xmlChar **attributes)
{
    struct parse *parse = context;
    struct xml_attributes list = { attributes, attribute_count };
    struct xml_element element = {
        .name = slice_of_name(name),
        .line = line_of(parse, parse->parser->input->line),
        .depth = parse->depth,
        .attributes = &list,
    };

    (void)prefix;
    (void)uri;
    (void)namespace_count;
    (void)namespaces;
    (void)defaulted_count;
    parse->found = true;
    parse->too_deep = parse->depth == LIMIT_NESTING;
    if (parse->too_deep) {
        xmlStopParser(parse->parser);
        return;
    }
    /* Its attributes are read: the parser itself goes on to say otherwise. */
    parse->parser->instate = XML_PARSER_CONTENT;
    parse->open[parse->depth++] = name;
    parse->stopped = !parse->handler->open(parse->context, &element);
    if (parse->stopped)
        xmlStopParser(parse->parser);
}

static void close_innermost(struct parse *parse)
{
    struct slice name = slice_of_name(parse->open[--parse->depth]);

    if (parse->handler->close)
        parse->handler->close(parse->context, name);
}

static void on_close(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri)
{
    (void)name;
    (void)prefix;
    (void)uri;
    close_innermost(context);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct parse *parse = context;

    if (parse->handler->text)
        parse->handler->text(parse->context,
                             (struct slice){ (const char *)text, (size_t)len });
}

/*
 * Asked for an entity that is not one of XML itself, as HTML's "&nbsp;": tells
 * what it stands for, and that there is nothing to expand.
 */
static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
    struct parse *parse = context;
    struct buf reference = BUF_INIT, text = BUF_INIT;

    if (parse->parser->instate != XML_PARSER_CONTENT || !parse->handler->text)
        return NULL;
    buf_printf(&reference, "&%s;", (const char *)name);
    charref_decode(&text, buf_view(&reference));
    parse->handler->text(parse->context, buf_view(&text));
    buf_release(&reference);
    buf_release(&text);
    return NULL;
}

/* Entities have been told, and undeclared prefixes do no harm. */
static bool is_harmless(const xmlError *error)
{
    return error->domain == XML_FROM_NAMESPACE ||
           error->code == XML_ERR_UNDECLARED_ENTITY ||
           error->code == XML_WAR_UNDECLARED_ENTITY;
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct parse *parse = context;

    if (++parse->faults == FAULTS_MAX)
        xmlStopParser(parse->parser);
    if (parse->diag && !is_harmless(error))
        diag_add(parse->diag, DIAG_WARNING, line_of(parse, error->line),
                 "broken XML: %.*s",
                 SLICE_ARG(slice_trim(slice_of(error->message))));
}

/*
 * libxml2 compares each attribute of an element with all others. No value holds
 * a '<', so none has more of them than there are '=' between two of those.
 */
static bool has_too_many_attributes(struct slice text)
{
    size_t signs = 0;

    for (size_t i = 0; i < text.len && signs <= LIMIT_ATTRIBUTES; i++) {
        if (text.ptr[i] == '=')
            signs++;
        else if (text.ptr[i] == '<')
            signs = 0;
    }
    return signs > LIMIT_ATTRIBUTES;
}

static enum status check_size(struct slice text, struct error *err)
{
    if (text.len > LIMIT_XML_BYTES)
        return error_set(err, STATUS_LIMIT, "an XML document above %zu MB",
                         LIMIT_XML_BYTES >> 20);
    if (has_too_many_attributes(text))
        return error_set(err, STATUS_LIMIT,
                         "an XML tag with more than %d attributes",
                         LIMIT_ATTRIBUTES);
    return STATUS_OK;
}

static enum status run(struct parse *parse, struct error *err)
{
    /* Nothing for DTDs and what they declare: none is loaded or expanded. */
    xmlSAXHandler callbacks = {
        .initialized = XML_SAX2_MAGIC,
        .getEntity = on_entity,
        .startElementNs = on_open,
        .endElementNs = on_close,
        .characters = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    xmlSAXHandlerPtr own = parse->parser->sax;

    parse->parser->sax = &callbacks;
    /* With the parser itself here, libxml2 would look up what a DTD declares. */
    parse->parser->userData = parse;
    xmlCtxtUseOptions(parse->parser, XML_PARSE_NONET | XML_PARSE_RECOVER |
                                         XML_PARSE_IGNORE_ENC);
    xmlParseDocument(parse->parser);
    parse->parser->sax = own;
    if (parse->too_deep)
        return error_set(err, STATUS_LIMIT, "XML nested deeper than %d levels",
                         LIMIT_NESTING);
    if (parse->faults >= FAULTS_MAX)
        return error_set(err, STATUS_BAD_INPUT, "not XML: %d faults in it",
                         FAULTS_MAX);
    if (!parse->found)
        return error_set(err, STATUS_BAD_INPUT, "not XML: no element in it");
    while (parse->depth && !parse->stopped)
        close_innermost(parse);
    return STATUS_OK;
}

/* Nothing may stand before "<?xml". */
static struct slice skip_blank_lines(struct slice text, uint32_t *line)
{
    while (text.len && ascii_is_space(text.ptr[0])) {
        *line += text.ptr[0] == '\n';
        text = slice_from(text, 1);
    }
    return text;
}

enum status xml_parse(struct slice text, uint32_t first_line,
                      const struct xml_handler *handler, void *context,
                      struct diag *diag, struct error *err)
{
    struct parse parse = { .handler = handler,
                           .context = context,
                           .diag = diag,
                           .first_line = first_line };
    enum status status = check_size(text, err);

    if (status)
        return status;
    text = skip_blank_lines(text, &parse.first_line);
    if (text.len == 0)
        return error_set(err, STATUS_BAD_INPUT, "not XML: it is empty");
    xml_start_library();
    parse.parser = xmlCreateMemoryParserCtxt(text.ptr, (int)text.len);
    if (!parse.parser)
        return error_set(err, STATUS_IO, "no memory for reading XML");
    status = run(&parse, err);
    xmlFreeDoc(parse.parser->myDoc);
    xmlFreeParserCtxt(parse.parser);
    return status;
}

bool xml_attribute(const struct xml_element *element, const char *name,
                   struct arena *arena, struct slice *ret_value)
{
    const struct xml_attributes *attributes = element->attributes;

    for (int i = 0; i < attributes->count; i++) {
        const xmlChar **one = attributes->list + 5 * (size_t)i;
        struct slice value = { (const char *)one[3],
                               (size_t)(one[4] - one[3]) };
        struct buf decoded = BUF_INIT;

        if (!slice_equal(slice_of_name(one[0]), slice_of(name)))
            continue;
        /* libxml2 leaves "&" as "&#38;" in values, and nothing else. */
        if (slice_find_char(value, '&') != SLICE_NOT_FOUND) {
            charref_decode(&decoded, value);
            value = arena_copy(arena, buf_view(&decoded));
            buf_release(&decoded);
        }
        *ret_value = value;
        return true;
    }
    return false;
}

struct root {
    struct slice wanted;
    bool is;
};

static bool compare_root(void *context, const struct xml_element *element)
{
    struct root *root = context;

    root->is = slice_equal(element->name, root->wanted);
    return false;
}

bool xml_root_is(struct slice text, const char *name)
{
    static const struct xml_handler handler = { .open = compare_root };
    struct root root = { .wanted = slice_of(name) };
    struct error err;

    text = slice_range(slice_trim_left(text), 0, ROOT_BYTES);
    return slice_starts_with(text, SLICE("<")) &&
           !xml_parse(text, 1, &handler, &root, NULL, &err) && root.is;
}
