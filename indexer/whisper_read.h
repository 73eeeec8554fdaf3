#ifndef QUOTH_WHISPER_READ_H
#define QUOTH_WHISPER_READ_H

#include "format.h"

/* Reads any JSON of whisper's family; see the read of struct format. */
enum status whisper_read(const struct format_input *input,
                         struct cue_list *list, struct diag *diag,
                         struct error *err);

#endif
