/*
 * Reads the inputs of the case folders as `quoth convert` does and compares the
 * cues with what is expected. README.md beside this file says how a case is
 * made.
 *
 *     format_cases FOLDER [FORMAT...]
 *
 * QUOTH_REWRITE=1 in the environment writes what came out over what should.
 */

#include "base/buf.h"
#include "cue_write.h"
#include "document.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct totals {
    int passed, failed;
};

/* What the file `args` of a case says. */
struct case_args {
    struct document_options options;
    bool meta; /* print what the file says of itself, too */
};

static int filter_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int filter_input(const struct dirent *entry)
{
    return !strncmp(entry->d_name, "input.", 6);
}

static char *path_join(struct arena *arena, const char *folder,
                       const char *name)
{
    return (char *)arena_printf(arena, "%s/%s", folder, name).ptr;
}

/* The content of a file, in the arena; empty if it is not there. */
static struct slice read_text(struct arena *arena, const char *path)
{
    struct slice text = { "", 0 };
    struct error err;
    char *bytes;
    size_t size;

    if (!file_read(path, &bytes, &size, &err)) {
        text = arena_copy(arena, (struct slice){ bytes, size });
        free(bytes);
    }
    return text;
}

static struct case_args read_args(struct slice text)
{
    struct case_args args = { 0 };
    struct slice line, key;

    while (slice_next_line(&text, &line)) {
        slice_next_part(&line, '=', &key);
        if (slice_equal(key, SLICE("from")))
            args.options.format = line;
        else if (slice_equal(key, SLICE("encoding")))
            args.options.encoding = line;
        else if (slice_equal(key, SLICE("pattern")))
            args.options.pattern = line;
        else if (slice_equal(key, SLICE("meta")))
            args.meta = true;
    }
    return args;
}

static void print_field(struct buf *out, const char *name, struct slice value)
{
    if (value.len)
        buf_printf(out, "# %s: %.*s\n", name, SLICE_ARG(value));
}

/* The role where somebody was guessed, for then it was, too. */
static void print_person(struct buf *out, const struct person *person)
{
    buf_printf(out, "# person: %.*s", SLICE_ARG(person->name));
    if (person->guessed)
        buf_printf(out, " (%.*s, guessed)", SLICE_ARG(person->role));
    buf_char(out, '\n');
}

static void print_meta(struct buf *out, const struct episode_meta *meta)
{
    print_field(out, "show", meta->show);
    print_field(out, "number", meta->number);
    print_field(out, "title", meta->title);
    print_field(out, "date", meta->date);
    print_field(out, "language", meta->language);
    print_field(out, "link", meta->link);
    print_field(out, "media", meta->media);
    for (size_t i = 0; i < meta->people.count; i++)
        print_person(out, &meta->people.list[i]);
    for (size_t i = 0; i < meta->links.count; i++)
        buf_printf(out, "# on %.*s: %.*s\n",
                   SLICE_ARG(meta->links.list[i].platform),
                   SLICE_ARG(meta->links.list[i].url));
    if (meta->partial)
        buf_string(out, "# partial\n");
    if (meta->duration_ms != TIME_NONE)
        buf_printf(out, "# duration_ms: %lld\n", (long long)meta->duration_ms);
}

/* Reads one input and prints all that is compared. */
static void run_input(struct arena *arena, const char *folder,
                      const char *input, struct buf *out)
{
    struct case_args args =
        read_args(read_text(arena, path_join(arena, folder, "args")));
    struct slice bytes = read_text(arena, path_join(arena, folder, input));
    struct document document;
    struct error err;

    if (document_read(bytes, slice_of(input), &args.options, arena, &document,
                      &err)) {
        buf_printf(out, "! %s\n", err.text);
        return;
    }
    if (args.meta)
        print_meta(out, &document.cues.meta);
    cue_writer_by_name(SLICE("jsonl"))->write(&document.cues, true, out);
    for (size_t i = 0; i < document.diag.count; i++)
        buf_printf(out, "# %u: %s\n", (unsigned)document.diag.entries[i].line,
                   document.diag.entries[i].text);
}

static bool write_text(const char *path, struct slice text)
{
    FILE *file = fopen(path, "wb");
    bool written;

    if (!file)
        return false;
    written = fwrite(text.ptr, 1, text.len, file) == text.len;
    return !fclose(file) && written;
}

/* Prints the first line in which the two differ. */
static void print_difference(const char *folder, struct slice expected,
                             struct slice got)
{
    struct slice left, right;
    int line = 0;
    bool more;

    do {
        left = right = SLICE("(end)");
        more = slice_next_line(&expected, &left);
        more = slice_next_line(&got, &right) || more;
        line++;
    } while (more && slice_equal(left, right));
    printf("FAILED %s\n  line %d\n  expected %.*s\n  got      %.*s\n", folder,
           line, SLICE_ARG(left), SLICE_ARG(right));
}

static bool run_case(const char *folder)
{
    struct arena arena;
    struct buf out = BUF_INIT;
    struct dirent **names;
    struct slice expected;
    const char *path;
    bool passed;

    arena_init(&arena);
    path = path_join(&arena, folder, "cues.expected");
    if (scandir(folder, &names, filter_input, alphasort) == 1) {
        run_input(&arena, folder, names[0]->d_name, &out);
        free(names[0]);
        free(names);
    } else {
        buf_string(&out, "! the folder has no input, or several\n");
    }
    if (getenv("QUOTH_REWRITE"))
        write_text(path, buf_view(&out));
    expected = read_text(&arena, path);
    passed = slice_equal(expected, buf_view(&out));
    if (!passed)
        print_difference(folder, expected, buf_view(&out));
    buf_release(&out);
    arena_release(&arena);
    return passed;
}

/* Runs the cases of one format, in the order of their names. */
static void run_format(const char *folder, struct totals *totals)
{
    struct arena arena;
    struct dirent **names;
    int count = scandir(folder, &names, filter_visible, alphasort);

    arena_init(&arena);
    for (int i = 0; i < count; i++) {
        if (run_case(path_join(&arena, folder, names[i]->d_name)))
            totals->passed++;
        else
            totals->failed++;
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    arena_release(&arena);
}

static bool is_wanted(const char *format, int argc, char **argv)
{
    if (argc == 2)
        return true;
    for (int i = 2; i < argc; i++)
        if (!strcmp(argv[i], format))
            return true;
    return false;
}

int main(int argc, char **argv)
{
    struct totals totals = { 0, 0 };
    struct arena arena;

    if (argc < 2) {
        fprintf(stderr, "usage: format_cases FOLDER [FORMAT...]\n");
        return 2;
    }
    arena_init(&arena);
    for (size_t i = 0; formats[i]; i++)
        if (is_wanted(formats[i]->name, argc, argv))
            run_format(path_join(&arena, argv[1], formats[i]->name), &totals);
    arena_release(&arena);
    printf("%d passed, %d failed\n", totals.passed, totals.failed);
    return totals.failed || totals.passed == 0;
}
