/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/profile_tools.h"

#include <getopt.h>

static int run(int argc, char **argv)
{
	struct profile_options options = {.name = "derived"};
	struct result result;
	struct message msg = {0};

	if (profile_parse(&profile_derive_verb, argc, argv, &options) != 1)
		die_usage(&profile_derive_verb, "expected one result");
	if (result_read(&result, argv[optind], &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (!result.complete)
		fprintf(stderr,
			"stratos-conform profile derive: %s is incomplete: what is missing "
			"there is missing in the profile\n",
			argv[optind]);
	profile_print(profile_derive(&result, options.name));
	result_free(&result);
	return 0;
}

const struct verb profile_derive_verb = {
	.name = "profile derive",
	.usage = "usage: stratos-conform profile derive [--name NAME] RESULT > NAME.json\n\n"
		 "A profile that asks for what a result had: its facts that last, the checks that\n"
		 "passed, and limits on what holds on other machines, too (ratios, counts, exits). "
		 "A\n"
		 "starting point: rationales are to be written, and much is to be taken out.\n",
	.run = run,
};
