/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define REFUSAL_MS 200 /* it takes nothing but a look at the length */

/* What is there of a request; the rest would have been zeroes. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct gpu_create_2d request = {.header.type = GPU_CMD_RESOURCE_CREATE_2D};

	if (gpu_refused(&g, gpu_command(&g, &request, sizeof(request.header) + 4),
		    "RESOURCE_CREATE_2D without its size and format"))
		pass(job);
}

static void run_header(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct dma *out = dma_new(g.v, 4), *in = dma_new(g.v, sizeof(struct gpu_header));
	struct seg segs[] = {device_reads(out), device_writes(in)};
	struct completion done;
	bool answered;

	vq_add(g.control, segs, 2);
	vq_kick(g.control);
	answered = vq_wait(g.control, REFUSAL_MS, &done);
	expected(job, "a request of 4 bytes is used");
	observed(job, "it %s within %d ms", answered ? "is" : "is not", REFUSAL_MS);
	if (answered)
		pass(job);
	else
		fail(job, "a request that is shorter than its header is never used");
}

CHECK(gpu_short_request) = {
	.id = "virtio.gpu.short-request",
	.title = "A request that is too short is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_short_header) = {
	.id = "virtio.gpu.short-header",
	.title = "A request that is shorter than the header is used all the same",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_header,
};
