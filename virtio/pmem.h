/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_PMEM_H
#define VIRTIO_PMEM_H

#include "virtio/ring.h"

/* PMEM device (VIRTIO 1.4, 5.19). */
enum pmem_feature { PMEM_F_SHMEM_REGION = 0 };

enum pmem_config { /* offsets */
	PMEM_CONFIG_START = 0,
	PMEM_CONFIG_SIZE = 8,
	PMEM_CONFIG_END = 16,
};

#define PMEM_SHM_ID    0
#define PMEM_FLUSH     0
#define PMEM_OK	       0
#define PMEM_FAILED    0xffffffff
#define PMEM_NO_ANSWER 0x5a5a5a5a /* ours: ret was not written */

/* A flush: its request and its answer. */
struct pmem_flush {
	struct dma *request, *answer;
};
struct pmem_flush pmem_flush_new(struct vdev *v);
unsigned pmem_flush_segs(const struct pmem_flush *flush, struct seg segs[2]);
uint32_t pmem_flush_answer(const struct pmem_flush *flush);

#endif
