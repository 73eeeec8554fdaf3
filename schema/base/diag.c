#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

void diag_init(struct diag *diag, struct arena *arena)
{
    *diag = (struct diag){ .arena = arena };
}

void diag_add(struct diag *diag, enum diag_severity severity, uint32_t line,
              const char *format, ...)
{
    char text[512];
    struct diag_entry *entry;
    va_list args;

    if (diag->count == DIAG_MAX) {
        diag->dropped++;
        return;
    }
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    diag->entries = arena_grow(diag->arena, diag->entries, &diag->capacity,
                               diag->count + 1, sizeof(*diag->entries));
    entry = &diag->entries[diag->count++];
    entry->severity = severity;
    entry->line = line;
    entry->text = arena_string(diag->arena, slice_of(text));
}
