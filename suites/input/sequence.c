/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/input/host.h"
#include "virtio/wire.h"

extern const struct unit check_input_events;

/* Of each update either all arrived, or nothing: a key and what ends it, by turns. */
static bool is_whole(const struct input_log *log)
{
	bool inside = false;

	for (unsigned i = 0; i < log->count; i++) {
		const struct input_event *e = &log->events[i];

		if (input_is_syn(e)) {
			if (!inside)
				return false;
			inside = false;
		} else if (e->type == INPUT_EV_KEY) {
			if (inside)
				return false;
			inside = true;
		}
	}
	return !inside;
}

/*
 * A key is pressed when the event queue has one buffer, too few for the key and its SYN.
 * The device may keep both until there are more, or drop both; the key's release, for
 * which there are enough, ends what came of the press.
 */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct inbox events = input_start(v, 0);
	struct inbox_item first;
	struct input_log log = {0};

	inbox_fill(&events, 1, sizeof(struct input_event));
	input_press(job, true);
	if (inbox_wait(&events, VDEV_SILENCE_MS, &first))
		log.events[log.count++] = *(struct input_event *)first.buffer->bytes;
	inbox_fill(&events, INPUT_UPDATE_MAX, sizeof(struct input_event));
	input_collect(&events, &log, VDEV_SILENCE_MS);
	input_press(job, false);
	input_collect(&events, &log, VDEV_SILENCE_MS);
	expected(job, "whole updates: each key followed by SYN");
	observed(job, "%s", input_log_text(&log));
	if (!log.count)
		inconclusive(job, "the device sends nothing, although it has buffers again");
	else if (is_whole(&log))
		pass(job);
	else
		fail(job, "with too few buffers the device drops a part of an update");
}

CHECK(input_sequence) = {
	.id = "virtio.input.sequence",
	.title = "Where buffers are few, an update is dropped or kept as a whole",
	.source = "VIRTIO 1.4, 5.8.6.2 Device Operation",
	.unseen = "updates other than of a key",
	.level = LEVEL_SHOULD,
	.statements = "V14-INPUT-D003 V14-INPUT-D004",
	.needs = NEEDS(&check_input_events),
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
