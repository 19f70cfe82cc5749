/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile_tools.h"

#include "reports/markdown.h"
#include "reports/text.h"

#include <string.h>

static void put_asks(const struct requirement *r, FILE *out)
{
	char expected[1000];

	if (r->subject == SUBJECT_UNOBSERVABLE) {
		fputs("- Not judged: ", out);
		markdown_text(out, r->name);
	} else {
		fprintf(out, "- Judged by the %s `%s`: ", subject_word(r->subject), r->name);
		markdown_text(out, requirement_expected(r, NULL, expected, sizeof(expected)));
	}
	fputc('\n', out);
}

static void put_conditions(const struct requirement *r, FILE *out)
{
	const char *key;
	char expected[600];
	json_t *value;

	for (size_t i = 0; i < r->when_count; i++) {
		fprintf(out, "- Applies where `%s`: ", r->when[i].fact);
		markdown_text(
			out, condition_expected(&r->when[i], NULL, expected, sizeof(expected)));
		fputc('\n', out);
	}
	json_object_foreach ((json_t *)r->conditions, key, value) {
		fprintf(out, "- Measured with %s = ", key);
		markdown_text(out, value_text(value, expected, sizeof(expected)));
		fputc('\n', out);
	}
	if (r->device)
		fprintf(out, "- On `%s`.\n", r->device);
	if (r->present)
		fputs("- The device must be there.\n", out);
	if (r->waivable)
		fputs("- May be waived.\n", out);
}

static void put_requirement(const struct profile *profile, const struct requirement *r, FILE *out)
{
	fprintf(out, "\n### %s\n\n", r->id);
	markdown_text(out, r->title);
	fprintf(out, " (%s%s%s)\n\n", requirement_level_word(r->level),
		strcmp(r->profile, profile->name) ? ", from " : "",
		strcmp(r->profile, profile->name) ? r->profile : "");
	put_asks(r, out);
	put_conditions(r, out);
	fputs("- Why: ", out);
	markdown_text(out, r->rationale);
	fputs("\n- Source: ", out);
	markdown_text(out, r->source);
	fputc('\n', out);
}

static void put_table(const struct profile *profile, FILE *out)
{
	fputs("\n| requirement | level | title |\n|---|---|---|\n", out);
	for (size_t i = 0; i < profile->count; i++) {
		const struct requirement *r = &profile->requirements[i];

		fprintf(out, "| %s | %s | ", r->id, requirement_level_word(r->level));
		markdown_text(out, r->title);
		fputs(" |\n", out);
	}
}

static void put_history(const struct profile *profile, FILE *out)
{
	const json_t *entry;
	size_t i;

	fputs("\n## History\n\n", out);
	json_array_foreach (json_object_get(profile->docs[0].root, "history"), i, entry) {
		fprintf(out, "- %s (%s): ", json_string_value(json_object_get(entry, "version")),
			json_string_value(json_object_get(entry, "date")));
		markdown_text(out, json_string_value(json_object_get(entry, "changes")));
		fputc('\n', out);
	}
}

/* "block" of "block.data": the part of the profile a requirement stands in. */
static bool same_area(const char *a, const char *b)
{
	size_t length = strcspn(a, ".");

	return length == strcspn(b, ".") && !strncmp(a, b, length);
}

void profile_doc(const struct profile *profile, FILE *out)
{
	const struct requirement *rows = profile->requirements;

	fprintf(out, "# %s %s\n\n", profile->name, profile->version);
	markdown_text(out, profile->title);
	fputs(".\n", out);
	if (*profile->description) {
		fputc('\n', out);
		markdown_text(out, profile->description);
		fputc('\n', out);
	}
	for (size_t i = 1; i < profile->doc_count; i++)
		fprintf(out, "%s%s", i == 1 ? "\nExtends " : ", ",
			json_string_value(json_object_get(profile->docs[i].root, "name")));
	if (profile->doc_count > 1)
		fputs(".\n", out);
	put_table(profile, out);
	for (size_t i = 0; i < profile->count; i++) {
		bool first = true;

		for (size_t k = 0; k < i && first; k++)
			first = !same_area(rows[k].id, rows[i].id);
		if (!first)
			continue;
		fprintf(out, "\n## %.*s\n", (int)strcspn(rows[i].id, "."), rows[i].id);
		for (size_t k = i; k < profile->count; k++)
			if (same_area(rows[i].id, rows[k].id))
				put_requirement(profile, &rows[k], out);
	}
	put_history(profile, out);
}
