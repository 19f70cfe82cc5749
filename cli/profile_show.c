/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/profile_tools.h"
#include "reports/table.h"

#include <getopt.h>
#include <unistd.h>

static void show(const struct profile *profile)
{
	struct table table = {.columns = 4, .widest = 56};
	char expected[1000];

	printf("%s %s: %s\n\n", profile->name, profile->version, profile->title);
	table_cell(&table, PLAIN, "REQUIREMENT");
	table_cell(&table, PLAIN, "LEVEL");
	table_cell(&table, PLAIN, "JUDGED BY");
	table_cell(&table, PLAIN, "ASKS FOR");
	for (size_t i = 0; i < profile->count; i++) {
		const struct requirement *r = &profile->requirements[i];

		table_cell(&table, PLAIN, "%s", r->id);
		table_cell(&table, PLAIN, "%s", requirement_level_word(r->level));
		table_cell(&table, PLAIN, "%s %s", subject_word(r->subject), r->name);
		table_cell(&table, PLAIN, "%s",
			requirement_expected(r, NULL, expected, sizeof(expected)));
	}
	table_print(&table, stdout, colours_on(STDOUT_FILENO));
}

static int run(int argc, char **argv)
{
	struct profile_options options = {0};
	struct profile profile;

	if (profile_parse(&profile_show, argc, argv, &options) != 1)
		die_usage(&profile_show, "expected one profile");
	profile_load(&profile, argv[optind]);
	if (options.json)
		profile_print(profile_resolved(&profile));
	else
		show(&profile);
	profile_free(&profile);
	return 0;
}

const struct verb profile_show = {
	.name = "profile show",
	.usage = "usage: stratos-conform profile show [--json] PROFILE\n\n"
		 "What a profile asks for, with the requirements of those it extends. --json "
		 "prints\n"
		 "it as one profile document.\n",
	.run = run,
};
