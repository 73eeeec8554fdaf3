#ifndef QUOTH_COMMAND_H
#define QUOTH_COMMAND_H

/*
 * The commands: one file each, one line each in the table.
 *
 * To add a command: write query/cmd_NAME.c ending in `const struct command
 * cmd_NAME`, declare it here, add its line to command_table.c (they are listed
 * in that order) and to query/CMakeLists.txt, and give it a case folder under
 * tests/cli/.
 */

#include "base/buf.h"
#include "base/error.h"
#include "nearest.h"
#include "option.h"
#include "present.h"

struct pager;
struct store;

/* How a command wants the archive. main opens and closes it. */
enum command_needs {
    NEEDS_NOTHING,
    NEEDS_READER,    /* must exist; never changed, never migrated */
    NEEDS_WRITER,    /* made if it is not there; the lock is taken */
    NEEDS_REBUILDER, /* must exist; as it was indexed by another quoth, too */
};

struct context {
    char **arguments; /* of the program, as given, ended by NULL */
    const char *store_path;
    struct store *store;        /* as the command's `needs` says, else NULL */
    struct present_style style; /* of standard output */
    struct buf out;             /* standard output; main writes it at the end,
                                   context_flush at any time */
    struct pager *pager;        /* of standard output; NULL = none */
    bool paged;                 /* it was started */
    bool output_closed;         /* nobody reads the output any more */
    struct buf query_line;      /* what context_query joined, for messages */
    bool progress;              /* stderr is a terminal */
    bool quiet;
    int exit_code; /* a command may set what its outcome means;
                                   an error overrides it */
};

struct command {
    const char *name;
    const char *summary; /* one line of `quoth help` */
    const char *usage;   /* what follows the name: "[OPTION…] QUERY" */
    const char *details; /* paragraphs of `quoth help NAME`, with examples */
    const struct option *options;
    size_t options_size;         /* of the struct that the offsets are in */
    const void *options_initial; /* that struct before any option is read;
                                    NULL = zeroed */
    enum command_needs needs;
    /* What it needs so called, if that is not the same always; else NULL. */
    enum command_needs (*needs_so_called)(const void *options);
    bool long_output; /* for reading: a pager may show it */
    /* So called, it needs no archive after all. NULL = never. */
    bool (*without_store)(const void *options, int argc, char **argv);
    /*
     * Runs the command. argv[0] is its name, argv[1…] the arguments that are no
     * options; `options` the options struct, filled.
     */
    enum status (*run)(struct context *context, const void *options, int argc,
                       char **argv, struct error *err);
};

struct command_group {
    const char *title;
    const struct command *const *commands; /* ended by NULL */
};

/*
 * The commands of this program, in the order of `quoth help`; ended by one
 * without title. hand_over.h says why there are two programs.
 */
extern const struct command_group command_groups[];

extern const struct command cmd_index;
extern const struct command cmd_update;
extern const struct command cmd_search;
extern const struct command cmd_saved;
extern const struct command cmd_read;
extern const struct command cmd_quote;
extern const struct command cmd_clip;
extern const struct command cmd_chapters;
extern const struct command cmd_notes;
extern const struct command cmd_verify;
extern const struct command cmd_list;
extern const struct command cmd_trends;
extern const struct command cmd_set;
extern const struct command cmd_convert;
extern const struct command cmd_remove;
extern const struct command cmd_backup;
extern const struct command cmd_check;
extern const struct command cmd_reindex;
extern const struct command cmd_stats;
extern const struct command cmd_help;
extern const struct command cmd_version;

/* The command called `name`, or NULL. */
const struct command *command_by_name(const char *name);

/* Whether it may write to the archive, and so has to wait for other writers. */
bool command_writes(const struct command *command);

/* Appends how it is called: "search [OPTION…] QUERY". */
void command_synopsis(const struct command *command, struct buf *out);

/* The text of `quoth help NAME`. */
void command_help(const struct command *command, struct buf *out);

/* Options that every command takes, before or behind its name. */
struct global_options {
    const char *db;
    const char *color; /* "auto", "always", "never"; NULL = auto */
    bool quiet, help, version, no_pager;
};

extern const struct option global_options[];

/* Options that every command that writes takes besides. */
struct writer_options {
    const char *wait; /* seconds; "" = as long as it takes; NULL = not at all */
    bool group;       /* members of the files' group may search */
};

extern const struct option writer_options[];

/*
 * What `quoth` without a command prints: the state of the archive and what to
 * do next. context->store is NULL if there is no index yet.
 */
enum status overview_print(struct context *context, struct error *err);

typedef enum status (*overview_function)(struct context *context,
                                         struct error *err);

/* overview_print in the program that has it, else NULL. */
extern const overview_function overview;

/*
 * argv[1] … argv[argc-1] as one query line, joined by blanks. Borrowed from the
 * context, which shows it under an error of the query.
 */
struct slice context_query(struct context *context, int argc, char **argv);

/*
 * Writes what is in context->out to standard output and empties it. When its
 * reader is gone, sets output_closed and fails without words. Where there is a
 * pager, it is kept until it fills the screen, and then goes there.
 */
enum status context_flush(struct context *context, struct error *err);

/* Writes what is left, and waits until the user has left the pager. */
enum status context_end_output(struct context *context, struct error *err);

/*
 * From now on, Ctrl-C and a request to end set the flag that interrupted()
 * reads. A second one ends the program at once.
 */
void interrupt_catch(void);

/* True once the user pressed Ctrl-C or the system asked us to end. */
bool interrupted(void);
/* The same, for those who call back with a context. */
bool ask_interrupted(void *context);

#endif
