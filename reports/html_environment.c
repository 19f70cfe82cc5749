/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "reports/text.h"

#include <string.h>

/* A row of the table: where in the document it stands. */
struct row {
	const char *title, *object, *inner, *key;
};

static const struct row rows[] = {
	{"Hypervisor", "hypervisor", NULL, "name"},
	{"Version", "hypervisor", NULL, "version"},
	{"Recipe", "hypervisor", NULL, "recipe"},
	{"Variants", "hypervisor", NULL, "variants"},
	{"Accelerator", "hypervisor", NULL, "accelerator"},
	{"Why not another", "hypervisor", NULL, "accelerator_reason"},
	{"Hardware virtualization", "hypervisor", NULL, "hardware"},
	{"Not offered", "hypervisor", NULL, "not_offered"},
	{"Host CPU", "environment", "host", "cpu"},
	{"Host CPUs", "environment", "host", "cpus"},
	{"Host load before", "environment", "host", "load"},
	{"Host kernel", "environment", "host", "kernel"},
	{"Architecture", "environment", NULL, "arch"},
	{"Guest kernel", "environment", NULL, "kernel"},
	{"Guest kernel build", "environment", NULL, "kernel_build"},
	{"Guest CPUs", "environment", NULL, "cpus"},
	{"Guest memory (MiB)", "environment", NULL, "memory_mib"},
	{"Clock source", "environment", NULL, "clocksource"},
	{"Command line", "environment", NULL, "cmdline"},
	{"Up when the run began (s)", "environment", NULL, "uptime_s"},
	{"The tool's own image", "environment", NULL, "own_image"},
	{"Image SHA-256", "environment", NULL, "image_sha256"},
	{"Tool version", "tool", NULL, "version"},
	{"Tool commit", "tool", NULL, "commit"},
	{"Run", "run", NULL, "id"},
	{"Started", "run", NULL, "started"},
	{"Boots", "run", NULL, "boots"},
	{"Complete", "run", NULL, "complete"},
};

static const json_t *value_of(const struct result *result, const struct row *row)
{
	const json_t *object = json_object_get(result->doc.root, row->object);

	if (row->inner)
		object = json_object_get(object, row->inner);
	return json_object_get(object, row->key);
}

static bool says_something(const json_t *value)
{
	return value && !(json_is_array(value) && !json_array_size(value)) &&
	       !(json_is_string(value) && !json_string_length(value));
}

static void put_row(FILE *out, const struct report *report, const struct row *row)
{
	char text[4096];
	bool any = false, differs = false;

	for (size_t i = 0; i < report->count; i++) {
		const json_t *value = value_of(&report->results[i], row);

		any |= says_something(value);
		differs |= i && !json_equal(value, value_of(&report->results[0], row));
	}
	if (!any)
		return;
	html_put(out, "<tr%s><th class=\"w1\">%s</th>", differs ? " class=\"differs\"" : "",
		row->title);
	for (size_t i = 0; i < report->count; i++) {
		const json_t *value = value_of(&report->results[i], row);

		html_put(out, "<td>%s</td>",
			says_something(value) ? value_text(value, text, sizeof(text)) : "–");
	}
	html_put(out, "</tr>\n");
}

static void put_argv(FILE *out, const struct report *report, size_t result)
{
	const json_t *argv = json_object_get(report->results[result].hypervisor, "argv"), *word;
	size_t i;

	if (!json_array_size(argv))
		return;
	html_put(out, "<details><summary>How the hypervisor was started ");
	html_key(out, report, result);
	html_put(out, "</summary><pre>");
	json_array_foreach (argv, i, word)
		html_put(out, "%s%s",
			!i				    ? ""
			: json_string_value(word)[0] == '-' ? "\n  "
							    : " ",
			json_string_value(word));
	html_put(out, "</pre></details>\n");
}

static void put_notes(FILE *out, const struct report *report, size_t result)
{
	const json_t *notes = json_object_get(report->results[result].doc.root, "notes"), *note;
	size_t i;

	if (!json_array_size(notes))
		return;
	html_put(out, "<details><summary>Notes of the run ");
	html_key(out, report, result);
	html_put(out, "</summary><ul class=\"small\">");
	json_array_foreach (notes, i, note)
		html_put(out, "<li>%s%s%s</li>\n", text_at(note, "device"),
			*text_at(note, "device") ? ": " : "", text_at(note, "text"));
	html_put(out, "</ul></details>\n");
}

void html_environment(FILE *out, const struct report *report)
{
	html_put(out, "<section id=\"environment\"><h2>Environment</h2>\n<div class=\"wide\">"
		      "<table><thead><tr><th></th>");
	html_result_heads(out, report);
	html_put(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		put_row(out, report, &rows[i]);
	html_put(out, "</tbody></table></div>\n");
	for (size_t i = 0; i < report->count; i++)
		put_argv(out, report, i);
	for (size_t i = 0; i < report->count; i++)
		put_notes(out, report, i);
	html_put(out, "</section>\n");
}
