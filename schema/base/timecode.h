#ifndef QUOTH_TIMECODE_H
#define QUOTH_TIMECODE_H

/*
 * Every written form of a time <-> milliseconds from the start of the
 * recording. The only place that parses or prints one.
 */

#include "base/buf.h"
#include "base/slice.h"

/* No time is known. Never the result of a successful read. */
#define TIME_NONE INT64_MIN

/* The latest time that we believe: 1,000 hours. */
#define TIME_MAX ((int64_t)1000 * 3600 * 1000)

/*
 * Reads a time at the front of *s by WebVTT's own rules (W3C WebVTT, "collect
 * a WebVTT timestamp": [H+:]MM:SS.mmm, two-digit fields up to 59, exactly three
 * digits after a dot) and advances past it.
 */
bool timecode_take_vtt(struct slice *s, int64_t *ret_ms);

/*
 * Reads a time as people and careless programs write it and advances past it:
 * [-][[H+:]M+:]S+[(.|,|:)F+], where three colon-separated fields are H:MM:SS,
 * two are MM:SS, one is seconds; minutes and seconds above 59 are taken as they
 * stand; full-width ：，．and U+2236 count as their ASCII forms; blanks around a
 * separator are allowed; a fraction is decimal (",46" is 460 ms), and digits
 * past the third are dropped. A field after three colon-separated ones and a
 * fourth colon is a fraction too (SRT's 00:00:01:500).
 * A negative time is read and returned as 0.
 */
bool timecode_take_loose(struct slice *s, int64_t *ret_ms);

/*
 * Reads a stamp as transcripts in prose write it, [H{1,3}:]MM:SS or M{1,3}:SS
 * with an optional .F+ or ,F+ fraction, nothing looser, and advances past it.
 * Seconds (and minutes after hours) are at most 59. With `frames_per_second`
 * above 0, two digits after a dot are frames.
 */
bool timecode_take_stamp(struct slice *s, int frames_per_second,
                         int64_t *ret_ms);

/*
 * What a user types for a moment or a span: "11:15", "1:02:03.5", "90s", "2m",
 * "1h2m3s", "675" (seconds). The whole of `s` must be a time.
 */
bool timecode_parse_user(struct slice s, int64_t *ret_ms);

/* "11:15" or "1:02:03": what people read; fraction dropped (floor). */
void timecode_print_clock(struct buf *out, int64_t ms);
/* The same with tenths when they are not zero: "11:15.2". */
void timecode_print_tenths(struct buf *out, int64_t ms);
/* "00:11:15.200" (WebVTT) and "00:11:15,200" (SRT). */
void timecode_print_vtt(struct buf *out, int64_t ms);
void timecode_print_srt(struct buf *out, int64_t ms);

#endif
