/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/console.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t ports;

	vdev_need(v, CONSOLE_F_MULTIPORT);
	vdev_begin(v, CONSOLE_F_MULTIPORT);
	ports = vdev_config32(v, CONSOLE_CONFIG_MAX_PORTS);
	expected(job, "at least one port, with two queues each and two for control");
	observed(job, "max_nr_ports %u", ports);
	if (!ports) {
		fail(job, "max_nr_ports is 0");
		return;
	}
	for (uint32_t port = 0; port < ports && port < CONSOLE_PORTS_MAX; port++)
		for (unsigned way = 0; way < 2; way++) {
			unsigned queue = console_queue_of(port) + way;

			observed(job, "max_nr_ports %u, but no queue %u", ports, queue);
			if (vdev_queue_max(v, queue))
				continue;
			fail(job, "port %u of %u has no queue %u", port, ports, queue);
			return;
		}
	pass(job);
}

CHECK(console_queues) = {
	.id = "virtio.console.queues",
	.title = "There are two queues for each port that max_nr_ports allows",
	.source = "VIRTIO 1.4, 5.3.2 Virtqueues and 5.3.5 Device Initialization",
	.prose = "according to max_nr_ports, the appropriate number of virtqueues are created",
	.level = LEVEL_MUST,
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS,
	.run = run,
};
