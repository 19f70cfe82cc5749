/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/balloon_pages.h"

static void run(struct job *job)
{
	int64_t inflated, deflated;

	fact_bool(job, sysfs_count("/sys/bus/virtio/drivers/virtio_balloon/virtio*") > 0,
		"memory.balloon");
	if (!balloon_pages(&inflated, &deflated))
		return;
	fact_int(job, inflated - deflated, "memory.balloon_pages");
	fact_int(job, inflated, "memory.balloon_inflated_pages");
}

static const struct fact_desc facts[] = {
	{"memory.balloon", FACT_BOOLEAN, NULL, "whether a virtio balloon is in use"},
	{"memory.balloon_pages", FACT_INTEGER, NULL, "pages that balloons hold now"},
	{"memory.balloon_inflated_pages", FACT_INTEGER, NULL, "pages they have ever taken"},
	{0},
};

PROBE(balloon) = {
	.id = "balloon",
	.title = "How much memory the host has taken back",
	.source = "VIRTIO 1.4, 5.5; /proc/vmstat",
	.facts = facts,
	.run = run,
};
