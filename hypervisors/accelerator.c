/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/accelerator.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

/* A CPU runs guests of its own architecture only. */
static bool for_this_cpu(const struct recipe *recipe, const json_t *row, json_t *passed_over)
{
	struct utsname host;

	if (!json_is_true(json_object_get(row, "hardware")) || uname(&host) ||
		!strcmp(host.machine, recipe->arch))
		return true;
	json_array_append_new(passed_over, json_sprintf("%s: this host is %s, the guest %s",
						   json_string_value(json_object_get(row, "name")),
						   host.machine, recipe->arch));
	return false;
}

const json_t *accelerator_next(struct accelerators *a, json_t *passed_over)
{
	json_t *rows = json_object_get(a->recipe->doc.root, "accelerators"), *row;

	while ((row = json_array_get(rows, a->index++))) {
		const char *name = json_string_value(json_object_get(row, "name"));
		const char *needs = json_string_value(json_object_get(row, "needs"));

		if (strcmp(a->wanted, "auto") != 0 && strcmp(a->wanted, name) != 0)
			continue;
		if (!a->anyway && !for_this_cpu(a->recipe, row, passed_over))
			continue;
		if (needs && !a->anyway && access(needs, R_OK | W_OK)) {
			json_array_append_new(passed_over,
				json_sprintf("%s: %s: %s", name, needs, strerror(errno)));
			continue;
		}
		return row;
	}
	return NULL;
}
