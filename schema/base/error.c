#include "base/error.h"

#include <stdio.h>
#include <string.h>

enum status error_set(struct error *err, enum status status, const char *format,
                      ...)
{
    va_list args;

    err->status = status;
    err->from = err->to = -1;
    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    return status;
}

enum status error_at(struct error *err, long from, long to, const char *format,
                     ...)
{
    va_list args;

    err->status = STATUS_BAD_QUERY;
    err->from = from;
    err->to = to;
    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    return STATUS_BAD_QUERY;
}

enum status error_prefix(struct error *err, const char *format, ...)
{
    struct error whole = *err;
    va_list args;
    size_t used;

    va_start(args, format);
    vsnprintf(whole.text, sizeof(whole.text), format, args);
    va_end(args);
    used = strlen(whole.text);
    for (const char *part = ": ", *next = err->text; part;
         part = next, next = NULL)
        for (; *part && used + 1 < sizeof(whole.text); part++)
            whole.text[used++] = *part;
    whole.text[used] = '\0';
    *err = whole;
    return err->status;
}
