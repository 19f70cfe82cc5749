/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_LAST_WORDS_H
#define HYPERVISORS_LAST_WORDS_H

#include <stddef.h>

/* Listens to a console for the line with which a kernel says why it dies. */
struct last_words {
	char line[256], found[200];
	size_t used;
};

void last_words_feed(struct last_words *words, const char *bytes, size_t count);

#endif
