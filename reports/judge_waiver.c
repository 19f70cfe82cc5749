/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_waiver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct shape waiver_shape[] = {
	{"requirement", WANT_STRING, .required = true},
	{"reason", WANT_STRING, .required = true},
	{"issue", WANT_STRING, .required = true},
	{"expires", WANT_STRING, .required = true},
	{0},
};
static const struct shape waivers_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"waivers", WANT_OBJECTS, .required = true, .inner = waiver_shape},
	{0},
};

/* timegm() turns the 31st of February into one of March, which then reads differently. */
static bool is_date(const char *text)
{
	struct tm day = {0};
	const char *end = strptime(text, "%Y-%m-%d", &day);
	char again[16];

	timegm(&day);
	strftime(again, sizeof(again), "%Y-%m-%d", &day);
	return end && !*end && !strcmp(again, text);
}

static int check_row(const struct waivers *waivers, size_t index, const struct profile *profile,
	struct message *msg)
{
	const struct waiver *row = &waivers->rows[index], *first;
	const struct requirement *requirement = profile_find(profile, row->requirement);
	char path[80];

	snprintf(path, sizeof(path), "$.waivers[%zu].expires", index);
	if (!is_date(row->expires))
		return document_error(&waivers->doc, msg, path,
			"\"%s\" is no date; expected YYYY-MM-DD", row->expires);
	snprintf(path, sizeof(path), "$.waivers[%zu].requirement", index);
	if (requirement && !requirement->waivable)
		return document_error(&waivers->doc, msg, path,
			"\"%s\" of %s may not be waived (it is not marked \"waivable\")",
			row->requirement, requirement->profile);
	first = waivers_find(waivers, row->requirement);
	if (first != row)
		return document_error(
			&waivers->doc, msg, path, "\"%s\" is waived twice", row->requirement);
	return 0;
}

int waivers_read(struct waivers *waivers, const char *file, const struct profile *profile,
	const char *today, struct message *msg)
{
	const json_t *row;
	size_t i;
	int err;

	*waivers = (struct waivers){0};
	err = document_read(&waivers->doc, file, "stratos-waiver/1", waivers_shape, msg);
	if (err)
		return err;
	row = json_object_get(waivers->doc.root, "waivers");
	waivers->rows = calloc(json_array_size(row) + 1, sizeof(*waivers->rows));
	json_array_foreach (json_object_get(waivers->doc.root, "waivers"), i, row) {
		struct waiver *waiver = &waivers->rows[waivers->count++];

		json_unpack((json_t *)row, "{s:s,s:s,s:s,s:s}", "requirement", &waiver->requirement,
			"reason", &waiver->reason, "issue", &waiver->issue, "expires",
			&waiver->expires);
		waiver->expired = strcmp(waiver->expires, today) < 0;
		if ((err = check_row(waivers, i, profile, msg)))
			return err;
	}
	return 0;
}

void waivers_free(struct waivers *waivers)
{
	free(waivers->rows);
	document_free(&waivers->doc);
}

const struct waiver *waivers_find(const struct waivers *waivers, const char *requirement)
{
	for (size_t i = 0; i < waivers->count; i++)
		if (!strcmp(waivers->rows[i].requirement, requirement))
			return &waivers->rows[i];
	return NULL;
}
