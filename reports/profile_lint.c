/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/condition_ops.h"
#include "reports/judge_facts.h"
#include "reports/profile_tools.h"
#include "virtio/feature_names.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define VIRTIO_TYPES 64

struct lint {
	void (*complain)(void *to, const char *text);
	void *to;
	size_t count;
	const struct requirement *requirement;
};

static void complain_of(struct lint *lint, const char *key, const char *text)
{
	struct message msg = {0};
	char path[200];

	snprintf(path, sizeof(path), "$.requirements[%zu]%s%s", lint->requirement->index,
		*key ? "." : "", key);
	document_error(lint->requirement->doc, &msg, path, "%s", text);
	lint->complain(lint->to, msg.text);
	lint->count++;
}

static void __attribute__((format(printf, 3, 4)))
complain(struct lint *lint, const char *key, const char *fmt, ...)
{
	char text[500];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	complain_of(lint, key, text);
}

static bool is_feature(const char *name)
{
	for (unsigned type = 0; type < VIRTIO_TYPES; type++)
		for (unsigned bit = 0; bit < VIRTIO_FEATURE_BITS; bit++) {
			const char *known = virtio_feature_name(type, bit);

			if (known && !strcmp(known, name))
				return true;
		}
	return false;
}

/* A feature bit's name is easily mistyped, and then never offered. */
static void lint_features(struct lint *lint, const char *key, const json_t *value)
{
	const char *name = json_string_value(value);
	const json_t *item;
	size_t i;

	if (name && !strncmp(name, "VIRTIO_", 7) && !is_feature(name))
		complain(lint, key, "VIRTIO 1.4 has no feature %s", name);
	json_array_foreach (value, i, item)
		lint_features(lint, key, item);
}

static unsigned kind_of(enum fact_type type)
{
	static const unsigned kinds[] = {
		[FACT_INTEGER] = NUMBER,
		[FACT_NUMBER] = NUMBER,
		[FACT_BOOLEAN] = BOOLEAN,
		[FACT_STRING] = STRING,
		[FACT_LIST] = LIST,
	};

	return kinds[type];
}

static void lint_condition(struct lint *lint, const char *key, const struct condition *condition)
{
	const struct unit *unit;
	const struct fact_desc *desc = judge_describe(condition->fact, &unit);
	unsigned value = condition->value ? value_kind(condition->value) : 0;

	if (!desc) {
		complain(lint, key, "no probe reports a fact \"%s\"", condition->fact);
		return;
	}
	if (!(op_rows[condition->op].observes & kind_of(desc->type)))
		complain(lint, key, "\"%s\" cannot judge %s, which is of type %s",
			op_word(condition->op), condition->fact, fact_type_word(desc->type));
	else if ((condition->op == OP_EQ || condition->op == OP_NE) && value &&
		 value != kind_of(desc->type))
		complain(lint, key, "%s is of type %s; it never equals %s", condition->fact,
			fact_type_word(desc->type), value_kind_word(condition->value));
	if (condition->other) {
		desc = judge_describe(condition->other, &unit);
		if (!desc)
			complain(lint, key, "no probe reports a fact \"%s\"", condition->other);
		else if (condition->scaled && kind_of(desc->type) != NUMBER)
			complain(lint, key, "%s is of type %s and cannot be scaled",
				condition->other, fact_type_word(desc->type));
	}
	lint_features(lint, key, condition->value);
}

static void lint_fact(struct lint *lint)
{
	const struct requirement *r = lint->requirement;
	const struct unit *unit;
	const struct fact_desc *desc = judge_describe(r->name, &unit);

	lint_condition(lint, "fact", &r->test);
	if (desc && r->unit && (!desc->unit || strcmp(desc->unit, r->unit) != 0))
		complain(lint, "unit", "%s is in %s, not %s", r->name,
			desc->unit ? desc->unit : "no unit", r->unit);
}

static void lint_check(struct lint *lint)
{
	const struct unit *unit = unit_find(lint->requirement->name);

	if (!unit || unit_kind(unit) != UNIT_CHECK)
		complain(lint, "check", "there is no check \"%s\"", lint->requirement->name);
}

static void lint_metric(struct lint *lint)
{
	const struct requirement *r = lint->requirement;
	const struct metric_desc *desc = metric_find(r->name, NULL);
	bool floor = r->test.op == OP_GE || r->test.op == OP_GT;
	bool ceiling = r->test.op == OP_LE || r->test.op == OP_LT;

	if (!desc) {
		complain(lint, "metric", "no bench measures a metric \"%s\"", r->name);
		return;
	}
	if (strcmp(desc->unit, r->unit) != 0)
		complain(lint, "unit", "%s is in %s, not %s", r->name, desc->unit, r->unit);
	if ((floor && desc->better == BETTER_LOWER) || (ceiling && desc->better == BETTER_HIGHER))
		complain(lint, "op", "of %s %s is better, and \"%s\" asks for the opposite",
			r->name, desc->better == BETTER_LOWER ? "lower" : "higher",
			op_word(r->test.op));
}

static void lint_words(struct lint *lint)
{
	static const char *const keys[] = {"title", "rationale", "source"};
	const struct requirement *r = lint->requirement;

	if (strspn(r->id, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != strlen(r->id) || !*r->id)
		complain(lint, "id", "\"%s\" is not dotted lower case", r->id);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (!*json_string_value(json_object_get(r->json, keys[i])))
			complain(lint, keys[i], "says nothing");
}

static void lint_unobservable(struct lint *lint)
{
	(void)lint; /* it refers to nothing */
}

/* The file's name is how the profile is found, and its history tells what changed. */
static void lint_document(struct lint *lint, const struct document *doc)
{
	const json_t *history = json_object_get(doc->root, "history"), *last;
	const char *name = json_string_value(json_object_get(doc->root, "name"));
	const char *version = json_string_value(json_object_get(doc->root, "version"));
	const char *slash = strrchr(doc->file, '/'), *file = slash ? slash + 1 : doc->file;
	struct message msg = {0};

	last = json_array_get(history, json_array_size(history) - 1);
	if (!last || strcmp(json_string_value(json_object_get(last, "version")), version) != 0)
		document_error(doc, &msg, "$.history", "its last entry is not version %s", version);
	else if (strncmp(file, name, strlen(name)) != 0 || strcmp(file + strlen(name), ".json"))
		document_error(doc, &msg, "$.name",
			"\"%s\" is not the file's name, by which it is found", name);
	if (!msg.text[0])
		return;
	lint->complain(lint->to, msg.text);
	lint->count++;
}

size_t profile_lint(
	const struct profile *profile, void (*report)(void *to, const char *text), void *to)
{
	static void (*const by_subject[])(struct lint *) = {
		[SUBJECT_FACT] = lint_fact,
		[SUBJECT_CHECK] = lint_check,
		[SUBJECT_METRIC] = lint_metric,
		[SUBJECT_UNOBSERVABLE] = lint_unobservable,
	};
	struct lint lint = {.complain = report, .to = to};

	lint_document(&lint, &profile->docs[0]);
	for (size_t i = 0; i < profile->count; i++) {
		lint.requirement = &profile->requirements[i];
		if (lint.requirement->doc != &profile->docs[0])
			continue; /* inherited: a matter of the other document */
		lint_words(&lint);
		by_subject[lint.requirement->subject](&lint);
		for (size_t w = 0; w < lint.requirement->when_count; w++)
			lint_condition(&lint, "when", &lint.requirement->when[w]);
	}
	return lint.count;
}
