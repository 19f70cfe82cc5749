/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/input/host.h"
#include "virtio/wire.h"

/* True if `log` has a key's event with that value, and ends with a synchronisation. */
static bool is_update(const struct input_log *log, uint32_t value)
{
	for (unsigned i = 0; i + 1 < log->count; i++)
		if (log->events[i].type == INPUT_EV_KEY && log->events[i].value == value)
			return input_is_syn(&log->events[log->count - 1]);
	return false;
}

/* The log until a synchronisation; a host may take its time. */
static struct input_log update(struct inbox *events)
{
	struct input_log log = {0};

	while (log.count < INPUT_UPDATE_MAX &&
		input_next(events, VDEV_ANSWER_MS, &log.events[log.count]))
		if (input_is_syn(&log.events[log.count++]))
			break;
	return log;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct inbox events = input_start(v, INPUT_UPDATE_MAX);
	struct input_log pressed, released;

	input_press(job, true);
	pressed = update(&events);
	input_press(job, false);
	released = update(&events);
	expected(job, "an event of type 1 (EV_KEY) with value 1, then SYN");
	observed(job, "%s", input_log_text(&pressed));
	if (!is_update(&pressed, 1)) {
		fail(job, "a key that is pressed at the host does not arrive as one");
		return;
	}
	expected(job, "an event of type 1 (EV_KEY) with value 0, then SYN");
	observed(job, "%s", input_log_text(&released));
	if (is_update(&released, 0))
		pass(job);
	else
		fail(job, "a key that is released at the host does not arrive as one");
}

CHECK(input_events) = {
	.id = "virtio.input.events",
	.title = "Keys of the host are pressed and released on the event queue",
	.source = "VIRTIO 1.4, 5.8.6 Device Operation",
	.prose = "input events such as press and release are sent using the eventq",
	.level = LEVEL_MUST,
	.each = &wire_inputs,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
