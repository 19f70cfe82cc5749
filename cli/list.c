/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"
#include "cli/cli.h"
#include "cli/coverage.h"

#include <fnmatch.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct verb verb_list;

struct listing {
	const char *pattern; /* NULL: everything */
	json_t *found;
	size_t width; /* of the widest id */
};

static const char *text_of(const json_t *entry, const char *key)
{
	const char *text = json_string_value(json_object_get(entry, key));

	return text ? text : "";
}

/* An id, a pattern, or a part of an id: "block" finds all that has to do with blocks. */
static bool wanted(const struct listing *listing, const char *id)
{
	return !listing->pattern || fnmatch(listing->pattern, id, 0) == 0 ||
	       (!strpbrk(listing->pattern, "*?") && strstr(id, listing->pattern));
}

static void add_entry(const json_t *entry, void *to)
{
	struct listing *listing = to;
	const char *id = text_of(entry, "id");

	if (!wanted(listing, id))
		return;
	if (strlen(id) > listing->width)
		listing->width = strlen(id);
	json_array_append(listing->found, (json_t *)entry);
}

static void print_table(const struct listing *listing)
{
	json_t *entry;
	size_t i;

	json_array_foreach (listing->found, i, entry)
		printf("%-11s %-*s  %s%s\n", text_of(entry, "kind"), (int)listing->width,
			text_of(entry, "id"), text_of(entry, "title"),
			json_object_get(entry, "untested") ? " (untested)" : "");
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},
		{"coverage", no_argument, NULL, 'c'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	struct listing listing = {.found = json_array()};
	const struct catalog *only = NULL;
	bool json = false, coverage = false;
	int option;

	while ((option = getopt_long(argc, argv, "jh", options, NULL)) != -1) {
		if (option == 'h')
			verb_help(&verb_list);
		if (option != 'j' && option != 'c')
			die_usage(&verb_list, "unknown option");
		json |= option == 'j';
		coverage |= option == 'c';
	}
	if (coverage && !coverage_print)
		die_usage(&verb_list, "--coverage needs the host's program: it has the catalogue");
	if (coverage)
		return coverage_print(optind < argc ? argv[optind] : NULL, json);
	if (optind < argc && (only = catalog_find(argv[optind])))
		optind++;
	if (optind < argc)
		listing.pattern = argv[optind++];
	if (optind < argc)
		die_usage(&verb_list, "unexpected argument '%s'", argv[optind]);
	for (const struct catalog *const *catalog = catalogs_all(); *catalog; catalog++)
		if (only ? !strcmp((*catalog)->kind, only->kind) : (*catalog)->unasked)
			(*catalog)->each(add_entry, &listing);
	if (!json_array_size(listing.found) && listing.pattern)
		die(EXIT_USAGE,
			"nothing matches '%s'; 'stratos-conform list --help' names the kinds",
			listing.pattern);
	if (json) {
		json_dumpf(listing.found, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
	} else {
		print_table(&listing);
	}
	json_decref(listing.found);
	return 0;
}

VERB(list) = {
	.name = "list",
	.summary = "what exists: probes, checks, benches, facts, profiles, recipes ...",
	.usage = "usage: stratos-conform list [--json] [KIND] [PATTERN]\n"
		 "       stratos-conform list --coverage [--json] [AREA]\n\n"
		 "KIND is one of probes, checks, benches (these three if none is named), facts,\n"
		 "metrics and, on the host, profiles, requirements, recipes, machines, plans,\n"
		 "statements. PATTERN is a part of an id, or has * for any run of characters.\n"
		 "'explain ID' tells more.\n\n"
		 "--coverage counts per area of VIRTIO 1.4 the statements that bind devices,\n"
		 "those a guest can observe and those a check covers, and names what is left.\n",
	.order = 80,
	.run = run,
};
