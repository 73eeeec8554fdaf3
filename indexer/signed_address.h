#ifndef QUOTH_SIGNED_ADDRESS_H
#define QUOTH_SIGNED_ADDRESS_H

/*
 * Addresses that hosts sign: for each visitor or day their query string is
 * another, and what is there is the same.
 */

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>

/* Do the addresses differ in nothing, or in their query strings alone? */
bool address_is_same_place(struct slice a, struct slice b);

/* How many parameters both have, with the same values. */
size_t address_shared_parameters(struct slice a, struct slice b);

/* Do they differ in nothing, or in parameters alone that sign an address? */
bool address_is_resigned(struct slice a, struct slice b);

/* Does a parameter sign it, so that it may be good for some time only? */
bool address_is_signed(struct slice url);

#endif
