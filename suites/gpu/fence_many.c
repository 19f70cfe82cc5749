/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#include <string.h>

#define REQUESTS 4

static uint64_t fence_of(unsigned i)
{
	return 0x100000000u * (i + 1) + REQUESTS - i; /* neither half is in order alone */
}

static unsigned index_of(const unsigned *ids, unsigned id)
{
	unsigned i = 0;

	while (i < REQUESTS - 1 && ids[i] != id)
		i++;
	return i;
}

/* At work at once; each is told by the buffer that comes back. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_header response;
	struct dma *in[REQUESTS];
	struct completion done;
	unsigned ids[REQUESTS];

	for (unsigned i = 0; i < REQUESTS; i++) {
		struct gpu_header request = {.type = GPU_CMD_GET_DISPLAY_INFO,
			.flags = GPU_FLAG_FENCE,
			.fence_id = fence_of(i)};
		struct dma *out = dma_new(g.v, sizeof(request));
		struct seg segs[2];

		in[i] = dma_new(g.v, sizeof(struct gpu_display_info));
		memcpy(out->bytes, &request, sizeof(request));
		segs[0] = device_reads(out);
		segs[1] = device_writes(in[i]);
		ids[i] = vq_add(g.control, segs, 2);
	}
	vq_kick(g.control);
	for (unsigned n = 0; n < REQUESTS; n++) {
		unsigned i;

		if (!vq_wait(g.control, VDEV_ANSWER_MS, &done)) {
			fail(job, "%u of %d fenced requests are not answered", REQUESTS - n,
				REQUESTS);
			return;
		}
		i = index_of(ids, done.id);
		memcpy(&response, in[i]->bytes, sizeof(response));
		expected(job, "request %u: fence_id 0x%llx", i, (unsigned long long)fence_of(i));
		observed(job, "fence_id 0x%llx", (unsigned long long)response.fence_id);
		if (response.fence_id != fence_of(i)) {
			fail(job, "of %d fenced requests at once number %u bears fence_id 0x%llx",
				REQUESTS, i, (unsigned long long)response.fence_id);
			return;
		}
	}
	pass(job);
}

CHECK(gpu_fence_many) = {
	.id = "virtio.gpu.fence-many",
	.title = "Of several fenced requests at once each response bears its own fence",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = "the device MUST copy the content of the fence_id field from the request "
		 "to the response",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_fence),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
