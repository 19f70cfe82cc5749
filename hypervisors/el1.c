/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/el1.h"

#include <stdio.h>
#include <string.h>

static bool done(const struct session *session, const struct unit *unit)
{
	size_t i;
	json_t *entry;

	json_array_foreach (json_object_get(session->plan, "done"), i, entry)
		if (!strcmp(json_string_value(json_object_get(entry, "id")), unit->id))
			return true;
	return false;
}

static bool to_ask(const struct session *session, const struct unit *unit)
{
	return (!session->wants || session->wants(session->to, unit)) && !done(session, unit);
}

/* Calls for each unit of the EL1 probe's; true where one is to be asked. */
static bool each(const struct session *session, FILE *left_out)
{
	size_t count;
	const struct unit *const *units = units_all(&count);
	bool any = false, first = true;

	for (size_t i = 0; i < count; i++) {
		if (!(units[i]->flags & UNIT_EL1))
			continue;
		if (to_ask(session, units[i])) {
			any = true;
		} else if (left_out) {
			fprintf(left_out, "%s%s", first ? "" : ",", units[i]->id);
			first = false;
		}
	}
	return any;
}

bool el1_wanted(const struct session *session)
{
	return session->el1 && each(session, NULL);
}

char *el1_arguments(const struct session *session)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	fputs("el1.skip=", out);
	each(session, out);
	fclose(out);
	return text;
}
