#include "command.h"

#include <curl/curl.h>
#include <json-c/json.h>
#include <libxml/xmlversion.h>
#include <sqlite3.h>
#include <utf8proc.h>
#include <xxhash.h>
#include <yaml.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static void print_xxhash(struct buf *out)
{
    unsigned version = XXH_versionNumber();

    buf_printf(out, "  xxHash %u.%u.%u\n", version / 10000, version / 100 % 100,
               version % 100);
}

static void print_pcre2(struct buf *out)
{
    char version[64]; /* the manual of pcre2_config asks for 24 or more */

    if (pcre2_config(PCRE2_CONFIG_VERSION, version) > 0)
        buf_printf(out, "  PCRE2 %s\n", version);
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    struct buf *out = &context->out;

    (void)values;
    (void)argc;
    (void)argv;
    (void)err;
    buf_string(out, "quoth " QUOTH_VERSION "\n\nwith\n");
    buf_printf(out, "  SQLite %s\n", sqlite3_libversion());
    print_pcre2(out);
    buf_printf(out, "  libcurl %s\n", LIBCURL_VERSION);
    buf_printf(out, "  libxml2 %s\n", LIBXML_DOTTED_VERSION);
    buf_printf(out, "  json-c %s\n", json_c_version());
    buf_printf(out, "  libyaml %s\n", yaml_get_version_string());
    buf_printf(out, "  utf8proc %s\n", utf8proc_version());
    print_xxhash(out);
    buf_string(out, "  zlib, libstemmer, uchardet, libexttextcat\n");
    return STATUS_OK;
}

const struct command cmd_version = {
    .name = "version",
    .summary = "version of quoth and of its libraries",
    .usage = "",
    .details = NULL,
    .options = NULL,
    .options_size = 0,
    .needs = NEEDS_NOTHING,
    .run = run,
};
