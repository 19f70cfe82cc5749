/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/result_read.h"

#include "core/json.h"
#include "core/verdict.h"

#include <stdio.h>
#include <string.h>

static bool all_strings(const json_t *array)
{
	json_t *item;
	size_t i;

	json_array_foreach (array, i, item)
		if (!json_is_string(item))
			return false;
	return true;
}

static int check_facts(const struct document *doc, json_t *facts, struct message *msg)
{
	char path[300];
	const char *id;
	json_t *value;

	json_object_foreach (facts, id, value) {
		if (json_is_array(value) ? all_strings(value) : !json_is_object(value))
			continue;
		snprintf(path, sizeof(path), "$.facts[\"%s\"]", id);
		return document_error(
			doc, msg, path, "expected a number, a string, true, false or strings");
	}
	return 0;
}

static int check_verdict(
	const struct document *doc, const json_t *verdict, size_t index, struct message *msg)
{
	const char *word = json_string_value(json_object_get(verdict, "word"));
	char path[80];

	if (verdict_from_word(word) != VERDICT_COUNT)
		return 0;
	snprintf(path, sizeof(path), "$.verdicts[%zu].word", index);
	return document_error(doc, msg, path, "\"%s\" is no verdict word", word);
}

static int metric_error(const struct document *doc, struct message *msg, size_t index,
	const char *member, const char *what)
{
	char path[80];

	snprintf(path, sizeof(path), "$.metrics[%zu]%s", index, member);
	return document_error(doc, msg, path, "%s", what);
}

static int item_error(const struct document *doc, struct message *msg, size_t index,
	const char *array, size_t item, const char *what)
{
	char member[60];

	snprintf(member, sizeof(member), "%s[%zu]", array, item);
	return metric_error(doc, msg, index, member, what);
}

/* `size` integers from `index` on, the last of them, a count, above 0. */
static bool are_numbers(const json_t *array, size_t index, size_t size)
{
	for (size_t i = index; i < index + size; i++) {
		const json_t *number = json_array_get(array, i);

		if (!json_is_integer(number) ||
			json_integer_value(number) < (i + 1 == index + size))
			return false;
	}
	return true;
}

/* What is computed from a histogram relies on its buckets: in order, and all of its values. */
static int check_histogram(
	const struct document *doc, const json_t *histogram, size_t index, struct message *msg)
{
	json_int_t count = json_integer_value(json_object_get(histogram, "count"));
	json_int_t min = json_integer_value(json_object_get(histogram, "min"));
	json_int_t max = json_integer_value(json_object_get(histogram, "max"));
	json_int_t above = -1, total = 0;
	const json_t *buckets = json_object_get(histogram, "buckets");

	for (size_t i = 0; i < json_array_size(buckets); i += 2) {
		json_int_t low = json_integer_at(buckets, i);

		if (!are_numbers(buckets, i, 2) || low <= above)
			return item_error(doc, msg, index, ".histogram.buckets", i,
				"expected lowest value and count, in order, with a count above 0");
		above = low;
		if (__builtin_add_overflow(total, json_integer_at(buckets, i + 1), &total))
			break;
	}
	if (total != count)
		return metric_error(
			doc, msg, index, ".histogram", "its buckets do not hold \"count\" values");
	if (count && (min < 0 || min > max || above > max))
		return metric_error(doc, msg, index, ".histogram",
			"\"min\" and \"max\" do not fit its buckets");
	return 0;
}

static int check_heat(
	const struct document *doc, const json_t *heat, size_t index, struct message *msg)
{
	const json_t *cells = json_object_get(heat, "cells");

	if (!json_is_array(cells) || json_integer_value(json_object_get(heat, "slice_ns")) <= 0)
		return metric_error(doc, msg, index, ".heat",
			"expected \"slice_ns\" above 0 and an array of \"cells\"");
	for (size_t i = 0; i < json_array_size(cells); i += 3)
		if (!are_numbers(cells, i, 3))
			return item_error(doc, msg, index, ".heat.cells", i,
				"expected slice, lowest value, and a count above 0");
	return 0;
}

/* Exactly one of the three forms, and the arrays hold what they should. */
static int check_metric(
	const struct document *doc, const json_t *metric, size_t index, struct message *msg)
{
	const json_t *histogram = json_object_get(metric, "histogram");
	const json_t *buckets = json_object_get(histogram, "buckets"), *item;
	const json_t *samples = json_object_get(metric, "samples");
	const json_t *heat = json_object_get(metric, "heat");
	size_t i;
	int err;

	if (!!histogram + !!samples + !!json_object_get(metric, "value") != 1)
		return metric_error(doc, msg, index, "",
			"expected exactly one of \"histogram\", \"samples\" and \"value\"");
	if (histogram && !json_is_array(buckets))
		return metric_error(
			doc, msg, index, "", "expected an array of lowest values and counts");
	if (samples && !json_is_array(samples))
		return metric_error(doc, msg, index, "", "expected an array of numbers");
	if (heat && (err = check_heat(doc, heat, index, msg)))
		return err;
	if (histogram)
		return check_histogram(doc, histogram, index, msg);
	json_array_foreach (samples, i, item)
		if (!json_is_number(item))
			return item_error(doc, msg, index, ".samples", i, "expected a number");
	return 0;
}

int result_read(struct result *result, const char *file, struct message *msg)
{
	const json_t *metric, *verdict;
	json_t *root;
	size_t i;
	int err;

	*result = (struct result){0};
	err = document_read(&result->doc, file, "stratos-result/1", result_shape, msg);
	root = result->doc.root;
	if (!err)
		err = check_facts(&result->doc, json_object_get(root, "facts"), msg);
	if (err)
		return err;
	result->run = json_object_get(root, "run");
	result->hypervisor = json_object_get(root, "hypervisor");
	result->environment = json_object_get(root, "environment");
	result->facts = json_object_get(root, "facts");
	result->verdicts = json_object_get(root, "verdicts");
	result->metrics = json_object_get(root, "metrics");
	result->complete = json_is_true(json_object_get(result->run, "complete"));
	json_array_foreach (result->verdicts, i, verdict)
		if ((err = check_verdict(&result->doc, verdict, i, msg)))
			return err;
	json_array_foreach (result->metrics, i, metric)
		if ((err = check_metric(&result->doc, metric, i, msg)))
			return err;
	return 0;
}

void result_free(struct result *result)
{
	document_free(&result->doc);
	*result = (struct result){0};
}

const char *result_label(const struct result *result, char *text, size_t size)
{
	const char *recipe = json_string_value(json_object_get(result->hypervisor, "recipe"));
	const char *accelerator =
		json_string_value(json_object_get(result->hypervisor, "accelerator"));
	const char *slash = strrchr(result->doc.file, '/');
	const json_t *variant;
	size_t i, used;

	if (!recipe) {
		snprintf(text, size, "%s", slash ? slash + 1 : result->doc.file);
		return text;
	}
	used = (size_t)snprintf(text, size, "%s", recipe);
	json_array_foreach (json_object_get(result->hypervisor, "variants"), i, variant)
		if (used < size)
			used += (size_t)snprintf(
				text + used, size - used, "+%s", json_string_value(variant));
	if (accelerator && used < size)
		snprintf(text + used, size - used, " (%s)", accelerator);
	return text;
}
