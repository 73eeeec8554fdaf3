#include "output_form.h"

#include "base/slice.h"
#include "nearest.h"

enum { FORMS_MOST = 31 }; /* more than any command has */

static enum status choose_by_name(output_form_at *forms, const char *format,
                                  size_t *ret_index, struct error *err)
{
    const char *names[FORMS_MOST + 1] = { NULL };

    for (size_t i = 0; i < FORMS_MOST && forms(i).name; i++) {
        names[i] = forms(i).name;
        if (slice_equal(slice_of(names[i]), slice_of(format))) {
            *ret_index = i;
            return STATUS_OK;
        }
    }
    return nearest_refuse("--format", format, names, err);
}

static bool has_extension(struct slice path, struct slice extension)
{
    size_t stem = path.len - extension.len;

    return extension.len && path.len > extension.len &&
           path.ptr[stem - 1] == '.' &&
           slice_equal_nocase(slice_from(path, stem), extension);
}

enum status output_form_choose(output_form_at *forms, const char *format,
                               const char *output, size_t *ret_index,
                               struct error *err)
{
    size_t longest = 0; /* "x.mpv.edl" is more than "x.edl" */

    *ret_index = 0;
    if (format)
        return choose_by_name(forms, format, ret_index, err);
    for (size_t i = 0; forms(i).name; i++) {
        struct slice extension = slice_of(forms(i).extension);

        if (extension.len > longest &&
            has_extension(slice_of(output), extension)) {
            *ret_index = i;
            longest = extension.len;
        }
    }
    return STATUS_OK;
}
