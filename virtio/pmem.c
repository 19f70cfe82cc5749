/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pmem.h"

#include <string.h>

struct pmem_flush pmem_flush_new(struct vdev *v)
{
	const uint32_t type = PMEM_FLUSH, none = PMEM_NO_ANSWER;
	struct pmem_flush flush = {dma_new(v, sizeof(type)), dma_new(v, sizeof(none))};

	memcpy(flush.request->bytes, &type, sizeof(type));
	memcpy(flush.answer->bytes, &none, sizeof(none));
	return flush;
}

unsigned pmem_flush_segs(const struct pmem_flush *flush, struct seg segs[2])
{
	segs[0] = device_reads(flush->request);
	segs[1] = device_writes(flush->answer);
	return 2;
}

uint32_t pmem_flush_answer(const struct pmem_flush *flush)
{
	uint32_t answer;

	memcpy(&answer, flush->answer->bytes, sizeof(answer));
	return answer;
}
