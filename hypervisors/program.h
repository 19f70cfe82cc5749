/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_PROGRAM_H
#define HYPERVISORS_PROGRAM_H

/* What a program says, at most 4 KiB of it, when asked; NULL: it cannot be run. To be freed. */
char *program_output(char *const argv[]);
/* What the first group of an extended regular expression finds in it, or NULL. To be freed. */
char *program_match(const char *text, const char *pattern);

#endif
