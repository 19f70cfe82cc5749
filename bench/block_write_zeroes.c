/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_erase.h"
#include "virtio/inventory.h"

#include <linux/fs.h>

static const struct erase write_zeroes = {
	.request = BLKZEROOUT,
	.name = "write-zeroes",
	.limit = "write_zeroes_max_bytes",
	.metric = "block.write-zeroes.latency",
	.zeroes = true,
};

static const struct metric_desc metrics[] = {
	{"block.write-zeroes.latency", "ns", BETTER_LOWER,
		"one write of zeroes without data over a stretch that held some"},
	{0},
};

BENCH(block_write_zeroes) = {
	.id = "block.write-zeroes",
	.title = "How long a write of zeroes takes, and whether zeroes are read back",
	.source = "BLKZEROOUT; VIRTIO_BLK_T_WRITE_ZEROES: VIRTIO 1.4, 5.2.6",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = block_erase,
	.data = &write_zeroes,
};
