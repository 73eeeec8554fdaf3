#ifndef QUOTH_FILE_STEM_H
#define QUOTH_FILE_STEM_H

/*
 * The parts of a file's name, by how people and tools name files. The stem is
 * the name without its endings; what is taken off it leaves the rest without
 * the separators ("-", "_", ".", "#" and blanks) that stood between.
 */

#include "base/arena.h"
#include "base/slice.h"

/*
 * The stem of a path: "Title [abc].en.vtt" -> "Title [abc]". Without endings
 * that name a kind of file or a language; that one goes to *language, in
 * `arena`, unless `language` is NULL or has been set. Borrowed from `path`.
 */
struct slice file_stem(struct slice path, struct arena *arena,
                       struct slice *language);

/* The language that a folder or an ending is the tag of, normalised; else "". */
struct slice file_language_tag(struct slice text, struct arena *arena);

/* Does a folder's name say how files are kept, but not what they are? */
bool file_folder_is_neutral(struct slice folder, struct arena *arena);

/* `text` without separators at its ends. */
struct slice file_stem_trim(struct slice text);

/* Takes "2024-05-01" or "20240501" off the front, as an ISO date; else "". */
struct slice file_stem_take_date(struct slice *stem, struct arena *arena);

/*
 * Takes the video's id in brackets, as yt-dlp writes it, off the end, as a
 * platform id ("youtube:…"); else "".
 */
struct slice file_stem_take_youtube_id(struct slice *stem, struct arena *arena);

/*
 * Splits "go-time-131" into "go-time" and "131". False if there is no number,
 * nothing before it, or nothing that parts them.
 */
bool file_stem_split_numbered(struct slice stem, struct slice *ret_name,
                              struct slice *ret_number);

/*
 * Takes "131-", without zeros in front, off "131-title-of-it"; else "". The
 * year of a date that the calendar does not have is no such number.
 */
struct slice file_stem_take_number(struct slice *stem);

/* "007" -> "7" */
struct slice file_number_without_zeros(struct slice number);

/* A readable title: separators that stand for blanks become blanks. */
struct slice file_stem_title(struct slice stem, struct arena *arena);

#endif
