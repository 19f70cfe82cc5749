/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_facts.h"

#include <string.h>

const struct fact_desc host_facts[] = {
	{"machine.name", FACT_STRING, NULL, "the machine definition the guest was started with"},
	{"machine.cpus", FACT_INTEGER, NULL, "CPUs the machine definition asks for"},
	{"machine.memory_mib", FACT_INTEGER, "MiB", "memory the machine definition asks for"},
	{"machine.ended_itself", FACT_BOOLEAN, NULL,
		"the machine ended when the guest asked for it, not because the host stopped it"},
	{"machine.clock_jumps", FACT_INTEGER, NULL,
		"how often the guest's clock jumped forward, by the host's"},
	{"hypervisor.recipe", FACT_STRING, NULL, "the recipe the guest was started with"},
	{"hypervisor.name", FACT_STRING, NULL, "the hypervisor, as the recipe names it"},
	{"hypervisor.version", FACT_STRING, NULL, "the version it told"},
	{"hypervisor.accelerator", FACT_STRING, NULL, "what ran the guest: kvm, tcg"},
	{"hypervisor.hardware", FACT_BOOLEAN, NULL, "the guest ran on hardware virtualization"},
	{"environment.arch", FACT_STRING, NULL, "the guest's architecture"},
	{"environment.kernel", FACT_STRING, NULL, "the guest's kernel"},
	{"environment.own_image", FACT_BOOLEAN, NULL, "the guest was the tool's own image"},
	{0},
};

struct fact_cursor facts_named(const struct result *result, const char *name)
{
	return (struct fact_cursor){.result = result, .name = name};
}

/* The value of "section.key" where the document's section has it. */
static const json_t *from_section(const json_t *section, const char *prefix, const char *name)
{
	size_t length = strlen(prefix);

	return strncmp(name, prefix, length) ? NULL : json_object_get(section, name + length);
}

static bool next_exact(struct fact_cursor *cursor)
{
	const struct result *result = cursor->result;

	if (cursor->begun)
		return false;
	cursor->begun = true;
	cursor->id = cursor->name;
	cursor->value = json_object_get(result->facts, cursor->name);
	if (!cursor->value)
		cursor->value = from_section(result->hypervisor, "hypervisor.", cursor->name);
	if (!cursor->value)
		cursor->value = from_section(result->environment, "environment.", cursor->name);
	return cursor->value && !json_is_null(cursor->value);
}

bool facts_next(struct fact_cursor *cursor)
{
	json_t *facts = (json_t *)cursor->result->facts;

	if (!facts_is_pattern(cursor->name))
		return next_exact(cursor);
	do {
		cursor->at = cursor->begun ? json_object_iter_next(facts, cursor->at)
					   : json_object_iter(facts);
		cursor->begun = true;
		if (!cursor->at)
			return false;
		cursor->id = json_object_iter_key(cursor->at);
		cursor->value = json_object_iter_value(cursor->at);
	} while (json_is_null(cursor->value) || !facts_match(cursor->name, cursor->id));
	return true;
}

bool facts_is_pattern(const char *name)
{
	return strchr(name, '*');
}

bool facts_match(const char *name, const char *id)
{
	while (*name) {
		if (!strncmp(name, "[*]", 3)) {
			size_t digits = *id == '[' ? strspn(id + 1, "0123456789") : 0;

			if (!digits || id[digits + 1] != ']')
				return false;
			name += 3;
			id += digits + 2;
		} else if (*name == '*') {
			size_t word = strcspn(id, ".[");

			if (!word)
				return false;
			name++;
			id += word;
		} else if (*name++ != *id++) {
			return false;
		}
	}
	return !*id;
}

const struct fact_desc *judge_describe(const char *name, const struct unit **unit)
{
	char id[200];
	size_t used = 0;
	const struct fact_desc *row;

	*unit = NULL;
	for (const char *at = name; *at && used + 1 < sizeof(id); at++)
		id[used++] = *at == '*' ? '0' : *at; /* of a pattern, any one that it matches */
	id[used] = '\0';
	row = fact_find(id, unit);
	for (const struct fact_desc *host = host_facts; !row && host->id; host++)
		if (!strcmp(host->id, id))
			return host;
	return row;
}
