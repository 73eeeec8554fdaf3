#include "walk.h"

#include "base/alloc.h"
#include "base/buf.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* A folder of its own for each test, and the walk through it. */
struct world {
    char root[32];
    struct arena arena;
    struct walk walk;
    struct buf text; /* scratch */
};

static int setup(void **state)
{
    struct world *world = mem_alloc(sizeof(*world));

    strcpy(world->root, "/tmp/quoth-test-XXXXXX");
    assert_non_null(mkdtemp(world->root));
    arena_init(&world->arena);
    walk_init(&world->walk, &world->arena);
    *state = world;
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int type,
                        struct FTW *ftw)
{
    (void)info;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int teardown(void **state)
{
    struct world *world = *state;

    nftw(world->root, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    arena_release(&world->arena);
    buf_release(&world->text);
    free(world);
    return 0;
}

static const char *path_of(struct world *world, const char *name)
{
    return arena_printf(&world->arena, "%s/%s", world->root, name).ptr;
}

/* Makes files; a name that ends in a slash is a folder. */
static void make(struct world *world, const char *const *names)
{
    for (; *names; names++) {
        const char *path = path_of(world, *names);
        FILE *file;

        if (path[strlen(path) - 1] == '/') {
            assert_int_equal(mkdir(path, 0700), 0);
            continue;
        }
        file = fopen(path, "w");
        assert_non_null(file);
        fputs("WEBVTT\n", file);
        assert_int_equal(fclose(file), 0);
    }
}

#define MAKE(world, ...) make((world), (const char *[]){ __VA_ARGS__, NULL })

static void walk_all(struct world *world, const char *const *globs)
{
    struct slice exclude[4];
    size_t count = 0;
    struct error err;
    bool empty;

    for (; globs && globs[count]; count++)
        exclude[count] = slice_of(globs[count]);
    if (walk_add(&world->walk, slice_of(world->root), 0, exclude, count, &empty,
                 &err))
        fail_msg("%s", err.text);
}

/* The files, without the root, a blank between. */
static void assert_files(struct world *world, const char *expected)
{
    size_t root = strlen(world->root);

    buf_clear(&world->text);
    for (size_t i = 0; i < world->walk.file_count; i++) {
        assert_int_equal(
            world->walk.files[i].path.ptr[world->walk.files[i].path.len], '\0');
        buf_string(&world->text, i ? " " : "");
        buf_slice(&world->text,
                  slice_from(world->walk.files[i].path, root + 1));
    }
    if (!slice_equal(buf_view(&world->text), slice_of(expected)))
        fail_msg("files are %.*s, not %s", SLICE_ARG(buf_view(&world->text)),
                 expected);
}

static void assert_kinds(struct world *world, const char *expected)
{
    buf_clear(&world->text);
    for (size_t i = 0; i < world->walk.kind_count; i++)
        buf_printf(&world->text, "%s%.*s:%zu", i ? " " : "",
                   SLICE_ARG(world->walk.kinds[i].kind),
                   world->walk.kinds[i].count);
    if (!slice_equal(buf_view(&world->text), slice_of(expected)))
        fail_msg("kinds are %.*s, not %s", SLICE_ARG(buf_view(&world->text)),
                 expected);
}

static void test_order(void **state)
{
    struct world *world = *state;

    MAKE(world, "b/", "a/", "a/2.vtt", "a/10.vtt", "c.txt", "b/x/", "b/x/y.srt",
         "B.txt", "a.md");
    walk_all(world, NULL);
    assert_files(world, "B.txt a/10.vtt a/2.vtt a.md b/x/y.srt c.txt");
    assert_kinds(world, "");
}

static void test_what_is_left_out(void **state)
{
    struct world *world = *state;

    MAKE(world, "a.vtt", ".hidden.vtt", ".git/", ".git/b.vtt", "ep.mp3",
         "EP2.MP3", "cover.JPG", "README.md", "readme", "readmission.txt",
         "LICENSE", "notes.pdf", "no-extension");
    walk_all(world, NULL);
    assert_files(world, "a.vtt no-extension readmission.txt");
    assert_kinds(world, "hidden:2 mp3:2 other:3 jpg:1 pdf:1");
}

static void test_excluded(void **state)
{
    static const char *const globs[] = { "*.srt", "drafts", "2024/old*", NULL };

    struct world *world = *state;

    MAKE(world, "a.vtt", "a.srt", "drafts/", "drafts/b.vtt", "2024/",
         "2024/old.vtt", "2024/new.vtt", "old.vtt", "2024/drafts/",
         "2024/drafts/c.vtt", "2024/d.srt");
    walk_all(world, globs);
    assert_files(world, "2024/new.vtt a.vtt old.vtt");
    assert_kinds(world, "excluded:5");
}

static void test_links(void **state)
{
    struct world *world = *state;

    MAKE(world, "a/", "a/b/", "a/b/x.vtt", "z/", "z/real.vtt");
    /* In a circle, to a folder that is met anyway, to a file, to nothing. */
    assert_int_equal(symlink("../..", path_of(world, "a/b/up")), 0);
    assert_int_equal(symlink("z", path_of(world, "linked")), 0);
    assert_int_equal(symlink("z/real.vtt", path_of(world, "y.vtt")), 0);
    assert_int_equal(symlink("nowhere", path_of(world, "broken.vtt")), 0);
    walk_all(world, NULL);
    assert_files(world, "a/b/x.vtt linked/real.vtt y.vtt");
    assert_int_equal(world->walk.failure_count, 1);
    assert_string_equal(world->walk.failures[0].path.ptr,
                        path_of(world, "broken.vtt"));
}

/* Opening one would wait for ever. */
static void test_special_files(void **state)
{
    struct world *world = *state;

    MAKE(world, "a.vtt");
    assert_int_equal(mkfifo(path_of(world, "pipe.vtt"), 0600), 0);
    assert_int_equal(mkfifo(path_of(world, "quoth.yaml"), 0600), 0);
    walk_all(world, NULL);
    assert_files(world, "a.vtt");
    assert_int_equal(world->walk.files[0].folder->defaults.len, 0);
}

static void test_odd_names(void **state)
{
    struct world *world = *state;

    MAKE(world, "two\nlines.vtt", " blank.vtt", "-n.vtt", "\xff.vtt", "*.vtt");
    walk_all(world, NULL);
    assert_files(world, " blank.vtt *.vtt -n.vtt two\nlines.vtt \xff.vtt");
}

static void test_sidecars(void **state)
{
    struct world *world = *state;
    const struct walk_folder *folder;

    MAKE(world, "quoth.yaml", "show/", "show/ep1.vtt", "show/ep1.meta.yaml",
         "show/ep1.info.json", "show/quoth.yaml", "show/sub/",
         "show/sub/ep2.vtt");
    walk_all(world, NULL);
    assert_files(world, "show/ep1.vtt show/sub/ep2.vtt");
    folder = world->walk.files[0].folder;
    assert_string_equal(folder->path.ptr, path_of(world, "show"));
    assert_string_equal(folder->defaults.ptr,
                        path_of(world, "show/quoth.yaml"));
    assert_int_equal(folder->sidecar_count, 2);
    assert_true(slice_equal(folder->sidecars[0], SLICE("ep1.info.json")));
    assert_true(slice_equal(folder->sidecars[1], SLICE("ep1.meta.yaml")));
    assert_string_equal(folder->parent->defaults.ptr,
                        path_of(world, "quoth.yaml"));
    assert_null(folder->parent->parent);
    /* One below has what its parents have. */
    folder = world->walk.files[1].folder;
    assert_int_equal(folder->defaults.len, 0);
    assert_ptr_equal(folder->parent, world->walk.files[0].folder);
    assert_int_equal(folder->sidecar_mtime_ns,
                     folder->parent->sidecar_mtime_ns);
    assert_true(world->walk.files[0].mtime_ns >= folder->sidecar_mtime_ns);
}

static void test_a_file_that_is_named(void **state)
{
    struct world *world = *state;
    const struct walk_file *file;
    const char *path;
    struct error err;
    bool empty;

    /* It is taken whatever it is called, and its sidecars with it. */
    MAKE(world, ".notes.mp3", ".notes.meta.yaml", "other.vtt");
    path = path_of(world, ".notes.mp3");
    assert_int_equal(
        walk_add(&world->walk, slice_of(path), 3, NULL, 0, &empty, &err),
        STATUS_OK);
    assert_files(world, ".notes.mp3");
    file = &world->walk.files[0];
    assert_true(file->named);
    assert_int_equal(file->root_index, 3);
    assert_int_equal(file->size, 7);
    assert_int_equal(file->folder->sidecar_count, 1);
}

static void test_roots(void **state)
{
    struct world *world = *state;
    struct error err;
    bool empty;

    assert_int_equal(
        walk_add(&world->walk, slice_of(world->root), 0, NULL, 0, &empty, &err),
        STATUS_OK);
    assert_true(empty);
    assert_int_equal(walk_add(&world->walk, slice_of(path_of(world, "missing")),
                              0, NULL, 0, &empty, &err),
                     STATUS_NOT_FOUND);
    MAKE(world, "a.vtt");
    walk_all(world, NULL);
    assert_int_equal(world->walk.file_count, 1);
    assert_false(world->walk.files[0].named);
}

/* Deeper than anybody keeps files; a walk must come to an end all the same. */
static void test_deep_folders(void **state)
{
    struct world *world = *state;
    struct buf path = BUF_INIT;

    MAKE(world, "a.vtt");
    for (int i = 0; i < 100; i++) {
        buf_string(&path, "e/");
        MAKE(world, path.ptr);
        path.len -= 2;
        buf_string(&path, "d/");
        MAKE(world, path.ptr);
    }
    buf_string(&path, "x.vtt");
    MAKE(world, path.ptr);
    walk_all(world, NULL);
    assert_files(world, "a.vtt");
    /* Two folders are too deep: that is said once. */
    assert_int_equal(world->walk.failure_count, 1);
    assert_true(slice_equal(world->walk.failures[0].reason,
                            SLICE("folders more than 64 deep are not "
                                  "entered")));
    buf_release(&path);
}

static void test_unreadable(void **state)
{
    struct world *world = *state;
    struct error err;
    bool empty;

    if (geteuid() == 0)
        skip();
    MAKE(world, "a.vtt", "closed/", "closed/b.vtt", "z.vtt");
    assert_int_equal(chmod(path_of(world, "closed"), 0), 0);
    walk_all(world, NULL);
    assert_files(world, "a.vtt z.vtt");
    assert_int_equal(world->walk.failure_count, 1);
    assert_int_equal(walk_add(&world->walk, slice_of(path_of(world, "closed")),
                              0, NULL, 0, &empty, &err),
                     STATUS_IO);
    assert_int_equal(chmod(path_of(world, "closed"), 0700), 0);
}

static void test_kinds_are_counted_together(void **state)
{
    struct world *world = *state;

    walk_count_kind(&world->walk, SLICE("mp3"));
    walk_count_kind(&world->walk, SLICE("txt"));
    walk_count_kind(&world->walk, SLICE("mp3"));
    assert_kinds(world, "mp3:2 txt:1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_order),         TEST(test_what_is_left_out),
        TEST(test_excluded),      TEST(test_links),
        TEST(test_special_files), TEST(test_odd_names),
        TEST(test_sidecars),      TEST(test_a_file_that_is_named),
        TEST(test_roots),         TEST(test_deep_folders),
        TEST(test_unreadable),    TEST(test_kinds_are_counted_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
