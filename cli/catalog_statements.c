/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"
#include "cli/cli.h"
#include "cli/statements.h"
#include "core/unit.h"

#include <string.h>

static void add_check(const struct unit *unit, void *to)
{
	json_array_append_new(to, json_string(unit->id));
}

static const char *unless_none(const char *text)
{
	return strcmp(text, "-") ? text : NULL;
}

static json_t *statement_json(const struct statement *s)
{
	json_t *checks = json_array();

	statement_checks(s, add_check, checks);
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s*,s:s*,s:s*,s:o}", "kind", "statement",
		"id", s->id, "title", s->section, "area", s->area, "keyword", s->keyword,
		"observable", s->testable, "source", s->source, "condition",
		unless_none(s->condition), "hint", unless_none(s->hint), "not covered because",
		unless_none(s->explained), "checks", checks);
}

static void each_statement(catalog_visit *visit, void *to)
{
	struct statements statements;
	struct message msg = {0};

	if (statements_read(&statements, &msg))
		die(EXIT_HARNESS, "%s", msg.text);
	for (size_t i = 0; i < statements.count; i++) {
		json_t *entry = statement_json(&statements.all[i]);

		visit(entry, to);
		json_decref(entry);
	}
	statements_free(&statements);
}

CATALOG(statements) = {
	.kind = "statement",
	.plural = "statements",
	.order = 90,
	.each = each_statement,
};
