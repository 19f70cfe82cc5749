/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_bench.h"
#include "virtio/inventory.h"

static const struct metric_desc metrics[] = {
	BLOCK_METRICS("block.read"),
	{0},
};

BENCH(block_read) = {
	.id = "block.read",
	.title = "How fast a disk reads block after block",
	.source = "io_uring(7), O_DIRECT; virtio-blk: VIRTIO 1.4, 5.2.6",
	.each = &block_devices,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = block_bench,
	.data = "read",
};
