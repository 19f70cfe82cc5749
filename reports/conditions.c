/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/conditions.h"

#include "reports/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_before(const struct match *metrics, size_t row,
	bool (*belongs)(const struct match_row *row, const void *with), const void *with)
{
	for (size_t i = 0; i < row; i++)
		if (belongs(&metrics->rows[i], with) &&
			!strcmp(text_at(metrics->rows[i].any, "id"),
				text_at(metrics->rows[row].any, "id")))
			return true;
	return false;
}

struct company company_of(const struct match *metrics,
	bool (*belongs)(const struct match_row *row, const void *with), const void *with)
{
	struct company company = {calloc(metrics->count + 1, sizeof(*company.rows)), 0};

	if (!company.rows)
		abort();
	for (size_t i = 0; i < metrics->count; i++) {
		const char *id = text_at(metrics->rows[i].any, "id");

		if (!belongs(&metrics->rows[i], with) || has_before(metrics, i, belongs, with))
			continue;
		for (size_t k = i; k < metrics->count; k++)
			if (belongs(&metrics->rows[k], with) &&
				!strcmp(id, text_at(metrics->rows[k].any, "id")))
				company.rows[company.count++] = &metrics->rows[k];
	}
	return company;
}

void company_free(struct company *company)
{
	free(company->rows);
	*company = (struct company){0};
}

static bool all_have(const struct company *company, const char *key, const json_t *value)
{
	for (size_t i = 0; i < company->count; i++)
		if (!json_equal(value,
			    json_object_get(
				    json_object_get(company->rows[i]->any, "conditions"), key)))
			return false;
	return true;
}

static bool all_on(const struct company *company, const char *device)
{
	for (size_t i = 0; i < company->count; i++)
		if (strcmp(device, text_at(company->rows[i]->any, "device")) != 0)
			return false;
	return true;
}

/* Device and conditions of `metric`: those that all share, or those that not all do. */
static const char *list(const struct company *company, const json_t *metric, bool shared,
	const char *except, char *text, size_t size)
{
	json_t *conditions = json_object_get(metric, "conditions"), *value;
	const char *device = text_at(metric, "device"), *key;
	FILE *out = fmemopen(text, size, "w");
	char words[200];
	bool any = false;

	text[0] = '\0';
	if (!out)
		return text;
	if (*device && all_on(company, device) == shared)
		any = fputs(device, out) >= 0;
	json_object_foreach (conditions, key, value) {
		if (all_have(company, key, value) != shared || (except && !strcmp(key, except)))
			continue;
		fprintf(out, "%s%s=%s", any ? ", " : "", key,
			value_text(value, words, sizeof(words)));
		any = true;
	}
	fclose(out);
	text[size - 1] = '\0';
	text_trim(text);
	return text;
}

const char *conditions_shared(const struct company *company, char *text, size_t size)
{
	text[0] = '\0';
	return company->count ? list(company, company->rows[0]->any, true, NULL, text, size) : text;
}

const char *conditions_own(const struct company *company, const struct match_row *row,
	const char *except, char *text, size_t size)
{
	return list(company, row->any, false, except, text, size);
}
