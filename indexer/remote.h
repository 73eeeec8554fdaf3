#ifndef QUOTH_REMOTE_H
#define QUOTH_REMOTE_H

/*
 * The roots of a run that are addresses: feeds, lists of feeds, transcripts.
 * Whatever is due is asked for, once; what came is kept as files are. A feed
 * that has not changed costs one request, and nothing is written. What fails is
 * remembered, with its time to be tried again.
 */

#include "run.h"

struct remote_file;

/*
 * Visits all roots of the run that are addresses, and lets the transcriber make
 * what their feeds do not offer. What fails is told by the run's events; an
 * error is the archive's, or that of the folder in which downloads are kept.
 */
enum status remote_visit(struct run *run, struct error *err);

/* The run has read the file, or failed to. */
void remote_taken(struct remote_file *file, enum status status);

#endif
