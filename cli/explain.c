/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"
#include "cli/cli.h"
#include "cli/nearest.h"
#include "core/unit.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct verb verb_explain;

struct search {
	const char *id;
	json_t *found;
	struct nearest nearest;
};

static const char *text_of(const json_t *entry, const char *key)
{
	const char *text = json_string_value(json_object_get(entry, key));

	return text ? text : "";
}

/* A fact also by the id that a result has for it: virtio.block[0].queues. */
static void look_at(const json_t *entry, void *to)
{
	struct search *search = to;
	const char *id = text_of(entry, "id");
	bool fact = !strcmp(text_of(entry, "kind"), "fact");

	if (!strcmp(id, search->id) ||
		(fact && fact_describes(&(struct fact_desc){.id = id}, search->id)))
		json_array_append(search->found, (json_t *)entry);
	else
		nearest_offer(&search->nearest, id);
}

/* ---- an entry in words ---- */

#define LABEL_WIDTH 13

static void print_label(const char *key, const json_t *value)
{
	bool parts = json_is_object(json_array_get(value, 0)); /* on lines of their own */

	printf("  ");
	for (const char *p = key; *p; p++)
		putchar(*p == '_' ? ' ' : *p);
	if (!parts)
		printf("%*s ", (int)(strlen(key) < LABEL_WIDTH ? LABEL_WIDTH - strlen(key) : 0),
			"");
}

static void print_scalar(const json_t *value)
{
	if (json_is_string(value))
		printf("%s", json_string_value(value));
	else if (json_is_integer(value))
		printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_boolean(value))
		printf("%s", json_is_true(value) ? "yes" : "no");
}

/* "virtio.count (integer): virtio devices", on a line of its own. */
static void print_part(json_t *part)
{
	const char *key, *separator = " (";
	json_t *value;

	printf("\n    %s", text_of(part, "id"));
	json_object_foreach (part, key, value) {
		if (!strcmp(key, "id") || !strcmp(key, "title") || !strcmp(key, "kind") ||
			!json_is_string(value) || strlen(json_string_value(value)) > 24)
			continue;
		printf("%s", separator);
		print_scalar(value);
		separator = ", ";
	}
	printf("%s: %s", separator[0] == ',' ? ")" : "", text_of(part, "title"));
}

static void print_array(const json_t *array)
{
	json_t *value;
	size_t i;

	json_array_foreach (array, i, value) {
		if (json_is_object(value)) {
			print_part(value);
			continue;
		}
		printf("%s", i ? ", " : "");
		print_scalar(value);
	}
}

static void print_settings(json_t *settings)
{
	const char *key, *separator = "";
	json_t *value;

	json_object_foreach (settings, key, value) {
		printf("%s%s ", separator, key);
		print_scalar(value);
		separator = ", ";
	}
}

static void print_entry(json_t *entry)
{
	const char *key;
	json_t *value;

	printf("%s %s\n  %s\n\n", text_of(entry, "kind"), text_of(entry, "id"),
		text_of(entry, "title"));
	json_object_foreach (entry, key, value) {
		if (!strcmp(key, "kind") || !strcmp(key, "id") || !strcmp(key, "title") ||
			(json_is_array(value) && !json_array_size(value)))
			continue;
		print_label(key, value);
		if (json_is_array(value))
			print_array(value);
		else if (json_is_object(value))
			print_settings(value);
		else
			print_scalar(value);
		putchar('\n');
	}
}

static void print_found(const json_t *found, bool json)
{
	json_t *entry;
	size_t i;

	if (json) {
		json_dumpf(found, stdout, JSON_INDENT(1) | JSON_ENSURE_ASCII);
		putchar('\n');
		return;
	}
	json_array_foreach (found, i, entry) {
		if (i)
			putchar('\n');
		print_entry(entry);
	}
}

static _Noreturn void die_unknown(const struct nearest *nearest)
{
	char list[NEAREST_KEPT * (sizeof(nearest->ids[0]) + 2)] = "";

	for (size_t i = 0; i < nearest->count; i++)
		strcat(strcat(list, i ? ", " : ""), nearest->ids[i]);
	die(EXIT_USAGE, "nothing has the id '%s'%s%s; 'stratos-conform list' shows what there is",
		nearest->wanted, *list ? "; near it: " : "", list);
}

static int run(int argc, char **argv)
{
	static const struct option options[] = {
		{"json", no_argument, NULL, 'j'},
		{"help", no_argument, NULL, 'h'},
		{0},
	};
	struct search search = {.found = json_array()};
	bool json = false;
	int option;

	while ((option = getopt_long(argc, argv, "jh", options, NULL)) != -1) {
		if (option == 'h')
			verb_help(&verb_explain);
		if (option != 'j')
			die_usage(&verb_explain, "unknown option");
		json = true;
	}
	if (argc - optind != 1)
		die_usage(&verb_explain, "name one id");
	search.id = search.nearest.wanted = argv[optind];
	for (const struct catalog *const *catalog = catalogs_all(); *catalog; catalog++)
		(*catalog)->each(look_at, &search);
	if (!json_array_size(search.found))
		die_unknown(&search.nearest);
	print_found(search.found, json);
	json_decref(search.found);
	return 0;
}

VERB(explain) = {
	.name = "explain",
	.summary = "what a check, probe, bench, fact, metric or requirement means",
	.usage =
		"usage: stratos-conform explain [--json] ID\n\n"
		"Tells what stands behind an id: its sentence, source, statements, prerequisites,\n"
		"what stays unseen, and the facts and metrics it gives. ID is one that 'list' "
		"shows,\n"
		"a fact as in a result (virtio.block[0].queues), or on the host that of a profile, "
		"of\n"
		"one of its requirements, of a recipe or of a machine.\n",
	.order = 90,
	.run = run,
};
