/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every check of the wire lane against the correct model (it must pass somewhere and
 * complain nowhere), then against each fault: the check that the fault names must fail
 * and say why. A check that no fault can fail is a defect, as is a fault that nobody sees.
 */
#include "tests/model/run.h"

#include <stdio.h>
#include <string.h>

static bool complains(enum verdict word)
{
	return word != VERDICT_PASS && word != VERDICT_ABSENT && word != VERDICT_SKIPPED;
}

/* Returns the number of defects. */
static unsigned run_correct(const struct unit *unit)
{
	unsigned passes = 0, wrong = 0;
	struct said said;

	model_fault_is(FAULT_NONE);
	for (size_t c = 0; c < model_class_count; c++)
		for (size_t v = 0; v < model_variant_count; v++) {
			enum verdict word;

			if (!model_fits(unit, model_classes[c], &model_variants[v]))
				continue;
			word = model_run_check(unit, &said);
			passes += word == VERDICT_PASS;
			if (!complains(word))
				continue;
			wrong++;
			printf("%s says %s of the correct %s: %s\n  expected %s\n  observed "
			       "%s\n",
				unit->id, verdict_word(word), model_place(), said.reason,
				said.expected, said.observed);
		}
	if (!passes && !wrong)
		printf("%s never passes on a correct model\n", unit->id);
	return wrong + !passes;
}

/* "block/packed", "/mmio", "sound/" or "": the first class and variant that fit. */
static bool find_place(const struct fault_row *row, const struct unit *unit)
{
	const char *slash = strchr(row->where, '/');
	int length = slash ? (int)(slash - row->where) : 0;
	char id[48];

	snprintf(id, sizeof(id), "virtio.%.*s[0]", length, row->where);
	for (size_t c = 0; c < model_class_count; c++)
		for (size_t v = 0; v < model_variant_count; v++) {
			if (length && strcmp(model_classes[c]->id, id) != 0)
				continue;
			if (slash && slash[1] && strcmp(model_variants[v].name, slash + 1) != 0)
				continue;
			if (model_fits(unit, model_classes[c], &model_variants[v]))
				return true;
		}
	return false;
}

static bool names_statement(const struct unit *unit, const char *statement)
{
	if (!strcmp(statement, "prose"))
		return unit->prose;
	return unit->statements && strstr(unit->statements, statement);
}

static bool killed(enum fault fault)
{
	const struct fault_row *row = &fault_rows[fault];
	const struct unit *unit = unit_find(row->check);
	enum verdict word;
	struct said said;

	if (!unit || !model_is_wire_check(unit)) {
		printf("%s: there is no check %s\n", row->name, row->check);
		return false;
	}
	if (!names_statement(unit, row->statement)) {
		printf("%s: %s does not name %s\n", row->name, row->check, row->statement);
		return false;
	}
	model_fault_is(FAULT_NONE);
	if (!find_place(row, unit)) {
		printf("%s: no model is '%s'\n", row->name, row->where);
		return false;
	}
	model_fault_is(fault);
	word = model_run_check(unit, &said);
	if ((word == VERDICT_FAIL || word == VERDICT_WARN || word == VERDICT_WEDGED) &&
		said.reason[0])
		return true;
	printf("%s (%s) lives: %s says %s of %s: %s\n", row->name, row->what, row->check,
		verdict_word(word), model_place(), said.reason);
	return false;
}

static bool has_fault(const struct unit *unit)
{
	for (unsigned i = 1; i < FAULT_COUNT; i++)
		if (!strcmp(fault_rows[i].check, unit->id))
			return true;
	printf("%s: no fault can make it fail\n", unit->id);
	return false;
}

int main(int argc, char **argv)
{
	const char *pattern = argc > 1 ? argv[1] : "*";
	unsigned checks = 0, defects = 0, faults = 0, kills = 0;
	size_t count;
	const struct unit *const *units = units_all(&count);

	setvbuf(stdout, NULL, _IOLBF, 0);
	model_set_up();
	for (size_t i = 0; i < count; i++) {
		if (!model_is_wire_check(units[i]) || !unit_matches(units[i], pattern))
			continue;
		checks++;
		defects += run_correct(units[i]) + !has_fault(units[i]);
	}
	defects += model_benches(pattern);
	for (unsigned i = 1; i < FAULT_COUNT; i++) {
		const struct unit *unit = unit_find(fault_rows[i].check);

		if (unit && !unit_matches(unit, pattern))
			continue;
		faults++;
		kills += killed((enum fault)i);
	}
	printf("mutants: %u of %u faults killed (%u %%), %u checks, %u defects in them, %u runs\n",
		kills, faults, faults ? kills * 100 / faults : 100, checks, defects, model_runs());
	return kills != faults || defects;
}
