/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/flow.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define BLOCK 4096

static void run(struct job *job)
{
	int fd = must_open(job, job->device->path, O_RDONLY | O_DIRECT);
	void *block = must_alloc(job, BLOCK);
	ssize_t n = pread(fd, block, BLOCK, 0);

	must(job, n == BLOCK ? 0 : n < 0 ? -errno : -EIO, "reading the first block");
	flow_reached(job, "flow.guest.first_block_read");
}

static const struct metric_desc metrics[] = {
	{"flow.guest.first_block_read", "ms", BETTER_LOWER,
		"from the kernel's start to the first block read from a disk"},
	{0},
};

BENCH(flow_block) = {
	.id = "flow.block",
	.title = "When the first block was read after a start",
	.source = "Project Stratos: fast boot",
	.each = &block_devices,
	.flags = UNIT_SLOW,
	.metrics = metrics,
	.run = run,
};
