#ifndef QUOTH_TEST_ODD_LINES_H
#define QUOTH_TEST_ODD_LINES_H

/* What people may type, on purpose or not; ended by NULL. */
extern const char *const odd_lines[];

#endif
