#ifndef QUOTH_CLOCK_H
#define QUOTH_CLOCK_H

/* Clocks, in milliseconds. */

#include <stdint.h>

/* What time it is: since 1970, in UTC. */
int64_t clock_wall_ms(void);
/* To tell how long something takes: never set, and from whenever. */
int64_t clock_monotonic_ms(void);
/* What this thread used of a processor: a busy machine does not count. */
int64_t clock_thread_ms(void);

#endif
