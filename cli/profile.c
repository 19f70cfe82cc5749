/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/profile.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct verb verb_profile;

static const struct verb *const rows[] = {
	&profile_list,
	&profile_show,
	&profile_doc_verb,
	&profile_lint_verb,
	&profile_derive_verb,
	&profile_union_verb,
	&profile_intersect_verb,
};

#define PREFIX "profile "

static int run(int argc, char **argv)
{
	if (argc < 2)
		die_usage(&verb_profile, "expected one of list, show, doc, lint, derive, union, "
					 "intersect");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		verb_help(&verb_profile);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i]->name + strlen(PREFIX), argv[1]))
			return rows[i]->run(argc - 1, argv + 1);
	die_usage(&verb_profile, "there is no 'profile %s'", argv[1]);
}

int profile_parse(const struct verb *verb, int argc, char **argv, struct profile_options *options)
{
	static const struct option table[] = {
		{"json", no_argument, NULL, 'j'},
		{"name", required_argument, NULL, 'n'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "jn:h", table, NULL)) != -1) {
		if (option == 'h')
			verb_help(verb);
		if (option == 'j' && strstr(verb->usage, "--json"))
			options->json = true;
		else if (option == 'n' && strstr(verb->usage, "--name"))
			options->name = optarg;
		else
			die_usage(verb, "unknown option");
	}
	return argc - optind;
}

int profile_print(json_t *document)
{
	json_dumpf(document, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(document);
	if (fflush(stdout) || ferror(stdout))
		die(EXIT_HARNESS, "cannot write to standard output");
	return 0;
}

VERB(profile) = {
	.name = "profile",
	.summary = "list, show and make profiles: what guests may rely on",
	.usage =
		"usage: stratos-conform profile list|show|doc|lint|derive|union|intersect ...\n\n"
		"  list                  published profiles\n"
		"  show PROFILE          its requirements, with those it extends\n"
		"  doc PROFILE           the same as Markdown, with rationale and source\n"
		"  lint [PROFILE...]     what is wrong in profiles (default: every published one)\n"
		"  derive RESULT         a profile of what a result had, as a starting point\n"
		"  union PROFILE...      what each of them asks for, the strictest of each\n"
		"  intersect PROFILE...  what they have in common, the most lenient of each\n\n"
		"'stratos-conform profile WORD --help' tells more.\n",
	.order = 70,
	.run = run,
};
