/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

#include <stdio.h>
#include <string.h>

#define LENGTH_MAX sizeof(((struct nearest *)0)->ids[0])

size_t nearest_distance(const char *a, const char *b)
{
	size_t row[LENGTH_MAX + 1], length = strnlen(b, LENGTH_MAX);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; i < LENGTH_MAX && a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t best = diagonal + (a[i] != b[j]);

			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j + 1] + 1 < best)
				best = row[j + 1] + 1;
			diagonal = row[j + 1];
			row[j + 1] = best;
		}
	}
	return row[length];
}

/* Holding the text counts as one slip: "capacity" for "virtio.block[].capacity_bytes". */
static size_t distance_to(const struct nearest *nearest, const char *id)
{
	if (strstr(id, nearest->wanted))
		return 1;
	return nearest_distance(nearest->wanted, id);
}

void nearest_offer(struct nearest *nearest, const char *id)
{
	size_t distance = distance_to(nearest, id), at = 0;

	if (distance > strlen(nearest->wanted) / 3 + 1)
		return;
	for (size_t i = 0; i < nearest->count; i++)
		if (!strcmp(nearest->ids[i], id))
			return;
	while (at < nearest->count && nearest->distances[at] <= distance)
		at++;
	if (at == NEAREST_KEPT)
		return;
	if (nearest->count < NEAREST_KEPT)
		nearest->count++;
	for (size_t i = nearest->count - 1; i > at; i--) {
		memcpy(nearest->ids[i], nearest->ids[i - 1], sizeof(nearest->ids[i]));
		nearest->distances[i] = nearest->distances[i - 1];
	}
	snprintf(nearest->ids[at], sizeof(nearest->ids[at]), "%s", id);
	nearest->distances[at] = distance;
}
