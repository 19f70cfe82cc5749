/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/wire_lane.h"

#include "guest/child.h"
#include "guest/may_write.h"
#include "virtio/claim.h"
#include "virtio/dma.h"
#include "virtio/inventory.h"
#include "virtio/wire.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void run(struct job *job)
{
	struct message msg = {0};

	if (claim_take(job->device, &msg))
		say(job, VERDICT_ERROR, "%s", msg.text);
	else
		pass(job);
}

/* Run by the lane, never by a plan's pattern alone: a claimed device is given back. */
CHECK(virtio_claim) = {
	.id = "virtio.claim",
	.title = "The wire lane takes the device from its driver",
	.source = "Linux Documentation/driver-api/driver-model/binding.rst",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS | UNIT_ROOT,
	.run = run,
};

static void give_back(struct job *job)
{
	struct message msg = {0};

	if (claim_give_back(job->device, job->unit->data, &msg))
		note(job, "%s is not given back: %s", job->device->id, msg.text);
}

static bool wanted(const struct runner *runner, const struct unit *unit)
{
	return unit->flags & UNIT_CLAIMS && unit->each && unit != &check_virtio_claim &&
	       plan_includes(runner->plan, unit);
}

static bool named(const struct runner *runner, const struct device *device)
{
	size_t i;
	json_t *name;

	json_array_foreach (json_object_get(runner->plan->doc.root, "claim"), i, name)
		if (claim_means(device, json_string_value(name)))
			return true;
	return false;
}

/* In the tool's own image everything may be taken, elsewhere only what the user names. */
static bool may_claim(struct runner *runner, const struct device *device, char *why, size_t size)
{
	bool all = runner->plan->own_image && !json_object_get(runner->plan->doc.root, "claim");
	struct message msg = {0};

	if (!all && !named(runner, device))
		snprintf(why, size, "%s is not named by --claim", device->id);
	else if (geteuid() != 0)
		snprintf(why, size, "taking %s from its driver needs root", device->id);
	else if (claim_in_use(device, &msg))
		snprintf(why, size, "%s", msg.text);
	else
		return true;
	return false;
}

static void drop_event(void *to, json_t *event)
{
	(void)to;
	json_decref(event);
}

/* In a process with a time limit: a driver may wait for ever for a device to reset. */
static bool take(struct runner *runner, const struct device *device)
{
	if (plan_done(runner->plan, &check_virtio_claim, device->id) == VERDICT_NONE)
		return run_on(runner, &check_virtio_claim, device) == VERDICT_PASS;
	return child_run(&check_virtio_claim, device, NULL, drop_event, NULL, -1) == VERDICT_PASS;
}

static void pass_notes(void *to, json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));
	struct runner *runner = to;

	if (kind && !strcmp(kind, "note"))
		runner->emit(runner->emit_to, event);
	else
		json_decref(event);
}

/* Asked while the kernel still shows the disk: once taken, only the answer is left. */
static bool is_scratch(const struct runner *runner, const struct device *device)
{
	static struct device disks[RUNNER_DEVICES_MAX];
	size_t count = block_devices.find(disks, RUNNER_DEVICES_MAX);
	char reason[600];

	for (size_t i = 0; i < count && i < RUNNER_DEVICES_MAX; i++)
		if (!strcmp(disks[i].id, device->id))
			return may_write(runner->plan, &disks[i], reason, sizeof(reason));
	return false;
}

static void run_on_device(struct runner *runner, struct device *device)
{
	char driver[64];
	struct unit giving_back = check_virtio_claim;
	size_t count;
	const struct unit *const *units = units_all(&count);

	claim_driver(device, driver, sizeof(driver));
	device->scratch = is_scratch(runner, device);
	if (!take(runner, device))
		return;
	for (size_t i = 0; i < count; i++)
		if (wanted(runner, units[i]) && units[i]->each->has(device))
			run_on(runner, units[i], device);
	if (wedged_on(runner, device)) /* its driver would wait for it for ever */
		return;
	giving_back.data = driver;
	giving_back.run = give_back;
	child_run(&giving_back, device, NULL, pass_notes, runner, -1);
}

static bool ran(const struct runner *runner, const struct unit *unit)
{
	for (size_t i = 0; i < runner->count; i++)
		if (runner->outcomes[i].unit == unit)
			return true;
	return false;
}

/* The one that the user named, if any: what is wrong with it is what the user asks. */
static const struct device *asked_for(
	const struct runner *runner, const struct device *devices, size_t count)
{
	for (size_t i = 0; i < count && i < RUNNER_DEVICES_MAX; i++)
		if (named(runner, &devices[i]))
			return &devices[i];
	return &devices[0];
}

/*
 * For a unit that ran nowhere: there is no such device, none that may be taken, or (`no_memory`)
 * none that devices could write to.
 */
static void say_why_not(struct runner *runner, const struct unit *unit, const char *no_memory)
{
	static struct device devices[RUNNER_DEVICES_MAX];
	size_t count = unit->each->find(devices, RUNNER_DEVICES_MAX);
	const struct device *device = asked_for(runner, devices, count);
	char why[300] = "", text[350];

	if (!count) {
		snprintf(text, sizeof(text), "no %s", unit->each->name);
		decide(runner, unit, NULL, VERDICT_ABSENT, text);
	} else if (may_claim(runner, device, why, sizeof(why)) && *no_memory) {
		decide(runner, unit, NULL, VERDICT_SKIPPED, no_memory);
	} else if (!*why) {
		snprintf(text, sizeof(text), "%s could not be taken from its driver", device->id);
		decide(runner, unit, NULL, VERDICT_BLOCKED, text);
	} else {
		decide(runner, unit, NULL, VERDICT_SKIPPED, why);
	}
}

static bool any_wanted(const struct runner *runner, const struct unit *const *units, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (wanted(runner, units[i]))
			return true;
	return false;
}

/* A name in the plan that means nothing must not look like a device that is absent. */
static void check_names(struct runner *runner)
{
	struct message msg;
	size_t i;
	json_t *name;

	json_array_foreach (json_object_get(runner->plan->doc.root, "claim"), i, name) {
		msg = (struct message){0};
		if (claim_check_name(json_string_value(name), &msg))
			decide(runner, &check_virtio_claim, NULL, VERDICT_ERROR, msg.text);
	}
}

void wire_lane_run(struct runner *runner)
{
	static struct device devices[RUNNER_DEVICES_MAX];
	size_t count, found;
	const struct unit *const *units = units_all(&count);
	struct message msg = {0};
	char why[300];

	if (!any_wanted(runner, units, count))
		return;
	found = wire_devices.find(devices, RUNNER_DEVICES_MAX);
	check_names(runner);
	for (size_t i = 0; i < found && i < RUNNER_DEVICES_MAX; i++)
		if (!may_claim(runner, &devices[i], why, sizeof(why)))
			decide(runner, &check_virtio_claim, &devices[i], VERDICT_SKIPPED, why);
		else if (!msg.text[0] && dma_pool_setup(&msg) == 0)
			run_on_device(runner, &devices[i]);
		else
			decide(runner, &check_virtio_claim, &devices[i], VERDICT_SKIPPED, msg.text);
	for (size_t i = 0; i < count; i++)
		if (wanted(runner, units[i]) && !ran(runner, units[i]))
			say_why_not(runner, units[i], msg.text);
}
