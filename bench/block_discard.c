/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_erase.h"
#include "virtio/inventory.h"

#include <linux/fs.h>

static const struct erase discard = {
	.request = BLKDISCARD,
	.name = "discard",
	.limit = "discard_max_bytes",
	.metric = "block.discard.latency",
};

static const struct metric_desc metrics[] = {
	{"block.discard.latency", "ns", BETTER_LOWER, "one discard of a stretch that held data"},
	{0},
};

BENCH(block_discard) = {
	.id = "block.discard",
	.title = "How long a discard takes, and whether it stays within its range",
	.source = "BLKDISCARD; VIRTIO_BLK_T_DISCARD: VIRTIO 1.4, 5.2.6",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = block_erase,
	.data = &discard,
};
