/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "guest/plan.h"
#include "hypervisors/data.h"

json_t *plan_for_boot(const char *file, const char *end, struct message *msg)
{
	struct plan plan;
	char path[4096];
	json_t *root;

	if (file && data_find(path, sizeof(path), "plans", file, msg))
		return NULL;
	if (plan_read(&plan, file ? path : NULL, msg)) {
		plan_free(&plan);
		return NULL;
	}
	root = json_incref(plan.doc.root);
	plan_free(&plan);
	if (!json_object_get(root, "end"))
		json_object_set_new(root, "end", json_string(end));
	return root;
}
