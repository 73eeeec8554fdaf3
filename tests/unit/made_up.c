#include "made_up.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

const char *const made_speakers[MADE_SPEAKERS] = { "Ann Bell", "Tom Cole",
                                                   "Zo\u00eb Park" };

const char *const made_words[MADE_WORDS] = {
    "red",  "Reddish", "blue",   "bluest",   "green",    "one-way",
    "one",  "way",     "ship",   "ships",    "ship",     "Shipped",
    "walk", "walking", "walked", "walk",     "Zo\u00eb", "zoo",
    "red",  "green",   "blue",   "shipping", "co2",      "don't",
};

size_t made_forms(struct slice word, struct slice forms[MADE_WORDS])
{
    static const char *const families[][4] = {
        { "ship", "ships", "shipped", "shipping" },
        { "walk", "walks", "walked", "walking" },
    };

    for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++) {
        for (size_t k = 0; k < 4; k++)
            forms[k] = slice_of(families[i][k]);
        for (size_t k = 0; k < 4; k++)
            if (slice_equal(forms[k], word))
                return 4;
    }
    forms[0] = word;
    return 1;
}

size_t made_near(struct slice word, struct slice forms[MADE_WORDS])
{
    static const char *const near[][2] = {
        { "greeen", "green" },
        { "grren", "green" },
        { "bluesst", "bluest" },
        { "reddush", "reddish" },
    };
    size_t count = 0;

    forms[count++] = word;
    for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++)
        if (slice_equal(slice_of(near[i][0]), word))
            forms[count++] = slice_of(near[i][1]);
    return count;
}

/* ---- what is said ---- */

static int64_t random_ms(struct dice *dice)
{
    static const uint32_t longest_ms[] = { 1, 3000, 8000, 20000 };

    return dice_below(dice, longest_ms[dice_below(dice, 4)]);
}

static void append(char *text, size_t size, const char *more)
{
    size_t length = strlen(text);

    assert_true(length + strlen(more) < size);
    strcpy(text + length, more);
}

/* Some words, with the marks of sentences here and there. */
static void make_text(struct made_cue *cue, struct dice *dice)
{
    static const char *const marks[] = { "", "", "", "", ",", ".", "?" };
    uint32_t count = 2 + dice_below(dice, dice_below(dice, 3) ? 5 : 12);

    for (uint32_t i = 0; i < count; i++) {
        append(cue->text, sizeof(cue->text), i ? " " : "");
        append(cue->text, sizeof(cue->text),
               made_words[dice_below(dice, MADE_WORDS)]);
        append(cue->text, sizeof(cue->text),
               marks[dice_below(dice, sizeof(marks) / sizeof(*marks))]);
    }
}

/* By start, as captions are read; they may overlap, and leave gaps. */
static void make_cues(struct made_up *made, struct dice *dice)
{
    uint32_t count = 1 + dice_below(dice, 10);
    int64_t at_ms = random_ms(dice);
    size_t speaker = dice_below(dice, MADE_SPEAKERS + 1);

    for (uint32_t i = 0; i < count; i++) {
        struct made_cue *cue = &made->cues[i];

        *cue = (struct made_cue){ .start_ms = at_ms, .speaker = speaker };
        cue->end_ms = at_ms + 1 + random_ms(dice);
        make_text(cue, dice);
        at_ms = dice_below(dice, 4) ? cue->end_ms : at_ms;
        at_ms += random_ms(dice);
        if (dice_below(dice, 12) == 0)
            at_ms += 31000;
        if (dice_below(dice, 3) == 0)
            speaker = dice_below(dice, MADE_SPEAKERS + 1);
    }
    made->cue_count = count;
}

/* Captions without voices say of nobody who it is; prose must say it, and of
 * everybody more than once. */
static void fit_speakers(struct made_up *made)
{
    for (size_t i = 0; i < made->cue_count; i++)
        if (made->kind == MADE_SRT)
            made->cues[i].speaker = MADE_SPEAKERS;
        else if (made->kind == MADE_TEXT)
            made->cues[i].speaker = i % 2;
}

/* ---- the axis, as axis.h defines it ---- */

static void tokenize_cues(struct made_up *made)
{
    size_t kept = 0;

    for (; kept < made->cue_count; kept++) {
        made->cues[kept].first_token = made->list.count;
        tokenize(&made->list, slice_of(made->cues[kept].text), 0);
        if (made->list.count > MADE_TOKENS)
            break;
    }
    if (kept < made->cue_count)
        made->list.count = made->cues[kept].first_token;
    made->cue_count = kept;
    made->token_count = made->list.count;
    for (size_t i = 0; i < made->token_count; i++)
        made->tokens[i] = token_text(&made->list, i);
}

static void time_cue(struct made_up *made, size_t index)
{
    const struct made_cue *cue = &made->cues[index];
    bool last = index + 1 == made->cue_count;
    size_t end = last ? made->token_count : cue[1].first_token;
    int64_t length = cue->end_ms - cue->start_ms;
    int64_t count = (int64_t)(end - cue->first_token);

    if (!last && cue->end_ms > cue[1].start_ms)
        length = cue[1].start_ms - cue->start_ms;
    for (size_t i = cue->first_token; i < end; i++) {
        int64_t nth = (int64_t)(i - cue->first_token);
        bool timed = made->kind != MADE_TEXT;

        made->speakers[i] = cue->speaker;
        made->start_ms[i] =
            timed ? cue->start_ms + length * nth / count : (int64_t)i * 400;
        made->end_ms[i] = timed ? cue->start_ms + length * (nth + 1) / count
                                : (int64_t)i * 400 + 400;
    }
}

/* ---- the files ---- */

static void write_clock(FILE *file, int64_t ms, char point)
{
    fprintf(file, "%02d:%02d:%02d%c%03d", (int)(ms / 3600000),
            (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), point,
            (int)(ms % 1000));
}

static void write_times(FILE *file, const struct made_cue *cue, char point)
{
    write_clock(file, cue->start_ms, point);
    fputs(" --> ", file);
    write_clock(file, cue->end_ms, point);
    fputc('\n', file);
}

static void write_cue(FILE *file, enum made_kind kind,
                      const struct made_cue *cue, size_t number)
{
    bool named = cue->speaker < MADE_SPEAKERS;

    if (kind == MADE_SRT)
        fprintf(file, "%zu\n", number);
    if (kind != MADE_TEXT)
        write_times(file, cue, kind == MADE_VTT ? '.' : ',');
    if (named)
        fprintf(file, kind == MADE_VTT ? "<v %s>" : "%s: ",
                made_speakers[cue->speaker]);
    fprintf(file, "%s\n\n", cue->text);
}

static FILE *open_file(const char *path)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    return file;
}

static void close_file(FILE *file)
{
    assert_int_equal(fclose(file), 0);
}

static void write_transcript(const struct made_up *made)
{
    FILE *file = open_file(made->path);

    if (made->kind == MADE_VTT)
        fputs("WEBVTT\n\n", file);
    for (size_t i = 0; i < made->cue_count; i++)
        write_cue(file, made->kind, &made->cues[i], i + 1);
    close_file(file);
}

static void sidecar_path(const struct made_up *made, char path[MADE_PATH + 16])
{
    snprintf(path, MADE_PATH + 16, "%s.meta.yaml", made->path);
}

static void write_sidecar(const struct made_up *made)
{
    char path[MADE_PATH + 16];
    FILE *file;

    sidecar_path(made, path);
    file = open_file(path);
    fprintf(file, "show: %s\ntitle: %s\nnumber: %s\n", made->show, made->title,
            made->number);
    if (made->date[0])
        fprintf(file, "date: %s\n", made->date);
    close_file(file);
}

void made_up_write(struct made_up *made, struct dice *dice, const char *folder,
                   size_t index)
{
    static const char *const extensions[] = { "vtt", "srt", "txt" };
    static const char *const shows[] = { "Alpha", "Beta Talk" };
    static const char *const topics[] = { "Roads", "Boats", "Road works" };
    static const char *const dates[] = {
        "", "2024", "2024-03", "2025-03", "2024-03-09", "2025-03-15"
    };

    *made = (struct made_up){ .kind = MADE_VTT };
    make_cues(made, dice);
    token_list_init(&made->list);
    tokenize_cues(made);
    if (made->cue_count >= 4 && dice_below(dice, 3) == 0)
        made->kind = dice_below(dice, MADE_KINDS);
    fit_speakers(made);
    for (size_t i = 0; i < made->cue_count; i++)
        time_cue(made, i);
    snprintf(made->path, sizeof(made->path), "%s/t%zu.%s", folder, index,
             extensions[made->kind]);
    strcpy(made->show, shows[dice_below(dice, 2)]);
    snprintf(made->title, sizeof(made->title), "%s %zu",
             topics[dice_below(dice, 3)], index);
    snprintf(made->number, sizeof(made->number), "%zu", index + 1);
    strcpy(made->date, dates[dice_below(dice, 6)]);
    write_transcript(made);
    write_sidecar(made);
}

void made_up_remove(struct made_up *made)
{
    char path[MADE_PATH + 16];

    sidecar_path(made, path);
    unlink(path);
    unlink(made->path);
    token_list_release(&made->list);
}
