/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"
#include "reports/profile_tools.h"

#include <getopt.h>

static void complain(void *to, const char *text)
{
	fprintf(to, "%s\n", text);
}

static void lint(const char *name, void *to)
{
	struct profile profile;

	profile_load(&profile, name);
	*(size_t *)to += profile_lint(&profile, complain, stdout);
	profile_free(&profile);
}

static int run(int argc, char **argv)
{
	struct profile_options options = {0};
	size_t complaints = 0;

	if (!profile_parse(&profile_lint_verb, argc, argv, &options))
		profile_each(lint, &complaints);
	for (int i = optind; i < argc; i++)
		lint(argv[i], &complaints);
	return complaints ? EXIT_DIFFERS : 0;
}

const struct verb profile_lint_verb = {
	.name = "profile lint",
	.usage = "usage: stratos-conform profile lint [PROFILE...]\n\n"
		 "Complains of names that this build does not know, of units and types that are "
		 "not\n"
		 "the named thing's, and of words that say nothing; default: every published\n"
		 "profile. Exit status 1 if there is a complaint.\n",
	.run = run,
};
