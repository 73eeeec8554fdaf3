#include "time_unit.h"

#include "json.h"

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
        return JSON_SECONDS;
    return unit->last_end > MS_LAST ||
                   unit->length_sum > (double)unit->count * MS_MEAN
               ? JSON_MILLISECONDS
               : JSON_SECONDS;
}

double time_unit_of_objects(struct json_object *list, const char *start_key,
                            const char *end_key)
{
    struct time_unit unit = { 0 };

    for (size_t i = 0; i < json_count(list); i++) {
        struct json_object *one = json_at(list, i);
        double start, end;

        if (json_number(json_get(one, start_key), &start) &&
            json_number(json_get(one, end_key), &end))
            time_unit_add(&unit, start, end);
    }
    return time_unit_ms(&unit);
}
