/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/coverage.h"

#include "cli/cli.h"
#include "cli/statements.h"
#include "core/unit.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define AREAS_MAX 64
#define LINE	  96 /* columns of the names of what is left */

/* Mandatory ones, or those that are only recommended. */
struct share {
	unsigned all, observable, covered, explained;
};

struct area {
	const char *name;
	struct share must, should;
	json_t *uncovered; /* ids that are observable, and neither covered nor explained */
	json_t *explained; /* ids */
};

static struct area *area_named(struct area *areas, size_t *count, const char *name)
{
	for (size_t i = 0; i < *count; i++)
		if (!strcmp(areas[i].name, name))
			return &areas[i];
	if (*count == AREAS_MAX)
		die(EXIT_HARNESS, "the catalogue has more than %d areas", AREAS_MAX);
	areas[*count] =
		(struct area){.name = name, .uncovered = json_array(), .explained = json_array()};
	return &areas[(*count)++];
}

/* Of what is recommended, only what is fully observable counts as left. */
static bool left(const struct statement *s)
{
	return statement_mandatory(s) || !strcmp(s->testable, "yes");
}

static void add(struct area *area, const struct statement *s)
{
	struct share *share = statement_mandatory(s) ? &area->must : &area->should;

	share->all++;
	if (!statement_observable(s))
		return;
	share->observable++;
	if (statement_checks(s, NULL, NULL)) {
		share->covered++;
	} else if (strcmp(s->explained, "-") != 0) {
		share->explained++;
		json_array_append_new(area->explained, json_string(s->id));
	} else if (left(s)) {
		json_array_append_new(area->uncovered, json_string(s->id));
	}
}

static json_t *share_json(const struct share *share)
{
	return json_pack("{s:i,s:i,s:i,s:i}", "all", share->all, "observable", share->observable,
		"covered", share->covered, "explained", share->explained);
}

static json_t *area_json(const struct area *area)
{
	return json_pack("{s:s,s:o,s:o,s:O,s:O}", "area", area->name, "mandatory",
		share_json(&area->must), "recommended", share_json(&area->should), "uncovered",
		area->uncovered, "explained", area->explained);
}

static void print_json(const struct area *areas, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, area_json(&areas[i]));
	json_dumpf(array, stdout, JSON_INDENT(1));
	putchar('\n');
	json_decref(array);
}

static void print_share(const struct share *share)
{
	printf("  %4u %4u %4u", share->all, share->observable, share->covered);
	if (share->observable)
		printf(" %3u%%", (share->covered + share->explained) * 100 / share->observable);
	else
		printf("    -");
}

static void print_names(const json_t *names)
{
	json_t *name;
	int column = 0;
	size_t i;

	json_array_foreach (names, i, name) {
		const char *text = json_string_value(name);

		if (column + (int)strlen(text) + 1 > LINE) {
			putchar('\n');
			column = 0;
		}
		column += printf("%s%s", column ? " " : "    ", text);
	}
	if (column)
		putchar('\n');
}

static void print_table(const struct area *areas, size_t count, bool names)
{
	struct share must = {0}, should = {0};

	printf("%-15s  MUST                  SHOULD\n%-15s   all  obs  cov       all  obs  cov\n",
		"", "area");
	for (size_t i = 0; i < count; i++) {
		const struct area *area = &areas[i];

		printf("%-15s", area->name);
		print_share(&area->must);
		print_share(&area->should);
		putchar('\n');
		if (names || json_array_size(area->uncovered) <= 12)
			print_names(area->uncovered);
		else
			printf("    %zu left: 'list --coverage %s' names them\n",
				json_array_size(area->uncovered), area->name);
		must.all += area->must.all;
		must.observable += area->must.observable;
		must.covered += area->must.covered;
		must.explained += area->must.explained;
		should.all += area->should.all;
		should.observable += area->should.observable;
		should.covered += area->should.covered;
		should.explained += area->should.explained;
	}
	printf("%-15s", "all");
	print_share(&must);
	print_share(&should);
	printf("\n\nobs: a guest can observe it, wholly or partly; cov: a check covers it; %%: "
	       "covered or\n"
	       "explained, of what is observable. Below an area: what is left.\n");
}

int coverage_print(const char *only, bool json)
{
	struct area areas[AREAS_MAX];
	struct statements statements;
	struct message msg = {0};
	char unknown[256];
	size_t count = 0;

	if (statements_read(&statements, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	if (statements_unknown(&statements, unknown, sizeof(unknown)))
		die(EXIT_HARNESS, "%s, which the catalogue does not have", unknown);
	for (size_t i = 0; i < statements.count; i++)
		if (!only || !strcmp(only, statements.all[i].area))
			add(area_named(areas, &count, statements.all[i].area), &statements.all[i]);
	if (!count)
		die(EXIT_USAGE, "the catalogue has no area '%s'; 'list --coverage' names them",
			only);
	if (json)
		print_json(areas, count);
	else
		print_table(areas, count, only);
	for (size_t i = 0; i < count; i++) {
		json_decref(areas[i].uncovered);
		json_decref(areas[i].explained);
	}
	statements_free(&statements);
	return 0;
}
