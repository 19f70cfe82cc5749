/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <linux/input-event-codes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const event_names[] = {
	[EV_SYN] = "SYN",
	[EV_KEY] = "KEY",
	[EV_REL] = "REL",
	[EV_ABS] = "ABS",
	[EV_MSC] = "MSC",
	[EV_SW] = "SW",
	[EV_LED] = "LED",
	[EV_SND] = "SND",
	[EV_REP] = "REP",
	[EV_FF] = "FF",
	[EV_PWR] = "PWR",
};

/* A capability bitmap is shown as hexadecimal words, the highest first. */
static unsigned count_bits(const char *words)
{
	unsigned count = 0;

	for (; *words; words++) {
		char digit[2] = {*words, '\0'};

		count += (unsigned)__builtin_popcountl(strtoul(digit, NULL, 16));
	}
	return count;
}

static void show_device(const char *path, void *to)
{
	static const struct {
		const char *file, *fact;
	} bitmaps[] = {{"key", "keys"}, {"rel", "relative_axes"}, {"abs", "absolute_axes"},
		{"led", "leds"}};
	struct job *job = to;
	struct fact_items events = {0};
	char id[64], device[300], line[512];
	unsigned long types;

	snprintf(device, sizeof(device), "%s/device", path);
	if (!virtio_id_of(device, id, sizeof(id)))
		snprintf(id, sizeof(id), "input.%s", strrchr(path, '/') + 1);
	sysfs_line(line, sizeof(line), "%s/name", path);
	fact_str(job, line, "%s.name", id);
	sysfs_line(line, sizeof(line), "%s/capabilities/ev", path);
	types = strtoul(line, NULL, 16);
	for (size_t i = 0; i < sizeof(event_names) / sizeof(*event_names); i++)
		if (event_names[i] && (types >> i & 1))
			fact_item(&events, "%s", event_names[i]);
	fact_list(job, &events, "%s.events", id);
	for (size_t i = 0; i < sizeof(bitmaps) / sizeof(*bitmaps); i++) {
		sysfs_line(line, sizeof(line), "%s/capabilities/%s", path, bitmaps[i].file);
		fact_int(job, count_bits(line), "%s.%s", id, bitmaps[i].fact);
	}
}

static void run(struct job *job)
{
	fact_int(job, (int64_t)sysfs_count("/sys/class/input/input[0-9]*"), "input.count");
	sysfs_each(show_device, job, "/sys/class/input/input[0-9]*");
}

static const struct fact_desc facts[] = {
	{"input.count", FACT_INTEGER, NULL, "input devices"},
	{"virtio.input[].name", FACT_STRING, NULL, "the name that the device gives itself"},
	{"virtio.input[].events", FACT_LIST, NULL, "event types it can send"},
	{"virtio.input[].keys", FACT_INTEGER, NULL, "keys and buttons"},
	{"virtio.input[].relative_axes", FACT_INTEGER, NULL, "relative axes, as of a mouse"},
	{"virtio.input[].absolute_axes", FACT_INTEGER, NULL, "absolute axes, as of a tablet"},
	{"virtio.input[].leds", FACT_INTEGER, NULL, "lights it can show"},
	{0},
};

PROBE(input) = {
	.id = "input",
	.title = "What input devices there are and what they can send",
	.source = "Linux Documentation/input/event-codes.rst; VIRTIO 1.4, 5.8",
	.facts = facts,
	.run = run,
};
