#include "topic.h"

#include "cue_write.h"
#include "field.h"
#include "format.h"
#include "present.h"
#include "report.h"

#include <string.h>

void topic_print_entry(struct buf *out, const char *name, size_t width,
                       const char *summary)
{
    buf_printf(out, "  %-*s  %s\n", (int)width, name, summary);
}

/* ---- query ---- */

struct entry {
    const char *write, *means;
};

static const struct entry query_forms[] = {
    { "agents roadmap", "both words, inflections too, within 30 seconds" },
    { "\"one-way door\"", "exactly these words in this order" },
    { "cats OR dogs", "one of them" },
    { "a AND b OR c", "AND binds tighter than OR; parentheses group" },
    { "agents -draft", "agents, with no draft near; also NOT draft" },
    { "proto*", "words that begin so, from two letters on" },
    { NULL, NULL },
};

static size_t longest_example(void)
{
    size_t longest = 0;

    for (const struct field *field = fields; field->name; field++)
        if (strlen(field->example) > longest)
            longest = strlen(field->example);
    return longest;
}

static void print_query(struct buf *out)
{
    size_t width = longest_example();

    buf_string(out, "All arguments that are no options are one query. Quote it "
                    "for the shell:\n"
                    "  quoth search '\"one-way door\" speaker:dana'\n\n"
                    "Words\n");
    for (const struct entry *form = query_forms; form->write; form++)
        topic_print_entry(out, form->write, width, form->means);
    buf_string(out, "\nFilters; they hold for the whole line, or for their "
                    "parentheses\n");
    for (const struct field *field = fields; field->name; field++)
        topic_print_entry(out, field->example, width, field->summary);
    buf_string(
        out,
        "\nCase, accents, hyphens and the form of apostrophes and quotes do "
        "not matter.\n"
        "AND, OR and NOT are operators in capitals only; in quotes they are "
        "words.\n"
        "A match is never lost at the border of two cues.\n");
}

/* ---- formats ---- */

/* Wide enough for the names of all formats. */
enum { FORMAT_NAME_COLUMNS = 10 };

static void print_formats(struct buf *out)
{
    buf_string(out, "Transcripts that are read (--from)\n");
    for (size_t i = 0; formats[i]; i++)
        topic_print_entry(out, formats[i]->name, FORMAT_NAME_COLUMNS,
                          formats[i]->summary);
    buf_string(out, "\nTranscripts that convert writes (--format)\n");
    for (const struct cue_writer *writer = cue_writers; writer->name; writer++)
        topic_print_entry(out, writer->name, FORMAT_NAME_COLUMNS,
                          writer->summary);
    buf_string(out, "\nResults of search (--format); all but ref for lists "
                    "too\n");
    for (size_t i = 0; presenters[i]; i++)
        topic_print_entry(out, presenters[i]->name, FORMAT_NAME_COLUMNS,
                          presenters[i]->summary);
    buf_string(out, "\nWhat a file is, is found from its content; --from says "
                    "it where that fails.\n"
                    "-o FILE implies the output format by its extension.\n");
}

/* ---- exit codes ---- */

static const struct {
    enum exit_code code;
    const char *meaning;
} exit_codes[] = {
    { EXIT_FOUND, "found, or done" },
    { EXIT_NOT_FOUND, "nothing found; check: there is damage" },
    { EXIT_WRONG_USE, "wrong usage or query" },
    { EXIT_INPUT_FAILED, "done, but some inputs failed" },
    { EXIT_FATAL, "the archive or the disk failed" },
    { EXIT_BUSY, "another run is writing to the archive" },
    { EXIT_INTERRUPTED, "interrupted" },
    { EXIT_OUTPUT_CLOSED, "nobody reads the output any more" },
};

static void print_exit_codes(struct buf *out)
{
    for (size_t i = 0; i < sizeof(exit_codes) / sizeof(exit_codes[0]); i++)
        buf_printf(out, "  %3d  %s\n", exit_codes[i].code,
                   exit_codes[i].meaning);
}

const struct topic topics[] = {
    { "query", "how to ask", "QUERIES", print_query },
    { "formats", "what is read and written", "FORMATS", print_formats },
    { "exit", "exit codes", "EXIT STATUS", print_exit_codes },
    { NULL, NULL, NULL, NULL },
};
