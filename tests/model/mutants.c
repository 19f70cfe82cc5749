/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every check of the wire lane against the correct model (it must pass somewhere and
 * complain nowhere), then against each fault: the check that the fault names must fail
 * and say why. A check that no fault can fail is a defect, as is a fault that nobody sees.
 */
#include "core/ask.h"
#include "guest/child.h"
#include "tests/model/model.h"
#include "tests/model/run.h"
#include "virtio/wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define POOL_SIZE    (48u << 20)
#define POOL_ADDRESS 0x10000000000ull /* a device's address is never a pointer of ours */

/* What the next wire_open() opens. */
static const struct model_class *class;
static const struct model_variant *variant;

static struct model *opened; /* in the check's own process */
static unsigned runs;

static struct bus *open_model(const char *path, struct message *msg)
{
	struct bus *bus = model_open(class, variant);

	(void)path;
	(void)msg;
	opened = (struct model *)bus;
	return bus;
}

/* The model's host has no other way to act than the model itself. */
static int act(struct answer *answer, const char *action, const char *arguments)
{
	answer->text[0] = '\0';
	if (!opened || !class->act)
		return -EOPNOTSUPP;
	return class->act(opened, action, arguments, answer);
}

void model_choose(const struct model_class *c, const struct model_variant *v)
{
	class = c;
	variant = v;
	wire_bus_is(open_model, v->mmio);
}

/* The last verdict's reason and evidence. */
struct said {
	char reason[512], expected[256], observed[256];
};

static void copy(char *into, size_t size, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	snprintf(into, size, "%s", text ? text : "");
}

static void listen(void *to, json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));
	const json_t *evidence = json_object_get(event, "evidence");
	struct said *said = to;

	if (kind && !strcmp(kind, "verdict")) {
		copy(said->reason, sizeof(said->reason), event, "reason");
		copy(said->expected, sizeof(said->expected), evidence, "expected");
		copy(said->observed, sizeof(said->observed), evidence, "observed");
	}
	json_decref(event);
}

static void device_of(const struct model_class *c, struct device *device)
{
	*device = (struct device){.scratch = true};
	snprintf(device->id, sizeof(device->id), "%s", c->id);
	snprintf(device->path, sizeof(device->path), "/model/%s", c->id);
}

static bool holds(const struct device_set *set, const struct model_class *c)
{
	static struct device devices[64];
	size_t count = set->find(devices, 64);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(devices[i].id, c->id))
			return true;
	return false;
}

enum verdict model_run(const struct unit *unit, json_t *settings, job_emit *emit, void *to)
{
	struct device device;
	enum verdict word;

	device_of(class, &device);
	json_object_set_new(settings, "wire.ring", json_string(variant->ring));
	word = child_run(unit, &device, settings, emit, to, -1);
	json_decref(settings);
	runs++;
	return word;
}

static enum verdict run(const struct unit *unit, struct said *said)
{
	*said = (struct said){0};
	return model_run(unit, json_object(), listen, said);
}

static bool is_wire_check(const struct unit *unit)
{
	return unit_kind(unit) == UNIT_CHECK && unit->flags & UNIT_CLAIMS && unit->each &&
	       strcmp(unit->id, "virtio.claim") != 0; /* there is no driver to take it from */
}

bool model_fits(const struct unit *unit, const struct model_class *c, const struct model_variant *v)
{
	model_choose(c, v);
	return (!v->only_type || v->only_type == c->type) && holds(unit->each, c);
}

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
			word = run(unit, &said);
			passes += word == VERDICT_PASS;
			if (!complains(word))
				continue;
			wrong++;
			printf("%s says %s of the correct %s/%s: %s\n  expected %s\n  observed "
			       "%s\n",
				unit->id, verdict_word(word), class->id, variant->name, said.reason,
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

	if (!unit || !is_wire_check(unit)) {
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
	word = run(unit, &said);
	if ((word == VERDICT_FAIL || word == VERDICT_WARN || word == VERDICT_WEDGED) &&
		said.reason[0])
		return true;
	printf("%s (%s) lives: %s says %s of %s/%s: %s\n", row->name, row->what, row->check,
		verdict_word(word), class->id, variant->name, said.reason);
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

static void set_up(void)
{
	struct device devices[64];
	void *pool =
		mmap(NULL, POOL_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pool == MAP_FAILED)
		abort();
	ask_host_is(act);
	dma_pool_add(pool, POOL_ADDRESS, POOL_SIZE);
	for (size_t i = 0; i < model_class_count; i++)
		device_of(model_classes[i], &devices[i]);
	wire_devices_are(devices, model_class_count);
}

int main(int argc, char **argv)
{
	const char *pattern = argc > 1 ? argv[1] : "*";
	unsigned checks = 0, defects = 0, faults = 0, kills = 0;
	size_t count;
	const struct unit *const *units = units_all(&count);

	setvbuf(stdout, NULL, _IOLBF, 0);
	set_up();
	for (size_t i = 0; i < count; i++) {
		if (!is_wire_check(units[i]) || !unit_matches(units[i], pattern))
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
		kills, faults, faults ? kills * 100 / faults : 100, checks, defects, runs);
	return kills != faults || defects;
}
