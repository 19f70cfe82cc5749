/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/profile_tools.h"

#include <getopt.h>
#include <stdlib.h>

typedef json_t *combine(
	const struct profile *profiles, size_t count, const char *name, struct message *msg);

static int run(const struct verb *verb, combine *how, const char *name, int argc, char **argv)
{
	struct profile_options options = {.name = name};
	struct message msg = {0};
	int count = profile_parse(verb, argc, argv, &options);
	struct profile *profiles;
	json_t *combined;

	if (count < 2)
		die_usage(verb, "expected two profiles or more");
	profiles = calloc((size_t)count, sizeof(*profiles));
	for (int i = 0; i < count; i++)
		profile_load(&profiles[i], argv[optind + i]);
	combined = how(profiles, (size_t)count, options.name, &msg);
	if (!combined)
		die(EXIT_DIFFERS, "%s", msg.text);
	profile_print(combined);
	for (int i = 0; i < count; i++)
		profile_free(&profiles[i]);
	free(profiles);
	return 0;
}

static int run_union(int argc, char **argv)
{
	return run(&profile_union_verb, profile_union, "union", argc, argv);
}

static int run_intersect(int argc, char **argv)
{
	return run(&profile_intersect_verb, profile_intersection, "intersection", argc, argv);
}

const struct verb profile_union_verb = {
	.name = "profile union",
	.usage =
		"usage: stratos-conform profile union [--name NAME] PROFILE PROFILE... > "
		"NAME.json\n\n"
		"A profile that asks for what each of them asks for, the strictest of each limit:\n"
		"what conforms to it conforms to each of them. Exit status 1 where their values\n"
		"exclude each other.\n",
	.run = run_union,
};

const struct verb profile_intersect_verb = {
	.name = "profile intersect",
	.usage =
		"usage: stratos-conform profile intersect [--name NAME] PROFILE PROFILE... > "
		"NAME.json\n\n"
		"A profile of what they have in common, the most lenient of each limit: what\n"
		"conforms to any of them conforms to it. The portable part of several platforms.\n",
	.run = run_intersect,
};
