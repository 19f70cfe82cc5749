/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/accelerator.h"

#include "probes/cpuinfo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

/*
 * A /dev/kvm on a CPU that shows none of these flags is software's (kvm-pvm, on a host that is
 * a guest itself): stock kernels were seen to hang or stop there, and it is no hardware's speed.
 */
static bool cpu_can(const json_t *row, json_t *passed_over)
{
	json_t *flags = json_object_get(row, "needs_cpu"), *flag;
	char list[200] = "";
	size_t i;

	json_array_foreach (flags, i, flag) {
		size_t used = strlen(list);

		if (cpuinfo_flag(json_string_value(flag)))
			return true;
		snprintf(list + used, sizeof(list) - used, "%s%s", i ? ", " : "",
			json_string_value(flag));
	}
	if (!i)
		return true;
	json_array_append_new(
		passed_over, json_sprintf("%s: this host's CPU shows none of: %s (--accel %s tries "
					  "all the same)",
				     json_string_value(json_object_get(row, "name")), list,
				     json_string_value(json_object_get(row, "name"))));
	return false;
}

/* Why an accelerator is unusable, by what can_differ() says of it; lives as long as the process. */
static json_t *unusable;

/*
 * The program and, of its arguments, all but the devices, as far as the recipe and its
 * variants decide them: a machine type, a CPU. What only a start decides stays a ${name}.
 */
static char *can_differ(const struct accelerators *a, const json_t *row)
{
	json_t *words = json_pack("[s,s]", a->recipe->program,
		       json_string_value(json_object_get(row, "name"))),
	       *missing = json_array(), *word;
	struct variables variables;
	char *key;
	size_t i;

	variables_init(&variables);
	recipe_variables(a->recipe, a->variants, &variables, missing, &(struct message){0});
	json_array_foreach (json_object_get(a->recipe->doc.root, "argv"), i, word) {
		char *text =
			variables_expand(&variables, json_string_value(word), &(struct message){0});

		json_array_append_new(words, text ? json_string(text) : json_incref(word));
		free(text);
	}
	key = json_dumps(words, JSON_COMPACT);
	variables_free(&variables);
	json_decref(missing);
	json_decref(words);
	return key;
}

void accelerator_unusable(const struct accelerators *a, const json_t *row, const char *why)
{
	char *key = can_differ(a, row);

	if (!unusable)
		unusable = json_object();
	json_object_set_new(unusable, key, json_string(why));
	free(key);
}

static bool known_unusable(const struct accelerators *a, const json_t *row, json_t *passed_over)
{
	char *key = can_differ(a, row);
	const char *why = json_string_value(json_object_get(unusable, key));

	free(key);
	if (why)
		json_array_append_new(
			passed_over, json_sprintf("%s: %s, as an earlier run found",
					     json_string_value(json_object_get(row, "name")), why));
	return why != NULL;
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
		if (!a->anyway && strcmp(a->wanted, name) != 0 && !cpu_can(row, passed_over))
			continue;
		if (!a->anyway && known_unusable(a, row, passed_over))
			continue;
		return row;
	}
	return NULL;
}
