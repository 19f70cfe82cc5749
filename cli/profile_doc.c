/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/profile_tools.h"

#include <getopt.h>

static int run(int argc, char **argv)
{
	struct profile_options options = {0};
	struct profile profile;

	if (profile_parse(&profile_doc_verb, argc, argv, &options) != 1)
		die_usage(&profile_doc_verb, "expected one profile");
	profile_load(&profile, argv[optind]);
	profile_doc(&profile, stdout);
	profile_free(&profile);
	return 0;
}

const struct verb profile_doc_verb = {
	.name = "profile doc",
	.usage = "usage: stratos-conform profile doc PROFILE > PROFILE.md\n\n"
		 "Every requirement of a profile with its rationale and source, as Markdown.\n",
	.run = run,
};
