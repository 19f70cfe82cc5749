/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/accelerator.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

const json_t *accelerator_next(struct accelerators *a, json_t *passed_over)
{
	json_t *rows = json_object_get(a->recipe->doc.root, "accelerators"), *row;

	while ((row = json_array_get(rows, a->index++))) {
		const char *name = json_string_value(json_object_get(row, "name"));
		const char *needs = json_string_value(json_object_get(row, "needs"));

		if (strcmp(a->wanted, "auto") != 0 && strcmp(a->wanted, name) != 0)
			continue;
		if (needs && access(needs, R_OK | W_OK)) {
			json_array_append_new(passed_over,
				json_sprintf("%s: %s: %s", name, needs, strerror(errno)));
			continue;
		}
		return row;
	}
	return NULL;
}
