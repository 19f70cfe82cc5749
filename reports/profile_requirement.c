/* SPDX-License-Identifier: Apache-2.0 */
#include "core/verdict.h"
#include "reports/metric.h"
#include "reports/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const levels[] = {"mandatory", "recommended", "optional", NULL};
static const char *const subjects[] = {"fact", "check", "metric", "unobservable"};
#define SUBJECTS (sizeof(subjects) / sizeof(*subjects))

const struct shape requirement_shape[] = {
	{"id", WANT_STRING, .required = true},
	{"title", WANT_STRING, .required = true},
	{"level", WANT_STRING, .required = true, .words = levels},
	{"fact", WANT_STRING},
	{"check", WANT_STRING},
	{"metric", WANT_STRING},
	{"unobservable", WANT_STRING},
	{"device", WANT_STRING},
	{"op", WANT_STRING},
	{"value", WANT_ANY},
	{"present", WANT_BOOLEAN},
	{"unit", WANT_STRING},
	{"percentile", WANT_STRING},
	{"conditions", WANT_OBJECT},
	{"when", WANT_ANY},
	{"waivable", WANT_BOOLEAN},
	{"rationale", WANT_STRING, .required = true},
	{"source", WANT_STRING, .required = true},
	{0},
};

/* Keys that mean nothing for the other subjects. */
static const struct {
	const char *key;
	unsigned subjects; /* bits of enum subject */
} keys_of_subjects[] = {
	{"op", 1 << SUBJECT_FACT | 1 << SUBJECT_METRIC},
	{"value", 1 << SUBJECT_FACT | 1 << SUBJECT_CHECK | 1 << SUBJECT_METRIC},
	{"unit", 1 << SUBJECT_FACT | 1 << SUBJECT_METRIC},
	{"present", 1 << SUBJECT_CHECK},
	{"device", 1 << SUBJECT_CHECK | 1 << SUBJECT_METRIC},
	{"percentile", 1 << SUBJECT_METRIC},
	{"conditions", 1 << SUBJECT_METRIC},
};

const char *requirement_level_word(enum requirement_level level)
{
	return levels[level];
}

const char *subject_word(enum subject subject)
{
	return subjects[subject];
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static int read_subject(struct requirement *r, const struct document *doc, const json_t *object,
	const char *path, struct message *msg)
{
	unsigned found = 0;

	for (unsigned s = 0; s < SUBJECTS; s++)
		if (json_object_get(object, subjects[s])) {
			r->subject = (enum subject)s;
			r->name = text_of(object, subjects[s]);
			found++;
		}
	if (found != 1)
		return document_error(doc, msg, path,
			"expected exactly one of \"fact\", \"check\", \"metric\" and "
			"\"unobservable\"");
	for (size_t i = 0; i < sizeof(keys_of_subjects) / sizeof(*keys_of_subjects); i++) {
		const char *key = keys_of_subjects[i].key;

		if (json_object_get(object, key) &&
			!(keys_of_subjects[i].subjects & 1u << r->subject))
			return document_error(doc, msg, path,
				r->subject == SUBJECT_UNOBSERVABLE
					? "\"%s\" means nothing for what is %s: take it out"
					: "\"%s\" means nothing for a %s: take it out",
				key, subject_word(r->subject));
	}
	return 0;
}

/* One verdict word or several; `pass` where nothing is said. */
static int read_words(struct requirement *r, const struct document *doc, const json_t *object,
	const char *path, struct message *msg)
{
	const json_t *value = json_object_get(object, "value"), *item;
	char where[300];
	size_t i;

	snprintf(where, sizeof(where), "%s.value", path);
	r->words = value;
	if (value && !json_is_string(value) && !json_array_size(value))
		return document_error(
			doc, msg, where, "expected a verdict word or an array of them");
	if (json_is_string(value) && verdict_from_word(json_string_value(value)) == VERDICT_COUNT)
		return document_error(
			doc, msg, where, "\"%s\" is no verdict word", json_string_value(value));
	json_array_foreach (value, i, item)
		if (!json_is_string(item) ||
			verdict_from_word(json_string_value(item)) == VERDICT_COUNT)
			return document_error(doc, msg, where, "item %zu is no verdict word", i);
	return 0;
}

static bool known_unit(const char *unit)
{
	for (const char *const *known = metric_units; *known; known++)
		if (!strcmp(*known, unit))
			return true;
	return false;
}

static int read_statistic(
	struct requirement *r, const struct document *doc, const char *path, struct message *msg)
{
	char where[300];

	if (!r->unit || !r->statistic)
		return document_error(
			doc, msg, path, "a metric needs \"%s\"", r->unit ? "percentile" : "unit");
	snprintf(where, sizeof(where), "%s.percentile", path);
	if (!metric_statistic_known(r->statistic))
		return document_error(doc, msg, where,
			"\"%s\" is not one of: p50, p90, p99, p99.9 (any percentile), min, max, "
			"mean, "
			"value",
			r->statistic);
	snprintf(where, sizeof(where), "%s.unit", path);
	if (!known_unit(r->unit))
		return document_error(doc, msg, where,
			"\"%s\" is not one of: ns, us, ms, s, 1/s, MB/s, ratio, ppm, exits, "
			"frames, "
			"count",
			r->unit);
	return 0;
}

static int read_test(struct requirement *r, const struct document *doc, const json_t *object,
	const char *path, struct message *msg)
{
	int err;

	switch (r->subject) {
	case SUBJECT_CHECK:
		return read_words(r, doc, object, path, msg);
	case SUBJECT_UNOBSERVABLE:
		return *r->name ? 0
				: document_error(doc, msg, path, "\"unobservable\" says not why");
	default:
		err = condition_read(&r->test, doc, object, path, msg);
		return err || r->subject == SUBJECT_FACT ? err : read_statistic(r, doc, path, msg);
	}
}

static int read_when(struct requirement *r, const struct document *doc, json_t *when,
	const char *path, struct message *msg)
{
	static const struct shape when_shape[] = {
		{"fact", WANT_STRING, .required = true},
		{"op", WANT_STRING, .required = true},
		{"value", WANT_ANY},
		{0},
	};
	size_t count = json_is_array(when) ? json_array_size(when) : when ? 1 : 0;
	char where[300];
	int err;

	r->when = calloc(count + 1, sizeof(*r->when));
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_is_array(when) ? json_array_get(when, i) : when;

		if (json_is_array(when))
			snprintf(where, sizeof(where), "%s.when[%zu]", path, i);
		else
			snprintf(where, sizeof(where), "%s.when", path);
		err = document_check_object(doc, when_shape, object, where, msg);
		if (!err)
			err = condition_read(&r->when[i], doc, object, where, msg);
		if (err)
			return err;
		r->when_count++;
	}
	return 0;
}

static enum requirement_level level_of(const char *word)
{
	unsigned level = 0;

	while (levels[level] && strcmp(levels[level], word) != 0)
		level++;
	return (enum requirement_level)level;
}

int requirement_read(struct requirement *r, const struct document *doc, json_t *object,
	size_t index, struct message *msg)
{
	char path[80];
	int err;

	*r = (struct requirement){
		.json = object,
		.doc = doc,
		.index = index,
		.id = text_of(object, "id"),
		.title = text_of(object, "title"),
		.rationale = text_of(object, "rationale"),
		.source = text_of(object, "source"),
		.profile = text_of(doc->root, "name"),
		.level = level_of(text_of(object, "level")),
		.device = text_of(object, "device"),
		.present = json_is_true(json_object_get(object, "present")),
		.statistic = text_of(object, "percentile"),
		.unit = text_of(object, "unit"),
		.conditions = json_object_get(object, "conditions"),
		.waivable = json_is_true(json_object_get(object, "waivable")),
	};
	snprintf(path, sizeof(path), "$.requirements[%zu]", index);
	err = read_subject(r, doc, object, path, msg);
	if (!err)
		err = read_test(r, doc, object, path, msg);
	return err ? err : read_when(r, doc, json_object_get(object, "when"), path, msg);
}

void requirement_free(struct requirement *r)
{
	for (size_t i = 0; i < r->when_count; i++)
		condition_free(&r->when[i]);
	if (r->subject == SUBJECT_FACT || r->subject == SUBJECT_METRIC)
		condition_free(&r->test);
	free(r->when);
}
