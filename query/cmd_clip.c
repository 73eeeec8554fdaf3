#include "command.h"
#include "cut_make.h"
#include "escape.h"
#include "output.h"
#include "output_form.h"

#include <inttypes.h>
#include <sys/stat.h>

struct clip_options {
    int64_t limit;
    const char *format, *output, *cut, *pad, *fps, *start_tc, *media, *sort;
    bool exact;
};

static const struct clip_options initial = { .limit = 20 };

#define OFFSET(member) offsetof(struct clip_options, member)

static const struct option options[] = {
    { OPTION_NUMBER, 'n', "limit", "N",
      "cuts of what a query finds; 0 = all (20)", OFFSET(limit) },
    { OPTION_TEXT, 0, "sort", "ORDER",
      "time, as it was said (the default); date; rank", OFFSET(sort) },
    { OPTION_FLAG, 0, "exact", NULL,
      "only the words that match, no whole sentences", OFFSET(exact) },
    { OPTION_TEXT, 0, "pad", "TIME", "so much more on either side",
      OFFSET(pad) },
    { OPTION_TEXT, 0, "media", "FILE|FOLDER", "where the recordings are",
      OFFSET(media) },
    { OPTION_TEXT, 0, "fps", "RATE", "frames a second (30): " FRAME_RATES,
      OFFSET(fps) },
    { OPTION_TEXT, 0, "start-tc", "HH:MM:SS:FF",
      "timecode at which the recording starts", OFFSET(start_tc) },
    { OPTION_TEXT, 0, "cut", "FOLDER",
      "print ffmpeg commands that cut files into FOLDER", OFFSET(cut) },
    { OPTION_TEXT, 0, "format", "FORMAT",
      "edl, resolve, premiere, fcpxml, otio, audacity, mpv, m3u, srt, vtt or "
      "ffmpeg",
      OFFSET(format) },
    { OPTION_TEXT, 'o', "output", "FILE|FOLDER",
      "write to FILE, whose extension implies the format, or to a file for "
      "each recording in FOLDER",
      OFFSET(output) },
    { .name = NULL },
};

static const char details[] =
    "Makes a cut list of what a query finds, or of refs; - reads refs from\n"
    "standard input. A cut is of whole sentences, or from one time to the\n"
    "other of a ref that names two. The recording is the file of that name\n"
    "beside the transcript, or what --media says, or the address that is\n"
    "known of the episode. Nothing is cut: quoth prints what cuts it.\n"
    "\n"
    "  quoth clip '\"one-way door\"' -o doors.edl\n"
    "  quoth clip 12@11:15-11:40 --pad 1s --cut clips | sh\n"
    "  quoth search roadmap --format ref | fzf -m | quoth clip - -o cut.otio\n"
    "  quoth clip budget speaker:dana --format audacity -o labels/\n"
    "\n"
    "Exits with 0 if there is something to cut, 1 if nothing was found.";

/* ---- options ---- */

static bool is_folder(const char *path)
{
    struct stat info;

    return path && !stat(path, &info) && S_ISDIR(info.st_mode);
}

static struct output_form form_at(size_t index)
{
    const struct cut_form *form = cut_forms[index];

    return form ? (struct output_form){ form->name, form->extension }
                : (struct output_form){ NULL, NULL };
}

/* With --cut, the output is a script that runs ffmpeg. */
static enum status choose_form(const struct clip_options *given,
                               const struct cut_form **ret_form,
                               struct error *err)
{
    size_t form;
    enum status status = output_form_choose(
        form_at, given->format, given->cut ? NULL : given->output, &form, err);

    if (status)
        return status;
    *ret_form = given->cut && !given->format ? &cut_ffmpeg : cut_forms[form];
    return STATUS_OK;
}

static enum status read_rate(const struct clip_options *given,
                             struct cut_list *list, struct error *err)
{
    if (!frame_rate_parse(slice_of(given->fps ? given->fps : "30"),
                          &list->rate))
        return error_set(err, STATUS_USAGE,
                         "--fps is one of " FRAME_RATES ", not \"%s\"",
                         given->fps);
    list->start_given = given->start_tc != NULL;
    if (given->start_tc &&
        !frame_parse_timecode(slice_of(given->start_tc), &list->rate,
                              &list->start_frame))
        return error_set(err, STATUS_USAGE,
                         "--start-tc is a timecode such as 01:00:00:00, of "
                         "that frame rate, not \"%s\"",
                         given->start_tc);
    return STATUS_OK;
}

static enum status read_options(const struct clip_options *given,
                                const struct cut_form *form,
                                struct cut_options *how,
                                struct selection_options *wanted,
                                struct error *err)
{
    *how = (struct cut_options){
        .exact = given->exact,
        .media = slice_of(given->media),
        .needs_media = form->media == CUT_MEDIA_NEEDED,
    };
    *wanted = (struct selection_options){
        .limit = given->limit ? (size_t)given->limit : SIZE_MAX,
        .sort = SORT_TIME,
    };
    if (given->pad && !timecode_parse_user(slice_of(given->pad), &how->pad_ms))
        return error_set(err, STATUS_USAGE,
                         "--pad is a time such as 1s or 0.5, not \"%s\"",
                         given->pad);
    if (given->cut && form != &cut_ffmpeg)
        return error_set(err, STATUS_USAGE,
                         "--cut prints ffmpeg commands; --format %s is "
                         "something else",
                         form->name);
    if (given->sort)
        return order_parse(given->sort, &wanted->sort, err);
    return STATUS_OK;
}

/* ---- output ---- */

static void warn(const struct context *context, const struct cut_form *form,
                 const struct cut_losses *losses)
{
    struct buf note = BUF_INIT;

    if (losses->untimed) {
        present_counted(&note, losses->untimed, "passage");
        buf_string(&note, " left out: the transcript has no times\n");
    }
    if (losses->without_media && form->media != CUT_MEDIA_UNUSED) {
        present_counted(&note, losses->without_media, "passage");
        buf_printf(&note,
                   "%s: no recording is known; --media says where it "
                   "is\n",
                   form->media == CUT_MEDIA_NEEDED ? " left out" : "");
    }
    if (losses->approximate) {
        present_counted(&note, losses->approximate, "cut");
        buf_printf(&note, " to be checked: times known to %" PRId64 " s only\n",
                   (losses->within_ms + 999) / 1000);
    }
    output_note(context, buf_view(&note));
    buf_release(&note);
}

enum { FILE_NAME_BYTES = 60 };

/* FOLDER/12-talk.edl */
static enum status write_source(const struct cut_list *list, size_t source,
                                const struct cut_form *form, const char *folder,
                                struct arena *arena, struct error *err)
{
    struct cut_list own;
    struct buf path = BUF_INIT, text = BUF_INIT;
    enum status status = STATUS_OK;

    cut_list_of_source(list, source, arena, &own);
    buf_printf(&path, "%s/%" PRId64 "-", folder, own.sources->episode);
    escape_file_name(&path,
                     own.sources->media.len ? cut_stem(own.sources->media)
                                            : own.sources->name,
                     FILE_NAME_BYTES);
    buf_printf(&path, ".%s", form->extension);
    if (own.count) {
        form->write(&own, &text);
        status = output_write(path.ptr, buf_view(&text), err);
    }
    buf_release(&path);
    buf_release(&text);
    return status;
}

static enum status write_list(struct context *context,
                              const struct clip_options *given,
                              const struct cut_list *list,
                              const struct cut_form *form, struct arena *arena,
                              struct error *err)
{
    struct buf text = BUF_INIT;
    enum status status = STATUS_OK;

    if (is_folder(given->output)) {
        for (size_t i = 0; i < list->source_count && !status; i++)
            status = write_source(list, i, form, given->output, arena, err);
        return status;
    }
    if (form->one_source && list->source_count > 1)
        return error_set(err, STATUS_USAGE,
                         "%s is for one recording, and this is from %zu; -o "
                         "FOLDER writes a file for each",
                         form->name, list->source_count);
    form->write(list, &text);
    if (given->output)
        status = output_write(given->output, buf_view(&text), err);
    else
        buf_slice(&context->out, buf_view(&text));
    buf_release(&text);
    return status;
}

static enum status clip(struct context *context,
                        const struct clip_options *given,
                        const struct cut_form *form, int argc, char **argv,
                        struct arena *arena, struct error *err)
{
    struct selection_options wanted;
    struct cut_options how;
    struct selection selection;
    struct cut_losses losses;
    struct cut_list list, frame = { 0 };
    enum status status = read_options(given, form, &how, &wanted, err);

    if (!status)
        status = read_rate(given, &frame, err);
    if (!status)
        status = selection_read(context, argc, argv, &wanted, arena, &selection,
                                err);
    if (!status)
        status = cut_list_make(context->store, &selection, &how, arena, &list,
                               &losses, err);
    if (status)
        return status;
    list.rate = frame.rate;
    list.start_given = frame.start_given;
    list.start_frame = frame.start_frame;
    list.folder = slice_of(given->cut);
    list.title = buf_view(&context->query_line);
    if (selection.count == 0)
        output_note(context, SLICE("nothing found\n"));
    warn(context, form, &losses);
    context->exit_code = list.count ? 0 : 1;
    return list.count ? write_list(context, given, &list, form, arena, err)
                      : STATUS_OK;
}

static enum status run(struct context *context, const void *values, int argc,
                       char **argv, struct error *err)
{
    const struct clip_options *given = values;
    const struct cut_form *form;
    struct arena arena;
    enum status status;

    if (argc < 2)
        return error_set(err, STATUS_USAGE,
                         "clip what? quoth clip 12@11:15-11:40, or quoth clip "
                         "'some words'");
    status = choose_form(given, &form, err);
    if (status)
        return status;
    arena_init(&arena);
    status = clip(context, given, form, argc, argv, &arena, err);
    arena_release(&arena);
    return status;
}

const struct command cmd_clip = {
    .name = "clip",
    .summary = "cut lists for editors and players",
    .usage = "[OPTION…] QUERY|REF…",
    .details = details,
    .options = options,
    .options_size = sizeof(struct clip_options),
    .options_initial = &initial,
    .needs = NEEDS_READER,
    .run = run,
};
