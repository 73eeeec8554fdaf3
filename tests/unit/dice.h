#ifndef QUOTH_TEST_DICE_H
#define QUOTH_TEST_DICE_H

#include <stdint.h>

/*
 * A random number generator of our own, so that a seed gives the same numbers
 * everywhere: Knuth's, "MMIX", The Art of Computer Programming 2, 3.3.4.
 */
struct dice {
    uint64_t state;
};

/* A number below `bound`. */
static inline uint32_t dice_below(struct dice *dice, uint32_t bound)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((dice->state >> 33) % bound);
}

#endif
