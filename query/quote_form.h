#ifndef QUOTH_QUOTE_FORM_H
#define QUOTH_QUOTE_FORM_H

/*
 * The forms of quotes: presenters of passages that are quotations. One file
 * each, one line each in the table.
 *
 * To add one: write query/quote_NAME.c ending in `const struct presenter
 * quote_NAME`, declare it here, add its line to quote_forms[] in cmd_quote.c
 * and to query/CMakeLists.txt, and a case under tests/cli/quote/.
 */

#include "present.h"

extern const struct presenter quote_md;
extern const struct presenter quote_txt;
extern const struct presenter quote_html;
extern const struct presenter quote_json;
extern const struct presenter quote_jsonl;
extern const struct presenter quote_csv;
extern const struct presenter quote_bibtex;
extern const struct presenter quote_ris;
extern const struct presenter quote_csl;

#endif
