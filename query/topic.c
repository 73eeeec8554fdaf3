#include "topic.h"

#include "config.h"
#include "cue_write.h"
#include "field.h"
#include "format.h"
#include "present.h"
#include "report.h"
#include "semantics.h"

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
    { "agents near/5 roadmap",
      "at most 5 words between them, in either order" },
    { "agents -draft", "agents, with no draft near; also NOT draft" },
    { "proto*", "words that begin so, from two letters on" },
    { "anthropic~", "near spellings, and what sounds alike; also ~anthropic" },
    { "/colou?rs?/i", "a regular expression (PCRE2); flags i, m, s and x" },
    { NULL, NULL },
};

static size_t longest_entry(const struct entry *entries)
{
    size_t longest = 0;

    for (; entries->write; entries++)
        if (strlen(entries->write) > longest)
            longest = strlen(entries->write);
    return longest;
}

static size_t longest_example(void)
{
    size_t longest = 0;

    for (const struct field *field = fields; field->name; field++)
        if (strlen(field->example) > longest)
            longest = strlen(field->example);
    return longest;
}

static const char query_rules[] =
    "\n"
    "Case, accents, hyphens and the form of apostrophes and quotes do not\n"
    "matter. AND, OR and NOT are operators in capitals only; in quotes they\n"
    "are words. frontend finds front end, and the other way round; in quotes\n"
    "it does not. A match is never lost at the border of two cues.\n"
    "quoth help semantics has every rule.\n";

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
    buf_string(out, query_rules);
}

/* ---- formats ---- */

/* Wide enough for the names of all formats. */
enum { FORMAT_NAME_COLUMNS = 14 };

/* And of all keys of the config. */
enum { CONFIG_KEY_COLUMNS = 14 };

static void print_formats(struct buf *out)
{
    buf_string(out, "Transcripts that are read (--from)\n");
    for (size_t i = 0; formats[i]; i++)
        topic_print_entry(out, formats[i]->name, FORMAT_NAME_COLUMNS,
                          formats[i]->summary);
    buf_string(out, "\nTranscripts that convert writes (--format)\n");
    for (size_t i = 0; cue_writers[i]; i++)
        topic_print_entry(out, cue_writers[i]->name, FORMAT_NAME_COLUMNS,
                          cue_writers[i]->summary);
    buf_string(out, "\nResults of search (--format); all but ref for lists "
                    "too\n");
    for (size_t i = 0; presenters[i]; i++)
        topic_print_entry(out, presenters[i]->name, FORMAT_NAME_COLUMNS,
                          presenters[i]->summary);
    buf_string(out, "\nWhat a file is, is found from its content; --from says "
                    "it where that fails.\n"
                    "-o FILE implies the output format by its extension.\n");
}

/* ---- patterns ---- */

static const struct entry pattern_groups[] = {
    { "start", "when it begins, in any form: 1:02:03.5, 62s, 1h2m3s, 75.2" },
    { "end", "when it ends" },
    { "speaker", "who speaks, up to the next match that names somebody" },
    { "text", "what is said" },
    { "title", "of a chapter: the match begins one, and no cue" },
    { NULL, NULL },
};

static const char pattern_text[] =
    "--pattern describes text in a layout that quoth does not know: a\n"
    "Perl-like regular expression (PCRE2; ^ and $ match at lines) with groups\n"
    "named for what they hold. Each match begins a cue.\n"
    "\n";

static const char pattern_rules[] =
    "\n"
    "What stands between two matches goes on with the text of the cue before;\n"
    "where no group is called text, it is the text. What stands above the\n"
    "first match is left out, and so is what a branch without groups matches.\n"
    "\n"
    "  0:15 ANA Welcome.    ^(?<start>[\\d:]+) (?<speaker>[A-Z]+) (?<text>.*)\n"
    "  == Wind (12:00)      ^== (?<title>.*) \\((?<start>.*)\\)\n"
    "  both, no rules       ^(?:== (?<title>…)…|(?<start>…)…|---+)\n"
    "\n"
    "index remembers it for the source. A file that it matches nowhere has\n"
    "failed.\n";

static void print_pattern(struct buf *out)
{
    buf_string(out, pattern_text);
    for (const struct entry *group = pattern_groups; group->write; group++)
        topic_print_entry(out, group->write, longest_entry(pattern_groups),
                          group->means);
    buf_string(out, pattern_rules);
}

/* ---- the config ---- */

static const char config_place[] =
    "The config is YAML, at QUOTH_CONFIG, else in ~/.config/quoth/config.yaml\n"
    "(XDG_CONFIG_HOME). Programs that quoth may run stand there and nowhere\n"
    "else; no shell sees them.\n"
    "\n";

static const char config_text[] =
    "\n"
    "  filters:\n"
    "    \"*.pdf\": [pdftotext, -layout, '{}', '-']\n"
    "    \"*.docx\": [pandoc, -t, plain, '{}']\n"
    "    \"*.vtt.gz\": [gzip, -dc, '{}']\n"
    "\n"
    "  logins:\n"
    "    feeds.example.com: \"dana:secret\"\n"
    "\n"
    "  notify: [msmtp, dana@example.com]\n"
    "  transcriber: [whisper-cli, -m, /opt/ggml-base.bin, -f, '{audio}',\n"
    "                -oj, -of, '{output}']\n"
    "\n"
    "A filter gets the file where {} stands and prints text, which index and\n"
    "convert read like any other transcript. A file that it fails on has\n"
    "failed, for the reason that it says last on standard error.\n"
    "\n"
    "A transcriber is for episodes of feeds that have a recording, but after\n"
    "some days no transcript. When all else is done, quoth update loads one\n"
    "recording after the other, newest first, into a private folder beside\n"
    "the archive, runs the program on {audio}, and reads what it leaves in\n"
    "{folder} ({output} is a name there, without extension) or else prints;\n"
    "{audio} is deleted then. What fails is tried again as downloads are.\n";

static void print_config(struct buf *out)
{
    buf_string(out, config_place);
    for (size_t i = 0; config_key_at(i); i++)
        topic_print_entry(out, config_key_at(i)->name, CONFIG_KEY_COLUMNS,
                          config_key_at(i)->summary);
    buf_string(out, config_text);
}

/* ---- feeds ---- */

static const char feeds_text[] =
    "Feeds are RSS 2.0, RSS 1.0 and Atom, with the elements of iTunes,\n"
    "Podcasting 2.0, Podlove and Media RSS (YouTube's channels). Every item\n"
    "is an episode, with or without a transcript: its title, number, date,\n"
    "people, chapters and notes can be searched. Items that leave the feed\n"
    "stay; live items are passed over.\n"
    "\n"
    "Of several transcripts one of each language is taken, the best form\n"
    "first: JSON, WebVTT, SubRip, HTML, plain text, others; what was taken\n"
    "before goes before all. The extension of an address tells more than its\n"
    "type, and the content tells most. Where one form cannot be had, the next\n"
    "is taken. An address that several items share is that of the oldest.\n"
    "\n"
    "Further pages are read (next and prev-archive of RFC 5005), on the first\n"
    "visit all of them. A feed that has moved is asked for at its new place:\n"
    "after a 301 or 308, or where it says itself that it moved.\n"
    "\n"
    "quoth update leaves feeds alone while their Cache-Control or ttl holds\n"
    "(up to 20 hours), on their skipDays and in their skipHours (for a day\n"
    "and a half at most), and hosts for as long as their Retry-After says.\n"
    "quoth update FEED and quoth index FEED ask at once. What has failed is\n"
    "tried again after retry_seconds, then twice as long each time, up to two\n"
    "weeks.\n";

static void print_feeds(struct buf *out)
{
    buf_string(out, feeds_text);
}

/* ---- every night ---- */

static const char nightly_text[] =
    "quoth index remembers its sources; quoth update visits them again. Let a\n"
    "timer run it:\n"
    "\n"
    "  30 3 * * * quoth update -q --wait=600 --max-time 2h     (crontab -e)\n"
    "\n"
    "With -q only what went wrong is printed, on standard error, and so\n"
    "mailed by cron. Units for systemd, of one user or of a machine, and a\n"
    "report to a monitor are in samples/nightly/ of the source.\n"
    "\n"
    "It may be killed or lose its network or power at any moment: the archive\n"
    "stays sound, searches go on while it runs, and the next run continues.\n"
    "Two runs at once do not disturb each other: the second ends with 75, or\n"
    "waits for so many seconds (--wait=600).\n"
    "\n"
    "  added:last-update      in a query: what the last run brought\n"
    "  quoth saved add N Q    a query whose new answers every run tells\n"
    "  quoth update --notify  … to a program of yours: quoth help config\n"
    "  quoth list runs        what each run did\n"
    "  quoth list failures    what cannot be read, and why\n"
    "  quoth update --format json\n"
    "                         the report for programs\n"
    "  quoth backup FILE      a copy, also while a run is at work\n"
    "  quoth check            is the archive sound? --repair mends it\n"
    "  quoth reindex          once, when a newer quoth asks; searches go on\n";

static void print_nightly(struct buf *out)
{
    buf_string(out, nightly_text);
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
    { "semantics", "every rule of queries", "SEMANTICS OF QUERIES",
      semantics_print },
    { "formats", "what is read and written", "FORMATS", print_formats },
    { "pattern", "text in a layout of its own", "PATTERNS", print_pattern },
    { "config", "what the config file says", "CONFIGURATION", print_config },
    { "feeds", "what is taken of them, and when", "FEEDS", print_feeds },
    { "nightly", "runs by a timer, and what they tell", "NIGHTLY RUNS",
      print_nightly },
    { "exit", "exit codes", "EXIT STATUS", print_exit_codes },
    { NULL, NULL, NULL, NULL },
};
