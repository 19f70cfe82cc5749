/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile_tools.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

json_t *profile_new(const char *name, const char *title, const char *description)
{
	time_t now = time(NULL);
	char today[16];

	strftime(today, sizeof(today), "%Y-%m-%d", gmtime(&now));
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:[{s:s,s:s,s:s}],s:[]}", "schema",
		"stratos-profile/1", "name", name, "version", "0.1.0", "title", title,
		"description", description, "history", "version", "0.1.0", "date", today, "changes",
		"first", "requirements");
}

json_t *profile_resolved(const struct profile *profile)
{
	json_t *resolved = json_copy(profile->docs[0].root), *requirements = json_array();

	for (size_t i = 0; i < profile->count; i++)
		json_array_append(requirements, (json_t *)profile->requirements[i].json);
	json_object_del(resolved, "extends");
	json_object_set_new(resolved, "requirements", requirements);
	return resolved;
}

/* Requirements on the same thing, under the same circumstances, can be one. */
static bool same_subject(const json_t *a, const json_t *b)
{
	static const char *const keys[] = {"fact", "check", "metric", "unobservable", "device",
		"percentile", "unit", "conditions", "when"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const json_t *x = json_object_get(a, keys[i]), *y = json_object_get(b, keys[i]);

		if ((x || y) && !json_equal(x, y))
			return false;
	}
	return true;
}

static json_t *named(json_t *requirements, const char *id)
{
	json_t *requirement;
	size_t i;

	json_array_foreach (requirements, i, requirement)
		if (!strcmp(json_string_value(json_object_get(requirement, "id")), id))
			return requirement;
	return NULL;
}

/* Adds a requirement that has no counterpart; an id that is taken gets the profile's name. */
static void add_apart(json_t *requirements, const struct requirement *requirement)
{
	json_t *copy = json_deep_copy(requirement->json);

	if (named(requirements, requirement->id))
		json_object_set_new(
			copy, "id", json_sprintf("%s.%s", requirement->id, requirement->profile));
	json_array_append_new(requirements, copy);
}

static int unite(json_t *requirements, const struct requirement *r, struct message *msg)
{
	json_t *mine;
	size_t i;

	json_array_foreach (requirements, i, mine) {
		if (!same_subject(mine, r->json))
			continue;
		switch (requirement_merge(mine, r->json, MERGE_UNION)) {
		case MERGED:
			return 0;
		case CONFLICT:
			return message_set(msg, -EINVAL,
				"%s of %s and %s: nothing can satisfy both, as their values "
				"exclude "
				"each other",
				r->id, r->profile, json_string_value(json_object_get(mine, "id")));
		case APART:
			break;
		}
	}
	add_apart(requirements, r);
	return 0;
}

json_t *profile_union(
	const struct profile *profiles, size_t count, const char *name, struct message *msg)
{
	json_t *united = profile_new(name, "what each of several profiles asks for",
		"Made by 'profile union': what conforms to it conforms to each of them.");
	json_t *requirements = json_object_get(united, "requirements");

	for (size_t p = 0; p < count; p++)
		for (size_t i = 0; i < profiles[p].count; i++)
			if (unite(requirements, &profiles[p].requirements[i], msg)) {
				json_decref(united);
				return NULL;
			}
	return united;
}

/* Narrows `mine` to what it shares with a profile; false where that has no counterpart. */
static bool keep_shared(json_t *mine, const struct profile *profile)
{
	for (size_t i = 0; i < profile->count; i++) {
		json_t *copy;

		if (!same_subject(mine, profile->requirements[i].json))
			continue;
		copy = json_deep_copy(mine);
		if (requirement_merge(copy, profile->requirements[i].json, MERGE_INTERSECTION) ==
			MERGED) {
			json_object_update(mine, copy);
			json_decref(copy);
			return true;
		}
		json_decref(copy);
	}
	return false;
}

json_t *profile_intersection(
	const struct profile *profiles, size_t count, const char *name, struct message *msg)
{
	json_t *common = profile_new(name, "what several profiles have in common",
		"Made by 'profile intersect': what conforms to any of them conforms to it.");
	json_t *requirements = json_object_get(common, "requirements");

	(void)msg;
	for (size_t i = 0; i < profiles[0].count; i++) {
		json_t *mine = json_deep_copy(profiles[0].requirements[i].json);
		bool everywhere = true;

		for (size_t p = 1; p < count && everywhere; p++)
			everywhere = keep_shared(mine, &profiles[p]);
		if (everywhere)
			json_array_append(requirements, mine);
		json_decref(mine);
	}
	return common;
}
