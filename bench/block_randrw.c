/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_bench.h"
#include "virtio/inventory.h"

static const struct metric_desc metrics[] = {
	BLOCK_METRICS("block.randrw"),
	{0},
};

BENCH(block_randrw) = {
	.id = "block.randrw",
	.title = "How fast a disk reads and writes blocks in random order, 70 to 30",
	.source = "io_uring(7), O_DIRECT; virtio-blk: VIRTIO 1.4, 5.2.6",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = block_bench,
	.data = "randrw",
};
