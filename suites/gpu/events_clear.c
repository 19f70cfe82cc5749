/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"
#include "suites/gpu/gpu.h"

#define ANSWER_MS 2000

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct answer answer;
	uint32_t before, after;

	if (ask_host(job, &answer, ANSWER_MS, "change-display", "%s", "")) {
		inconclusive(job, "the host does not change the display: %s", answer.text);
		return;
	}
	if (!vdev_wait_isr(g.v, ISR_CONFIG, VDEV_ANSWER_MS)) {
		inconclusive(job, "the display's change is not signalled");
		return;
	}
	before = vdev_config32(g.v, GPU_CONFIG_EVENTS_READ);
	vdev_config_write(g.v, GPU_CONFIG_EVENTS_CLEAR, 4, GPU_EVENT_DISPLAY);
	after = vdev_config32(g.v, GPU_CONFIG_EVENTS_READ);
	expected(job, "events_read 0x%x, then 0x0", GPU_EVENT_DISPLAY);
	observed(job, "events_read 0x%x, then 0x%x", before, after);
	if (!(before & GPU_EVENT_DISPLAY))
		inconclusive(job, "the display's change is no event");
	else if (after & GPU_EVENT_DISPLAY)
		fail(job, "the event stays, although 1 was written to its bit in events_clear");
	else
		pass(job);
}

CHECK(gpu_events_clear) = {
	.id = "virtio.gpu.events-clear",
	.title = "Writing to events_clear clears the event",
	.source = "VIRTIO 1.4, 5.7.4 Device configuration layout",
	.prose = "writing a '1' into a bit will clear the corresponding bit in events_read",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
