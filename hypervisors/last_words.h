/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_LAST_WORDS_H
#define HYPERVISORS_LAST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Listens to a console for the line with which a kernel says why it dies. */
struct last_words {
	char line[256], found[400];
	size_t used;
	bool final; /* nothing comes after them: one that runs out of memory may live on */
};

void last_words_feed(struct last_words *words, const char *bytes, size_t count);

#endif
