/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

#define NEAREST_KEPT 4

/* Which of many ids somebody may have meant. */
struct nearest {
	const char *wanted;
	char ids[NEAREST_KEPT][160];
	size_t distances[NEAREST_KEPT];
	size_t count;
};

/* Keeps `id` if it is near enough; the same id is kept once. */
void nearest_offer(struct nearest *nearest, const char *id);
/* How many characters to add, remove or change (Levenshtein); long texts are cut at 160. */
size_t nearest_distance(const char *a, const char *b);

#endif
