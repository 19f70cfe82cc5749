/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "core/unit.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>

static const struct verb verb_list;

static json_t *unit_json(const struct unit *unit)
{
	return json_pack("{s:s,s:s,s:s,s:s*,s:s*}", "id", unit->id, "kind",
		unit_kind_word(unit_kind(unit)), "title", unit->title, "source", unit->source,
		"statements", unit->statements);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	json_t *array = NULL;
	size_t count;
	const struct unit *const *units = units_all(&count);
	int option;

	while ((option = getopt_long(argc, argv, "jh", options, NULL)) != -1) {
		if (option == 'h')
			verb_help(&verb_list);
		if (option != 'j')
			die_usage(&verb_list, "unknown option");
		array = json_array();
	}
	for (size_t i = 0; i < count; i++) {
		const char *pattern = optind < argc ? argv[optind] : "*";

		if (optind < argc && !unit_matches(units[i], pattern))
			continue;
		if (array)
			json_array_append_new(array, unit_json(units[i]));
		else
			printf("%-6s %-36s %s\n", unit_kind_word(unit_kind(units[i])), units[i]->id,
				units[i]->title);
	}
	if (array) {
		json_dumpf(array, stdout, JSON_INDENT(1));
		putchar('\n');
		json_decref(array);
	}
	return 0;
}

VERB(list) = {
	.name = "list",
	.summary = "what exists: probes, checks and benches",
	.usage = "usage: stratos-conform list [--json] [PATTERN]\n",
	.order = 80,
	.run = run,
};
