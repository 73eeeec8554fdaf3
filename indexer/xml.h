#ifndef QUOTH_XML_H
#define QUOTH_XML_H

/*
 * XML as found in the wild, read by libxml2 as a stream: the parser calls the
 * reader back, and no tree is built. Names are local names: prefixes and
 * namespaces are left out, declared or not. Nothing is ever loaded or expanded:
 * a DTD is passed over, and entities are those of HTML alone.
 *
 * What is broken is read on with a complaint. Calls are balanced all the same:
 * an element that the document does not close is closed where it ends.
 */

#include "base/arena.h"
#include "base/diag.h"
#include "base/error.h"
#include "base/slice.h"

/* The start of an element; good until the call returns. */
struct xml_element {
    struct slice name;
    uint32_t line; /* of the document, from its first_line */
    int depth;     /* 0 = the root */
    const struct xml_attributes *attributes;
};

struct xml_handler {
    /* False ends the parsing: no more calls, and success. */
    bool (*open)(void *context, const struct xml_element *element);
    /* May be NULL. `name` is good until the call returns. */
    void (*close)(void *context, struct slice name);
    /* May be NULL. A piece of text between tags, references decoded: a text may
     * come in several. As its references may have made it anything, clean the
     * whole with decode_clean. Good until the call returns. */
    void (*text)(void *context, struct slice piece);
};

/*
 * Parses `text`, UTF-8 whatever it declares, whose first line is `first_line`
 * of its file; passes `context` on to the handler. Complaints go to `diag`
 * unless that is NULL. STATUS_BAD_INPUT if there is no element in it,
 * STATUS_LIMIT above LIMIT_XML_BYTES, LIMIT_ATTRIBUTES or LIMIT_NESTING.
 */
enum status xml_parse(struct slice text, uint32_t first_line,
                      const struct xml_handler *handler, void *context,
                      struct diag *diag, struct error *err);

/*
 * The value of an attribute, its references decoded; false if it is not there.
 * Borrowed from the element, or in `arena`.
 */
bool xml_attribute(const struct xml_element *element, const char *name,
                   struct arena *arena, struct slice *ret_value);

/*
 * Makes libxml2 ready, for whoever is about to call a parser of it: it does so
 * by itself, but not for two threads at once.
 */
void xml_start_library(void);

/*
 * For probes: is `text` an XML document whose root is called `name`? Looks at
 * the first kilobytes alone.
 */
bool xml_root_is(struct slice text, const char *name);

#endif
