/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/table.h"

#include <unistd.h>

struct listing {
	struct table table;
	json_t *array; /* --json */
};

static void add(const char *name, void *to)
{
	struct listing *listing = to;
	struct profile profile;

	profile_load(&profile, name);
	if (listing->array) {
		json_array_append_new(listing->array,
			json_pack("{s:s,s:s,s:s,s:I,s:s}", "name", profile.name, "version",
				profile.version, "title", profile.title, "requirements",
				(json_int_t)profile.count, "file", profile.docs[0].file));
	} else {
		table_cell(&listing->table, PLAIN, "%s", profile.name);
		table_cell(&listing->table, PLAIN, "%s", profile.version);
		table_cell(&listing->table, PLAIN, "%zu", profile.count);
		table_cell(&listing->table, PLAIN, "%s", profile.title);
	}
	profile_free(&profile);
}

static int run(int argc, char **argv)
{
	static const char *const heading[] = {"PROFILE", "VERSION", "REQUIREMENTS", "TITLE"};
	struct listing listing = {.table = {.columns = 4}};
	struct profile_options options = {0};

	if (profile_parse(&profile_list, argc, argv, &options))
		die_usage(&profile_list, "unexpected argument");
	if (options.json)
		listing.array = json_array();
	for (size_t i = 0; !options.json && i < listing.table.columns; i++)
		table_cell(&listing.table, PLAIN, "%s", heading[i]);
	profile_each(add, &listing);
	if (options.json)
		return profile_print(listing.array);
	table_print(&listing.table, stdout, colours_on(STDOUT_FILENO));
	return 0;
}

const struct verb profile_list = {
	.name = "profile list",
	.usage = "usage: stratos-conform profile list [--json]\n\n"
		 "Published profiles with their versions and numbers of requirements.\n",
	.run = run,
};
