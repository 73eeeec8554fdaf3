/*
 * Runs a fuzz target over a corpus without a fuzzer, as an ordinary test: each
 * file whole, and cut off at every byte of its first kilobyte.
 *
 *     fuzz_TARGET FILE-OR-FOLDER...
 */

#include "base/alloc.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_MAX = 8,  /* of folders */
    CUT_MAX = 1024, /* bytes, up to which every prefix is run */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of its own, so that a read past the end is seen by sanitizers. */
static void run(const char *bytes, size_t size)
{
    uint8_t *copy = mem_alloc(size);

    memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t size = 0, capacity = 0, got;

    if (!file) {
        perror(path);
        return 0;
    }
    do {
        bytes = mem_grow(bytes, &capacity, size + CUT_MAX, 1);
        got = fread(bytes + size, 1, capacity - size, file);
        size += got;
    } while (got);
    fclose(file);
    for (size_t cut = 0; cut < size && cut <= CUT_MAX; cut++)
        run(bytes, cut);
    run(bytes, size);
    free(bytes);
    return 1;
}

/* Runs a file, or all files below a folder. Returns how many. */
static int run_path(const char *path, int depth)
{
    struct dirent **names;
    int files = 0;
    int count = depth < DEPTH_MAX ? scandir(path, &names, NULL, alphasort) : -1;

    if (count < 0)
        return run_file(path);
    for (int i = 0; i < count; i++) {
        const char *name = names[i]->d_name;
        size_t size = strlen(path) + strlen(name) + 2;
        char *inner = mem_alloc(size);

        snprintf(inner, size, "%s/%s", path, name);
        if (name[0] != '.')
            files += run_path(inner, depth + 1);
        free(inner);
        free(names[i]);
    }
    free(names);
    return files;
}

int main(int argc, char **argv)
{
    int files = 0;

    for (int i = 1; i < argc; i++)
        files += run_path(argv[i], 0);
    printf("%d files\n", files);
    return files == 0;
}
