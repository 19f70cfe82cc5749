/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/run.h"

#include "core/ask.h"
#include "guest/child.h"
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
static struct bus *(*wrap)(struct model *model);

static struct model *opened; /* in the unit's own process */
static unsigned runs;

static struct bus *open_model(const char *path, struct message *msg)
{
	struct bus *bus = model_open(class, variant);

	(void)path;
	(void)msg;
	opened = (struct model *)bus;
	return wrap ? wrap(opened) : bus;
}

/* The model's host has no other way to act than the model itself. */
static int act(struct answer *answer, const char *action, const char *arguments)
{
	answer->text[0] = '\0';
	if (!opened || !class->act)
		return -EOPNOTSUPP;
	return class->act(opened, action, arguments, answer);
}

void model_wrap_is(struct bus *(*with)(struct model *model))
{
	wrap = with;
}

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
	struct device device;

	device_of(c, &device);
	return set->has(&device);
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

unsigned model_runs(void)
{
	return runs;
}

enum verdict model_run_check(const struct unit *unit, struct said *said)
{
	*said = (struct said){0};
	return model_run(unit, json_object(), listen, said);
}

bool model_is_wire_check(const struct unit *unit)
{
	return unit_kind(unit) == UNIT_CHECK && unit->flags & UNIT_CLAIMS && unit->each &&
	       strcmp(unit->id, "virtio.claim") != 0; /* there is no driver to take it from */
}

void model_choose(const struct model_class *c, const struct model_variant *v)
{
	class = c;
	variant = v;
	wire_bus_is(open_model, v->mmio);
}

bool model_fits(const struct unit *unit, const struct model_class *c, const struct model_variant *v)
{
	model_choose(c, v);
	return (!v->only_type || v->only_type == c->type) && holds(unit->each, c);
}

const char *model_place(void)
{
	static char text[100];

	snprintf(text, sizeof(text), "%s/%s", class->id, variant->name);
	return text;
}

void model_set_up(void)
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
