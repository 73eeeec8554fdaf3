#include "time_unit.h"

#include <math.h>

enum {
    MS_LAST = 30000, /* a last time above is milliseconds … */
    MS_MEAN = 300,   /* … and so is a mean length above */
};

void time_unit_add(struct time_unit *unit, double start, double end)
{
    if (floor(start) < start || floor(end) < end)
        unit->fraction = true;
    unit->length_sum += end - start;
    unit->last_end = end;
    unit->count++;
}

double time_unit_ms(const struct time_unit *unit)
{
    if (unit->fraction)
        return 1000;
    return unit->last_end > MS_LAST ||
                   unit->length_sum > (double)unit->count * MS_MEAN
               ? 1
               : 1000;
}
