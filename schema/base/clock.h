#ifndef QUOTH_CLOCK_H
#define QUOTH_CLOCK_H

/* Clocks, in milliseconds. */

#include <stdint.h>

#define CLOCK_HOUR_MS ((int64_t)3600 * 1000)
#define CLOCK_DAY_MS  (24 * CLOCK_HOUR_MS)

/* What time it is: since 1970, in UTC. */
int64_t clock_wall_ms(void);
/* To tell how long something takes: never set, and from whenever. */
int64_t clock_monotonic_ms(void);
/* What this thread used of a processor: a busy machine does not count. */
int64_t clock_thread_ms(void);

#endif
